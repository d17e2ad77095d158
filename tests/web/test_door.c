#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "web/door.h"

static struct arena *a;

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)1 << 24);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static void decodes_a_path_once(void **state)
{
    (void)state;
    const char *path, *query;
    assert_true(door_target("/fall/17?a=b%20c", a, &path, &query));
    assert_string_equal(path, "/fall/17");
    assert_string_equal(query, "a=b%20c");
    assert_true(door_target("/s%C3%B6k", a, &path, &query));
    assert_string_equal(path, "/sök");
    assert_string_equal(query, "");
    assert_true(door_target("/a.b/..c/", a, &path, &query));
}

static void refuses_targets_with_two_readings(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",       "fall",        "http://other/", "*",      "//other/x", "/a//b",  "/a%00b",
        "/a%2fb", "/a%2Fb",      "/a%5cb",        "/a\\b",  "/a%255cb",  "/a%25",  "/a/../b",
        "/a/./b", "/a/%2e%2e/b", "/..",           "/.",     "/%2e",      "/a%0ab", "/a%7f",
        "/a%0",   "/a%g0",       "/a%",           "/a\x01", "/%ff",      "/%c3",   "/%c0%af",
        "/a#b",   "/a?b\x01",    "/a b",          "/a%20b", "/%ed%a0%80"};
    const char *path, *query;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (door_target(bad[i], a, &path, &query)) {
            fail_msg("accepted: %s", bad[i]);
        }
    }
    char *longest = arena_alloc(a, DOOR_MAX_URI + 3);
    memset(longest, 'a', DOOR_MAX_URI + 1);
    longest[0] = '/';
    assert_false(door_target(longest, a, &path, &query));
    longest[DOOR_MAX_URI] = '\0';
    assert_true(door_target(longest, a, &path, &query));
}

static bool pairs(const char *text, const struct http_pair **out, size_t *n)
{
    return door_pairs(text, strlen(text), a, out, n);
}

static void reads_forms(void **state)
{
    (void)state;
    const struct http_pair *p;
    size_t n;
    assert_true(pairs("namn=Eva+%C3%85&text=a%0D%0Ab&tom=&ensam", &p, &n));
    assert_int_equal(n, 4);
    assert_string_equal(http_pair_value(p, n, "namn"), "Eva Å");
    assert_string_equal(http_pair_value(p, n, "text"), "a\nb");
    assert_string_equal(http_pair_value(p, n, "tom"), "");
    assert_string_equal(http_pair_value(p, n, "ensam"), "");
    assert_null(http_pair_value(p, n, "annan"));
    assert_true(pairs("", &p, &n));
    assert_int_equal(n, 0);
    assert_true(pairs("&&a=1&", &p, &n));
    assert_int_equal(n, 1);
}

static void refuses_forms_with_control_bytes_or_bad_text(void **state)
{
    (void)state;
    static const char *const bad[] = {"a=%00", "a=%1b", "a=%ff", "%00=1", "a=%", "a=%4", "a=%zz"};
    const struct http_pair *p;
    size_t n;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(pairs(bad[i], &p, &n));
    }
    struct buf b;
    buf_init(&b, 10000);
    for (int i = 0; i < HTTP_MAX_PAIRS; i++) {
        buf_addf(&b, "a%d=1&", i);
    }
    assert_true(pairs(b.text, &p, &n));
    buf_add(&b, "z=1");
    assert_false(pairs(b.text, &p, &n));
    buf_free(&b);
}

struct header {
    const char *name, *value;
};

static enum door_verdict verdict(const struct header *h)
{
    struct door_headers d = {0};
    for (; h->name != NULL; h++) {
        door_header(&d, h->name, strlen(h->name), h->value, strlen(h->value));
    }
    return door_verdict(&d);
}

static void judges_headers(void **state)
{
    (void)state;
#define V(...) verdict((const struct header[]){__VA_ARGS__, {NULL, NULL}})
    assert_int_equal(V({"Host", "localhost:8101"}), DOOR_OK);
    assert_int_equal(V({"Host", "[::1]:8101"}, {"Content-Length", "12"}), DOOR_OK);
    assert_int_equal(V({"Host", "a"}, {"Transfer-Encoding", "chunked"}), DOOR_LENGTH_REQUIRED);
    assert_int_equal(V({"Accept", "x"}), DOOR_BAD);
    assert_int_equal(V({"Host", "a"}, {"host", "a"}), DOOR_BAD);
    assert_int_equal(V({"Host", "a/b"}), DOOR_BAD);
    assert_int_equal(V({"Host", "a@b"}), DOOR_BAD);
    assert_int_equal(V({"Host", ""}), DOOR_BAD);
    assert_int_equal(V({"Host", "a"}, {"Content-Length", "1"}, {"Content-Length", "1"}), DOOR_BAD);
    assert_int_equal(V({"Host", "a"}, {"Content-Length", "1"}, {"Transfer-Encoding", "chunked"}),
                     DOOR_BAD);
    assert_int_equal(V({"Host", "a"}, {"Transfer-Encoding ", "chunked"}), DOOR_BAD);
    assert_int_equal(V({"Host", "a"}, {"Transfer-Encoding", "chunked, identity"}), DOOR_BAD);
    assert_int_equal(
        V({"Host", "a"}, {"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}),
        DOOR_BAD);
    assert_int_equal(V({"Host", "a"}, {"Content-Length", "+1"}), DOOR_BAD);
    assert_int_equal(V({"Host", "a"}, {"Content-Length", "1, 1"}), DOOR_BAD);
    assert_int_equal(V({"Host", "a"}, {"Content-Length", "0x1"}), DOOR_BAD);
    assert_int_equal(V({"Host", "a"}, {"Content-Length", ""}), DOOR_BAD);
    assert_int_equal(V({"Host", "a"}, {"Content-Length", "9999999999999999999999"}), DOOR_BAD);
    assert_int_equal(V({"Host", "a"}, {"X", "a\x01z"}), DOOR_BAD);
    assert_int_equal(V({"Host", "a"}, {"X(", "a"}), DOOR_BAD);
#undef V
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_a_path_once),
        cmocka_unit_test(refuses_targets_with_two_readings),
        cmocka_unit_test(reads_forms),
        cmocka_unit_test(refuses_forms_with_control_bytes_or_bad_text),
        cmocka_unit_test(judges_headers),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
