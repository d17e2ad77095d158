#include "followup/chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    LEFT = 48,
    RIGHT = 16,
    PLOT_TOP = 16,
    PLOT_HEIGHT = 200,
    BAND_HEIGHT = 20,
    MARK_HEIGHT = 26, /* a line of marks */
    MARK_WIDTH = 22,  /* a mark with its key; closer than this one stands below */
    MARK_LINES = 12,
    AXIS_HEIGHT = 42,
    WEEK_WIDTH = 12
};

const char chart_css[] =
    ".chart{width:100%;height:auto;min-width:38rem;max-width:76rem;color:#1a1a1a;background:#fff}"
    ".chart text{fill:currentColor;font:12px system-ui,sans-serif}"
    ".chart .axis{stroke:currentColor;stroke-width:1}"
    ".chart .grid{stroke:currentColor;stroke-width:1;opacity:.25}"
    ".chart .valid{fill:#3b6ea5}.chart .invalid{fill:#b3541e}.chart .stripe{stroke:#fff}"
    ".chart .outline{fill:none;stroke:currentColor;stroke-width:.5}"
    ".chart .band{fill:#d9e2ec;stroke:currentColor}.chart .mark{fill:currentColor}"
    ".chart .received{stroke-dasharray:4 3}.chart .number{font-weight:bold}"
    ".chart .trace{stroke:currentColor;stroke-width:2}.chart "
    ".chance{fill:#d9e2ec;stroke:currentColor;"
    "stroke-dasharray:4 3}"
    ".chart .point{fill:#3b6ea5;stroke:currentColor;stroke-width:2}"
    ".chart .point.before{fill:#fff}.chart.measure{max-width:44rem;min-width:30rem}"
    "@media (prefers-color-scheme:dark){.chart{color:#f0f0f0;background:#1b1b1b}"
    ".chart .valid{fill:#7fb3e6}.chart .invalid{fill:#f0a36b}.chart .stripe{stroke:#1b1b1b}"
    ".chart .band,.chart .chance{fill:#33404d}.chart .point{fill:#7fb3e6}"
    ".chart .point.before{fill:#1b1b1b}}"
    "@media print{.chart{color:#000;background:#fff}.chart .valid{fill:#999}"
    ".chart .invalid{fill:#444}.chart .stripe{stroke:#fff}.chart .band{fill:#eee}"
    ".chart .chance{fill:#eee}.chart .point{fill:#000}.chart .point.before{fill:#fff}}";

void chart_percent(struct buf *b, double share)
{
    if (isnan(share)) {
        buf_add(b, "–");
        return;
    }
    /* Tenths by hand: the decimal comma must not hang on a locale. */
    long tenths = lround(fabs(share) * 1000);
    buf_addf(b, "%s%ld,%ld", share < 0 && tenths > 0 ? "−" : "", tenths / 10, tenths % 10);
}

/* Where things stand: x by week, y by share. */
struct layout {
    const struct timeline *t;
    int width, plot_bottom, bands_top, marks_top, height;
    int mark_lines;
};

/* Tenths of a unit, as text with a point: no locale. */
static void coordinate(struct buf *b, const char *name, double value)
{
    long tenths = lround(value * 10);
    buf_addf(b, " %s=\"%s%ld.%ld\"", name, tenths < 0 ? "-" : "", labs(tenths) / 10,
             labs(tenths) % 10);
}

static double day_x(const struct layout *l, struct date d)
{
    if (l->t->week_count == 0) {
        return LEFT;
    }
    double weeks = (d.days - (double)l->t->weeks[0].monday.days) / 7.0;
    weeks = fmin(fmax(weeks, 0), (double)l->t->week_count);
    return LEFT + weeks * WEEK_WIDTH;
}

static bool in_weeks(const struct timeline *t, struct date d)
{
    return t->week_count > 0 && d.days >= t->weeks[0].monday.days &&
           d.days < t->weeks[t->week_count - 1].monday.days + 7;
}

/* The line that the next mark fits on: the first where it does not touch the one before. Marks come
 * by day. `ends` has the place where each line is free again. */
static int mark_line(double ends[MARK_LINES], double x)
{
    int line_no = 0;
    while (line_no < MARK_LINES - 1 && ends[line_no] > x) {
        line_no++;
    }
    ends[line_no] = x + MARK_WIDTH;
    return line_no;
}

static int count_mark_lines(const struct layout *l)
{
    double ends[MARK_LINES] = {0};
    int most = 0;
    for (size_t i = 0; i < l->t->mark_count; i++) {
        if (in_weeks(l->t, l->t->marks[i].on)) {
            int at = mark_line(ends, day_x(l, l->t->marks[i].on));
            most = at + 1 > most ? at + 1 : most;
        }
    }
    return most;
}

