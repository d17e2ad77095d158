#include "followup/panel.h"

#include <stdlib.h>

#include "base/mem.h"

struct panel *panel_new(size_t pupils, struct date first_monday, int weeks)
{
    struct panel *p = mem_zalloc(1, sizeof *p);
    p->pupil_count = pupils;
    p->week_count = weeks;
    p->first_monday = first_monday;
    p->pupils = mem_zalloc(pupils, sizeof *p->pupils);
    p->weeks = mem_alloc(pupils * (size_t)weeks * sizeof *p->weeks);
    for (size_t i = 0; i < pupils * (size_t)weeks; i++) {
        p->weeks[i] = (struct panel_week){NAN, NAN};
    }
    return p;
}

void panel_free(struct panel *p)
{
    if (p != NULL) {
        free(p->pupils);
        free(p->weeks);
        free(p);
    }
}

void panel_set(struct panel *p, size_t pupil, int week, uint32_t offered_minutes,
               uint32_t valid_minutes, uint32_t invalid_minutes)
{
    if (week < 0 || week >= p->week_count || offered_minutes == 0) {
        return;
    }
    double offered = offered_minutes;
    panel_row(p, pupil)[week] = (struct panel_week){
        (float)((valid_minutes + invalid_minutes) / offered), (float)(invalid_minutes / offered)};
}

int panel_week_of(const struct panel *p, struct date d)
{
    int days = d.days - p->first_monday.days;
    return days >= 0 ? days / 7 : -((6 - days) / 7);
}

struct date panel_monday(const struct panel *p, int week)
{
    return (struct date){p->first_monday.days + 7 * week};
}

double panel_mean(const struct panel *p, size_t pupil, int from, int to, int *weeks_out)
{
    const struct panel_week *row = panel_row(p, pupil);
    double sum = 0;
    int weeks = 0;
    for (int w = from > 0 ? from : 0; w <= to && w < p->week_count; w++) {
        if (!isnan(row[w].absent)) {
            sum += (double)row[w].absent;
            weeks++;
        }
    }
    if (weeks_out != NULL) {
        *weeks_out = weeks;
    }
    return weeks > 0 ? sum / weeks : NAN;
}

int panel_back(const struct panel *p, size_t pupil, int before, int want, int reach, int *found_out)
{
    const struct panel_week *row = panel_row(p, pupil);
    int found = 0, first = before;
    for (int w = before - 1; w >= 0 && w >= before - reach && found < want; w--) {
        if (w < p->week_count && !isnan(row[w].absent)) {
            found++;
            first = w;
        }
    }
    *found_out = found;
    return first;
}

struct panel_span panel_span(const struct panel *p, struct date start, struct date end)
{
    struct panel_span s;
    int start_week = panel_week_of(p, start), start_weekday = date_weekday(start);
    s.before_last = start_weekday > 5 ? start_week : start_week - 1;
    s.during_first = start_weekday == 1 ? start_week : start_week + 1;
    if (end.days == DATE_OPEN.days || panel_week_of(p, end) >= p->week_count) {
        s.during_last = p->week_count - 1;
        s.after_first = p->week_count;
        return s;
    }
    int end_week = panel_week_of(p, end);
    s.during_last = date_weekday(end) >= 5 ? end_week : end_week - 1;
    s.after_first = end_week + 1;
    return s;
}
