#include "team/given.h"

#include <stdio.h>
#include <string.h>

#include "sql_team.h"
#include "team/answers.h"
#include "team/case.h"
#include "team/may_write.h"
#include "team/work.h"

static enum err no_such(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_NOT_FOUND, "intervention", "see those there are on the case",
                   "there is no such intervention, or none that you may see");
}

/* ---- beginning ---- */

static enum err check(const struct given *in, const struct catalogue_entry *entry,
                      struct err_ctx *ctx)
{
    if (entry->documentation != DOCUMENTATION_NAMED) {
        return err_set(ctx, ERR_DENIED, "documentation",
                       "count it as a group instead, without people",
                       "the catalogue says that this is not documented by name");
    }
    bool numbers = in->planned_occasions >= 0 && in->planned_occasions <= GIVEN_OCCASIONS_MOST &&
                   (unsigned)in->pace < GIVEN_PACE__MAX && !entry->ended;
    return numbers ? ERR_OK
                   : err_set(ctx, ERR_INVALID, "planned", "choose help that is given, and a number",
                             "the plan cannot be, or the help is not given any more");
}

static enum err start(struct bank *b, struct work *w, const struct actor *actor,
                      const struct given *in, struct arena *a, struct intervention_id *id_out,
                      struct err_ctx *ctx)
{
    struct team_case c;
    struct catalogue_entry entry;
    enum err e = case_read(b, actor, in->case_id, &c, ctx);
    e = e == ERR_OK ? may_write(b, actor, c.id, ctx) : e;
    e = e == ERR_OK ? catalogue_read(b, in->entry, a, &entry, ctx) : e;
    e = e == ERR_OK ? check(in, &entry, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct intervention v = {.person = c.person,
                             .code = entry.code,
                             .level = entry.level,
                             .scope = entry.scope,
                             .form = entry.form,
                             .documentation = entry.documentation,
                             .start_date = in->v.start_date,
                             .end_date = in->v.end_date,
                             .title = in->v.title != NULL ? in->v.title : "",
                             .unit = in->v.unit != NULL ? in->v.unit : entry.unit};
    e = intervention_add(b, &v, actor, id_out, ctx);
    return e == ERR_OK ? sql_team_given_insert(w->db,
                                               &(struct sql_team_given_insert_in){
                                                   .bank_id = w->bank_id,
                                                   .intervention_id = id_out->v,
                                                   .case_id = c.id.v,
                                                   .entry_id = in->entry.v,
                                                   .given_by = in->given_by.v,
                                                   .planned_occasions = in->planned_occasions,
                                                   .pace = (int)in->pace},
                                               NULL, ctx)
                       : e;
}

enum err given_start(struct bank *b, const struct actor *actor, const struct given *in,
                     struct intervention_id *id_out, struct err_ctx *ctx)
{
    struct work w;
    *id_out = (struct intervention_id){0};
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)8 << 20);
    e = work_end(&w, start(b, &w, actor, in, a, id_out, ctx), ctx);
    arena_free(a);
    return e;
}

/* ---- changing one ---- */

struct change {
    struct bank *b;
    const struct actor *actor;
    struct intervention_id id;
    struct work w;
    struct arena *a;
    struct sql_team_given_read_row row;
    struct err_ctx *ctx;
};

