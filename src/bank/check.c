#include "bank/check.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "bank/config.h"
#include "bank/internal.h"
#include "bank/journal.h"
#include "bank/private_file.h"
#include "sql_bank.h"

const char *const check_level_code[CHECK__MAX] = {"ok", "warn", "error"};

void check_add(struct check_report *r, enum check_level level, const char *area, const char *remedy,
               const char *fmt, ...)
{
    if (r->count == CHECK_LINES_MAX) {
        if (level != CHECK_ERROR) {
            return;
        }
        r->count--; /* the last place is for what matters most */
    }
    struct check_line *l = &r->lines[r->count++];
    va_list args;
    l->level = level;
    snprintf(l->area, sizeof l->area, "%s", area);
    snprintf(l->remedy, sizeof l->remedy, "%s", remedy != NULL ? remedy : "");
    va_start(args, fmt);
    vsnprintf(l->text, sizeof l->text, fmt, args);
    va_end(args);
}

enum check_level check_worst(const struct check_report *r)
{
    enum check_level worst = CHECK_OK;
    for (size_t i = 0; i < r->count; i++) {
        worst = r->lines[i].level > worst ? r->lines[i].level : worst;
    }
    return worst;
}

/* An error with its place as a line. */
static void add_error(struct check_report *r, const char *area, const struct err_ctx *ctx)
{
    check_add(r, CHECK_ERROR, area, ctx->remedy, ctx->where[0] != '\0' ? "%s: %s" : "%s%s",
              ctx->where, ctx->what);
}

static bool check_folder(const char *dir, struct check_report *r)
{
    struct err_ctx ctx = {0};
    struct statvfs space;
    if (private_folder_check(dir, &ctx) != ERR_OK) {
        add_error(r, "folder", &ctx);
        return false;
    }
    check_add(r, CHECK_OK, "folder", NULL, "only its owner can read the bank's folder");
    if (statvfs(dir, &space) == 0) {
        uint64_t free_mb = (uint64_t)space.f_bavail * space.f_frsize >> 20;
        check_add(r, free_mb < 200 ? CHECK_WARN : CHECK_OK, "disk",
                  free_mb < 200 ? "make room on the disk" : NULL, "%" PRIu64 " MB free", free_mb);
    }
    return true;
}

static bool check_config(const char *dir, struct check_report *r)
{
    struct bank_config c;
    struct err_ctx ctx = {0};
    if (config_load(dir, &c, &ctx) != ERR_OK) {
        add_error(r, "configuration", &ctx);
        return false;
    }
    check_add(r, CHECK_OK, "configuration", NULL, "%s, a %s bank (%s)", c.name,
              bank_kind_code[c.kind], legal_form_code[c.legal_form]);
    bool local = strncmp(c.listen_address, "127.", 4) == 0 || strcmp(c.listen_address, "::1") == 0;
    if (!local) {
        check_add(r, CHECK_WARN, "configuration",
                  "listen on 127.0.0.1 behind a proxy that speaks TLS",
                  "the bank listens on an address that others may reach without TLS");
    }
    if (c.public_url[0] != '\0' && strncmp(c.public_url, "https://", 8) != 0) {
        check_add(r, CHECK_WARN, "configuration", "use https:// outside tests",
                  "peers reach the bank without TLS");
    }
    if (c.providers.count == 0) {
        check_add(r, CHECK_WARN, "sign-in", "see docs/login.md before real people are in the bank",
                  "no identity provider: whoever sits at this computer chooses who to be");
    }
    return true;
}

static void check_clock(struct bank *b, struct check_report *r)
{
    struct arena *a = arena_new((size_t)4 << 20);
    struct journal_row *rows;
    size_t n = 0;
    struct err_ctx ctx = {0};
    struct timestamp now = timestamp_now();
    const int64_t built = INT64_C(1735689600000), minute = 60000; /* 2025-01-01 */
    if (journal_list(b, &(struct journal_filter){.limit = 1}, a, &rows, &n, &ctx) != ERR_OK) {
        add_error(r, "clock", &ctx);
    } else if (now.ms < built || (n != 0 && now.ms + minute < rows[0].time.ms)) {
        check_add(r, CHECK_ERROR, "clock", "set the clock; use systemd-timesyncd or chrony",
                  "the clock is behind the last entry of the journal");
    } else {
        check_add(r, CHECK_OK, "clock", NULL, "not behind the journal");
    }
    arena_free(a);
}

