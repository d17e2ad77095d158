/* A difference as a story, as lines, and as JSON. */
#include "law/diff.h"

#include "law/html.h"

struct printer {
    struct buf *b;
    const struct law_diff *d;
    bool swedish;
};

static const char *say(const struct printer *p, const char *sv, const char *en)
{
    return p->swedish ? sv : en;
}

const char *law_change_text(enum law_change change, bool swedish)
{
    static const struct law_text text[LAW_CHANGE__MAX] = {
        {"Mer får eller ska lämnas", "More may or must pass"},
        {"Mindre får eller ska lämnas", "Less may or must pass"},
        {"En skyldighet byts mot en rätt, eller tvärtom",
         "A duty is exchanged for a permission, or the contrary"},
        {"Samma svar, med annat stöd", "The same answer, on another ground"},
        {"Samma svar och stöd, men annat runtom ändras (skydd, vilka regler som gäller, "
         "personuppgifter)",
         "The same answer and ground, but what surrounds it changes (protection, who is bound by "
         "which act, personal data)"},
    };
    return swedish ? text[change].sv : text[change].en;
}

const char *law_how_text(enum law_rule_how how, bool swedish)
{
    static const struct law_text text[LAW_RULE_HOW__MAX] = {
        {"börjar gälla", "begins to hold"},
        {"upphör", "ceases to hold"},
        {"får annan innebörd", "gets another meaning"},
        {"skrivs om utan annan innebörd", "is reworded without another meaning"},
    };
    return swedish ? text[how].sv : text[how].en;
}

/* "nej → ja, 12 rutor" */
static void add_answers(const struct printer *p, const struct law_diff_group *g)
{
    const char *before = law_cell_text(g->before.word, g->before.duty, p->swedish);
    const char *after = law_cell_text(g->after.word, g->after.duty, p->swedish);
    if (g->change == LAW_CHANGE_GROUND) {
        buf_addf(p->b, "%s, ", before);
    } else if (g->change != LAW_CHANGE_AROUND) {
        buf_addf(p->b, "%s → %s, ", before, after);
    }
    law_cells_write(g->cells, p->swedish, p->b);
}

/* ---- Text ---- */

static const char *title(const struct printer *p, const struct law_rule_ref *r)
{
    return p->swedish ? r->title.sv : r->title.en;
}

static void add_moment(const struct printer *p, const struct law_moment *m)
{
    char day[DATE_TEXT];
    buf_addf(p->b, "%s (%s %.12s)", date_format(m->at, day), say(p, "regler", "rules"),
             law_version(m->rules));
}

static void add_summary(const struct printer *p)
{
    const struct law_diff *d = p->d;
    const size_t *n = d->count;
    buf_addf(p->b,
             p->swedish ? "%zu av %zu rutor ändras: %zu öppnas, %zu stängs, %zu byter art, %zu får "
                          "annat stöd, i %zu ändras det runtom."
                        : "%zu of %zu cells change: %zu open, %zu close, %zu change in kind, %zu "
                          "get another ground, in %zu what surrounds it changes.",
             d->cells_n, d->cells_all, n[LAW_CHANGE_WIDER], n[LAW_CHANGE_NARROWER],
             n[LAW_CHANGE_MIXED], n[LAW_CHANGE_GROUND], n[LAW_CHANGE_AROUND]);
}

static const char *premise(const struct printer *p)
{
    return say(p,
               "En ruta är en uppgift från en verksamhet till en annan, om en vanlig elev på 14 år "
               "utan skyddade personuppgifter, sedd över alla ändamål.",
               "A cell is an item from one branch to another, about an ordinary pupil of 14 "
               "without protected identity, over every purpose.");
}

static void text_rules(const struct printer *p)
{
    for (int how = 0; how < LAW_RULE_HOW__MAX; how++) {
        bool first = true;
        for (size_t i = 0; i < p->d->rules_n; i++) {
            const struct law_rule_change *c = &p->d->rules[i];
            const struct law_rule_ref *r = law_changed_rule(c);
            if ((int)c->how != how) {
                continue;
            }
            if (first) {
                buf_addf(p->b, "\n%s %s:\n", say(p, "Regel som", "Rule that"),
                         law_how_text(c->how, p->swedish));
            }
            first = false;
            buf_addf(p->b, "  %s  %s (%s)  %s  ", r->id, title(p, r), r->grounds[0].cite,
                     law_confidence_code[r->confidence]);
            law_cells_write(c->cells, p->swedish, p->b);
            buf_add(p->b, "\n");
        }
    }
}

/* CSV has them all. */
#define AREAS_SHOWN 12

