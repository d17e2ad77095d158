/* The overview of a case: who, and where it is on its way. */
#include <inttypes.h>

#include "intervention/given.h"
#include "letterbox/letter.h"
#include "letterbox/received.h"
#include "school/series_store.h"
#include "web/case_nav.h"
#include "web/handlers.h"
#include "web/show.h"

#define SURVEY_DAYS 20 /* school days of the absence share */

/* A school tells the absence of the last school days; a social bank whether it has any figures. */
static enum err fill_survey(struct request *rq, const struct team_case *c,
                            const struct received_items *items, struct page_case *v,
                            struct err_ctx *ctx)
{
    if (bank_config(rq->bank)->kind == BANK_SOCIAL) {
        v->survey_text =
            request_words(rq, items->week_count > 0 ? TR("Närvarouppgifter från skolan finns.")
                                                    : TR("Inga närvarouppgifter är mottagna."));
        return ERR_OK;
    }
    struct series days;
    struct date today = date_today();
    struct date from = date_school_year_first(date_school_year(today));
    enum err e = series_read(rq->bank, c->person, from, today, rq->arena, &days, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct series_window w = series_last_days(&days, today, from, SURVEY_DAYS);
    if (w.sum.school_days == 0) {
        v->survey_text = request_words(rq, TR("Ingen närvaro är rapporterad detta läsår."));
    } else {
        v->survey_text = arena_printf(
            rq->arena, "%s %s, %s–%s (%u %s)", request_words(rq, TR("Frånvaro")),
            show_share(rq, series_absent(w.sum), w.sum.offered_minutes), show_date(rq, w.first),
            show_date(rq, w.last), w.sum.school_days, request_words(rq, TR("skoldagar")));
    }
    return ERR_OK;
}

static const char *counted(struct request *rq, size_t n, const char *none, const char *some)
{
    return n == 0 ? request_words(rq, none)
                  : arena_printf(rq->arena, "%zu %s", n, request_words(rq, some));
}

static enum err fill_support(struct request *rq, const struct team_case *c,
                             const struct received_items *items, struct page_case *v,
                             struct err_ctx *ctx)
{
    if (bank_config(rq->bank)->kind == BANK_SCHOOL) {
        v->support_text = counted(rq, items->intervention_count,
                                  TR("Inga insatser är mottagna från socialtjänsten."),
                                  TR("insatser mottagna från socialtjänsten."));
        return ERR_OK;
    }
    struct intervention *list;
    size_t count = 0;
    enum err e =
        intervention_list(rq->bank, request_reading(rq), c->person, rq->arena, &list, &count, ctx);
    v->support_text =
        counted(rq, count, TR("Inga insatser är registrerade."), TR("insatser registrerade."));
    return e;
}

static enum err fill_consent(struct request *rq, const struct team_case *c, struct page_case *v,
                             struct err_ctx *ctx)
{
    struct consent *list;
    size_t count;
    enum err e = consent_list(rq->bank, &rq->actor, c->person, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    v->consent_text = request_words(rq, count > 0 ? TR("Inget samtycke gäller i dag")
                                                  : TR("Inget samtycke är registrerat"));
    for (size_t i = 0; i < count && !v->consent_ok; i++) {
        v->consent_ok = consent_in_force(&list[i], date_today());
        if (v->consent_ok) {
            v->consent_text =
                arena_printf(rq->arena, "%s %s", request_words(rq, TR("Gäller till och med")),
                             show_date(rq, list[i].c.valid_to));
        }
    }
    return ERR_OK;
}

static enum err fill_parts(struct request *rq, const struct team_case *c, struct page_case *v,
                           struct err_ctx *ctx)
{
    struct received_items items = {0};
    enum err e = fill_consent(rq, c, v, ctx);
    if (e == ERR_OK) {
        e = received_read(rq->bank, request_reading(rq), c->person, true, rq->arena, &items, ctx);
    }
    if (e == ERR_OK) {
        e = fill_survey(rq, c, &items, v, ctx);
    }
    if (e == ERR_OK) {
        e = fill_support(rq, c, &items, v, ctx);
    }
    v->followup_text =
        request_words(rq, TR("Visar hur frånvaron har varit före, under och efter insatser."));
    return e;
}

enum err page_case(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case v = {
        .person = person,
        .nav = show_case_nav(rq, c.id, CASE_TAB_OVERVIEW),
        .done = case_done_words(rq),
        .open = !c.closed,
        .reason = request_words(rq, case_reason_text_sv[c.reason]),
        .unit = show_unit(rq, c.unit),
        .responsible = show_staff(rq, c.responsible),
        .opened = c.opened,
        .consent_href = arena_printf(rq->arena, "/case/%" PRId64 "/consent", rq->id),
        .letter_href = arena_printf(rq->arena, "/case/%" PRId64 "/letter", rq->id),
        .followup_href = arena_printf(rq->arena, "/case/%" PRId64 "/follow-up", rq->id),
        .close_href = arena_printf(rq->arena, "/case/%" PRId64 "/close", rq->id),
    };
    if (c.closed) {
        v.closed_text = arena_printf(rq->arena, "%s %s: %s", request_words(rq, TR("Avslutat")),
                                     show_date(rq, c.closed_on),
                                     request_words(rq, case_close_text_sv[c.close_reason]));
    }
    e = fill_parts(rq, &c, &v, ctx);
    if (e == ERR_OK) {
        v.layout = request_layout(
            rq, arena_printf(rq->arena, "%s %" PRId64, request_words(rq, TR("Ärende")), rq->id));
        page_case_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
