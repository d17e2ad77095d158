/* Deadlines: every one for every start day has one answer; how they are counted; what is refused.
 */
#include "fixture.h"

#include "base/buf.h"
#include "law/deadline.h"
#include "law/holiday.h"

static struct law_deadline_due due(const struct law_rules *r, struct law_deadline_question q)
{
    struct law_deadline_due out;
    law_deadline_due(r, &q, &out);
    return out;
}

static void fourteen_days_that_end_on_a_holiday_end_on_the_next_working_day(void **state)
{
    struct law_deadline_due d =
        due(*state, (struct law_deadline_question){.code = "preliminary_assessment",
                                                   .start = day("2026-12-10"),
                                                   .on = day("2026-12-20")});
    assert_true(d.has_due && !d.at_once && !d.local);
    assert_int_equal(d.counted.days, day("2026-12-24").days);
    assert_int_equal(d.due.days, day("2026-12-28").days);
    assert_int_equal(d.days_left, 8);
    assert_int_equal(d.state, LAW_DEADLINE_RUNNING);
    assert_int_equal(d.confidence, LAW_INFERRED); /* the count is read, the moving is concluded */
    d = due(*state, (struct law_deadline_question){.code = "preliminary_assessment",
                                                   .start = day("2026-11-02"),
                                                   .on = day("2026-11-20")});
    assert_int_equal(d.confidence, LAW_VERIFIED);
    assert_int_equal(d.days_left, -4);
    assert_int_equal(d.state, LAW_DEADLINE_PASSED);
    assert_string_equal(d.deadline->start->code, "report_received");
    assert_string_equal(d.deadline->label, "P14D");
}

static void the_law_of_the_day_that_it_began_is_the_one_that_counts(void **state)
{
    struct law_deadline_question q = {.code = "child_inquiry", .start = day("2025-06-30")};
    assert_string_equal(due(*state, q).deadline->rule.id, "child_inquiry.before");
    q.start = day("2025-07-01");
    assert_string_equal(due(*state, q).deadline->rule.id, "child_inquiry");
    q.start = day("2025-03-31");
    assert_int_equal(due(*state, q).state, LAW_DEADLINE_NONE);
}

static void feedback_asked_for_too_late_is_owed_at_once(void **state)
{
    struct law_deadline_question q = {.code = "feedback",
                                      .start = day("2026-11-16"),
                                      .asked = day("2026-11-23"),
                                      .on = day("2026-11-23")};
    assert_int_equal(due(*state, q).due.days, day("2026-11-23").days);
    assert_false(due(*state, q).at_once);
    q.asked = q.on = day("2026-11-24");
    assert_int_equal(due(*state, q).due.days, day("2026-11-24").days);
    assert_true(due(*state, q).at_once);
    q.start = (struct date){0}; /* an inquiry ran already: no decision to count from */
    assert_int_equal(due(*state, q).state, LAW_DEADLINE_LAST_DAY);
    q.asked = (struct date){0};
    assert_int_equal(due(*state, q).state, LAW_DEADLINE_NONE);
    q.code = "preliminary_assessment"; /* not on request */
    q.asked = day("2026-11-24");
    assert_int_equal(due(*state, q).state, LAW_DEADLINE_NONE);
}

static void a_deadline_without_a_number_gets_a_day_from_a_local_target_only(void **state)
{
    struct law_deadline_question q = {
        .code = "absence_inquiry", .start = day("2026-11-02"), .on = day("2026-11-10")};
    struct law_deadline_due d = due(*state, q);
    assert_int_equal(d.state, LAW_DEADLINE_WITHOUT_DAY);
    assert_false(d.has_due);
    q.stopped = day("2026-11-30");
    assert_int_equal(due(*state, q).state, LAW_DEADLINE_STOPPED);
    q.has_target = true;
    q.target_days = 14;
    d = due(*state, q);
    assert_true(d.has_due && d.local);
    assert_int_equal(d.due.days, day("2026-11-16").days);
    assert_int_equal(d.state, LAW_DEADLINE_STOPPED_LATE);
    q.stopped = day("2026-11-16");
    assert_int_equal(due(*state, q).state, LAW_DEADLINE_STOPPED);
    q = (struct law_deadline_question){
        .code = "consent_end", .start = day("2027-06-30"), .has_target = true, .target_days = 9};
    assert_int_equal(due(*state, q).due.days, day("2027-06-30").days); /* no target moves it */
    assert_false(due(*state, q).local);
}

