#include "web/question.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

static const char *in_language(const struct request *rq, struct instrument_text t)
{
    const char *text = rq->page.language == PAGE_ENGLISH ? t.en : t.sv;
    return text != NULL ? text : "";
}

static void from_items(struct request *rq, enum respondent respondent, struct question_set *out)
{
    const struct instrument *i = &out->instrument;
    out->list = arena_alloc(rq->arena, (i->item_count + 1) * sizeof *out->list);
    for (; out->count < i->item_count; out->count++) {
        const struct instrument_item *it = &i->items[out->count];
        out->list[out->count] = (struct question){.item = it->code,
                                                  .ask = in_language(rq, it->ask[respondent]),
                                                  .low = in_language(rq, it->low),
                                                  .high = in_language(rq, it->high),
                                                  .from = it->from,
                                                  .to = it->to};
    }
}

static enum err from_goals(struct request *rq, struct person_id person, struct question_set *out,
                           struct err_ctx *ctx)
{
    struct gas_goal *goals;
    size_t count;
    enum err e = gas_list(rq->bank, request_reading(rq), person, rq->arena, &goals, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    out->list = arena_alloc(rq->arena, (count + 1) * sizeof *out->list);
    for (size_t i = 0; i < count; i++) {
        if (goals[i].ended_on.days == DATE_OPEN.days) {
            out->list[out->count++] =
                (struct question){.item = arena_printf(rq->arena, "%" PRId64, goals[i].id.v),
                                  .ask = goals[i].title,
                                  .low = "",
                                  .high = "",
                                  .from = GAS_LEAST,
                                  .to = GAS_MOST,
                                  .levels = goals[i].levels};
        }
    }
    return ERR_OK;
}

enum err question_read(struct request *rq, struct instrument_id id, enum respondent respondent,
                       struct person_id person, struct question_set *out, struct err_ctx *ctx)
{
    *out = (struct question_set){.count = 0};
    enum err e = instrument_read(rq->bank, id, rq->arena, &out->instrument, ctx);
    if (e != ERR_OK) {
        return e;
    }
    out->name = in_language(rq, out->instrument.name);
    out->intro = in_language(rq, out->instrument.intro);
    if (out->instrument.score == SCORE_GAS) {
        return from_goals(rq, person, out, ctx);
    }
    from_items(rq, respondent, out);
    return ERR_OK;
}

/* ---- the form ---- */

/* "+1", "0", "−2" before a goal's words, so that the order is seen where words are missing. */
static const char *level_text(struct request *rq, const struct question *q, int step)
{
    const char *words = q->levels[step - q->from];
    const char *sign = step > 0 ? "+" : step < 0 ? "−" : "";
    return arena_printf(rq->arena, "%s%d%s%s", sign, abs(step), words[0] != '\0' ? ": " : "",
                        words);
}

const struct page_question *question_view(struct request *rq, const struct question *q,
                                          const char *input, const struct measure_answer *value)
{
    const struct input *in = request_input(rq, input);
    struct page_question *v = arena_alloc(rq->arena, sizeof *v);
    struct page_question_steps *steps =
        arena_alloc(rq->arena, (size_t)(q->to - q->from + 1) * sizeof *steps);
    bool ends = q->low[0] != '\0';
    *v = (struct page_question){.name = input,
                                .label = q->ask,
                                .low = q->low,
                                .high = q->high,
                                .error = in->fault != NULL ? request_words(rq, in->fault) : NULL,
                                .words = q->levels != NULL,
                                .steps = steps};
    v->described = in->fault != NULL
                       ? arena_printf(rq->arena, "%s-error%s%s%s", input, ends ? " " : "",
                                      ends ? input : "", ends ? "-ends" : "")
                   : ends ? arena_printf(rq->arena, "%s-ends", input)
                          : NULL;
    for (int step = q->from; step <= q->to; step++) {
        const char *number = arena_printf(rq->arena, "%d", step);
        bool typed = in->given || rq->faults > 0;
        steps[v->steps_count++] = (struct page_question_steps){
            .id = arena_printf(rq->arena, "%s-%d", input, step - q->from),
            .value = number,
            .text = q->levels != NULL ? level_text(rq, q, step) : number,
            .chosen = typed ? strcmp(in->raw, number) == 0 : value != NULL && value->value == step};
    }
    return v;
}

const struct page_question *question_preview(struct request *rq, const struct question *q,
                                             const char *name)
{
    struct page_question *v = arena_alloc(rq->arena, sizeof *v);
    struct page_question_steps *steps =
        arena_alloc(rq->arena, (size_t)(q->to - q->from + 1) * sizeof *steps);
    *v = (struct page_question){.name = name,
                                .label = q->ask,
                                .low = q->low,
                                .high = q->high,
                                .described = arena_printf(rq->arena, "%s-ends", name),
                                .steps = steps};
    for (int step = q->from; step <= q->to; step++) {
        steps[v->steps_count++] = (struct page_question_steps){
            .id = arena_printf(rq->arena, "%s-%d", name, step - q->from),
            .value = arena_printf(rq->arena, "%d", step),
            .text = arena_printf(rq->arena, "%d", step)};
    }
    return v;
}

bool question_value(struct request *rq, const struct question *q, const char *input, int *out)
{
    const struct input *in = request_input(rq, input);
    if (!in->given) {
        return false;
    }
    for (int step = q->from; step <= q->to; step++) {
        char number[16];
        (void)snprintf(number, sizeof number, "%d", step);
        if (strcmp(in->raw, number) == 0) {
            *out = step;
            return true;
        }
    }
    request_fault(rq, input, TR("Välj ett av stegen."));
    return false;
}

const char *question_input(struct request *rq, size_t number)
{
    return arena_printf(rq->arena, "a%zu", number);
}

const struct measure_answer *question_answer(const struct measure_answer *answers, size_t count,
                                             const char *item)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(answers[i].item, item) == 0) {
            return &answers[i];
        }
    }
    return NULL;
}
