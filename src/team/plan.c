/* Writing plans. Each function is one transaction with its journal entry. */
#include "team/plan.h"

#include <stdio.h>
#include <string.h>

#include "sql_team.h"
#include "team/case_check.h"
#include "team/plan_row.h"
#include "team/work.h"

/* One write to a case's plan: the case, the versions that are there, and the transaction. */
struct plan_work {
    struct work w;
    struct bank *b;
    const struct actor *actor;
    struct team_case c;
    struct arena *a;
    struct reading *r;
    struct plan *all;
    size_t count;
    struct plan *draft, *agreed; /* NULL: none */
};

static enum err begin(struct plan_work *p, struct bank *b, const struct actor *actor,
                      struct case_id id, struct err_ctx *ctx)
{
    *p = (struct plan_work){.b = b, .actor = actor};
    enum err e = work_begin(b, &p->w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    p->a = arena_new((size_t)16 << 20);
    p->r = reading_begin(b, actor, JOURNAL_PLAN_READ);
    reading_case(p->r, id);
    e = case_check_open(b, actor, id, &p->c, ctx);
    if (e == ERR_OK) {
        e = plan_rows(b, p->r, &p->c, p->a, &p->all, &p->count, ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < p->count; i++) {
        p->draft = p->all[i].state == PLAN_DRAFT ? &p->all[i] : p->draft;
        p->agreed = p->all[i].state == PLAN_AGREED ? &p->all[i] : p->agreed;
    }
    return e;
}

/* Journals and ends; call once after begin() whatever it said, unless nothing was begun. */
static enum err end(struct plan_work *p, enum err e, enum journal_event event, int version,
                    struct err_ctx *ctx)
{
    if (p->a == NULL) {
        return e;
    }
    if (e == ERR_OK) {
        e = case_journal(p->b, p->actor, event, &p->c,
                         arena_printf(p->a, "{\"version\":%d}", version), ctx);
    }
    /* What was read was read to be written again; the entry above tells of it. */
    reading_abandon(p->r);
    arena_free(p->a);
    return work_end(&p->w, e, ctx);
}

static enum err need_draft(const struct plan_work *p, struct err_ctx *ctx)
{
    return p->draft != NULL ? ERR_OK
                            : err_set(ctx, ERR_CONFLICT, "plan", "begin a new version first",
                                      "there is no draft of the plan");
}

static enum err check_text(const char *name, const char *text, size_t max, struct err_ctx *ctx)
{
    return text == NULL || strlen(text) <= max ? ERR_OK
                                               : err_set(ctx, ERR_LIMIT, name, "write less",
                                                         "the text is longer than %zu bytes", max);
}

static enum err check_head(const struct plan_head *h, struct err_ctx *ctx)
{
    if (h->kind < 0 || h->kind >= PLAN_KIND__MAX) {
        return err_set(ctx, ERR_INVALID, "kind", "return or sip", "no such kind of plan");
    }
    enum err e = check_text("voice", h->voice, PLAN_TEXT, ctx);
    e = e == ERR_OK ? check_text("needs", h->needs, PLAN_TEXT, ctx) : e;
    return e == ERR_OK ? check_text("lead", h->lead, PLAN_LINE, ctx) : e;
}

static enum err seal_head(struct plan_work *p, int version, const struct plan_head *head,
                          const char *note, struct blob *out, struct err_ctx *ctx)
{
    char name[CASETEXT_ROW];
    return casetext_put(p->b, p->c.person, plan_row_name(name, p->c.id, version),
                        plan_head_json(head, note), p->a, out, ctx);
}

static enum err store_goal(struct plan_work *p, int version, const struct plan_goal *g,
                           struct err_ctx *ctx)
{
    char name[CASETEXT_ROW];
    struct blob sealed;
    enum err e = casetext_put(p->b, p->c.person, plan_goal_name(name, p->c.id, version, g->number),
                              plan_goal_json(g), p->a, &sealed, ctx);
    if (e != ERR_OK) {
        return e;
    }
    return sql_team_goal_put(
        p->w.db,
        &(struct sql_team_goal_put_in){.bank_id = p->w.bank_id,
                                       .case_id = p->c.id.v,
                                       .version = version,
                                       .goal = g->number,
                                       .area = (int)g->area,
                                       .responsible = (int)g->responsible,
                                       .starts_on = g->starts,
                                       .has_ends_on = g->ends.days != DATE_OPEN.days,
                                       .ends_on = g->ends,
                                       .sealed = sealed},
        NULL, ctx);
}

static enum err insert_draft(struct plan_work *p, int version, const struct plan_head *head,
                             struct err_ctx *ctx)
{
    struct blob sealed;
    int64_t changed = 0;
    enum err e = check_head(head, ctx);
    if (e == ERR_OK && p->count >= PLAN_VERSIONS) {
        e = err_set(ctx, ERR_LIMIT, "plan", NULL, "the plan has too many versions");
    }
    e = e == ERR_OK ? seal_head(p, version, head, NULL, &sealed, ctx) : e;
    if (e == ERR_OK) {
        e = sql_team_plan_insert(
            p->w.db,
            &(struct sql_team_plan_insert_in){.bank_id = p->w.bank_id,
                                              .case_id = p->c.id.v,
                                              .version = version,
                                              .kind = (int)head->kind,
                                              .begun_at = timestamp_now(),
                                              .begun_by = actor_staff_id(p->actor).v,
                                              .sealed = sealed},
            &changed, ctx);
    }
    return e == ERR_OK && changed == 0 ? err_set(ctx, ERR_CONFLICT, "plan", "go on with the draft",
                                                 "there is a draft of the plan already")
                                       : e;
}

/* The agreed plan's goals go on in the draft. */
static enum err copy_goals(struct plan_work *p, int version, struct err_ctx *ctx)
{
    if (p->agreed == NULL) {
        return ERR_OK;
    }
    enum err e = plan_goal_rows(p->b, p->r, &p->c, p->a, p->agreed, ctx);
    for (size_t i = 0; e == ERR_OK && i < p->agreed->goal_count; i++) {
        e = store_goal(p, version, &p->agreed->goals[i], ctx);
    }
    return e;
}

enum err plan_begin(struct bank *b, const struct actor *actor, struct case_id id,
                    const struct plan_head *head, struct err_ctx *ctx)
{
    static const struct plan_head empty = {.kind = PLAN_RETURN};
    struct plan_work p;
    int version = 1;
    enum err e = begin(&p, b, actor, id, ctx);
    if (e == ERR_OK) {
        const struct plan_head *old = p.agreed != NULL ? &p.agreed->head : &empty;
        version = p.count > 0 ? p.all[0].version + 1 : 1;
        e = insert_draft(&p, version, head != NULL ? head : old, ctx);
    }
    e = e == ERR_OK ? copy_goals(&p, version, ctx) : e;
    return end(&p, e, JOURNAL_PLAN_WRITTEN, version, ctx);
}

enum err plan_set_head(struct bank *b, const struct actor *actor, struct case_id id,
                       const struct plan_head *head, struct err_ctx *ctx)
{
    struct plan_work p;
    struct blob sealed;
    enum err e = begin(&p, b, actor, id, ctx);
    e = e == ERR_OK ? need_draft(&p, ctx) : e;
    e = e == ERR_OK ? check_head(head, ctx) : e;
    e = e == ERR_OK ? seal_head(&p, p.draft->version, head, NULL, &sealed, ctx) : e;
    if (e == ERR_OK) {
        e = sql_team_plan_head(p.w.db,
                               &(struct sql_team_plan_head_in){.bank_id = p.w.bank_id,
                                                               .case_id = id.v,
                                                               .version = p.draft->version,
                                                               .kind = (int)head->kind,
                                                               .sealed = sealed},
                               NULL, ctx);
    }
    return end(&p, e, JOURNAL_PLAN_WRITTEN, p.draft != NULL ? p.draft->version : 0, ctx);
}

static enum err check_goal(const struct plan_goal *g, struct err_ctx *ctx)
{
    if (g->area < 0 || g->area >= GOAL_AREA__MAX || g->responsible < 0 ||
        g->responsible >= RESPONSIBLE__MAX) {
        return err_set(ctx, ERR_INVALID, "area", NULL, "no such area or responsible party");
    }
    if (g->text == NULL || g->text[0] == '\0') {
        return err_set(ctx, ERR_INVALID, "text", "say what is to be reached", "the goal is empty");
    }
    if (g->ends.days < g->starts.days) {
        return err_set(ctx, ERR_INVALID, "ends", "give a day from the start on",
                       "the goal ends before it starts");
    }
    enum err e = check_text("text", g->text, PLAN_TEXT, ctx);
    for (int i = 0; e == ERR_OK && i < PLAN_ACTIONS; i++) {
        const struct plan_action *action = &g->actions[i];
        if ((int)action->responsible < 0 || action->responsible >= RESPONSIBLE__MAX) {
            return err_set(ctx, ERR_INVALID, "responsible", NULL, "no such responsible party");
        }
        e = check_text("what", action->what, PLAN_LINE, ctx);
        e = e == ERR_OK ? check_text("who", action->who, PLAN_LINE, ctx) : e;
    }
    return e;
}

/* A new goal gets a number that the case has not used; an old one must be in the draft. */
static enum err number_goal(struct plan_work *p, struct plan_goal *g, struct err_ctx *ctx)
{
    struct sql_team_goal_last_row last;
    enum err e = plan_goal_rows(p->b, p->r, &p->c, p->a, p->draft, ctx);
    if (e != ERR_OK) {
        return e;
    }
    for (size_t i = 0; g->number != 0 && i < p->draft->goal_count; i++) {
        if (p->draft->goals[i].number == g->number) {
            return ERR_OK;
        }
    }
    if (g->number != 0) {
        return err_set(ctx, ERR_NOT_FOUND, "goal", NULL, "the draft has no such goal");
    }
    if (p->draft->goal_count >= PLAN_GOALS) {
        return err_set(ctx, ERR_LIMIT, "goal", "drop a goal first", "a plan has at most %d goals",
                       PLAN_GOALS);
    }
    e = sql_team_goal_last(
        p->w.db, &(struct sql_team_goal_last_in){.bank_id = p->w.bank_id, .case_id = p->c.id.v},
        p->a, &last, ctx);
    g->number = e == ERR_OK ? last.goal + 1 : 0;
    return e;
}

enum err plan_put_goal(struct bank *b, const struct actor *actor, struct case_id id,
                       const struct plan_goal *goal, int *number_out, struct err_ctx *ctx)
{
    struct plan_work p;
    struct plan_goal g = *goal;
    enum err e = begin(&p, b, actor, id, ctx);
    e = e == ERR_OK ? need_draft(&p, ctx) : e;
    e = e == ERR_OK ? check_goal(&g, ctx) : e;
    e = e == ERR_OK ? number_goal(&p, &g, ctx) : e;
    e = e == ERR_OK ? store_goal(&p, p.draft->version, &g, ctx) : e;
    e = end(&p, e, JOURNAL_PLAN_WRITTEN, p.draft != NULL ? p.draft->version : 0, ctx);
    *number_out = e == ERR_OK ? g.number : 0;
    return e;
}

enum err plan_drop_goal(struct bank *b, const struct actor *actor, struct case_id id, int goal,
                        struct err_ctx *ctx)
{
    struct plan_work p;
    int64_t changed = 0;
    enum err e = begin(&p, b, actor, id, ctx);
    e = e == ERR_OK ? need_draft(&p, ctx) : e;
    if (e == ERR_OK) {
        e = sql_team_goal_drop(
            p.w.db,
            &(struct sql_team_goal_drop_in){
                .bank_id = p.w.bank_id, .case_id = id.v, .version = p.draft->version, .goal = goal},
            &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_NOT_FOUND, "goal", NULL, "the draft has no such goal");
    }
    return end(&p, e, JOURNAL_PLAN_WRITTEN, p.draft != NULL ? p.draft->version : 0, ctx);
}

enum err plan_drop_draft(struct bank *b, const struct actor *actor, struct case_id id,
                         struct err_ctx *ctx)
{
    struct plan_work p;
    enum err e = begin(&p, b, actor, id, ctx);
    e = e == ERR_OK ? need_draft(&p, ctx) : e;
    if (e == ERR_OK) {
        e = sql_team_plan_drop_goals(
            p.w.db,
            &(struct sql_team_plan_drop_goals_in){
                .bank_id = p.w.bank_id, .case_id = id.v, .version = p.draft->version},
            NULL, ctx);
    }
    if (e == ERR_OK) {
        e = sql_team_plan_drop(
            p.w.db, &(struct sql_team_plan_drop_in){.bank_id = p.w.bank_id, .case_id = id.v}, NULL,
            ctx);
    }
    return end(&p, e, JOURNAL_PLAN_WRITTEN, p.draft != NULL ? p.draft->version : 0, ctx);
}

/* What SoL 10:8 asks of an individual plan beside its goals. */
static enum err check_sip(const struct plan *draft, struct err_ctx *ctx)
{
    if (draft->head.lead == NULL) {
        return err_set(ctx, ERR_INVALID, "lead", "say which authority has it (SoL 10:8 p. 4)",
                       "nobody has the overall responsibility");
    }
    for (size_t i = 0; i < draft->goal_count; i++) {
        if (draft->goals[i].actions[0].what == NULL) {
            return err_set(ctx, ERR_INVALID, "goal", "say who does what (SoL 10:8 p. 2–3)",
                           "a goal has no action");
        }
    }
    return ERR_OK;
}

static enum err check_agreement(const struct plan *draft, const struct plan_agreement *g,
                                struct err_ctx *ctx)
{
    if (draft->goal_count == 0) {
        return err_set(ctx, ERR_INVALID, "goal", "add a goal", "the plan has no goal");
    }
    if (g->parties == 0 || g->parties >= 1u << PARTY__MAX) {
        return err_set(ctx, ERR_INVALID, "parties", "say who agrees", "nobody agrees to the plan");
    }
    if (g->on.days > date_today().days) {
        return err_set(ctx, ERR_INVALID, "on", "give today or an earlier day",
                       "a plan cannot be agreed in the future");
    }
    if (g->review.days <= g->on.days || g->review.days > g->on.days + 366) {
        return err_set(ctx, ERR_INVALID, "review", "give a day within a year of the agreement",
                       "the review must follow the agreement");
    }
    enum err e = check_text("note", g->note, PLAN_TEXT, ctx);
    return e == ERR_OK && draft->head.kind == PLAN_SIP ? check_sip(draft, ctx) : e;
}

enum err plan_agree(struct bank *b, const struct actor *actor, struct case_id id,
                    const struct plan_agreement *g, struct err_ctx *ctx)
{
    struct plan_work p;
    struct blob sealed;
    enum err e = begin(&p, b, actor, id, ctx);
    e = e == ERR_OK ? need_draft(&p, ctx) : e;
    e = e == ERR_OK ? plan_goal_rows(b, p.r, &p.c, p.a, p.draft, ctx) : e;
    e = e == ERR_OK ? check_agreement(p.draft, g, ctx) : e;
    e = e == ERR_OK ? seal_head(&p, p.draft->version, &p.draft->head, g->note, &sealed, ctx) : e;
    if (e == ERR_OK) {
        e = sql_team_plan_replace(
            p.w.db, &(struct sql_team_plan_replace_in){.bank_id = p.w.bank_id, .case_id = id.v},
            NULL, ctx);
    }
    if (e == ERR_OK) {
        e = sql_team_plan_agree(p.w.db,
                                &(struct sql_team_plan_agree_in){.bank_id = p.w.bank_id,
                                                                 .case_id = id.v,
                                                                 .version = p.draft->version,
                                                                 .agreed_on = g->on,
                                                                 .review_on = g->review,
                                                                 .parties = (int)g->parties,
                                                                 .sealed = sealed},
                                NULL, ctx);
    }
    return end(&p, e, JOURNAL_PLAN_AGREED, p.draft != NULL ? p.draft->version : 0, ctx);
}
