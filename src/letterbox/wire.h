/* Big-endian integers in byte strings, and a reader that cannot run past the end; private. */
#ifndef LETTERBOX_WIRE_H
#define LETTERBOX_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"

/* Both advance `*p`; the caller has made sure of the room. */
static inline void wire_put(uint8_t **p, const void *bytes, size_t n)
{
    memcpy(*p, bytes, n);
    *p += n;
}

static inline void wire_put_uint(uint8_t **p, uint64_t v, unsigned bytes)
{
    for (unsigned i = bytes; i-- > 0;) {
        *(*p)++ = (uint8_t)(v >> (8 * i));
    }
}

struct wire {
    const uint8_t *p;
    size_t left;
    bool short_; /* something was asked for that is not there */
};

/* The next n bytes, or NULL. */
static inline const uint8_t *wire_take(struct wire *w, size_t n)
{
    if (w->short_ || w->left < n) {
        w->short_ = true;
        return NULL;
    }
    const uint8_t *at = w->p;
    w->p += n;
    w->left -= n;
    return at;
}

static inline void wire_get(struct wire *w, void *out, size_t n)
{
    const uint8_t *at = wire_take(w, n);
    if (at != NULL) {
        memcpy(out, at, n);
    }
}

static inline uint64_t wire_get_uint(struct wire *w, unsigned bytes)
{
    uint64_t v = 0;
    const uint8_t *at = wire_take(w, bytes);
    for (unsigned i = 0; at != NULL && i < bytes; i++) {
        v = v << 8 | at[i];
    }
    return v;
}

#endif
