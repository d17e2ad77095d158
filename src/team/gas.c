#include "team/gas.h"

#include <string.h>

#include "bank/person.h"
#include "base/json.h"
#include "sql_team.h"
#include "team/case.h"
#include "team/may_write.h"
#include "team/work.h"

#define SEALED_MAX ((size_t)16 * 1024)

static enum err check(const struct gas_goal *in, struct err_ctx *ctx)
{
    bool words = in->title != NULL && in->title[0] != '\0' && in->levels[2] != NULL &&
                 in->levels[2][0] != '\0';
    if (!words) {
        return err_set(ctx, ERR_INVALID, "goal", "say what one hopes for",
                       "a goal needs a title and words for what is hoped for");
    }
    for (int i = 0; i < GAS_LEVELS; i++) {
        if (in->levels[i] != NULL && strlen(in->levels[i]) > GAS_TEXT) {
            return err_set(ctx, ERR_LIMIT, "goal", "write less", "a level is longer than %d bytes",
                           GAS_TEXT);
        }
    }
    if (strlen(in->title) > GAS_TEXT || in->weight < 1 || in->weight > GAS_WEIGHT_MAX) {
        return err_set(ctx, ERR_INVALID, "goal", "shorten the title; weigh it from 1 to 5",
                       "the title is too long, or the weight is not from 1 to %d", GAS_WEIGHT_MAX);
    }
    if (in->set_on.days > date_today().days) {
        return err_set(ctx, ERR_INVALID, "set_on", "give today or an earlier day",
                       "a goal cannot be set in the future");
    }
    return ERR_OK;
}

static enum err seal(struct bank *b, struct person_id person, const struct gas_goal *in,
                     struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    json_t *levels = json_array();
    for (int i = 0; i < GAS_LEVELS; i++) {
        json_array_append_new(levels, json_string(in->levels[i] != NULL ? in->levels[i] : ""));
    }
    json_t *object = json_pack("{s:s,s:o}", "title", in->title, "levels", levels);
    struct buf text;
    buf_init(&text, SEALED_MAX);
    json_append(&text, object, false);
    enum err e = buf_ok(&text)
                     ? person_seal(b, person, PURPOSE_GAS_GOAL,
                                   (struct blob){(const uint8_t *)text.text, text.len}, a, out, ctx)
                     : err_set(ctx, ERR_LIMIT, "goal", "write less", "it is too long");
    buf_free(&text);
    json_decref(object);
    return e;
}

static enum err set(struct bank *b, struct work *w, const struct actor *actor,
                    const struct gas_goal *in, struct arena *a, struct goal_id *id_out,
                    struct err_ctx *ctx)
{
    struct team_case c;
    struct sql_team_gas_last_row last;
    struct sql_team_gas_open_row open = {0};
    struct blob sealed;
    enum err e = case_read(b, actor, in->case_id, &c, ctx);
    e = e == ERR_OK ? may_write(b, actor, c.id, ctx) : e;
    if (e == ERR_OK) {
        e = sql_team_gas_open(w->db, &(struct sql_team_gas_open_in){w->bank_id, c.person.v}, a,
                              &open, ctx);
    }
    if (e == ERR_OK && open.goals >= GAS_GOALS) {
        e = err_set(ctx, ERR_LIMIT, "goal", "end one first", "there are %d goals already",
                    GAS_GOALS);
    }
    e = e == ERR_OK
            ? sql_team_gas_last(w->db, &(struct sql_team_gas_last_in){w->bank_id}, a, &last, ctx)
            : e;
    e = e == ERR_OK ? seal(b, c.person, in, a, &sealed, ctx) : e;
    if (e == ERR_OK) {
        id_out->v = last.goal_id + 1;
        e = sql_team_gas_insert(w->db,
                                &(struct sql_team_gas_insert_in){.bank_id = w->bank_id,
                                                                 .goal_id = id_out->v,
                                                                 .person_id = c.person.v,
                                                                 .case_id = c.id.v,
                                                                 .weight = in->weight,
                                                                 .set_on = in->set_on,
                                                                 .sealed = sealed},
                                NULL, ctx);
    }
    return e == ERR_OK ? journal_append(b,
                                        &(struct journal_entry){.actor = actor,
                                                                .event = JOURNAL_GOAL_WRITTEN,
                                                                .person = c.person,
                                                                .case_id = c.id},
                                        ctx)
                       : e;
}

