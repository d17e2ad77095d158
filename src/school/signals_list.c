#include "school/signals_list.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "db/db.h"
#include "school/series_store.h"
#include "school/threshold.h"

/* What is gathered while the pupils are walked through. */
struct gather {
    const struct signals_query *q;
    struct signals_list *out;
    struct arena *arena;
    struct enrolment *enrolments; /* by person */
    size_t enrolment_count;
    struct date *last_days; /* of the pupils with any */
    size_t last_day_count, room;
};

static bool at_school(const struct enrolment *e, const char *school)
{
    return school == NULL || strcmp(e->school_unit_code, school) == 0 ||
           strcasecmp(e->organisation_name, school) == 0;
}

/* Keep the enrolments that were asked for, in place. */
static enum err choose_enrolments(struct gather *g, struct err_ctx *ctx)
{
    size_t kept = 0;
    for (size_t i = 0; i < g->enrolment_count; i++) {
        const struct enrolment *e = &g->enrolments[i];
        if (at_school(e, g->q->school)) {
            g->enrolments[kept++] = *e;
        }
    }
    g->enrolment_count = kept;
    g->out->enrolled = (unsigned)kept;
    if (kept == 0 && g->q->school != NULL) {
        return err_set(ctx, ERR_NOT_FOUND, "--school",
                       "give the name of a school or its school unit code as the register has it",
                       "no pupil is enrolled at such a school on that day");
    }
    return ERR_OK;
}

static void show(struct gather *g, const struct enrolment *e, const struct series *s,
                 const struct signals_result *r)
{
    struct signals_list *l = g->out;
    if (l->count == g->room) {
        g->room = g->room != 0 ? g->room * 2 : 64;
        l->people = mem_realloc(l->people, g->room * sizeof *l->people);
    }
    struct signals_person *p = &l->people[l->count++];
    *p = (struct signals_person){.person = e->person,
                                 .given_name = "",
                                 .family_name = "",
                                 .school = e->organisation_name,
                                 .school_unit_code = e->school_unit_code,
                                 .has_grade = e->has_grade,
                                 .grade = e->grade,
                                 .result = *r};
    signals_find_pattern(s, l->at, &p->pattern);
}

static void weigh(struct gather *g, const struct enrolment *e, const struct series_year *year)
{
    struct signals_list *l = g->out;
    struct signals_result r;
    struct series s = series_of_year(year);
    signals_compute(&s, l->at, &l->rules, &r);
    unsigned days = r.window.sum.school_days;
    l->measured += days >= l->rules.minimum_days;
    l->few_days += days > 0 && days < l->rules.minimum_days;
    if (days > 0) {
        g->last_days[g->last_day_count++] = r.window.last;
        l->newest = r.window.last.days > l->newest.days ? r.window.last : l->newest;
    }
    bool any = signals_any(&r);
    l->signals += any;
    if (any || g->q->all) {
        show(g, e, &s, &r);
    }
}

static enum err walk(struct gather *g, struct bank *b, struct err_ctx *ctx)
{
    struct series_walk *w;
    enum err e = series_walk_open(b, g->out->school_year, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct person_id person;
    struct series_year year;
    size_t i = 0;
    while (series_walk_next(w, &person, &year)) {
        while (i < g->enrolment_count && g->enrolments[i].person.v < person.v) {
            i++;
        }
        if (i < g->enrolment_count && g->enrolments[i].person.v == person.v) {
            weigh(g, &g->enrolments[i], &year);
        }
    }
    return series_walk_close(w, ctx);
}

static void count_silent(struct gather *g)
{
    for (size_t i = 0; i < g->last_day_count; i++) {
        g->out->silent += g->out->newest.days - g->last_days[i].days > SIGNALS_SILENT_DAYS;
    }
    g->out->none = g->out->enrolled - g->out->measured - g->out->few_days;
}

static int by_school_and_share(const void *a, const void *b)
{
    const struct signals_person *x = a, *y = b;
    int order = strcmp(x->school, y->school);
    if (order != 0) {
        return order;
    }
    double p = series_share(x->result.window.sum), q = series_share(y->result.window.sum);
    if (p < q || p > q) {
        return p > q ? -1 : 1;
    }
    return (x->person.v > y->person.v) - (x->person.v < y->person.v);
}

static enum err name_people(struct bank *b, struct gather *g, struct reading *r,
                            struct err_ctx *ctx)
{
    struct signals_list *l = g->out;
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < l->count; i++) {
        struct person_identity identity;
        e = person_identity(b, r, l->people[i].person, &identity, ctx);
        if (e == ERR_OK) {
            l->people[i].given_name = arena_strdup(g->arena, identity.given_name);
            l->people[i].family_name = arena_strdup(g->arena, identity.family_name);
        }
    }
    return e;
}

/* Notes the pupils shown in the journal, or forgets the reading when nobody will be. */
static enum err end_reading(const struct signals_list *l, struct reading *r, enum err e,
                            struct err_ctx *ctx)
{
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    struct buf detail;
    char date[DATE_TEXT];
    buf_init(&detail, JOURNAL_DETAIL_MAX);
    buf_addf(&detail, "{\"at\":\"%s\",\"enrolled\":%u,\"signals\":%u,\"shown\":%zu}",
             date_format(l->at, date), l->enrolled, l->signals, l->count);
    reading_detail(r, detail.text);
    buf_free(&detail);
    return reading_end(r, ctx);
}

static enum err gather_all(struct bank *b, struct gather *g, struct err_ctx *ctx)
{
    enum err e = threshold_rules(b, g->q->at, &g->out->rules, &g->out->default_limits, ctx);
    if (e == ERR_OK) {
        e = enrolment_list_at(b, g->q->at, g->arena, &g->enrolments, &g->enrolment_count, ctx);
    }
    if (e == ERR_OK) {
        e = choose_enrolments(g, ctx);
    }
    if (e == ERR_OK) {
        g->last_days = mem_alloc(g->enrolment_count * sizeof *g->last_days);
        e = walk(g, b, ctx);
    }
    if (e == ERR_OK) {
        count_silent(g);
    }
    return e;
}

enum err signals_list(struct bank *b, const struct signals_query *q, struct arena *a,
                      struct signals_list *out, struct err_ctx *ctx)
{
    *out = (struct signals_list){.at = q->at, .school_year = date_school_year(q->at)};
    if (bank_config(b)->kind != BANK_SCHOOL) {
        return err_set(ctx, ERR_SETUP, bank_dir(b), "open the school's bank",
                       "absence signals are made in a school bank");
    }
    struct gather g = {.q = q, .out = out, .arena = a};
    enum err e = db_begin(bank_db(b), DB_READ, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, q->actor, JOURNAL_SIGNALS_READ);
    e = gather_all(b, &g, ctx);
    if (e == ERR_OK && out->count > 0) {
        qsort(out->people, out->count, sizeof *out->people, by_school_and_share);
        e = name_people(b, &g, r, ctx);
    }
    e = end_reading(out, r, db_end(bank_db(b), e, ctx), ctx);
    struct signals_person *people = out->people;
    out->people = e == ERR_OK ? arena_copy(a, people, out->count * sizeof *people) : NULL;
    free(people);
    free(g.last_days);
    return e;
}
