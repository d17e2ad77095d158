/* follow-up pupil and follow-up group. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bank/actor.h"
#include "bank/rules.h"
#include "cli/command.h"
#include "cli/person_argument.h"
#include "cli/say.h"
#include "followup/group.h"
#include "followup/lawful.h"
#include "followup/pupil.h"

enum { OUTPUT_MAX = 16 * 1024 * 1024 };

/* What was built, to standard output. */
static enum err print(const struct cli *cli, struct buf *b, struct err_ctx *ctx)
{
    bool good = buf_ok(b) && cli_copy_whole(cli, b);
    buf_free(b);
    return good ? ERR_OK
                : err_set(ctx, ERR_IO, "standard output", "is the disk full?",
                          "the follow-up could not be written");
}

static void add_json(struct buf *b, json_t *value)
{
    json_append(b, value, true);
    buf_add_char(b, '\n');
    json_decref(value);
}

/* The period options; what was not given stays open. */
static enum err period(const struct cli *cli, bool *has_from, struct date *from, bool *has_to,
                       struct date *to, struct err_ctx *ctx)
{
    *has_from = cli_option_value(cli, "from") != NULL;
    *has_to = cli_option_value(cli, "to") != NULL;
    enum err e = cli_option_date(cli, "from", DATE_OPEN, from, ctx);
    return e != ERR_OK ? e : cli_option_date(cli, "to", DATE_OPEN, to, ctx);
}

static enum err parse_case(const char *text, struct case_id *out, struct err_ctx *ctx)
{
    char *end = NULL;
    errno = 0;
    long long v = strtoll(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || v <= 0) {
        return err_set(ctx, ERR_INVALID, "CASE", "give a number that `brygga case list` shows",
                       "that is no case");
    }
    out->v = v;
    return ERR_OK;
}

static enum err whom(struct cli *cli, struct pupil_question *q, struct err_ctx *ctx)
{
    const char *civic = cli_option_value(cli, "civic-no");
    if ((civic != NULL) == (cli->argument_count == 1)) {
        return err_set(ctx, ERR_INVALID, "CASE", "give a case, or --civic-no",
                       "exactly one pupil must be named");
    }
    return civic != NULL ? cli_person(cli, civic, &q->person, ctx)
                         : parse_case(cli->arguments[0], &q->case_id, ctx);
}

/* Whether the law of today lets the bank follow its own work up. */
static enum err lawful(struct cli *cli, struct err_ctx *ctx)
{
    struct law_rules *rules;
    struct law_decision d;
    enum err e = bank_rules_load(cli_share(cli), &rules, ctx);
    if (e == ERR_OK) {
        e = followup_lawful(cli->bank, rules, date_today(), cli->arena, &d, ctx);
        law_free(rules);
    }
    return e;
}

