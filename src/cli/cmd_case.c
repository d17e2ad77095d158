/* case open, list, show, close and handover. */
#include <inttypes.h>
#include <string.h>

#include "cli/command.h"
#include "cli/person_argument.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "team/case.h"

static enum err case_argument(struct cli *cli, struct case_id *out, struct err_ctx *ctx)
{
    return cli_number(cli->arguments[0], "case", &out->v, ctx);
}

static enum err run_open(struct cli *cli, struct err_ctx *ctx)
{
    struct case_opening o = {.unit = cli_option_value(cli, "unit")};
    struct actor actor = actor_operator();
    struct case_id id;
    const char *who;
    int reason = 0, criterion = 0;
    enum err e = cli_code(cli, "reason", case_reason_code, CASE_REASON__MAX, -1, &reason, ctx);
    e = e == ERR_OK ? cli_code(cli, "criterion", case_criterion_code, CASE_CRITERION__MAX, 0,
                               &criterion, ctx)
                    : e;
    e = e == ERR_OK ? cli_option_date(cli, "opened", date_today(), &o.opened, ctx) : e;
    e = e == ERR_OK ? cli_text(cli, cli_option_value(cli, "note"), &o.note, ctx) : e;
    e = e == ERR_OK ? cli_needed(cli, "responsible", &who, ctx) : e;
    e = e == ERR_OK ? cli_staff(cli, who, &o.responsible, ctx) : e;
    e = e == ERR_OK ? cli_person(cli, cli->arguments[0], &o.person, ctx) : e;
    o.reason = (enum case_reason)reason;
    o.criterion = (enum case_criterion)criterion;
    e = e == ERR_OK ? case_open(cli->bank, &actor, &o, &id, ctx) : e;
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "\n", id.v);
    }
    return e;
}

static json_t *case_json(const struct team_case *c)
{
    return json_pack("{s:I,s:I,s:I,s:s,s:s,s:s,s:o,s:b,s:o,s:s}", "case", (json_int_t)c->id.v,
                     "person", (json_int_t)c->person.v, "responsible", (json_int_t)c->responsible.v,
                     "unit", c->unit, "reason", case_reason_code[c->reason], "criterion",
                     case_criterion_code[c->criterion], "opened", json_day(c->opened), "closed",
                     c->closed, "closed_on", c->closed ? json_day(c->closed_on) : json_null(),
                     "close_reason", case_close_code[c->close_reason]);
}

static void print_case(struct cli *cli, const struct team_case *c)
{
    char opened[DATE_TEXT], closed[DATE_TEXT];
    cli_put(cli, "%6" PRId64 "  %s  row:%-8" PRId64 " %-12s %s%s%s\n", c->id.v,
            date_format(c->opened, opened), c->person.v, c->unit,
            cli_word(cli, case_reason_text_sv[c->reason], case_reason_code[c->reason]),
            c->closed ? (cli_word(cli, ", avslutat ", ", closed ")) : "",
            c->closed ? date_format(c->closed_on, closed) : "");
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    bool json;
    struct case_filter f = {.unit = cli_option_value(cli, "unit"),
                            .closed_too = cli_flag(cli, "closed")};
    struct team_case *cases;
    size_t n;
    const char *who = cli_option_value(cli, "responsible");
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK && who != NULL ? cli_staff(cli, who, &f.responsible, ctx) : e;
    e = e == ERR_OK ? case_list(cli->bank, &f, cli->arena, &cases, &n, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct actor actor = actor_operator();
    struct reading *r = reading_begin(cli->bank, &actor, JOURNAL_CASE_LISTED);
    for (size_t i = 0; i < n; i++) {
        reading_add(r, cases[i].person);
    }
    e = reading_end(r, ctx);
    json_t *array = json_array();
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (!json) {
            print_case(cli, &cases[i]);
        }
        json_array_append_new(array, case_json(&cases[i]));
    }
    json_t *all = json_pack("{s:o}", "cases", array);
    if (json && e == ERR_OK) {
        cli_print_json(cli, all);
    } else {
        json_decref(all);
    }
    return e;
}

