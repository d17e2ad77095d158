/*
 * What a letter says, composed from the bank's own registers (letterbox/content.h has the
 * schemas). Reading is part of sending a letter, which is journalled; nothing here journals.
 */
#ifndef FOLLOWUP_LETTER_ITEM_H
#define FOLLOWUP_LETTER_ITEM_H

#include "bank/bank.h"
#include "bank/journal.h"
#include "base/json.h"

/* Weekly sums of a pupil's attendance from the first Monday of from–to; weeks with nothing offered
 * are left out. ERR_NOT_FOUND when there is none at all. *out is a new reference. */
MUST_USE enum err letter_item_attendance(struct bank *b, struct person_id person, struct date from,
                                         struct date to, struct arena *a, json_t **out,
                                         struct err_ctx *ctx);

/* A person's named interventions that went on in from–to: code, level, start and, if so, end –
 * never the title. The reading covers the person. ERR_NOT_FOUND when there is none. */
MUST_USE enum err letter_item_interventions(struct bank *b, struct reading *r,
                                            struct person_id person, struct date from,
                                            struct date to, struct arena *a, json_t **out,
                                            struct err_ctx *ctx);

#endif
