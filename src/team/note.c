#include "team/note.h"

#include <stdio.h>
#include <string.h>

#include "sql_team.h"
#include "team/case_check.h"
#include "team/casetext.h"
#include "team/work.h"

#define NOTES_MAX 2000

static const char *row_name(char out[CASETEXT_ROW], struct case_id id, int number)
{
    snprintf(out, CASETEXT_ROW, "note %lld %d", (long long)id.v, number);
    return out;
}

static enum err check_note(struct date day, const char *text, struct err_ctx *ctx)
{
    if (text == NULL || text[0] == '\0') {
        return err_set(ctx, ERR_INVALID, "text", "write something", "the note is empty");
    }
    if (strlen(text) > CASE_NOTE_TEXT) {
        return err_set(ctx, ERR_LIMIT, "text", "write less", "the note is longer than %d bytes",
                       CASE_NOTE_TEXT);
    }
    return day.days <= date_today().days
               ? ERR_OK
               : err_set(ctx, ERR_INVALID, "day", "give today or an earlier day",
                         "the note tells of a day ahead");
}

enum err note_write(struct bank *b, const struct actor *actor, struct case_id id, struct date day,
                    const char *text, struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    struct sql_team_note_last_row last = {0};
    enum err e = check_note(day, text, ctx);
    e = e == ERR_OK ? work_begin(b, &w, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct blob sealed = {NULL, 0};
    char name[CASETEXT_ROW];
    struct arena *a = arena_new((size_t)64 * 1024);
    e = case_check_open(b, actor, id, &c, ctx);
    if (e == ERR_OK) {
        e = sql_team_note_last(
            w.db, &(struct sql_team_note_last_in){.bank_id = w.bank_id, .case_id = id.v}, a, &last,
            ctx);
    }
    if (e == ERR_OK) {
        json_t *o = json_object();
        casetext_add(o, "text", text);
        e = casetext_put(b, c.person, row_name(name, id, last.number + 1), o, a, &sealed, ctx);
    }
    if (e == ERR_OK) {
        e = sql_team_note_insert(
            w.db,
            &(struct sql_team_note_insert_in){.bank_id = w.bank_id,
                                              .case_id = id.v,
                                              .number = last.number + 1,
                                              .day = day,
                                              .at = timestamp_now(),
                                              .staff_id = actor_staff_id(actor).v,
                                              .sealed = sealed},
            NULL, ctx);
    }
    if (e == ERR_OK) {
        e = case_journal(b, actor, JOURNAL_NOTE_WRITTEN, &c, NULL, ctx);
    }
    arena_free(a);
    return work_end(&w, e, ctx);
}

static enum err read_rows(struct bank *b, struct reading *r, const struct team_case *c,
                          struct arena *a, struct case_note *out, size_t *count_out,
                          struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e = sql_team_note_list_open(
        bank_db(b), &(struct sql_team_note_list_in){.bank_id = bank_row_id(b), .case_id = c->id.v},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_note_list_row row;
    while (e == ERR_OK && *count_out < NOTES_MAX && sql_team_note_list_next(rows, &row)) {
        char name[CASETEXT_ROW];
        json_t *o;
        e = casetext_get(b, r, c->person, row_name(name, c->id, row.number), row.sealed, a, &o,
                         ctx);
        if (e == ERR_OK) {
            out[(*count_out)++] = (struct case_note){.number = row.number,
                                                     .day = row.day,
                                                     .at = row.at,
                                                     .by = {row.staff_id},
                                                     .text = casetext_get_text(o, "text", a)};
            json_decref(o);
        }
    }
    enum err closed = sql_team_note_list_close(rows, ctx);
    return e == ERR_OK ? closed : e;
}

enum err note_list(struct bank *b, const struct actor *actor, struct case_id id, struct arena *a,
                   struct case_note **out, size_t *count_out, struct err_ctx *ctx)
{
    struct team_case c;
    *count_out = 0;
    *out = arena_alloc(a, NOTES_MAX * sizeof **out);
    enum err e = case_check_seen(b, actor, id, &c, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_CASE_READ);
    reading_case(r, id);
    e = read_rows(b, r, &c, a, *out, count_out, ctx);
    e = reading_close(r, e, ctx);
    if (e != ERR_OK) {
        *count_out = 0;
    }
    return e;
}
