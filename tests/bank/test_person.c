#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/person.h"
#include "bank/person_key.h"
#include "db/db.h"
#include "support/test_bank.h"

static struct test_bank t;

static int setup(void **state)
{
    (void)state;
    t = test_bank_make(BANK_SCHOOL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    return 0;
}

static struct person_input pupil(const char *number, const char *source, const char *given)
{
    struct person_input in = {.source_id = source};
    in.identity.has_civic = civic_parse(number, strlen(number), &in.identity.civic) == CIVIC_OK;
    assert_true(in.identity.has_civic || number[0] == '\0');
    snprintf(in.identity.given_name, sizeof in.identity.given_name, "%s", given);
    snprintf(in.identity.family_name, sizeof in.identity.family_name, "Testsson");
    return in;
}

static struct person_id put(const struct person_input *in, enum person_change expected)
{
    struct person_id id;
    enum person_change change;
    assert_int_equal(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), ERR_OK);
    enum err e = person_put(t.bank, in, &id, &change, &t.ctx);
    assert_int_equal(db_end(bank_db(t.bank), e, &t.ctx), ERR_OK);
    assert_int_equal(change, expected);
    return id;
}

static enum err put_error(const struct person_input *in)
{
    struct person_id id;
    enum person_change change;
    assert_int_equal(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), ERR_OK);
    enum err e = person_put(t.bank, in, &id, &change, &t.ctx);
    return db_end(bank_db(t.bank), e, &t.ctx);
}

static struct person_identity identity(struct person_id id)
{
    struct person_identity p = {0};
    struct reading *r = reading_begin(t.bank, &t.actor, JOURNAL_PERSON_READ);
    assert_int_equal(person_identity(t.bank, r, id, &p, &t.ctx), ERR_OK);
    assert_int_equal(reading_end(r, &t.ctx), ERR_OK);
    return p;
}

static bool listed(struct person_id id)
{
    bool is = true;
    assert_int_equal(person_is_listed(t.bank, id, &is, &t.ctx), ERR_OK);
    return is;
}

static void keeps_and_finds_a_person(void **state)
{
    (void)state;
    struct person_input in = pupil("201201092382", "uuid-1", "Åsa Örn");
    struct person_id id = put(&in, PERSON_ADDED), found;
    struct person p;
    assert_int_equal(id.v, 1);
    assert_int_equal(person_find_civic(t.bank, &in.identity.civic, &found, &t.ctx), ERR_OK);
    assert_int_equal(found.v, id.v);
    assert_int_equal(person_find_source(t.bank, "uuid-1", &found, &t.ctx), ERR_OK);
    assert_int_equal(found.v, id.v);
    assert_int_equal(person_read(t.bank, id, &p, &t.ctx), ERR_OK);
    assert_true(p.has_birth_date);
    assert_int_equal(p.sex, SEX_FEMALE);
    struct person_identity who = identity(id);
    assert_string_equal(who.given_name, "Åsa Örn");
    assert_string_equal(who.civic.text, "201201092382");
}

static void the_same_again_changes_nothing_and_a_correction_corrects(void **state)
{
    (void)state;
    struct person_input in = pupil("201201092382", "uuid-1", "Asa");
    struct person_id id = put(&in, PERSON_ADDED);
    put(&in, PERSON_UNCHANGED);
    snprintf(in.identity.given_name, sizeof in.identity.given_name, "Åsa");
    assert_int_equal(put(&in, PERSON_CHANGED).v, id.v);
    assert_string_equal(identity(id).given_name, "Åsa");
    put(&in, PERSON_UNCHANGED);
}

static void an_interim_number_becomes_a_real_one(void **state)
{
    (void)state;
    struct person_input in = pupil("20120109TF01", "uuid-1", "Åsa");
    struct person_id id = put(&in, PERSON_ADDED), found;
    struct civic_no before = in.identity.civic;
    in = pupil("201201092382", "uuid-1", "Åsa");
    assert_int_equal(put(&in, PERSON_CHANGED).v, id.v);
    assert_int_equal(person_find_civic(t.bank, &in.identity.civic, &found, &t.ctx), ERR_OK);
    assert_int_equal(person_find_civic(t.bank, &before, &found, &t.ctx), ERR_NOT_FOUND);
}

