#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/print_signals.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "school/threshold.h"

static enum err run_signals(struct cli *cli, struct err_ctx *ctx)
{
    static const enum cli_format formats[] = {CLI_TEXT, CLI_JSON, CLI_CSV, CLI_FORMAT__MAX};
    enum cli_format format;
    struct actor actor = actor_operator();
    struct signals_query q = {
        .school = cli_option_value(cli, "school"), .all = cli_flag(cli, "all"), .actor = &actor};
    struct signals_list list;
    enum err e = cli_option_format(cli, formats, &format, ctx);
    if (e == ERR_OK) {
        e = cli_option_date(cli, "at", date_today(), &q.at, ctx);
    }
    if (e == ERR_OK) {
        e = signals_list(cli->bank, &q, cli->arena, &list, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (format == CLI_JSON) {
        print_signals_json(cli->out, &list);
    } else if (format == CLI_CSV) {
        print_signals_csv(cli->out, &list);
    } else {
        print_signals_text(cli, &list);
    }
    return ERR_OK;
}

/* ---- limits ---- */

static const char *const measure_words[] = {"total", "invalid", NULL};

/* "12.5" or "12,5" per cent to 125 per mille; 0 when it is not that. */
static unsigned per_mille(const char *text)
{
    char *end;
    unsigned long whole = strtoul(text, &end, 10);
    unsigned long tenth = 0;
    if (end == text || text[0] == '-' || text[0] == '+' || whole > 99) {
        return 0;
    }
    if ((*end == '.' || *end == ',') && end[1] >= '0' && end[1] <= '9') {
        tenth = (unsigned long)(end[1] - '0');
        end += 2;
    }
    return *end == '\0' ? (unsigned)(whole * 10 + tenth) : 0;
}

static enum err run_set(struct cli *cli, struct err_ctx *ctx)
{
    struct threshold_set set = {0};
    unsigned limits[THRESHOLD_SET_MAX];
    int measure;
    struct actor actor = actor_operator();
    enum err e = cli_option_word(cli, "measure", measure_words, SIGNALS_TOTAL, &measure, ctx);
    if (e == ERR_OK) {
        e = cli_option_date(cli, "from", date_today(), &set.from, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    bool none = cli->argument_count == 1 && strcmp(cli->arguments[0], "none") == 0;
    for (unsigned i = 0; !none && i < cli->argument_count; i++) {
        limits[i] = per_mille(cli->arguments[i]);
        if (limits[i] == 0) {
            return err_set(ctx, ERR_INVALID, cli->arguments[i],
                           "write per cent with at most one decimal, such as 10 15 20, or none",
                           "a limit is more than 0 and less than 100 per cent");
        }
        set.count++;
    }
    set.measure = (enum signals_measure)measure;
    set.per_mille = limits;
    return threshold_set(cli->bank, &set, &actor, ctx);
}

static json_t *thresholds_json(const struct threshold *t, size_t count)
{
    char from[DATE_TEXT], to[DATE_TEXT];
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *o =
            json_pack("{s:s,s:f,s:s}", "measure", signals_measure_code[t[i].measure], "above",
                      t[i].per_mille / 1000.0, "from", date_format(t[i].valid_from, from));
        if (t[i].valid_to.days != DATE_OPEN.days) {
            json_object_set_new(o, "to", json_string(date_format(t[i].valid_to, to)));
        }
        json_array_append_new(list, o);
    }
    return json_pack("{s:s,s:o}", "format", "brygga-thresholds-1", "thresholds", list);
}

static void print_text(const struct cli *cli, const struct threshold *t, size_t count)
{
    char from[DATE_TEXT], to[DATE_TEXT];
    if (count == 0) {
        cli_say(cli,
                "Huvudmannen har inte beslutat några gränser; 10, 15 och 20 %% av all frånvaro "
                "gäller.\n",
                "The organiser has set no limits; 10, 15 and 20 %% of all absence hold.\n");
    }
    for (size_t i = 0; i < count; i++) {
        const char *what = t[i].measure == SIGNALS_TOTAL
                               ? cli_word(cli, "all frånvaro", "all absence")
                               : cli_word(cli, "ogiltig frånvaro", "invalid absence");
        cli_put(cli, "%s – %-10s  %s: ", date_format(t[i].valid_from, from),
                date_format(t[i].valid_to, to), what);
        if (t[i].per_mille == 0) {
            cli_say(cli, "ingen gräns\n", "no limit\n");
        } else {
            cli_say(cli, "över %u,%u %%\n", "above %u.%u %%\n", t[i].per_mille / 10,
                    t[i].per_mille % 10);
        }
    }
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    static const enum cli_format formats[] = {CLI_TEXT, CLI_JSON, CLI_FORMAT__MAX};
    enum cli_format format;
    struct threshold *t;
    size_t count;
    enum err e = cli_option_format(cli, formats, &format, ctx);
    if (e == ERR_OK) {
        e = threshold_list(cli->bank, cli->arena, &t, &count, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (format == CLI_JSON) {
        cli_print_json(cli, thresholds_json(t, count));
    } else {
        print_text(cli, t, count);
    }
    return ERR_OK;
}

static const struct cli_option signals_options[] = {
    {"at", "DATE", "Count up to and including this day; today unless told."},
    {"school", "NAME", "Only pupils enrolled at this school (name or school unit code)."},
    {"all", NULL, "Also pupils who have passed no limit."},
    {"format", "FORMAT", "text, json or csv."},
    {0}};

static const struct cli_option set_options[] = {
    {"measure", "WORD", "total (all absence, the default) or invalid."},
    {"from", "DATE", "First day of the limits; today unless told."},
    {0}};

static const struct cli_option list_options[] = {{"format", "FORMAT", "text or json."}, {0}};

const struct command cmd_signals[] = {
    {.name = "signals",
     .arguments = "",
     .summary = "Pupils whose absence has passed a limit",
     .description =
         "Absence is minutes absent of minutes offered, over the last 20 school days and over the "
         "term, valid and invalid apart. Each signal tells its period, its minutes and the number "
         "of school days counted. No limit is passed on fewer than 5 school days. Windows do not "
         "reach back over the summer.\n\n"
         "The limits are the organiser's own (see: brygga help threshold set). There is no score "
         "and no forecast; pupils are ordered by school and by the plain share. Pupils with "
         "protected identity are not in the list and not in its numbers.\n\n"
         "Who was shown is written to the journal.",
     .section = CLI_FOLLOWUP,
     .needs = CLI_NEEDS_BANK,
     .options = signals_options,
     .run = run_signals},
    {.name = "threshold set",
     .arguments = "PERCENT... | none",
     .summary = "Set the limits of absence signals from a day on",
     .description = "Replaces the limits of one measure from that day until the day before the "
                    "next set that begins later. Earlier limits stay, so that an old signal can be "
                    "explained. A share must be strictly above a limit to pass it.",
     .section = CLI_FOLLOWUP,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = THRESHOLD_SET_MAX,
     .options = set_options,
     .run = run_set},
    {.name = "threshold list",
     .arguments = "",
     .summary = "Show the limits of absence signals, old and new",
     .section = CLI_FOLLOWUP,
     .needs = CLI_NEEDS_BANK,
     .options = list_options,
     .run = run_list},
    {0}};
