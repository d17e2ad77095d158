#include "law/gaps.h"

#include "law/rules.h"

const char *const law_gap_about_code[LAW_GAP_ABOUT__MAX] = {"child", "group"};
const char *const law_gap_condition_code[LAW_GAP_CONDITION__MAX] = {
    "consent", "others_consent", "disclosure_control", "same_authority", "concern",
    "inquiry", "reporter",       "commissioned",       "upper_secondary"};
const char *const law_gap_stop_code[LAW_GAP_STOP__MAX] = {
    "bar", "no_personal_data_ground_from", "no_personal_data_ground_to", "secrecy", "no_rule"};

struct asker {
    const struct law_gap_question *q;
    const struct law_wanted *wanted;
    enum law_gap_about about;
    struct law_gap *out;
};

/* Facts of one case, and which conditions they stand for. */
static struct law_facts facts_of(const struct asker *a, enum law_case number, bool consented,
                                 uint32_t *conditions_out)
{
    static const enum law_gap_condition of_case[LAW_CASE__MAX] = {
        [LAW_CASE_SAME_AUTHORITY] = LAW_GAP_SAME,       [LAW_CASE_CONCERN] = LAW_GAP_CONCERN,
        [LAW_CASE_INQUIRY] = LAW_GAP_INQUIRY,           [LAW_CASE_REPORTER] = LAW_GAP_REPORTER,
        [LAW_CASE_COMMISSIONED] = LAW_GAP_COMMISSIONED, [LAW_CASE_UPPER_SECONDARY] = LAW_GAP_UPPER};
    struct law_facts f = law_cell_facts(&(struct law_cell_question){.at = a->q->at,
                                                                    .from = a->out->from,
                                                                    .to = a->out->to,
                                                                    .item = a->wanted->item,
                                                                    .purpose = a->q->purpose,
                                                                    .number = number,
                                                                    .consented = consented});
    uint32_t c = number == LAW_CASE_USUAL ? 0 : UINT32_C(1) << of_case[number];
    c |= (uint32_t)consented << LAW_GAP_CONSENT;
    if (a->wanted->others) {
        f.third_party = consented ? LAW_THIRD_PARTY_CONSENTED : LAW_THIRD_PARTY_PRESENT;
        c |= (uint32_t)consented << LAW_GAP_OTHERS;
    }
    if (a->about == LAW_GAP_GROUP) {
        f.identification = LAW_AGGREGATE;
        f.disclosure_control = LAW_YES;
        f.third_party = LAW_THIRD_PARTY_NONE;
        c = UINT32_C(1) << LAW_GAP_CONTROL;
    }
    *conditions_out = c;
    return f;
}

/* ---- Ways ---- */

static void add_way(struct law_gap *out, const struct law_rule *rule, uint32_t conditions)
{
    for (size_t i = 0; i < out->ways_n; i++) {
        if (out->ways[i].rule == &rule->ref) {
            return; /* the first case that opens it is the least demanding */
        }
    }
    if (out->ways_n < LAW_GAP_WAYS_MAX) {
        out->ways[out->ways_n++] = (struct law_gap_way){.rule = &rule->ref,
                                                        .conditions = conditions,
                                                        .assessments = rule->needs,
                                                        .duty = rule->outcome == LAW_DUTY};
    }
}

static void try_case(const struct asker *a, enum law_case number, bool consented)
{
    const struct law_rules *r = a->q->rules;
    struct law_trail t;
    uint32_t conditions;
    struct law_facts f = facts_of(a, number, consented, &conditions);
    struct law_verdict v = law_judge_trail(r, &f, &t);
    bool duty = v.if_assessed == LAW_DUTY;
    enum law_cell_word word = v.outcome == LAW_DENY || duty ? LAW_CELL_NO
                              : consented                   ? LAW_CELL_CONSENT
                              : v.outcome == LAW_MAY        ? LAW_CELL_ASSESS
                                                            : LAW_CELL_YES;
    a->out->word = word > a->out->word ? word : a->out->word;
    a->out->duty = a->out->duty || duty;
    for (size_t s = set_next(&t.ways, 0); s < LAW_RULES_MAX; s = set_next(&t.ways, s + 1)) {
        add_way(a->out, slot_rule(r, s), conditions);
    }
}

/* ---- Obstacles ---- */

static void add_obstacle(struct law_gap *out, enum law_gap_stop stop,
                         const struct law_rule_ref *rule)
{
    if (out->obstacles_n < LAW_GAP_WAYS_MAX) {
        out->obstacles[out->obstacles_n++] = (struct law_gap_obstacle){stop, rule};
    }
}

