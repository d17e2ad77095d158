/*
 * `brygga check`: is this bank in order, and if not, what is wrong and how is it mended?
 */
#ifndef BANK_CHECK_H
#define BANK_CHECK_H

#include "bank/bank.h"

enum check_level { CHECK_OK, CHECK_WARN, CHECK_ERROR, CHECK__MAX };
extern const char *const check_level_code[CHECK__MAX]; /* ok, warn, error */

struct check_line {
    enum check_level level;
    char area[24]; /* configuration, folder, keys, database, journal, clock, rules, peers … */
    char text[320];
    char remedy[256]; /* "" when there is nothing to do */
};

#define CHECK_LINES_MAX 64

struct check_report {
    size_t count;
    struct check_line lines[CHECK_LINES_MAX];
};

/* Adds a line; later ones than CHECK_LINES_MAX are dropped, never an error line. */
void check_add(struct check_report *r, enum check_level level, const char *area, const char *remedy,
               const char *fmt, ...) PRINTF_LIKE(5, 6);
enum check_level check_worst(const struct check_report *r);

/* Everything that concerns this module. `*bank_out` is the opened bank for the checks of other
 * modules, or NULL when it does not open; the caller closes it. Never fails: what fails is a
 * line of the report. */
void bank_check(const struct bank_options *o, struct check_report *r, struct bank **bank_out);

#endif
