#include "bank/provider.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

const char *const provider_who_code[PROVIDER_WHO__MAX] = {"staff", "family"};
const char *const provider_audience_code[PROVIDER_AUDIENCE__MAX] = {"issuer", "token_endpoint"};

static bool copy(char *to, size_t room, const char *value)
{
    return value[0] != '\0' && (size_t)snprintf(to, room, "%s", value) < room;
}

static int word(const char *const *words, int count, const char *value)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(words[i], value) == 0) {
            return i;
        }
    }
    return -1;
}

/* Whether a host is this machine: the only one that may be reached without TLS. */
static bool is_loopback(const char *host)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t n = strlen(names[i]);
        if (strncmp(host, names[i], n) == 0 && strchr(":/", host[n]) != NULL) {
            return true; /* strchr finds the NUL too */
        }
    }
    return false;
}

bool provider_url_ok(const char *url)
{
    const char *host = strncmp(url, "https://", 8) == 0  ? url + 8
                       : strncmp(url, "http://", 7) == 0 ? url + 7
                                                         : NULL;
    if (host == NULL || host[0] == '\0' || strchr("/:", host[0]) != NULL) {
        return false;
    }
    for (const char *p = url; *p != '\0'; p++) {
        if (*p <= ' ' || (unsigned char)*p >= 0x7f || strchr("\"'<>\\#?@;,", *p) != NULL) {
            return false;
        }
    }
    return url[4] == 's' || is_loopback(host);
}

bool provider_word_in(const char *list, const char *w)
{
    size_t n = strlen(w);
    for (const char *p = list; n > 0 && *p != '\0';) {
        size_t length = strcspn(p, " ");
        if (length == n && memcmp(p, w, n) == 0) {
            return true;
        }
        p += length + (p[length] == ' ');
    }
    return false;
}

/* Words of printable ASCII with one space between. */
static bool words_ok(const char *value)
{
    for (const char *p = value; *p != '\0'; p++) {
        bool edge = p == value || p[1] == '\0' || p[1] == ' ';
        if (*p < ' ' || (unsigned char)*p >= 0x7f || strchr("\"\\", *p) != NULL ||
            (*p == ' ' && edge)) {
            return false;
        }
    }
    return value[0] != '\0';
}

static bool read_label(struct bank_provider *p, const char *value)
{
    return copy(p->label, sizeof p->label, value);
}

static bool read_who(struct bank_provider *p, const char *value)
{
    int i = word(provider_who_code, PROVIDER_WHO__MAX, value);
    p->who = i >= 0 ? (enum provider_who)i : PROVIDER_STAFF;
    return i >= 0;
}

static bool read_issuer(struct bank_provider *p, const char *value)
{
    return provider_url_ok(value) && copy(p->issuer, sizeof p->issuer, value);
}

static bool read_client_id(struct bank_provider *p, const char *value)
{
    return words_ok(value) && copy(p->client_id, sizeof p->client_id, value);
}

static bool read_acr(struct bank_provider *p, const char *value)
{
    return words_ok(value) && copy(p->acr, sizeof p->acr, value);
}

static bool read_scope(struct bank_provider *p, const char *value)
{
    return words_ok(value) && provider_word_in(value, "openid") &&
           copy(p->scope, sizeof p->scope, value);
}

static bool read_audience(struct bank_provider *p, const char *value)
{
    int i = word(provider_audience_code, PROVIDER_AUDIENCE__MAX, value);
    p->audience = i >= 0 ? (enum provider_audience)i : PROVIDER_ISSUER;
    return i >= 0;
}

