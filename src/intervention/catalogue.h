/*
 * The catalogue: what help this authority can give, in words for those who work with it and for
 * children and parents. Nothing in it is about a person. What is published stands on the public
 * page (requirement J10).
 */
#ifndef INTERVENTION_CATALOGUE_H
#define INTERVENTION_CATALOGUE_H

#include "bank/bank.h"
#include "bank/ids.h"
#include "bank/intervention_code.h"

struct catalogue_id {
    int64_t v;
};

/* By what a child or parent looks for. Stored: add at the end. */
enum catalogue_need {
    NEED_ATTENDANCE, /* hard to come to school */
    NEED_WELLBEING,  /* worry, stress, sadness */
    NEED_SAFETY,     /* quarrels, bullying, not feeling safe */
    NEED_LEARNING,   /* hard to keep up */
    NEED_FAMILY,     /* hard at home */
    NEED_PARENT,     /* support for the parent */
    NEED_RISK,       /* alcohol, drugs, crime */
    NEED_LEISURE,    /* friends and spare time */
    CATALOGUE_NEED__MAX
};
extern const char *const catalogue_need_code[CATALOGUE_NEED__MAX];
extern const char *const catalogue_need_text_sv[CATALOGUE_NEED__MAX];

#define CATALOGUE_LINE 200  /* bytes of a title, unit, code or number */
#define CATALOGUE_TEXT 2000 /* bytes of a text */
#define CATALOGUE_AGE  25
#define CATALOGUE_UNIT 64 /* as INTERVENTION_UNIT, with NUL */

struct catalogue_text {
    const char *sv, *en; /* "" when there is none */
};

struct catalogue_entry {
    struct catalogue_id id;
    enum intervention_code code;
    enum intervention_level level;
    enum intervention_scope scope;
    enum intervention_form form;
    enum intervention_documentation documentation;
    struct date decided_on; /* DATE_OPEN unless the board has decided not to document (SoL 14:5) */
    const char *decision;   /* its number; "" */
    enum catalogue_need need;
    int age_from, age_to;      /* whole years, both included */
    const char *unit;          /* who gives it */
    const char *national_code; /* such as KSI; "" */
    struct catalogue_text title, child, guardian, contact;
    bool published; /* on the public page */
    bool ended;     /* not given any more */
};

/* Adds (id 0) or changes; journalled; own transaction or the caller's. ERR_INVALID says which field
 * is missing or wrong; ERR_NOT_FOUND: no such entry. */
MUST_USE enum err catalogue_put(struct bank *b, const struct actor *actor,
                                const struct catalogue_entry *in, struct catalogue_id *id_out,
                                struct err_ctx *ctx);

enum catalogue_choice {
    CATALOGUE_PUBLISHED, /* and not ended */
    CATALOGUE_GIVEN,     /* not ended */
    CATALOGUE_ALL
};
/* By need, age and title; belongs to the arena. */
MUST_USE enum err catalogue_list(struct bank *b, enum catalogue_choice choice, struct arena *a,
                                 struct catalogue_entry **out, size_t *count_out,
                                 struct err_ctx *ctx);
MUST_USE enum err catalogue_read(struct bank *b, struct catalogue_id id, struct arena *a,
                                 struct catalogue_entry *out, struct err_ctx *ctx);

/* ---- files (docs/formats.md, "Catalogue") ---- */

struct catalogue_import {
    unsigned long added, changed, unchanged;
};
/* Reads a file whole or not at all; an entry is known by its Swedish title and unit. ERR_INVALID
 * tells which entry and field. */
MUST_USE enum err catalogue_import(struct bank *b, const struct actor *actor, const char *path,
                                   struct catalogue_import *out, struct err_ctx *ctx);

#endif
