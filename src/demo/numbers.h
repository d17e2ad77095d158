/*
 * Hands out personal numbers of Skatteverket's test series: birth numbers 238, 239 and 980–983,
 * six a day of birth (three for each sex), with a computed check digit. Nobody has them.
 */
#ifndef DEMO_NUMBERS_H
#define DEMO_NUMBERS_H

#include <stdbool.h>

#include "base/civic.h"
#include "demo/prng.h"

#define DEMO_NUMBERS_A_DAY 6

struct demo_numbers;

/* For birth dates of the years `first_year` to `last_year`. */
struct demo_numbers *demo_numbers_new(int first_year, int last_year);
void demo_numbers_free(struct demo_numbers *n); /* NULL is safe */

/* A number that was not taken, born in `year`, on a day drawn at random. False when every
 * number of that year and sex is taken. */
bool demo_numbers_take(struct demo_numbers *n, struct prng *r, int year, enum sex sex,
                       struct civic_no *out);

/* An interim number such as 20130101TF01, for a pupil whose test number is not to be used. */
void demo_interim_number(struct date birth, unsigned serial, struct civic_no *out);

#endif
