/*
 * The pages of one case. A tab is shown as a link when its route exists and the reader's role
 * opens it, so a room that is added later needs a row here and a row among the routes.
 */
#ifndef WEB_CASE_NAV_H
#define WEB_CASE_NAV_H

#include "team/case.h"
#include "web/request.h"

enum case_tab {
    CASE_TAB_OVERVIEW,
    CASE_TAB_SURVEY,
    CASE_TAB_CONSENTS,
    CASE_TAB_PLAN,
    CASE_TAB_INTERVENTIONS,
    CASE_TAB_MEASUREMENTS,
    CASE_TAB_MEETINGS,
    CASE_TAB_LETTERS,
    CASE_TAB_FOLLOWUP,
    CASE_TAB_TIMELINE,
    CASE_TAB_JOURNAL,
    CASE_TAB__MAX
};

/* The sub-navigation with `current` marked; belongs to the request. */
const struct page_case_nav *show_case_nav(struct request *rq, struct case_id id,
                                          enum case_tab current);

/* "/case/7/plan", or "/case/7" for the overview. */
const char *case_tab_href(const struct request *rq, struct case_id id, enum case_tab tab);

/* What has just been done, from ?done= of a route that takes case_done_inputs; NULL: nothing. */
extern const struct input_spec case_done_inputs[1];
const char *case_done_words(const struct request *rq);

#endif
