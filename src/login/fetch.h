/*
 * Fetching from a provider: https, or http on this machine; no redirects, no proxy from the
 * environment, no cookies; at most 64 KiB within ten seconds. Call curl_global_init() before any
 * thread (courier_http_setup does).
 */
#ifndef LOGIN_FETCH_H
#define LOGIN_FETCH_H

#include "base/err.h"
#include "base/mem.h"

#define FETCH_MAX             ((size_t)64 * 1024)
#define FETCH_CONNECT_SECONDS 4L
#define FETCH_TOTAL_SECONDS   10L

struct fetch {
    const char *url;
    const char *form;   /* application/x-www-form-urlencoded to POST; NULL: GET */
    const char *bearer; /* access token; NULL: none */
    const char *accept; /* media type */
};

struct fetched {
    int status;
    const char *content_type; /* without parameters, "" when none */
    const char *body;         /* NUL after `length` bytes */
    size_t length;
};

/* ERR_UNAVAILABLE: no whole answer. Any status is an answer. Everything belongs to the arena. */
MUST_USE enum err fetch_run(const struct fetch *f, struct arena *a, struct fetched *out,
                            struct err_ctx *ctx);

/* name=value&… percent-encoded; the pairs end with a NULL name. NULL values are left out. */
const char *fetch_form(const char *const (*pairs)[2], struct arena *a);

#endif
