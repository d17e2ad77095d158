/* Hand-over: offering a case or many to a colleague, and deciding on what is offered. */
#include <inttypes.h>
#include <string.h>

#include "team/offer.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"
#include "web/start.h"

const struct input_spec offer_inputs[3] = {
    {.name = "done", .kind = INPUT_WORD, .words = case_done_codes, .word_count = CASE_DONE_WORDS},
    {.name = "to", .kind = INPUT_ID},
    {.name = "note", .kind = INPUT_TEXT, .max = OFFER_NOTE_MAX},
};

/* Colleagues whose role works with cases, with their role and unit. */
const struct page_select *colleague_select(struct request *rq, const char *name, const char *label,
                                           struct err_ctx *ctx)
{
    struct staff *list;
    size_t count, n = 0;
    if (staff_list(rq->bank, true, rq->arena, &list, &count, ctx) != ERR_OK) {
        return NULL;
    }
    struct form_option *o = arena_alloc(rq->arena, (count + 1) * sizeof *o);
    for (size_t i = 0; i < count; i++) {
        if (list[i].id.v != rq->staff.id.v &&
            access_role(WHO_CASES, list[i].role, bank_config(rq->bank)->kind)) {
            o[n++] = (struct form_option){
                arena_printf(rq->arena, "%" PRId64, list[i].id.v),
                arena_printf(rq->arena, "%s, %s%s%s", list[i].name,
                             request_words(rq, role_text_sv[list[i].role]),
                             list[i].unit[0] != '\0' ? ", " : "", show_unit(rq, list[i].unit))};
        }
    }
    /* One colleague is no choice made: the reader chooses. */
    return form_select(rq, name, label, o, n);
}

/* Whether a case may go with its child to another unit of the school authority: the law engine is
 * asked, as for any record of a case that passes on. */
static bool may_move(struct request *rq, const struct team_case *c, const char *unit)
{
    const struct bank_config *config = bank_config(rq->bank);
    if (config->kind != BANK_SCHOOL || unit[0] == '\0' || strcmp(unit, c->unit) == 0) {
        return true;
    }
    bool independent = config->legal_form == LEGAL_FORM_INDEPENDENT;
    enum law_branch branch = independent ? LAW_FRI_S : LAW_SKO;
    enum law_form form = independent ? LAW_FORM_INDEPENDENT_JURIDICAL : LAW_FORM_MUNICIPAL;
    struct law_facts facts = {.from = branch,
                              .to = branch,
                              .from_form = form,
                              .to_form = form,
                              .boundary = LAW_BOUNDARY_SAME_AUTHORITY,
                              .item = LAW_ITEM_CASE_RECORD,
                              .identification = LAW_IDENTIFIED,
                              .purpose = LAW_PURPOSE_SUPPORT,
                              .protection = LAW_PROTECTION_NONE,
                              .question_date = date_today(),
                              .information_date = date_today()};
    struct law_decision d;
    law_decide(rq->rules, &facts, LAW_WITH_NOTHING, rq->arena, &d);
    return law_passes(&d);
}

/* Faults of the inputs "to" and "note"; the colleague in *out. */
static void check_offer(struct request *rq, const struct team_case *c, struct staff *out)
{
    const struct input *to = request_input(rq, "to");
    struct err_ctx ctx;
    if (!to->given || to->fault != NULL ||
        staff_read(rq->bank, (struct staff_id){to->id}, out, &ctx) != ERR_OK || !out->active) {
        request_fault(rq, "to", TR("Välj en kollega."));
    } else if (!may_move(rq, c, out->unit)) {
        request_fault(rq, "to",
                      TR("Kollegan arbetar på en annan skola. Vi hittar ingen regel i lagen som "
                         "låter ärendet följa med dit. Avsluta ärendet med skälet att eleven har "
                         "flyttat, och be om samtycke till det som behöver lämnas vidare."));
    }
    if (!request_input(rq, "note")->given) {
        request_fault(rq, "note", TR("Skriv kort hur läget är, så att kollegan kan ta vid."));
    }
}

/* ---- one case ---- */

