/* Blocks of the start page: letters, signals, consents, and the records. */
#include <inttypes.h>

#include "letterbox/inbox.h"
#include "school/signals_list.h"
#include "web/handlers.h"
#include "web/show.h"
#include "web/start.h"

#define ENDING_DAYS 30

static bool may(const struct request *rq, enum who who)
{
    return access_role(who, rq->staff.role, bank_config(rq->bank)->kind);
}

enum err start_letters(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    if (!may(rq, WHO_CASES)) {
        return ERR_OK;
    }
    struct inbox_letter *letters;
    size_t count;
    struct inbox_filter f = {.waiting_only = true};
    enum err e = inbox_list(rq->bank, &rq->actor, &f, rq->arena, &letters, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    start_source(s, request_words(rq, TR("Brev: alla som väntar på att någon hos er tar emot eller "
                                         "avvisar dem.")));
    if (count > 0) {
        const char *words =
            count == 1 ? TR("brev från en annan myndighet väntar. Läs vad det gäller och välj om "
                            "ni tar emot det.")
                       : TR("brev från andra myndigheter väntar. Läs vad de gäller och välj om ni "
                            "tar emot dem.");
        start_add(s, &(struct start_row){
                         .href = "/letters",
                         .name = request_words(rq, TR("Brev")),
                         .text = arena_printf(rq->arena, "%zu %s", count, request_words(rq, words)),
                         .due = DATE_OPEN});
    }
    return ERR_OK;
}

enum err start_signals(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    if (!may(rq, WHO_SIGNALS)) {
        return ERR_OK;
    }
    struct signals_query q = {.at = date_today(),
                              .school = rq->staff.unit[0] != '\0' ? rq->staff.unit : NULL,
                              .actor = &rq->actor};
    struct signals_list list;
    enum err e = signals_list(rq->bank, &q, rq->arena, &list, ctx);
    if (e == ERR_NOT_FOUND) {
        return ERR_OK; /* the employee's unit is no school: nothing to show */
    }
    if (e != ERR_OK) {
        return e;
    }
    start_source(s, arena_printf(rq->arena, "%s %s", request_words(rq, TR("Frånvarosignaler:")),
                                 signals_population(rq, &list)));
    if (list.signals > 0) {
        const char *words = list.signals == 1 ? TR("elev har mer frånvaro än gränsen.")
                                              : TR("elever har mer frånvaro än gränsen.");
        start_add(s, &(struct start_row){.href = "/signals",
                                         .name = request_words(rq, TR("Frånvarosignaler")),
                                         .text = arena_printf(rq->arena, "%u %s", list.signals,
                                                              request_words(rq, words)),
                                         .due = DATE_OPEN});
    }
    return ERR_OK;
}

struct consent_summary {
    bool any, ending;
    struct date to;
    struct peer_id peer;
};

/* Whether a consent is in force, and whether the last one to end does so soon. */
static enum err summarise(struct request *rq, const struct team_case *c,
                          struct consent_summary *out, struct err_ctx *ctx)
{
    struct consent *list;
    size_t count;
    struct date today = date_today();
    *out = (struct consent_summary){0};
    enum err e = consent_list(rq->bank, &rq->actor, c->person, rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (!consent_in_force(&list[i], today)) {
            continue;
        }
        if (!out->any || list[i].c.valid_to.days > out->to.days) {
            out->to = list[i].c.valid_to;
            out->peer = list[i].c.peer;
        }
        out->any = true;
    }
    out->ending = out->any && out->to.days - today.days <= ENDING_DAYS;
    return e;
}

static enum err add_case(struct request *rq, struct start *s, const struct team_case *c,
                         struct err_ctx *ctx)
{
    struct consent_summary sum;
    struct start_row row = {.due = DATE_OPEN};
    enum err e = summarise(rq, c, &sum, ctx);
    if (e != ERR_OK || (sum.any && !sum.ending)) {
        return e;
    }
    e = request_name(rq, c->person, &row.name, ctx);
    if (e != ERR_OK) {
        return e;
    }
    row.href = arena_printf(rq->arena, "/case/%" PRId64, c->id.v);
    if (sum.any) {
        row.due = sum.to;
        row.text =
            arena_printf(rq->arena, "%s %s. %s",
                         request_words(rq, TR("Samtycket tar slut. Det gäller uppgifter till")),
                         show_peer(rq, sum.peer),
                         request_words(rq, TR("Fråga om det ska gälla längre, om det behövs.")));
    } else {
        row.text =
            arena_printf(rq->arena, "%s %s.",
                         request_words(rq, TR("Inget samtycke gäller i ärendet, som öppnades")),
                         show_date(rq, c->opened));
    }
    start_add(s, &row);
    return ERR_OK;
}

enum err start_consents(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    if (!may(rq, WHO_CASES)) {
        return ERR_OK;
    }
    struct team_case *cases;
    size_t count;
    struct case_filter f = {.responsible = rq->staff.id};
    enum err e = case_list(rq->bank, &f, rq->arena, &cases, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    size_t looked = count < START_ROWS_MAX ? count : START_ROWS_MAX;
    for (size_t i = 0; e == ERR_OK && i < looked; i++) {
        e = add_case(rq, s, &cases[i], ctx);
    }
    start_source(s, arena_printf(rq->arena, "%s %zu. %s",
                                 request_words(rq, TR("Samtycken: dina öppna ärenden,")), looked,
                                 request_words(rq, TR("Visas när inget samtycke gäller, eller när "
                                                      "det sista tar slut inom 30 dagar."))));
    start_link(s, "/cases", request_words(rq, TR("Ärenden")),
               arena_printf(rq->arena, "%zu %s", count,
                            request_words(rq, TR("öppna som du ansvarar för"))));
    return e;
}

enum err start_records(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    (void)ctx;
    if (may(rq, WHO_JOURNAL)) {
        start_link(s, "/journal", request_words(rq, TR("Logg")),
                   request_words(rq, TR("vem som har läst och ändrat, och om loggen är hel")));
    }
    return ERR_OK;
}
