/* Teams, for the administrator. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bank/work_team.h"
#include "web/admin.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const done_words[] = {"added", "member", "removed", "ended"};
enum { DONE_ADDED, DONE_MEMBER, DONE_REMOVED, DONE_ENDED, DONE__MAX };

#define DONE_INPUT                                                                                 \
    {                                                                                              \
        .name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = DONE__MAX           \
    }

const struct input_spec teams_inputs[3] = {
    {.name = "name", .kind = INPUT_LINE, .max = TEAM_NAME - 1, .missing = TR("Skriv ett namn.")},
    {.name = "unit", .kind = INPUT_LINE, .max = STAFF_UNIT - 1},
    DONE_INPUT};
const struct input_spec team_inputs[5] = {{.name = "staff", .kind = INPUT_ID},
                                          {.name = "from", .kind = INPUT_DATE},
                                          {.name = "until", .kind = INPUT_DATE},
                                          {.name = "sure", .kind = INPUT_FLAG},
                                          DONE_INPUT};

static const char *done_text(const struct request *rq)
{
    static const char *const texts[DONE__MAX] = {
        [DONE_ADDED] = TR("Teamet är tillagt."),
        [DONE_MEMBER] = TR("Medlemmen är tillagd."),
        [DONE_REMOVED] = TR("Medlemskapet är avslutat."),
        [DONE_ENDED] = TR("Teamet är avslutat och öppnar inget längre."),
    };
    int done = request_input(rq, "done")->word;
    return done >= 0 ? request_words(rq, texts[done]) : NULL;
}

static enum err fill_teams(struct request *rq, struct page_teams *v, struct err_ctx *ctx)
{
    struct team *list;
    struct staff_relation *r;
    size_t count, members;
    struct relation_filter f = {.kind = RELATION_TEAM, .on = date_today()};
    enum err e = team_list(rq->bank, false, rq->arena, &list, &count, ctx);
    if (e == ERR_OK) {
        e = relation_list(rq->bank, &f, rq->arena, &r, &members, ctx);
    }
    struct page_teams_rows *rows =
        arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        rows[i] = (struct page_teams_rows){
            .href = arena_printf(rq->arena, "/team/%" PRId64, list[i].id.v),
            .name = list[i].name,
            .unit = list[i].unit[0] != '\0' ? show_unit(rq, list[i].unit) : ""};
        for (size_t k = 0; k < members; k++) {
            rows[i].members += r[k].object == list[i].id.v;
        }
    }
    if (e == ERR_OK) {
        v->rows = rows;
        v->rows_count = count;
        v->count = (int64_t)count;
    }
    return e;
}

enum err page_teams(struct request *rq, struct err_ctx *ctx)
{
    struct page_teams v = {.errors = form_errors(rq)};
    enum err e = fill_teams(rq, &v, ctx);
    if (e == ERR_OK) {
        e = admin_unit_input(rq, &v.unit_choice, &v.unit_line, ctx);
    }
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Team")));
        v.done = done_text(rq);
        v.name = form_line(rq, "name", TR("Teamets namn"), NULL, NULL);
        page_teams_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

enum err page_teams_send(struct request *rq, struct err_ctx *ctx)
{
    struct team t = {0};
    struct team_id id;
    if (rq->faults > 0) {
        return page_teams(rq, ctx);
    }
    snprintf(t.name, sizeof t.name, "%s", request_input(rq, "name")->raw);
    snprintf(t.unit, sizeof t.unit, "%s", admin_unit_value(rq));
    enum err e = team_put(rq->bank, &t, &rq->actor, &id, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/team/%" PRId64 "?done=added", id.v);
    }
    return e;
}

/* ---- one ---- */

static enum err fill_members(struct request *rq, struct page_team *v, struct err_ctx *ctx)
{
    struct staff_relation *r;
    size_t count;
    struct relation_filter f = {.kind = RELATION_TEAM, .object = rq->id};
    enum err e = relation_list(rq->bank, &f, rq->arena, &r, &count, ctx);
    struct page_team_members *rows =
        arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct staff s;
        bool over = r[i].ended.ms != 0 ||
                    (r[i].to.days != DATE_OPEN.days && r[i].to.days < date_today().days);
        e = over ? ERR_OK : staff_read(rq->bank, r[i].staff, &s, ctx);
        if (e == ERR_OK && !over) {
            rows[v->members_count++] = (struct page_team_members){
                .name = arena_strdup(rq->arena, s.name),
                .role = request_words(rq, role_text_sv[s.role]),
                .from = r[i].from,
                .to = r[i].to.days == DATE_OPEN.days ? request_words(rq, TR("tills vidare"))
                                                     : show_date(rq, r[i].to),
                .action = arena_printf(rq->arena, "/relation/%" PRId64 "/end", r[i].id.v)};
        }
    }
    v->members = rows;
    return e;
}

