/*
 * A set of ids in few bytes, for journal entries about many people: runs of consecutive ids, each
 * as (gap from the end of the run before, length - 1) in LEB128. 100,000 people who were
 * imported together take a handful of bytes. There is exactly one encoding of a set.
 */
#ifndef BANK_IDSET_H
#define BANK_IDSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"

#define IDSET_MAX 20000000 /* ids in a set; more is refused when it is read */

/* Sorts `ids` (positive), drops doubles in place, appends the encoding; returns how many are
 * left. */
size_t idset_encode(int64_t *ids, size_t n, struct buf *out);

struct idset_reader {
    const uint8_t *p, *end;
    int64_t next, last; /* of the run being read; none when next > last */
    size_t count;
    bool bad;
};
void idset_open(struct idset_reader *r, struct blob set);
/* False at the end or when the encoding is wrong (then r->bad). */
bool idset_next(struct idset_reader *r, int64_t *id_out);
/* First, last and number of ids, without listing them. False when the encoding is wrong. */
bool idset_bounds(struct blob set, int64_t *first, int64_t *last, size_t *count);
bool idset_has(struct blob set, int64_t id);

#endif
