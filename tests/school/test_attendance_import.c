#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "school/attendance_import.h"
#include "school/series_store.h"

#include "school_register.h"

enum { PUPILS = 60, PROTECTED = 58, GUARDIAN = 70 };

static struct test_bank t;
static struct arena *arena;
static struct person_id pupils[PUPILS];
static char file_path[128], rejects_path[128];

static struct date day(int y, int m, int d)
{
    struct date out = {0};
    assert_true(date_from_ymd(y, m, d, &out));
    return out;
}

static int setup(void **unused)
{
    (void)unused;
    t = test_bank_make(BANK_SCHOOL);
    arena = arena_new((size_t)1 << 26);
    snprintf(file_path, sizeof file_path, "%s/attendance.csv", t.dir);
    snprintf(rejects_path, sizeof rejects_path, "%s/rejects.csv", t.dir);
    test_bank_must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), &t.ctx, "begin");
    register_school(&t, 1, "Ekskolan", "12345678");
    for (unsigned i = 0; i < PUPILS; i++) {
        pupils[i] = register_pupil(&t, i, 1, day(2024, 8, 15),
                                   i == PROTECTED ? PROTECTION_MARKED : PROTECTION_NONE);
    }
    struct person_input guardian = {
        .identity = {.has_civic = true, .civic = data_civic(GUARDIAN), .given_name = "Vera"}};
    struct person_id id;
    enum person_change change;
    test_bank_must(person_put(t.bank, &guardian, &id, &change, &t.ctx), &t.ctx, "guardian");
    test_bank_must(db_commit(bank_db(t.bank), &t.ctx), &t.ctx, "commit");
    return 0;
}

static int teardown(void **unused)
{
    (void)unused;
    arena_free(arena);
    unlink(file_path);
    unlink(rejects_path);
    test_bank_remove(&t);
    return 0;
}

/* Every test starts without attendance and without rejects. */
static int fresh(void **unused)
{
    (void)unused;
    test_bank_must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), &t.ctx, "begin");
    static const struct db_statement s = {"test/fresh", "DELETE FROM attendance", DB_WRITE,
                                          DB_CLASS_ATTENDANCE};
    register_run(&t, &s, NULL, 0);
    test_bank_must(db_commit(bank_db(t.bank), &t.ctx), &t.ctx, "commit");
    unlink(rejects_path);
    return 0;
}

static const char header[] =
    "civic_no,date,offered_minutes,valid_absence_minutes,invalid_absence_minutes\n";

