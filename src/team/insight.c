#include "team/insight.h"

#include <stdio.h>
#include <string.h>

#include "bank/journal.h"
#include "bank/person.h"
#include "base/utf8.h"
#include "sql_team.h"
#include "team/case.h"
#include "team/work.h"

#define WHY_MIN 10 /* bytes: a few words, as for the assessments of letters */

static enum err journal_assessed(struct bank *b, const struct actor *actor, struct person_id child,
                                 struct person_id guardian, enum law_result decides,
                                 struct err_ctx *ctx)
{
    char detail[96];
    snprintf(detail, sizeof detail, "{\"guardian\":%lld,\"decides\":\"%s\"}", (long long)guardian.v,
             law_result_code[decides]);
    return journal_append(
        b,
        &(struct journal_entry){
            .actor = actor, .event = JOURNAL_INSIGHT_ASSESSED, .person = child, .detail = detail},
        ctx);
}

enum err insight_set(struct bank *b, const struct actor *actor, struct person_id child,
                     struct person_id guardian, enum law_result decides, const char *why,
                     struct err_ctx *ctx)
{
    size_t n = why == NULL ? 0 : strnlen(why, INSIGHT_WHY_MAX + 1);
    if ((decides != LAW_MET && decides != LAW_NOT_MET) || n < WHY_MIN || n > INSIGHT_WHY_MAX ||
        !utf8_valid(why, n)) {
        return err_set(ctx, ERR_INVALID, "why", "say yes or no, and why in a few words",
                       "the assessment is not written down");
    }
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)64 * 1024);
    struct blob sealed;
    e = case_check_relation(b, actor, child, ctx);
    e = e == ERR_OK ? person_seal(b, child, PURPOSE_INSIGHT, (struct blob){(const uint8_t *)why, n},
                                  a, &sealed, ctx)
                    : e;
    if (e == ERR_OK) {
        e = sql_team_insight_put(
            w.db,
            &(struct sql_team_insight_put_in){.bank_id = w.bank_id,
                                              .child_id = child.v,
                                              .guardian_id = guardian.v,
                                              .decides = decides == LAW_MET,
                                              .assessed_by = actor_staff_id(actor).v,
                                              .assessed_at = timestamp_now(),
                                              .sealed_why = sealed},
            NULL, ctx);
    }
    e = e == ERR_OK ? journal_assessed(b, actor, child, guardian, decides, ctx) : e;
    arena_free(a);
    return work_end(&w, e, ctx);
}

/* The row; *sealed_out belongs to the arena. */
static enum err read_row(struct bank *b, struct person_id child, struct person_id guardian,
                         struct arena *a, struct insight *out, struct blob *sealed_out,
                         struct err_ctx *ctx)
{
    *out = (struct insight){.decides = LAW_NOT_ASSESSED};
    *sealed_out = (struct blob){NULL, 0};
    struct sql_team_insight_read_row row;
    enum err e = sql_team_insight_read(
        bank_db(b),
        &(struct sql_team_insight_read_in){
            .bank_id = bank_row_id(b), .child_id = child.v, .guardian_id = guardian.v},
        a, &row, ctx);
    if (e != ERR_OK) {
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    out->decides = row.decides ? LAW_MET : LAW_NOT_MET;
    out->assessed_by.v = row.assessed_by;
    out->assessed_at = row.assessed_at;
    *sealed_out = row.sealed_why;
    return ERR_OK;
}

enum err insight_get(struct bank *b, struct person_id child, struct person_id guardian,
                     struct insight *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct blob sealed;
    enum err e = read_row(b, child, guardian, a, out, &sealed, ctx);
    arena_free(a);
    return e;
}

enum err insight_read(struct bank *b, const struct actor *actor, struct person_id child,
                      struct person_id guardian, struct arena *a, struct insight *out,
                      struct err_ctx *ctx)
{
    struct blob sealed, plain;
    *out = (struct insight){.decides = LAW_NOT_ASSESSED};
    enum err e = case_check_relation(b, actor, child, ctx);
    e = e == ERR_OK ? read_row(b, child, guardian, a, out, &sealed, ctx) : e;
    if (e != ERR_OK || out->decides == LAW_NOT_ASSESSED) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_PERSON_READ);
    reading_add(r, child);
    e = person_unseal(b, r, child, PURPOSE_INSIGHT, sealed, a, &plain, ctx);
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    out->why = arena_strndup(a, (const char *)plain.p, plain.n);
    return reading_end(r, ctx);
}
