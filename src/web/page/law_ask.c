/* "Får jag lämna detta?": one question a page, and then the answer. The answers travel in the
 * address, so the back button goes back a question; they name nobody and are stored nowhere. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "law/guide.h"
#include "law/matrix.h"
#include "letterbox/letter.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_view.h"
#include "web/show.h"

#define AGE_LAST 30 /* where 30 means 30 or more */

const struct input_spec law_ask_inputs[5] = {
    {.name = "answers", .kind = INPUT_LINE, .max = LAW_GUIDE_TEXT},
    {.name = "fact", .kind = INPUT_LINE, .max = 40},
    {.name = "value", .kind = INPUT_LINE, .max = 40},
    {.name = "done", .kind = INPUT_FLAG},
    {.name = "case", .kind = INPUT_ID}};

/* ---- the answers so far ---- */

static const char *answers_text(struct request *rq, const struct law_guide *g, size_t n)
{
    struct buf b;
    buf_init(&b, LAW_GUIDE_TEXT);
    law_guide_write(g, n, &b);
    const char *text = arena_strndup(rq->arena, b.text, b.len);
    buf_free(&b);
    return text;
}

static const char *case_part(struct request *rq)
{
    const struct input *in = request_input(rq, "case");
    return in->id > 0 ? arena_printf(rq->arena, "&case=%" PRId64, in->id) : "";
}

/* The page as it was when the i-th answer had not been given. */
static const char *back_to(struct request *rq, const struct law_guide *g, size_t i)
{
    return arena_printf(rq->arena, "/law/ask?answers=%s%s", answers_text(rq, g, i), case_part(rq));
}

static const char *reply_text(struct request *rq, const struct law_guide *g, unsigned question)
{
    if (question == LAW_GUIDE_DATE) {
        return g->facts.information_date.days != 0 ? show_date(rq, g->facts.information_date)
                                                   : request_words(rq, TR("Vet inte"));
    }
    unsigned value = law_fact_get(&g->facts, (enum law_fact)question);
    if (value == 0) {
        return request_words(rq, TR("Vet inte"));
    }
    const char *label = law_fact_label(rq, (enum law_fact)question, value);
    return question == LAW_FACT_AGE
               ? arena_printf(rq->arena, "%s %s", label, request_words(rq, TR("år")))
               : label;
}

struct reply {
    const char *question, *answer, *href;
};

static struct reply *list_replies(struct request *rq, const struct law_guide *g)
{
    struct reply *list = arena_alloc(rq->arena, (g->asked_n + 1) * sizeof *list);
    for (size_t i = 0; i < g->asked_n; i++) {
        list[i] = (struct reply){law_words(rq, law_guide_question(g->asked[i])),
                                 reply_text(rq, g, g->asked[i]), back_to(rq, g, i)};
    }
    return list;
}

/* ---- one question ---- */

static const char *hint_of(unsigned question)
{
    switch (question) {
    case LAW_FACT_ITEM:
        return TR("Välj det som ligger närmast. Är det flera uppgifter: ställ frågan en gång för "
                  "var och en.");
    case LAW_FACT_IDENTIFICATION:
        return TR("Räkna med att mottagaren vet mer än du tror. Är skolan liten känns en elev ofta "
                  "igen också utan namn.");
    case LAW_FACT_BOUNDARY:
        return TR("Två nämnder i samma kommun är två myndigheter.");
    case LAW_FACT_THIRD_PARTY:
        return TR("Till exempel ett syskon, en förälder eller en vän.");
    case LAW_FACT_PROTECTION:
        return TR("Gäller det eleven, en vårdnadshavare eller ett syskon: välj den starkaste.");
    case LAW_FACT_GUARDIAN_BLOCKED:
        return TR("Till exempel vid hot eller våld i hemmet. Det bedömer du själv, eller med din "
                  "chef.");
    case LAW_FACT_MATURITY:
        return TR("Bedöms för just den här frågan. Lagen sätter ingen fast ålder.");
    case LAW_FACT_CONSENT_SCOPE:
        return TR("Samtycket måste gälla just den här uppgiften, mottagaren, ändamålet och tiden.");
    case LAW_FACT_AGE:
        return TR("Hela år. Är du osäker: välj Vet inte.");
    default:
        return NULL;
    }
}

/* Those of this authority first: the question is mostly about what we have. */
static bool is_ours(const struct request *rq, enum law_branch b)
{
    const struct bank_config *c = bank_config(rq->bank);
    bool school = b >= LAW_EMI && b <= LAW_SKO;
    bool independent = b >= LAW_FRI_M && b <= LAW_FRI_S;
    bool social = b >= LAW_SOC_M && b <= LAW_SOC_P;
    return c->kind == BANK_SOCIAL                    ? social
           : c->legal_form == LEGAL_FORM_INDEPENDENT ? independent
                                                     : school;
}

static bool is_offered(unsigned question, unsigned value)
{
    return question != LAW_FACT_FROM || law_is_holder((enum law_branch)value);
}

