/* The individual follow-up as text and JSON. */
#include <inttypes.h>
#include <math.h>

#include "followup/chart.h"
#include "followup/pupil.h"

const char *const pupil_cautions[] = {
    "Siffrorna visar hur frånvaron var, inte varför den ändrades. En elev får stöd när det är som "
    "sämst, och då brukar frånvaron minska något av sig själv.",
    "Veckor utan undervisning räknas inte, och inte veckor som delas av en insats första eller "
    "sista dag.",
    "Konfidensintervallet räknar veckorna som oberoende av varandra. Det är de inte helt, så "
    "osäkerheten är snarare större.",
    NULL};

static void mean_sentence(struct buf *b, const char *name, const struct timeline_phase *p)
{
    if (p->weeks == 0) {
        buf_addf(b, "%s: inga veckor.\n", name);
        return;
    }
    buf_addf(b, "%s (%u %s): i genomsnitt ", name, p->weeks, p->weeks == 1 ? "vecka" : "veckor");
    chart_percent(b, p->absent);
    buf_add(b, " % frånvaro (giltig ");
    chart_percent(b, p->valid);
    buf_add(b, " %, ogiltig ");
    chart_percent(b, p->invalid);
    buf_add(b, " %).\n");
}

/* Two decimals with decimal comma. */
static void hundredths(struct buf *b, double value)
{
    long h = lround(value * 100);
    buf_addf(b, "%ld,%02ld", h / 100, h % 100);
}

static void nap_sentence(struct buf *b, const char *later, bool says, const struct nap *n)
{
    if (!says) {
        buf_addf(b, "Före jämfört med %s: för lite data för att säga något.\n", later);
        return;
    }
    buf_addf(b, "Före jämfört med %s: NAP ", later);
    hundredths(b, n->value);
    buf_add(b, " (95 % konfidensintervall ");
    hundredths(b, n->low);
    buf_add(b, "–");
    hundredths(b, n->high);
    buf_addf(b,
             "). I %ld %% av alla par av en vecka före och en vecka %s var frånvaron lägre i den "
             "senare; lika räknas som hälften, och 50 %% är ingen skillnad.\n",
             lround(100 * n->value), later);
}

void pupil_sentences(struct buf *b, const struct timeline_intervention *v)
{
    bool ended = v->end.days != DATE_OPEN.days;
    mean_sentence(b, "Före", &v->before);
    mean_sentence(b, "Under", &v->during);
    if (ended) {
        mean_sentence(b, "Efter", &v->after);
    }
    nap_sentence(b, "under", v->says_during, &v->nap_during);
    if (ended) {
        nap_sentence(b, "efter", v->says_after, &v->nap_after);
    }
    if (v->overlaps) {
        buf_add(b,
                "Under samma tid pågick även en annan insats; veckorna kan inte delas upp mellan "
                "dem.\n");
    }
}

static void write_sources(struct buf *b, const struct timeline *t)
{
    char sent[DATE_TEXT], accepted[DATE_TEXT];
    buf_addf(b, "Källor: eget register (%u veckor)", t->own_weeks);
    if (t->received_weeks > 0) {
        buf_addf(b, ", mottagna brev (%u veckor)", t->received_weeks);
    }
    buf_add(b, ".\n");
    for (size_t i = 1; i < t->source_count; i++) {
        const struct timeline_source *s = &t->sources[i];
        buf_addf(b, "  brev %" PRId64 " från %s, skickat %s, taget emot %s, grund: %s\n",
                 s->letter.v, s->peer_name, date_format(s->sent, sent),
                 date_format(s->accepted, accepted), s->grounds);
    }
    if (t->withdrawn_left_out > 0) {
        buf_addf(b, "%u mottagna brev används inte, eftersom samtycket har återkallats.\n",
                 t->withdrawn_left_out);
    }
}

