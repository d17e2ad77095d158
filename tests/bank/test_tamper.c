/*
 * Somebody changes the journal in the database file, who can write every row but has none of the
 * bank's keys. Every such change must be found. The changes come from a seed; a failure prints
 * which one it was.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <inttypes.h>
#include <sys/stat.h>

#include "bank/crypto.h"
#include "bank/journal.h"
#include "bank/journal_store.h"
#include "bank/merkle.h"
#include "bank/witness.h"
#include "db/db.h"
#include "support/test_bank.h"

enum {
    EDITS = 420,
    OTHERS = 200 /* of each kind of deletion, swap, insertion, truncation together */
};

static struct test_bank t;
static char database[128], template_file[128], older_file[128], checkpoint_file[128];
static uint64_t random_state;

static uint64_t next_random(void)
{
    random_state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = random_state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static int64_t below(int64_t n)
{
    return (int64_t)(next_random() % (uint64_t)n);
}

/* ---- the journal that is tampered with ---- */

static void append_many(int n)
{
    assert_int_equal(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), ERR_OK);
    for (int i = 0; i < n; i++) {
        struct person_id many[] = {{1 + i % 7}, {20 + i % 9}, {40}};
        char detail[64];
        snprintf(detail, sizeof detail, "{\"n\":%d}", i);
        struct journal_entry e = {.actor = &t.actor,
                                  .event = i % 3 == 0 ? JOURNAL_PERSON_READ : JOURNAL_CASE_READ,
                                  .case_id = {i % 4},
                                  .detail = detail};
        if (i % 5 == 0) {
            e.persons = many;
            e.person_count = 3;
        } else {
            e.person.v = 1 + i % 30;
        }
        assert_int_equal(journal_append(t.bank, &e, &t.ctx), ERR_OK);
    }
    assert_int_equal(db_commit(bank_db(t.bank), &t.ctx), ERR_OK);
}

/* `log` is cosigned by `witness`, which knows it as peer 7. */
static void cosign(struct bank *log, struct bank *witness)
{
    struct arena *a = arena_new(1 << 20);
    struct journal_head head;
    struct witness_request q = {.peer = {7}, .origin = bank_config(log)->journal_origin};
    char line[WITNESS_LINE_MAX];
    uint8_t *proof;
    const char *old;
    assert_int_equal(journal_checkpoint(log, true, &t.ctx), ERR_OK);
    assert_int_equal(journal_head(log, &head, &t.ctx), ERR_OK);
    assert_int_equal(witness_held(witness, q.peer, a, &q.old_size, &old, &t.ctx), ERR_OK);
    assert_int_equal(
        journal_consistency_proof(log, q.old_size, head.size, a, &proof, &q.proof_count, &t.ctx),
        ERR_OK);
    assert_int_equal(journal_checkpoint_note(log, a, &q.note, &t.ctx), ERR_OK);
    memcpy(q.journal_key, bank_public(log)->journal, sizeof q.journal_key);
    q.proof = proof;
    assert_int_equal(witness_cosign(witness, &q, line, &q.old_size, &t.ctx), ERR_OK);
    assert_int_equal(witness_store(log, q.peer, witness_name(witness),
                                   bank_public(witness)->witness, head.size, line, &t.ctx),
                     ERR_OK);
    arena_free(a);
}

static void copy_file(const char *from, const char *to)
{
    static char bytes[8 << 20];
    FILE *f = fopen(from, "rb");
    assert_non_null(f);
    size_t n = fread(bytes, 1, sizeof bytes, f);
    assert_true(n < sizeof bytes);
    fclose(f);
    unlink(to);
    f = fopen(to, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(to, 0600), 0);
}

