/* A served bank with raw requests: routes, the demo's sign-in and its limits, machine routes. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/test_bank.h"
#include "web/app.h"
#include "web/assets.h"
#include "web/http.h"
#include "web/route.h"

static struct test_bank t;
static struct app *app;
static char reply[1 << 18];

static int setup(void **state)
{
    (void)state;
    struct err_ctx ctx;
    struct staff people[] = {{.name = "Eva", .role = ROLE_KURATOR, .active = true},
                             {.name = "Jon", .role = ROLE_JURIST, .active = true}};
    struct actor actor = actor_system("test");
    t = test_bank_make(BANK_SCHOOL);
    for (size_t i = 0; i < 2; i++) {
        struct staff_id id;
        bool changed;
        if (staff_put(t.bank, &people[i], &actor, &id, &changed, &ctx) != ERR_OK) {
            return -1;
        }
    }
    struct app_options o = {.bank = t.bank, .address = "127.0.0.1", .port = 0, .handles = 2};
    return app_start(&o, &app, &ctx) == ERR_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    app_stop(app);
    test_bank_remove(&t);
    return 0;
}

/* Sends and reads to the end; the status. */
PRINTF_LIKE(1, 2) static int ask(const char *fmt, ...)
{
    static char request[8192];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(request, sizeof request, fmt, args);
    va_end(args);
    int fd = socket(AF_INET, SOCK_STREAM, 0), status = 0;
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(app_port(app)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval patience = {.tv_sec = 10};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    assert_int_equal(send(fd, request, (size_t)n, MSG_NOSIGNAL), n);
    size_t got = 0;
    ssize_t more;
    while ((more = recv(fd, reply + got, sizeof reply - 1 - got, 0)) > 0) {
        got += (size_t)more;
    }
    reply[got] = '\0';
    close(fd);
    (void)sscanf(reply, "HTTP/1.1 %d", &status);
    return status;
}

static int get(const char *path, const char *headers)
{
    return ask("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n", path, headers);
}

static int post(const char *path, const char *headers, const char *body)
{
    return ask("POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%sContent-Type: "
               "application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
               path, headers, strlen(body), body);
}

/* The form token of the page just read. */
static const char *token(void)
{
    static char out[80];
    const char *p = strstr(reply, "name=\"csrf_token\" value=\"");
    assert_non_null(p);
    assert_int_equal(sscanf(p, "name=\"csrf_token\" value=\"%79[0-9a-f]", out), 1);
    return out;
}

static char cookie[200]; /* "Cookie: sid…\r\n" */
static void sign_in(int staff)
{
    char body[200];
    const char *p;
    assert_int_equal(get("/login", ""), 200);
    snprintf(body, sizeof body, "csrf_token=%s&staff=%d", token(), staff);
    assert_int_equal(post("/login", "Sec-Fetch-Site: same-origin\r\n", body), 303);
    assert_non_null(p = strstr(reply, "Set-Cookie: sid"));
    assert_non_null(strstr(p, "; HttpOnly; SameSite=Lax"));
    assert_int_equal(strcspn(p + 12, ";") < 100, 1);
    snprintf(cookie, sizeof cookie, "Cookie: %.*s\r\n", (int)strcspn(p + 12, ";"), p + 12);
}

static void another_site_may_link_to_a_page_and_not_load_it(void **state)
{
    (void)state;
    assert_int_equal(get("/login", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: document\r\n"),
                     200);
    assert_int_equal(get("/login", "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Dest: empty\r\n"),
                     200);
    static const char *const loads[] = {"image", "iframe", "empty", "script", "style", "object"};
    for (size_t i = 0; i < sizeof loads / sizeof loads[0]; i++) {
        char headers[100];
        snprintf(headers, sizeof headers, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: %s\r\n",
                 loads[i]);
        assert_int_equal(get("/login", headers), 403);
        assert_null(strstr(reply, "csrf_token"));
    }
    assert_int_equal(get("/login", "Sec-Fetch-Site: same-site\r\nSec-Fetch-Dest: image\r\n"), 403);
}

static void every_route_has_a_rule_and_one_reading(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++) {
        assert_in_range(routes[i].who, WHO_VISITOR, WHO__MAX - 1);
        assert_true(routes[i].path[0] == '/' && routes[i].input_count <= INPUT_MAX);
        assert_true(routes[i].method != HTTP_POST || routes[i].body_max > 0);
        for (size_t k = i + 1; k < route_count; k++) {
            assert_false(routes[i].method == routes[k].method &&
                         strcmp(routes[i].path, routes[k].path) == 0);
        }
    }
    int64_t id;
    bool known;
    assert_non_null(route_find(HTTP_GET, "/case/17", &id, &known));
    assert_int_equal(id, 17);
    assert_null(route_find(HTTP_GET, "/case/017", &id, &known));
    assert_null(route_find(HTTP_GET, "/case/", &id, &known));
    assert_null(route_find(HTTP_GET, "/case/1/2", &id, &known));
    assert_null(route_find(HTTP_POST, "/journal", &id, &known));
    assert_true(known);
}

static void visitors_are_sent_to_sign_in(void **state)
{
    (void)state;
    assert_int_equal(get("/", ""), 303);
    assert_non_null(strstr(reply, "Location: /login\r\n"));
    assert_int_equal(get("/case/1", "Cookie: sid1=zz\r\n"), 303);
    assert_int_equal(get("/no-such-page", ""), 404);
    assert_int_equal(ask("POST /journal HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                         "Content-Length: 0\r\n\r\n"),
                     405);
    assert_int_equal(get("/health", ""), 200);
    assert_non_null(strstr(reply, "{\"status\":\"ok\"}"));
    assert_int_equal(get(asset_by_name("brygga.css")->path, ""), 200);
    assert_non_null(strstr(reply, "immutable"));
}

static void demo_sign_in_is_for_this_computer_only(void **state)
{
    (void)state;
    assert_int_equal(get("/login", "X-Forwarded-For: 10.0.0.1\r\n"), 403);
    assert_int_equal(get("/login", "Forwarded: for=10.0.0.1\r\n"), 403);
    assert_int_equal(
        ask("GET /login HTTP/1.1\r\nHost: brygga.example\r\nConnection: close\r\n\r\n"), 403);
    assert_int_equal(
        ask("GET /login HTTP/1.1\r\nHost: localhost.evil.example\r\nConnection: close\r\n\r\n"),
        403);
    assert_int_equal(ask("GET /login HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n"),
                     200);
    assert_non_null(strstr(reply, "Demonstration: "));
}

static void forms_from_elsewhere_are_refused(void **state)
{
    (void)state;
    char body[200];
    assert_int_equal(get("/login", ""), 200);
    snprintf(body, sizeof body, "csrf_token=%s&staff=1", token());
    assert_int_equal(post("/login", "", body), 403);
    assert_int_equal(post("/login", "Sec-Fetch-Site: cross-site\r\n", body), 403);
    assert_int_equal(post("/login", "Sec-Fetch-Site: same-site\r\n", body), 403);
    assert_int_equal(post("/login", "Origin: http://evil.example\r\n", body), 403);
    assert_int_equal(post("/login", "Origin: null\r\n", body), 403);
    assert_int_equal(post("/login", "Sec-Fetch-Site: same-origin\r\n", "staff=1"), 403);
    assert_int_equal(post("/login", "Origin: http://localhost\r\n", body), 303);
}

static void a_role_opens_its_own_routes_only(void **state)
{
    (void)state;
    sign_in(1); /* kurator */
    assert_int_equal(get("/", cookie), 200);
    assert_int_equal(get("/cases", cookie), 200);
    assert_int_equal(get("/journal", cookie), 403);
    assert_int_equal(get("/case/999", cookie), 404);
    sign_in(2); /* jurist */
    assert_int_equal(get("/journal", cookie), 200);
    assert_non_null(strstr(reply, "tkomst nekades")); /* the refusal is in the journal */
    assert_int_equal(get("/cases", cookie), 403);
    assert_int_equal(get("/signals", cookie), 403);
}

/* How long a page takes, in milliseconds; that it is not there. */
static double absent_ms(const char *path)
{
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    assert_int_equal(get(path, cookie), 404);
    clock_gettime(CLOCK_MONOTONIC, &b);
    return (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6;
}

/* Never before the first whole step, however little there was to do. */
static void what_is_not_to_be_seen_is_answered_by_the_clock(void **state)
{
    (void)state;
    sign_in(1);
    for (int i = 0; i < 3; i++) {
        assert_true(absent_ms("/case/99") >= HTTP_EVEN_MS);
        assert_true(absent_ms("/pupil/99") >= HTTP_EVEN_MS);
        assert_true(absent_ms("/letter/99") >= HTTP_EVEN_MS);
    }
}

static void signing_out_ends_the_session(void **state)
{
    (void)state;
    char body[200], headers[300];
    sign_in(1);
    assert_int_equal(get("/", cookie), 200);
    snprintf(body, sizeof body, "csrf_token=%s", token());
    snprintf(headers, sizeof headers, "%sSec-Fetch-Site: same-origin\r\n", cookie);
    assert_int_equal(post("/logout", headers, body), 303);
    assert_non_null(strstr(reply, "Clear-Site-Data: "));
    assert_non_null(strstr(reply, "Max-Age=0"));
    assert_int_equal(get("/", cookie), 303);
}

static void another_role_needs_a_new_session(void **state)
{
    (void)state;
    struct err_ctx ctx;
    struct staff eva;
    struct staff_id id;
    struct actor actor = actor_system("test");
    bool changed;
    assert_int_equal(staff_read(t.bank, (struct staff_id){1}, &eva, &ctx), ERR_OK);
    snprintf(eva.login, sizeof eva.login, "eva@2120000142");
    assert_int_equal(staff_put(t.bank, &eva, &actor, &id, &changed, &ctx), ERR_OK);
    sign_in((int)id.v);
    assert_int_equal(get("/", cookie), 200);
    eva.role = ROLE_REKTOR;
    assert_int_equal(staff_put(t.bank, &eva, &actor, &id, &changed, &ctx), ERR_OK);
    assert_int_equal(get("/", cookie), 303);
    assert_non_null(strstr(reply, "Location: /login"));
    sign_in((int)id.v);
    assert_int_equal(get("/", cookie), 200);
    eva.active = false;
    assert_int_equal(staff_put(t.bank, &eva, &actor, &id, &changed, &ctx), ERR_OK);
    assert_int_equal(get("/", cookie), 303);
}

static void after_signing_in_a_visitor_comes_to_pages_of_this_site_alone(void **state)
{
    (void)state;
    static const struct {
        const char *next, *location;
    } rows[] = {
        {"/journal", "/journal"},
        {"/journal?event=login", "/journal?event=login"},
        {"", "/"},
        {"%2F%2Fevil.example", "/"},
        {"https%3A%2F%2Fevil.example", "/"},
        {"%2F%5Cevil.example", "/"},
        {"/no-such-page", "/"},
        {"/logout", "/"},
        {"/login", "/"},
        {"/my", "/"},
        {"/letterbox/v1/letters", "/"},
        {"journal", "/"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char body[300], line[100];
        assert_int_equal(get("/login", ""), 200);
        snprintf(body, sizeof body, "csrf_token=%s&staff=2&next=%s", token(), rows[i].next);
        assert_int_equal(post("/login", "Sec-Fetch-Site: same-origin\r\n", body), 303);
        snprintf(line, sizeof line, "Location: %s\r\n", rows[i].location);
        assert_non_null(strstr(reply, line));
    }
}

static void machine_routes_need_no_cookie_and_refuse_rubbish(void **state)
{
    (void)state;
    int status = ask("POST /letterbox/v1/letters HTTP/1.1\r\nHost: brygga.example\r\nConnection: "
                     "close\r\nContent-Length: 7\r\n\r\nrubbish");
    assert_int_equal(status, 400);
    assert_null(strstr(reply, "Set-Cookie"));
    status = ask("POST /letterbox/v1/checkpoint HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                 "Content-Length: 7\r\n\r\nrubbish");
    assert_in_range(status, 400, 403);
    assert_int_equal(ask("POST /letterbox/v1/letters HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                         "Content-Length: 9000000\r\n\r\n"),
                     413);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_has_a_rule_and_one_reading),
        cmocka_unit_test(visitors_are_sent_to_sign_in),
        cmocka_unit_test(demo_sign_in_is_for_this_computer_only),
        cmocka_unit_test(another_site_may_link_to_a_page_and_not_load_it),
        cmocka_unit_test(forms_from_elsewhere_are_refused),
        cmocka_unit_test(a_role_opens_its_own_routes_only),
        cmocka_unit_test(what_is_not_to_be_seen_is_answered_by_the_clock),
        cmocka_unit_test(signing_out_ends_the_session),
        cmocka_unit_test(after_signing_in_a_visitor_comes_to_pages_of_this_site_alone),
        cmocka_unit_test(another_role_needs_a_new_session),
        cmocka_unit_test(machine_routes_need_no_cookie_and_refuse_rubbish),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
