/* brygga law diff, gaps, what-if and versions as a person meets them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/json.h"
#include "cli/command.h"
#include "support/test_bank.h"

static void expect(const char *const *argv, int code, const char *in_out, const char *in_err)
{
    char *out_text, *err_text;
    size_t n, m;
    int argc = 0;
    while (argv[argc] != NULL) {
        argc++;
    }
    FILE *out = open_memstream(&out_text, &n), *err = open_memstream(&err_text, &m);
    int got = cli_main(argc, argv, out, err);
    fclose(out);
    fclose(err);
    if (got != code || strstr(out_text, in_out) == NULL || strstr(err_text, in_err) == NULL) {
        fail_msg("exit %d\n%.2000s\n%s", got, out_text, err_text);
    }
    free(out_text);
    free(err_text);
}

#define SAY(code, out, err, ...)                                                                   \
    expect((const char *const[]){"brygga", __VA_ARGS__, NULL}, code, out, err)

/* A file of rules of the test's own. */
static const char *write_rules(const char *text)
{
    static char path[64];
    snprintf(path, sizeof path, "/tmp/brygga-test-law-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    return path;
}

static void tells_what_a_change_of_law_does(void **state)
{
    (void)state;
    SAY(0, "Orosanmälan före juli 2025", "", "law", "diff", "--from", "2025-06-30", "--to",
        "2025-07-01");
    SAY(0, "0 av ", "", "law", "diff");
    SAY(0, "came:R15", "", "law", "diff", "--from", "2025-06-30", "--to", "2025-07-01", "--format",
        "csv");
    SAY(0, "\"rules_version\"", "", "law", "diff", "--format", "json");
    SAY(0, "<html lang=\"en\">", "", "law", "diff", "--format", "html", "--lang", "en");
    SAY(0, "0 av ", "", "law", "diff", "--to", SOURCE_DIR "/rules");
}

static void tries_a_file_of_rules_beside_those_in_force(void **state)
{
    (void)state;
    SAY(0, "forslag.uppfoljning.skola", "", "law", "diff", "--to",
        SOURCE_DIR "/rules/proposals/uppfoljning-utan-samtycke.rules", "--at", "2027-07-01");
    const char *path = write_rules("rule P1\n  kind: permt\n");
    SAY(1, "", ":2:9: unknown kind \"permt\"\n  → did you mean \"permit\"?", "law", "diff", "--to",
        path);
    unlink(path);
    SAY(3, "", "name a date, a folder of rules or a file of rules", "law", "diff", "--to",
        "/nowhere.rules");
}

static void lists_what_stops_a_follow_up(void **state)
{
    (void)state;
    SAY(0, "G25 ", "", "law", "gaps");
    SAY(0, "G04,Attendance", "", "law", "gaps", "--purpose", "follow-up", "--format", "csv",
        "--lang", "en");
    SAY(0, "\"stopped_by\"", "", "law", "gaps", "--purpose", "concern_report", "--format", "json");
    SAY(0, "<h2>G03", "", "law", "gaps", "--format", "html", "--at", "2027-01-01");
    SAY(1, "", "there is no such purpose", "law", "gaps", "--purpose", "curiosity");
}

static void counts_decisions_only_against_a_proposal(void **state)
{
    (void)state;
    struct test_bank t = test_bank_make(BANK_SCHOOL);
    bank_close(t.bank);
    t.bank = NULL;
    SAY(1, "", "there is no proposal", "-C", t.dir, "law", "what-if");
    SAY(0, "inga beslut", "", "-C", t.dir, "law", "what-if", "--rules",
        SOURCE_DIR "/rules/proposals/uppfoljning-utan-samtycke.rules");
    SAY(0, "\"as_of\": \"2027-07-01\"", "", "-C", t.dir, "law", "what-if", "--rules",
        SOURCE_DIR "/rules/proposals/uppfoljning-utan-samtycke.rules", "--format", "json");
    SAY(0, "", "", "-C", t.dir, "law", "versions");
    SAY(3, "", "no such rules have decided anything here", "-C", t.dir, "law", "versions", "0123");
    test_bank_remove(&t);
}

int main(void)
{
    json_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_what_a_change_of_law_does),
        cmocka_unit_test(tries_a_file_of_rules_beside_those_in_force),
        cmocka_unit_test(lists_what_stops_a_follow_up),
        cmocka_unit_test(counts_decisions_only_against_a_proposal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
