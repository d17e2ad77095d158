/* What the files of this folder share. */
#ifndef DB_INTERNAL_H
#define DB_INTERNAL_H

#include "db/driver.h"
#include "db/turn.h"

#define DB_BUCKETS 128

struct db {
    const struct db_driver *driver;
    struct db_conn *conn;
    char *path;
    struct db_turn *turn;              /* shared with clones; held while writing */
    struct db_rows *cache[DB_BUCKETS]; /* prepared statements, by the address of their text */
    unsigned classes, write_classes;
    unsigned open_rows;
    bool in_transaction, writing, doomed, read_only;
};

/* A prepared statement in the cache; while `busy`, somebody reads its rows. */
struct db_rows {
    struct db *db;
    const struct db_statement *statement;
    struct db_stmt *stmt;
    struct db_rows *next;
    bool busy;
    enum err error; /* of reading; ERR_OK so far */
    struct err_ctx detail;
};

#endif
