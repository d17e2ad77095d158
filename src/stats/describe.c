#include "stats/describe.h"

#include <math.h>

#include "stats/dist.h"

double describe_mean(const double *x, size_t n)
{
    if (n == 0) {
        return NAN;
    }
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
    }
    return sum / (double)n;
}

double describe_variance(const double *x, size_t n)
{
    if (n < 2) {
        return NAN;
    }
    double mean = describe_mean(x, n), sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (x[i] - mean) * (x[i] - mean);
    }
    return sum / (double)(n - 1);
}

struct estimate estimate_make(double value, double se, double df, double confidence)
{
    double reach = dist_t_quantile(0.5 + confidence / 2, df) * se;
    return (struct estimate){
        .value = value, .se = se, .df = df, .low = value - reach, .high = value + reach};
}

struct estimate describe_welch(const double *a, size_t a_count, const double *b, size_t b_count,
                               double confidence)
{
    double value = describe_mean(b, b_count) - describe_mean(a, a_count);
    double va = describe_variance(a, a_count) / (double)a_count;
    double vb = describe_variance(b, b_count) / (double)b_count;
    double df =
        (va + vb) * (va + vb) / (va * va / ((double)a_count - 1) + vb * vb / ((double)b_count - 1));
    return estimate_make(value, sqrt(va + vb), df, confidence);
}
