/* The words of instrument.h: codes as stored and written, and what people read. */
#include "base/words.h"
#include "team/instrument.h"

const char *const respondent_code[RESPONDENT__MAX] = {"pupil", "guardian", "staff"};
const char *const respondent_text_sv[RESPONDENT__MAX] = {TR("Barnet eller ungdomen"),
                                                         TR("Vårdnadshavare"), TR("Personal")};
const char *const instrument_score_code[INSTRUMENT_SCORE__MAX] = {"mean", "sum", "gas"};
const char *const instrument_basis_code[INSTRUMENT_BASIS__MAX] = {"none", "assumed", "measured",
                                                                  "published"};
