/* What the files of this folder share: writing a row and its sealed title. */
#ifndef INTERVENTION_STORE_H
#define INTERVENTION_STORE_H

#include "intervention/given.h"

/* "" is stored as NULL: *out is empty. */
MUST_USE enum err intervention_seal_title(struct bank *b, struct person_id person,
                                          const char *title, struct arena *a, struct blob *out,
                                          struct err_ctx *ctx);
MUST_USE enum err intervention_unseal_title(struct bank *b, struct reading *r,
                                            struct person_id person, struct blob sealed,
                                            struct arena *a, const char **out, struct err_ctx *ctx);
/* Adds a row, in the caller's write transaction. */
MUST_USE enum err intervention_store(struct bank *b, const struct intervention *in, bool from_file,
                                     struct arena *a, struct intervention_id *id_out,
                                     struct err_ctx *ctx);

#endif
