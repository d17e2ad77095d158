/* One pupil on the absence staircase: what was counted, the steps, and what was done at each. */
#include <inttypes.h>
#include <string.h>

#include "school/series_store.h"
#include "web/absence_state.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const act_words[] = {"settle", "place", "close", NULL};
enum act { ACT_SETTLE, ACT_PLACE, ACT_CLOSE };
static const char *const saved_words[] = {"yes", NULL};

/* Each of the page's forms has fields of its own, so that every id is there once. */
const struct input_spec absence_inputs[11] = {
    {.name = "act", .kind = INPUT_WORD, .words = act_words, .word_count = 3},
    {.name = "state",
     .kind = INPUT_WORD,
     .words = track_state_code,
     .word_count = TRACK_STATE__MAX},
    {.name = "settle_on", .kind = INPUT_DATE},
    {.name = "settle_note", .kind = INPUT_TEXT, .max = TRACK_NOTE_MAX},
    {.name = "step", .kind = INPUT_ID},
    {.name = "place_on", .kind = INPUT_DATE},
    {.name = "place_note", .kind = INPUT_TEXT, .max = TRACK_NOTE_MAX},
    {.name = "reason",
     .kind = INPUT_WORD,
     .words = track_close_code,
     .word_count = TRACK_CLOSE__MAX},
    {.name = "close_on", .kind = INPUT_DATE},
    {.name = "close_note", .kind = INPUT_TEXT, .max = TRACK_NOTE_MAX},
    {.name = "saved", .kind = INPUT_WORD, .words = saved_words, .word_count = 1},
};

/* What the page is made of. */
struct look {
    struct stair stair;
    struct track track; /* id 0: on none */
    struct stair_facts facts;
    struct inquiry *inquiries;
    size_t inquiry_count;
    struct track_act *acts;
    size_t act_count;
};

enum err absence_count(struct request *rq, struct person_id person, struct date at,
                       struct stair_facts *out, struct err_ctx *ctx)
{
    struct series days;
    struct date from = date_school_year_first(date_school_year(at));
    enum err e = series_read(rq->bank, person, from, at, rq->arena, &days, ctx);
    if (e == ERR_OK) {
        stair_count(&days, at, out);
    }
    return e;
}

static enum err read_look(struct request *rq, struct look *l, struct err_ctx *ctx)
{
    struct person_id person = {rq->id};
    struct inquiry_filter f = {.person = person, .ended_too = true};
    enum err e = track_find(rq->bank, person, &l->track, ctx);
    e = e == ERR_NOT_FOUND ? ERR_OK : e;
    if (e == ERR_OK) {
        e = l->track.id.v != 0 ? stair_read(rq->bank, l->track.stair, &l->stair, ctx)
                               : stair_at(rq->bank, date_today(), &l->stair, ctx);
    }
    if (e == ERR_OK) {
        e = absence_count(rq, person, date_today(), &l->facts, ctx);
    }
    if (e == ERR_OK) {
        e = inquiry_list(rq->bank, &f, rq->arena, &l->inquiries, &l->inquiry_count, ctx);
    }
    if (e == ERR_OK) {
        e = track_history(rq->bank, request_reading(rq), person, rq->arena, &l->acts, &l->act_count,
                          ctx);
    }
    return e;
}

/* "all frånvaro över 10 %" */
const char *absence_condition(struct request *rq, const struct stair_step *s)
{
    static const char *const before[STAIR_CONDITION__MAX] = {
        TR("när steget innan inte har räckt"), TR("frånvaron är över"),
        TR("den ogiltiga frånvaron är över"), TR("ogiltig frånvaro på minst"),
        TR("borta hela dagar i rad, minst")};
    const char *text = request_words(rq, before[s->condition]);
    if (s->condition == STAIR_TOTAL_SHARE || s->condition == STAIR_INVALID_SHARE) {
        return s->amount % 10 == 0
                   ? arena_printf(rq->arena, "%s %u %%", text, s->amount / 10)
                   : arena_printf(rq->arena, "%s %s", text, show_share(rq, s->amount, 1000));
    }
    if (s->condition == STAIR_INVALID_DAYS || s->condition == STAIR_DAYS_IN_A_ROW) {
        return arena_printf(rq->arena, "%s %u %s", text, s->amount,
                            request_words(rq, s->amount == 1 ? TR("dag") : TR("dagar")));
    }
    return text;
}

static void fill_steps(struct request *rq, const struct look *l, struct page_absence *v)
{
    struct page_absence_steps *rows = arena_alloc(rq->arena, l->stair.count * sizeof *rows);
    unsigned reached = stair_reached(&l->stair, &l->facts);
    for (size_t i = 0; i < l->stair.count; i++) {
        const struct stair_step *s = &l->stair.steps[i];
        bool here = l->track.id.v != 0 && l->track.step == i + 1;
        rows[i] = (struct page_absence_steps){
            .name = request_words(rq, s->name),
            .condition = absence_condition(rq, s),
            .work = request_words(rq, s->work),
            .role = request_words(rq, role_text_sv[s->role]),
            .days = s->days,
            .here = here,
            .reached = !here && reached == i + 1,
            .state = here ? request_words(rq, track_state_text_sv[l->track.state]) : NULL,
            .waiting = here && l->track.state == TRACK_WAITING,
            .late =
                here && l->track.state == TRACK_WAITING && l->track.due.days < date_today().days,
            .since = l->track.since,
            .due = l->track.due};
    }
    v->steps = rows;
    v->steps_count = l->stair.count;
    v->example = l->stair.id.v == 0;
}

