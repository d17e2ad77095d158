/* Consultations without identity: asking, checking that nobody can be recognised, answering. */
#include <inttypes.h>
#include <string.h>

#include "letterbox/consultation.h"
#include "web/consult.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"
#include "web/start.h"

static const char *const steps[] = {"check", "edit", "send"};
enum { STEP_CHECK, STEP_EDIT, STEP_SEND };
static const char *const protections[] = {"no", "yes"};
static const char *const done_words[] = {"sent"};

/* Bytes: no character takes more than four. */
#define TEXT_BYTES (4 * CONTENT_CONSULT_MAX)

const struct input_spec consultations_inputs[1] = {
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 1}};

const struct input_spec consultation_inputs[8] = {
    {.name = "step", .kind = INPUT_WORD, .words = steps, .word_count = 3},
    {.name = "peer", .kind = INPUT_ID, .missing = TR("Välj vem som får frågan.")},
    {.name = "age",
     .kind = INPUT_WORD,
     .missing = TR("Välj barnets ålder."),
     .words = consult_age_code,
     .word_count = CONSULT_AGE__MAX},
    {.name = "protected",
     .kind = INPUT_WORD,
     .missing = TR("Svara om någon i familjen har skyddade personuppgifter."),
     .words = protections,
     .word_count = 2},
    {.name = "worry", .kind = INPUT_TEXT, .missing = TR("Skriv vad som oroar."), .max = TEXT_BYTES},
    {.name = "tried",
     .kind = INPUT_TEXT,
     .missing = TR("Skriv vad som har prövats."),
     .max = TEXT_BYTES},
    {.name = "question",
     .kind = INPUT_TEXT,
     .missing = TR("Skriv vad ni vill ha råd om."),
     .max = TEXT_BYTES},
    {.name = "why", .kind = INPUT_TEXT, .max = 4000},
};

const struct input_spec consultation_answer_inputs[4] = {
    {.name = "step", .kind = INPUT_WORD, .words = steps, .word_count = 3},
    {.name = "text", .kind = INPUT_TEXT, .missing = TR("Skriv ett svar."), .max = TEXT_BYTES},
    {.name = "why", .kind = INPUT_TEXT, .max = 4000},
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 1},
};

/* ---- the list ---- */

enum err page_consultations(struct request *rq, struct err_ctx *ctx)
{
    struct consultation *list;
    size_t count;
    enum err e = consultation_list(rq->bank, &rq->actor, false, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_consultations_rows *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct consultation *c = &list[i];
        bool waits = c->answered_at.ms == 0;
        rows[i] = (struct page_consultations_rows){
            .href = arena_printf(rq->arena, "/consultation/%" PRId64, c->id.v),
            .what = c->q.question,
            .peer = show_peer(rq, c->peer),
            .asked = show_time(rq, c->asked_at),
            .state = request_words(rq, !waits        ? TR("Besvarad")
                                       : c->incoming ? TR("Väntar på ert svar")
                                                     : TR("Väntar på deras svar")),
            .waits = waits && c->incoming};
    }
    struct page_consultations v = {
        .layout = request_layout(rq, request_words(rq, TR("Konsultation utan namn"))),
        .done = request_input(rq, "done")->given,
        .rows = rows,
        .rows_count = count};
    page_consultations_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- asking ---- */

enum err page_consultation_new(struct request *rq, struct err_ctx *ctx)
{
    static const char *const texts[] = {TR("Nej"), TR("Ja")};
    size_t peers;
    struct form_words ages = {consult_age_code, consult_age_text_sv, 0, CONSULT_AGE__MAX, -1};
    struct form_words protection = {protections, texts, 0, 2, -1};
    struct page_consultation_new v = {
        .layout = request_layout(rq, request_words(rq, TR("Fråga om råd"))),
        .errors = form_errors(rq),
        .peer = form_peers(rq, &peers, ctx),
        .age = form_choice(rq, "age", TR("Barnets ålder"), NULL, &ages),
        .protected = form_choice(rq, "protected",
                                 TR("Har barnet eller någon i familjen skyddade personuppgifter?"),
                                 NULL, &protection),
        .worry = form_area(rq, "worry", TR("Vad oroar?"), TR("Vad ser ni, och hur länge?")),
        .tried = form_area(rq, "tried", TR("Vad har prövats?"), NULL),
        .question = form_area(rq, "question", TR("Vad vill ni ha råd om?"), NULL)};
    if (v.peer == NULL) {
        return err_set(ctx, ERR_IO, "", "", "the peers cannot be read");
    }
    page_consultation_new_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

static void fill_found(struct request *rq, const struct trace *list, size_t count,
                       struct page_consultation_check *v)
{
    struct page_consultation_check_found *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct page_consultation_check_found){
            request_words(rq, trace_kind_text_sv[list[i].kind]), list[i].word};
    }
    v->found = rows;
    v->found_count = count;
}

