/* staff relation, team add, team list, class list, and case take-in. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bank/compartment.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "school/pupil_group.h"
#include "team/case_members.h"

static enum err find_team(struct cli *cli, const char *text, struct team_id *out,
                          struct err_ctx *ctx)
{
    struct team *list;
    size_t count;
    enum err e = team_list(cli->bank, false, cli->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (strcmp(list[i].name, text) == 0) {
            *out = list[i].id;
            return ERR_OK;
        }
    }
    return e != ERR_OK ? e
                       : err_set(ctx, ERR_NOT_FOUND, "--team", "see: brygga team list",
                                 "there is no team of that name");
}

static enum err find_class(struct cli *cli, const char *number, struct staff_relation *r,
                           struct err_ctx *ctx)
{
    struct pupil_group g;
    r->kind = RELATION_GROUP;
    enum err e = cli_number(number, "class", &r->object, ctx);
    return e == ERR_OK ? pupil_group_read(cli->bank, (struct pupil_group_id){r->object}, &g, ctx)
                       : e;
}

/* Exactly one of --unit, --compartment, --team and --class. */
static enum err what(struct cli *cli, struct staff_relation *r, struct err_ctx *ctx)
{
    const char *unit = cli_option_value(cli, "unit"), *team = cli_option_value(cli, "team"),
               *compartment = cli_option_value(cli, "compartment"),
               *group = cli_option_value(cli, "class");
    enum compartment c;
    struct team_id id;
    if ((unit != NULL) + (team != NULL) + (compartment != NULL) + (group != NULL) != 1) {
        return err_set(ctx, ERR_INVALID, "relation",
                       "give --unit, --compartment, --team or --class",
                       "say to what the employee has the relation");
    }
    if (unit != NULL) {
        r->kind = RELATION_UNIT;
        return (size_t)snprintf(r->unit, sizeof r->unit, "%s", unit) < sizeof r->unit
                   ? ERR_OK
                   : err_set(ctx, ERR_INVALID, "--unit", "shorten it", "the unit is too long");
    }
    if (team != NULL) {
        enum err e = find_team(cli, team, &id, ctx);
        r->kind = RELATION_TEAM;
        r->object = e == ERR_OK ? id.v : 0;
        return e;
    }
    if (group != NULL) {
        return find_class(cli, group, r, ctx);
    }
    if (!compartment_parse(compartment, &c) ||
        !compartment_in_kind(c, bank_config(cli->bank)->kind)) {
        return err_set(ctx, ERR_INVALID, "--compartment", "EMI, EPS, EST, SKO, SOC-M or SOC-O",
                       "there is no such compartment in this kind of bank");
    }
    r->kind = RELATION_COMPARTMENT;
    r->object = c;
    return ERR_OK;
}

static enum err run_relation(struct cli *cli, struct err_ctx *ctx)
{
    struct relation_id id;
    struct actor actor = actor_operator();
    struct staff_relation r = {.to = DATE_OPEN};
    enum err e = cli_staff(cli, cli->arguments[0], &r.staff, ctx);
    e = e == ERR_OK ? what(cli, &r, ctx) : e;
    e = e == ERR_OK ? cli_option_date(cli, "from", date_today(), &r.from, ctx) : e;
    e = e == ERR_OK ? cli_option_date(cli, "until", DATE_OPEN, &r.to, ctx) : e;
    e = e == ERR_OK ? relation_add(cli->bank, &r, &actor, &id, ctx) : e;
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "\n", id.v);
    }
    return e;
}

static enum err run_team_add(struct cli *cli, struct err_ctx *ctx)
{
    struct team t = {0};
    struct team_id id;
    struct actor actor = actor_operator();
    const char *unit = cli_option_value(cli, "unit");
    if ((size_t)snprintf(t.name, sizeof t.name, "%s", cli->arguments[0]) >= sizeof t.name ||
        (size_t)snprintf(t.unit, sizeof t.unit, "%s", unit != NULL ? unit : "") >= sizeof t.unit) {
        return err_set(ctx, ERR_INVALID, "name, unit", "shorten it", "it is too long");
    }
    enum err e = team_put(cli->bank, &t, &actor, &id, ctx);
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "\n", id.v);
    }
    return e;
}

