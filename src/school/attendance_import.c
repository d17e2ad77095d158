#include "school/attendance_import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bank/journal.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/rejects.h"
#include "db/db.h"
#include "school/attendance_file.h"
#include "school/attendance_roster.h"
#include "school/series_store.h"

#define MISSING_PERCENT 5

/* One import under way. */
struct job {
    struct bank *bank;
    const struct attendance_import_options *o;
    struct attendance_import *out;
    struct rejects *rejects;
    struct attendance_roster roster;
    struct attendance_fold *fold;
    const uint16_t *days;
    size_t day_count;
    bool *in_file;             /* by pupil */
    struct person_id *changed; /* out->changed_pupils of them */
};

static void reject(void *user, const struct attendance_reject *r)
{
    struct job *j = user;
    rejects_add(j->rejects, &(struct reject){.file = j->o->path,
                                             .line = r->line,
                                             .column = r->column,
                                             .reason = r->reason,
                                             .remedy = r->remedy});
}

static void warn(struct job *j, uint64_t count, const char *what, const char *remedy)
{
    if (count > 0) {
        char reason[160];
        snprintf(reason, sizeof reason, "%llu %s", (unsigned long long)count, what);
        rejects_warn(j->rejects,
                     &(struct reject){.file = j->o->path, .reason = reason, .remedy = remedy});
    }
}

static struct date day_of(uint16_t day)
{
    return (struct date){ATTENDANCE_DAY_ZERO + day};
}

/* ---- read ---- */

static enum err read_file(struct job *j, struct err_ctx *ctx)
{
    int fd = open(j->o->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return err_set(ctx, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, j->o->path,
                       "check the name of the file and who may read it", "cannot open the file: %s",
                       strerror(errno));
    }
    struct attendance_file_options o = {
        .pupils = {.count = j->roster.count, .user = &j->roster, .find = attendance_roster_find},
        .reject = reject,
        .user = j,
        .threads = j->o->threads,
        .max_bytes = j->o->max_bytes};
    struct attendance_file_totals totals = {0};
    enum err e = attendance_file_read(fd, j->o->path, &o, &j->fold, &totals, ctx);
    close(fd);
    if (e != ERR_OK) {
        return e;
    }
    j->out->has_lesson = totals.has_lesson;
    j->out->rows = totals.rows;
    j->out->refused = totals.refused;
    j->out->repeated = totals.repeated;
    j->days = attendance_fold_days(j->fold, &j->day_count);
    j->out->days = (unsigned)j->day_count;
    if (j->day_count > 0) {
        j->out->first = day_of(j->days[0]);
        j->out->last = day_of(j->days[j->day_count - 1]);
    }
    return ERR_OK;
}

/* Which pupils the file tells of, and what is odd about their days. */
static void survey(struct job *j)
{
    struct date today = date_today();
    j->in_file = mem_zalloc(j->roster.count, sizeof *j->in_file);
    for (size_t d = 0; d < j->day_count; d++) {
        struct date day = day_of(j->days[d]);
        for (uint32_t p = 0; p < j->roster.count; p++) {
            struct series_day minutes;
            if (attendance_fold_get(j->fold, p, j->days[d], &minutes)) {
                const struct roster_pupil *pupil = &j->roster.pupils[p];
                j->out->pupils += !j->in_file[p];
                j->in_file[p] = true;
                j->out->pupil_days++;
                j->out->future_days += day.days > today.days;
                j->out->outside_days += day.days < pupil->first.days || day.days > pupil->last.days;
            }
        }
    }
    warn(j, j->out->repeated, "rows are just like the row before them; they were added up",
         "add the column lesson if they are the same lesson twice");
    warn(j, j->out->outside_days, "days of pupils lie before or after their enrolment",
         "check the dates, or import the register again");
    warn(j, j->out->future_days, "days of pupils have not come yet", "check the dates");
}

/* ---- do too many pupils vanish? ---- */

