/* The catalogue and groups: what an entry must hold, files, and counts without people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "intervention/groups.h"
#include "support/test_bank.h"

static struct test_bank t;
static struct arena *a;

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "test");
}

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)256 << 20);
    t = test_bank_make(BANK_SOCIAL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    arena_free(a);
    return 0;
}

static struct catalogue_entry entry(void)
{
    return (struct catalogue_entry){.code = INTERVENTION_FAMILY_TALKS,
                                    .level = LEVEL_INDICATED,
                                    .scope = SCOPE_INDIVIDUAL,
                                    .form = FORM_SERVICE,
                                    .documentation = DOCUMENTATION_NAMED,
                                    .decided_on = DATE_OPEN,
                                    .decision = "",
                                    .need = NEED_FAMILY,
                                    .age_from = 7,
                                    .age_to = 15,
                                    .unit = "Familjeteamet",
                                    .national_code = "",
                                    .title = {"Familjesamtal", "Family talks"},
                                    .child = {"Vi pratar tillsammans.", ""},
                                    .guardian = {"", ""},
                                    .contact = {"Ring 0000-12 34 56.", ""},
                                    .published = true};
}

static enum err put(struct catalogue_entry e, struct catalogue_id *id)
{
    return catalogue_put(t.bank, &t.actor, &e, id, &t.ctx);
}

static size_t count(enum catalogue_choice choice)
{
    struct catalogue_entry *list;
    size_t n;
    must(catalogue_list(t.bank, choice, a, &list, &n, &t.ctx));
    return n;
}

static void an_entry_comes_back_as_it_was_put(void **state)
{
    (void)state;
    struct catalogue_id id;
    struct catalogue_entry out, in = entry();
    in.form = FORM_SERVICE;
    in.documentation = DOCUMENTATION_NONE_DECIDED;
    in.decided_on = date_today();
    in.decision = "SN 2025/123";
    must(put(in, &id));
    must(catalogue_read(t.bank, id, a, &out, &t.ctx));
    assert_string_equal(out.title.en, "Family talks");
    assert_string_equal(out.unit, "Familjeteamet");
    assert_string_equal(out.decision, "SN 2025/123");
    assert_int_equal(out.decided_on.days, in.decided_on.days);
    assert_int_equal(out.documentation, DOCUMENTATION_NONE_DECIDED);
    assert_true(out.need == NEED_FAMILY && out.age_from == 7 && out.age_to == 15 && out.published);
    in.id = id;
    in.title.sv = "Samtal i familjen";
    must(put(in, &id));
    must(catalogue_read(t.bank, id, a, &out, &t.ctx));
    assert_string_equal(out.title.sv, "Samtal i familjen");
    assert_int_equal(count(CATALOGUE_ALL), 1);
    in.id.v = 99;
    assert_int_equal(put(in, &id), ERR_NOT_FOUND);
}

static void what_is_ended_or_unpublished_is_kept_apart(void **state)
{
    (void)state;
    struct catalogue_id id;
    struct catalogue_entry in = entry();
    must(put(in, &id));
    in.published = false;
    in.title.sv = "Internt";
    must(put(in, &id));
    in.published = in.ended = true;
    in.title.sv = "Förr";
    must(put(in, &id));
    assert_int_equal(count(CATALOGUE_PUBLISHED), 1);
    assert_int_equal(count(CATALOGUE_GIVEN), 2);
    assert_int_equal(count(CATALOGUE_ALL), 3);
}

static void an_entry_that_would_mislead_is_refused(void **state)
{
    (void)state;
    struct catalogue_id id;
    static char long_line[CATALOGUE_LINE + 2];
    memset(long_line, 'x', sizeof long_line - 1);
    struct catalogue_entry bad[9];
    for (size_t i = 0; i < 9; i++) {
        bad[i] = entry();
    }
    bad[0].title.sv = "";
    bad[1].contact.sv = ""; /* published, but nobody could reach it */
    bad[2].child.sv = "";   /* published, but nobody could read of it */
    bad[3].age_to = 3;
    bad[4].documentation = DOCUMENTATION_NONE_DECIDED; /* without a decision */
    bad[5].documentation = DOCUMENTATION_NONE_DECIDED; /* of needs-tested help */
    bad[5].form = FORM_NEEDS_TESTED;
    bad[5].decided_on = date_today();
    bad[5].decision = "1";
    bad[6].unit = long_line;
    bad[7].need = CATALOGUE_NEED__MAX;
    bad[8].age_to = CATALOGUE_AGE + 1;
    for (size_t i = 0; i < 9; i++) {
        assert_int_equal(put(bad[i], &id), ERR_INVALID);
        assert_true(t.ctx.remedy[0] != '\0');
    }
    assert_int_equal(count(CATALOGUE_ALL), 0);
}

