#include "school/attendance_fold.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Set in offered_minutes when a row was about the day, even one of 0 minutes. */
#define TOLD 0x8000u

struct attendance_fold {
    uint32_t pupil_count;
    bool has_lesson;
    size_t bytes, max_bytes;
    size_t day_count;
    uint16_t days[ATTENDANCE_DAYS];
    struct series_day *planes[ATTENDANCE_DAYS];
    uint32_t *lessons[ATTENDANCE_DAYS]; /* bit n-1: lesson n has come */
};

struct attendance_fold *attendance_fold_new(uint32_t pupil_count, bool has_lesson, size_t max_bytes)
{
    struct attendance_fold *f = mem_zalloc(1, sizeof *f);
    f->pupil_count = pupil_count;
    f->has_lesson = has_lesson;
    f->max_bytes = max_bytes;
    return f;
}

void attendance_fold_free(struct attendance_fold *f)
{
    for (size_t i = 0; f != NULL && i < f->day_count; i++) {
        free(f->planes[f->days[i]]);
        free(f->lessons[f->days[i]]);
    }
    free(f);
}

bool attendance_fold_has_day(const struct attendance_fold *f, uint16_t day)
{
    return f->planes[day] != NULL;
}

enum err attendance_fold_make_day(struct attendance_fold *f, uint16_t day, struct err_ctx *ctx)
{
    assert(day < ATTENDANCE_DAYS);
    if (f->planes[day] != NULL) {
        return ERR_OK;
    }
    size_t each = sizeof *f->planes[0] + (f->has_lesson ? sizeof *f->lessons[0] : 0);
    size_t bytes = f->pupil_count * each;
    if (bytes > f->max_bytes - f->bytes) {
        return err_set(ctx, ERR_LIMIT, NULL,
                       "divide the file by school year and import the parts one at a time",
                       "the file is about more than %zu different days for %u pupils, more than "
                       "fits in memory",
                       f->day_count, (unsigned)f->pupil_count);
    }
    f->bytes += bytes;
    f->planes[day] = mem_zalloc(f->pupil_count, sizeof *f->planes[0]);
    if (f->has_lesson) {
        f->lessons[day] = mem_zalloc(f->pupil_count, sizeof *f->lessons[0]);
    }
    size_t i = f->day_count++;
    for (; i > 0 && f->days[i - 1] > day; i--) {
        f->days[i] = f->days[i - 1];
    }
    f->days[i] = day;
    return ERR_OK;
}

unsigned attendance_fold_part(uint32_t pupil, unsigned parts)
{
    /* Neighbours stay together, so that threads do not write to the same cache lines. */
    return (pupil / 64) % parts;
}

enum attendance_fault attendance_fold_add(struct attendance_fold *f,
                                          const struct attendance_row *row)
{
    struct series_day *d = &f->planes[row->day][row->pupil];
    if (f->has_lesson) {
        uint32_t *lessons = &f->lessons[row->day][row->pupil];
        uint32_t bit = UINT32_C(1) << (row->lesson - 1);
        if ((*lessons & bit) != 0) {
            return ATTENDANCE_DUPLICATE;
        }
        *lessons |= bit;
    }
    unsigned offered = (d->offered_minutes & ~TOLD) + row->offered_minutes;
    if (offered > SERIES_DAY_MINUTES) {
        return ATTENDANCE_DAY_LONG;
    }
    d->offered_minutes = (uint16_t)(offered | TOLD);
    d->valid_minutes = (uint16_t)(d->valid_minutes + row->valid_minutes);
    d->invalid_minutes = (uint16_t)(d->invalid_minutes + row->invalid_minutes);
    return ATTENDANCE_FINE;
}

const uint16_t *attendance_fold_days(const struct attendance_fold *f, size_t *count_out)
{
    *count_out = f->day_count;
    return f->days;
}

bool attendance_fold_get(const struct attendance_fold *f, uint32_t pupil, uint16_t day,
                         struct series_day *out)
{
    *out = f->planes[day][pupil];
    bool told = (out->offered_minutes & TOLD) != 0;
    out->offered_minutes &= (uint16_t)~TOLD;
    return told;
}
