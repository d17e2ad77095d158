/* What peer, case, consent and letter commands share on the command line. */
#ifndef CLI_TEAM_ARGUMENT_H
#define CLI_TEAM_ARGUMENT_H

#include "base/json.h"
#include "cli/command.h"
#include "letterbox/peer.h"

/* The number of a row, such as a case. */
MUST_USE enum err cli_number(const char *text, const char *what, int64_t *out, struct err_ctx *ctx);

/* An employee, by number or login. */
MUST_USE enum err cli_staff(struct cli *cli, const char *text, struct staff_id *out,
                            struct err_ctx *ctx);

/* --peer, by number or name. */
MUST_USE enum err cli_peer(struct cli *cli, struct peer *out, struct err_ctx *ctx);

/* A text that may be long or confidential: as it stands or, as @FILE, the content of a file, with
 * @- standard input, so that it stays out of the list of processes. NULL gives NULL. */
MUST_USE enum err cli_text(struct cli *cli, const char *given, const char **out,
                           struct err_ctx *ctx);

/* A value that is needed, or ERR_INVALID. */
MUST_USE enum err cli_needed(const struct cli *cli, const char *option, const char **out,
                             struct err_ctx *ctx);

/* One word of a table of codes, which must be given unless `otherwise` is not negative. */
MUST_USE enum err cli_code(const struct cli *cli, const char *option, const char *const *codes,
                           int count, int otherwise, int *out, struct err_ctx *ctx);

/* Indented JSON and a newline; releases `value`. */
void cli_print_json(struct cli *cli, json_t *value);

/* text or json. */
MUST_USE enum err cli_text_or_json(const struct cli *cli, bool *json_out, struct err_ctx *ctx);

/* "2026-11-22", or null when there is none. */
json_t *json_day(struct date d);
json_t *json_moment(struct timestamp t); /* null for 0 */

#endif
