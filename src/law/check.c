#include "law/check.h"

#include <string.h>

#include "law/checker.h"
#include "law/table.h"

const char *const law_issue_code[LAW_ISSUE__MAX] = {"example", "no-example", "unreached",
                                                    "conflict", "expired"};

/* The slots whose conditions the facts meet in an answer: what was applied, and for bars and
 * secrecy at the recipient what would have been. */
static struct law_set taking_part(const struct law_rules *r, const struct law_facts *facts,
                                  struct law_verdict *verdict_out)
{
    struct law_trail t;
    *verdict_out = law_judge_trail(r, facts, &t);
    struct law_set stages = {{0}};
    static const enum law_kind kinds[] = {KIND_REGIME,       KIND_SECRECY, KIND_GUARDIANS,
                                          KIND_CONSENT,      KIND_ATTACH,  KIND_BAR,
                                          KIND_PERSONAL_DATA};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        stages = set_or(stages, &r->kind[kinds[i]][SIDE_FROM]);
        stages = set_or(stages, &r->kind[kinds[i]][SIDE_TO]);
    }
    struct law_set part = set_and(t.slots, &stages);
    return set_or(part, &verdict_out->applied);
}

static bool takes_part(const struct law_rules *r, const struct law_set *part,
                       const struct law_rule *rule)
{
    for (size_t s = 0; s < r->slots_n; s++) {
        if (slot_rule(r, s) == rule && set_has(part, s)) {
            return true;
        }
    }
    return false;
}

/* A permit must be a way in its own positive examples, a bar the reason in its negative ones. */
static const char *judge_example(const struct law_checker *c, const struct law_rule *rule,
                                 const struct law_example *e, struct law_set *reached)
{
    struct law_verdict v;
    struct law_set part = taking_part(c->r, &e->facts, &v);
    *reached = set_or(*reached, &part);
    bool applies = takes_part(c->r, &part, rule);
    if (e->expect == EXPECT_OUTCOME) {
        if (v.outcome != e->outcome) {
            return arena_printf(c->arena, "the outcome is %s: %s", law_outcome_code[v.outcome],
                                e->source);
        }
        /* The first example of a permit or a bar shows what it does, so it must be what does it. */
        bool deciding = rule->kind == KIND_PERMIT || rule->kind == KIND_BAR;
        if (deciding && e == rule->examples && !applies) {
            return arena_printf(c->arena, "another rule gives the outcome: %s", e->source);
        }
        return NULL;
    }
    if (applies != (e->expect == EXPECT_APPLIES)) {
        return arena_printf(c->arena, "the rule %s: %s", applies ? "applies" : "does not apply",
                            e->source);
    }
    return NULL;
}

static void check_examples(struct law_checker *c)
{
    struct law_set reached = {{0}};
    for (size_t i = 0; i < c->r->rules_n; i++) {
        const struct law_rule *rule = &c->r->rule[i];
        for (size_t k = 0; k < rule->examples_n; k++) {
            const struct law_example *e = &rule->examples[k];
            const char *fault = judge_example(c, rule, e, &reached);
            if (fault != NULL) {
                law_report(c, LAW_ISSUE_EXAMPLE, rule->id, e->at, fault);
            }
        }
        if (rule->examples_n == 0) {
            law_report(c, LAW_ISSUE_NO_EXAMPLE, rule->id, rule->at, "the rule has no example");
        }
    }
    for (size_t i = 0; i < c->r->rules_n; i++) {
        const struct law_rule *rule = &c->r->rule[i];
        if (!takes_part(c->r, &reached, rule)) {
            law_report(c, LAW_ISSUE_UNREACHED, rule->id, rule->at,
                       "no example makes the rule apply");
        }
    }
}

static bool periods_meet(struct date a_from, struct date a_to, struct date b_from, struct date b_to)
{
    return a_from.days <= b_to.days && b_from.days <= a_to.days;
}

/* Can the same facts meet both? */
static bool overlap(const struct law_rule *a, const struct law_rule *b)
{
    for (unsigned f = 0; f < FIELD__MAX; f++) {
        if ((a->mask[f] & b->mask[f]) == 0) {
            return false;
        }
    }
    bool info = !a->info_conditional || !b->info_conditional ||
                periods_meet(a->info_from, a->info_to, b->info_from, b->info_to);
    return info && periods_meet(a->valid_from, a->valid_to, b->valid_from, b->valid_to);
}

