/* One rule block into one struct law_rule: each key has a reader, anything else is a condition. */
#include "law/provision.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

const char *const law_kind_code[KIND__MAX] = {"regime",  "secrecy",       "guardians",
                                              "consent", "personal-data", "permit",
                                              "bar",     "attach",        "default"};

struct reader {
    struct law_compiler *c;
    const struct law_block *block;
    struct law_rule *rule;
    const struct law_field *field; /* being read */
    uint32_t seen;                 /* keys that are there, bits 1 << index in `keys` */
    struct law_provision provision;
};

static bool is_sided(enum law_kind kind)
{
    return kind == KIND_REGIME || kind == KIND_SECRECY || kind == KIND_PERSONAL_DATA;
}

/* Rules that make an answer narrower: an unknown fact meets their conditions. */
static bool is_restricting(enum law_kind kind)
{
    return kind == KIND_SECRECY || kind == KIND_BAR || kind == KIND_ATTACH;
}

static enum err fault(const struct reader *r, const char *remedy, const char *what)
{
    return law_field_fault(r->c, r->field, remedy, what);
}

static int find(const struct reader *r, const char *const *codes, size_t n)
{
    return law_find_code(r->c->ctx, r->field->value_at, r->field->key, r->field->value, codes, n);
}

/* ---- Readers, one a key ---- */

static enum err read_kind(struct reader *r)
{
    int kind = find(r, law_kind_code, KIND__MAX);
    if (kind < 0) {
        return ERR_INVALID;
    }
    r->rule->kind = (enum law_kind)kind;
    r->rule->sided = is_sided(r->rule->kind);
    return ERR_OK;
}

static enum err read_outcome(struct reader *r)
{
    static const char *const codes[] = {"allow", "duty"};
    if (r->rule->kind != KIND_PERMIT) {
        return fault(r, "remove it", "only a permit has an outcome");
    }
    int code = find(r, codes, COUNT(codes));
    r->rule->outcome = code == 1 ? LAW_DUTY : LAW_ALLOW;
    return code < 0 ? ERR_INVALID : ERR_OK;
}

static enum err read_gives(struct reader *r)
{
    if (r->rule->kind == KIND_SECRECY) {
        int level = find(r, law_level_code, LAW_LEVEL__MAX);
        r->rule->level = level < 0 ? LAW_LEVEL_NONE : (enum law_level)level;
        return level < 0 ? ERR_INVALID : ERR_OK;
    }
    if (r->rule->kind == KIND_REGIME) {
        static const char *const codes[] = {"osl", "silence"};
        int regime = find(r, codes, COUNT(codes));
        r->rule->regime = regime == 1 ? REGIME_SILENCE : REGIME_OSL;
        return regime < 0 ? ERR_INVALID : ERR_OK;
    }
    return fault(r, "remove it", "only a rule of regime or secrecy gives something");
}

static enum err read_assess(struct reader *r)
{
    if (r->rule->kind != KIND_PERMIT) {
        return fault(r, "remove it", "only a permit needs an assessment");
    }
    const char *cursor = r->field->value;
    struct law_place at = r->field->value_at;
    for (;;) {
        struct law_word word;
        bool more;
        enum err e = law_next_word(r->c->ctx, &cursor, &at, &word, &more);
        if (e != ERR_OK || !more) {
            return e;
        }
        int code = law_find_code(r->c->ctx, word.at, "assessment", word.text, law_assessment_code,
                                 LAW_ASSESS__MAX);
        if (code < 0) {
            return ERR_INVALID;
        }
        r->rule->needs |= UINT32_C(1) << code;
    }
}

static const struct law_named *obligation(const struct reader *r, const struct law_word *word)
{
    const struct law_rules *rules = r->c->rules;
    for (size_t i = 0; i < rules->obligations_n; i++) {
        if (strcmp(rules->obligation[i].name, word->text) == 0) {
            return &rules->obligation[i];
        }
    }
    (void)law_fault(r->c->ctx, word->at, "define it in a block of its own, or mend the spelling",
                    "unknown obligation \"%s\"", word->text);
    return NULL;
}

static enum err read_oblige(struct reader *r)
{
    const struct law_rules *rules = r->c->rules;
    struct law_rule *rule = r->rule;
    rule->obligations =
        arena_alloc(r->c->arena, (rules->obligations_n + 1) * sizeof *rule->obligations);
    const char *cursor = r->field->value;
    struct law_place at = r->field->value_at;
    for (;;) {
        struct law_word word;
        bool more;
        enum err e = law_next_word(r->c->ctx, &cursor, &at, &word, &more);
        if (e != ERR_OK || !more) {
            return e;
        }
        const struct law_named *found = obligation(r, &word);
        if (found == NULL) {
            return ERR_INVALID;
        }
        if (rule->obligations_n == rules->obligations_n) {
            return fault(r, "name each once", "an obligation is named twice");
        }
        rule->obligations[rule->obligations_n++] = found;
    }
}

