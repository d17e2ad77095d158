#include "team/questionnaire.h"

#include <stdlib.h>
#include <string.h>

#include "sql_team.h"
#include "team/answers.h"
#include "team/case.h"
#include "team/may_write.h"
#include "team/work.h"

static enum err no_such(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_NOT_FOUND, "questionnaire", "see those there are on the case",
                   "there is no such questionnaire, or none that you may open");
}

static enum err not_open(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_CONFLICT, "questionnaire", NULL,
                   "it is answered, declined or taken away already");
}

static enum err note(struct bank *b, const struct actor *actor, enum journal_event event,
                     const struct questionnaire *q, const char *detail, struct err_ctx *ctx)
{
    return journal_append(b,
                          &(struct journal_entry){.actor = actor,
                                                  .event = event,
                                                  .person = q->person,
                                                  .case_id = q->case_id,
                                                  .detail = detail},
                          ctx);
}

/* ---- rows ---- */

static int within(int v, int max)
{
    return v >= 0 && v < max ? v : 0;
}

static struct questionnaire from_row(const struct sql_team_questionnaire_list_row *row)
{
    return (struct questionnaire){
        .id = {row->questionnaire_id},
        .plan = {row->plan_id},
        .person = {row->person_id},
        .case_id = {row->case_id},
        .instrument = {row->instrument_id},
        .respondent = (enum respondent)within(row->respondent, RESPONDENT__MAX),
        .respondent_id = {row->respondent_id},
        .moment = (enum measure_moment)within(row->moment, MEASURE_MOMENT__MAX),
        .due_on = row->due_on,
        .state = (enum questionnaire_state)within(row->state, QUESTIONNAIRE_STATE__MAX),
        .reminders = row->reminders,
        .reminded_on = row->has_reminded_on ? row->reminded_on : DATE_OPEN,
        .closed_on = row->has_closed_on ? row->closed_on : DATE_OPEN,
        .measurement = {row->measurement_id},
        .begun = row->begun};
}

static struct date today_plus(int days)
{
    return (struct date){date_today().days + days};
}

/* ---- who may ---- */

/* The person of a pupil's or guardian's session; 0 for anybody else. */
static int64_t family_person(const struct actor *actor)
{
    bool family = actor->kind == ACTOR_PUPIL || actor->kind == ACTOR_GUARDIAN;
    return family ? strtoll(actor->id, NULL, 10) : 0;
}

static bool is_asked(const struct actor *actor, const struct questionnaire *q)
{
    int64_t self = family_person(actor);
    if (self <= 0) {
        return false;
    }
    return actor->kind == ACTOR_PUPIL
               ? q->respondent == RESPONDENT_PUPIL && q->person.v == self
               : q->respondent == RESPONDENT_GUARDIAN && q->respondent_id.v == self;
}

/* Reads one that the actor may work with. A family meets only what is to be answered now. */
static enum err find(struct bank *b, const struct actor *actor, struct questionnaire_id id,
                     struct arena *a, struct questionnaire *out, struct blob *draft,
                     struct err_ctx *ctx)
{
    struct sql_team_questionnaire_read_row row;
    enum err e = sql_team_questionnaire_read(
        bank_db(b), &(struct sql_team_questionnaire_read_in){bank_row_id(b), id.v}, a, &row, ctx);
    if (e != ERR_OK) {
        return e == ERR_NOT_FOUND ? no_such(ctx) : e;
    }
    *out = from_row(&(struct sql_team_questionnaire_list_row){
        row.questionnaire_id, row.plan_id, row.person_id, row.case_id, row.instrument_id,
        row.respondent, row.respondent_id, row.moment, row.due_on, row.state, row.reminders,
        row.has_reminded_on, row.reminded_on, row.has_closed_on, row.closed_on, row.measurement_id,
        row.sealed_draft.n > 0});
    *draft = row.sealed_draft;
    if (family_person(actor) == 0) {
        e = may_see(b, actor, out->case_id, ctx);
        return e == ERR_NOT_FOUND ? no_such(ctx) : e;
    }
    bool now = out->due_on.days <= today_plus(QUESTIONNAIRE_EARLY_DAYS).days;
    return is_asked(actor, out) && now ? ERR_OK : no_such(ctx);
}

