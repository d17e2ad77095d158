#include "team/measure.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bank/person.h"
#include "sql_team.h"
#include "stats/change.h"
#include "team/answers.h"
#include "team/case.h"
#include "team/may_write.h"
#include "team/work.h"

/* ---- keeping ---- */

static enum err check(const struct measurement *in, const struct instrument *i, struct err_ctx *ctx)
{
    bool words = (unsigned)in->respondent < RESPONDENT__MAX &&
                 (unsigned)in->moment < MEASURE_MOMENT__MAX && (unsigned)in->how < MEASURE_HOW__MAX;
    if (!words || (i->respondents & 1u << in->respondent) == 0) {
        return err_set(ctx, ERR_INVALID, "respondent", "choose one that the instrument asks",
                       "the instrument does not ask this respondent");
    }
    if (in->taken_on.days > date_today().days) {
        return err_set(ctx, ERR_INVALID, "taken_on", "give today or an earlier day",
                       "nobody has answered in the future");
    }
    return in->answer_count > 0 ? ERR_OK
                                : err_set(ctx, ERR_INVALID, "answers", "answer at least one item",
                                          "nothing is answered");
}

static enum err insert(struct bank *b, struct db *db, const struct actor *actor,
                       const struct measurement *in, const struct instrument *i, struct arena *a,
                       struct measurement_id *id_out, struct err_ctx *ctx)
{
    struct sql_team_measurement_last_row last;
    struct blob sealed;
    struct questionnaire_draft d = {in->answers, in->answer_count, in->note};
    int64_t bank_id = bank_row_id(b);
    enum err e = sql_team_measurement_last(db, &(struct sql_team_measurement_last_in){bank_id}, a,
                                           &last, ctx);
    e = e == ERR_OK ? answers_seal(b, in->person, PURPOSE_MEASUREMENT, &d, a, &sealed, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    id_out->v = last.measurement_id + 1;
    return sql_team_measurement_insert(db,
                                       &(struct sql_team_measurement_insert_in){
                                           .bank_id = bank_id,
                                           .measurement_id = id_out->v,
                                           .person_id = in->person.v,
                                           .case_id = in->case_id.v,
                                           .instrument_id = i->id.v,
                                           .respondent = (int)in->respondent,
                                           .respondent_id = in->respondent_id.v,
                                           .moment = (int)in->moment,
                                           .how = (int)in->how,
                                           .taken_on = in->taken_on,
                                           .recorded_at = timestamp_now(),
                                           .recorded_by_kind = (int)actor->kind,
                                           .recorded_by = actor->id,
                                           .sealed = sealed,
                                       },
                                       NULL, ctx);
}

enum err measure_store(struct bank *b, const struct actor *actor, const struct measurement *in,
                       struct reading *r, struct arena *a, struct measurement_id *id_out,
                       struct err_ctx *ctx)
{
    struct gas_goal *goals = NULL;
    size_t goal_count = 0;
    const struct instrument *i = in->instrument;
    struct questionnaire_draft d = {in->answers, in->answer_count, in->note};
    enum err e = check(in, i, ctx);
    if (e == ERR_OK && i->score == SCORE_GAS) {
        e = gas_list(b, r, in->person, a, &goals, &goal_count, ctx);
    }
    e = e == ERR_OK ? answers_check(i, goals, goal_count, &d, ctx) : e;
    return e == ERR_OK ? insert(b, bank_db(b), actor, in, i, a, id_out, ctx) : e;
}

static enum err record(struct bank *b, const struct actor *actor, const struct measurement *in,
                       struct arena *a, struct measurement_id *id_out, struct err_ctx *ctx)
{
    struct team_case c;
    struct measurement m = *in;
    enum err e = case_read(b, actor, in->case_id, &c, ctx);
    e = e == ERR_OK ? may_write(b, actor, c.id, ctx) : e;
    if (e == ERR_OK && !in->instrument->offered) {
        e = err_set(ctx, ERR_INVALID, "instrument", "choose one that is offered",
                    "this version is not used for new answers any more");
    }
    if (e != ERR_OK) {
        return e;
    }
    m.person = c.person;
    struct reading *r = reading_begin(b, actor, JOURNAL_MEASUREMENT_READ);
    reading_case(r, c.id);
    e = measure_store(b, actor, &m, r, a, id_out, ctx);
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    e = reading_end(r, ctx);
    return e == ERR_OK ? journal_append(b,
                                        &(struct journal_entry){
                                            .actor = actor,
                                            .event = JOURNAL_MEASUREMENT_WRITTEN,
                                            .person = c.person,
                                            .case_id = c.id,
                                            .detail = arena_printf(a, "{\"instrument\":\"%s\"}",
                                                                   in->instrument->code)},
                                        ctx)
                       : e;
}

enum err measure_record(struct bank *b, const struct actor *actor, const struct measurement *in,
                        struct measurement_id *id_out, struct err_ctx *ctx)
{
    struct work w;
    *id_out = (struct measurement_id){0};
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)2 << 20);
    e = work_end(&w, record(b, actor, in, a, id_out, ctx), ctx);
    arena_free(a);
    return e;
}

