#include "family/room.h"

#include <string.h>

#include "bank/law_side.h"
#include "bank/person.h"
#include "school/register.h"
#include "team/insight.h"

const char *const room_thing_code[ROOM_THING__MAX] = {
    [ROOM_ATTENDANCE] = "attendance", [ROOM_SUPPORT] = "support", [ROOM_CASE] = "case",
    [ROOM_LETTERS] = "letters",       [ROOM_READERS] = "readers",
};

static const enum law_item items[ROOM_THING__MAX] = {
    [ROOM_ATTENDANCE] = LAW_ITEM_ATTENDANCE_FIGURES,
    [ROOM_SUPPORT] = LAW_ITEM_INTERVENTION_PERIOD,
    [ROOM_CASE] = LAW_ITEM_CASE_RECORD,
    [ROOM_LETTERS] = LAW_ITEM_CASE_RECORD,
    [ROOM_READERS] = LAW_ITEM_CASE_RECORD,
};

/* Attendance is the school office's; the rest is student health's, or open care's. */
static enum law_branch branch_of(const struct bank_config *c, enum room_thing thing)
{
    bool office = thing == ROOM_ATTENDANCE;
    return c->kind == BANK_SOCIAL                  ? LAW_SOC_O
           : c->legal_form == LEGAL_FORM_MUNICIPAL ? (office ? LAW_SKO : LAW_EPS)
                                                   : (office ? LAW_FRI_S : LAW_FRI_E);
}

static enum law_form own_form(const struct bank_config *c)
{
    return law_side_form(c->organisation_number, c->legal_form);
}

/* The facts of the child and the reader, the same for every thing. */
static enum err common_facts(struct bank *b, const struct room *r, struct law_facts *out,
                             struct err_ctx *ctx)
{
    struct person p;
    struct insight insight = {.decides = LAW_NOT_ASSESSED};
    struct date today = date_today();
    enum err e = person_read(b, r->child, &p, ctx);
    if (e == ERR_OK && r->guardian) {
        e = insight_get(b, r->child, r->reader, &insight, ctx);
    }
    *out = (struct law_facts){
        .to = r->guardian ? LAW_VH : LAW_ENS,
        .from_form = own_form(bank_config(b)),
        .identification = LAW_IDENTIFIED,
        .purpose = LAW_PURPOSE_ACCESS,
        .age = p.has_birth_date ? law_age(date_age(p.birth_date, today)) : LAW_AGE_UNKNOWN,
        .protection = LAW_PROTECTION_NONE,   /* the child is listed */
        .third_party = LAW_THIRD_PARTY_NONE, /* figures, kinds and days tell of nobody else */
        .hsl_context = LAW_NO,
        .question_date = today,
        .information_date = today};
    out->assessed[LAW_ASSESS_GUARDIAN_DECIDES] = insight.decides;
    return e;
}

/* Whether the reader is the child, or one of its guardians; then whether secrecy holds against
 * that guardian. */
static enum err check_reader(struct bank *b, const struct room *r, struct arena *a,
                             enum law_answer *blocked_out, struct err_ctx *ctx)
{
    bool listed = false, found = !r->guardian && r->reader.v == r->child.v;
    struct guardian *g;
    size_t count = 0;
    *blocked_out = LAW_NO;
    enum err e = person_is_listed(b, r->child, &listed, ctx);
    if (e == ERR_OK && r->guardian) {
        e = guardian_list(b, r->child, a, &g, &count, ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (g[i].person.v == r->reader.v && g[i].relation == GUARDIAN_CUSTODIAN) {
            found = true;
            *blocked_out = g[i].blocked ? LAW_YES : LAW_NO;
        }
    }
    return e != ERR_OK || (listed && found)
               ? e
               : err_set(ctx, ERR_NOT_FOUND, "child", "", "there is no such child");
}

static void answer(const struct law_rules *rules, const struct law_facts *f, struct arena *a,
                   struct room_answer *out)
{
    struct law_decision d;
    law_decide(rules, f, LAW_WITH_NOTHING, a, &d);
    *out = (struct room_answer){.shown = law_passes(&d),
                                .waits = d.outcome == LAW_MAY,
                                .ground = "",
                                .confidence = d.confidence};
    if (out->shown && d.ways_n > 0 && d.ways[0].rule.grounds_n > 0) {
        out->ground = d.ways[0].rule.grounds[0].cite;
    }
}

enum err room_open(struct bank *b, const struct law_rules *rules, const struct actor *reader,
                   struct person_id child, struct arena *a, struct room *out, struct err_ctx *ctx)
{
    *out = (struct room){.child = child,
                         .reader = actor_person_id(reader),
                         .guardian = reader->kind == ACTOR_GUARDIAN};
    enum law_answer blocked;
    struct law_facts f;
    if (out->reader.v == 0) {
        return err_set(ctx, ERR_NOT_FOUND, "child", "", "there is no such child");
    }
    enum err e = check_reader(b, out, a, &blocked, ctx);
    e = e == ERR_OK ? common_facts(b, out, &f, ctx) : e;
    for (int t = 0; e == ERR_OK && t < ROOM_THING__MAX; t++) {
        f.from = branch_of(bank_config(b), (enum room_thing)t);
        f.item = items[t];
        f.guardian_blocked = blocked;
        answer(rules, &f, a, &out->answers[t]);
    }
    return e;
}

enum err room_guardian_rule(struct bank *b, const struct law_rules *rules, struct person_id child,
                            struct arena *a, struct law_rule_ref *out, bool *found_out,
                            struct err_ctx *ctx)
{
    struct room r = {.child = child, .guardian = true};
    struct law_facts f;
    struct law_decision d;
    *found_out = false;
    enum err e = common_facts(b, &r, &f, ctx);
    if (e != ERR_OK) {
        return e;
    }
    f.from = branch_of(bank_config(b), ROOM_CASE);
    f.item = items[ROOM_CASE];
    f.guardian_blocked = LAW_NO;
    law_decide(rules, &f, LAW_WITH_NOTHING, a, &d);
    *found_out = d.ways_n > 0;
    if (*found_out) {
        *out = d.ways[0].rule;
    }
    return ERR_OK;
}

bool room_is_private(const struct bank *b, const struct law_rules *rules, struct date on)
{
    const struct bank_config *c = bank_config(b);
    struct law_facts f = {.from = branch_of(c, ROOM_CASE),
                          .to = LAW_ENS,
                          .from_form = own_form(c),
                          .identification = LAW_IDENTIFIED,
                          .item = LAW_ITEM_FAMILY,
                          .purpose = LAW_PURPOSE_ACCESS,
                          .approved_education = LAW_YES,
                          .question_date = on,
                          .information_date = on};
    return law_judge(rules, &f).secrecy_from == LAW_LEVEL_SILENCE;
}
