/* Instruments: what a file may say, where a mistake is, scores, and versions in a bank. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "support/test_bank.h"
#include "team/instrument.h"

static struct arena *a;
static struct err_ctx ctx;

#define HEAD                                                                                       \
    "instrument stege\n  version: 1\n  name.sv: Stege\n  respondents: pupil guardian\n"            \
    "  score: sum\n  direction: higher-is-better\n  range: 0..14\n  missing: 1\n  error: none\n"   \
    "  licence: fri\n"
#define ITEM(name, scale)                                                                          \
    "\nitem " name "\n  scale: " scale                                                             \
    "\n  ask.pupil.sv: Hur?\n  ask.guardian.sv: Hur?\n  low.sv: lite\n  high.sv: mycket\n"
#define WHOLE HEAD ITEM("a", "0..10") ITEM("b", "0..4")

static enum err parse(const char *text, struct instrument *out)
{
    ctx = (struct err_ctx){0};
    return instrument_parse("f.txt", text, strlen(text), a, out, &ctx);
}

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)64 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static void a_good_file_is_read_whole(void **state)
{
    (void)state;
    struct instrument i;
    assert_int_equal(parse(WHOLE, &i), ERR_OK);
    assert_string_equal(i.code, "stege");
    assert_int_equal(i.item_count, 2);
    assert_int_equal(i.respondents, 3);
    assert_true(i.higher_is_better && i.score == SCORE_SUM && i.high == 14);
    assert_true(i.basis == BASIS_NONE && isnan(i.sd));
    assert_string_equal(i.items[1].code, "b");
    assert_int_equal(i.items[1].to, 4);
    assert_string_equal(i.items[0].low.en, "lite"); /* no English: the Swedish words */
    assert_null(i.items[0].ask[RESPONDENT_STAFF].sv);
}

static void a_mistake_is_told_with_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *text, *where, *what;
    } bad[] = {
        {"", "f.txt:1:1", "does not begin"},
        {"item a\n  scale: 0..1\n", "f.txt:1:1", "does not begin"},
        {"instrument x\n  version: 0\n", "f.txt:2:12", "whole number"},
        {"instrument x\n  version: 1\n  version: 2\n", "f.txt:3:3", "line 2"},
        {"instrument x\n  colour: red\n", "f.txt:2:3", "no such word"},
        {"instrument x\n  respondents: pupil teacher\n", "f.txt:2:22", "respondent"},
        {"instrument x\n  range: 10..0\n", "f.txt:2:10", "range"},
        {"instrument x\n  direction: up\n", "f.txt:2:14", "not one of"},
        {"instrument x\n  error: sd=2\n", "f.txt:2:10", "error of measurement"},
        {"instrument x\n  error: sd=0 reliability=0.5 basis=assumed\n", "f.txt:2:10", "above 0"},
        {"instrument x\n  error: sd=2 reliability=0.5 basis=guessed\n", "f.txt:2:10", "basis"},
        {"instrument x\n  version: 1\n", "f.txt:1:1", "name.sv is missing"},
        {HEAD, "f.txt:1:1", "nothing to answer"},
        {HEAD ITEM("a", "0..10"), "f.txt:1:1", "could be missing"},
        {HEAD ITEM("a", "0..10") ITEM("b", "0..10"), "f.txt:1:1", "come to 0..20"},
        {HEAD ITEM("a", "0..10") ITEM("a", "0..4"), "f.txt:19:1", "there already"},
        {HEAD ITEM("a", "0..40"), "f.txt:13:10", "eleven"},
        {HEAD "item a\n  scale: 0..1\n", "f.txt:11:1", "low.sv is missing"},
        {HEAD "item a\n  scale: 0..1\n  low.sv: x\n  high.sv: y\n  ask.pupil.sv: z\n", "f.txt:11:1",
         "ask.guardian.sv is missing"},
        {WHOLE "  ask.staff.sv: ?\n", "f.txt:19:1", "not asked"},
        {WHOLE "instrument y\n", "f.txt:25:1", "not a block"},
    };
    struct instrument i;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        assert_int_equal(parse(bad[k].text, &i), ERR_INVALID);
        assert_string_equal(ctx.where, bad[k].where);
        if (strstr(ctx.what, bad[k].what) == NULL) {
            fail_msg("%zu: %s", k, ctx.what);
        }
        assert_true(ctx.remedy[0] != '\0');
    }
}

