#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sodium.h>
#include <string.h>

#include "bank/expected/merkle.h"
#include "bank/idset.h"
#include "bank/merkle.h"

static struct merkle_hash from_hex(const char *hex)
{
    struct merkle_hash h;
    size_t n;
    assert_int_equal(sodium_hex2bin(h.b, sizeof h.b, hex, strlen(hex), NULL, &n, NULL), 0);
    assert_int_equal(n, MERKLE_HASH);
    return h;
}

static struct merkle_hash leaf_of(uint8_t byte)
{
    return merkle_leaf((struct blob){&byte, 1});
}

/* The tree by its definition, apart from the frontier. */
static struct merkle_hash tree(int64_t first, int64_t end)
{
    if (end - first == 0) {
        return merkle_empty();
    }
    if (end - first == 1) {
        return leaf_of((uint8_t)first);
    }
    int64_t k = merkle_split(end - first);
    struct merkle_hash l = tree(first, first + k), r = tree(first + k, end);
    return merkle_node(&l, &r);
}

static void roots_are_those_of_rfc_6962(void **state)
{
    (void)state;
    struct merkle_frontier f = {0};
    for (int n = 0;; n++) {
        struct merkle_hash root = merkle_root(&f), expected = from_hex(roots[n]);
        assert_memory_equal(root.b, expected.b, MERKLE_HASH);
        if (n == 8) {
            break;
        }
        uint8_t bytes[32];
        size_t length;
        sodium_hex2bin(bytes, sizeof bytes, inputs[n], strlen(inputs[n]), NULL, &length, NULL);
        struct merkle_hash leaf = merkle_leaf((struct blob){bytes, length});
        merkle_append(&f, &leaf, NULL, NULL);
    }
}

static void proofs_are_those_of_the_definition(void **state)
{
    (void)state;
    crypto_hash_sha256_state in, con;
    crypto_hash_sha256_init(&in);
    crypto_hash_sha256_init(&con);
    for (int n = 1; n <= 40; n++) {
        for (int m = 0; m <= n; m++) {
            struct merkle_range r[MERKLE_PROOF_MAX];
            uint8_t head[2] = {(uint8_t)m, (uint8_t)n};
            for (int kind = 0; kind < 2; kind++) {
                if ((kind == 0 && m == n) || (kind == 1 && m == 0)) {
                    continue;
                }
                crypto_hash_sha256_state *s = kind == 0 ? &in : &con;
                size_t count = kind == 0 ? merkle_inclusion_ranges(m, n, r)
                                         : merkle_consistency_ranges(m, n, r);
                crypto_hash_sha256_update(s, head, 2);
                for (size_t i = 0; i < count; i++) {
                    struct merkle_hash h = tree(r[i].first, r[i].end);
                    crypto_hash_sha256_update(s, h.b, MERKLE_HASH);
                }
            }
        }
    }
    struct merkle_hash h, expected = from_hex(all_inclusion);
    crypto_hash_sha256_final(&in, h.b);
    assert_memory_equal(h.b, expected.b, MERKLE_HASH);
    crypto_hash_sha256_final(&con, h.b);
    expected = from_hex(all_consistency);
    assert_memory_equal(h.b, expected.b, MERKLE_HASH);
}

static size_t proof_of(const struct merkle_range *r, size_t n, struct merkle_hash *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = tree(r[i].first, r[i].end);
    }
    return n;
}

static void good_proofs_pass_and_every_changed_one_fails(void **state)
{
    (void)state;
    struct merkle_range r[MERKLE_PROOF_MAX];
    struct merkle_hash proof[MERKLE_PROOF_MAX + 1];
    for (int64_t n = 1; n <= 33; n++) {
        struct merkle_hash root = tree(0, n);
        for (int64_t m = 0; m < n; m++) {
            struct merkle_hash leaf = leaf_of((uint8_t)m);
            size_t count = proof_of(r, merkle_inclusion_ranges(m, n, r), proof);
            assert_true(merkle_inclusion_ok(m, n, &leaf, proof, count, &root));
            assert_false(merkle_inclusion_ok(m, n, &leaf, proof, count + 1, &root));
            assert_true(count == 0 || !merkle_inclusion_ok(m, n, &leaf, proof, count - 1, &root));
            for (int64_t other = -1; other <= n; other++) {
                assert_true(other == m ||
                            !merkle_inclusion_ok(other, n, &leaf, proof, count, &root));
            }
            for (size_t i = 0; i < count; i++) {
                proof[i].b[i % MERKLE_HASH] ^= 1;
                assert_false(merkle_inclusion_ok(m, n, &leaf, proof, count, &root));
                proof[i].b[i % MERKLE_HASH] ^= 1;
            }
        }
    }
}

