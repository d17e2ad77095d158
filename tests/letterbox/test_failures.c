/*
 * Every database call of every step of a letter's life fails once, in turn: what was begun is then
 * wholly there or wholly not, and going on afterwards ends as if nothing had happened.
 */
#include "letterbox/world.h"

#include "bank/internal.h"
#include "support/fake_db.h"

#define CALLS_MAX 2000

static struct bank *healthy; /* while a faulty handle stands in for it */

/* The bank of `t` behind the driver that fails. */
static void make_faulty(struct test_bank *t)
{
    char path[128];
    struct db *db;
    snprintf(path, sizeof path, "%s/bank.db", t->dir);
    fake_script(NULL);
    must(db_open_with(&fake_db, path, DB_OPEN, &db, &w.ctx));
    healthy = t->bank;
    t->bank = bank_assemble(t->dir, &healthy->config, db, keyring_share(healthy->keys));
}

static void make_healthy(struct test_bank *t)
{
    fake_script(NULL);
    t->bank->appended = 0;
    bank_close(t->bank);
    t->bank = healthy;
}

struct state {
    unsigned done;     /* the effect that was wanted, 0 or more */
    unsigned traces;   /* journal entries and rows that must go with it */
    unsigned expected; /* traces for each effect */
};

/* Runs `op` with every nth call failing until it meets no fault; after each, `look` must find all
 * or nothing. Without ERR_WRITE_UNCERTAIN, nothing is there after an error. */
static void fail_each(struct test_bank *t, enum fake_call call, bool after, enum err (*op)(void),
                      struct state (*look)(void))
{
    unsigned before = look().done;
    for (unsigned n = 1; n < CALLS_MAX; n++) {
        make_faulty(t);
        fake_script(&(struct fake_fault){
            .call = call, .nth = n, .error = after ? ERR_WRITE_UNCERTAIN : ERR_IO, .after = after});
        enum err e = op();
        bool reached = fake_failed();
        make_healthy(t);
        struct state s = look();
        assert_int_equal(s.traces, s.done * s.expected);
        if (e == ERR_OK) {
            assert_true(s.done > before);
        } else if (e != ERR_WRITE_UNCERTAIN) {
            assert_int_equal(s.done, before);
        }
        before = s.done;
        if (!reached) {
            assert_int_equal(e, ERR_OK);
            assert_true(n >= 2);
            return;
        }
    }
    fail_msg("more than %d calls", CALLS_MAX);
}

/* ---- sending ---- */

static enum err op_send(void)
{
    json_t *item = weeks(2, 1);
    struct letter_draft d = attendance_draft(item);
    struct letter_id id;
    enum err e = try_send(&d, &id);
    json_decref(item);
    return e;
}

static struct state look_sent(void)
{
    struct letter *letters;
    size_t n;
    must(letter_list(w.school.bank, &w.school.actor, &(struct letter_filter){.limit = 0}, w.a,
                     &letters, &n, &w.ctx));
    return (struct state){.done = (unsigned)n,
                          .traces = journal_count(&w.school, JOURNAL_LETTER_SENT) +
                                    journal_count(&w.school, JOURNAL_DECISION),
                          .expected = 2};
}

static void sending_is_whole_or_not_at_all(void **state)
{
    (void)state;
    give_consent();
    fail_each(&w.school, FAKE_ANY, false, op_send, look_sent);
    fail_each(&w.school, FAKE_COMMIT, true, op_send, look_sent);
    unsigned sent_letters = look_sent().done;
    assert_int_equal(deliver_to_social().delivered, sent_letters);
}

/* ---- receiving ---- */

static struct blob on_its_way;

static enum err op_receive(void)
{
    static struct letterbox_response r;
    letterbox_receive(w.social.bank, on_its_way, &r);
    /* 503 says "try again": the letter may or may not be stored. */
    return r.status == 200 ? ERR_OK : r.status == 503 ? ERR_WRITE_UNCERTAIN : ERR_IO;
}

static struct state look_received(void)
{
    struct inbox_letter *in;
    size_t n = inbox(&in);
    assert_true(n <= 1);
    return (struct state){.done = (unsigned)n,
                          .traces = journal_count(&w.social, JOURNAL_LETTER_RECEIVED),
                          .expected = 1};
}

/* One letter, its bytes caught on the way. */
static void catch_a_letter(void)
{
    static struct wire_between x;
    send_attendance(3);
    x = (struct wire_between){.to = &w.social, .flip = -1, .down = true};
    run_courier(&w.school, &x);
    on_its_way = (struct blob){arena_copy(w.a, x.last, x.last_n), x.last_n};
}

static void receiving_is_whole_or_not_at_all(void **state)
{
    (void)state;
    give_consent();
    catch_a_letter();
    for (unsigned n = 1, done = 0; done == 0; n++) {
        assert_true(n < CALLS_MAX);
        make_faulty(&w.social);
        fake_script(&(struct fake_fault){.call = FAKE_ANY, .nth = n, .error = ERR_IO});
        enum err e = op_receive();
        bool reached = fake_failed();
        make_healthy(&w.social);
        struct state s = look_received();
        assert_int_equal(s.traces, s.done);
        assert_true(e == ERR_OK || reached);
        assert_int_equal(s.done, e == ERR_OK ? 1 : 0);
        done = s.done;
    }
    assert_int_equal(op_receive(), ERR_OK);
    assert_int_equal(look_received().done, 1);
    assert_int_equal(deliver_to_social().delivered, 1);
}

