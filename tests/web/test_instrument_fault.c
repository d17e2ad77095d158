/* Mistakes in an instrument's file, told in Swedish: every message of the parsers has its words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "team/instrument.h"
#include "web/instrument_fault.h"

static struct arena *a;
static struct err_ctx fault;

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static const char *words(const char *text)
{
    struct instrument i;
    fault = (struct err_ctx){0};
    assert_int_equal(instrument_parse("filen", text, strlen(text), a, &i, &fault), ERR_INVALID);
    return instrument_fault_text(&fault, PAGE_SWEDISH, a);
}

#define HEAD                                                                                       \
    "instrument stege\n  version: 1\n  name.sv: Stege\n  respondents: pupil guardian\n"            \
    "  score: sum\n  direction: higher-is-better\n  range: 0..14\n  missing: 1\n  error: none\n"   \
    "  licence: fri\n"
#define ITEM(name, scale)                                                                          \
    "\nitem " name "\n  scale: " scale                                                             \
    "\n  ask.pupil.sv: Hur?\n  ask.guardian.sv: Hur?\n  low.sv: lite\n  high.sv: mycket\n"
#define WHOLE HEAD ITEM("a", "0..10") ITEM("b", "0..4")

static void every_mistake_has_swedish_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } bad[] = {
        {"", "första raden ska vara"},
        {"instrument x\n  version: 0\n", "version: ska vara ett heltal, 1–9999."},
        {"instrument x\n  version: 1\n  version: 2\n", "version: det står redan på rad 2."},
        {"instrument x\n  colour: red\n", "colour: det ordet finns inte"},
        {"instrument x\n  name.sv:\n", "name.sv: här står inget."},
        {"instrument x\n  respondents:\n", "respondents: här står inget."},
        {"instrument x\n  respondents: pupil teacher\n", "respondents: skriv pupil"},
        {"instrument x\n  range: 10..0\n", "range: ska skrivas som 0..10, och ligga inom -10000"},
        {"instrument x\n  direction: up\n", "direction: ska vara ett av de här orden: lower"},
        {"instrument x\n  error: sd=2\n", "error: mätfelet saknas."},
        {"instrument x\n  error: sd=a reliability=0.5 basis=assumed\n", "error: ska vara ett tal"},
        {"instrument x\n  error: sd=0 reliability=0.5 basis=assumed\n",
         "error: sd ska vara större"},
        {"instrument x\n  error: sd=2 reliability=0.5 basis=guessed\n", "error: basis ska vara"},
        {"instrument x\n  version: 1\n", "instrument x: raden \"name.sv\" saknas."},
        {HEAD, "det finns ingen fråga."},
        {HEAD ITEM("a", "0..10"), "missing är så högt"},
        {HEAD ITEM("a", "0..10") ITEM("b", "0..10"), "ge 0..20, men range säger 0..14."},
        {HEAD ITEM("a", "0..10") ITEM("a", "0..4"), "frågan a finns två gånger."},
        {HEAD ITEM("a", "0..40"), "scale: frågan har fler än elva steg."},
        {HEAD "item a\n  scale: 0..1\n", "item a: raden \"low.sv\" saknas."},
        {WHOLE "  ask.staff.sv: ?\n", "raden ask.staff.sv finns, men respondents har inte staff."},
        {WHOLE "instrument y\n", "instrument: ett stycke ska börja med item"},
        {"instrument g\n  version: 1\n  name.sv: G\n  respondents: staff\n  score: gas\n"
         "  range: 0..100\n  licence: fri\nitem a\n  scale: 0..1\n  low.sv: x\n  high.sv: y\n"
         "  ask.staff.sv: z\n",
         "med score: gas sätts målen"},
        {"instrument\n", "raden hör inte till något."},
        {"  version: 1\n", "raden hör inte till något stycke."},
        {"instrument x\n  version\n", "raden ska skrivas \"ord: värde\"."},
        {"instrument x\n    mer\n", "raden är indragen för långt."},
        {"instrument x\n   version: 1\n", "raden är indragen 3 steg."},
        {"instrument x\n version: 1\n", "raden är indragen 1 steg."},
        {"instrument x\n\tversion: 1\n", "kanske en tabb."},
        {"instrument \xff\n", "tecken som inte går att läsa."},
        {"instrument x\n  version: 1\nitem "
         "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\n",
         "instrument x: raden \"name.sv\" saknas."},
    };
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        const char *got = words(bad[k].text);
        if (strstr(got, bad[k].words) == NULL || strstr(got, fault.remedy) != NULL) {
            fail_msg("%zu: %s (%s)", k, got, fault.what);
        }
    }
}

static void too_much_is_told_too(void **state)
{
    (void)state;
    static char text[INSTRUMENT_SOURCE + 100];
    memset(text, ' ', sizeof text - 1);
    assert_non_null(strstr(words(text), "filen är för stor. Högst 64 KiB."));
    size_t n = (size_t)snprintf(text, sizeof text, "%s", HEAD);
    for (int i = 0; i <= INSTRUMENT_ITEMS; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "item a%d\n  scale: 0..1\n  ask.pupil.sv: ?\n  ask.guardian.sv: ?\n"
                              "  low.sv: x\n  high.sv: y\n",
                              i);
    }
    assert_non_null(strstr(words(text), "för många frågor. Högst 40."));
    char line[800];
    memset(line, 'x', sizeof line - 1);
    line[sizeof line - 1] = '\0';
    (void)snprintf(text, sizeof text, "instrument x\n  name.sv: %s\n", line);
    assert_non_null(strstr(words(text), "name.sv: texten är för lång. Högst 600 byte."));
    (void)snprintf(text, sizeof text, "%sitem %.60s\n", HEAD, line);
    assert_non_null(strstr(words(text), "namnet är för långt. Högst 47 byte."));
}

static void the_line_is_found_and_shown_as_it_stands(void **state)
{
    (void)state;
    unsigned line, column;
    static const char text[] = "instrument x\r\n  version: 0\r\n";
    (void)words(text);
    assert_true(instrument_fault_place(&fault, &line, &column));
    assert_int_equal(line, 2);
    assert_int_equal(column, 12);
    assert_string_equal(instrument_fault_line(text, line, a), "  version: 0");
    assert_string_equal(instrument_fault_line(text, 9, a), "");
    struct err_ctx none = {0};
    assert_false(instrument_fault_place(&none, &line, &column));
}

static void an_english_reader_gets_the_parsers_own_words_and_the_remedy(void **state)
{
    (void)state;
    (void)words("instrument x\n  version: 0\n");
    const char *en = instrument_fault_text(&fault, PAGE_ENGLISH, a);
    assert_non_null(strstr(en, "not a whole number from 1 to 9999"));
    assert_non_null(strstr(en, fault.remedy));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mistake_has_swedish_words),
        cmocka_unit_test(too_much_is_told_too),
        cmocka_unit_test(the_line_is_found_and_shown_as_it_stands),
        cmocka_unit_test(an_english_reader_gets_the_parsers_own_words_and_the_remedy),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
