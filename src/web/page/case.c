/* One case: who, where it is on its way, and what has been asked, sent, received and done. */
#include <inttypes.h>
#include <string.h>

#include "letterbox/letter.h"
#include "letterbox/received.h"
#include "school/series_store.h"
#include "social/intervention.h"
#include "web/handlers.h"
#include "web/show.h"

#define SURVEY_DAYS 20 /* school days of the absence share */

static const char *const done_words[] = {"opened", "closed", "consent", "withdrawn", "sent"};
static const char *const done_texts[] = {
    TR("Ärendet är öppnat."), TR("Ärendet är avslutat."), TR("Svaren är sparade."),
    TR("Samtycket är återkallat. Mottagaren får veta det."), TR("Brevet är på väg.")};
enum { DONE_WORDS = sizeof done_words / sizeof done_words[0] };

const struct input_spec case_inputs[1] = {
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = DONE_WORDS}};

static enum err fill_consents(struct request *rq, const struct team_case *c, struct page_case *v,
                              struct err_ctx *ctx)
{
    struct consent *list;
    size_t count;
    enum err e = consent_list(rq->bank, &rq->actor, c->person, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_consents *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    v->consent_text = request_words(rq, count > 0 ? TR("Inget samtycke gäller i dag")
                                                  : TR("Inget samtycke är registrerat"));
    for (size_t i = 0; i < count; i++) {
        const struct consent_content *k = &list[i].c;
        bool holds = consent_in_force(&list[i], date_today());
        rows[i] = (struct page_case_consents){
            .href = arena_printf(rq->arena, "/consent/%" PRId64, list[i].id.v),
            .items = show_items(rq, k->items),
            .peer = show_peer(rq, k->peer),
            .purpose = request_words(rq, consent_purpose_text_sv[k->purpose]),
            .from = k->valid_from,
            .to = k->valid_to,
            .state = request_words(rq, consent_state_text(&list[i], date_today()))};
        if (holds && !v->consent_ok) {
            v->consent_ok = true;
            v->consent_text =
                arena_printf(rq->arena, "%s %s", request_words(rq, TR("Gäller till och med")),
                             show_date(rq, k->valid_to));
        }
    }
    v->consents = rows;
    v->consents_count = count;
    return ERR_OK;
}

static enum err fill_letters(struct request *rq, const struct team_case *c, struct page_case *v,
                             struct err_ctx *ctx)
{
    struct letter *list;
    size_t count;
    struct letter_filter f = {.case_id = c->id};
    enum err e = letter_list(rq->bank, &rq->actor, &f, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_letters *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct page_case_letters){
            .href = arena_printf(rq->arena, "/letter/%" PRId64, list[i].id.v),
            .kind = request_words(rq, letter_kind_text_sv[list[i].kind]),
            .peer = show_peer(rq, list[i].peer),
            .sent = show_time(rq, list[i].sent_at),
            .state = letter_state_words(rq, &list[i])};
    }
    v->letters = rows;
    v->letters_count = count;
    return ERR_OK;
}

static enum err fill_received(struct request *rq, const struct team_case *c, struct page_case *v,
                              struct received_items *items, struct err_ctx *ctx)
{
    enum err e =
        received_read(rq->bank, request_reading(rq), c->person, true, rq->arena, items, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_received *rows =
        arena_alloc(rq->arena, (items->source_count + 1) * sizeof *rows);
    for (size_t i = 0; i < items->source_count; i++) {
        const struct received_source *s = &items->sources[i];
        rows[i] =
            (struct page_case_received){.kind = request_words(rq, letter_kind_text_sv[s->kind]),
                                        .peer = s->peer_name,
                                        .on = s->received,
                                        .grounds = s->grounds,
                                        .withdrawn = s->withdrawn};
    }
    v->received = rows;
    v->received_count = items->source_count;
    return ERR_OK;
}

static enum err fill_events(struct request *rq, const struct team_case *c, struct page_case *v,
                            struct err_ctx *ctx)
{
    struct case_event *list;
    size_t count;
    enum err e = case_events(rq->bank, &rq->actor, c->id, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_events *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] =
            (struct page_case_events){.at = show_time(rq, list[i].at),
                                      .what = request_words(rq, case_event_text_sv[list[i].kind]),
                                      .who = show_staff(rq, list[i].responsible),
                                      .note = list[i].note};
    }
    v->events = rows;
    v->events_count = count;
    return ERR_OK;
}

