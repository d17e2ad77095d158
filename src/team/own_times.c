#include "team/own_times.h"

#include <stdio.h>
#include <string.h>

#include "law/deadline.h"
#include "law/retention.h"

/* The organiser decides on these with the rest of the staircase, from a day on. */
static bool set_in_staircase(const char *code)
{
    return strcmp(code, "absence_inquiry") == 0 || strcmp(code, "absence_to_organiser") == 0;
}

static enum err check_target(const struct law_rules *rules, const struct local_time *t,
                             struct err_ctx *ctx)
{
    char where[96];
    snprintf(where, sizeof where, "bank.conf, target.%s", t->code);
    if (set_in_staircase(t->code)) {
        return err_set(ctx, ERR_INVALID, where, "set it in the absence staircase, /staircase/edit",
                       "the time of an inquiry into absence is no line of bank.conf");
    }
    switch (law_deadline_target(rules, t->code, t->number)) {
    case LAW_TARGET_UNKNOWN:
        return err_set(ctx, ERR_INVALID, where, "see rules/90-deadlines.rules for the names",
                       "the law has no such deadline");
    case LAW_TARGET_NEVER:
        return err_set(ctx, ERR_INVALID, where, "take the line away",
                       "the law itself says when: an own target would be weaker");
    case LAW_TARGET_LATE:
        return err_set(ctx, ERR_INVALID, where, "set fewer days than the law, or take it away",
                       "%d days is later than the law lets it be", t->number);
    case LAW_TARGET_FITS:
    case LAW_TARGET_FIT__MAX:
        break;
    }
    return ERR_OK;
}

static enum err check_retention(const struct law_rules *rules, const struct local_time *t,
                                struct err_ctx *ctx)
{
    char where[96];
    const char *record;
    bool known = false;
    if (law_retention_is_local(rules, t->code)) {
        return ERR_OK;
    }
    for (size_t i = 0; (record = law_retention_record(rules, i)) != NULL; i++) {
        known = known || strcmp(record, t->code) == 0;
    }
    snprintf(where, sizeof where, "bank.conf, retention.%s", t->code);
    return known ? err_set(ctx, ERR_INVALID, where, "take the line away",
                           "the law itself says how long this is kept")
                 : err_set(ctx, ERR_INVALID, where, "see rules/93-retention.rules for the names",
                           "the rules have no such record");
}

enum err own_times_check(const struct law_rules *rules, const struct bank_config *c,
                         struct err_ctx *ctx)
{
    const struct bank_local *l = &c->local;
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < l->count[LOCAL_TARGET]; i++) {
        e = check_target(rules, &l->list[LOCAL_TARGET][i], ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < l->count[LOCAL_RETENTION]; i++) {
        e = check_retention(rules, &l->list[LOCAL_RETENTION][i], ctx);
    }
    return e;
}
