/* Interventions: import from CSV, corrections, removal, and reading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bank/person.h"
#include "base/json.h"
#include "db/db.h"
#include "intervention/given.h"
#include "support/process.h"
#include "support/test_bank.h"

static struct test_bank t;
static char dir[] = "/tmp/brygga-social-XXXXXX";
static char path[64], rejects[64];
static struct intervention_import out;
static struct err_ctx ctx;
static struct arena *a;

#define HEADER "civic_no,code,title,level,scope,legal_form,documentation,start_date,end_date,unit\n"
#define ANNA   "201305059816"
#define BO     "201612182392"

static int setup(void **state)
{
    (void)state;
    memcpy(dir + sizeof dir - 7, "XXXXXX", 6);
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/i.csv", dir);
    snprintf(rejects, sizeof rejects, "%s/rejects.csv", dir);
    t = test_bank_make(BANK_SOCIAL);
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

static enum err import_with(const char *text, bool add_only, bool accept_missing)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    struct intervention_import_options o = {path, rejects, &t.actor, add_only, accept_missing};
    return intervention_import(t.bank, &o, &out, &ctx);
}

static void import_good(const char *text)
{
    enum err e = import_with(text, false, false);
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

static struct person_id known(const char *number)
{
    struct civic_no c;
    struct person_id id = {0};
    assert_int_equal(civic_parse(number, 12, &c), CIVIC_OK);
    (void)!person_find_civic(t.bank, &c, &id, &ctx);
    return id;
}

static struct intervention *list(const char *number, size_t *count)
{
    struct intervention *rows;
    struct reading *r = reading_begin(t.bank, &t.actor, JOURNAL_INTERVENTION_READ);
    assert_int_equal(intervention_list(t.bank, r, known(number), a, &rows, count, &ctx), ERR_OK);
    assert_int_equal(reading_end(r, &ctx), ERR_OK);
    return rows;
}

static const struct person_identity *identity(const char *number, struct person_identity *out_p)
{
    struct reading *r = reading_begin(t.bank, &t.actor, JOURNAL_PERSON_READ);
    assert_int_equal(person_identity(t.bank, r, known(number), out_p, &ctx), ERR_OK);
    assert_int_equal(reading_end(r, &ctx), ERR_OK);
    return out_p;
}

static struct date day(const char *text)
{
    struct date d;
    assert_true(date_parse(text, 10, &d));
    return d;
}

static const char two[] = HEADER ANNA
    ",familjesamtal,Samtal hemma,indicated,individual,service,named,2026-09-01,2026-10-31,Team "
    "1\n" BO ",hembesok,,selective,individual,needs-tested,named,2026-09-15,,\n";

static void interventions_come_in_with_all_they_say(void **state)
{
    (void)state;
    import_good(two);
    assert_int_equal(out.rows, 2);
    assert_int_equal(out.added, 2);
    size_t n;
    const struct intervention *x = list(ANNA, &n);
    assert_int_equal(n, 1);
    assert_int_equal(x->code, INTERVENTION_FAMILY_TALKS);
    assert_int_equal(x->level, LEVEL_INDICATED);
    assert_int_equal(x->scope, SCOPE_INDIVIDUAL);
    assert_int_equal(x->form, FORM_SERVICE);
    assert_int_equal(x->start_date.days, day("2026-09-01").days);
    assert_int_equal(x->end_date.days, day("2026-10-31").days);
    assert_string_equal(x->title, "Samtal hemma");
    assert_string_equal(x->unit, "Team 1");
    x = list(BO, &n);
    assert_int_equal(x->form, FORM_NEEDS_TESTED);
    assert_int_equal(x->end_date.days, DATE_OPEN.days);
    assert_string_equal(x->title, "");
    struct person p;
    assert_int_equal(person_read(t.bank, known(BO), &p, &ctx), ERR_OK);
    assert_true(p.has_birth_date); /* from the number */
}

static void semicolons_order_case_and_byte_order_mark_do_not_matter(void **state)
{
    (void)state;
    import_good("\xEF\xBB\xBF"
                "Start_Date;END_DATE;scope;level;code;legal_form;documentation;"
                "civic_no\r\n2026-09-01;;Individual;INDICATED;Familjesamtal;service;named;"
                "20130505-9816\r\n");
    assert_int_equal(out.added, 1);
    assert_int_equal(out.rejected, 0);
}

