/*
 * Step 5 of the import: attendance, added up to days. Sums of one day (AggregatedAttendance) are
 * taken before lessons (Attendance) when a folder has both, since they tell the same minutes. A
 * sum over several days is refused: which day each minute belongs to is lost.
 *
 * A day that is told of replaces what was stored of it; other days stay.
 */
#include <stdio.h>
#include <stdlib.h>

#include "school/attendance_fold.h"
#include "school/series_store.h"
#include "school/ss12000_import.h"
#include "sql_school.h"

enum { CANCELLED = -1 };
static const size_t fold_max = (size_t)384 * 1024 * 1024;

struct minutes {
    struct ss_import *i;
    struct ss_map *pupils; /* source id -> number of the pupil in `persons` */
    struct person_id *persons;
    size_t pupil_count;
    struct ss_map *events; /* calendar event -> day, or CANCELLED */
    struct ss_map *strangers;
    struct attendance_fold *fold;
};

static enum err read_pupils(struct minutes *m, struct err_ctx *ctx)
{
    struct db_rows *r;
    struct sql_school_pupil_sources_in in = {bank_row_id(m->i->bank)};
    struct sql_school_pupil_sources_row row;
    size_t room = 0;
    enum err e = sql_school_pupil_sources_open(m->i->db, &in, &r, ctx);
    if (e != ERR_OK) {
        return e;
    }
    enum err put = ERR_OK;
    while (put == ERR_OK && sql_school_pupil_sources_next(r, &row)) {
        if (m->pupil_count == room) {
            room = room * 2 + 1024;
            m->persons = mem_realloc(m->persons, room * sizeof *m->persons);
        }
        put = ss_map_put(m->pupils, row.source_id, (int64_t)m->pupil_count, ctx);
        m->persons[m->pupil_count++] = (struct person_id){row.person_id};
    }
    e = sql_school_pupil_sources_close(r, put == ERR_OK ? ctx : NULL);
    return put != ERR_OK ? put : e;
}

/* Told once for each person and not for each row. The reason must not tell a protected identity. */
static enum err stranger(struct minutes *m, const char *student, const struct ss_place *place,
                         struct err_ctx *ctx)
{
    int64_t dummy;
    m->i->out->not_kept_rows++;
    if (ss_map_get(m->strangers, student, &dummy)) {
        return ERR_OK;
    }
    ss_reject(m->i, place,
              &(struct ss_fault){"student.id",
                                 "this bank keeps no attendance for the person; all rows of the "
                                 "person are left out",
                                 "check that the person is in the export with an enrolment"});
    return ss_map_put(m->strangers, student, 0, ctx);
}

