#include <string.h>

#include "cli/command.h"
#include "cli/say.h"

static enum err run_help(struct cli *cli, struct err_ctx *ctx)
{
    if (cli_flag(cli, "man")) {
        help_manual(cli->out);
        return ERR_OK;
    }
    if (cli->argument_count == 0) {
        help_overview(cli->out);
        return ERR_OK;
    }
    const char *name = cli->arguments[0];
    for (unsigned i = 1; i < cli->argument_count; i++) {
        name = arena_printf(cli->arena, "%s %s", name, cli->arguments[i]);
    }
    size_t n, length = strlen(name), shown = 0;
    const struct command *const *all = cli_commands(&n);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i]->name, name) == 0) {
            help_command(all[i], cli->out);
            return ERR_OK;
        }
    }
    for (size_t i = 0; i < n; i++) { /* "help import" lists all that begin so */
        if (strncmp(all[i]->name, name, length) == 0 && all[i]->name[length] == ' ') {
            cli_put(cli, "brygga %-22s %s\n", all[i]->name, all[i]->summary);
            shown++;
        }
    }
    return shown > 0
               ? ERR_OK
               : err_set(ctx, ERR_NOT_FOUND, name, "see: brygga help", "there is no such command");
}

static const struct cli_option help_options[] = {
    {"man", NULL, "Write the manual page, in man(7) format."}, {0}};

const struct command cmd_help[] = {{.name = "help",
                                    .arguments = "[COMMAND]",
                                    .summary = "Show all commands, or one",
                                    .section = CLI_OPERATION,
                                    .max_arguments = 3,
                                    .options = help_options,
                                    .run = run_help},
                                   {0}};
