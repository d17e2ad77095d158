/* Openings, for those who lead: look at them afterwards, approve or refuse what waits. */
#include <inttypes.h>

#include "bank/opening.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"
#include "web/start.h"

static const char *const done_words[] = {"saved"};
const struct input_spec openings_inputs[1] = {
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 1}};

/* Answers to what waits come after those of a review. */
enum { SAID_RIGHT, SAID_NOT_RIGHT, SAID_APPROVE, SAID_REFUSE, SAID__MAX };
static const char *const said_codes[SAID__MAX] = {"right", "not-right", "approve", "refuse"};
static const char *const said_texts[SAID__MAX] = {TR("Den var befogad"), TR("Den var inte befogad"),
                                                  TR("Godkänn: medarbetaren får läsa"),
                                                  TR("Avslå")};
const struct input_spec opening_inputs[1] = {{.name = "said",
                                              .kind = INPUT_WORD,
                                              .words = said_codes,
                                              .word_count = SAID__MAX,
                                              .missing = TR("Välj ett svar.")}};

/* Whether the employee leads a unit of whoever made it: the home unit, or another where that
 * colleague works today. */
static enum err leads_it(struct request *rq, const struct opening *o, struct staff *who, bool *out,
                         struct err_ctx *ctx)
{
    struct staff_relation *list = NULL;
    size_t count = 0;
    struct relation_filter f = {.staff = o->staff, .kind = RELATION_UNIT, .on = date_today()};
    enum err e = staff_read(rq->bank, o->staff, who, ctx);
    if (e == ERR_OK) {
        e = access_unit(rq->bank, &rq->staff, who->unit, out, ctx);
    }
    if (e == ERR_OK && !*out) {
        e = relation_list(rq->bank, &f, rq->arena, &list, &count, ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < count && !*out; i++) {
        e = access_unit(rq->bank, &rq->staff, list[i].unit, out, ctx);
    }
    return e;
}

static bool needs_me(const struct request *rq, const struct opening *o)
{
    return o->staff.v != rq->staff.id.v && o->refused.ms == 0 && o->reviewed.ms == 0;
}

/* ---- the list ---- */

static enum err fill_list(struct request *rq, struct page_openings *v, struct err_ctx *ctx)
{
    struct opening *list;
    size_t count;
    enum err e = opening_list(rq->bank, (struct staff_id){0}, false, rq->arena, &list, &count, ctx);
    struct page_openings_rows *rows =
        arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *rows);
    for (int pass = 0; e == ERR_OK && pass < 2; pass++) {
        for (size_t i = 0; e == ERR_OK && i < count; i++) {
            struct staff who;
            bool mine = false, waits = needs_me(rq, &list[i]);
            e = waits == (pass == 0) ? leads_it(rq, &list[i], &who, &mine, ctx) : ERR_OK;
            if (e == ERR_OK && mine) {
                v->count += waits;
                rows[v->rows_count++] = (struct page_openings_rows){
                    .href = arena_printf(rq->arena, "/opening/%" PRId64, list[i].id.v),
                    .who = arena_strdup(rq->arena, who.name),
                    .unit = show_unit(rq, arena_strdup(rq->arena, who.unit)),
                    .kind = request_words(rq, opening_kind_text_sv[list[i].kind]),
                    .at = show_time(rq, list[i].asked),
                    .state = opening_state_words(rq, &list[i]),
                    .waits = waits};
            }
        }
    }
    v->rows = rows;
    return e;
}

