#include "web/received_show.h"

#include "bank/intervention_code.h"
#include "web/case_nav.h"
#include "web/show.h"

static const char *intervention_line(struct request *rq, const struct received_intervention *v)
{
    int code = code_find(intervention_code, INTERVENTION_CODE__MAX, v->code);
    int level = code_find(level_code, LEVEL__MAX, v->level);
    return arena_printf(
        rq->arena, "%s (%s), %s–%s",
        code >= 0 ? request_words(rq, intervention_text_sv[code]) : v->code,
        level >= 0 ? request_words(rq, level_text_sv[level]) : v->level, show_date(rq, v->started),
        v->ended.days == DATE_OPEN.days ? request_words(rq, TR("pågår")) : show_date(rq, v->ended));
}

static const char *goal_line(struct request *rq, const struct received_goal *g)
{
    return arena_printf(rq->arena, "%s: %s, %s", request_words(rq, goal_area_text_sv[g->area]),
                        plan_reached_words(rq, g->reached), show_date(rq, g->on));
}

/* Weeks that a later letter has told of again count there. */
static const char *weeks_line(struct request *rq, const struct received_items *items,
                              const struct received_source *source)
{
    size_t n = 0;
    for (size_t i = 0; i < items->week_count; i++) {
        n += items->weeks[i].source == source;
    }
    return n == 1 ? request_words(rq, TR("En vecka. Se uppföljningen."))
                  : arena_printf(rq->arena, "%zu %s", n,
                                 request_words(rq, TR("veckor. Se uppföljningen.")));
}

size_t received_lines(struct request *rq, const struct received_items *items,
                      const struct received_source *source, const char ***out)
{
    size_t n = 0;
    const char **lines = arena_alloc(
        rq->arena,
        (items->intervention_count + items->goal_count + items->message_count + 2) * sizeof *lines);
    for (size_t i = 0; i < items->intervention_count; i++) {
        if (items->interventions[i].source == source) {
            lines[n++] = intervention_line(rq, &items->interventions[i]);
        }
    }
    for (size_t i = 0; i < items->goal_count; i++) {
        if (items->goals[i].source == source) {
            lines[n++] = goal_line(rq, &items->goals[i]);
        }
    }
    for (size_t i = 0; i < items->message_count; i++) {
        if (items->messages[i].source == source) {
            lines[n++] = items->messages[i].text;
        }
    }
    if (source->kind == LETTER_ATTENDANCE) {
        lines[n++] = weeks_line(rq, items, source);
    }
    *out = lines;
    return n;
}
