#include "followup/compare.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "followup/crowd.h"

enum {
    BACK_REACH = 20, /* calendar weeks in which the weeks "before" are sought */
    CHAIN_WEEKS = 26 /* over which an entering pupil's expectation counts in shared errors */
};
static const double least_mass = 0.5;     /* of the weights must have an outcome in a week */
static const double least_share = 0.0005; /* smaller weights do not matter for the error */

/* On whose own absence an expectation rests in the end, when comparison pupils who enter a case
 * themselves have been replaced by theirs. */
struct roots {
    size_t count;
    uint32_t *pupil;
    float *weight;
};

struct compare {
    const struct panel *panel;
    const int *entry;
    const struct compare_subject *subjects;
    size_t count;
    struct compare_result *results;
    struct roots *roots;       /* by subject */
    float **imputed;           /* by pupil: expected absence from the entry week on, or NULL */
    struct roots *entry_roots; /* by pupil: of the imputed */
    struct school_weeks weeks;
    double *shared;    /* by pupil: scratch for sums of weights */
    uint32_t *touched; /* scratch: the pupils with a sum */
    bool *candidate;   /* scratch, by pupil */
    float *ahead;      /* scratch, by pupil */
};

/* A start that needs an expectation: a subject's, or the entry of a pupil who until then may
 * serve as comparison. */
struct start {
    int anchor; /* first week that is not wholly before */
    bool is_subject;
    size_t index; /* of the subject or the pupil */
};

/* A comparison pupil's absence without help in a week: as it was until the pupil's own entry, as
 * expected from then on. */
static double untreated(const struct compare *c, size_t pupil, int week)
{
    if (week < c->entry[pupil]) {
        return (double)panel_row(c->panel, pupil)[week].absent;
    }
    const float *path = c->imputed[pupil];
    return path != NULL ? (double)path[week - c->entry[pupil]] : NAN;
}

/* Whoever is in no case at the anchor, with what came after. */
static void fill_crowd(struct compare *c, int anchor, struct crowd *crowd)
{
    for (size_t i = 0; i < c->panel->pupil_count; i++) {
        double sum = 0;
        int weeks = 0;
        c->candidate[i] = c->entry[i] > anchor;
        int last = anchor + CROWD_SCORE_WEEKS - 1;
        for (int w = anchor; c->candidate[i] && w <= last && w < c->panel->week_count; w++) {
            double y = untreated(c, i, w);
            sum += isnan(y) ? 0 : y;
            weeks += isnan(y) ? 0 : 1;
        }
        c->ahead[i] = weeks > 0 ? (float)(sum / weeks) : NAN;
    }
    crowd_fill(crowd, anchor, c->candidate, c->ahead);
}

static double expected_week(const struct compare *c, const struct neighbours *link, int week)
{
    double sum = 0, mass = 0;
    for (size_t j = 0; j < link->count; j++) {
        double y = untreated(c, link->row[j], week);
        if (!isnan(y)) {
            sum += link->weight[j] * y;
            mass += link->weight[j];
        }
    }
    return mass >= least_mass ? sum / mass : NAN;
}

/* Mean expectation over the weeks in which the pupil was taught. */
static double expected_mean(const struct compare *c, const struct neighbours *link, size_t pupil,
                            int from, int to)
{
    const struct panel_week *row = panel_row(c->panel, pupil);
    double sum = 0;
    int weeks = 0;
    for (int w = from; w <= to && w < c->panel->week_count; w++) {
        double y = isnan(row[w].absent) ? NAN : expected_week(c, link, w);
        if (!isnan(y)) {
            sum += y;
            weeks++;
        }
    }
    return weeks > 0 ? sum / weeks : NAN;
}

/* Variance of comparison pupils' means over the weeks about their local fit. */
static double spread(const struct compare *c, const struct neighbours *link, int from, int to)
{
    double outcomes[NEIGHBOURS_MAX], known = 0;
    size_t count = 0;
    for (size_t j = 0; j < link->count; j++) {
        double sum = 0;
        int weeks = 0;
        for (int w = from; w <= to && w < c->panel->week_count; w++) {
            double y = untreated(c, link->row[j], w);
            sum += isnan(y) ? 0 : y;
            weeks += isnan(y) ? 0 : 1;
        }
        outcomes[j] = weeks > 0 ? sum / weeks : NAN;
        known += weeks > 0 ? outcomes[j] : 0;
        count += weeks > 0 ? 1 : 0;
    }
    for (size_t j = 0; j < link->count; j++) {
        outcomes[j] = isnan(outcomes[j]) ? known / (double)count : outcomes[j];
    }
    return count > 0 ? neighbours_spread(link, outcomes) : NAN;
}

