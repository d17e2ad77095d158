/* The journal: who has read and changed what, and whether the log is whole. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

#define ROWS_SHOWN 100

const struct input_spec journal_inputs[5] = {
    {.name = "from", .kind = INPUT_DATE},
    {.name = "to", .kind = INPUT_DATE},
    {.name = "event", .kind = INPUT_LINE, .max = 64},
    {.name = "about", .kind = INPUT_ID},
    {.name = "before", .kind = INPUT_ID},
};

/* The start of a day in UTC is near enough to its start in Sweden only with the offset taken in:
 * step from a guess until the day changes. */
static struct timestamp day_start(struct date d)
{
    int64_t midnight = (int64_t)d.days * 86400000;
    for (int64_t hours = 2; hours >= 0; hours--) {
        struct timestamp t = {midnight - hours * 3600000};
        if (timestamp_date(t).days == d.days) {
            return t;
        }
    }
    return (struct timestamp){midnight};
}

static enum err read_filter(struct request *rq, struct journal_filter *f)
{
    const struct input *from = request_input(rq, "from"), *to = request_input(rq, "to");
    *f = (struct journal_filter){.limit = ROWS_SHOWN};
    if (from->given && from->fault == NULL) {
        f->has_from = true;
        f->from = day_start(from->date);
    }
    if (to->given && to->fault == NULL) {
        f->has_until = true;
        f->until = day_start((struct date){to->date.days + 1});
    }
    const struct input *event = request_input(rq, "event");
    if (event->given) {
        f->has_event = journal_event_parse(event->raw, &f->event);
        if (!f->has_event) {
            request_fault(rq, "event", TR("Välj ett av alternativen."));
        }
    }
    f->case_id.v = request_input(rq, "about")->id;
    f->before = request_input(rq, "before")->id;
    return ERR_OK;
}

static const char *who_text(struct request *rq, const struct actor *a)
{
    struct staff_id id = actor_staff_id(a);
    struct staff staff;
    struct err_ctx ctx;
    if (id.v != 0 && staff_read(rq->bank, id, &staff, &ctx) == ERR_OK) {
        return arena_printf(rq->arena, "%s (%s)", staff.name,
                            request_words(rq, role_text_sv[staff.role]));
    }
    return arena_printf(rq->arena, "%s %s", request_words(rq, actor_text_sv[a->kind]), a->id);
}

/* Numbers of people and cases, never names: whoever must know opens the record, which is read. */
static const char *about_text(struct request *rq, const struct journal_row *r)
{
    const char *person = "";
    if (r->person_count > 1) {
        person =
            arena_printf(rq->arena, "%zu %s", r->person_count, request_words(rq, TR("personer")));
    } else if (r->person.v != 0) {
        person =
            arena_printf(rq->arena, "%s %" PRId64, request_words(rq, TR("person")), r->person.v);
    }
    if (r->case_id.v == 0) {
        return person;
    }
    return arena_printf(rq->arena, "%s%s%s %" PRId64, person, person[0] != '\0' ? ", " : "",
                        request_words(rq, TR("ärende")), r->case_id.v);
}

/* A decision that was stored opens to the rules that made it; one that was only looked at has no
 * number. */
static const char *decision_href(struct request *rq, const struct journal_row *r)
{
    static const char key[] = "\"decision\":";
    const char *at = r->event == JOURNAL_DECISION ? strstr(r->detail, key) : NULL;
    int64_t id = at != NULL ? strtoll(at + sizeof key - 1, NULL, 10) : 0;
    return id > 0 ? arena_printf(rq->arena, "/decision/%" PRId64, id) : NULL;
}

static void fill_rows(struct request *rq, struct page_journal *v, const struct journal_row *rows,
                      size_t count)
{
    struct page_journal_rows *out = arena_alloc(rq->arena, count * sizeof *out);
    for (size_t i = 0; i < count; i++) {
        const char *what = rows[i].event < JOURNAL_EVENT__MAX
                               ? request_words(rq, journal_event_text_sv(rows[i].event))
                               : rows[i].event_code;
        out[i] = (struct page_journal_rows){.number = rows[i].number,
                                            .at = show_time(rq, rows[i].time),
                                            .who = who_text(rq, &rows[i].actor),
                                            .what = what,
                                            .about = about_text(rq, &rows[i]),
                                            .href = decision_href(rq, &rows[i])};
    }
    v->rows = out;
    v->rows_count = count;
    v->count = (int64_t)count;
}

