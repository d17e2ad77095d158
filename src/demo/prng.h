/*
 * Random numbers for the demo: the same seed and stream give the same sequence everywhere.
 * xoshiro256** seeded by SplitMix64 (Blackman & Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 2021). Never for keys or anything secret.
 */
#ifndef DEMO_PRNG_H
#define DEMO_PRNG_H

#include <stdbool.h>
#include <stdint.h>

struct prng {
    uint64_t s[4];
};

/* Streams of one seed are independent, so that each pupil has a stream of their own. */
void prng_seed(struct prng *r, uint64_t seed, uint64_t stream);

uint64_t prng_next(struct prng *r);
double prng_unit(struct prng *r);                    /* [0, 1) */
unsigned prng_below(struct prng *r, unsigned n);     /* 0 … n-1; n > 0 */
int prng_between(struct prng *r, int low, int high); /* low … high */
bool prng_chance(struct prng *r, double probability);
double prng_normal(struct prng *r); /* mean 0, standard deviation 1 */
double prng_lognormal(struct prng *r, double median, double sigma);
int prng_run(struct prng *r, double mean); /* geometric, at least 1 */

#endif
