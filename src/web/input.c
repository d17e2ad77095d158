#include "web/input.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "web/page_out.h"

bool input_id(const char *text, int64_t *out)
{
    size_t n = strlen(text);
    if (n == 0 || n > 18 || text[0] == '0' || strspn(text, "0123456789") != n) {
        return false;
    }
    *out = strtoll(text, NULL, 10);
    return true;
}

static const char *trimmed(const char *text, struct arena *a)
{
    size_t n = strlen(text);
    while (n > 0 && isspace((unsigned char)text[n - 1])) {
        n--;
    }
    size_t start = 0;
    while (start < n && isspace((unsigned char)text[start])) {
        start++;
    }
    return arena_strndup(a, text + start, n - start);
}

static const char *read_text(const struct input_spec *s, const struct input *v)
{
    if (strlen(v->raw) > s->max) {
        return TR("Texten är för lång. Korta den.");
    }
    bool lines = strpbrk(v->raw, "\n") != NULL;
    return lines && s->kind == INPUT_LINE ? TR("Skriv på en rad.") : NULL;
}

static const char *read_word(const struct input_spec *s, struct input *v)
{
    for (int i = 0; i < s->word_count; i++) {
        if (strcmp(s->words[i], v->raw) == 0) {
            v->word = i;
            return NULL;
        }
    }
    return TR("Välj ett av alternativen.");
}

static const char *read_value(const struct input_spec *s, struct input *v)
{
    switch (s->kind) {
    case INPUT_LINE:
    case INPUT_TEXT:
        return read_text(s, v);
    case INPUT_ID:
        return input_id(v->raw, &v->id) ? NULL : TR("Välj ett av alternativen.");
    case INPUT_DATE:
        return date_parse(v->raw, strlen(v->raw), &v->date)
                   ? NULL
                   : TR("Skriv datumet som år-månad-dag, till exempel 2026-11-22.");
    case INPUT_WORD:
        return read_word(s, v);
    case INPUT_FLAG:
        v->flag = true;
        return NULL;
    }
    return NULL;
}

size_t input_read(const struct input_spec *specs, size_t count, bool whole,
                  const struct http_pair *pairs, size_t pair_count, struct arena *a,
                  struct input *out)
{
    size_t faults = 0;
    for (size_t i = 0; i < count; i++) {
        struct input *v = &out[i];
        *v = (struct input){.raw = "", .word = -1};
        unsigned seen = 0;
        for (size_t p = 0; p < pair_count; p++) {
            if (strcmp(pairs[p].name, specs[i].name) == 0) {
                v->raw = trimmed(pairs[p].value, a);
                seen++;
            }
        }
        v->given = v->raw[0] != '\0';
        if (seen > 1) {
            v->fault = TR("Uppgiften finns två gånger.");
        } else if (v->given) {
            v->fault = read_value(&specs[i], v);
        } else if (whole) {
            v->fault = specs[i].missing;
        }
        faults += v->fault != NULL;
    }
    return faults;
}
