#include "bank/opening.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bank/internal.h"
#include "base/words.h"
#include "sql_bank.h"

const char *const opening_kind_text_sv[OPENING_KIND__MAX] = {
    [OPENING_EMERGENCY] = TR("Nödöppning"),
    [OPENING_PROTECTED] = TR("Öppning som två ska stå för"),
};
const char *const opening_review_code[OPENING_REVIEW__MAX] = {"", "right", "not-right"};
const char *const opening_review_text_sv[OPENING_REVIEW__MAX] = {
    TR("Inte granskad"), TR("Granskad: var befogad"), TR("Granskad: var inte befogad")};

/* ---- reading ---- */

typedef struct sql_bank_opening_read_row opening_row;

static void from_row(const opening_row *row, struct opening *out)
{
    *out = (struct opening){.id = {row->opening_id},
                            .kind = row->kind == OPENING_PROTECTED ? OPENING_PROTECTED
                                                                   : OPENING_EMERGENCY,
                            .person = {row->person_id},
                            .staff = {row->staff_id},
                            .approved_by = {row->approved_by},
                            .reviewed_by = {row->reviewed_by},
                            .asked = row->asked_at,
                            .until = row->until_at,
                            .approved = row->approved_at,
                            .refused = row->refused_at,
                            .reviewed = row->reviewed_at};
    out->review = row->review > 0 && row->review < OPENING_REVIEW__MAX
                      ? (enum opening_review)row->review
                      : OPENING_NOT_REVIEWED;
}

bool opening_waits(const struct opening *o)
{
    return o->kind == OPENING_PROTECTED && o->approved.ms == 0 && o->refused.ms == 0;
}

bool opening_open(const struct opening *o, struct timestamp now)
{
    return o->until.ms > now.ms;
}

static enum err read_row(struct bank *b, struct opening_id id, struct arena *a, opening_row *row,
                         struct err_ctx *ctx)
{
    struct sql_bank_opening_read_in in = {b->keys->bank_id, id.v};
    enum err e = sql_bank_opening_read(b->db, &in, a, row, ctx);
    return e == ERR_NOT_FOUND ? err_set(ctx, e, "opening", "", "there is no such opening") : e;
}

enum err opening_read(struct bank *b, struct opening_id id, struct opening *out,
                      struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    opening_row row;
    enum err e = read_row(b, id, a, &row, ctx);
    if (e == ERR_OK) {
        from_row(&row, out);
    }
    arena_free(a);
    return e;
}

enum err opening_reason(struct bank *b, struct reading *r, struct opening_id id, struct arena *a,
                        const char **out, struct err_ctx *ctx)
{
    opening_row row;
    struct blob plain;
    *out = "";
    enum err e = read_row(b, id, a, &row, ctx);
    if (e != ERR_OK || row.person_id == 0) {
        return e;
    }
    e = person_unseal(b, r, (struct person_id){row.person_id}, PURPOSE_OPENING_TEXT,
                      row.sealed_reason, a, &plain, ctx);
    if (e == ERR_OK) {
        *out = arena_strndup(a, (const char *)plain.p, plain.n);
    }
    return e;
}

enum err opening_list(struct bank *b, struct staff_id staff, bool unreviewed, struct arena *a,
                      struct opening **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_bank_opening_list_in in = {b->keys->bank_id, staff.v, unreviewed, OPENINGS_MAX};
    opening_row row;
    struct db_rows *rows;
    *count_out = 0;
    *out = arena_alloc(a, OPENINGS_MAX * sizeof **out);
    enum err e = sql_bank_opening_list_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (*count_out < OPENINGS_MAX && sql_bank_opening_list_next(rows, &row)) {
        from_row(&row, &(*out)[(*count_out)++]);
    }
    return sql_bank_opening_list_close(rows, ctx);
}

enum err opening_of_person(struct bank *b, struct person_id person, struct arena *a,
                           struct opening **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_bank_opening_of_person_in in = {b->keys->bank_id, person.v};
    opening_row row;
    struct db_rows *rows;
    *count_out = 0;
    *out = arena_alloc(a, OPENINGS_MAX * sizeof **out);
    enum err e = sql_bank_opening_of_person_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (*count_out < OPENINGS_MAX && sql_bank_opening_of_person_next(rows, &row)) {
        from_row(&row, &(*out)[(*count_out)++]);
    }
    return sql_bank_opening_of_person_close(rows, ctx);
}

enum err opening_now(struct bank *b, struct staff_id staff, struct person_id person,
                     struct opening *out, struct err_ctx *ctx)
{
    struct sql_bank_opening_at_in in = {b->keys->bank_id, person.v, staff.v, timestamp_now()};
    opening_row row;
    struct db_rows *rows;
    *out = (struct opening){0};
    enum err e = sql_bank_opening_at_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (person.v != 0 && sql_bank_opening_at_next(rows, &row)) {
        from_row(&row, out);
    }
    return sql_bank_opening_at_close(rows, ctx);
}

/* ---- writing ---- */

static enum err journal_opening(struct bank *b, const struct actor *actor, enum journal_event event,
                                const struct opening *o, struct err_ctx *ctx)
{
    char detail[128];
    snprintf(detail, sizeof detail, "{\"opening\":%" PRId64 ",\"by\":%" PRId64 ",\"protected\":%s}",
             o->id.v, o->staff.v, o->kind == OPENING_PROTECTED ? "true" : "false");
    return journal_append(
        b,
        &(struct journal_entry){
            .actor = actor, .event = event, .person = o->person, .detail = detail},
        ctx);
}

