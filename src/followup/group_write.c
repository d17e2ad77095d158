/* The group follow-up as text, CSV and JSON. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/csv.h"
#include "followup/chart.h"
#include "followup/group.h"

static const char *const sex_text_sv[SEX__MAX] = {"okänt kön", "flickor", "pojkar"};

static const char *const with_comparison[] = {
    "Frånvaron brukar minska även utan insats, eftersom elever får stöd när det är som sämst "
    "(regression mot medelvärdet). Före och under ska därför inte jämföras för sig.",
    "Väntat är vad liknande elever leder till: elever som då inte var aktuella i något ärende och "
    "inte hade någon insats, med samma frånvaro de senaste veckorna och tidigare, under samma "
    "kalenderveckor. Skillnaden är under minus väntat, i procentenheter; minus är mindre frånvaro "
    "än väntat.",
    "Om intervallet innehåller 0 kan skillnaden bero på slumpen. Av tjugo rader missar ungefär en "
    "sitt intervall av en slump.",
    "Jämförelsen förutsätter att det som syns i frånvaron avgjorde vilka som fick insatsen. Om "
    "något annat avgjorde det, som en diagnos eller familjens egen vilja, kan skillnaden bero på "
    "det.",
    "En elev räknas en gång, vid sin första insats i perioden, med minst fem veckor med "
    "undervisning före och under. Elever med skyddade personuppgifter ingår inte. Efter gäller dem "
    "vars insats är avslutad. En stjärna betyder att några i raden saknar liknande elever.",
    "x är dolt: en grupp på färre än fem, eller en som skulle avslöja en sådan. Publicera inte en "
    "tabell till över nästan samma elever: skillnaden mellan två tabeller kan röja någon.",
    NULL};
static const char *const without_comparison[] = {
    "Banken har ingen närvaro för elever utanför sina egna ärenden. Därför finns ingen jämförelse, "
    "och ingenting kan sägas om vad insatserna ledde till.",
    "Frånvaron brukar minska även utan insats, eftersom elever får stöd när det är som sämst "
    "(regression mot medelvärdet). Före och under ska inte jämföras för sig.",
    "Frånvaron är den som skolor har lämnat i brev. En elev räknas en gång, vid sin första insats "
    "i "
    "perioden, med minst fem veckor med undervisning före och under. Elever med skyddade "
    "personuppgifter ingår inte.",
    "x är dolt: en grupp på färre än fem, eller en som skulle avslöja en sådan. Publicera inte en "
    "tabell till över nästan samma elever: skillnaden mellan två tabeller kan röja någon.",
    NULL};

const char *const *group_cautions(const struct group *g)
{
    return g->bank_kind == BANK_SCHOOL ? with_comparison : without_comparison;
}

static void count_text(struct buf *b, int64_t n, const char *hidden)
{
    if (n < 0) {
        buf_add(b, hidden);
    } else {
        buf_addf(b, "%" PRId64, n);
    }
}

/* Characters, not bytes: the text is UTF-8. */
static size_t width_of(const char *text)
{
    size_t n = 0;
    for (; *text != '\0'; text++) {
        n += ((unsigned char)*text & 0xC0) != 0x80 ? 1 : 0;
    }
    return n;
}

static void column(struct buf *b, const char *text, size_t width, bool right)
{
    size_t have = width_of(text);
    for (size_t i = have; right && i < width; i++) {
        buf_add_char(b, ' ');
    }
    buf_add(b, text);
    for (size_t i = have; !right && i < width; i++) {
        buf_add_char(b, ' ');
    }
    buf_add(b, "  ");
}

static void percent_column(struct buf *b, double share, bool hidden)
{
    struct buf text;
    buf_init(&text, 64);
    if (hidden) {
        buf_add(&text, "x");
    } else {
        chart_percent(&text, share);
    }
    column(b, text.text, 7, true);
    buf_free(&text);
}

/* A star tells that not all pupils of the row could be compared. */
static void difference_column(struct buf *b, const struct estimate *e, bool all)
{
    struct buf text;
    buf_init(&text, 128);
    chart_percent(&text, e->value);
    if (!isnan(e->low)) {
        buf_add(&text, " (");
        chart_percent(&text, e->low);
        buf_add(&text, " till ");
        chart_percent(&text, e->high);
        buf_add(&text, all ? ")" : ")*");
    }
    column(b, text.text, 24, true);
    buf_free(&text);
}

