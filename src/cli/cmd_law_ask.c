/* brygga law ask: the questions beside the crossing of items, from KEY=VALUE arguments. */
#include <stdlib.h>
#include <string.h>

#include "cli/law_argument.h"
#include "cli/say.h"
#include "law/consenter.h"
#include "law/deadline.h"
#include "law/grant.h"
#include "law/intervention.h"
#include "law/retention.h"
#include "law/search.h"

#define PAIRS_MAX 16

struct asked {
    struct cli *cli;
    struct law_rules *rules;
    struct date at;
    const char *key[PAIRS_MAX], *value[PAIRS_MAX];
    bool used[PAIRS_MAX];
    size_t n;
};

static const char *take(struct asked *a, const char *key)
{
    for (size_t i = 0; i < a->n; i++) {
        if (!a->used[i] && strcmp(a->key[i], key) == 0) {
            a->used[i] = true;
            return a->value[i];
        }
    }
    return NULL;
}

static enum err take_date(struct asked *a, const char *key, struct date *out, struct err_ctx *ctx)
{
    const char *value = take(a, key);
    return value == NULL || date_parse(value, strlen(value), out)
               ? ERR_OK
               : err_set(ctx, ERR_INVALID, key, "write it as 2026-11-22", "not a date");
}

static enum err take_number(struct asked *a, const char *key, bool *given, int *out,
                            struct err_ctx *ctx)
{
    const char *value = take(a, key);
    *given = value != NULL;
    if (value == NULL) {
        return ERR_OK;
    }
    size_t digits = strspn(value, "0123456789");
    if (digits == 0 || digits > 6 || value[digits] != '\0') {
        return err_set(ctx, ERR_INVALID, key, "write a whole number", "not a number");
    }
    *out = (int)strtol(value, NULL, 10);
    return ERR_OK;
}

static enum err take_word(struct asked *a, const char *key, const char *const *codes, size_t n,
                          unsigned *out, struct err_ctx *ctx)
{
    const char *value = take(a, key);
    for (size_t i = 0; value != NULL && i < n; i++) {
        if (strcmp(codes[i], value) == 0) {
            *out = (unsigned)i;
            return ERR_OK;
        }
    }
    return value == NULL
               ? ERR_OK
               : err_set(ctx, ERR_INVALID, key, "see docs/law.md for the words", "unknown word");
}

static enum err take_fact(struct asked *a, const char *key, enum law_fact fact, unsigned *out,
                          struct err_ctx *ctx)
{
    const struct law_fact_info *info = law_fact_info(fact);
    return take_word(a, key, info->codes, info->values_n, out, ctx);
}

static void print_rule(const struct asked *a, const struct law_rule_ref *r)
{
    cli_put(a->cli, "- %s [%s, %s]\n", cli_word(a->cli, r->text.sv, r->text.en), r->id,
            law_confidence_code[r->confidence]);
    for (size_t i = 0; i < r->grounds_n; i++) {
        cli_put(a->cli, "  %s\n", r->grounds[i].cite);
    }
    if (r->note.sv[0] != '\0') {
        cli_put(a->cli, "  %s\n", cli_word(a->cli, r->note.sv, r->note.en));
    }
}

static void print_ruling(const struct asked *a, const struct law_ruling *r)
{
    cli_put(a->cli, "%s\n", law_outcome_code[r->outcome]);
    if (r->outcome == LAW_MAY) {
        cli_put(a->cli, "? %s\n", cli_word(a->cli, r->question.sv, r->question.en));
    }
    for (size_t i = 0; i < r->rules_n; i++) {
        print_rule(a, r->rules[i]);
    }
}

/* ---- The questions ---- */

