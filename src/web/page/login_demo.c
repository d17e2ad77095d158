/* Signing in by choosing who one is: for demonstration only, see app_demo_login(). */
#include "school/register.h"
#include "team/case.h"
#include "web/app.h"
#include "web/family.h"
#include "web/handlers.h"
#include "web/show.h"
#include "web/sign_in.h"

const struct input_spec login_inputs[2] = {
    {.name = "staff", .kind = INPUT_ID, .missing = TR("Välj vem du är.")},
    {.name = "next", .kind = INPUT_LINE, .max = 299}};

enum err page_login_demo(struct request *rq, struct err_ctx *ctx)
{
    struct staff *staff;
    size_t count;
    enum err e = staff_list(rq->bank, true, rq->arena, &staff, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_login_demo_people *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] =
            (struct page_login_demo_people){.id = staff[i].id.v,
                                            .name = staff[i].name,
                                            .role = request_words(rq, role_text_sv[staff[i].role]),
                                            .unit = show_unit(rq, staff[i].unit)};
    }
    struct page_login_demo v = {.layout = request_layout(rq, request_words(rq, TR("Logga in"))),
                                .next = request_input(rq, "next")->raw,
                                .people = rows,
                                .people_count = count};
    page_login_demo_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* Where there is a real sign-in this one does not exist. */
static enum err demo_only(const struct request *rq, struct err_ctx *ctx)
{
    return app_demo_login(rq->app)
               ? ERR_OK
               : err_set(ctx, ERR_NOT_FOUND, "", "", "this is no demonstration");
}

enum err page_login_send(struct request *rq, struct err_ctx *ctx)
{
    struct staff chosen;
    enum err e = demo_only(rq, ctx);
    if (e == ERR_OK && rq->faults > 0) {
        return page_login_demo(rq, ctx);
    }
    if (e == ERR_OK) {
        e = staff_read(rq->bank, (struct staff_id){request_input(rq, "staff")->id}, &chosen, ctx);
    }
    if (e == ERR_OK && !chosen.active) {
        e = err_set(ctx, ERR_NOT_FOUND, "staff", "", "the employee is not active");
    }
    if (e == ERR_OK) {
        e = sign_in(rq,
                    (struct session_opening){
                        .kind = SESSION_STAFF, .staff = chosen.id, .role = chosen.role},
                    request_input(rq, "next")->raw, ctx);
    }
    return e;
}

/* ---- pupils and guardians, in the demo ---- */

#define DEMO_PUPILS 6

const struct input_spec login_family_inputs[3] = {{.name = "pupil", .kind = INPUT_ID},
                                                  {.name = "guardian", .kind = INPUT_ID},
                                                  {.name = "next", .kind = INPUT_LINE, .max = 299}};

struct family_list {
    struct reading *reading;
    struct page_login_family_demo_people *rows;
    size_t count, max;
};

/* Of an invented person; social services may know the number alone. */
static const char *demo_name(struct request *rq, const struct person_identity *who)
{
    if (who->given_name[0] == '\0' && who->family_name[0] == '\0' && who->has_civic) {
        return arena_printf(rq->arena, "%.8s-%s", who->civic.text, who->civic.text + 8);
    }
    return arena_printf(rq->arena, "%s %s", who->given_name, who->family_name);
}

static enum err add_person(struct request *rq, struct family_list *l, enum session_kind kind,
                           struct person_id id, const char *child, struct err_ctx *ctx)
{
    struct person_identity who;
    bool may = false;
    enum err e = family_may(rq->bank, kind, id, &may, ctx);
    if (e != ERR_OK || !may || l->count == l->max) {
        return e;
    }
    e = person_identity(rq->bank, l->reading, id, &who, ctx);
    l->rows[l->count++] = (struct page_login_family_demo_people){
        .field = kind == SESSION_PUPIL ? "pupil" : "guardian",
        .id = id.v,
        .name = demo_name(rq, &who),
        .child = child};
    return e;
}

static enum err add_family(struct request *rq, struct family_list *l, struct person_id pupil,
                           struct err_ctx *ctx)
{
    struct guardian *guardians;
    size_t count = 0, before = l->count;
    enum err e = add_person(rq, l, SESSION_PUPIL, pupil, NULL, ctx);
    if (e == ERR_OK && l->count > before) {
        e = guardian_list(rq->bank, pupil, rq->arena, &guardians, &count, ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        bool is_child = false;
        e = family_is_child(rq->bank, guardians[i].person, pupil, &is_child, ctx);
        if (e == ERR_OK && is_child) {
            e = add_person(rq, l, SESSION_GUARDIAN, guardians[i].person, l->rows[before].name, ctx);
        }
    }
    return e;
}

/* Some pupils with an open case, and their guardians. */
static enum err list_families(struct request *rq, struct family_list *l, struct err_ctx *ctx)
{
    struct case_filter open = {0};
    struct team_case *cases;
    struct person_id seen[DEMO_PUPILS];
    size_t count, pupils = 0;
    enum err e = case_list(rq->bank, &open, rq->arena, &cases, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count && pupils < DEMO_PUPILS; i++) {
        bool before = false;
        for (size_t k = 0; k < pupils; k++) {
            before = before || seen[k].v == cases[i].person.v;
        }
        if (!before) {
            seen[pupils++] = cases[i].person;
            e = add_family(rq, l, cases[i].person, ctx);
        }
    }
    return e;
}

enum err page_login_family_demo(struct request *rq, struct err_ctx *ctx)
{
    struct actor demo = actor_system("demo");
    struct family_list l = {.max = (size_t)DEMO_PUPILS * 4};
    l.rows = arena_alloc(rq->arena, l.max * sizeof *l.rows);
    l.reading = reading_begin(rq->bank, &demo, JOURNAL_PERSON_LISTED);
    enum err e = list_families(rq, &l, ctx);
    if (e != ERR_OK) {
        reading_abandon(l.reading);
        return e;
    }
    e = reading_end(l.reading, ctx);
    struct page_login_family_demo v = {
        .layout = request_layout(rq, request_words(rq, TR("Logga in som elev eller "
                                                          "vårdnadshavare"))),
        .next = request_input(rq, "next")->raw,
        .people = l.rows,
        .people_count = l.count};
    if (e == ERR_OK) {
        page_login_family_demo_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

enum err page_login_family_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *pupil = request_input(rq, "pupil"),
                       *guardian = request_input(rq, "guardian");
    bool may = false;
    enum err e = demo_only(rq, ctx);
    if (e == ERR_OK && (rq->faults > 0 || pupil->given == guardian->given)) {
        return page_login_family_demo(rq, ctx);
    }
    struct session_opening o = {.kind = pupil->given ? SESSION_PUPIL : SESSION_GUARDIAN,
                                .person = {pupil->given ? pupil->id : guardian->id}};
    if (e == ERR_OK) {
        e = family_may(rq->bank, o.kind, o.person, &may, ctx);
    }
    if (e == ERR_OK && !may) {
        e = err_set(ctx, ERR_NOT_FOUND, "person", "", "the person may not sign in");
    }
    return e == ERR_OK ? sign_in(rq, o, request_input(rq, "next")->raw, ctx) : e;
}
