/* The absence staircase and inquiries into absence from the command line. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "cli/command.h"
#include "cli/person_argument.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "school/inquiry.h"
#include "school/register.h"
#include "school/series_store.h"
#include "school/track.h"

/* ---- the staircase ---- */

/* A whole number from `low` to `high`; an option that is not given is `otherwise`. */
static enum err number_option(const struct cli *cli, const char *option, unsigned otherwise,
                              unsigned high, unsigned *out, struct err_ctx *ctx)
{
    const char *text = cli_option_value(cli, option);
    char *end;
    *out = otherwise;
    if (text == NULL) {
        return ERR_OK;
    }
    unsigned long v = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || v < 1 || v > high) {
        return err_set(ctx, ERR_INVALID, option, "write a whole number",
                       "a number from 1 to %u is needed", high);
    }
    *out = (unsigned)v;
    return ERR_OK;
}

static void print_stair(struct cli *cli, const struct stair *s)
{
    char from[DATE_TEXT];
    if (s->id.v == 0) {
        cli_say(cli, "Programmets exempel; huvudmannen har inte bestämt någon.\n",
                "The program's example; the organiser has set none.\n");
    } else {
        cli_say(cli, "Från %s\n", "From %s\n", date_format(s->valid_from, from));
    }
    for (size_t i = 0; i < s->count; i++) {
        const struct stair_step *t = &s->steps[i];
        cli_put(cli, "%2zu  %s  %s %u  %s  %u\n    %s\n", i + 1, t->name,
                stair_condition_code[t->condition], t->amount, role_code[t->role], t->days,
                t->work);
    }
}

static json_t *stair_json(const struct stair *s)
{
    json_t *steps = json_array();
    for (size_t i = 0; i < s->count; i++) {
        const struct stair_step *t = &s->steps[i];
        json_array_append_new(steps, json_pack("{s:s,s:s,s:i,s:s,s:s,s:i}", "name", t->name,
                                               "condition", stair_condition_code[t->condition],
                                               "amount", (int)t->amount, "work", t->work, "role",
                                               role_code[t->role], "school_days", (int)t->days));
    }
    return json_pack("{s:s,s:b,s:o,s:i,s:i,s:o}", "format", "brygga-staircase-1", "example",
                     s->id.v == 0, "from", s->id.v != 0 ? json_day(s->valid_from) : json_null(),
                     "inquiry_school_days", (int)s->inquiry_days, "report_school_days",
                     (int)s->report_days, "steps", steps);
}

static enum err run_show(struct cli *cli, struct err_ctx *ctx)
{
    bool json;
    struct stair s;
    struct date at;
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? cli_option_date(cli, "at", date_today(), &at, ctx) : e;
    e = e == ERR_OK ? stair_at(cli->bank, at, &s, ctx) : e;
    if (e == ERR_OK && json) {
        cli_print_json(cli, stair_json(&s));
    } else if (e == ERR_OK) {
        print_stair(cli, &s);
    }
    return e;
}

enum column { NAME, CONDITION, AMOUNT, WORK, ROLE, DAYS, COLUMNS };
static const struct csv_column columns[COLUMNS] = {{"name", true},   {"condition", true},
                                                   {"amount", true}, {"work", true},
                                                   {"role", true},   {"school_days", true}};

static enum err read_step(const struct csv *c, struct stair *s, struct err_ctx *ctx)
{
    char line[32];
    (void)snprintf(line, sizeof line, "line %lu", csv_line(c));
    if (s->count == STAIR_STEPS_MAX) {
        return err_set(ctx, ERR_LIMIT, line, "write at most ten steps", "too many steps");
    }
    struct stair_step *t = &s->steps[s->count++];
    int condition = -1;
    for (int i = 0; i < STAIR_CONDITION__MAX; i++) {
        condition = strcmp(csv_field(c, CONDITION), stair_condition_code[i]) == 0 ? i : condition;
    }
    if (condition < 0 || !role_parse(csv_field(c, ROLE), &t->role)) {
        return err_set(ctx, ERR_INVALID, line, "see: brygga help absence set-staircase",
                       "the condition or the role is not known");
    }
    t->condition = (enum stair_condition)condition;
    t->amount = (unsigned)strtoul(csv_field(c, AMOUNT), NULL, 10);
    t->days = (unsigned)strtoul(csv_field(c, DAYS), NULL, 10);
    bool fits = (size_t)snprintf(t->name, sizeof t->name, "%s", csv_field(c, NAME)) < STAIR_NAME &&
                (size_t)snprintf(t->work, sizeof t->work, "%s", csv_field(c, WORK)) < STAIR_WORK;
    const char *fault = fits ? stair_step_fault(t) : "Texten är för lång.";
    return fault == NULL ? ERR_OK
                         : err_set(ctx, ERR_INVALID, line, fault, "the step cannot be used");
}

