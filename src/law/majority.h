/*
 * Coming of age. A child is in custody until it is 18 (föräldrabalken 6:2, 1949:381); from that day
 * nobody acts as its guardian.
 */
#ifndef LAW_MAJORITY_H
#define LAW_MAJORITY_H

#include "base/date.h"

#define LAW_MAJORITY_YEARS 18

static inline bool law_in_custody(struct date birth, struct date on)
{
    return date_age(birth, on) < LAW_MAJORITY_YEARS;
}

#endif
