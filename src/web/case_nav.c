#include "web/case_nav.h"

#include <inttypes.h>
#include <stdio.h>

#include "web/route.h"
#include "web/show.h"

static const struct {
    const char *path; /* after /case/{id} */
    const char *label;
} tabs[CASE_TAB__MAX] = {
    [CASE_TAB_OVERVIEW] = {"", TR("Översikt")},
    [CASE_TAB_SURVEY] = {"/survey", TR("Kartläggning")},
    [CASE_TAB_FAMILY] = {"/family", TR("Familjen")},
    [CASE_TAB_CONSENTS] = {"/consents", TR("Samtycken")},
    [CASE_TAB_PLAN] = {"/plan", TR("Plan")},
    [CASE_TAB_INTERVENTIONS] = {"/interventions", TR("Insatser")},
    [CASE_TAB_MEASUREMENTS] = {"/measurements", TR("Mätningar")},
    [CASE_TAB_MEETINGS] = {"/meetings", TR("Möten")},
    [CASE_TAB_DEADLINES] = {"/deadlines", TR("Frister")},
    [CASE_TAB_LETTERS] = {"/letters", TR("Brev")},
    [CASE_TAB_FOLLOWUP] = {"/follow-up", TR("Uppföljning")},
    [CASE_TAB_TIMELINE] = {"/timeline", TR("Tidslinje")},
    [CASE_TAB_PEOPLE] = {"/people", TR("Medarbetare")},
    [CASE_TAB_JOURNAL] = {"/journal", TR("Vem har läst")},
};

const char *case_tab_href(const struct request *rq, struct case_id id, enum case_tab tab)
{
    return arena_printf(rq->arena, "/case/%" PRId64 "%s", id.v, tabs[tab].path);
}

bool case_tab_exists(const struct request *rq, const char *href)
{
    int64_t number;
    bool known;
    const struct route *route = route_find(HTTP_GET, href, &number, &known);
    return route != NULL && access_role(route->who, rq->staff.role, bank_config(rq->bank)->kind);
}

const struct page_case_nav *show_case_nav(struct request *rq, struct case_id id,
                                          enum case_tab current)
{
    struct page_case_nav *v = arena_alloc(rq->arena, sizeof *v);
    struct page_case_nav_tabs *rows = arena_alloc(rq->arena, CASE_TAB__MAX * sizeof *rows);
    *v = (struct page_case_nav){.tabs = rows};
    for (int i = 0; i < CASE_TAB__MAX; i++) {
        const char *href = case_tab_href(rq, id, (enum case_tab)i);
        if (case_tab_exists(rq, href)) {
            rows[v->tabs_count++] =
                (struct page_case_nav_tabs){.href = href,
                                            .label = request_words(rq, tabs[i].label),
                                            .current = i == (int)current};
        }
    }
    return v;
}

enum err show_case_page(struct request *rq, enum case_tab tab, struct case_page *out,
                        struct err_ctx *ctx)
{
    *out = (struct case_page){0};
    enum err e = show_case(rq, (struct case_id){rq->id}, &out->c, &out->person, ctx);
    out->nav = show_case_nav(rq, (struct case_id){rq->id}, tab);
    out->open = !out->c.closed;
    return e;
}

enum err case_enter(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    return show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
}

enum err case_to_plan(struct request *rq, enum err e)
{
    if (e == ERR_CONFLICT && rq->http->method != HTTP_POST) {
        request_go(rq, "%s", case_href(rq, "/plan"));
        return ERR_OK;
    }
    return e;
}

const char *case_href(const struct request *rq, const char *fmt, ...)
{
    char rest[200];
    va_list args;
    va_start(args, fmt);
    vsnprintf(rest, sizeof rest, fmt, args);
    va_end(args);
    return arena_printf(rq->arena, "/case/%" PRId64 "%s", rq->id, rest);
}

const char *const case_done_codes[CASE_DONE_WORDS] = {
    "opened", "closed", "consent",  "withdrawn", "sent",     "survey",
    "plan",   "goal",   "dropped",  "agreed",    "review",   "meeting",
    "task",   "note",   "reopened", "offered",   "happened", "struck"};
static const char *const done_texts[CASE_DONE_WORDS] = {
    TR("Ärendet är öppnat."),
    TR("Ärendet är avslutat."),
    TR("Svaren är sparade."),
    TR("Samtycket är återkallat. Mottagaren får veta det."),
    TR("Brevet är på väg."),
    TR("Kartläggningen är sparad."),
    TR("Utkastet är sparat."),
    TR("Målet är sparat i utkastet."),
    TR("Det är borttaget ur utkastet."),
    TR("Planen är fastställd och gäller."),
    TR("Uppföljningen är sparad."),
    TR("Mötet är sparat."),
    TR("Det är klart."),
    TR("Anteckningen är sparad."),
    TR("Ärendet är öppet igen."),
    TR("Ärendet är erbjudet. Du har det tills din kollega har tagit över."),
    TR("Det är sparat, och fristerna är räknade på nytt."),
    TR("Det är struket, och fristerna är räknade på nytt."),
};

const struct input_spec case_done_inputs[1] = {
    {.name = "done", .kind = INPUT_WORD, .words = case_done_codes, .word_count = CASE_DONE_WORDS}};

const char *case_done_words(const struct request *rq)
{
    int done = request_input(rq, "done")->word;
    return done >= 0 ? request_words(rq, done_texts[done]) : NULL;
}
