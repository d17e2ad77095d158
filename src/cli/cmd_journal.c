/* journal list, verify, checkpoint and proof: what has happened in a bank, and that it has. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bank/crypto.h"
#include "bank/journal.h"
#include "bank/merkle.h"
#include "bank/person.h"
#include "base/csv.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/person_argument.h"
#include "cli/say.h"

static void print_json(const struct cli *cli, json_t *value)
{
    struct buf text;
    buf_init(&text, (size_t)256 << 20);
    json_append(&text, value, true);
    cli_put(cli, "%s\n", text.text);
    buf_free(&text);
    json_decref(value);
}

/* ---- list ---- */

static enum err read_filter(struct cli *cli, struct journal_filter *f, struct err_ctx *ctx)
{
    struct date from, until;
    long limit, before, case_id, staff;
    const char *event = cli_option_value(cli, "event"), *about = cli_option_value(cli, "about");
    enum err e = cli_option_date(cli, "from", (struct date){0}, &from, ctx);
    if (e == ERR_OK) {
        e = cli_option_date(cli, "to", (struct date){0}, &until, ctx);
    }
    if (e == ERR_OK) {
        e = cli_option_int(cli, "limit", 1, 10000, 100, &limit, ctx);
    }
    if (e == ERR_OK) {
        e = cli_option_int(cli, "before", 1, 999999999, 0, &before, ctx);
    }
    if (e == ERR_OK) {
        e = cli_option_int(cli, "case", 1, 999999999, 0, &case_id, ctx);
    }
    if (e == ERR_OK) {
        e = cli_option_int(cli, "staff", 1, 999999999, 0, &staff, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    const int64_t day = INT64_C(86400000);
    *f = (struct journal_filter){
        .limit = (unsigned)limit, .before = before, .case_id = {case_id}, .staff = {staff}};
    f->has_from = cli_flag(cli, "from");
    f->from.ms = from.days * day;
    f->has_until = cli_flag(cli, "to");
    f->until.ms = (until.days + INT64_C(1)) * day;
    f->has_event = event != NULL;
    if (event != NULL && !journal_event_parse(event, &f->event)) {
        return err_set(ctx, ERR_INVALID, "--event", "see docs/journal.md for the events",
                       "there is no such event");
    }
    return about != NULL ? cli_person(cli, about, &f->person, ctx) : ERR_OK;
}

static json_t *row_json(const struct journal_row *r)
{
    char time[TIMESTAMP_TEXT];
    json_t *detail = NULL;
    if (json_parse(r->detail, strlen(r->detail), "detail", &detail, NULL) != ERR_OK) {
        detail = json_null();
    }
    return json_pack("{s:I, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:o}", "number",
                     (json_int_t)r->number, "time", timestamp_format(r->time, time), "actor_kind",
                     actor_code[r->actor.kind], "actor", r->actor.id, "event", r->event_code,
                     "person", (json_int_t)r->person.v, "persons", (json_int_t)r->person_count,
                     "case", (json_int_t)r->case_id.v, "detail", detail);
}

static void list_json(const struct cli *cli, const struct journal_row *rows, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        json_array_append_new(list, row_json(&rows[i]));
    }
    print_json(cli, json_pack("{s:o}", "entries", list));
}

static void list_csv(const struct cli *cli, const struct journal_row *rows, size_t n)
{
    static const char header[] = "number,time,actor_kind,actor,event,person,persons,case,detail\n";
    cli_copy(cli, header);
    for (size_t i = 0; i < n; i++) {
        const struct journal_row *r = &rows[i];
        char time[TIMESTAMP_TEXT];
        struct buf line;
        buf_init(&line, 65536);
        buf_addf(&line, "%" PRId64 ",%s,%s", r->number, timestamp_format(r->time, time),
                 actor_code[r->actor.kind]);
        csv_append(&line, r->actor.id, false);
        csv_append(&line, r->event_code, false);
        buf_addf(&line, ",%" PRId64 ",%zu,%" PRId64, r->person.v, r->person_count, r->case_id.v);
        csv_append(&line, r->detail, false);
        cli_put(cli, "%s\n", line.text);
        buf_free(&line);
    }
}

/* What a changed database holds must not speak to the terminal. */
static const char *printable(const struct cli *cli, const char *text)
{
    char *copy = arena_strdup(cli->arena, text);
    for (char *p = copy; *p != '\0'; p++) {
        *p = (unsigned char)*p < ' ' || *p == 0x7f ? '?' : *p;
    }
    return copy;
}

static void list_text(const struct cli *cli, const struct journal_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct journal_row *r = &rows[i];
        char time[TIMESTAMP_TEXT], who[128];
        const char *event = r->event == JOURNAL_EVENT__MAX
                                ? r->event_code
                                : cli_word(cli, journal_event_text_sv(r->event), r->event_code);
        snprintf(who, sizeof who, "%s %s",
                 cli_word(cli, actor_text_sv[r->actor.kind], actor_code[r->actor.kind]),
                 printable(cli, r->actor.id));
        cli_put(cli, "%8" PRId64 "  %.19s  %-28s %s", r->number, timestamp_format(r->time, time),
                who, event);
        if (r->person.v != 0) {
            cli_put(cli, "  row:%" PRId64, r->person.v);
        } else if (r->person_count != 0) {
            cli_say(cli, "  %zu personer", "  %zu people", r->person_count);
        }
        if (r->case_id.v != 0) {
            cli_say(cli, "  ärende %" PRId64, "  case %" PRId64, r->case_id.v);
        }
        cli_put(cli, "%s%s\n", strcmp(r->detail, "{}") != 0 ? "  " : "",
                strcmp(r->detail, "{}") != 0 ? printable(cli, r->detail) : "");
    }
}

