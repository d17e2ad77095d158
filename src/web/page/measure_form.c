/* Filling in as an employee, a paper form, planning who answers when, and setting a goal. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "school/register.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/measure_show.h"
#include "web/question.h"
#include "web/show.h"

/* ---- filling in ---- */

const struct input_spec measure_fill_inputs[47] = {
    {.name = "instrument", .kind = INPUT_ID},
    {.name = "question", .kind = INPUT_ID},
    {.name = "respondent",
     .kind = INPUT_WORD,
     .words = respondent_code,
     .word_count = RESPONDENT__MAX},
    {.name = "moment",
     .kind = INPUT_WORD,
     .words = measure_moment_code,
     .word_count = MEASURE_MOMENT__MAX},
    {.name = "how", .kind = INPUT_WORD, .words = measure_how_code, .word_count = MEASURE_HOW__MAX},
    {.name = "on", .kind = INPUT_DATE},
    {.name = "note", .kind = INPUT_TEXT, .max = MEASURE_NOTE},
    QUESTION_INPUTS_40,
};

/* What is filled in: a planned questionnaire, or an instrument without one. */
struct filling {
    struct team_case c;
    bool planned;
    struct questionnaire q;
    struct questionnaire_draft draft;
    enum respondent respondent;
    struct question_set set;
};

/* The words to the respondent of an unplanned one: as chosen, else the first that is asked. */
static enum err choose_respondent(struct request *rq, struct filling *f, struct err_ctx *ctx)
{
    struct instrument i;
    struct instrument_id id = {request_input(rq, "instrument")->id};
    const struct input *in = request_input(rq, "respondent");
    enum err e = instrument_read(rq->bank, id, rq->arena, &i, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!i.offered) {
        return err_set(ctx, ERR_NOT_FOUND, "instrument", "", "it is not used for new answers");
    }
    f->q.instrument = id;
    f->respondent = RESPONDENT_PUPIL;
    while ((i.respondents & 1u << f->respondent) == 0) {
        f->respondent++;
    }
    if (in->word >= 0 && (i.respondents & 1u << in->word) != 0) {
        f->respondent = (enum respondent)in->word;
    }
    return ERR_OK;
}

static enum err read_filling(struct request *rq, struct filling *f,
                             const struct page_person **person, struct err_ctx *ctx)
{
    const struct input *number = request_input(rq, "question");
    *f = (struct filling){.planned = number->given, .draft = {.note = ""}};
    enum err e = show_case(rq, (struct case_id){rq->id}, &f->c, person, ctx);
    if (e == ERR_OK && f->planned) {
        e = questionnaire_read(rq->bank, &rq->actor, (struct questionnaire_id){number->id},
                               rq->arena, &f->q, &f->draft, ctx);
        f->respondent = f->q.respondent;
        if (e == ERR_OK && f->q.case_id.v != rq->id) {
            e = err_set(ctx, ERR_NOT_FOUND, "", "", "it belongs to another case");
        }
    } else if (e == ERR_OK) {
        e = choose_respondent(rq, f, ctx);
    }
    return e == ERR_OK
               ? question_read(rq, f->q.instrument, f->respondent, f->c.person, &f->set, ctx)
               : e;
}

static void fill_questions(struct request *rq, const struct filling *f, struct page_measure_form *v)
{
    struct page_measure_form_questions *rows =
        arena_alloc(rq->arena, (f->set.count + 1) * sizeof *rows);
    for (size_t i = 0; i < f->set.count; i++) {
        const struct question *q = &f->set.list[i];
        rows[i].one = question_view(rq, q, question_input(rq, i),
                                    question_answer(f->draft.answers, f->draft.count, q->item));
    }
    v->questions = rows;
    v->questions_count = f->set.count;
}

