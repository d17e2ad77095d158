/* Retention and grant conditions: nothing is erased for want of a fact; every condition answers. */
#include "fixture.h"

#include "law/grant.h"
#include "law/retention.h"

static const char *const all_events[] = {"birth", "last_note", "circumstances_ended",
                                         "document_date", "case_closed"};
static const char *const stops[] = {"other_data_on_person", "research_sample"};
#define EVENTS (sizeof all_events / sizeof all_events[0])

static struct law_retention keep(const struct law_rules *rules, const char *record,
                                 const char *event, const char *when, const char *on)
{
    struct law_happened h = {event, day(when)};
    struct law_retention out;
    law_retention(rules,
                  &(struct law_retention_question){.record = record,
                                                   .happened = &h,
                                                   .happened_n = 1,
                                                   .cleared = stops,
                                                   .cleared_n = 2,
                                                   .local_years = -1,
                                                   .on = day(on)},
                  &out);
    return out;
}

static void a_personal_file_is_erased_in_the_year_after_five_years(void **state)
{
    struct law_retention r = keep(*state, "social_file", "last_note", "2021-03-01", "2026-02-28");
    assert_int_equal(r.state, LAW_RETENTION_KEEP);
    assert_int_equal(r.first.days, day("2026-03-01").days);
    assert_int_equal(r.last.days, day("2027-12-31").days);
    r = keep(*state, "social_file", "last_note", "2021-03-01", "2026-03-01");
    assert_int_equal(r.state, LAW_RETENTION_SHALL_ERASE);
    r = keep(*state, "social_file", "last_note", "2021-03-01", "2027-12-31");
    assert_int_equal(r.state, LAW_RETENTION_SHALL_ERASE);
    r = keep(*state, "social_file", "last_note", "2021-03-01", "2028-01-01");
    assert_int_equal(r.state, LAW_RETENTION_OVERDUE);
    assert_string_equal(r.rule->grounds[0].cite, "SoL 16:1, 16:4 (2025:400)");
}

static void what_is_not_known_keeps_the_record(void **state)
{
    struct law_retention r = keep(*state, "child_inquiry", "last_note", "2001-03-01", "2026-11-22");
    assert_int_equal(r.state, LAW_RETENTION_UNKNOWN);
    assert_string_equal(r.waits_for, "birth");
    r = keep(*state, "school_record", "document_date", "1990-01-01", "2026-11-22");
    assert_int_equal(r.state, LAW_RETENTION_UNKNOWN);
    assert_string_equal(r.waits_for, "local");
    r = keep(*state, "no_such_record", "last_note", "1990-01-01", "2026-11-22");
    assert_int_equal(r.state, LAW_RETENTION_NO_RULE);
    assert_null(r.rule);
    r = keep(*state, "social_file", "last_note", "1990-01-01", "2025-06-30");
    assert_int_equal(r.state, LAW_RETENTION_NO_RULE);
    r = keep(*state, "placement", "last_note", "1950-01-01", "2026-11-22");
    assert_int_equal(r.state, LAW_RETENTION_KEEP);
    assert_false(r.has_first);
    assert_null(law_retention_record(*state, 10000));
}

static void a_stop_that_nobody_has_cleared_keeps_the_record(void **state)
{
    struct law_happened h = {"last_note", day("2020-01-01")};
    struct law_retention_question q = {.record = "social_file",
                                       .happened = &h,
                                       .happened_n = 1,
                                       .local_years = -1,
                                       .on = day("2026-11-22")};
    struct law_retention r;
    law_retention(*state, &q, &r);
    assert_int_equal(r.state, LAW_RETENTION_STOPPED);
    assert_string_equal(r.stopped_by, "other_data_on_person");
    q.cleared = stops;
    q.cleared_n = 1;
    law_retention(*state, &q, &r);
    assert_string_equal(r.stopped_by, "research_sample");
    h.on = (struct date){0};
    law_retention(*state, &q, &r);
    assert_int_equal(r.state, LAW_RETENTION_UNKNOWN);
}

static bool goes(enum law_retention_state s)
{
    return s >= LAW_RETENTION_MAY_ERASE;
}

#define KNOWN   (1u << EVENTS)
#define CLEARED 4u

