/* The plan of a case: one version with its goals, and the versions there are. */
#include "team/plan.h"

#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_time.h"
#include "web/show.h"

const struct input_spec plan_inputs[3] = {
    {.name = "version", .kind = INPUT_ID},
    {.name = "done", .kind = INPUT_WORD, .words = case_done_codes, .word_count = CASE_DONE_WORDS},
    {.name = "kind", .kind = INPUT_WORD, .words = plan_kind_code, .word_count = PLAN_KIND__MAX},
};

static void fill_actions(struct request *rq, const struct plan_goal *g,
                         struct page_case_plan_goals *out)
{
    struct page_case_plan_goals_actions *rows = arena_alloc(rq->arena, PLAN_ACTIONS * sizeof *rows);
    for (int i = 0; i < PLAN_ACTIONS; i++) {
        const struct plan_action *from = &g->actions[i];
        if (from->what == NULL) {
            continue;
        }
        rows[out->actions_count++] = (struct page_case_plan_goals_actions){
            .what = from->what,
            .who = show_responsible(rq, from->responsible, from->who),
            .until = from->until.days == DATE_OPEN.days
                         ? NULL
                         : arena_printf(rq->arena, "%s %s", request_words(rq, TR("senast")),
                                        show_date(rq, from->until))};
    }
    out->actions = rows;
}

static void fill_followups(struct request *rq, const struct plan_goal *g,
                           struct page_case_plan_goals *out)
{
    struct page_case_plan_goals_followups *rows =
        arena_alloc(rq->arena, (g->followup_count + 1) * sizeof *rows);
    for (size_t i = 0; i < g->followup_count; i++) {
        const struct plan_followup *f = &g->followups[i];
        rows[i] = (struct page_case_plan_goals_followups){
            .on = f->on,
            .reached = plan_reached_words(rq, f->reached),
            .note = f->note,
            .by = f->by.v != 0 ? show_staff(rq, f->by) : NULL};
    }
    out->followups = rows;
    out->followups_count = g->followup_count;
}

const char *plan_reached_words(const struct request *rq, enum goal_reached reached)
{
    static const char *const texts[GOAL_REACHED__MAX] = {[GOAL_REACHED_NO] = TR("Inte nått"),
                                                         [GOAL_REACHED_PARTLY] = TR("Delvis nått"),
                                                         [GOAL_REACHED_YES] = TR("Nått")};
    return request_words(rq, texts[reached]);
}

static const char *period_text(const struct request *rq, const struct plan_goal *g)
{
    return g->ends.days == DATE_OPEN.days
               ? arena_printf(rq->arena, "%s %s.", request_words(rq, TR("Från och med")),
                              show_date(rq, g->starts))
               : arena_printf(rq->arena, "%s–%s.", show_date(rq, g->starts),
                              show_date(rq, g->ends));
}

static void fill_goals(struct request *rq, const struct plan *plan, bool editable,
                       struct page_case_plan *v)
{
    struct page_case_plan_goals *rows =
        arena_alloc(rq->arena, (plan->goal_count + 1) * sizeof *rows);
    for (size_t i = 0; i < plan->goal_count; i++) {
        const struct plan_goal *g = &plan->goals[i];
        rows[i] = (struct page_case_plan_goals){
            .number = (int64_t)i + 1,
            .heading = arena_printf(rq->arena, "%zu. %s", i + 1,
                                    request_words(rq, goal_area_text_sv[g->area])),
            .text = g->text,
            .responsible = show_responsible(rq, g->responsible, NULL),
            .period = period_text(rq, g),
            .edit_href = editable ? case_href(rq, "/plan/goal?goal=%d", g->number) : NULL};
        fill_actions(rq, g, &rows[i]);
        fill_followups(rq, g, &rows[i]);
    }
    v->goals = rows;
    v->goals_count = plan->goal_count;
}

static void fill_head(struct request *rq, const struct plan *plan, struct page_case_plan *v)
{
    struct page_case_plan_above *rows = arena_alloc(rq->arena, 4 * sizeof *rows);
    const struct plan_head *h = &plan->head;
    const struct page_case_plan_above all[] = {
        {request_words(rq, TR("Barnets egna ord")), h->voice},
        {request_words(rq, TR("Vad planen ska leda till")), h->needs},
        {request_words(rq, TR("Övergripande ansvar")), h->lead},
        {request_words(rq, TR("Hur ni kom överens")), plan->agreement.note}};
    for (int i = 0; i < 4; i++) {
        if (all[i].text != NULL) {
            rows[v->above_count++] = all[i];
        }
    }
    v->above = rows;
}

