/* Arenas, buffers, UTF-8 and errors. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

static void an_arena_gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct arena *a = arena_new((size_t)1 << 20);
    for (size_t n = 1; n < 40000; n = n * 3 + 1) {
        unsigned char *p = arena_alloc(a, n);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(p[i], 0);
        }
        memset(p, 0xFF, n);
    }
    assert_string_equal(arena_printf(a, "%s-%d", "x", 5), "x-5");
    assert_string_equal(arena_strndup(a, "abc", 2), "ab");
    assert_null(arena_strdup(a, NULL));
    arena_reset(a);
    assert_int_equal(*(char *)arena_alloc(a, 1), 0);
    arena_free(a);
    arena_free(NULL);
}

static void an_arena_past_its_maximum_ends_the_process(void **state)
{
    (void)state;
    static const size_t sizes[] = {1001, SIZE_MAX, SIZE_MAX - 8};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        fflush(NULL);
        pid_t child = fork();
        if (child == 0) {
            dup2(open("/dev/null", 1), STDERR_FILENO);
            struct arena *a = arena_new(1000);
            (void)arena_alloc(a, 16);
            (void)arena_alloc(a, sizes[i]);
            _exit(0);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
    }
}

static void a_buffer_keeps_its_error_and_its_text(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 600);
    for (int i = 0; i < 100; i++) {
        buf_addf(&b, "%05d", i);
    }
    assert_true(buf_ok(&b));
    assert_int_equal(b.len, 500);
    buf_add_n(&b, "\0x", 2);
    assert_int_equal(b.len, 502);
    char big[101] = {0};
    memset(big, 'x', 100);
    buf_add(&b, big);
    assert_false(buf_ok(&b));
    assert_int_equal(b.len, 502);
    buf_add_char(&b, 'y'); /* would fit, but the text is broken already */
    assert_int_equal(b.len, 502);
    buf_clear(&b);
    assert_true(buf_ok(&b));
    assert_string_equal(b.text, "");
    buf_free(&b);
    buf_free(&b);
}

static void text_is_escaped_for_html(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 200);
    buf_add_html(&b, "<b class='x'>å & \"ö\"</b>");
    assert_string_equal(b.text, "&lt;b class=&#39;x&#39;&gt;å &amp; &quot;ö&quot;&lt;/b&gt;");
    buf_clear(&b);
    buf_add_html(&b, NULL);
    buf_add_html(&b, "");
    assert_string_equal(b.text, "");
    buf_free(&b);
}

static void utf8_is_what_rfc_3629_says(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool valid;
    } cases[] = {
        {"", true},
        {"abc åäö €  \xF0\x9F\x98\x80", true},
        {"\xF4\x8F\xBF\xBF", true},  /* the last code point */
        {"\xF4\x90\x80\x80", false}, /* past it */
        {"\xC0\x80", false},         /* overlong */
        {"\xE0\x9F\xBF", false},
        {"\xF0\x8F\xBF\xBF", false},
        {"\xED\x9F\xBF", true},
        {"\xED\xA0\x80", false}, /* a surrogate */
        {"\x80", false},
        {"\xC3", false},
        {"\xE2\x82", false},
        {"\xC3\x28", false},
        {"\xFF", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(utf8_valid(cases[i].text, strlen(cases[i].text)), cases[i].valid);
    }
}

static void errors_have_names_and_exit_codes(void **state)
{
    (void)state;
    for (int i = 0; i < ERR__MAX; i++) {
        assert_true(strlen(err_name((enum err)i)) > 1);
        assert_int_equal(err_exit_code((enum err)i) == 0, i == ERR_OK);
    }
    assert_string_equal(err_name((enum err)99), "unknown");
    struct err_ctx ctx;
    char long_text[1000];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    assert_int_equal(err_set(&ctx, ERR_BUSY, long_text, NULL, "%s", long_text), ERR_BUSY);
    assert_int_equal(strlen(ctx.what), sizeof ctx.what - 1);
    assert_int_equal(strlen(ctx.where), sizeof ctx.where - 1);
    assert_string_equal(ctx.remedy, "");
    assert_int_equal(err_set(NULL, ERR_IO, NULL, NULL, "x"), ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(an_arena_past_its_maximum_ends_the_process),
        cmocka_unit_test(a_buffer_keeps_its_error_and_its_text),
        cmocka_unit_test(text_is_escaped_for_html),
        cmocka_unit_test(utf8_is_what_rfc_3629_says),
        cmocka_unit_test(errors_have_names_and_exit_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