/* The events of the set `known`, the stops of the set `cleared`, with or without a decision. */
static bool goes_with(const struct law_rules *rules, const char *record, struct date on,
                      unsigned known, unsigned cleared, bool local)
{
    struct law_happened h[EVENTS];
    const char *c[2];
    struct law_retention_question q = {
        .record = record, .happened = h, .cleared = c, .local_years = local ? 5 : -1, .on = on};
    for (unsigned e = 0; e < EVENTS; e++) {
        if ((known >> e & 1) != 0) {
            h[q.happened_n++] =
                (struct law_happened){all_events[e], day(e == 0 ? "1990-02-02" : "2012-02-02")};
        }
    }
    for (unsigned s = 0; s < 2; s++) {
        if ((cleared >> s & 1) != 0) {
            c[q.cleared_n++] = stops[s];
        }
    }
    struct law_retention r;
    law_retention(rules, &q, &r);
    assert_true(r.state < LAW_RETENTION_STATE__MAX);
    assert_int_equal(r.rule == NULL, r.state == LAW_RETENTION_NO_RULE);
    assert_true(!goes(r.state) || (r.has_first && r.first.days <= on.days));
    return goes(r.state);
}

/* One record, one day: where something may go, knowing more still lets it go. */
static void check_record(const struct law_rules *rules, const char *record, struct date on)
{
    for (unsigned known = 0; known < KNOWN; known++) {
        for (unsigned cleared = 0; cleared < CLEARED; cleared++) {
            for (unsigned local = 0; local < 2; local++) {
                if (!goes_with(rules, record, on, known, cleared, local != 0)) {
                    continue;
                }
                for (unsigned e = 0; e < EVENTS; e++) {
                    assert_true(goes_with(rules, record, on, known | 1u << e, cleared, local != 0));
                }
                assert_true(goes_with(rules, record, on, known, CLEARED - 1, local != 0));
                assert_true(goes_with(rules, record, on, known, cleared, true));
            }
        }
    }
}

static void every_record_has_one_answer_and_knowing_less_never_erases(void **state)
{
    static const char *const days[] = {"2025-03-31", "2025-06-30", "2026-02-12", "2026-11-22",
                                       "2027-01-01", "2029-01-01", "2040-01-01"};
    const char *record;
    size_t n = 0;
    for (; (record = law_retention_record(*state, n)) != NULL; n++) {
        for (size_t d = 0; d < sizeof days / sizeof days[0]; d++) {
            check_record(*state, record, day(days[d]));
        }
    }
    assert_true(n >= 12);
}

/* ---- The grant ---- */

static struct law_grant team(const struct law_rules *rules, const int value[], const char *on)
{
    struct law_grant_facts f = {.on = day(on)};
    for (unsigned m = 0; m < LAW_GRANT_MEASURE__MAX; m++) {
        f.known[m] = value[m] >= 0;
        f.value[m] = value[m];
    }
    struct law_grant g;
    law_grant(rules, &f, &g);
    return g;
}

static void a_team_is_told_condition_by_condition(void **state)
{
    const int good[LAW_GRANT_MEASURE__MAX] = {200, 1, 1, 6, 0, 50, 0, 0};
    struct law_grant g = team(*state, good, "2026-11-22");
    assert_int_equal(g.outcome, LAW_ALLOW);
    assert_int_equal(g.n, 8);
    const int moved[LAW_GRANT_MEASURE__MAX] = {250, 1, 2, 12, 1, 50, 0, 0};
    g = team(*state, moved, "2026-11-22");
    assert_int_equal(g.outcome, LAW_DENY);
    for (size_t i = 0; i < g.n; i++) {
        assert_int_equal(g.condition[i].result,
                         g.condition[i].measure == LAW_GRANT_REDISTRIBUTED ? LAW_NOT_MET : LAW_MET);
        assert_true(g.condition[i].rule->grounds_n > 0);
    }
    const int unknown[LAW_GRANT_MEASURE__MAX] = {200, 1, 1, 6, -1, 50, 0, 0};
    assert_int_equal(team(*state, unknown, "2026-11-22").outcome, LAW_MAY);
    assert_int_equal(team(*state, good, "2025-03-31").outcome, LAW_DENY);
    assert_int_equal(team(*state, good, "2025-03-31").n, 0);
}

