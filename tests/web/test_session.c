#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "support/test_bank.h"
#include "web/session.h"

static struct test_bank t;
static struct staff_id eva;
static struct err_ctx ctx;

static int setup(void **state)
{
    (void)state;
    t = test_bank_make(BANK_SCHOOL);
    struct staff s = {.name = "Eva", .role = ROLE_KURATOR, .active = true};
    struct actor actor = actor_system("test");
    bool changed;
    return staff_put(t.bank, &s, &actor, &eva, &changed, &ctx) == ERR_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    return 0;
}

static enum err begin(enum page_language language, char cookie[SESSION_COOKIE_TEXT])
{
    struct session_opening o = {
        .kind = SESSION_STAFF, .staff = eva, .role = ROLE_KURATOR, .language = language};
    return session_new(t.bank, &o, cookie, &ctx);
}

static void a_session_is_found_by_its_cookie_alone(void **state)
{
    (void)state;
    char cookie[SESSION_COOKIE_TEXT], other[SESSION_COOKIE_TEXT];
    struct session s;
    assert_int_equal(begin(PAGE_ENGLISH, cookie), ERR_OK);
    assert_int_equal(begin(PAGE_SWEDISH, other), ERR_OK);
    assert_string_not_equal(cookie, other);
    assert_int_equal(session_find(t.bank, cookie, &s, &ctx), ERR_OK);
    assert_int_equal(s.kind, SESSION_STAFF);
    assert_int_equal(s.staff.v, eva.v);
    assert_int_equal(s.person.v, 0);
    assert_int_equal(s.role, ROLE_KURATOR);
    assert_int_equal(s.language, PAGE_ENGLISH);
    cookie[0] = cookie[0] == 'a' ? 'b' : 'a';
    assert_int_equal(session_find(t.bank, cookie, &s, &ctx), ERR_NOT_FOUND);
    assert_int_equal(s.staff.v, 0);
    assert_int_equal(session_find(t.bank, "", &s, &ctx), ERR_NOT_FOUND);
    assert_int_equal(session_find(t.bank, "zz", &s, &ctx), ERR_NOT_FOUND);
}

static void an_ended_session_is_gone(void **state)
{
    (void)state;
    char cookie[SESSION_COOKIE_TEXT];
    struct session s;
    assert_int_equal(begin(PAGE_SWEDISH, cookie), ERR_OK);
    assert_int_equal(session_find(t.bank, cookie, &s, &ctx), ERR_OK);
    assert_int_equal(session_end(t.bank, &s, &ctx), ERR_OK);
    assert_int_equal(session_find(t.bank, cookie, &s, &ctx), ERR_NOT_FOUND);
}

/* Moves the times of every session back. */
static void age_sessions(int64_t created_ms, int64_t seen_ms)
{
    static const struct db_statement age = {
        "test/age",
        "UPDATE web_session SET created_time = created_time - $1, seen_time = seen_time - $2",
        DB_WRITE, DB_CLASS_STAFF};
    const struct db_value values[] = {db_int(created_ms), db_int(seen_ms)};
    assert_int_equal(db_begin(bank_db(t.bank), DB_WRITE, &ctx), ERR_OK);
    assert_int_equal(db_run(bank_db(t.bank), &age, values, 2, NULL, &ctx), ERR_OK);
    assert_int_equal(db_commit(bank_db(t.bank), &ctx), ERR_OK);
}

static void ends_after_half_an_hour_without_use_and_after_ten_hours(void **state)
{
    (void)state;
    char cookie[SESSION_COOKIE_TEXT];
    struct session s;
    assert_int_equal(begin(PAGE_SWEDISH, cookie), ERR_OK);
    age_sessions(SESSION_IDLE_MS - 60000, SESSION_IDLE_MS - 60000);
    assert_int_equal(session_find(t.bank, cookie, &s, &ctx), ERR_OK); /* and is in use again */
    age_sessions(120000, 120000);
    assert_int_equal(session_find(t.bank, cookie, &s, &ctx), ERR_OK);
    age_sessions(0, SESSION_IDLE_MS + 1000);
    assert_int_equal(session_find(t.bank, cookie, &s, &ctx), ERR_NOT_FOUND);

    assert_int_equal(begin(PAGE_SWEDISH, cookie), ERR_OK);
    age_sessions(SESSION_LONGEST_MS + 1000, 0);
    assert_int_equal(session_find(t.bank, cookie, &s, &ctx), ERR_NOT_FOUND);
    assert_int_equal(session_purge(t.bank, &ctx), ERR_OK);
}

