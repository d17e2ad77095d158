/*
 * Sealed texts of the school's rooms: a small JSON object sealed with the person's key, which also
 * says what row it is of, so that one cannot be put in another's place. Private to school.
 */
#ifndef SCHOOL_SEALED_H
#define SCHOOL_SEALED_H

#include "bank/person.h"
#include "base/json.h"

/* What is sealed, and of which row ("track 12"). */
struct sealed_place {
    struct person_id person;
    enum person_purpose purpose;
    const char *row;
};

/* `object` is borrowed and gets the member "of". The result belongs to the arena. */
MUST_USE enum err sealed_put(struct bank *b, const struct sealed_place *p, json_t *object,
                             struct arena *a, struct blob *out, struct err_ctx *ctx);
/* *out is a new reference. ERR_CORRUPT when it is another row's. */
MUST_USE enum err sealed_get(struct bank *b, struct reading *r, const struct sealed_place *p,
                             struct blob sealed, json_t **out, struct err_ctx *ctx);

#endif
