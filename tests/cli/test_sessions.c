/* brygga sessions list and end: an operator in an incident, beside a bank that is being served. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bank/journal.h"
#include "base/json.h"
#include "cli/command.h"
#include "support/test_people.h"
#include "web/session.h"

/* t.bank stays open, as in the process that serves; the commands open the bank for themselves. */
static struct test_bank t;
static struct staff_id eva, bo;
static struct person_id guardian;
static char evas[2][SESSION_COOKIE_TEXT], bos[SESSION_COOKIE_TEXT], guardians[SESSION_COOKIE_TEXT];

static void sign_in(const struct session_opening *o, char cookie[SESSION_COOKIE_TEXT])
{
    test_bank_must(session_new(t.bank, o, cookie, &t.ctx), &t.ctx, "session");
}

static int setup(void **state)
{
    (void)state;
    struct staff e = {
        .name = "Eva", .role = ROLE_KURATOR, .login = "eva@2120000142", .active = true};
    bool changed;
    t = test_bank_make(BANK_SCHOOL);
    test_bank_must(staff_put(t.bank, &e, &t.actor, &eva, &changed, &t.ctx), &t.ctx, "staff");
    bo = test_staff(&t, "Bo", ROLE_REKTOR, "", true);
    guardian = test_person_source(&t, "guardian");
    struct session_opening staff = {.kind = SESSION_STAFF, .staff = eva, .role = ROLE_KURATOR},
                           other = {.kind = SESSION_STAFF, .staff = bo, .role = ROLE_REKTOR},
                           family = {.kind = SESSION_GUARDIAN,
                                     .person = guardian,
                                     .device = "Firefox, Android"};
    sign_in(&staff, evas[0]);
    sign_in(&staff, evas[1]);
    sign_in(&other, bos);
    sign_in(&family, guardians);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    return 0;
}

/* What was printed, to be freed; the exit code must be `code`. */
static char *say(int code, const char *const *words)
{
    const char *argv[16] = {"brygga", "-C", t.dir, "sessions"};
    char *out_text, *err_text;
    size_t n, m;
    int argc = 4;
    for (; *words != NULL; words++) {
        argv[argc++] = *words;
    }
    FILE *out = open_memstream(&out_text, &n), *err = open_memstream(&err_text, &m);
    int got = cli_main(argc, argv, out, err);
    fclose(out);
    fclose(err);
    if (got != code) {
        fail_msg("exit %d: %s%s", got, out_text, err_text);
    }
    free(err_text);
    return out_text;
}

#define SAY(code, ...) say(code, (const char *const[]){__VA_ARGS__, NULL})

static bool goes_on(const char *cookie)
{
    struct session s;
    return session_find(t.bank, cookie, &s, &t.ctx) == ERR_OK;
}

static struct journal_row last_entry(enum journal_event event, struct arena *a)
{
    struct journal_filter f = {.has_event = true, .event = event, .limit = 1};
    struct journal_row *rows;
    size_t n;
    test_bank_must(journal_list(t.bank, &f, a, &rows, &n, &t.ctx), &t.ctx, "journal");
    assert_int_equal(n, 1);
    return rows[0];
}

static size_t listed(const char *const *words)
{
    char *text = say(0, words);
    json_t *value;
    test_bank_must(json_parse(text, strlen(text), "list", &value, &t.ctx), &t.ctx, "json");
    size_t n = json_array_size(json_object_get(value, "sessions"));
    json_decref(value);
    free(text);
    return n;
}

#define LISTED(...) listed((const char *const[]){"list", "--format", "json", __VA_ARGS__, NULL})

static void lists_who_is_signed_in_and_journals_that_people_were_listed(void **state)
{
    (void)state;
    struct arena *a = arena_new(1 << 20);
    char *text = SAY(0, "list");
    assert_non_null(strstr(text, "vårdnadshavare row:"));
    assert_non_null(strstr(text, "Firefox, Android"));
    assert_null(strstr(text, "Eva")); /* nobody is named */
    free(text);
    struct journal_row r = last_entry(JOURNAL_PERSON_LISTED, a);
    assert_int_equal(r.person.v, guardian.v);
    assert_int_equal(r.actor.kind, ACTOR_OPERATOR);
    text = SAY(0, "list", "--lang", "en");
    assert_non_null(strstr(text, "guardian       row:"));
    free(text);
    assert_int_equal(LISTED("--employee", "eva@2120000142"), 2);
    assert_int_equal(LISTED("--person", "row:1"), 1);
    assert_int_equal(LISTED("--lang", "sv"), 4);
    arena_free(a);
}

static void wants_to_know_exactly_which_to_end(void **state)
{
    (void)state;
    free(SAY(1, "end"));
    free(SAY(1, "end", "--all", "--employee", "eva@2120000142"));
    free(SAY(1, "end", "1", "--all"));
    free(SAY(1, "end", "--employee", "eva@2120000142", "--person", "row:1"));
    free(SAY(1, "end", "0"));
    free(SAY(1, "end", "all"));
    free(SAY(1, "list", "--employee", "eva@2120000142", "--person", "row:1"));
    free(SAY(3, "end", "999"));
    free(SAY(3, "end", "--employee", "nobody"));
    free(SAY(3, "end", "--person", "row:999"));
    assert_true(goes_on(evas[0]) && goes_on(evas[1]) && goes_on(bos) && goes_on(guardians));
}

static void ends_one_then_a_persons_then_all_in_the_bank_that_is_served(void **state)
{
    (void)state;
    struct arena *a = arena_new(1 << 20);
    free(SAY(0, "end", "1"));
    assert_false(goes_on(evas[0]));
    assert_true(goes_on(evas[1]) && goes_on(bos) && goes_on(guardians));
    struct journal_row r = last_entry(JOURNAL_SESSION_ENDED, a);
    assert_int_equal(r.actor.kind, ACTOR_OPERATOR);
    assert_int_equal(r.person_count, 0);
    assert_non_null(strstr(r.detail, "\"sessions\":1"));

    free(SAY(0, "end", "--person", "row:1"));
    assert_false(goes_on(guardians));
    assert_true(goes_on(evas[1]) && goes_on(bos)); /* whose rows have numbers of their own */
    assert_int_equal(last_entry(JOURNAL_SESSION_ENDED, a).person.v, guardian.v);

    free(SAY(0, "end", "--employee", "eva@2120000142"));
    assert_false(goes_on(evas[1]));
    assert_true(goes_on(bos));

    char *text = SAY(0, "end", "--all", "--lang", "en");
    assert_string_equal(text, "Ended: 1.\n");
    free(text);
    assert_false(goes_on(bos));
    assert_non_null(strstr(last_entry(JOURNAL_SESSION_ENDED, a).detail, "\"all\":true"));
    free(SAY(3, "end", "--all"));
    arena_free(a);
}

int main(void)
{
    json_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_who_is_signed_in_and_journals_that_people_were_listed),
        cmocka_unit_test(wants_to_know_exactly_which_to_end),
        cmocka_unit_test(ends_one_then_a_persons_then_all_in_the_bank_that_is_served),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
