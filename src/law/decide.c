/* The full answer: what stands behind a verdict, in words and paragraphs. */
#include "law/rules.h"

#include <string.h>

bool law_passes(const struct law_decision *d)
{
    return d->outcome == LAW_ALLOW || d->outcome == LAW_DUTY;
}

bool law_has_obligation(const struct law_decision *d, const char *code)
{
    for (size_t i = 0; i < d->obligations_n; i++) {
        if (strcmp(d->obligations[i].code, code) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- Lists, each thing once ---- */

struct lists {
    const struct law_rules *r;
    struct arena *arena;
};

static size_t all_grounds(const struct law_rules *r, const struct law_set *s)
{
    size_t n = 0;
    for (size_t i = set_next(s, 0); i < LAW_RULES_MAX; i = set_next(s, i + 1)) {
        n += slot_rule(r, i)->ref.grounds_n;
    }
    return n;
}

static const struct law_ground *grounds_of(const struct lists *l, struct law_set s, size_t *n_out)
{
    struct law_ground *list = arena_alloc(l->arena, (all_grounds(l->r, &s) + 1) * sizeof *list);
    size_t n = 0;
    for (size_t i = set_next(&s, 0); i < LAW_RULES_MAX; i = set_next(&s, i + 1)) {
        const struct law_rule *rule = slot_rule(l->r, i);
        for (size_t g = 0; g < rule->ref.grounds_n; g++) {
            size_t at = 0;
            while (at < n && strcmp(list[at].cite, rule->ref.grounds[g].cite) != 0) {
                at++;
            }
            list[at] = rule->ref.grounds[g];
            n += at == n;
        }
    }
    *n_out = n;
    return list;
}

static void add_obligation(struct law_decision *out, struct law_obligation *list,
                           const struct law_named *o)
{
    if (!law_has_obligation(out, o->name)) {
        list[out->obligations_n++] = (struct law_obligation){o->name, o->text, o->cite};
    }
}

static void list_obligations(const struct lists *l, struct law_decision *out)
{
    if (out->outcome == LAW_DENY) {
        return;
    }
    struct law_obligation *list = arena_alloc(l->arena, (l->r->obligations_n + 1) * sizeof *list);
    out->obligations = list;
    const struct law_set *applied = &out->verdict.applied;
    for (size_t i = set_next(applied, 0); i < LAW_RULES_MAX; i = set_next(applied, i + 1)) {
        const struct law_rule *rule = slot_rule(l->r, i);
        for (size_t o = 0; o < rule->obligations_n; o++) {
            add_obligation(out, list, rule->obligations[o]);
        }
    }
    for (size_t o = 0; o < l->r->always_n; o++) {
        add_obligation(out, list, l->r->always[o]);
    }
}

/* Kinds in the order in which a reader wants them. */
static const struct {
    enum law_kind kind;
    unsigned side;
} order[] = {
    {KIND_BAR, SIDE_FROM},           {KIND_DEFAULT, SIDE_FROM},    {KIND_PERMIT, SIDE_FROM},
    {KIND_ATTACH, SIDE_FROM},        {KIND_SECRECY, SIDE_FROM},    {KIND_CONSENT, SIDE_FROM},
    {KIND_GUARDIANS, SIDE_FROM},     {KIND_REGIME, SIDE_FROM},     {KIND_REGIME, SIDE_TO},
    {KIND_PERSONAL_DATA, SIDE_FROM}, {KIND_PERSONAL_DATA, SIDE_TO}};

static void list_rules(const struct lists *l, struct law_decision *out)
{
    struct law_rule_ref *list = arena_alloc(l->arena, (l->r->slots_n + 1) * sizeof *list);
    out->rules = list;
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++) {
        struct law_set s = set_and(out->verdict.applied, &l->r->kind[order[k].kind][order[k].side]);
        for (size_t i = set_next(&s, 0); i < LAW_RULES_MAX; i = set_next(&s, i + 1)) {
            const struct law_rule *rule = slot_rule(l->r, i);
            size_t at = 0;
            while (at < out->rules_n && list[at].id != rule->id) {
                at++;
            }
            list[at] = rule->ref;
            out->rules_n += at == out->rules_n;
        }
    }
}

/* ---- Ways and what they wait for ---- */

struct law_text law_question(const struct law_rules *r, unsigned assessment, enum law_level level)
{
    const struct law_named *at = &r->assessment_at[assessment][level];
    return at->name != NULL ? at->text : r->assessment[assessment].text;
}

static const struct law_assessment_ref *assessments_of(const struct lists *l, uint32_t bits,
                                                       enum law_level level, size_t *n_out)
{
    struct law_assessment_ref *list = arena_alloc(l->arena, LAW_ASSESS__MAX * sizeof *list);
    size_t n = 0;
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        if ((bits >> a & 1) != 0) {
            list[n++] = (struct law_assessment_ref){(enum law_assessment)a, law_assessment_code[a],
                                                    law_question(l->r, a, level)};
        }
    }
    *n_out = n;
    return list;
}

/* Whether way `a` is better than `b`: a duty first, then the surer rule. */
static bool better(const struct law_way *a, const struct law_way *b)
{
    if (a->outcome != b->outcome) {
        return a->outcome > b->outcome;
    }
    return a->rule.confidence > b->rule.confidence;
}

static struct law_deadline of_deadline(const struct law_deadline_rule *d)
{
    int days = d->count == LAW_COUNT_DAYS    ? d->number
               : d->count == LAW_COUNT_WEEKS ? 7 * d->number
                                             : 0;
    return (struct law_deadline){d->rule.id, d->label, days, d->rule.text};
}

static void list_ways(const struct lists *l, const struct law_trail *t, struct law_decision *out)
{
    size_t max = 0;
    for (size_t i = set_next(&t->ways, 0); i < LAW_RULES_MAX; i = set_next(&t->ways, i + 1)) {
        max++;
    }
    struct law_way *list = arena_alloc(l->arena, (max + 1) * sizeof *list);
    out->ways = list;
    for (size_t i = set_next(&t->ways, 0); i < LAW_RULES_MAX; i = set_next(&t->ways, i + 1)) {
        const struct law_rule *rule = slot_rule(l->r, i);
        struct law_way way = {.rule = rule->ref, .outcome = rule->outcome};
        way.outstanding =
            assessments_of(l, rule->needs & ~t->met, out->verdict.secrecy_from, &way.outstanding_n);
        size_t at = out->ways_n++;
        while (at > 0 && better(&way, &list[at - 1])) {
            list[at] = list[at - 1];
            at--;
        }
        list[at] = way;
        if (rule->deadline != NULL && out->deadline.code[0] == '\0') {
            out->deadline = of_deadline(rule->deadline);
        }
    }
}

/* ---- The recipient's protection (OSL 7:2) ---- */

static bool has_protection(enum law_branch to)
{
    return to != LAW_ENS && to != LAW_VH && to != LAW_RAP && to != LAW_OWN;
}

static const char *compared(enum law_level from, enum law_level to, bool swedish)
{
    if (to == from) {
        return swedish ? "Det är samma styrka som där uppgiften finns nu."
                       : "That is as strong as where the item is now.";
    }
    if (to > from) {
        return swedish ? "Det är starkare än där uppgiften finns nu."
                       : "That is stronger than where the item is now.";
    }
    return swedish ? "Det är svagare än där uppgiften finns nu."
                   : "That is weaker than where the item is now.";
}

static void describe_protection(const struct lists *l, const struct law_facts *facts,
                                const struct law_trail *t, struct law_decision *out)
{
    enum law_branch to = (enum law_branch)law_fact_get(facts, LAW_FACT_TO);
    out->protection = (struct law_text){"", ""};
    if (out->outcome == LAW_DENY || !has_protection(to) || facts->identification == LAW_AGGREGATE) {
        return;
    }
    const struct law_verdict *v = &out->verdict;
    if (v->secrecy_to == LAW_LEVEL_NONE) {
        out->protection.sv =
            "Hos mottagaren känner Brygga inte till någon sekretess för uppgiften. "
            "Räkna med att den kan bli offentlig där.";
        out->protection.en =
            "Brygga knows of no secrecy for the item at the recipient. Count on its "
            "becoming public there.";
        return;
    }
    struct law_set s = set_and(t->slots, &l->r->level[SIDE_TO][v->secrecy_to]);
    const struct law_rule_ref *ref = &slot_rule(l->r, set_next(&s, 0))->ref;
    out->protection.sv =
        arena_printf(l->arena, "Hos mottagaren gäller: %s (%s). %s", ref->title.sv,
                     ref->grounds[0].cite, compared(v->secrecy_from, v->secrecy_to, true));
    out->protection.en =
        arena_printf(l->arena, "At the recipient: %s (%s). %s", ref->title.en, ref->grounds[0].cite,
                     compared(v->secrecy_from, v->secrecy_to, false));
}

void law_decide(const struct law_rules *rules, const struct law_facts *facts, enum law_with with,
                struct arena *arena, struct law_decision *out)
{
    struct law_trail t;
    *out = (struct law_decision){.verdict = law_judge_trail(rules, facts, &t)};
    out->outcome = out->verdict.outcome;
    out->confidence = law_verdict_confidence(rules, &out->verdict);
    out->version = rules->version;
    out->deadline = (struct law_deadline){"", "", 0, {"", ""}};
    out->explanation = (struct law_text){"", ""};

    struct lists l = {.r = rules, .arena = arena};
    const struct law_set *applied = &out->verdict.applied;
    list_rules(&l, out);
    list_ways(&l, &t, out);
    struct law_set refusals =
        set_or(rules->kind[KIND_BAR][SIDE_FROM], &rules->kind[KIND_DEFAULT][SIDE_FROM]);
    out->grounds =
        grounds_of(&l, out->ways_n > 0 ? t.ways : set_and(*applied, &refusals), &out->grounds_n);
    out->personal_data_from =
        grounds_of(&l, set_and(*applied, &rules->kind[KIND_PERSONAL_DATA][SIDE_FROM]),
                   &out->personal_data_from_n);
    out->personal_data_to = grounds_of(
        &l, set_and(*applied, &rules->kind[KIND_PERSONAL_DATA][SIDE_TO]), &out->personal_data_to_n);
    out->assessments = assessments_of(&l, out->verdict.outstanding, out->verdict.secrecy_from,
                                      &out->assessments_n);
    list_obligations(&l, out);
    describe_protection(&l, facts, &t, out);
    if ((with & LAW_WITH_MISSING) != 0) {
        law_find_missing(rules, facts, &out->verdict, arena, out);
    }
    if ((with & LAW_WITH_EXPLANATION) != 0) {
        law_find_blocked(rules, facts, &t, arena, out);
        law_explain(rules, facts, &t, arena, out);
    }
}
