#include "stats/neighbours.h"

#include <math.h>
#include <string.h>

#include "stats/ols.h"

/* Share of the kernel's mass that is added to the diagonal of each slope: enough to solve when a
 * feature is the same for all, too little to flatten the slopes. */
static const double ridge = 0.0001;

/* The nearest so far: a heap with the farthest on top. */
struct heap {
    size_t count, want;
    float distance[NEIGHBOURS_MAX];
    uint32_t row[NEIGHBOURS_MAX];
};

static void heap_swap(struct heap *h, size_t a, size_t b)
{
    float d = h->distance[a];
    uint32_t r = h->row[a];
    h->distance[a] = h->distance[b];
    h->row[a] = h->row[b];
    h->distance[b] = d;
    h->row[b] = r;
}

static void heap_sink(struct heap *h)
{
    size_t at = 0;
    for (;;) {
        size_t largest = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < h->count; child++) {
            largest = h->distance[child] > h->distance[largest] ? child : largest;
        }
        if (largest == at) {
            return;
        }
        heap_swap(h, at, largest);
        at = largest;
    }
}

static void heap_offer(struct heap *h, float distance, uint32_t row)
{
    if (h->count == h->want) {
        if (distance < h->distance[0]) {
            h->distance[0] = distance;
            h->row[0] = row;
            heap_sink(h);
        }
        return;
    }
    size_t at = h->count++;
    h->distance[at] = distance;
    h->row[at] = row;
    while (at > 0 && h->distance[at] > h->distance[(at - 1) / 2]) {
        heap_swap(h, at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

/* The first row whose first place is not below. */
static size_t first_from(const struct neighbours_crowd *crowd, float place)
{
    size_t low = 0, high = crowd->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (crowd->place[middle * crowd->place_width] < place) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Look at one row; false when its first column alone puts it too far away, and so all beyond. */
static bool look(const struct neighbours_crowd *crowd, const float *place, size_t i, struct heap *h)
{
    const float *row = crowd->place + i * crowd->place_width;
    float limit = h->count == h->want ? h->distance[0] : INFINITY;
    float sum = (row[0] - place[0]) * (row[0] - place[0]);
    if (sum >= limit) {
        return false;
    }
    for (size_t k = 1; k < crowd->place_width; k++) {
        sum += (row[k] - place[k]) * (row[k] - place[k]);
    }
    if (sum < limit) {
        heap_offer(h, sum, (uint32_t)i);
    }
    return true;
}

/* Outwards from the target in both directions by the first column. */
static void search(const struct neighbours_crowd *crowd, const float *place, struct heap *h)
{
    size_t up = first_from(crowd, place[0]), down = up;
    bool more_up = true, more_down = true;
    while (more_up || more_down) {
        more_up = more_up && up < crowd->count && look(crowd, place, up, h);
        up += more_up ? 1 : 0;
        more_down = more_down && down > 0 && look(crowd, place, down - 1, h);
        down -= more_down ? 1 : 0;
    }
}

/* X'KX with the intercept first, and the ridge on the slopes. */
static void normal_matrix(const struct neighbours *n, struct ols_matrix *a)
{
    memset(a, 0, sizeof *a);
    double mass = 0;
    for (size_t j = 0; j < n->count; j++) {
        double x[NEIGHBOURS_FEATURES + 1] = {1};
        memcpy(x + 1, n->offset[j], n->width * sizeof *x);
        mass += n->kernel[j];
        for (size_t r = 0; r <= n->width; r++) {
            for (size_t c = 0; c <= n->width; c++) {
                a->v[r][c] += n->kernel[j] * x[r] * x[c];
            }
        }
    }
    for (size_t r = 1; r <= n->width; r++) {
        a->v[r][r] += ridge * (a->v[r][r] + mass);
    }
}

/* Weights are the first row of (X'KX + R)^-1 X'K. */
static bool set_weights(struct neighbours *n)
{
    struct ols_matrix a;
    double first[OLS_MAX_COLUMNS] = {1};
    normal_matrix(n, &a);
    if (!ols_solve(&a, n->width + 1, first)) {
        return false;
    }
    for (size_t j = 0; j < n->count; j++) {
        double sum = first[0];
        for (size_t k = 0; k < n->width; k++) {
            sum += first[k + 1] * n->offset[j][k];
        }
        n->weight[j] = sum * n->kernel[j];
    }
    return true;
}

bool neighbours_find(const struct neighbours_crowd *crowd, const float *place, const float *slope,
                     size_t want, struct neighbours *out)
{
    struct heap h = {.want = want > NEIGHBOURS_MAX ? NEIGHBOURS_MAX : want};
    out->count = 0;
    if (crowd->slope_width > NEIGHBOURS_FEATURES || h.want < crowd->slope_width + 3) {
        return false;
    }
    search(crowd, place, &h);
    if (h.count < crowd->slope_width + 3) {
        return false;
    }
    out->count = h.count;
    out->width = crowd->slope_width;
    double edge = 1.05 * sqrt((double)h.distance[0]) + 1e-6;
    for (size_t j = 0; j < h.count; j++) {
        const float *row = crowd->slope + h.row[j] * crowd->slope_width;
        out->row[j] = h.row[j];
        out->kernel[j] = 1 - (double)h.distance[j] / (edge * edge);
        for (size_t k = 0; k < crowd->slope_width; k++) {
            out->offset[j][k] = (double)row[k] - (double)slope[k];
        }
    }
    return set_weights(out);
}

double neighbours_spread(const struct neighbours *n, const double *outcomes)
{
    struct ols_matrix a;
    double b[OLS_MAX_COLUMNS] = {0}, mass = 0, mass2 = 0, sum = 0;
    normal_matrix(n, &a);
    for (size_t j = 0; j < n->count; j++) {
        b[0] += n->kernel[j] * outcomes[j];
        for (size_t k = 0; k < n->width; k++) {
            b[k + 1] += n->kernel[j] * n->offset[j][k] * outcomes[j];
        }
    }
    if (!ols_solve(&a, n->width + 1, b)) {
        return NAN;
    }
    for (size_t j = 0; j < n->count; j++) {
        double e = outcomes[j] - b[0];
        for (size_t k = 0; k < n->width; k++) {
            e -= b[k + 1] * n->offset[j][k];
        }
        sum += n->kernel[j] * e * e;
        mass += n->kernel[j];
        mass2 += n->kernel[j] * n->kernel[j];
    }
    double cases = mass * mass / mass2, columns = (double)n->width + 1;
    return sum / mass * cases / (cases > columns + 1 ? cases - columns : 1);
}
