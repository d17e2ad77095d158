/*
 * Drafts: what somebody has written in a form and not sent, kept for the same user and the same
 * page, sealed, until it is sent, thrown away, or two weeks old. One a page and user.
 *
 * A form says who was given it, for which page and about whom, with a keyed hash: so that what is
 * written is not lost when the session ends before it is sent, and is never given to another.
 */
#ifndef WEB_DRAFT_H
#define WEB_DRAFT_H

#include "bank/journal.h"
#include "web/http.h"
#include "web/session.h"

#define DRAFT_KEPT_MS    ((int64_t)14 * 24 * 3600 * 1000)
#define DRAFT_PROOF_MS   ((int64_t)24 * 3600 * 1000) /* how long a form may lie before it is sent */
#define DRAFT_PROOF_TEXT (2 * (1 + 8 + 8 + 8 + 16) + 1)
#define DRAFT_PAGE_MAX   300 /* bytes of an address */
#define DRAFTS_MAX       50  /* of one user */

struct draft_owner {
    enum session_kind kind;
    int64_t id;               /* staff or person */
    struct person_id subject; /* whom the form is about: the text is sealed with that person's key;
                                 0: with the bank's */
};
struct draft_owner draft_owner_of(const struct session *s);
bool draft_owner_same(const struct draft_owner *x, const struct draft_owner *y);

void draft_proof(const struct bank *b, const struct draft_owner *o, const char *page,
                 char out[DRAFT_PROOF_TEXT]);
/* Whether the proof was made here, for this page, not too long ago. */
bool draft_proof_read(const struct bank *b, const char *proof, const char *page,
                      struct draft_owner *out);

struct draft {
    int64_t id; /* 0: there is none */
    struct timestamp saved;
    struct person_id subject;
    const char *page;
    const struct http_pair *fields;
    size_t count;
};

/* Names of form fields that are the program's own and never part of what was written. */
bool draft_is_own_field(const char *name);

/* Journalled. ERR_LIMIT: the owner has too many. */
MUST_USE enum err draft_save(struct bank *b, const struct draft_owner *o, const char *page,
                             const struct http_pair *fields, size_t count, struct err_ctx *ctx);
/* out->id is 0 when there is none, or when it cannot be opened any more (the person is erased or
 * protected). A draft about a person is opened in *reading, which is begun when it is NULL. */
MUST_USE enum err draft_load(struct bank *b, const struct draft_owner *o, const char *page,
                             enum journal_event event, struct reading **reading, struct arena *a,
                             struct draft *out, struct err_ctx *ctx);
MUST_USE enum err draft_delete(struct bank *b, const struct draft_owner *o, const char *page,
                               struct err_ctx *ctx);
/* The owner's drafts with their pages, without the fields; newest first. */
MUST_USE enum err draft_list(struct bank *b, const struct draft_owner *o, struct reading *reading,
                             struct arena *a, struct draft **out, size_t *count_out,
                             struct err_ctx *ctx);
MUST_USE enum err draft_purge(struct bank *b, struct err_ctx *ctx);

#endif
