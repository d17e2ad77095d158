/* The meetings of a case: the list, writing one down, and marking what was agreed as done. */
#include "team/meeting.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_time.h"
#include "web/show.h"

static const char *const named_codes[] = {"yes", "no"};
static const char *const named_texts[] = {TR("Ja, de andra visste vem barnet är"),
                                          TR("Nej, ingen fick veta vem barnet är")};

#define PARTY(code)                                                                                \
    {                                                                                              \
        .name = "parties_" code, .kind = INPUT_FLAG                                                \
    }
#define TASK(n)                                                                                    \
    {.name = "what_" n, .kind = INPUT_LINE, .max = MEETING_LINE},                                  \
        {.name = "responsible_" n,                                                                 \
         .kind = INPUT_WORD,                                                                       \
         .words = case_responsible_code,                                                           \
         .word_count = RESPONSIBLE__MAX},                                                          \
        {.name = "who_" n, .kind = INPUT_LINE, .max = MEETING_LINE},                               \
    {                                                                                              \
        .name = "due_" n, .kind = INPUT_DATE                                                       \
    }

const struct input_spec meeting_inputs[33] = {
    {.name = "kind",
     .kind = INPUT_WORD,
     .missing = TR("Välj vilket slags möte det var."),
     .words = meeting_kind_code,
     .word_count = MEETING_KIND__MAX},
    {.name = "day", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag mötet var.")},
    {.name = "held",
     .kind = INPUT_WORD,
     .missing = TR("Välj hur ni träffades."),
     .words = meeting_held_code,
     .word_count = MEETING_HELD__MAX},
    {.name = "identified",
     .kind = INPUT_WORD,
     .missing = TR("Välj om de andra visste vem barnet är."),
     .words = named_codes,
     .word_count = 2},
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
    {.name = "who", .kind = INPUT_LINE, .max = MEETING_LINE},
    {.name = "agreed",
     .kind = INPUT_TEXT,
     .missing = TR("Skriv vad som bestämdes, även om inget bestämdes."),
     .max = MEETING_TEXT},
    {.name = "notes", .kind = INPUT_TEXT, .max = MEETING_TEXT},
    TASK("0"),
    TASK("1"),
    TASK("2"),
    TASK("3"),
};
_Static_assert(MEETING_TASKS == 4, "one set of inputs for each task");

const struct input_spec task_inputs[1] = {{.name = "task", .kind = INPUT_ID}};

static const struct form_words party_words = {case_party_code, case_party_text_sv, 0, PARTY__MAX,
                                              -1};

static const char *task_input(struct request *rq, const char *part, int i)
{
    return arena_printf(rq->arena, "%s_%d", part, i);
}

/* ---- the list ---- */

static void fill_tasks(struct request *rq, const struct meeting *m,
                       struct page_case_meetings_meetings *out)
{
    struct page_case_meetings_meetings_tasks *rows =
        arena_alloc(rq->arena, (m->task_count + 1) * sizeof *rows);
    for (size_t i = 0; i < m->task_count; i++) {
        const struct meeting_task *t = &m->tasks[i];
        rows[i] = (struct page_case_meetings_meetings_tasks){
            .what = t->what,
            .who = show_responsible(rq, t->responsible, t->who),
            .due = t->due.days == DATE_OPEN.days
                       ? NULL
                       : arena_printf(rq->arena, "%s %s", request_words(rq, TR("senast")),
                                      show_date(rq, t->due)),
            .late = !t->done && t->due.days < date_today().days};
        if (t->done) {
            rows[i].done_text = arena_printf(rq->arena, "%s %s", request_words(rq, TR("Klart")),
                                             show_date(rq, t->done_on));
        } else {
            rows[i].waits = arena_printf(rq->arena, "%d", t->number);
        }
    }
    out->tasks = rows;
    out->tasks_count = m->task_count;
}

enum err page_case_meetings(struct request *rq, struct err_ctx *ctx)
{
    struct case_page p;
    struct meeting *list;
    size_t count;
    enum err e = show_case_page(rq, CASE_TAB_MEETINGS, &p, ctx);
    e = e == ERR_OK ? meeting_list(rq->bank, &rq->actor, p.c.id, rq->arena, &list, &count, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_meetings_meetings *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct meeting *m = &list[i];
        rows[i] = (struct page_case_meetings_meetings){
            .heading = request_words(rq, meeting_kind_text_sv[m->kind]),
            .day = m->day,
            .held = request_words(rq, meeting_held_text_sv[m->held]),
            .named = request_words(rq, m->identified ? TR("Barnet var känt för dem som deltog")
                                                     : TR("Barnet nämndes inte vid namn")),
            .parties = show_parties(rq, m->parties),
            .who = m->who,
            .agreed = m->agreed,
            .notes = m->notes,
            .by = m->by.v != 0 ? show_staff(rq, m->by) : NULL};
        fill_tasks(rq, m, &rows[i]);
    }
    struct page_case_meetings v = {.layout = request_layout(rq, request_words(rq, TR("Möten"))),
                                   .person = p.person,
                                   .nav = p.nav,
                                   .done = case_done_words(rq),
                                   .open = p.open,
                                   .new_href = case_href(rq, "/meetings/new"),
                                   .task_action = case_href(rq, "/meetings/task"),
                                   .meetings = rows,
                                   .meetings_count = count};
    page_case_meetings_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_case_task_send(struct request *rq, struct err_ctx *ctx)
{
    enum err e = case_enter(rq, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = meeting_task_done(rq->bank, &rq->actor, (struct case_id){rq->id},
                          (int)request_input(rq, "task")->id, date_today(), ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s", case_href(rq, "/meetings?done=task"));
    }
    return e;
}

/* ---- writing one down ---- */

static void fill_task_fields(struct request *rq, struct page_case_meeting_form *v)
{
    static const struct form_words responsible = {case_responsible_code, case_responsible_text_sv,
                                                  0, RESPONSIBLE__MAX, RESPONSIBLE_OWN};
    struct page_case_meeting_form_tasks *rows =
        arena_alloc(rq->arena, MEETING_TASKS * sizeof *rows);
    for (int i = 0; i < MEETING_TASKS; i++) {
        rows[i] = (struct page_case_meeting_form_tasks){
            .heading = arena_printf(rq->arena, "%s %d", request_words(rq, TR("Sak")), i + 1),
            .what = form_line(rq, task_input(rq, "what", i), TR("Vad"), NULL, NULL),
            .responsible = form_select_words(rq, task_input(rq, "responsible", i),
                                             TR("Vem ansvarar"), &responsible),
            .who = form_line(rq, task_input(rq, "who", i), TR("Roll"), NULL, NULL),
            .due = form_date(rq, task_input(rq, "due", i), TR("Senast"), NULL, DATE_OPEN)};
    }
    v->tasks = rows;
    v->tasks_count = MEETING_TASKS;
}

enum err page_case_meeting_form(struct request *rq, struct err_ctx *ctx)
{
    static const struct form_words kinds = {meeting_kind_code, meeting_kind_text_sv, 0,
                                            MEETING_KIND__MAX, -1};
    static const struct form_words helds = {meeting_held_code, meeting_held_text_sv, 0,
                                            MEETING_HELD__MAX, MEETING_TOGETHER};
    static const struct form_words named = {named_codes, named_texts, 0, 2, -1};
    struct case_page p;
    enum err e = show_case_page(rq, CASE_TAB_MEETINGS, &p, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_meeting_form v = {
        .layout = request_layout(rq, request_words(rq, TR("Skriv in ett möte"))),
        .errors = form_errors(rq),
        .person = p.person,
        .nav = p.nav,
        .action = case_href(rq, "/meetings/new"),
        .back = case_href(rq, "/meetings"),
        .kind = form_choice(rq, "kind", TR("Slag av möte"),
                            TR("Anmälningsmöte: möte mellan barnet, vårdnadshavarna och den som "
                               "har anmält oro (socialtjänstlagen 19 kap. 5 §)."),
                            &kinds),
        .day = form_date(rq, "day", TR("Dag"), NULL, date_today()),
        .held = form_choice(rq, "held", TR("Hur träffades ni?"), NULL, &helds),
        .identified =
            form_choice(rq, "identified", TR("Visste de andra vem barnet är?"),
                        TR("Det som sägs till en annan myndighet om ett barn som går att känna "
                           "igen är ett utlämnande, precis som ett brev. Utan samtycke talar man "
                           "om barnet utan att det går att förstå vem det är."),
                        &named),
        .parties = form_checks(rq, "parties", TR("Vilka deltog?"), NULL, &party_words),
        .who = form_line(rq, "who", TR("Roller (frivilligt)"),
                         TR("Till exempel mentor, skolsocionom. Skriv inte namn."), NULL),
        .agreed = form_area(rq, "agreed", TR("Vad bestämdes?"), NULL),
        .notes = form_area(rq, "notes", TR("Anteckning (frivilligt)"),
                           TR("Skriv kort och bara det som behövs. Barnet och vårdnadshavarna kan "
                              "få läsa det.")),
    };
    fill_task_fields(rq, &v);
    e = law_time_sip(rq, &p.c, &v.sip_law, ctx);
    if (e == ERR_OK) {
        page_case_meeting_form_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

static void read_meeting(struct request *rq, struct meeting *m)
{
    const struct input *day = request_input(rq, "day");
    *m = (struct meeting){.kind = (enum meeting_kind)request_input(rq, "kind")->word,
                          .held = (enum meeting_held)request_input(rq, "held")->word,
                          .identified = request_input(rq, "identified")->word == 0,
                          .day = day->date,
                          .parties = form_checks_read(rq, "parties", &party_words),
                          .who = request_input(rq, "who")->raw,
                          .agreed = request_input(rq, "agreed")->raw,
                          .notes = request_input(rq, "notes")->raw};
    if (m->parties == 0) {
        request_fault(rq, "parties", TR("Välj vilka som deltog."));
    }
    if (day->given && day->fault == NULL && day->date.days > date_today().days) {
        request_fault(rq, "day", TR("Dagen ligger i framtiden. Skriv in mötet när det har varit."));
    }
    for (int i = 0; i < MEETING_TASKS; i++) {
        const struct input *due = request_input(rq, task_input(rq, "due", i));
        int responsible = request_input(rq, task_input(rq, "responsible", i))->word;
        m->tasks[i] = (struct meeting_task){
            .what = request_input(rq, task_input(rq, "what", i))->raw,
            .responsible = responsible >= 0 ? (enum case_responsible)responsible : RESPONSIBLE_OWN,
            .who = request_input(rq, task_input(rq, "who", i))->raw,
            .due = due->given ? due->date : DATE_OPEN};
    }
}

enum err page_case_meeting_send(struct request *rq, struct err_ctx *ctx)
{
    struct meeting m;
    int number;
    enum err e = case_enter(rq, ctx);
    if (e != ERR_OK) {
        return e;
    }
    read_meeting(rq, &m);
    if (rq->faults > 0) {
        return page_case_meeting_form(rq, ctx);
    }
    e = meeting_write(rq->bank, &rq->actor, (struct case_id){rq->id}, &m, &number, ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s", case_href(rq, "/meetings?done=meeting"));
    }
    return e;
}
