/*
 * People: pupils, guardians, clients. What names a person – personal number, names – is sealed
 * with a data key of that person's own, which is wrapped by the bank's key-encryption key;
 * destroying the wrapped key erases the person, also in everything else that was sealed with
 * person_seal(). A keyed blind index finds a personal number without storing it.
 *
 * Protected identities (skyddade personuppgifter, OSL 21:3, 21:3 a, 26:14; requirement L01): a
 * person is *listed* only if neither the person nor somebody whose protection would expose the
 * person (a guardian) is protected. Every list, signal, letter, follow-up group and export reads
 * the view `listed_person` (same columns as `person`) or tests person_is_listed().
 */
#ifndef BANK_PERSON_H
#define BANK_PERSON_H

#include "bank/journal.h"
#include "base/civic.h"

enum protection {
    PROTECTION_NONE,
    PROTECTION_MARKED,     /* sekretessmarkering: a warning sign in the population register */
    PROTECTION_REGISTERED, /* skyddad folkbokföring (skatteregisterlagen; folkbokföringslagen 16 §)
                            */
    PROTECTION_ASSUMED,    /* fingerade personuppgifter (lag 1991:483) */
    PROTECTION__MAX
};
extern const char *const protection_code[PROTECTION__MAX];
/* none, sekretessmarkering, skyddad-folkbokforing, fingerad */
extern const char *const protection_text_sv[PROTECTION__MAX];
extern const char *const protection_ss12000[PROTECTION__MAX]; /* last: NULL, it has no value */

#define PERSON_NAME   128
#define PERSON_SOURCE 64

/* What is not sealed. */
struct person {
    struct person_id id;
    char source_id[PERSON_SOURCE]; /* SS 12000 id (uuid) or ""; never a personal number */
    bool has_birth_date;
    struct date birth_date;
    enum sex sex;
    enum protection protection; /* the person's own */
    enum protection effective;  /* the highest of its own and of those who would expose it */
    bool erased;
};

/* What is sealed. Names are UTF-8. */
struct person_identity {
    bool has_civic; /* a person from abroad may have none */
    struct civic_no civic;
    char given_name[PERSON_NAME];
    char family_name[PERSON_NAME];
};

/* ---- writing ---- */

struct person_input {
    const char *source_id; /* NULL or "" when there is none */
    struct person_identity identity;
    bool has_birth_date; /* else taken from the number, when there is one */
    struct date birth_date;
    enum sex sex; /* SEX_UNKNOWN: taken from the number */
    enum protection protection;
};

enum person_change { PERSON_UNCHANGED, PERSON_ADDED, PERSON_CHANGED, PERSON_CHANGE__MAX };

/* Adds, or brings up to date, the person with this source id or personal number, within the
 * caller's write transaction. A level of protection is taken over at once; PROTECTION_NONE lifts
 * one that the source had set but never PROTECTION_ASSUMED, which only people set.
 * ERR_CONFLICT: the source id and the number belong to two different people.
 * The caller journals (one entry for an import). */
MUST_USE enum err person_put(struct bank *b, const struct person_input *in,
                             struct person_id *id_out, enum person_change *change_out,
                             struct err_ctx *ctx);

/* Changes the level, what follows from it for others, and the journal, in the caller's write
 * transaction or its own. */
MUST_USE enum err person_set_protection(struct bank *b, struct person_id id, enum protection level,
                                        const struct actor *actor, struct err_ctx *ctx);

/* Tells that `guardian`'s protection would expose `child` (guardians, also siblings either way).
 * Within the caller's write transaction. Whoever stores a guardian calls this; doing so twice
 * changes nothing. */
MUST_USE enum err person_expose(struct bank *b, struct person_id guardian, struct person_id child,
                                struct err_ctx *ctx);
MUST_USE enum err person_unexpose(struct bank *b, struct person_id guardian, struct person_id child,
                                  struct err_ctx *ctx);

/* Destroys the data key, the blind index, the sealed identity, source id and birth date. What was
 * sealed for the person anywhere can no longer be opened, by anybody, also not from the journal.
 * The row stays as a number without a person, so that counts made earlier stay true.
 * Journalled, in the caller's write transaction or its own. */
MUST_USE enum err person_erase(struct bank *b, struct person_id id, const struct actor *actor,
                               struct err_ctx *ctx);

