/* brygga law decide, matrix, check. */
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "cli/law_argument.h"
#include "cli/say.h"
#include "law/check.h"
#include "law/law.h"
#include "law/matrix.h"

#define FACTS_MAX  (64u << 10)
#define MATRIX_MAX (16u << 20)

static enum err read_facts(struct cli *cli, struct law_facts *facts, struct err_ctx *ctx)
{
    json_t *object;
    enum err e = json_read_file(cli->arguments[0], FACTS_MAX, &object, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = law_facts_from_json(object, facts, ctx);
    json_decref(object);
    struct date otherwise = facts->question_date.days != 0 ? facts->question_date : date_today();
    return e == ERR_OK ? cli_option_date(cli, "at", otherwise, &facts->question_date, ctx) : e;
}

static void print_json(struct cli *cli, json_t *value)
{
    struct buf b;
    buf_init(&b, MATRIX_MAX);
    json_append(&b, value, true);
    cli_put(cli, "%s\n", b.text);
    buf_free(&b);
    json_decref(value);
}

static enum err run_decide(struct cli *cli, struct err_ctx *ctx)
{
    struct law_facts facts;
    struct law_rules *rules;
    enum err e = read_facts(cli, &facts, ctx);
    if (e == ERR_OK) {
        e = law_argument_base(cli, &rules, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct law_decision decision;
    law_decide(rules, &facts, LAW_WITH_ALL, cli->arena, &decision);
    if (cli_flag(cli, "explain")) {
        cli_copy(cli, cli_word(cli, decision.explanation.sv, decision.explanation.en));
    } else {
        json_t *answer = law_decision_json(&decision);
        json_object_set_new(answer, "facts", law_facts_json(&facts));
        print_json(cli, answer);
    }
    law_free(rules);
    return ERR_OK;
}

static enum err run_matrix(struct cli *cli, struct err_ctx *ctx)
{
    static const enum cli_format formats[] = {CLI_TEXT, CLI_CSV, CLI_HTML, CLI_JSON,
                                              CLI_FORMAT__MAX};
    enum cli_format format;
    struct date at;
    struct law_rules *rules;
    enum err e = cli_option_format(cli, formats, &format, ctx);
    if (e == ERR_OK) {
        e = cli_option_date(cli, "at", date_today(), &at, ctx);
    }
    if (e == ERR_OK) {
        e = law_argument_base(cli, &rules, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (format == CLI_JSON) {
        print_json(cli, law_matrix_json(rules, at));
    } else {
        struct buf b;
        buf_init(&b, MATRIX_MAX);
        law_matrix_write(rules, at,
                         format == CLI_CSV    ? LAW_MATRIX_CSV
                         : format == CLI_HTML ? LAW_MATRIX_HTML
                                              : LAW_MATRIX_TEXT,
                         !cli->english, &b);
        cli_copy(cli, b.text);
        buf_free(&b);
    }
    law_free(rules);
    return ERR_OK;
}

static void print_counts(struct cli *cli, const char *what, struct law_census n)
{
    cli_say(
        cli,
        "%zu %s med %zu exempel. Lydelse: %zu lästa, %zu lästa i andra hand, %zu tolkningar, %zu "
        "inte kontrollerade. Granskade av en jurist: %zu.\n",
        "%zu %s with %zu examples. Wording: %zu verified, %zu read in a secondary source, %zu "
        "inferred, %zu unverified. Checked by a lawyer: %zu.\n",
        n.rules, what, n.examples, n.by_confidence[LAW_VERIFIED], n.by_confidence[LAW_SECONDARY],
        n.by_confidence[LAW_INFERRED], n.by_confidence[LAW_UNVERIFIED], n.checked);
}

static void print_doubtful(struct cli *cli, const struct law_rule_ref *r)
{
    if (r->confidence != LAW_VERIFIED) {
        cli_put(cli, "%-10s  %-32s  %s\n", law_confidence_code[r->confidence], r->id,
                cli_word(cli, r->title.sv, r->title.en));
    }
}

static void print_census(struct cli *cli, const struct law_rules *rules)
{
    print_counts(cli, cli_word(cli, "regler", "rules"), law_count(rules));
    print_counts(
        cli, cli_word(cli, "tidsfrister och andra bestämmelser", "deadlines and other provisions"),
        law_count_provisions(rules));
    cli_say(cli, "Version %s\n", "Version %s\n", law_version(rules));
    for (size_t i = 0; law_rule_at(rules, i) != NULL && cli_flag(cli, "doubtful"); i++) {
        print_doubtful(cli, law_rule_at(rules, i));
    }
    struct law_provision_ref p;
    for (size_t i = 0; cli_flag(cli, "doubtful") && law_provision_at(rules, i, &p); i++) {
        print_doubtful(cli, p.rule);
    }
}

static enum err run_check(struct cli *cli, struct err_ctx *ctx)
{
    struct date at;
    struct law_rules *rules;
    enum err e = cli_option_date(cli, "at", date_today(), &at, ctx);
    if (e == ERR_OK) {
        e = law_argument_base(cli, &rules, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    static const char *const level[2] = {"note", "error"}; /* of faults: English */
    const struct law_issue *issues;
    size_t n = law_check(rules, at, cli->arena, &issues);
    size_t errors = 0;
    for (size_t i = 0; i < n; i++) {
        errors += issues[i].is_error;
        cli_put(cli, "%s: %s: %s: %s: %s\n", issues[i].where, level[issues[i].is_error],
                law_issue_code[issues[i].kind], issues[i].rule, issues[i].text);
    }
    print_census(cli, rules);
    law_free(rules);
    return errors == 0 ? ERR_OK
                       : err_set(ctx, ERR_INVALID, "rules", "mend the rules named above",
                                 "%zu errors in the rules", errors);
}

static const struct cli_option decide_options[] = {
    {"at", "DATE", "The law of this day; the facts' question_date, else today."},
    {"rules", "DIR", "Another folder of rule files, such as a proposal."},
    {"explain", NULL, "Readable text instead of JSON."},
    {0}};
static const struct cli_option matrix_options[] = {
    {"at", "DATE", "The law of this day; today unless told."},
    {"rules", "DIR", "Another folder of rule files, such as a proposal."},
    {"format", "FORMAT", "text, csv, html or json."},
    {0}};
static const struct cli_option check_options[] = {
    {"at", "DATE", "Rules that no longer hold on this day are noted; today unless told."},
    {"rules", "DIR", "Another folder of rule files, such as a proposal."},
    {"doubtful", NULL, "List the rules whose wording is not verified."},
    {0}};

const struct command cmd_law[] = {
    {.name = "law decide",
     .arguments = "FACTS.json",
     .summary = "Tell whether an item may pass, on which ground and with which duties",
     .description =
         "Reads the facts of a question from a JSON file (- is standard input) and writes the "
         "decision as JSON: the outcome (deny, may, allow, duty), the rules applied with their "
         "paragraphs, the assessments that a human must make and write down, the obligations, "
         "the protection at the recipient, and which unknown facts would change the answer.\n\n"
         "Absent facts are unknown, never false. Facts and decision are described in docs/law.md.",
     .section = CLI_LAW,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = decide_options,
     .run = run_decide},
    {.name = "law matrix",
     .arguments = "",
     .summary = "Show who may give what to whom on a day, by which rules",
     .description =
         "One cell for each holder, recipient and item: yes, after an assessment, with consent "
         "only, or no; and whether there is a duty in some case. It looks at an ordinary pupil of "
         "14 without protected identity, over every purpose.",
     .section = CLI_LAW,
     .options = matrix_options,
     .run = run_matrix},
    {.name = "law check",
     .arguments = "",
     .summary = "Check the rule files: examples, conflicts, dates",
     .description = "Runs every example in the rule files and looks for conflicts, rules without "
                    "example, and rules that no longer hold.",
     .section = CLI_LAW,
     .options = check_options,
     .run = run_check},
    {0}};