static enum err seal_reason(struct bank *b, struct person_id person, const char *reason,
                            struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    *out = (struct blob){(const uint8_t *)"", 0};
    if (person.v == 0) {
        return ERR_OK; /* nobody to seal for: the text is not kept */
    }
    return person_seal(b, person, PURPOSE_OPENING_TEXT,
                       (struct blob){(const uint8_t *)reason, strlen(reason)}, a, out, ctx);
}

static enum err insert(struct bank *b, const struct actor *actor, const char *reason,
                       struct opening *o, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_opening_last_in bank = {b->keys->bank_id};
    struct sql_bank_opening_last_row last;
    struct blob sealed;
    enum err e = sql_bank_opening_last(b->db, &bank, a, &last, ctx);
    if (e == ERR_OK) {
        e = seal_reason(b, o->person, reason, a, &sealed, ctx);
    }
    if (e == ERR_OK) {
        o->id.v = last.opening_id + 1;
        struct sql_bank_opening_insert_in in = {.bank_id = b->keys->bank_id,
                                                .opening_id = o->id.v,
                                                .kind = (int)o->kind,
                                                .person_id = o->person.v,
                                                .staff_id = o->staff.v,
                                                .sealed_reason = sealed,
                                                .asked_at = o->asked,
                                                .until_at = o->until};
        e = sql_bank_opening_insert(b->db, &in, NULL, ctx);
    }
    arena_free(a);
    if (e != ERR_OK) {
        return e;
    }
    enum journal_event event =
        o->kind == OPENING_EMERGENCY ? JOURNAL_EMERGENCY_OPENED : JOURNAL_OPENING_ASKED;
    return journal_opening(b, actor, event, o, ctx);
}

enum err opening_ask(struct bank *b, const struct actor *actor, struct person_id person,
                     const char *reason, struct opening *out, struct err_ctx *ctx)
{
    bool own = false, listed = false;
    size_t n = strlen(reason);
    *out = (struct opening){.person = person,
                            .staff = actor_staff_id(actor),
                            .asked = timestamp_now(),
                            .kind = OPENING_PROTECTED};
    if (n < OPENING_REASON_LEAST || n > OPENING_REASON_MAX || out->staff.v == 0) {
        return err_set(ctx, ERR_INVALID, "reason", "write in a sentence why it cannot wait",
                       "opening a person needs an employee and a reason of %d to %d bytes",
                       OPENING_REASON_LEAST, OPENING_REASON_MAX);
    }
    enum err e = write_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (person.v != 0) {
        e = person_is_listed(b, person, &listed, ctx);
    }
    if (listed) {
        out->kind = OPENING_EMERGENCY;
        out->until.ms = out->asked.ms + OPENING_EMERGENCY_MS;
    }
    if (e == ERR_OK) {
        e = insert(b, actor, reason, out, ctx);
    }
    return write_end(b, own, e, ctx);
}

static enum err stale(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_CONFLICT, "opening", "",
                   "it has been answered already, or you asked for it yourself");
}

enum err opening_approve(struct bank *b, const struct actor *actor, struct opening_id id,
                         struct err_ctx *ctx)
{
    bool own = false;
    struct opening o;
    int64_t changed = 0;
    enum err e = write_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = opening_read(b, id, &o, ctx);
    if (e == ERR_OK && o.person.v == 0) {
        e = err_set(ctx, ERR_NOT_FOUND, "person", "", "the number is nobody's here");
    }
    if (e == ERR_OK) {
        struct timestamp now = timestamp_now();
        struct sql_bank_opening_approve_in in = {
            b->keys->bank_id, id.v, actor_staff_id(actor).v, now, {now.ms + OPENING_PROTECTED_MS}};
        e = sql_bank_opening_approve(b->db, &in, &changed, ctx);
        e = e == ERR_OK && changed == 0 ? stale(ctx) : e;
    }
    if (e == ERR_OK) {
        e = journal_opening(b, actor, JOURNAL_OPENING_APPROVED, &o, ctx);
    }
    return write_end(b, own, e, ctx);
}

enum err opening_refuse(struct bank *b, const struct actor *actor, struct opening_id id,
                        struct err_ctx *ctx)
{
    bool own = false;
    struct opening o;
    int64_t changed = 0;
    enum err e = write_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = opening_read(b, id, &o, ctx);
    if (e == ERR_OK) {
        struct sql_bank_opening_refuse_in in = {b->keys->bank_id, id.v, actor_staff_id(actor).v,
                                                timestamp_now()};
        e = sql_bank_opening_refuse(b->db, &in, &changed, ctx);
        e = e == ERR_OK && changed == 0 ? stale(ctx) : e;
    }
    if (e == ERR_OK) {
        e = journal_opening(b, actor, JOURNAL_OPENING_REFUSED, &o, ctx);
    }
    return write_end(b, own, e, ctx);
}

enum err opening_review(struct bank *b, const struct actor *actor, struct opening_id id,
                        enum opening_review said, struct err_ctx *ctx)
{
    bool own = false;
    struct opening o;
    int64_t changed = 0;
    if (said <= OPENING_NOT_REVIEWED || said >= OPENING_REVIEW__MAX) {
        return err_set(ctx, ERR_INVALID, "review", "", "say whether it was right");
    }
    enum err e = write_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = opening_read(b, id, &o, ctx);
    if (e == ERR_OK) {
        struct sql_bank_opening_review_in in = {b->keys->bank_id, id.v, actor_staff_id(actor).v,
                                                timestamp_now(), (int)said};
        e = sql_bank_opening_review(b->db, &in, &changed, ctx);
        e = e == ERR_OK && changed == 0 ? stale(ctx) : e;
    }
    if (e == ERR_OK) {
        e = journal_opening(b, actor, JOURNAL_OPENING_REVIEWED, &o, ctx);
    }
    return write_end(b, own, e, ctx);
}
