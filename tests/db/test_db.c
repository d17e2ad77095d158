#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sql_sample.h"
#include "support/fake_db.h"
#include "support/process.h"

static char dir[] = "/tmp/brygga-db-XXXXXX";
static char path[64], other[64];
static struct db *db;
static struct err_ctx ctx;
static struct db_migration sample[2] = {{1, "001_person", NULL}, {2, "002_pet", NULL}};

static char *text_of(const char *file)
{
    char name[512];
    snprintf(name, sizeof name, "%s/tests/db/sample/migrations/%s", SOURCE_DIR, file);
    FILE *f = fopen(name, "r");
    assert_non_null(f);
    char *text = mem_zalloc(1, 4096);
    assert_true(fread(text, 1, 4095, f) > 0);
    fclose(f);
    return text;
}

static int group_setup(void **state)
{
    (void)state;
    sample[0].sql = text_of("001_person.sql");
    sample[1].sql = text_of("002_pet.sql");
    return 0;
}

static int setup(void **state)
{
    (void)state;
    memcpy(dir + sizeof dir - 7, "XXXXXX", 6);
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/a.db", dir);
    snprintf(other, sizeof other, "%s/b.db", dir);
    fake_script(NULL);
    assert_int_equal(db_open_with(&fake_db, path, DB_CREATE, &db, &ctx), ERR_OK);
    assert_int_equal(db_migrate_with(db, sample, 2, &ctx), ERR_OK);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_close(db);
    db = NULL;
    folder_remove(dir);
    return 0;
}

static enum err add(struct db *to, int64_t id, const char *name)
{
    const uint8_t bytes[] = {0, 1, 255};
    return sql_sample_person_insert(to,
                                    &(struct sql_sample_person_insert_in){
                                        .bank_id = 1,
                                        .person_id = id,
                                        .name = name,
                                        .has_birth_date = true,
                                        .birth_date = {-5},
                                        .sealed = {bytes, sizeof bytes},
                                        .active = true,
                                        .changed_at = {1234567890123},
                                    },
                                    NULL, &ctx);
}

static int64_t people(struct db *in)
{
    struct sql_sample_person_count_row row = {.people = -1};
    assert_int_equal(sql_sample_person_count(in, NULL, &row, &ctx), ERR_OK);
    return row.people;
}

static void store(int64_t id, const char *name)
{
    assert_int_equal(db_begin(db, DB_WRITE, &ctx), ERR_OK);
    assert_int_equal(add(db, id, name), ERR_OK);
    assert_int_equal(db_commit(db, &ctx), ERR_OK);
}

static void every_type_comes_back_as_it_was_stored(void **state)
{
    (void)state;
    store(7, "Åsa \"'; DROP TABLE person");
    struct arena *a = arena_new(65536);
    struct sql_sample_person_by_id_row row;
    struct sql_sample_person_by_id_in in = {.bank_id = 1, .person_id = 7};
    assert_int_equal(sql_sample_person_by_id(db, &in, a, &row, &ctx), ERR_OK);
    assert_int_equal(row.person_id, 7);
    assert_string_equal(row.name, "Åsa \"'; DROP TABLE person");
    assert_true(row.has_birth_date);
    assert_int_equal(row.birth_date.days, -5);
    assert_false(row.has_weight);
    assert_int_equal(row.sealed.n, 3);
    assert_memory_equal(row.sealed.p, "\x00\x01\xff", 3);
    assert_null(row.note);
    assert_true(row.active);
    assert_int_equal(row.changed_at.ms, 1234567890123);
    in = (struct sql_sample_person_by_id_in){.bank_id = 7, .person_id = 1};
    assert_int_equal(sql_sample_person_by_id(db, &in, a, &row, &ctx), ERR_NOT_FOUND);
    arena_free(a);
}

