/* An output file of the demo: buffered, written once, told about at the end. */
#ifndef DEMO_FILE_H
#define DEMO_FILE_H

#include <stdio.h>

#include "base/err.h"

struct demo_file {
    FILE *f; /* NULL: not open */
    char path[1024];
    char *buffer;
};

/* Makes DIR/NAME; the folder must exist and the file must not. */
MUST_USE enum err demo_file_open(struct demo_file *file, const char *dir, const char *name,
                                 struct err_ctx *ctx);
/* Tells whether everything was written. A file that is not open is fine. */
MUST_USE enum err demo_file_close(struct demo_file *file, struct err_ctx *ctx);
void demo_file_abandon(struct demo_file *file);

/* Makes DIR/NAME; `name` may be "" for DIR itself. */
MUST_USE enum err demo_folder_make(const char *dir, const char *name, struct err_ctx *ctx);

#endif
