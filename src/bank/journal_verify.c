/*
 * Verification of the whole journal: every entry is hashed anew, the tree is built again and
 * compared with the stored hashes, the head, every signed checkpoint, the cosignatures and the
 * copies kept elsewhere. All in one reading transaction, so that others may go on writing.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/config.h"
#include "bank/idset.h"
#include "bank/journal_store.h"
#include "bank/note.h"
#include "bank/private_file.h"
#include "bank/witness.h"
#include "sql_bank.h"

/* A signed size and root that the tree must pass through. */
struct point {
    struct checkpoint checkpoint;
    const char *source; /* for the fault text */
};

struct kept {
    int level;
    int64_t position;
    struct merkle_hash hash;
    bool seen;
};

/* How far a peer's log has been witnessed, by the journal's own entries. */
struct witnessed {
    int64_t peer, size;
    bool seen;
};

static const int64_t most_missing = (int64_t)1 << 40; /* a larger gap is a made-up number */

struct verifier {
    struct bank *bank;
    struct journal_report *report;
    struct journal_state state;
    bool has_state;
    struct point *points; /* in order of size once all are there */
    size_t point_count, point_room, point_next;
    struct kept *nodes; /* by level and position */
    size_t node_count, node_room;
    struct witnessed *witnessed;
    size_t witnessed_count;
    struct merkle_frontier frontier;
    bool broken;        /* a root has been found wrong: later ones must be, and say nothing new */
    int64_t good_until; /* the last size whose root was right */
};