static void rows_come_in_order_and_the_same_query_can_be_nested(void **state)
{
    (void)state;
    store(1, "a");
    store(2, "b");
    struct sql_sample_person_list_in in = {.bank_id = 1};
    struct db_rows *outer, *inner;
    struct sql_sample_person_list_row x, y;
    unsigned pairs = 0;
    assert_int_equal(sql_sample_person_list_open(db, &in, &outer, &ctx), ERR_OK);
    while (sql_sample_person_list_next(outer, &x)) {
        assert_int_equal(sql_sample_person_list_open(db, &in, &inner, &ctx), ERR_OK);
        while (sql_sample_person_list_next(inner, &y)) {
            pairs++;
        }
        assert_int_equal(sql_sample_person_list_close(inner, &ctx), ERR_OK);
        assert_string_equal(x.name, x.person_id == 1 ? "a" : "b");
    }
    assert_int_equal(sql_sample_person_list_close(outer, &ctx), ERR_OK);
    assert_int_equal(pairs, 4);
}

static void statements_are_prepared_once(void **state)
{
    (void)state;
    fake_script(NULL);
    for (int i = 1; i <= 5; i++) {
        store(i, "x");
    }
    assert_int_equal(fake_count(FAKE_PREPARE), 1);
}

static void one_with_two_rows_is_an_error(void **state)
{
    (void)state;
    store(1, "a");
    store(2, "b");
    struct sql_sample_person_any_row row;
    assert_int_equal(sql_sample_person_any(db, NULL, &row, &ctx), ERR_CORRUPT);
}

static void a_value_of_the_wrong_kind_ends_the_reading_with_an_error(void **state)
{
    (void)state;
    store(1, "text");
    struct db_rows *r;
    struct sql_sample_person_wrong_row row;
    assert_int_equal(sql_sample_person_wrong_open(db, &r, &ctx), ERR_OK);
    assert_false(sql_sample_person_wrong_next(r, &row));
    assert_int_equal(sql_sample_person_wrong_close(r, &ctx), ERR_CORRUPT);
    assert_string_equal(ctx.where, "sample/person_wrong");
}

static void returning_gives_the_row_that_was_changed(void **state)
{
    (void)state;
    store(3, "old");
    struct sql_sample_person_rename_row row;
    struct sql_sample_person_rename_in in = {.bank_id = 1, .person_id = 3, .name = "new"};
    assert_int_equal(db_begin(db, DB_WRITE, &ctx), ERR_OK);
    assert_int_equal(sql_sample_person_rename(db, &in, NULL, &row, &ctx), ERR_OK);
    assert_int_equal(row.person_id, 3);
    assert_int_equal(db_end(db, ERR_OK, &ctx), ERR_OK);
}

static void changed_rows_tell_whether_it_was_there(void **state)
{
    (void)state;
    struct sql_sample_person_insert_in in = {
        .bank_id = 1, .person_id = 1, .name = "a", .sealed = {NULL, 0}};
    int64_t changed = -1;
    assert_int_equal(db_begin(db, DB_WRITE, &ctx), ERR_OK);
    assert_int_equal(sql_sample_person_insert(db, &in, &changed, &ctx), ERR_OK);
    assert_int_equal(changed, 1);
    assert_int_equal(sql_sample_person_insert(db, &in, &changed, &ctx), ERR_OK);
    assert_int_equal(changed, 0);
    assert_int_equal(db_commit(db, &ctx), ERR_OK);
}

static void a_write_outside_a_write_transaction_is_refused(void **state)
{
    (void)state;
    assert_int_equal(add(db, 1, "a"), ERR_DENIED);
    assert_int_equal(db_begin(db, DB_READ, &ctx), ERR_OK);
    assert_int_equal(add(db, 1, "a"), ERR_DENIED);
    db_rollback(db);
    assert_int_equal(people(db), 0);
}

