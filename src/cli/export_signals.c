/* Absence signals as JSON and CSV. */
#include "base/csv.h"
#include "base/json.h"
#include "base/mem.h"
#include "cli/print_signals.h"

static json_t *date_json(struct date d)
{
    char text[DATE_TEXT];
    return json_string(date_format(d, text));
}

/* Four decimals, so that the text does not pretend to more. */
static double rounded(double share)
{
    return (double)(long)(share * 10000 + 0.5) / 10000;
}

static json_t *window_json(const struct series_window *w, const struct signals_passed *passed)
{
    json_t *o = json_object();
    json_object_set_new(o, "school_days", json_integer(w->sum.school_days));
    if (w->sum.school_days > 0) {
        json_object_set_new(o, "first", date_json(w->first));
        json_object_set_new(o, "last", date_json(w->last));
        json_object_set_new(o, "offered_minutes", json_integer(w->sum.offered_minutes));
        json_object_set_new(o, "valid_absence_minutes", json_integer(w->sum.valid_minutes));
        json_object_set_new(o, "invalid_absence_minutes", json_integer(w->sum.invalid_minutes));
        json_object_set_new(o, "absence_share", json_real(rounded(series_share(w->sum))));
    }
    for (int m = 0; passed != NULL && m < SIGNALS_MEASURE__MAX; m++) {
        static const char *const names[SIGNALS_MEASURE__MAX] = {"limit_passed",
                                                                "invalid_limit_passed"};
        if (passed->per_mille[m] != 0) {
            json_object_set_new(o, names[m], json_real(passed->per_mille[m] / 1000.0));
        }
    }
    return o;
}

static json_t *pattern_json(const struct signals_pattern *p)
{
    json_t *o =
        json_pack("{s:i, s:i, s:i, s:i, s:b, s:i, s:s}", "school_days", (int)p->school_days,
                  "absent_days", (int)p->absent_days, "whole_days", (int)p->whole_days, "part_days",
                  (int)p->part_days, "mostly_part_days", (int)p->mostly_part_days, "run",
                  (int)p->run, "weekdays", signals_weekdays_code[p->weekdays]);
    if (p->run > 0) {
        json_object_set_new(o, "run_first", date_json(p->run_first));
    }
    if (p->weekdays == SIGNALS_WEEKDAYS_ONE || p->weekdays == SIGNALS_WEEKDAYS_WEEKEND) {
        json_object_set_new(o, "on_days", json_integer(p->on_days));
        json_object_set_new(o, "on_absent", json_integer(p->on_absent));
    }
    if (p->weekdays == SIGNALS_WEEKDAYS_ONE) {
        json_object_set_new(o, "weekday", json_integer(p->weekday));
    }
    return o;
}

static json_t *person_json(const struct signals_person *x)
{
    json_t *o = json_object();
    json_object_set_new(o, "person", json_integer(x->person.v));
    json_object_set_new(o, "given_name", json_string(x->given_name));
    json_object_set_new(o, "family_name", json_string(x->family_name));
    json_object_set_new(o, "school", json_string(x->school));
    json_object_set_new(o, "school_unit_code", json_string(x->school_unit_code));
    if (x->has_grade) {
        json_object_set_new(o, "grade", json_integer(x->grade));
    }
    json_object_set_new(o, "window", window_json(&x->result.window, &x->result.window_passed));
    json_object_set_new(o, "before", window_json(&x->result.before, NULL));
    json_object_set_new(o, "term", window_json(&x->result.term, &x->result.term_passed));
    json_object_set_new(o, "trend", json_string(signals_trend_code[x->result.trend]));
    json_object_set_new(o, "pattern", pattern_json(&x->pattern));
    return o;
}

static json_t *rules_json(const struct signals_list *l)
{
    json_t *limits = json_array();
    for (size_t i = 0; i < l->rules.limit_count; i++) {
        json_array_append_new(limits, json_pack("{s:s, s:f}", "measure",
                                                signals_measure_code[l->rules.limits[i].measure],
                                                "above", l->rules.limits[i].per_mille / 1000.0));
    }
    return json_pack("{s:i, s:i, s:b, s:o}", "window_school_days", (int)l->rules.window_days,
                     "minimum_school_days", (int)l->rules.minimum_days, "default_limits",
                     (int)l->default_limits, "limits", limits);
}

