/* staff add, import and list. */
#include <inttypes.h>
#include <string.h>

#include "bank/journal.h"
#include "bank/staff.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/print_reasons.h"
#include "cli/say.h"

static enum err copy_option(const struct cli *cli, const char *option, char *to, size_t room,
                            struct err_ctx *ctx)
{
    const char *value = cli_option_value(cli, option);
    if ((size_t)snprintf(to, room, "%s", value != NULL ? value : "") >= room) {
        return err_set(ctx, ERR_INVALID, option, "shorten it", "it is longer than %zu bytes",
                       room - 1);
    }
    return ERR_OK;
}

static enum err run_add(struct cli *cli, struct err_ctx *ctx)
{
    struct staff s = {.active = !cli_flag(cli, "inactive")};
    struct staff_id id;
    struct actor actor = actor_operator();
    const char *role = cli_option_value(cli, "role");
    bool changed = false;
    enum err e = copy_option(cli, "name", s.name, sizeof s.name, ctx);
    if (e == ERR_OK) {
        e = copy_option(cli, "unit", s.unit, sizeof s.unit, ctx);
    }
    if (e == ERR_OK) {
        e = copy_option(cli, "login", s.login, sizeof s.login, ctx);
    }
    if (e == ERR_OK && (role == NULL || !role_parse(role, &s.role))) {
        e = err_set(ctx, ERR_INVALID, "--role", "see: brygga help staff add",
                    "there is no such role");
    }
    if (e == ERR_OK) {
        e = staff_put(cli->bank, &s, &actor, &id, &changed, ctx);
    }
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "%s\n", id.v,
                changed ? "" : cli_word(cli, " (oförändrad)", " (unchanged)"));
    }
    return e;
}

static enum err run_import(struct cli *cli, struct err_ctx *ctx)
{
    struct staff_import r;
    struct actor actor = actor_operator();
    const char *rejects = cli_option_value(cli, "rejects");
    enum err e = staff_import(cli->bank, cli->arguments[0],
                              rejects != NULL ? rejects : "rejects.csv", &actor, &r, ctx);
    if (e == ERR_OK) {
        cli_say(cli, "%lu rader: %lu nya, %lu ändrade, %lu avvisade\n",
                "%lu rows: %lu added, %lu changed, %lu rejected\n", r.read, r.added, r.changed,
                r.rejected);
        print_reasons(cli, &r.reasons);
    }
    return e;
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    static const enum cli_format formats[] = {CLI_TEXT, CLI_JSON, CLI_FORMAT__MAX};
    enum cli_format format;
    struct staff *list;
    size_t n = 0;
    enum err e = cli_option_format(cli, formats, &format, ctx);
    if (e == ERR_OK) {
        e = staff_list(cli->bank, !cli_flag(cli, "all"), cli->arena, &list, &n, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) {
        const struct staff *s = &list[i];
        const char *role = (unsigned)s->role < ROLE__MAX ? role_code[s->role] : "?";
        if (format == CLI_TEXT) {
            cli_put(cli, "%6" PRId64 "  %-18s %-14s %-20s %s%s\n", s->id.v, role, s->unit, s->login,
                    s->name, s->active ? "" : cli_word(cli, " (inte aktiv)", " (inactive)"));
        }
        json_array_append_new(array,
                              json_pack("{s:I, s:s, s:s, s:s, s:s, s:b}", "id", (json_int_t)s->id.v,
                                        "name", s->name, "login", s->login, "role", role, "unit",
                                        s->unit, "active", s->active));
    }
    json_t *all = json_pack("{s:o}", "staff", array);
    if (format == CLI_JSON) {
        struct buf text;
        buf_init(&text, (size_t)64 << 20);
        json_append(&text, all, true);
        cli_put(cli, "%s\n", text.text);
        buf_free(&text);
    }
    json_decref(all);
    return ERR_OK;
}

static const struct cli_option add_options[] = {
    {"name", "TEXT", "As colleagues know the person."},
    {"role", "ROLE",
     "School: kurator, rektor, elevhalsochef, mentor. Social services: skolsocionom, "
     "socialsekreterare, enhetschef. Both: analytiker, jurist, administrator."},
    {"unit", "CODE", "School unit code or social unit; the whole authority unless given."},
    {"login", "NAME", "Name at the identity provider; the same login is the same employee."},
    {"inactive", NULL, "The employee has left or may not be let in."},
    {0}};

static const struct cli_option import_options[] = {
    {"rejects", "FILE", "Where rejected rows go; rejects.csv unless given."}, {0}};

static const struct cli_option list_options[] = {{"all", NULL, "Also those who are not active."},
                                                 {"format", "text|json", "text unless given."},
                                                 {0}};

const struct command cmd_staff[] = {
    {.name = "staff add",
     .arguments = "",
     .summary = "Add an employee, or change one with the same login",
     .description = "A role alone opens no record: a relation must, such as the unit or a case.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .options = add_options,
     .run = run_add},
    {.name = "staff import",
     .arguments = "FILE.csv",
     .summary = "Add and change employees from a file",
     .description = "Columns name, role, unit and, if wanted, login and active (yes or no). Rows "
                    "that cannot be used go to the rejects; the others are taken in, all at once.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = import_options,
     .run = run_import},
    {.name = "staff list",
     .arguments = "",
     .summary = "Show the employees",
     .description = "By role and name.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .options = list_options,
     .run = run_list},
    {0}};
