#include "family/guardian.h"

#include "team/insight.h"
#include "team/work.h"

enum err guardian_decide(struct bank *b, const struct actor *actor, const struct guardian *g,
                         enum law_result decides, const char *why, struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = guardian_set(b, g, actor, ctx);
    e = e == ERR_OK ? insight_set(b, actor, g->child, g->person, decides, why, ctx) : e;
    return work_end(&w, e, ctx);
}
