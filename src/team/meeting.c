#include "team/meeting.h"

#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "sql_team.h"
#include "team/case_check.h"
#include "team/casetext.h"
#include "team/work.h"

#define MEETINGS_MAX 500
#define DUE_MAX      500

const char *const meeting_kind_code[MEETING_KIND__MAX] = {
    [MEETING_TEAM] = "team",     [MEETING_CONSULTATION] = "consultation",
    [MEETING_FAMILY] = "family", [MEETING_REPORT] = "report",
    [MEETING_SIP] = "sip",       [MEETING_FOLLOWUP] = "followup",
    [MEETING_OTHER] = "other",
};
const char *const meeting_kind_text_sv[MEETING_KIND__MAX] = {
    [MEETING_TEAM] = TR("Teammöte"),
    [MEETING_CONSULTATION] = TR("Konsultation"),
    [MEETING_FAMILY] = TR("Möte med eleven eller vårdnadshavarna"),
    [MEETING_REPORT] = TR("Anmälningsmöte"),
    [MEETING_SIP] = TR("SIP-möte"),
    [MEETING_FOLLOWUP] = TR("Uppföljningsmöte"),
    [MEETING_OTHER] = TR("Annat möte"),
};
const char *const meeting_held_code[MEETING_HELD__MAX] = {"together", "video", "telephone"};
const char *const meeting_held_text_sv[MEETING_HELD__MAX] = {[MEETING_TOGETHER] = TR("På plats"),
                                                             [MEETING_VIDEO] = TR("Video"),
                                                             [MEETING_TELEPHONE] = TR("Telefon")};

static const char *meeting_name(char out[CASETEXT_ROW], struct case_id id, int meeting)
{
    snprintf(out, CASETEXT_ROW, "meeting %lld %d", (long long)id.v, meeting);
    return out;
}

static const char *task_name(char out[CASETEXT_ROW], struct case_id id, int task)
{
    snprintf(out, CASETEXT_ROW, "task %lld %d", (long long)id.v, task);
    return out;
}

