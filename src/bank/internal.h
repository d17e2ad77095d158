/* What the files of this module share and no other sees. */
#ifndef BANK_INTERNAL_H
#define BANK_INTERNAL_H

#include "bank/bank.h"
#include "bank/keyring.h"
#include "bank/person.h"
#include "db/db.h"

struct bank {
    struct db *db;
    struct keyring *keys;
    struct bank_config config;
    char *dir;
    int64_t
        appended; /* journal entries committed or not by this handle since its last checkpoint */
};

/* BLAKE2b keyed with a key of the keyring over domain NUL input. */
void keyed_hash(const uint8_t key[32], const char *domain, struct blob input, uint8_t *out,
                size_t out_bytes);

/* A handle from parts; takes over db and keys. */
struct bank *bank_assemble(const char *dir, const struct bank_config *config, struct db *db,
                           struct keyring *keys);

/* Begins a write transaction unless one is open; `*own` tells whether it did. */
MUST_USE enum err write_begin(struct bank *b, bool *own, struct err_ctx *ctx);
/* Ends what write_begin began: commit, or roll back when `e` is an error. */
MUST_USE enum err write_end(struct bank *b, bool own, enum err e, struct err_ctx *ctx);

/* DIR/name in a static-size buffer; ERR_LIMIT when it does not fit. */
MUST_USE enum err bank_path(const char *dir, const char *name, char out[BANK_PATH],
                            struct err_ctx *ctx);

/* Makes the log's first state; within the transaction that makes the bank. */
MUST_USE enum err journal_create(struct bank *b, struct err_ctx *ctx);

/* init.c: reads the keyring of a folder. */
MUST_USE enum err keyring_load(const struct bank_options *o, struct keyring **out,
                               enum bank_unlock *method_out, struct err_ctx *ctx);

/* staff.c: the highest id given so far. */
MUST_USE enum err staff_newest(struct bank *b, int64_t *out, struct err_ctx *ctx);

/* reading.c: whether people of this effective protection may be opened in the reading. */
bool reading_may(const struct reading *r, int64_t effective_protection);

/* person_protection.c: sets the level and what follows from it; no journal entry. */
MUST_USE enum err person_protect(struct bank *b, struct person_id id, enum protection level,
                                 struct err_ctx *ctx);

#endif
