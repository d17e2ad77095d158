#include "followup/letter_item.h"

#include "intervention/given.h"
#include "letterbox/content.h"
#include "school/series_store.h"

static json_t *day_json(struct date d)
{
    char text[DATE_TEXT];
    return json_string(date_format(d, text));
}

enum err letter_item_attendance(struct bank *b, struct person_id person, struct date from,
                                struct date to, struct arena *a, json_t **out, struct err_ctx *ctx)
{
    *out = NULL;
    if (to.days < from.days || to.days - from.days > 7 * (CONTENT_WEEKS_MAX - 1)) {
        return err_set(ctx, ERR_INVALID, "period", "give a shorter one, at most three years",
                       "the period cannot be sent in one letter");
    }
    /* A later letter replaces the weeks that it repeats, so a week must not begin in its middle. */
    from = date_monday((struct date){from.days + 6});
    struct series series = {0};
    enum err e = to.days < from.days ? ERR_OK : series_read(b, person, from, to, a, &series, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct series_week *weeks = arena_alloc(a, CONTENT_WEEKS_MAX * sizeof *weeks);
    size_t n = to.days < from.days ? 0 : series_weeks(&series, from, to, weeks, CONTENT_WEEKS_MAX);
    json_t *list = json_array();
    for (size_t i = 0; i < n && i < CONTENT_WEEKS_MAX; i++) {
        const struct series_sum *s = &weeks[i].sum;
        if (s->school_days > 0) {
            json_array_append_new(list, json_pack("{s:o,s:I,s:I,s:I}", "monday",
                                                  day_json(weeks[i].monday), "offered",
                                                  (json_int_t)s->offered_minutes, "valid",
                                                  (json_int_t)s->valid_minutes, "invalid",
                                                  (json_int_t)s->invalid_minutes));
        }
    }
    if (json_array_size(list) == 0) {
        json_decref(list);
        return err_set(ctx, ERR_NOT_FOUND, "attendance", "choose another period",
                       "nothing was offered in the period");
    }
    *out = json_pack("{s:o,s:o,s:o}", "from", day_json(from), "to", day_json(to), "weeks", list);
    return ERR_OK;
}

/* Whether it may be told of, and went on in the period. */
static bool is_told(const struct intervention *v, struct date from, struct date to)
{
    return v->documentation == DOCUMENTATION_NAMED && v->start_date.days <= to.days &&
           v->end_date.days >= from.days;
}

enum err letter_item_interventions(struct bank *b, struct reading *r, struct person_id person,
                                   struct date from, struct date to, struct arena *a, json_t **out,
                                   struct err_ctx *ctx)
{
    *out = NULL;
    struct intervention *all;
    size_t n;
    enum err e = intervention_list(b, r, person, a, &all, &n, ctx);
    if (e != ERR_OK) {
        return e;
    }
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        if (!is_told(&all[i], from, to)) {
            continue;
        }
        json_t *one = json_pack("{s:s,s:s,s:o}", "code", intervention_code[all[i].code], "level",
                                level_code[all[i].level], "started", day_json(all[i].start_date));
        /* An end that is planned has not happened yet. */
        if (all[i].end_date.days <= to.days) {
            json_object_set_new(one, "ended", day_json(all[i].end_date));
        }
        json_array_append_new(list, one);
    }
    if (json_array_size(list) == 0) {
        json_decref(list);
        return err_set(ctx, ERR_NOT_FOUND, "interventions", "choose another period",
                       "no named intervention went on in the period");
    }
    *out = json_pack("{s:o}", "interventions", list);
    return ERR_OK;
}
