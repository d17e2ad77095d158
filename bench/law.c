/*
 * Decisions a second on one core: the compiled rule set on random facts, against a hand-written
 * function for the same few rules as the limit of what code can do.
 *   cc as for the tests; run: bench_law [RULES_DIR] [MILLIONS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "law/law.h"

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

static void make_questions(struct law_facts *questions)
{
    uint64_t state = 1;
    for (size_t i = 0; i < QUESTIONS; i++) {
        struct law_facts f = {.question_date = {20779}, .information_date = {20770}};
        for (unsigned k = 0; k < LAW_FACT__MAX; k++) {
            unsigned n = law_fact_info((enum law_fact)k)->values_n;
            law_fact_set(&f, (enum law_fact)k, (unsigned)(next_random(&state) % n));
        }
        questions[i] = f;
    }
}

static bool consented(const struct law_facts *f)
{
    bool guardians = f->guardian_blocked == LAW_NO && f->guardian_1 == LAW_CONSENT_GIVEN &&
                     (f->custody == LAW_CUSTODY_SOLE ||
                      (f->custody == LAW_CUSTODY_JOINT && f->guardian_2 == LAW_CONSENT_GIVEN));
    bool pupil = f->pupil == LAW_CONSENT_GIVEN;
    bool adult = f->age >= LAW_AGE_0 + 18;
    return f->consent_scope == LAW_SCOPE_COVERS && pupil && (adult || guardians);
}

static bool from_school(const struct law_facts *f)
{
    return f->from == LAW_SKO || f->from == LAW_EPS || f->from == LAW_EST;
}

static bool is_report(const struct law_facts *f)
{
    return from_school(f) && f->to == LAW_SOC_M && f->purpose == LAW_PURPOSE_CONCERN_REPORT &&
           f->concern == LAW_YES && f->age >= LAW_AGE_0 && f->age < LAW_AGE_0 + 18;
}

static bool is_exposed(const struct law_facts *f)
{
    return f->protection != LAW_PROTECTION_NONE &&
           (f->two_persons != LAW_YES || f->contact_removed != LAW_YES);
}

static enum law_outcome mirrored(const struct law_facts *f)
{
    return f->purpose == LAW_PURPOSE_FOLLOW_UP && consented(f) ? LAW_ALLOW : LAW_DENY;
}

static enum law_outcome figures(const struct law_facts *f)
{
    enum law_result harmless = f->assessed[LAW_ASSESS_NO_HARM];
    if (f->from == LAW_SKO && f->third_party == LAW_THIRD_PARTY_NONE && harmless != LAW_NOT_MET) {
        return harmless == LAW_MET ? LAW_ALLOW : LAW_MAY;
    }
    return mirrored(f);
}

/* R01, R02, R15, R31, R35 and R38 by hand. */
static enum law_outcome by_hand(const struct law_facts *f)
{
    if (f->to == LAW_REG || f->identification != LAW_IDENTIFIED) {
        return LAW_DENY;
    }
    if (is_report(f)) {
        return LAW_DUTY;
    }
    if (is_exposed(f) || !from_school(f) || (f->to != LAW_SOC_M && f->to != LAW_SOC_O)) {
        return LAW_DENY;
    }
    if (f->item == LAW_ITEM_ATTENDANCE_FIGURES) {
        return figures(f);
    }
    return f->item == LAW_ITEM_INTERVENTION_PERIOD || f->item == LAW_ITEM_GOAL_RESULT ? mirrored(f)
                                                                                      : LAW_DENY;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    const char *dir = argc > 1 ? argv[1] : "rules";
    size_t rounds = (argc > 2 ? strtoul(argv[2], NULL, 10) : 20) * 1000000 / QUESTIONS;
    struct law_rules *rules;
    struct err_ctx ctx = {{0}, {0}, {0}};
    if (law_load(dir, no_digest, &rules, &ctx) != ERR_OK) {
        fprintf(stderr, "%s: %s\n", ctx.where, ctx.what);
        return 1;
    }
    struct law_facts *questions = calloc(QUESTIONS, sizeof *questions);
    if (questions == NULL) {
        return 1;
    }
    make_questions(questions);
    size_t outcomes[2] = {0, 0};
    double start = seconds();
    for (size_t r = 0; r < rounds; r++) {
        for (size_t i = 0; i < QUESTIONS; i++) {
            outcomes[0] += law_judge(rules, &questions[i]).outcome;
        }
    }
    double engine = seconds() - start;
    start = seconds();
    for (size_t r = 0; r < rounds; r++) {
        for (size_t i = 0; i < QUESTIONS; i++) {
            outcomes[1] += by_hand(&questions[i]);
        }
    }
    double hand = seconds() - start;
    double n = (double)(rounds * QUESTIONS);
    printf(
        "rules: %.2f million decisions/s (%.0f ns)\nby hand, six rules: %.1f million/s (%.1f ns)\n"
        "(sums %zu %zu)\n",
        n / engine / 1e6, engine / n * 1e9, n / hand / 1e6, hand / n * 1e9, outcomes[0],
        outcomes[1]);
    free(questions);
    law_free(rules);
    return 0;
}
