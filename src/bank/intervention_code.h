/*
 * What an intervention (insats) can be. Both kinds of bank know these words: the social bank
 * keeps interventions, the school bank receives them in letters and follows them up. The lists
 * come from the source documents of the assignment (requirements C20–C28, G13, L08); the codes
 * are stable words of docs/formats.md, numbers are what is stored: add at the end, never renumber.
 */
#ifndef BANK_INTERVENTION_CODE_H
#define BANK_INTERVENTION_CODE_H

#include <stdbool.h>

enum intervention_code {
    /* general: towards groups, schools and staff (C22, C26, C28) */
    INTERVENTION_PARENT_COURSE,
    INTERVENTION_GROUP_ABSENCE,
    INTERVENTION_SAFETY_CLIMATE,
    INTERVENTION_GROUP_TALKS,
    INTERVENTION_STAFF_TRAINING,
    INTERVENTION_ATTENDANCE_PROMOTION,
    INTERVENTION_CONSULTATION,
    INTERVENTION_KNOWLEDGE,
    /* individual (C23–C27) */
    INTERVENTION_TALK_SUPPORT,
    INTERVENTION_MOTIVATING_TALKS,
    INTERVENTION_FAMILY_TALKS,
    INTERVENTION_HOME_VISIT,
    INTERVENTION_LEAVING_HOME,
    INTERVENTION_MAPPING_PLAN,
    INTERVENTION_SPECIAL_TEACHER,
    INTERVENTION_PLANNING_SUPPORT,
    INTERVENTION_RESOURCE_SUPPORT,
    INTERVENTION_COORDINATION,
    INTERVENTION_RELATION_WORK,
    INTERVENTION_ADAPTATION,
    INTERVENTION_PARENTING_SUPPORT,
    INTERVENTION_NETWORK,
    INTERVENTION_RISK_BEHAVIOUR,
    INTERVENTION_HOME_COMMUNICATION,
    INTERVENTION_OTHER,
    INTERVENTION_CODE__MAX
};
extern const char *const intervention_code[INTERVENTION_CODE__MAX];    /* "familjesamtal" … */
extern const char *const intervention_text_sv[INTERVENTION_CODE__MAX]; /* "Familjesamtal" … */

/* Prevention level (C20). */
enum intervention_level {
    LEVEL_UNIVERSAL, /* universellt stöd */
    LEVEL_SELECTIVE, /* selektivt stöd */
    LEVEL_INDICATED, /* indikerat stöd */
    LEVEL__MAX
};
extern const char *const level_code[LEVEL__MAX]; /* universal, selective, indicated */
extern const char *const level_text_sv[LEVEL__MAX];

/* General or individual (C21); reports keep them apart. */
enum intervention_scope { SCOPE_GENERAL, SCOPE_INDIVIDUAL, SCOPE__MAX };
extern const char *const scope_code[SCOPE__MAX]; /* general, individual */
extern const char *const scope_text_sv[SCOPE__MAX];

/* G13; SoL (2025:400) 11:5 for the first. "Biståndsbedömd" is now "med behovsprövning". */
enum intervention_form {
    FORM_SERVICE,      /* insats utan individuell behovsprövning */
    FORM_NEEDS_TESTED, /* behovsprövad insats */
    FORM__MAX
};
extern const char *const form_code[FORM__MAX]; /* service, needs-tested */
extern const char *const form_text_sv[FORM__MAX];

/* L08; SoL 14:3–5. Only what is documented by name may be kept about a person. */
enum intervention_documentation {
    DOCUMENTATION_NAMED,        /* 14:3, the rule */
    DOCUMENTATION_NONE_DECIDED, /* 14:5, the board has decided that identity is not documented */
    DOCUMENTATION_ADVICE_ONLY,  /* 14:4, advice is not documented */
    DOCUMENTATION__MAX
};
extern const char *const documentation_code[DOCUMENTATION__MAX];
/* named, none-by-decision, advice-only */
extern const char *const documentation_text_sv[DOCUMENTATION__MAX];

/* The index of a word in a table of `count` words, letters a–z of either size; -1 when none. */
int code_find(const char *const *table, int count, const char *word);

bool intervention_code_parse(const char *word, enum intervention_code *out);
bool level_parse(const char *word, enum intervention_level *out);

#endif
