/* The questions of a consent, one a page. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "letterbox/peer.h"
#include "school/register.h"
#include "team/insight.h"
#include "web/ask.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_view.h"
#include "web/show.h"

#define CONSENT_DAYS_MAX 365

static const char *const custody_words[] = {"joint", "sole-1", "sole-2", "unknown"};
static const char *const yes_no[] = {"yes", "no"};
static const char *const item_inputs[CONSENT_ITEM__MAX] = {"item_attendance", "item_intervention",
                                                           "item_goal", "item_message"};

#define WORDS(array, count_) .kind = INPUT_WORD, .words = (array), .word_count = (count_)
const struct input_spec ask_inputs[21] = {
    {.name = "step", WORDS(ask_step_code, ASK_STEP__MAX)},
    {.name = "items", .kind = INPUT_LINE, .max = 8},
    {.name = "item_attendance", .kind = INPUT_FLAG},
    {.name = "item_intervention", .kind = INPUT_FLAG},
    {.name = "item_goal", .kind = INPUT_FLAG},
    {.name = "item_message", .kind = INPUT_FLAG},
    {.name = "peer", .kind = INPUT_ID},
    {.name = "purpose", WORDS(consent_purpose_code, CONSENT_PURPOSE__MAX)},
    {.name = "until", .kind = INPUT_DATE},
    {.name = "about", .kind = INPUT_DATE},
    {.name = "custody", WORDS(custody_words, 4)},
    {.name = "blocked1", .kind = INPUT_FLAG},
    {.name = "blocked2", .kind = INPUT_FLAG},
    {.name = "maturity", WORDS(consent_maturity_code, CONSENT_MATURITY__MAX)},
    {.name = "maturity_why", .kind = INPUT_TEXT, .max = CONSENT_NOTE_MAX},
    {.name = "childs_view", .kind = INPUT_TEXT, .max = CONSENT_NOTE_MAX},
    {.name = "interpreter", WORDS(ask_language_code, ASK_LANGUAGES)},
    {.name = "way", WORDS(request_way_code, REQUEST_WAY__MAX)},
    {.name = "guardian", .kind = INPUT_ID},
    {.name = "insight", WORDS(yes_no, 2)},
    {.name = "insight_why", .kind = INPUT_TEXT, .max = INSIGHT_WHY_MAX},
};

static bool answered(const struct ask *k, enum ask_step step)
{
    return (k->r.steps & 1U << (unsigned)step) != 0;
}

/* ---- showing: one function a question ---- */

static void show_what(struct request *rq, const struct ask *k, struct page_consent_ask *v)
{
    struct page_consent_ask_checks *rows = arena_alloc(rq->arena, CONSENT_ITEM__MAX * sizeof *rows);
    for (unsigned i = 0; i < CONSENT_ITEM__MAX; i++) {
        request_preset(rq, item_inputs[i], (k->r.c.items & 1U << i) != 0 ? "yes" : NULL);
        rows[i].box =
            form_check(rq, item_inputs[i],
                       arena_printf(rq->arena, "%s. %s", request_words(rq, consent_item_text_sv[i]),
                                    request_words(rq, ask_item_plain[i])));
    }
    v->title = TR("Vad ska få lämnas?");
    v->lead = TR("Välj bara det som behövs. Det du inte väljer lämnas inte.");
    v->legend = request_words(rq, TR("Uppgifter"));
    v->checks = rows;
    v->checks_count = CONSENT_ITEM__MAX;
    const char *fault = request_input(rq, "items")->fault;
    v->checks_error = fault != NULL ? request_words(rq, fault) : NULL;
}

static enum err show_to(struct request *rq, const struct ask *k, struct page_consent_ask *v,
                        struct err_ctx *ctx)
{
    size_t peers;
    if (answered(k, ASK_TO)) {
        request_preset(rq, "peer", arena_printf(rq->arena, "%" PRId64, k->r.c.peer.v));
    }
    v->title = TR("Till vem?");
    v->lead = TR("Ett samtycke gäller en enda mottagare.");
    v->select = form_peers(rq, &peers, ctx);
    return v->select != NULL ? ERR_OK : err_set(ctx, ERR_IO, "", "", "the peers cannot be read");
}

