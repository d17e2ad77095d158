/* Blocks of the start page: letters, signals, the absence staircase, measures and the records. */
#include <inttypes.h>

#include "letterbox/inbox.h"
#include "web/absence_state.h"
#include "web/handlers.h"
#include "web/show.h"
#include "web/start.h"

static bool may(const struct request *rq, enum who who)
{
    return access_role(who, rq->staff.role, bank_config(rq->bank)->kind);
}

enum err start_may_see(struct request *rq, struct person_id person, bool *out, struct err_ctx *ctx)
{
    struct access why;
    enum err e = access_person(rq->bank, &rq->staff, person, rq->arena, &why, ctx);
    *out = e == ERR_OK && why.why != WHY_NONE && why.why != WHY_OPENING;
    return e;
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

/* Counts those of whom nobody does anything; shows, and so reads, no one. */
struct unacted {
    const struct absence_state *state;
    unsigned count;
};

static bool count_unacted(void *with, const struct signals_person *p)
{
    struct unacted *u = with;
    u->count += !absence_acted(u->state, p->person);
    return false;
}

static void add_signals(struct request *rq, struct start *s, const struct reach *reach,
                        const struct signals_list *list, unsigned unacted)
{
    start_source(s, arena_printf(rq->arena, "%s %s. %s", request_words(rq, TR("Frånvarosignaler:")),
                                 reach_words(rq, reach), signals_population(rq, list)));
    const char *words = list->signals == 1 ? TR("elev har mer frånvaro än gränsen")
                                           : TR("elever har mer frånvaro än gränsen");
    start_link(s, "/signals", request_words(rq, TR("Frånvarosignaler")),
               arena_printf(rq->arena, "%u %s", list->signals, request_words(rq, words)));
    if (unacted > 0) {
        words = unacted == 1 ? TR("elev har mer frånvaro än gränsen, och ingen har gjort något än.")
                             : TR("elever har mer frånvaro än gränsen, och ingen har gjort något "
                                  "än.");
        start_add(s, &(struct start_row){.href = "/signals?doing=none",
                                         .name = request_words(rq, TR("Frånvarosignaler")),
                                         .text = arena_printf(rq->arena, "%u %s", unacted,
                                                              request_words(rq, words)),
                                         .due = DATE_OPEN});
    }
}

enum err start_signals(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    struct absence_state state;
    struct reach reach;
    struct unacted unacted = {.state = &state};
    struct signals_query q = {.at = date_today(),
                              .within = signals_within,
                              .within_with = &reach,
                              .keep = count_unacted,
                              .keep_with = &unacted,
                              .actor = &rq->actor};
    struct signals_list list;
    if (!may(rq, WHO_SIGNALS)) {
        return ERR_OK;
    }
    enum err e = reach_read(rq, &reach, ctx);
    if (e == ERR_OK) {
        e = absence_state_read(rq, &reach, &state, ctx);
    }
    if (e == ERR_OK) {
        e = signals_list(rq->bank, &q, rq->arena, &list, ctx);
    }
    if (e == ERR_OK) {
        add_signals(rq, s, &reach, &list, unacted.count);
    }
    return e;
}

enum err start_records(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    (void)ctx;
    if (may(rq, WHO_LAW)) {
        start_link(s, "/law", request_words(rq, TR("Lagen")),
                   request_words(rq, TR("vad som får lämnas, och vad en ändring skulle betyda")));
    }
    if (may(rq, WHO_JOURNAL)) {
        start_link(s, "/journal", request_words(rq, TR("Logg")),
                   request_words(rq, TR("vem som har läst och ändrat, och om loggen är hel")));
        start_link(s, "/feedback", request_words(rq, TR("Synpunkter på tillgängligheten")),
                   request_words(rq, TR("vad besökare har skrivit att de inte kan använda")));
    }
    return ERR_OK;
}

/* ---- the absence staircase ---- */

static bool mine(const struct request *rq, const struct stair *s, const struct track *t)
{
    return t->step >= 1 && t->step <= s->count && s->steps[t->step - 1].role == rq->staff.role;
}

static enum err add_step(struct request *rq, struct start *s, const struct reach *reach,
                         const struct stair *stair, const struct track *t, struct err_ctx *ctx)
{
    bool seen = false;
    struct start_row row = {.due = t->due};
    enum err e = start_may_see(rq, t->person, &seen, ctx);
    if (e != ERR_OK || !seen) {
        return e;
    }
    e = request_name(rq, t->person, &row.name, ctx);
    row.href = arena_printf(rq->arena, "/pupil/%" PRId64 "/absence", t->person.v);
    row.text =
        arena_printf(rq->arena, "%s %u: %s. %s", request_words(rq, TR("Frånvarotrappan, steg")),
                     t->step, request_words(rq, stair->steps[t->step - 1].name),
                     request_words(rq, stair->steps[t->step - 1].work));
    if (e == ERR_OK) {
        e = reach_text(rq, reach, t->person, &row.text, ctx);
    }
    if (e == ERR_OK) {
        start_add(s, &row);
    }
    return e;
}

/* Steps whose work is the reader's, at the reader's schools. */
enum err start_steps(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    struct track *tracks;
    size_t count, shown = 0;
    struct stair stair = {.id = {-1}};
    struct reach reach;
    if (!may(rq, WHO_SIGNALS)) {
        return ERR_OK;
    }
    enum err e = reach_read(rq, &reach, ctx);
    if (e == ERR_OK) {
        e = track_list(rq->bank, rq->arena, &tracks, &count, ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < count && shown < START_ROWS_MAX; i++) {
        if (tracks[i].state != TRACK_WAITING) {
            continue;
        }
        if (tracks[i].stair.v != stair.id.v) {
            e = stair_read(rq->bank, tracks[i].stair, &stair, ctx);
        }
        if (e == ERR_OK && mine(rq, &stair, &tracks[i])) {
            shown++;
            e = add_step(rq, s, &reach, &stair, &tracks[i], ctx);
        }
    }
    if (e == ERR_OK) {
        start_source(s, arena_printf(rq->arena, "%s %s.",
                                     request_words(rq, TR("Frånvarotrappan: steg som din roll ska "
                                                          "göra.")),
                                     reach_words(rq, &reach)));
    }
    return e;
}

/* What is to be done after inquiries, by the reader's role. */
enum err start_measures(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    struct inquiry_due *due;
    struct reach reach;
    size_t count = 0;
    if (!may(rq, WHO_INQUIRY)) {
        return ERR_OK;
    }
    enum err e = reach_read(rq, &reach, ctx);
    if (e == ERR_OK) {
        e = inquiry_measures_due(rq->bank, reach_only_unit(&reach), rq->arena, &due, &count, ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < count && i < START_ROWS_MAX; i++) {
        if (due[i].role != rq->staff.role) {
            continue;
        }
        struct start_row row = {
            .href = arena_printf(rq->arena, "/inquiry/%" PRId64 "#conclusion", due[i].inquiry.v),
            .text = request_words(rq, TR("En åtgärd efter utredningen av frånvaron ska vara "
                                         "gjord.")),
            .due = due[i].due};
        bool seen = false;
        e = start_may_see(rq, due[i].person, &seen, ctx);
        if (e == ERR_OK && seen) {
            e = request_name(rq, due[i].person, &row.name, ctx);
        }
        if (e == ERR_OK && seen) {
            e = reach_text(rq, &reach, due[i].person, &row.text, ctx);
        }
        if (e == ERR_OK && seen) {
            start_add(s, &row);
        }
    }
    return e;
}
