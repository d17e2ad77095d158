/* peer card, add, confirm, list, move and end. */
#include <inttypes.h>
#include <string.h>

#include "cli/command.h"
#include "cli/say.h"
#include "cli/team_argument.h"
#include "letterbox/peer.h"

static enum err run_card(struct cli *cli, struct err_ctx *ctx)
{
    struct peer_card own;
    struct fingerprint f;
    char words[PEER_WORDS];
    peer_card_own(cli->bank, &own);
    peer_card_fingerprint(&own, &f);
    peer_words(&f, words);
    if (cli_flag(cli, "words")) {
        cli_put(cli, "%s\n", words);
        return ERR_OK;
    }
    struct buf text;
    buf_init(&text, PEER_CARD_MAX);
    enum err e = peer_card_write(cli->bank, &text, ctx);
    if (e == ERR_OK) {
        cli_copy(cli, text.text);
        cli_ask(cli,
                "Ge kortet till den andra banken. Läs sedan upp för varandra:\n"
                "  %s\n",
                "Give this card to the other bank. Then read to each other:\n  %s\n", words);
    }
    buf_free(&text);
    return e;
}

static enum err read_card(struct cli *cli, struct peer_card *out, struct err_ctx *ctx)
{
    const char *name = cli->arguments[0], *text;
    enum err e = cli_text(cli, arena_printf(cli->arena, "@%s", name), &text, ctx);
    if (e != ERR_OK) {
        return e;
    }
    /* cli_text takes the last newline away; a card ends with one. */
    text = arena_printf(cli->arena, "%s\n", text);
    return peer_card_parse(text, strlen(text), name, out, ctx);
}

static enum err run_add(struct cli *cli, struct err_ctx *ctx)
{
    struct peer_card card;
    struct peer_id id;
    struct actor actor = actor_operator();
    enum err e = read_card(cli, &card, ctx);
    if (e == ERR_OK) {
        e = peer_add(cli->bank, &actor, &card, cli_option_value(cli, "url"), &id, ctx);
    }
    if (e == ERR_OK) {
        cli_say(cli,
                "%" PRId64 "  %s\n"
                "Inget skickas eller tas emot än. Ring dem på ett nummer du känner till, "
                "låt dem läsa upp orden på sitt kort\noch skriv det du hör: brygga peer "
                "confirm %" PRId64 " --words \"…\"\n",
                "%" PRId64 "  %s\n"
                "Nothing is sent or taken yet. Ring them on a number you know, let them "
                "read the words of their card,\nand write what you hear: brygga peer "
                "confirm %" PRId64 " --words \"…\"\n",
                id.v, card.name, id.v);
    }
    return e;
}

static enum err find(struct cli *cli, struct peer *out, struct err_ctx *ctx)
{
    return peer_find_text(cli->bank, cli->arguments[0], out, ctx);
}

static enum err run_confirm(struct cli *cli, struct err_ctx *ctx)
{
    struct peer p;
    struct actor actor = actor_operator();
    const char *words;
    enum err e = find(cli, &p, ctx);
    e = e == ERR_OK ? cli_needed(cli, "words", &words, ctx) : e;
    e = e == ERR_OK ? peer_confirm(cli->bank, &actor, p.id, words, ctx) : e;
    if (e == ERR_OK) {
        cli_say(cli, "%s är bekräftad: brev kan skickas och tas emot.\n",
                "%s is confirmed: letters can be sent and taken.\n", p.card.name);
    }
    return e;
}

static enum err run_move(struct cli *cli, struct err_ctx *ctx)
{
    struct peer p;
    struct actor actor = actor_operator();
    enum err e = find(cli, &p, ctx);
    return e == ERR_OK ? peer_move(cli->bank, &actor, p.id, cli->arguments[1], ctx) : e;
}

