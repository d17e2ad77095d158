/* What a pupil and the guardians are shown, as the law engine says; and who has read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/crypto.h"
#include "bank/person.h"
#include "bank/staff.h"
#include "db/db.h"
#include "family/readers.h"
#include "school/register.h"
#include "sql_school.h"
#include "support/test_bank.h"
#include "team/case.h"
#include "team/insight.h"

static struct test_bank t;
static struct arena *a;
static struct law_rules *rules;
static struct person_id pupil, mother, father, stranger;
static struct staff_id karin;
static struct case_id the_case;

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "test");
}

static struct person_id add_person(const char *civic)
{
    struct person_input in = {.identity = {.has_civic = true}};
    struct person_id id;
    enum person_change change;
    assert_int_equal(civic_parse(civic, 12, &in.identity.civic), CIVIC_OK);
    must(person_put(t.bank, &in, &id, &change, &t.ctx));
    return id;
}

static void add_guardian(struct person_id guardian)
{
    must(sql_school_guardian_insert(
        bank_db(t.bank),
        &(struct sql_school_guardian_insert_in){.bank_id = bank_row_id(t.bank),
                                                .child_id = pupil.v,
                                                .guardian_id = guardian.v,
                                                .relation = GUARDIAN_CUSTODIAN},
        NULL, &t.ctx));
}

static int setup(void **state)
{
    (void)state;
    struct staff s = {.name = "Karin", .role = ROLE_KURATOR, .unit = "100", .active = true};
    bool changed;
    a = arena_new((size_t)64 << 20);
    t = test_bank_make(BANK_SCHOOL);
    must(law_load(SOURCE_DIR "/rules", bank_sha256_hex, &rules, &t.ctx));
    must(staff_put(t.bank, &s, &t.actor, &karin, &changed, &t.ctx));
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    pupil = add_person("201401012388");
    mother = add_person("198001012387");
    father = add_person("198201012385");
    stranger = add_person("198501012382");
    add_guardian(mother);
    add_guardian(father);
    must(db_commit(bank_db(t.bank), &t.ctx));
    struct case_opening o = {.person = pupil,
                             .responsible = karin,
                             .reason = CASE_REASON_ABSENCE,
                             .opened = date_today()};
    must(case_open(t.bank, &t.actor, &o, &the_case, &t.ctx));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    law_free(rules);
    test_bank_remove(&t);
    arena_free(a);
    return 0;
}

static struct room open_as(struct actor reader)
{
    struct room r;
    must(room_open(t.bank, rules, &reader, pupil, a, &r, &t.ctx));
    return r;
}

static void assess(struct person_id guardian, enum law_result decides)
{
    struct actor actor = actor_staff(karin);
    must(insight_set(t.bank, &actor, pupil, guardian, decides, "Bedömt i samtal med barnet.",
                     &t.ctx));
}

static void a_pupil_sees_the_own_things(void **state)
{
    (void)state;
    struct room r = open_as(actor_pupil(pupil));
    for (int i = 0; i < ROOM_THING__MAX; i++) {
        assert_true(r.answers[i].shown);
        assert_string_equal(r.answers[i].ground, "OSL 12:1 (2009:400)");
    }
}

static void a_guardian_sees_nothing_until_somebody_has_assessed(void **state)
{
    (void)state;
    struct room r = open_as(actor_guardian(mother));
    for (int i = 0; i < ROOM_THING__MAX; i++) {
        assert_false(r.answers[i].shown);
        assert_true(r.answers[i].waits);
    }
    assess(mother, LAW_MET);
    r = open_as(actor_guardian(mother));
    for (int i = 0; i < ROOM_THING__MAX; i++) {
        assert_true(r.answers[i].shown);
    }
    /* The other guardian is assessed apart, and a no is a no. */
    assert_false(open_as(actor_guardian(father)).answers[ROOM_CASE].shown);
    assess(father, LAW_NOT_MET);
    r = open_as(actor_guardian(father));
    assert_false(r.answers[ROOM_CASE].shown);
    assert_false(r.answers[ROOM_CASE].waits);
}