static void an_unknown_deadline_is_none(void **state)
{
    struct law_deadline_due d =
        due(*state, (struct law_deadline_question){.code = "no_such", .start = day("2026-11-02")});
    assert_int_equal(d.state, LAW_DEADLINE_NONE);
    assert_null(d.deadline);
    assert_false(d.has_due);
    assert_null(law_deadline_at(*state, 100000));
}

static void check_one(const struct law_rules *r, const struct law_deadline_question *q)
{
    struct law_deadline_due d = due(r, *q);
    assert_true(d.state < LAW_DEADLINE_STATE__MAX);
    assert_int_equal(d.deadline == NULL, d.state == LAW_DEADLINE_NONE);
    if (d.deadline == NULL) {
        assert_false(d.has_due);
        return;
    }
    assert_true(d.deadline->rule.grounds_n > 0);
    assert_true(d.confidence <= d.deadline->rule.confidence);
    if (d.has_due) {
        assert_true(d.due.days >= d.counted.days && d.due.days <= d.counted.days + 6);
        assert_true(d.counted.days >= q->start.days || d.at_once);
        assert_int_equal(d.due.days != d.counted.days,
                         d.deadline->working_day && !d.at_once && law_is_day_off(d.counted));
    }
}

/* Every deadline, every start day of three years, with and without the rest. */
static void every_question_has_exactly_one_answer(void **state)
{
    const struct law_rules *r = *state;
    const struct law_deadline_rule *d;
    size_t asked = 0;
    for (size_t i = 0; (d = law_deadline_at(r, i)) != NULL; i++) {
        for (struct date s = day("2025-03-25"); s.days < day("2028-03-01").days; s.days++) {
            for (unsigned bits = 0; bits < 16; bits++) {
                struct law_deadline_question q = {.code = d->code,
                                                  .start = {(bits & 1) != 0 ? s.days : 0},
                                                  .asked = {(bits & 2) != 0 ? s.days + 5 : 0},
                                                  .stopped = {(bits & 4) != 0 ? s.days + 9 : 0},
                                                  .has_target = (bits & 8) != 0,
                                                  .target_days = 6,
                                                  .on = {s.days + 14}};
                check_one(r, &q);
                asked++;
            }
        }
    }
    assert_true(asked > 100000);
}

/* ---- What is refused ---- */

#define TEXTS "  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n"
#define REST                                                                                       \
    TEXTS "  ground: SoL 20:2 (2025:400)\n  valid: 2020-01-01..\n  confidence: verified\n"         \
          "  checked-by:\n"
#define BASIC "  start: e\n  stop: e\n"
#define EVENT "event e\n  text.sv: a\n  text.en: b\n"
/* The block starts on line 4. */

static void refuses(const char *body, const char *where, const char *what)
{
    struct law_rules *rules;
    struct err_ctx ctx = {0};
    struct buf b;
    buf_init(&b, 1u << 16);
    buf_addf(&b, "%s%s", EVENT, body);
    assert_int_equal(law_load_text("t", b.text, b.len, fake_digest, &rules, &ctx), ERR_INVALID);
    assert_string_equal(ctx.where, where);
    if (strstr(ctx.what, what) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", ctx.what, what);
    }
    buf_free(&b);
}

