/*
 * Compartments: parts of an authority whose records are kept apart (the branches of the legal
 * handbook 1.13). An employee works in one or more; a record made in one is read in it, and in
 * another only if the law lets it (web/access.h asks the law engine).
 */
#ifndef BANK_COMPARTMENT_H
#define BANK_COMPARTMENT_H

#include "bank/relation.h"
#include "law/facts.h"

enum compartment { /* stored: add at the end */
                   COMPARTMENT_NONE,
                   COMPARTMENT_EMI, /* student health, medical */
                   COMPARTMENT_EPS, /* student health: psychological, psychosocial, special needs */
                   COMPARTMENT_EST, /* other special pupil support */
                   COMPARTMENT_SKO, /* the school otherwise */
                   COMPARTMENT_SOC_M, /* social services: exercise of authority */
                   COMPARTMENT_SOC_O, /* social services: open, without needs test */
                   COMPARTMENT__MAX
};
extern const char *const compartment_code[COMPARTMENT__MAX]; /* "", EMI, EPS … */
extern const char *const compartment_text_sv[COMPARTMENT__MAX];
bool compartment_parse(const char *code, enum compartment *out);
bool compartment_in_kind(enum compartment c, enum bank_kind kind);
/* The branch of the law; an independent school has other branches than a public one. */
enum law_branch compartment_branch(enum compartment c, enum legal_form form);

/* Bits 1 << compartment in which the employee works on a day. Somebody without such relations
 * works in those of the role: kurator EPS, socialsekreterare SOC-M … An analyst, jurist or
 * administrator works in none. */
MUST_USE enum err compartments_of(struct bank *b, const struct staff *staff, struct date on,
                                  unsigned *out, struct err_ctx *ctx);
unsigned compartments_of_role(enum role role);

/* What has been made in a compartment. Stored: add at the end. */
enum record_kind {
    RECORD_CASE = 1,
    RECORD_ABSENCE_INQUIRY = 2,
    RECORD_PLAN = 3,
    RECORD_MEETING = 4,
    RECORD_NOTE = 5,
    RECORD_MEASUREMENT = 6
};
/* Notes where a record was made; once, in the caller's write transaction. */
MUST_USE enum err compartment_put(struct bank *b, enum record_kind kind, int64_t record,
                                  enum compartment c, struct err_ctx *ctx);
/* COMPARTMENT_NONE when nothing is known: then relation alone decides. */
MUST_USE enum err compartment_read(struct bank *b, enum record_kind kind, int64_t record,
                                   enum compartment *out, struct err_ctx *ctx);
/* Where a record that this employee makes belongs: the lowest of the own compartments, in the
 * order of the enum but medical last; COMPARTMENT_NONE when there is none. */
enum compartment compartment_home(unsigned of);

#endif