static void good_consistency_passes_and_every_changed_one_fails(void **state)
{
    (void)state;
    struct merkle_range r[MERKLE_PROOF_MAX];
    struct merkle_hash proof[MERKLE_PROOF_MAX + 1] = {0};
    for (int64_t n = 0; n <= 33; n++) {
        struct merkle_hash root = tree(0, n);
        for (int64_t m = 0; m <= n; m++) {
            struct merkle_hash old = tree(0, m), wrong = leaf_of(200);
            size_t count = proof_of(r, merkle_consistency_ranges(m, n, r), proof);
            assert_true(merkle_consistency_ok(m, n, &old, &root, proof, count));
            assert_false(merkle_consistency_ok(m, n, &old, &root, proof, count + 1));
            assert_true(count == 0 || !merkle_consistency_ok(m, n, &old, &root, proof, count - 1));
            assert_false(merkle_consistency_ok(m, n, &wrong, &root, proof, count));
            assert_true(m == 0 || !merkle_consistency_ok(m, n, &old, &wrong, proof, count));
            assert_true(m == n || !merkle_consistency_ok(n, m, &root, &old, proof, count));
            for (size_t i = 0; i < count; i++) {
                proof[i].b[7] ^= 0x80;
                assert_false(merkle_consistency_ok(m, n, &old, &root, proof, count));
                proof[i].b[7] ^= 0x80;
            }
        }
    }
}

static int completed_nodes;

static void check_completed(void *user, int level, int64_t position, const struct merkle_hash *h)
{
    (void)user;
    struct merkle_hash expected = tree(position << level, (position + 1) << level);
    assert_memory_equal(h->b, expected.b, MERKLE_HASH);
    completed_nodes++;
}

static void appending_tells_every_completed_subtree_and_the_frontier_is_kept(void **state)
{
    (void)state;
    struct merkle_frontier f = {0}, back;
    uint8_t stored[MERKLE_LEVELS * MERKLE_HASH];
    completed_nodes = 0;
    for (int i = 0; i < 200; i++) {
        struct merkle_hash leaf = leaf_of((uint8_t)i), x, y;
        merkle_append(&f, &leaf, check_completed, NULL);
        merkle_frontier_write(&f, stored);
        struct blob b = {stored, merkle_frontier_bytes(f.size)};
        assert_true(merkle_frontier_read(f.size, b, &back));
        x = merkle_root(&f);
        y = merkle_root(&back);
        assert_memory_equal(x.b, y.b, MERKLE_HASH);
        assert_false(merkle_frontier_read(f.size, (struct blob){stored, b.n - 1}, &back));
        assert_false(merkle_frontier_read(-1, b, &back));
    }
    assert_int_equal(completed_nodes, 100 + 50 + 25 + 12 + 6 + 3 + 1);
}

static void a_set_of_ids_comes_back_sorted_and_short(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1 << 20);
    int64_t ids[] = {9, 3, 4, 5, 4, 1000000, 9};
    assert_int_equal(idset_encode(ids, 7, &b), 5);
    struct blob set = {(const uint8_t *)b.text, b.len};
    const int64_t expected[] = {3, 4, 5, 9, 1000000};
    struct idset_reader r;
    int64_t id, first, last;
    size_t n = 0;
    idset_open(&r, set);
    while (idset_next(&r, &id)) {
        assert_true(n < 5);
        assert_int_equal(id, expected[n++]);
    }
    assert_false(r.bad);
    assert_int_equal(n, 5);
    assert_true(idset_bounds(set, &first, &last, &n));
    assert_int_equal(first, 3);
    assert_int_equal(last, 1000000);
    assert_int_equal(n, 5);
    assert_true(idset_has(set, 4) && idset_has(set, 9) && idset_has(set, 1000000));
    assert_false(idset_has(set, 2) || idset_has(set, 6) || idset_has(set, 1000001));
    buf_clear(&b);
    static int64_t many[100000];
    for (int i = 0; i < 100000; i++) {
        many[i] = i + 1;
    }
    assert_int_equal(idset_encode(many, 100000, &b), 100000);
    assert_true(b.len <= 8);
    buf_free(&b);
}

static void a_wrong_set_of_ids_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
    } wrong[] = {
        {"", 0},                                              /* no ids */
        {"\x00\x00", 2},                                      /* no gap */
        {"\x01", 1},                                          /* half a run */
        {"\x81", 1},                                          /* half a number */
        {"\x81\x00\x00", 3},                                  /* a number written too long */
        {"\x01\x00\x00\x00", 4},                              /* two runs that touch */
        {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x00", 11}, /* too large */
        {"\xff\xff\xff\xff\xff\xff\xff\xff\x7f\x00", 10},     /* the last id there is no after */
        {"\x01\xff\xff\xff\xff\x0f", 6},                      /* too many */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int64_t first, last;
        size_t n;
        assert_false(idset_bounds((struct blob){(const uint8_t *)wrong[i].bytes, wrong[i].n},
                                  &first, &last, &n));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roots_are_those_of_rfc_6962),
        cmocka_unit_test(proofs_are_those_of_the_definition),
        cmocka_unit_test(good_proofs_pass_and_every_changed_one_fails),
        cmocka_unit_test(good_consistency_passes_and_every_changed_one_fails),
        cmocka_unit_test(appending_tells_every_completed_subtree_and_the_frontier_is_kept),
        cmocka_unit_test(a_set_of_ids_comes_back_sorted_and_short),
        cmocka_unit_test(a_wrong_set_of_ids_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
