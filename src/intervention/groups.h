/*
 * Group interventions (requirement D37): a course, a class, a parents' evening. Nobody is named:
 * takers are counted, and there is nowhere to write who they were.
 */
#ifndef INTERVENTION_GROUPS_H
#define INTERVENTION_GROUPS_H

#include "intervention/catalogue.h"
#include "intervention/given.h"

enum group_audience {
    AUDIENCE_PUPILS,
    AUDIENCE_GUARDIANS,
    AUDIENCE_FAMILIES, /* both together */
    AUDIENCE_STAFF,
    GROUP_AUDIENCE__MAX
};
extern const char *const group_audience_code[GROUP_AUDIENCE__MAX];
extern const char *const group_audience_text_sv[GROUP_AUDIENCE__MAX];

#define GROUP_MOST 100000

struct group_intervention {
    struct intervention_id id;
    struct catalogue_id entry;
    enum intervention_code code;
    const char *title; /* of the catalogue when it began */
    const char *unit;
    struct date start_date, end_date; /* end DATE_OPEN: goes on */
    enum group_audience audience;
    int occasions, participants; /* so far */
};

/* Begins one from the catalogue; journalled. id, code and title are not read. ERR_INVALID:
 * numbers that cannot be, an end before the start. */
MUST_USE enum err groups_start(struct bank *b, const struct actor *actor,
                               const struct group_intervention *in, struct intervention_id *id_out,
                               struct err_ctx *ctx);
/* New numbers and last day; journalled. ERR_NOT_FOUND. */
MUST_USE enum err groups_change(struct bank *b, const struct actor *actor,
                                const struct group_intervention *in, struct err_ctx *ctx);
/* Those that went on in from–to, newest first; belong to the arena. */
MUST_USE enum err groups_list(struct bank *b, struct date from, struct date to, struct arena *a,
                              struct group_intervention **out, size_t *count_out,
                              struct err_ctx *ctx);
MUST_USE enum err groups_read(struct bank *b, struct intervention_id id, struct arena *a,
                              struct group_intervention *out, struct err_ctx *ctx);

#endif
