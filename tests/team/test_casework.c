/* Survey, plan, meetings and notes of a case: what is kept, what is refused, who may. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bank/journal.h"
#include "bank/staff.h"
#include "db/db.h"
#include "support/test_people.h"
#include "team/meeting.h"
#include "team/note.h"
#include "team/plan.h"
#include "team/progress.h"
#include "team/survey.h"

static struct test_bank t;
static struct arena *a;
static struct staff_id karin, other;
static struct date today;
static int civic_count;

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "test");
}

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    t = test_bank_make(BANK_SCHOOL);
    today = date_today();
    karin = test_staff(&t, "Karin", ROLE_KURATOR, "100", true);
    other = test_staff(&t, "Olle", ROLE_KURATOR, "100", true);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    arena_free(a);
    return 0;
}

/* A new pupil with a case that Karin has. */
static struct case_id new_case(void)
{
    struct person_id person = test_person_source(&t, arena_printf(a, "pupil-%d", ++civic_count));
    struct case_opening o = {.person = person,
                             .responsible = karin,
                             .reason = CASE_REASON_ABSENCE,
                             .opened = {today.days - 30}};
    struct case_id id;
    must(case_open(t.bank, &t.actor, &o, &id, &t.ctx));
    return id;
}

static struct actor as(struct staff_id id)
{
    return actor_staff(id);
}

static struct date later(int days)
{
    return (struct date){today.days + days};
}

static unsigned journalled(struct case_id id, enum journal_event event)
{
    struct journal_row *rows;
    size_t count;
    struct journal_filter f = {.has_event = true, .event = event, .case_id = id};
    must(journal_list(t.bank, &f, a, &rows, &count, &t.ctx));
    return (unsigned)count;
}

/* ---- survey ---- */

static struct survey survey_of(const char *voice)
{
    struct survey s = {.parts[SURVEY_VOICE] = voice};
    for (int i = 0; i < SURVEY_LADDER__MAX; i++) {
        s.ladders[i] = SURVEY_NOT_ASKED;
    }
    return s;
}

static void keeps_every_survey_and_shows_the_newest_first(void **state)
{
    (void)state;
    struct case_id id = new_case();
    struct actor me = as(karin);
    struct survey s = survey_of("Jag vill ha min gamla klass.");
    s.ladders[SURVEY_AT_HOME] = 7;
    must(survey_write(t.bank, &me, id, &s, &t.ctx));
    s = survey_of(NULL);
    s.parts[SURVEY_STRENGTHS] = "Ritar. \"Bra\" kompisar\ni parallellklassen.";
    must(survey_write(t.bank, &me, id, &s, &t.ctx));
    struct survey *list;
    size_t count;
    must(survey_list(t.bank, &me, id, a, &list, &count, &t.ctx));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].parts[SURVEY_STRENGTHS], s.parts[SURVEY_STRENGTHS]);
    assert_null(list[0].parts[SURVEY_VOICE]);
    assert_int_equal(list[0].ladders[SURVEY_AT_HOME], SURVEY_NOT_ASKED);
    assert_int_equal(list[1].ladders[SURVEY_AT_HOME], 7);
    assert_string_equal(list[1].parts[SURVEY_VOICE], "Jag vill ha min gamla klass.");
    assert_int_equal(list[1].by.v, karin.v);
    assert_int_equal(journalled(id, JOURNAL_SURVEY_WRITTEN), 2);
}

static void refuses_an_empty_survey_and_a_step_off_the_ladder(void **state)
{
    (void)state;
    struct case_id id = new_case();
    struct actor me = as(karin);
    struct survey s = survey_of("");
    assert_int_equal(survey_write(t.bank, &me, id, &s, &t.ctx), ERR_INVALID);
    s.ladders[SURVEY_FEELING] = 11;
    assert_int_equal(survey_write(t.bank, &me, id, &s, &t.ctx), ERR_INVALID);
    s.ladders[SURVEY_FEELING] = 0;
    must(survey_write(t.bank, &me, id, &s, &t.ctx));
    assert_int_equal(journalled(id, JOURNAL_SURVEY_WRITTEN), 1);
}

