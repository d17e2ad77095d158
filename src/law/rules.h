/*
 * A compiled rule set. Private to src/law.
 *
 * A rule becomes one slot, or two when it is about one side of a crossing (its regime, secrecy or
 * ground for personal data hold equally for sender and recipient). A slot is a conjunction: for
 * each field a set of values that meet its condition. For judging, that is turned around: for
 * each value of each field, the set of slots that it meets. The slots that meet all facts are
 * then the intersection of one set a field: no branches, the same time for every question.
 */
#ifndef LAW_RULES_H
#define LAW_RULES_H

#include "base/buf.h"
#include "law/deadline.h"
#include "law/grant.h"
#include "law/law.h"
#include "law/parse.h"
#include "law/retention.h"
#include "law/ruling.h"

enum law_kind {
    KIND_REGIME = 0,    /* which body of law binds the holder: OSL or a duty of silence */
    KIND_SECRECY,       /* how strongly an item is protected where it is */
    KIND_GUARDIANS,     /* have those guardians consented that must */
    KIND_CONSENT,       /* have those consented that dispose over the secrecy */
    KIND_PERSONAL_DATA, /* the ground for processing, apart from secrecy */
    KIND_PERMIT,        /* allow, may, duty */
    KIND_BAR,           /* deny, whatever permits */
    KIND_ATTACH,        /* obligations that go with every yes in such a case */
    KIND_DEFAULT,       /* deny, when nothing permits: exactly one */
    KIND__MAX
};
extern const char *const law_kind_code[KIND__MAX];

/* Fields of a condition: the facts, then what the stages before have found. */
enum law_field_id {
    FIELD_FROM_REGIME = LAW_FACT__MAX,
    FIELD_TO_REGIME,
    FIELD_SECRECY,   /* level where the item is now */
    FIELD_GUARDIANS, /* 0 no, 1 given */
    FIELD_CONSENT,   /* 0 no, 1 valid */
    FIELD_PERSONAL_DATA_FROM,
    FIELD_PERSONAL_DATA_TO,
    FIELD__MAX
};
#define FIELD_VALUES 32 /* most values of a field */

enum { SIDE_FROM = 0, SIDE_TO, SIDE__MAX };
enum { REGIME_UNKNOWN = 0, REGIME_OSL, REGIME_SILENCE, REGIME__MAX };

struct law_field_info {
    const char *name;
    const char *const *codes;
    const char *const *labels_sv, *const *labels_en;
    unsigned values_n;
};
struct law_field_info law_field_info(unsigned field);

struct law_example {
    const char *source; /* as written */
    struct law_place at;
    struct law_facts facts;
    enum { EXPECT_OUTCOME, EXPECT_APPLIES, EXPECT_NOT } expect;
    enum law_outcome outcome;
};

/* A named text: assessment or obligation. */
struct law_named {
    const char *name;
    struct law_place at;
    struct law_text text;
    const char *cite;
};

struct law_deadline_example {
    const char *source; /* as written */
    struct law_place at;
    struct law_deadline_question q;
    struct date due; /* expected; 0: the state is */
    enum law_deadline_state state;
};

struct law_deadline_entry {
    struct law_deadline_rule d;
    struct law_place at;
    const struct law_event **stops; /* = d.stops, writable */
    struct law_deadline_example *example;
    size_t examples_n;
};

/* A time that a record is kept: from an event, or by the authority's own decision. */
struct law_hold {
    const struct law_event *from;
    int years;
    bool local;
};

struct law_retention_example {
    const char *source;
    struct law_place at;
    struct law_retention_question q;
    struct law_happened happened[12];
    const char *cleared[12];
    struct date first; /* expected; 0: the state is */
    enum law_retention_state state;
};

struct law_retention_rule {
    struct law_rule_ref ref;
    struct law_place at;
    const char *record;
    uint32_t case_of;             /* bits 1 << enum law_branch: a case of theirs is such a record */
    const struct law_event *when; /* if this has happened in it; NULL: always */
    bool for_ever, next_year;
    struct law_hold *hold; /* all must be over */
    size_t holds_n;
    const struct law_event **stop;
    size_t stops_n;
    enum law_retention_state then;
    struct date valid_from, valid_to;
    struct law_retention_example *example;
    size_t examples_n;
};

struct law_grant_example {
    const char *source;
    struct law_place at;
    struct law_grant_facts facts;
    enum law_result result;
};

struct law_grant_rule {
    struct law_rule_ref ref;
    struct law_place at;
    enum law_grant_measure measure;
    int at_least, at_most;
    struct date valid_from, valid_to;
    struct law_grant_example *example;
    size_t examples_n;
};
/* What one condition says of the facts. (grant.c) */
enum law_result law_grant_judge(const struct law_grant_rule *r, const struct law_grant_facts *facts,
                                bool *in_force_out);

struct law_rule {
    const char *id;
    struct law_place at;
    enum law_kind kind;
    struct law_rule_ref ref;
    enum law_outcome outcome; /* KIND_PERMIT */
    bool overrides_duty;      /* KIND_BAR */
    bool sided;
    enum law_level level;      /* KIND_SECRECY */
    unsigned regime;           /* KIND_REGIME */
    uint32_t mask[FIELD__MAX]; /* bit v set: value v meets the condition */
    uint64_t conditional;      /* bit f set: there is a condition on field f */
    uint32_t needs;            /* assessments, bits 1 << enum law_assessment */
    const struct law_named **obligations;
    size_t obligations_n;
    const struct law_deadline_rule *deadline;
    struct date valid_from, valid_to; /* inclusive; DATE_OPEN */
    struct date info_from, info_to;
    bool info_conditional;
    struct law_example *examples;
    size_t examples_n;
};

