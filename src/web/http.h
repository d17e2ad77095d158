/*
 * The HTTP server: a thread per connection with limits, a guard that refuses what two programs
 * could read differently, and the browser policy on every answer. It knows nothing of banks.
 * TLS and HTTP/2 are ended by a proxy in front.
 *
 * The guard (RFC 9112 3, 5, 6; RFC 9110 5): libmicrohttpd by itself carries out a smuggled second
 * request for some malformed ones, so everything is refused that is not one plain reading: header
 * names that are no tokens, control bytes, folded lines, other than one Host, Content-Length that
 * is not one plain number, and every Transfer-Encoding (a body says its length). The path is
 * decoded once here; what a second decoding could change is refused.
 */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_METHOD__MAX };

struct http_pair {
    const char *name, *value; /* decoded, valid UTF-8, no control characters but tab and newline */
};

#define HTTP_FORM_TYPE "application/x-www-form-urlencoded"
#define HTTP_MAX_PAIRS 200
#define HTTP_EVEN_MS   10

struct http_request {
    enum http_method method;
    const char *path; /* decoded and checked; begins with / */
    const struct http_pair *query;
    size_t query_count;
    const struct http_pair *form; /* of a body of HTTP_FORM_TYPE */
    size_t form_count;
    struct blob body; /* of any other type */
    /* Header values, NULL when absent. */
    const char *content_type, *cookie, *host, *origin, *sec_fetch_site, *sec_fetch_dest,
        *accept_language, *user_agent;
    bool forwarded;      /* a proxy says that it passed the request on */
    bool from_loopback;  /* the peer's socket address is 127.0.0.0/8 or ::1 */
    struct arena *arena; /* of this request */
};

struct http_response {
    int status;               /* 200 unless set */
    const char *content_type; /* "text/html; charset=utf-8" unless set */
    struct buf body;
    struct blob constant; /* instead of body: bytes that live as long as the program */
    const char *location; /* of a redirect; of this site, or of an identity provider */
    const char *set_cookie, *set_cookie_too; /* NULL: none */
    const char *form_action;     /* origins beside our own that a form may lead to; NULL: none */
    bool immutable;              /* may be kept for ever (assets); everything else is no-store */
    const char *clear_site_data; /* NULL: none */
    int retry_after;             /* seconds; 0: none */
    bool evened; /* the time it takes must tell nothing: sent at a whole number of HTTP_EVEN_MS */
};

/* Value of the first pair with this name, or NULL. */
const char *http_pair_value(const struct http_pair *pairs, size_t count, const char *name);

struct http_options {
    const char *address; /* numeric */
    uint16_t port;       /* 0: any free one */
    unsigned max_connections;
    unsigned request_seconds; /* longest time for a whole request to come in */
    /* How many bytes of body are read for this path; 0 refuses one. Called by any thread. */
    size_t (*body_max)(void *arg, enum http_method m, const char *path);
    /* Answers one request. Called by many threads at once. */
    void (*answer)(void *arg, const struct http_request *in, struct http_response *out);
    void *arg;
};

struct http;

MUST_USE enum err http_start(const struct http_options *o, struct http **out, struct err_ctx *ctx);
uint16_t http_port(const struct http *h);
/* Takes no more connections, lets requests under way finish for at most `seconds`, stops. */
void http_stop(struct http *h, unsigned seconds);

#endif