static void write_file(const char *text)
{
    FILE *f = fopen(file_path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

/* Pupils first–last, the weekdays from 1 September 2025, 300 minutes. */
static void write_days(unsigned first, unsigned last, int days, int valid)
{
    struct buf b;
    buf_init(&b, (size_t)1 << 22);
    buf_add(&b, header);
    for (int d = 0; d < days; d++) {
        char text[DATE_TEXT];
        struct date at = {day(2025, 9, 1).days + d / 5 * 7 + d % 5};
        for (unsigned p = first; p <= last; p++) {
            buf_addf(&b, "%s,%s,300,%d,0\n", data_civic(p).text, date_format(at, text), valid);
        }
    }
    assert_true(buf_ok(&b));
    write_file(b.text);
    buf_free(&b);
}

static struct attendance_import summary;

static enum err import(bool accept_missing)
{
    struct attendance_import_options o = {.path = file_path,
                                          .rejects_path = rejects_path,
                                          .actor = &t.actor,
                                          .accept_missing = accept_missing};
    return attendance_import(t.bank, &o, &summary, &t.ctx);
}

static struct series_sum sum_of(struct person_id who)
{
    struct series s;
    test_bank_must(series_read(t.bank, who, day(2024, 7, 1), day(2027, 6, 30), arena, &s, &t.ctx),
                   &t.ctx, "read");
    return series_sum_period(&s, s.from, DATE_OPEN);
}

static const char *rejects_text(void)
{
    static char text[20000];
    FILE *f = fopen(rejects_path, "r");
    size_t n = f != NULL ? fread(text, 1, sizeof text - 1, f) : 0;
    text[n] = '\0';
    if (f != NULL) {
        fclose(f);
    }
    return text;
}

static int64_t journal_entries(void)
{
    struct journal_head head;
    test_bank_must(journal_head(t.bank, &head, &t.ctx), &t.ctx, "head");
    return head.size;
}

static void takes_in_a_file_and_the_same_again_changes_nothing(void **unused)
{
    (void)unused;
    write_days(0, 9, 20, 30);
    assert_int_equal(import(false), ERR_OK);
    assert_int_equal(summary.rows, 200);
    assert_int_equal(summary.refused, 0);
    assert_int_equal(summary.pupils, 10);
    assert_int_equal(summary.changed_pupils, 10);
    assert_int_equal(summary.pupil_days, 200);
    assert_int_equal(summary.first.days, day(2025, 9, 1).days);
    assert_int_equal(summary.last.days, day(2025, 9, 26).days);
    assert_int_equal(sum_of(pupils[4]).school_days, 20);
    assert_int_equal(sum_of(pupils[4]).valid_minutes, 600);
    assert_int_equal(import(false), ERR_OK);
    assert_int_equal(summary.changed_pupils, 0);
    assert_int_equal(sum_of(pupils[4]).valid_minutes, 600);
    assert_int_equal(access(rejects_path, F_OK), -1);
}

static void a_corrected_file_corrects_its_days_and_no_others(void **unused)
{
    (void)unused;
    write_days(0, 9, 20, 30);
    assert_int_equal(import(false), ERR_OK);
    write_days(0, 9, 5, 0);
    assert_int_equal(import(false), ERR_OK);
    assert_int_equal(summary.changed_pupils, 10);
    assert_int_equal(sum_of(pupils[0]).school_days, 20);
    assert_int_equal(sum_of(pupils[0]).valid_minutes, 450);
}

static void a_second_file_of_other_pupils_leaves_the_first_ones(void **unused)
{
    (void)unused;
    write_days(0, 4, 5, 30);
    assert_int_equal(import(false), ERR_OK);
    write_days(5, 9, 5, 30);
    assert_int_equal(import(true), ERR_OK);
    assert_int_equal(sum_of(pupils[0]).school_days, 5);
    assert_int_equal(sum_of(pupils[9]).school_days, 5);
}

static void unknown_guardian_and_protected_are_refused_in_the_same_words(void **unused)
{
    (void)unused;
    char text[1000];
    snprintf(text, sizeof text,
             "%s%s,2025-09-01,300,0,0\n%s,2025-09-01,300,0,0\n%s,2025-09-01,300,0,0\n", header,
             data_civic(PROTECTED).text, data_civic(GUARDIAN).text, data_civic(999).text);
    write_file(text);
    assert_int_equal(import(false), ERR_OK);
    assert_int_equal(summary.rows, 3);
    assert_int_equal(summary.refused, 3);
    assert_int_equal(summary.pupils, 0);
    assert_int_equal(sum_of(pupils[PROTECTED]).school_days, 0);
    char lines[3][300];
    int n;
    assert_int_equal(sscanf(rejects_text(), "%*[^\n]\n2,%299[^\n]\n3,%299[^\n]\n4,%299[^\n]\n%n",
                            lines[0], lines[1], lines[2], &n),
                     3);
    assert_string_equal(lines[0], lines[1]);
    assert_string_equal(lines[0], lines[2]);
    assert_null(strstr(rejects_text(), data_civic(PROTECTED).text));
}

static void faulty_rows_are_listed_and_the_rest_goes_in(void **unused)
{
    (void)unused;
    char text[2000];
    const char *a = data_civic(0).text;
    snprintf(text, sizeof text,
             "%s%s,2025-09-01,300,0,0\n%s,2026-02-30,300,0,0\n%s,2025-09-02,300,-1,0\n"
             "%s,2025-09-03,300,301,0\n%s,2025-09-04,x,0,0\n\xC5sa,2025-09-04,60,0,0\n"
             "%s,2025-09-05,300,0,60\n",
             header, a, a, a, a, a, a);
    write_file(text);
    assert_int_equal(import(false), ERR_OK);
    assert_int_equal(summary.rows, 7);
    assert_int_equal(summary.refused, 5);
    assert_int_equal(sum_of(pupils[0]).school_days, 2);
    const char *rejects = rejects_text();
    assert_non_null(strstr(rejects, "\n3,date,there is no such day"));
    assert_non_null(strstr(rejects, "\n4,valid_absence_minutes,minutes cannot be negative"));
    assert_non_null(strstr(rejects, "\n5,valid_absence_minutes,more minutes absent"));
    assert_non_null(strstr(rejects, "\n6,offered_minutes,not a whole number"));
    assert_non_null(strstr(rejects, "\n7,,the line is not UTF-8"));
    struct stat st;
    assert_int_equal(stat(rejects_path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void odd_but_possible_rows_go_in_with_a_warning(void **unused)
{
    (void)unused;
    char text[2000], future[DATE_TEXT];
    const char *a = data_civic(0).text;
    date_format((struct date){date_today().days + 30}, future);
    snprintf(text, sizeof text,
             "%s%s,2025-09-01,60,0,0\n%s,2025-09-01,60,0,0\n%s,2024-05-02,300,0,0\n"
             "%s,%s,300,0,0\n",
             header, a, a, a, a, future);
    write_file(text);
    assert_int_equal(import(false), ERR_OK);
    assert_int_equal(summary.refused, 0);
    assert_int_equal(summary.repeated, 1);
    assert_int_equal(summary.outside_days, 1);
    assert_int_equal(summary.future_days, 1);
    assert_non_null(strstr(rejects_text(), "warning"));
    assert_non_null(strstr(rejects_text(), "just like the row before"));
}

static void asks_before_more_than_five_percent_of_pupils_vanish(void **unused)
{
    (void)unused;
    write_days(0, 39, 5, 0);
    assert_int_equal(import(false), ERR_OK);
    write_days(0, 37, 5, 30); /* 2 of 40 missing: 5 %, not more */
    assert_int_equal(import(false), ERR_OK);
    assert_int_equal(summary.missing_pupils, 2);
    int64_t before = journal_entries();
    write_days(0, 36, 5, 60);
    assert_int_equal(import(false), ERR_CANCELLED);
    assert_true(summary.asked);
    assert_int_equal(summary.missing_pupils, 3);
    assert_int_equal(summary.known_pupils, 40);
    assert_non_null(strstr(t.ctx.what, "3 of the 40"));
    assert_non_null(strstr(t.ctx.remedy, "--accept-missing"));
    assert_int_equal(sum_of(pupils[0]).valid_minutes, 150);
    assert_int_equal(journal_entries(), before);
    assert_int_equal(import(true), ERR_OK);
    assert_int_equal(sum_of(pupils[0]).valid_minutes, 300);
    assert_int_equal(sum_of(pupils[39]).school_days, 5); /* what is not in the file stays */
}

static void a_file_of_another_period_misses_nobody(void **unused)
{
    (void)unused;
    write_days(0, 39, 5, 0);
    assert_int_equal(import(false), ERR_OK);
    char text[300];
    snprintf(text, sizeof text, "%s%s,2025-11-03,300,0,0\n", header, data_civic(0).text);
    write_file(text);
    assert_int_equal(import(false), ERR_OK);
    assert_int_equal(summary.known_pupils, 0);
}

static void writes_one_journal_entry_with_the_pupils_changed(void **unused)
{
    (void)unused;
    int64_t before = journal_entries();
    write_days(3, 5, 5, 0);
    assert_int_equal(import(false), ERR_OK);
    assert_int_equal(journal_entries(), before + 1);
    struct person_id *people;
    size_t count;
    test_bank_must(journal_persons(t.bank, before, arena, &people, &count, &t.ctx), &t.ctx,
                   "persons");
    assert_int_equal(count, 3);
    assert_int_equal(people[0].v, pupils[3].v);
    struct journal_filter f = {.has_event = true, .event = JOURNAL_IMPORT_ATTENDANCE, .limit = 1};
    struct journal_row *rows;
    test_bank_must(journal_list(t.bank, &f, arena, &rows, &count, &t.ctx), &t.ctx, "list");
    assert_non_null(strstr(rows[0].detail, "\"rows\":15"));
    assert_null(strstr(rows[0].detail, data_civic(3).text));
}

static void a_file_that_is_not_there_or_not_attendance_changes_nothing(void **unused)
{
    (void)unused;
    int64_t before = journal_entries();
    unlink(file_path);
    assert_int_equal(import(false), ERR_NOT_FOUND);
    write_file("a;b\n1;2\n");
    assert_int_equal(import(false), ERR_INVALID);
    write_file("");
    assert_int_equal(import(false), ERR_INVALID);
    assert_int_equal(journal_entries(), before);
}

static void a_social_bank_takes_no_attendance(void **unused)
{
    (void)unused;
    struct test_bank social = test_bank_make(BANK_SOCIAL);
    struct attendance_import_options o = {.path = file_path, .actor = &t.actor};
    assert_int_equal(attendance_import(social.bank, &o, &summary, &social.ctx), ERR_SETUP);
    test_bank_remove(&social);
}

/* Kills a process that imports over and over, at different moments, and looks at what is left. */
static void killed_in_the_middle_leaves_the_old_state_or_the_new(void **unused)
{
    (void)unused;
    write_days(0, 49, 150, 0);
    assert_int_equal(import(false), ERR_OK);
    write_days(0, 49, 150, 60);
    unsigned old = 0, new = 0;
    bank_close(t.bank);
    for (unsigned round = 0; round < 40; round++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            test_bank_open(&t);
            _exit(import(false) == ERR_OK ? 0 : 1);
        }
        usleep(1000 + round * 700);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        test_bank_open(&t);
        uint32_t first = sum_of(pupils[0]).valid_minutes;
        assert_true(first == 0 || first == 150 * 60);
        for (unsigned p = 0; p < 50; p++) {
            assert_int_equal(sum_of(pupils[p]).valid_minutes, first);
            assert_int_equal(sum_of(pupils[p]).school_days, 150);
        }
        old += first == 0;
        new += first != 0;
        if (first != 0) { /* back to the old state for the next round */
            fresh(NULL);
            write_days(0, 49, 150, 0);
            assert_int_equal(import(false), ERR_OK);
            write_days(0, 49, 150, 60);
        }
        bank_close(t.bank);
    }
    test_bank_open(&t);
    assert_true(old > 0); /* else the test did not interrupt anything */
    print_message("interrupted: %u old, %u new\n", old, new);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(takes_in_a_file_and_the_same_again_changes_nothing, fresh),
        cmocka_unit_test_setup(a_corrected_file_corrects_its_days_and_no_others, fresh),
        cmocka_unit_test_setup(a_second_file_of_other_pupils_leaves_the_first_ones, fresh),
        cmocka_unit_test_setup(unknown_guardian_and_protected_are_refused_in_the_same_words, fresh),
        cmocka_unit_test_setup(faulty_rows_are_listed_and_the_rest_goes_in, fresh),
        cmocka_unit_test_setup(odd_but_possible_rows_go_in_with_a_warning, fresh),
        cmocka_unit_test_setup(asks_before_more_than_five_percent_of_pupils_vanish, fresh),
        cmocka_unit_test_setup(a_file_of_another_period_misses_nobody, fresh),
        cmocka_unit_test_setup(writes_one_journal_entry_with_the_pupils_changed, fresh),
        cmocka_unit_test_setup(a_file_that_is_not_there_or_not_attendance_changes_nothing, fresh),
        cmocka_unit_test(a_social_bank_takes_no_attendance),
        cmocka_unit_test_setup(killed_in_the_middle_leaves_the_old_state_or_the_new, fresh),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