static enum err run_pupil(struct cli *cli, struct err_ctx *ctx)
{
    static const enum cli_format formats[] = {CLI_TEXT, CLI_JSON, CLI_HTML, CLI_FORMAT__MAX};
    struct actor actor = actor_operator();
    struct pupil_question q = {.case_id = {0}};
    struct timeline t;
    enum cli_format format;
    enum err e = cli_option_format(cli, formats, &format, ctx);
    if (e == ERR_OK) {
        e = period(cli, &q.has_from, &q.from, &q.has_to, &q.to, ctx);
    }
    if (e == ERR_OK) {
        e = whom(cli, &q, ctx);
    }
    if (e == ERR_OK) {
        e = lawful(cli, ctx);
    }
    if (e == ERR_OK) {
        e = pupil_read(cli->bank, &actor, &q, cli->arena, &t, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct buf b;
    buf_init(&b, OUTPUT_MAX);
    if (format == CLI_JSON) {
        add_json(&b, pupil_json(&t));
    } else if (format == CLI_HTML) {
        pupil_html(&b, &t);
    } else {
        pupil_text(&b, &t);
    }
    return print(cli, &b, ctx);
}

/* "code,sex" as bits; all when it was not given. */
static enum err parse_by(const char *text, unsigned *out, struct err_ctx *ctx)
{
    static const char *const words[] = {"code", "sex", "age"};
    *out = text == NULL ? GROUP_BY_ALL : 0;
    while (text != NULL) {
        size_t n = strcspn(text, ",");
        unsigned bit = 0;
        for (unsigned i = 0; i < 3; i++) {
            bit |= strlen(words[i]) == n && memcmp(words[i], text, n) == 0 ? 1U << i : 0;
        }
        if (bit == 0) {
            return err_set(ctx, ERR_INVALID, "--by",
                           "give code, sex, age or some of them: code,sex",
                           "that cannot be grouped by");
        }
        *out |= bit;
        text = text[n] == ',' ? text + n + 1 : NULL;
    }
    return ERR_OK;
}

static enum err run_group(struct cli *cli, struct err_ctx *ctx)
{
    static const enum cli_format formats[] = {CLI_TEXT, CLI_JSON, CLI_CSV, CLI_FORMAT__MAX};
    struct actor actor = actor_operator();
    struct group_question q = {.by = 0};
    struct group g;
    enum cli_format format;
    enum err e = cli_option_format(cli, formats, &format, ctx);
    if (e == ERR_OK) {
        e = parse_by(cli_option_value(cli, "by"), &q.by, ctx);
    }
    if (e == ERR_OK) {
        e = period(cli, &q.has_from, &q.from, &q.has_to, &q.to, ctx);
    }
    if (e == ERR_OK) {
        e = lawful(cli, ctx);
    }
    if (e == ERR_OK) {
        e = group_read(cli->bank, &actor, &q, cli->arena, &g, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct buf b;
    buf_init(&b, OUTPUT_MAX);
    if (format == CLI_JSON) {
        add_json(&b, group_json(&g));
    } else if (format == CLI_CSV) {
        group_csv(&b, &g);
    } else {
        group_text(&b, &g);
    }
    return print(cli, &b, ctx);
}

static const struct cli_option pupil_options[] = {
    {"civic-no", "NUMBER", "The pupil's personal number, or - to read it from standard input."},
    {"from", "DATE", "First day; unless told the beginning of the school year before."},
    {"to", "DATE", "Last day; today unless told."},
    {"format", "FORMAT", "text, json or html (a file that needs nothing else)."},
    {0}};

static const struct cli_option group_options[] = {
    {"by", "LIST",
     "What to divide by: code, sex, age or some of them with commas; all unless told."},
    {"from", "DATE",
     "Interventions that began from this day; unless told the beginning of the school year "
     "before."},
    {"to", "DATE", "Interventions that began until this day; today unless told."},
    {"format", "FORMAT", "text, json or csv."},
    {0}};

const struct command cmd_followup[] = {
    {.name = "follow-up pupil",
     .arguments = "[CASE]",
     .summary = "Follow one pupil up: weekly absence around interventions",
     .description =
         "Shows weekly absence with interventions, consents and received items on one time line, "
         "means before, during and after each intervention, and how weeks before and during "
         "overlap "
         "(NAP) with a confidence interval. With fewer than five weeks on either side it says that "
         "there are too few data to say anything. It never says why something changed.\n\n"
         "A school bank uses its own attendance and the interventions that it has received; a "
         "social "
         "bank uses the attendance that it has received and its own interventions. Every source is "
         "told. The run is journalled.",
     .section = CLI_FOLLOWUP,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 0,
     .max_arguments = 1,
     .options = pupil_options,
     .run = run_pupil},
    {.name = "follow-up group",
     .arguments = "",
     .summary = "Follow interventions up in groups, against similar pupils",
     .description =
         "For each intervention code, sex and age band: number of pupils, mean weekly absence "
         "before, "
         "during and after, and the difference from what similar pupils at the same time, in no "
         "case "
         "and without interventions, lead us to expect. Absence falls by itself after a pupil's "
         "worst "
         "weeks (regression to the mean); that is why before and after alone say nothing.\n\n"
         "Groups of fewer than five pupils are hidden, with as many other figures as it takes that "
         "they cannot be worked out. Do not publish a second table of nearly the same pupils: the "
         "difference can disclose somebody. Persons with protected identity are not included. The "
         "run "
         "is journalled with the digest of the table.",
     .section = CLI_FOLLOWUP,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 0,
     .max_arguments = 0,
     .options = group_options,
     .run = run_group},
    {0}};