static int make_journal(void **state)
{
    (void)state;
    t = test_bank_make(BANK_SCHOOL);
    struct test_bank other = test_bank_make(BANK_SOCIAL);
    snprintf(database, sizeof database, "%s/bank.db", t.dir);
    snprintf(template_file, sizeof template_file, "%s/template", t.dir);
    snprintf(older_file, sizeof older_file, "%s/older", t.dir);
    snprintf(checkpoint_file, sizeof checkpoint_file, "%s/checkpoint", t.dir);
    append_many(300);
    assert_int_equal(journal_checkpoint(t.bank, true, &t.ctx), ERR_OK);
    append_many(40);
    cosign(t.bank, other.bank);
    cosign(other.bank, t.bank);
    append_many(260);
    bank_close(t.bank); /* signs */
    t.bank = NULL;
    copy_file(database, older_file);
    test_bank_open(&t);
    append_many(90);
    cosign(t.bank, other.bank);
    cosign(other.bank, t.bank);
    /* The last entries are not under a checkpoint yet; the head alone holds them. */
    append_many(9);
    struct journal_report r;
    assert_int_equal(journal_verify(t.bank, NULL, &r, &t.ctx), ERR_OK);
    assert_int_equal(r.fault_count, 0);
    assert_int_equal(r.cosignatures, 1);
    assert_true(r.checkpoint_size < r.size);
    assert_int_equal(db_backup(bank_db(t.bank), template_file, &t.ctx), ERR_OK);
    test_bank_remove(&other);
    bank_close(t.bank);
    t.bank = NULL;
    return 0;
}

static int remove_journal(void **state)
{
    (void)state;
    test_bank_remove(&t);
    return 0;
}

static void restore(void)
{
    static const char *const tails[] = {"-wal", "-shm"};
    char path[160];
    bank_close(t.bank);
    t.bank = NULL;
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s%s", database, tails[i]);
        unlink(path);
    }
    copy_file(template_file, database);
    unlink(checkpoint_file); /* only the database speaks, unless a test says otherwise */
    test_bank_open(&t);
}

/* ---- the tools of who tampers ---- */

/* A handle keeps what it has prepared by the statement's address: each needs its own. */
static const struct db_statement *statement(const char *text, enum db_access access)
{
    static struct db_statement pool[256];
    static size_t used;
    struct db_statement *s = &pool[used++ % 256];
    *s = (struct db_statement){"test/tamper", text, access, DB_CLASS_JOURNAL};
    return s;
}

static int64_t sql(const char *text, const struct db_value *values, size_t n)
{
    int64_t changed = 0;
    assert_int_equal(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx), ERR_OK);
    enum err e = db_run(bank_db(t.bank), statement(text, DB_WRITE), values, n, &changed, &t.ctx);
    e = db_end(bank_db(t.bank), e, &t.ctx);
    return e == ERR_OK ? changed : -1;
}

static int64_t number_of(const char *text)
{
    struct db_rows *rows;
    assert_int_equal(
        db_rows_open(bank_db(t.bank), statement(text, DB_READ), NULL, 0, &rows, &t.ctx), ERR_OK);
    assert_true(db_rows_next(rows));
    int64_t v = db_rows_int64(rows, 0);
    assert_int_equal(db_rows_close_one(rows, true, &t.ctx), ERR_OK);
    return v;
}

static bool found(void)
{
    struct journal_report r;
    assert_int_equal(journal_verify(t.bank, NULL, &r, &t.ctx), ERR_OK);
    return r.fault_count != 0;
}

static struct journal_report report(void)
{
    struct journal_report r;
    assert_int_equal(journal_verify(t.bank, NULL, &r, &t.ctx), ERR_OK);
    return r;
}

/* ---- every column ---- */