static enum err read_deadline(struct reader *r)
{
    const struct law_rules *rules = r->c->rules;
    for (size_t i = 0; i < rules->deadlines_n; i++) {
        if (strcmp(rules->deadline[i].d.rule.id, r->field->value) == 0) {
            r->rule->deadline = &rules->deadline[i].d;
            return ERR_OK;
        }
    }
    return fault(r, "define it in a block of its own, or mend the spelling", "no such deadline");
}

static enum err read_overrides(struct reader *r)
{
    static const char *const codes[] = {"permits", "duties"};
    if (r->rule->kind != KIND_BAR) {
        return fault(r, "remove it", "only a bar overrides");
    }
    int code = find(r, codes, COUNT(codes));
    r->rule->overrides_duty = code == 1;
    return code < 0 ? ERR_INVALID : ERR_OK;
}

static enum err read_information(struct reader *r)
{
    r->rule->info_conditional = true;
    return law_read_period(r->c, r->field, &r->rule->info_from, &r->rule->info_to);
}

static enum err read_example(struct reader *r)
{
    return law_read_example(r->c, r->field, &r->rule->examples[r->rule->examples_n++]);
}

static const struct key {
    const char *name;
    enum err (*read)(struct reader *r);
    bool repeats;
} keys[] = {
    {"kind", read_kind, false},           {"outcome", read_outcome, false},
    {"gives", read_gives, false},         {"assess", read_assess, false},
    {"oblige", read_oblige, false},       {"deadline", read_deadline, false},
    {"overrides", read_overrides, false}, {"information", read_information, false},
    {"example", read_example, true},
};

/* ---- Conditions ---- */

/* The field that a key names in a rule of this kind; -1 if none. */
static int condition_field(const struct law_rule *rule, const char *key)
{
    static const struct {
        const char *name;
        unsigned field;
    } sided[] = {
        {"at", LAW_FACT_FROM}, {"form", LAW_FACT_FROM_FORM}, {"regime", FIELD_FROM_REGIME}};
    for (size_t i = 0; rule->sided && i < COUNT(sided); i++) {
        if (strcmp(sided[i].name, key) == 0) {
            return (int)sided[i].field;
        }
    }
    for (unsigned f = 0; f < FIELD__MAX; f++) {
        if (strcmp(law_field_info(f).name, key) == 0) {
            return (int)f;
        }
    }
    return -1;
}

#define BIT(field) (UINT64_C(1) << (field))
#define FACTS      (BIT(LAW_FACT__MAX) - 1)
#define SIDES                                                                                      \
    (BIT(LAW_FACT_FROM) | BIT(LAW_FACT_TO) | BIT(LAW_FACT_FROM_FORM) | BIT(LAW_FACT_TO_FORM))
#define REGIMES (BIT(FIELD_FROM_REGIME) | BIT(FIELD_TO_REGIME))

/* Rules are applied in stages: none may ask for what a later stage finds, and rules that restrict
 * not for what widens (a consent). */
static const uint64_t askable[KIND__MAX] = {
    [KIND_REGIME] = FACTS,
    [KIND_SECRECY] = FACTS | BIT(FIELD_FROM_REGIME),
    [KIND_GUARDIANS] = FACTS & ~SIDES,
    [KIND_CONSENT] = (FACTS & ~SIDES) | BIT(FIELD_GUARDIANS),
    [KIND_PERSONAL_DATA] = FACTS | BIT(FIELD_FROM_REGIME),
    [KIND_PERMIT] = (BIT(FIELD__MAX) - 1) & ~BIT(FIELD_GUARDIANS),
    [KIND_BAR] = FACTS | REGIMES,
    [KIND_ATTACH] = FACTS | REGIMES,
    [KIND_DEFAULT] = 0,
};

