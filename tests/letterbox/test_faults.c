/*
 * Everything that can go wrong between two banks (operations L1): peer down, slow, losing
 * answers, duplicating, forging; crashes between the steps; hostile bytes at the door. Nothing is
 * lost and nothing takes effect twice.
 */
#include "letterbox/world.h"

#include <pthread.h>

static struct wire_between between(void)
{
    return (struct wire_between){.to = &w.social, .flip = -1};
}

static void assert_arrived_once(struct letter_id id)
{
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
    assert_int_equal(journal_count(&w.social, JOURNAL_LETTER_RECEIVED), 1);
    assert_int_equal(sent(id).state, LETTER_DELIVERED);
}

static void keeps_a_letter_until_the_peer_is_up_again(void **state)
{
    (void)state;
    give_consent();
    struct letter_id id = send_attendance(1);
    struct wire_between x = between();
    x.down = true;
    for (unsigned i = 1; i <= 3; i++) {
        struct courier_result r = run_courier(&w.school, &x);
        assert_int_equal(r.failed, 1);
        assert_int_equal(r.waiting, 1);
        assert_int_equal(sent(id).attempts, i);
    }
    assert_non_null(strstr(sent(id).last_error, "down"));
    x.down = false;
    assert_int_equal(run_courier(&w.school, &x).delivered, 1);
    assert_arrived_once(id);
}

static void waits_longer_after_each_failure(void **state)
{
    (void)state;
    give_consent();
    struct letter_id id = send_attendance(1);
    struct wire_between x = between();
    x.down = true;
    int64_t least[] = {1500, 3000, 6000, 12000, 24000};
    for (unsigned i = 0; i < 5; i++) {
        int64_t before = timestamp_now().ms;
        run_courier(&w.school, &x);
        int64_t wait = sent(id).next_attempt_at.ms - before;
        assert_true(wait >= least[i] - 1 && wait <= least[i] * 5 / 3 + 1000);
    }
    /* Not due: a round without `all` tries nothing. */
    struct courier_transport t = {.user = &x, .post = post_between};
    struct courier_result r;
    must(courier_run(w.school.bank, &t, false, &r, &w.ctx));
    assert_int_equal(r.tried, 0);
    assert_int_equal(r.waiting, 1);
}

static void a_peer_that_is_down_is_tried_once_a_round(void **state)
{
    (void)state;
    give_consent();
    for (int i = 0; i < 30; i++) {
        send_attendance(i);
    }
    struct wire_between x = between();
    x.down = true;
    struct courier_result r = run_courier(&w.school, &x);
    assert_int_equal(x.posts, 1);
    assert_int_equal(r.waiting, 30);
    x.down = false;
    assert_int_equal(run_courier(&w.school, &x).delivered, 30);
}

static void a_lost_answer_gives_the_same_receipt_again(void **state)
{
    (void)state;
    give_consent();
    struct letter_id id = send_attendance(1);
    struct wire_between x = between();
    x.lose_answers = true;
    run_courier(&w.school, &x);
    run_courier(&w.school, &x);
    assert_int_equal(sent(id).state, LETTER_QUEUED);
    x.lose_answers = false;
    assert_int_equal(run_courier(&w.school, &x).delivered, 1);
    assert_arrived_once(id);
    /* Every answer was the same bytes. */
    static struct letterbox_response one, two;
    letterbox_receive(w.social.bank, (struct blob){x.last, x.last_n}, &one);
    letterbox_receive(w.social.bank, (struct blob){x.last, x.last_n}, &two);
    assert_int_equal(one.status, 200);
    assert_int_equal(one.length, RECEIPT_BYTES);
    assert_memory_equal(one.body, two.body, RECEIPT_BYTES);
}

static void duplicates_arrive_once(void **state)
{
    (void)state;
    give_consent();
    struct letter_id id = send_attendance(1);
    struct wire_between x = between();
    x.twice = true;
    assert_int_equal(run_courier(&w.school, &x).delivered, 1);
    assert_arrived_once(id);
}

