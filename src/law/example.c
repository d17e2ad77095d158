/* Examples: facts in short, and what is expected of them. */
#include "law/compile.h"

#include <stdio.h>
#include <string.h>

static const char assessed_prefix[] = "assessed.";

static enum err set_assessed(struct law_compiler *c, struct law_facts *facts, const char *key,
                             const char *value, struct law_place at)
{
    int which = law_find_code(c->ctx, at, "assessment", key, law_assessment_code, LAW_ASSESS__MAX);
    int result = which < 0
                     ? -1
                     : law_find_code(c->ctx, at, "result", value, law_result_code, LAW_RESULT__MAX);
    if (result < 0) {
        return ERR_INVALID;
    }
    facts->assessed[which] = (enum law_result)result;
    return ERR_OK;
}

static enum err set_date(struct law_compiler *c, struct date *out, const char *value,
                         struct law_place at)
{
    if (!date_parse(value, strlen(value), out)) {
        return law_fault(c->ctx, at, "write it as 2026-11-22", "\"%s\" is not a date", value);
    }
    return ERR_OK;
}

static enum err set_fact(struct law_compiler *c, struct law_facts *facts, const char *key,
                         const char *value, struct law_place at)
{
    if (strncmp(key, assessed_prefix, sizeof assessed_prefix - 1) == 0) {
        return set_assessed(c, facts, key + sizeof assessed_prefix - 1, value, at);
    }
    if (strcmp(key, "question_date") == 0) {
        return set_date(c, &facts->question_date, value, at);
    }
    if (strcmp(key, "information_date") == 0) {
        return set_date(c, &facts->information_date, value, at);
    }
    const char *names[LAW_FACT__MAX];
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        names[f] = law_fact_info((enum law_fact)f)->name;
    }
    int fact = law_find_code(c->ctx, at, "fact", key, names, LAW_FACT__MAX);
    if (fact < 0) {
        return ERR_INVALID;
    }
    const struct law_fact_info *info = law_fact_info((enum law_fact)fact);
    int code = law_find_code(c->ctx, at, info->name, value, info->codes, info->values_n);
    if (code < 0) {
        return ERR_INVALID;
    }
    law_fact_set(facts, (enum law_fact)fact, (unsigned)code);
    return ERR_OK;
}

enum err law_read_case(struct law_compiler *c, const struct law_block *block, struct law_facts *out)
{
    *out = (struct law_facts){0};
    for (const struct law_field *f = block->fields; f != NULL; f = f->next) {
        enum err e = set_fact(c, out, f->key, f->value, f->value_at);
        if (e != ERR_OK) {
            return e;
        }
    }
    return ERR_OK;
}

static enum err read_expectation(struct law_compiler *c, const char *word, struct law_place at,
                                 struct law_example *out)
{
    static const char *const codes[] = {"deny", "may", "allow", "duty", "applies", "not"};
    int code = law_find_code(c->ctx, at, "outcome", word, codes, sizeof codes / sizeof codes[0]);
    if (code < 0) {
        return ERR_INVALID;
    }
    if (code < LAW_OUTCOME__MAX) {
        out->expect = EXPECT_OUTCOME;
        out->outcome = (enum law_outcome)code;
    } else {
        out->expect = code == LAW_OUTCOME__MAX ? EXPECT_APPLIES : EXPECT_NOT;
    }
    return ERR_OK;
}

/* "key=value", or the name of a case, whose facts then are the base. */
static enum err read_part(struct law_compiler *c, struct law_word *word, bool first,
                          struct law_example *out)
{
    char *equals = strchr(word->text, '=');
    if (equals != NULL) {
        *equals = '\0';
        return set_fact(c, &out->facts, word->text, equals + 1, word->at);
    }
    for (const struct law_base_case *k = c->cases; k != NULL; k = k->next) {
        if (first && strcmp(k->name, word->text) == 0) {
            out->facts = k->facts;
            return ERR_OK;
        }
    }
    return law_fault(c->ctx, word->at,
                     "write \"CASE fact=value … -> outcome\", where CASE is a case block",
                     "\"%s\" is neither a fact nor, first, a case", word->text);
}

enum err law_read_example(struct law_compiler *c, const struct law_field *from,
                          struct law_example *out)
{
    *out = (struct law_example){.source = from->value, .at = from->value_at};
    const char *cursor = from->value;
    struct law_place at = from->value_at;
    bool first = true;
    for (;;) {
        struct law_word word;
        bool more;
        enum err e = law_next_word(c->ctx, &cursor, &at, &word, &more);
        if (e != ERR_OK) {
            return e;
        }
        if (!more) {
            return law_fault(c->ctx, at, "end the example with \"-> allow\" or the like",
                             "the example expects nothing");
        }
        if (strcmp(word.text, "->") == 0) {
            break;
        }
        e = read_part(c, &word, first, out);
        if (e != ERR_OK) {
            return e;
        }
        first = false;
    }
    struct law_word word;
    bool more;
    enum err e = law_next_word(c->ctx, &cursor, &at, &word, &more);
    if (e != ERR_OK) {
        return e;
    }
    e = read_expectation(c, word.text, word.at, out);
    if (e != ERR_OK) {
        return e;
    }
    if (cursor[strspn(cursor, " ")] != '\0') {
        return law_fault(c->ctx, at, "write one example a line", "more follows the outcome");
    }
    return ERR_OK;
}
