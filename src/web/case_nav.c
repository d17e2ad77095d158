#include "web/case_nav.h"

#include <inttypes.h>

#include "web/route.h"

static const struct {
    const char *path; /* after /case/{id} */
    const char *label;
} tabs[CASE_TAB__MAX] = {
    [CASE_TAB_OVERVIEW] = {"", TR("Översikt")},
    [CASE_TAB_SURVEY] = {"/survey", TR("Kartläggning")},
    [CASE_TAB_CONSENTS] = {"/consents", TR("Samtycken")},
    [CASE_TAB_PLAN] = {"/plan", TR("Plan")},
    [CASE_TAB_INTERVENTIONS] = {"/interventions", TR("Insatser")},
    [CASE_TAB_MEASUREMENTS] = {"/measurements", TR("Mätningar")},
    [CASE_TAB_MEETINGS] = {"/meetings", TR("Möten")},
    [CASE_TAB_LETTERS] = {"/letters", TR("Brev")},
    [CASE_TAB_FOLLOWUP] = {"/follow-up", TR("Uppföljning")},
    [CASE_TAB_TIMELINE] = {"/timeline", TR("Tidslinje")},
    [CASE_TAB_JOURNAL] = {"/journal", TR("Vem har läst")},
};

const char *case_tab_href(const struct request *rq, struct case_id id, enum case_tab tab)
{
    return arena_printf(rq->arena, "/case/%" PRId64 "%s", id.v, tabs[tab].path);
}

const struct page_case_nav *show_case_nav(struct request *rq, struct case_id id,
                                          enum case_tab current)
{
    struct page_case_nav *v = arena_alloc(rq->arena, sizeof *v);
    struct page_case_nav_tabs *rows = arena_alloc(rq->arena, CASE_TAB__MAX * sizeof *rows);
    *v = (struct page_case_nav){.tabs = rows};
    for (int i = 0; i < CASE_TAB__MAX; i++) {
        const char *href = case_tab_href(rq, id, (enum case_tab)i);
        int64_t number;
        bool known;
        const struct route *route = route_find(HTTP_GET, href, &number, &known);
        if (route != NULL && access_role(route->who, rq->staff.role, bank_config(rq->bank)->kind)) {
            rows[v->tabs_count++] =
                (struct page_case_nav_tabs){.href = href,
                                            .label = request_words(rq, tabs[i].label),
                                            .current = i == (int)current};
        }
    }
    return v;
}

static const char *const done_words[] = {"opened", "closed", "consent", "withdrawn", "sent"};
static const char *const done_texts[] = {
    TR("Ärendet är öppnat."), TR("Ärendet är avslutat."), TR("Svaren är sparade."),
    TR("Samtycket är återkallat. Mottagaren får veta det."), TR("Brevet är på väg.")};
enum { DONE_WORDS = sizeof done_words / sizeof done_words[0] };

const struct input_spec case_done_inputs[1] = {
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = DONE_WORDS}};

const char *case_done_words(const struct request *rq)
{
    int done = request_input(rq, "done")->word;
    return done >= 0 ? request_words(rq, done_texts[done]) : NULL;
}