/* What could tell who it is about, in these inputs. */
static enum err find_traces(struct request *rq, const char *const *names, size_t name_count,
                            struct page_consultation_check *v, struct err_ctx *ctx)
{
    struct consult_known known;
    struct trace list[TRACES_MAX];
    size_t count = 0;
    enum err e = consult_known(rq, &known, ctx);
    for (size_t i = 0; e == ERR_OK && i < name_count; i++) {
        traces_find(request_input(rq, names[i])->raw, &known.words, rq->arena, list, &count);
    }
    if (e == ERR_OK) {
        fill_found(rq, list, count, v);
        v->small = known.pupils < CONSULT_SMALL_SCHOOL ? (int)known.pupils : 0;
    }
    return e;
}

static void keep_inputs(struct request *rq, const char *const *names, size_t count,
                        struct page_consultation_check *v)
{
    struct page_consultation_check_fields *rows = arena_alloc(rq->arena, count * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] =
            (struct page_consultation_check_fields){names[i], request_input(rq, names[i])->raw};
    }
    v->fields = rows;
    v->fields_count = count;
}

/* What the law says if nobody can be recognised. */
static void fill_law(struct request *rq, const struct law_decision *d,
                     struct page_consultation_check *v)
{
    const char *text = "";
    v->good = law_passes(d);
    for (size_t i = 0; v->good && i < d->ways_n; i++) {
        const struct law_rule_ref *r = &d->ways[i].rule;
        text = arena_printf(rq->arena, "%s%s%s", text, text[0] != '\0' ? "; " : "",
                            r->grounds_n > 0 ? r->grounds[0].cite : "");
    }
    v->grounds = text;
    v->outcome = request_words(
        rq, v->good ? TR("Yrkesverksamma får rådgöra om ett barn som mottagaren inte kan känna "
                         "igen. Att ingen kan kännas igen bedömer du, och skriver ner.")
                    : TR("Nej. Med skyddade personuppgifter, eller om något är okänt, får frågan "
                         "inte skickas här. Följ er rutin för skyddade personuppgifter."));
}

static const char *const asked[] = {"peer", "age", "protected", "worry", "tried", "question"};
static const char *const texts_asked[] = {"worry", "tried", "question"};

static enum law_protection typed_protection(struct request *rq)
{
    int word = request_input(rq, "protected")->word;
    return word == 0   ? LAW_PROTECTION_NONE
           : word == 1 ? LAW_PROTECTION_MARKED
                       : LAW_PROTECTION_UNKNOWN;
}

