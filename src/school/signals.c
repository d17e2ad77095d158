#include "school/signals.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>

const char *const signals_measure_code[SIGNALS_MEASURE__MAX] = {"total", "invalid"};
const char *const signals_trend_code[SIGNALS_TREND__MAX] = {"unknown", "steady", "up", "down"};
const char *const signals_weekdays_code[SIGNALS_WEEKDAYS__MAX] = {"unknown", "even", "one-weekday",
                                                                  "mondays-and-fridays"};

const struct signals_rules signals_default_rules = {
    .window_days = 20,
    .minimum_days = 5,
    .limit_count = 3,
    .limits = {{SIGNALS_TOTAL, 100}, {SIGNALS_TOTAL, 150}, {SIGNALS_TOTAL, 200}},
};

enum { STEADY_PERCENT = 5, PATTERN_SCHOOL_DAYS = 20, PATTERN_ABSENT_DAYS = 5, QUESTIONS = 6 };

static struct signals_passed passed(const struct signals_rules *rules, struct series_sum sum)
{
    struct signals_passed p = {{0}};
    for (size_t i = 0; i < rules->limit_count && sum.school_days >= rules->minimum_days; i++) {
        const struct signals_limit *limit = &rules->limits[i];
        uint32_t absent =
            limit->measure == SIGNALS_INVALID ? sum.invalid_minutes : series_absent(sum);
        if (series_above(absent, sum.offered_minutes, limit->per_mille) &&
            limit->per_mille > p.per_mille[limit->measure]) {
            p.per_mille[limit->measure] = limit->per_mille;
        }
    }
    return p;
}

/* Exact: shares are compared as fractions. */
static enum signals_trend compare(struct series_sum before, struct series_sum now,
                                  unsigned full_days)
{
    if (before.school_days < full_days || now.school_days < full_days) {
        return SIGNALS_TREND_UNKNOWN;
    }
    int64_t difference = (int64_t)series_absent(now) * before.offered_minutes -
                         (int64_t)series_absent(before) * now.offered_minutes;
    int64_t whole = (int64_t)before.offered_minutes * now.offered_minutes;
    if (difference * 100 >= whole * STEADY_PERCENT) {
        return SIGNALS_TREND_UP;
    }
    return difference * 100 <= -whole * STEADY_PERCENT ? SIGNALS_TREND_DOWN : SIGNALS_TREND_STEADY;
}

static struct date later(struct date a, struct date b)
{
    return a.days > b.days ? a : b;
}

void signals_compute(const struct series *year, struct date at, const struct signals_rules *rules,
                     struct signals_result *out)
{
    *out = (struct signals_result){0};
    struct date term = later(date_term_first(at), year->from);
    out->window = series_last_days(year, at, year->from, rules->window_days);
    if (out->window.sum.school_days == rules->window_days) {
        out->before = series_last_days(year, (struct date){out->window.first.days - 1}, year->from,
                                       rules->window_days);
    }
    out->term = series_last_days(year, at, term, SERIES_YEAR_DAYS);
    out->window_passed = passed(rules, out->window.sum);
    out->term_passed = passed(rules, out->term.sum);
    out->trend = compare(out->before.sum, out->window.sum, rules->window_days);
}

bool signals_any(const struct signals_result *r)
{
    for (int m = 0; m < SIGNALS_MEASURE__MAX; m++) {
        if (r->window_passed.per_mille[m] != 0 || r->term_passed.per_mille[m] != 0) {
            return true;
        }
    }
    return false;
}

/* ln n!, for as many days as a school year has. */
static double log_factorial[SERIES_YEAR_DAYS + 1];
static pthread_once_t log_factorial_made = PTHREAD_ONCE_INIT;

static void make_log_factorial(void)
{
    for (unsigned n = 1; n <= SERIES_YEAR_DAYS; n++) {
        log_factorial[n] = log_factorial[n - 1] + log(n);
    }
}

static double log_choose(unsigned n, unsigned k)
{
    return log_factorial[n] - log_factorial[k] - log_factorial[n - k];
}

double signals_hypergeometric_tail(unsigned all, unsigned marked, unsigned drawn, unsigned hits)
{
    assert(all <= SERIES_YEAR_DAYS && marked <= all && drawn <= all);
    pthread_once(&log_factorial_made, make_log_factorial);
    double tail = 0;
    unsigned most = marked < drawn ? marked : drawn;
    for (unsigned k = hits; k <= most; k++) {
        if (drawn - k <= all - marked) {
            tail += exp(log_choose(marked, k) + log_choose(all - marked, drawn - k) -
                        log_choose(all, drawn));
        }
    }
    return tail < 1 ? tail : 1;
}

/* Days and days with absence, by weekday 1–7. */
struct weekday_counts {
    unsigned days[8], absent[8];
};

static bool stands_out(const struct signals_pattern *p, unsigned days, unsigned absent,
                       double *best)
{
    if (absent * p->school_days <= days * p->absent_days) {
        return false; /* no more than expected */
    }
    double tail = signals_hypergeometric_tail(p->school_days, days, p->absent_days, absent);
    if (tail * QUESTIONS >= 0.05 || tail >= *best) {
        return false;
    }
    *best = tail;
    return true;
}

static void find_weekdays(const struct weekday_counts *c, struct signals_pattern *p)
{
    if (p->school_days < PATTERN_SCHOOL_DAYS || p->absent_days < PATTERN_ABSENT_DAYS) {
        return;
    }
    p->weekdays = SIGNALS_WEEKDAYS_EVEN;
    double best = 1;
    for (int day = 1; day <= 5; day++) {
        if (stands_out(p, c->days[day], c->absent[day], &best)) {
            p->weekdays = SIGNALS_WEEKDAYS_ONE;
            p->weekday = day;
            p->on_days = c->days[day];
            p->on_absent = c->absent[day];
        }
    }
    if (p->weekdays == SIGNALS_WEEKDAYS_EVEN &&
        stands_out(p, c->days[1] + c->days[5], c->absent[1] + c->absent[5], &best)) {
        p->weekdays = SIGNALS_WEEKDAYS_WEEKEND;
        p->on_days = c->days[1] + c->days[5];
        p->on_absent = c->absent[1] + c->absent[5];
    }
}

void signals_find_pattern(const struct series *year, struct date at, struct signals_pattern *out)
{
    *out = (struct signals_pattern){0};
    struct weekday_counts counts = {0};
    struct date day = later(date_term_first(at), year->from);
    int64_t end = (int64_t)year->from.days + (int64_t)year->count - 1;
    for (; day.days <= at.days && day.days <= end; day.days++) {
        struct series_day d = year->days[day.days - year->from.days];
        if (d.offered_minutes == 0) {
            continue;
        }
        unsigned absent = (unsigned)d.valid_minutes + d.invalid_minutes;
        bool whole = absent == d.offered_minutes;
        int weekday = date_weekday(day);
        out->school_days++;
        counts.days[weekday]++;
        counts.absent[weekday] += absent > 0;
        out->absent_days += absent > 0;
        out->whole_days += whole;
        out->part_days += absent > 0 && !whole;
        if (whole && out->run++ == 0) {
            out->run_first = day;
        } else if (!whole) {
            out->run = 0;
        }
    }
    out->mostly_part_days =
        out->absent_days >= PATTERN_ABSENT_DAYS && out->part_days * 3 >= out->absent_days * 2;
    find_weekdays(&counts, out);
}
