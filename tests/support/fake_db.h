/*
 * A database driver for fault tests: SQLite behind a script that fails chosen calls. Open a
 * database with db_open_with(&fake_db, …), set the script, run what is tested, look what is left.
 * One script for the whole test program; not thread-safe.
 */
#ifndef SUPPORT_FAKE_DB_H
#define SUPPORT_FAKE_DB_H

#include "db/driver.h"

enum fake_call {
    FAKE_ANY, /* any of those below */
    FAKE_BEGIN,
    FAKE_COMMIT,
    FAKE_SCRIPT,
    FAKE_PREPARE,
    FAKE_BIND,
    FAKE_STEP,
    FAKE_CALL__MAX
};

struct fake_fault {
    enum fake_call call;
    unsigned nth;   /* the nth call of that kind from now on fails, counted from 1; 0: none */
    enum err error; /* what it returns */
    bool after;     /* do it, then return the error: a commit that happened but is not known to */
    bool forever;   /* all later ones fail too */
};

extern const struct db_driver fake_db;

void fake_script(const struct fake_fault *fault); /* copied; NULL: nothing fails. Resets counts */
unsigned fake_count(enum fake_call call);         /* calls since the script was set */
bool fake_failed(void);                           /* whether the fault was reached */

#endif
