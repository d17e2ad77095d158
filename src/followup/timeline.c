#include "followup/timeline.h"

#include <math.h>

#include "base/words.h"

const char *const timeline_mark_code[MARK__MAX] = {
    "case-opened",       "case-closed", "consent-given",  "consent-refused",
    "consent-withdrawn", "goal",        "letter-received"};
const char *const timeline_mark_text_sv[MARK__MAX] = {
    TR("Ärende öppnat"),  TR("Ärende avslutat"),     TR("Samtycke lämnat"),
    TR("Samtycke nekat"), TR("Samtycke återkallat"), TR("Mål"),
    TR("Brev mottaget")};

double timeline_share(const struct timeline_week *w)
{
    return (double)(w->valid_minutes + w->invalid_minutes) / w->offered_minutes;
}

/* The weeks of a phase, gathered. */
struct gathered {
    double share[TIMELINE_MAX_WEEKS];
    size_t count;
    double valid, invalid;
};

static void gather(struct gathered *g, const struct timeline_week *w)
{
    if (w->offered_minutes > 0 && g->count < TIMELINE_MAX_WEEKS) {
        g->share[g->count++] = timeline_share(w);
        g->valid += (double)w->valid_minutes / w->offered_minutes;
        g->invalid += (double)w->invalid_minutes / w->offered_minutes;
    }
}

static struct timeline_phase close_phase(const struct gathered *g)
{
    double n = (double)g->count;
    struct timeline_phase p = {.weeks = (unsigned)g->count};
    p.absent = g->count > 0 ? (g->valid + g->invalid) / n : NAN;
    p.valid = g->count > 0 ? g->valid / n : NAN;
    p.invalid = g->count > 0 ? g->invalid / n : NAN;
    return p;
}

/* The last day with teaching that a week can have, and whether all its school days, Monday to
 * Friday, lie on one side. */
static bool wholly_before(const struct timeline_week *w, struct date day)
{
    return w->monday.days + 4 < day.days;
}

static bool wholly_from(const struct timeline_week *w, struct date day)
{
    return w->monday.days >= day.days;
}

static bool wholly_within(const struct timeline_week *w, const struct timeline_intervention *v)
{
    return wholly_from(w, v->start) && w->monday.days + 4 <= v->end.days;
}

static void compute_intervention(const struct timeline *t, struct timeline_intervention *v)
{
    struct gathered before = {.count = 0}, during = {.count = 0}, after = {.count = 0};
    for (size_t i = t->week_count; i-- > 0 && before.count < TIMELINE_BEFORE_WEEKS;) {
        if (wholly_before(&t->weeks[i], v->start)) {
            gather(&before, &t->weeks[i]);
        }
    }
    for (size_t i = 0; i < t->week_count; i++) {
        const struct timeline_week *w = &t->weeks[i];
        if (wholly_within(w, v)) {
            gather(&during, w);
        } else if (v->end.days != DATE_OPEN.days && w->monday.days > v->end.days &&
                   after.count < TIMELINE_AFTER_WEEKS) {
            gather(&after, w);
        }
    }
    v->before = close_phase(&before);
    v->during = close_phase(&during);
    v->after = close_phase(&after);
    v->says_during = before.count >= TIMELINE_LEAST_WEEKS && during.count >= TIMELINE_LEAST_WEEKS;
    v->says_after = before.count >= TIMELINE_LEAST_WEEKS && after.count >= TIMELINE_LEAST_WEEKS;
    v->nap_during = nap_decrease(before.share, before.count, during.share, during.count, 0.95);
    v->nap_after = nap_decrease(before.share, before.count, after.share, after.count, 0.95);
}

void timeline_compute(struct timeline *t)
{
    struct gathered whole = {.count = 0};
    t->own_weeks = t->received_weeks = 0;
    for (size_t i = 0; i < t->week_count; i++) {
        gather(&whole, &t->weeks[i]);
        if (t->weeks[i].offered_minutes > 0) {
            *(t->sources[t->weeks[i].source].own ? &t->own_weeks : &t->received_weeks) += 1;
        }
    }
    t->whole = close_phase(&whole);
    for (size_t i = 0; i < t->intervention_count; i++) {
        struct timeline_intervention *v = &t->interventions[i];
        compute_intervention(t, v);
        v->overlaps = false;
        for (size_t j = 0; j < t->intervention_count; j++) {
            const struct timeline_intervention *other = &t->interventions[j];
            v->overlaps = v->overlaps || (i != j && other->start.days <= v->end.days &&
                                          v->start.days <= other->end.days);
        }
    }
}