/* ---- plan ---- */

static struct plan_goal goal_of(const char *text)
{
    return (struct plan_goal){
        .area = GOAL_ATTENDANCE,
        .text = text,
        .responsible = RESPONSIBLE_OWN,
        .starts = today,
        .ends = later(60),
        .actions = {{.what = "Morgonsamtal", .who = "mentor", .until = later(30)}}};
}

static int put(struct case_id id, const struct plan_goal *g)
{
    struct actor me = as(karin);
    int number;
    must(plan_put_goal(t.bank, &me, id, g, &number, &t.ctx));
    return number;
}

static struct plan_agreement agreement(void)
{
    return (struct plan_agreement){
        .on = today, .review = later(28), .parties = 1u << PARTY_PUPIL | 1u << PARTY_GUARDIANS};
}

static struct plan read_plan(struct case_id id, int version)
{
    struct actor me = as(karin);
    struct plan p;
    must(plan_read(t.bank, &me, id, version, a, &p, &t.ctx));
    return p;
}

/* A case with an agreed plan of two goals. */
static struct case_id case_with_plan(void)
{
    struct case_id id = new_case();
    struct actor me = as(karin);
    struct plan_head head = {.kind = PLAN_RETURN, .voice = "Jag vill börja senare."};
    struct plan_goal first = goal_of("Vara i skolan tre dagar i veckan.");
    struct plan_goal second = goal_of("En vuxen att gå till.");
    struct plan_agreement g = agreement();
    must(plan_begin(t.bank, &me, id, &head, &t.ctx));
    put(id, &first);
    put(id, &second);
    must(plan_agree(t.bank, &me, id, &g, &t.ctx));
    return id;
}

static void a_changed_plan_keeps_the_old_one(void **state)
{
    (void)state;
    struct case_id id = case_with_plan();
    struct actor me = as(karin);
    must(plan_begin(t.bank, &me, id, NULL, &t.ctx));
    struct plan draft = read_plan(id, 2);
    assert_int_equal(draft.state, PLAN_DRAFT);
    assert_int_equal(draft.goal_count, 2);
    assert_string_equal(draft.head.voice, "Jag vill börja senare.");
    draft.goals[0].text = "Vara i skolan fyra dagar i veckan.";
    assert_int_equal(put(id, &draft.goals[0]), 1);
    must(plan_drop_goal(t.bank, &me, id, 2, &t.ctx));
    struct plan_goal third = goal_of("Klara matematiken.");
    assert_int_equal(put(id, &third), 3); /* a number is never used again */
    assert_int_equal(read_plan(id, 0).version, 1);
    struct plan_agreement g = agreement();
    must(plan_agree(t.bank, &me, id, &g, &t.ctx));
    struct plan now = read_plan(id, 0), old = read_plan(id, 1);
    assert_int_equal(now.version, 2);
    assert_string_equal(now.goals[0].text, "Vara i skolan fyra dagar i veckan.");
    assert_string_equal(now.goals[0].actions[0].who, "mentor");
    assert_int_equal(now.goals[0].actions[0].until.days, later(30).days);
    assert_int_equal(old.state, PLAN_REPLACED);
    assert_int_equal(old.goal_count, 2);
    assert_string_equal(old.goals[0].text, "Vara i skolan tre dagar i veckan.");
    assert_int_equal(journalled(id, JOURNAL_PLAN_AGREED), 2);
}

