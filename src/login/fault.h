/* Why a sign-in was refused. The codes stand in the journal and are never changed. */
#ifndef LOGIN_FAULT_H
#define LOGIN_FAULT_H

enum login_fault {
    LOGIN_OK,
    LOGIN_CANCELLED,   /* the person, or the provider, broke off */
    LOGIN_STATE,       /* no sign-in of this browser waits for this answer, or it came before */
    LOGIN_MIX_UP,      /* the answer is from another provider than the one that was asked */
    LOGIN_UNREACHABLE, /* the provider does not answer, or not as it should */
    LOGIN_CODE,        /* the provider does not take the code */
    LOGIN_MALFORMED,   /* a token that cannot be read */
    LOGIN_ALG,         /* signed with something else than RS256 or ES256, or not at all */
    LOGIN_KID,         /* signed with a key that the provider does not have */
    LOGIN_SIGNATURE,
    LOGIN_ISS,
    LOGIN_AUD,
    LOGIN_TIME, /* has passed, is not yet, or lives longer than five minutes */
    LOGIN_NONCE,
    LOGIN_ACR, /* level of assurance that the bank does not accept */
    LOGIN_AT_HASH,
    LOGIN_USERINFO, /* not a signed JWT of the same provider for this bank */
    LOGIN_SUB,      /* UserInfo is about somebody else */
    LOGIN_CLAIM,    /* the name or number that the bank knows people by is missing or wrong */
    LOGIN_UNKNOWN,  /* nobody that the bank lets in */
    LOGIN_FAULT__MAX
};
extern const char *const login_fault_code[LOGIN_FAULT__MAX]; /* state, mix-up, unreachable … */

#endif
