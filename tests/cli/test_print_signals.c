#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "cli/print_signals.h"

static struct date day(int y, int m, int d)
{
    struct date out = {0};
    assert_true(date_from_ymd(y, m, d, &out));
    return out;
}

/* One pupil with 32.5 % in the window, of which 12.5 invalid; no names need escaping but one. */
static struct signals_list example(void)
{
    static struct signals_person person;
    person = (struct signals_person){
        .person = {7},
        .given_name = "=Anna",
        .family_name = "Ek, \"Eken\"",
        .school = "Väster skola",
        .school_unit_code = "12345678",
        .has_grade = true,
        .grade = 8,
        .result = {.window = {day(2026, 4, 13), day(2026, 5, 11), {6000, 1200, 750, 20}},
                   .before = {day(2026, 3, 16), day(2026, 4, 10), {6000, 300, 0, 20}},
                   .term = {day(2026, 1, 8), day(2026, 5, 11), {24000, 1500, 750, 80}},
                   .window_passed = {{200, 125}},
                   .trend = SIGNALS_TREND_UP},
        .pattern = {.school_days = 80,
                    .absent_days = 14,
                    .whole_days = 3,
                    .part_days = 11,
                    .run = 2,
                    .run_first = day(2026, 5, 8),
                    .mostly_part_days = true,
                    .weekdays = SIGNALS_WEEKDAYS_ONE,
                    .weekday = 1,
                    .on_days = 16,
                    .on_absent = 9}};
    return (struct signals_list){
        .at = day(2026, 5, 12),
        .school_year = 2025,
        .rules = {.window_days = 20,
                  .minimum_days = 5,
                  .limit_count = 2,
                  .limits = {{SIGNALS_TOTAL, 200}, {SIGNALS_INVALID, 125}}},
        .enrolled = 120,
        .measured = 117,
        .few_days = 2,
        .none = 1,
        .silent = 3,
        .signals = 1,
        .newest = day(2026, 5, 11),
        .count = 1,
        .people = &person};
}

enum form { SWEDISH, ENGLISH, JSON, CSV };

static char *printed(enum form form)
{
    struct signals_list l = example();
    static char *text; /* static for open_memstream, which writes them later */
    static size_t n;
    FILE *f = open_memstream(&text, &n);
    if (form == JSON) {
        print_signals_json(f, &l);
    } else if (form == CSV) {
        print_signals_csv(f, &l);
    } else {
        print_signals_text(&(struct cli){.out = f, .english = form == ENGLISH}, &l);
    }
    fclose(f);
    return text;
}

static void holds(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        fail_msg("not found: %s\nin:\n%s", part, text);
    }
}

static void text_says_period_minutes_days_and_what_was_counted(void **unused)
{
    (void)unused;
    char *text = printed(SWEDISH);
    holds(text, "Frånvarosignaler 2026-05-12\n");
    holds(text, "all frånvaro över 20 %; ogiltig frånvaro över 12,5 %");
    holds(text,
          "inskrivna den dagen 120, med minst 5 skoldagar att räkna på 117, över någon gräns 1.");
    holds(text, "elever utan rapporterad skoldag i läsåret (1) och med för få (2). Inte "
                "rapporterade de sista 14 dagarna före den senaste: 3.");
    holds(text, "20 skoldagar 2026-04-13 – 2026-05-11: 32,5 % (giltig 20,0 %, ogiltig 12,5 %), "
                "1950 av 6000 minuter – över 20 % – ogiltig över 12,5 %");
    holds(text, "Terminen, 80 skoldagar 2026-01-08 – 2026-05-11: 9,4 %");
    holds(text, "dessförinnan 2026-03-16 – 2026-04-10: 5,0 %; frånvaron har ökat");
    holds(text, "frånvaro 14 av 80 skoldagar, hela dagen 3, del av dagen 11 – mest enstaka");
    holds(text, "måndagar, frånvaro 9 av 16 gånger");
    holds(text, "de senaste 2 skoldagarna, sedan 2026-05-08");
    free(text);
}

static void english_text_has_points_in_numbers(void **unused)
{
    (void)unused;
    char *text = printed(ENGLISH);
    holds(text, "32.5 % (valid 20.0 %, invalid 12.5 %), 1950 of 6000 minutes – above 20 %");
    holds(text, "Stands out: Mondays, absent 9 of 16 times");
    free(text);
}

static void json_has_the_documented_members(void **unused)
{
    (void)unused;
    char *text = printed(JSON);
    json_t *o;
    struct err_ctx ctx;
    assert_int_equal(json_parse(text, strlen(text), "test", &o, &ctx), ERR_OK);
    assert_string_equal(json_text(o, "format"), "brygga-signals-1");
    const json_t *population = json_object_get(o, "population");
    assert_int_equal(json_integer_value(json_object_get(population, "enrolled")), 120);
    assert_string_equal(json_text(population, "last_reported_day"), "2026-05-11");
    const json_t *pupil = json_array_get(json_object_get(o, "pupils"), 0);
    assert_int_equal(json_integer_value(json_object_get(pupil, "person")), 7);
    assert_string_equal(json_text(pupil, "trend"), "up");
    const json_t *window = json_object_get(pupil, "window"), *term = json_object_get(pupil, "term");
    assert_true(json_real_value(json_object_get(window, "absence_share")) == 0.325);
    assert_true(json_real_value(json_object_get(window, "limit_passed")) == 0.2);
    assert_true(json_real_value(json_object_get(window, "invalid_limit_passed")) == 0.125);
    assert_null(json_object_get(term, "limit_passed"));
    const json_t *pattern = json_object_get(pupil, "pattern");
    assert_string_equal(json_text(pattern, "weekdays"), "one-weekday");
    assert_int_equal(json_integer_value(json_object_get(pattern, "weekday")), 1);
    json_decref(o);
    free(text);
}

static size_t columns(const char *line)
{
    size_t n = 1;
    bool quoted = false;
    for (; *line != '\n'; line++) {
        quoted = *line == '"' ? !quoted : quoted;
        n += *line == ',' && !quoted;
    }
    return n;
}

static void csv_rows_have_the_columns_of_the_header_and_run_no_formulas(void **unused)
{
    (void)unused;
    char *text = printed(CSV);
    const char *row = strchr(text, '\n') + 1;
    assert_int_equal(columns(text), 32);
    assert_int_equal(columns(row), 32);
    holds(row, "7,\"'=Anna\",\"Ek, \"\"Eken\"\"\",Väster skola,12345678,8,"
               "2026-04-13,2026-05-11,20,6000,1200,750,0.3250,0.200,0.125,"
               "2026-01-08,2026-05-11,80,24000,1500,750,0.0938,,,0.0500,up,14,3,11,2,"
               "one-weekday,1\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_says_period_minutes_days_and_what_was_counted),
        cmocka_unit_test(english_text_has_points_in_numbers),
        cmocka_unit_test(json_has_the_documented_members),
        cmocka_unit_test(csv_rows_have_the_columns_of_the_header_and_run_no_formulas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
