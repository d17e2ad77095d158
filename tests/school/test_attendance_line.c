#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "school/attendance_line.h"

#define ANNA "201501012387" /* from the numbers free for tests */
#define BO   "201501012395"

static bool find(const void *user, const struct civic_no *civic, uint32_t *out)
{
    (void)user;
    *out = strcmp(civic->text, ANNA) == 0 ? 4 : 7;
    return strcmp(civic->text, ANNA) == 0 || strcmp(civic->text, BO) == 0;
}

static const struct attendance_pupils pupils = {.count = 10, .find = find};
static const struct attendance_layout plain = {
    .separator = ',', .column_count = 5, .role = {0, 1, 2, 3, 4}};
static const struct attendance_layout shuffled = {
    .separator = ';', .has_lesson = true, .column_count = 8, .role = {6, 5, 1, 0, 6, 4, 3, 2}};

struct outcome {
    enum attendance_fault fault;
    enum attendance_column column;
    bool blank;
    size_t next;
    struct attendance_row row;
};

static struct outcome read_with(struct attendance_line *l, const char *text)
{
    size_t n = strlen(text);
    char *padded = mem_zalloc(1, n + ATTENDANCE_LINE_PAD);
    memcpy(padded, text, n);
    padded[n] = '\n';
    struct outcome o = {0};
    const char *next;
    o.fault = attendance_line_read(l, padded, n, &next, &o.row, &o.column, &o.blank);
    o.next = (size_t)(next - padded);
    free(padded);
    return o;
}

/* Reads the line thrice: unknown so far, known, and by the careful reader; all must agree. */
static struct outcome read_line(const struct attendance_layout *layout, const char *text)
{
    struct attendance_line *fast = attendance_line_new(layout, &pupils);
    struct attendance_line *careful = attendance_line_new(layout, &pupils);
    attendance_line_no_shortcut(careful);
    struct outcome first = read_with(fast, text), second = read_with(fast, text);
    struct outcome third = read_with(careful, text);
    attendance_line_free(fast);
    attendance_line_free(careful);
    assert_int_equal(first.fault, third.fault);
    assert_int_equal(second.fault, third.fault);
    assert_int_equal(first.blank, third.blank);
    if (third.fault == ATTENDANCE_FINE && !third.blank) {
        assert_memory_equal(&first.row.pupil, &third.row.pupil, 12);
        assert_memory_equal(&second.row.pupil, &third.row.pupil, 12);
        assert_int_equal(second.row.lesson, third.row.lesson);
    }
    return third;
}

static void reads_a_row(void **unused)
{
    (void)unused;
    struct outcome o = read_line(&plain, ANNA ",2026-02-03,300,60,45\nnext");
    assert_int_equal(o.fault, ATTENDANCE_FINE);
    assert_int_equal(o.row.pupil, 4);
    assert_int_equal(o.row.day + ATTENDANCE_DAY_ZERO, 20487);
    assert_int_equal(o.row.offered_minutes, 300);
    assert_int_equal(o.row.valid_minutes, 60);
    assert_int_equal(o.row.invalid_minutes, 45);
    assert_int_equal(o.row.lesson, 0);
    assert_int_equal(o.next, 34);
}

static void reads_any_order_separator_quotes_blanks_and_line_ends(void **unused)
{
    (void)unused;
    static const char *const lines[] = {
        "x;3;2026-02-03;" BO ";;15;30;0060\r\n",
        "x;3;2026-02-03;" BO ";;15;30;60",
        "\"a;b\";\"3\";2026-02-03; 20150101-2395 ;\"say \"\"x\"\"\";15;\t30;\"60\"\n",
        "\xC3\x85sa;3;2026-02-03;" BO ";y;15;30;60\n",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct outcome o = read_line(&shuffled, lines[i]);
        assert_int_equal(o.fault, ATTENDANCE_FINE);
        assert_int_equal(o.row.pupil, 7);
        assert_int_equal(o.row.offered_minutes, 60);
        assert_int_equal(o.row.valid_minutes, 30);
        assert_int_equal(o.row.invalid_minutes, 15);
        assert_int_equal(o.row.lesson, 3);
    }
}

