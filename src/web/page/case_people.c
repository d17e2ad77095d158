/* Who works with one case: taking in an employee or a team, and ending it. */
#include <inttypes.h>

#include "team/case_access.h"
#include "team/case_members.h"
#include "web/admin.h"
#include "web/case_nav.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const done_words[] = {"added", "ended"};
const struct input_spec case_people_inputs[4] = {
    {.name = "staff", .kind = INPUT_ID},
    {.name = "team", .kind = INPUT_ID},
    {.name = "until", .kind = INPUT_DATE},
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 2}};

/* The team among those already shown. */
static bool known(const struct page_case_people_teams *rows, size_t count, int64_t team)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].team == team) {
            return true;
        }
    }
    return false;
}

static enum err add_row(struct request *rq, const struct case_person *p,
                        struct page_case_people_rows *out, struct err_ctx *ctx)
{
    static const enum why why[CASE_WAY__MAX] = {[CASE_WAY_RESPONSIBLE] = WHY_RESPONSIBLE,
                                                [CASE_WAY_MEMBER] = WHY_MEMBER,
                                                [CASE_WAY_TEAM] = WHY_TEAM,
                                                [CASE_WAY_LEADER] = WHY_LEADER};
    struct staff s;
    struct access x = {.why = why[p->way], .from = p->from, .to = p->to, .team = p->team};
    enum err e = staff_read(rq->bank, p->staff, &s, ctx);
    if (e == ERR_OK) {
        *out = (struct page_case_people_rows){.name = arena_strdup(rq->arena, s.name),
                                              .role = request_words(rq, role_text_sv[s.role]),
                                              .why = show_relation(rq, &x),
                                              .member = p->way == CASE_WAY_MEMBER ? p->staff.v : 0};
    }
    return e;
}

static enum err fill_people(struct request *rq, struct page_case_people *v, struct err_ctx *ctx)
{
    struct case_person *list;
    size_t count;
    enum err e = case_people(rq->bank, (struct case_id){rq->id}, date_today(), rq->arena, &list,
                             &count, ctx);
    size_t room = (e == ERR_OK ? count : 0) + 1;
    struct page_case_people_rows *rows = arena_alloc(rq->arena, room * sizeof *rows);
    struct page_case_people_teams *teams = arena_alloc(rq->arena, room * sizeof *teams);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct team t;
        e = add_row(rq, &list[i], &rows[v->rows_count++], ctx);
        if (e == ERR_OK && list[i].way == CASE_WAY_TEAM &&
            !known(teams, v->teams_count, list[i].team)) {
            e = team_read(rq->bank, (struct team_id){list[i].team}, &t, ctx);
            teams[v->teams_count++] = (struct page_case_people_teams){
                .name = arena_strdup(rq->arena, t.name), .team = list[i].team};
        }
    }
    v->rows = rows;
    v->teams = teams;
    return e;
}

static enum err team_select(struct request *rq, const struct page_select **out, struct err_ctx *ctx)
{
    struct team *list;
    size_t count;
    enum err e = team_list(rq->bank, false, rq->arena, &list, &count, ctx);
    if (e != ERR_OK || count == 0) {
        return e;
    }
    /* One more than there are: a single team is still a choice. */
    struct form_option *o = arena_alloc(rq->arena, (count + 1) * sizeof *o);
    o[0] = (struct form_option){"", request_words(rq, TR("Inget team"))};
    for (size_t i = 0; i < count; i++) {
        o[i + 1] =
            (struct form_option){arena_printf(rq->arena, "%" PRId64, list[i].id.v), list[i].name};
    }
    *out = form_select(rq, "team", TR("eller ett helt team"), o, count + 1);
    return ERR_OK;
}

