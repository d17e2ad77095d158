/*
 * Decisions a second on one core, without explanation:
 *   1. the whole rule set on random facts;
 *   2. a part of it – all that protects and forbids, and the permits R02, R15 and R38 – on
 * questions between school and social services, against a hand-written function for the same, as
 * the limit of what code can do; both must answer alike;
 *   3. the whole matrix.
 * Run: bench_law [RULES_DIR] [MILLIONS] [QUESTIONS.json], where the questions of 2 and their
 * answers are written for another engine (bench/law.sh).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "law/law.h"
#include "law/matrix.h"

#define QUESTIONS 4096

static void no_digest(const void *text, size_t n, char hex_out[LAW_VERSION_TEXT])
{
    (void)text;
    snprintf(hex_out, LAW_VERSION_TEXT, "%zu", n);
}

static uint64_t next_random(uint64_t *state)
{
    *state += 0x9e3779b97f4a7c15u;
    uint64_t z = (*state ^ (*state >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static unsigned below(uint64_t *state, unsigned n)
{
    return (unsigned)(next_random(state) % n);
}

/* ---- Questions ---- */

static struct law_facts any_question(uint64_t *state)
{
    struct law_facts f = {.question_date = {20779}, .information_date = {20770}};
    for (unsigned k = 0; k < LAW_FACT__MAX; k++) {
        law_fact_set(&f, (enum law_fact)k, below(state, law_fact_info((enum law_fact)k)->values_n));
    }
    return f;
}

/* Mostly the good value, so that many questions come far. */
static unsigned often(uint64_t *state, unsigned good, unsigned n)
{
    return below(state, 4) != 0 ? good : below(state, n);
}

/* Between a public school and social services; what the part of the rules does not ask is fixed. */
static struct law_facts part_question(uint64_t *state)
{
    static const enum law_branch from[] = {LAW_SKO, LAW_EPS, LAW_EST, LAW_SOC_O};
    static const enum law_branch to[] = {LAW_SOC_M, LAW_SOC_O, LAW_SOC_M, LAW_REG};
    static const enum law_purpose purpose[] = {LAW_PURPOSE_FOLLOW_UP, LAW_PURPOSE_SUPPORT,
                                               LAW_PURPOSE_CONCERN_REPORT};
    static const enum law_item item[] = {LAW_ITEM_ATTENDANCE_FIGURES, LAW_ITEM_GOAL_RESULT,
                                         LAW_ITEM_INTERVENTION_PERIOD, LAW_ITEM_FAMILY};
    struct law_facts f = {.from = from[below(state, 4)],
                          .to = to[below(state, 4)],
                          .item = item[below(state, 4)],
                          .purpose = purpose[below(state, 3)],
                          .from_form = LAW_FORM_MUNICIPAL,
                          .to_form = LAW_FORM_MUNICIPAL,
                          .boundary = LAW_BOUNDARY_OTHER_AUTHORITY,
                          .school_form = LAW_COMPULSORY,
                          .hsl_context = LAW_NO,
                          .question_date = {20779},
                          .information_date = {20770}};
    f.identification = often(state, LAW_IDENTIFIED, LAW_AGGREGATE);
    f.age = LAW_AGE_0 + below(state, 20);
    f.maturity = below(state, LAW_MATURITY__MAX);
    f.protection = often(state, LAW_PROTECTION_NONE, LAW_PROTECTION__MAX);
    f.two_persons = below(state, LAW_ANSWER__MAX);
    f.contact_removed = below(state, LAW_ANSWER__MAX);
    f.custody = often(state, LAW_CUSTODY_SOLE, LAW_CUSTODY__MAX);
    f.guardian_blocked = often(state, LAW_NO, LAW_ANSWER__MAX);
    f.guardian_1 = often(state, LAW_CONSENT_GIVEN, LAW_CONSENT_STATE__MAX);
    f.guardian_2 = often(state, LAW_CONSENT_GIVEN, LAW_CONSENT_STATE__MAX);
    f.pupil = often(state, LAW_CONSENT_GIVEN, LAW_CONSENT_STATE__MAX);
    f.consent_scope = often(state, LAW_SCOPE_COVERS, LAW_SCOPE__MAX);
    f.third_party = often(state, LAW_THIRD_PARTY_NONE, LAW_THIRD_PARTY__MAX);
    f.concern = below(state, LAW_ANSWER__MAX);
    f.assessed[LAW_ASSESS_NO_HARM] = below(state, LAW_RESULT__MAX);
    return f;
}

/* ---- The same rules by hand ---- */

static bool given(enum law_consent_state s)
{
    return s == LAW_CONSENT_GIVEN;
}