static void show_purpose(struct request *rq, const struct ask *k, struct page_consent_ask *v)
{
    struct form_words w = {consent_purpose_code, ask_purpose_plain, 0, CONSENT_PURPOSE__MAX,
                           answered(k, ASK_PURPOSE) ? (int)k->r.c.purpose : -1};
    v->title = TR("Vad ska uppgifterna användas till?");
    v->choice = form_choice(rq, "purpose", TR("Ändamål"), NULL, &w);
}

static void show_until(struct request *rq, const struct ask *k, struct page_consent_ask *v)
{
    struct date half_a_year = date_add_months(date_today(), 6); /* not law: a suggestion */
    v->title = TR("Hur länge ska det gälla?");
    v->lead =
        TR("Det börjar gälla när alla som behöver säga ja har gjort det. Det kan tas tillbaka "
           "när som helst.");
    v->date = form_date(rq, "until", TR("Till och med"), TR("Högst ett år. Kortare är bättre."),
                        answered(k, ASK_UNTIL) ? k->r.c.valid_to : half_a_year);
}

static void show_about(struct request *rq, const struct ask *k, struct page_consent_ask *v)
{
    struct date start = date_school_year_first(date_school_year(date_today()));
    v->title = TR("Hur gamla uppgifter får det handla om?");
    v->lead = TR("Uppgifter från tiden före den här dagen lämnas inte med stöd av samtycket.");
    v->date = form_date(rq, "about", TR("Uppgifter från och med"), NULL,
                        answered(k, ASK_ABOUT) ? k->r.c.about_from : start);
}

static const char *guardian_name(struct request *rq, const struct ask *k, size_t i)
{
    return i < k->guardian_count ? k->guardians[i].name
                                 : request_words(rq, consent_party_text_sv[CONSENT_GUARDIAN_1 + i]);
}

/* What is stored, else what the register says; an index of custody_words. */
static int custody_chosen(const struct ask *k)
{
    const struct consent_content *c = &k->r.c;
    if (answered(k, ASK_CUSTODY)) {
        bool second = k->guardian_count == 2 &&
                      c->replies[CONSENT_GUARDIAN_1].person.v == k->guardians[1].id.v;
        return c->custody == CONSENT_CUSTODY_JOINT  ? 0
               : c->custody == CONSENT_CUSTODY_SOLE ? (second ? 2 : 1)
                                                    : 3;
    }
    for (int i = 0; i < (int)k->guardian_count; i++) {
        if (k->guardians[i].custody == CUSTODY_SOLE) {
            return 1 + i;
        }
    }
    return k->guardian_count > 0 && k->guardians[0].custody == CUSTODY_JOINT ? 0 : -1;
}

static void show_blocks(struct request *rq, const struct ask *k, struct page_consent_ask *v)
{
    static const char *const names[ASK_GUARDIANS] = {"blocked1", "blocked2"};
    struct page_consent_ask_checks *rows = arena_alloc(rq->arena, ASK_GUARDIANS * sizeof *rows);
    size_t count = k->guardian_count == 1 ? 1 : ASK_GUARDIANS;
    for (size_t i = 0; i < count; i++) {
        bool stored = false;
        for (int p = CONSENT_GUARDIAN_1; p < CONSENT_PARTY__MAX; p++) {
            const struct consent_reply *r = &k->r.c.replies[p];
            bool same = i < k->guardian_count ? r->person.v == k->guardians[i].id.v
                                              : p == CONSENT_GUARDIAN_1 + (int)i;
            stored = stored || (same && r->blocked);
        }
        bool known = i < k->guardian_count && k->guardians[i].blocked;
        request_preset(rq, names[i], known || stored ? "yes" : NULL);
        rows[i].box = form_check(rq, names[i], guardian_name(rq, k, i));
    }
    v->legend = request_words(
        rq,
        TR("Är det någon som inte får tillfrågas eller få veta, därför att barnet kan antas lida "
           "betydande men (offentlighets- och sekretesslagen 12 kap. 3 §)? Kryssa annars inte "
           "för någon."));
    v->checks = rows;
    v->checks_count = count;
}

