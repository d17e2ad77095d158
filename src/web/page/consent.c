/* Consents: recording what each has answered, and withdrawing. */
#include <inttypes.h>
#include <string.h>

#include "letterbox/letter.h"
#include "school/register.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

#define PARTY_INPUTS(party, asked)                                                                 \
    {.name = party "_answer",                                                                      \
     .kind = INPUT_WORD,                                                                           \
     .words = consent_answer_code,                                                                 \
     .word_count = CONSENT_ANSWER__MAX},                                                           \
        {.name = party "_how",                                                                     \
         .kind = INPUT_WORD,                                                                       \
         .words = consent_how_code,                                                                \
         .word_count = CONSENT_HOW__MAX},                                                          \
        {.name = party "_on", .kind = INPUT_DATE},                                                 \
        {.name = party "_note", .kind = INPUT_TEXT, .max = CONSENT_NOTE_MAX},                      \
    {                                                                                              \
        .name = party "_blocked", .kind = INPUT_FLAG                                               \
    }

const struct input_spec consent_inputs[28] = {
    {.name = "peer", .kind = INPUT_ID, .missing = TR("Välj vem som får uppgifterna.")},
    {.name = "items", .kind = INPUT_LINE, .max = 8},
    {.name = "item_attendance", .kind = INPUT_FLAG},
    {.name = "item_intervention", .kind = INPUT_FLAG},
    {.name = "item_goal", .kind = INPUT_FLAG},
    {.name = "item_message", .kind = INPUT_FLAG},
    {.name = "purpose",
     .kind = INPUT_WORD,
     .missing = TR("Välj vad uppgifterna ska användas till."),
     .words = consent_purpose_code,
     .word_count = CONSENT_PURPOSE__MAX},
    {.name = "valid_from", .kind = INPUT_DATE, .missing = TR("Skriv från vilken dag det gäller.")},
    {.name = "valid_to", .kind = INPUT_DATE, .missing = TR("Skriv till vilken dag det gäller.")},
    {.name = "about_from",
     .kind = INPUT_DATE,
     .missing = TR("Skriv hur gamla uppgifter det får handla om.")},
    {.name = "custody",
     .kind = INPUT_WORD,
     .missing = TR("Välj hur vårdnaden är."),
     .words = consent_custody_code,
     .word_count = CONSENT_CUSTODY__MAX},
    {.name = "maturity",
     .kind = INPUT_WORD,
     .missing = TR("Välj hur du bedömer barnets mognad."),
     .words = consent_maturity_code,
     .word_count = CONSENT_MATURITY__MAX},
    {.name = "interpreter", .kind = INPUT_LINE, .max = CONSENT_LANGUAGE - 1},
    PARTY_INPUTS("pupil", false),
    PARTY_INPUTS("guardian1", true),
    PARTY_INPUTS("guardian2", true),
};

