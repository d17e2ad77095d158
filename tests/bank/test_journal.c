#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/crypto.h"
#include "bank/journal.h"
#include "bank/merkle.h"
#include "bank/note.h"
#include "bank/person.h"
#include "bank/witness.h"
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

static void append(int64_t person, enum journal_event event)
{
    struct journal_entry e = {.actor = &t.actor, .event = event, .person = {person}};
    assert_int_equal(journal_append_now(t.bank, &e, &t.ctx), ERR_OK);
}

static void append_many(int n)
{
    assert_int_equal(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), ERR_OK);
    for (int i = 0; i < n; i++) {
        struct journal_entry e = {
            .actor = &t.actor, .event = JOURNAL_PERSON_READ, .person = {i % 50 + 1}};
        assert_int_equal(journal_append(t.bank, &e, &t.ctx), ERR_OK);
    }
    assert_int_equal(db_commit(bank_db(t.bank), &t.ctx), ERR_OK);
}

static struct journal_report verify(const char *note)
{
    struct journal_report r;
    assert_int_equal(journal_verify(t.bank, note, &r, &t.ctx), ERR_OK);
    return r;
}

static int64_t size(void)
{
    struct journal_head h;
    assert_int_equal(journal_head(t.bank, &h, &t.ctx), ERR_OK);
    return h.size;
}

static void a_new_bank_has_a_first_entry_and_a_signed_checkpoint(void **state)
{
    (void)state;
    struct journal_report r = verify(NULL);
    assert_int_equal(r.fault_count, 0);
    assert_int_equal(r.size, 1);
    assert_int_equal(r.checkpoints, 1);
    assert_int_equal(r.checkpoint_size, 1);
}

static void an_untouched_journal_of_every_size_verifies(void **state)
{
    (void)state;
    for (int i = 0; i < 40; i++) {
        append_many(i);
        if (i % 3 == 0) {
            assert_int_equal(journal_checkpoint(t.bank, true, &t.ctx), ERR_OK);
        }
        struct journal_report r = verify(NULL);
        assert_int_equal(r.fault_count, 0);
        assert_int_equal(r.entries_read, r.size);
    }
    assert_int_equal(size(), 1 + 39 * 40 / 2);
}

static void what_is_rolled_back_is_not_in_the_journal(void **state)
{
    (void)state;
    int64_t before = size();
    struct journal_entry e = {.actor = &t.actor, .event = JOURNAL_PERSON_READ, .person = {1}};
    assert_int_equal(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), ERR_OK);
    assert_int_equal(journal_append(t.bank, &e, &t.ctx), ERR_OK);
    db_rollback(bank_db(t.bank));
    assert_int_equal(size(), before);
    append(1, JOURNAL_PERSON_READ);
    assert_int_equal(verify(NULL).fault_count, 0);
}

static void two_handles_write_into_one_log(void **state)
{
    (void)state;
    struct bank *other;
    assert_int_equal(bank_clone(t.bank, &other, &t.ctx), ERR_OK);
    for (int i = 0; i < 20; i++) {
        struct journal_entry e = {.actor = &t.actor, .event = JOURNAL_PERSON_READ, .person = {1}};
        assert_int_equal(journal_append_now(i % 2 == 0 ? other : t.bank, &e, &t.ctx), ERR_OK);
    }
    bank_close(other);
    assert_int_equal(size(), 21);
    assert_int_equal(verify(NULL).fault_count, 0);
}

static void a_reading_becomes_one_entry_about_all_who_were_read(void **state)
{
    (void)state;
    struct reading *r = reading_begin(t.bank, &t.actor, JOURNAL_PERSON_LISTED);
    const int64_t read[] = {7, 3, 7, 12, 3};
    for (size_t i = 0; i < 5; i++) {
        reading_add(r, (struct person_id){read[i]});
    }
    assert_int_equal(reading_end(r, &t.ctx), ERR_OK);
    assert_int_equal(size(), 2);
    struct arena *a = arena_new(1 << 20);
    struct person_id *persons;
    size_t n;
    assert_int_equal(journal_persons(t.bank, 1, a, &persons, &n, &t.ctx), ERR_OK);
    assert_int_equal(n, 3);
    assert_int_equal(persons[0].v, 3);
    assert_int_equal(persons[2].v, 12);
    arena_free(a);
    r = reading_begin(t.bank, &t.actor, JOURNAL_PERSON_LISTED);
    assert_int_equal(reading_end(r, &t.ctx), ERR_OK);
    assert_int_equal(size(), 2); /* nobody was read */
}