static size_t add_root(struct compare *c, uint32_t pupil, double weight, size_t touched)
{
    if (c->shared[pupil] == 0 && weight != 0) {
        c->touched[touched++] = pupil;
    }
    c->shared[pupil] += weight;
    return touched;
}

/* Follow the weights through the comparison pupils who enter between `from` and `to`: their own
 * absence counts until they enter, that of their roots afterwards. */
static void find_roots(struct compare *c, const struct neighbours *link, int from, int to,
                       struct roots *out)
{
    size_t touched = 0;
    for (size_t j = 0; j < link->count; j++) {
        uint32_t pupil = link->row[j];
        int entry = c->entry[pupil] < from ? from : c->entry[pupil];
        double replaced = entry > to ? 0 : (to - entry + 1.0) / (to - from + 1.0);
        touched = add_root(c, pupil, link->weight[j] * (1 - replaced), touched);
        const struct roots *next = &c->entry_roots[pupil];
        for (size_t k = 0; replaced > 0 && k < next->count; k++) {
            double weight = link->weight[j] * replaced * (double)next->weight[k];
            touched = add_root(c, next->pupil[k], weight, touched);
        }
    }
    out->pupil = mem_alloc(touched * sizeof *out->pupil);
    out->weight = mem_alloc(touched * sizeof *out->weight);
    out->count = 0;
    for (size_t j = 0; j < touched; j++) {
        double *weight = &c->shared[c->touched[j]];
        if (fabs(*weight) > least_share) {
            out->pupil[out->count] = c->touched[j];
            out->weight[out->count++] = (float)*weight;
        }
        *weight = 0;
    }
}

static void expect_subject(struct compare *c, size_t index, int anchor, const struct crowd *crowd)
{
    const struct compare_subject *s = &c->subjects[index];
    struct compare_result *r = &c->results[index];
    struct neighbours similar, *link = &similar;
    if (!crowd_similar(crowd, s->pupil, link)) {
        return;
    }
    int found,
        first = panel_back(c->panel, s->pupil, anchor, COMPARE_BEFORE_WEEKS, BACK_REACH, &found);
    int after_last = s->span.after_first + COMPARE_AFTER_WEEKS - 1;
    r->expected_before = expected_mean(c, link, s->pupil, first, s->span.before_last);
    r->expected_during =
        expected_mean(c, link, s->pupil, s->span.during_first, s->span.during_last);
    r->expected_after = expected_mean(c, link, s->pupil, s->span.after_first, after_last);
    r->spread_during = spread(c, link, s->span.during_first, s->span.during_last);
    r->spread_after = spread(c, link, s->span.after_first, after_last);
    r->compared = !isnan(r->expected_during) && !isnan(r->spread_during);
    int last = isnan(r->expected_after) ? s->span.during_last : after_last;
    last = last < c->panel->week_count ? last : c->panel->week_count - 1;
    find_roots(c, link, s->span.during_first, last, &c->roots[index]);
}

static void impute_pupil(struct compare *c, size_t pupil, const struct crowd *crowd)
{
    int entry = c->entry[pupil];
    struct neighbours link;
    if (!crowd_similar(crowd, pupil, &link)) {
        return;
    }
    float *path = mem_alloc((size_t)(c->panel->week_count - entry) * sizeof *path);
    for (int w = entry; w < c->panel->week_count; w++) {
        path[w - entry] = (float)expected_week(c, &link, w);
    }
    c->imputed[pupil] = path;
    int last =
        entry + CHAIN_WEEKS < c->panel->week_count ? entry + CHAIN_WEEKS : c->panel->week_count - 1;
    find_roots(c, &link, entry, last, &c->entry_roots[pupil]);
}

