#include "bank/person.h"

#include <assert.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "bank/person_key.h"
#include "base/utf8.h"
#include "base/words.h"
#include "sql_bank.h"

const char *const protection_code[PROTECTION__MAX] = {"none", "sekretessmarkering",
                                                      "skyddad-folkbokforing", "fingerad"};
const char *const protection_text_sv[PROTECTION__MAX] = {
    TR("Inget skydd"), TR("Sekretessmarkering"), TR("Skyddad folkbokföring"),
    TR("Fingerade personuppgifter")};
const char *const protection_ss12000[PROTECTION__MAX] = {"Ingen", "Sekretessmarkering",
                                                         "Skyddad folkbokföring", NULL};

/* ---- reading ---- */

typedef struct sql_bank_person_read_row person_row;

static void to_person(const person_row *row, struct person *out)
{
    *out = (struct person){
        .id = {row->person_id},
        .has_birth_date = row->has_birth_date,
        .birth_date = row->birth_date,
        .sex = row->sex >= 0 && row->sex < SEX__MAX ? (enum sex)row->sex : SEX_UNKNOWN,
        .erased = row->has_erased_at,
    };
    /* A level that this program does not know is the highest, never the lowest. */
    out->protection = row->protection >= 0 && row->protection < PROTECTION__MAX
                          ? (enum protection)row->protection
                          : PROTECTION_ASSUMED;
    out->effective = row->effective_protection >= 0 && row->effective_protection < PROTECTION__MAX
                         ? (enum protection)row->effective_protection
                         : PROTECTION_ASSUMED;
    snprintf(out->source_id, sizeof out->source_id, "%s",
             row->source_id != NULL ? row->source_id : "");
}

static enum err nobody(enum err e, struct err_ctx *ctx)
{
    return e == ERR_NOT_FOUND
               ? err_set(ctx, e, "person", "", "there is no such person in this bank")
               : e;
}

static enum err read_row(struct bank *b, struct person_id id, struct arena *a, person_row *out,
                         struct err_ctx *ctx)
{
    struct sql_bank_person_read_in in = {b->keys->bank_id, id.v};
    return nobody(sql_bank_person_read(b->db, &in, a, out, ctx), ctx);
}

enum err person_read(struct bank *b, struct person_id id, struct person *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    person_row row;
    enum err e = read_row(b, id, a, &row, ctx);
    if (e == ERR_OK) {
        to_person(&row, out);
    }
    arena_free(a);
    return e;
}

enum err person_is_listed(struct bank *b, struct person_id id, bool *out, struct err_ctx *ctx)
{
    struct person p;
    *out = false;
    enum err e = person_read(b, id, &p, ctx);
    if (e == ERR_OK) {
        *out = p.effective == PROTECTION_NONE && !p.erased;
    }
    return e;
}

static enum err open_identity(const struct bank *b, struct person_id id, struct blob wrapped_key,
                              struct blob sealed, struct person_identity *out, struct err_ctx *ctx)
{
    struct data_key key;
    uint8_t plain[IDENTITY_PLAIN_MAX];
    enum err e = data_key_unwrap(b, id, wrapped_key, &key, ctx);
    if (e == ERR_OK && sealed.n > sizeof plain + BANK_SEAL_EXTRA) {
        e = err_set(ctx, ERR_CORRUPT, "sealed identity", "run `brygga check`",
                    "a sealed identity has no usable length");
    }
    if (e == ERR_OK) {
        e = data_key_unseal(b, id, PURPOSE_IDENTITY, &key, sealed, plain, ctx);
    }
    data_key_wipe(&key);
    if (e == ERR_OK && !identity_read((struct blob){plain, sealed.n - BANK_SEAL_EXTRA}, out)) {
        e = err_set(ctx, ERR_CORRUPT, "sealed identity", "update the program",
                    "a sealed identity is of a form that this program does not know");
    }
    sodium_memzero(plain, sizeof plain);
    return e;
}

