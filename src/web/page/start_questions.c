/* Questions to be answered, on the start page of whoever is responsible for the case. */
#include <inttypes.h>

#include "team/questionnaire.h"
#include "web/measure_show.h"
#include "web/start.h"

#define AHEAD_DAYS 14

static enum err add(struct request *rq, struct start *s, const struct questionnaire *q,
                    struct err_ctx *ctx)
{
    struct start_row row = {
        .href = arena_printf(rq->arena, "/case/%" PRId64 "/measurements", q->case_id.v),
        .text =
            arena_printf(rq->arena, "%s %s. %s: %s.", request_words(rq, TR("Frågor att besvara:")),
                         show_instrument(rq, q->instrument), request_words(rq, TR("Svarar")),
                         request_words(rq, respondent_text_sv[q->respondent])),
        .due = q->due_on};
    enum err e = request_name(rq, q->person, &row.name, ctx);
    if (e == ERR_OK) {
        start_add(s, &row);
    }
    return e;
}

enum err start_questions(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    if (rq->session.kind != SESSION_STAFF ||
        !access_session(WHO_CASES, &rq->session, bank_config(rq->bank)->kind)) {
        return ERR_OK;
    }
    struct questionnaire *list;
    size_t count;
    struct date until = {date_today().days + AHEAD_DAYS};
    enum err e = questionnaire_due(rq->bank, rq->staff.id, until, rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count && i < START_ROWS_MAX; i++) {
        e = add(rq, s, &list[i], ctx);
    }
    if (e == ERR_OK) {
        start_source(s, request_words(rq, TR("Frågor att besvara: i dina öppna ärenden, de som "
                                             "har en dag inom två veckor.")));
        start_link(s, "/groups", request_words(rq, TR("Insatser för grupper")),
                   request_words(rq, TR("Räkna kurser, klasser och möten, utan namn.")));
        start_link(s, "/instruments", request_words(rq, TR("Skattningar")),
                   request_words(rq, TR("Korta frågor som kan ställas, och vilka som används.")));
        start_link(s, "/catalogue", request_words(rq, TR("Utbud av stöd")),
                   request_words(rq, TR("Vilket stöd som finns, och texten till familjer.")));
    }
    return e;
}
