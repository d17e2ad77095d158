/* Consents in a pupil's or guardian's hands: answering what is asked, and taking a yes back. */
#include <inttypes.h>
#include <string.h>

#include "letterbox/letter.h"
#include "team/consent_request.h"
#include "web/ask.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/my.h"
#include "web/show.h"

static const char *const answers[] = {"yes", "no", "later"};
const struct input_spec my_asking_inputs[1] = {{.name = "answer",
                                                .kind = INPUT_WORD,
                                                .missing = TR("Välj ett svar."),
                                                .words = answers,
                                                .word_count = 3}};

/* The request of {id}, if it is asked of the reader about a child of the reader's. */
static enum err load(struct request *rq, struct consent_request *out, enum consent_party *party_out,
                     struct err_ctx *ctx)
{
    enum err e = consent_request_read(rq->bank, &rq->actor, (struct consent_request_id){rq->id},
                                      rq->arena, out, ctx);
    e = e == ERR_OK ? my_child(rq, out->person, ctx) : e;
    *party_out = e == ERR_OK ? consent_request_party(out, &rq->actor) : CONSENT_PARTY__MAX;
    return e;
}

static void fill_items(struct request *rq, unsigned items, struct page_my_asking *v)
{
    struct page_my_asking_items *rows = arena_alloc(rq->arena, CONSENT_ITEM__MAX * sizeof *rows);
    for (unsigned i = 0; i < CONSENT_ITEM__MAX; i++) {
        if ((items & 1U << i) != 0) {
            rows[v->items_count++].text = request_words(rq, ask_item_plain[i]);
        }
    }
    v->items = rows;
}

