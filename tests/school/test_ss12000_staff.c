/* Employees, the schools they work at and teams, from Duty and Group of SS 12000. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/relation.h"
#include "bank/staff.h"
#include "bank/work_team.h"
#include "school/pupil_group.h"
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
#define PUPIL(id, day, number)                                                                     \
    "{\"id\":\"" id "\",\"givenName\":\"Elev\",\"familyName\":\"" id                               \
    "\",\"civicNo\":{\"value\":\"" day number                                                      \
    "\"},\"securityMarking\":\"Ingen\",\"enrolments\":[{\"enroledAt\":{\"id\":\"o1\"},"            \
    "\"schoolYear\":8,\"schoolType\":\"GR\",\"startDate\":\"2020-08-01\"}]}"
static const char persons[] =
    "[{\"id\":\"p1\",\"givenName\":\"Eva\",\"familyName\":\"Lind\",\"eduPersonPrincipalNames\":"
    "[\"eva@ekby.example\"]},"
    "{\"id\":\"p2\",\"givenName\":\"Rut\",\"familyName\":\"Berg\",\"eduPersonPrincipalNames\":"
    "[\"rut@ekby.example\"]},"
    "{\"id\":\"p3\",\"givenName\":\"Sara\",\"familyName\":\"Hemlig\",\"securityMarking\":"
    "\"Sekretessmarkering\",\"eduPersonPrincipalNames\":[\"sara@ekby.example\"]},"
    "{\"id\":\"p4\",\"givenName\":\"Nils\",\"familyName\":\"Sjuk\",\"eduPersonPrincipalNames\":"
    "[\"nils@ekby.example\"]},"
    "{\"id\":\"p5\",\"givenName\":\"Mia\",\"familyName\":\"Mentor\",\"eduPersonPrincipalNames\":"
    "[\"mia@ekby.example\"]}," PUPIL("e1", "20110101", "2381") "," PUPIL("e2", "20110102",
                                                                         "2380") "]";
#define DUTY(id, person, role, at)                                                                 \
    "{\"id\":\"" id "\",\"person\":{\"id\":\"" person "\"},\"dutyRole\":\"" role                   \
    "\",\"dutyAt\":{\"id\":\"" at "\"},\"startDate\":\"2020-08-01\"}"
#define NURSE                                                                                      \
    "{\"id\":\"d9\",\"person\":{\"id\":\"p4\"},\"dutyRole\":\"Annan personal\",\"dutyAt\":"        \
    "{\"id\":\"o1\"},\"startDate\":\"2020-08-01\",\"assignmentRole\":[{\"assignmentRoleType\":"    \
    "\"Elevhälsopersonal\"}]}"
#define ASSIGNED(group)                                                                            \
    "{\"assignmentRoleType\":\"Mentor\",\"group\":{\"id\":\"" group                                \
    "\"},\"startDate\":\"2021-08-01\"}"
#define MENTOR(first, second)                                                                      \
    "{\"id\":\"d5\",\"person\":{\"id\":\"p5\"},\"dutyRole\":\"Lärare\",\"dutyAt\":"               \
    "{\"id\":\"o1\"},\"startDate\":\"2020-08-01\",\"assignmentRole\":[" ASSIGNED(                  \
        first) "," ASSIGNED(second) "]}"
static const char duties[] =
    "[" DUTY("d1", "p1", "Kurator", "o1") "," DUTY("d2", "p1", "Kurator", "o2") "," DUTY(
        "d3", "p2", "Rektor", "o1") "," DUTY("d4", "p3", "Kurator",
                                             "o1") "," NURSE "," MENTOR("g2", "g3") "]";
static const char fewer[] = "[" DUTY("d1", "p1", "Kurator", "o1") "," DUTY(
    "d3", "p2", "Rektor", "o1") "," MENTOR("g3", "g3") "]";
static const char groups[] =
    "[{\"id\":\"g1\",\"displayName\":\"Skolsocialt team\",\"groupType\":\"Personalgrupp\","
    "\"organisation\":{\"id\":\"o1\"},\"groupMemberships\":[{\"person\":{\"id\":\"p1\"},"
    "\"startDate\":\"2020-08-01\"},{\"person\":{\"id\":\"p4\"},\"startDate\":\"2020-08-01\"}]},"
    "{\"id\":\"g2\",\"displayName\":\"8A\",\"groupType\":\"Klass\",\"organisation\":{\"id\":\"o1\"}"
    ","
    "\"startDate\":\"2022-08-01\",\"groupMemberships\":[{\"person\":{\"id\":\"e1\"},"
    "\"startDate\":\"2023-08-01\"},{\"person\":{\"id\":\"p1\"},\"startDate\":\"2023-08-01\"}]},"
    "{\"id\":\"g3\",\"displayName\":\"Svenska 2\",\"groupType\":\"Undervisning\","
    "\"organisation\":{\"id\":\"o1\"},\"startDate\":\"2022-08-01\",\"groupMemberships\":["
    "{\"person\":{\"id\":\"e2\"}}]},"
    "{\"id\":\"g4\",\"displayName\":\"Bild 1\",\"groupType\":\"Undervisning\","
    "\"organisation\":{\"id\":\"o1\"},\"groupMemberships\":[{\"person\":{\"id\":\"e2\"}}]},"
    "{\"id\":\"g5\",\"displayName\":\"7A\",\"groupType\":\"Klass\",\"groupMemberships\":[]}]";

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
    assert_int_equal(r.duties.added, 4);
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
    assert_int_equal(r.duties.unchanged, 4);
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

static struct mentoring mentors(const char *pupil)
{
    struct staff mia;
    struct person_id id;
    struct mentoring m;
    test_bank_must(staff_find_login(t.bank, "mia@ekby.example", &mia, &t.ctx), &t.ctx, "mia");
    test_bank_must(person_find_source(t.bank, pupil, &id, &t.ctx), &t.ctx, pupil);
    test_bank_must(mentor_of(t.bank, mia.id, id, date_today(), &m, &t.ctx), &t.ctx, "mentor");
    return m;
}

/* Runs before the duties are fewer. */
static void a_mentor_gets_the_pupils_of_the_assigned_groups(void **state)
{
    (void)state;
    char day[DATE_TEXT];
    struct pupil_group *list;
    size_t n;
    struct mentoring m = mentors("e1");
    assert_string_equal(m.name, "8A");
    assert_string_equal(m.unit, "11111111");
    assert_string_equal(date_format(m.from, day), "2023-08-01"); /* when all three held */
    assert_string_equal(mentors("e2").name, "Svenska 2");
    test_bank_must(pupil_group_list(t.bank, "", date_today(), a, &list, &n, &t.ctx), &t.ctx,
                   "list");
    assert_int_equal(n,
                     2); /* no teaching group that nobody is mentor of; no class without a school */
}

