/*
 * Writing down what is refused at the door, without letting whoever floods it fill the journal;
 * private to letterbox.
 */
#ifndef LETTERBOX_REFUSAL_H
#define LETTERBOX_REFUSAL_H

#include "bank/bank.h"
#include "bank/ids.h"

/* Why something was refused; stored, so never renumber. */
enum refusal {
    REFUSED_TOO_LARGE = 1,
    REFUSED_MALFORMED = 2,
    REFUSED_UNKNOWN_PEER = 3,
    REFUSED_SIGNATURE = 4,
    REFUSED_RECIPIENT = 5,
    REFUSED_SEAL = 6,
    REFUSED_KIND = 7,
    REFUSED_CONTENT = 8,
    REFUSED_REF_TAKEN = 9,
    REFUSED_CLOCK = 10,
    REFUSED_REPLAY = 11,     /* not refused: the same receipt again */
    REFUSED_CHECKPOINT = 12, /* a checkpoint that does not extend what was witnessed */
    REFUSED__MAX
};

#define REFUSAL_WINDOW_MS (INT64_C(3600) * 1000)
#define REFUSAL_ENTRIES   20 /* in a window, of a sender and reason */

/* Logs and journals a refusal, but at most REFUSAL_ENTRIES in a window; the last of them says
 * that more are not noted. `peer` is 0 when the sender is not known. Never fails: what cannot be
 * journalled is logged. */
void refusal_note(struct bank *b, struct peer_id peer, enum refusal why);

/* Whether the entries of this window have been used up. */
bool refusal_muted(struct bank *b, struct peer_id peer, enum refusal why);

#endif