/* ---- reading ---- */

/* The unsealed part; does not need a reading (it names nobody). ERR_NOT_FOUND. */
MUST_USE enum err person_read(struct bank *b, struct person_id id, struct person *out,
                              struct err_ctx *ctx);
/* Whether the person may appear in lists, signals, letters, groups and exports. */
MUST_USE enum err person_is_listed(struct bank *b, struct person_id id, bool *out,
                                   struct err_ctx *ctx);

/* Opens the sealed part and notes it in the reading, which must not be NULL. ERR_NOT_FOUND when
 * there is none or it is erased; ERR_DENIED when the person is not listed, unless the reading
 * allows it. A few microseconds. */
MUST_USE enum err person_identity(struct bank *b, struct reading *r, struct person_id id,
                                  struct person_identity *out, struct err_ctx *ctx);
/* The same from columns `wrapped_key` and `sealed_identity` that a joined query has read already,
 * from `listed_person`: no query at all, and therefore no test of protection here. */
MUST_USE enum err person_identity_open(struct bank *b, struct reading *r, struct person_id id,
                                       struct blob wrapped_key, struct blob sealed_identity,
                                       struct person_identity *out, struct err_ctx *ctx);

MUST_USE enum err person_find_civic(struct bank *b, const struct civic_no *civic,
                                    struct person_id *out, struct err_ctx *ctx);
MUST_USE enum err person_find_source(struct bank *b, const char *source_id, struct person_id *out,
                                     struct err_ctx *ctx);

/* ---- all at once, for imports ---- */

/* A table of every personal number's blind index in memory: 100,000 people load in under 0.1 s
 * and take 4 MB; a look-up takes about a microsecond. Read-only, may be shared by threads. */
struct person_index;
MUST_USE enum err person_index_load(struct bank *b, struct person_index **out, struct err_ctx *ctx);
bool person_index_find(const struct person_index *x, const struct civic_no *civic,
                       struct person_id *id_out, bool *listed_out); /* listed_out may be NULL */
size_t person_index_count(const struct person_index *x);
void person_index_free(struct person_index *x);

/* ---- sealing for a person ---- */

/* What a sealed value is for; part of what is authenticated, so values cannot be swapped between
 * columns. Add a row for a new column, never renumber (it is in every sealed value). */
enum person_purpose {
    PURPOSE_IDENTITY = 1,
    PURPOSE_CASE_TEXT = 2,
    PURPOSE_CONSENT_TEXT = 3,
    PURPOSE_LETTER = 4,
    PURPOSE_INTERVENTION_TEXT = 5,
    PURPOSE_GOAL_TEXT = 6,
    PURPOSE_DECISION_TEXT = 7,
    PURPOSE_DRAFT = 8,
    PURPOSE_RECEIVED_ITEM = 9,
    PURPOSE_ENROLMENT_TEXT = 10,
    PURPOSE_CASEWORK = 20, /* survey, plan, meetings, notes, hand-over (team/casetext.h) */
    PURPOSE_OPENING_TEXT = 30,
    PURPOSE_MEASUREMENT = 21,
    PURPOSE_QUESTIONNAIRE = 22,
    PURPOSE_GAS_GOAL = 23,
    PURPOSE_CONSENT_REQUEST = 140,
    PURPOSE_INSIGHT = 141,
    PURPOSE_TRACK_TEXT = 40,   /* the absence staircase */
    PURPOSE_INQUIRY_TEXT = 41, /* an absence inquiry */
    PURPOSE_INQUIRY_CAUSES = 42
};

/* Free text is always sealed. The result belongs to the arena and is BANK_SEAL_EXTRA longer. */
MUST_USE enum err person_seal(struct bank *b, struct person_id id, enum person_purpose purpose,
                              struct blob plain, struct arena *a, struct blob *out,
                              struct err_ctx *ctx);
/* ERR_CORRUPT: changed, or sealed for another person or purpose. ERR_NOT_FOUND: erased.
 * ERR_DENIED: protected, and the reading does not allow it. */
MUST_USE enum err person_unseal(struct bank *b, struct reading *r, struct person_id id,
                                enum person_purpose purpose, struct blob sealed, struct arena *a,
                                struct blob *out, struct err_ctx *ctx);

#endif
