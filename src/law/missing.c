/*
 * Which unknown facts would widen the outcome? A permit that no known fact stands against is
 * followed backwards to facts that would open it (its conditions, a consent, a ground for personal
 * data, and values that step past the bars). Each candidate is then tried with law_judge(), and
 * facts that turn out not to be needed are dropped, so what is told is true whatever the search.
 */
#include "law/rules.h"

#include <string.h>

#define TRIES_MAX 4000 /* candidates looked at for one question */
#define SETS_MAX  6    /* alternatives told */
#define GOALS_MAX 8    /* a permit has at most five goals, and each of those one of its own */

struct goal {
    enum law_kind kind;
    unsigned side;
    uint32_t regimes; /* KIND_REGIME: values that will do */
};

struct set {
    uint32_t facts; /* bits 1 << enum law_fact */
    bool dated;     /* information_date is one of them */
    struct law_facts with;
    uint32_t want[LAW_FACT__MAX]; /* the values that were asked for */
    enum law_outcome outcome;
};

struct search {
    const struct law_rules *r;
    struct law_facts facts; /* as asked; information_date set when that is tried */
    enum law_outcome now;
    bool dated;
    unsigned tries;
    struct set found[SETS_MAX];
    size_t found_n;
};

struct candidate {
    uint32_t want[LAW_FACT__MAX]; /* values left for an unknown fact; all ones: none asked */
    struct goal goals[GOALS_MAX];
    size_t goals_n;
};

/* One of the values: of ages, that of an ordinary pupil where it is among them. */
static unsigned choose(unsigned fact, uint32_t mask)
{
    const unsigned usual = LAW_AGE_0 + 14;
    return fact == LAW_FACT_AGE && (mask >> usual & 1) != 0 ? usual : (unsigned)__builtin_ctz(mask);
}

static unsigned size_of(const struct set *s)
{
    return (unsigned)__builtin_popcount(s->facts) + s->dated;
}

/* Keep it unless one that needs no more is there; the smallest stay. Sets without a date are found
 * first, so an old set is never dated when the new one is not. */
static void keep(struct search *s, const struct set *new)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->found_n; i++) {
        const struct set *old = &s->found[i];
        bool covers = (old->facts & new->facts) == old->facts && old->outcome >= new->outcome;
        if (covers) {
            return;
        }
        bool covered = (old->facts & new->facts) == new->facts && (!new->dated || old->dated) &&
                       new->outcome >= old->outcome;
        if (!covered) {
            s->found[kept++] = *old;
        }
    }
    s->found_n = kept;
    size_t at = s->found_n;
    while (at > 0 && size_of(&s->found[at - 1]) > size_of(new)) {
        at--;
    }
    if (at == SETS_MAX) {
        return;
    }
    s->found_n += s->found_n < SETS_MAX;
    memmove(&s->found[at + 1], &s->found[at], (s->found_n - at - 1) * sizeof s->found[0]);
    s->found[at] = *new;
}

/* Try the candidate, then drop what it does not need. */
static void try_candidate(struct search *s, const struct candidate *c)
{
    struct set new = {.with = s->facts, .dated = s->dated};
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        if (c->want[f] != UINT32_MAX) {
            law_fact_set(&new.with, (enum law_fact)f, choose(f, c->want[f]));
            new.want[f] = c->want[f];
            new.facts |= UINT32_C(1) << f;
        }
    }
    new.outcome = law_judge(s->r, &new.with).outcome;
    if (new.outcome <= s->now) {
        return;
    }
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        if ((new.facts >> f & 1) == 0) {
            continue;
        }
        unsigned value = law_fact_get(&new.with, (enum law_fact)f);
        law_fact_set(&new.with, (enum law_fact)f, 0);
        if (law_judge(s->r, &new.with).outcome >= new.outcome) {
            new.facts &= ~(UINT32_C(1) << f);
        } else {
            law_fact_set(&new.with, (enum law_fact)f, value);
        }
    }
    keep(s, &new);
}

/* Unknown facts on which a bar still may close: choose values that it does not name. */
static void step_past_bars(const struct search *s, struct candidate *c)
{
    const struct law_set *bars = &s->r->kind[KIND_BAR][SIDE_FROM];
    for (size_t b = set_next(bars, 0); b < LAW_RULES_MAX; b = set_next(bars, b + 1)) {
        for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
            uint32_t mask = law_slot_mask(s->r, b, f);
            unsigned n = law_field_info(f).values_n;
            uint32_t all = (uint32_t)((UINT64_C(1) << n) - 2);
            uint32_t left = (c->want[f] == UINT32_MAX ? all : c->want[f]) & ~mask;
            if (mask != UINT32_MAX && law_fact_get(&s->facts, (enum law_fact)f) == 0 && left != 0) {
                c->want[f] = left;
                break;
            }
        }
    }
}

