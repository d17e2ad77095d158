/* instrument add, list and check. */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "cli/command.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "team/instrument.h"

/* A file of at most INSTRUMENT_SOURCE bytes; one byte more tells that it is too large. */
static enum err read_file(struct cli *cli, const char *path, const char **text, size_t *n,
                          struct err_ctx *ctx)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (file == NULL) {
        return err_set(ctx, ERR_IO, path, "look at its name and rights", "%s", strerror(errno));
    }
    char *bytes = arena_alloc(cli->arena, INSTRUMENT_SOURCE + 2);
    *n = fread(bytes, 1, INSTRUMENT_SOURCE + 1, file);
    bool failed = ferror(file) != 0;
    if (file != stdin) {
        (void)fclose(file);
    }
    *text = bytes;
    return failed ? err_set(ctx, ERR_IO, path, "", "the file cannot be read") : ERR_OK;
}

static enum err run_check(struct cli *cli, struct err_ctx *ctx)
{
    struct instrument i;
    const char *text;
    size_t n;
    enum err e = read_file(cli, cli->arguments[0], &text, &n, ctx);
    e = e == ERR_OK ? instrument_parse(cli->arguments[0], text, n, cli->arena, &i, ctx) : e;
    if (e == ERR_OK) {
        cli_say(cli, "%s, version %d: %zu frågor, inget fel\n",
                "%s, version %d: %zu items, nothing wrong\n", i.code, i.version, i.item_count);
    }
    return e;
}

static enum err add_file(struct cli *cli, const char *path, struct err_ctx *ctx)
{
    struct actor actor = actor_operator();
    struct instrument_id id;
    const char *text, *name = strrchr(path, '/');
    size_t n;
    bool added = false;
    enum err e = read_file(cli, path, &text, &n, ctx);
    name = name == NULL ? path : name + 1;
    e = e == ERR_OK ? instrument_add(cli->bank, &actor, name, text, n, &id, &added, ctx) : e;
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "  %s  %s\n", id.v, name,
                added ? cli_word(cli, "tillagd", "added")
                      : cli_word(cli, "fanns redan", "there already"));
    }
    return e;
}

static int by_name(const struct dirent **x, const struct dirent **y)
{
    return strcmp((*x)->d_name, (*y)->d_name);
}

static int is_text(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    return n > 4 && d->d_name[0] != '.' && strcmp(d->d_name + n - 4, ".txt") == 0;
}

static enum err add_shipped(struct cli *cli, struct err_ctx *ctx)
{
    char dir[1024], path[1400];
    (void)snprintf(dir, sizeof dir, "%s/instruments", cli_share(cli));
    struct dirent **files;
    int count = scandir(dir, &files, is_text, by_name);
    if (count < 0) {
        return err_set(ctx, ERR_SETUP, dir, "set BRYGGA_SHARE to the folder that holds instruments",
                       "%s", strerror(errno));
    }
    enum err e = ERR_OK;
    for (int i = 0; i < count; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", dir, files[i]->d_name);
        e = e == ERR_OK ? add_file(cli, path, ctx) : e;
        free(files[i]);
    }
    free(files);
    return e;
}

static enum err run_add(struct cli *cli, struct err_ctx *ctx)
{
    bool shipped = cli_flag(cli, "shipped");
    if (shipped == (cli->argument_count == 1)) {
        return err_set(ctx, ERR_INVALID, "FILE", "brygga instrument add --shipped, or a FILE",
                       "say one file, or --shipped");
    }
    return shipped ? add_shipped(cli, ctx) : add_file(cli, cli->arguments[0], ctx);
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    bool json;
    struct instrument *list;
    size_t n;
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? instrument_list(cli->bank, false, cli->arena, &list, &n, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) {
        const struct instrument *v = &list[i];
        if (!json) {
            cli_put(cli, "%4" PRId64 "  %-26s %3d  %s\n", v->id.v, v->code, v->version,
                    cli_word(cli, v->name.sv, v->name.en));
        }
        json_array_append_new(
            array, json_pack("{s:I,s:s,s:i,s:s,s:i,s:s}", "instrument", (json_int_t)v->id.v, "code",
                             v->code, "version", v->version, "name", v->name.sv, "items",
                             (int)v->item_count, "score", instrument_score_code[v->score]));
    }
    json_t *all = json_pack("{s:o}", "instruments", array);
    if (json) {
        cli_print_json(cli, all);
    } else {
        json_decref(all);
    }
    return ERR_OK;
}

static const struct cli_option add_options[] = {
    {"shipped", NULL, "Those that come with the program: ladders 0–10 and goals in five steps."},
    {0}};
static const struct cli_option list_options[] = {{"format", "text|json", "text unless given."},
                                                 {0}};

const struct command cmd_instrument[] = {
    {.name = "instrument add",
     .arguments = "[FILE]",
     .summary = "Add an instrument for measurements",
     .description =
         "FILE is an instrument as docs/formats.md describes it; - is standard input. A "
         "version is never changed: a corrected file needs a higher version, and answers "
         "stay with the one they were given on. Make sure that you have the right to "
         "use the questions: many instruments are copyrighted.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .max_arguments = 1,
     .options = add_options,
     .run = run_add},
    {.name = "instrument list",
     .arguments = "",
     .summary = "List the instruments of the bank",
     .description = "Number, code, version and name.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .options = list_options,
     .run = run_list},
    {.name = "instrument check",
     .arguments = "FILE",
     .summary = "Check an instrument's file",
     .description = "Tells the first mistake with its line and column. Nothing is added.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_NOTHING,
     .min_arguments = 1,
     .max_arguments = 1,
     .run = run_check},
    {0}};
