/* Tokens: signatures, claims, what names somebody, and metadata. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "login/claims.h"
#include "login/id_token.h"
#include "login/jwt.h"
#include "login/metadata.h"

#define NOW INT64_C(1800000000)

static struct arena *a;
static json_t *ec, *rsa, *set;

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)1 << 22);
    ec = jwt_key_new(JWT_ES256);
    rsa = jwt_key_new(JWT_RS256);
    set = json_pack("{s:[o,o]}", "keys", jwt_key_public(ec), jwt_key_public(rsa));
    return ec != NULL && rsa != NULL && set != NULL ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    json_decref(ec);
    json_decref(rsa);
    json_decref(set);
    arena_free(a);
    return 0;
}

static enum login_fault read_and_verify(const char *text, const json_t *keys)
{
    struct jwt t;
    enum login_fault f = jwt_read(text, strlen(text), &t);
    if (f == LOGIN_OK) {
        f = jwt_verify(&t, keys);
    }
    jwt_free(&t);
    return f;
}

static const char *signed_by(const json_t *key)
{
    json_t *claims = json_pack("{s:s}", "sub", "kalle");
    const char *out = jwt_sign(claims, key, a);
    json_decref(claims);
    assert_non_null(out);
    return out;
}

static void what_was_signed_verifies_with_its_key_alone(void **state)
{
    (void)state;
    json_t *other = jwt_key_new(JWT_ES256);
    json_t *others = json_pack("{s:[o]}", "keys", jwt_key_public(other));
    assert_int_equal(read_and_verify(signed_by(ec), set), LOGIN_OK);
    assert_int_equal(read_and_verify(signed_by(rsa), set), LOGIN_OK);
    assert_int_equal(read_and_verify(signed_by(other), set), LOGIN_KID);
    /* the same name of another key */
    json_t *key = json_array_get(json_object_get(others, "keys"), 0);
    json_object_set_new(key, "kid", json_string(json_text(ec, "kid")));
    assert_int_equal(read_and_verify(signed_by(ec), others), LOGIN_SIGNATURE);
    json_decref(other);
    json_decref(others);
}

static void every_changed_byte_of_a_token_is_found(void **state)
{
    (void)state;
    char *text = arena_strdup(a, signed_by(ec));
    size_t n = strlen(text), last = n - 1; /* its lowest bits are no part of the signature */
    for (size_t i = 0; i < last; i++) {
        char old = text[i];
        text[i] = old == 'A' ? 'B' : 'A';
        if (text[i] != old) {
            assert_int_not_equal(read_and_verify(text, set), LOGIN_OK);
        }
        text[i] = old;
    }
    assert_int_equal(read_and_verify(text, set), LOGIN_OK);
}

static const char *with_header(const char *header)
{
    const char *good = signed_by(ec);
    return arena_printf(a, "%s%s", jwt_base64(header, strlen(header), a), strchr(good, '.'));
}

static void other_algorithms_and_extensions_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum login_fault fault;
    } bad[] = {
        {"{\"alg\":\"none\",\"kid\":\"x\"}", LOGIN_ALG},
        {"{\"alg\":\"None\",\"kid\":\"x\"}", LOGIN_ALG},
        {"{\"alg\":\"HS256\",\"kid\":\"x\"}", LOGIN_ALG},
        {"{\"alg\":\"RS1\",\"kid\":\"x\"}", LOGIN_ALG},
        {"{\"alg\":\"ES256K\",\"kid\":\"x\"}", LOGIN_ALG},
        {"{\"alg\":[\"ES256\"],\"kid\":\"x\"}", LOGIN_ALG},
        {"{\"kid\":\"x\"}", LOGIN_ALG},
        {"{\"alg\":\"ES256\"}", LOGIN_KID},
        {"{\"alg\":\"ES256\",\"kid\":\"\"}", LOGIN_KID},
        {"{\"alg\":\"ES256\",\"kid\":7}", LOGIN_KID},
        {"{\"alg\":\"ES256\",\"kid\":\"unknown\"}", LOGIN_KID},
        {"{\"alg\":\"ES256\",\"kid\":\"x\",\"crit\":[\"b64\"]}", LOGIN_MALFORMED},
        {"{\"alg\":\"ES256\",\"kid\":\"x\",\"b64\":false}", LOGIN_MALFORMED},
        {"{\"alg\":\"ES256\",\"alg\":\"none\",\"kid\":\"x\"}", LOGIN_MALFORMED},
        {"[]", LOGIN_MALFORMED},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(read_and_verify(with_header(bad[i].header), set), bad[i].fault);
    }
    static const char *const shapes[] = {"",    ".",     "..",    "a.b",      "a.b.c.d",  "...",
                                         "a..", "e30..", "=.=.=", "e30.e30.", "e30.W10.x"};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        assert_int_not_equal(read_and_verify(shapes[i], set), LOGIN_OK);
    }
    char *huge = arena_alloc(a, JWT_MAX + 2);
    memset(huge, 'a', JWT_MAX + 1);
    assert_int_equal(read_and_verify(huge, set), LOGIN_MALFORMED);
}

