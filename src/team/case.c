#include "team/case.h"

#include <stdio.h>
#include <string.h>

#include "bank/compartment.h"
#include "bank/journal.h"
#include "bank/staff.h"
#include "sql_team.h"
#include "team/case_access.h"
#include "team/case_check.h"
#include "team/work.h"

static enum err no_case(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_NOT_FOUND, "case", "list the cases you have: brygga case list",
                   "there is no such case, or none that you may see");
}

enum err case_journal(struct bank *b, const struct actor *actor, enum journal_event event,
                      const struct team_case *c, const char *detail, struct err_ctx *ctx)
{
    return journal_append(b,
                          &(struct journal_entry){.actor = actor,
                                                  .event = event,
                                                  .person = c->person,
                                                  .case_id = c->id,
                                                  .detail = detail},
                          ctx);
}

enum err case_add_event(struct bank *b, struct work *w, const struct team_case *c,
                        enum case_event_kind kind, const char *note, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct blob sealed = {NULL, 0};
    enum err e = ERR_OK;
    if (note != NULL && strlen(note) > CASE_NOTE_MAX) {
        e = err_set(ctx, ERR_LIMIT, "note", "write less", "the note is longer than %d bytes",
                    CASE_NOTE_MAX);
    } else if (note != NULL) {
        e = person_seal(b, c->person, PURPOSE_CASE_TEXT,
                        (struct blob){(const uint8_t *)note, strlen(note)}, a, &sealed, ctx);
    }
    if (e == ERR_OK) {
        e = sql_team_event_insert(
            w->db,
            &(struct sql_team_event_insert_in){.bank_id = w->bank_id,
                                               .case_id = c->id.v,
                                               .kind = (int)kind,
                                               .at = timestamp_now(),
                                               .responsible_id = c->responsible.v,
                                               .sealed_note = sealed},
            NULL, ctx);
    }
    arena_free(a);
    return e;
}

enum err case_check_responsible(struct bank *b, struct staff_id id, struct staff *out,
                                struct err_ctx *ctx)
{
    enum err e = staff_read(b, id, out, ctx);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && !out->active)) {
        return err_set(ctx, ERR_INVALID, "responsible",
                       "choose one who is active in the staff list",
                       "there is no such active employee");
    }
    return e;
}

static enum err check_opening(struct bank *b, const struct case_opening *o, struct staff *staff,
                              struct err_ctx *ctx)
{
    if (o->reason <= CASE_REASON_UNKNOWN || o->reason >= CASE_REASON__MAX) {
        return err_set(ctx, ERR_INVALID, "reason", "say why the case is opened",
                       "a case needs a reason");
    }
    if (o->opened.days > date_today().days) {
        return err_set(ctx, ERR_INVALID, "opened", "give today or an earlier day",
                       "a case cannot be opened in the future");
    }
    enum err e = case_check_responsible(b, o->responsible, staff, ctx);
    const char *unit = o->unit != NULL ? o->unit : staff->unit;
    if (e == ERR_OK && (unit[0] == '\0' || strlen(unit) >= CASE_UNIT)) {
        e = err_set(ctx, ERR_INVALID, "unit", "give the unit that works with the case",
                    "a case needs a unit of at most %d bytes", CASE_UNIT - 1);
    }
    bool listed = false;
    if (e == ERR_OK) {
        e = person_is_listed(b, o->person, &listed, ctx);
    }
    if (e == ERR_OK && !listed) {
        e = err_set(ctx, ERR_DENIED, "person",
                    "follow the authority's routine for protected identities, outside this system",
                    "a case cannot be opened for this person here");
    }
    return e;
}

