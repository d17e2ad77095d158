/* The live API, against a small server in this process: paging, token, tries, refusals. */
#include <arpa/inet.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "school/ss12000_source.h"

/* ---- the server: one answer after another, from a script ---- */

struct answer {
    const char *status, *headers, *body;
};

static const struct answer *script;
static size_t script_length, asked;
static char requests[16][2048];
static int listening;
static pthread_t thread;
static unsigned port;

static void serve_one(int client)
{
    char *text = requests[asked];
    size_t n = 0;
    ssize_t got;
    while (n < sizeof requests[0] - 1 && strstr(text, "\r\n\r\n") == NULL &&
           (got = read(client, text + n, sizeof requests[0] - 1 - n)) > 0) {
        n += (size_t)got;
        text[n] = '\0';
    }
    const struct answer *a = &script[asked++];
    if (a->status != NULL) {
        dprintf(client, "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %zu\r\n%s\r\n%s",
                a->status, strlen(a->body), a->headers, a->body);
    }
    close(client);
}

static void *serve(void *unused)
{
    (void)unused;
    while (asked < script_length) {
        int client = accept(listening, NULL, NULL);
        if (client < 0) {
            break;
        }
        serve_one(client);
    }
    return NULL;
}

static void start(const struct answer *answers, size_t count)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t n = sizeof at;
    script = answers;
    script_length = count;
    asked = 0;
    memset(requests, 0, sizeof requests);
    listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(listening, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(listening, 8), 0);
    assert_int_equal(getsockname(listening, (struct sockaddr *)&at, &n), 0);
    port = ntohs(at.sin_port);
    assert_int_equal(pthread_create(&thread, NULL, serve, NULL), 0);
}

static void stop(void)
{
    shutdown(listening, SHUT_RDWR);
    pthread_join(thread, NULL);
    close(listening);
}

/* ---- the client ---- */

static struct err_ctx ctx;
static char ids[256];

static enum err each(void *user, const json_t *object, const struct ss_place *place,
                     struct err_ctx *c)
{
    (void)user;
    (void)place;
    (void)c;
    strncat(ids, json_text(object, "id"), sizeof ids - strlen(ids) - 1);
    return ERR_OK;
}

static enum err fetch(enum ss_resource resource, const char *query, const char *token)
{
    char address[64], path[] = "/tmp/brygga-token-XXXXXX";
    snprintf(address, sizeof address, "http://127.0.0.1:%u/v2.0/", port);
    int fd = mkstemp(path);
    dprintf(fd, "%s\n", token);
    close(fd);
    struct ss_source_options o = {address, path, 5};
    struct ss_source *s;
    ids[0] = '\0';
    enum err e = ss_source_open(&o, &s, &ctx);
    unlink(path);
    if (e == ERR_OK) {
        e = ss_source_each(s, resource, query, each, NULL, &ctx);
        ss_source_close(s);
    }
    return e;
}

#define RUN(answers) start(answers, sizeof(answers) / sizeof(answers)[0])

static void reads_page_after_page_with_the_token(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"200 OK", "", "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"pageToken\":\"x&y=1 é\"}"},
        {"200 OK", "", "{\"pageToken\":null,\"data\":[{\"id\":\"c\"}]}"},
    };
    RUN(answers);
    assert_int_equal(fetch(SS_PERSONS, "meta=1", "s3cret"), ERR_OK);
    stop();
    assert_string_equal(ids, "abc");
    assert_memory_equal(requests[0], "GET /v2.0/persons?limit=500&meta=1 ", 35);
    assert_non_null(strstr(requests[0], "Authorization: Bearer s3cret\r\n"));
    assert_non_null(strstr(requests[1], "&pageToken=x%26y%3D1%20%C3%A9 "));
}

static void tries_again_after_503_429_and_a_lost_connection(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"503 Service Unavailable", "", "{}"},
        {"429 Too Many Requests", "Retry-After: 0\r\n", "{}"},
        {NULL, NULL, NULL}, /* closes without an answer */
        {"200 OK", "", "[{\"id\":\"a\"}]"},
    };
    RUN(answers);
    assert_int_equal(fetch(SS_ORGANISATIONS, NULL, "t"), ERR_OK);
    stop();
    assert_string_equal(ids, "a");
    assert_int_equal(asked, 4);
}

