/* Block of the start page: the reader's cases that lack a consent or a planned follow-up, or whose
 * last consent ends soon. One row a case. */
#include <inttypes.h>

#include "team/plan.h"
#include "web/handlers.h"
#include "web/show.h"
#include "web/start.h"

#define ENDING_DAYS 30
#define NEW_DAYS    14 /* so long a case may be without a planned follow-up */

struct lacks {
    bool consent, followup, ending;
    struct date to; /* of the last consent */
    struct peer_id peer;
};

static enum err find_consent(struct request *rq, const struct team_case *c, struct lacks *out,
                             struct err_ctx *ctx)
{
    struct consent *list;
    size_t count;
    bool any = false;
    struct date today = date_today();
    enum err e = consent_overview(rq->bank, c->person, rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (!consent_in_force(&list[i], today)) {
            continue;
        }
        if (!any || list[i].c.valid_to.days > out->to.days) {
            out->to = list[i].c.valid_to;
            out->peer = list[i].c.peer;
        }
        any = true;
    }
    out->consent = !any;
    out->ending = any && out->to.days - today.days <= ENDING_DAYS;
    return e;
}

static bool planned(const struct plan_due *due, size_t count, struct case_id id)
{
    for (size_t i = 0; i < count; i++) {
        if (due[i].case_id.v == id.v) {
            return true;
        }
    }
    return false;
}

static const char *sentences(struct request *rq, const struct team_case *c, const struct lacks *l)
{
    const char *text = arena_printf(rq->arena, "%s %s.", request_words(rq, TR("Ärende öppnat")),
                                    show_date(rq, c->opened));
    if (l->consent) {
        text =
            arena_printf(rq->arena, "%s %s", text, request_words(rq, TR("Inget samtycke gäller.")));
    }
    if (l->ending) {
        text = arena_printf(rq->arena, "%s %s %s. %s", text,
                            request_words(rq, TR("Samtycket tar slut. Det gäller uppgifter till")),
                            show_peer(rq, l->peer),
                            request_words(rq, TR("Fråga om det ska gälla längre, om det behövs.")));
    }
    if (l->followup) {
        text = arena_printf(rq->arena, "%s %s", text,
                            request_words(rq, TR("Ingen uppföljning är planerad.")));
    }
    return text;
}

static enum err add_case(struct request *rq, struct start *s, const struct team_case *c,
                         bool followup, struct err_ctx *ctx)
{
    struct lacks l = {.followup = followup};
    struct start_row row = {.due = DATE_OPEN};
    enum err e = find_consent(rq, c, &l, ctx);
    if (e != ERR_OK || (!l.consent && !l.ending && !l.followup)) {
        return e;
    }
    e = request_name(rq, c->person, &row.name, ctx);
    if (e == ERR_OK) {
        row.href = arena_printf(rq->arena, "/case/%" PRId64, c->id.v);
        row.due = l.ending ? l.to : DATE_OPEN;
        row.text = sentences(rq, c, &l);
        start_add(s, &row);
    }
    return e;
}

enum err start_cases(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    struct team_case *cases;
    struct plan_due *due;
    size_t count, due_count;
    struct case_filter mine = {.responsible = rq->staff.id};
    if (!access_role(WHO_CASES, rq->staff.role, bank_config(rq->bank)->kind)) {
        return ERR_OK;
    }
    enum err e = case_list(rq->bank, &mine, rq->arena, &cases, &count, ctx);
    if (e == ERR_OK) {
        e = plan_due(rq->bank, &mine, DATE_OPEN, rq->arena, &due, &due_count, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    size_t looked = count < START_ROWS_MAX ? count : START_ROWS_MAX;
    for (size_t i = 0; e == ERR_OK && i < looked; i++) {
        bool old = date_today().days - cases[i].opened.days > NEW_DAYS;
        e = add_case(rq, s, &cases[i], old && !planned(due, due_count, cases[i].id), ctx);
    }
    start_source(s, arena_printf(rq->arena, "%s %zu. %s",
                                 request_words(rq, TR("Ärenden: dina öppna,")), looked,
                                 request_words(rq, TR("Visas när inget samtycke gäller, när det "
                                                      "sista tar slut inom 30 dagar, eller när "
                                                      "ingen uppföljning är planerad två veckor "
                                                      "efter att ärendet öppnades."))));
    if (count > 0) {
        start_link(s, "/cases", request_words(rq, TR("Ärenden")),
                   arena_printf(rq->arena, "%zu %s", count,
                                request_words(rq, TR("öppna som du ansvarar för"))));
    }
    return e;
}
