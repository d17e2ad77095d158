#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void buf_init(struct buf *b, size_t max_bytes)
{
    *b = (struct buf){.cap = 256, .max = max_bytes};
    b->text = mem_alloc(b->cap);
    b->text[0] = '\0';
}

void buf_free(struct buf *b)
{
    free(b->text);
    *b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->full = false;
    b->text[0] = '\0';
}

/* Make room for `n` more bytes and the NUL. */
static bool reserve(struct buf *b, size_t n)
{
    if (b->full || n > b->max || b->len + n > b->max) {
        b->full = true;
        return false;
    }
    size_t need = b->len + n + 1;
    if (need > b->cap) {
        while (b->cap < need) {
            b->cap *= 2;
        }
        b->text = mem_realloc(b->text, b->cap);
    }
    return true;
}

void buf_add_n(struct buf *b, const void *p, size_t n)
{
    if (n != 0 && reserve(b, n)) {
        memcpy(b->text + b->len, p, n);
        b->len += n;
        b->text[b->len] = '\0';
    }
}

void buf_add(struct buf *b, const char *s)
{
    buf_add_n(b, s, strlen(s));
}

void buf_add_char(struct buf *b, char c)
{
    buf_add_n(b, &c, 1);
}

void buf_add_html(struct buf *b, const char *s)
{
    while (s != NULL && *s != '\0') {
        size_t plain = strcspn(s, "&<>\"'");
        buf_add_n(b, s, plain);
        s += plain;
        switch (*s) {
        case '&':
            buf_add(b, "&amp;");
            break;
        case '<':
            buf_add(b, "&lt;");
            break;
        case '>':
            buf_add(b, "&gt;");
            break;
        case '"':
            buf_add(b, "&quot;");
            break;
        case '\'':
            buf_add(b, "&#39;");
            break;
        default:
            return; /* the end */
        }
        s++;
    }
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n >= 0 && reserve(b, (size_t)n)) {
        vsnprintf(b->text + b->len, (size_t)n + 1, fmt, again);
        b->len += (size_t)n;
    }
    va_end(again);
}
