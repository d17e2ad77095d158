/* The pages of a consent beside its questions: the beginning, who has to say yes, check-answers,
 * waiting for answers, and the form on paper. */
#include <inttypes.h>

#include "web/ask.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const yes_no[] = {"yes", "no"};
static const char *const hows[] = {"paper", "oral"};

const struct input_spec ask_answer_inputs[5] = {
    {.name = "who",
     .kind = INPUT_WORD,
     .missing = TR("Välj vem som har svarat."),
     .words = consent_party_code,
     .word_count = CONSENT_PARTY__MAX},
    {.name = "answer",
     .kind = INPUT_WORD,
     .missing = TR("Välj ja eller nej."),
     .words = yes_no,
     .word_count = 2},
    {.name = "how",
     .kind = INPUT_WORD,
     .missing = TR("Välj hur svaret gavs."),
     .words = hows,
     .word_count = 2},
    {.name = "on", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag svaret gavs.")},
    {.name = "note", .kind = INPUT_TEXT, .max = CONSENT_NOTE_MAX},
};

/* ---- the beginning ---- */

static enum err fill_requests(struct request *rq, const struct team_case *c,
                              struct page_consent_start *v, struct err_ctx *ctx)
{
    struct consent_request *list;
    size_t count;
    struct request_filter f = {.case_id = c->id};
    enum err e = consent_request_list(rq->bank, &rq->actor, &f, rq->arena, &list, &count, ctx);
    struct page_consent_start_requests *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const char *items = show_items(rq, list[i].c.items);
        const char *state = request_words(rq, list[i].state == REQUEST_ASKED ? TR("Väntar på svar")
                                                                             : TR("Inte klart"));
        rows[i] = (struct page_consent_start_requests){
            .href = arena_printf(rq->arena, "/asking/%" PRId64, list[i].id.v),
            .text = items[0] != '\0' ? arena_printf(rq->arena, "%s: %s", state, items) : state,
            .began = show_time(rq, list[i].created_at)};
    }
    v->requests = rows;
    v->requests_count = count;
    return e;
}

enum err page_consent_start(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct page_consent_start v = {0};
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &v.person, ctx);
    e = e == ERR_OK ? fill_requests(rq, &c, &v, ctx) : e;
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Be om samtycke")));
        v.nav = show_case_nav(rq, c.id, CASE_TAB_CONSENTS);
        v.action = arena_printf(rq->arena, "/case/%" PRId64 "/consent", rq->id);
        page_consent_start_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

enum err page_consent_start_send(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct consent_request_id id;
    const struct page_person *person;
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
    e = e == ERR_OK ? consent_request_new(rq->bank, &rq->actor, c.id, &id, ctx) : e;
    if (e == ERR_OK) {
        request_go(rq, "/asking/%" PRId64, id.v);
    }
    return e;
}

/* ---- who has to say yes ---- */

static const char *join_grounds(struct request *rq, const struct law_rule_ref *r)
{
    const char *text = "";
    for (size_t i = 0; i < r->grounds_n; i++) {
        text = arena_printf(rq->arena, "%s%s%s", text, i > 0 ? "; " : "", r->grounds[i].cite);
    }
    return text;
}

static const char *in_language(const struct request *rq, struct law_text t)
{
    return rq->page.language == PAGE_ENGLISH ? t.en : t.sv;
}

#define RULES_SHOWN (3 * LAW_RULING_RULES)

static void add_rules(struct request *rq, const struct law_rule_ref *const *rules, size_t count,
                      struct page_consent_givers *v, struct page_consent_givers_rules *rows)
{
    for (size_t i = 0; i < count && v->rules_count < RULES_SHOWN; i++) {
        const char *mark = ask_mark(rules[i]->confidence);
        rows[v->rules_count++] = (struct page_consent_givers_rules){
            .title = in_language(rq, rules[i]->title),
            .text = in_language(rq, rules[i]->text),
            .grounds = join_grounds(rq, rules[i]),
            .mark = mark != NULL ? request_words(rq, mark) : NULL};
    }
}

enum err ask_show_givers(struct request *rq, const struct ask *k, struct err_ctx *ctx)
{
    (void)ctx;
    struct law_consenters c;
    ask_consenters(rq, k, &c);
    unsigned need = ask_needed(&c);
    struct page_consent_givers_who *who = arena_alloc(rq->arena, CONSENT_PARTY__MAX * sizeof *who);
    struct page_consent_givers_rules *rows = arena_alloc(rq->arena, RULES_SHOWN * sizeof *rows);
    struct page_consent_givers v = {
        .layout = request_layout(rq, request_words(rq, TR("Vem behöver säga ja?"))),
        .person = k->person,
        .back = arena_printf(rq->arena, "%s?step=%s", k->href, ask_step_code[ASK_GIVERS - 1]),
        .number = ASK_GIVERS + 1,
        .total = ASK_CHECK,
        .possible = need != 0,
        .who = who,
        .rules = rows,
        .version = law_version(rq->rules),
        .action = k->href,
        .code = ask_step_code[ASK_GIVERS]};
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        if ((need & 1U << (unsigned)p) != 0) {
            who[v.who_count++].name = ask_party(rq, k, p);
        }
    }
    if (c.ways_n > 0) {
        add_rules(rq, c.way[0].rules, c.way[0].rules_n, &v, rows);
    }
    add_rules(rq, c.hear_pupil.rules, c.hear_pupil.rules_n, &v, rows);
    add_rules(rq, c.hear_guardians.rules, c.hear_guardians.rules_n, &v, rows);
    page_consent_givers_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- check-answers, and asking ---- */

