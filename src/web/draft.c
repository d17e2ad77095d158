#include "web/draft.h"

#include <string.h>

#include "bank/crypto.h"
#include "bank/person.h"
#include "base/hex.h"
#include "base/json.h"
#include "db/db.h"
#include "sql_web.h"

#define HASH   32
#define MAC    16
#define DOMAIN "web-draft"

struct draft_owner draft_owner_of(const struct session *s)
{
    bool staff = s->kind == SESSION_STAFF;
    const struct person_id nobody = {0};
    return (struct draft_owner){.kind = s->kind,
                                .id = staff ? s->staff.v : s->person.v,
                                .subject = staff ? nobody : s->person};
}

bool draft_owner_same(const struct draft_owner *x, const struct draft_owner *y)
{
    return x->kind == y->kind && x->id == y->id && x->kind != SESSION_NONE;
}

bool draft_is_own_field(const char *name)
{
    return strcmp(name, "csrf_token") == 0 || strncmp(name, "form_", 5) == 0;
}

/* ---- the proof ---- */

struct proof {
    uint8_t kind;
    int64_t id, subject, made_ms;
};

static void proof_pack(const struct proof *p, uint8_t out[25])
{
    out[0] = p->kind;
    memcpy(out + 1, &p->id, 8);
    memcpy(out + 9, &p->subject, 8);
    memcpy(out + 17, &p->made_ms, 8);
}

static void proof_mac(const struct bank *b, const uint8_t packed[25], const char *page,
                      uint8_t out[MAC])
{
    uint8_t input[25 + DRAFT_PAGE_MAX] = {0};
    size_t n = strnlen(page, DRAFT_PAGE_MAX);
    memcpy(input, packed, 25);
    memcpy(input + 25, page, n);
    bank_keyed_hash(b, "web-draft-proof", (struct blob){input, 25 + n}, out, MAC);
}

void draft_proof(const struct bank *b, const struct draft_owner *o, const char *page,
                 char out[DRAFT_PROOF_TEXT])
{
    uint8_t bytes[25 + MAC];
    struct proof p = {(uint8_t)o->kind, o->id, o->subject.v, timestamp_now().ms};
    proof_pack(&p, bytes);
    proof_mac(b, bytes, page, bytes + 25);
    hex_format(bytes, sizeof bytes, out);
}

bool draft_proof_read(const struct bank *b, const char *text, const char *page,
                      struct draft_owner *out)
{
    uint8_t bytes[25 + MAC], mac[MAC];
    struct proof p;
    if (text == NULL || page == NULL || strlen(page) >= DRAFT_PAGE_MAX ||
        !hex_parse(text, bytes, sizeof bytes)) {
        return false;
    }
    proof_mac(b, bytes, page, mac);
    p.kind = bytes[0];
    memcpy(&p.id, bytes + 1, 8);
    memcpy(&p.subject, bytes + 9, 8);
    memcpy(&p.made_ms, bytes + 17, 8);
    int64_t age = timestamp_now().ms - p.made_ms;
    *out = (struct draft_owner){(enum session_kind)p.kind, p.id, {p.subject}};
    return bank_equal_secret(mac, bytes + 25, MAC) && p.kind > SESSION_NONE &&
           p.kind < SESSION_KIND__MAX && age >= 0 && age <= DRAFT_PROOF_MS;
}

/* ---- sealing ---- */

static struct blob page_hash(const struct bank *b, const char *page, uint8_t out[HASH])
{
    bank_keyed_hash(b, DOMAIN, (struct blob){(const uint8_t *)page, strlen(page)}, out, HASH);
    return (struct blob){out, HASH};
}

static char *to_text(const struct draft_owner *o, const char *page, const struct http_pair *fields,
                     size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        if (!draft_is_own_field(fields[i].name)) {
            json_array_append_new(list, json_pack("[s,s]", fields[i].name, fields[i].value));
        }
    }
    json_t *all = json_pack("{s:i, s:I, s:s, s:o}", "kind", (int)o->kind, "owner",
                            (json_int_t)o->id, "page", page, "fields", list);
    char *text = json_dumps(all, JSON_COMPACT);
    json_decref(all);
    return text;
}

