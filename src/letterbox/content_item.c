/* The schemas of the four item kinds, and the days an item tells of. */
#include <string.h>

#include "base/utf8.h"
#include "base/words.h"
#include "letterbox/content_check.h"

#define MINUTES_A_WEEK (7 * 24 * 60)

enum err check_failed(const char *where, const char *remedy, struct err_ctx *ctx)
{
    return err_set(ctx, ERR_INVALID, where, remedy, "the content of the letter is not valid");
}

bool check_members(const json_t *object, const char *const *required, const char *const *optional)
{
    if (!json_is_object(object)) {
        return false;
    }
    size_t known = 0;
    for (; *required != NULL; required++) {
        if (json_object_get(object, *required) == NULL) {
            return false;
        }
        known++;
    }
    for (; optional != NULL && *optional != NULL; optional++) {
        known += json_object_get(object, *optional) != NULL;
    }
    return known == json_object_size(object);
}

bool check_date(const json_t *object, const char *key, struct date *out)
{
    const char *text = json_text(object, key);
    return text != NULL && date_parse(text, strlen(text), out);
}

bool check_int(const json_t *object, const char *key, int max, int *out)
{
    const json_t *v = json_object_get(object, key);
    if (!json_is_integer(v) || json_integer_value(v) < 0 || json_integer_value(v) > max) {
        return false;
    }
    *out = (int)json_integer_value(v);
    return true;
}

