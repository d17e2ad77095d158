#include "bank/rules.h"

#include <stdio.h>

#include "bank/crypto.h"

void bank_rules_digest(const void *text, size_t n, char hex_out[LAW_VERSION_TEXT])
{
    uint8_t hash[32];
    bank_sha256((struct blob){.p = text, .n = n}, hash);
    for (size_t i = 0; i < sizeof hash; i++) {
        snprintf(hex_out + 2 * i, 3, "%02x", hash[i]);
    }
}
