/*
 * Files that only their owner may read: keys, configuration, passphrases. What is read is checked
 * through the open descriptor, so that nothing can be exchanged between check and use. Symbolic
 * links are not followed at the last component.
 */
#ifndef BANK_PRIVATE_FILE_H
#define BANK_PRIVATE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Whether a file or folder belongs to us and is closed to others. ERR_SETUP with a remedy. */
MUST_USE enum err private_folder_check(const char *path, struct err_ctx *ctx);

/* Reads a whole private regular file of at most `max` bytes into `out`; `*n_out` bytes.
 * ERR_NOT_FOUND, ERR_SETUP (others can read it; not ours), ERR_LIMIT, ERR_IO. */
MUST_USE enum err private_file_read(const char *path, void *out, size_t max, size_t *n_out,
                                    struct err_ctx *ctx);

/* Makes a new file of mode `mode`, whole on the disk when this returns. ERR_CONFLICT when it is
 * there already; nothing is left behind on failure. */
MUST_USE enum err private_file_create(const char *path, const void *bytes, size_t n, unsigned mode,
                                      struct err_ctx *ctx);

/* Replaces a file at once: readers see the old or the new, also after a power failure. */
MUST_USE enum err private_file_replace(const char *path, const void *bytes, size_t n, unsigned mode,
                                       struct err_ctx *ctx);

/* Makes sure that the entries of a folder are on the disk. */
MUST_USE enum err private_folder_sync(const char *path, struct err_ctx *ctx);

#endif