static enum err run_end(struct cli *cli, struct err_ctx *ctx)
{
    struct peer p;
    struct actor actor = actor_operator();
    enum err e = find(cli, &p, ctx);
    e = e == ERR_OK ? peer_end(cli->bank, &actor, p.id, ctx) : e;
    if (e == ERR_OK) {
        cli_say(cli, "%s är avslutad. Det som låg i utkorgen är stoppat.\n",
                "%s is ended. What was in the outbox is stopped.\n", p.card.name);
    }
    return e;
}

static json_t *peer_json(const struct peer *p)
{
    char words[PEER_WORDS];
    return json_pack("{s:I,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:o,s:o,s:o,s:o}", "peer",
                     (json_int_t)p->id.v, "state", peer_state_code[p->state], "name", p->card.name,
                     "kind", bank_kind_code[p->card.kind], "legal_form",
                     legal_form_code[p->card.legal_form], "organisation_number",
                     p->card.organisation_number, "url", p->card.url, "words",
                     peer_words(&p->fingerprint, words), "added", json_moment(p->added_at),
                     "confirmed", json_moment(p->confirmed_at), "ended", json_moment(p->ended_at),
                     "answered", json_moment(p->answered_at));
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    bool json;
    struct peer *peers;
    size_t n;
    enum err e = cli_text_or_json(cli, &json, ctx);
    e = e == ERR_OK ? peer_list(cli->bank, cli->arena, &peers, &n, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) {
        const struct peer *p = &peers[i];
        char words[PEER_WORDS];
        if (!json) {
            cli_put(cli, "%4" PRId64 "  %-22s %s  %s\n      %s\n", p->id.v,
                    cli_word(cli, peer_state_text_sv[p->state], peer_state_code[p->state]),
                    p->card.name, p->card.url, peer_words(&p->fingerprint, words));
        }
        json_array_append_new(array, peer_json(p));
    }
    json_t *all = json_pack("{s:o}", "peers", array);
    if (json) {
        cli_print_json(cli, all);
    } else {
        json_decref(all);
    }
    return ERR_OK;
}

static const struct cli_option card_options[] = {
    {"words", NULL, "Only the eight words to read aloud."}, {0}};
static const struct cli_option add_options[] = {
    {"url", "URL", "Where the peer is reached, instead of the address on the card."}, {0}};
static const struct cli_option confirm_options[] = {
    {"words", "WORDS", "The eight words as the other side reads them from its own card."}, {0}};
static const struct cli_option list_options[] = {{"format", "text|json", "text unless given."},
                                                 {0}};

const struct command cmd_peer[] = {
    {.name = "peer card",
     .arguments = "",
     .summary = "Print this bank's card for another bank to add",
     .description = "The card holds the bank's address and public keys, and may travel any way. "
                    "What makes it safe is that the words are read aloud and compared.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .options = card_options,
     .run = run_card},
    {.name = "peer add",
     .arguments = "CARD",
     .summary = "Add another bank from its card",
     .description = "CARD is the file with the card, or - for standard input. The peer is not used "
                    "until its words have been compared: see peer confirm.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = add_options,
     .run = run_add},
    {.name = "peer confirm",
     .arguments = "PEER",
     .summary = "Confirm a peer by the words of its card",
     .description = "Ring the other side on a number that you know, not one from the card. Let "
                    "them read the words that `brygga peer card --words` shows at their side, and "
                    "write them here.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = confirm_options,
     .run = run_confirm},
    {.name = "peer list",
     .arguments = "",
     .summary = "List peers with their words and when they answered last",
     .description = "",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .options = list_options,
     .run = run_list},
    {.name = "peer move",
     .arguments = "PEER URL",
     .summary = "Give a peer another address",
     .description = "https://host or https://host:port; http only to this machine.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 2,
     .max_arguments = 2,
     .run = run_move},
    {.name = "peer end",
     .arguments = "PEER",
     .summary = "End a peer for good",
     .description = "What waits in the outbox is stopped and nothing more is taken from it. "
                    "To go on with new keys, add the new card.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .min_arguments = 1,
     .max_arguments = 1,
     .run = run_end},
    {0}};
