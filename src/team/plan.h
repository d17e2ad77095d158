/*
 * The plan of a case: a return plan (skolnärmandeplan) or an individual plan of municipality and
 * region (SIP, SoL 10:8 and HSL 16:4; requirements D05, D06, D32, D33, F05–F07).
 *
 * A plan is drafted, and agreed with those it is about. An agreed plan is never changed: changing
 * it begins a new draft, which replaces it when it is agreed. All versions are kept. A goal keeps
 * its number through the versions, and its follow-ups with it.
 *
 * SoL 10:8 says what an individual plan shows: what is needed, which authority answers for what,
 * what others do, and who has the overall responsibility: goals with their actions, and `lead`.
 */
#ifndef TEAM_PLAN_H
#define TEAM_PLAN_H

#include "team/case.h"
#include "team/goal.h"
#include "team/party.h"

enum plan_kind { PLAN_RETURN, PLAN_SIP, PLAN_KIND__MAX };
extern const char *const plan_kind_code[PLAN_KIND__MAX]; /* return, sip */
extern const char *const plan_kind_text_sv[PLAN_KIND__MAX];

enum plan_state { PLAN_DRAFT, PLAN_AGREED, PLAN_REPLACED, PLAN_STATE__MAX };
extern const char *const plan_state_code[PLAN_STATE__MAX];
extern const char *const plan_state_text_sv[PLAN_STATE__MAX];

#define PLAN_GOALS   12 /* goals of a version */
#define PLAN_ACTIONS 4  /* actions of a goal */
#define PLAN_TEXT    1500
#define PLAN_LINE    200

/* What somebody does to reach a goal. */
struct plan_action {
    const char *what; /* NULL: no such action */
    enum case_responsible responsible;
    const char *who;   /* name or role; NULL: not said */
    struct date until; /* DATE_OPEN: not said */
};

struct plan_followup {
    int goal;
    struct date on;
    enum goal_reached reached;
    struct staff_id by;
    const char *note; /* NULL: none */
};

struct plan_goal {
    int number; /* 0: a new one */
    enum goal_area area;
    const char *text;
    enum case_responsible responsible; /* who answers for the goal */
    struct date starts, ends;          /* ends DATE_OPEN: not said */
    struct plan_action actions[PLAN_ACTIONS];
    const struct plan_followup *followups; /* oldest first; set by plan_read() */
    size_t followup_count;
};

/* What stands above the goals. */
struct plan_head {
    enum plan_kind kind;
    const char *voice; /* what the child wants, in the child's own words; NULL: nothing yet */
    const char *needs; /* what the plan is for */
    const char *lead;  /* who has the overall responsibility (SoL 10:8 p. 4) */
};

struct plan_agreement {
    struct date on, review; /* review: when it is next looked at, after `on` */
    unsigned parties;       /* who agrees: bits 1 << enum case_party */
    const char *note;       /* how; NULL: none */
};

struct plan {
    struct case_id case_id;
    int version; /* 1, 2, 3 …; 0: there is no plan */
    enum plan_state state;
    struct timestamp begun_at;
    struct staff_id begun_by;
    struct plan_head head;
    struct plan_agreement agreement; /* of an agreed or replaced version */
    struct plan_goal *goals;         /* only of the version asked for */
    size_t goal_count;
};

/* ---- reading; journalled as a read of the plan ---- */

/* All versions, newest first; heads and agreements, no goals. */
MUST_USE enum err plan_versions(struct bank *b, const struct actor *actor, struct case_id id,
                                struct arena *a, struct plan **out, size_t *count_out,
                                struct err_ctx *ctx);
/* One version with its goals and follow-ups. `version` 0: the agreed one, else the draft. Version
 * 0 comes out when there is none. ERR_NOT_FOUND: no such version. */
MUST_USE enum err plan_read(struct bank *b, const struct actor *actor, struct case_id id,
                            int version, struct arena *a, struct plan *out, struct err_ctx *ctx);

/* ---- writing; journalled; ERR_CONFLICT when the case is closed ---- */

/* Begins a draft: a copy of the agreed version, or an empty one with this head (NULL: as the
 * agreed one's). ERR_CONFLICT: there is a draft. */
MUST_USE enum err plan_begin(struct bank *b, const struct actor *actor, struct case_id id,
                             const struct plan_head *head, struct err_ctx *ctx);
/* These change the draft. ERR_CONFLICT: there is none. */
MUST_USE enum err plan_set_head(struct bank *b, const struct actor *actor, struct case_id id,
                                const struct plan_head *head, struct err_ctx *ctx);
MUST_USE enum err plan_put_goal(struct bank *b, const struct actor *actor, struct case_id id,
                                const struct plan_goal *goal, int *number_out, struct err_ctx *ctx);
MUST_USE enum err plan_drop_goal(struct bank *b, const struct actor *actor, struct case_id id,
                                 int goal, struct err_ctx *ctx);
MUST_USE enum err plan_drop_draft(struct bank *b, const struct actor *actor, struct case_id id,
                                  struct err_ctx *ctx);
/* Makes the draft the agreed plan. ERR_INVALID says what is missing: a goal, who agrees, a review
 * after the day of the agreement; for a SIP who has the overall responsibility, and who does what
 * for each goal (SoL 10:8). */
MUST_USE enum err plan_agree(struct bank *b, const struct actor *actor, struct case_id id,
                             const struct plan_agreement *agreement, struct err_ctx *ctx);

/* How it goes with a goal of the agreed plan. ERR_INVALID: no such goal, or a day ahead. */
MUST_USE enum err plan_follow(struct bank *b, const struct actor *actor, struct case_id id,
                              const struct plan_followup *followup, struct err_ctx *ctx);
/* A review of the agreed plan: how it goes with several goals, and when it is next looked at, in
 * one transaction. ERR_CONFLICT: `version` is not the agreed one (any more). ERR_INVALID: `next` is
 * not within a year from tomorrow, or as plan_follow(). */
struct plan_review {
    int version;
    const struct plan_followup *followups;
    size_t count;
    struct date next;
};
MUST_USE enum err plan_review(struct bank *b, const struct actor *actor, struct case_id id,
                              const struct plan_review *review, struct err_ctx *ctx);

/* ---- what is due ---- */

struct plan_due {
    struct case_id case_id;
    struct person_id person;
    enum plan_kind kind;
    struct date review;
};
/* Agreed plans whose review falls on or before a day, the oldest first; as case_list(): no names,
 * not journalled. `closed_too` and `person` of the filter are not used. */
MUST_USE enum err plan_due(struct bank *b, const struct case_filter *filter, struct date by,
                           struct arena *a, struct plan_due **out, size_t *count_out,
                           struct err_ctx *ctx);

#endif
