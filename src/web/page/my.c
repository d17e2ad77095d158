/* The first page of a pupil or guardian, the room about a child, and what is kept. */
#include "web/my.h"

#include <inttypes.h>

#include "bank/intervention_code.h"
#include "family/readers.h"
#include "intervention/given.h"
#include "letterbox/received.h"
#include "school/register.h"
#include "school/series_store.h"
#include "team/case.h"
#include "team/consent_request.h"
#include "team/questionnaire.h"
#include "web/family.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const done_words[] = {"yes", "no", "later", "withdrawn", "answered", "declined"};
const struct input_spec my_inputs[1] = {
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 6}};

static const char *const done_text_sv[] = {
    TR("Tack. Ditt ja är sparat. Du kan ta tillbaka det när du vill."),
    TR("Tack. Ditt nej är sparat. Det påverkar inte vilken hjälp barnet får."),
    TR("Det är okej att vänta. Frågan ligger kvar här."),
    TR("Ditt ja är tillbakataget. Vi lämnar inget mer med stöd av det."),
    TR("Tack. Dina svar är sparade."),
    TR("Okej. Du behöver inte svara. Inget blir sämre för det."),
};

/* ---- the first page ---- */

#define TODO_MAX 100

static void add_todo(struct page_my_todo *rows, struct page_my *v, struct page_my_todo row)
{
    if (v->todo_count < TODO_MAX) {
        rows[v->todo_count++] = row;
    }
}

/* Whom it is about, for a guardian; NULL to the child itself. */
static enum err about(struct request *rq, struct person_id child, const char **out,
                      struct err_ctx *ctx)
{
    *out = NULL;
    return rq->session.kind == SESSION_GUARDIAN ? my_name(rq, child, out, ctx) : ERR_OK;
}

/* Consents asked of the reader about a child of theirs. */
static enum err add_requests(struct request *rq, struct page_my_todo *rows, struct page_my *v,
                             struct err_ctx *ctx)
{
    struct consent_request *list;
    size_t count;
    struct request_filter all = {0};
    if (rq->session.kind == SESSION_PUPIL) {
        all.person = rq->session.person;
    }
    enum err e = consent_request_list(rq->bank, &rq->actor, &all, rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct err_ctx no;
        struct page_my_todo row = {
            .href = arena_printf(rq->arena, "/my/asking/%" PRId64, list[i].id.v),
            .text = arena_printf(rq->arena, "%s %s?",
                                 request_words(rq, TR("Får vi lämna uppgifter till")),
                                 show_peer(rq, list[i].c.peer)),
            .note = request_words(rq, TR("Du svarar ja eller nej. Det finns ingen sista dag."))};
        if (my_child(rq, list[i].person, &no) == ERR_OK) {
            e = about(rq, list[i].person, &row.about, ctx);
            add_todo(rows, v, row);
        }
    }
    return e;
}

/* Until when, as one says it. */
static const char *until_words(struct request *rq, struct date due)
{
    int days = due.days - date_today().days;
    return days < 0    ? arena_printf(rq->arena, "%s %s. %s", request_words(rq, TR("Dagen var")),
                                      show_date(rq, due), request_words(rq, TR("Du kan svara ändå.")))
           : days == 0 ? request_words(rq, TR("Svara helst i dag."))
           : days == 1 ? request_words(rq, TR("Svara helst senast i morgon."))
                       : arena_printf(rq->arena, "%s %s. %s %d %s.",
                                      request_words(rq, TR("Svara helst senast")),
                                      show_date(rq, due), request_words(rq, TR("Det är om")), days,
                                      request_words(rq, TR("dagar")));
}

