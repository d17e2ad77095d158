#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "bank/expected/note.h"
#include "bank/note.h"

/* From the documentation of golang.org/x/mod/sumdb/note, which signed notes come from. */
static const char go_note[] = "This is an example message.\n"
                              "\n"
                              "\xe2\x80\x94 example.com/foo "
                              "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3"
                              "mFXmRKuwHjG1Yu72IneyaQM=\n";
static const char go_key[] = "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"; /* type, key */

static uint8_t log_public[32], log_secret[64], witness_public[32], witness_secret[64];

static int make_keys(void **state)
{
    (void)state;
    uint8_t seed[32];
    memset(seed, 1, sizeof seed);
    crypto_sign_seed_keypair(log_public, log_secret, seed);
    memset(seed, 2, sizeof seed);
    crypto_sign_seed_keypair(witness_public, witness_secret, seed);
    return sodium_init() < 0;
}

static void verifies_the_published_example(void **state)
{
    (void)state;
    uint8_t key[33], id[4];
    size_t n;
    struct note note;
    assert_int_equal(sodium_base642bin(key, sizeof key, go_key, strlen(go_key), NULL, &n, NULL,
                                       sodium_base64_VARIANT_ORIGINAL),
                     0);
    assert_int_equal(n, 33);
    struct note_key k = {"example.com/foo", (enum note_type)key[0], key + 1};
    note_key_id(&k, id);
    assert_memory_equal(id, "\x53\x0d\x90\x3a", 4);
    assert_true(note_parse(go_note, strlen(go_note), &note));
    assert_int_equal(note.text_n, strlen("This is an example message.\n"));
    assert_int_equal(note_verify(&note, &k, NULL), NOTE_VALID);
    k.name = "example.com/bar";
    assert_int_equal(note_verify(&note, &k, NULL), NOTE_NOT_SIGNED);
}

static void signs_as_another_implementation_does(void **state)
{
    (void)state;
    struct blob text = {(const uint8_t *)checkpoint_note_text, strlen(checkpoint_note_text)};
    struct note_key log = {"example.com/behind-the-sofa", NOTE_ED25519, log_public};
    struct note_key witness = {"witness.example.com/w1", NOTE_COSIGNATURE, witness_public};
    struct buf b;
    buf_init(&b, 4096);
    note_sign(&b, text, &log, log_secret, 0);
    assert_string_equal(b.text, checkpoint_note_line);
    buf_clear(&b);
    note_sign(&b, text, &witness, witness_secret, cosignature_time);
    assert_string_equal(b.text, cosignature_line);
    buf_free(&b);
}

static void whole_note(struct buf *b)
{
    buf_init(b, 8192);
    buf_add(b, checkpoint_note_text);
    buf_add(b, "\n");
    buf_add(b, checkpoint_note_line);
    buf_add(b, cosignature_line);
}

static void verifies_both_signatures_and_reads_the_checkpoint(void **state)
{
    (void)state;
    struct note_key log = {"example.com/behind-the-sofa", NOTE_ED25519, log_public};
    struct note_key witness = {"witness.example.com/w1", NOTE_COSIGNATURE, witness_public};
    struct buf b, again;
    struct note note;
    struct checkpoint c;
    int64_t time = 0;
    whole_note(&b);
    assert_true(note_parse(b.text, b.len, &note));
    assert_int_equal(note.signature_count, 2);
    assert_int_equal(note_verify(&note, &log, NULL), NOTE_VALID);
    assert_int_equal(note_verify(&note, &witness, &time), NOTE_VALID);
    assert_int_equal(time, cosignature_time);
    assert_true(checkpoint_parse((struct blob){(const uint8_t *)note.text, note.text_n}, &c));
    assert_string_equal(c.origin, "example.com/behind-the-sofa");
    assert_int_equal(c.size, 20852163);
    buf_init(&again, 4096);
    checkpoint_text(&again, &c);
    assert_string_equal(again.text, checkpoint_note_text);
    buf_free(&again);
    buf_free(&b);
}

/* Any changed byte makes the note unreadable, unsigned or forged; never valid for both. */
static void every_changed_byte_is_noticed(void **state)
{
    (void)state;
    struct note_key log = {"example.com/behind-the-sofa", NOTE_ED25519, log_public};
    struct note_key witness = {"witness.example.com/w1", NOTE_COSIGNATURE, witness_public};
    struct buf b;
    whole_note(&b);
    for (size_t i = 0; i < b.len; i++) {
        for (int bit = 0; bit < 8; bit++) {
            struct note note;
            b.text[i] = (char)(b.text[i] ^ (1 << bit));
            assert_false(note_parse(b.text, b.len, &note) &&
                         note_verify(&note, &log, NULL) == NOTE_VALID &&
                         note_verify(&note, &witness, NULL) == NOTE_VALID);
            b.text[i] = (char)(b.text[i] ^ (1 << bit));
        }
    }
    buf_free(&b);
}

