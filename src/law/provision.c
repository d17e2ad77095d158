#include "law/provision.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum err law_field_fault(struct law_compiler *c, const struct law_field *field, const char *remedy,
                         const char *what)
{
    return law_fault_of_field(c->ctx, field, remedy, what);
}

enum err law_field_twice(struct law_compiler *c, const struct law_field *field)
{
    return law_fault(c->ctx, field->key_at, "keep one of them", "%s is there twice", field->key);
}

enum err law_read_period(struct law_compiler *c, const struct law_field *field,
                         struct date *from_out, struct date *to_out)
{
    const char *text = field->value;
    const char *dots = strstr(text, "..");
    *from_out = (struct date){INT32_MIN};
    *to_out = DATE_OPEN;
    bool ok = dots != NULL && (dots != text || dots[2] != '\0');
    ok = ok && (dots == text || date_parse(text, (size_t)(dots - text), from_out));
    ok = ok && (dots[2] == '\0' || date_parse(dots + 2, strlen(dots + 2), to_out));
    if (!ok || from_out->days > to_out->days) {
        return law_field_fault(c, field,
                               "write it as 2025-07-01..2026-12-31, 2025-07-01.. or ..2026-12-31",
                               "not a period");
    }
    return ERR_OK;
}

static enum err read_text(struct law_compiler *c, const struct law_field *f, const char **out)
{
    if (f->value[0] == '\0') {
        return law_field_fault(c, f, "write a sentence that a lawyer understands",
                               "the text is empty");
    }
    *out = f->value;
    return ERR_OK;
}

/* A ground ends with the number of its statute: "OSL 10:1 (2009:400)", "GDPR 6.1 e (2016/679)". */
static enum err read_ground(struct law_compiler *c, const struct law_field *f,
                            struct law_provision *p)
{
    const char *open = strrchr(f->value, '(');
    size_t n = strlen(f->value);
    if (open == NULL || open == f->value || open[1] < '0' || open[1] > '9' ||
        f->value[n - 1] != ')') {
        return law_field_fault(c, f,
                               "write statute, paragraph and number, as \"OSL 10:1 (2009:400)\"",
                               "not a ground in a statute");
    }
    p->grounds[p->ref.grounds_n++].cite = f->value;
    return ERR_OK;
}

static enum err read_valid(struct law_compiler *c, const struct law_field *f,
                           struct law_provision *p)
{
    enum err e = law_read_period(c, f, &p->valid_from, &p->valid_to);
    if (e == ERR_OK && p->valid_from.days == INT32_MIN) {
        return law_field_fault(c, f, "write the first day that the rule holds",
                               "the period has no start");
    }
    return e;
}

enum { TITLE_SV, TITLE_EN, TEXT_SV, TEXT_EN, GROUND, VALID, CONFIDENCE, CHECKED, NOTE_SV, NOTE_EN };

static const struct key {
    const char *name;
    bool repeats, required;
} keys[LAW_PROVISION_KEYS] = {
    [TITLE_SV] = {"title.sv", false, true},     [TITLE_EN] = {"title.en", false, true},
    [TEXT_SV] = {"text.sv", false, true},       [TEXT_EN] = {"text.en", false, true},
    [GROUND] = {"ground", true, true},          [VALID] = {"valid", false, true},
    [CONFIDENCE] = {"confidence", false, true}, [CHECKED] = {"checked-by", false, true},
    [NOTE_SV] = {"note.sv", false, false},      [NOTE_EN] = {"note.en", false, false},
};

const char *law_provision_key(size_t i)
{
    return keys[i].name;
}