static enum err read_stair(const char *path, struct stair *s, struct err_ctx *ctx)
{
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return err_set(ctx, ERR_NOT_FOUND, path, "give a CSV file", "%s", strerror(errno));
    }
    struct csv *c;
    enum err e = csv_open(file, path, columns, COLUMNS, &c, ctx);
    if (e == ERR_OK) {
        enum csv_row row;
        while (e == ERR_OK && (row = csv_next(c)) != CSV_END) {
            e = row == CSV_ROW ? read_step(c, s, ctx)
                               : err_set(ctx, ERR_INVALID, path, "mend the file", "%s",
                                         row == CSV_BAD ? csv_bad_reason(c) : "reading failed");
        }
        csv_close(c);
    }
    (void)fclose(file);
    return e;
}

static enum err run_set(struct cli *cli, struct err_ctx *ctx)
{
    struct stair s = {.count = 0};
    struct stair_id id;
    struct actor actor = actor_operator();
    enum err e = cli_option_date(cli, "from", date_today(), &s.valid_from, ctx);
    e = e == ERR_OK ? number_option(cli, "inquiry-days", stair_example.inquiry_days, 120,
                                    &s.inquiry_days, ctx)
                    : e;
    e = e == ERR_OK
            ? number_option(cli, "report-days", stair_example.report_days, 120, &s.report_days, ctx)
            : e;
    e = e == ERR_OK ? read_stair(cli->arguments[0], &s, ctx) : e;
    return e == ERR_OK ? stair_set(cli->bank, &s, &actor, &id, ctx) : e;
}

/* ---- pupils on it ---- */

static enum err read_doing(struct cli *cli, struct track_doing *d, struct err_ctx *ctx)
{
    enum err e = cli_option_date(cli, "on", date_today(), &d->on, ctx);
    e = e == ERR_OK ? cli_text(cli, cli_option_value(cli, "note"), &d->note, ctx) : e;
    return e == ERR_OK ? cli_person(cli, cli->arguments[0], &d->person, ctx) : e;
}

static enum err run_place(struct cli *cli, struct err_ctx *ctx)
{
    struct track_doing d;
    unsigned step;
    struct actor actor = actor_operator();
    enum err e = number_option(cli, "step", 1, STAIR_STEPS_MAX, &step, ctx);
    e = e == ERR_OK ? read_doing(cli, &d, ctx) : e;
    return e == ERR_OK ? track_place(cli->bank, &actor, &d, step, ctx) : e;
}

static enum err run_settle(struct cli *cli, struct err_ctx *ctx)
{
    struct track_doing d;
    int state;
    struct actor actor = actor_operator();
    enum err e = cli_code(cli, "as", track_state_code, TRACK_STATE__MAX, TRACK_DONE, &state, ctx);
    e = e == ERR_OK ? read_doing(cli, &d, ctx) : e;
    return e == ERR_OK ? track_settle(cli->bank, &actor, &d, (enum track_state)state, ctx) : e;
}

static enum err run_leave(struct cli *cli, struct err_ctx *ctx)
{
    struct track_doing d;
    int reason;
    struct actor actor = actor_operator();
    enum err e = cli_code(cli, "reason", track_close_code, TRACK_CLOSE__MAX, -1, &reason, ctx);
    e = e == ERR_OK ? read_doing(cli, &d, ctx) : e;
    return e == ERR_OK ? track_close(cli->bank, &actor, &d, (enum track_close)reason, ctx) : e;
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    struct track *list;
    size_t count;
    struct actor actor = actor_operator();
    enum err e = track_list(cli->bank, cli->arena, &list, &count, ctx);
    struct reading *r = reading_begin(cli->bank, &actor, JOURNAL_TRACK_READ);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        reading_add(r, list[i].person);
    }
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    e = reading_end(r, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        char since[DATE_TEXT], due[DATE_TEXT];
        cli_put(cli, "row:%-8" PRId64 " %u  %s  %s  %s\n", list[i].person.v, list[i].step,
                date_format(list[i].since, since), date_format(list[i].due, due),
                cli_word(cli, track_state_text_sv[list[i].state], track_state_code[list[i].state]));
    }
    return e;
}

