/* The list of needs and obstacles as text, CSV, HTML and JSON. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "law/gaps_grid.h"
#include "law/html.h"
#include "law/rules.h"

#define LINE_MAX_BYTES (64u << 10)
#define ANSWER_BYTES   ((size_t)16 << 20)

const char *law_gap_condition_text(enum law_gap_condition c, bool swedish)
{
    static const struct law_text text[LAW_GAP_CONDITION__MAX] = {
        {"samtycke av alla som förfogar över sekretessen",
         "consent of all who dispose over the secrecy"},
        {"samtycke av alla andra som uppgiften berättar om",
         "consent of everyone else whom the item tells of"},
        {"tabellen har klarat röjandekontroll", "the table has passed disclosure control"},
        {"båda finns inom samma myndighet", "both are within the same authority"},
        {"någon vet eller misstänker att barnet far illa",
         "someone knows or suspects that the child is in harm's way"},
        {"socialnämnden har en pågående utredning", "the social board has an open inquiry"},
        {"mottagaren har gjort orosanmälan", "the recipient made the concern report"},
        {"den som har uppgiften utför en insats som nämnden har beslutat",
         "the holder carries out an intervention that the board has decided"},
        {"eleven går i gymnasieskolan", "the pupil goes to upper secondary school"},
    };
    return swedish ? text[c].sv : text[c].en;
}

const char *law_gap_stop_text(enum law_gap_stop s, bool swedish)
{
    static const struct law_text text[LAW_GAP_STOP__MAX] = {
        {"Förbjudet", "Forbidden"},
        {"Den som har uppgiften saknar stöd för att behandla personuppgiften så",
         "The holder has no ground to process the personal data so"},
        {"Mottagaren saknar stöd för att behandla personuppgiften så",
         "The recipient has no ground to process the personal data so"},
        {"Sekretess, och ingen bestämmelse bryter den för ändamålet",
         "Secrecy, and no provision breaks it for the purpose"},
        {"Ingen bestämmelse ger stöd för att lämna den", "No provision supports the disclosure"},
    };
    return swedish ? text[s].sv : text[s].en;
}

struct printer {
    struct buf *b;
    struct buf line;
    const struct law_gap_question *q;
    bool swedish, html;
};

static const char *say(const struct printer *p, const char *sv, const char *en)
{
    return p->swedish ? sv : en;
}

static const char *pick(const struct printer *p, struct law_text t)
{
    return p->swedish ? t.sv : t.en;
}

/* ---- Text and HTML: the same lines ---- */

enum line_kind { LINE_TITLE, LINE_PLAIN, LINE_ITEM, LINE_PLACE, LINE_REASON };

static void end_line(struct printer *p, enum line_kind kind)
{
    static const char *const indent[] = {"", "", "", "  ", "    - "};
    static const char *const tags[] = {"h1", "p", "h2", "h3", "p"};
    if (p->html) {
        buf_addf(p->b, "<%s>", tags[kind]);
        buf_add_html(p->b, p->line.text);
        buf_addf(p->b, "</%s>\n", tags[kind]);
    } else {
        buf_addf(p->b, "%s%s\n", indent[kind], p->line.text);
    }
    buf_clear(&p->line);
}

static void add_cites(struct buf *b, const struct law_rule_ref *r)
{
    for (size_t i = 0; i < r->grounds_n; i++) {
        buf_addf(b, "%s%s", i == 0 ? "" : "; ", r->grounds[i].cite);
    }
}

static void add_rule(const struct printer *p, struct buf *b, const struct law_rule_ref *r)
{
    static const struct law_text doubt[LAW_CONFIDENCE__MAX] = {
        {"; lagtexten inte kontrollerad", "; wording not verified"},
        {"; tolkning", "; interpretation"},
        {"; läst i andra hand", "; read in a secondary source"},
        {"", ""}};
    buf_addf(b, "%s %s (", r->id, pick(p, r->title));
    add_cites(b, r);
    buf_addf(b, "%s)", pick(p, doubt[r->confidence]));
}

static void add_conditions(struct printer *p, const struct law_gap_way *w)
{
    const char *between = say(p, ". Kräver: ", ". Requires: ");
    for (unsigned c = 0; c < LAW_GAP_CONDITION__MAX; c++) {
        if ((w->conditions >> c & 1) != 0) {
            buf_addf(&p->line, "%s%s", between,
                     law_gap_condition_text((enum law_gap_condition)c, p->swedish));
            between = "; ";
        }
    }
}

static void write_ways(struct printer *p, const struct law_gap *g)
{
    for (size_t i = 0; i < g->ways_n; i++) {
        const struct law_gap_way *w = &g->ways[i];
        add_rule(p, &p->line, w->rule);
        buf_add(&p->line, w->duty ? say(p, ", en skyldighet", ", a duty") : "");
        add_conditions(p, w);
        for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
            if ((w->assessments >> a & 1) != 0) {
                struct law_text asked = law_question(p->q->rules, a, LAW_LEVEL_NONE);
                buf_addf(&p->line, "%s%s", say(p, ". Bedöm: ", ". Assess: "), pick(p, asked));
            }
        }
        end_line(p, LINE_REASON);
    }
}

