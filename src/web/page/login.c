/* Signing in by choosing who one is: for demonstration only, see app_demo_login(). */
#include "web/app.h"
#include "web/cookie.h"
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

enum err page_login_send(struct request *rq, struct err_ctx *ctx)
{
    struct staff chosen;
    char cookie[SESSION_COOKIE_TEXT];
    if (rq->faults > 0) {
        return page_login(rq, ctx);
    }
    enum err e =
        staff_read(rq->bank, (struct staff_id){request_input(rq, "staff")->id}, &chosen, ctx);
    if (e == ERR_OK && !chosen.active) {
        e = err_set(ctx, ERR_NOT_FOUND, "staff", "", "the employee is not active");
    }
    if (e == ERR_OK && rq->session.staff.v != 0) {
        e = session_end(rq->bank, &rq->session, ctx); /* never two at once, never an old token */
    }
    if (e == ERR_OK) {
        e = session_new(rq->bank, chosen.id, rq->page.language, cookie, ctx);
    }
    if (e == ERR_OK) {
        rq->out->set_cookie =
            cookie_set(app_cookie_name(rq->app), cookie, app_secure(rq->app), rq->arena);
        request_go(rq, "/");
    }
    return e;
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
        request_go(rq, "/");
    }
    return e;
}