static void refuses_a_number_and_a_source_id_of_two_people(void **state)
{
    (void)state;
    struct person_input a = pupil("201201092382", "uuid-1", "A");
    struct person_input b = pupil("201305082396", "uuid-2", "B");
    put(&a, PERSON_ADDED);
    put(&b, PERSON_ADDED);
    b.source_id = "uuid-1";
    assert_int_equal(put_error(&b), ERR_CONFLICT);
    b.source_id = "uuid-3";
    assert_int_equal(put_error(&b), ERR_CONFLICT);
    struct person_input nobody = pupil("", NULL, "N");
    assert_int_equal(put_error(&nobody), ERR_INVALID);
}

static void a_protected_person_is_not_listed_and_protection_can_be_lifted(void **state)
{
    (void)state;
    struct person_input in = pupil("201201092382", "uuid-1", "A");
    struct person_id id = put(&in, PERSON_ADDED);
    assert_true(listed(id));
    in.protection = PROTECTION_MARKED;
    put(&in, PERSON_CHANGED);
    assert_false(listed(id));
    in.protection = PROTECTION_NONE;
    put(&in, PERSON_CHANGED);
    assert_true(listed(id));
}

static void a_protected_person_is_opened_only_by_a_reading_that_says_so(void **state)
{
    (void)state;
    struct arena *a = arena_new(1 << 20);
    struct person_input in = pupil("201201092382", "uuid-1", "A");
    struct person_id id = put(&in, PERSON_ADDED);
    struct person_identity who;
    struct blob sealed, out, plain = {(const uint8_t *)"text", 4};
    assert_int_equal(person_set_protection(t.bank, id, PROTECTION_REGISTERED, &t.actor, &t.ctx),
                     ERR_OK);
    assert_int_equal(person_seal(t.bank, id, PURPOSE_CASE_TEXT, plain, a, &sealed, &t.ctx), ERR_OK);
    struct reading *r = reading_begin(t.bank, &t.actor, JOURNAL_PERSON_READ);
    assert_int_equal(person_identity(t.bank, r, id, &who, &t.ctx), ERR_DENIED);
    assert_int_equal(person_unseal(t.bank, r, id, PURPOSE_CASE_TEXT, sealed, a, &out, &t.ctx),
                     ERR_DENIED);
    reading_allow_protected(r);
    assert_int_equal(person_identity(t.bank, r, id, &who, &t.ctx), ERR_OK);
    assert_int_equal(person_unseal(t.bank, r, id, PURPOSE_CASE_TEXT, sealed, a, &out, &t.ctx),
                     ERR_OK);
    assert_int_equal(reading_end(r, &t.ctx), ERR_OK);
    struct journal_row *rows;
    size_t n;
    assert_int_equal(
        journal_list(t.bank, &(struct journal_filter){.person = id}, a, &rows, &n, &t.ctx), ERR_OK);
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].detail, "{\"protected\":true}");
    arena_free(a);
}

static void an_import_never_lifts_an_assumed_identity(void **state)
{
    (void)state;
    struct person_input in = pupil("201201092382", "uuid-1", "A");
    struct person_id id = put(&in, PERSON_ADDED);
    assert_int_equal(person_set_protection(t.bank, id, PROTECTION_ASSUMED, &t.actor, &t.ctx),
                     ERR_OK);
    put(&in, PERSON_UNCHANGED);
    struct person p;
    assert_int_equal(person_read(t.bank, id, &p, &t.ctx), ERR_OK);
    assert_int_equal(p.protection, PROTECTION_ASSUMED);
    assert_false(listed(id));
}

static void a_guardians_protection_hides_the_child(void **state)
{
    (void)state;
    struct person_input c = pupil("201201092382", "uuid-1", "Barn");
    struct person_input g = pupil("198001022386", "uuid-2", "Vuxen");
    struct person_id child = put(&c, PERSON_ADDED), guardian = put(&g, PERSON_ADDED);
    struct db *db = bank_db(t.bank);
    for (int i = 0; i < 2; i++) { /* doing it twice changes nothing */
        assert_int_equal(db_begin(db, DB_WRITE, &t.ctx), ERR_OK);
        assert_int_equal(db_end(db, person_expose(t.bank, guardian, child, &t.ctx), &t.ctx),
                         ERR_OK);
    }
    assert_true(listed(child));
    g.protection = PROTECTION_REGISTERED;
    put(&g, PERSON_CHANGED);
    assert_false(listed(child));
    struct person p;
    assert_int_equal(person_read(t.bank, child, &p, &t.ctx), ERR_OK);
    assert_int_equal(p.protection, PROTECTION_NONE);
    assert_int_equal(p.effective, PROTECTION_REGISTERED);
    assert_int_equal(db_begin(db, DB_WRITE, &t.ctx), ERR_OK);
    assert_int_equal(db_end(db, person_unexpose(t.bank, guardian, child, &t.ctx), &t.ctx), ERR_OK);
    assert_true(listed(child));
    assert_int_equal(db_begin(db, DB_WRITE, &t.ctx), ERR_OK);
    assert_int_equal(db_end(db, person_expose(t.bank, guardian, child, &t.ctx), &t.ctx), ERR_OK);
    assert_false(listed(child));
    assert_int_equal(person_set_protection(t.bank, guardian, PROTECTION_NONE, &t.actor, &t.ctx),
                     ERR_OK);
    assert_true(listed(child));
}