static void check_journal(struct bank *b, struct check_report *r)
{
    struct journal_report report;
    struct err_ctx ctx = {0};
    if (journal_verify(b, NULL, &report, &ctx) != ERR_OK) {
        add_error(r, "journal", &ctx);
        return;
    }
    if (report.fault_count != 0) {
        check_add(r, CHECK_ERROR, "journal",
                  "keep a copy of the folder and tell the data protection officer",
                  "%zu faults: %s", report.fault_count, report.faults[0].text);
        return;
    }
    check_add(r, CHECK_OK, "journal", NULL,
              "%" PRId64 " entries, %d checkpoints, all as they were signed", report.size,
              report.checkpoints);
    int64_t unsigned_entries = report.size - report.checkpoint_size;
    if (unsigned_entries != 0 &&
        timestamp_now().ms - report.checkpoint_time.ms > INT64_C(10) * 60000) {
        check_add(r, CHECK_WARN, "journal", "run any command as the owner, or restart the server",
                  "%" PRId64 " entries have waited more than ten minutes for a checkpoint",
                  unsigned_entries);
    }
    if (report.cosigned_size == 0) {
        check_add(r, CHECK_WARN, "witness", "add a peer: brygga peer add",
                  "no peer has cosigned the journal yet");
    } else {
        check_add(r, CHECK_OK, "witness", NULL, "a peer has cosigned %" PRId64 " entries",
                  report.cosigned_size);
    }
}

static void check_database(struct bank *b, struct check_report *r)
{
    struct err_ctx ctx = {0};
    char path[BANK_PATH];
    struct stat s;
    int have = 0, known = 0;
    if (db_check(b->db, &ctx) != ERR_OK) {
        add_error(r, "database", &ctx);
    } else if (db_version(b->db, &have, &known, &ctx) != ERR_OK) {
        add_error(r, "database", &ctx);
    } else {
        check_add(r, CHECK_OK, "database", NULL, "whole; version %d", have);
    }
    if (bank_path(b->dir, "bank.db", path, &ctx) == ERR_OK && stat(path, &s) == 0 &&
        (s.st_mode & 077) != 0) {
        check_add(r, CHECK_ERROR, "database", "chmod 600 bank.db*",
                  "others than its owner can read bank.db (mode %03o)",
                  (unsigned)(s.st_mode & 0777));
    }
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_bank_count_row banks;
    struct sql_bank_person_count_row people;
    if (sql_bank_bank_count(b->db, a, &banks, &ctx) != ERR_OK) {
        add_error(r, "database", &ctx);
    } else if (banks.banks != 1) {
        check_add(r, CHECK_ERROR, "database", "restore the database from a backup",
                  "the database holds %" PRId64 " banks and must hold one", banks.banks);
    }
    struct sql_bank_person_count_in in = {b->keys->bank_id};
    if (sql_bank_person_count(b->db, &in, a, &people, &ctx) != ERR_OK) {
        add_error(r, "people", &ctx);
    } else {
        check_add(r, CHECK_OK, "people", NULL, "%" PRId64 " people", people.people);
    }
    arena_free(a);
}

/* The keyring opens with every bank_open; here the files around it. */
static void check_keys(const struct bank *b, struct check_report *r)
{
    check_add(r, CHECK_OK, "keys", NULL, "the keyring opens (%s)",
              bank_unlock_code[b->config.unlock]);
    if (b->config.unlock == BANK_UNLOCK_KEY_FILE) {
        check_add(r, CHECK_WARN, "keys",
                  "keep keys/unlock.key on another disk than backups of the bank; or use a "
                  "passphrase: brygga rekey",
                  "whoever copies the whole folder can open the bank");
    }
}

void bank_check(const struct bank_options *o, struct check_report *r, struct bank **bank_out)
{
    struct err_ctx ctx = {0};
    *bank_out = NULL;
    *r = (struct check_report){0};
    bool folder = check_folder(o->dir, r), config = folder && check_config(o->dir, r);
    if (!config) {
        return;
    }
    struct bank_options quiet = *o;
    quiet.no_migrate = true;
    if (bank_open(&quiet, bank_out, &ctx) != ERR_OK) {
        add_error(r, "opening", &ctx);
        return;
    }
    check_keys(*bank_out, r);
    check_database(*bank_out, r);
    check_journal(*bank_out, r);
    check_clock(*bank_out, r);
}