/* ---- planning ---- */

static enum err check_plan(struct bank *b, const struct questionnaire_plan *p, struct arena *a,
                           struct err_ctx *ctx)
{
    struct instrument i;
    enum err e = instrument_read(b, p->instrument, a, &i, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!i.offered) {
        return err_set(ctx, ERR_INVALID, "instrument", "choose one that is offered",
                       "this version is not used for new questions any more");
    }
    if ((unsigned)p->respondent >= RESPONDENT__MAX || (i.respondents & 1u << p->respondent) == 0) {
        return err_set(ctx, ERR_INVALID, "respondent", "choose one that the instrument asks",
                       "the instrument does not ask this respondent");
    }
    if (p->every_weeks < 0 || p->every_weeks > 52) {
        return err_set(ctx, ERR_INVALID, "every_weeks", "give from 1 to 52 weeks",
                       "that is no number of weeks");
    }
    if (p->every_weeks > 0 && p->last.days < p->first.days) {
        return err_set(ctx, ERR_INVALID, "last", "give a day after the first",
                       "the last day is before the first");
    }
    int span = p->every_weeks > 0 ? (p->last.days - p->first.days) / (7 * p->every_weeks) : 0;
    return span < QUESTIONNAIRE_MOST
               ? ERR_OK
               : err_set(ctx, ERR_LIMIT, "last", "ask less often, or for a shorter time",
                         "more than %d questionnaires at once", QUESTIONNAIRE_MOST);
}

static enum err insert(struct work *w, const struct questionnaire *q, int64_t created_by,
                       struct arena *a, struct err_ctx *ctx)
{
    struct sql_team_questionnaire_same_row same = {0};
    enum err e = sql_team_questionnaire_same(
        w->db,
        &(struct sql_team_questionnaire_same_in){w->bank_id, q->person.v, q->instrument.v,
                                                 (int)q->respondent, q->respondent_id.v, q->due_on},
        a, &same, ctx);
    if (e == ERR_OK && same.found > 0) {
        e = err_set(ctx, ERR_CONFLICT, "first", "choose another day, or take the old one away",
                    "the same is planned for that day already");
    }
    return e == ERR_OK ? sql_team_questionnaire_insert(w->db,
                                                       &(struct sql_team_questionnaire_insert_in){
                                                           .bank_id = w->bank_id,
                                                           .questionnaire_id = q->id.v,
                                                           .plan_id = q->plan.v,
                                                           .person_id = q->person.v,
                                                           .case_id = q->case_id.v,
                                                           .instrument_id = q->instrument.v,
                                                           .respondent = (int)q->respondent,
                                                           .respondent_id = q->respondent_id.v,
                                                           .moment = (int)q->moment,
                                                           .due_on = q->due_on,
                                                           .created_at = timestamp_now(),
                                                           .created_by = created_by,
                                                       },
                                                       NULL, ctx)
                       : e;
}

static enum err plan(struct bank *b, struct work *w, const struct actor *actor,
                     const struct questionnaire_plan *p, struct arena *a,
                     struct questionnaire_id *first_out, size_t *count_out, struct err_ctx *ctx)
{
    struct team_case c;
    struct sql_team_questionnaire_last_row last;
    enum err e = case_read(b, actor, p->case_id, &c, ctx);
    e = e == ERR_OK ? may_write(b, actor, c.id, ctx) : e;
    e = e == ERR_OK ? check_plan(b, p, a, ctx) : e;
    e = e == ERR_OK
            ? sql_team_questionnaire_last(
                  w->db, &(struct sql_team_questionnaire_last_in){w->bank_id}, a, &last, ctx)
            : e;
    if (e != ERR_OK) {
        return e;
    }
    first_out->v = last.questionnaire_id + 1;
    struct questionnaire q = {.plan = *first_out,
                              .person = c.person,
                              .case_id = c.id,
                              .instrument = p->instrument,
                              .respondent = p->respondent,
                              .respondent_id = p->respondent_id};
    int step = 7 * p->every_weeks;
    struct date until = p->every_weeks > 0 ? p->last : p->first;
    for (q.due_on = p->first; e == ERR_OK && q.due_on.days <= until.days;) {
        bool at_end = step == 0 || q.due_on.days + step > until.days;
        q.id.v = first_out->v + (int64_t)*count_out;
        q.moment = *count_out == 0 && p->first_is_before ? MOMENT_BEFORE
                   : at_end && p->last_is_after          ? MOMENT_AFTER
                                                         : MOMENT_DURING;
        e = insert(w, &q, actor_staff_id(actor).v, a, ctx);
        *count_out += e == ERR_OK;
        q.due_on.days += step > 0 ? step : 1;
    }
    return e == ERR_OK ? note(b, actor, JOURNAL_QUESTIONNAIRE_PLANNED, &q,
                              arena_printf(a, "{\"questionnaires\":%zu}", *count_out), ctx)
                       : e;
}