static void print_value(FILE *out, json_t *value)
{
    struct buf b;
    buf_init(&b, (size_t)1 << 20);
    json_append(&b, value, false);
    fputs(b.text, out);
    buf_free(&b);
    json_decref(value);
}

void print_signals_json(FILE *out, const struct signals_list *l)
{
    char date[DATE_TEXT];
    fprintf(out,
            "{\"format\":\"brygga-signals-1\",\"at\":\"%s\",\"rules\":", date_format(l->at, date));
    print_value(out, rules_json(l));
    fputs(",\"population\":", out);
    json_t *population =
        json_pack("{s:i, s:i, s:i, s:i, s:i, s:i}", "enrolled", (int)l->enrolled, "measured",
                  (int)l->measured, "too_few_days", (int)l->few_days, "no_school_days",
                  (int)l->none, "not_reported_lately", (int)l->silent, "signals", (int)l->signals);
    if (l->measured + l->few_days > 0) {
        json_object_set_new(population, "last_reported_day", date_json(l->newest));
    }
    print_value(out, population);
    fputs(",\"pupils\":[", out);
    for (size_t i = 0; i < l->count; i++) {
        fputs(i > 0 ? ",\n" : "\n", out);
        print_value(out, person_json(&l->people[i]));
    }
    fputs("]}\n", out);
}

/* ---- CSV ---- */

static const char csv_header[] =
    "person,given_name,family_name,school,school_unit_code,grade,"
    "window_first,window_last,window_school_days,window_offered_minutes,"
    "window_valid_absence_minutes,window_invalid_absence_minutes,window_absence_share,"
    "window_limit_passed,window_invalid_limit_passed,"
    "term_first,term_last,term_school_days,term_offered_minutes,"
    "term_valid_absence_minutes,term_invalid_absence_minutes,term_absence_share,"
    "term_limit_passed,term_invalid_limit_passed,"
    "before_absence_share,trend,absent_days,whole_days,part_days,run,weekdays,weekday\n";

static void csv_window(struct buf *b, const struct series_window *w, struct signals_passed passed)
{
    char first[DATE_TEXT] = "", last[DATE_TEXT] = "";
    if (w->sum.school_days > 0) {
        date_format(w->first, first);
        date_format(w->last, last);
    }
    buf_addf(b, ",%s,%s,%u,%u,%u,%u,%.4f,", first, last, w->sum.school_days, w->sum.offered_minutes,
             w->sum.valid_minutes, w->sum.invalid_minutes, series_share(w->sum));
    if (passed.per_mille[SIGNALS_TOTAL] != 0) {
        buf_addf(b, "%.3f", passed.per_mille[SIGNALS_TOTAL] / 1000.0);
    }
    buf_add_char(b, ',');
    if (passed.per_mille[SIGNALS_INVALID] != 0) {
        buf_addf(b, "%.3f", passed.per_mille[SIGNALS_INVALID] / 1000.0);
    }
}

static void csv_person(struct buf *b, const struct signals_person *x)
{
    buf_addf(b, "%lld", (long long)x->person.v);
    csv_append(b, x->given_name, false);
    csv_append(b, x->family_name, false);
    csv_append(b, x->school, false);
    csv_append(b, x->school_unit_code, false);
    buf_add_char(b, ',');
    if (x->has_grade) {
        buf_addf(b, "%d", x->grade);
    }
    csv_window(b, &x->result.window, x->result.window_passed);
    csv_window(b, &x->result.term, x->result.term_passed);
    buf_add_char(b, ',');
    if (x->result.before.sum.school_days > 0) {
        buf_addf(b, "%.4f", series_share(x->result.before.sum));
    }
    const struct signals_pattern *p = &x->pattern;
    buf_addf(b, ",%s,%u,%u,%u,%u,%s,", signals_trend_code[x->result.trend], p->absent_days,
             p->whole_days, p->part_days, p->run, signals_weekdays_code[p->weekdays]);
    if (p->weekdays == SIGNALS_WEEKDAYS_ONE) {
        buf_addf(b, "%d", p->weekday);
    }
    buf_add_char(b, '\n');
}

void print_signals_csv(FILE *out, const struct signals_list *l)
{
    struct buf b;
    buf_init(&b, (size_t)1 << 16);
    fputs(csv_header, out);
    for (size_t i = 0; i < l->count; i++) {
        buf_clear(&b);
        csv_person(&b, &l->people[i]);
        fputs(b.text, out);
    }
    buf_free(&b);
}
