#include "followup/levels.h"

#include <math.h>

enum { LEFT = 330, RIGHT = 24, TOP = 12, ROW = 30, AXIS = 30, WIDTH = 860 };

/* The axis ends at the ten per cent above the largest level. */
static int axis_percent(const struct levels_row *rows, size_t count)
{
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        double v[] = {rows[i].before, rows[i].during, rows[i].expected};
        for (int k = 0; k < 3; k++) {
            most = !isnan(v[k]) && v[k] > most ? v[k] : most;
        }
    }
    int percent = (int)(ceil(most * 10.0 - 1e-9) * 10);
    return percent < 10 ? 10 : percent > 100 ? 100 : percent;
}

static long place(double share, int axis)
{
    return lround(LEFT + (WIDTH - LEFT - RIGHT) * share * 100 / axis);
}

static void draw_axis(struct buf *b, int axis, long bottom)
{
    int by = axis > 50 ? 20 : 10;
    for (int percent = 0; percent <= axis; percent += by) {
        long x = place(percent / 100.0, axis);
        buf_addf(b,
                 "<line class=\"%s\" stroke=\"currentColor\" x1=\"%ld\" y1=\"%d\" x2=\"%ld\" "
                 "y2=\"%ld\"/><text class=\"tick\" text-anchor=\"middle\" fill=\"currentColor\" "
                 "x=\"%ld\" y=\"%ld\">%d %%</text>",
                 percent == 0 ? "axis" : "grid", x, TOP, x, bottom, x, bottom + 18, percent);
    }
}

static void draw_row(struct buf *b, const struct levels_row *r, int axis, long y)
{
    buf_addf(b, "<text text-anchor=\"end\" fill=\"currentColor\" x=\"%d\" y=\"%ld\">", LEFT - 10,
             y + 4);
    buf_add_html(b, r->name);
    buf_add(b, "</text>");
    if (!isnan(r->before) && !isnan(r->during)) {
        buf_addf(b,
                 "<line class=\"grid\" stroke=\"currentColor\" x1=\"%ld\" y1=\"%ld\" x2=\"%ld\" "
                 "y2=\"%ld\"/>",
                 place(r->before, axis), y, place(r->during, axis), y);
    }
    if (!isnan(r->before)) {
        buf_addf(b,
                 "<circle class=\"before\" fill=\"none\" stroke=\"currentColor\" cx=\"%ld\" "
                 "cy=\"%ld\" r=\"6\"/>",
                 place(r->before, axis), y);
    }
    if (!isnan(r->expected)) {
        long x = place(r->expected, axis);
        buf_addf(b, "<path class=\"expected\" d=\"M%ld %ldl7 7l-7 7l-7 -7z\"/>", x, y - 7);
    }
    if (!isnan(r->during)) {
        buf_addf(b, "<rect class=\"during\" x=\"%ld\" y=\"%ld\" width=\"10\" height=\"10\"/>",
                 place(r->during, axis) - 5, y - 5);
    }
}

void levels_svg(struct buf *b, const struct levels_row *rows, size_t count, const char *id_prefix,
                const struct chart_words *words)
{
    int axis = axis_percent(rows, count);
    long bottom = TOP + (long)count * ROW;
    buf_addf(b,
             "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %ld\" "
             "role=\"img\" aria-labelledby=\"%s-title %s-desc\"><title id=\"%s-title\">",
             WIDTH, bottom + AXIS, id_prefix, id_prefix, id_prefix);
    buf_add_html(b, words->title);
    buf_addf(b, "</title><desc id=\"%s-desc\">", id_prefix);
    buf_add_html(b, words->description);
    buf_add(b, "</desc>");
    draw_axis(b, axis, bottom);
    for (size_t i = 0; i < count; i++) {
        draw_row(b, &rows[i], axis, TOP + (long)i * ROW + ROW / 2);
    }
    buf_add(b, "</svg>");
}