static void refuses_deadlines_that_mean_nothing(void **state)
{
    (void)state;
    refuses("deadline x\n  start: f\n", "t:5:10", "unknown event");
    refuses("deadline x\n  stop: f\n", "t:5:9", "unknown event");
    refuses("deadline x\n  count: 0 days\n", "t:5:10", "not a length");
    refuses("deadline x\n  count: 1001 days\n", "t:5:10", "not a length");
    refuses("deadline x\n  count: 14\n", "t:5:10", "not a length");
    refuses("deadline x\n  count: 14 years\n", "t:5:10", "unknown unit");
    refuses("deadline x\n  count: whenever\n", "t:5:10", "unknown count");
    refuses("deadline x\n  asked-late: later\n", "t:5:15", "unknown answer");
    refuses("deadline x\n  day-off: next_working_day\n", "t:5:12", "two words");
    refuses("deadline x\n  day-off: next_working_day verified now\n", "t:5:12", "two words");
    refuses("deadline x\n  day-off: before verified\n", "t:5:12", "unknown word");
    refuses("deadline x\n  day-off: next_working_day sure\n", "t:5:29", "unknown confidence");
    refuses("deadline x\n  day-off: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            "aaaaaaaaa b\n",
            "t:5:12", "too long");
    refuses("deadline x\n  starts: e\n", "t:5:3", "unknown key");
    refuses("deadline x\n  start: e\n  start: e\n", "t:6:3", "twice");
    refuses("deadline x\n  title.sv: e\n  title.sv: e\n", "t:6:3", "twice");
    refuses("deadline x\n" BASIC REST, "t:4:1", "\"count\"");
    refuses("deadline x\n" BASIC "  count: soon\n" TEXTS, "t:4:1", "\"ground\"");
    refuses("deadline x\n" BASIC "  count: soon\n" REST "deadline x.y\n" BASIC
            "  count: soon\n" REST,
            "t:16:1", "same days as x");
    refuses("event e2\n  text.sv: a\n", "t:4:1", "both texts");
}

static void refuses_examples_of_deadlines_that_cannot_be_run(void **state)
{
    (void)state;
    refuses("deadline x\n  example: start=x -> none\n", "t:5:12", "not a date");
    refuses("deadline x\n  example: begin=2026-01-01 -> none\n", "t:5:12", "unknown key");
    refuses("deadline x\n  example: target=x -> none\n", "t:5:12", "not a number");
    refuses("deadline x\n  example: target= -> none\n", "t:5:12", "not a number");
    refuses("deadline x\n  example: target=1234567 -> none\n", "t:5:12", "not a number");
    refuses("deadline x\n  example: target=100001 -> none\n", "t:5:12", "not a number");
    refuses("deadline x\n  example: target=5d -> none\n", "t:5:12", "not a number");
    refuses("deadline x\n  example: start -> none\n", "t:5:12", "says nothing");
    refuses("deadline x\n  needs: nothing\n", "t:5:10", "unknown event");
    refuses("deadline x\n  owed-by: school nobody\n", "t:5:19", "unknown authority");
    refuses("deadline x\n  example: -> never\n", "t:5:15", "unknown answer");
    refuses("deadline x\n  example: -> none now\n", "t:5:20", "more follows");
    refuses("deadline x\n  example: ->\n", "t:5:14", "expects nothing");
    refuses("deadline x\n  example: target=1 target=1 target=1 target=1 target=1 target=1 target=1 "
            "target=1 target=1 target=1 target=1 target=1 target=1 -> none\n",
            "t:5:120", "too much");
    refuses("deadline x\n  example: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            "aaaaaaaaa -> none\n",
            "t:5:12", "too long");
}

/* ---- a course of events ---- */

static struct law_course course_of(const struct law_happened *h, size_t n, const char *on)
{
    return (struct law_course){
        .happened = h, .happened_n = n, .owes = 1u << LAW_OWES_SOCIAL, .on = day(on)};
}

static const struct law_followed *followed(const struct law_followed *list, size_t n,
                                           const char *code)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i].q.code, code) == 0) {
            return &list[i];
        }
    }
    return NULL;
}

