/* Changing the draft of a plan: begin, the head, a goal, agree, and throw away. */
#include "team/plan.h"

#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_time.h"
#include "web/show.h"

#define REVIEW_DAYS 28 /* not law: four weeks are offered, any day can be chosen */

const struct input_spec plan_begin_inputs[1] = {
    {.name = "kind", .kind = INPUT_WORD, .words = plan_kind_code, .word_count = PLAN_KIND__MAX}};

const struct input_spec plan_head_inputs[4] = {
    {.name = "kind", .kind = INPUT_WORD, .words = plan_kind_code, .word_count = PLAN_KIND__MAX},
    {.name = "voice", .kind = INPUT_TEXT, .max = PLAN_TEXT},
    {.name = "needs", .kind = INPUT_TEXT, .max = PLAN_TEXT},
    {.name = "lead", .kind = INPUT_LINE, .max = PLAN_LINE}};

#define ACTION(n)                                                                                  \
    {.name = "what_" n, .kind = INPUT_LINE, .max = PLAN_LINE},                                     \
        {.name = "responsible_" n,                                                                 \
         .kind = INPUT_WORD,                                                                       \
         .words = case_responsible_code,                                                           \
         .word_count = RESPONSIBLE__MAX},                                                          \
        {.name = "who_" n, .kind = INPUT_LINE, .max = PLAN_LINE},                                  \
    {                                                                                              \
        .name = "until_" n, .kind = INPUT_DATE                                                     \
    }

const struct input_spec goal_inputs[22] = {
    {.name = "goal", .kind = INPUT_ID},
    {.name = "area",
     .kind = INPUT_WORD,
     .missing = TR("Välj vad målet handlar om."),
     .words = goal_area_code,
     .word_count = GOAL_AREA__MAX},
    {.name = "text", .kind = INPUT_TEXT, .missing = TR("Skriv vad som ska nås."), .max = PLAN_TEXT},
    {.name = "responsible",
     .kind = INPUT_WORD,
     .missing = TR("Välj vem som ansvarar för målet."),
     .words = case_responsible_code,
     .word_count = RESPONSIBLE__MAX},
    {.name = "starts", .kind = INPUT_DATE, .missing = TR("Skriv när arbetet börjar.")},
    {.name = "ends", .kind = INPUT_DATE},
    ACTION("0"),
    ACTION("1"),
    ACTION("2"),
    ACTION("3"),
};
_Static_assert(PLAN_ACTIONS == 4, "one set of inputs for each action");

const struct input_spec plan_drop_inputs[1] = {{.name = "goal", .kind = INPUT_ID}};

#define PARTY(code)                                                                                \
    {                                                                                              \
        .name = "parties_" code, .kind = INPUT_FLAG                                                \
    }