static void an_agreed_plan_cannot_be_changed(void **state)
{
    (void)state;
    struct case_id id = case_with_plan();
    struct actor me = as(karin);
    struct plan_goal g = goal_of("Nytt mål");
    struct plan_agreement agreed = agreement();
    int number;
    assert_int_equal(plan_put_goal(t.bank, &me, id, &g, &number, &t.ctx), ERR_CONFLICT);
    assert_int_equal(plan_drop_goal(t.bank, &me, id, 1, &t.ctx), ERR_CONFLICT);
    assert_int_equal(plan_agree(t.bank, &me, id, &agreed, &t.ctx), ERR_CONFLICT);
    assert_int_equal(plan_drop_draft(t.bank, &me, id, &t.ctx), ERR_CONFLICT);
    must(plan_begin(t.bank, &me, id, NULL, &t.ctx));
    assert_int_equal(plan_begin(t.bank, &me, id, NULL, &t.ctx), ERR_CONFLICT);
    must(plan_drop_draft(t.bank, &me, id, &t.ctx));
    assert_int_equal(read_plan(id, 0).goal_count, 2);
}

static void says_what_an_agreement_lacks(void **state)
{
    (void)state;
    struct case_id id = new_case();
    struct actor me = as(karin);
    struct plan_head head = {.kind = PLAN_SIP};
    struct plan_agreement g = agreement();
    must(plan_begin(t.bank, &me, id, &head, &t.ctx));
    assert_int_equal(plan_agree(t.bank, &me, id, &g, &t.ctx), ERR_INVALID);
    assert_string_equal(t.ctx.where, "goal");
    struct plan_goal goal = goal_of("Sova på natten.");
    goal.actions[0].what = NULL;
    goal.number = put(id, &goal);
    g.parties = 0;
    assert_int_equal(plan_agree(t.bank, &me, id, &g, &t.ctx), ERR_INVALID);
    assert_string_equal(t.ctx.where, "parties");
    g = agreement();
    g.review = g.on;
    assert_int_equal(plan_agree(t.bank, &me, id, &g, &t.ctx), ERR_INVALID);
    assert_string_equal(t.ctx.where, "review");
    g = agreement();
    assert_int_equal(plan_agree(t.bank, &me, id, &g, &t.ctx), ERR_INVALID);
    assert_string_equal(t.ctx.where, "lead");
    head.lead = "Regionen";
    must(plan_set_head(t.bank, &me, id, &head, &t.ctx));
    assert_int_equal(plan_agree(t.bank, &me, id, &g, &t.ctx), ERR_INVALID);
    assert_string_equal(t.ctx.where, "goal");
    goal.actions[0].what = "Läkarsamtal";
    put(id, &goal);
    must(plan_agree(t.bank, &me, id, &g, &t.ctx));
}

static void goals_are_followed_up_through_the_versions(void **state)
{
    (void)state;
    struct case_id id = case_with_plan();
    struct actor me = as(karin);
    struct plan_followup f = {
        .goal = 1, .on = today, .reached = GOAL_REACHED_PARTLY, .note = "Två dagar av tre."};
    must(plan_follow(t.bank, &me, id, &f, &t.ctx));
    must(plan_begin(t.bank, &me, id, NULL, &t.ctx));
    f.reached = GOAL_REACHED_YES;
    f.note = NULL;
    must(plan_follow(t.bank, &me, id, &f, &t.ctx));
    struct plan_agreement g = agreement();
    must(plan_agree(t.bank, &me, id, &g, &t.ctx));
    struct plan p = read_plan(id, 0);
    assert_int_equal(p.goals[0].followup_count, 2);
    assert_string_equal(p.goals[0].followups[0].note, "Två dagar av tre.");
    assert_int_equal(p.goals[0].followups[1].reached, GOAL_REACHED_YES);
    assert_int_equal(p.goals[1].followup_count, 0);
    struct case_progress progress;
    must(case_progress(t.bank, id, &progress, &t.ctx));
    assert_int_equal(progress.goals, 2);
    assert_int_equal(progress.goals_followed, 1);
    assert_int_equal(progress.goals_reached, 1);
    assert_true(progress.agreed && !progress.draft);
    f.goal = 9;
    assert_int_equal(plan_follow(t.bank, &me, id, &f, &t.ctx), ERR_INVALID);
    f = (struct plan_followup){.goal = 1, .on = later(1), .reached = GOAL_REACHED_YES};
    assert_int_equal(plan_follow(t.bank, &me, id, &f, &t.ctx), ERR_INVALID);
}

