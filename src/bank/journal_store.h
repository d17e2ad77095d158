/*
 * How the journal is stored: its head, the canonical encoding of an entry, its tree. Shared by
 * the files that append, prove, sign and verify; nobody else sees it.
 */
#ifndef BANK_JOURNAL_STORE_H
#define BANK_JOURNAL_STORE_H

#include "bank/internal.h"
#include "bank/journal.h"
#include "bank/merkle.h"
#include "base/buf.h"

#define JOURNAL_SALT       16
#define JOURNAL_MAC        32
#define JOURNAL_NODE_LEVEL 8 /* subtrees of this level and above are kept in journal_node */
#define JOURNAL_ENTRY_MAX  ((size_t)64 * 1024 * 1024)

/* The stored state of the log. */
struct journal_state {
    struct merkle_frontier frontier; /* its size is the log's */
    int64_t checkpoint_count, checkpoint_size, cosigned_size;
};

/* ERR_CORRUPT when the row is not what this program wrote; ERR_NOT_FOUND when there is none. */
MUST_USE enum err journal_state_read(struct bank *b, struct journal_state *out,
                                     struct err_ctx *ctx);
/* Within the write transaction in which it was read. */
MUST_USE enum err journal_state_write(struct bank *b, const struct journal_state *s,
                                      struct err_ctx *ctx);

/* An entry as stored. */
struct journal_record {
    int64_t number;
    struct timestamp time;
    struct blob salt;
    int actor_kind;
    const char *actor_id, *event, *detail;
    int64_t person_id, case_id;
    struct blob persons; /* n == 0: none */
};
/* Appends the canonical encoding (docs/journal.md) of an entry of the bank to `out`. */
void journal_encode(int64_t bank_id, const struct journal_record *r, struct buf *out);
struct merkle_hash journal_leaf(int64_t bank_id, const struct journal_record *r,
                                struct buf *scratch);

/* Keyed tag of a row that only the program may write; `fields` in the order of the columns. */
struct mac_input {
    struct buf bytes;
};
void mac_begin(struct mac_input *m);
void mac_int(struct mac_input *m, int64_t v);
void mac_bytes(struct mac_input *m, struct blob v);
void mac_text(struct mac_input *m, const char *v);
/* Frees the input. */
void mac_end(const struct bank *b, const char *domain, struct mac_input *m,
             uint8_t out[JOURNAL_MAC]);

void checkpoint_mac(const struct bank *b, int64_t number, int64_t size, struct timestamp time,
                    const char *note, uint8_t out[JOURNAL_MAC]);
void cosignature_mac(const struct bank *b, int64_t peer, int64_t size, struct timestamp time,
                     const char *name, struct blob key, const char *line, uint8_t out[JOURNAL_MAC]);
void witnessed_mac(const struct bank *b, int64_t peer, int64_t size, struct timestamp time,
                   const char *note, uint8_t out[JOURNAL_MAC]);
bool mac_equal(struct blob stored, const uint8_t mac[JOURNAL_MAC]);

/* The root of the tree over entries first … end-1 as it is stored. */
MUST_USE enum err journal_range_hash(struct bank *b, struct merkle_range range,
                                     struct merkle_hash *out, struct err_ctx *ctx);
/* Whether the log of `now` extends what a checkpoint of (size, root) fixed, by the stored nodes. */
MUST_USE enum err journal_extends(struct bank *b, int64_t old_size,
                                  const struct merkle_hash *old_root,
                                  const struct merkle_frontier *now, struct err_ctx *ctx);

#endif
