/* What is wrong with a text that somebody has written in a page (a proposal of rules, an
 * instrument), in the words of the one who wrote it: the parsers tell it in both languages. */
#ifndef WEB_TEXT_FAULT_H
#define WEB_TEXT_FAULT_H

#include "web/request.h"

/* Texts that belong to the request. */
const char *text_fault_what(struct request *rq, const struct err_ctx *fault);
const char *text_fault_remedy(struct request *rq, const struct err_ctx *fault);
/* `name` is what the parser was told to call the text.
 * "Rad 12, tecken 3:"; NULL when the fault has no line, or is not in that text. */
const char *text_fault_place(struct request *rq, const struct err_ctx *fault, const char *name);
/* That line of `text` as it stands; "" when there is none. */
const char *text_fault_line(struct request *rq, const struct err_ctx *fault, const char *name,
                            const char *text);

#endif