static enum err change_begin(struct change *c, struct bank *b, const struct actor *actor,
                             struct intervention_id id, struct err_ctx *ctx)
{
    *c = (struct change){.b = b, .actor = actor, .id = id, .ctx = ctx};
    enum err e = work_begin(b, &c->w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    c->a = arena_new((size_t)64 * 1024);
    e = sql_team_given_read(c->w.db, &(struct sql_team_given_read_in){c->w.bank_id, id.v}, c->a,
                            &c->row, ctx);
    if (e == ERR_OK) {
        e = may_write(b, actor, (struct case_id){c->row.case_id}, ctx);
    }
    return e == ERR_NOT_FOUND ? no_such(ctx) : e;
}

static enum err change_end(struct change *c, enum err e, const char *what)
{
    if (c->a == NULL) {
        return e; /* it did not begin */
    }
    e = e == ERR_OK ? journal_append(c->b,
                                     &(struct journal_entry){.actor = c->actor,
                                                             .event = JOURNAL_INTERVENTION_WRITTEN,
                                                             .person = {c->row.person_id},
                                                             .case_id = {c->row.case_id},
                                                             .detail = what},
                                     c->ctx)
                    : e;
    arena_free(c->a);
    return work_end(&c->w, e, c->ctx);
}

static enum err stop(struct change *c, struct date last_day, enum given_end reason)
{
    int64_t changed = 0;
    if (last_day.days < c->row.start_date.days || last_day.days > date_today().days) {
        return err_set(c->ctx, ERR_INVALID, "end_date", "give a day from the start to today",
                       "it cannot have ended on that day");
    }
    enum err e = sql_team_given_end(
        c->w.db, &(struct sql_team_given_end_in){c->w.bank_id, c->id.v, (int)reason}, &changed,
        c->ctx);
    if (e == ERR_OK && changed == 0) {
        e = err_set(c->ctx, ERR_CONFLICT, "intervention", NULL, "it has ended already");
    }
    return e == ERR_OK
               ? sql_team_given_end_date(
                     c->w.db, &(struct sql_team_given_end_date_in){c->w.bank_id, c->id.v, last_day},
                     NULL, c->ctx)
               : e;
}

enum err given_stop(struct bank *b, const struct actor *actor, struct intervention_id id,
                    struct date last_day, enum given_end reason, struct err_ctx *ctx)
{
    struct change c;
    if (reason <= GIVEN_GOES_ON || reason >= GIVEN_END__MAX) {
        return err_set(ctx, ERR_INVALID, "reason", "say why it ended", "ending needs a reason");
    }
    enum err e = change_begin(&c, b, actor, id, ctx);
    char detail[64];
    (void)snprintf(detail, sizeof detail, "{\"ended\":\"%s\"}", given_end_code[reason]);
    return change_end(&c, e == ERR_OK ? stop(&c, last_day, reason) : e, detail);
}

static enum err add_occasion(struct change *c, struct date on, enum given_outcome outcome)
{
    struct sql_team_given_occasion_last_row last;
    struct date end = c->row.has_end_date ? c->row.end_date : DATE_OPEN;
    if (on.days < c->row.start_date.days || on.days > end.days || on.days > date_today().days ||
        (unsigned)outcome >= GIVEN_OUTCOME__MAX) {
        return err_set(c->ctx, ERR_INVALID, "on", "give a day of its time, up to today",
                       "there can be no occasion on that day");
    }
    enum err e = sql_team_given_occasion_last(
        c->w.db, &(struct sql_team_given_occasion_last_in){c->w.bank_id, c->id.v}, c->a, &last,
        c->ctx);
    if (e == ERR_OK && last.number >= GIVEN_OCCASIONS_MOST) {
        e = err_set(c->ctx, ERR_LIMIT, "on", "end it and begin a new one",
                    "there are %d occasions already", GIVEN_OCCASIONS_MOST);
    }
    return e == ERR_OK
               ? sql_team_given_occasion_insert(c->w.db,
                                                &(struct sql_team_given_occasion_insert_in){
                                                    .bank_id = c->w.bank_id,
                                                    .intervention_id = c->id.v,
                                                    .number = last.number + 1,
                                                    .on_date = on,
                                                    .outcome = (int)outcome,
                                                    .recorded_by = actor_staff_id(c->actor).v,
                                                    .recorded_at = timestamp_now()},
                                                NULL, c->ctx)
               : e;
}

enum err given_occasion(struct bank *b, const struct actor *actor, struct intervention_id id,
                        struct date on, enum given_outcome outcome, struct err_ctx *ctx)
{
    struct change c;
    enum err e = change_begin(&c, b, actor, id, ctx);
    return change_end(&c, e == ERR_OK ? add_occasion(&c, on, outcome) : e, "{\"occasion\":true}");
}

static enum err remove_all(struct change *c)
{
    int64_t bank_id = c->w.bank_id, id = c->id.v;
    enum err e = sql_team_given_remove_occasion(
        c->w.db, &(struct sql_team_given_remove_occasion_in){bank_id, id}, NULL, c->ctx);
    e = e == ERR_OK
            ? sql_team_given_remove_detail(
                  c->w.db, &(struct sql_team_given_remove_detail_in){bank_id, id}, NULL, c->ctx)
            : e;
    return e == ERR_OK ? sql_team_given_remove(
                             c->w.db, &(struct sql_team_given_remove_in){bank_id, id}, NULL, c->ctx)
                       : e;
}

enum err given_remove(struct bank *b, const struct actor *actor, struct intervention_id id,
                      struct err_ctx *ctx)
{
    struct change c;
    enum err e = change_begin(&c, b, actor, id, ctx);
    return change_end(&c, e == ERR_OK ? remove_all(&c) : e, "{\"removed\":true}");
}

/* ---- reading ---- */

static int within(int v, int max)
{
    return v >= 0 && v < max ? v : 0;
}

static void add_detail(struct given *g, const struct sql_team_given_list_row *row)
{
    g->case_id.v = row->case_id;
    g->entry.v = row->entry_id;
    g->given_by.v = row->given_by;
    g->planned_occasions = row->planned_occasions;
    g->pace = (enum given_pace)within(row->pace, GIVEN_PACE__MAX);
    g->end_reason = (enum given_end)within(row->end_reason, GIVEN_END__MAX);
    g->count[OCCASION_HELD] = (int)row->held;
    g->count[OCCASION_MISSED] = (int)row->missed;
    g->count[OCCASION_CANCELLED] = (int)row->cancelled;
}

static enum err add_details(struct bank *b, struct person_id person, struct given *list,
                            size_t count, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_given_list_row row;
    enum err e = sql_team_given_list_open(
        bank_db(b), &(struct sql_team_given_list_in){bank_row_id(b), person.v}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_team_given_list_next(rows, &row)) {
        for (size_t i = 0; i < count; i++) {
            if (list[i].v.id.v == row.intervention_id) {
                add_detail(&list[i], &row);
            }
        }
    }
    return sql_team_given_list_close(rows, ctx);
}

static enum err list_all(struct bank *b, struct reading *r, struct person_id person,
                         struct arena *a, struct given **out, size_t *count_out,
                         struct err_ctx *ctx)
{
    struct intervention *rows;
    size_t count;
    enum err e = intervention_list(b, r, person, a, &rows, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    *out = arena_alloc(a, (count + 1) * sizeof **out);
    for (size_t i = 0; i < count; i++) {
        (*out)[count - 1 - i].v = rows[i];
    }
    *count_out = count;
    return add_details(b, person, *out, count, ctx);
}

/* What was registered in a case that the actor may not see is not the actor's to know of. */
static enum err leave_out_walled(struct bank *b, const struct actor *actor, struct given *list,
                                 size_t *count, struct err_ctx *ctx)
{
    struct may_seen seen = {.count = 0};
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        bool may;
        enum err e = may_see_row(b, actor, list[i].case_id, &seen, &may, ctx);
        if (e != ERR_OK) {
            return e;
        }
        if (may) {
            list[kept++] = list[i];
        }
    }
    *count = kept;
    return ERR_OK;
}

enum err given_list(struct bank *b, const struct actor *actor, struct person_id person,
                    struct arena *a, struct given **out, size_t *count_out, struct err_ctx *ctx)
{
    *out = NULL;
    *count_out = 0;
    enum err e = case_check_relation(b, actor, person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_INTERVENTION_READ);
    e = list_all(b, r, person, a, out, count_out, ctx);
    e = e == ERR_OK ? leave_out_walled(b, actor, *out, count_out, ctx) : e;
    e = reading_close(r, e, ctx);
    if (e != ERR_OK) {
        *count_out = 0;
    }
    return e;
}

static enum err list_occasions(struct bank *b, struct intervention_id id, struct arena *a,
                               struct given_occasion **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_given_occasion_list_row row;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_team_given_occasion_list_open(
        bank_db(b), &(struct sql_team_given_occasion_list_in){bank_row_id(b), id.v}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_team_given_occasion_list_next(rows, &row)) {
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        (*out)[(*count_out)++] = (struct given_occasion){
            .on = row.on_date,
            .outcome = (enum given_outcome)within(row.outcome, GIVEN_OUTCOME__MAX),
            .recorded_by = {row.recorded_by}};
    }
    return sql_team_given_occasion_list_close(rows, ctx);
}

enum err given_read(struct bank *b, const struct actor *actor, struct intervention_id id,
                    struct arena *a, struct given *out, struct given_occasion **occasions,
                    size_t *occasion_count, struct err_ctx *ctx)
{
    struct sql_team_given_read_row row;
    struct given *list;
    size_t count;
    enum err e = sql_team_given_read(
        bank_db(b), &(struct sql_team_given_read_in){bank_row_id(b), id.v}, a, &row, ctx);
    e = e == ERR_OK ? given_list(b, actor, (struct person_id){row.person_id}, a, &list, &count, ctx)
                    : e;
    if (e != ERR_OK) {
        return e == ERR_NOT_FOUND ? no_such(ctx) : e;
    }
    for (size_t i = 0; i < count; i++) {
        if (list[i].v.id.v == id.v) {
            *out = list[i];
            return list_occasions(b, id, a, occasions, occasion_count, ctx);
        }
    }
    return no_such(ctx);
}

static enum err keep(struct bank *b, const struct actor *actor, struct case_id of,
                     struct case_id case_id, struct may_seen *seen, bool *out, struct err_ctx *ctx)
{
    if (case_id.v != 0) {
        *out = of.v == 0 || of.v == case_id.v;
        return ERR_OK;
    }
    return may_see_row(b, actor, of, seen, out, ctx);
}

enum err given_keep(struct bank *b, const struct actor *actor, struct person_id person,
                    struct case_id case_id, struct intervention *list, size_t *count,
                    struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)16 << 20);
    struct given *details = arena_alloc(a, (*count + 1) * sizeof *details);
    struct may_seen seen = {.count = 0};
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        details[i].v = list[i];
    }
    enum err e = add_details(b, person, details, *count, ctx);
    for (size_t i = 0; e == ERR_OK && i < *count; i++) {
        bool may = false;
        e = keep(b, actor, details[i].case_id, case_id, &seen, &may, ctx);
        if (may) {
            list[kept++] = list[i];
        }
    }
    *count = kept;
    arena_free(a);
    return e;
}
