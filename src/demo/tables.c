#include "demo/tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/mem.h"
#include "demo/file.h"
#include "demo/prng.h"
#include "demo/staff.h"

enum {
    STREAM_CONSENT = 0x434f,
    YEARS = 2,
    ATTENDANCE_ROW = 64 /* bytes, at most */
};

enum table {
    INTERVENTIONS,
    SOCIAL_CASES,
    SOCIAL_CONSENTS,
    SCHOOL_CASES,
    SCHOOL_CONSENTS,
    INDEPENDENT_CASES,
    INDEPENDENT_CONSENTS,
    TRUTH,
    TABLE__MAX
};

#define CASE_COLUMNS "civic_no,unit,responsible,reason,opened,closed\n"
#define CONSENT_COLUMNS                                                                            \
    "civic_no,given,until,about_from,pupil,maturity,guardian_1,guardian_2,custody,withdrawn\n"

static const struct {
    const char *name, *header;
} table_files[TABLE__MAX] = {
    [INTERVENTIONS] = {"social/interventions.csv",
                       "civic_no,code,title,level,scope,legal_form,documentation,start_date,"
                       "end_date,unit,given_name,family_name\n"},
    [SOCIAL_CASES] = {"social/cases.csv", CASE_COLUMNS},
    [SOCIAL_CONSENTS] = {"social/consents.csv", CONSENT_COLUMNS},
    [SCHOOL_CASES] = {"school/cases.csv", CASE_COLUMNS},
    [SCHOOL_CONSENTS] = {"school/consents.csv", CONSENT_COLUMNS},
    [INDEPENDENT_CASES] = {"independent/cases.csv", CASE_COLUMNS},
    [INDEPENDENT_CONSENTS] = {"independent/consents.csv", CONSENT_COLUMNS},
    [TRUTH] = {"truth.csv",
               "civic_no,code,pattern,start_date,end_date,weeks_before,share_before,weeks_during,"
               "share_during,share_during_without,weeks_after,share_after,share_after_without\n"},
};

struct demo_tables {
    struct demo_file attendance[DEMO_ORGANISER__MAX][YEARS];
    struct demo_file table[TABLE__MAX];
    struct buf row;
};

static void abandon(struct demo_tables *tables)
{
    for (int o = 0; o < DEMO_ORGANISER__MAX; o++) {
        for (int y = 0; y < YEARS; y++) {
            demo_file_abandon(&tables->attendance[o][y]);
        }
    }
    for (int i = 0; i < TABLE__MAX; i++) {
        demo_file_abandon(&tables->table[i]);
    }
    buf_free(&tables->row);
    free(tables);
}

static enum err open_attendance(struct demo_tables *tables, const char *dir,
                                const struct demo_town *t, struct err_ctx *ctx)
{
    static const char *const folders[DEMO_ORGANISER__MAX] = {"school", "independent"};
    for (int i = 0; i < DEMO_ORGANISER__MAX * YEARS; i++) {
        int o = i / YEARS, y = i % YEARS;
        char name[64];
        (void)snprintf(name, sizeof name, "%s/attendance-%d.csv", folders[o],
                       t->school_year - 1 + y);
        enum err e = demo_file_open(&tables->attendance[o][y], dir, name, ctx);
        if (e != ERR_OK) {
            return e;
        }
        (void)fputs("civic_no,date,lesson,offered_minutes,valid_absence_minutes,"
                    "invalid_absence_minutes\n",
                    tables->attendance[o][y].f);
    }
    return ERR_OK;
}

enum err demo_tables_open(const char *dir, const struct demo_town *t, struct demo_tables **out,
                          struct err_ctx *ctx)
{
    struct demo_tables *tables = mem_zalloc(1, sizeof *tables);
    buf_init(&tables->row, 4096);
    enum err e = open_attendance(tables, dir, t, ctx);
    for (int i = 0; i < TABLE__MAX && e == ERR_OK; i++) {
        e = demo_file_open(&tables->table[i], dir, table_files[i].name, ctx);
        if (e == ERR_OK) {
            (void)fputs(table_files[i].header, tables->table[i].f);
        }
    }
    if (e != ERR_OK) {
        abandon(tables);
        return e;
    }
    *out = tables;
    return ERR_OK;
}

