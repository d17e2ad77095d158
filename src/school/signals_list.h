/*
 * Absence signals of a school bank: the pupils who have passed a limit, with what was counted.
 *
 * The population is the listed pupils enrolled on the asked day (protected identities are not in
 * it and not counted); it and the period are part of the answer. Pupils are ordered by school and
 * then by the plain absence share of the window: there is no other ranking.
 *
 * Cost: about 4 µs a pupil of the bank and 10 µs a pupil shown.
 */
#ifndef SCHOOL_SIGNALS_LIST_H
#define SCHOOL_SIGNALS_LIST_H

#include "bank/bank.h"
#include "bank/person.h"
#include "school/register.h"
#include "school/signals.h"
#include "school/stair.h"

/* A pupil whose last school day is this much older than the newest of all is not reported. */
#define SIGNALS_SILENT_DAYS 14

struct signals_person;

struct signals_query {
    struct date at;
    const char *school; /* name or school unit code; NULL: all */
    /* Whether a pupil who goes there is in the population at all; NULL: everybody. */
    bool (*within)(void *within_with, struct person_id person, const char *school_unit_code);
    void *within_with;
    bool has_grade; /* only pupils of one grade: they are then the population */
    int grade;
    bool all; /* also pupils who have passed no limit */
    /* Whether to show somebody who would be; NULL: everybody. Called before the name is opened, so
     * that whoever is left out is not read either. */
    bool (*keep)(void *keep_with, const struct signals_person *p);
    void *keep_with;
    const struct actor *actor;
};

struct signals_person {
    struct person_id person;
    const char *given_name, *family_name; /* "" when none is stored */
    const char *school, *school_unit_code;
    bool has_grade;
    int grade;
    struct signals_result result;
    struct signals_pattern pattern;
    struct stair_facts facts; /* what the steps of a staircase look at */
};

struct signals_list {
    struct date at;
    int school_year;
    struct signals_rules rules;
    bool default_limits; /* the organiser has set none: those of the program */
    unsigned enrolled;   /* the population: enrolled on the day, at the asked school */
    unsigned measured;   /* of them with enough school days in the window to pass a limit */
    unsigned few_days;   /* of them with some but too few */
    unsigned none;       /* of them without a school day in the school year so far */
    unsigned silent;     /* of them not reported lately: see SIGNALS_SILENT_DAYS */
    unsigned signals;    /* of them who passed a limit */
    struct date newest;  /* the last school day of anybody; only when measured + few_days > 0 */
    size_t count;        /* shown */
    struct signals_person *people;
};

/* Journalled with the pupils shown. The list belongs to the arena. ERR_NOT_FOUND: no such school.
 */
MUST_USE enum err signals_list(struct bank *b, const struct signals_query *q, struct arena *a,
                               struct signals_list *out, struct err_ctx *ctx);

#endif