static void add_obstacles(struct law_gap *out, enum law_gap_stop stop, const struct law_rules *r,
                          struct law_set slots)
{
    for (size_t s = set_next(&slots, 0); s < LAW_RULES_MAX; s = set_next(&slots, s + 1)) {
        add_obstacle(out, stop, &slot_rule(r, s)->ref);
    }
}

/* Is the slot in force, and does it meet every fact but the purpose and the item? */
static bool almost_holds(const struct law_rules *r, size_t slot, const struct law_facts *f)
{
    const struct law_rule *rule = slot_rule(r, slot);
    for (unsigned k = 0; k < LAW_FACT__MAX; k++) {
        bool asked = k != LAW_FACT_PURPOSE && k != LAW_FACT_ITEM;
        unsigned value = law_fact_get(f, (enum law_fact)k);
        if (asked && (law_slot_mask(r, slot, k) >> value & 1) == 0) {
            return false;
        }
    }
    int day = f->question_date.days;
    return rule->valid_from.days <= day && day <= rule->valid_to.days;
}

/* The side lacks a ground to process personal data: name those that do not reach so far. */
static void lacks_ground(const struct asker *a, const struct law_facts *f, unsigned side)
{
    const struct law_rules *r = a->q->rules;
    enum law_gap_stop stop = side == SIDE_FROM ? LAW_STOP_DATA_FROM : LAW_STOP_DATA_TO;
    const struct law_set *slots = &r->kind[KIND_PERSONAL_DATA][side];
    size_t before = a->out->obstacles_n;
    for (size_t s = set_next(slots, 0); s < LAW_RULES_MAX; s = set_next(slots, s + 1)) {
        if (almost_holds(r, s, f)) {
            add_obstacle(a->out, stop, &slot_rule(r, s)->ref);
        }
    }
    if (a->out->obstacles_n == before) {
        add_obstacle(a->out, stop, NULL);
    }
}

static void find_obstacles(const struct asker *a)
{
    const struct law_rules *r = a->q->rules;
    struct law_trail t;
    uint32_t conditions;
    struct law_facts f = facts_of(a, LAW_CASE_USUAL, a->about == LAW_GAP_CHILD, &conditions);
    struct law_verdict v = law_judge_trail(r, &f, &t);
    add_obstacles(a->out, LAW_STOP_BAR, r, set_and(t.slots, &r->kind[KIND_BAR][SIDE_FROM]));
    if (t.found[FIELD_PERSONAL_DATA_FROM - LAW_FACT__MAX] == 0) {
        lacks_ground(a, &f, SIDE_FROM);
    }
    if (t.found[FIELD_PERSONAL_DATA_TO - LAW_FACT__MAX] == 0) {
        lacks_ground(a, &f, SIDE_TO);
    }
    /* Of a group nobody can be recognised: what is lacking is a rule, not a way past secrecy. */
    if (v.secrecy_from > LAW_LEVEL_NONE && a->about == LAW_GAP_CHILD) {
        add_obstacles(a->out, LAW_STOP_SECRECY, r,
                      set_and(t.slots, &r->level[SIDE_FROM][v.secrecy_from]));
    }
    if (a->out->obstacles_n == 0) {
        add_obstacles(a->out, LAW_STOP_NO_WAY, r, r->kind[KIND_DEFAULT][SIDE_FROM]);
    }
}

/* Does some other purpose have a way? Then it is the purpose that stops it, not the item. */
static bool open_elsewhere(const struct asker *a)
{
    struct law_gap_question other = *a->q;
    struct law_gap found = {.from = a->out->from, .to = a->out->to};
    struct asker asker = {&other, a->wanted, a->about, &found};
    for (unsigned p = LAW_PURPOSE_FOLLOW_UP; p < LAW_PURPOSE__MAX && found.ways_n == 0; p++) {
        other.purpose = (enum law_purpose)p;
        for (unsigned number = LAW_CASE_USUAL; number < LAW_CASE__MAX; number++) {
            try_case(&asker, (enum law_case)number, false);
        }
        try_case(&asker, LAW_CASE_USUAL, true);
    }
    return found.ways_n > 0;
}

void law_gap(const struct law_gap_question *q, const struct law_wanted *wanted,
             enum law_gap_about about, enum law_branch from, enum law_branch to,
             struct law_gap *out)
{
    *out = (struct law_gap){.from = from, .to = to, .word = LAW_CELL_NO};
    struct asker a = {q, wanted, about, out};
    for (unsigned number = LAW_CASE_USUAL; number < LAW_CASE__MAX; number++) {
        try_case(&a, (enum law_case)number, false);
    }
    if (about == LAW_GAP_CHILD) {
        try_case(&a, LAW_CASE_USUAL, true);
    }
    if (out->ways_n == 0) {
        find_obstacles(&a);
        out->elsewhere = open_elsewhere(&a);
    }
}
