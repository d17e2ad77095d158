#include "cli/command.h"
#include "cli/print_reasons.h"
#include "cli/say.h"
#include "school/ss12000.h"

static void print_count(const struct cli *cli, const char *sv, const char *en,
                        const struct ss12000_count *c)
{
    cli_say(cli, "%-14s %8lu lästa, %lu nya, %lu ändrade, %lu finns inte längre i källan\n",
            "%-14s %8lu read, %lu added, %lu changed, %lu no longer in the source\n",
            cli_word(cli, sv, en), c->read, c->added, c->changed, c->missing);
}

static void print_summary(const struct cli *cli, const struct ss12000_import *s,
                          const char *rejects)
{
    print_count(cli, "Organisationer", "Organisations", &s->organisations);
    print_count(cli, "Elever", "Pupils", &s->pupils);
    print_count(cli, "Vårdnadshavare", "Guardians", &s->guardians);
    print_count(cli, "Inskrivningar", "Enrolments", &s->enrolments);
    if (s->duties.read + s->teams.read > 0) {
        print_count(cli, "Tjänster", "Duties", &s->duties);
        print_count(cli, "Team", "Teams", &s->teams);
        print_count(cli, "Elevgrupper", "Pupil groups", &s->groups);
        print_count(cli, "Mentorer", "Mentors", &s->mentors);
    }
    cli_say(cli, "Närvaro: %lu rader lästa, %lu elevdagar lagrade eller ändrade\n",
            "Attendance: %lu rows read, %lu pupil days stored or changed\n", s->attendance_rows,
            s->attendance_days);
    if (s->not_kept_rows > 0) {
        cli_say(cli, "%lu närvarorader gäller personer vars närvaro inte lagras här\n",
                "%lu attendance rows are of persons of whom this bank keeps none\n",
                s->not_kept_rows);
    }
    print_reasons(cli, &s->reasons);
    if (s->rejected + s->warnings > 0) {
        cli_say(cli, "%lu avvisade, %lu att titta på: orsaker och åtgärder i %s\n",
                "%lu rejected, %lu to look at: reasons and remedies in %s\n", s->rejected,
                s->warnings, rejects);
    }
}

static enum err run(struct cli *cli, struct err_ctx *ctx)
{
    const char *rejects = cli_option_value(cli, "rejects");
    struct actor actor = actor_operator();
    struct ss12000_options o = {
        .source = cli->arguments[0],
        .token_file = cli_option_value(cli, "token-file"),
        .rejects_path = rejects != NULL ? rejects : "rejects.csv",
        .actor = &actor,
        .accept_missing = cli_flag(cli, "accept-missing"),
        .no_attendance = cli_flag(cli, "no-attendance"),
        .staff = cli_flag(cli, "staff"),
    };
    enum err e = cli_option_date(cli, "from", DATE_OPEN, &o.from, ctx);
    if (e == ERR_OK) {
        e = cli_option_date(cli, "until", date_today(), &o.until, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct ss12000_import summary;
    e = ss12000_import(cli->bank, &o, &summary, ctx);
    if (e == ERR_OK) {
        print_summary(cli, &summary, o.rejects_path);
    }
    return e;
}

static const struct cli_option options[] = {
    {"token-file", "FILE",
     "The API's bearer token, alone on the first line; $BRYGGA_SS12000_TOKEN unless told."},
    {"from", "DATE", "Ask the API for attendance from this day; none unless told."},
    {"until", "DATE", "Ask the API for attendance until this day; today unless told."},
    {"no-attendance", NULL, "Take in the register only."},
    {"staff", NULL, "Ask the API for duties and groups too; of a folder they are read."},
    {"rejects", "FILE", "Where rows that were not taken in are listed; rejects.csv unless told."},
    {"accept-missing", NULL,
     "Go on although more than 5 % of the known pupils are not in the source."},
    {0}};

const struct command cmd_import_ss12000[] = {
    {.name = "import ss12000",
     .arguments = "FOLDER|ADDRESS",
     .summary = "Take in the school register and attendance from SS 12000",
     .description =
         "Reads SS 12000:2020 from a folder with JSON pages – organisations*.json, persons*.json "
         "and, if they are there, aggregatedAttendance*.json, or attendances*.json with "
         "calendarEvents*.json – or from the live API at an https address (http only to this "
         "machine), page by page.\n\n"
         "Pupils are persons with enrolments; of all others only those are kept whom a pupil names "
         "as guardian. Never read are reasons for absence, photos, addresses, telephone numbers "
         "and e-mail. securityMarking protects the person, and a protected guardian or sibling "
         "protects the child.\n\n"
         "The source is the whole register: a pupil who is not in it any more is marked so. If "
         "that is more than 5 % of the known pupils, nothing is changed and the command asks for "
         "--accept-missing. The same source again changes nothing; an interrupted import leaves "
         "what was there. Rows with faults are listed in rejects.csv and the rest goes in.",
     .section = CLI_DATA,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = options,
     .run = run},
    {0}};
