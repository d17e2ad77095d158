#include "school/attendance_file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/progress.h"
#include "school/attendance_header.h"

#define THREADS_MAX 8
#define SHORTEST    29 /* bytes of the shortest row without its line feed */

struct rows {
    struct attendance_row *row;
    size_t count;
};

struct refused {
    uint32_t line;
    uint8_t column, fault, part;
};

struct refused_list {
    struct refused *item;
    size_t count, room;
};

struct reading;

/* What one thread does in a round: it reads one part, and adds up the rows of its pupils. */
struct part {
    struct reading *reading;
    unsigned number;
    pthread_t thread;
    char *bytes; /* from one before the part to a longest line past it */
    struct attendance_line *line;
    struct rows rows[THREADS_MAX];
    uint32_t pupil; /* of the row before, and where its rows go */
    struct rows *rows_of_pupil;
    uint16_t day; /* likewise; ATTENDANCE_DAYS is none */
    struct refused_list refused;
    uint32_t line_count;
    uint64_t row_count, repeated;
    bool any;
    struct attendance_row first, last;
    uint16_t *new_days;
    size_t new_day_count;
    uint8_t *new_day_seen;
    int read_error; /* errno; -1: the file became shorter */
    struct refused_list added;
};

struct reading {
    int fd;
    const char *name;
    const struct attendance_file_options *o;
    struct attendance_layout layout;
    struct attendance_fold *fold;
    unsigned threads;
    size_t part_bytes, part_rows; /* a part's bytes, and the most rows they can hold */
    off_t data, end;              /* of the lines after the header */
    off_t round;                  /* where this round begins */
    pthread_mutex_t gate;
    pthread_barrier_t barrier;
    struct part parts[THREADS_MAX];
    bool stop;
    enum err err;
    struct err_ctx *ctx;
    unsigned long next_line;
    bool any;
    struct attendance_row last;
    struct attendance_file_totals totals;
    struct progress progress;
};

static void refuse(struct refused_list *l, struct refused r)
{
    if (l->count == l->room) {
        l->room = l->room != 0 ? l->room * 2 : 64;
        l->item = mem_realloc(l->item, l->room * sizeof *l->item);
    }
    l->item[l->count++] = r;
}

/* ---- 1: read a part ---- */

static bool same(const struct attendance_row *a, const struct attendance_row *b)
{
    return a->pupil == b->pupil && a->day == b->day && a->offered_minutes == b->offered_minutes &&
           a->valid_minutes == b->valid_minutes && a->invalid_minutes == b->invalid_minutes;
}

/* Notes a row that is just like the one before it; with lessons that is a duplicate instead. */
static void note_repeated(struct part *p, const struct attendance_row *row)
{
    if (!p->any) {
        p->any = true;
        p->first = *row;
    } else {
        p->repeated += same(&p->last, row);
    }
    p->last = *row;
}

static void keep_row(struct part *p, const struct attendance_row *row)
{
    struct reading *r = p->reading;
    if (row->pupil != p->pupil) { /* the same pupil mostly has several rows */
        p->pupil = row->pupil;
        p->rows_of_pupil = &p->rows[attendance_fold_part(row->pupil, r->threads)];
    }
    struct rows *rows = p->rows_of_pupil;
    assert(rows->count < r->part_rows);
    rows->row[rows->count++] = *row;
    if (!r->layout.has_lesson) {
        note_repeated(p, row);
    }
    if (row->day != p->day) {
        p->day = row->day;
        if (!attendance_fold_has_day(r->fold, row->day) && p->new_day_seen[row->day] == 0) {
            p->new_day_seen[row->day] = 1;
            p->new_days[p->new_day_count++] = row->day;
        }
    }
}

/* Fills the buffer from one byte before `from`; *n_out counts from `from`. */
static bool fill(struct part *p, off_t from, size_t *n_out)
{
    struct reading *r = p->reading;
    size_t want = r->part_bytes + ATTENDANCE_LINE_MAX;
    if ((off_t)want > r->end - from) {
        want = (size_t)(r->end - from);
    }
    *n_out = want;
    want++;
    for (size_t have = 0; have < want;) {
        ssize_t n = pread(r->fd, p->bytes + have, want - have, from - 1 + (off_t)have);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            p->read_error = n < 0 ? errno : -1;
            return false;
        }
        have += (size_t)n;
    }
    memset(p->bytes + want, 0, ATTENDANCE_LINE_PAD);
    p->bytes[want] = '\n';
    return true;
}

