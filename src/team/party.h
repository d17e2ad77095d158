/*
 * Who takes part in a plan or a meeting and who answers for something that is to be done.
 */
#ifndef TEAM_PARTY_H
#define TEAM_PARTY_H

/* A set is bits `1u << enum case_party`. */
enum case_party {
    PARTY_PUPIL,
    PARTY_GUARDIANS,
    PARTY_SCHOOL,         /* mentor, teacher, headmaster */
    PARTY_STUDENT_HEALTH, /* elevhälsan */
    PARTY_SOCIAL_OPEN,    /* social services without needs test, the team's skolsocionom */
    PARTY_SOCIAL_CASE,    /* social services that exercise authority (socialsekreterare) */
    PARTY_HEALTH,         /* the region's health care, child psychiatry */
    PARTY_POLICE,
    PARTY_OTHER,
    PARTY__MAX
};
extern const char *const case_party_code[PARTY__MAX];
extern const char *const case_party_text_sv[PARTY__MAX];

enum case_responsible {
    RESPONSIBLE_OWN,    /* this authority */
    RESPONSIBLE_OTHER,  /* the authority it works with */
    RESPONSIBLE_HEALTH, /* the region's health care */
    RESPONSIBLE_GUARDIAN,
    RESPONSIBLE_PUPIL,
    RESPONSIBLE__MAX
};
extern const char *const case_responsible_code[RESPONSIBLE__MAX];
extern const char *const case_responsible_text_sv[RESPONSIBLE__MAX];

#endif
