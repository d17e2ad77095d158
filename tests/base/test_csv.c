#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"

static const struct csv_column columns[] = {{"name", true}, {"age", true}, {"note", false}};
static struct err_ctx ctx;

static FILE *file_of(const char *text, size_t n)
{
    FILE *f = tmpfile();
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, n, f), n);
    rewind(f);
    return f;
}

static struct csv *open_n(FILE **f, const char *text, size_t n)
{
    struct csv *c;
    *f = file_of(text, n);
    assert_int_equal(csv_open(*f, "t.csv", columns, 3, &c, &ctx), ERR_OK);
    return c;
}

static struct csv *open_text(FILE **f, const char *text)
{
    return open_n(f, text, strlen(text));
}

static void done(struct csv *c, FILE *f)
{
    assert_int_equal(csv_next(c), CSV_END);
    csv_close(c);
    fclose(f);
}

static void row(struct csv *c, const char *name, const char *age)
{
    assert_int_equal(csv_next(c), CSV_ROW);
    assert_string_equal(csv_field(c, 0), name);
    assert_string_equal(csv_field(c, 1), age);
}

static void reads_columns_by_name_in_any_order_and_size_of_letters(void **state)
{
    (void)state;
    FILE *f;
    struct csv *c = open_text(&f, "AGE,other,Name\n7,x,Åsa\n8,,Bo\n");
    row(c, "Åsa", "7");
    assert_int_equal(csv_line(c), 2);
    assert_string_equal(csv_field(c, 2), "");
    assert_false(csv_has(c, 2));
    assert_int_equal(csv_position(c, 0), 3);
    assert_int_equal(csv_position(c, 2), 0);
    row(c, "Bo", "8");
    done(c, f);
}

static void reads_semicolons_byte_order_mark_and_crlf(void **state)
{
    (void)state;
    FILE *f;
    struct csv *c = open_text(&f, "\xEF\xBB\xBFname;age;note\r\nA;1;a,b\r\n  B ;\t2 ;\"x;y\"\r\n");
    assert_int_equal(csv_separator(c), ';');
    row(c, "A", "1");
    assert_string_equal(csv_field(c, 2), "a,b");
    row(c, "B", "2");
    assert_string_equal(csv_field(c, 2), "x;y");
    done(c, f);
}

static void reads_a_quoted_header_after_a_byte_order_mark(void **state)
{
    (void)state;
    FILE *f;
    struct csv *c = open_text(&f, "\xEF\xBB\xBF\"name\",\"age\"\nA,1");
    row(c, "A", "1");
    done(c, f);
}

static void reads_quotes_doubled_quotes_and_line_breaks(void **state)
{
    (void)state;
    FILE *f;
    struct csv *c = open_text(&f, "name,age\n\"a \"\"b\"\" c\",1\n\"two\nlines\",2\n\"\",3\nD,4\n");
    row(c, "a \"b\" c", "1");
    row(c, "two\nlines", "2");
    assert_int_equal(csv_line(c), 3);
    row(c, "", "3");
    assert_int_equal(csv_line(c), 5);
    row(c, "D", "4");
    done(c, f);
}

static void a_stray_quotation_mark_spoils_nothing_after_it(void **state)
{
    (void)state;
    FILE *f;
    struct csv *c = open_text(&f, "name,age\n5\" screen,1\nB,2\"\nC,3\n");
    row(c, "5\" screen", "1");
    row(c, "B", "2\"");
    row(c, "C", "3");
    done(c, f);
}

static void a_bad_line_is_told_and_the_next_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *line, *reason;
        size_t n;
    } cases[] = {
        {"A,1,2", "3 fields where the header has 2 columns", 5},
        {"A", "1 fields where", 1},
        {"\"A\"x,1", "text after a closing quotation mark", 6},
        {"\xC5sa,1", "not UTF-8", 5},
        {"A\0B,1", "NUL", 5},
        {"\xED\xA0\x80,1", "not UTF-8", 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[128] = "name,age\n";
        size_t n = strlen(text);
        memcpy(text + n, cases[i].line, cases[i].n);
        memcpy(text + n + cases[i].n, "\nB,2\n", 5);
        FILE *f;
        struct csv *c = open_n(&f, text, n + cases[i].n + 5);
        assert_int_equal(csv_next(c), CSV_BAD);
        assert_int_equal(csv_line(c), 2);
        assert_non_null(strstr(csv_bad_reason(c), cases[i].reason));
        row(c, "B", "2");
        done(c, f);
    }
}

