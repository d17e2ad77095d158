#include "demo/prng.h"

#include <assert.h>
#include <math.h>

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void prng_seed(struct prng *r, uint64_t seed, uint64_t stream)
{
    uint64_t state = seed;
    state = splitmix(&state) ^ stream;
    for (int i = 0; i < 4; i++) {
        r->s[i] = splitmix(&state);
    }
}

static uint64_t rotate(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

uint64_t prng_next(struct prng *r)
{
    uint64_t *s = r->s;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double prng_unit(struct prng *r)
{
    return (double)(prng_next(r) >> 11) * 0x1p-53;
}

unsigned prng_below(struct prng *r, unsigned n)
{
    assert(n > 0);
    return (unsigned)(((prng_next(r) >> 32) * n) >> 32);
}

int prng_between(struct prng *r, int low, int high)
{
    assert(low <= high);
    return low + (int)prng_below(r, (unsigned)(high - low) + 1);
}

bool prng_chance(struct prng *r, double probability)
{
    return prng_unit(r) < probability;
}

double prng_normal(struct prng *r)
{
    /* Box–Muller; 1 - u keeps the logarithm finite. */
    double u = 1 - prng_unit(r);
    double v = prng_unit(r);
    return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

double prng_lognormal(struct prng *r, double median, double sigma)
{
    return median * exp(sigma * prng_normal(r));
}

int prng_run(struct prng *r, double mean)
{
    int n = 1;
    while (n < 60 && prng_chance(r, 1 - 1 / mean)) {
        n++;
    }
    return n;
}
