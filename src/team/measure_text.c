/* The words of measure.h and questionnaire.h. */
#include "base/words.h"
#include "team/questionnaire.h"

const char *const measure_moment_code[MEASURE_MOMENT__MAX] = {"before", "during", "after"};
const char *const measure_moment_text_sv[MEASURE_MOMENT__MAX] = {
    TR("Före stödet"), TR("Under tiden"), TR("Efter stödet")};
const char *const measure_how_code[MEASURE_HOW__MAX] = {"alone", "together", "paper", "staff"};
const char *const measure_how_text_sv[MEASURE_HOW__MAX] = {
    TR("Svarade själv, inloggad"), TR("Svarade tillsammans med personal"), TR("På papper"),
    TR("Personalens bedömning")};
const char *const measure_verdict_code[MEASURE_VERDICT__MAX] = {"too-little", "chance", "better",
                                                                "worse"};
const char *const measure_verdict_text_sv[MEASURE_VERDICT__MAX] = {
    TR("För lite för att säga"), TR("Kan vara slump"), TR("Bättre, större än mätfelet"),
    TR("Sämre, större än mätfelet")};
const char *const questionnaire_state_code[QUESTIONNAIRE_STATE__MAX] = {"open", "answered",
                                                                        "declined", "cancelled"};
const char *const questionnaire_state_text_sv[QUESTIONNAIRE_STATE__MAX] = {
    TR("Väntar på svar"), TR("Besvarad"), TR("Ville inte svara"), TR("Borttagen")};
