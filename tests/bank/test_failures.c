/*
 * Every statement of every operation that writes fails once, in turn: what was begun is then
 * wholly there or wholly not, the journal is whole, and trying again works.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/crypto.h"
#include "bank/internal.h"
#include "bank/journal.h"
#include "bank/person.h"
#include "bank/staff.h"
#include "bank/witness.h"
#include "support/fake_db.h"
#include "support/test_bank.h"

static struct test_bank t, other;
static struct bank *faulty; /* the same bank behind the driver that fails */
static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    t = test_bank_make(BANK_SCHOOL);
    other = test_bank_make(BANK_SOCIAL);
    arena = arena_new(64 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&other);
    test_bank_remove(&t);
    arena_free(arena);
    return 0;
}

static void open_faulty(void)
{
    char path[128];
    struct db *db;
    snprintf(path, sizeof path, "%s/bank.db", t.dir);
    fake_script(NULL);
    assert_int_equal(db_open_with(&fake_db, path, DB_OPEN, &db, &t.ctx), ERR_OK);
    faulty = bank_assemble(t.dir, &t.bank->config, db, keyring_share(t.bank->keys));
}

static void close_faulty(void)
{
    fake_script(NULL);
    faulty->appended = 0;
    bank_close(faulty);
}

static int64_t size(void)
{
    struct journal_head h;
    assert_int_equal(journal_head(t.bank, &h, &t.ctx), ERR_OK);
    return h.size;
}

static struct person_input pupil(const char *number, const char *name)
{
    struct person_input in = {.source_id = "uuid-1"};
    in.identity.has_civic = true;
    assert_int_equal(civic_parse(number, strlen(number), &in.identity.civic), CIVIC_OK);
    snprintf(in.identity.given_name, sizeof in.identity.given_name, "%s", name);
    return in;
}

/* ---- what is tried ---- */

static enum err try_append(void)
{
    struct person_id many[] = {{1}, {5}};
    struct journal_entry e = {
        .actor = &t.actor, .event = JOURNAL_PERSON_LISTED, .persons = many, .person_count = 2};
    return journal_append_now(faulty, &e, &t.ctx);
}

