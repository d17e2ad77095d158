#include "web/law_view.h"

#include "family/room.h"

#include <string.h>

#include "law/book.h"

#define SECTIONS_MAX 16

static bool english(const struct request *rq)
{
    return rq->page.language == PAGE_ENGLISH;
}

const char *law_words(const struct request *rq, struct law_text t)
{
    return english(rq) ? t.en : t.sv;
}

const char *law_fact_label(const struct request *rq, enum law_fact fact, unsigned value)
{
    const struct law_fact_info *info = law_fact_info(fact);
    return english(rq) ? info->labels_en[value] : info->labels_sv[value];
}

const char *law_mark(const struct request *rq, enum law_confidence c)
{
    static const char *const marks[LAW_CONFIDENCE__MAX] = {
        TR("lydelsen inte kontrollerad"), TR("tolkning"), TR("läst i andra hand"), NULL};
    return marks[c] != NULL ? request_words(rq, marks[c]) : NULL;
}

const char *law_confidence_words(const struct request *rq, enum law_confidence c)
{
    static const char *const words[LAW_CONFIDENCE__MAX] = {
        TR("Lagtexten är inte kontrollerad. Fråga en jurist innan du litar på regeln."),
        TR("En tolkning av lagtext som är läst. En jurist bör pröva den."),
        TR("Lagtexten är läst bara i andra hand."), TR("Lagtexten är läst.")};
    return request_words(rq, words[c]);
}

const char *law_outcome_words(const struct request *rq, enum law_outcome o)
{
    static const char *const words[LAW_OUTCOME__MAX] = {
        TR("Nej, det får inte lämnas."), TR("Det kan få lämnas, om du bedömer det så."),
        TR("Ja, det får lämnas."), TR("Ja, det ska lämnas.")};
    return request_words(rq, words[o]);
}

const char *law_cites(struct request *rq, const struct law_ground *grounds, size_t n)
{
    const char *text = "";
    for (size_t i = 0; i < n; i++) {
        text = arena_printf(rq->arena, "%s%s%s", text, i > 0 ? "; " : "", grounds[i].cite);
    }
    return text;
}

/* ---- An answer ---- */

struct answer {
    struct request *rq;
    const struct law_rules *rules;
    const struct law_facts *facts;
    const struct law_decision *d;
    const char *version;
    struct page_law_answer_sections *sections;
    size_t n;
};

static struct page_rule_used *new_rule_view(struct request *rq, const struct law_rule_ref *r)
{
    struct page_rule_used *v = arena_alloc(rq->arena, sizeof *v);
    struct page_rule_used_grounds *g = arena_alloc(rq->arena, (r->grounds_n + 1) * sizeof *g);
    for (size_t i = 0; i < r->grounds_n; i++) {
        g[i].cite = r->grounds[i].cite;
    }
    *v = (struct page_rule_used){.title = law_words(rq, r->title),
                                 .text = law_words(rq, r->text),
                                 .id = r->id,
                                 .href = arena_printf(rq->arena, "/law/rule?id=%s", r->id),
                                 .mark = law_mark(rq, r->confidence),
                                 .note = law_words(rq, r->note),
                                 .grounds = g,
                                 .grounds_count = r->grounds_n};
    return v;
}

const struct page_rule_used *law_rule_view(struct request *rq, const struct law_rule_ref *r)
{
    return new_rule_view(rq, r);
}

enum err law_guardian_rule(struct request *rq, struct person_id child,
                           const struct page_rule_used **out, struct err_ctx *ctx)
{
    struct law_rule_ref rule;
    bool found;
    enum err e = room_guardian_rule(rq->bank, rq->rules, child, rq->arena, &rule, &found, ctx);
    *out = e == ERR_OK && found ? law_rule_view(rq, &rule) : NULL;
    return e;
}

static const struct page_rule_used *rule_view(const struct answer *a, const struct law_rule_ref *r)
{
    struct request *rq = a->rq;
    struct page_rule_used *v = new_rule_view(rq, r);
    struct law_text unknown = law_book_assumes(a->rules, r->id, a->facts);
    if (unknown.sv != NULL) {
        v->assumed = arena_printf(
            rq->arena, "%s %s",
            request_words(rq, TR("Det här är okänt, och då räknar Brygga med det strängaste:")),
            law_words(rq, unknown));
    }
    if (a->version != NULL) {
        v->href = arena_printf(rq->arena, "/law/rule?id=%s&version=%s", r->id, a->version);
    }
    return v;
}