static const struct page_select *event_select(struct request *rq)
{
    struct form_option *o = arena_alloc(rq->arena, (JOURNAL_EVENT__MAX + 1) * sizeof *o);
    for (int i = 0; i < JOURNAL_EVENT__MAX; i++) {
        o[i] =
            (struct form_option){journal_event_code((enum journal_event)i),
                                 request_words(rq, journal_event_text_sv((enum journal_event)i))};
    }
    return form_select(rq, "event", TR("Händelse"), o, JOURNAL_EVENT__MAX);
}

static const char *more_link(struct request *rq, const struct journal_row *rows, size_t count)
{
    if (count < ROWS_SHOWN || rows[count - 1].number < 1) {
        return NULL;
    }
    return arena_printf(rq->arena, "/journal?from=%s&to=%s&event=%s&about=%s&before=%" PRId64,
                        request_input(rq, "from")->raw, request_input(rq, "to")->raw,
                        request_input(rq, "event")->raw, request_input(rq, "about")->raw,
                        rows[count - 1].number);
}

static enum err journal_shown(struct request *rq, size_t count, struct err_ctx *ctx)
{
    char detail[64];
    snprintf(detail, sizeof detail, "{\"rows\":%zu}", count);
    return journal_append_now(rq->bank,
                              &(struct journal_entry){.actor = &rq->actor,
                                                      .event = JOURNAL_JOURNAL_READ,
                                                      .case_id = {request_input(rq, "about")->id},
                                                      .detail = detail},
                              ctx);
}

/* What the last check said, as the journal itself tells. */
static enum err fill_verified(struct request *rq, struct page_journal *v, struct err_ctx *ctx)
{
    struct journal_filter f = {.has_event = true, .event = JOURNAL_JOURNAL_VERIFIED, .limit = 1};
    struct journal_row *rows;
    size_t count;
    enum err e = journal_list(rq->bank, &f, rq->arena, &rows, &count, ctx);
    if (e != ERR_OK || count == 0) {
        return e;
    }
    v->verified_good = strstr(rows[0].detail, "\"faults\":0}") != NULL;
    const char *said = v->verified_good
                           ? TR("Loggen är hel: varje rad stämmer med det som är undertecknat.")
                           : TR("Loggen är inte hel: någon rad är ändrad, borttagen eller flyttad. "
                                "Kontakta den som sköter systemet, som ser mer med: brygga "
                                "journal verify");
    v->verified = arena_printf(rq->arena, "%s %s: %s", request_words(rq, TR("Senast kontrollerad")),
                               show_time(rq, rows[0].time), request_words(rq, said));
    return ERR_OK;
}

enum err page_journal(struct request *rq, struct err_ctx *ctx)
{
    struct journal_filter f;
    struct journal_row *rows = NULL;
    struct journal_head head;
    size_t count = 0;
    enum err e = read_filter(rq, &f);
    if (e == ERR_OK && rq->faults == 0) {
        e = journal_list(rq->bank, &f, rq->arena, &rows, &count, ctx);
    }
    if (e == ERR_OK) {
        e = journal_head(rq->bank, &head, ctx);
    }
    if (e == ERR_OK) {
        e = journal_shown(rq, count, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct page_journal v = {
        .errors = form_errors(rq),
        .from = form_date(rq, "from", TR("Från och med"), NULL, DATE_OPEN),
        .to = form_date(rq, "to", TR("Till och med"), NULL, DATE_OPEN),
        .event = event_select(rq),
        .about = form_line(rq, "about", TR("Ärendets nummer"), NULL, NULL),
        .head = head.size,
        .more = more_link(rq, rows, count),
    };
    v.layout = request_layout(rq, request_words(rq, TR("Logg")));
    fill_rows(rq, &v, rows, count);
    e = fill_verified(rq, &v, ctx);
    page_journal_write(&rq->out->body, &rq->page, &v);
    return e;
}

enum err page_journal_verify_send(struct request *rq, struct err_ctx *ctx)
{
    struct journal_report report;
    enum err e = journal_verify(rq->bank, NULL, &report, ctx);
    if (e == ERR_OK) {
        char detail[96];
        snprintf(detail, sizeof detail, "{\"entries\":%" PRId64 ",\"faults\":%zu}",
                 report.entries_read, report.fault_count);
        e = journal_append_now(rq->bank,
                               &(struct journal_entry){.actor = &rq->actor,
                                                       .event = JOURNAL_JOURNAL_VERIFIED,
                                                       .detail = detail},
                               ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/journal");
    }
    return e;
}