static bool guardians(const struct law_facts *f)
{
    bool both = f->custody == LAW_CUSTODY_JOINT && given(f->guardian_2);
    return f->guardian_blocked == LAW_NO && given(f->guardian_1) &&
           (f->custody == LAW_CUSTODY_SOLE || both);
}

/* Without a guardian: an adult, or somebody of 12 to 17 who is mature enough. */
static bool pupil_alone(const struct law_facts *f)
{
    bool adult = f->age >= LAW_AGE_0 + 18;
    bool mature = f->maturity == LAW_MATURE_ALONE ||
                  (f->maturity == LAW_MATURE && f->guardian_blocked == LAW_YES);
    return given(f->pupil) && (adult || (f->age >= LAW_AGE_0 + 12 && mature));
}

static bool consented(const struct law_facts *f)
{
    bool young = f->age != LAW_AGE_UNKNOWN && f->age < LAW_AGE_0 + 18;
    bool by_guardians =
        guardians(f) && (given(f->pupil) || (young && f->maturity == LAW_NOT_MATURE));
    return f->consent_scope == LAW_SCOPE_COVERS && (by_guardians || pupil_alone(f));
}

static bool from_school(const struct law_facts *f)
{
    return f->from == LAW_SKO || f->from == LAW_EPS || f->from == LAW_EST;
}

static bool is_report(const struct law_facts *f)
{
    return (from_school(f) || f->from == LAW_SOC_O) && f->to == LAW_SOC_M &&
           f->purpose == LAW_PURPOSE_CONCERN_REPORT && f->concern == LAW_YES &&
           f->age != LAW_AGE_UNKNOWN && f->age < LAW_AGE_0 + 18;
}

static bool is_exposed(const struct law_facts *f)
{
    return f->protection != LAW_PROTECTION_NONE &&
           (f->two_persons != LAW_YES || f->contact_removed != LAW_YES);
}

static bool mirrored(const struct law_facts *f)
{
    bool item = f->item == LAW_ITEM_ATTENDANCE_FIGURES || f->item == LAW_ITEM_GOAL_RESULT ||
                f->item == LAW_ITEM_INTERVENTION_PERIOD;
    bool others =
        f->third_party == LAW_THIRD_PARTY_NONE || f->third_party == LAW_THIRD_PARTY_CONSENTED;
    return item && others && f->purpose == LAW_PURPOSE_FOLLOW_UP && consented(f);
}

static enum law_outcome figures(const struct law_facts *f)
{
    enum law_result harmless = f->assessed[LAW_ASSESS_NO_HARM];
    bool ours = f->from == LAW_SKO && f->item == LAW_ITEM_ATTENDANCE_FIGURES &&
                f->third_party == LAW_THIRD_PARTY_NONE;
    return !ours || harmless == LAW_NOT_MET ? LAW_DENY : harmless == LAW_MET ? LAW_ALLOW : LAW_MAY;
}

/* R01, R02, R15, R31, R35 and R38 with the consents behind them. */
static enum law_outcome by_hand(const struct law_facts *f)
{
    if (f->to == LAW_REG || f->identification != LAW_IDENTIFIED) {
        return LAW_DENY;
    }
    if (is_report(f)) {
        return LAW_DUTY;
    }
    if (is_exposed(f) || !from_school(f)) {
        return LAW_DENY;
    }
    return mirrored(f) ? LAW_ALLOW : figures(f);
}

/* ---- A part of the rules ---- */

static bool is_left_out(const char *block)
{
    static const char *const kept[] = {"rule R02\n", "rule R15\n", "rule R38\n"};
    const char *end = strstr(block, "\n  kind: permit\n");
    const char *next = strstr(block + 1, "\nrule ");
    if (end == NULL || (next != NULL && next < end)) {
        return false;
    }
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        if (strncmp(block, kept[i], strlen(kept[i])) == 0) {
            return false;
        }
    }
    return true;
}

/* All blocks but the other permits. */
static struct law_rules *part_of(const struct law_rules *rules)
{
    size_t n;
    const char *line = law_source(rules, &n);
    char *text = calloc(1, n + 1);
    struct law_rules *part = NULL;
    struct err_ctx ctx = {0};
    bool out = false;
    size_t length = 0;
    while (text != NULL && *line != '\0') {
        size_t size = strcspn(line, "\n") + 1;
        if (line[0] != ' ' && line[0] != '#' && line[0] != '\n') {
            out = strncmp(line, "rule ", 5) == 0 && is_left_out(line);
        }
        if (!out) {
            memcpy(text + length, line, size);
            length += size;
        }
        line += size;
    }
    if (text == NULL || law_load_text("part", text, length, no_digest, &part, &ctx) != ERR_OK) {
        fprintf(stderr, "%s: %s\n", ctx.where, ctx.what);
        exit(1);
    }
    free(text);
    return part;
}