/* ---- inquiries ---- */

/* Where the pupil goes to school, and what was counted. */
static enum err fill_opening(struct cli *cli, struct inquiry_opening *o, struct err_ctx *ctx)
{
    struct enrolment en;
    struct series days;
    struct stair stair;
    struct stair_facts facts;
    struct date first = date_school_year_first(date_school_year(o->on));
    enum err e = enrolment_at(cli->bank, o->person, o->on, cli->arena, &en, ctx);
    e = e == ERR_OK ? series_read(cli->bank, o->person, first, o->on, cli->arena, &days, ctx) : e;
    e = e == ERR_OK ? stair_at(cli->bank, o->on, &stair, ctx) : e;
    if (e == ERR_OK) {
        stair_count(&days, o->on, &facts);
        o->unit = en.school_unit_code;
        o->days = stair.inquiry_days;
        o->report_days = stair.report_days;
        o->absence = facts.window;
    }
    return e;
}

static enum err run_inquiry(struct cli *cli, struct err_ctx *ctx)
{
    struct inquiry_opening o = {0};
    struct inquiry_id id;
    const char *who;
    struct actor actor = actor_operator();
    enum err e = cli_option_date(cli, "on", date_today(), &o.on, ctx);
    e = e == ERR_OK ? cli_needed(cli, "responsible", &who, ctx) : e;
    e = e == ERR_OK ? cli_staff(cli, who, &o.responsible, ctx) : e;
    e = e == ERR_OK ? cli_person(cli, cli->arguments[0], &o.person, ctx) : e;
    e = e == ERR_OK ? fill_opening(cli, &o, ctx) : e;
    e = e == ERR_OK ? inquiry_open(cli->bank, &actor, &o, &id, ctx) : e;
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "\n", id.v);
    }
    return e;
}

static enum err run_hear(struct cli *cli, struct err_ctx *ctx)
{
    struct inquiry_hearing h = {.who = ""};
    struct inquiry_id id;
    int party, how;
    struct actor actor = actor_operator();
    enum err e = cli_number(cli->arguments[0], "inquiry", &id.v, ctx);
    e = e == ERR_OK
            ? cli_code(cli, "party", inquiry_party_code, INQUIRY_PARTY__MAX, -1, &party, ctx)
            : e;
    e = e == ERR_OK
            ? cli_code(cli, "how", inquiry_how_code, INQUIRY_HOW__MAX, INQUIRY_HOW_NONE, &how, ctx)
            : e;
    e = e == ERR_OK ? cli_option_date(cli, "on", date_today(), &h.on, ctx) : e;
    e = e == ERR_OK ? cli_text(cli, cli_option_value(cli, "text"), &h.text, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    h.party = (enum inquiry_party)party;
    h.how = (enum inquiry_how)how;
    h.heard = how != INQUIRY_HOW_NONE;
    return inquiry_hear(cli->bank, &actor, id, &h, ctx);
}

static enum err run_report(struct cli *cli, struct err_ctx *ctx)
{
    struct inquiry_id id;
    struct date on;
    struct actor actor = actor_operator();
    enum err e = cli_number(cli->arguments[0], "inquiry", &id.v, ctx);
    e = e == ERR_OK ? cli_option_date(cli, "on", date_today(), &on, ctx) : e;
    return e == ERR_OK ? inquiry_report(cli->bank, &actor, id, on, ctx) : e;
}

static enum err run_inquiries(struct cli *cli, struct err_ctx *ctx)
{
    struct inquiry *list;
    size_t count;
    struct inquiry_filter f = {.ended_too = cli_flag(cli, "all")};
    struct actor actor = actor_operator();
    enum err e = inquiry_list(cli->bank, &f, cli->arena, &list, &count, ctx);
    struct reading *r = reading_begin(cli->bank, &actor, JOURNAL_INQUIRY_LISTED);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        reading_add(r, list[i].person);
    }
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    e = reading_end(r, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        char opened[DATE_TEXT], due[DATE_TEXT];
        cli_put(cli, "%6" PRId64 "  row:%-8" PRId64 " %-10s %s  %s  %s\n", list[i].id.v,
                list[i].person.v, list[i].unit, date_format(list[i].opened, opened),
                date_format(list[i].due, due),
                list[i].ended ? inquiry_end_code[list[i].end] : cli_word(cli, "pågår", "open"));
    }
    return e;
}

