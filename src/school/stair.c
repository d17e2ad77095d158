#include "school/stair.h"

#include <stdio.h>
#include <string.h>

#include "bank/journal.h"
#include "base/words.h"
#include "db/db.h"
#include "law/holiday.h"
#include "sql_school.h"

enum { DAYS_MAX = 60, INQUIRY_DAYS_MAX = 120 };

const char *const stair_condition_code[STAIR_CONDITION__MAX] = {
    "by-people", "total-share", "invalid-share", "invalid-days", "days-in-a-row"};
const char *const stair_condition_text_sv[STAIR_CONDITION__MAX] = {
    TR("när steget innan inte har räckt"), TR("all frånvaro över (procent)"),
    TR("ogiltig frånvaro över (procent)"), TR("dagar med ogiltig frånvaro, minst (antal)"),
    TR("hela dagar borta i rad, minst (antal)")};

/* Neutral: an order that many organisers have, and limits that nobody's law has set. */
const struct stair stair_example = {
    .inquiry_days = 20,
    .report_days = 3,
    .count = 6,
    .steps = {
        {TR("Samma dag"), STAIR_INVALID_DAYS, 1,
         TR("Skolan frågar hemmet samma dag om en frånvaro som ingen har anmält."), ROLE_MENTOR, 1},
        {TR("Samtal med eleven"), STAIR_TOTAL_SHARE, 100,
         TR("Mentor frågar eleven hur det är och vad som skulle göra det lättare att vara i "
            "skolan."),
         ROLE_MENTOR, 5},
        {TR("Möte med hemmet"), STAIR_TOTAL_SHARE, 150,
         TR("Mentor möter eleven och vårdnadshavarna. De kommer överens om vad alla ska göra."),
         ROLE_MENTOR, 10},
        {TR("Elevhälsan"), STAIR_TOTAL_SHARE, 200,
         TR("Elevhälsan går igenom elevens skolsituation tillsammans med eleven och hemmet."),
         ROLE_KURATOR, 10},
        {TR("Utredning"), STAIR_BY_PEOPLE, 0,
         TR("Rektor tar ställning till om frånvaron ska utredas (skollagen 7 kap. 19 a §). "
            "Det kan behövas tidigare: lagen har ingen gräns."),
         ROLE_REKTOR, 5},
        {TR("Samarbete utanför skolan"), STAIR_BY_PEOPLE, 0,
         TR("Skolan frågar eleven och vårdnadshavarna om de vill ha stöd tillsammans med andra, "
            "som socialtjänsten eller vården."),
         ROLE_KURATOR, 10},
    }};

/* ---- reading ---- */

static enum err read_steps(struct bank *b, struct stair *out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e = sql_school_stair_step_list_open(
        bank_db(b),
        &(struct sql_school_stair_step_list_in){.bank_id = bank_row_id(b), .stair_id = out->id.v},
        &rows, ctx);
    struct sql_school_stair_step_list_row row;
    while (e == ERR_OK && sql_school_stair_step_list_next(rows, &row)) {
        if (out->count == STAIR_STEPS_MAX) {
            break;
        }
        struct stair_step *s = &out->steps[out->count++];
        bool known = row.condition >= 0 && row.condition < STAIR_CONDITION__MAX;
        s->condition = known ? (enum stair_condition)row.condition : STAIR_BY_PEOPLE;
        s->amount = (unsigned)row.amount;
        s->role = row.role >= 0 && row.role < ROLE__MAX ? (enum role)row.role : ROLE_REKTOR;
        s->days = (unsigned)row.days;
        (void)snprintf(s->name, sizeof s->name, "%s", row.name);
        (void)snprintf(s->work, sizeof s->work, "%s", row.work);
    }
    return e == ERR_OK ? sql_school_stair_step_list_close(rows, ctx) : e;
}

enum err stair_read(struct bank *b, struct stair_id id, struct stair *out, struct err_ctx *ctx)
{
    struct sql_school_stair_read_row row;
    struct arena *a = arena_new(4096);
    *out = (struct stair){.id = id};
    enum err e = sql_school_stair_read(
        bank_db(b), &(struct sql_school_stair_read_in){.bank_id = bank_row_id(b), .stair_id = id.v},
        a, &row, ctx);
    if (e == ERR_OK) {
        out->valid_from = row.valid_from;
        out->inquiry_days = (unsigned)row.inquiry_days;
        out->report_days = (unsigned)row.report_days;
        out->set_at = row.set_at;
        out->set_by.kind = row.set_by_kind >= 0 && row.set_by_kind < ACTOR__MAX
                               ? (enum actor_kind)row.set_by_kind
                               : ACTOR_SYSTEM;
        (void)snprintf(out->set_by.id, sizeof out->set_by.id, "%s", row.set_by);
        e = read_steps(b, out, ctx);
    }
    arena_free(a);
    return e;
}

