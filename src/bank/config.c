#include "bank/config.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/internal.h"
#include "bank/note.h"
#include "bank/private_file.h"
#include "base/utf8.h"

const char *const bank_kind_code[BANK_KIND__MAX] = {"school", "social"};
const char *const legal_form_code[LEGAL_FORM__MAX] = {"municipal", "independent"};
const char *const bank_readers_code[BANK_READERS__MAX] = {"role", "name"};
const char *const bank_confinement_code[CONFINEMENT__MAX] = {"available", "strict", "off"};
const char *const bank_unlock_code[BANK_UNLOCK__MAX] = {"passphrase", "key-file"};

/* A setting's reader: true when the value is good. */
typedef bool read_value(struct bank_config *c, const char *value);
typedef void write_value(const struct bank_config *c, struct buf *out);

static int word_index(const char *const *words, int count, const char *value)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(words[i], value) == 0) {
            return i;
        }
    }
    return -1;
}

static bool copy(char *to, size_t size, const char *value)
{
    return (size_t)snprintf(to, size, "%s", value) < size;
}

static bool number(const char *value, long min, long max, long *out)
{
    long v = 0;
    if (value[0] == '\0' || strlen(value) > 9) {
        return false;
    }
    for (const char *p = value; *p != '\0'; p++) {
        if (*p < '0' || *p > '9') {
            return false;
        }
        v = v * 10 + (*p - '0');
    }
    *out = v;
    return v >= min && v <= max;
}

static bool read_kind(struct bank_config *c, const char *value)
{
    int i = word_index(bank_kind_code, BANK_KIND__MAX, value);
    c->kind = i >= 0 ? (enum bank_kind)i : BANK_SCHOOL;
    return i >= 0;
}

static void write_kind(const struct bank_config *c, struct buf *out)
{
    buf_add(out, bank_kind_code[c->kind]);
}

static bool read_legal_form(struct bank_config *c, const char *value)
{
    int i = word_index(legal_form_code, LEGAL_FORM__MAX, value);
    c->legal_form = i >= 0 ? (enum legal_form)i : LEGAL_FORM_MUNICIPAL;
    return i >= 0;
}

static void write_legal_form(const struct bank_config *c, struct buf *out)
{
    buf_add(out, legal_form_code[c->legal_form]);
}

static bool read_readers(struct bank_config *c, const char *value)
{
    int i = word_index(bank_readers_code, BANK_READERS__MAX, value);
    c->readers = i >= 0 ? (enum bank_readers)i : READERS_BY_ROLE;
    return i >= 0;
}

static void write_readers(const struct bank_config *c, struct buf *out)
{
    buf_add(out, bank_readers_code[c->readers]);
}

static bool read_name(struct bank_config *c, const char *value)
{
    return value[0] != '\0' && copy(c->name, sizeof c->name, value);
}

static void write_name(const struct bank_config *c, struct buf *out)
{
    buf_add(out, c->name);
}

/* Ten digits, a hyphen allowed before the last four, and the check digit (Luhn). */
static bool read_organisation_number(struct bank_config *c, const char *value)
{
    char digits[BANK_ORGNUMBER];
    size_t n = 0;
    unsigned sum = 0;
    for (size_t i = 0; value[i] != '\0'; i++) {
        if (value[i] == '-' && i == 6) {
            continue;
        }
        if (value[i] < '0' || value[i] > '9' || n == 10) {
            return false;
        }
        digits[n++] = value[i];
        unsigned doubled = (unsigned)(value[i] - '0') * (n % 2 == 1 ? 2 : 1);
        sum += doubled / 10 + doubled % 10;
    }
    digits[n] = '\0';
    return n == 10 && digits[2] >= '2' && sum % 10 == 0 &&
           copy(c->organisation_number, sizeof c->organisation_number, digits);
}

static void write_organisation_number(const struct bank_config *c, struct buf *out)
{
    buf_add(out, c->organisation_number);
}

