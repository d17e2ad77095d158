/*
 * A person named on the command line: a personal number, `row:` and the number of the person's row,
 * or `-` to read the personal number from standard input, so that it stays out of the shell's
 * history and of the list of processes.
 */
#ifndef CLI_PERSON_ARGUMENT_H
#define CLI_PERSON_ARGUMENT_H

#include "bank/ids.h"
#include "base/civic.h"
#include "cli/command.h"

/* Finds the person and journals the search (person.searched), also when nobody is found. */
MUST_USE enum err cli_person(struct cli *cli, const char *text, struct person_id *out,
                             struct err_ctx *ctx);

/* A personal number alone, or `-` to read it from standard input. */
MUST_USE enum err cli_civic(struct cli *cli, const char *text, struct civic_no *out,
                            struct err_ctx *ctx);

#endif
