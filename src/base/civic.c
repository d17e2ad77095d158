#include "base/civic.h"

#include <string.h>

const char *const sex_ss12000[SEX__MAX] = {"Okänt", "Kvinna", "Man"};
const char *const sex_code[SEX__MAX] = {"unknown", "female", "male"};

const char *civic_fault_text(enum civic_fault f)
{
    static const char *const texts[CIVIC_FAULT__MAX] = {
        [CIVIC_OK] = "",
        [CIVIC_LENGTH] = "a personal number has 12 digits, YYYYMMDDNNNC",
        [CIVIC_DIGITS] = "a personal number has digits only",
        [CIVIC_DATE] = "the first eight digits are not a day of birth",
        [CIVIC_CHECK] = "the check digit (the last one) does not fit the number",
    };
    return (unsigned)f < CIVIC_FAULT__MAX ? texts[f] : "";
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters that stand for a digit in interim numbers. */
static bool is_interim_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool luhn_fits(const char *ten)
{
    int sum = 0;
    for (int i = 0; i < 10; i++) {
        int v = (ten[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += v > 9 ? v - 9 : v;
    }
    return sum % 10 == 0;
}

static int number(const char *p, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        value = value * 10 + (p[i] - '0');
    }
    return value;
}

enum civic_fault civic_parse(const char *text, size_t n, struct civic_no *out)
{
    char t[13] = {0};
    if (n == 13 && text[8] == '-') {
        memcpy(t, text, 8);
        memcpy(t + 8, text + 9, 4);
    } else if (n == 12) {
        memcpy(t, text, 12);
    } else {
        return CIVIC_LENGTH;
    }
    bool interim = false;
    for (int i = 0; i < 12; i++) {
        if ((i == 8 || i == 9) && is_interim_letter(t[i])) {
            interim = true;
        } else if (!is_digit(t[i])) {
            return CIVIC_DIGITS;
        }
    }
    int day = number(t + 6, 2);
    struct date birth;
    if (!date_from_ymd(number(t, 4), number(t + 4, 2), day > 60 ? day - 60 : day, &birth)) {
        return CIVIC_DATE;
    }
    if (!interim && !luhn_fits(t + 2)) {
        return CIVIC_CHECK;
    }
    memcpy(out->text, t, sizeof t);
    return CIVIC_OK;
}

enum civic_kind civic_kind(const struct civic_no *c)
{
    if (is_interim_letter(c->text[8]) || is_interim_letter(c->text[9])) {
        return CIVIC_INTERIM;
    }
    return number(c->text + 6, 2) > 60 ? CIVIC_SAMORDNINGSNUMMER : CIVIC_PERSONNUMMER;
}

struct date civic_birth_date(const struct civic_no *c)
{
    int day = number(c->text + 6, 2);
    struct date d = {0};
    date_from_ymd(number(c->text, 4), number(c->text + 4, 2), day > 60 ? day - 60 : day, &d);
    return d;
}

enum sex civic_sex(const struct civic_no *c)
{
    if (civic_kind(c) == CIVIC_INTERIM) {
        return SEX_UNKNOWN;
    }
    return (c->text[10] - '0') % 2 != 0 ? SEX_MALE : SEX_FEMALE;
}

bool civic_is_test(const struct civic_no *c)
{
    if (civic_kind(c) == CIVIC_INTERIM) {
        return false;
    }
    int birth_number = number(c->text + 8, 3);
    return birth_number == 238 || birth_number == 239 ||
           (birth_number >= 980 && birth_number <= 983);
}
