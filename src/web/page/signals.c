/* Absence signals of the schools, or the groups, that the employee reaches: what was counted, over
 * which days, of whom, and what is being done about it. */
#include "school/signals_list.h"

#include <inttypes.h>

#include "web/absence_state.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

#define SHOWN_MAX 500
#define GRADES    11 /* förskoleklass is 0 */

static const char *const measure_words[] = {"any", "total", "invalid", NULL};
static const char *const measure_texts[] = {TR("all frånvaro eller ogiltig"), TR("all frånvaro"),
                                            TR("ogiltig frånvaro")};
static const char *const doing_words[] = {"any", "none", "some", "late", NULL};
static const char *const doing_texts[] = {TR("alla"), TR("ingen har gjort något"),
                                          TR("någon arbetar med det"), TR("försenat")};
static const char *const grade_words[] = {"any", "0", "1", "2", "3",  "4", "5",
                                          "6",   "7", "8", "9", "10", NULL};
static const char *const grade_texts[] = {
    TR("alla"), TR("förskoleklass"), "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};

const struct input_spec signals_inputs[5] = {
    {.name = "school", .kind = INPUT_LINE, .max = 64},
    {.name = "at", .kind = INPUT_DATE},
    {.name = "grade", .kind = INPUT_WORD, .words = grade_words, .word_count = 1 + GRADES},
    {.name = "measure", .kind = INPUT_WORD, .words = measure_words, .word_count = 3},
    {.name = "doing", .kind = INPUT_WORD, .words = doing_words, .word_count = 4},
};

enum doing { DOING_ANY, DOING_NONE, DOING_SOME, DOING_LATE };

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

/* ---- which of them ---- */

struct chosen {
    const struct reach *reach;
    const struct absence_state *state;
    int measure; /* of measure_words */
    enum doing doing;
    struct date today;
};

static bool passed(const struct signals_result *r, enum signals_measure m)
{
    return r->window_passed.per_mille[m] != 0 || r->term_passed.per_mille[m] != 0;
}

/* The population: whom the employee reaches. */
bool signals_within(void *reach, struct person_id person, const char *unit)
{
    return reach_has_pupil(reach, person, unit);
}

static bool keep(void *with, const struct signals_person *p)
{
    const struct chosen *c = with;
    if (c->measure > 0 && !passed(&p->result, (enum signals_measure)(c->measure - 1))) {
        return false;
    }
    switch (c->doing) {
    case DOING_NONE:
        return !absence_acted(c->state, p->person);
    case DOING_SOME:
        return absence_acted(c->state, p->person);
    case DOING_LATE:
        return absence_late(c->state, p->person, c->today);
    case DOING_ANY:
        break;
    }
    return true;
}

/* ---- rows ---- */

static const char *doing_text(struct request *rq, const struct absence_state *s,
                              const struct signals_person *p, bool *late_out)
{
    const struct track *t = track_in(s->tracks, s->track_count, p->person);
    unsigned reached = stair_reached(&s->stair, &p->facts);
    const char *text = "";
    *late_out = absence_late(s, p->person, date_today());
    if (t != NULL) {
        text = absence_step_words(rq, &s->stair, t);
    } else if (reached > 0) {
        text = arena_printf(rq->arena, "%s %u: %s",
                            request_words(rq, TR("Inte börjat. Frånvaron når steg")), reached,
                            request_words(rq, s->stair.steps[reached - 1].name));
    }
    if (absence_inquiry_of(s, p->person) != NULL) {
        text = arena_printf(rq->arena, "%s%s%s", text, text[0] != '\0' ? "; " : "",
                            request_words(rq, TR("utredning pågår")));
    }
    if (absence_has_case(s, p->person)) {
        text = arena_printf(rq->arena, "%s%s%s", text, text[0] != '\0' ? "; " : "",
                            request_words(rq, TR("ärende är öppet")));
    }
    return text[0] != '\0' ? text : request_words(rq, TR("Inte börjat."));
}

/* At one school its name stands above the list. */
static const char *school_text(struct request *rq, const struct reach *reach,
                               const struct signals_person *p)
{
    const char *school = reach_many(reach) ? p->school : "";
    return !p->has_grade ? school
                         : arena_printf(rq->arena, "%s%s%s", school, school[0] != '\0' ? ", " : "",
                                        show_grade(rq, p->grade));
}

static struct page_signals_rows row(struct request *rq, const struct reach *reach,
                                    const struct absence_state *s, const struct signals_person *p)
{
    const struct signals_result *r = &p->result;
    const struct series_sum *w = &r->window.sum, *t = &r->term.sum;
    bool cases =
        access_role(WHO_CASES, rq->staff.role, BANK_SCHOOL) && !absence_has_case(s, p->person);
    struct page_signals_rows v = {
        .name = arena_printf(rq->arena, "%s %s", p->given_name, p->family_name),
        .href = arena_printf(rq->arena, "/pupil/%" PRId64 "/absence", p->person.v),
        .case_href = cases ? arena_printf(rq->arena, "/pupil/%" PRId64 "/case", p->person.v) : NULL,
        .school = school_text(rq, reach, p),
        .first = r->window.first,
        .last = r->window.last,
        .days = w->school_days,
        .share = show_share(rq, series_absent(*w), w->offered_minutes),
        .valid = show_share(rq, w->valid_minutes, w->offered_minutes),
        .invalid = show_share(rq, w->invalid_minutes, w->offered_minutes),
        .term = show_share(rq, series_absent(*t), t->offered_minutes),
        .trend = request_words(rq, trend_text(r->trend)),
        .pattern = pattern_text(rq, &p->pattern)};
    v.doing = doing_text(rq, s, p, &v.late);
    return v;
}

/* ---- the form ---- */

/* Schools that the employee reaches, to choose among; NULL when there is but one. */
static enum err school_select(struct request *rq, const struct reach *reach,
                              const struct page_select **out, struct err_ctx *ctx)
{
    struct organisation *list;
    size_t count, n = 1;
    *out = NULL;
    if (!reach_many(reach)) {
        return ERR_OK;
    }
    enum err e = organisation_list(rq->bank, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    const char **codes = arena_alloc(rq->arena, (count + 1) * sizeof *codes);
    const char **names = arena_alloc(rq->arena, (count + 1) * sizeof *names);
    codes[0] = "";
    names[0] = reach->whole ? TR("Alla skolor") : TR("Alla dina skolor");
    for (size_t i = 0; i < count; i++) {
        if (list[i].school_unit_code[0] != '\0' &&
            reach_has_unit(reach, list[i].school_unit_code)) {
            codes[n] = list[i].school_unit_code;
            names[n++] = list[i].name;
        }
    }
    struct form_words w = {codes, names, 0, (int)n, 0};
    *out = form_select_words(rq, "school", TR("Skola"), &w);
    return ERR_OK;
}

static int word_of(const struct request *rq, const char *name)
{
    const struct input *in = request_input(rq, name);
    return in->given && in->fault == NULL ? in->word : 0;
}

static void fill_form(struct request *rq, const struct signals_query *q, struct page_signals *v)
{
    struct form_words grades = {grade_words, grade_texts, 0, 1 + GRADES, 0};
    struct form_words measures = {measure_words, measure_texts, 0, 3, 0};
    struct form_words doing = {doing_words, doing_texts, 0, 4, 0};
    v->errors = form_errors(rq);
    v->at = form_date(rq, "at", TR("Dag"), NULL, q->at);
    v->grade = form_select_words(rq, "grade", TR("Årskurs"), &grades);
    v->measure = form_select_words(rq, "measure", TR("Gräns för"), &measures);
    v->doing = form_select_words(rq, "doing", TR("Vad som görs"), &doing);
}

static void fill_list(struct request *rq, const struct chosen *c, const struct signals_list *list,
                      struct page_signals *v)
{
    size_t shown = list->count < SHOWN_MAX ? list->count : SHOWN_MAX;
    struct page_signals_rows *rows = arena_alloc(rq->arena, (shown + 1) * sizeof *rows);
    for (size_t i = 0; i < shown; i++) {
        rows[i] = row(rq, c->reach, c->state, &list->people[i]);
    }
    v->count = list->signals;
    v->shown = (int64_t)list->count;
    v->filtered = list->count != list->signals;
    v->population = signals_population(rq, list);
    v->limits = limits_text(rq, &list->rules);
    v->few_days = list->few_days;
    v->none = list->none;
    v->silent = list->silent;
    v->more = list->count > shown;
    v->rows = rows;
    v->rows_count = shown;
}

static enum err read_list(struct request *rq, struct chosen *c, struct signals_query *q,
                          struct reach *reach, struct absence_state *state,
                          struct signals_list *list, struct err_ctx *ctx)
{
    enum err e = reach_read(rq, reach, ctx);
    c->reach = reach;
    c->state = state;
    q->within_with = reach;
    if (e == ERR_OK) {
        e = absence_state_read(rq, reach, state, ctx);
    }
    return e == ERR_OK ? signals_list(rq->bank, q, rq->arena, list, ctx) : e;
}

enum err page_signals(struct request *rq, struct err_ctx *ctx)
{
    struct absence_state state;
    struct reach reach;
    struct signals_list list;
    const struct input *school = request_input(rq, "school"), *at = request_input(rq, "at");
    struct chosen chosen = {.measure = word_of(rq, "measure"),
                            .doing = (enum doing)word_of(rq, "doing"),
                            .today = date_today()};
    struct signals_query q = {.at = at->given && at->fault == NULL ? at->date : date_today(),
                              .school = school->given ? school->raw : NULL,
                              .has_grade = word_of(rq, "grade") > 0,
                              .grade = word_of(rq, "grade") - 1,
                              .within = signals_within,
                              .keep = keep,
                              .keep_with = &chosen,
                              .actor = &rq->actor};
    struct page_signals v = {0};
    enum err e = read_list(rq, &chosen, &q, &reach, &state, &list, ctx);
    if (e == ERR_OK) {
        e = school_select(rq, &reach, &v.school, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    fill_form(rq, &q, &v);
    fill_list(rq, &chosen, &list, &v);
    v.of = reach_words(rq, &reach);
    v.layout = request_layout(rq, request_words(rq, TR("Frånvarosignaler")));
    page_signals_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}
