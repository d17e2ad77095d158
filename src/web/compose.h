/*
 * The item of a letter from this bank's own registers, and an item as lines to read. The schemas
 * are those of letterbox/content.h.
 */
#ifndef WEB_COMPOSE_H
#define WEB_COMPOSE_H

#include "letterbox/content.h"
#include "web/request.h"

#define COMPOSE_GOALS 7 /* of one letter */

struct compose_goal {
    enum goal_area area;
    enum goal_reached reached;
    struct date on;
};

struct compose {
    enum letter_kind kind;
    struct person_id person;
    struct date from, to; /* attendance, intervention */
    struct compose_goal goals[COMPOSE_GOALS];
    size_t goal_count;
    const char *text; /* message */
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
