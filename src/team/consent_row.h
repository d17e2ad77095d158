/* Reading stored consents without journal; private to team. */
#ifndef TEAM_CONSENT_ROW_H
#define TEAM_CONSENT_ROW_H

#include "team/consent.h"

/* All of a person's, newest first, with the answers and without notes. */
MUST_USE enum err consent_rows(struct bank *b, struct person_id person, struct arena *a,
                               struct consent **out, size_t *count_out, struct err_ctx *ctx);

#endif
