#include "team/survey.h"

#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "sql_team.h"
#include "team/case_check.h"
#include "team/casetext.h"
#include "team/work.h"

#define SURVEYS_MAX 200

const char *const survey_part_code[SURVEY_PART__MAX] = {
    [SURVEY_VOICE] = "voice",       [SURVEY_STRENGTHS] = "strengths",
    [SURVEY_WORRIES] = "worries",   [SURVEY_ATTENDANCE] = "attendance",
    [SURVEY_SCHOOL] = "school",     [SURVEY_HOME] = "home",
    [SURVEY_INVOLVED] = "involved",
};
const char *const survey_part_text_sv[SURVEY_PART__MAX] = {
    [SURVEY_VOICE] = TR("Barnets egna ord"),          [SURVEY_STRENGTHS] = TR("Det som fungerar"),
    [SURVEY_WORRIES] = TR("Det som oroar"),           [SURVEY_ATTENDANCE] = TR("Närvaron"),
    [SURVEY_SCHOOL] = TR("Skolsituationen"),          [SURVEY_HOME] = TR("Hemma och på fritiden"),
    [SURVEY_INVOLVED] = TR("Vilka som redan är med"),
};
const char *const survey_ladder_code[SURVEY_LADDER__MAX] = {"at_school", "at_home", "feeling"};
const char *const survey_ladder_text_sv[SURVEY_LADDER__MAX] = {
    [SURVEY_AT_SCHOOL] = TR("Hur är det i skolan?"),
    [SURVEY_AT_HOME] = TR("Hur är det hemma?"),
    [SURVEY_FEELING] = TR("Hur mår du?"),
};

static const char *row_name(char out[CASETEXT_ROW], struct case_id id, int number)
{
    snprintf(out, CASETEXT_ROW, "survey %lld %d", (long long)id.v, number);
    return out;
}

static enum err check_survey(const struct survey *in, struct err_ctx *ctx)
{
    bool any = false;
    for (int i = 0; i < SURVEY_PART__MAX; i++) {
        const char *text = in->parts[i];
        any = any || (text != NULL && text[0] != '\0');
        if (text != NULL && strlen(text) > SURVEY_TEXT_MAX) {
            return err_set(ctx, ERR_LIMIT, survey_part_code[i], "write less",
                           "the text is longer than %d bytes", SURVEY_TEXT_MAX);
        }
    }
    for (int i = 0; i < SURVEY_LADDER__MAX; i++) {
        any = any || in->ladders[i] != SURVEY_NOT_ASKED;
        if (in->ladders[i] < SURVEY_NOT_ASKED || in->ladders[i] > SURVEY_LADDER_MAX) {
            return err_set(ctx, ERR_INVALID, survey_ladder_code[i], "give 0 to 10",
                           "a step is not on the ladder");
        }
    }
    return any ? ERR_OK
               : err_set(ctx, ERR_INVALID, "survey", "fill in at least one part",
                         "the survey is empty");
}

static json_t *to_json(const struct survey *in)
{
    json_t *o = json_object();
    for (int i = 0; i < SURVEY_PART__MAX; i++) {
        casetext_add(o, survey_part_code[i], in->parts[i]);
    }
    for (int i = 0; i < SURVEY_LADDER__MAX; i++) {
        if (in->ladders[i] != SURVEY_NOT_ASKED) {
            json_object_set_new(o, survey_ladder_code[i], json_integer(in->ladders[i]));
        }
    }
    return o;
}

static void from_json(const json_t *o, struct arena *a, struct survey *out)
{
    for (int i = 0; i < SURVEY_PART__MAX; i++) {
        out->parts[i] = casetext_get_text(o, survey_part_code[i], a);
    }
    for (int i = 0; i < SURVEY_LADDER__MAX; i++) {
        const json_t *step = json_object_get(o, survey_ladder_code[i]);
        out->ladders[i] = step != NULL ? (int)json_integer_value(step) : SURVEY_NOT_ASKED;
    }
}

enum err survey_write(struct bank *b, const struct actor *actor, struct case_id id,
                      const struct survey *in, struct err_ctx *ctx)
{
    struct work w;
    enum err e = check_survey(in, ctx);
    e = e == ERR_OK ? work_begin(b, &w, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct team_case c;
    struct sql_team_survey_last_row last = {0};
    struct blob sealed;
    char row[CASETEXT_ROW];
    struct arena *a = arena_new((size_t)256 * 1024);
    e = case_check_open(b, actor, id, &c, ctx);
    if (e == ERR_OK) {
        e = sql_team_survey_last(
            w.db, &(struct sql_team_survey_last_in){.bank_id = w.bank_id, .case_id = id.v}, a,
            &last, ctx);
    }
    int number = last.number + 1;
    if (e == ERR_OK) {
        e = casetext_put(b, c.person, row_name(row, id, number), to_json(in), a, &sealed, ctx);
    }
    if (e == ERR_OK) {
        e = sql_team_survey_insert(
            w.db,
            &(struct sql_team_survey_insert_in){.bank_id = w.bank_id,
                                                .case_id = id.v,
                                                .number = number,
                                                .at = timestamp_now(),
                                                .staff_id = actor_staff_id(actor).v,
                                                .sealed = sealed},
            NULL, ctx);
    }
    if (e == ERR_OK) {
        e = case_journal(b, actor, JOURNAL_SURVEY_WRITTEN, &c,
                         arena_printf(a, "{\"survey\":%d}", number), ctx);
    }
    arena_free(a);
    return work_end(&w, e, ctx);
}

static enum err read_rows(struct bank *b, struct reading *r, const struct team_case *c,
                          struct arena *a, struct survey *out, size_t *count_out,
                          struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e = sql_team_survey_list_open(
        bank_db(b),
        &(struct sql_team_survey_list_in){.bank_id = bank_row_id(b), .case_id = c->id.v}, &rows,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_survey_list_row row;
    while (e == ERR_OK && *count_out < SURVEYS_MAX && sql_team_survey_list_next(rows, &row)) {
        char name[CASETEXT_ROW];
        json_t *o;
        e = casetext_get(b, r, c->person, row_name(name, c->id, row.number), row.sealed, a, &o,
                         ctx);
        if (e == ERR_OK) {
            struct survey *s = &out[(*count_out)++];
            *s = (struct survey){.number = row.number, .at = row.at, .by = {row.staff_id}};
            from_json(o, a, s);
            json_decref(o);
        }
    }
    enum err closed = sql_team_survey_list_close(rows, ctx);
    return e == ERR_OK ? closed : e;
}

enum err survey_list(struct bank *b, const struct actor *actor, struct case_id id, struct arena *a,
                     struct survey **out, size_t *count_out, struct err_ctx *ctx)
{
    *count_out = 0;
    *out = arena_alloc(a, SURVEYS_MAX * sizeof **out);
    struct team_case c;
    enum err e = case_check_seen(b, actor, id, &c, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_CASE_READ);
    reading_case(r, id);
    e = read_rows(b, r, &c, a, *out, count_out, ctx);
    e = reading_close(r, e, ctx);
    if (e != ERR_OK) {
        *count_out = 0;
    }
    return e;
}
