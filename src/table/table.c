/*
 * Moves. Choose a leaf p and for every dimension either a partner category or "open". With a
 * partner the move is +1 in p's category and −1 in the partner's, so the margin over that
 * dimension stays; open, it is +1 in p's category alone, and the margin rises too. The product
 * over the dimensions alters 2^(partners) leaves and exactly 2^dims cells in all; the sign of one
 * is (−1)^(number of partner coordinates in it). All leaves altered hold at least one person, so
 * the move can be added to the table (and subtracted) without making a count negative.
 *
 * Why no sum of shown cells counts a small group (guarantee 3): let S be a set of leaves whose
 * count follows from shown cells, that is, every change that leaves the shown cells alone sums
 * to zero over S. Let S hold 1 to k−1 persons. It then holds some leaf p of 1 to k−1 persons,
 * and p is primary. Over S, p's own move sums to 1 + (other leaves raised) − (leaves lowered),
 * so S must hold a leaf that the move lowers. That leaf holds at least k − count(p) persons, so S
 * holds at least k: a contradiction.
 *
 * The cheapest move is sought by trying all; then each is chosen again, knowing the others, until
 * nothing gets better.
 */
#include "table/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

const char *const table_state_code[TABLE_STATE__MAX] = {"shown", "small", "linked", "forced"};

struct move {
    size_t cell;                    /* the primary cell it protects */
    size_t leaf[TABLE_MAX_DIMS];    /* p */
    size_t partner[TABLE_MAX_DIMS]; /* sizes[d] means open */
};

struct table {
    size_t dims, cells;
    size_t sizes[TABLE_MAX_DIMS], strides[TABLE_MAX_DIMS];
    int64_t *counts;
    enum table_state *states;
    uint32_t *users; /* in how many moves a cell is */
    struct move *moves;
    size_t move_count;
    int64_t min_count;
};

struct table *table_new(const size_t *sizes, size_t dims)
{
    if (dims == 0 || dims > TABLE_MAX_DIMS) {
        return NULL;
    }
    struct table made = {.dims = dims, .cells = 1};
    for (size_t d = 0; d < dims; d++) {
        if (sizes[d] == 0 || sizes[d] >= TABLE_MAX_CELLS) {
            return NULL;
        }
        made.sizes[d] = sizes[d];
        made.strides[d] = made.cells;
        made.cells *= sizes[d] + 1;
        if (made.cells > TABLE_MAX_CELLS) {
            return NULL;
        }
    }
    struct table *t = mem_zalloc(1, sizeof *t);
    *t = made;
    t->counts = mem_zalloc(t->cells, sizeof *t->counts);
    t->states = mem_zalloc(t->cells, sizeof *t->states);
    t->users = mem_zalloc(t->cells, sizeof *t->users);
    return t;
}

void table_free(struct table *t)
{
    if (t == NULL) {
        return;
    }
    free(t->counts);
    free(t->states);
    free(t->users);
    free(t->moves);
    free(t);
}

size_t table_cells(const struct table *t)
{
    return t->cells;
}

size_t table_index(const struct table *t, const size_t *at)
{
    size_t index = 0;
    for (size_t d = 0; d < t->dims; d++) {
        assert(at[d] <= t->sizes[d]);
        index += at[d] * t->strides[d];
    }
    return index;
}

void table_at(const struct table *t, size_t index, size_t *at)
{
    for (size_t d = 0; d < t->dims; d++) {
        at[d] = index / t->strides[d] % (t->sizes[d] + 1);
    }
}

bool table_is_margin(const struct table *t, size_t index)
{
    size_t at[TABLE_MAX_DIMS];
    table_at(t, index, at);
    for (size_t d = 0; d < t->dims; d++) {
        if (at[d] == t->sizes[d]) {
            return true;
        }
    }
    return false;
}

/* Cell number `corner` of the 2^dims that come from `low` by taking `high` in some dimensions. */
static size_t corner_index(const struct table *t, const size_t *low, const size_t *high,
                           unsigned corner)
{
    size_t at[TABLE_MAX_DIMS] = {0};
    for (size_t d = 0; d < t->dims; d++) {
        at[d] = (corner >> d & 1) != 0 ? high[d] : low[d];
    }
    return table_index(t, at);
}

void table_add(struct table *t, const size_t *at, int64_t persons)
{
    for (unsigned corner = 0; corner < 1u << t->dims; corner++) {
        t->counts[corner_index(t, at, t->sizes, corner)] += persons;
    }
}

int64_t table_count(const struct table *t, size_t index)
{
    return t->counts[index];
}

void table_force(struct table *t, size_t index)
{
    t->states[index] = TABLE_FORCED;
}

