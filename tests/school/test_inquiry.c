#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bank/compartment.h"
#include "school/inquiry.h"

#include "school_register.h"
#include "support/test_people.h"

static struct test_bank t;
static struct arena *arena;
static struct person_id pupil, other, hidden;
static struct staff_id rektor, kurator;

static struct date day(int y, int m, int d)
{
    struct date out = {0};
    assert_true(date_from_ymd(y, m, d, &out));
    return out;
}

static int setup(void **unused)
{
    (void)unused;
    t = test_bank_make(BANK_SCHOOL);
    arena = arena_new((size_t)1 << 20);
    test_bank_must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), &t.ctx, "begin");
    register_school(&t, 1, "Ekskolan", "12345678");
    pupil = register_pupil(&t, 0, 1, day(2025, 8, 1), PROTECTION_NONE);
    other = register_pupil(&t, 1, 1, day(2025, 8, 1), PROTECTION_NONE);
    hidden = register_pupil(&t, 2, 1, day(2025, 8, 1), PROTECTION_MARKED);
    test_bank_must(db_commit(bank_db(t.bank), &t.ctx), &t.ctx, "commit");
    rektor = test_staff(&t, "Rut Rektor", ROLE_REKTOR, "12345678", true);
    kurator = test_staff(&t, "Kim Kurator", ROLE_KURATOR, "12345678", true);
    return 0;
}

static int teardown(void **unused)
{
    (void)unused;
    arena_free(arena);
    test_bank_remove(&t);
    return 0;
}

static struct inquiry_opening opening(struct person_id who)
{
    return (struct inquiry_opening){.person = who,
                                    .unit = "12345678",
                                    .responsible = rektor,
                                    .on = day(2025, 10, 6),
                                    .days = 10,
                                    .report_days = 3,
                                    .absence = {.first = day(2025, 9, 8),
                                                .last = day(2025, 10, 3),
                                                .sum = {.offered_minutes = 6000,
                                                        .valid_minutes = 900,
                                                        .invalid_minutes = 600,
                                                        .school_days = 20}}};
}

static struct inquiry_id opened(struct person_id who)
{
    struct inquiry_id id;
    struct inquiry_opening o = opening(who);
    test_bank_must(inquiry_open(t.bank, &t.actor, &o, &id, &t.ctx), &t.ctx, "open");
    return id;
}

static struct inquiry get(struct inquiry_id id)
{
    struct inquiry i;
    test_bank_must(inquiry_get(t.bank, id, &i, &t.ctx), &t.ctx, "get");
    return i;
}

static void hear(struct inquiry_id id, enum inquiry_party party, const char *text)
{
    struct inquiry_hearing h = {.party = party,
                                .heard = true,
                                .how = INQUIRY_MEETING,
                                .on = day(2025, 10, 8),
                                .who = "Någon",
                                .text = text};
    test_bank_must(inquiry_hear(t.bank, &t.actor, id, &h, &t.ctx), &t.ctx, "hear");
}

/* Ends what an earlier test left open. */
static void clear(struct inquiry_id id)
{
    test_bank_must(
        inquiry_finish(t.bank, &t.actor, id, INQUIRY_MISTAKE, day(2025, 10, 9), "Prov.", &t.ctx),
        &t.ctx, "finish");
}

static void one_open_inquiry_a_pupil_with_what_was_counted(void **unused)
{
    (void)unused;
    struct inquiry_id id = opened(pupil), second;
    struct inquiry_opening o = opening(pupil);
    assert_int_equal(inquiry_open(t.bank, &t.actor, &o, &second, &t.ctx), ERR_CONFLICT);
    assert_int_equal(second.v, 0);
    struct inquiry i = get(id);
    assert_int_equal(i.due.days, day(2025, 10, 20).days);
    assert_int_equal(i.absence.sum.invalid_minutes, 600);
    assert_int_equal(i.absence.first.days, day(2025, 9, 8).days);
    assert_string_equal(i.unit, "12345678");
    assert_int_equal(i.missing, 31);
    assert_false(i.ended);
    clear(id);
    assert_true(get(id).ended);
    clear(opened(pupil)); /* a new one after the end */
}

static void is_refused_for_the_protected_and_for_days_to_come(void **unused)
{
    (void)unused;
    struct inquiry_id id;
    struct inquiry_opening o = opening(hidden);
    assert_int_equal(inquiry_open(t.bank, &t.actor, &o, &id, &t.ctx), ERR_DENIED);
    o = opening(pupil);
    o.on.days = date_today().days + 1;
    assert_int_equal(inquiry_open(t.bank, &t.actor, &o, &id, &t.ctx), ERR_INVALID);
    o = opening(pupil);
    o.responsible.v = 999;
    assert_int_equal(inquiry_open(t.bank, &t.actor, &o, &id, &t.ctx), ERR_INVALID);
}

