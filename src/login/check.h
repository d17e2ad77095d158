/* What `brygga check` says of signing in: the bank's keys, and whether each provider answers and
 * can do what the profile asks. Asks the network, a few seconds at most for each. */
#ifndef LOGIN_CHECK_H
#define LOGIN_CHECK_H

#include "bank/check.h"

void login_check(struct bank *b, struct check_report *r);

#endif
