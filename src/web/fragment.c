#include "web/fragment.h"

#include <string.h>

#include "followup/chart.h"

#define FRAGMENT_MAX ((size_t)2 * 1024 * 1024)

static struct page_fragment keep(struct arena *a, struct buf *b)
{
    struct page_fragment f = {arena_strndup(a, b->text, b->len), b->len};
    if (!buf_ok(b)) {
        f = (struct page_fragment){NULL, 0}; /* too large: nothing rather than half of it */
    }
    buf_free(b);
    return f;
}

struct page_fragment fragment_chart(struct arena *a, const struct timeline *t,
                                    const struct chart_words *words)
{
    struct buf b;
    buf_init(&b, FRAGMENT_MAX);
    chart_svg_words(&b, t, "chart", words);
    return keep(a, &b);
}

struct page_fragment fragment_levels(struct arena *a, const struct levels_row *rows, size_t count,
                                     const struct chart_words *words)
{
    struct buf b;
    buf_init(&b, FRAGMENT_MAX);
    levels_svg(&b, rows, count, "levels", words);
    return keep(a, &b);
}

struct page_fragment fragment_measure(struct arena *a, const struct measure_series *s,
                                      const char *id, const char *title, const char *description)
{
    struct buf b;
    buf_init(&b, FRAGMENT_MAX);
    measure_chart_svg(&b, s, id, title, description);
    return keep(a, &b);
}