static enum err try_put(void)
{
    static int n;
    char name[32];
    struct person_id id;
    enum person_change change;
    snprintf(name, sizeof name, "Namn %d", n++); /* each time a change */
    struct person_input in = pupil("201201092382", name);
    enum err e = db_begin(faulty->db, DB_WRITE, &t.ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = person_put(faulty, &in, &id, &change, &t.ctx);
    if (e == ERR_OK) {
        struct journal_entry entry = {
            .actor = &t.actor, .event = JOURNAL_PERSON_WRITTEN, .person = id};
        e = journal_append(faulty, &entry, &t.ctx);
    }
    return db_end(faulty->db, e, &t.ctx);
}

static enum err try_protect(void)
{
    static int n;
    return person_set_protection(faulty, (struct person_id){1},
                                 n++ % 2 == 0 ? PROTECTION_MARKED : PROTECTION_NONE, &t.actor,
                                 &t.ctx);
}

static enum err try_staff(void)
{
    static int n;
    struct staff s = {.role = ROLE_MENTOR, .active = true};
    struct staff_id id;
    bool changed;
    snprintf(s.name, sizeof s.name, "Mentor %d", n++);
    return staff_put(faulty, &s, &t.actor, &id, &changed, &t.ctx);
}

static enum err try_checkpoint(void)
{
    struct journal_entry e = {.actor = &t.actor, .event = JOURNAL_LOGIN};
    assert_int_equal(journal_checkpoint(t.bank, true, &t.ctx),
                     ERR_OK); /* one new entry each time */
    assert_int_equal(journal_append_now(t.bank, &e, &t.ctx), ERR_OK);
    return journal_checkpoint(faulty, true, &t.ctx);
}

/* Our bank as the witness of the other. */
static enum err try_cosign(void)
{
    struct journal_head head;
    struct witness_request q = {.peer = {7}, .origin = bank_config(other.bank)->journal_origin};
    struct journal_entry e = {.actor = &t.actor, .event = JOURNAL_LOGIN};
    char line[WITNESS_LINE_MAX];
    uint8_t *proof;
    const char *old;
    int64_t held;
    assert_int_equal(journal_append_now(other.bank, &e, &t.ctx), ERR_OK);
    assert_int_equal(journal_checkpoint(other.bank, true, &t.ctx), ERR_OK);
    assert_int_equal(journal_head(other.bank, &head, &t.ctx), ERR_OK);
    assert_int_equal(witness_held(t.bank, q.peer, arena, &q.old_size, &old, &t.ctx), ERR_OK);
    assert_int_equal(journal_consistency_proof(other.bank, q.old_size, head.size, arena, &proof,
                                               &q.proof_count, &t.ctx),
                     ERR_OK);
    assert_int_equal(journal_checkpoint_note(other.bank, arena, &q.note, &t.ctx), ERR_OK);
    memcpy(q.journal_key, bank_public(other.bank)->journal, sizeof q.journal_key);
    q.proof = proof;
    enum err result = witness_cosign(faulty, &q, line, &held, &t.ctx);
    assert_true((result == ERR_OK) == (line[0] != '\0'));
    return result;
}

static enum err try_reading(void)
{
    struct person_identity who;
    struct reading *r = reading_begin(faulty, &t.actor, JOURNAL_PERSON_READ);
    enum err e = person_identity(faulty, r, (struct person_id){1}, &who, &t.ctx);
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    return reading_end(r, &t.ctx);
}

/* ---- failing each call in turn ---- */

/* `entries` is how many entries the operation writes when it succeeds. */
static void fail_each_call(enum err (*attempt)(void), int64_t entries, int64_t beside)
{
    bool reached = true;
    for (unsigned nth = 1; reached; nth++) {
        assert_true(nth < 200);
        for (int kind = 0; kind < 2; kind++) {
            open_faulty();
            int64_t before = size();
            struct fake_fault fault = {
                .call = FAKE_ANY, .nth = nth, .error = ERR_IO, .after = kind == 1};
            fake_script(&fault);
            enum err e = attempt();
            reached = fake_failed();
            int64_t written = size() - before - beside;
            if (e == ERR_OK) {
                assert_int_equal(written, entries);
            } else {
                assert_true(reached);
                assert_true(written == 0 || e == ERR_WRITE_UNCERTAIN || kind == 1);
                assert_true(written == 0 || written == entries);
            }
            close_faulty();
            struct journal_report r;
            assert_int_equal(journal_verify(t.bank, NULL, &r, &t.ctx), ERR_OK);
            if (r.fault_count != 0) {
                fail_msg("call %u: %s", nth, r.faults[0].text);
            }
        }
    }
    open_faulty();
    assert_int_equal(attempt(), ERR_OK);
    close_faulty();
}

static void an_append_is_whole_or_not_there(void **state)
{
    (void)state;
    fail_each_call(try_append, 1, 0);
}

static void a_person_and_its_entry_are_written_together(void **state)
{
    (void)state;
    fail_each_call(try_put, 1, 0);
}

static void protection_and_its_entry_change_together(void **state)
{
    (void)state;
    open_faulty();
    assert_int_equal(try_put(), ERR_OK);
    close_faulty();
    fail_each_call(try_protect, 1, 0);
}

static void staff_and_their_entry_are_written_together(void **state)
{
    (void)state;
    fail_each_call(try_staff, 2, 0); /* the employee, and the relation to the unit */
}

static void a_checkpoint_is_signed_whole_or_not(void **state)
{
    (void)state;
    fail_each_call(try_checkpoint, 0, 1);
}

static void a_cosignature_is_given_only_if_it_is_stored(void **state)
{
    (void)state;
    fail_each_call(try_cosign, 1, 0);
}

static void nothing_is_read_without_its_entry(void **state)
{
    (void)state;
    open_faulty();
    assert_int_equal(try_put(), ERR_OK);
    close_faulty();
    fail_each_call(try_reading, 1, 0);
}

/* A commit of which nobody knows whether it happened is told as such. */
static void an_uncertain_commit_is_told(void **state)
{
    (void)state;
    open_faulty();
    int64_t before = size();
    fake_script(&(struct fake_fault){
        .call = FAKE_COMMIT, .nth = 1, .error = ERR_WRITE_UNCERTAIN, .after = true});
    assert_int_equal(try_append(), ERR_WRITE_UNCERTAIN);
    assert_int_equal(size(), before + 1);
    close_faulty();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(an_append_is_whole_or_not_there),          T(a_person_and_its_entry_are_written_together),
        T(protection_and_its_entry_change_together), T(staff_and_their_entry_are_written_together),
        T(a_checkpoint_is_signed_whole_or_not),      T(a_cosignature_is_given_only_if_it_is_stored),
        T(nothing_is_read_without_its_entry),        T(an_uncertain_commit_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
