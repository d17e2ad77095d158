#include "demo/absence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "demo/calendar.h"

const char *const demo_pattern_code[DEMO_PATTERN__MAX] = {"ordinary", "truancy", "refusal",
                                                          "parent-supported"};

enum { STREAM_ABSENCE = 0x4142, STREAM_CLASS = 0x434c };

struct demo_year_plan {
    int count;
    bool open[DEMO_ORGANISER__MAX][DEMO_MAX_DAYS];
    int8_t weekday[DEMO_MAX_DAYS]; /* 1 Monday */
    double illness[DEMO_MAX_DAYS];
};

struct demo_year_plan *demo_year_plan_new(const struct demo_town *t)
{
    struct demo_year_plan *plan = mem_zalloc(1, sizeof *plan);
    plan->count = t->end.days - t->first.days + 1;
    for (int i = 0; i < plan->count; i++) {
        struct date d = {t->first.days + i};
        for (int o = 0; o < DEMO_ORGANISER__MAX; o++) {
            plan->open[o][i] = demo_is_school_day(d, o);
        }
        plan->weekday[i] = (int8_t)date_weekday(d);
        plan->illness[i] = demo_illness_factor(d, t->seed);
    }
    return plan;
}

void demo_year_plan_free(struct demo_year_plan *plan)
{
    free(plan);
}

int demo_day_offered(const struct demo_day *d)
{
    int minutes = 0;
    for (int i = 0; i < d->lessons; i++) {
        minutes += d->minutes[i];
    }
    return minutes;
}

int demo_day_absent(const struct demo_day *d)
{
    int minutes = 0;
    for (int i = 0; i < d->lessons; i++) {
        minutes += d->valid[i] + d->invalid[i];
    }
    return minutes;
}

/* The timetable of a class: lessons and minutes a weekday, the same all year. */
static void make_timetable(uint64_t seed, int unit, int grade, int letter, struct demo_day week[5])
{
    static const struct {
        int lessons, shortest, longest; /* minutes in steps of five */
    } stages[] = {{4, 40, 50}, {5, 40, 50}, {5, 45, 60}, {6, 45, 60}, {5, 60, 80}};
    int stage = grade == 0 ? 0 : (grade <= 3 ? 1 : (grade <= 6 ? 2 : (grade <= 9 ? 3 : 4)));
    struct prng r;
    prng_seed(&r, seed,
              ((uint64_t)STREAM_CLASS << 32) + (uint64_t)(unit * 1000 + grade * 10 + letter));
    for (int i = 0; i < 5; i++) {
        struct demo_day *d = &week[i];
        memset(d, 0, sizeof *d);
        int lessons = stages[stage].lessons + (i < 4 ? (int)prng_below(&r, 2) : -1);
        d->lessons = (uint8_t)lessons;
        for (int k = 0; k < lessons; k++) {
            int steps = (stages[stage].longest - stages[stage].shortest) / 5;
            d->minutes[k] =
                (uint8_t)(stages[stage].shortest + 5 * (int)prng_below(&r, (unsigned)steps + 1));
        }
    }
}

static void lay_out_days(const struct demo_town *t, const struct demo_year_plan *plan,
                         const struct demo_pupil *p, struct demo_days *out)
{
    struct demo_day week[5];
    int year_before = 0, unit = -1;
    out->count = plan->count;
    memset(out->day, 0, sizeof out->day[0] * (size_t)plan->count);
    for (int i = 0; i < plan->count; i++) {
        struct date d = {t->first.days + i};
        int year = date_school_year(d);
        if (year != year_before) {
            year_before = year;
            unit = demo_pupil_unit(t, p, year);
            if (unit >= 0) {
                make_timetable(t->seed, unit, demo_pupil_grade(t, p, year), p->class_letter, week);
            }
        }
        bool here = unit >= 0 && d.days >= p->from.days && d.days <= p->to.days;
        if (here && plan->open[t->units[unit].organiser][i]) {
            out->day[i] = week[plan->weekday[i] - 1];
            out->day[i].unit = (int8_t)unit;
        }
    }
}

/* A pupil's own levels. Probabilities are a school day, or a lesson where it says so. */
struct habits {
    enum demo_pattern pattern;
    double illness;       /* of falling ill */
    double appointment;   /* of missing a lesson or two with leave */
    double skip;          /* of skipping a lesson */
    double late;          /* of being late for a lesson */
    double cluster;       /* of being kept at home for some days */
    double swing;         /* size of good and bad spells */
    int refusal_onset;    /* day index */
    double refusal_peak;  /* share of days away when it has grown */
    double refusal_slope; /* days from beginning to full */
    double valid_share;   /* of a day away when refusing or skipping whole days */
};

static enum demo_pattern draw_pattern(struct prng *r, int grade)
{
    /* More of it the older the pupils are. */
    double older = grade >= 10 ? 1.6 : (grade >= 7 ? 1.4 : (grade >= 4 ? 0.8 : 0.35));
    double u = prng_unit(r);
    if (u < 0.035 * older) {
        return DEMO_TRUANT;
    }
    if (u < 0.062 * older) {
        return DEMO_REFUSAL;
    }
    return u < 0.062 * older + 0.025 ? DEMO_PARENT_SUPPORTED : DEMO_ORDINARY;
}

