/*
 * RFC 6962 Merkle trees over SHA-256: hashes, the compact frontier of an appended tree, and the
 * checking of proofs. Pure: no bank, no database.
 *
 * Sources: RFC 6962 section 2.1 (hashes, proofs), RFC 9162 2.1.3.2 and 2.1.4.2 (checking).
 */
#ifndef BANK_MERKLE_H
#define BANK_MERKLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

#define MERKLE_HASH      32
#define MERKLE_LEVELS    63 /* a size is a positive int64 */
#define MERKLE_PROOF_MAX 64 /* no proof is longer */

struct merkle_hash {
    uint8_t b[MERKLE_HASH];
};

struct merkle_hash merkle_empty(void);             /* SHA-256 of nothing */
struct merkle_hash merkle_leaf(struct blob entry); /* SHA-256(0x00 || entry) */
struct merkle_hash merkle_node(const struct merkle_hash *left, const struct merkle_hash *right);
bool merkle_equal(const struct merkle_hash *x, const struct merkle_hash *y);

/* The roots of the perfect subtrees that a log of `size` entries is made of: at[level] is set for
 * every bit of size. */
struct merkle_frontier {
    int64_t size;
    struct merkle_hash at[MERKLE_LEVELS];
};

/* Called for every perfect subtree of level ≥ 1 that an append completes, lowest first. */
typedef void merkle_completed(void *user, int level, int64_t index, const struct merkle_hash *h);

/* Appends one leaf. `done` may be NULL. The size must be below INT64_MAX. */
void merkle_append(struct merkle_frontier *f, const struct merkle_hash *leaf,
                   merkle_completed *done, void *user);
struct merkle_hash merkle_root(const struct merkle_frontier *f);

/* The stored form: one hash per set bit of the size, highest level first. */
size_t merkle_frontier_bytes(int64_t size);
void merkle_frontier_write(const struct merkle_frontier *f, uint8_t *out);
bool merkle_frontier_read(int64_t size, struct blob stored, struct merkle_frontier *out);

/* Whether the proof shows that the tree of `size` with `root` has this leaf at `index`. */
bool merkle_inclusion_ok(int64_t index, int64_t size, const struct merkle_hash *leaf,
                         const struct merkle_hash *proof, size_t n, const struct merkle_hash *root);
/* Whether the proof shows that the tree of `size` begins with the tree of `old_size`. Two empty
 * ends are defined: old_size 0 extends to anything with an empty proof and the empty root. */
bool merkle_consistency_ok(int64_t old_size, int64_t size, const struct merkle_hash *old_root,
                           const struct merkle_hash *root, const struct merkle_hash *proof,
                           size_t n);

/* A subtree hash that a proof is made of: the tree over entries first … end-1. */
struct merkle_range {
    int64_t first, end;
};
/* The ranges of the proofs, in order; how many (at most MERKLE_PROOF_MAX). */
size_t merkle_inclusion_ranges(int64_t index, int64_t size,
                               struct merkle_range out[MERKLE_PROOF_MAX]);
size_t merkle_consistency_ranges(int64_t old_size, int64_t size,
                                 struct merkle_range out[MERKLE_PROOF_MAX]);
/* The largest power of two below n (n ≥ 2): where RFC 6962 splits a tree. */
int64_t merkle_split(int64_t n);

#endif
