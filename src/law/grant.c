#include "law/grant.h"

#include <limits.h>
#include <string.h>

#include "law/provision.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

const char *const law_grant_measure_code[LAW_GRANT_MEASURE__MAX] = {
    "fte_percent",   "school_staff", "social_staff", "shortest_months",
    "redistributed", "cost_percent", "other_grants", "other_forms"};

static bool in_force(const struct law_grant_rule *r, struct date on)
{
    return r->valid_from.days <= on.days && on.days <= r->valid_to.days;
}

static enum law_result result_of(const struct law_grant_rule *r,
                                 const struct law_grant_facts *facts)
{
    if (!facts->known[r->measure]) {
        return LAW_NOT_ASSESSED;
    }
    int value = facts->value[r->measure];
    return value >= r->at_least && value <= r->at_most ? LAW_MET : LAW_NOT_MET;
}

enum law_result law_grant_judge(const struct law_grant_rule *r, const struct law_grant_facts *facts,
                                bool *in_force_out)
{
    *in_force_out = in_force(r, facts->on);
    return result_of(r, facts);
}

void law_grant(const struct law_rules *rules, const struct law_grant_facts *facts,
               struct law_grant *out)
{
    bool failed = false;
    bool unknown = false;
    *out = (struct law_grant){.n = 0};
    for (size_t i = 0; i < rules->grants_n; i++) {
        const struct law_grant_rule *r = &rules->grant[i];
        if (!in_force(r, facts->on)) {
            continue;
        }
        enum law_result result = result_of(r, facts);
        failed = failed || result == LAW_NOT_MET;
        unknown = unknown || result == LAW_NOT_ASSESSED;
        out->condition[out->n++] =
            (struct law_grant_condition){&r->ref, r->measure, r->at_least, r->at_most, result};
    }
    out->outcome = failed || out->n == 0 ? LAW_DENY : unknown ? LAW_MAY : LAW_ALLOW;
}

/* ---- Blocks ---- */

static struct law_grant_rule *rule(struct law_block_reader *r)
{
    return r->out;
}

static enum err read_measure(struct law_block_reader *r)
{
    int code = law_field_code(r, law_grant_measure_code, LAW_GRANT_MEASURE__MAX);
    rule(r)->measure = code < 0 ? LAW_GRANT_FTE_PERCENT : (enum law_grant_measure)code;
    return code < 0 ? ERR_INVALID : ERR_OK;
}

static enum err read_number(struct law_block_reader *r, int *out)
{
    struct law_pair pair = {r->field->key, r->field->value, r->field->value_at};
    return law_pair_number(r->c, &pair, out);
}

static enum err read_at_least(struct law_block_reader *r)
{
    return read_number(r, &rule(r)->at_least);
}

static enum err read_at_most(struct law_block_reader *r)
{
    return read_number(r, &rule(r)->at_most);
}

/* "fte_percent=150 -> not_met"; "-> not_assessed" when the measure is not told. */
static enum err read_example(struct law_block_reader *r)
{
    struct law_sample sample;
    struct law_grant_rule *out = rule(r);
    struct law_grant_example *x = &out->example[out->examples_n++];
    *x = (struct law_grant_example){.source = r->field->value, .at = r->field->value_at};
    (void)date_from_ymd(2026, 11, 22, &x->facts.on);
    enum err e = law_read_sample(r->c, r->field, &sample);
    for (size_t i = 0; e == ERR_OK && i < sample.pairs_n; i++) {
        const struct law_pair *pair = &sample.pair[i];
        if (strcmp(pair->key, "on") == 0) {
            e = law_pair_date(r->c, pair, &x->facts.on);
            continue;
        }
        int measure = law_find_code(r->c->ctx, pair->at, "measure", pair->key,
                                    law_grant_measure_code, LAW_GRANT_MEASURE__MAX);
        if (measure < 0) {
            return ERR_INVALID;
        }
        x->facts.known[measure] = true;
        e = law_pair_number(r->c, pair, &x->facts.value[measure]);
    }
    if (e != ERR_OK) {
        return e;
    }
    int result = law_find_code(r->c->ctx, sample.expect_at, "answer", sample.expect,
                               law_result_code, LAW_RESULT__MAX);
    x->result = result < 0 ? LAW_NOT_ASSESSED : (enum law_result)result;
    return result < 0 ? ERR_INVALID : ERR_OK;
}

static const struct law_key keys[] = {
    {"measure", read_measure, false, true},
    {"at-least", read_at_least, false, false},
    {"at-most", read_at_most, false, false},
    {"example", read_example, true, false},
};
enum { AT_LEAST = 1, AT_MOST = 2 };

enum err law_read_grant(struct law_compiler *c, const struct law_block *block)
{
    if (c->rules->grants_n == LAW_GRANT_CONDITIONS) {
        return law_fault(c->ctx, block->at, "join conditions", "more than %d conditions of a grant",
                         LAW_GRANT_CONDITIONS);
    }
    struct law_grant_rule *out = &c->rules->grant[c->rules->grants_n];
    *out = (struct law_grant_rule){
        .at = block->at,
        .at_most = INT_MAX,
        .example = arena_alloc(c->arena, (law_fields_n(block) + 1) * sizeof *out->example)};
    struct law_block_reader r = {
        .c = c, .block = block, .keys = keys, .keys_n = COUNT(keys), .out = out};
    enum err e = law_read_block(&r);
    if (e != ERR_OK) {
        return e;
    }
    if ((r.seen & (1u << AT_LEAST | 1u << AT_MOST)) == 0) {
        return law_fault(c->ctx, block->at, "write \"at-least\" or \"at-most\"",
                         "grant %s requires nothing", block->name);
    }
    out->ref = r.provision.ref;
    out->valid_from = r.provision.valid_from;
    out->valid_to = r.provision.valid_to;
    c->rules->grants_n++;
    return ERR_OK;
}
