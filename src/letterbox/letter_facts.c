/*
 * From a draft to the facts of a question. Stored records and the draft become facts; what nobody
 * has said stays unknown, and the law denies on it. No condition of law is here.
 */
#include "letterbox/letter_facts.h"

#include <string.h>

#include "bank/law_side.h"

/* Whether an authority of this kind and form has such a branch. */
static bool has_branch(enum bank_kind kind, enum legal_form form, enum law_branch branch)
{
    return kind == BANK_SOCIAL            ? branch >= LAW_SOC_M && branch <= LAW_SOC_P
           : form == LEGAL_FORM_MUNICIPAL ? branch >= LAW_EMI && branch <= LAW_SKO
                                          : branch >= LAW_FRI_M && branch <= LAW_FRI_S;
}

/* Attendance registers are the school office's, interventions of the team open care's. A goal or
 * a message may come from anywhere in the school: the sender must say. */
static enum law_branch from_branch(const struct bank_config *own, const struct letter_draft *d)
{
    bool usual = d->kind == LETTER_ATTENDANCE || d->kind == LETTER_INTERVENTION ||
                 (d->kind == LETTER_GOAL && own->kind == BANK_SOCIAL);
    return d->from != LAW_BRANCH_UNKNOWN ? d->from
           : usual                       ? law_side_office(own->kind, own->legal_form)
                                         : LAW_BRANCH_UNKNOWN;
}

enum law_item letter_item(enum letter_kind kind)
{
    return kind == LETTER_ATTENDANCE     ? LAW_ITEM_ATTENDANCE_FIGURES
           : kind == LETTER_INTERVENTION ? LAW_ITEM_INTERVENTION_PERIOD
           : kind == LETTER_GOAL         ? LAW_ITEM_GOAL_RESULT
           : kind == LETTER_MESSAGE      ? LAW_ITEM_MESSAGE
                                         : LAW_ITEM_UNKNOWN;
}

static enum consent_item consent_item_of(enum letter_kind kind)
{
    return kind == LETTER_ATTENDANCE     ? CONSENT_ITEM_ATTENDANCE
           : kind == LETTER_INTERVENTION ? CONSENT_ITEM_INTERVENTION
           : kind == LETTER_GOAL         ? CONSENT_ITEM_GOAL
                                         : CONSENT_ITEM_MESSAGE;
}

static void put_sides(struct bank *b, const struct peer *peer, const struct letter_draft *d,
                      struct law_facts *f)
{
    const struct bank_config *own = bank_config(b);
    f->from = from_branch(own, d);
    f->to = d->to != LAW_BRANCH_UNKNOWN ? d->to
                                        : law_side_office(peer->card.kind, peer->card.legal_form);
    f->from_form = law_side_form(own->organisation_number, own->legal_form);
    f->to_form = law_side_form(peer->card.organisation_number, peer->card.legal_form);
    /* Each bank is an authority of its own; one authority has one bank of a kind. */
    f->boundary = LAW_BOUNDARY_OTHER_AUTHORITY;
}

static void put_item(const struct letter_draft *d, struct law_facts *f)
{
    /* The schemas of these kinds have no room for anybody else, for an address or for a record of
     * health care; a message has room for everything. */
    bool figures = d->kind != LETTER_MESSAGE;
    struct date last;
    f->item = letter_item(d->kind);
    f->identification = LAW_IDENTIFIED;
    f->purpose =
        d->purpose == CONSENT_PURPOSE_FOLLOWUP ? LAW_PURPOSE_FOLLOW_UP : LAW_PURPOSE_SUPPORT;
    f->requested = d->requested;
    f->third_party = figures ? LAW_THIRD_PARTY_NONE : d->third_party;
    f->contact_removed = figures ? LAW_YES : LAW_ANSWER_UNKNOWN;
    f->hsl_context =
        d->kind == LETTER_ATTENDANCE || d->kind == LETTER_INTERVENTION ? LAW_NO : d->hsl_context;
    f->approved_education = d->kind == LETTER_ATTENDANCE ? LAW_YES : LAW_ANSWER_UNKNOWN;
    f->two_persons = LAW_NO;
    f->question_date = d->on;
    if (!content_period(d->kind, d->item, &f->information_date, &last)) {
        f->information_date = d->on;
    }
    for (size_t i = 0; i < d->assessment_count; i++) {
        f->assessed[d->assessments[i].kind] = d->assessments[i].result;
    }
}