static void text_row(struct buf *b, const struct group *g, const struct group_cell *c)
{
    const struct group_means *m = &c->means;
    char pupils[24] = "x";
    if ((g->by & GROUP_BY_CODE) != 0) {
        column(b, c->code < 0 ? "alla insatser" : intervention_text_sv[c->code], 50, false);
    }
    if ((g->by & GROUP_BY_SEX) != 0) {
        column(b, c->sex < 0 ? "alla" : sex_text_sv[c->sex], 9, false);
    }
    if ((g->by & GROUP_BY_AGE) != 0) {
        column(b, c->age < 0 ? "alla åldrar" : age_band_text_sv[c->age], 11, false);
    }
    if (c->pupils >= 0) {
        (void)snprintf(pupils, sizeof pupils, "%" PRId64, c->pupils);
    }
    column(b, pupils, 6, true);
    percent_column(b, m->before, !m->shown);
    percent_column(b, m->during, !m->shown);
    if (g->bank_kind == BANK_SCHOOL) {
        percent_column(b, m->expected_during, !m->shown);
        difference_column(b, &m->difference, m->all_compared);
    }
    percent_column(b, m->after, !m->shown);
    if (g->bank_kind == BANK_SCHOOL) {
        difference_column(b, &m->difference_after, m->all_compared);
    }
    buf_add_char(b, '\n');
}

static void text_header(struct buf *b, const struct group *g)
{
    if ((g->by & GROUP_BY_CODE) != 0) {
        column(b, "Insats", 50, false);
    }
    if ((g->by & GROUP_BY_SEX) != 0) {
        column(b, "Kön", 9, false);
    }
    if ((g->by & GROUP_BY_AGE) != 0) {
        column(b, "Ålder", 11, false);
    }
    column(b, "Elever", 6, true);
    column(b, "Före %", 7, true);
    column(b, "Under %", 7, true);
    if (g->bank_kind == BANK_SCHOOL) {
        column(b, "Väntat", 7, true);
        column(b, "Skillnad (95 % intervall)", 24, true);
    }
    column(b, "Efter %", 7, true);
    if (g->bank_kind == BANK_SCHOOL) {
        column(b, "Skillnad efter (95 %)", 24, true);
    }
    buf_add_char(b, '\n');
}

void group_text(struct buf *b, const struct group *g)
{
    char from[DATE_TEXT], to[DATE_TEXT], last[DATE_TEXT];
    buf_addf(b, "Uppföljning av grupper\n%s\nInsatser som började %s – %s; ", g->bank_name,
             date_format(g->from, from), date_format(g->to, to));
    if (g->last_week.days == DATE_OPEN.days) {
        buf_add(b, "ingen närvaro finns för perioden.\nElever i tabellen: ");
    } else {
        buf_addf(b, "närvaro till och med veckan från %s.\nElever i tabellen: ",
                 date_format(g->last_week, last));
    }
    count_text(b, g->counted, "x");
    buf_add(b, ". Med insats men för få veckor med undervisning: ");
    count_text(b, g->left_out, "färre än fem");
    buf_add(b, ".\n");
    if (g->bank_kind == BANK_SCHOOL) {
        buf_addf(b, "Elever utan ärende och insats att jämföra med: %" PRId64 ".",
                 g->comparison_pupils);
        if (!isnan(g->balance_before)) {
            buf_add(b, " Frånvaro före: ");
            chart_percent(b, g->balance_before);
            buf_add(b, " % för de jämförda, ");
            chart_percent(b, g->balance_expected);
            buf_add(b, " % för de liknande.");
        }
        buf_add_char(b, '\n');
    }
    buf_add(b,
            "Före: högst åtta veckor med undervisning. Under: från start till slut. Efter: högst "
            "tolv veckor.\n\n");
    if (g->cell_count == 0) {
        buf_add(b, "Inga elever att visa.\n");
    } else {
        text_header(b, g);
    }
    for (size_t i = 0; i < g->cell_count; i++) {
        text_row(b, g, &g->cells[i]);
    }
    buf_add_char(b, '\n');
    for (size_t i = 0; group_cautions(g)[i] != NULL; i++) {
        buf_addf(b, "%s\n", group_cautions(g)[i]);
    }
}

/* ---- CSV: shares with four decimals and a point; empty when not known or hidden ---- */

static void csv_share(struct buf *b, double share)
{
    char text[32] = "";
    if (!isnan(share)) {
        long units = lround(fabs(share) * 10000);
        (void)snprintf(text, sizeof text, "%s%ld.%04ld", share < 0 && units > 0 ? "-" : "",
                       units / 10000, units % 10000);
    }
    csv_append(b, text, false);
}

