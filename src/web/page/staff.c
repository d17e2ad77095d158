/* Employees, for the administrator: the list, and adding one. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bank/compartment.h"
#include "web/admin.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const done_words[] = {"added", "changed", "relation", "ended-relation", "left"};
enum { DONE_ADDED, DONE_CHANGED, DONE_RELATION, DONE_ENDED_RELATION, DONE_LEFT, DONE__MAX };

#define DONE_INPUT                                                                                 \
    {                                                                                              \
        .name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = DONE__MAX           \
    }

const struct input_spec staff_inputs[4] = {
    {.name = "unit", .kind = INPUT_LINE, .max = STAFF_UNIT - 1},
    {.name = "role", .kind = INPUT_WORD, .words = role_code, .word_count = ROLE__MAX},
    {.name = "left", .kind = INPUT_FLAG},
    DONE_INPUT};

const struct input_spec staff_new_inputs[4] = {
    {.name = "name",
     .kind = INPUT_LINE,
     .max = STAFF_NAME - 1,
     .missing = TR("Skriv medarbetarens namn.")},
    {.name = "login", .kind = INPUT_LINE, .max = STAFF_NAME - 1},
    {.name = "role",
     .kind = INPUT_WORD,
     .words = role_code,
     .word_count = ROLE__MAX,
     .missing = TR("Välj en roll.")},
    {.name = "unit", .kind = INPUT_LINE, .max = STAFF_UNIT - 1}};

const struct input_spec staff_one_inputs[9] = {
    {.name = "what", .kind = INPUT_LINE, .max = 80},
    {.name = "from", .kind = INPUT_DATE},
    {.name = "until", .kind = INPUT_DATE},
    {.name = "new_name", .kind = INPUT_LINE, .max = STAFF_NAME - 1},
    {.name = "new_login", .kind = INPUT_LINE, .max = STAFF_NAME - 1},
    {.name = "new_role", .kind = INPUT_WORD, .words = role_code, .word_count = ROLE__MAX},
    {.name = "again", .kind = INPUT_FLAG},
    {.name = "sure", .kind = INPUT_FLAG},
    DONE_INPUT};

const char *staff_done_words(const struct request *rq)
{
    static const char *const texts[DONE__MAX] = {
        [DONE_ADDED] = TR("Medarbetaren är tillagd."),
        [DONE_CHANGED] = TR("Ändringarna är sparade."),
        [DONE_RELATION] = TR("Kopplingen är tillagd."),
        [DONE_ENDED_RELATION] = TR("Kopplingen är avslutad och gäller inte längre."),
        [DONE_LEFT] = TR("Medarbetaren har slutat: alla kopplingar är avslutade."),
    };
    int done = request_input(rq, "done")->word;
    return done >= 0 ? request_words(rq, texts[done]) : NULL;
}

/* ---- the list ---- */

/* "Ekbyskolan, Norrskolan" of one employee among everybody's relations of today. */
static const char *units_of(struct request *rq, struct staff_id id, const struct staff_relation *r,
                            size_t count)
{
    const char *text = "";
    for (size_t i = 0; i < count; i++) {
        if (r[i].staff.v == id.v) {
            text = arena_printf(rq->arena, "%s%s%s", text, text[0] != '\0' ? ", " : "",
                                admin_unit_words(rq, r[i].unit));
        }
    }
    return text;
}

static bool works_at(struct staff_id id, const char *unit, const struct staff_relation *r,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (r[i].staff.v == id.v && strcmp(r[i].unit, unit) == 0) {
            return true;
        }
    }
    return false;
}

static bool wanted(const struct request *rq, const struct staff *s, const struct staff_relation *r,
                   size_t count)
{
    const struct input *unit = request_input(rq, "unit"), *role = request_input(rq, "role");
    return (!unit->given || works_at(s->id, admin_unit_value(rq), r, count)) &&
           (role->word < 0 || (int)s->role == role->word);
}

