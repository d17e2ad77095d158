/* The individual follow-up without a bank: phases, what is said and not said, chart and outputs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "followup/chart.h"
#include "followup/levels.h"
#include "followup/pupil.h"

enum { WEEKS = 30 };

/* 30 weeks from Monday 2025-09-01; absence 40 % until the 12th week, 10 % from then on, a holiday
 * in week 8; the first two weeks came in a letter. */
struct sample {
    struct timeline t;
    struct timeline_source sources[2];
    struct timeline_week weeks[WEEKS];
    struct timeline_intervention interventions[2];
    struct timeline_mark marks[1];
};

static struct date day(int year, int month, int d)
{
    struct date out;
    assert_true(date_from_ymd(year, month, d, &out));
    return out;
}

static void sample_make(struct sample *s)
{
    *s = (struct sample){.sources = {{.own = true},
                                     {.peer_name = "Norr & <Söder>",
                                      .grounds = "OSL 10:1",
                                      .letter = {7},
                                      .sent = day(2025, 10, 1),
                                      .accepted = day(2025, 10, 2)}}};
    s->t = (struct timeline){.case_id = {12},
                             .bank_name = "Ekby \"skolnämnd\"",
                             .from = day(2025, 9, 1),
                             .to = day(2026, 3, 29),
                             .sources = s->sources,
                             .source_count = 2,
                             .weeks = s->weeks,
                             .week_count = WEEKS,
                             .interventions = s->interventions,
                             .intervention_count = 1,
                             .marks = s->marks,
                             .mark_count = 1};
    for (int i = 0; i < WEEKS; i++) {
        struct timeline_week *w = &s->weeks[i];
        w->monday.days = s->t.from.days + 7 * i;
        date_iso_week(w->monday, &w->iso_year, &w->iso_week);
        w->offered_minutes = i == 8 ? 0 : 1000;
        w->valid_minutes = i == 8 ? 0 : i < 12 ? 300 : 100;
        w->invalid_minutes = i == 8 || i >= 12 ? 0 : 100;
        w->source = i < 2 ? 1 : 0;
    }
    s->interventions[0] = (struct timeline_intervention){.code = INTERVENTION_FAMILY_TALKS,
                                                         .level = LEVEL_INDICATED,
                                                         .start = s->weeks[12].monday,
                                                         .end = {s->weeks[21].monday.days + 4}};
    s->marks[0] = (struct timeline_mark){.kind = MARK_LETTER_RECEIVED,
                                         .on = day(2025, 10, 2),
                                         .text = "Närvaro <från> Norr",
                                         .source = 1};
}

static void counts_whole_weeks_on_each_side(void **state)
{
    (void)state;
    struct sample s;
    sample_make(&s);
    timeline_compute(&s.t);
    const struct timeline_intervention *v = &s.interventions[0];
    assert_int_equal(v->before.weeks, 11); /* 12 and a holiday */
    assert_int_equal(v->during.weeks, 10);
    assert_int_equal(v->after.weeks, 8);
    assert_true(fabs(v->before.absent - 0.4) < 1e-9 && fabs(v->before.invalid - 0.1) < 1e-9);
    assert_true(fabs(v->during.absent - 0.1) < 1e-9);
    assert_true(v->says_during && v->says_after && v->nap_during.value == 1);
    assert_int_equal(s.t.whole.weeks, 29);
    assert_int_equal(s.t.received_weeks, 2);
    assert_int_equal(s.t.own_weeks, 27);
}

static void a_split_week_belongs_to_neither_side(void **state)
{
    (void)state;
    struct sample s;
    sample_make(&s);
    s.interventions[0].start.days += 2; /* Wednesday */
    s.interventions[0].end.days -= 1;   /* Thursday */
    timeline_compute(&s.t);
    assert_int_equal(s.interventions[0].before.weeks, 11);
    assert_int_equal(s.interventions[0].during.weeks, 8);
    assert_int_equal(s.interventions[0].after.weeks, 8);
}

static void at_most_twelve_weeks_are_before_and_after(void **state)
{
    (void)state;
    struct sample s;
    sample_make(&s);
    s.interventions[0].start = s.weeks[15].monday;
    s.interventions[0].end.days = s.weeks[16].monday.days + 4;
    timeline_compute(&s.t);
    assert_int_equal(s.interventions[0].before.weeks, 12);
    assert_int_equal(s.interventions[0].after.weeks, 12);
    assert_false(s.interventions[0].says_during); /* two weeks */
}

static const char *text_of(struct buf *b, struct sample *s)
{
    timeline_compute(&s->t);
    buf_init(b, 1 << 20);
    pupil_text(b, &s->t);
    assert_true(buf_ok(b));
    return b->text;
}

