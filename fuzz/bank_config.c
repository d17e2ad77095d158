/* bank.conf, passphrase key files and keyrings: reading never reads outside, and a configuration
 * that was read is the same when it is written and read again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bank/config.h"
#include "bank/keyring.h"
#include "bank/person_key.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_config(const char *text, size_t size)
{
    struct bank_config c, again;
    struct err_ctx ctx;
    if (config_parse(text, size, "fuzz", &c, &ctx) != ERR_OK) {
        return;
    }
    struct buf b;
    buf_init(&b, CONFIG_MAX);
    config_write(&c, &b);
    if (config_parse(b.text, b.len, "again", &again, &ctx) != ERR_OK ||
        strcmp(c.name, again.name) != 0 || strcmp(c.public_url, again.public_url) != 0 ||
        strcmp(c.journal_origin, again.journal_origin) != 0 || c.listen_port != again.listen_port ||
        c.kind != again.kind) {
        abort();
    }
    buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct person_identity who;
    uint8_t key[KEYRING_UNLOCK];
    enum bank_unlock method;
    check_config((const char *)data, size);
    if (identity_read((struct blob){data, size}, &who)) {
        uint8_t back[IDENTITY_PLAIN_MAX];
        (void)identity_write(&who, back);
    }
    (void)keyring_unlock_read((const char *)data, size, key);
    if (keyring_method(data, size, &method, NULL) == ERR_OK && method == BANK_UNLOCK_KEY_FILE) {
        struct keyring *k;
        static const uint8_t wrong[KEYRING_UNLOCK];
        if (keyring_unseal(data, size, NULL, wrong, &k, NULL) == ERR_OK) {
            abort();
        }
    }
    return 0;
}
