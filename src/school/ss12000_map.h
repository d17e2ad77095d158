/* A table from SS 12000 ids to numbers, in memory, for one import: at most SS_MAP_MAX ids. */
#ifndef SCHOOL_SS12000_MAP_H
#define SCHOOL_SS12000_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

#define SS_MAP_MAX 8000000u

struct ss_map;

struct ss_map *ss_map_new(void);
void ss_map_free(struct ss_map *m); /* NULL is safe */

bool ss_map_get(const struct ss_map *m, const char *id, int64_t *out);
/* Adds, or sets anew. ERR_LIMIT when there are too many. */
MUST_USE enum err ss_map_put(struct ss_map *m, const char *id, int64_t value, struct err_ctx *ctx);

/* Which of the numbers 0, 1, 2 … have been met; grows as needed. */
struct ss_set {
    uint64_t *words;
    size_t count;
};
void ss_set_add(struct ss_set *s, int64_t v);
bool ss_set_has(const struct ss_set *s, int64_t v);
void ss_set_free(struct ss_set *s);

#endif