static void the_same_file_again_changes_nothing(void **state)
{
    (void)state;
    import_good(two);
    import_good(two);
    assert_int_equal(out.unchanged, 2);
    assert_int_equal(out.added + out.changed + out.removed + out.rejected, 0);
}

static void a_corrected_file_corrects(void **state)
{
    (void)state;
    import_good(two);
    import_good(HEADER ANNA ",familjesamtal,Samtal,universal,general,needs-tested,named,"
                            "2026-09-01,2026-11-30,Team 2\n" BO
                            ",hembesok,,selective,individual,needs-tested,named,2026-09-15,,\n");
    assert_int_equal(out.changed, 1);
    assert_int_equal(out.unchanged, 1);
    size_t n;
    const struct intervention *x = list(ANNA, &n);
    assert_int_equal(n, 1);
    assert_string_equal(x->title, "Samtal");
    assert_string_equal(x->unit, "Team 2");
    assert_int_equal(x->level, LEVEL_UNIVERSAL);
    assert_int_equal(x->end_date.days, day("2026-11-30").days);
}

static void the_names_are_the_files_and_stay_when_it_has_none(void **state)
{
    static const char named[] =
        "civic_no,code,level,scope,legal_form,documentation,start_date,end_date,given_name,"
        "family_name\n" ANNA
        ",familjesamtal,indicated,individual,service,named,2026-09-01,2026-10-31,Anna,Ek\n";
    struct person_identity p;
    (void)state;
    import_good(two);
    import_good(two);
    assert_string_equal(identity(ANNA, &p)->given_name, "");
    assert_int_equal(import_with(named, true, false), ERR_OK);
    assert_string_equal(identity(ANNA, &p)->given_name, "Anna");
    assert_string_equal(p.family_name, "Ek");
    import_good(two);
    assert_string_equal(identity(ANNA, &p)->family_name, "Ek");
    assert_string_equal(identity(BO, &p)->family_name, "");
}

static void what_the_file_lacks_is_removed_unless_told(void **state)
{
    (void)state;
    static const char one[] =
        HEADER ANNA ",familjesamtal,,indicated,individual,service,named,2026-09-01,,\n" BO
                    ",familjesamtal,,indicated,individual,service,named,2026-09-01,,\n";
    import_good(HEADER ANNA ",familjesamtal,,indicated,individual,service,named,2026-09-01,,\n" ANNA
                            ",hembesok,,indicated,individual,service,named,2026-09-02,,\n" BO
                            ",familjesamtal,,indicated,individual,service,named,2026-09-01,,\n");
    assert_int_equal(import_with(one, true, false), ERR_OK);
    assert_int_equal(out.removed, 0);
    import_good(one);
    assert_int_equal(out.removed, 1);
    size_t n;
    list(ANNA, &n);
    assert_int_equal(n, 1);
}

static void more_than_five_per_cent_losing_all_stops_and_asks(void **state)
{
    (void)state;
    import_good(two);
    static const char one[] =
        HEADER ANNA ",familjesamtal,X,indicated,individual,service,named,2026-09-01,2026-10-31,\n";
    assert_int_equal(import_with(one, false, false), ERR_CANCELLED);
    assert_true(out.asked);
    assert_int_equal(out.known_persons, 2);
    assert_int_equal(out.missing_persons, 1);
    size_t n;
    assert_string_equal(list(ANNA, &n)->title, "Samtal hemma"); /* nothing at all was changed */
    assert_int_equal(import_with(one, false, true), ERR_OK);
    assert_int_equal(out.removed, 1);
    list(BO, &n);
    assert_int_equal(n, 0);
}

static void nothing_is_removed_while_a_row_is_refused(void **state)
{
    (void)state;
    import_good(two);
    import_good(HEADER ANNA ",familjesamtal,Samtal hemma,indicated,individual,service,named,"
                            "2026-09-01,2026-10-31,Team 1\n" BO
                            ",hembesok,,selective,individual,needs-tested,named,2026-09-35,,\n");
    assert_int_equal(out.rejected, 1);
    assert_int_equal(out.removed, 0);
    size_t n;
    list(BO, &n);
    assert_int_equal(n, 1);
}

