#include "team/plan_row.h"

#include <stdio.h>
#include <string.h>

#include "sql_team.h"

#define FOLLOWUPS_MAX 1000 /* of a case */

const char *plan_row_name(char *out, struct case_id id, int version)
{
    snprintf(out, CASETEXT_ROW, "plan %lld %d", (long long)id.v, version);
    return out;
}

const char *plan_goal_name(char *out, struct case_id id, int version, int goal)
{
    snprintf(out, CASETEXT_ROW, "goal %lld %d %d", (long long)id.v, version, goal);
    return out;
}

const char *plan_followup_name(char *out, struct case_id id, int goal, int number)
{
    snprintf(out, CASETEXT_ROW, "followup %lld %d %d", (long long)id.v, goal, number);
    return out;
}

json_t *plan_head_json(const struct plan_head *head, const char *agreement_note)
{
    json_t *o = json_object();
    casetext_add(o, "voice", head->voice);
    casetext_add(o, "needs", head->needs);
    casetext_add(o, "lead", head->lead);
    casetext_add(o, "agreement", agreement_note);
    return o;
}

json_t *plan_goal_json(const struct plan_goal *goal)
{
    json_t *o = json_object(), *actions = json_array();
    casetext_add(o, "text", goal->text);
    for (int i = 0; i < PLAN_ACTIONS; i++) {
        const struct plan_action *from = &goal->actions[i];
        if (from->what == NULL || from->what[0] == '\0') {
            continue;
        }
        json_t *action = json_object();
        char until[DATE_TEXT];
        casetext_add(action, "what", from->what);
        casetext_add(action, "who", from->who);
        casetext_add(action, "until", date_format(from->until, until));
        casetext_add(action, "responsible", case_responsible_code[from->responsible]);
        json_array_append_new(actions, action);
    }
    json_object_set_new(o, "actions", actions);
    return o;
}

static int known(int v, int max)
{
    return v >= 0 && v < max ? v : max - 1;
}

static enum case_responsible responsible_of(const char *code)
{
    int i = 0;
    while (i < RESPONSIBLE__MAX - 1 &&
           (code == NULL || strcmp(code, case_responsible_code[i]) != 0)) {
        i++;
    }
    return (enum case_responsible)i;
}

static void goal_from_json(const json_t *o, struct arena *a, struct plan_goal *out)
{
    const json_t *actions = json_object_get(o, "actions"), *from;
    size_t i;
    out->text = casetext_get_text(o, "text", a);
    json_array_foreach(actions, i, from)
    {
        const char *until = json_text(from, "until");
        if (i >= PLAN_ACTIONS) {
            break;
        }
        struct plan_action *to = &out->actions[i];
        *to = (struct plan_action){.what = casetext_get_text(from, "what", a),
                                   .who = casetext_get_text(from, "who", a),
                                   .responsible = responsible_of(json_text(from, "responsible")),
                                   .until = DATE_OPEN};
        if (until != NULL && !date_parse(until, strlen(until), &to->until)) {
            to->until = DATE_OPEN;
        }
    }
}

static enum err read_version(struct bank *b, struct reading *r, const struct team_case *c,
                             const struct sql_team_plan_list_row *row, struct arena *a,
                             struct plan *out, struct err_ctx *ctx)
{
    char name[CASETEXT_ROW];
    json_t *o;
    *out = (struct plan){.case_id = c->id,
                         .version = row->version,
                         .state = (enum plan_state)known(row->state, PLAN_STATE__MAX),
                         .begun_at = row->begun_at,
                         .begun_by = {row->begun_by},
                         .head.kind = (enum plan_kind)known(row->kind, PLAN_KIND__MAX),
                         .agreement = {.on = row->has_agreed_on ? row->agreed_on : DATE_OPEN,
                                       .review = row->has_review_on ? row->review_on : DATE_OPEN,
                                       .parties = (unsigned)row->parties}};
    enum err e = casetext_get(b, r, c->person, plan_row_name(name, c->id, row->version),
                              row->sealed, a, &o, ctx);
    if (e == ERR_OK) {
        out->head.voice = casetext_get_text(o, "voice", a);
        out->head.needs = casetext_get_text(o, "needs", a);
        out->head.lead = casetext_get_text(o, "lead", a);
        out->agreement.note = casetext_get_text(o, "agreement", a);
        json_decref(o);
    }
    return e;
}