/* Everybody active, by name and role. */
enum err admin_staff_select(struct request *rq, const char *label, enum who who,
                            const struct page_select **out, struct err_ctx *ctx)
{
    struct staff *list;
    size_t count, n = 0;
    enum err e = staff_list(rq->bank, true, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct form_option *o = arena_alloc(rq->arena, (count + 1) * sizeof *o);
    for (size_t i = 0; i < count; i++) {
        if (access_role(who, list[i].role, bank_config(rq->bank)->kind)) {
            o[n++] =
                (struct form_option){arena_printf(rq->arena, "%" PRId64, list[i].id.v),
                                     arena_printf(rq->arena, "%s (%s, %s)", list[i].name,
                                                  request_words(rq, role_text_sv[list[i].role]),
                                                  admin_unit_words(rq, list[i].unit))};
        }
    }
    *out = form_select(rq, "staff", label, o, n);
    return ERR_OK;
}

enum err page_team(struct request *rq, struct err_ctx *ctx)
{
    struct team t;
    struct page_team v = {.errors = form_errors(rq)};
    enum err e = team_read(rq->bank, (struct team_id){rq->id}, &t, ctx);
    if (e == ERR_OK) {
        e = fill_members(rq, &v, ctx);
    }
    if (e == ERR_OK) {
        e = admin_staff_select(rq, TR("Medarbetare"), WHO_PEOPLE, &v.staff, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    v.layout = request_layout(rq, t.name);
    v.done = done_text(rq);
    v.name = t.name;
    v.unit = t.unit[0] != '\0' ? show_unit(rq, t.unit) : "";
    v.ended = t.ended.ms != 0;
    v.from = form_date(rq, "from", TR("Från och med"), NULL, date_today());
    v.until = form_date(rq, "until", TR("Till och med (frivilligt)"), NULL, DATE_OPEN);
    v.sure = form_check(rq, "sure", TR("Ja, teamet ska avslutas"));
    v.member_action = arena_printf(rq->arena, "/team/%" PRId64 "/member", rq->id);
    v.end_action = arena_printf(rq->arena, "/team/%" PRId64 "/end", rq->id);
    page_team_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_team_member_send(struct request *rq, struct err_ctx *ctx)
{
    struct team t;
    struct relation_id id;
    struct staff_relation r = {.staff = {request_input(rq, "staff")->id},
                               .kind = RELATION_TEAM,
                               .object = rq->id,
                               .from = admin_from(rq, "from"),
                               .to = admin_until(rq, "until")};
    enum err e = team_read(rq->bank, (struct team_id){rq->id}, &t, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!request_input(rq, "staff")->given) {
        request_fault(rq, "staff", TR("Välj en medarbetare."));
    }
    if (r.to.days != DATE_OPEN.days && r.to.days < r.from.days) {
        request_fault(rq, "until", TR("Sista dagen kan inte vara före den första."));
    }
    if (rq->faults > 0) {
        return page_team(rq, ctx);
    }
    e = t.ended.ms != 0 ? err_set(ctx, ERR_CONFLICT, "team", "", "the team has ended")
                        : relation_add(rq->bank, &r, &rq->actor, &id, ctx);
    if (e == ERR_CONFLICT) {
        request_fault(rq, "staff", TR("Medarbetaren är redan med i teamet."));
        return page_team(rq, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/team/%" PRId64 "?done=member", rq->id);
    }
    return e;
}

enum err page_team_end_send(struct request *rq, struct err_ctx *ctx)
{
    struct team t;
    enum err e = team_read(rq->bank, (struct team_id){rq->id}, &t, ctx);
    if (e == ERR_OK && !request_input(rq, "sure")->flag) {
        request_fault(rq, "sure", TR("Kryssa i att teamet ska avslutas."));
        return page_team(rq, ctx);
    }
    if (e == ERR_OK) {
        e = team_end(rq->bank, t.id, &rq->actor, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/teams?done=ended");
    }
    return e;
}
