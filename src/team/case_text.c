/* Names of what a case can be. */
#include "base/words.h"
#include "team/case.h"

const char *const case_reason_code[CASE_REASON__MAX] = {
    [CASE_REASON_UNKNOWN] = "unknown",
    [CASE_REASON_ABSENCE] = "absence",
    [CASE_REASON_TRUANCY] = "truancy",
    [CASE_REASON_REFUSAL] = "refusal",
    [CASE_REASON_PARENTAL] = "parental",
    [CASE_REASON_NORM_BREAKING] = "norm-breaking",
    [CASE_REASON_SOCIAL_SITUATION] = "social-situation",
    [CASE_REASON_OTHER] = "other",
};
const char *const case_reason_text_sv[CASE_REASON__MAX] = {
    [CASE_REASON_UNKNOWN] = "",
    [CASE_REASON_ABSENCE] = TR("Upprepad eller längre frånvaro"),
    [CASE_REASON_TRUANCY] = TR("Skolk"),
    [CASE_REASON_REFUSAL] = TR("Skolvägran"),
    [CASE_REASON_PARENTAL] = TR("Föräldrastödd frånvaro"),
    [CASE_REASON_NORM_BREAKING] = TR("Normbrytande beteende"),
    [CASE_REASON_SOCIAL_SITUATION] = TR("Social situation"),
    [CASE_REASON_OTHER] = TR("Annat"),
};
const char *const case_criterion_code[CASE_CRITERION__MAX] = {
    [CASE_CRITERION_NONE] = "none",
    [CASE_CRITERION_NORM_BREAKING] = "norm-breaking",
    [CASE_CRITERION_ABSENCE] = "absence",
    [CASE_CRITERION_BOTH] = "both",
};
const char *const case_criterion_text_sv[CASE_CRITERION__MAX] = {
    [CASE_CRITERION_NONE] = "",
    [CASE_CRITERION_NORM_BREAKING] = TR("Normbrytande beteende"),
    [CASE_CRITERION_ABSENCE] = TR("Frånvaroproblematik"),
    [CASE_CRITERION_BOTH] = TR("Normbrytande beteende och frånvaroproblematik"),
};
const char *const case_close_code[CASE_CLOSE__MAX] = {
    [CASE_CLOSE_NONE] = "none",
    [CASE_CLOSE_GOAL_REACHED] = "goal-reached",
    [CASE_CLOSE_SUPPORT_ENDED] = "support-ended",
    [CASE_CLOSE_DECLINED] = "declined",
    [CASE_CLOSE_MOVED] = "moved",
    [CASE_CLOSE_OTHER_SUPPORT] = "other-support",
    [CASE_CLOSE_MISTAKE] = "mistake",
};
const char *const case_close_text_sv[CASE_CLOSE__MAX] = {
    [CASE_CLOSE_NONE] = "",
    [CASE_CLOSE_GOAL_REACHED] = TR("Målet är nått"),
    [CASE_CLOSE_SUPPORT_ENDED] = TR("Stödet är avslutat som planerat"),
    [CASE_CLOSE_DECLINED] = TR("Eleven eller vårdnadshavarna vill inte ha stödet"),
    [CASE_CLOSE_MOVED] = TR("Eleven har flyttat"),
    [CASE_CLOSE_OTHER_SUPPORT] = TR("Annat stöd har tagit över"),
    [CASE_CLOSE_MISTAKE] = TR("Öppnat av misstag"),
};
const char *const case_event_code[CASE_EVENT__MAX] = {
    [CASE_EVENT_OPENED] = "opened", [CASE_EVENT_HANDED_OVER] = "handed-over",
    [CASE_EVENT_CLOSED] = "closed", [CASE_EVENT_REOPENED] = "reopened",
    [CASE_EVENT_MOVED] = "moved",
};
const char *const case_event_text_sv[CASE_EVENT__MAX] = {
    [CASE_EVENT_OPENED] = TR("Öppnat"),
    [CASE_EVENT_HANDED_OVER] = TR("Överlämnat"),
    [CASE_EVENT_CLOSED] = TR("Avslutat"),
    [CASE_EVENT_REOPENED] = TR("Öppnat igen"),
    [CASE_EVENT_MOVED] = TR("Överlämnat till en annan enhet"),
};
