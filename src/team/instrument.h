/*
 * Instruments (skattningar) as data: what is asked of whom, on which scale, and how a score and
 * its error of measurement come of the answers. A text file that people can read and compare
 * (docs/formats.md); nothing that somebody else has the right to is shipped.
 *
 * A bank keeps every version that it has used: an answer belongs to the version it was given on,
 * and changes are only told between answers of the same version.
 */
#ifndef TEAM_INSTRUMENT_H
#define TEAM_INSTRUMENT_H

#include <stdbool.h>

#include "bank/bank.h"
#include "bank/ids.h"
#include "base/date.h"

struct instrument_id {
    int64_t v;
};

/* Who answers. */
enum respondent { RESPONDENT_PUPIL, RESPONDENT_GUARDIAN, RESPONDENT_STAFF, RESPONDENT__MAX };
extern const char *const respondent_code[RESPONDENT__MAX];    /* pupil, guardian, staff */
extern const char *const respondent_text_sv[RESPONDENT__MAX]; /* Eleven … */

enum instrument_score {
    SCORE_MEAN, /* of the answered items */
    SCORE_SUM,  /* of the items; a missing one counts as the mean of the others */
    SCORE_GAS,  /* goals of the person, -2 to 2; T score (stats/change.h) */
    INSTRUMENT_SCORE__MAX
};
extern const char *const instrument_score_code[INSTRUMENT_SCORE__MAX]; /* mean, sum, gas */

/* Where the error of measurement comes from. */
enum instrument_basis {
    BASIS_NONE,      /* not known: no change can be told from chance */
    BASIS_ASSUMED,   /* a cautious assumption, not measured */
    BASIS_MEASURED,  /* by the authority itself */
    BASIS_PUBLISHED, /* in a study that the source names */
    INSTRUMENT_BASIS__MAX
};
extern const char *const instrument_basis_code[INSTRUMENT_BASIS__MAX];

#define INSTRUMENT_CODE   48 /* bytes with NUL */
#define INSTRUMENT_ITEMS  40
#define INSTRUMENT_SOURCE ((size_t)64 * 1024) /* bytes of a file */
#define INSTRUMENT_STEPS  11                  /* answers that one item may offer */
#define GAS_LEAST         (-2)
#define GAS_MOST          2

/* A text in both languages; `en` is the Swedish one where the file has none. */
struct instrument_text {
    const char *sv, *en;
};

struct instrument_item {
    const char *code;
    struct instrument_text ask[RESPONDENT__MAX]; /* NULL when this respondent is not asked */
    struct instrument_text low, high;            /* what the ends mean */
    int from, to;                                /* whole steps */
    bool reversed;                               /* counted as from + to - answer */
};

struct instrument {
    struct instrument_id id; /* 0 until it is in a bank */
    const char *code;
    int version;
    struct instrument_text name, intro; /* intro NULL: none */
    unsigned respondents;               /* bits 1 << respondent */
    int age_from, age_to;               /* of the child; 0 and 0: any */
    enum instrument_score score;
    bool higher_is_better;
    double low, high; /* of the score */
    unsigned missing_allowed;
    enum instrument_basis basis;
    double sd, reliability; /* NAN when not known */
    struct instrument_text basis_source;
    const char *licence;
    struct instrument_item *items; /* none for SCORE_GAS */
    size_t item_count;
    bool offered;            /* for new questions; at most one version of a code is */
    struct date from, until; /* the latest time it was offered; DATE_OPEN: not told, or still */
    const char *source;      /* the file's text; NULL until it is in a bank */
};

/* Reads a file's text; everything lives in the arena. ERR_INVALID tells "name:line:column", what
 * is wrong and how to mend it. */
MUST_USE enum err instrument_parse(const char *name, const char *text, size_t n, struct arena *a,
                                   struct instrument *out, struct err_ctx *ctx);

/* An answer to one item. */
struct instrument_answer {
    bool given;
    int value;
};

/* The score of as many answers as there are items. False when too many are missing, or one is
 * outside its scale. Not for SCORE_GAS. */
bool instrument_score(const struct instrument *i, const struct instrument_answer *answers,
                      double *out);

/* ---- in a bank ---- */

/* Adds a file's instrument and offers it in place of another version of its code; journalled. The
 * same file again changes nothing (*added_out false). ERR_CONFLICT: other content under the same
 * code and version. */
MUST_USE enum err instrument_add(struct bank *b, const struct actor *actor, const char *name,
                                 const char *text, size_t n, struct instrument_id *id_out,
                                 bool *added_out, struct err_ctx *ctx);

/* Offers a version for new questions from today, in place of another one; or no version of its code
 * any more. Answers stay, and questions that wait can be answered. Journalled.
 * ERR_CONFLICT: it is so already. ERR_NOT_FOUND. */
MUST_USE enum err instrument_offer(struct bank *b, const struct actor *actor,
                                   struct instrument_id id, struct err_ctx *ctx);
MUST_USE enum err instrument_retire(struct bank *b, const struct actor *actor,
                                    struct instrument_id id, struct err_ctx *ctx);

/* All versions, by code and rising version; or only those offered. Belong to the arena. */
MUST_USE enum err instrument_list(struct bank *b, bool offered_only, struct arena *a,
                                  struct instrument **out, size_t *count_out, struct err_ctx *ctx);
/* ERR_NOT_FOUND. */
MUST_USE enum err instrument_read(struct bank *b, struct instrument_id id, struct arena *a,
                                  struct instrument *out, struct err_ctx *ctx);
/* The version of a code that is offered. ERR_NOT_FOUND. */
MUST_USE enum err instrument_find(struct bank *b, const char *code, struct arena *a,
                                  struct instrument *out, struct err_ctx *ctx);

struct instrument_count {
    struct instrument_id id;
    int64_t answers, waiting; /* that stand; questions planned and not answered */
};
/* Of every version in the bank, of all people together. In the arena. */
MUST_USE enum err instrument_counts(struct bank *b, struct arena *a, struct instrument_count **out,
                                    size_t *count_out, struct err_ctx *ctx);

#endif