static enum err ask_deadline(struct asked *a, struct err_ctx *ctx)
{
    struct law_deadline_question q = {.code = take(a, "code"), .on = a->at};
    enum err e = take_date(a, "start", &q.start, ctx);
    e = e == ERR_OK ? take_date(a, "asked", &q.asked, ctx) : e;
    e = e == ERR_OK ? take_date(a, "stopped", &q.stopped, ctx) : e;
    e = e == ERR_OK ? take_number(a, "target", &q.has_target, &q.target_days, ctx) : e;
    if (e == ERR_OK && q.code == NULL) {
        e = err_set(ctx, ERR_INVALID, "code", "such as code=preliminary_assessment",
                    "which deadline is not told");
    }
    if (e != ERR_OK) {
        return e;
    }
    struct law_deadline_due d;
    law_deadline_due(a->rules, &q, &d);
    char day[DATE_TEXT], counted[DATE_TEXT];
    cli_put(a->cli, "%s %s%s\n", law_deadline_state_code[d.state],
            d.has_due ? date_format(d.due, day) : "",
            d.local ? cli_word(a->cli, " (egen tid)", " (local)") : "");
    if (d.has_due && d.due.days != d.counted.days) {
        cli_put(a->cli, "%s: %s [%s]\n", cli_word(a->cli, "räknad dag", "counted"),
                date_format(d.counted, counted), law_confidence_code[d.confidence]);
    }
    if (d.deadline != NULL) {
        print_rule(a, &d.deadline->rule);
    }
    return ERR_OK;
}

static void print_persons(const struct asked *a, unsigned persons)
{
    static const char *const sv[] = {"eleven", "vårdnadshavare 1", "vårdnadshavare 2"};
    static const char *const en[] = {"the pupil", "guardian 1", "guardian 2"};
    const char *between = "";
    for (unsigned i = 0; i < 3; i++) {
        if ((persons >> i & 1) != 0) {
            cli_put(a->cli, "%s%s", between, cli_word(a->cli, sv[i], en[i]));
            between = " + ";
        }
    }
    cli_put(a->cli, "\n");
}

static enum err ask_consent(struct asked *a, struct err_ctx *ctx)
{
    unsigned age = 0, maturity = 0, custody = 0, blocked = 0;
    enum err e = take_fact(a, "age", LAW_FACT_AGE, &age, ctx);
    e = e == ERR_OK ? take_fact(a, "maturity", LAW_FACT_MATURITY, &maturity, ctx) : e;
    e = e == ERR_OK ? take_fact(a, "custody", LAW_FACT_CUSTODY, &custody, ctx) : e;
    e = e == ERR_OK ? take_fact(a, "guardian_blocked", LAW_FACT_GUARDIAN_BLOCKED, &blocked, ctx)
                    : e;
    if (e != ERR_OK) {
        return e;
    }
    struct law_consenters c;
    law_consenters(a->rules,
                   &(struct law_consenter_facts){(enum law_age)age, (enum law_maturity)maturity,
                                                 (enum law_custody)custody,
                                                 (enum law_answer)blocked, a->at},
                   &c);
    for (size_t i = 0; i < c.ways_n; i++) {
        print_persons(a, c.way[i].persons);
        for (size_t k = 0; k < c.way[i].rules_n; k++) {
            print_rule(a, c.way[i].rules[k]);
        }
    }
    cli_say(a->cli, "höra eleven: ", "hear pupil: ");
    print_ruling(a, &c.hear_pupil);
    cli_say(a->cli, "höra vårdnadshavarna: ", "hear guardians: ");
    print_ruling(a, &c.hear_guardians);
    return ERR_OK;
}

/* A field of a table, whose words are those of the rule files. */
static enum err take_field(struct asked *a, enum law_table table, size_t i, unsigned *out,
                           struct err_ctx *ctx)
{
    struct law_table_field f;
    return law_table_field(table, i, &f) ? take_word(a, f.name, f.codes, f.values_n, out, ctx)
                                         : ERR_OK;
}

