/* Signed checkpoints of the log (C2SP tlog-checkpoint). */
#include <assert.h>
#include <string.h>

#include "bank/journal_store.h"
#include "bank/note.h"
#include "bank/private_file.h"
#include "base/log.h"
#include "sql_bank.h"

static const char corrupt_remedy[] = "run `brygga journal verify`; keep a copy of the database";

static struct note_key log_key(const struct bank *b)
{
    return (struct note_key){b->config.journal_origin, NOTE_ED25519, b->keys->public.journal};
}

/* Whether a note is a checkpoint that this bank signed. */
static bool ours(const struct bank *b, const char *note, struct checkpoint *out)
{
    struct note parsed;
    struct note_key key = log_key(b);
    return note_parse(note, strlen(note), &parsed) &&
           note_verify(&parsed, &key, NULL) == NOTE_VALID &&
           checkpoint_parse((struct blob){(const uint8_t *)parsed.text, parsed.text_n}, out) &&
           strcmp(out->origin, b->config.journal_origin) == 0;
}

/* The newest checkpoint; size 0 and the empty root when there is none. */
static enum err newest(struct bank *b, const struct journal_state *s, struct checkpoint *out,
                       struct timestamp *time_out, struct err_ctx *ctx)
{
    *out = (struct checkpoint){.size = 0, .root = merkle_empty()};
    *time_out = (struct timestamp){0};
    if (s->checkpoint_count == 0) {
        return ERR_OK;
    }
    struct arena *a = arena_new((size_t)1 << 20);
    struct sql_bank_checkpoint_read_in in = {b->keys->bank_id, s->checkpoint_count};
    struct sql_bank_checkpoint_read_row row;
    enum err e = sql_bank_checkpoint_read(b->db, &in, a, &row, ctx);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && (!ours(b, row.note, out) || out->size != row.size ||
                                               row.size != s->checkpoint_size))) {
        e = err_set(ctx, ERR_CORRUPT, "journal checkpoint", corrupt_remedy,
                    "the newest checkpoint is missing or was not signed by this bank");
    } else if (e == ERR_OK) {
        *time_out = row.time;
    }
    arena_free(a);
    return e;
}

/* The entries since the last checkpoint must still say what was hashed when they were written. */
static enum err check_new_entries(struct bank *b, int64_t first, int64_t end, struct err_ctx *ctx)
{
    struct db_rows *rows = NULL;
    struct sql_bank_entry_range_in in = {b->keys->bank_id, first, end - 1};
    enum err e = sql_bank_entry_range_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_bank_entry_range_row row;
    struct buf scratch;
    int64_t expected = first;
    bool good = true;
    buf_init(&scratch, JOURNAL_ENTRY_MAX);
    while (good && sql_bank_entry_range_next(rows, &row)) {
        struct journal_record r = {
            .number = row.number,
            .time = row.time,
            .salt = row.salt,
            .actor_kind = row.actor_kind,
            .actor_id = row.actor_id,
            .event = row.event,
            .detail = row.detail,
            .person_id = row.person_id,
            .case_id = row.case_id,
            .persons = row.persons,
        };
        struct merkle_hash leaf = journal_leaf(b->keys->bank_id, &r, &scratch);
        good = buf_ok(&scratch) && row.number == expected && row.leaf_hash.n == MERKLE_HASH &&
               memcmp(leaf.b, row.leaf_hash.p, MERKLE_HASH) == 0;
        expected += good;
    }
    buf_free(&scratch);
    e = sql_bank_entry_range_close(rows, ctx);
    if (e == ERR_OK && (!good || expected != end)) {
        e = err_set(ctx, ERR_CORRUPT, "journal", corrupt_remedy,
                    "entry %lld of the journal is missing or has been changed",
                    (long long)expected);
    }
    return e;
}

static enum err store(struct bank *b, struct journal_state *s, const char *note,
                      struct err_ctx *ctx)
{
    uint8_t mac[JOURNAL_MAC];
    struct timestamp now = timestamp_now();
    s->checkpoint_count++;
    s->checkpoint_size = s->frontier.size;
    checkpoint_mac(b, s->checkpoint_count, s->checkpoint_size, now, note, mac);
    struct sql_bank_checkpoint_insert_in in = {
        .bank_id = b->keys->bank_id,
        .number = s->checkpoint_count,
        .size = s->checkpoint_size,
        .time = now,
        .note = note,
        .mac = {mac, sizeof mac},
    };
    enum err e = sql_bank_checkpoint_insert(b->db, &in, NULL, ctx);
    return e == ERR_OK ? journal_state_write(b, s, ctx) : e;
}

/* The copy beside the database is a help against a database put back from an older copy; losing
 * it loses nothing else. */
