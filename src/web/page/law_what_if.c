/* What a proposal would change: the matrix, and how many of the bank's own decisions. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bank/rules.h"
#include "law/propose.h"
#include "letterbox/what_if.h"
#include "web/app.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_view.h"
#include "web/show.h"
#include "web/text_fault.h"

#define TEXT_MAX 12000
#define TYPED    "förslaget" /* the typed text in errors */

const struct input_spec law_what_if_inputs[3] = {
    {.name = "proposal", .kind = INPUT_LINE, .max = 100},
    {.name = "text", .kind = INPUT_TEXT, .max = TEXT_MAX},
    {.name = "at", .kind = INPUT_DATE}};

static const char skeleton[] = "rule P1\n"
                               "  kind: permit\n"
                               "  title.sv: Namn på regeln\n"
                               "  title.en: Name of the rule\n"
                               "  text.sv: Vad regeln säger.\n"
                               "  text.en: What the rule says.\n"
                               "  from: SOC-M SOC-O\n"
                               "  to: SKO EPS EST\n"
                               "  item: goal_result intervention_period\n"
                               "  identification: identified\n"
                               "  purpose: follow_up\n"
                               "  third_party: none\n"
                               "  outcome: allow\n"
                               "  ground: förslag (2027:1)\n"
                               "  valid: 2027-07-01..\n"
                               "  confidence: unverified\n"
                               "  checked-by:\n";

static const struct page_select *proposal_select(struct request *rq)
{
    size_t n;
    const struct app_proposal *all = app_proposals(rq->app, &n);
    struct page_select *v = arena_alloc(rq->arena, sizeof *v);
    struct page_select_options *o = arena_alloc(rq->arena, (n + 1) * sizeof *o);
    *v = (struct page_select){
        .id = "proposal", .label = request_words(rq, TR("Färdigt förslag")), .options = o};
    o[v->options_count++] = (struct page_select_options){
        .value = "", .label = request_words(rq, TR("Inget, jag skriver själv"))};
    for (size_t i = 0; i < n; i++) {
        o[v->options_count++] = (struct page_select_options){
            .value = all[i].name,
            .label = all[i].title,
            .chosen = strcmp(all[i].name, request_input(rq, "proposal")->raw) == 0};
    }
    return v;
}

static void fill_form(struct request *rq, struct page_law_what_if *v)
{
    v->layout = request_layout(rq, request_words(rq, TR("Om lagen vore en annan")));
    v->errors = form_errors(rq);
    v->proposal = proposal_select(rq);
    v->text =
        form_area(rq, "text", TR("Egna regler"),
                  TR("Skriv så som reglerna skrivs. Reglerna som gäller ändras inte av det."));
    v->at =
        form_date(rq, "at", TR("Som om vore det den"),
                  TR("Lämna tomt för i dag, eller den dag då förslaget börjar gälla."), DATE_OPEN);
    v->skeleton = skeleton;
}

