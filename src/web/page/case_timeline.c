/* The time line of a case, its filter and search, and writing a note. */
#include <string.h>

#include "team/note.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/history.h"
#include "web/show.h"

#define WORDS_MAX 100

#define KIND(code)                                                                                 \
    {                                                                                              \
        .name = "kinds_" code, .kind = INPUT_FLAG                                                  \
    }
#define NOTE_INPUTS                                                                                \
    {.name = "day", .kind = INPUT_DATE, .missing = TR("Skriv vilken dag det gäller.")},            \
    {                                                                                              \
        .name = "note", .kind = INPUT_TEXT, .missing = TR("Skriv något i anteckningen."),          \
        .max = CASE_NOTE_TEXT                                                                      \
    }
#define FILTER_INPUTS                                                                              \
    {.name = "kinds", .kind = INPUT_LINE, .max = 1}, KIND("case"), KIND("note"), KIND("survey"),   \
        KIND("consent"), KIND("letter"), KIND("meeting"), KIND("plan"), KIND("support"),           \
        KIND("measure"), {.name = "from", .kind = INPUT_DATE}, {.name = "to", .kind = INPUT_DATE}, \
        {.name = "words", .kind = INPUT_LINE, .max = WORDS_MAX},                                   \
    {                                                                                              \
        .name = "done", .kind = INPUT_WORD, .words = case_done_codes,                              \
        .word_count = CASE_DONE_WORDS                                                              \
    }

/* Words are looked for only through a form that is sent; an address has none. */
const struct input_spec timeline_inputs[16] = {
    FILTER_INPUTS,
    {.name = "day", .kind = INPUT_DATE},
    {.name = "note", .kind = INPUT_TEXT, .max = CASE_NOTE_TEXT}};
const struct input_spec note_inputs[16] = {FILTER_INPUTS, NOTE_INPUTS};

static const struct form_words kind_words = {history_kind_code, history_kind_text_sv, 0,
                                             HISTORY_KIND__MAX, -1};

static bool shown(const struct request *rq, const struct history_row *row, unsigned kinds)
{
    const struct input *from = request_input(rq, "from"), *to = request_input(rq, "to");
    const struct input *words = request_input(rq, "words");
    bool search = rq->http->method == HTTP_POST && words->given;
    return (kinds == 0 || (kinds & 1u << row->kind) != 0) &&
           (!from->given || from->fault != NULL || row->day.days >= from->date.days) &&
           (!to->given || to->fault != NULL || row->day.days <= to->date.days) &&
           (!search || history_has(row, words->raw));
}

static void fill_rows(struct request *rq, const struct history_row *all, size_t count,
                      struct page_case_timeline *v)
{
    struct page_case_timeline_rows *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    unsigned kinds = form_checks_read(rq, "kinds", &kind_words);
    for (size_t i = 0; i < count; i++) {
        if (shown(rq, &all[i], kinds)) {
            rows[v->rows_count++] = (struct page_case_timeline_rows){
                .on = all[i].day,
                .kind = request_words(rq, history_kind_text_sv[all[i].kind]),
                .what = all[i].what,
                .text = all[i].text,
                .who = all[i].who,
                .href = all[i].href};
        }
    }
    v->rows = rows;
    v->count = (int64_t)v->rows_count;
    v->hidden = (int64_t)(count - v->rows_count);
}

enum err page_case_timeline(struct request *rq, struct err_ctx *ctx)
{
    struct case_page p;
    struct history_row *all;
    size_t count;
    enum err e = show_case_page(rq, CASE_TAB_TIMELINE, &p, ctx);
    e = e == ERR_OK ? history_read(rq, &p.c, &all, &count, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    const struct input *words = request_input(rq, "words");
    bool search = rq->http->method == HTTP_POST && words->given;
    struct page_case_timeline v = {
        .errors = form_errors(rq),
        .person = p.person,
        .nav = p.nav,
        .done = case_done_words(rq),
        .open = p.open,
        .note_action = case_href(rq, "/note"),
        .note_day = form_date(rq, "day", TR("Dag"), NULL, date_today()),
        .note = form_area(rq, "note", TR("Anteckning"),
                          TR("Skriv kort och bara det som behövs. Barnet och vårdnadshavarna kan "
                             "få läsa det. En anteckning ändras inte: skriv en ny som rättar.")),
        .filter_action = case_href(rq, "/timeline"),
        .kinds = form_checks(rq, "kinds", TR("Slag"), NULL, &kind_words),
        .from = form_date(rq, "from", TR("Från och med"), NULL, DATE_OPEN),
        .to = form_date(rq, "to", TR("Till och med"), NULL, DATE_OPEN),
        .search_action = case_href(rq, "/timeline"),
        .words = form_line(rq, "words", TR("Sök ord i tidslinjen"), NULL, NULL),
        .searched = search ? words->raw : NULL,
        .all_href = case_href(rq, "/timeline")};
    fill_rows(rq, all, count, &v);
    v.layout = request_layout(rq, request_words(rq, TR("Tidslinje")));
    page_case_timeline_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_case_note_send(struct request *rq, struct err_ctx *ctx)
{
    const struct input *day = request_input(rq, "day"), *note = request_input(rq, "note");
    enum err e = case_enter(rq, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (day->given && day->fault == NULL && day->date.days > date_today().days) {
        request_fault(rq, "day", TR("Dagen ligger i framtiden."));
    }
    if (rq->faults > 0) {
        return page_case_timeline(rq, ctx);
    }
    e = note_write(rq->bank, &rq->actor, (struct case_id){rq->id}, day->date, note->raw, ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s", case_href(rq, "/timeline?done=note"));
    }
    return e;
}
