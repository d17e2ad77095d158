#include <inttypes.h>

#include "cli/command.h"
#include "cli/say.h"
#include "demo/demo.h"

static enum err run_demo(struct cli *cli, struct err_ctx *ctx)
{
    long pupils, seed;
    struct date end;
    enum err e = cli_option_int(cli, "pupils", 1, DEMO_MAX_PUPILS, 2000, &pupils, ctx);
    if (e == ERR_OK) {
        e = cli_option_int(cli, "seed", 0, INT32_MAX, 1, &seed, ctx);
    }
    if (e == ERR_OK) {
        e = cli_option_date(cli, "end", date_today(), &end, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct demo_options options = {.pupils = (unsigned)pupils, .seed = (uint64_t)seed, .end = end};
    struct demo_summary s;
    e = demo_write(cli->arguments[0], &options, &s, ctx);
    if (e != ERR_OK) {
        return e;
    }
    char first[DATE_TEXT], last[DATE_TEXT];
    cli_say(cli,
            "%s: %s – %s\n"
            "  %u elever och %u vårdnadshavare i %u skolenheter; %u elever med skyddad identitet, "
            "%u med "
            "tillfälligt nummer\n"
            "  %" PRIu64 " närvarorader; frånvaro %.1f %%, %u elever över 20 %%\n"
            "  %u insatser; vad de egentligen gjorde står i truth.json\n",
            "%s: %s – %s\n"
            "  %u pupils and %u guardians in %u school units; %u pupils with protected identity, "
            "%u with an interim number\n"
            "  %" PRIu64 " attendance rows; absence %.1f %%, %u pupils above 20 %%\n"
            "  %u interventions; what they truly did is in truth.json\n",
            cli->arguments[0], date_format(s.first, first), date_format(s.end, last), s.pupils,
            s.guardians, s.units, s.protected_pupils, s.interim_pupils, s.attendance_rows,
            100 * s.absence_share, s.above_20_percent, s.interventions);
    return ERR_OK;
}

static const struct cli_option demo_options[] = {
    {"pupils", "N", "Number of pupils, 1–25000; 2000 unless told."},
    {"seed", "S", "The same seed and options give the same files, byte for byte; 1 unless told."},
    {"end", "DATE",
     "Last day of the data; today unless told. The data begin on 1 July of the "
     "school year before."},
    {0}};

const struct command cmd_demo[] = {
    {.name = "demo",
     .arguments = "DIR",
     .summary = "Make a municipality of invented people, as files to import",
     .description =
         "Writes SS 12000 pages, attendance, interventions, cases and consents of an invented "
         "municipality with one independent school into DIR, which must be new or empty, and "
         "truth.json with the true effect of each intervention.\n\n"
         "Nobody in it exists: every personal number is in the series that Skatteverket keeps "
         "for tests.",
     .section = CLI_SETUP,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = demo_options,
     .run = run_demo},
    {0}};
