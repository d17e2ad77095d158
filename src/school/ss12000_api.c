#include "school/ss12000_api.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/mem.h"

enum {
    TRIES = 5,
    PAGE_SIZE = 500,
    TOKEN_MAX = 8192,
    PAUSE_MAX_MS = 60000,
    CONNECT_SECONDS = 10,
    PAGE_SECONDS = 120
};

struct ss_api {
    CURL *curl;
    struct curl_slist *headers;
    char *base; /* without a slash at the end */
    unsigned pause_ms;
    struct buf *body; /* while a page is fetched */
};

bool ss_api_is_address(const char *source)
{
    return strstr(source, "://") != NULL;
}

/* http to another machine would show the token and the children to everybody on the way. */
static bool loopback(const char *host)
{
    return host != NULL && (strcmp(host, "127.0.0.1") == 0 || strcmp(host, "localhost") == 0 ||
                            strcmp(host, "[::1]") == 0);
}

static enum err check_address(const char *source, struct err_ctx *ctx)
{
    CURLU *u = curl_url();
    char *scheme = NULL, *host = NULL, *user = NULL, *query = NULL;
    bool good = u != NULL && curl_url_set(u, CURLUPART_URL, source, 0) == CURLUE_OK &&
                curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
                curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK;
    bool safe =
        good && (strcmp(scheme, "https") == 0 || (strcmp(scheme, "http") == 0 && loopback(host)));
    bool plain = good && curl_url_get(u, CURLUPART_USER, &user, 0) == CURLUE_NO_USER &&
                 curl_url_get(u, CURLUPART_QUERY, &query, 0) == CURLUE_NO_QUERY;
    curl_free(scheme);
    curl_free(host);
    curl_free(user);
    curl_free(query);
    curl_url_cleanup(u);
    if (!safe) {
        return err_set(ctx, ERR_INVALID, "address",
                       "give an https address, such as "
                       "https://sis.example.se/v2.0",
                       good ? "only https is used, and http to this machine" : "not an address");
    }
    return plain ? ERR_OK
                 : err_set(ctx, ERR_INVALID, "address", "give the token in a file (--token-file)",
                           "the address may hold no user, password or query");
}

/* The bearer token: visible ASCII, or it could smuggle a header. */
static enum err read_token(const char *path, char out[TOKEN_MAX], struct err_ctx *ctx)
{
    out[0] = '\0';
    if (path == NULL) {
        const char *value = getenv("BRYGGA_SS12000_TOKEN");
        if (value != NULL && strlen(value) < TOKEN_MAX) {
            memcpy(out, value, strlen(value) + 1);
        }
        path = "BRYGGA_SS12000_TOKEN";
    } else {
        FILE *f = fopen(path, "r");
        bool read = f != NULL && fgets(out, TOKEN_MAX, f) != NULL;
        int code = errno;
        if (f != NULL) {
            fclose(f);
        }
        if (!read) {
            return err_set(ctx, ERR_SETUP, path, "check the path and that you may read it",
                           "cannot read the token: %s", f == NULL ? strerror(code) : "empty");
        }
        out[strcspn(out, "\r\n")] = '\0';
    }
    for (const char *p = out; *p != '\0'; p++) {
        if (*p <= ' ' || *p > '~') {
            return err_set(ctx, ERR_SETUP, path, "put the token alone on the first line",
                           "the token has characters that no token has");
        }
    }
    return ERR_OK;
}

static size_t take(char *data, size_t size, size_t n, void *user)
{
    struct ss_api *a = user;
    buf_add_n(a->body, data, size * n);
    return buf_ok(a->body) ? n : 0;
}

static void configure(struct ss_api *a)
{
    CURL *c = a->curl;
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)PAGE_SECONDS);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 100L);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, 30L);
    curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(c, CURLOPT_USERAGENT, "brygga");
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, a);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, a->headers);
}

