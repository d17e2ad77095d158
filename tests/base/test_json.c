#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/json.h"

static struct err_ctx ctx;

/* All elements joined, "!" and the error's name at the end when there is one. */
static const char *stream(const char *text, size_t max_element)
{
    static char said[512];
    FILE *f = fmemopen((void *)(uintptr_t)text, strlen(text), "rb");
    assert_non_null(f);
    struct buf b;
    buf_init(&b, sizeof said - 1);
    struct json_stream *s;
    enum err e = json_stream_open(f, "t.json", "data", max_element, &s, &ctx);
    while (e == ERR_OK) {
        json_t *element;
        unsigned line = 0;
        e = json_stream_next(s, &element, &line, &ctx);
        if (e != ERR_OK || element == NULL) {
            break;
        }
        buf_addf(&b, "%u:", line);
        json_append(&b, element, false);
        json_decref(element);
    }
    if (e == ERR_OK) {
        buf_add(&b, "|");
        json_append(&b, json_stream_rest(s), false);
    } else {
        buf_addf(&b, "!%s", err_name(e));
    }
    json_stream_close(s);
    snprintf(said, sizeof said, "%s", b.text);
    buf_free(&b);
    fclose(f);
    return said;
}

static void streams_objects_with_their_lines(void **state)
{
    (void)state;
    assert_string_equal(stream("{\"data\":[{\"a\":1},\n{\"b\":[2]}\n],\"pageToken\":\"x\"}", 100),
                        "1:{\"a\":1}2:{\"b\":[2]}|{\"pageToken\":\"x\"}");
    assert_string_equal(stream("[{\"a\":1}]", 100), "1:{\"a\":1}|{}");
    assert_string_equal(stream("\xEF\xBB\xBF\n [ ] \n", 100), "|{}");
    assert_string_equal(stream("{\"data\":[]}", 100), "|{}");
}

static void keeps_the_members_around_the_array(void **state)
{
    (void)state;
    assert_string_equal(
        stream("{\"n\":-1.5 , \"t\":true,\"s\":\"a\\\"]},{\",\"o\":{\"x\":[]},\"e\":\"\","
               "\"data\":[{}],\"z\":null}",
               100),
        "1:{}|{\"n\":-1.5,\"t\":true,\"s\":\"a\\\"]},{\",\"o\":{\"x\":[]},\"e\":\"\",\"z\":null}");
}

static void refuses_what_is_not_such_a_page(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "{}",
        "{\"persons\":[]}",
        "{\"data\":{}}",
        "{\"data\":null}",
        "\"text\"",
        "[1]",
        "[[]]",
        "[{},]",
        "[{} {}]",
        "[{}",
        "[{}]x",
        "[{}][{}]",
        "{\"data\":[{}],}",
        "{\"data\":[{}]",
        "{\"data\":[{}]} {}",
        "{\"data\":[],\"data\":[{}]}",
        "{\"a\":1,\"a\":2,\"data\":[]}",
        "{\"data\":[{\"a\":1,\"a\":2}]}",
        "{\"data\":[{\"a\":\"\xC3\"}]}",
        "{\"\xC3\":1,\"data\":[]}",
        "{\"a\":1e,\"data\":[]}",
        "{\"a\" 1,\"data\":[]}",
        "{data:[]}",
        "{\"da\\u0074a\":[]}",
        "\xEF",
        "[{\"a\":\"\\u0000\"}]",
        "[{\"a\":NaN}]",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const char *said = stream(bad[i], 100);
        if (strstr(said, "!invalid") == NULL) {
            fail_msg("%s gave %s", bad[i], said);
        }
        assert_memory_equal(ctx.where, "t.json:", 7);
        assert_true(ctx.remedy[0] != '\0');
    }
}

static void says_where_a_cut_file_ends(void **state)
{
    (void)state;
    stream("{\"data\":[\n{\"a\":1},\n{\"secret\":\"Åsa", 100);
    assert_memory_equal(ctx.where, "t.json:3", 8);
    assert_non_null(strstr(ctx.remedy, "ends too early"));
    assert_null(strstr(ctx.what, "Åsa"));
}

static void an_error_never_quotes_the_file(void **state)
{
    (void)state;
    stream("[{\"a\":hemligt}]", 100);
    assert_null(strstr(ctx.what, "hemligt"));
    stream("[{\"hemligt\":1,\"hemligt\":2}]", 100);
    assert_null(strstr(ctx.what, "hemligt"));
}

static void an_element_has_a_maximum(void **state)
{
    (void)state;
    assert_string_equal(stream("[{\"a\":\"1234567890\"}]", 18), "1:{\"a\":\"1234567890\"}|{}");
    assert_string_equal(stream("[{\"a\":\"1234567890\"}]", 17), "!limit");
    char deep[10001];
    memset(deep, '[', 10000);
    memcpy(deep, "[{\"a\":", 6);
    deep[10000] = '\0';
    assert_string_equal(stream(deep, 100000), "!invalid");
}

static void parses_a_whole_text_strictly(void **state)
{
    (void)state;
    json_t *v;
    assert_int_equal(json_parse("{\"a\":[1]}", 9, "t", &v, &ctx), ERR_OK);
    json_decref(v);
    assert_int_equal(json_parse("{\"a\":1}x", 8, "t", &v, &ctx), ERR_INVALID);
    assert_int_equal(json_parse("{\"a\":1,\"a\":1}", 13, "t", &v, &ctx), ERR_INVALID);
    assert_int_equal(json_parse("", 0, "t", &v, &ctx), ERR_INVALID);
    assert_int_equal(json_parse("{\"a\":\"\xE5\"}", 9, "t", &v, &ctx), ERR_INVALID);
    assert_non_null(strstr(ctx.remedy, "UTF-8"));
}

static void reads_files_of_limited_size(void **state)
{
    (void)state;
    char path[] = "/tmp/brygga-json-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "\xEF\xBB\xBF{\"a\":1}", 10), 10);
    close(fd);
    json_t *v;
    assert_int_equal(json_read_file(path, 10, &v, &ctx), ERR_OK);
    assert_int_equal(json_integer_value(json_object_get(v, "a")), 1);
    json_decref(v);
    assert_int_equal(json_read_file(path, 9, &v, &ctx), ERR_LIMIT);
    unlink(path);
    assert_int_equal(json_read_file(path, 9, &v, &ctx), ERR_NOT_FOUND);
    assert_null(v);
}

static void text_is_text_or_nothing(void **state)
{
    (void)state;
    json_t *o = json_pack("{s:s,s:i,s:n}", "a", "x", "b", 1, "c");
    assert_string_equal(json_text(o, "a"), "x");
    assert_null(json_text(o, "b"));
    assert_null(json_text(o, "c"));
    assert_null(json_text(o, "d"));
    assert_null(json_text(NULL, "a"));
    json_decref(o);
}

int main(void)
{
    json_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_objects_with_their_lines),
        cmocka_unit_test(keeps_the_members_around_the_array),
        cmocka_unit_test(refuses_what_is_not_such_a_page),
        cmocka_unit_test(says_where_a_cut_file_ends),
        cmocka_unit_test(an_error_never_quotes_the_file),
        cmocka_unit_test(an_element_has_a_maximum),
        cmocka_unit_test(parses_a_whole_text_strictly),
        cmocka_unit_test(reads_files_of_limited_size),
        cmocka_unit_test(text_is_text_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
