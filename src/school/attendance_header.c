#include "school/attendance_header.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static enum err not_csv(struct err_ctx *ctx, const char *name, const char *what)
{
    return err_set(ctx, ERR_INVALID, name,
                   "export it as CSV in UTF-8 with a header line; see docs/formats.md", "%s", what);
}

static enum err check_file(int fd, const char *name, off_t *end_out, struct err_ctx *ctx)
{
    struct stat st;
    if (fstat(fd, &st) != 0) {
        return err_set(ctx, ERR_IO, name, NULL, "cannot read the file: %s", strerror(errno));
    }
    if (!S_ISREG(st.st_mode)) {
        return err_set(ctx, ERR_INVALID, name, "save it as a file first",
                       "attendance is read from a file, not from a pipe, folder or device");
    }
    if (st.st_size == 0) {
        return err_set(ctx, ERR_INVALID, name, "export the file again", "the file is empty");
    }
    *end_out = st.st_size;
    return ERR_OK;
}

/* `line` is the header with its line feed. */
static enum err read_columns(char *line, size_t n, const char *name,
                             struct attendance_layout *layout, struct err_ctx *ctx)
{
    FILE *f = fmemopen(line, n, "r");
    if (f == NULL) {
        return err_set(ctx, ERR_IO, name, NULL, "cannot read the header: %s", strerror(errno));
    }
    struct csv *csv;
    enum err e = csv_open(f, name, attendance_columns, ATTENDANCE_COLUMN__MAX, &csv, ctx);
    if (e == ERR_OK) {
        layout->separator = csv_separator(csv);
        layout->column_count = csv_column_count(csv);
        memset(layout->role, ATTENDANCE_COLUMN__MAX, sizeof layout->role);
        for (unsigned i = 0; i < ATTENDANCE_COLUMN__MAX; i++) {
            if (csv_has(csv, i)) {
                layout->role[csv_position(csv, i) - 1] = (uint8_t)i;
            }
        }
        layout->has_lesson = csv_has(csv, ATTENDANCE_LESSON);
        csv_close(csv);
    }
    fclose(f);
    return e;
}

enum err attendance_header_read(int fd, const char *name, struct attendance_layout *layout_out,
                                off_t *data_out, off_t *end_out, struct err_ctx *ctx)
{
    enum err e = check_file(fd, name, end_out, ctx);
    if (e != ERR_OK) {
        return e;
    }
    char line[ATTENDANCE_LINE_MAX + 1];
    ssize_t n = pread(fd, line, ATTENDANCE_LINE_MAX, 0);
    if (n <= 0) {
        return err_set(ctx, ERR_IO, name, NULL, "cannot read the file: %s",
                       n < 0 ? strerror(errno) : "it ended");
    }
    if (n >= 2 && (memcmp(line, "\xFF\xFE", 2) == 0 || memcmp(line, "\xFE\xFF", 2) == 0)) {
        return not_csv(ctx, name, "the file is in UTF-16, not UTF-8");
    }
    if (n >= 4 && memcmp(line, "PK\x03\x04", 4) == 0) {
        return not_csv(ctx, name, "the file is a spreadsheet or an archive, not CSV");
    }
    if (n >= 2 && memcmp(line, "\x1F\x8B", 2) == 0) {
        return not_csv(ctx, name, "the file is compressed; unpack it first");
    }
    const char *end = memchr(line, '\n', (size_t)n);
    if (end == NULL && n == ATTENDANCE_LINE_MAX) {
        return not_csv(ctx, name, "the first line is longer than 4096 bytes");
    }
    size_t length = end != NULL ? (size_t)(end - line) + 1 : (size_t)n;
    *data_out = (off_t)length;
    return read_columns(line, length, name, layout_out, ctx);
}