/* A school tells the absence of the last school days; a social bank whether it has any figures. */
static enum err fill_survey(struct request *rq, const struct team_case *c,
                            const struct received_items *items, struct page_case *v,
                            struct err_ctx *ctx)
{
    if (bank_config(rq->bank)->kind == BANK_SOCIAL) {
        v->survey_text =
            request_words(rq, items->week_count > 0 ? TR("Närvarouppgifter från skolan finns.")
                                                    : TR("Inga närvarouppgifter är mottagna."));
        return ERR_OK;
    }
    struct series days;
    struct date today = date_today();
    struct date from = date_school_year_first(date_school_year(today));
    enum err e = series_read(rq->bank, c->person, from, today, rq->arena, &days, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct series_window w = series_last_days(&days, today, from, SURVEY_DAYS);
    if (w.sum.school_days == 0) {
        v->survey_text = request_words(rq, TR("Ingen närvaro är rapporterad detta läsår."));
    } else {
        v->survey_text = arena_printf(
            rq->arena, "%s %s, %s–%s (%u %s)", request_words(rq, TR("Frånvaro")),
            show_share(rq, series_absent(w.sum), w.sum.offered_minutes), show_date(rq, w.first),
            show_date(rq, w.last), w.sum.school_days, request_words(rq, TR("skoldagar")));
    }
    return ERR_OK;
}

static const char *counted(struct request *rq, size_t n, const char *none, const char *some)
{
    return n == 0 ? request_words(rq, none)
                  : arena_printf(rq->arena, "%zu %s", n, request_words(rq, some));
}

static enum err fill_support(struct request *rq, const struct team_case *c,
                             const struct received_items *items, struct page_case *v,
                             struct err_ctx *ctx)
{
    if (bank_config(rq->bank)->kind == BANK_SCHOOL) {
        v->support_text = counted(rq, items->intervention_count,
                                  TR("Inga insatser är mottagna från socialtjänsten."),
                                  TR("insatser mottagna från socialtjänsten."));
        return ERR_OK;
    }
    struct intervention *list;
    size_t count = 0;
    enum err e =
        intervention_list(rq->bank, request_reading(rq), c->person, rq->arena, &list, &count, ctx);
    v->support_text =
        counted(rq, count, TR("Inga insatser är registrerade."), TR("insatser registrerade."));
    return e;
}

static enum err fill_parts(struct request *rq, const struct team_case *c, struct page_case *v,
                           struct err_ctx *ctx)
{
    struct received_items items = {0};
    enum err e = fill_consents(rq, c, v, ctx);
    if (e == ERR_OK) {
        e = fill_letters(rq, c, v, ctx);
    }
    if (e == ERR_OK) {
        e = fill_received(rq, c, v, &items, ctx);
    }
    if (e == ERR_OK) {
        e = fill_events(rq, c, v, ctx);
    }
    if (e == ERR_OK) {
        e = fill_survey(rq, c, &items, v, ctx);
    }
    if (e == ERR_OK) {
        e = fill_support(rq, c, &items, v, ctx);
    }
    v->followup_text =
        request_words(rq, TR("Visar hur frånvaron har varit före, under och efter insatser."));
    return e;
}

enum err page_case(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    int done = request_input(rq, "done")->word;
    struct page_case v = {
        .person = person,
        .done = done >= 0 ? request_words(rq, done_texts[done]) : NULL,
        .open = !c.closed,
        .reason = request_words(rq, case_reason_text_sv[c.reason]),
        .unit = show_unit(rq, c.unit),
        .responsible = show_staff(rq, c.responsible),
        .opened = c.opened,
        .consent_href = arena_printf(rq->arena, "/case/%" PRId64 "/consent", rq->id),
        .letter_href = arena_printf(rq->arena, "/case/%" PRId64 "/letter", rq->id),
        .followup_href = arena_printf(rq->arena, "/case/%" PRId64 "/follow-up", rq->id),
        .close_href = arena_printf(rq->arena, "/case/%" PRId64 "/close", rq->id),
    };
    if (c.closed) {
        v.closed_text = arena_printf(rq->arena, "%s %s: %s", request_words(rq, TR("Avslutat")),
                                     show_date(rq, c.closed_on),
                                     request_words(rq, case_close_text_sv[c.close_reason]));
    }
    e = fill_parts(rq, &c, &v, ctx);
    if (e == ERR_OK) {
        v.layout = request_layout(
            rq, arena_printf(rq->arena, "%s %" PRId64, request_words(rq, TR("Ärende")), rq->id));
        page_case_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
