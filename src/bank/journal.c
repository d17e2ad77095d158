#include "bank/journal.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "bank/idset.h"
#include "bank/journal_store.h"
#include "base/utf8.h"
#include "sql_bank.h"

/* Nodes that an append completes, to be stored after the entry. */
struct completed {
    size_t count;
    struct {
        int level;
        int64_t position;
        struct merkle_hash hash;
    } node[MERKLE_LEVELS];
};

static void keep_node(void *user, int level, int64_t position, const struct merkle_hash *h)
{
    struct completed *c = user;
    if (level >= JOURNAL_NODE_LEVEL) {
        c->node[c->count].level = level;
        c->node[c->count].position = position;
        c->node[c->count].hash = *h;
        c->count++;
    }
}

static enum err store_nodes(struct bank *b, const struct completed *c, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < c->count; i++) {
        struct sql_bank_node_insert_in in = {
            .bank_id = b->keys->bank_id,
            .level = c->node[i].level,
            .position = c->node[i].position,
            .hash = {c->node[i].hash.b, MERKLE_HASH},
        };
        e = sql_bank_node_insert(b->db, &in, NULL, ctx);
    }
    return e;
}

/* What cannot be right is a mistake in the program. */
static void check_entry(const struct journal_entry *e)
{
    assert(e->actor != NULL && (unsigned)e->actor->kind < ACTOR__MAX);
    assert((unsigned)e->event < JOURNAL_EVENT__MAX);
    assert(memchr(e->actor->id, 0, sizeof e->actor->id) != NULL);
    assert(e->person.v >= 0 && e->case_id.v >= 0);
    assert(e->person.v == 0 || e->person_count == 0);
    (void)e;
}

/* The set of people of an entry; a set of one becomes the single person. */
static enum err pack_persons(const struct journal_entry *e, struct buf *set, int64_t *person,
                             int64_t *first, int64_t *last, struct err_ctx *ctx)
{
    *person = e->person.v;
    *first = *last = 0;
    if (e->person_count == 0) {
        return ERR_OK;
    }
    if (e->person_count > IDSET_MAX) {
        return err_set(ctx, ERR_LIMIT, "journal", "", "too many people for one journal entry");
    }
    int64_t *ids = mem_alloc(e->person_count * sizeof *ids);
    for (size_t i = 0; i < e->person_count; i++) {
        ids[i] = e->persons[i].v;
    }
    size_t n = idset_encode(ids, e->person_count, set);
    if (n == 1) {
        *person = ids[0];
        buf_clear(set);
    } else {
        *first = ids[0];
        *last = ids[n - 1];
    }
    free(ids);
    return buf_ok(set)
               ? ERR_OK
               : err_set(ctx, ERR_LIMIT, "journal", "", "too many people for one journal entry");
}

static enum err insert(struct bank *b, const struct journal_record *r, int64_t first, int64_t last,
                       const struct merkle_hash *leaf, struct err_ctx *ctx)
{
    struct sql_bank_entry_insert_in in = {
        .bank_id = b->keys->bank_id,
        .number = r->number,
        .time = r->time,
        .salt = r->salt,
        .actor_kind = r->actor_kind,
        .actor_id = r->actor_id,
        .event = r->event,
        .person_id = r->person_id,
        .case_id = r->case_id,
        .persons = {r->persons.n != 0 ? r->persons.p : NULL, r->persons.n},
        .person_first = first,
        .person_last = last,
        .detail = r->detail,
        .leaf_hash = {leaf->b, MERKLE_HASH},
    };
    return sql_bank_entry_insert(b->db, &in, NULL, ctx);
}

static enum err append(struct bank *b, const struct journal_entry *e, struct buf *set,
                       struct buf *scratch, struct err_ctx *ctx)
{
    uint8_t salt[JOURNAL_SALT];
    int64_t person, first, last;
    struct journal_state state;
    if (e->detail != NULL && (strnlen(e->detail, JOURNAL_DETAIL_MAX + 1) > JOURNAL_DETAIL_MAX ||
                              e->detail[0] != '{' || !utf8_valid(e->detail, strlen(e->detail)))) {
        return err_set(ctx, ERR_LIMIT, "journal", "",
                       "the detail of a journal entry is too long or no JSON object");
    }
    enum err err = pack_persons(e, set, &person, &first, &last, ctx);
    if (err == ERR_OK) {
        err = journal_state_read(b, &state, ctx);
    }
    if (err != ERR_OK) {
        return err;
    }
    randombytes_buf(salt, sizeof salt);
    struct journal_record r = {
        .number = state.frontier.size,
        .time = timestamp_now(),
        .salt = {salt, sizeof salt},
        .actor_kind = (int)e->actor->kind,
        .actor_id = e->actor->id,
        .event = journal_event_code(e->event),
        .detail = e->detail != NULL ? e->detail : "{}",
        .person_id = person,
        .case_id = e->case_id.v,
        .persons = {(const uint8_t *)set->text, set->len},
    };
    struct merkle_hash leaf = journal_leaf(b->keys->bank_id, &r, scratch);
    struct completed completed = {0};
    merkle_append(&state.frontier, &leaf, keep_node, &completed);
    err = insert(b, &r, first, last, &leaf, ctx);
    if (err == ERR_OK) {
        err = store_nodes(b, &completed, ctx);
    }
    return err == ERR_OK ? journal_state_write(b, &state, ctx) : err;
}

enum err journal_append(struct bank *b, const struct journal_entry *e, struct err_ctx *ctx)
{
    assert(db_in_transaction(b->db));
    check_entry(e);
    struct buf set, scratch;
    buf_init(&set, JOURNAL_ENTRY_MAX / 2);
    buf_init(&scratch, JOURNAL_ENTRY_MAX);
    enum err err = append(b, e, &set, &scratch, ctx);
    buf_free(&set);
    buf_free(&scratch);
    b->appended += err == ERR_OK;
    return err;
}

enum err journal_append_now(struct bank *b, const struct journal_entry *e, struct err_ctx *ctx)
{
    assert(!db_in_transaction(b->db));
    enum err err = db_begin(b->db, DB_WRITE, ctx);
    if (err != ERR_OK) {
        return err;
    }
    return db_end(b->db, journal_append(b, e, ctx), ctx);
}

enum err journal_head(struct bank *b, struct journal_head *out, struct err_ctx *ctx)
{
    struct journal_state state;
    enum err e = journal_state_read(b, &state, ctx);
    if (e == ERR_OK) {
        struct merkle_hash root = merkle_root(&state.frontier);
        out->size = state.frontier.size;
        memcpy(out->root, root.b, sizeof out->root);
    }
    return e;
}
