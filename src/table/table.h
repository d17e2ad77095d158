/*
 * A table of counts over one to four dimensions with all its margins, and the protection of its
 * small cells.
 *
 * A cell of 1 to min_count − 1 persons is not shown (primary), and neither are as many other
 * cells as it takes that none of these can be worked out from the rest (secondary). A cell of 0
 * is shown. Means and shares are hidden wherever their count is.
 *
 * What is guaranteed, against someone who has every shown cell and margin, knows the rules, and
 * adds and subtracts as he likes:
 *   1. no hidden cell's count is determined: at least two tables of non-negative whole numbers
 *      fit what is shown and differ in it;
 *   2. a primary cell has at least two such values below min_count;
 *   3. no sum of shown cells is the count of a group of 1 to min_count − 1 persons. So neither
 *      can such a group's mean be worked out from shown means.
 * How: every primary cell is given a *move*, a change of +1 and −1 in table cells of at least one
 * person each, that alters this cell and leaves every shown cell and margin as it is. All that a
 * move alters is hidden. The cells that a primary leaf's move lowers hold at least min_count
 * minus its own count, which gives 3 (proof in table.c). table_audit() checks the moves again
 * from the shown cells alone.
 *
 * What is not guaranteed: protection against someone who is in the table himself and knows in
 * which cell; group disclosure (all in a row fall in one column, or all have the same value: hide
 * a mean of exactly 0 or 100 % where it is printed); and differencing: two tables of nearly the
 * same persons, made at different times or by different divisions, can be subtracted from each
 * other. Publish one table of a population, on fixed dates.
 */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TABLE_MAX_DIMS  4
#define TABLE_MAX_CELLS 100000 /* with margins */
#define TABLE_MIN_COUNT 5      /* the default smallest group that is shown */

enum table_state {
    TABLE_SHOWN,
    TABLE_PRIMARY,   /* too few persons */
    TABLE_SECONDARY, /* hidden so that a primary cell cannot be worked out */
    TABLE_FORCED,    /* hidden because the caller said so */
    TABLE_STATE__MAX
};
extern const char *const table_state_code[TABLE_STATE__MAX]; /* shown, small, linked, forced */

struct table;

/* `sizes` are the numbers of categories. Coordinate `sizes[d]` is the margin over dimension d.
 * NULL when there would be more than TABLE_MAX_CELLS cells or TABLE_MAX_DIMS dimensions. */
struct table *table_new(const size_t *sizes, size_t dims);
void table_free(struct table *t); /* NULL is safe */

size_t table_cells(const struct table *t); /* inner cells and margins */
size_t table_index(const struct table *t, const size_t *at);
void table_at(const struct table *t, size_t index, size_t *at);
bool table_is_margin(const struct table *t, size_t index);

/* Count one or more persons in an inner cell. The margins follow. */
void table_add(struct table *t, const size_t *at, int64_t persons);
int64_t table_count(const struct table *t, size_t index);

/* Hide a cell whatever its count, before table_protect(). */
void table_force(struct table *t, size_t index);
/* Decide the state of every cell. */
void table_protect(struct table *t, int64_t min_count);
enum table_state table_state(const struct table *t, size_t index);

struct table_audit {
    size_t cells, shown, primary, secondary, forced;
    size_t exposed;    /* hidden cells without a valid move: always 0 after table_protect() */
    int64_t narrowest; /* the smallest certain width of a primary cell's possible values */
};
/* Check every move anew against counts and states. */
struct table_audit table_audit(const struct table *t);

/* Values that a hidden cell may have for all that is shown: at least low…high. */
void table_interval(const struct table *t, size_t index, int64_t *low, int64_t *high);

#endif
