/*
 * Texts of casework as sealed JSON. Each value names the row it belongs to, so that one person's
 * texts cannot be swapped between rows. Private to team.
 */
#ifndef TEAM_CASETEXT_H
#define TEAM_CASETEXT_H

#include "bank/person.h"
#include "base/json.h"

#define CASETEXT_ROW 64 /* bytes of a row's name with NUL, "plan 7 2" */

/* Seals `value` (an object; the reference is taken) for the person. ERR_LIMIT: too long. */
MUST_USE enum err casetext_put(struct bank *b, struct person_id person, const char *row,
                               json_t *value, struct arena *a, struct blob *out,
                               struct err_ctx *ctx);
/* Opens it; *out is a new reference, NULL on error. ERR_CORRUPT: it belongs to another row. */
MUST_USE enum err casetext_get(struct bank *b, struct reading *r, struct person_id person,
                               const char *row, struct blob sealed, struct arena *a, json_t **out,
                               struct err_ctx *ctx);

/* A text of the object in the arena; NULL when it is not there. */
const char *casetext_get_text(const json_t *object, const char *key, struct arena *a);
/* Adds a text unless it is NULL or empty. */
void casetext_add(json_t *object, const char *key, const char *text);

#endif
