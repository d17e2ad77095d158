/* Import of SS 12000 into a bank: what is stored, refused, kept and protected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "bank/person.h"
#include "base/json.h"
#include "db/db.h"
#include "school/register.h"
#include "school/series_store.h"
#include "school/ss12000.h"
#include "support/process.h"
#include "support/test_bank.h"

static struct test_bank t;
static char dir[] = "/tmp/brygga-ss12000-XXXXXX";
static char rejects[64];
static struct ss12000_import out;
static struct err_ctx ctx;
static struct arena *a;

#define ORG    "11111111-aaaa-4aaa-8aaa-000000000001"
#define UNIT   "11111111-aaaa-4aaa-8aaa-000000000002"
#define ANNA   "22222222-aaaa-4aaa-8aaa-000000000001"
#define BO     "22222222-aaaa-4aaa-8aaa-000000000002"
#define MUM    "33333333-aaaa-4aaa-8aaa-000000000001"
#define DAD    "33333333-aaaa-4aaa-8aaa-000000000002"
#define NOBODY "99999999-aaaa-4aaa-8aaa-000000000009"

static const char anna_no[] = "201305059816", bo_no[] = "201612182392", mum_no[] = "197910149801",
                  dad_no[] = "197501319813";

static int setup(void **state)
{
    (void)state;
    memcpy(dir + sizeof dir - 7, "XXXXXX", 6);
    assert_non_null(mkdtemp(dir));
    snprintf(rejects, sizeof rejects, "%s/rejects.csv", dir);
    t = test_bank_make(BANK_SCHOOL);
    a = arena_new((size_t)1 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(a);
    test_bank_remove(&t);
    folder_remove(dir);
    return 0;
}

static void write_text(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static const char organisations[] =
    "{\"data\":[{\"id\":\"" UNIT
    "\",\"displayName\":\"Ekskolan\",\"organisationType\":\"Skolenhet\","
    "\"schoolUnitCode\":\"12345678\",\"municipalityCode\":180,"
    "\"parentOrganisation\":{\"id\":\"" ORG "\"}},"
    "{\"id\":\"" ORG "\",\"displayName\":\"Ekby\",\"organisationType\":\"Huvudman\","
    "\"organisationNumber\":\"212000-0142\"}],\"pageToken\":null}";

#define ENROLMENT                                                                                  \
    "{\"enroledAt\":{\"id\":\"" UNIT "\",\"displayName\":\"x\"},\"schoolYear\":5,"                 \
    "\"schoolType\":\"GRS\",\"startDate\":\"2025-08-18\"}"

/* One person; `more` begins with a comma. */
static const char *person(const char *id, const char *number, const char *marking, const char *more)
{
    return arena_printf(a,
                        "{\"id\":\"%s\",\"givenName\":\"Given\",\"familyName\":\"Family\","
                        "\"civicNo\":{\"value\":\"%s\"},\"securityMarking\":\"%s\","
                        "\"photo\":\"x\",\"addresses\":[{\"municipalityCode\":180}]%s}",
                        id, number, marking, more);
}

static const char *pupil(const char *id, const char *number, const char *marking,
                         const char *responsibles)
{
    return person(
        id, number, marking,
        arena_printf(a, ",\"enrolments\":[" ENROLMENT "],\"responsibles\":[%s]", responsibles));
}

static const char *responsible(const char *id, const char *marking, const char *type)
{
    return arena_printf(a,
                        "{\"person\":{\"id\":\"%s\",\"displayName\":\"x\",\"securityMarking\":"
                        "\"%s\"},\"relationType\":\"%s\"}",
                        id, marking, type);
}

static void persons(const char *one, const char *two, const char *three, const char *four)
{
    const char *list[] = {one, two, three, four};
    const char *text = "";
    for (int i = 0; i < 4 && list[i] != NULL; i++) {
        text = arena_printf(a, "%s%s\n%s", text, i > 0 ? "," : "", list[i]);
    }
    write_text("persons.json", arena_printf(a, "{\"data\":[%s]}", text));
}

