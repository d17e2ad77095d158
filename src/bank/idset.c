#include "bank/idset.h"

#include <assert.h>
#include <stdlib.h>

static int compare(const void *x, const void *y)
{
    const int64_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static void put_varint(struct buf *out, uint64_t v)
{
    uint8_t bytes[10];
    size_t n = 0;
    do {
        bytes[n++] = (uint8_t)((v & 0x7f) | (v > 0x7f ? 0x80 : 0));
        v >>= 7;
    } while (v != 0);
    buf_add_n(out, bytes, n);
}

size_t idset_encode(int64_t *ids, size_t n, struct buf *out)
{
    bool sorted = true;
    for (size_t i = 1; i < n && sorted; i++) {
        sorted = ids[i - 1] < ids[i];
    }
    size_t kept = n;
    if (!sorted) {
        qsort(ids, n, sizeof *ids, compare);
        kept = 0;
        for (size_t i = 0; i < n; i++) {
            if (kept == 0 || ids[kept - 1] != ids[i]) {
                ids[kept++] = ids[i];
            }
        }
    }
    int64_t end = 0; /* one past the last run */
    for (size_t i = 0; i < kept;) {
        size_t j = i + 1;
        while (j < kept && ids[j] == ids[j - 1] + 1) {
            j++;
        }
        assert(ids[i] > 0);
        put_varint(out, (uint64_t)(ids[i] - end));
        put_varint(out, (uint64_t)(j - i - 1));
        end = ids[j - 1] + 1;
        i = j;
    }
    return kept;
}

void idset_open(struct idset_reader *r, struct blob set)
{
    *r = (struct idset_reader){
        .p = set.p, .end = set.n != 0 ? set.p + set.n : set.p, .next = 0, .last = -1};
}

static bool take_varint(struct idset_reader *r, uint64_t *out)
{
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 63 && r->p < r->end; shift += 7) {
        uint8_t byte = *r->p++;
        v |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0) {
            *out = v;
            return byte != 0 || shift == 0; /* no padded forms */
        }
    }
    return false;
}

/* Reads the next run into next … last. */
static bool take_run(struct idset_reader *r)
{
    bool first = r->last < 0;
    int64_t end = first ? 0 : r->last + 1;
    uint64_t gap, more;
    if (r->bad || r->p == r->end) {
        return false;
    }
    if (!take_varint(r, &gap) || !take_varint(r, &more) || gap == 0 ||
        gap > (uint64_t)(INT64_MAX - end) || more >= IDSET_MAX - r->count ||
        more > (uint64_t)(INT64_MAX - end) - gap || (int64_t)(more + gap) + end == INT64_MAX) {
        r->bad = true;
        return false;
    }
    r->next = end + (int64_t)gap;
    r->last = r->next + (int64_t)more;
    r->count += (size_t)more + 1;
    return true;
}

bool idset_next(struct idset_reader *r, int64_t *id_out)
{
    if ((r->last < 0 || r->next > r->last) && !take_run(r)) {
        return false;
    }
    *id_out = r->next++;
    return true;
}

bool idset_bounds(struct blob set, int64_t *first, int64_t *last, size_t *count)
{
    struct idset_reader r;
    idset_open(&r, set);
    *first = *last = 0;
    while (take_run(&r)) {
        *first = *first == 0 ? r.next : *first;
        *last = r.last;
    }
    *count = r.count;
    return !r.bad && r.count != 0;
}

bool idset_has(struct blob set, int64_t id)
{
    struct idset_reader r;
    idset_open(&r, set);
    while (take_run(&r)) {
        if (id <= r.last) {
            return id >= r.next;
        }
    }
    return false;
}
