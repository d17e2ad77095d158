#include "web/history.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "intervention/given.h"
#include "letterbox/letter.h"
#include "letterbox/received.h"
#include "team/gas.h"
#include "team/happened.h"
#include "team/measure.h"
#include "team/meeting.h"
#include "team/note.h"
#include "team/plan.h"
#include "team/survey.h"
#include "web/case_nav.h"
#include "web/law_view.h"
#include "web/received_show.h"
#include "web/show.h"

#define ROWS_MAX 5000

const char *const history_kind_code[HISTORY_KIND__MAX] = {
    [HISTORY_CASE] = "case",       [HISTORY_NOTE] = "note",       [HISTORY_SURVEY] = "survey",
    [HISTORY_CONSENT] = "consent", [HISTORY_LETTER] = "letter",   [HISTORY_MEETING] = "meeting",
    [HISTORY_PLAN] = "plan",       [HISTORY_SUPPORT] = "support", [HISTORY_MEASURE] = "measure",
};
const char *const history_kind_text_sv[HISTORY_KIND__MAX] = {
    [HISTORY_CASE] = TR("Ärendet"),        [HISTORY_NOTE] = TR("Anteckningar"),
    [HISTORY_SURVEY] = TR("Kartläggning"), [HISTORY_CONSENT] = TR("Samtycken"),
    [HISTORY_LETTER] = TR("Brev"),         [HISTORY_MEETING] = TR("Möten"),
    [HISTORY_PLAN] = TR("Plan och mål"),   [HISTORY_SUPPORT] = TR("Insatser"),
    [HISTORY_MEASURE] = TR("Mätningar"),
};

struct history {
    struct request *rq;
    const struct team_case *c;
    struct history_row *rows;
    size_t count;
};

static void add(struct history *h, const struct history_row *row)
{
    if (h->count < ROWS_MAX) {
        h->rows[h->count++] = *row;
    }
}

static const char *said(const struct history *h, const char *sv)
{
    return request_words(h->rq, sv);
}

static const char *by(const struct history *h, struct staff_id id)
{
    return id.v != 0 ? show_staff(h->rq, id) : NULL;
}

/* The day that an event tells of. A case can be registered after it was opened, and closed for an
 * earlier day; a day of closing is kept of the last closing only. */
static struct date event_day(const struct team_case *c, const struct case_event *list, size_t n,
                             size_t i)
{
    if (list[i].kind == CASE_EVENT_OPENED) {
        return c->opened;
    }
    return c->closed && list[i].kind == CASE_EVENT_CLOSED && i + 1 == n
               ? c->closed_on
               : timestamp_date(list[i].at);
}

static enum err add_events(struct history *h, struct err_ctx *ctx)
{
    struct case_event *list;
    size_t n;
    enum err e = case_events(h->rq->bank, &h->rq->actor, h->c->id, h->rq->arena, &list, &n, ctx);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        struct date day = event_day(h->c, list, n, i), written = timestamp_date(list[i].at);
        const char *what = said(h, case_event_text_sv[list[i].kind]);
        if (day.days != written.days) {
            what = arena_printf(h->rq->arena, "%s (%s %s)", what, said(h, TR("registrerat")),
                                show_date(h->rq, written));
        }
        add(h, &(struct history_row){.kind = HISTORY_CASE,
                                     .day = day,
                                     .what = what,
                                     .at = list[i].at,
                                     .text = list[i].note,
                                     .who = by(h, list[i].responsible)});
    }
    return e;
}

/* What the law counts deadlines from. */
static enum err add_happened(struct history *h, struct err_ctx *ctx)
{
    struct happened *list;
    size_t n;
    enum err e = happened_get(h->rq->bank, h->c->id, h->rq->arena, &list, &n, ctx);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        const struct law_event *event = law_event_find(h->rq->rules, list[i].event);
        if (!list[i].struck) {
            add(h, &(struct history_row){.kind = HISTORY_CASE,
                                         .day = list[i].day,
                                         .what = said(h, TR("Frist räknas")),
                                         .text = event != NULL ? law_words(h->rq, event->text)
                                                               : list[i].event,
                                         .who = by(h, list[i].by),
                                         .href = case_href(h->rq, "/deadlines")});
        }
    }
    return e;
}

