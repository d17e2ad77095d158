#include "stats/ols.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

/* Lower Cholesky factor in place. A pivot that has lost nearly all of its size to rounding means
 * that a column is a combination of the others. */
static bool factor(struct ols_matrix *a, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        double whole = a->v[j][j], pivot = whole;
        for (size_t k = 0; k < j; k++) {
            pivot -= a->v[j][k] * a->v[j][k];
        }
        if (!(pivot > 1e-12 * whole) || !(pivot > 0)) {
            return false;
        }
        a->v[j][j] = sqrt(pivot);
        for (size_t i = j + 1; i < n; i++) {
            double sum = a->v[i][j];
            for (size_t k = 0; k < j; k++) {
                sum -= a->v[i][k] * a->v[j][k];
            }
            a->v[i][j] = sum / a->v[j][j];
        }
    }
    return true;
}

static void substitute(const struct ols_matrix *l, size_t n, double b[OLS_MAX_COLUMNS])
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++) {
            b[i] -= l->v[i][k] * b[k];
        }
        b[i] /= l->v[i][i];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++) {
            b[i] -= l->v[k][i] * b[k];
        }
        b[i] /= l->v[i][i];
    }
}

bool ols_solve(struct ols_matrix *a, size_t n, double b[OLS_MAX_COLUMNS])
{
    if (n > OLS_MAX_COLUMNS || !factor(a, n)) {
        return false;
    }
    substitute(a, n, b);
    return true;
}

static void design_row(const double *x, size_t width, size_t row, double out[OLS_MAX_COLUMNS])
{
    out[0] = 1;
    memcpy(out + 1, x + row * width, width * sizeof *x);
}

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

/* The sandwich: (X'X)^-1 X' diag(e² / (1-h)²) X (X'X)^-1, one diagonal element at a time from
 * the rows u = (X'X)^-1 x. A row that alone decides a coefficient (h = 1) gives no information
 * on its own error; the variance is then unknown. */
static void hc3(const double *x, const double *y, size_t count, const struct ols_matrix *l,
                struct ols *out)
{
    double variance[OLS_MAX_COLUMNS] = {0};
    size_t columns = out->columns;
    for (size_t r = 0; r < count; r++) {
        double row[OLS_MAX_COLUMNS] = {0}, u[OLS_MAX_COLUMNS];
        design_row(x, columns - 1, r, row);
        memcpy(u, row, sizeof u);
        substitute(l, columns, u);
        double rest = 1 - dot(row, u, columns);
        double e = y[r] - dot(row, out->coefficient, columns);
        double scaled = rest > 1e-10 ? e / rest : NAN;
        for (size_t c = 0; c < columns; c++) {
            variance[c] += u[c] * u[c] * scaled * scaled;
        }
    }
    for (size_t c = 0; c < columns; c++) {
        out->se_hc3[c] = sqrt(variance[c]);
    }
}

bool ols_fit(const double *x, size_t width, const double *y, size_t count, struct ols *out)
{
    *out = (struct ols){.columns = width + 1};
    if (out->columns > OLS_MAX_COLUMNS || count <= out->columns) {
        return false;
    }
    struct ols_matrix a = {{{0}}};
    for (size_t r = 0; r < count; r++) {
        double row[OLS_MAX_COLUMNS] = {0};
        design_row(x, width, r, row);
        for (size_t i = 0; i < out->columns; i++) {
            out->coefficient[i] += row[i] * y[r];
            for (size_t j = 0; j < out->columns; j++) {
                a.v[i][j] += row[i] * row[j];
            }
        }
    }
    if (!ols_solve(&a, out->columns, out->coefficient)) {
        return false;
    }
    out->df = (double)(count - out->columns);
    hc3(x, y, count, &a, out);
    return true;
}
