#include "bank/staff.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bank/internal.h"
#include "bank/relation.h"
#include "base/utf8.h"
#include "base/words.h"
#include "sql_bank.h"

const char *const role_code[ROLE__MAX] = {
    [ROLE_KURATOR] = "kurator",
    [ROLE_REKTOR] = "rektor",
    [ROLE_ELEVHALSOCHEF] = "elevhalsochef",
    [ROLE_MENTOR] = "mentor",
    [ROLE_SKOLSOCIONOM] = "skolsocionom",
    [ROLE_SOCIALSEKRETERARE] = "socialsekreterare",
    [ROLE_ENHETSCHEF] = "enhetschef",
    [ROLE_ANALYTIKER] = "analytiker",
    [ROLE_JURIST] = "jurist",
    [ROLE_ADMINISTRATOR] = "administrator",
};

const char *const role_text_sv[ROLE__MAX] = {
    [ROLE_KURATOR] = TR("Kurator"),
    [ROLE_REKTOR] = TR("Rektor"),
    [ROLE_ELEVHALSOCHEF] = TR("Elevhälsochef"),
    [ROLE_MENTOR] = TR("Mentor"),
    [ROLE_SKOLSOCIONOM] = TR("Skolsocionom"),
    [ROLE_SOCIALSEKRETERARE] = TR("Socialsekreterare"),
    [ROLE_ENHETSCHEF] = TR("Enhetschef"),
    [ROLE_ANALYTIKER] = TR("Analytiker"),
    [ROLE_JURIST] = TR("Jurist"),
    [ROLE_ADMINISTRATOR] = TR("Administratör"),
};

bool role_parse(const char *code, enum role *out)
{
    for (int i = 0; i < ROLE__MAX; i++) {
        if (strcmp(role_code[i], code) == 0) {
            *out = (enum role)i;
            return true;
        }
    }
    return false;
}

bool role_in_kind(enum role r, enum bank_kind kind)
{
    switch (r) {
    case ROLE_KURATOR:
    case ROLE_REKTOR:
    case ROLE_ELEVHALSOCHEF:
    case ROLE_MENTOR:
        return kind == BANK_SCHOOL;
    case ROLE_SKOLSOCIONOM:
    case ROLE_SOCIALSEKRETERARE:
    case ROLE_ENHETSCHEF:
        return kind == BANK_SOCIAL;
    case ROLE_ANALYTIKER:
    case ROLE_JURIST:
    case ROLE_ADMINISTRATOR:
        return true;
    case ROLE__MAX:
        break;
    }
    return false;
}

typedef struct sql_bank_staff_read_row staff_row;

static void to_staff(const staff_row *row, struct staff *out)
{
    *out = (struct staff){.id = {row->staff_id}, .active = row->active};
    out->role = row->role >= 0 && row->role < ROLE__MAX ? (enum role)row->role : ROLE__MAX;
    snprintf(out->name, sizeof out->name, "%s", row->name);
    snprintf(out->login, sizeof out->login, "%s", row->login != NULL ? row->login : "");
    snprintf(out->unit, sizeof out->unit, "%s", row->unit);
}

enum err staff_read(struct bank *b, struct staff_id id, struct staff *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_staff_read_in in = {b->keys->bank_id, id.v};
    staff_row row;
    enum err e = sql_bank_staff_read(b->db, &in, a, &row, ctx);
    if (e == ERR_OK) {
        to_staff(&row, out);
    } else if (e == ERR_NOT_FOUND) {
        e = err_set(ctx, e, "staff", "see `brygga staff list`", "there is no such employee");
    }
    arena_free(a);
    return e;
}

enum err staff_find_login(struct bank *b, const char *login, struct staff *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_staff_by_login_in in = {b->keys->bank_id, login};
    staff_row row;
    enum err e = sql_bank_staff_by_login(b->db, &in, a, &row, ctx);
    if (e == ERR_OK) {
        to_staff(&row, out);
    } else if (e == ERR_NOT_FOUND) {
        e = err_set(ctx, e, "staff", "see `brygga staff list`", "no employee has that login");
    }
    arena_free(a);
    return e;
}

enum err staff_list(struct bank *b, bool active_only, struct arena *a, struct staff **out,
                    size_t *count_out, struct err_ctx *ctx)
{
    struct sql_bank_staff_list_in in = {b->keys->bank_id, active_only};
    staff_row row;
    struct db_rows *rows = NULL;
    size_t room = 0, n = 0;
    struct staff *list = NULL;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_bank_staff_list_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_bank_staff_list_next(rows, &row)) {
        list = arena_grow(a, list, n, &room, sizeof *list);
        to_staff(&row, &list[n++]);
    }
    e = sql_bank_staff_list_close(rows, ctx);
    if (e == ERR_OK) {
        *out = list;
        *count_out = n;
    }
    return e;
}

/* ---- writing ---- */

