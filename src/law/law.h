/*
 * May this item pass from here to there, now? Facts in, decision out.
 *
 * The law is data: text files that a lawyer reads and diffs (rules/, format in docs/law.md). They
 * are compiled once and are then immutable, so any number of threads may ask. Deciding is pure
 * and total: no I/O, no clock, every combination of facts has exactly one outcome.
 *
 * It fails closed by construction, not by care:
 *   - what no rule permits is denied (OSL 8:1);
 *   - an unknown fact never meets a condition of a rule that permits, and always meets those of a
 *     rule that forbids or makes information secret;
 *   - assessments that the law gives to a human (men-prövning, weighing of interests …) are never
 *     made here: until the human's result is among the facts the answer is at most LAW_MAY.
 * So removing a consent, adding protection or forgetting a fact can only make the answer
 * narrower; tests/law proves it over the whole fact space.
 *
 * No legal condition belongs in other code: ask here.
 */
#ifndef LAW_LAW_H
#define LAW_LAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "law/facts.h"

struct law_rules; /* a compiled rule set with its texts */

#define LAW_VERSION_TEXT 65 /* a version is at most 64 characters and NUL */

/* Makes the version of a rule set: the hex digest of its canonical text. The hash function is the
 * caller's (this module uses no crypto library), and the same for all callers, so that a version
 * in the journal can be compared. */
typedef void law_digest(const void *text, size_t n, char hex_out[LAW_VERSION_TEXT]);

/* Reads and compiles every *.rules file of a folder, in name order. A fault in a file is
 * ERR_INVALID with "file:line:column" and the remedy; nothing is then usable. */
MUST_USE enum err law_load(const char *dir, law_digest *digest, struct law_rules **out,
                           struct err_ctx *ctx);

/* The same from one text; `name` stands for the file in errors. */
MUST_USE enum err law_load_text(const char *name, const char *text, size_t n, law_digest *digest,
                                struct law_rules **out, struct err_ctx *ctx);
void law_free(struct law_rules *rules); /* NULL is safe */

/* What the digest was made of: all the files, joined. Store it under its version to keep old
 * decisions explainable: law_load_text() of it gives the same rules and the same version. */
const char *law_source(const struct law_rules *rules, size_t *n_out);
const char *law_version(const struct law_rules *rules);

enum law_outcome {
    LAW_DENY = 0, /* may not pass */
    LAW_MAY,      /* may pass if a human makes the outstanding assessments with that result */
    LAW_ALLOW,    /* may pass now */
    LAW_DUTY,     /* must pass now */
    LAW_OUTCOME__MAX
};
extern const char *const law_outcome_code[LAW_OUTCOME__MAX]; /* "deny", "may", "allow", "duty" */

/* Strength of the secrecy that meets an item, weakest first. */
enum law_level {
    LAW_LEVEL_NONE = 0,       /* no provision of secrecy */
    LAW_LEVEL_SPECIAL_REASON, /* secret if harm can be assumed for a special reason */
    LAW_LEVEL_QUALIFIED,      /* secret if considerable harm must be assumed */
    LAW_LEVEL_STRAIGHT,       /* "rakt": secret if harm can be assumed */
    LAW_LEVEL_SILENCE,        /* duty of silence in private activity ("obehörigen röja") */
    LAW_LEVEL_REVERSE,        /* "omvänt": secret unless clearly harmless */
    LAW_LEVEL_ABSOLUTE,       /* no test: secret */
    LAW_LEVEL__MAX
};
extern const char *const law_level_code[LAW_LEVEL__MAX];

/* Something that has happened, which the law counts days from. */
struct law_happened {
    const char *event; /* an event of the rule files: "last_note", "inquiry_opened" */
    struct date on;
};

/* How sure the text of a rule is; the weakest among the rules applied marks the whole answer. */
enum law_confidence {
    LAW_UNVERIFIED = 0, /* from knowledge, not read (handbook K) */
    LAW_INFERRED,       /* concluded from text that was read (I) */
    LAW_SECONDARY,      /* read in a secondary source only (V2) */
    LAW_VERIFIED,       /* the statute's text was read (V) */
    LAW_CONFIDENCE__MAX
};
extern const char *const law_confidence_code[LAW_CONFIDENCE__MAX];

/* ---- The quick answer: no memory, millions a second ---- */

#define LAW_RULES_MAX 256 /* rules of one rule set */

struct law_set {
    uint64_t w[LAW_RULES_MAX / 64];
};

