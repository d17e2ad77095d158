#include "bank/journal_store.h"

#include <sodium.h>
#include <string.h>

#include "sql_bank.h"

static void put_bytes(struct buf *out, uint64_t v, int bytes)
{
    uint8_t be[8];
    for (int i = 0; i < bytes; i++) {
        be[i] = (uint8_t)(v >> (8 * (bytes - 1 - i)));
    }
    buf_add_n(out, be, (size_t)bytes);
}

static void put_counted(struct buf *out, const void *p, size_t n)
{
    put_bytes(out, n, 4);
    if (n != 0) {
        buf_add_n(out, p, n);
    }
}

void journal_encode(int64_t bank_id, const struct journal_record *r, struct buf *out)
{
    static const char version[] = "brygga journal entry 1";
    buf_add_n(out, version, sizeof version); /* with its NUL */
    put_counted(out, r->salt.p, r->salt.n);
    put_bytes(out, (uint64_t)bank_id, 8);
    put_bytes(out, (uint64_t)r->number, 8);
    put_bytes(out, (uint64_t)r->time.ms, 8);
    put_bytes(out, (uint64_t)(int64_t)r->actor_kind, 8);
    put_counted(out, r->actor_id, strlen(r->actor_id));
    put_counted(out, r->event, strlen(r->event));
    put_bytes(out, (uint64_t)r->person_id, 8);
    put_bytes(out, (uint64_t)r->case_id, 8);
    put_counted(out, r->persons.p, r->persons.n);
    put_counted(out, r->detail, strlen(r->detail));
}

struct merkle_hash journal_leaf(int64_t bank_id, const struct journal_record *r,
                                struct buf *scratch)
{
    buf_clear(scratch);
    journal_encode(bank_id, r, scratch);
    return merkle_leaf((struct blob){(const uint8_t *)scratch->text, scratch->len});
}

void mac_begin(struct mac_input *m)
{
    buf_init(&m->bytes, JOURNAL_ENTRY_MAX);
}

void mac_int(struct mac_input *m, int64_t v)
{
    put_bytes(&m->bytes, (uint64_t)v, 8);
}

void mac_bytes(struct mac_input *m, struct blob v)
{
    put_counted(&m->bytes, v.p, v.n);
}

void mac_text(struct mac_input *m, const char *v)
{
    put_counted(&m->bytes, v, strlen(v));
}

void mac_end(const struct bank *b, const char *domain, struct mac_input *m,
             uint8_t out[JOURNAL_MAC])
{
    keyed_hash(b->keys->secret.mac, domain,
               (struct blob){(const uint8_t *)m->bytes.text, m->bytes.len}, out, JOURNAL_MAC);
    buf_free(&m->bytes);
}

bool mac_equal(struct blob stored, const uint8_t mac[JOURNAL_MAC])
{
    return stored.n == JOURNAL_MAC && sodium_memcmp(stored.p, mac, JOURNAL_MAC) == 0;
}

void checkpoint_mac(const struct bank *b, int64_t number, int64_t size, struct timestamp time,
                    const char *note, uint8_t out[JOURNAL_MAC])
{
    struct mac_input m;
    mac_begin(&m);
    mac_int(&m, b->keys->bank_id);
    mac_int(&m, number);
    mac_int(&m, size);
    mac_int(&m, time.ms);
    mac_text(&m, note);
    mac_end(b, "journal checkpoint", &m, out);
}

void cosignature_mac(const struct bank *b, int64_t peer, int64_t size, struct timestamp time,
                     const char *name, struct blob key, const char *line, uint8_t out[JOURNAL_MAC])
{
    struct mac_input m;
    mac_begin(&m);
    mac_int(&m, b->keys->bank_id);
    mac_int(&m, peer);
    mac_int(&m, size);
    mac_int(&m, time.ms);
    mac_text(&m, name);
    mac_bytes(&m, key);
    mac_text(&m, line);
    mac_end(b, "journal cosignature", &m, out);
}

