/* What a change of the law does, and proposals beside the rules in force. */
#include "fixture.h"

#include "law/diff.h"
#include "law/propose.h"

static const struct law_rule_change *change_of(const struct law_diff *d, const char *id)
{
    for (size_t i = 0; i < d->rules_n; i++) {
        if (strcmp(law_changed_rule(&d->rules[i])->id, id) == 0) {
            return &d->rules[i];
        }
    }
    return NULL;
}

static const struct law_diff_cell *cell_of(const struct law_diff *d, enum law_branch from,
                                           enum law_branch to, enum law_item item)
{
    for (size_t i = 0; i < d->cells_n; i++) {
        const struct law_diff_cell *c = &d->cell[i];
        if (c->from == from && c->to == to && c->item == item) {
            return c;
        }
    }
    return NULL;
}

static bool is_why(const struct law_diff_group *g, const char *id)
{
    for (size_t i = 0; i < g->why_n; i++) {
        if (strcmp(law_changed_rule(g->why[i])->id, id) == 0) {
            return true;
        }
    }
    return false;
}

static void between(const struct law_rules *before, const char *from, const struct law_rules *after,
                    const char *to, struct arena *arena, struct law_diff *out)
{
    struct law_moment a = {before, day(from)}, b = {after, day(to)};
    law_diff(&a, &b, arena, out);
}

static void same_cell(const struct law_cell *a, const struct law_cell *b)
{
    assert_int_equal(a->word, b->word);
    assert_int_equal(a->duty, b->duty);
}

/* Every cell of the matrix is either among the changed ones, as the matrix has it, or the same. */
static void tells_of_exactly_the_cells_that_the_matrix_says_differ(void **state)
{
    struct law_rules *r = *state;
    struct arena *arena = arena_new(64u << 20);
    struct law_diff d;
    between(r, "2025-06-30", r, "2025-07-01", arena, &d);
    size_t all = 0, answers = 0;
    for (unsigned from = 1; from < LAW_BRANCH__MAX; from++) {
        for (unsigned to = 1; law_is_holder((enum law_branch)from) && to < LAW_BRANCH__MAX; to++) {
            for (unsigned item = 1; item < LAW_ITEM__MAX; item++) {
                struct law_cell before =
                    law_matrix_cell(r, day("2025-06-30"), (enum law_branch)from,
                                    (enum law_branch)to, (enum law_item)item);
                struct law_cell after = law_matrix_cell(r, day("2025-07-01"), (enum law_branch)from,
                                                        (enum law_branch)to, (enum law_item)item);
                const struct law_diff_cell *c =
                    cell_of(&d, (enum law_branch)from, (enum law_branch)to, (enum law_item)item);
                all++;
                if (c == NULL) {
                    same_cell(&before, &after);
                    continue;
                }
                same_cell(&before, &c->before);
                same_cell(&after, &c->after);
                answers += before.word != after.word || before.duty != after.duty;
            }
        }
    }
    assert_int_equal(d.cells_all, all);
    assert_int_equal(answers, d.count[LAW_CHANGE_WIDER] + d.count[LAW_CHANGE_NARROWER] +
                                  d.count[LAW_CHANGE_MIXED]);
    arena_free(arena);
}

static void groups_hold_every_changed_cell_once(void **state)
{
    struct law_rules *r = *state;
    struct arena *arena = arena_new(64u << 20);
    struct law_diff d;
    between(r, "2026-12-31", r, "2027-01-01", arena, &d);
    size_t cells = 0;
    for (size_t g = 0; g < d.groups_n; g++) {
        size_t in_areas = 0;
        for (size_t a = 0; a < d.groups[g].areas_n; a++) {
            in_areas += law_area_cells(&d.groups[g].areas[a]);
        }
        assert_int_equal(in_areas, d.groups[g].cells);
        assert_true(d.groups[g].why_n > 0);
        assert_true(g == 0 || d.groups[g - 1].change < d.groups[g].change ||
                    (d.groups[g - 1].change == d.groups[g].change &&
                     d.groups[g - 1].cells >= d.groups[g].cells));
        cells += in_areas;
    }
    assert_int_equal(cells, d.cells_n);
    for (size_t i = 0; i < d.cells_n; i++) {
        const struct law_diff_group *g = &d.groups[d.cell[i].group];
        bool found = false;
        for (size_t a = 0; a < g->areas_n; a++) {
            found = found || ((g->areas[a].from >> d.cell[i].from & 1) != 0 &&
                              (g->areas[a].to >> d.cell[i].to & 1) != 0 &&
                              (g->areas[a].items >> d.cell[i].item & 1) != 0);
        }
        assert_true(found);
    }
    arena_free(arena);
}