/* One of two copies that come through the door at the same moment. */
struct arriving {
    struct bank *bank;
    pthread_barrier_t *together;
    struct blob letter;
    struct letterbox_response answer;
};

static void *arrive(void *arg)
{
    struct arriving *a = arg;
    pthread_barrier_wait(a->together);
    letterbox_receive(a->bank, a->letter, &a->answer);
    return NULL;
}

static void copies_at_the_same_moment_get_the_same_receipt(void **state)
{
    (void)state;
    static struct arriving a[2];
    pthread_barrier_t together;
    assert_int_equal(pthread_barrier_init(&together, NULL, 2), 0);
    for (int i = 0; i < 2; i++) {
        must(bank_clone(w.social.bank, &a[i].bank, &w.ctx));
        a[i].together = &together;
    }
    give_consent();
    for (unsigned round = 1; round <= 20; round++) {
        send_attendance((int)round);
        struct wire_between x = between();
        x.down = true; /* only to get hold of the envelope */
        run_courier(&w.school, &x);
        pthread_t thread[2];
        for (int i = 0; i < 2; i++) {
            a[i].letter = (struct blob){x.last, x.last_n};
            assert_int_equal(pthread_create(&thread[i], NULL, arrive, &a[i]), 0);
        }
        for (int i = 0; i < 2; i++) {
            pthread_join(thread[i], NULL);
            assert_int_equal(a[i].answer.status, 200);
        }
        assert_memory_equal(a[0].answer.body, a[1].answer.body, RECEIPT_BYTES);
        x.down = false;
        assert_int_equal(run_courier(&w.school, &x).delivered, 1);
        assert_int_equal(journal_count(&w.social, JOURNAL_LETTER_RECEIVED), round);
    }
    for (int i = 0; i < 2; i++) {
        bank_close(a[i].bank);
    }
    pthread_barrier_destroy(&together);
}

/* A second courier that goes while the first is on the wire. */
static enum err post_with_company(void *user, const char *url, struct blob bytes,
                                  struct courier_reply *reply, struct err_ctx *ctx)
{
    struct courier_transport other = {.user = user, .post = post_between};
    struct courier_result result;
    enum err e = courier_run(w.school.bank, &other, false, &result, ctx);
    assert_int_equal(result.tried, 0); /* what is on the wire is not due */
    return e == ERR_OK ? post_between(user, url, bytes, reply, ctx) : e;
}

static void two_couriers_do_not_carry_the_same_letter(void **state)
{
    (void)state;
    give_consent();
    struct letter_id id = send_attendance(1);
    struct wire_between x = between();
    struct courier_transport t = {.user = &x, .post = post_with_company};
    struct courier_result r;
    must(courier_run(w.school.bank, &t, true, &r, &w.ctx));
    assert_int_equal(r.delivered, 1);
    assert_int_equal(r.failed, 0);
    assert_int_equal(x.posts, 1);
    assert_arrived_once(id);
}

static void a_forged_receipt_delivers_nothing(void **state)
{
    (void)state;
    give_consent();
    struct letter_id id = send_attendance(1);
    struct wire_between x = between();
    x.down = false;
    x.forge_answers = true;
    run_courier(&w.school, &x);
    assert_int_equal(sent(id).state, LETTER_QUEUED);
    assert_non_null(strstr(sent(id).last_error, "not signed by the recipient"));
    x = between();
    x.status = 200; /* an empty answer that says all is well */
    run_courier(&w.school, &x);
    assert_int_equal(sent(id).state, LETTER_QUEUED);
    x = between();
    run_courier(&w.school, &x);
    assert_arrived_once(id);
}

static void a_receipt_for_another_letter_delivers_nothing(void **state)
{
    (void)state;
    give_consent();
    struct letter_id first = send_attendance(1);
    struct wire_between x = between();
    run_courier(&w.school, &x); /* keeps the receipt */
    struct letter_id second = send_attendance(2);
    /* Somebody between drops the second letter and answers with the receipt of the first. */
    x.stale_answers = true;
    run_courier(&w.school, &x);
    assert_int_equal(sent(first).state, LETTER_DELIVERED);
    assert_int_equal(sent(second).state, LETTER_QUEUED);
    assert_non_null(strstr(sent(second).last_error, "another letter"));
}

