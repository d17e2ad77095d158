#include "law/consenter.h"

#include "law/rules.h"
#include "law/table.h"

enum { PARTY_PUPIL = 1, PARTY_GUARDIANS };
#define PERSONS 8 /* sets of three persons */

static struct law_facts facts_with(const struct law_consenter_facts *f, unsigned persons)
{
    static const enum law_consent_state state[] = {LAW_CONSENT_NONE, LAW_CONSENT_GIVEN};
    return (struct law_facts){.age = f->age,
                              .maturity = f->maturity,
                              .custody = f->custody,
                              .guardian_blocked = f->guardian_blocked,
                              .pupil = state[(persons & LAW_PUPIL) != 0],
                              .guardian_1 = state[(persons & LAW_GUARDIAN_1) != 0],
                              .guardian_2 = state[(persons & LAW_GUARDIAN_2) != 0],
                              .consent_scope = LAW_SCOPE_COVERS,
                              .question_date = f->on};
}

static bool consents(const struct law_rules *rules, const struct law_consenter_facts *f,
                     unsigned persons, struct law_trail *trail)
{
    struct law_facts facts = facts_with(f, persons);
    return law_judge_trail(rules, &facts, trail).consent;
}

/* Bit s set: the persons of set s suffice, and none of them can be left out. */
static unsigned smallest_sets(const struct law_rules *rules, const struct law_consenter_facts *f)
{
    unsigned enough = 0;
    unsigned smallest = 0;
    for (unsigned s = 0; s < PERSONS; s++) {
        struct law_trail trail;
        enough |= (unsigned)consents(rules, f, s, &trail) << s;
    }
    for (unsigned s = 0; s < PERSONS; s++) {
        bool all = true;
        for (unsigned person = 1; person < PERSONS; person <<= 1) {
            all = all && ((s & person) == 0 || (enough >> (s & ~person) & 1) == 0);
        }
        smallest |= (unsigned)((enough >> s & 1) != 0 && all) << s;
    }
    return smallest;
}

static void add_rules(const struct law_rules *r, const struct law_trail *t, enum law_kind kind,
                      struct law_consent_way *way)
{
    struct law_set s = set_and(t->slots, &r->kind[kind][SIDE_FROM]);
    for (size_t i = set_next(&s, 0); i < LAW_RULES_MAX && way->rules_n < LAW_RULING_RULES;
         i = set_next(&s, i + 1)) {
        const struct law_rule_ref *ref = &slot_rule(r, i)->ref;
        way->rules[way->rules_n++] = ref;
        way->confidence = ref->confidence < way->confidence ? ref->confidence : way->confidence;
    }
}

static void add_way(const struct law_rules *rules, const struct law_consenter_facts *f,
                    unsigned persons, struct law_consenters *out)
{
    struct law_consent_way way = {.persons = persons, .confidence = LAW_VERIFIED};
    struct law_trail trail;
    (void)consents(rules, f, persons, &trail);
    add_rules(rules, &trail, KIND_CONSENT, &way);
    if ((persons & ~(unsigned)LAW_PUPIL) != 0) {
        add_rules(rules, &trail, KIND_GUARDIANS, &way);
    }
    size_t at = out->ways_n++;
    while (at > 0 && __builtin_popcount(out->way[at - 1].persons) > __builtin_popcount(persons)) {
        out->way[at] = out->way[at - 1];
        at--;
    }
    out->way[at] = way;
}

static bool maturity_matters(const struct law_rules *rules, struct law_consenter_facts f)
{
    unsigned now = smallest_sets(rules, &f);
    for (f.maturity = LAW_NOT_MATURE; f.maturity < LAW_MATURITY__MAX; f.maturity++) {
        if (smallest_sets(rules, &f) != now) {
            return true;
        }
    }
    return false;
}

static void hear(const struct law_rules *rules, const struct law_consenter_facts *f, unsigned party,
                 struct law_ruling *out)
{
    struct law_table_question q = {.value = {party, f->age, f->maturity, f->guardian_blocked},
                                   .on = f->on};
    law_table_judge(rules, LAW_TABLE_HEARING, &q, out);
}

void law_consenters(const struct law_rules *rules, const struct law_consenter_facts *facts,
                    struct law_consenters *out)
{
    *out = (struct law_consenters){0};
    unsigned sets = smallest_sets(rules, facts);
    for (unsigned s = 0; s < PERSONS; s++) {
        if ((sets >> s & 1) != 0) {
            add_way(rules, facts, s, out);
        }
    }
    out->maturity_matters = maturity_matters(rules, *facts);
    hear(rules, facts, PARTY_PUPIL, &out->hear_pupil);
    hear(rules, facts, PARTY_GUARDIANS, &out->hear_guardians);
}
