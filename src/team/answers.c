#include "team/answers.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "stats/change.h"

#define SEALED_MAX      ((size_t)32 * 1024)
#define GAS_CORRELATION 0.30 /* between goals, by convention (stats/change.h) */

enum err answers_seal(struct bank *b, struct person_id person, enum person_purpose purpose,
                      const struct questionnaire_draft *d, struct arena *a, struct blob *out,
                      struct err_ctx *ctx)
{
    json_t *answers = json_object();
    for (size_t i = 0; i < d->count; i++) {
        json_object_set_new(answers, d->answers[i].item, json_integer(d->answers[i].value));
    }
    json_t *object =
        json_pack("{s:o,s:s}", "answers", answers, "note", d->note != NULL ? d->note : "");
    struct buf text;
    buf_init(&text, SEALED_MAX);
    json_append(&text, object, false);
    enum err e = buf_ok(&text)
                     ? person_seal(b, person, purpose,
                                   (struct blob){(const uint8_t *)text.text, text.len}, a, out, ctx)
                     : err_set(ctx, ERR_LIMIT, "answers", "write less", "it is too long");
    buf_free(&text);
    json_decref(object);
    return e;
}

static enum err corrupt(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_CORRUPT, "measurement", "use the newest version of the program",
                   "stored answers are not what this program writes");
}

enum err answers_open(struct bank *b, struct reading *r, struct person_id person,
                      enum person_purpose purpose, struct blob sealed, struct arena *a,
                      struct questionnaire_draft *out, struct err_ctx *ctx)
{
    struct blob plain;
    json_t *object, *value;
    const char *key;
    *out = (struct questionnaire_draft){.note = ""};
    enum err e = person_unseal(b, r, person, purpose, sealed, a, &plain, ctx);
    e = e == ERR_OK ? json_parse((const char *)plain.p, plain.n, "answers", &object, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    json_t *answers = json_object_get(object, "answers");
    struct measure_answer *list = arena_alloc(a, (json_object_size(answers) + 1) * sizeof *list);
    json_object_foreach(answers, key, value)
    {
        json_int_t v = json_integer_value(value);
        e = json_is_integer(value) && v >= INT_MIN && v <= INT_MAX ? e : corrupt(ctx);
        list[out->count++] = (struct measure_answer){arena_strdup(a, key), (int)v};
    }
    const char *note = json_text(object, "note");
    out->answers = list;
    out->note = arena_strdup(a, note != NULL ? note : "");
    json_decref(object);
    return e;
}

/* The scale of an item, or of a goal by its number. */
static bool scale(const struct instrument *i, const struct gas_goal *goals, size_t goal_count,
                  const char *item, int *from, int *to)
{
    for (size_t k = 0; k < i->item_count; k++) {
        if (strcmp(i->items[k].code, item) == 0) {
            *from = i->items[k].from;
            *to = i->items[k].to;
            return true;
        }
    }
    for (size_t k = 0; i->score == SCORE_GAS && k < goal_count; k++) {
        char number[24];
        (void)snprintf(number, sizeof number, "%" PRId64, goals[k].id.v);
        if (strcmp(number, item) == 0) {
            *from = GAS_LEAST;
            *to = GAS_MOST;
            return true;
        }
    }
    return false;
}

enum err answers_check(const struct instrument *i, const struct gas_goal *goals, size_t goal_count,
                       const struct questionnaire_draft *d, struct err_ctx *ctx)
{
    for (size_t k = 0; k < d->count; k++) {
        int from, to;
        if (!scale(i, goals, goal_count, d->answers[k].item, &from, &to)) {
            return err_set(ctx, ERR_INVALID, "answers", "answer what the instrument asks",
                           "an answer is to no item of this instrument");
        }
        if (d->answers[k].value < from || d->answers[k].value > to) {
            return err_set(ctx, ERR_INVALID, "answers", "choose a step of the scale",
                           "an answer is not from %d to %d", from, to);
        }
        for (size_t m = 0; m < k; m++) {
            if (strcmp(d->answers[m].item, d->answers[k].item) == 0) {
                return err_set(ctx, ERR_INVALID, "answers", "answer each once",
                               "an item is answered twice");
            }
        }
    }
    size_t n = d->note != NULL ? strlen(d->note) : 0;
    return n <= MEASURE_NOTE && (n == 0 || utf8_valid(d->note, n))
               ? ERR_OK
               : err_set(ctx, ERR_LIMIT, "note", "write less", "the note is longer than %d bytes",
                         MEASURE_NOTE);
}

static bool gas_score(const struct gas_goal *goals, size_t goal_count,
                      const struct measure_answer *answers, size_t count, double *out)
{
    int levels[GAS_GOALS * 4], weights[GAS_GOALS * 4];
    size_t n = 0;
    for (size_t k = 0; k < count; k++) {
        for (size_t g = 0; g < goal_count && n < sizeof levels / sizeof levels[0]; g++) {
            char number[24];
            (void)snprintf(number, sizeof number, "%" PRId64, goals[g].id.v);
            if (strcmp(number, answers[k].item) == 0) {
                levels[n] = answers[k].value;
                weights[n++] = goals[g].weight;
            }
        }
    }
    *out = change_gas(levels, weights, n, GAS_CORRELATION);
    return n > 0 && n == count;
}

bool answers_score(const struct instrument *i, const struct gas_goal *goals, size_t goal_count,
                   const struct measure_answer *answers, size_t count, double *out)
{
    struct instrument_answer by_item[INSTRUMENT_ITEMS] = {{0}};
    *out = NAN;
    if (i->score == SCORE_GAS) {
        return gas_score(goals, goal_count, answers, count, out);
    }
    for (size_t k = 0; k < count; k++) {
        for (size_t m = 0; m < i->item_count; m++) {
            if (strcmp(i->items[m].code, answers[k].item) == 0) {
                by_item[m] = (struct instrument_answer){true, answers[k].value};
            }
        }
    }
    return instrument_score(i, by_item, out);
}