enum err questionnaire_plan(struct bank *b, const struct actor *actor,
                            const struct questionnaire_plan *p, struct questionnaire_id *first_out,
                            size_t *count_out, struct err_ctx *ctx)
{
    struct work w;
    *first_out = (struct questionnaire_id){0};
    *count_out = 0;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)64 << 20);
    e = work_end(&w, plan(b, &w, actor, p, a, first_out, count_out, ctx), ctx);
    arena_free(a);
    return e;
}

/* ---- lists ---- */

enum err questionnaire_list(struct bank *b, const struct actor *actor, struct person_id person,
                            struct arena *a, struct questionnaire **out, size_t *count_out,
                            struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_questionnaire_list_row row;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = case_check_relation(b, actor, person, ctx);
    e = e == ERR_OK
            ? sql_team_questionnaire_list_open(
                  bank_db(b), &(struct sql_team_questionnaire_list_in){bank_row_id(b), person.v},
                  &rows, ctx)
            : e;
    if (e != ERR_OK) {
        return e;
    }
    struct may_seen seen = {.count = 0};
    while (e == ERR_OK && sql_team_questionnaire_list_next(rows, &row)) {
        bool may;
        e = may_see_row(b, actor, (struct case_id){row.case_id}, &seen, &may, ctx);
        if (e == ERR_OK && may) {
            *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
            (*out)[(*count_out)++] = from_row(&row);
        }
    }
    enum err closed = sql_team_questionnaire_list_close(rows, e == ERR_OK ? ctx : NULL);
    return e != ERR_OK ? e : closed;
}

enum err questionnaire_mine(struct bank *b, const struct actor *actor, struct arena *a,
                            struct questionnaire **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_questionnaire_list_row row;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    int64_t self = family_person(actor);
    if (self == 0) {
        return ERR_OK;
    }
    enum err e = sql_team_questionnaire_mine_open(
        bank_db(b),
        &(struct sql_team_questionnaire_mine_in){
            bank_row_id(b), actor->kind == ACTOR_PUPIL ? RESPONDENT_PUPIL : RESPONDENT_GUARDIAN,
            self, today_plus(QUESTIONNAIRE_EARLY_DAYS)},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_team_questionnaire_mine_next(rows, &row)) {
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        (*out)[(*count_out)++] = from_row(&row);
    }
    return sql_team_questionnaire_mine_close(rows, ctx);
}

enum err questionnaire_due(struct bank *b, struct staff_id staff, struct date until,
                           struct arena *a, struct questionnaire **out, size_t *count_out,
                           struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_questionnaire_list_row row;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_team_questionnaire_due_open(
        bank_db(b), &(struct sql_team_questionnaire_due_in){bank_row_id(b), staff.v, until}, &rows,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_team_questionnaire_due_next(rows, &row)) {
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        (*out)[(*count_out)++] = from_row(&row);
    }
    return sql_team_questionnaire_due_close(rows, ctx);
}

/* ---- answering ---- */