static void read_part(struct part *p)
{
    struct reading *r = p->reading;
    p->line_count = 0;
    p->row_count = p->repeated = 0;
    p->any = false;
    p->pupil = UINT32_MAX;
    p->day = ATTENDANCE_DAYS;
    p->refused.count = p->added.count = p->new_day_count = 0;
    for (unsigned t = 0; t < r->threads; t++) {
        p->rows[t].count = 0;
    }
    off_t from = r->round + (off_t)(p->number * r->part_bytes);
    size_t n;
    if (from >= r->end || !fill(p, from, &n)) {
        return;
    }
    const char *start = p->bytes + 1, *end = start + n;
    const char *own_end = n > r->part_bytes ? start + r->part_bytes : end;
    if (start[-1] != '\n') { /* the line that started earlier is another part's */
        start = memchr(start, '\n', (size_t)(own_end - start));
        start = start != NULL ? start + 1 : own_end;
    }
    while (start < own_end) {
        struct attendance_row row;
        enum attendance_column column = ATTENDANCE_COLUMN__MAX;
        bool blank;
        enum attendance_fault fault = attendance_line_read(p->line, start, (size_t)(end - start),
                                                           &start, &row, &column, &blank);
        uint32_t line = p->line_count++;
        p->row_count += !blank;
        if (fault != ATTENDANCE_FINE) {
            refuse(&p->refused, (struct refused){.line = line,
                                                 .column = (uint8_t)column,
                                                 .fault = (uint8_t)fault,
                                                 .part = (uint8_t)p->number});
        } else if (!blank) {
            row.line = line & (ATTENDANCE_LINES - 1);
            keep_row(p, &row);
        }
    }
}

/* ---- 2: settle a round ---- */

static void fail(struct reading *r, enum err e)
{
    r->err = e;
    r->stop = true;
}

static void settle_part(struct reading *r, struct part *p)
{
    if (p->read_error != 0) {
        fail(r, err_set(r->ctx, ERR_IO, r->name, "nothing was changed; try again",
                        "cannot read the file: %s",
                        p->read_error < 0 ? "it became shorter while it was read"
                                          : strerror(p->read_error)));
        return;
    }
    for (size_t i = 0; i < p->new_day_count && !r->stop; i++) {
        p->new_day_seen[p->new_days[i]] = 0;
        enum err e = attendance_fold_make_day(r->fold, p->new_days[i], r->ctx);
        if (e != ERR_OK) {
            fail(r, e);
        }
    }
    r->totals.rows += p->row_count;
    r->totals.repeated += p->repeated;
    if (p->any) {
        r->totals.repeated += r->any && same(&r->last, &p->first);
        r->any = true;
        r->last = p->last;
    }
}

static void settle(struct reading *r)
{
    for (unsigned t = 0; t < r->threads && !r->stop; t++) {
        settle_part(r, &r->parts[t]);
    }
}

/* ---- 3: add up ---- */

static void add_up(struct part *p)
{
    struct reading *r = p->reading;
    for (unsigned t = 0; t < r->threads; t++) {
        const struct rows *rows = &r->parts[t].rows[p->number];
        for (size_t i = 0; i < rows->count; i++) {
            enum attendance_fault fault = attendance_fold_add(r->fold, &rows->row[i]);
            if (fault != ATTENDANCE_FINE) {
                enum attendance_column column =
                    fault == ATTENDANCE_DUPLICATE ? ATTENDANCE_LESSON : ATTENDANCE_OFFERED;
                refuse(&p->added, (struct refused){.line = rows->row[i].line,
                                                   .column = (uint8_t)column,
                                                   .fault = (uint8_t)fault,
                                                   .part = (uint8_t)t});
            }
        }
    }
}

/* ---- 4: report ---- */

static int by_place(const void *a, const void *b)
{
    const struct refused *x = a, *y = b;
    if (x->part != y->part) {
        return x->part < y->part ? -1 : 1;
    }
    return (x->line > y->line) - (x->line < y->line);
}

static void report(struct reading *r)
{
    struct refused_list all = {0};
    for (unsigned t = 0; t < r->threads; t++) {
        const struct refused_list *lists[] = {&r->parts[t].refused, &r->parts[t].added};
        for (size_t l = 0; l < 2; l++) {
            for (size_t i = 0; i < lists[l]->count; i++) {
                refuse(&all, lists[l]->item[i]);
            }
        }
    }
    if (all.count > 0) {
        qsort(all.item, all.count, sizeof *all.item, by_place);
    }
    unsigned long first[THREADS_MAX + 1] = {r->next_line};
    for (unsigned t = 0; t < r->threads; t++) {
        first[t + 1] = first[t] + r->parts[t].line_count;
    }
    for (size_t i = 0; i < all.count && r->o->reject != NULL; i++) {
        const struct refused *x = &all.item[i];
        r->o->reject(r->o->user,
                     &(struct attendance_reject){
                         .line = first[x->part] + x->line,
                         .column = x->column < ATTENDANCE_COLUMN__MAX
                                       ? attendance_columns[x->column].name
                                       : "",
                         .reason = attendance_fault_reason((enum attendance_fault)x->fault),
                         .remedy = attendance_fault_remedy((enum attendance_fault)x->fault)});
    }
    r->totals.refused += all.count;
    r->next_line = first[r->threads];
    free(all.item);
    r->round += (off_t)(r->threads * r->part_bytes);
    r->stop = r->round >= r->end;
    progress_step(&r->progress, (uint64_t)(r->stop ? r->end : r->round), r->totals.rows);
}

