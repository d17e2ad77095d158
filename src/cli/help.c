/* Help and the manual page, from the same rows. */
#include <string.h>

#include "cli/command.h"
#include "cli/given.h"

static const char *const section_titles[CLI_SECTION__MAX] = {
    [CLI_SETUP] = "Setting up a bank",
    [CLI_DATA] = "Bringing data in",
    [CLI_WORK] = "Cases, consents and letters",
    [CLI_FOLLOWUP] = "Signals and follow-up",
    [CLI_LAW] = "The law",
    [CLI_OPERATION] = "Running and checking",
};

static const struct {
    enum err e;
    const char *text;
} exit_codes[] = {
    {ERR_OK, "It went well."},
    {ERR_INVALID, "The command line or a file is wrong; the message says what and where."},
    {ERR_NOT_FOUND, "There is no such thing, or nothing that may be seen."},
    {ERR_DENIED, "A rule of law or of access refuses."},
    {ERR_CONFLICT, "It exists already, or has changed meanwhile."},
    {ERR_BUSY, "Another process holds the bank; try again."},
    {ERR_CORRUPT, "Stored or received data fail their check."},
    {ERR_UNAVAILABLE, "A peer or a service does not answer."},
    {ERR_IO, "Disk or operating system."},
    {ERR_WRITE_UNCERTAIN, "A write may have happened; look before trying again."},
    {ERR_CANCELLED, "Stopped, or a question must be answered first."},
    {ERR_SETUP, "Configuration, keys or database are not in order; see brygga check."},
};

void help_overview(FILE *out)
{
    size_t n;
    const struct command *const *all = cli_commands(&n);
    fputs("Brygga: lawful follow-up of work that school and social services share.\n\n"
          "  brygga [-C DIR] COMMAND …        brygga help COMMAND\n",
          out);
    enum cli_section section = CLI_SECTION__MAX;
    for (size_t i = 0; i < n; i++) {
        if (all[i]->section != section) {
            section = all[i]->section;
            fprintf(out, "\n%s\n", section_titles[section]);
        }
        fprintf(out, "  %-22s %s\n", all[i]->name, all[i]->summary);
    }
}

static void print_options(const struct cli_option *o, FILE *out)
{
    for (; o != NULL && o->name != NULL; o++) {
        char left[64];
        snprintf(left, sizeof left, "%s%s%s%s", strlen(o->name) == 1 ? "-" : "--", o->name,
                 o->argument != NULL ? " " : "", o->argument != NULL ? o->argument : "");
        fprintf(out, "  %-26s %s\n", left, o->help);
    }
}

void help_command(const struct command *c, FILE *out)
{
    fprintf(out, "brygga %s%s%s%s\n\n%s.\n", c->needs == CLI_NEEDS_BANK ? "[-C DIR] " : "", c->name,
            c->arguments[0] != '\0' ? " " : "", c->arguments, c->summary);
    if (c->description != NULL && c->description[0] != '\0') {
        fprintf(out, "\n%s\n", c->description);
    }
    if (c->options != NULL) {
        fputs("\nOptions\n", out);
        print_options(c->options, out);
    }
    fputs("\nOptions of every command\n", out);
    print_options(cli_common_options, out);
}

/* Text for man(7): a backslash and a dash are escaped, a leading dot or quote is defused. */
static void man_text(const char *text, FILE *out)
{
    bool line_start = true;
    for (const char *p = text; *p != '\0'; p++) {
        if (line_start && (*p == '.' || *p == '\'')) {
            fputs("\\&", out);
        }
        if (line_start && *p == '\n') {
            fputs(".PP", out);
        }
        line_start = *p == '\n';
        if (*p == '\\') {
            fputs("\\e", out);
        } else if (*p == '-') {
            fputs("\\-", out);
        } else {
            fputc(*p, out);
        }
    }
    fputc('\n', out);
}

static void man_options(const struct cli_option *o, FILE *out)
{
    for (; o != NULL && o->name != NULL; o++) {
        fprintf(out, ".TP\n.B %s", strlen(o->name) == 1 ? "\\-" : "\\-\\-");
        for (const char *p = o->name; *p != '\0'; p++) {
            fprintf(out, *p == '-' ? "\\-" : "%c", *p);
        }
        fprintf(out, "%s%s\n", o->argument != NULL ? " " : "",
                o->argument != NULL ? o->argument : "");
        man_text(o->help, out);
    }
}

void help_manual(FILE *out)
{
    size_t n;
    const struct command *const *all = cli_commands(&n);
    fputs(".TH BRYGGA 1 2026-11-22 Brygga\n.SH NAME\nbrygga \\- lawful follow\\-up of work that "
          "school and social services share\n.SH SYNOPSIS\n.B brygga\n.RI [ \\-C\\ DIR ]\n.I "
          "COMMAND\n.RI [ OPTIONS ]\n.RI [ ARGUMENTS ]\n.SH OPTIONS OF EVERY COMMAND\n",
          out);
    man_options(cli_common_options, out);
    enum cli_section section = CLI_SECTION__MAX;
    for (size_t i = 0; i < n; i++) {
        const struct command *c = all[i];
        if (c->section != section) {
            section = c->section;
            fprintf(out, ".SH %s\n", section_titles[section]);
        }
        fprintf(out, ".SS brygga %s %s\n", c->name, c->arguments);
        fprintf(out, "%s.\n", c->summary);
        if (c->description != NULL && c->description[0] != '\0') {
            fputs(".PP\n", out);
            man_text(c->description, out);
        }
        man_options(c->options, out);
    }
    fputs(".SH EXIT STATUS\n", out);
    for (size_t i = 0; i < sizeof exit_codes / sizeof exit_codes[0]; i++) {
        fprintf(out, ".TP\n.B %d\n%s\n", err_exit_code(exit_codes[i].e), exit_codes[i].text);
    }
    fputs(".SH FILES\n.TP\n.I DIR/bank.conf\nThe bank's configuration.\n.TP\n.I DIR/bank.db\nIts "
          "database.\n.TP\n.I DIR/keys\nIts sealed keys.\n",
          out);
}
