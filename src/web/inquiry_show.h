/* What the pages of an absence inquiry share. */
#ifndef WEB_INQUIRY_SHOW_H
#define WEB_INQUIRY_SHOW_H

#include "school/inquiry.h"
#include "web/request.h"
#include "web/start.h"

/* The inquiry of the path and its pupil, if the employee may see the pupil; else ERR_NOT_FOUND. */
MUST_USE enum err inquiry_show(struct request *rq, struct inquiry *out,
                               const struct page_person **person, struct err_ctx *ctx);
const char *inquiry_href(struct request *rq, struct inquiry_id id, const char *page);
/* "25,0 % (giltig 15,0 %, ogiltig 10,0 %), 2025-09-08 till 2025-10-03, 20 skoldagar." */
const char *inquiry_absence(struct request *rq, const struct series_window *w);

#endif