static enum err add_notes(struct history *h, struct err_ctx *ctx)
{
    struct case_note *list;
    size_t n;
    enum err e = note_list(h->rq->bank, &h->rq->actor, h->c->id, h->rq->arena, &list, &n, ctx);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        add(h, &(struct history_row){.kind = HISTORY_NOTE,
                                     .day = list[i].day,
                                     .at = list[i].at,
                                     .what = said(h, TR("Anteckning")),
                                     .text = list[i].text,
                                     .who = by(h, list[i].by)});
    }
    return e;
}

static enum err add_surveys(struct history *h, struct err_ctx *ctx)
{
    struct survey *list;
    size_t n;
    enum err e = survey_list(h->rq->bank, &h->rq->actor, h->c->id, h->rq->arena, &list, &n, ctx);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        const char *text = "";
        for (int p = 0; p < SURVEY_PART__MAX; p++) {
            if (list[i].parts[p] != NULL) {
                text = arena_printf(h->rq->arena, "%s%s%s: %s", text, text[0] != '\0' ? "\n" : "",
                                    said(h, survey_part_text_sv[p]), list[i].parts[p]);
            }
        }
        add(h, &(struct history_row){.kind = HISTORY_SURVEY,
                                     .day = timestamp_date(list[i].at),
                                     .at = list[i].at,
                                     .what = said(h, TR("Kartläggning")),
                                     .text = text,
                                     .who = by(h, list[i].by),
                                     .href = case_href(h->rq, "/survey")});
    }
    return e;
}

static enum err add_consents(struct history *h, struct err_ctx *ctx)
{
    struct consent *list;
    size_t n;
    enum err e =
        consent_list(h->rq->bank, &h->rq->actor, h->c->person, h->rq->arena, &list, &n, ctx);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        const char *href = arena_printf(h->rq->arena, "/consent/%" PRId64, list[i].id.v);
        add(h, &(struct history_row){.kind = HISTORY_CONSENT,
                                     .day = timestamp_date(list[i].recorded_at),
                                     .at = list[i].recorded_at,
                                     .what = said(h, TR("Svar om samtycke")),
                                     .text = arena_printf(h->rq->arena, "%s: %s",
                                                          show_peer(h->rq, list[i].c.peer),
                                                          show_items(h->rq, list[i].c.items)),
                                     .href = href});
        for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
            if (list[i].c.replies[p].withdrawn) {
                add(h, &(struct history_row){.kind = HISTORY_CONSENT,
                                             .day = list[i].c.replies[p].withdrawn_on,
                                             .what = said(h, TR("Samtycke återkallat")),
                                             .text = said(h, consent_party_text_sv[p]),
                                             .href = href});
            }
        }
    }
    return e;
}

/* The kind, and what the letter said. */
static const char *received_text(const struct history *h, const struct received_items *items,
                                 const struct received_source *s)
{
    const char **lines, *text = said(h, letter_kind_text_sv[s->kind]);
    size_t n = received_lines(h->rq, items, s, &lines);
    for (size_t i = 0; i < n; i++) {
        text = arena_printf(h->rq->arena, "%s\n%s", text, lines[i]);
    }
    return text;
}

static enum err add_letters(struct history *h, struct err_ctx *ctx)
{
    struct letter *list;
    struct received_items items;
    size_t n;
    struct letter_filter f = {.case_id = h->c->id};
    enum err e = letter_list(h->rq->bank, &h->rq->actor, &f, h->rq->arena, &list, &n, ctx);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        add(h, &(struct history_row){
                   .kind = HISTORY_LETTER,
                   .day = timestamp_date(list[i].sent_at),
                   .at = list[i].sent_at,
                   .what = arena_printf(h->rq->arena, "%s %s", said(h, TR("Brev skickat till")),
                                        show_peer(h->rq, list[i].peer)),
                   .text = arena_printf(h->rq->arena, "%s: %s",
                                        said(h, letter_kind_text_sv[list[i].kind]),
                                        letter_state_words(h->rq, &list[i])),
                   .href = arena_printf(h->rq->arena, "/letter/%" PRId64, list[i].id.v)});
    }
    e = e == ERR_OK ? received_read(h->rq->bank, request_reading(h->rq), h->c->person, true,
                                    h->rq->arena, &items, ctx)
                    : e;
    for (size_t i = 0; e == ERR_OK && i < items.source_count; i++) {
        const struct received_source *s = &items.sources[i];
        add(h, &(struct history_row){.kind = HISTORY_LETTER,
                                     .day = s->accepted,
                                     .what = arena_printf(h->rq->arena, "%s %s",
                                                          said(h, TR("Brev mottaget från")),
                                                          s->peer_name),
                                     .text = received_text(h, &items, s),
                                     .href = case_href(h->rq, "/letters")});
    }
    return e;
}

