/* A pupil or guardian answers, one question at a time; each step is kept, so that the phone can be
 * put away at any moment. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "web/form.h"
#include "web/handlers.h"
#include "web/measure_show.h"
#include "web/my.h"
#include "web/question.h"

static const char *const do_words[] = {"next", "skip", "later", "send", "refuse"};
enum { DO_NEXT, DO_SKIP, DO_LATER, DO_SEND, DO_REFUSE, DO__MAX };

const struct input_spec my_questions_inputs[5] = {
    {.name = "step", .kind = INPUT_LINE, .max = 2}, /* from 1; after the last question: the end */
    {.name = "stop", .kind = INPUT_FLAG},
    {.name = "do", .kind = INPUT_WORD, .words = do_words, .word_count = DO__MAX},
    {.name = "a0", .kind = INPUT_LINE, .max = 6},
    {.name = "note", .kind = INPUT_TEXT, .max = MEASURE_NOTE},
};

struct answering {
    struct questionnaire q;
    struct questionnaire_draft draft;
    struct question_set set;
    size_t step; /* 0 …; set.count is the end */
};

/* The first that is not answered, unless an address says which. */
static void find_step(struct request *rq, struct answering *a)
{
    const struct input *in = request_input(rq, "step");
    long step = in->given ? strtol(in->raw, NULL, 10) : 0;
    if (step >= 1 && (size_t)step <= a->set.count + 1) {
        a->step = (size_t)step - 1;
        return;
    }
    while (a->step < a->set.count &&
           question_answer(a->draft.answers, a->draft.count, a->set.list[a->step].item) != NULL) {
        a->step++;
    }
}

/* A guardian's only while the room about the child is open: secrecy may have come after the
 * question. */
static enum err read_answering(struct request *rq, struct answering *a, struct err_ctx *ctx)
{
    *a = (struct answering){.step = 0};
    enum err e = questionnaire_read(rq->bank, &rq->actor, (struct questionnaire_id){rq->id},
                                    rq->arena, &a->q, &a->draft, ctx);
    e = e == ERR_OK ? my_child(rq, a->q.person, ctx) : e;
    e = e == ERR_OK ? question_read(rq, a->q.instrument, a->q.respondent, a->q.person, &a->set, ctx)
                    : e;
    if (e == ERR_OK) {
        find_step(rq, a);
    }
    return e;
}

static void fill_summary(struct request *rq, const struct answering *a, struct page_my_questions *v)
{
    struct page_my_questions_summary *rows =
        arena_alloc(rq->arena, (a->set.count + 1) * sizeof *rows);
    for (size_t i = 0; i < a->set.count; i++) {
        const struct measure_answer *answer =
            question_answer(a->draft.answers, a->draft.count, a->set.list[i].item);
        rows[i] = (struct page_my_questions_summary){
            .ask = a->set.list[i].ask,
            .value = answer != NULL ? arena_printf(rq->arena, "%d", answer->value)
                                    : request_words(rq, TR("Inget svar"))};
    }
    v->summary = rows;
    v->summary_count = a->set.count;
}

static void fill_step(struct request *rq, const struct answering *a, struct page_my_questions *v)
{
    v->last = a->step == a->set.count;
    v->step = arena_printf(rq->arena, "%zu", a->step + 1);
    if (a->step > 0) {
        v->back = arena_printf(rq->arena, "/my/questions/%" PRId64 "?step=%zu", rq->id, a->step);
    }
    if (v->last) {
        v->place = request_words(rq, TR("Dina svar"));
        fill_summary(rq, a, v);
        request_preset(rq, "note", a->draft.note);
        v->note = form_area(rq, "note", TR("Vill du säga något mer? (frivilligt)"), NULL);
        return;
    }
    const struct question *q = &a->set.list[a->step];
    v->place = arena_printf(rq->arena, "%s %zu %s %zu", request_words(rq, TR("Fråga")), a->step + 1,
                            request_words(rq, TR("av")), a->set.count);
    v->intro = a->step == 0 ? a->set.intro : NULL;
    v->question =
        question_view(rq, q, "a0", question_answer(a->draft.answers, a->draft.count, q->item));
}

