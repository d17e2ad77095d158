/* measure record and list; questionnaire plan. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "cli/command.h"
#include "cli/person_argument.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "team/case.h"
#include "team/questionnaire.h"

static enum err find_instrument(struct cli *cli, struct instrument *out, struct err_ctx *ctx)
{
    const char *code;
    enum err e = cli_needed(cli, "instrument", &code, ctx);
    return e == ERR_OK ? instrument_find(cli->bank, code, cli->arena, out, ctx) : e;
}

/* --answer ITEM=NUMBER, as often as there are answers. */
static enum err answers(struct cli *cli, struct measurement *m, struct err_ctx *ctx)
{
    struct measure_answer *list = arena_alloc(cli->arena, INSTRUMENT_ITEMS * sizeof *list);
    const char *text;
    for (size_t i = 0; (text = cli_option_nth(cli, "answer", i)) != NULL; i++) {
        const char *equals = strchr(text, '=');
        char *end = NULL;
        long value = equals != NULL ? strtol(equals + 1, &end, 10) : 0;
        if (equals == NULL || equals == text || end == equals + 1 || *end != '\0' ||
            labs(value) > 1000 || m->answer_count == INSTRUMENT_ITEMS) {
            return err_set(ctx, ERR_INVALID, "--answer", "write it as --answer ITEM=7",
                           "an answer is an item, = and a whole number");
        }
        list[m->answer_count++] = (struct measure_answer){
            arena_strndup(cli->arena, text, (size_t)(equals - text)), (int)value};
    }
    m->answers = list;
    return ERR_OK;
}

static enum err run_record(struct cli *cli, struct err_ctx *ctx)
{
    struct actor actor = actor_operator();
    struct measurement m = {.note = ""};
    struct instrument instrument;
    struct measurement_id id;
    int respondent = 0, moment = 0, how = 0;
    enum err e = cli_number(cli->arguments[0], "case", &m.case_id.v, ctx);
    e = e == ERR_OK ? find_instrument(cli, &instrument, ctx) : e;
    e = e == ERR_OK ? cli_code(cli, "respondent", respondent_code, RESPONDENT__MAX,
                               RESPONDENT_PUPIL, &respondent, ctx)
                    : e;
    e = e == ERR_OK ? cli_code(cli, "moment", measure_moment_code, MEASURE_MOMENT__MAX,
                               MOMENT_DURING, &moment, ctx)
                    : e;
    e = e == ERR_OK
            ? cli_code(cli, "how", measure_how_code, MEASURE_HOW__MAX, MEASURE_PAPER, &how, ctx)
            : e;
    e = e == ERR_OK ? cli_option_date(cli, "on", date_today(), &m.taken_on, ctx) : e;
    e = e == ERR_OK ? answers(cli, &m, ctx) : e;
    if (e == ERR_OK && cli_option_value(cli, "note") != NULL) {
        e = cli_text(cli, cli_option_value(cli, "note"), &m.note, ctx);
    }
    m.instrument = &instrument;
    m.respondent = (enum respondent)respondent;
    m.moment = (enum measure_moment)moment;
    m.how = (enum measure_how)how;
    e = e == ERR_OK ? measure_record(cli->bank, &actor, &m, &id, ctx) : e;
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "\n", id.v);
    }
    return e;
}

static void print_series(struct cli *cli, const struct measure_series *s)
{
    const struct instrument *i = s->instrument;
    cli_put(cli, "%s, %s: %s\n", cli_word(cli, i->name.sv, i->name.en),
            cli_word(cli, respondent_text_sv[s->respondent], respondent_code[s->respondent]),
            cli_word(cli, measure_verdict_text_sv[s->verdict], measure_verdict_code[s->verdict]));
    for (size_t k = 0; k < s->count; k++) {
        char on[DATE_TEXT];
        cli_put(cli, "  %s  %5.1f  %s\n", date_format(s->list[k].taken_on, on), s->list[k].score,
                cli_word(cli, measure_moment_text_sv[s->list[k].moment],
                         measure_moment_code[s->list[k].moment]));
    }
}

static json_t *number_or_null(double v)
{
    return isfinite(v) ? json_real(v) : json_null();
}

