/* Sending a letter: what kind, the facts, what the law says of it, and off it goes. */
#include <inttypes.h>
#include <string.h>

#include "letterbox/letter.h"
#include "team/plan.h"
#include "web/case_nav.h"
#include "web/compose.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_view.h"
#include "web/show.h"

enum { KINDS = 5 }; /* letter_kind codes up to the last item kind */

static const char *const steps[] = {"check", "send"};
static const char *const others_codes[] = {"unknown", "none", "present", "consented"};
static const char *const others_texts[] = {TR("Vet inte"), TR("Nej"),
                                           TR("Ja, och någon av dem har inte samtyckt"),
                                           TR("Ja, och de har samtyckt")};
enum { OTHERS = sizeof others_codes / sizeof others_codes[0] };

/* Where the item is kept: a fact that only the sender knows, and that the law asks for. */
static const char *const holder_codes[] = {"support", "other"};
static const char *const holder_texts[2][2] = {
    [BANK_SCHOOL] = {TR("Hos elevhälsan: kurator, psykolog, specialpedagog"),
                     TR("I skolan i övrigt: mentor, lärare, rektor")},
    [BANK_SOCIAL] = {TR("I de öppna insatserna, utan behovsprövning"),
                     TR("I myndighetsutövningen: utredning eller beslutad insats")}};
enum { HOLDERS = 2 };

/* Two inputs for each assessment of law/facts.h, in its order. */
#define ASSESSMENT(code)                                                                           \
    {.name = "assess_" code,                                                                       \
     .kind = INPUT_WORD,                                                                           \
     .words = law_result_code,                                                                     \
     .word_count = LAW_RESULT__MAX},                                                               \
    {                                                                                              \
        .name = "why_" code, .kind = INPUT_TEXT, .max = LETTER_ASSESSMENT_TEXT - 1                 \
    }

const struct input_spec letter_inputs[40] = {
    {.name = "kind", .kind = INPUT_WORD, .words = letter_kind_code, .word_count = KINDS},
    {.name = "peer", .kind = INPUT_ID},
    {.name = "purpose",
     .kind = INPUT_WORD,
     .words = consent_purpose_code,
     .word_count = CONSENT_PURPOSE__MAX},
    {.name = "from", .kind = INPUT_DATE},
    {.name = "to", .kind = INPUT_DATE},
    {.name = "area", .kind = INPUT_WORD, .words = goal_area_code, .word_count = GOAL_AREA__MAX},
    {.name = "reached",
     .kind = INPUT_WORD,
     .words = goal_reached_code,
     .word_count = GOAL_REACHED__MAX},
    {.name = "on", .kind = INPUT_DATE},
    {.name = "text", .kind = INPUT_TEXT, .max = CONTENT_TEXT_MAX},
    {.name = "others", .kind = INPUT_WORD, .words = others_codes, .word_count = OTHERS},
    {.name = "step", .kind = INPUT_WORD, .words = steps, .word_count = 2},
    {.name = "goals", .kind = INPUT_LINE, .max = 1},
    {.name = "goals_0", .kind = INPUT_FLAG},
    {.name = "goals_1", .kind = INPUT_FLAG},
    {.name = "goals_2", .kind = INPUT_FLAG},
    {.name = "goals_3", .kind = INPUT_FLAG},
    {.name = "goals_4", .kind = INPUT_FLAG},
    {.name = "goals_5", .kind = INPUT_FLAG},
    {.name = "goals_6", .kind = INPUT_FLAG},
    {.name = "holder", .kind = INPUT_WORD, .words = holder_codes, .word_count = HOLDERS},
    ASSESSMENT("0"),
    ASSESSMENT("1"),
    ASSESSMENT("2"),
    ASSESSMENT("3"),
    ASSESSMENT("4"),
    ASSESSMENT("5"),
    ASSESSMENT("6"),
    ASSESSMENT("7"),
    ASSESSMENT("8"),
    ASSESSMENT("9"),
};
_Static_assert(LAW_ASSESS__MAX == 10, "one pair of inputs for each assessment");

static const char *assess_input(struct request *rq, const char *part, enum law_assessment kind)
{
    return arena_printf(rq->arena, "%s_%d", part, (int)kind);
}