static enum err run_show(struct cli *cli, struct err_ctx *ctx)
{
    bool json;
    struct case_id id;
    struct team_case c;
    struct case_event *events;
    size_t n = 0;
    struct actor actor = actor_operator();
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? case_argument(cli, &id, ctx) : e;
    e = e == ERR_OK ? case_read(cli->bank, &actor, id, &c, ctx) : e;
    e = e == ERR_OK ? case_events(cli->bank, &actor, id, cli->arena, &events, &n, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    json_t *array = json_array();
    if (!json) {
        print_case(cli, &c);
    }
    for (size_t i = 0; i < n; i++) {
        const struct case_event *v = &events[i];
        char at[TIMESTAMP_TEXT];
        if (!json) {
            cli_put(cli, "        %s  %s, %" PRId64 "%s%s\n", timestamp_format(v->at, at),
                    cli_word(cli, case_event_text_sv[v->kind], case_event_code[v->kind]),
                    v->responsible.v, v->note != NULL ? ": " : "", v->note != NULL ? v->note : "");
        }
        json_array_append_new(array,
                              json_pack("{s:s,s:o,s:I,s:s?}", "event", case_event_code[v->kind],
                                        "at", json_moment(v->at), "responsible",
                                        (json_int_t)v->responsible.v, "note", v->note));
    }
    json_t *all = case_json(&c);
    json_object_set_new(all, "events", array);
    if (json) {
        cli_print_json(cli, all);
    } else {
        json_decref(all);
    }
    return ERR_OK;
}

static enum err run_close(struct cli *cli, struct err_ctx *ctx)
{
    struct case_id id;
    struct date on;
    int reason = 0;
    const char *note;
    struct actor actor = actor_operator();
    enum err e = case_argument(cli, &id, ctx);
    e = e == ERR_OK ? cli_code(cli, "reason", case_close_code, CASE_CLOSE__MAX, -1, &reason, ctx)
                    : e;
    e = e == ERR_OK ? cli_option_date(cli, "on", date_today(), &on, ctx) : e;
    e = e == ERR_OK ? cli_text(cli, cli_option_value(cli, "note"), &note, ctx) : e;
    return e == ERR_OK ? case_end(cli->bank, &actor, id, (enum case_close)reason, on, note, ctx)
                       : e;
}

static enum err run_handover(struct cli *cli, struct err_ctx *ctx)
{
    struct case_id id;
    struct staff_id to;
    const char *who, *note;
    struct actor actor = actor_operator();
    enum err e = case_argument(cli, &id, ctx);
    e = e == ERR_OK ? cli_needed(cli, "to", &who, ctx) : e;
    e = e == ERR_OK ? cli_staff(cli, who, &to, ctx) : e;
    e = e == ERR_OK ? cli_text(cli, cli_option_value(cli, "note"), &note, ctx) : e;
    return e == ERR_OK ? case_handover(cli->bank, &actor, id, to, note, ctx) : e;
}

#define NOTE_OPTION                                                                                \
    {                                                                                              \
        "note", "TEXT", "Free text, sealed; @FILE reads a file, @- standard input."                \
    }

static const struct cli_option open_options[] = {
    {"responsible", "EMPLOYEE", "Number or login."},
    {"reason", "REASON",
     "absence, truancy, refusal, parental, norm-breaking, social-situation or other."},
    {"criterion", "WORD", "Criterion of the target group: norm-breaking, absence or both."},
    {"unit", "CODE", "The unit that works with the case; the employee's unless given."},
    {"opened", "DATE", "Today unless given."},
    NOTE_OPTION,
    {0}};
static const struct cli_option list_options[] = {
    {"responsible", "EMPLOYEE", "Only this employee's: my cases."},
    {"unit", "CODE", "Only this unit's."},
    {"closed", NULL, "Also closed cases."},
    {"format", "text|json", "text unless given."},
    {0}};
static const struct cli_option show_options[] = {{"format", "text|json", "text unless given."},
                                                 {0}};
static const struct cli_option close_options[] = {
    {"reason", "REASON", "goal-reached, support-ended, declined, moved, other-support or mistake."},
    {"on", "DATE", "Today unless given."},
    NOTE_OPTION,
    {0}};
static const struct cli_option handover_options[] = {
    {"to", "EMPLOYEE", "Number or login."}, NOTE_OPTION, {0}};

const struct command cmd_case[] = {
    {.name = "case open",
     .arguments = "PERSON",
     .summary = "Open a case",
     .description = "PERSON is a personal number, - to read it from standard input, or row:NUMBER. "
                    "A number on the command line can be seen in the list of processes while the "
                    "command runs and stays in the shell's history: - avoids both. Prints the "
                    "number of the case.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = open_options,
     .run = run_open},
    {.name = "case list",
     .arguments = "",
     .summary = "List cases",
     .description = "Number, opening day, person, unit and reason. Nobody with a protected "
                    "identity is listed.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .options = list_options,
     .run = run_list},
    {.name = "case show",
     .arguments = "CASE",
     .summary = "Show a case and what has happened in it",
     .description = "",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = show_options,
     .run = run_show},
    {.name = "case close",
     .arguments = "CASE",
     .summary = "Close a case",
     .description = "",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = close_options,
     .run = run_close},
    {.name = "case handover",
     .arguments = "CASE",
     .summary = "Give a case to another employee",
     .description = "",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = handover_options,
     .run = run_handover},
    {0}};