void witnessed_mac(const struct bank *b, int64_t peer, int64_t size, struct timestamp time,
                   const char *note, uint8_t out[JOURNAL_MAC])
{
    struct mac_input m;
    mac_begin(&m);
    mac_int(&m, b->keys->bank_id);
    mac_int(&m, peer);
    mac_int(&m, size);
    mac_int(&m, time.ms);
    mac_text(&m, note);
    mac_end(b, "journal witnessed", &m, out);
}

static void state_mac(const struct bank *b, const struct journal_state *s, struct blob frontier,
                      uint8_t out[JOURNAL_MAC])
{
    struct mac_input m;
    mac_begin(&m);
    mac_int(&m, b->keys->bank_id);
    mac_int(&m, s->frontier.size);
    mac_bytes(&m, frontier);
    mac_int(&m, s->checkpoint_count);
    mac_int(&m, s->checkpoint_size);
    mac_int(&m, s->cosigned_size);
    mac_end(b, "journal head", &m, out);
}

enum err journal_state_read(struct bank *b, struct journal_state *out, struct err_ctx *ctx)
{
    static const char remedy[] = "run `brygga journal verify`; keep a copy of the database";
    struct arena *a = arena_new((size_t)64 * 1024);
    struct sql_bank_head_read_in in = {b->keys->bank_id};
    struct sql_bank_head_read_row row;
    enum err e = sql_bank_head_read(b->db, &in, a, &row, ctx);
    if (e == ERR_NOT_FOUND) {
        e = err_set(ctx, ERR_CORRUPT, "journal head", remedy, "the journal has no head");
    }
    if (e == ERR_OK) {
        uint8_t mac[JOURNAL_MAC];
        out->checkpoint_count = row.checkpoint_count;
        out->checkpoint_size = row.checkpoint_size;
        out->cosigned_size = row.cosigned_size;
        bool ok = merkle_frontier_read(row.size, row.frontier, &out->frontier);
        if (ok) {
            state_mac(b, out, row.frontier, mac);
            ok = mac_equal(row.mac, mac);
        }
        e = ok ? ERR_OK
               : err_set(ctx, ERR_CORRUPT, "journal head", remedy,
                         "the head of the journal was not written by this program");
    }
    arena_free(a);
    return e;
}

enum err journal_state_write(struct bank *b, const struct journal_state *s, struct err_ctx *ctx)
{
    uint8_t frontier[MERKLE_LEVELS * MERKLE_HASH], mac[JOURNAL_MAC];
    merkle_frontier_write(&s->frontier, frontier);
    struct blob stored = {frontier, merkle_frontier_bytes(s->frontier.size)};
    state_mac(b, s, stored, mac);
    struct sql_bank_head_update_in in = {
        .bank_id = b->keys->bank_id,
        .size = s->frontier.size,
        .frontier = stored,
        .checkpoint_count = s->checkpoint_count,
        .checkpoint_size = s->checkpoint_size,
        .cosigned_size = s->cosigned_size,
        .mac = {mac, sizeof mac},
    };
    int64_t changed = 0;
    enum err e = sql_bank_head_update(b->db, &in, &changed, ctx);
    if (e == ERR_OK && changed != 1) {
        e = err_set(ctx, ERR_CORRUPT, "journal head", "", "the journal has no head");
    }
    return e;
}

enum err journal_create(struct bank *b, struct err_ctx *ctx)
{
    struct journal_state empty = {0};
    uint8_t mac[JOURNAL_MAC];
    struct blob nothing = {NULL, 0};
    state_mac(b, &empty, nothing, mac);
    struct sql_bank_head_insert_in in = {
        .bank_id = b->keys->bank_id, .frontier = nothing, .mac = {mac, sizeof mac}};
    return sql_bank_head_insert(b->db, &in, NULL, ctx);
}
