/*
 * Letters that this bank gets.
 *
 * Receiving checks size, layout, sender, signature, recipient, seal and content, stores the still
 * sealed envelope and journals, in one transaction, and answers with a signed receipt. The same
 * bytes again give the same receipt and change nothing; the same reference with other bytes is
 * refused. Nothing enters the register before an employee has looked at the preview and accepted.
 */
#ifndef LETTERBOX_INBOX_H
#define LETTERBOX_INBOX_H

#include "bank/bank.h"
#include "bank/ids.h"
#include "letterbox/content.h"
#include "letterbox/letter.h"
#include "letterbox/peer.h"

#define LETTERBOX_PATH_LETTERS    "/letterbox/v1/letters"
#define LETTERBOX_PATH_CHECKPOINT "/letterbox/v1/checkpoint"
#define LETTERBOX_RESPONSE_MAX    ((size_t)4096)
#define LETTERBOX_CHECKPOINT_MAX  ((size_t)16 * 1024) /* bytes of a request body */

/* What the web door sends back. */
struct letterbox_response {
    int status; /* HTTP */
    const char *content_type;
    size_t length;
    uint8_t body[LETTERBOX_RESPONSE_MAX];
};

/* POST /letterbox/v1/letters. Never fails: what fails is a response. 200 with a signed receipt –
 * also for a final refusal – 400 malformed, 403 unknown sender or signature, 413 too large, 503
 * try again. `bytes` may be anything; refuse more than ENVELOPE_MAX before reading on. */
void letterbox_receive(struct bank *b, struct blob bytes, struct letterbox_response *out);

/* POST /letterbox/v1/checkpoint: this bank witnesses a peer's journal (C2SP tlog-witness body). */
void letterbox_witness(struct bank *b, struct blob bytes, struct letterbox_response *out);

enum inbox_state {
    INBOX_RECEIVED, /* waits for somebody to look */
    INBOX_ACCEPTED,
    INBOX_REJECTED,
    INBOX_WITHDRAWN, /* withdrawn before it was accepted: its content is gone */
    INBOX_STATE__MAX
};
extern const char *const inbox_state_code[INBOX_STATE__MAX];
extern const char *const inbox_state_text_sv[INBOX_STATE__MAX];

/* The minimal preview. */
struct inbox_letter {
    struct letter_id id;
    struct letter_ref ref;
    struct peer_id peer;
    const char *peer_name;
    enum letter_kind kind;
    enum inbox_state state;
    struct timestamp created, received_at, decided_at; /* ms 0: not yet */
    const char *grounds, *rules;
    enum consent_purpose purpose;
    struct person_id person; /* ours, known and with a relation to the reader; else 0 */
    bool withdrawn;          /* withdrawn, before or after it was accepted */
    struct date withdrawn_on;
    int reject_reason; /* enum reject_reason, -1 */
};

struct inbox_filter {
    bool waiting_only;
    unsigned limit; /* 0: 200 */
};
/* Newest first; item letters. `person` is set for a STAFF actor with a relation to a person that
 * is listed; journalled as one list. */
MUST_USE enum err inbox_list(struct bank *b, const struct actor *actor,
                             const struct inbox_filter *f, struct arena *a,
                             struct inbox_letter **out, size_t *count_out, struct err_ctx *ctx);
MUST_USE enum err inbox_preview(struct bank *b, const struct actor *actor, struct letter_id id,
                                struct arena *a, struct inbox_letter *out, struct err_ctx *ctx);

struct inbox_acceptance {
    struct letter_id id;
    const char *need;   /* why it is needed in the own work (R38); recorded, sealed */
    bool create_person; /* the person may be new in this bank */
};
/* Takes the letter into the own register: links by personal number, seals the item with the
 * person's key, drops the envelope, queues the answer – in one transaction. ERR_CONFLICT: decided
 * or withdrawn already. ERR_NOT_FOUND: the person is not known and create_person is false.
 * ERR_DENIED: the person has a protected identity here. */
MUST_USE enum err inbox_accept(struct bank *b, const struct actor *actor,
                               const struct inbox_acceptance *acceptance,
                               struct person_id *person_out, struct err_ctx *ctx);
MUST_USE enum err inbox_reject(struct bank *b, const struct actor *actor, struct letter_id id,
                               enum reject_reason reason, struct err_ctx *ctx);

#endif
