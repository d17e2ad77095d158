#include "base/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static int64_t monotonic_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_start(struct progress *p, const char *title, const char *unit, uint64_t total)
{
    *p = (struct progress){.title = title, .unit = unit, .total = total};
    p->started_ms = p->drawn_ms = monotonic_ms();
    p->shown = isatty(STDERR_FILENO) == 1;
}

void progress_step(struct progress *p, uint64_t done, uint64_t count)
{
    if (!p->shown) {
        return;
    }
    int64_t now = monotonic_ms();
    if (now - p->drawn_ms < 200) {
        return;
    }
    p->drawn_ms = now;
    double seconds = (double)(now - p->started_ms) / 1000.0;
    double rate = (double)count / seconds;
    if (p->total == 0 || done == 0) {
        fprintf(stderr, "\r\033[K%s: %llu %s, %.0f %s/s", p->title, (unsigned long long)count,
                p->unit, rate, p->unit);
    } else {
        double share = (double)done / (double)p->total;
        fprintf(stderr, "\r\033[K%s: %3.0f %%, %llu %s, %.0f %s/s, %.0f s left", p->title,
                share * 100, (unsigned long long)count, p->unit, rate, p->unit,
                seconds / share - seconds);
    }
    fflush(stderr);
}

void progress_end(struct progress *p)
{
    if (p->shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
}
