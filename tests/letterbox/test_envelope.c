/* The layout of envelopes and receipts, byte by byte, and the eight words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/hex.h"
#include "letterbox/envelope.h"
#include "letterbox/peer.h"

static struct arena *a;
static struct err_ctx ctx;

static struct envelope example(const char *body)
{
    struct envelope e = {.created = {1795300000000},
                         .kind = LETTER_GOAL,
                         .body = {(const uint8_t *)body, strlen(body)}};
    memset(e.sender.b, 0xa1, FINGERPRINT);
    memset(e.recipient.b, 0xb2, FINGERPRINT);
    memset(e.ref.b, 0xc3, LETTER_REF);
    return e;
}

static void the_sealed_part_has_the_documented_layout(void **state)
{
    (void)state;
    struct envelope e = example("{}");
    struct blob out;
    assert_int_equal(envelope_encode_inner(&e, a, &out, &ctx), ERR_OK);
    assert_int_equal(out.n, 1024);
    uint8_t expected[1024] = {0};
    memset(expected, 0xa1, 32);
    memset(expected + 32, 0xb2, 32);
    memset(expected + 64, 0xc3, 16);
    static const uint8_t rest[] = {0, 0, 0x01, 0xa2, 0x00, 0x38, 0x01, 0x00, /* created */
                                   3,                                        /* goal */
                                   0, 0, 0,    2,    '{',  '}'};
    memcpy(expected + 80, rest, sizeof rest);
    assert_memory_equal(out.p, expected, sizeof expected);
}

static void what_was_encoded_is_decoded(void **state)
{
    (void)state;
    static char body[ENVELOPE_BODY_MAX + 1];
    static const size_t sizes[] = {0, 1, 930, 931, 932, 1024, 5000, ENVELOPE_BODY_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        memset(body, 'x', sizes[i]);
        body[sizes[i]] = '\0';
        struct envelope e = example(body), back;
        struct blob out;
        assert_int_equal(envelope_encode_inner(&e, a, &out, &ctx), ERR_OK);
        assert_int_equal(out.n % ENVELOPE_STEP, 0);
        assert_true(out.n >= 93 + sizes[i] && out.n < 93 + sizes[i] + ENVELOPE_STEP);
        assert_int_equal(envelope_decode_inner(out, &back, &ctx), ERR_OK);
        assert_int_equal(back.body.n, sizes[i]);
        assert_memory_equal(back.sender.b, e.sender.b, FINGERPRINT);
        assert_int_equal(back.created.ms, e.created.ms);
        assert_int_equal(back.kind, LETTER_GOAL);
    }
}

static void a_body_that_is_too_large_is_refused(void **state)
{
    (void)state;
    static char body[ENVELOPE_BODY_MAX + 2];
    memset(body, 'x', ENVELOPE_BODY_MAX + 1);
    struct envelope e = example(body);
    struct blob out;
    assert_int_equal(envelope_encode_inner(&e, a, &out, &ctx), ERR_LIMIT);
}

static enum err decode_changed(size_t at, uint8_t value)
{
    struct envelope e = example("{}"), back;
    struct blob out;
    assert_int_equal(envelope_encode_inner(&e, a, &out, &ctx), ERR_OK);
    uint8_t *copy = arena_copy(a, out.p, out.n);
    copy[at] = value;
    return envelope_decode_inner((struct blob){copy, out.n}, &back, &ctx);
}

static void only_one_spelling_is_read(void **state)
{
    (void)state;
    assert_int_equal(decode_changed(1023, 1), ERR_CORRUPT); /* padding that is not zero */
    assert_int_equal(decode_changed(95, 1), ERR_CORRUPT);
    assert_int_equal(decode_changed(92, 1), ERR_CORRUPT);    /* the body one shorter */
    assert_int_equal(decode_changed(89, 1), ERR_CORRUPT);    /* a body of 16 MB */
    assert_int_equal(decode_changed(91, 8), ERR_CORRUPT);    /* past the end */
    assert_int_equal(decode_changed(80, 0x7f), ERR_CORRUPT); /* the year 292 million */
    struct envelope e = example("{}"), back;
    struct blob out;
    assert_int_equal(envelope_encode_inner(&e, a, &out, &ctx), ERR_OK);
    /* A block of zeros too many, and every shorter length. */
    uint8_t *longer = arena_alloc(a, 2048);
    memcpy(longer, out.p, out.n);
    assert_int_equal(envelope_decode_inner((struct blob){longer, 2048}, &back, &ctx), ERR_CORRUPT);
    for (size_t n = 0; n < 1024; n++) {
        assert_int_equal(envelope_decode_inner((struct blob){out.p, n}, &back, &ctx), ERR_CORRUPT);
    }
}

