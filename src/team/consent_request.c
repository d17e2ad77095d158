#include "team/consent_request.h"

#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "sql_team.h"
#include "team/case.h"
#include "team/consent_request_row.h"
#include "team/work.h"

#define REQUESTS_MAX 1000
#define ARENA_BYTES  ((size_t)1024 * 1024)

const char *const request_way_code[REQUEST_WAY__MAX] = {
    [REQUEST_WAY_UNKNOWN] = "unknown",
    [REQUEST_SIGN_IN] = "sign-in",
    [REQUEST_PAPER] = "paper",
    [REQUEST_ORAL] = "oral",
};
const char *const request_way_text_sv[REQUEST_WAY__MAX] = {
    [REQUEST_WAY_UNKNOWN] = TR("Inte valt"),
    [REQUEST_SIGN_IN] = TR("De loggar in och svarar själva"),
    [REQUEST_PAPER] = TR("De skriver under en blankett på papper"),
    [REQUEST_ORAL] = TR("De svarar muntligt"),
};

static enum err no_request(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_NOT_FOUND, "request", "", "there is no such request");
}

static enum err moved_on(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_CONFLICT, "request", "look at it again",
                   "the request has been answered or changed");
}

enum consent_party consent_request_party(const struct consent_request *r, const struct actor *actor)
{
    int64_t person = actor_person_id(actor).v;
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        bool is = p == CONSENT_PUPIL
                      ? actor->kind == ACTOR_PUPIL && person == r->person.v
                      : actor->kind == ACTOR_GUARDIAN && person == r->c.replies[p].person.v &&
                            !r->c.replies[p].blocked;
        if (person != 0 && is && (r->asked & 1U << p) != 0) {
            return (enum consent_party)p;
        }
    }
    return CONSENT_PARTY__MAX;
}

static bool is_family(const struct actor *actor)
{
    return actor->kind == ACTOR_PUPIL || actor->kind == ACTOR_GUARDIAN;
}

/* Whether the actor may handle this request at all. */
static enum err check_actor(struct bank *b, const struct actor *actor,
                            const struct consent_request *r, struct err_ctx *ctx)
{
    bool listed = false;
    enum err e = person_is_listed(b, r->person, &listed, ctx);
    if (e == ERR_OK && !listed) {
        return no_request(ctx);
    }
    if (e == ERR_OK && is_family(actor)) {
        return r->state == REQUEST_ASKED && consent_request_party(r, actor) < CONSENT_PARTY__MAX
                   ? ERR_OK
                   : no_request(ctx);
    }
    return e == ERR_OK ? case_check_relation(b, actor, r->person, ctx) : e;
}

static void from_row(const struct sql_team_request_read_row *row, struct consent_request *out)
{
    bool known = row->state >= 0 && row->state < REQUEST_STATE__MAX;
    *out = (struct consent_request){.id = {row->request_id},
                                    .person = {row->person_id},
                                    .case_id = {row->case_id},
                                    .state =
                                        known ? (enum request_state)row->state : REQUEST_CANCELLED,
                                    .made_by = {row->made_by},
                                    .created_at = row->created_at,
                                    .asked_at = row->asked_at,
                                    .ended_at = row->ended_at,
                                    .consent = {row->has_consent_id ? row->consent_id : 0}};
}

/* The row and its texts, opened in `reading`. */
static enum err read_one(struct bank *b, struct reading *reading, struct consent_request_id id,
                         struct arena *a, struct consent_request *out, struct err_ctx *ctx)
{
    struct sql_team_request_read_row row;
    enum err e = sql_team_request_read(
        bank_db(b),
        &(struct sql_team_request_read_in){.bank_id = bank_row_id(b), .request_id = id.v}, a, &row,
        ctx);
    if (e != ERR_OK) {
        return e == ERR_NOT_FOUND ? no_request(ctx) : e;
    }
    from_row(&row, out);
    e = request_unseal(b, reading, row.sealed, a, out, ctx);
    return e == ERR_DENIED ? no_request(ctx) : e;
}