static bool text_ok(const char *s, size_t room)
{
    size_t n = strnlen(s, room);
    bool ok = n < room && utf8_valid(s, n);
    for (size_t i = 0; ok && i < n; i++) {
        ok = (unsigned char)s[i] >= ' ' && s[i] != 0x7f;
    }
    return ok;
}

static enum err validate(const struct bank *b, const struct staff *s, struct err_ctx *ctx)
{
    if (s->name[0] == '\0' || !text_ok(s->name, sizeof s->name)) {
        return err_set(ctx, ERR_INVALID, "name", "write a name of at most 127 bytes of UTF-8",
                       "an employee must have a name");
    }
    if (!text_ok(s->login, sizeof s->login) || !text_ok(s->unit, sizeof s->unit)) {
        return err_set(ctx, ERR_INVALID, "login, unit", "shorten it, or save the file as UTF-8",
                       "a login or a unit is too long or is not text");
    }
    if ((unsigned)s->role >= ROLE__MAX || !role_in_kind(s->role, b->config.kind)) {
        return err_set(ctx, ERR_INVALID, "role", "see docs/formats.md, staff.csv",
                       "there is no such role in a %s bank", bank_kind_code[b->config.kind]);
    }
    return ERR_OK;
}

/* The same employee: by login, else by name, role and unit. */
static enum err find(struct bank *b, const struct staff *s, struct staff *found,
                     struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    enum err e;
    *found = (struct staff){0};
    if (s->login[0] != '\0') {
        e = staff_find_login(b, s->login, found, ctx);
        e = e == ERR_NOT_FOUND ? ERR_OK : e;
    } else {
        struct sql_bank_staff_by_name_in in = {b->keys->bank_id, s->name, (int)s->role, s->unit};
        staff_row row;
        struct db_rows *rows = NULL;
        e = sql_bank_staff_by_name_open(b->db, &in, &rows, ctx);
        if (e == ERR_OK) {
            if (sql_bank_staff_by_name_next(rows, &row)) {
                to_staff(&row, found);
            }
            e = sql_bank_staff_by_name_close(rows, ctx);
        }
    }
    arena_free(a);
    return e;
}

enum err staff_newest(struct bank *b, int64_t *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_staff_last_in bank = {b->keys->bank_id};
    struct sql_bank_staff_last_row last;
    enum err e = sql_bank_staff_last(b->db, &bank, a, &last, ctx);
    *out = e == ERR_OK ? last.staff_id : 0;
    arena_free(a);
    return e;
}

static enum err insert(struct bank *b, const struct staff *s, struct staff_id *id,
                       struct err_ctx *ctx)
{
    int64_t last;
    enum err e = staff_newest(b, &last, ctx);
    if (e != ERR_OK) {
        return e;
    }
    id->v = last + 1;
    struct sql_bank_staff_insert_in in = {
        .bank_id = b->keys->bank_id,
        .staff_id = id->v,
        .name = s->name,
        .login = s->login[0] != '\0' ? s->login : NULL,
        .role = (int)s->role,
        .unit = s->unit,
        .active = s->active,
        .now = timestamp_now(),
    };
    return sql_bank_staff_insert(b->db, &in, NULL, ctx);
}

/* The employee's own unit is a relation too: a new one begins, and the one before ends at once. */
static enum err move_unit(struct bank *b, const struct staff *was, struct staff_id id,
                          const char *unit, const struct actor *actor, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)1 << 20);
    struct date today = date_today();
    struct relation_filter f = {.staff = id, .kind = RELATION_UNIT, .on = today};
    struct staff_relation *list;
    struct staff_relation r = {.staff = id, .kind = RELATION_UNIT, .from = today, .to = DATE_OPEN};
    struct relation_id relation;
    size_t count;
    bool has = false;
    enum err e = relation_list(b, &f, a, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        has = has || strcmp(list[i].unit, unit) == 0;
        if (was->id.v != 0 && strcmp(list[i].unit, was->unit) == 0) {
            e = relation_end(b, list[i].id, actor, ctx);
        }
    }
    arena_free(a);
    snprintf(r.unit, sizeof r.unit, "%s", unit);
    return e == ERR_OK && !has ? relation_add(b, &r, actor, &relation, ctx) : e;
}

