/* An independent school's rooms for pupils and guardians, and readers told by name. */
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
static struct person_id pupil, mother;
static struct staff_id karin;

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

static void make(struct bank_config config)
{
    struct staff s = {.name = "Karin Ek", .unit = "100", .active = true};
    struct case_id case_id;
    bool changed;
    s.role = config.kind == BANK_SCHOOL ? ROLE_KURATOR : ROLE_SKOLSOCIONOM;
    t = test_bank_make_of(config);
    must(staff_put(t.bank, &s, &t.actor, &karin, &changed, &t.ctx));
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    pupil = add_person("201401012388");
    mother = add_person("198001012387");
    must(sql_school_guardian_insert(bank_db(t.bank),
                                    &(struct sql_school_guardian_insert_in){
                                        bank_row_id(t.bank), pupil.v, mother.v, GUARDIAN_CUSTODIAN},
                                    NULL, &t.ctx));
    must(db_commit(bank_db(t.bank), &t.ctx));
    struct case_opening o = {.person = pupil,
                             .responsible = karin,
                             .reason = CASE_REASON_ABSENCE,
                             .opened = date_today()};
    must(case_open(t.bank, &t.actor, &o, &case_id, &t.ctx));
}

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    must(law_load(SOURCE_DIR "/rules", bank_sha256_hex, &rules, &t.ctx));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    law_free(rules);
    arena_free(a);
    return 0;
}

static struct room open_as(struct actor reader)
{
    struct room r;
    must(room_open(t.bank, rules, &reader, pupil, a, &r, &t.ctx));
    return r;
}

static void assess(enum law_result decides)
{
    struct actor actor = actor_staff(karin);
    must(
        insight_set(t.bank, &actor, pupil, mother, decides, "Bedömt i samtal med barnet.", &t.ctx));
}

static void an_independent_school_shows_by_the_rules_of_its_own_silence(void **state)
{
    (void)state;
    make((struct bank_config){.kind = BANK_SCHOOL, .legal_form = LEGAL_FORM_INDEPENDENT});
    struct room r = open_as(actor_pupil(pupil));
    for (int i = 0; i < ROOM_THING__MAX; i++) {
        assert_true(r.answers[i].shown);
        assert_true(r.answers[i].confidence < LAW_VERIFIED); /* concluded, and told to be */
    }
    r = open_as(actor_guardian(mother));
    for (int i = 0; i < ROOM_THING__MAX; i++) {
        assert_true(!r.answers[i].shown && r.answers[i].waits);
    }
    assess(LAW_MET);
    r = open_as(actor_guardian(mother));
    for (int i = 0; i < ROOM_THING__MAX; i++) {
        assert_true(r.answers[i].shown);
        assert_string_equal(r.answers[i].ground, "FB 6:11 (1949:381)");
    }
    assess(LAW_NOT_MET);
    assert_false(open_as(actor_guardian(mother)).answers[ROOM_CASE].shown);
    test_bank_remove(&t);
}

static void the_rule_that_is_shown_to_the_employee_is_the_schools_own(void **state)
{
    (void)state;
    struct law_rule_ref rule;
    bool found;
    make((struct bank_config){.kind = BANK_SCHOOL, .legal_form = LEGAL_FORM_INDEPENDENT});
    must(room_guardian_rule(t.bank, rules, pupil, a, &rule, &found, &t.ctx));
    assert_true(found);
    assert_string_equal(rule.id, "R28.independent");
    assert_true(rule.confidence < LAW_VERIFIED);
    test_bank_remove(&t);
    make((struct bank_config){.kind = BANK_SCHOOL});
    must(room_guardian_rule(t.bank, rules, pupil, a, &rule, &found, &t.ctx));
    assert_true(found);
    assert_string_equal(rule.id, "R28");
    assert_int_equal(rule.confidence, LAW_VERIFIED);
    test_bank_remove(&t);
}

static void an_independent_school_is_private_until_2027_and_others_never(void **state)
{
    (void)state;
    struct date before, after;
    assert_true(date_from_ymd(2026, 12, 31, &before));
    assert_true(date_from_ymd(2027, 1, 1, &after));
    make((struct bank_config){.kind = BANK_SCHOOL, .legal_form = LEGAL_FORM_INDEPENDENT});
    assert_true(room_is_private(t.bank, rules, before));
    assert_false(room_is_private(t.bank, rules, after));
    test_bank_remove(&t);
    for (int kind = 0; kind < BANK_KIND__MAX; kind++) {
        make((struct bank_config){.kind = (enum bank_kind)kind});
        assert_false(room_is_private(t.bank, rules, before));
        test_bank_remove(&t);
    }
}