/* Digits of 0–255 and the character after. Formatting is most of the time of a demo. */
static char *put_small(char *at, unsigned value, char after)
{
    if (value >= 100) {
        *at++ = (char)('0' + value / 100);
    }
    if (value >= 10) {
        *at++ = (char)('0' + value / 10 % 10);
    }
    *at++ = (char)('0' + value % 10);
    *at++ = after;
    return at;
}

uint64_t demo_tables_add_days(struct demo_tables *tables, const struct demo_town *t, unsigned pupil,
                              const struct demo_days *days)
{
    const struct demo_pupil *p = &t->pupils[pupil];
    int32_t second_year = date_school_year_first(t->school_year).days;
    uint64_t rows = 0;
    char start[DATE_TEXT + 14];
    size_t start_bytes = 12 + 1 + 10 + 1; /* number, comma, date, comma */
    memcpy(start, p->person.civic.text, 12);
    start[12] = ',';
    for (int i = 0; i < days->count; i++) {
        const struct demo_day *d = &days->day[i];
        if (d->lessons == 0) {
            continue;
        }
        struct date date = {t->first.days + i};
        date_format(date, start + 13);
        start[23] = ',';
        char text[DEMO_MAX_LESSONS * ATTENDANCE_ROW] = "", *at = text;
        for (int k = 0; k < d->lessons; k++) {
            memcpy(at, start, start_bytes);
            at = put_small(at + start_bytes, (unsigned)k + 1, ',');
            at = put_small(at, d->minutes[k], ',');
            at = put_small(at, d->valid[k], ',');
            at = put_small(at, d->invalid[k], '\n');
        }
        enum demo_organiser organiser = t->units[d->unit].organiser;
        FILE *f = tables->attendance[organiser][date.days >= second_year].f;
        (void)fwrite(text, 1, (size_t)(at - text), f);
        rows += d->lessons;
    }
    return rows;
}

static void add_text(struct buf *row, const char *text)
{
    csv_append(row, text, row->len == 0);
}

static void add_date(struct buf *row, struct date d)
{
    char text[DATE_TEXT];
    add_text(row, date_format(d, text));
}

static void end_row(struct demo_tables *tables, enum table table)
{
    (void)fwrite(tables->row.text, 1, tables->row.len, tables->table[table].f);
    (void)fputc('\n', tables->table[table].f);
    buf_clear(&tables->row);
}

/* Days counted from the start of the town; DATE_OPEN when it has not come yet. */
static struct date day_or_open(const struct demo_town *t, int day)
{
    struct date d = {t->first.days + day};
    return d.days > t->end.days ? DATE_OPEN : d;
}

static void add_case(struct demo_tables *tables, enum table table, const struct demo_town *t,
                     unsigned pupil, const struct demo_episode *e, enum demo_pattern pattern,
                     const char *unit, const char *responsible)
{
    static const char *const reasons[DEMO_PATTERN__MAX] = {"absence", "truancy", "refusal",
                                                           "parental"};
    struct buf *row = &tables->row;
    add_text(row, t->pupils[pupil].person.civic.text);
    add_text(row, unit);
    add_text(row, responsible);
    add_text(row, reasons[pattern]);
    add_date(row, (struct date){t->first.days + e->start - 5});
    add_date(row, day_or_open(t, e->end + 100));
    end_row(tables, table);
}

/* What was answered: most say yes, some of two guardians differ, a few change their minds. */
struct answers {
    const char *pupil, *maturity, *guardian_1, *guardian_2, *custody;
    bool withdrawn;
};

static struct answers draw_answers(const struct demo_town *t, unsigned pupil, struct date given)
{
    const struct demo_pupil *p = &t->pupils[pupil];
    struct prng r;
    prng_seed(&r, t->seed, ((uint64_t)STREAM_CONSENT << 32) + pupil);
    bool both = t->households[p->household].guardian_count == 2;
    double u = prng_unit(&r);
    /* OSL 12:3: the older the child, the more it decides. */
    bool mature = date_age(p->person.birth, given) >= 12;
    struct answers a = {
        .pupil = mature ? (u < 0.04 ? "no" : "yes") : "not-asked",
        .maturity = mature ? "mature" : "not-mature",
        .guardian_1 = u >= 0.04 && u < 0.08 ? "no" : "yes",
        .guardian_2 = both ? (u >= 0.08 && u < 0.13 ? "no" : "yes") : "not-asked",
        .custody = both ? "joint" : "sole",
        .withdrawn = u >= 0.93,
    };
    return a;
}

