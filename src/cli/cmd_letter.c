/* letter preview, send, list, show, deliver, accept and reject. */
#include <inttypes.h>
#include <string.h>

#include "bank/rules.h"
#include "cli/command.h"
#include "cli/letter_argument.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "letterbox/courier.h"
#include "letterbox/inbox.h"
#include "letterbox/letter.h"

/* What the law says, and why. */
static void print_decision(struct cli *cli, const struct law_decision *d, bool json)
{
    if (json) {
        return;
    }
    cli_put(cli, "%s\n", cli_word(cli, d->explanation.sv, d->explanation.en));
    for (size_t i = 0; i < d->assessments_n; i++) {
        cli_put(cli, "  --assess %s=…  %s\n", d->assessments[i].code,
                cli_word(cli, d->assessments[i].question.sv, d->assessments[i].question.en));
    }
}

static enum err run_preview(struct cli *cli, struct err_ctx *ctx)
{
    bool json = false;
    struct letter_draft d;
    json_t *item = NULL;
    struct law_rules *rules = NULL;
    struct letter_preview preview;
    struct actor actor = actor_operator();
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? bank_rules_load(cli_share(cli), &rules, ctx) : e;
    e = e == ERR_OK ? cli_letter_draft(cli, &actor, &d, &item, ctx) : e;
    e = e == ERR_OK ? letter_preview(cli->bank, rules, &actor, &d, cli->arena, &preview, ctx) : e;
    if (e == ERR_OK) {
        print_decision(cli, &preview.decision, json);
        if (json) {
            cli_print_json(cli, json_pack("{s:b,s:I,s:o,s:o,s:O}", "sendable", preview.sendable,
                                          "consent", (json_int_t)preview.consent.v, "facts",
                                          law_facts_json(&preview.facts), "decision",
                                          law_decision_json(&preview.decision), "item", item));
        }
    }
    json_decref(item);
    law_free(rules);
    return e;
}

static enum err run_send(struct cli *cli, struct err_ctx *ctx)
{
    bool json = false;
    struct letter_draft d;
    json_t *item = NULL;
    struct law_rules *rules = NULL;
    struct letter_preview preview = {0};
    struct letter_id id = {0};
    struct actor actor = actor_operator();
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? bank_rules_load(cli_share(cli), &rules, ctx) : e;
    e = e == ERR_OK ? cli_letter_draft(cli, &actor, &d, &item, ctx) : e;
    if (e == ERR_OK) {
        e = letter_send(cli->bank, rules, &actor, &d, cli->arena, &id, &preview, ctx);
        if (preview.decision.version != NULL) {
            print_decision(cli, &preview.decision, json);
        }
    }
    if (e == ERR_OK && json) {
        cli_print_json(cli, json_pack("{s:I,s:o}", "letter", (json_int_t)id.v, "decision",
                                      law_decision_json(&preview.decision)));
    } else if (e == ERR_OK) {
        cli_say(cli, "Brev %" PRId64 " ligger i utkorgen.\n",
                "Letter %" PRId64 " is in the outbox.\n", id.v);
    }
    json_decref(item);
    law_free(rules);
    return e;
}

/* ---- looking ---- */

static json_t *out_json(const struct letter *l)
{
    char ref[LETTER_REF_TEXT];
    json_t *o = json_pack("{s:I,s:s,s:s,s:s,s:I,s:I,s:I,s:I,s:s,s:s,s:b}", "letter",
                          (json_int_t)l->id.v, "box", "out", "ref", letter_ref_format(&l->ref, ref),
                          "kind", letter_kind_code[l->kind], "peer", (json_int_t)l->peer.v,
                          "person", (json_int_t)l->person.v, "case", (json_int_t)l->case_id.v,
                          "consent", (json_int_t)l->consent.v, "state", letter_state_code[l->state],
                          "answer", letter_answer_code[l->answer], "withdrawn", l->withdrawn);
    json_object_set_new(o, "refusal",
                        l->state == LETTER_REFUSED ? json_string(receipt_status_code[l->refusal])
                                                   : json_null());
    json_object_set_new(o, "reject_reason",
                        l->reject_reason < 0 ? json_null()
                                             : json_string(reject_reason_code[l->reject_reason]));
    json_object_set_new(o, "sent", json_moment(l->sent_at));
    json_object_set_new(o, "delivered", json_moment(l->delivered_at));
    json_object_set_new(o, "answered", json_moment(l->answered_at));
    json_object_set_new(o, "attempts", json_integer(l->attempts));
    json_object_set_new(o, "last_error", json_string(l->last_error));
    json_object_set_new(o, "grounds", json_string(l->grounds));
    json_object_set_new(o, "rules", json_string(l->rules));
    return o;
}

