/*
 * Groups of pupils – classes, mentor groups, teaching groups – as the school administration system
 * tells (SS 12000 Group), and who their mentors are. That an employee is the mentor of a group is a
 * relation (RELATION_GROUP of bank/relation.h), from an import or given by hand; the pupils of a
 * mentor are those who are in such a group on the day, and nobody else.
 *
 * A group, a membership and a relation hold from their first day to their last, both included, and
 * not from the moment the source stops telling of them. Nothing is deleted.
 */
#ifndef SCHOOL_PUPIL_GROUP_H
#define SCHOOL_PUPIL_GROUP_H

#include "bank/person.h"
#include "bank/relation.h"

enum pupil_group_kind { /* stored: add at the end */
                        PUPIL_GROUP_CLASS,
                        PUPIL_GROUP_MENTOR,
                        PUPIL_GROUP_TEACHING,
                        PUPIL_GROUP_KIND__MAX
};
extern const char *const pupil_group_kind_code[PUPIL_GROUP_KIND__MAX]; /* class, mentor, teaching */
extern const char *const pupil_group_kind_text_sv[PUPIL_GROUP_KIND__MAX]; /* "klass" … */
extern const char *const pupil_group_ss12000[PUPIL_GROUP_KIND__MAX];      /* groupType */

#define PUPIL_GROUP_NAME   128
#define PUPIL_GROUP_SOURCE 64

struct pupil_group_id {
    int64_t v;
};

struct pupil_group {
    struct pupil_group_id id;
    enum pupil_group_kind kind;
    char unit[STAFF_UNIT]; /* school unit code */
    char name[PUPIL_GROUP_NAME];
    char source_id[PUPIL_GROUP_SOURCE];
    struct date from, to;   /* DATE_OPEN */
    struct timestamp ended; /* ms 0: the source tells of it */
};

/* Adds, or brings up to date, the group with this source id; the id is filled in. Within the
 * caller's write transaction, which journals (one entry for an import). */
MUST_USE enum err pupil_group_put(struct bank *b, struct pupil_group *g,
                                  enum person_change *change_out, struct err_ctx *ctx);
MUST_USE enum err pupil_group_end(struct bank *b, struct pupil_group_id id, struct err_ctx *ctx);
MUST_USE enum err pupil_group_read(struct bank *b, struct pupil_group_id id,
                                   struct pupil_group *out, struct err_ctx *ctx);
/* Those that hold on a day or will, by school and name; `unit` "": of every school. The rows belong
 * to the arena. */
MUST_USE enum err pupil_group_list(struct bank *b, const char *unit, struct date on,
                                   struct arena *a, struct pupil_group **out, size_t *count_out,
                                   struct err_ctx *ctx);

struct pupil_group_member {
    struct person_id person;
    struct date from, to; /* DATE_OPEN */
};
/* Makes these, and no others, the members of the group: new ones are added, last days moved, and
 * who is not told of any more is out from now on. As pupil_group_put(). */
MUST_USE enum err pupil_group_set_members(struct bank *b, struct pupil_group_id id,
                                          const struct pupil_group_member *members, size_t count,
                                          struct err_ctx *ctx);

/* That an employee is the mentor of a pupil's group. */
struct mentoring {
    struct staff_id staff;
    struct pupil_group_id group; /* 0: is not */
    enum pupil_group_kind kind;
    char unit[STAFF_UNIT];
    char name[PUPIL_GROUP_NAME];
    struct date from, to; /* that all three hold: relation, membership and group */
};
/* The group by which the employee is the pupil's mentor on a day; group 0 in *out when by none. */
MUST_USE enum err mentor_of(struct bank *b, struct staff_id staff, struct person_id pupil,
                            struct date on, struct mentoring *out, struct err_ctx *ctx);
/* Everybody who is. The rows belong to the arena. */
MUST_USE enum err mentors_of_pupil(struct bank *b, struct person_id pupil, struct date on,
                                   struct arena *a, struct mentoring **out, size_t *count_out,
                                   struct err_ctx *ctx);
/* The listed pupils of an employee's groups, by id, each once. The ids belong to the arena. */
MUST_USE enum err mentor_pupils(struct bank *b, struct staff_id staff, struct date on,
                                struct arena *a, struct person_id **out, size_t *count_out,
                                struct err_ctx *ctx);

#endif
