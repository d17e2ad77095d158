/*
 * The whole space of facts, without listing it: two combinations of facts that leave the same set
 * of slots get the same verdict, so the space is walked fact by fact as a graph of sets. The
 * number of combinations behind each end is counted, and the counts must add up to the space.
 *
 * What a stage finds is all that later stages see of it, so once the facts that a stage asks for
 * have been walked its slots are replaced by one that stands for what it found. Slots of secrecy
 * and of obligations are left out: no permit asks for the level (asserted), and none for an
 * obligation, so they cannot change an outcome.
 */
#ifndef TESTS_LAW_SPACE_H
#define TESTS_LAW_SPACE_H

#include <stdlib.h>

#include "law/rules.h"

__extension__ typedef unsigned __int128 number; /* combinations number more than 2^64 */

struct node {
    struct law_set a, b; /* two sets walked side by side; b is a copy of a where one is enough */
    number combinations; /* exact */
};

struct layer {
    struct node *nodes;
    size_t n, buckets; /* open addressing; a power of two */
    uint32_t *bucket;  /* index + 1 */
};

static inline uint64_t hash_sets(const struct law_set *a, const struct law_set *b)
{
    uint64_t h = 1469598103934665603u;
    for (unsigned i = 0; i < LAW_RULES_MAX / 64; i++) {
        h = (h ^ a->w[i]) * 0x9e3779b97f4a7c15u;
        h ^= h >> 29;
        h = (h ^ b->w[i]) * 0xbf58476d1ce4e5b9u;
        h ^= h >> 32;
    }
    return h;
}

static inline void layer_init(struct layer *l)
{
    l->n = 0;
    l->buckets = 64;
    l->nodes = mem_alloc(l->buckets / 2 * sizeof *l->nodes);
    l->bucket = mem_zalloc(l->buckets, sizeof *l->bucket);
}

static inline void layer_free(struct layer *l)
{
    free(l->nodes);
    free(l->bucket);
}

static inline size_t layer_slot(const struct layer *l, const struct law_set *a,
                                const struct law_set *b)
{
    size_t i = hash_sets(a, b) & (l->buckets - 1);
    while (l->bucket[i] != 0) {
        const struct node *n = &l->nodes[l->bucket[i] - 1];
        if (memcmp(&n->a, a, sizeof *a) == 0 && memcmp(&n->b, b, sizeof *b) == 0) {
            break;
        }
        i = (i + 1) & (l->buckets - 1);
    }
    return i;
}

static inline void layer_grow(struct layer *l)
{
    l->buckets *= 4;
    free(l->bucket);
    l->bucket = mem_zalloc(l->buckets, sizeof *l->bucket);
    l->nodes = mem_realloc(l->nodes, l->buckets / 2 * sizeof *l->nodes);
    for (size_t i = 0; i < l->n; i++) {
        l->bucket[layer_slot(l, &l->nodes[i].a, &l->nodes[i].b)] = (uint32_t)i + 1;
    }
}

static inline void layer_add(struct layer *l, struct law_set a, struct law_set b, number n)
{
    if (l->n == l->buckets / 2) {
        layer_grow(l);
    }
    size_t i = layer_slot(l, &a, &b);
    if (l->bucket[i] == 0) {
        l->nodes[l->n] = (struct node){a, b, 0};
        l->bucket[i] = (uint32_t)++l->n;
    }
    l->nodes[l->bucket[i] - 1].combinations += n;
}

/* The facts in an order that lets stages be settled early; the others follow. */
static const unsigned walk_order[] = {LAW_FACT_CUSTODY,
                                      LAW_FACT_GUARDIAN_BLOCKED,
                                      LAW_FACT_GUARDIAN_1,
                                      LAW_FACT_GUARDIAN_2,
                                      LAW_FACT_PUPIL,
                                      LAW_FACT_CONSENT_SCOPE,
                                      LAW_FACT_MATURITY,
                                      LAW_FACT_AGE,
                                      LAW_FACT_APPROVED_EDUCATION,
                                      LAW_FACT_FROM,
                                      LAW_FACT_FROM_FORM,
                                      LAW_FACT_TO,
                                      LAW_FACT_TO_FORM,
                                      LAW_FACT_PURPOSE,
                                      LAW_FACT_IDENTIFICATION,
                                      LAW_FACT_ITEM};
