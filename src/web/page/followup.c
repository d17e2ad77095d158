/* The follow-up of one pupil, in a case or by the school: a page to read together in a meeting. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "followup/chart.h"
#include "followup/lawful.h"
#include "team/plan.h"
#include "web/case_nav.h"
#include "web/fragment.h"
#include "web/handlers.h"
#include "web/measure_show.h"
#include "web/show.h"

enum err page_chart_css(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    rq->out->content_type = "text/css; charset=utf-8";
    rq->out->constant = (struct blob){(const uint8_t *)chart_css, strlen(chart_css)};
    return ERR_OK;
}

const char *show_percent(const struct request *rq, double share)
{
    if (isnan(share)) {
        return "–";
    }
    long tenths = lround(share * 1000);
    const char *sign = tenths < 0 ? "−" : "";
    tenths = labs(tenths);
    return arena_printf(rq->arena, "%s%ld%s%ld\u00a0%%", sign, tenths / 10,
                        rq->page.language == PAGE_ENGLISH ? "." : ",", tenths % 10);
}

/* "0,72", or "0.72". */
static const char *hundredths(struct request *rq, double value)
{
    long h = lround(value * 100);
    return arena_printf(rq->arena, "%ld%s%02ld", h / 100,
                        rq->page.language == PAGE_ENGLISH ? "." : ",", h % 100);
}

static const char *source_words(struct request *rq, const struct timeline *t, size_t source)
{
    return request_words(rq, t->sources[source].own ? TR("eget register") : TR("mottaget brev"));
}

/* ---- chart and weeks ---- */

static void fill_chart(struct request *rq, const struct timeline *t, struct page_followup *v)
{
    struct chart_words words = {.title = request_words(rq, TR("Frånvaro per vecka"))};
    words.description = arena_printf(
        rq->arena, "%s: %u. %s: %s (%s %s, %s %s). %s",
        request_words(rq, TR("Veckor med undervisning")), t->whole.weeks,
        request_words(rq, TR("Frånvaro i genomsnitt")), show_percent(rq, t->whole.absent),
        request_words(rq, TR("giltig")), show_percent(rq, t->whole.valid),
        request_words(rq, TR("ogiltig")), show_percent(rq, t->whole.invalid),
        request_words(rq, TR("Alla värden står i tabellen.")));
    v->chart = fragment_chart(rq->arena, t, &words);
}

static void fill_weeks(struct request *rq, const struct timeline *t, struct page_followup *v)
{
    struct page_followup_table *rows = arena_alloc(rq->arena, (t->week_count + 1) * sizeof *rows);
    for (size_t i = 0; i < t->week_count; i++) {
        const struct timeline_week *w = &t->weeks[i];
        double offered = w->offered_minutes;
        bool taught = w->offered_minutes > 0;
        rows[i] = (struct page_followup_table){
            .week = arena_printf(rq->arena, "%d %s %d", w->iso_year, request_words(rq, TR("v.")),
                                 w->iso_week),
            .monday = w->monday,
            .taught = taught,
            .absent = taught ? show_percent(rq, timeline_share(w)) : NULL,
            .valid = taught ? show_percent(rq, w->valid_minutes / offered) : NULL,
            .invalid = taught ? show_percent(rq, w->invalid_minutes / offered) : NULL,
            .source = taught ? source_words(rq, t, w->source) : NULL};
    }
    v->table = rows;
    v->table_count = t->week_count;
}

/* The words of a mark are put together of words of tables, with one of these between them. */
static const char *more_words(struct request *rq, const struct timeline_mark *m)
{
    static const char *const between[MARK__MAX] = {[MARK_CONSENT_GIVEN] = ", ",
                                                   [MARK_CONSENT_REFUSED] = ", ",
                                                   [MARK_CONSENT_WITHDRAWN] = ", ",
                                                   [MARK_GOAL] = ": ",
                                                   [MARK_LETTER_RECEIVED] = " från "};
    const char *by = between[m->kind], *text = "", *rest = m->text;
    if (by == NULL || m->text[0] == '\0') {
        return m->text[0] != '\0' ? request_words(rq, m->text) : NULL;
    }
    const char *join = m->kind == MARK_LETTER_RECEIVED ? request_words(rq, TR(" från ")) : by;
    for (const char *end; rest != NULL; rest = end != NULL ? end + strlen(by) : NULL) {
        end = strstr(rest, by);
        size_t n = end != NULL ? (size_t)(end - rest) : strlen(rest);
        text = arena_printf(rq->arena, "%s%s%s", text, text[0] != '\0' ? join : "",
                            request_words(rq, arena_strndup(rq->arena, rest, n)));
    }
    return text;
}