/* Reads within a reading that is ended here, and checks the actor. */
static enum err open_one(struct bank *b, const struct actor *actor, struct consent_request_id id,
                         struct arena *a, struct consent_request *out, struct err_ctx *ctx)
{
    struct reading *r =
        reading_begin(b, actor, is_family(actor) ? JOURNAL_FAMILY_READ : JOURNAL_CONSENT_READ);
    enum err e = read_one(b, r, id, a, out, ctx);
    e = e == ERR_OK ? check_actor(b, actor, out, ctx) : e;
    if (e != ERR_OK) {
        reading_abandon(r);
        memset(out, 0, sizeof *out);
        return e;
    }
    reading_case(r, out->case_id);
    return reading_end(r, ctx);
}

enum err consent_request_read(struct bank *b, const struct actor *actor,
                              struct consent_request_id id, struct arena *a,
                              struct consent_request *out, struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    return open_one(b, actor, id, a, out, ctx);
}

/* ---- writing ---- */

enum err consent_request_new(struct bank *b, const struct actor *actor, struct case_id case_id,
                             struct consent_request_id *id_out, struct err_ctx *ctx)
{
    *id_out = (struct consent_request_id){0};
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new(ARENA_BYTES);
    struct team_case c;
    bool listed = false;
    struct sql_team_request_last_row last;
    e = case_get(b, case_id, &c, ctx);
    e = e == ERR_OK ? case_check_relation(b, actor, c.person, ctx) : e;
    e = e == ERR_OK ? person_is_listed(b, c.person, &listed, ctx) : e;
    if (e == ERR_OK && (!listed || c.closed)) {
        e = err_set(ctx, listed ? ERR_CONFLICT : ERR_DENIED, "case", "open a new case first",
                    "no consent can be asked for in this case");
    }
    e = e == ERR_OK
            ? sql_team_request_last(w.db, &(struct sql_team_request_last_in){.bank_id = w.bank_id},
                                    a, &last, ctx)
            : e;
    struct blob sealed;
    struct consent_request r = {.person = c.person, .case_id = case_id};
    if (e == ERR_OK) {
        r.id.v = last.request_id + 1;
        e = request_seal(b, &r, a, &sealed, ctx);
    }
    if (e == ERR_OK) {
        e = sql_team_request_insert(
            w.db,
            &(struct sql_team_request_insert_in){
                .bank_id = w.bank_id,
                .request_id = r.id.v,
                .person_id = c.person.v,
                .case_id = case_id.v,
                .made_by = actor_staff_id(actor).v != 0 ? actor_staff_id(actor).v : c.responsible.v,
                .created_at = timestamp_now(),
                .sealed = sealed},
            NULL, ctx);
    }
    arena_free(a);
    e = work_end(&w, e, ctx);
    *id_out = e == ERR_OK ? r.id : *id_out;
    return e;
}

/* Seals and stores; the row must still be in the state it was read in. */
static enum err store(struct bank *b, struct work *w, const struct consent_request *r,
                      struct arena *a, struct err_ctx *ctx)
{
    struct blob sealed;
    int64_t changed = 0;
    enum err e = request_seal(b, r, a, &sealed, ctx);
    if (e == ERR_OK) {
        e = sql_team_request_save(w->db,
                                  &(struct sql_team_request_save_in){.bank_id = w->bank_id,
                                                                     .request_id = r->id.v,
                                                                     .state = (int)r->state,
                                                                     .sealed = sealed},
                                  &changed, ctx);
    }
    return e == ERR_OK && changed == 0 ? moved_on(ctx) : e;
}

static enum err move(struct work *w, const struct consent_request *r, enum request_state to,
                     struct consent_id consent, struct err_ctx *ctx)
{
    struct timestamp now = timestamp_now(), never = {0};
    int64_t changed = 0;
    enum err e = sql_team_request_move(
        w->db,
        &(struct sql_team_request_move_in){.bank_id = w->bank_id,
                                           .request_id = r->id.v,
                                           .old_state = (int)r->state,
                                           .state = (int)to,
                                           .asked_at = to == REQUEST_ASKED ? now : r->asked_at,
                                           .ended_at = to == REQUEST_ASKED ? never : now,
                                           .has_consent_id = consent.v != 0,
                                           .consent_id = consent.v},
        &changed, ctx);
    return e == ERR_OK && changed == 0 ? moved_on(ctx) : e;
}

