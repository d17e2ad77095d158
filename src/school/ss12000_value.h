/* Single values of SS 12000 objects, shared by the object readers. */
#ifndef SCHOOL_SS12000_VALUE_H
#define SCHOOL_SS12000_VALUE_H

#include "school/ss12000_object.h"

bool ss_fail(struct ss_fault *fault, const char *column, const char *reason, const char *remedy);
void ss_warn(struct ss_warnings *w, const char *column, const char *reason, const char *remedy);

/* An id: 1–63 letters, digits and -._: that is no personal number. */
bool ss_id_text(const char *text, char out[SS_ID]);
/* The member `key`, an object with an id; false when it is missing or wrong. */
bool ss_reference(const json_t *o, const char *key, char out[SS_ID]);

enum ss_presence { SS_MISSING, SS_WRONG, SS_GIVEN };

/* A day, "YYYY-MM-DD". */
enum ss_presence ss_date(const json_t *o, const char *key, struct date *out);
/* The Swedish day of a date-time; a bare day is taken as it is. */
enum ss_presence ss_moment_day(const json_t *o, const char *key, struct date *out);
/* A whole number; 40.0 is one too. */
enum ss_presence ss_whole(const json_t *o, const char *key, long *out);
bool ss_true(const json_t *o, const char *key); /* false also when missing */

/* securityMarking. A word that the standard does not have means protected. */
enum protection ss_protection(const json_t *o, struct ss_warnings *w);

#endif