static void each_bad_row_is_refused_with_its_column_and_the_rest_goes_in(void **state)
{
    (void)state;
    static const struct {
        const char *row, *column;
    } cases[] = {
        {"201305059817,hembesok,,indicated,individual,service,named,2026-09-01,,", "civic_no"},
        {",hembesok,,indicated,individual,service,named,2026-09-01,,", "civic_no"},
        {BO ",hembesok,,indicated,individual,service,advice-only,2026-09-01,,", "civic_no"},
        {BO ",hembesok,,indicated,individual,service,none-by-decision,2026-09-01,,", "civic_no"},
        {BO ",hembesök,,indicated,individual,service,named,2026-09-01,,", "code"},
        {BO ",,,indicated,individual,service,named,2026-09-01,,", "code"},
        {BO ",hembesok,,high,individual,service,named,2026-09-01,,", "level"},
        {BO ",hembesok,,indicated,group,service,named,2026-09-01,,", "scope"},
        {BO ",hembesok,,indicated,individual,bistånd,named,2026-09-01,,", "legal_form"},
        {BO ",hembesok,,indicated,individual,service,yes,2026-09-01,,", "documentation"},
        {BO ",hembesok,,indicated,individual,service,named,2026-02-30,,", "start_date"},
        {BO ",hembesok,,indicated,individual,service,named,,,", "start_date"},
        {BO ",hembesok,,indicated,individual,service,named,2026-09-01,1/9,", "end_date"},
        {BO ",hembesok,,indicated,individual,service,named,2026-09-01,2026-08-31,", "end_date"},
        {BO ",hembesok,\"a\nb\",indicated,individual,service,named,2026-09-01,,", "title"},
        {BO ",hembesok,,indicated,individual,service,named,2026-09-01", ""},
        {BO ",hembesok,\xE5,indicated,individual,service,named,2026-09-01,,", ""},
        {ANNA ",familjesamtal,,indicated,individual,service,named,2026-09-01,,", "start_date"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        import_good(arena_printf(
            a, HEADER ANNA ",familjesamtal,,indicated,individual,service,named,2026-09-01,,\n%s\n",
            cases[i].row));
        const char *said = rejects_text();
        char expected[64];
        snprintf(expected, sizeof expected, "\n3,%s,", cases[i].column);
        if (out.rejected != 1 || out.rows != 2 || strstr(said, expected) == NULL) {
            fail_msg("case %zu: %lu rejected, expected%s got: %s", i, out.rejected, expected, said);
        }
        assert_null(strstr(said, "2016"));
    }
    assert_int_equal(known(BO).v, 0); /* refused rows make nobody known */
}

static void without_a_name_alike_rows_are_counted(void **state)
{
    (void)state;
#define TALK   ",samtalsstod,,selective,individual,service,none-by-decision,2026-09-01,,\n"
#define COURSE ",foraldrakurs,Komet,universal,general,service,named,2026-09-01,2026-10-01,Norr\n"
    import_good(HEADER TALK TALK COURSE);
    assert_int_equal(out.added, 3);
    import_good(HEADER COURSE TALK TALK);
    assert_int_equal(out.unchanged, 3);
    assert_int_equal(out.added + out.removed, 0);
    import_good(HEADER TALK TALK TALK);
    assert_int_equal(out.added, 1);
    assert_int_equal(out.unchanged, 2);
    assert_int_equal(out.removed, 1);
}

static void a_wrong_header_or_file_changes_nothing(void **state)
{
    (void)state;
    import_good(two);
    assert_int_equal(import_with("civic_no,code\n", false, false), ERR_INVALID);
    assert_non_null(strstr(ctx.what, "no column level"));
    assert_int_equal(import_with("", false, false), ERR_INVALID);
    struct intervention_import_options o = {"/nonexistent", NULL, &t.actor, false, false};
    assert_int_equal(intervention_import(t.bank, &o, &out, &ctx), ERR_NOT_FOUND);
    size_t n;
    list(ANNA, &n);
    assert_int_equal(n, 1);
    struct test_bank school = test_bank_make(BANK_SCHOOL);
    o.path = path;
    assert_int_equal(intervention_import(school.bank, &o, &out, &ctx), ERR_INVALID);
    test_bank_remove(&school);
}

static void one_registered_by_hand_is_left_alone_by_files(void **state)
{
    (void)state;
    import_good(two);
    struct intervention in = {.person = known(ANNA),
                              .code = INTERVENTION_COORDINATION,
                              .level = LEVEL_SELECTIVE,
                              .scope = SCOPE_INDIVIDUAL,
                              .start_date = day("2026-11-01"),
                              .end_date = DATE_OPEN,
                              .title = "Egen",
                              .unit = ""};
    struct intervention_id id;
    assert_int_equal(intervention_add(t.bank, &in, &t.actor, &id, &ctx), ERR_OK);
    assert_int_equal(intervention_add(t.bank, &in, &t.actor, &id, &ctx), ERR_CONFLICT);
    in.documentation = DOCUMENTATION_ADVICE_ONLY;
    assert_int_equal(intervention_add(t.bank, &in, &t.actor, &id, &ctx), ERR_INVALID);
    import_good(two);
    assert_int_equal(out.removed, 0);
    size_t n;
    const struct intervention *x = list(ANNA, &n);
    assert_int_equal(n, 2);
    assert_string_equal(x[1].title, "Egen");
}

static void a_period_lists_listed_people_only(void **state)
{
    (void)state;
    import_good(two);
    struct intervention *x;
    size_t n;
    assert_int_equal(
        intervention_list_period(t.bank, day("2026-10-31"), day("2026-12-31"), a, &x, &n, &ctx),
        ERR_OK);
    assert_int_equal(n, 2);
    assert_int_equal(
        intervention_list_period(t.bank, day("2026-11-01"), day("2026-12-31"), a, &x, &n, &ctx),
        ERR_OK);
    assert_int_equal(n, 1);
    assert_int_equal(x[0].person.v, known(BO).v);
    assert_int_equal(person_set_protection(t.bank, known(BO), PROTECTION_MARKED, &t.actor, &ctx),
                     ERR_OK);
    assert_int_equal(
        intervention_list_period(t.bank, day("2026-11-01"), day("2026-12-31"), a, &x, &n, &ctx),
        ERR_OK);
    assert_int_equal(n, 0);
}

static void the_import_is_one_journal_entry(void **state)
{
    (void)state;
    import_good(two);
    struct journal_row *rows;
    size_t n;
    struct journal_filter f = {.has_event = true, .event = JOURNAL_IMPORT_INTERVENTIONS};
    assert_int_equal(journal_list(t.bank, &f, a, &rows, &n, &ctx), ERR_OK);
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].person_count, 2);
    assert_non_null(strstr(rows[0].detail, "\"added\":2"));
}