static void a_narrowed_handle_runs_only_its_classes(void **state)
{
    (void)state;
    unsigned all = db_set_classes(db, DB_CLASS_BANK | DB_CLASS_JOURNAL);
    struct sql_sample_person_count_row row;
    assert_int_equal(sql_sample_person_count(db, NULL, &row, &ctx), ERR_DENIED);
    assert_string_equal(ctx.where, "sample/person_count");
    db_set_classes(db, all);
    assert_int_equal(people(db), 0);
}

static void a_reading_handle_cannot_write(void **state)
{
    (void)state;
    struct db *reader;
    assert_int_equal(db_open(path, DB_READ_ONLY, &reader, &ctx), ERR_OK);
    assert_int_equal(db_begin(reader, DB_WRITE, &ctx), ERR_DENIED);
    assert_int_equal(people(reader), 0);
    db_close(reader);
}

static void constraints_tell_conflict_from_invalid(void **state)
{
    (void)state;
    const struct {
        struct sql_sample_person_insert_hard_in in;
        enum err expected;
    } cases[] = {
        {{1, 1, "a", 1}, ERR_OK},
        {{1, 1, "b", 1}, ERR_CONFLICT}, /* the key */
        {{1, 2, "a", 5}, ERR_INVALID},  /* a check */
        {{1, 3, NULL, 1}, ERR_INVALID}, /* NOT NULL */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(db_begin(db, DB_WRITE, &ctx), ERR_OK);
        enum err e = sql_sample_person_insert_hard(db, &cases[i].in, NULL, &ctx);
        assert_int_equal(e, cases[i].expected);
        assert_int_equal(db_end(db, e, &ctx), e);
    }
    struct sql_sample_pet_insert_in pet = {.bank_id = 1, .pet_id = 1, .owner_id = 99};
    assert_int_equal(db_begin(db, DB_WRITE, &ctx), ERR_OK);
    assert_int_equal(sql_sample_pet_insert(db, &pet, NULL, &ctx), ERR_CONFLICT);
    db_rollback(db);
}

static void a_failed_statement_dooms_the_transaction(void **state)
{
    (void)state;
    assert_int_equal(db_begin(db, DB_WRITE, &ctx), ERR_OK);
    assert_int_equal(add(db, 1, "a"), ERR_OK);
    struct sql_sample_person_insert_hard_in bad = {1, 1, "again", 1};
    assert_int_equal(sql_sample_person_insert_hard(db, &bad, NULL, &ctx), ERR_CONFLICT);
    assert_int_equal(add(db, 2, "b"), ERR_CONFLICT);
    assert_int_equal(db_commit(db, &ctx), ERR_CONFLICT);
    assert_false(db_in_transaction(db));
    assert_int_equal(people(db), 0);
    store(3, "c"); /* the handle is as good as new */
}

static void transactions_do_not_nest_and_do_not_end_twice(void **state)
{
    (void)state;
    assert_int_equal(db_commit(db, &ctx), ERR_CONFLICT);
    db_rollback(db);
    assert_int_equal(db_begin(db, DB_READ, &ctx), ERR_OK);
    assert_int_equal(db_begin(db, DB_READ, &ctx), ERR_CONFLICT);
    assert_true(db_in_transaction(db));
    assert_int_equal(db_end(db, ERR_OK, &ctx), ERR_OK);
}

static void a_commit_with_rows_open_is_refused_and_undone(void **state)
{
    (void)state;
    store(1, "a");
    struct db_rows *r;
    struct sql_sample_person_list_in in = {.bank_id = 1};
    struct sql_sample_person_list_row row;
    assert_int_equal(db_begin(db, DB_WRITE, &ctx), ERR_OK);
    assert_int_equal(add(db, 2, "b"), ERR_OK);
    assert_int_equal(sql_sample_person_list_open(db, &in, &r, &ctx), ERR_OK);
    assert_true(sql_sample_person_list_next(r, &row));
    assert_int_equal(db_commit(db, &ctx), ERR_CONFLICT);
    assert_int_equal(people(db), 1);
}

