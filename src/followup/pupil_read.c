#include <inttypes.h>
#include <string.h>

#include "followup/pupil.h"
#include "intervention/given.h"
#include "letterbox/received.h"
#include "school/series_store.h"
#include "team/case.h"
#include "team/consent.h"
#include "team/given.h"

/* What a reading goes through. */
struct work {
    struct bank *b;
    const struct actor *actor;
    struct reading *r;
    struct person_id person;
    struct arena *a;
    struct err_ctx *ctx;
    struct received_items received;
    struct timeline *t;
};

/* Who it is about, and that this actor may see it. */
static enum err find_person(struct work *w, const struct pupil_question *q)
{
    w->person = q->person;
    enum err e = ERR_OK;
    if (q->case_id.v != 0) {
        struct team_case c;
        e = case_read(w->b, w->actor, q->case_id, &c, w->ctx);
        w->person = c.person;
    } else if (w->actor->kind == ACTOR_STAFF && !q->attendance_only) {
        bool related = false;
        e = case_relation(w->b, w->actor, q->person, &related, w->ctx);
        if (e == ERR_OK && !related) {
            e = err_set(w->ctx, ERR_NOT_FOUND, "pupil", "open the follow-up from a case of yours",
                        "there is no such pupil among your cases");
        }
    }
    bool listed = false;
    if (e == ERR_OK) {
        e = person_is_listed(w->b, w->person, &listed, w->ctx);
    }
    if (e == ERR_OK && !listed) {
        e = err_set(w->ctx, ERR_DENIED, "pupil", "",
                    "no follow-up is made of a person with a protected identity");
    }
    return e;
}

static void put_sources(struct work *w)
{
    struct timeline *t = w->t;
    t->source_count = w->received.source_count + 1;
    t->sources = arena_alloc(w->a, t->source_count * sizeof *t->sources);
    t->sources[0].own = true;
    for (size_t i = 0; i < w->received.source_count; i++) {
        const struct received_source *s = &w->received.sources[i];
        t->sources[i + 1] = (struct timeline_source){.peer_name = s->peer_name,
                                                     .grounds = s->grounds,
                                                     .letter = s->letter,
                                                     .sent = s->sent,
                                                     .accepted = s->accepted};
    }
    t->withdrawn_left_out = w->received.withdrawn_left_out;
}

static size_t source_index(const struct work *w, const struct received_source *s)
{
    return (size_t)(s - w->received.sources) + 1;
}