static void every_word_has_a_code_and_a_text(void **state)
{
    (void)state;
    for (int i = 0; i < INTERVENTION_CODE__MAX; i++) {
        enum intervention_code code;
        assert_non_null(intervention_text_sv[i]);
        assert_true(intervention_code_parse(intervention_code[i], &code));
        assert_int_equal(code, i); /* no word twice */
    }
    enum intervention_level level;
    assert_false(level_parse("", &level));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    json_setup();
    const struct CMUnitTest tests[] = {
        TEST(interventions_come_in_with_all_they_say),
        TEST(semicolons_order_case_and_byte_order_mark_do_not_matter),
        TEST(the_same_file_again_changes_nothing),
        TEST(a_corrected_file_corrects),
        TEST(the_names_are_the_files_and_stay_when_it_has_none),
        TEST(what_the_file_lacks_is_removed_unless_told),
        TEST(more_than_five_per_cent_losing_all_stops_and_asks),
        TEST(nothing_is_removed_while_a_row_is_refused),
        TEST(each_bad_row_is_refused_with_its_column_and_the_rest_goes_in),
        TEST(without_a_name_alike_rows_are_counted),
        TEST(a_wrong_header_or_file_changes_nothing),
        TEST(one_registered_by_hand_is_left_alone_by_files),
        TEST(a_period_lists_listed_people_only),
        TEST(the_import_is_one_journal_entry),
        cmocka_unit_test(every_word_has_a_code_and_a_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
