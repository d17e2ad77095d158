/* sqlgen refuses what would fail later, with file, line and reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/process.h"

static char dir[] = "/tmp/brygga-sqlgen-XXXXXX";

static int setup(void **state)
{
    (void)state;
    return mkdtemp(dir) != NULL ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    folder_remove(dir);
    return 0;
}

static void write_text(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* Run sqlgen in the folder; its exit code, and what it says. The words have no spaces. */
static int run(const char *arguments, char *said, size_t max)
{
    char words[512];
    const char *list[32] = {SQLGEN};
    size_t count = 1;
    snprintf(words, sizeof words, "%s", arguments);
    for (char *word = words; word != NULL && count < 31; count++) {
        char *space = strchr(word, ' ');
        if (space != NULL) {
            *space++ = '\0';
        }
        list[count] = word;
        word = space;
    }
    list[count] = NULL;
    return process_run(dir, list, said, max);
}

static const char table[] = "CREATE TABLE t (bank_id INTEGER NOT NULL, id INTEGER NOT NULL, name "
                            "TEXT,\n  PRIMARY KEY (bank_id, id)) STRICT;\n";

struct bad {
    const char *query, *message;
};

/* clang-format off */
static const struct bad bad_queries[] = {
    {"SELECT 1;", "q.sql:1: "},
    {"-- Comment.\n-- out: one id int64\nSELECT id FROM t;", "q.sql:3: no \"-- access:\" line"},
    {"-- Comment.\n-- access: read bank\nSELECT id FROM t;", "q.sql:3: no \"-- out:\" line"},
    {"-- C.\n-- access: look bank\n-- out: one id int64\nSELECT id FROM t;", "q.sql:2: access must be"},
    {"-- C.\n-- access: read money\n-- out: one id int64\nSELECT id FROM t;", "q.sql:2: unknown access class \"money\""},
    {"-- C.\n-- access: read bank\n-- access: read bank\n-- out: one id int64\nSELECT id FROM t;", "q.sql:3: access is given twice"},
    {"-- C.\n-- access: read bank\n-- in: id\n-- out: one id int64\nSELECT id FROM t;", "q.sql:3: a field must be"},
    {"-- C.\n-- access: read bank\n-- in: Id int\n-- out: one id int64\nSELECT id FROM t;", "q.sql:3: \"Id\" is no field name"},
    {"-- C.\n-- access: read bank\n-- out: one id number\nSELECT id FROM t;", "q.sql:3: unknown type \"number\" of id"},
    {"-- C.\n-- access: read bank\n-- out: one id int64, id int64\nSELECT id, id FROM t;", "q.sql:3: id is named twice"},
    {"-- C.\n-- access: read bank\n-- out: some id int64\nSELECT id FROM t;", "q.sql:3: out must be none, one or many"},
    {"-- C.\n-- access: read bank\n-- out: none\nSELECT id FROM t;", "q.sql:3: a read statement has rows"},
    {"-- C.\n-- access: read bank\n-- out: one\nSELECT id FROM t;", "q.sql:3: out one and out many need columns"},
    {"-- C.\n-- access: read bank\n-- out: one id int64\n-- late\nSELECT id FROM t;", "q.sql:4: comments stand before"},
    {"-- C.\n-- access: read bank\n-- out: one id int64\n\nSELECT id\nFROM u;", "q.sql:5: no such table: u"},
    {"-- C.\n-- access: read bank\n-- out: one id int64\nSELECT id\n  FROM t WHERE nme = 1;", "q.sql:5: no such column: nme"},
    {"-- C.\n-- access: read bank\n-- out: one id int64\nSELECT \"idd\" AS id FROM t;", "q.sql:4: no such column: idd"},
    {"-- C.\n-- access: read bank\n-- out: one id int64\nSELECT id FROM t; DELETE FROM t;", "q.sql:4: more than one statement"},
    {"-- C.\n-- access: read bank\n-- out: one id int64\nDELETE FROM t RETURNING id;", "q.sql:2: access is read but the statement writes"},
    {"-- C.\n-- access: write bank\n-- out: one id int64\nSELECT id FROM t;", "q.sql:2: access is write but the statement only reads"},
    {"-- C.\n-- access: write bank\n-- out: none\nPRAGMA foreign_keys = OFF;", "q.sql:4: a statement begins with"},
    {"-- C.\n-- access: write bank\n-- out: none\nATTACH 'x' AS y;", "q.sql:4: a statement begins with"},
    {"-- C.\n-- access: read bank\n-- in: id int64\n-- out: one id int64\nSELECT id FROM t WHERE id = ?;", "q.sql:5: parameter ?: write $1"},
    {"-- C.\n-- access: read bank\n-- in: id int64\n-- out: one id int64\nSELECT id FROM t WHERE id = :id;", "q.sql:5: parameter :id: write $1"},
    {"-- C.\n-- access: read bank\n-- in: id int64\n-- out: one id int64\nSELECT id FROM t WHERE id = $2;", "q.sql:5: parameter $2 has no field"},
    {"-- C.\n-- access: read bank\n-- in: a int64, b int64\n-- out: one id int64\nSELECT id FROM t WHERE id = $2;", "q.sql:3: \"-- in:\" names 2 fields and the statement uses 1"},
    {"-- C.\n-- access: read bank\n-- out: one id int64\nSELECT id, name FROM t;", "q.sql:3: \"-- out:\" names 1 columns and the statement has 2"},
    {"-- C.\n-- access: read bank\n-- out: one n int64\nSELECT id FROM t;", "q.sql:3: column 1 is id in the statement, n in"},
    {"-- C.\n-- access: read bank\n-- out: one id text\nSELECT id FROM t;", "q.sql:3: column id is INTEGER in the table, not text"},
    {"-- C.\n-- access: read bank\n-- out: one name text\nSELECT name FROM t;", "q.sql:3: column name may be NULL in table t: write text?"},
    {"-- C.\n-- access: write bank\n-- out: none\n", "q.sql:4: no statement"},
    {"-- C.\n-- access: read bank\n-- out: one like\nSELECT id FROM t;", "q.sql:3: a field must be"},
    {"-- C.\n-- access: read bank\n-- out: one like r s\nSELECT id FROM t;", "q.sql:3: after like stands the name"},
    {"-- C.\n-- access: read bank\n-- out: one like absent\nSELECT id FROM t;", "q.sql:3: there is no absent.sql"},
    {"-- C.\n-- access: read bank\n-- out: one like q\nSELECT id FROM t;", "q.sql:3: q is itself like q"},
    {"-- C.\n-- access: read bank\n-- out: one like w\nSELECT id FROM t;", "q.sql:3: w has no rows"},
    {"-- C.\n-- access: read bank\n-- out: many like r\nSELECT name FROM t;", "q.sql:3: column 1 is name in the statement, id in"},
    {"-- C. */ int x;\n-- access: read bank\n-- out: one id int64\nSELECT id FROM t;", "q.sql:1: a comment may not hold */"},
};

