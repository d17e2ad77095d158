#include "school/attendance_line.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "school/series.h"

const struct csv_column attendance_columns[ATTENDANCE_COLUMN__MAX] = {
    [ATTENDANCE_CIVIC_NO] = {"civic_no", true},
    [ATTENDANCE_DATE] = {"date", true},
    [ATTENDANCE_OFFERED] = {"offered_minutes", true},
    [ATTENDANCE_VALID] = {"valid_absence_minutes", true},
    [ATTENDANCE_INVALID] = {"invalid_absence_minutes", true},
    [ATTENDANCE_LESSON] = {"lesson", false},
};

/* The text of a personal number as it stands in the file, 12 bytes, and whose it is. */
struct number {
    uint64_t head;
    uint32_t tail;
    uint32_t pupil;
};

struct attendance_line {
    struct attendance_layout layout;
    struct attendance_pupils pupils;
    bool no_shortcut;
    char last_date[10];
    uint16_t last_day;
    /* Numbers met before and known to be pupils, so tested, in the order they were met: most
     * files name the pupils in the same order day after day, so the next number is mostly the
     * next one here. Otherwise a table finds it: open addressing, at most half full, of places in
     * `numbers` counted from 1. */
    struct number *numbers;
    uint32_t number_count, number_room, last;
    uint32_t *table;
    unsigned shift;
    uint32_t mask;
};

struct attendance_line *attendance_line_new(const struct attendance_layout *layout,
                                            const struct attendance_pupils *pupils)
{
    struct attendance_line *l = mem_zalloc(1, sizeof *l);
    l->layout = *layout;
    l->pupils = *pupils;
    unsigned bits = 10;
    while (bits < 31 && (UINT32_C(1) << bits) / 2 < pupils->count) {
        bits++;
    }
    l->shift = 64 - bits;
    l->mask = (UINT32_C(1) << bits) - 1;
    l->table = mem_zalloc((size_t)l->mask + 1, sizeof *l->table);
    l->number_room = l->mask / 2;
    l->numbers = mem_zalloc((size_t)l->number_room, sizeof *l->numbers);
    return l;
}

void attendance_line_free(struct attendance_line *l)
{
    if (l != NULL) {
        free(l->numbers);
        free(l->table);
        free(l);
    }
}

void attendance_line_no_shortcut(struct attendance_line *l)
{
    l->no_shortcut = true;
}

static struct number number_at(const char *p)
{
    struct number n = {0};
    memcpy(&n.head, p, 8);
    memcpy(&n.tail, p + 8, 4);
    return n;
}

static bool same_number(const struct number *a, struct number b)
{
    return a->head == b.head && a->tail == b.tail;
}

/* The place of a number in the table, or the empty one where it would go. */
static uint32_t *number_place(struct attendance_line *l, struct number n)
{
    uint64_t hash = (n.head ^ (n.tail * UINT64_C(0x9E3779B97F4A7C15))) * //
                    UINT64_C(0xD6E8FEB86659FD93);
    uint32_t i = (uint32_t)(hash >> l->shift);
    while (l->table[i] != 0 && !same_number(&l->numbers[l->table[i] - 1], n)) {
        i = (i + 1) & l->mask;
    }
    return &l->table[i];
}

static void number_remember(struct attendance_line *l, const char *text, uint32_t pupil)
{
    struct number n = number_at(text);
    uint32_t *place = number_place(l, n);
    if (*place == 0 && l->number_count < l->number_room) {
        n.pupil = pupil;
        l->numbers[l->number_count++] = n;
        *place = l->number_count;
    }
}

/* ---- the fast reader: NULL sends the line to the careful one ---- */

static const char *fast_civic(struct attendance_line *l, const char *p, struct attendance_row *row)
{
    struct number n = number_at(p);
    if (l->number_count == 0) {
        return NULL;
    }
    if (!same_number(&l->numbers[l->last], n)) {
        uint32_t next = l->last + 1;
        if (next == l->number_count || !same_number(&l->numbers[next], n)) {
            next = *number_place(l, n);
            if (next == 0) {
                return NULL;
            }
            next--;
        }
        l->last = next;
    }
    row->pupil = l->numbers[l->last].pupil;
    return p + 12;
}

