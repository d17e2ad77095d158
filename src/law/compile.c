/* Blocks into rules: first what rules may name, then the rules. */
#include "law/table.h"

#include <string.h>

static const char *const derived_code[] = {"no", "valid"};
static const char *const guardians_code[] = {"no", "given"};
static const char *const regime_code[] = {"unknown", "osl", "silence"};
static const char *const regime_sv[] = {"okänt", "offentlighets- och sekretesslagen",
                                        "tystnadsplikt i enskild verksamhet"};
static const char *const regime_en[] = {"unknown", "the Public Access and Secrecy Act",
                                        "duty of silence in private activity"};
static const char *const valid_sv[] = {"saknas", "finns"};
static const char *const valid_en[] = {"missing", "present"};

struct law_field_info law_field_info(unsigned field)
{
    static const struct law_field_info derived[] = {
        {"from_regime", regime_code, regime_sv, regime_en, REGIME__MAX},
        {"to_regime", regime_code, regime_sv, regime_en, REGIME__MAX},
        {"secrecy", law_level_code, law_level_code, law_level_code, LAW_LEVEL__MAX},
        {"guardians", guardians_code, valid_sv, valid_en, 2},
        {"consent", derived_code, valid_sv, valid_en, 2},
        {"personal_data_from", derived_code, valid_sv, valid_en, 2},
        {"personal_data_to", derived_code, valid_sv, valid_en, 2},
    };
    if (field >= LAW_FACT__MAX) {
        return derived[field - LAW_FACT__MAX];
    }
    const struct law_fact_info *info = law_fact_info((enum law_fact)field);
    return (struct law_field_info){info->name, info->codes, info->labels_sv, info->labels_en,
                                   info->values_n};
}

static const char *field_value(const struct law_block *block, const char *key)
{
    for (const struct law_field *f = block->fields; f != NULL; f = f->next) {
        if (strcmp(f->key, key) == 0) {
            return f->value;
        }
    }
    return NULL;
}

static enum err only_keys(struct law_compiler *c, const struct law_block *block,
                          const char *const *known, size_t n)
{
    for (const struct law_field *f = block->fields; f != NULL; f = f->next) {
        if (law_find_code(c->ctx, f->key_at, "key", f->key, known, n) < 0) {
            return ERR_INVALID;
        }
    }
    return ERR_OK;
}

static enum err read_group(struct law_compiler *c, const struct law_block *block)
{
    static const char *const known[] = {"words"};
    enum err e = only_keys(c, block, known, 1);
    if (e != ERR_OK) {
        return e;
    }
    if (block->fields == NULL) {
        return law_fault(c->ctx, block->at, "add \"  words: EMI EPS\"", "the group has no words");
    }
    struct law_group *g = arena_alloc(c->arena, sizeof *g);
    *g = (struct law_group){c->groups, block->name, block->fields->value, block->fields->value_at};
    c->groups = g;
    return ERR_OK;
}

static enum err read_case(struct law_compiler *c, const struct law_block *block)
{
    struct law_base_case *k = arena_alloc(c->arena, sizeof *k);
    *k = (struct law_base_case){.next = c->cases, .name = block->name, .at = block->at};
    c->cases = k;
    return law_read_case(c, block, &k->facts);
}

static enum err read_named(struct law_compiler *c, const struct law_block *block,
                           struct law_named *out)
{
    static const char *const known[] = {"text.sv", "text.en", "ground", "always"};
    enum err e = only_keys(c, block, known, 4);
    if (e != ERR_OK) {
        return e;
    }
    const char *cite = field_value(block, "ground");
    *out =
        (struct law_named){.name = block->name,
                           .at = block->at,
                           .text = {field_value(block, "text.sv"), field_value(block, "text.en")},
                           .cite = cite == NULL ? "" : cite};
    if (out->text.sv == NULL || out->text.en == NULL) {
        return law_fault(c->ctx, block->at, "add \"text.sv\" and \"text.en\"",
                         "%s %s has not both texts", block->sort, block->name);
    }
    return ERR_OK;
}

/* "assessment no_harm", or "assessment no_harm.reverse" for the question under that secrecy. */
static enum err read_assessment(struct law_compiler *c, const struct law_block *block)
{
    const char *dot = strchr(block->name, '.');
    const char *name = dot == NULL
                           ? block->name
                           : arena_strndup(c->arena, block->name, (size_t)(dot - block->name));
    int which =
        law_find_code(c->ctx, block->at, "assessment", name, law_assessment_code, LAW_ASSESS__MAX);
    if (which < 0) {
        return ERR_INVALID;
    }
    if (dot == NULL) {
        return read_named(c, block, &c->rules->assessment[which]);
    }
    int level = law_find_code(c->ctx, block->at, "level", dot + 1, law_level_code, LAW_LEVEL__MAX);
    return level < 0 ? ERR_INVALID : read_named(c, block, &c->rules->assessment_at[which][level]);
}

static enum err read_obligation(struct law_compiler *c, const struct law_block *block)
{
    struct law_rules *r = c->rules;
    struct law_named *new = &r->obligation[r->obligations_n++];
    if (field_value(block, "always") != NULL) {
        r->always[r->always_n++] = new;
    }
    return read_named(c, block, new);
}

static enum err read_event(struct law_compiler *c, const struct law_block *block)
{
    struct law_named named;
    enum err e = read_named(c, block, &named);
    c->rules->event[c->rules->events_n++] = (struct law_event){block->name, named.text};
    return e;
}

