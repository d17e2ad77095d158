/* Group interventions: counted, never with people. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "intervention/groups.h"
#include "school/register.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const done_words[] = {"saved"};

#define NUMBERS                                                                                    \
    {.name = "audience",                                                                           \
     .kind = INPUT_WORD,                                                                           \
     .missing = TR("Välj vilka insatsen är för."),                                                 \
     .words = group_audience_code,                                                                 \
     .word_count = GROUP_AUDIENCE__MAX},                                                           \
        {.name = "start",                                                                          \
         .kind = INPUT_DATE,                                                                       \
         .missing = TR("Skriv vilken dag insatsen började.")},                                     \
        {.name = "occasions",                                                                      \
         .kind = INPUT_LINE,                                                                       \
         .max = 6,                                                                                 \
         .missing = TR("Skriv hur många gånger.")},                                                \
        {.name = "participants",                                                                   \
         .kind = INPUT_LINE,                                                                       \
         .max = 6,                                                                                 \
         .missing = TR("Skriv hur många deltagare.")},                                             \
    {                                                                                              \
        .name = "unit", .kind = INPUT_LINE, .max = INTERVENTION_UNIT - 1                           \
    }

const struct input_spec groups_inputs[7] = {
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 1},
    {.name = "entry", .kind = INPUT_ID, .missing = TR("Välj en insats.")},
    NUMBERS,
};
const struct input_spec group_one_inputs[7] = {
    {.name = "group", .kind = INPUT_ID, .missing = TR("Öppna insatsen från listan.")},
    {.name = "end", .kind = INPUT_DATE},
    NUMBERS,
};

static int number(struct request *rq, const char *name)
{
    const struct input *in = request_input(rq, name);
    char *end;
    long v = in->given ? strtol(in->raw, &end, 10) : 0;
    if (in->given && (*end != '\0' || v < 0 || v > GROUP_MOST)) {
        request_fault(rq, name, TR("Skriv ett helt tal."));
        return 0;
    }
    return (int)v;
}

static const struct page_choice *audience(struct request *rq, int initial)
{
    struct form_words w = {group_audience_code, group_audience_text_sv, 0, GROUP_AUDIENCE__MAX,
                           initial};
    return form_choice(rq, "audience", TR("För vilka?"), NULL, &w);
}

static enum err fill_entries(struct request *rq, struct page_groups *v, struct err_ctx *ctx)
{
    struct catalogue_entry *all;
    size_t count, n = 0;
    enum err e = catalogue_list(rq->bank, CATALOGUE_GIVEN, rq->arena, &all, &count, ctx);
    struct form_option *o = arena_alloc(rq->arena, (e == ERR_OK ? count + 1 : 1) * sizeof *o);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        bool english = rq->page.language == PAGE_ENGLISH && all[i].title.en[0] != '\0';
        o[n++] = (struct form_option){arena_printf(rq->arena, "%" PRId64, all[i].id.v),
                                      english ? all[i].title.en : all[i].title.sv};
    }
    v->any = n > 0;
    v->entry = form_select(rq, "entry", TR("Insats"), o, n);
    return e;
}

static enum err fill_rows(struct request *rq, struct page_groups *v, struct err_ctx *ctx)
{
    struct group_intervention *list;
    size_t count;
    struct date today = date_today(), from = date_school_year_first(date_school_year(today) - 1);
    enum err e = groups_list(rq->bank, from, DATE_OPEN, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_groups_rows *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct group_intervention *g = &list[i];
        bool open = g->end_date.days == DATE_OPEN.days;
        rows[i] = (struct page_groups_rows){
            .href = arena_printf(rq->arena, "/groups/one?group=%" PRId64, g->id.v),
            .title = g->title,
            .unit = show_unit(rq, g->unit),
            .time = arena_printf(rq->arena, "%s–%s", show_date(rq, g->start_date),
                                 open ? "" : show_date(rq, g->end_date)),
            .audience = request_words(rq, group_audience_text_sv[g->audience]),
            .occasions = g->occasions,
            .participants = g->participants};
        v->total += g->participants;
    }
    v->rows = rows;
    v->rows_count = count;
    v->count = (int64_t)count;
    v->period = arena_printf(rq->arena, "%s–%s", show_date(rq, from), show_date(rq, today));
    return ERR_OK;
}

/* Schools by name in a school bank; social services write what the unit is called. */
static enum err unit_input(struct request *rq, const char *now, const struct page_select **school,
                           const struct page_field **line, struct err_ctx *ctx)
{
    struct organisation *list;
    size_t count, n = 1;
    if (bank_config(rq->bank)->kind != BANK_SCHOOL) {
        *line = form_line(rq, "unit", TR("Enhet (frivilligt)"), NULL, now);
        return ERR_OK;
    }
    enum err e = organisation_list(rq->bank, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    const char **codes = arena_alloc(rq->arena, (count + 1) * sizeof *codes);
    const char **names = arena_alloc(rq->arena, (count + 1) * sizeof *names);
    struct form_words w = {codes, names, 0, 0, 0};
    codes[0] = "";
    names[0] = TR("Alla skolor");
    for (size_t i = 0; i < count; i++) {
        if (list[i].school_unit_code[0] != '\0') {
            w.initial = strcmp(list[i].school_unit_code, now) == 0 ? (int)n : w.initial;
            codes[n] = list[i].school_unit_code;
            names[n++] = list[i].name;
        }
    }
    w.count = (int)n;
    *school = form_select_words(rq, "unit", TR("Skola"), &w);
    return ERR_OK;
}

enum err page_groups(struct request *rq, struct err_ctx *ctx)
{
    struct page_groups v = {
        .layout = request_layout(rq, request_words(rq, TR("Insatser för grupper"))),
        .errors = form_errors(rq),
        .done = request_input(rq, "done")->word >= 0 ? request_words(rq, TR("Insatsen är sparad."))
                                                     : NULL,
        .audience = audience(rq, -1),
        .start = form_date(rq, "start", TR("Första dag"), NULL, date_today()),
        .times = form_line(rq, "occasions", TR("Antal tillfällen hittills"), NULL, NULL),
        .number = form_line(rq, "participants", TR("Antal deltagare hittills"),
                            TR("Olika personer, så gott det går."), NULL)};
    enum err e = unit_input(rq, rq->staff.unit, &v.school, &v.unit, ctx);
    e = e == ERR_OK ? fill_entries(rq, &v, ctx) : e;
    e = e == ERR_OK ? fill_rows(rq, &v, ctx) : e;
    if (e == ERR_OK) {
        page_groups_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

static struct group_intervention read_numbers(struct request *rq)
{
    const struct input *whom = request_input(rq, "audience");
    return (struct group_intervention){.unit = request_input(rq, "unit")->raw,
                                       .start_date = request_input(rq, "start")->date,
                                       .end_date = DATE_OPEN,
                                       .audience = whom->word >= 0 ? (enum group_audience)whom->word
                                                                   : AUDIENCE_PUPILS,
                                       .occasions = number(rq, "occasions"),
                                       .participants = number(rq, "participants")};
}

enum err page_groups_send(struct request *rq, struct err_ctx *ctx)
{
    struct group_intervention in = read_numbers(rq);
    struct intervention_id id;
    in.entry.v = request_input(rq, "entry")->id;
    if (rq->faults > 0) {
        return page_groups(rq, ctx);
    }
    enum err e = groups_start(rq->bank, &rq->actor, &in, &id, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/groups?done=saved");
    }
    return e;
}

enum err page_group_one(struct request *rq, struct err_ctx *ctx)
{
    struct group_intervention g;
    struct intervention_id id = {request_input(rq, "group")->id};
    if (id.v == 0) {
        request_go(rq, "/groups");
        return ERR_OK;
    }
    enum err e = groups_read(rq->bank, id, rq->arena, &g, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_group_one v = {
        .layout = request_layout(rq, g.title),
        .errors = form_errors(rq),
        .title = g.title,
        .number = request_input(rq, "group")->raw,
        .audience = audience(rq, (int)g.audience),
        .start = form_date(rq, "start", TR("Första dag"), NULL, g.start_date),
        .end =
            form_date(rq, "end", TR("Sista dag"), TR("Tom så länge insatsen pågår."), g.end_date),
        .occasions = form_line(rq, "occasions", TR("Antal tillfällen hittills"), NULL,
                               arena_printf(rq->arena, "%d", g.occasions)),
        .participants = form_line(rq, "participants", TR("Antal deltagare hittills"),
                                  TR("Olika personer, så gott det går."),
                                  arena_printf(rq->arena, "%d", g.participants))};
    e = unit_input(rq, g.unit, &v.school, &v.unit, ctx);
    if (e == ERR_OK) {
        page_group_one_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

enum err page_group_one_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *end = request_input(rq, "end"), *start = request_input(rq, "start");
    struct group_intervention in = read_numbers(rq);
    in.id.v = request_input(rq, "group")->id;
    if (end->given) {
        in.end_date = end->date;
    }
    if (end->given && end->fault == NULL && start->given && end->date.days < start->date.days) {
        request_fault(rq, "end", TR("Den sista dagen ligger före den första."));
    }
    if (rq->faults > 0) {
        return page_group_one(rq, ctx);
    }
    enum err e = groups_change(rq->bank, &rq->actor, &in, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/groups?done=saved");
    }
    return e;
}
