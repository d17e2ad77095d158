/* The schemas of consultations: advice asked for and given about a child who is not named. */
#include "base/words.h"
#include "letterbox/content_check.h"

const char *const consult_age_code[CONSULT_AGE__MAX] = {"6-9", "10-12", "13-15", "16-19"};
const char *const consult_age_text_sv[CONSULT_AGE__MAX] = {TR("6–9 år"), TR("10–12 år"),
                                                           TR("13–15 år"), TR("16–19 år")};

static bool text_ok(const json_t *item, const char *key)
{
    return content_text_ok(json_text(item, key), CONTENT_CONSULT_MAX, true);
}

enum err content_check_consultation(enum letter_kind kind, const json_t *item, struct err_ctx *ctx)
{
    static const char *const question[] = {"age", "worry", "tried", "question", NULL};
    static const char *const answer[] = {"text", NULL};
    int age;
    bool ok = kind == LETTER_CONSULTATION
                  ? check_members(item, question, NULL) &&
                        check_word(item, "age", consult_age_code, CONSULT_AGE__MAX, &age) &&
                        text_ok(item, "worry") && text_ok(item, "tried") &&
                        text_ok(item, "question")
                  : check_members(item, answer, NULL) && text_ok(item, "text");
    return ok ? ERR_OK : check_failed("item", "an age span and texts of 1 to 2000 characters", ctx);
}
