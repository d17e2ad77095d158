/* Common first and last names in Sweden, of varied origins. Pairs are drawn at random. */
#ifndef DEMO_NAMES_H
#define DEMO_NAMES_H

#include "base/civic.h"
#include "demo/prng.h"

/* Origins keep first and last name together, as in most families. */
struct demo_family_name {
    const char *text;
    unsigned origin;
};

struct demo_family_name demo_family_name(struct prng *r);
const char *demo_given_name(struct prng *r, unsigned origin, enum sex sex);
const char *demo_school_name(unsigned index); /* repeats after a while with a number of its own */
#define DEMO_SCHOOL_NAMES 24u

#endif
