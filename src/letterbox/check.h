/* `brygga check`: are peers and letters in order? */
#ifndef LETTERBOX_CHECK_H
#define LETTERBOX_CHECK_H

#include "bank/check.h"

/* Adds lines on peers (none, not confirmed, changed in the database, silent) and on letters that
 * wait too long. Never fails: what fails is a line. */
void letterbox_check(struct bank *b, struct check_report *r);

#endif
