/* Guardians: those of the school register, and those that an employee of social services enters. */
#include "base/words.h"
#include "db/db.h"
#include "school/register.h"
#include "school/work.h"
#include "sql_school.h"

const char *const guardian_source_code[GUARDIAN_SOURCE__MAX] = {"register", "population", "ruling",
                                                                "authority", "guardian"};
const char *const guardian_source_text_sv[GUARDIAN_SOURCE__MAX] = {
    TR("Elevregistret"), TR("Utdrag ur folkbokföringen"),
    TR("Dom, beslut eller avtal som vi har sett"), TR("En annan myndighet har berättat"),
    TR("Vårdnadshavaren själv, som har visat legitimation")};

/* ---- reading ---- */

static bool holds(const struct sql_school_guardian_of_child_row *row, struct date on)
{
    return !row->missing && (!row->has_from_date || row->from_date.days <= on.days) &&
           (!row->has_until_date || row->until_date.days >= on.days);
}

static struct guardian from_row(const struct sql_school_guardian_of_child_row *row,
                                struct person_id child)
{
    return (struct guardian){
        .person = {row->guardian_id},
        .child = child,
        .relation = row->relation == GUARDIAN_APPOINTED ? GUARDIAN_APPOINTED : GUARDIAN_CUSTODIAN,
        .custody = (enum custody)work_enum(row->custody, CUSTODY__MAX, CUSTODY_UNKNOWN),
        .blocked = row->blocked,
        .source = (enum guardian_source)work_enum(row->source, GUARDIAN_SOURCE__MAX,
                                                  GUARDIAN_FROM_REGISTER),
        .from = row->has_from_date ? row->from_date : DATE_OPEN,
        .until = row->has_until_date ? row->until_date : DATE_OPEN,
        .entered_by = {row->entered_by},
    };
}

#define GUARDIANS_MAX 64 /* of one child */

