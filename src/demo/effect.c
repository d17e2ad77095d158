#include "demo/effect.h"

#include <math.h>

enum {
    STREAM_CHOICE = 0x4348,
    STREAM_EFFECT = 0x4546,
    CHOICE_DAYS = 20, /* school days that the team looks back on */
    FULL_EFFECT_DAYS = 28
};

const struct demo_kind demo_kinds[DEMO_KINDS] = {
    {.code = "kartlaggning-plan",
     .title = "Kartläggning av frånvaro och plan för tillbakagång",
     .level = "indicated",
     .legal_form = "service",
     .relative = 0.40,
     .lasting = 0.7,
     .weeks_shortest = 10,
     .weeks_longest = 16},
    {.code = "familjesamtal",
     .title = "Familjesamtal",
     .level = "indicated",
     .legal_form = "service",
     .relative = 0.25,
     .lasting = 0.8,
     .weeks_shortest = 8,
     .weeks_longest = 14},
    {.code = "hembesok",
     .title = "Hembesök",
     .level = "indicated",
     .legal_form = "service",
     .relative = 0.30,
     .lasting = 0.1,
     .weeks_shortest = 6,
     .weeks_longest = 10},
    {.code = "samtalsstod",
     .title = "Samtalsstöd",
     .level = "selective",
     .legal_form = "service",
     .relative = 0,
     .weeks_shortest = 8,
     .weeks_longest = 14},
    {.code = "foraldraskapsstod",
     .title = "Föräldraskapsstöd",
     .level = "selective",
     .legal_form = "service",
     .relative = 0.12,
     .lasting = 0.9,
     .weeks_shortest = 8,
     .weeks_longest = 12},
    {.code = "planeringsstod",
     .title = "Planeringsstöd",
     .level = "selective",
     .legal_form = "service",
     .added = 0.025,
     .lasting = 0.5,
     .weeks_shortest = 8,
     .weeks_longest = 12},
};

static bool is_start_season(struct date d)
{
    int year, month, day;
    date_to_ymd(d, &year, &month, &day);
    int at = month * 100 + day;
    return at >= 915 ? at < 1210 : (at >= 115 && at <= 420);
}

bool demo_episode_draw(const struct demo_town *t, unsigned pupil, const struct demo_days *days,
                       struct demo_episode *out)
{
    const struct demo_pupil *p = &t->pupils[pupil];
    struct prng r;
    prng_seed(&r, t->seed, ((uint64_t)STREAM_CHOICE << 32) + pupil);
    if (p->person.protection != DEMO_OPEN || civic_kind(&p->person.civic) == CIVIC_INTERIM ||
        p->to.days != DATE_OPEN.days) {
        return false;
    }
    double chance = p->grade >= 4 ? 0.03 : 0.012;
    int offered[CHOICE_DAYS] = {0}, absent[CHOICE_DAYS] = {0};
    int seen = 0, sum_offered = 0, sum_absent = 0;
    for (int i = 0; i < days->count; i++) {
        struct date d = {t->first.days + i};
        if (date_weekday(d) == 1 && seen >= 2 * CHOICE_DAYS && is_start_season(d) &&
            sum_absent * 5 >= sum_offered && prng_chance(&r, chance)) {
            out->kind = (int)prng_below(&r, DEMO_KINDS);
            const struct demo_kind *k = &demo_kinds[out->kind];
            out->start = i + 7;
            out->end = i + 4 + 7 * prng_between(&r, k->weeks_shortest, k->weeks_longest);
            return out->start + 7 < days->count;
        }
        if (days->day[i].lessons > 0) {
            int slot = seen++ % CHOICE_DAYS;
            sum_offered -= offered[slot];
            sum_absent -= absent[slot];
            offered[slot] = demo_day_offered(&days->day[i]);
            absent[slot] = demo_day_absent(&days->day[i]);
            sum_offered += offered[slot];
            sum_absent += absent[slot];
        }
    }
    return false;
}

/* Part of the full effect that works on a day. */
static double strength(const struct demo_kind *k, const struct demo_episode *e, int day)
{
    double grown = fmin(1, (day - e->start + 1) / (double)FULL_EFFECT_DAYS);
    return grown * (day > e->end ? k->lasting : 1);
}

static void attend_instead(struct prng *r, struct demo_day *d, double share)
{
    /* A whole day away is regained as a whole; single lessons one by one. */
    bool all_away = demo_day_absent(d) == demo_day_offered(d);
    bool day_regained = prng_chance(r, share);
    for (int i = 0; i < d->lessons; i++) {
        bool lesson_regained = prng_chance(r, share);
        if (all_away ? day_regained : lesson_regained) {
            d->valid[i] = 0;
            d->invalid[i] = 0;
        }
    }
}

static void stay_away(struct prng *r, struct demo_day *d, double share)
{
    bool invalid = prng_chance(r, 0.5);
    if (demo_day_absent(d) > 0 || !prng_chance(r, share)) {
        return;
    }
    for (int i = 0; i < d->lessons; i++) {
        (invalid ? d->invalid : d->valid)[i] = d->minutes[i];
    }
}

void demo_episode_apply(const struct demo_town *t, unsigned pupil, const struct demo_episode *e,
                        struct demo_days *days)
{
    const struct demo_kind *k = &demo_kinds[e->kind];
    struct prng r;
    prng_seed(&r, t->seed, ((uint64_t)STREAM_EFFECT << 32) + pupil);
    for (int i = e->start; i < days->count; i++) {
        double s = strength(k, e, i);
        if (days->day[i].lessons == 0) {
            continue;
        }
        if (k->relative > 0) {
            attend_instead(&r, &days->day[i], s * k->relative);
        }
        if (k->added > 0) {
            stay_away(&r, &days->day[i], s * k->added);
        }
    }
}
