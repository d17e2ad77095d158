#include "law/table.h"

#include <string.h>

#include "law/consenter.h"
#include "law/intervention.h"
#include "law/search.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- The facts of each table ---- */

static const char *const care_code[LAW_CARE__MAX] = {"unknown", "without_test", "needs_tested",
                                                     "placement"};
static const char *const guardians_code[] = {"unknown", "none", "some", "all"};
static const char *const party_code[] = {"unknown", "pupil", "guardians"};
static const char *const register_code[LAW_REGISTER__MAX] = {"unknown", "school", "independent",
                                                             "health",  "social", "provider"};
static const char *const search_purpose_code[LAW_SEARCH_PURPOSE__MAX] = {
    "unknown", "casework", "follow_up", "concern_report"};
static const char *const term_code[LAW_SEARCH_TERM__MAX] = {
    "unknown",    "name",         "personal_number", "case_number", "group", "work",
    "attendance", "intervention", "sensitive",       "criminal",    "union"};
static const char *const yield_code[LAW_SEARCH_YIELD__MAX] = {"unknown", "person", "list",
                                                              "figures"};

struct fields {
    const char *name; /* of the table: the sort of its blocks */
    size_t n;
    struct {
        const char *name;
        const char *const *codes;
        unsigned values_n;
        int fact; /* a fact of crossings whose words are used, or -1 */
    } field[LAW_TABLE_FIELDS];
};

static const struct fields tables[LAW_TABLE__MAX] = {
    [LAW_TABLE_INTERVENTION] = {"intervention",
                                4,
                                {{"care", care_code, LAW_CARE__MAX, -1},
                                 {"age", NULL, 0, LAW_FACT_AGE},
                                 {"guardians", guardians_code, COUNT(guardians_code), -1},
                                 {"pupil", NULL, 0, LAW_FACT_PUPIL}}},
    [LAW_TABLE_HEARING] = {"hearing",
                           4,
                           {{"party", party_code, COUNT(party_code), -1},
                            {"age", NULL, 0, LAW_FACT_AGE},
                            {"maturity", NULL, 0, LAW_FACT_MATURITY},
                            {"guardian_blocked", NULL, 0, LAW_FACT_GUARDIAN_BLOCKED}}},
    [LAW_TABLE_SEARCH] = {"search",
                          4,
                          {{"register", register_code, LAW_REGISTER__MAX, -1},
                           {"purpose", search_purpose_code, LAW_SEARCH_PURPOSE__MAX, -1},
                           {"term", term_code, LAW_SEARCH_TERM__MAX, -1},
                           {"yields", yield_code, LAW_SEARCH_YIELD__MAX, -1}}},
};

const char *law_table_name(enum law_table table)
{
    return tables[table].name;
}

size_t law_table_fields_n(enum law_table table)
{
    return tables[table].n;
}

struct law_field_info law_table_info(enum law_table table, size_t field)
{
    const struct fields *t = &tables[table];
    if (t->field[field].fact >= 0) {
        struct law_field_info info = law_field_info((unsigned)t->field[field].fact);
        info.name = t->field[field].name;
        return info;
    }
    return (struct law_field_info){t->field[field].name, t->field[field].codes,
                                   t->field[field].codes, t->field[field].codes,
                                   t->field[field].values_n};
}

bool law_table_field(enum law_table table, size_t i, struct law_table_field *out)
{
    if (i >= tables[table].n) {
        return false;
    }
    struct law_field_info info = law_table_info(table, i);
    *out = (struct law_table_field){info.name, info.codes, info.values_n};
    return true;
}

/* ---- Judging ---- */

/* A number outside the enum is an unknown fact. */
static unsigned known(enum law_table table, size_t field, unsigned value)
{
    return value < law_table_info(table, field).values_n ? value : 0;
}

static bool meets(const struct law_entry *e, enum law_table table,
                  const struct law_table_question *q)
{
    if (q->on.days == 0 || q->on.days < e->valid_from.days || q->on.days > e->valid_to.days) {
        return false;
    }
    for (size_t f = 0; f < tables[table].n; f++) {
        if ((e->mask[f] >> known(table, f, q->value[f]) & 1) == 0) {
            return false;
        }
    }
    return true;
}

struct found {
    bool deny, now, later; /* some rule forbids, permits, permits after an assessment */
};