/* ---- readers by name, and what is new ---- */

static void write_entry(struct actor actor, enum journal_event event)
{
    must(journal_append_now(
        t.bank, &(struct journal_entry){.actor = &actor, .event = event, .person = pupil}, &t.ctx));
}

static size_t rows_of(struct staff_id staff)
{
    struct reader_row *rows;
    size_t count, n = 0;
    bool more;
    struct room r = open_as(actor_pupil(pupil));
    must(readers_list(t.bank, &r, a, &rows, &count, &more, &t.ctx));
    for (size_t i = 0; i < count; i++) {
        n += rows[i].event == JOURNAL_FOLLOWUP_PUPIL && rows[i].staff.v == staff.v;
    }
    return n;
}

static struct staff_id second(void)
{
    struct staff s = {.name = "Olle Ek", .role = ROLE_KURATOR, .unit = "100", .active = true};
    struct staff_id id;
    bool changed;
    must(staff_put(t.bank, &s, &t.actor, &id, &changed, &t.ctx));
    return id;
}

static void names_are_told_only_where_the_organiser_says_so(void **state)
{
    (void)state;
    for (int by = 0; by < BANK_READERS__MAX; by++) {
        make((struct bank_config){.kind = BANK_SCHOOL, .readers = (enum bank_readers)by});
        struct staff_id olle = second();
        write_entry(actor_staff(karin), JOURNAL_FOLLOWUP_PUPIL);
        write_entry(actor_staff(olle), JOURNAL_FOLLOWUP_PUPIL);
        bool named = by == READERS_BY_NAME;
        assert_int_equal(rows_of(karin), named);
        assert_int_equal(rows_of(olle), named);
        assert_int_equal(rows_of((struct staff_id){0}), !named); /* both in one row */
        test_bank_remove(&t);
    }
}

static size_t news(struct actor reader, struct timestamp session, bool *visited,
                   struct reader_news **rows)
{
    size_t n;
    struct date visit;
    struct room r = open_as(reader);
    must(readers_news(t.bank, &r, session, a, rows, &n, visited, &visit, &t.ctx));
    assert_true(!*visited || visit.days == date_today().days);
    return n;
}

static void what_is_new_is_what_others_changed_since_the_last_visit(void **state)
{
    (void)state;
    struct reader_news *rows;
    bool visited;
    make((struct bank_config){.kind = BANK_SCHOOL});
    struct actor child = actor_pupil(pupil), staff = actor_staff(karin);
    write_entry(staff, JOURNAL_LETTER_SENT);
    struct timestamp later = {timestamp_now().ms + 1000};
    assert_int_equal(news(child, later, &visited, &rows), 0);
    assert_false(visited); /* the first time everything would be new */
    write_entry(child, JOURNAL_FAMILY_READ);
    write_entry(staff, JOURNAL_LETTER_SENT);
    write_entry(staff, JOURNAL_LETTER_SENT);
    write_entry(staff, JOURNAL_PERSON_READ);    /* reading changes nothing */
    write_entry(staff, JOURNAL_ACCESS_REFUSED); /* not told */
    assert_int_equal(news(child, later, &visited, &rows), 1);
    assert_true(visited);
    assert_int_equal(rows[0].event, JOURNAL_LETTER_SENT);
    assert_int_equal(rows[0].times, 2);
    /* what is read in this session does not make it old */
    struct timestamp session = {0};
    assert_int_equal(news(child, session, &visited, &rows), 0);
    assert_false(visited);
    /* a guardian whom nobody has assessed is told nothing */
    write_entry(actor_guardian(mother), JOURNAL_FAMILY_READ);
    write_entry(staff, JOURNAL_LETTER_SENT);
    assert_int_equal(news(actor_guardian(mother), later, &visited, &rows), 0);
    assess(LAW_MET);
    assert_true(news(actor_guardian(mother), later, &visited, &rows) > 0);
    test_bank_remove(&t);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(an_independent_school_shows_by_the_rules_of_its_own_silence),
        TEST(the_rule_that_is_shown_to_the_employee_is_the_schools_own),
        TEST(an_independent_school_is_private_until_2027_and_others_never),
        TEST(names_are_told_only_where_the_organiser_says_so),
        TEST(what_is_new_is_what_others_changed_since_the_last_visit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