enum err page_my_questions(struct request *rq, struct err_ctx *ctx)
{
    struct answering a;
    struct page_my_questions v = {
        .errors = form_errors(rq),
        .action = arena_printf(rq->arena, "/my/questions/%" PRId64, rq->id),
        .stop = arena_printf(rq->arena, "/my/questions/%" PRId64 "?stop=yes", rq->id),
        .refuse = request_input(rq, "stop")->flag};
    v.start = v.action;
    enum err e = read_answering(rq, &a, ctx);
    if (e == ERR_OK && a.q.respondent == RESPONDENT_GUARDIAN) {
        const char *name;
        e = my_name(rq, a.q.person, &name, ctx);
        v.about = e == ERR_OK
                      ? arena_printf(rq->arena, "%s %s.", request_words(rq, TR("Det gäller")), name)
                      : NULL;
    }
    if (e != ERR_OK) {
        return e;
    }
    v.name = a.set.name;
    v.layout = request_layout(rq, a.set.name);
    fill_step(rq, &a, &v);
    page_my_questions_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* The draft with this step's answer in place of an older one; `keep` false takes it away. */
static struct questionnaire_draft with_answer(struct request *rq, const struct answering *a,
                                              bool keep, int value)
{
    struct measure_answer *list = arena_alloc(rq->arena, (a->draft.count + 1) * sizeof *list);
    struct questionnaire_draft d = {.answers = list, .note = a->draft.note};
    const char *item = a->step < a->set.count ? a->set.list[a->step].item : "";
    for (size_t i = 0; i < a->draft.count; i++) {
        if (strcmp(a->draft.answers[i].item, item) != 0) {
            list[d.count++] = a->draft.answers[i];
        }
    }
    if (keep) {
        list[d.count++] = (struct measure_answer){item, value};
    }
    if (a->step == a->set.count) {
        d.note = request_input(rq, "note")->raw;
    }
    return d;
}

static enum err send_answers(struct request *rq, const struct answering *a,
                             const struct questionnaire_draft *d, struct err_ctx *ctx)
{
    struct measurement_id id;
    return questionnaire_answer(rq->bank, &rq->actor, a->q.id, d, MEASURE_ALONE, date_today(), &id,
                                ctx);
}

static enum err refuse(struct request *rq, const struct answering *a, struct err_ctx *ctx)
{
    enum err e = questionnaire_decline(rq->bank, &rq->actor, a->q.id, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/my?done=declined");
    }
    return e;
}

/* The draft after this step; faults say what is missing for what is asked. */
static struct questionnaire_draft read_step(struct request *rq, const struct answering *a, int what)
{
    int value = 0;
    bool asked = a->step < a->set.count;
    bool answered = asked && question_value(rq, &a->set.list[a->step], "a0", &value);
    if (asked && what == DO_NEXT && !answered) {
        request_fault(rq, "a0", TR("Välj ett steg, eller hoppa över frågan."));
    }
    struct questionnaire_draft d = with_answer(rq, a, answered && what != DO_SKIP, value);
    if (what == DO_SEND && d.count == 0) {
        request_fault(rq, "note", TR("Svara på minst en fråga, eller välj att inte svara."));
    }
    return d;
}

enum err page_my_questions_send(struct request *rq, struct err_ctx *ctx)
{
    struct answering a;
    int what = request_input(rq, "do")->word;
    enum err e = read_answering(rq, &a, ctx);
    if (e != ERR_OK || what == DO_REFUSE) {
        return e != ERR_OK ? e : refuse(rq, &a, ctx);
    }
    struct questionnaire_draft d = read_step(rq, &a, what);
    if (rq->faults > 0) {
        return page_my_questions(rq, ctx);
    }
    e = what == DO_SEND ? send_answers(rq, &a, &d, ctx)
                        : questionnaire_save(rq->bank, &rq->actor, a.q.id, &d, ctx);
    if (e == ERR_OK && (what == DO_NEXT || what == DO_SKIP)) {
        request_go(rq, "/my/questions/%" PRId64 "?step=%zu", rq->id, a.step + 2);
    } else if (e == ERR_OK) {
        request_go(rq, "/my?done=%s", what == DO_SEND ? "answered" : "later");
    }
    return e;
}
