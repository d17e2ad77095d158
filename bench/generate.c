/*
 * Writes what the benchmark imports: a register (SS 12000 pages) and an attendance file of PUPILS
 * pupils, 178 school days of 2025/26, five lessons a day, day by day. Personal numbers are from
 * the series that Skatteverket keeps free for tests, so they never belong to anyone; 100,000 of
 * them need births over many years, which does not matter here. The same number of pupils always
 * gives the same files.
 *
 *     bench_generate PUPILS DIR     makes DIR/attendance.csv and DIR/ss12000/
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/civic.h"
#include "base/date.h"
#include "base/mem.h"

enum { LESSONS = 5, LESSON_MINUTES = 60, SCHOOL_DAYS = 178, SCHOOLS = 100, PAGE = 500 };

static uint64_t state = 20260101;

static uint32_t random32(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32);
}

static int check_digit(const char *nine)
{
    int sum = 0;
    for (int i = 0; i < 9; i++) {
        int v = (nine[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += v > 9 ? v - 9 : v;
    }
    return (10 - sum % 10) % 10;
}

/* The i-th test number: birth numbers 238, 239, 980–983, every day from 1960. */
static void test_number(uint32_t i, struct civic_no *out)
{
    static const int births[6] = {238, 239, 980, 981, 982, 983};
    struct date day = {0};
    if (!date_from_ymd(1960, 1, 1, &day)) {
        abort();
    }
    day.days += (int32_t)(i / 6);
    int y, m, d;
    date_to_ymd(day, &y, &m, &d);
    char text[32];
    snprintf(text, sizeof text, "%04d%02d%02d%03d", y, m, d, births[i % 6]);
    snprintf(out->text, sizeof out->text, "%.11s%d", text, check_digit(text + 2));
}

/* School days from 18 August with a fortnight at Christmas and a week in the autumn and the
 * spring, until there are enough. */
static void school_days(struct date out[SCHOOL_DAYS])
{
    struct date day = {0}, autumn = {0}, christmas = {0}, spring = {0};
    if (!date_from_ymd(2025, 8, 18, &day) || !date_from_ymd(2025, 10, 27, &autumn) ||
        !date_from_ymd(2025, 12, 22, &christmas) || !date_from_ymd(2026, 2, 23, &spring)) {
        abort();
    }
    for (int n = 0; n < SCHOOL_DAYS; day.days++) {
        bool holiday = (day.days >= autumn.days && day.days < autumn.days + 7) ||
                       (day.days >= christmas.days && day.days < christmas.days + 17) ||
                       (day.days >= spring.days && day.days < spring.days + 7);
        if (date_weekday(day) <= 5 && !holiday) {
            out[n++] = day;
        }
    }
}

/* Per mille of lessons missed: most pupils a few, every sixteenth many. */
static uint32_t missing_per_mille(uint32_t pupil)
{
    uint32_t kind = pupil * 2654435761u >> 28;
    return kind == 0 ? 260 : kind < 4 ? 120 : 45;
}

static bool write_day(FILE *f, const struct civic_no *numbers, uint32_t pupils, struct date day)
{
    char date[DATE_TEXT];
    date_format(day, date);
    for (uint32_t p = 0; p < pupils; p++) {
        uint32_t missing = missing_per_mille(p);
        bool ill = random32() % 1000 < missing / 3;
        for (int lesson = 0; lesson < LESSONS; lesson++) {
            bool absent = ill || random32() % 1000 < missing * 2 / 3;
            bool valid = absent && (ill || random32() % 2 == 0);
            fprintf(f, "%s,%s,%d,%d,%d,%d\n", numbers[p].text, date, LESSON_MINUTES,
                    valid ? LESSON_MINUTES : 0, absent && !valid ? LESSON_MINUTES : 0, lesson + 1);
        }
    }
    return ferror(f) == 0;
}

static bool write_attendance(FILE *f, const struct civic_no *numbers, uint32_t pupils)
{
    struct date days[SCHOOL_DAYS];
    school_days(days);
    setvbuf(f, NULL, _IOFBF, 1 << 20);
    fputs("civic_no,date,offered_minutes,valid_absence_minutes,invalid_absence_minutes,lesson\n",
          f);
    bool ok = true;
    for (int d = 0; ok && d < SCHOOL_DAYS; d++) {
        ok = write_day(f, numbers, pupils, days[d]);
    }
    return ok;
}

static void write_organisations(FILE *f)
{
    fputs("{\"data\": [\n", f);
    for (unsigned i = 0; i < SCHOOLS; i++) {
        fprintf(f,
                "%s{\"id\": \"00000000-0000-4000-9000-%012u\", \"displayName\": \"School %02u\", "
                "\"organisationType\": \"Skolenhet\", \"schoolUnitCode\": \"1000%04u\", "
                "\"schoolTypes\": [\"GR\"]}",
                i > 0 ? ",\n" : "", i, i + 1, i + 1);
    }
    fputs("\n], \"pageToken\": null}\n", f);
}

