/*
 * From stored consents to the facts of a question to the law. Nothing is judged here: each field
 * of the record becomes the fact that means the same. What does not fit becomes the narrowest
 * scope, so that the law's explanation can say what is missing.
 */
#include <string.h>

#include "sql_team.h"
#include "team/consent.h"
#include "team/consent_row.h"

static enum law_consent_state state_of(const struct consent_content *c, enum consent_party party,
                                       struct date on)
{
    const struct consent_reply *r = &c->replies[party];
    switch (r->answer) {
    case CONSENT_NO:
        return LAW_CONSENT_REFUSED;
    case CONSENT_YES:
        if (r->withdrawn) {
            return LAW_CONSENT_WITHDRAWN;
        }
        if (on.days > c->valid_to.days) {
            return LAW_CONSENT_EXPIRED;
        }
        /* Given later than the day asked about, or to hold from a later day: not yet. */
        return r->on.days <= on.days && c->valid_from.days <= on.days ? LAW_CONSENT_GIVEN
                                                                      : LAW_CONSENT_NONE;
    case CONSENT_NOT_ASKED:
    case CONSENT_NO_REPLY:
    case CONSENT_ANSWER__MAX:
        break;
    }
    return LAW_CONSENT_NONE;
}

static enum law_scope scope_of(const struct consent_content *c, const struct consent_question *q)
{
    return c->peer.v != q->peer.v                      ? LAW_SCOPE_RECIPIENT
           : (c->items & 1U << (unsigned)q->item) == 0 ? LAW_SCOPE_ITEM
           : c->purpose != q->purpose                  ? LAW_SCOPE_PURPOSE
           : q->about_from.days < c->about_from.days   ? LAW_SCOPE_PERIOD
                                                       : LAW_SCOPE_COVERS;
}

static enum law_custody custody_of(enum consent_custody c)
{
    return c == CONSENT_CUSTODY_SOLE    ? LAW_CUSTODY_SOLE
           : c == CONSENT_CUSTODY_JOINT ? LAW_CUSTODY_JOINT
                                        : LAW_CUSTODY_UNKNOWN;
}

static enum law_maturity maturity_of(enum consent_maturity m)
{
    return m == CONSENT_MATURE         ? LAW_MATURE
           : m == CONSENT_MATURE_ALONE ? LAW_MATURE_ALONE
           : m == CONSENT_NOT_MATURE   ? LAW_NOT_MATURE
                                       : LAW_MATURITY_UNKNOWN;
}

void consent_conditions(const struct consent_content *c, struct law_facts *facts)
{
    facts->custody = custody_of(c->custody);
    facts->maturity = maturity_of(c->maturity);
    facts->guardian_blocked =
        c->replies[CONSENT_GUARDIAN_1].blocked || c->replies[CONSENT_GUARDIAN_2].blocked ? LAW_YES
                                                                                         : LAW_NO;
}

static void fill(const struct consent_content *c, const struct consent_question *q,
                 struct law_facts *facts)
{
    consent_conditions(c, facts);
    facts->pupil = state_of(c, CONSENT_PUPIL, q->on);
    facts->guardian_1 = state_of(c, CONSENT_GUARDIAN_1, q->on);
    facts->guardian_2 = state_of(c, CONSENT_GUARDIAN_2, q->on);
    facts->consent_scope = scope_of(c, q);
}

enum err consent_facts(struct bank *b, const struct consent_question *q, struct law_facts *facts,
                       struct consent *used_out, struct err_ctx *ctx)
{
    memset(used_out, 0, sizeof *used_out);
    facts->custody = LAW_CUSTODY_UNKNOWN;
    facts->maturity = LAW_MATURITY_UNKNOWN;
    facts->pupil = facts->guardian_1 = facts->guardian_2 = LAW_CONSENT_NONE;
    facts->guardian_blocked = LAW_ANSWER_UNKNOWN;
    facts->consent_scope = LAW_SCOPE_UNKNOWN;
    struct arena *a = arena_new((size_t)16 * 1024 * 1024);
    struct consent *all;
    size_t count;
    enum err e = consent_rows(b, q->person, a, &all, &count, ctx);
    const struct consent *used = NULL;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const struct consent_content *c = &all[i].c;
        bool about_it = c->peer.v == q->peer.v && (c->items & 1U << (unsigned)q->item) != 0 &&
                        c->purpose == q->purpose;
        if (about_it) {
            used = &all[i];
            break;
        }
        used = used == NULL ? &all[i] : used;
    }
    if (e == ERR_OK && used != NULL) {
        fill(&used->c, q, facts);
        *used_out = *used;
    }
    arena_free(a);
    return e;
}
