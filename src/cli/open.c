#include "cli/open.h"

enum err cli_bank_open(struct cli *cli, struct err_ctx *ctx)
{
    return err_set(ctx, ERR_SETUP, cli->dir, "", "banks cannot be opened yet");
}

enum err cli_bank_close(struct cli *cli, struct err_ctx *ctx)
{
    (void)cli;
    (void)ctx;
    return ERR_OK;
}