static void write_copy(const struct bank *b, const struct buf *note)
{
    char path[BANK_PATH];
    struct err_ctx ctx;
    if (bank_path(b->dir, "checkpoint", path, &ctx) != ERR_OK ||
        private_file_replace(path, note->text, note->len, 0600, &ctx) != ERR_OK) {
        log_write(LOG_WARNING, "journal", "%s: %s", ctx.where, ctx.what);
    }
}

static void sign(const struct bank *b, const struct journal_state *s, struct buf *note)
{
    struct checkpoint c = {.size = s->frontier.size, .root = merkle_root(&s->frontier)};
    memcpy(c.origin, b->config.journal_origin, strlen(b->config.journal_origin) + 1);
    checkpoint_text(note, &c);
    size_t text_n = note->len;
    struct note_key key = log_key(b);
    struct buf line;
    buf_init(&line, JOURNAL_NOTE_MAX);
    note_sign(&line, (struct blob){(const uint8_t *)note->text, text_n}, &key,
              b->keys->journal_secret, 0);
    buf_add_char(note, '\n');
    buf_add_n(note, line.text, line.len);
    buf_free(&line);
}

/* Whether one is due; reads only. */
static enum err due(struct bank *b, bool force, bool *out, struct err_ctx *ctx)
{
    struct journal_state s;
    struct checkpoint last;
    struct timestamp then;
    *out = false;
    enum err e = journal_state_read(b, &s, ctx);
    if (e != ERR_OK || s.frontier.size == s.checkpoint_size) {
        return e;
    }
    e = newest(b, &s, &last, &then, ctx);
    int64_t age = timestamp_now().ms - then.ms; /* negative when the clock was set back */
    *out = force || age < 0 || age >= (int64_t)b->config.checkpoint_seconds * 1000;
    return e;
}

static enum err write_checkpoint(struct bank *b, struct buf *note, struct err_ctx *ctx)
{
    struct journal_state s;
    struct checkpoint last;
    struct timestamp then;
    enum err e = journal_state_read(b, &s, ctx);
    if (e == ERR_OK && s.frontier.size != s.checkpoint_size) {
        e = newest(b, &s, &last, &then, ctx);
        if (e == ERR_OK) {
            e = check_new_entries(b, last.size, s.frontier.size, ctx);
        }
        if (e == ERR_OK) {
            e = journal_extends(b, last.size, &last.root, &s.frontier, ctx);
        }
        if (e == ERR_OK) {
            sign(b, &s, note);
            e = store(b, &s, note->text, ctx);
        }
    }
    return e;
}

enum err journal_checkpoint(struct bank *b, bool force, struct err_ctx *ctx)
{
    assert(!db_in_transaction(b->db));
    bool wanted = false;
    enum err e = due(b, force, &wanted, ctx);
    if (e != ERR_OK || !wanted) {
        return e;
    }
    e = db_begin(b->db, DB_WRITE, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct buf note;
    buf_init(&note, JOURNAL_NOTE_MAX);
    e = db_end(b->db, write_checkpoint(b, &note, ctx), ctx);
    if (e == ERR_OK) {
        b->appended = 0;
        if (note.len != 0) { /* another process may have been first */
            write_copy(b, &note);
        }
    }
    buf_free(&note);
    return e;
}

enum err journal_checkpoint_note(struct bank *b, struct arena *a, const char **note_out,
                                 struct err_ctx *ctx)
{
    struct journal_state s;
    *note_out = NULL;
    enum err e = journal_state_read(b, &s, ctx);
    if (e == ERR_OK && s.checkpoint_count == 0) {
        e = err_set(ctx, ERR_NOT_FOUND, "journal checkpoint", "", "there is no checkpoint yet");
    }
    struct sql_bank_checkpoint_read_in in = {b->keys->bank_id, s.checkpoint_count};
    struct sql_bank_checkpoint_read_row row;
    if (e == ERR_OK) {
        e = sql_bank_checkpoint_read(b->db, &in, a, &row, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct buf note;
    buf_init(&note, NOTE_MAX);
    buf_add(&note, row.note);
    struct db_rows *rows = NULL;
    struct sql_bank_cosignature_list_in all = {b->keys->bank_id};
    e = sql_bank_cosignature_list_open(b->db, &all, &rows, ctx);
    if (e == ERR_OK) {
        struct sql_bank_cosignature_list_row line;
        while (sql_bank_cosignature_list_next(rows, &line)) {
            if (line.size == row.size) {
                buf_add(&note, line.line);
            }
        }
        e = sql_bank_cosignature_list_close(rows, ctx);
    }
    *note_out = arena_strndup(a, note.text, note.len);
    buf_free(&note);
    return e;
}