static void secrecy_against_a_guardian_closes_everything(void **state)
{
    (void)state;
    struct guardian g = {.person = mother, .child = pupil, .blocked = true};
    assess(mother, LAW_MET);
    must(guardian_set(t.bank, &g, &t.actor, &t.ctx));
    struct room r = open_as(actor_guardian(mother));
    for (int i = 0; i < ROOM_THING__MAX; i++) {
        assert_false(r.answers[i].shown);
    }
    g.blocked = false;
    must(guardian_set(t.bank, &g, &t.actor, &t.ctx));
    assert_true(open_as(actor_guardian(mother)).answers[ROOM_CASE].shown);
}

static void others_find_no_room(void **state)
{
    (void)state;
    struct room r;
    struct actor readers[] = {actor_guardian(stranger), actor_pupil(mother), actor_pupil(stranger),
                              actor_staff(karin), actor_operator()};
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        assert_int_equal(room_open(t.bank, rules, &readers[i], pupil, a, &r, &t.ctx),
                         ERR_NOT_FOUND);
    }
}

static void write_entry(struct actor actor, enum journal_event event)
{
    must(journal_append_now(
        t.bank, &(struct journal_entry){.actor = &actor, .event = event, .person = pupil}, &t.ctx));
}

static unsigned times(struct actor reader, enum reader_kind kind, enum journal_event event)
{
    struct reader_row *rows;
    size_t count;
    bool more;
    unsigned n = 0;
    struct room r = open_as(reader);
    must(readers_list(t.bank, &r, a, &rows, &count, &more, &t.ctx));
    for (size_t i = 0; i < count; i++) {
        n += rows[i].kind == kind && rows[i].event == event ? rows[i].times : 0;
    }
    return n;
}

static void readers_are_told_by_role_and_never_a_child_to_its_guardian(void **state)
{
    (void)state;
    assess(mother, LAW_MET);
    assess(father, LAW_NOT_MET);
    write_entry(actor_staff(karin), JOURNAL_FOLLOWUP_PUPIL);
    write_entry(actor_staff(karin), JOURNAL_FOLLOWUP_PUPIL);
    write_entry(actor_pupil(pupil), JOURNAL_FAMILY_READ);
    write_entry(actor_guardian(mother), JOURNAL_FAMILY_READ);
    write_entry(actor_guardian(father), JOURNAL_FAMILY_READ);
    write_entry(actor_staff(karin), JOURNAL_ACCESS_REFUSED); /* not on the list of what is told */
    assert_int_equal(times(actor_guardian(mother), READER_STAFF, JOURNAL_FOLLOWUP_PUPIL), 2);
    assert_int_equal(times(actor_guardian(mother), READER_SELF, JOURNAL_FAMILY_READ), 1);
    assert_int_equal(times(actor_guardian(mother), READER_PUPIL, JOURNAL_FAMILY_READ), 0);
    assert_int_equal(times(actor_guardian(mother), READER_GUARDIAN, JOURNAL_FAMILY_READ), 0);
    assert_int_equal(times(actor_pupil(pupil), READER_SELF, JOURNAL_FAMILY_READ), 1);
    assert_int_equal(times(actor_pupil(pupil), READER_GUARDIAN, JOURNAL_FAMILY_READ), 2);
    assert_int_equal(times(actor_pupil(pupil), READER_STAFF, JOURNAL_ACCESS_REFUSED), 0);
    /* Whoever is not shown who has read gets an empty list. */
    assert_int_equal(times(actor_guardian(father), READER_STAFF, JOURNAL_FOLLOWUP_PUPIL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pupil_sees_the_own_things),
        cmocka_unit_test(a_guardian_sees_nothing_until_somebody_has_assessed),
        cmocka_unit_test(secrecy_against_a_guardian_closes_everything),
        cmocka_unit_test(others_find_no_room),
        cmocka_unit_test(readers_are_told_by_role_and_never_a_child_to_its_guardian),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