enum err person_identity_open(struct bank *b, struct reading *r, struct person_id id,
                              struct blob wrapped_key, struct blob sealed_identity,
                              struct person_identity *out, struct err_ctx *ctx)
{
    assert(r != NULL);
    enum err e = open_identity(b, id, wrapped_key, sealed_identity, out, ctx);
    if (e == ERR_OK) {
        reading_add(r, id);
    }
    return e;
}

enum err person_identity(struct bank *b, struct reading *r, struct person_id id,
                         struct person_identity *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_person_keys_in in = {b->keys->bank_id, id.v};
    struct sql_bank_person_keys_row row;
    assert(r != NULL);
    enum err e = nobody(sql_bank_person_keys(b->db, &in, a, &row, ctx), ctx);
    if (e == ERR_OK && !reading_may(r, row.effective_protection)) {
        e = person_denied(ctx);
    }
    if (e == ERR_OK) {
        e = person_identity_open(b, r, id, row.wrapped_key, row.sealed_identity, out, ctx);
    }
    arena_free(a);
    return e;
}

static enum err row_by_civic(struct bank *b, const struct civic_no *civic, struct arena *a,
                             person_row *out, struct err_ctx *ctx)
{
    uint8_t index[CIVIC_INDEX];
    civic_index(b->keys, civic, index);
    struct sql_bank_person_by_civic_in in = {b->keys->bank_id, {index, sizeof index}};
    return sql_bank_person_by_civic(b->db, &in, a, out, ctx);
}

static enum err row_by_source(struct bank *b, const char *source_id, struct arena *a,
                              person_row *out, struct err_ctx *ctx)
{
    struct sql_bank_person_by_source_in in = {b->keys->bank_id, source_id};
    return sql_bank_person_by_source(b->db, &in, a, out, ctx);
}

enum err person_find_civic(struct bank *b, const struct civic_no *civic, struct person_id *out,
                           struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    person_row row;
    *out = (struct person_id){0};
    enum err e = nobody(row_by_civic(b, civic, a, &row, ctx), ctx);
    if (e == ERR_OK) {
        out->v = row.person_id;
    }
    arena_free(a);
    return e;
}

enum err person_find_source(struct bank *b, const char *source_id, struct person_id *out,
                            struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    person_row row;
    *out = (struct person_id){0};
    enum err e = nobody(row_by_source(b, source_id, a, &row, ctx), ctx);
    if (e == ERR_OK) {
        out->v = row.person_id;
    }
    arena_free(a);
    return e;
}

/* ---- writing ---- */

static bool name_ok(const char *name)
{
    size_t n = strnlen(name, PERSON_NAME);
    bool ok = n < PERSON_NAME && utf8_valid(name, n);
    for (size_t i = 0; ok && i < n; i++) {
        ok = (unsigned char)name[i] >= ' ' && name[i] != 0x7f;
    }
    return ok;
}

/* The input with what follows from the personal number filled in. */
static enum err normalise(const struct person_input *in, struct person_input *out,
                          struct err_ctx *ctx)
{
    *out = *in;
    if (out->source_id != NULL && out->source_id[0] == '\0') {
        out->source_id = NULL;
    }
    if (!name_ok(in->identity.given_name) || !name_ok(in->identity.family_name)) {
        return err_set(ctx, ERR_INVALID, "name", "shorten it, or save the file as UTF-8",
                       "a name is longer than %d bytes or is not text", PERSON_NAME - 1);
    }
    if (out->source_id != NULL && (strlen(out->source_id) >= PERSON_SOURCE ||
                                   !utf8_valid(out->source_id, strlen(out->source_id)))) {
        return err_set(ctx, ERR_INVALID, "source id", "", "the id is longer than %d bytes",
                       PERSON_SOURCE - 1);
    }
    if (!out->identity.has_civic && out->source_id == NULL) {
        return err_set(ctx, ERR_INVALID, "person", "give a personal number or a source id",
                       "a person needs a personal number or a source id");
    }
    if (out->identity.has_civic) {
        const struct civic_no *civic = &out->identity.civic;
        if (!out->has_birth_date) {
            out->has_birth_date = true;
            out->birth_date = civic_birth_date(civic);
        }
        out->sex = out->sex == SEX_UNKNOWN ? civic_sex(civic) : out->sex;
    }
    return ERR_OK;
}

