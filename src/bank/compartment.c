#include "bank/compartment.h"

#include <string.h>

#include "bank/internal.h"
#include "base/words.h"
#include "sql_bank.h"

const char *const compartment_code[COMPARTMENT__MAX] = {"",    "EMI",   "EPS",  "EST",
                                                        "SKO", "SOC-M", "SOC-O"};

const char *const compartment_text_sv[COMPARTMENT__MAX] = {
    [COMPARTMENT_NONE] = "",
    [COMPARTMENT_EMI] = TR("Elevhälsans medicinska insats"),
    [COMPARTMENT_EPS] =
        TR("Elevhälsans psykologiska, psykosociala och specialpedagogiska insatser"),
    [COMPARTMENT_EST] = TR("Särskild elevstödjande verksamhet"),
    [COMPARTMENT_SKO] = TR("Skolan i övrigt"),
    [COMPARTMENT_SOC_M] = TR("Socialtjänstens myndighetsutövning"),
    [COMPARTMENT_SOC_O] = TR("Socialtjänstens öppna insatser"),
};

bool compartment_parse(const char *code, enum compartment *out)
{
    for (int i = COMPARTMENT_NONE + 1; i < COMPARTMENT__MAX; i++) {
        if (strcmp(compartment_code[i], code) == 0) {
            *out = (enum compartment)i;
            return true;
        }
    }
    return false;
}

bool compartment_in_kind(enum compartment c, enum bank_kind kind)
{
    bool social = c == COMPARTMENT_SOC_M || c == COMPARTMENT_SOC_O;
    return c > COMPARTMENT_NONE && c < COMPARTMENT__MAX && social == (kind == BANK_SOCIAL);
}

enum law_branch compartment_branch(enum compartment c, enum legal_form form)
{
    bool independent = form == LEGAL_FORM_INDEPENDENT;
    switch (c) {
    case COMPARTMENT_EMI:
        return independent ? LAW_FRI_M : LAW_EMI;
    case COMPARTMENT_EPS:
        return independent ? LAW_FRI_E : LAW_EPS;
    case COMPARTMENT_EST:
        return independent ? LAW_FRI_E : LAW_EST;
    case COMPARTMENT_SKO:
        return independent ? LAW_FRI_S : LAW_SKO;
    case COMPARTMENT_SOC_M:
        return LAW_SOC_M;
    case COMPARTMENT_SOC_O:
        return LAW_SOC_O;
    case COMPARTMENT_NONE:
    case COMPARTMENT__MAX:
        break;
    }
    return LAW_BRANCH_UNKNOWN;
}

#define C(name) (1u << COMPARTMENT_##name)

/* Requirements A08–A18; nobody is in the medical compartment without being put there. */
unsigned compartments_of_role(enum role role)
{
    static const unsigned of[ROLE__MAX] = {
        [ROLE_KURATOR] = C(EPS),
        [ROLE_REKTOR] = C(SKO) | C(EPS) | C(EST),
        [ROLE_ELEVHALSOCHEF] = C(EPS) | C(EST),
        [ROLE_MENTOR] = C(SKO),
        [ROLE_SKOLSOCIONOM] = C(SOC_O),
        [ROLE_SOCIALSEKRETERARE] = C(SOC_M),
        [ROLE_ENHETSCHEF] = C(SOC_M) | C(SOC_O),
    };
    return (unsigned)role < ROLE__MAX ? of[role] : 0;
}

unsigned compartments_worked(enum role role, unsigned of)
{
    static const unsigned worked[ROLE__MAX] = {
        [ROLE_KURATOR] = C(EMI) | C(EPS) | C(EST) | C(SKO),
        [ROLE_REKTOR] = C(SKO),
        [ROLE_ELEVHALSOCHEF] = C(EMI) | C(EPS) | C(EST),
        [ROLE_MENTOR] = C(EST) | C(SKO),
        [ROLE_SKOLSOCIONOM] = C(SOC_M) | C(SOC_O),
        [ROLE_SOCIALSEKRETERARE] = C(SOC_M) | C(SOC_O),
        [ROLE_ENHETSCHEF] = C(SOC_M) | C(SOC_O),
    };
    return (unsigned)role < ROLE__MAX ? of & worked[role] : 0;
}

bool compartment_is_student_health(enum compartment c)
{
    return c == COMPARTMENT_EMI || c == COMPARTMENT_EPS;
}

enum err compartments_of(struct bank *b, const struct staff *staff, struct date on, unsigned *out,
                         struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)1 << 20);
    struct relation_filter f = {.staff = staff->id, .kind = RELATION_COMPARTMENT, .on = on};
    struct staff_relation *list;
    size_t count;
    unsigned set = 0;
    enum err e = relation_list(b, &f, a, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (list[i].object > COMPARTMENT_NONE && list[i].object < COMPARTMENT__MAX) {
            set |= 1u << list[i].object;
        }
    }
    arena_free(a);
    *out = set != 0 ? set : compartments_of_role(staff->role);
    return e;
}

enum compartment compartment_home(unsigned of)
{
    for (int c = COMPARTMENT_EPS; c < COMPARTMENT__MAX; c++) {
        if ((of & 1u << c) != 0) {
            return (enum compartment)c;
        }
    }
    return (of & C(EMI)) != 0 ? COMPARTMENT_EMI : COMPARTMENT_NONE;
}

enum err compartment_put(struct bank *b, enum record_kind kind, int64_t record, enum compartment c,
                         struct err_ctx *ctx)
{
    if (c == COMPARTMENT_NONE) {
        return ERR_OK;
    }
    struct sql_bank_record_compartment_put_in in = {b->keys->bank_id, (int)kind, record, (int)c};
    return sql_bank_record_compartment_put(b->db, &in, NULL, ctx);
}

enum err compartment_read(struct bank *b, enum record_kind kind, int64_t record,
                          enum compartment *out, struct err_ctx *ctx)
{
    struct sql_bank_record_compartment_read_in in = {b->keys->bank_id, (int)kind, record};
    struct sql_bank_record_compartment_read_row row;
    struct arena *a = arena_new(4096);
    *out = COMPARTMENT_NONE;
    enum err e = sql_bank_record_compartment_read(b->db, &in, a, &row, ctx);
    arena_free(a);
    if (e == ERR_OK && row.compartment > COMPARTMENT_NONE && row.compartment < COMPARTMENT__MAX) {
        *out = (enum compartment)row.compartment;
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}
