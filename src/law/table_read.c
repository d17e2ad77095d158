/* Blocks of the small tables: `intervention`, `hearing`, `search`. */
#include <string.h>

#include "law/provision.h"
#include "law/table.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const assess_code[LAW_CARE_ASSESS__MAX] = {"suitable", "required"};

struct target {
    struct law_entry *entry;
    enum law_table table;
};

static struct target *target(struct law_block_reader *r)
{
    return r->out;
}

static enum law_table table_of(const struct law_block *block)
{
    unsigned t = 0;
    while (strcmp(law_table_name((enum law_table)t), block->sort) != 0) {
        t++;
    }
    return (enum law_table)t;
}

static enum err read_outcome(struct law_block_reader *r)
{
    static const char *const codes[] = {"allow", "deny", "otherwise"};
    int code = law_field_code(r, codes, COUNT(codes));
    target(r)->entry->kind = code < 0 ? ENTRY_DENY : (enum law_entry_kind)code;
    return code < 0 ? ERR_INVALID : ERR_OK;
}

static enum err read_assess(struct law_block_reader *r)
{
    int code = law_field_code(r, assess_code, LAW_CARE_ASSESS__MAX);
    target(r)->entry->waits = true;
    target(r)->entry->assess = code < 0 ? 0 : (unsigned)code;
    return code < 0 ? ERR_INVALID : ERR_OK;
}

static enum err read_question_sv(struct law_block_reader *r)
{
    target(r)->entry->question.sv = r->field->value;
    return ERR_OK;
}

static enum err read_question_en(struct law_block_reader *r)
{
    target(r)->entry->question.en = r->field->value;
    return ERR_OK;
}

static int field_of(enum law_table table, const char *name)
{
    for (size_t f = 0; f < law_table_fields_n(table); f++) {
        if (strcmp(law_table_info(table, f).name, name) == 0) {
            return (int)f;
        }
    }
    return -1;
}

static enum err read_condition(struct law_block_reader *r, bool *known_out)
{
    enum law_table table = target(r)->table;
    struct law_entry *e = target(r)->entry;
    int field = field_of(table, r->field->key);
    *known_out = field >= 0;
    if (field < 0) {
        return ERR_OK;
    }
    if (e->mask[field] != UINT32_MAX) {
        return law_field_twice(r->c, r->field);
    }
    return law_read_values(r->c, law_table_info(table, (size_t)field), false, r->field,
                           &e->mask[field]);
}

static enum err set_pair(struct law_compiler *c, enum law_table table, const struct law_pair *pair,
                         struct law_table_question *q)
{
    const char *keys[LAW_TABLE_FIELDS + 1 + LAW_CARE_ASSESS__MAX];
    size_t fields = law_table_fields_n(table);
    for (size_t f = 0; f < fields; f++) {
        keys[f] = law_table_info(table, f).name;
    }
    keys[fields] = "on";
    for (size_t a = 0; a < LAW_CARE_ASSESS__MAX; a++) {
        keys[fields + 1 + a] = assess_code[a];
    }
    int key =
        law_find_code(c->ctx, pair->at, "key", pair->key, keys, fields + 1 + LAW_CARE_ASSESS__MAX);
    if (key < 0) {
        return ERR_INVALID;
    }
    if ((size_t)key == fields) {
        return law_pair_date(c, pair, &q->on);
    }
    if ((size_t)key > fields) {
        int result = law_find_code(c->ctx, pair->at, "result", pair->value, law_result_code,
                                   LAW_RESULT__MAX);
        q->assessed[(size_t)key - fields - 1] = result < 0 ? 0 : (enum law_result)result;
        return result < 0 ? ERR_INVALID : ERR_OK;
    }
    struct law_field_info info = law_table_info(table, (size_t)key);
    int value = law_find_code(c->ctx, pair->at, info.name, pair->value, info.codes, info.values_n);
    q->value[key] = value < 0 ? 0 : (unsigned)value;
    return value < 0 ? ERR_INVALID : ERR_OK;
}

