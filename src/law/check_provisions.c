/* Examples and dates of deadlines, tables, retention and grant conditions. */
#include <string.h>

#include "law/checker.h"
#include "law/table.h"

void law_report(struct law_checker *c, enum law_issue_kind kind, const char *id,
                struct law_place at, const char *text)
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

void law_check_expired(struct law_checker *c, const char *id, struct law_place where,
                       struct date valid_to, struct date at)
{
    if (valid_to.days < at.days) {
        char day[DATE_TEXT];
        law_report(c, LAW_ISSUE_EXPIRED, id, where,
                   arena_printf(c->arena, "the rule held until %s", date_format(valid_to, day)));
    }
}

static void not_reached(struct law_checker *c, const char *id, struct law_place at,
                        size_t examples_n, bool reached)
{
    if (!reached) {
        law_report(c, examples_n == 0 ? LAW_ISSUE_NO_EXAMPLE : LAW_ISSUE_UNREACHED, id, at,
                   "no example makes the rule apply");
    }
}

/* An example of a deadline: the day that comes out, or the state. */
static const char *judge_deadline(const struct law_checker *c,
                                  const struct law_deadline_entry *entry,
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

static void check_entry(struct law_checker *c, enum law_table table, const struct law_entry *e)
{
    bool reached = false;
    for (size_t k = 0; k < e->examples_n; k++) {
        const struct law_entry_example *x = &e->example[k];
        struct law_ruling ruling;
        law_table_judge(c->r, table, &x->q, &ruling);
        bool applies = law_entry_applies(c->r, table, e, &x->q);
        reached = reached || applies;
        if (ruling.outcome != x->outcome) {
            law_report(c, LAW_ISSUE_EXAMPLE, e->ref.id, x->at,
                       arena_printf(c->arena, "the outcome is %s: %s",
                                    law_outcome_code[ruling.outcome], x->source));
        } else if (k == 0 && !applies) {
            law_report(c, LAW_ISSUE_EXAMPLE, e->ref.id, x->at,
                       arena_printf(c->arena, "another rule gives the outcome: %s", x->source));
        }
    }
    not_reached(c, e->ref.id, e->at, e->examples_n, reached);
}

static void check_tables(struct law_checker *c, struct date at)
{
    for (unsigned t = 0; t < LAW_TABLE__MAX; t++) {
        for (size_t i = 0; i < c->r->entries_n[t]; i++) {
            const struct law_entry *e = &c->r->entry[t][i];
            check_entry(c, (enum law_table)t, e);
            law_check_expired(c, e->ref.id, e->at, e->valid_to, at);
        }
    }
}

static void check_deadlines(struct law_checker *c, struct date at)
{
    for (size_t i = 0; i < c->r->deadlines_n; i++) {
        const struct law_deadline_entry *d = &c->r->deadline[i];
        const char *id = d->d.rule.id;
        bool reached = false;
        for (size_t k = 0; k < d->examples_n; k++) {
            const char *fault = judge_deadline(c, d, &d->example[k], &reached);
            if (fault != NULL) {
                law_report(c, LAW_ISSUE_EXAMPLE, id, d->example[k].at, fault);
            }
        }
        not_reached(c, id, d->at, d->examples_n, reached);
        law_check_expired(c, id, d->at, d->d.valid_to, at);
    }
}

static const char *judge_retention(const struct law_checker *c,
                                   const struct law_retention_example *x, bool *reached,
                                   const struct law_rule_ref *ref)
{
    struct law_retention found;
    law_retention(c->r, &x->q, &found);
    *reached = *reached || found.rule == ref;
    if (x->first.days != 0 && !(found.has_first && found.first.days == x->first.days)) {
        char day[DATE_TEXT];
        return arena_printf(c->arena, "the first day is %s: %s",
                            found.has_first ? date_format(found.first, day) : "not known",
                            x->source);
    }
    if (x->first.days == 0 && found.state != x->state) {
        return arena_printf(c->arena, "the state is %s: %s", law_retention_state_code[found.state],
                            x->source);
    }
    return NULL;
}

static void check_retention(struct law_checker *c, struct date at)
{
    for (size_t i = 0; i < c->r->retentions_n; i++) {
        const struct law_retention_rule *r = &c->r->retention[i];
        bool reached = false;
        for (size_t k = 0; k < r->examples_n; k++) {
            const char *fault = judge_retention(c, &r->example[k], &reached, &r->ref);
            if (fault != NULL) {
                law_report(c, LAW_ISSUE_EXAMPLE, r->ref.id, r->example[k].at, fault);
            }
        }
        not_reached(c, r->ref.id, r->at, r->examples_n, reached);
        law_check_expired(c, r->ref.id, r->at, r->valid_to, at);
    }
}

static void check_grants(struct law_checker *c, struct date at)
{
    for (size_t i = 0; i < c->r->grants_n; i++) {
        const struct law_grant_rule *r = &c->r->grant[i];
        bool reached = false;
        for (size_t k = 0; k < r->examples_n; k++) {
            const struct law_grant_example *x = &r->example[k];
            bool in_force;
            enum law_result result = law_grant_judge(r, &x->facts, &in_force);
            reached = reached || in_force;
            if (result != x->result) {
                law_report(c, LAW_ISSUE_EXAMPLE, r->ref.id, x->at,
                           arena_printf(c->arena, "the condition is %s: %s",
                                        law_result_code[result], x->source));
            }
        }
        not_reached(c, r->ref.id, r->at, r->examples_n, reached);
        law_check_expired(c, r->ref.id, r->at, r->valid_to, at);
    }
}

void law_check_provisions(struct law_checker *c, struct date at)
{
    check_deadlines(c, at);
    check_tables(c, at);
    check_retention(c, at);
    check_grants(c, at);
}
