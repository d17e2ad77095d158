/* Consultations and their answers as they come in; private to letterbox. */
#ifndef LETTERBOX_CONSULTATION_STORE_H
#define LETTERBOX_CONSULTATION_STORE_H

#include "letterbox/consultation.h"
#include "team/work.h"

/* Within the receiver's write transaction. An answer to something that was not asked, or has been
 * answered, is thrown away. */
MUST_USE enum err consultation_take(struct bank *b, struct work *w, const struct peer *peer,
                                    const struct letter_ref *ref, const struct content *c,
                                    struct arena *a, struct err_ctx *ctx);

#endif