static const char *fast_date(struct attendance_line *l, const char *p, struct attendance_row *row)
{
    if (memcmp(p, l->last_date, 10) != 0) {
        struct date d;
        if (!date_parse(p, 10, &d) || d.days < ATTENDANCE_DAY_ZERO ||
            d.days >= ATTENDANCE_DAY_ZERO + ATTENDANCE_DAYS) {
            return NULL;
        }
        memcpy(l->last_date, p, 10);
        l->last_day = (uint16_t)(d.days - ATTENDANCE_DAY_ZERO);
    }
    row->day = l->last_day;
    return p + 10;
}

static unsigned digit(char c)
{
    return (unsigned)(unsigned char)c - '0'; /* more than 9 for anything else */
}

/* One to four digits; written out, for half of all time goes here. */
static const char *fast_number(const char *p, uint16_t *out)
{
    unsigned value = digit(p[0]), next;
    if (value > 9) {
        return NULL;
    }
    if ((next = digit(p[1])) > 9) {
        *out = (uint16_t)value;
        return p + 1;
    }
    value = value * 10 + next;
    if ((next = digit(p[2])) > 9) {
        *out = (uint16_t)value;
        return p + 2;
    }
    value = value * 10 + next;
    if ((next = digit(p[3])) > 9) {
        *out = (uint16_t)value;
        return p + 3;
    }
    *out = (uint16_t)(value * 10 + next);
    return p + 4;
}

static const char *fast_field(struct attendance_line *l, unsigned role, const char *p,
                              struct attendance_row *row)
{
    uint16_t lesson;
    switch (role) {
    case ATTENDANCE_CIVIC_NO:
        return fast_civic(l, p, row);
    case ATTENDANCE_DATE:
        return fast_date(l, p, row);
    case ATTENDANCE_OFFERED:
        return fast_number(p, &row->offered_minutes);
    case ATTENDANCE_VALID:
        return fast_number(p, &row->valid_minutes);
    case ATTENDANCE_INVALID:
        return fast_number(p, &row->invalid_minutes);
    case ATTENDANCE_LESSON:
        p = fast_number(p, &lesson);
        if (p == NULL || lesson == 0 || lesson > ATTENDANCE_LESSONS) {
            return NULL;
        }
        row->lesson = lesson & 31U;
        return p;
    default: /* not asked for: plain ASCII goes past */
        while (*p >= ' ' && *p != '"' && *p != l->layout.separator) {
            p++;
        }
        return p;
    }
}

static bool minutes_fit(const struct attendance_row *row)
{
    return row->offered_minutes <= SERIES_DAY_MINUTES &&
           (unsigned)row->valid_minutes + row->invalid_minutes <= row->offered_minutes;
}

/* Where the next line starts, or NULL. Every field stops at a line feed and there is one at
 * p[n], so it reads no further than 16 bytes past that. */
static const char *fast_read(struct attendance_line *l, const char *p, struct attendance_row *row)
{
    row->lesson = 0;
    unsigned last = l->layout.column_count - 1;
    for (unsigned i = 0; i <= last; i++) {
        p = fast_field(l, l->layout.role[i], p, row);
        if (p == NULL) {
            return NULL;
        }
        if (i < last && *p++ != l->layout.separator) {
            return NULL;
        }
    }
    p += *p == '\r';
    return *p == '\n' && minutes_fit(row) ? p + 1 : NULL;
}

/* ---- the careful reader ---- */

struct field {
    const char *p;
    size_t n;
};