/* Every mix of met, not met and unknown. */
static void every_team_has_one_answer(void **state)
{
    static const int values[LAW_GRANT_MEASURE__MAX][3] = {{-1, 150, 200}, {-1, 0, 1}, {-1, 0, 1},
                                                          {-1, 5, 6},     {-1, 1, 0}, {-1, 60, 50},
                                                          {-1, 1, 0},     {-1, 1, 0}};
    for (unsigned mix = 0; mix < 6561; mix++) {
        int value[LAW_GRANT_MEASURE__MAX];
        bool failed = false;
        bool unknown = false;
        for (unsigned m = 0, left = mix; m < LAW_GRANT_MEASURE__MAX; m++, left /= 3) {
            value[m] = values[m][left % 3];
            failed = failed || left % 3 == 1;
            unknown = unknown || left % 3 == 0;
        }
        assert_int_equal(team(*state, value, "2026-11-22").outcome, failed    ? LAW_DENY
                                                                    : unknown ? LAW_MAY
                                                                              : LAW_ALLOW);
    }
}

/* ---- What is refused ---- */

#define REST                                                                                       \
    "  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n  ground: SoL 16:1 (2025:400)\n"    \
    "  valid: 2020-01-01..\n  confidence: verified\n  checked-by:\n"
#define EVENT "event e\n  text.sv: a\n  text.en: b\n"
/* The block starts on line 4. */

static void refuses(const char *text, const char *where, const char *what)
{
    struct law_rules *rules;
    struct err_ctx ctx = {0};
    assert_int_equal(law_load_text("t", text, strlen(text), fake_digest, &rules, &ctx),
                     ERR_INVALID);
    if (strcmp(ctx.where, where) != 0 || strstr(ctx.what, what) == NULL) {
        fail_msg("%s: %s, not %s: %s", ctx.where, ctx.what, where, what);
    }
}

static void refuses_retention_that_means_nothing(void **state)
{
    (void)state;
    refuses(EVENT "retention x\n  record:\n", "t:5:10", "no name");
    refuses(EVENT "retention x\n  hold: long\n", "t:5:9", "not a time");
    refuses(EVENT "retention x\n  hold: 5 years\n", "t:5:9", "not a time");
    refuses(EVENT "retention x\n  hold: 0 years from e\n", "t:5:9", "not a time");
    refuses(EVENT "retention x\n  hold: 201 years from e\n", "t:5:9", "not a time");
    refuses(EVENT "retention x\n  hold: 5 years from f\n", "t:5:9", "unknown event");
    refuses(EVENT "retention x\n  hold: local from f\n", "t:5:9", "unknown event");
    refuses(EVENT "retention x\n  then: burn\n", "t:5:9", "unknown then");
    refuses(EVENT "retention x\n  finish: soon\n", "t:5:11", "unknown finish");
    refuses(EVENT "retention x\n  stop: f\n", "t:5:9", "unknown event");
    refuses(EVENT "retention x\n  what: f\n", "t:5:3", "unknown key");
    refuses(EVENT "retention x\n  record: r\n" REST, "t:4:1", "\"hold\"");
    refuses(EVENT "retention x\n  record: r\n  hold: 5 years from e\n" REST, "t:4:1",
            "what is done");
    refuses(EVENT "retention x\n  record: r\n  hold: for_ever\n  then: may_erase\n" REST, "t:4:1",
            "what is done");
    refuses(EVENT "retention x\n  record: r\n  hold: for_ever\n  hold: 5 years from e\n" REST,
            "t:4:1", "what is done");
    refuses(EVENT "retention x\n  record: r\n  hold: for_ever\n" REST
                  "retention y\n  record: r\n  hold: for_ever\n" REST,
            "t:15:1", "same days as x");
    refuses(EVENT "retention x\n  example: on=x -> keep\n", "t:5:12", "not a date");
    refuses(EVENT "retention x\n  example: e=x -> keep\n", "t:5:12", "not a date");
    refuses(EVENT "retention x\n  example: f=x -> keep\n", "t:5:12", "unknown event");
    refuses(EVENT "retention x\n  example: clear=f -> keep\n", "t:5:12", "unknown event");
    refuses(EVENT "retention x\n  example: local=f -> keep\n", "t:5:12", "not a number");
    refuses(EVENT "retention x\n  example: e=2020-01-01 -> burn\n", "t:5:28", "unknown answer");
    refuses(EVENT "retention x\n  example: e\n", "t:5:12", "says nothing");
}

