/* init, check and rekey: a bank as a whole. */
#include <inttypes.h>
#include <string.h>

#include "bank/check.h"
#include "bank/config.h"
#include "bank/crypto.h"
#include "bank/person.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/say.h"
#include "law/law.h"
#include "letterbox/check.h"
#include "login/check.h"
#include "team/own_times.h"

/* ---- init ---- */

/* The settings of init that bank.conf has under the same name, with _ for -. */
static const struct {
    const char *option, *key;
    bool required;
} init_settings[] = {
    {"kind", "kind", true},
    {"name", "name", true},
    {"legal-form", "legal_form", true},
    {"organisation-number", "organisation_number", true},
    {"municipality-code", "municipality_code", false},
    {"listen", "listen", false},
    {"public-url", "public_url", false},
    {"journal-origin", "journal_origin", false},
};

static enum err init_config(const struct cli *cli, struct bank_config *c, struct err_ctx *ctx)
{
    for (size_t i = 0; i < sizeof init_settings / sizeof init_settings[0]; i++) {
        const char *value = cli_option_value(cli, init_settings[i].option);
        char where[64];
        snprintf(where, sizeof where, "--%s", init_settings[i].option);
        if (value == NULL && init_settings[i].required) {
            return err_set(ctx, ERR_INVALID, where, "see: brygga help init",
                           "the option must be given");
        }
        enum err e =
            value != NULL ? config_set(c, init_settings[i].key, value, where, ctx) : ERR_OK;
        if (e != ERR_OK) {
            return e;
        }
    }
    return ERR_OK;
}