#define WALK_ORDERED (sizeof walk_order / sizeof walk_order[0])

static inline unsigned walk_fact(unsigned position)
{
    if (position < WALK_ORDERED) {
        return walk_order[position];
    }
    unsigned left = position - WALK_ORDERED;
    for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
        bool ordered = false;
        for (unsigned i = 0; i < WALK_ORDERED; i++) {
            ordered = ordered || walk_order[i] == f;
        }
        if (!ordered && left-- == 0) {
            return f;
        }
    }
    abort();
}

/* A stage whose facts have all been walked, and the facts that its slots ask for. */
struct stage {
    enum law_kind kind;
    unsigned side, field;
    uint32_t facts;
    size_t stands[REGIME__MAX]; /* a slot that can stand for each thing found */
};

static inline uint32_t asked_facts(const struct law_rules *r, enum law_kind kind, unsigned side)
{
    uint32_t facts = 0;
    const struct law_set *slots = &r->kind[kind][side];
    for (size_t s = set_next(slots, 0); s < LAW_RULES_MAX; s = set_next(slots, s + 1)) {
        for (unsigned f = 0; f < LAW_FACT__MAX; f++) {
            facts |= (uint32_t)(law_slot_mask(r, s, f) != UINT32_MAX) << f;
        }
    }
    return facts;
}

static inline struct law_set set_minus(struct law_set a, const struct law_set *b)
{
    for (unsigned i = 0; i < LAW_RULES_MAX / 64; i++) {
        a.w[i] &= ~b->w[i];
    }
    return a;
}

/* A slot that can stand for the stage: it asks for nothing that an earlier stage finds. */
static inline size_t standing_for(const struct law_rules *r, const struct law_set *slots)
{
    for (size_t s = set_next(slots, 0); s < LAW_RULES_MAX; s = set_next(slots, s + 1)) {
        bool plain = true;
        for (unsigned f = LAW_FACT__MAX; f < FIELD__MAX; f++) {
            plain = plain && law_slot_mask(r, s, f) == UINT32_MAX;
        }
        if (plain) {
            return s;
        }
    }
    abort();
}

static inline unsigned regime_of(const struct law_rules *r, const struct law_set *s, unsigned side)
{
    bool osl = set_any(set_and(*s, &r->regime[side][REGIME_OSL]));
    bool silence = set_any(set_and(*s, &r->regime[side][REGIME_SILENCE]));
    return osl == silence ? REGIME_UNKNOWN : osl ? REGIME_OSL : REGIME_SILENCE;
}

static inline struct law_set settle(const struct law_rules *r, const struct stage *stage,
                                    struct law_set s)
{
    const struct law_set *slots = &r->kind[stage->kind][stage->side];
    bool regime = stage->kind == KIND_REGIME;
    unsigned found = regime ? regime_of(r, &s, stage->side) : set_any(set_and(s, slots));
    s = set_and(s, &r->meets[stage->field][found]);
    s = set_minus(s, slots);
    if (found != 0) {
        set_add(&s, stage->stands[found]);
    }
    return s;
}

/* Settle, in order, the stages that `newly` says. */
static inline struct law_set settle_some(const struct law_rules *r, const struct stage *stages,
                                         unsigned newly, struct law_set s)
{
    for (unsigned i = 0; newly >> i != 0; i++) {
        if ((newly >> i & 1) != 0) {
            s = settle(r, &stages[i], s);
        }
    }
    return s;
}

#define STAGES 6

