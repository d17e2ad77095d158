/* consent record, ask, list, show and withdraw. */
#include <inttypes.h>
#include <string.h>

#include "cli/command.h"
#include "cli/person_argument.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "letterbox/letter.h"
#include "school/register.h"
#include "team/case.h"
#include "team/consent_request.h"

/* "attendance,goal" as bits. */
static enum err parse_items(const char *text, unsigned *out, struct err_ctx *ctx)
{
    *out = 0;
    while (*text != '\0') {
        size_t n = strcspn(text, ",");
        bool known = false;
        for (unsigned i = 0; i < CONSENT_ITEM__MAX; i++) {
            if (strlen(consent_item_code[i]) == n && memcmp(consent_item_code[i], text, n) == 0) {
                *out |= 1U << i;
                known = true;
            }
        }
        if (!known) {
            return err_set(ctx, ERR_INVALID, "--items",
                           "attendance, intervention, goal and message, with commas between",
                           "there is no such item");
        }
        text += n + (text[n] == ',');
    }
    return ERR_OK;
}

/* --pupil, --guardian-1 and --guardian-2 with what goes with each. */
static enum err parse_reply(struct cli *cli, enum consent_party party, enum consent_how how,
                            struct date on, struct consent_reply *out, struct err_ctx *ctx)
{
    static const char *const words[] = {"not-asked", "yes", "no", "no-reply", "blocked", NULL};
    int answer = 0;
    enum err e = cli_option_word(cli, consent_party_code[party], words, 0, &answer, ctx);
    char option[40];
    snprintf(option, sizeof option, "%s-note", consent_party_code[party]);
    const char *note = cli_option_value(cli, option);
    note = note != NULL ? note : cli_option_value(cli, "note");
    out->blocked = answer == 4;
    out->answer = answer == 4 ? CONSENT_NOT_ASKED : (enum consent_answer)answer;
    if (out->answer == CONSENT_YES || out->answer == CONSENT_NO) {
        out->how = how;
        out->on = on;
        e = e == ERR_OK ? cli_text(cli, note, &out->note, ctx) : e;
    }
    return e;
}

static enum err parse_answers(struct cli *cli, struct consent_content *c, struct err_ctx *ctx)
{
    int how = 0;
    struct date on;
    enum err e = cli_code(cli, "how", consent_how_code, CONSENT_HOW__MAX, 0, &how, ctx);
    e = e == ERR_OK ? cli_option_date(cli, "on", c->valid_from, &on, ctx) : e;
    for (int p = 0; e == ERR_OK && p < CONSENT_PARTY__MAX; p++) {
        e = parse_reply(cli, (enum consent_party)p, (enum consent_how)how, on, &c->replies[p], ctx);
    }
    return e;
}

static enum err parse_scope(struct cli *cli, struct consent_content *c, struct err_ctx *ctx)
{
    const char *items, *interpreter = cli_option_value(cli, "interpreter");
    int purpose = 0, custody = 0, maturity = 0;
    struct date today = date_today();
    enum err e = cli_needed(cli, "items", &items, ctx);
    e = e == ERR_OK ? parse_items(items, &c->items, ctx) : e;
    e = e == ERR_OK
            ? cli_code(cli, "purpose", consent_purpose_code, CONSENT_PURPOSE__MAX, 0, &purpose, ctx)
            : e;
    e = e == ERR_OK
            ? cli_code(cli, "custody", consent_custody_code, CONSENT_CUSTODY__MAX, 0, &custody, ctx)
            : e;
    e = e == ERR_OK ? cli_code(cli, "maturity", consent_maturity_code, CONSENT_MATURITY__MAX, 0,
                               &maturity, ctx)
                    : e;
    e = e == ERR_OK ? cli_option_date(cli, "from", today, &c->valid_from, ctx) : e;
    e = e == ERR_OK
            ? cli_option_date(cli, "to", (struct date){c->valid_from.days + 180}, &c->valid_to, ctx)
            : e;
    e = e == ERR_OK ? cli_option_date(cli, "about-from", c->valid_from, &c->about_from, ctx) : e;
    c->purpose = (enum consent_purpose)purpose;
    c->custody = (enum consent_custody)custody;
    c->maturity = (enum consent_maturity)maturity;
    snprintf(c->interpreter, sizeof c->interpreter, "%s", interpreter != NULL ? interpreter : "");
    return e;
}

