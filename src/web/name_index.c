#include "web/name_index.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/crypto.h"
#include "bank/journal.h"
#include "sql_web.h"

/* ---- words ---- */

/* Lower case of ASCII and of the two-byte letters À–Þ, which is what names here are written with.
 */
static void fold(const char *text, char *out, size_t room)
{
    size_t n = 0;
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0' && n + 1 < room; p++) {
        unsigned char c = *p;
        bool second = p != (const unsigned char *)text && p[-1] == 0xc3;
        if (second && c >= 0x80 && c <= 0x9e && c != 0x97) {
            c = (unsigned char)(c + 0x20);
        } else if (c >= 'A' && c <= 'Z') {
            c = (unsigned char)(c - 'A' + 'a');
        }
        out[n++] = (char)c;
    }
    out[n] = '\0';
}

void name_words_split(const char *text, struct name_words *out)
{
    static const char between[] = " \t,-";
    char *rest = NULL;
    fold(text, out->text, sizeof out->text);
    out->count = 0;
    for (char *w = strtok_r(out->text, between, &rest); w != NULL && out->count < NAME_WORDS_MAX;
         w = strtok_r(NULL, between, &rest)) {
        out->word[out->count++] = w;
    }
}

/* FNV-1a. No secret: whoever reads the memory of this process reads the bank's keys too. */
static uint32_t hash(const char *word)
{
    uint32_t h = 2166136261u;
    for (const unsigned char *p = (const unsigned char *)word; *p != '\0'; p++) {
        h = (h ^ *p) * 16777619u;
    }
    return h;
}

/* ---- the index ---- */

struct posting {
    uint32_t hash, at; /* place in `people` */
};

struct name_index {
    pthread_mutex_t lock;
    bool loaded;
    int64_t journal_size; /* entries before this one are in it */
    int64_t *people;      /* ascending */
    size_t count, room;
    struct posting *postings; /* by hash and place */
    size_t posting_count, posting_room;
};

struct name_index *name_index_new(void)
{
    struct name_index *x = mem_zalloc(1, sizeof *x);
    if (pthread_mutex_init(&x->lock, NULL) != 0) {
        abort();
    }
    return x;
}

void name_index_free(struct name_index *x)
{
    if (x != NULL) {
        pthread_mutex_destroy(&x->lock);
        free(x->people);
        free(x->postings);
        free(x);
    }
}

static void add(struct name_index *x, int64_t person, const struct person_identity *who)
{
    char both[2 * PERSON_NAME + 2];
    struct name_words words;
    if (x->count == x->room) {
        x->room = x->room == 0 ? 1024 : 2 * x->room;
        x->people = mem_realloc(x->people, x->room * sizeof *x->people);
    }
    snprintf(both, sizeof both, "%s %s", who->given_name, who->family_name);
    name_words_split(both, &words);
    for (size_t i = 0; i < words.count; i++) {
        if (x->posting_count == x->posting_room) {
            x->posting_room = x->posting_room == 0 ? 4096 : 2 * x->posting_room;
            x->postings = mem_realloc(x->postings, x->posting_room * sizeof *x->postings);
        }
        x->postings[x->posting_count++] = (struct posting){hash(words.word[i]), (uint32_t)x->count};
    }
    x->people[x->count++] = person;
    bank_wipe(&words, sizeof words);
    bank_wipe(both, sizeof both);
}