static enum err import_with(struct ss12000_options o)
{
    o.source = o.source != NULL ? o.source : dir;
    o.rejects_path = rejects;
    o.actor = &t.actor;
    return ss12000_import(t.bank, &o, &out, &ctx);
}

static void import_good(void)
{
    enum err e = import_with((struct ss12000_options){0});
    if (e != ERR_OK) {
        fail_msg("%s: %s (%s)", err_name(e), ctx.what, ctx.where);
    }
}

static const char *rejects_text(void)
{
    FILE *f = fopen(rejects, "r");
    char *text = arena_alloc(a, 8192);
    if (f != NULL) {
        text[fread(text, 1, 8191, f)] = '\0';
        fclose(f);
    }
    return text;
}

static struct person_id known(const char *source)
{
    struct person_id id = {0};
    (void)!person_find_source(t.bank, source, &id, &ctx);
    return id;
}

static bool listed(const char *source)
{
    bool is = false;
    assert_int_equal(person_is_listed(t.bank, known(source), &is, &ctx), ERR_OK);
    return is;
}

/* ---- the register ---- */

static void a_pupil_comes_in_with_school_and_guardians(void **state)
{
    (void)state;
    write_text("organisations.json", organisations);
    persons(pupil(ANNA, anna_no, "Ingen",
                  arena_printf(a, "%s,%s", responsible(MUM, "Ingen", "Vårdnadshavare"),
                               responsible(DAD, "Ingen", "Annan ansvarig"))),
            person(MUM, mum_no, "Ingen", ""), person(DAD, dad_no, "Ingen", ""), NULL);
    import_good();
    assert_int_equal(out.pupils.added, 1);
    assert_int_equal(out.guardians.added, 1);
    assert_int_equal(known(DAD).v, 0); /* neither guardian nor pupil: not stored */

    struct enrolment e;
    assert_int_equal(enrolment_at(t.bank, known(ANNA), date_today(), a, &e, &ctx), ERR_OK);
    assert_string_equal(e.organisation_name, "Ekskolan");
    assert_string_equal(e.school_unit_code, "12345678");
    assert_int_equal(e.form, SCHOOL_FORM_GRAN); /* GRS is the old code */
    assert_true(e.has_grade);
    assert_int_equal(e.grade, 5);
    assert_int_equal(e.end_date.days, DATE_OPEN.days);

    struct organisation *orgs;
    size_t n;
    assert_int_equal(organisation_list(t.bank, a, &orgs, &n, &ctx), ERR_OK);
    assert_int_equal(n, 2);
    assert_string_equal(orgs[0].name, "Ekby");
    assert_string_equal(orgs[0].organisation_number, "2120000142");
    assert_string_equal(orgs[1].municipality_code, "0180"); /* the lost zero is back */
    assert_int_equal(orgs[1].parent.v, orgs[0].id.v);
    assert_non_null(strstr(rejects_text(), "municipalityCode"));

    struct guardian *g;
    assert_int_equal(guardian_list(t.bank, known(ANNA), a, &g, &n, &ctx), ERR_OK);
    assert_int_equal(n, 1);
    assert_int_equal(g[0].person.v, known(MUM).v);
    assert_int_equal(g[0].custody, CUSTODY_UNKNOWN);
    assert_false(g[0].blocked);
}

static void the_same_source_again_changes_nothing(void **state)
{
    (void)state;
    a_pupil_comes_in_with_school_and_guardians(state);
    import_good();
    assert_int_equal(out.organisations.unchanged, 2);
    assert_int_equal(out.pupils.unchanged, 1);
    assert_int_equal(out.guardians.unchanged, 1);
    assert_int_equal(out.enrolments.unchanged, 1);
    assert_int_equal(out.pupils.added + out.pupils.changed + out.pupils.missing, 0);
    assert_int_equal(out.enrolments.added + out.enrolments.changed + out.enrolments.missing, 0);
    assert_int_equal(out.organisations.added + out.organisations.changed, 0);
}

