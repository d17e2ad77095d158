/* Rule files: what is accepted, and what is refused with place and remedy. */
#include "fixture.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "law/parse.h"

/* The smallest rule set: every assessment, one obligation and deadline, a group, a case, the
 * default; `more` follows from line 100 on. */
static void base_text(struct buf *b, const char *more)
{
    buf_init(b, 8u << 20);
    unsigned lines = 0;
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        buf_addf(b, "assessment %s\n  text.sv: fråga\n  text.en: question\n",
                 law_assessment_code[a]);
        lines += 3;
    }
    const char *rest = "obligation journal\n  always: yes\n  text.sv: a\n  text.en: b\n"
                       "obligation note\n  text.sv: a\n  text.en: b\n"
                       "event began\n  text.sv: a\n  text.en: b\n"
                       "event ended\n  text.sv: a\n  text.en: b\n"
                       "deadline soon\n  start: began\n  stop: ended\n  count: 14 days\n"
                       "  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n"
                       "  ground: SoL 20:2 (2025:400)\n  valid: 2020-01-01..\n"
                       "  confidence: verified\n  checked-by:\n"
                       "group school\n  words: SKO EPS\n"
                       "group all\n  words: @school EMI\n"
                       "case letter\n  from: SKO\n  question_date: 2026-11-22\n"
                       "rule none\n  kind: default\n  title.sv: a\n  title.en: b\n  text.sv: c\n"
                       "  text.en: d\n  ground: OSL 8:1 (2009:400)\n  valid: 2020-01-01..\n"
                       "  confidence: verified\n  checked-by:\n";
    buf_add(b, rest);
    for (const char *s = rest; *s != '\0'; s++) {
        lines += *s == '\n';
    }
    for (; lines < 99; lines++) {
        buf_add(b, "# filler\n");
    }
    buf_add(b, more);
}

static enum err load(const char *more, struct law_rules **rules, struct err_ctx *ctx)
{
    struct buf b;
    *ctx = (struct err_ctx){0};
    base_text(&b, more);
    enum err e = law_load_text("t.rules", b.text, b.len, fake_digest, rules, ctx);
    buf_free(&b);
    return e;
}

static void accepts(const char *more)
{
    struct law_rules *rules;
    struct err_ctx ctx;
    if (load(more, &rules, &ctx) != ERR_OK) {
        fail_msg("%s: %s (%s)", ctx.where, ctx.what, ctx.remedy);
    }
    law_free(rules);
}

static void refuses(const char *more, const char *where, const char *what)
{
    struct law_rules *rules;
    struct err_ctx ctx;
    if (load(more, &rules, &ctx) != ERR_INVALID) {
        fail_msg("accepted: %s", more);
    }
    assert_null(rules);
    assert_string_equal(ctx.where, where);
    if (strstr(ctx.what, what) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", ctx.what, what);
    }
    assert_true(ctx.remedy[0] != '\0');
    /* and all of it in Swedish, for the page */
    if (ctx.what_sv[0] == '\0' || strcmp(ctx.what_sv, ctx.what) == 0 || ctx.remedy_sv[0] == '\0' ||
        strcmp(ctx.remedy_sv, ctx.remedy) == 0) {
        fail_msg("no Swedish for \"%s\" and \"%s\"", ctx.what, ctx.remedy);
    }
}

/* "%s %zu": the kinds of values that a text takes, without how they are written. */
static void kinds_of(const char *text, char out[64])
{
    size_t n = 0;
    for (const char *p = strchr(text, '%'); p != NULL && n + 4 < 64; p = strchr(p, '%')) {
        p += 1 + strspn(p + 1, ".0123456789");
        for (size_t k = strspn(p, "zl") + 1; k > 0 && *p != '\0'; k--) {
            out[n++] = *p++;
        }
        out[n++] = ' ';
    }
    out[n] = '\0';
}

static void both_languages_of_a_fault_take_the_same_values(void **state)
{
    (void)state;
    const char *en, *sv;
    char first[64], second[64];
    size_t i = 0;
    for (; law_fault_pair(i, &en, &sv); i++) {
        kinds_of(en, first);
        kinds_of(sv, second);
        assert_string_equal(first, second);
        assert_string_equal(law_fault_sv(en), sv);
    }
    assert_true(i > 50);
    assert_string_equal(law_fault_sv("no such text"), "no such text");
}