enum err case_open(struct bank *b, const struct actor *actor, const struct case_opening *o,
                   struct case_id *id_out, struct err_ctx *ctx)
{
    *id_out = (struct case_id){0};
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct staff staff;
    struct sql_team_case_last_row last;
    struct arena *a = arena_new(4096);
    e = check_opening(b, o, &staff, ctx);
    if (e == ERR_OK) {
        e = sql_team_case_last(w.db, &(struct sql_team_case_last_in){.bank_id = w.bank_id}, a,
                               &last, ctx);
    }
    struct team_case c = {.person = o->person, .responsible = o->responsible};
    int64_t changed = 0;
    if (e == ERR_OK) {
        c.id.v = last.case_id + 1;
        e = sql_team_case_insert(
            w.db,
            &(struct sql_team_case_insert_in){.bank_id = w.bank_id,
                                              .case_id = c.id.v,
                                              .person_id = o->person.v,
                                              .responsible_id = o->responsible.v,
                                              .unit = o->unit != NULL ? o->unit : staff.unit,
                                              .reason = (int)o->reason,
                                              .criterion = (int)o->criterion,
                                              .opened_on = o->opened},
            &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "case", "go on with the case that is open",
                    "the person has an open case in this unit");
    }
    unsigned of = 0;
    if (e == ERR_OK) {
        e = compartments_of(b, &staff, date_today(), &of, ctx);
    }
    if (e == ERR_OK) {
        e = compartment_put(b, RECORD_CASE, c.id.v, compartment_home(of), ctx);
    }
    if (e == ERR_OK) {
        e = case_add_event(b, &w, &c, CASE_EVENT_OPENED, o->note, ctx);
    }
    if (e == ERR_OK) {
        e = case_journal(b, actor, JOURNAL_CASE_OPENED, &c,
                         arena_printf(a, "{\"reason\":\"%s\"}", case_reason_code[o->reason]), ctx);
    }
    arena_free(a);
    e = work_end(&w, e, ctx);
    *id_out = e == ERR_OK ? c.id : *id_out;
    return e;
}

/* A stored number of an enum; what a later version wrote counts as `otherwise`. */
static int stored_enum(int v, int max, int otherwise)
{
    return v >= 0 && v < max ? v : otherwise;
}

static void from_row(const struct sql_team_case_read_row *row, struct team_case *out)
{
    *out = (struct team_case){
        .id = {row->case_id},
        .person = {row->person_id},
        .responsible = {row->responsible_id},
        .reason = (enum case_reason)stored_enum(row->reason, CASE_REASON__MAX, CASE_REASON_OTHER),
        .criterion = (enum case_criterion)stored_enum(row->criterion, CASE_CRITERION__MAX,
                                                      CASE_CRITERION_NONE),
        .opened = row->opened_on,
        .closed = row->closed,
        .closed_on = row->closed_on,
        .close_reason =
            (enum case_close)stored_enum(row->close_reason, CASE_CLOSE__MAX, CASE_CLOSE_NONE),
    };
    snprintf(out->unit, sizeof out->unit, "%s", row->unit);
}

enum err case_get(struct bank *b, struct case_id id, struct team_case *out, struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct arena *a = arena_new(4096);
    struct sql_team_case_read_row row;
    enum err e = sql_team_case_read(
        bank_db(b), &(struct sql_team_case_read_in){.bank_id = bank_row_id(b), .case_id = id.v}, a,
        &row, ctx);
    if (e == ERR_OK) {
        from_row(&row, out);
    } else if (e == ERR_NOT_FOUND) {
        e = no_case(ctx);
    }
    arena_free(a);
    return e;
}

/* Whether the case is the actor's, to work with or, with an emergency opening, to read. Operators
 * and the program itself may work with every one. */
static enum err check_way(struct bank *b, const struct actor *actor, const struct team_case *c,
                          bool reading, struct err_ctx *ctx)
{
    if (actor->kind == ACTOR_OPERATOR || actor->kind == ACTOR_SYSTEM) {
        return ERR_OK;
    }
    struct case_question q = {.staff = actor_staff_id(actor),
                              .case_id = c->id,
                              .closed_too = true,
                              .opening_too = reading};
    struct case_access way;
    enum err e = case_find_way(b, &q, &way, ctx);
    return e != ERR_OK || way.way != CASE_WAY_NONE ? e : no_case(ctx);
}

static enum err check_actor(struct bank *b, const struct actor *actor, const struct team_case *c,
                            struct err_ctx *ctx)
{
    return check_way(b, actor, c, false, ctx);
}

/* Whether the actor may see the case. */
static enum err check_access(struct bank *b, const struct actor *actor, const struct team_case *c,
                             struct err_ctx *ctx)
{
    bool listed = false;
    enum err e = person_is_listed(b, c->person, &listed, ctx);
    if (e != ERR_OK || !listed) {
        return e != ERR_OK ? e : no_case(ctx);
    }
    return check_way(b, actor, c, true, ctx);
}

enum err case_check_seen(struct bank *b, const struct actor *actor, struct case_id id,
                         struct team_case *out, struct err_ctx *ctx)
{
    enum err e = case_get(b, id, out, ctx);
    return e == ERR_OK ? check_access(b, actor, out, ctx) : e;
}