enum err ask_show_check(struct request *rq, const struct ask *k, struct err_ctx *ctx)
{
    (void)ctx;
    struct ask_row list[ASK_ROWS];
    size_t count = ask_rows(rq, k, list);
    struct page_consent_check_rows *rows = arena_alloc(rq->arena, count * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct page_consent_check_rows){
            .name = list[i].name,
            .value = list[i].value,
            .href = list[i].step == ASK_CHECK ? NULL
                                              : arena_printf(rq->arena, "%s?step=%s", k->href,
                                                             ask_step_code[list[i].step])};
    }
    struct page_consent_check v = {
        .layout = request_layout(rq, request_words(rq, TR("Kontrollera innan du frågar"))),
        .person = k->person,
        .rows = rows,
        .rows_count = count,
        .done = true,
        .action = arena_printf(rq->arena, "%s/ask", k->href),
        .cancel = arena_printf(rq->arena, "%s/cancel", k->href)};
    page_consent_check_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_ask_put_send(struct request *rq, struct err_ctx *ctx)
{
    struct ask k;
    enum ask_step next;
    enum err e = ask_load(rq, &k, ctx);
    e = e == ERR_OK ? ask_next(rq, &k, &next, ctx) : e;
    if (e == ERR_OK && next != ASK_CHECK) {
        request_go(rq, "%s", k.href);
        return ERR_OK;
    }
    if (e == ERR_OK) {
        k.r.c.valid_from = date_today(); /* it may have been written on an earlier day */
        e = consent_request_save(rq->bank, &rq->actor, &k.r, ctx);
    }
    e = e == ERR_OK ? consent_request_ask(rq->bank, &rq->actor, k.r.id, ctx) : e;
    if (e == ERR_OK) {
        request_go(rq, "%s", k.href);
    }
    return e;
}

enum err page_ask_cancel_send(struct request *rq, struct err_ctx *ctx)
{
    struct ask k;
    enum err e = ask_load(rq, &k, ctx);
    e = e == ERR_OK ? consent_request_cancel(rq->bank, &rq->actor, k.r.id, ctx) : e;
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "/consents", k.r.case_id.v);
    }
    return e;
}

/* ---- waiting for answers ---- */

static void fill_waiting(struct request *rq, const struct ask *k, struct page_consent_wait *v)
{
    struct page_consent_wait_parties *rows =
        arena_alloc(rq->arena, CONSENT_PARTY__MAX * sizeof *rows);
    struct ask_row list[ASK_ROWS];
    size_t count = ask_rows(rq, k, list);
    struct page_consent_wait_rows *facts = arena_alloc(rq->arena, count * sizeof *facts);
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        const struct consent_reply *r = &k->r.c.replies[p];
        if ((k->r.asked & 1U << (unsigned)p) != 0) {
            bool has = r->answer != CONSENT_NOT_ASKED;
            rows[v->parties_count++] = (struct page_consent_wait_parties){
                .name = ask_party(rq, k, p),
                .answer =
                    request_words(rq, consent_answer_text_sv[has ? r->answer : CONSENT_NO_REPLY]),
                .on = has ? r->on : DATE_OPEN};
        }
    }
    for (size_t i = 0; i < count; i++) {
        facts[i] = (struct page_consent_wait_rows){list[i].name, list[i].value};
    }
    v->parties = rows;
    v->rows = facts;
    v->rows_count = count;
}

/* Those who have not answered. */
static const struct page_choice *waiting_choice(struct request *rq, const struct ask *k)
{
    const char **codes = arena_alloc(rq->arena, CONSENT_PARTY__MAX * sizeof *codes);
    const char **names = arena_alloc(rq->arena, CONSENT_PARTY__MAX * sizeof *names);
    struct form_words w = {codes, names, 0, 0, -1};
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        if ((k->r.asked & 1U << (unsigned)p) != 0 &&
            k->r.c.replies[p].answer == CONSENT_NOT_ASKED) {
            codes[w.count] = consent_party_code[p];
            names[w.count++] = ask_party(rq, k, p);
        }
    }
    w.initial = w.count == 1 ? 0 : -1;
    return form_choice(rq, "who", TR("Vem har svarat?"), NULL, &w);
}