static void sessions_are_ended_by_their_owner_and_for_an_employee(void **state)
{
    (void)state;
    char mine[SESSION_COOKIE_TEXT], phone[SESSION_COOKIE_TEXT], pupils[SESSION_COOKIE_TEXT];
    struct session s, other;
    struct session_row *rows;
    size_t count;
    int64_t ended;
    struct actor admin = actor_system("test");
    struct arena *a = arena_new(1 << 20);
    struct session_opening pupil = {
        .kind = SESSION_PUPIL, .person = {eva.v}, .device = "Firefox, Android"};
    assert_int_equal(session_end_staff(t.bank, eva, &admin, NULL, &ctx), ERR_OK);
    assert_int_equal(begin(PAGE_SWEDISH, mine), ERR_OK);
    assert_int_equal(begin(PAGE_SWEDISH, phone), ERR_OK);
    assert_int_equal(session_new(t.bank, &pupil, pupils, &ctx), ERR_OK);
    assert_int_equal(session_find(t.bank, mine, &s, &ctx), ERR_OK);
    assert_int_equal(session_list(t.bank, &s, a, &rows, &count, &ctx), ERR_OK);
    assert_int_equal(count, 2); /* never the pupil's, whose row has the same number */
    assert_int_equal(session_find(t.bank, pupils, &other, &ctx), ERR_OK);
    assert_int_equal(other.staff.v, 0);
    assert_int_equal(session_end_own(t.bank, &s, other.number, &ctx), ERR_NOT_FOUND);
    assert_int_equal(session_end_own(t.bank, &s, s.number, &ctx), ERR_NOT_FOUND);
    assert_int_equal(session_end_own(t.bank, &s, 0, &ctx), ERR_OK);
    assert_int_equal(session_find(t.bank, phone, &other, &ctx), ERR_NOT_FOUND);
    assert_int_equal(session_find(t.bank, mine, &other, &ctx), ERR_OK);
    assert_int_equal(session_end_staff(t.bank, eva, &admin, &ended, &ctx), ERR_OK);
    assert_int_equal(ended, 1);
    assert_int_equal(session_find(t.bank, mine, &other, &ctx), ERR_NOT_FOUND);
    assert_int_equal(session_find(t.bank, pupils, &other, &ctx), ERR_OK);
    arena_free(a);
}

static void the_id_token_is_sealed_and_comes_back(void **state)
{
    (void)state;
    char cookie[SESSION_COOKIE_TEXT];
    const char *provider, *token;
    struct session s;
    struct arena *a = arena_new(1 << 20);
    struct session_opening o = {.kind = SESSION_STAFF,
                                .staff = eva,
                                .provider = "skola",
                                .id_token = {(const uint8_t *)"a.b.c", 5}};
    assert_int_equal(session_new(t.bank, &o, cookie, &ctx), ERR_OK);
    assert_int_equal(session_find(t.bank, cookie, &s, &ctx), ERR_OK);
    assert_int_equal(session_id_token(t.bank, &s, a, &provider, &token, &ctx), ERR_OK);
    assert_string_equal(provider, "skola");
    assert_string_equal(token, "a.b.c");
    arena_free(a);
}

static void a_form_token_belongs_to_its_session(void **state)
{
    (void)state;
    struct session mine = {.token = {1}}, other = {.token = {2}};
    char token[FORM_TOKEN_TEXT];
    session_form_token(t.bank, &mine, token);
    assert_true(session_form_ok(t.bank, &mine, token));
    assert_false(session_form_ok(t.bank, &other, token));
    assert_false(session_form_ok(t.bank, &mine, NULL));
    assert_false(session_form_ok(t.bank, &mine, ""));
    token[3] = token[3] == '0' ? '1' : '0';
    assert_false(session_form_ok(t.bank, &mine, token));
}

static void a_form_is_claimed_once_and_remembers_where_it_led(void **state)
{
    (void)state;
    struct arena *a = arena_new(10000);
    enum form_state what;
    const char *location;
    assert_int_equal(form_claim(t.bank, "abc", a, &what, &location, &ctx), ERR_OK);
    assert_int_equal(what, FORM_NEW);
    assert_int_equal(form_claim(t.bank, "abc", a, &what, &location, &ctx), ERR_OK);
    assert_int_equal(what, FORM_UNKNOWN);
    assert_int_equal(form_done(t.bank, "abc", "/case/1", &ctx), ERR_OK);
    assert_int_equal(form_claim(t.bank, "abc", a, &what, &location, &ctx), ERR_OK);
    assert_int_equal(what, FORM_DONE);
    assert_string_equal(location, "/case/1");
    assert_int_equal(form_claim(t.bank, "def", a, &what, &location, &ctx), ERR_OK);
    assert_int_equal(form_give_back(t.bank, "def", &ctx), ERR_OK);
    assert_int_equal(form_claim(t.bank, "def", a, &what, &location, &ctx), ERR_OK);
    assert_int_equal(what, FORM_NEW);
    arena_free(a);
}

static void a_grant_is_for_one_session_one_use_and_one_row(void **state)
{
    (void)state;
    struct session mine = {.token = {1}}, other = {.token = {2}};
    char grant[SESSION_GRANT_TEXT];
    session_grant(t.bank, &mine, "open-case", 7, grant);
    assert_true(session_grant_ok(t.bank, &mine, "open-case", 7, grant));
    assert_false(session_grant_ok(t.bank, &other, "open-case", 7, grant));
    assert_false(session_grant_ok(t.bank, &mine, "other-use", 7, grant));
    assert_false(session_grant_ok(t.bank, &mine, "open-case", 8, grant));
    assert_false(session_grant_ok(t.bank, &mine, "open-case", 7, ""));
    assert_false(session_grant_ok(t.bank, &mine, "open-case", 7, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_is_found_by_its_cookie_alone),
        cmocka_unit_test(an_ended_session_is_gone),
        cmocka_unit_test(ends_after_half_an_hour_without_use_and_after_ten_hours),
        cmocka_unit_test(sessions_are_ended_by_their_owner_and_for_an_employee),
        cmocka_unit_test(the_id_token_is_sealed_and_comes_back),
        cmocka_unit_test(a_form_token_belongs_to_its_session),
        cmocka_unit_test(a_form_is_claimed_once_and_remembers_where_it_led),
        cmocka_unit_test(a_grant_is_for_one_session_one_use_and_one_row),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
