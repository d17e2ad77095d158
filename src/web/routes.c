/* All routes of the program. Who may open one is its third column; see access.h. */
#include "letterbox/envelope.h"
#include "letterbox/inbox.h"
#include "web/handlers.h"

const struct route routes[] = {
    /* machines: the letterbox checks signatures itself */
    {.method = HTTP_POST,
     .path = LETTERBOX_PATH_LETTERS,
     .who = WHO_PEER,
     .event = JOURNAL_BY_MODULE,
     .run = machine_letter,
     .body_max = ENVELOPE_MAX},
    {.method = HTTP_POST,
     .path = LETTERBOX_PATH_CHECKPOINT,
     .who = WHO_PEER,
     .event = JOURNAL_BY_MODULE,
     .run = machine_checkpoint,
     .body_max = LETTERBOX_CHECKPOINT_MAX},
    ROUTE(GET, "/health", PEER, BY_MODULE, machine_health, NO_INPUTS),

    /* signing in and out */
    ROUTE(GET, "/login", VISITOR, BY_MODULE, page_login, NO_INPUTS),
    ROUTE(POST, "/login", VISITOR, BY_MODULE, page_login_send, INPUTS(login_inputs)),
    ROUTE(POST, "/logout", STAFF, BY_MODULE, page_logout_send, NO_INPUTS),
    ROUTE(POST, "/language", STAFF, BY_MODULE, page_language_send, INPUTS(language_inputs)),

    /* records */
    ROUTE(GET, "/journal", JOURNAL, BY_MODULE, page_journal, INPUTS(journal_inputs)),
    ROUTE(POST, "/journal/verify", JOURNAL, BY_MODULE, page_journal_verify_send, NO_INPUTS),
};
const size_t route_count = sizeof routes / sizeof routes[0];