static void is_complete_when_all_are_heard_or_told_why_not(void **unused)
{
    (void)unused;
    struct inquiry_id id = opened(pupil);
    hear(id, INQUIRY_PUPIL, "Det är svårt att gå in på morgonen.");
    struct inquiry_hearing not = {.party = INQUIRY_GUARDIAN,
                                  .on = day(2025, 10, 9),
                                  .who = "",
                                  .text = "Svarar inte på tre brev och två samtal."};
    test_bank_must(inquiry_hear(t.bank, &t.actor, id, &not, &t.ctx), &t.ctx, "not heard");
    not .how = INQUIRY_TELEPHONE; /* but was not heard */
    assert_int_equal(inquiry_hear(t.bank, &t.actor, id, &not, &t.ctx), ERR_INVALID);
    not .how = INQUIRY_HOW_NONE;
    not .text = ""; /* and why not? */
    assert_int_equal(inquiry_hear(t.bank, &t.actor, id, &not, &t.ctx), ERR_INVALID);
    assert_int_equal(get(id).missing, INQUIRY_LACKS_STUDENT_HEALTH | INQUIRY_LACKS_CONCLUSION |
                                          INQUIRY_LACKS_REPORT);
    assert_int_equal(
        inquiry_finish(t.bank, &t.actor, id, INQUIRY_COMPLETED, day(2025, 10, 20), NULL, &t.ctx),
        ERR_INVALID);
    hear(id, INQUIRY_STUDENT_HEALTH, "Skolan ordnar en egen ingång.");
    test_bank_must(
        inquiry_conclude(t.bank, &t.actor, id, INQUIRY_MEASURES, "En lugn start.", &t.ctx), &t.ctx,
        "conclude");
    test_bank_must(inquiry_report(t.bank, &t.actor, id, day(2025, 10, 7), &t.ctx), &t.ctx, "rep");
    assert_int_equal(inquiry_report(t.bank, &t.actor, id, day(2025, 10, 8), &t.ctx), ERR_CONFLICT);
    assert_int_equal(get(id).missing, 0);
    test_bank_must(
        inquiry_finish(t.bank, &t.actor, id, INQUIRY_COMPLETED, day(2025, 10, 20), NULL, &t.ctx),
        &t.ctx, "finish");
    assert_int_equal(
        inquiry_finish(t.bank, &t.actor, id, INQUIRY_MOVED, day(2025, 10, 20), "x", &t.ctx),
        ERR_CONFLICT);
    assert_int_equal(inquiry_conclude(t.bank, &t.actor, id, INQUIRY_MEASURES, "x", &t.ctx),
                     ERR_CONFLICT);
}

static void texts_come_back_through_a_reading_only(void **unused)
{
    (void)unused;
    struct inquiry_id id = opened(other);
    hear(id, INQUIRY_PUPIL, "Jag vill gå i skolan.");
    struct inquiry_measure m = {
        .role = ROLE_MENTOR, .due = day(2025, 11, 1), .text = "Möter eleven vid dörren."};
    test_bank_must(inquiry_add_measure(t.bank, &t.actor, id, &m, &t.ctx), &t.ctx, "measure");
    struct journal_head before, after;
    struct inquiry_texts texts;
    test_bank_must(journal_head(t.bank, &before, &t.ctx), &t.ctx, "head");
    struct reading *r = reading_begin(t.bank, &t.actor, JOURNAL_INQUIRY_READ);
    test_bank_must(inquiry_texts(t.bank, r, id, arena, &texts, &t.ctx), &t.ctx, "texts");
    test_bank_must(reading_end(r, &t.ctx), &t.ctx, "end");
    test_bank_must(journal_head(t.bank, &after, &t.ctx), &t.ctx, "head");
    assert_int_equal(after.size, before.size + 1);
    assert_null(texts.conclusion);
    assert_int_equal(texts.hearing_count, 1);
    assert_string_equal(texts.hearings[0].text, "Jag vill gå i skolan.");
    assert_string_equal(texts.hearings[0].who, "Någon");
    assert_int_equal(texts.measure_count, 1);
    assert_string_equal(texts.measures[0].text, "Möter eleven vid dörren.");

    struct inquiry_due *due;
    size_t count;
    test_bank_must(inquiry_measures_due(t.bank, "12345678", arena, &due, &count, &t.ctx), &t.ctx,
                   "due");
    assert_int_equal(count, 1);
    assert_int_equal(due[0].role, ROLE_MENTOR);
    test_bank_must(inquiry_measures_due(t.bank, "other", arena, &due, &count, &t.ctx), &t.ctx,
                   "due");
    assert_int_equal(count, 0);
    test_bank_must(inquiry_measure_done(t.bank, &t.actor, id, 1, day(2025, 10, 20), &t.ctx), &t.ctx,
                   "done");
    assert_int_equal(inquiry_measure_done(t.bank, &t.actor, id, 1, day(2025, 10, 21), &t.ctx),
                     ERR_CONFLICT);
    test_bank_must(inquiry_measures_due(t.bank, NULL, arena, &due, &count, &t.ctx), &t.ctx, "due");
    assert_int_equal(count, 0);
    clear(id);
}

