/*
 * The verdict. Stages: regime of either side, strength of secrecy, the guardians, consent, the
 * grounds for personal data, then bars and permits. Each stage only intersects sets (rules.h).
 */
#include "law/rules.h"

#include <assert.h>
#include <string.h>

const char *const law_outcome_code[LAW_OUTCOME__MAX] = {"deny", "may", "allow", "duty"};
const char *const law_level_code[LAW_LEVEL__MAX] = {
    "none", "special_reason", "qualified", "straight", "silence", "reverse", "absolute"};
const char *const law_confidence_code[LAW_CONFIDENCE__MAX] = {"unverified", "inferred", "secondary",
                                                              "verified"};

/* The last epoch that starts on or before the day; [0] starts before all. */
static const struct law_set *epoch(const struct law_epochs *e, struct date day)
{
    size_t low = 0;
    size_t high = e->n;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (e->start[middle].days <= day.days) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &e->slots[low];
}

static struct law_set meeting_facts(const struct law_rules *r, const struct law_facts *facts)
{
    if (facts->question_date.days == 0) {
        return (struct law_set){{0}};
    }
    struct law_set s = *epoch(&r->question, facts->question_date);
    s = set_and(s, facts->information_date.days == 0
                       ? &r->information_unknown
                       : epoch(&r->information, facts->information_date));
    unsigned value[LAW_FACT__MAX];
    memcpy(value, facts, sizeof value);
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        s = set_and(s, &r->meets[f][value[f] < FIELD_VALUES ? value[f] : 0]);
    }
    return s;
}

static void find(const struct law_rules *r, struct law_trail *t, unsigned field, unsigned value)
{
    t->found[field - LAW_FACT__MAX] = value;
    t->slots = set_and(t->slots, &r->meets[field][value]);
}

/* Unknown when no rule tells, or when two tell different things. */
static unsigned regime(const struct law_rules *r, const struct law_set *s, unsigned side)
{
    bool osl = set_any(set_and(*s, &r->regime[side][REGIME_OSL]));
    bool silence = set_any(set_and(*s, &r->regime[side][REGIME_SILENCE]));
    if (osl == silence) {
        return REGIME_UNKNOWN;
    }
    return osl ? REGIME_OSL : REGIME_SILENCE;
}

/* Of several provisions the strongest prevails (OSL 7:3). */
static enum law_level strongest(const struct law_rules *r, const struct law_set *s, unsigned side)
{
    unsigned level = LAW_LEVEL__MAX - 1;
    while (level > LAW_LEVEL_NONE && !set_any(set_and(*s, &r->level[side][level]))) {
        level--;
    }
    return (enum law_level)level;
}

static bool any_of(const struct law_rules *r, const struct law_trail *t, enum law_kind kind,
                   unsigned side)
{
    return set_any(set_and(t->slots, &r->kind[kind][side]));
}

static void run_stages(const struct law_rules *r, struct law_trail *t)
{
    unsigned from = regime(r, &t->slots, SIDE_FROM);
    unsigned to = regime(r, &t->slots, SIDE_TO);
    find(r, t, FIELD_FROM_REGIME, from);
    find(r, t, FIELD_TO_REGIME, to);
    find(r, t, FIELD_SECRECY, strongest(r, &t->slots, SIDE_FROM));
    find(r, t, FIELD_GUARDIANS, any_of(r, t, KIND_GUARDIANS, SIDE_FROM));
    find(r, t, FIELD_CONSENT, any_of(r, t, KIND_CONSENT, SIDE_FROM));
    find(r, t, FIELD_PERSONAL_DATA_FROM, any_of(r, t, KIND_PERSONAL_DATA, SIDE_FROM));
    find(r, t, FIELD_PERSONAL_DATA_TO, any_of(r, t, KIND_PERSONAL_DATA, SIDE_TO));
}

/* Permits that hold now, by outcome, and those that wait. */
struct ways {
    struct law_set allow, duty, waiting;
    enum law_outcome best_waiting;
    uint32_t outstanding;
};

static struct ways collect(const struct law_rules *r, const struct law_trail *t, bool only_duties)
{
    struct ways w = {.best_waiting = LAW_DENY};
    struct law_set permits = set_and(t->slots, &r->kind[KIND_PERMIT][SIDE_FROM]);
    for (size_t s = set_next(&permits, 0); s < LAW_RULES_MAX; s = set_next(&permits, s + 1)) {
        const struct law_rule *rule = &r->rule[r->slot[s].rule];
        if ((rule->needs & t->not_met) != 0 || (only_duties && rule->outcome != LAW_DUTY)) {
            continue;
        }
        uint32_t waits = rule->needs & ~t->met;
        if (waits == 0) {
            set_add(rule->outcome == LAW_DUTY ? &w.duty : &w.allow, s);
        } else {
            set_add(&w.waiting, s);
            w.outstanding |= waits;
            w.best_waiting = rule->outcome > w.best_waiting ? rule->outcome : w.best_waiting;
        }
    }
    return w;
}

/* The rules behind what was found, for a yes; for a no only what protects the item. */
static struct law_set behind(const struct law_rules *r, const struct law_trail *t, bool yes)
{
    struct law_set kinds = r->kind[KIND_SECRECY][SIDE_FROM];
    kinds = set_or(kinds, &r->kind[KIND_REGIME][SIDE_FROM]);
    kinds = set_or(kinds, &r->kind[KIND_REGIME][SIDE_TO]);
    if (yes) {
        kinds = set_or(kinds, &r->kind[KIND_PERSONAL_DATA][SIDE_FROM]);
        kinds = set_or(kinds, &r->kind[KIND_PERSONAL_DATA][SIDE_TO]);
        kinds = set_or(kinds, &r->kind[KIND_ATTACH][SIDE_FROM]);
    }
    return set_and(t->slots, &kinds);
}