/* SoL 2025:400 came into force on 2025-07-01 (handbook 1.2). */
static void knows_what_the_new_social_services_act_did(void **state)
{
    struct law_rules *r = *state;
    struct arena *arena = arena_new(64u << 20);
    struct law_diff d;
    between(r, "2025-06-30", r, "2025-07-01", arena, &d);
    assert_int_equal(change_of(&d, "R15")->how, LAW_RULE_CAME);
    assert_int_equal(change_of(&d, "R15.before")->how, LAW_RULE_WENT);
    assert_null(change_of(&d, "R02"));
    const struct law_diff_cell *own = cell_of(&d, LAW_SOC_P, LAW_OWN, LAW_ITEM_INTERVENTION_PERIOD);
    assert_int_equal(own->before.word, LAW_CELL_NO);
    assert_int_equal(own->after.word, LAW_CELL_YES);
    assert_int_equal(d.groups[own->group].change, LAW_CHANGE_WIDER);
    assert_true(is_why(&d.groups[own->group], "R32.provider"));
    const struct law_diff_cell *report = cell_of(&d, LAW_SKO, LAW_SOC_M, LAW_ITEM_FAMILY);
    assert_int_equal(d.groups[report->group].change, LAW_CHANGE_GROUND);
    assert_true(is_why(&d.groups[report->group], "R15"));
    assert_true(is_why(&d.groups[report->group], "R15.before"));
    const struct law_diff_cell *plan = cell_of(&d, LAW_EPS, LAW_SIP, LAW_ITEM_FAMILY);
    assert_int_equal(plan->after.word, LAW_CELL_CONSENT);
    arena_free(arena);
}

static void nothing_changes_from_a_day_to_itself_and_back_is_the_contrary(void **state)
{
    struct law_rules *r = *state;
    struct arena *arena = arena_new(128u << 20);
    struct law_diff d, back;
    between(r, "2026-11-22", r, "2026-11-22", arena, &d);
    assert_int_equal(d.cells_n + d.rules_n + d.groups_n, 0);
    between(r, "2025-06-30", r, "2025-07-01", arena, &d);
    between(r, "2025-07-01", r, "2025-06-30", arena, &back);
    assert_int_equal(d.cells_n, back.cells_n);
    assert_int_equal(d.count[LAW_CHANGE_WIDER], back.count[LAW_CHANGE_NARROWER]);
    assert_int_equal(d.count[LAW_CHANGE_MIXED], back.count[LAW_CHANGE_MIXED]);
    assert_int_equal(change_of(&back, "R15")->how, LAW_RULE_WENT);
    arena_free(arena);
}

/* ---- Proposals ---- */

#define PROPOSAL(id, fields)                                                                       \
    "rule " id "\n  kind: permit\n  title.sv: Förslag <ett>\n  title.en: A proposal\n"            \
    "  text.sv: Text.\n  text.en: Text.\n" fields                                                  \
    "  ground: förslag, ingen lag (2027:999)\n  confidence: unverified\n  checked-by:\n"

static const char opens_health[] =
    PROPOSAL("P1", "  from: EPS\n  to: SOC-M\n  item: health\n  purpose: follow_up support\n"
                   "  outcome: allow\n  valid: 2026-01-01..\n");

static struct law_rules *propose(const struct law_rules *base, const char *text)
{
    struct law_rules *out;
    struct err_ctx ctx = {0};
    if (law_propose(base, "proposal.rules", text, strlen(text), fake_digest, &out, &ctx) !=
        ERR_OK) {
        fail_msg("%s: %s", ctx.where, ctx.what);
    }
    return out;
}

static void a_proposal_opens_what_it_says_and_nothing_else(void **state)
{
    struct law_rules *r = *state;
    struct law_rules *p = propose(r, opens_health);
    struct arena *arena = arena_new(64u << 20);
    struct law_diff d;
    between(r, "2026-11-22", p, "2026-11-22", arena, &d);
    assert_int_equal(d.rules_n, 1);
    assert_string_equal(law_changed_rule(&d.rules[0])->id, "P1");
    assert_int_equal(d.cells_n, 1);
    assert_int_equal(d.cell[0].item, LAW_ITEM_HEALTH);
    assert_int_equal(d.count[LAW_CHANGE_WIDER], 1);
    assert_int_equal(d.rules[0].cells, 1);
    arena_free(arena);
    law_free(p);
}