static void erasing_destroys_what_was_sealed(void **state)
{
    (void)state;
    struct arena *a = arena_new(1 << 20);
    struct person_input in = pupil("201201092382", "uuid-1", "A");
    struct person_id id = put(&in, PERSON_ADDED), found;
    struct blob sealed, plain = {(const uint8_t *)"anteckning", 10}, out;
    assert_int_equal(person_seal(t.bank, id, PURPOSE_CASE_TEXT, plain, a, &sealed, &t.ctx), ERR_OK);
    assert_int_equal(sealed.n, plain.n + BANK_SEAL_EXTRA);
    struct reading *r = reading_begin(t.bank, &t.actor, JOURNAL_CASE_READ);
    assert_int_equal(person_unseal(t.bank, r, id, PURPOSE_CASE_TEXT, sealed, a, &out, &t.ctx),
                     ERR_OK);
    assert_memory_equal(out.p, "anteckning", 10);
    assert_int_equal(reading_end(r, &t.ctx), ERR_OK);

    assert_int_equal(person_erase(t.bank, id, &t.actor, &t.ctx), ERR_OK);
    r = reading_begin(t.bank, &t.actor, JOURNAL_CASE_READ);
    struct person_identity who;
    assert_int_equal(person_unseal(t.bank, r, id, PURPOSE_CASE_TEXT, sealed, a, &out, &t.ctx),
                     ERR_NOT_FOUND);
    assert_int_equal(person_identity(t.bank, r, id, &who, &t.ctx), ERR_NOT_FOUND);
    reading_abandon(r);
    assert_int_equal(person_find_civic(t.bank, &in.identity.civic, &found, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(person_find_source(t.bank, "uuid-1", &found, &t.ctx), ERR_NOT_FOUND);
    assert_false(listed(id));
    assert_int_equal(person_erase(t.bank, id, &t.actor, &t.ctx), ERR_NOT_FOUND);
    arena_free(a);
}

static void a_sealed_value_opens_only_in_its_place(void **state)
{
    (void)state;
    struct arena *a = arena_new(1 << 20);
    struct person_input one = pupil("201201092382", "uuid-1", "A");
    struct person_input two = pupil("201305082396", "uuid-2", "B");
    struct person_id x = put(&one, PERSON_ADDED), y = put(&two, PERSON_ADDED);
    struct blob sealed, out, plain = {(const uint8_t *)"text", 4};
    assert_int_equal(person_seal(t.bank, x, PURPOSE_CASE_TEXT, plain, a, &sealed, &t.ctx), ERR_OK);
    struct reading *r = reading_begin(t.bank, &t.actor, JOURNAL_CASE_READ);
    assert_int_equal(person_unseal(t.bank, r, y, PURPOSE_CASE_TEXT, sealed, a, &out, &t.ctx),
                     ERR_CORRUPT);
    assert_int_equal(person_unseal(t.bank, r, x, PURPOSE_CONSENT_TEXT, sealed, a, &out, &t.ctx),
                     ERR_CORRUPT);
    for (size_t n = 0; n <= sealed.n; n++) { /* every byte counts; every shortening is seen */
        uint8_t *copy = arena_copy(a, sealed.p, sealed.n);
        if (n < sealed.n) {
            copy[n] ^= 1;
            assert_int_equal(person_unseal(t.bank, r, x, PURPOSE_CASE_TEXT,
                                           (struct blob){copy, sealed.n}, a, &out, &t.ctx),
                             ERR_CORRUPT);
        }
        if (n < sealed.n) {
            assert_int_equal(person_unseal(t.bank, r, x, PURPOSE_CASE_TEXT,
                                           (struct blob){sealed.p, n}, a, &out, &t.ctx),
                             ERR_CORRUPT);
        }
    }
    reading_abandon(r);
    arena_free(a);
}

static void the_same_text_is_sealed_differently_each_time(void **state)
{
    (void)state;
    struct arena *a = arena_new(1 << 20);
    struct person_input in = pupil("201201092382", "uuid-1", "A");
    struct person_id id = put(&in, PERSON_ADDED);
    struct blob x, y, plain = {(const uint8_t *)"text", 4};
    assert_int_equal(person_seal(t.bank, id, PURPOSE_CASE_TEXT, plain, a, &x, &t.ctx), ERR_OK);
    assert_int_equal(person_seal(t.bank, id, PURPOSE_CASE_TEXT, plain, a, &y, &t.ctx), ERR_OK);
    assert_memory_not_equal(x.p, y.p, 24);
    assert_memory_not_equal(x.p + 24, y.p + 24, x.n - 24);
    arena_free(a);
}

static void the_index_in_memory_finds_all_and_only_those_there(void **state)
{
    (void)state;
    struct db *db = bank_db(t.bank);
    enum { PEOPLE = 5000 };
    assert_int_equal(db_begin(db, DB_WRITE, &t.ctx), ERR_OK);
    for (int i = 0; i < PEOPLE; i++) {
        char number[16];
        struct person_id id;
        enum person_change change;
        struct date day = {14000 + i / 10};
        int y, m, d;
        date_to_ymd(day, &y, &m, &d);
        snprintf(number, sizeof number, "%04d%02d%02dTF%02d", y, m, d, i % 10);
        struct person_input in = pupil(number, NULL, "A");
        in.protection = i % 100 == 0 ? PROTECTION_MARKED : PROTECTION_NONE;
        assert_int_equal(person_put(t.bank, &in, &id, &change, &t.ctx), ERR_OK);
        assert_int_equal(id.v, i + 1);
    }
    assert_int_equal(db_commit(db, &t.ctx), ERR_OK);
    struct person_index *x;
    assert_int_equal(person_index_load(t.bank, &x, &t.ctx), ERR_OK);
    assert_int_equal(person_index_count(x), PEOPLE);
    for (int i = 0; i < PEOPLE; i++) {
        char number[16];
        struct civic_no c;
        struct person_id id;
        bool is;
        int y, m, d;
        date_to_ymd((struct date){14000 + i / 10}, &y, &m, &d);
        snprintf(number, sizeof number, "%04d%02d%02dTF%02d", y, m, d, i % 10);
        assert_int_equal(civic_parse(number, 12, &c), CIVIC_OK);
        assert_true(person_index_find(x, &c, &id, &is));
        assert_int_equal(id.v, i + 1);
        assert_int_equal(is, i % 100 != 0);
        number[9] = 'R';
        assert_int_equal(civic_parse(number, 12, &c), CIVIC_OK);
        assert_false(person_index_find(x, &c, &id, &is));
    }
    person_index_free(x);
}

static void an_identity_of_the_longest_names_fits(void **state)
{
    (void)state;
    struct person_identity p = {.has_civic = true}, back = {0};
    uint8_t bytes[IDENTITY_PLAIN_MAX];
    snprintf(p.civic.text, sizeof p.civic.text, "201201092382");
    memset(p.given_name, 'g', PERSON_NAME - 1);
    memset(p.family_name, 'f', PERSON_NAME - 1);
    size_t n = identity_write(&p, bytes);
    assert_true(n <= sizeof bytes);
    assert_true(identity_read((struct blob){bytes, n}, &back));
    assert_string_equal(back.family_name, p.family_name);
    for (size_t i = 0; i < n; i++) {
        assert_false(identity_read((struct blob){bytes, i}, &back));
    }
    bytes[1] = 0xff;
    assert_false(identity_read((struct blob){bytes, n}, &back));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(keeps_and_finds_a_person),
        T(the_same_again_changes_nothing_and_a_correction_corrects),
        T(an_interim_number_becomes_a_real_one),
        T(refuses_a_number_and_a_source_id_of_two_people),
        T(a_protected_person_is_not_listed_and_protection_can_be_lifted),
        T(a_protected_person_is_opened_only_by_a_reading_that_says_so),
        T(an_import_never_lifts_an_assumed_identity),
        T(a_guardians_protection_hides_the_child),
        T(erasing_destroys_what_was_sealed),
        T(a_sealed_value_opens_only_in_its_place),
        T(the_same_text_is_sealed_differently_each_time),
        T(the_index_in_memory_finds_all_and_only_those_there),
        cmocka_unit_test(an_identity_of_the_longest_names_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
