/* Own sessions and drafts; and, for the administrator, those of employees. */
#include "web/app.h"
#include "web/cookie.h"
#include "web/handlers.h"
#include "web/show.h"
#include "web/start.h"

const struct input_spec session_end_inputs[1] = {
    {.name = "session", .kind = INPUT_ID, .missing = TR("Välj en inloggning.")}};

static const char *device_words(struct request *rq, const char *device)
{
    return device[0] != '\0' ? device : request_words(rq, TR("okänd webbläsare"));
}

/* ---- the own ones ---- */

static enum err list_drafts(struct request *rq, struct page_sessions *v, struct err_ctx *ctx)
{
    struct draft_owner me = draft_owner_of(&rq->session);
    struct draft *drafts;
    size_t count;
    enum err e = draft_list(rq->bank, &me, request_reading(rq), rq->arena, &drafts, &count, ctx);
    struct page_sessions_drafts *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        rows[i].href = drafts[i].page;
        rows[i].saved = show_time(rq, drafts[i].saved);
        rows[i].name = request_words(rq, TR("Formulär"));
        if (drafts[i].subject.v != 0) {
            e = request_name(rq, drafts[i].subject, &rows[i].name, ctx);
        }
    }
    v->drafts = rows;
    v->drafts_count = count;
    return e;
}

enum err page_sessions(struct request *rq, struct err_ctx *ctx)
{
    struct session_row *list;
    size_t count;
    struct page_sessions v = {.layout =
                                  request_layout(rq, request_words(rq, TR("Dina inloggningar")))};
    enum err e = session_list(rq->bank, &rq->session, rq->arena, &list, &count, ctx);
    struct page_sessions_rows *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        rows[i] = (struct page_sessions_rows){.id = list[i].number,
                                              .device = device_words(rq, list[i].device),
                                              .began = show_time(rq, list[i].created),
                                              .seen = show_time(rq, list[i].seen),
                                              .current = list[i].number == rq->session.number};
    }
    v.rows = rows;
    v.rows_count = count;
    v.others = count > 1;
    if (e == ERR_OK) {
        e = list_drafts(rq, &v, ctx);
    }
    if (e == ERR_OK) {
        page_sessions_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

enum err page_session_end_send(struct request *rq, struct err_ctx *ctx)
{
    if (rq->faults > 0) {
        return err_set(ctx, ERR_INVALID, "session", "", "no session was chosen");
    }
    enum err e = session_end_own(rq->bank, &rq->session, request_input(rq, "session")->id, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/sessions");
    }
    return e;
}

enum err page_sessions_end_send(struct request *rq, struct err_ctx *ctx)
{
    enum err e = session_end_own(rq->bank, &rq->session, 0, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/sessions");
    }
    return e;
}

/* For the script of the page: coming here is being in use. A form that leads nowhere is not used
 * up, so that the same one serves again. */
enum err page_session_stay_send(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    int64_t left = session_ends(&rq->session).ms - timestamp_now().ms;
    rq->out->content_type = "application/json";
    buf_addf(&rq->out->body, "{\"seconds_left\":%lld}\n", (long long)(left / 1000));
    return ERR_OK;
}

enum err page_draft_discard_send(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    /* Dispatch takes the draft of the form's page away, as of every form that has been sent. */
    request_go(rq, "%s", rq->form_page != NULL ? rq->form_page : request_home(rq));
    return ERR_OK;
}

/* ---- those of employees ---- */

static struct page_staff_sessions_rows *staff_row(struct page_staff_sessions_rows *rows,
                                                  size_t count, struct staff_id staff)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].id == staff.v) {
            return &rows[i];
        }
    }
    return NULL;
}

enum err page_staff_sessions(struct request *rq, struct err_ctx *ctx)
{
    struct session_row *list;
    size_t count;
    enum err e = session_list_staff(rq->bank, rq->arena, &list, &count, ctx);
    struct page_staff_sessions_rows *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    size_t people = 0;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct page_staff_sessions_rows *row = staff_row(rows, people, list[i].staff);
        if (row == NULL) { /* the one used last comes first */
            row = &rows[people++];
            row->id = list[i].staff.v;
            row->name = show_staff(rq, list[i].staff);
            row->device = device_words(rq, list[i].device);
            row->seen = show_time(rq, list[i].seen);
        }
        row->count++;
    }
    struct page_staff_sessions v = {
        .layout = request_layout(rq, request_words(rq, TR("Inloggade anställda"))),
        .rows = rows,
        .rows_count = people,
        .now = show_time(rq, timestamp_now())};
    if (e == ERR_OK) {
        page_staff_sessions_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

const struct input_spec staff_session_end_inputs[1] = {
    {.name = "staff", .kind = INPUT_ID, .missing = TR("Välj en anställd.")}};

enum err page_staff_session_end_send(struct request *rq, struct err_ctx *ctx)
{
    if (rq->faults > 0) {
        return err_set(ctx, ERR_INVALID, "staff", "", "nobody was chosen");
    }
    enum err e = session_end_staff(rq->bank, (struct staff_id){request_input(rq, "staff")->id},
                                   &rq->actor, NULL, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/staff/sessions");
    }
    return e;
}

/* ---- the start page ---- */

enum err start_drafts(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    struct draft_owner me = draft_owner_of(&rq->session);
    struct draft *drafts;
    size_t count;
    enum err e = draft_list(rq->bank, &me, request_reading(rq), rq->arena, &drafts, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const char *name = request_words(rq, TR("Utkast"));
        if (drafts[i].subject.v != 0) {
            e = request_name(rq, drafts[i].subject, &name, ctx);
        }
        if (e == ERR_OK) {
            start_add(s, &(struct start_row){
                             .href = drafts[i].page,
                             .name = name,
                             .text = arena_printf(
                                 rq->arena, "%s %s.",
                                 request_words(rq, TR("Du har skrivit något som inte är skickat. "
                                                      "Sparat")),
                                 show_time(rq, drafts[i].saved)),
                             .due = DATE_OPEN});
        }
    }
    return e;
}

enum err start_sessions(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    (void)ctx;
    if (access_role(WHO_ADMIN, rq->staff.role, bank_config(rq->bank)->kind)) {
        start_link(s, "/staff/sessions", request_words(rq, TR("Inloggade anställda")),
                   request_words(rq, TR("Vilka som är inloggade, och logga ut någon.")));
    }
    return ERR_OK;
}
