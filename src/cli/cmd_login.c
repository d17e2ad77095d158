/* login key. */
#include "bank/journal.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/say.h"
#include "login/key.h"

static enum err run_key(struct cli *cli, struct err_ctx *ctx)
{
    json_t *keys = NULL;
    enum err e = ERR_OK;
    if (cli_flag(cli, "new")) {
        e = login_key_new(cli->bank, ctx);
    }
    if (e == ERR_OK) {
        e = login_key_public(cli->bank, &keys, ctx);
    }
    if (e == ERR_OK && json_array_size(json_object_get(keys, "keys")) == 0) {
        json_decref(keys);
        e = login_key_new(cli->bank, ctx);
        if (e == ERR_OK) {
            e = login_key_public(cli->bank, &keys, ctx);
        }
    }
    if (e == ERR_OK) {
        struct buf b;
        buf_init(&b, 65536);
        json_append(&b, keys, true);
        cli_put(cli, "%s\n", b.text);
        buf_free(&b);
        json_decref(keys);
    }
    return e;
}

static const struct cli_option key_options[] = {
    {"new", NULL, "Make new keys, which sign from now on; the old ones stay in the set."}, {0}};

const struct command cmd_login[] = {
    {.name = "login key",
     .arguments = "",
     .summary = "The public keys to give to an identity provider",
     .description =
         "Prints the keys that the bank proves itself with (private_key_jwt) as a JSON Web Key "
         "Set, and makes them first when there are none: one for ES256 and one for RS256. The "
         "provider takes the text, or fetches it from public_url and /login/keys.\n\n"
         "With --new the keys are changed: the new ones sign from now on, and the set holds the "
         "old "
         "ones too. A provider that was given the text must have the new one first.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .options = key_options,
     .run = run_key},
    {0}};