static enum err show_wait(struct request *rq, const struct ask *k)
{
    static const char *const answers[] = {TR("Ja"), TR("Nej")};
    static const char *const ways[] = {TR("Underskrivet papper"), TR("Muntligt")};
    struct form_words yes = {yes_no, answers, 0, 2, -1}, how = {hows, ways, 0, 2, -1};
    struct page_consent_wait v = {
        .layout = request_layout(rq, request_words(rq, TR("Samtycke: väntar på svar"))),
        .errors = form_errors(rq),
        .person = k->person,
        .case_href = arena_printf(rq->arena, "/case/%" PRId64 "/consents", k->r.case_id.v),
        .asked = show_time(rq, k->r.asked_at),
        .way = request_words(rq, request_way_text_sv[k->r.way]),
        .form_href = arena_printf(rq->arena, "%s/form", k->href),
        .action = arena_printf(rq->arena, "%s/answer", k->href),
        .cancel = arena_printf(rq->arena, "%s/cancel", k->href),
        .who = waiting_choice(rq, k),
        .answer = form_choice(rq, "answer", TR("Svar"), NULL, &yes),
        .how = form_choice(rq, "how", TR("Hur svaret gavs"), NULL, &how),
        .on = form_date(rq, "on", TR("Dag för svaret"), NULL, date_today()),
        .note = form_area(rq, "note", TR("Anteckning"), TR("Behövs när svaret gavs muntligt."))};
    fill_waiting(rq, k, &v);
    page_consent_wait_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_ask_answer(struct request *rq, struct err_ctx *ctx)
{
    struct ask k;
    enum err e = ask_load(rq, &k, ctx);
    if (e == ERR_OK && k.r.state != REQUEST_ASKED) {
        request_go(rq, "%s", k.href);
        return ERR_OK;
    }
    return e == ERR_OK ? show_wait(rq, &k) : e;
}

/* The answer as typed; what is wrong becomes faults. */
static struct consent_reply typed_reply(struct request *rq)
{
    const struct input *on = request_input(rq, "on"), *note = request_input(rq, "note");
    bool oral = request_input(rq, "how")->word == 1;
    if (on->given && on->fault == NULL && on->date.days > date_today().days) {
        request_fault(rq, "on", TR("Dagen ligger i framtiden."));
    }
    if (oral && !note->given) {
        request_fault(rq, "note", TR("Skriv hur det muntliga svaret gavs och vad som sades."));
    }
    return (struct consent_reply){.answer = request_input(rq, "answer")->word == 0 ? CONSENT_YES
                                                                                   : CONSENT_NO,
                                  .how = oral ? CONSENT_ORAL : CONSENT_PAPER,
                                  .on = on->date,
                                  .note = note->given ? note->raw : NULL};
}

enum err page_ask_answer_send(struct request *rq, struct err_ctx *ctx)
{
    struct ask k;
    struct consent_id consent;
    struct consent_reply reply = typed_reply(rq);
    enum err e = ask_load(rq, &k, ctx);
    if (e == ERR_OK && k.r.state != REQUEST_ASKED) {
        e = err_set(ctx, ERR_CONFLICT, "", "", "it is not asked any more");
    }
    if (e == ERR_OK && rq->faults > 0) {
        return show_wait(rq, &k);
    }
    if (e == ERR_OK) {
        e = consent_request_answer(rq->bank, &rq->actor, k.r.id,
                                   (enum consent_party)request_input(rq, "who")->word, &reply,
                                   &consent, ctx);
    }
    if (e == ERR_OK && consent.v != 0) {
        request_go(rq, "/case/%" PRId64 "/consents?done=consent", k.r.case_id.v);
    } else if (e == ERR_OK) {
        request_go(rq, "%s", k.href);
    }
    return e;
}

/* ---- on paper ---- */

enum err page_ask_form(struct request *rq, struct err_ctx *ctx)
{
    struct ask k;
    enum err e = ask_load(rq, &k, ctx);
    if (e == ERR_OK && k.r.asked == 0) {
        e = err_set(ctx, ERR_NOT_FOUND, "", "", "it is not known who is asked");
    }
    if (e != ERR_OK) {
        return e;
    }
    struct page_consent_form_items *items =
        arena_alloc(rq->arena, CONSENT_ITEM__MAX * sizeof *items);
    struct page_consent_form_parties *parties =
        arena_alloc(rq->arena, CONSENT_PARTY__MAX * sizeof *parties);
    struct page_consent_form v = {
        .layout = request_layout(rq, request_words(rq, TR("Blankett för samtycke"))),
        .child = k.person->name,
        .bank = bank_config(rq->bank)->name,
        .peer = show_peer(rq, k.r.c.peer),
        .purpose = request_words(rq, ask_purpose_plain[k.r.c.purpose]),
        .items = items,
        .until = k.r.c.valid_to,
        .about = k.r.c.about_from,
        .interpreter = k.r.c.interpreter,
        .parties = parties};
    for (unsigned i = 0; i < CONSENT_ITEM__MAX; i++) {
        if ((k.r.c.items & 1U << i) != 0) {
            items[v.items_count++].text = request_words(rq, ask_item_plain[i]);
        }
    }
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        if ((k.r.asked & 1U << (unsigned)p) != 0) {
            parties[v.parties_count++].name =
                p == CONSENT_PUPIL ? k.person->name : ask_party(rq, &k, p);
        }
    }
    page_consent_form_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}
