#include "school/series.h"

#include <assert.h>
#include <string.h>

enum {
    FORM = 1,
    RUN_PLAIN = 0x00,
    RUN_NONE = 0x40,
    RUN_VALID = 0x60,
    RUN_INVALID = 0x70,
    ONE_DAY = 0x80,
    ONE_OFFERED = 1,
    ONE_ABSENT_VALID = 2,
    ONE_ABSENT_INVALID = 4,
};

bool series_day_valid(struct series_day d)
{
    return d.offered_minutes <= SERIES_DAY_MINUTES &&
           (unsigned)d.valid_minutes + d.invalid_minutes <= d.offered_minutes;
}

size_t series_year_length(int school_year)
{
    return (size_t)(date_school_year_last(school_year).days -
                    date_school_year_first(school_year).days + 1);
}

struct series series_of_year(const struct series_year *y)
{
    return (struct series){.from = date_school_year_first(y->school_year),
                           .count = series_year_length(y->school_year),
                           .days = y->days};
}

/* Which runs a day fits into, most wanted first: bit r is runs[r]. `expected` is what the same
 * weekday offered last, which is also what the unpacker will expect. */
static const struct {
    uint8_t token;
    uint8_t longest;
} runs[] = {{RUN_PLAIN, 64}, {RUN_NONE, 32}, {RUN_VALID, 16}, {RUN_INVALID, 16}};

static unsigned fitting_runs(struct series_day d, unsigned expected)
{
    unsigned none = d.offered_minutes == 0 ? 2 : 0;
    if (d.offered_minutes != expected) {
        return none;
    }
    unsigned plain = (d.valid_minutes | d.invalid_minutes) == 0 ? 1 : 0;
    unsigned valid = d.valid_minutes == expected ? 4 : 0;
    unsigned invalid = d.invalid_minutes == expected ? 8 : 0;
    return plain | none | valid | invalid;
}

static size_t put_minutes(uint8_t *out, unsigned minutes)
{
    if (minutes < 0x80) {
        out[0] = (uint8_t)minutes;
        return 1;
    }
    out[0] = (uint8_t)(0x80 | (minutes & 0x7F));
    out[1] = (uint8_t)(minutes >> 7);
    return 2;
}

static size_t put_day(uint8_t *out, struct series_day d, unsigned expected)
{
    size_t n = 1;
    unsigned token = ONE_DAY;
    if (d.offered_minutes != expected) {
        token |= ONE_OFFERED;
        n += put_minutes(out + n, d.offered_minutes);
    }
    if (d.valid_minutes != 0) {
        token |= ONE_ABSENT_VALID;
        n += put_minutes(out + n, d.valid_minutes);
    }
    if (d.invalid_minutes != 0) {
        token |= ONE_ABSENT_INVALID;
        n += put_minutes(out + n, d.invalid_minutes);
    }
    out[0] = (uint8_t)token;
    return n;
}

size_t series_pack(const struct series_year *y, uint8_t out[SERIES_PACKED_MAX])
{
    size_t end = series_year_length(y->school_year);
    while (end > 0 && y->days[end - 1].offered_minutes == 0) {
        end--;
    }
    size_t n = 0;
    out[n++] = FORM;
    unsigned expected[7] = {0};
    unsigned run = 0, length = 0; /* the run under way */
    for (size_t i = 0, weekday = 0; i < end; i++, weekday = weekday == 6 ? 0 : weekday + 1) {
        struct series_day d = y->days[i];
        assert(series_day_valid(d));
        unsigned fits = fitting_runs(d, expected[weekday]);
        if (length > 0 && (fits >> run & 1) != 0 && length < runs[run].longest) {
            length++;
            continue;
        }
        if (length > 0) {
            out[n++] = (uint8_t)(runs[run].token | (length - 1));
        }
        length = fits != 0;
        if (fits != 0) {
            run = (unsigned)__builtin_ctz(fits);
        } else {
            n += put_day(out + n, d, expected[weekday]);
            expected[weekday] = d.offered_minutes;
        }
    }
    if (length > 0) {
        out[n++] = (uint8_t)(runs[run].token | (length - 1));
    }
    return n;
}

/* Where an unpacking stands. */
struct unpack {
    const uint8_t *p, *end;
    struct series_day *days;
    size_t day, length;
    uint16_t expected[7];
};

/* 0 when the bytes are not minutes in their shortest form. */
static uint16_t get_minutes(struct unpack *u)
{
    if (u->p == u->end) {
        return 0;
    }
    unsigned low = *u->p++;
    if (low < 0x80) {
        return (uint16_t)low;
    }
    if (u->p == u->end || *u->p == 0 || *u->p > SERIES_DAY_MINUTES >> 7) {
        return 0;
    }
    return (uint16_t)((low & 0x7F) | ((unsigned)*u->p++ << 7));
}