static void add_options(struct request *rq, unsigned question, bool ours, struct page_choice *v,
                        struct page_choice_options *o)
{
    const struct law_fact_info *info = law_fact_info((enum law_fact)question);
    bool sides = question == LAW_FACT_FROM;
    for (unsigned value = 1; value < info->values_n; value++) {
        bool own = sides && is_ours(rq, (enum law_branch)value);
        if (!is_offered(question, value) || own != ours) {
            continue;
        }
        o[v->options_count] = (struct page_choice_options){
            .id = arena_printf(rq->arena, "value-%zu", v->options_count),
            .value = info->codes[value],
            .text = law_fact_label(rq, (enum law_fact)question, value)};
        v->options_count++;
    }
}

static const struct page_choice *choice_of(struct request *rq, unsigned question)
{
    const char *fault = request_input(rq, "value")->fault;
    const char *hint = hint_of(question);
    struct page_choice *v = arena_alloc(rq->arena, sizeof *v);
    struct page_choice_options *o =
        arena_alloc(rq->arena, (law_fact_info((enum law_fact)question)->values_n + 1) * sizeof *o);
    *v = (struct page_choice){
        .name = "value",
        .label = law_words(rq, law_guide_question(question)),
        .hint = hint != NULL ? request_words(rq, hint) : NULL,
        .error = fault != NULL ? request_words(rq, fault) : NULL,
        .described = hint != NULL    ? (fault != NULL ? "value-hint value-error" : "value-hint")
                     : fault != NULL ? "value-error"
                                     : NULL,
        .options = o};
    add_options(rq, question, true, v, o);
    add_options(rq, question, false, v, o);
    o[v->options_count] = (struct page_choice_options){
        .id = "value-unknown", .value = "unknown", .text = request_words(rq, TR("Vet inte"))};
    v->options_count++;
    return v;
}

static const struct page_field *field_of(struct request *rq, unsigned question)
{
    const struct input *in = request_input(rq, "value");
    const char *hint = hint_of(question);
    struct page_field *v = arena_alloc(rq->arena, sizeof *v);
    *v = (struct page_field){.id = "value",
                             .label = law_words(rq, law_guide_question(question)),
                             .hint = hint != NULL ? request_words(rq, hint) : NULL,
                             .value = in->raw,
                             .error = in->fault != NULL ? request_words(rq, in->fault) : NULL,
                             .described = in->fault != NULL ? "value-error" : NULL,
                             .type = question == LAW_GUIDE_DATE ? "date" : "number"};
    return v;
}

static void write_question(struct request *rq, const struct law_guide *g, unsigned question)
{
    struct page_law_ask v = {.layout =
                                 request_layout(rq, law_words(rq, law_guide_question(question))),
                             .errors = form_errors(rq),
                             .answers = answers_text(rq, g, g->asked_n),
                             .fact = law_guide_name(question),
                             .case_id = request_input(rq, "case")->raw,
                             .number = (int64_t)g->asked_n + 1};
    if (question == LAW_GUIDE_DATE || question == LAW_FACT_AGE) {
        v.field = field_of(rq, question);
        v.unknown_href = arena_printf(rq->arena, "/law/ask?answers=%s&fact=%s&value=unknown%s",
                                      v.answers, v.fact, case_part(rq));
    } else {
        v.choice = choice_of(rq, question);
    }
    if (g->asked_n >= 6) {
        v.so_far = law_outcome_words(rq, law_judge(rq->rules, &g->facts).outcome);
        v.done_href =
            arena_printf(rq->arena, "/law/ask?answers=%s&done=yes%s", v.answers, case_part(rq));
    }
    const struct reply *replies = list_replies(rq, g);
    struct page_law_ask_replies *rows = arena_alloc(rq->arena, (g->asked_n + 1) * sizeof *rows);
    for (size_t i = 0; i < g->asked_n; i++) {
        rows[i] =
            (struct page_law_ask_replies){replies[i].question, replies[i].answer, replies[i].href};
    }
    v.replies = rows;
    v.replies_count = g->asked_n;
    page_law_ask_write(&rq->out->body, &rq->page, &v);
}

/* ---- the answer ---- */

/* The letter that carries such an item out of a bank of this kind; LETTER_NONE: there is none. */
static enum letter_kind letter_of(const struct request *rq, const struct law_facts *f)
{
    bool school = bank_config(rq->bank)->kind == BANK_SCHOOL;
    enum letter_kind not_ours = school ? LETTER_INTERVENTION : LETTER_ATTENDANCE;
    if (!is_ours(rq, f->from) || f->identification == LAW_AGGREGATE) { /* not law: no such letter */
        return LETTER_NONE;
    }
    for (int k = LETTER_ATTENDANCE; k < LETTER_KIND__MAX; k++) {
        if (letter_kind_is_item((enum letter_kind)k) && k != (int)not_ours &&
            letter_item((enum letter_kind)k) == f->item) {
            return (enum letter_kind)k;
        }
    }
    return LETTER_NONE;
}