static void passes_over_empty_lines(void **unused)
{
    (void)unused;
    assert_true(read_line(&plain, "\n").blank);
    assert_true(read_line(&plain, "\r\n").blank);
    assert_false(read_line(&plain, " \n").blank);
}

static void says_what_is_wrong_and_in_which_column(void **unused)
{
    (void)unused;
    static const struct {
        const char *line;
        enum attendance_fault fault;
        enum attendance_column column;
    } cases[] = {
        {"20150101238,2026-02-03,300,0,0", ATTENDANCE_CIVIC_LENGTH, ATTENDANCE_CIVIC_NO},
        {",2026-02-03,300,0,0", ATTENDANCE_CIVIC_LENGTH, ATTENDANCE_CIVIC_NO},
        {"2015010123x0,2026-02-03,300,0,0", ATTENDANCE_CIVIC_DIGITS, ATTENDANCE_CIVIC_NO},
        {"201502302380,2026-02-03,300,0,0", ATTENDANCE_CIVIC_DATE, ATTENDANCE_CIVIC_NO},
        {"201501012388,2026-02-03,300,0,0", ATTENDANCE_CIVIC_CHECK, ATTENDANCE_CIVIC_NO},
        {"201501022386,2026-02-03,300,0,0", ATTENDANCE_NO_PUPIL, ATTENDANCE_CIVIC_NO},
        {ANNA ",2026-02-30,300,0,0", ATTENDANCE_DATE_NONE, ATTENDANCE_DATE},
        {ANNA ",3/2/2026,300,0,0", ATTENDANCE_DATE_FORM, ATTENDANCE_DATE},
        {ANNA ",20260203,300,0,0", ATTENDANCE_DATE_FORM, ATTENDANCE_DATE},
        {ANNA ",1999-12-31,300,0,0", ATTENDANCE_DATE_RANGE, ATTENDANCE_DATE},
        {ANNA ",2100-01-01,300,0,0", ATTENDANCE_DATE_RANGE, ATTENDANCE_DATE},
        {ANNA ",2026-02-03,300,-5,0", ATTENDANCE_NEGATIVE, ATTENDANCE_VALID},
        {ANNA ",2026-02-03,300,0,", ATTENDANCE_EMPTY, ATTENDANCE_INVALID},
        {ANNA ",2026-02-03,300,0,5.5", ATTENDANCE_NOT_WHOLE, ATTENDANCE_INVALID},
        {ANNA ",2026-02-03,+300,0,5", ATTENDANCE_NOT_WHOLE, ATTENDANCE_OFFERED},
        {ANNA ",2026-02-03,5h,0,5", ATTENDANCE_NOT_WHOLE, ATTENDANCE_OFFERED},
        {ANNA ",2026-02-03,1441,0,5", ATTENDANCE_TOO_MANY, ATTENDANCE_OFFERED},
        {ANNA ",2026-02-03,99999999999999999999,0,5", ATTENDANCE_TOO_MANY, ATTENDANCE_OFFERED},
        {ANNA ",2026-02-03,4294967596,0,5", ATTENDANCE_TOO_MANY, ATTENDANCE_OFFERED},
        {ANNA ",2026-02-03,60,61,0", ATTENDANCE_ABSENT_MORE, ATTENDANCE_VALID},
        {ANNA ",2026-02-03,60,31,30", ATTENDANCE_ABSENT_MORE, ATTENDANCE_INVALID},
        {ANNA ",2026-02-03,60,0", ATTENDANCE_FIELD_COUNT, ATTENDANCE_COLUMN__MAX},
        {ANNA ",2026-02-03,60,0,0,", ATTENDANCE_FIELD_COUNT, ATTENDANCE_COLUMN__MAX},
        {ANNA ",2026-02-03,\"60,0,0", ATTENDANCE_QUOTES, ATTENDANCE_COLUMN__MAX},
        {ANNA ",2026-02-03,\"60\"x,0,0", ATTENDANCE_QUOTES, ATTENDANCE_COLUMN__MAX},
        {"\xC5sa,2026-02-03,60,0,0", ATTENDANCE_NOT_UTF8, ATTENDANCE_COLUMN__MAX},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct outcome o = read_line(&plain, cases[i].line);
        assert_int_equal(o.fault, cases[i].fault);
        assert_int_equal(o.column, cases[i].column);
        assert_true(attendance_fault_reason(o.fault)[0] != '\0');
        assert_true(attendance_fault_remedy(o.fault)[0] != '\0');
    }
}

