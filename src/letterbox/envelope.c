#include "letterbox/envelope.h"
#include "base/words.h"

#include <assert.h>
#include <string.h>

#include "base/hex.h"
#include "letterbox/wire.h"

#define VERSION       1
#define HEADER_BYTES  ((size_t)88)
#define INNER_FIXED   ((size_t)93)
#define LETTER_DOMAIN "letter"

/* No letter is from before the system existed, and none is from after year 9999. */
#define CREATED_MIN INT64_C(1704067200000)
#define CREATED_MAX INT64_C(253402300799999)

const char *const letter_kind_code[LETTER_KIND__MAX] = {
    [LETTER_NONE] = "none",
    [LETTER_ATTENDANCE] = "attendance",
    [LETTER_INTERVENTION] = "intervention",
    [LETTER_GOAL] = "goal",
    [LETTER_MESSAGE] = "message",
    [LETTER_ANSWER] = "answer",
    [LETTER_WITHDRAWAL] = "withdrawal",
    [LETTER_CONSULTATION] = "consultation",
    [LETTER_CONSULTATION_ANSWER] = "consultation-answer",
};
const char *const letter_kind_text_sv[LETTER_KIND__MAX] = {
    [LETTER_NONE] = "",
    [LETTER_ATTENDANCE] = TR("Närvaro"),
    [LETTER_INTERVENTION] = TR("Insats"),
    [LETTER_GOAL] = TR("Mål"),
    [LETTER_MESSAGE] = TR("Meddelande"),
    [LETTER_ANSWER] = TR("Svar"),
    [LETTER_WITHDRAWAL] = TR("Återkallat samtycke"),
    [LETTER_CONSULTATION] = TR("Konsultation utan namn"),
    [LETTER_CONSULTATION_ANSWER] = TR("Svar på konsultation"),
};

bool letter_kind_is_item(enum letter_kind k)
{
    return k >= LETTER_ATTENDANCE && k <= LETTER_MESSAGE;
}

const char *letter_ref_format(const struct letter_ref *r, char out[LETTER_REF_TEXT])
{
    return hex_format(r->b, sizeof r->b, out);
}

bool letter_ref_parse(const char *text, struct letter_ref *out)
{
    return hex_parse(text, out->b, sizeof out->b);
}

static enum err malformed(enum err e, const char *what, struct err_ctx *ctx)
{
    return err_set(ctx, e, "envelope", "the sender must send the letter again", "%s", what);
}

enum err envelope_parse(struct blob bytes, struct envelope_header *out, struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    if (bytes.n > ENVELOPE_MAX) {
        return malformed(ERR_LIMIT, "the envelope is too large", ctx);
    }
    if (bytes.n < ENVELOPE_MIN) {
        return malformed(ERR_INVALID, "the envelope is too short", ctx);
    }
    struct wire w = {.p = bytes.p, .left = bytes.n};
    if (memcmp(wire_take(&w, 3), "BRL", 3) != 0) {
        return malformed(ERR_INVALID, "this is not an envelope", ctx);
    }
    if (wire_get_uint(&w, 1) != VERSION) {
        return malformed(ERR_INVALID, "the envelope has an unknown version", ctx);
    }
    wire_get(&w, out->sender.b, FINGERPRINT);
    wire_get(&w, out->recipient.b, FINGERPRINT);
    wire_get(&w, out->ref.b, LETTER_REF);
    size_t n = (size_t)wire_get_uint(&w, 4);
    if (n != w.left - BANK_SIGNATURE || n < ENVELOPE_STEP + BANK_BOX_EXTRA ||
        (n - BANK_BOX_EXTRA) % ENVELOPE_STEP != 0) {
        return malformed(ERR_INVALID, "the envelope's length is wrong", ctx);
    }
    out->sealed = (struct blob){wire_take(&w, n), n};
    out->signed_part = (struct blob){bytes.p, HEADER_BYTES + n};
    out->signature = wire_take(&w, BANK_SIGNATURE);
    assert(!w.short_ && w.left == 0);
    return ERR_OK;
}

bool envelope_signature_ok(const struct envelope_header *h,
                           const uint8_t sender_sign[BANK_SIGN_PUBLIC])
{
    return bank_signature_ok(sender_sign, LETTER_DOMAIN, h->signed_part, h->signature);
}