static enum err read_rule(struct law_compiler *c, const struct law_block *block)
{
    struct law_rules *r = c->rules;
    return law_read_rule(c, block, &r->rule[r->rules_n++]);
}

/* In passes: what is named comes before what names it. */
#define PASSES 3
static const struct sort {
    const char *name;
    enum err (*read)(struct law_compiler *c, const struct law_block *block);
    unsigned pass;
} sorts[] = {
    {"group", read_group, 0},
    {"case", read_case, 0},
    {"assessment", read_assessment, 0},
    {"obligation", read_obligation, 0},
    {"event", read_event, 0},
    {"deadline", law_read_deadline, 1},
    {"retention", law_read_retention, 1},
    {"grant", law_read_grant, 1},
    {"intervention", law_read_entry, 1},
    {"hearing", law_read_entry, 1},
    {"search", law_read_entry, 1},
    {"rule", read_rule, 2},
};
#define SORTS_N    (sizeof sorts / sizeof sorts[0])
#define BLOCKS_MAX 2000

static enum err check_blocks(struct law_compiler *c, const struct law_block *blocks)
{
    const char *names[SORTS_N];
    for (size_t i = 0; i < SORTS_N; i++) {
        names[i] = sorts[i].name;
    }
    size_t rules = 0;
    for (const struct law_block *b = blocks; b != NULL; b = b->next) {
        int sort = law_find_code(c->ctx, b->at, "block", b->sort, names, SORTS_N);
        if (sort < 0) {
            return ERR_INVALID;
        }
        rules += sorts[sort].read == read_rule;
        if (rules > LAW_RULES_MAX) {
            return law_fault(c->ctx, b->at, "join rules that differ in one condition only",
                             "more than %d rules", LAW_RULES_MAX);
        }
        for (const struct law_block *other = blocks; other != b; other = other->next) {
            if (strcmp(other->sort, b->sort) == 0 && strcmp(other->name, b->name) == 0) {
                return law_fault(c->ctx, b->at, "give one of them another name",
                                 "%s %s is there already, at %s:%u", b->sort, b->name,
                                 other->at.file, other->at.line);
            }
        }
    }
    return ERR_OK;
}

static enum err read_pass(struct law_compiler *c, const struct law_block *blocks, unsigned pass)
{
    for (const struct law_block *b = blocks; b != NULL; b = b->next) {
        size_t sort = 0;
        while (strcmp(sorts[sort].name, b->sort) != 0) {
            sort++;
        }
        enum err e = sorts[sort].pass == pass ? sorts[sort].read(c, b) : ERR_OK;
        if (e != ERR_OK) {
            return e;
        }
    }
    return ERR_OK;
}

/* Every assessment has its text, and there is one default. */
static enum err check_whole(struct law_compiler *c)
{
    const struct law_rules *r = c->rules;
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        if (r->assessment[a].name == NULL) {
            return law_fault_at(c->ctx, ERR_INVALID, "rules", "add a block \"assessment NAME\"",
                                "the assessment %s has no text", law_assessment_code[a]);
        }
    }
    size_t defaults = 0;
    for (size_t i = 0; i < r->rules_n; i++) {
        defaults += r->rule[i].kind == KIND_DEFAULT;
    }
    if (defaults != 1) {
        return law_fault_at(c->ctx, ERR_INVALID, "rules", "write one rule with \"kind: default\"",
                            "there are %zu rules that deny what nothing permits", defaults);
    }
    return ERR_OK;
}

enum err law_compile(struct law_rules *rules, const struct law_block *blocks, struct err_ctx *ctx)
{
    struct law_compiler c = {.rules = rules, .arena = rules->arena, .ctx = ctx};
    size_t n = 0;
    for (const struct law_block *b = blocks; b != NULL; b = b->next) {
        if (++n > BLOCKS_MAX) {
            return law_fault(ctx, b->at, "check that it is a rule file", "more than %d blocks",
                             BLOCKS_MAX);
        }
    }
    rules->obligation = arena_alloc(c.arena, (n + 1) * sizeof *rules->obligation);
    rules->deadline = arena_alloc(c.arena, (n + 1) * sizeof *rules->deadline);
    rules->event = arena_alloc(c.arena, (n + 1) * sizeof *rules->event);
    rules->retention = arena_alloc(c.arena, (n + 1) * sizeof *rules->retention);
    rules->grant = arena_alloc(c.arena, (LAW_GRANT_CONDITIONS + 1) * sizeof *rules->grant);
    for (unsigned t = 0; t < LAW_TABLE__MAX; t++) {
        rules->entry[t] = arena_alloc(c.arena, (n + 1) * sizeof *rules->entry[t]);
    }
    rules->always = arena_alloc(c.arena, (n + 1) * sizeof *rules->always);
    rules->assessment = arena_alloc(c.arena, LAW_ASSESS__MAX * sizeof *rules->assessment);
    rules->rule = arena_alloc(c.arena, (LAW_RULES_MAX + 1) * sizeof *rules->rule);
    enum err e = check_blocks(&c, blocks);
    for (unsigned pass = 0; e == ERR_OK && pass < PASSES; pass++) {
        e = read_pass(&c, blocks, pass);
    }
    if (e == ERR_OK) {
        e = check_whole(&c);
    }
    return e == ERR_OK ? law_index(rules, ctx) : e;
}
