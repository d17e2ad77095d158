/*
 * Sessions and the tokens of their forms (OWASP ASVS 5.0 V3, V7).
 *
 * A session is 256 random bits in a cookie, stored as a keyed hash; it ends after 30 minutes
 * without use, after 10 hours, at sign-out, or when its owner may no longer have it: an employee
 * who is inactive or has another role, a guardian or pupil without a case here.
 *
 * A form token is 128 random bits and a keyed hash of them and the session: it proves that this
 * session was given the form, and, being new in every form, it also makes sending one twice
 * harmless (form_claim).
 */
#ifndef WEB_SESSION_H
#define WEB_SESSION_H

#include "bank/bank.h"
#include "bank/staff.h"
#include "web/page_out.h"

#define SESSION_IDLE_MS     ((int64_t)30 * 60 * 1000)
#define SESSION_LONGEST_MS  ((int64_t)10 * 3600 * 1000)
#define SESSION_TOKEN       32
#define SESSION_COOKIE_TEXT (2 * SESSION_TOKEN + 1)
#define FORM_NONCE          16
#define FORM_TOKEN_TEXT     (4 * FORM_NONCE + 1)
#define FORM_KEPT_MS        ((int64_t)24 * 3600 * 1000)

/* Who is signed in. Stored: never renumber. */
enum session_kind {
    SESSION_NONE,
    SESSION_STAFF,
    SESSION_PUPIL,
    SESSION_GUARDIAN,
    SESSION_KIND__MAX
};

/* Zeroed: nobody is signed in. */
struct session {
    enum session_kind kind;
    struct staff_id staff;   /* 0 unless an employee */
    struct person_id person; /* the pupil or guardian; 0 for an employee */
    enum role role;          /* of the employee when the session began */
    enum page_language language;
    int64_t number;                 /* in the owner's list of sessions */
    struct timestamp created, seen; /* `seen`: last use that was written down */
    uint8_t token[SESSION_TOKEN];
};

/* The owner of a session as an actor; ACTOR_SYSTEM "visitor" when nobody is signed in. */
struct actor session_actor(const struct session *s);

struct session_opening {
    enum session_kind kind;
    struct staff_id staff;
    struct person_id person;
    enum role role;
    enum page_language language;
    const char *device;   /* NULL: not known */
    const char *provider; /* the identity provider's name; NULL: the demo's sign-in */
    struct blob id_token; /* to sign out at the provider; empty: none */
};

/* A new session with a new cookie; journalled as JOURNAL_LOGIN. */
MUST_USE enum err session_new(struct bank *b, const struct session_opening *o,
                              char cookie_out[SESSION_COOKIE_TEXT], struct err_ctx *ctx);
/* ERR_NOT_FOUND: no such session, or it has ended. */
MUST_USE enum err session_find(struct bank *b, const char *cookie, struct session *out,
                               struct err_ctx *ctx);
MUST_USE enum err session_set_language(struct bank *b, const struct session *s,
                                       enum page_language language, struct err_ctx *ctx);
/* When it ends if nothing is done from now on. */
struct timestamp session_ends(const struct session *s);
/* What the session was begun with; *id_token_out is NULL when there is none. */
MUST_USE enum err session_id_token(struct bank *b, const struct session *s, struct arena *a,
                                   const char **provider_out, const char **id_token_out,
                                   struct err_ctx *ctx);
MUST_USE enum err session_end(struct bank *b, const struct session *s, struct err_ctx *ctx);
/* A session as its owner, an administrator or an operator sees it. */
struct session_row {
    int64_t number;
    enum session_kind kind;
    struct staff_id staff;   /* 0 unless an employee's */
    struct person_id person; /* 0 for an employee's */
    const char *device;
    struct timestamp created, seen;
};
/* The owner's sessions that go on, the one used last first. */
MUST_USE enum err session_list(struct bank *b, const struct session *owner, struct arena *a,
                               struct session_row **out, size_t *count_out, struct err_ctx *ctx);
/* Those of all employees. */
MUST_USE enum err session_list_staff(struct bank *b, struct arena *a, struct session_row **out,
                                     size_t *count_out, struct err_ctx *ctx);
/* Those of everybody. The caller journals that people were listed. */
MUST_USE enum err session_list_all(struct bank *b, struct arena *a, struct session_row **out,
                                   size_t *count_out, struct err_ctx *ctx);
/* Ends another session of the same owner, or with number 0 all others. ERR_NOT_FOUND: no such.
 * Journalled. */
MUST_USE enum err session_end_own(struct bank *b, const struct session *own, int64_t number,
                                  struct err_ctx *ctx);
/* Ends every session of an employee, at once. Journalled; `count_out` may be NULL. */
MUST_USE enum err session_end_staff(struct bank *b, struct staff_id staff,
                                    const struct actor *actor, int64_t *count_out,
                                    struct err_ctx *ctx);
/* Sessions to end, whoever has them: one by its number, all of an employee, or all of a pupil or
 * guardian. One of the three is set, or `all` alone. */
struct session_which {
    int64_t number;
    struct staff_id staff;
    struct person_id person;
    bool all;
};
/* For an operator in an incident: at once, also in a process that is serving. Journalled, with the
 * pupils and guardians whose sessions ended. ERR_NOT_FOUND: there was none. */
MUST_USE enum err session_end_which(struct bank *b, const struct session_which *which,
                                    const struct actor *actor, int64_t *count_out,
                                    struct err_ctx *ctx);
/* Forget sessions and forms that have ended. */
MUST_USE enum err session_purge(struct bank *b, struct err_ctx *ctx);

void session_form_token(const struct bank *b, const struct session *s, char out[FORM_TOKEN_TEXT]);
bool session_form_ok(const struct bank *b, const struct session *s, const char *token);

/* What became of a form. */
enum form_state {
    FORM_NEW,    /* claimed: handle it, then form_done or form_give_back */
    FORM_DONE,   /* handled before; *location_out is where it led */
    FORM_UNKNOWN /* being handled, or the process ended while it was */
};
MUST_USE enum err form_claim(struct bank *b, const char *token, struct arena *a,
                             enum form_state *state_out, const char **location_out,
                             struct err_ctx *ctx);
MUST_USE enum err form_done(struct bank *b, const char *token, const char *location,
                            struct err_ctx *ctx);
/* Whether a form has been sent before, whatever became of it. */
MUST_USE enum err form_was_sent(struct bank *b, const char *token, bool *out, struct err_ctx *ctx);
MUST_USE enum err form_give_back(struct bank *b, const char *token, struct err_ctx *ctx);

/* A keyed proof that this session may do one thing with one row, to put into a form or address
 * when no stored relation exists yet; `use` is a constant word. */
#define SESSION_GRANT_TEXT 33
void session_grant(const struct bank *b, const struct session *s, const char *use, int64_t row,
                   char out[SESSION_GRANT_TEXT]);
bool session_grant_ok(const struct bank *b, const struct session *s, const char *use, int64_t row,
                      const char *grant);

#endif
