#include "cli/letter_argument.h"

#include <string.h>

#include "cli/team_argument.h"
#include "followup/letter_item.h"

#define USUAL_WEEKS 26

const struct cli_option letter_draft_options[] = {
    {"peer", "PEER", "The recipient, by number or name."},
    {"kind", "KIND", "attendance, intervention, goal or message."},
    {"from", "DATE", "Attendance and interventions: first day; 26 weeks ago unless given."},
    {"to", "DATE", "Last day; yesterday unless given."},
    {"area", "AREA", "Goal: attendance, schoolwork, wellbeing, safety, relations or other."},
    {"reached", "WORD", "Goal: no, partly or yes."},
    {"on", "DATE", "Goal: the day it was found out; today unless given."},
    {"text", "TEXT", "Message; @FILE reads a file, @- standard input."},
    {"purpose", "WORD", "followup unless given, or support."},
    {"branch", "BRANCH",
     "Where in this authority the information comes from: EMI, EPS, EST, SKO, FRI-M, FRI-E, "
     "FRI-S, SOC-M, SOC-O or SOC-P. A goal or a message from a school needs it."},
    {"to-branch", "BRANCH", "Where it goes: the office of a school or SOC-O unless given."},
    {"third-party", "WORD", "Does a message tell of anyone else: none, present or consented."},
    {"hsl", "WORD", "Was it drawn up in health care: yes or no."},
    {"requested", NULL, "The recipient has asked for it."},
    {"assess", "ID=TEXT",
     "An assessment that the law asks for, as made, and why. ID=not:TEXT when it fell out the "
     "other way. TEXT may be @FILE, which keeps it out of the list of processes."},
    {"format", "text|json", "text unless given."},
    {0}};

/* Index of the code of a law fact, 0 (unknown) when not given. */
static enum err fact_option(const struct cli *cli, const char *option, enum law_fact fact,
                            unsigned *out, struct err_ctx *ctx)
{
    const struct law_fact_info *info = law_fact_info(fact);
    const char *given = cli_option_value(cli, option);
    *out = 0;
    for (unsigned i = 1; given != NULL && i < info->values_n; i++) {
        if (strcmp(info->codes[i], given) == 0) {
            *out = i;
        }
    }
    if (given != NULL && *out == 0) {
        char where[48];
        snprintf(where, sizeof where, "--%s", option);
        return err_set(ctx, ERR_INVALID, where, "see: brygga help letter send",
                       "the word is not known");
    }
    return ERR_OK;
}

/* ID=TEXT or ID=not:TEXT. */
static enum err parse_assessment(struct cli *cli, const char *given, struct letter_assessment *out,
                                 struct err_ctx *ctx)
{
    const char *equals = strchr(given, '=');
    size_t n = equals == NULL ? 0 : (size_t)(equals - given);
    bool known = false;
    for (int i = 0; i < LAW_ASSESS__MAX; i++) {
        if (strlen(law_assessment_code[i]) == n && memcmp(law_assessment_code[i], given, n) == 0) {
            out->kind = (enum law_assessment)i;
            known = true;
        }
    }
    if (!known) {
        return err_set(ctx, ERR_INVALID, "--assess",
                       "write ID=TEXT with an ID that letter preview names",
                       "there is no such assessment");
    }
    const char *text = equals + 1;
    bool not_met = strncmp(text, "not:", 4) == 0;
    out->result = not_met ? LAW_NOT_MET : LAW_MET;
    return cli_text(cli, text + (not_met ? 4 : 0), &out->text, ctx);
}

static enum err parse_assessments(struct cli *cli, struct letter_draft *d, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    const char *given;
    for (size_t i = 0; e == ERR_OK && (given = cli_option_nth(cli, "assess", i)) != NULL; i++) {
        if (d->assessment_count == LAW_ASSESS__MAX) {
            return err_set(ctx, ERR_LIMIT, "--assess", "give each once", "too many assessments");
        }
        e = parse_assessment(cli, given, &d->assessments[d->assessment_count++], ctx);
    }
    return e;
}

static enum err parse_facts(struct cli *cli, struct letter_draft *d, struct err_ctx *ctx)
{
    unsigned from = 0, to = 0, third = 0, hsl = 0;
    enum err e = fact_option(cli, "branch", LAW_FACT_FROM, &from, ctx);
    e = e == ERR_OK ? fact_option(cli, "to-branch", LAW_FACT_TO, &to, ctx) : e;
    e = e == ERR_OK ? fact_option(cli, "third-party", LAW_FACT_THIRD_PARTY, &third, ctx) : e;
    e = e == ERR_OK ? fact_option(cli, "hsl", LAW_FACT_HSL_CONTEXT, &hsl, ctx) : e;
    d->from = (enum law_branch)from;
    d->to = (enum law_branch)to;
    d->third_party = (enum law_third_party)third;
    d->hsl_context = (enum law_answer)hsl;
    d->requested = cli_flag(cli, "requested") ? LAW_YES : LAW_ANSWER_UNKNOWN;
    return e;
}