enum err questionnaire_read(struct bank *b, const struct actor *actor, struct questionnaire_id id,
                            struct arena *a, struct questionnaire *out,
                            struct questionnaire_draft *draft, struct err_ctx *ctx)
{
    struct blob sealed;
    *draft = (struct questionnaire_draft){.note = ""};
    enum err e = find(b, actor, id, a, out, &sealed, ctx);
    if (e == ERR_OK && family_person(actor) != 0 && out->state != QUESTIONNAIRE_OPEN) {
        e = no_such(ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_QUESTIONNAIRE_READ);
    reading_case(r, out->case_id);
    if (sealed.p != NULL) {
        e = answers_open(b, r, out->person, PURPOSE_QUESTIONNAIRE, sealed, a, draft, ctx);
    }
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    reading_add(r, out->person);
    return reading_end(r, ctx);
}

/* What an answer needs to be checked against. */
static enum err load(struct bank *b, struct reading *r, const struct questionnaire *q,
                     struct arena *a, struct instrument *i, struct gas_goal **goals,
                     size_t *goal_count, struct err_ctx *ctx)
{
    *goals = NULL;
    *goal_count = 0;
    enum err e = instrument_read(b, q->instrument, a, i, ctx);
    return e == ERR_OK && i->score == SCORE_GAS
               ? gas_list(b, r, q->person, a, goals, goal_count, ctx)
               : e;
}

/* One change of an open questionnaire, in a transaction. */
struct change {
    struct bank *b;
    const struct actor *actor;
    struct work w;
    struct arena *a;
    struct reading *r;
    struct questionnaire q;
    struct err_ctx *ctx;
};

static enum err change_begin(struct change *c, struct bank *b, const struct actor *actor,
                             struct questionnaire_id id, struct err_ctx *ctx)
{
    struct blob draft;
    *c = (struct change){.b = b, .actor = actor, .ctx = ctx};
    enum err e = work_begin(b, &c->w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    c->a = arena_new((size_t)64 << 20);
    c->r = reading_begin(b, actor, JOURNAL_QUESTIONNAIRE_READ);
    e = find(b, actor, id, c->a, &c->q, &draft, ctx);
    if (e == ERR_OK && family_person(actor) == 0) {
        e = may_write(b, actor, c->q.case_id, ctx);
    }
    return e == ERR_OK && c->q.state != QUESTIONNAIRE_OPEN ? not_open(ctx) : e;
}

static enum err change_end(struct change *c, enum err e)
{
    if (c->a == NULL) {
        return e; /* it did not begin */
    }
    if (e == ERR_OK) {
        e = reading_end(c->r, c->ctx);
    } else {
        reading_abandon(c->r);
    }
    arena_free(c->a);
    return work_end(&c->w, e, c->ctx);
}

static enum err save(struct change *c, const struct questionnaire_draft *draft)
{
    struct instrument i;
    struct gas_goal *goals;
    size_t goal_count;
    struct blob sealed;
    enum err e = load(c->b, c->r, &c->q, c->a, &i, &goals, &goal_count, c->ctx);
    e = e == ERR_OK ? answers_check(&i, goals, goal_count, draft, c->ctx) : e;
    e = e == ERR_OK
            ? answers_seal(c->b, c->q.person, PURPOSE_QUESTIONNAIRE, draft, c->a, &sealed, c->ctx)
            : e;
    e = e == ERR_OK ? sql_team_questionnaire_draft(c->w.db,
                                                   &(struct sql_team_questionnaire_draft_in){
                                                       c->w.bank_id, c->q.id.v, sealed},
                                                   NULL, c->ctx)
                    : e;
    return e == ERR_OK ? note(c->b, c->actor, JOURNAL_QUESTIONNAIRE_SAVED, &c->q, NULL, c->ctx) : e;
}

enum err questionnaire_save(struct bank *b, const struct actor *actor, struct questionnaire_id id,
                            const struct questionnaire_draft *draft, struct err_ctx *ctx)
{
    struct change c;
    enum err e = change_begin(&c, b, actor, id, ctx);
    return change_end(&c, e == ERR_OK ? save(&c, draft) : e);
}

static enum err close(struct change *c, enum questionnaire_state state, struct measurement_id made)
{
    return sql_team_questionnaire_close(
        c->w.db,
        &(struct sql_team_questionnaire_close_in){c->w.bank_id, c->q.id.v, (int)state, date_today(),
                                                  made.v},
        NULL, c->ctx);
}

static enum err answer(struct change *c, const struct questionnaire_draft *draft,
                       enum measure_how how, struct date taken_on, struct measurement_id *id_out)
{
    struct instrument i;
    bool alone = family_person(c->actor) != 0;
    enum err e = instrument_read(c->b, c->q.instrument, c->a, &i, c->ctx);
    struct measurement m = {.person = c->q.person,
                            .case_id = c->q.case_id,
                            .instrument = &i,
                            .respondent = c->q.respondent,
                            .respondent_id = c->q.respondent_id,
                            .moment = c->q.moment,
                            .how = alone ? MEASURE_ALONE : how,
                            .taken_on = alone ? date_today() : taken_on,
                            .answers = draft->answers,
                            .answer_count = draft->count,
                            .note = draft->note};
    e = e == ERR_OK ? measure_store(c->b, c->actor, &m, c->r, c->a, id_out, c->ctx) : e;
    e = e == ERR_OK ? close(c, QUESTIONNAIRE_ANSWERED, *id_out) : e;
    return e == ERR_OK ? note(c->b, c->actor, JOURNAL_QUESTIONNAIRE_ANSWERED, &c->q,
                              arena_printf(c->a, "{\"instrument\":\"%s\"}", i.code), c->ctx)
                       : e;
}

enum err questionnaire_answer(struct bank *b, const struct actor *actor, struct questionnaire_id id,
                              const struct questionnaire_draft *draft, enum measure_how how,
                              struct date taken_on, struct measurement_id *id_out,
                              struct err_ctx *ctx)
{
    struct change c;
    *id_out = (struct measurement_id){0};
    enum err e = change_begin(&c, b, actor, id, ctx);
    return change_end(&c, e == ERR_OK ? answer(&c, draft, how, taken_on, id_out) : e);
}

enum err questionnaire_decline(struct bank *b, const struct actor *actor,
                               struct questionnaire_id id, struct err_ctx *ctx)
{
    struct change c;
    enum err e = change_begin(&c, b, actor, id, ctx);
    e = e == ERR_OK ? close(&c, QUESTIONNAIRE_DECLINED, (struct measurement_id){0}) : e;
    e = e == ERR_OK ? note(b, actor, JOURNAL_QUESTIONNAIRE_DECLINED, &c.q, NULL, ctx) : e;
    return change_end(&c, e);
}

/* For employees alone. */
static enum err change_begin_staff(struct change *c, struct bank *b, const struct actor *actor,
                                   struct questionnaire_id id, struct err_ctx *ctx)
{
    *c = (struct change){.b = b};
    return family_person(actor) != 0 ? no_such(ctx) : change_begin(c, b, actor, id, ctx);
}

enum err questionnaire_cancel(struct bank *b, const struct actor *actor, struct questionnaire_id id,
                              bool rest, struct err_ctx *ctx)
{
    struct change c;
    enum err e = change_begin_staff(&c, b, actor, id, ctx);
    e = e == ERR_OK ? close(&c, QUESTIONNAIRE_CANCELLED, (struct measurement_id){0}) : e;
    if (e == ERR_OK && rest) {
        e = sql_team_questionnaire_close_rest(
            c.w.db,
            &(struct sql_team_questionnaire_close_rest_in){c.w.bank_id, c.q.plan.v, c.q.due_on,
                                                           QUESTIONNAIRE_CANCELLED, date_today()},
            NULL, ctx);
    }
    e = e == ERR_OK ? note(b, actor, JOURNAL_QUESTIONNAIRE_CHANGED, &c.q,
                           rest ? "{\"cancelled\":\"rest\"}" : "{\"cancelled\":\"one\"}", ctx)
                    : e;
    return change_end(&c, e);
}

enum err questionnaire_remind(struct bank *b, const struct actor *actor, struct questionnaire_id id,
                              struct err_ctx *ctx)
{
    struct change c;
    enum err e = change_begin_staff(&c, b, actor, id, ctx);
    e = e == ERR_OK ? sql_team_questionnaire_remind(c.w.db,
                                                    &(struct sql_team_questionnaire_remind_in){
                                                        c.w.bank_id, id.v, date_today()},
                                                    NULL, ctx)
                    : e;
    e = e == ERR_OK
            ? note(b, actor, JOURNAL_QUESTIONNAIRE_CHANGED, &c.q, "{\"reminded\":true}", ctx)
            : e;
    return change_end(&c, e);
}