enum err stair_at(struct bank *b, struct date at, struct stair *out, struct err_ctx *ctx)
{
    struct sql_school_stair_at_row row;
    enum err e = sql_school_stair_at(
        bank_db(b), &(struct sql_school_stair_at_in){.bank_id = bank_row_id(b), .at = at}, NULL,
        &row, ctx);
    if (e == ERR_NOT_FOUND) {
        *out = stair_example;
        return ERR_OK;
    }
    return e == ERR_OK ? stair_read(b, (struct stair_id){row.stair_id}, out, ctx) : e;
}

enum err stair_list(struct bank *b, struct arena *a, struct stair **out, size_t *count_out,
                    struct err_ctx *ctx)
{
    enum { MOST = 200 }; /* somebody who changes it every week has four years of them */
    int64_t ids[MOST];
    size_t count = 0;
    struct db_rows *rows;
    *out = NULL;
    *count_out = 0;
    enum err e = sql_school_stair_list_open(
        bank_db(b), &(struct sql_school_stair_list_in){.bank_id = bank_row_id(b)}, &rows, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_school_stair_list_row row;
    while (count < MOST && sql_school_stair_list_next(rows, &row)) {
        ids[count++] = row.stair_id;
    }
    e = sql_school_stair_list_close(rows, ctx);
    *out = arena_alloc(a, (count + 1) * sizeof **out);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        e = stair_read(b, (struct stair_id){ids[i]}, &(*out)[i], ctx);
    }
    *count_out = e == ERR_OK ? count : 0;
    return e;
}

/* ---- setting ---- */

const char *stair_step_fault(const struct stair_step *s)
{
    bool share = s->condition == STAIR_TOTAL_SHARE || s->condition == STAIR_INVALID_SHARE;
    bool days = s->condition == STAIR_INVALID_DAYS || s->condition == STAIR_DAYS_IN_A_ROW;
    if (s->name[0] == '\0') {
        return TR("Ge steget ett namn.");
    }
    if (s->work[0] == '\0') {
        return TR("Skriv vad som ska göras.");
    }
    if (share && (s->amount < 1 || s->amount > 999)) {
        return TR("Skriv gränsen i procent, mer än 0 och mindre än 100.");
    }
    if (days && (s->amount < 1 || s->amount > STAIR_WINDOW_DAYS)) {
        return TR("Skriv hur många dagar, 1 till 20.");
    }
    if (s->days < 1 || s->days > DAYS_MAX) {
        return TR("Skriv inom hur många skoldagar det ska göras, 1 till 60.");
    }
    return role_in_kind(s->role, BANK_SCHOOL) ? NULL : TR("Välj en roll som finns i skolan.");
}

static enum err check(const struct stair *s, struct err_ctx *ctx)
{
    if (s->count < 1 || s->count > STAIR_STEPS_MAX) {
        return err_set(ctx, ERR_INVALID, "steps", "write one to ten steps",
                       "a staircase has one to %d steps", STAIR_STEPS_MAX);
    }
    if (s->inquiry_days < 1 || s->inquiry_days > INQUIRY_DAYS_MAX || s->report_days < 1 ||
        s->report_days > INQUIRY_DAYS_MAX) {
        return err_set(ctx, ERR_INVALID, "inquiry_days", "give 1 to 120 school days",
                       "the time for an inquiry is out of range");
    }
    for (size_t i = 0; i < s->count; i++) {
        if (stair_step_fault(&s->steps[i]) != NULL) {
            return err_set(ctx, ERR_INVALID, "steps", stair_step_fault(&s->steps[i]),
                           "step %zu cannot be used", i + 1);
        }
    }
    return ERR_OK;
}

static enum err insert_steps(struct bank *b, int64_t id, const struct stair *s, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < s->count; i++) {
        const struct stair_step *t = &s->steps[i];
        e = sql_school_stair_step_insert(
            bank_db(b),
            &(struct sql_school_stair_step_insert_in){
                .bank_id = bank_row_id(b),
                .stair_id = id,
                .number = (int)i + 1,
                .name = t->name,
                .condition = (int)t->condition,
                .amount = t->condition == STAIR_BY_PEOPLE ? 0 : (int)t->amount,
                .work = t->work,
                .role = (int)t->role,
                .days = (int)t->days},
            NULL, ctx);
    }
    return e;
}