static void every_changed_byte_is_refused_and_the_letter_survives(void **state)
{
    (void)state;
    give_consent();
    struct letter_id id = send_attendance(1);
    struct wire_between x = between();
    x.status = 503;
    run_courier(&w.school, &x); /* to see the bytes */
    size_t n = x.last_n;
    assert_true(n >= ENVELOPE_MIN);
    unsigned refused = 0;
    for (size_t i = 0; i < n; i += i < 100 ? 1 : 37) {
        uint8_t changed[ENVELOPE_MAX];
        memcpy(changed, x.last, n);
        changed[i] ^= 0x40;
        static struct letterbox_response r;
        letterbox_receive(w.social.bank, (struct blob){changed, n}, &r);
        assert_true(r.status == 400 || r.status == 403);
        refused++;
    }
    assert_true(refused > 100);
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 0);
    /* Journalled, but no more than the limit of each reason. */
    unsigned noted = journal_count(&w.social, JOURNAL_LETTER_REFUSED);
    assert_true(noted >= 20 && noted <= 60);
    assert_int_equal(deliver_to_social().delivered, 1);
    assert_arrived_once(id);
}

static int door(const void *bytes, size_t n)
{
    static struct letterbox_response r;
    letterbox_receive(w.social.bank, (struct blob){bytes, n}, &r);
    assert_true(r.length <= LETTERBOX_RESPONSE_MAX);
    return r.status;
}

static void refuses_nonsense_at_the_door(void **state)
{
    (void)state;
    static uint8_t big[ENVELOPE_MAX + 1];
    assert_int_equal(door("", 0), 400);
    assert_int_equal(door("GET / HTTP/1.1", 14), 400);
    assert_int_equal(door(big, sizeof big), 413);
    assert_int_equal(door(big, ENVELOPE_MAX), 400);
    memcpy(big, "BRL\1", 4);
    assert_int_equal(door(big, ENVELOPE_MAX), 400);
    assert_int_equal(door(big, ENVELOPE_MIN), 400);
    big[3] = 2;
    assert_int_equal(door(big, ENVELOPE_MIN), 400);
    assert_int_equal(journal_count(&w.social, JOURNAL_LETTER_REFUSED), 7);
}

/* An envelope from the school bank with any body and header, as only that bank could make it. */
static struct blob make(enum letter_kind kind, const char *body, const struct letter_ref *ref,
                        const struct fingerprint *recipient)
{
    struct envelope e = {.kind = kind,
                         .created = timestamp_now(),
                         .ref = *ref,
                         .body = {(const uint8_t *)body, strlen(body)}};
    struct peer_card own;
    struct peer social;
    peer_card_own(w.school.bank, &own);
    peer_card_fingerprint(&own, &e.sender);
    must(peer_read(w.school.bank, w.social_at_school, &social, &w.ctx));
    e.recipient = recipient != NULL ? *recipient : social.fingerprint;
    struct blob out;
    must(envelope_make(w.school.bank, &e, social.card.keys.box, w.a, &out, &w.ctx));
    return out;
}

static enum receipt_status receipt_of(struct blob envelope)
{
    static struct letterbox_response r;
    letterbox_receive(w.social.bank, envelope, &r);
    assert_int_equal(r.status, 200);
    struct receipt receipt;
    must(receipt_open((struct blob){r.body, r.length}, bank_public(w.social.bank)->sign, &receipt,
                      &w.ctx));
    uint8_t digest[ENVELOPE_DIGEST];
    envelope_digest(envelope, digest);
    assert_memory_equal(receipt.digest, digest, sizeof digest);
    return receipt.status;
}

#define GROUND                                                                                     \
    "\"ground\":{\"grounds\":[\"OSL 10:1\"],\"rules\":[],\"decided\":\"2026-01-01\","              \
    "\"purpose\":\"followup\"}"
