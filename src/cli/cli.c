/*
 * From the words of the command line to one command: find the row, check the options against it,
 * open the bank if it needs one, run, print what went wrong and how to mend it.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/given.h"
#include "cli/open.h"

#define MAX_GIVEN     64
#define MAX_ARGUMENTS 64

const struct cli_option cli_common_options[] = {
    {"C", "DIR", "The bank's folder (written -C DIR); the current folder unless given."},
    {"passphrase-file", "FILE", "Read the bank's passphrase from the first line of FILE."},
    {"lang", "sv|en", "Language of texts for people; Swedish unless given."},
    {"help", NULL, "Show the command's help."},
    {0}};

static const struct cli_option *find_in(const struct cli_option *options, const char *name,
                                        size_t n)
{
    for (; options != NULL && options->name != NULL; options++) {
        if (strlen(options->name) == n && memcmp(options->name, name, n) == 0) {
            return options;
        }
    }
    return NULL;
}

/* How many of the words from `word` on are the command's name; 0 when they are not. */
static int name_matches(const char *name, int count, const char *const *words)
{
    int used = 0;
    while (*name != '\0') {
        size_t n = strcspn(name, " ");
        if (used == count || strlen(words[used]) != n || memcmp(words[used], name, n) != 0) {
            return 0;
        }
        used++;
        name += n;
        name += *name == ' ';
    }
    return used;
}

static const struct command *find_command(int count, const char *const *words, int *used_out)
{
    size_t n;
    const struct command *const *all = cli_commands(&n), *best = NULL;
    *used_out = 0;
    for (size_t i = 0; i < n; i++) {
        int used = name_matches(all[i]->name, count, words);
        if (used > *used_out) {
            *used_out = used;
            best = all[i];
        }
    }
    return best;
}

struct parse {
    struct cli *cli;
    const char *words[MAX_ARGUMENTS]; /* not options, in order */
    int word_count;
    bool end_of_options;
};

static enum err add_word(struct parse *p, const char *word, struct err_ctx *ctx)
{
    if (p->word_count == MAX_ARGUMENTS) {
        return err_set(ctx, ERR_INVALID, "", "", "too many arguments");
    }
    p->words[p->word_count++] = word;
    return ERR_OK;
}

static enum err add_option(struct parse *p, const struct cli_option *o, const char *value,
                           struct err_ctx *ctx)
{
    struct cli *cli = p->cli;
    if (cli->given_count == MAX_GIVEN) {
        return err_set(ctx, ERR_INVALID, "", "", "too many options");
    }
    if (strcmp(o->name, "C") == 0) {
        cli->dir = value;
    } else if (strcmp(o->name, "passphrase-file") == 0) {
        cli->passphrase_file = value;
    }
    cli->given[cli->given_count++] = (struct cli_given){o, value};
    return ERR_OK;
}

static enum err unknown_option(const struct command *c, const char *word, struct err_ctx *ctx)
{
    char remedy[120];
    snprintf(remedy, sizeof remedy, "see: brygga help %s", c != NULL ? c->name : "");
    return err_set(ctx, ERR_INVALID, word, remedy, "there is no such option");
}

/* One option at argv[i]; *i moves past its value. */
static enum err parse_option(struct parse *p, int argc, const char *const *argv, int *i,
                             struct err_ctx *ctx)
{
    const char *word = argv[*i], *name = word + (word[1] == '-' ? 2 : 1);
    const struct command *c = p->cli->command;
    size_t n = strcspn(name, "=");
    const struct cli_option *o = find_in(cli_common_options, name, n);
    bool short_form = word[1] != '-';
    if (o == NULL && c != NULL && !short_form) {
        o = find_in(c->options, name, n);
    }
    if (o == NULL || short_form != (strcmp(o->name, "C") == 0)) {
        return unknown_option(c, word, ctx);
    }
    if (o->argument == NULL) {
        return name[n] == '=' ? unknown_option(c, word, ctx) : add_option(p, o, "", ctx);
    }
    if (name[n] == '=') {
        return add_option(p, o, name + n + 1, ctx);
    }
    if (*i + 1 == argc) {
        return err_set(ctx, ERR_INVALID, word, "", "the option needs a value: %s", o->argument);
    }
    *i += 1;
    return add_option(p, o, argv[*i], ctx);
}

/* Options of a command may stand before its name's last word, so the name is found first. */
static const struct command *command_of_line(int argc, const char *const *argv)
{
    const char *words[MAX_ARGUMENTS] = {NULL};
    int count = 0, used;
    for (int i = 1; i < argc && count < MAX_ARGUMENTS; i++) {
        if (strcmp(argv[i], "-C") == 0 || strcmp(argv[i], "--passphrase-file") == 0 ||
            strcmp(argv[i], "--lang") == 0) {
            i++;
        } else if (argv[i][0] != '-' || argv[i][1] == '\0') {
            words[count++] = argv[i];
        }
    }
    return find_command(count, words, &used);
}