static void csv_row(struct buf *b, const struct group_cell *c)
{
    const struct group_means *m = &c->means;
    char pupils[24] = "";
    if (c->pupils >= 0) {
        (void)snprintf(pupils, sizeof pupils, "%" PRId64, c->pupils);
    }
    csv_append(b, c->code < 0 ? "all" : intervention_code[c->code], true);
    csv_append(b, c->sex < 0 ? "all" : sex_code[c->sex], false);
    csv_append(b, c->age < 0 ? "all" : age_band_code[c->age], false);
    csv_append(b, m->shown ? "no" : "yes", false);
    csv_append(b, pupils, false);
    const double figures[] = {m->before,
                              m->during,
                              m->expected_during,
                              m->difference.value,
                              m->difference.low,
                              m->difference.high,
                              m->after,
                              m->expected_after,
                              m->difference_after.value,
                              m->difference_after.low,
                              m->difference_after.high};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        csv_share(b, figures[i]);
    }
    buf_add(b, "\r\n");
}

void group_csv(struct buf *b, const struct group *g)
{
    buf_add(b, "code,sex,age,hidden,pupils,before,during,expected_during,difference_during,"
               "difference_during_low,difference_during_high,after,expected_after,"
               "difference_after,difference_after_low,difference_after_high\r\n");
    for (size_t i = 0; i < g->cell_count; i++) {
        csv_row(b, &g->cells[i]);
    }
}

/* ---- JSON ---- */

static json_t *json_share(double share)
{
    return isnan(share) ? json_null() : json_real(round(share * 10000) / 10000);
}

static json_t *json_count(int64_t n)
{
    return n < 0 ? json_null() : json_integer(n);
}

static json_t *json_difference(const struct estimate *e)
{
    if (isnan(e->value)) {
        return json_null();
    }
    json_t *o = json_object();
    json_object_set_new(o, "value", json_share(e->value));
    json_object_set_new(o, "low", json_share(e->low));
    json_object_set_new(o, "high", json_share(e->high));
    json_object_set_new(o, "confidence", json_real(COMPARE_CONFIDENCE));
    return o;
}

static json_t *json_cell(const struct group_cell *c)
{
    const struct group_means *m = &c->means;
    json_t *o = json_object();
    json_object_set_new(o, "code", json_string(c->code < 0 ? "all" : intervention_code[c->code]));
    json_object_set_new(o, "sex", json_string(c->sex < 0 ? "all" : sex_code[c->sex]));
    json_object_set_new(o, "age", json_string(c->age < 0 ? "all" : age_band_code[c->age]));
    json_object_set_new(o, "hidden", json_boolean(!m->shown));
    json_object_set_new(o, "pupils", m->shown ? json_integer(c->pupils) : json_null());
    json_object_set_new(o, "before", json_share(m->before));
    json_object_set_new(o, "during", json_share(m->during));
    json_object_set_new(o, "expected_during", json_share(m->expected_during));
    json_object_set_new(o, "difference_during", json_difference(&m->difference));
    json_object_set_new(o, "all_compared", json_boolean(m->all_compared));
    json_object_set_new(o, "after", json_share(m->after));
    json_object_set_new(o, "expected_after", json_share(m->expected_after));
    json_object_set_new(o, "difference_after", json_difference(&m->difference_after));
    return o;
}

static json_t *json_date(struct date d)
{
    char text[DATE_TEXT];
    return d.days == DATE_OPEN.days ? json_null() : json_string(date_format(d, text));
}

json_t *group_json(const struct group *g)
{
    json_t *o = json_object(), *by = json_array(), *cells = json_array(), *notes = json_array();
    static const char *const words[] = {"code", "sex", "age"};
    for (unsigned i = 0; i < 3; i++) {
        if ((g->by >> i & 1) != 0) {
            json_array_append_new(by, json_string(words[i]));
        }
    }
    for (size_t i = 0; i < g->cell_count; i++) {
        json_array_append_new(cells, json_cell(&g->cells[i]));
    }
    for (size_t i = 0; group_cautions(g)[i] != NULL; i++) {
        json_array_append_new(notes, json_string(group_cautions(g)[i]));
    }
    bool compares = g->bank_kind == BANK_SCHOOL;
    json_object_set_new(o, "format", json_string("brygga-followup-group-1"));
    json_object_set_new(o, "bank", json_string(g->bank_name));
    json_object_set_new(o, "started_from", json_date(g->from));
    json_object_set_new(o, "started_to", json_date(g->to));
    json_object_set_new(o, "last_week", json_date(g->last_week));
    json_object_set_new(o, "by", by);
    json_object_set_new(o, "pupils_counted", json_count(g->counted));
    json_object_set_new(o, "pupils_left_out", json_count(g->left_out));
    json_object_set_new(o, "comparison_pupils",
                        compares ? json_integer(g->comparison_pupils) : json_null());
    json_object_set_new(o, "balance_before", json_share(g->balance_before));
    json_object_set_new(o, "balance_similar", json_share(g->balance_expected));
    json_object_set_new(o, "smallest_group", json_integer(TABLE_MIN_COUNT));
    json_object_set_new(o, "cells", cells);
    json_object_set_new(o, "notes", notes);
    return o;
}
