/* One rule block into one struct law_rule: each key has a reader, anything else is a condition. */
#include "law/compile.h"

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
    size_t grounds_max, examples_max;
    struct law_ground *grounds;
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
    return law_fault(r->c->ctx, r->field->value_at, remedy, "%s: %s", r->field->key, what);
}

static int find(const struct reader *r, const char *const *codes, size_t n)
{
    return law_find_code(r->c->ctx, r->field->value_at, r->field->key, r->field->value, codes, n);
}

/* ---- Readers, one a key ---- */

static enum err read_text(struct reader *r, const char **out)
{
    if (r->field->value[0] == '\0') {
        return fault(r, "write a sentence that a lawyer understands", "the text is empty");
    }
    *out = r->field->value;
    return ERR_OK;
}

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

static enum err read_title_sv(struct reader *r)
{
    return read_text(r, &r->rule->ref.title.sv);
}

static enum err read_title_en(struct reader *r)
{
    return read_text(r, &r->rule->ref.title.en);
}

static enum err read_text_sv(struct reader *r)
{
    return read_text(r, &r->rule->ref.text.sv);
}

static enum err read_text_en(struct reader *r)
{
    return read_text(r, &r->rule->ref.text.en);
}

static enum err read_note(struct reader *r)
{
    return read_text(r, &r->rule->ref.note);
}

static enum err read_checked_by(struct reader *r)
{
    r->rule->ref.checked_by = r->field->value;
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

static const struct law_named *named(const struct reader *r, const struct law_word *word,
                                     const char *what, const struct law_named *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i].name, word->text) == 0) {
            return &list[i];
        }
    }
    (void)law_fault(r->c->ctx, word->at, "define it in a block of its own, or mend the spelling",
                    "unknown %s \"%s\"", what, word->text);
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
        const struct law_named *found =
            named(r, &word, "obligation", rules->obligation, rules->obligations_n);
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
    struct law_word word = {.at = r->field->value_at};
    snprintf(word.text, sizeof word.text, "%s", r->field->value);
    r->rule->deadline =
        named(r, &word, "deadline", r->c->rules->deadline, r->c->rules->deadlines_n);
    return r->rule->deadline == NULL ? ERR_INVALID : ERR_OK;
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

/* A ground ends with the number of its statute: "OSL 10:1 (2009:400)", "GDPR 6.1 e (2016/679)". */
static enum err read_ground(struct reader *r)
{
    const char *open = strrchr(r->field->value, '(');
    size_t n = strlen(r->field->value);
    if (open == NULL || open == r->field->value || open[1] < '0' || open[1] > '9' ||
        r->field->value[n - 1] != ')') {
        return fault(r, "write statute, paragraph and number, as \"OSL 10:1 (2009:400)\"",
                     "not a ground in a statute");
    }
    r->grounds[r->rule->ref.grounds_n++].cite = r->field->value;
    return ERR_OK;
}

/* "2025-07-01..2026-12-31", either end may be left out. */
static enum err read_period(struct reader *r, struct date *from, struct date *to)
{
    const char *text = r->field->value;
    const char *dots = strstr(text, "..");
    *from = (struct date){INT32_MIN};
    *to = DATE_OPEN;
    bool ok = dots != NULL && (dots != text || dots[2] != '\0');
    ok = ok && (dots == text || date_parse(text, (size_t)(dots - text), from));
    ok = ok && (dots[2] == '\0' || date_parse(dots + 2, strlen(dots + 2), to));
    if (!ok || from->days > to->days) {
        return fault(r, "write it as 2025-07-01..2026-12-31, 2025-07-01.. or ..2026-12-31",
                     "not a period");
    }
    return ERR_OK;
}

static enum err read_valid(struct reader *r)
{
    enum err e = read_period(r, &r->rule->valid_from, &r->rule->valid_to);
    if (e == ERR_OK && r->rule->valid_from.days == INT32_MIN) {
        return fault(r, "write the first day that the rule holds", "the period has no start");
    }
    return e;
}

static enum err read_information(struct reader *r)
{
    r->rule->info_conditional = true;
    return read_period(r, &r->rule->info_from, &r->rule->info_to);
}

static enum err read_confidence(struct reader *r)
{
    int code = find(r, law_confidence_code, LAW_CONFIDENCE__MAX);
    r->rule->ref.confidence = code < 0 ? LAW_UNVERIFIED : (enum law_confidence)code;
    return code < 0 ? ERR_INVALID : ERR_OK;
}

static enum err read_example(struct reader *r)
{
    return law_read_example(r->c, r->field, &r->rule->examples[r->rule->examples_n++]);
}

static const struct key {
    const char *name;
    enum err (*read)(struct reader *r);
    bool repeats, required;
} keys[] = {
    {"kind", read_kind, false, true},
    {"title.sv", read_title_sv, false, true},
    {"title.en", read_title_en, false, true},
    {"text.sv", read_text_sv, false, true},
    {"text.en", read_text_en, false, true},
    {"ground", read_ground, true, true},
    {"valid", read_valid, false, true},
    {"confidence", read_confidence, false, true},
    {"checked-by", read_checked_by, false, true},
    {"note", read_note, false, false},
    {"outcome", read_outcome, false, false},
    {"gives", read_gives, false, false},
    {"assess", read_assess, false, false},
    {"oblige", read_oblige, false, false},
    {"deadline", read_deadline, false, false},
    {"overrides", read_overrides, false, false},
    {"information", read_information, false, false},
    {"example", read_example, true, false},
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
        const char *known[COUNT(keys) + FIELD__MAX];
        for (size_t i = 0; i < COUNT(keys); i++) {
            known[i] = keys[i].name;
        }
        for (unsigned f = 0; f < FIELD__MAX; f++) {
            known[COUNT(keys) + f] = law_field_info(f).name;
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
    enum err e = law_read_values(r->c, (unsigned)field, r->field, &rule->mask[field]);
    if (is_restricting(rule->kind)) {
        rule->mask[field] |= 1;
    }
    rule->conditional |= UINT64_C(1) << field;
    return e;
}

/* ---- The block ---- */

static enum err read_key(struct reader *r)
{
    for (size_t i = 0; i < COUNT(keys); i++) {
        if (strcmp(keys[i].name, r->field->key) != 0) {
            continue;
        }
        if ((r->seen >> i & 1) != 0 && !keys[i].repeats) {
            return law_fault(r->c->ctx, r->field->key_at, "keep one of them", "%s is there twice",
                             r->field->key);
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
    for (size_t i = 0; i < COUNT(keys); i++) {
        if (keys[i].required && (r->seen >> i & 1) == 0) {
            return missing(r, keys[i].name);
        }
    }
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
    *out = (struct law_rule){.id = block->name,
                             .at = block->at,
                             .valid_to = DATE_OPEN,
                             .info_to = DATE_OPEN,
                             .ref = {.id = block->name, .note = "", .checked_by = ""}};
    struct reader r = {.c = c, .block = block, .rule = out, .field = block->fields};
    if (r.field == NULL || strcmp(r.field->key, "kind") != 0) {
        return law_fault(c->ctx, block->at, "write \"kind: permit\" or another kind first",
                         "rule %s does not start with its kind", block->name);
    }
    size_t fields = 0;
    for (const struct law_field *f = block->fields; f != NULL; f = f->next) {
        fields++;
    }
    r.grounds = arena_alloc(c->arena, fields * sizeof *r.grounds);
    out->ref.grounds = r.grounds;
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
    return check_complete(&r);
}
