/* One employee, for the administrator: relations, change, end. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/compartment.h"
#include "bank/work_team.h"
#include "web/admin.h"
#include "web/handlers.h"
#include "web/show.h"

/* The groups at the schools where a mentor works, as "group:…"; nobody else has use for one. */
static enum err group_options(struct request *rq, const struct staff *s, struct form_option **out,
                              size_t *count_out, struct err_ctx *ctx)
{
    struct pupil_group *list;
    size_t count;
    *count_out = 0;
    if (!access_by_group(s->role) || bank_config(rq->bank)->kind != BANK_SCHOOL) {
        return ERR_OK;
    }
    enum err e = pupil_group_list(rq->bank, "", date_today(), rq->arena, &list, &count, ctx);
    *out = arena_alloc(rq->arena, (ADMIN_ROWS_MAX + 1) * sizeof **out);
    for (size_t i = 0; e == ERR_OK && i < count && *count_out < ADMIN_ROWS_MAX; i++) {
        struct unit_cover cover;
        e = relation_covers(rq->bank, s->id, list[i].unit, date_today(), &cover, ctx);
        if (e == ERR_OK && cover.covers) {
            (*out)[(*count_out)++] =
                (struct form_option){arena_printf(rq->arena, "group:%" PRId64, list[i].id.v),
                                     admin_group_words(rq, &list[i])};
        }
    }
    return e;
}

/* What can be chosen in one list: groups, units, compartments, teams, as "group:…", "unit:…",
 * "compartment:…", "team:…". */