enum err gas_set(struct bank *b, const struct actor *actor, const struct gas_goal *in,
                 struct goal_id *id_out, struct err_ctx *ctx)
{
    struct work w;
    *id_out = (struct goal_id){0};
    enum err e = check(in, ctx);
    e = e == ERR_OK ? work_begin(b, &w, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)1 << 20);
    e = work_end(&w, set(b, &w, actor, in, a, id_out, ctx), ctx);
    arena_free(a);
    return e;
}

enum err gas_end(struct bank *b, const struct actor *actor, struct goal_id id, struct date on,
                 struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new(4096);
    struct sql_team_gas_read_row row = {0};
    int64_t changed = 0;
    e = sql_team_gas_read(w.db, &(struct sql_team_gas_read_in){w.bank_id, id.v}, a, &row, ctx);
    e = e == ERR_OK ? may_write(b, actor, (struct case_id){row.case_id}, ctx) : e;
    e = e == ERR_OK ? sql_team_gas_end(w.db, &(struct sql_team_gas_end_in){w.bank_id, id.v, on},
                                       &changed, ctx)
                    : e;
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "goal", NULL, "the goal is ended already");
    }
    e = e == ERR_OK ? journal_append(b,
                                     &(struct journal_entry){.actor = actor,
                                                             .event = JOURNAL_GOAL_WRITTEN,
                                                             .person = {row.person_id},
                                                             .case_id = {row.case_id}},
                                     ctx)
                    : e;
    arena_free(a);
    return work_end(&w, e, ctx);
}

static enum err open_goal(struct bank *b, struct reading *r, struct person_id person,
                          const struct sql_team_gas_list_row *row, struct arena *a,
                          struct gas_goal *out, struct err_ctx *ctx)
{
    struct blob plain;
    json_t *object;
    *out = (struct gas_goal){.id = {row->goal_id},
                             .person = person,
                             .case_id = {row->case_id},
                             .weight = row->weight,
                             .set_on = row->set_on,
                             .ended_on = row->has_ended_on ? row->ended_on : DATE_OPEN};
    enum err e = person_unseal(b, r, person, PURPOSE_GAS_GOAL, row->sealed, a, &plain, ctx);
    e = e == ERR_OK ? json_parse((const char *)plain.p, plain.n, "goal", &object, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    const json_t *levels = json_object_get(object, "levels");
    const char *title = json_text(object, "title");
    out->title = arena_strdup(a, title != NULL ? title : "");
    for (size_t i = 0; i < GAS_LEVELS; i++) {
        const char *words = json_string_value(json_array_get(levels, i));
        out->levels[i] = arena_strdup(a, words != NULL ? words : "");
    }
    json_decref(object);
    return ERR_OK;
}

#define LIST_MAX 100

enum err gas_list(struct bank *b, struct reading *r, struct person_id person, struct arena *a,
                  struct gas_goal **out, size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_gas_list_row row;
    *out = arena_alloc(a, LIST_MAX * sizeof **out);
    *count_out = 0;
    enum err e = sql_team_gas_list_open(
        bank_db(b), &(struct sql_team_gas_list_in){bank_row_id(b), person.v}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    enum err one = ERR_OK;
    while (one == ERR_OK && *count_out < LIST_MAX && sql_team_gas_list_next(rows, &row)) {
        one = open_goal(b, r, person, &row, a, &(*out)[(*count_out)++], ctx);
    }
    e = sql_team_gas_list_close(rows, one == ERR_OK ? ctx : NULL);
    return one != ERR_OK ? one : e;
}