static void show_custody(struct request *rq, const struct ask *k, struct page_consent_ask *v)
{
    const char **texts = arena_alloc(rq->arena, 4 * sizeof *texts);
    const char *sole = request_words(rq, consent_custody_text_sv[CONSENT_CUSTODY_SOLE]);
    texts[0] = consent_custody_text_sv[CONSENT_CUSTODY_JOINT];
    texts[1] = arena_printf(rq->arena, "%s: %s", sole, guardian_name(rq, k, 0));
    texts[2] = arena_printf(rq->arena, "%s: %s", sole, guardian_name(rq, k, 1));
    texts[3] = TR("Vet inte");
    struct form_words w = {custody_words, texts, k->guardian_count == 1 ? 1 : 0, 4,
                           custody_chosen(k)};
    v->title = TR("Vem har vårdnaden?");
    v->lead =
        k->guardian_count > 0
            ? (bank_config(rq->bank)->kind == BANK_SCHOOL
                   ? TR("Namnen kommer från elevregistret. Hur vårdnaden är måste du veta eller ta "
                        "reda på.")
                   : TR("Namnen är de som har skrivits in under Familjen. Hur vårdnaden är måste "
                        "du "
                        "veta eller ta reda på."))
            : TR("Ingen vårdnadshavare är inskriven. Du kan skriva in dem under Familjen i "
                 "ärendet. "
                 "Ta reda på hur vårdnaden är.");
    v->choice = form_choice(rq, "custody", TR("Vårdnad"), NULL, &w);
    show_blocks(rq, k, v);
}

static void show_maturity(struct request *rq, const struct ask *k, struct page_consent_ask *v)
{
    struct form_words w = {consent_maturity_code, consent_maturity_text_sv, 1,
                           CONSENT_MATURITY__MAX,
                           answered(k, ASK_MATURITY) ? (int)k->r.c.maturity : -1};
    request_preset(rq, "maturity_why", k->r.c.maturity_why);
    v->title = TR("Förstår barnet vad samtycket betyder?");
    v->lead =
        TR("Lagen sätter ingen ålder. Du bedömer just det här barnet och just den här frågan.");
    if (k->age >= 0) {
        struct page_consent_ask_facts *f = arena_alloc(rq->arena, sizeof *f);
        f->name = request_words(rq, TR("Barnets ålder"));
        f->value = arena_printf(rq->arena, "%d %s", k->age, request_words(rq, TR("år")));
        v->facts = f;
        v->facts_count = 1;
    }
    v->choice = form_choice(rq, "maturity", TR("Din bedömning"), NULL, &w);
    v->area = form_area(rq, "maturity_why", TR("Varför bedömer du så?"),
                        TR("Någon mening. Den visas inte för vårdnadshavaren."));
}

static void show_child(struct request *rq, const struct ask *k, struct page_consent_ask *v)
{
    request_preset(rq, "childs_view", k->r.c.childs_view);
    v->title = TR("Vad säger barnet själv?");
    v->lead = TR("Skriv med barnets egna ord. Har barnet inte fått frågan än, vänta med att gå "
                 "vidare om det går. Vill barnet inte säga något, lämna rutan tom.");
    v->area = form_area(rq, "childs_view", TR("Barnets egna ord"),
                        TR("De som ska svara får läsa det här. Fråga barnet om det är okej."));
}

