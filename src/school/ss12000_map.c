#include "school/ss12000_map.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/mem.h"

struct entry {
    char *id; /* NULL: free */
    int64_t value;
    uint64_t hash;
};

struct ss_map {
    struct entry *entries; /* a power of two, at most half full */
    size_t size, used;
    uint64_t seed; /* so that a file cannot choose ids that fall in one place */
};

struct ss_map *ss_map_new(void)
{
    struct ss_map *m = mem_zalloc(1, sizeof *m);
    m->size = 1024;
    m->entries = mem_zalloc(m->size, sizeof *m->entries);
    if (getrandom(&m->seed, sizeof m->seed, 0) != sizeof m->seed) {
        m->seed = (uintptr_t)m;
    }
    return m;
}

void ss_map_free(struct ss_map *m)
{
    if (m != NULL) {
        for (size_t i = 0; i < m->size; i++) {
            free(m->entries[i].id);
        }
        free(m->entries);
        free(m);
    }
}

/* FNV-1a from a secret start, then the finish of MurmurHash3. */
static uint64_t hash_of(const struct ss_map *m, const char *id)
{
    uint64_t h = 0xcbf29ce484222325u ^ m->seed;
    for (; *id != '\0'; id++) {
        h = (h ^ (unsigned char)*id) * 0x100000001b3u;
    }
    h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdu;
    h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53u;
    return h ^ (h >> 33);
}

static struct entry *place(const struct ss_map *m, const char *id, uint64_t hash)
{
    size_t i = hash & (m->size - 1);
    while (m->entries[i].id != NULL &&
           (m->entries[i].hash != hash || strcmp(m->entries[i].id, id) != 0)) {
        i = (i + 1) & (m->size - 1);
    }
    return &m->entries[i];
}

static void grow(struct ss_map *m)
{
    struct entry *old = m->entries;
    size_t count = m->size;
    m->size *= 2;
    m->entries = mem_zalloc(m->size, sizeof *m->entries);
    for (size_t i = 0; i < count; i++) {
        if (old[i].id != NULL) {
            *place(m, old[i].id, old[i].hash) = old[i];
        }
    }
    free(old);
}

bool ss_map_get(const struct ss_map *m, const char *id, int64_t *out)
{
    const struct entry *e = place(m, id, hash_of(m, id));
    if (e->id == NULL) {
        return false;
    }
    *out = e->value;
    return true;
}

enum err ss_map_put(struct ss_map *m, const char *id, int64_t value, struct err_ctx *ctx)
{
    uint64_t hash = hash_of(m, id);
    struct entry *e = place(m, id, hash);
    if (e->id == NULL) {
        if (m->used >= SS_MAP_MAX) {
            return err_set(ctx, ERR_LIMIT, "ss12000", "check that it is the right export",
                           "more than %u different ids", SS_MAP_MAX);
        }
        if (m->used >= m->size / 2) {
            grow(m);
            e = place(m, id, hash);
        }
        *e = (struct entry){mem_strdup(id), value, hash};
        m->used++;
    }
    e->value = value;
    return ERR_OK;
}

void ss_set_add(struct ss_set *s, int64_t v)
{
    size_t word = (uint64_t)v / 64;
    if (word >= s->count) {
        size_t count = (word + 1) * 2;
        s->words = mem_realloc(s->words, count * sizeof *s->words);
        memset(s->words + s->count, 0, (count - s->count) * sizeof *s->words);
        s->count = count;
    }
    s->words[word] |= (uint64_t)1 << ((uint64_t)v % 64);
}

bool ss_set_has(const struct ss_set *s, int64_t v)
{
    size_t word = (uint64_t)v / 64;
    return word < s->count && (s->words[word] >> ((uint64_t)v % 64) & 1) != 0;
}

void ss_set_free(struct ss_set *s)
{
    free(s->words);
    *s = (struct ss_set){0};
}