struct law_slot {
    unsigned rule;
    unsigned side;
};

#define LAW_DATES_MAX (2 * LAW_RULES_MAX + 2)

/* Days on which something changes, and the slots that hold from each until the next. */
struct law_epochs {
    size_t n;
    struct date start[LAW_DATES_MAX]; /* ascending; [0] is before all */
    struct law_set slots[LAW_DATES_MAX];
};

struct law_rules {
    struct arena *arena;
    const char *source;
    size_t source_n;
    char version[LAW_VERSION_TEXT];
    struct law_rule *rule;
    size_t rules_n;
    struct law_named *obligation, *assessment; /* assessment: by enum */
    struct law_deadline_entry *deadline;
    struct law_event *event;
    struct law_entry *entry[LAW_TABLE__MAX];
    size_t entries_n[LAW_TABLE__MAX];
    struct law_retention_rule *retention;
    struct law_grant_rule *grant;
    size_t retentions_n, grants_n;
    /* "assessment no_harm.reverse": the question as it reads under that secrecy; else name NULL */
    struct law_named assessment_at[LAW_ASSESS__MAX][LAW_LEVEL__MAX];
    size_t obligations_n, deadlines_n, events_n;
    const struct law_named **always; /* obligations of every yes */
    size_t always_n;

    struct law_slot slot[LAW_RULES_MAX];
    size_t slots_n;
    struct law_set meets[FIELD__MAX][FIELD_VALUES];
    struct law_set kind[KIND__MAX][SIDE__MAX];
    struct law_set level[SIDE__MAX][LAW_LEVEL__MAX];
    struct law_set regime[SIDE__MAX][REGIME__MAX];
    struct law_set bars_all; /* bars that override a duty too */
    struct law_epochs question, information;
    struct law_set information_unknown; /* slots that hold when that date is not known */
};

static inline bool set_any(struct law_set s)
{
    return (s.w[0] | s.w[1] | s.w[2] | s.w[3]) != 0;
}
static inline struct law_set set_and(struct law_set a, const struct law_set *b)
{
    for (unsigned i = 0; i < LAW_RULES_MAX / 64; i++) {
        a.w[i] &= b->w[i];
    }
    return a;
}
static inline struct law_set set_or(struct law_set a, const struct law_set *b)
{
    for (unsigned i = 0; i < LAW_RULES_MAX / 64; i++) {
        a.w[i] |= b->w[i];
    }
    return a;
}
static inline void set_add(struct law_set *s, size_t slot)
{
    s->w[slot / 64] |= UINT64_C(1) << (slot % 64);
}
static inline bool set_has(const struct law_set *s, size_t slot)
{
    return (s->w[slot / 64] >> (slot % 64) & 1) != 0;
}
/* The first member at or after `from`, or LAW_RULES_MAX. */
size_t set_next(const struct law_set *s, size_t from);

/* Compiles the blocks into `rules`, whose arena is set. (compile.c) */
MUST_USE enum err law_compile(struct law_rules *rules, const struct law_block *blocks,
                              struct err_ctx *ctx);
/* Builds the sets that judging uses, from the rules. (index.c) */
MUST_USE enum err law_index(struct law_rules *rules, struct err_ctx *ctx);

/* The values of a fact or finding that meet the condition of a slot; all ones: no condition.
 * (index.c) */
uint32_t law_slot_mask(const struct law_rules *rules, size_t slot, unsigned field);
static inline const struct law_rule *slot_rule(const struct law_rules *r, size_t slot)
{
    return &r->rule[r->slot[slot].rule];
}

/* What the stages found on the way to a verdict, for explaining. (judge.c) */
struct law_trail {
    struct law_set slots; /* those that meet all facts and all that was found */
    unsigned found[FIELD__MAX - LAW_FACT__MAX];
    struct law_set ways;   /* permits that hold now or wait for an assessment */
    uint32_t met, not_met; /* assessments, bits 1 << enum law_assessment */
};
struct law_verdict law_judge_trail(const struct law_rules *rules, const struct law_facts *facts,
                                   struct law_trail *trail);

/* The same from the slots that meet the facts, and the assessments, both set in the trail. */
struct law_verdict law_judge_set(const struct law_rules *rules, struct law_trail *trail);

/* The question that a human must answer, where the item is protected so. (decide.c) */
struct law_text law_question(const struct law_rules *rules, unsigned assessment,
                             enum law_level level);

/* The confidence of an answer: the weakest link of its strongest chain. (judge.c) */
enum law_confidence law_verdict_confidence(const struct law_rules *rules,
                                           const struct law_verdict *verdict);

/* Sets of unknown facts that would widen the outcome. (missing.c) */
void law_find_missing(const struct law_rules *rules, const struct law_facts *facts,
                      const struct law_verdict *verdict, struct arena *arena,
                      struct law_decision *out);
/* Fills in `blocked` and `explanation`. (explain.c) */
void law_explain(const struct law_rules *rules, const struct law_facts *facts,
                 const struct law_trail *trail, struct arena *arena, struct law_decision *out);
/* "samtycker", "minst 18 år", "något annat än …": values of a field in words. (blocked.c) */
void law_describe_values(struct buf *b, unsigned field, uint32_t mask, bool swedish);
/* Why each nearly open way is closed. (blocked.c) */
void law_find_blocked(const struct law_rules *rules, const struct law_facts *facts,
                      const struct law_trail *trail, struct arena *arena, struct law_decision *out);

#endif