static enum err read_key(struct law_compiler *c, const struct law_field *f, size_t key,
                         struct law_provision *p)
{
    struct law_rule_ref *ref = &p->ref;
    const char **texts[] = {
        [TITLE_SV] = &ref->title.sv, [TITLE_EN] = &ref->title.en, [TEXT_SV] = &ref->text.sv,
        [TEXT_EN] = &ref->text.en,   [NOTE_SV] = &ref->note.sv,   [NOTE_EN] = &ref->note.en};
    if (key == GROUND) {
        return read_ground(c, f, p);
    }
    if (key == VALID) {
        return read_valid(c, f, p);
    }
    if (key == CHECKED) {
        ref->checked_by = f->value;
        return ERR_OK;
    }
    if (key == CONFIDENCE) {
        int code = law_find_code(c->ctx, f->value_at, f->key, f->value, law_confidence_code,
                                 LAW_CONFIDENCE__MAX);
        ref->confidence = code < 0 ? LAW_UNVERIFIED : (enum law_confidence)code;
        return code < 0 ? ERR_INVALID : ERR_OK;
    }
    return read_text(c, f, texts[key]);
}

void law_provision_begin(struct law_compiler *c, const struct law_block *block,
                         struct law_provision *out)
{
    size_t fields = law_fields_n(block) + 1;
    *out = (struct law_provision){.ref = {.id = block->name, .note = {"", ""}, .checked_by = ""},
                                  .grounds = arena_alloc(c->arena, fields * sizeof *out->grounds),
                                  .valid_to = DATE_OPEN};
    out->ref.grounds = out->grounds;
}

enum err law_provision_read(struct law_compiler *c, const struct law_field *field,
                            struct law_provision *p, bool *common_out)
{
    for (size_t i = 0; i < COUNT(keys); i++) {
        if (strcmp(keys[i].name, field->key) == 0) {
            *common_out = true;
            if ((p->seen >> i & 1) != 0 && !keys[i].repeats) {
                return law_field_twice(c, field);
            }
            p->seen |= UINT32_C(1) << i;
            return read_key(c, field, i, p);
        }
    }
    *common_out = false;
    return ERR_OK;
}

enum err law_provision_end(struct law_compiler *c, const struct law_block *block,
                           const struct law_provision *p)
{
    bool noted = ((p->seen >> NOTE_SV | p->seen >> NOTE_EN) & 1) != 0;
    for (size_t i = 0; i < COUNT(keys); i++) {
        bool required = keys[i].required || noted; /* only the notes are not required */
        if (required && (p->seen >> i & 1) == 0) {
            return law_fault(c->ctx, block->at, "see docs/law.md for what a rule must have",
                             "%s %s has no \"%s\"", block->sort, block->name, keys[i].name);
        }
    }
    return ERR_OK;
}

/* ---- A block with keys of its own ---- */

size_t law_fields_n(const struct law_block *block)
{
    size_t n = 0;
    for (const struct law_field *f = block->fields; f != NULL; f = f->next) {
        n++;
    }
    return n;
}

int law_field_code(struct law_block_reader *r, const char *const *codes, size_t n)
{
    return law_find_code(r->c->ctx, r->field->value_at, r->field->key, r->field->value, codes, n);
}

static enum err unknown_key(struct law_block_reader *r)
{
    const char **known =
        arena_alloc(r->c->arena, (r->keys_n + LAW_PROVISION_KEYS + r->others_n) * sizeof *known);
    size_t n = 0;
    for (size_t i = 0; i < r->keys_n; i++) {
        known[n++] = r->keys[i].name;
    }
    for (size_t i = 0; i < LAW_PROVISION_KEYS; i++) {
        known[n++] = keys[i].name;
    }
    for (size_t i = 0; i < r->others_n; i++) {
        known[n++] = r->others[i];
    }
    (void)law_find_code(r->c->ctx, r->field->key_at, "key", r->field->key, known, n);
    return ERR_INVALID;
}

static enum err read_own(struct law_block_reader *r, bool *known_out)
{
    for (size_t i = 0; i < r->keys_n; i++) {
        if (strcmp(r->keys[i].name, r->field->key) == 0) {
            *known_out = true;
            if ((r->seen >> i & 1) != 0 && !r->keys[i].repeats) {
                return law_field_twice(r->c, r->field);
            }
            r->seen |= UINT32_C(1) << i;
            return r->keys[i].read(r);
        }
    }
    *known_out = false;
    return ERR_OK;
}

