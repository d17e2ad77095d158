/*
 * Diagnostics to standard error, one line each: "level area: text". Never personal data: who did
 * what to whom belongs in the journal, which is sealed and kept.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG, LOG__MAX };

void log_set_level(enum log_level highest); /* LOG_INFO unless told */
void log_write(enum log_level level, const char *area, const char *fmt, ...) PRINTF_LIKE(3, 4);

#endif