/* Kinds that this kind of bank has something to compose from. */
static bool kind_offered(const struct request *rq, int kind)
{
    bool school = bank_config(rq->bank)->kind == BANK_SCHOOL;
    return kind == (school ? LETTER_ATTENDANCE : LETTER_INTERVENTION) || kind == LETTER_GOAL ||
           kind == LETTER_MESSAGE;
}

/* ---- first: what kind ---- */

static const struct page_choice *kind_choice(struct request *rq)
{
    const char **codes = arena_alloc(rq->arena, KINDS * sizeof *codes);
    const char **texts = arena_alloc(rq->arena, KINDS * sizeof *texts);
    int n = 0;
    for (int k = LETTER_ATTENDANCE; k < KINDS; k++) {
        if (kind_offered(rq, k)) {
            codes[n] = letter_kind_code[k];
            texts[n++] = letter_kind_text_sv[k];
        }
    }
    struct form_words w = {codes, texts, 0, n, 0};
    return form_choice(rq, "kind", TR("Slag av uppgift"), NULL, &w);
}

static enum err write_kinds(struct request *rq, const struct page_person *person,
                            struct err_ctx *ctx)
{
    size_t peers;
    if (form_peers(rq, &peers, ctx) == NULL) {
        return ERR_IO;
    }
    struct page_letter_kind v = {
        .layout = request_layout(rq, request_words(rq, TR("Skicka brev"))),
        .person = person,
        .action = arena_printf(rq->arena, "/case/%" PRId64 "/letter", rq->id),
        .ask_href = arena_printf(rq->arena, "/law/ask?case=%" PRId64, rq->id),
        .kind = kind_choice(rq),
        .has_peers = peers > 0};
    page_letter_kind_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- second: the facts ---- */

static const char *const goal_codes[COMPOSE_GOALS] = {"0", "1", "2", "3", "4", "5", "6"};

/* The last follow-up of each goal of the agreed plan, the first eight that have one; as they can
 * be chosen for a letter. */
static enum err read_goals(struct request *rq, struct compose_goal out[COMPOSE_GOALS],
                           size_t *count_out, struct err_ctx *ctx)
{
    struct plan plan;
    *count_out = 0;
    enum err e =
        plan_read(rq->bank, &rq->actor, (struct case_id){rq->id}, 0, rq->arena, &plan, ctx);
    for (size_t i = 0; e == ERR_OK && i < plan.goal_count && *count_out < COMPOSE_GOALS; i++) {
        const struct plan_goal *g = &plan.goals[i];
        if (g->followup_count > 0) {
            const struct plan_followup *last = &g->followups[g->followup_count - 1];
            out[(*count_out)++] = (struct compose_goal){g->area, last->reached, last->on};
        }
    }
    return e;
}

static struct form_words goal_words(struct request *rq, const struct compose_goal *goals, size_t n)
{
    const char **texts = arena_alloc(rq->arena, (n + 1) * sizeof *texts);
    for (size_t i = 0; i < n; i++) {
        texts[i] = arena_printf(
            rq->arena, "%s: %s, %s", request_words(rq, goal_area_text_sv[goals[i].area]),
            plan_reached_words(rq, goals[i].reached), show_date(rq, goals[i].on));
    }
    return (struct form_words){goal_codes, texts, 0, (int)n, -1};
}

static void add_goal_fields(struct request *rq, const struct compose_goal *goals, size_t count,
                            struct page_letter_form *v)
{
    static const struct form_words areas = {goal_area_code, goal_area_text_sv, 0, GOAL_AREA__MAX,
                                            -1};
    static const struct form_words reached = {goal_reached_code, goal_reached_text_sv, 0,
                                              GOAL_REACHED__MAX, -1};
    if (count > 0) {
        struct form_words w = goal_words(rq, goals, count);
        v->goals = form_checks(rq, "goals", TR("Vilka mål?"),
                               TR("Mottagaren får veta vad målet handlade om, om det är nått och "
                                  "vilken dag. Inte hur målet är skrivet."),
                               &w);
        return;
    }
    v->area = form_choice(rq, "area", TR("Vad handlade målet om?"), NULL, &areas);
    v->reached = form_choice(rq, "reached", TR("Är målet nått?"), NULL, &reached);
    v->on = form_date(rq, "on", TR("Dag"), NULL, date_today());
}

static void add_fields_of_kind(struct request *rq, enum letter_kind kind,
                               struct page_letter_form *v)
{
    struct date today = date_today();
    if (kind == LETTER_ATTENDANCE || kind == LETTER_INTERVENTION) {
        struct date monday = date_monday(today);
        v->from =
            form_date(rq, "from", TR("Från och med"),
                      kind == LETTER_ATTENDANCE
                          ? TR("Lämna inte mer än mottagaren behöver. Bara hela veckor lämnas.")
                          : TR("Lämna inte mer än mottagaren behöver."),
                      (struct date){monday.days - 7 * 10});
        v->to = form_date(rq, "to", TR("Till och med"), NULL, (struct date){monday.days - 1});
    }
    if (kind == LETTER_GOAL || kind == LETTER_MESSAGE) {
        struct form_words holders = {holder_codes, holder_texts[bank_config(rq->bank)->kind], 0,
                                     HOLDERS, -1};
        v->holder = form_choice(rq, "holder", TR("Var finns uppgiften i dag?"),
                                TR("Sekretessen är olika stark i olika verksamheter."), &holders);
    }
    if (kind == LETTER_MESSAGE) {
        struct form_words others = {others_codes, others_texts, 1, OTHERS, -1};
        v->text = form_area(rq, "text", TR("Meddelande"),
                            TR("Skriv bara det som behövs för ändamålet. Barnet och "
                               "vårdnadshavarna kan få läsa det."));
        v->others = form_choice(rq, "others", TR("Säger texten något om någon annan än barnet?"),
                                TR("Till exempel ett syskon, en förälder eller en vän."), &others);
    }
}

static enum err write_form(struct request *rq, const struct page_person *person,
                           struct err_ctx *ctx)
{
    size_t peers;
    enum letter_kind kind = (enum letter_kind)request_input(rq, "kind")->word;
    struct form_words purposes = {consent_purpose_code, consent_purpose_text_sv, 0,
                                  CONSENT_PURPOSE__MAX, -1};
    struct page_letter_form v = {
        .layout = request_layout(rq, request_words(rq, TR("Skicka brev"))),
        .errors = form_errors(rq),
        .person = person,
        .action = arena_printf(rq->arena, "/case/%" PRId64 "/letter", rq->id),
        .kind = letter_kind_code[kind],
        .kind_text = request_words(rq, letter_kind_text_sv[kind]),
        .intervention = kind == LETTER_INTERVENTION,
        .peer = form_peers(rq, &peers, ctx),
        .purpose = form_choice(rq, "purpose", TR("Ändamål"), NULL, &purposes)};
    if (v.peer == NULL) {
        return ERR_IO;
    }
    struct compose_goal goals[COMPOSE_GOALS];
    size_t goal_count = 0;
    if (kind == LETTER_GOAL) {
        enum err e = read_goals(rq, goals, &goal_count, ctx);
        if (e != ERR_OK) {
            return e;
        }
        add_goal_fields(rq, goals, goal_count, &v);
    }
    add_fields_of_kind(rq, kind, &v);
    page_letter_form_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_letter_new(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    int kind = request_input(rq, "kind")->word;
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    return kind_offered(rq, kind) ? write_form(rq, person, ctx) : write_kinds(rq, person, ctx);
}

/* ---- third: what the law says ---- */

static void require(struct request *rq, const char *name, const char *fault)
{
    if (!request_input(rq, name)->given) {
        request_fault(rq, name, fault);
    }
}

static void check_period(struct request *rq)
{
    const struct input *from = request_input(rq, "from"), *to = request_input(rq, "to");
    require(rq, "from", TR("Skriv den första dagen."));
    require(rq, "to", TR("Skriv den sista dagen."));
    if (from->fault == NULL && to->fault == NULL && to->date.days < from->date.days) {
        request_fault(rq, "to", TR("Den sista dagen ligger före den första."));
    }
    if (to->fault == NULL && to->date.days - from->date.days > 3 * 366) {
        request_fault(rq, "to", TR("Välj en kortare period, högst tre år."));
    }
}

static void check_inputs(struct request *rq, enum letter_kind kind)
{
    require(rq, "peer", TR("Välj vem som får uppgifterna."));
    require(rq, "purpose", TR("Välj vad uppgifterna ska användas till."));
    if (kind == LETTER_ATTENDANCE || kind == LETTER_INTERVENTION) {
        check_period(rq);
    }
    if (kind == LETTER_GOAL || kind == LETTER_MESSAGE) {
        require(rq, "holder", TR("Välj var uppgiften finns i dag."));
    }
    if (kind == LETTER_MESSAGE) {
        require(rq, "text", TR("Skriv meddelandet."));
        require(rq, "others", TR("Välj om texten säger något om någon annan."));
    }
}

/* The branch of law that the chosen holder is; unknown when nothing is chosen. */
static enum law_branch holder_branch(const struct request *rq)
{
    static const enum law_branch branches[3][HOLDERS] = {
        {LAW_EPS, LAW_SKO}, {LAW_FRI_E, LAW_FRI_S}, {LAW_SOC_O, LAW_SOC_M}};
    const struct bank_config *config = bank_config(rq->bank);
    int holder = request_input(rq, "holder")->word;
    int row = config->kind == BANK_SOCIAL                    ? 2
              : config->legal_form == LEGAL_FORM_INDEPENDENT ? 1
                                                             : 0;
    return holder >= 0 ? branches[row][holder] : LAW_BRANCH_UNKNOWN;
}

static void fill_draft(struct request *rq, const struct team_case *c, const json_t *item,
                       struct letter_draft *d)
{
    int others = request_input(rq, "others")->word;
    *d = (struct letter_draft){.case_id = c->id,
                               .peer = {request_input(rq, "peer")->id},
                               .kind = (enum letter_kind)request_input(rq, "kind")->word,
                               .item = item,
                               .purpose = (enum consent_purpose)request_input(rq, "purpose")->word,
                               .third_party =
                                   others > 0 ? (enum law_third_party)others : LAW_THIRD_PARTY_NONE,
                               .from = holder_branch(rq),
                               .hsl_context = LAW_NO,
                               .on = date_today()};
    for (int k = 0; k < LAW_ASSESS__MAX; k++) {
        const struct input *result =
            request_input(rq, assess_input(rq, "assess", (enum law_assessment)k));
        const struct input *why =
            request_input(rq, assess_input(rq, "why", (enum law_assessment)k));
        if (result->word > LAW_NOT_ASSESSED && why->given) {
            d->assessments[d->assessment_count++] =
                (struct letter_assessment){.kind = (enum law_assessment)k,
                                           .result = (enum law_result)result->word,
                                           .text = why->raw};
        }
    }
}

static const char *in_language(const struct request *rq, struct law_text t)
{
    return rq->page.language == PAGE_ENGLISH ? t.en : t.sv;
}

static void fill_assessments(struct request *rq, const struct law_decision *d,
                             struct page_letter_check *v)
{
    static const char *const result_texts[LAW_RESULT__MAX] = {TR("Inte bedömt"), TR("Nej"),
                                                              TR("Ja")};
    struct form_words results = {law_result_code, result_texts, LAW_NOT_MET, LAW_RESULT__MAX, -1};
    struct page_letter_check_assessments *rows =
        arena_alloc(rq->arena, (d->assessments_n + 1) * sizeof *rows);
    for (size_t i = 0; i < d->assessments_n; i++) {
        const struct law_assessment_ref *a = &d->assessments[i];
        rows[i] = (struct page_letter_check_assessments){
            .question = in_language(rq, a->question),
            .result = form_choice(rq, assess_input(rq, "assess", a->kind), TR("Din bedömning"),
                                  NULL, &results),
            .why = form_area(rq, assess_input(rq, "why", a->kind), TR("Varför?"),
                             TR("Det du skriver sparas med beslutet."))};
    }
    v->assessments = rows;
    v->assessments_count = d->assessments_n;
}

static void fill_law(struct request *rq, const struct law_decision *d, struct page_letter_check *v)
{
    static const char *const outcomes[LAW_OUTCOME__MAX] = {
        TR("Nej, det får inte lämnas."), TR("Det kan få lämnas, om du bedömer det så."),
        TR("Ja, det får lämnas."), TR("Ja, det ska lämnas.")};
    v->outcome = request_words(rq, outcomes[d->outcome]);
    v->good = law_passes(d);
    v->wait = d->outcome == LAW_MAY;
    v->explanation = in_language(rq, d->explanation);
    v->version = arena_strndup(rq->arena, d->version, 12);
    struct page_letter_check_grounds *g = arena_alloc(rq->arena, (d->grounds_n + 1) * sizeof *g);
    struct page_letter_check_obligations *o =
        arena_alloc(rq->arena, (d->obligations_n + 1) * sizeof *o);
    struct page_letter_check_missing *m = arena_alloc(rq->arena, (d->missing_n + 1) * sizeof *m);
    for (size_t i = 0; i < d->grounds_n; i++) {
        g[i].cite = d->grounds[i].cite;
    }
    for (size_t i = 0; i < d->obligations_n; i++) {
        o[i].text = in_language(rq, d->obligations[i].text);
    }
    for (size_t i = 0; i < d->missing_n; i++) {
        m[i].text = in_language(rq, d->missing[i].question);
    }
    v->grounds = g;
    v->grounds_count = d->grounds_n;
    v->obligations = o;
    v->obligations_count = d->obligations_n;
    v->missing = m;
    v->missing_count = d->missing_n;
    fill_assessments(rq, d, v);
}

/* The facts go along as hidden fields; they are checked again when the form comes back. */
static void fill_hidden(struct request *rq, struct page_letter_check *v)
{
    static const char *const names[] = {"kind",    "peer",    "purpose", "from",    "to",
                                        "area",    "reached", "on",      "text",    "others",
                                        "goals_0", "goals_1", "goals_2", "goals_3", "goals_4",
                                        "goals_5", "goals_6", "holder"};
    enum { NAMES = sizeof names / sizeof names[0] };
    struct page_letter_check_fields *rows = arena_alloc(rq->arena, NAMES * sizeof *rows);
    for (size_t i = 0; i < NAMES; i++) {
        if (request_input(rq, names[i])->given) {
            rows[v->fields_count++] = (struct page_letter_check_fields){
                .name = names[i], .value = request_input(rq, names[i])->raw};
        }
    }
    v->fields = rows;
}

/* Would the same letter pass, or be for a human to assess, if those who decide said yes? What is
 * not known of them is asked when the consent is. */
static bool consent_would_help(const struct request *rq, const struct law_facts *known)
{
    struct law_facts f = *known;
    f.custody = f.custody == LAW_CUSTODY_UNKNOWN ? LAW_CUSTODY_JOINT : f.custody;
    f.maturity = f.maturity == LAW_MATURITY_UNKNOWN ? LAW_MATURE : f.maturity;
    f.guardian_blocked = f.guardian_blocked == LAW_YES ? LAW_YES : LAW_NO;
    f.guardian_1 = f.guardian_2 = f.pupil = LAW_CONSENT_GIVEN;
    f.consent_scope = LAW_SCOPE_COVERS;
    return law_judge(rq->rules, &f).outcome > law_judge(rq->rules, known).outcome;
}

static void write_check(struct request *rq, const struct page_person *person,
                        const struct letter_draft *d, const struct letter_preview *preview)
{
    struct compose_line *lines;
    struct page_letter_check v = {
        .layout = request_layout(rq, request_words(rq, TR("Kontrollera brevet"))),
        .errors = form_errors(rq),
        .person = person,
        .action = arena_printf(rq->arena, "/case/%" PRId64 "/letter", rq->id),
        .back = arena_printf(rq->arena, "/case/%" PRId64, rq->id),
        .kind_text = request_words(rq, letter_kind_text_sv[d->kind]),
        .peer_text = show_peer(rq, d->peer),
        .purpose_text = request_words(rq, consent_purpose_text_sv[d->purpose])};
    compose_lines(rq, d->kind, d->item, &lines, &v.lines_count);
    struct page_letter_check_lines *rows =
        arena_alloc(rq->arena, (v.lines_count + 1) * sizeof *rows);
    for (size_t i = 0; i < v.lines_count; i++) {
        rows[i] = (struct page_letter_check_lines){lines[i].name, lines[i].value};
    }
    v.lines = rows;
    v.sender = bank_config(rq->bank)->name;
    v.grounds_text = law_cites(rq, preview->decision.grounds, preview->decision.grounds_n);
    fill_law(rq, &preview->decision, &v);
    v.consent_href =
        !v.good && consent_would_help(rq, &preview->facts) ? case_href(rq, "/consent") : NULL;
    fill_hidden(rq, &v);
    page_letter_check_write(&rq->out->body, &rq->page, &v);
}

/* Every assessment that the law waits for must be answered and explained. */
static void check_assessments(struct request *rq, const struct law_decision *d)
{
    for (size_t i = 0; i < d->assessments_n; i++) {
        enum law_assessment kind = d->assessments[i].kind;
        require(rq, assess_input(rq, "assess", kind), TR("Svara på frågan."));
        require(rq, assess_input(rq, "why", kind), TR("Skriv varför du bedömer det så."));
    }
}

static enum err check_or_send(struct request *rq, const struct page_person *person,
                              const struct letter_draft *d, struct err_ctx *ctx)
{
    struct letter_preview preview;
    struct letter_draft bare = *d;
    struct letter_id id;
    bool send = request_input(rq, "step")->word == 1;
    bare.assessment_count = 0;
    enum err e = letter_preview(rq->bank, rq->rules, &rq->actor, &bare, rq->arena, &preview, ctx);
    if (e == ERR_OK && send) {
        check_assessments(rq, &preview.decision);
    }
    if (e != ERR_OK || !send || rq->faults > 0) {
        if (e == ERR_OK) {
            write_check(rq, person, d, &preview);
        }
        return e;
    }
    e = letter_send(rq->bank, rq->rules, &rq->actor, d, rq->arena, &id, &preview, ctx);
    if (e == ERR_DENIED) {
        write_check(rq, person, d, &preview);
        return ERR_OK;
    }
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "/letters?done=sent", rq->id);
    }
    return e;
}