static void four_weeks_on_a_side_say_nothing(void **state)
{
    (void)state;
    struct sample s;
    struct buf b;
    sample_make(&s);
    s.interventions[0].end = (struct date){s.weeks[15].monday.days + 4};
    const char *text = text_of(&b, &s);
    assert_non_null(strstr(text, "Före jämfört med under: för lite data för att säga något."));
    assert_null(strstr(text, "Före jämfört med under: NAP"));
    assert_non_null(strstr(text, "Före jämfört med efter: NAP"));
    buf_free(&b);
    s.interventions[0].end.days += 7; /* five */
    text = text_of(&b, &s);
    assert_non_null(strstr(text, "Före jämfört med under: NAP 1,00"));
    buf_free(&b);
}

static void an_open_intervention_has_no_after(void **state)
{
    (void)state;
    struct sample s;
    struct buf b;
    sample_make(&s);
    s.interventions[0].end = DATE_OPEN;
    const char *text = text_of(&b, &s);
    assert_int_equal(s.interventions[0].during.weeks, 18);
    assert_non_null(strstr(text, "pågår"));
    assert_null(strstr(text, "Efter ("));
    assert_null(strstr(text, "efter: "));
    buf_free(&b);
}

static void text_tells_period_sources_and_cautions_but_no_cause(void **state)
{
    (void)state;
    struct sample s;
    struct buf b;
    sample_make(&s);
    const char *text = text_of(&b, &s);
    assert_non_null(strstr(text, "Period: 2025-09-01 – 2026-03-29. Veckor med undervisning: 29."));
    assert_non_null(strstr(text, "grund: OSL 10:1"));
    assert_non_null(strstr(text, "inte varför den ändrades"));
    assert_non_null(strstr(text, "(mottaget)"));
    assert_non_null(strstr(text, "ingen undervisning"));
    static const char *const causal[] = {"effekt", "ledde", "beror på", "tack vare", "förbättr"};
    for (size_t i = 0; i < 5; i++) {
        assert_null(strstr(text, causal[i]));
    }
    buf_free(&b);
}

static void overlapping_interventions_are_told(void **state)
{
    (void)state;
    struct sample s;
    struct buf b;
    sample_make(&s);
    s.t.intervention_count = 2;
    s.interventions[1] = s.interventions[0];
    s.interventions[1].start.days += 14;
    const char *text = text_of(&b, &s);
    assert_true(s.interventions[0].overlaps && s.interventions[1].overlaps);
    assert_non_null(strstr(text, "pågick även en annan insats"));
    buf_free(&b);
}

static void html_needs_nothing_else_and_escapes(void **state)
{
    (void)state;
    struct sample s;
    struct buf b;
    sample_make(&s);
    timeline_compute(&s.t);
    buf_init(&b, 1 << 20);
    pupil_html(&b, &s.t);
    assert_true(buf_ok(&b));
    assert_non_null(strstr(b.text, "Norr &amp; &lt;Söder&gt;"));
    assert_non_null(strstr(b.text, "Närvaro &lt;från&gt; Norr"));
    assert_non_null(strstr(b.text, "Ekby &quot;skolnämnd&quot;"));
    assert_null(strstr(b.text, "<Söder>"));
    assert_null(strstr(b.text, "<script"));
    assert_null(strstr(b.text, "src="));
    assert_null(strstr(b.text, "href="));
    assert_null(strstr(b.text, "@import"));
    assert_null(strstr(b.text, "style=\"")); /* a page's policy would drop it */
    assert_non_null(strstr(b.text, "<title id=\"follow-title\">"));
    assert_non_null(strstr(b.text, "aria-labelledby=\"follow-title follow-desc\""));
    assert_non_null(strstr(b.text, "<th scope=\"row\">2025-v36</th>"));
    assert_non_null(strstr(b.text, "prefers-color-scheme:dark"));
    buf_free(&b);
}

static void chart_of_nothing_is_still_a_chart(void **state)
{
    (void)state;
    struct timeline_source own = {.own = true};
    struct timeline t = {.from = day(2025, 9, 1),
                         .to = day(2025, 9, 1),
                         .sources = &own,
                         .source_count = 1,
                         .bank_name = ""};
    struct buf b;
    timeline_compute(&t);
    assert_true(isnan(t.whole.absent));
    buf_init(&b, 1 << 20);
    chart_svg(&b, &t, "a");
    assert_true(buf_ok(&b));
    assert_null(strstr(b.text, "nan"));
    pupil_text(&b, &t);
    assert_non_null(strstr(b.text, "inga veckor"));
    buf_free(&b);
}

/* The y of the n-th mark's key. */
static long key_y(const char *svg, const char *key)
{
    char end[40];
    (void)snprintf(end, sizeof end, ">%s</text>", key);
    const char *at = strstr(svg, end), *y = at;
    assert_non_null(at);
    while (strncmp(y, "y=\"", 3) != 0) {
        y--;
    }
    return strtol(y + 3, NULL, 10);
}