/* The text of one rule of the shipped files, from its first line to the next block. */
static const char *rule_text(const struct law_rules *r, const char *id, char *out, size_t max)
{
    size_t n;
    char start[64];
    const char *source = law_source(r, &n);
    snprintf(start, sizeof start, "\nrule %s\n", id);
    const char *from = strstr(source, start);
    assert_non_null(from);
    const char *to = strstr(from + 1, "\n\n");
    snprintf(out, max, "%.*s\n", (int)(to - from - 1), from + 1);
    return out;
}

static void replace(char *text, size_t max, const char *old, const char *new)
{
    char copy[8192];
    char *at = strstr(text, old);
    assert_non_null(at);
    snprintf(copy, sizeof copy, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
    snprintf(text, max, "%s", copy);
}

static void a_rule_with_a_known_id_takes_its_place(void **state)
{
    struct law_rules *r = *state;
    struct arena *arena = arena_new(64u << 20);
    struct law_diff d;
    char text[8192];
    rule_text(r, "R38", text, sizeof text);
    replace(text, sizeof text, "item: attendance_figures ", "item: health attendance_figures ");
    struct law_rules *p = propose(r, text);
    between(r, "2026-11-22", p, "2026-11-22", arena, &d);
    assert_int_equal(d.rules_n, 1);
    assert_int_equal(d.rules[0].how, LAW_RULE_CHANGED);
    const struct law_diff_cell *c = cell_of(&d, LAW_EPS, LAW_SOC_O, LAW_ITEM_HEALTH);
    assert_non_null(c);
    assert_true(is_why(&d.groups[c->group], "R38"));
    law_free(p);
    arena_reset(arena);

    rule_text(r, "R38", text, sizeof text);
    replace(text, sizeof text, "text.en: School", "text.en: Schools");
    p = propose(r, text);
    between(r, "2026-11-22", p, "2026-11-22", arena, &d);
    assert_int_equal(d.rules_n, 1);
    assert_int_equal(d.rules[0].how, LAW_RULE_REWORDED);
    assert_int_equal(d.cells_n, 0);
    law_free(p);
    arena_reset(arena);

    /* One note more is a rewording too; one condition less is not. */
    rule_text(r, "R02.provider", text, sizeof text);
    replace(text, sizeof text, "  checked-by:", "  note.sv: En.\n  note.en: One.\n  checked-by:");
    p = propose(r, text);
    between(r, "2026-11-22", p, "2026-11-22", arena, &d);
    assert_int_equal(d.rules[0].how, LAW_RULE_REWORDED);
    law_free(p);
    arena_reset(arena);
    /* Something more, or less, at the end of the block. */
    rule_text(r, "R02", text, sizeof text);
    snprintf(text + strlen(text), sizeof text - strlen(text),
             "  example: letter from=SKO to=SOC-M item=family -> deny\n");
    p = propose(r, text);
    between(r, "2026-11-22", p, "2026-11-22", arena, &d);
    assert_int_equal(d.rules[0].how, LAW_RULE_REWORDED);
    struct law_diff back;
    between(p, "2026-11-22", r, "2026-11-22", arena, &back);
    assert_int_equal(back.rules[0].how, LAW_RULE_REWORDED);
    law_free(p);
    arena_reset(arena);
    rule_text(r, "R02", text, sizeof text);
    replace(text, sizeof text, "  third_party: none\n", "");
    p = propose(r, text);
    between(r, "2026-11-22", p, "2026-11-22", arena, &d);
    assert_int_equal(d.rules[0].how, LAW_RULE_CHANGED);
    law_free(p);
    arena_free(arena);
}

static void a_group_of_words_with_another_meaning_changes_its_rules(void **state)
{
    struct law_rules *r = *state;
    struct arena *arena = arena_new(64u << 20);
    struct law_diff d;
    size_t n;
    const char *source = law_source(r, &n);
    char *text = arena_strndup(arena, source, n);
    char *words = strstr(text, "words: SOC-M SOC-O");
    memcpy(words, "words: SOC-M SOC-M", 18);
    struct law_rules *p;
    struct err_ctx ctx;
    assert_int_equal(law_load_text("t", text, n, fake_digest, &p, &ctx), ERR_OK);
    between(r, "2026-11-22", p, "2026-11-22", arena, &d);
    assert_int_equal(change_of(&d, "R38")->how, LAW_RULE_CHANGED);
    assert_true(d.count[LAW_CHANGE_NARROWER] > 0);
    assert_true(d.count[LAW_CHANGE_GROUND] > 0);
    law_free(p);
    arena_free(arena);
}

/* A permission that becomes a duty: the cell gains one thing and loses another. */
static void a_duty_in_place_of_a_permission_is_told_apart(void **state)
{
    struct law_rules *r = *state;
    struct arena *arena = arena_new(64u << 20);
    struct law_diff d;
    char text[8192];
    rule_text(r, "R32.care", text, sizeof text);
    replace(text, sizeof text, "outcome: allow", "outcome: duty");
    struct law_rules *p = propose(r, text);
    between(r, "2026-11-22", p, "2026-11-22", arena, &d);
    assert_true(d.count[LAW_CHANGE_MIXED] > 0);
    struct law_diff back;
    between(p, "2026-11-22", r, "2026-11-22", arena, &back);
    assert_int_equal(back.count[LAW_CHANGE_MIXED], d.count[LAW_CHANGE_MIXED]);
    law_free(p);
    arena_free(arena);
}

/* A duty more and nothing else; the way back is narrower. And a bar closes. */
static void duties_and_bars_count_as_what_they_are(void **state)
{
    struct law_rules *r = *state;
    struct arena *arena = arena_new(128u << 20);
    struct law_diff d, back;
    struct law_rules *p =
        propose(r, PROPOSAL("P1", "  from: EPS\n  to: AUT\n  item: health\n  purpose: statistics\n"
                                  "  outcome: duty\n  valid: 2026-01-01..\n"));
    between(r, "2026-11-22", p, "2026-11-22", arena, &d);
    assert_int_equal(d.count[LAW_CHANGE_WIDER], 1);
    between(p, "2026-11-22", r, "2026-11-22", arena, &back);
    assert_int_equal(back.count[LAW_CHANGE_NARROWER], 1);
    law_free(p);
    p = propose(r,
                "rule P2\n  kind: bar\n  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n"
                "  from: SKO\n  to: SOC-O\n  overrides: permits\n  ground: f (2027:1)\n"
                "  valid: 2026-01-01..\n  confidence: unverified\n  checked-by:\n");
    between(r, "2026-11-22", p, "2026-11-22", arena, &d);
    assert_true(d.count[LAW_CHANGE_NARROWER] > 10);
    assert_true(is_why(&d.groups[0], "P2"));
    law_free(p);
    arena_free(arena);
}

/* R38 reads otherwise and something goes along with every yes from the school: the answer and its
 * ways are the same. */
static void what_goes_along_with_an_answer_is_around_it(void **state)
{
    struct law_rules *r = *state;
    struct arena *arena = arena_new(64u << 20);
    struct law_diff d;
    char text[8192];
    rule_text(r, "R38", text, sizeof text);
    replace(text, sizeof text, "text.en: School", "text.en: Schools");
    snprintf(text + strlen(text), sizeof text - strlen(text),
             "rule P1\n  kind: attach\n  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n"
             "  from: SKO\n  oblige: inform\n  ground: f (2027:1)\n  valid: 2026-01-01..\n"
             "  confidence: unverified\n  checked-by:\n");
    struct law_rules *p = propose(r, text);
    between(r, "2026-11-22", p, "2026-11-22", arena, &d);
    assert_int_equal(change_of(&d, "R38")->how, LAW_RULE_REWORDED);
    const struct law_diff_cell *c = cell_of(&d, LAW_SKO, LAW_SOC_O, LAW_ITEM_GOAL_RESULT);
    assert_int_equal(d.groups[c->group].change, LAW_CHANGE_AROUND);
    assert_false(is_why(&d.groups[c->group], "R38"));
    assert_int_equal(d.count[LAW_CHANGE_WIDER] + d.count[LAW_CHANGE_GROUND], 0);
    law_free(p);
    arena_free(arena);
}

static void faults_of_a_proposal_name_its_line_and_what_to_mend(void **state)
{
    struct law_rules *r = *state;
    struct law_rules *p;
    struct err_ctx ctx;
    const char *broken = "# Ett förslag\nrule P1\n  kind: permt\n";
    assert_int_equal(law_propose(r, "förslag", broken, strlen(broken), fake_digest, &p, &ctx),
                     ERR_INVALID);
    assert_null(p);
    assert_string_equal(ctx.where, "förslag:3:9");
    assert_non_null(strstr(ctx.remedy, "permit"));
    const char *unended = "rule ";
    assert_int_equal(law_propose(r, "förslag", unended, strlen(unended), fake_digest, &p, &ctx),
                     ERR_INVALID);
    assert_int_equal(law_propose(r, "förslag", "rule  \n", 7, fake_digest, &p, &ctx), ERR_INVALID);
    char *large = mem_zalloc(1, LAW_PROPOSAL_MAX + 1);
    assert_int_equal(law_propose(r, "stor", large, LAW_PROPOSAL_MAX + 1, fake_digest, &p, &ctx),
                     ERR_LIMIT);
    free(large);
    assert_int_equal(law_propose(r, "tom", "", 0, fake_digest, &p, &ctx), ERR_OK);
    law_free(p);
}

/* An error in the base after a dropped rule must still name the right line: lines keep their
 * numbers. */
static void dropping_a_rule_moves_no_line(void **state)
{
    struct law_rules *r = *state;
    char text[8192];
    rule_text(r, "R02", text, sizeof text);
    replace(text, sizeof text, "rule R02\n", "rule R02 \n");
    char last[8192]; /* and the last rule of a file, before the line that names the next file */
    rule_text(r, "R38.to_independent", last, sizeof last);
    snprintf(text + strlen(text), sizeof text - strlen(text), "%s", last);
    struct law_rules *p = propose(r, text);
    size_t n, m;
    const char *a = law_source(r, &n);
    const char *b = law_source(p, &m);
    for (const char *x = a; (x = strchr(x, '\n')) != NULL; x++) {
        b = strchr(b, '\n') + 1;
    }
    assert_true(strncmp(b, "#file proposal.rules\n", 21) == 0);
    law_free(p);
}

static void a_proposal_is_looked_at_when_it_holds(void **state)
{
    struct law_rules *r = *state;
    struct law_rules *p = propose(r, PROPOSAL("P1", "  from: EPS\n  to: SOC-M\n  outcome: allow\n"
                                                    "  valid: 2027-07-01..\n"));
    assert_int_equal(law_proposal_day(r, p, day("2026-11-22")).days, day("2027-07-01").days);
    assert_int_equal(law_proposal_day(r, p, day("2028-01-01")).days, day("2028-01-01").days);
    assert_int_equal(law_proposal_day(r, r, day("2026-11-22")).days, day("2026-11-22").days);
    law_free(p);
    char text[8192];
    rule_text(r, "R02", text, sizeof text);
    replace(text, sizeof text, "valid: 2025-04-01..", "valid: 2027-03-01..");
    p = propose(r, text);
    assert_int_equal(law_proposal_day(r, p, day("2026-11-22")).days, day("2027-03-01").days);
    law_free(p);
}

/* The examples that come along: each can be read, keeps its examples, and opens something. */
static void the_proposals_that_come_along_work(void **state)
{
    struct law_rules *r = *state;
    static const char *const names[] = {"uppfoljning-utan-samtycke", "generalklausul-socialtjanst"};
    for (size_t i = 0; i < 2; i++) {
        char path[300], text[8192];
        snprintf(path, sizeof path, SOURCE_DIR "/rules/proposals/%s.rules", names[i]);
        FILE *f = fopen(path, "rb");
        assert_non_null(f);
        text[fread(text, 1, sizeof text - 1, f)] = '\0';
        fclose(f);
        struct law_rules *p = propose(r, text);
        struct arena *arena = arena_new(64u << 20);
        const struct law_issue *issues;
        size_t n = law_check(p, day("2027-07-01"), arena, &issues);
        for (size_t k = 0; k < n; k++) {
            assert_false(issues[k].is_error);
        }
        struct law_diff d;
        between(r, "2027-07-01", p, "2027-07-01", arena, &d);
        assert_true(d.count[LAW_CHANGE_WIDER] + d.count[LAW_CHANGE_GROUND] > 0);
        assert_int_equal(d.count[LAW_CHANGE_NARROWER], 0);
        arena_free(arena);
        law_free(p);
    }
}

/* ---- Forms ---- */

static size_t count_lines(const char *text)
{
    size_t n = 0;
    for (; (text = strchr(text, '\n')) != NULL; text++) {
        n++;
    }
    return n;
}

static void every_form_tells_the_same(void **state)
{
    struct law_rules *r = *state;
    struct law_rules *p = propose(r, opens_health);
    struct arena *arena = arena_new(128u << 20);
    struct law_diff d;
    struct buf b;
    buf_init(&b, 4u << 20);
    between(r, "2026-11-22", p, "2026-11-22", arena, &d);
    law_diff_write(&d, LAW_DIFF_TEXT, true, &b);
    assert_non_null(strstr(b.text, "1 av 5712 rutor ändras: 1 öppnas"));
    assert_non_null(strstr(b.text, "EPS → SOC-M: hälsa"));
    buf_clear(&b);
    law_diff_write(&d, LAW_DIFF_HTML, true, &b);
    assert_non_null(strstr(b.text, "Förslag &lt;ett&gt;"));
    assert_null(strstr(b.text, "<ett>"));
    buf_clear(&b);
    between(r, "2025-07-01", r, "2025-06-30", arena, &d);
    law_diff_write(&d, LAW_DIFF_CSV, false, &b);
    assert_int_equal(count_lines(b.text), d.cells_n + 1);
    assert_non_null(strstr(b.text, "went:R15"));
    json_t *j = law_diff_json(&d);
    assert_int_equal(json_integer_value(json_object_get(j, "changed")), (json_int_t)d.cells_n);
    assert_int_equal(json_array_size(json_object_get(j, "rules")), d.rules_n);
    json_decref(j);
    for (int swedish = 0; swedish < 2; swedish++) {
        for (int form = LAW_DIFF_TEXT; form <= LAW_DIFF_HTML; form++) {
            buf_clear(&b);
            law_diff_write(&d, (enum law_diff_form)form, swedish, &b);
            assert_true(buf_ok(&b) && b.len > 1000);
        }
        for (int c = 0; c < LAW_CHANGE__MAX; c++) {
            assert_true(strlen(law_change_text((enum law_change)c, swedish)) > 5);
        }
    }
    between(r, "2025-12-01", r, "2027-01-01", arena, &d);
    buf_clear(&b);
    law_diff_write(&d, LAW_DIFF_TEXT, true, &b);
    assert_non_null(strstr(b.text, "till: se --format csv")); /* what surrounds is cut short */
    assert_non_null(strstr(b.text, "regime.independent.before upphör"));
    buf_free(&b);
    arena_free(arena);
    law_free(p);
}

static void areas_read_as_words(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 4096);
    uint32_t all = (UINT32_C(1) << LAW_ITEM__MAX) - 2;
    law_items_write(all, true, &b);
    assert_string_equal(b.text, "alla slag av uppgifter");
    buf_clear(&b);
    law_items_write(all, false, &b);
    assert_string_equal(b.text, "all items");
    buf_clear(&b);
    law_items_write(all & ~(UINT32_C(1) << LAW_ITEM_HEALTH), false, &b);
    assert_string_equal(b.text, "all items but health");
    buf_clear(&b);
    struct law_area a = {UINT32_C(1) << LAW_SKO | UINT32_C(1) << LAW_EPS, UINT32_C(1) << LAW_POL,
                         UINT32_C(1) << LAW_ITEM_HEALTH};
    law_area_write(&a, true, true, &b);
    assert_non_null(strstr(b.text, "; skolan i övrigt → Polismyndigheten: hälsa"));
    buf_free(&b);
}