/* Writes what differs from `was` (id 0: somebody new), its relation and the journal. */
static enum err store(struct bank *b, const struct staff *was, const struct staff *s,
                      const struct actor *actor, struct staff_id *id, struct err_ctx *ctx)
{
    char detail[160];
    enum err e;
    *id = was->id;
    if (was->id.v == 0) {
        e = insert(b, s, id, ctx);
    } else {
        struct sql_bank_staff_update_in in = {
            .bank_id = b->keys->bank_id,
            .staff_id = was->id.v,
            .name = s->name,
            .login = s->login[0] != '\0' ? s->login : NULL,
            .role = (int)s->role,
            .unit = s->unit,
            .active = s->active,
            .now = timestamp_now(),
        };
        e = sql_bank_staff_update(b->db, &in, NULL, ctx);
    }
    if (e == ERR_OK && (was->id.v == 0 || strcmp(was->unit, s->unit) != 0)) {
        e = move_unit(b, was, *id, s->unit, actor, ctx);
    }
    if (e == ERR_OK) {
        snprintf(detail, sizeof detail, "{\"staff\":%" PRId64 ",\"role\":\"%s\",\"active\":%s}",
                 id->v, role_code[s->role], s->active ? "true" : "false");
        e = journal_append(b,
                           &(struct journal_entry){.actor = actor,
                                                   .event = was->id.v == 0 ? JOURNAL_STAFF_ADDED
                                                                           : JOURNAL_STAFF_CHANGED,
                                                   .detail = detail},
                           ctx);
    }
    return e;
}

static bool same(const struct staff *x, const struct staff *y)
{
    return strcmp(x->name, y->name) == 0 && x->role == y->role && strcmp(x->unit, y->unit) == 0 &&
           x->active == y->active;
}

static enum err put(struct bank *b, const struct staff *s, const struct actor *actor,
                    struct staff_id *id, bool *changed, struct err_ctx *ctx)
{
    struct staff was;
    enum err e = find(b, s, &was, ctx);
    if (e != ERR_OK) {
        return e;
    }
    *id = was.id;
    *changed = was.id.v == 0 || !same(&was, s);
    return *changed ? store(b, &was, s, actor, id, ctx) : ERR_OK;
}

enum err staff_put(struct bank *b, const struct staff *in, const struct actor *actor,
                   struct staff_id *id_out, bool *changed_out, struct err_ctx *ctx)
{
    bool own = false;
    *id_out = (struct staff_id){0};
    *changed_out = false;
    enum err e = validate(b, in, ctx);
    if (e == ERR_OK) {
        e = write_begin(b, &own, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    return write_end(b, own, put(b, in, actor, id_out, changed_out, ctx), ctx);
}

/* A login that somebody else has would name two people. */
static enum err check_login(struct bank *b, const struct staff *in, struct err_ctx *ctx)
{
    struct staff other;
    if (in->login[0] == '\0') {
        return ERR_OK;
    }
    enum err e = staff_find_login(b, in->login, &other, ctx);
    if (e == ERR_OK && other.id.v != in->id.v) {
        return err_set(ctx, ERR_CONFLICT, "login", "give another",
                       "another employee has that login");
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err staff_change(struct bank *b, const struct staff *in, const struct actor *actor,
                      struct staff_id *id_out, struct err_ctx *ctx)
{
    bool own = false;
    struct staff was = {0};
    enum err e = validate(b, in, ctx);
    if (e == ERR_OK) {
        e = write_begin(b, &own, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (in->id.v != 0) {
        e = staff_read(b, in->id, &was, ctx);
    }
    if (e == ERR_OK) {
        e = check_login(b, in, ctx);
    }
    if (e == ERR_OK) {
        e = store(b, &was, in, actor, id_out, ctx);
    }
    return write_end(b, own, e, ctx);
}

enum err staff_add_from(struct bank *b, const struct staff *in, const struct actor *actor,
                        struct staff_id *id_out, struct err_ctx *ctx)
{
    bool own = false;
    char detail[128];
    enum err e = validate(b, in, ctx);
    if (e == ERR_OK) {
        e = write_begin(b, &own, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    e = insert(b, in, id_out, ctx);
    if (e == ERR_OK) {
        snprintf(detail, sizeof detail, "{\"staff\":%" PRId64 ",\"role\":\"%s\",\"active\":true}",
                 id_out->v, role_code[in->role]);
        e = journal_append(
            b,
            &(struct journal_entry){.actor = actor, .event = JOURNAL_STAFF_ADDED, .detail = detail},
            ctx);
    }
    return write_end(b, own, e, ctx);
}

enum err staff_end(struct bank *b, struct staff_id id, const struct actor *actor,
                   struct err_ctx *ctx)
{
    bool own = false;
    struct staff s;
    struct arena *a = arena_new((size_t)16 << 20);
    struct relation_filter f = {.staff = id, .kind = -1};
    struct staff_relation *list = NULL;
    size_t count = 0;
    enum err e = write_begin(b, &own, ctx);
    if (e != ERR_OK) {
        arena_free(a);
        return e;
    }
    e = staff_read(b, id, &s, ctx);
    if (e == ERR_OK) {
        struct staff was = s;
        s.active = false;
        e = store(b, &was, &s, actor, &id, ctx);
    }
    if (e == ERR_OK) {
        e = relation_list(b, &f, a, &list, &count, ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (list[i].ended.ms == 0) {
            e = relation_end(b, list[i].id, actor, ctx);
        }
    }
    arena_free(a);
    return write_end(b, own, e, ctx);
}
