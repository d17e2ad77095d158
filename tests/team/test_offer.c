/* Hand-over: offered, taken over, declined or taken back; reopening. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bank/staff.h"
#include "db/db.h"
#include "support/test_people.h"
#include "team/offer.h"

static struct test_bank t;
static struct arena *a;
static struct staff_id karin, other, third;
static int pupils;

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "test");
}

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    t = test_bank_make(BANK_SCHOOL);
    karin = test_staff(&t, "Karin", ROLE_KURATOR, "100", true);
    other = test_staff(&t, "Olle", ROLE_KURATOR, "100", true);
    third = test_staff(&t, "Tove", ROLE_KURATOR, "200", true);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    arena_free(a);
    return 0;
}

static struct case_id new_case(void)
{
    struct case_opening o = {.person =
                                 test_person_source(&t, arena_printf(a, "pupil-%d", ++pupils)),
                             .responsible = karin,
                             .reason = CASE_REASON_ABSENCE,
                             .opened = date_today()};
    struct case_id id;
    must(case_open(t.bank, &t.actor, &o, &id, &t.ctx));
    return id;
}

static enum err offer_to(struct case_id id, struct staff_id from, struct staff_id to,
                         struct offer_id *out)
{
    struct actor actor = actor_staff(from);
    return offer_make(t.bank, &actor, id, to, "Nästa möte är på tisdag.", out, &t.ctx);
}

static struct team_case get(struct case_id id)
{
    struct team_case c;
    must(case_get(t.bank, id, &c, &t.ctx));
    return c;
}

static size_t waiting_for(struct staff_id to, struct case_offer **out)
{
    struct actor actor = actor_staff(to);
    struct offer_filter f = {.to = to};
    size_t count;
    must(offer_list(t.bank, &actor, &f, a, out, &count, &t.ctx));
    return count;
}

static void a_case_is_the_colleagues_when_it_is_taken_over(void **state)
{
    (void)state;
    struct case_id id = new_case();
    struct offer_id offer;
    struct case_offer *list, one;
    struct actor giver = actor_staff(karin), taker = actor_staff(other),
                 stranger = actor_staff(third);
    struct team_case c;
    must(offer_to(id, karin, other, &offer));
    assert_int_equal(get(id).responsible.v, karin.v);
    assert_int_equal(case_read(t.bank, &taker, id, &c, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(waiting_for(other, &list), 1);
    assert_string_equal(list[0].note, "Nästa möte är på tisdag.");
    assert_int_equal(offer_read(t.bank, &stranger, offer, a, &one, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(offer_accept(t.bank, &stranger, offer, NULL, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(offer_accept(t.bank, &giver, offer, NULL, &t.ctx), ERR_NOT_FOUND);
    must(offer_accept(t.bank, &taker, offer, NULL, &t.ctx));
    assert_int_equal(get(id).responsible.v, other.v);
    assert_string_equal(get(id).unit, "100");
    assert_int_equal(case_read(t.bank, &taker, id, &c, &t.ctx), ERR_OK);
    assert_int_equal(case_read(t.bank, &giver, id, &c, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(offer_accept(t.bank, &taker, offer, NULL, &t.ctx), ERR_CONFLICT);
    struct case_event *events;
    size_t n;
    must(case_events(t.bank, &taker, id, a, &events, &n, &t.ctx));
    assert_int_equal(events[n - 1].kind, CASE_EVENT_HANDED_OVER);
    assert_string_equal(events[n - 1].note, "Nästa möte är på tisdag.");
}

static void a_case_that_moves_gets_the_new_unit(void **state)
{
    (void)state;
    struct case_id id = new_case();
    struct offer_id offer;
    struct actor taker = actor_staff(third);
    must(offer_to(id, karin, third, &offer));
    must(offer_accept(t.bank, &taker, offer, "200", &t.ctx));
    assert_string_equal(get(id).unit, "200");
    assert_int_equal(get(id).responsible.v, third.v);
}

static void a_declined_offer_leaves_the_case_and_tells_why(void **state)
{
    (void)state;
    struct case_id id = new_case();
    struct offer_id offer, again;
    struct case_offer *list;
    struct actor giver = actor_staff(karin), taker = actor_staff(other);
    size_t count;
    must(offer_to(id, karin, other, &offer));
    assert_int_equal(offer_to(id, karin, third, &again), ERR_CONFLICT);
    must(offer_decline(t.bank, &taker, offer, "Jag slutar också.", &t.ctx));
    assert_int_equal(offer_decline(t.bank, &taker, offer, NULL, &t.ctx), ERR_CONFLICT);
    assert_int_equal(get(id).responsible.v, karin.v);
    struct offer_filter f = {.from = karin, .decided_too = true, .case_id = id};
    must(offer_list(t.bank, &giver, &f, a, &list, &count, &t.ctx));
    assert_int_equal(count, 1);
    assert_int_equal(list[0].state, OFFER_DECLINED);
    assert_string_equal(list[0].answer, "Jag slutar också.");
    must(offer_to(id, karin, third, &again));
    must(offer_withdraw(t.bank, &giver, id, &t.ctx));
    assert_int_equal(offer_withdraw(t.bank, &giver, id, &t.ctx), ERR_CONFLICT);
    assert_int_equal(waiting_for(third, &list), 0);
}

static void an_offer_of_a_case_that_has_changed_hands_is_void(void **state)
{
    (void)state;
    struct case_id id = new_case();
    struct offer_id offer, again;
    struct case_offer *list;
    struct actor taker = actor_staff(other);
    must(offer_to(id, karin, other, &offer));
    must(case_handover(t.bank, &t.actor, id, third, NULL, &t.ctx));
    assert_int_equal(waiting_for(other, &list), 0);
    assert_int_equal(offer_accept(t.bank, &taker, offer, NULL, &t.ctx), ERR_CONFLICT);
    assert_int_equal(get(id).responsible.v, third.v);
    must(offer_to(id, third, other, &again)); /* the void one does not stand in the way */
}

