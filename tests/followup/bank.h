/* A bank with pupils, attendance, cases and received letters, for the tests that read one. */
#ifndef TESTS_FOLLOWUP_BANK_H
#define TESTS_FOLLOWUP_BANK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "bank/person.h"
#include "bank/staff.h"
#include "db/db.h"
#include "intervention/given.h"
#include "letterbox/peer.h"
#include "letterbox/received.h"
#include "school/series_store.h"
#include "sql_letterbox.h"
#include "support/test_bank.h"
#include "team/case.h"

static struct test_bank t;
static struct arena *a;
static struct staff_id worker;
static int64_t letters;

static inline void must(enum err e)
{
    if (e != ERR_OK) {
        print_error("%s: %s (%s) %s\n", err_name(e), t.ctx.what, t.ctx.where, t.ctx.remedy);
    }
    assert_int_equal(e, ERR_OK);
}

static inline struct date day(int year, int month, int d)
{
    struct date out;
    assert_true(date_from_ymd(year, month, d, &out));
    return out;
}

static inline void begin(void)
{
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
}

static inline void commit(void)
{
    must(db_commit(bank_db(t.bank), &t.ctx));
}

static inline void bank_make(enum bank_kind kind)
{
    t = test_bank_make(kind);
    a = arena_new((size_t)256 << 20);
    letters = 0;
    struct staff s = {.role = kind == BANK_SCHOOL ? ROLE_KURATOR : ROLE_SKOLSOCIONOM,
                      .active = true,
                      .name = "Kim",
                      .unit = "1"};
    bool changed;
    must(staff_put(t.bank, &s, &t.actor, &worker, &changed, &t.ctx));
    /* A peer whose keys are noise: letters are put in as accepted, none is opened. */
    static const uint8_t noise[32] = {1};
    begin();
    must(sql_letterbox_peer_insert(
        bank_db(t.bank),
        &(struct sql_letterbox_peer_insert_in){.bank_id = bank_row_id(t.bank),
                                               .peer_id = 1,
                                               .state = 1,
                                               .fingerprint = {noise, 32},
                                               .kind = kind == BANK_SCHOOL ? 1 : 0,
                                               .name = "Den andra",
                                               .organisation_number = "2120000142",
                                               .url = "http://127.0.0.1:1",
                                               .journal_origin = "x",
                                               .sign_public = {noise, 32},
                                               .box_public = {noise, 32},
                                               .journal_public = {noise, 32},
                                               .witness_public = {noise, 32}},
        NULL, &t.ctx));
    commit();
}

static inline void bank_remove(void)
{
    arena_free(a);
    test_bank_remove(&t);
}

/* Number `n` of the test series 238/239, born in `year`. Within a write transaction. */
static inline struct person_id add_pupil(int year, int n, enum protection protection)
{
    struct person_input in = {.protection = protection};
    for (int check = 0; check < 10; check++) {
        char text[16];
        snprintf(text, sizeof text, "%04d%02d%02d%03d%d", year, 1 + n / 28 % 12, 1 + n % 28,
                 238 + n / 336 % 2, check);
        if (civic_parse(text, 12, &in.identity.civic) == CIVIC_OK) {
            break;
        }
        assert_true(check < 9);
    }
    in.identity.has_civic = true;
    snprintf(in.identity.given_name, PERSON_NAME, "Test");
    snprintf(in.identity.family_name, PERSON_NAME, "Test");
    struct person_id id;
    enum person_change change;
    must(person_put(t.bank, &in, &id, &change, &t.ctx));
    assert_int_equal(change, PERSON_ADDED);
    return id;
}

/* `weeks` weeks from `monday`, 300 minutes a day, `absent[k]` of them away in week k: valid, and
 * a third of it invalid. Within a write transaction. */
