/* An inquiry into absence: opening it, where it is on its way, and the list of those there are. */
#include "school/inquiry.h"

#include <inttypes.h>

#include "law/deadline.h"
#include "school/stair.h"
#include "web/absence_state.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/inquiry_show.h"
#include "web/law_time.h"
#include "web/show.h"

static const char *const ended_words[] = {"yes", NULL};
static const char *const done_words[] = {"opened", "saved", "ended", NULL};
static const char *const done_texts[] = {TR("Utredningen är inledd. Den ska anmälas till "
                                            "huvudmannen."),
                                         TR("Sparat."), TR("Utredningen är avslutad.")};

const struct input_spec inquiries_inputs[1] = {
    {.name = "ended", .kind = INPUT_WORD, .words = ended_words, .word_count = 1}};
const struct input_spec inquiry_inputs[1] = {
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 3}};
const struct input_spec inquiry_open_inputs[1] = {
    {.name = "on", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag utredningen inleds.")}};

enum err inquiry_show(struct request *rq, struct inquiry *out, const struct page_person **person,
                      struct err_ctx *ctx)
{
    enum err e = inquiry_get(rq->bank, (struct inquiry_id){rq->id}, out, ctx);
    return e == ERR_OK ? show_person(rq, out->person, person, ctx) : e;
}

const char *inquiry_href(struct request *rq, struct inquiry_id id, const char *page)
{
    return arena_printf(rq->arena, "/inquiry/%" PRId64 "%s", id.v, page);
}

const char *inquiry_absence(struct request *rq, const struct series_window *w)
{
    const struct series_sum *sum = &w->sum;
    if (sum->school_days == 0) {
        return request_words(rq, TR("Ingen närvaro var rapporterad."));
    }
    return arena_printf(
        rq->arena, "%s (%s %s, %s %s), %s %s %s, %u %s.",
        show_share(rq, series_absent(*sum), sum->offered_minutes), request_words(rq, TR("giltig")),
        show_share(rq, sum->valid_minutes, sum->offered_minutes), request_words(rq, TR("ogiltig")),
        show_share(rq, sum->invalid_minutes, sum->offered_minutes), show_date(rq, w->first),
        request_words(rq, TR("till")), show_date(rq, w->last), sum->school_days,
        request_words(rq, TR("skoldagar")));
}

/* ---- opening ---- */

/* The words of a deadline of the rule files: what the law says, and on which ground. */
static const char *law_words(struct request *rq, const char *code, struct date start)
{
    const struct law_deadline_rule *r = law_deadline_find(rq->rules, code, start);
    if (r == NULL) {
        return "";
    }
    bool english = rq->page.language == PAGE_ENGLISH;
    return arena_printf(rq->arena, "%s (%s)", english ? r->rule.text.en : r->rule.text.sv,
                        r->rule.grounds_n > 0 ? r->rule.grounds[0].cite : "");
}

enum err page_inquiry_open(struct request *rq, struct err_ctx *ctx)
{
    struct stair_facts facts;
    struct stair stair;
    struct page_inquiry_open v = {0};
    enum err e = show_person(rq, (struct person_id){rq->id}, &v.person, ctx);
    if (e == ERR_OK) {
        e = absence_count(rq, (struct person_id){rq->id}, date_today(), &facts, ctx);
    }
    if (e == ERR_OK) {
        e = stair_at(rq->bank, date_today(), &stair, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    v.layout = request_layout(rq, request_words(rq, TR("Inled en utredning av frånvaron")));
    v.errors = form_errors(rq);
    v.action = arena_printf(rq->arena, "/pupil/%" PRId64 "/inquiry", rq->id);
    v.absence = inquiry_absence(rq, &facts.window);
    v.law = law_words(rq, "absence_inquiry", date_today());
    v.days = stair.inquiry_days;
    v.report_days = stair.report_days;
    v.on = form_date(rq, "on", TR("Utredningen inleds"), NULL, date_today());
    page_inquiry_open_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* What was counted up to the day, and the organiser's own times. */
static enum err fill_opening(struct request *rq, struct inquiry_opening *o, struct err_ctx *ctx)
{
    struct stair_facts facts;
    struct stair stair;
    struct enrolment en;
    enum err e = absence_count(rq, o->person, o->on, &facts, ctx);
    if (e == ERR_OK) {
        e = stair_at(rq->bank, o->on, &stair, ctx);
    }
    if (e == ERR_OK) {
        e = enrolment_at(rq->bank, o->person, date_today(), rq->arena, &en, ctx);
        if (e == ERR_NOT_FOUND) { /* seen through a case, and in no school today */
            en.school_unit_code = rq->staff.unit;
            e = ERR_OK;
        }
    }
    if (e == ERR_OK) {
        o->unit = en.school_unit_code;
        o->days = stair.inquiry_days;
        o->report_days = stair.report_days;
        o->absence = facts.window;
    }
    return e;
}

enum err page_inquiry_open_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *on = request_input(rq, "on");
    const struct page_person *person;
    if (on->given && on->fault == NULL && on->date.days > date_today().days) {
        request_fault(rq, "on", TR("Dagen ligger i framtiden."));
    }
    if (rq->faults > 0) {
        return page_inquiry_open(rq, ctx);
    }
    struct inquiry_opening o = {.person = {rq->id}, .responsible = rq->staff.id, .on = on->date};
    struct inquiry_id id;
    enum err e = show_person(rq, o.person, &person, ctx);
    if (e == ERR_OK) {
        e = fill_opening(rq, &o, ctx);
    }
    if (e == ERR_OK) {
        e = inquiry_open(rq->bank, &rq->actor, &o, &id, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/inquiry/%" PRId64 "?done=opened", id.v);
    }
    return e;
}

/* ---- the list ---- */

static const char *missing_text(struct request *rq, unsigned missing)
{
    static const struct {
        unsigned bit;
        const char *text;
    } words[] = {{INQUIRY_LACKS_REPORT, TR("anmälan till huvudmannen")},
                 {INQUIRY_LACKS_PUPIL, TR("eleven är inte hörd")},
                 {INQUIRY_LACKS_GUARDIAN, TR("vårdnadshavare är inte hörda")},
                 {INQUIRY_LACKS_STUDENT_HEALTH, TR("elevhälsan är inte hörd")},
                 {INQUIRY_LACKS_CONCLUSION, TR("slutsats")}};
    const char *text = "";
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if ((missing & words[i].bit) != 0) {
            text = arena_printf(rq->arena, "%s%s%s", text, text[0] != '\0' ? ", " : "",
                                request_words(rq, words[i].text));
        }
    }
    return text[0] != '\0' ? text : request_words(rq, TR("inget saknas: kan avslutas"));
}

/* Those of the list whose pupils the reader may see: a pupil can have left the school since. */
static enum err readable(struct request *rq, bool ended_too, struct reach *reach,
                         struct inquiry **out, size_t *count_out, struct err_ctx *ctx)
{
    size_t count = 0, kept = 0;
    enum err e = reach_read(rq, reach, ctx);
    struct inquiry_filter f = {.unit = reach_only_unit(reach), .ended_too = ended_too};
    if (e == ERR_OK) {
        e = inquiry_list(rq->bank, &f, rq->arena, out, &count, ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        bool seen = false;
        if (!reach_has_unit(reach, (*out)[i].unit)) {
            continue;
        }
        e = start_may_see(rq, (*out)[i].person, &seen, ctx);
        if (e == ERR_OK && seen) {
            (*out)[kept++] = (*out)[i];
        }
    }
    *count_out = kept;
    return e;
}

static const char *state_text(struct request *rq, const struct inquiry *q)
{
    return q->ended
               ? arena_printf(rq->arena, "%s (%s)", request_words(rq, inquiry_end_text_sv[q->end]),
                              show_date(rq, q->ended_on))
               : missing_text(rq, q->missing);
}

enum err page_inquiries(struct request *rq, struct err_ctx *ctx)
{
    bool ended = request_input(rq, "ended")->given;
    struct inquiry *list;
    struct reach reach;
    size_t count;
    enum err e = readable(rq, ended, &reach, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_inquiries_rows *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    struct page_inquiries v = {
        .layout = request_layout(rq, request_words(rq, TR("Utredningar av frånvaro"))),
        .ended_too = ended,
        .school = reach_words(rq, &reach),
        .many = reach_many(&reach),
        .count = (int64_t)count,
        .rows = rows};
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const struct inquiry *q = &list[i];
        rows[v.rows_count] =
            (struct page_inquiries_rows){.href = inquiry_href(rq, q->id, ""),
                                         .opened = q->opened,
                                         .due = q->due,
                                         .late = !q->ended && q->due.days < date_today().days,
                                         .school = show_unit(rq, q->unit),
                                         .state = state_text(rq, q)};
        e = request_name(rq, q->person, &rows[v.rows_count++].name, ctx);
    }
    if (e == ERR_OK) {
        page_inquiries_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

/* "Dagen är huvudmannens eget mål. Lagen: Utredning om frånvaro skyndsamt, skollagen 7:19 a." */
static const char *law_of_day(struct request *rq, const char *code, struct date start)
{
    const struct law_deadline_rule *r = law_deadline_find(rq->rules, code, start);
    if (r == NULL || r->rule.grounds_n == 0) {
        return "";
    }
    bool english = rq->page.language == PAGE_ENGLISH;
    return arena_printf(rq->arena, "%s %s, %s.",
                        request_words(rq, TR("Dagen är huvudmannens eget mål. Lagen:")),
                        english ? r->rule.title.en : r->rule.title.sv, r->rule.grounds[0].cite);
}

enum err start_inquiries(struct request *rq, struct start *s, struct err_ctx *ctx)
{
    struct inquiry *list;
    struct reach reach;
    size_t count;
    if (!access_role(WHO_INQUIRY, rq->staff.role, bank_config(rq->bank)->kind)) {
        return ERR_OK;
    }
    enum err e = readable(rq, false, &reach, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count && i < START_ROWS_MAX; i++) {
        bool report = (list[i].missing & INQUIRY_LACKS_REPORT) != 0;
        struct start_row row = {.href = inquiry_href(rq, list[i].id, ""),
                                .due = report ? list[i].report_due : list[i].due};
        e = request_name(rq, list[i].person, &row.name, ctx);
        row.text = arena_printf(
            rq->arena, "%s %s. %s", request_words(rq, TR("Utredning av frånvaro. Kvar:")),
            missing_text(rq, list[i].missing),
            law_of_day(rq, report ? "absence_to_organiser" : "absence_inquiry", list[i].opened));
        if (e == ERR_OK) {
            e = reach_text(rq, &reach, list[i].person, &row.text, ctx);
        }
        if (e == ERR_OK) {
            start_add(s, &row);
        }
    }
    if (e == ERR_OK) {
        start_source(s, arena_printf(rq->arena, "%s %s.",
                                     request_words(rq, TR("Utredningar av frånvaro: alla som "
                                                          "pågår, med huvudmannens egen tid.")),
                                     reach_words(rq, &reach)));
        start_link(s, "/inquiries", request_words(rq, TR("Utredningar av frånvaro")),
                   arena_printf(rq->arena, "%zu %s", count, request_words(rq, TR("pågår"))));
    }
    return e;
}

/* ---- one ---- */

/* A party's rows of the record, and whether there is any. */
static void fill_hearings(struct request *rq, const struct inquiry_texts *t, struct page_inquiry *v)
{
    struct page_inquiry_hearings *rows =
        arena_alloc(rq->arena, (t->hearing_count + 1) * sizeof *rows);
    for (size_t i = 0; i < t->hearing_count; i++) {
        const struct inquiry_hearing *h = &t->hearings[i];
        rows[i] = (struct page_inquiry_hearings){
            .party = request_words(rq, inquiry_party_text_sv[h->party]),
            .heard = h->heard,
            .how = h->heard ? request_words(rq, inquiry_how_text_sv[h->how]) : NULL,
            .on = h->on,
            .who = h->who,
            .by = absence_actor(rq, &h->by),
            .text = h->text};
    }
    v->hearings = rows;
    v->hearings_count = t->hearing_count;
}

static void fill_measures(struct request *rq, const struct inquiry_texts *t, struct page_inquiry *v)
{
    struct page_inquiry_measures *rows =
        arena_alloc(rq->arena, (t->measure_count + 1) * sizeof *rows);
    for (size_t i = 0; i < t->measure_count; i++) {
        const struct inquiry_measure *m = &t->measures[i];
        rows[i] = (struct page_inquiry_measures){.number = m->number,
                                                 .text = m->text,
                                                 .role = request_words(rq, role_text_sv[m->role]),
                                                 .due = m->due,
                                                 .done = m->done,
                                                 .done_on = m->done_on};
    }
    v->measures = rows;
    v->measures_count = t->measure_count;
}

/* A deadline of the law with the organiser's own day, which the staircase has given. The pupil's
 * absence was seen at the latest when the inquiry was opened, so it is counted from there. */
static const struct page_deadline *deadline(struct request *rq, const struct inquiry *q,
                                            const char *code, struct date own, struct date stopped)
{
    struct law_followed f;
    struct law_deadline_question ask = {.code = code,
                                        .start = q->opened,
                                        .stopped = stopped,
                                        .on = date_today(),
                                        .has_target = true,
                                        .target_days = own.days - q->opened.days};
    if (!law_time_ask(rq, &ask, &f)) {
        return NULL;
    }
    struct page_deadline *v = law_time_view(rq, &f);
    v->counted = arena_printf(rq->arena, "%s %s. %s", request_words(rq, TR("Utredningen inleddes")),
                              show_date(rq, q->opened),
                              request_words(rq, TR("Därifrån räknas huvudmannens eget mål, i "
                                                   "skoldagar, som frånvarotrappan säger.")));
    return v;
}

/* What the law says of the time, and the organiser's own. */
static void fill_times(struct request *rq, const struct inquiry *q, struct page_inquiry *v)
{
    struct date ended = q->ended ? q->ended_on : (struct date){0};
    v->deadline = deadline(rq, q, "absence_inquiry", q->due, ended);
    v->report_deadline = deadline(rq, q, "absence_to_organiser", q->report_due,
                                  q->reported ? q->reported_on : ended);
    v->opened = q->opened;
    v->due = q->due;
    v->late = !q->ended && q->due.days < date_today().days;
    v->report_due = q->report_due;
    v->report_late = !q->reported && !q->ended && q->report_due.days < date_today().days;
    v->reported = q->reported;
    v->reported_on = q->reported_on;
}

static void fill_state(struct request *rq, const struct inquiry *q, struct page_inquiry *v)
{
    v->open = !q->ended;
    v->ended_text = q->ended
                        ? arena_printf(rq->arena, "%s %s: %s", request_words(rq, TR("Avslutad")),
                                       show_date(rq, q->ended_on),
                                       request_words(rq, inquiry_end_text_sv[q->end]))
                        : NULL;
    v->responsible = show_staff(rq, q->responsible);
    v->school = show_unit(rq, q->unit);
    v->absence = inquiry_absence(rq, &q->absence);
    v->pupil_lacks = (q->missing & INQUIRY_LACKS_PUPIL) != 0;
    v->guardian_lacks = (q->missing & INQUIRY_LACKS_GUARDIAN) != 0;
    v->health_lacks = (q->missing & INQUIRY_LACKS_STUDENT_HEALTH) != 0;
    v->may_causes = access_role(WHO_CAUSES, rq->staff.role, bank_config(rq->bank)->kind);
    v->causes = q->causes;
    v->causes_text = q->causes ? arena_printf(rq->arena, "%s, %s", show_staff(rq, q->causes_by),
                                              show_time(rq, q->causes_at))
                               : NULL;
    v->conclusion = q->conclusion != INQUIRY_CONCLUSION_NONE
                        ? request_words(rq, inquiry_conclusion_text_sv[q->conclusion])
                        : NULL;
    v->base = inquiry_href(rq, q->id, "");
}

enum err page_inquiry(struct request *rq, struct err_ctx *ctx)
{
    struct inquiry q;
    struct inquiry_texts t;
    struct page_inquiry v = {0};
    enum err e = inquiry_show(rq, &q, &v.person, ctx);
    if (e == ERR_OK) {
        e = inquiry_texts(rq->bank, request_reading(rq), q.id, rq->arena, &t, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    const struct input *done = request_input(rq, "done");
    v.done = done->given && done->fault == NULL ? request_words(rq, done_texts[done->word]) : NULL;
    v.conclusion_text = t.conclusion;
    v.end_text = t.end;
    fill_state(rq, &q, &v);
    fill_times(rq, &q, &v);
    fill_hearings(rq, &t, &v);
    fill_measures(rq, &t, &v);
    v.layout = request_layout(rq, request_words(rq, TR("Utredning av frånvaro")));
    page_inquiry_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}
