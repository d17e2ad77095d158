#include "law/retention.h"

#include <string.h>

#include "law/rules.h"

const char *const law_retention_state_code[LAW_RETENTION_STATE__MAX] = {
    "no_rule", "unknown", "keep", "stopped", "may_erase", "hand_over", "shall_erase", "overdue"};

const char *law_retention_record(const struct law_rules *rules, size_t i)
{
    return i < rules->retentions_n ? rules->retention[i].record : NULL;
}

static const struct law_retention_rule *find_rule(const struct law_rules *rules,
                                                  const struct law_retention_question *q)
{
    for (size_t i = 0; i < rules->retentions_n; i++) {
        const struct law_retention_rule *r = &rules->retention[i];
        if (strcmp(r->record, q->record) == 0 && r->valid_from.days <= q->on.days &&
            q->on.days <= r->valid_to.days) {
            return r;
        }
    }
    return NULL;
}

static bool happened(const struct law_retention_question *q, const char *event, struct date *out)
{
    for (size_t i = 0; i < q->happened_n; i++) {
        if (strcmp(q->happened[i].event, event) == 0 && q->happened[i].on.days != 0) {
            *out = q->happened[i].on;
            return true;
        }
    }
    return false;
}

const char *law_retention_case(const struct law_rules *rules, enum law_branch branch,
                               const struct law_retention_question *q, size_t i)
{
    struct date day;
    for (size_t k = 0; k < rules->retentions_n; k++) {
        const struct law_retention_rule *r = &rules->retention[k];
        bool such = (r->case_of >> branch & 1) != 0 && r->valid_from.days <= q->on.days &&
                    q->on.days <= r->valid_to.days &&
                    (r->when == NULL || happened(q, r->when->code, &day));
        if (such && i-- == 0) {
            return r->record;
        }
    }
    return NULL;
}

bool law_retention_is_local(const struct law_rules *rules, const char *record)
{
    for (size_t k = 0; k < rules->retentions_n; k++) {
        const struct law_retention_rule *r = &rules->retention[k];
        for (size_t h = 0; strcmp(r->record, record) == 0 && h < r->holds_n; h++) {
            if (r->hold[h].local) {
                return true;
            }
        }
    }
    return false;
}

static bool is_cleared(const struct law_retention_question *q, const char *event)
{
    for (size_t i = 0; i < q->cleared_n; i++) {
        if (strcmp(q->cleared[i], event) == 0) {
            return true;
        }
    }
    return false;
}

/* The day on which one hold is over; false when something for it is not known. */
static bool hold_ends(const struct law_retention_question *q, const struct law_hold *h,
                      struct law_retention *out, struct date *end)
{
    struct date start;
    if (h->local && q->local_years < 0) {
        out->waits_for = "local";
        return false;
    }
    if (!happened(q, h->from->code, &start)) {
        out->waits_for = h->from->code;
        return false;
    }
    out->local |= h->local;
    *end = date_add_months(start, 12 * (h->local ? q->local_years : h->years));
    return true;
}

/* The latest of the holds; false when one is not known. */
static bool first_day(const struct law_retention_question *q, const struct law_retention_rule *r,
                      struct law_retention *out)
{
    out->first = (struct date){INT32_MIN};
    for (size_t i = 0; i < r->holds_n; i++) {
        struct date end;
        if (!hold_ends(q, &r->hold[i], out, &end)) {
            return false;
        }
        out->first = end.days > out->first.days ? end : out->first;
    }
    return true;
}

static const char *stopping(const struct law_retention_question *q,
                            const struct law_retention_rule *r)
{
    for (size_t i = 0; i < r->stops_n; i++) {
        if (!is_cleared(q, r->stop[i]->code)) {
            return r->stop[i]->code;
        }
    }
    return NULL;
}

/* The end of the calendar year after the one in which the duty began (SoL 16:1 st 3). */
static struct date end_of_next_year(struct date d)
{
    int year, month, day;
    date_to_ymd(d, &year, &month, &day);
    struct date end = d;
    (void)date_from_ymd(year + 1, 12, 31, &end);
    return end;
}

static enum law_retention_state due_state(const struct law_retention_rule *r,
                                          const struct law_retention_question *q,
                                          struct law_retention *out)
{
    if (q->on.days < out->first.days) {
        return LAW_RETENTION_KEEP;
    }
    out->stopped_by = stopping(q, r);
    if (out->stopped_by != NULL) {
        return LAW_RETENTION_STOPPED;
    }
    return out->has_last && q->on.days > out->last.days ? LAW_RETENTION_OVERDUE : r->then;
}

void law_retention(const struct law_rules *rules, const struct law_retention_question *q,
                   struct law_retention *out)
{
    const struct law_retention_rule *r = find_rule(rules, q);
    *out = (struct law_retention){.state = LAW_RETENTION_NO_RULE};
    if (r == NULL) {
        return;
    }
    out->rule = &r->ref;
    if (r->for_ever) {
        out->state = LAW_RETENTION_KEEP;
        return;
    }
    out->has_first = first_day(q, r, out);
    if (!out->has_first) {
        out->state = LAW_RETENTION_UNKNOWN;
        return;
    }
    out->has_last = r->next_year;
    out->last = r->next_year ? end_of_next_year(out->first) : out->first;
    out->state = due_state(r, q, out);
}
