#include "base/rejects.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/mem.h"

static const char header[] = "line,column,reason,remedy,file,level\n";

struct rejects {
    char *path; /* NULL: count only */
    FILE *file; /* NULL until the first entry */
    unsigned long rejected, warned;
    struct rejects_reasons reasons; /* in the order they came */
    int failed;                     /* errno of the first failure */
};

/* Whether the path is free or holds a list of rejects, perhaps of an import that was killed. */
static enum err may_replace(const char *path, struct err_ctx *ctx)
{
    char start[sizeof header] = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT) {
        return ERR_OK;
    }
    ssize_t n = fd >= 0 ? read(fd, start, sizeof header - 1) : -1;
    if (fd >= 0) {
        close(fd);
    }
    if (n < 0 || strncmp(start, header, (size_t)n) != 0) {
        return err_set(ctx, ERR_CONFLICT, path, "give another path with --rejects",
                       "the list of rejects would overwrite a file that is something else");
    }
    return ERR_OK;
}

enum err rejects_open(const char *path, struct rejects **out, struct err_ctx *ctx)
{
    *out = NULL;
    if (path != NULL) {
        enum err e = may_replace(path, ctx);
        if (e != ERR_OK) {
            return e;
        }
    }
    struct rejects *r = mem_zalloc(1, sizeof *r);
    r->path = path != NULL ? mem_strdup(path) : NULL;
    *out = r;
    return ERR_OK;
}

static void start_file(struct rejects *r)
{
    unlink(r->path); /* a new file, so that it is private from its first byte */
    int fd = open(r->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    r->file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (r->file == NULL) {
        r->failed = errno;
        if (fd >= 0) {
            close(fd);
        }
        return;
    }
    fputs(header, r->file);
    fflush(r->file); /* so that it is known for what it is if we are killed */
}

static void add(struct rejects *r, const struct reject *what, const char *level)
{
    if (r->path == NULL || r->failed != 0 || r->rejected + r->warned > REJECTS_MAX) {
        return;
    }
    if (r->file == NULL) {
        start_file(r);
        if (r->file == NULL) {
            return;
        }
    }
    char line[24] = "";
    if (what->line != 0) {
        snprintf(line, sizeof line, "%lu", what->line);
    }
    const char *slash = what->file != NULL ? strrchr(what->file, '/') : NULL;
    const char *file = slash != NULL ? slash + 1 : what->file;
    struct buf b;
    buf_init(&b, 4096);
    csv_append(&b, line, true);
    csv_append(&b, what->column != NULL ? what->column : "", false);
    csv_append(&b, what->reason, false);
    csv_append(&b, what->remedy != NULL ? what->remedy : "", false);
    csv_append(&b, file != NULL ? file : "", false);
    csv_append(&b, level, false);
    buf_add_char(&b, '\n');
    if (fwrite(b.text, 1, b.len, r->file) != b.len) {
        r->failed = errno;
    }
    buf_free(&b);
}

/* Counts the entry with those of the same reason. */
static void count_reason(struct rejects *r, const struct reject *what, bool warning)
{
    struct rejects_reasons *all = &r->reasons;
    for (size_t i = 0; i < all->count; i++) {
        struct rejects_reason *x = &all->rows[i];
        if (x->warning == warning && strncmp(x->reason, what->reason, sizeof x->reason - 1) == 0) {
            x->count++;
            return;
        }
    }
    if (all->count == REJECTS_REASONS) {
        all->others++;
        return;
    }
    struct rejects_reason *x = &all->rows[all->count++];
    x->warning = warning;
    x->count = 1;
    x->first_line = what->line;
    (void)snprintf(x->reason, sizeof x->reason, "%s", what->reason);
    (void)snprintf(x->remedy, sizeof x->remedy, "%s", what->remedy != NULL ? what->remedy : "");
}

static int most_first(const void *a, const void *b)
{
    const struct rejects_reason *x = a, *y = b;
    return (x->count < y->count) - (x->count > y->count);
}

void rejects_reasons(const struct rejects *r, struct rejects_reasons *out)
{
    *out = r->reasons;
    qsort(out->rows, out->count, sizeof out->rows[0], most_first);
}

void rejects_add(struct rejects *r, const struct reject *what)
{
    r->rejected++;
    count_reason(r, what, false);
    add(r, what, "rejected");
}

void rejects_warn(struct rejects *r, const struct reject *what)
{
    r->warned++;
    count_reason(r, what, true);
    add(r, what, "warning");
}

unsigned long rejects_count(const struct rejects *r)
{
    return r->rejected;
}

unsigned long rejects_warnings(const struct rejects *r)
{
    return r->warned;
}

enum err rejects_close(struct rejects *r, struct err_ctx *ctx)
{
    if (r == NULL) {
        return ERR_OK;
    }
    if (r->file != NULL) {
        if (r->rejected + r->warned > REJECTS_MAX) {
            fprintf(r->file, ",,\"and %lu more\",\"mend these and import again\",,\n",
                    r->rejected + r->warned - REJECTS_MAX);
        }
        if (fclose(r->file) != 0 && r->failed == 0) {
            r->failed = errno;
        }
    } else if (r->path != NULL && r->failed == 0) {
        unlink(r->path); /* a list of an earlier import: rejects_open has looked */
    }
    enum err e = ERR_OK;
    if (r->failed != 0) {
        e = err_set(ctx, ERR_IO, r->path, "check the folder and the disk",
                    "the list of rejects could not be written: %s", strerror(r->failed));
    }
    free(r->path);
    free(r);
    return e;
}
