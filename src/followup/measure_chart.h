/*
 * The chart of measurements: one score over time, as an SVG made by string building, with the
 * scale's ends and, when the error of measurement is known, a band around the value that is
 * compared with: inside it a difference may be chance. No words but dates and numbers; title and
 * description are the caller's, in the reader's language. Rules of its classes are in chart_css.
 */
#ifndef FOLLOWUP_MEASURE_CHART_H
#define FOLLOWUP_MEASURE_CHART_H

#include "base/buf.h"
#include "team/measure.h"

/* Nothing is drawn without a score. `id_prefix`: letters, digits and hyphens. */
void measure_chart_svg(struct buf *b, const struct measure_series *s, const char *id_prefix,
                       const char *title, const char *description);

/* "6", "5,5": at most one decimal, with a decimal comma or point. */
const char *measure_number(double v, bool comma, char out[32]);

#endif
