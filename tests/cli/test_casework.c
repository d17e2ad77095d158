/* brygga case import: all of a file goes in, or nothing; brygga case plan shows it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bank/staff.h"
#include "base/json.h"
#include "cli/command.h"
#include "db/db.h"
#include "support/test_people.h"
#include "team/case.h"

static struct test_bank t;
static char file[128];

static int setup(void **state)
{
    (void)state;
    struct case_opening o = {.reason = CASE_REASON_ABSENCE, .opened = date_today()};
    struct case_id id;
    t = test_bank_make(BANK_SCHOOL);
    o.responsible = test_staff(&t, "Eva", ROLE_KURATOR, "100", true);
    o.person = test_person_source(&t, "pupil");
    test_bank_must(case_open(t.bank, &t.actor, &o, &id, &t.ctx), &t.ctx, "case");
    bank_close(t.bank);
    snprintf(file, sizeof file, "%s/work.json", t.dir);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_open(&t);
    test_bank_remove(&t);
    return 0;
}

/* The exit code; what was printed in *printed_out, to be freed. */
static int run(const char *const *argv, int argc, char **printed_out)
{
    size_t n;
    FILE *out = open_memstream(printed_out, &n), *err = tmpfile();
    int code = cli_main(argc, argv, out, err);
    fclose(out);
    fclose(err);
    return code;
}

static int import(const char *text)
{
    const char *const argv[] = {"brygga", "-C", t.dir, "case", "import", "1", file};
    FILE *f = fopen(file, "w");
    char *printed;
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    int code = run(argv, 7, &printed);
    free(printed);
    return code;
}

static int plan(char **printed_out)
{
    const char *const argv[] = {"brygga", "-C", t.dir, "case", "plan", "1", "--format", "json"};
    return run(argv, 8, printed_out);
}

#define PLAN                                                                                       \
    "\"survey\":{\"voice\":\"Jag "                                                                 \
    "vill.\",\"at_home\":7},\"plan\":{\"kind\":\"return\",\"goals\":[{"                            \
    "\"area\":\"attendance\",\"text\":\"Tre "                                                      \
    "dagar\",\"starts\":\"2026-08-20\"}],\"agreed\":{\"on\":"                                      \
    "\"2026-08-20\",\"review\":\"2026-10-01\",\"parties\":[\"pupil\"]}}"

static void a_fault_anywhere_leaves_nothing(void **state)
{
    (void)state;
    char *printed;
    assert_int_not_equal(import("{" PLAN ",\"notes\":[{\"day\":\"someday\",\"text\":\"x\"}]}"), 0);
    assert_int_not_equal(import("{" PLAN ",\"meetings\":[{\"kind\":\"party\"}]}"), 0);
    assert_int_not_equal(import("[]"), 0);
    assert_int_not_equal(plan(&printed), 0);
    free(printed);
}

static void a_whole_file_goes_in_and_its_plan_is_shown(void **state)
{
    (void)state;
    char *printed;
    assert_int_equal(
        import("{" PLAN ",\"followups\":[{\"goal\":1,\"on\":\"2026-09-20\",\"reached\":"
               "\"partly\"}],\"notes\":[{\"day\":\"2026-08-21\",\"text\":\"Ringde.\"}]}"),
        0);
    assert_int_equal(plan(&printed), 0);
    assert_non_null(strstr(printed, "\"text\": \"Tre dagar\""));
    assert_non_null(strstr(printed, "\"reached\": \"partly\""));
    assert_non_null(strstr(printed, "\"ends\": null"));
    free(printed);
}

int main(void)
{
    json_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_anywhere_leaves_nothing),
        cmocka_unit_test(a_whole_file_goes_in_and_its_plan_is_shown),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
