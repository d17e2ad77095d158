/* Where an instrument's file is wrong, in words for the one who wrote it (team/instrument.h tells
 * it in English, for the command line). */
#ifndef WEB_INSTRUMENT_FAULT_H
#define WEB_INSTRUMENT_FAULT_H

#include "web/request.h"

/* What is wrong and how to mend it; in the arena. A fault that this file does not know is told in
 * English. */
const char *instrument_fault_words(struct request *rq, const struct err_ctx *fault);
/* The same for one language. */
const char *instrument_fault_text(const struct err_ctx *fault, enum page_language language,
                                  struct arena *a);
/* "name:12:3": the line and column; false when it tells none. */
bool instrument_fault_place(const struct err_ctx *fault, unsigned *line_out, unsigned *column_out);
/* A line of a text, counted from 1, as it stands; in the arena. "" when there is no such line. */
const char *instrument_fault_line(const char *text, unsigned line, struct arena *a);

#endif