static void what_only_brygga_knows_outlives_an_import(void **state)
{
    (void)state;
    a_pupil_comes_in_with_school_and_guardians(state);
    struct guardian set = {
        .person = known(MUM), .child = known(ANNA), .custody = CUSTODY_SOLE, .blocked = true};
    assert_int_equal(guardian_set(t.bank, &set, &t.actor, &ctx), ERR_OK);
    struct guardian none = {
        .person = known(ANNA), .child = known(MUM), .custody = CUSTODY_SOLE, .blocked = true};
    assert_int_equal(guardian_set(t.bank, &none, &t.actor, &ctx), ERR_NOT_FOUND);
    import_good();
    struct guardian *g;
    size_t n;
    assert_int_equal(guardian_list(t.bank, known(ANNA), a, &g, &n, &ctx), ERR_OK);
    assert_int_equal(n, 1);
    assert_int_equal(g[0].custody, CUSTODY_SOLE);
    assert_true(g[0].blocked);
}

static void a_corrected_source_corrects(void **state)
{
    (void)state;
    a_pupil_comes_in_with_school_and_guardians(state);
    persons(person(ANNA, bo_no, "Ingen",
                   ",\"enrolments\":[{\"enroledAt\":{\"id\":\"" UNIT "\"},\"schoolYear\":6,"
                   "\"schoolType\":\"GRAN\",\"startDate\":\"2025-08-18\",\"endDate\":"
                   "\"2031-06-12\"}],\"responsibles\":[]"),
            NULL, NULL, NULL);
    import_good();
    assert_int_equal(out.pupils.changed, 1);
    assert_int_equal(out.enrolments.changed, 1);
    assert_int_equal(out.guardians.missing, 1);
    struct enrolment e;
    assert_int_equal(enrolment_at(t.bank, known(ANNA), date_today(), a, &e, &ctx), ERR_OK);
    assert_int_equal(e.grade, 6);
    assert_true(e.end_date.days != DATE_OPEN.days);
    struct guardian *g;
    size_t n;
    assert_int_equal(guardian_list(t.bank, known(ANNA), a, &g, &n, &ctx), ERR_OK);
    assert_int_equal(n, 0);
}

static void guardians_stay_when_the_source_does_not_tell_of_them(void **state)
{
    (void)state;
    a_pupil_comes_in_with_school_and_guardians(state);
    persons(person(ANNA, anna_no, "Ingen", ",\"enrolments\":[" ENROLMENT "]"), NULL, NULL, NULL);
    import_good();
    struct guardian *g;
    size_t n;
    assert_int_equal(guardian_list(t.bank, known(ANNA), a, &g, &n, &ctx), ERR_OK);
    assert_int_equal(n, 1);
}

static void a_pupil_moves_to_another_school(void **state)
{
    (void)state;
    a_pupil_comes_in_with_school_and_guardians(state);
    persons(person(ANNA, anna_no, "Ingen",
                   ",\"enrolments\":[{\"enroledAt\":{\"id\":\"" ORG "\"},\"schoolType\":\"GR\","
                   "\"startDate\":\"2026-01-07\"}]"),
            NULL, NULL, NULL);
    import_good();
    assert_int_equal(out.enrolments.added, 1);
    assert_int_equal(out.enrolments.missing, 1);
    struct enrolment e, *list;
    size_t n;
    assert_int_equal(enrolment_at(t.bank, known(ANNA), date_today(), a, &e, &ctx), ERR_OK);
    assert_string_equal(e.organisation_name, "Ekby");
    assert_int_equal(enrolment_list(t.bank, known(ANNA), a, &list, &n, &ctx), ERR_OK);
    assert_int_equal(n, 2);
    assert_true(list[1].missing);
    assert_int_equal(enrolment_list_at(t.bank, date_today(), a, &list, &n, &ctx), ERR_OK);
    assert_int_equal(n, 1);
}

/* ---- protection ---- */

