#include "followup/group.h"

#include <stdlib.h>

#include "base/mem.h"

const char *const age_band_code[AGE_BAND__MAX] = {"unknown", "0-9", "10-12", "13-15", "16-"};
const char *const age_band_text_sv[AGE_BAND__MAX] = {"okänd ålder", "högst 9 år", "10–12 år",
                                                     "13–15 år", "minst 16 år"};

enum age_band age_band_at(struct date birth, struct date at)
{
    if (birth.days == DATE_OPEN.days) {
        return AGE_UNKNOWN;
    }
    int age = date_age(birth, at);
    return age <= 9    ? AGE_TO_9
           : age <= 12 ? AGE_10_12 /* not law: bands of a table */
           : age <= 15 ? AGE_13_15 /* not law: bands of a table */
                       : AGE_FROM_16;
}

/* The tables of one follow-up. They have the same shape; each counts the pupils that one figure is
 * about, and what is hidden in the first is hidden in all. */
enum figure { FIGURE_MEANS, FIGURE_AFTER, FIGURE_DIFFERENCE, FIGURE_DIFFERENCE_AFTER, FIGURE__MAX };

struct making {
    const struct panel *panel;
    const struct group_start *starts;
    struct compare_subject *subjects;
    size_t count;
    struct compare *compare;
    struct group *g;
    int codes[INTERVENTION_CODE__MAX]; /* the codes that occur */
    size_t sizes[3];
    struct table *tables[FIGURE__MAX];
    bool *in; /* scratch: the subjects of a cell that a figure is about */
};

static int by_pupil_and_start(const void *x, const void *y)
{
    const struct group_start *a = x, *b = y;
    if (a->pupil != b->pupil) {
        return a->pupil < b->pupil ? -1 : 1;
    }
    if (a->start.days != b->start.days) {
        return a->start.days < b->start.days ? -1 : 1;
    }
    return (int)a->code - (int)b->code;
}

static size_t keep_first(struct group_start *starts, size_t count)
{
    size_t kept = 0;
    if (count > 0) {
        qsort(starts, count, sizeof *starts, by_pupil_and_start);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || starts[kept - 1].pupil != starts[i].pupil) {
            starts[kept++] = starts[i];
        }
    }
    return kept;
}

/* Whether the figure is about the subject. */
static bool is_about(enum figure f, const struct compare_result *r)
{
    bool after = r->after_weeks >= COMPARE_LEAST_WEEKS;
    switch (f) {
    case FIGURE_MEANS:
        return r->counted;
    case FIGURE_AFTER:
        return r->counted && after;
    case FIGURE_DIFFERENCE:
        return r->compared;
    case FIGURE_DIFFERENCE_AFTER:
        return compare_knows_after(r);
    case FIGURE__MAX:
        break;
    }
    return false;
}

static void find_codes(struct making *m)
{
    bool seen[INTERVENTION_CODE__MAX] = {false};
    for (size_t i = 0; i < m->count; i++) {
        seen[m->starts[i].code] = true;
    }
    m->sizes[0] = 0;
    for (int c = 0; c < INTERVENTION_CODE__MAX; c++) {
        if (seen[c] && (m->g->by & GROUP_BY_CODE) != 0) {
            m->codes[m->sizes[0]++] = c;
        }
    }
    /* A dimension that is not asked for has one category, and only its margin is shown. */
    m->sizes[0] = m->sizes[0] > 0 ? m->sizes[0] : 1;
    m->sizes[1] = (m->g->by & GROUP_BY_SEX) != 0 ? SEX__MAX : 1;
    m->sizes[2] = (m->g->by & GROUP_BY_AGE) != 0 ? AGE_BAND__MAX : 1;
}

static void place(const struct making *m, size_t subject, size_t at[3])
{
    const struct group_start *s = &m->starts[subject];
    const struct panel_pupil *who = &m->panel->pupils[s->pupil];
    at[0] = at[1] = at[2] = 0;
    for (size_t c = 0; c < m->sizes[0] && (m->g->by & GROUP_BY_CODE) != 0; c++) {
        at[0] = m->codes[c] == (int)s->code ? c : at[0];
    }
    if (m->sizes[1] > 1) {
        at[1] = (size_t)who->sex;
    }
    if (m->sizes[2] > 1) {
        at[2] = (size_t)age_band_at(who->birth_date, s->start);
    }
}

