/*
 * What a change of the law does: every cell of the matrix (law/matrix.h) that differs between two
 * days, or between today's rules and a proposal, and which rules are why. Cells that change in the
 * same way for the same rules are one group, and a group's cells are a few areas, so that some
 * hundred cells are a short story.
 */
#ifndef LAW_DIFF_H
#define LAW_DIFF_H

#include "law/area.h"
#include "law/matrix.h"

/* A rule set on a day. */
struct law_moment {
    const struct law_rules *rules;
    struct date at;
};

enum law_rule_how {
    LAW_RULE_CAME = 0, /* holds only after */
    LAW_RULE_WENT,     /* held only before */
    LAW_RULE_CHANGED,  /* holds on both, with another meaning */
    LAW_RULE_REWORDED, /* holds on both; only what a reader sees has changed (text, note, example,
                          confidence, who has checked it) */
    LAW_RULE_HOW__MAX
};
extern const char *const law_rule_how_code[LAW_RULE_HOW__MAX];

struct law_rule_change {
    enum law_rule_how how;
    const struct law_rule_ref *before, *after; /* NULL where it does not hold */
    size_t cells;                              /* changed cells that it is a reason of */
};
/* The one that is there, the later first. */
const struct law_rule_ref *law_changed_rule(const struct law_rule_change *c);

enum law_change {
    LAW_CHANGE_WIDER = 0, /* more may pass, or must */
    LAW_CHANGE_NARROWER,
    LAW_CHANGE_MIXED,  /* a duty for a permission, or the contrary */
    LAW_CHANGE_GROUND, /* the same answer by other rules */
    LAW_CHANGE_AROUND, /* the same answer by the same rules; what protects the item, who is bound by
                          which act or the ground for personal data has changed */
    LAW_CHANGE__MAX
};
extern const char *const law_change_code[LAW_CHANGE__MAX];

struct law_diff_cell {
    enum law_branch from, to;
    enum law_item item;
    struct law_cell before, after; /* sets of the rules of either moment */
    size_t group;
};

struct law_diff_group {
    enum law_change change;
    struct {
        enum law_cell_word word;
        bool duty;
    } before, after; /* of LAW_CHANGE_AROUND: nothing, its cells have any answer */
    const struct law_rule_change *const *why; /* permits and bars first; may be empty */
    size_t why_n;
    const struct law_area *areas; /* together `cells` cells */
    size_t areas_n, cells;
};

struct law_diff {
    struct law_moment before, after;
    const struct law_rule_change *rules;
    size_t rules_n;
    const struct law_diff_cell *cell; /* those that changed */
    size_t cells_n, cells_all;        /* and how many the matrix has */
    size_t count[LAW_CHANGE__MAX];
    const struct law_diff_group *groups; /* by change, the largest first */
    size_t groups_n;
};

/* Everything in the arena or in the rule sets, which must live as long. Takes about 0.2 s. */
void law_diff(const struct law_moment *before, const struct law_moment *after, struct arena *arena,
              struct law_diff *out);

enum law_diff_form { LAW_DIFF_TEXT = 0, LAW_DIFF_CSV, LAW_DIFF_HTML };
/* Text and HTML tell the story; CSV has a line for each changed cell. `b` must hold 2 MB. */
void law_diff_write(const struct law_diff *d, enum law_diff_form form, bool swedish, struct buf *b);
json_t *law_diff_json(const struct law_diff *d); /* a new reference */

/* Words for readers, Swedish or English. */
const char *law_change_text(enum law_change change, bool swedish); /* "Mer får lämnas" */
const char *law_how_text(enum law_rule_how how, bool swedish);     /* "börjar gälla" */

#endif
