/*
 * The whole law at a glance: for each pair of branches and each item, whether there is a lawful
 * way on a day, and of which sort. A cell looks at an ordinary pupil of 14 without protected
 * identity, in compulsory school (for notices, also 17 in upper secondary), over every purpose.
 */
#ifndef LAW_MATRIX_H
#define LAW_MATRIX_H

#include "base/buf.h"
#include "law/law.h"

enum law_cell_word {
    LAW_CELL_NO = 0,  /* no way */
    LAW_CELL_CONSENT, /* only with consent */
    LAW_CELL_ASSESS,  /* after an assessment by a human (or with consent) */
    LAW_CELL_YES,     /* may pass for some purpose */
    LAW_CELL__MAX
};
extern const char *const law_cell_code[LAW_CELL__MAX]; /* "no", "consent", "assess", "yes" */

struct law_cell {
    enum law_cell_word word; /* leaving duties aside */
    bool duty;               /* and there is a duty in some case (report, inquiry, request …) */
    struct law_set rules;    /* every permit that is a way in some case */
    struct law_set parts;    /* every rule whose conditions are met in some case */
};

/* What opens duties and other ways: each alone, and nothing else of it. */
enum law_case {
    LAW_CASE_USUAL = 0,
    LAW_CASE_SAME_AUTHORITY,
    LAW_CASE_CONCERN,
    LAW_CASE_INQUIRY,
    LAW_CASE_REPORTER,
    LAW_CASE_COMMISSIONED,
    LAW_CASE_UPPER_SECONDARY,
    LAW_CASE__MAX
};
/* The facts that a cell looks at, for one purpose. */
struct law_cell_question {
    struct date at;
    enum law_branch from, to;
    enum law_item item;
    enum law_purpose purpose;
    enum law_case number;
    bool consented; /* all who must have consented, to exactly this */
};
struct law_facts law_cell_facts(const struct law_cell_question *q);

struct law_cell law_matrix_cell(const struct law_rules *rules, struct date at, enum law_branch from,
                                enum law_branch to, enum law_item item);

/* "med samtycke, eller som skyldighet" */
const char *law_cell_text(enum law_cell_word word, bool duty, bool swedish);

/* Ids of the rules of a cell, joined by a space, in the arena. */
const char *law_cell_rules(const struct law_rules *rules, const struct law_cell *cell,
                           struct arena *arena);

enum law_matrix_form { LAW_MATRIX_TEXT = 0, LAW_MATRIX_CSV, LAW_MATRIX_HTML };

/* The whole matrix. Text leaves out what has no way; CSV and HTML have every cell. The HTML is a
 * document of its own. `b` must hold about 4 MB. */
void law_matrix_write(const struct law_rules *rules, struct date at, enum law_matrix_form form,
                      bool swedish, struct buf *b);
json_t *law_matrix_json(const struct law_rules *rules, struct date at); /* a new reference */

/* Who can have an item, and who can get one: the rows and columns of the matrix. */
bool law_is_holder(enum law_branch branch);
bool law_is_recipient(enum law_branch branch);

#endif
