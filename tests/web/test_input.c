#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "web/cookie.h"
#include "web/input.h"
#include "web/page_out.h"

static const char *const words[] = {"yes", "no"};
static const struct input_spec specs[] = {
    {.name = "id", .kind = INPUT_ID, .missing = "say which"},
    {.name = "line", .kind = INPUT_LINE, .max = 5},
    {.name = "text", .kind = INPUT_TEXT, .max = 20},
    {.name = "day", .kind = INPUT_DATE},
    {.name = "word", .kind = INPUT_WORD, .words = words, .word_count = 2},
    {.name = "flag", .kind = INPUT_FLAG},
};
enum { COUNT = sizeof specs / sizeof specs[0] };

static struct arena *a;
static struct input in[COUNT];

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)1 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static size_t read_pairs(bool whole, const struct http_pair *pairs, size_t n)
{
    return input_read(specs, COUNT, whole, pairs, n, a, in);
}

static void reads_values_as_what_they_are(void **state)
{
    (void)state;
    const struct http_pair pairs[] = {{"id", "17"},   {"line", " ab "},      {"text", "a\nb"},
                                      {"word", "no"}, {"day", "2026-02-28"}, {"flag", "yes"},
                                      {"other", "x"}};
    assert_int_equal(read_pairs(true, pairs, 7), 0);
    assert_int_equal(in[0].id, 17);
    assert_string_equal(in[1].raw, "ab");
    assert_string_equal(in[2].raw, "a\nb");
    struct date d;
    assert_true(date_from_ymd(2026, 2, 28, &d));
    assert_int_equal(in[3].date.days, d.days);
    assert_int_equal(in[4].word, 1);
    assert_true(in[5].flag);
}

static void keeps_what_was_typed_when_it_is_wrong(void **state)
{
    (void)state;
    const struct http_pair pairs[] = {
        {"id", "017"}, {"line", "abcdef"}, {"day", "2026-02-30"}, {"word", "maybe"}};
    assert_int_equal(read_pairs(true, pairs, 4), 4);
    for (size_t i = 0; i < 5; i++) {
        assert_true((in[i].fault != NULL) == (i != 2));
    }
    assert_string_equal(in[3].raw, "2026-02-30");
    assert_int_equal(in[4].word, -1);
    assert_false(in[5].flag);
}

static void asks_for_what_is_missing_only_when_a_form_is_sent(void **state)
{
    (void)state;
    assert_int_equal(read_pairs(false, NULL, 0), 0);
    assert_int_equal(read_pairs(true, NULL, 0), 1);
    assert_string_equal(in[0].fault, "say which");
    const struct http_pair blank[] = {{"id", "  "}};
    assert_int_equal(read_pairs(true, blank, 1), 1);
}

static void refuses_a_name_that_is_there_twice(void **state)
{
    (void)state;
    const struct http_pair pairs[] = {{"id", "1"}, {"id", "2"}};
    assert_int_equal(read_pairs(true, pairs, 2), 1);
    assert_non_null(in[0].fault);
}

static void a_line_has_no_line_break(void **state)
{
    (void)state;
    const struct http_pair pairs[] = {{"id", "1"}, {"line", "a\nb"}};
    assert_int_equal(read_pairs(true, pairs, 2), 1);
    assert_non_null(in[1].fault);
}

static void row_numbers_have_one_spelling(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "0", "-1", "+1", "1 ", "0x1", "1234567890123456789"};
    int64_t id;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(input_id(bad[i], &id));
    }
    assert_true(input_id("999999999999999999", &id));
    assert_true(id == 999999999999999999);
}

static void finds_the_one_cookie(void **state)
{
    (void)state;
    assert_string_equal(cookie_value("a=1; sid8101=xyz; b=2", "sid8101", a), "xyz");
    assert_null(cookie_value("a=1; xsid8101=xyz", "sid8101", a));
    assert_null(cookie_value("sid8101=x; sid8101=y", "sid8101", a));
    assert_null(cookie_value(NULL, "sid8101", a));
    assert_null(cookie_value("sid8101", "sid8101", a));
    assert_string_equal(cookie_set("__Host-sid", "x", true, a),
                        "__Host-sid=x; Path=/; HttpOnly; SameSite=Lax; Secure");
    assert_string_equal(cookie_set("sid1", "", false, a),
                        "sid1=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

static void addresses_stay_on_this_site(void **state)
{
    (void)state;
    static const char *const bad[] = {"//other", "/\\other", "https://x/", "javascript:alert(1)",
                                      "",        " /x",      "/a b",       "/a\n",
                                      NULL};
    struct buf b;
    buf_init(&b, 1000);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        buf_clear(&b);
        page_put_path(&b, bad[i]);
        assert_string_equal(b.text, "#");
    }
    buf_clear(&b);
    page_put_path(&b, "/x?a=1&b=2");
    assert_string_equal(b.text, "/x?a=1&amp;b=2");
    buf_clear(&b);
    page_put_component(&b, "a/b&\"å");
    assert_string_equal(b.text, "a%2Fb%26%22%C3%A5");
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_values_as_what_they_are),
        cmocka_unit_test(keeps_what_was_typed_when_it_is_wrong),
        cmocka_unit_test(asks_for_what_is_missing_only_when_a_form_is_sent),
        cmocka_unit_test(refuses_a_name_that_is_there_twice),
        cmocka_unit_test(a_line_has_no_line_break),
        cmocka_unit_test(row_numbers_have_one_spelling),
        cmocka_unit_test(finds_the_one_cookie),
        cmocka_unit_test(addresses_stay_on_this_site),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
