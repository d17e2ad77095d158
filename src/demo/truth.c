#include "demo/truth.h"

#include <stdlib.h>

#include "base/json.h"

struct week {
    int offered, with, without; /* minutes */
};

/* 1970-01-01 was a Thursday. */
static int week_of(const struct demo_town *t, int day)
{
    return (t->first.days + day + 3) / 7;
}

static void add_to(struct demo_period *p, const struct week *w)
{
    if (w->offered > 0) {
        p->weeks++;
        p->with += (double)w->with / w->offered;
        p->without += (double)w->without / w->offered;
    }
}

static void close_period(struct demo_period *p, struct demo_sum *sum)
{
    if (p->weeks > 0) {
        p->with /= p->weeks;
        p->without /= p->weeks;
        sum->pupils++;
        sum->with += p->with;
        sum->without += p->without;
    }
}

static void add_week(struct demo_truth *truth, const struct demo_episode *e, int since_start,
                     int after_end, const struct week *w, struct demo_outcome *out)
{
    if (since_start >= -DEMO_BEFORE_WEEKS && since_start < 0) {
        add_to(&out->before, w);
    } else if (since_start >= 0 && after_end <= 0) {
        add_to(&out->during, w);
    } else if (after_end > 0 && after_end <= DEMO_AFTER_WEEKS) {
        add_to(&out->after, w);
    }
    if (since_start >= 0 && since_start < DEMO_TRUTH_WEEKS && w->offered > 0) {
        struct demo_sum *sum = &truth->week[e->kind][since_start];
        sum->pupils++;
        sum->with += (double)w->with / w->offered;
        sum->without += (double)w->without / w->offered;
    }
}

void demo_truth_add(struct demo_truth *truth, const struct demo_town *t,
                    const struct demo_episode *e, const struct demo_days *with,
                    const struct demo_days *without, struct demo_outcome *out)
{
    *out = (struct demo_outcome){0};
    int start_week = week_of(t, e->start), end_week = week_of(t, e->end);
    struct week w = {0};
    int current = week_of(t, 0);
    for (int i = 0; i <= with->count; i++) {
        int week = week_of(t, i);
        if (week != current || i == with->count) {
            add_week(truth, e, current - start_week, current - end_week, &w, out);
            w = (struct week){0};
            current = week;
        }
        if (i < with->count && with->day[i].lessons > 0) {
            w.offered += demo_day_offered(&with->day[i]);
            w.with += demo_day_absent(&with->day[i]);
            w.without += demo_day_absent(&without->day[i]);
        }
    }
    truth->episodes[e->kind]++;
    close_period(&out->before, &truth->before[e->kind]);
    close_period(&out->during, &truth->during[e->kind]);
    close_period(&out->after, &truth->after[e->kind]);
}

/* Percentage points with two decimals. */
static json_t *points(double share, unsigned pupils)
{
    if (pupils == 0) {
        return json_null();
    }
    char text[32];
    (void)snprintf(text, sizeof text, "%.2f", 100 * share / pupils);
    return json_real(strtod(text, NULL));
}

static json_t *period_json(const struct demo_sum *s)
{
    json_t *o = json_object();
    json_object_set_new(o, "pupils", json_integer(s->pupils));
    json_object_set_new(o, "absence_percent", points(s->with, s->pupils));
    json_object_set_new(o, "absence_percent_without", points(s->without, s->pupils));
    json_object_set_new(o, "true_effect_points", points(s->with - s->without, s->pupils));
    return o;
}

static json_t *kind_json(const struct demo_truth *truth, int kind)
{
    const struct demo_kind *k = &demo_kinds[kind];
    json_t *o = json_object();
    json_object_set_new(o, "code", json_string(k->code));
    json_object_set_new(o, "pupils", json_integer(truth->episodes[kind]));
    json_object_set_new(o, "before", period_json(&truth->before[kind]));
    json_object_set_new(o, "during", period_json(&truth->during[kind]));
    json_object_set_new(o, "after", period_json(&truth->after[kind]));
    json_t *weeks = json_array();
    for (int i = 0; i < DEMO_TRUTH_WEEKS; i++) {
        json_t *w = period_json(&truth->week[kind][i]);
        json_object_set_new(w, "weeks_since_start", json_integer(i));
        json_array_append_new(weeks, w);
    }
    json_object_set_new(o, "by_week", weeks);
    return o;
}

void demo_truth_write(const struct demo_truth *truth, const struct demo_town *t, FILE *out)
{
    static const char definition[] =
        "true_effect_points is the mean over the pupils with the intervention of (mean weekly "
        "absence share as it was) minus (mean weekly absence share of the same pupil on the same "
        "days if the intervention had never been), in percentage points; below zero is less "
        "absence. A week is Monday to Sunday and counts when lessons were offered; absence is "
        "valid and invalid minutes of offered minutes. 'before' is the 12 calendar weeks before "
        "the week of the start, 'during' the weeks from the start to the week of the end, both "
        "included, 'after' the 12 calendar weeks that follow, all within the data. Pupils were "
        "chosen after 20 school days with at least 20 per cent absence, so 'before' is at their "
        "worst and absence falls by itself: compare absence_percent_without before and during. "
        "The effects are invented; they say nothing of what such interventions do.";
    char end[DATE_TEXT], first[DATE_TEXT];
    json_t *o = json_object();
    json_object_set_new(o, "definition", json_string(definition));
    json_object_set_new(o, "seed", json_integer((json_int_t)t->seed));
    json_object_set_new(o, "first_date", json_string(date_format(t->first, first)));
    json_object_set_new(o, "last_date", json_string(date_format(t->end, end)));
    json_object_set_new(o, "pupils", json_integer(t->pupil_count));
    json_t *kinds = json_array();
    for (int i = 0; i < DEMO_KINDS; i++) {
        json_array_append_new(kinds, kind_json(truth, i));
    }
    json_object_set_new(o, "interventions", kinds);
    struct buf b;
    buf_init(&b, (size_t)1 << 20);
    json_append(&b, o, true);
    buf_add_char(&b, '\n');
    (void)fwrite(b.text, 1, b.len, out);
    buf_free(&b);
    json_decref(o);
}