static void fill_versions(struct request *rq, const struct plan *all, size_t count, int shown,
                          struct page_case_plan *v)
{
    struct page_case_plan_versions *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct plan *p = &all[i];
        bool agreed = p->state != PLAN_DRAFT;
        rows[i] = (struct page_case_plan_versions){
            .href = case_href(rq, "/plan?version=%d", p->version),
            .text = arena_printf(rq->arena, "%s %d: %s%s%s", request_words(rq, TR("Version")),
                                 p->version, request_words(rq, plan_state_text_sv[p->state]),
                                 agreed ? ", " : "", agreed ? show_date(rq, p->agreement.on) : ""),
            .current = p->version == shown};
        v->draft_notice = v->draft_notice || (p->state == PLAN_DRAFT && p->version != shown);
        v->draft_href = p->state == PLAN_DRAFT ? rows[i].href : v->draft_href;
    }
    v->versions = rows;
    v->versions_count = count;
}

static void fill_version(struct request *rq, const struct plan *plan, struct page_case_plan *v)
{
    const struct plan_agreement *g = &plan->agreement;
    v->heading = request_words(rq, plan_kind_text_sv[plan->head.kind]);
    v->state = request_words(rq, plan_state_text_sv[plan->state]);
    v->version = plan->version;
    v->draft = plan->state == PLAN_DRAFT;
    v->agreed = plan->state == PLAN_AGREED;
    v->sip = plan->head.kind == PLAN_SIP;
    if (!v->draft) {
        v->agreed_text = arena_printf(rq->arena, "%s %s: %s.", request_words(rq, TR("Fastställd")),
                                      show_date(rq, g->on), show_parties(rq, g->parties));
    }
    if (v->agreed) {
        v->review_late = g->review.days < date_today().days;
        v->review_text =
            arena_printf(rq->arena, "%s %s.",
                         request_words(rq, v->review_late ? TR("Planen skulle ha följts upp")
                                                          : TR("Planen följs upp")),
                         show_date(rq, g->review));
    }
    fill_head(rq, plan, v);
    fill_goals(rq, plan, v->draft && v->open, v);
}

enum err page_case_plan(struct request *rq, struct err_ctx *ctx)
{
    static const struct form_words kinds = {plan_kind_code, plan_kind_text_sv, 0, PLAN_KIND__MAX,
                                            PLAN_RETURN};
    struct case_page p;
    struct plan plan, *all;
    size_t count;
    const struct input *version = request_input(rq, "version");
    enum err e = show_case_page(rq, CASE_TAB_PLAN, &p, ctx);
    if (e == ERR_OK) {
        e = plan_read(rq->bank, &rq->actor, p.c.id, (int)version->id, rq->arena, &plan, ctx);
    }
    if (e == ERR_OK) {
        e = plan_versions(rq->bank, &rq->actor, p.c.id, rq->arena, &all, &count, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_plan v = {.person = p.person,
                               .nav = p.nav,
                               .done = case_done_words(rq),
                               .open = p.open,
                               .none = plan.version == 0,
                               .begin_action = case_href(rq, "/plan/begin"),
                               .head_href = case_href(rq, "/plan/head"),
                               .goal_href = case_href(rq, "/plan/goal"),
                               .agree_href = case_href(rq, "/plan/agree"),
                               .drop_action = case_href(rq, "/plan/drop"),
                               .review_href = case_href(rq, "/plan/review")};
    if (v.none) {
        v.kind = form_choice(rq, "kind", TR("Slag av plan"), NULL, &kinds);
    } else {
        fill_version(rq, &plan, &v);
        fill_versions(rq, all, count, plan.version, &v);
    }
    e = v.sip ? law_time_sip(rq, &p.c, &v.sip_law, ctx) : ERR_OK;
    if (e != ERR_OK) {
        return e;
    }
    v.layout = request_layout(rq, v.none ? request_words(rq, TR("Plan")) : v.heading);
    page_case_plan_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}