static enum err add_person(struct bank *b, const struct person_input *in, struct person_id *id_out,
                           struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_person_last_in bank = {b->keys->bank_id};
    struct sql_bank_person_last_row last;
    enum err e = sql_bank_person_last(b->db, &bank, a, &last, ctx);
    arena_free(a);
    if (e != ERR_OK) {
        return e;
    }
    struct person_id id = {last.person_id + 1};
    struct data_key key;
    uint8_t wrapped[WRAPPED_KEY], index[CIVIC_INDEX], plain[IDENTITY_PLAIN_MAX],
        sealed[IDENTITY_PLAIN_MAX + BANK_SEAL_EXTRA];
    data_key_new(&key);
    data_key_wrap(b, id, &key, wrapped);
    size_t n = identity_write(&in->identity, plain);
    data_key_seal(b, id, PURPOSE_IDENTITY, &key, (struct blob){plain, n}, sealed);
    data_key_wipe(&key);
    sodium_memzero(plain, sizeof plain);
    if (in->identity.has_civic) {
        civic_index(b->keys, &in->identity.civic, index);
    }
    struct sql_bank_person_insert_in row = {
        .bank_id = b->keys->bank_id,
        .person_id = id.v,
        .source_id = in->source_id,
        .civic_index = {in->identity.has_civic ? index : NULL,
                        in->identity.has_civic ? sizeof index : 0},
        .has_birth_date = in->has_birth_date,
        .birth_date = in->birth_date,
        .sex = (int)in->sex,
        .protection = (int)in->protection,
        .wrapped_key = {wrapped, sizeof wrapped},
        .sealed_identity = {sealed, n + BANK_SEAL_EXTRA},
        .now = timestamp_now(),
    };
    *id_out = id;
    return sql_bank_person_insert(b->db, &row, NULL, ctx);
}

/* What a person is to become; what the input leaves out stays. */
struct outcome {
    struct person_identity identity;
    const char *source_id;
    bool has_birth_date;
    struct date birth_date;
    int sex;
};

