#include "bank/relation.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bank/internal.h"
#include "sql_bank.h"

const char *const relation_kind_code[RELATION_KIND__MAX] = {"unit", "compartment", "team", "case",
                                                            "group"};

/* ---- reading ---- */

static void from_row(const struct sql_bank_relation_read_row *row, struct staff_relation *out)
{
    *out = (struct staff_relation){.id = {row->relation_id},
                                   .staff = {row->staff_id},
                                   .object = row->object_id,
                                   .from = row->from_date,
                                   .to = row->has_to_date ? row->to_date : DATE_OPEN,
                                   .ended = row->ended_at};
    out->kind = row->kind >= 0 && row->kind < RELATION_KIND__MAX ? (enum relation_kind)row->kind
                                                                 : RELATION_KIND__MAX;
    snprintf(out->unit, sizeof out->unit, "%s", row->unit);
    snprintf(out->source_id, sizeof out->source_id, "%s", row->source_id);
}

enum err relation_read(struct bank *b, struct relation_id id, struct staff_relation *out,
                       struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_relation_read_in in = {b->keys->bank_id, id.v};
    struct sql_bank_relation_read_row row;
    enum err e = sql_bank_relation_read(b->db, &in, a, &row, ctx);
    if (e == ERR_OK) {
        from_row(&row, out);
    } else if (e == ERR_NOT_FOUND) {
        e = err_set(ctx, e, "relation", "", "there is no such relation");
    }
    arena_free(a);
    return e;
}

enum err relation_list(struct bank *b, const struct relation_filter *f, struct arena *a,
                       struct staff_relation **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_bank_relation_list_in in = {b->keys->bank_id, f->staff.v, f->kind, f->object,
                                           f->on.days};
    struct sql_bank_relation_read_row row;
    struct db_rows *rows;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_bank_relation_list_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_bank_relation_list_next(rows, &row)) {
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        from_row(&row, &(*out)[(*count_out)++]);
    }
    return sql_bank_relation_list_close(rows, ctx);
}

enum err relation_covers(struct bank *b, struct staff_id staff, const char *unit, struct date on,
                         struct unit_cover *out, struct err_ctx *ctx)
{
    struct sql_bank_relation_covers_in in = {b->keys->bank_id, staff.v, unit, on};
    struct sql_bank_relation_covers_row row;
    struct db_rows *rows;
    *out = (struct unit_cover){0};
    enum err e = sql_bank_relation_covers_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (sql_bank_relation_covers_next(rows, &row)) {
        *out = (struct unit_cover){.covers = true,
                                   .whole = row.unit[0] == '\0',
                                   .from = row.from_date,
                                   .to = row.has_to_date ? row.to_date : DATE_OPEN};
    }
    return sql_bank_relation_covers_close(rows, ctx);
}

/* ---- writing ---- */

static enum err journal_relation(struct bank *b, const struct actor *actor,
                                 enum journal_event event, const struct staff_relation *r,
                                 struct err_ctx *ctx)
{
    char detail[160];
    snprintf(detail, sizeof detail,
             "{\"staff\":%" PRId64 ",\"relation\":%" PRId64 ",\"kind\":\"%s\",\"object\":%" PRId64
             "}",
             r->staff.v, r->id.v, relation_kind_code[r->kind], r->object);
    struct journal_entry entry = {.actor = actor, .event = event, .detail = detail};
    if (r->kind == RELATION_CASE) {
        entry.case_id.v = r->object;
    }
    return journal_append(b, &entry, ctx);
}

static enum err validate(struct bank *b, const struct staff_relation *r, struct err_ctx *ctx)
{
    struct staff staff;
    if ((unsigned)r->kind >= RELATION_KIND__MAX || (r->kind != RELATION_UNIT && r->object <= 0)) {
        return err_set(ctx, ERR_INVALID, "kind", "say to what", "a relation must be to something");
    }
    if (r->to.days != DATE_OPEN.days && r->to.days < r->from.days) {
        return err_set(ctx, ERR_INVALID, "to", "give a last day that is not before the first",
                       "a relation cannot end before it begins");
    }
    enum err e = staff_read(b, r->staff, &staff, ctx);
    return e == ERR_NOT_FOUND ? err_set(ctx, ERR_INVALID, "staff", "see `brygga staff list`",
                                        "there is no such employee")
                              : e;
}