#define HEAD(kind)                                                                                 \
    "rule x\n  kind: " kind "\n  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n"         \
    "  ground: OSL 10:1 (2009:400)\n  valid: 2020-01-01..\n  confidence: verified\n  "             \
    "checked-by:\n"
/* HEAD is ten lines, so what follows it starts on line 110. */

/* Whoever only wants to know whether, asks without a context. */
static void refuses_without_a_context_too(void **state)
{
    (void)state;
    static const char *const bad[] = {"rule\n", HEAD("permit") "  outcome: perhaps\n",
                                      HEAD("permit") "  ground: OSL 10:1\n"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct law_rules *rules;
        struct buf b;
        base_text(&b, bad[i]);
        assert_int_equal(law_load_text("t.rules", b.text, b.len, fake_digest, &rules, NULL),
                         ERR_INVALID);
        assert_null(rules);
        buf_free(&b);
    }
}

static void accepts_a_rule_with_every_field(void **state)
{
    (void)state;
    accepts(
        HEAD("permit") "  from: @all, SOC-M\n  to: not POL SKO\n  age: 0..17\n"
                       "  consent: valid\n  secrecy: none special_reason\n"
                       "  information: 2020-01-01..2030-12-31\n  outcome: duty\n"
                       "  assess: no_harm own_task\n  oblige: note journal\n  deadline: soon\n"
                       "  note.sv: en anteckning\n    på två rader\n\n  # en kommentar\n"
                       "  note.en: a note\n"
                       "  example: letter to=SOC-M age=3 assessed.no_harm=met -> deny\n"
                       "  example: from=SKO question_date=2026-11-22 information_date=2026-11-01"
                       " -> not\n");
    accepts(HEAD("secrecy") "  at: SKO\n  form: municipal\n  regime: osl\n  gives: reverse\n");
    accepts(HEAD("bar") "  to: REG\n  overrides: duties\n");
    accepts(HEAD("bar") "  to: REG\n  information: 2020-01-01..\n  overrides: duties\n");
    accepts(HEAD("attach") "  protection: marked\n  oblige: note\n");
    accepts(HEAD("permit") "  outcome: allow\r\n");
    accepts(HEAD("permit") "  note.sv:\n    on the next line\n  note.en: b\n  outcome: allow\n     "
                           "\n#fi\n#filx y\n");
    accepts("group Zz09.-_:a\n  words: SKO\n");
}

static void refuses_lines_that_are_not_in_the_format(void **state)
{
    (void)state;
    refuses("rule\n", "t.rules:100:1", "starts no block");
    refuses("rule\n# the first fault is told\nrule\n", "t.rules:100:1", "starts no block");
    refuses("rule a b\n", "t.rules:100:1", "starts no block");
    refuses("?? x\n", "t.rules:100:1", "starts no block");
    refuses("rule  \n", "t.rules:100:1", "starts no block");
    refuses("rule {\n", "t.rules:100:1", "starts no block");
    refuses("rule [\n", "t.rules:100:1", "starts no block");
    refuses("rule @\n", "t.rules:100:1", "starts no block");
    refuses("rule `\n", "t.rules:100:1", "starts no block");
    refuses("rule å\n", "t.rules:100:1", "starts no block");
    refuses("rule;x y\n", "t.rules:100:1", "starts no block");
    refuses("#file other.rules\n\nrule x\n kind", "other.rules:3:2", "indented by 1");
    refuses("rules x\n", "t.rules:100:1", "unknown block");
    refuses("rule x\n kind: permit\n", "t.rules:101:2", "indented by 1 space");
    refuses("rule x\n   kind: permit\n", "t.rules:101:4", "indented by 3 spaces");
    refuses("rule x\n  kind\n", "t.rules:101:3", "no key");
    refuses("rule x\n  ki nd: a\n", "t.rules:101:3", "no key");
    refuses("rule x\n  : a\n", "t.rules:101:3", "no key");
    refuses("rule x\n    more\n", "t.rules:101:5", "continues no value");
    refuses("rule x\n\tkind: permit\n", "t.rules:101:1", "not text");
    refuses("rule x\n  kind: per\x7fmit\n", "t.rules:101:12", "not text");
    refuses("rule none\n  kind: default\n", "t.rules:100:1", "there already");
    refuses("rule x\n", "t.rules:100:1", "start with its kind");
    refuses("rule x\n  title.sv: a\n", "t.rules:100:1", "start with its kind");

    struct law_rules *rules;
    struct err_ctx ctx;
    assert_int_equal(law_load_text("a", "  a: b\n", 7, fake_digest, &rules, &ctx), ERR_INVALID);
    assert_string_equal(ctx.where, "a:1:3");
    assert_int_equal(law_load_text("a", "\xff", 1, fake_digest, &rules, &ctx), ERR_INVALID);
    assert_string_equal(ctx.what, "the text is not valid UTF-8");
}

