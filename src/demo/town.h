/*
 * The people and schools of the demo municipality "Ängsbro": a municipal school organiser with
 * its units, one independent organiser with a school, pupils in families, guardians.
 */
#ifndef DEMO_TOWN_H
#define DEMO_TOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/civic.h"
#include "base/date.h"

#define DEMO_UUID 37

enum demo_organiser { DEMO_MUNICIPAL, DEMO_INDEPENDENT, DEMO_ORGANISER__MAX };

enum demo_unit_kind {
    DEMO_COMPULSORY, /* förskoleklass and grundskola */
    DEMO_ADAPTED,    /* anpassad grundskola */
    DEMO_UPPER,      /* gymnasieskola */
    DEMO_UNIT_KIND__MAX
};

/* Protection of personal data in the population register; SS 12000 has no value for the last. */
enum demo_protection {
    DEMO_OPEN,
    DEMO_MARKED,     /* sekretessmarkering */
    DEMO_PROTECTED,  /* skyddad folkbokföring */
    DEMO_FICTITIOUS, /* fingerade personuppgifter */
    DEMO_PROTECTION__MAX
};

struct demo_unit {
    char id[DEMO_UUID];
    char name[80];
    char code[9]; /* school unit code, made up */
    enum demo_unit_kind kind;
    enum demo_organiser organiser;
};

struct demo_person {
    struct civic_no civic;
    struct date birth;
    const char *given, *family;
    enum sex sex;
    enum demo_protection protection;
};

struct demo_pupil {
    struct demo_person person;
    unsigned household;
    int grade;       /* 0 förskoleklass, 1–9, 10–12 gymnasium, in the last school year */
    int unit;        /* index of the unit now */
    int unit_before; /* the school year before; -1 when not at school here */
    int class_letter;
    struct date from, to; /* at school here; `to` is DATE_OPEN while it lasts */
};

struct demo_household {
    unsigned guardians[2];
    unsigned guardian_count;
};

struct demo_town {
    uint64_t seed;
    int school_year;        /* the one that the last day belongs to */
    struct date first, end; /* days covered: two school years, the second up to `end` */
    char organiser_id[DEMO_ORGANISER__MAX][DEMO_UUID];
    struct demo_unit *units;
    unsigned unit_count;
    struct demo_pupil *pupils;
    unsigned pupil_count;
    struct demo_person *guardians;
    unsigned guardian_count;
    struct demo_household *households;
    unsigned household_count;
};

extern const char *const demo_organiser_name[DEMO_ORGANISER__MAX];
extern const char *const demo_organiser_number[DEMO_ORGANISER__MAX]; /* made up */
extern const char demo_municipality_code[];                          /* made up */

#define DEMO_MAX_PUPILS 25000u

/* 1 … DEMO_MAX_PUPILS pupils: the test series has about 28,000 numbers for children of school
 * age. The same arguments give the same town. */
struct demo_town *demo_town_make(unsigned pupils, uint64_t seed, struct date end);
void demo_town_free(struct demo_town *t); /* NULL is safe */

/* Ids of persons: the same person has the same id in every file. */
void demo_pupil_id(const struct demo_town *t, unsigned pupil, char out[DEMO_UUID]);
void demo_guardian_id(const struct demo_town *t, unsigned guardian, char out[DEMO_UUID]);

/* The classes of this school year. */
#define DEMO_GRADES        13u
#define DEMO_CLASS_LETTERS 3u
#define DEMO_CLASS_NAME    16
struct demo_class {
    unsigned unit, grade, letter; /* grade as demo_pupil */
};
void demo_class_id(const struct demo_town *t, const struct demo_class *c, char out[DEMO_UUID]);
void demo_class_name(const struct demo_class *c, char out[DEMO_CLASS_NAME]); /* "8B" */
bool demo_pupil_is_in(const struct demo_town *t, const struct demo_pupil *p,
                      const struct demo_class *c);
/* Those of a unit that have pupils, the oldest first; how many. */
unsigned demo_classes(const struct demo_town *t, unsigned unit,
                      struct demo_class out[DEMO_GRADES * DEMO_CLASS_LETTERS]);
/* Each unit has one mentor, of its first classes. */
#define DEMO_MENTOR_CLASSES 2u
void demo_mentor_id(const struct demo_town *t, unsigned unit, char out[DEMO_UUID]);
void demo_duty_id(const struct demo_town *t, unsigned unit, char out[DEMO_UUID]);

/* The unit that a pupil goes to in a school year, or -1; the grade then. */
int demo_pupil_unit(const struct demo_town *t, const struct demo_pupil *p, int school_year);
int demo_pupil_grade(const struct demo_town *t, const struct demo_pupil *p, int school_year);

/* Whether the organiser has, or has had, the pupil. */
bool demo_pupil_is_at(const struct demo_town *t, const struct demo_pupil *p,
                      enum demo_organiser organiser);

#endif
