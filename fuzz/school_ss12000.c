/*
 * Every reader of SS 12000 objects, on every object of a page: no crash, minutes hold the invariant
 * of a day, ids are no personal numbers, and a fault always says where and why.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "school/ss12000_object.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void judge(bool good, const char *id, const struct ss_fault *fault)
{
    struct civic_no civic;
    must(good ? id[0] != '\0' && civic_parse(id, strlen(id), &civic) != CIVIC_OK
              : fault->column != NULL && fault->reason != NULL && fault->remedy != NULL);
}

static void read_person(const json_t *o)
{
    struct ss_person p;
    struct ss_warnings w = {0};
    struct ss_fault f = {0};
    bool good = ss_person_read(o, &p, &w, &f);
    judge(good, p.id, &f);
    for (size_t i = 0; good && i < json_array_size(p.enrolments); i++) {
        struct ss_enrolment e;
        bool read = ss_enrolment_read(json_array_get(p.enrolments, i), &e, &w, &f);
        judge(read, e.organisation, &f);
        must(!read || (e.end.days >= e.start.days && e.grade >= 0 && e.grade <= 10));
    }
    for (size_t i = 0; good && i < json_array_size(p.responsibles); i++) {
        struct ss_responsible r;
        judge(ss_responsible_read(json_array_get(p.responsibles, i), &r, &w, &f), r.person, &f);
    }
    must(w.count <= SS_WARNINGS);
}

static void read_others(const json_t *o)
{
    struct ss_warnings w = {0};
    struct ss_fault f = {0};
    struct ss_organisation organisation;
    struct ss_minutes minutes;
    struct ss_event event;
    judge(ss_organisation_read(o, &organisation, &w, &f), organisation.id, &f);
    bool good = ss_aggregated_read(o, &minutes, &f);
    judge(good, minutes.student, &f);
    must(!good || series_day_valid(minutes.day));
    good = ss_attendance_read(o, &minutes, &f);
    judge(good, minutes.student, &f);
    must(!good || series_day_valid(minutes.day));
    judge(ss_event_read(o, &event, &f), event.id, &f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    uint8_t *copy = mem_alloc(size);
    memcpy(copy, data, size);
    FILE *f = fmemopen(copy, size, "rb");
    struct json_stream *s;
    struct err_ctx ctx;
    if (json_stream_open(f, "fuzz", "data", 65536, &s, &ctx) == ERR_OK) {
        json_t *o;
        unsigned line;
        while (json_stream_next(s, &o, &line, &ctx) == ERR_OK && o != NULL) {
            read_person(o);
            read_others(o);
            json_decref(o);
        }
        json_stream_close(s);
    }
    fclose(f);
    free(copy);
    return 0;
}