static enum err import(const char *text, struct catalogue_import *out)
{
    char path[128];
    snprintf(path, sizeof path, "%s/catalogue.json", t.dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    return catalogue_import(t.bank, &t.actor, path, out, &t.ctx);
}

#define ENTRY(title, more)                                                                         \
    "{\"title_sv\":\"" title "\",\"code\":\"hembesok\",\"level\":\"indicated\",\"scope\":"         \
    "\"individual\",\"form\":\"service\",\"documentation\":\"named\",\"need\":\"family\","         \
    "\"age_from\":6,\"age_to\":16,\"unit\":\"Team\"" more "}"

static void a_file_comes_in_whole_or_not_at_all(void **state)
{
    (void)state;
    struct catalogue_import n;
    assert_int_equal(import("{\"catalogue\":[" ENTRY("A", "") "," ENTRY("B", "") "]}", &n), ERR_OK);
    assert_true(n.added == 2 && n.changed == 0);
    assert_int_equal(
        import("{\"catalogue\":[" ENTRY("A", "") "," ENTRY("B", ",\"ended\":true") "]}", &n),
        ERR_OK);
    assert_true(n.added == 0 && n.changed == 1 && n.unchanged == 1);
    static const char *const bad[] = {
        "{}",
        "{\"catalogue\":[1]}",
        "{\"catalogue\":[" ENTRY("C", "") "," ENTRY("", "") "]}",
        "{\"catalogue\":[" ENTRY("C", ",\"published\":true") "]}",
        "{\"catalogue\":[" ENTRY("C", ",\"published\":\"yes\"") "]}",
        "{\"catalogue\":[" ENTRY("C", ",\"decided_on\":\"i går\"") "]}",
        "{\"catalogue\":[{\"title_sv\":\"C\",\"code\":\"trolleri\"}]}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(import(bad[i], &n), ERR_INVALID);
    }
    assert_non_null(strstr(t.ctx.where, "entry 1, code"));
    assert_int_equal(count(CATALOGUE_ALL), 2);
}

static struct group_intervention group(void)
{
    struct catalogue_id id;
    must(put(entry(), &id));
    return (struct group_intervention){.entry = id,
                                       .unit = "Familjeteamet",
                                       .start_date = {date_today().days - 30},
                                       .end_date = DATE_OPEN,
                                       .audience = AUDIENCE_GUARDIANS,
                                       .occasions = 2,
                                       .participants = 11};
}

static void a_group_is_counted_and_names_nobody(void **state)
{
    (void)state;
    struct group_intervention in = group(), out, *list;
    struct intervention_id id;
    size_t n;
    must(groups_start(t.bank, &t.actor, &in, &id, &t.ctx));
    must(groups_read(t.bank, id, a, &out, &t.ctx));
    assert_true(out.occasions == 2 && out.participants == 11 && out.audience == AUDIENCE_GUARDIANS);
    assert_string_equal(out.title, "Familjesamtal");
    assert_int_equal(out.end_date.days, DATE_OPEN.days);
    out.participants = 14;
    out.end_date = date_today();
    must(groups_change(t.bank, &t.actor, &out, &t.ctx));
    must(groups_read(t.bank, id, a, &out, &t.ctx));
    assert_true(out.participants == 14 && out.end_date.days == date_today().days);
    struct date long_ago = {date_today().days - 900}, before = {date_today().days - 800};
    must(groups_list(t.bank, long_ago, before, a, &list, &n, &t.ctx));
    assert_int_equal(n, 0);
    must(groups_list(t.bank, before, date_today(), a, &list, &n, &t.ctx));
    assert_int_equal(n, 1);
    struct intervention *of_people;
    must(intervention_list_period(t.bank, before, date_today(), a, &of_people, &n, &t.ctx));
    assert_int_equal(n, 0); /* it is nobody's */
}

static void impossible_groups_are_refused(void **state)
{
    (void)state;
    struct group_intervention in = group(), bad = in;
    struct intervention_id id;
    bad.participants = -1;
    assert_int_equal(groups_start(t.bank, &t.actor, &bad, &id, &t.ctx), ERR_INVALID);
    bad = in;
    bad.end_date.days = bad.start_date.days - 1;
    assert_int_equal(groups_start(t.bank, &t.actor, &bad, &id, &t.ctx), ERR_INVALID);
    bad = in;
    bad.entry.v = 99;
    assert_int_equal(groups_start(t.bank, &t.actor, &bad, &id, &t.ctx), ERR_NOT_FOUND);
    bad = in;
    bad.id.v = 99;
    assert_int_equal(groups_change(t.bank, &t.actor, &bad, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(groups_read(t.bank, bad.id, a, &bad, &t.ctx), ERR_NOT_FOUND);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(an_entry_comes_back_as_it_was_put),
        TEST(what_is_ended_or_unpublished_is_kept_apart),
        TEST(an_entry_that_would_mislead_is_refused),
        TEST(a_file_comes_in_whole_or_not_at_all),
        TEST(a_group_is_counted_and_names_nobody),
        TEST(impossible_groups_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