static enum err put_person(struct bank *b, struct person_id id, struct law_facts *f, struct date on,
                           struct err_ctx *ctx)
{
    struct person p;
    bool listed = false;
    enum err e = person_read(b, id, &p, ctx);
    if (e == ERR_OK) {
        e = person_is_listed(b, id, &listed, ctx);
    }
    if (e == ERR_OK && !listed) {
        /* Two people must open such a letter, and that is not built: refuse (L01). */
        e = err_set(ctx, ERR_DENIED, "person",
                    "follow the authority's routine for protected identities, outside this system",
                    "no letter can be sent about this person");
    }
    if (e == ERR_OK) {
        f->protection = LAW_PROTECTION_NONE;
        f->age = p.has_birth_date ? law_age(date_age(p.birth_date, on)) : LAW_AGE_UNKNOWN;
    }
    return e;
}

static enum err check_draft(const struct letter_draft *d, struct err_ctx *ctx)
{
    if (!letter_kind_is_item(d->kind) || d->purpose >= CONSENT_PURPOSE__MAX || d->on.days <= 0) {
        return err_set(ctx, ERR_INVALID, "letter", "give kind, purpose and date",
                       "the draft is not complete");
    }
    for (size_t i = 0; i < d->assessment_count; i++) {
        const struct letter_assessment *x = &d->assessments[i];
        if (x->kind >= LAW_ASSESS__MAX || (x->result != LAW_MET && x->result != LAW_NOT_MET) ||
            !content_text_ok(x->text, LETTER_ASSESSMENT_TEXT, true) || strlen(x->text) < 10) {
            return err_set(ctx, ERR_INVALID, "assessment",
                           "write what was assessed and why, at least a few words",
                           "an assessment is not written down");
        }
    }
    return content_check_item(d->kind, d->item, ctx);
}

static enum err find_sides(struct bank *b, const struct letter_draft *d,
                           struct letter_question *out, struct err_ctx *ctx)
{
    enum err e = case_get(b, d->case_id, &out->team_case, ctx);
    if (e == ERR_OK && out->team_case.closed) {
        e = err_set(ctx, ERR_CONFLICT, "case", "open a new case first", "the case is closed");
    }
    e = e == ERR_OK ? peer_read(b, d->peer, &out->peer, ctx) : e;
    if (e == ERR_OK && out->peer.state != PEER_CONFIRMED) {
        e = err_set(ctx, ERR_DENIED, "peer",
                    "compare the words by telephone and confirm: brygga peer confirm",
                    "the recipient is not a confirmed peer");
    }
    const struct bank_config *own = bank_config(b);
    const struct peer_card *peer = &out->peer.card;
    if (e == ERR_OK &&
        ((d->from != LAW_BRANCH_UNKNOWN && !has_branch(own->kind, own->legal_form, d->from)) ||
         (d->to != LAW_BRANCH_UNKNOWN && !has_branch(peer->kind, peer->legal_form, d->to)))) {
        e = err_set(ctx, ERR_INVALID, "branch", "choose one that this authority has",
                    "that branch is not one of the authority's");
    }
    return e;
}

void letter_sides(struct bank *b, const struct peer *peer, struct law_facts *out)
{
    const struct bank_config *own = bank_config(b);
    *out = (struct law_facts){
        .from = law_side_office(own->kind, own->legal_form),
        .to = law_side_office(peer->card.kind, peer->card.legal_form),
        .from_form = law_side_form(own->organisation_number, own->legal_form),
        .to_form = law_side_form(peer->card.organisation_number, peer->card.legal_form),
        .boundary = LAW_BOUNDARY_OTHER_AUTHORITY};
}

enum err letter_question(struct bank *b, const struct letter_draft *d, struct letter_question *out,
                         struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    enum err e = check_draft(d, ctx);
    e = e == ERR_OK ? find_sides(b, d, out, ctx) : e;
    if (e == ERR_OK) {
        put_sides(b, &out->peer, d, &out->facts);
        put_item(d, &out->facts);
        e = put_person(b, out->team_case.person, &out->facts, d->on, ctx);
    }
    struct law_facts *f = &out->facts;
    if (e == ERR_OK) {
        e = consent_facts(b,
                          &(struct consent_question){.person = out->team_case.person,
                                                     .peer = d->peer,
                                                     .item = consent_item_of(d->kind),
                                                     .purpose = d->purpose,
                                                     .on = d->on,
                                                     .about_from = f->information_date},
                          f, &out->consent, ctx);
    }
    return e;
}
