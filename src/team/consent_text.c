/* Names of what a consent can be. */
#include "team/consent.h"

const char *const consent_party_code[CONSENT_PARTY__MAX] = {
    [CONSENT_PUPIL] = "pupil",
    [CONSENT_GUARDIAN_1] = "guardian-1",
    [CONSENT_GUARDIAN_2] = "guardian-2",
};
const char *const consent_party_text_sv[CONSENT_PARTY__MAX] = {
    [CONSENT_PUPIL] = "Eleven",
    [CONSENT_GUARDIAN_1] = "Vårdnadshavare 1",
    [CONSENT_GUARDIAN_2] = "Vårdnadshavare 2",
};
const char *const consent_answer_code[CONSENT_ANSWER__MAX] = {
    [CONSENT_NOT_ASKED] = "not-asked",
    [CONSENT_YES] = "yes",
    [CONSENT_NO] = "no",
    [CONSENT_NO_REPLY] = "no-reply",
};
const char *const consent_answer_text_sv[CONSENT_ANSWER__MAX] = {
    [CONSENT_NOT_ASKED] = "Inte tillfrågad",
    [CONSENT_YES] = "Ja",
    [CONSENT_NO] = "Nej",
    [CONSENT_NO_REPLY] = "Har inte svarat",
};
const char *const consent_how_code[CONSENT_HOW__MAX] = {
    [CONSENT_HOW_UNKNOWN] = "unknown",
    [CONSENT_PAPER] = "paper",
    [CONSENT_EID] = "eid",
    [CONSENT_ORAL] = "oral",
};
const char *const consent_how_text_sv[CONSENT_HOW__MAX] = {
    [CONSENT_HOW_UNKNOWN] = "",
    [CONSENT_PAPER] = "Underskrivet papper",
    [CONSENT_EID] = "E-legitimation",
    [CONSENT_ORAL] = "Muntligt",
};
const char *const consent_custody_code[CONSENT_CUSTODY__MAX] = {
    [CONSENT_CUSTODY_UNKNOWN] = "unknown",
    [CONSENT_CUSTODY_SOLE] = "sole",
    [CONSENT_CUSTODY_JOINT] = "joint",
};
const char *const consent_custody_text_sv[CONSENT_CUSTODY__MAX] = {
    [CONSENT_CUSTODY_UNKNOWN] = "Inte känd",
    [CONSENT_CUSTODY_SOLE] = "Ensam vårdnad",
    [CONSENT_CUSTODY_JOINT] = "Gemensam vårdnad",
};
const char *const consent_item_code[CONSENT_ITEM__MAX] = {
    [CONSENT_ITEM_ATTENDANCE] = "attendance",
    [CONSENT_ITEM_INTERVENTION] = "intervention",
    [CONSENT_ITEM_GOAL] = "goal",
    [CONSENT_ITEM_MESSAGE] = "message",
};
const char *const consent_item_text_sv[CONSENT_ITEM__MAX] = {
    [CONSENT_ITEM_ATTENDANCE] = "Närvaro",
    [CONSENT_ITEM_INTERVENTION] = "Insatser",
    [CONSENT_ITEM_GOAL] = "Mål",
    [CONSENT_ITEM_MESSAGE] = "Meddelanden",
};
const char *const consent_purpose_code[CONSENT_PURPOSE__MAX] = {
    [CONSENT_PURPOSE_FOLLOWUP] = "followup",
    [CONSENT_PURPOSE_SUPPORT] = "support",
};
const char *const consent_purpose_text_sv[CONSENT_PURPOSE__MAX] = {
    [CONSENT_PURPOSE_FOLLOWUP] = "Uppföljning",
    [CONSENT_PURPOSE_SUPPORT] = "Stöd till eleven",
};
const char *const consent_maturity_code[CONSENT_MATURITY__MAX] = {
    [CONSENT_MATURITY_UNKNOWN] = "unknown",
    [CONSENT_NOT_MATURE] = "not-mature",
    [CONSENT_MATURE] = "mature",
    [CONSENT_MATURE_ALONE] = "mature-alone",
};
const char *const consent_maturity_text_sv[CONSENT_MATURITY__MAX] = {
    [CONSENT_MATURITY_UNKNOWN] = "Inte bedömd",
    [CONSENT_NOT_MATURE] = "Förstår inte vad samtycket innebär",
    [CONSENT_MATURE] = "Förstår och bestämmer tillsammans med vårdnadshavarna",
    [CONSENT_MATURE_ALONE] = "Förstår och bestämmer själv i den här frågan",
};