static void a_protected_pupil_is_not_listed(void **state)
{
    (void)state;
    write_text("organisations.json", organisations);
    persons(pupil(ANNA, anna_no, "Skyddad folkbokföring", ""), pupil(BO, bo_no, "Ingen", ""), NULL,
            NULL);
    import_good();
    assert_false(listed(ANNA));
    assert_true(listed(BO));
    struct enrolment *list;
    size_t n;
    assert_int_equal(enrolment_list_at(t.bank, date_today(), a, &list, &n, &ctx), ERR_OK);
    assert_int_equal(n, 1);
    assert_int_equal(list[0].person.v, known(BO).v);
}

static void an_unknown_marking_means_protected(void **state)
{
    (void)state;
    write_text("organisations.json", organisations);
    persons(pupil(ANNA, anna_no, "Skyddad", ""), NULL, NULL, NULL);
    import_good();
    assert_false(listed(ANNA));
    assert_non_null(strstr(rejects_text(), "securityMarking"));
}

static void a_protected_guardian_protects_the_child_even_when_left_out_of_the_source(void **state)
{
    (void)state;
    write_text("organisations.json", organisations);
    persons(pupil(ANNA, anna_no, "Ingen", responsible(MUM, "Sekretessmarkering", "Vårdnadshavare")),
            pupil(BO, bo_no, "Ingen", responsible(DAD, "Skyddad folkbokföring", "Förälder")), NULL,
            NULL);
    import_good();
    assert_false(listed(ANNA));
    assert_false(listed(BO)); /* a parent without custody exposes the child as well */
    struct guardian *g;
    size_t n;
    assert_int_equal(guardian_list(t.bank, known(BO), a, &g, &n, &ctx), ERR_OK);
    assert_int_equal(n, 0);
}

static void a_protected_guardian_in_a_later_page_protects_the_child(void **state)
{
    (void)state;
    write_text("organisations.json", organisations);
    persons(pupil(ANNA, anna_no, "Ingen", responsible(MUM, "Ingen", "Vårdnadshavare")), NULL, NULL,
            NULL);
    write_text("persons_2.json",
               arena_printf(a, "[%s]", person(MUM, mum_no, "Sekretessmarkering", "")));
    import_good();
    assert_int_equal(out.guardians.added, 1);
    assert_false(listed(ANNA));
}

static void a_protected_sibling_protects_and_lifting_it_frees_both(void **state)
{
    (void)state;
    const char *mum = responsible(MUM, "Ingen", "Vårdnadshavare");
    write_text("organisations.json", organisations);
    persons(pupil(ANNA, anna_no, "Sekretessmarkering", mum), pupil(BO, bo_no, "Ingen", mum),
            person(MUM, mum_no, "Ingen", ""), NULL);
    import_good();
    assert_false(listed(ANNA));
    assert_false(listed(BO));
    persons(pupil(ANNA, anna_no, "Ingen", mum), pupil(BO, bo_no, "Ingen", mum),
            person(MUM, mum_no, "Ingen", ""), NULL);
    import_good();
    assert_true(listed(ANNA));
    assert_true(listed(BO));
}

static void siblings_who_share_no_guardian_any_more_do_not_protect(void **state)
{
    (void)state;
    const char *mum = responsible(MUM, "Ingen", "Vårdnadshavare");
    const char *dad = responsible(DAD, "Ingen", "Vårdnadshavare");
    write_text("organisations.json", organisations);
    persons(pupil(ANNA, anna_no, "Sekretessmarkering", mum), pupil(BO, bo_no, "Ingen", mum),
            person(MUM, mum_no, "Ingen", ""), person(DAD, dad_no, "Ingen", ""));
    import_good();
    assert_false(listed(BO));
    persons(pupil(ANNA, anna_no, "Sekretessmarkering", mum), pupil(BO, bo_no, "Ingen", dad),
            person(MUM, mum_no, "Ingen", ""), person(DAD, dad_no, "Ingen", ""));
    import_good();
    assert_true(listed(BO));
    assert_false(listed(ANNA));
}

