#include "login/claims.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"

/* A claim from either source; NULL when it is nowhere, or differs. */
static const json_t *claim(const json_t *id_token, const json_t *userinfo, const char *name)
{
    const json_t *x = json_object_get(id_token, name), *y = json_object_get(userinfo, name);
    if (x != NULL && y != NULL && !json_equal(x, y)) {
        return NULL;
    }
    return x != NULL ? x : y;
}

/* id@orgnr with this number, in printable characters. */
static bool affiliation_ok(const char *text, const char *organisation_number)
{
    const char *at = strrchr(text, '@');
    if (at == NULL || at == text || strchr(text, '@') != at || strlen(text) >= AFFILIATION_MAX) {
        return false;
    }
    for (const char *p = text; *p != '\0'; p++) {
        if (*p <= ' ' || *p == 0x7f) {
            return false; /* also bytes above 0x7f where char has a sign; ids are ASCII */
        }
    }
    return strcmp(at + 1, organisation_number) == 0;
}

enum login_fault claims_affiliation(const json_t *id_token, const json_t *userinfo,
                                    const char *organisation_number, char out[AFFILIATION_MAX])
{
    const json_t *value = claim(id_token, userinfo, CLAIM_AFFILIATION);
    size_t n = json_is_array(value) ? json_array_size(value) : 1, found = 0;
    for (size_t i = 0; value != NULL && i < n; i++) {
        const json_t *v = json_is_array(value) ? json_array_get(value, i) : value;
        const char *text = json_string_value(v);
        if (text != NULL && affiliation_ok(text, organisation_number)) {
            snprintf(out, AFFILIATION_MAX, "%s", text);
            found++;
        }
    }
    return found == 1 ? LOGIN_OK : LOGIN_CLAIM;
}

enum login_fault claims_civic(const json_t *id_token, const json_t *userinfo, struct civic_no *out)
{
    const json_t *number = claim(id_token, userinfo, CLAIM_CIVIC),
                 *other = claim(id_token, userinfo, CLAIM_COORDINATION);
    if (number != NULL && other != NULL) {
        return LOGIN_CLAIM;
    }
    const json_t *value = number != NULL ? number : other;
    const char *text = json_string_value(value);
    if (text == NULL || strlen(text) != 12 || civic_parse(text, 12, out) != CIVIC_OK) {
        return LOGIN_CLAIM;
    }
    enum civic_kind want = number != NULL ? CIVIC_PERSONNUMMER : CIVIC_SAMORDNINGSNUMMER;
    return civic_kind(out) == want ? LOGIN_OK : LOGIN_CLAIM;
}
