/* What in a text could tell who it is about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "family/traces.h"

static struct arena *a;

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)8 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static const char *const names[] = {"Axel", "Lundberg", "Åsa"};
static const char *const schools[] = {"Björkängsskolan", "Västra skolan"};
static const struct traces_known known = {names, schools, 3, 2};

/* How many of a kind; `word` is among them. */
static size_t found(const char *text, enum trace_kind kind, const char *word)
{
    struct trace list[TRACES_MAX];
    size_t count = 0, n = 0;
    bool there = word == NULL;
    traces_find(text, &known, a, list, &count);
    for (size_t i = 0; i < count; i++) {
        n += list[i].kind == kind;
        there = there || (list[i].kind == kind && strcmp(list[i].word, word) == 0);
    }
    assert_true(there || n == 0);
    return n;
}

static size_t all(const char *text)
{
    struct trace list[TRACES_MAX];
    size_t count = 0;
    traces_find(text, &known, a, list, &count);
    return count;
}

static void finds_numbers_and_telephones(void **state)
{
    (void)state;
    assert_int_equal(found("Född 20120304-2388.", TRACE_NUMBER, "20120304-2388"), 1);
    assert_int_equal(found("Född 120304 2388", TRACE_NUMBER, "120304 2388"), 1);
    assert_int_equal(found("fyllde år 2012-03-04", TRACE_NUMBER, "2012-03-04"), 1);
    assert_int_equal(found("ring 070-123 45 67 i kväll", TRACE_PHONE, "070-123 45 67"), 1);
    assert_int_equal(found("ring +46 70 123 45 67", TRACE_PHONE, "+46 70 123 45 67"), 1);
    assert_int_equal(found("borta 30 av 100 dagar, 12 veckor", TRACE_NUMBER, NULL), 0);
    assert_int_equal(found("mamma@exempel.se svarar", TRACE_MAIL, "mamma@exempel.se"), 1);
}

static void finds_names_schools_and_addresses(void **state)
{
    (void)state;
    assert_int_equal(found("Jag tänker på axel i sjuan.", TRACE_NAME, "axel"), 1);
    assert_int_equal(found("ÅSA ringer ofta", TRACE_NAME, "ÅSA"), 1);
    assert_int_equal(found("går på Ekskolan i år", TRACE_SCHOOL, "Ekskolan"), 1);
    assert_int_equal(found("eleven går på västra skolan", TRACE_SCHOOL, NULL), 1);
    assert_int_equal(found("bor på Storgatan 4", TRACE_ADDRESS, "Storgatan"), 1);
    assert_int_equal(found("skolan och grundskolan vet", TRACE_SCHOOL, NULL), 0);
}

static void finds_capitals_inside_sentences_only(void **state)
{
    (void)state;
    assert_int_equal(found("Barnet bor hos Kim. Sedan hände det.", TRACE_CAPITAL, "Kim"), 1);
    assert_int_equal(found("familjen kom från Örebro", TRACE_CAPITAL, "Örebro"), 1);
    assert_int_equal(found("Vi har pratat med BUP och SIP.\nVad gör vi?", TRACE_CAPITAL, NULL), 0);
}

static void finds_what_is_rare_only_together(void **state)
{
    (void)state;
    assert_int_equal(found("eleven är adopterad", TRACE_RARE, NULL), 0);
    assert_int_equal(found("eleven är adopterad och tvilling", TRACE_RARE, "tvilling"), 2);
}

static void an_ordinary_question_has_no_traces(void **state)
{
    (void)state;
    assert_int_equal(all("Eleven är borta två av fem dagar sedan höstlovet. Hemma är det bråk. Vi "
                         "har haft möte med föräldrarna. Kan ni erbjuda något innan det blir mer?"),
                     0);
    assert_int_equal(all(""), 0);
    assert_int_equal(all(NULL), 0);
}

static void never_tells_more_than_there_is_room_for(void **state)
{
    (void)state;
    char text[4000] = "a";
    for (int i = 0; i < 200; i++) {
        char word[16];
        snprintf(word, sizeof word, " B%c%c", 'a' + i / 26 % 26, 'a' + i % 26);
        strncat(text, word, sizeof text - strlen(text) - 1);
    }
    assert_int_equal(all(text), TRACES_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_numbers_and_telephones),
        cmocka_unit_test(finds_names_schools_and_addresses),
        cmocka_unit_test(finds_capitals_inside_sentences_only),
        cmocka_unit_test(finds_what_is_rare_only_together),
        cmocka_unit_test(an_ordinary_question_has_no_traces),
        cmocka_unit_test(never_tells_more_than_there_is_room_for),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