/* Whether the same relation holds on the first day already. */
static enum err find_same(struct bank *b, const struct staff_relation *r, bool *found_out,
                          struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)16 << 20);
    struct relation_filter f = {
        .staff = r->staff, .kind = (int)r->kind, .object = r->object, .on = r->from};
    struct staff_relation *list;
    size_t count;
    *found_out = false;
    enum err e = relation_list(b, &f, a, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        *found_out = *found_out || strcmp(list[i].unit, r->unit) == 0;
    }
    arena_free(a);
    return e;
}

static enum err insert(struct bank *b, const struct staff_relation *in, const struct actor *actor,
                       struct relation_id *id_out, struct err_ctx *ctx)
{
    struct arena *a = arena_new(4096);
    struct sql_bank_relation_last_in bank = {b->keys->bank_id};
    struct sql_bank_relation_last_row last;
    struct staff_relation r = *in;
    enum err e = sql_bank_relation_last(b->db, &bank, a, &last, ctx);
    if (e == ERR_OK) {
        r.id.v = last.relation_id + 1;
        struct sql_bank_relation_insert_in row = {.bank_id = b->keys->bank_id,
                                                  .relation_id = r.id.v,
                                                  .staff_id = r.staff.v,
                                                  .kind = (int)r.kind,
                                                  .unit = r.unit,
                                                  .object_id = r.object,
                                                  .from_date = r.from,
                                                  .has_to_date = r.to.days != DATE_OPEN.days,
                                                  .to_date = r.to,
                                                  .source_id = r.source_id};
        e = sql_bank_relation_insert(b->db, &row, NULL, ctx);
    }
    if (e == ERR_OK) {
        e = journal_relation(b, actor, JOURNAL_RELATION_ADDED, &r, ctx);
        *id_out = r.id;
    }
    arena_free(a);
    return e;
}

enum err relation_add(struct bank *b, const struct staff_relation *in, const struct actor *actor,
                      struct relation_id *id_out, struct err_ctx *ctx)
{
    bool own = false, same = false;
    *id_out = (struct relation_id){0};
    enum err e = validate(b, in, ctx);
    if (e == ERR_OK) {
        e = write_begin(b, &own, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    e = find_same(b, in, &same, ctx);
    if (e == ERR_OK && same) {
        e = err_set(ctx, ERR_CONFLICT, "relation", "", "the employee has that relation already");
    }
    if (e == ERR_OK) {
        e = insert(b, in, actor, id_out, ctx);
    }
    return write_end(b, own, e, ctx);
}

enum err relation_end(struct bank *b, struct relation_id id, const struct actor *actor,
                      struct err_ctx *ctx)
{
    bool own = false;
    int64_t changed = 0;
    struct staff_relation r;
    enum err e = write_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = relation_read(b, id, &r, ctx);
    if (e == ERR_OK) {
        struct sql_bank_relation_end_in in = {b->keys->bank_id, id.v, timestamp_now()};
        e = sql_bank_relation_end(b->db, &in, &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "relation", "", "the relation has ended already");
    }
    if (e == ERR_OK) {
        e = journal_relation(b, actor, JOURNAL_RELATION_ENDED, &r, ctx);
    }
    return write_end(b, own, e, ctx);
}

enum err relation_set_to(struct bank *b, struct relation_id id, struct date to,
                         const struct actor *actor, struct err_ctx *ctx)
{
    bool own = false;
    struct staff_relation r;
    enum err e = write_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = relation_read(b, id, &r, ctx);
    if (e == ERR_OK && r.to.days != to.days) {
        struct sql_bank_relation_set_to_in in = {b->keys->bank_id, id.v, to.days != DATE_OPEN.days,
                                                 to};
        e = sql_bank_relation_set_to(b->db, &in, NULL, ctx);
        if (e == ERR_OK) {
            e = journal_relation(b, actor, JOURNAL_RELATION_CHANGED, &r, ctx);
        }
    }
    return write_end(b, own, e, ctx);
}