static void rollback_leaves_the_old_state(void **state)
{
    (void)state;
    store(1, "a");
    assert_int_equal(db_begin(db, DB_WRITE, &ctx), ERR_OK);
    assert_int_equal(add(db, 2, "b"), ERR_OK);
    assert_int_equal(db_end(db, ERR_INVALID, &ctx), ERR_INVALID);
    assert_int_equal(people(db), 1);
}

static void a_second_writer_waits_and_is_told_busy(void **state)
{
    (void)state;
    struct db *second;
    assert_int_equal(db_open(path, DB_OPEN, &second, &ctx), ERR_OK);
    assert_int_equal(db_begin(db, DB_WRITE, &ctx), ERR_OK);
    assert_int_equal(db_begin(second, DB_READ, &ctx), ERR_OK); /* readers do not wait */
    assert_int_equal(people(second), 0);
    assert_int_equal(db_end(second, ERR_OK, &ctx), ERR_OK);
    struct timestamp before = timestamp_now();
    assert_int_equal(db_begin(second, DB_WRITE, &ctx), ERR_BUSY);
    assert_true(timestamp_now().ms - before.ms >= 4500);
    db_rollback(db);
    db_close(second);
}

static void clones_take_turns_and_tell_busy(void **state)
{
    (void)state;
    struct db *second;
    assert_int_equal(db_clone(db, &second, &ctx), ERR_OK);
    assert_int_equal(db_begin(db, DB_WRITE, &ctx), ERR_OK);
    struct timestamp before = timestamp_now();
    assert_int_equal(db_begin(second, DB_WRITE, &ctx), ERR_BUSY);
    assert_true(timestamp_now().ms - before.ms >= 4500);
    db_rollback(db);
    assert_int_equal(db_begin(second, DB_WRITE, &ctx), ERR_OK);
    assert_int_equal(db_end(second, ERR_OK, &ctx), ERR_OK);
    store(1, "a"); /* and the turn is free again */
    assert_int_equal(people(second), 1);
    db_close(second);
}

/* The log is moved into the file, which alone then has everything. */
static void tidying_empties_the_log_into_the_file(void **state)
{
    (void)state;
    struct stat before, after;
    for (int i = 1; i <= 300; i++) {
        store(i, "somebody whose row takes some place in the file");
    }
    assert_int_equal(stat(path, &before), 0);
    assert_int_equal(db_tidy(db, &ctx), ERR_OK);
    assert_int_equal(stat(path, &after), 0);
    assert_true(after.st_size > before.st_size);
    assert_int_equal(people(db), 300);
}

