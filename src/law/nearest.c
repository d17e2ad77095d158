#include "law/nearest.h"

#include <string.h>

#define LONGEST 40 /* longer words are not misspellings of ours */

/* Levenshtein distance of two short words. */
static size_t distance(const char *a, size_t na, const char *b, size_t nb)
{
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= nb; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= na; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t best = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            if (row[j] + 1 < best) {
                best = row[j] + 1;
            }
            if (row[j - 1] + 1 < best) {
                best = row[j - 1] + 1;
            }
            row[j] = best;
        }
    }
    return row[nb];
}

const char *law_nearest(const char *word, const char *const *known, size_t n)
{
    size_t length = strlen(word);
    if (length > LONGEST) {
        return NULL;
    }
    size_t least = length / 3 < 2 ? 3 : length / 3 + 1;
    const char *best = NULL;
    for (size_t i = 0; i < n; i++) {
        size_t other = strlen(known[i]);
        size_t d = other > LONGEST ? least : distance(word, length, known[i], other);
        if (d < least) {
            least = d;
            best = known[i];
        }
    }
    return best;
}
