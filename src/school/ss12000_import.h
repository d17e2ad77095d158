/*
 * The parts of one import (ss12000.c runs them in order, in one write transaction):
 *   1. organisations
 *   2. pupils: persons with enrolments; who their guardians are is remembered
 *   3. guardians: the persons remembered, from a second reading; then relations and exposure
 *   4. whatever the source did not tell of is marked missing
 *   5. attendance
 *   6. employees, the schools they work at, teams, groups of pupils and their mentors, when there
 * are duties
 */
#ifndef SCHOOL_SS12000_IMPORT_H
#define SCHOOL_SS12000_IMPORT_H

#include "bank/staff.h"
#include "base/progress.h"
#include "base/rejects.h"
#include "school/ss12000.h"
#include "school/ss12000_map.h"
#include "school/ss12000_object.h"
#include "school/ss12000_source.h"

struct db;

/* A person told of as responsible for a pupil. */
struct ss_wanted {
    char id[SS_ID];
    struct person_id person;    /* 0 until found */
    enum protection protection; /* as the references say */
    bool deceased, refused;
};

/* One "responsible" of one pupil. Pupils come one after another. */
struct ss_relation {
    struct person_id child;
    size_t wanted; /* index */
    enum guardian_relation relation;
    bool other; /* not kept as a guardian; known for its protection only */
    const char *file;
    unsigned long line;
};

struct ss_parent {
    int64_t organisation;
    char parent[SS_ID];
    const char *file;
    unsigned long line;
};

struct ss_import {
    struct bank *bank;
    struct db *db;
    const struct ss12000_options *options;
    struct ss_source *source;
    struct ss12000_import *out;
    struct rejects *rejects;
    struct arena *arena; /* reset for every object */
    struct progress progress;
    struct date today;

    struct ss_map *organisations; /* source id -> organisation id */
    struct ss_map *people;        /* source id -> person id, of the pupils met */
    struct ss_map *groups;        /* source id -> group id, of groups of pupils */
    struct ss_map *wanted_map;    /* source id -> index in wanted */
    struct ss_set seen_organisations, seen_pupils;
    struct ss_set seen_people;          /* every person stored by this import */
    struct ss_set without_responsibles; /* pupils of whom the source did not tell guardians */
    int64_t next_organisation, next_enrolment;

    struct ss_parent *parents;
    size_t parent_count;
    struct ss_wanted *wanted;
    size_t wanted_count, wanted_room;
    struct ss_relation *relations;
    size_t relation_count, relation_room;
    struct person_id *touched; /* added or changed, for the journal */
    size_t touched_count, touched_room;
};

/* Entries of the list of rejects. */
void ss_reject(struct ss_import *i, const struct ss_place *p, const struct ss_fault *f);
void ss_report_warnings(struct ss_import *i, const struct ss_place *p, const struct ss_warnings *w,
                        const char *not_this_column);

MUST_USE enum err ss_import_organisations(struct ss_import *i, struct err_ctx *ctx);
MUST_USE enum err ss_import_pupils(struct ss_import *i, struct err_ctx *ctx);
MUST_USE enum err ss_import_guardians(struct ss_import *i, struct err_ctx *ctx);
MUST_USE enum err ss_import_missing(struct ss_import *i, struct err_ctx *ctx);
MUST_USE enum err ss_import_attendance(struct ss_import *i, struct err_ctx *ctx);
/* ss12000_staff.c */
MUST_USE enum err ss_import_staff(struct ss_import *i, struct err_ctx *ctx);
/* The school unit code of an organisation of the source; "" when it has none. */
MUST_USE enum err ss_unit_code(struct ss_import *i, const char *organisation, char out[STAFF_UNIT],
                               struct err_ctx *ctx);
/* ss12000_groups.c: classes, mentor groups, and those teaching groups that are in `wanted` by their
 * source id. When the source tells of no groups at all, those that the bank knows. */
MUST_USE enum err ss_import_groups(struct ss_import *i, const struct ss_map *wanted,
                                   struct err_ctx *ctx);

/* Stores a person of the source and counts what became of it. ERR_OK with id_out->v 0: rejected. */
MUST_USE enum err ss_store_person(struct ss_import *i, const struct ss_person *p,
                                  const struct ss_place *place, struct ss12000_count *count,
                                  struct person_id *id_out, struct err_ctx *ctx);
MUST_USE enum err ss_store_enrolments(struct ss_import *i, struct person_id person,
                                      const json_t *list, const struct ss_place *place,
                                      struct err_ctx *ctx);

#endif