static const struct bad bad_migrations[] = {
    {"CREATE TABLE u (bank_id INTEGER NOT NULL PRIMARY KEY);", "002_m.sql: table u is not STRICT"},
    {"CREATE TABLE u (id INTEGER NOT NULL PRIMARY KEY) STRICT;", "002_m.sql: the primary key of table u does not begin with bank_id"},
    {"CREATE TABLE u (bank_id INTEGER, x TEXT) STRICT;", "002_m.sql: the primary key of table u"},
    {"CREATE TABLE u (bank_id NUMBER NOT NULL PRIMARY KEY) STRICT;", "002_m.sql:1: unknown datatype"},
    {"-- Comment.\n\nCREATE INDEX i\n  ON absent (x);", "002_m.sql:3: no such table: main.absent"},
};
/* clang-format on */

static void every_bad_query_fails_with_its_place_and_reason(void **state)
{
    (void)state;
    write_text("001_t.sql", table);
    write_text("r.sql", "-- R.\n-- access: read bank\n-- out: one id int64\nSELECT id FROM t;");
    write_text("w.sql", "-- W.\n-- access: write bank\n-- out: none\nDELETE FROM t;");
    for (size_t i = 0; i < sizeof bad_queries / sizeof bad_queries[0]; i++) {
        char said[1024];
        write_text("q.sql", bad_queries[i].query);
        int code = run("queries m o.h o.c 001_t.sql -- q.sql r.sql w.sql", said, sizeof said);
        if (code != 1 || strstr(said, bad_queries[i].message) == NULL) {
            fail_msg("query %zu: exit code %d, expected \"%s\", got: %s", i, code,
                     bad_queries[i].message, said);
        }
    }
}