static size_t count_rows(const struct journal_filter *f)
{
    struct arena *a = arena_new(16 << 20);
    struct journal_row *rows;
    size_t n;
    assert_int_equal(journal_list(t.bank, f, a, &rows, &n, &t.ctx), ERR_OK);
    for (size_t i = 1; i < n; i++) {
        assert_true(rows[i].number < rows[i - 1].number);
    }
    arena_free(a);
    return n;
}

static void everything_about_one_child_is_found_alone_or_among_many(void **state)
{
    (void)state;
    struct person_id some[] = {{2}, {5}, {9}}, others[] = {{3}, {8}};
    struct journal_entry e = {.actor = &t.actor,
                              .event = JOURNAL_PERSON_LISTED,
                              .persons = some,
                              .person_count = 3,
                              .case_id = {4}};
    append(5, JOURNAL_PERSON_READ);
    assert_int_equal(journal_append_now(t.bank, &e, &t.ctx), ERR_OK);
    append(6, JOURNAL_PERSON_READ);
    e.persons = others;
    e.person_count = 2;
    struct actor kurator = actor_staff((struct staff_id){3});
    e.actor = &kurator;
    assert_int_equal(journal_append_now(t.bank, &e, &t.ctx), ERR_OK);
    append(5, JOURNAL_ATTENDANCE_READ);
    assert_int_equal(count_rows(&(struct journal_filter){.person = {5}}), 3);
    assert_int_equal(count_rows(&(struct journal_filter){.person = {5}, .limit = 2}), 2);
    assert_int_equal(count_rows(&(struct journal_filter){.person = {8}}), 1);
    assert_int_equal(count_rows(&(struct journal_filter){.person = {7}}), 0);
    assert_int_equal(count_rows(&(struct journal_filter){.case_id = {4}}), 2);
    assert_int_equal(count_rows(&(struct journal_filter){.staff = {3}}), 1);
    assert_int_equal(
        count_rows(&(struct journal_filter){.has_event = true, .event = JOURNAL_PERSON_READ}), 2);
    assert_int_equal(count_rows(&(struct journal_filter){0}), 6);
    assert_int_equal(count_rows(&(struct journal_filter){.before = 3}), 3);
    struct timestamp now = timestamp_now();
    assert_int_equal(count_rows(&(struct journal_filter){.has_from = true, .from = {now.ms + 1}}),
                     0);
    assert_int_equal(count_rows(&(struct journal_filter){.has_until = true, .until = {now.ms + 1}}),
                     6);
}

static void proofs_of_a_large_log_are_right(void **state)
{
    (void)state;
    append_many(1500);
    struct journal_head head;
    assert_int_equal(journal_head(t.bank, &head, &t.ctx), ERR_OK);
    struct arena *a = arena_new(1 << 20);
    struct merkle_hash root, old_root;
    memcpy(root.b, head.root, sizeof root.b);
    for (int64_t old = 0; old <= head.size; old += old < 20 ? 1 : 97) {
        uint8_t *proof, *part;
        size_t n, m;
        struct merkle_hash hashes[MERKLE_PROOF_MAX];
        assert_int_equal(journal_consistency_proof(t.bank, old, head.size, a, &proof, &n, &t.ctx),
                         ERR_OK);
        /* the old root, from an inclusion proof of its last entry in the old tree */
        old_root = merkle_empty();
        if (old > 0) {
            struct merkle_range r[MERKLE_PROOF_MAX];
            assert_int_equal(journal_inclusion_proof(t.bank, old - 1, old, a, &part, &m, &t.ctx),
                             ERR_OK);
            assert_int_equal(m, merkle_inclusion_ranges(old - 1, old, r));
            assert_true(m <= MERKLE_PROOF_MAX);
        }
        memcpy(hashes, proof, n * MERKLE_HASH);
        if (old == head.size) {
            old_root = root;
        }
        if (old == 0 || old == head.size) {
            assert_true(merkle_consistency_ok(old, head.size, &old_root, &root, hashes, n));
        }
    }
    uint8_t *proof;
    size_t n;
    assert_int_equal(journal_inclusion_proof(t.bank, head.size, head.size, a, &proof, &n, &t.ctx),
                     ERR_INVALID);
    assert_int_equal(journal_consistency_proof(t.bank, 2, head.size + 1, a, &proof, &n, &t.ctx),
                     ERR_INVALID);
    assert_int_equal(journal_consistency_proof(t.bank, -1, 2, a, &proof, &n, &t.ctx), ERR_INVALID);
    arena_free(a);
}

