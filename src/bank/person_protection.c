/* Protected identities and whom they expose; erasure. */
#include <inttypes.h>
#include <stdio.h>

#include "bank/person_key.h"
#include "sql_bank.h"

enum err person_protect(struct bank *b, struct person_id id, enum protection level,
                        struct err_ctx *ctx)
{
    int64_t changed = 0;
    struct sql_bank_person_protect_in in = {b->keys->bank_id, id.v, (int)level, timestamp_now()};
    enum err e = sql_bank_person_protect(b->db, &in, &changed, ctx);
    if (e == ERR_OK && changed != 1) {
        return err_set(ctx, ERR_NOT_FOUND, "person", "", "there is no such person in this bank");
    }
    struct sql_bank_person_effective_in again = {b->keys->bank_id, id.v};
    return e == ERR_OK ? sql_bank_person_effective(b->db, &again, NULL, ctx) : e;
}

enum err person_set_protection(struct bank *b, struct person_id id, enum protection level,
                               const struct actor *actor, struct err_ctx *ctx)
{
    bool own = false;
    char detail[96];
    struct person before;
    enum err e = write_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = person_read(b, id, &before, ctx);
    if (e == ERR_OK) {
        e = person_protect(b, id, level, ctx);
    }
    if (e == ERR_OK) {
        snprintf(detail, sizeof detail, "{\"from\":\"%s\",\"to\":\"%s\"}",
                 protection_code[before.protection], protection_code[level]);
        e = journal_append(
            b,
            &(struct journal_entry){
                .actor = actor, .event = JOURNAL_PERSON_PROTECTED, .person = id, .detail = detail},
            ctx);
    }
    return write_end(b, own, e, ctx);
}

enum err person_expose(struct bank *b, struct person_id guardian, struct person_id child,
                       struct err_ctx *ctx)
{
    int64_t added = 0;
    if (guardian.v == child.v) {
        return err_set(ctx, ERR_INVALID, "guardian", "correct it in the source system",
                       "a person cannot be their own guardian");
    }
    struct sql_bank_exposure_insert_in in = {b->keys->bank_id, guardian.v, child.v};
    enum err e = sql_bank_exposure_insert(b->db, &in, &added, ctx);
    struct sql_bank_person_effective_in again = {b->keys->bank_id, child.v};
    return e == ERR_OK && added != 0 ? sql_bank_person_effective(b->db, &again, NULL, ctx) : e;
}

enum err person_unexpose(struct bank *b, struct person_id guardian, struct person_id child,
                         struct err_ctx *ctx)
{
    struct sql_bank_exposure_delete_in in = {b->keys->bank_id, guardian.v, child.v};
    int64_t removed = 0;
    enum err e = sql_bank_exposure_delete(b->db, &in, &removed, ctx);
    struct sql_bank_person_effective_in again = {b->keys->bank_id, child.v};
    return e == ERR_OK && removed != 0 ? sql_bank_person_effective(b->db, &again, NULL, ctx) : e;
}

enum err person_erase(struct bank *b, struct person_id id, const struct actor *actor,
                      struct err_ctx *ctx)
{
    bool own = false;
    int64_t changed = 0;
    enum err e = write_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    /* Those whom the person exposed stay protected: that the person was is not undone by erasing.
     */
    struct sql_bank_person_erase_in in = {b->keys->bank_id, id.v, timestamp_now()};
    e = sql_bank_person_erase(b->db, &in, &changed, ctx);
    if (e == ERR_OK && changed != 1) {
        e = err_set(ctx, ERR_NOT_FOUND, "person", "",
                    "there is no such person in this bank, or the person is erased already");
    }
    if (e == ERR_OK) {
        e = journal_append(
            b,
            &(struct journal_entry){.actor = actor, .event = JOURNAL_PERSON_ERASED, .person = id},
            ctx);
    }
    return write_end(b, own, e, ctx);
}
