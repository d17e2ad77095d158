/* Why rows of an import were not taken in, for the terminal. */
#ifndef CLI_PRINT_REASONS_H
#define CLI_PRINT_REASONS_H

#include "base/rejects.h"
#include "cli/command.h"

/* The reasons with how many rows each has and what to do, most first; nothing when there is none.
 */
void print_reasons(const struct cli *cli, const struct rejects_reasons *r);

#endif