static const struct {
    const char *key;
    bool required;
    bool (*read)(struct bank_provider *p, const char *value);
    const char *expects;
} settings[] = {
    {"label", false, read_label, "1–95 bytes of text, for the button"},
    {"who", true, read_who, "staff or family"},
    {"issuer", true, read_issuer, "https://… as the provider writes it (http:// on this machine)"},
    {"client_id", true, read_client_id, "the name that the provider has given this bank"},
    {"acr", true, read_acr, "accepted levels of assurance with one space between"},
    {"scope", false, read_scope, "scopes with one space between, openid among them"},
    {"audience", false, read_audience, "issuer or token_endpoint"},
};
enum { SETTINGS = sizeof settings / sizeof settings[0] };

static bool name_ok(const char *name, size_t n)
{
    return n > 0 && n < PROVIDER_NAME && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") >= n;
}

static struct bank_provider *find_or_add(struct bank_providers *p, const char *name, size_t n)
{
    for (size_t i = 0; i < p->count; i++) {
        if (strlen(p->list[i].name) == n && memcmp(p->list[i].name, name, n) == 0) {
            return &p->list[i];
        }
    }
    if (p->count == BANK_PROVIDERS) {
        return NULL;
    }
    struct bank_provider *x = &p->list[p->count++];
    *x = (struct bank_provider){0};
    memcpy(x->name, name, n);
    return x;
}

enum err provider_set(struct bank_providers *p, const char *key, const char *value,
                      const char *where, struct err_ctx *ctx)
{
    size_t n = strcspn(key, ".");
    int i = 0;
    if (key[n] != '.' || !name_ok(key, n)) {
        return err_set(ctx, ERR_INVALID, where, "write provider.NAME.issuer and so on",
                       "a provider's name is small letters, digits and hyphens");
    }
    while (i < SETTINGS && strcmp(settings[i].key, key + n + 1) != 0) {
        i++;
    }
    if (i == SETTINGS) {
        return err_set(ctx, ERR_INVALID, where, "see docs/login.md",
                       "there is no such setting of a provider");
    }
    struct bank_provider *x = find_or_add(p, key, n);
    if (x == NULL) {
        return err_set(ctx, ERR_LIMIT, where, "take one away", "there are more than %d providers",
                       BANK_PROVIDERS);
    }
    if ((x->set & 1u << i) != 0) {
        return err_set(ctx, ERR_INVALID, where, "keep one of the lines",
                       "the provider's %s is set twice", settings[i].key);
    }
    if (!settings[i].read(x, value)) {
        return err_set(ctx, ERR_INVALID, where, "see docs/login.md", "%s must be %s",
                       settings[i].key, settings[i].expects);
    }
    x->set |= 1u << i;
    return ERR_OK;
}

enum err provider_complete(struct bank_providers *p, const char *where, struct err_ctx *ctx)
{
    for (size_t k = 0; k < p->count; k++) {
        struct bank_provider *x = &p->list[k];
        for (int i = 0; i < SETTINGS; i++) {
            if (settings[i].required && (x->set & 1u << i) == 0) {
                return err_set(ctx, ERR_INVALID, where, "add the line; see docs/login.md",
                               "provider.%s.%s is missing", x->name, settings[i].key);
            }
        }
        if (x->label[0] == '\0') {
            memcpy(x->label, x->name, sizeof x->name); /* a label has room for any name */
        }
    }
    return ERR_OK;
}

static void write_line(const struct bank_provider *p, const char *key, const char *value,
                       struct buf *out)
{
    if (value[0] != '\0') {
        buf_addf(out, "provider.%s.%s = %s\n", p->name, key, value);
    }
}

void provider_write(const struct bank_providers *p, struct buf *out)
{
    for (size_t i = 0; i < p->count; i++) {
        const struct bank_provider *x = &p->list[i];
        buf_add(out, "\n# an identity provider; see docs/login.md\n");
        write_line(x, "label", x->label, out);
        write_line(x, "who", provider_who_code[x->who], out);
        write_line(x, "issuer", x->issuer, out);
        write_line(x, "client_id", x->client_id, out);
        write_line(x, "acr", x->acr, out);
        write_line(x, "scope", x->scope, out);
        write_line(x, "audience", provider_audience_code[x->audience], out);
    }
}
