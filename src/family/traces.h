/*
 * What in a text could tell who it is about: numbers, addresses, names, schools, words written with
 * a capital letter, and unusual circumstances together (requirement L25). Pure. It finds what it
 * finds: that nothing is found does not mean that nobody can be recognised, which is why a human
 * being always assesses it.
 */
#ifndef FAMILY_TRACES_H
#define FAMILY_TRACES_H

#include "base/mem.h"

enum trace_kind {
    TRACE_NUMBER,  /* a personal number, a date, a case number */
    TRACE_PHONE,   /* a telephone number */
    TRACE_MAIL,    /* an e-mail address */
    TRACE_ADDRESS, /* a street and a number */
    TRACE_NAME,    /* the name of somebody known */
    TRACE_SCHOOL,  /* the name of a school */
    TRACE_CAPITAL, /* a word with a capital letter inside a sentence */
    TRACE_RARE,    /* an unusual circumstance, when there are two or more */
    TRACE__MAX
};
extern const char *const trace_kind_code[TRACE__MAX];
extern const char *const trace_kind_text_sv[TRACE__MAX];

struct trace {
    enum trace_kind kind;
    const char *word; /* as it stands in the text; in the arena */
};

/* What is known here: single words of names, and whole names of schools. */
struct traces_known {
    const char *const *names, *const *schools;
    size_t name_count, school_count;
};

#define TRACES_MAX 60 /* more are not told, but it is told that there are some */

/* In the order of the text by kind; each word once. `text` is UTF-8 and may be NULL. Adds to what
 * is there, so that several texts become one list; *list has room for TRACES_MAX. */
void traces_find(const char *text, const struct traces_known *known, struct arena *a,
                 struct trace list[TRACES_MAX], size_t *count);

#endif
