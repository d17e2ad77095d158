#include "stats/change.h"

#include <math.h>

#define NORMAL_TWO_SIDED_5 1.959963984540054

static double se_difference(double sd, double reliability)
{
    bool good = isfinite(sd) && sd > 0 && reliability >= 0 && reliability < 1;
    return good ? sd * sqrt(2 * (1 - reliability)) : NAN;
}

bool change_index(double before, double after, double sd, double reliability,
                  struct change_index *out)
{
    double se = se_difference(sd, reliability);
    *out = (struct change_index){.difference = after - before, .se_difference = se};
    if (isnan(se) || !isfinite(before) || !isfinite(after)) {
        out->index = NAN;
        return false;
    }
    out->index = out->difference / se;
    out->reliable = fabs(out->index) > NORMAL_TWO_SIDED_5;
    return true;
}

double change_limit(double sd, double reliability)
{
    return NORMAL_TWO_SIDED_5 * se_difference(sd, reliability);
}

double change_gas(const int *levels, const int *weights, size_t count, double correlation)
{
    double sum = 0, weight = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        if (weights[i] <= 0) {
            return NAN;
        }
        sum += (double)weights[i] * levels[i];
        weight += weights[i];
        squares += (double)weights[i] * weights[i];
    }
    bool good = count > 0 && correlation >= 0 && correlation <= 1;
    return good ? 50 + 10 * sum / sqrt((1 - correlation) * squares + correlation * weight * weight)
                : NAN;
}