enum err measure_strike(struct bank *b, const struct actor *actor, struct measurement_id id,
                        struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new(4096);
    struct sql_team_measurement_read_row row = {0};
    int64_t changed = 0;
    e = sql_team_measurement_read(w.db, &(struct sql_team_measurement_read_in){w.bank_id, id.v}, a,
                                  &row, ctx);
    e = e == ERR_OK ? may_write(b, actor, (struct case_id){row.case_id}, ctx) : e;
    e = e == ERR_OK
            ? sql_team_measurement_strike(
                  w.db, &(struct sql_team_measurement_strike_in){w.bank_id, id.v, timestamp_now()},
                  &changed, ctx)
            : e;
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "measurement", NULL,
                    "the measurement is struck out already");
    }
    e = e == ERR_OK ? journal_append(b,
                                     &(struct journal_entry){.actor = actor,
                                                             .event = JOURNAL_MEASUREMENT_STRUCK,
                                                             .person = {row.person_id},
                                                             .case_id = {row.case_id}},
                                     ctx)
                    : e;
    arena_free(a);
    return work_end(&w, e, ctx);
}

/* ---- reading ---- */

struct listing {
    struct bank *b;
    struct reading *r;
    struct person_id person;
    struct arena *a;
    struct instrument *instruments;
    size_t instrument_count;
    struct gas_goal *goals;
    size_t goal_count;
    const struct actor *actor;
    bool self; /* the pupil: own answers only */
    struct may_seen seen;
};

static const struct instrument *instrument_of(const struct listing *l, int64_t id)
{
    for (size_t i = 0; i < l->instrument_count; i++) {
        if (l->instruments[i].id.v == id) {
            return &l->instruments[i];
        }
    }
    return NULL;
}

static int within(int v, int max)
{
    return v >= 0 && v < max ? v : 0;
}

static enum err open_row(const struct listing *l, const struct sql_team_measurement_list_row *row,
                         struct measurement *out, struct err_ctx *ctx)
{
    struct questionnaire_draft d;
    *out = (struct measurement){
        .id = {row->measurement_id},
        .person = l->person,
        .case_id = {row->case_id},
        .instrument = instrument_of(l, row->instrument_id),
        .respondent = (enum respondent)within(row->respondent, RESPONDENT__MAX),
        .respondent_id = {row->respondent_id},
        .moment = (enum measure_moment)within(row->moment, MEASURE_MOMENT__MAX),
        .how = (enum measure_how)within(row->how, MEASURE_HOW__MAX),
        .taken_on = row->taken_on,
        .recorded_at = row->recorded_at,
        .recorded_by = {.kind = (enum actor_kind)within(row->recorded_by_kind, ACTOR__MAX)}};
    (void)snprintf(out->recorded_by.id, sizeof out->recorded_by.id, "%s", row->recorded_by);
    if (out->instrument == NULL) {
        return err_set(ctx, ERR_CORRUPT, "measurement", "check the bank: brygga check",
                       "a measurement belongs to an instrument that is not there");
    }
    enum err e =
        answers_open(l->b, l->r, l->person, PURPOSE_MEASUREMENT, row->sealed, l->a, &d, ctx);
    out->answers = d.answers;
    out->answer_count = d.count;
    out->note = d.note;
    out->scored = e == ERR_OK && answers_score(out->instrument, l->goals, l->goal_count, d.answers,
                                               d.count, &out->score);
    return e;
}

