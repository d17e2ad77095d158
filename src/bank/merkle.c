#include "bank/merkle.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

struct merkle_hash merkle_empty(void)
{
    struct merkle_hash h;
    crypto_hash_sha256(h.b, NULL, 0);
    return h;
}

struct merkle_hash merkle_leaf(struct blob entry)
{
    static const uint8_t zero = 0;
    struct merkle_hash h;
    crypto_hash_sha256_state s;
    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, &zero, 1);
    if (entry.n != 0) {
        crypto_hash_sha256_update(&s, entry.p, entry.n);
    }
    crypto_hash_sha256_final(&s, h.b);
    return h;
}

struct merkle_hash merkle_node(const struct merkle_hash *left, const struct merkle_hash *right)
{
    uint8_t joined[1 + 2 * MERKLE_HASH] = {1};
    memcpy(joined + 1, left->b, MERKLE_HASH);
    memcpy(joined + 1 + MERKLE_HASH, right->b, MERKLE_HASH);
    struct merkle_hash h;
    crypto_hash_sha256(h.b, joined, sizeof joined);
    return h;
}

bool merkle_equal(const struct merkle_hash *x, const struct merkle_hash *y)
{
    return memcmp(x->b, y->b, MERKLE_HASH) == 0; /* hashes of a log are no secrets */
}

void merkle_append(struct merkle_frontier *f, const struct merkle_hash *leaf,
                   merkle_completed *done, void *user)
{
    assert(f->size >= 0 && f->size < INT64_MAX);
    struct merkle_hash h = *leaf;
    int level = 0;
    for (; ((f->size >> level) & 1) != 0; level++) {
        h = merkle_node(&f->at[level], &h);
        if (done != NULL) {
            done(user, level + 1, f->size >> (level + 1), &h);
        }
    }
    f->at[level] = h;
    f->size++;
}

struct merkle_hash merkle_root(const struct merkle_frontier *f)
{
    struct merkle_hash root = merkle_empty();
    bool any = false;
    for (int level = 0; level < MERKLE_LEVELS; level++) {
        if (((f->size >> level) & 1) != 0) {
            root = any ? merkle_node(&f->at[level], &root) : f->at[level];
            any = true;
        }
    }
    return root;
}

size_t merkle_frontier_bytes(int64_t size)
{
    return (size_t)__builtin_popcountll((unsigned long long)size) * MERKLE_HASH;
}

void merkle_frontier_write(const struct merkle_frontier *f, uint8_t *out)
{
    for (int level = MERKLE_LEVELS - 1; level >= 0; level--) {
        if (((f->size >> level) & 1) != 0) {
            memcpy(out, f->at[level].b, MERKLE_HASH);
            out += MERKLE_HASH;
        }
    }
}

bool merkle_frontier_read(int64_t size, struct blob stored, struct merkle_frontier *out)
{
    if (size < 0 || stored.n != merkle_frontier_bytes(size)) {
        return false;
    }
    out->size = size;
    const uint8_t *p = stored.p;
    for (int level = MERKLE_LEVELS - 1; level >= 0; level--) {
        if (((size >> level) & 1) != 0) {
            memcpy(out->at[level].b, p, MERKLE_HASH);
            p += MERKLE_HASH;
        }
    }
    return true;
}

/* Where a proof stands in the tree: the node's index and the last index of its level. */
struct walk {
    int64_t node, last;
};

static void up(struct walk *w)
{
    w->node >>= 1;
    w->last >>= 1;
}

/* Whether the next hash of the proof stands to the left of the node; goes up one step, and on
 * past the levels where the node has no neighbour. */
static bool from_left(struct walk *w)
{
    bool left = (w->node & 1) != 0 || w->node == w->last;
    while (left && (w->node & 1) == 0 && w->node != 0) {
        up(w);
    }
    up(w);
    return left;
}

