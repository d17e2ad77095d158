/*
 * Compartments: parts of an authority whose records are kept apart (the branches of the legal
 * handbook 1.13). An employee works in one or more; a record made in one is read in it, and in
 * another only if the law lets it. compartment_check() is the only code that decides that, for
 * cases, the causes of absence and whatever else is made in a compartment.
 */
#ifndef BANK_COMPARTMENT_H
#define BANK_COMPARTMENT_H

#include "bank/relation.h"
#include "law/law.h"

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
/* Those of `of` in which somebody with the role works with pupils or clients, as opposed to leading
 * it or reading in it: a rektor leads the student health and is not in it. */
unsigned compartments_worked(enum role role, unsigned of);
bool compartment_is_student_health(enum compartment c); /* EMI or EPS */

/* What has been made in a compartment. Stored: add at the end. */
enum record_kind {
    RECORD_CASE = 1,
    RECORD_ABSENCE_INQUIRY = 2,
    RECORD_PLAN = 3,
    RECORD_MEETING = 4,
    RECORD_NOTE = 5,
    RECORD_MEASUREMENT = 6,
    RECORD_ABSENCE_CAUSES = 7, /* of an inquiry; the number is the inquiry's */
    RECORD_KIND__MAX
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

/* ---- who may read ---- */

struct compartment_question {
    const struct law_rules *rules; /* NULL: only the own compartment */
    enum legal_form form;
    enum role role; /* the reader's */
    unsigned of;    /* bits 1 << compartment: the reader's */
    enum record_kind kind;
    enum compartment made; /* where the record was made */
};
struct compartment_access {
    bool open;
    bool own;           /* made in a compartment of the reader's */
    const char *ground; /* what of the law opened it; "" when own or refused; in the arena */
};
/*
 * May it be read? In the own compartment yes. In another of the same authority only if the law lets
 * such an item pass there for support, with nothing left to assess. What is kept apart by the
 * authority's own choice – the causes of absence – is read only by those who work in the
 * compartment where it was made, whatever the law would let: requirements G05, H27.
 * COMPARTMENT_NONE: relation alone decides; of what is kept apart: refused.
 */
void compartment_judge(const struct compartment_question *q, struct arena *a,
                       struct compartment_access *out);
/* The same for a stored record and an employee, today. */
MUST_USE enum err compartment_check(struct bank *b, const struct law_rules *rules,
                                    const struct staff *staff, enum record_kind kind,
                                    int64_t record, struct arena *a, struct compartment_access *out,
                                    struct err_ctx *ctx);

#endif
