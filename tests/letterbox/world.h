/*
 * Two authorities for the tests: a school bank and a social bank that know each other, a pupil in
 * both, staff, a case in each, and a transport that hands bytes straight to the other's door.
 * Only tests hold two banks.
 */
#ifndef TESTS_LETTERBOX_WORLD_H
#define TESTS_LETTERBOX_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "bank/journal.h"
#include "bank/staff.h"
#include "base/log.h"
#include "db/db.h"
#include "letterbox/courier.h"
#include "letterbox/inbox.h"
#include "letterbox/letter.h"
#include "letterbox/received.h"
#include "support/test_people.h"

#define PUPIL "201401012388" /* birth number in the series for tests */

struct world {
    struct test_bank school, social;
    struct peer_id social_at_school, school_at_social;
    struct person_id pupil_at_school, pupil_at_social;
    struct staff_id kurator, socionom;
    struct case_id school_case, social_case;
    struct law_rules *rules;
    struct arena *a;
    struct err_ctx ctx;
};

static struct world w;

static inline void must(enum err e)
{
    if (e != ERR_OK) {
        print_error("%s: %s (%s) %s\n", err_name(e), w.ctx.what, w.ctx.where, w.ctx.remedy);
    }
    assert_int_equal(e, ERR_OK);
}

static inline void hex_digest(const void *text, size_t n, char out[LAW_VERSION_TEXT])
{
    uint8_t digest[32];
    bank_sha256((struct blob){text, n}, digest);
    for (int i = 0; i < 32; i++) {
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
    }
}

static inline struct person_id add_person(struct test_bank *t, const char *civic)
{
    struct person_input in = {0};
    in.identity.has_civic = true;
    assert_int_equal(civic_parse(civic, 12, &in.identity.civic), CIVIC_OK);
    snprintf(in.identity.given_name, sizeof in.identity.given_name, "Test");
    snprintf(in.identity.family_name, sizeof in.identity.family_name, "Testsson");
    struct person_id id;
    enum person_change change;
    must(db_begin(bank_db(t->bank), DB_WRITE, &w.ctx));
    enum err e = person_put(t->bank, &in, &id, &change, &w.ctx);
    must(db_end(bank_db(t->bank), e, &w.ctx));
    return id;
}

/* Adds the card of `to` in `at` and confirms it with the words that `to` reads aloud. */
static inline struct peer_id introduce(struct test_bank *at, const struct test_bank *to)
{
    struct buf text;
    buf_init(&text, PEER_CARD_MAX);
    must(peer_card_write(to->bank, &text, &w.ctx));
    struct peer_card card;
    must(peer_card_parse(text.text, text.len, "card", &card, &w.ctx));
    buf_free(&text);
    struct peer_id id;
    must(peer_add(at->bank, &at->actor, &card, NULL, &id, &w.ctx));
    struct peer_card own;
    struct fingerprint f;
    char words[PEER_WORDS];
    peer_card_own(to->bank, &own);
    peer_card_fingerprint(&own, &f);
    must(peer_confirm(at->bank, &at->actor, id, peer_words(&f, words), &w.ctx));
    return id;
}

static inline struct case_id open_case(struct test_bank *t, struct person_id person,
                                       struct staff_id staff)
{
    struct case_id id;
    must(case_open(t->bank, &t->actor,
                   &(struct case_opening){.person = person,
                                          .responsible = staff,
                                          .reason = CASE_REASON_ABSENCE,
                                          .opened = date_today()},
                   &id, &w.ctx));
    return id;
}

static inline int world_setup(void **state)
{
    (void)state;
    memset(&w, 0, sizeof w);
    w.a = arena_new((size_t)1 << 30);
    w.school = test_bank_make(BANK_SCHOOL);
    w.social = test_bank_make(BANK_SOCIAL);
    must(law_load(SOURCE_DIR "/rules", hex_digest, &w.rules, &w.ctx));
    w.social_at_school = introduce(&w.school, &w.social);
    w.school_at_social = introduce(&w.social, &w.school);
    w.pupil_at_school = add_person(&w.school, PUPIL);
    w.pupil_at_social = add_person(&w.social, PUPIL);
    w.kurator = test_staff(&w.school, "Karin Kurator", ROLE_KURATOR, "12345678", true);
    w.socionom = test_staff(&w.social, "Sonja Socionom", ROLE_SKOLSOCIONOM, "Norr", true);
    w.school_case = open_case(&w.school, w.pupil_at_school, w.kurator);
    w.social_case = open_case(&w.social, w.pupil_at_social, w.socionom);
    return 0;
}

