/* An option as it was given on the command line; private to cli. */
#ifndef CLI_GIVEN_H
#define CLI_GIVEN_H

#include "cli/command.h"

struct cli_given {
    const struct cli_option *option;
    const char *value; /* "" for a flag */
};

/* Options every command understands: -C is spelled "C" here. */
extern const struct cli_option cli_common_options[];

#endif
