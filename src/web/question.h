/*
 * The questions of an instrument as a form, for staff, pupils and guardians: a ladder of numbers
 * for each item, or a goal's levels in words. Inputs are a0, a1 … in the order of the questions.
 */
#ifndef WEB_QUESTION_H
#define WEB_QUESTION_H

#include "team/questionnaire.h"
#include "web/request.h"

struct question {
    const char *item; /* of the answer (team/measure.h) */
    const char *ask, *low, *high;
    int from, to;
    const char *const *levels; /* words of each step of a goal; NULL: numbers */
};

struct question_set {
    struct instrument instrument;
    const char *name, *intro; /* in the reader's language; intro "" when none */
    struct question *list;
    size_t count;
};

/* The questions to a respondent, of a person's open goals where it is about goals; opened in the
 * request's reading. */
MUST_USE enum err question_read(struct request *rq, struct instrument_id id,
                                enum respondent respondent, struct person_id person,
                                struct question_set *out, struct err_ctx *ctx);

/* `input` names a declared input. `value` is chosen until something is typed. */
const struct page_question *question_view(struct request *rq, const struct question *q,
                                          const char *input, const struct measure_answer *value);
/* The same to look at alone: no input, nothing chosen. */
const struct page_question *question_preview(struct request *rq, const struct question *q,
                                             const char *name);
/* Whether the input holds a step of the question; a fault is set when it holds something else. */
bool question_value(struct request *rq, const struct question *q, const char *input, int *out);
/* "a0", "a1" … */
const char *question_input(struct request *rq, size_t number);
/* The answer to an item among several; NULL: none. */
const struct measure_answer *question_answer(const struct measure_answer *answers, size_t count,
                                             const char *item);

/* Inputs a0–a39 of a route. */
#define QUESTION_INPUT(name_)                                                                      \
    {                                                                                              \
        .name = (name_), .kind = INPUT_LINE, .max = 6                                              \
    }
#define QUESTION_INPUTS_10(tens)                                                                   \
    QUESTION_INPUT("a" tens "0"), QUESTION_INPUT("a" tens "1"), QUESTION_INPUT("a" tens "2"),      \
        QUESTION_INPUT("a" tens "3"), QUESTION_INPUT("a" tens "4"), QUESTION_INPUT("a" tens "5"),  \
        QUESTION_INPUT("a" tens "6"), QUESTION_INPUT("a" tens "7"), QUESTION_INPUT("a" tens "8"),  \
        QUESTION_INPUT("a" tens "9")
#define QUESTION_INPUTS_40                                                                         \
    QUESTION_INPUTS_10(""), QUESTION_INPUTS_10("1"), QUESTION_INPUTS_10("2"),                      \
        QUESTION_INPUTS_10("3")

#endif