bool merkle_inclusion_ok(int64_t index, int64_t size, const struct merkle_hash *leaf,
                         const struct merkle_hash *proof, size_t n, const struct merkle_hash *root)
{
    if (index < 0 || index >= size || n > MERKLE_PROOF_MAX) {
        return false;
    }
    struct walk w = {index, size - 1};
    struct merkle_hash r = *leaf;
    for (size_t i = 0; i < n; i++) {
        if (w.last == 0) {
            return false;
        }
        r = from_left(&w) ? merkle_node(&proof[i], &r) : merkle_node(&r, &proof[i]);
    }
    return w.last == 0 && merkle_equal(&r, root);
}

/* 0 < old_size < size. */
static bool extends(int64_t old_size, int64_t size, const struct merkle_hash *old_root,
                    const struct merkle_hash *root, const struct merkle_hash *proof, size_t n)
{
    /* RFC 9162 2.1.4.2: a whole tree of a power of two is itself the first node of the proof. */
    bool whole = (old_size & (old_size - 1)) == 0;
    if (n == 0) {
        return false;
    }
    struct walk w = {old_size - 1, size - 1};
    while ((w.node & 1) != 0) {
        up(&w);
    }
    struct merkle_hash fr = whole ? *old_root : proof[0], sr = fr;
    for (size_t i = whole ? 0 : 1; i < n; i++) {
        if (w.last == 0) {
            return false;
        }
        if (from_left(&w)) {
            fr = merkle_node(&proof[i], &fr);
            sr = merkle_node(&proof[i], &sr);
        } else {
            sr = merkle_node(&sr, &proof[i]);
        }
    }
    return w.last == 0 && merkle_equal(&fr, old_root) && merkle_equal(&sr, root);
}

bool merkle_consistency_ok(int64_t old_size, int64_t size, const struct merkle_hash *old_root,
                           const struct merkle_hash *root, const struct merkle_hash *proof,
                           size_t n)
{
    if (old_size < 0 || size < old_size || n > MERKLE_PROOF_MAX) {
        return false;
    }
    if (old_size == size) {
        return n == 0 && merkle_equal(old_root, root);
    }
    if (old_size == 0) {
        struct merkle_hash empty = merkle_empty();
        return n == 0 && merkle_equal(old_root, &empty);
    }
    return extends(old_size, size, old_root, root, proof, n);
}

int64_t merkle_split(int64_t n)
{
    assert(n >= 2);
    return (int64_t)1 << (63 - __builtin_clzll((unsigned long long)n - 1));
}

size_t merkle_inclusion_ranges(int64_t index, int64_t size,
                               struct merkle_range out[MERKLE_PROOF_MAX])
{
    assert(index >= 0 && index < size);
    struct merkle_range down[MERKLE_PROOF_MAX]; /* from the root; the proof is from the leaf */
    size_t n = 0;
    int64_t first = 0, end = size;
    while (end - first > 1) {
        int64_t k = merkle_split(end - first);
        if (index < first + k) {
            down[n++] = (struct merkle_range){first + k, end};
            end = first + k;
        } else {
            down[n++] = (struct merkle_range){first, first + k};
            first += k;
        }
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = down[n - 1 - i];
    }
    return n;
}

size_t merkle_consistency_ranges(int64_t old_size, int64_t size,
                                 struct merkle_range out[MERKLE_PROOF_MAX])
{
    assert(old_size >= 0 && old_size <= size);
    if (old_size == 0 || old_size == size) {
        return 0;
    }
    struct merkle_range down[MERKLE_PROOF_MAX] = {{0, 0}};
    size_t n = 0;
    int64_t first = 0, end = size;
    bool whole = true; /* the old tree is a subtree that the other side knows already */
    while (old_size != end) {
        int64_t k = merkle_split(end - first);
        if (old_size <= first + k) {
            down[n++] = (struct merkle_range){first + k, end};
            end = first + k;
        } else {
            down[n++] = (struct merkle_range){first, first + k};
            first += k;
            whole = false;
        }
    }
    if (!whole) {
        down[n++] = (struct merkle_range){first, end};
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = down[n - 1 - i];
    }
    return n;
}