static void reviews_fall_due_for_the_responsible_employee(void **state)
{
    (void)state;
    struct case_id id = case_with_plan();
    struct actor me = as(karin);
    struct plan_due *due;
    size_t count;
    struct plan_review review = {.version = 1, .next = later(3)};
    must(plan_review(t.bank, &me, id, &review, &t.ctx));
    review.next = today;
    assert_int_equal(plan_review(t.bank, &me, id, &review, &t.ctx), ERR_INVALID);
    must(plan_due(t.bank, &(struct case_filter){.responsible = karin}, later(2), a, &due, &count,
                  &t.ctx));
    assert_int_equal(count, 0);
    must(plan_due(t.bank, &(struct case_filter){.responsible = karin}, later(3), a, &due, &count,
                  &t.ctx));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].case_id.v, id.v);
    must(plan_due(t.bank, &(struct case_filter){.responsible = other}, later(99), a, &due, &count,
                  &t.ctx));
    assert_int_equal(count, 0);
    must(case_end(t.bank, &me, id, CASE_CLOSE_MOVED, today, NULL, &t.ctx));
    must(plan_due(t.bank, &(struct case_filter){.responsible = karin}, later(3), a, &due, &count,
                  &t.ctx));
    assert_int_equal(count, 0);
}

static void a_review_is_whole_or_not_at_all(void **state)
{
    (void)state;
    struct case_id id = case_with_plan();
    struct actor me = as(karin);
    struct plan_followup both[] = {{.goal = 1, .on = today, .reached = GOAL_REACHED_YES},
                                   {.goal = 7, .on = today, .reached = GOAL_REACHED_NO}};
    struct plan_review review = {.version = 1, .followups = both, .count = 2, .next = later(20)};
    assert_int_equal(plan_review(t.bank, &me, id, &review, &t.ctx), ERR_INVALID);
    assert_int_equal(read_plan(id, 0).goals[0].followup_count, 0);
    assert_int_equal(read_plan(id, 0).agreement.review.days, later(28).days);
    both[1].goal = 2;
    review.version = 2;
    assert_int_equal(plan_review(t.bank, &me, id, &review, &t.ctx), ERR_CONFLICT);
    review.version = 1;
    must(plan_review(t.bank, &me, id, &review, &t.ctx));
    assert_int_equal(read_plan(id, 0).goals[1].followups[0].reached, GOAL_REACHED_NO);
    assert_int_equal(read_plan(id, 0).agreement.review.days, later(20).days);
}

/* ---- meetings and notes ---- */

static struct meeting meeting_of(const char *agreed)
{
    return (struct meeting){
        .kind = MEETING_TEAM,
        .identified = true,
        .day = today,
        .parties = 1u << PARTY_SCHOOL | 1u << PARTY_SOCIAL_OPEN,
        .who = "mentor, skolsocionom",
        .agreed = agreed,
        .tasks = {{.what = "Ringa hem", .responsible = RESPONSIBLE_OWN, .due = later(7)},
                  {.due = DATE_OPEN},
                  {.what = "Boka besök", .responsible = RESPONSIBLE_OTHER, .due = DATE_OPEN}}};
}

