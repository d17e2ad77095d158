/* The data key of a person and what is sealed with it. Inside this module only. */
#ifndef BANK_PERSON_KEY_H
#define BANK_PERSON_KEY_H

#include "bank/internal.h"
#include "bank/person.h"

#define DATA_KEY           32
#define WRAPPED_KEY        (DATA_KEY + BANK_SEAL_EXTRA)
#define CIVIC_INDEX        16
#define IDENTITY_PLAIN_MAX 320

/* A key on the stack; data_key_wipe() before it goes out of scope. */
struct data_key {
    uint8_t b[DATA_KEY];
};

void data_key_new(struct data_key *out);
void data_key_wipe(struct data_key *k);
void data_key_wrap(const struct bank *b, struct person_id id, const struct data_key *k,
                   uint8_t out[WRAPPED_KEY]);
/* ERR_NOT_FOUND: erased; ERR_CORRUPT. */
MUST_USE enum err data_key_unwrap(const struct bank *b, struct person_id id, struct blob wrapped,
                                  struct data_key *out, struct err_ctx *ctx);

/* `out` has plain.n + BANK_SEAL_EXTRA bytes. */
void data_key_seal(const struct bank *b, struct person_id id, enum person_purpose purpose,
                   const struct data_key *k, struct blob plain, uint8_t *out);
/* `out` has sealed.n - BANK_SEAL_EXTRA bytes. */
MUST_USE enum err data_key_unseal(const struct bank *b, struct person_id id,
                                  enum person_purpose purpose, const struct data_key *k,
                                  struct blob sealed, uint8_t *out, struct err_ctx *ctx);

/* The error of opening somebody whose identity is protected. */
MUST_USE enum err person_denied(struct err_ctx *ctx);

/* Blind index of a personal number. */
void civic_index(const struct keyring *k, const struct civic_no *civic, uint8_t out[CIVIC_INDEX]);

/* The sealed form of an identity; the number of bytes. */
size_t identity_write(const struct person_identity *p, uint8_t out[IDENTITY_PLAIN_MAX]);
bool identity_read(struct blob plain, struct person_identity *out);

#endif