/* Only those whom the instrument asks. */
static const struct page_choice *respondents(struct request *rq, const struct filling *f)
{
    struct form_words all = {respondent_code, respondent_text_sv, 0, RESPONDENT__MAX,
                             (int)f->respondent};
    struct page_choice *v = arena_alloc(rq->arena, sizeof *v);
    const struct page_choice *whole = form_choice(rq, "respondent", TR("Vem svarar?"), NULL, &all);
    struct page_choice_options *o = arena_alloc(rq->arena, RESPONDENT__MAX * sizeof *o);
    *v = *whole;
    v->options = o;
    v->options_count = 0;
    for (int i = 0; i < RESPONDENT__MAX; i++) {
        if ((f->set.instrument.respondents & 1u << i) != 0) {
            o[v->options_count++] = whole->options[i];
        }
    }
    return v;
}

static void fill_how(struct request *rq, const struct filling *f, struct page_measure_form *v)
{
    int first = f->respondent == RESPONDENT_STAFF ? MEASURE_STAFF : MEASURE_TOGETHER;
    struct form_words how = {measure_how_code, measure_how_text_sv, 1, MEASURE_HOW__MAX, first};
    struct form_words moment = {measure_moment_code, measure_moment_text_sv, 0, MEASURE_MOMENT__MAX,
                                -1};
    v->how = form_choice(rq, "how", TR("Hur gavs svaren?"), NULL, &how);
    v->on = form_date(rq, "on", TR("Dag för svaren"), NULL, date_today());
    if (!f->planned) {
        v->respondent = respondents(rq, f);
        v->moment = form_choice(rq, "moment", TR("När, i förhållande till stödet?"), NULL, &moment);
    }
}

/* An address that does not say what to fill in leads to the list, for those who may see it. */
static bool says_what(struct request *rq)
{
    return request_input(rq, "question")->given || request_input(rq, "instrument")->given;
}

static enum err to_list(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    const struct page_person *person;
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &person, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "/measurements", rq->id);
    }
    return e;
}