static void what_has_happened_starts_and_stops_deadlines(void **state)
{
    struct law_happened h[] = {{"inquiry_opened", day("2026-11-14")},
                               {"report_received", day("2026-11-02")},
                               {"inquiry_decided", day("2026-11-14")}};
    struct law_course c = course_of(h, 3, "2026-12-01");
    struct law_followed list[32];
    size_t n = law_deadlines_follow(*state, &c, list, 32);
    const struct law_followed *f = followed(list, n, "child_inquiry");
    assert_int_equal(f->due.state, LAW_DEADLINE_RUNNING);
    assert_int_equal(f->due.due.days, day("2027-03-15").days); /* the 14th is a Sunday */
    f = followed(list, n, "preliminary_assessment");
    assert_int_equal(f->due.state, LAW_DEADLINE_STOPPED);
    assert_int_equal(f->q.stopped.days, day("2026-11-14").days);
    assert_string_equal(f->stop->code, "inquiry_decided");
    assert_null(followed(list, n, "child_inquiry")->stop);
    assert_int_equal(followed(list, n, "immediate_protection")->due.state, LAW_DEADLINE_PASSED);
    assert_null(followed(list, n, "concern_report")); /* binds the school */
    assert_null(followed(list, n, "feedback"));       /* nobody has asked */
    assert_null(followed(list, n, "situation_follow_up"));
    assert_int_equal(law_deadlines_follow(*state, &c, list, 1), 1);
}

static void a_later_start_counts_and_an_earlier_stop_does_not(void **state)
{
    struct law_happened h[] = {{"inquiry_opened", day("2025-05-05")},
                               {"inquiry_closed", day("2025-09-01")},
                               {"inquiry_opened", day("2026-09-01")}};
    struct law_course c = course_of(h, 3, "2026-10-01");
    struct law_followed list[32];
    size_t n = law_deadlines_follow(*state, &c, list, 32);
    const struct law_followed *f = followed(list, n, "child_inquiry");
    assert_string_equal(f->due.deadline->rule.id, "child_inquiry"); /* not the older wording */
    assert_int_equal(f->q.start.days, day("2026-09-01").days);
    assert_int_equal(f->due.state, LAW_DEADLINE_RUNNING);
    c.happened_n = 2;
    n = law_deadlines_follow(*state, &c, list, 32);
    f = followed(list, n, "child_inquiry");
    assert_string_equal(f->due.deadline->rule.id, "child_inquiry.before");
    assert_int_equal(f->due.state, LAW_DEADLINE_STOPPED);
}

static void what_is_owed_on_request_waits_for_the_request(void **state)
{
    struct law_happened h[] = {{"inquiry_decided", day("2026-11-16")},
                               {"feedback_asked", day("2026-11-10")},
                               {"inquiry_closed", day("2026-05-20")},
                               {"situation_follow_up_started", day("2026-05-21")}};
    struct law_course c = course_of(h, 4, "2026-11-18");
    struct law_followed list[32];
    size_t n = law_deadlines_follow(*state, &c, list, 32);
    assert_int_equal(followed(list, n, "feedback")->due.due.days, day("2026-11-23").days);
    assert_int_equal(followed(list, n, "situation_follow_up")->due.due.days,
                     day("2026-11-20").days);
    c.happened = h + 1; /* no decision: an inquiry ran already */
    c.happened_n = 1;
    n = law_deadlines_follow(*state, &c, list, 32);
    assert_true(followed(list, n, "feedback")->due.at_once);
    h[3].on = day("2026-05-19"); /* a follow-up of an earlier inquiry */
    c.happened = h + 2;
    c.happened_n = 2;
    n = law_deadlines_follow(*state, &c, list, 32);
    assert_null(followed(list, n, "situation_follow_up"));
}

