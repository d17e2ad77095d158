/*
 * May this be searched for, here and for that (L12)? Which terms a search or list may use depends
 * on who keeps the register, what the search is for, and whether it yields one person, a list of
 * persons, or figures (SoLPuF 15 §, SoLPuL 7 a §, dataskyddslagen 3:3, skollagen 26 a:4, PDL 2:8).
 */
#ifndef LAW_SEARCH_H
#define LAW_SEARCH_H

#include "law/ruling.h"

enum law_register {
    LAW_REGISTER_UNKNOWN = 0,
    LAW_REGISTER_SCHOOL,      /* a public school's, student health outside health care included */
    LAW_REGISTER_INDEPENDENT, /* an independent school's */
    LAW_REGISTER_HEALTH,      /* records of health care, medical student health included */
    LAW_REGISTER_SOCIAL,      /* a municipal social board's */
    LAW_REGISTER_PROVIDER,    /* a private provider's in social services */
    LAW_REGISTER__MAX
};
enum law_search_purpose {
    LAW_SEARCH_PURPOSE_UNKNOWN = 0,
    LAW_SEARCH_CASEWORK,       /* to work on a case, ordinary work in a school */
    LAW_SEARCH_FOLLOW_UP,      /* follow-up, evaluation, quality assurance of one's own work */
    LAW_SEARCH_CONCERN_REPORT, /* to find earlier concern reports about a child */
    LAW_SEARCH_PURPOSE__MAX
};
enum law_search_term {
    LAW_TERM_UNKNOWN = 0,
    LAW_TERM_NAME,
    LAW_TERM_PERSONAL_NUMBER, /* personnummer, samordningsnummer */
    LAW_TERM_CASE_NUMBER,
    LAW_TERM_GROUP,        /* school, class, team, year */
    LAW_TERM_WORK,         /* date, state of the work, responsible staff, deadline */
    LAW_TERM_ATTENDANCE,   /* attendance in figures */
    LAW_TERM_INTERVENTION, /* kind or state of an intervention of social services */
    LAW_TERM_SENSITIVE,    /* health, origin, belief and the like (GDPR 9.1) */
    LAW_TERM_CRIMINAL,     /* offences */
    LAW_TERM_UNION,        /* trade union membership */
    LAW_SEARCH_TERM__MAX
};
enum law_search_yield {
    LAW_YIELD_UNKNOWN = 0,
    LAW_YIELD_PERSON,  /* the one person who was looked for */
    LAW_YIELD_LIST,    /* a list of persons */
    LAW_YIELD_FIGURES, /* figures on a group */
    LAW_SEARCH_YIELD__MAX
};

struct law_search_facts {
    enum law_register keeper;
    enum law_search_purpose purpose;
    enum law_search_term term;
    enum law_search_yield yields;
    struct date on;
};

void law_search(const struct law_rules *rules, const struct law_search_facts *facts,
                struct law_ruling *out);

#endif
