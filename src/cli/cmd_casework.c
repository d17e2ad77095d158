/* case import and case plan: the work in a case – survey, plan, follow-ups, meetings, notes. */
#include <inttypes.h>
#include <string.h>

#include "cli/command.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "db/db.h"
#include "team/meeting.h"
#include "team/note.h"
#include "team/plan.h"
#include "team/survey.h"

#define FILE_MAX ((size_t)1024 * 1024)

/* What is being read, for messages: "plan.goals". */
struct source {
    struct cli *cli;
    struct case_id id;
    struct actor actor;
};

static enum err wrong(const char *where, const char *remedy, struct err_ctx *ctx)
{
    return err_set(ctx, ERR_INVALID, where, remedy, "the file's content cannot be used");
}

/* ---- values ---- */

static enum err read_date(const json_t *o, const char *key, struct date otherwise, bool needed,
                          struct date *out, struct err_ctx *ctx)
{
    const char *text = json_text(o, key);
    *out = otherwise;
    if (text == NULL && !needed) {
        return ERR_OK;
    }
    return text != NULL && date_parse(text, strlen(text), out) ? ERR_OK
                                                               : wrong(key, "YYYY-MM-DD", ctx);
}

static enum err read_code(const json_t *o, const char *key, const char *const *codes, int count,
                          int otherwise, int *out, struct err_ctx *ctx)
{
    const char *text = json_text(o, key);
    *out = otherwise;
    for (int i = 0; text != NULL && i < count; i++) {
        if (strcmp(text, codes[i]) == 0) {
            *out = i;
            return ERR_OK;
        }
    }
    return text == NULL && otherwise >= 0 ? ERR_OK
                                          : wrong(key, "one of the words of docs/formats.md", ctx);
}

static enum err read_parties(const json_t *o, unsigned *out, struct err_ctx *ctx)
{
    const json_t *list = json_object_get(o, "parties"), *one;
    size_t i;
    *out = 0;
    json_array_foreach(list, i, one)
    {
        int party = 0;
        while (party < PARTY__MAX &&
               (json_string_value(one) == NULL ||
                strcmp(json_string_value(one), case_party_code[party]) != 0)) {
            party++;
        }
        if (party == PARTY__MAX) {
            return wrong("parties", "words of docs/formats.md", ctx);
        }
        *out |= 1u << party;
    }
    return ERR_OK;
}

/* ---- the parts ---- */

static enum err import_survey(const struct source *s, const json_t *o, struct err_ctx *ctx)
{
    struct survey v = {0};
    for (int i = 0; i < SURVEY_PART__MAX; i++) {
        v.parts[i] = json_text(o, survey_part_code[i]);
    }
    for (int i = 0; i < SURVEY_LADDER__MAX; i++) {
        const json_t *step = json_object_get(o, survey_ladder_code[i]);
        v.ladders[i] = json_is_integer(step) ? (int)json_integer_value(step) : SURVEY_NOT_ASKED;
    }
    return survey_write(s->cli->bank, &s->actor, s->id, &v, ctx);
}

static enum err read_action(const json_t *o, struct plan_action *out, struct err_ctx *ctx)
{
    int responsible = 0;
    enum err e = read_code(o, "responsible", case_responsible_code, RESPONSIBLE__MAX,
                           RESPONSIBLE_OWN, &responsible, ctx);
    e = e == ERR_OK ? read_date(o, "until", DATE_OPEN, false, &out->until, ctx) : e;
    out->what = json_text(o, "what");
    out->who = json_text(o, "who");
    out->responsible = (enum case_responsible)responsible;
    return e;
}

