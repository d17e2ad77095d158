/*
 * Does the group follow-up find the truth? For each seed it makes the demo municipality in memory,
 * runs the comparison of `followup` on it, and counts in how many municipalities the true effect
 * of each intervention lies in the stated 95 % interval. The truth is that of the very pupils who
 * were compared. Beside it stands what a comparison of before and during alone would have said.
 *
 *     bench_truth [SEEDS [PUPILS]]        100 seeds of 2000 pupils unless told
 */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "demo/effect.h"
#include "demo/town.h"
#include "demo/truth.h"
#include "followup/compare.h"

struct code_score {
    unsigned towns, inside, inside_after, towns_after;
    unsigned denied_zero; /* the interval does not hold zero */
    double truth, estimate, naive, width;
};

struct world {
    struct demo_town *town;
    struct panel *panel;
    int *entry;
    struct compare_subject *subjects;
    struct demo_outcome *outcomes;
    int *kinds;
    size_t count;
};

static void fill_row(const struct world *w, unsigned pupil, const struct demo_days *days)
{
    for (int i = 0; i < days->count;) {
        int week = panel_week_of(w->panel, (struct date){w->town->first.days + i});
        uint32_t offered = 0, valid = 0, invalid = 0;
        for (; i < days->count &&
               panel_week_of(w->panel, (struct date){w->town->first.days + i}) == week;
             i++) {
            const struct demo_day *d = &days->day[i];
            offered += (uint32_t)demo_day_offered(d);
            for (int k = 0; k < d->lessons; k++) {
                valid += d->valid[k];
                invalid += d->invalid[k];
            }
        }
        panel_set(w->panel, pupil, week, offered, valid, invalid);
    }
}

static void add_episode(struct world *w, unsigned pupil, const struct demo_episode *e,
                        const struct demo_outcome *outcome)
{
    struct date start = {w->town->first.days + e->start}, end = {w->town->first.days + e->end};
    w->subjects[w->count].pupil = pupil;
    w->subjects[w->count].span = panel_span(w->panel, start, end);
    w->outcomes[w->count] = *outcome;
    w->kinds[w->count++] = e->kind;
    w->entry[pupil] = panel_week_of(w->panel, start);
}

static void make_world(struct world *w, unsigned pupils, uint64_t seed, struct date end)
{
    w->town = demo_town_make(pupils, seed, end);
    struct date monday = date_monday(w->town->first);
    int weeks = (end.days - monday.days) / 7 + 1;
    w->panel = panel_new(pupils, monday, weeks);
    w->entry = mem_zalloc(pupils, sizeof *w->entry);
    w->subjects = mem_zalloc(pupils, sizeof *w->subjects);
    w->outcomes = mem_zalloc(pupils, sizeof *w->outcomes);
    w->kinds = mem_zalloc(pupils, sizeof *w->kinds);
    w->count = 0;
    struct demo_year_plan *plan = demo_year_plan_new(w->town);
    struct demo_days *days = mem_zalloc(2, sizeof *days);
    struct demo_truth *truth = mem_zalloc(1, sizeof *truth);
    for (unsigned i = 0; i < pupils; i++) {
        struct demo_episode e;
        w->entry[i] = INT_MAX;
        w->panel->pupils[i].birth_date = w->town->pupils[i].person.birth;
        w->panel->pupils[i].sex = w->town->pupils[i].person.sex;
        demo_absence_simulate(w->town, plan, i, &days[0]);
        if (demo_episode_draw(w->town, i, &days[0], &e)) {
            struct demo_outcome outcome;
            days[1] = days[0];
            demo_episode_apply(w->town, i, &e, &days[0]);
            demo_truth_add(truth, w->town, &e, &days[0], &days[1], &outcome);
            add_episode(w, i, &e, &outcome);
        }
        fill_row(w, i, &days[0]);
    }
    free(truth);
    free(days);
    demo_year_plan_free(plan);
}

static void free_world(struct world *w)
{
    panel_free(w->panel);
    free(w->entry);
    free(w->subjects);
    free(w->outcomes);
    free(w->kinds);
    demo_town_free(w->town);
}