static void marks_close_together_stand_below_each_other(void **state)
{
    (void)state;
    struct timeline_week weeks[40] = {0};
    struct timeline_mark marks[4];
    struct timeline_source own = {.own = true};
    struct timeline t = {.from = day(2025, 9, 1),
                         .to = day(2026, 6, 1),
                         .sources = &own,
                         .source_count = 1,
                         .bank_name = "",
                         .weeks = weeks,
                         .week_count = 40,
                         .marks = marks,
                         .mark_count = 4};
    for (int i = 0; i < 40; i++) {
        weeks[i].monday.days = day(2025, 9, 1).days + 7 * i;
    }
    for (int i = 0; i < 4; i++) { /* three on one day, the fourth far away */
        marks[i] =
            (struct timeline_mark){MARK_GOAL, {day(2025, 10, 1).days + (i == 3 ? 100 : 0)}, "", 0};
    }
    struct buf b;
    buf_init(&b, 1 << 20);
    chart_svg_words(&b, &t, "a", &(struct chart_words){"Title <1>", "Told & tried"});
    assert_true(key_y(b.text, "A") + 20 < key_y(b.text, "B"));
    assert_true(key_y(b.text, "B") + 20 < key_y(b.text, "C"));
    assert_int_equal(key_y(b.text, "D"), key_y(b.text, "A"));
    assert_non_null(strstr(b.text, "<title id=\"a-title\">Title &lt;1&gt;</title>"));
    assert_non_null(strstr(b.text, "Told &amp; tried</desc>"));
    assert_null(strstr(b.text, "Frånvaro"));
    buf_free(&b);
}

static void keys_of_marks_differ(void **state)
{
    (void)state;
    char a[CHART_KEY], b[CHART_KEY];
    assert_string_equal(chart_key(0, a), "A");
    assert_string_equal(chart_key(25, a), "Z");
    assert_string_equal(chart_key(26, b), "A2");
}

static void levels_are_drawn_on_one_axis(void **state)
{
    (void)state;
    const struct levels_row rows[] = {{"Samtal & <stöd>", 0.42, 0.21, 0.30},
                                      {"Annat", 0.10, 0.10, NAN}};
    struct buf b;
    buf_init(&b, 1 << 16);
    levels_svg(&b, rows, 2, "l", &(struct chart_words){"T", "D"});
    assert_true(buf_ok(&b));
    assert_non_null(strstr(b.text, "Samtal &amp; &lt;stöd&gt;"));
    assert_non_null(strstr(b.text, ">50 %</text>"));
    assert_null(strstr(b.text, ">60 %</text>"));
    assert_null(strstr(b.text, "nan"));
    const char *first = strstr(b.text, "class=\"expected\"");
    assert_non_null(first);
    assert_null(strstr(first + 1, "class=\"expected\"")); /* the second row has none */
    buf_free(&b);
}

static void percent_has_a_comma_and_a_minus(void **state)
{
    (void)state;
    static const struct {
        double share;
        const char *text;
    } cases[] = {{0.125, "12,5"}, {0, "0,0"}, {1, "100,0"}, {-0.046, "−4,6"}, {-0.0001, "0,0"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b;
        buf_init(&b, 64);
        chart_percent(&b, cases[i].share);
        assert_string_equal(b.text, cases[i].text);
        buf_free(&b);
    }
}

static void json_has_what_the_text_has(void **state)
{
    (void)state;
    struct sample s;
    sample_make(&s);
    timeline_compute(&s.t);
    json_t *o = pupil_json(&s.t);
    assert_int_equal(json_integer_value(json_object_get(o, "case")), 12);
    assert_int_equal(json_array_size(json_object_get(o, "weeks")), WEEKS);
    const json_t *v = json_array_get(json_object_get(o, "interventions"), 0);
    assert_string_equal(json_text(v, "code"), "familjesamtal");
    const json_t *before = json_object_get(v, "before");
    assert_true(fabs(json_real_value(json_object_get(before, "absence")) - 0.4) < 1e-9);
    assert_true(json_is_object(json_object_get(v, "nap_during")));
    const json_t *source = json_array_get(json_object_get(o, "sources"), 1);
    assert_string_equal(json_text(source, "grounds"), "OSL 10:1");
    json_decref(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_whole_weeks_on_each_side),
        cmocka_unit_test(a_split_week_belongs_to_neither_side),
        cmocka_unit_test(at_most_twelve_weeks_are_before_and_after),
        cmocka_unit_test(four_weeks_on_a_side_say_nothing),
        cmocka_unit_test(an_open_intervention_has_no_after),
        cmocka_unit_test(text_tells_period_sources_and_cautions_but_no_cause),
        cmocka_unit_test(overlapping_interventions_are_told),
        cmocka_unit_test(html_needs_nothing_else_and_escapes),
        cmocka_unit_test(chart_of_nothing_is_still_a_chart),
        cmocka_unit_test(marks_close_together_stand_below_each_other),
        cmocka_unit_test(keys_of_marks_differ),
        cmocka_unit_test(levels_are_drawn_on_one_axis),
        cmocka_unit_test(percent_has_a_comma_and_a_minus),
        cmocka_unit_test(json_has_what_the_text_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
