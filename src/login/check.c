#include "login/check.h"

#include <stdio.h>
#include <string.h>

#include "login/internal.h"
#include "login/key.h"

#define AREA "sign-in"

static void check_keys(struct bank *b, struct check_report *r)
{
    struct err_ctx ctx = {0};
    json_t *key = NULL;
    enum err e = login_key_private(b, JWT_ES256, &key, &ctx);
    json_decref(key);
    if (e == ERR_NOT_FOUND) {
        check_add(r, CHECK_ERROR, AREA,
                  "run `brygga login key` and give its output to the provider",
                  "the bank has no key to prove itself with");
    } else if (e != ERR_OK) {
        check_add(r, CHECK_ERROR, AREA, ctx.remedy, "the bank's key: %s", ctx.what);
    } else {
        check_add(r, CHECK_OK, AREA, NULL, "the bank has keys to prove itself with");
    }
}

static void check_source(const struct bank_provider *p, struct check_report *r)
{
    struct err_ctx ctx = {0};
    struct metadata m;
    struct source *s = source_new(p);
    json_t *keys = NULL;
    enum err e = source_metadata(s, &m, &ctx);
    if (e == ERR_OK) {
        e = source_keys(s, &m, false, &keys, &ctx);
    }
    json_decref(keys);
    if (e != ERR_OK) {
        check_add(r, CHECK_WARN, AREA, ctx.remedy[0] != '\0' ? ctx.remedy : "ask the provider",
                  "provider %s: %s", p->name, ctx.what);
    } else {
        check_add(r, CHECK_OK, AREA, NULL, "provider %s answers; for %s", p->name,
                  provider_who_code[p->who]);
    }
    if (e == ERR_OK && m.userinfo[0] == '\0') {
        check_add(r, CHECK_OK, AREA, NULL, "provider %s has no UserInfo: the ID token says all",
                  p->name);
    }
    source_free(s);
}

void login_check(struct bank *b, struct check_report *r)
{
    const struct bank_config *c = bank_config(b);
    bool staff = false;
    for (size_t i = 0; i < c->providers.count; i++) {
        staff = staff || c->providers.list[i].who == PROVIDER_STAFF;
    }
    if (c->providers.count == 0) {
        return; /* bank_check() has said so */
    }
    if (!staff) {
        check_add(r, CHECK_ERROR, AREA, "add a provider with who = staff; see docs/login.md",
                  "no employee can sign in");
    }
    if (strncmp(c->public_url, "https://", 8) != 0) {
        check_add(r, CHECK_WARN, AREA, "set public_url to https://",
                  "cookies are not protected without https");
    }
    check_keys(b, r);
    for (size_t i = 0; i < c->providers.count; i++) {
        check_source(&c->providers.list[i], r);
    }
}
