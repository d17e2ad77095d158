/* For a refusal: which ways there are for such an item between such parties, and what closes each.
 */
#include "law/rules.h"

#include <string.h>

#include "base/buf.h"

#define BLOCKED_MAX 8
#define TEXT_MAX    4000

struct looker {
    const struct law_rules *r;
    const struct law_facts *facts;
    const struct law_trail *t;
};

static unsigned value_of(const struct looker *l, unsigned field)
{
    return field < LAW_FACT__MAX ? law_fact_get(l->facts, (enum law_fact)field)
                                 : l->t->found[field - LAW_FACT__MAX];
}

static bool fails(const struct looker *l, size_t slot, unsigned field)
{
    return (law_slot_mask(l->r, slot, field) >> value_of(l, field) & 1) == 0;
}

/* The ways that a reader would think of: right parties, item and date. */
static bool is_relevant(const struct looker *l, size_t slot)
{
    static const unsigned structure[] = {LAW_FACT_FROM, LAW_FACT_TO, LAW_FACT_ITEM,
                                         LAW_FACT_IDENTIFICATION};
    const struct law_rule *rule = slot_rule(l->r, slot);
    struct date day = l->facts->question_date;
    bool in_force = rule->valid_from.days <= day.days && day.days <= rule->valid_to.days;
    for (size_t i = 0; i < sizeof structure / sizeof structure[0]; i++) {
        in_force = in_force && !fails(l, slot, structure[i]);
    }
    return in_force;
}

/* What a person can still do something about; the rest of a question is as it is. */
static bool is_changeable(unsigned field)
{
    switch (field) {
    case LAW_FACT_REQUESTED:
    case LAW_FACT_TWO_PERSONS:
    case LAW_FACT_CONTACT_REMOVED:
    case LAW_FACT_GUARDIAN_1:
    case LAW_FACT_GUARDIAN_2:
    case LAW_FACT_PUPIL:
    case LAW_FACT_CONSENT_SCOPE:
    case LAW_FACT_DISCLOSURE_CONTROL:
        return true;
    default:
        return field >= LAW_FACT__MAX;
    }
}

/* How far a way is from open: one for each thing lacking, more where it cannot be helped. */
#define FAR 6
static unsigned distance(const struct looker *l, size_t slot)
{
    unsigned n = 0;
    for (unsigned f = 0; f < FIELD__MAX; f++) {
        if (fails(l, slot, f)) {
            n += is_changeable(f) || value_of(l, f) == 0 ? 1 : FAR;
        }
    }
    return n;
}

static unsigned count_values(const struct law_field_info *info, uint32_t mask)
{
    uint32_t known = (uint32_t)((UINT64_C(1) << info->values_n) - 2);
    return (unsigned)__builtin_popcount(mask & known);
}

/* "samtycker", "kommun eller region", or, of most values, "annat än brott". */
static void add_labels(struct buf *b, const struct law_field_info *info, uint32_t mask,
                       bool swedish)
{
    const char *between = "";
    if (count_values(info, mask) > 3 && count_values(info, mask) > (info->values_n - 1) / 2) {
        mask = ~mask;
        buf_add(b, swedish ? "något annat än " : "anything but ");
    }
    for (unsigned v = 1; v < info->values_n; v++) {
        if ((mask >> v & 1) != 0) {
            buf_addf(b, "%s%s", between, swedish ? info->labels_sv[v] : info->labels_en[v]);
            between = swedish ? " eller " : " or ";
        }
    }
}

/* "18..30" reads better than thirteen numbers. */
static void add_ages(struct buf *b, uint32_t mask, bool swedish)
{
    unsigned first = (unsigned)__builtin_ctz(mask) - 1;
    unsigned last = 31u - (unsigned)__builtin_clz(mask) - 1;
    if (last + 2 == LAW_AGE__MAX) {
        buf_addf(b, swedish ? "minst %u år" : "at least %u years", first);
    } else {
        buf_addf(b, swedish ? "högst %u år" : "at most %u years", last);
        if (first > 0) {
            buf_addf(b, swedish ? " och minst %u år" : " and at least %u years", first);
        }
    }
}

void law_describe_values(struct buf *b, unsigned field, uint32_t mask, bool swedish)
{
    struct law_field_info info = law_field_info(field);
    if (field == LAW_FACT_AGE) {
        add_ages(b, mask, swedish);
    } else {
        add_labels(b, &info, mask, swedish);
    }
}

/* "Vad säger eleven? Nu: okänt. Krävs: samtycker." */
static void add_fact(struct buf *b, const struct looker *l, size_t slot, unsigned field,
                     bool swedish)
{
    const struct law_fact_info *info = law_fact_info((enum law_fact)field);
    unsigned value = value_of(l, field);
    /* How mature someone is and who has custody is found out, not required: to name the value that
     * would open the way would put the answer into the mouth of the one who judges. */
    if (value == 0 && (field == LAW_FACT_MATURITY || field == LAW_FACT_CUSTODY)) {
        buf_addf(b, swedish ? " %s Det måste vara känt." : " %s That must be known.",
                 swedish ? info->question_sv : info->question_en);
        return;
    }
    const char *now = swedish ? info->labels_sv[value] : info->labels_en[value];
    if (field == LAW_FACT_AGE && value == 0) {
        now = swedish ? "okänt" : "unknown";
    }
    buf_addf(b, swedish ? " %s Nu: %s. Krävs: " : " %s Now: %s. Required: ",
             swedish ? info->question_sv : info->question_en, now);
    law_describe_values(b, field, law_slot_mask(l->r, slot, field), swedish);
    buf_add_char(b, '.');
}