/* A section being written. */
struct writing {
    struct page_law_answer_sections *section;
    struct page_law_answer_sections_rules *rules;
    struct page_law_answer_sections_lines *lines;
};

static struct writing section(struct answer *a, const char *heading, size_t rules_max,
                              size_t lines_max)
{
    struct writing s = {.section = &a->sections[a->n]};
    s.rules = arena_alloc(a->rq->arena, (rules_max + 1) * sizeof *s.rules);
    s.lines = arena_alloc(a->rq->arena, (lines_max + 1) * sizeof *s.lines);
    *s.section = (struct page_law_answer_sections){
        .heading = request_words(a->rq, heading), .rules = s.rules, .lines = s.lines};
    return s;
}

static void add_line(struct writing *s, const char *text)
{
    s->lines[s->section->lines_count++].text = text;
}

static void add_rule(struct writing *s, const struct page_rule_used *rule)
{
    s->rules[s->section->rules_count++].rule = rule;
}

/* A section with nothing in it is not shown. */
static void end_section(struct answer *a, const struct writing *s)
{
    a->n += s->section->rules_count + s->section->lines_count > 0;
}

/* The rules of these kinds among those applied. */
static void add_kinds(struct answer *a, const char *heading, const char *const *kinds, bool folded)
{
    struct writing s = section(a, heading, a->d->rules_n, 0);
    s.section->folded = folded;
    for (size_t i = 0; i < a->d->rules_n; i++) {
        const char *kind = law_book_kind(a->rules, a->d->rules[i].id);
        for (size_t k = 0; kinds[k] != NULL; k++) {
            if (kind != NULL && strcmp(kind, kinds[k]) == 0) {
                add_rule(&s, rule_view(a, &a->d->rules[i]));
            }
        }
    }
    end_section(a, &s);
}

static void add_ways(struct answer *a)
{
    const struct law_decision *d = a->d;
    struct writing s = section(
        a, d->outcome == LAW_MAY ? TR("Vägar som kan öppnas") : TR("Stöd i lag"), d->ways_n, 0);
    for (size_t i = 0; i < d->ways_n; i++) {
        const struct law_way *way = &d->ways[i];
        struct page_rule_used *v = arena_alloc(a->rq->arena, sizeof *v);
        *v = *rule_view(a, &way->rule);
        struct page_rule_used_assess *q =
            arena_alloc(a->rq->arena, (way->outstanding_n + 1) * sizeof *q);
        for (size_t k = 0; k < way->outstanding_n; k++) {
            q[k].question = law_words(a->rq, way->outstanding[k].question);
        }
        v->assess = q;
        v->assess_count = way->outstanding_n;
        add_rule(&s, v);
    }
    end_section(a, &s);
}

static void add_todo(struct answer *a)
{
    const struct law_decision *d = a->d;
    struct writing s = section(a, TR("Det här ska du göra"), 0, d->obligations_n + 1);
    if (d->deadline.code[0] != '\0') {
        add_line(&s, law_words(a->rq, d->deadline.text));
    }
    for (size_t i = 0; i < d->obligations_n; i++) {
        const struct law_obligation *o = &d->obligations[i];
        add_line(&s, arena_printf(a->rq->arena, "%s (%s)", law_words(a->rq, o->text), o->cite));
    }
    end_section(a, &s);
}

static void add_protection(struct answer *a)
{
    struct writing s = section(a, TR("Skyddet hos mottagaren"), 0, 1);
    if (a->d->protection.sv[0] != '\0') {
        add_line(&s, law_words(a->rq, a->d->protection));
    }
    end_section(a, &s);
}

static void add_personal_data(struct answer *a)
{
    const struct law_decision *d = a->d;
    struct writing s =
        section(a, TR("Personuppgifterna, som prövas för sig vid sidan av sekretessen"), 0, 2);
    s.section->folded = true;
    if (d->outcome != LAW_DENY) {
        add_line(&s,
                 arena_printf(a->rq->arena, "%s: %s",
                              request_words(a->rq, TR("Den som lämnar har stöd i")),
                              law_cites(a->rq, d->personal_data_from, d->personal_data_from_n)));
        add_line(&s, arena_printf(a->rq->arena, "%s: %s",
                                  request_words(a->rq, TR("Den som tar emot har stöd i")),
                                  law_cites(a->rq, d->personal_data_to, d->personal_data_to_n)));
    }
    end_section(a, &s);
}

