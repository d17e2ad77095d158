/* Reading the journal: what happened, by whom, about whom. */
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/idset.h"
#include "bank/journal_store.h"
#include "sql_bank.h"

enum { DEFAULT_ROWS = 100, MOST_ROWS = 10000 };

struct list {
    struct arena *arena;
    struct journal_row *rows;
    size_t count, max;
    int64_t person;
};

typedef struct sql_bank_entry_list_row entry_row;

static size_t people(const entry_row *f)
{
    int64_t first, last;
    size_t n = 0;
    if (f->person_id != 0) {
        return 1;
    }
    return f->persons.n != 0 && idset_bounds(f->persons, &first, &last, &n) ? n : 0;
}

static void add(struct list *l, const entry_row *f)
{
    if (l->person != 0 && f->person_id != l->person && !idset_has(f->persons, l->person)) {
        return;
    }
    struct journal_row *r = &l->rows[l->count++];
    *r = (struct journal_row){
        .number = f->number,
        .time = f->time,
        .actor.kind =
            (unsigned)f->actor_kind < ACTOR__MAX ? (enum actor_kind)f->actor_kind : ACTOR_SYSTEM,
        .event_code = arena_strdup(l->arena, f->event),
        .person = {f->person_id},
        .person_count = people(f),
        .case_id = {f->case_id},
        .detail = arena_strdup(l->arena, f->detail),
    };
    snprintf(r->actor.id, sizeof r->actor.id, "%s", f->actor_id);
    if (!journal_event_parse(f->event, &r->event)) {
        r->event = JOURNAL_EVENT__MAX;
    }
}

/* Common input of the three statements. */
struct limits {
    int64_t before;
    const char *event;
    char staff[24];
    struct timestamp from, until;
};

static struct limits limits_of(const struct journal_filter *f)
{
    struct limits l = {
        .before = f->before > 0 ? f->before : INT64_MAX,
        .event = f->has_event ? journal_event_code(f->event) : "",
        .from = {f->has_from ? f->from.ms : INT64_MIN},
        .until = {f->has_until ? f->until.ms : INT64_MAX},
    };
    if (f->staff.v != 0) {
        snprintf(l.staff, sizeof l.staff, "%" PRId64, f->staff.v);
    }
    return l;
}

static enum err list_person(struct bank *b, const struct journal_filter *f, struct list *out,
                            struct err_ctx *ctx)
{
    struct limits l = limits_of(f);
    struct sql_bank_entry_list_person_in in = {
        .bank_id = b->keys->bank_id,
        .before = l.before,
        .has_event = f->has_event,
        .event = l.event,
        .from_time = l.from,
        .until_time = l.until,
        .staff = l.staff,
        .case_id = f->case_id.v,
        .person_id = f->person.v,
    };
    entry_row row;
    struct db_rows *rows = NULL;
    enum err e = sql_bank_entry_list_person_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (out->count < out->max && sql_bank_entry_list_person_next(rows, &row)) {
        add(out, &row);
    }
    return sql_bank_entry_list_person_close(rows, ctx);
}

static enum err list_case(struct bank *b, const struct journal_filter *f, struct list *out,
                          struct err_ctx *ctx)
{
    struct limits l = limits_of(f);
    struct sql_bank_entry_list_case_in in = {
        .bank_id = b->keys->bank_id,
        .before = l.before,
        .has_event = f->has_event,
        .event = l.event,
        .from_time = l.from,
        .until_time = l.until,
        .staff = l.staff,
        .case_id = f->case_id.v,
        .max_rows = (int64_t)out->max,
    };
    entry_row row;
    struct db_rows *rows = NULL;
    enum err e = sql_bank_entry_list_case_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (out->count < out->max && sql_bank_entry_list_case_next(rows, &row)) {
        add(out, &row);
    }
    return sql_bank_entry_list_case_close(rows, ctx);
}

static enum err list_all(struct bank *b, const struct journal_filter *f, struct list *out,
                         struct err_ctx *ctx)
{
    struct limits l = limits_of(f);
    struct sql_bank_entry_list_in in = {
        .bank_id = b->keys->bank_id,
        .before = l.before,
        .has_event = f->has_event,
        .event = l.event,
        .from_time = l.from,
        .until_time = l.until,
        .staff = l.staff,
        .max_rows = (int64_t)out->max,
    };
    entry_row row;
    struct db_rows *rows = NULL;
    enum err e = sql_bank_entry_list_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (out->count < out->max && sql_bank_entry_list_next(rows, &row)) {
        add(out, &row);
    }
    return sql_bank_entry_list_close(rows, ctx);
}

enum err journal_list(struct bank *b, const struct journal_filter *f, struct arena *a,
                      struct journal_row **rows_out, size_t *count_out, struct err_ctx *ctx)
{
    unsigned max = f->limit == 0 ? DEFAULT_ROWS : f->limit > MOST_ROWS ? MOST_ROWS : f->limit;
    struct list l = {
        .arena = a,
        .rows = arena_alloc(a, max * sizeof(struct journal_row)),
        .max = max,
        .person = f->person.v,
    };
    enum err e = f->person.v != 0    ? list_person(b, f, &l, ctx)
                 : f->case_id.v != 0 ? list_case(b, f, &l, ctx)
                                     : list_all(b, f, &l, ctx);
    *rows_out = l.rows;
    *count_out = e == ERR_OK ? l.count : 0;
    return e;
}

enum err journal_persons(struct bank *b, int64_t number, struct arena *a, struct person_id **out,
                         size_t *count_out, struct err_ctx *ctx)
{
    struct sql_bank_entry_persons_in in = {b->keys->bank_id, number};
    struct sql_bank_entry_persons_row row;
    int64_t first, last, id;
    size_t n = 0;
    *count_out = 0;
    enum err e = sql_bank_entry_persons(b->db, &in, a, &row, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (row.person_id != 0 || row.persons.n == 0) {
        *out = arena_alloc(a, sizeof **out);
        (*out)[0].v = row.person_id;
        *count_out = row.person_id != 0;
        return ERR_OK;
    }
    if (!idset_bounds(row.persons, &first, &last, &n)) {
        return err_set(ctx, ERR_CORRUPT, "journal", "run `brygga journal verify`",
                       "the people of entry %" PRId64 " cannot be read", number);
    }
    struct idset_reader r;
    idset_open(&r, row.persons);
    *out = arena_alloc(a, n * sizeof **out);
    while (*count_out < n && idset_next(&r, &id)) {
        (*out)[(*count_out)++].v = id;
    }
    return ERR_OK;
}
