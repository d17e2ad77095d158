#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "base/mem.h"
#include "school/attendance_file.h"

#include "attendance_data.h"

enum { PUPILS = 150, DAYS = 40, FIRST_DAY = 9500, REJECTS = 4000 };

static bool find(const void *user, const struct civic_no *civic, uint32_t *out)
{
    (void)user;
    for (unsigned i = 0; i < PUPILS; i++) {
        if (strcmp(data_civic(i).text, civic->text) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

struct seen {
    struct {
        unsigned long line;
        char column[32], reason[96];
    } rejects[REJECTS];
    size_t count;
};

static void note_reject(void *user, const struct attendance_reject *r)
{
    struct seen *s = user;
    assert_true(s->count < REJECTS);
    s->rejects[s->count].line = r->line;
    snprintf(s->rejects[s->count].column, 32, "%s", r->column);
    snprintf(s->rejects[s->count].reason, 96, "%s", r->reason);
    s->count++;
}

struct outcome {
    enum err err;
    struct err_ctx ctx;
    struct attendance_file_totals totals;
    struct attendance_fold *fold;
    struct seen seen;
};

static struct outcome *read_text(const char *text, size_t n, unsigned threads, size_t part_bytes,
                                 size_t max_bytes)
{
    struct outcome *o = mem_zalloc(1, sizeof *o);
    struct attendance_file_options options = {.pupils = {.count = PUPILS, .find = find},
                                              .reject = note_reject,
                                              .user = &o->seen,
                                              .threads = threads,
                                              .part_bytes = part_bytes,
                                              .max_bytes = max_bytes};
    int fd = data_file(text, n);
    o->err = attendance_file_read(fd, "a.csv", &options, &o->fold, &o->totals, &o->ctx);
    close(fd);
    return o;
}

static void outcome_free(struct outcome *o)
{
    attendance_fold_free(o->fold);
    free(o);
}

/* ---- the same by simple means: stdio, one line after another, a table ---- */

struct simple {
    struct {
        bool told;
        unsigned offered, valid, invalid, lessons;
    } cells[PUPILS][DAYS];
    struct seen seen;
    uint64_t rows, repeated;
};

static void simple_reject(struct simple *s, unsigned long line, enum attendance_fault f,
                          const char *column)
{
    note_reject(&s->seen, &(struct attendance_reject){.line = line,
                                                      .column = column,
                                                      .reason = attendance_fault_reason(f)});
}

/* Reads what make_file() writes: no quotes, faults only of the kinds that it makes. */
static void simple_line(struct simple *s, const char *line, unsigned long number, bool lessons,
                        char last[200])
{
    char civic[20], date[20];
    int offered, valid, invalid, lesson = 0;
    s->rows++;
    int got = sscanf(line, "%19[^,],%19[^,],%d,%d,%d,%d", civic, date, &offered, &valid, &invalid,
                     &lesson);
    if (got != (lessons ? 6 : 5)) {
        simple_reject(s, number, ATTENDANCE_FIELD_COUNT, "");
        return;
    }
    uint32_t pupil;
    struct civic_no c;
    struct date d;
    snprintf(c.text, sizeof c.text, "%.12s", civic);
    if (!find(NULL, &c, &pupil)) {
        simple_reject(s, number, ATTENDANCE_NO_PUPIL, "civic_no");
    } else if (!date_parse(date, strlen(date), &d)) {
        simple_reject(s, number, ATTENDANCE_DATE_NONE, "date");
    } else if (valid + invalid > offered) {
        simple_reject(s, number, ATTENDANCE_ABSENT_MORE,
                      valid > offered ? "valid_absence_minutes" : "invalid_absence_minutes");
    } else {
        s->repeated += !lessons && strcmp(line, last) == 0;
        memcpy(last, line, strlen(line) + 1);
        int day = d.days - ATTENDANCE_DAY_ZERO - FIRST_DAY;
        unsigned bit = lessons ? 1u << lesson : 0;
        if ((s->cells[pupil][day].lessons & bit) != 0) {
            simple_reject(s, number, ATTENDANCE_DUPLICATE, "lesson");
            return;
        }
        s->cells[pupil][day].lessons |= bit;
        if (s->cells[pupil][day].offered + (unsigned)offered > 1440) {
            simple_reject(s, number, ATTENDANCE_DAY_LONG, "offered_minutes");
            return;
        }
        s->cells[pupil][day].told = true;
        s->cells[pupil][day].offered += (unsigned)offered;
        s->cells[pupil][day].valid += (unsigned)valid;
        s->cells[pupil][day].invalid += (unsigned)invalid;
    }
}

static struct simple *read_simply(const char *text, bool lessons)
{
    struct simple *s = mem_zalloc(1, sizeof *s);
    char last[200] = "";
    unsigned long number = 1;
    for (const char *p = strchr(text, '\n') + 1; *p != '\0';) {
        size_t n = strcspn(p, "\n");
        char line[200];
        snprintf(line, sizeof line, "%.*s", (int)n, p);
        number++;
        if (n > 0) {
            simple_line(s, line, number, lessons, last);
        }
        p += n + (p[n] == '\n');
    }
    return s;
}

/* A file with right rows, repeated rows, duplicates and some faults. */
static void make_file(struct buf *b, bool lessons, unsigned rows)
{
    buf_add(b, "civic_no,date,offered_minutes,valid_absence_minutes,invalid_absence_minutes");
    buf_add(b, lessons ? ",lesson\n" : "\n");
    char line[200] = "";
    for (unsigned i = 0; i < rows; i++) {
        unsigned kind = data_random(40);
        if (kind > 2 || line[0] == '\0') {
            char date[DATE_TEXT];
            struct date day = {ATTENDANCE_DAY_ZERO + FIRST_DAY + (int32_t)data_random(DAYS)};
            struct civic_no who = data_civic(data_random(kind == 3 ? 2 * PUPILS : PUPILS));
            unsigned offered = data_random(30) == 0 ? 1400 : data_random(90);
            unsigned valid = kind == 4 ? offered + 1 : data_random(offered + 1);
            unsigned invalid = kind == 5 ? offered - valid + 3 : 0;
            int n = snprintf(line, sizeof line, "%s,%s,%u,%u,%u", who.text,
                             kind == 6 ? "2026-02-30" : date_format(day, date), offered, valid,
                             invalid);
            if (lessons) {
                snprintf(line + n, sizeof line - (size_t)n, ",%u", 1 + data_random(8));
            }
        }
        buf_add(b, kind == 7 ? "\n" : kind == 8 ? "1,2,3\n" : "");
        buf_addf(b, "%s%s", line, i + 1 < rows || kind % 2 == 0 ? "\n" : "");
    }
}

static void compare(const struct outcome *o, const struct simple *s)
{
    assert_int_equal(o->err, ERR_OK);
    assert_int_equal(o->totals.rows, s->rows);
    assert_int_equal(o->totals.refused, s->seen.count);
    assert_int_equal(o->totals.repeated, s->repeated);
    assert_int_equal(o->seen.count, s->seen.count);
    for (size_t i = 0; i < s->seen.count; i++) {
        assert_int_equal(o->seen.rejects[i].line, s->seen.rejects[i].line);
        assert_string_equal(o->seen.rejects[i].reason, s->seen.rejects[i].reason);
        assert_string_equal(o->seen.rejects[i].column, s->seen.rejects[i].column);
    }
    for (unsigned p = 0; p < PUPILS; p++) {
        for (unsigned d = 0; d < DAYS; d++) {
            struct series_day day = {0};
            uint16_t at = (uint16_t)(FIRST_DAY + d);
            bool told =
                attendance_fold_has_day(o->fold, at) && attendance_fold_get(o->fold, p, at, &day);
            assert_int_equal(told, s->cells[p][d].told);
            assert_int_equal(day.offered_minutes, s->cells[p][d].offered);
            assert_int_equal(day.valid_minutes, s->cells[p][d].valid);
            assert_int_equal(day.invalid_minutes, s->cells[p][d].invalid);
        }
    }
}

static void sums_and_rejects_equal_a_simple_reader_whatever_the_threads(void **unused)
{
    (void)unused;
    static const struct {
        unsigned threads;
        size_t part_bytes;
    } ways[] = {{1, 1 << 20}, {2, 0}, {2, 4096}, {3, 1000}, {8, 333}, {2, 37}};
    for (int lessons = 0; lessons < 2; lessons++) {
        struct buf b;
        buf_init(&b, 1 << 20);
        make_file(&b, lessons != 0, 5000);
        assert_true(buf_ok(&b));
        struct simple *s = read_simply(b.text, lessons != 0);
        assert_in_range(s->seen.count, 100, REJECTS);
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
            struct outcome *o = read_text(b.text, b.len, ways[w].threads, ways[w].part_bytes, 0);
            compare(o, s);
            outcome_free(o);
        }
        free(s);
        buf_free(&b);
    }
}

static void parts_smaller_than_a_line_change_nothing(void **unused)
{
    (void)unused;
    struct buf b;
    buf_init(&b, 1 << 20);
    make_file(&b, true, 60);
    struct simple *s = read_simply(b.text, true);
    for (size_t part_bytes = 1; part_bytes < 40; part_bytes += 6) {
        struct outcome *o = read_text(b.text, b.len, 3, part_bytes, 0);
        compare(o, s);
        outcome_free(o);
    }
    free(s);
    buf_free(&b);
}

static const char header[] =
    "civic_no,date,offered_minutes,valid_absence_minutes,invalid_absence_minutes\n";

static struct outcome *read_rows(const char *first_line, const char *rows)
{
    struct buf b;
    buf_init(&b, 1 << 20);
    buf_add(&b, first_line);
    buf_add(&b, rows);
    struct outcome *o = read_text(b.text, b.len, 2, 0, 0);
    buf_free(&b);
    return o;
}

static void reads_byte_order_mark_semicolons_and_windows_line_ends(void **unused)
{
    (void)unused;
    char row[100];
    snprintf(row, sizeof row, "0;10;60;%s;2026-01-12\r\n", data_civic(3).text);
    struct outcome *o = read_rows("\xEF\xBB\xBFinvalid_absence_minutes;Valid_Absence_Minutes;"
                                  "offered_minutes;civic_no;date\r\n",
                                  row);
    assert_int_equal(o->err, ERR_OK);
    assert_int_equal(o->totals.rows, 1);
    assert_int_equal(o->totals.refused, 0);
    struct series_day d;
    struct date day;
    assert_true(date_parse("2026-01-12", 10, &day));
    assert_true(attendance_fold_get(o->fold, 3, (uint16_t)(day.days - ATTENDANCE_DAY_ZERO), &d));
    assert_int_equal(d.offered_minutes, 60);
    assert_int_equal(d.valid_minutes, 10);
    outcome_free(o);
}

static void refused(const char *text, enum err expected, const char *words)
{
    struct outcome *o = read_rows(text, "");
    assert_int_equal(o->err, expected);
    assert_non_null(strstr(o->ctx.what, words));
    assert_true(o->ctx.remedy[0] != '\0');
    assert_null(o->fold);
    outcome_free(o);
}

static void refuses_what_is_not_an_attendance_file_and_says_what_it_is(void **unused)
{
    (void)unused;
    refused("", ERR_INVALID, "empty");
    refused("civic_no,date\n", ERR_INVALID, "offered_minutes");
    refused("a,b,c\n1,2,3\n", ERR_INVALID, "civic_no");
    refused("\xFF\xFE"
            "c",
            ERR_INVALID, "UTF-16");
    refused("PK\x03\x04xxxx", ERR_INVALID, "spreadsheet");
    refused("\x1F\x8B\x08xxxx", ERR_INVALID, "compressed");
    refused("civic_no,date,date,offered_minutes,valid_absence_minutes,invalid_absence_minutes\n",
            ERR_INVALID, "twice");
    char text[6000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    refused(text, ERR_INVALID, "longer");
}

static void refuses_a_pipe(void **unused)
{
    (void)unused;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct attendance_file_options o = {.pupils = {.count = PUPILS, .find = find}};
    struct attendance_fold *fold;
    struct attendance_file_totals totals;
    struct err_ctx ctx;
    assert_int_equal(attendance_file_read(ends[0], "-", &o, &fold, &totals, &ctx), ERR_INVALID);
    assert_non_null(strstr(ctx.what, "pipe"));
    close(ends[0]);
    close(ends[1]);
}

static void a_header_alone_is_a_file_without_rows(void **unused)
{
    (void)unused;
    struct outcome *o = read_rows(header, "");
    assert_int_equal(o->err, ERR_OK);
    assert_int_equal(o->totals.rows, 0);
    outcome_free(o);
}

static void a_file_about_too_many_days_is_refused(void **unused)
{
    (void)unused;
    struct buf b;
    buf_init(&b, 1 << 20);
    buf_add(&b, header);
    for (int day = 0; day < 100; day++) {
        char date[DATE_TEXT];
        buf_addf(&b, "%s,%s,60,0,0\n", data_civic(0).text,
                 date_format((struct date){ATTENDANCE_DAY_ZERO + 300 * day}, date));
    }
    struct outcome *o = read_text(b.text, b.len, 2, 0, (size_t)PUPILS * 6 * 99);
    assert_int_equal(o->err, ERR_LIMIT);
    assert_non_null(strstr(o->ctx.what, "99 different days"));
    outcome_free(o);
    o = read_text(b.text, b.len, 2, 0, (size_t)PUPILS * 6 * 100);
    assert_int_equal(o->err, ERR_OK);
    outcome_free(o);
    buf_free(&b);
}

static void one_endless_line_is_refused_once_and_at_once(void **unused)
{
    (void)unused;
    int fd = data_file(header, strlen(header));
    assert_int_equal(ftruncate(fd, (off_t)1 << 30), 0); /* a gigabyte of NUL bytes */
    struct seen *seen = mem_zalloc(1, sizeof *seen);
    struct attendance_file_options o = {
        .pupils = {.count = PUPILS, .find = find}, .reject = note_reject, .user = seen};
    struct attendance_fold *fold;
    struct attendance_file_totals totals;
    struct err_ctx ctx;
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    assert_int_equal(attendance_file_read(fd, "long.csv", &o, &fold, &totals, &ctx), ERR_OK);
    clock_gettime(CLOCK_MONOTONIC, &end);
    assert_true(end.tv_sec - start.tv_sec < 10);
    assert_int_equal(totals.rows, 1);
    assert_int_equal(totals.refused, 1);
    assert_int_equal(seen->count, 1);
    assert_int_equal(seen->rejects[0].line, 2);
    assert_non_null(strstr(seen->rejects[0].reason, "longer"));
    attendance_fold_free(fold);
    free(seen);
    close(fd);
}

static void goes_on_after_a_long_line_with_right_line_numbers(void **unused)
{
    (void)unused;
    struct buf b;
    buf_init(&b, 1 << 20);
    buf_add(&b, header);
    for (int i = 0; i < 30000; i++) {
        buf_add(&b, "1234567890");
    }
    buf_addf(&b, "\n%s,2026-01-12,60,0,0\nwrong\n", data_civic(0).text);
    static const size_t parts[] = {50, 4096, 100000, 299999, 300000, 1 << 20};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct outcome *o = read_text(b.text, b.len, 2, parts[i], 0);
        assert_int_equal(o->err, ERR_OK);
        assert_int_equal(o->totals.rows, 3);
        assert_int_equal(o->seen.count, 2);
        assert_int_equal(o->seen.rejects[0].line, 2);
        assert_int_equal(o->seen.rejects[1].line, 4);
        outcome_free(o);
    }
    buf_free(&b);
}

static void a_row_of_nothing_is_told_from_no_row(void **unused)
{
    (void)unused;
    char rows[100];
    snprintf(rows, sizeof rows, "%s,2026-01-12,0,0,0\n", data_civic(1).text);
    struct outcome *o = read_rows(header, rows);
    struct series_day d;
    size_t n;
    const uint16_t *days = attendance_fold_days(o->fold, &n);
    assert_int_equal(n, 1);
    assert_true(attendance_fold_get(o->fold, 1, days[0], &d));
    assert_int_equal(d.offered_minutes, 0);
    assert_false(attendance_fold_get(o->fold, 2, days[0], &d));
    outcome_free(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_and_rejects_equal_a_simple_reader_whatever_the_threads),
        cmocka_unit_test(parts_smaller_than_a_line_change_nothing),
        cmocka_unit_test(reads_byte_order_mark_semicolons_and_windows_line_ends),
        cmocka_unit_test(refuses_what_is_not_an_attendance_file_and_says_what_it_is),
        cmocka_unit_test(refuses_a_pipe),
        cmocka_unit_test(a_header_alone_is_a_file_without_rows),
        cmocka_unit_test(a_file_about_too_many_days_is_refused),
        cmocka_unit_test(one_endless_line_is_refused_once_and_at_once),
        cmocka_unit_test(goes_on_after_a_long_line_with_right_line_numbers),
        cmocka_unit_test(a_row_of_nothing_is_told_from_no_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
