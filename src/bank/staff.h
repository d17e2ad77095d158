/*
 * Staff of the authority: who may be let in and in which role. A role alone opens no record; a
 * relation must (my school, my team, my case).
 */
#ifndef BANK_STAFF_H
#define BANK_STAFF_H

#include "bank/bank.h"
#include "bank/ids.h"
#include "base/rejects.h"

/* Requirements A08–A18. */
enum role {
    ROLE_KURATOR,
    ROLE_REKTOR,
    ROLE_ELEVHALSOCHEF,
    ROLE_MENTOR,
    ROLE_SKOLSOCIONOM,
    ROLE_SOCIALSEKRETERARE,
    ROLE_ENHETSCHEF,
    ROLE_ANALYTIKER,
    ROLE_JURIST,
    ROLE_ADMINISTRATOR,
    ROLE__MAX
};
extern const char *const role_code[ROLE__MAX];    /* kurator, rektor, elevhalsochef … */
extern const char *const role_text_sv[ROLE__MAX]; /* Kurator, Rektor, Elevhälsochef … */
bool role_parse(const char *code, enum role *out);
bool role_in_kind(enum role r, enum bank_kind kind); /* a kurator works in no social bank */

#define STAFF_NAME   128
#define STAFF_UNIT   64
#define STAFF_SOURCE 64

struct staff {
    struct staff_id id;
    char name[STAFF_NAME];  /* as colleagues know it */
    char login[STAFF_NAME]; /* name at the identity provider; unique; "" when none */
    enum role role;
    char unit[STAFF_UNIT]; /* school unit code or social unit; "" for the whole authority */
    bool active;
};

/* Adds or changes (by login, else by name, role and unit); journalled; own transaction or the
 * caller's. ERR_INVALID: a role of the other kind of bank, an empty name. */
MUST_USE enum err staff_put(struct bank *b, const struct staff *in, const struct actor *actor,
                            struct staff_id *id_out, bool *changed_out, struct err_ctx *ctx);
/* Changes the one with this id, or adds one when it is 0. ERR_CONFLICT: another has the login. */
MUST_USE enum err staff_change(struct bank *b, const struct staff *in, const struct actor *actor,
                               struct staff_id *id_out, struct err_ctx *ctx);
/* Adds one without a relation to the unit, which an import gives with its own days. */
MUST_USE enum err staff_add_from(struct bank *b, const struct staff *in, const struct actor *actor,
                                 struct staff_id *id_out, struct err_ctx *ctx);
/* The employee leaves: inactive, and every relation ends now. A session ends with its next
 * request. */
MUST_USE enum err staff_end(struct bank *b, struct staff_id id, const struct actor *actor,
                            struct err_ctx *ctx);
MUST_USE enum err staff_read(struct bank *b, struct staff_id id, struct staff *out,
                             struct err_ctx *ctx);
/* By the name at the identity provider. */
MUST_USE enum err staff_find_login(struct bank *b, const char *login, struct staff *out,
                                   struct err_ctx *ctx);
/* By role and name; the rows belong to the arena. */
MUST_USE enum err staff_list(struct bank *b, bool active_only, struct arena *a, struct staff **out,
                             size_t *count_out, struct err_ctx *ctx);

struct staff_import {
    struct rejects_reasons reasons;
    unsigned long read, added, changed, rejected;
};
/* CSV with the columns name, role, unit and, if wanted, login and active (yes/no). Bad rows go to
 * `rejects` (CSV: line, column, reason, remedy; NULL throws them away), the rest goes in. */
MUST_USE enum err staff_import(struct bank *b, const char *path, const char *rejects_path,
                               const struct actor *actor, struct staff_import *out,
                               struct err_ctx *ctx);

#endif