static bool get_day(struct unpack *u, unsigned token)
{
    if (token == ONE_DAY || token > (ONE_DAY | 7) || u->day >= u->length) {
        return false;
    }
    uint16_t *expected = &u->expected[u->day % 7];
    struct series_day d = {.offered_minutes = *expected};
    if ((token & ONE_OFFERED) != 0) {
        d.offered_minutes = get_minutes(u);
    }
    if ((token & ONE_ABSENT_VALID) != 0 && (d.valid_minutes = get_minutes(u)) == 0) {
        return false;
    }
    if ((token & ONE_ABSENT_INVALID) != 0 && (d.invalid_minutes = get_minutes(u)) == 0) {
        return false;
    }
    if (d.offered_minutes == 0 || !series_day_valid(d)) {
        return false;
    }
    *expected = d.offered_minutes;
    u->days[u->day++] = d;
    return true;
}

static bool get_run(struct unpack *u, unsigned token)
{
    unsigned run = token < RUN_NONE ? RUN_PLAIN : token < RUN_VALID ? RUN_NONE : token & 0x70;
    size_t n = (token & ~run) + 1;
    if (n > u->length - u->day) {
        return false;
    }
    if (run == RUN_NONE) {
        u->day += n;
        return true;
    }
    size_t weekday = u->day % 7;
    uint16_t valid = run == RUN_VALID ? UINT16_MAX : 0; /* masks */
    uint16_t invalid = run == RUN_INVALID ? UINT16_MAX : 0;
    for (struct series_day *d = &u->days[u->day]; n > 0; n--, u->day++, d++) {
        uint16_t offered = u->expected[weekday];
        d->offered_minutes = offered;
        d->valid_minutes = offered & valid;
        d->invalid_minutes = offered & invalid;
        weekday = weekday == 6 ? 0 : weekday + 1;
    }
    return true;
}

enum err series_unpack(struct blob packed, int school_year, struct series_year *out)
{
    if (packed.n == 0 || packed.n > SERIES_PACKED_MAX || packed.p[0] != FORM) {
        return ERR_CORRUPT;
    }
    *out = (struct series_year){.school_year = school_year};
    struct unpack u = {.p = packed.p + 1,
                       .end = packed.p + packed.n,
                       .days = out->days,
                       .length = series_year_length(school_year)};
    while (u.p < u.end) {
        unsigned token = *u.p++;
        if (!(token >= ONE_DAY ? get_day(&u, token) : get_run(&u, token))) {
            return ERR_CORRUPT;
        }
    }
    /* The last token reaches the last day with teaching and no further. */
    if (u.day > 0 && out->days[u.day - 1].offered_minutes == 0) {
        return ERR_CORRUPT;
    }
    return ERR_OK;
}

static void add_day(struct series_sum *sum, struct series_day d)
{
    sum->offered_minutes += d.offered_minutes;
    sum->valid_minutes += d.valid_minutes;
    sum->invalid_minutes += d.invalid_minutes;
    sum->school_days += d.offered_minutes != 0;
}

struct series_sum series_sum_period(const struct series *s, struct date from, struct date to)
{
    struct series_sum sum = {0};
    int64_t first = (int64_t)from.days - s->from.days;
    int64_t last = (int64_t)to.days - s->from.days;
    if (last >= (int64_t)s->count) {
        last = (int64_t)s->count - 1;
    }
    for (int64_t i = first > 0 ? first : 0; i <= last; i++) {
        add_day(&sum, s->days[i]);
    }
    return sum;
}

struct series_window series_last_days(const struct series *s, struct date at,
                                      struct date not_before, unsigned school_days)
{
    struct series_window w = {0};
    int64_t last = (int64_t)at.days - s->from.days;
    int64_t first = (int64_t)not_before.days - s->from.days;
    if (last >= (int64_t)s->count) {
        last = (int64_t)s->count - 1;
    }
    for (int64_t i = last; i >= 0 && i >= first && w.sum.school_days < school_days; i--) {
        if (s->days[i].offered_minutes == 0) {
            continue;
        }
        w.first.days = s->from.days + (int32_t)i;
        if (w.sum.school_days == 0) {
            w.last = w.first;
        }
        add_day(&w.sum, s->days[i]);
    }
    return w;
}

size_t series_weeks(const struct series *s, struct date from, struct date to,
                    struct series_week *out, size_t max)
{
    size_t n = 0;
    struct date monday = date_monday(from);
    for (; monday.days <= to.days; monday.days += 7, n++) {
        if (n >= max) {
            continue;
        }
        struct date first = monday.days < from.days ? from : monday;
        struct date last = {monday.days + 6 < to.days ? monday.days + 6 : to.days};
        out[n] = (struct series_week){.monday = monday, .sum = series_sum_period(s, first, last)};
        date_iso_week(monday, &out[n].iso_year, &out[n].iso_week);
    }
    return n;
}

double series_share(struct series_sum s)
{
    return s.offered_minutes != 0 ? (double)series_absent(s) / (double)s.offered_minutes : 0;
}

bool series_above(uint32_t absent_minutes, uint32_t offered_minutes, unsigned per_mille)
{
    return (uint64_t)absent_minutes * 1000 > (uint64_t)offered_minutes * per_mille;
}