static void show_interpreter(struct request *rq, const struct ask *k, struct page_consent_ask *v)
{
    struct form_words w = {ask_language_code, ask_language_text_sv, 0, ASK_LANGUAGES,
                           answered(k, ASK_INTERPRETER) ? ask_language(k->r.c.interpreter) : 0};
    v->title = TR("Behövs tolk?");
    v->lead = TR("Den som ska svara måste förstå frågan.");
    v->choice = form_choice(rq, "interpreter", TR("Språk"), NULL, &w);
}

static bool can_sign_in(const struct ask *k)
{
    for (int p = CONSENT_GUARDIAN_1; p < CONSENT_PARTY__MAX; p++) {
        if ((k->r.asked & 1U << (unsigned)p) != 0 && k->r.c.replies[p].person.v == 0) {
            return false;
        }
    }
    return true;
}

static void show_way(struct request *rq, const struct ask *k, struct page_consent_ask *v)
{
    struct form_words w = {request_way_code, request_way_text_sv,
                           can_sign_in(k) ? REQUEST_SIGN_IN : REQUEST_PAPER, REQUEST_WAY__MAX,
                           answered(k, ASK_WAY) ? (int)k->r.way : -1};
    v->title = TR("Hur ska de svara?");
    v->lead = TR("Väljer du ett sätt kan ett svar ändå komma på ett annat: du kan alltid skriva in "
                 "det.");
    v->choice = form_choice(rq, "way", TR("Sätt att svara"), NULL, &w);
}

/* The first guardian of whom it is not said: each is a judgement of its own. */
static enum err next_unassessed(struct request *rq, const struct ask *k, int *party_out,
                                struct err_ctx *ctx)
{
    unsigned waits;
    enum err e = ask_unassessed(rq, k, &waits, ctx);
    *party_out = CONSENT_PARTY__MAX;
    for (int p = CONSENT_PARTY__MAX - 1; e == ERR_OK && p >= 0; p--) {
        *party_out = (waits & 1U << (unsigned)p) != 0 ? p : *party_out;
    }
    return e;
}

static enum err show_insight(struct request *rq, const struct ask *k, struct page_consent_ask *v,
                             struct err_ctx *ctx)
{
    static const char *const texts[] = {TR("Ja"), TR("Nej")};
    struct form_words w = {yes_no, texts, 0, 2, -1};
    int party;
    enum err e = next_unassessed(rq, k, &party, ctx);
    struct page_consent_ask_facts *row = arena_alloc(rq->arena, sizeof *row);
    if (e == ERR_OK && party < CONSENT_PARTY__MAX) {
        *row = (struct page_consent_ask_facts){request_words(rq, TR("Vårdnadshavare")),
                                               ask_party(rq, k, party)};
        v->facts_count = 1;
        v->guardian = k->r.c.replies[party].person.v;
    }
    v->facts = row;
    v->title = TR("Får vårdnadshavaren se vad som finns om barnet?");
    v->lead =
        TR("Den som loggar in ser frågan, och det som lagen tillåter av vad som finns sparat om "
           "barnet.");
    e = e == ERR_OK ? law_guardian_rule(rq, k->r.person, &v->law, ctx) : e;
    v->choice = form_choice(rq, "insight",
                            TR("Bestämmer vårdnadshavaren i den här frågan, utan "
                               "att barnet kan antas lida betydande men?"),
                            NULL, &w);
    v->area = form_area(rq, "insight_why", TR("Varför bedömer du så?"), NULL);
    return e;
}

