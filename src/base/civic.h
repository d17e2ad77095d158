/*
 * Personal identity numbers (personnummer), co-ordination numbers (samordningsnummer) and the
 * interim numbers that school systems give to pupils who have neither. Twelve characters,
 * YYYYMMDDNNNC, no separator. Source: folkbokföringslagen (1991:481) 18–18 a §§; check digit by
 * the Luhn algorithm over the last ten.
 *
 * A number is personal data: never in a log, a URL, an error text or a file name.
 */
#ifndef BASE_CIVIC_H
#define BASE_CIVIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

struct civic_no {
    char text[13];
};

enum civic_kind {
    CIVIC_PERSONNUMMER,
    CIVIC_SAMORDNINGSNUMMER, /* the day is written plus 60 */
    CIVIC_INTERIM,           /* letters in the birth number, such as 20130101TF01 */
    CIVIC__MAX
};

/* The registered sex; the values of SS 12000 `sex` are in the table of names. */
enum sex { SEX_UNKNOWN, SEX_FEMALE, SEX_MALE, SEX__MAX };
extern const char *const sex_ss12000[SEX__MAX]; /* Okänt, Kvinna, Man */
extern const char *const sex_code[SEX__MAX];    /* unknown, female, male */

/* Why a text is not a number; CIVIC_OK means it is one. */
enum civic_fault {
    CIVIC_OK,
    CIVIC_LENGTH, /* not 12 characters, or 10–13 with a separator that leaves 12 */
    CIVIC_DIGITS, /* something other than digits where digits must be */
    CIVIC_DATE,   /* no such day */
    CIVIC_CHECK,  /* the check digit does not fit */
    CIVIC_FAULT__MAX
};
const char *civic_fault_text(enum civic_fault f); /* English, for rejects and errors */

/* Accepts YYYYMMDDNNNC and YYYYMMDD-NNNC. An interim number has no check digit to test. */
enum civic_fault civic_parse(const char *text, size_t n, struct civic_no *out);

enum civic_kind civic_kind(const struct civic_no *c);
struct date civic_birth_date(const struct civic_no *c);
enum sex civic_sex(const struct civic_no *c); /* unknown for interim numbers */

/* Whether the number is in the series that Skatteverket keeps free for tests (birth numbers
 * 238, 239 and 980–983). Demonstration data may use no other. */
bool civic_is_test(const struct civic_no *c);

#endif