enum err page_my_asking(struct request *rq, struct err_ctx *ctx)
{
    static const char *const texts[] = {TR("Ja"), TR("Nej"), TR("Fråga mig senare")};
    struct form_words w = {answers, texts, 0, 3, -1};
    struct consent_request r;
    enum consent_party party;
    struct page_my_asking v = {.guardian = rq->session.kind == SESSION_GUARDIAN};
    enum err e = load(rq, &r, &party, ctx);
    if (e == ERR_OK && r.c.replies[party].answer != CONSENT_NOT_ASKED) {
        request_go(rq, "/my");
        return ERR_OK;
    }
    e = e == ERR_OK ? my_name(rq, r.person, &v.name, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    v.errors = form_errors(rq);
    v.bank = bank_config(rq->bank)->name;
    v.peer = show_peer(rq, r.c.peer);
    v.purpose = request_words(rq, ask_purpose_plain[r.c.purpose]);
    v.until = r.c.valid_to;
    v.about = r.c.about_from;
    v.words = v.guardian ? r.c.childs_view : NULL;
    v.more = (r.asked & (r.asked - 1)) != 0;
    v.action = arena_printf(rq->arena, "/my/asking/%" PRId64, rq->id);
    v.answer = form_choice(rq, "answer", TR("Ditt svar"), NULL, &w);
    fill_items(rq, r.c.items, &v);
    v.layout = request_layout(rq, request_words(rq, TR("En fråga till dig")));
    page_my_asking_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_my_asking_send(struct request *rq, struct err_ctx *ctx)
{
    struct consent_request r;
    enum consent_party party;
    struct consent_id consent;
    if (rq->faults > 0) {
        return page_my_asking(rq, ctx);
    }
    int word = request_input(rq, "answer")->word;
    struct consent_reply reply = {
        .answer = word == 0 ? CONSENT_YES : CONSENT_NO, .how = CONSENT_EID, .on = date_today()};
    enum err e = load(rq, &r, &party, ctx);
    if (e == ERR_OK && word < 2) {
        e = consent_request_answer(rq->bank, &rq->actor, r.id, party, &reply, &consent, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/my?done=%s", answers[word]);
    }
    return e;
}

/* ---- what has been answered ---- */

/* Which answer of the consent is the reader's own; CONSENT_PARTY__MAX: none. */
static enum consent_party own_party(const struct request *rq, const struct consent *k)
{
    if (rq->session.kind == SESSION_PUPIL) {
        return k->c.person.v == rq->session.person.v ? CONSENT_PUPIL : CONSENT_PARTY__MAX;
    }
    for (int p = CONSENT_GUARDIAN_1; p < CONSENT_PARTY__MAX; p++) {
        if (k->c.replies[p].person.v == rq->session.person.v) {
            return (enum consent_party)p;
        }
    }
    return CONSENT_PARTY__MAX;
}

static bool can_withdraw(const struct consent *k, enum consent_party own)
{
    return own < CONSENT_PARTY__MAX && k->c.replies[own].answer == CONSENT_YES &&
           !k->c.replies[own].withdrawn;
}

bool my_can_withdraw(const struct request *rq, const struct consent *k)
{
    return can_withdraw(k, own_party(rq, k));
}

/* A family takes back; it is not said to revoke. */
static const char *state_text(const struct consent *k)
{
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        if (k->c.replies[p].withdrawn) {
            return TR("Tillbakataget. Det gäller inte längre.");
        }
    }
    return consent_state_text(k, date_today());
}

static struct page_my_consents_rows consent_row(struct request *rq, const struct consent *k)
{
    enum consent_party own = own_party(rq, k);
    bool answered = own < CONSENT_PARTY__MAX && (k->c.replies[own].answer == CONSENT_YES ||
                                                 k->c.replies[own].answer == CONSENT_NO);
    return (struct page_my_consents_rows){
        .href = arena_printf(rq->arena, "/my/consent/%" PRId64, k->id.v),
        .items = show_items(rq, k->c.items),
        .peer = show_peer(rq, k->c.peer),
        .state = request_words(rq, state_text(k)),
        .until = k->c.valid_to,
        .answer =
            answered
                ? arena_printf(rq->arena, "%s, %s",
                               request_words(rq, consent_answer_text_sv[k->c.replies[own].answer]),
                               show_date(rq, k->c.replies[own].on))
                : NULL,
        .own = can_withdraw(k, own)};
}

enum err page_my_consents(struct request *rq, struct err_ctx *ctx)
{
    struct room room;
    struct consent *list;
    size_t count = 0;
    struct page_my_consents v = {0};
    enum err e = my_room(rq, (struct person_id){rq->id}, &room, &v.name, ctx);
    e = e == ERR_OK ? consent_list(rq->bank, &rq->actor, room.child, rq->arena, &list, &count, ctx)
                    : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_my_consents_rows *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = consent_row(rq, &list[i]);
    }
    v.rows = rows;
    v.rows_count = count;
    v.back = my_child_href(rq, room.child, "");
    v.layout = request_layout(rq, request_words(rq, TR("Samtycken")));
    page_my_consents_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* The consent of {id}, if the reader has a yes in it to take back. */
static enum err load_own(struct request *rq, struct consent *out, enum consent_party *own_out,
                         struct err_ctx *ctx)
{
    enum err e =
        consent_read(rq->bank, &rq->actor, (struct consent_id){rq->id}, rq->arena, out, ctx);
    e = e == ERR_OK ? my_child(rq, out->c.person, ctx) : e;
    *own_out = e == ERR_OK ? own_party(rq, out) : CONSENT_PARTY__MAX;
    return e != ERR_OK || *own_out < CONSENT_PARTY__MAX
               ? e
               : err_set(ctx, ERR_NOT_FOUND, "consent", "", "the reader has not answered it");
}

enum err page_my_consent(struct request *rq, struct err_ctx *ctx)
{
    struct consent k;
    enum consent_party own;
    enum err e = load_own(rq, &k, &own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    const char *back = my_child_href(rq, k.c.person, "consents");
    if (!can_withdraw(&k, own)) {
        request_go(rq, "%s", back);
        return ERR_OK;
    }
    struct page_my_withdraw v = {
        .layout = request_layout(rq, request_words(rq, TR("Ta tillbaka ditt ja"))),
        .back = back,
        .items = show_items(rq, k.c.items),
        .peer = show_peer(rq, k.c.peer),
        .action = arena_printf(rq->arena, "/my/consent/%" PRId64, rq->id)};
    page_my_withdraw_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_my_consent_send(struct request *rq, struct err_ctx *ctx)
{
    struct consent k;
    enum consent_party own;
    struct letter_withdrawal told;
    enum err e = load_own(rq, &k, &own, ctx);
    if (e == ERR_OK && can_withdraw(&k, own)) {
        e = letter_consent_withdraw(rq->bank, &rq->actor, k.id, own, date_today(), &told, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/my?done=withdrawn");
    }
    return e;
}
