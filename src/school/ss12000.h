/*
 * Import of SS 12000:2020 (skolans informationsmodell): a folder of JSON pages or the live API.
 * docs/formats.md has what is read; everything else is never looked at (an allow-list), above
 * all not absenceReason, photo, addresses, telephone numbers and e-mail.
 */
#ifndef SCHOOL_SS12000_H
#define SCHOOL_SS12000_H

#include "bank/bank.h"
#include "base/date.h"
#include "base/rejects.h"

struct ss12000_options {
    const char *source;       /* a folder, or an https (or loopback http) address */
    const char *token_file;   /* bearer token for the API; NULL: none */
    const char *rejects_path; /* NULL: only counted */
    const struct actor *actor;
    struct date from, until; /* attendance asked of the API; until < from: none */
    bool accept_missing;     /* go on although more than 5 % of the known pupils are not in it */
    bool no_attendance;      /* the register only */
    bool staff;              /* ask the API for duties and groups too; of a folder they are read */
};

struct ss12000_count {
    unsigned long read, added, changed, unchanged, missing;
};

struct ss12000_import {
    struct ss12000_count organisations, pupils, guardians, enrolments;
    struct ss12000_count duties, teams; /* relations of employees */
    struct ss12000_count groups;        /* of pupils */
    struct ss12000_count mentors;       /* relations of employees to them */
    unsigned long attendance_rows, attendance_days;
    unsigned long
        not_kept_rows; /* of people who are no pupils here, or whose attendance is not kept */
    unsigned long rejected, warnings;
    struct rejects_reasons reasons;
    unsigned long known_pupils, missing_pupils; /* enrolled before, and not in the source */
    bool asked;                                 /* stopped since too many would vanish */
};

/* Everything in one transaction, journalled. ERR_CANCELLED with out->asked when more than 5 % of
 * the known pupils are missing. The same source again changes nothing; an interrupted import
 * leaves the old state. */
MUST_USE enum err ss12000_import(struct bank *b, const struct ss12000_options *o,
                                 struct ss12000_import *out, struct err_ctx *ctx);

#endif
