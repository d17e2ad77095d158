#include "web/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/crypto.h"
#include "bank/journal.h"
#include "school/register.h"
#include "team/case_access.h"

const char *const search_kind_code[SEARCH_KIND__MAX] = {"nothing", "number", "name"};

/* ---- words ---- */

static bool words_fit(const struct name_words *asked, const char *given_name,
                      const char *family_name)
{
    struct name_words name;
    char both[2 * PERSON_NAME + 2];
    snprintf(both, sizeof both, "%s %s", given_name, family_name);
    name_words_split(both, &name);
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
    struct name_words w;
    size_t n = strnlen(text, SEARCH_TEXT_MAX + 1);
    if (n > SEARCH_TEXT_MAX) {
        return SEARCH_NOTHING;
    }
    if (civic_parse(text, n, &civic) == CIVIC_OK) {
        return SEARCH_NUMBER;
    }
    name_words_split(text, &w);
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
    struct name_index *names; /* of a school bank */
    struct name_words asked;
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

/* ---- by name ---- */

/* Of the cases that the employee works with. Who is or has been a pupil here is in the index, and
 * is met there. */
static enum err among_cases(struct search *s)
{
    struct team_case *cases;
    size_t count;
    struct case_filter f = {.works = s->staff->id, .leads = case_leads(s->staff->role)};
    enum err e = case_list(s->bank, &f, s->a, &cases, &count, s->ctx);
    for (size_t i = 0; e == ERR_OK && !s->out->more && i < count; i++) {
        if (s->names == NULL || !name_index_has(s->names, cases[i].person)) {
            e = compare(s, cases[i].person);
        }
    }
    return e;
}

static int by_id(const void *x, const void *y)
{
    int64_t a = ((const struct person_id *)x)->v, b = ((const struct person_id *)y)->v;
    return (a > b) - (a < b);
}

/* Ids that the employee reaches by school or group; many of them. */
struct reached {
    bool whole; /* every pupil */
    struct person_id *list;
    size_t count, room;
};

static void add_all(struct search *s, struct reached *r, const struct person_id *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        r->list = arena_grow(s->a, r->list, r->count, &r->room, sizeof *r->list);
        r->list[r->count++] = list[i];
    }
}

static enum err reach_schools(struct search *s, struct reached *out)
{
    struct staff_relation *units;
    struct person_id *list;
    size_t unit_count, count;
    struct relation_filter f = {.staff = s->staff->id, .kind = RELATION_UNIT, .on = date_today()};
    enum err e = relation_list(s->bank, &f, s->a, &units, &unit_count, s->ctx);
    for (size_t i = 0; e == ERR_OK && i < unit_count; i++) {
        out->whole = out->whole || units[i].unit[0] == '\0';
    }
    for (size_t i = 0; e == ERR_OK && !out->whole && i < unit_count; i++) {
        e = enrolment_unit_list(s->bank, units[i].unit, date_today(), s->a, &list, &count, s->ctx);
        if (e == ERR_OK) {
            add_all(s, out, list, count);
        }
    }
    return e;
}

static enum err reach_groups(struct search *s, struct reached *out)
{
    return mentor_pupils(s->bank, s->staff->id, date_today(), s->a, &out->list, &out->count,
                         s->ctx);
}

static enum err reach_cases(struct search *s, struct reached *out)
{
    struct team_case *cases;
    size_t count;
    struct case_filter f = {.works = s->staff->id, .leads = case_leads(s->staff->role)};
    enum err e = case_list(s->bank, &f, s->a, &cases, &count, s->ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        add_all(s, out, &cases[i].person, 1);
    }
    return e;
}

static enum err reach(struct search *s, struct reached *out)
{
    enum bank_kind kind = bank_config(s->bank)->kind;
    enum err e = ERR_OK;
    if (access_role(WHO_SIGNALS, s->staff->role, kind)) {
        e = access_by_group(s->staff->role) ? reach_groups(s, out) : reach_schools(s, out);
    }
    if (e == ERR_OK && !out->whole && access_role(WHO_CASES, s->staff->role, kind)) {
        e = reach_cases(s, out);
    }
    if (e == ERR_OK && out->count > 1) {
        qsort(out->list, out->count, sizeof *out->list, by_id);
    }
    return e;
}

/* Somebody whose name may fit and whom the employee may reach: access itself decides. */
static enum err try_one(struct search *s, struct person_id id)
{
    struct access access;
    enum err e = access_person(s->bank, s->staff, id, s->a, &access, s->ctx);
    bool related = e == ERR_OK && access.why != WHY_NONE && access.why != WHY_OPENING;
    return related ? compare(s, id) : e;
}

static enum err among_pupils(struct search *s)
{
    struct person_id *fit;
    struct reached r = {.whole = false};
    size_t count = 0;
    enum err e = reach(s, &r);
    if (e == ERR_OK && (r.whole || r.count > 0)) {
        e = name_index_find(s->names, s->bank, &s->asked, s->a, &fit, &count, s->ctx);
    }
    for (size_t i = 0; e == ERR_OK && !s->out->more && i < count; i++) {
        if (r.whole || bsearch(&fit[i], r.list, r.count, sizeof fit[i], by_id) != NULL) {
            e = try_one(s, fit[i]);
        }
    }
    return e;
}

static enum err by_name(struct search *s, const char *text)
{
    enum bank_kind kind = bank_config(s->bank)->kind;
    struct actor actor = actor_staff(s->staff->id);
    enum err e = ERR_OK;
    name_words_split(text, &s->asked);
    s->reading = reading_begin(s->bank, &actor, JOURNAL_PERSON_SEARCHED);
    if (kind == BANK_SCHOOL) {
        e = among_pupils(s);
    }
    if (e == ERR_OK && access_role(WHO_CASES, s->staff->role, kind)) {
        e = among_cases(s);
    }
    reading_abandon(s->reading);
    return e;
}

enum err search_people(struct bank *b, const struct search_who *who, const char *text,
                       struct arena *a, struct search_result *out, struct err_ctx *ctx)
{
    char detail[96];
    struct actor actor = actor_staff(who->staff->id);
    *out = (struct search_result){.kind = search_kind_of(text)};
    bool school = bank_config(b)->kind == BANK_SCHOOL;
    struct search s = {.bank = b,
                       .staff = who->staff,
                       .names = school ? who->names : NULL,
                       .a = a,
                       .out = out,
                       .ctx = ctx};
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
