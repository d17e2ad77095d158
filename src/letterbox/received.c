#include "letterbox/received.h"

#include <stdlib.h>
#include <string.h>

#include "bank/journal.h"
#include "letterbox/outbox.h"
#include "sql_letterbox.h"

#define LETTERS_MAX 5000 /* of one person */

/* Letters with their items, while they are gathered. */
struct gathering {
    struct bank *b;
    struct reading *r;
    struct person_id person;
    struct arena *a;
    struct received_source *sources;
    json_t **items;
    size_t count, cap;
};

static void make_room(struct gathering *g)
{
    if (g->count < g->cap) {
        return;
    }
    size_t cap = g->cap == 0 ? 16 : 2 * g->cap;
    struct received_source *sources = arena_alloc(g->a, cap * sizeof *sources);
    json_t **items = arena_alloc(g->a, cap * sizeof(json_t *));
    if (g->count > 0) {
        memcpy(sources, g->sources, g->count * sizeof *sources);
        memcpy(items, g->items, g->count * sizeof(json_t *));
    }
    g->sources = sources;
    g->items = items;
    g->cap = cap;
}

static enum err open_item(struct gathering *g, const struct sql_letterbox_received_list_row *row,
                          json_t **out, struct err_ctx *ctx)
{
    *out = NULL;
    struct blob plain;
    enum err e =
        person_unseal(g->b, g->r, g->person, PURPOSE_RECEIVED_ITEM, row->sealed, g->a, &plain, ctx);
    if (e == ERR_OK && (plain.n < LETTER_REF || row->ref.n != LETTER_REF ||
                        memcmp(plain.p, row->ref.p, LETTER_REF) != 0)) {
        e = err_set(ctx, ERR_CORRUPT, "received item", "run brygga check",
                    "what is stored belongs to another letter");
    }
    json_t *kept = NULL;
    if (e == ERR_OK) {
        e = json_parse((const char *)plain.p + LETTER_REF, plain.n - LETTER_REF, "received item",
                       &kept, ctx);
    }
    if (e == ERR_OK) {
        *out = json_incref(json_object_get(kept, "item"));
        e = content_check_item((enum letter_kind)row->kind, *out, ctx);
    }
    json_decref(kept);
    return e;
}

static void put_source(struct gathering *g, const struct sql_letterbox_received_list_row *row)
{
    g->sources[g->count] = (struct received_source){
        .letter = {row->letter_id},
        .peer = {row->peer_id},
        .peer_name = arena_strdup(g->a, row->peer_name),
        .kind = (enum letter_kind)stored_enum(row->kind, LETTER_KIND__MAX, LETTER_NONE),
        .sent = timestamp_date(row->created_at),
        .received = timestamp_date(row->received_at),
        .accepted = timestamp_date(row->decided_at),
        .grounds = arena_strdup(g->a, row->grounds),
        .rules = arena_strdup(g->a, row->rules),
        .withdrawn = row->withdrawn,
        .withdrawn_on = row->withdrawn_on};
}

static enum err gather(struct gathering *g, bool withdrawn_too, unsigned *left_out,
                       struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e = sql_letterbox_received_list_open(
        bank_db(g->b),
        &(struct sql_letterbox_received_list_in){.bank_id = bank_row_id(g->b),
                                                 .person_id = g->person.v},
        &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_letterbox_received_list_row row;
    while (e == ERR_OK && g->count < LETTERS_MAX && sql_letterbox_received_list_next(rows, &row)) {
        if (row.withdrawn && !withdrawn_too) {
            (*left_out)++;
            continue;
        }
        make_room(g);
        e = open_item(g, &row, &g->items[g->count], ctx);
        put_source(g, &row);
        g->count++;
    }
    enum err closed = sql_letterbox_received_list_close(rows, ctx);
    return e != ERR_OK ? e : closed;
}

static struct date day(const json_t *object, const char *key, struct date otherwise)
{
    struct date d;
    const char *text = json_text(object, key);
    return text != NULL && date_parse(text, strlen(text), &d) ? d : otherwise;
}

static int minutes(const json_t *week, const char *key)
{
    return (int)json_integer_value(json_object_get(week, key));
}

static int word(const json_t *object, const char *key, const char *const *words, int count)
{
    const char *text = json_text(object, key);
    for (int i = 0; text != NULL && i < count; i++) {
        if (strcmp(words[i], text) == 0) {
            return i;
        }
    }
    return 0;
}

/* The list of an item, by kind; NULL for a message. */
static const json_t *list_of(enum letter_kind kind, const json_t *item)
{
    return json_object_get(item, kind == LETTER_ATTENDANCE     ? "weeks"
                                 : kind == LETTER_INTERVENTION ? "interventions"
                                                               : "goals");
}

static size_t count_of(const struct gathering *g, enum letter_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < g->count; i++) {
        if (g->sources[i].kind == kind) {
            n += kind == LETTER_MESSAGE ? 1 : json_array_size(list_of(kind, g->items[i]));
        }
    }
    return n;
}

static int by_monday(const void *x, const void *y)
{
    const struct received_week *p = x, *q = y;
    int32_t d = p->monday.days - q->monday.days;
    return d != 0 ? (d < 0 ? -1 : 1) : p->source < q->source ? -1 : p->source > q->source;
}