enum err page_measure_fill(struct request *rq, struct err_ctx *ctx)
{
    if (!says_what(rq)) {
        return to_list(rq, ctx);
    }
    struct filling f;
    struct page_measure_form v = {
        .action = arena_printf(rq->arena, "/case/%" PRId64 "/measurements/fill", rq->id),
        .goal_href = arena_printf(rq->arena, "/case/%" PRId64 "/measurements/goal", rq->id),
        .instrument = request_input(rq, "instrument")->raw,
        .question = request_input(rq, "question")->raw};
    enum err e = read_filling(rq, &f, &v.person, ctx);
    if (e == ERR_OK && f.planned) {
        const char *who;
        e = show_respondent(rq, f.respondent, f.q.respondent_id, &who, ctx);
        v.who = arena_printf(rq->arena, "%s: %s. %s: %s.", request_words(rq, TR("Svarar")), who,
                             request_words(rq, TR("Dag")), show_date(rq, f.q.due_on));
    }
    if (e != ERR_OK) {
        return e;
    }
    v.errors = form_errors(rq);
    v.name = f.set.name;
    v.intro = f.set.intro;
    v.layout = request_layout(rq, f.set.name);
    v.nav = show_case_nav(rq, f.c.id, CASE_TAB_MEASUREMENTS);
    v.empty = f.set.count == 0;
    fill_questions(rq, &f, &v);
    fill_how(rq, &f, &v);
    request_preset(rq, "note", f.draft.note);
    v.note = form_area(rq, "note", TR("Anteckning (frivilligt)"),
                       TR("Det som barnet eller föräldern sa, med egna ord."));
    page_measure_form_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

static struct questionnaire_draft read_answers(struct request *rq, const struct question_set *set)
{
    struct measure_answer *answers = arena_alloc(rq->arena, (set->count + 1) * sizeof *answers);
    struct questionnaire_draft d = {.answers = answers, .note = request_input(rq, "note")->raw};
    for (size_t i = 0; i < set->count && i < INSTRUMENT_ITEMS; i++) {
        int value;
        if (question_value(rq, &set->list[i], question_input(rq, i), &value)) {
            answers[d.count++] = (struct measure_answer){set->list[i].item, value};
        }
    }
    if (d.count == 0 && set->count > 0) {
        request_fault(rq, "a0", TR("Svara på minst en fråga."));
    }
    return d;
}

static void check_fill(struct request *rq, const struct filling *f)
{
    const struct input *on = request_input(rq, "on");
    if (!on->given) {
        request_fault(rq, "on", TR("Skriv vilken dag."));
    } else if (on->fault == NULL && on->date.days > date_today().days) {
        request_fault(rq, "on", TR("Dagen ligger i framtiden."));
    }
    if (request_input(rq, "how")->word < MEASURE_TOGETHER) {
        request_fault(rq, "how", TR("Välj hur svaren gavs."));
    }
    if (!f->planned && !request_input(rq, "moment")->given) {
        request_fault(rq, "moment", TR("Välj när, i förhållande till stödet."));
    }
}

enum err page_measure_fill_send(struct request *rq, struct err_ctx *ctx)
{
    if (!says_what(rq)) {
        return to_list(rq, ctx);
    }
    struct filling f;
    const struct page_person *person;
    struct measurement_id id;
    enum err e = read_filling(rq, &f, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct questionnaire_draft d = read_answers(rq, &f.set);
    check_fill(rq, &f);
    if (rq->faults > 0) {
        return page_measure_fill(rq, ctx);
    }
    enum measure_how how = (enum measure_how)request_input(rq, "how")->word;
    struct date on = request_input(rq, "on")->date;
    if (f.planned) {
        e = questionnaire_answer(rq->bank, &rq->actor, f.q.id, &d, how, on, &id, ctx);
    } else {
        struct measurement m = {.case_id = f.c.id,
                                .instrument = &f.set.instrument,
                                .respondent = f.respondent,
                                .moment = (enum measure_moment)request_input(rq, "moment")->word,
                                .how = how,
                                .taken_on = on,
                                .answers = d.answers,
                                .answer_count = d.count,
                                .note = d.note};
        e = measure_record(rq->bank, &rq->actor, &m, &id, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/case/%" PRId64 "/measurements?done=answered", rq->id);
    }
    return e;
}

/* ---- on paper ---- */

const struct input_spec measure_paper_inputs[3] = {
    {.name = "question", .kind = INPUT_ID},
    {.name = "instrument", .kind = INPUT_ID},
    {.name = "respondent",
     .kind = INPUT_WORD,
     .words = respondent_code,
     .word_count = RESPONDENT__MAX},
};

static void show_paper(struct request *rq, const struct question *q,
                       struct page_measure_paper_questions *row)
{
    size_t steps_count = (size_t)(q->to - q->from + 1);
    struct page_measure_paper_questions_steps *steps =
        arena_alloc(rq->arena, steps_count * sizeof *steps);
    *row = (struct page_measure_paper_questions){.ask = q->ask,
                                                 .low = q->low,
                                                 .high = q->high,
                                                 .words = q->levels != NULL,
                                                 .steps = steps,
                                                 .steps_count = steps_count};
    for (size_t i = 0; i < steps_count; i++) {
        int step = q->from + (int)i;
        steps[i].text = q->levels != NULL ? arena_printf(rq->arena, "%d %s", step, q->levels[i])
                                          : arena_printf(rq->arena, "%d", step);
    }
}

enum err page_measure_paper(struct request *rq, struct err_ctx *ctx)
{
    if (!says_what(rq)) {
        return to_list(rq, ctx);
    }
    struct filling f;
    const struct page_person *person;
    enum err e = read_filling(rq, &f, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_measure_paper_questions *rows =
        arena_alloc(rq->arena, (f.set.count + 1) * sizeof *rows);
    for (size_t i = 0; i < f.set.count; i++) {
        show_paper(rq, &f.set.list[i], &rows[i]);
    }
    struct page_measure_paper v = {
        .layout = request_layout(rq, f.set.name),
        .name = f.set.name,
        .intro = f.set.intro,
        .number = f.planned ? arena_printf(rq->arena, "%" PRId64, f.q.id.v) : "",
        .to = arena_printf(rq->arena, "%s: %s.", request_words(rq, TR("Svarar")),
                           request_words(rq, respondent_text_sv[f.respondent])),
        .questions = rows,
        .questions_count = f.set.count,
        .back = arena_printf(rq->arena, "/case/%" PRId64 "/measurements", rq->id)};
    page_measure_paper_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}
