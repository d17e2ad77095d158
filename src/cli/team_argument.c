#include "cli/team_argument.h"
#include "cli/say.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bank/staff.h"

#define TEXT_MAX ((size_t)64 * 1024)

enum err cli_number(const char *text, const char *what, int64_t *out, struct err_ctx *ctx)
{
    char *end;
    errno = 0;
    long long v = strtoll(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || v <= 0) {
        return err_set(ctx, ERR_INVALID, what, "write its number", "that is no %s", what);
    }
    *out = v;
    return ERR_OK;
}

enum err cli_staff(struct cli *cli, const char *text, struct staff_id *out, struct err_ctx *ctx)
{
    struct staff *list;
    size_t n;
    enum err e = staff_list(cli->bank, true, cli->arena, &list, &n, ctx);
    *out = (struct staff_id){0};
    char number[24];
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        snprintf(number, sizeof number, "%lld", (long long)list[i].id.v);
        if (strcmp(text, number) == 0 ||
            (list[i].login[0] != '\0' && strcmp(text, list[i].login) == 0)) {
            *out = list[i].id;
            return ERR_OK;
        }
    }
    return e != ERR_OK ? e
                       : err_set(ctx, ERR_NOT_FOUND, "employee",
                                 "write the number or login of one in: brygga staff list",
                                 "there is no such active employee");
}

enum err cli_peer(struct cli *cli, struct peer *out, struct err_ctx *ctx)
{
    const char *text;
    enum err e = cli_needed(cli, "peer", &text, ctx);
    return e == ERR_OK ? peer_find_text(cli->bank, text, out, ctx) : e;
}

enum err cli_text(struct cli *cli, const char *given, const char **out, struct err_ctx *ctx)
{
    *out = given;
    if (given == NULL || given[0] != '@') {
        return ERR_OK;
    }
    const char *path = given + 1;
    bool standard = strcmp(path, "-") == 0;
    FILE *f = standard ? stdin : fopen(path, "rb");
    if (f == NULL) {
        return err_set(ctx, ERR_NOT_FOUND, path, "check the path", "cannot open the file: %s",
                       strerror(errno));
    }
    char *text = arena_alloc(cli->arena, TEXT_MAX + 1);
    size_t n = fread(text, 1, TEXT_MAX + 1, f);
    bool failed = ferror(f) != 0;
    if (!standard) {
        fclose(f);
    }
    if (failed || n > TEXT_MAX || memchr(text, '\0', n) != NULL) {
        return err_set(ctx, failed ? ERR_IO : ERR_INVALID, path, "give a short text file",
                       "the text cannot be used");
    }
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r')) {
        n--;
    }
    text[n] = '\0';
    *out = text;
    return ERR_OK;
}

enum err cli_needed(const struct cli *cli, const char *option, const char **out,
                    struct err_ctx *ctx)
{
    char where[64];
    snprintf(where, sizeof where, "--%s", option);
    *out = cli_option_value(cli, option);
    return *out != NULL ? ERR_OK
                        : err_set(ctx, ERR_INVALID, where, "see: brygga help COMMAND",
                                  "--%s is needed", option);
}

enum err cli_code(const struct cli *cli, const char *option, const char *const *codes, int count,
                  int otherwise, int *out, struct err_ctx *ctx)
{
    const char *words[64] = {NULL};
    for (int i = 0; i < count && i < 63; i++) {
        words[i] = codes[i];
    }
    enum err e = cli_option_word(cli, option, words, otherwise, out, ctx);
    const char *text;
    return e == ERR_OK && *out < 0 ? cli_needed(cli, option, &text, ctx) : e;
}

void cli_print_json(struct cli *cli, json_t *value)
{
    struct buf text;
    buf_init(&text, (size_t)64 << 20);
    json_append(&text, value, true);
    cli_put(cli, "%s\n", text.text);
    buf_free(&text);
    json_decref(value);
}

enum err cli_text_or_json(const struct cli *cli, bool *json_out, struct err_ctx *ctx)
{
    static const enum cli_format formats[] = {CLI_TEXT, CLI_JSON, CLI_FORMAT__MAX};
    enum cli_format format;
    enum err e = cli_option_format(cli, formats, &format, ctx);
    *json_out = format == CLI_JSON;
    return e;
}

json_t *json_day(struct date d)
{
    char text[DATE_TEXT];
    return json_string(date_format(d, text));
}

json_t *json_moment(struct timestamp t)
{
    char text[TIMESTAMP_TEXT];
    return t.ms == 0 ? json_null() : json_string(timestamp_format(t, text));
}