enum err envelope_encode_inner(const struct envelope *e, struct arena *a, struct blob *out,
                               struct err_ctx *ctx)
{
    *out = (struct blob){NULL, 0};
    if (e->body.n > ENVELOPE_BODY_MAX) {
        return err_set(ctx, ERR_LIMIT, "letter", "send less in one letter",
                       "the letter is larger than %zu bytes", ENVELOPE_BODY_MAX);
    }
    assert(e->kind > LETTER_NONE && e->kind < LETTER_KIND__MAX);
    size_t used = INNER_FIXED + e->body.n;
    size_t n = (used + ENVELOPE_STEP - 1) / ENVELOPE_STEP * ENVELOPE_STEP;
    uint8_t *inner = arena_alloc(a, n); /* zeroed: the padding */
    uint8_t *p = inner;
    wire_put(&p, e->sender.b, FINGERPRINT);
    wire_put(&p, e->recipient.b, FINGERPRINT);
    wire_put(&p, e->ref.b, LETTER_REF);
    wire_put_uint(&p, (uint64_t)e->created.ms, 8);
    wire_put_uint(&p, (uint64_t)e->kind, 1);
    wire_put_uint(&p, e->body.n, 4);
    if (e->body.n > 0) {
        wire_put(&p, e->body.p, e->body.n);
    }
    *out = (struct blob){inner, n};
    return ERR_OK;
}

static bool all_zero(const uint8_t *p, size_t n)
{
    uint8_t any = 0;
    for (size_t i = 0; i < n; i++) {
        any |= p[i];
    }
    return any == 0;
}

enum err envelope_decode_inner(struct blob plain, struct envelope *out, struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct wire w = {.p = plain.p, .left = plain.n};
    wire_get(&w, out->sender.b, FINGERPRINT);
    wire_get(&w, out->recipient.b, FINGERPRINT);
    wire_get(&w, out->ref.b, LETTER_REF);
    uint64_t created = wire_get_uint(&w, 8);
    uint64_t kind = wire_get_uint(&w, 1);
    size_t n = (size_t)wire_get_uint(&w, 4);
    const uint8_t *body = wire_take(&w, n);
    if (w.short_ || n > ENVELOPE_BODY_MAX || plain.n % ENVELOPE_STEP != 0 ||
        w.left >= ENVELOPE_STEP || !all_zero(w.p, w.left)) {
        return malformed(ERR_CORRUPT, "the sealed part is not laid out as it must be", ctx);
    }
    if (created < (uint64_t)CREATED_MIN || created > (uint64_t)CREATED_MAX) {
        return malformed(ERR_CORRUPT, "the sealed part has an impossible time", ctx);
    }
    out->created.ms = (int64_t)created;
    /* An unknown kind is for the caller to refuse: the envelope itself is right. */
    out->kind = kind < LETTER_KIND__MAX ? (enum letter_kind)kind : LETTER_NONE;
    out->body = (struct blob){body, n};
    return ERR_OK;
}

enum err envelope_make(const struct bank *b, const struct envelope *e,
                       const uint8_t recipient_box[BANK_BOX_PUBLIC], struct arena *a,
                       struct blob *out, struct err_ctx *ctx)
{
    *out = (struct blob){NULL, 0};
    struct blob inner, sealed;
    enum err err = envelope_encode_inner(e, a, &inner, ctx);
    if (err == ERR_OK) {
        err = bank_box_seal(recipient_box, inner, a, &sealed, ctx);
    }
    if (err != ERR_OK) {
        return err;
    }
    size_t total = HEADER_BYTES + sealed.n + BANK_SIGNATURE;
    assert(total <= ENVELOPE_MAX && sealed.n == inner.n + BANK_BOX_EXTRA);
    uint8_t *bytes = arena_alloc(a, total);
    uint8_t *p = bytes;
    wire_put(&p, "BRL", 3);
    wire_put_uint(&p, VERSION, 1);
    wire_put(&p, e->sender.b, FINGERPRINT);
    wire_put(&p, e->recipient.b, FINGERPRINT);
    wire_put(&p, e->ref.b, LETTER_REF);
    wire_put_uint(&p, sealed.n, 4);
    wire_put(&p, sealed.p, sealed.n);
    bank_sign(b, LETTER_DOMAIN, (struct blob){bytes, (size_t)(p - bytes)}, p);
    *out = (struct blob){bytes, total};
    return ERR_OK;
}

enum err envelope_open(const struct bank *b, const struct envelope_header *h, struct arena *a,
                       struct envelope *out, struct err_ctx *ctx)
{
    struct blob plain;
    enum err e = bank_box_open(b, h->sealed, a, &plain, ctx);
    if (e == ERR_OK) {
        e = envelope_decode_inner(plain, out, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (memcmp(out->sender.b, h->sender.b, FINGERPRINT) != 0 ||
        memcmp(out->recipient.b, h->recipient.b, FINGERPRINT) != 0 ||
        memcmp(out->ref.b, h->ref.b, LETTER_REF) != 0) {
        return malformed(ERR_CORRUPT, "the sealed part belongs to another envelope", ctx);
    }
    return ERR_OK;
}

void envelope_digest(struct blob bytes, uint8_t out[ENVELOPE_DIGEST])
{
    bank_sha256(bytes, out);
}
