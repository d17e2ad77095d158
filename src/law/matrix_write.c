/* The matrix as text, CSV, HTML and JSON. */
#include "law/matrix.h"

static const char *const word_sv[LAW_CELL__MAX] = {"nej", "samtycke", "bedömning", "ja"};
static const char *const word_en[LAW_CELL__MAX] = {"no", "consent", "assessment", "yes"};

const char *law_cell_text(enum law_cell_word word, bool duty, bool swedish)
{
    static const struct law_text plain[LAW_CELL__MAX] = {{"nej", "no"},
                                                         {"med samtycke", "with consent"},
                                                         {"efter bedömning", "after assessment"},
                                                         {"ja", "yes"}};
    static const struct law_text with_duty[LAW_CELL__MAX] = {
        {"bara som skyldighet", "only as a duty"},
        {"med samtycke, eller som skyldighet", "with consent, or as a duty"},
        {"efter bedömning, eller som skyldighet", "after assessment, or as a duty"},
        {"ja, eller som skyldighet", "yes, or as a duty"}};
    const struct law_text *text = duty ? &with_duty[word] : &plain[word];
    return swedish ? text->sv : text->en;
}

struct printer {
    struct buf *b;
    struct arena *arena;
    const struct law_rules *rules;
    struct date at;
    bool swedish;
};

static const char *word(const struct printer *p, enum law_cell_word w)
{
    return p->swedish ? word_sv[w] : word_en[w];
}

static const char *code(enum law_fact fact, unsigned value)
{
    return law_fact_info(fact)->codes[value];
}

static const char *label(const struct printer *p, enum law_fact fact, unsigned value)
{
    const struct law_fact_info *info = law_fact_info(fact);
    return p->swedish ? info->labels_sv[value] : info->labels_en[value];
}

typedef void print_cell(struct printer *p, unsigned from, unsigned to, unsigned item,
                        const struct law_cell *cell);

static void each_cell(struct printer *p, print_cell *print)
{
    for (unsigned from = 1; from < LAW_BRANCH__MAX; from++) {
        for (unsigned to = 1; to < LAW_BRANCH__MAX; to++) {
            for (unsigned item = 1; law_is_holder((enum law_branch)from) && item < LAW_ITEM__MAX;
                 item++) {
                struct law_cell cell = law_matrix_cell(p->rules, p->at, (enum law_branch)from,
                                                       (enum law_branch)to, (enum law_item)item);
                print(p, from, to, item, &cell);
            }
        }
    }
}

static void print_text(struct printer *p, unsigned from, unsigned to, unsigned item,
                       const struct law_cell *cell)
{
    if (cell->word == LAW_CELL_NO && !cell->duty) {
        return;
    }
    buf_addf(p->b, "%-5s → %-5s  %-20s  %s%s%s  %s\n", code(LAW_FACT_FROM, from),
             code(LAW_FACT_TO, to), code(LAW_FACT_ITEM, item),
             cell->word == LAW_CELL_NO ? "" : word(p, cell->word),
             cell->duty && cell->word != LAW_CELL_NO ? " + " : "",
             !cell->duty  ? ""
             : p->swedish ? "skyldighet"
                          : "duty",
             law_cell_rules(p->rules, cell, p->arena));
}

static void print_csv(struct printer *p, unsigned from, unsigned to, unsigned item,
                      const struct law_cell *cell)
{
    buf_addf(p->b, "%s,%s,%s,%s,%s,%s\n", code(LAW_FACT_FROM, from), code(LAW_FACT_TO, to),
             code(LAW_FACT_ITEM, item), law_cell_code[cell->word], cell->duty ? "yes" : "no",
             law_cell_rules(p->rules, cell, p->arena));
}

