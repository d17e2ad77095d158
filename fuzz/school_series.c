/* A packed school year that is taken is valid, and packs to a year that reads the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "school/series.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    int school_year = 2023 + data[0] % 2; /* 366 and 365 days */
    struct series_year year, again;
    if (series_unpack((struct blob){data + 1, size - 1}, school_year, &year) != ERR_OK) {
        return 0;
    }
    for (size_t i = 0; i < SERIES_YEAR_DAYS; i++) {
        if (!series_day_valid(year.days[i]) ||
            (i >= series_year_length(school_year) && year.days[i].offered_minutes != 0)) {
            abort();
        }
    }
    uint8_t packed[SERIES_PACKED_MAX];
    size_t n = series_pack(&year, packed);
    if (series_unpack((struct blob){packed, n}, school_year, &again) != ERR_OK ||
        memcmp(year.days, again.days, sizeof year.days) != 0) {
        abort();
    }
    return 0;
}
