/*
 * A chart of levels: for each group its mean absence before and during, and what similar pupils
 * lead us to expect, on one axis of per cent. SVG by string building as in chart.h; shapes differ,
 * so that colour is not needed, and the page has the table.
 */
#ifndef FOLLOWUP_LEVELS_H
#define FOLLOWUP_LEVELS_H

#include "followup/chart.h"

struct levels_row {
    const char *name;
    double before, during, expected; /* shares 0–1; NAN: not there */
};

void levels_svg(struct buf *b, const struct levels_row *rows, size_t count, const char *id_prefix,
                const struct chart_words *words);

#endif
