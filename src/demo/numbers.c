#include "demo/numbers.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct demo_numbers {
    int32_t first, days;  /* birth dates covered */
    unsigned char *taken; /* one bit a number, one byte a day */
};

/* In the series' order; even birth numbers are women's. */
static const int birth_numbers[DEMO_NUMBERS_A_DAY] = {238, 239, 980, 981, 982, 983};

static int32_t new_year(int year)
{
    struct date d = {0};
    bool exists = date_from_ymd(year, 1, 1, &d);
    assert(exists);
    (void)exists;
    return d.days;
}

struct demo_numbers *demo_numbers_new(int first_year, int last_year)
{
    struct demo_numbers *n = mem_zalloc(1, sizeof *n);
    n->first = new_year(first_year);
    n->days = new_year(last_year + 1) - n->first;
    n->taken = mem_zalloc((size_t)n->days, 1);
    return n;
}

void demo_numbers_free(struct demo_numbers *n)
{
    if (n != NULL) {
        free(n->taken);
        free(n);
    }
}

/* The check digit that makes the sum of Luhn's algorithm end in zero. */
static char check_digit(const char nine[9])
{
    int sum = 0;
    for (int i = 0; i < 9; i++) {
        int v = (nine[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += v > 9 ? v - 9 : v;
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

static void compose(struct date birth, int birth_number, struct civic_no *out)
{
    char day[DATE_TEXT];
    date_format(birth, day);
    memcpy(out->text, day, 4);
    memcpy(out->text + 4, day + 5, 2);
    memcpy(out->text + 6, day + 8, 2);
    for (int i = 2, rest = birth_number; i >= 0; i--, rest /= 10) {
        out->text[8 + i] = (char)('0' + rest % 10);
    }
    out->text[11] = check_digit(out->text + 2);
    out->text[12] = '\0';
}

bool demo_numbers_take(struct demo_numbers *n, struct prng *r, int year, enum sex sex,
                       struct civic_no *out)
{
    int32_t first = new_year(year) - n->first;
    int32_t days = new_year(year + 1) - new_year(year);
    assert(first >= 0 && first + days <= n->days);
    int parity = sex == SEX_MALE ? 1 : 0;
    int32_t start = (int32_t)prng_below(r, (unsigned)days);
    int slot = (int)prng_below(r, DEMO_NUMBERS_A_DAY / 2);
    for (int32_t i = 0; i < days; i++) {
        int32_t day = first + (start + i) % days;
        for (int k = 0; k < DEMO_NUMBERS_A_DAY / 2; k++) {
            int at = (slot + k) % (DEMO_NUMBERS_A_DAY / 2) * 2 + parity;
            unsigned char bit = (unsigned char)(1u << at);
            if ((n->taken[day] & bit) == 0) {
                n->taken[day] |= bit;
                compose((struct date){n->first + day}, birth_numbers[at], out);
                return true;
            }
        }
    }
    return false;
}

void demo_interim_number(struct date birth, unsigned serial, struct civic_no *out)
{
    compose(birth, 0, out);
    out->text[8] = 'T';
    out->text[9] = 'F';
    out->text[10] = (char)('0' + serial / 10 % 10);
    out->text[11] = (char)('0' + serial % 10);
}