static void add_consent(struct demo_tables *tables, enum table table, const struct demo_town *t,
                        unsigned pupil, const struct demo_episode *e)
{
    struct buf *row = &tables->row;
    /* A consent is good for a year: an older one has been given again. */
    int day = e->start - 3, latest = t->end.days - t->first.days - 300;
    struct date given = {t->first.days + (day > latest ? day : latest)};
    struct answers a = draw_answers(t, pupil, given);
    add_text(row, t->pupils[pupil].person.civic.text);
    add_date(row, given);
    add_date(row, (struct date){given.days + 365});
    add_date(row, date_add_months((struct date){t->first.days + e->start}, -6));
    add_text(row, a.pupil);
    add_text(row, a.maturity);
    add_text(row, a.guardian_1);
    add_text(row, a.guardian_2);
    add_text(row, a.custody);
    add_date(row, a.withdrawn ? day_or_open(t, given.days - t->first.days + 60) : DATE_OPEN);
    end_row(tables, table);
}

static void add_period(struct buf *row, const struct demo_period *p, bool without)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%d", p->weeks);
    add_text(row, text);
    (void)snprintf(text, sizeof text, "%.6f", p->with);
    add_text(row, p->weeks > 0 ? text : "");
    if (without) {
        (void)snprintf(text, sizeof text, "%.6f", p->without);
        add_text(row, p->weeks > 0 ? text : "");
    }
}

static void add_truth(struct demo_tables *tables, const struct demo_town *t, unsigned pupil,
                      const struct demo_episode *e, enum demo_pattern pattern,
                      const struct demo_outcome *outcome)
{
    struct buf *row = &tables->row;
    add_text(row, t->pupils[pupil].person.civic.text);
    add_text(row, demo_kinds[e->kind].code);
    add_text(row, demo_pattern_code[pattern]);
    add_date(row, (struct date){t->first.days + e->start});
    add_date(row, (struct date){t->first.days + e->end});
    add_period(row, &outcome->before, false);
    add_period(row, &outcome->during, true);
    add_period(row, &outcome->after, true);
    end_row(tables, TRUTH);
}

void demo_tables_add_episode(struct demo_tables *tables, const struct demo_town *t, unsigned pupil,
                             const struct demo_episode *e, enum demo_pattern pattern,
                             const struct demo_outcome *outcome)
{
    const struct demo_pupil *p = &t->pupils[pupil];
    const struct demo_kind *k = &demo_kinds[e->kind];
    const struct demo_unit *unit = &t->units[p->unit];
    bool independent = unit->organiser == DEMO_INDEPENDENT;
    char kurator[DEMO_LOGIN], socionom[DEMO_LOGIN];
    demo_kurator_login((unsigned)p->unit, kurator);
    demo_socionom_login(t, pupil, socionom);
    struct buf *row = &tables->row;
    add_text(row, p->person.civic.text);
    add_text(row, k->code);
    add_text(row, k->title);
    add_text(row, k->level);
    add_text(row, "individual");
    add_text(row, k->legal_form);
    add_text(row, "named");
    add_date(row, (struct date){t->first.days + e->start});
    add_date(row, day_or_open(t, e->end));
    add_text(row, demo_team_unit);
    add_text(row, p->person.given);
    add_text(row, p->person.family);
    end_row(tables, INTERVENTIONS);
    add_case(tables, SOCIAL_CASES, t, pupil, e, pattern, demo_team_unit, socionom);
    add_consent(tables, SOCIAL_CONSENTS, t, pupil, e);
    add_case(tables, independent ? INDEPENDENT_CASES : SCHOOL_CASES, t, pupil, e, pattern,
             unit->code, kurator);
    add_consent(tables, independent ? INDEPENDENT_CONSENTS : SCHOOL_CONSENTS, t, pupil, e);
    add_truth(tables, t, pupil, e, pattern, outcome);
}

enum err demo_tables_close(struct demo_tables *tables, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    for (int i = 0; i < DEMO_ORGANISER__MAX * YEARS && e == ERR_OK; i++) {
        e = demo_file_close(&tables->attendance[i / YEARS][i % YEARS], ctx);
    }
    for (int i = 0; i < TABLE__MAX && e == ERR_OK; i++) {
        e = demo_file_close(&tables->table[i], ctx);
    }
    abandon(tables);
    return e;
}