static void gives_up_after_five_tries(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"503 x", "", ""}, {"503 x", "", ""}, {"503 x", "", ""},
        {"503 x", "", ""}, {"503 x", "", ""}, {"503 x", "", ""},
    };
    RUN(answers);
    assert_int_equal(fetch(SS_PERSONS, NULL, "t"), ERR_UNAVAILABLE);
    stop();
    assert_int_equal(asked, 5);
    assert_string_equal(ctx.where, "persons");
}

static void what_trying_again_cannot_mend_is_told_at_once(void **state)
{
    (void)state;
    static const struct {
        struct answer answer;
        enum err error;
        const char *what;
    } cases[] = {
        {{"401 x", "", "secret text"}, ERR_DENIED, "token (401)"},
        {{"403 x", "", ""}, ERR_DENIED, "token (403)"},
        {{"404 x", "", ""}, ERR_NOT_FOUND, "404"},
        {{"302 x", "Location: http://127.0.0.1:1/\r\n", ""}, ERR_UNAVAILABLE, "302"},
        {{"200 OK", "", "<html>"}, ERR_INVALID, "not valid JSON"},
        {{"200 OK", "", "{\"data\":[{\"id\":\"a\"}"}, ERR_INVALID, "not valid JSON"},
        {{"200 OK", "", ""}, ERR_INVALID, "not valid JSON"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        start(&cases[i].answer, 1);
        enum err e = fetch(SS_PERSONS, NULL, "t");
        stop();
        if (e != cases[i].error || strstr(ctx.what, cases[i].what) == NULL) {
            fail_msg("case %zu: %s: %s", i, err_name(e), ctx.what);
        }
        assert_int_equal(asked, 1);
        assert_null(strstr(ctx.what, "secret"));
    }
}

static void a_server_that_repeats_a_page_is_stopped(void **state)
{
    (void)state;
    static const struct answer answers[] = {
        {"200 OK", "", "{\"data\":[{\"id\":\"a\"}],\"pageToken\":\"1\"}"},
        {"200 OK", "", "{\"data\":[{\"id\":\"a\"}],\"pageToken\":\"1\"}"},
        {"200 OK", "", "[]"},
    };
    RUN(answers);
    assert_int_equal(fetch(SS_PERSONS, NULL, "t"), ERR_INVALID);
    stop();
    assert_non_null(strstr(ctx.what, "same page"));
}

static void no_server_is_told(void **state)
{
    (void)state;
    start(NULL, 0);
    stop(); /* the port is free and nobody listens */
    assert_int_equal(fetch(SS_PERSONS, NULL, "t"), ERR_UNAVAILABLE);
}

static void only_safe_addresses_and_tokens_are_used(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "http://example.se/v2.0",
        "http://127.0.0.1.example.se/",
        "ftp://127.0.0.1/",
        "https://user:pw@example.se/",
        "https://example.se/?a=1",
        "file:///etc/passwd",
        "http://localhost@example.se/",
        "https://",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct ss_source_options o = {bad[i], NULL, 5};
        struct ss_source *s;
        if (ss_source_open(&o, &s, &ctx) != ERR_INVALID) {
            fail_msg("accepted: %s", bad[i]);
        }
    }
    start(NULL, 0);
    stop();
    assert_int_equal(fetch(SS_PERSONS, NULL, "a b"), ERR_SETUP);
    assert_int_equal(fetch(SS_PERSONS, NULL, "a\tInjected: b"), ERR_SETUP);
    struct ss_source_options o = {"https://example.se", "/nonexistent", 5};
    struct ss_source *s;
    assert_int_equal(ss_source_open(&o, &s, &ctx), ERR_SETUP);
}

int main(void)
{
    json_setup();
    unsetenv("http_proxy");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_page_after_page_with_the_token),
        cmocka_unit_test(tries_again_after_503_429_and_a_lost_connection),
        cmocka_unit_test(gives_up_after_five_tries),
        cmocka_unit_test(what_trying_again_cannot_mend_is_told_at_once),
        cmocka_unit_test(a_server_that_repeats_a_page_is_stopped),
        cmocka_unit_test(no_server_is_told),
        cmocka_unit_test(only_safe_addresses_and_tokens_are_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
