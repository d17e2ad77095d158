#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "bank/crypto.h"
#include "bank/person.h"
#include "bank/staff.h"
#include "db/db.h"
#include "followup/group.h"
#include "intervention/given.h"
#include "letterbox/received.h"
#include "school/series_store.h"
#include "sql_followup.h"
#include "team/case.h"

enum {
    HISTORY_WEEKS = 30, /* before the first start, for the history of the pupils */
    PANEL_WEEKS_MAX = 220,
    PERSON_BYTES = 16 * 1024 * 1024 /* of received items of one person, at most */
};

/* What a reading goes through. */
struct work {
    struct bank *b;
    const struct actor *actor;
    struct arena *a;
    struct err_ctx *ctx;
    struct date from, to;
    struct reading *r;
    bool read_somebody;
    int64_t *people; /* row numbers of the pupils, rising; the same order as in the panel */
    size_t people_count;
    struct panel *panel;
    int *entry;
    struct group_start *starts;
    size_t start_count, start_cap;
};

/* Whole-authority figures are for those who follow the whole up. */
static enum err check_role(struct work *w)
{
    struct staff s;
    if (w->actor->kind == ACTOR_OPERATOR || w->actor->kind == ACTOR_SYSTEM) {
        return ERR_OK;
    }
    if (w->actor->kind == ACTOR_STAFF) {
        enum err e = staff_read(w->b, actor_staff_id(w->actor), &s, w->ctx);
        if (e != ERR_OK) {
            return e;
        }
        if (s.active && (s.role == ROLE_ANALYTIKER || s.role == ROLE_ELEVHALSOCHEF ||
                         s.role == ROLE_REKTOR || s.role == ROLE_ENHETSCHEF)) {
            return ERR_OK;
        }
    }
    return err_set(w->ctx, ERR_DENIED, "follow-up group",
                   "ask an analyst, a rektor, the elevhälsochef or the enhetschef",
                   "this role makes no group follow-up");
}

