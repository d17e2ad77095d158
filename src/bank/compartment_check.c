/* Who may read what was made in a compartment: the law engine is asked. */
#include "bank/compartment.h"

/* What of each kind of record is asked about, and whether the authority keeps it apart itself. */
static const struct {
    enum law_item item;
    bool apart;
} records[RECORD_KIND__MAX] = {
    [RECORD_CASE] = {LAW_ITEM_SUPPORT_NEED, false},
    [RECORD_ABSENCE_INQUIRY] = {LAW_ITEM_SUPPORT_NEED, false},
    [RECORD_PLAN] = {LAW_ITEM_SUPPORT_NEED, false},
    [RECORD_MEETING] = {LAW_ITEM_SUPPORT_NEED, false},
    [RECORD_NOTE] = {LAW_ITEM_SUPPORT_NEED, false},
    [RECORD_MEASUREMENT] = {LAW_ITEM_SUPPORT_NEED, false},
    [RECORD_ABSENCE_CAUSES] = {LAW_ITEM_ABSENCE_REASON, true},
};

/* The question whether a record may be read across, between two parts of one authority. Nobody
 * protected gets here, and what health care has made is in the medical compartment. */
static struct law_facts across(const struct compartment_question *q, enum compartment to)
{
    enum law_form legal =
        q->form == LEGAL_FORM_INDEPENDENT ? LAW_FORM_INDEPENDENT_JURIDICAL : LAW_FORM_MUNICIPAL;
    return (struct law_facts){.from = compartment_branch(q->made, q->form),
                              .to = compartment_branch(to, q->form),
                              .from_form = legal,
                              .to_form = legal,
                              .boundary = LAW_BOUNDARY_SAME_AUTHORITY,
                              .item = records[q->kind].item,
                              .identification = LAW_IDENTIFIED,
                              .purpose = LAW_PURPOSE_SUPPORT,
                              .protection = LAW_PROTECTION_NONE,
                              .third_party = LAW_THIRD_PARTY_NONE,
                              .hsl_context = q->made == COMPARTMENT_EMI ? LAW_YES : LAW_NO,
                              .question_date = date_today(),
                              .information_date = date_today()};
}

/* Asks the law for each compartment of the reader's until one opens. */
static void ask_law(const struct compartment_question *q, struct arena *a,
                    struct compartment_access *out)
{
    for (int c = COMPARTMENT_NONE + 1; !out->open && c < COMPARTMENT__MAX; c++) {
        struct law_decision d;
        struct law_facts facts = across(q, (enum compartment)c);
        if ((q->of & 1u << c) == 0) {
            continue;
        }
        law_decide(q->rules, &facts, LAW_WITH_NOTHING, a, &d);
        if (law_passes(&d)) {
            out->open = true;
            out->ground = d.grounds_n > 0 ? arena_strdup(a, d.grounds[0].cite) : "";
        }
    }
}

void compartment_judge(const struct compartment_question *q, struct arena *a,
                       struct compartment_access *out)
{
    bool apart = records[q->kind].apart, none = q->made == COMPARTMENT_NONE;
    unsigned of = apart ? compartments_worked(q->role, q->of) : q->of;
    *out = (struct compartment_access){.ground = ""};
    if ((none && !apart) || (!none && (of & 1u << q->made) != 0)) {
        out->open = out->own = true;
    } else if (!apart && q->rules != NULL) {
        ask_law(q, a, out);
    }
}

enum err compartment_check(struct bank *b, const struct law_rules *rules, const struct staff *staff,
                           enum record_kind kind, int64_t record, struct arena *a,
                           struct compartment_access *out, struct err_ctx *ctx)
{
    struct compartment_question q = {
        .rules = rules, .form = bank_config(b)->legal_form, .role = staff->role, .kind = kind};
    *out = (struct compartment_access){.ground = ""};
    enum err e = compartments_of(b, staff, date_today(), &q.of, ctx);
    if (e == ERR_OK) {
        e = compartment_read(b, kind, record, &q.made, ctx);
    }
    if (e == ERR_OK) {
        compartment_judge(&q, a, out);
    }
    return e;
}
