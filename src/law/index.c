/* Rules into sets of slots: see rules.h. */
#include "law/rules.h"

#include <stdlib.h>
#include <string.h>

size_t set_next(const struct law_set *s, size_t from)
{
    for (size_t word = from / 64; word < LAW_RULES_MAX / 64; word++) {
        uint64_t left = s->w[word];
        if (word == from / 64) {
            left &= UINT64_MAX << (from % 64);
        }
        if (left != 0) {
            return word * 64 + (size_t)__builtin_ctzll(left);
        }
    }
    return LAW_RULES_MAX;
}

/* The field of the rule that stands for a field of the slot: a rule about one side is written as
 * if for the sender. */
static unsigned on_side(unsigned field, unsigned side)
{
    if (side == SIDE_FROM) {
        return field;
    }
    switch (field) {
    case LAW_FACT_FROM:
        return LAW_FACT_TO;
    case LAW_FACT_TO:
        return LAW_FACT_FROM;
    case LAW_FACT_FROM_FORM:
        return LAW_FACT_TO_FORM;
    case LAW_FACT_TO_FORM:
        return LAW_FACT_FROM_FORM;
    case FIELD_FROM_REGIME:
        return FIELD_TO_REGIME;
    case FIELD_TO_REGIME:
        return FIELD_FROM_REGIME;
    default:
        return field;
    }
}

uint32_t law_slot_mask(const struct law_rules *r, size_t slot, unsigned field)
{
    return slot_rule(r, slot)->mask[on_side(field, r->slot[slot].side)];
}

/* The values of every field that the slot's conditions accept. */
static void index_conditions(struct law_rules *r, size_t slot)
{
    bool recipient = r->slot[slot].side == SIDE_TO;
    for (unsigned f = 0; f < FIELD__MAX; f++) {
        uint32_t mask = law_slot_mask(r, slot, f);
        unsigned values_n = law_field_info(f).values_n;
        for (unsigned v = 0; v < FIELD_VALUES; v++) {
            /* A number outside the enum is an unknown fact. */
            unsigned value = v < values_n ? v : 0;
            /* What protects the item where it is holds in doubt; what will protect it at the
             * recipient must be known. */
            bool doubt = value == 0 && recipient && mask != UINT32_MAX;
            if ((mask >> value & 1) != 0 && !doubt) {
                set_add(&r->meets[f][v], slot);
            }
        }
    }
}

static void index_slot(struct law_rules *r, size_t slot)
{
    unsigned side = r->slot[slot].side;
    const struct law_rule *rule = slot_rule(r, slot);
    index_conditions(r, slot);
    set_add(&r->kind[rule->kind][side], slot);
    if (rule->kind == KIND_SECRECY) {
        set_add(&r->level[side][rule->level], slot);
    }
    if (rule->kind == KIND_REGIME) {
        set_add(&r->regime[side][rule->regime], slot);
    }
    if (rule->kind == KIND_BAR && rule->overrides_duty) {
        set_add(&r->bars_all, slot);
    }
    bool narrows =
        rule->kind == KIND_SECRECY || rule->kind == KIND_BAR || rule->kind == KIND_ATTACH;
    if (!rule->info_conditional || narrows) {
        set_add(&r->information_unknown, slot);
    }
}

/* ---- Dates ---- */

static void add_start(struct law_epochs *e, int32_t days)
{
    size_t i = e->n;
    while (i > 0 && e->start[i - 1].days > days) {
        i--;
    }
    if (i > 0 && e->start[i - 1].days == days) {
        return;
    }
    memmove(&e->start[i + 1], &e->start[i], (e->n - i) * sizeof e->start[0]);
    e->start[i].days = days;
    e->n++;
}

static void add_period(struct law_epochs *e, struct date from, struct date to)
{
    add_start(e, from.days);
    if (to.days != DATE_OPEN.days) {
        add_start(e, to.days + 1);
    }
}

static void index_dates(struct law_rules *r)
{
    add_start(&r->question, INT32_MIN);
    add_start(&r->information, INT32_MIN);
    for (size_t i = 0; i < r->rules_n; i++) {
        const struct law_rule *rule = &r->rule[i];
        add_period(&r->question, rule->valid_from, rule->valid_to);
        if (rule->info_conditional) {
            add_period(&r->information, rule->info_from, rule->info_to);
        }
    }
    for (size_t slot = 0; slot < r->slots_n; slot++) {
        const struct law_rule *rule = &r->rule[r->slot[slot].rule];
        for (size_t i = 0; i < r->question.n; i++) {
            int32_t day = r->question.start[i].days;
            if (rule->valid_from.days <= day && day <= rule->valid_to.days) {
                set_add(&r->question.slots[i], slot);
            }
        }
        for (size_t i = 0; i < r->information.n; i++) {
            int32_t day = r->information.start[i].days;
            if (!rule->info_conditional ||
                (rule->info_from.days <= day && day <= rule->info_to.days)) {
                set_add(&r->information.slots[i], slot);
            }
        }
    }
}

enum err law_index(struct law_rules *r, struct err_ctx *ctx)
{
    for (size_t i = 0; i < r->rules_n; i++) {
        const struct law_rule *rule = &r->rule[i];
        for (unsigned side = 0; side < (rule->sided ? 2u : 1u); side++) {
            if (r->slots_n == LAW_RULES_MAX) {
                return law_fault(ctx, rule->at, "join rules that differ in one condition only",
                                 "more than %d rules (those about one side count twice)",
                                 LAW_RULES_MAX);
            }
            r->slot[r->slots_n].rule = (unsigned)i;
            r->slot[r->slots_n++].side = side;
        }
    }
    for (size_t slot = 0; slot < r->slots_n; slot++) {
        index_slot(r, slot);
    }
    index_dates(r);
    return ERR_OK;
}
