/* Disclosure control against two attackers that share no code with it: one that tries every
 * small table, and one that eliminates linearly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "table/table.h"

static uint64_t seed;

static uint64_t next_random(uint64_t below)
{
    seed += 0x9e3779b97f4a7c15ULL;
    uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return (z ^ (z >> 31)) % below;
}

/* Many zeros and small counts, some large. */
static int64_t random_count(void)
{
    switch (next_random(4)) {
    case 0:
        return 0;
    case 1:
        return (int64_t)next_random(5);
    case 2:
        return (int64_t)next_random(9);
    default:
        return (int64_t)next_random(30);
    }
}

static struct table *random_table(const size_t *sizes, size_t dims)
{
    struct table *t = table_new(sizes, dims);
    assert_non_null(t);
    for (size_t i = 0; i < table_cells(t); i++) {
        size_t at[TABLE_MAX_DIMS];
        table_at(t, i, at);
        if (!table_is_margin(t, i)) {
            table_add(t, at, random_count());
        }
    }
    return t;
}

#define MAX_LEAVES 12
#define MAX_FOUND  20000

/* Everything the attacker who tries all tables needs. */
struct attack {
    const struct table *table;
    size_t leaves, cells;
    size_t leaf_cell[MAX_LEAVES];
    bool inside[128][MAX_LEAVES]; /* leaf belongs to cell */
    int64_t value[MAX_LEAVES];
    int64_t (*found)[MAX_LEAVES];
    size_t found_count;
};

static void attack_prepare(struct attack *a, const struct table *t, const size_t *sizes,
                           size_t dims)
{
    *a = (struct attack){.table = t, .cells = table_cells(t)};
    assert_true(a->cells <= 128);
    a->found = mem_zalloc(MAX_FOUND, sizeof *a->found);
    for (size_t i = 0; i < a->cells; i++) {
        if (!table_is_margin(t, i)) {
            a->leaf_cell[a->leaves++] = i;
        }
    }
    assert_true(a->leaves <= MAX_LEAVES);
    for (size_t i = 0; i < a->cells; i++) {
        size_t cell[TABLE_MAX_DIMS], leaf[TABLE_MAX_DIMS];
        table_at(t, i, cell);
        for (size_t l = 0; l < a->leaves; l++) {
            table_at(t, a->leaf_cell[l], leaf);
            a->inside[i][l] = true;
            for (size_t d = 0; d < dims; d++) {
                if (cell[d] != sizes[d] && cell[d] != leaf[d]) {
                    a->inside[i][l] = false;
                }
            }
        }
    }
}

/* Whether the leaves fixed so far can still agree with every shown cell. */
static bool attack_possible(const struct attack *a, size_t fixed)
{
    for (size_t i = 0; i < a->cells; i++) {
        if (table_state(a->table, i) != TABLE_SHOWN) {
            continue;
        }
        int64_t sum = 0;
        bool whole = true;
        for (size_t l = 0; l < a->leaves; l++) {
            if (a->inside[i][l] && l < fixed) {
                sum += a->value[l];
            }
            whole = whole && (!a->inside[i][l] || l < fixed);
        }
        int64_t shown = table_count(a->table, i);
        if (sum > shown || (whole && sum != shown)) {
            return false;
        }
    }
    return true;
}

/* All tables within one of the true count in every leaf: enough to leave nothing certain. */
static void attack_search(struct attack *a, size_t leaf)
{
    if (a->found_count == MAX_FOUND || !attack_possible(a, leaf)) {
        return;
    }
    if (leaf == a->leaves) {
        memcpy(a->found[a->found_count++], a->value, sizeof a->value);
        return;
    }
    int64_t truth = table_count(a->table, a->leaf_cell[leaf]);
    for (int64_t v = truth > 0 ? truth - 1 : 0; v <= truth + 1; v++) {
        a->value[leaf] = v;
        attack_search(a, leaf + 1);
    }
}

