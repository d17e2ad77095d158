/*
 * The journal: an append-only log of every read of a person, every write, decision and letter.
 *
 * It is an RFC 6962 Merkle tree. An entry is hashed with a random salt over a canonical encoding
 * (docs/journal.md); the hash goes into the tree in the same transaction as what it tells of.
 * Signed checkpoints (C2SP tlog-checkpoint) fix the tree at least once a minute, and the peer
 * banks cosign them (C2SP tlog-cosignature), so that edit, deletion, reordering and truncation
 * are found by anybody who holds a checkpoint.
 *
 * Cost: an append reads and writes one small row beside its own, whatever the size of the log.
 * Forbidden in an entry: names, personal numbers, free text.
 */
#ifndef BANK_JOURNAL_H
#define BANK_JOURNAL_H

#include "bank/actor.h"
#include "bank/bank.h"
#include "bank/ids.h"

/* What happened. The stored form is the code of the table in journal_event.c: add a row there
 * (code and Swedish text) for a new event, at the end of its group. */
enum journal_event {
    /* the bank */
    JOURNAL_BANK_CREATED,
    JOURNAL_BANK_MIGRATED,
    JOURNAL_BANK_REKEYED,
    JOURNAL_BANK_CHECKED,
    JOURNAL_STAFF_ADDED,
    JOURNAL_STAFF_CHANGED,
    JOURNAL_RELATION_ADDED,
    JOURNAL_RELATION_CHANGED,
    JOURNAL_RELATION_ENDED,
    JOURNAL_TEAM_CHANGED,
    JOURNAL_LOGIN,
    JOURNAL_LOGOUT,
    JOURNAL_LOGIN_REFUSED, /* a sign-in that failed its checks, or by somebody not known here */
    JOURNAL_DRAFT_SAVED,   /* a form that was not sent */
    JOURNAL_SESSION_ENDED, /* by somebody else than its owner, or from another session */
    JOURNAL_ACCESS_REFUSED,
    JOURNAL_JOURNAL_READ,
    JOURNAL_JOURNAL_VERIFIED,
    /* people */
    JOURNAL_PERSON_READ,
    JOURNAL_PERSON_SEARCHED,
    JOURNAL_PERSON_LISTED,
    JOURNAL_PERSON_WRITTEN,
    JOURNAL_PERSON_PROTECTED, /* the protection level changed */
    JOURNAL_PERSON_ERASED,
    JOURNAL_EMERGENCY_OPENED, /* bank/opening.h */
    JOURNAL_OPENING_ASKED,
    JOURNAL_OPENING_APPROVED,
    JOURNAL_OPENING_REFUSED,
    JOURNAL_OPENING_REVIEWED,
    /* import */
    JOURNAL_IMPORT_SS12000,
    JOURNAL_IMPORT_ATTENDANCE,
    JOURNAL_IMPORT_INTERVENTIONS,
    JOURNAL_IMPORT_STAFF,
    /* school and social register */
    JOURNAL_ATTENDANCE_READ,
    JOURNAL_SIGNALS_READ,
    JOURNAL_THRESHOLD_CHANGED,
    JOURNAL_INTERVENTION_READ,
    JOURNAL_INTERVENTION_WRITTEN,
    JOURNAL_CATALOGUE_CHANGED,
    JOURNAL_INSTRUMENT_ADDED,
    JOURNAL_INSTRUMENT_CHANGED, /* a version is offered for new questions, or no longer */
    JOURNAL_STAIR_CHANGED,      /* the organiser's absence staircase */
    JOURNAL_TRACK_READ,         /* a pupil on it */
    JOURNAL_TRACK_WRITTEN,
    JOURNAL_INQUIRY_OPENED, /* into absence */
    JOURNAL_INQUIRY_READ,
    JOURNAL_INQUIRY_LISTED,
    JOURNAL_INQUIRY_CHANGED,
    JOURNAL_INQUIRY_CAUSES, /* the causes of absence were opened */
    JOURNAL_INQUIRY_REPORTED,
    JOURNAL_INQUIRY_ENDED,
    /* cases and consents */
    JOURNAL_CASE_OPENED,
    JOURNAL_CASE_READ,
    JOURNAL_CASE_LISTED,
    JOURNAL_CASE_CHANGED,
    JOURNAL_CASE_CLOSED,
    JOURNAL_CONSENT_GIVEN,
    JOURNAL_CONSENT_REFUSED,
    JOURNAL_CONSENT_WITHDRAWN,
    JOURNAL_CONSENT_READ,
    JOURNAL_SURVEY_WRITTEN,
    JOURNAL_PLAN_READ,
    JOURNAL_PLAN_WRITTEN,
    JOURNAL_PLAN_AGREED,
    JOURNAL_GOAL_WRITTEN,
    JOURNAL_MEASUREMENT_READ,
    JOURNAL_MEASUREMENT_WRITTEN,
    JOURNAL_MEASUREMENT_STRUCK,
    JOURNAL_QUESTIONNAIRE_PLANNED,
    JOURNAL_QUESTIONNAIRE_READ,
    JOURNAL_QUESTIONNAIRE_SAVED,
    JOURNAL_QUESTIONNAIRE_ANSWERED,
    JOURNAL_QUESTIONNAIRE_DECLINED,
    JOURNAL_QUESTIONNAIRE_CHANGED, /* a reminder, or cancelled */
    JOURNAL_CONSENT_ASKED,         /* a consent has been asked for */
    JOURNAL_CONSENT_CANCELLED,     /* a consent is no longer asked for */
    JOURNAL_INSIGHT_ASSESSED,      /* what a guardian may see has been assessed */
    JOURNAL_FAMILY_READ,           /* a pupil or guardian has looked at what is kept */
    JOURNAL_CONSULTATION_ASKED,    /* advice without identity: asked, answered, read */
    JOURNAL_CONSULTATION_ANSWERED,
    JOURNAL_CONSULTATION_READ,
    JOURNAL_FEEDBACK_SENT,    /* somebody has told of the accessibility of the pages */
    JOURNAL_FEEDBACK_REMOVED, /* it has been dealt with and taken away */
    JOURNAL_MEETING_READ,
    JOURNAL_MEETING_WRITTEN,
    JOURNAL_NOTE_WRITTEN,
    JOURNAL_CASE_OFFERED,
    /* letters */
    JOURNAL_DECISION,
    JOURNAL_LETTER_SENT,
    JOURNAL_LETTER_DELIVERED,
    JOURNAL_LETTER_RECEIVED,
    JOURNAL_LETTER_READ,
    JOURNAL_LETTER_LISTED,
    JOURNAL_LETTER_ACCEPTED,
    JOURNAL_LETTER_REJECTED,
    JOURNAL_LETTER_REFUSED, /* an envelope that failed its checks */
    JOURNAL_LETTER_WITHDRAWN,
    JOURNAL_PEER_ADDED,
    JOURNAL_PEER_CHANGED,
    JOURNAL_PEER_COSIGNED,
    JOURNAL_PEER_REFUSED, /* a checkpoint that was not signed by the peer or forks its log */
    /* follow-up */
    JOURNAL_FOLLOWUP_PUPIL,
    JOURNAL_FOLLOWUP_GROUP,
    JOURNAL_EXPORTED,
    JOURNAL_LAW_WHAT_IF, /* earlier decisions asked again under proposed rules */
    JOURNAL_EVENT__MAX
};
const char *journal_event_code(enum journal_event e);    /* "letter.sent" */
const char *journal_event_text_sv(enum journal_event e); /* for the pages */
bool journal_event_parse(const char *code, enum journal_event *out);