static void fill_marks(struct request *rq, const struct timeline *t, struct page_followup *v)
{
    char key[CHART_KEY];
    struct page_followup_marks *rows = arena_alloc(rq->arena, (t->mark_count + 1) * sizeof *rows);
    for (size_t i = 0; i < t->mark_count; i++) {
        const struct timeline_mark *m = &t->marks[i];
        rows[i] =
            (struct page_followup_marks){.key = arena_strdup(rq->arena, chart_key(i, key)),
                                         .what = request_words(rq, timeline_mark_text_sv[m->kind]),
                                         .on = m->on,
                                         .more = more_words(rq, m)};
    }
    v->marks = rows;
    v->marks_count = t->mark_count;
}

static void fill_sources(struct request *rq, const struct timeline *t, struct page_followup *v)
{
    struct page_followup_sources *rows =
        arena_alloc(rq->arena, (t->source_count + 1) * sizeof *rows);
    for (size_t i = 0; i < t->source_count; i++) {
        const struct timeline_source *s = &t->sources[i];
        if (!s->own) {
            rows[v->sources_count++] = (struct page_followup_sources){.peer = s->peer_name,
                                                                      .sent = s->sent,
                                                                      .accepted = s->accepted,
                                                                      .grounds = s->grounds};
        }
    }
    v->sources = rows;
}

/* ---- before, during and after ---- */

static struct page_followup_interventions_phases phase(struct request *rq, const char *name,
                                                       const struct timeline_phase *p)
{
    return (struct page_followup_interventions_phases){.name = request_words(rq, name),
                                                       .weeks = p->weeks,
                                                       .absent = show_percent(rq, p->absent),
                                                       .valid = show_percent(rq, p->valid),
                                                       .invalid = show_percent(rq, p->invalid)};
}

/* What the comparison of two parts of time lets one say, in plain words. NAP counts all pairs of a
 * week before and a later one; without a difference half of them are lower. */
static const char *plainly(struct request *rq, bool says, const struct nap *n, bool after)
{
    if (!says) {
        return request_words(rq, after ? TR("Efter: det är för få veckor för att säga något.")
                                       : TR("Under: det är för få veckor för att säga något."));
    }
    const char *first =
        after ? TR("Jämför man en vecka före med en vecka efter, är frånvaron lägre efter i")
              : TR("Jämför man en vecka före med en vecka under, är frånvaron lägre under i");
    const char *then = n->low <= 0.5 && n->high >= 0.5 ? TR("Skillnaden kan bero på slumpen.")
                       : n->low > 0.5
                           ? TR("Frånvaron var lägre än före, mer än vad slumpen brukar ge.")
                           : TR("Frånvaron var högre än före, mer än vad slumpen brukar ge.");
    return arena_printf(rq->arena, "%s %ld %s %s", request_words(rq, first), lround(100 * n->value),
                        request_words(rq, TR("fall av 100.")), request_words(rq, then));
}

static const char *exactly(struct request *rq, bool says, const struct nap *n)
{
    return !says ? NULL
                 : arena_printf(rq->arena, "NAP %s (95 %%: %s–%s)", hundredths(rq, n->value),
                                hundredths(rq, n->low), hundredths(rq, n->high));
}

static void fill_intervention(struct request *rq, const struct timeline *t, size_t i,
                              struct page_followup_interventions *out)
{
    const struct timeline_intervention *x = &t->interventions[i];
    bool ended = x->end.days != DATE_OPEN.days;
    struct page_followup_interventions_phases *phases = arena_alloc(rq->arena, 3 * sizeof *phases);
    phases[0] = phase(rq, TR("Före"), &x->before);
    phases[1] = phase(rq, TR("Under"), &x->during);
    phases[2] = phase(rq, TR("Efter"), &x->after);
    *out = (struct page_followup_interventions){
        .number = (int64_t)i + 1,
        .name = request_words(rq, intervention_text_sv[x->code]),
        .start = x->start,
        .ended = ended,
        .end = x->end,
        .source = source_words(rq, t, x->source),
        .phases = phases,
        .phases_count = ended ? 3 : 2,
        .during = plainly(rq, x->says_during, &x->nap_during, false),
        .during_exact = exactly(rq, x->says_during, &x->nap_during),
        .after = ended ? plainly(rq, x->says_after, &x->nap_after, true) : NULL,
        .after_exact = ended ? exactly(rq, x->says_after, &x->nap_after) : NULL,
        .overlaps = x->overlaps};
}

static void fill_interventions(struct request *rq, const struct timeline *t,
                               struct page_followup *v)
{
    struct page_followup_interventions *rows =
        arena_alloc(rq->arena, (t->intervention_count + 1) * sizeof *rows);
    for (size_t i = 0; i < t->intervention_count; i++) {
        fill_intervention(rq, t, i, &rows[i]);
    }
    v->interventions = rows;
    v->interventions_count = t->intervention_count;
}

/* ---- the page ---- */