/* ---- Measuring ---- */

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static size_t sum; /* so that nothing is left out */

/* Rounds of one sort; the best of ROUNDS of them counts, for other work disturbs. */
#define ROUNDS 3
typedef void work(const struct law_rules *rules, const struct law_facts *q);

static void ask_engine(const struct law_rules *rules, const struct law_facts *q)
{
    for (size_t i = 0; i < QUESTIONS; i++) {
        sum += law_judge(rules, &q[i]).outcome;
    }
}

static void ask_hand(const struct law_rules *rules, const struct law_facts *q)
{
    (void)rules;
    for (size_t i = 0; i < QUESTIONS; i++) {
        sum += by_hand(&q[i]);
    }
}

static double best_of(work *ask, const struct law_rules *rules, const struct law_facts *q,
                      size_t rounds)
{
    double best = 1e9;
    for (int k = 0; k < ROUNDS; k++) {
        double start = seconds();
        for (size_t r = 0; r < rounds; r++) {
            ask(rules, q);
        }
        double spent = seconds() - start;
        best = spent < best ? spent : best;
    }
    return best;
}

static double time_matrix(const struct law_rules *rules)
{
    double start = seconds();
    json_t *all = law_matrix_json(rules, (struct date){20779});
    sum += json_array_size(all);
    json_decref(all);
    return seconds() - start;
}

static void print_rate(const char *what, double time, size_t rounds)
{
    double n = (double)(rounds * QUESTIONS);
    printf("%-34s %9.0f decisions/s  %7.1f ns\n", what, n / time, time / n * 1e9);
}

static void write_questions(const char *path, const struct law_rules *rules,
                            const struct law_facts *q)
{
    json_t *all = json_array();
    for (size_t i = 0; i < QUESTIONS; i++) {
        enum law_outcome o = law_judge(rules, &q[i]).outcome;
        json_array_append_new(all, json_pack("{s:o, s:b}", "facts", law_facts_json(&q[i]), "passes",
                                             o == LAW_ALLOW || o == LAW_DUTY));
    }
    if (json_dump_file(all, path, JSON_COMPACT) != 0) {
        fprintf(stderr, "cannot write %s\n", path);
        exit(1);
    }
    json_decref(all);
}

static void check_agreement(const struct law_rules *part, const struct law_facts *q)
{
    size_t counts[LAW_OUTCOME__MAX] = {0};
    for (size_t i = 0; i < QUESTIONS; i++) {
        enum law_outcome engine = law_judge(part, &q[i]).outcome;
        counts[engine]++;
        if (engine != by_hand(&q[i])) {
            json_t *facts = law_facts_json(&q[i]);
            fprintf(stderr, "by hand %s, engine %s: %s\n", law_outcome_code[by_hand(&q[i])],
                    law_outcome_code[engine], json_dumps(facts, JSON_COMPACT));
            exit(1);
        }
    }
    printf("agree on %d questions: %zu deny, %zu may, %zu allow, %zu duty\n", QUESTIONS,
           counts[LAW_DENY], counts[LAW_MAY], counts[LAW_ALLOW], counts[LAW_DUTY]);
}

int main(int argc, char **argv)
{
    const char *dir = argc > 1 ? argv[1] : "rules";
    size_t rounds = (argc > 2 ? strtoul(argv[2], NULL, 10) : 10) * 1000000 / QUESTIONS;
    struct law_rules *rules;
    struct err_ctx ctx = {0};
    if (law_load(dir, no_digest, &rules, &ctx) != ERR_OK) {
        fprintf(stderr, "%s: %s\n", ctx.where, ctx.what);
        return 1;
    }
    struct law_facts *any = calloc(QUESTIONS, sizeof *any), *q = calloc(QUESTIONS, sizeof *q);
    if (any == NULL || q == NULL) {
        return 1;
    }
    uint64_t state = 1;
    for (size_t i = 0; i < QUESTIONS; i++) {
        any[i] = any_question(&state);
        q[i] = part_question(&state);
    }
    struct law_rules *part = part_of(rules);
    check_agreement(part, q);
    print_rate("all rules, any facts", best_of(ask_engine, rules, any, rounds), rounds);
    print_rate("all rules, school and social", best_of(ask_engine, rules, q, rounds), rounds);
    print_rate("the part, school and social", best_of(ask_engine, part, q, rounds), rounds);
    print_rate("the part, by hand", best_of(ask_hand, part, q, rounds), rounds);
    printf("the whole matrix %.3f s (%zu)\n", time_matrix(rules), sum);
    if (argc > 3) {
        write_questions(argv[3], part, q);
    }
    free(any);
    free(q);
    law_free(part);
    law_free(rules);
    return 0;
}