/* Consent rules belong to an answer when a way in it rests on consent. */
static struct law_set consent_behind(const struct law_rules *r, const struct law_trail *t,
                                     const struct law_set *ways)
{
    struct law_set none = {{0}};
    for (size_t s = set_next(ways, 0); s < LAW_RULES_MAX; s = set_next(ways, s + 1)) {
        if ((r->rule[r->slot[s].rule].conditional >> FIELD_CONSENT & 1) != 0) {
            struct law_set kinds =
                set_or(r->kind[KIND_CONSENT][SIDE_FROM], &r->kind[KIND_GUARDIANS][SIDE_FROM]);
            return set_and(t->slots, &kinds);
        }
    }
    return none;
}

static void refuse(const struct law_rules *r, const struct law_trail *t, struct law_set bars,
                   struct law_verdict *v)
{
    v->outcome = v->if_assessed = LAW_DENY;
    v->applied = behind(r, t, false);
    v->applied = set_or(v->applied, set_any(bars) ? &bars : &r->kind[KIND_DEFAULT][SIDE_FROM]);
}

static void permit(const struct law_rules *r, struct law_trail *t, const struct ways *w,
                   struct law_verdict *v)
{
    if (set_any(w->duty)) {
        v->outcome = LAW_DUTY;
        t->ways = w->duty;
    } else if (set_any(w->allow)) {
        v->outcome = LAW_ALLOW;
        t->ways = w->allow;
    } else {
        v->outcome = LAW_MAY;
        t->ways = w->waiting;
        v->outstanding = w->outstanding;
    }
    v->if_assessed = v->outcome == LAW_MAY ? w->best_waiting : v->outcome;
    v->applied = behind(r, t, true);
    v->applied = set_or(v->applied, &t->ways);
    struct law_set consent = consent_behind(r, t, &t->ways);
    v->applied = set_or(v->applied, &consent);
}

struct law_verdict law_judge_set(const struct law_rules *r, struct law_trail *t)
{
    run_stages(r, t);
    struct law_verdict v = {
        .secrecy_from = (enum law_level)t->found[FIELD_SECRECY - LAW_FACT__MAX],
        .secrecy_to = strongest(r, &t->slots, SIDE_TO),
        .consent = t->found[FIELD_CONSENT - LAW_FACT__MAX] != 0,
    };
    struct law_set bars = set_and(t->slots, &r->kind[KIND_BAR][SIDE_FROM]);
    struct law_set bars_all = set_and(bars, &r->bars_all);
    struct ways w = {.best_waiting = LAW_DENY};
    if (!set_any(bars_all)) {
        w = collect(r, t, set_any(bars));
    }
    struct law_set any = set_or(set_or(w.allow, &w.duty), &w.waiting);
    if (set_any(any)) {
        permit(r, t, &w, &v);
    } else {
        refuse(r, t, bars, &v);
    }
    return v;
}

struct law_verdict law_judge_trail(const struct law_rules *r, const struct law_facts *facts,
                                   struct law_trail *t)
{
    *t = (struct law_trail){.slots = meeting_facts(r, facts)};
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        t->met |= (uint32_t)(facts->assessed[a] == LAW_MET) << a;
        t->not_met |= (uint32_t)(facts->assessed[a] == LAW_NOT_MET) << a;
    }
    return law_judge_set(r, t);
}

struct law_verdict law_judge(const struct law_rules *r, const struct law_facts *facts)
{
    struct law_trail t;
    return law_judge_trail(r, facts, &t);
}

/* ---- How sure ---- */

/* Weakest (or, of alternatives, surest) among the applied rules of a kind. */
static enum law_confidence of_kind(const struct law_rules *r, const struct law_set *applied,
                                   enum law_kind kind, unsigned side, bool alternatives)
{
    struct law_set s = set_and(*applied, &r->kind[kind][side]);
    unsigned worst = LAW_VERIFIED;
    unsigned best = LAW_UNVERIFIED;
    bool any = false;
    for (size_t i = set_next(&s, 0); i < LAW_RULES_MAX; i = set_next(&s, i + 1)) {
        unsigned confidence = r->rule[r->slot[i].rule].ref.confidence;
        worst = confidence < worst ? confidence : worst;
        best = confidence > best ? confidence : best;
        any = true;
    }
    return (enum law_confidence)(!any ? LAW_VERIFIED : alternatives ? best : worst);
}

enum law_confidence law_verdict_confidence(const struct law_rules *r, const struct law_verdict *v)
{
    static const struct {
        enum law_kind kind;
        unsigned side;
        bool alternatives;
    } links[] = {
        {KIND_REGIME, SIDE_FROM, false},     {KIND_REGIME, SIDE_TO, false},
        {KIND_SECRECY, SIDE_FROM, false},    {KIND_GUARDIANS, SIDE_FROM, true},
        {KIND_CONSENT, SIDE_FROM, true},     {KIND_PERSONAL_DATA, SIDE_FROM, true},
        {KIND_PERSONAL_DATA, SIDE_TO, true}, {KIND_PERMIT, SIDE_FROM, true},
        {KIND_BAR, SIDE_FROM, true},
    };
    enum law_confidence least = LAW_VERIFIED;
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        enum law_confidence c =
            of_kind(r, &v->applied, links[i].kind, links[i].side, links[i].alternatives);
        least = c < least ? c : least;
    }
    return least;
}
