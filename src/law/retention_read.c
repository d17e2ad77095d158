/* `retention` blocks. */
#include <stdlib.h>
#include <string.h>

#include "law/provision.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct law_retention_rule *rule(struct law_block_reader *r)
{
    return r->out;
}

const struct law_event *law_find_event(struct law_compiler *c, const char *name,
                                       struct law_place at)
{
    const struct law_rules *r = c->rules;
    for (size_t i = 0; i < r->events_n; i++) {
        if (strcmp(r->event[i].code, name) == 0) {
            return &r->event[i];
        }
    }
    (void)law_fault(c->ctx, at, "define it in a block \"event NAME\", or mend the spelling",
                    "unknown event \"%s\"", name);
    return NULL;
}

static enum err read_record(struct law_block_reader *r)
{
    if (r->field->value[0] == '\0') {
        return law_field_fault(r->c, r->field, "name the record", "the record has no name");
    }
    rule(r)->record = r->field->value;
    return ERR_OK;
}

/* Branches, parted by spaces. */
static enum err read_case_of(struct law_block_reader *r)
{
    const struct law_fact_info *branches = law_fact_info(LAW_FACT_FROM);
    const char *cursor = r->field->value;
    struct law_place at = r->field->value_at;
    struct law_word word;
    bool more = true;
    while (more) {
        enum err e = law_next_word(r->c->ctx, &cursor, &at, &word, &more);
        if (e != ERR_OK || !more) {
            return e;
        }
        int branch = law_find_code(r->c->ctx, word.at, "branch", word.text, branches->codes,
                                   branches->values_n);
        if (branch < 0) {
            return ERR_INVALID;
        }
        rule(r)->case_of |= UINT32_C(1) << branch;
    }
    return ERR_OK;
}

static enum err read_when(struct law_block_reader *r)
{
    rule(r)->when = law_find_event(r->c, r->field->value, r->field->value_at);
    return rule(r)->when == NULL ? ERR_INVALID : ERR_OK;
}

/* "5 years from last_note", "local from case_closed" or "for_ever". */
static enum err read_hold(struct law_block_reader *r)
{
    static const char years[] = " years from ";
    static const char local[] = "local from ";
    struct law_retention_rule *out = rule(r);
    const char *value = r->field->value;
    char *end;
    if (strcmp(value, "for_ever") == 0) {
        out->for_ever = true;
        return ERR_OK;
    }
    struct law_hold *h = &out->hold[out->holds_n++];
    h->local = strncmp(value, local, sizeof local - 1) == 0;
    long n = strtol(value, &end, 10);
    bool counted = end != value && n > 0 && n <= 200 && strncmp(end, years, sizeof years - 1) == 0;
    if (!h->local && !counted) {
        return law_field_fault(r->c, r->field,
                               "write \"5 years from EVENT\", \"local from EVENT\" or \"for_ever\"",
                               "not a time to keep");
    }
    h->years = h->local ? 0 : (int)n;
    h->from = law_find_event(r->c, h->local ? value + sizeof local - 1 : end + sizeof years - 1,
                             r->field->value_at);
    return h->from == NULL ? ERR_INVALID : ERR_OK;
}

static enum err read_then(struct law_block_reader *r)
{
    static const char *const codes[] = {"may_erase", "hand_over", "shall_erase"};
    int code = law_field_code(r, codes, COUNT(codes));
    rule(r)->then = code < 0 ? LAW_RETENTION_KEEP
                             : (enum law_retention_state)((int)LAW_RETENTION_MAY_ERASE + code);
    return code < 0 ? ERR_INVALID : ERR_OK;
}

static enum err read_finish(struct law_block_reader *r)
{
    static const char *const codes[] = {"next_year"};
    rule(r)->next_year = true;
    return law_field_code(r, codes, 1) < 0 ? ERR_INVALID : ERR_OK;
}

static enum err read_stop(struct law_block_reader *r)
{
    const struct law_event *e = law_find_event(r->c, r->field->value, r->field->value_at);
    rule(r)->stop[rule(r)->stops_n++] = e;
    return e == NULL ? ERR_INVALID : ERR_OK;
}

