/* catalogue import and list; group add; intervention give and end. */
#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "cli/command.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "intervention/catalogue.h"
#include "intervention/groups.h"
#include "team/given.h"

static enum err run_import(struct cli *cli, struct err_ctx *ctx)
{
    struct actor actor = actor_operator();
    struct catalogue_import n;
    enum err e = catalogue_import(cli->bank, &actor, cli->arguments[0], &n, ctx);
    if (e == ERR_OK) {
        cli_say(cli, "%lu nya, %lu ändrade, %lu oförändrade\n",
                "%lu added, %lu changed, %lu unchanged\n", n.added, n.changed, n.unchanged);
    }
    return e;
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    bool json;
    struct catalogue_entry *list;
    size_t n;
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? catalogue_list(cli->bank, CATALOGUE_ALL, cli->arena, &list, &n, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) {
        const struct catalogue_entry *v = &list[i];
        if (!json) {
            cli_put(cli, "%4" PRId64 "  %-26s %-10s %2d–%-2d  %s%s\n", v->id.v,
                    intervention_code[v->code], level_code[v->level], v->age_from, v->age_to,
                    v->title.sv,
                    v->ended ? cli_word(cli, " (ges inte längre)", " (not given any more)") : "");
        }
        json_array_append_new(
            array, json_pack("{s:I,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:i,s:i,s:b,s:b}", "entry",
                             (json_int_t)v->id.v, "title_sv", v->title.sv, "code",
                             intervention_code[v->code], "level", level_code[v->level], "scope",
                             scope_code[v->scope], "form", form_code[v->form], "documentation",
                             documentation_code[v->documentation], "need",
                             catalogue_need_code[v->need], "age_from", v->age_from, "age_to",
                             v->age_to, "published", v->published, "ended", v->ended));
    }
    json_t *all = json_pack("{s:o}", "catalogue", array);
    if (json) {
        cli_print_json(cli, all);
    } else {
        json_decref(all);
    }
    return ERR_OK;
}

static enum err day(struct cli *cli, const char *option, struct date otherwise, struct date *out,
                    struct err_ctx *ctx)
{
    return cli_option_date(cli, option, otherwise, out, ctx);
}

static enum err run_group(struct cli *cli, struct err_ctx *ctx)
{
    struct actor actor = actor_operator();
    const char *unit = cli_option_value(cli, "unit");
    struct group_intervention in = {.unit = unit != NULL ? unit : ""};
    struct intervention_id id;
    long occasions = 0, participants = 0;
    int audience = 0;
    enum err e = cli_number(cli->arguments[0], "entry", &in.entry.v, ctx);
    e = e == ERR_OK ? cli_code(cli, "audience", group_audience_code, GROUP_AUDIENCE__MAX, -1,
                               &audience, ctx)
                    : e;
    e = e == ERR_OK ? cli_option_int(cli, "occasions", 0, GROUP_MOST, 1, &occasions, ctx) : e;
    e = e == ERR_OK ? cli_option_int(cli, "participants", 0, GROUP_MOST, 0, &participants, ctx) : e;
    e = e == ERR_OK ? day(cli, "start", date_today(), &in.start_date, ctx) : e;
    e = e == ERR_OK ? day(cli, "end", DATE_OPEN, &in.end_date, ctx) : e;
    in.audience = (enum group_audience)audience;
    in.occasions = (int)occasions;
    in.participants = (int)participants;
    e = e == ERR_OK ? groups_start(cli->bank, &actor, &in, &id, ctx) : e;
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "\n", id.v);
    }
    return e;
}

/* --held N occasions, a week apart from the first day. */
static enum err add_held(struct cli *cli, const struct actor *actor, struct intervention_id id,
                         struct date start, long held, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    for (long i = 0; e == ERR_OK && i < held; i++) {
        e = given_occasion(cli->bank, actor, id, (struct date){start.days + 7 * (int)i},
                           OCCASION_HELD, ctx);
    }
    return e;
}

