#include "stats/nap.h"

#include <math.h>

#include "stats/dist.h"

static double pair_score(double before, double after)
{
    return after < before ? 1.0 : after > before ? 0.0 : 0.5;
}

/* Positive where `x` is further from the estimate than its interval reaches. */
struct score {
    double value, pairs, half, z2;
};

static double score_excess(const struct score *s, double x)
{
    double variance = x * (1 - x);
    return s->pairs * (s->value - x) * (s->value - x) * (2 - x) * (1 + x) -
           s->z2 * variance * (2 + s->half + (1 + 2 * s->half) * variance);
}

/* The limit between `inside` (the estimate) and `outside` (0 or 1). */
static double score_limit(const struct score *s, double inside, double outside)
{
    for (int i = 0; i < 100; i++) {
        double middle = 0.5 * (inside + outside);
        if (score_excess(s, middle) < 0) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    return 0.5 * (inside + outside);
}

/* Sen's and Mee's unbiased variance from the row, column and single-pair sums of squares. */
static double unbiased_variance(const double *a, size_t m, const double *b, size_t n, double value)
{
    double rows = 0, columns = 0, single = 0;
    for (size_t i = 0; i < m; i++) {
        double sum = 0;
        for (size_t j = 0; j < n; j++) {
            double d = pair_score(a[i], b[j]) - value;
            sum += d;
            single += d * d;
        }
        rows += sum * sum;
    }
    for (size_t j = 0; j < n; j++) {
        double sum = 0;
        for (size_t i = 0; i < m; i++) {
            sum += pair_score(a[i], b[j]) - value;
        }
        columns += sum * sum;
    }
    double dm = (double)m, dn = (double)n;
    double edge = 0.5 / (dm * dn);
    double kept = fmin(fmax(value, edge), 1 - edge);
    return (kept * (1 - kept) + rows / (dm * dn) + columns / (dm * dn) - 2 * single / (dm * dn)) /
           ((dm - 1) * (dn - 1));
}

struct nap nap_decrease(const double *before, size_t before_count, const double *after,
                        size_t after_count, double confidence)
{
    if (before_count == 0 || after_count == 0) {
        return (struct nap){NAN, NAN, NAN, NAN};
    }
    double sum = 0;
    for (size_t i = 0; i < before_count; i++) {
        for (size_t j = 0; j < after_count; j++) {
            sum += pair_score(before[i], after[j]);
        }
    }
    double pairs = (double)before_count * (double)after_count;
    struct nap r = {.value = sum / pairs, .se = NAN};
    if (before_count > 1 && after_count > 1) {
        /* The estimator is unbiased, not non-negative. */
        r.se = sqrt(fmax(unbiased_variance(before, before_count, after, after_count, r.value), 0));
    }
    double z = dist_normal_quantile(0.5 + confidence / 2);
    struct score s = {.value = r.value,
                      .pairs = pairs,
                      .half = ((double)before_count + (double)after_count) / 2 - 1,
                      .z2 = z * z};
    r.low = r.value > 0 ? score_limit(&s, r.value, 0) : 0;
    r.high = r.value < 1 ? score_limit(&s, r.value, 1) : 1;
    return r;
}
