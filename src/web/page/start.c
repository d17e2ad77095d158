/* The start page: the blocks of all rooms, by day. */
#include "web/start.h"

#include <stdlib.h>
#include <string.h>

#include "web/handlers.h"
#include "web/show.h"

#define SOON_DAYS 7

/* When something is due; groups of the page, in order. */
enum when { WHEN_LATE, WHEN_TODAY, WHEN_OPEN, WHEN_SOON, WHEN_LATER, WHEN__MAX };

/* Rows of one day stay in the order in which the blocks gave them. */
struct ranked {
    struct start_row row;
    size_t order;
};

struct start {
    struct ranked *rows;
    size_t row_count, row_room, sources_room, links_room;
    struct page_start view;
    struct page_start_sources *sources;
    struct page_start_links *links;
    struct page_start_groups groups[WHEN__MAX];
    struct arena *arena;
};

static enum err (*const blocks[])(struct request *, struct start *, struct err_ctx *) = {
    start_drafts,        /* what the reader has written and not sent */
    start_letters,       /* that wait for an answer */
    start_steps,         /* of the absence staircase */
    start_inquiries,     /* into absence */
    start_measures,      /* after an inquiry */
    start_signals,       /* that nobody has acted on */
    start_cases,         /* that lack a consent or a follow-up */
    start_handovers,     /* cases that a colleague offers */
    start_casework,      /* plans to review, and what was agreed at meetings */
    start_questions,     /* to be answered in own cases */
    start_openings,      /* in an emergency */
    start_groups,        /* their follow-up */
    start_consultations, /* advice that others ask for */
    start_records,       /* the log */
    start_sessions,      /* who is signed in */
};

void start_add(struct start *s, const struct start_row *row)
{
    s->rows = arena_grow(s->arena, s->rows, s->row_count, &s->row_room, sizeof *s->rows);
    s->rows[s->row_count] = (struct ranked){*row, s->row_count};
    s->row_count++;
}

void start_source(struct start *s, const char *text)
{
    size_t n = s->view.sources_count++;
    s->sources = arena_grow(s->arena, s->sources, n, &s->sources_room, sizeof *s->sources);
    s->sources[n] = (struct page_start_sources){.text = text};
}

void start_link(struct start *s, const char *href, const char *name, const char *text)
{
    size_t n = s->view.links_count++;
    s->links = arena_grow(s->arena, s->links, n, &s->links_room, sizeof *s->links);
    s->links[n] = (struct page_start_links){.href = href, .name = name, .text = text};
}

/* ---- by day ---- */

static const char *const when_words[WHEN__MAX] = {
    [WHEN_LATE] = TR("Skulle ha varit klart"),
    [WHEN_TODAY] = TR("I dag"),
    [WHEN_OPEN] = TR("Väntar, utan bestämd dag"),
    [WHEN_SOON] = TR("De närmaste sju dagarna"),
    [WHEN_LATER] = TR("Senare"),
};
static const char *const when_id[WHEN__MAX] = {"late", "today", "open", "soon", "later"};

static enum when when_of(struct date due, struct date today)
{
    if (due.days == DATE_OPEN.days) {
        return WHEN_OPEN;
    }
    if (due.days <= today.days) {
        return due.days < today.days ? WHEN_LATE : WHEN_TODAY;
    }
    return due.days - today.days <= SOON_DAYS ? WHEN_SOON : WHEN_LATER;
}

static int by_day(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->row.due.days != y->row.due.days) {
        return x->row.due.days < y->row.due.days ? -1 : 1;
    }
    return x->order < y->order ? -1 : 1;
}

static void fill_group(struct request *rq, struct start *s, enum when when)
{
    struct page_start_groups_rows *rows = arena_alloc(rq->arena, s->row_count * sizeof *rows);
    struct date today = date_today();
    size_t count = 0;
    for (size_t i = 0; i < s->row_count; i++) {
        const struct start_row *r = &s->rows[i].row;
        if (when_of(r->due, today) == when) {
            rows[count++] = (struct page_start_groups_rows){
                .href = r->href, .name = r->name, .text = r->text, .due = show_date(rq, r->due)};
        }
    }
    if (count > 0) {
        s->groups[s->view.groups_count++] =
            (struct page_start_groups){.id = when_id[when],
                                       .heading = request_words(rq, when_words[when]),
                                       .late = when == WHEN_LATE,
                                       .dated = when != WHEN_OPEN,
                                       .rows = rows,
                                       .rows_count = count};
    }
}

enum err page_start(struct request *rq, struct err_ctx *ctx)
{
    struct start s = {.arena = rq->arena};
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < sizeof blocks / sizeof blocks[0]; i++) {
        e = blocks[i](rq, &s, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (s.row_count > 0) {
        qsort(s.rows, s.row_count, sizeof *s.rows, by_day);
    }
    s.view.layout = request_layout(rq, request_words(rq, TR("Att göra")));
    s.view.today = date_today();
    s.view.count = (int64_t)s.row_count;
    s.view.groups = s.groups;
    for (enum when w = 0; s.row_count > 0 && w < WHEN__MAX; w++) {
        fill_group(rq, &s, w);
    }
    s.view.sources = s.sources;
    s.view.links = s.links;
    page_start_write(&rq->out->body, &rq->page, &s.view);
    return ERR_OK;
}