static void files_are_private_and_never_overwritten(void **state)
{
    (void)state;
    store(1, "a");
    const char *const names[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        char name[80];
        struct stat st;
        snprintf(name, sizeof name, "%s%s", path, names[i]);
        assert_int_equal(stat(name, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
    }
    struct db *again;
    assert_int_equal(db_open(path, DB_CREATE, &again, &ctx), ERR_CONFLICT);
    assert_int_equal(people(db), 1);
}

static void opening_tells_what_is_wrong(void **state)
{
    (void)state;
    struct db *d;
    assert_int_equal(db_open(other, DB_OPEN, &d, &ctx), ERR_NOT_FOUND);
    assert_null(d);
    FILE *f = fopen(other, "w");
    for (int i = 0; i < 1000; i++) {
        fputs("this is no database ", f);
    }
    fclose(f);
    assert_int_equal(db_open(other, DB_OPEN, &d, &ctx), ERR_CORRUPT);
    assert_string_equal(ctx.where, other);
}

static void damage_is_found(void **state)
{
    (void)state;
    char name[64];
    assert_int_equal(db_begin(db, DB_WRITE, &ctx), ERR_OK);
    for (int i = 0; i < 3000; i++) {
        snprintf(name, sizeof name, "a rather long name of nobody, number %d", i);
        assert_int_equal(add(db, i, name), ERR_OK);
    }
    assert_int_equal(db_commit(db, &ctx), ERR_OK);
    assert_int_equal(db_check(db, &ctx), ERR_OK);
    db_close(db); /* moves the log into the file */
    FILE *f = fopen(path, "r+");
    fseek(f, 40 * 4096L, SEEK_SET);
    for (int i = 0; i < 4096; i++) {
        fputc(0x55, f);
    }
    fclose(f);
    assert_int_equal(db_open(path, DB_OPEN, &db, &ctx), ERR_OK);
    assert_int_equal(db_check(db, &ctx), ERR_CORRUPT);
}

static void a_backup_is_a_whole_database(void **state)
{
    (void)state;
    store(1, "a");
    assert_int_equal(db_backup(db, other, &ctx), ERR_OK);
    assert_int_equal(db_backup(db, other, &ctx), ERR_CONFLICT);
    store(2, "b");
    struct db *copy;
    assert_int_equal(db_open(other, DB_OPEN, &copy, &ctx), ERR_OK);
    assert_int_equal(people(copy), 1);
    assert_int_equal(db_check(copy, &ctx), ERR_OK);
    db_close(copy);
}

static void migrations_are_applied_once_and_in_order(void **state)
{
    (void)state;
    struct db *d;
    assert_int_equal(db_open(other, DB_CREATE, &d, &ctx), ERR_OK);
    assert_int_equal(db_migrate_with(d, sample, 1, &ctx), ERR_OK);
    assert_int_equal(people(d), 0);
    assert_int_equal(db_migrate_with(d, sample, 2, &ctx), ERR_OK);
    assert_int_equal(db_migrate_with(d, sample, 2, &ctx), ERR_OK);
    db_close(d);
}

static void a_newer_database_is_refused(void **state)
{
    (void)state;
    assert_int_equal(db_migrate_with(db, sample, 1, &ctx), ERR_SETUP);
    assert_non_null(strstr(ctx.what, "version 2"));
    assert_non_null(strstr(ctx.what, "up to 1"));
}

static void a_failing_migration_leaves_the_old_version(void **state)
{
    (void)state;
    struct db_migration list[] = {
        sample[0], sample[1], {3, "003_bad", "CREATE TABLE x (a INTEGER) STRICT; SYNTAX;"}};
    assert_int_not_equal(db_migrate_with(db, list, 3, &ctx), ERR_OK);
    assert_string_equal(ctx.where, "sql/migrations/003_bad");
    list[2].sql = "CREATE TABLE x (a INTEGER) STRICT;"; /* x was not left behind */
    assert_int_equal(db_migrate_with(db, list, 3, &ctx), ERR_OK);
}

static void the_planner_knows_that_a_bank_selects_nothing(void **state)
{
    (void)state;
    static const struct db_statement plan = {
        "test/plan",
        "EXPLAIN QUERY PLAN SELECT a.person_id FROM person a JOIN person b ON b.bank_id = "
        "a.bank_id "
        "AND b.person_id = a.person_id + 1 WHERE a.bank_id = 1 AND a.person_id > 5",
        DB_READ, DB_CLASS_PERSON};
    struct db_rows *r;
    bool inner_by_key = false;
    assert_int_equal(db_rows_open(db, &plan, NULL, 0, &r, &ctx), ERR_OK);
    while (db_rows_next(r)) {
        inner_by_key = inner_by_key || strstr(db_rows_text(r, 3), "person_id=?") != NULL;
    }
    assert_int_equal(db_rows_close(r, &ctx), ERR_OK);
    assert_true(inner_by_key);
    static const struct db_statement stat = {"test/stat",
                                             "SELECT stat FROM sqlite_stat1 WHERE tbl = 'person'",
                                             DB_READ, DB_CLASS_PERSON};
    assert_int_equal(db_rows_open(db, &stat, NULL, 0, &r, &ctx), ERR_OK);
    assert_true(db_rows_next(r));
    assert_string_equal(db_rows_text(r, 0), "1000000 1000000 1");
    assert_false(db_rows_next(r));
    assert_int_equal(db_rows_close(r, &ctx), ERR_OK);
}

static void numbers_of_migrations_rise_and_a_skipped_one_is_never_used(void **state)
{
    (void)state;
    static const int skipped[] = {8, 15};
    int last = 0;
    assert_true(db_migration_count > 0);
    for (size_t i = 0; i < db_migration_count; i++) {
        assert_true(db_migrations[i].version > last);
        last = db_migrations[i].version;
        for (size_t k = 0; k < sizeof skipped / sizeof skipped[0]; k++) {
            assert_int_not_equal(last, skipped[k]);
        }
    }
}

static void the_programs_migrations_apply_to_an_empty_database(void **state)
{
    (void)state;
    struct db *d;
    int have = -1, known = -1;
    assert_int_equal(db_open(other, DB_CREATE, &d, &ctx), ERR_OK);
    assert_int_equal(db_version(d, &have, &known, &ctx), ERR_OK);
    assert_int_equal(have, 0);
    assert_int_equal(db_migrate(d, &ctx), ERR_OK);
    assert_int_equal(db_version(d, &have, &known, &ctx), ERR_OK);
    assert_int_equal(have, known);
    assert_int_equal(db_check(d, &ctx), ERR_OK);
    db_close(d);
}

/* Two inserts and a read in one transaction: what a careful caller writes. */
static enum err work(void)
{
    enum err e = db_begin(db, DB_WRITE, &ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_sample_person_count_row row;
    e = add(db, 1, "a");
    if (e == ERR_OK) {
        e = sql_sample_person_count(db, NULL, &row, &ctx);
    }
    if (e == ERR_OK) {
        e = add(db, 2, "b");
    }
    return db_end(db, e, &ctx);
}

static void whatever_call_fails_nothing_is_half_stored(void **state)
{
    (void)state;
    unsigned reached = 0;
    for (unsigned n = 1;; n++) {
        fake_script(&(struct fake_fault){FAKE_ANY, n, ERR_IO, false, false});
        enum err e = work();
        bool failed = fake_failed();
        fake_script(NULL);
        if (!failed) {
            assert_int_equal(e, ERR_OK);
            break;
        }
        reached++;
        assert_int_equal(e, ERR_IO);
        assert_false(db_in_transaction(db));
        assert_int_equal(people(db), 0);
    }
    assert_true(reached >= 8);
    assert_int_equal(people(db), 2);
}

static void whatever_call_of_a_migration_fails_it_can_be_run_again(void **state)
{
    (void)state;
    for (unsigned n = 1;; n++) {
        struct db *d;
        fake_script(NULL);
        assert_int_equal(db_open_with(&fake_db, other, DB_CREATE, &d, &ctx), ERR_OK);
        fake_script(&(struct fake_fault){FAKE_ANY, n, ERR_IO, false, false});
        enum err e = db_migrate_with(d, sample, 2, &ctx);
        bool failed = fake_failed();
        fake_script(NULL);
        assert_int_equal(e, failed ? ERR_IO : ERR_OK);
        assert_int_equal(db_migrate_with(d, sample, 2, &ctx), ERR_OK);
        assert_int_equal(people(d), 0);
        db_close(d);
        unlink(other);
        if (!failed) {
            break;
        }
    }
}

static void an_uncertain_commit_is_told_as_such(void **state)
{
    (void)state;
    fake_script(&(struct fake_fault){FAKE_COMMIT, 1, ERR_WRITE_UNCERTAIN, true, false});
    assert_int_equal(work(), ERR_WRITE_UNCERTAIN);
    fake_script(NULL);
    assert_false(db_in_transaction(db));
    assert_int_equal(people(db), 2); /* it happened: the caller must look */
}

static void a_full_disk_is_an_error_and_not_a_loss(void **state)
{
    (void)state;
    store(1, "a");
    db_close(db);
    db = NULL;
    /* A limit on the size of files stands for a full disk; in a child, since it cannot be taken
     * back. SQLite sees EFBIG as an input/output error. */
    pid_t child = fork();
    if (child == 0) {
        struct db *d;
        if (db_open(path, DB_OPEN, &d, &ctx) != ERR_OK) {
            _exit(10);
        }
        if (db_begin(d, DB_WRITE, &ctx) != ERR_OK) {
            _exit(11);
        }
        struct sigaction ignore = {.sa_handler = SIG_IGN};
        sigaction(SIGXFSZ, &ignore, NULL);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){262144, 262144});
        enum err e = ERR_OK;
        for (int i = 10; e == ERR_OK && i < 60000; i++) {
            e = add(d, i, "a person who will not fit, with a name that takes some room");
        }
        e = db_end(d, e, &ctx);
        _exit(e == ERR_IO || e == ERR_WRITE_UNCERTAIN ? 0 : 12);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(db_open(path, DB_OPEN, &db, &ctx), ERR_OK);
    assert_int_equal(db_check(db, &ctx), ERR_OK);
    assert_int_equal(people(db), 1);
}

static void a_killed_writer_leaves_the_old_state(void **state)
{
    (void)state;
    store(1, "a");
    pid_t child = fork();
    if (child == 0) {
        struct db *d;
        if (db_open(path, DB_OPEN, &d, &ctx) != ERR_OK || db_begin(d, DB_WRITE, &ctx) != ERR_OK) {
            _exit(1);
        }
        for (int i = 10; i < 20000; i++) {
            if (add(d, i, "never committed") != ERR_OK) {
                _exit(1);
            }
        }
        raise(SIGKILL);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(people(db), 1);
    assert_int_equal(db_check(db, &ctx), ERR_OK);
    store(2, "b");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_type_comes_back_as_it_was_stored),
        TEST(rows_come_in_order_and_the_same_query_can_be_nested),
        TEST(statements_are_prepared_once),
        TEST(one_with_two_rows_is_an_error),
        TEST(a_value_of_the_wrong_kind_ends_the_reading_with_an_error),
        TEST(returning_gives_the_row_that_was_changed),
        TEST(changed_rows_tell_whether_it_was_there),
        TEST(a_write_outside_a_write_transaction_is_refused),
        TEST(a_narrowed_handle_runs_only_its_classes),
        TEST(a_reading_handle_cannot_write),
        TEST(constraints_tell_conflict_from_invalid),
        TEST(a_failed_statement_dooms_the_transaction),
        TEST(transactions_do_not_nest_and_do_not_end_twice),
        TEST(a_commit_with_rows_open_is_refused_and_undone),
        TEST(rollback_leaves_the_old_state),
        TEST(a_second_writer_waits_and_is_told_busy),
        TEST(clones_take_turns_and_tell_busy),
        TEST(tidying_empties_the_log_into_the_file),
        TEST(files_are_private_and_never_overwritten),
        TEST(opening_tells_what_is_wrong),
        TEST(damage_is_found),
        TEST(a_backup_is_a_whole_database),
        TEST(migrations_are_applied_once_and_in_order),
        TEST(a_newer_database_is_refused),
        TEST(a_failing_migration_leaves_the_old_version),
        TEST(the_planner_knows_that_a_bank_selects_nothing),
        TEST(numbers_of_migrations_rise_and_a_skipped_one_is_never_used),
        TEST(the_programs_migrations_apply_to_an_empty_database),
        TEST(whatever_call_fails_nothing_is_half_stored),
        TEST(whatever_call_of_a_migration_fails_it_can_be_run_again),
        TEST(an_uncertain_commit_is_told_as_such),
        TEST(a_full_disk_is_an_error_and_not_a_loss),
        TEST(a_killed_writer_leaves_the_old_state),
    };
    return cmocka_run_group_tests(tests, group_setup, NULL);
}
