/* brygga law ask: every question from the command line, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/command.h"

#define WORDS_MAX 16

/* "deadline code=feedback …": one command line; both texts are checked. */
static void ask(const char *line, int code, const char *in_out, const char *in_err)
{
    const char *argv[WORDS_MAX] = {"brygga", "law", "ask"};
    char copy[400];
    int argc = 3;
    snprintf(copy, sizeof copy, "%s", line);
    char *rest = copy;
    for (char *word; (word = strsep(&rest, " ")) != NULL;) {
        assert_true(argc < WORDS_MAX);
        argv[argc++] = word;
    }
    char *out_text, *err_text;
    size_t n, m;
    FILE *out = open_memstream(&out_text, &n), *err = open_memstream(&err_text, &m);
    assert_int_equal(cli_main(argc, argv, out, err), code);
    fclose(out);
    fclose(err);
    if (strstr(out_text, in_out) == NULL || strstr(err_text, in_err) == NULL) {
        fail_msg("%s: %s%s", line, out_text, err_text);
    }
    assert_true(code == 0 || out_text[0] == '\0');
    free(out_text);
    free(err_text);
}

static void answers_every_question_with_its_paragraph(void **state)
{
    (void)state;
    ask("deadline code=preliminary_assessment start=2026-12-10 --at 2026-12-20", 0,
        "running 2026-12-28\nräknad dag: 2026-12-24 [inferred]", "");
    ask("deadline code=absence_inquiry start=2026-11-02 target=14 --at 2026-11-20 --lang en", 0,
        "passed 2026-11-16 (local)", "");
    ask("deadline code=no_such start=2026-11-02", 0, "none", "");
    ask("consent age=14 maturity=mature custody=sole guardian_blocked=no", 0,
        "eleven + vårdnadshavare 1\n", "");
    ask("intervention care=without_test age=14 custody=sole guardian_1=refused pupil=given "
        "suitable=met",
        0, "deny\n", "");
    ask("intervention care=needs_tested age=13 pupil=given --at 2026-11-22", 0, "? Är det lämpligt",
        "");
    ask("search register=social purpose=casework term=group yields=list", 0, "SoLPuF 15 §", "");
    ask("retention record=social_file last_note=2021-03-01 clear=research_sample --at 2026-11-22",
        0, "stopped 2026-03-01 2027-12-31 other_data_on_person", "");
    ask("retention record=no_such", 0, "no_rule", "");
    ask("grant fte_percent=150 --at 2026-11-22 --lang en", 0,
        "deny\nnot_met       At least two full-time equivalents", "");
}

static void refuses_what_it_does_not_understand_and_prints_nothing(void **state)
{
    (void)state;
    ask("weather", 1, "", "there is no such question");
    ask("grant staff=1", 1, "", "the question does not ask for this");
    ask("grant fte_percent=two", 1, "", "not a number");
    ask("grant fte_percent", 1, "", "a fact says nothing");
    ask("deadline start=2026-11-02", 1, "", "which deadline is not told");
    ask("deadline code=feedback start=november", 1, "", "not a date");
    ask("consent age=old", 1, "", "unknown word");
    ask("intervention care=surgery", 1, "", "unknown word");
    ask("search register=church", 1, "", "unknown word");
    ask("retention last_note=2021-03-01", 1, "", "which record is not told");
    ask("retention record=social_file last_note=x", 1, "", "not a date");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_every_question_with_its_paragraph),
        cmocka_unit_test(refuses_what_it_does_not_understand_and_prints_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