static void refuses_rules_that_lack_something(void **state)
{
    (void)state;
    refuses("rule x\n  kind: permit\n", "t.rules:100:1", "title.sv");
    refuses(HEAD("permit"), "t.rules:100:1", "\"outcome\"");
    refuses(HEAD("secrecy"), "t.rules:100:1", "\"gives\"");
    refuses(HEAD("regime"), "t.rules:100:1", "\"gives\"");
    refuses(HEAD("bar"), "t.rules:100:1", "\"overrides\"");
    refuses(HEAD("attach"), "t.rules:100:1", "\"oblige\"");
    refuses("group g\n", "t.rules:100:1", "no words");
    refuses("obligation o\n  text.sv: a\n", "t.rules:100:1", "both texts");
    refuses("event d\n  text.en: a\n", "t.rules:100:1", "both texts");
    refuses(HEAD("permit") "  outcome: allow\n  note.sv: a\n", "t.rules:100:1", "\"note.en\"");
    refuses(HEAD("permit") "  outcome: allow\n  note.en: a\n", "t.rules:100:1", "\"note.sv\"");
}

static void refuses_values_that_mean_nothing(void **state)
{
    (void)state;
    refuses("rule x\n  kind: permitt\n", "t.rules:101:9", "unknown kind");
    refuses(HEAD("permit") "  outcome: perhaps\n", "t.rules:110:12", "unknown outcome");
    refuses(HEAD("bar") "  outcome: allow\n", "t.rules:110:12", "only a permit");
    refuses(HEAD("bar") "  overrides: all\n", "t.rules:110:14", "unknown overrides");
    refuses(HEAD("permit") "  overrides: duties\n", "t.rules:110:14", "only a bar");
    refuses(HEAD("bar") "  assess: no_harm\n", "t.rules:110:11", "only a permit");
    refuses(HEAD("permit") "  assess: no_harn\n", "t.rules:110:11", "unknown assessment");
    refuses(HEAD("permit") "  gives: osl\n", "t.rules:110:10", "only a rule of regime");
    refuses(HEAD("regime") "  gives: osla\n", "t.rules:110:10", "unknown gives");
    refuses(HEAD("secrecy") "  gives: strong\n", "t.rules:110:10", "unknown gives");
    refuses(HEAD("permit") "  oblige: nothing\n", "t.rules:110:11", "unknown obligation");
    refuses(HEAD("permit") "  oblige: note note note\n", "t.rules:110:11", "named twice");
    refuses(HEAD("permit") "  deadline: P8D\n", "t.rules:110:13", "no such deadline");
    refuses(HEAD("permit") "  note.sv:\n", "t.rules:110:11", "empty");
    refuses(HEAD("permit") "  ground: OSL 10:1\n", "t.rules:110:11", "not a ground");
    refuses(HEAD("permit") "  ground: (2009:400)\n", "t.rules:110:11", "not a ground");
    refuses(HEAD("permit") "  ground: OSL (x)\n", "t.rules:110:11", "not a ground");
    refuses(HEAD("permit") "  ground: OSL (-2009)\n", "t.rules:110:11", "not a ground");
    refuses("rule x\n  kind: permit\n  valid: never\n", "t.rules:102:10", "not a period");
    refuses(HEAD("permit") "  ground: OSL (2009) x\n", "t.rules:110:11", "not a ground");
    refuses(HEAD("permit") "  information: 2020-01-01\n", "t.rules:110:16", "not a period");
    refuses(HEAD("permit") "  information: ..\n", "t.rules:110:16", "not a period");
    refuses(HEAD("permit") "  information: 2020-02-30..\n", "t.rules:110:16", "not a period");
    refuses(HEAD("permit") "  information: ..2020-02-30\n", "t.rules:110:16", "not a period");
    refuses(HEAD("permit") "  information: 2021-01-01..2020-01-01\n", "t.rules:110:16",
            "not a period");
    refuses(HEAD("permit") "  valid: 2020-01-01..\n", "t.rules:110:3", "twice");
    refuses(HEAD("permit") "  outcome: allow\n  outcome: allow\n", "t.rules:111:3", "twice");
    refuses("rule x\n  kind: permit\n  valid: ..2020-01-01\n", "t.rules:102:10", "no start");
    refuses("rule x\n  kind: permit\n  confidence: sure\n", "t.rules:102:15", "unknown confidence");
    refuses("assessment no_ham\n", "t.rules:100:1", "unknown assessment");
    refuses("assessment no_ham.reverse\n", "t.rules:100:1", "unknown assessment");
    refuses("assessment no_harm.reversed\n", "t.rules:100:1", "unknown level");
    refuses("group g\n  word: a\n", "t.rules:101:3", "unknown key");
    refuses("obligation g\n  word: a\n", "t.rules:101:3", "unknown key");
}