static enum err count_missing_year(struct job *j, int school_year, bool *known, struct err_ctx *ctx)
{
    struct series_walk *w;
    enum err e = series_walk_open(j->bank, school_year, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct person_id person;
    struct series_year year;
    uint32_t p = 0;
    while (series_walk_next(w, &person, &year)) {
        struct series s = series_of_year(&year);
        while (p < j->roster.count && j->roster.pupils[p].person.v < person.v) {
            p++;
        }
        if (p < j->roster.count && j->roster.pupils[p].person.v == person.v && !known[p] &&
            series_sum_period(&s, j->out->first, j->out->last).school_days > 0) {
            known[p] = true;
            j->out->known_pupils++;
            j->out->missing_pupils += !j->in_file[p];
        }
    }
    return series_walk_close(w, ctx);
}

static enum err check_missing(struct job *j, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    bool *known = mem_zalloc(j->roster.count, sizeof *known);
    int last = date_school_year(j->out->last);
    for (int y = date_school_year(j->out->first); e == ERR_OK && y <= last; y++) {
        e = count_missing_year(j, y, known, ctx);
    }
    free(known);
    uint64_t missing = j->out->missing_pupils;
    if (e == ERR_OK && !j->o->accept_missing &&
        missing * 100 > (uint64_t)j->out->known_pupils * MISSING_PERCENT) {
        j->out->asked = true;
        e = err_set(ctx, ERR_CANCELLED, j->o->path,
                    "check that the file is whole; if it is, import it with --accept-missing "
                    "(what is stored about the others stays)",
                    "%u of the %u pupils with attendance in the file's period are not in the file",
                    j->out->missing_pupils, j->out->known_pupils);
    }
    return e;
}

/* ---- store ---- */

static enum err store_pupils(struct job *j, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    struct series_change *changes = mem_alloc(j->day_count * sizeof *changes);
    j->changed = mem_alloc(j->out->pupils * sizeof *j->changed);
    for (uint32_t p = 0; e == ERR_OK && p < j->roster.count; p++) {
        size_t count = 0;
        for (size_t d = 0; j->in_file[p] && d < j->day_count; d++) {
            if (attendance_fold_get(j->fold, p, j->days[d], &changes[count].day)) {
                changes[count++].date = day_of(j->days[d]);
            }
        }
        bool changed = false;
        if (count > 0) {
            e = series_put(j->bank, j->roster.pupils[p].person, changes, count, &changed, ctx);
        }
        if (changed) {
            j->changed[j->out->changed_pupils++] = j->roster.pupils[p].person;
        }
    }
    free(changes);
    return e;
}

static enum err journal(struct job *j, struct err_ctx *ctx)
{
    struct buf detail;
    char first[DATE_TEXT] = "", last[DATE_TEXT] = "";
    if (j->day_count > 0) {
        date_format(j->out->first, first);
        date_format(j->out->last, last);
    }
    buf_init(&detail, JOURNAL_DETAIL_MAX);
    buf_addf(&detail,
             "{\"rows\":%llu,\"refused\":%llu,\"pupils\":%u,\"changed\":%u,\"days\":%u,"
             "\"from\":\"%s\",\"to\":\"%s\"}",
             (unsigned long long)j->out->rows, (unsigned long long)j->out->refused, j->out->pupils,
             j->out->changed_pupils, j->out->days, first, last);
    enum err e = journal_append(j->bank,
                                &(struct journal_entry){.actor = j->o->actor,
                                                        .event = JOURNAL_IMPORT_ATTENDANCE,
                                                        .persons = j->changed,
                                                        .person_count = j->out->changed_pupils,
                                                        .detail = detail.text},
                                ctx);
    buf_free(&detail);
    return e;
}

static enum err store(struct job *j, struct err_ctx *ctx)
{
    enum err e = db_begin(bank_db(j->bank), DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (j->day_count > 0) {
        e = check_missing(j, ctx);
    }
    if (e == ERR_OK) {
        e = store_pupils(j, ctx);
    }
    if (e == ERR_OK) {
        e = journal(j, ctx);
    }
    return db_end(bank_db(j->bank), e, ctx);
}

enum err attendance_import(struct bank *b, const struct attendance_import_options *o,
                           struct attendance_import *out, struct err_ctx *ctx)
{
    *out = (struct attendance_import){0};
    if (bank_config(b)->kind != BANK_SCHOOL) {
        return err_set(ctx, ERR_SETUP, bank_dir(b), "open the school's bank",
                       "attendance belongs in a school bank");
    }
    struct job j = {.bank = b, .o = o, .out = out};
    enum err e = attendance_roster_load(b, &j.roster, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = rejects_open(o->rejects_path, &j.rejects, ctx);
    if (e == ERR_OK) {
        e = read_file(&j, ctx);
        if (e == ERR_OK) {
            survey(&j);
            e = store(&j, ctx);
        }
        rejects_reasons(j.rejects, &out->reasons);
        enum err closed = rejects_close(j.rejects, e == ERR_OK ? ctx : NULL);
        e = e == ERR_OK ? closed : e;
    }
    attendance_fold_free(j.fold);
    free(j.in_file);
    free(j.changed);
    attendance_roster_free(&j.roster);
    return e;
}
