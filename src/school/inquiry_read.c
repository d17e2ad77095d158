/* Reading inquiries: rows, lists and the texts that are not the causes. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "school/inquiry_row.h"
#include "school/sealed.h"
#include "school/work.h"
#include "sql_school.h"

const char *inquiry_place(struct arena *a, struct inquiry_id id, const char *kind)
{
    return arena_printf(a, "inquiry %" PRId64 " %s", id.v, kind);
}

static void from_row(const struct sql_school_inquiry_list_row *row, struct inquiry *out)
{
    *out = (struct inquiry){
        .id = {row->inquiry_id},
        .person = {row->person_id},
        .responsible = {row->responsible_id},
        .opened = row->opened_on,
        .due = row->due_on,
        .report_due = row->report_due_on,
        .absence = {.first = row->first_day,
                    .last = row->last_day,
                    .sum = {.offered_minutes = (uint32_t)row->offered_minutes,
                            .valid_minutes = (uint32_t)row->valid_minutes,
                            .invalid_minutes = (uint32_t)row->invalid_minutes,
                            .school_days = (unsigned)row->school_days}},
        .reported = row->reported_on.days != 0,
        .reported_on = row->reported_on,
        .conclusion = (enum inquiry_conclusion)work_enum(row->conclusion, INQUIRY_CONCLUSION__MAX,
                                                         INQUIRY_MEASURES),
        .causes = row->causes_at.ms != 0,
        .causes_at = row->causes_at,
        .causes_by = {row->causes_by_id},
        .ended = row->ended_on.days != 0,
        .ended_on = row->ended_on,
        .end = (enum inquiry_end)work_enum(row->end_reason, INQUIRY_END__MAX, INQUIRY_COMPLETED)};
    (void)snprintf(out->unit, sizeof out->unit, "%s", row->unit);
    unsigned all = INQUIRY_LACKS_PUPIL | INQUIRY_LACKS_GUARDIAN | INQUIRY_LACKS_STUDENT_HEALTH;
    out->missing = all & ~(unsigned)row->parties;
    out->missing |= out->conclusion == INQUIRY_CONCLUSION_NONE ? INQUIRY_LACKS_CONCLUSION : 0U;
    out->missing |= out->reported ? 0U : INQUIRY_LACKS_REPORT;
}

/* The row with its sealed texts, which belong to the arena. */
static enum err read_row(struct bank *b, struct inquiry_id id, struct arena *a,
                         struct sql_school_inquiry_read_row *row, struct inquiry *out,
                         struct err_ctx *ctx)
{
    enum err e = sql_school_inquiry_read(
        bank_db(b),
        &(struct sql_school_inquiry_read_in){.bank_id = bank_row_id(b), .inquiry_id = id.v}, a, row,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    const struct sql_school_inquiry_list_row same = {
        row->inquiry_id,      row->person_id,       row->unit,
        row->responsible_id,  row->opened_on,       row->due_on,
        row->report_due_on,   row->first_day,       row->last_day,
        row->school_days,     row->offered_minutes, row->valid_minutes,
        row->invalid_minutes, row->reported_on,     row->conclusion,
        row->causes_at,       row->causes_by_id,    row->ended_on,
        row->end_reason,      row->parties};
    from_row(&same, out);
    return ERR_OK;
}

enum err inquiry_get(struct bank *b, struct inquiry_id id, struct inquiry *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)32 * 1024);
    struct sql_school_inquiry_read_row row;
    enum err e = read_row(b, id, a, &row, out, ctx);
    arena_free(a);
    return e;
}

