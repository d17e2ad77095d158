/*
 * What a command prints on standard output. The program's own words are there in Swedish and
 * English (HACKING.md, "Language of the command line"); `script/check cli` keeps it so.
 */
#ifndef CLI_SAY_H
#define CLI_SAY_H

#include "base/buf.h"
#include "cli/command.h"

/* In the language that was asked for; both are formats for the same values, in the same order. */
void cli_say(const struct cli *cli, const char *sv, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));
/* One of two words, as a value for the others. */
const char *cli_word(const struct cli *cli, const char *sv, const char *en);
/* Values without words of the program: numbers, days, codes, and what the bank holds. */
void cli_put(const struct cli *cli, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The same on standard error: what the user is asked, or must do, when standard output is a file.
 */
void cli_ask(const struct cli *cli, const char *sv, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));
/* Text that is made already: a document, JSON, or a law's explanation in the right language. */
void cli_copy(const struct cli *cli, const char *text);
/* False: it could not be written whole. */
bool cli_copy_whole(const struct cli *cli, const struct buf *b);

#endif