static int by_hash(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;
    int order = (x->hash > y->hash) - (x->hash < y->hash);
    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

/* Opens every name. Nobody of it is shown, so the reading is never ended. */
static enum err open_all(struct name_index *x, struct bank *b, struct reading *r,
                         struct err_ctx *ctx)
{
    struct sql_web_name_people_in in = {bank_row_id(b)};
    struct sql_web_name_people_row row;
    struct db_rows *rows;
    enum err opened = ERR_OK, e = sql_web_name_people_open(bank_db(b), &in, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (opened == ERR_OK && sql_web_name_people_next(rows, &row)) {
        struct person_identity who;
        opened = person_identity_open(b, r, (struct person_id){row.person_id}, row.wrapped_key,
                                      row.sealed_identity, &who, ctx);
        if (opened == ERR_OK) {
            add(x, row.person_id, &who);
            bank_wipe(&who, sizeof who);
        } else if (opened == ERR_NOT_FOUND) {
            opened = ERR_OK; /* erased */
        }
    }
    e = sql_web_name_people_close(rows, opened == ERR_OK ? ctx : NULL);
    return opened != ERR_OK ? opened : e;
}

static enum err load(struct name_index *x, struct bank *b, int64_t journal_size,
                     struct err_ctx *ctx)
{
    struct actor actor = actor_system("search");
    struct reading *r = reading_begin(b, &actor, JOURNAL_PERSON_SEARCHED);
    x->loaded = false;
    x->count = x->posting_count = 0;
    enum err e = open_all(x, b, r, ctx);
    reading_abandon(r);
    if (e == ERR_OK) {
        if (x->posting_count > 0) {
            qsort(x->postings, x->posting_count, sizeof *x->postings, by_hash);
        }
        x->loaded = true;
        x->journal_size = journal_size;
    }
    return e;
}

/* The size of the journal is read first: what is written while the names are read is met by the
 * next search. */
static enum err refresh(struct name_index *x, struct bank *b, struct err_ctx *ctx)
{
    struct journal_head head;
    struct sql_web_name_changes_in in = {bank_row_id(b), x->journal_size};
    struct sql_web_name_changes_row row = {.changes = 1};
    enum err e = journal_head(b, &head, ctx);
    if (e == ERR_OK && x->loaded) {
        e = sql_web_name_changes(bank_db(b), &in, NULL, &row, ctx);
    }
    if (e == ERR_OK && row.changes == 0) {
        x->journal_size = head.size;
    }
    return e == ERR_OK && row.changes > 0 ? load(x, b, head.size, ctx) : e;
}

/* The postings of a word. */
struct range {
    const struct posting *first;
    size_t count;
};

static struct range range_of(const struct name_index *x, uint32_t wanted)
{
    size_t low = 0, high = x->posting_count, end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (x->postings[middle].hash < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (end = low; end < x->posting_count && x->postings[end].hash == wanted;) {
        end++;
    }
    return (struct range){x->postings + low, end - low};
}

static bool in_range(const struct range *r, uint32_t hash_of, uint32_t at)
{
    const struct posting key = {hash_of, at};
    return r->count > 0 && bsearch(&key, r->first, r->count, sizeof key, by_hash) != NULL;
}

static void collect(const struct name_index *x, const struct name_words *asked, struct arena *a,
                    struct person_id **out, size_t *count_out)
{
    struct range ranges[NAME_WORDS_MAX] = {{NULL, 0}};
    uint32_t hashes[NAME_WORDS_MAX];
    size_t least = 0;
    for (size_t i = 0; i < asked->count; i++) {
        hashes[i] = hash(asked->word[i]);
        ranges[i] = range_of(x, hashes[i]);
        least = ranges[i].count < ranges[least].count ? i : least;
    }
    *out = arena_alloc(a, (ranges[least].count + 1) * sizeof **out);
    for (size_t k = 0; k < ranges[least].count; k++) {
        uint32_t at = ranges[least].first[k].at;
        bool all = k == 0 || ranges[least].first[k - 1].at != at; /* "Anna Anna" is one */
        for (size_t i = 0; i < asked->count && all; i++) {
            all = i == least || in_range(&ranges[i], hashes[i], at);
        }
        if (all) {
            (*out)[(*count_out)++].v = x->people[at];
        }
    }
}

enum err name_index_find(struct name_index *x, struct bank *b, const struct name_words *asked,
                         struct arena *a, struct person_id **out, size_t *count_out,
                         struct err_ctx *ctx)
{
    *out = NULL;
    *count_out = 0;
    pthread_mutex_lock(&x->lock);
    enum err e = refresh(x, b, ctx);
    if (e == ERR_OK && asked->count > 0) {
        collect(x, asked, a, out, count_out);
    }
    pthread_mutex_unlock(&x->lock);
    return e;
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

bool name_index_has(struct name_index *x, struct person_id id)
{
    pthread_mutex_lock(&x->lock);
    bool has = x->count > 0 && bsearch(&id.v, x->people, x->count, sizeof id.v, by_id) != NULL;
    pthread_mutex_unlock(&x->lock);
    return has;
}