static json_t *series_json(const struct measure_series *s)
{
    json_t *values = json_array();
    for (size_t k = 0; k < s->count; k++) {
        json_array_append_new(
            values, json_pack("{s:o,s:s,s:s,s:o}", "on", json_day(s->list[k].taken_on), "moment",
                              measure_moment_code[s->list[k].moment], "how",
                              measure_how_code[s->list[k].how], "score",
                              number_or_null(s->list[k].scored ? s->list[k].score : NAN)));
    }
    return json_pack("{s:s,s:i,s:s,s:s,s:o,s:o,s:o}", "instrument", s->instrument->code, "version",
                     s->instrument->version, "respondent", respondent_code[s->respondent],
                     "verdict", measure_verdict_code[s->verdict], "difference",
                     number_or_null(s->difference), "limit", number_or_null(s->limit), "values",
                     values);
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    bool json;
    struct actor actor = actor_operator();
    struct team_case c;
    struct case_id id;
    struct measurement *list;
    struct measure_series *series;
    size_t n;
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? cli_number(cli->arguments[0], "case", &id.v, ctx) : e;
    e = e == ERR_OK ? case_read(cli->bank, &actor, id, &c, ctx) : e;
    e = e == ERR_OK ? measure_list(cli->bank, &actor, c.person, cli->arena, &list, &n, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    json_t *array = json_array();
    size_t count = measure_group(list, n, cli->arena, &series);
    for (size_t i = 0; i < count; i++) {
        if (!json) {
            print_series(cli, &series[i]);
        }
        json_array_append_new(array, series_json(&series[i]));
    }
    json_t *all = json_pack("{s:o}", "series", array);
    if (json) {
        cli_print_json(cli, all);
    } else {
        json_decref(all);
    }
    return ERR_OK;
}

static enum err run_plan(struct cli *cli, struct err_ctx *ctx)
{
    struct actor actor = actor_operator();
    struct questionnaire_plan p = {.first_is_before = cli_flag(cli, "before"),
                                   .last_is_after = cli_flag(cli, "after")};
    struct instrument instrument;
    struct questionnaire_id first;
    size_t count;
    int respondent = 0;
    long weeks = 0;
    const char *guardian = cli_option_value(cli, "guardian");
    enum err e = cli_number(cli->arguments[0], "case", &p.case_id.v, ctx);
    e = e == ERR_OK ? find_instrument(cli, &instrument, ctx) : e;
    e = e == ERR_OK ? cli_code(cli, "respondent", respondent_code, RESPONDENT__MAX,
                               RESPONDENT_PUPIL, &respondent, ctx)
                    : e;
    e = e == ERR_OK ? cli_option_int(cli, "every", 0, 52, 0, &weeks, ctx) : e;
    e = e == ERR_OK ? cli_option_date(cli, "first", date_today(), &p.first, ctx) : e;
    e = e == ERR_OK ? cli_option_date(cli, "last", p.first, &p.last, ctx) : e;
    e = e == ERR_OK && guardian != NULL ? cli_person(cli, guardian, &p.respondent_id, ctx) : e;
    p.instrument = instrument.id;
    p.respondent = (enum respondent)respondent;
    p.every_weeks = (int)weeks;
    e = e == ERR_OK ? questionnaire_plan(cli->bank, &actor, &p, &first, &count, ctx) : e;
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "\n", first.v);
    }
    return e;
}

#define INSTRUMENT_OPTION                                                                          \
    {                                                                                              \
        "instrument", "CODE", "The version that is in use."                                        \
    }
#define RESPONDENT_OPTION                                                                          \
    {                                                                                              \
        "respondent", "WORD", "pupil, guardian or staff; pupil unless given."                      \
    }

static const struct cli_option record_options[] = {
    INSTRUMENT_OPTION,
    RESPONDENT_OPTION,
    {"answer", "ITEM=NUMBER", "One for each item; for goals the number of the goal."},
    {"moment", "WORD", "before, during or after the support; during unless given."},
    {"how", "WORD", "together, paper or staff; paper unless given."},
    {"on", "DATE", "Today unless given."},
    {"note", "TEXT", "Free text, sealed; @FILE reads a file, @- standard input."},
    {0}};
static const struct cli_option list_options[] = {{"format", "text|json", "text unless given."},
                                                 {0}};
static const struct cli_option plan_options[] = {
    INSTRUMENT_OPTION,
    RESPONDENT_OPTION,
    {"guardian", "PERSON", "Who of the guardians; as a person is named in case open."},
    {"first", "DATE", "Today unless given."},
    {"every", "WEEKS", "Once unless given."},
    {"last", "DATE", "Up to when, with --every."},
    {"before", NULL, "The first is before the support."},
    {"after", NULL, "The last is after it."},
    {0}};

const struct command cmd_measure[] = {
    {.name = "measure record",
     .arguments = "CASE",
     .summary = "Keep answers to an instrument",
     .description = "Prints the number of the measurement. Answers on the command line can be seen "
                    "in the list of processes while the command runs.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = record_options,
     .run = run_record},
    {.name = "measure list",
     .arguments = "CASE",
     .summary = "Show measurements over time and what can be said of the change",
     .description = "A change is told against the error of measurement: better, worse, may be "
                    "chance, or too little to say.",
     .section = CLI_FOLLOWUP,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = list_options,
     .run = run_list},
    {.name = "questionnaire plan",
     .arguments = "CASE",
     .summary = "Ask a pupil, guardian or employee to answer, once or every so often",
     .description = "Prints the number of the first. Whoever can sign in meets it on the own page "
                    "from a week before its day.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = plan_options,
     .run = run_plan},
    {0}};