/* ---- what is refused ---- */

struct bad {
    const char *persons, *column;
};

static void each_bad_row_is_refused_with_its_column_and_the_rest_goes_in(void **state)
{
    (void)state;
    const struct bad cases[] = {
        {person(BO, anna_no, "Ingen", ",\"enrolments\":[" ENROLMENT "]"), "civicNo.value"},
        {person(BO, "201612182391", "Ingen", ",\"enrolments\":[" ENROLMENT "]"), "civicNo.value"},
        {person(BO, "201602302393", "Ingen", ",\"enrolments\":[" ENROLMENT "]"), "civicNo.value"},
        {person(dad_no, bo_no, "Ingen", ",\"enrolments\":[" ENROLMENT "]"), "id"},
        {person("a b", bo_no, "Ingen", ",\"enrolments\":[" ENROLMENT "]"), "id"},
        {"{\"id\":\"" BO "\",\"givenName\":\"\",\"familyName\":\"F\",\"enrolments\":[" ENROLMENT
         "]}",
         "givenName"},
        {person(BO, bo_no, "Ingen", ",\"birthDate\":\"2016-02-30\",\"enrolments\":[" ENROLMENT "]"),
         "birthDate"},
        {person(BO, bo_no, "Ingen",
                ",\"enrolments\":[{\"enroledAt\":{\"id\":\"" NOBODY
                "\"},\"schoolType\":\"GR\",\"startDate\":\"2025-08-18\"}]"),
         "enrolments.enroledAt.id"},
        {person(BO, bo_no, "Ingen",
                ",\"enrolments\":[{\"enroledAt\":{\"id\":\"" UNIT
                "\"},\"schoolType\":\"XX\",\"startDate\":\"2025-08-18\"}]"),
         "enrolments.schoolType"},
        {person(BO, bo_no, "Ingen",
                ",\"enrolments\":[{\"enroledAt\":{\"id\":\"" UNIT "\"},\"schoolType\":\"GR\"}]"),
         "enrolments.startDate"},
        {person(BO, bo_no, "Ingen",
                ",\"enrolments\":[{\"enroledAt\":{\"id\":\"" UNIT
                "\"},\"schoolType\":\"GR\",\"startDate\":\"2025-08-18\",\"endDate\":"
                "\"2025-08-17\"}]"),
         "enrolments.endDate"},
        {person(ANNA, bo_no, "Ingen", ",\"enrolments\":[" ENROLMENT "]"), "civicNo.value"},
    };
    write_text("organisations.json", organisations);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        persons(pupil(ANNA, anna_no, "Ingen", ""), cases[i].persons, NULL, NULL);
        import_good();
        const char *said = rejects_text();
        char expected[64];
        snprintf(expected, sizeof expected, "\n3,%s,", cases[i].column);
        if (out.rejected != 1 || strstr(said, expected) == NULL) {
            fail_msg("case %zu: %lu rejected, expected%s got: %s", i, out.rejected, expected, said);
        }
        assert_null(strstr(said, "Given")); /* no personal data in the list */
        assert_null(strstr(said, bo_no));
        assert_true(known(ANNA).v != 0);
    }
    struct stat st;
    assert_int_equal(stat(rejects, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void an_interim_number_warns_and_goes_in(void **state)
{
    (void)state;
    write_text("organisations.json", organisations);
    persons(pupil(ANNA, "20130101TF01", "Ingen", ""), NULL, NULL, NULL);
    import_good();
    assert_int_equal(out.rejected, 0);
    assert_true(out.warnings >= 1);
    assert_true(known(ANNA).v != 0);
}

static void a_refused_row_does_not_make_a_known_pupil_vanish(void **state)
{
    (void)state;
    write_text("organisations.json", organisations);
    persons(pupil(ANNA, anna_no, "Ingen", ""), NULL, NULL, NULL);
    import_good();
    persons(pupil(ANNA, "201305059817", "Ingen", ""), NULL, NULL, NULL);
    import_good();
    assert_int_equal(out.rejected, 1);
    assert_int_equal(out.missing_pupils, 0);
    struct enrolment e;
    assert_int_equal(enrolment_at(t.bank, known(ANNA), date_today(), a, &e, &ctx), ERR_OK);
}

/* ---- when pupils vanish ---- */

static void more_than_five_per_cent_missing_stops_and_asks(void **state)
{
    (void)state;
    write_text("organisations.json", organisations);
    persons(pupil(ANNA, anna_no, "Ingen", ""), pupil(BO, bo_no, "Ingen", ""), NULL, NULL);
    import_good();
    persons(pupil(ANNA, anna_no, "Sekretessmarkering", ""), NULL, NULL, NULL);
    assert_int_equal(import_with((struct ss12000_options){0}), ERR_CANCELLED);
    assert_true(out.asked);
    assert_int_equal(out.known_pupils, 2);
    assert_int_equal(out.missing_pupils, 1);
    assert_non_null(strstr(ctx.remedy, "--accept-missing"));
    assert_true(listed(ANNA)); /* nothing at all was changed */
    assert_int_equal(import_with((struct ss12000_options){.accept_missing = true}), ERR_OK);
    assert_int_equal(out.pupils.missing, 1);
    struct enrolment e;
    assert_int_equal(enrolment_at(t.bank, known(BO), date_today(), a, &e, &ctx), ERR_NOT_FOUND);
    persons(pupil(ANNA, anna_no, "Ingen", ""), pupil(BO, bo_no, "Ingen", ""), NULL, NULL);
    import_good(); /* and back again */
    assert_int_equal(enrolment_at(t.bank, known(BO), date_today(), a, &e, &ctx), ERR_OK);
}

static void a_cut_file_leaves_the_old_state(void **state)
{
    (void)state;
    a_pupil_comes_in_with_school_and_guardians(state);
    char path[128];
    snprintf(path, sizeof path, "%s/persons.json", dir);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(truncate(path, st.st_size - 10), 0);
    assert_int_equal(import_with((struct ss12000_options){0}), ERR_INVALID);
    assert_non_null(strstr(ctx.where, "persons.json"));
    assert_non_null(strstr(ctx.remedy, "ends too early"));
    assert_true(known(ANNA).v != 0);
    assert_false(db_in_transaction(bank_db(t.bank)));
}

static void a_file_that_is_something_else_is_refused(void **state)
{
    (void)state;
    write_text("organisations.json", organisations);
    const char *const texts[] = {
        "", "null", "[1,2]", "{\"persons\":[]}", "{\"data\":{}}", "{\"data\":[", "not json"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        write_text("persons.json", texts[i]);
        if (import_with((struct ss12000_options){0}) != ERR_INVALID) {
            fail_msg("accepted: %s", texts[i]);
        }
    }
    assert_int_equal(import_with((struct ss12000_options){.source = "/nonexistent"}),
                     ERR_NOT_FOUND);
    assert_int_equal(import_with((struct ss12000_options){.source = "http://example.se/v2.0"}),
                     ERR_INVALID);
}

static void a_social_bank_takes_no_pupils(void **state)
{
    (void)state;
    struct test_bank social = test_bank_make(BANK_SOCIAL);
    struct ss12000_options o = {.source = dir, .actor = &social.actor};
    assert_int_equal(ss12000_import(social.bank, &o, &out, &ctx), ERR_INVALID);
    test_bank_remove(&social);
}

static void the_import_is_one_journal_entry(void **state)
{
    (void)state;
    a_pupil_comes_in_with_school_and_guardians(state);
    struct journal_row *rows;
    size_t n;
    struct journal_filter f = {.has_event = true, .event = JOURNAL_IMPORT_SS12000};
    assert_int_equal(journal_list(t.bank, &f, a, &rows, &n, &ctx), ERR_OK);
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].person_count, 2);
    assert_non_null(strstr(rows[0].detail, "\"pupils\":1"));
    assert_null(strstr(rows[0].detail, "Given"));
}