static json_t *in_json(const struct inbox_letter *l)
{
    char ref[LETTER_REF_TEXT];
    json_t *o = json_pack("{s:I,s:s,s:s,s:s,s:I,s:s,s:s,s:b,s:s,s:s,s:s}", "letter",
                          (json_int_t)l->id.v, "box", "in", "ref", letter_ref_format(&l->ref, ref),
                          "kind", letter_kind_code[l->kind], "peer", (json_int_t)l->peer.v,
                          "peer_name", l->peer_name, "state", inbox_state_code[l->state],
                          "withdrawn", l->withdrawn, "purpose", consent_purpose_code[l->purpose],
                          "grounds", l->grounds, "rules", l->rules);
    json_object_set_new(o, "created", json_moment(l->created));
    json_object_set_new(o, "received", json_moment(l->received_at));
    json_object_set_new(o, "decided", json_moment(l->decided_at));
    json_object_set_new(o, "withdrawn_on", l->withdrawn ? json_day(l->withdrawn_on) : json_null());
    json_object_set_new(o, "reject_reason",
                        l->reject_reason < 0 ? json_null()
                                             : json_string(reject_reason_code[l->reject_reason]));
    return o;
}

static void print_out(struct cli *cli, const struct letter *l)
{
    char day[DATE_TEXT];
    cli_put(cli, "%6" PRId64 " >> %s  peer:%-3" PRId64 " %-12s %s", l->id.v,
            date_format(timestamp_date(l->sent_at), day), l->peer.v,
            cli_word(cli, letter_kind_text_sv[l->kind], letter_kind_code[l->kind]),
            cli_word(cli, letter_state_text_sv[l->state], letter_state_code[l->state]));
    if (l->answer != LETTER_UNANSWERED) {
        cli_put(cli, ", %s",
                cli_word(cli, letter_answer_text_sv[l->answer], letter_answer_code[l->answer]));
    }
    if (l->reject_reason >= 0) {
        cli_put(cli, ": %s",
                cli_word(cli, reject_reason_text_sv[l->reject_reason],
                         reject_reason_code[l->reject_reason]));
    }
    cli_put(cli, "%s%s%s%s%s\n", l->withdrawn ? (cli_word(cli, ", återkallat", ", withdrawn")) : "",
            l->last_error[0] != '\0' ? " (" : "", l->last_error,
            l->last_error[0] != '\0' ? ")  " : "  ", l->grounds);
}

static void print_in(struct cli *cli, const struct inbox_letter *l)
{
    char day[DATE_TEXT];
    cli_put(cli, "%6" PRId64 " << %s  %s  %s  %s%s  %s\n", l->id.v,
            date_format(timestamp_date(l->created), day), l->peer_name,
            cli_word(cli, letter_kind_text_sv[l->kind], letter_kind_code[l->kind]),
            cli_word(cli, inbox_state_text_sv[l->state], inbox_state_code[l->state]),
            l->withdrawn && l->state != INBOX_WITHDRAWN
                ? (cli_word(cli, ", återkallat", ", withdrawn"))
                : "",
            l->grounds);
}

static enum err list_out(struct cli *cli, json_t *array, bool json, struct err_ctx *ctx)
{
    struct letter_filter f = {.protocol_too = cli_flag(cli, "all")};
    struct letter *letters;
    size_t n = 0;
    struct actor actor = actor_operator();
    const char *c = cli_option_value(cli, "case");
    long limit = 0;
    enum err e = c == NULL ? ERR_OK : cli_number(c, "case", &f.case_id.v, ctx);
    e = e == ERR_OK ? cli_option_int(cli, "limit", 1, 10000, 200, &limit, ctx) : e;
    f.limit = (unsigned)limit;
    e = e == ERR_OK ? letter_list(cli->bank, &actor, &f, cli->arena, &letters, &n, ctx) : e;
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (!json) {
            print_out(cli, &letters[i]);
        }
        json_array_append_new(array, out_json(&letters[i]));
    }
    return e;
}

