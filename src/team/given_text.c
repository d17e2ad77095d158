/* The words of given.h. */
#include "base/words.h"
#include "team/given.h"

const char *const given_pace_code[GIVEN_PACE__MAX] = {"not-set",     "several-a-week", "weekly",
                                                      "fortnightly", "monthly",        "as-needed"};
const char *const given_pace_text_sv[GIVEN_PACE__MAX] = {
    TR("Inte bestämt"),   TR("Flera gånger i veckan"), TR("En gång i veckan"),
    TR("Varannan vecka"), TR("En gång i månaden"),     TR("Vid behov")};
const char *const given_end_code[GIVEN_END__MAX] = {
    "goes-on", "done", "goal-reached", "declined", "no-help", "other-help", "moved", "capacity"};
const char *const given_end_text_sv[GIVEN_END__MAX] = {
    TR("Pågår"),
    TR("Genomförd som planerat"),
    TR("Målet nåddes tidigare"),
    TR("Barnet eller vårdnadshavarna ville sluta"),
    TR("Hjälpte inte tillräckligt"),
    TR("Annat stöd i stället"),
    TR("Flyttade eller bytte skola"),
    TR("Vi kunde inte fortsätta")};
const char *const given_outcome_code[GIVEN_OUTCOME__MAX] = {"held", "missed", "cancelled"};
const char *const given_outcome_text_sv[GIVEN_OUTCOME__MAX] = {
    TR("Blev av"), TR("Barnet eller familjen kom inte"), TR("Vi ställde in")};
