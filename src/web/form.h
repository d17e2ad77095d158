/*
 * Form fields as views: each shows what was typed and what must be mended. `name` is a declared
 * input; label and hint are TR texts (hint may be NULL).
 */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "web/request.h"

struct form_option {
    const char *value, *text; /* text in Swedish */
};

/* `initial` is shown while nothing has been typed; NULL: empty. */
const struct page_field *form_line(struct request *rq, const char *name, const char *label,
                                   const char *hint, const char *initial);
const struct page_field *form_date(struct request *rq, const char *name, const char *label,
                                   const char *hint, struct date initial);
const struct page_area *form_area(struct request *rq, const char *name, const char *label,
                                  const char *hint);
/* The same with a text to begin with. */
const struct page_area *form_area_filled(struct request *rq, const char *name, const char *label,
                                         const char *hint, const char *initial);
const struct page_check *form_check(struct request *rq, const char *name, const char *label);

/* Choices from a table of codes and Swedish texts, from `first` on. `initial` is an index, -1
 * chooses nothing. */
struct form_words {
    const char *const *codes, *const *texts;
    int first, count, initial;
};
const struct page_choice *form_choice(struct request *rq, const char *name, const char *label,
                                      const char *hint, const struct form_words *w);
const struct page_select *form_select_words(struct request *rq, const char *name, const char *label,
                                            const struct form_words *w);
/* From rows of the bank; values are row numbers. */
const struct page_select *form_select(struct request *rq, const char *name, const char *label,
                                      const struct form_option *options, size_t count);

/* A group of boxes, one for each code of a table: inputs NAME (INPUT_LINE, for the fault of the
 * group) and NAME_CODE (INPUT_FLAG). */
const struct page_checks *form_checks(struct request *rq, const char *name, const char *label,
                                      const char *hint, const struct form_words *w);
/* What is ticked, as bits `1u << index`. */
unsigned form_checks_read(struct request *rq, const char *name, const struct form_words *w);

/* The list of everything that must be mended, or NULL. */
const struct page_errors *form_errors(struct request *rq);

#endif
