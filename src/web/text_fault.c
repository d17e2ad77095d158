#include "web/text_fault.h"

#include <stdio.h>
#include <string.h>

static const char *in_language(struct request *rq, const char *sv, const char *en)
{
    return arena_strdup(rq->arena, rq->page.language == PAGE_SWEDISH && sv[0] != '\0' ? sv : en);
}

const char *text_fault_what(struct request *rq, const struct err_ctx *fault)
{
    return in_language(rq, fault->what_sv, fault->what);
}

const char *text_fault_remedy(struct request *rq, const struct err_ctx *fault)
{
    return in_language(rq, fault->remedy_sv, fault->remedy);
}

/* "name:12:3" */
static bool place(const struct err_ctx *fault, const char *name, unsigned *line, unsigned *column)
{
    size_t n = strlen(name);
    return strncmp(fault->where, name, n) == 0 &&
           sscanf(fault->where + n, ":%u:%u", line, column) == 2;
}

const char *text_fault_place(struct request *rq, const struct err_ctx *fault, const char *name)
{
    unsigned line, column;
    return place(fault, name, &line, &column)
               ? arena_printf(rq->arena, "%s %u, %s %u:", request_words(rq, TR("Rad")), line,
                              request_words(rq, TR("tecken")), column)
               : NULL;
}

const char *text_fault_line(struct request *rq, const struct err_ctx *fault, const char *name,
                            const char *text)
{
    unsigned line, column;
    if (!place(fault, name, &line, &column)) {
        return "";
    }
    for (; line > 1 && text != NULL; line--) {
        text = strchr(text, '\n');
        text = text != NULL ? text + 1 : NULL;
    }
    return text != NULL ? arena_strndup(rq->arena, text, strcspn(text, "\r\n")) : "";
}
