#include "cli/open.h"

#include "bank/bank.h"

enum err cli_bank_open(struct cli *cli, struct err_ctx *ctx)
{
    const struct bank_options options = {.dir = cli->dir, .passphrase_file = cli->passphrase_file};
    return bank_open(&options, &cli->bank, ctx);
}

void cli_bank_close(struct cli *cli)
{
    bank_close(cli->bank);
    cli->bank = NULL;
}
