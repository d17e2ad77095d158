#include "school/ss12000_value.h"

#include <math.h>
#include <string.h>

bool ss_fail(struct ss_fault *fault, const char *column, const char *reason, const char *remedy)
{
    *fault = (struct ss_fault){column, reason, remedy};
    return false;
}

void ss_warn(struct ss_warnings *w, const char *column, const char *reason, const char *remedy)
{
    if (w->count < SS_WARNINGS) {
        w->list[w->count++] = (struct ss_fault){column, reason, remedy};
    }
}

static bool id_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-._:", c) != NULL);
}

/* The standard's ids are UUIDs; other text without spaces is let through, but never a number
 * that names a person. Letters are made small, since a UUID may be written either way. */
bool ss_id_text(const char *text, char out[SS_ID])
{
    size_t n = text != NULL ? strnlen(text, SS_ID) : 0;
    if (n == 0 || n >= SS_ID) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (!id_char(text[i])) {
            return false;
        }
        out[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
    }
    out[n] = '\0';
    struct civic_no civic;
    char century[16] = "20";
    bool number = civic_parse(text, n, &civic) == CIVIC_OK;
    if (n == 10 || n == 11) { /* without the century */
        memcpy(century + 2, text, n);
        number = number || civic_parse(century, n + 2, &civic) == CIVIC_OK;
    }
    return !number;
}

bool ss_reference(const json_t *o, const char *key, char out[SS_ID])
{
    return ss_id_text(json_text(json_object_get(o, key), "id"), out);
}

static bool absent(const json_t *v)
{
    return v == NULL || json_is_null(v);
}

enum ss_presence ss_date(const json_t *o, const char *key, struct date *out)
{
    const json_t *v = json_object_get(o, key);
    if (absent(v)) {
        return SS_MISSING;
    }
    return json_is_string(v) && date_parse(json_string_value(v), json_string_length(v), out)
               ? SS_GIVEN
               : SS_WRONG;
}

/* `n` digits, or -1. */
static int digits(const char *s, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9') {
            return -1;
        }
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

/* "+01:00", "+0100", "Z" or "" to minutes; false: something else. */
static bool zone(const char *s, int *minutes, bool *local)
{
    *minutes = 0;
    *local = *s == '\0';
    if (*local || strcmp(s, "Z") == 0) {
        return true;
    }
    size_t n = strlen(s);
    bool colon = n == 6 && s[3] == ':';
    int h = (*s == '+' || *s == '-') && (colon || n == 5) ? digits(s + 1, 2) : -1;
    int m = h >= 0 ? digits(s + (colon ? 4 : 3), 2) : -1;
    *minutes = (h * 60 + m) * (*s == '-' ? -1 : 1);
    return h >= 0 && h <= 14 && m >= 0 && m <= 59;
}

static bool moment(const char *s, size_t n, struct date *out)
{
    if (n < 16 || !date_parse(s, 10, out) || (s[10] != 'T' && s[10] != 't') || s[13] != ':') {
        return false;
    }
    int hour = digits(s + 11, 2), minute = digits(s + 14, 2);
    const char *rest = s + 16;
    if (*rest == ':') {
        if (digits(rest + 1, 2) < 0) {
            return false;
        }
        rest += 3;
        if (*rest == '.') {
            size_t fraction = strspn(rest + 1, "0123456789");
            rest += 1 + fraction;
        }
    }
    int offset;
    bool local;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !zone(rest, &offset, &local)) {
        return false;
    }
    if (!local) {
        int64_t utc = (int64_t)out->days * 1440 + hour * 60 + minute - offset;
        *out = timestamp_date((struct timestamp){utc * 60000});
    }
    return true;
}

enum ss_presence ss_moment_day(const json_t *o, const char *key, struct date *out)
{
    const json_t *v = json_object_get(o, key);
    if (absent(v)) {
        return SS_MISSING;
    }
    const char *s = json_string_value(v);
    if (s == NULL) {
        return SS_WRONG;
    }
    size_t n = json_string_length(v);
    return date_parse(s, n, out) || moment(s, n, out) ? SS_GIVEN : SS_WRONG;
}

enum ss_presence ss_whole(const json_t *o, const char *key, long *out)
{
    const json_t *v = json_object_get(o, key);
    if (absent(v)) {
        return SS_MISSING;
    }
    double d = json_is_number(v) ? json_number_value(v) : NAN;
    if (!(fabs(d) <= 1e6) || d != floor(d)) {
        return SS_WRONG;
    }
    *out = (long)d;
    return SS_GIVEN;
}

bool ss_true(const json_t *o, const char *key)
{
    return json_is_true(json_object_get(o, key));
}

enum protection ss_protection(const json_t *o, struct ss_warnings *w)
{
    const json_t *v = json_object_get(o, "securityMarking");
    if (absent(v)) {
        return PROTECTION_NONE;
    }
    const char *word = json_string_value(v);
    for (int i = 0; word != NULL && i < PROTECTION__MAX; i++) {
        if (protection_ss12000[i] != NULL && strcmp(word, protection_ss12000[i]) == 0) {
            return (enum protection)i;
        }
    }
    ss_warn(w, "securityMarking", "unknown word: the person is kept as protected",
            "write Ingen, Sekretessmarkering or Skyddad folkbokföring");
    return PROTECTION_MARKED;
}
