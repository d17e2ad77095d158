/* The individual follow-up as an HTML file that needs nothing else. */
#include <inttypes.h>
#include <string.h>

#include "followup/chart.h"
#include "followup/pupil.h"

static const char page_css[] =
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:80rem;margin:0 auto;padding:1rem;"
    "color:#1a1a1a;background:#fff}h1{font-size:1.6rem}h2{font-size:1.25rem}"
    ".scroll{overflow-x:auto}table{border-collapse:collapse}"
    "th,td{padding:.25rem .75rem;text-align:right;border-bottom:1px solid #767676}"
    "th:first-child,td:first-child{text-align:left}caption{text-align:left;font-weight:bold}"
    ".caution{border-left:.3rem solid #b3541e;padding-left:1rem}"
    "@media (prefers-color-scheme:dark){body{color:#f0f0f0;background:#1b1b1b}}"
    "@media print{body{color:#000;background:#fff}.scroll{overflow:visible}}";

/* The lines of `text` as paragraphs. */
static void paragraphs(struct buf *b, const char *text)
{
    while (*text != '\0') {
        const char *end = strchrnul(text, '\n');
        struct buf line;
        buf_init(&line, 4096);
        buf_add_n(&line, text, (size_t)(end - text));
        buf_add(b, "<p>");
        buf_add_html(b, line.text);
        buf_add(b, "</p>\n");
        buf_free(&line);
        text = *end == '\n' ? end + 1 : end;
    }
}

static void html_sources(struct buf *b, const struct timeline *t)
{
    char sent[DATE_TEXT], accepted[DATE_TEXT];
    buf_addf(b, "<p>Källor: eget register (%u veckor), mottagna brev (%u veckor).</p>\n",
             t->own_weeks, t->received_weeks);
    if (t->source_count > 1) {
        buf_add(b, "<ul>\n");
    }
    for (size_t i = 1; i < t->source_count; i++) {
        const struct timeline_source *s = &t->sources[i];
        buf_addf(b, "<li>Brev %" PRId64 " från ", s->letter.v);
        buf_add_html(b, s->peer_name);
        buf_addf(b, ", skickat %s, taget emot %s, grund: ", date_format(s->sent, sent),
                 date_format(s->accepted, accepted));
        buf_add_html(b, s->grounds);
        buf_add(b, "</li>\n");
    }
    if (t->source_count > 1) {
        buf_add(b, "</ul>\n");
    }
    if (t->withdrawn_left_out > 0) {
        buf_addf(b, "<p>%u mottagna brev används inte, eftersom samtycket har återkallats.</p>\n",
                 t->withdrawn_left_out);
    }
}

void pupil_html_figures(struct buf *b, const struct timeline *t)
{
    char start[DATE_TEXT], end[DATE_TEXT];
    for (size_t i = 0; i < t->intervention_count; i++) {
        const struct timeline_intervention *v = &t->interventions[i];
        bool open = v->end.days == DATE_OPEN.days;
        buf_addf(b, "<h3>%zu. ", i + 1);
        buf_add_html(b, intervention_text_sv[v->code]);
        buf_addf(b, ", %s – %s</h3>\n", date_format(v->start, start),
                 open ? "pågår" : date_format(v->end, end));
        struct buf text;
        buf_init(&text, 8192);
        pupil_sentences(&text, v);
        paragraphs(b, text.text);
        buf_free(&text);
    }
    if (t->intervention_count == 0) {
        buf_add(b, "<p>Inga insatser är kända i perioden.</p>\n");
    }
    buf_add(b, "<div class=\"caution\">\n");
    for (size_t i = 0; pupil_cautions[i] != NULL; i++) {
        buf_add(b, "<p>");
        buf_add_html(b, pupil_cautions[i]);
        buf_add(b, "</p>\n");
    }
    buf_add(b, "</div>\n");
}

static void cell(struct buf *b, double share)
{
    buf_add(b, "<td>");
    chart_percent(b, share);
    buf_add(b, "</td>");
}

void pupil_html_weeks(struct buf *b, const struct timeline *t)
{
    char monday[DATE_TEXT];
    buf_add(b, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Frånvaro per "
               "vecka, tabell\"><table><caption>Frånvaro per vecka, procent av erbjuden tid"
               "</caption>\n<thead><tr><th scope=\"col\">Vecka</th><th scope=\"col\">Måndag</th>"
               "<th scope=\"col\">Erbjudna minuter</th><th scope=\"col\">Frånvaro</th>"
               "<th scope=\"col\">Giltig</th><th scope=\"col\">Ogiltig</th>"
               "<th scope=\"col\">Källa</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < t->week_count; i++) {
        const struct timeline_week *w = &t->weeks[i];
        buf_addf(b, "<tr><th scope=\"row\">%d-v%02d</th><td>%s</td><td>%d</td>", w->iso_year,
                 w->iso_week, date_format(w->monday, monday), w->offered_minutes);
        if (w->offered_minutes == 0) {
            buf_add(b, "<td>ingen undervisning</td><td>–</td><td>–</td><td>–</td></tr>\n");
            continue;
        }
        double offered = w->offered_minutes;
        cell(b, timeline_share(w));
        cell(b, w->valid_minutes / offered);
        cell(b, w->invalid_minutes / offered);
        buf_addf(b, "<td>%s</td></tr>\n",
                 t->sources[w->source].own ? "eget register" : "mottaget brev");
    }
    buf_add(b, "</tbody></table></div>\n");
}

void pupil_html(struct buf *b, const struct timeline *t)
{
    char from[DATE_TEXT], to[DATE_TEXT];
    buf_addf(b,
             "<!DOCTYPE html>\n<html lang=\"sv\"><head><meta charset=\"utf-8\">"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
             "<meta name=\"referrer\" content=\"no-referrer\">"
             "<title>Uppföljning av en elev</title>\n<style>%s%s</style></head>\n<body><main>\n",
             page_css, chart_css);
    buf_add(b, "<h1>Uppföljning av en elev");
    if (t->case_id.v != 0) {
        buf_addf(b, " – ärende %" PRId64, t->case_id.v);
    }
    buf_add(b, "</h1>\n<p>");
    buf_add_html(b, t->bank_name);
    buf_addf(b, ". Period: %s – %s. Veckor med undervisning: %u.</p>\n", date_format(t->from, from),
             date_format(t->to, to), t->whole.weeks);
    buf_add(b, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Diagram\">\n");
    chart_svg(b, t, "follow");
    buf_add(b, "\n</div>\n<p>Stapel: frånvaro i procent av erbjuden tid. Slät: giltig. Randig: "
               "ogiltig. Streckad kant på ett band: känt genom mottaget brev.</p>\n<ul>\n");
    chart_legend(b, t);
    buf_add(b, "</ul>\n<h2>Före, under och efter</h2>\n");
    pupil_html_figures(b, t);
    buf_add(b, "<h2>Källor</h2>\n");
    html_sources(b, t);
    buf_add(b, "<h2>Alla veckor</h2>\n");
    pupil_html_weeks(b, t);
    buf_add(b, "</main></body></html>\n");
}
