/*
 * Employees of the demo: a kurator, a rektor and a mentor for each school unit, an elevhälsochef
 * for each organiser, skolsocionomer and their enhetschef in the team, and those who follow up and
 * look after the system.
 */
#ifndef DEMO_STAFF_H
#define DEMO_STAFF_H

#include "base/err.h"
#include "demo/town.h"

#define DEMO_LOGIN 32

/* Who has the cases: the kurator of a unit, or one of the skolsocionomer. */
void demo_kurator_login(unsigned unit, char out[DEMO_LOGIN]);
void demo_socionom_login(const struct demo_town *t, unsigned pupil, char out[DEMO_LOGIN]);

/* The mentor of a unit, who is in the register's files too. */
struct demo_mentor {
    const char *given, *family;
    enum sex sex;
    char login[DEMO_LOGIN];
};
void demo_mentor_of(const struct demo_town *t, unsigned unit, struct demo_mentor *out);

extern const char demo_team_unit[]; /* the social unit that the team belongs to */

/* school/staff.csv, independent/staff.csv and social/staff.csv under `dir`. */
MUST_USE enum err demo_staff_write(const struct demo_town *t, const char *dir, struct err_ctx *ctx);

#endif