static enum err set_pair(struct law_compiler *c, const struct law_pair *pair,
                         struct law_retention_example *x)
{
    if (strcmp(pair->key, "on") == 0) {
        return law_pair_date(c, pair, &x->q.on);
    }
    if (strcmp(pair->key, "local") == 0) {
        return law_pair_number(c, pair, &x->q.local_years);
    }
    bool clear = strcmp(pair->key, "clear") == 0;
    const struct law_event *e = law_find_event(c, clear ? pair->value : pair->key, pair->at);
    if (e == NULL) {
        return ERR_INVALID;
    }
    if (clear) {
        x->cleared[x->q.cleared_n++] = e->code;
        return ERR_OK;
    }
    struct law_happened *h = &x->happened[x->q.happened_n++];
    h->event = e->code;
    return law_pair_date(c, pair, &h->on);
}

/* "last_note=2020-03-01 clear=newer_data on=2026-11-22 -> shall_erase", or the first day. */
static enum err read_example(struct law_block_reader *r)
{
    struct law_retention_rule *out = rule(r);
    struct law_retention_example *x = &out->example[out->examples_n++];
    struct law_sample sample;
    *x = (struct law_retention_example){
        .source = r->field->value, .at = r->field->value_at, .q = {.local_years = -1}};
    (void)date_from_ymd(2026, 11, 22, &x->q.on);
    enum err e = law_read_sample(r->c, r->field, &sample);
    for (size_t i = 0; e == ERR_OK && i < sample.pairs_n; i++) {
        e = set_pair(r->c, &sample.pair[i], x);
    }
    if (e != ERR_OK || date_parse(sample.expect, strlen(sample.expect), &x->first)) {
        return e;
    }
    int state = law_find_code(r->c->ctx, sample.expect_at, "answer", sample.expect,
                              law_retention_state_code, LAW_RETENTION_STATE__MAX);
    x->state = state < 0 ? LAW_RETENTION_NO_RULE : (enum law_retention_state)state;
    return state < 0 ? ERR_INVALID : ERR_OK;
}

static const struct law_key keys[] = {
    {"record", read_record, false, true},    {"hold", read_hold, true, true},
    {"then", read_then, false, false},       {"finish", read_finish, false, false},
    {"stop", read_stop, true, false},        {"example", read_example, true, false},
    {"case-of", read_case_of, false, false}, {"when", read_when, false, false},
};

static enum err finish(struct law_block_reader *r)
{
    struct law_retention_rule *out = rule(r);
    bool ends = out->then != LAW_RETENTION_KEEP;
    if (out->for_ever ? out->holds_n > 0 || ends : !ends) {
        return law_fault(r->c->ctx, r->block->at,
                         "write \"hold: for_ever\" alone, or the holds and what is done then",
                         "retention %s does not say what is done after the time", r->block->name);
    }
    for (const struct law_retention_rule *o = r->c->rules->retention; o != out; o++) {
        if (strcmp(o->record, out->record) == 0 && o->valid_from.days <= out->valid_to.days &&
            out->valid_from.days <= o->valid_to.days) {
            return law_fault(r->c->ctx, r->block->at, "end the older one first",
                             "%s holds on the same days as %s", r->block->name, o->ref.id);
        }
    }
    return ERR_OK;
}

enum err law_read_retention(struct law_compiler *c, const struct law_block *block)
{
    size_t fields = law_fields_n(block) + 1;
    struct law_retention_rule *out = &c->rules->retention[c->rules->retentions_n];
    *out = (struct law_retention_rule){.at = block->at,
                                       .then = LAW_RETENTION_KEEP,
                                       .hold = arena_alloc(c->arena, fields * sizeof *out->hold),
                                       .stop = arena_alloc(c->arena, fields * sizeof *out->stop),
                                       .example =
                                           arena_alloc(c->arena, fields * sizeof *out->example)};
    struct law_block_reader r = {
        .c = c, .block = block, .keys = keys, .keys_n = COUNT(keys), .out = out};
    enum err e = law_read_block(&r);
    if (e != ERR_OK) {
        return e;
    }
    out->ref = r.provision.ref;
    out->valid_from = r.provision.valid_from;
    out->valid_to = r.provision.valid_to;
    for (size_t i = 0; i < out->examples_n; i++) {
        struct law_retention_example *x = &out->example[i];
        x->q.record = out->record;
        x->q.happened = x->happened;
        x->q.cleared = x->cleared;
    }
    c->rules->retentions_n++;
    return finish(&r);
}