enum err case_check_open(struct bank *b, const struct actor *actor, struct case_id id,
                         struct team_case *out, struct err_ctx *ctx)
{
    enum err e = case_check_write(b, actor, id, out, ctx);
    if (e == ERR_OK && out->closed) {
        e = err_set(ctx, ERR_CONFLICT, "case", "open it again first", "the case is closed");
    }
    return e;
}

enum err case_check_write(struct bank *b, const struct actor *actor, struct case_id id,
                          struct team_case *out, struct err_ctx *ctx)
{
    enum err e = case_check_seen(b, actor, id, out, ctx);
    return e == ERR_OK ? check_actor(b, actor, out, ctx) : e;
}

enum err case_read(struct bank *b, const struct actor *actor, struct case_id id,
                   struct team_case *out, struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = case_get(b, id, out, ctx);
    if (e == ERR_OK) {
        e = check_access(b, actor, out, ctx);
    }
    if (e == ERR_OK) {
        e = case_journal(b, actor, JOURNAL_CASE_READ, out, NULL, ctx);
    }
    e = work_end(&w, e, ctx);
    if (e != ERR_OK) {
        memset(out, 0, sizeof *out);
    }
    return e;
}

enum err case_list(struct bank *b, const struct case_filter *f, struct arena *a,
                   struct team_case **out, size_t *count_out, struct err_ctx *ctx)
{
    *out = NULL;
    *count_out = 0;
    struct db_rows *rows;
    enum err e = sql_team_case_list_open(
        bank_db(b),
        &(struct sql_team_case_list_in){.bank_id = bank_row_id(b),
                                        .responsible_id = f->responsible.v,
                                        .has_unit = f->unit != NULL,
                                        .unit = f->unit != NULL ? f->unit : "",
                                        .person_id = f->person.v,
                                        .closed_too = f->closed_too,
                                        .works_id = f->works.v,
                                        .leads = f->leads,
                                        .day = date_today()},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_case_read_row row;
    size_t room = 0;
    while (sql_team_case_list_next(rows, &row)) {
        *out = arena_grow(a, *out, *count_out, &room, sizeof **out);
        from_row(&row, &(*out)[(*count_out)++]);
    }
    return sql_team_case_list_close(rows, ctx);
}

enum err case_end(struct bank *b, const struct actor *actor, struct case_id id,
                  enum case_close reason, struct date closed_on, const char *note,
                  struct err_ctx *ctx)
{
    if (reason <= CASE_CLOSE_NONE || reason >= CASE_CLOSE__MAX) {
        return err_set(ctx, ERR_INVALID, "reason", "say why the case is closed",
                       "closing a case needs a reason");
    }
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct team_case c;
    e = case_get(b, id, &c, ctx);
    /* A case whose person has become protected can still be closed. */
    e = e == ERR_OK ? check_actor(b, actor, &c, ctx) : e;
    if (e == ERR_OK && (closed_on.days < c.opened.days || closed_on.days > date_today().days)) {
        e = err_set(ctx, ERR_INVALID, "closed", "give a day from the opening to today",
                    "the case cannot be closed on that day");
    }
    int64_t changed = 0;
    if (e == ERR_OK) {
        e = sql_team_case_close(w.db,
                                &(struct sql_team_case_close_in){.bank_id = w.bank_id,
                                                                 .case_id = id.v,
                                                                 .closed_on = closed_on,
                                                                 .close_reason = (int)reason},
                                &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "case", NULL, "the case is closed already");
    }
    if (e == ERR_OK) {
        e = case_add_event(b, &w, &c, CASE_EVENT_CLOSED, note, ctx);
    }
    struct case_withdrawn gone = {0};
    e = e == ERR_OK ? case_withdraw_open(&w, id, &gone, ctx) : e;
    if (e == ERR_OK) {
        char detail[160];
        snprintf(detail, sizeof detail,
                 "{\"reason\":\"%s\",\"requests\":%lld,\"questionnaires\":%lld,\"offers\":%lld}",
                 case_close_code[reason], (long long)gone.requests, (long long)gone.questionnaires,
                 (long long)gone.offers);
        e = case_journal(b, actor, JOURNAL_CASE_CLOSED, &c, detail, ctx);
    }
    return work_end(&w, e, ctx);
}

static enum err find_relation(struct bank *b, const struct actor *actor, struct person_id person,
                              bool closed_too, bool *related_out, struct err_ctx *ctx)
{
    struct case_question q = {.staff = actor_staff_id(actor),
                              .person = person,
                              .closed_too = closed_too,
                              .opening_too = true};
    struct case_access way;
    enum err e = case_find_way(b, &q, &way, ctx);
    *related_out = e == ERR_OK && way.way != CASE_WAY_NONE;
    return e;
}

enum err case_relation(struct bank *b, const struct actor *actor, struct person_id person,
                       bool *related_out, struct err_ctx *ctx)
{
    return find_relation(b, actor, person, false, related_out, ctx);
}

enum err case_check_relation(struct bank *b, const struct actor *actor, struct person_id person,
                             struct err_ctx *ctx)
{
    bool related = actor->kind == ACTOR_OPERATOR || actor->kind == ACTOR_SYSTEM;
    enum err e = related ? ERR_OK : find_relation(b, actor, person, true, &related, ctx);
    return e != ERR_OK || related
               ? e
               : err_set(ctx, ERR_NOT_FOUND, "person", "open a case, or ask who has it",
                         "there is no such person among your cases");
}

/* One event of the list; the note opened. */
static enum err read_event(struct bank *b, struct reading *r, struct person_id person,
                           const struct sql_team_event_list_row *row, struct arena *a,
                           struct case_event *out, struct err_ctx *ctx)
{
    *out = (struct case_event){
        .kind = (enum case_event_kind)stored_enum(row->kind, CASE_EVENT__MAX, CASE_EVENT_OPENED),
        .at = row->at,
        .responsible = {row->responsible_id}};
    if (row->sealed_note.p == NULL) {
        return ERR_OK;
    }
    struct blob plain;
    enum err e = person_unseal(b, r, person, PURPOSE_CASE_TEXT, row->sealed_note, a, &plain, ctx);
    if (e == ERR_OK) {
        out->note = arena_strndup(a, (const char *)plain.p, plain.n);
    }
    return e;
}

#define EVENTS_MAX 1000

/* The stored events, opened in a reading that the caller ends. */
static enum err read_events(struct bank *b, struct reading *r, const struct team_case *c,
                            struct arena *a, struct case_event **out, size_t *count_out,
                            struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_event_list_row row;
    *out = arena_alloc(a, EVENTS_MAX * sizeof **out);
    *count_out = 0;
    enum err e = sql_team_event_list_open(
        bank_db(b), &(struct sql_team_event_list_in){.bank_id = bank_row_id(b), .case_id = c->id.v},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (e == ERR_OK && *count_out < EVENTS_MAX && sql_team_event_list_next(rows, &row)) {
        e = read_event(b, r, c->person, &row, a, &(*out)[(*count_out)++], ctx);
    }
    enum err closed = sql_team_event_list_close(rows, ctx);
    reading_add(r, c->person);
    return e == ERR_OK ? closed : e;
}

enum err case_events(struct bank *b, const struct actor *actor, struct case_id id, struct arena *a,
                     struct case_event **out, size_t *count_out, struct err_ctx *ctx)
{
    struct team_case c;
    *count_out = 0;
    enum err e = case_get(b, id, &c, ctx);
    if (e == ERR_OK) {
        e = check_access(b, actor, &c, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_CASE_READ);
    reading_case(r, id);
    e = read_events(b, r, &c, a, out, count_out, ctx);
    return reading_close(r, e, ctx);
}

#define OPENED_CASES_MAX 50

enum err case_read_opened(struct bank *b, struct reading *r, struct person_id person,
                          struct arena *a, struct case_opened **out, size_t *count_out,
                          struct err_ctx *ctx)
{
    struct sql_team_case_of_person_in in = {bank_row_id(b), person.v};
    struct sql_team_case_of_person_row row;
    struct case_id ids[OPENED_CASES_MAX];
    struct db_rows *rows;
    size_t n = 0;
    *count_out = 0;
    *out = arena_alloc(a, OPENED_CASES_MAX * sizeof **out);
    enum err e = sql_team_case_of_person_open(bank_db(b), &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (n < OPENED_CASES_MAX && sql_team_case_of_person_next(rows, &row)) {
        ids[n++].v = row.case_id;
    }
    e = sql_team_case_of_person_close(rows, ctx);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        struct case_opened *o = &(*out)[i];
        e = case_get(b, ids[i], &o->c, ctx);
        if (e == ERR_OK) {
            e = read_events(b, r, &o->c, a, &o->events, &o->event_count, ctx);
        }
        *count_out = i + 1;
    }
    return e;
}
