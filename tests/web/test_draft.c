/* Drafts: whose they are, what they are sealed with, and when they are gone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bank/person.h"
#include "db/db.h"
#include "support/test_bank.h"
#include "web/draft.h"

static struct test_bank t;
static struct arena *a;
static struct person_id child;
static const struct http_pair fields[] = {{"note", "Sover dåligt"},
                                          {"csrf_token", "hemlig"},
                                          {"form_page", "/case/1/close"},
                                          {"reason", "moved"}};
static const char page[] = "/case/1/close";

static int setup(void **state)
{
    (void)state;
    struct person_input in = {.source_id = "00000000-0000-4000-8000-000000000001"};
    enum person_change change;
    t = test_bank_make(BANK_SCHOOL);
    a = arena_new((size_t)1 << 22);
    if (db_begin(bank_db(t.bank), DB_WRITE, &t.ctx) != ERR_OK ||
        person_put(t.bank, &in, &child, &change, &t.ctx) != ERR_OK) {
        return -1;
    }
    return db_commit(bank_db(t.bank), &t.ctx) == ERR_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(a);
    test_bank_remove(&t);
    return 0;
}

static struct draft_owner owner(enum session_kind kind, int64_t id, struct person_id subject)
{
    return (struct draft_owner){kind, id, subject};
}

static void save(struct draft_owner o, const char *where)
{
    assert_int_equal(draft_save(t.bank, &o, where, fields, 4, &t.ctx), ERR_OK);
}

static struct draft load(struct draft_owner o, const char *where)
{
    struct reading *r = NULL;
    struct draft d;
    assert_int_equal(draft_load(t.bank, &o, where, JOURNAL_PERSON_READ, &r, a, &d, &t.ctx), ERR_OK);
    reading_abandon(r);
    return d;
}

static void run_statement(const struct db_statement *s)
{
    assert_int_equal(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), ERR_OK);
    assert_int_equal(db_run(bank_db(t.bank), s, NULL, 0, NULL, &t.ctx), ERR_OK);
    assert_int_equal(db_commit(bank_db(t.bank), &t.ctx), ERR_OK);
}
/* A prepared statement is known by its address, so each has one of its own. */
#define run_sql(text)                                                                              \
    do {                                                                                           \
        static const struct db_statement statement = {"test/draft", text, DB_WRITE,                \
                                                      DB_CLASS_STAFF};                             \
        run_statement(&statement);                                                                 \
    } while (0)

static void a_draft_comes_back_to_its_owner_on_its_page_alone(void **state)
{
    (void)state;
    struct draft_owner eva = owner(SESSION_STAFF, 1, child);
    save(eva, page);
    struct draft d = load(eva, page);
    assert_int_equal(d.count, 2); /* not the program's own fields */
    assert_string_equal(http_pair_value(d.fields, d.count, "note"), "Sover dåligt");
    assert_string_equal(d.page, page);
    assert_int_equal(d.subject.v, child.v);
    assert_int_equal(load(owner(SESSION_STAFF, 2, child), page).id, 0);
    assert_int_equal(load(owner(SESSION_PUPIL, 1, child), page).id, 0);
    assert_int_equal(load(owner(SESSION_GUARDIAN, 1, child), page).id, 0);
    assert_int_equal(load(eva, "/case/2/close").id, 0);
    assert_int_equal(load(eva, "/case/1/close?x=1").id, 0);
    assert_int_equal(draft_delete(t.bank, &eva, page, &t.ctx), ERR_OK);
    assert_int_equal(load(eva, page).id, 0);
}

static void saving_again_replaces_the_text(void **state)
{
    (void)state;
    struct draft_owner eva = owner(SESSION_STAFF, 1, (struct person_id){0});
    const struct http_pair later[] = {{"note", "Sover bättre"}};
    struct draft *list;
    size_t count;
    save(eva, page);
    assert_int_equal(draft_save(t.bank, &eva, page, later, 1, &t.ctx), ERR_OK);
    struct draft d = load(eva, page);
    assert_int_equal(d.count, 1);
    assert_string_equal(d.fields[0].value, "Sover bättre");
    save(eva, "/case/9/close");
    assert_int_equal(draft_list(t.bank, &eva, NULL, a, &list, &count, &t.ctx), ERR_OK);
    assert_int_equal(count, 2);
    run_sql("DELETE FROM web_draft");
}

