/*
 * Typed input: what a query or form may hold is declared, and a handler sees values that have
 * been read as what they must be. What was typed is kept, also when it is wrong, to be shown
 * again.
 */
#ifndef WEB_INPUT_H
#define WEB_INPUT_H

#include "base/date.h"
#include "web/http.h"

enum input_kind {
    INPUT_LINE, /* one line of text, at most `max` bytes, trimmed */
    INPUT_TEXT, /* several lines, at most `max` bytes, trimmed */
    INPUT_ID,   /* a positive number of a row */
    INPUT_DATE, /* YYYY-MM-DD */
    INPUT_WORD, /* one of `words`: its index */
    INPUT_FLAG  /* a check box: given or not */
};

struct input_spec {
    const char *name;
    enum input_kind kind;
    const char *missing; /* TR: what to do when it is missing; NULL: it may be left out */
    size_t max;
    const char *const *words;
    int word_count;
};

struct input {
    const char *raw; /* as typed, "" when it is not there */
    bool given;      /* there and not empty */
    int64_t id;
    struct date date;
    int word; /* -1 unless given and known */
    bool flag;
    const char *fault; /* TR: what to mend; NULL when it is right */
};

#define INPUT_MAX 80

/* How many of the `count` values are wrong. A name that is there twice is wrong. `whole` tells
 * that everything must be there (a form that is sent in, not one that is opened). */
size_t input_read(const struct input_spec *specs, size_t count, bool whole,
                  const struct http_pair *pairs, size_t pair_count, struct arena *a,
                  struct input *out);

/* A row number in decimal without sign or leading zeros; false for anything else. */
bool input_id(const char *text, int64_t *out);

#endif