static void keeps_what_was_agreed_at_a_meeting_and_when_it_is_done(void **state)
{
    (void)state;
    struct case_id id = new_case();
    struct actor me = as(karin);
    struct meeting m = meeting_of("Börja efter lovet."), *list;
    int number;
    size_t count, due_count;
    struct meeting_due *due;
    must(meeting_write(t.bank, &me, id, &m, &number, &t.ctx));
    must(meeting_list(t.bank, &me, id, a, &list, &count, &t.ctx));
    assert_int_equal(count, 1);
    assert_true(list[0].identified);
    assert_string_equal(list[0].agreed, "Börja efter lovet.");
    assert_int_equal(list[0].task_count, 2);
    assert_string_equal(list[0].tasks[1].what, "Boka besök");
    assert_int_equal(list[0].tasks[1].due.days, DATE_OPEN.days);
    struct case_filter mine = {.responsible = karin};
    must(meeting_due(t.bank, &mine, later(7), a, &due, &due_count, &t.ctx));
    assert_int_equal(due_count, 1);
    assert_int_equal(due[0].due.days, later(7).days);
    must(meeting_task_done(t.bank, &me, id, due[0].task, today, &t.ctx));
    assert_int_equal(meeting_task_done(t.bank, &me, id, due[0].task, today, &t.ctx), ERR_CONFLICT);
    must(meeting_due(t.bank, &mine, later(7), a, &due, &due_count, &t.ctx));
    assert_int_equal(due_count, 0);
    must(meeting_list(t.bank, &me, id, a, &list, &count, &t.ctx));
    assert_true(list[0].tasks[0].done && !list[0].tasks[1].done);
}

static void refuses_a_meeting_without_people_or_agreement_or_ahead(void **state)
{
    (void)state;
    struct case_id id = new_case();
    struct actor me = as(karin);
    struct meeting m = meeting_of("");
    int number;
    assert_int_equal(meeting_write(t.bank, &me, id, &m, &number, &t.ctx), ERR_INVALID);
    m = meeting_of("Inget bestämdes.");
    m.parties = 0;
    assert_int_equal(meeting_write(t.bank, &me, id, &m, &number, &t.ctx), ERR_INVALID);
    m = meeting_of("Inget bestämdes.");
    m.day = later(1);
    assert_int_equal(meeting_write(t.bank, &me, id, &m, &number, &t.ctx), ERR_INVALID);
    assert_int_equal(number, 0);
    assert_int_equal(journalled(id, JOURNAL_MEETING_WRITTEN), 0);
}

static void notes_are_added_and_never_changed(void **state)
{
    (void)state;
    struct case_id id = new_case();
    struct actor me = as(karin);
    struct case_note *list;
    size_t count;
    must(note_write(t.bank, &me, id, later(-3), "Ringde mamma.", &t.ctx));
    must(note_write(t.bank, &me, id, today, "Träffade eleven.", &t.ctx));
    assert_int_equal(note_write(t.bank, &me, id, today, "", &t.ctx), ERR_INVALID);
    assert_int_equal(note_write(t.bank, &me, id, later(1), "I morgon", &t.ctx), ERR_INVALID);
    must(note_list(t.bank, &me, id, a, &list, &count, &t.ctx));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].text, "Träffade eleven.");
    assert_int_equal(list[1].day.days, later(-3).days);
}

/* ---- who may ---- */