/* The truth of the pupils who were compared, and the plain difference. */
struct means {
    double truth, truth_after, naive;
    size_t count, count_after;
};

static struct means sum_kind(const struct world *w, const struct compare *c, int kind, bool *in)
{
    struct means m = {0};
    for (size_t i = 0; i < w->count; i++) {
        const struct compare_result *r = compare_result(c, i);
        const struct demo_outcome *o = &w->outcomes[i];
        in[i] = kind == DEMO_KINDS || w->kinds[i] == kind;
        if (!in[i] || !r->compared) {
            continue;
        }
        if (!isnan(r->expected_during)) {
            m.truth += o->during.with - o->during.without;
            m.naive += r->during - r->before;
            m.count++;
        }
        if (!isnan(r->after) && !isnan(r->expected_after)) {
            m.truth_after += o->after.with - o->after.without;
            m.count_after++;
        }
    }
    return m;
}

static void score_kind(const struct world *w, const struct compare *c, int kind,
                       struct code_score *s)
{
    bool *in = mem_zalloc(w->count, sizeof *in);
    struct means m = sum_kind(w, c, kind, in);
    size_t used;
    struct estimate e = compare_during(c, in, &used);
    if (m.count >= 5 && !isnan(e.value)) {
        double truth = m.truth / (double)m.count;
        s->towns++;
        s->inside += truth >= e.low && truth <= e.high;
        s->denied_zero += e.low > 0 || e.high < 0;
        s->truth += truth;
        s->estimate += e.value;
        s->width += e.high - e.low;
        s->naive += m.naive / (double)m.count;
    }
    e = compare_after(c, in, &used);
    if (m.count_after >= 5 && !isnan(e.value)) {
        double truth = m.truth_after / (double)m.count_after;
        s->towns_after++;
        s->inside_after += truth >= e.low && truth <= e.high;
    }
    free(in);
}

static void print_scores(const struct code_score *scores)
{
    printf("%-20s %6s %8s %8s %8s %8s %8s %8s %8s\n", "code", "towns", "inside", "after", "truth",
           "found", "naive", "width", "not 0");
    for (int k = 0; k <= DEMO_KINDS; k++) {
        const struct code_score *s = &scores[k];
        double n = s->towns > 0 ? s->towns : 1;
        printf("%-20s %6u %7.1f%% %7.1f%% %8.2f %8.2f %8.2f %8.2f %7.1f%%\n",
               k < DEMO_KINDS ? demo_kinds[k].code : "all together", s->towns, 100 * s->inside / n,
               100.0 * s->inside_after / (s->towns_after > 0 ? s->towns_after : 1),
               100 * s->truth / n, 100 * s->estimate / n, 100 * s->naive / n, 100 * s->width / n,
               100 * s->denied_zero / n);
    }
}

int main(int argc, char **argv)
{
    unsigned long seeds = argc > 1 ? strtoul(argv[1], NULL, 10) : 100;
    unsigned long pupils = argc > 2 ? strtoul(argv[2], NULL, 10) : 2000;
    if (argc > 3 || seeds == 0 || pupils == 0 || pupils > DEMO_MAX_PUPILS) {
        fprintf(stderr, "usage: %s [SEEDS [PUPILS]]\n", argv[0]);
        return 2;
    }
    static struct code_score scores[DEMO_KINDS + 1]; /* and all together */
    const struct date end = {20779};                 /* 2026-11-22 */
    for (unsigned long seed = 1; seed <= seeds; seed++) {
        struct world w;
        make_world(&w, (unsigned)pupils, seed, end);
        struct compare *c = compare_run(w.panel, w.entry, w.subjects, w.count);
        for (int k = 0; k <= DEMO_KINDS; k++) {
            score_kind(&w, c, k, &scores[k]);
        }
        compare_free(c);
        free_world(&w);
    }
    printf(
        "%lu municipalities of %lu pupils; percentage points of absence share, means over them\n",
        seeds, pupils);
    print_scores(scores);
    return 0;
}