static int64_t found_sum(const struct attack *a, size_t found, const bool *in)
{
    int64_t sum = 0;
    for (size_t l = 0; l < a->leaves; l++) {
        sum += in[l] ? a->found[found][l] : 0;
    }
    return sum;
}

static bool sum_varies(const struct attack *a, const bool *in)
{
    for (size_t f = 1; f < a->found_count; f++) {
        if (found_sum(a, f, in) != found_sum(a, 0, in)) {
            return true;
        }
    }
    return false;
}

static void assert_hidden_cells_are_uncertain(const struct attack *a)
{
    for (size_t i = 0; i < a->cells; i++) {
        if (table_state(a->table, i) == TABLE_SHOWN) {
            int64_t count = table_count(a->table, i);
            assert_true(count == 0 || count >= TABLE_MIN_COUNT);
            continue;
        }
        assert_true(sum_varies(a, a->inside[i]));
        if (table_state(a->table, i) != TABLE_PRIMARY) {
            continue;
        }
        bool seen[TABLE_MIN_COUNT] = {false};
        int values = 0;
        for (size_t f = 0; f < a->found_count; f++) {
            int64_t v = found_sum(a, f, a->inside[i]);
            if (v >= 0 && v < TABLE_MIN_COUNT && !seen[v]) {
                seen[v] = true;
                values++;
            }
        }
        assert_true(values > 1);
    }
}

/* Guarantee 3, for every set of leaves there is. */
static void assert_no_small_group_can_be_summed(const struct attack *a)
{
    for (unsigned set = 1; set < 1u << a->leaves; set++) {
        bool in[MAX_LEAVES];
        int64_t persons = 0;
        for (size_t l = 0; l < a->leaves; l++) {
            in[l] = (set >> l & 1) != 0;
            persons += in[l] ? table_count(a->table, a->leaf_cell[l]) : 0;
        }
        if (persons > 0 && persons < TABLE_MIN_COUNT) {
            assert_true(sum_varies(a, in));
        }
    }
}

static void attack_random_tables(const size_t *sizes, size_t dims, int tables)
{
    for (int i = 0; i < tables; i++) {
        struct table *t = random_table(sizes, dims);
        table_protect(t, TABLE_MIN_COUNT);
        assert_int_equal(table_audit(t).exposed, 0);
        struct attack a;
        attack_prepare(&a, t, sizes, dims);
        attack_search(&a, 0);
        assert_true(a.found_count > 0);
        assert_hidden_cells_are_uncertain(&a);
        assert_no_small_group_can_be_summed(&a);
        free(a.found);
        table_free(t);
    }
}

static void trying_all_tables_determines_no_hidden_cell(void **state)
{
    (void)state;
    seed = 1;
    attack_random_tables((size_t[]){4}, 1, 300);
    attack_random_tables((size_t[]){2, 2}, 2, 300);
    attack_random_tables((size_t[]){3, 3}, 2, 300);
    attack_random_tables((size_t[]){5, 2}, 2, 200);
    attack_random_tables((size_t[]){2, 2, 2}, 3, 300);
    attack_random_tables((size_t[]){3, 2, 2}, 3, 60);
}

static void the_attacker_breaks_primary_suppression_alone(void **state)
{
    (void)state; /* the attack is worth something only if it can win */
    size_t sizes[] = {3, 3};
    struct table *t = table_new(sizes, 2);
    static const int64_t counts[3][3] = {{2, 10, 11}, {12, 13, 14}, {9, 8, 7}};
    for (size_t r = 0; r < 3; r++) {
        for (size_t c = 0; c < 3; c++) {
            table_add(t, (size_t[]){r, c}, counts[r][c]);
        }
    }
    table_force(t, table_index(t, (size_t[]){0, 0}));
    struct attack a;
    attack_prepare(&a, t, sizes, 2);
    attack_search(&a, 0);
    assert_int_equal(a.found_count, 1);
    free(a.found);
    table_free(t);
}

