/*
 * Errors. A function that can fail returns an `enum err`; what a person needs to know to mend it
 * goes into an `struct err_ctx` that the caller passes. No thread-locals, no errno for callers.
 *
 * The detail never holds personal data: name the file, line, column, rule or setting instead.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdarg.h>
#include <stddef.h>

#define MUST_USE          __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

enum err {
    ERR_OK = 0,
    ERR_INVALID,         /* the input is wrong; the context says what, where and how to mend it */
    ERR_NOT_FOUND,       /* no such thing, or nothing the caller may see */
    ERR_DENIED,          /* a rule of law or of access refuses */
    ERR_CONFLICT,        /* it exists already or has changed since it was read */
    ERR_BUSY,            /* another process holds it; try again */
    ERR_LIMIT,           /* larger, longer or more than is accepted */
    ERR_CORRUPT,         /* stored or received data fail their check (signature, seal, hash) */
    ERR_UNAVAILABLE,     /* a peer or service does not answer */
    ERR_IO,              /* disk or operating system */
    ERR_WRITE_UNCERTAIN, /* a write may or may not have happened; read before trying again */
    ERR_CANCELLED,       /* the user stopped it or must answer a question first */
    ERR_SETUP,           /* configuration, keys or database version are not in order */
    ERR__MAX
};

struct err_ctx {
    char what[320];   /* one sentence, no personal data */
    char where[192];  /* "file:line:column", a setting, a field; may be empty */
    char remedy[256]; /* what to do; may be empty */
    /* The same in Swedish, of errors that a page shows to whoever wrote what is wrong (rule texts);
     * else empty. */
    char what_sv[320], remedy_sv[256];
};

/* "invalid", "not-found" …: stable words for JSON and logs. */
const char *err_name(enum err e);

/* Process exit code for an error, as the manual page documents. ERR_OK is 0. */
int err_exit_code(enum err e);

/* Fill the context (which may be NULL) and return `e`, so that a failing path is one line. */
enum err err_set(struct err_ctx *ctx, enum err e, const char *where, const char *remedy,
                 const char *fmt, ...) PRINTF_LIKE(5, 6);

#endif
