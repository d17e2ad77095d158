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

static unsigned failures(const struct looker *l, size_t slot)
{
    unsigned n = 0;
    for (unsigned f = 0; f < FIELD__MAX; f++) {
        n += fails(l, slot, f);
    }
    return n;
}

static void add_labels(struct buf *b, const struct law_field_info *info, uint32_t mask,
                       bool swedish)
{
    const char *between = "";
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

/* "Vad säger eleven? Nu: okänt. Krävs: samtycker." */
static void add_fact(struct buf *b, const struct looker *l, size_t slot, unsigned field,
                     bool swedish)
{
    const struct law_fact_info *info = law_fact_info((enum law_fact)field);
    struct law_field_info labels = law_field_info(field);
    unsigned value = value_of(l, field);
    const char *now = swedish ? info->labels_sv[value] : info->labels_en[value];
    if (field == LAW_FACT_AGE && value == 0) {
        now = swedish ? "okänt" : "unknown";
    }
    buf_addf(b, swedish ? " %s Nu: %s. Krävs: " : " %s Now: %s. Required: ",
             swedish ? info->question_sv : info->question_en, now);
    if (field == LAW_FACT_AGE) {
        add_ages(b, law_slot_mask(l->r, slot, field), swedish);
    } else {
        add_labels(b, &labels, law_slot_mask(l->r, slot, field), swedish);
    }
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
            nearest = failures(l, s) < failures(l, nearest) ? s : nearest;
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
            buf_addf(b, swedish ? " Bedömningen blev nej: %s" : " Assessed as no: %s",
                     swedish ? l->r->assessment[a].text.sv : l->r->assessment[a].text.en);
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
    for (unsigned lacks = 0; lacks < FIELD__MAX; lacks++) {
        for (size_t s = set_next(permits, 0); s < LAW_RULES_MAX; s = set_next(permits, s + 1)) {
            if (!is_relevant(&l, s) || failures(&l, s) != lacks || out->blocked_n == BLOCKED_MAX) {
                continue;
            }
            list[out->blocked_n++] =
                (struct law_blocked){.rule = slot_rule(rules, s)->ref,
                                     .why = {why(&l, s, true, arena), why(&l, s, false, arena)}};
        }
    }
}