#define DOING_OPTIONS                                                                              \
    {"on", "DATE", "Today unless given."},                                                         \
    {                                                                                              \
        "note", "TEXT",                                                                            \
            "A note, sealed. @FILE reads a file, @- standard "                                     \
            "input. Not the causes of the absence."                                                \
    }

static const struct cli_option show_options[] = {
    {"at", "DATE", "The one that held on this day; today unless given."},
    {"format", "text|json", "text unless given."},
    {0}};
static const struct cli_option set_options[] = {
    {"from", "DATE", "First day; today unless given."},
    {"inquiry-days", "NUMBER", "The organiser's own time for an inquiry, school days (20)."},
    {"report-days", "NUMBER", "And for the report to the organiser (3)."},
    {0}};
static const struct cli_option place_options[] = {
    {"step", "NUMBER", "The step; 1 unless given."}, DOING_OPTIONS, {0}};
static const struct cli_option settle_options[] = {
    {"as", "WORD", "done (unless given) or not-needed, which needs a note."}, DOING_OPTIONS, {0}};
static const struct cli_option leave_options[] = {
    {"reason", "WORD", "better, moved, other-support or mistake."}, DOING_OPTIONS, {0}};
static const struct cli_option inquiry_options[] = {
    {"responsible", "EMPLOYEE", "Number or login."}, {"on", "DATE", "Today unless given."}, {0}};
static const struct cli_option hear_options[] = {
    {"party", "WORD", "pupil, guardian or student-health."},
    {"how", "WORD",
     "meeting, telephone, video, at-home or writing; without it nobody was heard, and the text "
     "says why."},
    {"on", "DATE", "Today unless given."},
    {"text", "TEXT", "What was said, sealed. @FILE reads a file, @- standard input."},
    {0}};
static const struct cli_option report_options[] = {{"on", "DATE", "Today unless given."}, {0}};
static const struct cli_option inquiries_options[] = {{"all", NULL, "Also those that have ended."},
                                                      {0}};

#define COMMAND(name_, arguments_, summary_, description_, count_, options_, run_)                 \
    {                                                                                              \
        .name = (name_), .arguments = (arguments_), .summary = (summary_),                         \
        .description = (description_), .section = CLI_FOLLOWUP, .needs = CLI_NEEDS_BANK,           \
        .min_arguments = (count_), .max_arguments = (count_), .options = (options_), .run = (run_) \
    }

static const char person_help[] =
    "PERSON is a personal number, - to read it from standard input, or row:NUMBER.";

const struct command cmd_absence[] = {
    COMMAND("absence staircase", "", "Show the organiser's absence staircase",
            "The steps with what takes a pupil there, what is to be done, by which role and "
            "within how many school days. Until the organiser sets one it is the program's "
            "example.",
            0, show_options, run_show),
    COMMAND("absence set-staircase", "FILE", "Set the absence staircase from a day on",
            "FILE is CSV with the columns name, condition, amount, work, role and school_days, a "
            "row a step. condition: total-share or invalid-share (amount in per mille), "
            "invalid-days or days-in-a-row (amount in days), by-people (amount 0).",
            1, set_options, run_set),
    COMMAND("absence place", "PERSON", "Put a pupil on a step of the staircase", person_help, 1,
            place_options, run_place),
    COMMAND("absence settle", "PERSON", "Tell that the pupil's step is done or not needed",
            person_help, 1, settle_options, run_settle),
    COMMAND("absence leave", "PERSON", "Take a pupil off the staircase", person_help, 1,
            leave_options, run_leave),
    COMMAND("absence list", "", "List the pupils on the staircase",
            "Row, step, since when, due day and state. Nobody with a protected identity is "
            "listed.",
            0, NULL, run_list),
    COMMAND("absence inquiry", "PERSON", "Open an inquiry into absence",
            "Skollagen 7:19 a. Prints the number of the inquiry. The causes of the absence are "
            "written and read in the application alone, by the student health.",
            1, inquiry_options, run_inquiry),
    COMMAND("absence hear", "INQUIRY", "Note who was heard in an inquiry, or why not", "", 1,
            hear_options, run_hear),
    COMMAND("absence report", "INQUIRY", "Note the day of the report to the organiser", "", 1,
            report_options, run_report),
    COMMAND("absence inquiries", "", "List inquiries into absence",
            "Number, row, school, opening day, own time and state.", 0, inquiries_options,
            run_inquiries),
    {0}};