static void an_unknown_kind_is_left_to_the_reader(void **state)
{
    (void)state;
    struct envelope e = example("{}"), back;
    struct blob out;
    assert_int_equal(envelope_encode_inner(&e, a, &out, &ctx), ERR_OK);
    uint8_t *copy = arena_copy(a, out.p, out.n);
    copy[88] = 200;
    assert_int_equal(envelope_decode_inner((struct blob){copy, out.n}, &back, &ctx), ERR_OK);
    assert_int_equal(back.kind, LETTER_NONE);
}

static void lengths_of_the_outer_part_are_checked(void **state)
{
    (void)state;
    uint8_t *bytes = arena_alloc(a, ENVELOPE_MIN);
    struct envelope_header h;
    memcpy(bytes, "BRL\1", 4);
    bytes[86] = 0x04; /* n = 1024 + 48 = 0x430 */
    bytes[87] = 0x30;
    assert_int_equal(envelope_parse((struct blob){bytes, ENVELOPE_MIN}, &h, &ctx), ERR_OK);
    assert_int_equal(h.sealed.n, 1024 + BANK_BOX_EXTRA);
    assert_ptr_equal(h.signature, bytes + ENVELOPE_MIN - BANK_SIGNATURE);
    assert_int_equal(h.signed_part.n, ENVELOPE_MIN - BANK_SIGNATURE);
    assert_int_equal(envelope_parse((struct blob){bytes, ENVELOPE_MIN - 1}, &h, &ctx), ERR_INVALID);
    bytes[87] = 0x31;
    assert_int_equal(envelope_parse((struct blob){bytes, ENVELOPE_MIN}, &h, &ctx), ERR_INVALID);
    bytes[87] = 0x30;
    bytes[84] = 0xff;
    assert_int_equal(envelope_parse((struct blob){bytes, ENVELOPE_MIN}, &h, &ctx), ERR_INVALID);
    bytes[84] = 0;
    bytes[3] = 0;
    assert_int_equal(envelope_parse((struct blob){bytes, ENVELOPE_MIN}, &h, &ctx), ERR_INVALID);
}

/* Made once with RFC 8032 test key 1 (seed 9d61b19d…7f60) outside this program. */
static const char public_key[] = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

static const char receipt_hex[] =
#include "letterbox/expected/receipt.hex"
    ;
static const char signature_hex[] =
#include "letterbox/expected/envelope_signature.hex"
    ;

static void receipts_have_the_documented_layout(void **state)
{
    (void)state;
    uint8_t key[BANK_SIGN_PUBLIC], bytes[RECEIPT_BYTES];
    assert_true(hex_parse(public_key, key, sizeof key));
    assert_true(hex_parse(receipt_hex, bytes, sizeof bytes));
    struct receipt r;
    assert_int_equal(receipt_open((struct blob){bytes, sizeof bytes}, key, &r, &ctx), ERR_OK);
    assert_int_equal(r.status, RECEIPT_RECEIVED);
    assert_int_equal(r.at.ms, 1795300000000);
    assert_int_equal(r.sender.b[0], 0xa1);
    assert_int_equal(r.recipient.b[31], 0xb2);
    assert_int_equal(r.ref.b[15], 0xc3);
    assert_int_equal(r.digest[0], 0xd4);
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] ^= 1;
        assert_int_equal(receipt_open((struct blob){bytes, sizeof bytes}, key, &r, &ctx),
                         ERR_CORRUPT);
        bytes[i] ^= 1;
    }
    assert_int_equal(receipt_open((struct blob){bytes, sizeof bytes - 1}, key, &r, &ctx),
                     ERR_CORRUPT);
}