enum err inquiry_list(struct bank *b, const struct inquiry_filter *f, struct arena *a,
                      struct inquiry **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_inquiry_list_open(
        bank_db(b),
        &(struct sql_school_inquiry_list_in){.bank_id = bank_row_id(b),
                                             .unit = f->unit != NULL ? f->unit : "",
                                             .person_id = f->person.v,
                                             .ended_too = f->ended_too},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_school_inquiry_list_row row;
    while (sql_school_inquiry_list_next(rows, &row)) {
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        from_row(&row, &(*out)[(*count_out)++]);
    }
    return sql_school_inquiry_list_close(rows, ctx);
}

enum err inquiry_measures_due(struct bank *b, const char *unit, struct arena *a,
                              struct inquiry_due **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    size_t room = 0;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_inquiry_measure_due_open(
        bank_db(b),
        &(struct sql_school_inquiry_measure_due_in){.bank_id = bank_row_id(b),
                                                    .unit = unit != NULL ? unit : ""},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_school_inquiry_measure_due_row row;
    while (sql_school_inquiry_measure_due_next(rows, &row)) {
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        (*out)[(*count_out)++] =
            (struct inquiry_due){.inquiry = {row.inquiry_id},
                                 .person = {row.person_id},
                                 .role = (enum role)work_enum(row.role, ROLE__MAX, ROLE_REKTOR),
                                 .due = row.due_on};
    }
    return sql_school_inquiry_measure_due_close(rows, ctx);
}

/* ---- texts ---- */

struct opening {
    struct bank *b;
    struct reading *r;
    struct inquiry i;
    struct arena *a;
};

/* Two members of a sealed text, the second may be NULL. */
static enum err open_text(struct opening *o, const char *kind, struct blob sealed,
                          const char **text_out, const char **who_out, struct err_ctx *ctx)
{
    json_t *object;
    struct sealed_place place = {o->i.person, PURPOSE_INQUIRY_TEXT,
                                 inquiry_place(o->a, o->i.id, kind)};
    enum err e = sealed_get(o->b, o->r, &place, sealed, &object, ctx);
    if (e == ERR_OK) {
        const char *text = json_text(object, "text");
        *text_out = arena_strdup(o->a, text != NULL ? text : "");
        if (who_out != NULL) {
            const char *who = json_text(object, "who");
            *who_out = arena_strdup(o->a, who != NULL ? who : "");
        }
    }
    json_decref(object);
    return e;
}

static enum err read_hearings(struct opening *o, struct inquiry_texts *out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    size_t room = 0;
    enum err e = sql_school_inquiry_hearing_list_open(
        bank_db(o->b),
        &(struct sql_school_inquiry_hearing_list_in){.bank_id = bank_row_id(o->b),
                                                     .inquiry_id = o->i.id.v},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_school_inquiry_hearing_list_row row;
    while (e == ERR_OK && sql_school_inquiry_hearing_list_next(rows, &row)) {
        out->hearings =
            arena_grow(o->a, out->hearings, out->hearing_count, &room, sizeof *out->hearings);
        struct inquiry_hearing *h = &out->hearings[out->hearing_count++];
        *h = (struct inquiry_hearing){
            .party = (enum inquiry_party)work_enum(row.party, INQUIRY_PARTY__MAX, INQUIRY_PUPIL),
            .heard = row.heard,
            .how = (enum inquiry_how)work_enum(row.how, INQUIRY_HOW__MAX, INQUIRY_MEETING),
            .on = row.on_day,
            .at = row.at,
            .by = {.kind = (enum actor_kind)work_enum(row.by_kind, ACTOR__MAX, ACTOR_SYSTEM)}};
        (void)snprintf(h->by.id, sizeof h->by.id, "%s", row.by_id);
        e = open_text(o, "hearing", row.sealed, &h->text, &h->who, ctx);
    }
    enum err closed = sql_school_inquiry_hearing_list_close(rows, e == ERR_OK ? ctx : NULL);
    return e == ERR_OK ? closed : e;
}

static enum err read_measures(struct opening *o, struct inquiry_texts *out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    size_t room = 0;
    enum err e = sql_school_inquiry_measure_list_open(
        bank_db(o->b),
        &(struct sql_school_inquiry_measure_list_in){.bank_id = bank_row_id(o->b),
                                                     .inquiry_id = o->i.id.v},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_school_inquiry_measure_list_row row;
    while (e == ERR_OK && sql_school_inquiry_measure_list_next(rows, &row)) {
        out->measures =
            arena_grow(o->a, out->measures, out->measure_count, &room, sizeof *out->measures);
        struct inquiry_measure *m = &out->measures[out->measure_count++];
        *m =
            (struct inquiry_measure){.number = (unsigned)row.number,
                                     .role = (enum role)work_enum(row.role, ROLE__MAX, ROLE_REKTOR),
                                     .due = row.due_on,
                                     .done = row.done_on.days != 0,
                                     .done_on = row.done_on};
        e = open_text(o, "measure", row.sealed, &m->text, NULL, ctx);
    }
    enum err closed = sql_school_inquiry_measure_list_close(rows, e == ERR_OK ? ctx : NULL);
    return e == ERR_OK ? closed : e;
}

enum err inquiry_texts(struct bank *b, struct reading *r, struct inquiry_id id, struct arena *a,
                       struct inquiry_texts *out, struct err_ctx *ctx)
{
    struct opening o = {.b = b, .r = r, .a = a};
    struct sql_school_inquiry_read_row row;
    *out = (struct inquiry_texts){0};
    enum err e = read_row(b, id, a, &row, &o.i, ctx);
    if (e == ERR_OK) {
        reading_add(r, o.i.person); /* also when there is no text to open */
        e = row.sealed_conclusion.p == NULL
                ? ERR_OK
                : open_text(&o, "conclusion", row.sealed_conclusion, &out->conclusion, NULL, ctx);
    }
    if (e == ERR_OK && row.sealed_end.p != NULL) {
        e = open_text(&o, "end", row.sealed_end, &out->end, NULL, ctx);
    }
    if (e == ERR_OK) {
        e = read_hearings(&o, out, ctx);
    }
    return e == ERR_OK ? read_measures(&o, out, ctx) : e;
}
