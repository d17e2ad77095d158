/* Every personal number's blind index in memory: open addressing, at most half full. The index is
 * a keyed hash and therefore evenly spread: its first bytes choose the slot. */
#include <stdlib.h>
#include <string.h>

#include "bank/person_key.h"
#include "sql_bank.h"

struct slot {
    uint8_t index[CIVIC_INDEX];
    int64_t person; /* 0: empty; negative: there, but not listed */
};

struct person_index {
    struct keyring *keys;
    struct slot *slots;
    size_t mask, count;
};

static struct slot *place(const struct person_index *x, const uint8_t index[CIVIC_INDEX])
{
    uint64_t start;
    memcpy(&start, index, sizeof start);
    size_t at = (size_t)start & x->mask;
    while (x->slots[at].person != 0 && memcmp(x->slots[at].index, index, CIVIC_INDEX) != 0) {
        at = (at + 1) & x->mask;
    }
    return &x->slots[at];
}

static void grow(struct person_index *x)
{
    struct slot *old = x->slots;
    size_t old_room = x->mask + 1;
    x->mask = 2 * old_room - 1;
    x->slots = mem_zalloc(x->mask + 1, sizeof *x->slots);
    for (size_t i = 0; i < old_room; i++) {
        if (old[i].person != 0) {
            *place(x, old[i].index) = old[i];
        }
    }
    free(old);
}

enum err person_index_load(struct bank *b, struct person_index **out, struct err_ctx *ctx)
{
    struct sql_bank_person_civic_all_in in = {b->keys->bank_id};
    struct sql_bank_person_civic_all_row row;
    struct db_rows *rows = NULL;
    *out = NULL;
    enum err e = sql_bank_person_civic_all_open(b->db, &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct person_index *x = mem_zalloc(1, sizeof *x);
    x->keys = keyring_share(b->keys);
    x->mask = 4095;
    x->slots = mem_zalloc(x->mask + 1, sizeof *x->slots);
    bool good = true;
    while (good && sql_bank_person_civic_all_next(rows, &row)) {
        good = row.civic_index.n == CIVIC_INDEX && row.person_id > 0;
        if (good) {
            if (2 * (x->count + 1) > x->mask + 1) {
                grow(x);
            }
            struct slot *s = place(x, row.civic_index.p);
            memcpy(s->index, row.civic_index.p, CIVIC_INDEX);
            s->person = row.effective_protection == 0 ? row.person_id : -row.person_id;
            x->count++;
        }
    }
    e = sql_bank_person_civic_all_close(rows, ctx);
    if (e == ERR_OK && !good) {
        e = err_set(ctx, ERR_CORRUPT, "person", "run `brygga check`; restore from a backup",
                    "the index of personal numbers has been changed");
    }
    if (e != ERR_OK) {
        person_index_free(x);
        return e;
    }
    *out = x;
    return ERR_OK;
}

bool person_index_find(const struct person_index *x, const struct civic_no *civic,
                       struct person_id *id_out, bool *listed_out)
{
    uint8_t index[CIVIC_INDEX];
    civic_index(x->keys, civic, index);
    int64_t person = place(x, index)->person;
    id_out->v = person < 0 ? -person : person;
    if (listed_out != NULL) {
        *listed_out = person > 0;
    }
    return person != 0;
}

size_t person_index_count(const struct person_index *x)
{
    return x->count;
}

void person_index_free(struct person_index *x)
{
    if (x != NULL) {
        keyring_release(x->keys);
        free(x->slots);
        free(x);
    }
}
