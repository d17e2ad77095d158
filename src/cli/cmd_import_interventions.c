#include "cli/command.h"
#include "cli/print_reasons.h"
#include "cli/say.h"
#include "intervention/given.h"

static void print_summary(const struct cli *cli, const struct intervention_import *s, bool add_only,
                          const char *rejects)
{
    cli_say(cli,
            "%lu rader lästa, %lu nya, %lu ändrade, %lu oförändrade, %lu borttagna, "
            "%lu avvisade\n",
            "%lu rows read, %lu added, %lu changed, %lu unchanged, %lu removed, %lu rejected\n",
            s->rows, s->added, s->changed, s->unchanged, s->removed, s->rejected);
    print_reasons(cli, &s->reasons);
    if (s->rejected > 0) {
        cli_say(cli, "Orsaker och åtgärder: %s\n", "Reasons and remedies: %s\n", rejects);
    }
    if (s->rejected > 0 && !add_only) {
        cli_say(cli, "Inget togs bort, eftersom en avvisad rad kan gälla vilken som helst.\n",
                "Nothing was removed, since a rejected row may be about any of them.\n");
    }
}

static enum err run(struct cli *cli, struct err_ctx *ctx)
{
    const char *rejects = cli_option_value(cli, "rejects");
    struct actor actor = actor_operator();
    struct intervention_import_options o = {
        .path = cli->arguments[0],
        .rejects_path = rejects != NULL ? rejects : "rejects.csv",
        .actor = &actor,
        .add_only = cli_flag(cli, "add"),
        .accept_missing = cli_flag(cli, "accept-missing"),
    };
    struct intervention_import summary;
    enum err e = intervention_import(cli->bank, &o, &summary, ctx);
    if (e == ERR_OK) {
        print_summary(cli, &summary, o.add_only, o.rejects_path);
    }
    return e;
}

static const struct cli_option options[] = {
    {"add", NULL, "The file is not the whole register: add and correct, remove nothing."},
    {"rejects", "FILE", "Where rows that were not taken in are listed; rejects.csv unless told."},
    {"accept-missing", NULL,
     "Go on although more than 5 % of the persons would lose all their interventions."},
    {0}};

const struct command cmd_import_interventions[] = {
    {.name = "import interventions",
     .arguments = "FILE.csv",
     .summary = "Take in interventions from a CSV file",
     .description =
         "Columns civic_no, code, title, level, scope, legal_form, documentation, start_date, "
         "end_date, unit, given_name and family_name, in any order, comma or semicolon, UTF-8; "
         "title, unit and the names may be left out. docs/formats.md has the words of each "
         "column.\n\n"
         "Only what is documented by name (SoL 14:3) is kept about a person. A row with another "
         "documentation must leave civic_no empty and is kept for the counts.\n\n"
         "An intervention is known by person, code and first day; the rest can be corrected by a "
         "later file. The file is the whole register unless --add is given: what earlier files "
         "told "
         "and this one lacks is removed, but nothing is removed while a row is rejected. If more "
         "than 5 % of the persons would lose all, nothing is changed and the command asks for "
         "--accept-missing.",
     .section = CLI_DATA,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = options,
     .run = run},
    {0}};