static inline int world_teardown(void **state)
{
    (void)state;
    law_free(w.rules);
    arena_free(w.a);
    test_bank_remove(&w.school);
    test_bank_remove(&w.social);
    return 0;
}

/* ---- what a family says ---- */

static inline struct consent_content family_yes(struct person_id person, struct case_id case_id,
                                                struct peer_id peer)
{
    struct date today = date_today();
    struct consent_content c = {.person = person,
                                .case_id = case_id,
                                .peer = peer,
                                .items = 15,
                                .purpose = CONSENT_PURPOSE_FOLLOWUP,
                                .valid_from = today,
                                .valid_to = {today.days + 180},
                                .about_from = {today.days - 700},
                                .custody = CONSENT_CUSTODY_JOINT,
                                .maturity = CONSENT_MATURE};
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        c.replies[p] =
            (struct consent_reply){.answer = CONSENT_YES, .how = CONSENT_PAPER, .on = today};
    }
    return c;
}

static inline struct consent_id give_consent(void)
{
    struct consent_content c = family_yes(w.pupil_at_school, w.school_case, w.social_at_school);
    struct consent_id id;
    must(consent_record(w.school.bank, &w.school.actor, &c, &id, &w.ctx));
    return id;
}

/* ---- letters ---- */

static inline json_t *weeks(int count, int invalid)
{
    struct date monday = date_monday((struct date){date_today().days - 7 * count});
    char day[DATE_TEXT];
    json_t *list = json_array();
    for (int i = 0; i < count; i++) {
        struct date m = {monday.days + 7 * i};
        json_array_append_new(list, json_pack("{s:s,s:i,s:i,s:i}", "monday", date_format(m, day),
                                              "offered", 1500, "valid", 60, "invalid", invalid));
    }
    json_t *item = json_object();
    json_object_set_new(item, "from", json_string(date_format(monday, day)));
    json_object_set_new(item, "to",
                        json_string(date_format((struct date){monday.days + 7 * count - 1}, day)));
    json_object_set_new(item, "weeks", list);
    return item;
}

static inline struct letter_draft attendance_draft(json_t *item)
{
    return (struct letter_draft){.case_id = w.school_case,
                                 .peer = w.social_at_school,
                                 .kind = LETTER_ATTENDANCE,
                                 .item = item,
                                 .purpose = CONSENT_PURPOSE_FOLLOWUP,
                                 .on = date_today()};
}

static inline enum err try_send(const struct letter_draft *d, struct letter_id *id)
{
    struct letter_preview preview;
    return letter_send(w.school.bank, w.rules, &w.school.actor, d, w.a, id, &preview, &w.ctx);
}

static inline struct letter_id send_attendance(int invalid)
{
    json_t *item = weeks(6, invalid);
    struct letter_draft d = attendance_draft(item);
    struct letter_id id;
    must(try_send(&d, &id));
    json_decref(item);
    return id;
}

/* The transport: what a test wants to go wrong between the banks. */
struct wire_between {
    struct test_bank *to;
    unsigned posts;
    bool down;          /* nothing arrives */
    bool lose_answers;  /* it arrives, and the answer is lost */
    bool twice;         /* it arrives twice */
    bool forge_answers; /* somebody between answers with a receipt of noise */
    bool stale_answers; /* nothing arrives; the first receipt ever given is the answer */
    uint8_t kept[RECEIPT_BYTES];
    bool has_kept;
    int flip;   /* byte to change on the way; -1 none */
    int status; /* answered instead, without arriving; 0 none */
    uint8_t last[ENVELOPE_MAX];
    size_t last_n;
};

