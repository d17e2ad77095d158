/* The courier's real transport: libcurl. */
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "letterbox/courier.h"

#define CONNECT_SECONDS 5L
#define TOTAL_SECONDS   20L

static size_t collect(char *data, size_t size, size_t count, void *user)
{
    struct courier_reply *reply = user;
    size_t n = size * count;
    if (n > sizeof reply->body - reply->length) {
        return 0; /* more than any answer has: curl ends the transfer with an error */
    }
    memcpy(reply->body + reply->length, data, n);
    reply->length += n;
    return n;
}

/* A certificate that is checked, and no old TLS; there is no setting that turns it off. */
static bool demand_tls(CURL *c)
{
    return curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
}

static bool configure(CURL *c, const char *url, struct blob bytes, struct courier_reply *reply,
                      struct curl_slist *headers)
{
    return curl_easy_setopt(c, CURLOPT_URL, url) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_POST, 1L) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_POSTFIELDS, bytes.p) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)bytes.n) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_PROXY, "") == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_TIMEOUT, TOTAL_SECONDS) == CURLE_OK && demand_tls(c) &&
           curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, collect) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_WRITEDATA, reply) == CURLE_OK;
}

static enum err post(void *user, const char *url, struct blob bytes, struct courier_reply *reply,
                     struct err_ctx *ctx)
{
    (void)user;
    memset(reply, 0, sizeof *reply);
    CURL *c = curl_easy_init();
    /* No "Expect: 100-continue": envelopes are small. */
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
    struct curl_slist *more =
        headers == NULL ? NULL
                        : curl_slist_append(headers, "Content-Type: application/octet-stream");
    CURLcode code = CURLE_OUT_OF_MEMORY;
    if (c != NULL && more != NULL) {
        code = configure(c, url, bytes, reply, more) ? curl_easy_perform(c)
                                                     : CURLE_BAD_FUNCTION_ARGUMENT;
    }
    long status = 0;
    if (code == CURLE_OK) {
        code = curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    }
    reply->status = (int)status;
    curl_slist_free_all(headers);
    curl_easy_cleanup(c);
    return code == CURLE_OK
               ? ERR_OK
               : err_set(ctx, ERR_UNAVAILABLE, "peer",
                         "see that the other bank is running and its address is right",
                         "the recipient does not answer: %s", curl_easy_strerror(code));
}

enum err courier_http_setup(struct err_ctx *ctx)
{
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK
               ? ERR_OK
               : err_set(ctx, ERR_SETUP, "libcurl", NULL, "libcurl cannot be started");
}

const struct courier_transport *courier_http(void)
{
    static const struct courier_transport transport = {.user = NULL, .post = post};
    return &transport;
}
