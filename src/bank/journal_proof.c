/* Subtree hashes of the stored tree, and the proofs made of them (RFC 6962 2.1.1, 2.1.2). */
#include <string.h>

#include "bank/journal_store.h"
#include "sql_bank.h"

static enum err missing(const char *what, int64_t where, struct err_ctx *ctx)
{
    return err_set(
        ctx, ERR_CORRUPT, "journal", "run `brygga journal verify`; keep a copy of the database",
        "%s %lld of the journal is missing or has no usable hash", what, (long long)where);
}

static enum err kept_node(struct bank *b, int level, int64_t position, struct merkle_hash *out,
                          struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_node_read_in in = {b->keys->bank_id, level, position};
    struct sql_bank_node_read_row row;
    enum err e = sql_bank_node_read(b->db, &in, a, &row, ctx);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && row.hash.n != MERKLE_HASH)) {
        e = missing("subtree", position, ctx);
    } else if (e == ERR_OK) {
        memcpy(out->b, row.hash.p, MERKLE_HASH);
    }
    arena_free(a);
    return e;
}

/* At most 2^JOURNAL_NODE_LEVEL leaves: hashed anew. */
static enum err from_leaves(struct bank *b, struct merkle_range range, struct merkle_hash *out,
                            struct err_ctx *ctx)
{
    struct merkle_frontier f = {0};
    struct db_rows *rows = NULL;
    struct sql_bank_leaf_range_in in = {b->keys->bank_id, range.first, range.end};
    enum err e = sql_bank_leaf_range_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_bank_leaf_range_row row;
    bool whole = true;
    while (whole && sql_bank_leaf_range_next(rows, &row)) {
        whole = row.number == range.first + f.size && row.leaf_hash.n == MERKLE_HASH;
        if (whole) {
            struct merkle_hash leaf;
            memcpy(leaf.b, row.leaf_hash.p, MERKLE_HASH);
            merkle_append(&f, &leaf, NULL, NULL);
        }
    }
    e = sql_bank_leaf_range_close(rows, ctx);
    if (e == ERR_OK && (!whole || f.size != range.end - range.first)) {
        e = missing("entry", range.first + f.size, ctx);
    }
    *out = merkle_root(&f);
    return e;
}

/* Perfect subtrees are kept from level 8; what is left is at most 255 leaves. The depth of the
 * recursion is the height of the tree. */
enum err journal_range_hash(struct bank *b, struct merkle_range range, struct merkle_hash *out,
                            struct err_ctx *ctx)
{
    int64_t n = range.end - range.first;
    if (n < (int64_t)1 << JOURNAL_NODE_LEVEL) {
        return from_leaves(b, range, out, ctx);
    }
    if ((n & (n - 1)) == 0) {
        return kept_node(b, __builtin_ctzll((unsigned long long)n), range.first / n, out, ctx);
    }
    int64_t k = merkle_split(n);
    struct merkle_hash left, right;
    enum err e =
        journal_range_hash(b, (struct merkle_range){range.first, range.first + k}, &left, ctx);
    if (e == ERR_OK) {
        e = journal_range_hash(b, (struct merkle_range){range.first + k, range.end}, &right, ctx);
    }
    if (e == ERR_OK) {
        *out = merkle_node(&left, &right);
    }
    return e;
}

static enum err range_hashes(struct bank *b, const struct merkle_range *ranges, size_t n,
                             struct merkle_hash *out, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        e = journal_range_hash(b, ranges[i], &out[i], ctx);
    }
    return e;
}

enum err journal_extends(struct bank *b, int64_t old_size, const struct merkle_hash *old_root,
                         const struct merkle_frontier *now, struct err_ctx *ctx)
{
    struct merkle_range ranges[MERKLE_PROOF_MAX];
    struct merkle_hash proof[MERKLE_PROOF_MAX];
    struct merkle_hash root = merkle_root(now);
    size_t n = old_size >= 0 && old_size <= now->size
                   ? merkle_consistency_ranges(old_size, now->size, ranges)
                   : 0;
    enum err e = range_hashes(b, ranges, n, proof, ctx);
    if (e == ERR_OK && !merkle_consistency_ok(old_size, now->size, old_root, &root, proof, n)) {
        e = err_set(
            ctx, ERR_CORRUPT, "journal", "run `brygga journal verify`; keep a copy of the database",
            "the journal no longer extends what was signed at entry %lld", (long long)old_size);
    }
    return e;
}

/* Read in one transaction, so that the size stands while the nodes are read. */
static enum err proof(struct bank *b, int64_t part, int64_t size, bool inclusion, struct arena *a,
                      uint8_t **hashes_out, size_t *count_out, struct err_ctx *ctx)
{
    struct journal_state state;
    struct merkle_range ranges[MERKLE_PROOF_MAX];
    bool own = !db_in_transaction(b->db);
    enum err e = own ? db_begin(b->db, DB_READ, ctx) : ERR_OK;
    if (e != ERR_OK) {
        return e;
    }
    e = journal_state_read(b, &state, ctx);
    if (e == ERR_OK &&
        (part < 0 || size > state.frontier.size || part > size || (inclusion && part == size))) {
        e = err_set(ctx, ERR_INVALID, "proof", "ask for sizes within the journal",
                    "the journal has %lld entries", (long long)state.frontier.size);
    }
    if (e == ERR_OK) {
        size_t n = inclusion ? merkle_inclusion_ranges(part, size, ranges)
                             : merkle_consistency_ranges(part, size, ranges);
        struct merkle_hash *hashes = arena_alloc(a, (n + 1) * sizeof *hashes);
        e = range_hashes(b, ranges, n, hashes, ctx);
        *hashes_out = hashes[0].b;
        *count_out = n;
    }
    return own ? db_end(b->db, e, ctx) : e;
}

enum err journal_inclusion_proof(struct bank *b, int64_t number, int64_t size, struct arena *a,
                                 uint8_t **hashes_out, size_t *count_out, struct err_ctx *ctx)
{
    return proof(b, number, size, true, a, hashes_out, count_out, ctx);
}

enum err journal_consistency_proof(struct bank *b, int64_t old_size, int64_t size, struct arena *a,
                                   uint8_t **hashes_out, size_t *count_out, struct err_ctx *ctx)
{
    return proof(b, old_size, size, false, a, hashes_out, count_out, ctx);
}