static void a_malformed_note_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "\n",
        "text\n",                                         /* no signatures */
        "text\n\n",                                       /* none after the blank line */
        "\n\xe2\x80\x94 a AAAAAAAA\n",                    /* no text */
        "text\n\n\xe2\x80\x94 a AAAAAAAA",                /* no last newline */
        "text\n\n- a AAAAAAAA\n",                         /* another dash */
        "text\n\n\xe2\x80\x94  AAAAAAAA\n",               /* no name */
        "text\n\n\xe2\x80\x94 a+b AAAAAAAA\n",            /* a plus in the name */
        "text\n\n\xe2\x80\x94 a\xc2\xa0z AAAAAAAA\n",     /* a no-break space in the name */
        "text\n\n\xe2\x80\x94 a\xe3\x80\x80z AAAAAAAA\n", /* an ideographic space */
        "text\n\n\xe2\x80\x94 a AAAAAAA\n",               /* half a group */
        "text\n\n\xe2\x80\x94 a AAAAAAB=\n",              /* bits after the end */
        "text\n\n\xe2\x80\x94 a AAAA\n",                  /* too short for a key id */
        "text\n\n\xe2\x80\x94 a AAAAAAAA \n",             /* a blank at the end */
        "text\n\n\xe2\x80\x94 a AAAA AAAA\n",             /* a blank inside */
        "te\txt\n\n\xe2\x80\x94 a AAAAAAAA\n",            /* a control character */
        "te\xffxt\n\n\xe2\x80\x94 a AAAAAAAA\n",          /* not UTF-8 */
        "text\n\n\xe2\x80\x94 a AAAAAAAA\nmore\n",        /* something after it */
    };
    struct note note;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (note_parse(wrong[i], strlen(wrong[i]), &note)) {
            fail_msg("note %zu was read", i);
        }
    }
    static const char right[] = "te\n\nxt\n\n\xe2\x80\x94 a AAAAAAAA\n";
    assert_true(note_parse(right, strlen(right), &note));
    assert_int_equal(note.text_n, strlen("te\n\nxt\n"));
}

static void more_signatures_than_the_most_are_refused_and_sixteen_are_not(void **state)
{
    (void)state;
    struct note note;
    for (int count = 1; count <= NOTE_SIGNATURES_MAX + 1; count++) {
        struct buf b;
        buf_init(&b, 65536);
        buf_add(&b, "text\n\n");
        for (int i = 0; i < count; i++) {
            buf_add(&b, "\xe2\x80\x94 a AAAAAAAA\n");
        }
        assert_int_equal(note_parse(b.text, b.len, &note), count <= NOTE_SIGNATURES_MAX);
        buf_free(&b);
    }
    assert_true(NOTE_SIGNATURES_MAX >= 16);
}

static void a_long_signature_of_an_unknown_kind_is_passed_over(void **state)
{
    (void)state;
    struct note note;
    struct buf b;
    char base64[8000];
    uint8_t bytes[5000] = {0};
    sodium_bin2base64(base64, sizeof base64, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
    buf_init(&b, 65536);
    buf_addf(&b, "%s\n\xe2\x80\x94 pq %s\n%s", checkpoint_note_text, base64, checkpoint_note_line);
    struct note_key log = {"example.com/behind-the-sofa", NOTE_ED25519, log_public};
    assert_true(note_parse(b.text, b.len, &note));
    assert_int_equal(note_verify(&note, &log, NULL), NOTE_VALID);
    buf_free(&b);
}

static void a_malformed_checkpoint_is_refused(void **state)
{
    (void)state;
    static const char root[] = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    static const struct {
        const char *format;
        bool good;
    } cases[] = {
        {"o\n0\n%s\n", true},
        {"o\n9223372036854775807\n%s\n", true},
        {"o\n5\n%s\nan extension\n", true},
        {"o\n5\n%s\n\n", false},
        {"o\n5\n%s", false},
        {"o\n05\n%s\n", false},
        {"o\n+5\n%s\n", false},
        {"o\n-5\n%s\n", false},
        {"o\n5 \n%s\n", false},
        {"o\n9223372036854775808\n%s\n", false},
        {"o\n99999999999999999999\n%s\n", false},
        {"\n5\n%s\n", false},
        {"o\n\n%s\n", false},
        {"o\n5\n %s\n", false},
        {"o\n5\n%s=\n", false},
        {"o\n5\nA%s\n", false},
        {"o\n5\n", false},
        {"o\n", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[256];
        struct checkpoint c;
        const char *at = strstr(cases[i].format, "%s");
        snprintf(text, sizeof text, "%.*s%s%s",
                 (int)(at != NULL ? at - cases[i].format : (long)strlen(cases[i].format)),
                 cases[i].format, at != NULL ? root : "", at != NULL ? at + 2 : "");
        if (checkpoint_parse((struct blob){(const uint8_t *)text, strlen(text)}, &c) !=
            cases[i].good) {
            fail_msg("checkpoint %zu", i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verifies_the_published_example),
        cmocka_unit_test(signs_as_another_implementation_does),
        cmocka_unit_test(verifies_both_signatures_and_reads_the_checkpoint),
        cmocka_unit_test(every_changed_byte_is_noticed),
        cmocka_unit_test(a_malformed_note_is_refused),
        cmocka_unit_test(more_signatures_than_the_most_are_refused_and_sixteen_are_not),
        cmocka_unit_test(a_long_signature_of_an_unknown_kind_is_passed_over),
        cmocka_unit_test(a_malformed_checkpoint_is_refused),
    };
    return cmocka_run_group_tests(tests, make_keys, NULL);
}
