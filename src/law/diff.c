#include "law/diff.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "law/rules.h"

#define CHANGES_MAX (4 * LAW_RULES_MAX)

const char *const law_rule_how_code[LAW_RULE_HOW__MAX] = {"came", "went", "changed", "reworded"};
const char *const law_change_code[LAW_CHANGE__MAX] = {"wider", "narrower", "mixed", "ground",
                                                      "around"};

/* Bits of law_rule_change. */
struct reasons {
    uint64_t w[CHANGES_MAX / 64];
};

struct differ {
    struct arena *arena;
    struct law_diff *out;
    struct law_rule_change *change;
    struct law_diff_cell *cell;
    struct reasons *why; /* of each cell */
    struct law_diff_group *group;
    struct reasons *group_why;
    /* The change of each rule of either side, or -1. */
    int *before_change, *after_change;
};

const struct law_rule_ref *law_changed_rule(const struct law_rule_change *c)
{
    return c->after != NULL ? c->after : c->before;
}

/* ---- Which rules differ ---- */

static bool in_force(const struct law_moment *m, const struct law_rule *rule)
{
    return rule->valid_from.days <= m->at.days && m->at.days <= rule->valid_to.days;
}

static const struct law_block *block_of(const struct law_block *blocks, const char *id)
{
    while (strcmp(blocks->sort, "rule") != 0 || strcmp(blocks->name, id) != 0) {
        blocks = blocks->next; /* it is there: the rule was made of it */
    }
    return blocks;
}