/* Who guardian 1 and 2 are, as far as the register of a school bank tells. */
static enum err put_guardians(struct cli *cli, struct consent_content *c, struct err_ctx *ctx)
{
    struct guardian *g;
    size_t count = 0;
    int p = CONSENT_GUARDIAN_1;
    enum err e = bank_config(cli->bank)->kind == BANK_SCHOOL
                     ? guardian_list(cli->bank, c->person, cli->arena, &g, &count, ctx)
                     : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < count && p < CONSENT_PARTY__MAX; i++) {
        if (g[i].relation == GUARDIAN_CUSTODIAN) {
            c->replies[p].person = g[i].person;
            bool open = c->replies[p].answer == CONSENT_NOT_ASKED;
            c->replies[p].blocked = c->replies[p].blocked || (open && g[i].blocked);
            p++;
        }
    }
    return e;
}

static enum err run_record(struct cli *cli, struct err_ctx *ctx)
{
    struct consent_content c = {0};
    struct team_case found;
    struct peer peer;
    struct consent_id id;
    struct actor actor = actor_operator();
    enum err e = cli_number(cli->arguments[0], "case", &c.case_id.v, ctx);
    e = e == ERR_OK ? case_read(cli->bank, &actor, c.case_id, &found, ctx) : e;
    e = e == ERR_OK ? cli_peer(cli, &peer, ctx) : e;
    e = e == ERR_OK ? parse_scope(cli, &c, ctx) : e;
    e = e == ERR_OK ? parse_answers(cli, &c, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    c.person = found.person;
    c.peer = peer.id;
    e = put_guardians(cli, &c, ctx);
    e = e == ERR_OK ? consent_record(cli->bank, &actor, &c, &id, ctx) : e;
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "\n", id.v);
    }
    return e;
}

/* "pupil,guardian-1" as bits. */
static enum err parse_asked(const char *text, unsigned *out, struct err_ctx *ctx)
{
    *out = 0;
    while (*text != '\0') {
        size_t n = strcspn(text, ",");
        int p = 0;
        while (p < CONSENT_PARTY__MAX && (strlen(consent_party_code[p]) != n ||
                                          memcmp(consent_party_code[p], text, n) != 0)) {
            p++;
        }
        if (p == CONSENT_PARTY__MAX) {
            return err_set(ctx, ERR_INVALID, "--of", "pupil, guardian-1 and guardian-2",
                           "there is no such party");
        }
        *out |= 1U << (unsigned)p;
        text += n + (text[n] == ',');
    }
    return ERR_OK;
}

static enum err run_ask(struct cli *cli, struct err_ctx *ctx)
{
    struct consent_request r;
    struct consent_request_id id;
    struct case_id case_id;
    struct peer peer;
    struct actor actor = actor_operator();
    const char *of;
    int way = 0;
    enum err e = cli_number(cli->arguments[0], "case", &case_id.v, ctx);
    e = e == ERR_OK ? cli_peer(cli, &peer, ctx) : e;
    e = e == ERR_OK ? cli_needed(cli, "of", &of, ctx) : e;
    e = e == ERR_OK
            ? cli_code(cli, "way", request_way_code, REQUEST_WAY__MAX, REQUEST_SIGN_IN, &way, ctx)
            : e;
    e = e == ERR_OK ? consent_request_new(cli->bank, &actor, case_id, &id, ctx) : e;
    e = e == ERR_OK ? consent_request_read(cli->bank, &actor, id, cli->arena, &r, ctx) : e;
    e = e == ERR_OK ? parse_scope(cli, &r.c, ctx) : e;
    e = e == ERR_OK ? parse_asked(of, &r.asked, ctx) : e;
    e = e == ERR_OK ? cli_text(cli, cli_option_value(cli, "childs-view"), &r.c.childs_view, ctx)
                    : e;
    e = e == ERR_OK ? put_guardians(cli, &r.c, ctx) : e;
    if (e == ERR_OK) {
        r.c.peer = peer.id;
        r.way = (enum request_way)way;
        r.steps = ~0U;
        e = consent_request_save(cli->bank, &actor, &r, ctx);
    }
    e = e == ERR_OK ? consent_request_ask(cli->bank, &actor, id, ctx) : e;
    if (e == ERR_OK) {
        cli_put(cli, "%" PRId64 "\n", id.v);
    }
    return e;
}