static void fault(struct verifier *v, int64_t first, int64_t last, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

static void fault(struct verifier *v, int64_t first, int64_t last, const char *fmt, ...)
{
    size_t i = v->report->fault_count++;
    if (i < JOURNAL_FAULTS_MAX) {
        struct journal_fault *f = &v->report->faults[i];
        f->first = first;
        f->last = last;
        va_list args;
        va_start(args, fmt);
        vsnprintf(f->text, sizeof f->text, fmt, args);
        va_end(args);
    }
}

/* ---- what must fit: checkpoints and kept nodes ---- */

static void add_point(struct verifier *v, const struct checkpoint *c, const char *source)
{
    if (v->point_count == v->point_room) {
        v->point_room = v->point_room != 0 ? 2 * v->point_room : 64;
        v->points = mem_realloc(v->points, v->point_room * sizeof *v->points);
    }
    v->points[v->point_count++] = (struct point){*c, source};
}

/* A note must be a checkpoint of this log, signed by this bank. */
static bool own_checkpoint(const struct verifier *v, const char *note, size_t n,
                           struct checkpoint *out)
{
    struct note parsed;
    struct note_key key = {v->bank->config.journal_origin, NOTE_ED25519,
                           v->bank->keys->public.journal};
    return note_parse(note, n, &parsed) && note_verify(&parsed, &key, NULL) == NOTE_VALID &&
           checkpoint_parse((struct blob){(const uint8_t *)parsed.text, parsed.text_n}, out) &&
           strcmp(out->origin, key.name) == 0;
}

static void check_checkpoint(struct verifier *v, const struct sql_bank_checkpoint_list_row *row)
{
    struct journal_report *r = v->report;
    struct checkpoint c;
    uint8_t mac[JOURNAL_MAC];
    long long number = (long long)row->number;
    r->checkpoints++;
    checkpoint_mac(v->bank, row->number, row->size, row->time, row->note, mac);
    if (row->number != r->checkpoints) {
        fault(v, -1, -1, "checkpoint %d is missing; %lld follows", r->checkpoints, number);
        r->checkpoints = (int)row->number;
    }
    if (!own_checkpoint(v, row->note, strlen(row->note), &c)) {
        fault(v, -1, -1, "checkpoint %lld was not signed by this bank", number);
        return;
    }
    if (!mac_equal(row->mac, mac) || c.size != row->size) {
        fault(v, -1, -1, "checkpoint %lld has been changed", number);
    }
    if (c.size <= r->checkpoint_size) {
        fault(v, -1, -1, "checkpoint %lld is not of a longer log than the one before", number);
        return;
    }
    r->checkpoint_size = c.size;
    r->checkpoint_time = row->time;
    add_point(v, &c, "a signed checkpoint");
}

static enum err read_checkpoints(struct verifier *v, struct err_ctx *ctx)
{
    struct sql_bank_checkpoint_list_in in = {v->bank->keys->bank_id};
    struct sql_bank_checkpoint_list_row row;
    struct db_rows *rows = NULL;
    enum err e = sql_bank_checkpoint_list_open(v->bank->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_bank_checkpoint_list_next(rows, &row)) {
        check_checkpoint(v, &row);
    }
    e = sql_bank_checkpoint_list_close(rows, ctx);
    if (e == ERR_OK && v->has_state &&
        (v->state.checkpoint_count != v->report->checkpoints ||
         v->state.checkpoint_size != v->report->checkpoint_size)) {
        fault(v, -1, -1, "%" PRId64 " checkpoints were signed and %d are there",
              v->state.checkpoint_count, v->report->checkpoints);
    }
    return e;
}

static enum err read_nodes(struct verifier *v, struct err_ctx *ctx)
{
    struct sql_bank_node_list_in in = {v->bank->keys->bank_id};
    struct sql_bank_node_list_row row;
    struct db_rows *rows = NULL;
    enum err e = sql_bank_node_list_open(v->bank->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_bank_node_list_next(rows, &row)) {
        if (v->node_count == v->node_room) {
            v->node_room = v->node_room != 0 ? 2 * v->node_room : 256;
            v->nodes = mem_realloc(v->nodes, v->node_room * sizeof *v->nodes);
        }
        struct kept *k = &v->nodes[v->node_count++];
        *k = (struct kept){.level = row.level, .position = row.position};
        if (row.hash.n == MERKLE_HASH) {
            memcpy(k->hash.b, row.hash.p, MERKLE_HASH);
        }
    }
    return sql_bank_node_list_close(rows, ctx);
}

/* Checkpoints kept outside the database: the file beside it and the one that was given. */
static enum err read_outside(struct verifier *v, const char *outside_note, struct err_ctx *ctx)
{
    char path[BANK_PATH];
    struct checkpoint c;
    if (outside_note != NULL) {
        if (!own_checkpoint(v, outside_note, strlen(outside_note), &c)) {
            return err_set(ctx, ERR_INVALID, "checkpoint",
                           "give a whole signed note of this bank's journal",
                           "what was given is not a checkpoint that this bank has signed");
        }
        add_point(v, &c, "the given checkpoint");
    }
    char *text = mem_alloc(NOTE_MAX);
    size_t n = 0;
    enum err e = bank_path(v->bank->dir, "checkpoint", path, ctx);
    enum err read = e == ERR_OK ? private_file_read(path, text, NOTE_MAX, &n, NULL) : e;
    if (read == ERR_OK && own_checkpoint(v, text, n, &c)) {
        add_point(v, &c, "the file `checkpoint`");
    } else if (e == ERR_OK && read != ERR_NOT_FOUND) {
        fault(v, -1, -1, "the file `checkpoint` beside the database was not signed by this bank");
    }
    free(text);
    return e;
}

static int by_size(const void *x, const void *y)
{
    const struct point *a = x, *b = y;
    return (a->checkpoint.size > b->checkpoint.size) - (a->checkpoint.size < b->checkpoint.size);
}

/* ---- the entries ---- */

static int compare_kept(const void *x, const void *y)
{
    const struct kept *a = x, *b = y;
    if (a->level != b->level) {
        return (a->level > b->level) - (a->level < b->level);
    }
    return (a->position > b->position) - (a->position < b->position);
}

static void check_node(void *user, int level, int64_t position, const struct merkle_hash *h)
{
    struct verifier *v = user;
    if (level < JOURNAL_NODE_LEVEL) {
        return;
    }
    struct kept key = {.level = level, .position = position};
    struct kept *k = v->node_count != 0
                         ? bsearch(&key, v->nodes, v->node_count, sizeof key, compare_kept)
                         : NULL;
    int64_t first = position << level, last = first + ((int64_t)1 << level) - 1;
    if (k == NULL) {
        fault(v, first, last, "the stored hash over entries %" PRId64 "–%" PRId64 " is missing",
              first, last);
    } else {
        k->seen = true;
        if (!merkle_equal(&k->hash, h)) {
            fault(v, first, last,
                  "entries %" PRId64 "–%" PRId64 " are not what was hashed when they were written",
                  first, last);
        }
    }
}

static void check_points(struct verifier *v)
{
    struct merkle_hash root = merkle_root(&v->frontier);
    while (v->point_next < v->point_count &&
           v->points[v->point_next].checkpoint.size <= v->frontier.size) {
        const struct point *p = &v->points[v->point_next++];
        if (p->checkpoint.size != v->frontier.size) {
            continue;
        }
        if (merkle_equal(&p->checkpoint.root, &root)) {
            v->good_until = v->broken ? v->good_until : p->checkpoint.size;
        } else if (!v->broken) {
            v->broken = true;
            fault(v, v->good_until, p->checkpoint.size - 1,
                  "the log up to entry %" PRId64 " is not what %s fixed; the change is in entries "
                  "%" PRId64 "–%" PRId64,
                  p->checkpoint.size - 1, p->source, v->good_until, p->checkpoint.size - 1);
        }
    }
}

static void append(struct verifier *v, const struct merkle_hash *leaf)
{
    merkle_append(&v->frontier, leaf, v->broken ? NULL : check_node, v);
    if (v->point_next < v->point_count &&
        v->points[v->point_next].checkpoint.size <= v->frontier.size) {
        check_points(v);
    }
}

/* Entries `v->frontier.size` … end-1 are not there. */
static void skip_missing(struct verifier *v, int64_t end)
{
    int64_t first = v->frontier.size;
    fault(v, first, end - 1,
          end - first == 1 ? "entry %" PRId64 " is missing"
                           : "entries %" PRId64 "–%" PRId64 " are missing",
          first, end - 1);
    v->broken = true;
    if (end - first > (int64_t)1 << 20) { /* a number that was made up; the tree is lost anyway */
        v->frontier = (struct merkle_frontier){.size = end};
        return;
    }
    static const struct merkle_hash unknown;
    while (v->frontier.size < end) {
        append(v, &unknown);
    }
}

static struct witnessed *find_witnessed(const struct verifier *v, int64_t peer)
{
    for (size_t i = 0; i < v->witnessed_count; i++) {
        if (v->witnessed[i].peer == peer) {
            return &v->witnessed[i];
        }
    }
    return NULL;
}

/* An entry peer.cosigned says which state of the peer's log must be there. */
static void note_witnessed(struct verifier *v, const struct sql_bank_entry_range_row *row)
{
    const char *to = strstr(row->detail, "\"to\":");
    if (to == NULL || row->actor_kind != (int)ACTOR_PEER ||
        strcmp(row->event, journal_event_code(JOURNAL_PEER_COSIGNED)) != 0) {
        return;
    }
    int64_t peer = strtoll(row->actor_id, NULL, 10);
    struct witnessed *w = find_witnessed(v, peer);
    if (w == NULL) {
        v->witnessed = mem_realloc(v->witnessed, (v->witnessed_count + 1) * sizeof *v->witnessed);
        w = &v->witnessed[v->witnessed_count++];
        *w = (struct witnessed){.peer = peer};
    }
    w->size = strtoll(to + strlen("\"to\":"), NULL, 10);
}

static void check_entry(struct verifier *v, const struct sql_bank_entry_range_row *row,
                        struct buf *scratch)
{
    struct journal_report *r = v->report;
    int64_t number = row->number, first = 0, last = 0;
    size_t n = 0;
    r->entries_read++;
    if (number < v->frontier.size || (v->has_state && number >= r->size) ||
        number - v->frontier.size > most_missing) {
        fault(v, number, number, "entry %" PRId64 " does not belong to the log", number);
        return;
    }
    if (number > v->frontier.size) {
        skip_missing(v, number);
    }
    struct journal_record record = {
        .number = row->number,
        .time = row->time,
        .salt = row->salt,
        .actor_kind = row->actor_kind,
        .actor_id = row->actor_id,
        .event = row->event,
        .detail = row->detail,
        .person_id = row->person_id,
        .case_id = row->case_id,
        .persons = row->persons,
    };
    struct merkle_hash leaf = journal_leaf(v->bank->keys->bank_id, &record, scratch),
                       stored = {{0}};
    if (row->leaf_hash.n == MERKLE_HASH) {
        memcpy(stored.b, row->leaf_hash.p, MERKLE_HASH);
    }
    if (!merkle_equal(&leaf, &stored)) {
        fault(v, number, number, "entry %" PRId64 " has been changed", number);
    }
    bool set = row->persons.p != NULL;
    if ((set && !idset_bounds(row->persons, &first, &last, &n)) || first != row->person_first ||
        last != row->person_last) {
        fault(v, number, number, "the people of entry %" PRId64 " have been changed", number);
    }
    note_witnessed(v, row);
    append(v, &stored); /* so that one changed entry is one fault */
}

static enum err read_entries(struct verifier *v, struct err_ctx *ctx)
{
    struct sql_bank_entry_range_in in = {v->bank->keys->bank_id, INT64_MIN, INT64_MAX};
    struct sql_bank_entry_range_row row;
    struct db_rows *rows = NULL;
    enum err e = sql_bank_entry_range_open(v->bank->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct buf scratch;
    buf_init(&scratch, JOURNAL_ENTRY_MAX);
    while (sql_bank_entry_range_next(rows, &row)) {
        check_entry(v, &row, &scratch);
    }
    buf_free(&scratch);
    return sql_bank_entry_range_close(rows, ctx);
}

static void check_end(struct verifier *v)
{
    struct journal_report *r = v->report;
    int64_t claimed = v->has_state ? r->size : v->frontier.size;
    for (size_t i = 0; i < v->point_count; i++) {
        claimed = v->points[i].checkpoint.size > claimed ? v->points[i].checkpoint.size : claimed;
    }
    if (v->frontier.size < claimed) {
        skip_missing(v, claimed);
    }
    r->size = claimed;
    struct merkle_hash root = merkle_root(&v->frontier), head = merkle_root(&v->state.frontier);
    if (v->has_state && !v->broken && !merkle_equal(&root, &head)) {
        fault(v, v->good_until, r->size - 1,
              "the entries after %" PRId64 " are not what the head of the log fixes",
              v->good_until);
    }
    for (size_t i = 0; !v->broken && i < v->node_count; i++) {
        if (!v->nodes[i].seen) {
            fault(v, -1, -1, "a stored hash (level %d, position %" PRId64 ") has no entries",
                  v->nodes[i].level, v->nodes[i].position);
        }
    }
}

/* ---- witnesses ---- */

static const struct checkpoint *point_of(const struct verifier *v, int64_t size)
{
    for (size_t i = 0; i < v->point_count; i++) {
        if (v->points[i].checkpoint.size == size) {
            return &v->points[i].checkpoint;
        }
    }
    return NULL;
}

static bool cosignature_ok(const struct verifier *v,
                           const struct sql_bank_cosignature_list_row *row)
{
    const struct checkpoint *c = point_of(v, row->size);
    struct note_signature s;
    struct note_key key = {row->name, NOTE_COSIGNATURE, row->witness_key.p};
    uint8_t mac[JOURNAL_MAC];
    cosignature_mac(v->bank, row->peer_id, row->size, row->time, row->name, row->witness_key,
                    row->line, mac);
    if (c == NULL || row->witness_key.n != BANK_SIGN_PUBLIC || !mac_equal(row->mac, mac) ||
        !note_signature_parse(row->line, strlen(row->line), &s)) {
        return false;
    }
    struct buf text;
    buf_init(&text, NOTE_MAX);
    checkpoint_text(&text, c);
    bool ok = note_signature_verify((struct blob){(const uint8_t *)text.text, text.len}, &s, &key,
                                    NULL) == NOTE_VALID;
    buf_free(&text);
    return ok;
}

static enum err read_cosignatures(struct verifier *v, struct err_ctx *ctx)
{
    struct sql_bank_cosignature_list_in in = {v->bank->keys->bank_id};
    struct sql_bank_cosignature_list_row row;
    struct db_rows *rows = NULL;
    enum err e = sql_bank_cosignature_list_open(v->bank->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_bank_cosignature_list_next(rows, &row)) {
        v->report->cosignatures++;
        if (!cosignature_ok(v, &row)) {
            fault(v, -1, -1, "the cosignature of peer %" PRId64 " has been changed", row.peer_id);
        } else if (row.size > v->report->cosigned_size) {
            v->report->cosigned_size = row.size;
        }
    }
    e = sql_bank_cosignature_list_close(rows, ctx);
    if (e == ERR_OK && v->has_state && v->state.cosigned_size != v->report->cosigned_size) {
        fault(v, -1, -1, "a peer cosigned %" PRId64 " entries, but its cosignature is missing",
              v->state.cosigned_size);
    }
    return e;
}

static enum err read_witnessed(struct verifier *v, struct err_ctx *ctx)
{
    struct sql_bank_witnessed_list_in in = {v->bank->keys->bank_id};
    struct sql_bank_witnessed_list_row row;
    struct db_rows *rows = NULL;
    enum err e = sql_bank_witnessed_list_open(v->bank->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (sql_bank_witnessed_list_next(rows, &row)) {
        uint8_t mac[JOURNAL_MAC];
        witnessed_mac(v->bank, row.peer_id, row.size, row.time, row.note, mac);
        struct witnessed *w = find_witnessed(v, row.peer_id);
        if (!mac_equal(row.mac, mac) || w == NULL || w->size != row.size) {
            fault(v, -1, -1, "what is kept of peer %" PRId64 "'s log has been changed",
                  row.peer_id);
        }
        if (w != NULL) {
            w->seen = true;
        }
    }
    for (size_t i = 0; i < v->witnessed_count; i++) {
        if (!v->witnessed[i].seen) {
            fault(v, -1, -1, "what was kept of peer %" PRId64 "'s log is missing",
                  v->witnessed[i].peer);
        }
    }
    return sql_bank_witnessed_list_close(rows, ctx);
}

/* ---- all of it ---- */

static enum err read_state(struct verifier *v, struct err_ctx *ctx)
{
    struct err_ctx found;
    enum err e = journal_state_read(v->bank, &v->state, &found);
    if (e == ERR_CORRUPT) {
        fault(v, -1, -1, "%s", found.what);
        return ERR_OK;
    }
    if (e != ERR_OK && ctx != NULL) {
        *ctx = found;
    }
    v->has_state = e == ERR_OK;
    v->report->size = v->has_state ? v->state.frontier.size : 0;
    return e;
}

static enum err verify(struct verifier *v, const char *outside_note, struct err_ctx *ctx)
{
    enum err e = read_state(v, ctx);
    if (e == ERR_OK) {
        e = read_checkpoints(v, ctx);
    }
    if (e == ERR_OK) {
        e = read_outside(v, outside_note, ctx);
    }
    if (e == ERR_OK) {
        e = read_nodes(v, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (v->point_count != 0) {
        qsort(v->points, v->point_count, sizeof *v->points, by_size);
    }
    e = read_entries(v, ctx);
    if (e == ERR_OK) {
        check_end(v);
        e = read_cosignatures(v, ctx);
    }
    return e == ERR_OK ? read_witnessed(v, ctx) : e;
}

enum err journal_verify(struct bank *b, const char *outside_note, struct journal_report *out,
                        struct err_ctx *ctx)
{
    *out = (struct journal_report){0};
    struct verifier v = {.bank = b, .report = out};
    enum err e = db_begin(b->db, DB_READ, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = db_end(b->db, verify(&v, outside_note, ctx), ctx);
    free(v.points);
    free(v.nodes);
    free(v.witnessed);
    return e;
}
