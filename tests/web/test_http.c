/* The door with raw sockets: what a client sends byte by byte, and what it gets. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "web/http.h"

static struct http *server;
static atomic_int answered, smuggled, slow_started;

static size_t body_max(void *arg, enum http_method m, const char *path)
{
    (void)arg;
    return m == HTTP_POST && strcmp(path, "/echo") == 0 ? 1000 : 0;
}

static void answer(void *arg, const struct http_request *in, struct http_response *out)
{
    (void)arg;
    atomic_fetch_add(&answered, 1);
    if (strcmp(in->path, "/smuggled") == 0) {
        atomic_fetch_add(&smuggled, 1);
    }
    if (strcmp(in->path, "/slow") == 0) {
        atomic_store(&slow_started, 1);
        usleep(400000);
    }
    const char *a = http_pair_value(in->form, in->form_count, "a");
    buf_addf(&out->body, "path=%s a=%s body=%zu loopback=%d", in->path, a != NULL ? a : "-",
             in->body.n, in->from_loopback);
}

static int setup(void **state)
{
    (void)state;
    struct http_options o = {.address = "127.0.0.1",
                             .max_connections = 50,
                             .request_seconds = 1,
                             .body_max = body_max,
                             .answer = answer};
    struct err_ctx ctx;
    return http_start(&o, &server, &ctx) == ERR_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    http_stop(server, 1);
    return 0;
}

static int dial(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(http_port(server)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    struct timeval patience = {.tv_sec = 5};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return fd;
}

/* Read until the server closes. */
static char reply[65536];
static void read_all(int fd)
{
    size_t n = 0;
    ssize_t got;
    while ((got = recv(fd, reply + n, sizeof reply - 1 - n, 0)) > 0) {
        n += (size_t)got;
    }
    reply[n] = '\0';
    close(fd);
}

static void say_n(const char *request, size_t n)
{
    int fd = dial();
    assert_int_equal(send(fd, request, n, MSG_NOSIGNAL), n);
    shutdown(fd, SHUT_WR);
    read_all(fd);
}

static void say(const char *request)
{
    say_n(request, strlen(request));
}

static unsigned count(const char *what)
{
    unsigned n = 0;
    for (const char *p = reply; (p = strstr(p, what)) != NULL; p++) {
        n++;
    }
    return n;
}

static unsigned replies(void)
{
    return count("HTTP/1.1 ");
}

/* libmicrohttpd writes the head of its own refusals twice. */
static unsigned refusals(void)
{
    return count("HTTP/1.1 400");
}

