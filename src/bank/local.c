#include "bank/local.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const local_prefix[LOCAL__MAX] = {"target.", "retention."};

static const struct {
    int max;
    const char *expects;
} kinds[LOCAL__MAX] = {
    {366, "a whole number of days from 0 to 366"},
    {200, "a whole number of years from 0 to 200"},
};

bool local_key(const char *key, enum local_kind *kind_out, const char **code_out)
{
    for (int k = 0; k < LOCAL__MAX; k++) {
        size_t n = strlen(local_prefix[k]);
        if (strncmp(key, local_prefix[k], n) == 0) {
            *kind_out = (enum local_kind)k;
            *code_out = key + n;
            return true;
        }
    }
    return false;
}

static bool code_ok(const char *code)
{
    size_t n = strspn(code, "abcdefghijklmnopqrstuvwxyz_");
    return n > 0 && n < LOCAL_CODE && code[n] == '\0';
}

static bool number(const char *value, int max, int *out)
{
    size_t n = strspn(value, "0123456789");
    if (n == 0 || n > 4 || value[n] != '\0') {
        return false;
    }
    *out = (int)strtol(value, NULL, 10);
    return *out <= max;
}

int local_find(const struct bank_local *l, enum local_kind kind, const char *code)
{
    for (size_t i = 0; i < l->count[kind]; i++) {
        if (strcmp(l->list[kind][i].code, code) == 0) {
            return l->list[kind][i].number;
        }
    }
    return -1;
}

enum err local_set(struct bank_local *l, enum local_kind kind, const char *code, const char *value,
                   const char *where, struct err_ctx *ctx)
{
    int n = 0;
    if (!code_ok(code)) {
        return err_set(ctx, ERR_INVALID, where, "see docs/formats.md, bank.conf",
                       "after %s comes a name of small letters and _", local_prefix[kind]);
    }
    if (!number(value, kinds[kind].max, &n)) {
        return err_set(ctx, ERR_INVALID, where, "", "%s%s must be %s", local_prefix[kind], code,
                       kinds[kind].expects);
    }
    if (local_find(l, kind, code) >= 0) {
        return err_set(ctx, ERR_INVALID, where, "keep one of the lines", "%s%s is set twice",
                       local_prefix[kind], code);
    }
    if (l->count[kind] == LOCAL_MAX) {
        return err_set(ctx, ERR_LIMIT, where, "take one away", "there are more than %d lines %s…",
                       LOCAL_MAX, local_prefix[kind]);
    }
    struct local_time *t = &l->list[kind][l->count[kind]++];
    snprintf(t->code, sizeof t->code, "%s", code);
    t->number = n;
    return ERR_OK;
}

void local_write(const struct bank_local *l, struct buf *out)
{
    static const char *const comments[LOCAL__MAX] = {
        "own targets in calendar days, stricter than the law's deadlines",
        "years that records are kept by the authority's own decision"};
    for (int k = 0; k < LOCAL__MAX; k++) {
        for (size_t i = 0; i < l->count[k]; i++) {
            buf_addf(out, "%s%s%s%s%s = %d\n", i == 0 ? "\n# " : "", i == 0 ? comments[k] : "",
                     i == 0 ? "\n" : "", local_prefix[k], l->list[k][i].code, l->list[k][i].number);
        }
    }
}