static void write_interventions(struct buf *b, const struct timeline *t)
{
    char start[DATE_TEXT], end[DATE_TEXT];
    if (t->intervention_count == 0) {
        buf_add(b, "\nInga insatser är kända i perioden.\n");
    }
    for (size_t i = 0; i < t->intervention_count; i++) {
        const struct timeline_intervention *v = &t->interventions[i];
        bool open = v->end.days == DATE_OPEN.days;
        buf_addf(b, "\n%zu. %s, %s – %s (%s)\n", i + 1, intervention_text_sv[v->code],
                 date_format(v->start, start), open ? "pågår" : date_format(v->end, end),
                 t->sources[v->source].own ? "eget register" : "mottaget brev");
        pupil_sentences(b, v);
    }
}

static void write_marks(struct buf *b, const struct timeline *t)
{
    char on[DATE_TEXT];
    if (t->mark_count > 0) {
        buf_add(b, "\nHändelser\n");
    }
    for (size_t i = 0; i < t->mark_count; i++) {
        const struct timeline_mark *m = &t->marks[i];
        buf_addf(b, "%s  %s%s%s\n", date_format(m->on, on), timeline_mark_text_sv[m->kind],
                 m->text[0] != '\0' ? ": " : "", m->text);
    }
}

/* A week on a line, with a bar of one sign a two and a half per cent: # invalid, = valid. */
static void write_weeks(struct buf *b, const struct timeline *t)
{
    buf_add(b, "\nVecka     Frånvaro  Giltig  Ogiltig   (= giltig, # ogiltig)\n");
    for (size_t i = 0; i < t->week_count; i++) {
        const struct timeline_week *w = &t->weeks[i];
        buf_addf(b, "%d-v%02d  ", w->iso_year, w->iso_week);
        if (w->offered_minutes == 0) {
            buf_add(b, "   ingen undervisning\n");
            continue;
        }
        double offered = w->offered_minutes;
        double shares[] = {timeline_share(w), w->valid_minutes / offered,
                           w->invalid_minutes / offered};
        for (int k = 0; k < 3; k++) {
            size_t before = b->len;
            chart_percent(b, shares[k]);
            while (b->len - before < 6 && buf_ok(b)) {
                buf_add_char(b, ' ');
            }
            buf_add(b, "  ");
        }
        for (long k = 0; k < lround(shares[1] * 40); k++) {
            buf_add_char(b, '=');
        }
        for (long k = 0; k < lround(shares[2] * 40); k++) {
            buf_add_char(b, '#');
        }
        buf_add(b, t->sources[w->source].own ? "\n" : "  (mottaget)\n");
    }
}

void pupil_text(struct buf *b, const struct timeline *t)
{
    char from[DATE_TEXT], to[DATE_TEXT];
    buf_add(b, "Uppföljning av en elev");
    if (t->case_id.v != 0) {
        buf_addf(b, " – ärende %" PRId64, t->case_id.v);
    }
    buf_addf(b, "\n%s\nPeriod: %s – %s. Veckor med undervisning: %u.\n", t->bank_name,
             date_format(t->from, from), date_format(t->to, to), t->whole.weeks);
    write_sources(b, t);
    mean_sentence(b, "Hela perioden", &t->whole);
    write_interventions(b, t);
    buf_add_char(b, '\n');
    for (size_t i = 0; pupil_cautions[i] != NULL; i++) {
        buf_addf(b, "%s\n", pupil_cautions[i]);
    }
    write_marks(b, t);
    write_weeks(b, t);
}

/* ---- JSON ---- */

static json_t *json_share(double share)
{
    return isnan(share) ? json_null() : json_real(round(share * 10000) / 10000);
}

static json_t *json_date(struct date d)
{
    char text[DATE_TEXT];
    return d.days == DATE_OPEN.days ? json_null() : json_string(date_format(d, text));
}

static json_t *json_phase(const struct timeline_phase *p)
{
    json_t *o = json_object();
    json_object_set_new(o, "weeks", json_integer(p->weeks));
    json_object_set_new(o, "absence", json_share(p->absent));
    json_object_set_new(o, "valid", json_share(p->valid));
    json_object_set_new(o, "invalid", json_share(p->invalid));
    return o;
}

static json_t *json_nap(bool says, const struct nap *n)
{
    if (!says) {
        return json_null();
    }
    json_t *o = json_object();
    json_object_set_new(o, "value", json_share(n->value));
    json_object_set_new(o, "low", json_share(n->low));
    json_object_set_new(o, "high", json_share(n->high));
    json_object_set_new(o, "confidence", json_real(0.95));
    return o;
}

