/* Signing in by choosing who one is: for demonstration only, see app_demo_login(). */
#include "school/register.h"
#include "team/case.h"
#include "web/app.h"
#include "web/cookie.h"
#include "web/family.h"
#include "web/handlers.h"
#include "web/show.h"

const struct input_spec login_inputs[1] = {
    {.name = "staff", .kind = INPUT_ID, .missing = TR("Välj vem du är.")}};

static const char *const languages[] = {"sv", "en"};
const struct input_spec language_inputs[1] = {{.name = "to",
                                               .kind = INPUT_WORD,
                                               .missing = TR("Välj ett språk."),
                                               .words = languages,
                                               .word_count = PAGE_LANGUAGE__MAX}};

enum err page_login(struct request *rq, struct err_ctx *ctx)
{
    struct staff *staff;
    size_t count;
    enum err e = staff_list(rq->bank, true, rq->arena, &staff, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_login_people *rows = arena_alloc(rq->arena, count * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct page_login_people){.id = staff[i].id.v,
                                             .name = staff[i].name,
                                             .role = request_words(rq, role_text_sv[staff[i].role]),
                                             .unit = show_unit(rq, staff[i].unit)};
    }
    struct page_login v = {.layout = request_layout(rq, request_words(rq, TR("Logga in"))),
                           .people = rows,
                           .people_count = count};
    page_login_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* A new session for whom it says, in place of the one there may be. */
static enum err begin(struct request *rq, struct session_opening o, struct err_ctx *ctx)
{
    char cookie[SESSION_COOKIE_TEXT];
    enum err e = ERR_OK;
    if (rq->session.kind != SESSION_NONE) {
        e = session_end(rq->bank, &rq->session, ctx); /* never two at once, never an old token */
    }
    o.language = rq->page.language;
    if (e == ERR_OK) {
        e = session_new(rq->bank, &o, cookie, ctx);
    }
    if (e == ERR_OK) {
        rq->out->set_cookie =
            cookie_set(app_cookie_name(rq->app), cookie, app_secure(rq->app), rq->arena);
        request_go(rq, o.kind == SESSION_STAFF ? "/" : "/my");
    }
    return e;
}

enum err page_login_send(struct request *rq, struct err_ctx *ctx)
{
    struct staff chosen;
    if (rq->faults > 0) {
        return page_login(rq, ctx);
    }
    enum err e =
        staff_read(rq->bank, (struct staff_id){request_input(rq, "staff")->id}, &chosen, ctx);
    if (e == ERR_OK && !chosen.active) {
        e = err_set(ctx, ERR_NOT_FOUND, "staff", "", "the employee is not active");
    }
    if (e == ERR_OK) {
        e = begin(rq,
                  (struct session_opening){
                      .kind = SESSION_STAFF, .staff = chosen.id, .role = chosen.role},
                  ctx);
    }
    return e;
}

/* ---- pupils and guardians, in the demo ---- */

#define DEMO_PUPILS 6

const struct input_spec login_family_inputs[2] = {{.name = "pupil", .kind = INPUT_ID},
                                                  {.name = "guardian", .kind = INPUT_ID}};

struct family_list {
    struct reading *reading;
    struct page_login_family_people *rows;
    size_t count, max;
};

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
    l->rows[l->count++] = (struct page_login_family_people){
        .field = kind == SESSION_PUPIL ? "pupil" : "guardian",
        .id = id.v,
        .name = arena_printf(rq->arena, "%s %s", who.given_name, who.family_name),
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

enum err page_login_family(struct request *rq, struct err_ctx *ctx)
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
    struct page_login_family v = {
        .layout = request_layout(rq, request_words(rq, TR("Logga in som elev eller "
                                                          "vårdnadshavare"))),
        .people = l.rows,
        .people_count = l.count};
    if (e == ERR_OK) {
        page_login_family_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

enum err page_login_family_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *pupil = request_input(rq, "pupil"),
                       *guardian = request_input(rq, "guardian");
    bool may = false;
    if (rq->faults > 0 || pupil->given == guardian->given) {
        return page_login_family(rq, ctx);
    }
    struct session_opening o = {.kind = pupil->given ? SESSION_PUPIL : SESSION_GUARDIAN,
                                .person = {pupil->given ? pupil->id : guardian->id}};
    enum err e = family_may(rq->bank, o.kind, o.person, &may, ctx);
    if (e == ERR_OK && !may) {
        e = err_set(ctx, ERR_NOT_FOUND, "person", "", "the person may not sign in");
    }
    return e == ERR_OK ? begin(rq, o, ctx) : e;
}

enum err page_logout_send(struct request *rq, struct err_ctx *ctx)
{
    enum err e = session_end(rq->bank, &rq->session, ctx);
    if (e == ERR_OK) {
        /* "cookies" would also sign out from the other banks at this computer. */
        rq->out->clear_site_data =
            app_secure(rq->app) ? "\"cache\", \"cookies\", \"storage\"" : "\"cache\", \"storage\"";
        rq->out->set_cookie =
            cookie_set(app_cookie_name(rq->app), "", app_secure(rq->app), rq->arena);
        request_go(rq, "/login");
    }
    return e;
}

enum err page_language_send(struct request *rq, struct err_ctx *ctx)
{
    if (rq->faults > 0) {
        return err_set(ctx, ERR_INVALID, "to", "", "no such language");
    }
    enum err e = session_set_language(rq->bank, &rq->session,
                                      (enum page_language)request_input(rq, "to")->word, ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s", request_home(rq));
    }
    return e;
}
