/*
 * Memory. An arena holds what belongs to one request or command and is freed as a whole.
 *
 * There is no failing allocation to handle: when memory runs out the process ends at once with a
 * message (every stored state is transactional, so nothing is lost). Input sizes are bounded
 * where input is parsed, and an arena has a maximum of its own against programming errors.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* malloc, calloc and realloc that end the process instead of returning NULL. */
void *mem_alloc(size_t bytes) __attribute__((malloc, returns_nonnull));
void *mem_zalloc(size_t count, size_t bytes) __attribute__((malloc, returns_nonnull));
void *mem_realloc(void *old, size_t bytes) __attribute__((returns_nonnull));
char *mem_strdup(const char *s) __attribute__((returns_nonnull));

struct arena;

/* An arena that may hold at most `max_bytes`; asking for more ends the process. */
struct arena *arena_new(size_t max_bytes);
void arena_free(struct arena *a);  /* NULL is safe */
void arena_reset(struct arena *a); /* forget everything, keep the arena */

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *a, size_t bytes) __attribute__((returns_nonnull));
char *arena_strdup(struct arena *a, const char *s); /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n);
void *arena_copy(struct arena *a, const void *p, size_t n);
/* `list` with room for one more than `count` elements of `size` bytes: the list itself, or a copy
 * of twice the room. `*room` is 0 to begin with. */
void *arena_grow(struct arena *a, void *list, size_t count, size_t *room, size_t size);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* A run of bytes that is not owned. `p` may be NULL when `n` is 0. */
struct blob {
    const uint8_t *p;
    size_t n;
};

#endif
