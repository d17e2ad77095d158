#include "base/mem.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct block {
    struct block *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct block *blocks; /* newest first */
    size_t total, max;
};

static const size_t block_bytes = (size_t)16 * 1024;

static void out_of_memory(void)
{
    static const char text[] = "brygga: out of memory; nothing that was stored is lost\n";
    ssize_t n = write(STDERR_FILENO, text, sizeof text - 1);
    (void)n;
    abort();
}

void *mem_alloc(size_t bytes)
{
    void *p = malloc(bytes != 0 ? bytes : 1);
    if (p == NULL) {
        out_of_memory();
    }
    return p;
}

void *mem_zalloc(size_t count, size_t bytes)
{
    void *p = calloc(count != 0 ? count : 1, bytes != 0 ? bytes : 1);
    if (p == NULL) {
        out_of_memory();
    }
    return p;
}

void *mem_realloc(void *old, size_t bytes)
{
    void *p = realloc(old, bytes != 0 ? bytes : 1);
    if (p == NULL) {
        out_of_memory();
    }
    return p;
}

char *mem_strdup(const char *s)
{
    size_t n = strlen(s) + 1;
    return memcpy(mem_alloc(n), s, n);
}

struct arena *arena_new(size_t max_bytes)
{
    struct arena *a = mem_zalloc(1, sizeof *a);
    a->max = max_bytes;
    return a;
}

void arena_reset(struct arena *a)
{
    while (a->blocks != NULL) {
        struct block *b = a->blocks;
        a->blocks = b->next;
        free(b);
    }
    a->total = 0;
}

void arena_free(struct arena *a)
{
    if (a != NULL) {
        arena_reset(a);
        free(a);
    }
}

void *arena_alloc(struct arena *a, size_t bytes)
{
    size_t need = (bytes + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (need < bytes || need > a->max - a->total) {
        out_of_memory();
    }
    struct block *b = a->blocks;
    if (b == NULL || b->size - b->used < need) {
        size_t size = need > block_bytes ? need : block_bytes;
        b = mem_zalloc(1, sizeof *b + size);
        b->size = size;
        b->next = a->blocks;
        a->blocks = b;
    }
    void *p = b->bytes + b->used;
    b->used += need;
    a->total += need;
    return p;
}

void *arena_copy(struct arena *a, const void *p, size_t n)
{
    void *copy = arena_alloc(a, n);
    if (n != 0) {
        memcpy(copy, p, n);
    }
    return copy;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *copy = arena_alloc(a, n + 1);
    if (n != 0) {
        memcpy(copy, s, n);
    }
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s != NULL ? arena_strndup(a, s, strlen(s)) : NULL;
}

void *arena_grow(struct arena *a, void *list, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return list;
    }
    *room = *room == 0 ? 16 : 2 * *room;
    void *larger = arena_alloc(a, *room * size);
    if (count > 0) {
        memcpy(larger, list, count * size);
    }
    return larger;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = NULL;
    int n = vasprintf(&text, fmt, args);
    va_end(args);
    if (n < 0) {
        out_of_memory();
    }
    char *copy = arena_strndup(a, text, (size_t)n);
    free(text);
    return copy;
}