/* Reading the journal is itself written down, before anything is shown. */
static enum err note_reading(struct cli *cli, const struct journal_filter *f, size_t n,
                             struct err_ctx *ctx)
{
    char detail[64];
    struct actor actor = actor_operator();
    snprintf(detail, sizeof detail, "{\"entries\":%zu}", n);
    return journal_append_now(
        cli->bank,
        &(struct journal_entry){
            .actor = &actor, .event = JOURNAL_JOURNAL_READ, .person = f->person, .detail = detail},
        ctx);
}

static enum err run_list(struct cli *cli, struct err_ctx *ctx)
{
    static const enum cli_format formats[] = {CLI_TEXT, CLI_JSON, CLI_CSV, CLI_FORMAT__MAX};
    enum cli_format format;
    struct journal_filter f;
    struct journal_row *rows;
    size_t n = 0;
    enum err e = cli_option_format(cli, formats, &format, ctx);
    if (e == ERR_OK) {
        e = read_filter(cli, &f, ctx);
    }
    if (e == ERR_OK) {
        e = journal_list(cli->bank, &f, cli->arena, &rows, &n, ctx);
    }
    if (e == ERR_OK) {
        e = note_reading(cli, &f, n, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (format == CLI_JSON) {
        list_json(cli, rows, n);
    } else if (format == CLI_CSV) {
        list_csv(cli, rows, n);
    } else {
        list_text(cli, rows, n);
    }
    return ERR_OK;
}

static const struct cli_option list_options[] = {
    {"about", "PERSON",
     "Only what is about this person, alone or among others: a personal number, - to read it "
     "from standard input, or row:NUMBER."},
    {"from", "DATE", "First day (UTC)."},
    {"to", "DATE", "Last day (UTC)."},
    {"event", "EVENT", "Only this event, such as letter.sent (docs/journal.md)."},
    {"case", "NUMBER", "Only what is about this case."},
    {"staff", "NUMBER", "Only what this employee did (brygga staff list)."},
    {"before", "NUMBER", "Only entries with a lower number: the next page."},
    {"limit", "N", "At most N entries, newest first; 100 unless given, at most 10000."},
    {"format", "text|json|csv", "text unless given."},
    {0}};

/* ---- verify ---- */

static enum err read_note(struct cli *cli, const char *path, const char **out, struct err_ctx *ctx)
{
    char *text = arena_alloc(cli->arena, JOURNAL_NOTE_MAX + 1);
    FILE *f = fopen(path, "rbe");
    *out = NULL;
    if (f == NULL) {
        return err_set(ctx, ERR_NOT_FOUND, path, "check the file's name", "cannot read the file");
    }
    size_t n = fread(text, 1, JOURNAL_NOTE_MAX, f);
    bool whole = feof(f) != 0 && ferror(f) == 0;
    fclose(f);
    *out = text;
    return whole && strlen(text) == n
               ? ERR_OK
               : err_set(ctx, ERR_INVALID, path, "give a signed note", "it is not a checkpoint");
}

static json_t *report_json(const struct journal_report *r)
{
    json_t *faults = json_array();
    size_t n = r->fault_count < JOURNAL_FAULTS_MAX ? r->fault_count : JOURNAL_FAULTS_MAX;
    for (size_t i = 0; i < n; i++) {
        json_array_append_new(
            faults, json_pack("{s:I, s:I, s:s}", "first", (json_int_t)r->faults[i].first, "last",
                              (json_int_t)r->faults[i].last, "text", r->faults[i].text));
    }
    return json_pack("{s:b, s:I, s:I, s:i, s:I, s:i, s:I, s:I, s:o}", "whole", r->fault_count == 0,
                     "size", (json_int_t)r->size, "entries_read", (json_int_t)r->entries_read,
                     "checkpoints", r->checkpoints, "checkpoint_size",
                     (json_int_t)r->checkpoint_size, "cosignatures", r->cosignatures,
                     "cosigned_size", (json_int_t)r->cosigned_size, "fault_count",
                     (json_int_t)r->fault_count, "faults", faults);
}

static void report_text(const struct cli *cli, const struct journal_report *r)
{
    size_t shown = r->fault_count < JOURNAL_FAULTS_MAX ? r->fault_count : JOURNAL_FAULTS_MAX;
    cli_say(cli,
            "%" PRId64 " poster; %d signerade kontrollpunkter, den senaste över "
            "%" PRId64 " poster; bevittnad av annan myndighet till och med %" PRId64 ".\n",
            "%" PRId64 " entries; %d signed checkpoints, the newest over %" PRId64
            " entries; cosigned by a peer up to %" PRId64 ".\n",
            r->size, r->checkpoints, r->checkpoint_size, r->cosigned_size);
    for (size_t i = 0; i < shown; i++) {
        cli_put(cli, "  ! %s\n", r->faults[i].text);
    }
    if (r->fault_count == 0) {
        cli_say(cli, "Allt är som det skrevs.\n", "Everything is as it was written.\n");
    }
}

static enum err run_verify(struct cli *cli, struct err_ctx *ctx)
{
    static const enum cli_format formats[] = {CLI_TEXT, CLI_JSON, CLI_FORMAT__MAX};
    enum cli_format format;
    struct journal_report r;
    const char *path = cli_option_value(cli, "checkpoint"), *note = NULL;
    enum err e = cli_option_format(cli, formats, &format, ctx);
    if (e == ERR_OK && path != NULL) {
        e = read_note(cli, path, &note, ctx);
    }
    if (e == ERR_OK) {
        e = journal_verify(cli->bank, note, &r, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (format == CLI_JSON) {
        print_json(cli, report_json(&r));
    } else {
        report_text(cli, &r);
    }
    if (r.fault_count != 0) {
        return err_set(ctx, ERR_CORRUPT, "journal",
                       "keep a copy of the folder and tell the data protection officer",
                       "the journal has been changed: %zu faults", r.fault_count);
    }
    char detail[64];
    struct actor actor = actor_operator();
    snprintf(detail, sizeof detail, "{\"entries\":%" PRId64 "}", r.size);
    return journal_append_now(cli->bank,
                              &(struct journal_entry){.actor = &actor,
                                                      .event = JOURNAL_JOURNAL_VERIFIED,
                                                      .detail = detail},
                              ctx);
}

static const struct cli_option verify_options[] = {
    {"checkpoint", "FILE", "A checkpoint kept elsewhere, such as the one that a peer cosigned."},
    {"format", "text|json", "text unless given."},
    {0}};

/* ---- checkpoint and proof ---- */

static enum err run_checkpoint(struct cli *cli, struct err_ctx *ctx)
{
    const char *note;
    enum err e = journal_checkpoint(cli->bank, true, ctx);
    if (e == ERR_OK) {
        e = journal_checkpoint_note(cli->bank, cli->arena, &note, ctx);
    }
    if (e == ERR_OK) {
        cli_copy(cli, note);
    }
    return e;
}

const struct command cmd_journal[] = {
    {.name = "journal list",
     .arguments = "",
     .summary = "Show who has done what, newest first",
     .description =
         "Every read of a person, write, decision and letter is an entry. --about answers "
         "who has read about a child. Reading the journal is itself written down.",
     .section = CLI_OPERATION,
     .needs = CLI_NEEDS_BANK,
     .options = list_options,
     .run = run_list},
    {.name = "journal verify",
     .arguments = "",
     .summary = "Check that nothing in the journal has been changed, removed or moved",
     .description = "Hashes every entry anew and compares the tree with the signed checkpoints, "
                    "the cosignatures of peers and, with --checkpoint, one that was kept "
                    "elsewhere. The exit code is 7 when something is wrong.",
     .section = CLI_OPERATION,
     .needs = CLI_NEEDS_BANK,
     .options = verify_options,
     .run = run_verify},
    {.name = "journal checkpoint",
     .arguments = "",
     .summary = "Sign the journal's head and print it, to be kept elsewhere",
     .description = "Prints a C2SP tlog-checkpoint with the cosignatures received for it. On "
                    "paper or with somebody else it proves later that the journal has only "
                    "grown.",
     .section = CLI_OPERATION,
     .needs = CLI_NEEDS_BANK,
     .run = run_checkpoint},
    {0}};