static void add_audit(struct table_audit *sum, struct table_audit one)
{
    sum->cells += one.cells;
    sum->shown += one.shown;
    sum->primary += one.primary;
    sum->secondary += one.secondary;
    sum->forced += one.forced;
    sum->exposed += one.exposed;
    sum->narrowest = one.narrowest < sum->narrowest ? one.narrowest : sum->narrowest;
}

static void make_tables(struct making *m)
{
    m->g->audit = (struct table_audit){.narrowest = INT64_MAX};
    for (int f = 0; f < FIGURE__MAX; f++) {
        m->tables[f] = table_new(m->sizes, 3);
        for (size_t i = 0; i < m->count; i++) {
            size_t at[3];
            if (is_about((enum figure)f, compare_result(m->compare, i))) {
                place(m, i, at);
                table_add(m->tables[f], at, 1);
            }
        }
        for (size_t c = 0; f > 0 && c < table_cells(m->tables[f]); c++) {
            if (table_state(m->tables[0], c) != TABLE_SHOWN) {
                table_force(m->tables[f], c);
            }
        }
        table_protect(m->tables[f], TABLE_MIN_COUNT);
        add_audit(&m->g->audit, table_audit(m->tables[f]));
    }
}

/* Whether the cell's figure may be shown and is about somebody. */
static bool may_show(const struct making *m, enum figure f, size_t cell)
{
    return table_state(m->tables[f], cell) == TABLE_SHOWN && table_count(m->tables[f], cell) > 0;
}

static void choose(const struct making *m, enum figure f, const size_t cell[3])
{
    for (size_t i = 0; i < m->count; i++) {
        size_t at[3];
        place(m, i, at);
        m->in[i] = is_about(f, compare_result(m->compare, i));
        for (size_t d = 0; d < 3; d++) {
            m->in[i] = m->in[i] && (cell[d] == m->sizes[d] || cell[d] == at[d]);
        }
    }
}

static double mean_of(const struct making *m, double (*get)(const struct compare_result *))
{
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < m->count; i++) {
        if (m->in[i]) {
            sum += get(compare_result(m->compare, i));
            n++;
        }
    }
    return n > 0 ? sum / (double)n : NAN;
}

static double get_before(const struct compare_result *r)
{
    return r->before;
}
static double get_during(const struct compare_result *r)
{
    return r->during;
}
static double get_after(const struct compare_result *r)
{
    return r->after;
}
static double get_expected_before(const struct compare_result *r)
{
    return r->expected_before;
}
static double get_expected_during(const struct compare_result *r)
{
    return r->expected_during;
}
static double get_expected_after(const struct compare_result *r)
{
    return r->expected_after;
}

/* That all have the same extreme value would tell it of each of them. */
static double not_extreme(double mean)
{
    return mean < 0.0005 || mean > 0.9995 ? NAN : mean;
}

static const struct estimate nothing = {NAN, NAN, NAN, NAN, NAN};

static void fill_means(const struct making *m, size_t cell, const size_t at[3],
                       struct group_means *out)
{
    *out = (struct group_means){.before = NAN,
                                .during = NAN,
                                .after = NAN,
                                .expected_during = NAN,
                                .expected_after = NAN,
                                .difference = nothing,
                                .difference_after = nothing};
    size_t n;
    out->shown = may_show(m, FIGURE_MEANS, cell);
    if (!out->shown) {
        return;
    }
    choose(m, FIGURE_MEANS, at);
    out->before = not_extreme(mean_of(m, get_before));
    out->during = not_extreme(mean_of(m, get_during));
    if (may_show(m, FIGURE_AFTER, cell)) {
        out->after_shown = true;
        choose(m, FIGURE_AFTER, at);
        out->after = not_extreme(mean_of(m, get_after));
    }
    if (may_show(m, FIGURE_DIFFERENCE, cell) && !isnan(out->during)) {
        choose(m, FIGURE_DIFFERENCE, at);
        out->expected_during = mean_of(m, get_expected_during);
        out->difference = compare_during(m->compare, m->in, &n);
        out->all_compared =
            table_count(m->tables[FIGURE_DIFFERENCE], cell) == table_count(m->tables[0], cell);
    }
    if (may_show(m, FIGURE_DIFFERENCE_AFTER, cell) && !isnan(out->after)) {
        choose(m, FIGURE_DIFFERENCE_AFTER, at);
        out->expected_after = mean_of(m, get_expected_after);
        out->difference_after = compare_after(m->compare, m->in, &n);
    }
}