static void answers_and_keeps_policy_headers(void **state)
{
    (void)state;
    say("GET /hej?x=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_non_null(strstr(reply, "HTTP/1.1 200"));
    assert_non_null(strstr(reply, "path=/hej a=- body=0 loopback=1"));
    static const char *const policy[] = {
        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'\r\n",
        "Strict-Transport-Security: max-age=63072000",
        "X-Content-Type-Options: nosniff\r\n",
        "Referrer-Policy: no-referrer\r\n",
        "Cross-Origin-Opener-Policy: same-origin\r\n",
        "Cross-Origin-Resource-Policy: same-origin\r\n",
        "Permissions-Policy: accelerometer=()",
        "Cache-Control: no-store\r\n"};
    for (size_t i = 0; i < sizeof policy / sizeof policy[0]; i++) {
        assert_non_null(strstr(reply, policy[i]));
    }
    /* also on a refusal */
    say("GET /a%00b HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_non_null(strstr(reply, "HTTP/1.1 400"));
    for (size_t i = 0; i < sizeof policy / sizeof policy[0]; i++) {
        assert_non_null(strstr(reply, policy[i]));
    }
}

static void reads_a_form_and_other_bodies(void **state)
{
    (void)state;
    say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 7\r\nConnection: close\r\n\r\na=%C3%A5");
    assert_non_null(strstr(reply, "400")); /* cut short: the value is not UTF-8 */
    say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 8\r\nConnection: close\r\n\r\na=%C3%A5");
    assert_non_null(strstr(reply, "a=å body=0"));
    say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\n"
        "Content-Length: 4\r\nConnection: close\r\n\r\nabcd");
    assert_non_null(strstr(reply, "body=4"));
}

#define SECOND "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"

/* Each could hide a second request from a program in front; plain libmicrohttpd carries some of
 * them out. */
static void refuses_malformed_requests_and_what_follows_them(void **state)
{
    (void)state;
    static const struct {
        const char *what, *bytes;
    } bad[] = {
        {"length and transfer coding",
         "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
         "0\r\n\r\n" SECOND},
        {"two lengths", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: "
                        "36\r\n\r\n" SECOND},
        {"space before the colon of the transfer coding",
         "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n" SECOND},
        {"a folded line",
         "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n Content-Length: 36\r\n\r\n" SECOND},
        {"a folded transfer coding", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n "
                                     "chunked\r\n\r\n0\r\n\r\n" SECOND},
        {"an unknown transfer coding",
         "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" SECOND},
        {"two transfer codings", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                                 "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n" SECOND},
        {"a signed length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +0\r\n\r\n" SECOND},
        {"a list of lengths",
         "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 0\r\n\r\n" SECOND},
        {"no host", "GET / HTTP/1.1\r\nAccept: a\r\n\r\n" SECOND},
        {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" SECOND},
        {"a name that is no token", "GET / HTTP/1.1\r\nHost: a\r\nX(y): b\r\n\r\n" SECOND},
        {"a control byte in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: b\x01\r\n\r\n" SECOND},
        {"a line that ends in LF alone",
         "GET / HTTP/1.1\r\nHost: a\r\nX: b\nContent-Length: 36\r\n\r\n" SECOND},
        {"an absolute target", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n" SECOND},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        atomic_store(&answered, 0);
        say(bad[i].bytes);
        if (replies() == 0 || replies() != refusals() || answered != 0 ||
            strstr(reply, "Connection: close") == NULL) {
            fail_msg("%s: %u replies, %d answered: %s", bad[i].what, replies(), answered, reply);
        }
    }
    assert_int_equal(smuggled, 0);
}

static void refuses_a_nul_in_a_header(void **state)
{
    (void)state;
    static const char bytes[] = "GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n";
    atomic_store(&answered, 0);
    say_n(bytes, sizeof bytes - 1);
    assert_int_equal(answered, 0);
}

/* Who refuses what, and with what: the table of docs/web.md. Ours carry the browser policy;
 * libmicrohttpd's own cannot, and hold nothing of what was sent. */
enum refuser { OURS, LIBRARY };

static void expect_refusal(const char *what, enum refuser who, const char *status)
{
    char line[32];
    snprintf(line, sizeof line, "HTTP/1.1 %s", status);
    bool policy = strstr(reply, "Content-Security-Policy: default-src 'none';") != NULL &&
                  strstr(reply, "X-Content-Type-Options: nosniff") != NULL;
    if (strncmp(reply, line, strlen(line)) != 0 || policy != (who == OURS) || answered != 0 ||
        strstr(reply, "Connection: close") == NULL || strstr(reply, "zzmark") != NULL ||
        strstr(reply, "<script") != NULL || strstr(reply, "Set-Cookie") != NULL) {
        fail_msg("%s: %s", what, reply);
    }
}

#define NORMAL " HTTP/1.1\r\nHost: a\r\n\r\n"

static void a_malformed_request_gets_our_refusal_as_far_as_can_be(void **state)
{
    (void)state;
    static const struct {
        const char *what, *bytes;
        enum refuser who;
        const char *status;
    } bad[] = {
        {"no host", "GET /zzmark HTTP/1.1\r\nAccept: a\r\n\r\n", OURS, "400"},
        {"two hosts", "GET /zzmark HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", OURS, "400"},
        {"a space in the target", "GET /zzmark zzmark" NORMAL, OURS, "400"},
        {"a fragment", "GET /zzmark#x" NORMAL, OURS, "400"},
        {"no slash", "GET zzmark" NORMAL, OURS, "400"},
        {"an encoded slash", "GET /zzmark%2fx" NORMAL, OURS, "400"},
        {"a markup in the target", "GET /zzmark%00<script>" NORMAL, OURS, "400"},
        {"an unknown method", "ZZMARK /zzmark" NORMAL, OURS, "405"},
        {"a later version", "GET /zzmark HTTP/1.2\r\nHost: a\r\n\r\n", OURS, "505"},
        {"chunked", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         OURS, "411"},
        {"a long body", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n", OURS,
         "413"},
        {"no version", "GET /zzmark\r\nHost: a\r\n\r\n", LIBRARY, "400"},
        {"a version that is none", "GET /zzmark HTTX/1.1\r\nHost: a\r\n\r\n", LIBRARY, "400"},
        {"a version of long ago", "GET /zzmark HTTP/0.9\r\nHost: a\r\n\r\n", LIBRARY, "505"},
        {"a version to come", "GET /zzmark HTTP/2.0\r\nHost: a\r\n\r\n", LIBRARY, "505"},
        {"a header without a colon", "GET /zzmark HTTP/1.1\r\nHost: a\r\nzzmark\r\n\r\n", LIBRARY,
         "400"},
        {"a length that is no number",
         "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: zzmark\r\n\r\n", LIBRARY, "400"},
        {"a length beyond counting",
         "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n",
         LIBRARY, "413"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        atomic_store(&answered, 0);
        say(bad[i].bytes);
        expect_refusal(bad[i].what, bad[i].who, bad[i].status);
    }
    static const char cut[] = "GET /zzmark\0" NORMAL;
    say_n(cut, sizeof cut - 1);
    expect_refusal("a NUL in the target", OURS, "400");
}

/* `lines` headers of `length` bytes, and a target of `target` bytes. */
static void say_long(size_t target, size_t lines, size_t length)
{
    size_t room = target + lines * (length + 8) + 64, n = 0;
    char *text = calloc(1, room);
    assert_non_null(text);
    n += (size_t)snprintf(text, room, "GET /");
    memset(text + n, 'z', target - 1);
    n += target - 1;
    n += (size_t)snprintf(text + n, room - n, " HTTP/1.1\r\nHost: a\r\n");
    for (size_t i = 0; i < lines; i++) {
        n += (size_t)snprintf(text + n, room - n, "x: ");
        memset(text + n, 'z', length);
        n += length;
        n += (size_t)snprintf(text + n, room - n, "\r\n");
    }
    n += (size_t)snprintf(text + n, room - n, "\r\n");
    atomic_store(&answered, 0);
    int fd = dial();
    (void)!send(fd, text, n, MSG_NOSIGNAL); /* the server may close before all is sent */
    free(text);
    shutdown(fd, SHUT_WR);
    read_all(fd);
}

static void what_is_too_long_gets_our_refusal_up_to_64_kilobytes(void **state)
{
    (void)state;
    say_long(4096, 0, 0);
    assert_int_equal(answered, 1);
    say_long(4097, 0, 0);
    expect_refusal("a target of 4,097 bytes", OURS, "414");
    say_long(20000, 0, 0);
    expect_refusal("a target of 20,000 bytes", OURS, "414");
    say_long(1, 7, 4000);
    assert_int_equal(answered, 1);
    say_long(1, 10, 4000);
    expect_refusal("40,000 bytes of headers", OURS, "431");
    say_long(1, 25, 4000);
    expect_refusal("100,000 bytes of headers", LIBRARY, "431");
    say_long(70000, 0, 0);
    expect_refusal("a target of 70,000 bytes", LIBRARY, "414");
}

static void refuses_methods_versions_and_bodies_it_does_not_know(void **state)
{
    (void)state;
    atomic_store(&answered, 0);
    say("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_non_null(strstr(reply, "HTTP/1.1 405"));
    assert_non_null(strstr(reply, "Allow: GET, HEAD, POST"));
    say("DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_non_null(strstr(reply, "HTTP/1.1 405"));
    say("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    assert_non_null(strstr(reply, "HTTP/1.1 411"));
    say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n");
    assert_non_null(strstr(reply, "HTTP/1.1 413"));
    say("POST /annat HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na");
    assert_non_null(strstr(reply, "HTTP/1.1 413"));
    say("GET /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na");
    assert_non_null(strstr(reply, "HTTP/1.1 413"));
    say("GET / HTTP/3.0\r\nHost: a\r\n\r\n");
    assert_null(strstr(reply, "path=/"));
    say("GET /\r\n\r\n");
    assert_null(strstr(reply, "path=/"));
    assert_int_equal(answered, 0);
}

static void leaves_the_body_out_for_head(void **state)
{
    (void)state;
    say("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert_non_null(strstr(reply, "HTTP/1.1 200"));
    assert_null(strstr(reply, "path="));
}

static void cuts_off_a_request_that_dribbles_in(void **state)
{
    (void)state;
    int fd = dial();
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    static const char bytes[] = "GET / HTTP/1.1\r\nHost: a\r\nX: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    bool closed = false;
    for (size_t i = 0; i < sizeof bytes - 1 && !closed; i++) {
        char c;
        closed = send(fd, bytes + i, 1, MSG_NOSIGNAL) != 1 || recv(fd, &c, 1, MSG_DONTWAIT) == 0;
        usleep(50000);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    close(fd);
    assert_true(closed);
    assert_true(to.tv_sec - from.tv_sec <= 3);
}

static void lets_a_request_under_way_finish_when_stopping(void **state)
{
    (void)state;
    int fd = dial();
    static const char bytes[] = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";
    assert_int_equal(send(fd, bytes, sizeof bytes - 1, MSG_NOSIGNAL), sizeof bytes - 1);
    for (int i = 0; i < 200 && !slow_started; i++) {
        usleep(10000);
    }
    http_stop(server, 5);
    server = NULL;
    read_all(fd);
    assert_non_null(strstr(reply, "path=/slow"));
}

static void says_when_the_port_is_taken_or_the_address_wrong(void **state)
{
    (void)state;
    struct err_ctx ctx;
    struct http *h;
    struct http_options o = {.address = "127.0.0.1",
                             .max_connections = 5,
                             .request_seconds = 5,
                             .body_max = body_max,
                             .answer = answer,
                             .port = http_port(server)};
    assert_int_equal(http_start(&o, &h, &ctx), ERR_CONFLICT);
    o.address = "localhost";
    assert_int_equal(http_start(&o, &h, &ctx), ERR_SETUP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_and_keeps_policy_headers),
        cmocka_unit_test(reads_a_form_and_other_bodies),
        cmocka_unit_test(refuses_malformed_requests_and_what_follows_them),
        cmocka_unit_test(refuses_a_nul_in_a_header),
        cmocka_unit_test(refuses_methods_versions_and_bodies_it_does_not_know),
        cmocka_unit_test(a_malformed_request_gets_our_refusal_as_far_as_can_be),
        cmocka_unit_test(what_is_too_long_gets_our_refusal_up_to_64_kilobytes),
        cmocka_unit_test(leaves_the_body_out_for_head),
        cmocka_unit_test(cuts_off_a_request_that_dribbles_in),
        cmocka_unit_test(says_when_the_port_is_taken_or_the_address_wrong),
        cmocka_unit_test(lets_a_request_under_way_finish_when_stopping),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
