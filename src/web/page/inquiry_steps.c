/* The forms of an inquiry into absence: who was heard, conclusion, measures, report and end. */
#include <inttypes.h>
#include <string.h>

#include "school/register.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/inquiry_show.h"
#include "web/show.h"

static const char *const heard_words[] = {"yes", "no", NULL};
static const char *const heard_texts[] = {TR("ja"), TR("nej, och jag skriver varför")};

const struct input_spec inquiry_hearing_inputs[6] = {
    {.name = "party",
     .kind = INPUT_WORD,
     .missing = TR("Välj vem det gäller."),
     .words = inquiry_party_code,
     .word_count = INQUIRY_PARTY__MAX},
    {.name = "heard",
     .kind = INPUT_WORD,
     .missing = TR("Välj om ni har pratat."),
     .words = heard_words,
     .word_count = 2},
    {.name = "how", .kind = INPUT_WORD, .words = inquiry_how_code, .word_count = INQUIRY_HOW__MAX},
    {.name = "on", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag.")},
    {.name = "who", .kind = INPUT_LINE, .max = INQUIRY_WHO_MAX},
    {.name = "text",
     .kind = INPUT_TEXT,
     .missing = TR("Skriv vad som sades, eller varför ni inte har pratat."),
     .max = INQUIRY_TEXT_MAX},
};
const struct input_spec inquiry_conclusion_inputs[2] = {
    {.name = "conclusion",
     .kind = INPUT_WORD,
     .missing = TR("Välj en slutsats."),
     .words = inquiry_conclusion_code,
     .word_count = INQUIRY_CONCLUSION__MAX},
    {.name = "text",
     .kind = INPUT_TEXT,
     .missing = TR("Skriv slutsatsen med några ord."),
     .max = INQUIRY_TEXT_MAX},
};
const struct input_spec inquiry_measure_inputs[3] = {
    {.name = "text",
     .kind = INPUT_TEXT,
     .missing = TR("Skriv vad som ska göras."),
     .max = INQUIRY_TEXT_MAX},
    {.name = "role",
     .kind = INPUT_WORD,
     .missing = TR("Välj vem som gör det."),
     .words = role_code,
     .word_count = ROLE__MAX},
    {.name = "due", .kind = INPUT_DATE, .missing = TR("Skriv när det ska vara gjort.")},
};
const struct input_spec inquiry_measure_done_inputs[1] = {
    {.name = "number", .kind = INPUT_ID, .missing = TR("Välj en åtgärd.")}};
const struct input_spec inquiry_report_inputs[1] = {
    {.name = "on", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag.")}};
const struct input_spec inquiry_end_inputs[3] = {
    {.name = "end",
     .kind = INPUT_WORD,
     .missing = TR("Välj varför utredningen avslutas."),
     .words = inquiry_end_code,
     .word_count = INQUIRY_END__MAX},
    {.name = "on", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag.")},
    {.name = "text", .kind = INPUT_TEXT, .max = INQUIRY_TEXT_MAX},
};

static void check_not_future(struct request *rq, const char *name)
{
    const struct input *on = request_input(rq, name);
    if (on->given && on->fault == NULL && on->date.days > date_today().days) {
        request_fault(rq, name, TR("Dagen ligger i framtiden."));
    }
}

/* The inquiry, if it may be seen, for a form that is sent in. */
static enum err find(struct request *rq, struct inquiry *q, struct err_ctx *ctx)
{
    const struct page_person *person;
    return inquiry_show(rq, q, &person, ctx);
}

static enum err saved(struct request *rq, enum err e)
{
    if (e == ERR_OK) {
        request_go(rq, "/inquiry/%" PRId64 "?done=saved", rq->id);
    }
    return e;
}

/* ---- who was heard ---- */

static enum err guardian_blocked(struct request *rq, struct person_id child, bool *out,
                                 struct err_ctx *ctx)
{
    struct guardian *list;
    size_t count;
    *out = false;
    enum err e = guardian_list(rq->bank, child, rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        *out = *out || list[i].blocked;
    }
    return e;
}

enum err page_inquiry_hearing(struct request *rq, struct err_ctx *ctx)
{
    struct inquiry q;
    struct page_inquiry_hearing v = {0};
    enum err e = inquiry_show(rq, &q, &v.person, ctx);
    if (e == ERR_OK) {
        e = guardian_blocked(rq, q.person, &v.blocked, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct form_words parties = {inquiry_party_code, inquiry_party_text_sv, 0, INQUIRY_PARTY__MAX,
                                 -1};
    struct form_words heard = {heard_words, heard_texts, 0, 2, -1};
    struct form_words how = {inquiry_how_code, inquiry_how_text_sv, 1, INQUIRY_HOW__MAX, -1};
    v.layout = request_layout(rq, request_words(rq, TR("Vem ni har pratat med")));
    v.errors = form_errors(rq);
    v.back = inquiry_href(rq, q.id, "");
    v.action = inquiry_href(rq, q.id, "/hearing");
    v.party = form_choice(rq, "party", TR("Vem gäller det?"), NULL, &parties);
    v.heard = form_choice(rq, "heard", TR("Har ni pratat?"), NULL, &heard);
    v.how = form_select_words(rq, "how", TR("Hur?"), &how);
    v.on = form_date(rq, "on", TR("Dag"), NULL, date_today());
    v.who = form_line(rq, "who", TR("Med vem? Namn och roll (frivilligt)"), NULL, NULL);
    v.text = form_area(rq, "text", TR("Vad som sades, eller varför ni inte har pratat"),
                       TR("Skriv kort. Orsakerna till frånvaron skriver elevhälsan för sig."));
    page_inquiry_hearing_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_inquiry_hearing_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *heard = request_input(rq, "heard"), *how = request_input(rq, "how");
    bool yes = heard->given && heard->word == 0;
    if (yes && (!how->given || how->word == INQUIRY_HOW_NONE)) {
        request_fault(rq, "how", TR("Välj hur ni pratade."));
    }
    check_not_future(rq, "on");
    if (rq->faults > 0) {
        return page_inquiry_hearing(rq, ctx);
    }
    struct inquiry q;
    struct inquiry_hearing h = {.party = (enum inquiry_party)request_input(rq, "party")->word,
                                .heard = yes,
                                .how = yes ? (enum inquiry_how)how->word : INQUIRY_HOW_NONE,
                                .on = request_input(rq, "on")->date,
                                .who = request_input(rq, "who")->raw,
                                .text = request_input(rq, "text")->raw};
    enum err e = find(rq, &q, ctx);
    return saved(rq, e == ERR_OK ? inquiry_hear(rq->bank, &rq->actor, q.id, &h, ctx) : e);
}

/* ---- conclusion and measures ---- */

enum err page_inquiry_conclusion(struct request *rq, struct err_ctx *ctx)
{
    struct inquiry q;
    struct inquiry_texts t;
    struct page_inquiry_conclusion v = {0};
    enum err e = inquiry_show(rq, &q, &v.person, ctx);
    if (e == ERR_OK) {
        e = inquiry_texts(rq->bank, request_reading(rq), q.id, rq->arena, &t, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct form_words words = {inquiry_conclusion_code, inquiry_conclusion_text_sv, 1,
                               INQUIRY_CONCLUSION__MAX, (int)q.conclusion};
    v.layout = request_layout(rq, request_words(rq, TR("Slutsats")));
    v.errors = form_errors(rq);
    v.back = inquiry_href(rq, q.id, "");
    v.action = inquiry_href(rq, q.id, "/conclusion");
    v.conclusion = form_choice(rq, "conclusion", TR("Vad kom ni fram till?"), NULL, &words);
    v.text = form_area_filled(rq, "text", TR("Slutsatsen med några ord"),
                              TR("Barnet och vårdnadshavarna kan få läsa det."), t.conclusion);
    page_inquiry_conclusion_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_inquiry_conclusion_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *c = request_input(rq, "conclusion");
    if (c->given && c->word == INQUIRY_CONCLUSION_NONE) {
        request_fault(rq, "conclusion", TR("Välj en slutsats."));
    }
    if (rq->faults > 0) {
        return page_inquiry_conclusion(rq, ctx);
    }
    struct inquiry q;
    enum err e = find(rq, &q, ctx);
    if (e == ERR_OK) {
        e = inquiry_conclude(rq->bank, &rq->actor, q.id, (enum inquiry_conclusion)c->word,
                             request_input(rq, "text")->raw, ctx);
    }
    return saved(rq, e);
}

enum err page_inquiry_measure(struct request *rq, struct err_ctx *ctx)
{
    struct inquiry q;
    struct page_inquiry_measure v = {0};
    enum err e = inquiry_show(rq, &q, &v.person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct form_words roles = {role_code, role_text_sv, 0, ROLE_MENTOR + 1, -1};
    v.layout = request_layout(rq, request_words(rq, TR("Ny åtgärd")));
    v.errors = form_errors(rq);
    v.back = inquiry_href(rq, q.id, "");
    v.action = inquiry_href(rq, q.id, "/measure");
    v.text = form_area(rq, "text", TR("Vad ska göras?"), NULL);
    v.role = form_select_words(rq, "role", TR("Vem gör det?"), &roles);
    v.due = form_date(rq, "due", TR("När ska det vara gjort?"), NULL, DATE_OPEN);
    page_inquiry_measure_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_inquiry_measure_send(struct request *rq, struct err_ctx *ctx)
{
    if (rq->faults > 0) {
        return page_inquiry_measure(rq, ctx);
    }
    struct inquiry q;
    struct inquiry_measure m = {.role = (enum role)request_input(rq, "role")->word,
                                .due = request_input(rq, "due")->date,
                                .text = request_input(rq, "text")->raw};
    enum err e = find(rq, &q, ctx);
    return saved(rq, e == ERR_OK ? inquiry_add_measure(rq->bank, &rq->actor, q.id, &m, ctx) : e);
}

enum err page_inquiry_measure_done_send(struct request *rq, struct err_ctx *ctx)
{
    struct inquiry q;
    enum err e = find(rq, &q, ctx);
    if (e == ERR_OK && rq->faults > 0) {
        return err_set(ctx, ERR_INVALID, "number", "", "no measure was chosen");
    }
    if (e == ERR_OK) {
        e = inquiry_measure_done(rq->bank, &rq->actor, q.id,
                                 (unsigned)request_input(rq, "number")->id, date_today(), ctx);
    }
    return saved(rq, e);
}

/* ---- the report to the organiser ---- */

/* The pupil as a printed page must name one. */
static enum err fill_pupil(struct request *rq, const struct inquiry *q,
                           struct page_inquiry_report *v, struct err_ctx *ctx)
{
    struct person_identity who;
    struct enrolment en;
    enum err e = person_identity(rq->bank, request_reading(rq), q->person, &who, ctx);
    if (e != ERR_OK) {
        return e;
    }
    v->name = arena_printf(rq->arena, "%s %s", who.given_name, who.family_name);
    v->civic = who.has_civic
                   ? arena_printf(rq->arena, "%.8s-%s", who.civic.text, who.civic.text + 8)
                   : NULL;
    e = enrolment_at(rq->bank, q->person, q->opened, rq->arena, &en, ctx);
    v->grade = e == ERR_OK && en.has_grade ? arena_printf(rq->arena, "%d", en.grade) : NULL;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err page_inquiry_report(struct request *rq, struct err_ctx *ctx)
{
    struct inquiry q;
    struct page_inquiry_report v = {0};
    enum err e = inquiry_show(rq, &q, &v.person, ctx);
    if (e == ERR_OK) {
        e = fill_pupil(rq, &q, &v, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    v.layout = request_layout(rq, request_words(rq, TR("Anmälan till huvudmannen")));
    v.errors = form_errors(rq);
    v.back = inquiry_href(rq, q.id, "");
    v.action = inquiry_href(rq, q.id, "/report");
    v.organiser = bank_config(rq->bank)->name;
    v.school = show_unit(rq, q.unit);
    v.absence = inquiry_absence(rq, &q.absence);
    v.opened = q.opened;
    v.responsible = show_staff(rq, q.responsible);
    v.reported = q.reported;
    v.reported_on = q.reported_on;
    v.on =
        !q.reported && !q.ended ? form_date(rq, "on", TR("Anmäld den"), NULL, date_today()) : NULL;
    page_inquiry_report_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_inquiry_report_send(struct request *rq, struct err_ctx *ctx)
{
    check_not_future(rq, "on");
    if (rq->faults > 0) {
        return page_inquiry_report(rq, ctx);
    }
    struct inquiry q;
    enum err e = find(rq, &q, ctx);
    if (e == ERR_OK) {
        e = inquiry_report(rq->bank, &rq->actor, q.id, request_input(rq, "on")->date, ctx);
    }
    return saved(rq, e);
}

/* ---- the end ---- */

enum err page_inquiry_end(struct request *rq, struct err_ctx *ctx)
{
    struct inquiry q;
    struct page_inquiry_end v = {0};
    enum err e = inquiry_show(rq, &q, &v.person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct form_words words = {inquiry_end_code, inquiry_end_text_sv, 1, INQUIRY_END__MAX, -1};
    v.layout = request_layout(rq, request_words(rq, TR("Avsluta utredningen")));
    v.errors = form_errors(rq);
    v.back = inquiry_href(rq, q.id, "");
    v.action = inquiry_href(rq, q.id, "/end");
    v.missing = q.missing != 0;
    v.end = form_choice(rq, "end", TR("Varför avslutas utredningen?"), NULL, &words);
    v.on = form_date(rq, "on", TR("Dag"), NULL, date_today());
    v.text = form_area(rq, "text", TR("Skäl"), TR("Behövs inte när utredningen är klar."));
    page_inquiry_end_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

static void check_end(struct request *rq, const struct inquiry *q)
{
    const struct input *end = request_input(rq, "end"), *on = request_input(rq, "on");
    if (end->given && end->word == INQUIRY_END_NONE) {
        request_fault(rq, "end", TR("Välj varför utredningen avslutas."));
    }
    if (end->word == INQUIRY_COMPLETED && q->missing != 0) {
        request_fault(rq, "end",
                      TR("Något saknas i utredningen. Skriv det först, eller varför det "
                         "saknas."));
    }
    if (end->given && end->word != INQUIRY_COMPLETED && !request_input(rq, "text")->given) {
        request_fault(rq, "text", TR("Skriv skälet."));
    }
    if (on->given && on->fault == NULL && on->date.days < q->opened.days) {
        request_fault(rq, "on", TR("Utredningen var inte inledd då."));
    }
    check_not_future(rq, "on");
}

enum err page_inquiry_end_send(struct request *rq, struct err_ctx *ctx)
{
    struct inquiry q;
    enum err e = find(rq, &q, ctx);
    if (e != ERR_OK) {
        return e;
    }
    check_end(rq, &q);
    if (rq->faults > 0) {
        return page_inquiry_end(rq, ctx);
    }
    e = inquiry_finish(rq->bank, &rq->actor, q.id, (enum inquiry_end)request_input(rq, "end")->word,
                       request_input(rq, "on")->date, request_input(rq, "text")->raw, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/inquiry/%" PRId64 "?done=ended", rq->id);
    }
    return e;
}