static enum err list_in(struct cli *cli, json_t *array, bool json, struct err_ctx *ctx)
{
    struct inbox_letter *letters;
    size_t n = 0;
    struct actor actor = actor_operator();
    long limit = 0;
    enum err e = cli_option_int(cli, "limit", 1, 10000, 200, &limit, ctx);
    struct inbox_filter f = {.waiting_only = !cli_flag(cli, "all"), .limit = (unsigned)limit};
    e = e == ERR_OK ? inbox_list(cli->bank, &actor, &f, cli->arena, &letters, &n, ctx) : e;
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (!json) {
            print_in(cli, &letters[i]);
        }
        json_array_append_new(array, in_json(&letters[i]));
    }
    return e;
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    bool json = false;
    json_t *array = json_array();
    enum err e = cli_text_or_json(cli, &json, ctx);
    if (e == ERR_OK) {
        e = cli_flag(cli, "inbox") ? list_in(cli, array, json, ctx)
                                   : list_out(cli, array, json, ctx);
    }
    json_t *all = json_pack("{s:o}", "letters", array);
    if (json && e == ERR_OK) {
        cli_print_json(cli, all);
    } else {
        json_decref(all);
    }
    return e;
}

static enum err show_in(struct cli *cli, struct letter_id id, bool json, struct err_ctx *ctx)
{
    struct inbox_letter l;
    struct actor actor = actor_operator();
    enum err e = inbox_preview(cli->bank, &actor, id, cli->arena, &l, ctx);
    if (e == ERR_OK && json) {
        cli_print_json(cli, in_json(&l));
    } else if (e == ERR_OK) {
        print_in(cli, &l);
    }
    return e;
}

