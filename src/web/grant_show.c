#include "web/grant_show.h"

#include "bank/work_team.h"
#include "web/law_view.h"

/* Whole months from one day to the day after another. */
static int months(struct date from, struct date to)
{
    int n = 0;
    while (n < 1200 && date_add_months(from, n + 1).days <= to.days + 1) {
        n++;
    }
    return n;
}

enum err grant_facts(struct request *rq, int64_t team, struct law_grant_facts *out,
                     struct err_ctx *ctx)
{
    struct staff_relation *members;
    size_t count;
    struct relation_filter f = {.kind = RELATION_TEAM, .object = team, .on = date_today()};
    *out = (struct law_grant_facts){.on = date_today()};
    enum err e = relation_list(rq->bank, &f, rq->arena, &members, &count, ctx);
    bool known = e == ERR_OK && count > 0;
    int shortest = INT32_MAX;
    /* An assignment without a last day may end tomorrow: how long it is is not known. */
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        known = known && members[i].to.days != DATE_OPEN.days;
        int one = known ? months(members[i].from, members[i].to) : 0;
        shortest = one < shortest ? one : shortest;
    }
    out->known[LAW_GRANT_SHORTEST_MONTHS] = known;
    out->value[LAW_GRANT_SHORTEST_MONTHS] = known ? shortest : 0;
    return e;
}

static enum err team_of(struct request *rq, struct staff_id giver, struct team *out,
                        struct err_ctx *ctx)
{
    struct staff_relation *list;
    size_t count = 0;
    struct relation_filter f = {.staff = giver, .kind = RELATION_TEAM, .on = date_today()};
    *out = (struct team){.id = {0}};
    if (giver.v == 0) {
        return ERR_OK;
    }
    enum err e = relation_list(rq->bank, &f, rq->arena, &list, &count, ctx);
    return e == ERR_OK && count > 0
               ? team_read(rq->bank, (struct team_id){list[0].object}, out, ctx)
               : e;
}

static const struct page_grant *view(struct request *rq, const struct team *team,
                                     const struct law_grant *g)
{
    static const char *const words[LAW_RESULT__MAX] = {[LAW_NOT_ASSESSED] = TR("vet Brygga inte"),
                                                       [LAW_NOT_MET] = TR("inte uppfyllt"),
                                                       [LAW_MET] = TR("uppfyllt")};
    static const char *const colours[LAW_RESULT__MAX] = {
        [LAW_NOT_ASSESSED] = "neutral", [LAW_NOT_MET] = "danger", [LAW_MET] = "success"};
    struct page_grant *v = arena_alloc(rq->arena, sizeof *v);
    struct page_grant_rows *rows = arena_alloc(rq->arena, (g->n + 1) * sizeof *rows);
    for (size_t i = 0; i < g->n; i++) {
        const struct law_grant_condition *c = &g->condition[i];
        rows[i] = (struct page_grant_rows){
            .text = law_words(rq, c->rule->text),
            .cite = law_cites(rq, c->rule->grounds, c->rule->grounds_n),
            .href = arena_printf(rq->arena, "/law/rule?id=%s", c->rule->id),
            .mark = law_mark(rq, c->rule->confidence),
            .state = request_words(rq, words[c->result]),
            .color = colours[c->result]};
    }
    *v = (struct page_grant){
        .team = arena_strdup(rq->arena, team->name), .rows = rows, .rows_count = g->n};
    return v;
}

enum err grant_show(struct request *rq, struct staff_id giver, const struct page_grant **out,
                    struct err_ctx *ctx)
{
    struct team team;
    struct law_grant_facts facts;
    struct law_grant grant;
    *out = NULL;
    enum err e = team_of(rq, giver, &team, ctx);
    if (e != ERR_OK || team.id.v == 0) {
        return e;
    }
    e = grant_facts(rq, team.id.v, &facts, ctx);
    if (e == ERR_OK) {
        law_grant(rq->rules, &facts, &grant);
        *out = view(rq, &team, &grant);
    }
    return e;
}