enum err page_case_people(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct page_case_people v = {.errors = form_errors(rq)};
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &v.person, ctx);
    if (e == ERR_OK) {
        e = fill_people(rq, &v, ctx);
    }
    if (e == ERR_OK) {
        e = admin_staff_select(rq, TR("Medarbetare"), WHO_CASES, &v.staff, ctx);
    }
    if (e == ERR_OK) {
        e = team_select(rq, &v.team, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    int done = request_input(rq, "done")->word;
    v.layout = request_layout(rq, request_words(rq, TR("Vem arbetar med ärendet?")));
    v.nav = show_case_nav(rq, c.id, CASE_TAB_PEOPLE);
    v.done = done == 0 ? request_words(rq, TR("Tillagd i ärendet."))
             : done == 1 ? request_words(rq, TR("Avslutad. Ärendet går inte längre att läsa genom "
                                                "den kopplingen."))
                         : NULL;
    v.closed = c.closed;
    v.until = form_date(rq, "until", TR("Till och med (frivilligt)"), NULL, DATE_OPEN);
    v.action = arena_printf(rq->arena, "/case/%" PRId64 "/people", rq->id);
    v.end_action = arena_printf(rq->arena, "/case/%" PRId64 "/people/end", rq->id);
    page_case_people_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* Exactly one of the two. */
static void check_choice(struct request *rq)
{
    if (request_input(rq, "staff")->given == request_input(rq, "team")->given) {
        request_fault(rq, "staff", TR("Välj en medarbetare eller ett team, inte båda."));
    }
    struct date until = admin_until(rq, "until");
    if (until.days != DATE_OPEN.days && until.days < date_today().days) {
        request_fault(rq, "until", TR("Sista dagen kan inte ha varit."));
    }
}

/* Whether somebody who works with cases here; others may not be taken in. */
static enum err check_colleague(struct request *rq, struct staff_id id, struct err_ctx *ctx)
{
    struct staff s;
    enum err e = staff_read(rq->bank, id, &s, ctx);
    if (e == ERR_NOT_FOUND ||
        (e == ERR_OK &&
         (!s.active || !access_role(WHO_CASES, s.role, bank_config(rq->bank)->kind)))) {
        request_fault(rq, "staff", TR("Välj en medarbetare."));
        return ERR_OK;
    }
    return e;
}

enum err page_case_people_send(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    const struct input *staff = request_input(rq, "staff"), *team = request_input(rq, "team");
    struct date until = admin_until(rq, "until");
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    check_choice(rq);
    if (rq->faults == 0 && staff->given) {
        e = check_colleague(rq, (struct staff_id){staff->id}, ctx);
    }
    if (e == ERR_OK && rq->faults > 0) {
        return page_case_people(rq, ctx);
    }
    if (e == ERR_OK) {
        e = staff->given
                ? case_member_add(rq->bank, &rq->actor, c.id, (struct staff_id){staff->id}, until,
                                  ctx)
                : case_team_add(rq->bank, &rq->actor, c.id, (struct team_id){team->id}, until, ctx);
    }
    if (e == ERR_CONFLICT) {
        request_fault(rq, staff->given ? "staff" : "team", TR("Arbetar redan med ärendet."));
        return page_case_people(rq, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "/people?done=added", rq->id);
    }
    return e;
}

enum err page_case_people_end_send(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    const struct input *staff = request_input(rq, "staff"), *team = request_input(rq, "team");
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    check_choice(rq);
    if (rq->faults > 0) {
        return page_case_people(rq, ctx);
    }
    e = staff->given
            ? case_member_end(rq->bank, &rq->actor, c.id, (struct staff_id){staff->id}, ctx)
            : case_team_end(rq->bank, &rq->actor, c.id, (struct team_id){team->id}, ctx);
    if (e == ERR_OK) {
        /* Whoever ended the own way to the case can no longer see it. */
        struct access x;
        e = access_case(rq->bank, &rq->staff, &c, &x, ctx);
        if (e == ERR_OK && x.why == WHY_NONE) {
            request_go(rq, "/cases");
        } else if (e == ERR_OK) {
            request_go(rq, "/case/%" PRId64 "/people?done=ended", rq->id);
        }
    }
    return e;
}