static void a_checkpoint_is_written_when_due_and_not_twice(void **state)
{
    (void)state;
    append(1, JOURNAL_PERSON_READ);
    assert_int_equal(journal_checkpoint(t.bank, false, &t.ctx), ERR_OK); /* not a minute yet */
    assert_int_equal(verify(NULL).checkpoints, 1);
    assert_int_equal(journal_checkpoint(t.bank, true, &t.ctx), ERR_OK);
    assert_int_equal(journal_checkpoint(t.bank, true, &t.ctx), ERR_OK); /* nothing new */
    struct journal_report r = verify(NULL);
    assert_int_equal(r.checkpoints, 2);
    assert_int_equal(r.checkpoint_size, 2);
}

static void closing_signs_what_was_written(void **state)
{
    (void)state;
    append(1, JOURNAL_PERSON_READ);
    bank_close(t.bank);
    test_bank_open(&t);
    struct journal_report r = verify(NULL);
    assert_int_equal(r.checkpoints, 2);
    assert_int_equal(r.checkpoint_size, 2);
}

static struct witness_request request(struct arena *a, struct bank *log, int64_t old)
{
    struct journal_head head;
    uint8_t *proof;
    size_t n;
    const char *note;
    assert_int_equal(journal_checkpoint(log, true, &t.ctx), ERR_OK);
    assert_int_equal(journal_head(log, &head, &t.ctx), ERR_OK);
    assert_int_equal(journal_consistency_proof(log, old, head.size, a, &proof, &n, &t.ctx), ERR_OK);
    assert_int_equal(journal_checkpoint_note(log, a, &note, &t.ctx), ERR_OK);
    struct witness_request q = {.peer = {1},
                                .origin = bank_config(log)->journal_origin,
                                .note = note,
                                .old_size = old,
                                .proof = proof,
                                .proof_count = n};
    memcpy(q.journal_key, bank_public(log)->journal, sizeof q.journal_key);
    return q;
}

static void a_peer_cosigns_a_log_that_grows(void **state)
{
    (void)state;
    struct test_bank w = test_bank_make(BANK_SOCIAL);
    struct arena *a = arena_new(1 << 20);
    char line[WITNESS_LINE_MAX];
    int64_t held = 0, cosigned;
    for (int i = 0; i < 4; i++) {
        append_many(i * 100);
        struct witness_request q = request(a, t.bank, held);
        assert_int_equal(witness_cosign(w.bank, &q, line, &held, &t.ctx), ERR_OK);
        assert_int_equal(witness_store(t.bank, (struct peer_id){9}, witness_name(w.bank),
                                       bank_public(w.bank)->witness, size(), line, &t.ctx),
                         ERR_OK);
        const char *note;
        assert_int_equal(witness_held(w.bank, (struct peer_id){1}, a, &held, &note, &t.ctx),
                         ERR_OK);
        assert_int_equal(held, size());
        assert_int_equal(witness_cosigned_size(t.bank, (struct peer_id){9}, &cosigned, &t.ctx),
                         ERR_OK);
        assert_int_equal(cosigned, size());
        struct note parsed;
        assert_true(note_parse(note, strlen(note), &parsed));
        assert_int_equal(parsed.signature_count, 2);
        assert_int_equal(verify(note).fault_count, 0);
    }
    struct journal_report r = verify(NULL);
    assert_int_equal(r.fault_count, 0);
    assert_int_equal(r.cosignatures, 1);
    assert_int_equal(r.cosigned_size, size());
    assert_int_equal(journal_verify(w.bank, NULL, &r, &t.ctx), ERR_OK);
    assert_int_equal(r.fault_count, 0);
    arena_free(a);
    test_bank_remove(&w);
}