enum err page_case_offer(struct request *rq, struct err_ctx *ctx)
{
    struct case_page p;
    struct case_offer *offers;
    size_t count = 0;
    struct offer_filter f = {.case_id = {rq->id}};
    enum err e = show_case_page(rq, CASE_TAB_OVERVIEW, &p, ctx);
    e = e == ERR_OK ? offer_list(rq->bank, &rq->actor, &f, rq->arena, &offers, &count, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_offer v = {
        .layout = request_layout(rq, request_words(rq, TR("Lämna över ärendet"))),
        .errors = form_errors(rq),
        .person = p.person,
        .nav = p.nav,
        .done = case_done_words(rq),
        .open = p.open,
        .waiting = count > 0 ? show_staff(rq, offers[0].to) : NULL,
        .people_href = case_href(rq, "/people"),
        .withdraw_action = case_href(rq, "/offer/withdraw"),
        .offer_action = case_href(rq, "/offer"),
        .to = colleague_select(rq, "to", TR("Vem ska ta över?"), ctx),
        .note = form_area(rq, "note", TR("Hur är läget?"),
                          TR("Vad är på gång, vad är lovat, och vilka möten är bokade?"))};
    if (v.to == NULL) {
        return ERR_IO;
    }
    page_case_offer_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_case_offer_send(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct staff to = {0};
    struct offer_id id;
    enum err e = case_enter(rq, ctx);
    e = e == ERR_OK ? case_get(rq->bank, (struct case_id){rq->id}, &c, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    check_offer(rq, &c, &to);
    if (rq->faults > 0) {
        return page_case_offer(rq, ctx);
    }
    e = offer_make(rq->bank, &rq->actor, c.id, to.id, request_input(rq, "note")->raw, &id, ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s", case_href(rq, "/offer?done=offered"));
    }
    return e;
}

enum err page_case_offer_back_send(struct request *rq, struct err_ctx *ctx)
{
    enum err e = case_enter(rq, ctx);
    if (e == ERR_OK) {
        e = offer_withdraw(rq->bank, &rq->actor, (struct case_id){rq->id}, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "%s", case_href(rq, "/offer"));
    }
    return e;
}

/* ---- all offers of the reader ---- */

static const char *const handover_words[] = {"taken", "declined", "offered"};
static const char *const handover_texts[] = {TR("Du har tagit över ärendet."),
                                             TR("Ärendet är kvar hos din kollega."),
                                             TR("Ärendena är erbjudna.")};

/* Up to thirty own cases in one form; a box has the number of its case. */
#define MANY 30
#define BOX(n)                                                                                     \
    {                                                                                              \
        .name = "case_" n, .kind = INPUT_ID                                                        \
    }
const struct input_spec handover_inputs[34] = {
    {.name = "done", .kind = INPUT_WORD, .words = handover_words, .word_count = 3},
    {.name = "case", .kind = INPUT_LINE, .max = 1},
    {.name = "to", .kind = INPUT_ID},
    {.name = "note", .kind = INPUT_TEXT, .max = OFFER_NOTE_MAX},
    BOX("0"),
    BOX("1"),
    BOX("2"),
    BOX("3"),
    BOX("4"),
    BOX("5"),
    BOX("6"),
    BOX("7"),
    BOX("8"),
    BOX("9"),
    BOX("10"),
    BOX("11"),
    BOX("12"),
    BOX("13"),
    BOX("14"),
    BOX("15"),
    BOX("16"),
    BOX("17"),
    BOX("18"),
    BOX("19"),
    BOX("20"),
    BOX("21"),
    BOX("22"),
    BOX("23"),
    BOX("24"),
    BOX("25"),
    BOX("26"),
    BOX("27"),
    BOX("28"),
    BOX("29")};
const struct input_spec decline_inputs[1] = {
    {.name = "why", .kind = INPUT_LINE, .max = OFFER_NOTE_MAX}};

static const char *box_name(struct request *rq, size_t i)
{
    return arena_printf(rq->arena, "case_%zu", i);
}

static enum err fill_mine(struct request *rq, struct page_handovers *v, struct err_ctx *ctx)
{
    struct case_offer *list;
    struct team_case c;
    size_t count;
    struct offer_filter f = {.to = rq->staff.id};
    enum err e = offer_list(rq->bank, &rq->actor, &f, rq->arena, &list, &count, ctx);
    struct page_handovers_mine *rows =
        arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        rows[i] = (struct page_handovers_mine){
            .from = show_staff(rq, list[i].from),
            .at = show_time(rq, list[i].at),
            .note = list[i].note,
            .accept_action = arena_printf(rq->arena, "/handover/%" PRId64 "/accept", list[i].id.v),
            .decline_action =
                arena_printf(rq->arena, "/handover/%" PRId64 "/decline", list[i].id.v)};
        e = request_name(rq, list[i].person, &rows[i].name, ctx);
        e = e == ERR_OK ? case_get(rq->bank, list[i].case_id, &c, ctx) : e;
        rows[i].reason = e == ERR_OK ? request_words(rq, case_reason_text_sv[c.reason]) : "";
    }
    v->mine = rows;
    v->mine_count = e == ERR_OK ? count : 0;
    return e;
}

static enum err fill_given(struct request *rq, struct page_handovers *v, struct err_ctx *ctx)
{
    struct case_offer *list;
    size_t count;
    struct offer_filter f = {.from = rq->staff.id, .decided_too = true};
    enum err e = offer_list(rq->bank, &rq->actor, &f, rq->arena, &list, &count, ctx);
    struct page_handovers_given *rows =
        arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        /* Whose case is somebody else's now is told of without a name. */
        bool still = list[i].state != OFFER_TAKEN;
        struct page_handovers_given *row = &rows[v->given_count];
        *row = (struct page_handovers_given){
            .href = still ? arena_printf(rq->arena, "/case/%" PRId64, list[i].case_id.v) : "/cases",
            .name = arena_printf(rq->arena, "%s %" PRId64, request_words(rq, TR("Ärende")),
                                 list[i].case_id.v),
            .to = show_staff(rq, list[i].to),
            .at = show_time(rq, list[i].at),
            .state = request_words(rq, offer_state_text_sv[list[i].state]),
            .answer = list[i].answer};
        v->given_count++;
    }
    v->given = rows;
    return e;
}

/* The reader's own open cases that nobody is asked to take over. */
static enum err fill_boxes(struct request *rq, struct page_handovers *v, struct err_ctx *ctx)
{
    struct team_case *cases;
    struct case_offer *waiting;
    size_t count, waits;
    struct case_filter mine = {.responsible = rq->staff.id};
    struct offer_filter f = {.from = rq->staff.id};
    enum err e = case_list(rq->bank, &mine, rq->arena, &cases, &count, ctx);
    e = e == ERR_OK ? offer_list(rq->bank, &rq->actor, &f, rq->arena, &waiting, &waits, ctx) : e;
    struct page_handovers_boxes *rows = arena_alloc(rq->arena, MANY * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count && v->boxes_count < MANY; i++) {
        bool offered = false;
        for (size_t k = 0; k < waits; k++) {
            offered = offered || waiting[k].case_id.v == cases[i].id.v;
        }
        if (offered) {
            continue;
        }
        struct page_handovers_boxes *box = &rows[v->boxes_count];
        const char *name;
        e = request_name(rq, cases[i].person, &name, ctx);
        *box = (struct page_handovers_boxes){
            .id = box_name(rq, v->boxes_count),
            .value = arena_printf(rq->arena, "%" PRId64, cases[i].id.v),
            .label = e == ERR_OK
                         ? arena_printf(rq->arena, "%s, %s", name, show_date(rq, cases[i].opened))
                         : ""};
        box->checked = request_input(rq, box->id)->id == cases[i].id.v;
        v->boxes_count++;
    }
    v->boxes = rows;
    v->can_give = v->boxes_count > 0;
    return e;
}

enum err page_handovers(struct request *rq, struct err_ctx *ctx)
{
    int done = request_input(rq, "done")->word;
    const char *fault = request_input(rq, "case")->fault;
    struct page_handovers v = {
        .layout = request_layout(rq, request_words(rq, TR("Överlämning av ärenden"))),
        .errors = form_errors(rq),
        .done = done >= 0 ? request_words(rq, handover_texts[done]) : NULL,
        .many_action = "/handovers",
        .case_error = fault != NULL ? request_words(rq, fault) : NULL,
        .to = colleague_select(rq, "to", TR("Vem ska ta över?"), ctx),
        .note = form_area(rq, "note", TR("Hur är läget?"),
                          TR("Texten följer med varje ärende. Skriv inget om de enskilda barnen "
                             "här.")),
        .limit = MANY};
    enum err e = v.to != NULL ? fill_mine(rq, &v, ctx) : ERR_IO;
    e = e == ERR_OK ? fill_given(rq, &v, ctx) : e;
    e = e == ERR_OK ? fill_boxes(rq, &v, ctx) : e;
    if (e == ERR_OK) {
        page_handovers_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

/* The chosen cases, checked one by one; the reader must be responsible for each. */
static enum err read_chosen(struct request *rq, struct case_id *out, size_t *count_out,
                            struct staff *to, struct err_ctx *ctx)
{
    *count_out = 0;
    for (size_t i = 0; i < MANY; i++) {
        const struct input *box = request_input(rq, box_name(rq, i));
        struct team_case c;
        if (!box->given || box->fault != NULL) {
            continue;
        }
        enum err e = case_get(rq->bank, (struct case_id){box->id}, &c, ctx);
        if (e == ERR_OK && c.responsible.v != rq->staff.id.v) {
            e = err_set(ctx, ERR_NOT_FOUND, "case", NULL, "not a case of the employee's");
        }
        if (e != ERR_OK) {
            return e;
        }
        check_offer(rq, &c, to);
        out[(*count_out)++] = c.id;
    }
    if (*count_out == 0) {
        request_fault(rq, "case", TR("Välj minst ett ärende."));
    }
    return ERR_OK;
}

enum err page_handovers_send(struct request *rq, struct err_ctx *ctx)
{
    struct case_id chosen[MANY];
    struct staff to = {0};
    size_t count;
    enum err e = read_chosen(rq, chosen, &count, &to, ctx);
    if (e != ERR_OK || rq->faults > 0) {
        return e != ERR_OK ? e : page_handovers(rq, ctx);
    }
    e = offer_make_many(rq->bank, &rq->actor, chosen, count, to.id, request_input(rq, "note")->raw,
                        ctx);
    if (e == ERR_OK) {
        request_go(rq, "/handovers?done=offered");
    }
    return e;
}

/* Where the case goes when the reader takes it over: it stays at a school where the reader works
 * too, else it follows to the home unit. "" for nowhere else. */
static enum err unit_after(struct request *rq, const struct team_case *c, const char **out,
                           struct err_ctx *ctx)
{
    struct unit_cover cover;
    enum err e = relation_covers(rq->bank, rq->staff.id, c->unit, date_today(), &cover, ctx);
    *out = e == ERR_OK && cover.covers && !cover.whole ? "" : rq->staff.unit;
    return e;
}

enum err page_handover_accept_send(struct request *rq, struct err_ctx *ctx)
{
    struct case_offer o;
    struct team_case c;
    struct offer_id id = {rq->id};
    const char *unit = "";
    enum err e = offer_read(rq->bank, &rq->actor, id, rq->arena, &o, ctx);
    e = e == ERR_OK ? case_get(rq->bank, o.case_id, &c, ctx) : e;
    e = e == ERR_OK ? unit_after(rq, &c, &unit, ctx) : e;
    if (e == ERR_OK && !may_move(rq, &c, unit)) {
        e = err_set(ctx, ERR_DENIED, "offer", NULL, "the law does not let the case move");
    }
    if (e != ERR_OK) {
        return e;
    }
    bool moves = unit[0] != '\0' && strcmp(unit, c.unit) != 0;
    e = offer_accept(rq->bank, &rq->actor, id, moves ? unit : NULL, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64, c.id.v);
    }
    return e;
}

enum err page_handover_decline_send(struct request *rq, struct err_ctx *ctx)
{
    enum err e = offer_decline(rq->bank, &rq->actor, (struct offer_id){rq->id},
                               request_input(rq, "why")->raw, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/handovers?done=declined");
    }
    return e;
}

/* ---- the start page ---- */

enum err start_handovers(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    struct case_offer *list;
    size_t count;
    struct offer_filter f = {.to = rq->staff.id};
    if (!access_role(WHO_CASES, rq->staff.role, bank_config(rq->bank)->kind)) {
        return ERR_OK;
    }
    enum err e = offer_list(rq->bank, &rq->actor, &f, rq->arena, &list, &count, ctx);
    if (e == ERR_OK && count > 0) {
        start_add(s, &(struct start_row){
                         .href = "/handovers",
                         .name = request_words(rq, TR("Överlämning av ärenden")),
                         .text = arena_printf(rq->arena, "%zu %s", count,
                                              request_words(rq, TR("erbjudna dig. Ta över eller "
                                                                   "säg nej."))),
                         .due = DATE_OPEN});
    }
    return e;
}