static void add_blocked(struct answer *a)
{
    struct writing s =
        section(a, TR("Vägar som finns, och vad som stänger dem nu"), 0, a->d->blocked_n);
    s.section->folded = true;
    for (size_t i = 0; i < a->d->blocked_n; i++) {
        const struct law_blocked *b = &a->d->blocked[i];
        const char *why = law_words(a->rq, b->why);
        add_line(&s,
                 arena_printf(a->rq->arena, "%s (%s). %s", law_words(a->rq, b->rule.title),
                              law_cites(a->rq, b->rule.grounds, b->rule.grounds_n),
                              why[0] != '\0'
                                  ? why
                                  : request_words(a->rq, TR("Det som hindrar ovan går före."))));
    }
    end_section(a, &s);
}

/* "Ja, det får lämnas – om svaren är: fråga svar; fråga svar" for each set of unknown facts. */
static void add_missing(struct answer *a)
{
    const struct law_decision *d = a->d;
    struct writing s = section(a, TR("Det här är inte känt och kan ändra svaret"), 0, d->missing_n);
    for (size_t i = 0; i < d->missing_n;) {
        unsigned set = d->missing[i].set;
        const char *text =
            arena_printf(a->rq->arena, "%s %s", law_outcome_words(a->rq, d->missing[i].outcome),
                         request_words(a->rq, TR("Det krävs då:")));
        const char *between = " ";
        for (; i < d->missing_n && d->missing[i].set == set; i++) {
            text = arena_printf(a->rq->arena, "%s%s%s – %s", text, between,
                                law_words(a->rq, d->missing[i].question),
                                law_words(a->rq, d->missing[i].label));
            between = "; ";
        }
        add_line(&s, arena_printf(a->rq->arena, "%s.", text));
    }
    end_section(a, &s);
}

const struct page_law_answer *law_answer_view(struct request *rq, const struct law_rules *rules,
                                              const struct law_facts *facts,
                                              const struct law_decision *d, const char *version)
{
    static const char *const sure[LAW_CONFIDENCE__MAX] = {
        TR("Något i svaret bygger på lagtext som inte är kontrollerad. Fråga en jurist innan du "
           "litar på det."),
        TR("Svaret bygger på en tolkning av lagtexten. Fråga en jurist om du tvekar."),
        TR("Något i svaret bygger på lagtext som bara är läst i andra hand."),
        TR("Lagtexten bakom svaret är läst. Ingen jurist har ännu granskat reglerna.")};
    struct answer a = {.rq = rq, .rules = rules, .facts = facts, .d = d, .version = version};
    a.sections = arena_alloc(rq->arena, SECTIONS_MAX * sizeof *a.sections);
    add_kinds(&a, TR("Det som hindrar"), (const char *const[]){"bar", NULL}, false);
    add_kinds(&a, TR("Varför"), (const char *const[]){"default", NULL}, false);
    add_ways(&a);
    add_todo(&a);
    add_blocked(&a);
    add_missing(&a);
    add_kinds(&a, TR("Samtycket"), (const char *const[]){"consent", "guardians", NULL}, true);
    add_kinds(&a, TR("Så skyddas uppgiften där den finns"),
              (const char *const[]){"secrecy", "regime", NULL}, true);
    add_protection(&a);
    add_personal_data(&a);
    struct page_law_answer *v = arena_alloc(rq->arena, sizeof *v);
    *v = (struct page_law_answer){.outcome = law_outcome_words(rq, d->outcome),
                                  .good = law_passes(d),
                                  .wait = d->outcome == LAW_MAY,
                                  .sure = request_words(rq, sure[d->confidence]),
                                  .unsure = d->confidence != LAW_VERIFIED,
                                  .sections = a.sections,
                                  .sections_count = a.n};
    return v;
}

/* ---- A difference ---- */

#define AREAS_SHOWN 20

static const char *written(struct request *rq, struct buf *b)
{
    const char *text = arena_strndup(rq->arena, b->text, b->len);
    buf_clear(b);
    return text;
}

static void fill_rules(struct request *rq, const struct law_diff *d, struct page_law_change *v)
{
    struct page_law_change_rules *rows = arena_alloc(rq->arena, (d->rules_n + 1) * sizeof *rows);
    struct buf b;
    buf_init(&b, 200);
    for (size_t i = 0; i < d->rules_n; i++) {
        const struct law_rule_change *c = &d->rules[i];
        const struct law_rule_ref *r = law_changed_rule(c);
        law_cells_write(c->cells, !english(rq), &b);
        rows[i] = (struct page_law_change_rules){.title = law_words(rq, r->title),
                                                 .id = r->id,
                                                 .cite = r->grounds[0].cite,
                                                 .how = law_how_text(c->how, !english(rq)),
                                                 .cells = written(rq, &b),
                                                 .mark = law_mark(rq, r->confidence)};
        if (law_book_kind(rq->rules, r->id) != NULL && d->after.rules == rq->rules) {
            rows[i].href = arena_printf(rq->arena, "/law/rule?id=%s", r->id);
        }
    }
    buf_free(&b);
    v->rules = rows;
    v->rules_count = d->rules_n;
}

