/*
 * Where a passphrase comes from: a private file, standard input, or the terminal without echo.
 */
#ifndef BANK_PASSPHRASE_H
#define BANK_PASSPHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define PASSPHRASE_MIN 12   /* characters (code points) */
#define PASSPHRASE_MAX 1024 /* bytes */

/* In sodium_malloc memory; wiped when freed. */
struct passphrase {
    size_t n;
    char text[PASSPHRASE_MAX + 1];
};

/* The first line of the file ("-" is standard input), or asked on the terminal when `path` is
 * NULL: once, or twice when it is a new one. A new one must have PASSPHRASE_MIN characters.
 * ERR_SETUP when there is no terminal; ERR_CANCELLED when the user stops. */
MUST_USE enum err passphrase_get(const char *path, bool is_new, struct passphrase **out,
                                 struct err_ctx *ctx);
/* From text in memory. */
MUST_USE enum err passphrase_from(const char *text, bool is_new, struct passphrase **out,
                                  struct err_ctx *ctx);
void passphrase_free(struct passphrase *p); /* NULL is safe */

#endif