static bool has_text(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static enum err check_texts(const struct meeting *m, struct err_ctx *ctx)
{
    bool too_long = (m->agreed != NULL && strlen(m->agreed) > MEETING_TEXT) ||
                    (m->notes != NULL && strlen(m->notes) > MEETING_TEXT) ||
                    (m->who != NULL && strlen(m->who) > MEETING_LINE);
    for (int i = 0; i < MEETING_TASKS; i++) {
        const struct meeting_task *t = &m->tasks[i];
        too_long = too_long || (t->what != NULL && strlen(t->what) > MEETING_LINE) ||
                   (t->who != NULL && strlen(t->who) > MEETING_LINE);
        if ((int)t->responsible < 0 || t->responsible >= RESPONSIBLE__MAX) {
            return err_set(ctx, ERR_INVALID, "responsible", NULL, "no such responsible party");
        }
    }
    return too_long ? err_set(ctx, ERR_LIMIT, "text", "write less", "a text is too long") : ERR_OK;
}

static enum err check_meeting(const struct meeting *m, struct err_ctx *ctx)
{
    if (m->kind < 0 || m->kind >= MEETING_KIND__MAX || (int)m->held < 0 ||
        m->held >= MEETING_HELD__MAX) {
        return err_set(ctx, ERR_INVALID, "kind", NULL, "no such kind of meeting");
    }
    if (m->day.days > date_today().days) {
        return err_set(ctx, ERR_INVALID, "day", "write it down when it has been held",
                       "the meeting lies ahead");
    }
    if (m->parties == 0 || m->parties >= 1u << PARTY__MAX) {
        return err_set(ctx, ERR_INVALID, "parties", "say who took part", "nobody took part");
    }
    if (!has_text(m->agreed)) {
        return err_set(ctx, ERR_INVALID, "agreed", "write what was agreed, also that nothing was",
                       "it is not said what was agreed");
    }
    return check_texts(m, ctx);
}

static enum err store_task(struct bank *b, struct work *w, const struct team_case *c, int meeting,
                           int number, const struct meeting_task *t, struct arena *a,
                           struct err_ctx *ctx)
{
    struct blob sealed;
    char name[CASETEXT_ROW];
    json_t *o = json_object();
    casetext_add(o, "what", t->what);
    casetext_add(o, "who", t->who);
    enum err e = casetext_put(b, c->person, task_name(name, c->id, number), o, a, &sealed, ctx);
    if (e != ERR_OK) {
        return e;
    }
    return sql_team_task_insert(
        w->db,
        &(struct sql_team_task_insert_in){.bank_id = w->bank_id,
                                          .case_id = c->id.v,
                                          .task = number,
                                          .meeting = meeting,
                                          .responsible = (int)t->responsible,
                                          .has_due_on = t->due.days != DATE_OPEN.days,
                                          .due_on = t->due,
                                          .at = timestamp_now(),
                                          .sealed = sealed},
        NULL, ctx);
}

static enum err store_meeting(struct bank *b, struct work *w, const struct actor *actor,
                              const struct team_case *c, int number, const struct meeting *m,
                              struct arena *a, struct err_ctx *ctx)
{
    struct blob sealed;
    char name[CASETEXT_ROW];
    json_t *o = json_object();
    casetext_add(o, "who", m->who);
    casetext_add(o, "agreed", m->agreed);
    casetext_add(o, "notes", m->notes);
    enum err e = casetext_put(b, c->person, meeting_name(name, c->id, number), o, a, &sealed, ctx);
    if (e != ERR_OK) {
        return e;
    }
    return sql_team_meeting_insert(
        w->db,
        &(struct sql_team_meeting_insert_in){.bank_id = w->bank_id,
                                             .case_id = c->id.v,
                                             .meeting = number,
                                             .kind = (int)m->kind,
                                             .identified = m->identified,
                                             .held = (int)m->held,
                                             .day = m->day,
                                             .parties = (int)m->parties,
                                             .at = timestamp_now(),
                                             .staff_id = actor_staff_id(actor).v,
                                             .sealed = sealed},
        NULL, ctx);
}

enum err meeting_write(struct bank *b, const struct actor *actor, struct case_id id,
                       const struct meeting *m, int *number_out, struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    struct sql_team_meeting_last_row last = {0};
    *number_out = 0;
    enum err e = check_meeting(m, ctx);
    e = e == ERR_OK ? work_begin(b, &w, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)512 * 1024);
    e = case_check_open(b, actor, id, &c, ctx);
    if (e == ERR_OK) {
        e = sql_team_meeting_last(
            w.db, &(struct sql_team_meeting_last_in){.bank_id = w.bank_id, .case_id = id.v}, a,
            &last, ctx);
    }
    int number = last.meeting + 1, task = last.task;
    e = e == ERR_OK ? store_meeting(b, &w, actor, &c, number, m, a, ctx) : e;
    for (int i = 0; e == ERR_OK && i < MEETING_TASKS; i++) {
        if (has_text(m->tasks[i].what)) {
            e = store_task(b, &w, &c, number, ++task, &m->tasks[i], a, ctx);
        }
    }
    if (e == ERR_OK) {
        e = case_journal(
            b, actor, JOURNAL_MEETING_WRITTEN, &c,
            arena_printf(a, "{\"meeting\":%d,\"kind\":\"%s\"}", number, meeting_kind_code[m->kind]),
            ctx);
    }
    arena_free(a);
    e = work_end(&w, e, ctx);
    *number_out = e == ERR_OK ? number : 0;
    return e;
}

/* ---- reading ---- */

static int known(int v, int max)
{
    return v >= 0 && v < max ? v : max - 1;
}

static enum err read_meetings(struct bank *b, struct reading *r, const struct team_case *c,
                              struct arena *a, struct meeting *out, size_t *count_out,
                              struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e = sql_team_meeting_list_open(
        bank_db(b),
        &(struct sql_team_meeting_list_in){.bank_id = bank_row_id(b), .case_id = c->id.v}, &rows,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_meeting_list_row row;
    while (e == ERR_OK && *count_out < MEETINGS_MAX && sql_team_meeting_list_next(rows, &row)) {
        struct meeting *m = &out[(*count_out)++];
        char name[CASETEXT_ROW];
        json_t *o;
        *m = (struct meeting){.number = row.meeting,
                              .kind = (enum meeting_kind)known(row.kind, MEETING_KIND__MAX),
                              .identified = row.identified,
                              .held = (enum meeting_held)known(row.held, MEETING_HELD__MAX),
                              .day = row.day,
                              .parties = (unsigned)row.parties,
                              .by = {row.staff_id}};
        e = casetext_get(b, r, c->person, meeting_name(name, c->id, row.meeting), row.sealed, a, &o,
                         ctx);
        if (e == ERR_OK) {
            m->who = casetext_get_text(o, "who", a);
            m->agreed = casetext_get_text(o, "agreed", a);
            m->notes = casetext_get_text(o, "notes", a);
            json_decref(o);
        }
    }
    enum err closed = sql_team_meeting_list_close(rows, ctx);
    return e == ERR_OK ? closed : e;
}

static enum err add_task(struct bank *b, struct reading *r, const struct team_case *c,
                         const struct sql_team_task_list_row *row, struct arena *a,
                         struct meeting *list, size_t count, struct err_ctx *ctx)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].number != row->meeting || list[i].task_count >= MEETING_TASKS) {
            continue;
        }
        char name[CASETEXT_ROW];
        json_t *o;
        enum err e = casetext_get(b, r, c->person, task_name(name, c->id, row->task), row->sealed,
                                  a, &o, ctx);
        if (e != ERR_OK) {
            return e;
        }
        list[i].tasks[list[i].task_count++] = (struct meeting_task){
            .number = row->task,
            .what = casetext_get_text(o, "what", a),
            .who = casetext_get_text(o, "who", a),
            .responsible = (enum case_responsible)known(row->responsible, RESPONSIBLE__MAX),
            .due = row->has_due_on ? row->due_on : DATE_OPEN,
            .done = row->has_done_on,
            .done_on = row->done_on};
        json_decref(o);
    }
    return ERR_OK;
}

