/* The sign-in page, signing out, and the language. */
#include "login/login.h"
#include "web/app.h"
#include "web/cookie.h"
#include "web/handlers.h"

const struct input_spec login_next_inputs[1] = {{.name = "next", .kind = INPUT_LINE, .max = 299}};

static const char *const languages[] = {"sv", "en"};
const struct input_spec language_inputs[1] = {{.name = "to",
                                               .kind = INPUT_WORD,
                                               .missing = TR("Välj ett språk."),
                                               .words = languages,
                                               .word_count = PAGE_LANGUAGE__MAX}};

/* The buttons of the providers, for employees and families or for families alone. */
static enum err show_providers(struct request *rq, bool family_only)
{
    const struct bank_providers *p = &bank_config(rq->bank)->providers;
    struct page_login_staff *staff = arena_alloc(rq->arena, BANK_PROVIDERS * sizeof *staff);
    struct page_login_family *family = arena_alloc(rq->arena, BANK_PROVIDERS * sizeof *family);
    struct page_login v = {.layout = request_layout(rq, request_words(rq, TR("Logga in"))),
                           .next = request_input(rq, "next")->raw,
                           .both = !family_only,
                           .staff = staff,
                           .family = family};
    for (size_t i = 0; i < p->count; i++) {
        const struct bank_provider *x = &p->list[i];
        if (x->who == PROVIDER_FAMILY) {
            family[v.family_count++] =
                (struct page_login_family){.name = x->name, .label = x->label};
        } else if (!family_only) {
            staff[v.staff_count++] = (struct page_login_staff){.name = x->name, .label = x->label};
        }
    }
    page_login_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_login(struct request *rq, struct err_ctx *ctx)
{
    return app_demo_login(rq->app) ? page_login_demo(rq, ctx) : show_providers(rq, false);
}

enum err page_login_family(struct request *rq, struct err_ctx *ctx)
{
    return app_demo_login(rq->app) ? page_login_family_demo(rq, ctx) : show_providers(rq, true);
}

/* Where the provider's own session is ended, if there is such a place. */
static enum err provider_end(struct request *rq, const char **out, struct err_ctx *ctx)
{
    const char *provider, *id_token;
    *out = NULL;
    enum err e = session_id_token(rq->bank, &rq->session, rq->arena, &provider, &id_token, ctx);
    if (e == ERR_OK && id_token != NULL) {
        *out = login_end_url(app_login(rq->app), provider, id_token, rq->arena);
    }
    return e;
}

enum err page_sign_out(struct request *rq, const char *to, struct err_ctx *ctx)
{
    const char *elsewhere = NULL;
    enum err e = provider_end(rq, &elsewhere, ctx);
    if (e == ERR_OK) {
        e = session_end(rq->bank, &rq->session, ctx);
    }
    if (e == ERR_OK) {
        /* "cookies" would also sign out from the other banks at this computer. */
        rq->out->clear_site_data =
            app_secure(rq->app) ? "\"cache\", \"cookies\", \"storage\"" : "\"cache\", \"storage\"";
        rq->out->set_cookie =
            cookie_set(app_cookie_name(rq->app), "", app_secure(rq->app), rq->arena);
        if (elsewhere != NULL && to == NULL) {
            request_leave(rq, elsewhere);
        } else {
            request_go(rq, "%s", to != NULL ? to : "/login");
        }
    }
    return e;
}

enum err page_logout_send(struct request *rq, struct err_ctx *ctx)
{
    return page_sign_out(rq, NULL, ctx);
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