#define GOOD "{\"civic_no\":\"" PUPIL "\"," GROUND ",\"item\":{\"text\":\"Hej\"}}"

static void a_reference_with_other_content_is_refused(void **state)
{
    (void)state;
    struct letter_ref ref = {{1}};
    struct blob first = make(LETTER_MESSAGE, GOOD, &ref, NULL);
    struct blob second = make(LETTER_MESSAGE, GOOD, &ref, NULL); /* sealed anew: other bytes */
    assert_int_equal(receipt_of(first), RECEIPT_RECEIVED);
    assert_int_equal(receipt_of(second), RECEIPT_REF_TAKEN);
    assert_int_equal(receipt_of(first), RECEIPT_RECEIVED);
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
}

static void bad_content_is_refused_for_good(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "{",
        "[]",
        "{}",
        "{\"civic_no\":\"" PUPIL "\"," GROUND ",\"item\":{\"text\":\"\"}}",
        "{\"civic_no\":\"" PUPIL "\"," GROUND ",\"item\":{\"text\":\"\\u001b[31m\"}}",
        "{\"civic_no\":\"" PUPIL "\"," GROUND ",\"item\":{\"text\":\"a\\u202eb\"}}",
        "{\"civic_no\":\"" PUPIL "\"," GROUND ",\"item\":{\"text\":\"a\",\"x\":1}}",
        "{\"civic_no\":\"" PUPIL "\"," GROUND ",\"item\":{\"text\":\"a\"},\"x\":1}",
        "{\"civic_no\":\"201401012387\"," GROUND ",\"item\":{\"text\":\"a\"}}",
        "{\"civic_no\":\"20140101TF01\"," GROUND ",\"item\":{\"text\":\"a\"}}",
        "{\"civic_no\":\"" PUPIL "\",\"civic_no\":\"" PUPIL "\"," GROUND
        ",\"item\":{\"text\":\"a\"}}",
        "{\"civic_no\":\"" PUPIL "\",\"ground\":{\"grounds\":[],\"rules\":[],\"decided\":"
        "\"2026-01-01\",\"purpose\":\"followup\"},\"item\":{\"text\":\"a\"}}",
        "{\"civic_no\":\"" PUPIL "\",\"ground\":{\"grounds\":[\"x\"],\"rules\":[],\"decided\":"
        "\"2199-01-01\",\"purpose\":\"followup\"},\"item\":{\"text\":\"a\"}}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct letter_ref ref = {{(uint8_t)(i + 1), 7}};
        assert_int_equal(receipt_of(make(LETTER_MESSAGE, bad[i], &ref, NULL)), RECEIPT_BAD_CONTENT);
    }
    struct letter_ref ref = {{99}};
    struct blob unknown = make(LETTER_WITHDRAWAL, "{\"letters\":[]}", &ref, NULL);
    assert_int_equal(receipt_of(unknown), RECEIPT_BAD_CONTENT);
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 0);
}

static void a_letter_to_another_recipient_is_refused(void **state)
{
    (void)state;
    struct letter_ref ref = {{3}};
    struct fingerprint other = {{9}};
    assert_int_equal(receipt_of(make(LETTER_MESSAGE, GOOD, &ref, &other)), RECEIPT_NOT_FOR_US);
}

/* What a recipient could try: take the sealed part of a letter to it and pass it on to a third
 * bank as the sender's, or as its own. */
static void a_sealed_part_cannot_be_passed_on(void **state)
{
    (void)state;
    struct letter_ref ref = {{4}};
    struct blob good = make(LETTER_MESSAGE, GOOD, &ref, NULL);
    /* The social bank signs the school's sealed part with its own identity in the header, and
     * sends it to itself as a peer would: the inside still says who sealed it. */
    uint8_t *stolen = arena_copy(w.a, good.p, good.n);
    struct peer_card own;
    struct fingerprint f;
    peer_card_own(w.social.bank, &own);
    peer_card_fingerprint(&own, &f);
    memcpy(stolen + 4, f.b, FINGERPRINT);
    bank_sign(w.social.bank, "letter", (struct blob){stolen, good.n - BANK_SIGNATURE},
              stolen + good.n - BANK_SIGNATURE);
    struct envelope_header h;
    struct envelope e;
    must(envelope_parse((struct blob){stolen, good.n}, &h, &w.ctx));
    assert_true(envelope_signature_ok(&h, own.keys.sign));
    assert_int_equal(envelope_open(w.social.bank, &h, w.a, &e, &w.ctx), ERR_CORRUPT);
}