const struct input_spec plan_agree_inputs[13] = {
    {.name = "parties", .kind = INPUT_LINE, .max = 1},
    PARTY("pupil"),
    PARTY("guardians"),
    PARTY("school"),
    PARTY("student-health"),
    PARTY("social-open"),
    PARTY("social-case"),
    PARTY("health"),
    PARTY("police"),
    PARTY("other"),
    {.name = "on", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag ni kom överens.")},
    {.name = "review", .kind = INPUT_DATE, .missing = TR("Skriv när planen ska följas upp.")},
    {.name = "note", .kind = INPUT_TEXT, .max = PLAN_TEXT},
};

static const struct form_words party_words = {case_party_code, case_party_text_sv, 0, PARTY__MAX,
                                              -1};

static struct case_id case_of(const struct request *rq)
{
    return (struct case_id){rq->id};
}

static const char *text_of(struct request *rq, const char *name)
{
    const struct input *in = request_input(rq, name);
    return in->given ? in->raw : NULL;
}

/* The draft with its goals; ERR_CONFLICT without one. */
static enum err read_draft(struct request *rq, struct plan *out, struct err_ctx *ctx)
{
    struct plan *all;
    size_t count;
    enum err e = plan_versions(rq->bank, &rq->actor, case_of(rq), rq->arena, &all, &count, ctx);
    if (e == ERR_OK && (count == 0 || all[0].state != PLAN_DRAFT)) {
        return err_set(ctx, ERR_CONFLICT, "plan", "begin a new version first",
                       "there is no draft of the plan");
    }
    return e == ERR_OK
               ? plan_read(rq->bank, &rq->actor, case_of(rq), all[0].version, rq->arena, out, ctx)
               : e;
}

static const char *draft_href(struct request *rq, const struct plan *draft)
{
    return case_href(rq, "/plan?version=%d", draft->version);
}

/* After a change: the draft again, with what was done. */
static enum err go_to_draft(struct request *rq, const char *done, struct err_ctx *ctx)
{
    struct plan draft;
    enum err e = read_draft(rq, &draft, ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s&done=%s", draft_href(rq, &draft), done);
    }
    return e;
}

enum err page_case_plan_begin_send(struct request *rq, struct err_ctx *ctx)
{
    int kind = request_input(rq, "kind")->word;
    struct plan_head head = {.kind = kind >= 0 ? (enum plan_kind)kind : PLAN_RETURN};
    enum err e = case_enter(rq, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = plan_begin(rq->bank, &rq->actor, case_of(rq), kind >= 0 ? &head : NULL, ctx);
    if (e == ERR_OK) {
        e = go_to_draft(rq, "plan", ctx);
    }
    return e;
}

/* ---- the head ---- */

enum err page_case_plan_head(struct request *rq, struct err_ctx *ctx)
{
    struct case_page p;
    struct plan draft;
    enum err e = show_case_page(rq, CASE_TAB_PLAN, &p, ctx);
    e = e == ERR_OK ? read_draft(rq, &draft, ctx) : e;
    if (e != ERR_OK) {
        return case_to_plan(rq, e);
    }
    const struct plan_head *h = &draft.head;
    struct form_words kinds = {plan_kind_code, plan_kind_text_sv, 0, PLAN_KIND__MAX, (int)h->kind};
    struct page_case_plan_head v = {
        .layout = request_layout(rq, request_words(rq, TR("Skriv om planen"))),
        .errors = form_errors(rq),
        .person = p.person,
        .nav = p.nav,
        .action = case_href(rq, "/plan/head"),
        .back = draft_href(rq, &draft),
        .kind = form_choice(rq, "kind", TR("Slag av plan"), NULL, &kinds),
        .voice = form_area_filled(rq, "voice", TR("Barnets egna ord"),
                                  TR("Vad vill barnet ska bli bättre, och vad tror barnet skulle "
                                     "hjälpa?"),
                                  h->voice),
        .needs = form_area_filled(rq, "needs", TR("Vad planen ska leda till"), NULL, h->needs),
        .lead = form_line(rq, "lead", TR("Vem har det övergripande ansvaret för planen?"),
                          TR("Verksamhet och roll. Måste fyllas i för en SIP."), h->lead)};
    page_case_plan_head_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_case_plan_head_send(struct request *rq, struct err_ctx *ctx)
{
    int kind = request_input(rq, "kind")->word;
    struct plan_head head = {.kind = kind >= 0 ? (enum plan_kind)kind : PLAN_RETURN,
                             .voice = text_of(rq, "voice"),
                             .needs = text_of(rq, "needs"),
                             .lead = text_of(rq, "lead")};
    enum err e = case_enter(rq, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (rq->faults > 0) {
        return page_case_plan_head(rq, ctx);
    }
    e = plan_set_head(rq->bank, &rq->actor, case_of(rq), &head, ctx);
    return e == ERR_OK ? go_to_draft(rq, "plan", ctx) : e;
}

/* ---- a goal ---- */

static const char *action_input(struct request *rq, const char *part, int i)
{
    return arena_printf(rq->arena, "%s_%d", part, i);
}

static void fill_action_fields(struct request *rq, const struct plan_goal *g,
                               struct page_case_goal *v)
{
    struct page_case_goal_actions *rows = arena_alloc(rq->arena, PLAN_ACTIONS * sizeof *rows);
    for (int i = 0; i < PLAN_ACTIONS; i++) {
        const struct plan_action *old = &g->actions[i];
        bool there = old->what != NULL;
        struct form_words responsible = {case_responsible_code, case_responsible_text_sv, 0,
                                         RESPONSIBLE__MAX, (int)old->responsible};
        rows[i] = (struct page_case_goal_actions){
            .heading = arena_printf(rq->arena, "%s %d", request_words(rq, TR("Sak")), i + 1),
            .what = form_line(rq, action_input(rq, "what", i), TR("Vad"), NULL, old->what),
            .responsible = form_select_words(rq, action_input(rq, "responsible", i),
                                             TR("Vem ansvarar"), &responsible),
            .who = form_line(rq, action_input(rq, "who", i), TR("Roll"), NULL, old->who),
            .until = form_date(rq, action_input(rq, "until", i), TR("Senast"), NULL,
                               there ? old->until : DATE_OPEN)};
    }
    v->actions = rows;
    v->actions_count = PLAN_ACTIONS;
}

/* The goal that the page is about: one of the draft, or an empty one. ERR_NOT_FOUND. */
static enum err choose_goal(struct request *rq, const struct plan *draft, struct plan_goal *out,
                            struct err_ctx *ctx)
{
    int64_t number = request_input(rq, "goal")->id;
    *out = (struct plan_goal){.starts = date_today(), .ends = DATE_OPEN};
    for (size_t i = 0; i < draft->goal_count; i++) {
        if (draft->goals[i].number == number) {
            *out = draft->goals[i];
            return ERR_OK;
        }
    }
    return number == 0 ? ERR_OK
                       : err_set(ctx, ERR_NOT_FOUND, "goal", NULL, "the draft has no such goal");
}

enum err page_case_goal(struct request *rq, struct err_ctx *ctx)
{
    struct case_page p;
    struct plan draft;
    struct plan_goal g;
    enum err e = show_case_page(rq, CASE_TAB_PLAN, &p, ctx);
    e = e == ERR_OK ? read_draft(rq, &draft, ctx) : e;
    e = e == ERR_OK ? choose_goal(rq, &draft, &g, ctx) : e;
    if (e != ERR_OK) {
        return case_to_plan(rq, e);
    }
    bool old = g.number != 0;
    struct form_words areas = {goal_area_code, goal_area_text_sv, 0, GOAL_AREA__MAX,
                               old ? (int)g.area : -1};
    struct form_words responsible = {case_responsible_code, case_responsible_text_sv, 0,
                                     RESPONSIBLE__MAX, old ? (int)g.responsible : -1};
    const char *heading = request_words(rq, old ? TR("Ändra målet") : TR("Lägg till ett mål"));
    struct page_case_goal v = {
        .layout = request_layout(rq, heading),
        .errors = form_errors(rq),
        .person = p.person,
        .nav = p.nav,
        .heading = heading,
        .action = case_href(rq, "/plan/goal"),
        .back = draft_href(rq, &draft),
        .goal = old ? arena_printf(rq->arena, "%d", g.number) : NULL,
        .drop_action = case_href(rq, "/plan/drop"),
        .area = form_choice(rq, "area", TR("Vad handlar målet om?"), NULL, &areas),
        .text = form_area_filled(rq, "text", TR("Mål"),
                                 TR("Skriv så att alla kan se om det är nått. Till exempel: i "
                                    "skolan minst tre dagar i veckan före jul."),
                                 g.text),
        .responsible =
            form_choice(rq, "responsible", TR("Vem ansvarar för målet?"), NULL, &responsible),
        .starts = form_date(rq, "starts", TR("Börjar"), NULL, g.starts),
        .ends = form_date(rq, "ends", TR("Ska vara nått (frivilligt)"), NULL, g.ends)};
    fill_action_fields(rq, &g, &v);
    page_case_goal_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

static void read_goal(struct request *rq, struct plan_goal *g)
{
    const struct input *starts = request_input(rq, "starts"), *ends = request_input(rq, "ends");
    *g = (struct plan_goal){.number = (int)request_input(rq, "goal")->id,
                            .area = (enum goal_area)request_input(rq, "area")->word,
                            .text = text_of(rq, "text"),
                            .responsible =
                                (enum case_responsible)request_input(rq, "responsible")->word,
                            .starts = starts->date,
                            .ends = ends->given ? ends->date : DATE_OPEN};
    if (starts->fault == NULL && ends->fault == NULL && g->ends.days < g->starts.days) {
        request_fault(rq, "ends", TR("Den dagen ligger före början."));
    }
    for (int i = 0; i < PLAN_ACTIONS; i++) {
        const struct input *until = request_input(rq, action_input(rq, "until", i));
        int responsible = request_input(rq, action_input(rq, "responsible", i))->word;
        g->actions[i] = (struct plan_action){
            .what = text_of(rq, action_input(rq, "what", i)),
            .who = text_of(rq, action_input(rq, "who", i)),
            .responsible = responsible >= 0 ? (enum case_responsible)responsible : RESPONSIBLE_OWN,
            .until = until->given ? until->date : DATE_OPEN};
    }
}

enum err page_case_goal_send(struct request *rq, struct err_ctx *ctx)
{
    struct plan_goal g;
    int number;
    enum err e = case_enter(rq, ctx);
    if (e != ERR_OK) {
        return e;
    }
    read_goal(rq, &g);
    if (rq->faults > 0) {
        return page_case_goal(rq, ctx);
    }
    e = plan_put_goal(rq->bank, &rq->actor, case_of(rq), &g, &number, ctx);
    return e == ERR_OK ? go_to_draft(rq, "goal", ctx) : e;
}

/* With a goal: that one leaves the draft. Without: the draft is thrown away. */
enum err page_case_plan_drop_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *goal = request_input(rq, "goal");
    enum err e = case_enter(rq, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (goal->given) {
        e = plan_drop_goal(rq->bank, &rq->actor, case_of(rq), (int)goal->id, ctx);
        return e == ERR_OK ? go_to_draft(rq, "dropped", ctx) : e;
    }
    e = plan_drop_draft(rq->bank, &rq->actor, case_of(rq), ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s", case_href(rq, "/plan"));
    }
    return e;
}

/* ---- agreeing ---- */

enum err page_case_agree(struct request *rq, struct err_ctx *ctx)
{
    struct case_page p;
    struct plan draft;
    enum err e = show_case_page(rq, CASE_TAB_PLAN, &p, ctx);
    e = e == ERR_OK ? read_draft(rq, &draft, ctx) : e;
    if (e != ERR_OK) {
        return case_to_plan(rq, e);
    }
    struct page_case_agree_goals *goals =
        arena_alloc(rq->arena, (draft.goal_count + 1) * sizeof *goals);
    for (size_t i = 0; i < draft.goal_count; i++) {
        goals[i].text = draft.goals[i].text;
    }
    struct page_case_agree v = {
        .layout = request_layout(rq, request_words(rq, TR("Fastställ planen"))),
        .errors = form_errors(rq),
        .person = p.person,
        .nav = p.nav,
        .action = case_href(rq, "/plan/agree"),
        .back = draft_href(rq, &draft),
        .sip = draft.head.kind == PLAN_SIP,
        .goals = goals,
        .goals_count = draft.goal_count,
        .parties =
            form_checks(rq, "parties", TR("Vilka är överens om planen?"), NULL, &party_words),
        .on = form_date(rq, "on", TR("Dag"), NULL, date_today()),
        .review = form_date(rq, "review", TR("Följs upp"), NULL,
                            (struct date){date_today().days + REVIEW_DAYS}),
        .note = form_area(rq, "note", TR("Hur kom ni överens? (frivilligt)"),
                          TR("Till exempel på ett möte eller i telefon. Skriv om någon inte håller "
                             "med."))};
    e = v.sip ? law_time_sip(rq, &p.c, &v.sip_law, ctx) : ERR_OK;
    if (e != ERR_OK) {
        return e;
    }
    page_case_agree_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

static void check_agreement(struct request *rq, const struct plan *draft,
                            const struct plan_agreement *g)
{
    const struct input *on = request_input(rq, "on"), *review = request_input(rq, "review");
    if (g->parties == 0) {
        request_fault(rq, "parties", TR("Välj vilka som är överens."));
    }
    if (on->given && on->fault == NULL && g->on.days > date_today().days) {
        request_fault(rq, "on", TR("Dagen ligger i framtiden."));
    }
    if (review->given && review->fault == NULL &&
        (g->review.days <= g->on.days || g->review.days > g->on.days + 366)) {
        request_fault(rq, "review", TR("Välj en dag efter överenskommelsen, inom ett år."));
    }
    bool lacks = draft->head.kind == PLAN_SIP && draft->head.lead == NULL;
    for (size_t i = 0; draft->head.kind == PLAN_SIP && i < draft->goal_count; i++) {
        lacks = lacks || draft->goals[i].actions[0].what == NULL;
    }
    if (lacks) {
        request_fault(rq, "note",
                      TR("En SIP ska säga vem som har det övergripande ansvaret och vem som gör "
                         "vad för varje mål. Gå tillbaka och fyll i det."));
    }
}

enum err page_case_agree_send(struct request *rq, struct err_ctx *ctx)
{
    struct plan draft;
    struct plan_agreement g = {.on = request_input(rq, "on")->date,
                               .review = request_input(rq, "review")->date,
                               .parties = form_checks_read(rq, "parties", &party_words),
                               .note = text_of(rq, "note")};
    enum err e = case_enter(rq, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = read_draft(rq, &draft, ctx);
    if (e != ERR_OK) {
        return e;
    }
    check_agreement(rq, &draft, &g);
    if (rq->faults > 0) {
        return page_case_agree(rq, ctx);
    }
    e = plan_agree(rq->bank, &rq->actor, case_of(rq), &g, ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s", case_href(rq, "/plan?done=agreed"));
    }
    return e;
}