/* Names as they are spread: a first name that many have, and few who have both alike. */
static const char *const given_names[] = {
    "Anna",  "Maja",  "Elsa",  "Alva",  "Ella",  "Vera",  "Signe", "Selma", "Astrid", "Freja",
    "Lilly", "Alma",  "Ines",  "Nour",  "Amina", "Sara",  "Liv",   "Edith", "Stina",  "Tove",
    "Noah",  "Liam",  "Hugo",  "Adam",  "Omar",  "Elias", "Arvid", "Viggo", "Sixten", "Love",
    "Ali",   "Malte", "Vidar", "Folke", "Ivar",  "Yusuf", "Otto",  "Axel",  "Melker", "Ossian"};
static const char *const before[] = {"Berg", "Lind", "Ek",   "Sund", "Öst",   "Väster", "Norr",
                                     "Sjö",  "Åker", "Ny",   "Al",   "Björk", "Ceder",  "Dal",
                                     "Eng",  "Fors", "Gran", "Hag",  "Holm",  "Hög"};
static const char *const after[] = {"ström", "berg",  "gren",  "kvist", "man",
                                    "lund",  "qvist", "stedt", "vall",  "sten"};
#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void write_name(FILE *f, uint32_t pupil)
{
    uint32_t r = pupil * 2654435761u;
    size_t given = pupil % 40 == 0 ? 0 : (r >> 8) % COUNT(given_names);
    fprintf(f, "\"givenName\": \"%s\", \"familyName\": \"%s%s\", ", given_names[given],
            before[(r >> 16) % COUNT(before)], after[(r >> 22) % COUNT(after)]);
}

static void write_person(FILE *f, uint32_t pupil, const struct civic_no *number)
{
    unsigned school = pupil % SCHOOLS;
    fprintf(f, "{\"id\": \"00000000-0000-4000-8000-%012u\", ", pupil);
    write_name(f, pupil);
    fprintf(f,
            "\"civicNo\": {\"value\": \"%s\", \"nationality\": \"SWE\"}, "
            "\"securityMarking\": \"Ingen\", \"personStatus\": \"Aktiv\", "
            "\"enrolments\": [{\"enroledAt\": {\"id\": \"00000000-0000-4000-9000-%012u\", "
            "\"displayName\": \"School %02u\"}, \"schoolYear\": %u, \"schoolType\": \"GR\", "
            "\"startDate\": \"2025-08-18\", \"cancelled\": false}]}",
            number->text, school, school + 1, pupil % 9 + 1);
}

static bool write_persons(const char *folder, const struct civic_no *numbers, uint32_t pupils)
{
    uint32_t done = 0;
    for (unsigned page = 1; done < pupils; page++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/persons-%03u.json", folder, page);
        FILE *f = fopen(path, "w");
        if (f == NULL) {
            return false;
        }
        fputs("{\"data\": [\n", f);
        for (unsigned n = 0; n < PAGE && done < pupils; n++, done++) {
            fputs(n > 0 ? ",\n" : "", f);
            write_person(f, done, &numbers[done]);
        }
        fprintf(f, "\n], \"pageToken\": %s}\n", done < pupils ? "\"next\"" : "null");
        if (fclose(f) != 0) {
            return false;
        }
    }
    return true;
}

static bool write_all(const char *dir, const struct civic_no *numbers, uint32_t pupils)
{
    char path[4000], file[4096];
    snprintf(path, sizeof path, "%s/ss12000", dir);
    if ((mkdir(dir, 0777) != 0 && errno != EEXIST) || (mkdir(path, 0777) != 0 && errno != EEXIST)) {
        return false;
    }
    snprintf(file, sizeof file, "%s/organisations-001.json", path);
    FILE *f = fopen(file, "w");
    if (f == NULL) {
        return false;
    }
    write_organisations(f);
    bool ok = fclose(f) == 0 && write_persons(path, numbers, pupils);
    snprintf(file, sizeof file, "%s/attendance.csv", dir);
    f = ok ? fopen(file, "w") : NULL;
    if (f == NULL) {
        return false;
    }
    ok = write_attendance(f, numbers, pupils);
    return fclose(f) == 0 && ok;
}

int main(int argc, char **argv)
{
    char *end = NULL;
    unsigned long pupils = argc == 3 ? strtoul(argv[1], &end, 10) : 0;
    if (argc != 3 || *end != '\0' || pupils == 0 || pupils > 130000) {
        fprintf(stderr, "usage: %s PUPILS DIR   (at most 130000 pupils)\n", argv[0]);
        return 2;
    }
    struct civic_no *numbers = mem_zalloc(pupils, sizeof *numbers);
    for (uint32_t p = 0; p < pupils; p++) {
        test_number(p, &numbers[p]);
    }
    bool ok = write_all(argv[2], numbers, (uint32_t)pupils);
    if (!ok) {
        fprintf(stderr, "%s: %s\n", argv[2], strerror(errno));
    }
    free(numbers);
    return ok ? 0 : 1;
}