static void print_html(struct printer *p, unsigned from, unsigned to, unsigned item,
                       const struct law_cell *cell)
{
    if (to == 1 && item == 1) {
        buf_addf(p->b, "<table><caption>%s: %s (%s)</caption><thead><tr><th scope=\"col\">%s</th>",
                 p->swedish ? "Från" : "From", label(p, LAW_FACT_FROM, from),
                 code(LAW_FACT_FROM, from), p->swedish ? "Till" : "To");
        for (unsigned i = 1; i < LAW_ITEM__MAX; i++) {
            buf_addf(p->b, "<th scope=\"col\">%s</th>", label(p, LAW_FACT_ITEM, i));
        }
        buf_add(p->b, "</tr></thead><tbody>\n");
    }
    if (item == 1) {
        buf_addf(p->b, "<tr><th scope=\"row\">%s (%s)</th>", label(p, LAW_FACT_TO, to),
                 code(LAW_FACT_TO, to));
    }
    buf_addf(p->b, "<td class=\"%s\">%s%s<br><small>%s</small></td>", law_cell_code[cell->word],
             word(p, cell->word),
             !cell->duty  ? ""
             : p->swedish ? ", skyldighet"
                          : ", duty",
             law_cell_rules(p->rules, cell, p->arena));
    if (item + 1 == LAW_ITEM__MAX) {
        buf_add(p->b, to + 1 == LAW_BRANCH__MAX ? "</tr></tbody></table>\n" : "</tr>\n");
    }
}

static void write_html(struct printer *p)
{
    char day[DATE_TEXT];
    const char *title = p->swedish ? "Vad får lämnas, från vem, till vem?"
                                   : "What may be disclosed, by whom, to whom?";
    buf_addf(p->b,
             "<!doctype html><html lang=\"%s\"><head><meta charset=\"utf-8\"><title>%s</title>"
             "<style>body{font:16px/1.4 sans-serif;margin:1em}table{border-collapse:collapse;"
             "margin:2em 0}caption{font-weight:bold;text-align:left}th,td{border:1px solid #777;"
             "padding:.3em;vertical-align:top;font-size:.8em;text-align:left}"
             ".yes{background:#cfe8cf}.assess{background:#fff2c2}.consent{background:#d9e6f7}"
             "</style></head><body><h1>%s</h1><p>%s %s. %s %.12s.</p>\n",
             p->swedish ? "sv" : "en", title, title,
             p->swedish ? "En vanlig elev på 14 år utan skyddade personuppgifter, alla ändamål. "
                          "Lagen den"
                        : "An ordinary pupil of 14 without protected identity, all purposes. The "
                          "law of",
             date_format(p->at, day), p->swedish ? "Regelversion" : "Rule version",
             law_version(p->rules));
    each_cell(p, print_html);
    buf_add(p->b, "</body></html>\n");
}

void law_matrix_write(const struct law_rules *rules, struct date at, enum law_matrix_form form,
                      bool swedish, struct buf *b)
{
    struct printer p = {b, arena_new(16u << 20), rules, at, swedish};
    if (form == LAW_MATRIX_CSV) {
        buf_add(b, "from,to,item,word,duty,rules\n");
        each_cell(&p, print_csv);
    } else if (form == LAW_MATRIX_HTML) {
        write_html(&p);
    } else {
        each_cell(&p, print_text);
    }
    arena_free(p.arena);
}

json_t *law_matrix_json(const struct law_rules *rules, struct date at)
{
    struct arena *arena = arena_new(16u << 20);
    json_t *cells = json_array();
    for (unsigned from = 1; from < LAW_BRANCH__MAX; from++) {
        for (unsigned to = 1; law_is_holder((enum law_branch)from) && to < LAW_BRANCH__MAX; to++) {
            for (unsigned item = 1; item < LAW_ITEM__MAX; item++) {
                struct law_cell cell = law_matrix_cell(rules, at, (enum law_branch)from,
                                                       (enum law_branch)to, (enum law_item)item);
                json_array_append_new(
                    cells,
                    json_pack("{s:s, s:s, s:s, s:s, s:b, s:s}", "from", code(LAW_FACT_FROM, from),
                              "to", code(LAW_FACT_TO, to), "item", code(LAW_FACT_ITEM, item),
                              "word", law_cell_code[cell.word], "duty", (int)cell.duty, "rules",
                              law_cell_rules(rules, &cell, arena)));
            }
        }
    }
    arena_free(arena);
    return cells;
}