static struct found find(const struct law_rules *r, enum law_table table,
                         const struct law_table_question *q)
{
    struct found f = {false, false, false};
    for (size_t i = 0; i < r->entries_n[table]; i++) {
        const struct law_entry *e = &r->entry[table][i];
        if (!meets(e, table, q)) {
            continue;
        }
        bool allow = e->kind == ENTRY_ALLOW;
        f.deny = f.deny || e->kind == ENTRY_DENY;
        f.now = f.now || (allow && (!e->waits || q->assessed[e->assess] == LAW_MET));
        f.later = f.later || (allow && e->waits && q->assessed[e->assess] == LAW_NOT_ASSESSED);
    }
    return f;
}

/* Is the entry one that gives the outcome? */
static bool gives(const struct law_entry *e, const struct law_table_question *q,
                  const struct found *f)
{
    if (f->deny || !(f->now || f->later)) {
        return e->kind == (f->deny ? ENTRY_DENY : ENTRY_OTHERWISE);
    }
    bool met = !e->waits || q->assessed[e->assess] == LAW_MET;
    return e->kind == ENTRY_ALLOW && (f->now ? met : q->assessed[e->assess] == LAW_NOT_ASSESSED);
}

static void add_rule(struct law_ruling *out, const struct law_rule_ref *ref)
{
    if (out->rules_n == LAW_RULING_RULES) {
        return;
    }
    size_t at = out->rules_n++;
    while (at > 0 && out->rules[at - 1]->confidence < ref->confidence) {
        out->rules[at] = out->rules[at - 1];
        at--;
    }
    out->rules[at] = ref;
}

void law_table_judge(const struct law_rules *rules, enum law_table table,
                     const struct law_table_question *q, struct law_ruling *out)
{
    struct found f = find(rules, table, q);
    *out = (struct law_ruling){.outcome = f.deny    ? LAW_DENY
                                          : f.now   ? LAW_ALLOW
                                          : f.later ? LAW_MAY
                                                    : LAW_DENY,
                               .question = {"", ""}};
    for (size_t i = 0; i < rules->entries_n[table]; i++) {
        const struct law_entry *e = &rules->entry[table][i];
        if (meets(e, table, q) && gives(e, q, &f)) {
            add_rule(out, &e->ref);
            out->question = out->outcome == LAW_MAY ? e->question : out->question;
        }
    }
    out->confidence = out->rules_n > 0 ? out->rules[0]->confidence : LAW_UNVERIFIED;
}

bool law_entry_applies(const struct law_rules *rules, enum law_table table,
                       const struct law_entry *entry, const struct law_table_question *q)
{
    struct found f = find(rules, table, q);
    return meets(entry, table, q) && gives(entry, q, &f);
}

/* ---- The questions ---- */

enum { GUARDIANS_UNKNOWN = 0, GUARDIANS_NONE, GUARDIANS_SOME, GUARDIANS_ALL };

/* The rules of custody tell whether those guardians have consented that must (FB 6:11, 6:13). */
static unsigned guardians_of(const struct law_rules *rules, const struct law_intervention_facts *f)
{
    struct law_facts facts = {.custody = f->custody,
                              .guardian_1 = f->guardian_1,
                              .guardian_2 = f->guardian_2,
                              .guardian_blocked = LAW_NO,
                              .question_date = f->on};
    struct law_trail trail;
    (void)law_judge_trail(rules, &facts, &trail);
    if (trail.found[FIELD_GUARDIANS - LAW_FACT__MAX] != 0) {
        return GUARDIANS_ALL;
    }
    bool some = f->custody == LAW_CUSTODY_JOINT &&
                (f->guardian_1 == LAW_CONSENT_GIVEN || f->guardian_2 == LAW_CONSENT_GIVEN);
    return some ? GUARDIANS_SOME : GUARDIANS_NONE;
}

void law_intervention(const struct law_rules *rules, const struct law_intervention_facts *f,
                      struct law_ruling *out)
{
    struct law_table_question q = {
        .value = {f->care, f->age, guardians_of(rules, f), f->pupil},
        .assessed = {[LAW_CARE_SUITABLE] = f->suitable, [LAW_CARE_REQUIRED] = f->required},
        .on = f->on};
    law_table_judge(rules, LAW_TABLE_INTERVENTION, &q, out);
}

void law_search(const struct law_rules *rules, const struct law_search_facts *f,
                struct law_ruling *out)
{
    struct law_table_question q = {.value = {f->keeper, f->purpose, f->term, f->yields},
                                   .on = f->on};
    law_table_judge(rules, LAW_TABLE_SEARCH, &q, out);
}
