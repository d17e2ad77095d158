/*
 * Commands as data. Dispatch, help, the manual page and option checking all come from these rows.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"

struct bank;

/* One option, written --name or --name VALUE. Rows end with {0}. */
struct cli_option {
    const char *name;     /* without the dashes */
    const char *argument; /* "DATE", "FILE" …; NULL for a flag */
    const char *help;     /* one sentence */
};

enum cli_section {
    CLI_SETUP,    /* banks, keys, peers, staff */
    CLI_DATA,     /* what comes in from files */
    CLI_WORK,     /* cases, consents, letters */
    CLI_FOLLOWUP, /* signals and follow-up */
    CLI_LAW,
    CLI_OPERATION, /* serve, check, journal */
    CLI_SECTION__MAX
};

enum cli_need {
    CLI_NEEDS_NOTHING,
    CLI_NEEDS_BANK /* -C DIR is opened before run and closed after */
};

struct cli;

struct command {
    const char *name;        /* "import attendance" */
    const char *arguments;   /* "FILE.csv", or "" */
    const char *summary;     /* one line without a full stop */
    const char *description; /* paragraphs for help and the manual; blank lines between */
    enum cli_section section;
    enum cli_need needs;
    unsigned min_arguments, max_arguments;
    const struct cli_option *options; /* NULL or ended by {0} */
    enum err (*run)(struct cli *cli, struct err_ctx *ctx);
};

/* What a command sees. */
struct cli {
    const struct command *command;
    struct arena *arena;         /* freed when the command ends */
    struct bank *bank;           /* open when the command needs one, else NULL */
    const char *dir;             /* -C, "." unless given */
    const char *passphrase_file; /* --passphrase-file, or NULL */
    FILE *out;                   /* standard output */
    bool english;                /* --lang en; Swedish unless told */
    unsigned argument_count;
    const char *const *arguments;
    size_t given_count;
    struct cli_given *given;
};

/* Value of an option, or NULL when it was not given. The last one counts. */
const char *cli_option_value(const struct cli *cli, const char *name);
bool cli_flag(const struct cli *cli, const char *name);
/* The i-th value of an option that may be repeated, or NULL after the last. */
const char *cli_option_nth(const struct cli *cli, const char *name, size_t i);

/* A date option; *out is `otherwise` when it was not given. */
MUST_USE enum err cli_option_date(const struct cli *cli, const char *name, struct date otherwise,
                                  struct date *out, struct err_ctx *ctx);
/* A whole number from `min` to `max`. */
MUST_USE enum err cli_option_int(const struct cli *cli, const char *name, long min, long max,
                                 long otherwise, long *out, struct err_ctx *ctx);
/* One word of `words` (ended by NULL); *out is its index; `otherwise` when not given. */
MUST_USE enum err cli_option_word(const struct cli *cli, const char *name, const char *const *words,
                                  int otherwise, int *out, struct err_ctx *ctx);

/* --format. Name those that the command can write, the default first, ended by CLI_FORMAT__MAX. */
enum cli_format { CLI_TEXT, CLI_JSON, CLI_CSV, CLI_HTML, CLI_FORMAT__MAX };
MUST_USE enum err cli_option_format(const struct cli *cli, const enum cli_format *allowed,
                                    enum cli_format *out, struct err_ctx *ctx);

/* The share folder (rules): $BRYGGA_SHARE, the installed one, or the source tree it was built in.
 */
const char *cli_share(struct cli *cli);

/* All commands, by section and then by name; *count_out of them. */
const struct command *const *cli_commands(size_t *count_out);

/* The whole command line; the process's exit code. */
int cli_main(int argc, const char *const *argv, FILE *out, FILE *err);

/* Help texts, for `brygga help` and the manual page. */
void help_overview(FILE *out);
void help_command(const struct command *c, FILE *out);
void help_manual(FILE *out); /* man(7) */

#endif
