/* Opening and closing the bank of a command; private to cli. */
#ifndef CLI_OPEN_H
#define CLI_OPEN_H

#include "cli/command.h"

MUST_USE enum err cli_bank_open(struct cli *cli, struct err_ctx *ctx);
void cli_bank_close(struct cli *cli);

#endif
