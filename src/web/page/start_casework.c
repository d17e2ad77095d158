/* The start page's block of casework: plans to review, and what was agreed at meetings. */
#include <inttypes.h>

#include "team/meeting.h"
#include "team/plan.h"
#include "web/show.h"
#include "web/start.h"

#define AHEAD_DAYS 14

static enum err add_row(struct request *rq, struct start *s, struct person_id person,
                        const struct start_row *like, struct err_ctx *ctx)
{
    struct start_row row = *like;
    enum err e = request_name(rq, person, &row.name, ctx);
    if (e == ERR_OK) {
        start_add(s, &row);
    }
    return e;
}

static enum err add_reviews(struct request *rq, struct start *s, struct date by,
                            struct err_ctx *ctx)
{
    struct plan_due *due;
    size_t count;
    struct case_filter mine = {.responsible = rq->staff.id};
    enum err e = plan_due(rq->bank, &mine, by, rq->arena, &due, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count && i < START_ROWS_MAX; i++) {
        struct start_row row = {
            .href = arena_printf(rq->arena, "/case/%" PRId64 "/plan", due[i].case_id.v),
            .text =
                arena_printf(rq->arena, "%s: %s", request_words(rq, plan_kind_text_sv[due[i].kind]),
                             request_words(rq, TR("följ upp målen med dem som är överens."))),
            .due = due[i].review};
        e = add_row(rq, s, due[i].person, &row, ctx);
    }
    return e;
}

static enum err add_tasks(struct request *rq, struct start *s, struct date by, struct err_ctx *ctx)
{
    struct meeting_due *due;
    size_t count;
    struct case_filter mine = {.responsible = rq->staff.id};
    enum err e = meeting_due(rq->bank, &mine, by, rq->arena, &due, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count && i < START_ROWS_MAX; i++) {
        struct start_row row = {
            .href = arena_printf(rq->arena, "/case/%" PRId64 "/meetings", due[i].case_id.v),
            .text = request_words(rq, TR("Något som ni ska göra efter ett möte är inte klart.")),
            .due = due[i].due};
        e = add_row(rq, s, due[i].person, &row, ctx);
    }
    return e;
}

enum err start_casework(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    if (!access_role(WHO_CASES, rq->staff.role, bank_config(rq->bank)->kind)) {
        return ERR_OK;
    }
    struct date by = {date_today().days + AHEAD_DAYS};
    enum err e = add_reviews(rq, s, by, ctx);
    e = e == ERR_OK ? add_tasks(rq, s, by, ctx) : e;
    start_source(s, request_words(rq, TR("Planer och möten: dina öppna ärenden. Visas när en plan "
                                         "ska följas upp, eller något från ett möte ska vara "
                                         "klart, inom 14 dagar.")));
    return e;
}