static void a_row_that_is_moved_to_another_user_or_page_does_not_open(void **state)
{
    (void)state;
    struct draft_owner eva = owner(SESSION_STAFF, 1, child), jon = owner(SESSION_STAFF, 2, child);
    save(eva, page);
    run_sql("UPDATE web_draft SET owner_id = 2");
    assert_int_equal(load(jon, page).id, 0);
    run_sql("UPDATE web_draft SET owner_id = 1, person_id = 0");
    assert_int_equal(load(eva, page).id, 0);
    run_sql("DELETE FROM web_draft");
    save(eva, page);
    save(eva, "/case/2/close");
    /* the text of one page under the other */
    run_sql(
        "UPDATE web_draft SET sealed = (SELECT max(sealed) FROM web_draft w WHERE w.draft_id <> "
        "web_draft.draft_id)");
    assert_int_equal(load(eva, page).id, 0);
    run_sql("DELETE FROM web_draft");
}

static void a_draft_goes_with_the_person_it_is_about(void **state)
{
    (void)state;
    struct draft_owner eva = owner(SESSION_STAFF, 1, child);
    save(eva, page);
    assert_int_not_equal(load(eva, page).id, 0);
    assert_int_equal(person_set_protection(t.bank, child, PROTECTION_MARKED, &t.actor, &t.ctx),
                     ERR_OK);
    assert_int_equal(load(eva, page).id, 0); /* protected: nobody sees it */
    assert_int_equal(person_set_protection(t.bank, child, PROTECTION_NONE, &t.actor, &t.ctx),
                     ERR_OK);
    assert_int_not_equal(load(eva, page).id, 0);
    assert_int_equal(person_erase(t.bank, child, &t.actor, &t.ctx), ERR_OK);
    assert_int_equal(load(eva, page).id, 0);
    assert_int_not_equal(draft_save(t.bank, &eva, page, fields, 4, &t.ctx), ERR_OK);
    run_sql("DELETE FROM web_draft");
}

static void a_proof_is_for_one_user_and_page_and_a_day(void **state)
{
    (void)state;
    struct draft_owner eva = owner(SESSION_STAFF, 7, (struct person_id){42}), got;
    char proof[DRAFT_PROOF_TEXT];
    draft_proof(t.bank, &eva, page, proof);
    assert_true(draft_proof_read(t.bank, proof, page, &got));
    assert_true(draft_owner_same(&eva, &got));
    assert_int_equal(got.subject.v, 42);
    assert_false(draft_proof_read(t.bank, proof, "/case/2/close", &got));
    assert_false(draft_proof_read(t.bank, NULL, page, &got));
    assert_false(draft_proof_read(t.bank, proof, NULL, &got));
    assert_false(draft_proof_read(t.bank, "", page, &got));
    for (size_t i = 0; i < sizeof proof - 1;
         i++) { /* whoever changes a digit names somebody else */
        char old = proof[i];
        proof[i] = old == '0' ? '1' : '0';
        assert_false(draft_proof_read(t.bank, proof, page, &got));
        proof[i] = old;
    }
    struct draft_owner nobody = {0};
    draft_proof(t.bank, &nobody, page, proof);
    assert_false(draft_proof_read(t.bank, proof, page, &got));
    assert_false(draft_owner_same(&nobody, &nobody));
}

static void drafts_are_few_and_do_not_stay(void **state)
{
    (void)state;
    struct draft_owner eva = owner(SESSION_STAFF, 1, (struct person_id){0});
    for (int i = 0; i < DRAFTS_MAX; i++) {
        save(eva, arena_printf(a, "/case/%d/close", i + 1));
    }
    assert_int_equal(draft_save(t.bank, &eva, "/case/999/close", fields, 4, &t.ctx), ERR_LIMIT);
    save(eva, page); /* replacing one is no more */
    save(owner(SESSION_STAFF, 2, (struct person_id){0}), page);
    assert_int_equal(draft_purge(t.bank, &t.ctx), ERR_OK);
    assert_int_not_equal(load(eva, page).id, 0);
    run_sql("UPDATE web_draft SET saved_time = saved_time - 1209601000"); /* two weeks */
    assert_int_equal(draft_purge(t.bank, &t.ctx), ERR_OK);
    assert_int_equal(load(eva, page).id, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_comes_back_to_its_owner_on_its_page_alone),
        cmocka_unit_test(saving_again_replaces_the_text),
        cmocka_unit_test(a_row_that_is_moved_to_another_user_or_page_does_not_open),
        cmocka_unit_test(a_draft_goes_with_the_person_it_is_about),
        cmocka_unit_test(a_proof_is_for_one_user_and_page_and_a_day),
        cmocka_unit_test(drafts_are_few_and_do_not_stay),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
