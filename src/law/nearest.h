/* The known word nearest to a misspelt one, for remedies. */
#ifndef LAW_NEAREST_H
#define LAW_NEAREST_H

#include <stddef.h>

/* NULL when none is within a third of the word's length (at least 2) edits. */
const char *law_nearest(const char *word, const char *const *known, size_t n);

#endif