static void a_colleague_without_the_case_sees_and_writes_nothing(void **state)
{
    (void)state;
    struct case_id id = case_with_plan();
    struct actor stranger = as(other);
    struct survey s = survey_of("x"), *surveys;
    struct meeting m = meeting_of("y"), *meetings;
    struct plan_goal g = goal_of("z");
    struct plan_followup f = {.goal = 1, .on = today, .reached = GOAL_REACHED_YES};
    struct case_note *notes;
    struct plan p, *versions;
    size_t count;
    int number;
    assert_int_equal(survey_write(t.bank, &stranger, id, &s, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(survey_list(t.bank, &stranger, id, a, &surveys, &count, &t.ctx),
                     ERR_NOT_FOUND);
    assert_int_equal(plan_read(t.bank, &stranger, id, 0, a, &p, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(plan_versions(t.bank, &stranger, id, a, &versions, &count, &t.ctx),
                     ERR_NOT_FOUND);
    assert_int_equal(plan_begin(t.bank, &stranger, id, NULL, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(plan_put_goal(t.bank, &stranger, id, &g, &number, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(plan_follow(t.bank, &stranger, id, &f, &t.ctx), ERR_NOT_FOUND);
    struct plan_review review = {.version = 1, .next = later(9)};
    assert_int_equal(plan_review(t.bank, &stranger, id, &review, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(meeting_write(t.bank, &stranger, id, &m, &number, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(meeting_list(t.bank, &stranger, id, a, &meetings, &count, &t.ctx),
                     ERR_NOT_FOUND);
    assert_int_equal(meeting_task_done(t.bank, &stranger, id, 1, today, &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(note_write(t.bank, &stranger, id, today, "x", &t.ctx), ERR_NOT_FOUND);
    assert_int_equal(note_list(t.bank, &stranger, id, a, &notes, &count, &t.ctx), ERR_NOT_FOUND);
}

static void a_closed_case_is_read_and_not_written(void **state)
{
    (void)state;
    struct case_id id = case_with_plan();
    struct actor me = as(karin);
    struct survey s = survey_of("x");
    struct meeting m = meeting_of("y");
    int number;
    must(case_end(t.bank, &me, id, CASE_CLOSE_GOAL_REACHED, today, NULL, &t.ctx));
    assert_int_equal(survey_write(t.bank, &me, id, &s, &t.ctx), ERR_CONFLICT);
    assert_int_equal(plan_begin(t.bank, &me, id, NULL, &t.ctx), ERR_CONFLICT);
    assert_int_equal(meeting_write(t.bank, &me, id, &m, &number, &t.ctx), ERR_CONFLICT);
    assert_int_equal(note_write(t.bank, &me, id, today, "x", &t.ctx), ERR_CONFLICT);
    assert_int_equal(read_plan(id, 0).goal_count, 2);
}

static void texts_cannot_be_moved_between_rows_of_one_person(void **state)
{
    (void)state;
    struct case_id id = case_with_plan();
    struct actor me = as(karin);
    static const struct db_statement swap = {
        "test/swap",
        "UPDATE plan_goal SET sealed = (SELECT g.sealed FROM plan_goal g WHERE "
        "g.case_id = $1 AND g.goal = 2) WHERE case_id = $1 AND goal = 1",
        DB_WRITE, DB_CLASS_CASE};
    struct db_value values[] = {db_int(id.v)};
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    enum err e = db_run(bank_db(t.bank), &swap, values, 1, NULL, &t.ctx);
    must(db_end(bank_db(t.bank), e, &t.ctx));
    struct plan p;
    assert_int_equal(plan_read(t.bank, &me, id, 0, a, &p, &t.ctx), ERR_CORRUPT);
    assert_int_equal(p.version, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_every_survey_and_shows_the_newest_first),
        cmocka_unit_test(refuses_an_empty_survey_and_a_step_off_the_ladder),
        cmocka_unit_test(a_changed_plan_keeps_the_old_one),
        cmocka_unit_test(an_agreed_plan_cannot_be_changed),
        cmocka_unit_test(says_what_an_agreement_lacks),
        cmocka_unit_test(goals_are_followed_up_through_the_versions),
        cmocka_unit_test(reviews_fall_due_for_the_responsible_employee),
        cmocka_unit_test(a_review_is_whole_or_not_at_all),
        cmocka_unit_test(keeps_what_was_agreed_at_a_meeting_and_when_it_is_done),
        cmocka_unit_test(refuses_a_meeting_without_people_or_agreement_or_ahead),
        cmocka_unit_test(notes_are_added_and_never_changed),
        cmocka_unit_test(a_colleague_without_the_case_sees_and_writes_nothing),
        cmocka_unit_test(a_closed_case_is_read_and_not_written),
        cmocka_unit_test(texts_cannot_be_moved_between_rows_of_one_person),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
