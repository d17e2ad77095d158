#include "law/gaps_grid.h"

#include <stdlib.h>

void gap_grid_fill(const struct law_gap_question *q, struct gap_grid *g)
{
    g->n = 0;
    for (unsigned from = 1; from < LAW_BRANCH__MAX; from++) {
        for (unsigned to = 1; law_is_holder((enum law_branch)from) && to < LAW_BRANCH__MAX; to++) {
            law_gap(q, g->wanted, g->about, (enum law_branch)from, (enum law_branch)to,
                    &g->gaps[g->n++]);
        }
    }
}

struct gap_grids gap_grids(const struct law_gap_question *q)
{
    struct gap_grids all = {.grid =
                                mem_zalloc(law_wanted_n * LAW_GAP_ABOUT__MAX, sizeof *all.grid)};
    for (unsigned about = 0; about < LAW_GAP_ABOUT__MAX; about++) {
        for (size_t i = 0; i < law_wanted_n; i++) {
            if (law_wanted[i].about[about]) {
                struct gap_grid *g = &all.grid[all.n++];
                g->wanted = &law_wanted[i];
                g->about = (enum law_gap_about)about;
                g->gaps = mem_zalloc(GAP_PAIRS_MAX, sizeof *g->gaps);
                gap_grid_fill(q, g);
            }
        }
    }
    return all;
}

void gap_grids_free(struct gap_grids *all)
{
    for (size_t i = 0; i < all->n; i++) {
        free(all->grid[i].gaps);
    }
    free(all->grid);
}

bool gap_same(const struct law_gap *a, const struct law_gap *b)
{
    /* The word and the duty follow from the ways. */
    if (a->ways_n != b->ways_n || a->obstacles_n != b->obstacles_n ||
        a->elsewhere != b->elsewhere) {
        return false;
    }
    for (size_t i = 0; i < a->ways_n; i++) {
        if (a->ways[i].rule != b->ways[i].rule || a->ways[i].conditions != b->ways[i].conditions) {
            return false;
        }
    }
    for (size_t i = 0; i < a->obstacles_n; i++) {
        if (a->obstacles[i].stop != b->obstacles[i].stop ||
            a->obstacles[i].rule != b->obstacles[i].rule) {
            return false;
        }
    }
    return true;
}

size_t gap_grid_open(const struct gap_grid *g)
{
    size_t open = 0;
    for (size_t i = 0; i < g->n; i++) {
        open += g->gaps[i].ways_n > 0;
    }
    return open;
}

bool gap_grid_same(const struct gap_grid *a, const struct gap_grid *b)
{
    bool group = a->about == LAW_GAP_GROUP;
    bool same = a->about == b->about && (group || a->wanted->item == b->wanted->item);
    for (size_t i = 0; same && i < a->n; i++) {
        same = gap_same(&a->gaps[i], &b->gaps[i]);
    }
    return same;
}
