/*
 * The secret compartment of an inquiry into absence. Causes of absence may be secret where the
 * figures are not (requirements G04, G05, H27), so they are reached by these two functions alone,
 * by employees of the student health alone: those who work in the compartment where the causes were
 * noted, which bank/compartment.h decides as for every other record.
 */
#include <string.h>

#include "bank/compartment.h"
#include "base/words.h"
#include "school/inquiry_row.h"
#include "school/sealed.h"
#include "school/work.h"
#include "sql_school.h"

const char *const absence_form_code[ABSENCE_FORM__MAX] = {"unknown",  "truancy",   "refusal",
                                                          "parental", "exclusion", "illness"};
const char *const absence_form_text_sv[ABSENCE_FORM__MAX] = {
    TR("vet inte än"),
    TR("skolk: eleven väljer bort lektioner"),
    TR("skolvägran: eleven känner stort obehag inför skolan"),
    TR("föräldrastödd frånvaro: har med hemmets behov eller förmåga att göra"),
    TR("skolan själv: eleven saknar en plats eller hålls utanför"),
    TR("sjukdom")};

const char *const absence_cause_code[ABSENCE_CAUSE__MAX] = {
    "teaching", "support", "environment", "adults", "peers",  "offence", "health",
    "mind",     "sleep",   "home",        "caring", "travel", "other"};
const char *const absence_cause_text_sv[ABSENCE_CAUSE__MAX] = {
    TR("undervisningen: för svår, för lätt eller luckor"),
    TR("stöd som eleven behöver saknas"),
    TR("miljön: ljud, trängsel, platser utan vuxna"),
    TR("relationer till vuxna i skolan"),
    TR("kamrater eller ensamhet"),
    TR("kränkningar eller hot"),
    TR("kroppslig hälsa"),
    TR("oro eller nedstämdhet"),
    TR("sömn"),
    TR("det som familjen går igenom"),
    TR("ansvar för andra hemma"),
    TR("vägen till skolan"),
    TR("något annat")};

static enum err denied(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_DENIED, "causes", "ask somebody of the student health",
                   "the causes of absence are opened by the student health only");
}

/* An active employee who works in the student health; `home` is where what is made belongs. */
static enum err check_actor(struct bank *b, const struct actor *actor, struct staff *out,
                            enum compartment *home, struct err_ctx *ctx)
{
    struct staff_id id = actor_staff_id(actor);
    unsigned of = 0;
    *out = (struct staff){.id = id};
    enum err e = id.v != 0 ? staff_read(b, id, out, ctx) : ERR_NOT_FOUND;
    if (e == ERR_OK) {
        e = compartments_of(b, out, date_today(), &of, ctx);
    }
    if (e != ERR_OK && e != ERR_NOT_FOUND) {
        return e;
    }
    *home = compartment_home(compartments_worked(out->role, of) &
                             (1u << COMPARTMENT_EPS | 1u << COMPARTMENT_EMI));
    return e == ERR_NOT_FOUND || !out->active || *home == COMPARTMENT_NONE ? denied(ctx) : ERR_OK;
}

/* Whether what is noted of the inquiry may be opened where the employee works. */
static enum err check_made(struct bank *b, const struct staff *staff, struct inquiry_id id,
                           struct err_ctx *ctx)
{
    struct compartment_access x;
    struct arena *a = arena_new((size_t)64 * 1024);
    enum err e = compartment_check(b, NULL, staff, RECORD_ABSENCE_CAUSES, id.v, a, &x, ctx);
    arena_free(a);
    return e == ERR_OK && !x.open ? denied(ctx) : e;
}

static enum err put(struct bank *b, const struct actor *actor, const struct inquiry *i,
                    struct staff_id by, const struct absence_causes *c, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)64 * 1024);
    struct blob sealed;
    int64_t changed = 0;
    json_t *causes = json_array();
    for (unsigned k = 0; k < ABSENCE_CAUSE__MAX; k++) {
        if ((c->causes & 1u << k) != 0) {
            json_array_append_new(causes, json_string(absence_cause_code[k]));
        }
    }
    json_t *object = json_pack("{s:s,s:o,s:s}", "form", absence_form_code[c->form], "causes",
                               causes, "text", c->text);
    struct sealed_place place = {i->person, PURPOSE_INQUIRY_CAUSES,
                                 inquiry_place(a, i->id, "causes")};
    enum err e = sealed_put(b, &place, object, a, &sealed, ctx);
    json_decref(object);
    if (e == ERR_OK) {
        e = sql_school_inquiry_causes_put(
            bank_db(b),
            &(struct sql_school_inquiry_causes_put_in){.bank_id = bank_row_id(b),
                                                       .inquiry_id = i->id.v,
                                                       .causes_at = timestamp_now(),
                                                       .causes_by_id = by.v,
                                                       .sealed_causes = sealed},
            &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "inquiry", NULL, "the inquiry has ended");
    }
    if (e == ERR_OK) {
        e = journal_append(b,
                           &(struct journal_entry){.actor = actor,
                                                   .event = JOURNAL_INQUIRY_CHANGED,
                                                   .person = i->person,
                                                   .detail = "{\"what\":\"causes\"}"},
                           ctx);
    }
    arena_free(a);
    return e;
}