static inline void add_weeks(struct person_id person, struct date monday, int weeks,
                             const int *absent)
{
    struct series_change days[5 * 120];
    assert_true(weeks <= 120);
    for (int k = 0; k < weeks; k++) {
        for (int d = 0; d < 5; d++) {
            uint16_t invalid = (uint16_t)(absent[k] / 3);
            days[5 * k + d] = (struct series_change){
                {monday.days + 7 * k + d}, {300, (uint16_t)(absent[k] - invalid), invalid}};
        }
    }
    bool changed;
    must(series_put(t.bank, person, days, 5 * (size_t)weeks, &changed, &t.ctx));
}

/* An accepted letter from peer 1. Within a write transaction. */
static inline void add_letter(struct person_id person, enum letter_kind kind, const char *item,
                              bool withdrawn)
{
    uint8_t ref[LETTER_REF] = {0};
    static const uint8_t noise[32] = {2};
    letters++;
    memcpy(ref, &letters, sizeof letters);
    struct timestamp now = timestamp_now();
    struct buf text;
    buf_init(&text, 1 << 16);
    buf_add_n(&text, ref, sizeof ref);
    buf_addf(&text, "{\"item\":%s,\"need\":\"test\"}", item);
    struct blob sealed;
    must(person_seal(t.bank, person, PURPOSE_RECEIVED_ITEM,
                     (struct blob){(const uint8_t *)text.text, text.len}, a, &sealed, &t.ctx));
    buf_free(&text);
    must(
        sql_letterbox_in_insert(bank_db(t.bank),
                                &(struct sql_letterbox_in_insert_in){.bank_id = bank_row_id(t.bank),
                                                                     .letter_id = letters,
                                                                     .peer_id = 1,
                                                                     .ref = {ref, sizeof ref},
                                                                     .digest = {noise, 32},
                                                                     .kind = (int)kind,
                                                                     .state = withdrawn ? 3 : 1,
                                                                     .created_at = now,
                                                                     .received_at = now,
                                                                     .decided_at = now,
                                                                     .grounds = "OSL 10:1",
                                                                     .rules = "R38",
                                                                     .withdrawn = withdrawn,
                                                                     .receipt = {noise, 32}},
                                NULL, &t.ctx));
    must(sql_letterbox_received_insert(
        bank_db(t.bank),
        &(struct sql_letterbox_received_insert_in){.bank_id = bank_row_id(t.bank),
                                                   .letter_id = letters,
                                                   .person_id = person.v,
                                                   .kind = (int)kind,
                                                   .sealed = sealed},
        NULL, &t.ctx));
}

static inline void add_received_intervention(struct person_id person, const char *code,
                                             struct date start, struct date end, bool withdrawn)
{
    char from[DATE_TEXT], to[DATE_TEXT], item[256];
    snprintf(item, sizeof item,
             "{\"interventions\":[{\"code\":\"%s\",\"level\":\"indicated\",\"started\":\"%s\","
             "\"ended\":\"%s\"}]}",
             code, date_format(start, from), date_format(end, to));
    add_letter(person, LETTER_INTERVENTION, item, withdrawn);
}

static inline struct case_id add_case(struct person_id person, struct date opened)
{
    struct case_id id;
    must(case_open(t.bank, &t.actor,
                   &(struct case_opening){.person = person,
                                          .responsible = worker,
                                          .reason = CASE_REASON_ABSENCE,
                                          .opened = opened},
                   &id, &t.ctx));
    return id;
}

/* The newest journal entry of this kind. */
static inline struct journal_row last_entry(enum journal_event event)
{
    struct journal_filter f = {.has_event = true, .event = event, .limit = 1};
    struct journal_row *rows;
    size_t count;
    must(journal_list(t.bank, &f, a, &rows, &count, &t.ctx));
    assert_int_equal(count, 1);
    return rows[0];
}

static inline size_t count_entries(enum journal_event event)
{
    struct journal_filter f = {.has_event = true, .event = event, .limit = 10000};
    struct journal_row *rows;
    size_t count;
    must(journal_list(t.bank, &f, a, &rows, &count, &t.ctx));
    return count;
}

#endif