static void write_obstacles(struct printer *p, const struct law_gap *g)
{
    for (size_t i = 0; i < g->obstacles_n; i++) {
        const struct law_gap_obstacle *o = &g->obstacles[i];
        bool data = o->stop == LAW_STOP_DATA_FROM || o->stop == LAW_STOP_DATA_TO;
        buf_add(&p->line, law_gap_stop_text(o->stop, p->swedish));
        if (o->rule != NULL) {
            buf_add(&p->line, data ? say(p, ". Det stöd som finns räcker inte hit: ",
                                         ". The ground that there is does not reach so far: ")
                                   : ": ");
            add_rule(p, &p->line, o->rule);
        }
        end_line(p, LINE_REASON);
    }
    if (g->elsewhere) {
        buf_add(&p->line, say(p, "För något annat ändamål finns en väg.",
                              "For some other purpose there is a way."));
        end_line(p, LINE_REASON);
    }
}

static void write_alike(struct printer *p, const struct law_gap_alike *alike)
{
    const struct law_gap *gap = &alike->gap;
    law_gap_places_write(alike, false, p->swedish, &p->line);
    buf_addf(&p->line, ": %s",
             gap->ways_n == 0 ? say(p, "stängt", "closed")
                              : law_cell_text(gap->word, gap->duty, p->swedish));
    end_line(p, LINE_PLACE);
    write_ways(p, gap);
    write_obstacles(p, gap);
}

static void add_about(const struct printer *p, struct buf *b, const struct gap_grid *g)
{
    buf_addf(b, "%s %s – %s", g->wanted->code, pick(p, g->wanted->title),
             g->about == LAW_GAP_CHILD ? say(p, "om ett barn", "about a child")
                                       : say(p, "om en grupp", "about a group"));
}

static void write_answers(struct printer *p, const struct gap_grid *g)
{
    struct law_gap_alike *alike;
    if (g->about == LAW_GAP_CHILD) {
        buf_addf(&p->line, "%s: %s. ", say(p, "Motorns slag av uppgift", "Item of the engine"),
                 p->swedish ? law_fact_info(LAW_FACT_ITEM)->labels_sv[g->wanted->item]
                            : law_fact_info(LAW_FACT_ITEM)->labels_en[g->wanted->item]);
    }
    buf_addf(&p->line, p->swedish ? "Öppet: %zu av %zu vägar." : "Open: %zu of %zu ways.",
             gap_grid_open(g), g->n);
    end_line(p, LINE_PLAIN);
    struct arena *a = arena_new(ANSWER_BYTES);
    size_t n = gap_grid_alike(g, a, &alike);
    for (size_t i = 0; i < n; i++) {
        write_alike(p, &alike[i]);
    }
    arena_free(a);
}

/* Wanted items that get the same answers are told of together. */
static void write_grids(struct printer *p, const struct gap_grids *all)
{
    bool told[2 * 64] = {false};
    assert(all->n <= sizeof told / sizeof told[0]);
    for (size_t i = 0; i < all->n; i++) {
        for (size_t j = i; j < all->n && !told[i]; j++) {
            if (gap_grid_same(&all->grid[i], &all->grid[j])) {
                told[j] = j > i;
                add_about(p, &p->line, &all->grid[j]);
                end_line(p, LINE_ITEM);
            }
        }
        if (!told[i]) {
            write_answers(p, &all->grid[i]);
        }
    }
}

static void write_premise(struct printer *p)
{
    const struct law_fact_info *purpose = law_fact_info(LAW_FACT_PURPOSE);
    char day[DATE_TEXT];
    buf_addf(&p->line, "%s %s. %s: %s. %s %.12s.", say(p, "Lagen den", "The law of"),
             date_format(p->q->at, day), say(p, "Ändamål", "Purpose"),
             p->swedish ? purpose->labels_sv[p->q->purpose] : purpose->labels_en[p->q->purpose],
             say(p, "Regelversion", "Rule version"), law_version(p->q->rules));
    end_line(p, LINE_PLAIN);
    buf_add(&p->line,
            say(p,
                "En väg är från en verksamhet till en annan, om en vanlig elev på 14 år utan "
                "skyddade personuppgifter. Uppgifter om verksamheter, som G08–G10, G12, G14, G21 "
                "och G22, prövas som siffror om grupper. En jurist har inte granskat reglerna.",
                "A way is from one branch to another, about an ordinary pupil of 14 without "
                "protected identity. Facts about organisations, such as G08–G10, G12, G14, G21 and "
                "G22, are looked at as figures on groups. No lawyer has checked the rules."));
    end_line(p, LINE_PLAIN);
}

static void write_story(struct printer *p, const struct gap_grids *all)
{
    const char *title = say(p, "Vad får följas upp tillsammans, och vad hindrar resten?",
                            "What may be followed up together, and what stops the rest?");
    if (p->html) {
        law_html_head(p->b, title, p->swedish);
    } else {
        buf_add(&p->line, title);
        end_line(p, LINE_TITLE);
    }
    write_premise(p);
    write_grids(p, all);
    if (p->html) {
        buf_add(p->b, "</body></html>\n");
    }
}

void law_gaps_write(const struct law_gap_question *q, enum law_gaps_form form, bool swedish,
                    struct buf *b)
{
    struct printer p = {.b = b, .q = q, .swedish = swedish, .html = form == LAW_GAPS_HTML};
    struct gap_grids all = gap_grids(q);
    if (form == LAW_GAPS_CSV) {
        gap_grids_csv(&all, swedish, b);
    } else {
        buf_init(&p.line, LINE_MAX_BYTES);
        write_story(&p, &all);
        buf_free(&p.line);
    }
    gap_grids_free(&all);
}
