/*
 * A growing text buffer with a maximum. Appending past the maximum sets a sticky error, so a run
 * of appends is checked once, at the end, with buf_ok(). The text is always NUL-terminated.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct buf {
    char *text; /* never NULL after buf_init */
    size_t len, cap, max;
    bool full; /* something did not fit */
};

void buf_init(struct buf *b, size_t max_bytes);
void buf_free(struct buf *b); /* a zeroed or freed buffer is safe */
void buf_clear(struct buf *b);
static inline bool buf_ok(const struct buf *b)
{
    return !b->full;
}

void buf_add(struct buf *b, const char *s);
void buf_add_n(struct buf *b, const void *p, size_t n);
void buf_add_char(struct buf *b, char c);
/* `s` escaped for HTML and XML, in content and in quoted attributes; NULL adds nothing. */
void buf_add_html(struct buf *b, const char *s);
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
