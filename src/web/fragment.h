/*
 * The one place where markup made by other modules becomes a page_fragment. Each of them escapes
 * every text itself (followup/chart.h) and is tested with hostile names.
 */
#ifndef WEB_FRAGMENT_H
#define WEB_FRAGMENT_H

#include "followup/levels.h"
#include "followup/measure_chart.h"
#include "followup/pupil.h"
#include "web/page_out.h"

/* The bytes belong to the arena. */
struct page_fragment fragment_chart(struct arena *a, const struct timeline *t,
                                    const struct chart_words *words);

struct page_fragment fragment_levels(struct arena *a, const struct levels_row *rows, size_t count,
                                     const struct chart_words *words);
/* One instrument's scores over time; `id` is unique in the page. */
struct page_fragment fragment_measure(struct arena *a, const struct measure_series *s,
                                      const char *id, const char *title, const char *description);

#endif