static enum err run_team_list(struct cli *cli, struct err_ctx *ctx)
{
    struct team *list;
    size_t count;
    enum err e = team_list(cli->bank, cli_flag(cli, "all"), cli->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        cli_put(cli, "%6" PRId64 "  %-30s %s%s\n", list[i].id.v, list[i].name, list[i].unit,
                list[i].ended.ms != 0 ? cli_word(cli, " (avslutat)", " (ended)") : "");
    }
    return e;
}

static enum err run_class_list(struct cli *cli, struct err_ctx *ctx)
{
    struct pupil_group *list;
    size_t count;
    const char *unit = cli_option_value(cli, "unit");
    enum err e = pupil_group_list(cli->bank, unit != NULL ? unit : "", date_today(), cli->arena,
                                  &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        cli_put(cli, "%6" PRId64 "  %-9s %-9s %s\n", list[i].id.v, list[i].unit,
                pupil_group_kind_code[list[i].kind], list[i].name);
    }
    return e;
}

static enum err run_take_in(struct cli *cli, struct err_ctx *ctx)
{
    struct case_id id;
    struct staff_id staff;
    struct team_id team;
    struct date until;
    struct actor actor = actor_operator();
    const char *who = cli_option_value(cli, "employee"), *name = cli_option_value(cli, "team");
    enum err e = cli_number(cli->arguments[0], "case", &id.v, ctx);
    e = e == ERR_OK ? cli_option_date(cli, "until", DATE_OPEN, &until, ctx) : e;
    if (e == ERR_OK && (who == NULL) == (name == NULL)) {
        e = err_set(ctx, ERR_INVALID, "who", "give --employee or --team", "say whom to take in");
    }
    if (e == ERR_OK && who != NULL) {
        e = cli_staff(cli, who, &staff, ctx);
        return e == ERR_OK ? case_member_add(cli->bank, &actor, id, staff, until, ctx) : e;
    }
    e = e == ERR_OK ? find_team(cli, name, &team, ctx) : e;
    return e == ERR_OK ? case_team_add(cli->bank, &actor, id, team, until, ctx) : e;
}

static const struct cli_option relation_options[] = {
    {"unit", "CODE", "Works at this school unit or social unit too."},
    {"compartment", "CODE", "Reads what is made in EMI, EPS, EST, SKO, SOC-M or SOC-O."},
    {"team", "NAME", "Is in this team."},
    {"class", "NUMBER", "Is mentor of this class or group (class list)."},
    {"from", "DATE", "First day; today unless told."},
    {"until", "DATE", "Last day; none unless told."},
    {0}};
static const struct cli_option team_options[] = {
    {"unit", "CODE", "Where the team works; none unless told."}, {0}};
static const struct cli_option team_list_options[] = {{"all", NULL, "Also those that have ended."},
                                                      {0}};
static const struct cli_option class_list_options[] = {
    {"unit", "CODE", "Of this school unit alone."}, {0}};
static const struct cli_option take_in_options[] = {
    {"employee", "EMPLOYEE", "Number or login."},
    {"team", "NAME", "All who are in the team."},
    {"until", "DATE", "Last day; none unless told."},
    {0}};

const struct command cmd_relation[] = {
    {.name = "staff relation",
     .arguments = "EMPLOYEE",
     .summary = "Give an employee a relation with its days",
     .description = "A relation opens records in the rooms that the role opens: a further unit, a "
                    "compartment, a team, or a class that the employee is mentor of. It holds from "
                    "its first day to its last, and ends at "
                    "once when the administrator ends it on the employee's page.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = relation_options,
     .run = run_relation},
    {.name = "team add",
     .arguments = "NAME",
     .summary = "Add a team of employees",
     .description = "Whoever works with a case can take a whole team into it.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = team_options,
     .run = run_team_add},
    {.name = "team list",
     .arguments = "",
     .summary = "Show the teams",
     .description = "By name.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .options = team_list_options,
     .run = run_team_list},
    {.name = "class list",
     .arguments = "",
     .summary = "Show the classes and other groups of pupils that mentors can have",
     .description = "By school and name, with their numbers; never who is in them. They come from "
                    "SS 12000 Group.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .options = class_list_options,
     .run = run_class_list},
    {.name = "case take-in",
     .arguments = "CASE",
     .summary = "Take an employee or a team into a case",
     .description = "They can read and work in the case as long as the relation holds.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = take_in_options,
     .run = run_take_in},
    {0}};
