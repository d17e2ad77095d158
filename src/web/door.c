#include "web/door.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decode %xx at p; false when it is not that. */
static bool unescape(const char *p, size_t left, char *out)
{
    if (left < 3 || hex(p[1]) < 0 || hex(p[2]) < 0) {
        return false;
    }
    *out = (char)(hex(p[1]) * 16 + hex(p[2]));
    return true;
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7f;
}

/* Every segment is a name: not empty (but for the last), not . or .. */
static bool segments_ok(const char *path)
{
    for (const char *p = path; *p == '/';) {
        p++;
        size_t n = strcspn(p, "/");
        bool dots = (n == 1 && p[0] == '.') || (n == 2 && p[0] == '.' && p[1] == '.');
        if (dots || (n == 0 && p[0] == '/')) {
            return false;
        }
        p += n;
    }
    return true;
}

static bool query_ok(const char *q)
{
    while (*q != '\0' && *q != ' ' && !is_control(*q)) {
        q++;
    }
    return *q == '\0';
}

bool door_target(const char *raw, struct arena *a, const char **path_out, const char **query_out)
{
    size_t n = strcspn(raw, "?");
    if (raw[0] != '/' || strlen(raw) > DOOR_MAX_URI || strchr(raw, '#') != NULL) {
        return false;
    }
    char *path = arena_alloc(a, n + 1);
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        char c = raw[i];
        if (c == '%') {
            if (!unescape(raw + i, n - i, &c) || c == '/' || c == '%') {
                return false;
            }
            i += 2;
        }
        if (is_control(c) || c == '\\' || c == ' ') {
            return false;
        }
        path[length++] = c;
    }
    *path_out = path;
    *query_out = raw[n] == '?' ? raw + n + 1 : "";
    return query_ok(raw + n) && utf8_valid(path, length) && segments_ok(path);
}

/* Decode one name or value in place of `n` bytes; NULL when it is refused. */
static const char *decode(const char *text, size_t n, struct arena *a)
{
    char *out = arena_alloc(a, n + 1);
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        char c = text[i] == '+' ? ' ' : text[i];
        if (c == '%') {
            if (!unescape(text + i, n - i, &c)) {
                return NULL;
            }
            i += 2;
        }
        if (c == '\r') {
            continue;
        }
        if (is_control(c) && c != '\n' && c != '\t') {
            return NULL;
        }
        out[length++] = c;
    }
    return utf8_valid(out, length) ? out : NULL;
}

bool door_pairs(const char *text, size_t n, struct arena *a, const struct http_pair **out,
                size_t *count_out)
{
    struct http_pair *pairs = arena_alloc(a, HTTP_MAX_PAIRS * sizeof *pairs);
    size_t count = 0;
    for (size_t i = 0; i < n;) {
        const char *end = memchr(text + i, '&', n - i);
        size_t len = end != NULL ? (size_t)(end - (text + i)) : n - i;
        const char *equals = memchr(text + i, '=', len);
        size_t name_len = equals != NULL ? (size_t)(equals - (text + i)) : len;
        if (count == HTTP_MAX_PAIRS) {
            return false;
        }
        struct http_pair *p = &pairs[count];
        p->name = decode(text + i, name_len, a);
        p->value = equals != NULL ? decode(equals + 1, len - name_len - 1, a) : "";
        if (p->name == NULL || p->value == NULL) {
            return false;
        }
        count += len > 0;
        i += len + 1;
    }
    *out = pairs;
    *count_out = count;
    return true;
}

/* RFC 9110 5.6.2 */
static bool is_token(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!isalnum((unsigned char)s[i]) &&
            (s[i] == '\0' || strchr("!#$%&'*+-.^_`|~", s[i]) == NULL)) {
            return false;
        }
    }
    return n > 0;
}

static bool is(const char *name, size_t n, const char *word)
{
    return strlen(word) == n && strncasecmp(name, word, n) == 0;
}

bool door_host_ok(const char *host, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!isalnum((unsigned char)host[i]) &&
            (host[i] == '\0' || strchr(".-:[]", host[i]) == NULL)) {
            return false;
        }
    }
    return n > 0;
}

/* One plain number: RFC 9112 6.2 allows nothing else here. */
static bool plain_length(const char *value, size_t n, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isdigit((unsigned char)value[i])) {
            return false;
        }
        *out = *out * 10 + (uint64_t)(value[i] - '0');
    }
    return n > 0 && n <= 12;
}

void door_header(struct door_headers *h, const char *name, size_t name_len, const char *value,
                 size_t value_len)
{
    h->bad = h->bad || !is_token(name, name_len);
    for (size_t i = 0; i < value_len; i++) {
        h->bad = h->bad || (is_control(value[i]) && value[i] != '\t');
    }
    if (is(name, name_len, "Host")) {
        h->hosts++;
        h->bad = h->bad || !door_host_ok(value, value_len);
    } else if (is(name, name_len, "Content-Length")) {
        h->lengths++;
        h->bad = h->bad || !plain_length(value, value_len, &h->length);
    } else if (is(name, name_len, "Transfer-Encoding")) {
        h->bad = h->bad || h->transfer_encoding || !is(value, value_len, "chunked");
        h->transfer_encoding = true;
    }
}

enum door_verdict door_verdict(const struct door_headers *h)
{
    if (h->bad || h->hosts != 1 || h->lengths > 1 || (h->lengths > 0 && h->transfer_encoding)) {
        return DOOR_BAD;
    }
    return h->transfer_encoding ? DOOR_LENGTH_REQUIRED : DOOR_OK;
}