#define JOURNAL_DETAIL_MAX 4096

/* One thing to write down. The actor must be set; everything else may be 0. */
struct journal_entry {
    const struct actor *actor;
    enum journal_event event;
    struct person_id person;         /* the one it is about; 0: none, or `persons` */
    const struct person_id *persons; /* many read at once: one entry for all, in any order */
    size_t person_count;
    struct case_id case_id;
    const char *detail; /* a small JSON object: counts, codes, ids, periods; NULL is {} */
};

/* Appends within the caller's write transaction: with it committed or undone. */
MUST_USE enum err journal_append(struct bank *b, const struct journal_entry *e,
                                 struct err_ctx *ctx);
/* Appends in a transaction of its own, for a read that has ended. */
MUST_USE enum err journal_append_now(struct bank *b, const struct journal_entry *e,
                                     struct err_ctx *ctx);

/*
 * A reading collects the people whose sealed data are opened and becomes one journal entry. The
 * functions that unseal demand one, so that nothing is read unseen:
 *
 *     struct reading *r = reading_begin(bank, actor, JOURNAL_PERSON_LISTED);
 *     … person_identity(bank, r, id, &identity, ctx) …
 *     e = reading_end(r, ctx);          before anything is shown
 */
struct reading;
struct reading *reading_begin(struct bank *b, const struct actor *actor, enum journal_event event);
void reading_case(struct reading *r, struct case_id case_id);
void reading_detail(struct reading *r, const char *detail_json); /* copied */
void reading_add(struct reading *r, struct person_id person);    /* unsealing does it itself */
/* Lets the reading open people with a protected identity, which is otherwise ERR_DENIED. For the
 * few places that are made for it, never for a list; the entry says that it was so. */
