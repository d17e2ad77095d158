/* Names of what a consent can be. */
#include "base/words.h"
#include "team/consent.h"

const char *const consent_party_code[CONSENT_PARTY__MAX] = {
    [CONSENT_PUPIL] = "pupil",
    [CONSENT_GUARDIAN_1] = "guardian-1",
    [CONSENT_GUARDIAN_2] = "guardian-2",
};
const char *const consent_party_text_sv[CONSENT_PARTY__MAX] = {
    [CONSENT_PUPIL] = TR("Eleven"),
    [CONSENT_GUARDIAN_1] = TR("Vårdnadshavare 1"),
    [CONSENT_GUARDIAN_2] = TR("Vårdnadshavare 2"),
};
const char *const consent_answer_code[CONSENT_ANSWER__MAX] = {
    [CONSENT_NOT_ASKED] = "not-asked",
    [CONSENT_YES] = "yes",
    [CONSENT_NO] = "no",
    [CONSENT_NO_REPLY] = "no-reply",
};
const char *const consent_answer_text_sv[CONSENT_ANSWER__MAX] = {
    [CONSENT_NOT_ASKED] = TR("Inte tillfrågad"),
    [CONSENT_YES] = TR("Ja"),
    [CONSENT_NO] = TR("Nej"),
    [CONSENT_NO_REPLY] = TR("Har inte svarat"),
};
const char *const consent_how_code[CONSENT_HOW__MAX] = {
    [CONSENT_HOW_UNKNOWN] = "unknown",
    [CONSENT_PAPER] = "paper",
    [CONSENT_EID] = "eid",
    [CONSENT_ORAL] = "oral",
};
const char *const consent_how_text_sv[CONSENT_HOW__MAX] = {
    [CONSENT_HOW_UNKNOWN] = "",
    [CONSENT_PAPER] = TR("Underskrivet papper"),
    [CONSENT_EID] = TR("E-legitimation"),
    [CONSENT_ORAL] = TR("Muntligt"),
};
const char *const consent_custody_code[CONSENT_CUSTODY__MAX] = {
    [CONSENT_CUSTODY_UNKNOWN] = "unknown",
    [CONSENT_CUSTODY_SOLE] = "sole",
    [CONSENT_CUSTODY_JOINT] = "joint",
};
const char *const consent_custody_text_sv[CONSENT_CUSTODY__MAX] = {
    [CONSENT_CUSTODY_UNKNOWN] = TR("Inte känd"),
    [CONSENT_CUSTODY_SOLE] = TR("Ensam vårdnad"),
    [CONSENT_CUSTODY_JOINT] = TR("Gemensam vårdnad"),
};
const char *const consent_item_code[CONSENT_ITEM__MAX] = {
    [CONSENT_ITEM_ATTENDANCE] = "attendance",
    [CONSENT_ITEM_INTERVENTION] = "intervention",
    [CONSENT_ITEM_GOAL] = "goal",
    [CONSENT_ITEM_MESSAGE] = "message",
};
const char *const consent_item_text_sv[CONSENT_ITEM__MAX] = {
    [CONSENT_ITEM_ATTENDANCE] = TR("Närvaro"),
    [CONSENT_ITEM_INTERVENTION] = TR("Insatser"),
    [CONSENT_ITEM_GOAL] = TR("Mål"),
    [CONSENT_ITEM_MESSAGE] = TR("Meddelanden"),
};
const char *const consent_purpose_code[CONSENT_PURPOSE__MAX] = {
    [CONSENT_PURPOSE_FOLLOWUP] = "followup",
    [CONSENT_PURPOSE_SUPPORT] = "support",
};
const char *const consent_purpose_text_sv[CONSENT_PURPOSE__MAX] = {
    [CONSENT_PURPOSE_FOLLOWUP] = TR("Uppföljning"),
    [CONSENT_PURPOSE_SUPPORT] = TR("Stöd till eleven"),
};
const char *const consent_maturity_code[CONSENT_MATURITY__MAX] = {
    [CONSENT_MATURITY_UNKNOWN] = "unknown",
    [CONSENT_NOT_MATURE] = "not-mature",
    [CONSENT_MATURE] = "mature",
    [CONSENT_MATURE_ALONE] = "mature-alone",
};
const char *const consent_maturity_text_sv[CONSENT_MATURITY__MAX] = {
    [CONSENT_MATURITY_UNKNOWN] = TR("Inte bedömd"),
    [CONSENT_NOT_MATURE] = TR("Förstår inte vad samtycket innebär"),
    [CONSENT_MATURE] = TR("Förstår och bestämmer tillsammans med vårdnadshavarna"),
    [CONSENT_MATURE_ALONE] = TR("Förstår och bestämmer själv i den här frågan"),
};
