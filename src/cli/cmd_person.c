/* person show, protect and erase. */
#include <inttypes.h>
#include <string.h>

#include "bank/person.h"
#include "cli/command.h"
#include "cli/person_argument.h"
#include "cli/say.h"

/* ---- show ---- */

static enum err run_show(struct cli *cli, struct err_ctx *ctx)
{
    struct person_id id;
    struct person p;
    struct person_identity who = {0};
    struct actor actor = actor_operator();
    enum err e = cli_person(cli, cli->arguments[0], &id, ctx);
    if (e == ERR_OK) {
        e = person_read(cli->bank, id, &p, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (p.effective != PROTECTION_NONE && !cli_flag(cli, "protected")) {
        return err_set(ctx, ERR_DENIED, "person",
                       "give --protected if it must be; it is journalled",
                       "the person's data are protected");
    }
    struct reading *r = reading_begin(cli->bank, &actor, JOURNAL_PERSON_READ);
    if (cli_flag(cli, "protected")) {
        reading_allow_protected(r);
    }
    e = p.erased ? ERR_OK : person_identity(cli->bank, r, id, &who, ctx);
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    e = reading_end(r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    char birth[DATE_TEXT] = "";
    if (p.has_birth_date) {
        date_format(p.birth_date, birth);
    }
    if (p.erased) {
        cli_say(cli, "row:%" PRId64 " raderad\n", "row:%" PRId64 " erased\n", id.v);
    } else {
        cli_put(cli, "row:%" PRId64 " %s %s %s %s %s%s%s\n", id.v,
                who.has_civic ? who.civic.text : "-", who.given_name, who.family_name, birth,
                sex_code[p.sex], p.effective != PROTECTION_NONE ? " " : "",
                p.effective != PROTECTION_NONE
                    ? cli_word(cli, protection_text_sv[p.effective], protection_code[p.effective])
                    : "");
    }
    return ERR_OK;
}

static const struct cli_option show_options[] = {
    {"protected", NULL, "Show also a person with a protected identity."}, {0}};

/* ---- protect ---- */

static enum err run_protect(struct cli *cli, struct err_ctx *ctx)
{
    struct person_id id;
    struct actor actor = actor_operator();
    int level = -1;
    for (int i = 0; i < PROTECTION__MAX; i++) {
        level = strcmp(cli->arguments[1], protection_code[i]) == 0 ? i : level;
    }
    if (level < 0) {
        return err_set(ctx, ERR_INVALID, "LEVEL",
                       "none, sekretessmarkering, skyddad-folkbokforing or fingerad",
                       "there is no such level of protection");
    }
    enum err e = cli_person(cli, cli->arguments[0], &id, ctx);
    if (e == ERR_OK) {
        e = person_set_protection(cli->bank, id, (enum protection)level, &actor, ctx);
    }
    if (e == ERR_OK) {
        cli_put(cli, "row:%" PRId64 " %s\n", id.v,
                cli_word(cli, protection_text_sv[level], protection_code[level]));
    }
    return e;
}

/* ---- erase ---- */

/* The number of the row, written by the user, so that a wrong person is not erased in haste. */
static enum err confirm(const struct cli *cli, struct person_id id, struct err_ctx *ctx)
{
    char row[32], line[64] = "";
    const char *given = cli_option_value(cli, "confirm");
    snprintf(row, sizeof row, "row:%" PRId64, id.v);
    if (given == NULL) {
        cli_ask(cli,
                "Det som är förseglat för %s kan sedan aldrig läsas igen, av någon.\n"
                "Skriv %s för att radera: ",
                "What is sealed for %s can then never be read again, by anybody.\n"
                "Write %s to erase: ",
                row, row);
        if (fgets(line, sizeof line, stdin) != NULL) {
            line[strcspn(line, "\r\n")] = '\0';
        }
        given = line;
    }
    return strcmp(given, row) == 0
               ? ERR_OK
               : err_set(ctx, ERR_CANCELLED, "person", "", "nothing was erased");
}

static enum err run_erase(struct cli *cli, struct err_ctx *ctx)
{
    struct person_id id;
    struct actor actor = actor_operator();
    if (strcmp(cli->arguments[0], "-") == 0 && cli_option_value(cli, "confirm") == NULL) {
        return err_set(ctx, ERR_INVALID, "--confirm", "give --confirm row:NUMBER",
                       "standard input cannot both name and confirm");
    }
    enum err e = cli_person(cli, cli->arguments[0], &id, ctx);
    if (e == ERR_OK) {
        e = confirm(cli, id, ctx);
    }
    if (e == ERR_OK) {
        e = person_erase(cli->bank, id, &actor, ctx);
    }
    if (e == ERR_OK) {
        cli_say(cli, "row:%" PRId64 " är raderad.\n", "row:%" PRId64 " is erased.\n", id.v);
    }
    return e;
}

static const struct cli_option erase_options[] = {
    {"confirm", "row:NUMBER", "The number of the person's row, instead of asking for it."}, {0}};

const struct command cmd_person[] = {
    {.name = "person show",
     .arguments = "PERSON",
     .summary = "Show what is known of who a person is",
     .description = "PERSON is a personal number, - to read it from standard input, or row:NUMBER.",
     .section = CLI_DATA,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = show_options,
     .run = run_show},
    {.name = "person protect",
     .arguments = "PERSON LEVEL",
     .summary = "Set the level of protection of a person's identity",
     .description = "LEVEL is none, sekretessmarkering, skyddad-folkbokforing or fingerad. The "
                    "person, and every child whose guardian the person is, is gone from lists, "
                    "signals, letters, groups and exports at once. An import sets and lifts the "
                    "first three; fingerad is set and lifted only here.",
     .section = CLI_DATA,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 2,
     .max_arguments = 2,
     .run = run_protect},
    {.name = "person erase",
     .arguments = "PERSON",
     .summary = "Destroy a person's data key and everything that names the person",
     .description = "What was sealed for the person can never be opened again, also not from old "
                    "entries. What remains is described in docs/threat-model.md. Backups keep "
                    "the key until they are destroyed.",
     .section = CLI_DATA,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = erase_options,
     .run = run_erase},
    {0}};