/* ---- attendance ---- */

static struct series_day day_of(const char *source, const char *day)
{
    struct date d;
    struct series s;
    assert_true(date_parse(day, 10, &d));
    assert_int_equal(series_read(t.bank, known(source), d, d, a, &s, &ctx), ERR_OK);
    return s.days[0];
}

static const char *sum(const char *student, const char *first, const char *last, int offered,
                       int valid, int invalid)
{
    return arena_printf(a,
                        "{\"activity\":{\"id\":\"x\"},\"student\":{\"id\":\"%s\"},\"startDate\":"
                        "\"%s\",\"endDate\":\"%s\",\"offeredSum\":%d,\"validAbsenceSum\":%d,"
                        "\"invalidAbsenceSum\":%d}",
                        student, first, last, offered, valid, invalid);
}

static void sums_of_one_day_add_up_and_are_replaced_by_a_later_import(void **state)
{
    (void)state;
    write_text("organisations.json", organisations);
    persons(pupil(ANNA, anna_no, "Ingen", ""), pupil(BO, bo_no, "Sekretessmarkering", ""), NULL,
            NULL);
    write_text("aggregatedAttendance_1.json",
               arena_printf(a, "{\"data\":[%s,%s,%s,%s,\n%s,\n%s,\n%s]}",
                            sum(ANNA, "2026-03-02", "2026-03-02", 60, 60, 0),
                            sum(ANNA, "2026-03-02", "2026-03-02", 40, 0, 10),
                            sum(BO, "2026-03-02", "2026-03-02", 40, 0, 40),
                            sum(BO, "2026-03-03", "2026-03-03", 40, 0, 40),
                            sum(ANNA, "2026-03-02", "2026-03-06", 400, 0, 0),
                            sum(ANNA, "2026-03-03", "2026-03-03", 40, 30, 20),
                            sum(ANNA, "2026-03-04", "2026-03-04", 40, -1, 0)));
    import_good();
    struct series_day d = day_of(ANNA, "2026-03-02");
    assert_int_equal(d.offered_minutes, 100);
    assert_int_equal(d.valid_minutes, 60);
    assert_int_equal(d.invalid_minutes, 10);
    assert_int_equal(day_of(BO, "2026-03-02").offered_minutes, 0); /* protected: not kept */
    assert_int_equal(out.not_kept_rows, 2);
    const char *said = rejects_text();
    assert_non_null(strstr(said, "2,endDate,"));
    assert_non_null(strstr(said, "more than one day"));
    assert_non_null(strstr(said, "3,invalidAbsenceSum,"));
    assert_non_null(strstr(said, "4,validAbsenceSum,"));
    assert_non_null(strstr(said, "1,student.id,"));
    assert_int_equal(out.rejected, 4); /* the stranger is told once */
    import_good();
    assert_int_equal(out.attendance_days, 0); /* nothing new */
    write_text("aggregatedAttendance_1.json",
               arena_printf(a, "[%s]", sum(ANNA, "2026-03-02", "2026-03-02", 90, 0, 0)));
    import_good();
    assert_int_equal(day_of(ANNA, "2026-03-02").offered_minutes, 90);
    assert_int_equal(out.attendance_days, 1);
}

