#include "team/happened.h"

#include <stdio.h>
#include <string.h>

#include "sql_team.h"
#include "team/case_check.h"

#define DEADLINES_MAX 64

static unsigned owes(enum bank_kind kind)
{
    return 1u << (kind == BANK_SCHOOL ? LAW_OWES_SCHOOL : LAW_OWES_SOCIAL);
}

/* Inquiries into absence, the register of attendance and the grant have rooms of their own. */
static bool noted_elsewhere(const char *event)
{
    static const char *const events[] = {"repeated_absence_seen", "absence_inquiry_started",
                                         "absence_inquiry_done",  "organiser_told",
                                         "invalid_absence_day",   "guardian_told",
                                         "staff_changed",         "agency_told"};
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        if (strcmp(events[i], event) == 0) {
            return true;
        }
    }
    return false;
}

const struct law_event *happened_event(const struct law_rules *rules, enum bank_kind kind, size_t i)
{
    const struct law_event *event;
    for (size_t k = 0; (event = law_deadline_event(rules, owes(kind), k)) != NULL; k++) {
        if (!noted_elsewhere(event->code) && i-- == 0) {
            return event;
        }
    }
    return NULL;
}

static bool may_be_noted(const struct law_rules *rules, enum bank_kind kind, const char *code)
{
    const struct law_event *event;
    for (size_t i = 0; (event = happened_event(rules, kind, i)) != NULL; i++) {
        if (strcmp(event->code, code) == 0) {
            return strlen(code) < HAPPENED_EVENT;
        }
    }
    return false;
}

enum err happened_write(struct bank *b, const struct law_rules *rules, const struct actor *actor,
                        struct case_id id, const char *event, struct date day, struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    struct sql_team_happened_last_row last = {0};
    if (!may_be_noted(rules, bank_config(b)->kind, event)) {
        return err_set(ctx, ERR_INVALID, "event", "choose one of the list",
                       "the rules have no such event for this bank");
    }
    if (day.days > date_today().days) {
        return err_set(ctx, ERR_INVALID, "day", "give today or an earlier day",
                       "what is ahead has not happened");
    }
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new(4096);
    e = case_check_open(b, actor, id, &c, ctx);
    if (e == ERR_OK) {
        e = sql_team_happened_last(
            w.db, &(struct sql_team_happened_last_in){.bank_id = w.bank_id, .case_id = id.v}, a,
            &last, ctx);
    }
    if (e == ERR_OK && last.number >= HAPPENED_MAX) {
        e = err_set(ctx, ERR_LIMIT, "event", "", "a case has room for %d such rows", HAPPENED_MAX);
    }
    if (e == ERR_OK) {
        e = sql_team_happened_insert(
            w.db,
            &(struct sql_team_happened_insert_in){.bank_id = w.bank_id,
                                                  .case_id = id.v,
                                                  .number = last.number + 1,
                                                  .event = event,
                                                  .day = day,
                                                  .at = timestamp_now(),
                                                  .staff_id = actor_staff_id(actor).v},
            NULL, ctx);
    }
    if (e == ERR_OK) {
        e = case_journal(b, actor, JOURNAL_CASE_CHANGED, &c, "{\"deadline\":\"noted\"}", ctx);
    }
    arena_free(a);
    return work_end(&w, e, ctx);
}

enum err happened_strike(struct bank *b, const struct actor *actor, struct case_id id, int number,
                         struct err_ctx *ctx)
{
    struct work w;
    struct team_case c;
    int64_t changed = 0;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = case_check_open(b, actor, id, &c, ctx);
    if (e == ERR_OK) {
        e = sql_team_happened_strike(
            w.db,
            &(struct sql_team_happened_strike_in){.bank_id = w.bank_id,
                                                  .case_id = id.v,
                                                  .number = number,
                                                  .at = timestamp_now(),
                                                  .staff_id = actor_staff_id(actor).v},
            &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "number", "", "there is no such row to strike out");
    }
    if (e == ERR_OK) {
        e = case_journal(b, actor, JOURNAL_CASE_CHANGED, &c, "{\"deadline\":\"struck\"}", ctx);
    }
    return work_end(&w, e, ctx);
}

enum err happened_get(struct bank *b, struct case_id id, struct arena *a, struct happened **out,
                      size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_happened_list_row row;
    *count_out = 0;
    *out = arena_alloc(a, HAPPENED_MAX * sizeof **out);
    enum err e = sql_team_happened_list_open(
        bank_db(b), &(struct sql_team_happened_list_in){.bank_id = bank_row_id(b), .case_id = id.v},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (*count_out < HAPPENED_MAX && sql_team_happened_list_next(rows, &row)) {
        (*out)[(*count_out)++] = (struct happened){.number = row.number,
                                                   .event = arena_strdup(a, row.event),
                                                   .day = row.day,
                                                   .at = row.at,
                                                   .by = {row.staff_id},
                                                   .struck = row.has_struck_at};
    }
    return sql_team_happened_list_close(rows, ctx);
}

size_t happened_deadlines(const struct law_rules *rules, const struct bank_config *c,
                          const struct happened *rows, size_t count, struct date on,
                          struct arena *a, struct law_followed **out)
{
    const struct bank_local *local = &c->local;
    size_t targets = local->count[LOCAL_TARGET];
    struct law_happened *h = arena_alloc(a, (count + 1) * sizeof *h);
    struct law_target *t = arena_alloc(a, (targets + 1) * sizeof *t);
    struct law_course course = {
        .happened = h, .targets = t, .targets_n = targets, .owes = owes(c->kind), .on = on};
    for (size_t i = 0; i < count; i++) {
        if (!rows[i].struck) {
            h[course.happened_n++] = (struct law_happened){rows[i].event, rows[i].day};
        }
    }
    for (size_t i = 0; i < targets; i++) {
        const struct local_time *own = &local->list[LOCAL_TARGET][i];
        t[i] = (struct law_target){own->code, own->number};
    }
    *out = arena_alloc(a, DEADLINES_MAX * sizeof **out);
    return law_deadlines_follow(rules, &course, *out, DEADLINES_MAX);
}
