/*
 * Where pupils are on the absence staircase and what was done at each step: who, when, and a note
 * that is sealed with the pupil's key. A pupil is on it once at a time. What has been done is never
 * changed: a mistake is told by a later note.
 *
 * The caller has seen to that the actor may see the pupil. Listed people only (bank/person.h).
 * Causes of absence do not belong here but in an inquiry's compartment (school/inquiry.h).
 */
#ifndef SCHOOL_TRACK_H
#define SCHOOL_TRACK_H

#include "bank/journal.h"
#include "bank/person.h"
#include "school/stair.h"

#define TRACK_NOTE_MAX 2000

enum track_state {
    TRACK_WAITING, /* what the step asks for is to be done */
    TRACK_DONE,
    TRACK_NOT_NEEDED, /* and the note says why */
    TRACK_STATE__MAX
};
extern const char *const track_state_code[TRACK_STATE__MAX];
extern const char *const track_state_text_sv[TRACK_STATE__MAX];

/* Why a pupil left the staircase. Stored: add at the end. */
enum track_close {
    TRACK_CLOSE_NONE,
    TRACK_CLOSE_BETTER, /* the absence has come down */
    TRACK_CLOSE_MOVED,
    TRACK_CLOSE_OTHER_SUPPORT, /* goes on in a case or in an inquiry */
    TRACK_CLOSE_MISTAKE,
    TRACK_CLOSE__MAX
};
extern const char *const track_close_code[TRACK_CLOSE__MAX];
extern const char *const track_close_text_sv[TRACK_CLOSE__MAX];

struct track {
    struct track_id id;
    struct person_id person;
    struct date opened;
    bool closed;
    struct date closed_on;
    enum track_close close_reason;
    struct stair_id stair;
    unsigned step; /* 1, 2 … of that staircase */
    struct date since, due;
    enum track_state state;
};

/* The open tracks of all listed pupils, by person. Names nobody and is not journalled: whoever
 * shows the people does so through a reading. */
MUST_USE enum err track_list(struct bank *b, struct arena *a, struct track **out, size_t *count_out,
                             struct err_ctx *ctx);
/* In such a list; NULL when the pupil is on no staircase. */
const struct track *track_in(const struct track *list, size_t count, struct person_id person);
/* ERR_NOT_FOUND when the pupil is on none. */
MUST_USE enum err track_find(struct bank *b, struct person_id person, struct track *out,
                             struct err_ctx *ctx);

enum track_act_kind {
    TRACK_ACT_PLACED,
    TRACK_ACT_DONE,
    TRACK_ACT_NOT_NEEDED,
    TRACK_ACT_CLOSED,
    TRACK_ACT__MAX
};
extern const char *const track_act_code[TRACK_ACT__MAX];
extern const char *const track_act_text_sv[TRACK_ACT__MAX];

struct track_act {
    struct track_id track;
    enum track_act_kind kind;
    unsigned step;
    const char *step_name;
    struct date on;
    struct timestamp at;
    struct actor by;
    const char *note; /* NULL: none */
};
/* All that was ever done, the newest track first and in it in order. Notes are opened through the
 * reading. Everything belongs to the arena. */
MUST_USE enum err track_history(struct bank *b, struct reading *r, struct person_id person,
                                struct arena *a, struct track_act **out, size_t *count_out,
                                struct err_ctx *ctx);

struct track_doing {
    struct person_id person;
    struct date on;   /* today or earlier */
    const char *note; /* NULL: none */
};

/* Each stores and journals, in the caller's transaction or its own.
 * ERR_DENIED: protected identity. ERR_INVALID: a day in the future, or a missing note. */

/* Puts the pupil on a step of the staircase that holds on that day, which is stored first if it is
 * the example. ERR_CONFLICT: stands on it already and it is to be done. */
MUST_USE enum err track_place(struct bank *b, const struct actor *actor,
                              const struct track_doing *d, unsigned step, struct err_ctx *ctx);
/* What the step asks for has been done, or is not needed (then the note is). ERR_CONFLICT: it is
 * settled already, or the pupil is on no staircase. */
MUST_USE enum err track_settle(struct bank *b, const struct actor *actor,
                               const struct track_doing *d, enum track_state state,
                               struct err_ctx *ctx);
MUST_USE enum err track_close(struct bank *b, const struct actor *actor,
                              const struct track_doing *d, enum track_close reason,
                              struct err_ctx *ctx);

#endif
