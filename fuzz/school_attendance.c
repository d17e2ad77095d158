/* An attendance file gives the same outcome read whole by one thread with the careful reader, and
 * in tiny parts by three threads with the fast one; what comes out holds the invariant of a day. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "school/attendance_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool find(const void *user, const struct civic_no *civic, uint32_t *pupil_out)
{
    static const char *const numbers[] = {"201501012387", "201501012395"};
    (void)user;
    for (uint32_t i = 0; i < 2; i++) {
        if (strcmp(numbers[i], civic->text) == 0) {
            *pupil_out = i;
            return true;
        }
    }
    return false;
}

struct seen {
    uint64_t count, sum;
};

static void note(void *user, const struct attendance_reject *r)
{
    struct seen *s = user;
    s->count++;
    s->sum = s->sum * 31 + r->line;
    for (const char *p = r->reason; *p != '\0'; p++) {
        s->sum = s->sum * 31 + (unsigned char)*p;
    }
}

static void compare(const struct attendance_fold *a, const struct attendance_fold *b)
{
    size_t count, other;
    const uint16_t *days = attendance_fold_days(a, &count);
    const uint16_t *same = attendance_fold_days(b, &other);
    if (count != other || memcmp(days, same, count * sizeof *days) != 0) {
        abort();
    }
    for (size_t i = 0; i < count; i++) {
        for (uint32_t p = 0; p < 2; p++) {
            struct series_day x, y;
            bool told = attendance_fold_get(a, p, days[i], &x);
            if (told != attendance_fold_get(b, p, days[i], &y) || memcmp(&x, &y, sizeof x) != 0 ||
                !series_day_valid(x)) {
                abort();
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size) {
        abort();
    }
    struct seen seen[2] = {{0}};
    struct attendance_file_totals totals[2] = {{0}};
    struct attendance_fold *fold[2];
    struct err_ctx ctx;
    enum err e[2];
    for (int i = 0; i < 2; i++) {
        struct attendance_file_options o = {.pupils = {.count = 2, .find = find},
                                            .reject = note,
                                            .user = &seen[i],
                                            .threads = i == 0 ? 1 : 3,
                                            .part_bytes = i == 0 ? 0 : 60,
                                            .careful = i == 0};
        e[i] = attendance_file_read(fd, "fuzz", &o, &fold[i], &totals[i], &ctx);
    }
    close(fd);
    if (e[0] != e[1] || totals[0].rows != totals[1].rows ||
        totals[0].refused != totals[1].refused || totals[0].repeated != totals[1].repeated ||
        seen[0].count != seen[1].count || seen[0].sum != seen[1].sum) {
        abort();
    }
    if (e[0] == ERR_OK) {
        compare(fold[0], fold[1]);
    }
    attendance_fold_free(fold[0]);
    attendance_fold_free(fold[1]);
    return 0;
}
