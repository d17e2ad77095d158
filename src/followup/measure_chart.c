#include "followup/measure_chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "followup/chart.h"

enum { WIDTH = 640, LEFT = 44, RIGHT = 40, TOP = 14, HEIGHT = 150, FOOT = 34 };

struct plot {
    struct buf *b;
    const struct measure_series *s;
    int first_day, last_day;
};

const char *measure_number(double v, bool comma, char out[32])
{
    /* Tenths by hand: the decimal sign must not hang on a locale. */
    long tenths = lround(fabs(v) * 10);
    const char *sign = v < 0 && tenths > 0 ? "−" : "";
    if (tenths % 10 == 0) {
        (void)snprintf(out, 32, "%s%ld", sign, tenths / 10);
    } else {
        (void)snprintf(out, 32, "%s%ld%c%ld", sign, tenths / 10, comma ? ',' : '.', tenths % 10);
    }
    return out;
}

static int x_of(const struct plot *p, struct date d)
{
    int span = p->last_day - p->first_day;
    int width = WIDTH - LEFT - RIGHT;
    return span == 0 ? LEFT + width / 2 : LEFT + (d.days - p->first_day) * width / span;
}

static int y_of(const struct plot *p, double score)
{
    const struct instrument *i = p->s->instrument;
    double share = (score - i->low) / (i->high - i->low);
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return TOP + (int)lround((1 - share) * HEIGHT);
}

static void line(struct buf *b, const char *class, int x1, int y1, int x2, int y2)
{
    buf_addf(b,
             "<line class=\"%s\" stroke=\"currentColor\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
             class, x1, y1, x2, y2);
}

static void text(struct buf *b, const char *anchor, int x, int y, const char *words)
{
    buf_addf(b, "<text class=\"tick\" text-anchor=\"%s\" fill=\"currentColor\" x=\"%d\" y=\"%d\">",
             anchor, x, y);
    buf_add_html(b, words);
    buf_add(b, "</text>");
}

static void draw_axes(const struct plot *p)
{
    const struct instrument *i = p->s->instrument;
    char number[32];
    const double marks[] = {i->low, (i->low + i->high) / 2, i->high};
    for (size_t k = 0; k < 3; k++) {
        int y = y_of(p, marks[k]);
        line(p->b, k == 0 ? "axis" : "grid", LEFT, y, WIDTH - RIGHT, y);
        text(p->b, "end", LEFT - 6, y + 4, measure_number(marks[k], true, number));
    }
}

/* Where a later value may differ by chance. */
static void draw_band(const struct plot *p)
{
    const struct measure_series *s = p->s;
    if (s->before == NULL || !isfinite(s->limit)) {
        return;
    }
    int top = y_of(p, s->before->score + s->limit), bottom = y_of(p, s->before->score - s->limit);
    int x = x_of(p, s->before->taken_on);
    buf_addf(p->b, "<rect class=\"chance\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", x, top,
             WIDTH - RIGHT - x, bottom - top);
}

static void draw_points(const struct plot *p)
{
    const struct measurement *last = NULL;
    for (size_t k = 0; k < p->s->count; k++) {
        const struct measurement *m = &p->s->list[k];
        if (!m->scored) {
            continue;
        }
        int x = x_of(p, m->taken_on), y = y_of(p, m->score);
        if (last != NULL) {
            line(p->b, "trace", x_of(p, last->taken_on), y_of(p, last->score), x, y);
        }
        last = m;
    }
    for (size_t k = 0; k < p->s->count; k++) {
        const struct measurement *m = &p->s->list[k];
        char number[32];
        if (m->scored) {
            int x = x_of(p, m->taken_on), y = y_of(p, m->score);
            /* Before the help a ring, later a disc: told without colour. */
            buf_addf(p->b, "<circle class=\"point%s\" cx=\"%d\" cy=\"%d\" r=\"5\"/>",
                     m->moment == MOMENT_BEFORE ? " before" : "", x, y);
            text(p->b, "middle", x, y < TOP + 14 ? y + 20 : y - 10,
                 measure_number(m->score, true, number));
        }
    }
}

static void draw_days(const struct plot *p)
{
    char day[DATE_TEXT];
    int y = TOP + HEIGHT + 22;
    struct date first = {p->first_day}, last = {p->last_day};
    if (p->first_day == p->last_day) {
        text(p->b, "middle", x_of(p, first), y, date_format(first, day));
    } else {
        text(p->b, "start", LEFT, y, date_format(first, day));
        text(p->b, "end", WIDTH - RIGHT + 10, y, date_format(last, day));
    }
}

void measure_chart_svg(struct buf *b, const struct measure_series *s, const char *id_prefix,
                       const char *title, const char *description)
{
    struct plot p = {.b = b, .s = s, .first_day = INT32_MAX, .last_day = INT32_MIN};
    for (size_t k = 0; k < s->count; k++) {
        if (s->list[k].scored) {
            int day = s->list[k].taken_on.days;
            p.first_day = day < p.first_day ? day : p.first_day;
            p.last_day = day > p.last_day ? day : p.last_day;
        }
    }
    if (p.first_day > p.last_day) {
        return;
    }
    buf_addf(b,
             "<svg class=\"chart measure\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d "
             "%d\" role=\"img\" aria-labelledby=\"%s-title %s-desc\"><title id=\"%s-title\">",
             WIDTH, TOP + HEIGHT + FOOT, id_prefix, id_prefix, id_prefix);
    buf_add_html(b, title);
    buf_addf(b, "</title><desc id=\"%s-desc\">", id_prefix);
    buf_add_html(b, description);
    buf_add(b, "</desc>");
    draw_band(&p);
    draw_axes(&p);
    draw_points(&p);
    draw_days(&p);
    buf_add(b, "</svg>");
}
