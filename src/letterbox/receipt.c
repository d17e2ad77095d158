/* Receipts: what a recipient signs when it has stored, or finally refused, an envelope. */
#include <assert.h>
#include <string.h>

#include "base/words.h"
#include "letterbox/envelope.h"
#include "letterbox/wire.h"

#define VERSION        1
#define RECEIPT_DOMAIN "receipt"

const char *const receipt_status_code[RECEIPT_STATUS__MAX] = {
    [RECEIPT_NONE] = "none",
    [RECEIPT_RECEIVED] = "received",
    [RECEIPT_NOT_FOR_US] = "not-for-us",
    [RECEIPT_UNREADABLE] = "unreadable",
    [RECEIPT_UNKNOWN_KIND] = "unknown-kind",
    [RECEIPT_BAD_CONTENT] = "bad-content",
    [RECEIPT_REF_TAKEN] = "reference-taken",
};
const char *const receipt_status_text_sv[RECEIPT_STATUS__MAX] = {
    [RECEIPT_NONE] = "",
    [RECEIPT_RECEIVED] = TR("Mottaget"),
    [RECEIPT_NOT_FOR_US] = TR("Mottagaren har andra nycklar"),
    [RECEIPT_UNREADABLE] = TR("Brevet går inte att öppna"),
    [RECEIPT_UNKNOWN_KIND] = TR("Mottagaren känner inte till den här sortens brev"),
    [RECEIPT_BAD_CONTENT] = TR("Innehållet följer inte formatet"),
    [RECEIPT_REF_TAKEN] = TR("Brevets beteckning är redan använd"),
};

void receipt_make(const struct bank *b, const struct receipt *r, uint8_t out[RECEIPT_BYTES])
{
    uint8_t *p = out;
    wire_put(&p, "BRR", 3);
    wire_put_uint(&p, VERSION, 1);
    wire_put(&p, r->sender.b, FINGERPRINT);
    wire_put(&p, r->recipient.b, FINGERPRINT);
    wire_put(&p, r->ref.b, LETTER_REF);
    wire_put(&p, r->digest, ENVELOPE_DIGEST);
    wire_put_uint(&p, (uint64_t)r->at.ms, 8);
    wire_put_uint(&p, (uint64_t)r->status, 1);
    wire_put_uint(&p, 0, 1);
    assert((size_t)(p - out) + BANK_SIGNATURE == RECEIPT_BYTES);
    bank_sign(b, RECEIPT_DOMAIN, (struct blob){out, (size_t)(p - out)}, p);
}

enum err receipt_open(struct blob bytes, const uint8_t recipient_sign[BANK_SIGN_PUBLIC],
                      struct receipt *out, struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    const char *remedy = "the letter will be sent again; if this goes on, ask the recipient's "
                         "operator what answers at its address";
    if (bytes.n != RECEIPT_BYTES || memcmp(bytes.p, "BRR\x01", 4) != 0) {
        return err_set(ctx, ERR_CORRUPT, "receipt", remedy, "the answer is not a receipt");
    }
    struct blob body = {bytes.p, RECEIPT_BYTES - BANK_SIGNATURE};
    if (!bank_signature_ok(recipient_sign, RECEIPT_DOMAIN, body, bytes.p + body.n)) {
        return err_set(ctx, ERR_CORRUPT, "receipt", remedy,
                       "the receipt is not signed by the recipient");
    }
    struct wire w = {.p = bytes.p + 4, .left = body.n - 4};
    wire_get(&w, out->sender.b, FINGERPRINT);
    wire_get(&w, out->recipient.b, FINGERPRINT);
    wire_get(&w, out->ref.b, LETTER_REF);
    wire_get(&w, out->digest, ENVELOPE_DIGEST);
    out->at.ms = (int64_t)wire_get_uint(&w, 8);
    uint64_t status = wire_get_uint(&w, 1);
    if (status == RECEIPT_NONE || status >= RECEIPT_STATUS__MAX || wire_get_uint(&w, 1) != 0) {
        return err_set(ctx, ERR_CORRUPT, "receipt", remedy, "the receipt says nothing we know");
    }
    out->status = (enum receipt_status)status;
    return ERR_OK;
}