struct law_verdict {
    enum law_outcome outcome;
    enum law_outcome if_assessed; /* the outcome when what is outstanding has been assessed as met:
                                     the same as `outcome` unless that is LAW_MAY */
    enum law_level secrecy_from;  /* where the item is now */
    enum law_level secrecy_to;    /* at the recipient (OSL 7:2) */
    bool consent;                 /* those who dispose over the secrecy have consented */
    uint32_t outstanding;         /* bits 1 << enum law_assessment that some way to yes waits for */
    struct law_set applied;       /* rules that made the answer */
};

struct law_verdict law_judge(const struct law_rules *rules, const struct law_facts *facts);

/* ---- The full answer ---- */

struct law_text {
    const char *sv, *en;
};

struct law_ground {
    const char *cite; /* "OSL 10:1 (2009:400)": statute, chapter:paragraph, SFS number */
};

struct law_rule_ref {
    const char *id; /* "R04.consent" */
    struct law_text title, text;
    enum law_confidence confidence;
    const char *checked_by; /* the lawyer and date; empty until someone has */
    struct law_text note;   /* for lawyers; may be empty */
    const struct law_ground *grounds;
    size_t grounds_n;
};

struct law_assessment_ref {
    enum law_assessment kind;
    const char *code;         /* "no_harm" */
    struct law_text question; /* what the human must assess and write down */
};

/* One way to a yes: a rule, and what it still waits for. `outstanding_n` 0 means it holds now. */
struct law_way {
    struct law_rule_ref rule;
    enum law_outcome outcome; /* when assessed: LAW_ALLOW or LAW_DUTY */
    const struct law_assessment_ref *outstanding;
    size_t outstanding_n;
};

struct law_obligation {
    const char *code; /* "journal", "minimise", "two_persons" … as named in the rule files */
    struct law_text text;
    const char *cite;
};

/* Code "" when there is none. law/deadline.h computes the day. */
struct law_deadline {
    const char *name; /* of the deadline in the rule files: "feedback" */
    const char *code; /* "genast", "snarast", "skyndsamt", or ISO 8601 such as "P7D" */
    int days;         /* of "PnD"; 0 for the words and for months */
    struct law_text text;
};

/* An unknown fact that would change the outcome; found by trying. Facts with the same `set` are
 * needed together; sets are alternatives, smallest first. */
struct law_missing {
    unsigned set;
    const char *fact;                /* name in the JSON */
    const char *value;               /* a value that, with the others of the set, gives `outcome` */
    struct law_text question, label; /* of the fact and of the value */
    enum law_outcome outcome;
};

/* A way that is closed, and why: for a refusal that says what to do. */
struct law_blocked {
    struct law_rule_ref rule;
    struct law_text why;
};

struct law_decision {
    struct law_verdict verdict;
    enum law_outcome outcome;         /* = verdict.outcome */
    enum law_confidence confidence;   /* the weakest among `rules` */
    const struct law_rule_ref *rules; /* all that were applied, the deciding first */
    size_t rules_n;
    const struct law_way *ways; /* strongest first; empty when denied */
    size_t ways_n;
    const struct law_ground *grounds; /* of the ways (or of the refusal) */
    size_t grounds_n;
    const struct law_ground *personal_data_from, *personal_data_to; /* the other test: GDPR side */
    size_t personal_data_from_n, personal_data_to_n;
    const struct law_assessment_ref *assessments; /* outstanding, each once */
    size_t assessments_n;
    const struct law_obligation *obligations;
    size_t obligations_n;
    struct law_deadline deadline;
    struct law_text protection;        /* what secrecy the recipient has for it (OSL 7:2) */
    const struct law_missing *missing; /* only with LAW_WITH_MISSING */
    size_t missing_n;
    const struct law_blocked *blocked; /* of a refusal, only with LAW_WITH_EXPLANATION */
    size_t blocked_n;
    struct law_text explanation; /* "" unless LAW_WITH_EXPLANATION */
    const char *version;         /* of the rule set: store it with the decision */
};

enum law_with {
    LAW_WITH_NOTHING = 0,
    LAW_WITH_MISSING = 1,
    LAW_WITH_EXPLANATION = 2,
    LAW_WITH_ALL = 3
};

/* What is filled in lives in the arena or in the rule set. Never fails. */
void law_decide(const struct law_rules *rules, const struct law_facts *facts, enum law_with with,
                struct arena *arena, struct law_decision *out);

/* May it pass now, with nothing left to assess? The only test a sender needs. */
bool law_passes(const struct law_decision *d);

bool law_has_obligation(const struct law_decision *d, const char *code);

/* Stable JSON (docs/law.md); the journal keeps it. A new reference. */
json_t *law_decision_json(const struct law_decision *d);

#endif
