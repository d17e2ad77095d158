/* Mistakes in an instrument's file, told in Swedish: every message of the parsers has its words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "team/instrument.h"

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
    assert_int_equal(instrument_parse("texten", text, strlen(text), a, &i, &fault), ERR_INVALID);
    return fault.what_sv;
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
        {"", "texten börjar inte med en skattning"},
        {"instrument x\n  version: 0\n", "version: ska vara ett heltal från 1 till 9999"},
        {"instrument x\n  version: 1\n  version: 2\n", "version: det står redan på rad 2"},
        {"instrument x\n  colour: red\n", "colour: det ordet finns inte"},
        {"instrument x\n  name.sv:\n", "name.sv: här står inget"},
        {"instrument x\n  respondents:\n", "respondents: här står inget"},
        {"instrument x\n  respondents: pupil teacher\n", "den svaranden finns inte"},
        {"instrument x\n  range: 10..0\n", "range: ska vara ett spann inom -10000"},
        {"instrument x\n  direction: up\n", "direction: ska vara ett av de här orden: lower"},
        {"instrument x\n  error: sd=2\n", "error: mätfelet saknas"},
        {"instrument x\n  error: sd=a reliability=0.5 basis=assumed\n", "error: ska vara ett tal"},
        {"instrument x\n  error: sd=0 reliability=0.5 basis=assumed\n",
         "error: sd ska vara större"},
        {"instrument x\n  error: sd=2 reliability=0.5 basis=guessed\n",
         "error: ordet efter basis finns inte"},
        {"instrument x\n  version: 1\n", "instrument x: raden \"name.sv\" saknas"},
        {HEAD, "det finns ingen fråga"},
        {HEAD ITEM("a", "0..10"), "inget skulle behöva besvaras"},
        {HEAD ITEM("a", "0..10") ITEM("b", "0..10"), "ge 0..20, men range säger 0..14"},
        {HEAD ITEM("a", "0..10") ITEM("a", "0..4"), "frågan a finns redan"},
        {HEAD ITEM("a", "0..40"), "scale: frågan har fler än elva steg"},
        {HEAD "item a\n  scale: 0..1\n", "item a: raden \"low.sv\" saknas"},
        {WHOLE "  ask.staff.sv: ?\n", "raden ask.staff.sv finns, men staff tillfrågas inte"},
        {WHOLE "instrument y\n", "instrument: ett sådant stycke finns inte"},
        {"instrument g\n  version: 1\n  name.sv: G\n  respondents: staff\n  score: gas\n"
         "  range: 0..100\n  licence: fri\nitem a\n  scale: 0..1\n  low.sv: x\n  high.sv: y\n"
         "  ask.staff.sv: z\n",
         "med score gas sätts målen"},
        {"instrument\n", "raden börjar inget block"},
        {"  version: 1\n", "fältet hör inte till något block"},
        {"instrument x\n  version\n", "raden har ingen nyckel"},
        {"instrument x\n    mer\n", "det finns inget värde som raden fortsätter"},
        {"instrument x\n   version: 1\n", "raden är indragen med 3 blanksteg"},
        {"instrument x\n version: 1\n", "raden är indragen med 1 blanksteg"},
        {"instrument x\n\tversion: 1\n", "ett tecken som inte är text"},
        {"instrument \xff\n", "texten är inte giltig UTF-8"},
        {"instrument x\n  version: 1\nitem "
         "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\n",
         "instrument x: raden \"name.sv\" saknas"},
    };
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        const char *got = words(bad[k].text);
        if (strstr(got, bad[k].words) == NULL || strcmp(fault.remedy_sv, fault.remedy) == 0) {
            fail_msg("%zu: %s: %s (%s: %s)", k, got, fault.remedy_sv, fault.what, fault.remedy);
        }
    }
}

static void too_much_is_told_too(void **state)
{
    (void)state;
    static char text[INSTRUMENT_SOURCE + 100];
    memset(text, ' ', sizeof text - 1);
    assert_non_null(strstr(words(text), "texten är större än 64 KiB"));
    size_t n = (size_t)snprintf(text, sizeof text, "%s", HEAD);
    for (int i = 0; i <= INSTRUMENT_ITEMS; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "item a%d\n  scale: 0..1\n  ask.pupil.sv: ?\n  ask.guardian.sv: ?\n"
                              "  low.sv: x\n  high.sv: y\n",
                              i);
    }
    assert_non_null(strstr(words(text), "fler än 40 frågor"));
    char line[800];
    memset(line, 'x', sizeof line - 1);
    line[sizeof line - 1] = '\0';
    (void)snprintf(text, sizeof text, "instrument x\n  name.sv: %s\n", line);
    assert_non_null(strstr(words(text), "name.sv: texten är längre än 600 byte"));
    (void)snprintf(text, sizeof text, "%sitem %.60s\n", HEAD, line);
    assert_non_null(strstr(words(text), "namnet är längre än 47 byte"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mistake_has_swedish_words),
        cmocka_unit_test(too_much_is_told_too),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
