/* Employees, the schools they work at and teams, from Duty and Group of SS 12000. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/relation.h"
#include "bank/staff.h"
#include "bank/work_team.h"
#include "school/ss12000.h"
#include "support/test_bank.h"

static struct test_bank t;
static struct arena *a;
static char folder[] = "/tmp/brygga-staff-XXXXXX";

static const char organisations[] =
    "[{\"id\":\"o1\",\"displayName\":\"Ekby\",\"organisationType\":\"Skolenhet\","
    "\"schoolUnitCode\":\"11111111\"},"
    "{\"id\":\"o2\",\"displayName\":\"Norrby\",\"organisationType\":\"Skolenhet\","
    "\"schoolUnitCode\":\"22222222\"}]";
static const char persons[] =
    "[{\"id\":\"p1\",\"givenName\":\"Eva\",\"familyName\":\"Lind\",\"eduPersonPrincipalNames\":"
    "[\"eva@ekby.example\"]},"
    "{\"id\":\"p2\",\"givenName\":\"Rut\",\"familyName\":\"Berg\",\"eduPersonPrincipalNames\":"
    "[\"rut@ekby.example\"]},"
    "{\"id\":\"p3\",\"givenName\":\"Sara\",\"familyName\":\"Hemlig\",\"securityMarking\":"
    "\"Sekretessmarkering\",\"eduPersonPrincipalNames\":[\"sara@ekby.example\"]},"
    "{\"id\":\"p4\",\"givenName\":\"Nils\",\"familyName\":\"Sjuk\",\"eduPersonPrincipalNames\":"
    "[\"nils@ekby.example\"]}]";
#define DUTY(id, person, role, at)                                                                 \
    "{\"id\":\"" id "\",\"person\":{\"id\":\"" person "\"},\"dutyRole\":\"" role                   \
    "\",\"dutyAt\":{\"id\":\"" at "\"},\"startDate\":\"2020-08-01\"}"
#define NURSE                                                                                      \
    "{\"id\":\"d9\",\"person\":{\"id\":\"p4\"},\"dutyRole\":\"Annan personal\",\"dutyAt\":"        \
    "{\"id\":\"o1\"},\"startDate\":\"2020-08-01\",\"assignmentRole\":[{\"assignmentRoleType\":"    \
    "\"Elevhälsopersonal\"}]}"
static const char duties[] =
    "[" DUTY("d1", "p1", "Kurator", "o1") "," DUTY("d2", "p1", "Kurator", "o2") "," DUTY(
        "d3", "p2", "Rektor", "o1") "," DUTY("d4", "p3", "Kurator", "o1") "," NURSE "]";
static const char fewer[] =
    "[" DUTY("d1", "p1", "Kurator", "o1") "," DUTY("d3", "p2", "Rektor", "o1") "]";
static const char groups[] =
    "[{\"id\":\"g1\",\"displayName\":\"Skolsocialt team\",\"groupType\":\"Personalgrupp\","
    "\"organisation\":{\"id\":\"o1\"},\"groupMemberships\":[{\"person\":{\"id\":\"p1\"},"
    "\"startDate\":\"2020-08-01\"},{\"person\":{\"id\":\"p4\"},\"startDate\":\"2020-08-01\"}]},"
    "{\"id\":\"g2\",\"displayName\":\"8A\",\"groupType\":\"Klass\",\"groupMemberships\":[]}]";

static void put(const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static int setup(void **state)
{
    (void)state;
    t = test_bank_make(BANK_SCHOOL);
    a = arena_new((size_t)16 << 20);
    assert_non_null(mkdtemp(folder));
    put("organisations.json", organisations);
    put("persons.json", persons);
    put("duties.json", duties);
    put("groups.json", groups);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    static const char *const files[] = {"organisations", "persons", "duties", "groups"};
    for (size_t i = 0; i < 4; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s/%s.json", folder, files[i]);
        unlink(path);
    }
    rmdir(folder);
    arena_free(a);
    test_bank_remove(&t);
    return 0;
}

static struct ss12000_import import(void)
{
    struct ss12000_import out;
    struct ss12000_options o = {.source = folder, .actor = &t.actor, .no_attendance = true};
    test_bank_must(ss12000_import(t.bank, &o, &out, &t.ctx), &t.ctx, "import");
    return out;
}

static bool covers(const char *login, const char *unit)
{
    struct staff s;
    struct unit_cover c;
    test_bank_must(staff_find_login(t.bank, login, &s, &t.ctx), &t.ctx, login);
    test_bank_must(relation_covers(t.bank, s.id, unit, date_today(), &c, &t.ctx), &t.ctx, unit);
    return c.covers;
}

static void takes_in_clear_roles_and_every_school_of_each(void **state)
{
    (void)state;
    struct staff s;
    struct team *teams;
    struct staff_relation *members;
    size_t n;
    struct ss12000_import r = import();
    assert_int_equal(r.duties.added, 3);
    assert_true(covers("eva@ekby.example", "11111111"));
    assert_true(covers("eva@ekby.example", "22222222"));
    assert_false(covers("rut@ekby.example", "22222222"));
    assert_int_equal(staff_find_login(t.bank, "sara@ekby.example", &s, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(staff_find_login(t.bank, "nils@ekby.example", &s, &t.ctx), ERR_NOT_FOUND);
    test_bank_must(team_list(t.bank, true, a, &teams, &n, &t.ctx), &t.ctx, "teams");
    assert_int_equal(n, 1);
    assert_string_equal(teams[0].name, "Skolsocialt team");
    assert_string_equal(teams[0].unit, "11111111");
    struct relation_filter f = {.kind = RELATION_TEAM, .object = teams[0].id.v, .on = date_today()};
    test_bank_must(relation_list(t.bank, &f, a, &members, &n, &t.ctx), &t.ctx, "members");
    assert_int_equal(n, 1); /* not the one who is no employee of ours */
}

static void the_same_again_changes_nothing(void **state)
{
    (void)state;
    struct ss12000_import r = import();
    assert_int_equal(r.duties.added + r.duties.changed + r.duties.missing, 0);
    assert_int_equal(r.duties.unchanged, 3);
    assert_int_equal(r.teams.added + r.teams.missing, 0);
}

static void a_duty_that_is_gone_ends_its_relation_and_no_other(void **state)
{
    (void)state;
    struct staff s;
    struct relation_id id;
    test_bank_must(staff_find_login(t.bank, "rut@ekby.example", &s, &t.ctx), &t.ctx, "rut");
    struct staff_relation by_hand = {.staff = s.id,
                                     .kind = RELATION_UNIT,
                                     .unit = "22222222",
                                     .from = date_today(),
                                     .to = DATE_OPEN};
    test_bank_must(relation_add(t.bank, &by_hand, &t.actor, &id, &t.ctx), &t.ctx, "by hand");
    put("duties.json", fewer);
    struct ss12000_import r = import();
    assert_int_equal(r.duties.missing, 1);
    assert_true(covers("eva@ekby.example", "11111111"));
    assert_false(covers("eva@ekby.example", "22222222"));
    assert_true(covers("rut@ekby.example", "22222222"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_in_clear_roles_and_every_school_of_each),
        cmocka_unit_test(the_same_again_changes_nothing),
        cmocka_unit_test(a_duty_that_is_gone_ends_its_relation_and_no_other),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