/* All weeks of the period, from the own register where it has something, else as received. */
static enum err put_weeks(struct work *w)
{
    struct timeline *t = w->t;
    struct date first = date_monday(t->from);
    size_t count = (size_t)((t->to.days - first.days) / 7 + 1);
    if (t->to.days < t->from.days) {
        return err_set(w->ctx, ERR_INVALID, "--to", "give a day after --from",
                       "the period ends before it begins");
    }
    if (count > TIMELINE_MAX_WEEKS) {
        return err_set(w->ctx, ERR_LIMIT, "--from", "ask for at most three years",
                       "the period is too long");
    }
    struct series s;
    enum err e = series_read(w->b, w->person, t->from, t->to, w->a, &s, w->ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct series_week own[TIMELINE_MAX_WEEKS];
    size_t own_count = series_weeks(&s, t->from, t->to, own, TIMELINE_MAX_WEEKS);
    t->weeks = arena_alloc(w->a, count * sizeof *t->weeks);
    t->week_count = count;
    for (size_t i = 0; i < count; i++) {
        struct timeline_week *k = &t->weeks[i];
        k->monday.days = first.days + 7 * (int)i;
        date_iso_week(k->monday, &k->iso_year, &k->iso_week);
        if (i < own_count) {
            k->offered_minutes = (int)own[i].sum.offered_minutes;
            k->valid_minutes = (int)own[i].sum.valid_minutes;
            k->invalid_minutes = (int)own[i].sum.invalid_minutes;
        }
    }
    for (size_t i = 0; i < w->received.week_count; i++) {
        const struct received_week *r = &w->received.weeks[i];
        int at = (r->monday.days - first.days) / 7;
        if (r->monday.days >= first.days && (size_t)at < count &&
            t->weeks[at].offered_minutes == 0) {
            t->weeks[at].offered_minutes = r->offered_minutes;
            t->weeks[at].valid_minutes = r->valid_absence_minutes;
            t->weeks[at].invalid_minutes = r->invalid_absence_minutes;
            t->weeks[at].source = source_index(w, r->source);
        }
    }
    return ERR_OK;
}

static bool in_period(const struct timeline *t, struct date start, struct date end)
{
    return start.days <= t->to.days && end.days >= t->from.days;
}

static void add_intervention(struct timeline *t, const struct timeline_intervention *v)
{
    size_t at = t->intervention_count++;
    while (at > 0 && t->interventions[at - 1].start.days > v->start.days) {
        t->interventions[at] = t->interventions[at - 1];
        at--;
    }
    t->interventions[at] = *v;
}

/* The same intervention can be in the own register and in a letter: the own counts. */
static bool has_intervention(const struct timeline *t, int code, struct date start)
{
    for (size_t i = 0; i < t->intervention_count; i++) {
        if ((int)t->interventions[i].code == code && t->interventions[i].start.days == start.days) {
            return true;
        }
    }
    return false;
}

static enum err put_interventions(struct work *w)
{
    struct intervention *own;
    size_t own_count;
    enum err e = intervention_list(w->b, w->r, w->person, w->a, &own, &own_count, w->ctx);
    e = e == ERR_OK ? given_keep(w->b, w->actor, w->person, w->t->case_id, own, &own_count, w->ctx)
                    : e;
    if (e != ERR_OK) {
        return e;
    }
    struct timeline *t = w->t;
    size_t most = own_count + w->received.intervention_count;
    t->interventions = arena_alloc(w->a, most * sizeof *t->interventions);
    for (size_t i = 0; i < own_count; i++) {
        struct timeline_intervention v = {.code = own[i].code,
                                          .level = own[i].level,
                                          .start = own[i].start_date,
                                          .end = own[i].end_date};
        if (in_period(t, v.start, v.end)) {
            add_intervention(t, &v);
        }
    }
    for (size_t i = 0; i < w->received.intervention_count; i++) {
        const struct received_intervention *r = &w->received.interventions[i];
        struct timeline_intervention v = {
            .start = r->started, .end = r->ended, .source = source_index(w, r->source)};
        if (intervention_code_parse(r->code, &v.code) && level_parse(r->level, &v.level) &&
            in_period(t, v.start, v.end) && !has_intervention(t, (int)v.code, v.start)) {
            add_intervention(t, &v);
        }
    }
    return ERR_OK;
}

static void add_mark(struct timeline *t, enum timeline_mark_kind kind, struct date on,
                     const char *text, size_t source)
{
    if (on.days < t->from.days || on.days > t->to.days) {
        return;
    }
    size_t at = t->mark_count++;
    while (at > 0 && t->marks[at - 1].on.days > on.days) {
        t->marks[at] = t->marks[at - 1];
        at--;
    }
    t->marks[at] = (struct timeline_mark){kind, on, text, source};
}

/* "frånvaro per vecka, insatser" */
static const char *items_text(const struct work *w, unsigned items)
{
    const char *text = "";
    for (int i = 0; i < CONSENT_ITEM__MAX; i++) {
        if ((items >> i & 1) != 0) {
            text = arena_printf(w->a, "%s%s%s", text, text[0] != '\0' ? ", " : "",
                                consent_item_text_sv[i]);
        }
    }
    return text;
}

static void mark_consent(struct work *w, const struct consent *c)
{
    struct date given = {INT32_MIN};
    bool said_no = false;
    const char *items = items_text(w, c->c.items);
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        const struct consent_reply *reply = &c->c.replies[p];
        if (reply->answer == CONSENT_NO) {
            said_no = true;
        }
        if ((reply->answer == CONSENT_YES || reply->answer == CONSENT_NO) &&
            reply->on.days > given.days) {
            given = reply->on;
        }
        if (reply->withdrawn) {
            add_mark(w->t, MARK_CONSENT_WITHDRAWN, reply->withdrawn_on, items, 0);
        }
    }
    if (given.days != INT32_MIN) {
        add_mark(w->t, said_no ? MARK_CONSENT_REFUSED : MARK_CONSENT_GIVEN, given, items, 0);
    }
}

