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

struct page_fragment fragment_chart(struct arena *a, const struct timeline *t)
{
    struct buf b;
    buf_init(&b, FRAGMENT_MAX);
    chart_svg(&b, t, "chart");
    return keep(a, &b);
}

struct page_fragment fragment_legend(struct arena *a, const struct timeline *t)
{
    struct buf b;
    buf_init(&b, FRAGMENT_MAX);
    chart_legend(&b, t);
    return keep(a, &b);
}

struct page_fragment fragment_figures(struct arena *a, const struct timeline *t)
{
    struct buf b;
    buf_init(&b, FRAGMENT_MAX);
    pupil_html_figures(&b, t);
    return keep(a, &b);
}

struct page_fragment fragment_weeks(struct arena *a, const struct timeline *t)
{
    struct buf b;
    buf_init(&b, FRAGMENT_MAX);
    pupil_html_weeks(&b, t);
    return keep(a, &b);
}