/* ---- linear elimination modulo a prime, for tables too large to try ---- */

static const uint64_t prime = 2147483629;

static uint64_t power(uint64_t b, uint64_t e)
{
    uint64_t r = 1;
    for (; e != 0; e >>= 1, b = b * b % prime) {
        r = (e & 1) != 0 ? r * b % prime : r;
    }
    return r;
}

/* Reduce `row` by the basis rows; returns its first column that stays, or `width`. */
static size_t reduce(uint64_t *row, uint64_t *const *basis, size_t width)
{
    size_t first = width;
    for (size_t c = 0; c < width; c++) {
        if (row[c] == 0) {
            continue;
        }
        if (basis[c] == NULL) {
            first = first == width ? c : first;
            continue;
        }
        uint64_t f = prime - row[c];
        for (size_t k = c; k < width; k++) {
            row[k] = (row[k] + f * basis[c][k]) % prime;
        }
    }
    return first;
}

static void cell_row(const struct table *t, const size_t *sizes, size_t dims, size_t cell,
                     const size_t *leaf_number, uint64_t *row, size_t width)
{
    size_t at[TABLE_MAX_DIMS], leaf[TABLE_MAX_DIMS];
    memset(row, 0, width * sizeof *row);
    table_at(t, cell, at);
    for (size_t i = 0; i < table_cells(t); i++) {
        if (table_is_margin(t, i)) {
            continue;
        }
        table_at(t, i, leaf);
        bool in = true;
        for (size_t d = 0; d < dims; d++) {
            in = in && (at[d] == sizes[d] || at[d] == leaf[d]);
        }
        row[leaf_number[i]] = in ? 1 : 0;
    }
}

static void eliminate_attack(const size_t *sizes, size_t dims)
{
    struct table *t = random_table(sizes, dims);
    table_protect(t, TABLE_MIN_COUNT);
    struct table_audit audit = table_audit(t);
    assert_int_equal(audit.exposed, 0);
    assert_true(audit.primary > 0);
    size_t cells = table_cells(t), width = 0;
    size_t *number = mem_zalloc(cells, sizeof *number);
    for (size_t i = 0; i < cells; i++) {
        number[i] = table_is_margin(t, i) ? 0 : width++;
    }
    uint64_t **basis = mem_zalloc(width, sizeof *basis);
    for (size_t i = 0; i < cells; i++) {
        uint64_t *row = mem_zalloc(width, sizeof *row);
        cell_row(t, sizes, dims, i, number, row, width);
        size_t c = table_state(t, i) == TABLE_SHOWN ? reduce(row, basis, width) : width;
        if (c == width) {
            free(row);
            continue;
        }
        uint64_t inverse = power(row[c], prime - 2);
        for (size_t k = 0; k < width; k++) {
            row[k] = row[k] * inverse % prime;
        }
        basis[c] = row;
    }
    uint64_t *row = mem_zalloc(width, sizeof *row);
    for (size_t i = 0; i < cells; i++) {
        if (table_state(t, i) != TABLE_SHOWN) {
            cell_row(t, sizes, dims, i, number, row, width);
            assert_true(reduce(row, basis, width) < width);
        }
    }
    for (size_t c = 0; c < width; c++) {
        free(basis[c]);
    }
    free(row);
    free(basis);
    free(number);
    table_free(t);
}

static void no_hidden_cell_is_a_combination_of_shown_ones(void **state)
{
    (void)state;
    seed = 7;
    for (int i = 0; i < 10; i++) {
        eliminate_attack((size_t[]){12, 3, 5}, 3);
        eliminate_attack((size_t[]){9, 11}, 2);
        eliminate_attack((size_t[]){3, 3, 2, 4}, 4);
    }
}