static enum err seal(struct bank *b, const struct draft_owner *o, int64_t id, struct blob plain,
                     struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    return o->subject.v != 0 ? person_seal(b, o->subject, PURPOSE_DRAFT, plain, a, out, ctx)
                             : bank_seal(b, DOMAIN, id, plain, a, out, ctx);
}

/* Whose it is stands inside too: a row that was moved to another user does not open. */
static bool read_text(struct blob plain, const struct draft_owner *o, struct arena *a,
                      struct draft *out)
{
    json_t *all = NULL, *pair;
    size_t i;
    if (json_parse((const char *)plain.p, plain.n, "draft", &all, NULL) != ERR_OK) {
        return false;
    }
    const char *page = json_text(all, "page");
    bool mine = page != NULL && json_integer_value(json_object_get(all, "kind")) == (int)o->kind &&
                json_integer_value(json_object_get(all, "owner")) == o->id;
    json_t *list = json_object_get(all, "fields");
    struct http_pair *fields = arena_alloc(a, (json_array_size(list) + 1) * sizeof *fields);
    json_array_foreach(list, i, pair)
    {
        fields[out->count++] = (struct http_pair){
            .name = arena_strdup(a, json_string_value(json_array_get(pair, 0))),
            .value = arena_strdup(a, json_string_value(json_array_get(pair, 1)))};
    }
    out->page = arena_strdup(a, page);
    out->fields = fields;
    json_decref(all);
    return mine;
}

/* ---- storing ---- */

static enum err next_id(struct bank *b, const struct draft_owner *o, int64_t *out,
                        struct err_ctx *ctx)
{
    struct sql_web_draft_last_in last = {bank_row_id(b)};
    struct sql_web_draft_last_row newest;
    struct sql_web_draft_count_in many = {bank_row_id(b), (int)o->kind, o->id};
    struct sql_web_draft_count_row count;
    enum err e = sql_web_draft_last(bank_db(b), &last, NULL, &newest, ctx);
    if (e == ERR_OK) {
        e = sql_web_draft_count(bank_db(b), &many, NULL, &count, ctx);
    }
    if (e == ERR_OK && count.drafts >= DRAFTS_MAX) {
        e = err_set(ctx, ERR_LIMIT, "draft", "", "there are too many drafts");
    }
    *out = e == ERR_OK ? newest.last + 1 : 0;
    return e;
}

static enum err put(struct bank *b, const struct draft_owner *o, struct blob hash,
                    struct blob plain, struct arena *a, struct err_ctx *ctx)
{
    struct sql_web_draft_delete_in old = {bank_row_id(b), (int)o->kind, o->id, hash};
    struct sql_web_draft_insert_in in = {.bank_id = bank_row_id(b),
                                         .kind = (int)o->kind,
                                         .owner_id = o->id,
                                         .page_hash = hash,
                                         .person_id = o->subject.v,
                                         .saved_time = timestamp_now()};
    enum err e = sql_web_draft_delete(bank_db(b), &old, NULL, ctx);
    if (e == ERR_OK) {
        e = next_id(b, o, &in.draft_id, ctx);
    }
    if (e == ERR_OK) {
        e = seal(b, o, in.draft_id, plain, a, &in.sealed, ctx);
    }
    return e == ERR_OK ? sql_web_draft_insert(bank_db(b), &in, NULL, ctx) : e;
}

enum err draft_save(struct bank *b, const struct draft_owner *o, const char *page,
                    const struct http_pair *fields, size_t count, struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    struct session who = {.kind = o->kind, .staff = {o->id}, .person = {o->id}};
    struct actor actor = session_actor(&who);
    char *text = to_text(o, page, fields, count);
    struct arena *a = arena_new((size_t)1 << 20);
    enum err e = db_begin(bank_db(b), DB_WRITE, ctx);
    if (e == ERR_OK) {
        e = put(b, o, page_hash(b, page, hash), (struct blob){(const uint8_t *)text, strlen(text)},
                a, ctx);
        if (e == ERR_OK) {
            e = journal_append(b,
                               &(struct journal_entry){.actor = &actor,
                                                       .event = JOURNAL_DRAFT_SAVED,
                                                       .person = o->subject},
                               ctx);
        }
        e = db_end(bank_db(b), e, ctx);
    }
    bank_wipe(text, strlen(text));
    free(text);
    arena_free(a);
    return e;
}