static bool same_text(const char *x, const char *y)
{
    return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

static bool same_identity(const struct person_identity *x, const struct person_identity *y)
{
    return x->has_civic == y->has_civic &&
           (!x->has_civic || strcmp(x->civic.text, y->civic.text) == 0) &&
           strcmp(x->given_name, y->given_name) == 0 && strcmp(x->family_name, y->family_name) == 0;
}

static bool same(const person_row *row, const struct person_identity *was, const struct outcome *is)
{
    return same_identity(was, &is->identity) && same_text(row->source_id, is->source_id) &&
           row->sex == is->sex && row->has_birth_date == is->has_birth_date &&
           (!is->has_birth_date || row->birth_date.days == is->birth_date.days);
}

static struct outcome outcome_of(const person_row *row, const struct person_identity *was,
                                 const struct person_input *in)
{
    struct outcome o = {
        .identity = in->identity,
        .source_id = in->source_id != NULL ? in->source_id : row->source_id,
        .has_birth_date = in->has_birth_date || row->has_birth_date,
        .birth_date = in->has_birth_date ? in->birth_date : row->birth_date,
        .sex = in->sex != SEX_UNKNOWN ? (int)in->sex : row->sex,
    };
    if (!o.identity.has_civic && was->has_civic) {
        o.identity.has_civic = true;
        o.identity.civic = was->civic;
    }
    return o;
}

static enum err write_person(struct bank *b, const person_row *row, const struct outcome *o,
                             struct err_ctx *ctx)
{
    struct person_id id = {row->person_id};
    struct data_key key;
    uint8_t index[CIVIC_INDEX], plain[IDENTITY_PLAIN_MAX],
        sealed[IDENTITY_PLAIN_MAX + BANK_SEAL_EXTRA];
    enum err e = data_key_unwrap(b, id, row->wrapped_key, &key, ctx);
    if (e != ERR_OK) {
        return e;
    }
    bool has_civic = o->identity.has_civic;
    if (has_civic) {
        civic_index(b->keys, &o->identity.civic, index);
    }
    size_t n = identity_write(&o->identity, plain);
    data_key_seal(b, id, PURPOSE_IDENTITY, &key, (struct blob){plain, n}, sealed);
    data_key_wipe(&key);
    sodium_memzero(plain, sizeof plain);
    struct sql_bank_person_update_in update = {
        .bank_id = b->keys->bank_id,
        .person_id = id.v,
        .source_id = o->source_id,
        .civic_index = {has_civic ? index : NULL, has_civic ? sizeof index : 0},
        .has_birth_date = o->has_birth_date,
        .birth_date = o->birth_date,
        .sex = o->sex,
        .sealed_identity = {sealed, n + BANK_SEAL_EXTRA},
        .now = timestamp_now(),
    };
    return sql_bank_person_update(b->db, &update, NULL, ctx);
}

static enum err update_person(struct bank *b, const person_row *row, const struct person_input *in,
                              bool *changed, struct err_ctx *ctx)
{
    struct person_id id = {row->person_id};
    struct person_identity was = {0};
    enum err e = open_identity(b, id, row->wrapped_key, row->sealed_identity, &was, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct outcome is = outcome_of(row, &was, in);
    *changed = !same(row, &was, &is);
    if (*changed) {
        e = write_person(b, row, &is, ctx);
    }
    sodium_memzero(&was, sizeof was);
    sodium_memzero(&is, sizeof is);
    return e;
}

/* Who the input is about: by source id, else by number. */
static enum err find(struct bank *b, const struct person_input *in, struct arena *a,
                     person_row *row, bool *found, struct err_ctx *ctx)
{
    person_row other;
    enum err e = ERR_NOT_FOUND;
    *found = false;
    if (in->source_id != NULL) {
        e = row_by_source(b, in->source_id, a, row, ctx);
        *found = e == ERR_OK;
    }
    if ((e == ERR_OK || e == ERR_NOT_FOUND) && in->identity.has_civic) {
        e = row_by_civic(b, &in->identity.civic, a, &other, ctx);
        if (e == ERR_OK && *found && other.person_id != row->person_id) {
            return err_set(ctx, ERR_CONFLICT, "person",
                           "correct the personal number or the id in the source system",
                           "the source id and the personal number belong to two people");
        }
        if (e == ERR_OK && !*found && in->source_id != NULL && other.source_id != NULL) {
            return err_set(ctx, ERR_CONFLICT, "person",
                           "the source system must keep the id of a person",
                           "the personal number is known under another source id");
        }
        if (e == ERR_OK) {
            *row = other;
            *found = true;
        }
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err person_put(struct bank *b, const struct person_input *in, struct person_id *id_out,
                    enum person_change *change_out, struct err_ctx *ctx)
{
    struct person_input input;
    person_row row;
    bool found = false, changed = false;
    *id_out = (struct person_id){0};
    *change_out = PERSON_UNCHANGED;
    enum err e = normalise(in, &input, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)64 * 1024);
    e = find(b, &input, a, &row, &found, ctx);
    if (e == ERR_OK && !found) {
        e = add_person(b, &input, id_out, ctx);
        *change_out = PERSON_ADDED;
    } else if (e == ERR_OK) {
        id_out->v = row.person_id;
        e = update_person(b, &row, &input, &changed, ctx);
        bool assumed = row.protection == (int)PROTECTION_ASSUMED;
        if (e == ERR_OK && !assumed && (int)input.protection != row.protection) {
            e = person_protect(b, *id_out, input.protection, ctx);
            changed = true;
        }
        *change_out = changed ? PERSON_CHANGED : PERSON_UNCHANGED;
    }
    arena_free(a);
    return e;
}