static void refuses_lessons_that_are_not_1_to_31(void **unused)
{
    (void)unused;
    static const char *const lessons[] = {"", "0", "32", "x", "-1", "1.5", "33", "64"};
    for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
        char line[100];
        snprintf(line, sizeof line, "x;%s;2026-02-03;" BO ";;0;0;60", lessons[i]);
        assert_int_equal(read_line(&shuffled, line).fault, ATTENDANCE_LESSON_RANGE);
    }
    assert_int_equal(read_line(&shuffled, "x;31;2026-02-03;" BO ";;0;0;60").row.lesson, 31);
}

static void refuses_long_lines_and_nul_bytes(void **unused)
{
    (void)unused;
    char text[2 * ATTENDANCE_LINE_MAX];
    memset(text, 'x', sizeof text);
    static const char row[] = ";3;2026-02-03;" BO ";;15;30;60\n";
    size_t n = sizeof row - 1;
    memcpy(text + ATTENDANCE_LINE_MAX - n, row, n + 1); /* just fits, with its line feed */
    assert_int_equal(read_line(&shuffled, text).fault, ATTENDANCE_FINE);
    memcpy(text + ATTENDANCE_LINE_MAX - n, "xxxxxxxx", 8);
    memcpy(text + ATTENDANCE_LINE_MAX - n + 1, row, n + 1);
    assert_int_equal(read_line(&shuffled, text).fault, ATTENDANCE_LINE_LONG);

    char nul[] = ANNA ",2026-02-03,300,0\0,0\n________________";
    struct attendance_line *l = attendance_line_new(&plain, &pupils);
    struct attendance_row r;
    enum attendance_column column;
    const char *next;
    bool blank;
    assert_int_equal(attendance_line_read(l, nul, 31, &next, &r, &column, &blank), ATTENDANCE_NUL);
    attendance_line_free(l);
}

static uint64_t state = 7;
static unsigned random_below(unsigned n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % n;
}

/* Lines that are right or nearly so, read by both readers. */
static void fast_and_careful_reader_agree_on_mutated_lines(void **unused)
{
    (void)unused;
    static const char alphabet[] = "0123456789,;-\"\r\n \t.x\xC3\xA5";
    unsigned fine = 0;
    for (int i = 0; i < 60000; i++) {
        bool with_lesson = i % 2 != 0;
        char line[200];
        const char *who = random_below(2) != 0 ? ANNA : BO;
        unsigned day = 1 + random_below(28), lesson = 1 + random_below(31);
        unsigned valid = random_below(30), invalid = random_below(30);
        if (with_lesson) {
            snprintf(line, sizeof line, "a;%u;2026-02-%02u;%s;b;%u;%u;60", lesson, day, who,
                     invalid, valid);
        } else {
            snprintf(line, sizeof line, "%s,2026-02-%02u,300,%u,%u", who, day, valid, invalid);
        }
        size_t n = strlen(line);
        for (unsigned k = random_below(3); k > 0; k--) {
            line[random_below((unsigned)n)] = alphabet[random_below(sizeof alphabet - 1)];
        }
        struct outcome o = read_line(with_lesson ? &shuffled : &plain, line);
        fine += o.fault == ATTENDANCE_FINE;
    }
    assert_in_range(fine, 20000, 50000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_row),
        cmocka_unit_test(reads_any_order_separator_quotes_blanks_and_line_ends),
        cmocka_unit_test(passes_over_empty_lines),
        cmocka_unit_test(says_what_is_wrong_and_in_which_column),
        cmocka_unit_test(refuses_lessons_that_are_not_1_to_31),
        cmocka_unit_test(refuses_long_lines_and_nul_bytes),
        cmocka_unit_test(fast_and_careful_reader_agree_on_mutated_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
