#include "web/consult.h"

#include <string.h>

#include "bank/crypto.h"
#include "school/register.h"
#include "team/case_access.h"
#include "web/reach.h"

#define NAMES_MAX 200000

struct names {
    struct request *rq;
    struct reading *reading; /* of comparing: nobody of it is shown, so it is never ended */
    const char **list;
    size_t count, room;
};

static void add_words(struct names *n, const char *name)
{
    char *rest = NULL, *copy = arena_strdup(n->rq->arena, name);
    for (char *w = strtok_r(copy, " ,", &rest); w != NULL; w = strtok_r(NULL, " ,", &rest)) {
        if (strlen(w) < 3 || n->count == NAMES_MAX) {
            continue; /* "af", "de": no name by itself */
        }
        n->list = arena_grow(n->rq->arena, n->list, n->count, &n->room, sizeof *n->list);
        n->list[n->count++] = w;
    }
}

static enum err add_person(struct names *n, struct person_id id, struct err_ctx *ctx)
{
    struct person_identity who;
    enum err e = person_identity(n->rq->bank, n->reading, id, &who, ctx);
    if (e == ERR_OK) {
        add_words(n, who.given_name);
        add_words(n, who.family_name);
        bank_wipe(&who, sizeof who);
    }
    return e == ERR_NOT_FOUND || e == ERR_DENIED ? ERR_OK : e;
}

static enum err add_cases(struct names *n, struct err_ctx *ctx)
{
    struct team_case *cases;
    size_t count = 0;
    struct case_filter f = {.works = n->rq->staff.id, .leads = case_leads(n->rq->staff.role)};
    enum err e = case_list(n->rq->bank, &f, n->rq->arena, &cases, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        e = add_person(n, cases[i].person, ctx);
    }
    return e;
}

/* The pupils of the writer's schools, and how many they are; of a whole authority they are too many
 * for anybody to be guessed by. */
static enum err add_pupils(struct names *n, size_t *pupils_out, struct err_ctx *ctx)
{
    struct enrolment *list;
    size_t count = 0;
    struct reach reach;
    enum err e = reach_read(n->rq, &reach, ctx);
    if (e != ERR_OK || reach.whole || reach.unit_count == 0) {
        return e;
    }
    e = enrolment_list_at(n->rq->bank, date_today(), n->rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (reach_has_unit(&reach, list[i].school_unit_code)) {
            (*pupils_out)++;
            e = add_person(n, list[i].person, ctx);
        }
    }
    return e;
}

static enum err add_staff(struct names *n, struct err_ctx *ctx)
{
    struct staff *list;
    size_t count = 0;
    enum err e = staff_list(n->rq->bank, true, n->rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        add_words(n, list[i].name);
    }
    return e;
}

static enum err find_schools(struct request *rq, struct consult_known *out, struct err_ctx *ctx)
{
    struct organisation *list;
    size_t count = 0;
    enum err e = bank_config(rq->bank)->kind == BANK_SCHOOL
                     ? organisation_list(rq->bank, rq->arena, &list, &count, ctx)
                     : ERR_OK;
    const char **names = arena_alloc(rq->arena, (count + 1) * sizeof *names);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (list[i].kind == ORGANISATION_SCHOOL || list[i].kind == ORGANISATION_UNIT) {
            names[out->words.school_count++] = list[i].name;
        }
    }
    out->words.schools = names;
    return e;
}

enum err consult_known(struct request *rq, struct consult_known *out, struct err_ctx *ctx)
{
    *out = (struct consult_known){0};
    struct names n = {.rq = rq,
                      .reading = reading_begin(rq->bank, &rq->actor, JOURNAL_PERSON_SEARCHED)};
    enum err e = add_cases(&n, ctx);
    e = e == ERR_OK ? add_pupils(&n, &out->pupils, ctx) : e;
    e = e == ERR_OK ? add_staff(&n, ctx) : e;
    reading_abandon(n.reading);
    e = e == ERR_OK ? find_schools(rq, out, ctx) : e;
    out->words.names = n.list;
    out->words.name_count = n.count;
    return e != ERR_OK
               ? e
               : journal_append_now(
                     rq->bank,
                     &(struct journal_entry){.actor = &rq->actor,
                                             .event = JOURNAL_PERSON_SEARCHED,
                                             .detail = "{\"search\":\"consultation\",\"shown\":0}"},
                     ctx);
}
