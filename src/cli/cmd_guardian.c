/* guardian list and set. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/person_argument.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "family/guardian.h"
#include "team/insight.h"

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    struct person_id child;
    struct guardian *list;
    size_t count = 0;
    enum err e = cli_person(cli, cli->arguments[0], &child, ctx);
    e = e == ERR_OK ? guardian_list(cli->bank, child, cli->arena, &list, &count, ctx) : e;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct insight insight;
        e = insight_get(cli->bank, child, list[i].person, &insight, ctx);
        cli_put(cli, "row:%-8" PRId64 " %-8s %-8s %s\n", list[i].person.v,
                custody_code[list[i].custody],
                list[i].blocked ? cli_word(cli, "får inte veta", "blocked") : "-",
                law_result_code[insight.decides]);
    }
    return e;
}

static enum err find(struct cli *cli, struct guardian *out, struct err_ctx *ctx)
{
    struct person_id child, guardian;
    struct guardian *list;
    size_t count = 0;
    enum err e = cli_person(cli, cli->arguments[0], &child, ctx);
    e = e == ERR_OK ? cli_person(cli, cli->arguments[1], &guardian, ctx) : e;
    e = e == ERR_OK ? guardian_list(cli->bank, child, cli->arena, &list, &count, ctx) : e;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (list[i].person.v == guardian.v) {
            *out = list[i];
            return ERR_OK;
        }
    }
    return e != ERR_OK ? e
                       : err_set(ctx, ERR_NOT_FOUND, "GUARDIAN", "list them: brygga guardian list",
                                 "that is not a guardian of the child");
}

static enum err run_set(struct cli *cli, struct err_ctx *ctx)
{
    static const char *const yes_no[] = {"no", "yes", NULL};
    struct guardian g;
    struct actor actor = actor_operator();
    const char *why;
    int custody = 0, blocked = 0, decides = 0;
    enum err e = find(cli, &g, ctx);
    e = e == ERR_OK
            ? cli_code(cli, "custody", custody_code, CUSTODY__MAX, (int)g.custody, &custody, ctx)
            : e;
    e = e == ERR_OK ? cli_option_word(cli, "blocked", yes_no, g.blocked, &blocked, ctx) : e;
    e = e == ERR_OK ? cli_option_word(cli, "decides", yes_no, 0, &decides, ctx) : e;
    e = e == ERR_OK ? cli_needed(cli, "why", &why, ctx) : e;
    if (e == ERR_OK) {
        g.custody = (enum custody)custody;
        g.blocked = blocked != 0;
        e = guardian_decide(cli->bank, &actor, &g, decides != 0 ? LAW_MET : LAW_NOT_MET, why, ctx);
    }
    return e;
}

static enum err read_name(struct cli *cli, const char *option, char out[PERSON_NAME],
                          struct err_ctx *ctx)
{
    const char *text;
    enum err e = cli_needed(cli, option, &text, ctx);
    if (e == ERR_OK && (size_t)snprintf(out, PERSON_NAME, "%s", text) >= PERSON_NAME) {
        e = err_set(ctx, ERR_INVALID, option, "shorten it", "the name is too long");
    }
    return e;
}

static enum err run_enter(struct cli *cli, struct err_ctx *ctx)
{
    struct actor actor = actor_operator();
    struct guardian_entry g = {.who.has_civic = true};
    struct person_id id;
    int custody = 0, source = 0;
    enum err e = cli_person(cli, cli->arguments[0], &g.child, ctx);
    e = e == ERR_OK ? cli_civic(cli, cli->arguments[1], &g.who.civic, ctx) : e;
    e = e == ERR_OK ? read_name(cli, "given-name", g.who.given_name, ctx) : e;
    e = e == ERR_OK ? read_name(cli, "family-name", g.who.family_name, ctx) : e;
    e = e == ERR_OK
            ? cli_code(cli, "custody", custody_code, CUSTODY__MAX, CUSTODY_UNKNOWN, &custody, ctx)
            : e;
    e = e == ERR_OK
            ? cli_code(cli, "source", guardian_source_code, GUARDIAN_SOURCE__MAX, 0, &source, ctx)
            : e;
    e = e == ERR_OK ? cli_option_date(cli, "from", date_today(), &g.from, ctx) : e;
    e = e == ERR_OK ? cli_option_date(cli, "until", DATE_OPEN, &g.until, ctx) : e;
    g.custody = (enum custody)custody;
    g.source = (enum guardian_source)source;
    e = e == ERR_OK ? guardian_enter(cli->bank, &actor, &g, &id, ctx) : e;
    if (e == ERR_OK) {
        cli_put(cli, "row:%" PRId64 "\n", id.v);
    }
    return e;
}

static enum err run_end(struct cli *cli, struct err_ctx *ctx)
{
    struct actor actor = actor_operator();
    struct guardian g;
    enum err e = find(cli, &g, ctx);
    return e == ERR_OK ? guardian_leave(cli->bank, &actor, g.child, g.person, ctx) : e;
}

static const struct cli_option enter_options[] = {
    {"given-name", "TEXT", "First name."},
    {"family-name", "TEXT", "Last name."},
    {"source", "WORD", "Where it was found out: population, ruling, authority or guardian."},
    {"custody", "WORD", "sole, joint or unknown."},
    {"from", "DATE", "First day; today unless given."},
    {"until", "DATE", "Last day; open unless given."},
    {0}};
static const struct cli_option set_options[] = {
    {"custody", "WORD", "sole, joint or unknown."},
    {"blocked", "yes|no", "Secrecy against the guardian (OSL 12:3): no sign-in, not asked."},
    {"decides", "yes|no",
     "Does the guardian decide in the child's affairs here, without considerable harm to the "
     "child? Until it is yes the guardian is shown nothing."},
    {"why", "TEXT", "Why it is assessed so; sealed."},
    {0}};

const struct command cmd_guardian[] = {
    {.name = "guardian list",
     .arguments = "CHILD",
     .summary = "List a child's guardians: custody, secrecy, and what has been assessed",
     .description = "CHILD is a personal number, - to read it from standard input, or row:NUMBER.",
     .section = CLI_DATA,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .run = run_list},
    {.name = "guardian set",
     .arguments = "CHILD GUARDIAN",
     .summary = "Set what is known of a guardian, and what the guardian may see of the child",
     .description = "Sent through the law engine each time the guardian looks. CHILD and GUARDIAN "
                    "are personal numbers or row:NUMBER.",
     .section = CLI_DATA,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 2,
     .max_arguments = 2,
     .options = set_options,
     .run = run_set},
    {.name = "guardian enter",
     .arguments = "CHILD NUMBER",
     .summary = "Enter a guardian by hand, in a bank of social services",
     .description = "A school's register tells who the guardians are; social services have none. "
                    "CHILD is as in \"guardian list\", NUMBER the guardian's personal number, - to "
                    "read it from standard input. Prints the row.",
     .section = CLI_DATA,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 2,
     .max_arguments = 2,
     .options = enter_options,
     .run = run_enter},
    {.name = "guardian end",
     .arguments = "CHILD GUARDIAN",
     .summary = "End a guardian that was entered by hand; yesterday was the last day",
     .description = "The guardian's sessions end at the next request.",
     .section = CLI_DATA,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 2,
     .max_arguments = 2,
     .run = run_end},
    {0}};
