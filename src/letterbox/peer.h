/*
 * Peers: the other banks that this one exchanges letters with, and their public keys.
 *
 * Keys are exchanged as a peer card, a short text. It may travel any way; what makes it safe is
 * that two people read its eight words to each other over a known telephone number. Letters go to
 * and come from confirmed peers only.
 *
 * The words are 128 bits of SHA-256 over the card's keys, kind, legal form, organisation number and
 * journal, as proquints (Wilkerson, "A Proposal for Proquints", 2009). The sign key, which they
 * cover, signs name and address: those may change without new words.
 */
#ifndef LETTERBOX_PEER_H
#define LETTERBOX_PEER_H

#include <stdbool.h>

#include "bank/bank.h"
#include "bank/crypto.h"
#include "base/buf.h"
#include "base/date.h"
#include "letterbox/envelope.h"

#define PEER_CARD_MAX ((size_t)4096)
#define PEER_WORDS    48 /* eight words of five letters, separators and NUL */

/* What a card says. */
struct peer_card {
    enum bank_kind kind;
    enum legal_form legal_form;
    char name[BANK_NAME];
    char organisation_number[BANK_ORGNUMBER];
    char url[BANK_URL];               /* http(s)://host[:port], no path */
    char journal_origin[BANK_ORIGIN]; /* its journal's name, in checkpoints and cosignatures */
    struct bank_public keys;
};

/* This bank's own card. */
void peer_card_own(const struct bank *b, struct peer_card *out);
/* As text, signed with the key it names so that a slip of copying is found. */
MUST_USE enum err peer_card_write(const struct bank *b, struct buf *out, struct err_ctx *ctx);
/* Strict: every line once, in order. ERR_INVALID names the line. */
MUST_USE enum err peer_card_parse(const char *text, size_t n, const char *name,
                                  struct peer_card *out, struct err_ctx *ctx);
void peer_card_fingerprint(const struct peer_card *c, struct fingerprint *out);
const char *peer_words(const struct fingerprint *f, char out[PEER_WORDS]);
/* Accepts any case, and spaces or hyphens between words. */
bool peer_words_match(const char *text, const struct fingerprint *f);

enum peer_state {
    PEER_ADDED, /* the words have not been compared yet */
    PEER_CONFIRMED,
    PEER_ENDED,
    PEER_STATE__MAX
};
extern const char *const peer_state_code[PEER_STATE__MAX]; /* added, confirmed, ended */
extern const char *const peer_state_text_sv[PEER_STATE__MAX];

struct peer {
    struct peer_id id;
    enum peer_state state;
    struct peer_card card;
    struct fingerprint fingerprint;
    struct timestamp added_at, confirmed_at, ended_at; /* ms 0: has not happened */
    struct timestamp answered_at;                      /* last valid receipt; ms 0: never */
};

/* Journalled, in one transaction. `url` replaces the card's address unless NULL.
 * ERR_CONFLICT: a peer with these keys that has not ended, or our own card. */
MUST_USE enum err peer_add(struct bank *b, const struct actor *actor, const struct peer_card *card,
                           const char *url, struct peer_id *id_out, struct err_ctx *ctx);
/* `words` as the other side read them aloud. ERR_INVALID when they do not match. */
MUST_USE enum err peer_confirm(struct bank *b, const struct actor *actor, struct peer_id id,
                               const char *words, struct err_ctx *ctx);
/* Another address for the same keys. */
MUST_USE enum err peer_move(struct bank *b, const struct actor *actor, struct peer_id id,
                            const char *url, struct err_ctx *ctx);
/* For good: letters in the outbox are cancelled, letters from it are refused. */
MUST_USE enum err peer_end(struct bank *b, const struct actor *actor, struct peer_id id,
                           struct err_ctx *ctx);

MUST_USE enum err peer_read(struct bank *b, struct peer_id id, struct peer *out,
                            struct err_ctx *ctx);
/* The peer that has not ended with this fingerprint; ERR_NOT_FOUND. */
MUST_USE enum err peer_find(struct bank *b, const struct fingerprint *f, struct peer *out,
                            struct err_ctx *ctx);
/* Whether an address can be used: https, or http to this machine; host and port only. */
bool peer_url_ok(const char *url);
/* By id number in decimal or by name; ERR_NOT_FOUND, ERR_CONFLICT when the name is not unique. */
MUST_USE enum err peer_find_text(struct bank *b, const char *text, struct peer *out,
                                 struct err_ctx *ctx);
MUST_USE enum err peer_list(struct bank *b, struct arena *a, struct peer **out, size_t *count_out,
                            struct err_ctx *ctx);

#endif
