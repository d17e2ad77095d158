#include "web/compose.h"

#include <string.h>

#include "bank/intervention_code.h"
#include "followup/letter_item.h"
#include "web/show.h"

static json_t *date_json(struct date d)
{
    char text[DATE_TEXT];
    return json_string(date_format(d, text));
}

static json_t *goals_json(const struct compose *c)
{
    json_t *goals = json_array();
    for (size_t i = 0; i < c->goal_count; i++) {
        const struct compose_goal *g = &c->goals[i];
        json_array_append_new(goals,
                              json_pack("{s:s,s:s,s:o}", "area", goal_area_code[g->area], "reached",
                                        goal_reached_code[g->reached], "on", date_json(g->on)));
    }
    return json_pack("{s:o}", "goals", goals);
}

enum err compose_item(struct bank *b, struct reading *r, const struct compose *c, struct arena *a,
                      json_t **out, struct err_ctx *ctx)
{
    switch (c->kind) {
    case LETTER_ATTENDANCE:
        return letter_item_attendance(b, c->person, c->from, c->to, a, out, ctx);
    case LETTER_INTERVENTION:
        return letter_item_interventions(b, r, c->person, c->from, c->to, a, out, ctx);
    case LETTER_GOAL:
        *out = goals_json(c);
        return ERR_OK;
    case LETTER_MESSAGE:
        *out = json_pack("{s:s}", "text", c->text);
        return ERR_OK;
    case LETTER_NONE:
    case LETTER_ANSWER:
    case LETTER_WITHDRAWAL:
    case LETTER_CONSULTATION:
    case LETTER_CONSULTATION_ANSWER:
    case LETTER_KIND__MAX:
        break;
    }
    return err_set(ctx, ERR_INVALID, "kind", "", "not a kind of letter that is composed");
}

/* ---- to lines ---- */

static void add(struct compose_line *lines, size_t *n, const char *name, const char *value)
{
    lines[(*n)++] = (struct compose_line){name, value != NULL ? value : ""};
}

/* The text of a word in a table, in the reader's language; the word itself when it is unknown. */
static const char *word(struct request *rq, const char *const *codes, const char *const *texts,
                        int count, const char *code)
{
    for (int i = 0; code != NULL && i < count; i++) {
        if (strcmp(codes[i], code) == 0) {
            return request_words(rq, texts[i]);
        }
    }
    return code != NULL ? code : "";
}

static void attendance_lines(struct request *rq, const json_t *item, struct compose_line *lines,
                             size_t *n)
{
    add(lines, n, request_words(rq, TR("Period")),
        arena_printf(rq->arena, "%s–%s", json_text(item, "from"), json_text(item, "to")));
    const json_t *weeks = json_object_get(item, "weeks"), *w;
    size_t i;
    json_array_foreach(weeks, i, w)
    {
        int offered = (int)json_integer_value(json_object_get(w, "offered"));
        int valid = (int)json_integer_value(json_object_get(w, "valid"));
        int invalid = (int)json_integer_value(json_object_get(w, "invalid"));
        add(lines, n,
            arena_printf(rq->arena, "%s %s", request_words(rq, TR("Vecka från")),
                         json_text(w, "monday")),
            arena_printf(rq->arena, "%d %s, %d %s, %d %s (%s %s)", offered,
                         request_words(rq, TR("minuter undervisning")), valid,
                         request_words(rq, TR("giltig frånvaro")), invalid,
                         request_words(rq, TR("ogiltig frånvaro")),
                         show_share(rq, (uint32_t)(valid + invalid), (uint32_t)offered),
                         request_words(rq, TR("frånvaro"))));
    }
}

static void intervention_lines(struct request *rq, const json_t *item, struct compose_line *lines,
                               size_t *n)
{
    const json_t *list = json_object_get(item, "interventions"), *v;
    size_t i;
    json_array_foreach(list, i, v)
    {
        const char *ended = json_text(v, "ended");
        add(lines, n,
            word(rq, intervention_code, intervention_text_sv, INTERVENTION_CODE__MAX,
                 json_text(v, "code")),
            arena_printf(rq->arena, "%s, %s–%s",
                         word(rq, level_code, level_text_sv, LEVEL__MAX, json_text(v, "level")),
                         json_text(v, "started"),
                         ended != NULL ? ended : request_words(rq, TR("pågår"))));
    }
}

static void goal_lines(struct request *rq, const json_t *item, struct compose_line *lines,
                       size_t *n)
{
    const json_t *list = json_object_get(item, "goals"), *v;
    size_t i;
    json_array_foreach(list, i, v)
    {
        add(lines, n,
            word(rq, goal_area_code, goal_area_text_sv, GOAL_AREA__MAX, json_text(v, "area")),
            arena_printf(rq->arena, "%s, %s",
                         word(rq, goal_reached_code, goal_reached_text_sv, GOAL_REACHED__MAX,
                              json_text(v, "reached")),
                         json_text(v, "on")));
    }
}

void compose_lines(struct request *rq, enum letter_kind kind, const json_t *item,
                   struct compose_line **out, size_t *count_out)
{
    *out = arena_alloc(rq->arena, (CONTENT_WEEKS_MAX + CONTENT_ITEMS_MAX + 2) * sizeof **out);
    *count_out = 0;
    if (kind == LETTER_ATTENDANCE) {
        attendance_lines(rq, item, *out, count_out);
    } else if (kind == LETTER_INTERVENTION) {
        intervention_lines(rq, item, *out, count_out);
    } else if (kind == LETTER_GOAL) {
        goal_lines(rq, item, *out, count_out);
    } else if (kind == LETTER_MESSAGE) {
        add(*out, count_out, request_words(rq, TR("Meddelande")),
            arena_strdup(rq->arena, json_text(item, "text")));
    }
}