static void mark_received(struct work *w)
{
    for (size_t i = 0; i < w->received.source_count; i++) {
        const struct received_source *s = &w->received.sources[i];
        add_mark(w->t, MARK_LETTER_RECEIVED, s->accepted,
                 arena_printf(w->a, "%s från %s", letter_kind_text_sv[s->kind], s->peer_name),
                 i + 1);
    }
    for (size_t i = 0; i < w->received.goal_count; i++) {
        const struct received_goal *g = &w->received.goals[i];
        add_mark(w->t, MARK_GOAL, g->on,
                 arena_printf(w->a, "%s: %s", goal_area_text_sv[g->area],
                              goal_reached_text_sv[g->reached]),
                 source_index(w, g->source));
    }
}

static enum err put_marks(struct work *w)
{
    struct team_case *cases;
    struct consent *consents;
    size_t case_count, consent_count;
    struct case_filter filter = {.person = w->person, .closed_too = true};
    enum err e = case_list(w->b, &filter, w->a, &cases, &case_count, w->ctx);
    if (e == ERR_OK) {
        e = consent_list(w->b, w->actor, w->person, w->a, &consents, &consent_count, w->ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    size_t most = 2 * case_count + consent_count * (CONSENT_PARTY__MAX + 1) +
                  w->received.source_count + w->received.goal_count;
    w->t->marks = arena_alloc(w->a, most * sizeof *w->t->marks);
    for (size_t i = 0; i < case_count; i++) {
        add_mark(w->t, MARK_CASE_OPENED, cases[i].opened, "", 0);
        if (cases[i].closed) {
            add_mark(w->t, MARK_CASE_CLOSED, cases[i].closed_on, "", 0);
        }
    }
    for (size_t i = 0; i < consent_count; i++) {
        mark_consent(w, &consents[i]);
    }
    mark_received(w);
    return ERR_OK;
}

/* Unless the user chose the ends, leave out the weeks in which there is nothing at all. */
static void trim(struct timeline *t, const struct pupil_question *q)
{
    size_t first = 0, last = t->week_count;
    while (!q->has_from && first < last && t->weeks[first].offered_minutes == 0) {
        first++;
    }
    while (!q->has_to && last > first && t->weeks[last - 1].offered_minutes == 0) {
        last--;
    }
    if (first == last) {
        return; /* no weeks at all: the asked period stands */
    }
    t->weeks += first;
    t->week_count = last - first;
    if (first > 0) {
        t->from = t->weeks[0].monday;
    }
    struct date sunday = {t->weeks[t->week_count - 1].monday.days + 6};
    t->to = sunday.days < t->to.days ? sunday : t->to;
}

static enum err read_all(struct work *w, const struct pupil_question *q)
{
    enum err e = q->attendance_only
                     ? ERR_OK
                     : received_read(w->b, w->r, w->person, false, w->a, &w->received, w->ctx);
    if (e == ERR_OK) {
        put_sources(w);
        e = put_weeks(w);
    }
    if (e == ERR_OK && !q->attendance_only) {
        e = put_interventions(w);
    }
    if (e == ERR_OK && !q->attendance_only) {
        e = put_marks(w);
    }
    if (e == ERR_OK) {
        trim(w->t, q);
        timeline_compute(w->t);
    }
    return e;
}

enum err pupil_read(struct bank *b, const struct actor *actor, const struct pupil_question *q,
                    struct arena *a, struct timeline *out, struct err_ctx *ctx)
{
    struct work w = {.b = b, .actor = actor, .a = a, .ctx = ctx, .t = out};
    enum err e = find_person(&w, q);
    if (e != ERR_OK) {
        return e;
    }
    struct date today = date_today();
    *out = (struct timeline){.case_id = q->case_id,
                             .bank_kind = bank_config(b)->kind,
                             .bank_name = bank_config(b)->name};
    out->to = q->has_to ? q->to : today;
    out->from = q->has_from ? q->from : date_school_year_first(date_school_year(out->to) - 1);
    w.r = reading_begin(b, actor, JOURNAL_FOLLOWUP_PUPIL);
    reading_add(w.r, w.person);
    reading_case(w.r, q->case_id);
    e = read_all(&w, q);
    if (e != ERR_OK) {
        reading_abandon(w.r);
        return e;
    }
    char from[DATE_TEXT], to[DATE_TEXT];
    reading_detail(w.r, arena_printf(a,
                                     "{\"from\":\"%s\",\"to\":\"%s\",\"weeks\":%u,"
                                     "\"interventions\":%zu}",
                                     date_format(out->from, from), date_format(out->to, to),
                                     out->whole.weeks, out->intervention_count));
    return reading_end(w.r, ctx);
}