/* Stages that have got all their facts by now and had not before. */
static inline unsigned newly_settled(const struct stage *stages, uint32_t before, uint32_t now)
{
    unsigned newly = 0;
    for (unsigned i = 0; i < STAGES; i++) {
        newly |= (unsigned)((stages[i].facts & ~before) != 0 && (stages[i].facts & ~now) == 0) << i;
    }
    return newly;
}

static inline void make_stages(const struct law_rules *r, struct stage stages[STAGES])
{
    static const struct stage all[STAGES] = {
        {KIND_REGIME, SIDE_FROM, FIELD_FROM_REGIME, 0, {0}},
        {KIND_REGIME, SIDE_TO, FIELD_TO_REGIME, 0, {0}},
        {KIND_GUARDIANS, SIDE_FROM, FIELD_GUARDIANS, 0, {0}},
        {KIND_CONSENT, SIDE_FROM, FIELD_CONSENT, 0, {0}},
        {KIND_PERSONAL_DATA, SIDE_FROM, FIELD_PERSONAL_DATA_FROM, 0, {0}},
        {KIND_PERSONAL_DATA, SIDE_TO, FIELD_PERSONAL_DATA_TO, 0, {0}}};
    for (size_t i = 0; i < STAGES; i++) {
        stages[i] = all[i];
        stages[i].facts = asked_facts(r, all[i].kind, all[i].side);
        for (unsigned found = 1; found < REGIME__MAX; found++) {
            stages[i].stands[found] =
                standing_for(r, all[i].kind == KIND_REGIME ? &r->regime[all[i].side][found]
                                                           : &r->kind[all[i].kind][all[i].side]);
        }
    }
    stages[3].facts |= stages[2].facts; /* consent asks for the guardians */
    stages[4].facts |= stages[0].facts; /* and personal data for the regimes */
    stages[5].facts |= stages[1].facts;
    for (size_t i = 0; i < r->rules_n; i++) {
        if ((r->rule[i].conditional >> FIELD_SECRECY & 1) != 0) {
            abort(); /* then the slots of secrecy must stay */
        }
    }
}

/* Values of a fact that no slot of a set tells apart are one class. */
struct classes {
    unsigned value[FIELD_VALUES], count[FIELD_VALUES], n;
};

static inline struct classes classes_of(const struct law_rules *r, unsigned f,
                                        const struct law_set *within)
{
    struct classes c = {.n = 0};
    struct law_set seen[FIELD_VALUES];
    for (unsigned v = 0; v < law_field_info(f).values_n; v++) {
        struct law_set s = set_and(r->meets[f][v], within);
        unsigned k = 0;
        while (k < c.n && memcmp(&seen[k], &s, sizeof s) != 0) {
            k++;
        }
        if (k == c.n) {
            seen[k] = s;
            c.value[k] = v;
            c.n++;
        }
        c.count[k]++;
    }
    return c;
}

/* Is a permit left? Without one the answer is no, whatever the facts to come. */
static inline bool can_pass(const struct law_rules *r, const struct law_set *s)
{
    return set_any(set_and(*s, &r->kind[KIND_PERMIT][SIDE_FROM]));
}

/* Walk the facts in `facts` (bits) from one pair of sets, the others having been walked; the layer
 * of ends is the caller's. Pairs that have become equal stay equal, and a second set without a
 * permit stays refused: a walk of pairs drops both, since in neither is the second wider. */
