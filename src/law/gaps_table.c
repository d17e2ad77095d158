/* The list of needs and obstacles as CSV and JSON: one row a pair of branches. */
#include <string.h>

#include "base/csv.h"
#include "law/gaps_grid.h"

#define LINE_MAX_BYTES (64u << 10)

struct printer {
    struct buf *b;
    struct buf line;
    bool swedish;
};

/* ---- CSV ---- */

static const char *code(enum law_fact fact, unsigned value)
{
    return law_fact_info(fact)->codes[value];
}

static void csv_ways(struct buf *b, const struct law_gap *g)
{
    for (size_t i = 0; i < g->ways_n; i++) {
        const struct law_gap_way *w = &g->ways[i];
        const char *between = ": ";
        buf_addf(b, "%s%s", i == 0 ? "" : " | ", w->rule->id);
        for (unsigned c = 0; c < LAW_GAP_CONDITION__MAX; c++) {
            if ((w->conditions >> c & 1) != 0) {
                buf_addf(b, "%s%s", between, law_gap_condition_code[c]);
                between = " + ";
            }
        }
        for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
            if ((w->assessments >> a & 1) != 0) {
                buf_addf(b, "%s%s", between, law_assessment_code[a]);
                between = " + ";
            }
        }
    }
}

static void csv_obstacles(struct buf *b, const struct law_gap *g)
{
    for (size_t i = 0; i < g->obstacles_n; i++) {
        const struct law_gap_obstacle *o = &g->obstacles[i];
        buf_addf(b, "%s%s%s%s", i == 0 ? "" : " | ", law_gap_stop_code[o->stop],
                 o->rule != NULL ? ": " : "", o->rule != NULL ? o->rule->id : "");
    }
}

/* Every paragraph once. */
static void csv_grounds(struct buf *b, const struct law_gap *g)
{
    size_t n = g->ways_n > 0 ? g->ways_n : g->obstacles_n;
    for (size_t i = 0; i < n; i++) {
        const struct law_rule_ref *r = g->ways_n > 0 ? g->ways[i].rule : g->obstacles[i].rule;
        for (size_t k = 0; r != NULL && k < r->grounds_n; k++) {
            if (strstr(b->text, r->grounds[k].cite) == NULL) {
                buf_addf(b, "%s%s", b->len == 0 ? "" : "; ", r->grounds[k].cite);
            }
        }
    }
}

static void csv_value(struct printer *p, void fill(struct buf *b, const struct law_gap *g),
                      const struct law_gap *g)
{
    fill(&p->line, g);
    csv_append(p->b, p->line.text, false);
    buf_clear(&p->line);
}

static void csv_grid(struct printer *p, const struct gap_grid *g)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct law_gap *gap = &g->gaps[i];
        csv_append(p->b, g->wanted->code, true);
        csv_append(p->b, p->swedish ? g->wanted->title.sv : g->wanted->title.en, false);
        buf_addf(p->b, ",%s,%s,%s,%s,%s,%s", law_gap_about_code[g->about],
                 code(LAW_FACT_ITEM, g->wanted->item), code(LAW_FACT_FROM, gap->from),
                 code(LAW_FACT_TO, gap->to), law_cell_code[gap->word], gap->duty ? "yes" : "no");
        csv_value(p, csv_ways, gap);
        csv_value(p, csv_obstacles, gap);
        csv_value(p, csv_grounds, gap);
        buf_addf(p->b, ",%s\n", gap->elsewhere ? "yes" : "no");
    }
}

void gap_grids_csv(const struct gap_grids *all, bool swedish, struct buf *b)
{
    struct printer p = {.b = b, .swedish = swedish};
    buf_init(&p.line, LINE_MAX_BYTES);
    buf_add(b, "wanted,title,about,item,from,to,word,duty,ways,stopped_by,grounds,"
               "open_for_another_purpose\n");
    for (size_t i = 0; i < all->n; i++) {
        csv_grid(&p, &all->grid[i]);
    }
    buf_free(&p.line);
}

/* ---- JSON ---- */

static json_t *codes_of(const char *const *codes, uint32_t bits)
{
    json_t *list = json_array();
    for (unsigned i = 0; bits >> i != 0; i++) {
        if ((bits >> i & 1) != 0) {
            json_array_append_new(list, json_string(codes[i]));
        }
    }
    return list;
}

static json_t *grounds_json(const struct law_rule_ref *r)
{
    json_t *list = json_array();
    for (size_t i = 0; r != NULL && i < r->grounds_n; i++) {
        json_array_append_new(list, json_string(r->grounds[i].cite));
    }
    return list;
}

static void json_grid(json_t *list, const struct gap_grid *g)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct law_gap *gap = &g->gaps[i];
        json_t *ways = json_array();
        json_t *obstacles = json_array();
        for (size_t k = 0; k < gap->ways_n; k++) {
            const struct law_gap_way *w = &gap->ways[k];
            json_array_append_new(ways, json_pack("{s:s, s:b, s:o, s:o, s:o, s:s}", "rule",
                                                  w->rule->id, "duty", (int)w->duty, "conditions",
                                                  codes_of(law_gap_condition_code, w->conditions),
                                                  "assessments",
                                                  codes_of(law_assessment_code, w->assessments),
                                                  "grounds", grounds_json(w->rule), "confidence",
                                                  law_confidence_code[w->rule->confidence]));
        }
        for (size_t k = 0; k < gap->obstacles_n; k++) {
            const struct law_gap_obstacle *o = &gap->obstacles[k];
            json_array_append_new(obstacles,
                                  json_pack("{s:s, s:s?, s:o}", "stop", law_gap_stop_code[o->stop],
                                            "rule", o->rule != NULL ? o->rule->id : NULL, "grounds",
                                            grounds_json(o->rule)));
        }
        json_array_append_new(
            list,
            json_pack("{s:s, s:{s:s, s:s}, s:s, s:s, s:s, s:s, s:s, s:b, s:o, s:o, s:b}", "wanted",
                      g->wanted->code, "title", "sv", g->wanted->title.sv, "en",
                      g->wanted->title.en, "about", law_gap_about_code[g->about], "item",
                      code(LAW_FACT_ITEM, g->wanted->item), "from", code(LAW_FACT_FROM, gap->from),
                      "to", code(LAW_FACT_TO, gap->to), "word", law_cell_code[gap->word], "duty",
                      (int)gap->duty, "ways", ways, "stopped_by", obstacles,
                      "open_for_another_purpose", (int)gap->elsewhere));
    }
}

json_t *law_gaps_json(const struct law_gap_question *q)
{
    char day[DATE_TEXT];
    json_t *gaps = json_array();
    struct gap_grids all = gap_grids(q);
    for (size_t i = 0; i < all.n; i++) {
        json_grid(gaps, &all.grid[i]);
    }
    gap_grids_free(&all);
    return json_pack("{s:s, s:s, s:s, s:o}", "at", date_format(q->at, day), "purpose",
                     code(LAW_FACT_PURPOSE, q->purpose), "rules_version", law_version(q->rules),
                     "gaps", gaps);
}
