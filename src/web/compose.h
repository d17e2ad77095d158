/*
 * The item of a letter from this bank's own registers, and an item as lines to read. The schemas
 * are those of letterbox/content.h.
 */
#ifndef WEB_COMPOSE_H
#define WEB_COMPOSE_H

#include "letterbox/content.h"
#include "web/request.h"

struct compose {
    enum letter_kind kind;
    struct person_id person;
    struct date from, to;      /* attendance, intervention */
    enum goal_area area;       /* goal */
    enum goal_reached reached; /* goal */
    struct date on;            /* goal */
    const char *text;          /* message */
};

/* A new reference. ERR_NOT_FOUND: nothing was offered, or no intervention went on, in the period.
 */
MUST_USE enum err compose_item(struct bank *b, struct reading *r, const struct compose *c,
                               struct arena *a, json_t **out, struct err_ctx *ctx);

struct compose_line {
    const char *name, *value;
};
/* What the item says, line by line, exactly as the recipient will get it. */
void compose_lines(struct request *rq, enum letter_kind kind, const json_t *item,
                   struct compose_line **out, size_t *count_out);

#endif
