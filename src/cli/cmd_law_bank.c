/* brygga law what-if, versions: the law and what this bank has decided by it. */
#include <inttypes.h>
#include <string.h>

#include "bank/rules.h"
#include "cli/law_argument.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "law/propose.h"
#include "letterbox/decision.h"
#include "letterbox/what_if.h"

static json_t *count_json(struct what_if_count c)
{
    return c.at_least == c.at_most ? json_integer((json_int_t)c.at_least)
                                   : json_pack("{s:I, s:I}", "at_least", (json_int_t)c.at_least,
                                               "at_most", (json_int_t)c.at_most);
}

static void print_what_if_json(struct cli *cli, const struct what_if *w,
                               const struct what_if_question *q)
{
    struct what_if_shown s;
    char day[3][DATE_TEXT];
    json_t *turned = json_array();
    what_if_show(w, &s);
    for (unsigned from = 0; from < LAW_OUTCOME__MAX; from++) {
        for (unsigned to = 0; to < LAW_OUTCOME__MAX; to++) {
            if (s.turned[from][to].at_most > 0) {
                json_array_append_new(turned,
                                      json_pack("{s:s, s:s, s:o}", "from", law_outcome_code[from],
                                                "to", law_outcome_code[to], "decisions",
                                                count_json(s.turned[from][to])));
            }
        }
    }
    cli_print_json(cli, json_pack("{s:o, s:o, s:o, s:s, s:s, s:s, s:s, s:s, s:o}", "decisions",
                                  count_json(s.decisions), "differ", count_json(s.differ), "closed",
                                  count_json(s.closed), "first", date_format(w->first, day[0]),
                                  "last", date_format(w->last, day[1]), "as_of",
                                  q->has_at ? date_format(q->at, day[2]) : "", "rules_version",
                                  law_version(q->rules), "proposed_version",
                                  law_version(q->proposed), "turned", turned));
}

static const char *outcome_text(enum law_outcome o, bool swedish)
{
    static const struct law_text text[LAW_OUTCOME__MAX] = {
        {"får inte lämnas", "may not pass"},
        {"får lämnas efter bedömning", "may pass after assessment"},
        {"får lämnas", "may pass"},
        {"ska lämnas", "must pass"}};
    return swedish ? text[o].sv : text[o].en;
}

static void print_what_if(struct cli *cli, const struct what_if *w,
                          const struct what_if_question *q)
{
    struct what_if_shown s;
    char first[DATE_TEXT], last[DATE_TEXT], at[DATE_TEXT];
    bool sv = !cli->english;
    what_if_show(w, &s);
    if (w->decisions == 0) {
        cli_say(cli, "Banken har inga beslut om utlämnande att pröva.\n",
                "The bank has no decisions on disclosure to ask again.\n");
        return;
    }
    cli_say(cli, "Beslut om utlämnande i den här banken, %s – %s: %s.\n",
            "Decisions on disclosure of this bank, %s – %s: %s.\n", date_format(w->first, first),
            date_format(w->last, last), what_if_count_text(s.decisions, sv, cli->arena));
    if (q->has_at) {
        cli_say(cli, "Prövade som om alla hade fattats den %s.\n",
                "Asked as if all had been made on %s.\n", date_format(q->at, at));
    }
    cli_say(cli, "Med de föreslagna reglerna hade svaret blivit ett annat i: %s.\n",
            "Under the proposed rules the answer would have been another in: %s.\n",
            what_if_count_text(s.differ, sv, cli->arena));
    for (unsigned from = 0; from < LAW_OUTCOME__MAX; from++) {
        for (unsigned to = 0; to < LAW_OUTCOME__MAX; to++) {
            if (s.turned[from][to].at_most > 0) {
                cli_put(cli, "  %s → %s: %s\n", outcome_text((enum law_outcome)from, sv),
                        outcome_text((enum law_outcome)to, sv),
                        what_if_count_text(s.turned[from][to], sv, cli->arena));
            }
        }
    }
    if (s.closed.at_most > 0) {
        cli_say(cli, "Går inte att öppna (skyddade eller gallrade personer), ingår inte: %s.\n",
                "Cannot be opened (protected or erased people), left out: %s.\n",
                what_if_count_text(s.closed, sv, cli->arena));
    }
}