static enum err compose_register(struct cli *cli, const struct actor *actor,
                                 const struct letter_draft *d, struct person_id person,
                                 json_t **out, struct err_ctx *ctx)
{
    struct date from, to, yesterday = {d->on.days - 1};
    enum err e = cli_option_date(cli, "to", yesterday, &to, ctx);
    e = e == ERR_OK
            ? cli_option_date(cli, "from", date_monday((struct date){to.days - 7 * USUAL_WEEKS}),
                              &from, ctx)
            : e;
    if (e == ERR_OK && to.days > d->on.days) {
        e = err_set(ctx, ERR_INVALID, "--to", "give today or an earlier day",
                    "the future cannot be sent");
    }
    if (e != ERR_OK || d->kind == LETTER_ATTENDANCE) {
        return e != ERR_OK
                   ? e
                   : letter_item_attendance(cli->bank, person, from, to, cli->arena, out, ctx);
    }
    struct reading *r = reading_begin(cli->bank, actor, JOURNAL_INTERVENTION_READ);
    reading_case(r, d->case_id);
    reading_add(r, person);
    e = letter_item_interventions(cli->bank, r, person, from, to, cli->arena, out, ctx);
    enum err ended = reading_end(r, ctx);
    return e != ERR_OK ? e : ended;
}

static enum err compose_goal(const struct cli *cli, const struct letter_draft *d, json_t **out,
                             struct err_ctx *ctx)
{
    int area = 0, reached = 0;
    struct date on;
    char day[DATE_TEXT];
    enum err e = cli_code(cli, "area", goal_area_code, GOAL_AREA__MAX, -1, &area, ctx);
    e = e == ERR_OK
            ? cli_code(cli, "reached", goal_reached_code, GOAL_REACHED__MAX, -1, &reached, ctx)
            : e;
    e = e == ERR_OK ? cli_option_date(cli, "on", d->on, &on, ctx) : e;
    if (e == ERR_OK) {
        *out = json_pack("{s:[{s:s,s:s,s:s}]}", "goals", "area", goal_area_code[area], "reached",
                         goal_reached_code[reached], "on", date_format(on, day));
    }
    return e;
}

static enum err compose_message(struct cli *cli, json_t **out, struct err_ctx *ctx)
{
    const char *given, *text;
    enum err e = cli_needed(cli, "text", &given, ctx);
    e = e == ERR_OK ? cli_text(cli, given, &text, ctx) : e;
    if (e == ERR_OK) {
        json_t *string = json_string(text); /* NULL when it is not UTF-8 */
        *out = string == NULL ? NULL : json_pack("{s:o}", "text", string);
    }
    return e == ERR_OK && *out == NULL
               ? err_set(ctx, ERR_INVALID, "--text", "save it as UTF-8", "the text is not UTF-8")
               : e;
}

enum err cli_letter_draft(struct cli *cli, const struct actor *actor, struct letter_draft *out,
                          json_t **item_out, struct err_ctx *ctx)
{
    *out = (struct letter_draft){.on = date_today()};
    *item_out = NULL;
    struct team_case c;
    struct peer peer;
    int kind = 0, purpose = 0;
    /* The first four kinds are items; "none" stands before them. */
    enum err e = cli_code(cli, "kind", letter_kind_code + 1, LETTER_MESSAGE, -1, &kind, ctx);
    e = e == ERR_OK ? cli_number(cli->arguments[0], "case", &out->case_id.v, ctx) : e;
    e = e == ERR_OK
            ? cli_code(cli, "purpose", consent_purpose_code, CONSENT_PURPOSE__MAX, 0, &purpose, ctx)
            : e;
    e = e == ERR_OK ? parse_facts(cli, out, ctx) : e;
    e = e == ERR_OK ? parse_assessments(cli, out, ctx) : e;
    e = e == ERR_OK ? cli_peer(cli, &peer, ctx) : e;
    e = e == ERR_OK ? case_read(cli->bank, actor, out->case_id, &c, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    out->peer = peer.id;
    out->kind = (enum letter_kind)(kind + 1);
    out->purpose = (enum consent_purpose)purpose;
    e = out->kind == LETTER_GOAL      ? compose_goal(cli, out, item_out, ctx)
        : out->kind == LETTER_MESSAGE ? compose_message(cli, item_out, ctx)
                                      : compose_register(cli, actor, out, c.person, item_out, ctx);
    out->item = *item_out;
    return e;
}
