#include "cli/say.h"

#include <stdarg.h>

void cli_say(const struct cli *cli, const char *sv, const char *en, ...)
{
    va_list args;
    va_start(args, en);
    vfprintf(cli->out, cli->english ? en : sv, args);
    va_end(args);
}

void cli_ask(const struct cli *cli, const char *sv, const char *en, ...)
{
    va_list args;
    va_start(args, en);
    vfprintf(stderr, cli->english ? en : sv, args);
    va_end(args);
}

const char *cli_word(const struct cli *cli, const char *sv, const char *en)
{
    return cli->english ? en : sv;
}

void cli_put(const struct cli *cli, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vfprintf(cli->out, fmt, args);
    va_end(args);
}

void cli_copy(const struct cli *cli, const char *text)
{
    fputs(text, cli->out);
}

bool cli_copy_whole(const struct cli *cli, const struct buf *b)
{
    return fwrite(b->text, 1, b->len, cli->out) == b->len;
}
