#include "law/deadline.h"

#include <stdio.h>
#include <string.h>

#include "law/holiday.h"
#include "law/rules.h"

const char *const law_owes_code[LAW_OWES__MAX] = {"school", "social"};
const char *const law_deadline_state_code[LAW_DEADLINE_STATE__MAX] = {
    "none", "without_day", "running", "last_day", "passed", "stopped", "stopped_late"};

const struct law_deadline_rule *law_deadline_at(const struct law_rules *rules, size_t i)
{
    return i < rules->deadlines_n ? &rules->deadline[i].d : NULL;
}

const struct law_deadline_rule *law_deadline_find(const struct law_rules *rules, const char *code,
                                                  struct date start)
{
    for (size_t i = 0; i < rules->deadlines_n; i++) {
        const struct law_deadline_rule *d = &rules->deadline[i].d;
        if (strcmp(d->code, code) == 0 && d->valid_from.days <= start.days &&
            start.days <= d->valid_to.days) {
            return d;
        }
    }
    return NULL;
}

/* The day that the count ends on. The day of the event itself is not counted; a week or month ends
 * on the day with the same name or number (1930:173 1 §). */
static struct date count_from(const struct law_deadline_rule *d, struct date start)
{
    static const int unit[LAW_COUNT__MAX] = {[LAW_COUNT_DAYS] = 1, [LAW_COUNT_WEEKS] = 7};
    return d->count == LAW_COUNT_MONTHS ? date_add_months(start, d->number)
                                        : (struct date){start.days + d->number * unit[d->count]};
}

static bool has_number(enum law_count count)
{
    return count >= LAW_COUNT_DAYS;
}

/* Without a number in the statute the authority's own target gives the day, if it has one. */
static void set_unnumbered(const struct law_deadline_question *q, struct law_deadline_due *out)
{
    enum law_count count = out->deadline->count;
    out->at_once = count == LAW_COUNT_AT_ONCE;
    out->local = count != LAW_COUNT_STATED && q->has_target;
    out->has_due = out->local || out->at_once || count == LAW_COUNT_STATED;
    out->counted = out->due = (struct date){q->start.days + (out->local ? q->target_days : 0)};
}

static void set_numbered(const struct law_deadline_question *q, struct law_deadline_due *out)
{
    const struct law_deadline_rule *d = out->deadline;
    out->has_due = true;
    out->counted = out->due = count_from(d, q->start);
    if (d->working_day && law_is_day_off(out->counted)) {
        out->due = law_next_working_day(out->counted);
        if (d->working_day_confidence < out->confidence) {
            out->confidence = d->working_day_confidence;
        }
    }
    out->own = (struct date){q->start.days + q->target_days};
    out->has_own = q->has_target && out->own.days < out->due.days;
}

/* Asked after the last day, or with no event to count from: at once. */
static void set_late(const struct law_deadline_question *q, struct law_deadline_due *out)
{
    bool late = out->deadline->at_once_when_late && q->asked.days != 0 &&
                (q->start.days == 0 || q->asked.days > out->due.days);
    if (late) {
        out->has_due = out->at_once = true;
        out->local = out->has_own = false;
        out->counted = out->due = q->asked;
        out->confidence = out->deadline->rule.confidence;
    }
}

static enum law_deadline_state state_of(const struct law_deadline_question *q,
                                        const struct law_deadline_due *d)
{
    if (q->stopped.days != 0) {
        return d->has_due && q->stopped.days > d->due.days ? LAW_DEADLINE_STOPPED_LATE
                                                           : LAW_DEADLINE_STOPPED;
    }
    if (!d->has_due) {
        return LAW_DEADLINE_WITHOUT_DAY;
    }
    return q->on.days < d->due.days    ? LAW_DEADLINE_RUNNING
           : q->on.days == d->due.days ? LAW_DEADLINE_LAST_DAY
                                       : LAW_DEADLINE_PASSED;
}

void law_deadline_due(const struct law_rules *rules, const struct law_deadline_question *q,
                      struct law_deadline_due *out)
{
    *out = (struct law_deadline_due){.confidence = LAW_UNVERIFIED};
    bool begun = q->start.days != 0;
    if (!begun && q->asked.days == 0) {
        return;
    }
    const struct law_deadline_rule *d =
        law_deadline_find(rules, q->code, begun ? q->start : q->asked);
    if (d == NULL || (!begun && !d->at_once_when_late)) {
        return;
    }
    out->deadline = d;
    out->confidence = d->rule.confidence;
    if (begun && has_number(d->count)) {
        set_numbered(q, out);
    } else if (begun) {
        set_unnumbered(q, out);
    }
    set_late(q, out);
    out->days_left = out->has_due ? out->due.days - q->on.days : 0;
    out->state = state_of(q, out);
}