/* A key of the set with one member changed; "-" takes it away. */
static const json_t *key_with(const json_t *key, const char *member, json_t *value)
{
    json_t *public = jwt_key_public(key), *keys = json_pack("{s:[o]}", "keys", public);
    if (value == NULL) {
        json_object_del(public, member);
    } else {
        json_object_set_new(public, member, value);
    }
    return keys;
}

static void keys_that_do_not_fit_the_algorithm_are_not_taken(void **state)
{
    (void)state;
    const struct {
        const json_t *keys, *key;
    } bad[] = {
        {key_with(ec, "use", json_string("enc")), ec},
        {key_with(ec, "alg", json_string("RS256")), ec},
        {key_with(ec, "crv", json_string("P-384")), ec},
        {key_with(ec, "kty", json_string("oct")), ec},
        {key_with(ec, "kty", json_string("RSA")), ec},
        {key_with(ec, "x", NULL), ec},
        {key_with(ec, "kid", NULL), ec},
        {key_with(ec, "kid", json_integer(1)), ec},
        {key_with(rsa, "n", json_string("AQAB")), rsa}, /* 24 bits */
        {key_with(rsa, "e", NULL), rsa},
        {key_with(rsa, "alg", json_string("RS512")), rsa},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(read_and_verify(signed_by(bad[i].key), bad[i].keys), LOGIN_KID);
    }
    /* two of the same name: which one is meant is not known */
    json_t *twice = json_pack("{s:[o,o]}", "keys", jwt_key_public(ec), jwt_key_public(ec));
    assert_int_equal(read_and_verify(signed_by(ec), twice), LOGIN_KID);
    json_decref(twice);
    assert_false(jwks_ok(NULL));
    json_t *odd = json_pack("{s:[]}", "keys");
    assert_false(jwks_ok(odd));
    json_decref(odd);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        json_decref((json_t *)(uintptr_t)bad[i].keys);
    }
}

static void the_public_key_holds_no_secret(void **state)
{
    (void)state;
    static const char *const secrets[] = {"d", "p", "q", "dp", "dq", "qi", "k", "key_ops"};
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
        for (size_t k = 0; k < 2; k++) {
            json_t *key = json_array_get(json_object_get(set, "keys"), k);
            assert_null(json_object_get(key, secrets[i]));
            assert_string_equal(json_text(key, "use"), "sig");
        }
    }
    assert_non_null(json_object_get(ec, "d"));
}

/* ---- claims ---- */

static const struct id_token_wanted wanted = {.issuer = "https://idp.example",
                                              .client_id = "brygga",
                                              .nonce = "n-1",
                                              .acr = "http://loa/3 http://loa/4",
                                              .access_token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K"
                                                              "3vx5KF0Y",
                                              .now_s = NOW};

