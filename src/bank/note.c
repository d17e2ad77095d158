#include "bank/note.h"

#include <assert.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "base/utf8.h"

static const char dash[] = "\xe2\x80\x94 "; /* em dash, space */
enum { DASH = sizeof dash - 1, COSIGNATURE = 8 + crypto_sign_BYTES };

/* Unicode White_Space beyond ASCII is three short ranges in UTF-8. */
static bool unicode_space(const char *p, size_t n)
{
    const unsigned char *u = (const unsigned char *)p;
    if (n >= 2 && u[0] == 0xc2 && (u[1] == 0x85 || u[1] == 0xa0)) {
        return true;
    }
    if (n < 3) {
        return false;
    }
    unsigned code = ((u[0] & 0x0fu) << 12) | ((u[1] & 0x3fu) << 6) | (u[2] & 0x3fu);
    return (u[0] & 0xf0) == 0xe0 &&
           (code == 0x1680 || (code >= 0x2000 && code <= 0x200a) || code == 0x2028 ||
            code == 0x2029 || code == 0x202f || code == 0x205f || code == 0x3000);
}

bool note_name_ok(const char *name, size_t n)
{
    if (n == 0 || n > NOTE_NAME_MAX || !utf8_valid(name, n)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)name[i] <= ' ' || name[i] == '+' || name[i] == 0x7f ||
            unicode_space(name + i, n - i)) {
            return false;
        }
    }
    return true;
}

/* Standard base64 with padding, all of it. libsodium 1.0.18 takes some bytes above 127 for letters,
 * so they are refused first: a value has one text only. */
static bool base64_read(const char *p, size_t n, uint8_t *out, size_t max, size_t *n_out)
{
    const char *stopped = NULL;
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)p[i] > 0x7f) {
            return false;
        }
    }
    return n != 0 &&
           sodium_base642bin(out, max, p, n, NULL, n_out, &stopped,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           stopped == p + n;
}

bool note_signature_parse(const char *line, size_t n, struct note_signature *out)
{
    if (n < DASH + 1 || memcmp(line, dash, DASH) != 0 || line[n - 1] != '\n') {
        return false;
    }
    const char *name = line + DASH, *end = line + n - 1;
    const char *space = memchr(name, ' ', (size_t)(end - name));
    if (space == NULL || !note_name_ok(name, (size_t)(space - name))) {
        return false;
    }
    const char *text = space + 1;
    size_t text_n = (size_t)(end - text), bytes_n = 0;
    uint8_t bytes[6144]; /* the longest signature of the specification is near 5 kB */
    if (!base64_read(text, text_n, bytes, sizeof bytes, &bytes_n) || bytes_n < 5) {
        return false;
    }
    out->name = name;
    out->name_n = (size_t)(space - name);
    memcpy(out->key_id, bytes, 4);
    out->bytes_n = bytes_n - 4 <= NOTE_SIGNATURE_MAX ? bytes_n - 4 : 0;
    memcpy(out->bytes, bytes + 4, out->bytes_n);
    return true;
}

/* Valid UTF-8 with no control character but the newline. */
static bool clean(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)p[i] < ' ' && p[i] != '\n') {
            return false;
        }
    }
    return utf8_valid(p, n);
}

bool note_parse(const char *p, size_t n, struct note *out)
{
    if (n < 4 || n > NOTE_MAX || p[n - 1] != '\n' || !clean(p, n)) {
        return false;
    }
    /* The last empty line parts the text from the signatures. */
    size_t cut = n - 1;
    while (cut > 0 && !(p[cut] == '\n' && p[cut - 1] == '\n')) {
        cut--;
    }
    if (cut == 0 || cut + 1 >= n) {
        return false;
    }
    out->text = p;
    out->text_n = cut;
    out->signature_count = 0;
    for (size_t at = cut + 1; at < n;) {
        const char *end = memchr(p + at, '\n', n - at); /* there is one: the last byte */
        size_t length = (size_t)(end - (p + at)) + 1;
        if (out->signature_count == NOTE_SIGNATURES_MAX ||
            !note_signature_parse(p + at, length, &out->signatures[out->signature_count])) {
            return false;
        }
        out->signature_count++;
        at += length;
    }
    return true;
}

void note_key_id(const struct note_key *k, uint8_t out[4])
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    const uint8_t middle[2] = {'\n', (uint8_t)k->type};
    crypto_hash_sha256_state s;
    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, (const unsigned char *)k->name, strlen(k->name));
    crypto_hash_sha256_update(&s, middle, sizeof middle);
    crypto_hash_sha256_update(&s, k->public_key, crypto_sign_PUBLICKEYBYTES);
    crypto_hash_sha256_final(&s, hash);
    memcpy(out, hash, 4);
}

/* What a cosignature signs: two lines, then the note's text. */
static void cosigned_message(struct buf *out, struct blob text, int64_t time)
{
    buf_init(out, NOTE_MAX + 64);
    buf_addf(out, "cosignature/v1\ntime %" PRId64 "\n", time);
    buf_add_n(out, text.p, text.n);
}

