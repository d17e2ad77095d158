/*
 * A rule file as blocks of fields, before any meaning. The format (docs/law.md):
 *
 *     # a comment
 *     rule R02.figures             a block starts in the first column: its sort and its name
 *       from: SKO EST              two spaces, a key, a colon, a value
 *       text.sv: Skolan får …
 *           lämna siffror.         four spaces or more: the value goes on
 */
#ifndef LAW_PARSE_H
#define LAW_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

struct law_place {
    const char *file;
    unsigned line, column; /* from 1; the column counts bytes */
};

struct law_field {
    struct law_field *next;
    const char *key;
    const char *value; /* lines joined by a space; may be empty */
    struct law_place key_at, value_at;
};

struct law_block {
    struct law_block *next;
    const char *sort; /* "rule", "group" … */
    const char *name;
    struct law_place at;
    struct law_field *fields; /* in the order of the file */
};

#define LAW_SOURCE_MAX (4u << 20) /* bytes of one rule set */

/* All blocks of a text; `name` is the file in errors until a line "#file NAME" says another (as
 * in a joined source). Everything lives in the arena. */
MUST_USE enum err law_parse(const char *name, const char *text, size_t n, struct arena *arena,
                            struct law_block **out, struct err_ctx *ctx);

/* Faults of a rule text: what, where ("file:line:column") and how to mend it, in English and, for
 * the pages, in Swedish (fault.c has every Swedish text, by the English one). */
enum err law_fault(struct err_ctx *ctx, struct law_place at, const char *remedy, const char *fmt,
                   ...) PRINTF_LIKE(4, 5); /* always ERR_INVALID */
enum err law_fault_at(struct err_ctx *ctx, enum err e, const char *where, const char *remedy,
                      const char *fmt, ...) PRINTF_LIKE(5, 6);
/* "key: what". Always ERR_INVALID. */
enum err law_fault_of_field(struct err_ctx *ctx, const struct law_field *field, const char *remedy,
                            const char *what);
/* "unknown KIND "word"", with the nearest known word as the remedy; NULL: none is near. */
enum err law_fault_unknown(struct err_ctx *ctx, struct law_place at, const char *kind,
                           const char *word, const char *nearest);
/* The Swedish text of an English one; itself when there is none. */
const char *law_fault_sv(const char *english) __attribute__((format_arg(1)));
/* The i-th pair, for a test that both take the same values; false after the last. */
bool law_fault_pair(size_t i, const char **en_out, const char **sv_out);

#endif
