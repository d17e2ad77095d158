/* Names of what a plan can be. */
#include "base/words.h"
#include "team/plan.h"

const char *const plan_kind_code[PLAN_KIND__MAX] = {"return", "sip"};
const char *const plan_kind_text_sv[PLAN_KIND__MAX] = {
    [PLAN_RETURN] = TR("Skolnärmandeplan"), [PLAN_SIP] = TR("Samordnad individuell plan (SIP)")};
const char *const plan_state_code[PLAN_STATE__MAX] = {"draft", "agreed", "replaced"};
const char *const plan_state_text_sv[PLAN_STATE__MAX] = {[PLAN_DRAFT] = TR("Utkast"),
                                                         [PLAN_AGREED] = TR("Gäller"),
                                                         [PLAN_REPLACED] =
                                                             TR("Ersatt av en senare version")};