static enum err journal_request(struct bank *b, const struct actor *actor,
                                const struct consent_request *r, enum journal_event event,
                                struct err_ctx *ctx)
{
    char detail[128];
    snprintf(detail, sizeof detail, "{\"request\":%lld,\"peer\":%lld,\"items\":%u}",
             (long long)r->id.v, (long long)r->c.peer.v, r->c.items);
    return journal_append(b,
                          &(struct journal_entry){.actor = actor,
                                                  .event = event,
                                                  .person = r->person,
                                                  .case_id = r->case_id,
                                                  .detail = detail},
                          ctx);
}

enum err consent_request_save(struct bank *b, const struct actor *actor,
                              const struct consent_request *r, struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new(ARENA_BYTES);
    struct consent_request stored;
    e = open_one(b, actor, r->id, a, &stored, ctx);
    if (e == ERR_OK && (is_family(actor) || stored.state != REQUEST_WRITTEN)) {
        e = moved_on(ctx);
    }
    if (e == ERR_OK) {
        stored.steps = r->steps;
        stored.asked = r->asked;
        stored.way = r->way;
        stored.c = r->c;
        e = store(b, &w, &stored, a, ctx);
    }
    arena_free(a);
    return work_end(&w, e, ctx);
}

enum err consent_request_ask(struct bank *b, const struct actor *actor,
                             struct consent_request_id id, struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new(ARENA_BYTES);
    struct consent_request r;
    e = open_one(b, actor, id, a, &r, ctx);
    if (e == ERR_OK && (is_family(actor) || r.state != REQUEST_WRITTEN)) {
        e = moved_on(ctx);
    }
    if (e == ERR_OK && (r.asked == 0 || r.asked >> CONSENT_PARTY__MAX != 0 || r.c.items == 0 ||
                        r.c.peer.v == 0 || r.way == REQUEST_WAY_UNKNOWN)) {
        e = err_set(ctx, ERR_INVALID, "request", "answer every question first",
                    "the request is not whole");
    }
    e = e == ERR_OK ? move(&w, &r, REQUEST_ASKED, (struct consent_id){0}, ctx) : e;
    e = e == ERR_OK ? journal_request(b, actor, &r, JOURNAL_CONSENT_ASKED, ctx) : e;
    arena_free(a);
    return work_end(&w, e, ctx);
}

enum err consent_request_cancel(struct bank *b, const struct actor *actor,
                                struct consent_request_id id, struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new(ARENA_BYTES);
    struct consent_request r;
    e = open_one(b, actor, id, a, &r, ctx);
    if (e == ERR_OK && (is_family(actor) || r.state > REQUEST_ASKED)) {
        e = moved_on(ctx);
    }
    e = e == ERR_OK ? move(&w, &r, REQUEST_CANCELLED, (struct consent_id){0}, ctx) : e;
    if (e == ERR_OK && r.state == REQUEST_ASKED) {
        e = journal_request(b, actor, &r, JOURNAL_CONSENT_CANCELLED, ctx);
    }
    arena_free(a);
    return work_end(&w, e, ctx);
}

/* ---- answers ---- */

/* Whether everybody has answered, or somebody said no. */
static bool is_over(const struct consent_request *r)
{
    bool waits = false;
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        enum consent_answer answer = r->c.replies[p].answer;
        if (answer == CONSENT_NO) {
            return true;
        }
        waits = waits || ((r->asked & 1U << p) != 0 && answer != CONSENT_YES);
    }
    return !waits;
}

/* The request becomes a consent. */
static enum err conclude(struct bank *b, struct work *w, const struct actor *actor,
                         const struct consent_request *r, struct consent_id *consent_out,
                         struct err_ctx *ctx)
{
    struct consent_content c = r->c;
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        if ((r->asked & 1U << p) != 0 && c.replies[p].answer == CONSENT_NOT_ASKED) {
            c.replies[p].answer = CONSENT_NO_REPLY;
        }
    }
    enum err e = consent_record(b, actor, &c, consent_out, ctx);
    return e == ERR_OK ? move(w, r, REQUEST_ANSWERED, *consent_out, ctx) : e;
}

