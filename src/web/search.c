#include "web/search.h"

#include <stdio.h>
#include <string.h>

#include "bank/crypto.h"
#include "bank/journal.h"
#include "school/register.h"
#include "team/case_access.h"

const char *const search_kind_code[SEARCH_KIND__MAX] = {"nothing", "number", "name"};

/* ---- words ---- */

/* Lower case of ASCII and of the two-byte letters À–Þ, which is what names here are written with.
 */
static void fold(const char *text, char *out, size_t room)
{
    size_t n = 0;
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0' && n + 1 < room; p++) {
        unsigned char c = *p;
        bool second = p != (const unsigned char *)text && p[-1] == 0xc3;
        if (second && c >= 0x80 && c <= 0x9e && c != 0x97) {
            c = (unsigned char)(c + 0x20);
        } else if (c >= 'A' && c <= 'Z') {
            c = (unsigned char)(c - 'A' + 'a');
        }
        out[n++] = (char)c;
    }
    out[n] = '\0';
}

#define BETWEEN " \t,-"

struct words {
    char text[2 * PERSON_NAME + 2];
    const char *word[2 * SEARCH_WORDS_MAX + 8];
    size_t count;
};

static void split(const char *text, struct words *out)
{
    char *rest = NULL;
    fold(text, out->text, sizeof out->text);
    out->count = 0;
    for (char *w = strtok_r(out->text, BETWEEN, &rest);
         w != NULL && out->count < sizeof out->word / sizeof out->word[0];
         w = strtok_r(NULL, BETWEEN, &rest)) {
        out->word[out->count++] = w;
    }
}

static bool words_fit(const struct words *asked, const char *given_name, const char *family_name)
{
    struct words name;
    char both[2 * PERSON_NAME + 2];
    snprintf(both, sizeof both, "%s %s", given_name, family_name);
    split(both, &name);
    for (size_t i = 0; i < asked->count; i++) {
        bool found = false;
        for (size_t k = 0; k < name.count && !found; k++) {
            found = strcmp(asked->word[i], name.word[k]) == 0;
        }
        if (!found) {
            return false;
        }
    }
    return asked->count > 0;
}

enum search_kind search_kind_of(const char *text)
{
    struct civic_no civic;
    struct words w;
    size_t n = strnlen(text, SEARCH_TEXT_MAX + 1);
    if (n > SEARCH_TEXT_MAX) {
        return SEARCH_NOTHING;
    }
    if (civic_parse(text, n, &civic) == CIVIC_OK) {
        return SEARCH_NUMBER;
    }
    split(text, &w);
    bool ok = w.count > 0 && w.count <= SEARCH_WORDS_MAX && strpbrk(text, "0123456789*%_?") == NULL;
    for (size_t i = 0; i < w.count; i++) {
        ok = ok && strlen(w.word[i]) >= SEARCH_WORD_LEAST;
    }
    return ok ? SEARCH_NAME : SEARCH_NOTHING;
}

void search_law(const struct law_rules *rules, const struct bank_config *own, enum search_kind kind,
                struct date on, struct law_ruling *out)
{
    static const enum law_search_term terms[SEARCH_KIND__MAX] = {
        [SEARCH_NUMBER] = LAW_TERM_PERSONAL_NUMBER, [SEARCH_NAME] = LAW_TERM_NAME};
    enum law_register keeper = own->kind == BANK_SOCIAL                  ? LAW_REGISTER_SOCIAL
                               : own->legal_form == LEGAL_FORM_MUNICIPAL ? LAW_REGISTER_SCHOOL
                                                                         : LAW_REGISTER_INDEPENDENT;
    law_search(rules,
               &(struct law_search_facts){.keeper = keeper,
                                          .purpose = LAW_SEARCH_CASEWORK,
                                          .term = terms[kind],
                                          .yields = LAW_YIELD_LIST,
                                          .on = on},
               out);
}

/* ---- whom ---- */

struct search {
    struct bank *bank;
    const struct staff *staff;
    struct words asked;
    struct reading *reading; /* of comparing: nobody of it is shown, so it is never ended */
    struct arena *a;
    struct search_result *out;
    struct err_ctx *ctx;
};

static void tell(struct search_result *out, struct person_id id)
{
    for (size_t i = 0; i < out->count; i++) {
        if (out->found[i].v == id.v) {
            return;
        }
    }
    if (out->count == SEARCH_MOST) {
        out->more = true;
    } else {
        out->found[out->count++] = id;
    }
}

