/*
 * The one place where markup made by other modules becomes a page_fragment. Each of them escapes
 * every text itself (followup/chart.h) and is tested with hostile names.
 */
#ifndef WEB_FRAGMENT_H
#define WEB_FRAGMENT_H

#include "followup/pupil.h"
#include "web/page_out.h"

/* The bytes belong to the arena. */
struct page_fragment fragment_chart(struct arena *a, const struct timeline *t);
struct page_fragment fragment_legend(struct arena *a, const struct timeline *t);
struct page_fragment fragment_figures(struct arena *a, const struct timeline *t);
struct page_fragment fragment_weeks(struct arena *a, const struct timeline *t);

#endif
