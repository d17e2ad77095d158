#include "school/track.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "school/sealed.h"
#include "school/work.h"
#include "sql_school.h"

const char *const track_state_code[TRACK_STATE__MAX] = {"waiting", "done", "not-needed"};
const char *const track_state_text_sv[TRACK_STATE__MAX] = {TR("ska göras"), TR("gjort"),
                                                           TR("behövs inte")};
const char *const track_close_code[TRACK_CLOSE__MAX] = {"none", "better", "moved", "other-support",
                                                        "mistake"};
const char *const track_close_text_sv[TRACK_CLOSE__MAX] = {
    "", TR("frånvaron har minskat"), TR("eleven har bytt skola"),
    TR("fortsätter i en utredning eller ett ärende"), TR("skulle inte ha börjat")};
const char *const track_act_code[TRACK_ACT__MAX] = {"placed", "done", "not-needed", "closed"};
const char *const track_act_text_sv[TRACK_ACT__MAX] = {TR("började på steget"), TR("gjort"),
                                                       TR("behövs inte"), TR("trappan avslutades")};

/* ---- reading ---- */

enum err track_list(struct bank *b, struct arena *a, struct track **out, size_t *count_out,
                    struct err_ctx *ctx)
{
    struct db_rows *rows;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_track_list_open(
        bank_db(b), &(struct sql_school_track_list_in){.bank_id = bank_row_id(b)}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    size_t room = 0;
    struct sql_school_track_list_row row;
    while (sql_school_track_list_next(rows, &row)) {
        if (*count_out == room) {
            room = room != 0 ? room * 2 : 64;
            struct track *larger = arena_alloc(a, room * sizeof *larger);
            if (*count_out > 0) {
                memcpy(larger, *out, *count_out * sizeof *larger);
            }
            *out = larger;
        }
        (*out)[(*count_out)++] = (struct track){
            .id = {row.track_id},
            .person = {row.person_id},
            .opened = row.opened_on,
            .stair = {row.stair_id},
            .step = (unsigned)row.step,
            .since = row.since,
            .due = row.due_on,
            .state = (enum track_state)work_enum(row.state, TRACK_STATE__MAX, TRACK_WAITING)};
    }
    return sql_school_track_list_close(rows, ctx);
}

const struct track *track_in(const struct track *list, size_t count, struct person_id person)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list[middle].person.v < person.v) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && list[low].person.v == person.v ? &list[low] : NULL;
}

enum err track_find(struct bank *b, struct person_id person, struct track *out, struct err_ctx *ctx)
{
    struct sql_school_track_open_row row;
    *out = (struct track){.person = person};
    enum err e = sql_school_track_open(
        bank_db(b),
        &(struct sql_school_track_open_in){.bank_id = bank_row_id(b), .person_id = person.v}, NULL,
        &row, ctx);
    if (e == ERR_OK) {
        out->id.v = row.track_id;
        out->opened = row.opened_on;
        out->stair.v = row.stair_id;
        out->step = (unsigned)row.step;
        out->since = row.since;
        out->due = row.due_on;
        out->state = (enum track_state)work_enum(row.state, TRACK_STATE__MAX, TRACK_WAITING);
    }
    return e;
}

static const char *row_name(struct arena *a, struct track_id id)
{
    return arena_printf(a, "track %" PRId64, id.v);
}

/* What has been gathered of a pupil's history. */
struct history {
    struct bank *bank;
    struct reading *reading;
    struct person_id person;
    struct arena *arena;
    struct track_act *acts;
    size_t count, room;
};

static enum err add_act(struct history *h, struct track_id track,
                        const struct sql_school_track_act_list_row *row, struct err_ctx *ctx)
{
    if (h->count == h->room) {
        h->room = h->room != 0 ? h->room * 2 : 16;
        struct track_act *larger = arena_alloc(h->arena, h->room * sizeof *larger);
        if (h->count > 0) {
            memcpy(larger, h->acts, h->count * sizeof *larger);
        }
        h->acts = larger;
    }
    struct track_act *act = &h->acts[h->count++];
    *act = (struct track_act){
        .track = track,
        .kind = (enum track_act_kind)work_enum(row->kind, TRACK_ACT__MAX, TRACK_ACT_DONE),
        .step = (unsigned)row->step,
        .step_name = arena_strdup(h->arena, row->name),
        .on = row->on_day,
        .at = row->at,
        .by = {.kind = (enum actor_kind)work_enum(row->by_kind, ACTOR__MAX, ACTOR_SYSTEM)}};
    (void)snprintf(act->by.id, sizeof act->by.id, "%s", row->by_id);
    if (row->sealed_note.p == NULL) {
        return ERR_OK;
    }
    json_t *text;
    struct sealed_place place = {h->person, PURPOSE_TRACK_TEXT, row_name(h->arena, track)};
    enum err e = sealed_get(h->bank, h->reading, &place, row->sealed_note, &text, ctx);
    if (e == ERR_OK) {
        act->note = arena_strdup(h->arena, json_text(text, "note"));
    }
    json_decref(text);
    return e;
}