/* Only regimes exclude each other: of secrecy the strongest prevails, bars prevail over permits. */
static void check_conflicts(struct law_checker *c)
{
    for (size_t i = 0; i < c->r->rules_n; i++) {
        const struct law_rule *a = &c->r->rule[i];
        for (size_t j = 0; j < i && a->kind == KIND_REGIME; j++) {
            const struct law_rule *b = &c->r->rule[j];
            if (b->kind == KIND_REGIME && a->regime != b->regime && overlap(a, b)) {
                law_report(
                    c, LAW_ISSUE_CONFLICT, a->id, a->at,
                    arena_printf(c->arena, "%s finds another regime for the same facts", b->id));
            }
        }
    }
}

static void check_dates(struct law_checker *c, struct date at)
{
    for (size_t i = 0; i < c->r->rules_n; i++) {
        const struct law_rule *rule = &c->r->rule[i];
        law_check_expired(c, rule->id, rule->at, rule->valid_to, at);
    }
}

size_t law_check(const struct law_rules *rules, struct date at, struct arena *arena,
                 const struct law_issue **issues_out)
{
    struct law_checker c = {.r = rules, .arena = arena};
    check_examples(&c);
    check_conflicts(&c);
    check_dates(&c, at);
    law_check_provisions(&c, at);
    *issues_out = c.issues;
    return c.n;
}

struct law_census law_count(const struct law_rules *rules)
{
    struct law_census census = {.rules = rules->rules_n};
    for (size_t i = 0; i < rules->rules_n; i++) {
        const struct law_rule *rule = &rules->rule[i];
        census.examples += rule->examples_n;
        census.checked += rule->ref.checked_by[0] != '\0';
        census.by_confidence[rule->ref.confidence]++;
    }
    return census;
}

static bool nth(size_t *i, size_t n)
{
    if (*i < n) {
        return true;
    }
    *i -= n;
    return false;
}

bool law_provision_at(const struct law_rules *rules, size_t i, struct law_provision_ref *out)
{
    if (nth(&i, rules->deadlines_n)) {
        const struct law_deadline_entry *d = &rules->deadline[i];
        *out = (struct law_provision_ref){"deadline", &d->d.rule, d->examples_n, d->d.valid_from,
                                          d->d.valid_to};
        return true;
    }
    for (unsigned t = 0; t < LAW_TABLE__MAX; t++) {
        if (nth(&i, rules->entries_n[t])) {
            const struct law_entry *e = &rules->entry[t][i];
            *out = (struct law_provision_ref){law_table_name((enum law_table)t), &e->ref,
                                              e->examples_n, e->valid_from, e->valid_to};
            return true;
        }
    }
    if (nth(&i, rules->retentions_n)) {
        const struct law_retention_rule *r = &rules->retention[i];
        *out = (struct law_provision_ref){"retention", &r->ref, r->examples_n, r->valid_from,
                                          r->valid_to};
        return true;
    }
    if (nth(&i, rules->grants_n)) {
        const struct law_grant_rule *g = &rules->grant[i];
        *out =
            (struct law_provision_ref){"grant", &g->ref, g->examples_n, g->valid_from, g->valid_to};
        return true;
    }
    return false;
}

struct law_census law_count_provisions(const struct law_rules *rules)
{
    struct law_census census = {.rules = 0};
    struct law_provision_ref p;
    for (; law_provision_at(rules, census.rules, &p); census.rules++) {
        census.examples += p.examples_n;
        census.checked += p.rule->checked_by[0] != '\0';
        census.by_confidence[p.rule->confidence]++;
    }
    return census;
}

const struct law_rule_ref *law_rule_at(const struct law_rules *rules, size_t i)
{
    return i < rules->rules_n ? &rules->rule[i].ref : NULL;
}

size_t law_change_dates(const struct law_rules *rules, const struct date **dates_out)
{
    *dates_out = rules->question.start;
    return rules->question.n;
}