static int by_code(const void *x, const void *y)
{
    const struct received_intervention *p = x, *q = y;
    int32_t d = p->started.days - q->started.days;
    int c = d != 0 ? (d < 0 ? -1 : 1) : strcmp(p->code, q->code);
    return c != 0 ? c : p->source < q->source ? -1 : p->source > q->source;
}

static int by_goal(const void *x, const void *y)
{
    const struct received_goal *p = x, *q = y;
    int32_t d = p->on.days - q->on.days;
    int c = d != 0 ? (d < 0 ? -1 : 1) : (int)p->area - (int)q->area;
    return c != 0 ? c : p->source < q->source ? -1 : p->source > q->source;
}

/* Sources stand oldest letter first, so of equals the last in order is the newest: keep that. */
static void put_weeks(const struct gathering *g, struct received_items *out)
{
    size_t n = 0, kept = 0;
    struct received_week *all =
        arena_alloc(g->a, (count_of(g, LETTER_ATTENDANCE) + 1) * sizeof *all);
    for (size_t i = 0; i < g->count; i++) {
        const json_t *list = g->sources[i].kind == LETTER_ATTENDANCE
                                 ? list_of(LETTER_ATTENDANCE, g->items[i])
                                 : NULL;
        for (size_t k = 0; k < json_array_size(list); k++) {
            const json_t *w = json_array_get(list, k);
            all[n++] = (struct received_week){.monday = day(w, "monday", (struct date){0}),
                                              .offered_minutes = minutes(w, "offered"),
                                              .valid_absence_minutes = minutes(w, "valid"),
                                              .invalid_absence_minutes = minutes(w, "invalid"),
                                              .source = &g->sources[i]};
        }
    }
    qsort(all, n, sizeof *all, by_monday);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 == n || all[i].monday.days != all[i + 1].monday.days) {
            all[kept++] = all[i];
        }
    }
    out->weeks = all;
    out->week_count = kept;
}

static void put_interventions(const struct gathering *g, struct received_items *out)
{
    size_t n = 0, kept = 0;
    struct received_intervention *all =
        arena_alloc(g->a, (count_of(g, LETTER_INTERVENTION) + 1) * sizeof *all);
    for (size_t i = 0; i < g->count; i++) {
        const json_t *list = g->sources[i].kind == LETTER_INTERVENTION
                                 ? list_of(LETTER_INTERVENTION, g->items[i])
                                 : NULL;
        for (size_t k = 0; k < json_array_size(list); k++) {
            const json_t *one = json_array_get(list, k);
            all[n++] =
                (struct received_intervention){.code = arena_strdup(g->a, json_text(one, "code")),
                                               .level = arena_strdup(g->a, json_text(one, "level")),
                                               .started = day(one, "started", (struct date){0}),
                                               .ended = day(one, "ended", DATE_OPEN),
                                               .source = &g->sources[i]};
        }
    }
    qsort(all, n, sizeof *all, by_code);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 == n || all[i].started.days != all[i + 1].started.days ||
            strcmp(all[i].code, all[i + 1].code) != 0) {
            all[kept++] = all[i];
        }
    }
    out->interventions = all;
    out->intervention_count = kept;
}

static void put_goals(const struct gathering *g, struct received_items *out)
{
    size_t n = 0, kept = 0;
    struct received_goal *all = arena_alloc(g->a, (count_of(g, LETTER_GOAL) + 1) * sizeof *all);
    for (size_t i = 0; i < g->count; i++) {
        const json_t *list =
            g->sources[i].kind == LETTER_GOAL ? list_of(LETTER_GOAL, g->items[i]) : NULL;
        for (size_t k = 0; k < json_array_size(list); k++) {
            const json_t *one = json_array_get(list, k);
            all[n++] = (struct received_goal){
                .area = (enum goal_area)word(one, "area", goal_area_code, GOAL_AREA__MAX),
                .reached =
                    (enum goal_reached)word(one, "reached", goal_reached_code, GOAL_REACHED__MAX),
                .on = day(one, "on", (struct date){0}),
                .source = &g->sources[i]};
        }
    }
    qsort(all, n, sizeof *all, by_goal);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 == n || all[i].on.days != all[i + 1].on.days || all[i].area != all[i + 1].area) {
            all[kept++] = all[i];
        }
    }
    out->goals = all;
    out->goal_count = kept;
}

static void put_messages(const struct gathering *g, struct received_items *out)
{
    out->messages = arena_alloc(g->a, (count_of(g, LETTER_MESSAGE) + 1) * sizeof *out->messages);
    for (size_t i = 0; i < g->count; i++) {
        if (g->sources[i].kind == LETTER_MESSAGE) {
            out->messages[out->message_count++] = (struct received_message){
                .text = arena_strdup(g->a, json_text(g->items[i], "text")),
                .source = &g->sources[i]};
        }
    }
}

enum err received_read(struct bank *b, struct reading *r, struct person_id person,
                       bool withdrawn_too, struct arena *a, struct received_items *out,
                       struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct gathering g = {.b = b, .r = r, .person = person, .a = a};
    enum err e = gather(&g, withdrawn_too, &out->withdrawn_left_out, ctx);
    if (e == ERR_OK) {
        out->sources = g.sources;
        out->source_count = g.count;
        put_weeks(&g, out);
        put_interventions(&g, out);
        put_goals(&g, out);
        put_messages(&g, out);
    }
    for (size_t i = 0; i < g.count; i++) {
        json_decref(g.items[i]);
    }
    if (e != ERR_OK) {
        memset(out, 0, sizeof *out);
    }
    return e;
}