static json_t *good(void)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:s, s:s}", "iss", wanted.issuer, "aud",
                     wanted.client_id, "sub", "kalle", "nonce", wanted.nonce, "iat",
                     (json_int_t)(NOW - 2), "exp", (json_int_t)(NOW + 298), "acr", "http://loa/4",
                     "at_hash", "77QmUPtjPfzWtF2AnpK9RQ"); /* OpenID Connect Core A.3 */
}

/* The good claims with one changed; NULL takes it away. */
static enum login_fault with(const char *name, json_t *value)
{
    json_t *claims = good();
    if (value == NULL) {
        json_object_del(claims, name);
    } else {
        json_object_set_new(claims, name, value);
    }
    enum login_fault f = id_token_check(claims, &wanted);
    json_decref(claims);
    return f;
}

static void an_id_token_says_all_that_it_must(void **state)
{
    (void)state;
    json_t *claims = good();
    assert_int_equal(id_token_check(claims, &wanted), LOGIN_OK);
    json_decref(claims);
    assert_int_equal(with("iss", NULL), LOGIN_ISS);
    assert_int_equal(with("iss", json_string("https://idp.example/")), LOGIN_ISS);
    assert_int_equal(with("iss", json_pack("[s]", wanted.issuer)), LOGIN_ISS);
    assert_int_equal(with("aud", NULL), LOGIN_AUD);
    assert_int_equal(with("aud", json_string("other")), LOGIN_AUD);
    assert_int_equal(with("aud", json_pack("[s]", "brygga")), LOGIN_OK);
    assert_int_equal(with("aud", json_pack("[s,s]", "brygga", "other")), LOGIN_AUD);
    assert_int_equal(with("aud", json_array()), LOGIN_AUD);
    assert_int_equal(with("azp", json_string("other")), LOGIN_AUD);
    assert_int_equal(with("azp", json_string("brygga")), LOGIN_OK);
    assert_int_equal(with("nonce", NULL), LOGIN_NONCE);
    assert_int_equal(with("nonce", json_string("n-2")), LOGIN_NONCE);
    assert_int_equal(with("acr", NULL), LOGIN_ACR);
    assert_int_equal(with("acr", json_string("http://loa/2")), LOGIN_ACR);
    assert_int_equal(with("acr", json_string("http://loa/3 http://loa/4")), LOGIN_ACR);
    assert_int_equal(with("acr", json_string("")), LOGIN_ACR);
    assert_int_equal(with("at_hash", json_string("77QmUPtjPfzWtF2AnpK9RR")), LOGIN_AT_HASH);
    assert_int_equal(with("at_hash", json_integer(1)), LOGIN_AT_HASH);
    assert_int_equal(with("at_hash", NULL), LOGIN_OK);
    assert_int_equal(with("sub", NULL), LOGIN_SUB);
    assert_int_equal(with("sub", json_string("")), LOGIN_SUB);
}

static void an_id_token_lives_five_minutes_at_most(void **state)
{
    (void)state;
    assert_int_equal(with("exp", NULL), LOGIN_TIME);
    assert_int_equal(with("iat", NULL), LOGIN_TIME);
    assert_int_equal(with("exp", json_integer(NOW + 299)), LOGIN_TIME); /* 301 s */
    assert_int_equal(with("exp", json_real((double)NOW + 100)), LOGIN_TIME);
    assert_int_equal(with("exp", json_string("1800000100")), LOGIN_TIME);
    assert_int_equal(with("exp", json_integer(NOW - 2)), LOGIN_TIME); /* no time at all */
    assert_int_equal(with("exp", json_integer(INT64_MAX)), LOGIN_TIME);
    assert_int_equal(with("iat", json_integer(-1)), LOGIN_TIME);
    assert_int_equal(with("iat", json_integer(NOW + ID_TOKEN_SKEW_S + 1)), LOGIN_TIME);
    assert_int_equal(with("iat", json_integer(NOW + ID_TOKEN_SKEW_S)), LOGIN_OK);
    assert_int_equal(with("nbf", json_integer(NOW + ID_TOKEN_SKEW_S + 1)), LOGIN_TIME);
    assert_int_equal(with("nbf", json_integer(NOW)), LOGIN_OK);
    json_t *claims = good();
    struct id_token_wanted later = wanted;
    later.now_s = NOW + 298 + ID_TOKEN_SKEW_S;
    assert_int_equal(id_token_check(claims, &later), LOGIN_TIME);
    later.now_s--;
    assert_int_equal(id_token_check(claims, &later), LOGIN_OK);
    json_decref(claims);
}

