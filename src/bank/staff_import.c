/* staff.csv: the columns are described in docs/formats.md. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bank/internal.h"
#include "bank/staff.h"
#include "base/csv.h"
#include "base/rejects.h"

enum { COLUMN_NAME, COLUMN_ROLE, COLUMN_UNIT, COLUMN_LOGIN, COLUMN_ACTIVE, COLUMNS };

static const struct csv_column columns[COLUMNS] = {
    [COLUMN_NAME] = {"name", true},      [COLUMN_ROLE] = {"role", true},
    [COLUMN_UNIT] = {"unit", true},      [COLUMN_LOGIN] = {"login", false},
    [COLUMN_ACTIVE] = {"active", false},
};

struct import {
    struct bank *bank;
    const struct actor *actor;
    const char *path;
    struct csv *csv;
    struct rejects *rejects;
    struct staff_import *result;
};

static void reject(struct import *im, int column, const char *reason, const char *remedy)
{
    rejects_add(im->rejects, &(struct reject){.file = im->path,
                                              .line = csv_line(im->csv),
                                              .column = column >= 0 ? columns[column].name : NULL,
                                              .reason = reason,
                                              .remedy = remedy});
    im->result->rejected++;
}

static bool copy(char *to, size_t room, const char *from)
{
    return (size_t)snprintf(to, room, "%s", from) < room;
}

/* The row as an employee, or false and a reject. */
static bool read_row(struct import *im, struct staff *s)
{
    const char *active = csv_field(im->csv, COLUMN_ACTIVE);
    *s = (struct staff){.active = strcmp(active, "no") != 0};
    if (!copy(s->name, sizeof s->name, csv_field(im->csv, COLUMN_NAME)) || s->name[0] == '\0') {
        reject(im, COLUMN_NAME, "the name is empty or longer than 127 bytes", "write a name");
        return false;
    }
    if (!role_parse(csv_field(im->csv, COLUMN_ROLE), &s->role) ||
        !role_in_kind(s->role, im->bank->config.kind)) {
        reject(im, COLUMN_ROLE, "there is no such role in this kind of bank",
               "use a role of docs/formats.md, staff.csv");
        return false;
    }
    if (!copy(s->unit, sizeof s->unit, csv_field(im->csv, COLUMN_UNIT))) {
        reject(im, COLUMN_UNIT, "the unit is longer than 63 bytes", "use the unit's code");
        return false;
    }
    if (!copy(s->login, sizeof s->login, csv_field(im->csv, COLUMN_LOGIN))) {
        reject(im, COLUMN_LOGIN, "the login is longer than 127 bytes", "correct the login");
        return false;
    }
    if (active[0] != '\0' && strcmp(active, "yes") != 0 && strcmp(active, "no") != 0) {
        reject(im, COLUMN_ACTIVE, "active is neither yes nor no", "write yes or no");
        return false;
    }
    return true;
}

static enum err take_row(struct import *im, struct err_ctx *ctx)
{
    struct staff s;
    struct staff_id id;
    int64_t before, after;
    bool changed;
    if (!read_row(im, &s)) {
        return ERR_OK;
    }
    enum err e = staff_newest(im->bank, &before, ctx);
    if (e == ERR_OK) {
        e = staff_put(im->bank, &s, im->actor, &id, &changed, ctx);
        if (e == ERR_INVALID) {
            reject(im, -1, ctx != NULL ? ctx->what : "the row cannot be used",
                   ctx != NULL ? ctx->remedy : "");
            return ERR_OK;
        }
    }
    if (e == ERR_OK) {
        e = staff_newest(im->bank, &after, ctx);
    }
    if (e == ERR_OK) {
        im->result->added += after != before;
        im->result->changed += changed && after == before;
    }
    return e;
}

static enum err take_rows(struct import *im, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    enum csv_row row = CSV_END;
    while (e == ERR_OK && ((row = csv_next(im->csv)) == CSV_ROW || row == CSV_BAD)) {
        im->result->read++;
        if (row == CSV_ROW) {
            e = take_row(im, ctx);
        } else {
            reject(im, -1, csv_bad_reason(im->csv), "correct the line");
        }
    }
    if (e == ERR_OK && row == CSV_ERROR) {
        e = err_set(ctx, ERR_IO, im->path, "try again; nothing has been taken in",
                    "reading the file failed");
    }
    return e;
}

/* Everything or nothing. */
static enum err in_transaction(struct import *im, struct err_ctx *ctx)
{
    char detail[128];
    enum err e = db_begin(im->bank->db, DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = take_rows(im, ctx);
    if (e == ERR_OK) {
        const struct staff_import *r = im->result;
        snprintf(detail, sizeof detail,
                 "{\"read\":%lu,\"added\":%lu,\"changed\":%lu,\"rejected\":%lu}", r->read, r->added,
                 r->changed, r->rejected);
        e = journal_append(im->bank,
                           &(struct journal_entry){
                               .actor = im->actor, .event = JOURNAL_IMPORT_STAFF, .detail = detail},
                           ctx);
    }
    return db_end(im->bank->db, e, ctx);
}

enum err staff_import(struct bank *b, const char *path, const char *rejects_path,
                      const struct actor *actor, struct staff_import *out, struct err_ctx *ctx)
{
    *out = (struct staff_import){0};
    struct import im = {.bank = b, .actor = actor, .path = path, .result = out};
    FILE *f = fopen(path, "rbe");
    if (f == NULL) {
        char text[128];
        return err_set(ctx, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, path, "check the file's name",
                       "cannot read the file: %s", strerror_r(errno, text, sizeof text));
    }
    enum err e = csv_open(f, path, columns, COLUMNS, &im.csv, ctx);
    if (e == ERR_OK) {
        e = rejects_open(rejects_path, &im.rejects, ctx);
        if (e == ERR_OK) {
            e = in_transaction(&im, ctx);
            rejects_reasons(im.rejects, &out->reasons);
            enum err closed = rejects_close(im.rejects, e == ERR_OK ? ctx : NULL);
            e = e == ERR_OK ? closed : e;
        }
        csv_close(im.csv);
    }
    fclose(f);
    return e;
}