static inline enum err post_between(void *user, const char *url, struct blob bytes,
                                    struct courier_reply *reply, struct err_ctx *ctx)
{
    struct wire_between *x = user;
    x->posts++;
    memset(reply, 0, sizeof *reply);
    bool letter = strstr(url, LETTERBOX_PATH_LETTERS) != NULL;
    if (letter && bytes.n <= sizeof x->last) {
        memcpy(x->last, bytes.p, bytes.n);
        x->last_n = bytes.n;
    }
    if (x->down) {
        return err_set(ctx, ERR_UNAVAILABLE, "test", NULL, "the wire is down");
    }
    if (x->stale_answers) {
        reply->status = 200;
        reply->length = RECEIPT_BYTES;
        memcpy(reply->body, x->kept, RECEIPT_BYTES);
        return ERR_OK;
    }
    if (x->status != 0) {
        reply->status = x->status;
        return ERR_OK;
    }
    uint8_t *copy = arena_copy(w.a, bytes.p, bytes.n);
    if (x->flip >= 0 && (size_t)x->flip < bytes.n) {
        copy[x->flip] ^= 1;
    }
    struct letterbox_response *r = arena_alloc(w.a, sizeof *r);
    for (int i = 0; i < (x->twice ? 2 : 1); i++) {
        (letter ? letterbox_receive : letterbox_witness)(x->to->bank, (struct blob){copy, bytes.n},
                                                         r);
    }
    if (x->lose_answers) {
        return err_set(ctx, ERR_UNAVAILABLE, "test", NULL, "the answer is lost");
    }
    reply->status = r->status;
    reply->length = r->length;
    memcpy(reply->body, r->body, r->length);
    if (!x->has_kept && r->length == RECEIPT_BYTES) {
        memcpy(x->kept, r->body, RECEIPT_BYTES);
        x->has_kept = true;
    }
    if (x->forge_answers) {
        reply->status = 200;
        reply->length = RECEIPT_BYTES;
        memset(reply->body, 7, RECEIPT_BYTES);
        memcpy(reply->body, "BRR\1", 4);
    }
    return ERR_OK;
}

/* One round of delivery of everything in `from`'s outbox. */
static inline struct courier_result run_courier(struct test_bank *from, struct wire_between *x)
{
    struct courier_transport t = {.user = x, .post = post_between};
    struct courier_result result;
    must(courier_run(from->bank, &t, true, &result, &w.ctx));
    return result;
}

static inline struct courier_result deliver_to_social(void)
{
    static struct wire_between x;
    x = (struct wire_between){.to = &w.social, .flip = -1};
    return run_courier(&w.school, &x);
}

static inline struct courier_result deliver_to_school(void)
{
    static struct wire_between x;
    x = (struct wire_between){.to = &w.school, .flip = -1};
    return run_courier(&w.social, &x);
}

static inline struct letter sent(struct letter_id id)
{
    struct letter_full full;
    must(letter_read(w.school.bank, &w.school.actor, id, w.a, &full, &w.ctx));
    json_decref(full.item);
    json_decref(full.decision);
    return full.letter;
}

static inline size_t inbox(struct inbox_letter **out)
{
    size_t n;
    must(inbox_list(w.social.bank, &w.social.actor, &(struct inbox_filter){0}, w.a, out, &n,
                    &w.ctx));
    return n;
}

static inline enum err accept_letter(struct letter_id id)
{
    struct person_id person;
    return inbox_accept(
        w.social.bank, &w.social.actor,
        &(struct inbox_acceptance){.id = id, .need = "Behövs för att följa upp den egna insatsen."},
        &person, &w.ctx);
}

static inline struct received_items received(bool withdrawn_too)
{
    struct received_items items;
    struct reading *r = reading_begin(w.social.bank, &w.social.actor, JOURNAL_FOLLOWUP_PUPIL);
    must(received_read(w.social.bank, r, w.pupil_at_social, withdrawn_too, w.a, &items, &w.ctx));
    must(reading_end(r, &w.ctx));
    return items;
}

static inline unsigned journal_count(struct test_bank *t, enum journal_event event)
{
    struct journal_row *rows;
    size_t n;
    must(journal_list(t->bank,
                      &(struct journal_filter){.has_event = true, .event = event, .limit = 10000},
                      w.a, &rows, &n, &w.ctx));
    return (unsigned)n;
}

#endif