static enum err fill_list(struct request *rq, struct page_staff *v, struct err_ctx *ctx)
{
    struct staff *list;
    struct staff_relation *r;
    size_t count, relations;
    struct relation_filter f = {.kind = RELATION_UNIT, .on = date_today()};
    enum err e =
        staff_list(rq->bank, !request_input(rq, "left")->flag, rq->arena, &list, &count, ctx);
    if (e == ERR_OK) {
        e = relation_list(rq->bank, &f, rq->arena, &r, &relations, ctx);
    }
    struct page_staff_rows *rows = arena_alloc(rq->arena, ADMIN_ROWS_MAX * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (!wanted(rq, &list[i], r, relations)) {
            continue;
        }
        v->count++;
        v->more = v->more || v->rows_count == ADMIN_ROWS_MAX;
        if (v->rows_count < ADMIN_ROWS_MAX) {
            rows[v->rows_count++] = (struct page_staff_rows){
                .href = arena_printf(rq->arena, "/staff/%" PRId64, list[i].id.v),
                .name = list[i].name,
                .role = request_words(rq, role_text_sv[list[i].role]),
                .units = units_of(rq, list[i].id, r, relations),
                .login = list[i].login,
                .active = list[i].active};
        }
    }
    v->rows = rows;
    return e;
}

enum err page_staff(struct request *rq, struct err_ctx *ctx)
{
    struct page_staff v = {.most = ADMIN_ROWS_MAX};
    const char *codes[ROLE__MAX], *texts[ROLE__MAX];
    struct form_words roles = admin_roles(rq, codes, texts);
    struct form_option *units;
    size_t unit_count;
    enum err e = fill_list(rq, &v, ctx);
    if (e == ERR_OK) {
        e = admin_units(rq, &units, &unit_count, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    v.layout = request_layout(rq, request_words(rq, TR("Medarbetare")));
    v.done = staff_done_words(rq);
    v.unit = unit_count > 1 ? form_select(rq, "unit", TR("Arbetar på"), units, unit_count) : NULL;
    v.role = form_select_words(rq, "role", TR("Roll"), &roles);
    v.left = form_check(rq, "left", TR("Visa även dem som har slutat"));
    page_staff_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- adding ---- */

enum err page_staff_new(struct request *rq, struct err_ctx *ctx)
{
    const char *codes[ROLE__MAX], *texts[ROLE__MAX];
    struct form_words roles = admin_roles(rq, codes, texts);
    struct page_staff_form v = {.errors = form_errors(rq), .action = "/staff/new"};
    enum err e = admin_unit_input(rq, &v.unit_choice, &v.unit_line, ctx);
    if (e != ERR_OK) {
        return e;
    }
    v.layout = request_layout(rq, request_words(rq, TR("Lägg till en medarbetare")));
    v.name = form_line(rq, "name", TR("Namn"), TR("Som kollegerna känner personen."), NULL);
    v.login = form_line(rq, "login", TR("Inloggning"),
                        TR("Namnet hos er inloggningstjänst. Utan det kan personen inte logga in."),
                        NULL);
    v.role = form_choice(rq, "role", TR("Roll"), NULL, &roles);
    page_staff_form_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_staff_new_send(struct request *rq, struct err_ctx *ctx)
{
    struct staff s = {.active = true};
    struct staff_id id;
    const struct input *role = request_input(rq, "role");
    enum bank_kind kind = bank_config(rq->bank)->kind;
    if (kind == BANK_SCHOOL && !request_input(rq, "unit")->given) {
        request_fault(rq, "unit", TR("Välj var medarbetaren arbetar."));
    }
    if (rq->faults == 0 && !role_in_kind((enum role)role->word, kind)) {
        request_fault(rq, "role", TR("Välj en roll."));
    }
    if (rq->faults > 0) {
        return page_staff_new(rq, ctx);
    }
    s.role = (enum role)role->word;
    snprintf(s.name, sizeof s.name, "%s", request_input(rq, "name")->raw);
    snprintf(s.login, sizeof s.login, "%s", request_input(rq, "login")->raw);
    snprintf(s.unit, sizeof s.unit, "%s", admin_unit_value(rq));
    enum err e = staff_change(rq->bank, &s, &rq->actor, &id, ctx);
    if (e == ERR_CONFLICT) {
        request_fault(rq, "login", TR("En annan medarbetare har den inloggningen."));
        return page_staff_new(rq, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/staff/%" PRId64 "?done=added", id.v);
    }
    return e;
}
