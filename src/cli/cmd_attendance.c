#include <inttypes.h>

#include "cli/command.h"
#include "cli/print_reasons.h"
#include "cli/say.h"
#include "school/attendance_import.h"

static void print_summary(const struct cli *cli, const struct attendance_import *s,
                          const char *rejects)
{
    char first[DATE_TEXT] = "", last[DATE_TEXT] = "";
    if (s->days > 0) {
        date_format(s->first, first);
        date_format(s->last, last);
    }
    cli_say(cli,
            "%" PRIu64 " rader lästa, %" PRIu64 " avvisade\n"
            "%u elever, %" PRIu64 " elevdagar på %u dagar %s – %s; %u elever ändrade\n",
            "%" PRIu64 " rows read, %" PRIu64 " refused\n"
            "%u pupils, %" PRIu64 " pupil days on %u days %s – %s; %u pupils changed\n",
            s->rows, s->refused, s->pupils, s->pupil_days, s->days, first, last, s->changed_pupils);
    if (s->repeated > 0) {
        cli_say(cli, "varning: %" PRIu64 " rader är likadana som raden före; de lades ihop\n",
                "warning: %" PRIu64 " rows are just like the row before them; they were "
                "added up\n",
                s->repeated);
    }
    if (s->outside_days > 0) {
        cli_say(cli, "varning: %" PRIu64 " elevdagar ligger utanför elevens inskrivning\n",
                "warning: %" PRIu64 " pupil days lie outside the pupil's enrolment\n",
                s->outside_days);
    }
    if (s->future_days > 0) {
        cli_say(cli, "varning: %" PRIu64 " elevdagar har inte varit än\n",
                "warning: %" PRIu64 " pupil days have not come yet\n", s->future_days);
    }
    if (s->refused + s->repeated + s->outside_days + s->future_days > 0) {
        print_reasons(cli, &s->reasons);
        cli_say(cli, "Orsaker och åtgärder: %s\n", "Reasons and remedies: %s\n", rejects);
    }
}

static enum err run_import(struct cli *cli, struct err_ctx *ctx)
{
    const char *rejects = cli_option_value(cli, "rejects");
    struct actor actor = actor_operator();
    struct attendance_import_options o = {
        .path = cli->arguments[0],
        .rejects_path = rejects != NULL ? rejects : "rejects.csv",
        .actor = &actor,
        .accept_missing = cli_flag(cli, "accept-missing"),
    };
    struct attendance_import summary;
    enum err e = attendance_import(cli->bank, &o, &summary, ctx);
    if (e == ERR_OK) {
        print_summary(cli, &summary, o.rejects_path);
    }
    return e;
}

static const struct cli_option options[] = {
    {"rejects", "FILE", "Where rows that were not taken in are listed; rejects.csv unless told."},
    {"accept-missing", NULL,
     "Go on although more than 5 % of the pupils with attendance in the period are not in the "
     "file."},
    {0}};

const struct command cmd_attendance[] = {
    {.name = "import attendance",
     .arguments = "FILE.csv",
     .summary = "Take in attendance from a CSV file",
     .description =
         "Columns civic_no, date, offered_minutes, valid_absence_minutes, invalid_absence_minutes "
         "and perhaps lesson (1–31), in any order, comma or semicolon, UTF-8. Several rows of a "
         "day are added up; with lesson a second row of the same pupil, day and lesson is "
         "refused.\n\n"
         "What the file tells of a pupil's day replaces what was stored about it; other days stay. "
         "The same file again changes nothing, a corrected file corrects, and an import that is "
         "interrupted leaves what was there. Rows with faults are listed in rejects.csv and the "
         "rest goes in.",
     .section = CLI_DATA,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = options,
     .run = run_import},
    {0}};