enum note_verdict note_signature_verify(struct blob text, const struct note_signature *s,
                                        const struct note_key *k, int64_t *time_out)
{
    uint8_t id[4];
    note_key_id(k, id);
    if (s->name_n != strlen(k->name) || memcmp(s->name, k->name, s->name_n) != 0 ||
        memcmp(s->key_id, id, 4) != 0) {
        return NOTE_NOT_SIGNED;
    }
    if (k->type == NOTE_ED25519) {
        return s->bytes_n == crypto_sign_BYTES &&
                       crypto_sign_verify_detached(s->bytes, text.p, text.n, k->public_key) == 0
                   ? NOTE_VALID
                   : NOTE_FORGED;
    }
    if (s->bytes_n != COSIGNATURE || (s->bytes[0] & 0x80) != 0) {
        return NOTE_FORGED;
    }
    uint64_t time = 0;
    for (int i = 0; i < 8; i++) {
        time = time << 8 | s->bytes[i];
    }
    struct buf message;
    cosigned_message(&message, text, (int64_t)time);
    bool ok = buf_ok(&message) &&
              crypto_sign_verify_detached(s->bytes + 8, (const unsigned char *)message.text,
                                          message.len, k->public_key) == 0;
    buf_free(&message);
    if (ok && time_out != NULL) {
        *time_out = (int64_t)time;
    }
    return ok ? NOTE_VALID : NOTE_FORGED;
}

enum note_verdict note_verify(const struct note *note, const struct note_key *k, int64_t *time_out)
{
    struct blob text = {(const uint8_t *)note->text, note->text_n};
    for (size_t i = 0; i < note->signature_count; i++) {
        enum note_verdict v = note_signature_verify(text, &note->signatures[i], k, time_out);
        if (v != NOTE_NOT_SIGNED) {
            return v; /* the first line of a key decides */
        }
    }
    return NOTE_NOT_SIGNED;
}

void note_sign(struct buf *out, struct blob text, const struct note_key *k,
               const uint8_t *secret_key, int64_t time)
{
    assert(note_name_ok(k->name, strlen(k->name)) && text.n <= NOTE_MAX);
    uint8_t bytes[4 + COSIGNATURE];
    size_t n = 4;
    note_key_id(k, bytes);
    if (k->type == NOTE_COSIGNATURE) {
        assert(time >= 0);
        for (int i = 7; i >= 0; i--) {
            bytes[n++] = (uint8_t)((uint64_t)time >> (8 * i));
        }
        struct buf message;
        cosigned_message(&message, text, time);
        assert(buf_ok(&message));
        crypto_sign_detached(bytes + n, NULL, (const unsigned char *)message.text, message.len,
                             secret_key);
        buf_free(&message);
    } else {
        crypto_sign_detached(bytes + n, NULL, text.p, text.n, secret_key);
    }
    n += crypto_sign_BYTES;
    char base64[sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_ORIGINAL)];
    sodium_bin2base64(base64, sizeof base64, bytes, n, sodium_base64_VARIANT_ORIGINAL);
    buf_addf(out, "%s%s %s\n", dash, k->name, base64);
}

/* Takes one non-empty line off the front. */
static bool take_line(struct blob *rest, const char **line, size_t *n)
{
    const uint8_t *end = rest->n != 0 ? memchr(rest->p, '\n', rest->n) : NULL;
    if (end == NULL || end == rest->p) {
        return false;
    }
    *line = (const char *)rest->p;
    *n = (size_t)(end - rest->p);
    rest->p = end + 1;
    rest->n -= *n + 1;
    return true;
}

static bool parse_size(const char *p, size_t n, int64_t *out)
{
    int64_t v = 0;
    if (n == 0 || n > 19 || (p[0] == '0' && n > 1)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9' || __builtin_mul_overflow(v, 10, &v) ||
            __builtin_add_overflow(v, p[i] - '0', &v)) {
            return false;
        }
    }
    *out = v;
    return true;
}

bool checkpoint_parse(struct blob text, struct checkpoint *out)
{
    const char *line;
    size_t n, root_n = 0;
    if (!take_line(&text, &line, &n) || n > CHECKPOINT_ORIGIN_MAX || memchr(line, 0, n) != NULL ||
        !utf8_valid(line, n)) {
        return false;
    }
    memcpy(out->origin, line, n);
    out->origin[n] = '\0';
    if (!take_line(&text, &line, &n) || !parse_size(line, n, &out->size) ||
        !take_line(&text, &line, &n)) {
        return false;
    }
    if (!base64_read(line, n, out->root.b, MERKLE_HASH, &root_n) || root_n != MERKLE_HASH) {
        return false;
    }
    while (text.n != 0) {
        if (!take_line(&text, &line, &n)) {
            return false;
        }
    }
    return true;
}

void checkpoint_text(struct buf *out, const struct checkpoint *c)
{
    char root[sodium_base64_ENCODED_LEN(MERKLE_HASH, sodium_base64_VARIANT_ORIGINAL)];
    sodium_bin2base64(root, sizeof root, c->root.b, MERKLE_HASH, sodium_base64_VARIANT_ORIGINAL);
    buf_addf(out, "%s\n%" PRId64 "\n%s\n", c->origin, c->size, root);
}