enum table_state table_state(const struct table *t, size_t index)
{
    return t->states[index];
}

static bool is_small(const struct table *t, int64_t count)
{
    return count > 0 && count < t->min_count;
}

/* What hiding a cell costs the reader: margins and large cells say most. */
static int64_t hiding_cost(const struct table *t, size_t index)
{
    if (t->users[index] > 0 || t->states[index] == TABLE_PRIMARY ||
        t->states[index] == TABLE_FORCED) {
        return 0;
    }
    size_t at[TABLE_MAX_DIMS];
    int64_t cost = 10 + t->counts[index];
    table_at(t, index, at);
    for (size_t d = 0; d < t->dims; d++) {
        cost += at[d] == t->sizes[d] ? 20 : 0;
    }
    return cost;
}

/* A corner's sign, and whether it is a leaf: a partner lowers, an open dimension's other
 * coordinate is the margin. */
struct corner {
    size_t index;
    bool leaf, lowered;
};

static struct corner move_corner(const struct table *t, const struct move *m, unsigned corner)
{
    struct corner c = {.index = corner_index(t, m->leaf, m->partner, corner), .leaf = true};
    for (size_t d = 0; d < t->dims; d++) {
        if ((corner >> d & 1) == 0) {
            continue;
        }
        if (m->partner[d] == t->sizes[d]) {
            c.leaf = false;
        } else {
            c.lowered = !c.lowered;
        }
    }
    return c;
}

/* Whether every leaf of the move holds what it must. */
static bool move_is_safe(const struct table *t, const struct move *m)
{
    int64_t own = t->counts[table_index(t, m->leaf)];
    for (unsigned i = 0; i < 1u << t->dims; i++) {
        struct corner c = move_corner(t, m, i);
        int64_t least = c.lowered && t->min_count - own > 1 ? t->min_count - own : 1;
        if (c.leaf && t->counts[c.index] < least) {
            return false;
        }
    }
    return true;
}

/* Cost of a move, or -1 when it may not be used or is not below `limit`. */
static int64_t move_cost(const struct table *t, const struct move *m, int64_t limit)
{
    int64_t cost = 0;
    for (unsigned i = 0; i < 1u << t->dims; i++) {
        cost += hiding_cost(t, move_corner(t, m, i).index);
        if (cost >= limit) {
            return -1;
        }
    }
    return move_is_safe(t, m) ? cost : -1;
}

static void move_count_use(struct table *t, const struct move *m, int change)
{
    for (unsigned i = 0; i < 1u << t->dims; i++) {
        t->users[move_corner(t, m, i).index] += (uint32_t)change;
    }
}

/* Next choice of partners for this cell; dimensions in which the cell is a margin stay open.
 * False after the last. */
static bool next_partners(const struct table *t, const size_t *at, struct move *m)
{
    for (size_t d = 0; d < t->dims; d++) {
        if (at[d] == t->sizes[d]) {
            continue;
        }
        do {
            m->partner[d] = m->partner[d] == t->sizes[d] ? 0 : m->partner[d] + 1;
        } while (m->partner[d] == m->leaf[d]);
        if (m->partner[d] != t->sizes[d]) {
            return true;
        }
    }
    return false;
}

/* Next leaf inside the cell, the cell itself if it is one. False after the last. */
static bool next_leaf(const struct table *t, const size_t *at, size_t *leaf)
{
    for (size_t d = 0; d < t->dims; d++) {
        if (at[d] != t->sizes[d]) {
            continue;
        }
        leaf[d] = leaf[d] + 1 == t->sizes[d] ? 0 : leaf[d] + 1;
        if (leaf[d] != 0) {
            return true;
        }
    }
    return false;
}

/* The cheapest safe move for its cell. There always is one: all dimensions open. */
static void choose_move(const struct table *t, struct move *m)
{
    size_t at[TABLE_MAX_DIMS];
    struct move best = {0}, trial = {.cell = m->cell};
    int64_t best_cost = INT64_MAX;
    table_at(t, m->cell, at);
    for (size_t d = 0; d < t->dims; d++) {
        trial.leaf[d] = at[d] == t->sizes[d] ? 0 : at[d];
    }
    do {
        if (t->counts[table_index(t, trial.leaf)] == 0) {
            continue;
        }
        memcpy(trial.partner, t->sizes, sizeof trial.partner);
        do {
            int64_t cost = move_cost(t, &trial, best_cost);
            if (cost >= 0) {
                best = trial;
                best_cost = cost;
            }
        } while (next_partners(t, at, &trial));
    } while (next_leaf(t, at, trial.leaf));
    assert(best_cost < INT64_MAX);
    *m = best;
}