enum err page_law_what_if(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    struct page_law_what_if v = {.result = false};
    fill_form(rq, &v);
    page_law_what_if_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- reading the proposal ---- */

/* The chosen file and the typed rules, joined; browsers end lines with CR LF. NULL: neither. */
static const char *proposal_text(struct request *rq)
{
    size_t n;
    const struct app_proposal *all = app_proposals(rq->app, &n);
    const char *name = request_input(rq, "proposal")->raw;
    const char *typed = request_input(rq, "text")->raw;
    const char *file = NULL;
    for (size_t i = 0; i < n; i++) {
        file = strcmp(all[i].name, name) == 0 ? all[i].text : file;
    }
    struct buf b;
    buf_init(&b, LAW_PROPOSAL_MAX);
    for (const char *c = typed; *c != '\0'; c++) {
        if (*c != '\r') {
            buf_add_char(&b, *c);
        }
    }
    buf_add(&b, "\n");
    if (file != NULL) {
        buf_addf(&b, "#file %s\n%s", name,
                 file); /* after, so that typed lines keep their numbers */
    }
    bool any = file != NULL || typed[0] != '\0';
    const char *text = any ? arena_strndup(rq->arena, b.text, b.len) : NULL;
    buf_free(&b);
    return text;
}

/* "förslaget:3:9" as words, when it is the typed text. */
static void write_fault(struct request *rq, const struct err_ctx *fault)
{
    struct page_law_what_if v = {.result = false};
    request_fault(rq, "text", TR("Rätta reglerna och pröva igen."));
    fill_form(rq, &v);
    if (fault != NULL) {
        const char *place = text_fault_place(rq, fault, TYPED);
        v.fault = arena_printf(rq->arena, place != NULL ? "%s %s" : "%s (%s):",
                               request_words(rq, TR("Det går inte att läsa reglerna.")),
                               place != NULL ? place : fault->where);
        v.fault_text = text_fault_what(rq, fault);
        v.remedy = text_fault_remedy(rq, fault);
    }
    page_law_what_if_write(&rq->out->body, &rq->page, &v);
}

/* ---- showing what it does ---- */

static void fill_counts(struct request *rq, const struct what_if *w, struct page_law_what_if *v)
{
    static const char *const outcomes[LAW_OUTCOME__MAX] = {TR("får inte lämnas"),
                                                           TR("får lämnas efter bedömning"),
                                                           TR("får lämnas"), TR("ska lämnas")};
    bool sv = rq->page.language == PAGE_SWEDISH;
    struct what_if_shown s;
    what_if_show(w, &s);
    v->none = w->decisions == 0;
    v->decisions = what_if_count_text(s.decisions, sv, rq->arena);
    v->period = arena_printf(rq->arena, "%s – %s", show_date(rq, w->first), show_date(rq, w->last));
    v->differ = what_if_count_text(s.differ, sv, rq->arena);
    v->closed = s.closed.at_most > 0 ? what_if_count_text(s.closed, sv, rq->arena) : NULL;
    struct page_law_what_if_turned *rows =
        arena_alloc(rq->arena, LAW_OUTCOME__MAX * LAW_OUTCOME__MAX * sizeof *rows);
    for (unsigned from = 0; from < LAW_OUTCOME__MAX; from++) {
        for (unsigned to = 0; to < LAW_OUTCOME__MAX; to++) {
            if (s.turned[from][to].at_most > 0) {
                rows[v->turned_count++] = (struct page_law_what_if_turned){
                    arena_printf(rq->arena, "%s → %s", request_words(rq, outcomes[from]),
                                 request_words(rq, outcomes[to])),
                    what_if_count_text(s.turned[from][to], sv, rq->arena)};
            }
        }
    }
    v->turned = rows;
}

static enum err write_result(struct request *rq, const struct law_rules *proposed,
                             struct err_ctx *ctx)
{
    const struct input *at = request_input(rq, "at");
    struct date today = date_today();
    struct date day = at->given ? at->date : law_proposal_day(rq->rules, proposed, today);
    struct what_if_question q = {.rules = rq->rules,
                                 .proposed = proposed,
                                 .has_at = at->given || day.days != today.days,
                                 .at = day};
    struct what_if counted;
    enum err e = what_if(rq->bank, &rq->actor, &q, &counted, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct law_moment before = {rq->rules, day}, after = {proposed, day};
    struct law_diff d;
    law_diff(&before, &after, rq->arena, &d);
    struct page_law_what_if v = {.result = true, .moved = q.has_at, .day = show_date(rq, day)};
    fill_form(rq, &v);
    v.change = law_change_view(rq, &d);
    fill_counts(rq, &counted, &v);
    page_law_what_if_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_law_what_if_send(struct request *rq, struct err_ctx *ctx)
{
    const char *text = proposal_text(rq);
    struct law_rules *proposed = NULL;
    struct err_ctx fault;
    if (text == NULL) {
        request_fault(rq, "text", TR("Välj ett förslag eller skriv en regel."));
    }
    if (rq->faults > 0) {
        return page_law_what_if(rq, ctx);
    }
    if (law_propose(rq->rules, TYPED, text, strlen(text), bank_rules_digest, &proposed, &fault) !=
        ERR_OK) {
        write_fault(rq, &fault);
        return ERR_OK;
    }
    enum err e = write_result(rq, proposed, ctx);
    law_free(proposed);
    return e;
}