static enum err list(struct bank *b, struct person_id child, bool now, struct arena *a,
                     struct guardian **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_school_guardian_of_child_row row;
    struct date today = date_today();
    *out = arena_alloc(a, GUARDIANS_MAX * sizeof **out);
    *count_out = 0;
    enum err e = sql_school_guardian_of_child_open(
        bank_db(b), &(struct sql_school_guardian_of_child_in){bank_row_id(b), child.v}, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (*count_out < GUARDIANS_MAX && sql_school_guardian_of_child_next(r, &row)) {
        bool by_hand = row.source != GUARDIAN_FROM_REGISTER;
        if (now ? holds(&row, today) : by_hand && !holds(&row, today)) {
            (*out)[(*count_out)++] = from_row(&row, child);
        }
    }
    return sql_school_guardian_of_child_close(r, ctx);
}

enum err guardian_list(struct bank *b, struct person_id child, struct arena *a,
                       struct guardian **out, size_t *count_out, struct err_ctx *ctx)
{
    return list(b, child, true, a, out, count_out, ctx);
}

enum err guardian_list_other(struct bank *b, struct person_id child, struct arena *a,
                             struct guardian **out, size_t *count_out, struct err_ctx *ctx)
{
    return list(b, child, false, a, out, count_out, ctx);
}

/* ---- writing ---- */

static enum err note(struct bank *b, const struct actor *actor, struct person_id child,
                     struct person_id guardian, const char *detail, struct err_ctx *ctx)
{
    const struct person_id both[] = {child, guardian};
    return journal_append(b,
                          &(struct journal_entry){.actor = actor,
                                                  .event = JOURNAL_PERSON_WRITTEN,
                                                  .persons = both,
                                                  .person_count = 2,
                                                  .detail = detail},
                          ctx);
}

static enum err set(struct bank *b, const struct guardian *g, const struct actor *actor,
                    struct err_ctx *ctx)
{
    int64_t changed = 0;
    enum err e = sql_school_guardian_set(
        bank_db(b),
        &(struct sql_school_guardian_set_in){bank_row_id(b), g->child.v, g->person.v,
                                             (int)g->custody, g->blocked},
        &changed, ctx);
    if (e == ERR_OK && changed == 0) {
        return err_set(ctx, ERR_NOT_FOUND, "guardian", "check the pupil and the guardian",
                       "the person is not a guardian of the pupil");
    }
    return e == ERR_OK
               ? note(b, actor, g->child, g->person,
                      g->blocked ? "{\"guardian\":\"blocked\"}" : "{\"guardian\":\"set\"}", ctx)
               : e;
}

enum err guardian_set(struct bank *b, const struct guardian *g, const struct actor *actor,
                      struct err_ctx *ctx)
{
    bool own;
    enum err e = work_begin(b, &own, ctx);
    return e == ERR_OK ? work_end(b, own, set(b, g, actor, ctx), ctx) : e;
}

/* ---- by hand ---- */

static enum err check(struct bank *b, const struct guardian_entry *in, struct err_ctx *ctx)
{
    bool source = in->source > GUARDIAN_FROM_REGISTER && in->source < GUARDIAN_SOURCE__MAX;
    if (bank_config(b)->kind == BANK_SCHOOL) {
        return err_set(ctx, ERR_DENIED, "guardian", "mend it in the school administration system",
                       "the school register tells who the guardians are");
    }
    if (!in->who.has_civic) {
        return err_set(ctx, ERR_INVALID, "civic", "write the personal number",
                       "a guardian who is to sign in has a personal number");
    }
    if (!source || (unsigned)in->custody >= CUSTODY__MAX) {
        return err_set(ctx, ERR_INVALID, "source", "say where it was found out",
                       "it is not told where it comes from");
    }
    return in->from.days != DATE_OPEN.days && in->from.days <= in->until.days
               ? ERR_OK
               : err_set(ctx, ERR_INVALID, "until", "give a day after the first",
                         "the last day is before the first");
}

/* Finds the person, or adds one. Somebody known keeps the names that are stored. */
static enum err find_or_add(struct bank *b, const struct guardian_entry *in, struct person_id *out,
                            struct err_ctx *ctx)
{
    bool listed;
    enum person_change change;
    struct person_input p = {.identity = in->who};
    enum err e = person_find_civic(b, &in->who.civic, out, ctx);
    if (e == ERR_NOT_FOUND) {
        return person_put(b, &p, out, &change, ctx);
    }
    e = e == ERR_OK ? person_is_listed(b, *out, &listed, ctx) : e;
    return e != ERR_OK || listed ? e
                                 : err_set(ctx, ERR_DENIED, "civic", "ask whoever leads the unit",
                                           "this person cannot be entered here");
}

static enum err is_guardian(struct bank *b, struct person_id child, struct person_id guardian,
                            bool *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new(64 * 1024);
    struct guardian *now;
    size_t count;
    *out = false;
    enum err e = guardian_list(b, child, a, &now, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        *out = *out || now[i].person.v == guardian.v;
    }
    arena_free(a);
    return e;
}

static enum err enter(struct bank *b, const struct actor *actor, const struct guardian_entry *in,
                      struct person_id *id_out, struct err_ctx *ctx)
{
    bool already = false;
    enum err e = find_or_add(b, in, id_out, ctx);
    if (e == ERR_OK && id_out->v == in->child.v) {
        e = err_set(ctx, ERR_INVALID, "civic", "write the guardian's number",
                    "that is the child's own number");
    }
    e = e == ERR_OK ? is_guardian(b, in->child, *id_out, &already, ctx) : e;
    if (e == ERR_OK && already) {
        e = err_set(ctx, ERR_CONFLICT, "civic", "change what is there",
                    "the person is a guardian of the child already");
    }
    e = e == ERR_OK
            ? sql_school_guardian_enter(bank_db(b),
                                        &(struct sql_school_guardian_enter_in){
                                            .bank_id = bank_row_id(b),
                                            .child_id = in->child.v,
                                            .guardian_id = id_out->v,
                                            .custody = (int)in->custody,
                                            .source = (int)in->source,
                                            .from_date = in->from,
                                            .has_until_date = in->until.days != DATE_OPEN.days,
                                            .until_date = in->until,
                                            .entered_by = actor_staff_id(actor).v},
                                        NULL, ctx)
            : e;
    e = e == ERR_OK ? person_expose(b, *id_out, in->child, ctx) : e;
    return e == ERR_OK ? note(b, actor, in->child, *id_out, "{\"guardian\":\"entered\"}", ctx) : e;
}

enum err guardian_enter(struct bank *b, const struct actor *actor, const struct guardian_entry *in,
                        struct person_id *id_out, struct err_ctx *ctx)
{
    bool own;
    *id_out = (struct person_id){0};
    enum err e = check(b, in, ctx);
    e = e == ERR_OK ? work_begin(b, &own, ctx) : e;
    return e == ERR_OK ? work_end(b, own, enter(b, actor, in, id_out, ctx), ctx) : e;
}

static enum err leave(struct bank *b, const struct actor *actor, struct person_id child,
                      struct person_id guardian, struct err_ctx *ctx)
{
    int64_t changed = 0;
    struct date yesterday = {date_today().days - 1};
    enum err e = sql_school_guardian_end(
        bank_db(b),
        &(struct sql_school_guardian_end_in){bank_row_id(b), child.v, guardian.v, yesterday},
        &changed, ctx);
    if (e == ERR_OK && changed == 0) {
        return err_set(ctx, ERR_NOT_FOUND, "guardian", "look at the list",
                       "nobody has entered that guardian, or it is over already");
    }
    e = e == ERR_OK ? person_unexpose(b, guardian, child, ctx) : e;
    return e == ERR_OK ? note(b, actor, child, guardian, "{\"guardian\":\"ended\"}", ctx) : e;
}

enum err guardian_leave(struct bank *b, const struct actor *actor, struct person_id child,
                        struct person_id guardian, struct err_ctx *ctx)
{
    bool own;
    enum err e = work_begin(b, &own, ctx);
    return e == ERR_OK ? work_end(b, own, leave(b, actor, child, guardian, ctx), ctx) : e;
}