static inline void walk(const struct law_rules *r, struct law_set a, struct law_set b,
                        uint32_t facts, struct layer *ends)
{
    struct stage stages[STAGES];
    make_stages(r, stages);
    uint32_t walked = ~facts;
    bool pairs = memcmp(&a, &b, sizeof a) != 0;
    struct law_set silent =
        set_or(r->kind[KIND_SECRECY][SIDE_FROM], &r->kind[KIND_SECRECY][SIDE_TO]);
    silent = set_or(silent, &r->kind[KIND_ATTACH][SIDE_FROM]);
    a = set_minus(a, &silent);
    b = set_minus(b, &silent);
    struct law_set within = set_or(a, &b);
    layer_init(ends);
    layer_add(ends, a, b, 1);
    for (unsigned position = 0; position < LAW_FACT__MAX; position++) {
        unsigned f = walk_fact(position);
        if ((facts >> f & 1) == 0) {
            continue;
        }
        unsigned newly =
            newly_settled(stages, walked & ~(UINT32_C(1) << f), walked | UINT32_C(1) << f);
        walked |= UINT32_C(1) << f;
        struct classes c = classes_of(r, f, &within);
        struct layer next;
        layer_init(&next);
        for (size_t i = 0; i < ends->n; i++) {
            const struct node *n = &ends->nodes[i];
            for (unsigned k = 0; k < c.n; k++) {
                unsigned v = c.value[k];
                struct law_set x = set_and(n->a, &r->meets[f][v]);
                struct law_set y = set_and(n->b, &r->meets[f][v]);
                x = settle_some(r, stages, newly, x);
                y = pairs ? settle_some(r, stages, newly, y) : x;
                if (!pairs || (memcmp(&x, &y, sizeof x) != 0 && can_pass(r, &y))) {
                    layer_add(&next, x, y, n->combinations * c.count[k]);
                }
            }
        }
        layer_free(ends);
        *ends = next;
    }
}

#define ALL_FACTS ((uint32_t)((UINT64_C(1) << LAW_FACT__MAX) - 1))

/* Sets that start the walk: one for each question date at which the law changes and each
 * information date that matters, the unknown too, but each set once. Calls `visit` for each. */
static inline void each_time(const struct law_rules *r,
                             void (*visit)(const struct law_rules *, struct law_set, struct date,
                                           void *),
                             void *context)
{
    for (size_t q = 0; q < r->question.n; q++) {
        struct law_set starts[LAW_DATES_MAX + 1];
        size_t n = 0;
        for (size_t i = 0; i <= r->information.n; i++) {
            const struct law_set *info =
                i == 0 ? &r->information_unknown : &r->information.slots[i - 1];
            struct law_set s = set_and(r->question.slots[q], info);
            size_t k = 0;
            while (k < n && memcmp(&starts[k], &s, sizeof s) != 0) {
                k++;
            }
            if (k == n) {
                starts[n++] = s;
                visit(r, s, r->question.start[q], context);
            }
        }
    }
}

/* The assessments that the permits in a set need. */
static inline uint32_t needed(const struct law_rules *r, const struct law_set *s)
{
    uint32_t needs = 0;
    struct law_set permits = set_and(*s, &r->kind[KIND_PERMIT][SIDE_FROM]);
    for (size_t i = set_next(&permits, 0); i < LAW_RULES_MAX; i = set_next(&permits, i + 1)) {
        needs |= slot_rule(r, i)->needs;
    }
    return needs;
}

static inline struct law_verdict judge_end(const struct law_rules *r, struct law_set s,
                                           uint32_t met, uint32_t not_met, struct law_trail *t)
{
    *t = (struct law_trail){.slots = s, .met = met, .not_met = not_met};
    return law_judge_set(r, t);
}

/* Every result of the needed assessments in turn: not assessed, not met, met. */
struct results {
    uint32_t needs, met, not_met;
};
static inline bool next_results(struct results *x)
{
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        uint32_t bit = UINT32_C(1) << a;
        if ((x->needs & bit) == 0) {
            continue;
        }
        if ((x->met & bit) == 0 && (x->not_met & bit) == 0) {
            x->not_met |= bit;
            return true;
        }
        if ((x->not_met & bit) != 0) {
            x->not_met &= ~bit;
            x->met |= bit;
            return true;
        }
        x->met &= ~bit;
    }
    return false;
}

#endif
