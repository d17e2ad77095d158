/* What may be followed up together, and what stops the rest: the list, one item of it, and CSV. */
#include <string.h>

#include "law/gaps_answer.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_view.h"
#include "web/show.h"

#define CSV_MAX    ((size_t)32 << 20)
#define PLACES_MAX ((size_t)64 << 10)

/* `wanted` is a code and the engine's item, "G03.goal_result": neither alone is of one row. */
const struct input_spec law_gaps_inputs[2] = {{.name = "purpose", .kind = INPUT_LINE, .max = 30},
                                              {.name = "at", .kind = INPUT_DATE}};
const struct input_spec law_gap_inputs[4] = {{.name = "purpose", .kind = INPUT_LINE, .max = 30},
                                             {.name = "at", .kind = INPUT_DATE},
                                             {.name = "wanted", .kind = INPUT_LINE, .max = 60},
                                             {.name = "about", .kind = INPUT_LINE, .max = 10}};

static bool swedish(const struct request *rq)
{
    return rq->page.language == PAGE_SWEDISH;
}

/* Follow-up, today, unless told. */
static struct law_gap_question read_question(struct request *rq)
{
    const struct law_fact_info *info = law_fact_info(LAW_FACT_PURPOSE);
    const struct input *at = request_input(rq, "at"), *purpose = request_input(rq, "purpose");
    struct law_gap_question q = {.rules = rq->rules,
                                 .at = at->given && at->fault == NULL ? at->date : date_today(),
                                 .purpose = LAW_PURPOSE_FOLLOW_UP};
    bool known = !purpose->given;
    for (unsigned v = 1; v < info->values_n; v++) {
        if (strcmp(info->codes[v], purpose->raw) == 0) {
            q.purpose = (enum law_purpose)v;
            known = true;
        }
    }
    if (!known) {
        request_fault(rq, "purpose", TR("Välj ett av alternativen."));
    }
    return q;
}

/* "purpose=follow_up&at=2026-11-22" */
static const char *query_of(struct request *rq, const struct law_gap_question *q)
{
    char day[DATE_TEXT];
    return arena_printf(rq->arena, "purpose=%s&at=%s",
                        law_fact_info(LAW_FACT_PURPOSE)->codes[q->purpose],
                        date_format(q->at, day));
}

static const struct page_select *purpose_select(struct request *rq, enum law_purpose chosen)
{
    const struct law_fact_info *info = law_fact_info(LAW_FACT_PURPOSE);
    struct page_select *v = arena_alloc(rq->arena, sizeof *v);
    struct page_select_options *o = arena_alloc(rq->arena, info->values_n * sizeof *o);
    *v = (struct page_select){
        .id = "purpose", .label = request_words(rq, TR("Ändamål")), .options = o};
    for (unsigned p = 1; p < info->values_n; p++) {
        o[v->options_count++] =
            (struct page_select_options){.value = info->codes[p],
                                         .label = law_fact_label(rq, LAW_FACT_PURPOSE, p),
                                         .chosen = p == (unsigned)chosen};
    }
    return v;
}

/* ---- the list ---- */

static void fill_row(struct request *rq, const struct law_gap_question *q,
                     const struct law_gap_answer *answer, struct page_law_gaps_tables_rows *row)
{
    const struct law_wanted *w = answer->wanted;
    struct page_law_gaps_tables_rows_needs *needs =
        arena_alloc(rq->arena, LAW_GAP_CONDITION__MAX * sizeof *needs);
    struct page_law_gaps_tables_rows_stops *stops =
        arena_alloc(rq->arena, LAW_GAP_STOP__MAX * sizeof *stops);
    *row = (struct page_law_gaps_tables_rows){
        .code = w->code,
        .title = law_words(rq, w->title),
        .href = arena_printf(rq->arena, "/law/gap?wanted=%s.%s&about=%s&%s", w->code,
                             law_fact_info(LAW_FACT_ITEM)->codes[w->item],
                             law_gap_about_code[answer->about], query_of(rq, q)),
        .open = (int64_t)answer->open,
        .all = (int64_t)answer->pairs,
        .mark = answer->open > 0 ? law_mark(rq, answer->doubt) : NULL,
        .needs = needs,
        .stops = stops};
    for (unsigned c = 0; c < LAW_GAP_CONDITION__MAX; c++) {
        if ((answer->conditions >> c & 1) != 0) {
            needs[row->needs_count++].text =
                law_gap_condition_text((enum law_gap_condition)c, swedish(rq));
        }
    }
    for (unsigned s = 0; s < LAW_GAP_STOP__MAX; s++) {
        if (answer->stopped[s] > 0) {
            stops[row->stops_count++] = (struct page_law_gaps_tables_rows_stops){
                law_gap_stop_text((enum law_gap_stop)s, swedish(rq)), (int64_t)answer->stopped[s]};
        }
    }
}