enum err plan_rows(struct bank *b, struct reading *r, const struct team_case *c, struct arena *a,
                   struct plan **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    *count_out = 0;
    *out = arena_alloc(a, PLAN_VERSIONS * sizeof **out);
    enum err e = sql_team_plan_list_open(
        bank_db(b), &(struct sql_team_plan_list_in){.bank_id = bank_row_id(b), .case_id = c->id.v},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_plan_list_row row;
    while (e == ERR_OK && *count_out < PLAN_VERSIONS && sql_team_plan_list_next(rows, &row)) {
        e = read_version(b, r, c, &row, a, &(*out)[(*count_out)++], ctx);
    }
    enum err closed = sql_team_plan_list_close(rows, ctx);
    return e == ERR_OK ? closed : e;
}

/* Every follow-up of the case, by goal and day. */
static enum err read_followups(struct bank *b, struct reading *r, const struct team_case *c,
                               struct arena *a, struct plan_followup **out, size_t *count_out,
                               struct err_ctx *ctx)
{
    struct db_rows *rows;
    *count_out = 0;
    *out = arena_alloc(a, FOLLOWUPS_MAX * sizeof **out);
    enum err e = sql_team_followup_list_open(
        bank_db(b),
        &(struct sql_team_followup_list_in){.bank_id = bank_row_id(b), .case_id = c->id.v}, &rows,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_followup_list_row row;
    while (e == ERR_OK && *count_out < FOLLOWUPS_MAX && sql_team_followup_list_next(rows, &row)) {
        struct plan_followup *f = &(*out)[(*count_out)++];
        char name[CASETEXT_ROW];
        json_t *o = NULL;
        *f = (struct plan_followup){.goal = row.goal,
                                    .on = row.day,
                                    .reached =
                                        (enum goal_reached)known(row.reached, GOAL_REACHED__MAX),
                                    .by = {row.staff_id}};
        if (row.sealed.p != NULL) {
            e = casetext_get(b, r, c->person, plan_followup_name(name, c->id, row.goal, row.number),
                             row.sealed, a, &o, ctx);
            f->note = casetext_get_text(o, "note", a);
            json_decref(o);
        }
    }
    enum err closed = sql_team_followup_list_close(rows, ctx);
    return e == ERR_OK ? closed : e;
}

static enum err read_goal(struct bank *b, struct reading *r, const struct team_case *c, int version,
                          const struct sql_team_goal_list_row *row, struct arena *a,
                          struct plan_goal *out, struct err_ctx *ctx)
{
    char name[CASETEXT_ROW];
    json_t *o;
    *out = (struct plan_goal){.number = row->goal,
                              .area = (enum goal_area)known(row->area, GOAL_AREA__MAX),
                              .responsible =
                                  (enum case_responsible)known(row->responsible, RESPONSIBLE__MAX),
                              .starts = row->starts_on,
                              .ends = row->has_ends_on ? row->ends_on : DATE_OPEN};
    enum err e = casetext_get(b, r, c->person, plan_goal_name(name, c->id, version, row->goal),
                              row->sealed, a, &o, ctx);
    if (e == ERR_OK) {
        goal_from_json(o, a, out);
        json_decref(o);
    }
    return e;
}

enum err plan_goal_rows(struct bank *b, struct reading *r, const struct team_case *c,
                        struct arena *a, struct plan *plan, struct err_ctx *ctx)
{
    struct plan_followup *all;
    size_t all_count;
    struct db_rows *rows;
    enum err e = read_followups(b, r, c, a, &all, &all_count, ctx);
    if (e == ERR_OK) {
        e = sql_team_goal_list_open(bank_db(b),
                                    &(struct sql_team_goal_list_in){.bank_id = bank_row_id(b),
                                                                    .case_id = c->id.v,
                                                                    .version = plan->version},
                                    &rows, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    plan->goals = arena_alloc(a, PLAN_GOALS * sizeof *plan->goals);
    plan->goal_count = 0;
    struct sql_team_goal_list_row row;
    while (e == ERR_OK && plan->goal_count < PLAN_GOALS && sql_team_goal_list_next(rows, &row)) {
        struct plan_goal *g = &plan->goals[plan->goal_count++];
        e = read_goal(b, r, c, plan->version, &row, a, g, ctx);
        for (size_t i = 0; i < all_count; i++) {
            if (all[i].goal == g->number) {
                g->followups = g->followups != NULL ? g->followups : &all[i];
                g->followup_count++;
            }
        }
    }
    enum err closed = sql_team_goal_list_close(rows, ctx);
    return e == ERR_OK ? closed : e;
}
