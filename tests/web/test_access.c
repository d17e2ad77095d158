/* Who opens what by role and by session: every pair, and nothing by what is no role or session. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web/access.h"

static const enum bank_kind both[] = {BANK_SCHOOL, BANK_SOCIAL};

static bool by_staff(enum who who, enum role role, enum bank_kind kind)
{
    struct session s = {.kind = SESSION_STAFF, .staff = {1}, .role = role};
    return access_session(who, &s, kind);
}

static bool is_for_everybody(enum who who)
{
    return who == WHO_VISITOR || who == WHO_PEER || who == WHO_SIGNED_IN || who == WHO_STAFF;
}

static void the_session_of_an_employee_opens_what_the_role_does(void **state)
{
    (void)state;
    for (unsigned k = 0; k < 2; k++) {
        for (enum role role = 0; role < ROLE__MAX; role++) {
            unsigned opened = 0;
            for (enum who who = WHO_VISITOR; who < WHO__MAX; who++) {
                assert_int_equal(by_staff(who, role, both[k]), access_role(who, role, both[k]));
                opened += !is_for_everybody(who) && access_role(who, role, both[k]);
                assert_false(access_is_family(who) && access_role(who, role, both[k]));
            }
            /* A role of the other kind of authority opens no room, should a row have it. */
            assert_int_equal(opened > 0, role_in_kind(role, both[k]));
        }
    }
}

static void an_administrator_opens_no_room_with_people(void **state)
{
    (void)state;
    static const enum who people[] = {WHO_SIGNALS, WHO_CASES,  WHO_PEOPLE, WHO_LEADERS, WHO_STAIR,
                                      WHO_INQUIRY, WHO_CAUSES, WHO_GROUP,  WHO_LAW};
    for (unsigned k = 0; k < 2; k++) {
        for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) {
            assert_false(access_role(people[i], ROLE_ADMINISTRATOR, both[k]));
        }
        assert_true(access_role(WHO_ADMIN, ROLE_ADMINISTRATOR, both[k]));
        for (enum role role = 0; role < ROLE__MAX; role++) {
            assert_int_equal(access_role(WHO_ADMIN, role, both[k]), role == ROLE_ADMINISTRATOR);
        }
    }
}

static void the_schools_rooms_are_not_in_a_social_bank(void **state)
{
    (void)state;
    static const enum who school[] = {WHO_SIGNALS, WHO_STAIR, WHO_INQUIRY, WHO_CAUSES};
    for (size_t i = 0; i < sizeof school / sizeof school[0]; i++) {
        unsigned opened = 0;
        for (enum role role = 0; role < ROLE__MAX; role++) {
            assert_false(access_role(school[i], role, BANK_SOCIAL));
            opened += access_role(school[i], role, BANK_SCHOOL);
        }
        assert_true(opened > 0);
    }
    assert_false(access_role(WHO_CAUSES, ROLE_REKTOR, BANK_SCHOOL)); /* leads it, is not in it */
}

/* What sessions of families, of nobody and of no kind open: exactly these. */
static void others_open_only_their_own(void **state)
{
    (void)state;
    static const struct {
        enum session_kind kind;
        enum who opens[4];
    } of[] = {{SESSION_NONE, {WHO_VISITOR}},
              {SESSION_PUPIL, {WHO_VISITOR, WHO_SIGNED_IN, WHO_PUPIL, WHO_FAMILY}},
              {SESSION_GUARDIAN, {WHO_VISITOR, WHO_SIGNED_IN, WHO_GUARDIAN, WHO_FAMILY}},
              {SESSION_KIND__MAX, {0}},
              {(enum session_kind)9, {0}}};
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        /* A role that has nothing to do there must not count. */
        struct session s = {.kind = of[i].kind, .role = ROLE_ADMINISTRATOR};
        for (unsigned k = 0; k < 2; k++) {
            for (enum who who = WHO_VISITOR; who <= WHO__MAX; who++) {
                bool expected = false;
                for (size_t n = 0; n < 4; n++) {
                    expected = expected || of[i].opens[n] == who;
                }
                assert_int_equal(access_session(who, &s, both[k]), expected);
            }
        }
    }
}

static void what_is_no_room_opens_for_nobody(void **state)
{
    (void)state;
    for (enum role role = 0; role < ROLE__MAX; role++) {
        assert_false(access_role(WHO__MAX, role, BANK_SCHOOL));
        assert_false(access_role((enum who)99, role, BANK_SCHOOL));
    }
    for (enum who who = WHO_STAFF + 1; who < WHO__MAX; who++) {
        assert_false(access_role(who, ROLE__MAX, BANK_SCHOOL)); /* a stored role that is none */
        assert_false(access_role(who, ROLE__MAX, BANK_SOCIAL));
    }
    assert_true(access_is_family(WHO_PUPIL) && access_is_family(WHO_GUARDIAN) &&
                access_is_family(WHO_FAMILY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_session_of_an_employee_opens_what_the_role_does),
        cmocka_unit_test(an_administrator_opens_no_room_with_people),
        cmocka_unit_test(the_schools_rooms_are_not_in_a_social_bank),
        cmocka_unit_test(others_open_only_their_own),
        cmocka_unit_test(what_is_no_room_opens_for_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