static void goals_need_no_items_and_no_error(void **state)
{
    (void)state;
    struct instrument i;
    assert_int_equal(parse("instrument g\n  version: 1\n  name.sv: G\n  respondents: staff\n"
                           "  score: gas\n  range: 0..100\n  licence: fri\n",
                           &i),
                     ERR_OK);
    assert_int_equal(parse("instrument g\n  version: 1\n  name.sv: G\n  respondents: staff\n"
                           "  score: gas\n  range: 0..100\n  licence: fri\n  error-source.sv: x\n"
                           "  error: sd=1 reliability=0.5 basis=assumed\n",
                           &i),
                     ERR_INVALID);
}

static void score_counts_reversed_and_missing_answers(void **state)
{
    (void)state;
    struct instrument i;
    double score;
    assert_int_equal(parse(WHOLE "  reversed: yes\n", &i), ERR_OK);
    struct instrument_answer both[] = {{true, 7}, {true, 1}}, one[] = {{true, 6}, {false, 0}},
                             none[] = {{false, 0}, {false, 0}}, outside[] = {{true, 11}, {true, 0}};
    assert_true(instrument_score(&i, both, &score));
    assert_true(score == 7 + 3);
    assert_true(instrument_score(&i, one, &score)); /* the other counts as much */
    assert_true(score == 12);
    assert_false(instrument_score(&i, none, &score));
    assert_true(isnan(score));
    assert_false(instrument_score(&i, outside, &score));
    i.missing_allowed = 0;
    assert_false(instrument_score(&i, one, &score));
    i.score = SCORE_MEAN;
    assert_true(instrument_score(&i, both, &score));
    assert_true(score == 5);
}

static void a_bank_keeps_every_version(void **state)
{
    (void)state;
    struct test_bank t = test_bank_make(BANK_SCHOOL);
    struct instrument_id first, again, second;
    struct instrument *list, found;
    size_t n;
    bool added;
    static const char second_text[] =
        "instrument stege\n  version: 2\n  name.sv: Ny\n  respondents: pupil\n  range: 0..4\n"
        "  licence: fri\nitem a\n  scale: 0..4\n  ask.pupil.sv: ?\n  low.sv: l\n  high.sv: h\n";
    assert_int_equal(
        instrument_add(t.bank, &t.actor, "f", WHOLE, strlen(WHOLE), &first, &added, &t.ctx),
        ERR_OK);
    assert_true(added);
    assert_int_equal(
        instrument_add(t.bank, &t.actor, "f", WHOLE, strlen(WHOLE), &again, &added, &t.ctx),
        ERR_OK);
    assert_false(added);
    assert_int_equal(first.v, again.v);
    static const char changed[] = WHOLE "  reversed: yes\n";
    assert_int_equal(
        instrument_add(t.bank, &t.actor, "f", changed, strlen(changed), &again, &added, &t.ctx),
        ERR_CONFLICT);
    assert_int_equal(instrument_add(t.bank, &t.actor, "f", second_text, strlen(second_text),
                                    &second, &added, &t.ctx),
                     ERR_OK);
    assert_int_equal(instrument_list(t.bank, false, a, &list, &n, &t.ctx), ERR_OK);
    assert_int_equal(n, 2);
    assert_true(!list[0].offered && list[1].offered);
    assert_true(list[0].from.days == date_today().days && list[0].until.days == date_today().days);
    assert_int_equal(list[1].until.days, DATE_OPEN.days);
    assert_string_equal(list[0].source, WHOLE);
    assert_int_equal(instrument_list(t.bank, true, a, &list, &n, &t.ctx), ERR_OK);
    assert_int_equal(n, 1);
    assert_int_equal(list[0].version, 2);
    assert_int_equal(instrument_find(t.bank, "stege", a, &found, &t.ctx), ERR_OK);
    assert_int_equal(found.id.v, second.v);
    assert_int_equal(instrument_read(t.bank, first, a, &found, &t.ctx), ERR_OK);
    assert_int_equal(found.version, 1);
    assert_int_equal(instrument_find(t.bank, "finns-inte", a, &found, &t.ctx), ERR_NOT_FOUND);
    test_bank_remove(&t);
}