static enum err by_number(struct search *s, const char *text)
{
    struct civic_no civic;
    struct person_id id;
    struct access access;
    (void)civic_parse(text, strlen(text), &civic);
    enum err e = person_find_civic(s->bank, &civic, &id, s->ctx);
    if (e != ERR_OK) {
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    e = access_person(s->bank, s->staff, id, s->a, &access, s->ctx);
    if (e == ERR_OK && access.why != WHY_NONE) {
        tell(s->out, id);
    }
    return e;
}

/* Somebody to whom there is a relation, if the name fits. */
static enum err compare(struct search *s, struct person_id id)
{
    struct person_identity who;
    enum err e = person_identity(s->bank, s->reading, id, &who, s->ctx);
    if (e == ERR_OK && words_fit(&s->asked, who.given_name, who.family_name)) {
        tell(s->out, id);
    }
    bank_wipe(&who, sizeof who);
    return e == ERR_NOT_FOUND || e == ERR_DENIED ? ERR_OK : e;
}

static enum err among_cases(struct search *s)
{
    struct team_case *cases;
    size_t count;
    struct case_filter f = {.works = s->staff->id, .leads = case_leads(s->staff->role)};
    enum err e = case_list(s->bank, &f, s->a, &cases, &count, s->ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        e = compare(s, cases[i].person);
    }
    return e;
}

/* The units where the employee works today. */
static bool covered(const struct staff_relation *r, size_t count, const char *unit)
{
    for (size_t i = 0; i < count; i++) {
        if (r[i].unit[0] == '\0' || strcmp(r[i].unit, unit) == 0) {
            return true;
        }
    }
    return false;
}

static enum err among_groups(struct search *s)
{
    struct person_id *pupils;
    size_t count;
    enum err e = mentor_pupils(s->bank, s->staff->id, date_today(), s->a, &pupils, &count, s->ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        e = compare(s, pupils[i]);
    }
    return e;
}

static enum err among_pupils(struct search *s)
{
    struct enrolment *list;
    struct staff_relation *units;
    size_t count, unit_count;
    struct relation_filter f = {.staff = s->staff->id, .kind = RELATION_UNIT, .on = date_today()};
    enum err e = relation_list(s->bank, &f, s->a, &units, &unit_count, s->ctx);
    if (e != ERR_OK || unit_count == 0) {
        return e;
    }
    e = enrolment_list_at(s->bank, date_today(), s->a, &list, &count, s->ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (covered(units, unit_count, list[i].school_unit_code)) {
            e = compare(s, list[i].person);
        }
    }
    return e;
}

static enum err by_name(struct search *s, const char *text)
{
    enum bank_kind kind = bank_config(s->bank)->kind;
    struct actor actor = actor_staff(s->staff->id);
    enum err e = ERR_OK;
    split(text, &s->asked);
    s->reading = reading_begin(s->bank, &actor, JOURNAL_PERSON_SEARCHED);
    if (access_role(WHO_CASES, s->staff->role, kind)) {
        e = among_cases(s);
    }
    if (e == ERR_OK && access_role(WHO_SIGNALS, s->staff->role, kind)) {
        e = access_by_group(s->staff->role) ? among_groups(s) : among_pupils(s);
    }
    reading_abandon(s->reading);
    return e;
}

enum err search_people(struct bank *b, const struct staff *staff, const char *text, struct arena *a,
                       struct search_result *out, struct err_ctx *ctx)
{
    char detail[96];
    struct actor actor = actor_staff(staff->id);
    *out = (struct search_result){.kind = search_kind_of(text)};
    struct search s = {.bank = b, .staff = staff, .a = a, .out = out, .ctx = ctx};
    enum err e = ERR_OK;
    if (out->kind == SEARCH_NUMBER) {
        e = by_number(&s, text);
    } else if (out->kind == SEARCH_NAME) {
        e = by_name(&s, text);
    }
    if (e != ERR_OK) {
        return e;
    }
    snprintf(detail, sizeof detail, "{\"search\":\"%s\",\"shown\":%zu,\"more\":%s}",
             search_kind_code[out->kind], out->count, out->more ? "true" : "false");
    return journal_append_now(b,
                              &(struct journal_entry){.actor = &actor,
                                                      .event = JOURNAL_PERSON_SEARCHED,
                                                      .persons = out->found,
                                                      .person_count = out->count,
                                                      .detail = detail},
                              ctx);
}