/* A proposal for next year is asked as if that year had come. */
static enum err read_day(struct cli *cli, struct what_if_question *q, struct err_ctx *ctx)
{
    struct date today = date_today();
    struct date from = law_proposal_day(q->rules, q->proposed, today);
    enum err e = cli_option_date(cli, "at", from, &q->at, ctx);
    q->has_at = cli_option_value(cli, "at") != NULL || from.days != today.days;
    return e;
}

static enum err run_what_if(struct cli *cli, struct err_ctx *ctx)
{
    bool json = false;
    struct law_rules *rules = NULL, *proposed = NULL;
    struct what_if_question q = {.rules = NULL};
    struct what_if w;
    struct actor actor = actor_operator();
    const char *path = cli_option_value(cli, "rules");
    enum err e = cli_text_or_json(cli, &json, ctx);
    if (e == ERR_OK && path == NULL) {
        e = err_set(ctx, ERR_INVALID, "--rules", "name a folder or a file with proposed rules",
                    "there is no proposal");
    }
    e = e == ERR_OK ? bank_rules_load(cli_share(cli), &rules, ctx) : e;
    e = e == ERR_OK ? law_argument_load(path, rules, &proposed, ctx) : e;
    if (e == ERR_OK) {
        q.rules = rules;
        q.proposed = proposed;
        e = read_day(cli, &q, ctx);
    }
    e = e == ERR_OK ? what_if(cli->bank, &actor, &q, &w, ctx) : e;
    if (e == ERR_OK) {
        (json ? print_what_if_json : print_what_if)(cli, &w, &q);
    }
    law_free(proposed);
    law_free(rules);
    return e;
}

static enum err run_versions(struct cli *cli, struct err_ctx *ctx)
{
    struct decision_version *v;
    size_t n = 0;
    if (cli->argument_count == 1) {
        const char *source;
        enum err e = decision_source(cli->bank, cli->arguments[0], cli->arena, &source, ctx);
        if (e == ERR_OK) {
            cli_copy(cli, source);
        }
        return e;
    }
    enum err e = decision_versions(cli->bank, cli->arena, &v, &n, ctx);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        char day[DATE_TEXT];
        cli_say(cli, "%s  från %s  %" PRId64 " beslut\n", "%s  since %s  %" PRId64 " decisions\n",
                v[i].version, date_format(timestamp_date(v[i].stored_at), day), v[i].decisions);
    }
    return e;
}

static const struct cli_option what_if_options[] = {
    {"rules", "PATH", "A folder of proposed rules, or a file of rules beside those in force."},
    {"at", "DATE",
     "Ask as if every decision were made on this day; else each on its own, or, when the proposal "
     "begins later, on the day it does."},
    {"format", "FORMAT", "text or json."},
    {0}};

const struct command cmd_law_bank[] = {
    {.name = "law what-if",
     .arguments = "",
     .summary = "Count the bank's decisions that would have gone otherwise under other rules",
     .description =
         "Asks every decision on disclosure that this bank has made again, with its own facts, "
         "under the rules in force and under proposed ones. Only counts come out, and none under "
         "five. Opening the decisions is journalled.",
     .section = CLI_LAW,
     .needs = CLI_NEEDS_BANK,
     .options = what_if_options,
     .run = run_what_if},
    {.name = "law versions",
     .arguments = "[VERSION]",
     .summary = "List the rule sets that have made this bank's decisions, or print one",
     .description = "With a version the text of that rule set, as it was.",
     .section = CLI_LAW,
     .needs = CLI_NEEDS_BANK,
     .max_arguments = 1,
     .run = run_versions},
    {0}};