static bool read_municipality(struct bank_config *c, const char *value)
{
    long code;
    return value[0] == '\0' || (strlen(value) == 4 && number(value, 114, 9999, &code) &&
                                copy(c->municipality_code, sizeof c->municipality_code, value));
}

static void write_municipality(const struct bank_config *c, struct buf *out)
{
    buf_add(out, c->municipality_code);
}

/* 127.0.0.1:8101 or [::1]:8101. */
static bool read_listen(struct bank_config *c, const char *value)
{
    char text[BANK_ADDRESS + 16];
    unsigned char address[16];
    long port;
    char *colon = copy(text, sizeof text, value) ? strrchr(text, ':') : NULL;
    if (colon == NULL || !number(colon + 1, 1, 65535, &port)) {
        return false;
    }
    *colon = '\0';
    size_t n = strlen(text);
    bool six = n > 2 && text[0] == '[' && text[n - 1] == ']';
    if (six) {
        text[n - 1] = '\0';
    }
    const char *host = six ? text + 1 : text;
    c->listen_port = (uint16_t)port;
    return inet_pton(six ? AF_INET6 : AF_INET, host, address) == 1 &&
           copy(c->listen_address, sizeof c->listen_address, host);
}

static void write_listen(const struct bank_config *c, struct buf *out)
{
    bool six = strchr(c->listen_address, ':') != NULL;
    buf_addf(out, six ? "[%s]:%u" : "%s:%u", c->listen_address, (unsigned)c->listen_port);
}

/* Scheme, host and port only: peers add the path. */
static bool read_confinement(struct bank_config *c, const char *value)
{
    int i = word_index(bank_confinement_code, CONFINEMENT__MAX, value);
    c->confinement = i >= 0 ? (enum bank_confinement)i : CONFINEMENT_AVAILABLE;
    return i >= 0;
}

static void write_confinement(const struct bank_config *c, struct buf *out)
{
    buf_add(out, bank_confinement_code[c->confinement]);
}

static bool read_public_url(struct bank_config *c, const char *value)
{
    size_t scheme = 0;
    if (strncmp(value, "https://", 8) == 0) {
        scheme = 8;
    } else if (strncmp(value, "http://", 7) == 0) {
        scheme = 7;
    }
    bool ok = value[0] == '\0' || (scheme != 0 && value[scheme] != '\0');
    for (const char *p = value + scheme; *p != '\0'; p++) {
        ok = ok && *p > ' ' && (unsigned char)*p < 0x7f && strchr("\"'<>\\#?/@", *p) == NULL;
    }
    return ok && copy(c->public_url, sizeof c->public_url, value);
}

static void write_public_url(const struct bank_config *c, struct buf *out)
{
    buf_add(out, c->public_url);
}

static bool read_origin(struct bank_config *c, const char *value)
{
    return note_name_ok(value, strlen(value)) &&
           copy(c->journal_origin, sizeof c->journal_origin, value);
}

static void write_origin(const struct bank_config *c, struct buf *out)
{
    buf_add(out, c->journal_origin);
}

static bool read_checkpoint(struct bank_config *c, const char *value)
{
    long seconds;
    if (!number(value, 1, 60, &seconds)) {
        return false;
    }
    c->checkpoint_seconds = (int)seconds;
    return true;
}

static void write_checkpoint(const struct bank_config *c, struct buf *out)
{
    buf_addf(out, "%d", c->checkpoint_seconds);
}

