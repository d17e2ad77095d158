#include "web/request.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "web/app.h"
#include "web/route.h"
#include "web/show.h"

static size_t position(const struct request *rq, const char *name)
{
    size_t i = 0;
    while (i < rq->route->input_count && strcmp(rq->route->inputs[i].name, name) != 0) {
        i++;
    }
    assert(i < rq->route->input_count); /* the route declares every input that its handler reads */
    return i;
}

const struct input *request_input(const struct request *rq, const char *name)
{
    return &rq->inputs[position(rq, name)];
}

void request_preset(struct request *rq, const char *name, const char *raw)
{
    struct input *i = &rq->inputs[position(rq, name)];
    if (rq->http->method != HTTP_POST && !i->given && raw != NULL && raw[0] != '\0') {
        i->raw = raw;
        i->given = i->flag = true;
    }
}

void request_fault(struct request *rq, const char *name, const char *fault)
{
    struct input *i = &rq->inputs[position(rq, name)];
    if (i->fault == NULL) {
        i->fault = fault;
        rq->faults++;
    }
}

const char *request_words(const struct request *rq, const char *sv)
{
    return page_words(rq->page.language, sv);
}

/* ---- the frame ---- */

struct nav_row {
    const char *href, *label;
    enum who who;
};

static void fill_nav(struct request *rq, struct page_layout *l)
{
    static const struct nav_row rows[] = {
        {"/", TR("Att göra"), WHO_STAFF},
        {"/signals", TR("Frånvarosignaler"), WHO_SIGNALS},
        {"/cases", TR("Ärenden"), WHO_CASES},
        {"/search", TR("Sök"), WHO_PEOPLE},
        {"/staff", TR("Medarbetare"), WHO_ADMIN},
        {"/teams", TR("Team"), WHO_ADMIN},
        {"/letters", TR("Brev"), WHO_CASES},
        {"/journal", TR("Logg"), WHO_JOURNAL},
        {"/consultations", TR("Konsultation"), WHO_CASES},
        {"/law", TR("Lagen"), WHO_STAFF},
        {"/my", TR("Min sida"), WHO_FAMILY},
    };
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct page_layout_nav *nav = arena_alloc(rq->arena, ROWS * sizeof *nav);
    for (size_t i = 0; i < ROWS; i++) {
        if (access_session(rows[i].who, &rq->session, bank_config(rq->bank)->kind)) {
            nav[l->nav_count++] =
                (struct page_layout_nav){.href = rows[i].href,
                                         .label = request_words(rq, rows[i].label),
                                         .current = strcmp(rows[i].href, rq->http->path) == 0};
        }
    }
    l->nav = nav;
}

const char *request_home(const struct request *rq)
{
    return rq->session.kind == SESSION_PUPIL || rq->session.kind == SESSION_GUARDIAN ? "/my" : "/";
}

/* When the session ends, and the draft that the page shows. */
static void fill_session(struct request *rq, struct page_layout *l)
{
    struct timestamp ends = session_ends(&rq->session);
    l->ends = show_time(rq, ends) + sizeof "2026-11-22"; /* the clock alone */
    l->seconds_left = (ends.ms - timestamp_now().ms) / 1000;
    if (rq->draft.id != 0) {
        l->draft_saved = show_time(rq, rq->draft.saved);
        l->draft_signed_in_again = rq->session.created.ms > rq->draft.saved.ms;
    }
}

struct page_layout request_layout(struct request *rq, const char *title)
{
    struct page_layout l = {.title = title,
                            .error = rq->faults > 0,
                            .bank = bank_config(rq->bank)->name,
                            .social = bank_config(rq->bank)->kind == BANK_SOCIAL,
                            .home = request_home(rq),
                            .demo = app_demo_login(rq->app)};
    if (rq->session.kind == SESSION_STAFF) {
        l.user = rq->staff.name;
        l.role = request_words(rq, role_text_sv[rq->staff.role]);
        l.unit = show_unit(rq, rq->staff.unit);
    } else if (rq->session.kind != SESSION_NONE) {
        /* No name: on a phone that others look at, nobody shall see whose page it is. */
        l.leave = true;
        l.user = request_words(rq, rq->session.kind == SESSION_PUPIL ? TR("Elev")
                                                                     : TR("Vårdnadshavare"));
    }
    if (rq->session.kind != SESSION_NONE) {
        fill_nav(rq, &l);
    }
    if (rq->session.kind != SESSION_NONE && !rq->bare) {
        fill_session(rq, &l);
    }
    return l;
}

/* ---- people ---- */

struct reading *request_reading(struct request *rq)
{
    if (rq->reading == NULL) {
        assert(rq->route->event != JOURNAL_BY_MODULE);
        rq->reading = reading_begin(rq->bank, &rq->actor, rq->route->event);
    }
    return rq->reading;
}