static void an_own_target_is_told_beside_the_law_when_it_is_stricter(void **state)
{
    struct law_happened h = {"inquiry_opened", day("2026-11-16")};
    struct law_target own[] = {{"child_inquiry", 90}, {"feedback", 3}};
    struct law_course c = course_of(&h, 1, "2026-12-01");
    struct law_followed list[32];
    c.targets = own;
    c.targets_n = 2;
    size_t n = law_deadlines_follow(*state, &c, list, 32);
    const struct law_followed *f = followed(list, n, "child_inquiry");
    assert_true(f->due.has_own && !f->due.local);
    assert_int_equal(f->due.own.days, day("2026-11-16").days + 90);
    assert_int_equal(f->due.due.days, day("2027-03-16").days);
    own[0].days = 120; /* the law's own day in this case */
    n = law_deadlines_follow(*state, &c, list, 32);
    assert_false(followed(list, n, "child_inquiry")->due.has_own);
}

static void a_target_may_only_be_stricter_than_the_law(void **state)
{
    assert_int_equal(law_deadline_target(*state, "child_inquiry", 112), LAW_TARGET_FITS);
    assert_int_equal(law_deadline_target(*state, "child_inquiry", 113), LAW_TARGET_LATE);
    assert_int_equal(law_deadline_target(*state, "preliminary_assessment", 14), LAW_TARGET_FITS);
    assert_int_equal(law_deadline_target(*state, "preliminary_assessment", 15), LAW_TARGET_LATE);
    assert_int_equal(law_deadline_target(*state, "feedback", 8), LAW_TARGET_LATE);
    assert_int_equal(law_deadline_target(*state, "inquiry_facts", 300), LAW_TARGET_FITS);
    assert_int_equal(law_deadline_target(*state, "concern_report", 0), LAW_TARGET_NEVER);
    assert_int_equal(law_deadline_target(*state, "consent_end", 1), LAW_TARGET_NEVER);
    assert_int_equal(law_deadline_target(*state, "no_such", 1), LAW_TARGET_UNKNOWN);
}

static void events_to_tell_of_are_those_of_the_own_deadlines(void **state)
{
    const struct law_event *e;
    size_t n = 0;
    bool opened = false;
    for (; (e = law_deadline_event(*state, 1u << LAW_OWES_SOCIAL, n)) != NULL; n++) {
        opened = opened || strcmp(e->code, "inquiry_opened") == 0;
        assert_string_not_equal(e->code, "birth");
        assert_string_not_equal(e->code, "concern_known");
    }
    assert_true(opened && n > 8);
    assert_string_equal(law_event_find(*state, "birth")->text.en, "the child was born");
    assert_null(law_event_find(*state, "nothing"));
}

static int setup(void **state)
{
    *state = shipped();
    return 0;
}

static int teardown(void **state)
{
    law_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fourteen_days_that_end_on_a_holiday_end_on_the_next_working_day),
        cmocka_unit_test(the_law_of_the_day_that_it_began_is_the_one_that_counts),
        cmocka_unit_test(feedback_asked_for_too_late_is_owed_at_once),
        cmocka_unit_test(a_deadline_without_a_number_gets_a_day_from_a_local_target_only),
        cmocka_unit_test(an_unknown_deadline_is_none),
        cmocka_unit_test(every_question_has_exactly_one_answer),
        cmocka_unit_test(what_has_happened_starts_and_stops_deadlines),
        cmocka_unit_test(a_later_start_counts_and_an_earlier_stop_does_not),
        cmocka_unit_test(what_is_owed_on_request_waits_for_the_request),
        cmocka_unit_test(an_own_target_is_told_beside_the_law_when_it_is_stricter),
        cmocka_unit_test(a_target_may_only_be_stricter_than_the_law),
        cmocka_unit_test(events_to_tell_of_are_those_of_the_own_deadlines),
        cmocka_unit_test(refuses_deadlines_that_mean_nothing),
        cmocka_unit_test(refuses_examples_of_deadlines_that_cannot_be_run),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
