/* One consent: what was answered, and withdrawing it. */
#include <inttypes.h>

#include "letterbox/letter.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

const struct input_spec consent_withdraw_inputs[2] = {
    {.name = "by",
     .kind = INPUT_WORD,
     .missing = TR("Välj vem som återkallar."),
     .words = consent_party_code,
     .word_count = CONSENT_PARTY__MAX},
    {.name = "on", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag det sades.")},
};

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

/* ---- one consent ---- */

/* "Eleven", or the guardian's name when it is known who answered. */
static const char *party_name(struct request *rq, const struct consent *k, int party)
{
    const char *name;
    struct err_ctx ctx;
    struct person_id who = k->c.replies[party].person;
    return who.v != 0 && request_name(rq, who, &name, &ctx) == ERR_OK
               ? name
               : request_words(rq, consent_party_text_sv[party]);
}

static bool can_withdraw(const struct consent *k, int party)
{
    return k->c.replies[party].answer == CONSENT_YES && !k->c.replies[party].withdrawn;
}

static void fill_replies(struct request *rq, const struct consent *k, struct page_consent *v)
{
    struct page_consent_replies *rows = arena_alloc(rq->arena, CONSENT_PARTY__MAX * sizeof *rows);
    for (int i = 0; i < CONSENT_PARTY__MAX; i++) {
        const struct consent_reply *r = &k->c.replies[i];
        bool answered = r->answer == CONSENT_YES || r->answer == CONSENT_NO;
        rows[i] = (struct page_consent_replies){
            .who = party_name(rq, k, i),
            .answer = request_words(rq, consent_answer_text_sv[r->answer]),
            .how = answered ? request_words(rq, consent_how_text_sv[r->how]) : "",
            .on = answered ? r->on : DATE_OPEN,
            .note = r->note,
            .blocked = r->blocked,
            .withdrawn = r->withdrawn,
            .withdrawn_on = r->withdrawn_on,
            .href = can_withdraw(k, i)
                        ? arena_printf(rq->arena, "/consent/%" PRId64 "?by=%s#withdraw", rq->id,
                                       consent_party_code[i])
                        : NULL};
    }
    v->replies = rows;
    v->replies_count = CONSENT_PARTY__MAX;
}

/* The second click of a withdrawal: when ?by= names somebody whose yes can be taken back. */
static void fill_withdrawal(struct request *rq, const struct consent *k, struct page_consent *v)
{
    const struct input *by = request_input(rq, "by");
    if (by->word >= 0 && can_withdraw(k, by->word)) {
        v->who = party_name(rq, k, by->word);
        v->by = consent_party_code[by->word];
        v->action = arena_printf(rq->arena, "/consent/%" PRId64, rq->id);
        v->back = v->action;
        v->on = form_date(rq, "on", TR("Dag då det sades"), NULL, date_today());
    }
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
    struct page_consent v = {
        .layout = request_layout(rq, request_words(rq, TR("Samtycke"))),
        .errors = form_errors(rq),
        .person = person,
        .case_href = k.c.case_id.v != 0
                         ? arena_printf(rq->arena, "/case/%" PRId64 "/consents", k.c.case_id.v)
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
        .childs_view = k.c.childs_view,
        .maturity_why = k.c.maturity_why,
    };
    fill_replies(rq, &k, &v);
    fill_withdrawal(rq, &k, &v);
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