static const struct column {
    const char *table, *name;
    char type; /* i, t, b */
} columns[] = {
    {"journal_entry", "bank_id", 'i'},
    {"journal_entry", "number", 'i'},
    {"journal_entry", "time", 'i'},
    {"journal_entry", "salt", 'b'},
    {"journal_entry", "actor_kind", 'i'},
    {"journal_entry", "actor_id", 't'},
    {"journal_entry", "event", 't'},
    {"journal_entry", "person_id", 'i'},
    {"journal_entry", "case_id", 'i'},
    {"journal_entry", "persons", 'b'},
    {"journal_entry", "person_first", 'i'},
    {"journal_entry", "person_last", 'i'},
    {"journal_entry", "detail", 't'},
    {"journal_entry", "leaf_hash", 'b'},
    {"journal_node", "bank_id", 'i'},
    {"journal_node", "level", 'i'},
    {"journal_node", "position", 'i'},
    {"journal_node", "hash", 'b'},
    {"journal_checkpoint", "bank_id", 'i'},
    {"journal_checkpoint", "number", 'i'},
    {"journal_checkpoint", "size", 'i'},
    {"journal_checkpoint", "time", 'i'},
    {"journal_checkpoint", "note", 't'},
    {"journal_checkpoint", "mac", 'b'},
    {"journal_cosignature", "bank_id", 'i'},
    {"journal_cosignature", "peer_id", 'i'},
    {"journal_cosignature", "size", 'i'},
    {"journal_cosignature", "time", 'i'},
    {"journal_cosignature", "name", 't'},
    {"journal_cosignature", "witness_key", 'b'},
    {"journal_cosignature", "line", 't'},
    {"journal_cosignature", "mac", 'b'},
    {"journal_witnessed", "bank_id", 'i'},
    {"journal_witnessed", "peer_id", 'i'},
    {"journal_witnessed", "size", 'i'},
    {"journal_witnessed", "time", 'i'},
    {"journal_witnessed", "note", 't'},
    {"journal_witnessed", "mac", 'b'},
    {"journal_head", "bank_id", 'i'},
    {"journal_head", "size", 'i'},
    {"journal_head", "frontier", 'b'},
    {"journal_head", "checkpoint_count", 'i'},
    {"journal_head", "checkpoint_size", 'i'},
    {"journal_head", "cosigned_size", 'i'},
    {"journal_head", "mac", 'b'},
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

/* Another value for a column; false when a constraint refused it. */
static bool edit(const struct column *c)
{
    char text[512], new_bytes[4];
    snprintf(text, sizeof text, "SELECT count(*) FROM %s", c->table);
    int64_t row = below(number_of(text));
    uint64_t r = next_random();
    struct db_value value;
    const char *before = "", *after = "";
    memcpy(new_bytes, &r, sizeof new_bytes);
    if (c->type == 'i') {
        value = db_int((int64_t)(1 + r % 1000) * (r & 1024 ? 1 : -1));
        after = " + $1";
    } else if (c->type == 't') {
        value = db_text(r & 1 ? " " : "x");
        before = r & 2 ? "" : "$1 || ";
        after = r & 2 ? " || $1" : "";
    } else {
        value = db_blob((struct blob){(const uint8_t *)new_bytes, sizeof new_bytes});
        before = r & 1 ? "CAST(ifnull(" : "CAST($1 || substr(ifnull(";
        after = r & 1 ? ", x'') || $1 AS BLOB)" : ", x''), 5) AS BLOB)";
    }
    char expression[128];
    snprintf(expression, sizeof expression, "%s%s%s", before, c->name, after);
    snprintf(text, sizeof text,
             "UPDATE %s SET %s = %s WHERE rowid = (SELECT rowid FROM %s LIMIT 1 OFFSET %" PRId64
             ") AND %s IS NOT %s",
             c->table, c->name, expression, c->table, row, c->name, expression);
    return sql(text, &value, 1) == 1;
}

static void an_edit_of_any_column_is_found(void **state)
{
    (void)state;
    int done = 0, refused = 0;
    for (int i = 0; done < EDITS; i++) {
        const struct column *c = &columns[i % COLUMNS];
        random_state = (uint64_t)i;
        restore();
        if (strcmp(c->name, "bank_id") == 0) { /* so that a row can be of another bank */
            char text[200];
            snprintf(text, sizeof text,
                     "INSERT INTO bank SELECT bank_id + %d, kind, created_at, sign_public, "
                     "box_public, journal_public, witness_public FROM bank",
                     1);
            assert_int_equal(sql(text, NULL, 0), 1);
            snprintf(
                text, sizeof text,
                "UPDATE %s SET bank_id = bank_id + 1 WHERE rowid = (SELECT max(rowid) FROM %s)",
                c->table, c->table);
            assert_int_equal(sql(text, NULL, 0), 1);
        } else if (!edit(c)) {
            refused++;
            assert_true(refused < EDITS);
            continue;
        }
        done++;
        if (!found()) {
            fail_msg("edit %d of %s.%s was not found", i, c->table, c->name);
        }
    }
}

/* ---- rows ---- */

static void remove_row(const char *table)
{
    char text[256];
    snprintf(text, sizeof text, "SELECT count(*) FROM %s", table);
    int64_t row = below(number_of(text));
    snprintf(text, sizeof text,
             "DELETE FROM %s WHERE rowid = (SELECT rowid FROM %s LIMIT 1 OFFSET %" PRId64 ")",
             table, table, row);
    assert_int_equal(sql(text, NULL, 0), 1);
}

static void exchange_two(void)
{
    int64_t size = number_of("SELECT count(*) FROM journal_entry");
    int64_t x = below(size), y = (x + 1 + below(size - 1)) % size;
    struct db_value v[] = {db_int(x), db_int(y)};
    if (next_random() & 1) { /* whole rows change places */
        assert_int_equal(sql("UPDATE journal_entry SET number = -1 WHERE number = $1", v, 1), 1);
        assert_int_equal(sql("UPDATE journal_entry SET number = $1 WHERE number = $2", v, 2), 1);
        assert_int_equal(sql("UPDATE journal_entry SET number = $1 WHERE number = -1", &v[1], 1),
                         1);
    } else { /* one says what the other did */
        assert_int_equal(sql("UPDATE journal_entry SET (time, salt, actor_kind, actor_id, event, "
                             "person_id, case_id, persons, person_first, person_last, detail, "
                             "leaf_hash) = (SELECT time, salt, actor_kind, actor_id, event, "
                             "person_id, case_id, persons, person_first, person_last, detail, "
                             "leaf_hash FROM journal_entry WHERE number = $1) WHERE number = $2",
                             v, 2),
                         1);
    }
}

static void insert_entry(void)
{
    if (next_random() % 3 == 0) { /* far outside */
        static const int64_t far[] = {INT64_MAX, INT64_MAX - 1, INT64_MIN, -1};
        struct db_value outside = db_int(far[below(4)]);
        assert_int_equal(
            sql("INSERT INTO journal_entry SELECT bank_id, $1, time, salt, actor_kind, "
                "actor_id, event, person_id, case_id, persons, person_first, "
                "person_last, detail, leaf_hash FROM journal_entry LIMIT 1",
                &outside, 1),
            1);
        return;
    }
    int64_t size = number_of("SELECT count(*) FROM journal_entry"), at = below(size + 1);
    struct db_value v[] = {db_int(at)};
    assert_true(sql("UPDATE journal_entry SET number = -number - 2 WHERE number >= $1", v, 1) >= 0);
    assert_true(sql("UPDATE journal_entry SET number = -number - 1 WHERE number < 0", NULL, 0) >=
                0);
    assert_int_equal(sql("INSERT INTO journal_entry SELECT bank_id, $1, time, salt, actor_kind, "
                         "actor_id, event, person_id, case_id, persons, person_first, person_last, "
                         "detail, leaf_hash FROM journal_entry LIMIT 1",
                         v, 1),
                     1);
}

/* The last entries are cut off, and everything that would still speak of them, save for the head,
 * which cannot be written without the key. */
static void truncate_log(void)
{
    int64_t size = number_of("SELECT count(*) FROM journal_entry"), keep = below(size);
    struct db_value v[] = {db_int(keep)};
    assert_true(sql("DELETE FROM journal_entry WHERE number >= $1", v, 1) > 0);
    if (next_random() & 1) {
        (void)sql("DELETE FROM journal_checkpoint WHERE size > $1", v, 1);
        (void)sql("DELETE FROM journal_cosignature WHERE size > $1", v, 1);
        (void)sql("DELETE FROM journal_node WHERE (position + 1) << level > $1", v, 1);
    }
}

/* Who knows how entries are hashed changes one and hashes it anew. */
static void edit_and_hash_anew(void)
{
    struct arena *a = arena_new(1 << 20);
    int64_t size = number_of("SELECT count(*) FROM journal_entry"), n = below(size);
    static const char text[] =
        "SELECT time, salt, actor_kind, actor_id, event, person_id, case_id, "
        "persons FROM journal_entry WHERE number = $1";
    struct db_value at = db_int(n);
    struct db_rows *rows;
    assert_int_equal(db_rows_open(bank_db(t.bank), statement(text, DB_READ), &at, 1, &rows, &t.ctx),
                     ERR_OK);
    assert_true(db_rows_next(rows));
    struct blob salt = db_rows_blob(rows, 1), persons = {NULL, 0};
    if (!db_rows_null(rows, 7)) {
        persons = db_rows_blob(rows, 7);
    }
    struct journal_record r = {
        .number = n,
        .time = db_rows_time(rows, 0),
        .salt = {arena_copy(a, salt.p, salt.n), salt.n},
        .actor_kind = db_rows_int(rows, 2),
        .actor_id = arena_strdup(a, db_rows_text(rows, 3)),
        .event = arena_strdup(a, db_rows_text(rows, 4)),
        .person_id = db_rows_int64(rows, 5),
        .case_id = db_rows_int64(rows, 6),
        .persons = {arena_copy(a, persons.p, persons.n), persons.n},
        .detail = "{\"never\":\"happened\"}",
    };
    assert_int_equal(db_rows_close(rows, &t.ctx), ERR_OK);
    struct buf scratch;
    buf_init(&scratch, 1 << 20);
    struct merkle_hash leaf = journal_leaf(bank_row_id(t.bank), &r, &scratch);
    buf_free(&scratch);
    struct db_value v[] = {db_text(r.detail), db_blob((struct blob){leaf.b, sizeof leaf.b}),
                           db_int(n)};
    assert_int_equal(
        sql("UPDATE journal_entry SET detail = $1, leaf_hash = $2 WHERE number = $3", v, 3), 1);
    arena_free(a);
}

static void deletion_swap_insertion_truncation_and_new_hashes_are_found(void **state)
{
    (void)state;
    static const char *const tables[] = {"journal_entry",       "journal_entry",
                                         "journal_node",        "journal_checkpoint",
                                         "journal_cosignature", "journal_witnessed"};
    for (int i = 0; i < OTHERS; i++) {
        random_state = 1000000 + (uint64_t)i;
        restore();
        switch (i % 5) {
        case 0:
            remove_row(tables[i / 5 % 6]);
            break;
        case 1:
            exchange_two();
            break;
        case 2:
            insert_entry();
            break;
        case 3:
            truncate_log();
            break;
        default:
            edit_and_hash_anew();
            break;
        }
        if (!found()) {
            fail_msg("change %d of kind %d was not found", i, i % 5);
        }
    }
}

static void the_fault_says_which_entry(void **state)
{
    (void)state;
    restore();
    assert_int_equal(sql("UPDATE journal_entry SET detail = '{}' WHERE number = 123", NULL, 0), 1);
    struct journal_report r = report();
    assert_int_equal(r.fault_count, 1);
    assert_int_equal(r.faults[0].first, 123);
    assert_int_equal(r.faults[0].last, 123);
    restore();
    assert_int_equal(sql("DELETE FROM journal_entry WHERE number IN (77, 78)", NULL, 0), 2);
    r = report();
    assert_int_equal(r.faults[0].first, 77);
    assert_int_equal(r.faults[0].last, 78);
    restore();
    int64_t size = number_of("SELECT count(*) FROM journal_entry");
    assert_true(sql("DELETE FROM journal_entry WHERE number >= 600", NULL, 0) > 0);
    r = report();
    assert_int_equal(r.faults[0].first, 600);
    assert_int_equal(r.faults[0].last, size - 1);
}

/* Somebody puts back the whole database as it was some days ago. Inside, everything fits. */
static void an_older_database_is_found_by_a_checkpoint_kept_outside(void **state)
{
    (void)state;
    struct arena *a = arena_new(1 << 20);
    const char *note;
    restore();
    assert_int_equal(journal_checkpoint(t.bank, true, &t.ctx), ERR_OK); /* writes the file too */
    assert_int_equal(journal_checkpoint_note(t.bank, a, &note, &t.ctx), ERR_OK);
    bank_close(t.bank);
    t.bank = NULL;
    copy_file(older_file, database);
    test_bank_open(&t);
    assert_true(found()); /* by the file beside the database */
    assert_int_equal(unlink(checkpoint_file), 0);
    struct journal_report r;
    assert_int_equal(journal_verify(t.bank, note, &r, &t.ctx), ERR_OK);
    assert_true(r.fault_count != 0); /* by the note that somebody else has kept */
    assert_int_equal(journal_verify(t.bank, NULL, &r, &t.ctx), ERR_OK);
    assert_int_equal(r.fault_count, 0); /* and by nothing else: this is what witnesses are for */
    assert_int_equal(journal_verify(t.bank, "not a note", &r, &t.ctx), ERR_INVALID);
    arena_free(a);
}

static void a_changed_log_is_not_signed_again(void **state)
{
    (void)state;
    restore();
    int64_t checkpoints = number_of("SELECT count(*) FROM journal_checkpoint");
    int64_t last = number_of("SELECT max(number) FROM journal_entry");
    struct db_value v = db_int(last);
    assert_int_equal(sql("UPDATE journal_entry SET actor_id = 'x' WHERE number = $1", &v, 1), 1);
    assert_int_equal(journal_checkpoint(t.bank, true, &t.ctx), ERR_CORRUPT);
    restore();
    random_state = 5;
    assert_true(sql("UPDATE journal_node SET hash = zeroblob(32) WHERE level = 9", NULL, 0) > 0);
    assert_int_equal(journal_checkpoint(t.bank, true, &t.ctx), ERR_CORRUPT);
    assert_int_equal(number_of("SELECT count(*) FROM journal_checkpoint"), checkpoints);
}

static void nothing_is_appended_to_a_log_whose_head_was_changed(void **state)
{
    (void)state;
    restore();
    assert_int_equal(sql("UPDATE journal_head SET size = size - 1", NULL, 0), 1);
    struct journal_entry e = {.actor = &t.actor, .event = JOURNAL_LOGIN};
    assert_int_equal(journal_append_now(t.bank, &e, &t.ctx), ERR_CORRUPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_edit_of_any_column_is_found),
        cmocka_unit_test(deletion_swap_insertion_truncation_and_new_hashes_are_found),
        cmocka_unit_test(the_fault_says_which_entry),
        cmocka_unit_test(an_older_database_is_found_by_a_checkpoint_kept_outside),
        cmocka_unit_test(a_changed_log_is_not_signed_again),
        cmocka_unit_test(nothing_is_appended_to_a_log_whose_head_was_changed),
    };
    return cmocka_run_group_tests(tests, make_journal, remove_journal);
}
