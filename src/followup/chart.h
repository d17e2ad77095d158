/*
 * The chart of a time line: an SVG made by string building, for the HTML file and for the web
 * page. Stacked bars a week (valid below, invalid above with stripes, so that colour is not
 * needed), interventions as numbered bands, other events as numbered marks. It has a title and a
 * description, and the page puts the data table beside it.
 *
 * There are no style attributes and no scripts (the page's policy forbids them): colours come
 * from classes whose rules the page has, chart_css, and without them from currentColor.
 */
#ifndef FOLLOWUP_CHART_H
#define FOLLOWUP_CHART_H

#include "base/buf.h"
#include "followup/timeline.h"

/* Rules for the classes, for light and dark screens and for print. */
extern const char chart_css[];

/* `id_prefix` makes ids unique in a page: letters, digits and hyphens. */
void chart_svg(struct buf *b, const struct timeline *t, const char *id_prefix);
/* The same with a title and a description in the reader's language, for a page that has others. */
struct chart_words {
    const char *title, *description;
};
void chart_svg_words(struct buf *b, const struct timeline *t, const char *id_prefix,
                     const struct chart_words *words);
/* The key of a mark in the chart: A … Z, A2 … Z2 and on. `out` has room for CHART_KEY bytes. */
#define CHART_KEY 24
const char *chart_key(size_t mark, char out[CHART_KEY]);

/* The numbered keys of the chart: what each band and mark stands for, as list items. */
void chart_legend(struct buf *b, const struct timeline *t);

/* A share as per cent with one decimal and decimal comma: "12,5"; "–" for NAN. */
void chart_percent(struct buf *b, double share);

#endif
