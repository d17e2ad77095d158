#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/rejects.h"

static char dir[] = "/tmp/brygga-rejects-XXXXXX";
static char path[64];

static int setup(void **state)
{
    (void)state;
    memcpy(dir + sizeof dir - 7, "XXXXXX", 6);
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/rejects.csv", dir);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(dir);
}

static void read_back(char *text, size_t max)
{
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    text[fread(text, 1, max - 1, f)] = '\0';
    fclose(f);
}

static void writes_a_private_file_with_where_why_and_how(void **state)
{
    (void)state;
    struct rejects *r;
    assert_int_equal(rejects_open(path, &r, NULL), ERR_OK);
    rejects_add(r, &(struct reject){"/x/persons.json", 7, "civicNo", "not a day, so no number",
                                    "correct it"});
    rejects_warn(r, &(struct reject){NULL, 0, NULL, "=formula", NULL});
    assert_int_equal(rejects_count(r), 1);
    assert_int_equal(rejects_warnings(r), 1);
    assert_int_equal(rejects_close(r, NULL), ERR_OK);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    char text[512];
    read_back(text, sizeof text);
    assert_string_equal(text,
                        "line,column,reason,remedy,file,level\n"
                        "7,civicNo,\"not a day, so no number\",correct it,persons.json,rejected\n"
                        ",,\"'=formula\",,,warning\n");
}

static void leaves_no_file_without_rejects_and_removes_a_stale_one(void **state)
{
    (void)state;
    struct rejects *r;
    assert_int_equal(rejects_open(path, &r, NULL), ERR_OK);
    rejects_add(r, &(struct reject){.reason = "x"});
    assert_int_equal(rejects_close(r, NULL), ERR_OK);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(rejects_open(path, &r, NULL), ERR_OK);
    assert_int_equal(rejects_close(r, NULL), ERR_OK);
    assert_int_equal(access(path, F_OK), -1);
}

static void never_overwrites_another_file(void **state)
{
    (void)state;
    FILE *f = fopen(path, "w");
    fputs("civic_no,date\n", f);
    fclose(f);
    struct rejects *r;
    struct err_ctx ctx;
    assert_int_equal(rejects_open(path, &r, &ctx), ERR_CONFLICT);
    assert_null(r);
    assert_int_equal(access(path, F_OK), 0);
    unlink(path);
    assert_int_equal(symlink("/etc/hostname", path), 0);
    assert_int_equal(rejects_open(path, &r, &ctx), ERR_CONFLICT);
}

static void takes_over_the_list_of_an_import_that_was_killed(void **state)
{
    (void)state;
    static const char *const left[] = {"", "line,col"};
    for (size_t i = 0; i < 2; i++) {
        FILE *f = fopen(path, "w");
        fputs(left[i], f);
        fclose(f);
        struct rejects *r;
        assert_int_equal(rejects_open(path, &r, NULL), ERR_OK);
        assert_int_equal(rejects_close(r, NULL), ERR_OK);
        assert_int_equal(access(path, F_OK), -1);
    }
}

static void counts_without_a_file(void **state)
{
    (void)state;
    struct rejects *r;
    assert_int_equal(rejects_open(NULL, &r, NULL), ERR_OK);
    for (int i = 0; i < 3; i++) {
        rejects_add(r, &(struct reject){.reason = "x"});
    }
    assert_int_equal(rejects_count(r), 3);
    assert_int_equal(rejects_close(r, NULL), ERR_OK);
    assert_int_equal(rejects_close(NULL, NULL), ERR_OK);
}

static void stops_writing_at_the_maximum_but_goes_on_counting(void **state)
{
    (void)state;
    struct rejects *r;
    assert_int_equal(rejects_open(path, &r, NULL), ERR_OK);
    for (unsigned long i = 1; i <= REJECTS_MAX + 5; i++) {
        rejects_add(r, &(struct reject){.line = i, .reason = "x"});
    }
    assert_int_equal(rejects_close(r, NULL), ERR_OK);
    FILE *f = fopen(path, "r");
    char line[128];
    unsigned long lines = 0;
    while (fgets(line, sizeof line, f) != NULL) {
        lines++;
    }
    fclose(f);
    assert_int_equal(lines, 1 + REJECTS_MAX + 1);
    assert_non_null(strstr(line, "and 5 more"));
}

static void tells_when_the_folder_cannot_be_written(void **state)
{
    (void)state;
    struct rejects *r;
    assert_int_equal(rejects_open("/nonexistent/rejects.csv", &r, NULL), ERR_OK);
    rejects_add(r, &(struct reject){.reason = "x"});
    struct err_ctx ctx;
    assert_int_equal(rejects_close(r, &ctx), ERR_IO);
    assert_non_null(strstr(ctx.what, "rejects"));
}

static void tells_the_reasons_most_first(void **state)
{
    (void)state;
    struct rejects *r;
    struct rejects_reasons reasons;
    char many[REJECTS_REASONS + 3][16];
    assert_int_equal(rejects_open(NULL, &r, NULL), ERR_OK);
    rejects_add(r, &(struct reject){.line = 4, .reason = "no such day", .remedy = "correct it"});
    for (unsigned long i = 0; i < 3; i++) {
        rejects_add(r, &(struct reject){.line = 10 + i, .reason = "unknown pupil"});
        rejects_warn(r, &(struct reject){.reason = "no such day"});
    }
    rejects_reasons(r, &reasons);
    assert_int_equal(reasons.count, 3); /* a warning is not a rejected row */
    assert_int_equal(reasons.rows[0].count, 3);
    assert_int_equal(reasons.rows[2].count, 1);
    assert_string_equal(reasons.rows[2].reason, "no such day");
    assert_string_equal(reasons.rows[2].remedy, "correct it");
    assert_int_equal(reasons.rows[2].first_line, 4);
    for (size_t i = 0; i < sizeof many / sizeof many[0]; i++) {
        snprintf(many[i], sizeof many[i], "reason %zu", i);
        rejects_add(r, &(struct reject){.reason = many[i]});
    }
    rejects_reasons(r, &reasons);
    assert_int_equal(reasons.count, REJECTS_REASONS);
    assert_int_equal(reasons.others, 6);
    assert_int_equal(rejects_close(r, NULL), ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_a_private_file_with_where_why_and_how, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(leaves_no_file_without_rejects_and_removes_a_stale_one,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(never_overwrites_another_file, setup, teardown),
        cmocka_unit_test_setup_teardown(takes_over_the_list_of_an_import_that_was_killed, setup,
                                        teardown),
        cmocka_unit_test(counts_without_a_file),
        cmocka_unit_test(tells_the_reasons_most_first),
        cmocka_unit_test_setup_teardown(stops_writing_at_the_maximum_but_goes_on_counting, setup,
                                        teardown),
        cmocka_unit_test(tells_when_the_folder_cannot_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