static void envelope_signatures_have_the_documented_form(void **state)
{
    (void)state;
    uint8_t key[BANK_SIGN_PUBLIC];
    static uint8_t bytes[ENVELOPE_MIN];
    assert_true(hex_parse(public_key, key, sizeof key));
    memcpy(bytes, "BRL\1", 4);
    memset(bytes + 4, 0xa1, 32);
    memset(bytes + 36, 0xb2, 32);
    memset(bytes + 68, 0xc3, 16);
    bytes[86] = 0x04;
    bytes[87] = 0x30;
    memset(bytes + 88, 0xee, 1024 + BANK_BOX_EXTRA);
    assert_true(hex_parse(signature_hex, bytes + ENVELOPE_MIN - BANK_SIGNATURE, BANK_SIGNATURE));
    struct envelope_header h;
    assert_int_equal(envelope_parse((struct blob){bytes, sizeof bytes}, &h, &ctx), ERR_OK);
    assert_true(envelope_signature_ok(&h, key));
    for (size_t i = 0; i < sizeof bytes - BANK_SIGNATURE; i++) {
        bytes[i] ^= 1;
        assert_false(envelope_signature_ok(&h, key));
        bytes[i] ^= 1;
    }
}

/* Values of the proposal for proquints (Wilkerson 2009): IPv4 addresses as two words. */
static void words_are_proquints(void **state)
{
    (void)state;
    static const struct {
        uint8_t bytes[4];
        const char *words;
    } known[] = {
        {{127, 0, 0, 1}, "lusab babad"},      {{63, 84, 220, 193}, "gutih tugad"},
        {{63, 118, 7, 35}, "gutuk bisog"},    {{140, 98, 193, 141}, "mudof sakat"},
        {{64, 255, 6, 200}, "haguz biram"},   {{128, 30, 52, 45}, "mabiv gibot"},
        {{147, 67, 119, 2}, "natag lisaf"},   {{212, 58, 253, 68}, "tibup zujah"},
        {{216, 35, 68, 215}, "tobog higil"},  {{216, 68, 232, 21}, "todah vobij"},
        {{198, 81, 129, 136}, "sinid makam"}, {{12, 110, 110, 204}, "budov kuras"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct fingerprint f = {{0}};
        memcpy(f.b, known[i].bytes, 4);
        char words[PEER_WORDS], start[12];
        peer_words(&f, words);
        memcpy(start, words, 11);
        start[11] = '\0';
        assert_string_equal(start, known[i].words);
    }
}

static void words_are_compared_as_people_write_them(void **state)
{
    (void)state;
    struct fingerprint f;
    for (int i = 0; i < FINGERPRINT; i++) {
        f.b[i] = (uint8_t)(17 * i + 3);
    }
    char words[PEER_WORDS], other[PEER_WORDS];
    peer_words(&f, words);
    assert_int_equal(strlen(words), 47);
    assert_true(peer_words_match(words, &f));
    for (int i = 0; words[i] != '\0'; i++) {
        other[i] = words[i] == ' ' ? '-' : (char)(words[i] - 'a' + 'A');
        other[i + 1] = '\0';
    }
    assert_true(peer_words_match(other, &f));
    assert_false(peer_words_match("", &f));
    words[46] = words[46] == 'b' ? 'd' : 'b';
    assert_false(peer_words_match(words, &f));
    peer_words(&f, words);
    words[41] = '\0';
    assert_false(peer_words_match(words, &f));
}

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)16 * 1024 * 1024);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sealed_part_has_the_documented_layout),
        cmocka_unit_test(what_was_encoded_is_decoded),
        cmocka_unit_test(a_body_that_is_too_large_is_refused),
        cmocka_unit_test(only_one_spelling_is_read),
        cmocka_unit_test(an_unknown_kind_is_left_to_the_reader),
        cmocka_unit_test(lengths_of_the_outer_part_are_checked),
        cmocka_unit_test(receipts_have_the_documented_layout),
        cmocka_unit_test(envelope_signatures_have_the_documented_form),
        cmocka_unit_test(words_are_proquints),
        cmocka_unit_test(words_are_compared_as_people_write_them),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