static void every_bad_migration_fails_with_its_place_and_reason(void **state)
{
    (void)state;
    write_text("001_t.sql", table);
    for (size_t i = 0; i < sizeof bad_migrations / sizeof bad_migrations[0]; i++) {
        char said[1024];
        write_text("002_m.sql", bad_migrations[i].query);
        int code = run("migrations o.c 002_m.sql 001_t.sql", said, sizeof said);
        if (code != 1 || strstr(said, bad_migrations[i].message) == NULL) {
            fail_msg("migration %zu: exit code %d, expected \"%s\", got: %s", i, code,
                     bad_migrations[i].message, said);
        }
    }
}

static void migrations_must_be_numbered_once(void **state)
{
    (void)state;
    char said[1024];
    write_text("001_t.sql", table);
    write_text("001_u.sql", "");
    assert_int_equal(run("migrations o.c 001_t.sql 001_u.sql", said, sizeof said), 1);
    assert_non_null(strstr(said, "version 001 is used twice"));
    write_text("next.sql", "");
    assert_int_equal(run("migrations o.c next.sql", said, sizeof said), 1);
    assert_non_null(strstr(said, "a migration is named NNN_name.sql"));
}

static void all_faults_are_told_at_once_and_nothing_is_written(void **state)
{
    (void)state;
    char said[1024], path[128];
    write_text("001_t.sql", table);
    write_text("a.sql", "-- C.\n-- access: read bank\n-- out: one x int64\nSELECT id FROM t;");
    write_text("b.sql", "SELECT 1;");
    assert_int_equal(run("queries m z.h z.c 001_t.sql -- a.sql b.sql", said, sizeof said), 1);
    assert_non_null(strstr(said, "a.sql:3:"));
    assert_non_null(strstr(said, "b.sql:1:"));
    snprintf(path, sizeof path, "%s/z.h", dir);
    assert_int_equal(access(path, F_OK), -1);
}

static void a_good_query_becomes_a_function(void **state)
{
    (void)state;
    char said[1024];
    write_text("001_t.sql", table);
    write_text("find.sql",
               "-- Finds \"?\".\r\n-- access: read case\r\n-- in: name text?\r\n"
               "-- out: many id int64,\r\n--      name text?\r\n"
               "SELECT id, name FROM t WHERE name IS $1 AND name <> '?\?=\\'; \n -- end\n");
    assert_int_equal(run("queries m good.h good.c 001_t.sql -- find.sql", said, sizeof said), 0);
    assert_string_equal(said, "");
    const char *const grep[] = {"/bin/grep", "-c", "sql_m_find_open\\|DB_CLASS_CASE", "good.c",
                                NULL};
    assert_int_equal(process_run(dir, grep, said, sizeof said), 0);
    assert_string_equal(said, "2\n");
}

static void a_query_like_another_has_its_row(void **state)
{
    (void)state;
    char said[1024];
    write_text("001_t.sql", table);
    write_text("all.sql",
               "-- All.\n-- access: read case\n-- out: many like one\nSELECT id, name FROM t;");
    write_text("one.sql",
               "-- One.\n-- access: read case\n-- in: id int64\n-- out: one id int64, name "
               "text?\nSELECT id, name FROM t WHERE id = $1;");
    assert_int_equal(run("queries m like.h like.c 001_t.sql -- all.sql one.sql", said, sizeof said),
                     0);
    assert_string_equal(said, "");
    const char *const grep[] = {
        "/bin/grep", "-c", "^struct sql_m_all_row {\\|sql_m_all_next.*one_row", "like.h", NULL};
    assert_int_equal(process_run(dir, grep, said, sizeof said), 0);
    assert_string_equal(said, "1\n");
}

static void an_unreadable_or_huge_file_is_a_fault(void **state)
{
    (void)state;
    char said[1024];
    write_text("001_t.sql", table);
    assert_int_equal(run("queries m o.h o.c 001_t.sql -- absent.sql", said, sizeof said), 1);
    assert_non_null(strstr(said, "absent.sql: cannot open"));
    assert_int_equal(run("queries m nowhere/o.h o.c 001_t.sql --", said, sizeof said), 1);
    assert_non_null(strstr(said, "nowhere/o.h: cannot write"));
    assert_int_equal(run("nonsense", said, sizeof said), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_bad_query_fails_with_its_place_and_reason),
        cmocka_unit_test(every_bad_migration_fails_with_its_place_and_reason),
        cmocka_unit_test(migrations_must_be_numbered_once),
        cmocka_unit_test(all_faults_are_told_at_once_and_nothing_is_written),
        cmocka_unit_test(a_good_query_becomes_a_function),
        cmocka_unit_test(a_query_like_another_has_its_row),
        cmocka_unit_test(an_unreadable_or_huge_file_is_a_fault),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
