/*
 * Interventions (insatser) that this bank gives, school or social. Only what is documented by name
 * is kept about a person (in a social bank SoL 14:3); other interventions are kept without a
 * person, for the counts of the follow-up. The title is sealed with the person's key.
 */
#ifndef INTERVENTION_GIVEN_H
#define INTERVENTION_GIVEN_H

#include "bank/bank.h"
#include "bank/ids.h"
#include "bank/intervention_code.h"
#include "bank/journal.h"
#include "base/date.h"
#include "base/rejects.h"

#define INTERVENTION_TITLE 200 /* bytes */
#define INTERVENTION_UNIT  64

struct intervention {
    struct intervention_id id;
    struct person_id person; /* 0: without a person */
    enum intervention_code code;
    enum intervention_level level;
    enum intervention_scope scope;
    enum intervention_form form;
    enum intervention_documentation documentation;
    struct date start_date;
    struct date end_date; /* the last day; DATE_OPEN while it goes on */
    const char *title;    /* "" when there is none */
    const char *unit;     /* social unit, "" when unknown */
};

/* One person's interventions by start date, within a reading (the person is added to it). The
 * rows belong to the arena. Ask person_is_listed() first where that matters. */
MUST_USE enum err intervention_list(struct bank *b, struct reading *r, struct person_id person,
                                    struct arena *a, struct intervention **out, size_t *count_out,
                                    struct err_ctx *ctx);

/* All that began or went on in from–to, of listed persons, by person and start; titles are left
 * out ("") and no reading is needed: the caller journals what it makes of them. Interventions
 * without a person are not among them. */
MUST_USE enum err intervention_list_period(struct bank *b, struct date from, struct date to,
                                           struct arena *a, struct intervention **out,
                                           size_t *count_out, struct err_ctx *ctx);

/* Adds one (registered in Brygga, not from a file), journalled, in the caller's write transaction
 * or its own. `in->id` is not read. ERR_CONFLICT: the person has the code from that day already. */
MUST_USE enum err intervention_add(struct bank *b, const struct intervention *in,
                                   const struct actor *actor, struct intervention_id *id_out,
                                   struct err_ctx *ctx);

struct intervention_import {
    unsigned long rows, added, changed, unchanged, removed, rejected;
    struct rejects_reasons reasons;
    unsigned long known_persons, missing_persons; /* with interventions from files before */
    bool asked;                                   /* stopped since too many would vanish */
};

struct intervention_import_options {
    const char *path;
    const char *rejects_path; /* NULL: only counted */
    const struct actor *actor;
    bool add_only;       /* the file is not the whole register: remove nothing */
    bool accept_missing; /* remove although more than 5 % of the known persons are not in it */
};

/* Reads a CSV file (docs/formats.md) in one transaction, journalled. Bad rows are rejected and
 * the rest goes in. The same file again changes nothing. Unless add_only, the file is the whole
 * register: interventions from earlier files that it lacks are removed. ERR_CANCELLED with
 * out->asked when more than 5 % of the known persons would lose all theirs; nothing is changed. */
MUST_USE enum err intervention_import(struct bank *b, const struct intervention_import_options *o,
                                      struct intervention_import *out, struct err_ctx *ctx);

#endif