static void refuses_conditions_of_a_grant_that_mean_nothing(void **state)
{
    (void)state;
    refuses("grant x\n  measure: staff\n", "t:2:12", "unknown measure");
    refuses("grant x\n  at-least: two\n", "t:2:13", "not a number");
    refuses("grant x\n  at-most: -1\n", "t:2:12", "not a number");
    refuses("grant x\n  measure: fte_percent\n" REST, "t:1:1", "requires nothing");
    refuses("grant x\n  measure: fte_percent\n  at-least: 1\n", "t:1:1", "title.sv");
    refuses("grant x\n  example: staff=1 -> met\n", "t:2:12", "unknown measure");
    refuses("grant x\n  example: fte_percent=x -> met\n", "t:2:12", "not a number");
    refuses("grant x\n  example: on=x -> met\n", "t:2:12", "not a date");
    refuses("grant x\n  example: fte_percent=1 -> good\n", "t:2:29", "unknown answer");
    refuses("grant x\n  example: -> \n", "t:2:14", "expects nothing");
    char many[LAW_GRANT_CONDITIONS * 256 + 512] = "";
    size_t n = 0;
    for (unsigned i = 0; i <= LAW_GRANT_CONDITIONS; i++) {
        n += (size_t)snprintf(many + n, sizeof many - n,
                              "grant g%u\n  measure: fte_percent\n  at-least: 1\n%s", i, REST);
    }
    refuses(many, "t:177:1", "more than 16");
}

static int setup(void **state)
{
    *state = shipped();
    return 0;
}

static void a_case_is_the_record_of_its_branch(void **state)
{
    struct law_happened h = {"inquiry_opened", day("2026-05-01")};
    struct law_retention_question q = {.happened = &h, .on = day("2026-11-22")};
    assert_string_equal(law_retention_case(*state, LAW_EPS, &q, 0), "school_case");
    assert_null(law_retention_case(*state, LAW_EPS, &q, 1));
    assert_string_equal(law_retention_case(*state, LAW_EMI, &q, 0), "health_record");
    assert_string_equal(law_retention_case(*state, LAW_FRI_S, &q, 0), "independent_record");
    assert_string_equal(law_retention_case(*state, LAW_SOC_O, &q, 0), "social_file");
    assert_null(law_retention_case(*state, LAW_SOC_O, &q, 1)); /* no inquiry has been opened */
    q.happened_n = 1;
    assert_string_equal(law_retention_case(*state, LAW_SOC_O, &q, 1), "child_inquiry");
    assert_null(law_retention_case(*state, LAW_SOC_O, &q, 2));
    q.on = day("2025-06-30"); /* before the act */
    assert_null(law_retention_case(*state, LAW_SOC_O, &q, 0));
    assert_null(law_retention_case(*state, LAW_POL, &q, 0));
    assert_true(law_retention_is_local(*state, "school_case"));
    assert_false(law_retention_is_local(*state, "social_file"));
    assert_false(law_retention_is_local(*state, "no_such_record"));
}

static int teardown(void **state)
{
    law_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_personal_file_is_erased_in_the_year_after_five_years),
        cmocka_unit_test(what_is_not_known_keeps_the_record),
        cmocka_unit_test(a_case_is_the_record_of_its_branch),
        cmocka_unit_test(a_stop_that_nobody_has_cleared_keeps_the_record),
        cmocka_unit_test(every_record_has_one_answer_and_knowing_less_never_erases),
        cmocka_unit_test(a_team_is_told_condition_by_condition),
        cmocka_unit_test(every_team_has_one_answer),
        cmocka_unit_test(refuses_retention_that_means_nothing),
        cmocka_unit_test(refuses_conditions_of_a_grant_that_mean_nothing),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
