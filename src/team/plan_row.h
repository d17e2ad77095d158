/* Rows of plans without journal and without control of access; private to team. */
#ifndef TEAM_PLAN_ROW_H
#define TEAM_PLAN_ROW_H

#include "bank/journal.h"
#include "team/casetext.h"
#include "team/plan.h"

#define PLAN_VERSIONS 200 /* versions of a case */

/* Names of sealed rows; the buffer has CASETEXT_ROW bytes. */
const char *plan_row_name(char *out, struct case_id id, int version);
const char *plan_goal_name(char *out, struct case_id id, int version, int goal);
const char *plan_followup_name(char *out, struct case_id id, int goal, int number);

/* To sealed JSON. */
json_t *plan_head_json(const struct plan_head *head, const char *agreement_note);
json_t *plan_goal_json(const struct plan_goal *goal);

/* All versions, newest first. */
MUST_USE enum err plan_rows(struct bank *b, struct reading *r, const struct team_case *c,
                            struct arena *a, struct plan **out, size_t *count_out,
                            struct err_ctx *ctx);
/* The goals of plan->version. */
MUST_USE enum err plan_goal_rows(struct bank *b, struct reading *r, const struct team_case *c,
                                 struct arena *a, struct plan *plan, struct err_ctx *ctx);

#endif
