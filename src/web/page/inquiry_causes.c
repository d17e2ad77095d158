/* The causes of absence: for the student health alone, apart from everything else. */
#include <inttypes.h>
#include <string.h>

#include "web/form.h"
#include "web/handlers.h"
#include "web/inquiry_show.h"
#include "web/show.h"

#define CAUSE(n)                                                                                   \
    {                                                                                              \
        .name = "cause" #n, .kind = INPUT_FLAG                                                     \
    }

const struct input_spec inquiry_causes_inputs[2 + ABSENCE_CAUSE__MAX] = {
    {.name = "form",
     .kind = INPUT_WORD,
     .missing = TR("Välj den form som stämmer bäst, eller att ni inte vet än."),
     .words = absence_form_code,
     .word_count = ABSENCE_FORM__MAX},
    {.name = "text", .kind = INPUT_TEXT, .max = INQUIRY_TEXT_MAX},
    CAUSE(0),
    CAUSE(1),
    CAUSE(2),
    CAUSE(3),
    CAUSE(4),
    CAUSE(5),
    CAUSE(6),
    CAUSE(7),
    CAUSE(8),
    CAUSE(9),
    CAUSE(10),
    CAUSE(11),
    CAUSE(12)};
_Static_assert(ABSENCE_CAUSE__MAX == 13, "a CAUSE() for each cause");

static const char *cause_name(unsigned k)
{
    return inquiry_causes_inputs[2 + k].name;
}

/* An emergency opens the pupil, and not this. */
static enum err show(struct request *rq, struct inquiry *q, const struct page_person **person,
                     struct err_ctx *ctx)
{
    struct access access;
    enum err e = inquiry_get(rq->bank, (struct inquiry_id){rq->id}, q, ctx);
    if (e == ERR_OK) {
        e = show_person_access(rq, q->person, &access, person, ctx);
    }
    if (e == ERR_OK && access.why == WHY_OPENING) {
        e = err_set(ctx, ERR_NOT_FOUND, "causes", "", "an emergency does not open the causes");
    }
    return e;
}

/* What is noted already, for the form to begin with; everything empty when nothing is. */
static enum err read_causes(struct request *rq, const struct inquiry *q, struct absence_causes *out,
                            struct err_ctx *ctx)
{
    *out = (struct absence_causes){.text = ""};
    return q->causes ? inquiry_open_causes(rq->bank, &rq->actor, q->id, rq->arena, out, ctx)
                     : ERR_OK;
}

enum err page_inquiry_causes(struct request *rq, struct err_ctx *ctx)
{
    struct inquiry q;
    struct absence_causes c;
    struct page_inquiry_causes v = {0};
    enum err e = show(rq, &q, &v.person, ctx);
    if (e == ERR_OK) {
        e = read_causes(rq, &q, &c, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct form_words forms = {absence_form_code, absence_form_text_sv, 0, ABSENCE_FORM__MAX,
                               q.causes ? (int)c.form : -1};
    struct page_inquiry_causes_causes *rows =
        arena_alloc(rq->arena, ABSENCE_CAUSE__MAX * sizeof *rows);
    for (unsigned k = 0; k < ABSENCE_CAUSE__MAX; k++) {
        struct page_check *check = arena_alloc(rq->arena, sizeof *check);
        *check = *form_check(rq, cause_name(k), absence_cause_text_sv[k]);
        check->checked = check->checked || (rq->faults == 0 && (c.causes & 1u << k) != 0);
        rows[k] = (struct page_inquiry_causes_causes){.check = check};
    }
    v.layout = request_layout(rq, request_words(rq, TR("Orsaker till frånvaron")));
    v.errors = form_errors(rq);
    v.back = inquiry_href(rq, q.id, "");
    v.action = inquiry_href(rq, q.id, "/causes");
    v.open = !q.ended;
    v.form = form_choice(rq, "form", TR("Vilken form har frånvaron?"), NULL, &forms);
    v.causes = rows;
    v.causes_count = ABSENCE_CAUSE__MAX;
    v.text = form_area_filled(rq, "text", TR("Mer, om det behövs"),
                              TR("Skriv det som hjälper er att hjälpa. Inget mer."), c.text);
    page_inquiry_causes_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_inquiry_causes_send(struct request *rq, struct err_ctx *ctx)
{
    const struct page_person *person;
    struct inquiry q;
    if (rq->faults > 0) {
        return page_inquiry_causes(rq, ctx);
    }
    struct absence_causes c = {.form = (enum absence_form)request_input(rq, "form")->word,
                               .text = request_input(rq, "text")->raw};
    for (unsigned k = 0; k < ABSENCE_CAUSE__MAX; k++) {
        c.causes |= request_input(rq, cause_name(k))->flag ? 1u << k : 0U;
    }
    enum err e = show(rq, &q, &person, ctx);
    if (e == ERR_OK) {
        e = inquiry_put_causes(rq->bank, &rq->actor, q.id, &c, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/inquiry/%" PRId64 "?done=saved", rq->id);
    }
    return e;
}
