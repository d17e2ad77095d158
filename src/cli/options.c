/* Values of options, checked. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/given.h"

const char *cli_option_nth(const struct cli *cli, const char *name, size_t i)
{
    for (size_t g = 0; g < cli->given_count; g++) {
        if (strcmp(cli->given[g].option->name, name) == 0 && i-- == 0) {
            return cli->given[g].value;
        }
    }
    return NULL;
}

const char *cli_option_value(const struct cli *cli, const char *name)
{
    for (size_t g = cli->given_count; g-- > 0;) {
        if (strcmp(cli->given[g].option->name, name) == 0) {
            return cli->given[g].value;
        }
    }
    return NULL;
}

bool cli_flag(const struct cli *cli, const char *name)
{
    return cli_option_value(cli, name) != NULL;
}

static enum err wrong(const char *name, const char *remedy, struct err_ctx *ctx)
{
    char where[80];
    snprintf(where, sizeof where, "--%s", name);
    return err_set(ctx, ERR_INVALID, where, remedy, "the value of --%s cannot be used", name);
}

enum err cli_option_date(const struct cli *cli, const char *name, struct date otherwise,
                         struct date *out, struct err_ctx *ctx)
{
    const char *value = cli_option_value(cli, name);
    *out = otherwise;
    if (value != NULL && !date_parse(value, strlen(value), out)) {
        return wrong(name, "write a date as YYYY-MM-DD, such as 2026-11-22", ctx);
    }
    return ERR_OK;
}

enum err cli_option_int(const struct cli *cli, const char *name, long min, long max, long otherwise,
                        long *out, struct err_ctx *ctx)
{
    const char *value = cli_option_value(cli, name);
    *out = otherwise;
    if (value == NULL) {
        return ERR_OK;
    }
    char *end;
    errno = 0;
    *out = strtol(value, &end, 10);
    if (errno != 0 || end == value || *end != '\0' || *out < min || *out > max) {
        char remedy[120];
        snprintf(remedy, sizeof remedy, "write a whole number from %ld to %ld", min, max);
        return wrong(name, remedy, ctx);
    }
    return ERR_OK;
}

enum err cli_option_word(const struct cli *cli, const char *name, const char *const *words,
                         int otherwise, int *out, struct err_ctx *ctx)
{
    const char *value = cli_option_value(cli, name);
    *out = otherwise;
    if (value == NULL) {
        return ERR_OK;
    }
    struct buf known;
    buf_init(&known, 200);
    buf_add(&known, "use one of:");
    enum err e = ERR_INVALID;
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], value) == 0) {
            *out = i;
            e = ERR_OK;
        }
        buf_addf(&known, " %s", words[i]);
    }
    if (e != ERR_OK) {
        e = wrong(name, known.text, ctx);
    }
    buf_free(&known);
    return e;
}

enum err cli_option_format(const struct cli *cli, const enum cli_format *allowed,
                           enum cli_format *out, struct err_ctx *ctx)
{
    static const char *const names[CLI_FORMAT__MAX] = {"text", "json", "csv", "html"};
    const char *words[CLI_FORMAT__MAX + 1] = {NULL};
    for (int i = 0; allowed[i] != CLI_FORMAT__MAX; i++) {
        words[i] = names[allowed[i]];
    }
    int index;
    enum err e = cli_option_word(cli, "format", words, 0, &index, ctx);
    *out = allowed[index];
    return e;
}

const char *cli_share(struct cli *cli)
{
    const char *share = getenv("BRYGGA_SHARE");
    return arena_strdup(cli->arena, share != NULL ? share : BRYGGA_SHARE);
}