static enum err import_goal(const struct source *s, const json_t *o, struct err_ctx *ctx)
{
    struct plan_goal g = {.text = json_text(o, "text")};
    const json_t *actions = json_object_get(o, "actions"), *action;
    int area = 0, responsible = 0, number;
    size_t i;
    enum err e = read_code(o, "area", goal_area_code, GOAL_AREA__MAX, -1, &area, ctx);
    e = e == ERR_OK ? read_code(o, "responsible", case_responsible_code, RESPONSIBLE__MAX,
                                RESPONSIBLE_OWN, &responsible, ctx)
                    : e;
    e = e == ERR_OK ? read_date(o, "starts", date_today(), true, &g.starts, ctx) : e;
    e = e == ERR_OK ? read_date(o, "ends", DATE_OPEN, false, &g.ends, ctx) : e;
    g.area = (enum goal_area)area;
    g.responsible = (enum case_responsible)responsible;
    if (e == ERR_OK && json_array_size(actions) > PLAN_ACTIONS) {
        e = wrong("actions", "at most four", ctx);
    }
    for (i = 0; e == ERR_OK && i < json_array_size(actions); i++) {
        action = json_array_get(actions, i);
        e = read_action(action, &g.actions[i], ctx);
    }
    return e == ERR_OK ? plan_put_goal(s->cli->bank, &s->actor, s->id, &g, &number, ctx) : e;
}

static enum err import_plan(const struct source *s, const json_t *o, struct err_ctx *ctx)
{
    struct plan_head head = {.voice = json_text(o, "voice"),
                             .needs = json_text(o, "needs"),
                             .lead = json_text(o, "lead")};
    const json_t *goals = json_object_get(o, "goals"), *agreed = json_object_get(o, "agreed");
    int kind = 0;
    enum err e = read_code(o, "kind", plan_kind_code, PLAN_KIND__MAX, PLAN_RETURN, &kind, ctx);
    head.kind = (enum plan_kind)kind;
    e = e == ERR_OK ? plan_begin(s->cli->bank, &s->actor, s->id, &head, ctx) : e;
    for (size_t i = 0; e == ERR_OK && i < json_array_size(goals); i++) {
        e = import_goal(s, json_array_get(goals, i), ctx);
    }
    if (e != ERR_OK || agreed == NULL) {
        return e;
    }
    struct plan_agreement g = {.note = json_text(agreed, "note")};
    e = read_date(agreed, "on", DATE_OPEN, true, &g.on, ctx);
    e = e == ERR_OK ? read_date(agreed, "review", DATE_OPEN, true, &g.review, ctx) : e;
    e = e == ERR_OK ? read_parties(agreed, &g.parties, ctx) : e;
    return e == ERR_OK ? plan_agree(s->cli->bank, &s->actor, s->id, &g, ctx) : e;
}

static enum err import_followup(const struct source *s, const json_t *o, struct err_ctx *ctx)
{
    struct plan_followup f = {.note = json_text(o, "note")};
    int reached = 0;
    enum err e = read_code(o, "reached", goal_reached_code, GOAL_REACHED__MAX, -1, &reached, ctx);
    e = e == ERR_OK ? read_date(o, "on", DATE_OPEN, true, &f.on, ctx) : e;
    f.goal = (int)json_integer_value(json_object_get(o, "goal"));
    f.reached = (enum goal_reached)reached;
    return e == ERR_OK ? plan_follow(s->cli->bank, &s->actor, s->id, &f, ctx) : e;
}

static enum err read_task(const json_t *o, struct meeting_task *out, struct err_ctx *ctx)
{
    int responsible = 0;
    enum err e = read_code(o, "responsible", case_responsible_code, RESPONSIBLE__MAX,
                           RESPONSIBLE_OWN, &responsible, ctx);
    *out = (struct meeting_task){.what = json_text(o, "what"),
                                 .who = json_text(o, "who"),
                                 .responsible = (enum case_responsible)responsible};
    return e == ERR_OK ? read_date(o, "due", DATE_OPEN, false, &out->due, ctx) : e;
}