static struct habits draw_habits(struct prng *r, const struct demo_pupil *p, int days)
{
    struct habits h = {.pattern = draw_pattern(r, p->grade)};
    double age = p->grade >= 10 ? 2.2 : (p->grade >= 7 ? 1.5 : (p->grade >= 4 ? 0.7 : 0.3));
    h.illness = prng_lognormal(r, 0.017, 0.5);
    h.appointment = prng_lognormal(r, 0.008, 0.4);
    h.skip = prng_lognormal(r, 0.0025, 1.0) * age;
    h.late = prng_lognormal(r, 0.004, 0.9) * age;
    h.cluster = prng_lognormal(r, 0.0015, 0.6);
    h.swing = 0.35 + 0.3 * prng_unit(r);
    h.refusal_onset = days;
    h.refusal_peak = 0.3 + 0.6 * prng_unit(r);
    h.refusal_slope = prng_between(r, 60, 200);
    h.valid_share = 0.9;
    if (h.pattern == DEMO_TRUANT) {
        h.skip = 0.05 + 0.17 * prng_unit(r);
        h.late *= 3;
        h.swing += 0.25;
    } else if (h.pattern == DEMO_REFUSAL) {
        h.refusal_onset = prng_between(r, -200, days - 30);
        h.valid_share = 0.75 + 0.2 * prng_unit(r);
    } else if (h.pattern == DEMO_PARENT_SUPPORTED) {
        h.cluster = 0.025 + 0.03 * prng_unit(r);
        h.swing += 0.2;
    }
    return h;
}

enum away { AWAY_NOT, AWAY_VALID, AWAY_INVALID };

/* What carries over from one school day to the next. */
struct state {
    double spell;  /* swing on the log scale; changes a little every week */
    int days_left; /* of illness or of being kept at home */
    bool refusing;
};

static double rhythm(int weekday)
{
    static const double factor[6] = {0, 1.25, 0.9, 0.85, 0.95, 1.2};
    return factor[weekday];
}

static double refusal_level(const struct habits *h, int day)
{
    double grown = (day - h->refusal_onset) / h->refusal_slope;
    return grown <= 0 ? 0 : h->refusal_peak * fmin(1, grown);
}

/* Whether the pupil is away the whole day. */
static enum away whole_day(struct prng *r, const struct habits *h, struct state *s, int day,
                           int weekday, double illness_factor)
{
    if (s->days_left > 0) {
        s->days_left--;
        return AWAY_VALID;
    }
    double spell = exp(s->spell);
    if (prng_chance(r, h->illness * illness_factor * spell * rhythm(weekday))) {
        s->days_left = prng_run(r, 2.3) - 1;
        return AWAY_VALID;
    }
    if (prng_chance(r, h->cluster * spell * rhythm(weekday))) {
        s->days_left = prng_run(r, h->pattern == DEMO_PARENT_SUPPORTED ? 4.5 : 2) - 1;
        return AWAY_VALID;
    }
    double level = fmin(0.97, refusal_level(h, day) * spell);
    /* A day away makes the next one harder: the stationary share stays at `level`. */
    double stickiness = 0.6;
    double p = s->refusing ? level + (1 - level) * stickiness : level * (1 - stickiness);
    s->refusing = level > 0 && prng_chance(r, p);
    if (s->refusing) {
        return prng_chance(r, h->valid_share) ? AWAY_VALID : AWAY_INVALID;
    }
    return AWAY_NOT;
}

static void set_whole_day(struct demo_day *d, enum away away)
{
    for (int i = 0; i < d->lessons; i++) {
        (away == AWAY_VALID ? d->valid : d->invalid)[i] = d->minutes[i];
    }
}

static void single_lessons(struct prng *r, const struct habits *h, const struct state *s,
                           int weekday, struct demo_day *d)
{
    double spell = exp(s->spell);
    if (prng_chance(r, h->appointment)) {
        int at = (int)prng_below(r, d->lessons);
        for (int i = at; i < d->lessons && i <= at + 1; i++) {
            d->valid[i] = d->minutes[i];
        }
    }
    for (int i = 0; i < d->lessons; i++) {
        double edge = i == 0 || i == d->lessons - 1 ? 1.6 : 0.85;
        double skip = fmin(0.9, h->skip * spell * edge * rhythm(weekday));
        double u = prng_unit(r);
        if (d->valid[i] > 0) {
            continue;
        }
        if (u < skip) {
            d->invalid[i] = d->minutes[i];
        } else if (u < skip + h->late * (i == 0 ? 3 : 1)) {
            d->invalid[i] = (uint8_t)prng_between(r, 3, 20);
        }
    }
}

void demo_absence_simulate(const struct demo_town *t, const struct demo_year_plan *plan,
                           unsigned pupil, struct demo_days *out)
{
    const struct demo_pupil *p = &t->pupils[pupil];
    struct prng r;
    prng_seed(&r, t->seed, ((uint64_t)STREAM_ABSENCE << 32) + pupil);
    lay_out_days(t, plan, p, out);
    struct habits h = draw_habits(&r, p, plan->count);
    out->pattern = h.pattern;
    struct state s = {.spell = h.swing * prng_normal(&r)};
    const double memory = 0.85; /* from week to week */
    for (int i = 0; i < plan->count; i++) {
        if (plan->weekday[i] == 1) {
            s.spell = memory * s.spell + sqrt(1 - memory * memory) * h.swing * prng_normal(&r);
        }
        if (plan->weekday[i] >= 6) {
            /* Illness goes on over the weekend. */
            s.days_left -= s.days_left > 0 && h.pattern != DEMO_PARENT_SUPPORTED;
            continue;
        }
        struct demo_day *d = &out->day[i];
        if (d->lessons == 0) {
            continue;
        }
        enum away away = whole_day(&r, &h, &s, i, plan->weekday[i], plan->illness[i]);
        if (away != AWAY_NOT) {
            set_whole_day(d, away);
        } else {
            single_lessons(&r, &h, &s, plan->weekday[i], d);
        }
    }
}