/* The conditions of a slot on the facts; false when a known fact stands against it. */
static bool take_conditions(const struct search *s, size_t slot, struct candidate *c)
{
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        uint32_t mask = law_slot_mask(s->r, slot, f);
        if (mask == UINT32_MAX) {
            continue;
        }
        unsigned value = law_fact_get(&s->facts, (enum law_fact)f);
        if (value != 0) {
            if ((mask >> value & 1) == 0) {
                return false;
            }
            continue;
        }
        c->want[f] = (c->want[f] == UINT32_MAX ? mask : c->want[f] & mask) & ~UINT32_C(1);
        if (c->want[f] == 0) {
            return false;
        }
    }
    return true;
}

static void add_goal(struct candidate *c, enum law_kind kind, unsigned side, uint32_t regimes)
{
    c->goals[c->goals_n++] = (struct goal){kind, side, regimes};
}

static void add_goals_of(const struct search *s, size_t slot, struct candidate *c)
{
    static const struct {
        unsigned field;
        enum law_kind kind;
        unsigned side;
    } stages[] = {{FIELD_FROM_REGIME, KIND_REGIME, SIDE_FROM},
                  {FIELD_TO_REGIME, KIND_REGIME, SIDE_TO},
                  {FIELD_GUARDIANS, KIND_GUARDIANS, SIDE_FROM},
                  {FIELD_CONSENT, KIND_CONSENT, SIDE_FROM},
                  {FIELD_PERSONAL_DATA_FROM, KIND_PERSONAL_DATA, SIDE_FROM},
                  {FIELD_PERSONAL_DATA_TO, KIND_PERSONAL_DATA, SIDE_TO}};
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        uint32_t mask = law_slot_mask(s->r, slot, stages[i].field);
        if (mask != UINT32_MAX) {
            add_goal(c, stages[i].kind, stages[i].side, mask);
        }
    }
}

static void pursue(struct search *s, const struct candidate *c)
{
    if (s->tries >= TRIES_MAX) {
        return;
    }
    s->tries++;
    struct candidate next = *c;
    if (c->goals_n == 0) {
        step_past_bars(s, &next);
        try_candidate(s, &next);
        return;
    }
    struct goal goal = next.goals[--next.goals_n];
    const struct law_set *slots = &s->r->kind[goal.kind][goal.side];
    for (size_t i = set_next(slots, 0); i < LAW_RULES_MAX; i = set_next(slots, i + 1)) {
        if (goal.kind == KIND_REGIME && (goal.regimes >> slot_rule(s->r, i)->regime & 1) == 0) {
            continue;
        }
        struct candidate with = next;
        if (take_conditions(s, i, &with)) {
            add_goals_of(s, i, &with);
            pursue(s, &with);
        }
    }
}

static void search_permits(struct search *s)
{
    struct candidate start = {.goals_n = 0};
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        start.want[f] = UINT32_MAX;
    }
    add_goal(&start, KIND_PERMIT, SIDE_FROM, 0);
    s->tries = 0;
    pursue(s, &start);
}

static const char *in_words(unsigned fact, uint32_t mask, bool swedish, struct arena *arena)
{
    struct buf b;
    buf_init(&b, 2000);
    law_describe_values(&b, fact, mask, swedish);
    const char *text = arena_strndup(arena, b.text, b.len);
    buf_free(&b);
    return text;
}

static struct law_missing describe(const struct set *set, unsigned number, unsigned fact,
                                   struct arena *arena)
{
    const struct law_fact_info *info = law_fact_info((enum law_fact)fact);
    unsigned value = law_fact_get(&set->with, (enum law_fact)fact);
    return (struct law_missing){.set = number,
                                .fact = info->name,
                                .value = info->codes[value],
                                .question = {info->question_sv, info->question_en},
                                .label = {in_words(fact, set->want[fact], true, arena),
                                          in_words(fact, set->want[fact], false, arena)},
                                .outcome = set->outcome};
}

static void list(const struct search *s, struct arena *arena, struct law_decision *out)
{
    struct law_missing *all =
        arena_alloc(arena, (s->found_n * (LAW_FACT__MAX + 1) + 1) * sizeof *all);
    out->missing = all;
    for (unsigned i = 0; i < s->found_n; i++) {
        const struct set *set = &s->found[i];
        for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
            if ((set->facts >> f & 1) != 0) {
                all[out->missing_n++] = describe(set, i + 1, f, arena);
            }
        }
        if (set->dated) {
            char text[DATE_TEXT];
            const char *day = arena_strdup(arena, date_format(set->with.information_date, text));
            all[out->missing_n++] = (struct law_missing){
                .set = i + 1,
                .fact = "information_date",
                .value = day,
                .question = {"När kom handlingen in eller när upprättades den?",
                             "When was the document received or drawn up?"},
                .label = {day, day},
                .outcome = set->outcome};
        }
    }
}

void law_find_missing(const struct law_rules *rules, const struct law_facts *facts,
                      const struct law_verdict *verdict, struct arena *arena,
                      struct law_decision *out)
{
    struct search s = {.r = rules, .facts = *facts, .now = verdict->outcome};
    search_permits(&s);
    s.dated = facts->information_date.days == 0;
    for (size_t i = 1; s.dated && i < rules->information.n; i++) {
        s.facts.information_date = rules->information.start[i];
        search_permits(&s);
    }
    list(&s, arena, out);
}