static enum err read_one(struct law_block_reader *r)
{
    bool known;
    enum err e = law_provision_read(r->c, r->field, &r->provision, &known);
    if (e == ERR_OK && !known) {
        e = read_own(r, &known);
    }
    if (e == ERR_OK && !known && r->other != NULL) {
        e = r->other(r, &known);
    }
    return e == ERR_OK && !known ? unknown_key(r) : e;
}

enum err law_read_block(struct law_block_reader *r)
{
    law_provision_begin(r->c, r->block, &r->provision);
    for (r->field = r->block->fields; r->field != NULL; r->field = r->field->next) {
        enum err e = read_one(r);
        if (e != ERR_OK) {
            return e;
        }
    }
    for (size_t i = 0; i < r->keys_n; i++) {
        if (r->keys[i].required && (r->seen >> i & 1) == 0) {
            return law_fault(r->c->ctx, r->block->at, "see docs/law.md for what it must have",
                             "%s %s has no \"%s\"", r->block->sort, r->block->name,
                             r->keys[i].name);
        }
    }
    return law_provision_end(r->c, r->block, &r->provision);
}

/* ---- Examples ---- */

#define SAMPLE_FORM "write \"key=value … -> answer\""

static enum err add_pair(struct law_compiler *c, struct law_word *word, struct law_sample *out)
{
    char *equals = strchr(word->text, '=');
    if (equals == NULL) {
        return law_fault(c->ctx, word->at, SAMPLE_FORM, "the example has a word that says nothing");
    }
    if (out->pairs_n == LAW_PAIRS_MAX) {
        return law_fault(c->ctx, word->at, SAMPLE_FORM, "the example says too much");
    }
    *equals = '\0';
    out->pair[out->pairs_n++] = (struct law_pair){arena_strdup(c->arena, word->text),
                                                  arena_strdup(c->arena, equals + 1), word->at};
    return ERR_OK;
}

enum err law_read_sample(struct law_compiler *c, const struct law_field *from,
                         struct law_sample *out)
{
    *out = (struct law_sample){.source = from->value, .at = from->value_at};
    const char *cursor = from->value;
    struct law_place at = from->value_at;
    struct law_word word;
    bool more = true;
    bool arrow = false;
    while (more) {
        enum err e = law_next_word(c->ctx, &cursor, &at, &word, &more);
        if (e == ERR_OK && more && out->expect != NULL) {
            e = law_fault(c->ctx, word.at, SAMPLE_FORM, "more follows the answer");
        } else if (e == ERR_OK && more && arrow) {
            out->expect = arena_strdup(c->arena, word.text);
            out->expect_at = word.at;
        } else if (e == ERR_OK && more && strcmp(word.text, "->") == 0) {
            arrow = true;
        } else if (e == ERR_OK && more) {
            e = add_pair(c, &word, out);
        }
        if (e != ERR_OK) {
            return e;
        }
    }
    return out->expect != NULL ? ERR_OK
                               : law_fault(c->ctx, at, SAMPLE_FORM, "the example expects nothing");
}

enum err law_pair_date(struct law_compiler *c, const struct law_pair *pair, struct date *out)
{
    if (!date_parse(pair->value, strlen(pair->value), out)) {
        return law_fault(c->ctx, pair->at, "write it as 2026-11-22", "\"%s\" is not a date",
                         pair->value);
    }
    return ERR_OK;
}

enum err law_pair_number(struct law_compiler *c, const struct law_pair *pair, int *out)
{
    size_t digits = strspn(pair->value, "0123456789");
    if (digits == 0 || digits > 6 || pair->value[digits] != '\0' ||
        strtol(pair->value, NULL, 10) > 100000) {
        return law_fault(c->ctx, pair->at, "write a whole number", "\"%s\" is not a number",
                         pair->value);
    }
    *out = (int)strtol(pair->value, NULL, 10);
    return ERR_OK;
}
