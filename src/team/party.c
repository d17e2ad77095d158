#include "team/party.h"

#include "base/words.h"

const char *const case_party_code[PARTY__MAX] = {
    [PARTY_PUPIL] = "pupil",
    [PARTY_GUARDIANS] = "guardians",
    [PARTY_SCHOOL] = "school",
    [PARTY_STUDENT_HEALTH] = "student-health",
    [PARTY_SOCIAL_OPEN] = "social-open",
    [PARTY_SOCIAL_CASE] = "social-case",
    [PARTY_HEALTH] = "health",
    [PARTY_POLICE] = "police",
    [PARTY_OTHER] = "other",
};
const char *const case_party_text_sv[PARTY__MAX] = {
    [PARTY_PUPIL] = TR("Eleven"),
    [PARTY_GUARDIANS] = TR("Vårdnadshavare"),
    [PARTY_SCHOOL] = TR("Skolan: mentor, lärare, rektor"),
    [PARTY_STUDENT_HEALTH] = TR("Elevhälsan"),
    [PARTY_SOCIAL_OPEN] = TR("Socialtjänsten: skolsocionom, öppna insatser"),
    [PARTY_SOCIAL_CASE] = TR("Socialtjänsten: socialsekreterare"),
    [PARTY_HEALTH] = TR("Hälso- och sjukvården, till exempel BUP"),
    [PARTY_POLICE] = TR("Polisen"),
    [PARTY_OTHER] = TR("Någon annan"),
};
const char *const case_responsible_code[RESPONSIBLE__MAX] = {
    [RESPONSIBLE_OWN] = "own",       [RESPONSIBLE_OTHER] = "other",
    [RESPONSIBLE_HEALTH] = "health", [RESPONSIBLE_GUARDIAN] = "guardian",
    [RESPONSIBLE_PUPIL] = "pupil",
};
const char *const case_responsible_text_sv[RESPONSIBLE__MAX] = {
    [RESPONSIBLE_OWN] = TR("Vi"),
    [RESPONSIBLE_OTHER] = TR("Den andra myndigheten"),
    [RESPONSIBLE_HEALTH] = TR("Hälso- och sjukvården"),
    [RESPONSIBLE_GUARDIAN] = TR("Vårdnadshavarna"),
    [RESPONSIBLE_PUPIL] = TR("Eleven"),
};
