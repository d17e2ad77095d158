/* brygga law diff, gaps: what a change of law does, and what the law stops. */
#include <string.h>

#include "cli/law_argument.h"
#include "cli/say.h"
#include "law/diff.h"
#include "law/gaps.h"

#define TEXT_MAX (32u << 20)

static void print_buf(struct cli *cli, struct buf *b)
{
    cli_copy(cli, b->text);
    buf_free(b);
}

/* A date is a day of the ordinary rules; anything else is a folder, or a file beside them. */
static enum err read_moment(struct cli *cli, const char *name, const struct law_rules *base,
                            struct law_moment *out, struct law_rules **own_out, struct err_ctx *ctx)
{
    const char *value = cli_option_value(cli, name);
    *own_out = NULL;
    *out = (struct law_moment){.rules = base};
    if (value == NULL || date_parse(value, strlen(value), &out->at)) {
        return cli_option_date(cli, value == NULL ? "at" : name, date_today(), &out->at, ctx);
    }
    enum err e = law_argument_load(value, base, own_out, ctx);
    out->rules = *own_out;
    return e == ERR_OK ? cli_option_date(cli, "at", date_today(), &out->at, ctx) : e;
}

static void print_diff(struct cli *cli, enum cli_format format, const struct law_diff *d)
{
    struct buf b;
    buf_init(&b, TEXT_MAX);
    if (format == CLI_JSON) {
        json_t *value = law_diff_json(d);
        json_append(&b, value, true);
        buf_add(&b, "\n");
        json_decref(value);
    } else {
        law_diff_write(d,
                       format == CLI_CSV    ? LAW_DIFF_CSV
                       : format == CLI_HTML ? LAW_DIFF_HTML
                                            : LAW_DIFF_TEXT,
                       !cli->english, &b);
    }
    print_buf(cli, &b);
}

static enum err run_diff(struct cli *cli, struct err_ctx *ctx)
{
    static const enum cli_format formats[] = {CLI_TEXT, CLI_JSON, CLI_CSV, CLI_HTML,
                                              CLI_FORMAT__MAX};
    enum cli_format format;
    struct law_rules *base = NULL, *before_own = NULL, *after_own = NULL;
    struct law_moment before, after;
    enum err e = cli_option_format(cli, formats, &format, ctx);
    e = e == ERR_OK ? law_argument_base(cli, &base, ctx) : e;
    e = e == ERR_OK ? read_moment(cli, "from", base, &before, &before_own, ctx) : e;
    e = e == ERR_OK ? read_moment(cli, "to", base, &after, &after_own, ctx) : e;
    if (e == ERR_OK) {
        struct law_diff d;
        law_diff(&before, &after, cli->arena, &d);
        print_diff(cli, format, &d);
    }
    law_free(before_own);
    law_free(after_own);
    law_free(base);
    return e;
}

/* "follow-up" or "follow_up": as people write it, or as the facts have it. */
static enum err read_purpose(struct cli *cli, enum law_purpose *out, struct err_ctx *ctx)
{
    const struct law_fact_info *info = law_fact_info(LAW_FACT_PURPOSE);
    const char *value = cli_option_value(cli, "purpose");
    char word[32] = "follow_up";
    if (value != NULL) {
        snprintf(word, sizeof word, "%s", value);
    }
    for (char *c = word; *c != '\0'; c++) {
        *c = *c == '-' ? '_' : *c;
    }
    for (unsigned v = 1; v < info->values_n; v++) {
        if (strcmp(info->codes[v], word) == 0) {
            *out = (enum law_purpose)v;
            return ERR_OK;
        }
    }
    return err_set(ctx, ERR_INVALID, "--purpose", "see \"purpose\" among the facts in docs/law.md",
                   "there is no such purpose");
}

static void print_gaps(struct cli *cli, enum cli_format format, const struct law_gap_question *q)
{
    struct buf b;
    buf_init(&b, TEXT_MAX);
    if (format == CLI_JSON) {
        json_t *value = law_gaps_json(q);
        json_append(&b, value, true);
        buf_add(&b, "\n");
        json_decref(value);
    } else {
        law_gaps_write(q,
                       format == CLI_CSV    ? LAW_GAPS_CSV
                       : format == CLI_HTML ? LAW_GAPS_HTML
                                            : LAW_GAPS_TEXT,
                       !cli->english, &b);
    }
    print_buf(cli, &b);
}

static enum err run_gaps(struct cli *cli, struct err_ctx *ctx)
{
    static const enum cli_format formats[] = {CLI_TEXT, CLI_JSON, CLI_CSV, CLI_HTML,
                                              CLI_FORMAT__MAX};
    enum cli_format format;
    struct law_rules *rules = NULL;
    struct law_gap_question q = {.purpose = LAW_PURPOSE_FOLLOW_UP};
    enum err e = cli_option_format(cli, formats, &format, ctx);
    e = e == ERR_OK ? read_purpose(cli, &q.purpose, ctx) : e;
    e = e == ERR_OK ? cli_option_date(cli, "at", date_today(), &q.at, ctx) : e;
    e = e == ERR_OK ? law_argument_base(cli, &rules, ctx) : e;
    if (e == ERR_OK) {
        q.rules = rules;
        print_gaps(cli, format, &q);
    }
    law_free(rules);
    return e;
}

static const struct cli_option gaps_options[] = {
    {"purpose", "WORD", "What the items would be used for; follow-up unless told."},
    {"at", "DATE", "The law of this day; today unless told."},
    {"rules", "DIR", "Another folder of rule files, such as a proposal."},
    {"format", "FORMAT", "text, json, csv or html."},
    {0}};
static const struct cli_option diff_options[] = {
    {"from", "DATE|PATH", "A day, a folder of rules, or a file of rules beside them; today."},
    {"to", "DATE|PATH", "The same, for what it is compared with; today."},
    {"at", "DATE", "The day on which rules from a folder or file are looked at; today."},
    {"rules", "DIR", "The folder of rules that the days are about, unless the shipped ones."},
    {"format", "FORMAT", "text, json, csv or html."},
    {0}};

const struct command cmd_law_study[] = {
    {.name = "law diff",
     .arguments = "",
     .summary = "Show what a change of law does, and which rules are why",
     .description =
         "Compares the matrix (brygga law matrix) of two days, or of the rules in force and a "
         "proposal: every cell that changes, and the rules that came, went or changed. Cells that "
         "change alike for the same reason are told together; csv has a line for each.\n\n"
         "A file of rules is tried beside those in force: a rule with a known id takes its place, "
         "others are new. A folder replaces them all.",
     .section = CLI_LAW,
     .options = diff_options,
     .run = run_diff},
    {.name = "law gaps",
     .arguments = "",
     .summary = "List what may be followed up together, and which provision stops the rest",
     .description =
         "For each data item that the government's assignment wants followed up (G01-G25) and each "
         "pair of branches: whether there is a lawful way, by which rules and on which conditions; "
         "and if not, what stops it: a bar, secrecy that nothing breaks, or no ground to process "
         "personal data. About a child who can be recognised, and in figures on a group.",
     .section = CLI_LAW,
     .options = gaps_options,
     .run = run_gaps},
    {0}};
