#include "login/fetch.h"

#include <ctype.h>
#include <curl/curl.h>
#include <string.h>
#include <strings.h>

#include "bank/provider.h"
#include "base/buf.h"

struct collected {
    char *bytes;
    size_t length;
};

static size_t collect(char *data, size_t size, size_t count, void *user)
{
    struct collected *c = user;
    size_t n = size * count;
    if (n > FETCH_MAX - c->length) {
        return 0; /* larger than any answer we take: curl ends the transfer with an error */
    }
    memcpy(c->bytes + c->length, data, n);
    c->length += n;
    return n;
}

/* What holds for every fetch. */
static bool be_careful(CURL *c)
{
    return curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_PROXY, "") == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, FETCH_CONNECT_SECONDS) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_TIMEOUT, FETCH_TOTAL_SECONDS) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
}

static bool configure(CURL *c, const struct fetch *f, struct curl_slist *headers,
                      struct collected *to)
{
    return provider_url_ok(f->url) && be_careful(c) &&
           curl_easy_setopt(c, CURLOPT_URL, f->url) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, collect) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_WRITEDATA, to) == CURLE_OK &&
           (f->form == NULL || (curl_easy_setopt(c, CURLOPT_POST, 1L) == CURLE_OK &&
                                curl_easy_setopt(c, CURLOPT_POSTFIELDS, f->form) == CURLE_OK));
}

static struct curl_slist *make_headers(const struct fetch *f, struct arena *a)
{
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    list = curl_slist_append(list, arena_printf(a, "Accept: %s", f->accept));
    if (f->bearer != NULL) {
        list = curl_slist_append(list, arena_printf(a, "Authorization: Bearer %s", f->bearer));
    }
    return list;
}

/* What the answer is besides its bytes. */
static void describe(CURL *c, struct arena *a, struct fetched *out)
{
    long status = 0;
    char *type = NULL;
    if (curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK) {
        out->status = (int)status;
    }
    if (curl_easy_getinfo(c, CURLINFO_CONTENT_TYPE, &type) == CURLE_OK && type != NULL) {
        out->content_type = arena_strndup(a, type, strcspn(type, "; "));
    }
}

enum err fetch_run(const struct fetch *f, struct arena *a, struct fetched *out, struct err_ctx *ctx)
{
    struct collected to = {.bytes = arena_alloc(a, FETCH_MAX + 1)};
    *out = (struct fetched){.content_type = "", .body = to.bytes};
    CURL *c = curl_easy_init();
    struct curl_slist *headers = make_headers(f, a);
    CURLcode code = CURLE_OUT_OF_MEMORY;
    if (c != NULL && headers != NULL) {
        code = configure(c, f, headers, &to) ? curl_easy_perform(c) : CURLE_URL_MALFORMAT;
    }
    if (code == CURLE_OK) {
        describe(c, a, out);
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(c);
    out->length = to.length;
    to.bytes[to.length] = '\0';
    return code == CURLE_OK
               ? ERR_OK
               : err_set(ctx, ERR_UNAVAILABLE, "identity provider",
                         "see that its address in bank.conf is right and that it is running",
                         "it does not answer: %s", curl_easy_strerror(code));
}

static void add_encoded(struct buf *b, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (isalnum((unsigned char)*p) || strchr("-._~", *p) != NULL) {
            buf_add_char(b, *p);
        } else {
            buf_addf(b, "%%%02X", (unsigned)(unsigned char)*p);
        }
    }
}

const char *fetch_form(const char *const (*pairs)[2], struct arena *a)
{
    struct buf b;
    buf_init(&b, FETCH_MAX);
    for (; (*pairs)[0] != NULL; pairs++) {
        if ((*pairs)[1] != NULL) {
            buf_add(&b, b.len > 0 ? "&" : "");
            add_encoded(&b, (*pairs)[0]);
            buf_add_char(&b, '=');
            add_encoded(&b, (*pairs)[1]);
        }
    }
    const char *out = arena_strndup(a, b.text, b.len);
    buf_free(&b);
    return out;
}
