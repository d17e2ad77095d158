/* Absence signals as text for people. */
#include "cli/print_signals.h"

#include <string.h>

#include "cli/say.h"

struct page {
    const struct cli *cli;
    const struct signals_list *list;
};

static const char *const weekday_sv[8] = {"",          "måndagar", "tisdagar", "onsdagar",
                                          "torsdagar", "fredagar", "lördagar", "söndagar"};
static const char *const weekday_en[8] = {"",          "Mondays", "Tuesdays",  "Wednesdays",
                                          "Thursdays", "Fridays", "Saturdays", "Sundays"};

/* "12,3 %" or "12.3 %". */
static const char *percent(const struct page *p, double share, char out[16])
{
    unsigned tenths = (unsigned)(share * 1000 + 0.5);
    snprintf(out, 16, "%u%s%u %%", tenths / 10, cli_word(p->cli, ",", "."), tenths % 10);
    return out;
}

/* "12,5" or "12.5", without a decimal that is 0. */
static const char *limit(const struct page *p, unsigned per_mille, char out[16])
{
    if (per_mille % 10 == 0) {
        snprintf(out, 16, "%u", per_mille / 10);
    } else {
        snprintf(out, 16, "%u%s%u", per_mille / 10, cli_word(p->cli, ",", "."), per_mille % 10);
    }
    return out;
}

static double part(uint32_t minutes, struct series_sum s)
{
    return s.offered_minutes != 0 ? (double)minutes / s.offered_minutes : 0;
}

static void print_limits(const struct page *p)
{
    const struct signals_rules *r = &p->list->rules;
    char text[16];
    cli_put(p->cli, "%s:", cli_word(p->cli, "Gränser", "Limits"));
    for (int m = 0; m < SIGNALS_MEASURE__MAX; m++) {
        const char *sep =
            m == SIGNALS_TOTAL
                ? cli_word(p->cli, " all frånvaro över ", " all absence above ")
                : cli_word(p->cli, "; ogiltig frånvaro över ", "; invalid absence above ");
        for (size_t i = 0; i < r->limit_count; i++) {
            if (r->limits[i].measure == (enum signals_measure)m) {
                cli_put(p->cli, "%s%s", sep, limit(p, r->limits[i].per_mille, text));
                sep = ", ";
            }
        }
        cli_put(p->cli, "%s", *sep == ',' ? " %" : "");
    }
    cli_put(p->cli, "%s\n",
            p->list->default_limits
                ? cli_word(p->cli, " (programmets förval; huvudmannen har inte beslutat några)",
                           " (the program's own; the organiser has set none)")
                : "");
}

static void print_head(const struct page *p)
{
    const struct signals_list *l = p->list;
    char at[DATE_TEXT], newest[DATE_TEXT];
    cli_put(p->cli, "%s %s\n", cli_word(p->cli, "Frånvarosignaler", "Absence signals"),
            date_format(l->at, at));
    cli_say(p->cli,
            "Räknat: frånvarominuter av erbjudna minuter, de senaste %u skoldagarna i läsåret "
            "och terminen hittills.\n",
            "Counted: minutes absent of minutes offered, over the last %u school days of the "
            "school year and the term so far.\n",
            l->rules.window_days);
    print_limits(p);
    cli_say(p->cli,
            "Elever: inskrivna den dagen %u, med minst %u skoldagar att räkna på %u, över "
            "någon gräns %u.\n",
            "Pupils: enrolled that day %u, with at least %u school days to count %u, above a "
            "limit %u.\n",
            l->enrolled, l->rules.minimum_days, l->measured, l->signals);
    if (l->measured + l->few_days > 0) {
        cli_say(p->cli, "Senast rapporterade skoldag: %s.\n", "Last reported school day: %s.\n",
                date_format(l->newest, newest));
    }
    if (l->none + l->few_days + l->silent > 0) {
        cli_say(p->cli,
                "Säger inget om: elever utan rapporterad skoldag i läsåret (%u) och med för få "
                "(%u). Inte rapporterade de sista %d dagarna före den senaste: %u.\n",
                "Silent about: pupils without a reported school day this school year (%u) and "
                "with too few (%u). Not reported in the last %d days before the newest: "
                "%u.\n",
                l->none, l->few_days, SIGNALS_SILENT_DAYS, l->silent);
    }
}

