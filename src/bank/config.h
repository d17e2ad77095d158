/*
 * bank.conf: one `key = value` a line, `#` begins a comment line. Every setting is a row of one
 * table (config.c) from which reading, writing and the documentation in docs/formats.md come.
 */
#ifndef BANK_CONFIG_H
#define BANK_CONFIG_H

#include "bank/bank.h"
#include "base/buf.h"

#define CONFIG_MAX 65536

/* Reads a whole text. `name` is what errors call the file; they say line and remedy. Unknown and
 * repeated settings are errors. */
MUST_USE enum err config_parse(const char *text, size_t n, const char *name,
                               struct bank_config *out, struct err_ctx *ctx);
/* Checks one value as the file would have it; for the options of `init`. */
MUST_USE enum err config_set(struct bank_config *c, const char *key, const char *value,
                             const char *where, struct err_ctx *ctx);
/* Fills in what was left empty and checks that the settings fit together. */
MUST_USE enum err config_complete(struct bank_config *c, int64_t bank_id, const char *where,
                                  struct err_ctx *ctx);
/* The file with a comment a setting. */
void config_write(const struct bank_config *c, struct buf *out);
/* Reads DIR/bank.conf, which must be private. */
MUST_USE enum err config_load(const char *dir, struct bank_config *out, struct err_ctx *ctx);

#endif
