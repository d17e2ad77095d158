#include "followup/crowd.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/ols.h"

enum { WANT_NEIGHBOURS = 60, RECENT_WEEKS = 10, WINDOWS = 5 };

/* Ends of the windows of history, in weeks with teaching before the anchor, and how much each
 * counts in the recent level. */
static const int window_ends[WINDOWS + 1] = {0, 1, 2, 5, 10, 25};
static const double level_parts[WINDOWS] = {0.1, 0.1, 0.3, 0.5, 0};
static const double score_scale = 3, level_scale = 0.5, invalid_scale = 0.2;
static const double years_scale = 0.1;  /* ten years as far as ten percentage points of slope */
static const double years_unknown = 12; /* stands for an age that is not known */
static const double least_mass = 0.02;  /* in the score's regression, of a pupil never absent */

struct crowd {
    const struct panel *panel;
    const struct school_weeks *weeks;
    int anchor;
    size_t count;
    uint32_t *pupil;
    float *slope, *place;      /* rows in rising order of the score */
    float *unsorted;           /* scratch: slopes by pupil number */
    struct crowd_order *order; /* scratch */
    double score[CROWD_SLOPES + 1];
};

struct crowd_order {
    float score;
    uint32_t pupil, row;
};

/* A week with teaching is one in which a quarter of all pupils are taught: schools differ by a
 * week at holidays, and a camp for a few is no school week. */
struct school_weeks school_weeks_find(const struct panel *p)
{
    size_t count = (size_t)p->week_count + 1, most = 0;
    struct school_weeks s = {mem_zalloc(count, sizeof *s.number),
                             mem_zalloc(count, sizeof *s.before)};
    size_t *taught = mem_zalloc(count, sizeof *taught);
    for (size_t i = 0; i < p->pupil_count; i++) {
        const struct panel_week *row = panel_row(p, i);
        for (int w = 0; w < p->week_count; w++) {
            taught[w] += isnan(row[w].absent) ? 0 : 1;
        }
    }
    for (int w = 0; w < p->week_count; w++) {
        most = taught[w] > most ? taught[w] : most;
    }
    int found = 0;
    for (int w = 0; w <= p->week_count; w++) {
        s.before[w] = found;
        if (w < p->week_count && taught[w] > 0 && taught[w] * 4 >= most) {
            s.number[found++] = w;
        }
    }
    free(taught);
    return s;
}

void school_weeks_free(struct school_weeks *s)
{
    free(s->number);
    free(s->before);
}

struct crowd *crowd_new(const struct panel *p, const struct school_weeks *weeks)
{
    struct crowd *c = mem_zalloc(1, sizeof *c);
    c->panel = p;
    c->weeks = weeks;
    c->pupil = mem_alloc(p->pupil_count * sizeof *c->pupil);
    c->slope = mem_alloc(p->pupil_count * CROWD_SLOPES * sizeof *c->slope);
    c->place = mem_alloc(p->pupil_count * CROWD_PLACES * sizeof *c->place);
    c->unsorted = mem_alloc(p->pupil_count * CROWD_SLOPES * sizeof *c->unsorted);
    c->order = mem_alloc(p->pupil_count * sizeof *c->order);
    return c;
}

void crowd_free(struct crowd *c)
{
    if (c != NULL) {
        free(c->pupil);
        free(c->slope);
        free(c->place);
        free(c->unsorted);
        free(c->order);
        free(c);
    }
}

struct history {
    double absent, invalid;
    int weeks;
};

/* Sums over the weeks with teaching number `from` to `to` - 1. */
static struct history sum_history(const struct crowd *c, const struct panel_week *row, int from,
                                  int to)
{
    struct history h = {0};
    for (int i = from > 0 ? from : 0; i < to; i++) {
        struct panel_week w = row[c->weeks->number[i]];
        if (!isnan(w.absent)) {
            h.absent += (double)w.absent;
            h.invalid += (double)w.invalid;
            h.weeks++;
        }
    }
    return h;
}

/* The history in units of ten percentage points. A window without weeks takes the recent mean:
 * nothing else is known of it. */
static bool make_slope(const struct crowd *c, size_t pupil, float *out)
{
    const struct panel_week *row = panel_row(c->panel, pupil);
    const struct panel_pupil *who = &c->panel->pupils[pupil];
    int at = c->weeks->before[c->anchor];
    struct history recent = sum_history(c, row, at - RECENT_WEEKS, at);
    if (recent.weeks < CROWD_LEAST_RECENT) {
        return false;
    }
    for (int k = 0; k < WINDOWS; k++) {
        struct history h = sum_history(c, row, at - window_ends[k + 1], at - window_ends[k]);
        h = h.weeks > 0 ? h : recent;
        out[k] = (float)(10 * h.absent / h.weeks);
    }
    out[WINDOWS] = (float)(10 * recent.invalid / recent.weeks);
    out[WINDOWS + 1] = who->sex == SEX_FEMALE ? 0.2F : who->sex == SEX_MALE ? -0.2F : 0;
    double days = panel_monday(c->panel, c->anchor).days - (double)who->birth_date.days;
    bool known = who->birth_date.days != DATE_OPEN.days;
    out[WINDOWS + 2] = (float)(years_scale * (known ? days / 365.25 : years_unknown));
    return true;
}

