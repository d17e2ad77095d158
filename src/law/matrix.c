#include "law/matrix.h"

#include <string.h>

#include "base/buf.h"
#include "law/rules.h"

const char *const law_cell_code[LAW_CELL__MAX] = {"no", "consent", "assess", "yes"};

bool law_is_holder(enum law_branch b)
{
    return (b >= LAW_EMI && b <= LAW_POL) || b == LAW_HUV || b == LAW_FTH;
}

bool law_is_recipient(enum law_branch b)
{
    return b > LAW_BRANCH_UNKNOWN && b < LAW_BRANCH__MAX;
}

static enum law_form usual_form(enum law_branch b)
{
    if (b == LAW_FRI_M || b == LAW_FRI_E || b == LAW_FRI_S || b == LAW_SOC_P) {
        return LAW_FORM_INDEPENDENT_JURIDICAL;
    }
    return b == LAW_HSL ? LAW_FORM_REGION : LAW_FORM_MUNICIPAL;
}

static struct law_facts ordinary(const struct law_cell_question *q)
{
    return (struct law_facts){.from = q->from,
                              .to = q->to,
                              .from_form = usual_form(q->from),
                              .to_form = usual_form(q->to),
                              .item = q->item,
                              .purpose = q->purpose,
                              .identification = LAW_IDENTIFIED,
                              .age = LAW_AGE_0 + 14,
                              .school_form = LAW_COMPULSORY,
                              .protection = LAW_PROTECTION_NONE,
                              .third_party = LAW_THIRD_PARTY_NONE,
                              .hsl_context = LAW_NO,
                              .guardian_blocked = LAW_NO,
                              .circumstance = LAW_CIRCUMSTANCE_NONE,
                              .crime = LAW_CRIME_RISK,
                              .approved_education = LAW_YES,
                              .boundary = LAW_BOUNDARY_OTHER_AUTHORITY,
                              .question_date = q->at,
                              .information_date = q->at};
}

static void give_consent(struct law_facts *f)
{
    f->maturity = LAW_MATURE;
    f->custody = LAW_CUSTODY_JOINT;
    f->guardian_1 = f->guardian_2 = f->pupil = LAW_CONSENT_GIVEN;
    f->consent_scope = LAW_SCOPE_COVERS;
}

static void make_case(struct law_facts *f, enum law_case number)
{
    bool same = number == LAW_CASE_SAME_AUTHORITY;
    bool asked = number == LAW_CASE_REPORTER || number == LAW_CASE_COMMISSIONED;
    f->boundary = same ? LAW_BOUNDARY_SAME_AUTHORITY : f->boundary;
    f->concern = number == LAW_CASE_CONCERN ? LAW_YES : LAW_NO;
    f->inquiry = number == LAW_CASE_INQUIRY ? LAW_YES : LAW_NO;
    f->reporter = number == LAW_CASE_REPORTER ? LAW_YES : LAW_NO;
    f->commissioned = number == LAW_CASE_COMMISSIONED ? LAW_YES : LAW_NO;
    f->requested = asked ? LAW_YES : LAW_NO;
    if (number == LAW_CASE_UPPER_SECONDARY) {
        f->school_form = LAW_UPPER_SECONDARY;
        f->age = LAW_AGE_0 + 17;
    }
}

struct law_facts law_cell_facts(const struct law_cell_question *q)
{
    struct law_facts f = ordinary(q);
    make_case(&f, q->number);
    if (q->consented) {
        give_consent(&f);
    }
    return f;
}

/* Is any of the ways a permission, beside the duties? */
static bool has_permission(const struct law_rules *r, const struct law_set *ways)
{
    for (size_t i = set_next(ways, 0); i < LAW_RULES_MAX; i = set_next(ways, i + 1)) {
        if (slot_rule(r, i)->outcome == LAW_ALLOW) {
            return true;
        }
    }
    return false;
}

static void add_case(const struct law_rules *r, const struct law_facts *f, bool consented,
                     struct law_cell *cell)
{
    struct law_trail t;
    struct law_verdict v = law_judge_trail(r, f, &t);
    enum law_cell_word word = v.outcome == LAW_DENY  ? LAW_CELL_NO
                              : consented            ? LAW_CELL_CONSENT
                              : v.outcome == LAW_MAY ? LAW_CELL_ASSESS
                                                     : LAW_CELL_YES;
    bool duty = v.if_assessed == LAW_DUTY;
    cell->duty = cell->duty || duty;
    if (!duty || has_permission(r, &t.ways)) {
        cell->word = word > cell->word ? word : cell->word;
    }
    cell->rules = set_or(cell->rules, &t.ways);
    cell->parts = set_or(cell->parts, &t.slots);
}

static void add_question(const struct law_rules *r, const struct law_cell_question *q,
                         struct law_cell *cell)
{
    struct law_facts f = law_cell_facts(q);
    add_case(r, &f, q->consented, cell);
}

struct law_cell law_matrix_cell(const struct law_rules *rules, struct date at, enum law_branch from,
                                enum law_branch to, enum law_item item)
{
    struct law_cell cell = {.word = LAW_CELL_NO};
    for (unsigned purpose = LAW_PURPOSE_FOLLOW_UP; purpose < LAW_PURPOSE__MAX; purpose++) {
        struct law_cell_question q = {
            .at = at, .from = from, .to = to, .item = item, .purpose = (enum law_purpose)purpose};
        q.consented = true;
        add_question(rules, &q, &cell);
        q.consented = false;
        for (unsigned number = LAW_CASE_USUAL; number < LAW_CASE__MAX; number++) {
            q.number = (enum law_case)number;
            add_question(rules, &q, &cell);
        }
    }
    return cell;
}

const char *law_cell_rules(const struct law_rules *rules, const struct law_cell *cell,
                           struct arena *arena)
{
    struct buf b;
    buf_init(&b, 4096);
    for (size_t s = set_next(&cell->rules, 0); s < LAW_RULES_MAX;
         s = set_next(&cell->rules, s + 1)) {
        buf_addf(&b, "%s%s", b.len == 0 ? "" : " ", slot_rule(rules, s)->id);
    }
    const char *text = arena_strndup(arena, b.text, b.len);
    buf_free(&b);
    return text;
}