static enum err what_options(struct request *rq, const struct staff *s, struct form_option **out,
                             size_t *count_out, struct err_ctx *ctx)
{
    struct form_option *units, *groups, *o;
    struct team *teams;
    size_t unit_count, team_count, group_count, n = 0;
    enum err e = admin_units(rq, &units, &unit_count, ctx);
    if (e == ERR_OK) {
        e = group_options(rq, s, &groups, &group_count, ctx);
    }
    if (e == ERR_OK) {
        e = team_list(rq->bank, false, rq->arena, &teams, &team_count, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    o = arena_alloc(rq->arena,
                    (group_count + unit_count + team_count + COMPARTMENT__MAX) * sizeof *o);
    for (size_t i = 0; i < group_count; i++) {
        o[n++] = groups[i];
    }
    for (size_t i = 0; i < unit_count; i++) {
        o[n++] = (struct form_option){
            arena_printf(rq->arena, "unit:%s", units[i].value),
            arena_printf(rq->arena, "%s %s", request_words(rq, TR("Arbetar på:")), units[i].text)};
    }
    for (size_t i = 0; i < team_count; i++) {
        o[n++] = (struct form_option){arena_printf(rq->arena, "team:%" PRId64, teams[i].id.v),
                                      arena_printf(rq->arena, "%s %s",
                                                   request_words(rq, TR("Med i teamet:")),
                                                   teams[i].name)};
    }
    for (int c = COMPARTMENT_NONE + 1; c < COMPARTMENT__MAX; c++) {
        if (compartment_in_kind((enum compartment)c, bank_config(rq->bank)->kind)) {
            o[n++] = (struct form_option){
                arena_printf(rq->arena, "compartment:%s", compartment_code[c]),
                arena_printf(rq->arena, "%s %s",
                             request_words(rq, TR("Läser det som är gjort inom:")),
                             request_words(rq, compartment_text_sv[c]))};
        }
    }
    *out = o;
    *count_out = n;
    return ERR_OK;
}

/* A group that there is. */
static bool group_chosen(const struct request *rq, const char *text, struct staff_relation *r)
{
    struct pupil_group g;
    struct err_ctx ctx;
    r->kind = RELATION_GROUP;
    return input_id(text, &r->object) && bank_config(rq->bank)->kind == BANK_SCHOOL &&
           pupil_group_read(rq->bank, (struct pupil_group_id){r->object}, &g, &ctx) == ERR_OK;
}

/* The choice as a relation; false when it is none of them. */
static bool what_chosen(const struct request *rq, struct staff_relation *r)
{
    const char *what = request_input(rq, "what")->raw;
    enum compartment c;
    if (strncmp(what, "unit:", 5) == 0 && what[5] != '\0') {
        r->kind = RELATION_UNIT;
        snprintf(r->unit, sizeof r->unit, "%s", strcmp(what + 5, UNIT_WHOLE) == 0 ? "" : what + 5);
        return true;
    }
    if (strncmp(what, "group:", 6) == 0) {
        return group_chosen(rq, what + 6, r);
    }
    if (strncmp(what, "team:", 5) == 0) {
        r->kind = RELATION_TEAM;
        return input_id(what + 5, &r->object);
    }
    if (strncmp(what, "compartment:", 12) == 0 && compartment_parse(what + 12, &c) &&
        compartment_in_kind(c, bank_config(rq->bank)->kind)) {
        r->kind = RELATION_COMPARTMENT;
        r->object = c;
        return true;
    }
    return false;
}

static const char *state_words(struct request *rq, const struct staff_relation *r)
{
    if (r->ended.ms != 0) {
        return arena_printf(rq->arena, "%s %s", request_words(rq, TR("Avslutad")),
                            show_time(rq, r->ended));
    }
    return r->from.days > date_today().days ? request_words(rq, TR("Har inte börjat"))
                                            : request_words(rq, TR("Har tagit slut"));
}

static enum err fill_relations(struct request *rq, const struct staff *s, struct page_staff_one *v,
                               struct err_ctx *ctx)
{
    struct staff_relation *list;
    size_t count;
    struct relation_filter f = {.staff = s->id, .kind = -1};
    enum err e = relation_list(rq->bank, &f, rq->arena, &list, &count, ctx);
    struct page_staff_one_relations *rows =
        arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        bool over = list[i].ended.ms != 0 ||
                    (list[i].to.days != DATE_OPEN.days && list[i].to.days < date_today().days);
        rows[i] = (struct page_staff_one_relations){
            .what = admin_relation_words(rq, &list[i]),
            .from = list[i].from,
            .to = list[i].to.days == DATE_OPEN.days ? request_words(rq, TR("tills vidare"))
                                                    : show_date(rq, list[i].to),
            .state = state_words(rq, &list[i]),
            .holds = !over,
            .imported = list[i].source_id[0] != '\0',
            .action = arena_printf(rq->arena, "/relation/%" PRId64 "/end", list[i].id.v)};
    }
    if (e == ERR_OK) {
        v->relations = rows;
        v->relations_count = count;
    }
    return e;
}

static const char *compartment_words(struct request *rq, unsigned of)
{
    const char *text = "";
    for (int c = COMPARTMENT_NONE + 1; c < COMPARTMENT__MAX; c++) {
        if ((of & 1u << c) != 0) {
            text = arena_printf(rq->arena, "%s%s%s", text, text[0] != '\0' ? "; " : "",
                                request_words(rq, compartment_text_sv[c]));
        }
    }
    return text;
}

static void fill_forms(struct request *rq, const struct staff *s, struct page_staff_one *v)
{
    const char *codes[ROLE__MAX], *texts[ROLE__MAX];
    struct form_words roles = admin_roles(rq, codes, texts);
    for (int i = 0; i < roles.count; i++) {
        roles.initial = strcmp(codes[i], role_code[s->role]) == 0 ? i : roles.initial;
    }
    v->from = form_date(rq, "from", TR("Från och med"), NULL, date_today());
    v->until = form_date(rq, "until", TR("Till och med (frivilligt)"), NULL, DATE_OPEN);
    v->new_name = form_line(rq, "new_name", TR("Namn"), NULL, s->name);
    v->new_login = form_line(rq, "new_login", TR("Inloggning"), NULL, s->login);
    v->new_role = form_select_words(rq, "new_role", TR("Roll"), &roles);
    v->again = form_check(rq, "again", TR("Får logga in igen"));
    v->sure = form_check(rq, "sure", TR("Ja, medarbetaren har slutat"));
    v->relation_action = arena_printf(rq->arena, "/staff/%" PRId64 "/relation", s->id.v);
    v->change_action = arena_printf(rq->arena, "/staff/%" PRId64, s->id.v);
    v->end_action = arena_printf(rq->arena, "/staff/%" PRId64 "/end", s->id.v);
}

enum err page_staff_one(struct request *rq, struct err_ctx *ctx)
{
    struct staff s;
    struct form_option *options;
    size_t count;
    unsigned of = 0;
    struct page_staff_one v = {.errors = form_errors(rq)};
    enum err e = staff_read(rq->bank, (struct staff_id){rq->id}, &s, ctx);
    if (e == ERR_OK) {
        e = fill_relations(rq, &s, &v, ctx);
    }
    if (e == ERR_OK) {
        e = what_options(rq, &s, &options, &count, ctx);
    }
    if (e == ERR_OK) {
        e = compartments_of(rq->bank, &s, date_today(), &of, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    v.layout = request_layout(rq, s.name);
    v.done = staff_done_words(rq);
    v.name = s.name;
    v.role = request_words(rq, role_text_sv[s.role]);
    v.login = s.login;
    v.active = s.active;
    v.compartments = compartment_words(rq, of);
    v.mentor = access_by_group(s.role);
    v.what = form_select(rq, "what", TR("Koppling"), options, count);
    fill_forms(rq, &s, &v);
    page_staff_one_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- changing ---- */

static enum err go_back(struct request *rq, enum err e, int64_t staff, const char *done)
{
    if (e == ERR_OK) {
        request_go(rq, "/staff/%" PRId64 "?done=%s", staff, done);
    }
    return e;
}

enum err page_staff_relation_send(struct request *rq, struct err_ctx *ctx)
{
    struct staff s;
    struct relation_id id;
    struct staff_relation r = {
        .staff = {rq->id}, .from = admin_from(rq, "from"), .to = admin_until(rq, "until")};
    enum err e = staff_read(rq->bank, r.staff, &s, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!what_chosen(rq, &r)) {
        request_fault(rq, "what", TR("Välj vad kopplingen gäller."));
    }
    if (r.to.days != DATE_OPEN.days && r.to.days < r.from.days) {
        request_fault(rq, "until", TR("Sista dagen kan inte vara före den första."));
    }
    if (rq->faults > 0) {
        return page_staff_one(rq, ctx);
    }
    e = relation_add(rq->bank, &r, &rq->actor, &id, ctx);
    if (e == ERR_CONFLICT) {
        request_fault(rq, "what", TR("Medarbetaren har redan den kopplingen."));
        return page_staff_one(rq, ctx);
    }
    return go_back(rq, e, rq->id, "relation");
}

enum err page_staff_change_send(struct request *rq, struct err_ctx *ctx)
{
    struct staff s;
    struct staff_id id;
    const struct input *role = request_input(rq, "new_role");
    enum err e = staff_read(rq->bank, (struct staff_id){rq->id}, &s, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!request_input(rq, "new_name")->given) {
        request_fault(rq, "new_name", TR("Skriv medarbetarens namn."));
    }
    if (role->word < 0 || !role_in_kind((enum role)role->word, bank_config(rq->bank)->kind)) {
        request_fault(rq, "new_role", TR("Välj en roll."));
    }
    if (rq->faults > 0) {
        return page_staff_one(rq, ctx);
    }
    s.role = (enum role)role->word;
    s.active = s.active || request_input(rq, "again")->flag;
    snprintf(s.name, sizeof s.name, "%s", request_input(rq, "new_name")->raw);
    snprintf(s.login, sizeof s.login, "%s", request_input(rq, "new_login")->raw);
    e = staff_change(rq->bank, &s, &rq->actor, &id, ctx);
    if (e == ERR_CONFLICT) {
        request_fault(rq, "new_login", TR("En annan medarbetare har den inloggningen."));
        return page_staff_one(rq, ctx);
    }
    return go_back(rq, e, rq->id, "changed");
}

enum err page_staff_end_send(struct request *rq, struct err_ctx *ctx)
{
    struct staff s;
    enum err e = staff_read(rq->bank, (struct staff_id){rq->id}, &s, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!request_input(rq, "sure")->flag) {
        request_fault(rq, "sure", TR("Kryssa i att medarbetaren har slutat."));
        return page_staff_one(rq, ctx);
    }
    if (s.id.v == rq->staff.id.v) {
        request_fault(rq, "sure", TR("Du kan inte avsluta dig själv. Be en annan administratör."));
        return page_staff_one(rq, ctx);
    }
    e = staff_end(rq->bank, s.id, &rq->actor, ctx);
    if (e == ERR_OK) {
        e = session_end_staff(rq->bank, s.id, &rq->actor, NULL, ctx);
    }
    return go_back(rq, e, rq->id, "left");
}

enum err page_relation_end_send(struct request *rq, struct err_ctx *ctx)
{
    struct staff_relation r;
    enum err e = relation_read(rq->bank, (struct relation_id){rq->id}, &r, ctx);
    if (e == ERR_OK) {
        e = relation_end(rq->bank, r.id, &rq->actor, ctx);
    }
    if (e == ERR_OK && r.kind == RELATION_TEAM) {
        request_go(rq, "/team/%" PRId64 "?done=removed", r.object);
        return ERR_OK;
    }
    return go_back(rq, e, r.staff.v, "ended-relation");
}
