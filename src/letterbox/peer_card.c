/*
 * Peer cards: twelve lines of text. The fingerprint is taken over the lines before the name, as
 * they are written. The rest is signed by the sign key, which the fingerprint covers: so nobody
 * else can put another name or address on a card whose words fit.
 */
#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "letterbox/content.h"
#include "letterbox/peer.h"

#define CARD_TITLE  "brygga peer card 1"
#define CARD_DOMAIN "peer card"

static void key_line(struct buf *out, const char *name, const uint8_t key[BANK_SIGN_PUBLIC])
{
    char text[2 * BANK_SIGN_PUBLIC + 1];
    buf_addf(out, "%s: %s\n", name, hex_format(key, BANK_SIGN_PUBLIC, text));
}

/* What the words stand for. */
static void add_identity(struct buf *out, const struct peer_card *c)
{
    buf_add(out, CARD_TITLE "\n");
    buf_addf(out, "kind: %s\n", bank_kind_code[c->kind]);
    buf_addf(out, "legal-form: %s\n", legal_form_code[c->legal_form]);
    buf_addf(out, "organisation-number: %s\n", c->organisation_number);
    buf_addf(out, "journal: %s\n", c->journal_origin);
    key_line(out, "sign-key", c->keys.sign);
    key_line(out, "box-key", c->keys.box);
    key_line(out, "journal-key", c->keys.journal);
    key_line(out, "witness-key", c->keys.witness);
}

/* What may change while the authority stays the same; the card's signature covers it. */
static void add_rest(struct buf *out, const struct peer_card *c)
{
    buf_addf(out, "name: %s\n", c->name);
    buf_addf(out, "url: %s\n", c->url);
}

void peer_card_fingerprint(const struct peer_card *c, struct fingerprint *out)
{
    struct buf text;
    buf_init(&text, PEER_CARD_MAX);
    add_identity(&text, c);
    bank_sha256((struct blob){(const uint8_t *)text.text, text.len}, out->b);
    buf_free(&text);
}

void peer_card_own(const struct bank *b, struct peer_card *out)
{
    const struct bank_config *config = bank_config(b);
    memset(out, 0, sizeof *out);
    out->kind = config->kind;
    out->legal_form = config->legal_form;
    memcpy(out->name, config->name, sizeof out->name);
    memcpy(out->organisation_number, config->organisation_number, sizeof out->organisation_number);
    memcpy(out->journal_origin, config->journal_origin, sizeof out->journal_origin);
    if (config->public_url[0] != '\0') {
        memcpy(out->url, config->public_url, sizeof out->url);
    } else {
        bool six = strchr(config->listen_address, ':') != NULL;
        snprintf(out->url, sizeof out->url, "http://%s%s%s:%u", six ? "[" : "",
                 config->listen_address, six ? "]" : "", (unsigned)config->listen_port);
    }
    out->keys = *bank_public(b);
}

enum err peer_card_write(const struct bank *b, struct buf *out, struct err_ctx *ctx)
{
    struct peer_card card;
    peer_card_own(b, &card);
    if (!peer_url_ok(card.url)) {
        return err_set(ctx, ERR_SETUP, "bank.conf: public_url",
                       "set it to the https address where the other bank reaches this one",
                       "this bank has no address that a peer could use");
    }
    struct buf text;
    buf_init(&text, PEER_CARD_MAX);
    add_identity(&text, &card);
    add_rest(&text, &card);
    uint8_t signature[BANK_SIGNATURE];
    bank_sign(b, CARD_DOMAIN, (struct blob){(const uint8_t *)text.text, text.len}, signature);
    char hex[2 * BANK_SIGNATURE + 1];
    buf_addf(&text, "signature: %s\n", hex_format(signature, BANK_SIGNATURE, hex));
    enum err e = ERR_OK;
    if (buf_ok(&text)) {
        buf_add_n(out, text.text, text.len);
    } else {
        e = err_set(ctx, ERR_LIMIT, "bank.conf", NULL, "the card is too long");
    }
    buf_free(&text);
    return e;
}

/* The length of a host name or address at the start of `host`; 0 when there is none. */
static size_t host_length(const char *host)
{
    if (host[0] != '[') {
        return strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
    }
    size_t n = strspn(host + 1, "0123456789abcdefABCDEF:.");
    return n >= 2 && host[n + 1] == ']' ? n + 2 : 0;
}

static bool is_local(const char *host, size_t n)
{
    return (n > 4 && strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == n) ||
           (n == 9 && strncmp(host, "localhost", 9) == 0) ||
           (n == 5 && strncmp(host, "[::1]", 5) == 0);
}

bool peer_url_ok(const char *url)
{
    bool secure = strncmp(url, "https://", 8) == 0;
    if ((!secure && strncmp(url, "http://", 7) != 0) || strlen(url) >= BANK_URL) {
        return false;
    }
    const char *host = url + (secure ? 8 : 7);
    size_t n = host_length(host);
    const char *port = host + n;
    size_t digits = *port == ':' ? strspn(port + 1, "0123456789") : 0;
    bool port_ok = *port == '\0' || (digits >= 1 && digits <= 5 && port[1 + digits] == '\0');
    return n > 0 && port_ok && (secure || is_local(host, n));
}

/* Reading, line by line. */
struct lines {
    const char *p, *end;
    unsigned number;
    const char *name; /* of the source */
    struct err_ctx *ctx;
};