static void lessons_find_their_day_through_the_calendar(void **state)
{
    (void)state;
    write_text("organisations.json", organisations);
    persons(pupil(ANNA, anna_no, "Ingen", ""), NULL, NULL, NULL);
    write_text("calendarEvents.json",
               "{\"data\":[{\"id\":\"e1\",\"startTime\":\"2026-03-01T23:30:00Z\"},"
               "{\"id\":\"e2\",\"startTime\":\"2026-03-02T10:00:00+01:00\",\"cancelled\":true},"
               "{\"id\":\"e3\",\"startTime\":\"2026-03-02T08:00:00\"}]}");
#define LESSON(event, more)                                                                        \
    "{\"id\":\"a\",\"student\":{\"id\":\"" ANNA "\"},\"calendarEvent\":{\"id\":\"" event           \
    "\"}," more ",\"absenceReason\":\"hemligt\"}"
    write_text(
        "attendances.json",
        "{\"data\":[" LESSON(
            "e1",
            "\"attendanceMinutes\":30,"
            "\"validAbsenceMinutes\":10") "," LESSON("e2",
                                                     "\"attendanceMinutes\":60") "," LESSON("e3",
                                                                                            "\"atte"
                                                                                            "ndance"
                                                                                            "Minute"
                                                                                            "s\":0,"
                                                                                            "\"inva"
                                                                                            "lidAbs"
                                                                                            "enceMi"
                                                                                            "nutes"
                                                                                            "\":"
                                                                                            "40") "," LESSON("e3",
                                                                                                             "\"isReport"
                                                                                                             "ed\":"
                                                                                                             "false") ","
                                                                                                                      "\n" LESSON(
                                                                                                                          "e9",
                                                                                                                          "\"atte"
                                                                                                                          "ndance"
                                                                                                                          "Minute"
                                                                                                                          "s\":"
                                                                                                                          "60") "]}");
    import_good();
    struct series_day d = day_of(ANNA, "2026-03-02"); /* 23:30 UTC is the next day in Sweden */
    assert_int_equal(d.offered_minutes, 80);
    assert_int_equal(d.valid_minutes, 10);
    assert_int_equal(d.invalid_minutes, 40);
    assert_int_equal(out.rejected, 1);
    assert_non_null(strstr(rejects_text(), "2,calendarEvent.id,"));
    assert_null(strstr(rejects_text(), "hemligt"));
}

