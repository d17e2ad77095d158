/* Who may give what to whom, and what changes between two days. */
#include <string.h>

#include "law/area.h"
#include "law/check.h"
#include "law/diff.h"
#include "law/matrix.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_view.h"
#include "web/show.h"

#define CSV_MAX (8u << 20)

const struct input_spec law_matrix_inputs[2] = {{.name = "from", .kind = INPUT_LINE, .max = 12},
                                                {.name = "at", .kind = INPUT_DATE}};
const struct input_spec law_csv_inputs[1] = {{.name = "at", .kind = INPUT_DATE}};
const struct input_spec law_diff_inputs[2] = {{.name = "from", .kind = INPUT_DATE},
                                              {.name = "to", .kind = INPUT_DATE}};

static struct date day_of(struct request *rq, const char *name, struct date otherwise)
{
    const struct input *in = request_input(rq, name);
    return in->given && in->fault == NULL ? in->date : otherwise;
}

/* The branch that is asked for, else the most usual one of this authority. */
static enum law_branch chosen_holder(struct request *rq)
{
    const struct law_fact_info *info = law_fact_info(LAW_FACT_FROM);
    const struct input *in = request_input(rq, "from");
    for (unsigned v = 1; v < info->values_n; v++) {
        if (law_is_holder((enum law_branch)v) && strcmp(info->codes[v], in->raw) == 0) {
            return (enum law_branch)v;
        }
    }
    if (in->given) {
        request_fault(rq, "from", TR("Välj ett av alternativen."));
    }
    const struct bank_config *c = bank_config(rq->bank);
    return c->kind == BANK_SOCIAL                    ? LAW_SOC_O
           : c->legal_form == LEGAL_FORM_INDEPENDENT ? LAW_FRI_S
                                                     : LAW_SKO;
}

static const struct page_select *holder_select(struct request *rq, enum law_branch chosen)
{
    const struct law_fact_info *info = law_fact_info(LAW_FACT_FROM);
    struct page_select *v = arena_alloc(rq->arena, sizeof *v);
    struct page_select_options *o = arena_alloc(rq->arena, info->values_n * sizeof *o);
    *v = (struct page_select){
        .id = "from", .label = request_words(rq, TR("Var finns uppgiften nu?")), .options = o};
    for (unsigned b = 1; b < info->values_n; b++) {
        if (law_is_holder((enum law_branch)b)) {
            o[v->options_count++] =
                (struct page_select_options){.value = info->codes[b],
                                             .label = law_fact_label(rq, LAW_FACT_FROM, b),
                                             .chosen = b == chosen};
        }
    }
    return v;
}

/* ---- the matrix of one holder ---- */

struct column {
    struct date at;
    enum law_branch from, to;
};

/* Items by answer; what is left out gets a no. */
static void fill_answers(struct request *rq, const struct column *c,
                         struct page_law_matrix_sections *out)
{
    uint32_t items[LAW_CELL__MAX][2] = {{0}};
    bool sv = rq->page.language == PAGE_SWEDISH;
    for (unsigned item = 1; item < LAW_ITEM__MAX; item++) {
        struct law_cell cell =
            law_matrix_cell(rq->rules, c->at, c->from, c->to, (enum law_item)item);
        items[cell.word][cell.duty] |= UINT32_C(1) << item;
    }
    struct page_law_matrix_sections_rows *rows =
        arena_alloc(rq->arena, 2 * LAW_CELL__MAX * sizeof *rows);
    struct buf b;
    buf_init(&b, 4096);
    for (int word = LAW_CELL__MAX - 1; word >= 0; word--) {
        for (int duty = 1; duty >= 0; duty--) {
            if (items[word][duty] == 0 || (word == LAW_CELL_NO && duty == 0)) {
                continue;
            }
            buf_clear(&b);
            law_items_write(items[word][duty], sv, &b);
            rows[out->rows_count++] = (struct page_law_matrix_sections_rows){
                law_cell_text((enum law_cell_word)word, duty == 1, sv),
                arena_strndup(rq->arena, b.text, b.len)};
        }
    }
    buf_free(&b);
    out->rows = rows;
}

