/*
 * The question pages of a consent (requirements D11, D12, F01, K01–K02, L02): one question a page,
 * answers kept in the bank between the pages (team/consent_request.h), so that the back button,
 * another day or another computer lose nothing.
 */
#ifndef WEB_ASK_H
#define WEB_ASK_H

#include "law/consenter.h"
#include "team/consent_request.h"
#include "web/request.h"

enum ask_step {
    ASK_WHAT,
    ASK_TO,
    ASK_PURPOSE,
    ASK_UNTIL,
    ASK_ABOUT,
    ASK_CUSTODY,
    ASK_MATURITY,
    ASK_GIVERS, /* nothing to fill in: the law's answer */
    ASK_CHILD,
    ASK_INTERPRETER,
    ASK_WAY,
    ASK_INSIGHT, /* only when a guardian is to sign in for the first time */
    ASK_CHECK,   /* the page with all answers */
    ASK_STEP__MAX
};
extern const char *const ask_step_code[ASK_STEP__MAX]; /* "what", "to" … */

/* A guardian in the school's register. */
struct ask_guardian {
    struct person_id id;
    const char *name;
    int custody; /* enum custody of school/register.h */
    bool blocked;
};
#define ASK_GUARDIANS 2

/* A request on its way through a page. */
struct ask {
    struct consent_request r;
    const struct page_person *person;
    const char *href; /* "/asking/7" */
    int age;          /* whole years, -1 when not known */
    struct ask_guardian guardians[ASK_GUARDIANS];
    size_t guardian_count; /* 0 in a social bank, which has no register of guardians */
};

/* The request of {id} with its case, the identity bar and the guardians. */
MUST_USE enum err ask_load(struct request *rq, struct ask *out, struct err_ctx *ctx);
/* Whom the law asks for a yes, and whom it wants heard; persons are bits 1 << enum consent_party.
 */
void ask_consenters(struct request *rq, const struct ask *k, struct law_consenters *out);
/* Those who have to say yes; 0: nobody can. */
unsigned ask_needed(const struct law_consenters *c);
/* "Eleven", or the guardian's name. */
const char *ask_party(struct request *rq, const struct ask *k, int party);
/* The first step that has no answer; ASK_CHECK when all have. */
MUST_USE enum err ask_next(struct request *rq, const struct ask *k, enum ask_step *out,
                           struct err_ctx *ctx);
/* Guardians among those asked for whom nobody has assessed what they may see (team/insight.h). */
MUST_USE enum err ask_unassessed(struct request *rq, const struct ask *k, unsigned *parties_out,
                                 struct err_ctx *ctx);

/* One row of what has been answered; `step` is where it is changed. */
struct ask_row {
    const char *name, *value;
    enum ask_step step;
};
#define ASK_ROWS 16
size_t ask_rows(struct request *rq, const struct ask *k, struct ask_row out[ASK_ROWS]);

/* What an item is, in a sentence that a twelve-year-old understands: a TR text. */
extern const char *const ask_item_plain[CONSENT_ITEM__MAX];
extern const char *const ask_purpose_plain[CONSENT_PURPOSE__MAX];

/* Languages of interpreters as BCP 47 tags; the first, "none", means that none is needed. */
#define ASK_LANGUAGES 14
extern const char *const ask_language_code[ASK_LANGUAGES];
extern const char *const ask_language_text_sv[ASK_LANGUAGES];
int ask_language(const char *tag); /* its index; 0 for "" and for tags that are not in the table */

/* How sure a rule's text is, in words; NULL when it is verified: a TR text. */
const char *ask_mark(enum law_confidence c);

/* The pages other than the questions; page/ask_show.c. */
enum err ask_show_check(struct request *rq, const struct ask *k, struct err_ctx *ctx);
enum err ask_show_givers(struct request *rq, const struct ask *k, struct err_ctx *ctx);

#endif