static void choose_moves(struct table *t)
{
    int64_t hidden_before = INT64_MAX;
    for (int round = 0; round < 5; round++) {
        for (size_t i = 0; i < t->move_count; i++) {
            if (round > 0) {
                move_count_use(t, &t->moves[i], -1);
            }
            choose_move(t, &t->moves[i]);
            move_count_use(t, &t->moves[i], 1);
        }
        int64_t hidden = 0;
        for (size_t i = 0; i < t->cells; i++) {
            hidden += t->users[i] > 0 ? 1 : 0;
        }
        if (hidden >= hidden_before) {
            break;
        }
        hidden_before = hidden;
    }
}

void table_protect(struct table *t, int64_t min_count)
{
    t->min_count = min_count;
    free(t->moves);
    t->moves = mem_zalloc(t->cells, sizeof *t->moves);
    t->move_count = 0;
    memset(t->users, 0, t->cells * sizeof *t->users);
    for (size_t i = 0; i < t->cells; i++) {
        if (t->states[i] != TABLE_FORCED) {
            t->states[i] = TABLE_SHOWN;
        }
        if (is_small(t, t->counts[i])) {
            t->states[i] = TABLE_PRIMARY;
            t->moves[t->move_count++].cell = i;
        }
    }
    choose_moves(t);
    for (size_t i = 0; i < t->cells; i++) {
        if (t->users[i] > 0 && t->states[i] == TABLE_SHOWN) {
            t->states[i] = TABLE_SECONDARY;
        }
    }
}

/* Whether a move stands: it alters its cell and only hidden cells, and no leaf goes below zero
 * in either direction. */
static bool move_stands(const struct table *t, const struct move *m)
{
    bool alters_cell = false;
    for (unsigned i = 0; i < 1u << t->dims; i++) {
        struct corner c = move_corner(t, m, i);
        alters_cell = alters_cell || c.index == m->cell;
        if (t->states[c.index] == TABLE_SHOWN) {
            return false;
        }
    }
    return alters_cell && move_is_safe(t, m);
}

/* How far the table may go along the move: down (subtracting it) and up. */
static void move_reach(const struct table *t, const struct move *m, int64_t *down, int64_t *up)
{
    *down = *up = INT64_MAX;
    for (unsigned i = 0; i < 1u << t->dims; i++) {
        struct corner c = move_corner(t, m, i);
        int64_t *reach = c.lowered ? up : down;
        if (c.leaf && t->counts[c.index] < *reach) {
            *reach = t->counts[c.index];
        }
    }
}

static int64_t add_reach(int64_t count, int64_t reach)
{
    return reach > INT64_MAX - count ? INT64_MAX : count + reach;
}

void table_interval(const struct table *t, size_t index, int64_t *low, int64_t *high)
{
    int64_t count = t->counts[index];
    *low = *high = count;
    for (size_t m = 0; m < t->move_count; m++) {
        for (unsigned i = 0; i < 1u << t->dims; i++) {
            struct corner c = move_corner(t, &t->moves[m], i);
            if (c.index != index) {
                continue;
            }
            int64_t down, up;
            move_reach(t, &t->moves[m], &down, &up);
            int64_t least = count - (c.lowered ? up : down);
            int64_t most = add_reach(count, c.lowered ? down : up);
            *low = least < *low ? least : *low;
            *high = most > *high ? most : *high;
        }
    }
}

struct table_audit table_audit(const struct table *t)
{
    struct table_audit a = {.cells = t->cells, .narrowest = INT64_MAX};
    bool *covered = mem_zalloc(t->cells, sizeof *covered);
    for (size_t m = 0; m < t->move_count; m++) {
        if (!move_stands(t, &t->moves[m])) {
            continue;
        }
        for (unsigned i = 0; i < 1u << t->dims; i++) {
            covered[move_corner(t, &t->moves[m], i).index] = true;
        }
    }
    for (size_t i = 0; i < t->cells; i++) {
        a.shown += t->states[i] == TABLE_SHOWN ? 1 : 0;
        a.secondary += t->states[i] == TABLE_SECONDARY ? 1 : 0;
        a.forced += t->states[i] == TABLE_FORCED ? 1 : 0;
        if (t->states[i] == TABLE_PRIMARY) {
            a.primary++;
            int64_t low, high;
            table_interval(t, i, &low, &high);
            a.narrowest = high - low < a.narrowest ? high - low : a.narrowest;
        }
        bool must_hide = is_small(t, t->counts[i]) || t->states[i] == TABLE_SECONDARY;
        a.exposed += must_hide && (!covered[i] || t->states[i] == TABLE_SHOWN) ? 1 : 0;
    }
    free(covered);
    return a;
}
