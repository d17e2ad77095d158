/*
 * Received items: what another authority has sent about a person and this one has accepted into
 * its own documentation, marked as received, with sender, ground and date. For follow-up.
 */
#ifndef LETTERBOX_RECEIVED_H
#define LETTERBOX_RECEIVED_H

#include "bank/bank.h"
#include "bank/ids.h"
#include "bank/person.h"
#include "letterbox/content.h"

/* Where an item comes from; shared by the items of one letter. */
struct received_source {
    struct letter_id letter;
    struct peer_id peer;
    const char *peer_name;
    enum letter_kind kind;
    struct date sent, received, accepted;
    const char *grounds, *rules;
    bool withdrawn; /* the consent was withdrawn after it had been accepted */
    struct date withdrawn_on;
};

struct received_week {
    struct date monday;
    int offered_minutes, valid_absence_minutes, invalid_absence_minutes;
    const struct received_source *source;
};

struct received_intervention {
    const char *code, *level; /* stable words of docs/formats.md */
    struct date started;
    struct date ended; /* DATE_OPEN while it goes on */
    const struct received_source *source;
};

struct received_goal {
    enum goal_area area;
    enum goal_reached reached;
    struct date on;
    const struct received_source *source;
};

struct received_message {
    const char *text;
    const struct received_source *source;
};

struct received_items {
    const struct received_source *sources;
    size_t source_count;
    struct received_week *weeks; /* by Monday; one week once: the letter created last counts */
    size_t week_count;
    struct received_intervention *interventions; /* by start; one (code, start) once, likewise */
    size_t intervention_count;
    struct received_goal *goals; /* by day */
    size_t goal_count;
    struct received_message *messages; /* by day sent */
    size_t message_count;
    unsigned withdrawn_left_out; /* letters not among the above because they are withdrawn */
};

/* Everything received about a person, within a reading (bank/journal.h). Items of withdrawn
 * letters are left out unless asked for: they stay in the documentation, but a new follow-up
 * does not rest on them. All belongs to the arena. */
MUST_USE enum err received_read(struct bank *b, struct reading *r, struct person_id person,
                                bool withdrawn_too, struct arena *a, struct received_items *out,
                                struct err_ctx *ctx);

#endif