static json_t *consent_json(const struct consent *c)
{
    json_t *items = json_array(), *answers = json_array();
    for (unsigned i = 0; i < CONSENT_ITEM__MAX; i++) {
        if ((c->c.items & 1U << i) != 0) {
            json_array_append_new(items, json_string(consent_item_code[i]));
        }
    }
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        const struct consent_reply *r = &c->c.replies[p];
        json_array_append_new(
            answers,
            json_pack("{s:s,s:s,s:s,s:o,s:b,s:o,s:s?}", "party", consent_party_code[p], "answer",
                      consent_answer_code[r->answer], "how", consent_how_code[r->how], "on",
                      r->on.days == 0 ? json_null() : json_day(r->on), "blocked", r->blocked,
                      "withdrawn_on", r->withdrawn ? json_day(r->withdrawn_on) : json_null(),
                      "note", r->note));
    }
    return json_pack("{s:I,s:I,s:I,s:I,s:o,s:s,s:o,s:o,s:o,s:s,s:s,s:s,s:o,s:o}", "consent",
                     (json_int_t)c->id.v, "person", (json_int_t)c->c.person.v, "case",
                     (json_int_t)c->c.case_id.v, "peer", (json_int_t)c->c.peer.v, "items", items,
                     "purpose", consent_purpose_code[c->c.purpose], "from",
                     json_day(c->c.valid_from), "to", json_day(c->c.valid_to), "about_from",
                     json_day(c->c.about_from), "custody", consent_custody_code[c->c.custody],
                     "maturity", consent_maturity_code[c->c.maturity], "interpreter",
                     c->c.interpreter, "recorded", json_moment(c->recorded_at), "answers", answers);
}

static void print_reply(struct cli *cli, enum consent_party party, const struct consent_reply *r)
{
    char day[DATE_TEXT];
    cli_put(cli, "        %s: %s%s%s",
            cli_word(cli, consent_party_text_sv[party], consent_party_code[party]),
            cli_word(cli, consent_answer_text_sv[r->answer], consent_answer_code[r->answer]),
            r->on.days > 0 ? " " : "", r->on.days > 0 ? date_format(r->on, day) : "");
    if (r->blocked) {
        cli_say(cli, ", får inte veta", ", blocked");
    }
    if (r->withdrawn) {
        cli_say(cli, ", återkallat", ", withdrawn");
    }
    cli_put(cli, "%s%s\n", r->note != NULL ? ": " : "", r->note != NULL ? r->note : "");
}

static void print_consent(struct cli *cli, const struct consent *c)
{
    char from[DATE_TEXT], to[DATE_TEXT];
    cli_put(
        cli, "%6" PRId64 "  %s – %s  peer:%" PRId64 ", %s:", c->id.v,
        date_format(c->c.valid_from, from), date_format(c->c.valid_to, to), c->c.peer.v,
        cli_word(cli, consent_purpose_text_sv[c->c.purpose], consent_purpose_code[c->c.purpose]));
    for (unsigned i = 0; i < CONSENT_ITEM__MAX; i++) {
        if ((c->c.items & 1U << i) != 0) {
            cli_put(cli, " %s", cli_word(cli, consent_item_text_sv[i], consent_item_code[i]));
        }
    }
    cli_put(cli, "\n");
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        const struct consent_reply *r = &c->c.replies[p];
        if (r->answer != CONSENT_NOT_ASKED || r->blocked) {
            print_reply(cli, (enum consent_party)p, r);
        }
    }
}

static enum err print_all(struct cli *cli, const struct consent *list, size_t n, bool json)
{
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) {
        if (!json) {
            print_consent(cli, &list[i]);
        }
        json_array_append_new(array, consent_json(&list[i]));
    }
    json_t *all = json_pack("{s:o}", "consents", array);
    if (json) {
        cli_print_json(cli, all);
    } else {
        json_decref(all);
    }
    return ERR_OK;
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    bool json;
    struct person_id person;
    struct consent *list;
    size_t n;
    struct actor actor = actor_operator();
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? cli_person(cli, cli->arguments[0], &person, ctx) : e;
    e = e == ERR_OK ? consent_list(cli->bank, &actor, person, cli->arena, &list, &n, ctx) : e;
    return e == ERR_OK ? print_all(cli, list, n, json) : e;
}

static enum err run_show(struct cli *cli, struct err_ctx *ctx)
{
    bool json;
    struct consent_id id;
    struct consent c;
    struct actor actor = actor_operator();
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? cli_number(cli->arguments[0], "consent", &id.v, ctx) : e;
    e = e == ERR_OK ? consent_read(cli->bank, &actor, id, cli->arena, &c, ctx) : e;
    return e == ERR_OK ? print_all(cli, &c, 1, json) : e;
}

static enum err run_withdraw(struct cli *cli, struct err_ctx *ctx)
{
    struct consent_id id;
    int by = 0;
    struct date on;
    struct letter_withdrawal r;
    struct actor actor = actor_operator();
    enum err e = cli_number(cli->arguments[0], "consent", &id.v, ctx);
    e = e == ERR_OK ? cli_code(cli, "by", consent_party_code, CONSENT_PARTY__MAX, -1, &by, ctx) : e;
    e = e == ERR_OK ? cli_option_date(cli, "on", date_today(), &on, ctx) : e;
    e = e == ERR_OK
            ? letter_consent_withdraw(cli->bank, &actor, id, (enum consent_party)by, on, &r, ctx)
            : e;
    if (e == ERR_OK) {
        cli_say(cli, "Återkallat. %u brev stoppade; mottagaren får veta om %u brev.\n",
                "Withdrawn. %u letters stopped; the recipient is told of %u.\n", r.cancelled,
                r.told);
        if (r.not_told > 0) {
            cli_say(cli,
                    "Mottagaren är avslutad och nås inte av brev: berätta om %u på annat "
                    "sätt.\n",
                    "The peer is ended and gets no letters: tell it of %u in another way.\n",
                    r.not_told);
        }
    }
    return e;
}

