/* Pieces of the schema checks; private to letterbox. */
#ifndef LETTERBOX_CONTENT_CHECK_H
#define LETTERBOX_CONTENT_CHECK_H

#include "letterbox/content.h"

MUST_USE enum err check_failed(const char *where, const char *remedy, struct err_ctx *ctx);

/* An object with all of `required`, any of `optional` (or NULL), and nothing else. */
bool check_members(const json_t *object, const char *const *required, const char *const *optional);
bool check_date(const json_t *object, const char *key, struct date *out);
bool check_int(const json_t *object, const char *key, int max, int *out);
bool check_word(const json_t *object, const char *key, const char *const *words, int count,
                int *out);

#endif