static enum err run_give(struct cli *cli, struct err_ctx *ctx)
{
    struct actor actor = actor_operator();
    struct given in = {.v = {.end_date = DATE_OPEN}};
    struct intervention_id id;
    const char *entry, *by = cli_option_value(cli, "by");
    long planned = 0, held = 0;
    int pace = 0;
    enum err e = cli_number(cli->arguments[0], "case", &in.case_id.v, ctx);
    e = e == ERR_OK ? cli_needed(cli, "entry", &entry, ctx) : e;
    e = e == ERR_OK ? cli_number(entry, "entry", &in.entry.v, ctx) : e;
    e = e == ERR_OK ? day(cli, "start", date_today(), &in.v.start_date, ctx) : e;
    e = e == ERR_OK ? cli_option_int(cli, "planned", 0, GIVEN_OCCASIONS_MOST, 0, &planned, ctx) : e;
    e = e == ERR_OK ? cli_option_int(cli, "held", 0, GIVEN_OCCASIONS_MOST, 0, &held, ctx) : e;
    e = e == ERR_OK
            ? cli_code(cli, "pace", given_pace_code, GIVEN_PACE__MAX, PACE_NOT_SET, &pace, ctx)
            : e;
    e = e == ERR_OK && by != NULL ? cli_staff(cli, by, &in.given_by, ctx) : e;
    e = e == ERR_OK ? cli_text(cli, cli_option_value(cli, "more"), &in.v.title, ctx) : e;
    in.planned_occasions = (int)planned;
    in.pace = (enum given_pace)pace;
    e = e == ERR_OK ? given_start(cli->bank, &actor, &in, &id, ctx) : e;
    e = e == ERR_OK ? add_held(cli, &actor, id, in.v.start_date, held, ctx) : e;
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "\n", id.v);
    }
    return e;
}

static enum err run_end(struct cli *cli, struct err_ctx *ctx)
{
    struct actor actor = actor_operator();
    struct intervention_id id;
    struct date on;
    int reason = 0;
    enum err e = cli_number(cli->arguments[0], "intervention", &id.v, ctx);
    e = e == ERR_OK ? cli_code(cli, "reason", given_end_code, GIVEN_END__MAX, -1, &reason, ctx) : e;
    e = e == ERR_OK ? day(cli, "on", date_today(), &on, ctx) : e;
    return e == ERR_OK ? given_stop(cli->bank, &actor, id, on, (enum given_end)reason, ctx) : e;
}

static const struct cli_option list_options[] = {{"format", "text|json", "text unless given."},
                                                 {0}};
static const struct cli_option group_options[] = {
    {"audience", "WORD", "pupils, guardians, families or staff."},
    {"start", "DATE", "Today unless given."},
    {"end", "DATE", "Until further notice unless given."},
    {"occasions", "NUMBER", "So far; 1 unless given."},
    {"participants", "NUMBER", "So far."},
    {"unit", "UNIT", "Unit or school."},
    {0}};
static const struct cli_option give_options[] = {
    {"entry", "NUMBER", "The entry of the catalogue."},
    {"start", "DATE", "Today unless given."},
    {"planned", "NUMBER", "Planned occasions."},
    {"held", "NUMBER", "Occasions that have taken place, a week apart from the first day."},
    {"pace", "WORD", "several-a-week, weekly, fortnightly, monthly or as-needed."},
    {"by", "EMPLOYEE", "Number or login of the one who gives it."},
    {"more", "TEXT", "More about it, sealed; @FILE reads a file, @- standard input."},
    {0}};
static const struct cli_option end_options[] = {
    {"reason", "REASON", "done, goal-reached, declined, no-help, other-help, moved or capacity."},
    {"on", "DATE", "Its last day; today unless given."},
    {0}};

const struct command cmd_catalogue[] = {
    {.name = "catalogue import",
     .arguments = "FILE.json",
     .summary = "Take in the catalogue of help from a file",
     .description = "The file holds {\"catalogue\": [ … ]} as docs/formats.md describes it. An "
                    "entry is known by its Swedish title and its unit. Nothing is removed, and "
                    "the file comes in whole or not at all.",
     .section = CLI_DATA,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .run = run_import},
    {.name = "catalogue list",
     .arguments = "",
     .summary = "List the catalogue of help",
     .description = "Number, code, level, ages and title, by what it is for.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .options = list_options,
     .run = run_list},
    {.name = "group add",
     .arguments = "ENTRY",
     .summary = "Count a group intervention, without people",
     .description = "ENTRY is the number of an entry of the catalogue. Prints the number of the "
                    "group.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = group_options,
     .run = run_group},
    {.name = "intervention give",
     .arguments = "CASE",
     .summary = "Begin an intervention in a case",
     .description = "Chosen from the catalogue, which must say that it is documented by name. "
                    "Prints its number.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = give_options,
     .run = run_give},
    {.name = "intervention end",
     .arguments = "INTERVENTION",
     .summary = "End an intervention of a case",
     .description = "",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = end_options,
     .run = run_end},
    {0}};