static int by_number(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

/* Place of a person in the panel; people_count when not there. */
static size_t find(const struct work *w, struct person_id person)
{
    if (w->people_count == 0) {
        return 0; /* bsearch() takes no NULL */
    }
    const int64_t *at =
        bsearch(&person.v, w->people, w->people_count, sizeof *w->people, by_number);
    return at != NULL ? (size_t)(at - w->people) : w->people_count;
}

static void grow_people(struct work *w, size_t *cap)
{
    if (w->people_count == *cap) {
        *cap = *cap == 0 ? 1024 : 2 * *cap;
        w->people = mem_realloc(w->people, *cap * sizeof *w->people);
    }
}

static void make_panel(struct work *w)
{
    struct date monday = date_monday((struct date){w->from.days - 7 * HISTORY_WEEKS});
    struct date today = date_today();
    int weeks = (today.days - monday.days) / 7 + 1;
    weeks = weeks < 1 ? 1 : weeks > PANEL_WEEKS_MAX ? PANEL_WEEKS_MAX : weeks;
    w->panel = panel_new(w->people_count, monday, weeks);
    w->entry = mem_alloc(w->people_count * sizeof *w->entry);
    for (size_t i = 0; i < w->people_count; i++) {
        w->entry[i] = INT_MAX;
        w->panel->pupils[i].birth_date = DATE_OPEN;
    }
}

/* ---- a school bank: everybody with attendance ---- */

static enum err school_people(struct work *w)
{
    struct db_rows *rows;
    struct date first = {w->from.days - 7 * HISTORY_WEEKS};
    enum err e = sql_followup_panel_people_open(
        bank_db(w->b),
        &(struct sql_followup_panel_people_in){.bank_id = bank_row_id(w->b),
                                               .school_year = date_school_year(first)},
        &rows, w->ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_followup_panel_people_row row;
    struct panel_pupil *pupils = NULL;
    size_t cap = 0;
    while (sql_followup_panel_people_next(rows, &row)) {
        grow_people(w, &cap);
        pupils = mem_realloc(pupils, cap * sizeof *pupils);
        pupils[w->people_count] = (struct panel_pupil){
            row.has_birth_date ? row.birth_date : DATE_OPEN,
            row.sex >= 0 && row.sex < SEX__MAX ? (enum sex)row.sex : SEX_UNKNOWN};
        w->people[w->people_count++] = row.person_id;
    }
    e = sql_followup_panel_people_close(rows, w->ctx);
    if (e == ERR_OK) {
        make_panel(w);
        if (w->people_count > 0) {
            memcpy(w->panel->pupils, pupils, w->people_count * sizeof *pupils);
        }
    }
    free(pupils);
    return e;
}

static enum err school_year(struct work *w, int year)
{
    struct series_walk *walk;
    struct series_year *days = mem_alloc(sizeof *days);
    struct series_week weeks[54];
    struct person_id person;
    enum err e = series_walk_open(w->b, year, &walk, w->ctx);
    if (e != ERR_OK) {
        free(days);
        return e;
    }
    while (series_walk_next(walk, &person, days)) {
        size_t pupil = find(w, person);
        if (pupil == w->people_count) {
            continue;
        }
        struct series s = series_of_year(days);
        struct date last = {s.from.days + (int)s.count - 1};
        size_t count = series_weeks(&s, s.from, last, weeks, 54);
        /* The week that two school years share is in the summer holidays. */
        for (size_t k = 0; k < count && k < 54; k++) {
            panel_set(w->panel, pupil, panel_week_of(w->panel, weeks[k].monday),
                      weeks[k].sum.offered_minutes, weeks[k].sum.valid_minutes,
                      weeks[k].sum.invalid_minutes);
        }
    }
    free(days);
    return series_walk_close(walk, w->ctx);
}

static enum err school_weeks(struct work *w)
{
    struct date last = panel_monday(w->panel, w->panel->week_count);
    enum err e = ERR_OK;
    for (int y = date_school_year(w->panel->first_monday);
         e == ERR_OK && y <= date_school_year(last); y++) {
        e = school_year(w, y);
    }
    return e;
}

/* ---- starts and entries ---- */

static void enter(struct work *w, size_t pupil, struct date on)
{
    int week = panel_week_of(w->panel, on);
    w->entry[pupil] = week < w->entry[pupil] ? week : w->entry[pupil];
}

/* An intervention of somebody in the panel: it ends the time as comparison, and it is a start when
 * it began in the period. */
static void put_intervention(struct work *w, struct person_id person, enum intervention_code code,
                             struct date start, struct date end)
{
    size_t pupil = find(w, person);
    if (pupil == w->people_count) {
        return;
    }
    enter(w, pupil, start);
    if (start.days < w->from.days || start.days > w->to.days) {
        return;
    }
    if (w->start_count == w->start_cap) {
        w->start_cap = w->start_cap == 0 ? 256 : 2 * w->start_cap;
        w->starts = mem_realloc(w->starts, w->start_cap * sizeof *w->starts);
    }
    w->starts[w->start_count++] = (struct group_start){pupil, code, start, end};
    reading_add(w->r, person);
    w->read_somebody = true;
}

static enum err put_cases(struct work *w)
{
    struct team_case *cases;
    size_t count;
    struct case_filter filter = {.closed_too = true};
    enum err e = case_list(w->b, &filter, w->a, &cases, &count, w->ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        size_t pupil = find(w, cases[i].person);
        if (pupil < w->people_count) {
            enter(w, pupil, cases[i].opened);
        }
    }
    return e;
}

static enum err list_own(struct work *w, struct intervention **out, size_t *count_out)
{
    struct date first;
    (void)date_from_ymd(1900, 1, 1, &first);
    return intervention_list_period(w->b, first, w->to, w->a, out, count_out, w->ctx);
}

static enum err put_own(struct work *w)
{
    struct intervention *own;
    size_t count;
    enum err e = list_own(w, &own, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        put_intervention(w, own[i].person, own[i].code, own[i].start_date, own[i].end_date);
    }
    return e;
}

static enum err list_received(struct work *w, struct person_id **out, size_t *count_out)
{
    struct db_rows *rows;
    struct sql_followup_received_people_row row;
    size_t cap = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_followup_received_people_open(
        bank_db(w->b), &(struct sql_followup_received_people_in){.bank_id = bank_row_id(w->b)},
        &rows, w->ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_followup_received_people_next(rows, &row)) {
        if (*count_out == cap) {
            cap = cap == 0 ? 256 : 2 * cap;
            *out = mem_realloc(*out, cap * sizeof **out);
        }
        (*out)[(*count_out)++] = (struct person_id){row.person_id};
    }
    return sql_followup_received_people_close(rows, w->ctx);
}

static enum err put_received(struct work *w)
{
    struct person_id *people;
    size_t count;
    enum err e = list_received(w, &people, &count);
    struct arena *scratch = arena_new(PERSON_BYTES);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct received_items items;
        arena_reset(scratch);
        e = received_read(w->b, w->r, people[i], false, scratch, &items, w->ctx);
        w->read_somebody = true;
        for (size_t k = 0; e == ERR_OK && k < items.intervention_count; k++) {
            const struct received_intervention *v = &items.interventions[k];
            enum intervention_code code;
            if (intervention_code_parse(v->code, &code)) {
                put_intervention(w, people[i], code, v->started, v->ended);
            }
        }
    }
    arena_free(scratch);
    free(people);
    return e;
}

/* ---- a social bank: those with own interventions, and the weeks received about them ---- */

static enum err social_people(struct work *w)
{
    struct intervention *own;
    size_t count, cap = 0;
    enum err e = list_own(w, &own, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (own[i].start_date.days < w->from.days ||
            (w->people_count > 0 && w->people[w->people_count - 1] == own[i].person.v)) {
            continue; /* listed by person */
        }
        grow_people(w, &cap);
        w->people[w->people_count++] = own[i].person.v;
    }
    if (e != ERR_OK) {
        return e;
    }
    make_panel(w);
    for (size_t i = 0; e == ERR_OK && i < w->people_count; i++) {
        struct person p;
        e = person_read(w->b, (struct person_id){w->people[i]}, &p, w->ctx);
        w->panel->pupils[i] =
            (struct panel_pupil){p.has_birth_date ? p.birth_date : DATE_OPEN, p.sex};
    }
    return e;
}

static enum err social_weeks(struct work *w)
{
    struct arena *scratch = arena_new(PERSON_BYTES);
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < w->people_count; i++) {
        struct received_items items;
        arena_reset(scratch);
        e = received_read(w->b, w->r, (struct person_id){w->people[i]}, false, scratch, &items,
                          w->ctx);
        for (size_t k = 0; e == ERR_OK && k < items.week_count; k++) {
            const struct received_week *week = &items.weeks[k];
            panel_set(w->panel, i, panel_week_of(w->panel, week->monday),
                      (uint32_t)week->offered_minutes, (uint32_t)week->valid_absence_minutes,
                      (uint32_t)week->invalid_absence_minutes);
        }
    }
    arena_free(scratch);
    return e;
}

