/* One person: the way on from a search or an emergency opening, and who can see the person. */
#include <inttypes.h>

#include "web/access_list.h"
#include "web/handlers.h"
#include "web/show.h"

#define MONTHS_BACK_DAYS 365

static bool may(const struct request *rq, enum who who)
{
    return access_role(who, rq->staff.role, bank_config(rq->bank)->kind);
}

/* The person's cases that the employee may open: by a way to each, or all by an opening. */
static enum err fill_cases(struct request *rq, const struct access *access,
                           struct page_person_home *v, struct err_ctx *ctx)
{
    struct team_case *cases;
    size_t count;
    struct case_filter f = {.person = {rq->id}, .closed_too = true};
    enum err e = case_list(rq->bank, &f, rq->arena, &cases, &count, ctx);
    struct page_person_home_cases *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct access one = {.why = WHY_OPENING};
        if (access->why != WHY_OPENING) {
            e = access_case(rq->bank, &rq->staff, &cases[i], &one, ctx);
        }
        if (e == ERR_OK && one.why != WHY_NONE) {
            rows[v->cases_count++] = (struct page_person_home_cases){
                .href = arena_printf(rq->arena, "/case/%" PRId64, cases[i].id.v),
                .reason = request_words(rq, case_reason_text_sv[cases[i].reason]),
                .unit = show_unit(rq, cases[i].unit),
                .opened = cases[i].opened,
                .open = !cases[i].closed,
                .responsible = show_staff(rq, cases[i].responsible)};
        }
    }
    v->cases = rows;
    return e;
}

enum err page_person_home(struct request *rq, struct err_ctx *ctx)
{
    struct access access;
    struct page_person_home v = {0};
    enum err e = show_person_access(rq, (struct person_id){rq->id}, &access, &v.person, ctx);
    if (e == ERR_OK && may(rq, WHO_CASES)) {
        e = fill_cases(rq, &access, &v, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    bool opening = access.why == WHY_OPENING;
    v.layout = request_layout(rq, request_words(rq, TR("Person")));
    v.works = may(rq, WHO_CASES);
    v.absence =
        may(rq, WHO_SIGNALS) ? arena_printf(rq->arena, "/pupil/%" PRId64 "/absence", rq->id) : "";
    v.followup =
        may(rq, WHO_SIGNALS) ? arena_printf(rq->arena, "/pupil/%" PRId64 "/follow-up", rq->id) : "";
    v.open_case = may(rq, WHO_CASES) && !opening
                      ? arena_printf(rq->arena, "/pupil/%" PRId64 "/case", rq->id)
                      : "";
    v.access =
        may(rq, WHO_CASES) ? arena_printf(rq->arena, "/pupil/%" PRId64 "/access", rq->id) : "";
    page_person_home_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- who can see ---- */

static enum err fill_seers(struct request *rq, struct page_person_access *v, struct err_ctx *ctx)
{
    struct access_row *list;
    size_t count;
    enum err e = access_list(rq->bank, (struct person_id){rq->id}, rq->arena, &list, &count, ctx);
    struct page_person_access_seers *rows =
        arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        rows[i] =
            (struct page_person_access_seers){.name = list[i].name,
                                              .role = request_words(rq, role_text_sv[list[i].role]),
                                              .why = show_relation(rq, &list[i].access)};
    }
    if (e == ERR_OK) {
        v->seers = rows;
        v->seers_count = count;
        v->count = (int64_t)count;
    }
    return e;
}

/* An employee by name and role, anybody else by what they are. */
static const char *reader_words(struct request *rq, const struct actor *a)
{
    struct staff s;
    struct err_ctx ctx;
    struct staff_id id = actor_staff_id(a);
    if (id.v != 0 && staff_read(rq->bank, id, &s, &ctx) == ERR_OK) {
        return arena_printf(rq->arena, "%s (%s)", s.name, request_words(rq, role_text_sv[s.role]));
    }
    return request_words(rq, actor_text_sv[a->kind]);
}

static enum err fill_readers(struct request *rq, struct page_person_access *v, struct err_ctx *ctx)
{
    struct access_reader *list;
    size_t count;
    v->since.days = date_today().days - MONTHS_BACK_DAYS;
    enum err e = access_readers(rq->bank, (struct person_id){rq->id}, v->since, rq->arena, &list,
                                &count, &v->more, ctx);
    struct page_person_access_readers *rows =
        arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        rows[i] = (struct page_person_access_readers){.who = reader_words(rq, &list[i].actor),
                                                      .times = list[i].times,
                                                      .last = show_time(rq, list[i].last),
                                                      .emergency = list[i].emergency};
    }
    if (e == ERR_OK) {
        v->readers = rows;
        v->readers_count = count;
    }
    return e;
}

enum err page_person_access(struct request *rq, struct err_ctx *ctx)
{
    struct page_person_access v = {.today = date_today()};
    enum err e = show_person(rq, (struct person_id){rq->id}, &v.person, ctx);
    if (e == ERR_OK) {
        e = fill_seers(rq, &v, ctx);
    }
    if (e == ERR_OK) {
        e = fill_readers(rq, &v, ctx);
    }
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Vem kan se det här barnet?")));
        v.back = arena_printf(rq->arena, "/pupil/%" PRId64, rq->id);
        page_person_access_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
