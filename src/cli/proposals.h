/* The rule files that come along to be tried (share/rules/proposals). */
#ifndef CLI_PROPOSALS_H
#define CLI_PROPOSALS_H

#include "cli/command.h"
#include "web/app.h"

#define PROPOSALS_MAX 20

/* In name order; their titles are the first comment line of each. None is no error. */
MUST_USE enum err proposals_read(struct cli *cli, struct app_proposal **out, size_t *count_out,
                                 struct err_ctx *ctx);

#endif
