/*
 * SS 12000 objects, field by field, from JSON to plain structs. An allow-list: a member that is not
 * named here is never looked at. Pure: nothing is stored, nothing is read but the value given.
 *
 * Text pointers belong to the JSON value. A fault names the field and never holds its value.
 */
#ifndef SCHOOL_SS12000_OBJECT_H
#define SCHOOL_SS12000_OBJECT_H

#include <stdbool.h>

#include "bank/person.h"
#include "base/json.h"
#include "school/register.h"
#include "school/series.h"

struct ss_fault {
    const char *column; /* NULL: there is none */
    const char *reason, *remedy;
};

#define SS_WARNINGS 6

/* What to look at though it was taken in. */
struct ss_warnings {
    unsigned count;
    struct ss_fault list[SS_WARNINGS];
};

#define SS_ID PERSON_SOURCE

struct ss_organisation {
    char id[SS_ID], parent[SS_ID]; /* parent "": none */
    enum organisation_kind kind;
    const char *name;
    const char *school_unit_code; /* these three "" when missing or wrong */
    char organisation_number[11];
    char municipality_code[5];
    bool has_start, has_end;
    struct date start, end;
};

struct ss_person {
    char id[SS_ID];
    struct person_input input; /* source_id is not set */
    bool deceased;
    const json_t *enrolments, *responsibles; /* arrays; NULL when missing */
};

struct ss_enrolment {
    char organisation[SS_ID];
    enum school_form form;
    bool has_grade, cancelled;
    int grade;
    struct date start, end; /* end DATE_OPEN when missing */
};

struct ss_responsible {
    char person[SS_ID];
    enum guardian_relation relation;
    bool other; /* another kind of relation, not kept */
    enum protection protection;
};

struct ss_minutes {
    char student[SS_ID];
    char event[SS_ID]; /* Attendance: the calendar event; its date is not in the object */
    struct date date;  /* AggregatedAttendance */
    bool unreported;   /* Attendance: nobody has reported yet */
    struct series_day day;
};

struct ss_event {
    char id[SS_ID];
    struct date date; /* in Swedish time */
    bool cancelled;
};

/* False: *fault says why. */
bool ss_organisation_read(const json_t *o, struct ss_organisation *out, struct ss_warnings *w,
                          struct ss_fault *fault);
bool ss_person_read(const json_t *o, struct ss_person *out, struct ss_warnings *w,
                    struct ss_fault *fault);
bool ss_enrolment_read(const json_t *o, struct ss_enrolment *out, struct ss_warnings *w,
                       struct ss_fault *fault);
bool ss_responsible_read(const json_t *o, struct ss_responsible *out, struct ss_warnings *w,
                         struct ss_fault *fault);
bool ss_aggregated_read(const json_t *o, struct ss_minutes *out, struct ss_fault *fault);
bool ss_attendance_read(const json_t *o, struct ss_minutes *out, struct ss_fault *fault);
bool ss_event_read(const json_t *o, struct ss_event *out, struct ss_fault *fault);

#endif
