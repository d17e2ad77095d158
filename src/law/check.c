#include "law/check.h"

#include <string.h>

#include "law/rules.h"

const char *const law_issue_code[LAW_ISSUE__MAX] = {"example", "no-example", "unreached",
                                                    "conflict", "expired"};

struct checker {
    const struct law_rules *r;
    struct arena *arena;
    struct law_issue *issues;
    size_t n, max;
};

static void report(struct checker *c, enum law_issue_kind kind, const char *id, struct law_place at,
                   const char *text)
{
    if (c->n == c->max) {
        size_t max = c->max == 0 ? 16 : 2 * c->max;
        struct law_issue *more = arena_alloc(c->arena, max * sizeof *more);
        if (c->n > 0) {
            memcpy(more, c->issues, c->n * sizeof *more);
        }
        c->issues = more;
        c->max = max;
    }
    c->issues[c->n++] =
        (struct law_issue){.kind = kind,
                           .is_error = kind != LAW_ISSUE_EXPIRED,
                           .rule = id,
                           .where = arena_printf(c->arena, "%s:%u:%u", at.file, at.line, at.column),
                           .text = text};
}

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
static const char *judge_example(const struct checker *c, const struct law_rule *rule,
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

static void check_examples(struct checker *c)
{
    struct law_set reached = {{0}};
    for (size_t i = 0; i < c->r->rules_n; i++) {
        const struct law_rule *rule = &c->r->rule[i];
        for (size_t k = 0; k < rule->examples_n; k++) {
            const struct law_example *e = &rule->examples[k];
            const char *fault = judge_example(c, rule, e, &reached);
            if (fault != NULL) {
                report(c, LAW_ISSUE_EXAMPLE, rule->id, e->at, fault);
            }
        }
        if (rule->examples_n == 0) {
            report(c, LAW_ISSUE_NO_EXAMPLE, rule->id, rule->at, "the rule has no example");
        }
    }
    for (size_t i = 0; i < c->r->rules_n; i++) {
        const struct law_rule *rule = &c->r->rule[i];
        if (!takes_part(c->r, &reached, rule)) {
            report(c, LAW_ISSUE_UNREACHED, rule->id, rule->at, "no example makes the rule apply");
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
static void check_conflicts(struct checker *c)
{
    for (size_t i = 0; i < c->r->rules_n; i++) {
        const struct law_rule *a = &c->r->rule[i];
        for (size_t j = 0; j < i && a->kind == KIND_REGIME; j++) {
            const struct law_rule *b = &c->r->rule[j];
            if (b->kind == KIND_REGIME && a->regime != b->regime && overlap(a, b)) {
                report(c, LAW_ISSUE_CONFLICT, a->id, a->at,
                       arena_printf(c->arena, "%s finds another regime for the same facts", b->id));
            }
        }
    }
}

static void check_expired(struct checker *c, const char *id, struct law_place where,
                          struct date valid_to, struct date at)
{
    if (valid_to.days < at.days) {
        char day[DATE_TEXT];
        report(c, LAW_ISSUE_EXPIRED, id, where,
               arena_printf(c->arena, "the rule held until %s", date_format(valid_to, day)));
    }
}

static void check_dates(struct checker *c, struct date at)
{
    for (size_t i = 0; i < c->r->rules_n; i++) {
        const struct law_rule *rule = &c->r->rule[i];
        check_expired(c, rule->id, rule->at, rule->valid_to, at);
    }
}

/* An example of a deadline: the day that comes out, or the state. */
static const char *judge_deadline(const struct checker *c, const struct law_deadline_entry *entry,
                                  const struct law_deadline_example *e, bool *reached)
{
    struct law_deadline_question q = e->q;
    struct law_deadline_due due;
    q.code = entry->d.code;
    law_deadline_due(c->r, &q, &due);
    *reached = *reached || due.deadline == &entry->d;
    if (e->due.days != 0 && !(due.has_due && due.due.days == e->due.days)) {
        char day[DATE_TEXT];
        return arena_printf(c->arena, "the day is %s: %s",
                            due.has_due ? date_format(due.due, day) : "not set", e->source);
    }
    if (e->due.days == 0 && due.state != e->state) {
        return arena_printf(c->arena, "the state is %s: %s", law_deadline_state_code[due.state],
                            e->source);
    }
    return NULL;
}

static void check_deadlines(struct checker *c, struct date at)
{
    for (size_t i = 0; i < c->r->deadlines_n; i++) {
        const struct law_deadline_entry *d = &c->r->deadline[i];
        const char *id = d->d.rule.id;
        bool reached = false;
        for (size_t k = 0; k < d->examples_n; k++) {
            const char *fault = judge_deadline(c, d, &d->example[k], &reached);
            if (fault != NULL) {
                report(c, LAW_ISSUE_EXAMPLE, id, d->example[k].at, fault);
            }
        }
        if (!reached) {
            report(c, d->examples_n == 0 ? LAW_ISSUE_NO_EXAMPLE : LAW_ISSUE_UNREACHED, id, d->at,
                   "no example makes the deadline apply");
        }
        check_expired(c, id, d->at, d->d.valid_to, at);
    }
}

size_t law_check(const struct law_rules *rules, struct date at, struct arena *arena,
                 const struct law_issue **issues_out)
{
    struct checker c = {.r = rules, .arena = arena};
    check_examples(&c);
    check_conflicts(&c);
    check_dates(&c, at);
    check_deadlines(&c, at);
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

const struct law_rule_ref *law_rule_at(const struct law_rules *rules, size_t i)
{
    return i < rules->rules_n ? &rules->rule[i].ref : NULL;
}

size_t law_change_dates(const struct law_rules *rules, const struct date **dates_out)
{
    *dates_out = rules->question.start;
    return rules->question.n;
}