static void userinfo_is_of_the_same_provider_for_us_about_the_same_person(void **state)
{
    (void)state;
    json_t *id = good();
    static const struct {
        const char *iss, *aud, *sub;
        enum login_fault fault;
    } rows[] = {
        {"https://idp.example", "brygga", "kalle", LOGIN_OK},
        {"https://evil.example", "brygga", "kalle", LOGIN_USERINFO},
        {"https://idp.example", "other", "kalle", LOGIN_USERINFO},
        {"https://idp.example", "brygga", "nils", LOGIN_SUB},
        {"https://idp.example", "brygga", "", LOGIN_SUB},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *u = json_pack("{s:s, s:s, s:s}", "iss", rows[i].iss, "aud", rows[i].aud, "sub",
                              rows[i].sub);
        assert_int_equal(userinfo_check(u, id, &wanted), rows[i].fault);
        json_decref(u);
    }
    json_decref(id);
}

static enum login_fault affiliation(const char *id_json, const char *info_json, char *out)
{
    json_t *id = json_loads(id_json, 0, NULL), *info = json_loads(info_json, 0, NULL);
    enum login_fault f = claims_affiliation(id, info, "2129990012", out);
    json_decref(id);
    json_decref(info);
    return f;
}

#define AFFILIATION(value) "{\"" CLAIM_AFFILIATION "\":" value "}"

static void an_employee_is_known_by_one_identity_at_this_authority(void **state)
{
    (void)state;
    char out[AFFILIATION_MAX];
    assert_int_equal(affiliation(AFFILIATION("\"kalle@2129990012\""), "{}", out), LOGIN_OK);
    assert_string_equal(out, "kalle@2129990012");
    assert_int_equal(affiliation("{}", AFFILIATION("[\"k@2120000142\",\"k@2129990012\"]"), out),
                     LOGIN_OK);
    static const char *const bad[] = {
        "\"kalle@2120000142\"",
        "\"kalle\"",
        "\"@2129990012\"",
        "\"k@x@2129990012\"",
        "\"k k@2129990012\"",
        "7",
        "[]",
        "[\"a@2129990012\",\"b@2129990012\"]",
        "\"kalle@21299900123\"",
        "null",
        "\"k\\u00e5@2129990012\"",
        "{\"a\":\"k@2129990012\"}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char *json = arena_printf(a, "{\"%s\":%s}", CLAIM_AFFILIATION, bad[i]);
        assert_int_equal(affiliation(json, "{}", out), LOGIN_CLAIM);
    }
    /* two sources that differ */
    assert_int_equal(
        affiliation(AFFILIATION("\"a@2129990012\""), AFFILIATION("\"b@2129990012\""), out),
        LOGIN_CLAIM);
    assert_int_equal(affiliation("{}", "{}", out), LOGIN_CLAIM);
}

static void a_guardian_is_known_by_a_number_of_the_right_kind(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        enum login_fault fault;
    } rows[] = {
        {"{\"" CLAIM_CIVIC "\":\"199001012385\"}", LOGIN_OK},
        {"{\"" CLAIM_CIVIC "\":\"19900101-2385\"}", LOGIN_CLAIM},
        {"{\"" CLAIM_CIVIC "\":\"199001012384\"}", LOGIN_CLAIM},
        {"{\"" CLAIM_CIVIC "\":199001012385}", LOGIN_CLAIM},
        {"{\"" CLAIM_COORDINATION "\":\"199001012385\"}", LOGIN_CLAIM},
        {"{\"" CLAIM_COORDINATION "\":\"199001612382\"}", LOGIN_OK},
        {"{\"" CLAIM_CIVIC "\":\"199001612382\"}", LOGIN_CLAIM},
        {"{\"" CLAIM_CIVIC "\":\"199001012385\",\"" CLAIM_COORDINATION "\":\"199001612382\"}",
         LOGIN_CLAIM},
        {"{}", LOGIN_CLAIM},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *claims = json_loads(rows[i].json, 0, NULL);
        struct civic_no n;
        assert_non_null(claims);
        assert_int_equal(claims_civic(NULL, claims, &n), rows[i].fault);
        json_decref(claims);
    }
}

