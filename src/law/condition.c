#include "law/compile.h"

#include <stdio.h>
#include <string.h>

#include "law/nearest.h"

#define GROUP_DEPTH 4 /* groups within groups */

enum err law_next_word(struct err_ctx *ctx, const char **cursor, struct law_place *at,
                       struct law_word *out, bool *more_out)
{
    const char *s = *cursor;
    while (*s == ' ' || *s == ',') {
        s++;
    }
    at->column += (unsigned)(s - *cursor);
    size_t n = strcspn(s, " ,");
    *more_out = n > 0;
    if (n >= sizeof out->text) {
        return law_fault(ctx, *at, "check for a missing space or comma", "the word is too long");
    }
    memcpy(out->text, s, n);
    out->text[n] = '\0';
    out->at = *at;
    at->column += (unsigned)n;
    *cursor = s + n;
    return ERR_OK;
}

int law_find_code(struct err_ctx *ctx, struct law_place at, const char *what, const char *word,
                  const char *const *codes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(codes[i], word) == 0) {
            return (int)i;
        }
    }
    (void)law_fault_unknown(ctx, at, what, word, law_nearest(word, codes, n));
    return -1;
}

struct values {
    struct law_compiler *c;
    struct law_field_info info;
    bool first_is_known;
    uint32_t mask;
};

static enum err add_words(struct values *v, const char *words, struct law_place at, int depth);

static enum err add_group(struct values *v, const struct law_word *word, int depth)
{
    for (const struct law_group *g = v->c->groups; g != NULL; g = g->next) {
        if (strcmp(g->name, word->text + 1) == 0) {
            if (depth >= GROUP_DEPTH) {
                return law_fault(v->c->ctx, word->at, "let no group name itself",
                                 "groups are nested too deeply");
            }
            return add_words(v, g->words, g->at, depth + 1);
        }
    }
    return law_fault(v->c->ctx, word->at, "define it: \"group NAME\" with a field \"words\"",
                     "unknown group \"%s\"", word->text);
}

/* "0..17": both ends are values of the field. */
static enum err add_range(struct values *v, const struct law_word *word, char *dots)
{
    char low[64];
    snprintf(low, sizeof low, "%.*s", (int)(dots - word->text), word->text);
    const char *high = dots + 2;
    int first =
        law_find_code(v->c->ctx, word->at, v->info.name, low, v->info.codes, v->info.values_n);
    int last = first < 0 ? -1
                         : law_find_code(v->c->ctx, word->at, v->info.name, high, v->info.codes,
                                         v->info.values_n);
    if (last < 0) {
        return ERR_INVALID;
    }
    if (first == 0 || last < first) {
        return law_fault(v->c->ctx, word->at, "write the smaller value first, as 0..17",
                         "the range is empty");
    }
    for (int i = first; i <= last; i++) {
        v->mask |= UINT32_C(1) << i;
    }
    return ERR_OK;
}

static enum err add_word(struct values *v, struct law_word *word, int depth)
{
    if (word->text[0] == '@') {
        return add_group(v, word, depth);
    }
    char *dots = strstr(word->text, "..");
    if (dots != NULL) {
        return add_range(v, word, dots);
    }
    int code = law_find_code(v->c->ctx, word->at, v->info.name, word->text, v->info.codes,
                             v->info.values_n);
    if (code < 0) {
        return ERR_INVALID;
    }
    if (code == 0 && !v->first_is_known) {
        return law_fault(v->c->ctx, word->at,
                         "leave it out: an unknown fact never meets a condition that permits, and "
                         "always one that forbids",
                         "a rule cannot ask for an unknown fact");
    }
    v->mask |= UINT32_C(1) << code;
    return ERR_OK;
}

static enum err add_words(struct values *v, const char *words, struct law_place at, int depth)
{
    for (;;) {
        struct law_word word;
        bool more;
        enum err e = law_next_word(v->c->ctx, &words, &at, &word, &more);
        if (e != ERR_OK || !more) {
            return e;
        }
        e = add_word(v, &word, depth);
        if (e != ERR_OK) {
            return e;
        }
    }
}

enum err law_read_values(struct law_compiler *c, struct law_field_info info, bool first_is_known,
                         const struct law_field *from, uint32_t *mask_out)
{
    struct values v = {.c = c, .info = info, .first_is_known = first_is_known};
    const char *words = from->value;
    struct law_place at = from->value_at;
    bool complement = strncmp(words, "not ", 4) == 0;
    if (complement) {
        words += 4;
        at.column += 4;
    }
    enum err e = add_words(&v, words, at, 0);
    if (e != ERR_OK) {
        return e;
    }
    if (complement) {
        uint32_t known = (uint32_t)((UINT64_C(1) << v.info.values_n) - 2);
        v.mask = known & ~v.mask;
    }
    if (v.mask == 0) {
        return law_fault(c->ctx, from->value_at, "name at least one value",
                         "no value can meet the condition");
    }
    *mask_out = v.mask;
    return ERR_OK;
}