/* What cannot be opened any more is as good as gone. */
static enum err unseal(struct bank *b, const struct draft_owner *o, struct draft *d,
                       struct blob sealed, struct reading *reading, struct arena *a,
                       struct err_ctx *ctx)
{
    struct blob plain;
    enum err e = d->subject.v != 0
                     ? person_unseal(b, reading, d->subject, PURPOSE_DRAFT, sealed, a, &plain, ctx)
                     : bank_unseal(b, DOMAIN, d->id, sealed, a, &plain, ctx);
    bool gone = e == ERR_NOT_FOUND || e == ERR_DENIED || e == ERR_CORRUPT;
    if (gone || (e == ERR_OK && !read_text(plain, o, a, d))) {
        *d = (struct draft){0};
        return ERR_OK;
    }
    return e;
}

enum err draft_load(struct bank *b, const struct draft_owner *o, const char *page,
                    enum journal_event event, struct reading **reading, struct arena *a,
                    struct draft *out, struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    struct sql_web_draft_read_in in = {bank_row_id(b), (int)o->kind, o->id,
                                       page_hash(b, page, hash)};
    struct sql_web_draft_read_row row;
    *out = (struct draft){0};
    enum err e = sql_web_draft_read(bank_db(b), &in, a, &row, ctx);
    if (e != ERR_OK) {
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    out->id = row.draft_id;
    out->saved = row.saved_time;
    out->subject.v = row.person_id;
    if (row.person_id != 0 && *reading == NULL) {
        struct session who = {.kind = o->kind, .staff = {o->id}, .person = {o->id}};
        struct actor actor = session_actor(&who);
        *reading = reading_begin(b, &actor, event);
    }
    e = unseal(b, o, out, row.sealed, *reading, a, ctx);
    if (e == ERR_OK && out->id != 0 && strcmp(out->page, page) != 0) {
        *out = (struct draft){0};
    }
    return e;
}

enum err draft_delete(struct bank *b, const struct draft_owner *o, const char *page,
                      struct err_ctx *ctx)
{
    uint8_t hash[HASH];
    struct sql_web_draft_delete_in in = {bank_row_id(b), (int)o->kind, o->id,
                                         page_hash(b, page, hash)};
    enum err e = db_begin(bank_db(b), DB_WRITE, ctx);
    return e == ERR_OK ? db_end(bank_db(b), sql_web_draft_delete(bank_db(b), &in, NULL, ctx), ctx)
                       : e;
}

enum err draft_list(struct bank *b, const struct draft_owner *o, struct reading *reading,
                    struct arena *a, struct draft **out, size_t *count_out, struct err_ctx *ctx)
{
    struct sql_web_draft_list_in in = {bank_row_id(b), (int)o->kind, o->id};
    struct sql_web_draft_read_row row;
    struct blob *sealed = arena_alloc(a, DRAFTS_MAX * sizeof *sealed);
    struct db_rows *rows;
    size_t n = 0;
    *out = arena_alloc(a, DRAFTS_MAX * sizeof **out);
    *count_out = 0;
    enum err e = sql_web_draft_list_open(bank_db(b), &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_web_draft_list_next(rows, &row) && n < DRAFTS_MAX) {
        sealed[n] = (struct blob){arena_copy(a, row.sealed.p, row.sealed.n), row.sealed.n};
        (*out)[n++] =
            (struct draft){.id = row.draft_id, .saved = row.saved_time, .subject = {row.person_id}};
    }
    e = sql_web_draft_list_close(rows, ctx);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        struct draft d = (*out)[i];
        e = unseal(b, o, &d, sealed[i], reading, a, ctx);
        if (e == ERR_OK && d.id != 0) {
            (*out)[(*count_out)++] = d;
        }
    }
    return e;
}

enum err draft_purge(struct bank *b, struct err_ctx *ctx)
{
    struct sql_web_draft_purge_in in = {bank_row_id(b), {timestamp_now().ms - DRAFT_KEPT_MS}};
    enum err e = db_begin(bank_db(b), DB_WRITE, ctx);
    return e == ERR_OK ? db_end(bank_db(b), sql_web_draft_purge(bank_db(b), &in, NULL, ctx), ctx)
                       : e;
}