enum err ss_api_open(const struct ss_source_options *o, struct ss_api **out, struct err_ctx *ctx)
{
    static char header[TOKEN_MAX + 32], token[TOKEN_MAX];
    *out = NULL;
    enum err e = check_address(o->source, ctx);
    if (e == ERR_OK) {
        e = read_token(o->token_file, token, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct ss_api *a = mem_zalloc(1, sizeof *a);
    a->pause_ms = o->retry_pause_ms != 0 ? o->retry_pause_ms : 1000;
    a->base = mem_strdup(o->source);
    size_t n = strlen(a->base);
    while (n > 0 && a->base[n - 1] == '/') {
        a->base[--n] = '\0';
    }
    a->curl = curl_easy_init();
    a->headers = curl_slist_append(NULL, "Accept: application/json");
    if (token[0] != '\0') {
        snprintf(header, sizeof header, "Authorization: Bearer %s", token);
        a->headers = curl_slist_append(a->headers, header);
        explicit_bzero(header, sizeof header);
        explicit_bzero(token, sizeof token);
    }
    if (a->curl == NULL || a->headers == NULL) {
        ss_api_close(a);
        return err_set(ctx, ERR_IO, "address", NULL, "cannot start the HTTP client");
    }
    configure(a);
    *out = a;
    return ERR_OK;
}

void ss_api_close(struct ss_api *a)
{
    if (a != NULL) {
        curl_easy_cleanup(a->curl);
        for (struct curl_slist *h = a->headers; h != NULL; h = h->next) {
            explicit_bzero(h->data, strlen(h->data)); /* the token */
        }
        curl_slist_free_all(a->headers);
        free(a->base);
        free(a);
    }
}

static void pause_ms(unsigned ms)
{
    nanosleep(&(struct timespec){ms / 1000, (long)(ms % 1000) * 1000000}, NULL);
}

/* How long to wait before try number `next`: what the server asks for, or twice as long as last. */
static unsigned pause_before(const struct ss_api *a, unsigned next)
{
    curl_off_t asked = 0;
    curl_easy_getinfo(a->curl, CURLINFO_RETRY_AFTER, &asked);
    uint64_t ms = asked > 0 ? (uint64_t)asked * 1000 : (uint64_t)a->pause_ms << (next - 1);
    return (unsigned)(ms < PAUSE_MAX_MS ? ms : PAUSE_MAX_MS);
}

static bool worth_another_try(CURLcode code, long status)
{
    if (code == CURLE_OK) {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }
    return code == CURLE_COULDNT_CONNECT || code == CURLE_OPERATION_TIMEDOUT ||
           code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR ||
           code == CURLE_PARTIAL_FILE || code == CURLE_HTTP2_STREAM || code == CURLE_HTTP2;
}

/* The answer in words that say what to do. The address names no person, so it may be told. */
static enum err refused(const struct ss_api *a, enum ss_resource resource, CURLcode code,
                        long status, struct err_ctx *ctx)
{
    const char *where = ss_resource_name[resource];
    if (code == CURLE_WRITE_ERROR && !buf_ok(a->body)) {
        return err_set(ctx, ERR_LIMIT, where, "ask the vendor for smaller pages",
                       "a page is larger than %zu bytes", SS_PAGE_MAX);
    }
    if (code != CURLE_OK) {
        return err_set(ctx, ERR_UNAVAILABLE, where,
                       "check the address and the network, then run the import again",
                       "no answer: %s", curl_easy_strerror(code));
    }
    if (status == 401 || status == 403) {
        return err_set(ctx, ERR_DENIED, where, "get a new token from the vendor",
                       "the server does not accept the token (%ld)", status);
    }
    if (status == 404) {
        return err_set(ctx, ERR_NOT_FOUND, where,
                       "check the address: it ends before /persons, often with /v2.0",
                       "the server does not have it (404)");
    }
    return err_set(ctx, ERR_UNAVAILABLE, where, "run the import again later",
                   "the server answered %ld", status);
}

static bool make_address(struct ss_api *a, enum ss_resource resource, const char *query,
                         const char *page_token, struct buf *out)
{
    buf_addf(out, "%s/%s?limit=%d", a->base, ss_resource_name[resource], PAGE_SIZE);
    if (query != NULL) {
        buf_addf(out, "&%s", query);
    }
    if (page_token != NULL) {
        char *escaped = curl_easy_escape(a->curl, page_token, 0);
        if (escaped == NULL) {
            return false;
        }
        buf_addf(out, "&pageToken=%s", escaped);
        curl_free(escaped);
    }
    return buf_ok(out);
}

enum err ss_api_page(struct ss_api *a, enum ss_resource resource, const char *query,
                     const char *page_token, struct buf *body, struct err_ctx *ctx)
{
    struct buf address;
    buf_init(&address, 16384);
    if (!make_address(a, resource, query, page_token, &address)) {
        buf_free(&address);
        return err_set(ctx, ERR_LIMIT, ss_resource_name[resource], "report it to the vendor",
                       "the page token is too long");
    }
    curl_easy_setopt(a->curl, CURLOPT_URL, address.text);
    a->body = body;
    CURLcode code = CURLE_OK;
    long status = 0;
    for (unsigned n = 1;; n++) {
        buf_clear(body);
        code = curl_easy_perform(a->curl);
        status = 0;
        curl_easy_getinfo(a->curl, CURLINFO_RESPONSE_CODE, &status);
        if (n == TRIES || !worth_another_try(code, status)) {
            break;
        }
        pause_ms(pause_before(a, n));
    }
    buf_free(&address);
    return code == CURLE_OK && status == 200 ? ERR_OK : refused(a, resource, code, status, ctx);
}