static void fill_letter(struct request *rq, const struct law_facts *f, const struct law_decision *d,
                        struct page_law_answer_page *v)
{
    enum letter_kind kind = letter_of(rq, f);
    bool works = access_session(WHO_CASES, &rq->session, bank_config(rq->bank)->kind);
    if (d->outcome == LAW_DENY) {
        v->letter_text = request_words(
            rq, TR("Lämna inte uppgiften. Är du osäker, fråga din chef eller en jurist, utan att "
                   "nämna vem det gäller."));
    } else if (kind == LETTER_NONE || !works) {
        v->letter_text = request_words(
            rq, TR("Brygga har inget brev för just detta. Följ er rutin, och anteckna vad som "
                   "lämnas, till vem och med vilket stöd."));
    } else if (request_input(rq, "case")->id > 0) {
        v->letter_text = request_words(rq, TR("Brygga kan skicka uppgiften som ett brev."));
        v->letter_href = arena_printf(rq->arena, "/case/%" PRId64 "/letter?kind=%s",
                                      request_input(rq, "case")->id, letter_kind_code[kind]);
        v->letter_link = request_words(rq, TR("Börja på brevet"));
    } else {
        v->letter_text = arena_printf(
            rq->arena, "%s %s.",
            request_words(rq, TR("Brygga kan skicka uppgiften som ett brev. Öppna elevens ärende, "
                                 "välj Skicka brev och sedan:")),
            request_words(rq, letter_kind_text_sv[kind]));
        v->letter_href = "/cases";
        v->letter_link = request_words(rq, TR("Till ärendena"));
    }
}

static void write_answer(struct request *rq, const struct law_guide *g)
{
    struct law_decision d;
    law_decide(rq->rules, &g->facts, LAW_WITH_ALL, rq->arena, &d);
    struct page_law_answer_page v = {
        .layout = request_layout(rq, law_outcome_words(rq, d.outcome)),
        .answer = law_answer_view(rq, rq->rules, &g->facts, &d, NULL),
        .again_href = arena_printf(rq->arena, "/law/ask?answers=%s", case_part(rq)),
        .day = show_date(rq, g->facts.question_date),
        .version = arena_strndup(rq->arena, law_version(rq->rules), 12)};
    fill_letter(rq, &g->facts, &d, &v);
    const struct reply *replies = list_replies(rq, g);
    struct page_law_answer_page_replies *rows =
        arena_alloc(rq->arena, (g->asked_n + 1) * sizeof *rows);
    for (size_t i = 0; i < g->asked_n; i++) {
        rows[i] = (struct page_law_answer_page_replies){replies[i].question, replies[i].answer,
                                                        replies[i].href};
    }
    v.replies = rows;
    v.replies_count = g->asked_n;
    page_law_answer_page_write(&rq->out->body, &rq->page, &v);
}

/* ---- what was answered ---- */

/* Ages past the last are that one; "7.5" and the like are no ages. */
static const char *value_of(struct request *rq, unsigned question)
{
    const char *raw = request_input(rq, "value")->raw;
    size_t digits = strspn(raw, "0123456789");
    if (question == LAW_FACT_AGE && digits > 0 && digits < 4 && raw[digits] == '\0') {
        long years = strtol(raw, NULL, 10);
        return arena_printf(rq->arena, "%ld", years > AGE_LAST ? (long)AGE_LAST : years);
    }
    return raw;
}

/* The question to show again when its answer is missing or none of its values. */
static unsigned take_answer(struct request *rq, struct law_guide *g)
{
    const struct input *fact = request_input(rq, "fact");
    unsigned question = law_guide_find(fact->raw);
    if (!fact->given || question == LAW_GUIDE__MAX || law_guide_has(g, question)) {
        return LAW_GUIDE__MAX;
    }
    if (!request_input(rq, "value")->given) {
        request_fault(rq, "value", TR("Välj ett svar. Vet du inte: välj Vet inte."));
    } else if (!law_guide_answer(g, question, value_of(rq, question))) {
        request_fault(rq, "value",
                      TR("Det svaret går inte att använda. Rätta det, eller välj "
                         "Vet inte."));
    }
    return rq->faults > 0 ? question : LAW_GUIDE__MAX;
}

enum err page_law_ask(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    struct law_guide g;
    if (!law_guide_read(request_input(rq, "answers")->raw, &g)) {
        request_go(rq, "/law/ask");
        return ERR_OK;
    }
    g.facts.question_date = date_today();
    unsigned again = take_answer(rq, &g);
    unsigned next = again != LAW_GUIDE__MAX           ? again
                    : request_input(rq, "done")->flag ? LAW_GUIDE__MAX
                                                      : law_guide_next(rq->rules, &g);
    if (next == LAW_GUIDE__MAX) {
        write_answer(rq, &g);
    } else {
        write_question(rq, &g, next);
    }
    return ERR_OK;
}
