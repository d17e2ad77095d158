/* The start page's block of casework: plans to review, what was agreed at meetings, and the law's
 * deadlines. */
#include <inttypes.h>

#include "team/meeting.h"
#include "team/plan.h"
#include "web/law_time.h"
#include "web/law_view.h"
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
            .text = request_words(
                rq, TR("Något ni kom överens om på ett möte är inte markerat som klart.")),
            .due = due[i].due};
        e = add_row(rq, s, due[i].person, &row, ctx);
    }
    return e;
}

/* "Barnutredning inom fyra månader. Senast 2027-03-14, om 12 dagar. SoL 20:3 (2025:400)" */
static const char *deadline_text(struct request *rq, const struct law_followed *f)
{
    const struct law_rule_ref *r = &f->due.deadline->rule;
    const char *own = law_time_own(rq, f), *mark = law_mark(rq, f->due.confidence);
    return arena_printf(rq->arena, "%s. %s%s%s %s%s%s%s", law_words(rq, r->title),
                        law_time_when(rq, f), own != NULL ? " " : "", own != NULL ? own : "",
                        law_cites(rq, r->grounds, r->grounds_n), mark != NULL ? " (" : "",
                        mark != NULL ? mark : "", mark != NULL ? ")" : "");
}

static enum err add_case_deadlines(struct request *rq, struct start *s, const struct team_case *c,
                                   struct err_ctx *ctx)
{
    struct happened *rows;
    struct law_followed *list;
    size_t count;
    enum err e = happened_get(rq->bank, c->id, rq->arena, &rows, &count, ctx);
    size_t n = e == ERR_OK && count > 0 ? happened_deadlines(rq->rules, bank_config(rq->bank), rows,
                                                             count, date_today(), rq->arena, &list)
                                        : 0;
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (!law_time_runs(&list[i])) {
            continue;
        }
        struct start_row row = {.href =
                                    arena_printf(rq->arena, "/case/%" PRId64 "/deadlines", c->id.v),
                                .text = deadline_text(rq, &list[i]),
                                .due = law_time_due(&list[i])};
        e = add_row(rq, s, c->person, &row, ctx);
    }
    return e;
}

static enum err add_deadlines(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    struct team_case *cases;
    size_t count;
    struct case_filter mine = {.responsible = rq->staff.id};
    enum err e = case_list(rq->bank, &mine, rq->arena, &cases, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count && i < START_ROWS_MAX; i++) {
        e = add_case_deadlines(rq, s, &cases[i], ctx);
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
    e = e == ERR_OK ? add_deadlines(rq, s, ctx) : e;
    start_source(
        s, request_words(rq, TR("Planer och möten: dina öppna ärenden. Visas när en plan "
                                "ska följas upp, eller något från ett möte ska vara "
                                "klart, inom 14 dagar. Lagens frister visas så länge de löper.")));
    return e;
}
