/* consultation ask and list. */
#include <inttypes.h>

#include "bank/rules.h"
#include "cli/command.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "letterbox/consultation.h"

static enum err run_ask(struct cli *cli, struct err_ctx *ctx)
{
    struct actor actor = actor_operator();
    struct peer peer;
    struct consultation_question q = {.protection = LAW_PROTECTION_UNKNOWN};
    struct consultation_id id;
    struct law_rules *rules = NULL;
    const char *why;
    int age = 0;
    enum err e = cli_peer(cli, &peer, ctx);
    e = e == ERR_OK ? cli_code(cli, "age", consult_age_code, CONSULT_AGE__MAX, -1, &age, ctx) : e;
    e = e == ERR_OK ? cli_needed(cli, "worry", &q.worry, ctx) : e;
    e = e == ERR_OK ? cli_needed(cli, "tried", &q.tried, ctx) : e;
    e = e == ERR_OK ? cli_needed(cli, "question", &q.question, ctx) : e;
    e = e == ERR_OK ? cli_needed(cli, "why", &why, ctx) : e;
    e = e == ERR_OK ? bank_rules_load(cli_share(cli), &rules, ctx) : e;
    if (e == ERR_OK) {
        q.age = (enum consult_age)age;
        q.protection = cli_flag(cli, "unprotected") ? LAW_PROTECTION_NONE : LAW_PROTECTION_UNKNOWN;
        e = consultation_ask(cli->bank, rules, &actor, peer.id, &q, why, &id, ctx);
    }
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "\n", id.v);
    }
    law_free(rules);
    return e;
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    struct actor actor = actor_operator();
    struct consultation *list;
    size_t count;
    enum err e = consultation_list(cli->bank, &actor, false, cli->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        cli_put(cli, "%6" PRId64 "  %-3s  %s  %s\n", list[i].id.v, list[i].incoming ? "<<" : ">>",
                list[i].answered_at.ms != 0 ? cli_word(cli, "besvarad", "answered")
                                            : cli_word(cli, "väntar", "waits"),
                list[i].q.question);
    }
    return e;
}

static const struct cli_option ask_options[] = {
    {"peer", "PEER", "The recipient, by number or name."},
    {"age", "SPAN", "6-9, 10-12, 13-15 or 16-19."},
    {"worry", "TEXT", "What is the worry; nothing that tells who."},
    {"tried", "TEXT", "What has been tried."},
    {"question", "TEXT", "What advice is wanted about."},
    {"unprotected", NULL, "Nobody in the family has a protected identity; the law asks."},
    {"why", "TEXT", "Why the recipient cannot recognise the child; sealed."},
    {0}};

const struct command cmd_consultation[] = {
    {.name = "consultation ask",
     .arguments = "",
     .summary = "Ask another authority for advice without saying whom it is about",
     .description = "Prints the number of the consultation. What could tell who it is about is "
                    "looked for in the pages, not here.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .options = ask_options,
     .run = run_ask},
    {.name = "consultation list",
     .arguments = "",
     .summary = "List consultations, those that wait first",
     .description = "",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .run = run_list},
    {0}};
