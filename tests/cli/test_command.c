/* The command line as a person meets it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/command.h"

/* Runs one command line; the caller frees both texts. */
static int run(char **out_text, char **err_text, int argc, const char *const *argv)
{
    size_t n, m;
    FILE *out = open_memstream(out_text, &n), *err = open_memstream(err_text, &m);
    int code = cli_main(argc, argv, out, err);
    fclose(out);
    fclose(err);
    return code;
}

static void expect(const char *const *argv, int code, const char *in_out, const char *in_err)
{
    char *out, *err;
    int argc = 0;
    while (argv[argc] != NULL) {
        argc++;
    }
    assert_int_equal(run(&out, &err, argc, argv), code);
    assert_non_null(strstr(out, in_out));
    assert_non_null(strstr(err, in_err));
    free(out);
    free(err);
}

static void shows_the_overview_without_arguments(void **state)
{
    (void)state;
    expect((const char *[]){"brygga", NULL}, 0, "brygga help COMMAND", "");
}

static void says_how_to_mend_an_unknown_command(void **state)
{
    (void)state;
    expect((const char *[]){"brygga", "frobnicate", NULL}, 1, "",
           "frobnicate: there is no such command\n  → see: brygga help");
}

static void refuses_an_unknown_option_and_names_the_help(void **state)
{
    (void)state;
    expect((const char *[]){"brygga", "help", "--wrong", NULL}, 1, "",
           "--wrong: there is no such option\n  → see: brygga help help");
}

static void refuses_an_option_without_its_value(void **state)
{
    (void)state;
    expect((const char *[]){"brygga", "help", "--lang", NULL}, 1, "", "needs a value");
}

static void refuses_a_language_it_does_not_speak(void **state)
{
    (void)state;
    expect((const char *[]){"brygga", "help", "--lang", "no", NULL}, 1, "", "use one of: sv en");
}

static void refuses_too_many_arguments(void **state)
{
    (void)state;
    expect((const char *[]){"brygga", "help", "a", "b", "c", "d", NULL}, 1, "",
           "takes no more than 3 arguments");
}

static void shows_help_of_a_command_with_its_options(void **state)
{
    (void)state;
    expect((const char *[]){"brygga", "help", "--help", NULL}, 0, "--man", "");
    expect((const char *[]){"brygga", "help", "help", NULL}, 0, "--passphrase-file FILE", "");
}

static void help_of_an_unknown_command_is_not_found(void **state)
{
    (void)state;
    expect((const char *[]){"brygga", "help", "nothing", NULL}, 3, "", "no such command");
}

static void a_double_dash_ends_the_options(void **state)
{
    (void)state;
    expect((const char *[]){"brygga", "help", "--", "--man", NULL}, 3, "", "no such command");
}

static void every_command_is_complete_and_named_once(void **state)
{
    (void)state;
    size_t n;
    const struct command *const *all = cli_commands(&n);
    for (size_t i = 0; i < n; i++) {
        assert_non_null(all[i]->run);
        assert_true(all[i]->summary[0] != '\0');
        assert_true(all[i]->summary[strlen(all[i]->summary) - 1] != '.');
        assert_non_null(all[i]->arguments);
        assert_true(all[i]->section < CLI_SECTION__MAX);
        assert_true(all[i]->min_arguments <= all[i]->max_arguments);
        for (const struct cli_option *o = all[i]->options; o != NULL && o->name != NULL; o++) {
            assert_true(o->help[0] != '\0');
        }
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(all[i]->name, all[j]->name);
        }
    }
}

static void the_manual_page_holds_every_command(void **state)
{
    (void)state;
    char *text;
    size_t length, n;
    FILE *out = open_memstream(&text, &length);
    help_manual(out);
    fclose(out);
    const struct command *const *all = cli_commands(&n);
    for (size_t i = 0; i < n; i++) {
        char heading[100];
        snprintf(heading, sizeof heading, ".SS brygga %s", all[i]->name);
        assert_non_null(strstr(text, heading));
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_the_overview_without_arguments),
        cmocka_unit_test(says_how_to_mend_an_unknown_command),
        cmocka_unit_test(refuses_an_unknown_option_and_names_the_help),
        cmocka_unit_test(refuses_an_option_without_its_value),
        cmocka_unit_test(refuses_a_language_it_does_not_speak),
        cmocka_unit_test(refuses_too_many_arguments),
        cmocka_unit_test(shows_help_of_a_command_with_its_options),
        cmocka_unit_test(help_of_an_unknown_command_is_not_found),
        cmocka_unit_test(a_double_dash_ends_the_options),
        cmocka_unit_test(every_command_is_complete_and_named_once),
        cmocka_unit_test(the_manual_page_holds_every_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