/* ---- metadata ---- */

static bool metadata(const char *member, json_t *value)
{
    struct metadata m;
    const char *why;
    json_t *d = json_pack("{s:s, s:s, s:s, s:s, s:[s], s:[s,s], s:[s], s:b}", "issuer",
                          "https://idp.example", "authorization_endpoint",
                          "https://idp.example/auth", "token_endpoint", "https://idp.example/token",
                          "jwks_uri", "https://keys.example/jwks", "response_types_supported",
                          "code", "token_endpoint_auth_methods_supported", "private_key_jwt",
                          "none", "token_endpoint_auth_signing_alg_values_supported", "RS256",
                          "authorization_response_iss_parameter_supported", 1);
    if (member != NULL && value == NULL) {
        json_object_del(d, member);
    } else if (member != NULL) {
        json_object_set_new(d, member, value);
    }
    bool ok = metadata_read(d, "https://idp.example", &m, &why);
    assert_true(ok || why != NULL);
    assert_true(!ok || (m.iss_parameter && !m.es256 && m.userinfo[0] == '\0'));
    json_decref(d);
    return ok;
}

static void metadata_of_another_or_a_weak_provider_is_refused(void **state)
{
    (void)state;
    assert_true(metadata(NULL, NULL));
    assert_false(metadata("issuer", json_string("https://idp.example/")));
    assert_false(metadata("issuer", NULL));
    assert_false(metadata("jwks_uri", NULL));
    assert_false(metadata("token_endpoint", json_string("http://idp.example/token")));
    assert_false(metadata("token_endpoint", json_string("file:///etc/passwd")));
    assert_false(metadata("userinfo_endpoint", json_string("gopher://idp.example")));
    assert_false(
        metadata("authorization_endpoint", json_string("https://a.example; script-src *")));
    assert_false(metadata("authorization_endpoint", json_string("https://a\r\nX: y")));
    assert_false(metadata("authorization_endpoint", json_string("https://u@a.example/")));
    assert_false(metadata("response_types_supported", json_pack("[s]", "id_token")));
    assert_false(metadata("code_challenge_methods_supported", json_pack("[s]", "plain")));
    assert_true(metadata("code_challenge_methods_supported", json_pack("[s]", "S256")));
    assert_false(
        metadata("token_endpoint_auth_methods_supported", json_pack("[s]", "client_secret_basic")));
    assert_false(metadata("id_token_signing_alg_values_supported", json_pack("[s]", "HS256")));
    char origin[PROVIDER_URL];
    metadata_origin("https://idp.example:8443/auth/x", origin);
    assert_string_equal(origin, "https://idp.example:8443");
}

int main(void)
{
    json_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_signed_verifies_with_its_key_alone),
        cmocka_unit_test(every_changed_byte_of_a_token_is_found),
        cmocka_unit_test(other_algorithms_and_extensions_are_refused),
        cmocka_unit_test(keys_that_do_not_fit_the_algorithm_are_not_taken),
        cmocka_unit_test(the_public_key_holds_no_secret),
        cmocka_unit_test(an_id_token_says_all_that_it_must),
        cmocka_unit_test(an_id_token_lives_five_minutes_at_most),
        cmocka_unit_test(userinfo_is_of_the_same_provider_for_us_about_the_same_person),
        cmocka_unit_test(an_employee_is_known_by_one_identity_at_this_authority),
        cmocka_unit_test(a_guardian_is_known_by_a_number_of_the_right_kind),
        cmocka_unit_test(metadata_of_another_or_a_weak_provider_is_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