/* Cells of the asked dimensions only; empty ones are left out. */
static bool is_asked(const struct making *m, const size_t at[3])
{
    static const unsigned bits[3] = {GROUP_BY_CODE, GROUP_BY_SEX, GROUP_BY_AGE};
    for (size_t d = 0; d < 3; d++) {
        if ((m->g->by & bits[d]) == 0 && at[d] != m->sizes[d]) {
            return false;
        }
    }
    return true;
}

static void fill_cells(struct making *m, struct arena *a)
{
    size_t most = table_cells(m->tables[0]);
    m->g->cells = arena_alloc(a, most * sizeof *m->g->cells);
    m->in = mem_zalloc(m->count, sizeof *m->in);
    for (size_t code = 0; code <= m->sizes[0]; code++) {
        for (size_t sex = 0; sex <= m->sizes[1]; sex++) {
            for (size_t age = 0; age <= m->sizes[2]; age++) {
                size_t at[3] = {code, sex, age};
                size_t cell = table_index(m->tables[0], at);
                int64_t pupils = table_count(m->tables[0], cell);
                if (!is_asked(m, at) || pupils == 0) {
                    continue;
                }
                bool shown = table_state(m->tables[0], cell) == TABLE_SHOWN;
                struct group_cell *out = &m->g->cells[m->g->cell_count++];
                *out = (struct group_cell){.code = code == m->sizes[0] ? -1 : m->codes[code],
                                           .sex = sex == m->sizes[1] ? -1 : (int)sex,
                                           .age = age == m->sizes[2] ? -1 : (int)age,
                                           .pupils = shown ? pupils : -1};
                fill_means(m, cell, at, &out->means);
            }
        }
    }
    for (size_t i = 0; i < m->count; i++) {
        m->in[i] = compare_result(m->compare, i)->compared;
    }
    bool enough = m->g->compared >= TABLE_MIN_COUNT;
    m->g->balance_before = enough ? mean_of(m, get_before) : NAN;
    m->g->balance_expected = enough ? mean_of(m, get_expected_before) : NAN;
    free(m->in);
}

static void count_people(struct making *m, const int *entry)
{
    struct group *g = m->g;
    for (size_t i = 0; i < m->count; i++) {
        const struct compare_result *r = compare_result(m->compare, i);
        g->left_out += r->counted ? 0 : 1;
        g->compared += r->compared ? 1 : 0;
    }
    g->left_out = g->left_out > 0 && g->left_out < TABLE_MIN_COUNT ? -1 : g->left_out;
    for (size_t i = 0; entry != NULL && i < m->panel->pupil_count; i++) {
        g->comparison_pupils += entry[i] >= m->panel->week_count ? 1 : 0;
    }
}

void group_make(const struct panel *panel, const int *entry, struct group_start *starts,
                size_t count, struct arena *a, struct group *out)
{
    struct making m = {.panel = panel, .starts = starts, .g = out};
    m.count = keep_first(starts, count);
    m.subjects = mem_zalloc(m.count, sizeof *m.subjects);
    for (size_t i = 0; i < m.count; i++) {
        m.subjects[i] = (struct compare_subject){starts[i].pupil,
                                                 panel_span(panel, starts[i].start, starts[i].end)};
    }
    int *nobody = mem_alloc(panel->pupil_count * sizeof *nobody);
    for (size_t i = 0; i < panel->pupil_count; i++) {
        nobody[i] = -1; /* in a case from before the beginning: no comparison */
    }
    m.compare = compare_run(panel, entry != NULL ? entry : nobody, m.subjects, m.count);
    count_people(&m, entry);
    find_codes(&m);
    make_tables(&m);
    size_t all = table_index(m.tables[0], m.sizes);
    bool shown = table_state(m.tables[0], all) == TABLE_SHOWN;
    out->counted = shown ? table_count(m.tables[0], all) : -1;
    fill_cells(&m, a);
    for (int f = 0; f < FIGURE__MAX; f++) {
        table_free(m.tables[f]);
    }
    compare_free(m.compare);
    free(nobody);
    free(m.subjects);
}