/* The chosen goals of the plan or, when none has been followed up, the one that is written. */
static enum err choose_goals(struct request *rq, struct compose *what, struct err_ctx *ctx)
{
    struct compose_goal goals[COMPOSE_GOALS];
    size_t count;
    enum err e = read_goals(rq, goals, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (count == 0) {
        require(rq, "area", TR("Välj vad målet handlade om."));
        require(rq, "reached", TR("Välj om målet är nått."));
        require(rq, "on", TR("Skriv vilken dag."));
        what->goals[0] = (struct compose_goal){
            (enum goal_area)request_input(rq, "area")->word,
            (enum goal_reached)request_input(rq, "reached")->word, request_input(rq, "on")->date};
        what->goal_count = 1;
        return ERR_OK;
    }
    for (size_t i = 0; i < count; i++) {
        if (request_input(rq, arena_printf(rq->arena, "goals_%zu", i))->flag) {
            what->goals[what->goal_count++] = goals[i];
        }
    }
    if (what->goal_count == 0) {
        request_fault(rq, "goals", TR("Välj minst ett mål."));
    }
    return ERR_OK;
}

enum err page_letter_new_send(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    enum letter_kind kind = (enum letter_kind)request_input(rq, "kind")->word;
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!kind_offered(rq, (int)kind)) {
        return write_kinds(rq, person, ctx);
    }
    struct compose what = {.kind = kind,
                           .person = c.person,
                           .from = request_input(rq, "from")->date,
                           .to = request_input(rq, "to")->date,
                           .text = request_input(rq, "text")->raw};
    check_inputs(rq, kind);
    if (kind == LETTER_GOAL) {
        e = choose_goals(rq, &what, ctx);
    }
    if (e != ERR_OK || rq->faults > 0) {
        return e != ERR_OK ? e : write_form(rq, person, ctx);
    }
    json_t *item;
    e = compose_item(rq->bank, request_reading(rq), &what, rq->arena, &item, ctx);
    if (e == ERR_NOT_FOUND) {
        request_fault(rq, "from", TR("Det finns inga uppgifter att lämna från perioden."));
        return write_form(rq, person, ctx);
    }
    if (e == ERR_OK) {
        struct letter_draft d;
        fill_draft(rq, &c, item, &d);
        e = check_or_send(rq, person, &d, ctx);
        json_decref(item);
    }
    return e;
}