static void fill_acts(struct request *rq, const struct look *l, struct page_absence *v)
{
    struct page_absence_acts *rows = arena_alloc(rq->arena, (l->act_count + 1) * sizeof *rows);
    for (size_t i = 0; i < l->act_count; i++) {
        const struct track_act *a = &l->acts[i];
        rows[i] = (struct page_absence_acts){
            .on = a->on,
            .step = arena_printf(rq->arena, "%s %u: %s", request_words(rq, TR("Steg")), a->step,
                                 request_words(rq, a->step_name)),
            .what = request_words(rq, track_act_text_sv[a->kind]),
            .by = absence_actor(rq, &a->by),
            .note = a->note};
    }
    v->acts = rows;
    v->acts_count = l->act_count;
}

static void fill_now(struct request *rq, const struct look *l, struct page_absence *v)
{
    const struct series_window *w = &l->facts.window;
    v->days = w->sum.school_days;
    v->first = w->first;
    v->last = w->last;
    v->share = show_share(rq, series_absent(w->sum), w->sum.offered_minutes);
    v->valid = show_share(rq, w->sum.valid_minutes, w->sum.offered_minutes);
    v->invalid = show_share(rq, w->sum.invalid_minutes, w->sum.offered_minutes);
    v->invalid_days = l->facts.invalid_days;
    v->run = l->facts.run;
    v->followup_href = arena_printf(rq->arena, "/pupil/%" PRId64 "/follow-up", rq->id);
}

static void fill_inquiries(struct request *rq, const struct look *l, struct page_absence *v)
{
    bool may = access_role(WHO_INQUIRY, rq->staff.role, bank_config(rq->bank)->kind), open = false;
    struct page_absence_inquiries *rows =
        arena_alloc(rq->arena, (l->inquiry_count + 1) * sizeof *rows);
    for (size_t i = 0; i < l->inquiry_count; i++) {
        const struct inquiry *q = &l->inquiries[i];
        open = open || !q->ended;
        rows[i] = (struct page_absence_inquiries){
            .href = may ? arena_printf(rq->arena, "/inquiry/%" PRId64, q->id.v) : NULL,
            .opened = q->opened,
            .state = q->ended ? request_words(rq, inquiry_end_text_sv[q->end])
                              : request_words(rq, TR("pågår"))};
    }
    v->inquiries = rows;
    v->inquiries_count = l->inquiry_count;
    v->inquiry_href =
        may && !open ? arena_printf(rq->arena, "/pupil/%" PRId64 "/inquiry", rq->id) : NULL;
}

/* The steps to choose among; the one that the absence reaches, or the next, is proposed. */
static const struct page_select *step_select(struct request *rq, const struct look *l)
{
    static const char *const numbers[STAIR_STEPS_MAX] = {"1", "2", "3", "4", "5",
                                                         "6", "7", "8", "9", "10"};
    const char **names = arena_alloc(rq->arena, STAIR_STEPS_MAX * sizeof *names);
    for (size_t i = 0; i < l->stair.count; i++) {
        names[i] =
            arena_printf(rq->arena, "%zu. %s", i + 1, request_words(rq, l->stair.steps[i].name));
    }
    unsigned propose = stair_reached(&l->stair, &l->facts);
    if (l->track.id.v != 0 && propose <= l->track.step) {
        propose = l->track.step < l->stair.count ? l->track.step + 1 : l->track.step;
    }
    struct form_words w = {numbers, names, 0, (int)l->stair.count,
                           propose > 0 ? (int)propose - 1 : 0};
    return form_select_words(rq, "step", TR("Steg"), &w);
}