static enum err read_condition(struct reader *r)
{
    struct law_rule *rule = r->rule;
    int field = condition_field(rule, r->field->key);
    if (field < 0) {
        const char *known[COUNT(keys) + FIELD__MAX + LAW_PROVISION_KEYS];
        size_t n = 0;
        for (size_t i = 0; i < COUNT(keys); i++) {
            known[n++] = keys[i].name;
        }
        for (unsigned f = 0; f < FIELD__MAX; f++) {
            known[n++] = law_field_info(f).name;
        }
        for (size_t i = 0; i < LAW_PROVISION_KEYS; i++) {
            known[n++] = law_provision_key(i);
        }
        (void)law_find_code(r->c->ctx, r->field->key_at, "key", r->field->key, known, COUNT(known));
        return ERR_INVALID;
    }
    if ((askable[rule->kind] >> field & 1) == 0) {
        return law_fault(r->c->ctx, r->field->key_at, "see the stages in docs/law.md",
                         "a %s rule cannot ask for %s", law_kind_code[rule->kind], r->field->key);
    }
    if ((rule->conditional >> field & 1) != 0) {
        return law_fault(r->c->ctx, r->field->key_at, "write one condition a fact",
                         "%s is there twice", r->field->key);
    }
    enum err e = law_read_values(r->c, law_field_info((unsigned)field), field == FIELD_SECRECY,
                                 r->field, &rule->mask[field]);
    if (is_restricting(rule->kind)) {
        rule->mask[field] |= 1;
    }
    rule->conditional |= UINT64_C(1) << field;
    return e;
}

/* ---- The block ---- */

static enum err read_key(struct reader *r)
{
    bool common;
    enum err e = law_provision_read(r->c, r->field, &r->provision, &common);
    if (e != ERR_OK || common) {
        return e;
    }
    for (size_t i = 0; i < COUNT(keys); i++) {
        if (strcmp(keys[i].name, r->field->key) != 0) {
            continue;
        }
        if ((r->seen >> i & 1) != 0 && !keys[i].repeats) {
            return law_field_twice(r->c, r->field);
        }
        r->seen |= UINT32_C(1) << i;
        return keys[i].read(r);
    }
    return read_condition(r);
}

static enum err missing(const struct reader *r, const char *key)
{
    return law_fault(r->c->ctx, r->block->at, "see docs/law.md for what a rule must have",
                     "rule %s has no \"%s\"", r->rule->id, key);
}

static bool has(const struct reader *r, const char *key)
{
    for (const struct law_field *f = r->block->fields; f != NULL; f = f->next) {
        if (strcmp(f->key, key) == 0) {
            return true;
        }
    }
    return false;
}

static enum err check_complete(const struct reader *r)
{
    enum law_kind kind = r->rule->kind;
    if (kind == KIND_PERMIT && !has(r, "outcome")) {
        return missing(r, "outcome");
    }
    if ((kind == KIND_SECRECY || kind == KIND_REGIME) && !has(r, "gives")) {
        return missing(r, "gives");
    }
    if (kind == KIND_BAR && !has(r, "overrides")) {
        return missing(r, "overrides");
    }
    if (kind == KIND_ATTACH && r->rule->obligations_n == 0) {
        return missing(r, "oblige");
    }
    return ERR_OK;
}

enum err law_read_rule(struct law_compiler *c, const struct law_block *block, struct law_rule *out)
{
    *out = (struct law_rule){.id = block->name, .at = block->at, .info_to = DATE_OPEN};
    struct reader r = {.c = c, .block = block, .rule = out, .field = block->fields};
    if (r.field == NULL || strcmp(r.field->key, "kind") != 0) {
        return law_fault(c->ctx, block->at, "write \"kind: permit\" or another kind first",
                         "rule %s does not start with its kind", block->name);
    }
    size_t fields = 0;
    for (const struct law_field *f = block->fields; f != NULL; f = f->next) {
        fields++;
    }
    law_provision_begin(c, block, &r.provision);
    out->examples = arena_alloc(c->arena, fields * sizeof *out->examples);
    for (unsigned f = 0; f < FIELD__MAX; f++) {
        out->mask[f] = UINT32_MAX;
    }
    for (; r.field != NULL; r.field = r.field->next) {
        enum err e = read_key(&r);
        if (e != ERR_OK) {
            return e;
        }
    }
    if (out->kind == KIND_PERMIT) {
        /* The other test, beside secrecy: both sides need a ground to process personal data. */
        out->mask[FIELD_PERSONAL_DATA_FROM] = 1u << 1;
        out->mask[FIELD_PERSONAL_DATA_TO] = 1u << 1;
    }
    out->ref = r.provision.ref;
    out->valid_from = r.provision.valid_from;
    out->valid_to = r.provision.valid_to;
    enum err e = law_provision_end(c, block, &r.provision);
    return e == ERR_OK ? check_complete(&r) : e;
}