static void refuses_an_offer_without_note_or_colleague(void **state)
{
    (void)state;
    struct case_id id = new_case();
    struct actor giver = actor_staff(karin);
    struct offer_id offer;
    struct staff_id gone = test_staff(&t, "Gun", ROLE_KURATOR, "100", false);
    assert_int_equal(offer_make(t.bank, &giver, id, other, "", &offer, &t.ctx), ERR_INVALID);
    assert_int_equal(offer_to(id, karin, gone, &offer), ERR_INVALID);
    assert_int_equal(offer_to(id, karin, karin, &offer), ERR_CONFLICT);
    assert_int_equal(offer_to(id, other, third, &offer), ERR_NOT_FOUND);
    assert_int_equal(offer.v, 0);
}

static void many_cases_are_offered_all_or_none(void **state)
{
    (void)state;
    struct case_id ids[] = {new_case(), new_case()};
    struct actor giver = actor_staff(karin);
    struct case_offer *list;
    struct offer_id first;
    size_t before = waiting_for(other, &list);
    must(offer_to(ids[1], karin, third, &first));
    assert_int_equal(offer_make_many(t.bank, &giver, ids, 2, other, "Jag slutar.", &t.ctx),
                     ERR_CONFLICT);
    assert_int_equal(waiting_for(other, &list), before);
    must(offer_withdraw(t.bank, &giver, ids[1], &t.ctx));
    must(offer_make_many(t.bank, &giver, ids, 2, other, "Jag slutar.", &t.ctx));
    assert_int_equal(waiting_for(other, &list), before + 2);
}

static void a_closed_case_is_opened_again_with_a_reason(void **state)
{
    (void)state;
    struct case_id id = new_case(), second;
    struct actor me = actor_staff(karin), stranger = actor_staff(other);
    must(case_end(t.bank, &me, id, CASE_CLOSE_GOAL_REACHED, date_today(), NULL, &t.ctx));
    assert_int_equal(case_reopen(t.bank, &stranger, id, "x", &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(case_reopen(t.bank, &me, id, "", &t.ctx), ERR_INVALID);
    must(case_reopen(t.bank, &me, id, "Frånvaron ökar igen.", &t.ctx));
    assert_false(get(id).closed);
    assert_int_equal(case_reopen(t.bank, &me, id, "x", &t.ctx), ERR_CONFLICT);
    must(case_end(t.bank, &me, id, CASE_CLOSE_MOVED, date_today(), NULL, &t.ctx));
    struct case_opening o = {.person = get(id).person,
                             .responsible = karin,
                             .reason = CASE_REASON_ABSENCE,
                             .opened = date_today()};
    must(case_open(t.bank, &t.actor, &o, &second, &t.ctx));
    assert_int_equal(case_reopen(t.bank, &me, id, "x", &t.ctx), ERR_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_is_the_colleagues_when_it_is_taken_over),
        cmocka_unit_test(a_case_that_moves_gets_the_new_unit),
        cmocka_unit_test(a_declined_offer_leaves_the_case_and_tells_why),
        cmocka_unit_test(an_offer_of_a_case_that_has_changed_hands_is_void),
        cmocka_unit_test(refuses_an_offer_without_note_or_colleague),
        cmocka_unit_test(many_cases_are_offered_all_or_none),
        cmocka_unit_test(a_closed_case_is_opened_again_with_a_reason),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