static void text_group(const struct printer *p, const struct law_diff_group *g)
{
    buf_add(p->b, "\n  ");
    add_answers(p, g);
    buf_add(p->b, "\n");
    for (size_t i = 0; i < g->why_n; i++) {
        buf_addf(p->b, "    %s %s\n", law_changed_rule(g->why[i])->id,
                 law_how_text(g->why[i]->how, p->swedish));
    }
    size_t shown = g->areas_n > AREAS_SHOWN ? AREAS_SHOWN : g->areas_n;
    size_t cells = 0;
    for (size_t i = 0; i < shown; i++) {
        buf_add(p->b, "    - ");
        law_area_write(&g->areas[i], false, p->swedish, p->b);
        buf_add(p->b, "\n");
        cells += law_area_cells(&g->areas[i]);
    }
    if (cells < g->cells) {
        buf_addf(p->b, "    - %s ", say(p, "och", "and"));
        law_cells_write(g->cells - cells, p->swedish, p->b);
        buf_add(p->b, say(p, " till: se --format csv\n", " more: see --format csv\n"));
    }
}

static void write_text(const struct printer *p)
{
    add_moment(p, &p->d->before);
    buf_add(p->b, " → ");
    add_moment(p, &p->d->after);
    buf_add(p->b, "\n");
    add_summary(p);
    buf_addf(p->b, "\n%s\n", premise(p));
    text_rules(p);
    for (size_t i = 0; i < p->d->groups_n; i++) {
        const struct law_diff_group *g = &p->d->groups[i];
        if (i == 0 || g[-1].change != g->change) {
            buf_addf(p->b, "\n%s\n", law_change_text(g->change, p->swedish));
        }
        text_group(p, g);
    }
}

/* ---- CSV ---- */

static const char *code(enum law_fact fact, unsigned value)
{
    return law_fact_info(fact)->codes[value];
}

static void write_csv(const struct printer *p)
{
    struct arena *arena = arena_new(64u << 20);
    buf_add(p->b,
            "from,to,item,change,before,duty_before,after,duty_after,rules_before,rules_after,"
            "why\n");
    for (size_t i = 0; i < p->d->cells_n; i++) {
        const struct law_diff_cell *c = &p->d->cell[i];
        const struct law_diff_group *g = &p->d->groups[c->group];
        buf_addf(p->b, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,", code(LAW_FACT_FROM, c->from),
                 code(LAW_FACT_TO, c->to), code(LAW_FACT_ITEM, c->item), law_change_code[g->change],
                 law_cell_code[c->before.word], c->before.duty ? "yes" : "no",
                 law_cell_code[c->after.word], c->after.duty ? "yes" : "no",
                 law_cell_rules(p->d->before.rules, &c->before, arena),
                 law_cell_rules(p->d->after.rules, &c->after, arena));
        for (size_t k = 0; k < g->why_n; k++) {
            buf_addf(p->b, "%s%s:%s", k == 0 ? "" : " ", law_rule_how_code[g->why[k]->how],
                     law_changed_rule(g->why[k])->id);
        }
        buf_add(p->b, "\n");
    }
    arena_free(arena);
}

/* ---- HTML ---- */

static void html_rules(const struct printer *p)
{
    buf_addf(p->b,
             "<h2>%s</h2><table><thead><tr><th>%s</th><th>%s</th><th>%s</th><th>%s</th></tr>"
             "</thead><tbody>\n",
             say(p, "Regler som ändras", "Rules that change"), say(p, "Regel", "Rule"),
             say(p, "Vad som händer", "What happens"), say(p, "Stöd", "Ground"),
             say(p, "Rutor", "Cells"));
    for (size_t i = 0; i < p->d->rules_n; i++) {
        const struct law_rule_change *c = &p->d->rules[i];
        const struct law_rule_ref *r = law_changed_rule(c);
        buf_add(p->b, "<tr><td>");
        buf_add_html(p->b, r->id);
        buf_add(p->b, "<br>");
        buf_add_html(p->b, title(p, r));
        buf_addf(p->b, "</td><td>%s</td><td>", law_how_text(c->how, p->swedish));
        buf_add_html(p->b, r->grounds[0].cite);
        buf_addf(p->b, "</td><td>%zu</td></tr>\n", c->cells);
    }
    buf_add(p->b, "</tbody></table>\n");
}

static void html_group(const struct printer *p, const struct law_diff_group *g)
{
    buf_add(p->b, "<h3>");
    add_answers(p, g);
    buf_add(p->b, "</h3><ul>\n");
    for (size_t i = 0; i < g->why_n; i++) {
        const struct law_rule_ref *r = law_changed_rule(g->why[i]);
        buf_add(p->b, "<li class=\"why\">");
        buf_add_html(p->b, r->id);
        buf_addf(p->b, " %s: ", law_how_text(g->why[i]->how, p->swedish));
        buf_add_html(p->b, title(p, r));
        buf_add(p->b, "</li>\n");
    }
    for (size_t i = 0; i < g->areas_n; i++) {
        buf_add(p->b, "<li>");
        law_area_write(&g->areas[i], true, p->swedish, p->b);
        buf_add(p->b, "</li>\n");
    }
    buf_add(p->b, "</ul>\n");
}