static json_t *json_intervention(const struct timeline_intervention *v)
{
    json_t *o = json_object();
    json_object_set_new(o, "code", json_string(intervention_code[v->code]));
    json_object_set_new(o, "level", json_string(level_code[v->level]));
    json_object_set_new(o, "started", json_date(v->start));
    json_object_set_new(o, "ended", json_date(v->end));
    json_object_set_new(o, "source", json_integer((json_int_t)v->source));
    json_object_set_new(o, "before", json_phase(&v->before));
    json_object_set_new(o, "during", json_phase(&v->during));
    json_object_set_new(o, "after", json_phase(&v->after));
    json_object_set_new(o, "nap_during", json_nap(v->says_during, &v->nap_during));
    json_object_set_new(o, "nap_after", json_nap(v->says_after, &v->nap_after));
    json_object_set_new(o, "overlaps", json_boolean(v->overlaps));
    return o;
}

static json_t *json_weeks(const struct timeline *t)
{
    json_t *list = json_array();
    for (size_t i = 0; i < t->week_count; i++) {
        const struct timeline_week *w = &t->weeks[i];
        json_t *o = json_object();
        json_object_set_new(o, "monday", json_date(w->monday));
        json_object_set_new(o, "offered_minutes", json_integer(w->offered_minutes));
        json_object_set_new(o, "valid_minutes", json_integer(w->valid_minutes));
        json_object_set_new(o, "invalid_minutes", json_integer(w->invalid_minutes));
        json_object_set_new(o, "source", json_integer((json_int_t)w->source));
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *json_marks(const struct timeline *t)
{
    json_t *list = json_array();
    for (size_t i = 0; i < t->mark_count; i++) {
        const struct timeline_mark *m = &t->marks[i];
        json_t *o = json_object();
        json_object_set_new(o, "event", json_string(timeline_mark_code[m->kind]));
        json_object_set_new(o, "on", json_date(m->on));
        json_object_set_new(o, "text", json_string(m->text));
        json_object_set_new(o, "source", json_integer((json_int_t)m->source));
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *json_sources(const struct timeline *t)
{
    json_t *list = json_array();
    for (size_t i = 0; i < t->source_count; i++) {
        const struct timeline_source *s = &t->sources[i];
        json_t *o = json_object();
        json_object_set_new(o, "own", json_boolean(s->own));
        if (!s->own) {
            json_object_set_new(o, "letter", json_integer(s->letter.v));
            json_object_set_new(o, "from", json_string(s->peer_name));
            json_object_set_new(o, "grounds", json_string(s->grounds));
            json_object_set_new(o, "sent", json_date(s->sent));
            json_object_set_new(o, "accepted", json_date(s->accepted));
        }
        json_array_append_new(list, o);
    }
    return list;
}

json_t *pupil_json(const struct timeline *t)
{
    json_t *o = json_object(), *interventions = json_array();
    for (size_t i = 0; i < t->intervention_count; i++) {
        json_array_append_new(interventions, json_intervention(&t->interventions[i]));
    }
    json_object_set_new(o, "format", json_string("brygga-followup-pupil-1"));
    json_object_set_new(o, "case", t->case_id.v != 0 ? json_integer(t->case_id.v) : json_null());
    json_object_set_new(o, "bank", json_string(t->bank_name));
    json_object_set_new(o, "from", json_date(t->from));
    json_object_set_new(o, "to", json_date(t->to));
    json_object_set_new(o, "whole", json_phase(&t->whole));
    json_object_set_new(o, "weeks_own", json_integer(t->own_weeks));
    json_object_set_new(o, "weeks_received", json_integer(t->received_weeks));
    json_object_set_new(o, "letters_left_out", json_integer(t->withdrawn_left_out));
    json_object_set_new(o, "interventions", interventions);
    json_object_set_new(o, "events", json_marks(t));
    json_object_set_new(o, "weeks", json_weeks(t));
    json_object_set_new(o, "sources", json_sources(t));
    return o;
}
