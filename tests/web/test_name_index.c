/* Names in memory: what is found, and that it follows what is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bank/journal.h"
#include "school/school_register.h"
#include "support/test_people.h"
#include "web/name_index.h"
#include "web/search.h"

static struct test_bank t;
static struct arena *a;
static struct name_index *names;

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "must");
}

/* As an import does: the change and its journal entry in one transaction. */
static struct person_id pupil(unsigned i, const char *given_name, const char *family_name,
                              enum protection protection, bool add)
{
    struct person_input in = {.identity = {.has_civic = true, .civic = data_civic(i)}};
    struct person_id id;
    enum person_change change;
    snprintf(in.identity.given_name, sizeof in.identity.given_name, "%s", given_name);
    snprintf(in.identity.family_name, sizeof in.identity.family_name, "%s", family_name);
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    if (add) {
        (void)register_pupil(&t, i, 1, (struct date){date_today().days - 100}, protection);
    }
    in.protection = protection;
    must(person_put(t.bank, &in, &id, &change, &t.ctx));
    must(journal_append(
        t.bank,
        &(struct journal_entry){.actor = &t.actor, .event = JOURNAL_IMPORT_SS12000, .detail = "{}"},
        &t.ctx));
    must(db_commit(bank_db(t.bank), &t.ctx));
    return id;
}

static struct person_id anna, annika, double_anna, hidden;

static int setup(void **state)
{
    (void)state;
    t = test_bank_make(BANK_SCHOOL);
    a = arena_new((size_t)64 << 20);
    names = name_index_new();
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    register_school(&t, 1, "Ekskolan", "11111111");
    must(db_commit(bank_db(t.bank), &t.ctx));
    anna = pupil(0, "Anna Maria", "Öberg-Åström", PROTECTION_NONE, true);
    annika = pupil(1, "Annika", "Berg", PROTECTION_NONE, true);
    double_anna = pupil(2, "Anna", "Anna", PROTECTION_NONE, true);
    hidden = pupil(3, "Anna", "Hemlig", PROTECTION_MARKED, true);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    name_index_free(names);
    arena_free(a);
    test_bank_remove(&t);
    return 0;
}

/* Ids as text, "1 3". */
static const char *find(const char *text)
{
    struct name_words asked;
    struct person_id *list;
    size_t count;
    const char *out = "";
    name_words_split(text, &asked);
    must(name_index_find(names, t.bank, &asked, a, &list, &count, &t.ctx));
    for (size_t i = 0; i < count; i++) {
        out = arena_printf(a, "%s%s%lld", out, i > 0 ? " " : "", (long long)list[i].v);
    }
    return out;
}

static const char *ids(struct person_id x, struct person_id y)
{
    return arena_printf(a, "%lld %lld", (long long)x.v, (long long)y.v);
}

static const char *id(struct person_id x)
{
    return arena_printf(a, "%lld", (long long)x.v);
}

static void whole_words_in_any_order_and_case_and_each_person_once(void **state)
{
    (void)state;
    assert_string_equal(find("anna"), ids(anna, double_anna));
    assert_string_equal(find("ÅSTRÖM öberg MARIA"), id(anna));
    assert_string_equal(find("Annik"), "");
    assert_string_equal(find("Anna Berg"), "");
    assert_string_equal(find("Annika Berg"), id(annika));
    assert_string_equal(find(""), "");
    assert_true(name_index_has(names, annika));
}

static void nobody_protected(void **state)
{
    (void)state;
    assert_string_equal(find("Hemlig"), "");
    assert_false(name_index_has(names, hidden));
}

static void a_new_name_a_protection_and_an_erasure_are_met_at_once(void **state)
{
    (void)state;
    assert_string_equal(find("Lindqvist"), "");
    (void)pupil(1, "Annika", "Lindqvist", PROTECTION_NONE, false);
    assert_string_equal(find("Lindqvist"), id(annika));
    assert_string_equal(find("Berg"), "");
    must(person_set_protection(t.bank, annika, PROTECTION_MARKED, &t.actor, &t.ctx));
    assert_string_equal(find("Lindqvist"), "");
    must(person_set_protection(t.bank, annika, PROTECTION_NONE, &t.actor, &t.ctx));
    assert_string_equal(find("Lindqvist"), id(annika));
    must(person_erase(t.bank, double_anna, &t.actor, &t.ctx));
    assert_string_equal(find("anna"), id(anna));
}

/* More than can be told: the search stops, and says so. */
static void a_search_stops_when_there_are_more_than_it_tells(void **state)
{
    (void)state;
    struct staff s = {.id = test_staff(&t, "Chris Chef", ROLE_ELEVHALSOCHEF, "", true),
                      .role = ROLE_ELEVHALSOCHEF,
                      .active = true};
    struct search_who who = {&s, names};
    struct search_result found;
    for (unsigned i = 0; i < SEARCH_MOST + 5; i++) {
        (void)pupil(10 + i, "Karl", i == 7 ? "Sjuan" : "Karlsson", PROTECTION_NONE, true);
    }
    must(search_people(t.bank, &who, "karl", a, &found, &t.ctx));
    assert_int_equal(found.count, SEARCH_MOST);
    assert_true(found.more);
    must(search_people(t.bank, &who, "karl sjuan", a, &found, &t.ctx));
    assert_int_equal(found.count, 1);
    assert_false(found.more);
    must(search_people(t.bank, &who, "karl nilsson", a, &found, &t.ctx));
    assert_int_equal(found.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_words_in_any_order_and_case_and_each_person_once),
        cmocka_unit_test(nobody_protected),
        cmocka_unit_test(a_new_name_a_protection_and_an_erasure_are_met_at_once),
        cmocka_unit_test(a_search_stops_when_there_are_more_than_it_tells),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
