#include "login/fault.h"

const char *const login_fault_code[LOGIN_FAULT__MAX] = {
    [LOGIN_OK] = "ok",
    [LOGIN_CANCELLED] = "cancelled",
    [LOGIN_STATE] = "state",
    [LOGIN_MIX_UP] = "mix-up",
    [LOGIN_UNREACHABLE] = "unreachable",
    [LOGIN_CODE] = "code",
    [LOGIN_MALFORMED] = "malformed",
    [LOGIN_ALG] = "alg",
    [LOGIN_KID] = "kid",
    [LOGIN_SIGNATURE] = "signature",
    [LOGIN_ISS] = "iss",
    [LOGIN_AUD] = "aud",
    [LOGIN_TIME] = "time",
    [LOGIN_NONCE] = "nonce",
    [LOGIN_ACR] = "acr",
    [LOGIN_AT_HASH] = "at_hash",
    [LOGIN_USERINFO] = "userinfo",
    [LOGIN_SUB] = "sub",
    [LOGIN_CLAIM] = "claim",
    [LOGIN_UNKNOWN] = "unknown",
};