static enum err add_acts(struct history *h, struct track_id track, struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e =
        sql_school_track_act_list_open(bank_db(h->bank),
                                       &(struct sql_school_track_act_list_in){
                                           .bank_id = bank_row_id(h->bank), .track_id = track.v},
                                       &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_school_track_act_list_row row;
    while (e == ERR_OK && sql_school_track_act_list_next(rows, &row)) {
        e = add_act(h, track, &row, ctx);
    }
    enum err closed = sql_school_track_act_list_close(rows, e == ERR_OK ? ctx : NULL);
    return e == ERR_OK ? closed : e;
}

enum err track_history(struct bank *b, struct reading *r, struct person_id person, struct arena *a,
                       struct track_act **out, size_t *count_out, struct err_ctx *ctx)
{
    enum { MOST = 64 }; /* times on the staircase */
    struct track_id ids[MOST];
    size_t count = 0;
    struct history h = {.bank = b, .reading = r, .person = person, .arena = a};
    struct db_rows *rows;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_track_of_person_open(
        bank_db(b),
        &(struct sql_school_track_of_person_in){.bank_id = bank_row_id(b), .person_id = person.v},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_school_track_of_person_row row;
    while (count < MOST && sql_school_track_of_person_next(rows, &row)) {
        ids[count++].v = row.track_id;
    }
    e = sql_school_track_of_person_close(rows, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        e = add_acts(&h, ids[i], ctx);
    }
    if (e == ERR_OK && h.count > 0) {
        reading_add(r, person); /* also when there was no note to open */
    }
    *out = e == ERR_OK ? h.acts : NULL;
    *count_out = e == ERR_OK ? h.count : 0;
    return e;
}

/* ---- writing ---- */

static enum err check(struct bank *b, const struct track_doing *d, struct err_ctx *ctx)
{
    bool listed = false;
    if (d->on.days > date_today().days) {
        return err_set(ctx, ERR_INVALID, "on", "give today or an earlier day",
                       "the day lies in the future");
    }
    if (d->note != NULL && strlen(d->note) > TRACK_NOTE_MAX) {
        return err_set(ctx, ERR_LIMIT, "note", "write less", "the note is longer than %d bytes",
                       TRACK_NOTE_MAX);
    }
    enum err e = person_is_listed(b, d->person, &listed, ctx);
    if (e == ERR_OK && !listed) {
        e = err_set(ctx, ERR_DENIED, "person",
                    "follow the authority's routine for protected identities, outside this system",
                    "this pupil cannot be put on the staircase here");
    }
    return e;
}

/* Adds the act with its sealed note, and journals it. */
static enum err add(struct bank *b, const struct actor *actor, const struct track_doing *d,
                    const struct track *t, enum track_act_kind kind, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)16 * 1024);
    struct blob sealed = {NULL, 0};
    enum err e = ERR_OK;
    if (d->note != NULL && d->note[0] != '\0') {
        json_t *text = json_pack("{s:s}", "note", d->note);
        struct sealed_place place = {d->person, PURPOSE_TRACK_TEXT, row_name(a, t->id)};
        e = sealed_put(b, &place, text, a, &sealed, ctx);
        json_decref(text);
    }
    if (e == ERR_OK) {
        e = sql_school_track_act_insert(
            bank_db(b),
            &(struct sql_school_track_act_insert_in){.bank_id = bank_row_id(b),
                                                     .track_id = t->id.v,
                                                     .kind = (int)kind,
                                                     .stair_id = t->stair.v,
                                                     .step = (int)t->step,
                                                     .on_day = d->on,
                                                     .at = timestamp_now(),
                                                     .by_kind = (int)actor->kind,
                                                     .by_id = actor->id,
                                                     .sealed_note = sealed},
            NULL, ctx);
    }
    if (e == ERR_OK) {
        e = journal_append(
            b,
            &(struct journal_entry){.actor = actor,
                                    .event = JOURNAL_TRACK_WRITTEN,
                                    .person = d->person,
                                    .detail = arena_printf(a, "{\"step\":%u,\"act\":\"%s\"}",
                                                           t->step, track_act_code[kind])},
            ctx);
    }
    arena_free(a);
    return e;
}

static enum err insert_track(struct bank *b, const struct track_doing *d, struct track *t,
                             struct err_ctx *ctx)
{
    struct sql_school_track_last_row last;
    int64_t changed = 0;
    enum err e = sql_school_track_last(
        bank_db(b), &(struct sql_school_track_last_in){.bank_id = bank_row_id(b)}, NULL, &last,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    t->id.v = last.track_id + 1;
    e = sql_school_track_insert(bank_db(b),
                                &(struct sql_school_track_insert_in){.bank_id = bank_row_id(b),
                                                                     .track_id = t->id.v,
                                                                     .person_id = d->person.v,
                                                                     .opened_on = d->on,
                                                                     .stair_id = t->stair.v,
                                                                     .step = (int)t->step,
                                                                     .due_on = t->due},
                                &changed, ctx);
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "track", NULL, "the pupil is on the staircase already");
    }
    return e;
}