static struct layout lay_out(const struct timeline *t)
{
    struct layout l = {.t = t};
    int weeks = t->week_count < 30 ? 30 : (int)t->week_count;
    l.width = LEFT + weeks * WEEK_WIDTH + RIGHT;
    l.bands_top = PLOT_TOP + PLOT_HEIGHT + AXIS_HEIGHT;
    l.plot_bottom = PLOT_TOP + PLOT_HEIGHT;
    l.marks_top = l.bands_top + BAND_HEIGHT * (int)t->intervention_count;
    l.mark_lines = count_mark_lines(&l);
    l.height = l.marks_top + MARK_HEIGHT * l.mark_lines + 8;
    return l;
}

static void rectangle(struct buf *b, const char *class, double x, double y, double width,
                      double height)
{
    buf_addf(b, "<rect class=\"%s\"", class);
    coordinate(b, "x", x);
    coordinate(b, "y", y);
    coordinate(b, "width", width);
    coordinate(b, "height", height);
    buf_add(b, "/>");
}

static void line(struct buf *b, const char *class, double x1, double y1, double x2, double y2)
{
    buf_addf(b, "<line class=\"%s\" stroke=\"currentColor\"", class);
    coordinate(b, "x1", x1);
    coordinate(b, "y1", y1);
    coordinate(b, "x2", x2);
    coordinate(b, "y2", y2);
    buf_add(b, "/>");
}

static void label(struct buf *b, const char *class, double x, double y, const char *anchor,
                  const char *text)
{
    buf_addf(b, "<text class=\"%s\" text-anchor=\"%s\" fill=\"currentColor\"", class, anchor);
    coordinate(b, "x", x);
    coordinate(b, "y", y);
    buf_add(b, ">");
    buf_add_html(b, text);
    buf_add(b, "</text>");
}

static void draw_axes(struct buf *b, const struct layout *l)
{
    char text[32];
    for (int percent = 0; percent <= 100; percent += 20) {
        double y = l->plot_bottom - PLOT_HEIGHT * percent / 100.0;
        line(b, percent == 0 ? "axis" : "grid", LEFT, y, l->width - RIGHT, y);
        (void)snprintf(text, sizeof text, "%d %%", percent);
        label(b, "tick", LEFT - 6, y + 4, "end", text);
    }
    for (size_t i = 0; i < l->t->week_count; i++) {
        const struct timeline_week *w = &l->t->weeks[i];
        int year, month, day;
        date_to_ymd((struct date){w->monday.days + 6}, &year, &month, &day);
        double x = LEFT + WEEK_WIDTH * (double)i;
        if (day <= 7) { /* the week in which a month begins */
            (void)snprintf(text, sizeof text, "%d-%02d", year, month);
            line(b, "axis", x, l->plot_bottom, x, l->plot_bottom + 5);
            /* Labels by turns on two lines; the last ones end at their tick. */
            const char *anchor = x + 60 > l->width ? "end" : "start";
            label(b, "tick", x, l->plot_bottom + 18 + (month % 2 == 0 ? 0 : 14), anchor, text);
        }
    }
}

static void draw_weeks(struct buf *b, const struct layout *l, const char *id_prefix)
{
    char pattern[96];
    (void)snprintf(pattern, sizeof pattern, "url(#%s-stripes)", id_prefix);
    for (size_t i = 0; i < l->t->week_count; i++) {
        const struct timeline_week *w = &l->t->weeks[i];
        double x = LEFT + WEEK_WIDTH * (double)i + 1.5, width = WEEK_WIDTH - 3;
        if (w->offered_minutes == 0) {
            continue;
        }
        double valid = PLOT_HEIGHT * (double)w->valid_minutes / w->offered_minutes;
        double invalid = PLOT_HEIGHT * (double)w->invalid_minutes / w->offered_minutes;
        if (w->valid_minutes > 0) {
            rectangle(b, "valid", x, l->plot_bottom - valid, width, valid);
        }
        if (w->invalid_minutes > 0) {
            double top = l->plot_bottom - valid - invalid;
            rectangle(b, "invalid", x, top, width, invalid);
            buf_addf(b, "<rect fill=\"%s\"", pattern);
            coordinate(b, "x", x);
            coordinate(b, "y", top);
            coordinate(b, "width", width);
            coordinate(b, "height", invalid);
            buf_add(b, "/>");
            rectangle(b, "outline", x, top, width, invalid);
        }
        if (w->valid_minutes + w->invalid_minutes == 0) { /* taught, and never away: a low tick */
            line(b, "axis", x, l->plot_bottom - 2, x + width, l->plot_bottom - 2);
        }
    }
}

static void draw_bands(struct buf *b, const struct layout *l)
{
    char text[24];
    for (size_t i = 0; i < l->t->intervention_count; i++) {
        const struct timeline_intervention *v = &l->t->interventions[i];
        bool open = v->end.days == DATE_OPEN.days;
        double x1 = day_x(l, v->start);
        double x2 = day_x(l, open ? l->t->to : (struct date){v->end.days + 1});
        double y = l->bands_top + BAND_HEIGHT * (double)i;
        bool own = l->t->sources[v->source].own;
        rectangle(b, own ? "band" : "band received", x1, y + 2, fmax(x2 - x1, 4), BAND_HEIGHT - 5);
        line(b, "grid", x1, PLOT_TOP, x1, y + 2);
        (void)snprintf(text, sizeof text, "%zu", i + 1);
        label(b, "number", x1 > LEFT + 20 ? x1 - 4 : x2 + 14, y + 14, "end", text);
    }
}

