/*
 * The follow-up of groups: by intervention, of two school years, against similar pupils where the
 * bank has any. The periods to choose among do not overlap and end with a month, so that nobody is
 * laid open by the difference between two tables.
 */
#include "followup/group.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "followup/levels.h"
#include "web/form.h"
#include "web/fragment.h"
#include "web/handlers.h"
#include "web/show.h"
#include "web/start.h"

static const char *const period_words[] = {"latest", "before", NULL};

const struct input_spec followup_group_inputs[1] = {
    {.name = "period", .kind = INPUT_WORD, .words = period_words, .word_count = 2}};

/* Two school years, the latest up to the end of last month. */
static void period_of(bool before, struct date *from, struct date *to)
{
    struct date today = date_today();
    int year, month, day;
    date_to_ymd(today, &year, &month, &day);
    struct date end = {today.days - day};
    int school_year = date_school_year(end);
    *to = before ? date_school_year_last(school_year - 2) : end;
    *from = date_school_year_first(before ? school_year - 3 : school_year - 1);
}

static const struct page_select *period_select(struct request *rq)
{
    const char **texts = arena_alloc(rq->arena, 2 * sizeof *texts);
    for (int i = 0; i < 2; i++) {
        struct date from, to;
        period_of(i == 1, &from, &to);
        texts[i] = arena_printf(rq->arena, "%s–%s", show_date(rq, from), show_date(rq, to));
    }
    struct form_words w = {period_words, texts, 0, 2, 0};
    return form_select_words(rq, "period", TR("Insatser som började"), &w);
}

/* ---- table and chart ---- */

static const char *hidden_or(struct request *rq, bool hidden, double share)
{
    return hidden ? "x" : show_percent(rq, share);
}

/* A difference of shares in percentage points, without a sign of per cent: "−4,2". */
static const char *points(struct request *rq, double value)
{
    const char *percent = show_percent(rq, value);
    size_t n = strlen(percent); /* it ends with a no-break space (two bytes) and % */
    return n > 3 ? arena_strndup(rq->arena, percent, n - 3) : percent;
}

/* "−4,2 (−7,9 till −0,5)" */
static const char *difference(struct request *rq, const struct estimate *e, bool all)
{
    if (isnan(e->value)) {
        return "–";
    }
    if (isnan(e->low)) {
        return points(rq, e->value);
    }
    return arena_printf(rq->arena, "%s (%s %s %s)%s", points(rq, e->value), points(rq, e->low),
                        request_words(rq, TR("till")), points(rq, e->high), all ? "" : "*");
}

static const char *verdict(struct request *rq, const struct estimate *e)
{
    if (isnan(e->value) || isnan(e->low)) {
        return request_words(rq, TR("går inte att säga"));
    }
    if (e->low <= 0 && e->high >= 0) {
        return request_words(rq, TR("kan bero på slumpen"));
    }
    return request_words(rq, e->value < 0 ? TR("mindre frånvaro än väntat")
                                          : TR("mer frånvaro än väntat"));
}

static const char *cell_name(struct request *rq, const struct group_cell *c)
{
    return request_words(rq, c->code < 0 ? TR("Alla insatser") : intervention_text_sv[c->code]);
}

static void fill_rows(struct request *rq, const struct group *g, struct page_followup_group *v)
{
    struct page_followup_group_rows *rows =
        arena_alloc(rq->arena, (g->cell_count + 1) * sizeof *rows);
    for (size_t i = 0; i < g->cell_count; i++) {
        const struct group_cell *c = &g->cells[i];
        const struct group_means *m = &c->means;
        rows[i] = (struct page_followup_group_rows){
            .name = cell_name(rq, c),
            .all = c->code < 0,
            .pupils = c->pupils < 0 ? "x" : arena_printf(rq->arena, "%" PRId64, c->pupils),
            .before = hidden_or(rq, !m->shown, m->before),
            .during = hidden_or(rq, !m->shown, m->during),
            .expected = hidden_or(rq, !m->shown, m->expected_during),
            .difference = m->shown ? difference(rq, &m->difference, m->all_compared) : "x",
            .verdict = m->shown ? verdict(rq, &m->difference) : "",
            .after = hidden_or(rq, !m->shown || !m->after_shown, m->after)};
    }
    v->rows = rows;
    v->rows_count = g->cell_count;
}

static void fill_chart(struct request *rq, const struct group *g, struct page_followup_group *v)
{
    struct levels_row *rows = arena_alloc(rq->arena, (g->cell_count + 1) * sizeof *rows);
    size_t n = 0;
    for (size_t i = 0; i < g->cell_count; i++) {
        const struct group_cell *c = &g->cells[i];
        if (c->means.shown && !isnan(c->means.before)) {
            rows[n++] = (struct levels_row){cell_name(rq, c), c->means.before, c->means.during,
                                            v->compares ? c->means.expected_during : NAN};
        }
    }
    struct chart_words words = {
        .title = request_words(rq, TR("Frånvaro före och under, för varje insats")),
        .description = request_words(rq, TR("Alla värden står i tabellen."))};
    if (n > 0) {
        v->chart = fragment_levels(rq->arena, rows, n, &words);
        v->charted = true;
    }
}

static void fill_population(struct request *rq, const struct group *g,
                            struct page_followup_group *v)
{
    v->compares = g->bank_kind == BANK_SCHOOL;
    v->from = g->from;
    v->to = g->to;
    v->known = g->last_week.days != DATE_OPEN.days;
    v->last_week = v->known ? g->last_week : (struct date){0};
    v->counted = g->counted < 0 ? request_words(rq, TR("färre än fem"))
                                : arena_printf(rq->arena, "%" PRId64, g->counted);
    v->left_out = g->left_out < 0 ? request_words(rq, TR("färre än fem"))
                                  : arena_printf(rq->arena, "%" PRId64, g->left_out);
    v->comparison = g->comparison_pupils;
    v->balance = v->compares && !isnan(g->balance_before);
    v->balance_before = show_percent(rq, g->balance_before);
    v->balance_similar = show_percent(rq, g->balance_expected);
}

enum err page_followup_group(struct request *rq, struct err_ctx *ctx)
{
    const struct input *period = request_input(rq, "period");
    struct group_question q = {.by = GROUP_BY_CODE, .has_from = true, .has_to = true};
    struct group g;
    period_of(period->given && period->fault == NULL && period->word == 1, &q.from, &q.to);
    enum err e = group_read(rq->bank, &rq->actor, &q, rq->arena, &g, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_followup_group v = {
        .layout = request_layout(rq, request_words(rq, TR("Uppföljning av grupper"))),
        .errors = form_errors(rq),
        .period = period_select(rq),
        .bank = bank_config(rq->bank)->name,
        .today = date_today(),
        .printer = rq->staff.name};
    fill_population(rq, &g, &v);
    fill_rows(rq, &g, &v);
    fill_chart(rq, &g, &v);
    page_followup_group_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err start_groups(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    (void)ctx;
    if (access_role(WHO_GROUP, rq->staff.role, bank_config(rq->bank)->kind)) {
        start_link(s, "/follow-up/groups", request_words(rq, TR("Uppföljning av grupper")),
                   request_words(rq, TR("hur frånvaron var före och under varje insats")));
    }
    return ERR_OK;
}