static const struct setting {
    const char *key;
    bool required;
    read_value *read;
    write_value *write;
    const char *expects; /* said when a value is wrong */
    const char *comment;
} settings[] = {
    {"kind", true, read_kind, write_kind, "school or social",
     "school (a school organiser) or social (a social services committee)"},
    {"name", true, read_name, write_name, "1–127 bytes of text",
     "the authority's name, as people know it"},
    {"legal_form", true, read_legal_form, write_legal_form, "municipal or independent",
     "municipal, or independent (enskild huvudman)"},
    {"organisation_number", true, read_organisation_number, write_organisation_number,
     "ten digits with a correct check digit, such as 212000-0142", "ten digits"},
    {"municipality_code", false, read_municipality, write_municipality,
     "four digits, such as 0180, or nothing", "four digits, or empty"},
    {"listen", true, read_listen, write_listen,
     "a numeric address and a port, such as 127.0.0.1:8101 or [::1]:8101",
     "address and port that `brygga serve` listens on; put a TLS proxy before it"},
    {"public_url", false, read_public_url, write_public_url,
     "https://HOST or https://HOST:PORT (http:// to this machine only), or nothing",
     "where peer banks reach this bank; empty: http:// and the address above"},
    {"journal_origin", true, read_origin, write_origin,
     "a name without spaces and plus signs, at most 191 bytes",
     "the journal's name in signed checkpoints; never change it once a peer has it"},
    {"checkpoint_seconds", true, read_checkpoint, write_checkpoint, "a whole number from 1 to 60",
     "longest time from an entry to the signed checkpoint that covers it"},
    {"readers", false, read_readers, write_readers, "role or name",
     "how pupils and guardians are told which employee has read: role, or name and role"},
    {"confinement", false, read_confinement, write_confinement, "available, strict or off",
     "how much of the system the serving process gives up; strict refuses to start with less"},
};

enum { SETTINGS = sizeof settings / sizeof settings[0] };

static int find_setting(const char *key)
{
    for (int i = 0; i < SETTINGS; i++) {
        if (strcmp(settings[i].key, key) == 0) {
            return i;
        }
    }
    return -1;
}

static bool clean_text(const char *value)
{
    bool clean = utf8_valid(value, strlen(value));
    for (const char *p = value; *p != '\0'; p++) {
        clean = clean && (unsigned char)*p >= ' ' && *p != 0x7f;
    }
    return clean;
}

#define PROVIDER_PREFIX "provider."

static enum err set_provider(struct bank_config *c, const char *key, const char *value,
                             const char *where, struct err_ctx *ctx)
{
    if (!clean_text(value)) {
        return err_set(ctx, ERR_INVALID, where, "edit it as plain text",
                       "the value is not plain text");
    }
    return provider_set(&c->providers, key + sizeof PROVIDER_PREFIX - 1, value, where, ctx);
}

enum err config_set(struct bank_config *c, const char *key, const char *value, const char *where,
                    struct err_ctx *ctx)
{
    int i = find_setting(key);
    if (i < 0) {
        return err_set(ctx, ERR_INVALID, where, "see docs/formats.md, bank.conf",
                       "there is no such setting");
    }
    if (!clean_text(value) || !settings[i].read(c, value)) {
        return err_set(ctx, ERR_INVALID, where, "", "%s must be %s", key, settings[i].expects);
    }
    return ERR_OK;
}

/* Cuts blanks off both ends, in place. */
static char *trim(char *s)
{
    s += strspn(s, " \t");
    size_t n = strlen(s);
    while (n != 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r')) {
        s[--n] = '\0';
    }
    return s;
}

static enum err parse_line(struct bank_config *c, char *line, unsigned long *seen,
                           const char *where, struct err_ctx *ctx)
{
    char *key = trim(line);
    if (key[0] == '\0' || key[0] == '#') {
        return ERR_OK;
    }
    char *equals = strchr(key, '=');
    if (equals == NULL) {
        return err_set(ctx, ERR_INVALID, where, "write `key = value`, or # before a comment",
                       "the line has no equals sign");
    }
    *equals = '\0';
    key = trim(key);
    if (strncmp(key, PROVIDER_PREFIX, sizeof PROVIDER_PREFIX - 1) == 0) {
        return set_provider(c, key, trim(equals + 1), where, ctx);
    }
    enum local_kind kind;
    const char *code;
    if (local_key(key, &kind, &code)) {
        return local_set(&c->local, kind, code, trim(equals + 1), where, ctx);
    }
    int i = find_setting(key);
    if (i >= 0 && (*seen & (1UL << i)) != 0) {
        return err_set(ctx, ERR_INVALID, where, "keep one of the lines", "%s is set twice", key);
    }
    enum err e = config_set(c, key, trim(equals + 1), where, ctx);
    if (e == ERR_OK) {
        *seen |= 1UL << i;
    }
    return e;
}