static void add_why(struct buf *b, const struct looker *l, size_t slot, bool swedish);

/* A finding is missing: tell of the rule of that stage that came nearest. */
static void add_finding(struct buf *b, const struct looker *l, unsigned field, bool swedish)
{
    static const struct {
        unsigned field;
        enum law_kind kind;
        unsigned side;
        const char *sv, *en;
    } stages[] = {
        {FIELD_CONSENT, KIND_CONSENT, SIDE_FROM, " Samtycket räcker inte.", " Consent is lacking."},
        {FIELD_GUARDIANS, KIND_GUARDIANS, SIDE_FROM, "", ""},
        {FIELD_FROM_REGIME, KIND_REGIME, SIDE_FROM,
         " Vägen gäller inte för den som har uppgiften nu (fel regler eller okänt vilka).",
         " The way is not open to the present holder (other rules, or unknown which)."},
        {FIELD_TO_REGIME, KIND_REGIME, SIDE_TO,
         " Vägen gäller inte till en sådan mottagare (fel regler eller okänt vilka).",
         " The way is not open to such a recipient (other rules, or unknown which)."},
        {FIELD_PERSONAL_DATA_FROM, KIND_PERSONAL_DATA, SIDE_FROM,
         " Den som har uppgiften saknar stöd för att behandla personuppgiften så.",
         " The holder lacks a ground to process the personal data in this way."},
        {FIELD_PERSONAL_DATA_TO, KIND_PERSONAL_DATA, SIDE_TO,
         " Mottagaren saknar stöd för att behandla personuppgiften så.",
         " The recipient lacks a ground to process the personal data in this way."},
    };
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        if (stages[i].field != field) {
            continue;
        }
        buf_add(b, swedish ? stages[i].sv : stages[i].en);
        if (field != FIELD_CONSENT && field != FIELD_GUARDIANS) {
            return;
        }
        const struct law_set *slots = &l->r->kind[stages[i].kind][stages[i].side];
        size_t nearest = set_next(slots, 0);
        for (size_t s = nearest; s < LAW_RULES_MAX; s = set_next(slots, s + 1)) {
            nearest = distance(l, s) < distance(l, nearest) ? s : nearest;
        }
        if (nearest < LAW_RULES_MAX) {
            add_why(b, l, nearest, swedish);
        }
    }
}

static void add_why(struct buf *b, const struct looker *l, size_t slot, bool swedish)
{
    for (unsigned f = 0; f < FIELD__MAX; f++) {
        if (!fails(l, slot, f)) {
            continue;
        }
        if (f < LAW_FACT__MAX) {
            add_fact(b, l, slot, f, swedish);
        } else {
            add_finding(b, l, f, swedish);
        }
    }
    const struct law_rule *rule = slot_rule(l->r, slot);
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        if ((rule->needs & l->t->not_met & (UINT32_C(1) << a)) != 0) {
            struct law_text asked =
                law_question(l->r, a, (enum law_level)value_of(l, FIELD_SECRECY));
            buf_addf(b, swedish ? " Bedömningen blev nej: %s" : " Assessed as no: %s",
                     swedish ? asked.sv : asked.en);
        }
    }
}

static const char *why(const struct looker *l, size_t slot, bool swedish, struct arena *arena)
{
    struct buf b;
    buf_init(&b, TEXT_MAX);
    add_why(&b, l, slot, swedish);
    const char *text = arena_strdup(arena, b.len > 0 ? b.text + 1 : "");
    buf_free(&b);
    return text;
}

void law_find_blocked(const struct law_rules *rules, const struct law_facts *facts,
                      const struct law_trail *trail, struct arena *arena, struct law_decision *out)
{
    struct looker l = {rules, facts, trail};
    if (out->outcome != LAW_DENY) {
        return;
    }
    struct law_blocked *list = arena_alloc(arena, BLOCKED_MAX * sizeof *list);
    out->blocked = list;
    const struct law_set *permits = &rules->kind[KIND_PERMIT][SIDE_FROM];
    /* Nearest first: those that lack one thing, then two … */
    for (unsigned lacks = 0; lacks <= FAR + 3; lacks++) {
        for (size_t s = set_next(permits, 0); s < LAW_RULES_MAX; s = set_next(permits, s + 1)) {
            if (!is_relevant(&l, s) || distance(&l, s) != lacks || out->blocked_n == BLOCKED_MAX) {
                continue;
            }
            list[out->blocked_n++] =
                (struct law_blocked){.rule = slot_rule(rules, s)->ref,
                                     .why = {why(&l, s, true, arena), why(&l, s, false, arena)}};
        }
    }
}