/* "Egen uppföljning: skollagen 4:3–4 (2010:800)" */
static const char *ground_words(struct request *rq, const struct law_decision *d)
{
    const struct law_rule_ref *rule = &d->ways[0].rule;
    const char *text = rq->page.language == PAGE_ENGLISH ? rule->title.en : rule->title.sv;
    for (size_t i = 0; i < d->grounds_n; i++) {
        text = arena_printf(rq->arena, "%s%s%s", text, i == 0 ? ": " : ", ", d->grounds[i].cite);
    }
    return d->confidence == LAW_VERIFIED
               ? text
               : arena_printf(
                     rq->arena, "%s (%s)", text,
                     request_words(rq, TR("allt i regeln är inte kontrollerat mot lagtexten")));
}

/* What has been measured in the case. */
static enum err fill_series(struct request *rq, const struct team_case *c, struct page_followup *v,
                            struct err_ctx *ctx)
{
    const struct page_series **views;
    size_t count;
    enum err e = measure_views(rq, c, NULL, &views, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_followup_series *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i].one = views[i];
    }
    v->series = rows;
    v->series_count = count;
    return ERR_OK;
}

/* How it has gone with the goals of the plan, by goal. */
static enum err fill_goals(struct request *rq, const struct team_case *c, struct page_followup *v,
                           struct err_ctx *ctx)
{
    struct plan plan;
    enum err e = plan_read(rq->bank, &rq->actor, c->id, 0, rq->arena, &plan, ctx);
    if (e != ERR_OK || plan.version == 0 || plan.state != PLAN_AGREED) {
        return e;
    }
    struct page_followup_goals *rows = arena_alloc(rq->arena, (plan.goal_count + 1) * sizeof *rows);
    for (size_t i = 0; i < plan.goal_count; i++) {
        const struct plan_goal *g = &plan.goals[i];
        struct page_followup_goals_followups *last =
            arena_alloc(rq->arena, (g->followup_count + 1) * sizeof *last);
        for (size_t k = 0; k < g->followup_count; k++) {
            last[k] = (struct page_followup_goals_followups){
                .on = g->followups[k].on,
                .reached = plan_reached_words(rq, g->followups[k].reached),
                .note = g->followups[k].note};
        }
        rows[i] =
            (struct page_followup_goals){.area = request_words(rq, goal_area_text_sv[g->area]),
                                         .text = g->text,
                                         .followups = last,
                                         .followups_count = g->followup_count};
    }
    v->goals = rows;
    v->goals_count = plan.goal_count;
    return ERR_OK;
}

/* Writes the page of somebody the employee may see. */
static enum err write_followup(struct request *rq, const struct pupil_question *q,
                               const struct page_person *person, const char *back,
                               const struct team_case *c, struct err_ctx *ctx)
{
    struct timeline t;
    struct law_decision lawful;
    enum err e = followup_lawful(rq->bank, rq->rules, date_today(), rq->arena, &lawful, ctx);
    if (e == ERR_OK) {
        e = pupil_read(rq->bank, &rq->actor, q, rq->arena, &t, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct page_followup v = {
        .layout = request_layout(rq, request_words(rq, TR("Uppföljning"))),
        .person = person,
        .nav = q->case_id.v != 0 ? show_case_nav(rq, q->case_id, CASE_TAB_FOLLOWUP) : NULL,
        .back = back,
        .period = arena_printf(rq->arena, "%s–%s", show_date(rq, t.from), show_date(rq, t.to)),
        .weeks = t.whole.weeks,
        .own_weeks = t.own_weeks,
        .received_weeks = t.received_weeks,
        .whole = show_percent(rq, t.whole.absent),
        .left_out = t.withdrawn_left_out,
        .ground = ground_words(rq, &lawful),
        .today = date_today(),
        .printer = rq->staff.name};
    if (t.whole.weeks > 0) {
        fill_chart(rq, &t, &v);
        fill_weeks(rq, &t, &v);
        fill_marks(rq, &t, &v);
        fill_interventions(rq, &t, &v);
    }
    fill_sources(rq, &t, &v);
    e = c != NULL ? fill_series(rq, c, &v, ctx) : ERR_OK;
    e = e == ERR_OK && c != NULL ? fill_goals(rq, c, &v, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    page_followup_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_followup_case(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    struct pupil_question q = {.case_id = {rq->id}};
    enum err e = show_case(rq, q.case_id, &c, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    return write_followup(rq, &q, person, NULL, &c, ctx);
}

enum err page_followup_pupil(struct request *rq, struct err_ctx *ctx)
{
    const struct page_person *person;
    struct access access = {.why = WHY_NONE};
    struct pupil_question q = {.person = {rq->id}};
    enum err e = show_person_access(rq, q.person, &access, &person, ctx);
    q.attendance_only = access_attendance_only(access.why);
    return e == ERR_OK
               ? write_followup(rq, &q, person,
                                arena_printf(rq->arena, "/pupil/%" PRId64 "/absence", rq->id), NULL,
                                ctx)
               : e;
}
