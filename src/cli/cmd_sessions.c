/* sessions list, sessions end: who is signed in, and ending it, for an operator in an incident. */
#include <inttypes.h>
#include <stdio.h>

#include "bank/journal.h"
#include "cli/person_argument.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "web/session.h"

static const char *const kind_code[SESSION_KIND__MAX] = {"none", "staff", "pupil", "guardian"};
static const char *const kind_sv[SESSION_KIND__MAX] = {"okänd", "anställd", "elev",
                                                       "vårdnadshavare"};
static const char *const kind_en[SESSION_KIND__MAX] = {"unknown", "employee", "pupil", "guardian"};

/* --employee and --person; who is left at 0 was not named. */
static enum err read_owner(struct cli *cli, struct staff_id *staff, struct person_id *person,
                           struct err_ctx *ctx)
{
    const char *employee = cli_option_value(cli, "employee"),
               *who = cli_option_value(cli, "person");
    *staff = (struct staff_id){0};
    *person = (struct person_id){0};
    if (employee != NULL && who != NULL) {
        return err_set(ctx, ERR_INVALID, "--employee, --person", "give one of them",
                       "a session is an employee's, or a pupil's or guardian's");
    }
    return employee != NULL ? cli_staff(cli, employee, staff, ctx)
           : who != NULL    ? cli_person(cli, who, person, ctx)
                            : ERR_OK;
}

/* ---- list ---- */

static json_t *session_json(const struct session_row *s)
{
    return json_pack("{s:I,s:s,s:I,s:I,s:s,s:o,s:o}", "session", (json_int_t)s->number, "kind",
                     kind_code[s->kind], "employee", (json_int_t)s->staff.v, "person",
                     (json_int_t)s->person.v, "device", s->device, "began", json_moment(s->created),
                     "used", json_moment(s->seen));
}

static void print_session(struct cli *cli, const struct session_row *s)
{
    char began[TIMESTAMP_TEXT], used[TIMESTAMP_TEXT], who[32];
    snprintf(who, sizeof who, s->person.v != 0 ? "row:%" PRId64 : "%" PRId64,
             s->person.v != 0 ? s->person.v : s->staff.v);
    cli_put(cli, "%6" PRId64 "  %-14s %-10s %.19s  %.19s  %s\n", s->number,
            cli_word(cli, kind_sv[s->kind], kind_en[s->kind]), who,
            timestamp_format(s->created, began), timestamp_format(s->seen, used), s->device);
}

/* That somebody is signed in tells that there is a case, so the listing is journalled. */
static enum err journal_listed(struct cli *cli, const struct session_row *rows, size_t n,
                               struct err_ctx *ctx)
{
    struct actor actor = actor_operator();
    struct reading *r = reading_begin(cli->bank, &actor, JOURNAL_PERSON_LISTED);
    reading_detail(r, "{\"list\":\"sessions\"}");
    for (size_t i = 0; i < n; i++) {
        if (rows[i].person.v != 0) {
            reading_add(r, rows[i].person);
        }
    }
    return reading_end(r, ctx);
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    bool json;
    struct staff_id staff;
    struct person_id person;
    struct session_row *rows;
    size_t all, n = 0;
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? read_owner(cli, &staff, &person, ctx) : e;
    e = e == ERR_OK ? session_list_all(cli->bank, cli->arena, &rows, &all, ctx) : e;
    for (size_t i = 0; e == ERR_OK && i < all; i++) {
        if ((staff.v == 0 || rows[i].staff.v == staff.v) &&
            (person.v == 0 || rows[i].person.v == person.v)) {
            rows[n++] = rows[i];
        }
    }
    e = e == ERR_OK ? journal_listed(cli, rows, n, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) {
        json_array_append_new(array, session_json(&rows[i]));
        if (!json) {
            print_session(cli, &rows[i]);
        }
    }
    json_t *value = json_pack("{s:o}", "sessions", array);
    if (json) {
        cli_print_json(cli, value);
    } else {
        json_decref(value);
    }
    return ERR_OK;
}

/* ---- end ---- */

static enum err read_which(struct cli *cli, struct session_which *out, struct err_ctx *ctx)
{
    *out = (struct session_which){.all = cli_flag(cli, "all")};
    unsigned named = cli->argument_count + out->all + (cli_option_value(cli, "employee") != NULL) +
                     (cli_option_value(cli, "person") != NULL);
    if (named != 1) {
        return err_set(ctx, ERR_INVALID, "sessions end",
                       "give SESSION, --employee, --person or --all, and one of them alone",
                       "say which sessions to end");
    }
    return cli->argument_count == 1 ? cli_number(cli->arguments[0], "session", &out->number, ctx)
                                    : read_owner(cli, &out->staff, &out->person, ctx);
}

static enum err run_end(struct cli *cli, struct err_ctx *ctx)
{
    struct session_which which;
    int64_t count;
    struct actor actor = actor_operator();
    enum err e = read_which(cli, &which, ctx);
    e = e == ERR_OK ? session_end_which(cli->bank, &which, &actor, &count, ctx) : e;
    if (e == ERR_OK) {
        cli_say(cli, "Avslutade: %" PRId64 ".\n", "Ended: %" PRId64 ".\n", count);
    }
    return e;
}

static const struct cli_option list_options[] = {
    {"employee", "EMPLOYEE", "Number or login; only this employee's."},
    {"person", "PERSON",
     "Personal number, row:NUMBER, or - for standard input; only this pupil's "
     "or guardian's."},
    {"format", "text|json", "text unless given."},
    {0}};
static const struct cli_option end_options[] = {
    {"employee", "EMPLOYEE", "Number or login: all of this employee."},
    {"person", "PERSON",
     "Personal number, row:NUMBER, or - for standard input: all of this pupil "
     "or guardian."},
    {"all", NULL, "Every session of the bank."},
    {0}};

const struct command cmd_sessions[] = {
    {.name = "sessions list",
     .arguments = "",
     .summary = "Show who is signed in",
     .description =
         "Sessions that go on, the one used last first: number, kind, employee or person row, when "
         "it began and was last used (UTC, to the minute), and browser. Names nobody; that pupils "
         "and guardians were listed is in the journal.",
     .section = CLI_OPERATION,
     .needs = CLI_NEEDS_BANK,
     .options = list_options,
     .run = run_list},
    {.name = "sessions end",
     .arguments = "[SESSION]",
     .summary = "Sign somebody out: one session, all of a person, or all",
     .description =
         "Takes effect at the next click, also while brygga serve runs; what was being written is "
         "kept as a draft. Journalled. It does not keep anybody from signing in again: end the "
         "relation or make the employee inactive (/staff), block the account at the identity "
         "provider, or stop brygga serve.",
     .section = CLI_OPERATION,
     .needs = CLI_NEEDS_BANK,
     .max_arguments = 1,
     .options = end_options,
     .run = run_end},
    {0}};