static enum err ask_intervention(struct asked *a, struct err_ctx *ctx)
{
    unsigned care = 0, age = 0, custody = 0, g1 = 0, g2 = 0, pupil = 0, suitable = 0, required = 0;
    enum err e = take_field(a, LAW_TABLE_INTERVENTION, 0, &care, ctx);
    e = e == ERR_OK ? take_fact(a, "age", LAW_FACT_AGE, &age, ctx) : e;
    e = e == ERR_OK ? take_fact(a, "custody", LAW_FACT_CUSTODY, &custody, ctx) : e;
    e = e == ERR_OK ? take_fact(a, "guardian_1", LAW_FACT_GUARDIAN_1, &g1, ctx) : e;
    e = e == ERR_OK ? take_fact(a, "guardian_2", LAW_FACT_GUARDIAN_2, &g2, ctx) : e;
    e = e == ERR_OK ? take_fact(a, "pupil", LAW_FACT_PUPIL, &pupil, ctx) : e;
    e = e == ERR_OK ? take_word(a, "suitable", law_result_code, LAW_RESULT__MAX, &suitable, ctx)
                    : e;
    e = e == ERR_OK ? take_word(a, "required", law_result_code, LAW_RESULT__MAX, &required, ctx)
                    : e;
    if (e != ERR_OK) {
        return e;
    }
    struct law_ruling r;
    law_intervention(a->rules,
                     &(struct law_intervention_facts){
                         (enum law_care)care, (enum law_age)age, (enum law_custody)custody,
                         (enum law_consent_state)g1, (enum law_consent_state)g2,
                         (enum law_consent_state)pupil, (enum law_result)suitable,
                         (enum law_result)required, a->at},
                     &r);
    print_ruling(a, &r);
    return ERR_OK;
}

static enum err ask_search(struct asked *a, struct err_ctx *ctx)
{
    unsigned value[4] = {0};
    for (size_t i = 0; i < 4; i++) {
        enum err e = take_field(a, LAW_TABLE_SEARCH, i, &value[i], ctx);
        if (e != ERR_OK) {
            return e;
        }
    }
    struct law_ruling r;
    law_search(a->rules,
               &(struct law_search_facts){
                   (enum law_register)value[0], (enum law_search_purpose)value[1],
                   (enum law_search_term)value[2], (enum law_search_yield)value[3], a->at},
               &r);
    print_ruling(a, &r);
    return ERR_OK;
}

/* What is left is an event and its day. */
static enum err take_events(struct asked *a, struct law_happened *out, size_t *n_out,
                            struct err_ctx *ctx)
{
    *n_out = 0;
    for (size_t i = 0; i < a->n; i++) {
        if (!a->used[i]) {
            struct law_happened *h = &out[(*n_out)++];
            h->event = a->key[i];
            enum err e = take_date(a, a->key[i], &h->on, ctx);
            if (e != ERR_OK) {
                return e;
            }
        }
    }
    return ERR_OK;
}