static void fill_forms(struct request *rq, const struct look *l, struct page_absence *v)
{
    static const char *const hint =
        TR("Skriv kort vad ni gjorde och kom fram till, eller varför steget inte behövs. Orsaker "
           "till frånvaron hör inte hit, utan till en utredning.");
    struct form_words states = {track_state_code, track_state_text_sv, TRACK_DONE, TRACK_STATE__MAX,
                                TRACK_DONE};
    struct form_words reasons = {track_close_code, track_close_text_sv, 1, TRACK_CLOSE__MAX, -1};
    bool on = l->track.id.v != 0;
    v->action = arena_printf(rq->arena, "/pupil/%" PRId64 "/absence", rq->id);
    v->on_stair = on;
    if (on && l->track.state == TRACK_WAITING && l->track.step <= l->stair.count) {
        v->settle_name = request_words(rq, l->stair.steps[l->track.step - 1].name);
        v->settle_work = request_words(rq, l->stair.steps[l->track.step - 1].work);
        v->state = form_choice(rq, "state", TR("Hur blev det?"), NULL, &states);
        v->settle_on = form_date(rq, "settle_on", TR("Dag det gjordes"), NULL, date_today());
        v->settle_note = form_area(rq, "settle_note", TR("Vad ni kom fram till"), hint);
    }
    v->step = step_select(rq, l);
    v->place_on = form_date(rq, "place_on", TR("Från och med"), NULL, date_today());
    v->place_note = form_area(rq, "place_note", TR("Anteckning (frivilligt)"), NULL);
    if (on) {
        v->reason = form_choice(rq, "reason", TR("Varför slutar trappan?"), NULL, &reasons);
        v->close_on = form_date(rq, "close_on", TR("Dag"), NULL, date_today());
        v->close_note = form_area(rq, "close_note", TR("Anteckning (frivilligt)"), NULL);
    }
}

enum err page_absence(struct request *rq, struct err_ctx *ctx)
{
    struct look l = {0};
    struct page_absence v = {0};
    enum err e = show_person(rq, (struct person_id){rq->id}, &v.person, ctx);
    if (e == ERR_OK) {
        e = read_look(rq, &l, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    fill_now(rq, &l, &v);
    fill_steps(rq, &l, &v);
    fill_acts(rq, &l, &v);
    fill_inquiries(rq, &l, &v);
    fill_forms(rq, &l, &v);
    v.errors = form_errors(rq);
    if (access_role(WHO_CASES, rq->staff.role, BANK_SCHOOL)) {
        v.person_href = arena_printf(rq->arena, "/pupil/%" PRId64, rq->id);
    }
    v.done = l.track.id.v != 0 && l.track.state != TRACK_WAITING;
    v.saved = request_input(rq, "saved")->given && rq->faults == 0;
    v.layout = request_layout(rq, request_words(rq, TR("Frånvaro och vad som görs")));
    page_absence_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- sending ---- */

static void check_day(struct request *rq, const char *name)
{
    const struct input *on = request_input(rq, name);
    if (!on->given) {
        request_fault(rq, name, TR("Skriv vilken dag."));
    } else if (on->fault == NULL && on->date.days > date_today().days) {
        request_fault(rq, name, TR("Dagen ligger i framtiden."));
    }
}

static void check_act(struct request *rq, int act)
{
    if (act == ACT_SETTLE) {
        const struct input *state = request_input(rq, "state");
        if (!state->given || state->word == TRACK_WAITING) {
            request_fault(rq, "state", TR("Välj hur det blev."));
        } else if (!request_input(rq, "settle_note")->given) {
            request_fault(rq, "settle_note",
                          state->word == TRACK_NOT_NEEDED ? TR("Skriv varför det inte behövs.")
                                                          : TR("Skriv kort vad ni gjorde."));
        }
        check_day(rq, "settle_on");
    } else if (act == ACT_PLACE) {
        if (!request_input(rq, "step")->given) {
            request_fault(rq, "step", TR("Välj ett steg."));
        }
        check_day(rq, "place_on");
    } else {
        const struct input *reason = request_input(rq, "reason");
        if (!reason->given || reason->word == TRACK_CLOSE_NONE) {
            request_fault(rq, "reason", TR("Välj varför trappan slutar."));
        }
        check_day(rq, "close_on");
    }
}

static enum err do_act(struct request *rq, int act, struct err_ctx *ctx)
{
    static const char *const on[] = {"settle_on", "place_on", "close_on"};
    static const char *const note[] = {"settle_note", "place_note", "close_note"};
    struct track_doing d = {.person = {rq->id},
                            .on = request_input(rq, on[act])->date,
                            .note = request_input(rq, note[act])->raw};
    if (act == ACT_SETTLE) {
        return track_settle(rq->bank, &rq->actor, &d,
                            (enum track_state)request_input(rq, "state")->word, ctx);
    }
    if (act == ACT_PLACE) {
        return track_place(rq->bank, &rq->actor, &d, (unsigned)request_input(rq, "step")->id, ctx);
    }
    return track_close(rq->bank, &rq->actor, &d,
                       (enum track_close)request_input(rq, "reason")->word, ctx);
}

enum err page_absence_send(struct request *rq, struct err_ctx *ctx)
{
    static const char *const on[] = {"settle_on", "place_on", "close_on"};
    const struct page_person *person;
    const struct input *act = request_input(rq, "act");
    enum err e = show_person(rq, (struct person_id){rq->id}, &person, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!act->given || act->fault != NULL) {
        return page_absence(rq, ctx);
    }
    check_act(rq, act->word);
    if (rq->faults > 0) {
        return page_absence(rq, ctx);
    }
    e = do_act(rq, act->word, ctx);
    if (e == ERR_INVALID) {
        request_fault(rq, on[act->word], TR("Dagen är före den då eleven kom till steget."));
        return page_absence(rq, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/pupil/%" PRId64 "/absence?saved=yes", rq->id);
    }
    return e;
}