static void refuses_conditions_that_could_make_a_rule_unsafe(void **state)
{
    (void)state;
    refuses(HEAD("permit") "  from: unknown\n", "t.rules:110:9", "unknown fact");
    refuses(HEAD("permit") "  consent: no\n", "t.rules:110:12", "unknown fact");
    refuses(HEAD("permit") "  guardians: given\n", "t.rules:110:3", "cannot ask");
    refuses(HEAD("bar") "  consent: valid\n", "t.rules:110:3", "cannot ask");
    refuses(HEAD("secrecy") "  consent: valid\n", "t.rules:110:3", "cannot ask");
    refuses(HEAD("regime") "  regime: osl\n", "t.rules:110:3", "cannot ask");
    refuses(HEAD("guardians") "  consent: valid\n", "t.rules:110:3", "cannot ask");
    refuses(HEAD("guardians") "  from: SKO\n", "t.rules:110:3", "cannot ask");
    refuses(HEAD("consent") "  to_form: state\n", "t.rules:110:3", "cannot ask");
    refuses(HEAD("consent") "  from_regime: osl\n", "t.rules:110:3", "cannot ask");
    refuses(HEAD("default") "  from: SKO\n", "t.rules:110:3", "cannot ask");
    refuses(HEAD("permit") "  at: SKO\n", "t.rules:110:3", "unknown key");
}

static void refuses_values_that_no_fact_has(void **state)
{
    (void)state;
    refuses(HEAD("permit") "  from: SKOL\n", "t.rules:110:9", "unknown from");
    refuses(HEAD("permit") "  from: SKO, , EPZ\n", "t.rules:110:16", "unknown from");
    refuses(HEAD("permit") "  from: not @nobody\n", "t.rules:110:13", "unknown group");
    refuses("group loop\n  words: @loop\n" HEAD("permit") "  from: @loop\n", "t.rules:101:10",
            "nested too deeply");
    refuses(HEAD("permit") "  from:\n", "t.rules:110:8", "no value");
    refuses(HEAD("permit") "  requested: not no yes\n", "t.rules:110:14", "no value");
    refuses(HEAD("permit") "  from: SKO\n  from: EPS\n", "t.rules:111:3", "twice");
    refuses(HEAD("permit") "  frm: SKO\n", "t.rules:110:3", "unknown key");
    refuses(HEAD("permit") "  age: 17..3\n", "t.rules:110:8", "range is empty");
    refuses(HEAD("permit") "  age: unknown..3\n", "t.rules:110:8", "range is empty");
    refuses(HEAD("permit") "  age: x..3\n", "t.rules:110:8", "unknown age");
    refuses(HEAD("permit") "  age: 3..x\n", "t.rules:110:8", "unknown age");
    refuses(
        HEAD("permit") "  from: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                       "aaaa\n",
        "t.rules:110:9", "too long");
    refuses(
        HEAD("permit") "  oblige: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                       "aaaaaa\n",
        "t.rules:110:11", "too long");
    refuses(
        HEAD("permit") "  assess: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                       "aaaaaa\n",
        "t.rules:110:11", "too long");
}