static enum err add(struct minutes *m, const struct ss_minutes *v, bool whole_day,
                    const struct ss_place *place, struct err_ctx *ctx)
{
    int64_t pupil;
    if (!ss_map_get(m->pupils, v->student, &pupil)) {
        return stranger(m, v->student, place, ctx);
    }
    int32_t day = v->date.days - ATTENDANCE_DAY_ZERO;
    if (day < 0 || day >= ATTENDANCE_DAYS) {
        ss_reject(m->i, place,
                  &(struct ss_fault){"startDate", attendance_fault_reason(ATTENDANCE_DATE_RANGE),
                                     attendance_fault_remedy(ATTENDANCE_DATE_RANGE)});
        return ERR_OK;
    }
    struct attendance_row row = {.pupil = (uint32_t)pupil,
                                 .day = (uint16_t)day,
                                 .offered_minutes = v->day.offered_minutes,
                                 .valid_minutes = v->day.valid_minutes,
                                 .invalid_minutes = v->day.invalid_minutes};
    enum err e = attendance_fold_make_day(m->fold, row.day, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct series_day known;
    if (whole_day && attendance_fold_get(m->fold, row.pupil, row.day, &known)) {
        ss_reject(m->i, place,
                  &(struct ss_fault){"startDate",
                                     "the export has a sum without activity for a day that it has "
                                     "told of already",
                                     "remove one of the two"});
        return ERR_OK;
    }
    enum attendance_fault fault = attendance_fold_add(m->fold, &row);
    if (fault != ATTENDANCE_FINE) {
        ss_reject(m->i, place,
                  &(struct ss_fault){"offeredSum", attendance_fault_reason(fault),
                                     attendance_fault_remedy(fault)});
    }
    return ERR_OK;
}

static enum err each_sum(void *user, const json_t *object, const struct ss_place *place,
                         struct err_ctx *ctx)
{
    struct minutes *m = user;
    struct ss_minutes v;
    struct ss_fault fault;
    progress_step(&m->i->progress, place->bytes, m->i->out->attendance_rows++);
    if (!ss_aggregated_read(object, &v, &fault)) {
        ss_reject(m->i, place, &fault);
        return ERR_OK;
    }
    const json_t *activity = json_object_get(object, "activity");
    return add(m, &v, activity == NULL || json_is_null(activity), place, ctx);
}

static enum err each_event(void *user, const json_t *object, const struct ss_place *place,
                           struct err_ctx *ctx)
{
    struct minutes *m = user;
    struct ss_event v;
    struct ss_fault fault;
    if (!ss_event_read(object, &v, &fault)) {
        ss_reject(m->i, place, &fault);
        return ERR_OK;
    }
    return ss_map_put(m->events, v.id, v.cancelled ? CANCELLED : v.date.days, ctx);
}

static enum err each_lesson(void *user, const json_t *object, const struct ss_place *place,
                            struct err_ctx *ctx)
{
    struct minutes *m = user;
    struct ss_minutes v;
    struct ss_fault fault;
    int64_t day;
    progress_step(&m->i->progress, place->bytes, m->i->out->attendance_rows++);
    if (!ss_attendance_read(object, &v, &fault)) {
        ss_reject(m->i, place, &fault);
        return ERR_OK;
    }
    if (v.unreported) { /* nobody knows yet whether the pupil was there */
        return ERR_OK;
    }
    if (!ss_map_get(m->events, v.event, &day)) {
        ss_reject(m->i, place,
                  &(struct ss_fault){"calendarEvent.id",
                                     "the lesson is not among the calendar events read, so its "
                                     "day is not known",
                                     "export calendarEvents too"});
        return ERR_OK;
    }
    if (day == CANCELLED) {
        return ERR_OK;
    }
    v.date.days = (int32_t)day;
    return add(m, &v, false, place, ctx);
}

/* The API is asked for one day at a time, since only sums of one day can be kept. */
static enum err read_live(struct minutes *m, struct err_ctx *ctx)
{
    const struct ss12000_options *o = m->i->options;
    enum err e = ERR_OK;
    for (int32_t d = o->from.days; e == ERR_OK && d <= o->until.days; d++) {
        char day[DATE_TEXT], query[64];
        date_format((struct date){d}, day);
        snprintf(query, sizeof query, "startDate=%s&endDate=%s", day, day);
        e = ss_source_each(m->i->source, SS_AGGREGATED, query, each_sum, m, ctx);
    }
    return e;
}

static enum err read_folder(struct minutes *m, struct err_ctx *ctx)
{
    if (ss_source_has(m->i->source, SS_AGGREGATED)) {
        return ss_source_each(m->i->source, SS_AGGREGATED, NULL, each_sum, m, ctx);
    }
    enum err e = ss_source_each(m->i->source, SS_EVENTS, NULL, each_event, m, ctx);
    return e == ERR_OK ? ss_source_each(m->i->source, SS_ATTENDANCES, NULL, each_lesson, m, ctx)
                       : e;
}

static enum err store_pupil(struct minutes *m, uint32_t pupil, struct series_change *changes,
                            struct err_ctx *ctx)
{
    size_t day_count, count = 0;
    const uint16_t *days = attendance_fold_days(m->fold, &day_count);
    for (size_t n = 0; n < day_count; n++) {
        if (attendance_fold_get(m->fold, pupil, days[n], &changes[count].day)) {
            changes[count++].date.days = days[n] + ATTENDANCE_DAY_ZERO;
        }
    }
    bool changed = false;
    if (count == 0) {
        return ERR_OK;
    }
    enum err e = series_put(m->i->bank, m->persons[pupil], changes, count, &changed, ctx);
    m->i->out->attendance_days += changed ? count : 0;
    return e;
}

static enum err store(struct minutes *m, struct err_ctx *ctx)
{
    size_t day_count;
    (void)attendance_fold_days(m->fold, &day_count);
    struct series_change *changes = mem_zalloc(day_count + 1, sizeof *changes);
    enum err e = ERR_OK;
    for (size_t n = 0; e == ERR_OK && n < m->pupil_count; n++) {
        e = store_pupil(m, (uint32_t)n, changes, ctx);
    }
    free(changes);
    return e;
}

static bool wanted(const struct ss_import *i)
{
    if (i->options->no_attendance) {
        return false;
    }
    return ss_source_is_live(i->source) ? i->options->from.days <= i->options->until.days
                                        : ss_source_has(i->source, SS_AGGREGATED) ||
                                              ss_source_has(i->source, SS_ATTENDANCES);
}

enum err ss_import_attendance(struct ss_import *i, struct err_ctx *ctx)
{
    if (!wanted(i)) {
        return ERR_OK;
    }
    struct minutes m = {
        .i = i, .pupils = ss_map_new(), .events = ss_map_new(), .strangers = ss_map_new()};
    enum ss_resource resource =
        ss_source_has(i->source, SS_AGGREGATED) ? SS_AGGREGATED : SS_ATTENDANCES;
    enum err e = read_pupils(&m, ctx);
    if (e == ERR_OK) {
        m.fold = attendance_fold_new((uint32_t)m.pupil_count, false, fold_max);
        progress_start(&i->progress, "attendance", "rows", ss_source_bytes(i->source, resource));
        e = ss_source_is_live(i->source) ? read_live(&m, ctx) : read_folder(&m, ctx);
        progress_end(&i->progress);
    }
    if (e == ERR_OK) {
        e = store(&m, ctx);
    }
    attendance_fold_free(m.fold);
    ss_map_free(m.pupils);
    ss_map_free(m.events);
    ss_map_free(m.strangers);
    free(m.persons);
    return e;
}
