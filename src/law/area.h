/*
 * Many cells of the matrix as few rectangles: "from these, to those, these items". Made for
 * readers: hundreds of cells that changed for one reason are a handful of lines.
 */
#ifndef LAW_AREA_H
#define LAW_AREA_H

#include "base/buf.h"
#include "law/law.h"

/* Every cell of from × to × items; bits 1 << enum law_branch, 1 << enum law_item. */
struct law_area {
    uint32_t from, to, items;
};

/* Joins areas that differ in one side only until none are left to join, in place; returns how many
 * remain. The cells are the same as before, each once if they were so. */
size_t law_areas_join(struct law_area *areas, size_t n);

size_t law_area_cells(const struct law_area *area);

/* "1 ruta", "12 rutor". */
void law_cells_write(size_t n, bool swedish, struct buf *b);

/* "EPS, SKO → SOC-M: hälsa, familj", with codes of branches, or with their names. */
void law_area_write(const struct law_area *area, bool names, bool swedish, struct buf *b);
/* "hälsa, familj" or "alla uppgifter utom …". */
void law_items_write(uint32_t items, bool swedish, struct buf *b);
/* "EPS, SKO", or names. */
void law_branches_write(uint32_t branches, bool names, bool swedish, struct buf *b);

#endif
