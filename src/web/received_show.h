/* What another authority has sent and this one has accepted, in words. */
#ifndef WEB_RECEIVED_SHOW_H
#define WEB_RECEIVED_SHOW_H

#include "letterbox/received.h"
#include "web/request.h"

/* What the letter of a source said, a line for each item; a message is its text. Attendance is told
 * as how many weeks: the weeks are on the page of follow-up. `*out` belongs to the request. */
size_t received_lines(struct request *rq, const struct received_items *items,
                      const struct received_source *source, const char ***out);

#endif