/* Keys that tell a reader something and decide nothing. The days are compared by themselves. */
static bool is_wording(const char *key)
{
    static const char *const words[] = {"title.sv",   "title.en", "text.sv", "text.en",
                                        "note.sv",    "note.en",  "example", "confidence",
                                        "checked-by", "valid"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(key, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

static const struct law_field *skip(const struct law_field *f, bool wording)
{
    while (f != NULL && (is_wording(f->key) != wording || strcmp(f->key, "valid") == 0)) {
        f = f->next;
    }
    return f;
}

/* Do the fields that are wording, or those that are not, say the same? */
static bool same_fields(const struct law_block *a, const struct law_block *b, bool wording)
{
    const struct law_field *x = skip(a->fields, wording);
    const struct law_field *y = skip(b->fields, wording);
    while (x != NULL && y != NULL && strcmp(x->key, y->key) == 0 &&
           strcmp(x->value, y->value) == 0) {
        x = skip(x->next, wording);
        y = skip(y->next, wording);
    }
    return x == y; /* both at the end */
}

/* A group of words may have another meaning though the rule reads the same. */
static bool same_masks(const struct law_rule *a, const struct law_rule *b)
{
    return memcmp(a->mask, b->mask, sizeof a->mask) == 0;
}

static const struct law_rule *find_rule(const struct law_moment *m, const char *id)
{
    for (size_t i = 0; i < m->rules->rules_n; i++) {
        const struct law_rule *rule = &m->rules->rule[i];
        if (strcmp(rule->id, id) == 0 && in_force(m, rule)) {
            return rule;
        }
    }
    return NULL;
}

static void add_change(struct differ *d, enum law_rule_how how, const struct law_rule *before,
                       const struct law_rule *after)
{
    int n = (int)d->out->rules_n++;
    d->change[n] = (struct law_rule_change){.how = how,
                                            .before = before != NULL ? &before->ref : NULL,
                                            .after = after != NULL ? &after->ref : NULL};
    if (before != NULL) {
        d->before_change[before - d->out->before.rules->rule] = n;
    }
    if (after != NULL) {
        d->after_change[after - d->out->after.rules->rule] = n;
    }
}

/* The source has been read once without fault, so it is so again. */
static const struct law_block *blocks_of(const struct law_rules *rules, struct arena *arena)
{
    struct law_block *blocks = NULL;
    struct err_ctx ctx;
    size_t n;
    const char *source = law_source(rules, &n);
    enum err e = law_parse("", source, n, arena, &blocks, &ctx);
    assert(e == ERR_OK);
    (void)e;
    return blocks;
}

static void compare_rule(struct differ *d, const struct law_rule *before,
                         const struct law_rule *after, const struct law_block *blocks_before,
                         const struct law_block *blocks_after)
{
    const struct law_block *a = block_of(blocks_before, before->id);
    const struct law_block *b = block_of(blocks_after, after->id);
    if (!same_fields(a, b, false) || !same_masks(before, after)) {
        add_change(d, LAW_RULE_CHANGED, before, after);
    } else if (!same_fields(a, b, true)) {
        add_change(d, LAW_RULE_REWORDED, before, after);
    }
}

static void compare_rules(struct differ *d)
{
    const struct law_moment *before = &d->out->before, *after = &d->out->after;
    const struct law_block *blocks_before = blocks_of(before->rules, d->arena);
    const struct law_block *blocks_after =
        before->rules == after->rules ? blocks_before : blocks_of(after->rules, d->arena);
    for (size_t i = 0; i < after->rules->rules_n; i++) {
        const struct law_rule *rule = &after->rules->rule[i];
        const struct law_rule *old = find_rule(before, rule->id);
        if (!in_force(after, rule)) {
            continue;
        }
        if (old == NULL) {
            add_change(d, LAW_RULE_CAME, NULL, rule);
        } else {
            compare_rule(d, old, rule, blocks_before, blocks_after);
        }
    }
    for (size_t i = 0; i < before->rules->rules_n; i++) {
        const struct law_rule *rule = &before->rules->rule[i];
        if (in_force(before, rule) && find_rule(after, rule->id) == NULL) {
            add_change(d, LAW_RULE_WENT, rule, NULL);
        }
    }
}

/* ---- Which cells differ, and why ---- */

static void add_reason(struct reasons *r, int change)
{
    r->w[change / 64] |= UINT64_C(1) << (change % 64);
}

/* Changed rules that take part in a cell. */
static void add_reasons(const struct differ *d, const struct law_moment *m,
                        const struct law_set *parts, const int *change, struct reasons *out)
{
    for (size_t s = set_next(parts, 0); s < LAW_RULES_MAX; s = set_next(parts, s + 1)) {
        int n = change[m->rules->slot[s].rule];
        if (n >= 0 && d->change[n].how != LAW_RULE_REWORDED) {
            add_reason(out, n);
        }
    }
}

/* Is every rule of `a` one of `b`, unchanged? */
static bool ways_within(const struct law_moment *a, const struct law_set *set, const int *change,
                        const struct differ *d)
{
    for (size_t s = set_next(set, 0); s < LAW_RULES_MAX; s = set_next(set, s + 1)) {
        int n = change[a->rules->slot[s].rule];
        if (n >= 0 && d->change[n].how != LAW_RULE_REWORDED) {
            return false;
        }
    }
    return true;
}

static enum law_change kind_of(const struct differ *d, const struct law_diff_cell *c)
{
    int word = (int)c->after.word - (int)c->before.word;
    int duty = (int)c->after.duty - (int)c->before.duty;
    if (word != 0 || duty != 0) {
        return word >= 0 && duty >= 0   ? LAW_CHANGE_WIDER
               : word <= 0 && duty <= 0 ? LAW_CHANGE_NARROWER
                                        : LAW_CHANGE_MIXED;
    }
    bool same = ways_within(&d->out->before, &c->before.rules, d->before_change, d) &&
                ways_within(&d->out->after, &c->after.rules, d->after_change, d);
    return same ? LAW_CHANGE_AROUND : LAW_CHANGE_GROUND;
}

static bool any_reason(const struct reasons *r)
{
    uint64_t all = 0;
    for (size_t i = 0; i < CHANGES_MAX / 64; i++) {
        all |= r->w[i];
    }
    return all != 0;
}

static bool same_answer(const struct law_cell *a, const struct law_cell *b)
{
    return a->word == b->word && a->duty == b->duty;
}

static struct law_diff_group *find_group(struct differ *d, enum law_change change,
                                         const struct law_diff_cell *c, const struct reasons *why)
{
    struct law_diff *out = d->out;
    for (size_t g = 0; g < out->groups_n; g++) {
        const struct law_diff_group *group = &d->group[g];
        struct law_cell before = {.word = group->before.word, .duty = group->before.duty};
        struct law_cell after = {.word = group->after.word, .duty = group->after.duty};
        if (group->change == change && same_answer(&before, &c->before) &&
            same_answer(&after, &c->after) && memcmp(&d->group_why[g], why, sizeof *why) == 0) {
            return &d->group[g];
        }
    }
    struct law_diff_group *group = &d->group[out->groups_n];
    group->change = change;
    group->before.word = c->before.word;
    group->before.duty = c->before.duty;
    group->after.word = c->after.word;
    group->after.duty = c->after.duty;
    d->group_why[out->groups_n++] = *why;
    return group;
}

static void compare_cell(struct differ *d, enum law_branch from, enum law_branch to,
                         enum law_item item)
{
    const struct law_moment *before = &d->out->before, *after = &d->out->after;
    struct law_diff_cell c = {.from = from, .to = to, .item = item};
    c.before = law_matrix_cell(before->rules, before->at, from, to, item);
    c.after = law_matrix_cell(after->rules, after->at, from, to, item);
    struct reasons why = {{0}};
    add_reasons(d, before, &c.before.parts, d->before_change, &why);
    add_reasons(d, after, &c.after.parts, d->after_change, &why);
    d->out->cells_all++;
    if (same_answer(&c.before, &c.after) && !any_reason(&why)) {
        return;
    }
    enum law_change change = kind_of(d, &c);
    struct law_diff_cell key = c;
    if (change == LAW_CHANGE_AROUND) {
        key.before.word = key.after.word = LAW_CELL_NO;
        key.before.duty = key.after.duty = false;
    }
    struct law_diff_group *group = find_group(d, change, &key, &why);
    group->cells++;
    c.group = (size_t)(group - d->group);
    d->out->count[change]++;
    for (size_t i = 0; i < d->out->rules_n; i++) {
        d->change[i].cells += why.w[i / 64] >> (i % 64) & 1;
    }
    d->cell[d->out->cells_n++] = c;
}

/* ---- Groups for readers ---- */

static void make_areas(struct differ *d, size_t number)
{
    struct law_diff_group *group = &d->group[number];
    struct law_area *areas = arena_alloc(d->arena, group->cells * sizeof *areas);
    for (size_t i = 0; i < d->out->cells_n; i++) {
        const struct law_diff_cell *c = &d->cell[i];
        if (c->group == number) {
            areas[group->areas_n++] = (struct law_area){
                UINT32_C(1) << c->from, UINT32_C(1) << c->to, UINT32_C(1) << c->item};
        }
    }
    group->areas_n = law_areas_join(areas, group->areas_n);
    group->areas = areas;
}

static bool decides(const struct law_rule_change *c)
{
    const struct law_rule *rule =
        (const struct law_rule *)(const void *)((const char *)law_changed_rule(c) -
                                                offsetof(struct law_rule, ref));
    return rule->kind == KIND_PERMIT || rule->kind == KIND_BAR;
}

/* Permits and bars before what stands behind them. */
static void list_why(struct differ *d, size_t number)
{
    struct law_diff_group *group = &d->group[number];
    const struct law_rule_change **list =
        arena_alloc(d->arena, (d->out->rules_n + 1) * sizeof(struct law_rule_change *));
    for (int behind = 0; behind < 2; behind++) {
        for (size_t i = 0; i < d->out->rules_n; i++) {
            if ((d->group_why[number].w[i / 64] >> (i % 64) & 1) != 0 &&
                decides(&d->change[i]) == (behind == 0)) {
                list[group->why_n++] = &d->change[i];
            }
        }
    }
    group->why = list;
}

static int by_change(const void *x, const void *y)
{
    const struct law_diff_group *a = x, *b = y;
    if (a->change != b->change) {
        return a->change < b->change ? -1 : 1;
    }
    return (a->cells < b->cells) - (a->cells > b->cells);
}

/* Sorting moves the groups: cells must follow. Areas are made before, and tell nothing of it. */
static void sort_groups(struct differ *d)
{
    struct law_diff *out = d->out;
    struct law_diff_group *sorted = arena_alloc(d->arena, (out->groups_n + 1) * sizeof *sorted);
    memcpy(sorted, d->group, out->groups_n * sizeof *sorted);
    qsort(sorted, out->groups_n, sizeof *sorted, by_change);
    for (size_t i = 0; i < out->cells_n; i++) {
        const struct law_area *areas = d->group[d->cell[i].group].areas;
        size_t at = 0;
        while (sorted[at].areas != areas) {
            at++;
        }
        d->cell[i].group = at;
    }
    out->groups = sorted;
}

static int *unchanged(const struct law_rules *rules, struct arena *arena)
{
    int *change = arena_alloc(arena, (rules->rules_n + 1) * sizeof *change);
    for (size_t i = 0; i < rules->rules_n; i++) {
        change[i] = -1;
    }
    return change;
}

void law_diff(const struct law_moment *before, const struct law_moment *after, struct arena *arena,
              struct law_diff *out)
{
    size_t all = (size_t)LAW_BRANCH__MAX * LAW_BRANCH__MAX * LAW_ITEM__MAX;
    *out = (struct law_diff){.before = *before, .after = *after};
    struct differ d = {.arena = arena, .out = out};
    assert(before->rules->rules_n + after->rules->rules_n <= CHANGES_MAX);
    d.change = arena_alloc(arena, CHANGES_MAX * sizeof *d.change);
    d.cell = mem_zalloc(all, sizeof *d.cell);
    d.group = mem_zalloc(all, sizeof *d.group);
    d.group_why = mem_zalloc(all, sizeof *d.group_why);
    d.before_change = unchanged(before->rules, arena);
    d.after_change = unchanged(after->rules, arena);
    compare_rules(&d);
    for (unsigned from = 1; from < LAW_BRANCH__MAX; from++) {
        for (unsigned to = 1; law_is_holder((enum law_branch)from) && to < LAW_BRANCH__MAX; to++) {
            for (unsigned item = 1; item < LAW_ITEM__MAX; item++) {
                compare_cell(&d, (enum law_branch)from, (enum law_branch)to, (enum law_item)item);
            }
        }
    }
    for (size_t g = 0; g < out->groups_n; g++) {
        make_areas(&d, g);
        list_why(&d, g);
    }
    sort_groups(&d);
    out->rules = d.change;
    out->cell = arena_copy(arena, d.cell, (out->cells_n + 1) * sizeof *d.cell);
    free(d.cell);
    free(d.group);
    free(d.group_why);
}