static enum err read_all(struct listing *l, struct measurement **out, size_t *count_out,
                         struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_team_measurement_list_row row;
    size_t room = 0;
    enum err e = instrument_list(l->b, false, l->a, &l->instruments, &l->instrument_count, ctx);
    e = e == ERR_OK ? gas_list(l->b, l->r, l->person, l->a, &l->goals, &l->goal_count, ctx) : e;
    e = e == ERR_OK ? sql_team_measurement_list_open(
                          bank_db(l->b),
                          &(struct sql_team_measurement_list_in){bank_row_id(l->b), l->person.v},
                          &rows, ctx)
                    : e;
    if (e != ERR_OK) {
        return e;
    }
    enum err one = ERR_OK;
    while (one == ERR_OK && sql_team_measurement_list_next(rows, &row)) {
        bool may = row.respondent == RESPONDENT_PUPIL;
        if (!l->self) {
            one = may_see_row(l->b, l->actor, (struct case_id){row.case_id}, &l->seen, &may, ctx);
        }
        if (one == ERR_OK && may) {
            *out = arena_grow(l->a, *out, *count_out, &room, sizeof **out);
            one = open_row(l, &row, &(*out)[(*count_out)++], ctx);
        }
    }
    e = sql_team_measurement_list_close(rows, one == ERR_OK ? ctx : NULL);
    return one != ERR_OK ? one : e;
}

/* The pupil whose row it is. */
static bool is_pupil(const struct actor *actor, struct person_id person)
{
    struct actor self = actor_pupil(person);
    return actor->kind == ACTOR_PUPIL && strcmp(actor->id, self.id) == 0;
}

enum err measure_list(struct bank *b, const struct actor *actor, struct person_id person,
                      struct arena *a, struct measurement **out, size_t *count_out,
                      struct err_ctx *ctx)
{
    *out = NULL;
    *count_out = 0;
    bool self = is_pupil(actor, person);
    enum err e = self ? ERR_OK : case_check_relation(b, actor, person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct listing l = {.b = b, .person = person, .a = a, .actor = actor, .self = self};
    l.r = reading_begin(b, actor, JOURNAL_MEASUREMENT_READ);
    e = read_all(&l, out, count_out, ctx);
    if (e != ERR_OK) {
        reading_abandon(l.r);
        *count_out = 0;
        return e;
    }
    reading_add(l.r, person);
    return reading_end(l.r, ctx);
}

/* ---- change ---- */

static bool same_series(const struct measurement *x, const struct measurement *y)
{
    return x->instrument == y->instrument && x->respondent == y->respondent &&
           x->respondent_id.v == y->respondent_id.v;
}

/* From which to which: the last score before the help, else the first, to the newest. */
static void find_ends(struct measure_series *s)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct measurement *m = &s->list[i];
        if (!m->scored) {
            continue;
        }
        if (s->before == NULL ||
            (m->moment == MOMENT_BEFORE && s->before->moment == MOMENT_BEFORE)) {
            s->before = m;
        }
        s->after = m;
    }
    if (s->before == s->after) {
        s->before = s->after = NULL;
    }
}

static void judge(struct measure_series *s)
{
    struct change_index c;
    const struct instrument *i = s->instrument;
    s->limit = change_limit(i->sd, i->reliability);
    s->difference = NAN;
    s->verdict = VERDICT_TOO_LITTLE;
    if (s->before == NULL) {
        return;
    }
    s->difference = s->after->score - s->before->score;
    if (!change_index(s->before->score, s->after->score, i->sd, i->reliability, &c)) {
        return;
    }
    bool better = (c.difference > 0) == i->higher_is_better;
    s->verdict = !c.reliable ? VERDICT_CHANCE : better ? VERDICT_BETTER : VERDICT_WORSE;
}

size_t measure_group(const struct measurement *list, size_t count, struct arena *a,
                     struct measure_series **out)
{
    size_t groups = 0;
    *out = arena_alloc(a, (count + 1) * sizeof **out);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !same_series(&list[i - 1], &list[i])) {
            (*out)[groups++] = (struct measure_series){.instrument = list[i].instrument,
                                                       .respondent = list[i].respondent,
                                                       .respondent_id = list[i].respondent_id,
                                                       .list = &list[i]};
        }
        (*out)[groups - 1].count++;
    }
    for (size_t i = 0; i < groups; i++) {
        find_ends(&(*out)[i]);
        judge(&(*out)[i]);
    }
    return groups;
}