static enum err read_tasks(struct bank *b, struct reading *r, const struct team_case *c,
                           struct arena *a, struct meeting *list, size_t count, struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e = sql_team_task_list_open(
        bank_db(b), &(struct sql_team_task_list_in){.bank_id = bank_row_id(b), .case_id = c->id.v},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_task_list_row row;
    while (e == ERR_OK && sql_team_task_list_next(rows, &row)) {
        e = add_task(b, r, c, &row, a, list, count, ctx);
    }
    enum err closed = sql_team_task_list_close(rows, ctx);
    return e == ERR_OK ? closed : e;
}

enum err meeting_list(struct bank *b, const struct actor *actor, struct case_id id, struct arena *a,
                      struct meeting **out, size_t *count_out, struct err_ctx *ctx)
{
    struct team_case c;
    *count_out = 0;
    *out = arena_alloc(a, MEETINGS_MAX * sizeof **out);
    enum err e = case_check_seen(b, actor, id, &c, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_MEETING_READ);
    reading_case(r, id);
    e = read_meetings(b, r, &c, a, *out, count_out, ctx);
    e = e == ERR_OK ? read_tasks(b, r, &c, a, *out, *count_out, ctx) : e;
    e = reading_close(r, e, ctx);
    if (e != ERR_OK) {
        *count_out = 0;
    }
    return e;
}

enum err meeting_task_done(struct bank *b, const struct actor *actor, struct case_id id, int task,
                           struct date on, struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    int64_t changed = 0;
    if (on.days > date_today().days) {
        return err_set(ctx, ERR_INVALID, "on", "give today or an earlier day",
                       "it cannot be done in the future");
    }
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = case_check_open(b, actor, id, &c, ctx);
    if (e == ERR_OK) {
        e = sql_team_task_done(
            w.db,
            &(struct sql_team_task_done_in){
                .bank_id = w.bank_id, .case_id = id.v, .task = task, .done_on = on},
            &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "task", NULL, "there is no such task that waits");
    }
    if (e == ERR_OK) {
        char detail[64];
        snprintf(detail, sizeof detail, "{\"task\":%d}", task);
        e = case_journal(b, actor, JOURNAL_MEETING_WRITTEN, &c, detail, ctx);
    }
    return work_end(&w, e, ctx);
}

enum err meeting_due(struct bank *b, const struct case_filter *f, struct date by, struct arena *a,
                     struct meeting_due **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    *count_out = 0;
    *out = arena_alloc(a, DUE_MAX * sizeof **out);
    enum err e = sql_team_task_due_open(
        bank_db(b),
        &(struct sql_team_task_due_in){.bank_id = bank_row_id(b),
                                       .responsible_id = f->responsible.v,
                                       .has_unit = f->unit != NULL,
                                       .unit = f->unit != NULL ? f->unit : "",
                                       .by_day = by},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_task_due_row row;
    while (*count_out < DUE_MAX && sql_team_task_due_next(rows, &row)) {
        (*out)[(*count_out)++] = (struct meeting_due){.case_id = {row.case_id},
                                                      .person = {row.person_id},
                                                      .task = row.task,
                                                      .due = row.due_on};
    }
    return sql_team_task_due_close(rows, ctx);
}