struct careful {
    struct field fields[CSV_MAX_COLUMNS];
    unsigned count;                 /* of fields, also those past the table */
    char text[ATTENDANCE_LINE_MAX]; /* quoted fields without their quotes */
    size_t used;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The quoted field at *p; false when it does not end as it should. */
static bool careful_quoted(struct careful *c, const char **p, const char *end, char separator,
                           struct field *out)
{
    const char *in = *p + 1;
    char *start = c->text + c->used, *to = start;
    while (in < end && !(in[0] == '"' && (in + 1 == end || in[1] != '"'))) {
        in += *in == '"';
        *to++ = *in++;
    }
    if (in == end) {
        return false;
    }
    in++;
    c->used += (size_t)(to - start);
    *out = (struct field){start, (size_t)(to - start)};
    *p = in;
    return in == end || *in == separator;
}

static enum attendance_fault careful_split(struct careful *c, const char *p, const char *end,
                                           char separator)
{
    for (;;) {
        struct field f = {p, 0};
        if (p < end && *p == '"') {
            if (!careful_quoted(c, &p, end, separator, &f)) {
                return ATTENDANCE_QUOTES;
            }
        } else {
            while (p < end && *p != separator) {
                p++;
            }
            f.n = (size_t)(p - f.p);
        }
        while (f.n > 0 && is_blank(f.p[0])) {
            f.p++;
            f.n--;
        }
        while (f.n > 0 && is_blank(f.p[f.n - 1])) {
            f.n--;
        }
        if (c->count < CSV_MAX_COLUMNS) {
            c->fields[c->count] = f;
        }
        c->count++;
        if (p == end) {
            return ATTENDANCE_FINE;
        }
        p++;
    }
}

static enum attendance_fault careful_civic(struct attendance_line *l, struct field f,
                                           uint32_t *pupil_out)
{
    static const enum attendance_fault faults[CIVIC_FAULT__MAX] = {
        [CIVIC_OK] = ATTENDANCE_FINE,
        [CIVIC_LENGTH] = ATTENDANCE_CIVIC_LENGTH,
        [CIVIC_DIGITS] = ATTENDANCE_CIVIC_DIGITS,
        [CIVIC_DATE] = ATTENDANCE_CIVIC_DATE,
        [CIVIC_CHECK] = ATTENDANCE_CIVIC_CHECK,
    };
    struct civic_no civic;
    enum civic_fault fault = civic_parse(f.p, f.n, &civic);
    if (fault != CIVIC_OK) {
        return faults[fault];
    }
    if (!l->pupils.find(l->pupils.user, &civic, pupil_out)) {
        return ATTENDANCE_NO_PUPIL;
    }
    number_remember(l, civic.text, *pupil_out);
    return ATTENDANCE_FINE;
}

static enum attendance_fault careful_date(struct field f, uint16_t *day_out)
{
    struct date d;
    if (!date_parse(f.p, f.n, &d)) {
        bool form = f.n == 10 && f.p[4] == '-' && f.p[7] == '-';
        for (size_t i = 0; form && i < 10; i++) {
            form = i == 4 || i == 7 || (f.p[i] >= '0' && f.p[i] <= '9');
        }
        return form ? ATTENDANCE_DATE_NONE : ATTENDANCE_DATE_FORM;
    }
    if (d.days < ATTENDANCE_DAY_ZERO || d.days >= ATTENDANCE_DAY_ZERO + ATTENDANCE_DAYS) {
        return ATTENDANCE_DATE_RANGE;
    }
    *day_out = (uint16_t)(d.days - ATTENDANCE_DAY_ZERO);
    return ATTENDANCE_FINE;
}

static enum attendance_fault careful_number(struct field f, uint16_t *out)
{
    if (f.n == 0) {
        return ATTENDANCE_EMPTY;
    }
    bool negative = f.n > 1 && f.p[0] == '-';
    unsigned value = 0;
    for (size_t i = negative; i < f.n; i++) {
        if (f.p[i] < '0' || f.p[i] > '9') {
            return ATTENDANCE_NOT_WHOLE;
        }
        value = value * 10 + (unsigned)(f.p[i] - '0');
        if (value > SERIES_DAY_MINUTES) {
            value = SERIES_DAY_MINUTES + 1; /* and so it stays */
        }
    }
    if (negative && value != 0) {
        return ATTENDANCE_NEGATIVE;
    }
    *out = (uint16_t)value;
    return value > SERIES_DAY_MINUTES ? ATTENDANCE_TOO_MANY : ATTENDANCE_FINE;
}

static enum attendance_fault careful_field(struct attendance_line *l, unsigned role, struct field f,
                                           struct attendance_row *row)
{
    uint16_t lesson = 0;
    uint32_t pupil = 0;
    enum attendance_fault fault;
    switch (role) {
    case ATTENDANCE_CIVIC_NO:
        fault = careful_civic(l, f, &pupil);
        row->pupil = pupil;
        return fault;
    case ATTENDANCE_DATE:
        return careful_date(f, &row->day);
    case ATTENDANCE_OFFERED:
        return careful_number(f, &row->offered_minutes);
    case ATTENDANCE_VALID:
        return careful_number(f, &row->valid_minutes);
    case ATTENDANCE_INVALID:
        return careful_number(f, &row->invalid_minutes);
    case ATTENDANCE_LESSON:
        fault = careful_number(f, &lesson);
        row->lesson = lesson & 31U;
        return fault != ATTENDANCE_FINE || lesson == 0 || lesson > ATTENDANCE_LESSONS
                   ? ATTENDANCE_LESSON_RANGE
                   : ATTENDANCE_FINE;
    default:
        return ATTENDANCE_FINE;
    }
}

/* The line without its line end. */
__attribute__((noinline)) static enum attendance_fault
careful_read(struct attendance_line *l, const char *p, size_t n, struct attendance_row *row,
             enum attendance_column *column_out)
{
    struct careful c;
    c.count = 0;
    c.used = 0;
    *column_out = ATTENDANCE_COLUMN__MAX;
    row->lesson = 0;
    if (memchr(p, '\0', n) != NULL) {
        return ATTENDANCE_NUL;
    }
    if (!utf8_valid(p, n)) {
        return ATTENDANCE_NOT_UTF8;
    }
    enum attendance_fault fault = careful_split(&c, p, p + n, l->layout.separator);
    if (fault != ATTENDANCE_FINE) {
        return fault;
    }
    if (c.count != l->layout.column_count) {
        return ATTENDANCE_FIELD_COUNT;
    }
    for (unsigned i = 0; i < c.count; i++) {
        fault = careful_field(l, l->layout.role[i], c.fields[i], row);
        if (fault != ATTENDANCE_FINE) {
            *column_out = (enum attendance_column)l->layout.role[i];
            return fault;
        }
    }
    if (!minutes_fit(row)) {
        *column_out =
            row->valid_minutes > row->offered_minutes ? ATTENDANCE_VALID : ATTENDANCE_INVALID;
        return ATTENDANCE_ABSENT_MORE;
    }
    return ATTENDANCE_FINE;
}

enum attendance_fault attendance_line_read(struct attendance_line *l, const char *p, size_t n,
                                           const char **next_out, struct attendance_row *row_out,
                                           enum attendance_column *column_out, bool *blank_out)
{
    *blank_out = false;
    const char *next = l->no_shortcut ? NULL : fast_read(l, p, row_out);
    if (next != NULL && next - p <= ATTENDANCE_LINE_MAX) {
        *next_out = next;
        return ATTENDANCE_FINE;
    }
    const char *end = memchr(p, '\n', n);
    *next_out = end != NULL ? end + 1 : p + n;
    size_t length = (size_t)((end != NULL ? end : p + n) - p);
    if (length >= ATTENDANCE_LINE_MAX) {
        *column_out = ATTENDANCE_COLUMN__MAX;
        return ATTENDANCE_LINE_LONG;
    }
    if (length > 0 && p[length - 1] == '\r') {
        length--;
    }
    if (length == 0) {
        *blank_out = true;
        return ATTENDANCE_FINE;
    }
    return careful_read(l, p, length, row_out, column_out);
}
