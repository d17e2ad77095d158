/*
 * What the door lets in, as pure functions over text: the path, queries and forms, and header
 * fields. Each answers whether the input has one plain reading.
 */
#ifndef WEB_DOOR_H
#define WEB_DOOR_H

#include "web/http.h"

#define DOOR_MAX_URI 4096

/* Split a raw request target at ? and decode its path once. Refused: anything that does not begin
 * with one /, a fragment, bad escapes, %00 and other control bytes, %2f and %5c, backslashes, dot
 * segments, empty segments and invalid UTF-8. */
bool door_target(const char *raw, struct arena *a, const char **path_out, const char **query_out);

/* name=value&… with + for space. Refused: bad escapes, control bytes but tab and line breaks
 * (CR LF becomes a newline), invalid UTF-8, more than HTTP_MAX_PAIRS. */
bool door_pairs(const char *text, size_t n, struct arena *a, const struct http_pair **out,
                size_t *count_out);

/* What the header fields of one request add up to. */
struct door_headers {
    unsigned hosts, lengths;
    bool bad, transfer_encoding;
    uint64_t length;
};
void door_header(struct door_headers *h, const char *name, size_t name_len, const char *value,
                 size_t value_len);
bool door_host_ok(const char *host, size_t n); /* letters, digits, . - : [ ] */

enum door_verdict { DOOR_OK, DOOR_BAD, DOOR_LENGTH_REQUIRED };
enum door_verdict door_verdict(const struct door_headers *h);

#endif
