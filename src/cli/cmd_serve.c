/* brygga serve. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

#include "bank/rules.h"
#include "base/log.h"
#include "cli/command.h"
#include "cli/proposals.h"
#include "cli/say.h"
#include "letterbox/courier.h"
#include "team/own_times.h"
#include "web/app.h"
#include "web/confine.h"

/* SIGTERM and SIGINT are waited for by this thread and blocked in all others. */
static void block_signals(sigset_t *out)
{
    sigemptyset(out);
    sigaddset(out, SIGTERM);
    sigaddset(out, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, out, NULL);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    (void)sigaction(SIGPIPE, &ignore, NULL);
}

static void announce(const struct cli *cli, const struct app *app, const char *address)
{
    const struct bank_config *c = bank_config(cli->bank);
    cli_say(cli, "%s svarar på http://%s:%u/\n", "%s answers on http://%s:%u/\n", c->name, address,
            app_port(app));
    if (!app_secure(app)) {
        cli_say(cli,
                "Utan https är kakan varken Secure eller __Host-: sätt public_url till "
                "https bakom en proxy.\n",
                "Without https the session cookie is neither Secure nor __Host-: set "
                "public_url to https behind a proxy.\n");
    }
    if (app_demo_login(app)) {
        cli_say(cli,
                "Inloggningen är bara ett val av person: besök tas bara emot från den här "
                "datorn.\n",
                "Signing in is only choosing a person: visits from this computer only.\n");
    }
    cli_say(cli, "Stoppa med Ctrl-C eller SIGTERM.\n", "Stop with Ctrl-C or SIGTERM.\n");
    fflush(cli->out);
}

/* Serving with as little of the system as it can do with. */
static enum err start_confined(struct cli *cli, const struct app_options *o, struct app **out,
                               struct err_ctx *ctx)
{
    const struct bank_config *c = bank_config(cli->bank);
    struct confined held = {0};
    uint16_t port = o->port >= 0 ? (uint16_t)o->port : c->listen_port;
    enum err e =
        confine_files(c->confinement, bank_dir(cli->bank), cli_share(cli), port, &held, ctx);
    if (e == ERR_OK) {
        e = app_start(o, out, ctx);
    }
    if (e == ERR_OK) {
        e = confine_calls(c->confinement, &held, ctx);
        if (e != ERR_OK) {
            app_stop(*out);
        }
    }
    if (e == ERR_OK && c->confinement != CONFINEMENT_OFF) {
        log_write(held.files && held.calls ? LOG_INFO : LOG_WARNING, "serve",
                  "confined: files %s, listening %s, system calls %s", held.files ? "yes" : "no",
                  held.ports ? "yes" : "no", held.calls ? "yes" : "no");
    }
    return e;
}

static enum err run_serve(struct cli *cli, struct err_ctx *ctx)
{
    struct law_rules *rules;
    struct app *app;
    struct app_proposal *proposals;
    size_t proposal_count;
    long port, handles;
    sigset_t stop;
    const char *address = cli_option_value(cli, "address");
    enum err e = cli_option_int(cli, "port", 0, 65535, -1, &port, ctx);
    if (e == ERR_OK) {
        e = cli_option_int(cli, "handles", 1, 32, 8, &handles, ctx);
    }
    if (e == ERR_OK) {
        e = courier_http_setup(ctx);
    }
    if (e == ERR_OK) {
        e = proposals_read(cli, &proposals, &proposal_count, ctx);
    }
    if (e == ERR_OK) {
        e = bank_rules_load(cli_share(cli), &rules, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    e = own_times_check(rules, bank_config(cli->bank), ctx);
    if (e != ERR_OK) {
        law_free(rules);
        return e;
    }
    block_signals(&stop);
    struct app_options o = {.bank = cli->bank,
                            .rules = rules,
                            .proposals = proposals,
                            .proposal_count = proposal_count,
                            .address = address,
                            .port = (int)port,
                            .handles = (unsigned)handles};
    e = start_confined(cli, &o, &app, ctx);
    if (e == ERR_OK) {
        int signal = 0;
        announce(cli, app, address != NULL ? address : bank_config(cli->bank)->listen_address);
        while (sigwait(&stop, &signal) == EINTR) {
        }
        app_stop(app);
    }
    law_free(rules);
    return e;
}

static const struct cli_option serve_options[] = {
    {"address", "ADDRESS", "Listen on this numeric address instead of listen_address."},
    {"port", "PORT", "Listen on this port instead of listen_port; 0 takes a free one."},
    {"handles", "N", "Answer at most N requests at once (1-32, 8 unless given)."},
    {0}};

const struct command cmd_serve[] = {
    {.name = "serve",
     .arguments = "",
     .summary = "Answer on the network: pages and letters",
     .description =
         "Serves the pages of the bank, takes letters from other banks, delivers its own, and "
         "signs a checkpoint of the journal every minute, until SIGTERM or SIGINT.\n\n"
         "TLS is the work of a proxy in front. People sign in at the identity providers that "
         "bank.conf names (docs/login.md); without any, the pages answer only visits from the same "
         "computer on a loopback address. Letters are taken from anywhere, since every one is "
         "signed and sealed.",
     .section = CLI_OPERATION,
     .needs = CLI_NEEDS_BANK,
     .options = serve_options,
     .run = run_serve},
    {0}};