static enum err fill_question(struct request *rq, const struct ask *k, enum ask_step step,
                              struct page_consent_ask *v, struct err_ctx *ctx)
{
    static void (*const show[ASK_STEP__MAX])(struct request *, const struct ask *,
                                             struct page_consent_ask *) = {
        [ASK_WHAT] = show_what,       [ASK_PURPOSE] = show_purpose,
        [ASK_UNTIL] = show_until,     [ASK_ABOUT] = show_about,
        [ASK_CUSTODY] = show_custody, [ASK_MATURITY] = show_maturity,
        [ASK_CHILD] = show_child,     [ASK_INTERPRETER] = show_interpreter,
        [ASK_WAY] = show_way,
    };
    if (step == ASK_TO) {
        return show_to(rq, k, v, ctx);
    }
    if (step == ASK_INSIGHT) {
        return show_insight(rq, k, v, ctx);
    }
    show[step](rq, k, v);
    return ERR_OK;
}

static enum err show_question(struct request *rq, const struct ask *k, enum ask_step step,
                              struct err_ctx *ctx)
{
    struct page_consent_ask v = {
        .errors = form_errors(rq),
        .person = k->person,
        .code = ask_step_code[step],
        .action = k->href,
        .back = step == ASK_WHAT
                    ? arena_printf(rq->arena, "/case/%" PRId64 "/consent", k->r.case_id.v)
                    : arena_printf(rq->arena, "%s?step=%s", k->href, ask_step_code[step - 1]),
        .number = step + 1,
        .total = ASK_CHECK};
    enum err e = fill_question(rq, k, step, &v, ctx);
    if (e == ERR_OK) {
        v.title = request_words(rq, v.title);
        v.lead = v.lead != NULL ? request_words(rq, v.lead) : NULL;
        v.layout = request_layout(rq, v.title);
        page_consent_ask_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

enum err page_ask(struct request *rq, struct err_ctx *ctx)
{
    struct ask k;
    enum ask_step step;
    const struct input *wanted = request_input(rq, "step");
    enum err e = ask_load(rq, &k, ctx);
    e = e == ERR_OK ? ask_next(rq, &k, &step, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    if (k.r.state == REQUEST_ANSWERED) {
        request_go(rq, "/consent/%" PRId64, k.r.consent.v);
        return ERR_OK;
    }
    if (k.r.state == REQUEST_ASKED) {
        request_go(rq, "%s/answer", k.href);
        return ERR_OK;
    }
    if (k.r.state != REQUEST_WRITTEN) {
        return err_set(ctx, ERR_NOT_FOUND, "", "", "it is not asked any more");
    }
    /* A step may be looked at again, but none skipped. */
    if (wanted->word >= 0 && wanted->word < (int)step) {
        step = (enum ask_step)wanted->word;
    }
    return step == ASK_CHECK    ? ask_show_check(rq, &k, ctx)
           : step == ASK_GIVERS ? ask_show_givers(rq, &k, ctx)
                                : show_question(rq, &k, step, ctx);
}

/* ---- taking in: one function a question ---- */

static void take_what(struct request *rq, struct ask *k)
{
    k->r.c.items = 0;
    for (unsigned i = 0; i < CONSENT_ITEM__MAX; i++) {
        k->r.c.items |= request_input(rq, item_inputs[i])->flag ? 1U << i : 0;
    }
    if (k->r.c.items == 0) {
        request_fault(rq, "items", TR("Välj minst ett slags uppgift."));
    }
}

static void take_to(struct request *rq, struct ask *k)
{
    struct err_ctx ctx;
    struct peer p;
    k->r.c.peer.v = request_input(rq, "peer")->id;
    if (k->r.c.peer.v == 0 || peer_read(rq->bank, k->r.c.peer, &p, &ctx) != ERR_OK ||
        p.state != PEER_CONFIRMED) {
        request_fault(rq, "peer", TR("Välj vem som får uppgifterna."));
    }
}

static void take_purpose(struct request *rq, struct ask *k)
{
    const struct input *in = request_input(rq, "purpose");
    if (in->word < 0) {
        request_fault(rq, "purpose", TR("Välj vad uppgifterna ska användas till."));
    } else {
        k->r.c.purpose = (enum consent_purpose)in->word;
    }
}

static void take_until(struct request *rq, struct ask *k)
{
    const struct input *in = request_input(rq, "until");
    struct date today = date_today();
    if (!in->given) {
        request_fault(rq, "until", TR("Skriv till vilken dag det gäller."));
    } else if (in->fault == NULL && in->date.days < today.days) {
        request_fault(rq, "until", TR("Den sista dagen har redan varit."));
    } else if (in->fault == NULL && in->date.days - today.days > CONSENT_DAYS_MAX) {
        request_fault(rq, "until", TR("Ett samtycke kan gälla högst ett år."));
    }
    k->r.c.valid_from = today;
    k->r.c.valid_to = in->date;
}

static void take_about(struct request *rq, struct ask *k)
{
    const struct input *in = request_input(rq, "about");
    if (!in->given) {
        request_fault(rq, "about", TR("Skriv hur gamla uppgifter det får handla om."));
    } else if (in->fault == NULL && in->date.days > date_today().days) {
        request_fault(rq, "about", TR("Dagen ligger i framtiden."));
    }
    k->r.c.about_from = in->date;
}

/* Who is guardian 1 and 2 of the consent, and who may not be asked. */
static void take_custody(struct request *rq, struct ask *k)
{
    static const char *const blocked[ASK_GUARDIANS] = {"blocked1", "blocked2"};
    static const enum consent_custody meaning[] = {CONSENT_CUSTODY_JOINT, CONSENT_CUSTODY_SOLE,
                                                   CONSENT_CUSTODY_SOLE, CONSENT_CUSTODY_UNKNOWN};
    const struct input *in = request_input(rq, "custody");
    if (in->word < 0) {
        request_fault(rq, "custody", TR("Välj hur vårdnaden är."));
        return;
    }
    size_t first = in->word == 2 ? 1 : 0;
    k->r.c.custody = meaning[in->word];
    for (size_t i = 0; i < ASK_GUARDIANS; i++) {
        size_t from = first == 0 ? i : 1 - i;
        struct consent_reply *r = &k->r.c.replies[CONSENT_GUARDIAN_1 + i];
        *r = (struct consent_reply){.blocked = request_input(rq, blocked[from])->flag};
        r->person.v = from < k->guardian_count ? k->guardians[from].id.v : 0;
    }
}

static void take_maturity(struct request *rq, struct ask *k)
{
    const struct input *in = request_input(rq, "maturity"),
                       *why = request_input(rq, "maturity_why");
    if (in->word < 0) {
        request_fault(rq, "maturity", TR("Välj hur du bedömer barnets mognad."));
    } else {
        k->r.c.maturity = (enum consent_maturity)in->word;
    }
    if (!why->given) {
        request_fault(rq, "maturity_why", TR("Skriv varför du bedömer så."));
    }
    k->r.c.maturity_why = why->raw;
}

static void take_givers(struct request *rq, struct ask *k)
{
    struct law_consenters c;
    ask_consenters(rq, k, &c);
    k->r.asked = ask_needed(&c);
    if (k->r.asked == 0) {
        request_fault(rq, "step", TR("Ingen kan samtycka som det är nu."));
    }
}

static void take_child(struct request *rq, struct ask *k)
{
    const struct input *in = request_input(rq, "childs_view");
    k->r.c.childs_view = in->given ? in->raw : NULL;
}

static void take_interpreter(struct request *rq, struct ask *k)
{
    const struct input *in = request_input(rq, "interpreter");
    if (in->word < 0) {
        request_fault(rq, "interpreter", TR("Välj ett språk, eller att ingen tolk behövs."));
    } else {
        snprintf(k->r.c.interpreter, sizeof k->r.c.interpreter, "%s",
                 in->word == 0 ? "" : ask_language_code[in->word]);
    }
}

static void take_way(struct request *rq, struct ask *k)
{
    const struct input *in = request_input(rq, "way");
    if (in->word <= REQUEST_WAY_UNKNOWN || (in->word == REQUEST_SIGN_IN && !can_sign_in(k))) {
        request_fault(rq, "way", TR("Välj hur de ska svara."));
    } else {
        k->r.way = (enum request_way)in->word;
    }
}

/* Stores the assessment of one guardian, kept whether or not the question is asked; the page comes
 * again for the next one. */
static enum err take_insight(struct request *rq, struct ask *k, struct err_ctx *ctx)
{
    const struct input *in = request_input(rq, "insight"), *why = request_input(rq, "insight_why");
    int party;
    if (in->word < 0) {
        request_fault(rq, "insight", TR("Svara ja eller nej."));
    } else if (in->word == 1) {
        request_fault(rq, "insight",
                      TR("Då kan hen inte logga in och svara. Gå tillbaka och välj ett "
                         "annat sätt."));
    }
    if (strlen(why->raw) < 10) {
        request_fault(rq, "insight_why", TR("Skriv varför, med några ord."));
    }
    if (rq->faults > 0) {
        return ERR_OK;
    }
    enum err e = next_unassessed(rq, k, &party, ctx);
    if (e != ERR_OK || party == CONSENT_PARTY__MAX) {
        return e;
    }
    struct person_id guardian = k->r.c.replies[party].person;
    if (guardian.v != request_input(rq, "guardian")->id) {
        request_fault(rq, "insight", TR("Svaret gällde någon annan. Svara för den som står här."));
        return ERR_OK;
    }
    return insight_set(rq->bank, &rq->actor, k->r.person, guardian, LAW_MET, why->raw, ctx);
}

static enum err take(struct request *rq, struct ask *k, enum ask_step step, struct err_ctx *ctx)
{
    static void (*const takers[ASK_STEP__MAX])(struct request *, struct ask *) = {
        [ASK_WHAT] = take_what,         [ASK_TO] = take_to,
        [ASK_PURPOSE] = take_purpose,   [ASK_UNTIL] = take_until,
        [ASK_ABOUT] = take_about,       [ASK_CUSTODY] = take_custody,
        [ASK_MATURITY] = take_maturity, [ASK_GIVERS] = take_givers,
        [ASK_CHILD] = take_child,       [ASK_INTERPRETER] = take_interpreter,
        [ASK_WAY] = take_way,
    };
    if (step == ASK_INSIGHT) {
        return take_insight(rq, k, ctx);
    }
    takers[step](rq, k);
    return ERR_OK;
}

/* What follows from an earlier answer is asked again. */
static void mark_answered(struct ask *k, enum ask_step step)
{
    if (step == ASK_CUSTODY || step == ASK_MATURITY) {
        k->r.steps &= ~(1U << ASK_GIVERS | 1U << ASK_WAY);
        k->r.asked = 0;
    }
    k->r.steps |= 1U << (unsigned)step;
}

enum err page_ask_send(struct request *rq, struct err_ctx *ctx)
{
    struct ask k;
    int word = request_input(rq, "step")->word;
    enum ask_step step = (enum ask_step)word, next;
    enum err e = ask_load(rq, &k, ctx);
    e = e == ERR_OK ? ask_next(rq, &k, &next, ctx) : e;
    if (e == ERR_OK && (word < 0 || step > next || step == ASK_CHECK)) {
        e = err_set(ctx, ERR_INVALID, "step", "", "that question is not reached yet");
    }
    if (e == ERR_OK && k.r.state != REQUEST_WRITTEN) {
        e = err_set(ctx, ERR_CONFLICT, "request", "", "it is not being written any more");
    }
    e = e == ERR_OK ? take(rq, &k, step, ctx) : e;
    if (e == ERR_OK && rq->faults > 0) {
        return step == ASK_GIVERS ? ask_show_givers(rq, &k, ctx) : show_question(rq, &k, step, ctx);
    }
    if (e == ERR_OK) {
        mark_answered(&k, step);
        e = consent_request_save(rq->bank, &rq->actor, &k.r, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "%s", k.href);
    }
    return e;
}