static double recent_level(const float *slope)
{
    double level = 0;
    for (int k = 0; k < WINDOWS; k++) {
        level += level_parts[k] * (double)slope[k];
    }
    return level;
}

static void make_place(const struct crowd *c, const float *slope, float *out)
{
    double score = c->score[0];
    for (int k = 0; k < CROWD_SLOPES; k++) {
        score += c->score[k + 1] * (double)slope[k];
    }
    out[0] = (float)(score_scale * sqrt(fmax(score, 0)));
    out[1] = (float)(level_scale * sqrt(recent_level(slope)));
    out[2] = (float)(invalid_scale * sqrt((double)slope[WINDOWS]));
    out[3] = slope[WINDOWS + 2];
}

/* Weighted least squares; without a solution the score is the recent level. */
static void fit_score(struct crowd *c, const float *ahead)
{
    struct ols_matrix m = {{{0}}};
    double b[OLS_MAX_COLUMNS] = {0};
    for (size_t i = 0; i < c->count; i++) {
        const float *slope = c->unsorted + i * CROWD_SLOPES;
        double x[CROWD_SLOPES + 1] = {1}, y = 10 * (double)ahead[c->order[i].pupil];
        double mass = least_mass + recent_level(slope);
        if (isnan(y)) {
            continue;
        }
        for (int k = 0; k < CROWD_SLOPES; k++) {
            x[k + 1] = (double)slope[k];
        }
        for (int r = 0; r <= CROWD_SLOPES; r++) {
            b[r] += mass * x[r] * y;
            for (int k = 0; k <= r; k++) {
                m.v[r][k] += mass * x[r] * x[k];
            }
        }
    }
    for (int r = 1; r <= CROWD_SLOPES; r++) { /* for columns that are the same for all */
        m.v[r][r] += 0.001 * m.v[r][r] + 1e-6;
    }
    bool solved = ols_solve(&m, CROWD_SLOPES + 1, b);
    for (int r = 0; r <= CROWD_SLOPES; r++) {
        bool level = r > 0 && r <= WINDOWS;
        c->score[r] = solved ? b[r] : level ? level_parts[r - 1] : 0;
    }
}

static int by_score(const void *x, const void *y)
{
    const struct crowd_order *a = x, *b = y;
    if (a->score != b->score) {
        return a->score < b->score ? -1 : 1;
    }
    return (a->pupil > b->pupil) - (a->pupil < b->pupil);
}

void crowd_fill(struct crowd *c, int anchor, const bool *candidate, const float *ahead)
{
    c->count = 0;
    c->anchor = anchor;
    for (size_t i = 0; i < c->panel->pupil_count; i++) {
        if (candidate[i] && make_slope(c, i, c->unsorted + c->count * CROWD_SLOPES)) {
            c->order[c->count].pupil = (uint32_t)i;
            c->order[c->count].row = (uint32_t)c->count;
            c->count++;
        }
    }
    fit_score(c, ahead);
    for (size_t i = 0; i < c->count; i++) {
        float place[CROWD_PLACES];
        make_place(c, c->unsorted + i * CROWD_SLOPES, place);
        c->order[i].score = place[0];
    }
    if (c->count > 0) {
        qsort(c->order, c->count, sizeof *c->order, by_score);
    }
    for (size_t i = 0; i < c->count; i++) {
        float *slope = c->slope + i * CROWD_SLOPES;
        memcpy(slope, c->unsorted + c->order[i].row * CROWD_SLOPES, CROWD_SLOPES * sizeof *slope);
        make_place(c, slope, c->place + i * CROWD_PLACES);
        c->pupil[i] = c->order[i].pupil;
    }
}

bool crowd_similar(const struct crowd *c, size_t pupil, struct neighbours *out)
{
    float slope[CROWD_SLOPES], place[CROWD_PLACES];
    out->count = 0;
    if (!make_slope(c, pupil, slope)) {
        return false;
    }
    make_place(c, slope, place);
    struct neighbours_crowd rows = {.count = c->count,
                                    .place = c->place,
                                    .slope = c->slope,
                                    .place_width = CROWD_PLACES,
                                    .slope_width = CROWD_SLOPES};
    if (!neighbours_find(&rows, place, slope, WANT_NEIGHBOURS, out)) {
        return false;
    }
    for (size_t j = 0; j < out->count; j++) {
        out->row[j] = c->pupil[out->row[j]];
    }
    return true;
}