static const struct cli_option record_options[] = {
    {"peer", "PEER", "The recipient, by number or name."},
    {"items", "LIST", "attendance, intervention, goal, message, with commas between."},
    {"purpose", "WORD", "followup unless given, or support."},
    {"from", "DATE", "First day it may be used; today unless given."},
    {"to", "DATE", "Last day, at most a year later; 180 days unless given."},
    {"about-from", "DATE",
     "The oldest day that the information may be about; the first day of use unless given."},
    {"pupil", "ANSWER", "yes, no, no-reply or not-asked."},
    {"guardian-1", "ANSWER", "The same, or blocked: secrecy against this guardian (OSL 12:3)."},
    {"guardian-2", "ANSWER", "The same; under joint custody."},
    {"how", "WORD", "How they answered: paper, eid or oral (needs a note)."},
    {"on", "DATE", "The day they answered; the first day of use unless given."},
    {"note", "TEXT", "Note on the answers, sealed; @FILE reads a file, @- standard input."},
    {"pupil-note", "TEXT", "Note on this answer alone, likewise."},
    {"guardian-1-note", "TEXT", "Likewise."},
    {"guardian-2-note", "TEXT", "Likewise."},
    {"custody", "WORD", "sole or joint."},
    {"maturity", "WORD",
     "Does the pupil understand what it means: not-mature, mature (has a say with the guardians) "
     "or mature-alone (the guardians do not decide in this matter)."},
    {"interpreter", "LANGUAGE", "An interpreter was used, into this language, such as so."},
    {0}};
static const struct cli_option ask_options[] = {
    {"peer", "PEER", "The recipient, by number or name."},
    {"items", "LIST", "attendance, intervention, goal, message, with commas between."},
    {"purpose", "WORD", "followup unless given, or support."},
    {"from", "DATE", "First day it may be used; today unless given."},
    {"to", "DATE", "Last day, at most a year later; 180 days unless given."},
    {"about-from", "DATE", "The oldest day that the information may be about."},
    {"of", "LIST", "Whose yes is asked for: pupil, guardian-1, guardian-2."},
    {"way", "WORD", "How they answer: sign-in unless given, paper or oral."},
    {"custody", "WORD", "sole or joint."},
    {"maturity", "WORD", "not-mature, mature or mature-alone."},
    {"childs-view", "TEXT", "What the child says, in its own words; sealed."},
    {"interpreter", "LANGUAGE", "An interpreter is needed, into this language, such as so."},
    {0}};
static const struct cli_option list_options[] = {{"format", "text|json", "text unless given."},
                                                 {0}};
static const struct cli_option withdraw_options[] = {
    {"by", "PARTY", "pupil, guardian-1 or guardian-2."},
    {"on", "DATE", "The day it was said; today unless given."},
    {0}};

const struct command cmd_consent[] = {
    {.name = "consent record",
     .arguments = "CASE",
     .summary = "Record what pupil and guardians have answered",
     .description = "A refusal is recorded in the same way; nothing follows from it but that "
                    "nothing is sent. Whether the answers are enough for a letter is decided by "
                    "law when the letter is sent. Prints the number of the consent.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = record_options,
     .run = run_record},
    {.name = "consent ask",
     .arguments = "CASE",
     .summary = "Ask pupil and guardians for a consent",
     .description = "It waits for them until all have answered or one has said no. Prints the "
                    "number of the request.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = ask_options,
     .run = run_ask},
    {.name = "consent list",
     .arguments = "PERSON",
     .summary = "List a person's consents",
     .description = "PERSON is a personal number, - to read it from standard input, or row:NUMBER.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = list_options,
     .run = run_list},
    {.name = "consent show",
     .arguments = "CONSENT",
     .summary = "Show one consent with its notes",
     .description = "",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = list_options,
     .run = run_show},
    {.name = "consent withdraw",
     .arguments = "CONSENT",
     .summary = "Record that a consent is withdrawn",
     .description = "Letters that rest on it and wait in the outbox are stopped at once, and the "
                    "recipient is told by letter of those that it may have.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = withdraw_options,
     .run = run_withdraw},
    {0}};