static enum err show_check(struct request *rq, struct err_ctx *ctx)
{
    struct law_decision d;
    struct page_consultation_check v = {.errors = form_errors(rq), .action = "/consultations/new"};
    struct peer_id peer = {request_input(rq, "peer")->id};
    enum err e = find_traces(rq, texts_asked, 3, &v, ctx);
    e = e == ERR_OK ? consultation_decide(rq->bank, rq->rules, peer, typed_protection(rq), LAW_MET,
                                          rq->arena, &d, ctx)
                    : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_consultation_check_lines *lines = arena_alloc(rq->arena, 5 * sizeof *lines);
    lines[0] =
        (struct page_consultation_check_lines){request_words(rq, TR("Till")), show_peer(rq, peer)};
    lines[1] = (struct page_consultation_check_lines){
        request_words(rq, TR("Barnets ålder")),
        request_words(rq, consult_age_text_sv[request_input(rq, "age")->word])};
    static const char *const names[] = {TR("Vad oroar?"), TR("Vad har prövats?"), TR("Fråga")};
    for (size_t i = 0; i < 3; i++) {
        lines[2 + i] = (struct page_consultation_check_lines){
            request_words(rq, names[i]), request_input(rq, texts_asked[i])->raw};
    }
    v.lines = lines;
    v.lines_count = 5;
    fill_law(rq, &d, &v);
    keep_inputs(rq, asked, sizeof asked / sizeof asked[0], &v);
    v.why = form_area(rq, "why", TR("Varför kan mottagaren inte känna igen barnet?"),
                      TR("Till exempel: många elever på skolan har det så här."));
    v.layout = request_layout(rq, request_words(rq, TR("Kontrollera innan du skickar")));
    page_consultation_check_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

static void check_why(struct request *rq)
{
    if (strlen(request_input(rq, "why")->raw) < 10) {
        request_fault(rq, "why", TR("Skriv varför, med några ord."));
    }
}

enum err page_consultation_new_send(struct request *rq, struct err_ctx *ctx)
{
    int step = request_input(rq, "step")->word;
    struct consultation_id id;
    if (rq->faults > 0 || step == STEP_EDIT) {
        return page_consultation_new(rq, ctx);
    }
    if (step == STEP_SEND) {
        check_why(rq);
    }
    if (step != STEP_SEND || rq->faults > 0) {
        return show_check(rq, ctx);
    }
    struct consultation_question q = {.age = (enum consult_age)request_input(rq, "age")->word,
                                      .worry = request_input(rq, "worry")->raw,
                                      .tried = request_input(rq, "tried")->raw,
                                      .question = request_input(rq, "question")->raw,
                                      .protection = typed_protection(rq)};
    enum err e = consultation_ask(rq->bank, rq->rules, &rq->actor,
                                  (struct peer_id){request_input(rq, "peer")->id}, &q,
                                  request_input(rq, "why")->raw, &id, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/consultations?done=sent");
    }
    return e;
}

/* ---- one, and its answer ---- */

static enum err show_one(struct request *rq, struct err_ctx *ctx)
{
    struct consultation c;
    enum err e = consultation_read(rq->bank, &rq->actor, (struct consultation_id){rq->id},
                                   rq->arena, &c, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_consultation v = {
        .layout = request_layout(rq, request_words(rq, TR("Konsultation utan namn"))),
        .errors = form_errors(rq),
        .done = request_input(rq, "done")->given,
        .peer = show_peer(rq, c.peer),
        .asked = show_time(rq, c.asked_at),
        .who = c.asked_by.v != 0 ? show_staff(rq, c.asked_by) : "",
        .incoming = c.incoming,
        .age = request_words(rq, consult_age_text_sv[c.q.age]),
        .worry = c.q.worry,
        .tried = c.q.tried,
        .question = c.q.question,
        .answer = c.answer,
        .answered = show_time(rq, c.answered_at),
        .why = c.why,
        .action = arena_printf(rq->arena, "/consultation/%" PRId64, rq->id),
        .text = form_area(rq, "text", TR("Ert råd"), NULL)};
    page_consultation_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_consultation(struct request *rq, struct err_ctx *ctx)
{
    return show_one(rq, ctx);
}

static enum err show_answer_check(struct request *rq, const struct consultation *c,
                                  struct err_ctx *ctx)
{
    static const char *const kept[] = {"text"};
    struct law_decision d;
    struct page_consultation_check v = {
        .errors = form_errors(rq),
        .answer = true,
        .action = arena_printf(rq->arena, "/consultation/%" PRId64, rq->id)};
    enum err e = find_traces(rq, kept, 1, &v, ctx);
    e = e == ERR_OK ? consultation_decide(rq->bank, rq->rules, c->peer, LAW_PROTECTION_NONE,
                                          LAW_MET, rq->arena, &d, ctx)
                    : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_consultation_check_lines *lines = arena_alloc(rq->arena, sizeof *lines);
    lines[0] = (struct page_consultation_check_lines){request_words(rq, TR("Ert råd")),
                                                      request_input(rq, "text")->raw};
    v.lines = lines;
    v.lines_count = 1;
    fill_law(rq, &d, &v);
    keep_inputs(rq, kept, 1, &v);
    v.why =
        form_area(rq, "why", TR("Varför kan mottagaren inte känna igen någon ny i svaret?"), NULL);
    v.layout = request_layout(rq, request_words(rq, TR("Kontrollera innan du skickar")));
    page_consultation_check_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_consultation_send(struct request *rq, struct err_ctx *ctx)
{
    int step = request_input(rq, "step")->word;
    struct consultation c;
    enum err e = consultation_read(rq->bank, &rq->actor, (struct consultation_id){rq->id},
                                   rq->arena, &c, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (rq->faults > 0 || step == STEP_EDIT) {
        return show_one(rq, ctx);
    }
    if (step == STEP_SEND) {
        check_why(rq);
    }
    if (step != STEP_SEND || rq->faults > 0) {
        return show_answer_check(rq, &c, ctx);
    }
    e = consultation_answer(rq->bank, rq->rules, &rq->actor, c.id, request_input(rq, "text")->raw,
                            request_input(rq, "why")->raw, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/consultation/%" PRId64 "?done=sent", rq->id);
    }
    return e;
}

/* ---- the start page ---- */

enum err start_consultations(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    struct consultation *list;
    size_t count;
    if (!access_role(WHO_CASES, rq->staff.role, bank_config(rq->bank)->kind)) {
        return ERR_OK;
    }
    enum err e = consultation_list(rq->bank, &rq->actor, true, rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        start_add(s, &(struct start_row){
                         .href = arena_printf(rq->arena, "/consultation/%" PRId64, list[i].id.v),
                         .name = request_words(rq, TR("Konsultation utan namn")),
                         .text = arena_printf(rq->arena, "%s %s", show_peer(rq, list[i].peer),
                                              request_words(rq, TR("frågar om råd."))),
                         .due = DATE_OPEN});
    }
    return e;
}