static enum err run_init(struct cli *cli, struct err_ctx *ctx)
{
    const char *dir = cli->arguments[0];
    struct bank_init_options o = {
        .dir = dir, .passphrase_file = cli->passphrase_file, .key_file = cli_flag(cli, "key-file")};
    if (o.key_file && o.passphrase_file != NULL) {
        return err_set(ctx, ERR_INVALID, "--key-file", "give one of them",
                       "a key file and a passphrase exclude each other");
    }
    enum err e = init_config(cli, &o.config, ctx);
    if (e == ERR_OK) {
        e = bank_init(&o, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    cli_say(cli,
            "%s: en %s är skapad.\n"
            "  Förvara en kopia av %s/keys på ett annat ställe än bankens säkerhetskopior: utan "
            "den går "
            "inget att läsa.\n"
            "  Se över den: brygga -C %s check\n",
            "%s: a %s bank has been made.\n"
            "  Keep a copy of %s/keys where the bank's backups are not: without it nothing can be "
            "read.\n"
            "  Look it over: brygga -C %s check\n",
            dir, bank_kind_code[o.config.kind], dir, dir);
    return ERR_OK;
}

static const struct cli_option init_options[] = {
    {"kind", "school|social", "Which authority the bank belongs to."},
    {"name", "TEXT", "The authority's name, as people know it."},
    {"legal-form", "municipal|independent", "Municipal, or independent (enskild huvudman)."},
    {"organisation-number", "NUMBER", "Ten digits, with or without the hyphen."},
    {"municipality-code", "CODE", "Four digits, such as 0180."},
    {"listen", "ADDRESS:PORT",
     "Where `brygga serve` listens; 127.0.0.1:8101 for a school bank, :8102 for a social one."},
    {"public-url", "URL", "Where peer banks reach this bank."},
    {"journal-origin", "NAME", "The journal's name in signed checkpoints; made up unless given."},
    {"key-file", NULL, "Open the keys with keys/unlock.key instead of a passphrase."},
    {0}};

/* ---- check ---- */

static void check_rules(struct cli *cli, const struct bank *bank, struct check_report *r)
{
    struct law_rules *rules = NULL;
    struct err_ctx ctx = {0};
    const char *dir = arena_printf(cli->arena, "%s/rules", cli_share(cli));
    if (law_load(dir, bank_sha256_hex, &rules, &ctx) != ERR_OK) {
        check_add(r, CHECK_ERROR, "rules", ctx.remedy, "%s: %s", ctx.where, ctx.what);
    } else {
        check_add(r, CHECK_OK, "rules", NULL, "version %.16s", law_version(rules));
        if (bank != NULL && own_times_check(rules, bank_config(bank), &ctx) != ERR_OK) {
            check_add(r, CHECK_ERROR, "configuration", ctx.remedy, "%s: %s", ctx.where, ctx.what);
        }
    }
    law_free(rules);
}

static void print_check(struct cli *cli, const struct check_report *r)
{
    static const char *const words[CHECK__MAX] = {"ok", "warning",
                                                  "ERROR"}; /* of faults: English */
    for (size_t i = 0; i < r->count; i++) {
        const struct check_line *l = &r->lines[i];
        cli_put(cli, "%-8s %-14s %s\n", words[l->level], l->area, l->text);
        if (l->remedy[0] != '\0') {
            cli_put(cli, "%-8s %-14s → %s\n", "", "", l->remedy);
        }
    }
}

static void print_check_json(struct cli *cli, const struct check_report *r)
{
    json_t *lines = json_array();
    for (size_t i = 0; i < r->count; i++) {
        const struct check_line *l = &r->lines[i];
        json_array_append_new(lines,
                              json_pack("{s:s, s:s, s:s, s:s}", "level", check_level_code[l->level],
                                        "area", l->area, "text", l->text, "remedy", l->remedy));
    }
    json_t *all =
        json_pack("{s:s, s:o}", "worst", check_level_code[check_worst(r)], "lines", lines);
    struct buf text;
    buf_init(&text, (size_t)1 << 20);
    json_append(&text, all, true);
    cli_put(cli, "%s\n", text.text);
    buf_free(&text);
    json_decref(all);
}

static enum err run_check(struct cli *cli, struct err_ctx *ctx)
{
    static const enum cli_format formats[] = {CLI_TEXT, CLI_JSON, CLI_FORMAT__MAX};
    enum cli_format format;
    enum err e = cli_option_format(cli, formats, &format, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct check_report r;
    struct bank *bank = NULL;
    struct bank_options o = {.dir = cli->dir, .passphrase_file = cli->passphrase_file};
    bank_check(&o, &r, &bank);
    check_rules(cli, bank, &r);
    if (bank != NULL) {
        letterbox_check(bank, &r);
        login_check(bank, &r);
        struct actor actor = actor_operator();
        struct err_ctx late = {0};
        char detail[64];
        snprintf(detail, sizeof detail, "{\"worst\":\"%s\"}", check_level_code[check_worst(&r)]);
        if (journal_append_now(bank,
                               &(struct journal_entry){.actor = &actor,
                                                       .event = JOURNAL_BANK_CHECKED,
                                                       .detail = detail},
                               &late) != ERR_OK) {
            check_add(&r, CHECK_ERROR, "journal", late.remedy, "cannot be written: %s", late.what);
        }
    }
    if (format == CLI_JSON) {
        print_check_json(cli, &r);
    } else {
        print_check(cli, &r);
    }
    bank_close(bank);
    return check_worst(&r) == CHECK_ERROR
               ? err_set(ctx, ERR_SETUP, cli->dir, "mend what is marked and check again",
                         "the bank is not in order")
               : ERR_OK;
}

static const struct cli_option check_options[] = {
    {"format", "text|json", "text unless given; docs/formats.md describes the JSON."}, {0}};

/* ---- rekey ---- */

static enum err run_rekey(struct cli *cli, struct err_ctx *ctx)
{
    struct bank_init_options o = {.passphrase_file = cli_option_value(cli, "new-passphrase-file"),
                                  .key_file = cli_flag(cli, "key-file")};
    struct actor actor = actor_operator();
    if (o.key_file && o.passphrase_file != NULL) {
        return err_set(ctx, ERR_INVALID, "--key-file", "give one of them",
                       "a key file and a passphrase exclude each other");
    }
    enum err e = bank_rekey(cli->bank, &o, &actor, ctx);
    if (e == ERR_OK) {
        cli_say(
            cli,
            "Nycklarna är förseglade på nytt. Gamla kopior av keys/ öppnas fortfarande med det som "
            "öppnade dem: förstör dem.\n",
            "The keys are sealed anew. Old copies of keys/ still open with what opened them: "
            "destroy them.\n");
    }
    return e;
}

static const struct cli_option rekey_options[] = {
    {"new-passphrase-file", "FILE", "Read the new passphrase from the first line of FILE."},
    {"key-file", NULL, "Make a new keys/unlock.key instead of using a passphrase."},
    {0}};

const struct command cmd_bank[] = {
    {.name = "init",
     .arguments = "DIR",
     .summary = "Make a bank for an authority",
     .description = "Makes the folder DIR, readable by its owner only, with bank.conf, the keys "
                    "and an empty database.\n\n"
                    "The keys are sealed with a passphrase of at least 12 characters, which is "
                    "asked for or read from --passphrase-file, or with a key file (--key-file) "
                    "for servers that must start by themselves.",
     .section = CLI_SETUP,
     .min_arguments = 1,
     .max_arguments = 1,
     .options = init_options,
     .run = run_init},
    {.name = "check",
     .arguments = "",
     .summary = "Say what is wrong with a bank and how to mend it",
     .description = "Looks at configuration, permissions, keys, database, journal, witnesses, "
                    "clock and rules. Each line is ok, a warning or an error with its remedy. The "
                    "exit code is 0 when there is no error and 12 otherwise.",
     .section = CLI_OPERATION,
     .options = check_options,
     .run = run_check},
    {.name = "rekey",
     .arguments = "",
     .summary = "Change the passphrase or the key file of a bank",
     .description = "Seals the keys anew. The keys themselves stay, so nothing else changes.",
     .section = CLI_SETUP,
     .needs = CLI_NEEDS_BANK,
     .options = rekey_options,
     .run = run_rekey},
    {0}};