static void an_assignment_that_is_gone_ends_the_mentors_access(void **state)
{
    (void)state;
    assert_int_equal(mentors("e1").group.v, 0);
    assert_string_equal(mentors("e2").name, "Svenska 2");
}

static void an_empty_list_of_groups_shuts_nobody_out_and_a_shorter_one_does(void **state)
{
    (void)state;
    put("groups.json", "[]");
    (void)import();
    assert_string_equal(mentors("e2").name, "Svenska 2");
    put("groups.json", "[{\"id\":\"g2\",\"displayName\":\"8A\",\"groupType\":\"Klass\","
                       "\"organisation\":{\"id\":\"o1\"},\"groupMemberships\":[]}]");
    struct ss12000_import r = import();
    assert_int_equal(r.groups.missing, 1);
    assert_int_equal(mentors("e2").group.v, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_in_clear_roles_and_every_school_of_each),
        cmocka_unit_test(the_same_again_changes_nothing),
        cmocka_unit_test(a_mentor_gets_the_pupils_of_the_assigned_groups),
        cmocka_unit_test(a_duty_that_is_gone_ends_its_relation_and_no_other),
        cmocka_unit_test(an_assignment_that_is_gone_ends_the_mentors_access),
        cmocka_unit_test(an_empty_list_of_groups_shuts_nobody_out_and_a_shorter_one_does),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