static size_t offered(struct test_bank *t)
{
    struct instrument *list;
    size_t n;
    assert_int_equal(instrument_list(t->bank, true, a, &list, &n, &t->ctx), ERR_OK);
    return n;
}

static void what_is_retired_is_offered_to_nobody_until_it_is_taken_up_again(void **state)
{
    (void)state;
    struct test_bank t = test_bank_make(BANK_SCHOOL);
    struct instrument_id id;
    struct instrument found;
    struct instrument_count *counts;
    bool added;
    size_t n;
    assert_int_equal(
        instrument_add(t.bank, &t.actor, "f", WHOLE, strlen(WHOLE), &id, &added, &t.ctx), ERR_OK);
    assert_int_equal(instrument_offer(t.bank, &t.actor, id, &t.ctx), ERR_CONFLICT);
    assert_int_equal(instrument_retire(t.bank, &t.actor, id, &t.ctx), ERR_OK);
    assert_int_equal(offered(&t), 0);
    assert_int_equal(instrument_retire(t.bank, &t.actor, id, &t.ctx), ERR_CONFLICT);
    assert_int_equal(instrument_find(t.bank, "stege", a, &found, &t.ctx), ERR_NOT_FOUND);
    /* what has been answered on it is read as before */
    assert_int_equal(instrument_read(t.bank, id, a, &found, &t.ctx), ERR_OK);
    assert_false(found.offered);
    assert_int_equal(found.until.days, date_today().days);
    /* the same file again does not bring it back by accident */
    assert_int_equal(
        instrument_add(t.bank, &t.actor, "f", WHOLE, strlen(WHOLE), &id, &added, &t.ctx), ERR_OK);
    assert_false(added);
    assert_int_equal(offered(&t), 0);
    assert_int_equal(instrument_offer(t.bank, &t.actor, id, &t.ctx), ERR_OK);
    assert_int_equal(offered(&t), 1);
    assert_int_equal(instrument_counts(t.bank, a, &counts, &n, &t.ctx), ERR_OK);
    assert_int_equal(n, 1);
    assert_int_equal(counts[0].answers + counts[0].waiting, 0);
    assert_int_equal(instrument_retire(t.bank, &t.actor, (struct instrument_id){99}, &t.ctx),
                     ERR_NOT_FOUND);
    test_bank_remove(&t);
}

static void what_is_shipped_is_right(void **state)
{
    (void)state;
    static const char *const files[] = {"trivsel", "trygghet", "maende", "vardnadshavares-trygghet",
                                        "gas"};
    for (size_t k = 0; k < sizeof files / sizeof files[0]; k++) {
        char path[256], text[8192];
        snprintf(path, sizeof path, SOURCE_DIR "/instruments/%s.txt", files[k]);
        FILE *f = fopen(path, "r");
        assert_non_null(f);
        size_t n = fread(text, 1, sizeof text - 1, f);
        fclose(f);
        text[n] = '\0';
        struct instrument i;
        assert_int_equal(parse(text, &i), ERR_OK);
        assert_string_equal(i.code, files[k]);
        assert_true(strcmp(i.name.sv, i.name.en) != 0);
        /* an assumed error is told to be one */
        assert_true(i.basis == BASIS_NONE || i.basis == BASIS_ASSUMED);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_good_file_is_read_whole),
        TEST(a_mistake_is_told_with_line_and_column),
        TEST(goals_need_no_items_and_no_error),
        TEST(score_counts_reversed_and_missing_answers),
        TEST(a_bank_keeps_every_version),
        TEST(what_is_shipped_is_right),
        TEST(what_is_retired_is_offered_to_nobody_until_it_is_taken_up_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