enum err page_openings(struct request *rq, struct err_ctx *ctx)
{
    struct page_openings v = {0};
    enum err e = fill_list(rq, &v, ctx);
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Nödöppningar att granska")));
        v.done = request_input(rq, "done")->word >= 0
                     ? request_words(rq, TR("Ditt svar är sparat."))
                     : NULL;
        page_openings_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

/* What waits for those who lead: one row of the start page. */
enum err start_openings(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    struct page_openings v = {0};
    if (!access_role(WHO_LEADERS, rq->staff.role, bank_config(rq->bank)->kind)) {
        return ERR_OK;
    }
    enum err e = fill_list(rq, &v, ctx);
    if (e == ERR_OK && v.count == 0 && v.rows_count > 0) {
        start_link(s, "/openings", request_words(rq, TR("Nödöppningar")),
                   request_words(rq, TR("som är granskade eller besvarade")));
    }
    if (e == ERR_OK && v.count > 0) {
        start_add(s, &(struct start_row){
                         .href = "/openings",
                         .name = request_words(rq, TR("Nödöppningar")),
                         .text = arena_printf(rq->arena, "%" PRId64 " %s", v.count,
                                              request_words(rq, TR("att granska eller svara på."))),
                         .due = date_today()});
    }
    return e;
}

/* ---- one ---- */

static enum err find_led(struct request *rq, struct opening *o, struct staff *who,
                         struct err_ctx *ctx)
{
    bool mine = false;
    enum err e = opening_read(rq->bank, (struct opening_id){rq->id}, o, ctx);
    if (e == ERR_OK) {
        e = leads_it(rq, o, who, &mine, ctx);
    }
    return e == ERR_OK && !mine ? err_set(ctx, ERR_NOT_FOUND, "opening", "", "of another unit") : e;
}

/* Whom it is about and why; both opened in the reading of the page. */
static enum err fill_about(struct request *rq, const struct opening *o, struct page_opening *v,
                           struct err_ctx *ctx)
{
    v->nobody = o->person.v == 0;
    if (v->nobody) {
        return ERR_OK;
    }
    if (o->kind == OPENING_PROTECTED) {
        reading_allow_protected(request_reading(rq));
    }
    enum err e = request_name(rq, o->person, &v->person, ctx);
    return e == ERR_OK
               ? opening_reason(rq->bank, request_reading(rq), o->id, rq->arena, &v->reason, ctx)
               : e;
}

static const struct page_choice *said_choice(struct request *rq, bool answer, bool nobody)
{
    struct form_words review = {said_codes, said_texts, SAID_RIGHT, SAID_APPROVE, -1};
    struct form_words reply = {said_codes, said_texts, nobody ? SAID_REFUSE : SAID_APPROVE,
                               SAID__MAX, -1};
    return answer ? form_choice(rq, "said", TR("Får medarbetaren öppna personen?"), NULL, &reply)
                  : form_choice(rq, "said", TR("Var nödöppningen befogad?"), NULL, &review);
}

enum err page_opening(struct request *rq, struct err_ctx *ctx)
{
    struct opening o;
    struct staff who;
    struct page_opening v = {0};
    enum err e = find_led(rq, &o, &who, ctx);
    if (e == ERR_OK) {
        e = fill_about(rq, &o, &v, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    v.layout = request_layout(rq, request_words(rq, opening_kind_text_sv[o.kind]));
    v.errors = form_errors(rq);
    v.who = who.name;
    v.unit = show_unit(rq, who.unit);
    v.kind = request_words(rq, opening_kind_text_sv[o.kind]);
    v.at = show_time(rq, o.asked);
    v.until = show_time(rq, o.until);
    v.state = opening_state_words(rq, &o);
    v.action = arena_printf(rq->arena, "/opening/%" PRId64, rq->id);
    v.own = o.staff.v == rq->staff.id.v;
    v.answer = needs_me(rq, &o) && opening_waits(&o);
    v.review = needs_me(rq, &o) && !opening_waits(&o);
    v.said = said_choice(rq, v.answer, v.nobody);
    page_opening_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_opening_send(struct request *rq, struct err_ctx *ctx)
{
    struct opening o;
    struct staff who;
    if (rq->faults > 0) {
        return page_opening(rq, ctx);
    }
    enum err e = find_led(rq, &o, &who, ctx);
    if (e != ERR_OK) {
        return e;
    }
    switch (request_input(rq, "said")->word) {
    case SAID_APPROVE:
        e = opening_approve(rq->bank, &rq->actor, o.id, ctx);
        break;
    case SAID_REFUSE:
        e = opening_refuse(rq->bank, &rq->actor, o.id, ctx);
        break;
    default:
        e = opening_review(
            rq->bank, &rq->actor, o.id,
            request_input(rq, "said")->word == SAID_RIGHT ? OPENING_RIGHT : OPENING_NOT_RIGHT, ctx);
        break;
    }
    if (e == ERR_OK) {
        request_go(rq, "/openings?done=saved");
    }
    return e;
}
