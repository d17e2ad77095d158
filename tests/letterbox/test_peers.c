/* Cards, words and what can and cannot be changed about a peer. */
#include "letterbox/check.h"
#include "letterbox/world.h"

static const char *own_card(const struct test_bank *t)
{
    struct buf text;
    buf_init(&text, PEER_CARD_MAX);
    must(peer_card_write(t->bank, &text, &w.ctx));
    const char *copy = arena_strdup(w.a, text.text);
    buf_free(&text);
    return copy;
}

static enum err parse(const char *text, struct peer_card *out)
{
    return peer_card_parse(text, strlen(text), "card", out, &w.ctx);
}

static void a_card_says_who_the_bank_is(void **state)
{
    (void)state;
    struct peer_card card;
    must(parse(own_card(&w.social), &card));
    assert_string_equal(card.name, "Ekby socialnämnd");
    assert_int_equal(card.kind, BANK_SOCIAL);
    assert_int_equal(card.legal_form, LEGAL_FORM_MUNICIPAL);
    assert_string_equal(card.organisation_number, "2120000142");
    assert_string_equal(card.journal_origin, bank_config(w.social.bank)->journal_origin);
    assert_memory_equal(&card.keys, bank_public(w.social.bank), sizeof card.keys);
}

static void every_changed_byte_of_a_card_is_found(void **state)
{
    (void)state;
    const char *card = own_card(&w.social);
    for (size_t i = 0; card[i] != '\0'; i++) {
        char *changed = arena_strdup(w.a, card);
        changed[i] = changed[i] == '7' ? '8' : '7';
        struct peer_card out;
        assert_int_equal(parse(changed, &out), ERR_INVALID);
    }
}

static void a_card_is_whole_and_alone(void **state)
{
    (void)state;
    struct peer_card out;
    const char *card = own_card(&w.social);
    size_t n = strlen(card);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(peer_card_parse(card, i, "card", &out, &w.ctx), ERR_INVALID);
    }
    assert_int_equal(parse(arena_printf(w.a, "%s\n", card), &out), ERR_INVALID);
    assert_int_equal(parse(arena_printf(w.a, "%s%s", card, card), &out), ERR_INVALID);
}

static void another_legal_form_gives_other_words_but_another_name_does_not(void **state)
{
    (void)state;
    struct peer_card card;
    struct fingerprint before, after;
    peer_card_own(w.social.bank, &card);
    peer_card_fingerprint(&card, &before);
    snprintf(card.name, sizeof card.name, "Ekby nya socialnämnd");
    snprintf(card.url, sizeof card.url, "https://ny.example");
    peer_card_fingerprint(&card, &after);
    assert_memory_equal(before.b, after.b, FINGERPRINT);
    card.legal_form = LEGAL_FORM_INDEPENDENT;
    peer_card_fingerprint(&card, &after);
    assert_memory_not_equal(before.b, after.b, FINGERPRINT);
}

static void the_wrong_words_confirm_nothing(void **state)
{
    (void)state;
    must(peer_end(w.school.bank, &w.school.actor, w.social_at_school, &w.ctx));
    struct peer_card card;
    struct peer_id id;
    struct peer p;
    peer_card_own(w.social.bank, &card);
    must(peer_add(w.school.bank, &w.school.actor, &card, NULL, &id, &w.ctx));
    struct fingerprint mine;
    struct peer_card own;
    char words[PEER_WORDS];
    peer_card_own(w.school.bank, &own);
    peer_card_fingerprint(&own, &mine);
    assert_int_equal(
        peer_confirm(w.school.bank, &w.school.actor, id, peer_words(&mine, words), &w.ctx),
        ERR_INVALID);
    must(peer_read(w.school.bank, id, &p, &w.ctx));
    assert_int_equal(p.state, PEER_ADDED);
    must(peer_confirm(w.school.bank, &w.school.actor, id, peer_words(&p.fingerprint, words),
                      &w.ctx));
    assert_int_equal(peer_confirm(w.school.bank, &w.school.actor, id, words, &w.ctx), ERR_CONFLICT);
}

static void refuses_the_same_peer_twice_and_the_bank_itself(void **state)
{
    (void)state;
    struct peer_card card;
    struct peer_id id;
    peer_card_own(w.social.bank, &card);
    assert_int_equal(peer_add(w.school.bank, &w.school.actor, &card, NULL, &id, &w.ctx),
                     ERR_CONFLICT);
    peer_card_own(w.school.bank, &card);
    assert_int_equal(peer_add(w.school.bank, &w.school.actor, &card, NULL, &id, &w.ctx),
                     ERR_CONFLICT);
}

static void refuses_a_second_peer_with_the_same_journal(void **state)
{
    (void)state;
    struct peer_card card;
    struct peer_id id;
    peer_card_own(w.social.bank, &card);
    card.keys.sign[0] ^= 1; /* a card of other keys that names the same journal */
    assert_int_equal(peer_add(w.school.bank, &w.school.actor, &card, NULL, &id, &w.ctx),
                     ERR_CONFLICT);
    peer_card_own(w.school.bank, &card);
    card.keys.sign[0] ^= 1;
    assert_int_equal(peer_add(w.school.bank, &w.school.actor, &card, NULL, &id, &w.ctx),
                     ERR_CONFLICT);
}

