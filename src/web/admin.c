#include "web/admin.h"

#include <string.h>

#include "bank/compartment.h"
#include "bank/work_team.h"
#include "school/pupil_group.h"
#include "school/register.h"
#include "web/show.h"

const char *admin_unit_words(struct request *rq, const char *unit)
{
    bool school = bank_config(rq->bank)->kind == BANK_SCHOOL;
    return unit[0] != '\0' ? show_unit(rq, unit)
           : school        ? request_words(rq, TR("hela huvudmannen"))
                           : request_words(rq, TR("hela socialtjänsten"));
}

/* Units that employees of a social bank work at, each once. */
static enum err social_units(struct request *rq, struct form_option **out, size_t *count_out,
                             struct err_ctx *ctx)
{
    struct staff_relation *r;
    size_t count;
    struct relation_filter f = {.kind = RELATION_UNIT, .on = date_today()};
    enum err e = relation_list(rq->bank, &f, rq->arena, &r, &count, ctx);
    *out = arena_alloc(rq->arena, (count + 1) * sizeof **out);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        bool known = r[i].unit[0] == '\0';
        for (size_t k = 0; k < *count_out && !known; k++) {
            known = strcmp((*out)[k].value, r[i].unit) == 0;
        }
        if (!known) {
            (*out)[(*count_out)++] = (struct form_option){r[i].unit, r[i].unit};
        }
    }
    return e;
}

enum err admin_units(struct request *rq, struct form_option **out, size_t *count_out,
                     struct err_ctx *ctx)
{
    struct organisation *list;
    size_t count;
    *count_out = 0;
    if (bank_config(rq->bank)->kind != BANK_SCHOOL) {
        return social_units(rq, out, count_out, ctx);
    }
    enum err e = organisation_list(rq->bank, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    *out = arena_alloc(rq->arena, (count + 2) * sizeof **out);
    (*out)[(*count_out)++] = (struct form_option){UNIT_WHOLE, admin_unit_words(rq, "")};
    for (size_t i = 0; i < count; i++) {
        if (list[i].school_unit_code[0] != '\0') {
            (*out)[(*count_out)++] = (struct form_option){list[i].school_unit_code, list[i].name};
        }
    }
    return ERR_OK;
}

enum err admin_unit_input(struct request *rq, const struct page_select **choice_out,
                          const struct page_field **line_out, struct err_ctx *ctx)
{
    struct form_option *options;
    size_t count;
    if (bank_config(rq->bank)->kind != BANK_SCHOOL) {
        *line_out = form_line(rq, "unit", TR("Arbetar på enheten"),
                              TR("Enhetens namn. Lämna tomt för hela socialtjänsten."), NULL);
        return ERR_OK;
    }
    enum err e = admin_units(rq, &options, &count, ctx);
    if (e == ERR_OK) {
        *choice_out = form_select(rq, "unit", TR("Arbetar på"), options, count);
    }
    return e;
}

const char *admin_unit_value(const struct request *rq)
{
    const char *unit = request_input(rq, "unit")->raw;
    return strcmp(unit, UNIT_WHOLE) == 0 ? "" : unit;
}

const char *admin_group_words(struct request *rq, const struct pupil_group *g)
{
    return arena_printf(rq->arena, "%s %s %s, %s", request_words(rq, TR("Mentor för:")),
                        request_words(rq, pupil_group_kind_text_sv[g->kind]), g->name,
                        show_unit(rq, arena_strdup(rq->arena, g->unit)));
}

const char *admin_relation_words(struct request *rq, const struct staff_relation *r)
{
    struct team t;
    struct pupil_group g;
    struct err_ctx ctx;
    switch (r->kind) {
    case RELATION_UNIT:
        return admin_unit_words(rq, r->unit);
    case RELATION_COMPARTMENT:
        return r->object > COMPARTMENT_NONE && r->object < COMPARTMENT__MAX
                   ? request_words(rq, compartment_text_sv[r->object])
                   : "";
    case RELATION_TEAM:
        return team_read(rq->bank, (struct team_id){r->object}, &t, &ctx) == ERR_OK
                   ? arena_printf(rq->arena, "%s: %s", request_words(rq, TR("Team")), t.name)
                   : request_words(rq, TR("Team"));
    case RELATION_CASE:
        return request_words(rq, TR("Ett ärende"));
    case RELATION_GROUP:
        return pupil_group_read(rq->bank, (struct pupil_group_id){r->object}, &g, &ctx) == ERR_OK
                   ? admin_group_words(rq, &g)
                   : request_words(rq, TR("Mentor"));
    case RELATION_KIND__MAX:
        break;
    }
    return "";
}

struct date admin_from(const struct request *rq, const char *name)
{
    const struct input *in = request_input(rq, name);
    return in->given && in->fault == NULL ? in->date : date_today();
}

struct date admin_until(const struct request *rq, const char *name)
{
    const struct input *in = request_input(rq, name);
    return in->given && in->fault == NULL ? in->date : DATE_OPEN;
}

struct form_words admin_roles(const struct request *rq, const char **codes, const char **texts)
{
    int n = 0;
    for (int i = 0; i < ROLE__MAX; i++) {
        if (role_in_kind((enum role)i, bank_config(rq->bank)->kind)) {
            codes[n] = role_code[i];
            texts[n++] = role_text_sv[i];
        }
    }
    return (struct form_words){codes, texts, 0, n, -1};
}
