#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/civic.h"

static enum civic_fault parse(const char *text, struct civic_no *out)
{
    return civic_parse(text, strlen(text), out);
}

static void takes_twelve_digits_with_or_without_a_hyphen(void **state)
{
    (void)state;
    struct civic_no c;
    assert_int_equal(parse("201305059816", &c), CIVIC_OK);
    assert_string_equal(c.text, "201305059816");
    assert_int_equal(civic_kind(&c), CIVIC_PERSONNUMMER);
    assert_int_equal(parse("20130505-9816", &c), CIVIC_OK);
    assert_string_equal(c.text, "201305059816");
    int y, m, d;
    date_to_ymd(civic_birth_date(&c), &y, &m, &d);
    assert_int_equal(y * 10000 + m * 100 + d, 20130505);
    assert_int_equal(civic_sex(&c), SEX_MALE);
    assert_int_equal(parse("197910149801", &c), CIVIC_OK);
    assert_int_equal(civic_sex(&c), SEX_FEMALE);
}

static void says_why_a_text_is_no_number(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum civic_fault fault;
    } cases[] = {
        {"", CIVIC_LENGTH},
        {"1305059816", CIVIC_LENGTH},
        {"130505-9816", CIVIC_LENGTH},
        {"2013050598166", CIVIC_LENGTH},
        {"20130505+9816", CIVIC_LENGTH},
        {"2013050598 6", CIVIC_DIGITS},
        {"20130505981x", CIVIC_DIGITS},
        {"2013O5059816", CIVIC_DIGITS},
        {"20130505t816", CIVIC_DIGITS},
        {"201302309812", CIVIC_DATE},
        {"201313059816", CIVIC_DATE},
        {"201305009816", CIVIC_DATE},
        {"201305929816", CIVIC_DATE},
        {"201305059817", CIVIC_CHECK},
        {"000000000000", CIVIC_DATE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct civic_no c = {"untouched"};
        enum civic_fault f = parse(cases[i].text, &c);
        if (f != cases[i].fault) {
            fail_msg("%s: %d", cases[i].text, f);
        }
        assert_string_equal(c.text, "untouched");
        assert_true(civic_fault_text(f)[0] != '\0');
    }
}

static void every_wrong_check_digit_is_found(void **state)
{
    (void)state;
    char text[] = "201305059810";
    int good = 0;
    for (char digit = '0'; digit <= '9'; digit++) {
        struct civic_no c;
        text[11] = digit;
        good += parse(text, &c) == CIVIC_OK;
    }
    assert_int_equal(good, 1);
}

static void knows_coordination_and_interim_numbers(void **state)
{
    (void)state;
    struct civic_no c;
    char text[] = "201305659810";
    while (parse(text, &c) == CIVIC_CHECK) {
        text[11]++;
    }
    assert_int_equal(parse(text, &c), CIVIC_OK);
    assert_int_equal(civic_kind(&c), CIVIC_SAMORDNINGSNUMMER);
    int y, m, d;
    date_to_ymd(civic_birth_date(&c), &y, &m, &d);
    assert_int_equal(d, 5);
    assert_int_equal(parse("20130101TF01", &c), CIVIC_OK);
    assert_int_equal(civic_kind(&c), CIVIC_INTERIM);
    assert_int_equal(civic_sex(&c), SEX_UNKNOWN);
    assert_false(civic_is_test(&c));
    assert_int_equal(parse("20130230TF01", &c), CIVIC_DATE);
}

static void tells_test_numbers_from_others(void **state)
{
    (void)state;
    static const struct {
        const char *birth_number;
        bool test;
    } cases[] = {{"237", false}, {"238", true}, {"239", true}, {"240", false},
                 {"979", false}, {"980", true}, {"983", true}, {"984", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct civic_no c = {"201305050000"};
        memcpy(c.text + 8, cases[i].birth_number, 3);
        assert_int_equal(civic_is_test(&c), cases[i].test);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_twelve_digits_with_or_without_a_hyphen),
        cmocka_unit_test(says_why_a_text_is_no_number),
        cmocka_unit_test(every_wrong_check_digit_is_found),
        cmocka_unit_test(knows_coordination_and_interim_numbers),
        cmocka_unit_test(tells_test_numbers_from_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