static enum err bad_line(const struct lines *l, const char *what)
{
    char where[160];
    snprintf(where, sizeof where, "%.120s:%u", l->name, l->number);
    return err_set(l->ctx, ERR_INVALID, where,
                   "copy the whole card again, from \"" CARD_TITLE "\" to the signature", "%s",
                   what);
}

/* The value of the next line, which must be "KEY: value", into out[cap]. */
static enum err value(struct lines *l, const char *key, char *out, size_t cap)
{
    l->number++;
    const char *line_end = memchr(l->p, '\n', (size_t)(l->end - l->p));
    size_t k = strlen(key), n = line_end == NULL ? 0 : (size_t)(line_end - l->p);
    if (line_end == NULL || n < k + 3 || memcmp(l->p, key, k) != 0 ||
        memcmp(l->p + k, ": ", 2) != 0) {
        char what[80];
        snprintf(what, sizeof what, "the line \"%s: …\" is missing here", key);
        return bad_line(l, what);
    }
    size_t length = n - k - 2;
    if (length >= cap || memchr(l->p, '\0', n) != NULL) {
        return bad_line(l, "the line is too long");
    }
    memcpy(out, l->p + k + 2, length);
    out[length] = '\0';
    l->p = line_end + 1;
    return ERR_OK;
}

static enum err word(struct lines *l, const char *key, const char *const *words, int count,
                     int *out)
{
    char text[40];
    enum err e = value(l, key, text, sizeof text);
    if (e != ERR_OK) {
        return e;
    }
    for (int i = 0; i < count; i++) {
        if (strcmp(words[i], text) == 0) {
            *out = i;
            return ERR_OK;
        }
    }
    return bad_line(l, "the value is not known");
}

static enum err key(struct lines *l, const char *name, uint8_t *out, size_t n)
{
    char text[2 * BANK_SIGNATURE + 1];
    enum err e = value(l, name, text, sizeof text);
    if (e == ERR_OK && !hex_parse(text, out, n)) {
        e = bad_line(l, "the key is not written as it must be");
    }
    return e;
}

static enum err parse_identity(struct lines *l, struct peer_card *out)
{
    int kind = 0, form = 0;
    enum err e = word(l, "kind", bank_kind_code, BANK_KIND__MAX, &kind);
    e = e == ERR_OK ? word(l, "legal-form", legal_form_code, LEGAL_FORM__MAX, &form) : e;
    out->kind = (enum bank_kind)kind;
    out->legal_form = (enum legal_form)form;
    e = e == ERR_OK ? value(l, "organisation-number", out->organisation_number,
                            sizeof out->organisation_number)
                    : e;
    if (e == ERR_OK && strspn(out->organisation_number, "0123456789") != BANK_ORGNUMBER - 1) {
        e = bad_line(l, "the organisation number is not ten digits");
    }
    e = e == ERR_OK ? value(l, "journal", out->journal_origin, sizeof out->journal_origin) : e;
    if (e == ERR_OK && !content_text_ok(out->journal_origin, BANK_ORIGIN, false)) {
        e = bad_line(l, "the name of the journal has characters it cannot have");
    }
    return e;
}

static enum err parse_rest(struct lines *l, struct peer_card *out)
{
    enum err e = value(l, "name", out->name, sizeof out->name);
    if (e == ERR_OK && !content_text_ok(out->name, sizeof out->name, false)) {
        e = bad_line(l, "the name has characters that a name cannot have");
    }
    e = e == ERR_OK ? value(l, "url", out->url, sizeof out->url) : e;
    if (e == ERR_OK && !peer_url_ok(out->url)) {
        e = bad_line(l, "the address is not https://host[:port]");
    }
    return e;
}

static enum err parse_keys(struct lines *l, struct bank_public *out)
{
    enum err e = key(l, "sign-key", out->sign, BANK_SIGN_PUBLIC);
    e = e == ERR_OK ? key(l, "box-key", out->box, BANK_BOX_PUBLIC) : e;
    e = e == ERR_OK ? key(l, "journal-key", out->journal, BANK_SIGN_PUBLIC) : e;
    return e == ERR_OK ? key(l, "witness-key", out->witness, BANK_SIGN_PUBLIC) : e;
}

enum err peer_card_parse(const char *text, size_t n, const char *name, struct peer_card *out,
                         struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct lines l = {.p = text, .end = text + n, .number = 1, .name = name, .ctx = ctx};
    static const char title[] = CARD_TITLE "\n";
    if (n > PEER_CARD_MAX || n < sizeof title || memcmp(text, title, sizeof title - 1) != 0) {
        return bad_line(&l, "this is not a peer card");
    }
    l.p += sizeof title - 1;
    enum err e = parse_identity(&l, out);
    e = e == ERR_OK ? parse_keys(&l, &out->keys) : e;
    e = e == ERR_OK ? parse_rest(&l, out) : e;
    struct blob signed_part = {(const uint8_t *)text, (size_t)(l.p - text)};
    uint8_t signature[BANK_SIGNATURE];
    e = e == ERR_OK ? key(&l, "signature", signature, sizeof signature) : e;
    if (e == ERR_OK && l.p != l.end) {
        e = bad_line(&l, "there is more after the signature");
    }
    if (e == ERR_OK && !bank_signature_ok(out->keys.sign, CARD_DOMAIN, signed_part, signature)) {
        e = bad_line(&l, "the signature does not fit: something in the card has been changed");
    }
    return e;
}
