/*
 * Whose turn it is to write, among the handles of one process on one database. SQLite lets a
 * writer that finds the lock taken sleep and try again, longer each time, so that at 200 pages a
 * second somebody waits for half a second while others go past. In a queue the first that came is
 * the next, and is woken at once. Other processes are met at SQLite's own lock as before.
 */
#ifndef DB_TURN_H
#define DB_TURN_H

#include <stdbool.h>

struct db_turn;

struct db_turn *db_turn_new(void);                /* one holder */
struct db_turn *db_turn_share(struct db_turn *t); /* one more holder, in any thread */
void db_turn_release(struct db_turn *t);          /* by each holder; NULL is safe */

/* Waits in the queue; false when it is not one's turn within `wait_ms`. */
bool db_turn_take(struct db_turn *t, int wait_ms);
void db_turn_give(struct db_turn *t);
unsigned db_turn_waiting(struct db_turn *t); /* how many stand in the queue now */

#endif