static void fill_recipients(struct request *rq, struct column *c, struct page_law_matrix *v)
{
    const struct law_fact_info *info = law_fact_info(LAW_FACT_TO);
    struct page_law_matrix_sections *sections =
        arena_alloc(rq->arena, info->values_n * sizeof *sections);
    for (unsigned to = 1; to < info->values_n; to++) {
        struct page_law_matrix_sections *s = &sections[v->sections_count];
        const char *name = law_fact_label(rq, LAW_FACT_TO, to);
        c->to = (enum law_branch)to;
        fill_answers(rq, c, s);
        if (s->rows_count > 0) {
            s->to = name;
            s->ask_href = arena_printf(rq->arena, "/law/ask?answers=from.%s.to.%s",
                                       info->codes[c->from], info->codes[to]);
            v->sections_count++;
        } else {
            v->closed =
                v->closed == NULL ? name : arena_printf(rq->arena, "%s; %s", v->closed, name);
        }
    }
    v->sections = sections;
}

enum err page_law_matrix(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    char day[DATE_TEXT];
    struct column c = {.at = day_of(rq, "at", date_today()), .from = chosen_holder(rq)};
    struct page_law_matrix v = {
        .layout = request_layout(rq, request_words(rq, TR("Vem får lämna vad till vem?"))),
        .errors = form_errors(rq),
        .from = holder_select(rq, c.from),
        .at = form_date(rq, "at", TR("Lagen den"), NULL, c.at),
        .from_text = rq->faults > 0 ? NULL : law_fact_label(rq, LAW_FACT_FROM, c.from),
        .day = show_date(rq, c.at),
        .csv_href = arena_printf(rq->arena, "/law/matrix.csv?at=%s", date_format(c.at, day))};
    fill_recipients(rq, &c, &v);
    page_law_matrix_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_law_matrix_csv(struct request *rq, struct err_ctx *ctx)
{
    struct buf b;
    buf_init(&b, CSV_MAX);
    law_matrix_write(rq->rules, day_of(rq, "at", date_today()), LAW_MATRIX_CSV,
                     rq->page.language == PAGE_SWEDISH, &b);
    bool good = buf_ok(&b);
    buf_add_n(&rq->out->body, b.text, b.len);
    buf_free(&b);
    rq->out->content_type = "text/csv; charset=utf-8";
    return good ? ERR_OK : err_set(ctx, ERR_LIMIT, "matrix", "", "the matrix is too large");
}

/* ---- two days ---- */

static void fill_dates(struct request *rq, struct page_law_diff *v)
{
    const struct date *days;
    size_t n = law_change_dates(rq->rules, &days);
    struct page_law_diff_dates *rows = arena_alloc(rq->arena, (n + 1) * sizeof *rows);
    for (size_t i = 2; i < n; i++) { /* [0] is no day, and before [1] there are no rules */
        char from[DATE_TEXT], to[DATE_TEXT];
        rows[v->dates_count++] = (struct page_law_diff_dates){
            .href = arena_printf(rq->arena, "/law/diff?from=%s&to=%s",
                                 date_format((struct date){days[i].days - 1}, from),
                                 date_format(days[i], to)),
            .day = show_date(rq, days[i])};
    }
    v->dates = rows;
}

enum err page_law_diff(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    struct law_moment before = {rq->rules, day_of(rq, "from", DATE_OPEN)};
    struct law_moment after = {rq->rules, day_of(rq, "to", date_today())};
    struct page_law_diff v = {
        .layout = request_layout(rq, request_words(rq, TR("Vad ändras när lagen ändras?"))),
        .errors = form_errors(rq),
        .from = form_date(rq, "from", TR("Från lagen den"), NULL, DATE_OPEN),
        .to = form_date(rq, "to", TR("Till lagen den"), NULL, date_today())};
    fill_dates(rq, &v);
    if (before.at.days != DATE_OPEN.days && rq->faults == 0) {
        struct law_diff d;
        law_diff(&before, &after, rq->arena, &d);
        v.change = law_change_view(rq, &d);
        v.from_day = show_date(rq, before.at);
        v.to_day = show_date(rq, after.at);
    }
    page_law_diff_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}