void reading_allow_protected(struct reading *r);
/* Writes the entry – in the open write transaction or, when there is none, in its own – and frees
 * the reading. Nothing is written when nobody was read. Show nothing if it fails. */
MUST_USE enum err reading_end(struct reading *r, struct err_ctx *ctx);
/* Frees a reading of which nothing has been or will be shown. */
void reading_abandon(struct reading *r);
/* One or the other, by how the reading has gone so far: the first error. */
MUST_USE enum err reading_close(struct reading *r, enum err e, struct err_ctx *ctx);

/* ---- reading the journal ---- */

struct journal_filter {
    bool has_event, has_from, has_until;
    enum journal_event event;
    struct timestamp from, until; /* from inclusive, until exclusive */
    struct person_id person;      /* 0: all; else entries about this person, alone or among many */
    struct staff_id staff;        /* 0: all; else what this employee did */
    struct case_id case_id;
    int64_t before; /* 0: newest first from the end; else entries with a lower number */
    unsigned limit; /* 0: 100; at most 10,000 */
};

struct journal_row {
    int64_t number; /* 0 for the first entry of the log */
    struct timestamp time;
    struct actor actor;
    enum journal_event event; /* JOURNAL_EVENT__MAX when a later version wrote it */
    const char *event_code;
    struct person_id person;
    size_t person_count; /* how many it is about; 1 when `person` is set */
    struct case_id case_id;
    const char *detail;
};

/* Newest first. The rows belong to the arena. Reading the journal is itself to be journalled by
 * the caller (JOURNAL_JOURNAL_READ). */
MUST_USE enum err journal_list(struct bank *b, const struct journal_filter *f, struct arena *a,
                               struct journal_row **rows_out, size_t *count_out,
                               struct err_ctx *ctx);
/* The people of one entry, in rising order. */
MUST_USE enum err journal_persons(struct bank *b, int64_t number, struct arena *a,
                                  struct person_id **out, size_t *count_out, struct err_ctx *ctx);

/* ---- checkpoints ---- */

#define JOURNAL_NOTE_MAX 8192
#define JOURNAL_HASH     32

struct journal_head {
    int64_t size; /* number of entries */
    uint8_t root[JOURNAL_HASH];
};
MUST_USE enum err journal_head(struct bank *b, struct journal_head *out, struct err_ctx *ctx);

/* Signs and stores a checkpoint if the log has grown since the last one and `force` is set or the
 * configured time has passed. The serving process calls it every few seconds. ERR_CORRUPT, and
 * nothing signed, when the log no longer extends what was signed before. */
MUST_USE enum err journal_checkpoint(struct bank *b, bool force, struct err_ctx *ctx);

/* The newest checkpoint: a signed note with the cosignatures received for it, NUL-terminated.
 * ERR_NOT_FOUND in an empty log. */
MUST_USE enum err journal_checkpoint_note(struct bank *b, struct arena *a, const char **note_out,
                                          struct err_ctx *ctx);

/* RFC 6962 2.1.1 and 2.1.2. `*hashes_out` is `*count_out` × 32 bytes in the arena. */
MUST_USE enum err journal_inclusion_proof(struct bank *b, int64_t number, int64_t size,
                                          struct arena *a, uint8_t **hashes_out, size_t *count_out,
                                          struct err_ctx *ctx);
MUST_USE enum err journal_consistency_proof(struct bank *b, int64_t old_size, int64_t size,
                                            struct arena *a, uint8_t **hashes_out,
                                            size_t *count_out, struct err_ctx *ctx);

/* ---- verification ---- */

struct journal_fault {
    int64_t first, last; /* the entries concerned; -1 when it is not about entries */
    char text[200];      /* what is wrong, no personal data */
};

#define JOURNAL_FAULTS_MAX 20

struct journal_report {
    int64_t size;         /* entries that should be there */
    int64_t entries_read; /* entries that are there */
    int checkpoints, cosignatures;
    int64_t checkpoint_size, cosigned_size; /* newest; 0 none */
    struct timestamp checkpoint_time;
    size_t fault_count; /* all; the first JOURNAL_FAULTS_MAX are told */
    struct journal_fault faults[JOURNAL_FAULTS_MAX];
};

/* Reads every entry, rebuilds the tree and compares it with what is stored, signed and cosigned,
 * and with `outside_note` (may be NULL), a checkpoint kept elsewhere. ERR_OK also when faults
 * were found: look at fault_count. */
MUST_USE enum err journal_verify(struct bank *b, const char *outside_note,
                                 struct journal_report *out, struct err_ctx *ctx);

#endif
