#include "family/readers.h"

#include <string.h>

/* What is told, and as what. An event that is not here is not told. */
static const struct {
    enum journal_event event;
    enum reader_deed deed;
} told[] = {
    {JOURNAL_PERSON_LISTED, READER_LISTED},
    {JOURNAL_CASE_LISTED, READER_LISTED},
    {JOURNAL_LETTER_LISTED, READER_LISTED},
    {JOURNAL_SIGNALS_READ, READER_LISTED},
    {JOURNAL_PERSON_SEARCHED, READER_LISTED},
    {JOURNAL_PERSON_READ, READER_READ},
    {JOURNAL_ATTENDANCE_READ, READER_READ},
    {JOURNAL_INTERVENTION_READ, READER_READ},
    {JOURNAL_CASE_READ, READER_READ},
    {JOURNAL_CONSENT_READ, READER_READ},
    {JOURNAL_LETTER_READ, READER_READ},
    {JOURNAL_FOLLOWUP_PUPIL, READER_READ},
    {JOURNAL_FAMILY_READ, READER_READ},
    {JOURNAL_MEASUREMENT_READ, READER_READ},
    {JOURNAL_QUESTIONNAIRE_READ, READER_READ},
    {JOURNAL_PERSON_WRITTEN, READER_CHANGED},
    {JOURNAL_INTERVENTION_WRITTEN, READER_CHANGED},
    {JOURNAL_CASE_OPENED, READER_CHANGED},
    {JOURNAL_CASE_CHANGED, READER_CHANGED},
    {JOURNAL_CASE_CLOSED, READER_CHANGED},
    {JOURNAL_CONSENT_ASKED, READER_CHANGED},
    {JOURNAL_CONSENT_GIVEN, READER_CHANGED},
    {JOURNAL_CONSENT_REFUSED, READER_CHANGED},
    {JOURNAL_CONSENT_WITHDRAWN, READER_CHANGED},
    {JOURNAL_LETTER_SENT, READER_CHANGED},
    {JOURNAL_LETTER_ACCEPTED, READER_CHANGED},
    {JOURNAL_LETTER_REJECTED, READER_CHANGED},
    {JOURNAL_MEASUREMENT_WRITTEN, READER_CHANGED},
};

static bool is_told(enum journal_event event, enum reader_deed *out)
{
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        if (told[i].event == event) {
            *out = told[i].deed;
            return true;
        }
    }
    return false;
}

static enum reader_kind kind_of(const struct room *room, const struct actor *actor)
{
    switch (actor->kind) {
    case ACTOR_STAFF:
        return READER_STAFF;
    case ACTOR_PEER:
        return READER_PEER;
    case ACTOR_PUPIL:
    case ACTOR_GUARDIAN:
        return actor_person_id(actor).v == room->reader.v ? READER_SELF
               : actor->kind == ACTOR_PUPIL               ? READER_PUPIL
                                                          : READER_GUARDIAN;
    case ACTOR_OPERATOR:
        return READER_OPERATOR;
    case ACTOR_SYSTEM:
    case ACTOR__MAX:
        break;
    }
    return READER_SYSTEM;
}

/* A child's own reading is not told to its guardians, and a guardian's not to another. */
static bool is_hidden(const struct room *room, enum reader_kind kind)
{
    return room->guardian && (kind == READER_PUPIL || kind == READER_GUARDIAN);
}

static enum err role_of(struct bank *b, const struct actor *actor, enum role *out,
                        struct err_ctx *ctx)
{
    struct staff s;
    enum err e = staff_read(b, actor_staff_id(actor), &s, ctx);
    *out = e == ERR_OK ? s.role : ROLE__MAX; /* removed since: told as an employee */
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static bool same(const struct reader_row *x, const struct reader_row *y)
{
    return x->day.days == y->day.days && x->kind == y->kind && x->role == y->role &&
           x->event == y->event && x->staff.v == y->staff.v;
}

/* Counts into a row that is there, or adds it. */
static void add(struct reader_row *rows, size_t *count, const struct reader_row *row)
{
    for (size_t i = *count; i > 0 && rows[i - 1].day.days == row->day.days; i--) {
        if (same(&rows[i - 1], row)) {
            rows[i - 1].times++;
            return;
        }
    }
    rows[(*count)++] = *row;
}

enum err readers_list(struct bank *b, const struct room *room, struct arena *a,
                      struct reader_row **out, size_t *count_out, bool *more_out,
                      struct err_ctx *ctx)
{
    *out = NULL;
    *count_out = 0;
    *more_out = false;
    if (!room->answers[ROOM_READERS].shown) {
        return ERR_OK;
    }
    struct journal_filter f = {.person = room->child, .limit = READERS_ENTRIES};
    struct journal_row *entries;
    size_t count = 0;
    enum err e = journal_list(b, &f, a, &entries, &count, ctx);
    *out = arena_alloc(a, (count + 1) * sizeof **out);
    *more_out = count == READERS_ENTRIES;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct reader_row row = {.day = timestamp_date(entries[i].time),
                                 .kind = kind_of(room, &entries[i].actor),
                                 .role = ROLE__MAX,
                                 .event = entries[i].event,
                                 .times = 1};
        if (!is_told(row.event, &row.deed) || is_hidden(room, row.kind)) {
            continue;
        }
        e = row.kind == READER_STAFF ? role_of(b, &entries[i].actor, &row.role, ctx) : ERR_OK;
        if (row.role < ROLE__MAX && bank_config(b)->readers == READERS_BY_NAME) {
            row.staff = actor_staff_id(&entries[i].actor);
        }
        add(*out, count_out, &row);
    }
    return e;
}

/* ---- since last time ---- */

static void count_news(struct reader_news *rows, size_t *count, enum journal_event event,
                       struct date day)
{
    for (size_t i = 0; i < *count; i++) {
        if (rows[i].event == event) {
            rows[i].times++;
            return;
        }
    }
    rows[(*count)++] = (struct reader_news){event, day, 1};
}

enum err readers_news(struct bank *b, const struct room *room, struct timestamp session,
                      struct arena *a, struct reader_news **out, size_t *count_out,
                      bool *visited_out, struct date *visit_out, struct err_ctx *ctx)
{
    struct journal_filter f = {.person = room->child, .limit = READERS_NEWS_ENTRIES};
    struct journal_row *entries;
    size_t count = 0;
    *out = arena_alloc(a, JOURNAL_EVENT__MAX * sizeof **out);
    *count_out = 0;
    *visited_out = false;
    if (!room->answers[ROOM_READERS].shown) {
        return ERR_OK;
    }
    enum err e = journal_list(b, &f, a, &entries, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count && !*visited_out; i++) {
        enum reader_deed deed;
        enum reader_kind kind = kind_of(room, &entries[i].actor);
        if (kind == READER_SELF) {
            *visited_out = entries[i].time.ms < session.ms;
            *visit_out = timestamp_date(entries[i].time);
        } else if (!is_hidden(room, kind) && is_told(entries[i].event, &deed) &&
                   deed == READER_CHANGED) {
            count_news(*out, count_out, entries[i].event, timestamp_date(entries[i].time));
        }
    }
    *count_out = *visited_out ? *count_out : 0;
    return e;
}
