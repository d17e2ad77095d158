/*
 * The school days of the demo: Swedish public holidays (lag 1989:253 om allmänna helgdagar),
 * terms, breaks and study days, and how ill people are through the year.
 */
#ifndef DEMO_CALENDAR_H
#define DEMO_CALENDAR_H

#include <stdbool.h>

#include "base/date.h"
#include "demo/prng.h"

struct date demo_easter_sunday(int year);

/* Public holidays, and the eves that schools treat as such. */
bool demo_is_public_holiday(struct date d);

/* Autumn and spring term of the school year that starts in `year`: first and last school day. */
struct date demo_autumn_first(int year);
struct date demo_autumn_last(int year);
struct date demo_spring_first(int year);
struct date demo_spring_last(int year);

/* A weekday within a term that is no holiday, break (höstlov week 44, sportlov week 9, påsklov
 * Holy Week) or study day. Organisers have their study days on different days (`variant`). */
bool demo_is_school_day(struct date d, int variant);

/* Factor on the risk of falling ill on a day: one at the mean of the year, with waves in
 * November and February whose peak and height depend on the seed. */
double demo_illness_factor(struct date d, uint64_t seed);

#endif