static enum err add_meetings(struct history *h, struct err_ctx *ctx)
{
    struct meeting *list;
    size_t n;
    enum err e = meeting_list(h->rq->bank, &h->rq->actor, h->c->id, h->rq->arena, &list, &n, ctx);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        add(h,
            &(struct history_row){.kind = HISTORY_MEETING,
                                  .day = list[i].day,
                                  .what = said(h, meeting_kind_text_sv[list[i].kind]),
                                  .text = arena_printf(h->rq->arena, "%s%s%s", list[i].agreed,
                                                       list[i].notes != NULL ? "\n" : "",
                                                       list[i].notes != NULL ? list[i].notes : ""),
                                  .who = by(h, list[i].by),
                                  .href = case_href(h->rq, "/meetings")});
    }
    return e;
}

/* Goals by number, so that one that a later version has is told of once. */
struct goals_told {
    int number[200];
    size_t count;
};

static bool told(struct goals_told *t, int number)
{
    for (size_t i = 0; i < t->count; i++) {
        if (t->number[i] == number) {
            return true;
        }
    }
    if (t->count < sizeof t->number / sizeof t->number[0]) {
        t->number[t->count++] = number;
    }
    return false;
}

static void add_followups(struct history *h, const struct plan *plan, struct goals_told *t)
{
    for (size_t g = 0; g < plan->goal_count; g++) {
        if (told(t, plan->goals[g].number)) {
            continue;
        }
        for (size_t f = 0; f < plan->goals[g].followup_count; f++) {
            const struct plan_followup *of = &plan->goals[g].followups[f];
            add(h, &(struct history_row){
                       .kind = HISTORY_PLAN,
                       .day = of->on,
                       .what = arena_printf(h->rq->arena, "%s: %s", said(h, TR("Mål")),
                                            plan_reached_words(h->rq, of->reached)),
                       .text = arena_printf(h->rq->arena, "%s%s%s", plan->goals[g].text,
                                            of->note != NULL ? "\n" : "",
                                            of->note != NULL ? of->note : ""),
                       .who = by(h, of->by),
                       .href = case_href(h->rq, "/plan")});
        }
    }
}

static enum err add_plans(struct history *h, struct err_ctx *ctx)
{
    struct plan *list, plan;
    size_t n;
    enum err e = plan_versions(h->rq->bank, &h->rq->actor, h->c->id, h->rq->arena, &list, &n, ctx);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (list[i].state == PLAN_DRAFT) {
            continue;
        }
        add(h, &(struct history_row){
                   .kind = HISTORY_PLAN,
                   .day = list[i].agreement.on,
                   .what = arena_printf(h->rq->arena, "%s, %s %d", said(h, TR("Plan fastställd")),
                                        said(h, TR("version")), list[i].version),
                   .text = show_parties(h->rq, list[i].agreement.parties),
                   .who = by(h, list[i].begun_by),
                   .href = case_href(h->rq, "/plan?version=%d", list[i].version)});
    }
    /* A goal that a later version has dropped keeps its follow-ups in the older one. */
    struct goals_told goals = {.count = 0};
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        e = plan_read(h->rq->bank, &h->rq->actor, h->c->id, list[i].version, h->rq->arena, &plan,
                      ctx);
        if (e == ERR_OK) {
            add_followups(h, &plan, &goals);
        }
    }
    return e;
}

static enum err add_support(struct history *h, struct err_ctx *ctx)
{
    struct intervention *list;
    size_t n;
    enum err e = intervention_list(h->rq->bank, request_reading(h->rq), h->c->person, h->rq->arena,
                                   &list, &n, ctx);
    const char *href = case_tab_href(h->rq, h->c->id, CASE_TAB_INTERVENTIONS);
    href = case_tab_exists(h->rq, href) ? href : NULL;
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        const char *name = said(h, intervention_text_sv[list[i].code]);
        add(h, &(struct history_row){.kind = HISTORY_SUPPORT,
                                     .day = list[i].start_date,
                                     .what = said(h, TR("Insats börjar")),
                                     .text = name,
                                     .href = href});
        if (list[i].end_date.days <= date_today().days) {
            add(h, &(struct history_row){.kind = HISTORY_SUPPORT,
                                         .day = list[i].end_date,
                                         .what = said(h, TR("Insats slutar")),
                                         .text = name,
                                         .href = href});
        }
    }
    return e;
}

