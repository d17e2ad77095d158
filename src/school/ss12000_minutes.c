/* SS 12000 attendance objects: figures only. absenceReason is free text under secrecy and is never
 * looked at. */
#include "school/ss12000_value.h"

static const char export_again[] =
    "correct it in the school administration system and export again";

struct minute_names {
    const char *attended, *valid, *invalid, *other, *offered; /* offered NULL: not in the object */
};

static bool minutes_of(const json_t *o, const char *key, long *out, bool *given,
                       struct ss_fault *fault)
{
    *out = 0;
    enum ss_presence p = ss_whole(o, key, out);
    *given = p == SS_GIVEN;
    if (p == SS_WRONG || *out < 0 || *out > 100000) {
        return ss_fail(fault, key, "not a whole number of minutes from 0", export_again);
    }
    return true;
}

/* Offered minutes are told, or are the sum of what is known about them. */
static bool day_of(const json_t *o, const struct minute_names *names, struct series_day *out,
                   struct ss_fault *fault)
{
    long attended, valid, invalid, other, offered = 0;
    bool any[4], told = false;
    if (!minutes_of(o, names->attended, &attended, &any[0], fault) ||
        !minutes_of(o, names->valid, &valid, &any[1], fault) ||
        !minutes_of(o, names->invalid, &invalid, &any[2], fault) ||
        !minutes_of(o, names->other, &other, &any[3], fault) ||
        (names->offered != NULL && !minutes_of(o, names->offered, &offered, &told, fault))) {
        return false;
    }
    if (!told) {
        if (!any[0]) {
            return ss_fail(fault, names->offered != NULL ? names->offered : names->attended,
                           "missing: the offered minutes are not known", export_again);
        }
        offered = attended + valid + invalid + other;
    }
    if (valid + invalid > offered) {
        return ss_fail(fault, names->invalid, "more minutes absent than offered", export_again);
    }
    if (offered > SERIES_DAY_MINUTES) {
        return ss_fail(fault, names->offered != NULL ? names->offered : names->attended,
                       "more minutes than a day has", export_again);
    }
    *out = (struct series_day){(uint16_t)offered, (uint16_t)valid, (uint16_t)invalid};
    return true;
}

bool ss_aggregated_read(const json_t *o, struct ss_minutes *out, struct ss_fault *fault)
{
    static const struct minute_names names = {"attendanceSum", "validAbsenceSum",
                                              "invalidAbsenceSum", "otherAttendanceSum",
                                              "offeredSum"};
    *out = (struct ss_minutes){0};
    if (!ss_reference(o, "student", out->student)) {
        return ss_fail(fault, "student.id", "missing, or not an id", export_again);
    }
    struct date last;
    if (ss_moment_day(o, "startDate", &out->date) != SS_GIVEN) {
        return ss_fail(fault, "startDate", "missing, or not a day, YYYY-MM-DD", export_again);
    }
    if (ss_moment_day(o, "endDate", &last) != SS_GIVEN) {
        return ss_fail(fault, "endDate", "missing, or not a day, YYYY-MM-DD", export_again);
    }
    if (last.days != out->date.days) {
        return ss_fail(fault, "endDate",
                       "the sum is of more than one day: which day each minute belongs to is lost",
                       "export sums day by day (startDate = endDate), Attendance objects, or "
                       "attendance as CSV");
    }
    return day_of(o, &names, &out->day, fault);
}

bool ss_attendance_read(const json_t *o, struct ss_minutes *out, struct ss_fault *fault)
{
    static const struct minute_names names = {"attendanceMinutes", "validAbsenceMinutes",
                                              "invalidAbsenceMinutes", "otherAttendanceMinutes",
                                              NULL};
    *out = (struct ss_minutes){0};
    if (!ss_reference(o, "student", out->student)) {
        return ss_fail(fault, "student.id", "missing, or not an id", export_again);
    }
    if (!ss_reference(o, "calendarEvent", out->event)) {
        return ss_fail(fault, "calendarEvent.id", "missing, or not an id", export_again);
    }
    const json_t *reported = json_object_get(o, "isReported");
    out->unreported = json_is_false(reported);
    return out->unreported || day_of(o, &names, &out->day, fault);
}

bool ss_event_read(const json_t *o, struct ss_event *out, struct ss_fault *fault)
{
    *out = (struct ss_event){.cancelled = ss_true(o, "cancelled")};
    if (!ss_id_text(json_text(o, "id"), out->id)) {
        return ss_fail(fault, "id", "missing, or not an id", export_again);
    }
    if (ss_moment_day(o, "startTime", &out->date) != SS_GIVEN) {
        return ss_fail(fault, "startTime", "missing, or not a date and time", export_again);
    }
    return true;
}
