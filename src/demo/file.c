#include "demo/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static const size_t buffer_bytes = (size_t)1 << 18;

enum err demo_file_open(struct demo_file *file, const char *dir, const char *name,
                        struct err_ctx *ctx)
{
    *file = (struct demo_file){0};
    int n = snprintf(file->path, sizeof file->path, "%s/%s", dir, name);
    if (n < 0 || (size_t)n >= sizeof file->path) {
        return err_set(ctx, ERR_LIMIT, dir, "Choose a folder with a shorter path.",
                       "the path is too long");
    }
    int fd = open(file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    file->f = fd < 0 ? NULL : fdopen(fd, "w");
    if (file->f == NULL) {
        enum err e =
            err_set(ctx, ERR_IO, file->path, "Choose an empty folder that you may write in.",
                    "the file cannot be made: %s", strerror(errno));
        if (fd >= 0) {
            close(fd);
        }
        return e;
    }
    file->buffer = mem_alloc(buffer_bytes);
    setvbuf(file->f, file->buffer, _IOFBF, buffer_bytes);
    return ERR_OK;
}

void demo_file_abandon(struct demo_file *file)
{
    if (file->f != NULL) {
        (void)fclose(file->f);
        free(file->buffer);
        file->f = NULL;
    }
}

enum err demo_file_close(struct demo_file *file, struct err_ctx *ctx)
{
    if (file->f == NULL) {
        return ERR_OK;
    }
    int failed = ferror(file->f);
    failed |= fclose(file->f);
    int why = errno;
    free(file->buffer);
    file->f = NULL;
    if (failed != 0) {
        return err_set(ctx, ERR_IO, file->path, "Make room on the disk and start again.",
                       "writing failed: %s", strerror(why));
    }
    return ERR_OK;
}

enum err demo_folder_make(const char *dir, const char *name, struct err_ctx *ctx)
{
    char path[1024];
    int n = snprintf(path, sizeof path, "%s%s%s", dir, name[0] != '\0' ? "/" : "", name);
    if (n < 0 || (size_t)n >= sizeof path) {
        return err_set(ctx, ERR_LIMIT, dir, "Choose a folder with a shorter path.",
                       "the path is too long");
    }
    if (mkdir(path, 0700) != 0 && errno != EEXIST) {
        return err_set(ctx, ERR_IO, path, "Make the folder above it first, or choose another.",
                       "the folder cannot be made: %s", strerror(errno));
    }
    return ERR_OK;
}