/* The staircase of a day as a stored one, which steps can be named of. */
static enum err stored_stair(struct bank *b, struct date on, struct stair *out, struct err_ctx *ctx)
{
    enum err e = stair_at(b, on, out, ctx);
    if (e == ERR_OK && out->id.v == 0) {
        struct actor program = actor_system("staircase");
        out->valid_from = date_school_year_first(date_school_year(on));
        e = stair_set(b, out, &program, &out->id, ctx);
    }
    return e;
}

static enum err place(struct bank *b, const struct actor *actor, const struct track_doing *d,
                      unsigned step, struct err_ctx *ctx)
{
    struct stair s;
    struct track t;
    enum err e = stored_stair(b, d->on, &s, ctx);
    if (e == ERR_OK && (step < 1 || step > s.count)) {
        e = err_set(ctx, ERR_INVALID, "step", "choose a step of the staircase", "no such step");
    }
    if (e != ERR_OK) {
        return e;
    }
    e = track_find(b, d->person, &t, ctx);
    bool found = e == ERR_OK;
    if (found && t.step == step && t.stair.v == s.id.v && t.state == TRACK_WAITING) {
        return err_set(ctx, ERR_CONFLICT, "step", NULL, "the pupil stands on the step already");
    }
    if (found && d->on.days < t.since.days) {
        return err_set(ctx, ERR_INVALID, "on", "give a day after the step before",
                       "the pupil came to the step before later than that");
    }
    if (!found && e != ERR_NOT_FOUND) {
        return e;
    }
    t.stair = s.id;
    t.step = step;
    t.due = stair_day_after(d->on, s.steps[step - 1].days);
    if (found) {
        e = sql_school_track_move(bank_db(b),
                                  &(struct sql_school_track_move_in){.bank_id = bank_row_id(b),
                                                                     .track_id = t.id.v,
                                                                     .stair_id = t.stair.v,
                                                                     .step = (int)step,
                                                                     .since = d->on,
                                                                     .due_on = t.due},
                                  NULL, ctx);
    } else {
        e = insert_track(b, d, &t, ctx);
    }
    return e == ERR_OK ? add(b, actor, d, &t, TRACK_ACT_PLACED, ctx) : e;
}

enum err track_place(struct bank *b, const struct actor *actor, const struct track_doing *d,
                     unsigned step, struct err_ctx *ctx)
{
    bool own;
    enum err e = work_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = check(b, d, ctx);
    if (e == ERR_OK) {
        e = place(b, actor, d, step, ctx);
    }
    return work_end(b, own, e, ctx);
}

/* The open track that something is done in. */
static enum err doing(struct bank *b, const struct track_doing *d, struct track *t,
                      struct err_ctx *ctx)
{
    enum err e = check(b, d, ctx);
    if (e == ERR_OK) {
        e = track_find(b, d->person, t, ctx);
        if (e == ERR_NOT_FOUND) {
            e = err_set(ctx, ERR_CONFLICT, "track", NULL, "the pupil is on no staircase");
        }
    }
    if (e == ERR_OK && d->on.days < t->since.days) {
        e = err_set(ctx, ERR_INVALID, "on", "give a day from when the pupil came to the step",
                    "the pupil was not on the step then");
    }
    return e;
}

enum err track_settle(struct bank *b, const struct actor *actor, const struct track_doing *d,
                      enum track_state state, struct err_ctx *ctx)
{
    bool own;
    struct track t;
    int64_t changed = 0;
    if (state != TRACK_DONE && (d->note == NULL || d->note[0] == '\0')) {
        return err_set(ctx, ERR_INVALID, "note", "write why it is not needed",
                       "what is not needed has a reason");
    }
    enum err e = work_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = doing(b, d, &t, ctx);
    if (e == ERR_OK) {
        e = sql_school_track_state(bank_db(b),
                                   &(struct sql_school_track_state_in){.bank_id = bank_row_id(b),
                                                                       .track_id = t.id.v,
                                                                       .state = (int)state},
                                   &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "step", NULL, "the step is settled already");
    }
    if (e == ERR_OK) {
        e = add(b, actor, d, &t, state == TRACK_DONE ? TRACK_ACT_DONE : TRACK_ACT_NOT_NEEDED, ctx);
    }
    return work_end(b, own, e, ctx);
}

enum err track_close(struct bank *b, const struct actor *actor, const struct track_doing *d,
                     enum track_close reason, struct err_ctx *ctx)
{
    bool own;
    struct track t;
    if (reason <= TRACK_CLOSE_NONE || reason >= TRACK_CLOSE__MAX) {
        return err_set(ctx, ERR_INVALID, "reason", "say why", "leaving the staircase has a reason");
    }
    enum err e = work_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = doing(b, d, &t, ctx);
    if (e == ERR_OK) {
        e = sql_school_track_close(bank_db(b),
                                   &(struct sql_school_track_close_in){.bank_id = bank_row_id(b),
                                                                       .track_id = t.id.v,
                                                                       .closed_on = d->on,
                                                                       .close_reason = (int)reason},
                                   NULL, ctx);
    }
    if (e == ERR_OK) {
        e = add(b, actor, d, &t, TRACK_ACT_CLOSED, ctx);
    }
    return work_end(b, own, e, ctx);
}