static enum err check_answer(const struct consent_request *r, const struct actor *actor,
                             enum consent_party party, const struct consent_reply *reply,
                             struct err_ctx *ctx)
{
    if (r->state != REQUEST_ASKED || r->c.replies[party].answer != CONSENT_NOT_ASKED ||
        (r->asked & 1U << party) == 0) {
        return moved_on(ctx);
    }
    if (is_family(actor) && consent_request_party(r, actor) != party) {
        return no_request(ctx);
    }
    return reply->answer == CONSENT_YES || reply->answer == CONSENT_NO
               ? ERR_OK
               : err_set(ctx, ERR_INVALID, "answer", "yes or no", "there is no answer");
}

enum err consent_request_answer(struct bank *b, const struct actor *actor,
                                struct consent_request_id id, enum consent_party party,
                                const struct consent_reply *reply, struct consent_id *consent_out,
                                struct err_ctx *ctx)
{
    *consent_out = (struct consent_id){0};
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new(ARENA_BYTES);
    struct consent_request r;
    e = open_one(b, actor, id, a, &r, ctx);
    e = e == ERR_OK ? check_answer(&r, actor, party, reply, ctx) : e;
    if (e == ERR_OK) {
        struct consent_reply *at = &r.c.replies[party];
        at->answer = reply->answer;
        at->how = reply->how;
        at->on = reply->on;
        at->note = reply->note;
        e = store(b, &w, &r, a, ctx);
    }
    if (e == ERR_OK && is_over(&r)) {
        e = conclude(b, &w, actor, &r, consent_out, ctx);
    }
    arena_free(a);
    e = work_end(&w, e, ctx);
    if (e != ERR_OK) {
        *consent_out = (struct consent_id){0};
    }
    return e;
}

/* ---- lists ---- */

static enum err load(struct bank *b, struct reading *reading, const struct request_filter *f,
                     struct arena *a, struct consent_request *list, size_t *count,
                     struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e =
        sql_team_request_list_open(bank_db(b),
                                   &(struct sql_team_request_list_in){.bank_id = bank_row_id(b),
                                                                      .person_id = f->person.v,
                                                                      .case_id = f->case_id.v,
                                                                      .made_by = f->made_by.v},
                                   &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_request_read_row row;
    while (e == ERR_OK && *count < REQUESTS_MAX && sql_team_request_list_next(rows, &row)) {
        from_row(&row, &list[*count]);
        struct blob sealed = {arena_copy(a, row.sealed.p, row.sealed.n), row.sealed.n};
        e = request_unseal(b, reading, sealed, a, &list[(*count)++], ctx);
    }
    enum err closed = sql_team_request_list_close(rows, ctx);
    return e == ERR_OK ? closed : e;
}

/* Leaves what the actor may see. */
static enum err keep_visible(struct bank *b, const struct actor *actor,
                             struct consent_request *list, size_t *count, struct err_ctx *ctx)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        enum err e = check_actor(b, actor, &list[i], ctx);
        enum consent_party party = consent_request_party(&list[i], actor);
        bool answered =
            party < CONSENT_PARTY__MAX && list[i].c.replies[party].answer != CONSENT_NOT_ASKED;
        if (e != ERR_OK && e != ERR_NOT_FOUND) {
            return e;
        }
        if (e == ERR_OK && !answered) {
            list[kept++] = list[i];
        }
    }
    *count = kept;
    return ERR_OK;
}

enum err consent_request_list(struct bank *b, const struct actor *actor,
                              const struct request_filter *f, struct arena *a,
                              struct consent_request **out, size_t *count_out, struct err_ctx *ctx)
{
    *count_out = 0;
    *out = arena_alloc(a, REQUESTS_MAX * sizeof **out);
    /* People whom the actor may not see are opened to find that out and noted by nobody: the
     * entry tells of those that are left. */
    struct reading *scan = reading_begin(b, actor, JOURNAL_CONSENT_READ);
    enum err e = load(b, scan, f, a, *out, count_out, ctx);
    reading_abandon(scan);
    e = e == ERR_OK ? keep_visible(b, actor, *out, count_out, ctx) : e;
    if (e != ERR_OK) {
        *count_out = 0;
        return e;
    }
    struct reading *r =
        reading_begin(b, actor, is_family(actor) ? JOURNAL_FAMILY_READ : JOURNAL_CONSENT_READ);
    for (size_t i = 0; i < *count_out; i++) {
        reading_add(r, (*out)[i].person);
    }
    return reading_end(r, ctx);
}