static void print_window(const struct page *p, const char *title, const struct series_window *w,
                         struct signals_passed passed)
{
    char first[DATE_TEXT], last[DATE_TEXT], all[16], valid[16], invalid[16];
    if (w->sum.school_days == 0) {
        cli_put(p->cli, "    %s: %s\n", title,
                cli_word(p->cli, "inga skoldagar", "no school days"));
        return;
    }
    cli_say(p->cli, "    %s, %u skoldagar %s – %s: %s (giltig %s, ogiltig %s), %u av %u minuter",
            "    %s, %u school days %s – %s: %s (valid %s, invalid %s), %u of %u minutes", title,
            w->sum.school_days, date_format(w->first, first), date_format(w->last, last),
            percent(p, series_share(w->sum), all),
            percent(p, part(w->sum.valid_minutes, w->sum), valid),
            percent(p, part(w->sum.invalid_minutes, w->sum), invalid), series_absent(w->sum),
            w->sum.offered_minutes);
    unsigned total = passed.per_mille[SIGNALS_TOTAL], inv = passed.per_mille[SIGNALS_INVALID];
    if (total != 0) {
        cli_say(p->cli, " – över %s %%", " – above %s %%", limit(p, total, all));
    }
    if (inv != 0) {
        cli_say(p->cli, " – ogiltig över %s %%", " – invalid above %s %%", limit(p, inv, all));
    }
    cli_put(p->cli, "\n");
}

static void print_trend(const struct page *p, const struct signals_result *r)
{
    char first[DATE_TEXT], last[DATE_TEXT], share[16];
    if (r->trend == SIGNALS_TREND_UNKNOWN) {
        return;
    }
    const char *said =
        r->trend == SIGNALS_TREND_UP
            ? cli_word(p->cli, "frånvaron har ökat", "absence has risen")
            : (r->trend == SIGNALS_TREND_DOWN
                   ? cli_word(p->cli, "frånvaron har minskat", "absence has fallen")
                   : cli_word(p->cli, "ungefär som nu (skillnad under 5 procentenheter)",
                              "about as now (less than 5 percentage points apart)"));
    cli_say(p->cli, "    De %u skoldagarna dessförinnan %s – %s: %s; %s\n",
            "    The %u school days before %s – %s: %s; %s\n", r->before.sum.school_days,
            date_format(r->before.first, first), date_format(r->before.last, last),
            percent(p, series_share(r->before.sum), share), said);
}

static void print_weekdays(const struct page *p, const struct signals_pattern *x)
{
    if (x->weekdays == SIGNALS_WEEKDAYS_ONE) {
        cli_say(p->cli, "    Sticker ut: %s, frånvaro %u av %u gånger\n",
                "    Stands out: %s, absent %u of %u times\n",
                cli_word(p->cli, weekday_sv[x->weekday], weekday_en[x->weekday]), x->on_absent,
                x->on_days);
    } else if (x->weekdays == SIGNALS_WEEKDAYS_WEEKEND) {
        cli_say(p->cli, "    Sticker ut: måndagar och fredagar, frånvaro %u av %u gånger\n",
                "    Stands out: Mondays and Fridays, absent %u of %u times\n", x->on_absent,
                x->on_days);
    }
}

static void print_pattern(const struct page *p, const struct signals_pattern *x)
{
    char first[DATE_TEXT];
    if (x->absent_days > 0) {
        cli_say(p->cli,
                "    I terminen: frånvaro %u av %u skoldagar, hela dagen %u, del av dagen %u%s\n",
                "    This term: absent on %u of %u school days, all day %u, part of it %u%s\n",
                x->absent_days, x->school_days, x->whole_days, x->part_days,
                x->mostly_part_days
                    ? cli_word(p->cli, " – mest enstaka lektioner", " – mostly single lessons")
                    : "");
    }
    if (x->run > 1) {
        cli_say(p->cli, "    Borta hela dagen de senaste %u skoldagarna, sedan %s\n",
                "    Away all day on the last %u school days, since %s\n", x->run,
                date_format(x->run_first, first));
    }
    print_weekdays(p, x);
}

void print_signals_text(const struct cli *cli, const struct signals_list *l)
{
    struct page p = {cli, l};
    print_head(&p);
    const char *school = NULL;
    for (size_t i = 0; i < l->count; i++) {
        const struct signals_person *x = &l->people[i];
        if (school == NULL || strcmp(school, x->school) != 0) {
            school = x->school;
            cli_put(cli, "\n%s\n", school);
        }
        cli_put(cli, "  %s %s", x->given_name, x->family_name);
        if (x->has_grade) {
            cli_say(cli, ", årskurs %d", ", grade %d", x->grade);
        }
        cli_put(cli, "  [%lld]\n", (long long)x->person.v);
        print_window(&p, cli_word(cli, "Senast", "Latest"), &x->result.window,
                     x->result.window_passed);
        print_window(&p, cli_word(cli, "Terminen", "Term"), &x->result.term, x->result.term_passed);
        print_trend(&p, &x->result);
        print_pattern(&p, &x->pattern);
    }
}