static void fill_tables(struct request *rq, const struct law_gap_question *q,
                        struct page_law_gaps *v)
{
    static const char *const headings[LAW_GAP_ABOUT__MAX] = {
        TR("Om ett barn som går att känna igen"), TR("Siffror om en grupp")};
    static const char *const labels[LAW_GAP_ABOUT__MAX] = {TR("Tabell över uppgifter om ett barn"),
                                                           TR("Tabell över siffror om en grupp")};
    struct page_law_gaps_tables *tables =
        arena_alloc(rq->arena, LAW_GAP_ABOUT__MAX * sizeof *tables);
    struct arena *scratch = arena_new((size_t)16 << 20);
    for (unsigned about = 0; about < LAW_GAP_ABOUT__MAX; about++) {
        struct page_law_gaps_tables_rows *rows =
            arena_alloc(rq->arena, law_wanted_n * sizeof *rows);
        tables[about] = (struct page_law_gaps_tables){.heading = request_words(rq, headings[about]),
                                                      .label = request_words(rq, labels[about]),
                                                      .rows = rows};
        for (size_t i = 0; i < law_wanted_n; i++) {
            struct law_gap_answer answer;
            if (law_wanted[i].about[about]) {
                law_gap_answer(q, &law_wanted[i], (enum law_gap_about)about, scratch, &answer);
                fill_row(rq, q, &answer, &rows[tables[about].rows_count++]);
                arena_reset(scratch);
            }
        }
    }
    arena_free(scratch);
    v->tables = tables;
    v->tables_count = LAW_GAP_ABOUT__MAX;
}

enum err page_law_gaps(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    struct law_gap_question q = read_question(rq);
    struct page_law_gaps v = {
        .layout = request_layout(
            rq, request_words(rq, TR("Vad får följas upp tillsammans, och vad hindrar resten?"))),
        .errors = form_errors(rq),
        .purpose = purpose_select(rq, q.purpose),
        .at = form_date(rq, "at", TR("Lagen den"), NULL, q.at),
        .day = show_date(rq, q.at),
        .purpose_text = law_fact_label(rq, LAW_FACT_PURPOSE, q.purpose),
        .version = arena_strndup(rq->arena, law_version(rq->rules), 12),
        .csv_href = arena_printf(rq->arena, "/law/gaps.csv?%s", query_of(rq, &q))};
    if (rq->faults == 0) {
        fill_tables(rq, &q, &v);
    }
    page_law_gaps_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_law_gaps_csv(struct request *rq, struct err_ctx *ctx)
{
    struct law_gap_question q = read_question(rq);
    struct buf b;
    buf_init(&b, CSV_MAX);
    law_gaps_write(&q, LAW_GAPS_CSV, swedish(rq), &b);
    bool good = buf_ok(&b);
    buf_add_n(&rq->out->body, b.text, b.len);
    buf_free(&b);
    rq->out->content_type = "text/csv; charset=utf-8";
    return good ? ERR_OK : err_set(ctx, ERR_LIMIT, "gaps", "", "the list is too large");
}

/* ---- one wanted item ---- */

static const struct page_rule_used *rule_view(struct request *rq, const struct law_rule_ref *r)
{
    struct page_rule_used *v = arena_alloc(rq->arena, sizeof *v);
    struct page_rule_used_grounds *g = arena_alloc(rq->arena, (r->grounds_n + 1) * sizeof *g);
    for (size_t i = 0; i < r->grounds_n; i++) {
        g[i].cite = r->grounds[i].cite;
    }
    *v = (struct page_rule_used){.title = law_words(rq, r->title),
                                 .text = law_words(rq, r->text),
                                 .href = arena_printf(rq->arena, "/law/rule?id=%s", r->id),
                                 .id = r->id,
                                 .mark = law_mark(rq, r->confidence),
                                 .note = law_words(rq, r->note),
                                 .grounds = g,
                                 .grounds_count = r->grounds_n};
    return v;
}

/* Conditions, and the assessments that a human makes. */
static void fill_needs(struct request *rq, const struct law_gap_way *way,
                       struct page_law_gap_answers_ways *row)
{
    struct page_law_gap_answers_ways_needs *needs =
        arena_alloc(rq->arena, (LAW_GAP_CONDITION__MAX + LAW_ASSESS__MAX) * sizeof *needs);
    for (unsigned c = 0; c < LAW_GAP_CONDITION__MAX; c++) {
        if ((way->conditions >> c & 1) != 0) {
            needs[row->needs_count++].text =
                law_gap_condition_text((enum law_gap_condition)c, swedish(rq));
        }
    }
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        if ((way->assessments >> a & 1) != 0) {
            needs[row->needs_count++].text = arena_printf(
                rq->arena, "%s %s", request_words(rq, TR("att du bedömer och skriver ner:")),
                law_words(rq, law_gap_assessment(rq->rules, (enum law_assessment)a)));
        }
    }
    row->needs = needs;
}

