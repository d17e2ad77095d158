/*
 * Who does something. Every journal entry names an actor; every operation that reads or changes a
 * person takes one. The id is what the organisation can trace to a human being: never a name and
 * never a personal number.
 */
#ifndef BANK_ACTOR_H
#define BANK_ACTOR_H

#include "bank/ids.h"

enum actor_kind {
    ACTOR_SYSTEM,   /* the program by itself: timers, migrations, delivery */
    ACTOR_OPERATOR, /* somebody at the command line; id is the operating system's user name */
    ACTOR_STAFF,    /* id is the staff row, in decimal */
    ACTOR_PEER,     /* another bank; id is the peer row, in decimal */
    ACTOR_PUPIL,    /* id is the person row, in decimal */
    ACTOR_GUARDIAN, /* id is the person row, in decimal */
    ACTOR__MAX
};
extern const char *const actor_code[ACTOR__MAX]; /* system, operator, staff … */
extern const char *const actor_text_sv[ACTOR__MAX];

#define ACTOR_ID 64

struct actor {
    enum actor_kind kind;
    char id[ACTOR_ID]; /* UTF-8 without control characters, NUL-terminated */
};

struct actor actor_system(const char *part); /* `part` such as "letterbox" */
struct actor actor_operator(void);           /* the real user of the process */
struct actor actor_staff(struct staff_id staff);
struct actor actor_peer(struct peer_id peer);
struct actor actor_pupil(struct person_id person);
struct actor actor_guardian(struct person_id person);

/* The staff row of a staff actor; 0 for every other kind. */
struct staff_id actor_staff_id(const struct actor *a);
/* The person row of a pupil or guardian; 0 for every other kind. */
struct person_id actor_person_id(const struct actor *a);

#endif
