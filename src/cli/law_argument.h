/* Rule sets that a command names: the shipped ones, a folder, a file beside them. */
#ifndef CLI_LAW_ARGUMENT_H
#define CLI_LAW_ARGUMENT_H

#include "cli/command.h"
#include "law/law.h"

/* --rules DIR, else the shipped rules. */
MUST_USE enum err law_argument_base(struct cli *cli, struct law_rules **out, struct err_ctx *ctx);

/* A folder of rules by itself, or a file of rules beside `base`. */
MUST_USE enum err law_argument_load(const char *path, const struct law_rules *base,
                                    struct law_rules **out, struct err_ctx *ctx);

#endif