static enum err import_meeting(const struct source *s, const json_t *o, struct err_ctx *ctx)
{
    struct meeting m = {.who = json_text(o, "who"),
                        .agreed = json_text(o, "agreed"),
                        .notes = json_text(o, "notes"),
                        .identified = json_is_true(json_object_get(o, "identified"))};
    const json_t *tasks = json_object_get(o, "tasks");
    int kind = 0, held = 0, number;
    enum err e = read_code(o, "kind", meeting_kind_code, MEETING_KIND__MAX, -1, &kind, ctx);
    e = e == ERR_OK ? read_code(o, "held", meeting_held_code, MEETING_HELD__MAX, MEETING_TOGETHER,
                                &held, ctx)
                    : e;
    e = e == ERR_OK ? read_date(o, "day", DATE_OPEN, true, &m.day, ctx) : e;
    e = e == ERR_OK ? read_parties(o, &m.parties, ctx) : e;
    m.kind = (enum meeting_kind)kind;
    m.held = (enum meeting_held)held;
    if (e == ERR_OK && json_array_size(tasks) > MEETING_TASKS) {
        e = wrong("tasks", "at most four", ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < json_array_size(tasks); i++) {
        e = read_task(json_array_get(tasks, i), &m.tasks[i], ctx);
    }
    return e == ERR_OK ? meeting_write(s->cli->bank, &s->actor, s->id, &m, &number, ctx) : e;
}

static enum err import_note(const struct source *s, const json_t *o, struct err_ctx *ctx)
{
    struct date day;
    enum err e = read_date(o, "day", DATE_OPEN, true, &day, ctx);
    return e == ERR_OK ? note_write(s->cli->bank, &s->actor, s->id, day, json_text(o, "text"), ctx)
                       : e;
}

static enum err import_list(const struct source *s, const json_t *all, const char *key,
                            enum err (*one)(const struct source *, const json_t *,
                                            struct err_ctx *),
                            struct err_ctx *ctx)
{
    const json_t *list = json_object_get(all, key);
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < json_array_size(list); i++) {
        e = one(s, json_array_get(list, i), ctx);
    }
    return e;
}

static enum err import_all(const struct source *s, const json_t *all, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    if (json_object_get(all, "survey") != NULL) {
        e = import_survey(s, json_object_get(all, "survey"), ctx);
    }
    if (e == ERR_OK && json_object_get(all, "plan") != NULL) {
        e = import_plan(s, json_object_get(all, "plan"), ctx);
    }
    e = e == ERR_OK ? import_list(s, all, "followups", import_followup, ctx) : e;
    e = e == ERR_OK ? import_list(s, all, "meetings", import_meeting, ctx) : e;
    return e == ERR_OK ? import_list(s, all, "notes", import_note, ctx) : e;
}

static enum err run_import(struct cli *cli, struct err_ctx *ctx)
{
    struct source s = {.cli = cli, .actor = actor_operator()};
    json_t *all = NULL;
    enum err e = cli_number(cli->arguments[0], "case", &s.id.v, ctx);
    e = e == ERR_OK ? json_read_file(cli->arguments[1], FILE_MAX, &all, ctx) : e;
    if (e == ERR_OK && !json_is_object(all)) {
        e = wrong(cli->arguments[1], "an object as in docs/formats.md", ctx);
    }
    if (e == ERR_OK) {
        e = db_begin(bank_db(cli->bank), DB_WRITE, ctx);
        e = e == ERR_OK ? db_end(bank_db(cli->bank), import_all(&s, all, ctx), ctx) : e;
    }
    json_decref(all);
    return e;
}

/* ---- showing the plan ---- */

static json_t *day_or_null(struct date d)
{
    return d.days == DATE_OPEN.days ? json_null() : json_day(d);
}

static json_t *goal_json(const struct plan_goal *g)
{
    json_t *followups = json_array();
    for (size_t i = 0; i < g->followup_count; i++) {
        json_array_append_new(followups,
                              json_pack("{s:o,s:s,s:s?}", "on", json_day(g->followups[i].on),
                                        "reached", goal_reached_code[g->followups[i].reached],
                                        "note", g->followups[i].note));
    }
    json_t *actions = json_array();
    for (int i = 0; i < PLAN_ACTIONS; i++) {
        const struct plan_action *a = &g->actions[i];
        if (a->what != NULL) {
            json_array_append_new(actions,
                                  json_pack("{s:s,s:s,s:s?,s:o}", "what", a->what, "responsible",
                                            case_responsible_code[a->responsible], "who", a->who,
                                            "until", day_or_null(a->until)));
        }
    }
    return json_pack("{s:i,s:s,s:s,s:s,s:o,s:o,s:o,s:o}", "goal", g->number, "area",
                     goal_area_code[g->area], "text", g->text, "responsible",
                     case_responsible_code[g->responsible], "starts", json_day(g->starts), "ends",
                     day_or_null(g->ends), "actions", actions, "followups", followups);
}

