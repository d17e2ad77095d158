/* What the administrator's pages share: choices of units, roles and relations. They open no person
 * and know of no pupil. */
#ifndef WEB_ADMIN_H
#define WEB_ADMIN_H

#include "bank/relation.h"
#include "school/pupil_group.h"
#include "web/form.h"
#include "web/request.h"

#define ADMIN_ROWS_MAX 300
#define UNIT_WHOLE     "*" /* in a form: the whole authority, which is stored as "" */

/* The units to choose among: schools in a school bank, with the whole authority first; in a social
 * bank those that somebody works at. */
MUST_USE enum err admin_units(struct request *rq, struct form_option **out, size_t *count_out,
                              struct err_ctx *ctx);
/* A choice of unit in a school bank, a line of text in a social one; the other becomes NULL. */
MUST_USE enum err admin_unit_input(struct request *rq, const struct page_select **choice_out,
                                   const struct page_field **line_out, struct err_ctx *ctx);
/* The unit as stored, from the input "unit". */
const char *admin_unit_value(const struct request *rq);
/* "Ekbyskolan", or "hela huvudmannen" for "". */
const char *admin_unit_words(struct request *rq, const char *unit);
/* "Mentor för: klass 8B, Ekbyskolan": its name and school, never who is in it. */
const char *admin_group_words(struct request *rq, const struct pupil_group *g);
/* "Ekbyskolan", "Team: Skolsocialt team", "Del: elevhälsans …", "ett ärende". */
const char *admin_relation_words(struct request *rq, const struct staff_relation *r);
/* "från" of a relation: today unless a day was written. */
struct date admin_from(const struct request *rq, const char *name);
/* DATE_OPEN unless a day was written. */
struct date admin_until(const struct request *rq, const char *name);
/* Everybody active whose role opens `who`, for an input "staff". */
MUST_USE enum err admin_staff_select(struct request *rq, const char *label, enum who who,
                                     const struct page_select **out, struct err_ctx *ctx);
/* Roles of this kind of bank; `codes` and `texts` have room for ROLE__MAX. */
struct form_words admin_roles(const struct request *rq, const char **codes, const char **texts);

#endif
