/* The live API of SS 12000: one GET at a time. */
#ifndef SCHOOL_SS12000_API_H
#define SCHOOL_SS12000_API_H

#include "school/ss12000_source.h"

struct ss_api;

bool ss_api_is_address(const char *source); /* has a scheme, such as "https://" */
MUST_USE enum err ss_api_open(const struct ss_source_options *o, struct ss_api **out,
                              struct err_ctx *ctx);
void ss_api_close(struct ss_api *a);

/* One page into `body` (at most SS_PAGE_MAX). `page_token` NULL: the first. */
MUST_USE enum err ss_api_page(struct ss_api *a, enum ss_resource resource, const char *query,
                              const char *page_token, struct buf *body, struct err_ctx *ctx);

#endif
