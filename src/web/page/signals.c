/* Absence signals of the employee's school: what was counted, over which days, of whom. */
#include <inttypes.h>

#include "school/signals_list.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

#define SHOWN_MAX 500

const struct input_spec signals_inputs[2] = {
    {.name = "school", .kind = INPUT_LINE, .max = 64},
    {.name = "at", .kind = INPUT_DATE},
};

const char *signals_population(struct request *rq, const struct signals_list *l)
{
    return arena_printf(rq->arena, "%s %u %s %u %s %s.", request_words(rq, TR("Räknat bland")),
                        l->enrolled, request_words(rq, TR("inskrivna elever, på de senaste")),
                        l->rules.window_days, request_words(rq, TR("skoldagarna till och med")),
                        show_date(rq, l->measured + l->few_days > 0 ? l->newest : l->at));
}

/* "10 %, 15 %, 20 %" */
static const char *limits_text(struct request *rq, const struct signals_rules *r)
{
    const char *text = "";
    for (size_t i = 0; i < r->limit_count; i++) {
        text = arena_printf(rq->arena, "%s%s%u %% %s", text, text[0] != '\0' ? ", " : "",
                            r->limits[i].per_mille / 10,
                            request_words(rq, r->limits[i].measure == SIGNALS_INVALID
                                                  ? TR("ogiltig")
                                                  : TR("all frånvaro")));
    }
    return text;
}

static const char *trend_text(enum signals_trend t)
{
    static const char *const texts[SIGNALS_TREND__MAX] = {TR("för få dagar"), TR("oförändrad"),
                                                          TR("ökar"), TR("minskar")};
    return texts[t];
}

static const char *pattern_text(struct request *rq, const struct signals_pattern *p)
{
    static const char *const weekdays[] = {
        "", TR("måndagar"), TR("tisdagar"), TR("onsdagar"), TR("torsdagar"), TR("fredagar")};
    const char *text = "";
    if (p->run > 1) {
        text = arena_printf(rq->arena, "%s %u %s", request_words(rq, TR("borta de senaste")),
                            p->run, request_words(rq, TR("skoldagarna i rad")));
    }
    if (p->mostly_part_days) {
        text = arena_printf(rq->arena, "%s%s%s", text, text[0] != '\0' ? "; " : "",
                            request_words(rq, TR("mest enstaka lektioner")));
    }
    if (p->weekdays == SIGNALS_WEEKDAYS_ONE && p->weekday >= 1 && p->weekday <= 5) {
        text = arena_printf(rq->arena, "%s%s%s %s", text, text[0] != '\0' ? "; " : "",
                            request_words(rq, TR("mest")), request_words(rq, weekdays[p->weekday]));
    } else if (p->weekdays == SIGNALS_WEEKDAYS_WEEKEND) {
        text = arena_printf(rq->arena, "%s%s%s", text, text[0] != '\0' ? "; " : "",
                            request_words(rq, TR("mest måndagar och fredagar")));
    }
    return text;
}

static struct page_signals_rows row(struct request *rq, const struct signals_person *p)
{
    const struct signals_result *r = &p->result;
    const struct series_sum *w = &r->window.sum, *t = &r->term.sum;
    bool cases = access_role(WHO_CASES, rq->staff.role, BANK_SCHOOL);
    return (struct page_signals_rows){
        .name = arena_printf(rq->arena, "%s %s", p->given_name, p->family_name),
        .followup_href = arena_printf(rq->arena, "/pupil/%" PRId64 "/follow-up", p->person.v),
        .case_href = cases ? arena_printf(rq->arena, "/pupil/%" PRId64 "/case", p->person.v) : NULL,
        .school = p->has_grade ? arena_printf(rq->arena, "%s, %s %d", p->school,
                                              request_words(rq, TR("årskurs")), p->grade)
                               : p->school,
        .first = r->window.first,
        .last = r->window.last,
        .days = w->school_days,
        .share = show_share(rq, series_absent(*w), w->offered_minutes),
        .valid = w->valid_minutes,
        .invalid = w->invalid_minutes,
        .offered = w->offered_minutes,
        .term = show_share(rq, series_absent(*t), t->offered_minutes),
        .trend = request_words(rq, trend_text(r->trend)),
        .pattern = pattern_text(rq, &p->pattern)};
}

/* Schools that the employee's unit covers, to choose among; NULL when there is but one. */
static enum err school_select(struct request *rq, const struct page_select **out,
                              struct err_ctx *ctx)
{
    struct organisation *list;
    size_t count, n = 0;
    *out = NULL;
    if (rq->staff.unit[0] != '\0') {
        return ERR_OK;
    }
    enum err e = organisation_list(rq->bank, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct form_option *o = arena_alloc(rq->arena, (count + 1) * sizeof *o);
    for (size_t i = 0; i < count; i++) {
        if (list[i].school_unit_code[0] != '\0') {
            o[n++] = (struct form_option){list[i].school_unit_code, list[i].name};
        }
    }
    *out = form_select(rq, "school", TR("Skola"), o, n);
    return ERR_OK;
}

enum err page_signals(struct request *rq, struct err_ctx *ctx)
{
    const struct input *school = request_input(rq, "school"), *at = request_input(rq, "at");
    struct signals_query q = {.at = at->given && at->fault == NULL ? at->date : date_today(),
                              .actor = &rq->actor};
    if (rq->staff.unit[0] != '\0') {
        q.school = rq->staff.unit;
    } else if (school->given) {
        q.school = school->raw;
    }
    struct signals_list list;
    struct page_signals v = {0};
    enum err e = signals_list(rq->bank, &q, rq->arena, &list, ctx);
    if (e == ERR_OK) {
        e = school_select(rq, &v.school, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    size_t shown = list.count < SHOWN_MAX ? list.count : SHOWN_MAX;
    struct page_signals_rows *rows = arena_alloc(rq->arena, (shown + 1) * sizeof *rows);
    for (size_t i = 0; i < shown; i++) {
        rows[i] = row(rq, &list.people[i]);
    }
    v.layout = request_layout(rq, request_words(rq, TR("Frånvarosignaler")));
    v.errors = form_errors(rq);
    v.at = form_date(rq, "at", TR("Dag"), NULL, q.at);
    v.count = list.signals;
    v.population = signals_population(rq, &list);
    v.limits = limits_text(rq, &list.rules);
    v.few_days = list.few_days;
    v.none = list.none;
    v.silent = list.silent;
    v.more = list.count > shown;
    v.rows = rows;
    v.rows_count = shown;
    page_signals_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}
