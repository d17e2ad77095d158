/* Who has read and changed one case: the journal's entries about it, day for day. The same person
 * doing the same thing on one day is one row, since a page that is opened is two or three entries.
 */
#include <stdio.h>
#include <string.h>

#include "web/case_nav.h"
#include "web/handlers.h"
#include "web/show.h"

#define ENTRIES_MAX 2000

/* "Eva Lind (kurator)"; the program and operators by what they are. */
static const char *who_did(struct request *rq, const struct actor *a)
{
    struct staff_id id = actor_staff_id(a);
    struct staff staff;
    struct err_ctx ctx;
    if (id.v != 0 && staff_read(rq->bank, id, &staff, &ctx) == ERR_OK) {
        return arena_printf(rq->arena, "%s (%s)", staff.name,
                            request_words(rq, role_text_sv[staff.role]));
    }
    return request_words(rq, actor_text_sv[a->kind]);
}

static bool same_actor(const struct actor *a, const struct actor *b)
{
    return a->kind == b->kind && strcmp(a->id, b->id) == 0;
}

/* The row of `day`, `event` and `actor` among the rows of the same day, or a new one. */
static void add_entry(struct request *rq, struct page_case_journal *v,
                      struct page_case_journal_rows *rows, const struct journal_row **of,
                      const struct journal_row *entry)
{
    struct date day = timestamp_date(entry->time);
    for (size_t i = v->rows_count; i > 0 && rows[i - 1].on.days == day.days; i--) {
        if (of[i - 1]->event == entry->event && same_actor(&of[i - 1]->actor, &entry->actor)) {
            rows[i - 1].times++;
            return;
        }
    }
    of[v->rows_count] = entry;
    rows[v->rows_count++] = (struct page_case_journal_rows){
        .on = day,
        .who = who_did(rq, &entry->actor),
        .what = entry->event < JOURNAL_EVENT__MAX
                    ? request_words(rq, journal_event_text_sv(entry->event))
                    : entry->event_code,
        .times = 1};
}

static enum err fill_rows(struct request *rq, struct page_case_journal *v, struct err_ctx *ctx)
{
    struct journal_filter f = {.case_id = {rq->id}, .limit = ENTRIES_MAX};
    struct journal_row *list;
    size_t count;
    enum err e = journal_list(rq->bank, &f, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_journal_rows *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    const struct journal_row **of = arena_alloc(rq->arena, (count + 1) * sizeof *of);
    for (size_t i = 0; i < count; i++) {
        add_entry(rq, v, rows, of, &list[i]);
    }
    v->rows = rows;
    v->more = count == ENTRIES_MAX;
    v->from = count > 0 ? timestamp_date(list[count - 1].time) : DATE_OPEN;
    char detail[64];
    snprintf(detail, sizeof detail, "{\"rows\":%zu}", count);
    return journal_append_now(rq->bank,
                              &(struct journal_entry){.actor = &rq->actor,
                                                      .event = JOURNAL_JOURNAL_READ,
                                                      .case_id = {rq->id},
                                                      .detail = detail},
                              ctx);
}

enum err page_case_journal(struct request *rq, struct err_ctx *ctx)
{
    struct team_case c;
    struct page_case_journal v = {0};
    enum err e = show_case(rq, (struct case_id){rq->id}, &c, &v.person, ctx);
    if (e == ERR_OK) {
        e = fill_rows(rq, &v, ctx);
    }
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Vem har läst och ändrat")));
        v.nav = show_case_nav(rq, c.id, CASE_TAB_JOURNAL);
        page_case_journal_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
