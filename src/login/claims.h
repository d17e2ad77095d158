/*
 * Who somebody is, from verified claims (claims registry of OIDC Sweden): an employee by the
 * organisational identity `id@orgnr` at this authority, a guardian or pupil by personal number or
 * co-ordination number.
 */
#ifndef LOGIN_CLAIMS_H
#define LOGIN_CLAIMS_H

#include "base/civic.h"
#include "base/json.h"
#include "login/fault.h"

#define CLAIM_AFFILIATION  "https://id.oidc.se/claim/orgAffiliation"
#define CLAIM_CIVIC        "https://id.oidc.se/claim/personalIdentityNumber"
#define CLAIM_COORDINATION "https://id.oidc.se/claim/coordinationNumber"

#define SCOPE_STAFF                                                                                \
    "openid https://id.oidc.se/scope/naturalPersonInfo "                                           \
    "https://id.oidc.se/scope/naturalPersonOrgId"
#define SCOPE_FAMILY                                                                               \
    "openid https://id.oidc.se/scope/naturalPersonInfo "                                           \
    "https://id.oidc.se/scope/naturalPersonNumber"

#define AFFILIATION_MAX 128

/* The one affiliation with this organisation number (ten digits), from a text or an array of
 * texts. A claim that is in both sources must say the same in both. LOGIN_CLAIM: none, two,
 * malformed. */
enum login_fault claims_affiliation(const json_t *id_token, const json_t *userinfo,
                                    const char *organisation_number, char out[AFFILIATION_MAX]);
/* LOGIN_CLAIM: none, or not a number, or two that differ. */
enum login_fault claims_civic(const json_t *id_token, const json_t *userinfo, struct civic_no *out);

#endif
