#include "base/err.h"

#include <stdio.h>

static const struct {
    const char *name;
    int exit_code;
} table[ERR__MAX] = {
    [ERR_OK] = {"ok", 0},
    [ERR_INVALID] = {"invalid", 1},
    [ERR_NOT_FOUND] = {"not-found", 3},
    [ERR_DENIED] = {"denied", 4},
    [ERR_CONFLICT] = {"conflict", 5},
    [ERR_BUSY] = {"busy", 6},
    [ERR_LIMIT] = {"limit", 1},
    [ERR_CORRUPT] = {"corrupt", 7},
    [ERR_UNAVAILABLE] = {"unavailable", 8},
    [ERR_IO] = {"io", 9},
    [ERR_WRITE_UNCERTAIN] = {"write-uncertain", 10},
    [ERR_CANCELLED] = {"cancelled", 11},
    [ERR_SETUP] = {"setup", 12},
};

const char *err_name(enum err e)
{
    return (unsigned)e < ERR__MAX ? table[e].name : "unknown";
}

int err_exit_code(enum err e)
{
    return (unsigned)e < ERR__MAX ? table[e].exit_code : 1;
}

enum err err_set(struct err_ctx *ctx, enum err e, const char *where, const char *remedy,
                 const char *fmt, ...)
{
    if (ctx == NULL) {
        return e;
    }
    va_list args;
    va_start(args, fmt);
    vsnprintf(ctx->what, sizeof ctx->what, fmt, args);
    va_end(args);
    snprintf(ctx->where, sizeof ctx->where, "%s", where != NULL ? where : "");
    snprintf(ctx->remedy, sizeof ctx->remedy, "%s", remedy != NULL ? remedy : "");
    ctx->what_sv[0] = '\0';
    ctx->remedy_sv[0] = '\0';
    return e;
}