static void the_database_holds_nothing_of_what_may_not_be_read(void **state)
{
    (void)state;
    lessons_find_their_day_through_the_calendar(state);
    char path[128];
    const char *const names[] = {"bank.db", "bank.db-wal"};
    for (size_t n = 0; n < 2; n++) {
        snprintf(path, sizeof path, "%s/%s", t.dir, names[n]);
        FILE *f = fopen(path, "rb");
        if (f == NULL) {
            continue;
        }
        char *bytes = arena_alloc(a, 400000);
        size_t got = fread(bytes, 1, 400000, f);
        fclose(f);
        assert_null(memmem(bytes, got, "hemligt", 7));
        assert_null(memmem(bytes, got, "Family", 6)); /* sealed */
        assert_null(memmem(bytes, got, anna_no, 12));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    json_setup();
    const struct CMUnitTest tests[] = {
        TEST(a_pupil_comes_in_with_school_and_guardians),
        TEST(the_same_source_again_changes_nothing),
        TEST(what_only_brygga_knows_outlives_an_import),
        TEST(a_corrected_source_corrects),
        TEST(guardians_stay_when_the_source_does_not_tell_of_them),
        TEST(a_pupil_moves_to_another_school),
        TEST(a_protected_pupil_is_not_listed),
        TEST(an_unknown_marking_means_protected),
        TEST(a_protected_guardian_protects_the_child_even_when_left_out_of_the_source),
        TEST(a_protected_guardian_in_a_later_page_protects_the_child),
        TEST(a_protected_sibling_protects_and_lifting_it_frees_both),
        TEST(siblings_who_share_no_guardian_any_more_do_not_protect),
        TEST(each_bad_row_is_refused_with_its_column_and_the_rest_goes_in),
        TEST(an_interim_number_warns_and_goes_in),
        TEST(a_refused_row_does_not_make_a_known_pupil_vanish),
        TEST(more_than_five_per_cent_missing_stops_and_asks),
        TEST(a_cut_file_leaves_the_old_state),
        TEST(a_file_that_is_something_else_is_refused),
        TEST(a_social_bank_takes_no_pupils),
        TEST(the_import_is_one_journal_entry),
        TEST(sums_of_one_day_add_up_and_are_replaced_by_a_later_import),
        TEST(lessons_find_their_day_through_the_calendar),
        TEST(the_database_holds_nothing_of_what_may_not_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