static void fill_answer(struct request *rq, const struct law_gap_alike *alike,
                        struct page_law_gap_answers *row)
{
    const struct law_gap *g = &alike->gap;
    struct page_law_gap_answers_ways *ways = arena_alloc(rq->arena, (g->ways_n + 1) * sizeof *ways);
    struct page_law_gap_answers_obstacles *stops =
        arena_alloc(rq->arena, (g->obstacles_n + 1) * sizeof *stops);
    struct buf b;
    buf_init(&b, PLACES_MAX);
    law_gap_places_write(alike, true, swedish(rq), &b);
    for (size_t i = 0; i < g->ways_n; i++) {
        ways[i] = (struct page_law_gap_answers_ways){.duty = g->ways[i].duty,
                                                     .rule = rule_view(rq, g->ways[i].rule)};
        fill_needs(rq, &g->ways[i], &ways[i]);
    }
    for (size_t i = 0; i < g->obstacles_n; i++) {
        const struct law_gap_obstacle *o = &g->obstacles[i];
        stops[i] = (struct page_law_gap_answers_obstacles){
            .text = law_gap_stop_text(o->stop, swedish(rq)),
            .reaches =
                o->rule != NULL && (o->stop == LAW_STOP_DATA_FROM || o->stop == LAW_STOP_DATA_TO),
            .rule = o->rule != NULL ? rule_view(rq, o->rule) : NULL};
    }
    *row = (struct page_law_gap_answers){
        .answer = g->ways_n > 0                  ? law_cell_text(g->word, g->duty, swedish(rq))
                  : g->obstacles[0].rule != NULL ? law_words(rq, g->obstacles[0].rule->title)
                                                 : request_words(rq, TR("Ingen regel")),
        .pairs = (int64_t)alike->pairs,
        .folded = g->ways_n == 0,
        .places = arena_strndup(rq->arena, b.text, b.len),
        .elsewhere = g->elsewhere,
        .ways = ways,
        .ways_count = g->ways_n,
        .obstacles = stops,
        .obstacles_count = g->obstacles_n};
    buf_free(&b);
}

/* "Öppet", or "Stängt: " and what stops it. */
static const char *heading_of(struct request *rq, const struct law_gap *g)
{
    return g->ways_n > 0 ? request_words(rq, TR("Öppet"))
                         : arena_printf(rq->arena, "%s: %s", request_words(rq, TR("Stängt")),
                                        law_gap_stop_text(g->obstacles[0].stop, swedish(rq)));
}

/* NULL: there is no such item, or it is not looked at so. */
static const struct law_wanted *chosen(const struct request *rq, enum law_gap_about *about_out)
{
    const char *const *items = law_fact_info(LAW_FACT_ITEM)->codes;
    const char *raw = request_input(rq, "wanted")->raw, *about = request_input(rq, "about")->raw;
    for (size_t i = 0; i < law_wanted_n; i++) {
        const struct law_wanted *w = &law_wanted[i];
        size_t n = strlen(w->code);
        if (strncmp(raw, w->code, n) != 0 || raw[n] != '.' ||
            strcmp(raw + n + 1, items[w->item]) != 0) {
            continue;
        }
        for (unsigned k = 0; k < LAW_GAP_ABOUT__MAX; k++) {
            if (w->about[k] && strcmp(about, law_gap_about_code[k]) == 0) {
                *about_out = (enum law_gap_about)k;
                return w;
            }
        }
    }
    return NULL;
}

enum err page_law_gap(struct request *rq, struct err_ctx *ctx)
{
    enum law_gap_about about = LAW_GAP_CHILD;
    const struct law_wanted *wanted = chosen(rq, &about);
    struct law_gap_question q = read_question(rq);
    struct law_gap_answer answer;
    if (!request_input(rq, "wanted")->given) {
        request_go(rq, "/law/gaps");
        return ERR_OK;
    }
    if (wanted == NULL || rq->faults > 0) {
        return err_set(ctx, ERR_NOT_FOUND, "wanted", "see /law/gaps", "there is no such item");
    }
    law_gap_answer(&q, wanted, about, rq->arena, &answer);
    struct page_law_gap_answers *rows = arena_alloc(rq->arena, answer.alike_n * sizeof *rows);
    for (size_t i = 0; i < answer.alike_n; i++) {
        fill_answer(rq, &answer.alike[i], &rows[i]);
        const char *heading = heading_of(rq, &answer.alike[i].gap);
        if (i == 0 || strcmp(heading, heading_of(rq, &answer.alike[i - 1].gap)) != 0) {
            rows[i].heading = heading;
        }
    }
    struct page_law_gap v = {
        .layout = request_layout(rq, law_words(rq, wanted->title)),
        .code = wanted->code,
        .title = law_words(rq, wanted->title),
        .about = request_words(rq, about == LAW_GAP_CHILD ? TR("om ett barn som går att känna igen")
                                                          : TR("som siffror om en grupp")),
        .day = show_date(rq, q.at),
        .purpose_text = law_fact_label(rq, LAW_FACT_PURPOSE, q.purpose),
        .item = about == LAW_GAP_CHILD ? law_fact_label(rq, LAW_FACT_ITEM, wanted->item) : NULL,
        .open = (int64_t)answer.open,
        .all = (int64_t)answer.pairs,
        .list_href = arena_printf(rq->arena, "/law/gaps?%s", query_of(rq, &q)),
        .answers = rows,
        .answers_count = answer.alike_n};
    page_law_gap_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}
