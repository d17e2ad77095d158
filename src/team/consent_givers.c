#include "team/consent_givers.h"

#include <string.h>

#define PARTIES ((unsigned)CONSENT_PARTY__MAX)
#define SETS    (1U << PARTIES)

/* A typical question whose only way to a yes is consent, so that the answer names its rules. */
static struct law_facts question(enum bank_kind kind, const struct consent_content *c,
                                 enum law_age age, struct date on)
{
    struct law_facts f = {
        .from = kind == BANK_SCHOOL ? LAW_EPS : LAW_SOC_O,
        .to = kind == BANK_SCHOOL ? LAW_SOC_O : LAW_EPS,
        .from_form = LAW_FORM_MUNICIPAL,
        .to_form = LAW_FORM_MUNICIPAL,
        .boundary = LAW_BOUNDARY_OTHER_AUTHORITY,
        .item = LAW_ITEM_FAMILY,
        .identification = LAW_IDENTIFIED,
        .purpose = LAW_PURPOSE_SUPPORT,
        .age = age,
        .protection = LAW_PROTECTION_NONE,
        .third_party = LAW_THIRD_PARTY_NONE,
        .hsl_context = LAW_NO,
        .consent_scope = LAW_SCOPE_COVERS,
        .question_date = on,
        .information_date = on,
    };
    consent_conditions(c, &f);
    return f;
}

static struct law_facts with_consents(struct law_facts f, unsigned set)
{
    enum law_consent_state *states[CONSENT_PARTY__MAX] = {
        [CONSENT_PUPIL] = &f.pupil,
        [CONSENT_GUARDIAN_1] = &f.guardian_1,
        [CONSENT_GUARDIAN_2] = &f.guardian_2,
    };
    for (unsigned p = 0; p < PARTIES; p++) {
        *states[p] = (set & 1U << p) != 0 ? LAW_CONSENT_GIVEN : LAW_CONSENT_NONE;
    }
    return f;
}

static unsigned members(unsigned set)
{
    unsigned n = 0;
    for (unsigned p = 0; p < PARTIES; p++) {
        n += (set & 1U << p) != 0;
    }
    return n;
}

static bool has_blocked(const struct consent_content *c, unsigned set)
{
    for (unsigned p = 0; p < PARTIES; p++) {
        if ((set & 1U << p) != 0 && c->replies[p].blocked) {
            return true;
        }
    }
    return false;
}

/* The rules on consent among those of the decision: those that no way names. */
static void keep_consent_rules(const struct law_decision *d, struct arena *a,
                               struct consent_givers *out)
{
    struct law_rule_ref *kept = arena_alloc(a, (d->rules_n + 1) * sizeof *kept);
    out->confidence = LAW_VERIFIED;
    for (size_t i = 0; i < d->rules_n; i++) {
        const struct law_rule_ref *r = &d->rules[i];
        if (strncmp(r->id, "consent.", 8) == 0 || strncmp(r->id, "guardians.", 10) == 0) {
            kept[out->rule_count++] = *r;
            out->confidence = r->confidence < out->confidence ? r->confidence : out->confidence;
        }
    }
    out->rules = kept;
}

void consent_givers(const struct law_rules *rules, enum bank_kind kind,
                    const struct consent_content *c, enum law_age age, struct date on,
                    struct arena *a, struct consent_givers *out)
{
    *out = (struct consent_givers){0};
    struct law_facts base = question(kind, c, age, on);
    for (unsigned set = 1; set < SETS; set++) {
        struct law_facts f = with_consents(base, set);
        bool fewer = out->need == 0 || members(set) < members(out->need);
        if (fewer && !has_blocked(c, set) && law_judge(rules, &f).consent) {
            out->need = set;
        }
    }
    if (out->need != 0) {
        struct law_facts f = with_consents(base, out->need);
        struct law_decision d;
        law_decide(rules, &f, LAW_WITH_NOTHING, a, &d);
        keep_consent_rules(&d, a, out);
    }
}