static void an_unconfirmed_or_ended_sender_is_refused(void **state)
{
    (void)state;
    struct letter_ref ref = {{5}};
    struct blob good = make(LETTER_MESSAGE, GOOD, &ref, NULL);
    must(peer_end(w.social.bank, &w.social.actor, w.school_at_social, &w.ctx));
    assert_int_equal(door(good.p, good.n), 403);
    struct peer_card card;
    peer_card_own(w.school.bank, &card);
    struct peer_id id;
    must(peer_add(w.social.bank, &w.social.actor, &card, NULL, &id, &w.ctx));
    assert_int_equal(door(good.p, good.n), 403);
    char words[PEER_WORDS];
    struct fingerprint f;
    peer_card_fingerprint(&card, &f);
    must(peer_confirm(w.social.bank, &w.social.actor, id, peer_words(&f, words), &w.ctx));
    assert_int_equal(door(good.p, good.n), 200);
}

static void old_letters_cannot_be_played_again_when_a_peer_is_added_anew(void **state)
{
    (void)state;
    struct letter_ref ref = {{5}};
    struct blob good = make(LETTER_MESSAGE, GOOD, &ref, NULL);
    assert_int_equal(receipt_of(good), RECEIPT_RECEIVED);
    must(peer_end(w.social.bank, &w.social.actor, w.school_at_social, &w.ctx));
    w.school_at_social = introduce(&w.social, &w.school);
    assert_int_equal(receipt_of(good), RECEIPT_RECEIVED); /* the stored receipt */
    struct inbox_letter *in;
    assert_int_equal(inbox(&in), 1);
    assert_int_equal(journal_count(&w.social, JOURNAL_LETTER_RECEIVED), 1);
}

static void a_letter_from_the_future_waits_for_the_clocks(void **state)
{
    (void)state;
    struct envelope e = {.kind = LETTER_MESSAGE,
                         .created = {timestamp_now().ms + INT64_C(3) * 86400000},
                         .ref = {{6}},
                         .body = {(const uint8_t *)GOOD, strlen(GOOD)}};
    struct peer_card own;
    struct peer social;
    peer_card_own(w.school.bank, &own);
    peer_card_fingerprint(&own, &e.sender);
    must(peer_read(w.school.bank, w.social_at_school, &social, &w.ctx));
    e.recipient = social.fingerprint;
    struct blob out;
    must(envelope_make(w.school.bank, &e, social.card.keys.box, w.a, &out, &w.ctx));
    assert_int_equal(door(out.p, out.n), 503);
}

/* A crash after the decision was committed and before anything was sent: the bank is opened
 * again, and the letter goes. */
static void a_crash_between_commit_and_send_loses_nothing(void **state)
{
    (void)state;
    give_consent();
    struct letter_id id = send_attendance(1);
    bank_close(w.school.bank);
    test_bank_open(&w.school);
    assert_int_equal(sent(id).state, LETTER_QUEUED);
    assert_int_equal(deliver_to_social().delivered, 1);
    assert_arrived_once(id);
}

/* A crash of the recipient after it stored the letter and before it answered. */
static void a_crash_after_storing_gives_the_stored_receipt(void **state)
{
    (void)state;
    give_consent();
    struct letter_id id = send_attendance(1);
    struct wire_between x = between();
    x.lose_answers = true;
    run_courier(&w.school, &x);
    bank_close(w.social.bank);
    test_bank_open(&w.social);
    assert_int_equal(deliver_to_social().delivered, 1);
    assert_arrived_once(id);
}