static void a_text_put_in_the_place_of_another_is_found(void **unused)
{
    (void)unused;
    struct inquiry_id a = opened(other);
    hear(a, INQUIRY_PUPIL, "Första utredningen.");
    clear(a);
    struct inquiry_id b = opened(other);
    hear(b, INQUIRY_PUPIL, "Andra utredningen.");
    static const struct db_statement swap = {
        "test/swap",
        "UPDATE absence_inquiry_hearing SET sealed = (SELECT sealed FROM absence_inquiry_hearing "
        "WHERE inquiry_id = $1) WHERE inquiry_id = $2",
        DB_WRITE, DB_CLASS_ATTENDANCE};
    test_bank_must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), &t.ctx, "begin");
    register_run(&t, &swap, (struct db_value[]){db_int(a.v), db_int(b.v)}, 2);
    test_bank_must(db_commit(bank_db(t.bank), &t.ctx), &t.ctx, "commit");
    struct inquiry_texts texts;
    struct reading *r = reading_begin(t.bank, &t.actor, JOURNAL_INQUIRY_READ);
    assert_int_equal(inquiry_texts(t.bank, r, b, arena, &texts, &t.ctx), ERR_CORRUPT);
    reading_abandon(r);
    clear(b);
}

/* ---- the secret compartment ---- */

static void causes_open_for_the_student_health_only_and_each_time_in_the_journal(void **unused)
{
    (void)unused;
    struct inquiry_id id = opened(pupil);
    struct absence_causes c = {.form = ABSENCE_REFUSAL,
                               .causes = 1u << ABSENCE_MIND | 1u << ABSENCE_ENVIRONMENT,
                               .text = "Ont i magen på söndagar."},
                          got;
    struct actor as_rektor = actor_staff(rektor), as_kurator = actor_staff(kurator);
    assert_int_equal(inquiry_put_causes(t.bank, &as_rektor, id, &c, &t.ctx), ERR_DENIED);
    assert_int_equal(inquiry_put_causes(t.bank, &t.actor, id, &c, &t.ctx), ERR_DENIED);
    assert_int_equal(inquiry_open_causes(t.bank, &as_kurator, id, arena, &got, &t.ctx),
                     ERR_NOT_FOUND);
    assert_false(get(id).causes);
    test_bank_must(inquiry_put_causes(t.bank, &as_kurator, id, &c, &t.ctx), &t.ctx, "put");
    assert_true(get(id).causes); /* everybody may know that there are some */
    assert_int_equal(get(id).causes_by.v, kurator.v);
    assert_int_equal(inquiry_open_causes(t.bank, &as_rektor, id, arena, &got, &t.ctx), ERR_DENIED);
    assert_int_equal(inquiry_open_causes(t.bank, &t.actor, id, arena, &got, &t.ctx), ERR_DENIED);
    assert_string_equal(got.text, "");
    struct journal_head before, after;
    test_bank_must(journal_head(t.bank, &before, &t.ctx), &t.ctx, "head");
    test_bank_must(inquiry_open_causes(t.bank, &as_kurator, id, arena, &got, &t.ctx), &t.ctx,
                   "open");
    test_bank_must(journal_head(t.bank, &after, &t.ctx), &t.ctx, "head");
    assert_int_equal(after.size, before.size + 1);
    assert_int_equal(got.form, ABSENCE_REFUSAL);
    assert_int_equal(got.causes, c.causes);
    assert_string_equal(got.text, c.text);
    c.causes = 1u << ABSENCE_CAUSE__MAX;
    assert_int_equal(inquiry_put_causes(t.bank, &as_kurator, id, &c, &t.ctx), ERR_INVALID);
    clear(id);
}

static void relate(struct staff_id who, enum compartment c)
{
    struct relation_id id;
    struct staff_relation r = {.staff = who,
                               .kind = RELATION_COMPARTMENT,
                               .object = c,
                               .from = date_today(),
                               .to = DATE_OPEN};
    test_bank_must(relation_add(t.bank, &r, &t.actor, &id, &t.ctx), &t.ctx, "relation");
}

