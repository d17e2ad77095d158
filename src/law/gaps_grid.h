/* The gaps of every wanted item, as a table each: what the forms of the list share. Private to
 * src/law. */
#ifndef LAW_GAPS_GRID_H
#define LAW_GAPS_GRID_H

#include "law/gaps_answer.h"

#define GAP_PAIRS_MAX ((size_t)LAW_BRANCH__MAX * LAW_BRANCH__MAX)

/* An item about a child or a group, for every pair of branches. */
struct gap_grid {
    const struct law_wanted *wanted;
    enum law_gap_about about;
    struct law_gap *gaps;
    size_t n;
};

struct gap_grids {
    struct gap_grid *grid;
    size_t n;
};

/* Every pair of branches; `gaps` has room for GAP_PAIRS_MAX. */
void gap_grid_fill(const struct law_gap_question *q, struct gap_grid *g);
struct gap_grids gap_grids(const struct law_gap_question *q);
void gap_grids_free(struct gap_grids *all);

/* The same ways on the same conditions, or the same obstacles. */
bool gap_same(const struct law_gap *a, const struct law_gap *b);
/* Every pair answers alike, and a reader may be told of the two together. */
bool gap_grid_same(const struct gap_grid *a, const struct gap_grid *b);
size_t gap_grid_open(const struct gap_grid *g); /* pairs with a way */
/* Pairs with the same answer together, those with a way first; how many. (gaps_answer.c) */
size_t gap_grid_alike(const struct gap_grid *g, struct arena *a, struct law_gap_alike **out);

/* The form with a line for each pair. (gaps_table.c) */
void gap_grids_csv(const struct gap_grids *all, bool swedish, struct buf *b);

#endif