const char *chart_key(size_t mark, char out[CHART_KEY])
{
    if (mark < 26) {
        (void)snprintf(out, CHART_KEY, "%c", 'A' + (int)mark);
    } else {
        (void)snprintf(out, CHART_KEY, "%c%zu", 'A' + (int)(mark % 26), mark / 26 + 1);
    }
    return out;
}

static void draw_marks(struct buf *b, const struct layout *l)
{
    char key[CHART_KEY];
    double ends[MARK_LINES] = {0};
    for (size_t i = 0; i < l->t->mark_count; i++) {
        if (!in_weeks(l->t, l->t->marks[i].on)) {
            continue; /* the list has it */
        }
        double x = day_x(l, l->t->marks[i].on);
        double y = l->marks_top + 6 + MARK_HEIGHT * mark_line(ends, x);
        buf_add(b, "<path class=\"mark\" d=\"M");
        buf_addf(b, "%ld %ldl5 5l-5 5l-5 -5z\"/>", lround(x), lround(y) - 4);
        label(b, "tick", x, y + 18, "middle", chart_key(i, key));
    }
}

/* What somebody who does not see the picture needs first. */
static void describe(struct buf *b, const struct timeline *t)
{
    char from[DATE_TEXT], to[DATE_TEXT];
    buf_addf(b, "Staplar för %u veckor med undervisning från %s till %s. ", t->whole.weeks,
             date_format(t->from, from), date_format(t->to, to));
    if (t->whole.weeks > 0) {
        buf_add(b, "Frånvaron var i genomsnitt ");
        chart_percent(b, t->whole.absent);
        buf_add(b, " procent av den erbjudna tiden, varav giltig ");
        chart_percent(b, t->whole.valid);
        buf_add(b, " och ogiltig ");
        chart_percent(b, t->whole.invalid);
        buf_add(b, ". ");
    }
    buf_addf(b, "%zu insatser visas som band. Alla värden står i tabellen.", t->intervention_count);
}

void chart_svg_words(struct buf *b, const struct timeline *t, const char *id_prefix,
                     const struct chart_words *words)
{
    struct layout l = lay_out(t);
    buf_addf(b,
             "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
             "role=\"img\" aria-labelledby=\"%s-title %s-desc\">",
             l.width, l.height, id_prefix, id_prefix);
    buf_addf(b, "<title id=\"%s-title\">", id_prefix);
    buf_add_html(b, words->title);
    buf_addf(b, "</title><desc id=\"%s-desc\">", id_prefix);
    buf_add_html(b, words->description);
    buf_addf(b,
             "</desc><defs><pattern id=\"%s-stripes\" width=\"4\" height=\"4\" "
             "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
             "<line class=\"stripe\" stroke=\"currentColor\" stroke-width=\"2\" x1=\"0\" y1=\"0\" "
             "x2=\"0\" y2=\"4\"/></pattern></defs>",
             id_prefix);
    draw_axes(b, &l);
    draw_weeks(b, &l, id_prefix);
    draw_bands(b, &l);
    draw_marks(b, &l);
    buf_add(b, "</svg>");
}

void chart_svg(struct buf *b, const struct timeline *t, const char *id_prefix)
{
    struct buf description;
    buf_init(&description, 4096);
    describe(&description, t);
    struct chart_words words = {"Frånvaro per vecka", description.text};
    chart_svg_words(b, t, id_prefix, &words);
    buf_free(&description);
}

static void legend_period(struct buf *b, struct date from, struct date to)
{
    char text[DATE_TEXT];
    buf_addf(b, ", %s", date_format(from, text));
    if (to.days == DATE_OPEN.days) {
        buf_add(b, " – pågår");
    } else {
        buf_addf(b, " – %s", date_format(to, text));
    }
}

void chart_legend(struct buf *b, const struct timeline *t)
{
    char text[DATE_TEXT];
    for (size_t i = 0; i < t->intervention_count; i++) {
        const struct timeline_intervention *v = &t->interventions[i];
        buf_addf(b, "<li><strong>%zu</strong> ", i + 1);
        buf_add_html(b, intervention_text_sv[v->code]);
        legend_period(b, v->start, v->end);
        buf_add(b, t->sources[v->source].own ? " (eget register)</li>" : " (mottaget brev)</li>");
    }
    for (size_t i = 0; i < t->mark_count; i++) {
        const struct timeline_mark *m = &t->marks[i];
        char key[CHART_KEY];
        buf_addf(b, "<li><strong>%s</strong> %s, %s", chart_key(i, key),
                 timeline_mark_text_sv[m->kind], date_format(m->on, text));
        if (m->text[0] != '\0') {
            buf_add(b, ": ");
            buf_add_html(b, m->text);
        }
        buf_add(b, "</li>");
    }
}
