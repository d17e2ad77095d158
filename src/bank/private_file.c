#include "bank/private_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err os_error(const char *path, const char *doing, int number, struct err_ctx *ctx)
{
    char what[128];
    const char *text = strerror_r(number, what, sizeof what);
    enum err e = number == ENOENT                                         ? ERR_NOT_FOUND
                 : number == EEXIST                                       ? ERR_CONFLICT
                 : number == EACCES || number == EPERM || number == ELOOP ? ERR_SETUP
                                                                          : ERR_IO;
    const char *remedy = number == ENOENT   ? "check the name of the folder"
                         : number == ENOSPC ? "make room on the disk and try again"
                         : e == ERR_SETUP   ? "run the command as the user who owns the bank"
                                            : "";
    return err_set(ctx, e, path, remedy, "cannot %s: %s", doing, text);
}

static enum err check_owner(const char *path, const struct stat *s, bool folder,
                            struct err_ctx *ctx)
{
    if (s->st_uid != geteuid() && s->st_uid != 0) {
        return err_set(ctx, ERR_SETUP, path, "run the command as its owner, or change the owner",
                       "it belongs to another user (uid %lu)", (unsigned long)s->st_uid);
    }
    if ((s->st_mode & 077) != 0) {
        char remedy[256];
        snprintf(remedy, sizeof remedy, "chmod %s '%.200s'", folder ? "700" : "600", path);
        return err_set(ctx, ERR_SETUP, path, remedy,
                       "others than its owner can read or change it (mode %03o)",
                       (unsigned)(s->st_mode & 0777));
    }
    return ERR_OK;
}

enum err private_folder_check(const char *path, struct err_ctx *ctx)
{
    struct stat s;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return os_error(path, "open the folder", errno, ctx);
    }
    int failed = fstat(fd, &s);
    int number = errno;
    close(fd);
    return failed != 0 ? os_error(path, "look at the folder", number, ctx)
                       : check_owner(path, &s, true, ctx);
}

/* Reads until the end or until one byte more than `max` has been seen. */
static enum err read_all(int fd, const char *path, uint8_t *out, size_t max, size_t *n_out,
                         struct err_ctx *ctx)
{
    size_t n = 0;
    for (;;) {
        uint8_t extra;
        ssize_t got = n < max ? read(fd, out + n, max - n) : read(fd, &extra, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return os_error(path, "read the file", errno, ctx);
        }
        if (got == 0) {
            *n_out = n;
            return ERR_OK;
        }
        if (n == max) {
            return err_set(ctx, ERR_LIMIT, path, "is it the right file?",
                           "the file is larger than %zu bytes", max);
        }
        n += (size_t)got;
    }
}

enum err private_file_read(const char *path, void *out, size_t max, size_t *n_out,
                           struct err_ctx *ctx)
{
    struct stat s;
    *n_out = 0;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return os_error(path, "open the file", errno, ctx);
    }
    enum err e = fstat(fd, &s) != 0 ? os_error(path, "look at the file", errno, ctx) : ERR_OK;
    if (e == ERR_OK && !S_ISREG(s.st_mode)) {
        e = err_set(ctx, ERR_SETUP, path, "", "it is not a regular file");
    }
    if (e == ERR_OK) {
        e = check_owner(path, &s, false, ctx);
    }
    if (e == ERR_OK) {
        e = read_all(fd, path, out, max, n_out, ctx);
    }
    close(fd);
    return e;
}

static enum err write_all(int fd, const char *path, const uint8_t *bytes, size_t n,
                          struct err_ctx *ctx)
{
    while (n != 0) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return os_error(path, "write the file", done < 0 ? errno : EIO, ctx);
        }
        bytes += done;
        n -= (size_t)done;
    }
    return fsync(fd) != 0 ? os_error(path, "write the file to the disk", errno, ctx) : ERR_OK;
}

enum err private_file_create(const char *path, const void *bytes, size_t n, unsigned mode,
                             struct err_ctx *ctx)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return os_error(path, "make the file", errno, ctx);
    }
    enum err e = write_all(fd, path, bytes, n, ctx);
    if (e == ERR_OK && fchmod(fd, mode) != 0) {
        e = os_error(path, "set the permissions of the file", errno, ctx);
    }
    if (close(fd) != 0 && e == ERR_OK) {
        e = os_error(path, "write the file", errno, ctx);
    }
    if (e != ERR_OK) {
        unlink(path);
    }
    return e;
}

enum err private_folder_sync(const char *path, struct err_ctx *ctx)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return os_error(path, "open the folder", errno, ctx);
    }
    int failed = fsync(fd);
    int number = errno;
    close(fd);
    return failed != 0 ? os_error(path, "write the folder to the disk", number, ctx) : ERR_OK;
}

enum err private_file_replace(const char *path, const void *bytes, size_t n, unsigned mode,
                              struct err_ctx *ctx)
{
    static _Atomic unsigned count; /* threads of one process do not meet */
    char temporary[4200], folder[4200];
    int length = snprintf(temporary, sizeof temporary, "%s.%ld-%u.new", path, (long)getpid(),
                          atomic_fetch_add(&count, 1));
    if (length < 0 || (size_t)length >= sizeof temporary) {
        return err_set(ctx, ERR_LIMIT, path, "use a shorter path", "the path is too long");
    }
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash != NULL) {
        slash[slash == folder ? 1 : 0] = '\0';
    } else {
        snprintf(folder, sizeof folder, ".");
    }
    unlink(temporary); /* what an earlier process with this number may have left */
    enum err e = private_file_create(temporary, bytes, n, mode, ctx);
    if (e == ERR_OK && rename(temporary, path) != 0) {
        e = os_error(path, "replace the file", errno, ctx);
        unlink(temporary);
    }
    return e == ERR_OK ? private_folder_sync(folder, ctx) : e;
}
