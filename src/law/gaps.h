/*
 * The follow-up that is asked for, against the law: for each data item that the government's
 * assignment and its sources want followed up (G01–G25 of the requirements), and each pair of
 * branches, is there a lawful way on a day, by which rules and on which conditions; and if not,
 * what stops it. This is the list of needs and obstacles that an inquiry into joint follow-up asks
 * for.
 *
 * An item is looked at about a child who can be recognised, and about a group, as far as it is one
 * of those. The child is that of the matrix (law/matrix.h).
 */
#ifndef LAW_GAPS_H
#define LAW_GAPS_H

#include "law/area.h"
#include "law/matrix.h"

enum law_gap_about { LAW_GAP_CHILD = 0, LAW_GAP_GROUP, LAW_GAP_ABOUT__MAX };
extern const char *const law_gap_about_code[LAW_GAP_ABOUT__MAX]; /* "child", "group" */

/* A data item that is wanted, and the item of the law engine that comes nearest. */
struct law_wanted {
    const char *code; /* "G03" */
    struct law_text title;
    enum law_item item;
    bool about[LAW_GAP_ABOUT__MAX];
    bool others; /* it tells of others than the child */
};
extern const struct law_wanted law_wanted[];
extern const size_t law_wanted_n;

/* Something without which a way is closed. */
enum law_gap_condition {
    LAW_GAP_CONSENT = 0, /* of all who dispose over the secrecy */
    LAW_GAP_OTHERS,      /* of everyone else whom the item tells of */
    LAW_GAP_CONTROL,     /* the table has passed disclosure control */
    LAW_GAP_SAME,        /* both within the same authority */
    LAW_GAP_CONCERN,     /* a duty to report concern */
    LAW_GAP_INQUIRY,     /* an open inquiry by the social board */
    LAW_GAP_REPORTER,    /* the recipient made the concern report */
    LAW_GAP_COMMISSIONED,
    LAW_GAP_UPPER, /* the pupil goes to upper secondary school */
    LAW_GAP_CONDITION__MAX
};
extern const char *const law_gap_condition_code[LAW_GAP_CONDITION__MAX];
const char *law_gap_condition_text(enum law_gap_condition c, bool swedish);

/* What stops an item that has no way. */
enum law_gap_stop {
    LAW_STOP_BAR = 0,   /* a rule forbids it */
    LAW_STOP_DATA_FROM, /* the holder has no ground to process personal data so */
    LAW_STOP_DATA_TO,   /* nor has the recipient */
    LAW_STOP_SECRECY,   /* it is secret, and no rule breaks the secrecy for the purpose */
    LAW_STOP_NO_WAY,    /* nothing of that, but no rule permits it either */
    LAW_GAP_STOP__MAX
};
extern const char *const law_gap_stop_code[LAW_GAP_STOP__MAX];
const char *law_gap_stop_text(enum law_gap_stop s, bool swedish);

struct law_gap_way {
    const struct law_rule_ref *rule;
    uint32_t conditions;  /* bits 1 << enum law_gap_condition */
    uint32_t assessments; /* bits 1 << enum law_assessment: made by a human */
    bool duty;
};

struct law_gap_obstacle {
    enum law_gap_stop stop;
    const struct law_rule_ref
        *rule; /* the provision; of a missing ground for personal data, the one
                  that is there but does not cover this; NULL: there is none */
};

#define LAW_GAP_WAYS_MAX 16

/* One cell. Ways and obstacles: one of them is empty. */
struct law_gap {
    enum law_branch from, to;
    enum law_cell_word word; /* as in the matrix, for this purpose alone */
    bool duty;
    struct law_gap_way ways[LAW_GAP_WAYS_MAX]; /* in the order of the rules */
    size_t ways_n;
    struct law_gap_obstacle obstacles[LAW_GAP_WAYS_MAX];
    size_t obstacles_n;
    bool elsewhere; /* of a stopped one: some other purpose has a way */
};

struct law_gap_question {
    const struct law_rules *rules;
    struct date at;
    enum law_purpose purpose;
};
void law_gap(const struct law_gap_question *q, const struct law_wanted *wanted,
             enum law_gap_about about, enum law_branch from, enum law_branch to,
             struct law_gap *out);

enum law_gaps_form { LAW_GAPS_TEXT = 0, LAW_GAPS_CSV, LAW_GAPS_HTML };
/* Text and HTML join pairs of branches, and wanted items, with the same answer; CSV has a line for
 * each. `b` must hold 32 MB. */
void law_gaps_write(const struct law_gap_question *q, enum law_gaps_form form, bool swedish,
                    struct buf *b);
json_t *law_gaps_json(const struct law_gap_question *q); /* a new reference */

#endif