static enum err insert(struct bank *b, const struct stair *s, const struct actor *actor,
                       struct stair_id *id_out, struct err_ctx *ctx)
{
    struct sql_school_stair_last_row last;
    enum err e = sql_school_stair_last(
        bank_db(b), &(struct sql_school_stair_last_in){.bank_id = bank_row_id(b)}, NULL, &last,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    id_out->v = last.stair_id + 1;
    e = sql_school_stair_insert(
        bank_db(b),
        &(struct sql_school_stair_insert_in){.bank_id = bank_row_id(b),
                                             .stair_id = id_out->v,
                                             .valid_from = s->valid_from,
                                             .inquiry_days = (int)s->inquiry_days,
                                             .report_days = (int)s->report_days,
                                             .set_at = timestamp_now(),
                                             .set_by_kind = (int)actor->kind,
                                             .set_by = actor->id},
        NULL, ctx);
    if (e == ERR_OK) {
        e = insert_steps(b, id_out->v, s, ctx);
    }
    if (e == ERR_OK) {
        char detail[96], from[DATE_TEXT];
        (void)snprintf(detail, sizeof detail, "{\"from\":\"%s\",\"steps\":%zu}",
                       date_format(s->valid_from, from), s->count);
        e = journal_append(b,
                           &(struct journal_entry){
                               .actor = actor, .event = JOURNAL_STAIR_CHANGED, .detail = detail},
                           ctx);
    }
    return e;
}

enum err stair_set(struct bank *b, const struct stair *s, const struct actor *actor,
                   struct stair_id *id_out, struct err_ctx *ctx)
{
    *id_out = (struct stair_id){0};
    enum err e = check(s, ctx);
    bool own = !db_in_transaction(bank_db(b));
    if (e == ERR_OK && own) {
        e = db_begin(bank_db(b), DB_WRITE, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    e = insert(b, s, actor, id_out, ctx);
    return own ? db_end(bank_db(b), e, ctx) : e;
}

/* ---- counting ---- */

static bool in(const struct series *s, struct date d)
{
    return d.days >= s->from.days && (size_t)(d.days - s->from.days) < s->count;
}

void stair_count(const struct series *year, struct date at, struct stair_facts *out)
{
    *out =
        (struct stair_facts){.window = series_last_days(year, at, year->from, STAIR_WINDOW_DAYS)};
    if (out->window.sum.school_days == 0) {
        return;
    }
    bool running = true;
    for (struct date d = out->window.last; d.days >= out->window.first.days; d.days--) {
        if (!in(year, d) || year->days[d.days - year->from.days].offered_minutes == 0) {
            continue;
        }
        const struct series_day *day = &year->days[d.days - year->from.days];
        out->invalid_days += day->invalid_minutes > 0;
        running = running && day->valid_minutes + day->invalid_minutes == day->offered_minutes;
        out->run += running;
    }
}

bool stair_met(const struct stair_step *s, const struct stair_facts *f)
{
    const struct series_sum *w = &f->window.sum;
    bool enough = w->school_days >= STAIR_LEAST_DAYS;
    switch (s->condition) {
    case STAIR_TOTAL_SHARE:
        return enough && series_above(series_absent(*w), w->offered_minutes, s->amount);
    case STAIR_INVALID_SHARE:
        return enough && series_above(w->invalid_minutes, w->offered_minutes, s->amount);
    case STAIR_INVALID_DAYS:
        return f->invalid_days >= s->amount;
    case STAIR_DAYS_IN_A_ROW:
        return f->run >= s->amount;
    case STAIR_BY_PEOPLE:
    case STAIR_CONDITION__MAX:
        break;
    }
    return false;
}

unsigned stair_reached(const struct stair *s, const struct stair_facts *f)
{
    unsigned reached = 0;
    for (size_t i = 0; i < s->count; i++) {
        reached = stair_met(&s->steps[i], f) ? (unsigned)i + 1 : reached;
    }
    return reached;
}

struct date stair_day_after(struct date day, unsigned school_days)
{
    while (school_days > 0) {
        day.days++;
        school_days -= !law_is_day_off(day);
    }
    return day;
}