enum err request_name(struct request *rq, struct person_id id, const char **out,
                      struct err_ctx *ctx)
{
    struct person_identity who;
    enum err e = person_identity(rq->bank, request_reading(rq), id, &who, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (who.given_name[0] != '\0' || who.family_name[0] != '\0') {
        *out = arena_printf(rq->arena, "%s %s", who.given_name, who.family_name);
    } else if (who.has_civic) {
        /* A letter or a file of interventions names a person by number alone. */
        *out = arena_printf(rq->arena, "%.8s-%s", who.civic.text, who.civic.text + 8);
    } else {
        *out = request_words(rq, TR("Namn saknas"));
    }
    return ERR_OK;
}

void request_subject(struct request *rq, struct person_id id)
{
    struct draft_owner o = draft_owner_of(&rq->session);
    if (rq->form_page != NULL && o.kind != SESSION_NONE) {
        char *proof = arena_alloc(rq->arena, DRAFT_PROOF_TEXT);
        o.subject = id.v != 0 ? id : o.subject;
        draft_proof(rq->bank, &o, rq->form_page, proof);
        rq->page.form_page = rq->form_page;
        rq->page.form_owner = proof;
    }
}

/* ---- answers ---- */

void request_go(struct request *rq, const char *fmt, ...)
{
    char path[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(path, sizeof path, fmt, args);
    va_end(args);
    assert(path[0] == '/' && path[1] != '/');
    rq->out->status = 303;
    rq->out->location = arena_strdup(rq->arena, path);
    buf_clear(&rq->out->body);
}

void request_leave(struct request *rq, const char *url)
{
    assert(strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0);
    rq->out->status = 303;
    rq->out->location = url;
    buf_clear(&rq->out->body);
}

void request_message_link(struct request *rq, int status, const char *heading, const char *text,
                          const char *href, const char *link)
{
    rq->bare = true;
    rq->page.form_page = rq->page.form_owner = NULL;
    struct page_message v = {.layout = request_layout(rq, request_words(rq, heading)),
                             .heading = request_words(rq, heading),
                             .text = request_words(rq, text),
                             .href = href,
                             .link = request_words(rq, link)};
    rq->out->status = status;
    rq->out->location = NULL;
    rq->out->constant = (struct blob){0};
    buf_clear(&rq->out->body);
    page_message_write(&rq->out->body, &rq->page, &v);
}

void request_message(struct request *rq, int status, const char *heading, const char *text)
{
    request_message_link(rq, status, heading, text, request_home(rq), TR("Till förstasidan"));
}

void request_error(struct request *rq, enum err e, const struct err_ctx *ctx)
{
    switch (e) {
    case ERR_NOT_FOUND:
        request_message(rq, 404, TR("Sidan finns inte"),
                        TR("Den finns inte, eller så har du inte rätt att se den."));
        return;
    case ERR_DENIED:
        request_message(rq, 403, TR("Det är inte tillåtet"),
                        TR("En regel i lag eller om behörighet säger nej. Inget har ändrats."));
        return;
    case ERR_CONFLICT:
        request_message(rq, 409, TR("Någon hann före"),
                        TR("Uppgifterna har ändrats sedan du öppnade sidan, eller så är det redan "
                           "gjort. Inget har ändrats. Öppna sidan igen och se efter."));
        return;
    case ERR_BUSY:
    case ERR_UNAVAILABLE:
        rq->out->retry_after = 2;
        request_message(rq, 503, TR("Det är många på en gång"),
                        TR("Inget har ändrats. Vänta några sekunder och försök igen."));
        return;
    case ERR_WRITE_UNCERTAIN:
        request_message(rq, 500, TR("Det är oklart om det sparades"),
                        TR("Öppna sidan igen och se efter innan du gör om det."));
        break;
    case ERR_INVALID:
    case ERR_LIMIT:
        request_message(rq, 400, TR("Uppgifterna går inte att använda"),
                        TR("Något i det du skickade in är fel eller för stort. Inget har ändrats. "
                           "Gå tillbaka och rätta."));
        break;
    case ERR_OK:
    case ERR_CORRUPT:
    case ERR_IO:
    case ERR_CANCELLED:
    case ERR_SETUP:
    case ERR__MAX:
        request_message(rq, 500, TR("Något gick fel"),
                        TR("Inget har ändrats. Försök igen. Om det händer igen: kontakta den som "
                           "sköter systemet."));
        break;
    }
    log_write(LOG_ERROR, "web", "%s: %s: %s (%s)", rq->route->path, err_name(e), ctx->what,
              ctx->where);
}