enum err config_parse(const char *text, size_t n, const char *name, struct bank_config *out,
                      struct err_ctx *ctx)
{
    char line[1024], where[192];
    unsigned long seen = 0;
    unsigned number_of_line = 0;
    *out = (struct bank_config){0};
    if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        n -= 3;
    }
    while (n != 0) {
        const char *end = memchr(text, '\n', n);
        size_t length = end != NULL ? (size_t)(end - text) : n;
        snprintf(where, sizeof where, "%.150s:%u", name, ++number_of_line);
        if (length >= sizeof line || memchr(text, 0, length) != NULL) {
            return err_set(ctx, ERR_INVALID, where, "edit it as plain text",
                           "the line is longer than 1000 bytes or is not text");
        }
        memcpy(line, text, length);
        line[length] = '\0';
        enum err e = parse_line(out, line, &seen, where, ctx);
        if (e != ERR_OK) {
            return e;
        }
        size_t used = length + (end != NULL);
        text += used;
        n -= used;
    }
    for (int i = 0; i < SETTINGS; i++) {
        if (settings[i].required && (seen & (1UL << i)) == 0) {
            return err_set(ctx, ERR_INVALID, name, "add the line; see docs/formats.md, bank.conf",
                           "%s is missing", settings[i].key);
        }
    }
    return config_complete(out, 0, name, ctx);
}

enum err config_complete(struct bank_config *c, int64_t bank_id, const char *where,
                         struct err_ctx *ctx)
{
    if (c->kind == BANK_SOCIAL && c->legal_form != LEGAL_FORM_MUNICIPAL) {
        return err_set(ctx, ERR_INVALID, where, "set legal_form to municipal",
                       "a social bank belongs to a municipality (SoL 2025:400)");
    }
    if (c->providers.count > 0 && c->public_url[0] == '\0') {
        return err_set(ctx, ERR_INVALID, where, "set public_url to what the browser's bar shows",
                       "an identity provider needs to know where people come back to");
    }
    if (c->listen_address[0] == '\0') {
        snprintf(c->listen_address, sizeof c->listen_address, "127.0.0.1");
    }
    if (c->listen_port == 0) {
        c->listen_port = c->kind == BANK_SCHOOL ? 8101 : 8102;
    }
    if (c->journal_origin[0] == '\0') {
        snprintf(c->journal_origin, sizeof c->journal_origin, "brygga/%s/%s/%llx",
                 c->organisation_number, bank_kind_code[c->kind], (unsigned long long)bank_id);
    }
    if (c->checkpoint_seconds == 0) {
        c->checkpoint_seconds = 60;
    }
    return provider_complete(&c->providers, where, ctx);
}

void config_write(const struct bank_config *c, struct buf *out)
{
    buf_add(out, "# A Brygga bank. Settings are described in docs/formats.md, bank.conf.\n");
    for (int i = 0; i < SETTINGS; i++) {
        buf_addf(out, "\n# %s\n%s = ", settings[i].comment, settings[i].key);
        settings[i].write(c, out);
        buf_add_char(out, '\n');
    }
    local_write(&c->local, out);
    provider_write(&c->providers, out);
}

enum err config_load(const char *dir, struct bank_config *out, struct err_ctx *ctx)
{
    static const char name[] = "bank.conf";
    char path[BANK_PATH], *text = mem_alloc(CONFIG_MAX);
    size_t n = 0;
    enum err e = bank_path(dir, name, path, ctx);
    if (e == ERR_OK) {
        e = private_file_read(path, text, CONFIG_MAX, &n, ctx);
    }
    if (e == ERR_OK) {
        e = config_parse(text, n, path, out, ctx);
    } else if (e == ERR_NOT_FOUND) {
        e = err_set(ctx, ERR_SETUP, path, "make one with `brygga init`, or give its folder with -C",
                    "there is no bank in this folder");
    }
    free(text);
    return e;
}
