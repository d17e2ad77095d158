#include "school/signals_list.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "db/db.h"
#include "school/series_store.h"
#include "school/threshold.h"
#include "sql_school.h"

/* What is gathered while the pupils are walked through. */
struct gather {
    const struct signals_query *q;
    struct signals_list *out;
    struct arena *arena;
    struct organisation *schools; /* by id */
    size_t school_count;
    struct date *last_days; /* of the pupils with a school day */
    size_t last_day_count, last_day_room;
    size_t room;
};

static int by_id(const void *a, const void *b)
{
    const struct organisation *x = a, *y = b;
    return (x->id.v > y->id.v) - (x->id.v < y->id.v);
}

static enum err load_schools(struct bank *b, struct gather *g, struct err_ctx *ctx)
{
    enum err e = organisation_list(b, g->arena, &g->schools, &g->school_count, ctx);
    if (e == ERR_OK && g->school_count > 0) {
        qsort(g->schools, g->school_count, sizeof *g->schools, by_id);
    }
    return e;
}

/* Where the pupil goes; NULL when another school was asked for. */
static const struct organisation *school_of(const struct gather *g, int64_t id)
{
    static const struct organisation unknown = {.name = "", .school_unit_code = ""};
    const struct organisation key = {.id = {id}};
    const struct organisation *o = NULL;
    if (g->school_count > 0) {
        o = bsearch(&key, g->schools, g->school_count, sizeof *g->schools, by_id);
    }
    if (o == NULL) {
        o = &unknown;
    }
    const char *asked = g->q->school;
    bool right = asked == NULL || (asked[0] != '\0' && (strcmp(o->school_unit_code, asked) == 0 ||
                                                        strcasecmp(o->name, asked) == 0));
    return right ? o : NULL;
}

static void show(struct gather *g, const struct signals_person *person, const struct series *s)
{
    struct signals_list *l = g->out;
    if (l->count == g->room) {
        g->room = g->room != 0 ? g->room * 2 : 64;
        l->people = mem_realloc(l->people, g->room * sizeof *l->people);
    }
    struct signals_person *p = &l->people[l->count];
    *p = *person;
    signals_find_pattern(s, l->at, &p->pattern);
    stair_count(s, l->at, &p->facts);
    l->count += g->q->keep == NULL || g->q->keep(g->q->keep_with, p);
}

static void note_last_day(struct gather *g, struct date day)
{
    if (g->last_day_count == g->last_day_room) {
        g->last_day_room = g->last_day_room != 0 ? g->last_day_room * 2 : 1024;
        g->last_days = mem_realloc(g->last_days, g->last_day_room * sizeof *g->last_days);
    }
    g->last_days[g->last_day_count++] = day;
    if (day.days > g->out->newest.days) {
        g->out->newest = day;
    }
}

static void weigh(struct gather *g, struct signals_person *person, const struct series_year *year)
{
    struct signals_list *l = g->out;
    struct series s = series_of_year(year);
    signals_compute(&s, l->at, &l->rules, &person->result);
    unsigned days = person->result.window.sum.school_days;
    l->measured += days >= l->rules.minimum_days;
    l->few_days += days > 0 && days < l->rules.minimum_days;
    if (days > 0) {
        note_last_day(g, person->result.window.last);
    }
    bool any = signals_any(&person->result);
    l->signals += any;
    if (any || g->q->all) {
        show(g, person, &s);
    }
}

static enum err weigh_row(struct gather *g, const struct sql_school_signals_walk_row *row,
                          struct err_ctx *ctx)
{
    const struct organisation *school = school_of(g, row->organisation_id);
    struct person_id id = {row->person_id};
    bool within = school != NULL && (g->q->within == NULL ||
                                     g->q->within(g->q->within_with, id, school->school_unit_code));
    if (!within || (g->q->has_grade && (!row->has_grade || row->grade != g->q->grade))) {
        return ERR_OK;
    }
    g->out->enrolled++;
    if (row->packed.p == NULL) {
        return ERR_OK;
    }
    struct series_year year;
    enum err e = series_unpack(row->packed, g->out->school_year, &year);
    if (e != ERR_OK) {
        return series_store_corrupt(ctx);
    }
    struct signals_person person = {.person = id,
                                    .given_name = "",
                                    .family_name = "",
                                    .school = school->name,
                                    .school_unit_code = school->school_unit_code,
                                    .has_grade = row->has_grade,
                                    .grade = row->grade};
    weigh(g, &person, &year);
    return ERR_OK;
}

static enum err walk(struct gather *g, struct bank *b, struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e = sql_school_signals_walk_open(
        bank_db(b),
        &(struct sql_school_signals_walk_in){
            .bank_id = bank_row_id(b), .day = g->q->at, .school_year = g->out->school_year},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    int64_t last = 0;
    struct sql_school_signals_walk_row row;
    while (e == ERR_OK && sql_school_signals_walk_next(rows, &row)) {
        if (row.person_id != last) { /* a pupil's first enrolment is the one that counts */
            last = row.person_id;
            e = weigh_row(g, &row, ctx);
        }
    }
    enum err closed = sql_school_signals_walk_close(rows, e == ERR_OK ? ctx : NULL);
    return e == ERR_OK ? closed : e;
}

static enum err check_population(const struct gather *g, struct err_ctx *ctx)
{
    if (g->out->enrolled == 0 && g->q->school != NULL && !g->q->has_grade) {
        return err_set(ctx, ERR_NOT_FOUND, "--school",
                       "give the name of a school or its school unit code as the register has it",
                       "no pupil is enrolled at such a school on that day");
    }
    return ERR_OK;
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
        e = load_schools(b, g, ctx);
    }
    if (e == ERR_OK) {
        e = walk(g, b, ctx);
    }
    if (e == ERR_OK) {
        e = check_population(g, ctx);
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