/* ---- all of it ---- */

static enum err read_panel(struct work *w)
{
    bool school = bank_config(w->b)->kind == BANK_SCHOOL;
    enum err e = school ? school_people(w) : social_people(w);
    if (e == ERR_OK) {
        e = school ? school_weeks(w) : social_weeks(w);
    }
    if (e == ERR_OK && school) {
        e = put_cases(w);
    }
    if (e == ERR_OK) {
        e = put_own(w);
    }
    return e == ERR_OK && school ? put_received(w) : e;
}

static struct date last_week(const struct panel *p)
{
    for (int k = p->week_count - 1; k >= 0; k--) {
        for (size_t i = 0; i < p->pupil_count; i++) {
            if (!isnan(panel_row(p, i)[k].absent)) {
                return panel_monday(p, k);
            }
        }
    }
    return DATE_OPEN;
}

static enum err journal(struct work *w, const struct group *g)
{
    char from[DATE_TEXT], to[DATE_TEXT], digest[65];
    struct buf b;
    buf_init(&b, (size_t)16 << 20);
    json_t *table = group_json(g);
    json_append(&b, table, false);
    json_decref(table);
    bank_sha256_hex(b.text, b.len, digest);
    buf_free(&b);
    const char *detail =
        arena_printf(w->a,
                     "{\"from\":\"%s\",\"to\":\"%s\",\"by\":%u,\"cells\":%zu,\"population\":%zu,"
                     "\"table_sha256\":\"%s\"}",
                     date_format(g->from, from), date_format(g->to, to), g->by, g->cell_count,
                     w->people_count, digest);
    if (w->read_somebody) {
        reading_detail(w->r, detail);
        return reading_end(w->r, w->ctx);
    }
    reading_abandon(w->r);
    struct journal_entry entry = {
        .actor = w->actor, .event = JOURNAL_FOLLOWUP_GROUP, .detail = detail};
    return journal_append_now(w->b, &entry, w->ctx);
}

enum err group_read(struct bank *b, const struct actor *actor, const struct group_question *q,
                    struct arena *a, struct group *out, struct err_ctx *ctx)
{
    struct work w = {.b = b, .actor = actor, .a = a, .ctx = ctx};
    enum err e = check_role(&w);
    if (e != ERR_OK) {
        return e;
    }
    w.to = q->has_to ? q->to : date_today();
    w.from = q->has_from ? q->from : date_school_year_first(date_school_year(w.to) - 1);
    if (w.from.days > w.to.days) {
        return err_set(ctx, ERR_INVALID, "--to", "give a day after --from",
                       "the period ends before it begins");
    }
    *out = (struct group){.by = q->by,
                          .bank_kind = bank_config(b)->kind,
                          .bank_name = bank_config(b)->name,
                          .from = w.from,
                          .to = w.to};
    w.r = reading_begin(b, actor, JOURNAL_FOLLOWUP_GROUP);
    e = read_panel(&w);
    if (e == ERR_OK) {
        bool compare = out->bank_kind == BANK_SCHOOL;
        group_make(w.panel, compare ? w.entry : NULL, w.starts, w.start_count, a, out);
        out->last_week = last_week(w.panel);
        e = out->audit.exposed == 0
                ? ERR_OK
                : err_set(ctx, ERR_CORRUPT, "follow-up group", "report this as a fault in Brygga",
                          "the table could not be protected; nothing of it is shown");
    }
    if (e == ERR_OK) {
        e = journal(&w, out);
    } else {
        reading_abandon(w.r);
    }
    panel_free(w.panel);
    free(w.entry);
    free(w.people);
    free(w.starts);
    return e;
}
