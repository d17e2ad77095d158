#include "followup/lawful.h"

#include "bank/law_side.h"

enum err followup_lawful(const struct bank *b, const struct law_rules *rules, struct date on,
                         struct arena *a, struct law_decision *out, struct err_ctx *ctx)
{
    const struct bank_config *c = bank_config(b);
    enum law_form form = law_side_form(c->organisation_number, c->legal_form);
    struct law_facts f = {.from = law_side_office(c->kind, c->legal_form),
                          .to = LAW_OWN,
                          .from_form = form,
                          .to_form = form,
                          .boundary = LAW_BOUNDARY_SAME_AUTHORITY,
                          .item = c->kind == BANK_SOCIAL ? LAW_ITEM_INTERVENTION_PERIOD
                                                         : LAW_ITEM_ATTENDANCE_FIGURES,
                          .identification = LAW_IDENTIFIED,
                          .purpose = LAW_PURPOSE_FOLLOW_UP,
                          .third_party = LAW_THIRD_PARTY_NONE, /* there is no room for others */
                          .hsl_context = LAW_NO,
                          .protection = LAW_PROTECTION_NONE,
                          .question_date = on,
                          .information_date = on};
    law_decide(rules, &f, LAW_WITH_NOTHING, a, out);
    return law_passes(out)
               ? ERR_OK
               : err_set(ctx, ERR_DENIED, "follow-up", "ask a lawyer: brygga law decide",
                         "the law of that day has no ground for following this up");
}
