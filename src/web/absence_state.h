/*
 * What is being done about absence at a school: who is on the staircase, into whose absence there
 * is an inquiry, and who has a case. For lists and the start page; names nobody.
 */
#ifndef WEB_ABSENCE_STATE_H
#define WEB_ABSENCE_STATE_H

#include "school/inquiry.h"
#include "school/signals_list.h"
#include "school/track.h"
#include "web/reach.h"

struct absence_state {
    struct stair stair; /* that holds today */
    struct track *tracks;
    size_t track_count;
    struct inquiry *inquiries; /* open ones, at least those of whom the reader reaches */
    size_t inquiry_count;
    struct person_id *cases; /* open; none for who does not work with cases */
    size_t case_count;
};

MUST_USE enum err absence_state_read(struct request *rq, const struct reach *reach,
                                     struct absence_state *out, struct err_ctx *ctx);
const struct inquiry *absence_inquiry_of(const struct absence_state *s, struct person_id person);
bool absence_has_case(const struct absence_state *s, struct person_id person);
/* Whether somebody does something: the pupil is on the staircase, or there is an inquiry or a case.
 */
bool absence_acted(const struct absence_state *s, struct person_id person);
/* Whether the work of the step, or the inquiry, should have been done by now. */
bool absence_late(const struct absence_state *s, struct person_id person, struct date today);

/* "Steg 2 av 6: Samtal med eleven, görs senast 2026-11-30". Belongs to the arena. */
const char *absence_step_words(struct request *rq, const struct stair *of, const struct track *t);

/* Name of whoever did something: an employee, or what kind of actor it was. */
const char *absence_actor(struct request *rq, const struct actor *a);

#endif
