/* Search: one person by number or name. It is a form that is posted, so that no name and no number
 * is in an address. */
#include <inttypes.h>

#include "web/dispatch.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/search.h"
#include "web/show.h"

const struct input_spec search_inputs[1] = {
    {.name = "what",
     .kind = INPUT_LINE,
     .max = SEARCH_TEXT_MAX,
     .missing = TR("Skriv ett personnummer eller ett namn.")}};

static enum err fill_rows(struct request *rq, const struct search_result *found,
                          struct page_search *v, struct err_ctx *ctx)
{
    struct page_search_rows *rows = arena_alloc(rq->arena, (found->count + 1) * sizeof *rows);
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < found->count; i++) {
        struct access access;
        e = access_person(rq->bank, &rq->staff, found->found[i], rq->arena, &access, ctx);
        if (e == ERR_OK) {
            e = request_name(rq, found->found[i], &rows[i].name, ctx);
        }
        if (e == ERR_OK) {
            e = show_age_school(rq, found->found[i], &rows[i].about, ctx);
        }
        rows[i].why = show_why(rq, &access);
        rows[i].href = arena_printf(rq->arena, "/pupil/%" PRId64, found->found[i].v);
    }
    v->rows = rows;
    v->rows_count = found->count;
    v->count = (int64_t)found->count;
    v->more = found->more;
    return e;
}

static enum err write_search(struct request *rq, struct page_search *v)
{
    v->layout = request_layout(rq, request_words(rq, TR("Sök en person")));
    v->errors = form_errors(rq);
    v->most = SEARCH_MOST;
    v->what = form_line(rq, "what", TR("Personnummer eller namn"),
                        TR("Tolv siffror, eller hela för- eller efternamnet."), NULL);
    page_search_write(&rq->out->body, &rq->page, v);
    return ERR_OK;
}

enum err page_search(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    struct page_search v = {0};
    return write_search(rq, &v);
}

enum err page_search_send(struct request *rq, struct err_ctx *ctx)
{
    struct search_result found;
    struct page_search v = {0};
    const char *text = request_input(rq, "what")->raw;
    struct law_ruling law;
    search_law(rq->rules, bank_config(rq->bank), search_kind_of(text), date_today(), &law);
    if (rq->faults == 0 && search_kind_of(text) == SEARCH_NOTHING) {
        request_fault(rq, "what",
                      TR("Skriv hela personnumret med tolv siffror, eller hela namn med minst två "
                         "bokstäver. Har du skrivit tolv siffror är någon av dem fel."));
    } else if (rq->faults == 0 && law.outcome != LAW_ALLOW) {
        request_fault(rq, "what", TR("Det är inte tillåtet att söka så här."));
    }
    if (rq->faults > 0) {
        return write_search(rq, &v);
    }
    struct search_who who = {&rq->staff, app_names(rq->app)};
    enum err e = search_people(rq->bank, &who, text, rq->arena, &found, ctx);
    if (e == ERR_OK) {
        e = fill_rows(rq, &found, &v, ctx);
    }
    v.searched = true;
    return e == ERR_OK ? write_search(rq, &v) : e;
}