/* What the questions are called, and how many they are. */
static enum err question_words(struct request *rq, const struct questionnaire *q,
                               struct page_my_todo *row, struct err_ctx *ctx)
{
    struct instrument i;
    enum err e = instrument_read(rq->bank, q->instrument, rq->arena, &i, ctx);
    if (e != ERR_OK) {
        return e;
    }
    row->text = rq->page.language == PAGE_ENGLISH ? i.name.en : i.name.sv;
    const char *many = i.item_count == 0   ? ""
                       : i.item_count == 1 ? request_words(rq, TR("En fråga."))
                                           : arena_printf(rq->arena, "%zu %s.", i.item_count,
                                                          request_words(rq, TR("frågor")));
    row->note = arena_printf(
        rq->arena, "%s%s%s%s%s", many, many[0] != '\0' ? " " : "", until_words(rq, q->due_on),
        q->begun ? " " : "",
        q->begun ? request_words(rq, TR("Du har börjat. Det du har svarat är sparat.")) : "");
    return ERR_OK;
}

/* Questionnaires that the reader is asked to answer now. A guardian meets only those about a child
 * whose room is open: secrecy may have come after the question. */
static enum err add_questions(struct request *rq, struct page_my_todo *rows, struct page_my *v,
                              struct err_ctx *ctx)
{
    struct questionnaire *list;
    size_t count = 0;
    enum err e = questionnaire_mine(rq->bank, &rq->actor, rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct err_ctx no;
        struct page_my_todo row = {
            .href = arena_printf(rq->arena, "/my/questions/%" PRId64, list[i].id.v)};
        if (my_child(rq, list[i].person, &no) == ERR_OK) {
            e = question_words(rq, &list[i], &row, ctx);
            e = e == ERR_OK ? about(rq, list[i].person, &row.about, ctx) : e;
            add_todo(rows, v, row);
        }
    }
    return e;
}

static enum err fill_todo(struct request *rq, struct page_my *v, struct err_ctx *ctx)
{
    struct page_my_todo *rows = arena_alloc(rq->arena, TODO_MAX * sizeof *rows);
    v->todo = rows;
    enum err e = add_requests(rq, rows, v, ctx);
    return e == ERR_OK ? add_questions(rq, rows, v, ctx) : e;
}

/* ---- what ends soon, and what is new ---- */

#define SOON_DAYS 30

static enum err fill_soon(struct request *rq, struct person_id child, struct page_my_children *row,
                          struct err_ctx *ctx)
{
    struct consent *list;
    size_t count = 0;
    struct date today = date_today();
    enum err e = consent_list(rq->bank, &rq->actor, child, rq->arena, &list, &count, ctx);
    struct page_my_children_soon *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        bool soon = list[i].c.valid_to.days <= today.days + SOON_DAYS;
        if (soon && consent_in_force(&list[i], today) && my_can_withdraw(rq, &list[i])) {
            rows[row->soon_count++].text =
                arena_printf(rq->arena, "%s %s %s %s.", request_words(rq, TR("Ditt ja till")),
                             show_peer(rq, list[i].c.peer), request_words(rq, TR("slutar gälla")),
                             show_date(rq, list[i].c.valid_to));
        }
    }
    row->soon = rows;
    row->consents_href = my_child_href(rq, child, "consents");
    return e;
}

static enum err fill_news(struct request *rq, struct person_id child, struct page_my_children *row,
                          struct err_ctx *ctx)
{
    struct room room;
    struct reader_news *list;
    size_t count = 0;
    bool visited = false;
    struct date visit;
    enum err e = room_open(rq->bank, rq->rules, &rq->actor, child, rq->arena, &room, ctx);
    e = e == ERR_OK ? readers_news(rq->bank, &room, rq->session.created, rq->arena, &list, &count,
                                   &visited, &visit, ctx)
                    : e;
    if (e != ERR_OK || count == 0) {
        return e;
    }
    struct page_my_children_news *rows = arena_alloc(rq->arena, count * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct page_my_children_news){
            .what = request_words(rq, journal_event_text_sv(list[i].event)),
            .times = list[i].times,
            .day = list[i].day};
    }
    row->since = show_date(rq, visit);
    row->news = rows;
    row->news_count = count;
    return ERR_OK;
}