/* Somebody who can write the database puts other keys on a confirmed peer. */
static void a_peer_whose_row_was_changed_is_not_used(void **state)
{
    (void)state;
    give_consent();
    struct letter_id queued = send_attendance(1);
    static const struct db_statement swap = {
        "test/swap", "UPDATE peer SET box_public = sign_public WHERE bank_id = $1", DB_WRITE,
        DB_CLASS_LETTER};
    struct db_value bank = db_int(bank_row_id(w.school.bank));
    must(db_begin(bank_db(w.school.bank), DB_WRITE, &w.ctx));
    enum err e = db_run(bank_db(w.school.bank), &swap, &bank, 1, NULL, &w.ctx);
    must(db_end(bank_db(w.school.bank), e, &w.ctx));
    struct peer p;
    assert_int_equal(peer_read(w.school.bank, w.social_at_school, &p, &w.ctx), ERR_CORRUPT);
    json_t *item = weeks(3, 0);
    struct letter_draft d = attendance_draft(item);
    struct letter_id id;
    assert_int_equal(try_send(&d, &id), ERR_CORRUPT);
    json_decref(item);
    struct courier_result r = deliver_to_social();
    assert_int_equal(r.delivered, 0);
    assert_int_equal(r.failed, 1);
    assert_int_equal(sent(queued).state, LETTER_QUEUED);
}

static void addresses_are_https_or_this_machine(void **state)
{
    (void)state;
    static const char *const good[] = {"https://soc.ekby.se",   "https://soc.ekby.se:8443",
                                       "http://127.0.0.1:8101", "http://localhost:1",
                                       "http://[::1]:8101",     "https://[2001:db8::1]:443"};
    static const char *const bad[] = {"",
                                      "soc.ekby.se",
                                      "http://soc.ekby.se",
                                      "http://127.0.0.1.evil.se",
                                      "http://localhost.evil.se",
                                      "http://[::2]:80",
                                      "https://",
                                      "https://a/",
                                      "https://a/letterbox",
                                      "https://u@a",
                                      "https://a:1x",
                                      "https://a:",
                                      "https://a?b",
                                      "https://a b",
                                      "https://[::1",
                                      "ftp://a",
                                      "file:///etc/passwd",
                                      "https://a\r\nX: y"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(peer_url_ok(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(peer_url_ok(bad[i]));
    }
    assert_int_equal(
        peer_move(w.school.bank, &w.school.actor, w.social_at_school, "http://soc.ekby.se", &w.ctx),
        ERR_INVALID);
    must(peer_move(w.school.bank, &w.school.actor, w.social_at_school, "https://ny.ekby.se",
                   &w.ctx));
    struct peer p;
    must(peer_read(w.school.bank, w.social_at_school, &p, &w.ctx));
    assert_string_equal(p.card.url, "https://ny.ekby.se");
    assert_int_equal(p.state, PEER_CONFIRMED);
}

static void finds_a_peer_by_number_or_name(void **state)
{
    (void)state;
    struct peer p;
    must(peer_find_text(w.school.bank, "1", &p, &w.ctx));
    must(peer_find_text(w.school.bank, "Ekby socialnämnd", &p, &w.ctx));
    assert_int_equal(p.id.v, w.social_at_school.v);
    assert_int_equal(peer_find_text(w.school.bank, "Ekby", &p, &w.ctx), ERR_NOT_FOUND);
    assert_int_equal(peer_find_text(w.school.bank, "", &p, &w.ctx), ERR_NOT_FOUND);
    assert_int_equal(peer_find_text(w.school.bank, "2", &p, &w.ctx), ERR_NOT_FOUND);
}

static void check_tells_what_is_wrong_with_peers(void **state)
{
    (void)state;
    struct check_report r = {0};
    letterbox_check(w.school.bank, &r);
    assert_int_equal(check_worst(&r), CHECK_OK);
    must(peer_end(w.school.bank, &w.school.actor, w.social_at_school, &w.ctx));
    memset(&r, 0, sizeof r);
    letterbox_check(w.school.bank, &r);
    assert_int_equal(check_worst(&r), CHECK_WARN); /* nobody to write to */
    struct peer_card card;
    struct peer_id id;
    peer_card_own(w.social.bank, &card);
    must(peer_add(w.school.bank, &w.school.actor, &card, NULL, &id, &w.ctx));
    memset(&r, 0, sizeof r);
    letterbox_check(w.school.bank, &r);
    assert_int_equal(check_worst(&r), CHECK_WARN);
    assert_non_null(strstr(r.lines[0].text, "have not been compared"));
}

int main(void)
{
    log_set_level(LOG_ERROR);
    json_setup();
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)
        T(a_card_says_who_the_bank_is),
        T(every_changed_byte_of_a_card_is_found),
        T(a_card_is_whole_and_alone),
        T(another_legal_form_gives_other_words_but_another_name_does_not),
        T(the_wrong_words_confirm_nothing),
        T(refuses_the_same_peer_twice_and_the_bank_itself),
        T(refuses_a_second_peer_with_the_same_journal),
        T(a_peer_whose_row_was_changed_is_not_used),
        T(addresses_are_https_or_this_machine),
        T(finds_a_peer_by_number_or_name),
        T(check_tells_what_is_wrong_with_peers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