static enum err ask_retention(struct asked *a, struct err_ctx *ctx)
{
    struct law_happened happened[PAIRS_MAX] = {{NULL, {0}}};
    const char *cleared[PAIRS_MAX];
    struct law_retention_question q = {.record = take(a, "record"),
                                       .happened = happened,
                                       .cleared = cleared,
                                       .local_years = -1,
                                       .on = a->at};
    bool local;
    enum err e = take_number(a, "local", &local, &q.local_years, ctx);
    const char *clear;
    while ((clear = take(a, "clear")) != NULL) {
        cleared[q.cleared_n++] = clear;
    }
    if (e == ERR_OK && q.record == NULL) {
        e = err_set(ctx, ERR_INVALID, "record", "such as record=social_file",
                    "which record is not told");
    }
    e = e == ERR_OK ? take_events(a, happened, &q.happened_n, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct law_retention r;
    law_retention(a->rules, &q, &r);
    char first[DATE_TEXT], last[DATE_TEXT];
    const char *why = r.waits_for != NULL ? r.waits_for : r.stopped_by;
    cli_put(a->cli, "%s %s %s %s\n", law_retention_state_code[r.state],
            r.has_first ? date_format(r.first, first) : "-",
            r.has_last ? date_format(r.last, last) : "-", why != NULL ? why : "");
    if (r.rule != NULL) {
        print_rule(a, r.rule);
    }
    return ERR_OK;
}

static enum err ask_grant(struct asked *a, struct err_ctx *ctx)
{
    struct law_grant_facts f = {.on = a->at};
    for (unsigned m = 0; m < LAW_GRANT_MEASURE__MAX; m++) {
        enum err e = take_number(a, law_grant_measure_code[m], &f.known[m], &f.value[m], ctx);
        if (e != ERR_OK) {
            return e;
        }
    }
    struct law_grant g;
    law_grant(a->rules, &f, &g);
    cli_put(a->cli, "%s\n", law_outcome_code[g.outcome]);
    for (size_t i = 0; i < g.n; i++) {
        const struct law_rule_ref *r = g.condition[i].rule;
        cli_put(a->cli, "%-12s  %s (%s)\n", law_result_code[g.condition[i].result],
                cli_word(a->cli, r->title.sv, r->title.en), r->grounds[0].cite);
    }
    return ERR_OK;
}

/* ---- The command ---- */

static const struct {
    const char *name;
    enum err (*ask)(struct asked *a, struct err_ctx *ctx);
} questions[] = {
    {"deadline", ask_deadline}, {"consent", ask_consent},     {"intervention", ask_intervention},
    {"search", ask_search},     {"retention", ask_retention}, {"grant", ask_grant},
};
#define QUESTIONS (sizeof questions / sizeof questions[0])

static enum err read_pairs(struct asked *a, struct err_ctx *ctx)
{
    for (unsigned i = 1; i < a->cli->argument_count; i++) {
        const char *text = a->cli->arguments[i];
        const char *equals = strchr(text, '=');
        if (equals == NULL) {
            return err_set(ctx, ERR_INVALID, text, "write KEY=VALUE", "a fact says nothing");
        }
        a->key[a->n] = arena_strndup(a->cli->arena, text, (size_t)(equals - text));
        a->value[a->n++] = equals + 1;
    }
    return ERR_OK;
}

static enum err all_used(const struct asked *a, struct err_ctx *ctx)
{
    for (size_t i = 0; i < a->n; i++) {
        if (!a->used[i]) {
            return err_set(ctx, ERR_INVALID, a->key[i], "see brygga help law ask",
                           "the question does not ask for this");
        }
    }
    return ERR_OK;
}

static enum err run_ask(struct cli *cli, struct err_ctx *ctx)
{
    struct cli told = *cli; /* prints into memory, until the whole answer is there */
    struct asked a = {.cli = &told};
    size_t q = 0;
    while (q < QUESTIONS && strcmp(questions[q].name, cli->arguments[0]) != 0) {
        q++;
    }
    if (q == QUESTIONS) {
        return err_set(ctx, ERR_INVALID, cli->arguments[0], "see brygga help law ask",
                       "there is no such question");
    }
    enum err e = cli_option_date(cli, "at", date_today(), &a.at, ctx);
    e = e == ERR_OK ? read_pairs(&a, ctx) : e;
    e = e == ERR_OK ? law_argument_base(cli, &a.rules, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    char *text;
    size_t n;
    told.out = open_memstream(&text, &n);
    e = questions[q].ask(&a, ctx);
    e = e == ERR_OK ? all_used(&a, ctx) : e;
    fclose(told.out);
    if (e == ERR_OK) {
        cli_copy(cli, text);
    }
    free(text);
    law_free(a.rules);
    return e;
}

static const struct cli_option ask_options[] = {
    {"at", "DATE", "The law of this day, and today in the question; today unless told."},
    {"rules", "DIR", "Another folder of rule files, such as a proposal."},
    {0}};

const struct command cmd_law_ask[] = {
    {.name = "law ask",
     .arguments = "QUESTION KEY=VALUE …",
     .summary = "Answer a question beside the crossing of items, with its paragraphs",
     .description =
         "deadline: code, start, asked, stopped, target. When must it be done?\n\n"
         "consent: age, maturity, custody, guardian_blocked. Who may say yes, and who is heard?\n\n"
         "intervention: care, age, custody, guardian_1, guardian_2, pupil, suitable, required. May "
         "it be given with these consents?\n\n"
         "search: register, purpose, term, yields. May this be searched for?\n\n"
         "retention: record, local, clear, and events with their days such as last_note=DAY. How "
         "long is it kept?\n\n"
         "grant: fte_percent, school_staff, social_staff, shortest_months, redistributed, "
         "cost_percent, other_grants, other_forms. Condition by condition.\n\n"
         "What is not told is unknown. The words are in docs/law.md.",
     .section = CLI_LAW,
     .min_arguments = 1,
     .max_arguments = 1 + PAIRS_MAX,
     .options = ask_options,
     .run = run_ask},
    {0}};