static void fill_why(struct request *rq, const struct law_diff_group *g,
                     struct page_law_change_groups *row)
{
    struct page_law_change_groups_why *why = arena_alloc(rq->arena, (g->why_n + 1) * sizeof *why);
    for (size_t i = 0; i < g->why_n; i++) {
        const struct law_rule_ref *r = law_changed_rule(g->why[i]);
        why[i] = (struct page_law_change_groups_why){r->id, law_words(rq, r->title),
                                                     law_how_text(g->why[i]->how, !english(rq))};
    }
    row->why = why;
    row->why_count = g->why_n;
}

static void fill_areas(struct request *rq, const struct law_diff_group *g,
                       struct page_law_change_groups *row)
{
    size_t n = g->areas_n > AREAS_SHOWN ? AREAS_SHOWN : g->areas_n;
    size_t left = g->cells;
    struct page_law_change_groups_areas *areas = arena_alloc(rq->arena, (n + 1) * sizeof *areas);
    struct buf b;
    buf_init(&b, 16384);
    for (size_t i = 0; i < n; i++) {
        law_branches_write(g->areas[i].from, true, !english(rq), &b);
        buf_add(&b, " → ");
        law_branches_write(g->areas[i].to, true, !english(rq), &b);
        areas[i].way = written(rq, &b);
        law_items_write(g->areas[i].items, !english(rq), &b);
        areas[i].items = written(rq, &b);
        left -= law_area_cells(&g->areas[i]);
    }
    if (left > 0) {
        buf_add(&b, request_words(rq, TR("Och")));
        buf_add(&b, " ");
        law_cells_write(left, !english(rq), &b);
        buf_add(&b, request_words(rq, TR(" till.")));
        row->more = written(rq, &b);
    }
    buf_free(&b);
    row->areas = areas;
    row->areas_count = n;
}

static const char *answers(struct request *rq, const struct law_diff_group *g)
{
    struct buf b;
    buf_init(&b, 1000);
    const char *before = law_cell_text(g->before.word, g->before.duty, !english(rq));
    const char *after = law_cell_text(g->after.word, g->after.duty, !english(rq));
    if (g->change == LAW_CHANGE_GROUND) {
        buf_addf(&b, "%s, ", before);
    } else if (g->change != LAW_CHANGE_AROUND) {
        buf_addf(&b, "%s → %s, ", before, after);
    }
    law_cells_write(g->cells, !english(rq), &b);
    const char *text = written(rq, &b);
    buf_free(&b);
    return text;
}

static void fill_summary(struct request *rq, const struct law_diff *d, struct page_law_change *v)
{
    struct page_law_change_counts *rows = arena_alloc(rq->arena, LAW_CHANGE__MAX * sizeof *rows);
    for (unsigned c = 0; c < LAW_CHANGE__MAX; c++) {
        if (d->count[c] > 0) {
            rows[v->counts_count++] = (struct page_law_change_counts){
                law_change_text((enum law_change)c, !english(rq)), (int64_t)d->count[c]};
        }
    }
    v->counts = rows;
    v->changed = (int64_t)d->cells_n;
    v->all = (int64_t)d->cells_all;
}

const struct page_law_change *law_change_view(struct request *rq, const struct law_diff *d)
{
    struct page_law_change *v = arena_alloc(rq->arena, sizeof *v);
    struct page_law_change_groups *rows = arena_alloc(rq->arena, (d->groups_n + 1) * sizeof *rows);
    for (size_t i = 0; i < d->groups_n; i++) {
        const struct law_diff_group *g = &d->groups[i];
        rows[i].heading =
            i > 0 && g[-1].change == g->change ? NULL : law_change_text(g->change, !english(rq));
        rows[i].answers = answers(rq, g);
        rows[i].folded = g->change >= LAW_CHANGE_GROUND;
        fill_why(rq, g, &rows[i]);
        fill_areas(rq, g, &rows[i]);
    }
    *v = (struct page_law_change){.groups = rows, .groups_count = d->groups_n};
    v->nothing = d->rules_n == 0;
    fill_summary(rq, d, v);
    fill_rules(rq, d, v);
    return v;
}
