#include "law/gaps_answer.h"

#include <stdlib.h>

#include "law/gaps_grid.h"
#include "law/rules.h"

/* All pairs that answer like the first one not told yet. */
static void gather(const struct gap_grid *g, bool *told, size_t first, struct arena *a,
                   struct law_gap_alike *out)
{
    struct law_area areas[GAP_PAIRS_MAX];
    *out = (struct law_gap_alike){.gap = g->gaps[first]};
    for (size_t i = first; i < g->n; i++) {
        if (!told[i] && gap_same(&g->gaps[first], &g->gaps[i])) {
            told[i] = true;
            areas[out->pairs++] =
                (struct law_area){UINT32_C(1) << g->gaps[i].from, UINT32_C(1) << g->gaps[i].to, 1};
        }
    }
    out->areas_n = law_areas_join(areas, out->pairs);
    out->areas = arena_copy(a, areas, out->areas_n * sizeof *areas);
}

size_t gap_grid_alike(const struct gap_grid *g, struct arena *a, struct law_gap_alike **out)
{
    bool told[GAP_PAIRS_MAX] = {false};
    struct law_gap_alike *found = mem_zalloc(g->n + 1, sizeof *found);
    size_t n = 0;
    for (int open = 1; open >= 0; open--) {
        for (size_t i = 0; i < g->n; i++) {
            if (!told[i] && (g->gaps[i].ways_n > 0) == (open == 1)) {
                gather(g, told, i, a, &found[n++]);
            }
        }
    }
    *out = arena_copy(a, found, (n + 1) * sizeof *found);
    free(found);
    return n;
}

/* What the pairs of one answer add to the whole. */
static void sum_up(const struct law_gap_alike *alike, struct law_gap_answer *out)
{
    const struct law_gap *g = &alike->gap;
    bool stops[LAW_GAP_STOP__MAX] = {false};
    out->pairs += alike->pairs;
    out->open += g->ways_n > 0 ? alike->pairs : 0;
    for (size_t i = 0; i < g->ways_n; i++) {
        out->conditions |= g->ways[i].conditions;
        if (g->ways[i].rule->confidence < out->doubt) {
            out->doubt = g->ways[i].rule->confidence;
        }
    }
    for (size_t i = 0; i < g->obstacles_n; i++) {
        enum law_gap_stop stop = g->obstacles[i].stop;
        out->stopped[stop] += stops[stop] ? 0 : alike->pairs;
        stops[stop] = true;
    }
}

/* Open before closed; the closed by what stops them; then those of most pairs. */
static int for_readers(const void *x, const void *y)
{
    const struct law_gap_alike *a = x, *b = y;
    if ((a->gap.ways_n > 0) != (b->gap.ways_n > 0)) {
        return a->gap.ways_n > 0 ? -1 : 1;
    }
    if (a->gap.ways_n == 0 && a->gap.obstacles[0].stop != b->gap.obstacles[0].stop) {
        return (int)a->gap.obstacles[0].stop - (int)b->gap.obstacles[0].stop;
    }
    if (a->pairs != b->pairs) {
        return a->pairs > b->pairs ? -1 : 1;
    }
    int from = (int)a->gap.from - (int)b->gap.from;
    return from != 0 ? from : (int)a->gap.to - (int)b->gap.to;
}

void law_gap_answer(const struct law_gap_question *q, const struct law_wanted *wanted,
                    enum law_gap_about about, struct arena *a, struct law_gap_answer *out)
{
    struct gap_grid g = {.wanted = wanted, .about = about};
    *out = (struct law_gap_answer){.wanted = wanted, .about = about, .doubt = LAW_VERIFIED};
    g.gaps = mem_zalloc(GAP_PAIRS_MAX, sizeof *g.gaps);
    gap_grid_fill(q, &g);
    out->alike_n = gap_grid_alike(&g, a, &out->alike);
    free(g.gaps);
    qsort(out->alike, out->alike_n, sizeof *out->alike, for_readers);
    for (size_t i = 0; i < out->alike_n; i++) {
        sum_up(&out->alike[i], out);
    }
}

struct law_text law_gap_assessment(const struct law_rules *rules, enum law_assessment assessment)
{
    return law_question(rules, assessment, LAW_LEVEL_NONE);
}

void law_gap_places_write(const struct law_gap_alike *g, bool names, bool swedish, struct buf *b)
{
    for (size_t i = 0; i < g->areas_n; i++) {
        buf_add(b, i == 0 ? "" : "; ");
        law_branches_write(g->areas[i].from, names, swedish, b);
        buf_add(b, " → ");
        law_branches_write(g->areas[i].to, names, swedish, b);
    }
}