/* "age=14 pupil=given -> allow"; the day is 2026-11-22 unless told. */
static enum err read_example(struct law_block_reader *r)
{
    static const char *const outcomes[] = {"deny", "may", "allow"};
    struct law_entry *entry = target(r)->entry;
    struct law_entry_example *x = &entry->example[entry->examples_n++];
    struct law_sample sample;
    *x = (struct law_entry_example){.source = r->field->value, .at = r->field->value_at};
    (void)date_from_ymd(2026, 11, 22, &x->q.on);
    enum err e = law_read_sample(r->c, r->field, &sample);
    for (size_t i = 0; e == ERR_OK && i < sample.pairs_n; i++) {
        e = set_pair(r->c, target(r)->table, &sample.pair[i], &x->q);
    }
    if (e != ERR_OK) {
        return e;
    }
    int outcome = law_find_code(r->c->ctx, sample.expect_at, "answer", sample.expect, outcomes,
                                COUNT(outcomes));
    x->outcome = outcome < 0 ? LAW_DENY : (enum law_outcome)outcome;
    return outcome < 0 ? ERR_INVALID : ERR_OK;
}

static const struct law_key keys[] = {
    {"outcome", read_outcome, false, true},
    {"assess", read_assess, false, false},
    {"question.sv", read_question_sv, false, false},
    {"question.en", read_question_en, false, false},
    {"example", read_example, true, false},
};

/* What forbids is met by an unknown fact too; what is assessed has a question. */
static enum err finish(struct law_block_reader *r)
{
    struct law_entry *e = target(r)->entry;
    bool asked = e->question.sv[0] != '\0' && e->question.en[0] != '\0';
    if (e->waits != asked || (e->waits && e->kind != ENTRY_ALLOW)) {
        return law_fault(r->c->ctx, r->block->at,
                         "write \"assess\", \"question.sv\" and \"question.en\" together, in a "
                         "rule that allows",
                         "%s %s does not say what is assessed", r->block->sort, r->block->name);
    }
    for (size_t f = 0; f < LAW_TABLE_FIELDS; f++) {
        if (e->kind == ENTRY_OTHERWISE && e->mask[f] != UINT32_MAX) {
            return law_fault(r->c->ctx, r->block->at, "remove the conditions",
                             "%s %s holds otherwise, so it has no conditions", r->block->sort,
                             r->block->name);
        }
        e->mask[f] |= e->kind == ENTRY_DENY;
    }
    return ERR_OK;
}

enum err law_read_entry(struct law_compiler *c, const struct law_block *block)
{
    enum law_table table = table_of(block);
    struct law_entry *e = &c->rules->entry[table][c->rules->entries_n[table]];
    *e = (struct law_entry){
        .at = block->at,
        .question = {"", ""},
        .example = arena_alloc(c->arena, (law_fields_n(block) + 1) * sizeof *e->example)};
    for (size_t f = 0; f < LAW_TABLE_FIELDS; f++) {
        e->mask[f] = UINT32_MAX;
    }
    const char *names[LAW_TABLE_FIELDS];
    for (size_t f = 0; f < law_table_fields_n(table); f++) {
        names[f] = law_table_info(table, f).name;
    }
    struct target t = {e, table};
    struct law_block_reader r = {.c = c,
                                 .block = block,
                                 .keys = keys,
                                 .keys_n = COUNT(keys),
                                 .other = read_condition,
                                 .others = names,
                                 .others_n = law_table_fields_n(table),
                                 .out = &t};
    enum err err = law_read_block(&r);
    if (err != ERR_OK) {
        return err;
    }
    e->ref = r.provision.ref;
    e->valid_from = r.provision.valid_from;
    e->valid_to = r.provision.valid_to;
    c->rules->entries_n[table]++;
    return finish(&r);
}
