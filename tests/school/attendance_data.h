/* Pupils and files for the tests of the attendance import. */
#ifndef ATTENDANCE_DATA_H
#define ATTENDANCE_DATA_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/civic.h"

static uint64_t data_state = 42;
static inline unsigned data_random(unsigned n)
{
    data_state = data_state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(data_state >> 33) % n;
}

/* The i-th number free for tests, of a pupil born from 2010 on. */
static inline struct civic_no data_civic(unsigned i)
{
    struct civic_no c;
    struct date day = {14610 + (int32_t)(i / 2)};
    int y, m, d, sum = 0;
    date_to_ymd(day, &y, &m, &d);
    char text[32];
    snprintf(text, sizeof text, "%04d%02d%02d%03u", y, m, d, 238 + i % 2);
    for (int k = 0; k < 9; k++) {
        int v = (text[2 + k] - '0') * (k % 2 == 0 ? 2 : 1);
        sum += v > 9 ? v - 9 : v;
    }
    snprintf(c.text, sizeof c.text, "%.11s%d", text, (10 - sum % 10) % 10);
    return c;
}

static inline int data_file(const char *bytes, size_t n)
{
    int fd = memfd_create("attendance", MFD_CLOEXEC);
    for (size_t done = 0; fd >= 0 && done < n;) {
        ssize_t w = write(fd, bytes + done, n - done);
        if (w <= 0) {
            abort();
        }
        done += (size_t)w;
    }
    return fd;
}

#endif