/* The means of what was, for every subject. */
static void observe(const struct compare *c, const struct compare_subject *s,
                    struct compare_result *r)
{
    const struct panel_span *span = &s->span;
    *r = (struct compare_result){.expected_before = NAN,
                                 .expected_during = NAN,
                                 .expected_after = NAN,
                                 .spread_during = NAN,
                                 .spread_after = NAN};
    int found, first = panel_back(c->panel, s->pupil, span->before_last + 1, COMPARE_BEFORE_WEEKS,
                                  BACK_REACH, &found);
    r->before = panel_mean(c->panel, s->pupil, first, span->before_last, &r->before_weeks);
    r->during =
        panel_mean(c->panel, s->pupil, span->during_first, span->during_last, &r->during_weeks);
    r->after = panel_mean(c->panel, s->pupil, span->after_first,
                          span->after_first + COMPARE_AFTER_WEEKS - 1, &r->after_weeks);
    r->counted = r->before_weeks >= COMPARE_LEAST_WEEKS && r->during_weeks >= COMPARE_LEAST_WEEKS;
}

static int later_first(const void *a, const void *b)
{
    const struct start *x = a, *y = b;
    if (x->anchor != y->anchor) {
        return x->anchor < y->anchor ? 1 : -1;
    }
    return (x->index > y->index) - (x->index < y->index);
}

/* Subjects, and the entries that come after the first of them: earlier ones are never compared
 * with. */
static struct start *list_starts(const struct compare *c, size_t *count_out)
{
    struct start *starts = mem_alloc((c->count + c->panel->pupil_count) * sizeof *starts);
    size_t n = 0;
    int earliest = INT_MAX;
    for (size_t i = 0; i < c->count; i++) {
        int anchor = c->subjects[i].span.before_last + 1;
        if (c->results[i].counted) {
            starts[n++] = (struct start){anchor, true, i};
            earliest = anchor < earliest ? anchor : earliest;
        }
    }
    for (size_t i = 0; i < c->panel->pupil_count; i++) {
        if (c->entry[i] > earliest && c->entry[i] < c->panel->week_count) {
            starts[n++] = (struct start){c->entry[i], false, i};
        }
    }
    qsort(starts, n, sizeof *starts, later_first);
    *count_out = n;
    return starts;
}

static void expect_all(struct compare *c)
{
    size_t count;
    struct start *starts = list_starts(c, &count);
    struct crowd *crowd = crowd_new(c->panel, &c->weeks);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || starts[i].anchor != starts[i - 1].anchor) {
            fill_crowd(c, starts[i].anchor, crowd);
        }
        if (starts[i].is_subject) {
            expect_subject(c, starts[i].index, starts[i].anchor, crowd);
        } else {
            impute_pupil(c, starts[i].index, crowd);
        }
    }
    crowd_free(crowd);
    free(starts);
}

struct compare *compare_run(const struct panel *panel, const int *entry,
                            const struct compare_subject *subjects, size_t count)
{
    struct compare *c = mem_zalloc(1, sizeof *c);
    *c = (struct compare){.panel = panel,
                          .entry = entry,
                          .subjects = subjects,
                          .count = count,
                          .results = mem_zalloc(count, sizeof *c->results),
                          .roots = mem_zalloc(count, sizeof *c->roots),
                          .imputed = mem_zalloc(panel->pupil_count, sizeof *c->imputed),
                          .entry_roots = mem_zalloc(panel->pupil_count, sizeof *c->entry_roots),
                          .shared = mem_zalloc(panel->pupil_count, sizeof *c->shared),
                          .touched = mem_zalloc(panel->pupil_count + 1, sizeof *c->touched),
                          .candidate = mem_zalloc(panel->pupil_count, sizeof *c->candidate),
                          .ahead = mem_zalloc(panel->pupil_count, sizeof *c->ahead),
                          .weeks = school_weeks_find(panel)};
    for (size_t i = 0; i < count; i++) {
        observe(c, &subjects[i], &c->results[i]);
    }
    expect_all(c);
    return c;
}

static void roots_free(struct roots *r)
{
    free(r->pupil);
    free(r->weight);
}

