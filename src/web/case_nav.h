/*
 * The pages of one case. A tab is shown as a link when its route exists and the reader's role
 * opens it, so a room that is added later needs a row here and a row among the routes.
 */
#ifndef WEB_CASE_NAV_H
#define WEB_CASE_NAV_H

#include "team/case.h"
#include "team/goal.h"
#include "web/request.h"

enum case_tab {
    CASE_TAB_OVERVIEW,
    CASE_TAB_SURVEY,
    CASE_TAB_FAMILY,
    CASE_TAB_CONSENTS,
    CASE_TAB_PLAN,
    CASE_TAB_INTERVENTIONS,
    CASE_TAB_MEASUREMENTS,
    CASE_TAB_MEETINGS,
    CASE_TAB_DEADLINES,
    CASE_TAB_LETTERS,
    CASE_TAB_FOLLOWUP,
    CASE_TAB_TIMELINE,
    CASE_TAB_PEOPLE,
    CASE_TAB_JOURNAL,
    CASE_TAB__MAX
};

/* The sub-navigation with `current` marked; belongs to the request. */
const struct page_case_nav *show_case_nav(struct request *rq, struct case_id id,
                                          enum case_tab current);

/* The case of {id}, its identity bar and the navigation: what every page of a case begins with. */
struct case_page {
    struct team_case c;
    const struct page_person *person;
    const struct page_case_nav *nav;
    bool open;
};
MUST_USE enum err show_case_page(struct request *rq, enum case_tab tab, struct case_page *out,
                                 struct err_ctx *ctx);

/* The same check for a form that is sent in: who may not see the page may not send it either. */
MUST_USE enum err case_enter(struct request *rq, struct err_ctx *ctx);

/* A page that fits no longer (a draft that is gone) leads to the plan; other errors stay. */
MUST_USE enum err case_to_plan(struct request *rq, enum err e);

/* An address under the case of {id}: case_href(rq, "/plan/goal?goal=2"). */
const char *case_href(const struct request *rq, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* "/case/7/plan", or "/case/7" for the overview. */
const char *case_tab_href(const struct request *rq, struct case_id id, enum case_tab tab);

/* Whether there is such a page and the reader's role opens it. */
bool case_tab_exists(const struct request *rq, const char *href);

/* "Nått", "Delvis nått", "Inte nått". */
const char *plan_reached_words(const struct request *rq, enum goal_reached reached);

/* What has just been done, from ?done= of a route that takes case_done_inputs; NULL: nothing. */
#define CASE_DONE_WORDS 18
extern const char *const case_done_codes[CASE_DONE_WORDS];
extern const struct input_spec case_done_inputs[1];
const char *case_done_words(const struct request *rq);

#endif
