/* A letter's draft from the command line; private to the letter commands. */
#ifndef CLI_LETTER_ARGUMENT_H
#define CLI_LETTER_ARGUMENT_H

#include "cli/command.h"
#include "letterbox/letter.h"

/* The options of letter preview and send. */
extern const struct cli_option letter_draft_options[];

/* Reads the options and composes the item from the bank's registers. `item_out` is a new
 * reference that the draft borrows. */
MUST_USE enum err cli_letter_draft(struct cli *cli, const struct actor *actor,
                                   struct letter_draft *out, json_t **item_out,
                                   struct err_ctx *ctx);

#endif