static void a_commit_that_may_have_happened_is_found_by_the_next_attempt(void **state)
{
    (void)state;
    give_consent();
    catch_a_letter();
    make_faulty(&w.social);
    fake_script(&(struct fake_fault){
        .call = FAKE_COMMIT, .nth = 1, .error = ERR_WRITE_UNCERTAIN, .after = true});
    assert_int_equal(op_receive(), ERR_WRITE_UNCERTAIN);
    assert_true(fake_failed());
    make_healthy(&w.social);
    assert_int_equal(look_received().done, 1);
    assert_int_equal(deliver_to_social().delivered, 1);
    assert_int_equal(look_received().done, 1);
}

/* ---- accepting ---- */

static enum err op_accept(void)
{
    return accept_letter((struct letter_id){1});
}

static struct state look_accepted(void)
{
    struct letter *letters;
    size_t answers;
    must(letter_list(w.social.bank, &w.social.actor, &(struct letter_filter){.protocol_too = true},
                     w.a, &letters, &answers, &w.ctx));
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
    return (struct state){.done = in[0].state == INBOX_ACCEPTED,
                          .traces = (unsigned)received(true).source_count + (unsigned)answers +
                                    journal_count(&w.social, JOURNAL_LETTER_ACCEPTED),
                          .expected = 3};
}

static void accepting_is_whole_or_not_at_all(void **state)
{
    (void)state;
    give_consent();
    send_attendance(3);
    deliver_to_social();
    fail_each(&w.social, FAKE_ANY, false, op_accept, look_accepted);
}

/* ---- withdrawing ---- */

static struct consent_id consent;

static enum err op_withdraw(void)
{
    struct letter_withdrawal out;
    return letter_consent_withdraw(w.school.bank, &w.school.actor, consent, CONSENT_PUPIL,
                                   date_today(), &out, &w.ctx);
}

static struct state look_withdrawn(void)
{
    struct consent c;
    struct letter *letters;
    size_t n, told = 0, marked = 0;
    must(consent_get(w.school.bank, consent, &c, &w.ctx));
    must(letter_list(w.school.bank, &w.school.actor, &(struct letter_filter){.protocol_too = true},
                     w.a, &letters, &n, &w.ctx));
    for (size_t i = 0; i < n; i++) {
        told += letters[i].kind == LETTER_WITHDRAWAL;
        marked += letters[i].withdrawn;
    }
    return (struct state){.done = c.c.replies[CONSENT_PUPIL].withdrawn,
                          .traces = (unsigned)(told + marked) +
                                    journal_count(&w.school, JOURNAL_CONSENT_WITHDRAWN),
                          .expected = 3};
}

static void withdrawing_is_whole_or_not_at_all(void **state)
{
    (void)state;
    consent = give_consent();
    send_attendance(3);
    deliver_to_social();
    fail_each(&w.school, FAKE_ANY, false, op_withdraw, look_withdrawn);
}

/* ---- delivering ---- */

static void delivering_survives_a_fault_at_every_step(void **state)
{
    (void)state;
    give_consent();
    static struct wire_between x;
    unsigned letters = 0;
    for (unsigned n = 1; n < CALLS_MAX; n++) {
        send_attendance((int)n % 100);
        letters++;
        x = (struct wire_between){.to = &w.social, .flip = -1};
        struct courier_transport t = {.user = &x, .post = post_between};
        struct courier_result r;
        make_faulty(&w.school);
        fake_script(&(struct fake_fault){.call = FAKE_ANY, .nth = n, .error = ERR_IO});
        enum err e = courier_run(w.school.bank, &t, true, &r, &w.ctx);
        bool reached = fake_failed();
        make_healthy(&w.school);
        assert_true(e == ERR_OK || reached);
        run_courier(&w.school, &x);
        struct letter *list;
        size_t count;
        must(letter_list(w.school.bank, &w.school.actor, &(struct letter_filter){.limit = 1}, w.a,
                         &list, &count, &w.ctx));
        assert_int_equal(list[0].state, LETTER_DELIVERED);
        assert_int_equal(journal_count(&w.social, JOURNAL_LETTER_RECEIVED), letters);
        if (!reached) {
            assert_true(n > 10);
            assert_int_equal(journal_count(&w.school, JOURNAL_LETTER_DELIVERED), letters);
            return;
        }
    }
    fail_msg("more than %d calls", CALLS_MAX);
}

int main(void)
{
    log_set_level(LOG_ERROR);
    json_setup();
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)
        T(sending_is_whole_or_not_at_all),
        T(receiving_is_whole_or_not_at_all),
        T(a_commit_that_may_have_happened_is_found_by_the_next_attempt),
        T(accepting_is_whole_or_not_at_all),
        T(withdrawing_is_whole_or_not_at_all),
        T(delivering_survives_a_fault_at_every_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