enum err inquiry_put_causes(struct bank *b, const struct actor *actor, struct inquiry_id id,
                            const struct absence_causes *c, struct err_ctx *ctx)
{
    bool own, listed = false;
    struct staff by;
    struct inquiry i;
    enum compartment home;
    if ((unsigned)c->form >= ABSENCE_FORM__MAX || c->causes >> ABSENCE_CAUSE__MAX != 0 ||
        strlen(c->text) > INQUIRY_TEXT_MAX) {
        return err_set(ctx, ERR_INVALID, "causes", "choose among those there are",
                       "the causes cannot be used");
    }
    enum err e = work_begin(b, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = check_actor(b, actor, &by, &home, ctx);
    if (e == ERR_OK) {
        e = inquiry_get(b, id, &i, ctx);
    }
    if (e == ERR_OK) {
        e = i.causes ? check_made(b, &by, id, ctx)
                     : compartment_put(b, RECORD_ABSENCE_CAUSES, id.v, home, ctx);
    }
    if (e == ERR_OK) {
        e = person_is_listed(b, i.person, &listed, ctx);
    }
    if (e == ERR_OK && !listed) {
        e = err_set(ctx, ERR_DENIED, "person", "follow the authority's routine",
                    "this pupil's identity is protected");
    }
    if (e == ERR_OK) {
        e = put(b, actor, &i, by.id, c, ctx);
    }
    return work_end(b, own, e, ctx);
}

static void from_json(const json_t *object, struct arena *a, struct absence_causes *out)
{
    const char *form = json_text(object, "form"), *text = json_text(object, "text");
    for (int k = 0; form != NULL && k < ABSENCE_FORM__MAX; k++) {
        if (strcmp(form, absence_form_code[k]) == 0) {
            out->form = (enum absence_form)k;
        }
    }
    size_t i;
    const json_t *value;
    json_array_foreach(json_object_get(object, "causes"), i, value)
    {
        for (unsigned k = 0; json_is_string(value) && k < ABSENCE_CAUSE__MAX; k++) {
            if (strcmp(json_string_value(value), absence_cause_code[k]) == 0) {
                out->causes |= 1u << k;
            }
        }
    }
    out->text = arena_strdup(a, text != NULL ? text : "");
}

enum err inquiry_open_causes(struct bank *b, const struct actor *actor, struct inquiry_id id,
                             struct arena *a, struct absence_causes *out, struct err_ctx *ctx)
{
    struct staff by;
    enum compartment home;
    struct sql_school_inquiry_causes_read_row row;
    struct absence_causes causes = {.text = ""};
    *out = causes;
    enum err e = check_actor(b, actor, &by, &home, ctx);
    if (e == ERR_OK) {
        e = sql_school_inquiry_causes_read(bank_db(b),
                                           &(struct sql_school_inquiry_causes_read_in){
                                               .bank_id = bank_row_id(b), .inquiry_id = id.v},
                                           a, &row, ctx);
    }
    if (e == ERR_OK && row.sealed_causes.p == NULL) {
        e = err_set(ctx, ERR_NOT_FOUND, "causes", "", "no causes are noted");
    }
    if (e == ERR_OK) {
        e = check_made(b, &by, id, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    json_t *object;
    struct reading *r = reading_begin(b, actor, JOURNAL_INQUIRY_CAUSES);
    struct sealed_place place = {
        {row.person_id}, PURPOSE_INQUIRY_CAUSES, inquiry_place(a, id, "causes")};
    e = sealed_get(b, r, &place, row.sealed_causes, &object, ctx);
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    from_json(object, a, &causes);
    json_decref(object);
    e = reading_end(r, ctx);
    *out = e == ERR_OK ? causes : *out;
    return e;
}