static void refuses_examples_that_cannot_be_run(void **state)
{
    (void)state;
    refuses(HEAD("permit") "  example: letter\n", "t.rules:110:18", "expects nothing");
    refuses(HEAD("permit") "  example: letter ->\n", "t.rules:110:21", "unknown outcome");
    refuses(HEAD("permit") "  example: letter -> yes\n", "t.rules:110:22", "unknown outcome");
    refuses(HEAD("permit") "  example: letter -> deny now\n", "t.rules:110:26", "more follows");
    refuses(HEAD("permit") "  example: lettre -> deny\n", "t.rules:110:12", "neither a fact");
    refuses(HEAD("permit") "  example: from=SKO letter -> deny\n", "t.rules:110:21",
            "neither a fact");
    refuses(HEAD("permit") "  example: letter form=SKO -> deny\n", "t.rules:110:19",
            "unknown fact");
    refuses(HEAD("permit") "  example: letter from=SKOO -> deny\n", "t.rules:110:19",
            "unknown from");
    refuses(HEAD("permit") "  example: letter assessed.x=met -> deny\n", "t.rules:110:19",
            "unknown assessment");
    refuses(HEAD("permit") "  example: letter assessed.no_harm=x -> deny\n", "t.rules:110:19",
            "unknown result");
    refuses(HEAD("permit") "  example: letter question_date=2026 -> deny\n", "t.rules:110:19",
            "not a date");
    refuses(HEAD("permit") "  example: letter information_date=x -> deny\n", "t.rules:110:19",
            "not a date");
    refuses(
        HEAD("permit") "  example: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                       "aaaaaaaaa -> deny\n",
        "t.rules:110:12", "too long");
    refuses(
        HEAD("permit") "  example: letter -> aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                       "aaaaaaaaaaaaaaaaaaa\n",
        "t.rules:110:22", "too long");
    refuses("case c\n  from: SKOO\n", "t.rules:101:9", "unknown from");
}

static void refuses_a_set_without_its_whole(void **state)
{
    (void)state;
    struct law_rules *rules;
    struct err_ctx ctx;
    assert_int_equal(law_load_text("a", "", 0, fake_digest, &rules, &ctx), ERR_INVALID);
    assert_non_null(strstr(ctx.what, "has no text"));
    refuses("rule y\n  kind: default\n  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n"
            "  ground: OSL 8:1 (2009:400)\n  valid: 2020-01-01..\n  confidence: verified\n"
            "  checked-by:\n",
            "rules", "2 rules that deny");
}

static void many(struct buf *b, size_t n, const char *start, const char *rest)
{
    buf_init(b, 8u << 20);
    for (size_t i = 0; i < n; i++) {
        buf_addf(b, "%s%zu\n%s", start, i, rest);
    }
}

static void refuses_more_than_it_can_hold(void **state)
{
    (void)state;
    struct buf b;
    const char *rule = "  kind: permit\n  title.sv: a\n  title.en: b\n  text.sv: c\n  text.en: d\n"
                       "  ground: OSL 10:1 (2009:400)\n  valid: 2020-01-01..\n"
                       "  confidence: verified\n  checked-by:\n  outcome: allow\n";
    many(&b, 256, "rule r", rule);
    refuses(b.text, "t.rules:2905:1", "more than 256 rules");
    buf_free(&b);
    many(&b, 255, "rule r", rule);
    accepts(b.text);
    buf_free(&b);
    const char *sided = "  kind: regime\n  title.sv: a\n  title.en: b\n  text.sv: c\n"
                        "  text.en: d\n  ground: OSL 10:1 (2009:400)\n  valid: 2020-01-01..\n"
                        "  confidence: verified\n  checked-by:\n  gives: osl\n";
    many(&b, 128, "rule r", sided);
    refuses(b.text, "t.rules:1497:1", "count twice");
    buf_free(&b);
    many(&b, 2001, "group g", "  words: SKO\n");
    refuses(b.text, "t.rules:4062:1", "more than 2000 blocks");
    buf_free(&b);

    struct law_rules *rules;
    struct err_ctx ctx;
    char *large = mem_alloc((4u << 20) + 1);
    memset(large, '#', (4u << 20) + 1);
    assert_int_equal(law_load_text("a", large, (4u << 20) + 1, fake_digest, &rules, &ctx),
                     ERR_LIMIT);
    free(large);
}