static enum err add_measures(struct history *h, struct err_ctx *ctx)
{
    struct measurement *list;
    size_t n;
    bool english = h->rq->page.language == PAGE_ENGLISH;
    enum err e =
        measure_list(h->rq->bank, &h->rq->actor, h->c->person, h->rq->arena, &list, &n, ctx);
    const char *href = case_tab_href(h->rq, h->c->id, CASE_TAB_MEASUREMENTS);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        const struct instrument_text *name = &list[i].instrument->name;
        add(h, &(struct history_row){.kind = HISTORY_MEASURE,
                                     .day = list[i].taken_on,
                                     .what = said(h, TR("Mätning")),
                                     .text = english && name->en != NULL ? name->en : name->sv,
                                     .href = case_tab_exists(h->rq, href) ? href : NULL});
    }
    return e;
}

/* A child's own goals: set and ended. How far they are reached are measurements. */
static enum err add_own_goals(struct history *h, struct err_ctx *ctx)
{
    struct gas_goal *list;
    size_t n;
    enum err e =
        gas_list(h->rq->bank, request_reading(h->rq), h->c->person, h->rq->arena, &list, &n, ctx);
    const char *href = case_tab_href(h->rq, h->c->id, CASE_TAB_MEASUREMENTS);
    href = case_tab_exists(h->rq, href) ? href : NULL;
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (list[i].case_id.v != h->c->id.v) {
            continue; /* another case's, which may be walled off */
        }
        add(h, &(struct history_row){.kind = HISTORY_MEASURE,
                                     .day = list[i].set_on,
                                     .what = said(h, TR("Barnets eget mål bestämt")),
                                     .text = list[i].title,
                                     .href = href});
        if (list[i].ended_on.days != DATE_OPEN.days) {
            add(h, &(struct history_row){.kind = HISTORY_MEASURE,
                                         .day = list[i].ended_on,
                                         .what = said(h, TR("Barnets eget mål avslutat")),
                                         .text = list[i].title,
                                         .href = href});
        }
    }
    return e;
}

static int newest_first(const void *a, const void *b)
{
    const struct history_row *x = a, *y = b;
    if (x->day.days != y->day.days) {
        return x->day.days < y->day.days ? 1 : -1;
    }
    if (x->at.ms != y->at.ms && x->at.ms != 0 && y->at.ms != 0) {
        return x->at.ms < y->at.ms ? 1 : -1;
    }
    return x->kind < y->kind ? 1 : x->kind > y->kind ? -1 : 0;
}

enum err history_read(struct request *rq, const struct team_case *c, struct history_row **out,
                      size_t *count_out, struct err_ctx *ctx)
{
    static enum err (*const rooms[])(struct history *, struct err_ctx *) = {
        add_events,   add_happened, add_notes,   add_surveys,  add_consents, add_letters,
        add_meetings, add_plans,    add_support, add_measures, add_own_goals};
    struct history h = {
        .rq = rq, .c = c, .rows = arena_alloc(rq->arena, ROWS_MAX * sizeof *h.rows)};
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < sizeof rooms / sizeof rooms[0]; i++) {
        e = rooms[i](&h, ctx);
    }
    qsort(h.rows, h.count, sizeof *h.rows, newest_first);
    *out = h.rows;
    *count_out = e == ERR_OK ? h.count : 0;
    return e;
}

/* Letters of Swedish in small: the second byte of Å, Ä, Ö and their like is 32 less. */
static unsigned char small(const char *text, size_t i)
{
    unsigned char c = (unsigned char)text[i];
    if (c >= 'A' && c <= 'Z') {
        return (unsigned char)(c + 32);
    }
    bool latin = i > 0 && (unsigned char)text[i - 1] == 0xc3;
    return latin && c >= 0x80 && c <= 0x9e && c != 0x97 ? (unsigned char)(c + 32) : c;
}

static bool contains(const char *text, const char *words)
{
    size_t n = strlen(words), all = text != NULL ? strlen(text) : 0;
    for (size_t i = 0; i + n <= all; i++) {
        size_t k = 0;
        while (k < n && small(text, i + k) == small(words, k)) {
            k++;
        }
        if (k == n) {
            return true;
        }
    }
    return false;
}

bool history_has(const struct history_row *row, const char *words)
{
    return contains(row->what, words) || contains(row->text, words) || contains(row->who, words);
}