static void a_witness_refuses_forks_forgeries_and_gaps(void **state)
{
    (void)state;
    struct test_bank w = test_bank_make(BANK_SOCIAL), fork = test_bank_make(BANK_SCHOOL);
    struct arena *a = arena_new(1 << 20);
    char line[WITNESS_LINE_MAX];
    int64_t held = 0;
    append_many(300);
    struct witness_request q = request(a, t.bank, 0);
    assert_int_equal(witness_cosign(w.bank, &q, line, &held, &t.ctx), ERR_OK);
    assert_int_equal(witness_cosign(w.bank, &q, line, &held, &t.ctx), ERR_CONFLICT);
    assert_int_equal(held, 301);
    append_many(5);
    q = request(a, t.bank, 301);
    struct witness_request bad = q;
    uint8_t *proof = arena_copy(a, q.proof, q.proof_count * 32);
    proof[0] ^= 1;
    bad.proof = proof;
    assert_int_equal(witness_cosign(w.bank, &bad, line, &held, &t.ctx), ERR_CORRUPT);
    assert_string_equal(line, "");
    bad = q;
    bad.journal_key[0] ^= 1;
    assert_int_equal(witness_cosign(w.bank, &bad, line, &held, &t.ctx), ERR_CORRUPT);
    bad = q;
    bad.origin = "brygga/other";
    assert_int_equal(witness_cosign(w.bank, &bad, line, &held, &t.ctx), ERR_CORRUPT);
    bad = q;
    bad.note = "no note at all\n";
    assert_int_equal(witness_cosign(w.bank, &bad, line, &held, &t.ctx), ERR_INVALID);
    bad = q;
    bad.proof_count = 65;
    bad.proof = arena_alloc(a, 65 * 32);
    assert_int_equal(witness_cosign(w.bank, &bad, line, &held, &t.ctx), ERR_LIMIT);
    /* another log that is signed with the right key for its own name is not this one */
    struct witness_request other = request(a, fork.bank, 0);
    other.origin = q.origin;
    assert_int_equal(witness_cosign(w.bank, &other, line, &held, &t.ctx), ERR_CORRUPT);
    assert_int_equal(witness_cosign(w.bank, &q, line, &held, &t.ctx), ERR_OK);
    struct journal_report r;
    assert_int_equal(journal_verify(w.bank, NULL, &r, &t.ctx), ERR_OK);
    assert_int_equal(r.fault_count, 0);
    arena_free(a);
    test_bank_remove(&fork);
    test_bank_remove(&w);
}

static void a_cosignature_of_somebody_else_is_not_stored(void **state)
{
    (void)state;
    struct test_bank w = test_bank_make(BANK_SOCIAL);
    struct arena *a = arena_new(1 << 20);
    char line[WITNESS_LINE_MAX];
    int64_t held = 0;
    struct witness_request q = request(a, t.bank, 0);
    struct peer_id peer = {9};
    assert_int_equal(witness_cosign(w.bank, &q, line, &held, &t.ctx), ERR_OK);
    assert_int_equal(witness_store(t.bank, peer, witness_name(w.bank), bank_public(w.bank)->sign,
                                   size(), line, &t.ctx),
                     ERR_CORRUPT);
    assert_int_equal(witness_store(t.bank, peer, "another/name", bank_public(w.bank)->witness,
                                   size(), line, &t.ctx),
                     ERR_CORRUPT);
    assert_int_equal(witness_store(t.bank, peer, witness_name(w.bank), bank_public(w.bank)->witness,
                                   size() + 1, line, &t.ctx),
                     ERR_NOT_FOUND);
    assert_int_equal(witness_store(t.bank, peer, witness_name(w.bank), bank_public(w.bank)->witness,
                                   size(), "— x\n", &t.ctx),
                     ERR_INVALID);
    assert_int_equal(verify(NULL).cosignatures, 0);
    arena_free(a);
    test_bank_remove(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(a_new_bank_has_a_first_entry_and_a_signed_checkpoint),
        T(an_untouched_journal_of_every_size_verifies),
        T(what_is_rolled_back_is_not_in_the_journal),
        T(two_handles_write_into_one_log),
        T(a_reading_becomes_one_entry_about_all_who_were_read),
        T(everything_about_one_child_is_found_alone_or_among_many),
        T(proofs_of_a_large_log_are_right),
        T(a_checkpoint_is_written_when_due_and_not_twice),
        T(closing_signs_what_was_written),
        T(a_peer_cosigns_a_log_that_grows),
        T(a_witness_refuses_forks_forgeries_and_gaps),
        T(a_cosignature_of_somebody_else_is_not_stored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