static enum err fill_children(struct request *rq, struct page_my *v, struct err_ctx *ctx)
{
    struct person_id *children = &rq->session.person;
    size_t count = 1;
    enum err e = ERR_OK;
    if (rq->session.kind == SESSION_GUARDIAN) {
        e = family_children(rq->bank, rq->session.person, rq->arena, &children, &count, ctx);
    }
    struct page_my_children *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        rows[i].href = my_child_href(rq, children[i], "");
        e = my_link(rq, children[i], &rows[i].name, ctx);
        e = e == ERR_OK ? fill_soon(rq, children[i], &rows[i], ctx) : e;
        e = e == ERR_OK ? fill_news(rq, children[i], &rows[i], ctx) : e;
    }
    v->children = rows;
    v->children_count = count;
    return e;
}

enum err page_my(struct request *rq, struct err_ctx *ctx)
{
    int done = request_input(rq, "done")->word;
    struct page_my v = {.guardian = rq->session.kind == SESSION_GUARDIAN,
                        .done = done >= 0 ? request_words(rq, done_text_sv[done]) : NULL};
    enum err e = fill_children(rq, &v, ctx);
    e = e == ERR_OK ? fill_todo(rq, &v, ctx) : e;
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Min sida")));
        page_my_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

/* ---- the room about a child ---- */

/* The newest open case, else the newest; false when there is none. */
static enum err newest_case(struct request *rq, struct person_id child, struct team_case *out,
                            bool *found_out, struct err_ctx *ctx)
{
    struct case_filter f = {.person = child, .closed_too = true};
    struct team_case *cases;
    size_t count = 0;
    *found_out = false;
    enum err e = case_list(rq->bank, &f, rq->arena, &cases, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (!*found_out || (out->closed && !cases[i].closed)) {
            *out = cases[i];
            *found_out = true;
        }
    }
    return e;
}

static const char *contact_words(struct request *rq, const struct team_case *c)
{
    struct staff s;
    struct err_ctx ctx;
    if (staff_read(rq->bank, c->responsible, &s, &ctx) != ERR_OK) {
        return "";
    }
    return arena_printf(rq->arena, "%s (%s)", s.name, request_words(rq, role_text_sv[s.role]));
}

enum err page_my_child(struct request *rq, struct err_ctx *ctx)
{
    static const struct {
        const char *page, *name, *text;
    } doors[] = {
        {"kept", TR("Vad vi har sparat"), TR("Vad som står, och varför.")},
        {"consents", TR("Samtycken"), TR("Vad du har sagt ja eller nej till. Ta tillbaka ett ja.")},
        {"letters", TR("Brev"), TR("Vad vi har skickat, till vem och varför.")},
        {"readers", TR("Vem som har läst"), TR("Vilka som har läst, och vilka dagar.")},
    };
    enum { DOORS = sizeof doors / sizeof doors[0] };
    struct room room;
    struct team_case c;
    bool found = false;
    struct page_my_child v = {.guardian = rq->session.kind == SESSION_GUARDIAN};
    enum err e = my_room(rq, (struct person_id){rq->id}, &room, &v.name, ctx);
    if (e == ERR_OK && room.answers[ROOM_CASE].shown) {
        e = newest_case(rq, room.child, &c, &found, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct page_my_child_doors *rows = arena_alloc(rq->arena, DOORS * sizeof *rows);
    for (size_t i = 0; i < DOORS; i++) {
        rows[i] = (struct page_my_child_doors){my_child_href(rq, room.child, doors[i].page),
                                               request_words(rq, doors[i].name),
                                               request_words(rq, doors[i].text)};
    }
    v.doors = rows;
    v.doors_count = DOORS;
    v.closed = room.answers[ROOM_CASE].waits;
    v.contact = found && !c.closed ? contact_words(rq, &c) : "";
    v.layout = request_layout(rq, request_words(rq, v.guardian ? TR("Om barnet") : TR("Om dig")));
    page_my_child_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- what is kept ---- */

#define KEPT_ROWS 8

struct kept {
    struct page_my_kept_rows *rows;
    size_t count;
};

static void add(struct request *rq, struct kept *k, const char *name, const char *value,
                const char *why)
{
    k->rows[k->count++] = (struct page_my_kept_rows){.name = request_words(rq, name),
                                                     .value = value != NULL ? value : "",
                                                     .why = request_words(rq, why),
                                                     .hidden = value == NULL};
}

static enum err add_name(struct request *rq, const struct room *room, struct kept *k,
                         struct err_ctx *ctx)
{
    struct person_identity who;
    enum err e = person_identity(rq->bank, request_reading(rq), room->child, &who, ctx);
    bool named = e == ERR_OK && (who.given_name[0] != '\0' || who.family_name[0] != '\0');
    const char *text = request_words(rq, TR("Bara personnumret"));
    if (named) {
        e = request_name(rq, room->child, &text, ctx);
    }
    add(rq, k, TR("Namn och personnummer"), text,
        TR("Så att vi inte blandar ihop barn. Numret visas inte här."));
    return e;
}

static enum err add_school(struct request *rq, const struct room *room, struct kept *k,
                           struct err_ctx *ctx)
{
    struct enrolment en;
    enum err e = enrolment_at(rq->bank, room->child, date_today(), rq->arena, &en, ctx);
    if (e == ERR_OK) {
        const char *text = en.organisation_name;
        if (en.has_grade) {
            text = arena_printf(rq->arena, "%s, %s", text, show_grade(rq, en.grade));
        }
        add(rq, k, TR("Skola"), text,
            TR("Kommer från skolans elevregister. Skolan måste veta vilka elever den har."));
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err add_attendance(struct request *rq, const struct room *room, struct kept *k,
                               struct err_ctx *ctx)
{
    struct date today = date_today(), from = date_school_year_first(date_school_year(today));
    struct series s;
    if (!room->answers[ROOM_ATTENDANCE].shown) {
        add(rq, k, TR("Närvaro"), NULL, TR("Skolan måste följa hur mycket elever är i skolan."));
        return ERR_OK;
    }
    enum err e = series_read(rq->bank, room->child, from, today, rq->arena, &s, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct series_sum sum = series_sum_period(&s, from, today);
    add(rq, k, TR("Närvaro"),
        arena_printf(rq->arena, "%s %s – %s: %s. %s %s, %s %s.",
                     request_words(rq, TR("Borta från lektioner")), show_date(rq, from),
                     show_date(rq, today), show_share(rq, series_absent(sum), sum.offered_minutes),
                     request_words(rq, TR("Anmäld")),
                     show_share(rq, sum.valid_minutes, sum.offered_minutes),
                     request_words(rq, TR("inte anmäld")),
                     show_share(rq, sum.invalid_minutes, sum.offered_minutes)),
        TR("Skolan måste följa hur mycket elever är i skolan."));
    return ERR_OK;
}

/* What the file's word for the reason says, and what it does not say: a family should not have to
 * wonder whether it is blamed. */
static const char *const reason_means_sv[CASE_REASON__MAX] = {
    [CASE_REASON_ABSENCE] = TR("Det betyder: har varit borta ofta eller länge."),
    [CASE_REASON_TRUANCY] = TR("Det betyder: har varit borta utan att någon hade anmält det."),
    [CASE_REASON_REFUSAL] =
        TR("Det betyder: har haft svårt att komma till skolan. Ordet säger inte varför."),
    [CASE_REASON_PARENTAL] = TR("Det betyder: har varit hemma och en förälder har vetat om det. "
                                "Ordet säger inte varför, och inte att någon har gjort fel."),
    [CASE_REASON_NORM_BREAKING] = TR("Det betyder: har gjort sådant som bryter mot regler."),
    [CASE_REASON_SOCIAL_SITUATION] =
        TR("Det betyder: något hemma eller på fritiden kan vara svårt."),
};

static const char *reason_words(struct request *rq, enum case_reason reason)
{
    const char *means = reason_means_sv[reason];
    return arena_printf(rq->arena, "%s %s%s%s", request_words(rq, TR("I våra papper heter det:")),
                        request_words(rq, case_reason_text_sv[reason]), means != NULL ? "\n" : "",
                        means != NULL ? request_words(rq, means) : "");
}

static enum err add_case(struct request *rq, const struct room *room, struct kept *k,
                         struct err_ctx *ctx)
{
    struct team_case c;
    bool found;
    static const char *const why = TR("Vi skriver upp hjälpen så att den blir rätt, och för att "
                                      "kunna se om den gör nytta.");
    if (!room->answers[ROOM_CASE].shown) {
        add(rq, k, TR("Ärende"), NULL, why);
        return ERR_OK;
    }
    enum err e = newest_case(rq, room->child, &c, &found, ctx);
    if (e == ERR_OK && found) {
        add(rq, k, TR("Ärende"),
            arena_printf(
                rq->arena, "%s\n%s %s%s%s\n%s %s", reason_words(rq, c.reason),
                request_words(rq, TR("Började")), show_date(rq, c.opened),
                c.closed ? arena_printf(rq->arena, ", %s ", request_words(rq, TR("slutade"))) : "",
                c.closed ? show_date(rq, c.closed_on) : "",
                request_words(rq, TR("Den som har hand om det:")), contact_words(rq, &c)),
            why);
    }
    return e;
}

static enum err add_support(struct request *rq, const struct room *room, struct kept *k,
                            struct err_ctx *ctx)
{
    struct intervention *list;
    size_t count;
    static const char *const why = TR("Vi skriver upp vilken hjälp som ges.");
    if (!room->answers[ROOM_SUPPORT].shown) {
        add(rq, k, TR("Hjälp och stöd"), NULL, why);
        return ERR_OK;
    }
    enum err e = intervention_list(rq->bank, request_reading(rq), room->child, rq->arena, &list,
                                   &count, ctx);
    const char *text = "";
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        text = arena_printf(rq->arena, "%s%s%s, %s %s%s%s", text, i > 0 ? "\n" : "",
                            request_words(rq, intervention_text_sv[list[i].code]),
                            request_words(rq, TR("från")), show_date(rq, list[i].start_date),
                            list[i].end_date.days != DATE_OPEN.days ? " – " : "",
                            show_date(rq, list[i].end_date));
    }
    if (e == ERR_OK && count > 0) {
        add(rq, k, TR("Hjälp och stöd"), text, why);
    }
    return e;
}

static enum err add_received(struct request *rq, const struct room *room, struct kept *k,
                             struct err_ctx *ctx)
{
    struct received_items items;
    if (!room->answers[ROOM_LETTERS].shown) {
        return ERR_OK;
    }
    enum err e =
        received_read(rq->bank, request_reading(rq), room->child, true, rq->arena, &items, ctx);
    const char *text = "";
    for (size_t i = 0; e == ERR_OK && i < items.source_count; i++) {
        const struct received_source *s = &items.sources[i];
        text =
            arena_printf(rq->arena, "%s%s%s %s %s, %s", text, i > 0 ? "\n" : "",
                         request_words(rq, letter_kind_text_sv[s->kind]),
                         request_words(rq, TR("från")), s->peer_name, show_date(rq, s->received));
    }
    if (e == ERR_OK && items.source_count > 0) {
        add(rq, k, TR("Från andra"), text,
            TR("En annan myndighet har lämnat det till oss, med stöd i lag."));
    }
    return e;
}

enum err page_my_kept(struct request *rq, struct err_ctx *ctx)
{
    struct room room;
    struct page_my_kept v = {0};
    struct kept k = {.rows = arena_alloc(rq->arena, KEPT_ROWS * sizeof *k.rows)};
    enum err e = my_room(rq, (struct person_id){rq->id}, &room, &v.name, ctx);
    if (e == ERR_OK) {
        e = add_name(rq, &room, &k, ctx);
        bool school = bank_config(rq->bank)->kind == BANK_SCHOOL;
        e = e == ERR_OK && school ? add_school(rq, &room, &k, ctx) : e;
        e = e == ERR_OK && school ? add_attendance(rq, &room, &k, ctx) : e;
        e = e == ERR_OK ? add_case(rq, &room, &k, ctx) : e;
        e = e == ERR_OK ? add_support(rq, &room, &k, ctx) : e;
        e = e == ERR_OK ? add_received(rq, &room, &k, ctx) : e;
    }
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Vad vi har sparat")));
        v.back = my_child_href(rq, room.child, "");
        v.school = bank_config(rq->bank)->kind == BANK_SCHOOL;
        v.rows = k.rows;
        v.rows_count = k.count;
        page_my_kept_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}