bool check_word(const json_t *object, const char *key, const char *const *words, int count,
                int *out)
{
    const char *text = json_text(object, key);
    for (int i = 0; text != NULL && i < count; i++) {
        if (strcmp(words[i], text) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

/* A stable word of a code list; the lists themselves belong to the registers. */
static bool check_code(const json_t *object, const char *key)
{
    const char *text = json_text(object, key);
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    return text != NULL && text[0] != '\0' && strlen(text) <= 40 &&
           strspn(text, allowed) == strlen(text);
}

/* One code point of valid UTF-8; advances. */
static unsigned long next_point(const char **p)
{
    const unsigned char *s = (const unsigned char *)*p;
    unsigned n = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    unsigned long c = n == 1 ? s[0] : s[0] & (0xffU >> (n + 1));
    for (unsigned i = 1; i < n; i++) {
        c = c << 6 | (s[i] & 0x3f);
    }
    *p += n;
    return c;
}

static bool is_break(unsigned long c)
{
    return c == '\n' || c == '\t';
}

static bool is_control(unsigned long c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

static bool is_bidi_mark(unsigned long c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
           c == 0x200f || c == 0x061c;
}

bool content_text_ok(const char *text, size_t max, bool lines)
{
    if (text == NULL || text[0] == '\0' || !utf8_valid(text, strlen(text))) {
        return false;
    }
    size_t points = 0;
    bool visible = false;
    while (*text != '\0') {
        unsigned long c = next_point(&text);
        if ((is_control(c) && !(lines && is_break(c))) || is_bidi_mark(c) || ++points > max) {
            return false;
        }
        visible = visible || !(is_break(c) || c == ' ' || c == 0xa0);
    }
    return visible;
}

static const char *const none[] = {NULL};

/* One week, from the Monday `least` on; moves `least` to the next. */
static enum err check_week(const json_t *week, struct date *least, struct date last,
                           struct err_ctx *ctx)
{
    static const char *const members[] = {"monday", "offered", "valid", "invalid", NULL};
    struct date monday;
    int offered, valid, invalid;
    if (!check_members(week, members, none) || !check_date(week, "monday", &monday) ||
        date_weekday(monday) != 1 || monday.days < least->days || monday.days > last.days) {
        return check_failed("item.weeks.monday", "Mondays, rising, within the period", ctx);
    }
    if (!check_int(week, "offered", MINUTES_A_WEEK, &offered) ||
        !check_int(week, "valid", MINUTES_A_WEEK, &valid) ||
        !check_int(week, "invalid", MINUTES_A_WEEK, &invalid) || valid + invalid > offered) {
        return check_failed("item.weeks", "minutes: valid and invalid within offered", ctx);
    }
    least->days = monday.days + 7;
    return ERR_OK;
}

static enum err check_attendance(const json_t *item, struct err_ctx *ctx)
{
    static const char *const members[] = {"from", "to", "weeks", NULL};
    struct date from, to;
    if (!check_members(item, members, none) || !check_date(item, "from", &from) ||
        !check_date(item, "to", &to) || from.days > to.days) {
        return check_failed("item", "give from, to and weeks, and no more", ctx);
    }
    const json_t *weeks = json_object_get(item, "weeks");
    size_t count = json_array_size(weeks);
    if (count == 0 || count > CONTENT_WEEKS_MAX) {
        return check_failed("item.weeks", "send 1 to 160 weeks", ctx);
    }
    struct date least = date_monday(from);
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        e = check_week(json_array_get(weeks, i), &least, to, ctx);
    }
    return e;
}

static enum err check_interventions(const json_t *item, struct err_ctx *ctx)
{
    static const char *const members[] = {"interventions", NULL};
    static const char *const each[] = {"code", "level", "started", NULL};
    static const char *const optional[] = {"ended", NULL};
    const json_t *list = json_object_get(item, "interventions");
    size_t count = json_array_size(list);
    if (!check_members(item, members, none) || count == 0 || count > CONTENT_ITEMS_MAX) {
        return check_failed("item.interventions", "send 1 to 100 interventions", ctx);
    }
    for (size_t i = 0; i < count; i++) {
        const json_t *one = json_array_get(list, i);
        struct date started, ended;
        if (!check_members(one, each, optional) || !check_code(one, "code") ||
            !check_code(one, "level") || !check_date(one, "started", &started)) {
            return check_failed("item.interventions", "code, level, started and, if so, ended",
                                ctx);
        }
        if (json_object_get(one, "ended") != NULL &&
            (!check_date(one, "ended", &ended) || ended.days < started.days)) {
            return check_failed("item.interventions.ended", "a day from the start on", ctx);
        }
    }
    return ERR_OK;
}

static enum err check_goals(const json_t *item, struct err_ctx *ctx)
{
    static const char *const members[] = {"goals", NULL};
    static const char *const each[] = {"area", "reached", "on", NULL};
    const json_t *list = json_object_get(item, "goals");
    size_t count = json_array_size(list);
    if (!check_members(item, members, none) || count == 0 || count > CONTENT_ITEMS_MAX) {
        return check_failed("item.goals", "send 1 to 100 goals", ctx);
    }
    for (size_t i = 0; i < count; i++) {
        const json_t *one = json_array_get(list, i);
        struct date on;
        int word;
        if (!check_members(one, each, none) || !check_date(one, "on", &on) ||
            !check_word(one, "area", goal_area_code, GOAL_AREA__MAX, &word) ||
            !check_word(one, "reached", goal_reached_code, GOAL_REACHED__MAX, &word)) {
            return check_failed("item.goals", "area, reached (no, partly, yes) and on", ctx);
        }
    }
    return ERR_OK;
}

static enum err check_message(const json_t *item, struct err_ctx *ctx)
{
    static const char *const members[] = {"text", NULL};
    if (!check_members(item, members, none) ||
        !content_text_ok(json_text(item, "text"), CONTENT_TEXT_MAX, true)) {
        return check_failed("item.text",
                            "1 to 4000 characters of plain text without control characters", ctx);
    }
    return ERR_OK;
}

enum err content_check_item(enum letter_kind kind, const json_t *item, struct err_ctx *ctx)
{
    switch (kind) {
    case LETTER_ATTENDANCE:
        return check_attendance(item, ctx);
    case LETTER_INTERVENTION:
        return check_interventions(item, ctx);
    case LETTER_GOAL:
        return check_goals(item, ctx);
    case LETTER_MESSAGE:
        return check_message(item, ctx);
    case LETTER_NONE:
    case LETTER_ANSWER:
    case LETTER_WITHDRAWAL:
    case LETTER_CONSULTATION:
    case LETTER_CONSULTATION_ANSWER:
    case LETTER_KIND__MAX:
        break;
    }
    return check_failed("kind", "attendance, intervention, goal or message", ctx);
}

/* Widen the period by one day of an object. */
static void widen(const json_t *object, const char *key, struct date *first, struct date *last)
{
    struct date d;
    if (check_date(object, key, &d)) {
        first->days = d.days < first->days ? d.days : first->days;
        last->days = d.days > last->days ? d.days : last->days;
    }
}

bool content_period(enum letter_kind kind, const json_t *item, struct date *first_out,
                    struct date *last_out)
{
    *first_out = (struct date){INT32_MAX};
    *last_out = (struct date){INT32_MIN};
    widen(item, "from", first_out, last_out);
    widen(item, "to", first_out, last_out);
    const json_t *list = kind == LETTER_INTERVENTION ? json_object_get(item, "interventions")
                         : kind == LETTER_GOAL       ? json_object_get(item, "goals")
                                                     : NULL;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        widen(one, "started", first_out, last_out);
        widen(one, "ended", first_out, last_out);
        widen(one, "on", first_out, last_out);
    }
    return first_out->days <= last_out->days;
}