static void a_table_without_small_cells_is_shown_whole(void **state)
{
    (void)state;
    struct table *t = table_new((size_t[]){2, 2}, 2);
    table_add(t, (size_t[]){0, 0}, 5);
    table_add(t, (size_t[]){1, 1}, 9);
    table_protect(t, TABLE_MIN_COUNT);
    struct table_audit a = table_audit(t);
    assert_int_equal(a.shown, 9);
    assert_int_equal(table_count(t, table_index(t, (size_t[]){2, 2})), 14);
    assert_int_equal(table_count(t, table_index(t, (size_t[]){0, 2})), 5);
    table_free(t);
}

static void a_population_below_the_minimum_is_hidden_whole(void **state)
{
    (void)state;
    struct table *t = table_new((size_t[]){2, 3}, 2);
    table_add(t, (size_t[]){0, 1}, 3);
    table_protect(t, TABLE_MIN_COUNT);
    assert_int_equal(table_state(t, table_index(t, (size_t[]){2, 3})), TABLE_PRIMARY);
    assert_int_equal(table_state(t, table_index(t, (size_t[]){0, 1})), TABLE_PRIMARY);
    assert_int_equal(table_state(t, table_index(t, (size_t[]){1, 1})), TABLE_SHOWN); /* zero */
    int64_t low, high;
    table_interval(t, table_index(t, (size_t[]){0, 1}), &low, &high);
    assert_true(low == 0 && high > 5);
    table_free(t);
}

static void two_small_cells_alone_in_a_row_take_a_third_with_them(void **state)
{
    (void)state; /* 1 + 2 = 3 could be had by subtracting, and with it the mean of three */
    struct table *t = table_new((size_t[]){4}, 1);
    static const int64_t counts[] = {1, 2, 20, 30};
    for (size_t i = 0; i < 4; i++) {
        table_add(t, &i, counts[i]);
    }
    table_protect(t, TABLE_MIN_COUNT);
    assert_int_equal(table_state(t, 2), TABLE_SECONDARY); /* the cheaper of the two */
    assert_int_equal(table_state(t, 3), TABLE_SHOWN);
    assert_int_equal(table_state(t, 4), TABLE_SHOWN);
    table_free(t);
}

static void forced_cells_stay_hidden_and_audit_finds_a_cell_that_is_laid_open(void **state)
{
    (void)state;
    struct table *t = table_new((size_t[]){3}, 1);
    for (size_t i = 0; i < 3; i++) {
        table_add(t, &i, 10 + (int64_t)i);
    }
    table_force(t, 1);
    table_protect(t, TABLE_MIN_COUNT);
    assert_int_equal(table_state(t, 1), TABLE_FORCED);
    assert_int_equal(table_audit(t).forced, 1);
    /* A person more after protection makes the decision stale: the audit must say so. */
    table_protect(t, TABLE_MIN_COUNT);
    table_add(t, (size_t[]){0}, -8);
    assert_true(table_audit(t).exposed > 0);
    table_free(t);
}

static void impossible_shapes_are_refused(void **state)
{
    (void)state;
    assert_null(table_new((size_t[]){1, 2, 3, 4, 5}, 5));
    assert_null(table_new((size_t[]){3, 0}, 2));
    assert_null(table_new((size_t[]){1000, 1000}, 2));
    assert_null(table_new(NULL, 0));
    assert_null(table_new((size_t[]){SIZE_MAX}, 1));
    table_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trying_all_tables_determines_no_hidden_cell),
        cmocka_unit_test(the_attacker_breaks_primary_suppression_alone),
        cmocka_unit_test(no_hidden_cell_is_a_combination_of_shown_ones),
        cmocka_unit_test(a_table_without_small_cells_is_shown_whole),
        cmocka_unit_test(a_population_below_the_minimum_is_hidden_whole),
        cmocka_unit_test(two_small_cells_alone_in_a_row_take_a_third_with_them),
        cmocka_unit_test(forced_cells_stay_hidden_and_audit_finds_a_cell_that_is_laid_open),
        cmocka_unit_test(impossible_shapes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
