/* The organiser's absence staircase: the one that holds, those before, and a form for a new one. */
#include "school/stair.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/absence_state.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

enum { FIELDS = 6, FIRST = 3 }; /* inputs of a step; inputs before the first step */

/* The fields of one step have its number at the end. */
#define STEP(n)                                                                                    \
    {.name = "name" #n, .kind = INPUT_LINE, .max = STAIR_NAME - 1},                                \
        {.name = "condition" #n,                                                                   \
         .kind = INPUT_WORD,                                                                       \
         .words = stair_condition_code,                                                            \
         .word_count = STAIR_CONDITION__MAX},                                                      \
        {.name = "amount" #n, .kind = INPUT_LINE, .max = 8},                                       \
        {.name = "work" #n, .kind = INPUT_TEXT, .max = STAIR_WORK - 1},                            \
        {.name = "role" #n, .kind = INPUT_WORD, .words = role_code, .word_count = ROLE__MAX},      \
    {                                                                                              \
        .name = "days" #n, .kind = INPUT_LINE, .max = 4                                            \
    }

const struct input_spec stair_inputs[FIRST + FIELDS * STAIR_STEPS_MAX] = {
    {.name = "from", .kind = INPUT_DATE, .missing = TR("Skriv från vilken dag trappan gäller.")},
    {.name = "inquiry_days", .kind = INPUT_LINE, .max = 4},
    {.name = "report_days", .kind = INPUT_LINE, .max = 4},
    STEP(1),
    STEP(2),
    STEP(3),
    STEP(4),
    STEP(5),
    STEP(6),
    STEP(7),
    STEP(8),
    STEP(9),
    STEP(10),
};
_Static_assert(STAIR_STEPS_MAX == 10, "a STEP() for each step");

/* ---- showing ---- */

static struct page_staircase_stairs show_one(struct request *rq, const struct stair *s, bool now)
{
    struct page_staircase_stairs_steps *rows = arena_alloc(rq->arena, s->count * sizeof *rows);
    for (size_t i = 0; i < s->count; i++) {
        const struct stair_step *t = &s->steps[i];
        rows[i] =
            (struct page_staircase_stairs_steps){.number = (int64_t)i + 1,
                                                 .name = request_words(rq, t->name),
                                                 .condition = absence_condition(rq, t),
                                                 .work = request_words(rq, t->work),
                                                 .role = request_words(rq, role_text_sv[t->role]),
                                                 .days = t->days};
    }
    return (struct page_staircase_stairs){.now = now,
                                          .example = s->id.v == 0,
                                          .from = s->valid_from,
                                          .by = s->id.v != 0 ? absence_actor(rq, &s->set_by) : NULL,
                                          .at = show_time(rq, s->set_at),
                                          .inquiry_days = s->inquiry_days,
                                          .report_days = s->report_days,
                                          .steps = rows,
                                          .steps_count = s->count};
}

enum err page_staircase(struct request *rq, struct err_ctx *ctx)
{
    struct stair now, *all;
    size_t count;
    enum err e = stair_at(rq->bank, date_today(), &now, ctx);
    if (e == ERR_OK) {
        e = stair_list(rq->bank, rq->arena, &all, &count, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct page_staircase_stairs *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    struct page_staircase v = {
        .layout = request_layout(rq, request_words(rq, TR("Frånvarotrappan"))),
        .may_edit = access_role(WHO_STAIR, rq->staff.role, bank_config(rq->bank)->kind),
        .stairs = rows};
    rows[v.stairs_count++] = show_one(rq, &now, true);
    for (size_t i = 0; i < count; i++) {
        if (all[i].id.v != now.id.v) {
            rows[v.stairs_count++] = show_one(rq, &all[i], false);
        }
    }
    page_staircase_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- editing ---- */

static const char *field_name(size_t step, size_t field)
{
    return stair_inputs[FIRST + step * FIELDS + field].name;
}

enum field { NAME, CONDITION, AMOUNT, WORK, ROLE, DAYS };

/* "12,5" per cent is 125 per mille, "3" days is 3; 0 when it is not a number. */
static unsigned amount_of(const char *text, enum stair_condition c)
{
    char *end;
    unsigned long whole = strtoul(text, &end, 10), tenth = 0;
    bool share = c == STAIR_TOTAL_SHARE || c == STAIR_INVALID_SHARE;
    if (end == text || text[0] == '-' || text[0] == '+' || whole > 999) {
        return 0;
    }
    if (share && (*end == ',' || *end == '.') && end[1] >= '0' && end[1] <= '9') {
        tenth = (unsigned long)(end[1] - '0');
        end += 2;
    }
    while (*end == ' ' || *end == '%') {
        end++;
    }
    return *end != '\0' ? 0 : (unsigned)(share ? whole * 10 + tenth : whole);
}

static const char *amount_text(struct request *rq, const struct stair_step *s)
{
    if (s->condition == STAIR_BY_PEOPLE) {
        return "";
    }
    bool share = s->condition == STAIR_TOTAL_SHARE || s->condition == STAIR_INVALID_SHARE;
    if (share && s->amount % 10 != 0) {
        return arena_printf(rq->arena, "%u,%u", s->amount / 10, s->amount % 10);
    }
    return arena_printf(rq->arena, "%u", share ? s->amount / 10 : s->amount);
}

/* One step as it was sent in; false when it was left empty. */
static bool read_step(struct request *rq, size_t i, struct stair_step *out)
{
    const struct input *in[FIELDS];
    for (size_t f = 0; f < FIELDS; f++) {
        in[f] = request_input(rq, field_name(i, f));
    }
    if (!in[NAME]->given && !in[WORK]->given) {
        return false;
    }
    *out = (struct stair_step){
        .condition = in[CONDITION]->given && in[CONDITION]->fault == NULL
                         ? (enum stair_condition)in[CONDITION]->word
                         : STAIR_BY_PEOPLE,
        .role = in[ROLE]->given && in[ROLE]->fault == NULL ? (enum role)in[ROLE]->word : ROLE__MAX,
        .days = amount_of(in[DAYS]->raw, STAIR_INVALID_DAYS)};
    out->amount = amount_of(in[AMOUNT]->raw, out->condition);
    (void)snprintf(out->name, sizeof out->name, "%s", in[NAME]->raw);
    (void)snprintf(out->work, sizeof out->work, "%s", in[WORK]->raw);
    return true;
}

/* The fault stands at the field that it is about. */
static void check_step(struct request *rq, size_t i, const struct stair_step *s)
{
    struct stair_step probe = *s;
    const char *fault = stair_step_fault(s);
    if (fault == NULL) {
        return;
    }
    enum field at = s->name[0] == '\0' ? NAME : s->work[0] == '\0' ? WORK : AMOUNT;
    if (at == AMOUNT) {
        probe.condition = STAIR_BY_PEOPLE;
        if (stair_step_fault(&probe) == fault) { /* not the amount */
            probe.days = 1;
            at = stair_step_fault(&probe) == NULL ? DAYS : ROLE;
        }
    }
    request_fault(rq, field_name(i, at), fault);
}

static unsigned read_days(struct request *rq, const char *name)
{
    unsigned days = amount_of(request_input(rq, name)->raw, STAIR_INVALID_DAYS);
    if (days < 1 || days > 120) {
        request_fault(rq, name, TR("Skriv hur många skoldagar, 1 till 120."));
    }
    return days;
}

static void read_stair(struct request *rq, struct stair *out)
{
    *out = (struct stair){.valid_from = request_input(rq, "from")->date};
    out->inquiry_days = read_days(rq, "inquiry_days");
    out->report_days = read_days(rq, "report_days");
    for (size_t i = 0; i < STAIR_STEPS_MAX; i++) {
        struct stair_step s;
        if (read_step(rq, i, &s)) {
            check_step(rq, i, &s);
            out->steps[out->count++] = s;
        }
    }
    if (out->count == 0) {
        request_fault(rq, field_name(0, NAME), TR("Skriv minst ett steg."));
    }
}

static void fill_step(struct request *rq, size_t i, const struct stair_step *s,
                      struct page_staircase_edit_steps *out)
{
    struct form_words conditions = {stair_condition_code, stair_condition_text_sv, 0,
                                    STAIR_CONDITION__MAX, s != NULL ? (int)s->condition : 0};
    struct form_words roles = {role_code, role_text_sv, 0, ROLE_MENTOR + 1,
                               s != NULL ? (int)s->role : -1};
    *out = (struct page_staircase_edit_steps){
        .number = (int64_t)i + 1,
        .name = form_line(rq, field_name(i, NAME), TR("Namn"), NULL,
                          s != NULL ? request_words(rq, s->name) : NULL),
        .condition = form_select_words(rq, field_name(i, CONDITION), TR("Gäller"), &conditions),
        .amount = form_line(rq, field_name(i, AMOUNT), TR("Gräns (procent eller antal dagar)"),
                            NULL, s != NULL ? amount_text(rq, s) : NULL),
        .work = form_area_filled(rq, field_name(i, WORK), TR("Vad som ska göras"), NULL,
                                 s != NULL ? request_words(rq, s->work) : NULL),
        .role = form_select_words(rq, field_name(i, ROLE), TR("Vem gör det"), &roles),
        .days = form_line(rq, field_name(i, DAYS), TR("Inom antal skoldagar"), NULL,
                          s != NULL ? arena_printf(rq->arena, "%u", s->days) : NULL)};
}

enum err page_staircase_edit(struct request *rq, struct err_ctx *ctx)
{
    struct stair now;
    enum err e = stair_at(rq->bank, date_today(), &now, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_staircase_edit_steps *rows = arena_alloc(rq->arena, STAIR_STEPS_MAX * sizeof *rows);
    struct page_staircase_edit v = {
        .layout = request_layout(rq, request_words(rq, TR("Ändra frånvarotrappan"))),
        .errors = form_errors(rq),
        .from = form_date(rq, "from", TR("Gäller från och med"), NULL, date_today()),
        .inquiry_days = form_line(rq, "inquiry_days", TR("Egen tid för en utredning, skoldagar"),
                                  TR("Lagen säger skyndsamt och anger inget antal dagar."),
                                  arena_printf(rq->arena, "%u", now.inquiry_days)),
        .report_days =
            form_line(rq, "report_days", TR("Egen tid för anmälan till huvudmannen, skoldagar"),
                      TR("Lagen säger snarast och anger inget antal dagar."),
                      arena_printf(rq->arena, "%u", now.report_days)),
        .steps = rows,
        .steps_count = STAIR_STEPS_MAX};
    for (size_t i = 0; i < STAIR_STEPS_MAX; i++) {
        fill_step(rq, i, rq->faults == 0 && i < now.count ? &now.steps[i] : NULL, &rows[i]);
    }
    page_staircase_edit_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_staircase_edit_send(struct request *rq, struct err_ctx *ctx)
{
    struct stair s;
    struct stair_id id;
    read_stair(rq, &s);
    if (rq->faults > 0) {
        return page_staircase_edit(rq, ctx);
    }
    enum err e = stair_set(rq->bank, &s, &rq->actor, &id, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/staircase");
    }
    return e;
}
