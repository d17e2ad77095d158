/* The deadlines of a course of events, and what an authority may set itself. */
#include <string.h>

#include "law/deadline.h"
#include "law/rules.h"

/* ---- following ---- */

static bool owed(const struct law_deadline_rule *d, unsigned owes)
{
    return d->owes == 0 || (d->owes & owes) != 0;
}

/* The latest day of an event from `from` to `to`; 0: it has not happened then. */
static struct date latest(const struct law_course *c, const char *event, struct date from,
                          struct date to)
{
    struct date found = {0};
    for (size_t i = 0; i < c->happened_n; i++) {
        const struct law_happened *h = &c->happened[i];
        if (strcmp(h->event, event) == 0 && h->on.days >= from.days && h->on.days <= to.days &&
            h->on.days > found.days) {
            found = h->on;
        }
    }
    return found;
}

/* The first day on which something stops it, from its start on, and what. */
static struct date first_stop(const struct law_course *c, const struct law_deadline_rule *d,
                              struct date start, const struct law_event **stop)
{
    struct date found = {0};
    *stop = NULL;
    for (size_t s = 0; s < d->stops_n; s++) {
        for (size_t i = 0; i < c->happened_n; i++) {
            const struct law_happened *h = &c->happened[i];
            if (strcmp(h->event, d->stops[s]->code) == 0 && h->on.days >= start.days &&
                (found.days == 0 || h->on.days < found.days)) {
                found = h->on;
                *stop = d->stops[s];
            }
        }
    }
    return found;
}

static void set_target(const struct law_course *c, struct law_deadline_question *q)
{
    for (size_t i = 0; i < c->targets_n; i++) {
        if (strcmp(c->targets[i].code, q->code) == 0) {
            q->has_target = true;
            q->target_days = c->targets[i].days;
        }
    }
}

/* The question about one deadline; false when nothing has begun. */
static bool ask(const struct law_course *c, const struct law_deadline_rule *d,
                struct law_deadline_question *q, const struct law_event **stop)
{
    struct date never = DATE_OPEN, ever = {INT32_MIN};
    *q = (struct law_deadline_question){.code = d->code, .on = c->on};
    q->start = latest(c, d->start->code, d->valid_from, d->valid_to);
    if (d->needs != NULL) {
        /* A request may come before what it is counted from; all else follows it. */
        struct date need = latest(c, d->needs->code, d->at_once_when_late ? ever : q->start, never);
        q->asked = d->at_once_when_late ? need : (struct date){0};
        if (need.days == 0) {
            return false;
        }
    }
    bool by_request = q->start.days == 0 && q->asked.days != 0 &&
                      d->valid_from.days <= q->asked.days && q->asked.days <= d->valid_to.days;
    if (q->start.days == 0 && !by_request) {
        return false;
    }
    q->stopped = first_stop(c, d, by_request ? q->asked : q->start, stop);
    set_target(c, q);
    return true;
}

size_t law_deadlines_follow(const struct law_rules *rules, const struct law_course *course,
                            struct law_followed *out, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < rules->deadlines_n; i++) {
        const struct law_deadline_rule *d = &rules->deadline[i].d;
        struct law_deadline_question q;
        const struct law_event *stop;
        if (!owed(d, course->owes) || !ask(course, d, &q, &stop)) {
            continue;
        }
        size_t at = 0; /* an older wording of the same deadline gives way to a later start */
        while (at < n && strcmp(out[at].q.code, d->code) != 0) {
            at++;
        }
        bool later = at < n && q.start.days > out[at].q.start.days;
        if ((at == n && n < max) || later) {
            out[at].q = q;
            out[at].stop = stop;
            law_deadline_due(rules, &q, &out[at].due);
            n += at == n;
        }
    }
    return n;
}

/* ---- events ---- */

static bool tells(const struct law_deadline_rule *d, const struct law_event *event)
{
    bool found = d->start == event || d->needs == event;
    for (size_t s = 0; s < d->stops_n; s++) {
        found = found || d->stops[s] == event;
    }
    return found;
}

const struct law_event *law_deadline_event(const struct law_rules *rules, unsigned owes, size_t i)
{
    for (size_t k = 0; k < rules->events_n; k++) {
        bool found = false;
        for (size_t d = 0; d < rules->deadlines_n; d++) {
            const struct law_deadline_rule *rule = &rules->deadline[d].d;
            found = found || ((rule->owes & owes) != 0 && tells(rule, &rules->event[k]));
        }
        if (found && i-- == 0) {
            return &rules->event[k];
        }
    }
    return NULL;
}

const struct law_event *law_event_find(const struct law_rules *rules, const char *code)
{
    for (size_t k = 0; k < rules->events_n; k++) {
        if (strcmp(rules->event[k].code, code) == 0) {
            return &rules->event[k];
        }
    }
    return NULL;
}

/* ---- targets ---- */

/* The fewest days that the statute can give; a month has at least 28. */
static int fewest_days(const struct law_deadline_rule *d)
{
    static const int unit[LAW_COUNT__MAX] = {
        [LAW_COUNT_DAYS] = 1, [LAW_COUNT_WEEKS] = 7, [LAW_COUNT_MONTHS] = 28};
    return d->number * unit[d->count];
}

enum law_target_fit law_deadline_target(const struct law_rules *rules, const char *code, int days)
{
    enum law_target_fit fit = LAW_TARGET_UNKNOWN;
    for (size_t i = 0; i < rules->deadlines_n; i++) {
        const struct law_deadline_rule *d = &rules->deadline[i].d;
        if (strcmp(d->code, code) != 0) {
            continue;
        }
        enum law_target_fit one = d->count == LAW_COUNT_AT_ONCE || d->count == LAW_COUNT_STATED
                                      ? LAW_TARGET_NEVER
                                  : d->number > 0 && days > fewest_days(d) ? LAW_TARGET_LATE
                                                                           : LAW_TARGET_FITS;
        fit = one != LAW_TARGET_FITS || fit == LAW_TARGET_UNKNOWN ? one : fit;
    }
    return fit;
}