static enum err run_show(struct cli *cli, struct err_ctx *ctx)
{
    bool json = false;
    struct letter_id id;
    struct letter_full full = {0};
    struct actor actor = actor_operator();
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? cli_number(cli->arguments[0], "letter", &id.v, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    e = letter_read(cli->bank, &actor, id, cli->arena, &full, ctx);
    if (e == ERR_NOT_FOUND) {
        return show_in(cli, id, json, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    json_t *all = out_json(&full.letter);
    json_object_set_new(all, "item", full.item != NULL ? full.item : json_null());
    json_object_set_new(all, "decision", full.decision != NULL ? full.decision : json_null());
    if (json) {
        cli_print_json(cli, all);
        return ERR_OK;
    }
    print_out(cli, &full.letter);
    if (full.item != NULL) {
        cli_print_json(cli, json_incref(full.item));
    }
    json_decref(all);
    return ERR_OK;
}

/* ---- delivering and deciding ---- */

static enum err run_deliver(struct cli *cli, struct err_ctx *ctx)
{
    struct courier_result r;
    enum err e = courier_http_setup(ctx);
    e = e == ERR_OK ? courier_run(cli->bank, courier_http(), !cli_flag(cli, "due"), &r, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    courier_witness(cli->bank, courier_http());
    cli_say(cli, "%u framme, %u avvisade, %u misslyckade, %u kvar i utkorgen\n",
            "%u delivered, %u refused, %u failed, %u left in the outbox\n", r.delivered, r.refused,
            r.failed, r.waiting);
    return r.failed == 0 ? ERR_OK
                         : err_set(ctx, ERR_UNAVAILABLE, "letter deliver",
                                   "see why: brygga letter list; it is tried again by itself "
                                   "while brygga serve runs",
                                   "not every letter could be delivered");
}

static enum err run_accept(struct cli *cli, struct err_ctx *ctx)
{
    struct inbox_acceptance x = {.create_person = cli_flag(cli, "new-person")};
    struct person_id person;
    struct actor actor = actor_operator();
    const char *need;
    enum err e = cli_number(cli->arguments[0], "letter", &x.id.v, ctx);
    e = e == ERR_OK ? cli_needed(cli, "need", &need, ctx) : e;
    e = e == ERR_OK ? cli_text(cli, need, &x.need, ctx) : e;
    e = e == ERR_OK ? inbox_accept(cli->bank, &actor, &x, &person, ctx) : e;
    if (e == ERR_OK) {
        cli_say(cli, "Godtaget, för row:%" PRId64 ". Avsändaren får veta.\n",
                "Accepted, for row:%" PRId64 ". The sender is told.\n", person.v);
    }
    return e;
}

static enum err run_reject(struct cli *cli, struct err_ctx *ctx)
{
    struct letter_id id;
    int reason = 0;
    struct actor actor = actor_operator();
    enum err e = cli_number(cli->arguments[0], "letter", &id.v, ctx);
    e = e == ERR_OK
            ? cli_code(cli, "reason", reject_reason_code, REJECT_REASON__MAX, -1, &reason, ctx)
            : e;
    e = e == ERR_OK ? inbox_reject(cli->bank, &actor, id, (enum reject_reason)reason, ctx) : e;
    if (e == ERR_OK) {
        cli_put(
            cli, "%s\n",
            cli_word(cli, "Inte godtaget. Avsändaren får veta.", "Rejected. The sender is told."));
    }
    return e;
}

static const struct cli_option list_options[] = {
    {"inbox", NULL, "Letters that have come and wait for a decision."},
    {"case", "CASE", "Only letters sent in this case."},
    {"all", NULL, "Sent: also answers and withdrawals. Inbox: also decided ones."},
    {"limit", "N", "At most N, newest first; 200 unless given, at most 10000."},
    {"format", "text|json", "text unless given."},
    {0}};
static const struct cli_option show_options[] = {{"format", "text|json", "text unless given."},
                                                 {0}};
static const struct cli_option deliver_options[] = {
    {"due", NULL, "Only what is due; else everything in the outbox is tried now."}, {0}};
static const struct cli_option accept_options[] = {
    {"need", "TEXT", "Why the information is needed in the own work; sealed. @FILE reads a file."},
    {"new-person", NULL, "The person may be new in this bank."},
    {0}};
static const struct cli_option reject_options[] = {
    {"reason", "REASON", "not-needed, unknown-person, too-much, wrong-content or no-ground."}, {0}};

const struct command cmd_letter[] = {
    {.name = "letter preview",
     .arguments = "CASE",
     .summary = "Ask the law about a letter without sending it",
     .description = "Shows the decision, its grounds, what a human must assess, and what is "
                    "missing. The question is journalled.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = letter_draft_options,
     .run = run_preview},
    {.name = "letter send",
     .arguments = "CASE",
     .summary = "Send a letter about the person of a case, if the law lets it",
     .description = "The item is composed from the bank's own registers. The decision, the journal "
                    "and the outbox are written in one transaction; `brygga serve` or `letter "
                    "deliver` takes the letter to the recipient. A refusal is kept too.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = letter_draft_options,
     .run = run_send},
    {.name = "letter list",
     .arguments = "",
     .summary = "List letters sent, or with --inbox letters that have come",
     .description = "A letter that has come is shown by kind, sender, date and ground only.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .options = list_options,
     .run = run_list},
    {.name = "letter show",
     .arguments = "LETTER",
     .summary = "Show one letter",
     .description = "A letter sent is shown with what it said and what was decided; one that has "
                    "come as in the list.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = show_options,
     .run = run_show},
    {.name = "letter deliver",
     .arguments = "",
     .summary = "Take the letters of the outbox to their recipients now",
     .description = "Needed only where `brygga serve` does not run.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .options = deliver_options,
     .run = run_deliver},
    {.name = "letter accept",
     .arguments = "LETTER",
     .summary = "Take a letter that has come into the own documentation",
     .description = "",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = accept_options,
     .run = run_accept},
    {.name = "letter reject",
     .arguments = "LETTER",
     .summary = "Do not take a letter that has come",
     .description = "Its content is thrown away and the sender is told the reason.",
     .section = CLI_WORK,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = reject_options,
     .run = run_reject},
    {0}};