static void a_source_gives_the_same_rules_again(void **state)
{
    (void)state;
    struct law_rules *rules = shipped(), *again;
    struct err_ctx ctx;
    size_t n, m;
    const char *source = law_source(rules, &n);
    assert_int_equal(law_load_text("source", source, n, fake_digest, &again, &ctx), ERR_OK);
    assert_string_equal(law_version(rules), law_version(again));
    assert_memory_equal(source, law_source(again, &m), n);
    struct law_facts f = letter(LAW_SKO, LAW_SOC_M, LAW_ITEM_FAMILY, LAW_PURPOSE_SUPPORT);
    assert_int_equal(law_judge(rules, &f).outcome, law_judge(again, &f).outcome);
    law_free(rules);
    law_free(again);
    law_free(NULL);
}

static void write_file(const char *dir, const char *name, const char *text)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void remove_file(const char *dir, const char *name)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_int_equal(remove(path), 0);
}

static void a_folder_is_read_in_name_order_and_faults_name_the_file(void **state)
{
    (void)state;
    char dir[] = "/tmp/law-XXXXXX";
    assert_non_null(mkdtemp(dir));
    struct law_rules *rules;
    struct err_ctx ctx;
    assert_int_equal(law_load("/nowhere/at/all", fake_digest, &rules, &ctx), ERR_NOT_FOUND);
    assert_int_equal(law_load(dir, fake_digest, &rules, &ctx), ERR_NOT_FOUND);
    write_file(dir, "notes.txt", "not a rule file");
    write_file(dir, ".rules", "nor this");
    struct buf b;
    base_text(&b, "# the last line has no end");
    write_file(dir, "10-base.rules", b.text);
    buf_free(&b);
    assert_int_equal(law_load(dir, fake_digest, &rules, &ctx), ERR_OK);
    law_free(rules);
    write_file(dir, "20-more.rules", "\nrule broken\n  kind: what\n");
    assert_int_equal(law_load(dir, fake_digest, &rules, &ctx), ERR_INVALID);
    assert_string_equal(ctx.where, "20-more.rules:3:9");
    write_file(dir, "20-more.rules", "");
    for (unsigned i = 0; i < 101; i++) {
        char name[32];
        snprintf(name, sizeof name, "50-%03u.rules", i);
        write_file(dir, name, "");
    }
    assert_int_equal(law_load(dir, fake_digest, &rules, &ctx), ERR_NOT_FOUND);
    for (unsigned i = 0; i < 101; i++) {
        char name[32];
        snprintf(name, sizeof name, "50-%03u.rules", i);
        remove_file(dir, name);
    }
    char *large = mem_alloc((4u << 20) + 1);
    memset(large, '#', 4u << 20);
    large[4u << 20] = '\0';
    write_file(dir, "30-large.rules", large);
    free(large);
    assert_int_equal(law_load(dir, fake_digest, &rules, &ctx), ERR_LIMIT);
    remove_file(dir, "30-large.rules");
    char path[300];
    snprintf(path, sizeof path, "%s/40-folder.rules", dir);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(law_load(dir, fake_digest, &rules, &ctx), ERR_IO);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(symlink("/nowhere", path), 0);
    assert_int_equal(law_load(dir, fake_digest, &rules, &ctx), ERR_IO);
    remove_file(dir, "40-folder.rules");
    remove_file(dir, "20-more.rules");
    remove_file(dir, "10-base.rules");
    remove_file(dir, "notes.txt");
    remove_file(dir, ".rules");
    assert_int_equal(rmdir(dir), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_a_rule_with_every_field),
        cmocka_unit_test(refuses_lines_that_are_not_in_the_format),
        cmocka_unit_test(refuses_without_a_context_too),
        cmocka_unit_test(both_languages_of_a_fault_take_the_same_values),
        cmocka_unit_test(refuses_rules_that_lack_something),
        cmocka_unit_test(refuses_values_that_mean_nothing),
        cmocka_unit_test(refuses_conditions_that_could_make_a_rule_unsafe),
        cmocka_unit_test(refuses_values_that_no_fact_has),
        cmocka_unit_test(refuses_examples_that_cannot_be_run),
        cmocka_unit_test(refuses_a_set_without_its_whole),
        cmocka_unit_test(refuses_more_than_it_can_hold),
        cmocka_unit_test(a_source_gives_the_same_rules_again),
        cmocka_unit_test(a_folder_is_read_in_name_order_and_faults_name_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
