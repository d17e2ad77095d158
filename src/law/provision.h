/* What every block that states law has in common: texts, grounds, validity and marks. */
#ifndef LAW_PROVISION_H
#define LAW_PROVISION_H

#include "law/compile.h"

/* Being read from one block. */
struct law_provision {
    struct law_rule_ref ref;
    struct law_ground *grounds; /* = ref.grounds, writable */
    struct date valid_from, valid_to;
    uint32_t seen; /* keys that are there, bits 1 << index */
};

#define LAW_PROVISION_KEYS 10
const char *law_provision_key(size_t i); /* their names, i < LAW_PROVISION_KEYS */

void law_provision_begin(struct law_compiler *c, const struct law_block *block,
                         struct law_provision *out);
/* Reads a field whose key is common; *common_out tells whether it was. */
MUST_USE enum err law_provision_read(struct law_compiler *c, const struct law_field *field,
                                     struct law_provision *p, bool *common_out);
/* Everything that must be there is there. */
MUST_USE enum err law_provision_end(struct law_compiler *c, const struct law_block *block,
                                    const struct law_provision *p);

/* "2025-07-01..2026-12-31", either end may be left out. */
MUST_USE enum err law_read_period(struct law_compiler *c, const struct law_field *field,
                                  struct date *from_out, struct date *to_out);
/* A fault at the value of a field, whose key is named. Always ERR_INVALID. */
enum err law_field_fault(struct law_compiler *c, const struct law_field *field, const char *remedy,
                         const char *what);
enum err law_field_twice(struct law_compiler *c, const struct law_field *field);

/* ---- A block with keys of its own ---- */

struct law_block_reader;
struct law_key {
    const char *name;
    enum err (*read)(struct law_block_reader *r);
    bool repeats, required;
};
struct law_block_reader {
    struct law_compiler *c;
    const struct law_block *block;
    const struct law_key *keys;
    size_t keys_n;
    /* A key that is none of `keys`: reads it, or leaves *known_out false. May be NULL. */
    enum err (*other)(struct law_block_reader *r, bool *known_out);
    const char *const *others; /* the names of such keys, for the remedy */
    size_t others_n;
    void *out;                     /* what the readers fill in */
    const struct law_field *field; /* being read */
    uint32_t seen;                 /* of `keys`, bits 1 << index */
    struct law_provision provision;
};
/* Reads all fields and sees that none is missing. */
MUST_USE enum err law_read_block(struct law_block_reader *r);
size_t law_fields_n(const struct law_block *block);
/* The value as one of the words; -1 with the error set. */
int law_field_code(struct law_block_reader *r, const char *const *codes, size_t n);

/* An example of a block that is not a rule of crossing: "key=value … -> expected". */
struct law_pair {
    const char *key, *value;
    struct law_place at;
};
#define LAW_PAIRS_MAX 12
struct law_sample {
    const char *source;
    struct law_place at, expect_at;
    struct law_pair pair[LAW_PAIRS_MAX];
    size_t pairs_n;
    const char *expect;
};
MUST_USE enum err law_read_sample(struct law_compiler *c, const struct law_field *from,
                                  struct law_sample *out);
MUST_USE enum err law_pair_date(struct law_compiler *c, const struct law_pair *pair,
                                struct date *out);
/* A whole number from 0 to 100,000. */
MUST_USE enum err law_pair_number(struct law_compiler *c, const struct law_pair *pair, int *out);

#endif