static void write_html(const struct printer *p)
{
    law_html_head(p->b, say(p, "Vad lagändringen gör", "What the change of law does"), p->swedish);
    buf_add(p->b, "<p>");
    add_moment(p, &p->d->before);
    buf_add(p->b, " → ");
    add_moment(p, &p->d->after);
    buf_add(p->b, "</p>\n<p>");
    add_summary(p);
    buf_addf(p->b, "</p>\n<p>%s</p>\n", premise(p));
    html_rules(p);
    for (size_t i = 0; i < p->d->groups_n; i++) {
        const struct law_diff_group *g = &p->d->groups[i];
        if (i == 0 || g[-1].change != g->change) {
            buf_addf(p->b, "<h2>%s</h2>\n", law_change_text(g->change, p->swedish));
        }
        html_group(p, g);
    }
    buf_add(p->b, "</body></html>\n");
}

void law_diff_write(const struct law_diff *d, enum law_diff_form form, bool swedish, struct buf *b)
{
    struct printer p = {b, d, swedish};
    if (form == LAW_DIFF_CSV) {
        write_csv(&p);
    } else if (form == LAW_DIFF_HTML) {
        write_html(&p);
    } else {
        write_text(&p);
    }
}

/* ---- JSON ---- */

static json_t *codes_of(enum law_fact fact, uint32_t values)
{
    json_t *list = json_array();
    for (unsigned v = 1; v < law_fact_info(fact)->values_n; v++) {
        if ((values >> v & 1) != 0) {
            json_array_append_new(list, json_string(code(fact, v)));
        }
    }
    return list;
}

static json_t *moment_json(const struct law_moment *m)
{
    char day[DATE_TEXT];
    return json_pack("{s:s, s:s}", "at", date_format(m->at, day), "rules_version",
                     law_version(m->rules));
}

static json_t *rule_json(const struct law_rule_change *c)
{
    const struct law_rule_ref *r = law_changed_rule(c);
    json_t *grounds = json_array();
    for (size_t i = 0; i < r->grounds_n; i++) {
        json_array_append_new(grounds, json_string(r->grounds[i].cite));
    }
    return json_pack("{s:s, s:s, s:{s:s, s:s}, s:o, s:s, s:I}", "id", r->id, "how",
                     law_rule_how_code[c->how], "title", "sv", r->title.sv, "en", r->title.en,
                     "grounds", grounds, "confidence", law_confidence_code[r->confidence], "cells",
                     (json_int_t)c->cells);
}

static json_t *group_json(const struct law_diff_group *g)
{
    json_t *why = json_array();
    json_t *areas = json_array();
    for (size_t i = 0; i < g->why_n; i++) {
        json_array_append_new(why, json_pack("{s:s, s:s}", "id", law_changed_rule(g->why[i])->id,
                                             "how", law_rule_how_code[g->why[i]->how]));
    }
    for (size_t i = 0; i < g->areas_n; i++) {
        const struct law_area *a = &g->areas[i];
        json_array_append_new(areas,
                              json_pack("{s:o, s:o, s:o}", "from", codes_of(LAW_FACT_FROM, a->from),
                                        "to", codes_of(LAW_FACT_TO, a->to), "items",
                                        codes_of(LAW_FACT_ITEM, a->items)));
    }
    return json_pack("{s:s, s:{s:s, s:b}, s:{s:s, s:b}, s:I, s:o, s:o}", "change",
                     law_change_code[g->change], "before", "word", law_cell_code[g->before.word],
                     "duty", (int)g->before.duty, "after", "word", law_cell_code[g->after.word],
                     "duty", (int)g->after.duty, "cells", (json_int_t)g->cells, "why", why, "areas",
                     areas);
}

json_t *law_diff_json(const struct law_diff *d)
{
    json_t *count = json_object();
    json_t *rules = json_array();
    json_t *groups = json_array();
    for (unsigned c = 0; c < LAW_CHANGE__MAX; c++) {
        json_object_set_new(count, law_change_code[c], json_integer((json_int_t)d->count[c]));
    }
    for (size_t i = 0; i < d->rules_n; i++) {
        json_array_append_new(rules, rule_json(&d->rules[i]));
    }
    for (size_t i = 0; i < d->groups_n; i++) {
        json_array_append_new(groups, group_json(&d->groups[i]));
    }
    return json_pack("{s:o, s:o, s:I, s:I, s:o, s:o, s:o}", "from", moment_json(&d->before), "to",
                     moment_json(&d->after), "cells", (json_int_t)d->cells_all, "changed",
                     (json_int_t)d->cells_n, "count", count, "rules", rules, "groups", groups);
}