const struct input_spec consent_withdraw_inputs[2] = {
    {.name = "by",
     .kind = INPUT_WORD,
     .missing = TR("Välj vem som återkallar."),
     .words = consent_party_code,
     .word_count = CONSENT_PARTY__MAX},
    {.name = "on", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag det sades.")},
};

static const char *const party_inputs[CONSENT_PARTY__MAX] = {"pupil", "guardian1", "guardian2"};
static const char *const item_inputs[CONSENT_ITEM__MAX] = {"item_attendance", "item_intervention",
                                                           "item_goal", "item_message"};

static const char *party_input(struct request *rq, int party, const char *part)
{
    return arena_printf(rq->arena, "%s_%s", party_inputs[party], part);
}

/* ---- the form ---- */

const struct page_select *form_peers(struct request *rq, size_t *count_out, struct err_ctx *ctx)
{
    struct peer *peers;
    size_t count;
    *count_out = 0;
    if (peer_list(rq->bank, rq->arena, &peers, &count, ctx) != ERR_OK) {
        return NULL;
    }
    struct form_option *o = arena_alloc(rq->arena, (count + 1) * sizeof *o);
    for (size_t i = 0; i < count; i++) {
        if (peers[i].state == PEER_CONFIRMED) {
            o[(*count_out)++] = (struct form_option){
                arena_printf(rq->arena, "%" PRId64, peers[i].id.v), peers[i].card.name};
        }
    }
    return form_select(rq, "peer", TR("Mottagare"), o, *count_out);
}

static void fill_items(struct request *rq, struct page_consent_form *v)
{
    struct page_consent_form_items *rows = arena_alloc(rq->arena, CONSENT_ITEM__MAX * sizeof *rows);
    for (int i = 0; i < CONSENT_ITEM__MAX; i++) {
        rows[i].box = form_check(rq, item_inputs[i], consent_item_text_sv[i]);
    }
    v->items = rows;
    v->items_count = CONSENT_ITEM__MAX;
    const char *fault = request_input(rq, "items")->fault;
    v->item_error = fault != NULL ? request_words(rq, fault) : NULL;
}

static void fill_parties(struct request *rq, struct page_consent_form *v)
{
    static const char *const hints[CONSENT_PARTY__MAX] = {
        TR("Ju äldre och mognare barnet är, desto mer väger barnets egen vilja."), NULL,
        TR("Bara vid gemensam vårdnad.")};
    struct page_consent_form_parties *rows =
        arena_alloc(rq->arena, CONSENT_PARTY__MAX * sizeof *rows);
    struct form_words answers = {consent_answer_code, consent_answer_text_sv, 0,
                                 CONSENT_ANSWER__MAX, CONSENT_NOT_ASKED};
    struct form_words hows = {consent_how_code, consent_how_text_sv, 1, CONSENT_HOW__MAX, -1};
    for (int i = 0; i < CONSENT_PARTY__MAX; i++) {
        rows[i] = (struct page_consent_form_parties){
            .name = request_words(rq, consent_party_text_sv[i]),
            .hint = hints[i] != NULL ? request_words(rq, hints[i]) : NULL,
            .answer = form_select_words(rq, party_input(rq, i, "answer"), TR("Svar"), &answers),
            .how = form_select_words(rq, party_input(rq, i, "how"), TR("Hur svaret gavs"), &hows),
            .on = form_date(rq, party_input(rq, i, "on"), TR("Dag för svaret"), NULL, DATE_OPEN),
            .note = form_area(rq, party_input(rq, i, "note"), TR("Anteckning"),
                              TR("Behövs när svaret gavs muntligt.")),
            .blocked = i == CONSENT_PUPIL
                           ? NULL
                           : form_check(rq, party_input(rq, i, "blocked"),
                                        TR("Får inte tillfrågas eller få veta: barnet kan lida "
                                           "betydande men (OSL 12:3)"))};
    }
    v->parties = rows;
    v->parties_count = CONSENT_PARTY__MAX;
}

/* How custody is, as far as the register knows. */
static int known_custody(struct request *rq, struct person_id child)
{
    struct guardian *g;
    size_t count;
    struct err_ctx ctx;
    if (bank_config(rq->bank)->kind != BANK_SCHOOL ||
        guardian_list(rq->bank, child, rq->arena, &g, &count, &ctx) != ERR_OK || count == 0) {
        return CONSENT_CUSTODY_UNKNOWN;
    }
    return g[0].custody == CUSTODY_SOLE    ? CONSENT_CUSTODY_SOLE
           : g[0].custody == CUSTODY_JOINT ? CONSENT_CUSTODY_JOINT
                                           : CONSENT_CUSTODY_UNKNOWN;
}

enum err page_consent_form(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    size_t peers;
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct date today = date_today();
    struct form_words purposes = {consent_purpose_code, consent_purpose_text_sv, 0,
                                  CONSENT_PURPOSE__MAX, -1};
    struct form_words custody = {consent_custody_code, consent_custody_text_sv, 0,
                                 CONSENT_CUSTODY__MAX, known_custody(rq, c.person)};
    struct form_words maturity = {consent_maturity_code, consent_maturity_text_sv, 0,
                                  CONSENT_MATURITY__MAX, -1};
    struct page_consent_form v = {
        .layout = request_layout(rq, request_words(rq, TR("Registrera samtycke"))),
        .errors = form_errors(rq),
        .person = person,
        .action = arena_printf(rq->arena, "/case/%" PRId64 "/consent", rq->id),
        .peer = form_peers(rq, &peers, ctx),
        .purpose = form_choice(rq, "purpose", TR("Ändamål"), NULL, &purposes),
        .valid_from = form_date(rq, "valid_from", TR("Gäller från och med"), NULL, today),
        .valid_to = form_date(rq, "valid_to", TR("Gäller till och med"),
                              TR("Högst ett år. Kortare är bättre."), date_add_months(today, 6)),
        .about_from = form_date(rq, "about_from", TR("Får handla om tid från och med"),
                                TR("Den äldsta dag som uppgifterna får handla om."),
                                date_school_year_first(date_school_year(today))),
        .custody = form_choice(rq, "custody", TR("Vårdnad"), NULL, &custody),
        .maturity = form_choice(rq, "maturity", TR("Förstår barnet vad samtycket betyder?"),
                                TR("Din bedömning (OSL 12:3)."), &maturity),
        .interpreter = form_line(rq, "interpreter", TR("Tolkat till språk (behövs inte)"),
                                 TR("Språkkod, till exempel so för somaliska."), NULL),
    };
    if (v.peer == NULL) {
        return err_set(ctx, ERR_IO, "", "", "the peers cannot be read");
    }
    fill_items(rq, &v);
    fill_parties(rq, &v);
    page_consent_form_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- recording ---- */

static void read_party(struct request *rq, int party, struct consent_content *k)
{
    const struct input *answer = request_input(rq, party_input(rq, party, "answer"));
    const struct input *how = request_input(rq, party_input(rq, party, "how"));
    const struct input *on = request_input(rq, party_input(rq, party, "on"));
    const struct input *note = request_input(rq, party_input(rq, party, "note"));
    struct consent_reply *r = &k->replies[party];
    r->answer = answer->given ? (enum consent_answer)answer->word : CONSENT_NOT_ASKED;
    r->blocked = request_input(rq, party_input(rq, party, "blocked"))->flag;
    bool answered = r->answer == CONSENT_YES || r->answer == CONSENT_NO;
    if (!answered) {
        return;
    }
    r->how = how->given ? (enum consent_how)how->word : CONSENT_HOW_UNKNOWN;
    r->on = on->date;
    r->note = note->given ? note->raw : NULL;
    if (r->how == CONSENT_HOW_UNKNOWN) {
        request_fault(rq, party_input(rq, party, "how"), TR("Välj hur svaret gavs."));
    }
    if (!on->given) {
        request_fault(rq, party_input(rq, party, "on"), TR("Skriv vilken dag svaret gavs."));
    } else if (on->date.days > date_today().days) {
        request_fault(rq, party_input(rq, party, "on"), TR("Dagen ligger i framtiden."));
    }
    if (r->how == CONSENT_ORAL && r->note == NULL) {
        request_fault(rq, party_input(rq, party, "note"),
                      TR("Skriv hur det muntliga svaret gavs och vad som sades."));
    }
    if (r->blocked) {
        request_fault(rq, party_input(rq, party, "blocked"),
                      TR("Den som inte får tillfrågas kan inte ha svarat."));
    }
}

static void check_period(struct request *rq, const struct consent_content *k)
{
    const struct input *from = request_input(rq, "valid_from"), *to = request_input(rq, "valid_to");
    if (!from->given || !to->given || from->fault != NULL || to->fault != NULL) {
        return;
    }
    if (k->valid_to.days < k->valid_from.days) {
        request_fault(rq, "valid_to", TR("Den sista dagen ligger före den första."));
    } else if (k->valid_to.days - k->valid_from.days > 365) {
        request_fault(rq, "valid_to", TR("Ett samtycke kan gälla högst ett år."));
    }
}

static void read_content(struct request *rq, struct consent_content *k)
{
    for (unsigned i = 0; i < CONSENT_ITEM__MAX; i++) {
        k->items |= request_input(rq, item_inputs[i])->flag ? 1u << i : 0;
    }
    if (k->items == 0) {
        request_fault(rq, "items", TR("Välj minst ett slags uppgift."));
    }
    k->peer.v = request_input(rq, "peer")->id;
    k->purpose = (enum consent_purpose)request_input(rq, "purpose")->word;
    k->valid_from = request_input(rq, "valid_from")->date;
    k->valid_to = request_input(rq, "valid_to")->date;
    k->about_from = request_input(rq, "about_from")->date;
    k->custody = (enum consent_custody)request_input(rq, "custody")->word;
    k->maturity = (enum consent_maturity)request_input(rq, "maturity")->word;
    const char *interpreter = request_input(rq, "interpreter")->raw;
    memcpy(k->interpreter, interpreter, strnlen(interpreter, sizeof k->interpreter - 1));
    check_period(rq, k);
    for (int i = 0; i < CONSENT_PARTY__MAX; i++) {
        read_party(rq, i, k);
    }
}

enum err page_consent_form_send(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct consent_content k = {0};
    struct consent_id id;
    enum err e = case_read(rq->bank, &rq->actor, (struct case_id){rq->id}, &c, ctx);
    if (e != ERR_OK) {
        return e;
    }
    read_content(rq, &k);
    if (rq->faults > 0) {
        return page_consent_form(rq, ctx);
    }
    k.person = c.person;
    k.case_id = c.id;
    e = consent_record(rq->bank, &rq->actor, &k, &id, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "/consents?done=consent", rq->id);
    }
    return e;
}

/* ---- one consent ---- */

static void fill_replies(struct request *rq, const struct consent *k, struct page_consent *v)
{
    struct page_consent_replies *rows = arena_alloc(rq->arena, CONSENT_PARTY__MAX * sizeof *rows);
    for (int i = 0; i < CONSENT_PARTY__MAX; i++) {
        const struct consent_reply *r = &k->c.replies[i];
        bool answered = r->answer == CONSENT_YES || r->answer == CONSENT_NO;
        rows[i] = (struct page_consent_replies){
            .who = request_words(rq, consent_party_text_sv[i]),
            .answer = request_words(rq, consent_answer_text_sv[r->answer]),
            .how = answered ? request_words(rq, consent_how_text_sv[r->how]) : "",
            .on = answered ? r->on : DATE_OPEN,
            .note = r->note,
            .blocked = r->blocked,
            .withdrawn = r->withdrawn,
            .withdrawn_on = r->withdrawn_on};
        v->withdraw = v->withdraw || (r->answer == CONSENT_YES && !r->withdrawn);
    }
    v->replies = rows;
    v->replies_count = CONSENT_PARTY__MAX;
}

/* The consent of {id}, through its case or the person. */
static enum err read_consent(struct request *rq, struct consent *out,
                             const struct page_person **person_out, struct err_ctx *ctx)
{
    enum err e =
        consent_read(rq->bank, &rq->actor, (struct consent_id){rq->id}, rq->arena, out, ctx);
    if (e == ERR_OK && out->c.case_id.v != 0) {
        struct team_case c; /* also of one that is closed: a consent can always be withdrawn */
        return show_case(rq, out->c.case_id, &c, person_out, ctx);
    }
    return e == ERR_OK ? show_person(rq, out->c.person, person_out, ctx) : e;
}

enum err page_consent(struct request *rq, struct err_ctx *ctx)
{
    struct consent k;
    const struct page_person *person;
    enum err e = read_consent(rq, &k, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct form_words parties = {consent_party_code, consent_party_text_sv, 0, CONSENT_PARTY__MAX,
                                 -1};
    struct page_consent v = {
        .layout = request_layout(rq, request_words(rq, TR("Samtycke"))),
        .errors = form_errors(rq),
        .person = person,
        .case_href = k.c.case_id.v != 0 ? arena_printf(rq->arena, "/case/%" PRId64, k.c.case_id.v)
                                        : "/cases",
        .items = show_items(rq, k.c.items),
        .peer = show_peer(rq, k.c.peer),
        .purpose = request_words(rq, consent_purpose_text_sv[k.c.purpose]),
        .from = k.c.valid_from,
        .to = k.c.valid_to,
        .about_from = k.c.about_from,
        .recorded = show_time(rq, k.recorded_at),
        .custody = request_words(rq, consent_custody_text_sv[k.c.custody]),
        .maturity = request_words(rq, consent_maturity_text_sv[k.c.maturity]),
        .interpreter = k.c.interpreter,
        .action = arena_printf(rq->arena, "/consent/%" PRId64, rq->id),
        .by = form_choice(rq, "by", TR("Vem återkallar?"), NULL, &parties),
        .on = form_date(rq, "on", TR("Dag då det sades"), NULL, date_today()),
    };
    fill_replies(rq, &k, &v);
    page_consent_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_consent_send(struct request *rq, struct err_ctx *ctx)
{
    struct consent k;
    const struct page_person *person;
    struct letter_withdrawal told;
    const struct input *by = request_input(rq, "by"), *on = request_input(rq, "on");
    enum err e = read_consent(rq, &k, &person, ctx);
    if (e == ERR_OK && on->given && on->date.days > date_today().days) {
        request_fault(rq, "on", TR("Dagen ligger i framtiden."));
    }
    if (e == ERR_OK && by->word >= 0 &&
        (k.c.replies[by->word].answer != CONSENT_YES || k.c.replies[by->word].withdrawn)) {
        request_fault(rq, "by", TR("Den personen har inget samtycke att återkalla."));
    }
    if (e == ERR_OK && rq->faults > 0) {
        return page_consent(rq, ctx);
    }
    if (e == ERR_OK) {
        e = letter_consent_withdraw(rq->bank, &rq->actor, k.id, (enum consent_party)by->word,
                                    on->date, &told, ctx);
    }
    if (e == ERR_OK && k.c.case_id.v != 0) {
        request_go(rq, "/case/%" PRId64 "/consents?done=withdrawn", k.c.case_id.v);
    } else if (e == ERR_OK) {
        request_go(rq, "/consent/%" PRId64, rq->id);
    }
    return e;
}