/* ---- rounds ---- */

static void *run(void *arg)
{
    struct part *p = arg;
    struct reading *r = p->reading;
    for (;;) {
        read_part(p);
        pthread_barrier_wait(&r->barrier);
        if (p->number == 0) {
            settle(r);
        }
        pthread_barrier_wait(&r->barrier);
        if (r->stop) {
            return NULL;
        }
        add_up(p);
        pthread_barrier_wait(&r->barrier);
        if (p->number == 0) {
            report(r);
        }
        pthread_barrier_wait(&r->barrier);
        if (r->stop) {
            return NULL;
        }
    }
}

static void part_setup(struct reading *r, unsigned t)
{
    struct part *p = &r->parts[t];
    p->reading = r;
    p->number = t;
    p->bytes = mem_alloc(1 + r->part_bytes + ATTENDANCE_LINE_MAX + ATTENDANCE_LINE_PAD);
    p->line = attendance_line_new(&r->layout, &r->o->pupils);
    if (r->o->careful) {
        attendance_line_no_shortcut(p->line);
    }
    for (unsigned i = 0; i < r->threads; i++) {
        p->rows[i].row = mem_alloc(r->part_rows * sizeof *p->rows[i].row);
    }
    p->new_days = mem_alloc(ATTENDANCE_DAYS * sizeof *p->new_days);
    p->new_day_seen = mem_zalloc(ATTENDANCE_DAYS, 1);
}

static void part_free(struct part *p)
{
    free(p->bytes);
    attendance_line_free(p->line);
    for (unsigned i = 0; i < THREADS_MAX; i++) {
        free(p->rows[i].row);
    }
    free(p->refused.item);
    free(p->added.item);
    free(p->new_days);
    free(p->new_day_seen);
}

/* A thread begins when all have been made, for each waits for all at the barrier. */
static void *run_at_gate(void *arg)
{
    struct part *p = arg;
    pthread_mutex_lock(&p->reading->gate);
    bool stop = p->reading->stop;
    pthread_mutex_unlock(&p->reading->gate);
    return stop ? NULL : run(p);
}

static enum err run_threads(struct reading *r)
{
    unsigned made = 1;
    pthread_barrier_init(&r->barrier, NULL, r->threads);
    pthread_mutex_lock(&r->gate);
    while (made < r->threads &&
           pthread_create(&r->parts[made].thread, NULL, run_at_gate, &r->parts[made]) == 0) {
        made++;
    }
    if (made < r->threads) {
        fail(r, err_set(r->ctx, ERR_IO, NULL, "try again when the machine is less busy",
                        "the operating system gives no more threads"));
    }
    pthread_mutex_unlock(&r->gate);
    if (made == r->threads) {
        run(&r->parts[0]);
    }
    for (unsigned t = 1; t < made; t++) {
        pthread_join(r->parts[t].thread, NULL);
    }
    pthread_barrier_destroy(&r->barrier);
    return r->err;
}

enum err attendance_file_read(int fd, const char *name, const struct attendance_file_options *o,
                              struct attendance_fold **fold_out,
                              struct attendance_file_totals *totals_out, struct err_ctx *ctx)
{
    struct reading *r = mem_zalloc(1, sizeof *r);
    r->fd = fd;
    r->name = name;
    r->o = o;
    r->ctx = ctx;
    r->next_line = 2;
    pthread_mutex_init(&r->gate, NULL);
    r->threads = o->threads != 0 ? o->threads : 2;
    assert(r->threads <= THREADS_MAX);
    r->part_bytes = o->part_bytes != 0 ? o->part_bytes : (size_t)2 << 20;
    r->part_rows = r->part_bytes / SHORTEST + 2;
    *fold_out = NULL;
    enum err e = attendance_header_read(fd, name, &r->layout, &r->data, &r->end, ctx);
    if (e == ERR_OK) {
        r->totals.has_lesson = r->layout.has_lesson;
        r->round = r->data;
        r->fold = attendance_fold_new(o->pupils.count, r->layout.has_lesson,
                                      o->max_bytes != 0 ? o->max_bytes : (size_t)384 << 20);
        for (unsigned t = 0; t < r->threads; t++) {
            part_setup(r, t);
        }
        posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
        progress_start(&r->progress, name, "rows", (uint64_t)r->end);
        e = run_threads(r);
        progress_end(&r->progress);
        for (unsigned t = 0; t < r->threads; t++) {
            part_free(&r->parts[t]);
        }
    }
    if (e == ERR_OK) {
        *fold_out = r->fold;
        *totals_out = r->totals;
    } else {
        attendance_fold_free(r->fold);
    }
    pthread_mutex_destroy(&r->gate);
    free(r);
    return e;
}
