#include "stats/dist.h"

#include <math.h>

double dist_normal_cdf(double x)
{
    return 0.5 * erfc(-x / sqrt(2.0));
}

/* Start from a rational approximation (Hastings 1955, error below 0.0005) and polish with Halley
 * steps on the exact distribution function; three are enough for full precision. */
double dist_normal_quantile(double p)
{
    if (isnan(p) || p < 0 || p > 1) {
        return NAN;
    }
    if (p == 0 || p == 1) {
        return p == 0 ? -INFINITY : INFINITY;
    }
    if (p > 0.5) {
        return -dist_normal_quantile(1 - p);
    }
    double t = sqrt(-2 * log(p));
    double x = (2.515517 + t * (0.802853 + t * 0.010328)) /
                   (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) -
               t;
    for (int i = 0; i < 4; i++) {
        double density = exp(-0.5 * x * x) / sqrt(2 * M_PI);
        if (density <= 0) {
            break;
        }
        double step = (dist_normal_cdf(x) - p) / density;
        x -= step / (1 + 0.5 * x * step);
    }
    return x;
}

/* Continued fraction of the incomplete beta function, by Lentz's method. */
static double beta_fraction(double a, double b, double x)
{
    const double tiny = 1e-300;
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < tiny ? tiny : d);
    double f = d;
    for (int m = 1; m <= 500; m++) {
        for (int odd = 0; odd < 2; odd++) {
            double k = odd ? -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
                           : m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 + k * d;
            d = 1 / (fabs(d) < tiny ? tiny : d);
            c = 1 + k / c;
            c = fabs(c) < tiny ? tiny : c;
            f *= c * d;
        }
        if (fabs(c * d - 1) < 1e-15) {
            break;
        }
    }
    return f;
}

static double incomplete_beta(double a, double b, double x)
{
    if (x <= 0 || x >= 1) {
        return x <= 0 ? 0 : 1;
    }
    double front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
    if (x < (a + 1) / (a + b + 2)) {
        return front * beta_fraction(a, b, x) / a;
    }
    return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double dist_t_cdf(double t, double df)
{
    if (isnan(t) || !(df > 0)) {
        return NAN;
    }
    if (isinf(t)) {
        return t < 0 ? 0 : 1;
    }
    if (fabs(t) < 0.5) { /* near the middle the tail would lose its digits */
        double body = 0.5 * incomplete_beta(0.5, df / 2, t * t / (df + t * t));
        return t < 0 ? 0.5 - body : 0.5 + body;
    }
    double tail = 0.5 * incomplete_beta(df / 2, 0.5, df / (df + t * t));
    return t < 0 ? tail : 1 - tail;
}

/* Bisection in the lower tail: the function is monotone and this is never in a hot loop. */
static double t_lower_quantile(double p, double df)
{
    double low = -1;
    while (dist_t_cdf(low, df) > p && low > -1e300) {
        low *= 2;
    }
    double high = 0;
    for (int i = 0; i < 200; i++) {
        double middle = 0.5 * (low + high);
        if (middle == low || middle == high) {
            break;
        }
        if (dist_t_cdf(middle, df) < p) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return 0.5 * (low + high);
}

double dist_t_quantile(double p, double df)
{
    if (isnan(p) || p < 0 || p > 1 || !(df > 0)) {
        return NAN;
    }
    if (p == 0 || p == 1) {
        return p == 0 ? -INFINITY : INFINITY;
    }
    if (p == 0.5) {
        return 0;
    }
    if (p > 0.5) {
        return -dist_t_quantile(1 - p, df);
    }
    return t_lower_quantile(p, df);
}