static void a_quote_that_is_never_closed_is_a_bad_line(void **state)
{
    (void)state;
    FILE *f;
    struct csv *c = open_text(&f, "name,age\nA,1\n\"B,2\nC,3\n");
    row(c, "A", "1");
    assert_int_equal(csv_next(c), CSV_BAD);
    assert_non_null(strstr(csv_bad_reason(c), "not closed"));
    done(c, f);
}

static void a_line_longer_than_the_maximum_is_bad_and_costs_no_memory(void **state)
{
    (void)state;
    size_t n = 3 * CSV_MAX_LINE;
    char *text = malloc(n);
    assert_non_null(text);
    memset(text, 'x', n);
    memcpy(text, "name,age\n\"", 10); /* a quote is open all the way */
    memcpy(text + n - 6, "\nB,2\n\n", 6);
    FILE *f;
    struct csv *c = open_n(&f, text, n);
    assert_int_equal(csv_next(c), CSV_BAD);
    assert_non_null(strstr(csv_bad_reason(c), "longer than 65536"));
    row(c, "B", "2");
    done(c, f);
    free(text);
}

static void blank_lines_do_not_count(void **state)
{
    (void)state;
    FILE *f;
    struct csv *c = open_text(&f, "name,age\n\n\r\nA,1\n,\n,,,,\n");
    row(c, "A", "1");
    assert_int_equal(csv_line(c), 4);
    done(c, f);
}

static void a_header_that_will_not_do_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *what;
    } cases[] = {
        {"", "the file is empty"},
        {"name,years\nA,1\n", "no column age (it has: name, years)"},
        {"name,age,name\n", "names the column name twice"},
        {"n\xE5me,age\n", "not UTF-8"},
        {"name,\"age\n", "not closed"},
        {"{\"data\":[]}\n", "no column name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct csv *c;
        FILE *f = file_of(cases[i].text, strlen(cases[i].text));
        assert_int_equal(csv_open(f, "t.csv", columns, 3, &c, &ctx), ERR_INVALID);
        assert_null(c);
        assert_non_null(strstr(ctx.what, cases[i].what));
        assert_string_equal(ctx.where, "t.csv:1");
        assert_true(ctx.remedy[0] != '\0');
        fclose(f);
    }
}

static void more_columns_than_the_maximum_are_refused(void **state)
{
    (void)state;
    char text[400] = "name,age";
    for (int i = 0; i < CSV_MAX_COLUMNS; i++) {
        memcpy(text + strlen(text), ",x", 3);
    }
    struct csv *c;
    FILE *f = file_of(text, strlen(text));
    assert_int_equal(csv_open(f, "t.csv", columns, 3, &c, &ctx), ERR_INVALID);
    assert_non_null(strstr(ctx.what, "64 columns"));
    fclose(f);
}

static void a_written_field_reads_back_and_never_runs_as_a_formula(void **state)
{
    (void)state;
    static const struct {
        const char *field, *written;
    } cases[] = {
        {"plain", "plain"},
        {"", ""},
        {"a,b", "\"a,b\""},
        {"say \"x\"", "\"say \"\"x\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {"=1+1", "\"'=1+1\""},
        {"@SUM(A1)", "\"'@SUM(A1)\""},
        {"-3.5", "-3.5"},
        {"+46 70", "\"'+46 70\""},
        {"-", "\"'-\""},
        {"a;b", "\"a;b\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf b;
        buf_init(&b, 100);
        csv_append(&b, "x", true);
        csv_append(&b, cases[i].field, false);
        assert_memory_equal(b.text, "x,", 2);
        assert_string_equal(b.text + 2, cases[i].written);
        buf_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_columns_by_name_in_any_order_and_size_of_letters),
        cmocka_unit_test(reads_semicolons_byte_order_mark_and_crlf),
        cmocka_unit_test(reads_a_quoted_header_after_a_byte_order_mark),
        cmocka_unit_test(reads_quotes_doubled_quotes_and_line_breaks),
        cmocka_unit_test(a_stray_quotation_mark_spoils_nothing_after_it),
        cmocka_unit_test(a_bad_line_is_told_and_the_next_is_read),
        cmocka_unit_test(a_quote_that_is_never_closed_is_a_bad_line),
        cmocka_unit_test(a_line_longer_than_the_maximum_is_bad_and_costs_no_memory),
        cmocka_unit_test(blank_lines_do_not_count),
        cmocka_unit_test(a_header_that_will_not_do_is_refused),
        cmocka_unit_test(more_columns_than_the_maximum_are_refused),
        cmocka_unit_test(a_written_field_reads_back_and_never_runs_as_a_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