void compare_free(struct compare *c)
{
    if (c == NULL) {
        return;
    }
    for (size_t i = 0; i < c->panel->pupil_count; i++) {
        free(c->imputed[i]);
        roots_free(&c->entry_roots[i]);
    }
    for (size_t i = 0; i < c->count; i++) {
        roots_free(&c->roots[i]);
    }
    free(c->imputed);
    free(c->entry_roots);
    free(c->results);
    free(c->roots);
    free(c->touched);
    free(c->candidate);
    free(c->ahead);
    school_weeks_free(&c->weeks);
    free(c->shared);
    free(c);
}

const struct compare_result *compare_result(const struct compare *c, size_t subject)
{
    return &c->results[subject];
}

/* One outcome of one subject. */
struct outcome {
    bool known;
    double difference, spread;
};

static struct outcome outcome_during(const struct compare_result *r)
{
    return (struct outcome){r->compared, r->during - r->expected_during, r->spread_during};
}

bool compare_knows_after(const struct compare_result *r)
{
    return r->compared && r->after_weeks >= COMPARE_LEAST_WEEKS && !isnan(r->expected_after) &&
           !isnan(r->spread_after);
}

static struct outcome outcome_after(const struct compare_result *r)
{
    return (struct outcome){compare_knows_after(r), r->after - r->expected_after, r->spread_after};
}

/* How much the subjects lean on the same comparison pupils: Σ_j (Σ_i w_ij)² over pupils j, and
 * Σ_ij w_ij², which it would be if none were shared. */
struct leaning {
    double together, apart;
};

static struct leaning lean(const struct compare *c, const bool *in,
                           struct outcome (*get)(const struct compare_result *))
{
    struct leaning total = {0, 0};
    for (int pass = 0; pass < 2; pass++) { /* add up; then count each pupil once and clear */
        for (size_t i = 0; i < c->count; i++) {
            if (!in[i] || !get(&c->results[i]).known) {
                continue;
            }
            const struct roots *roots = &c->roots[i];
            for (size_t j = 0; j < roots->count; j++) {
                double w = (double)roots->weight[j], *sum = &c->shared[roots->pupil[j]];
                if (pass == 0) {
                    *sum += w;
                    total.apart += w * w;
                } else {
                    total.together += *sum * *sum;
                    *sum = 0;
                }
            }
        }
    }
    return total;
}

/*
 * Variance of the sum of differences, in two ways, of which the larger counts. As seen: the
 * differences' own spread, which holds the prediction's error, and what sharing adds. As
 * expected: the spread of single outcomes about what similar pupils lead to expect, for the pupils
 * and for those compared with. Help that takes away a part of the absence also takes away a part
 * of its spread, so what is seen can be too little: the pupils' luck without help is not seen.
 */
static double sum_variance(struct leaning l, double seen, double spread, double n)
{
    double shared = fmax(l.together - l.apart, 0) * spread;
    return fmax(n * seen + shared, spread * (n + l.together));
}

static struct estimate estimate_group(const struct compare *c, const bool *in,
                                      struct outcome (*get)(const struct compare_result *),
                                      size_t *n_out)
{
    double sum = 0, spread_sum = 0, squares = 0;
    size_t n = 0;
    for (size_t i = 0; i < c->count; i++) {
        struct outcome o = get(&c->results[i]);
        if (in[i] && o.known) {
            sum += o.difference;
            spread_sum += o.spread;
            n++;
        }
    }
    *n_out = n;
    if (n < 2) {
        return (struct estimate){NAN, NAN, NAN, NAN, NAN};
    }
    double mean = sum / (double)n;
    for (size_t i = 0; i < c->count; i++) {
        struct outcome o = get(&c->results[i]);
        if (in[i] && o.known) {
            squares += (o.difference - mean) * (o.difference - mean);
        }
    }
    double seen = squares / (double)(n - 1), spread = spread_sum / (double)n;
    double se = sqrt(sum_variance(lean(c, in, get), seen, spread, (double)n)) / (double)n;
    return estimate_make(mean, se, (double)(n - 1), COMPARE_CONFIDENCE);
}

struct estimate compare_during(const struct compare *c, const bool *in, size_t *n_out)
{
    return estimate_group(c, in, outcome_during, n_out);
}

struct estimate compare_after(const struct compare *c, const bool *in, size_t *n_out)
{
    return estimate_group(c, in, outcome_after, n_out);
}
