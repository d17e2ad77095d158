/* A pupil's and guardian's pages on letters and readers, on rights, and the way out. */
#include "family/readers.h"
#include "letterbox/letter.h"
#include "letterbox/received.h"
#include "web/handlers.h"
#include "web/my.h"
#include "web/show.h"

/* ---- letters ---- */

static struct page_my_letters_sent sent_row(struct request *rq, const struct letter *l)
{
    return (struct page_my_letters_sent){
        .what = request_words(rq, letter_kind_text_sv[l->kind]),
        .peer = show_peer(rq, l->peer),
        .on = show_date(rq, timestamp_date(l->sent_at)),
        .why = request_words(
            rq, l->consent.v != 0 ? TR("De som får bestämma har sagt ja.")
                                  : TR("Lagen säger att uppgiften får lämnas även utan samtycke.")),
        .ground = l->grounds,
        .state = letter_state_words(rq, l)};
}

static enum err fill_letters(struct request *rq, const struct room *room, struct page_my_letters *v,
                             struct err_ctx *ctx)
{
    struct letter *list;
    size_t count;
    struct received_items items;
    struct letter_filter f = {.person = room->child};
    enum err e = letter_list(rq->bank, &rq->actor, &f, rq->arena, &list, &count, ctx);
    e = e == ERR_OK ? received_read(rq->bank, request_reading(rq), room->child, true, rq->arena,
                                    &items, ctx)
                    : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_my_letters_sent *sent = arena_alloc(rq->arena, (count + 1) * sizeof *sent);
    struct page_my_letters_received *in =
        arena_alloc(rq->arena, (items.source_count + 1) * sizeof *in);
    for (size_t i = 0; i < count; i++) {
        sent[i] = sent_row(rq, &list[i]);
    }
    for (size_t i = 0; i < items.source_count; i++) {
        in[i] = (struct page_my_letters_received){
            .what = request_words(rq, letter_kind_text_sv[items.sources[i].kind]),
            .peer = items.sources[i].peer_name,
            .on = items.sources[i].received};
    }
    v->sent = sent;
    v->sent_count = count;
    v->received = in;
    v->received_count = items.source_count;
    return ERR_OK;
}

enum err page_my_letters(struct request *rq, struct err_ctx *ctx)
{
    struct room room;
    struct page_my_letters v = {0};
    enum err e = my_room(rq, (struct person_id){rq->id}, &room, &v.name, ctx);
    v.hidden = e == ERR_OK && !room.answers[ROOM_LETTERS].shown;
    e = e == ERR_OK && !v.hidden ? fill_letters(rq, &room, &v, ctx) : e;
    if (e == ERR_OK) {
        v.back = my_child_href(rq, room.child, "");
        v.layout = request_layout(rq, request_words(rq, TR("Brev")));
        page_my_letters_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

/* ---- readers ---- */

static const char *who_words(struct request *rq, const struct reader_row *r)
{
    static const char *const kinds[READER_KIND__MAX] = {
        [READER_STAFF] = TR("En anställd"),
        [READER_PEER] = TR("En annan myndighet"),
        [READER_SYSTEM] = TR("Dataprogrammet"),
        [READER_OPERATOR] = TR("Den som sköter systemet"),
        [READER_SELF] = TR("Du"),
        [READER_PUPIL] = TR("Eleven"),
        [READER_GUARDIAN] = TR("Vårdnadshavare"),
    };
    bool role = r->kind == READER_STAFF && r->role < ROLE__MAX;
    const char *words = request_words(rq, role ? role_text_sv[r->role] : kinds[r->kind]);
    return r->staff.v != 0 ? arena_printf(rq->arena, "%s, %s", show_staff(rq, r->staff), words)
                           : words;
}

enum err page_my_readers(struct request *rq, struct err_ctx *ctx)
{
    struct room room;
    struct reader_row *list;
    size_t count = 0;
    struct page_my_readers v = {0};
    enum err e = my_room(rq, (struct person_id){rq->id}, &room, &v.name, ctx);
    e = e == ERR_OK ? readers_list(rq->bank, &room, rq->arena, &list, &count, &v.more, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_my_readers_rows *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct page_my_readers_rows){
            .day = list[i].day,
            .who = who_words(rq, &list[i]),
            .what = request_words(rq, journal_event_text_sv(list[i].event)),
            .times = list[i].times};
    }
    v.hidden = !room.answers[ROOM_READERS].shown;
    v.named = bank_config(rq->bank)->readers == READERS_BY_NAME;
    v.rows = rows;
    v.rows_count = count;
    v.back = my_child_href(rq, room.child, "");
    v.layout = request_layout(rq, request_words(rq, TR("Vem som har läst")));
    page_my_readers_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- rights and safety ---- */

enum err page_my_rights(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    struct page_my_rights v = {.layout =
                                   request_layout(rq, request_words(rq, TR("Dina rättigheter"))),
                               .bank = bank_config(rq->bank)->name,
                               .private = room_is_private(rq->bank, rq->rules, date_today())};
    page_my_rights_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_my_safe(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    struct page_my_safe v = {
        .layout = request_layout(rq, request_words(rq, TR("Så använder du sidan säkert")))};
    page_my_safe_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- the way out ---- */

enum err page_my_leave_send(struct request *rq, struct err_ctx *ctx)
{
    return page_sign_out(rq, "/away", ctx);
}

static const char *day_of_month(struct request *rq, struct date d, int month)
{
    int y, m, day;
    date_to_ymd(d, &y, &m, &day);
    return m == month ? arena_printf(rq->arena, "%d", day) : "";
}

enum err page_away(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    static const char *const months[12] = {
        TR("Januari"),   TR("Februari"), TR("Mars"),     TR("April"),
        TR("Maj"),       TR("Juni"),     TR("Juli"),     TR("Augusti"),
        TR("September"), TR("Oktober"),  TR("November"), TR("December"),
    };
    int year, month, day, iso_year;
    struct date first;
    date_to_ymd(date_today(), &year, &month, &day);
    (void)date_from_ymd(year, month, 1, &first);
    struct page_away_weeks *rows = arena_alloc(rq->arena, 6 * sizeof *rows);
    struct page_away v = {
        .title = request_words(rq, TR("Kalender")),
        .month = arena_printf(rq->arena, "%s %d", request_words(rq, months[month - 1]), year),
        .weeks = rows};
    struct date next = date_add_months(first, 1); /* not law: a calendar */
    for (struct date d = date_monday(first); d.days < next.days; d.days += 7) {
        struct page_away_weeks *w = &rows[v.weeks_count++];
        int week;
        const char **cells[7] = {&w->d1, &w->d2, &w->d3, &w->d4, &w->d5, &w->d6, &w->d7};
        date_iso_week(d, &iso_year, &week);
        w->number = week;
        for (int i = 0; i < 7; i++) {
            *cells[i] = day_of_month(rq, (struct date){d.days + i}, month);
        }
    }
    page_away_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}
