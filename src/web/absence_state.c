#include "web/absence_state.h"

#include <string.h>

#include "team/case.h"
#include "web/show.h"

static enum err read_cases(struct request *rq, const struct reach *reach, struct absence_state *out,
                           struct err_ctx *ctx)
{
    struct team_case *cases;
    size_t count;
    struct case_filter f = {.unit = reach_only_unit(reach)};
    enum err e = case_list(rq->bank, &f, rq->arena, &cases, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    out->cases = arena_alloc(rq->arena, (count + 1) * sizeof *out->cases);
    for (size_t i = 0; i < count; i++) {
        out->cases[out->case_count++] = cases[i].person;
    }
    return ERR_OK;
}

enum err absence_state_read(struct request *rq, const struct reach *reach,
                            struct absence_state *out, struct err_ctx *ctx)
{
    struct inquiry_filter f = {.unit = reach_only_unit(reach)};
    memset(out, 0, sizeof *out);
    enum err e = stair_at(rq->bank, date_today(), &out->stair, ctx);
    if (e == ERR_OK) {
        e = track_list(rq->bank, rq->arena, &out->tracks, &out->track_count, ctx);
    }
    if (e == ERR_OK) {
        e = inquiry_list(rq->bank, &f, rq->arena, &out->inquiries, &out->inquiry_count, ctx);
    }
    if (e == ERR_OK && access_role(WHO_CASES, rq->staff.role, bank_config(rq->bank)->kind)) {
        e = read_cases(rq, reach, out, ctx);
    }
    return e;
}

const struct inquiry *absence_inquiry_of(const struct absence_state *s, struct person_id person)
{
    for (size_t i = 0; i < s->inquiry_count; i++) {
        if (s->inquiries[i].person.v == person.v) {
            return &s->inquiries[i];
        }
    }
    return NULL;
}

bool absence_has_case(const struct absence_state *s, struct person_id person)
{
    for (size_t i = 0; i < s->case_count; i++) {
        if (s->cases[i].v == person.v) {
            return true;
        }
    }
    return false;
}

bool absence_acted(const struct absence_state *s, struct person_id person)
{
    return track_in(s->tracks, s->track_count, person) != NULL ||
           absence_inquiry_of(s, person) != NULL || absence_has_case(s, person);
}

bool absence_late(const struct absence_state *s, struct person_id person, struct date today)
{
    const struct track *t = track_in(s->tracks, s->track_count, person);
    const struct inquiry *i = absence_inquiry_of(s, person);
    return (t != NULL && t->state == TRACK_WAITING && t->due.days < today.days) ||
           (i != NULL && i->due.days < today.days);
}

const char *absence_step_words(struct request *rq, const struct stair *of, const struct track *t)
{
    const char *name = "";
    if (t->step >= 1 && t->step <= of->count) {
        name = request_words(rq, of->steps[t->step - 1].name);
    }
    const char *text =
        arena_printf(rq->arena, "%s %u: %s", request_words(rq, TR("Steg")), t->step, name);
    if (t->state == TRACK_WAITING) {
        return arena_printf(rq->arena, "%s, %s %s", text, request_words(rq, TR("görs senast")),
                            show_date(rq, t->due));
    }
    return arena_printf(rq->arena, "%s, %s", text,
                        request_words(rq, track_state_text_sv[t->state]));
}

const char *absence_actor(struct request *rq, const struct actor *a)
{
    struct staff_id id = actor_staff_id(a);
    return id.v != 0 ? show_staff(rq, id) : request_words(rq, actor_text_sv[a->kind]);
}