static void print_plan(struct cli *cli, const struct plan *p)
{
    char on[DATE_TEXT], review[DATE_TEXT];
    cli_put(cli, "%s %d, %s %s%s%s\n",
            cli_word(cli, plan_kind_text_sv[p->head.kind], plan_kind_code[p->head.kind]),
            p->version, cli_word(cli, plan_state_text_sv[p->state], plan_state_code[p->state]),
            date_format(p->agreement.on, on), p->state == PLAN_AGREED ? " → " : "",
            p->state == PLAN_AGREED ? date_format(p->agreement.review, review) : "");
    for (size_t i = 0; i < p->goal_count; i++) {
        const struct plan_goal *g = &p->goals[i];
        cli_put(cli, "%3d  %s: %s\n", g->number,
                cli_word(cli, goal_area_text_sv[g->area], goal_area_code[g->area]), g->text);
        for (size_t f = 0; f < g->followup_count; f++) {
            enum goal_reached reached = g->followups[f].reached;
            cli_put(cli, "     %s  %s\n", date_format(g->followups[f].on, on),
                    cli_word(cli, goal_reached_text_sv[reached], goal_reached_code[reached]));
        }
    }
}

static enum err run_plan(struct cli *cli, struct err_ctx *ctx)
{
    bool json;
    struct case_id id;
    struct plan p;
    long version;
    struct actor actor = actor_operator();
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? cli_number(cli->arguments[0], "case", &id.v, ctx) : e;
    e = e == ERR_OK ? cli_option_int(cli, "version", 1, 10000, 0, &version, ctx) : e;
    e = e == ERR_OK ? plan_read(cli->bank, &actor, id, (int)version, cli->arena, &p, ctx) : e;
    if (e == ERR_OK && p.version == 0) {
        e = err_set(ctx, ERR_NOT_FOUND, "plan", NULL, "the case has no plan");
    }
    if (e != ERR_OK || !json) {
        if (e == ERR_OK) {
            print_plan(cli, &p);
        }
        return e;
    }
    json_t *goals = json_array();
    for (size_t i = 0; i < p.goal_count; i++) {
        json_array_append_new(goals, goal_json(&p.goals[i]));
    }
    cli_print_json(cli,
                   json_pack("{s:i,s:s,s:s,s:s?,s:s?,s:s?,s:o,s:o,s:o}", "version", p.version,
                             "state", plan_state_code[p.state], "kind", plan_kind_code[p.head.kind],
                             "voice", p.head.voice, "needs", p.head.needs, "lead", p.head.lead,
                             "agreed_on", day_or_null(p.agreement.on), "review",
                             day_or_null(p.agreement.review), "goals", goals));
    return ERR_OK;
}

static const struct cli_option plan_options[] = {
    {"version", "NUMBER", "The agreed version, else the draft, unless given."},
    {"format", "text|json", "text unless given."},
    {0}};

const struct command cmd_casework[] = {
    {.name = "case import",
     .arguments = "CASE FILE.json",
     .summary = "Put a survey, plan, follow-ups, meetings and notes into a case",
     .description = "For work that began somewhere else. The file (- is standard input) is "
                    "described in docs/formats.md. All of it goes in, or nothing.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 2,
     .max_arguments = 2,
     .run = run_import},
    {.name = "case plan",
     .arguments = "CASE",
     .summary = "Show the plan of a case",
     .description = "",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = plan_options,
     .run = run_plan},
    {0}};