static enum err parse_line(struct parse *p, int argc, const char *const *argv, struct err_ctx *ctx)
{
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        enum err e;
        if (!p->end_of_options && strcmp(word, "--") == 0) {
            p->end_of_options = true;
            continue;
        }
        if (p->end_of_options || word[0] != '-' || word[1] == '\0') {
            e = add_word(p, word, ctx);
        } else {
            e = parse_option(p, argc, argv, &i, ctx);
        }
        if (e != ERR_OK) {
            return e;
        }
    }
    return ERR_OK;
}

static enum err check_arguments(const struct cli *cli, struct err_ctx *ctx)
{
    const struct command *c = cli->command;
    char remedy[120];
    snprintf(remedy, sizeof remedy, "see: brygga help %s", c->name);
    if (cli->argument_count < c->min_arguments) {
        return err_set(ctx, ERR_INVALID, "", remedy, "brygga %s needs %s", c->name, c->arguments);
    }
    if (cli->argument_count > c->max_arguments) {
        return err_set(ctx, ERR_INVALID, "", remedy, "brygga %s takes no more than %u argument%s",
                       c->name, c->max_arguments, c->max_arguments == 1 ? "" : "s");
    }
    return ERR_OK;
}

static enum err set_language(struct cli *cli, struct err_ctx *ctx)
{
    static const char *const words[] = {"sv", "en", NULL};
    int index;
    enum err e = cli_option_word(cli, "lang", words, 0, &index, ctx);
    cli->english = index == 1;
    return e;
}

static enum err run_command(struct cli *cli, struct err_ctx *ctx)
{
    enum err e = set_language(cli, ctx);
    if (e == ERR_OK) {
        e = check_arguments(cli, ctx);
    }
    if (e == ERR_OK && cli->command->needs == CLI_NEEDS_BANK) {
        e = cli_bank_open(cli, ctx);
    }
    if (e == ERR_OK) {
        e = cli->command->run(cli, ctx);
    }
    cli_bank_close(cli);
    if (e == ERR_OK && (fflush(cli->out) != 0 || ferror(cli->out))) {
        e = err_set(ctx, ERR_IO, "standard output", "", "not everything could be written");
    }
    return e;
}

static void print_error(FILE *err, enum err e, const struct err_ctx *ctx)
{
    fputs("brygga: ", err);
    if (ctx->where[0] != '\0') {
        fprintf(err, "%s: ", ctx->where);
    }
    fprintf(err, "%s\n", ctx->what[0] != '\0' ? ctx->what : err_name(e));
    if (ctx->remedy[0] != '\0') {
        fprintf(err, "  → %s\n", ctx->remedy);
    }
}

static enum err unknown_command(const struct parse *p, struct err_ctx *ctx)
{
    char line[100] = "";
    for (int i = 0; i < p->word_count && i < 2; i++) {
        size_t used = strlen(line);
        snprintf(line + used, sizeof line - used, "%s%s", i > 0 ? " " : "", p->words[i]);
    }
    return err_set(ctx, ERR_INVALID, line, "see: brygga help", "there is no such command");
}

static enum err dispatch(struct parse *p, int argc, const char *const *argv, struct err_ctx *ctx)
{
    struct cli *cli = p->cli;
    cli->command = command_of_line(argc, argv);
    enum err e = parse_line(p, argc, argv, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (p->word_count == 0) {
        help_overview(cli->out);
        return ERR_OK;
    }
    int used;
    cli->command = find_command(p->word_count, p->words, &used);
    if (cli->command == NULL) {
        return unknown_command(p, ctx);
    }
    if (cli_flag(cli, "help")) {
        help_command(cli->command, cli->out);
        return ERR_OK;
    }
    cli->arguments = p->words + used;
    cli->argument_count = (unsigned)(p->word_count - used);
    return run_command(cli, ctx);
}

int cli_main(int argc, const char *const *argv, FILE *out, FILE *err)
{
    struct err_ctx ctx = {0};
    struct cli_given given[MAX_GIVEN];
    struct cli cli = {.dir = ".", .out = out, .given = given};
    struct parse p = {.cli = &cli};
    cli.arena = arena_new((size_t)1 << 30);
    enum err e = dispatch(&p, argc, argv, &ctx);
    if (e != ERR_OK) {
        print_error(err, e, &ctx);
    }
    arena_free(cli.arena);
    return err_exit_code(e);
}
