/*
 * Everything that has happened in a case, from all its rooms, as rows for the time line. Each room
 * is read with its own journal entry and its own rule of access.
 */
#ifndef WEB_HISTORY_H
#define WEB_HISTORY_H

#include "team/case.h"
#include "web/request.h"

enum history_kind {
    HISTORY_CASE, /* opened, handed over, closed */
    HISTORY_NOTE,
    HISTORY_SURVEY,
    HISTORY_CONSENT,
    HISTORY_LETTER,
    HISTORY_MEETING,
    HISTORY_PLAN,
    HISTORY_SUPPORT,
    HISTORY_MEASURE,
    HISTORY_KIND__MAX
};
extern const char *const history_kind_code[HISTORY_KIND__MAX];
extern const char *const history_kind_text_sv[HISTORY_KIND__MAX];

struct history_row {
    enum history_kind kind;
    struct date day;
    struct timestamp at; /* when it was written down, to order rows of one day; 0: not known */
    const char *what;    /* in the reader's language */
    const char *text;    /* more, also people's own words; NULL: none */
    const char *who;     /* an employee; NULL: nobody */
    const char *href;    /* where it is; NULL: nowhere */
};

/* Newest first; belongs to the request. */
MUST_USE enum err history_read(struct request *rq, const struct team_case *c,
                               struct history_row **out, size_t *count_out, struct err_ctx *ctx);

/* Whether the row's words contain the text, whatever the case of the letters. */
bool history_has(const struct history_row *row, const char *words);

#endif