static void causes_stay_in_the_compartment_where_they_were_noted(void **unused)
{
    (void)unused;
    struct inquiry_id id = opened(pupil), second = opened(other);
    struct absence_causes c = {.causes = 1u << ABSENCE_HEALTH, .text = "Yr på mornarna."}, got;
    struct staff_id nurse = test_staff(&t, "Nils Sköterska", ROLE_KURATOR, "12345678", true),
                    teacher = test_staff(&t, "Tina Lärare", ROLE_KURATOR, "12345678", true),
                    leader = test_staff(&t, "Rolf Rektor", ROLE_REKTOR, "12345678", true);
    relate(nurse, COMPARTMENT_EMI);
    relate(teacher, COMPARTMENT_SKO);
    relate(leader, COMPARTMENT_EPS); /* leads it, and still is not in it */
    struct actor as_nurse = actor_staff(nurse), as_kurator = actor_staff(kurator),
                 as_teacher = actor_staff(teacher), as_leader = actor_staff(leader);
    test_bank_must(inquiry_put_causes(t.bank, &as_nurse, id, &c, &t.ctx), &t.ctx, "put");
    test_bank_must(inquiry_open_causes(t.bank, &as_nurse, id, arena, &got, &t.ctx), &t.ctx, "open");
    assert_string_equal(got.text, c.text);
    assert_int_equal(inquiry_open_causes(t.bank, &as_kurator, id, arena, &got, &t.ctx), ERR_DENIED);
    assert_string_equal(got.text, "");
    assert_int_equal(inquiry_put_causes(t.bank, &as_kurator, id, &c, &t.ctx), ERR_DENIED);
    assert_int_equal(get(id).causes_by.v, nurse.v); /* and nothing was written over */
    test_bank_must(inquiry_put_causes(t.bank, &as_kurator, second, &c, &t.ctx), &t.ctx, "put");
    assert_int_equal(inquiry_open_causes(t.bank, &as_nurse, second, arena, &got, &t.ctx),
                     ERR_DENIED);
    const struct actor *outside[] = {&as_teacher, &as_leader};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(inquiry_open_causes(t.bank, outside[i], second, arena, &got, &t.ctx),
                         ERR_DENIED);
        assert_int_equal(inquiry_put_causes(t.bank, outside[i], second, &c, &t.ctx), ERR_DENIED);
    }
    clear(id);
    clear(second);
}

static void lists_have_listed_pupils_the_first_due_first(void **unused)
{
    (void)unused;
    struct inquiry_id late = opened(pupil), soon;
    struct inquiry_opening o = opening(other);
    o.days = 3;
    test_bank_must(inquiry_open(t.bank, &t.actor, &o, &soon, &t.ctx), &t.ctx, "open");
    struct inquiry *list;
    size_t count;
    struct inquiry_filter f = {.unit = "12345678"};
    test_bank_must(inquiry_list(t.bank, &f, arena, &list, &count, &t.ctx), &t.ctx, "list");
    assert_int_equal(count, 2);
    assert_int_equal(list[0].id.v, soon.v);
    assert_int_equal(list[1].id.v, late.v);
    f.unit = "87654321";
    test_bank_must(inquiry_list(t.bank, &f, arena, &list, &count, &t.ctx), &t.ctx, "list");
    assert_int_equal(count, 0);
    test_bank_must(person_set_protection(t.bank, other, PROTECTION_MARKED, &t.actor, &t.ctx),
                   &t.ctx, "protect");
    f.unit = NULL;
    test_bank_must(inquiry_list(t.bank, &f, arena, &list, &count, &t.ctx), &t.ctx, "list");
    assert_int_equal(count, 1);
    f.ended_too = true;
    f.person = pupil;
    test_bank_must(inquiry_list(t.bank, &f, arena, &list, &count, &t.ctx), &t.ctx, "list");
    assert_true(count > 3);
    assert_false(list[0].ended);
    assert_true(list[1].ended);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_open_inquiry_a_pupil_with_what_was_counted),
        cmocka_unit_test(is_refused_for_the_protected_and_for_days_to_come),
        cmocka_unit_test(is_complete_when_all_are_heard_or_told_why_not),
        cmocka_unit_test(texts_come_back_through_a_reading_only),
        cmocka_unit_test(a_text_put_in_the_place_of_another_is_found),
        cmocka_unit_test(causes_open_for_the_student_health_only_and_each_time_in_the_journal),
        cmocka_unit_test(causes_stay_in_the_compartment_where_they_were_noted),
        cmocka_unit_test(lists_have_listed_pupils_the_first_due_first),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