static int load(void **state)
{
    *state = shipped();
    return 0;
}

static int unload(void **state)
{
    law_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_of_exactly_the_cells_that_the_matrix_says_differ),
        cmocka_unit_test(groups_hold_every_changed_cell_once),
        cmocka_unit_test(knows_what_the_new_social_services_act_did),
        cmocka_unit_test(nothing_changes_from_a_day_to_itself_and_back_is_the_contrary),
        cmocka_unit_test(a_proposal_opens_what_it_says_and_nothing_else),
        cmocka_unit_test(a_rule_with_a_known_id_takes_its_place),
        cmocka_unit_test(a_group_of_words_with_another_meaning_changes_its_rules),
        cmocka_unit_test(a_duty_in_place_of_a_permission_is_told_apart),
        cmocka_unit_test(duties_and_bars_count_as_what_they_are),
        cmocka_unit_test(what_goes_along_with_an_answer_is_around_it),
        cmocka_unit_test(faults_of_a_proposal_name_its_line_and_what_to_mend),
        cmocka_unit_test(dropping_a_rule_moves_no_line),
        cmocka_unit_test(a_proposal_is_looked_at_when_it_holds),
        cmocka_unit_test(the_proposals_that_come_along_work),
        cmocka_unit_test(every_form_tells_the_same),
        cmocka_unit_test(areas_read_as_words),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
