/*
 * The individual follow-up: reads one pupil's time line from a bank and writes it as text, JSON
 * or HTML. School bank: own attendance, own and received interventions. Social bank: received
 * attendance weeks, own interventions. Either way it is the authority's follow-up of its own work
 * with what it lawfully has; every source is told.
 */
#ifndef FOLLOWUP_PUPIL_H
#define FOLLOWUP_PUPIL_H

#include "base/buf.h"
#include "base/json.h"
#include "followup/timeline.h"

struct pupil_question {
    struct case_id case_id;  /* 0: by person */
    struct person_id person; /* when there is no case */
    /* The bank's own attendance and nothing else, for somebody who has another relation to the
     * pupil than a case (requirement A13); the caller has tested that relation. */
    bool attendance_only;
    bool has_from, has_to;
    struct date from, to; /* unless told: the last two school years, cut to what there is */
};

/* Reads, computes and journals (followup.pupil); show nothing when it fails. All belongs to the
 * arena. ERR_DENIED: protected identity. ERR_NOT_FOUND: no such case, or nothing the actor may
 * see. ERR_LIMIT: more than TIMELINE_MAX_WEEKS. A few milliseconds whatever the size of the bank.
 */
MUST_USE enum err pupil_read(struct bank *b, const struct actor *actor,
                             const struct pupil_question *q, struct arena *a, struct timeline *out,
                             struct err_ctx *ctx);

/* docs/formats.md, "Follow-up of a pupil". */
void pupil_text(struct buf *b, const struct timeline *t);
json_t *pupil_json(const struct timeline *t);             /* a new reference */
void pupil_html(struct buf *b, const struct timeline *t); /* a whole file, nothing else needed */

/* The parts of the HTML file, for the web page: the figures, and the table of weeks. */
void pupil_html_figures(struct buf *b, const struct timeline *t);
void pupil_html_weeks(struct buf *b, const struct timeline *t);

/* The figures of one intervention as Swedish sentences, a line each. */
void pupil_sentences(struct buf *b, const struct timeline_intervention *v);
/* What must be said of every individual follow-up, a line each. */
extern const char *const pupil_cautions[];

#endif