static void an_answer_to_what_was_not_sent_changes_nothing(void **state)
{
    (void)state;
    struct letter_ref ref = {{8}};
    assert_int_equal(receipt_of(make(LETTER_ANSWER,
                                     "{\"letter\":\"000102030405060708090a0b0c0d0e0f\","
                                     "\"answer\":\"accepted\"}",
                                     &ref, NULL)),
                     RECEIPT_RECEIVED);
    assert_int_equal(journal_count(&w.social, JOURNAL_LETTER_ACCEPTED), 0);
}

static void peers_witness_each_others_journals(void **state)
{
    (void)state;
    give_consent();
    must(journal_checkpoint(w.school.bank, true, &w.ctx));
    struct wire_between x = between();
    struct courier_transport t = {.user = &x, .post = post_between};
    courier_witness(w.school.bank, &t);
    struct journal_report report;
    must(journal_verify(w.school.bank, NULL, &report, &w.ctx));
    assert_int_equal(report.fault_count, 0);
    assert_true(report.cosigned_size > 0);
    assert_int_equal(report.cosigned_size, report.checkpoint_size);
    unsigned posts = x.posts;
    courier_witness(w.school.bank, &t); /* nothing new: nobody is asked */
    assert_int_equal(x.posts, posts);
    send_attendance(1);
    must(journal_checkpoint(w.school.bank, true, &w.ctx));
    courier_witness(w.school.bank, &t);
    must(journal_verify(w.school.bank, NULL, &report, &w.ctx));
    assert_int_equal(report.cosigned_size, report.checkpoint_size);
}

static void refuses_nonsense_at_the_witness_door(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "old",
                                      "old 0\n",
                                      "old 01\n\nx",
                                      "old -1\n\n",
                                      "old 0\nAAAA\n\nx\n",
                                      "old 99999999999999999999\n\nx"};
    static struct letterbox_response r;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        letterbox_witness(w.social.bank, (struct blob){(const uint8_t *)bad[i], strlen(bad[i])},
                          &r);
        assert_int_equal(r.status, 400);
    }
    /* A checkpoint of a log that nobody here knows. */
    const char *note;
    must(journal_checkpoint(w.social.bank, true, &w.ctx));
    must(journal_checkpoint_note(w.social.bank, w.a, &note, &w.ctx));
    const char *request = arena_printf(w.a, "old 0\n\n%s", note);
    letterbox_witness(w.social.bank, (struct blob){(const uint8_t *)request, strlen(request)}, &r);
    assert_int_equal(r.status, 404);
}

int main(void)
{
    log_set_level(LOG_ERROR);
    json_setup();
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)
        T(keeps_a_letter_until_the_peer_is_up_again),
        T(waits_longer_after_each_failure),
        T(a_peer_that_is_down_is_tried_once_a_round),
        T(a_lost_answer_gives_the_same_receipt_again),
        T(duplicates_arrive_once),
        T(copies_at_the_same_moment_get_the_same_receipt),
        T(two_couriers_do_not_carry_the_same_letter),
        T(a_forged_receipt_delivers_nothing),
        T(a_receipt_for_another_letter_delivers_nothing),
        T(every_changed_byte_is_refused_and_the_letter_survives),
        T(refuses_nonsense_at_the_door),
        T(a_reference_with_other_content_is_refused),
        T(bad_content_is_refused_for_good),
        T(a_letter_to_another_recipient_is_refused),
        T(a_sealed_part_cannot_be_passed_on),
        T(an_unconfirmed_or_ended_sender_is_refused),
        T(old_letters_cannot_be_played_again_when_a_peer_is_added_anew),
        T(a_letter_from_the_future_waits_for_the_clocks),
        T(a_crash_between_commit_and_send_loses_nothing),
        T(a_crash_after_storing_gives_the_stored_receipt),
        T(an_answer_to_what_was_not_sent_changes_nothing),
        T(peers_witness_each_others_journals),
        T(refuses_nonsense_at_the_witness_door),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
