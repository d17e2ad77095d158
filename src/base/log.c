#include "base/log.h"

#include <stdatomic.h>
#include <stdio.h>

static _Atomic int highest = LOG_INFO;

void log_set_level(enum log_level level)
{
    atomic_store(&highest, (int)level);
}

void log_write(enum log_level level, const char *area, const char *fmt, ...)
{
    static const char *const names[LOG__MAX] = {"error", "warning", "info", "debug"};
    if ((int)level > atomic_load(&highest)) {
        return;
    }
    char text[1024];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    for (char *c = text; *c != '\0'; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f) {
            *c = ' '; /* one entry is one line, whatever was in it */
        }
    }
    fprintf(stderr, "%s %s: %s\n", names[level], area, text); /* one write: lines do not mix */
}
