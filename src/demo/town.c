#include "demo/town.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "demo/calendar.h"
#include "demo/names.h"
#include "demo/numbers.h"
#include "demo/prng.h"

const char *const demo_organiser_name[DEMO_ORGANISER__MAX] = {"Ängsbro kommun",
                                                              "Ängsbro friskola AB"};
/* Luhn-valid, in series that are not handed out. */
const char *const demo_organiser_number[DEMO_ORGANISER__MAX] = {"2129990012", "5599990016"};
const char demo_municipality_code[] = "9990";

enum stream {
    STREAM_TOWN = 0x544f574e,
    STREAM_UNIT_ID,
    STREAM_ORGANISER_ID,
    STREAM_PUPIL_ID,
    STREAM_GUARDIAN_ID,
    STREAM_MENTOR_ID,
    STREAM_DUTY_ID,
    STREAM_CLASS_ID
};

static const int first_birth_year_of_guardians = 1950;

/* A random UUID (RFC 9562 version 4) that depends on seed, kind and index only. */
static void make_id(uint64_t seed, enum stream kind, unsigned index, char out[DEMO_UUID])
{
    struct prng r;
    prng_seed(&r, seed, ((uint64_t)kind << 32) + index);
    uint64_t a = prng_next(&r), b = prng_next(&r);
    a = (a & ~UINT64_C(0xf000)) | 0x4000;
    b = (b & ~(UINT64_C(3) << 62)) | (UINT64_C(2) << 62);
    (void)snprintf(out, DEMO_UUID, "%08x-%04x-%04x-%04x-%012llx", (unsigned)(a >> 32),
                   (unsigned)(a >> 16) & 0xffff, (unsigned)a & 0xffff, (unsigned)(b >> 48),
                   (unsigned long long)(b & 0xffffffffffffu));
}

void demo_pupil_id(const struct demo_town *t, unsigned pupil, char out[DEMO_UUID])
{
    make_id(t->seed, STREAM_PUPIL_ID, pupil, out);
}

void demo_guardian_id(const struct demo_town *t, unsigned guardian, char out[DEMO_UUID])
{
    make_id(t->seed, STREAM_GUARDIAN_ID, guardian, out);
}

void demo_mentor_id(const struct demo_town *t, unsigned unit, char out[DEMO_UUID])
{
    make_id(t->seed, STREAM_MENTOR_ID, unit, out);
}

void demo_duty_id(const struct demo_town *t, unsigned unit, char out[DEMO_UUID])
{
    make_id(t->seed, STREAM_DUTY_ID, unit, out);
}

void demo_class_id(const struct demo_town *t, const struct demo_class *c, char out[DEMO_UUID])
{
    unsigned index = (c->unit * DEMO_GRADES + c->grade) * DEMO_CLASS_LETTERS + c->letter;
    make_id(t->seed, STREAM_CLASS_ID, index, out);
}

void demo_class_name(const struct demo_class *c, char out[DEMO_CLASS_NAME])
{
    unsigned grade = c->grade >= 10 ? c->grade - 9 : c->grade;
    (void)snprintf(out, DEMO_CLASS_NAME, "%u%c", grade, (char)('A' + c->letter));
}

bool demo_pupil_is_in(const struct demo_town *t, const struct demo_pupil *p,
                      const struct demo_class *c)
{
    return p->unit == (int)c->unit && p->grade == (int)c->grade &&
           p->class_letter == (int)c->letter &&
           p->to.days >= date_school_year_first(t->school_year).days;
}

unsigned demo_classes(const struct demo_town *t, unsigned unit,
                      struct demo_class out[DEMO_GRADES * DEMO_CLASS_LETTERS])
{
    unsigned count = 0;
    for (unsigned i = 0; i < DEMO_GRADES * DEMO_CLASS_LETTERS; i++) {
        struct demo_class c = {.unit = unit,
                               .grade = DEMO_GRADES - 1 - i / DEMO_CLASS_LETTERS,
                               .letter = i % DEMO_CLASS_LETTERS};
        bool any = false;
        for (unsigned p = 0; p < t->pupil_count && !any; p++) {
            any = demo_pupil_is_in(t, &t->pupils[p], &c);
        }
        if (any) {
            out[count++] = c;
        }
    }
    return count;
}

static void add_unit(struct demo_town *t, enum demo_organiser organiser, enum demo_unit_kind kind,
                     const char *name, unsigned number)
{
    struct demo_unit *u = &t->units[t->unit_count];
    make_id(t->seed, STREAM_UNIT_ID, t->unit_count, u->id);
    if (number > 1) {
        (void)snprintf(u->name, sizeof u->name, "%s %u", name, number);
    } else {
        (void)snprintf(u->name, sizeof u->name, "%s", name);
    }
    (void)snprintf(u->code, sizeof u->code, "%08u", 99000001 + t->unit_count % 900000);
    u->kind = kind;
    u->organiser = organiser;
    t->unit_count++;
}

/* About 430 pupils a compulsory school and 900 an upper secondary one. Order: compulsory schools
 * of the municipality, the adapted one, upper secondary schools, the independent school. */
static void make_units(struct demo_town *t)
{
    unsigned compulsory = (t->pupil_count * 10 / 13 * 88 / 100 + 215) / 430;
    unsigned upper = (t->pupil_count * 3 / 13 + 450) / 900;
    compulsory = compulsory < 2 ? 2 : compulsory;
    upper = upper < 1 ? 1 : upper;
    t->units = mem_zalloc(compulsory + upper + 2, sizeof *t->units);
    for (unsigned i = 0; i < compulsory; i++) {
        add_unit(t, DEMO_MUNICIPAL, DEMO_COMPULSORY, demo_school_name(i),
                 i / DEMO_SCHOOL_NAMES + 1);
    }
    add_unit(t, DEMO_MUNICIPAL, DEMO_ADAPTED, "Ängsbro anpassade grundskola", 1);
    for (unsigned i = 0; i < upper; i++) {
        add_unit(t, DEMO_MUNICIPAL, DEMO_UPPER, "Ängsbro gymnasium", i + 1);
    }
    add_unit(t, DEMO_INDEPENDENT, DEMO_COMPULSORY, "Ängsbro friskola", 1);
    for (int i = 0; i < DEMO_ORGANISER__MAX; i++) {
        make_id(t->seed, STREAM_ORGANISER_ID, (unsigned)i, t->organiser_id[i]);
    }
}

static int count_of(const struct demo_town *t, enum demo_unit_kind kind)
{
    int n = 0;
    for (unsigned i = 0; i < t->unit_count; i++) {
        n += t->units[i].kind == kind && t->units[i].organiser == DEMO_MUNICIPAL;
    }
    return n;
}

/* What a household shares while its pupils are made. */
struct household_draw {
    struct demo_family_name name;
    int home_unit; /* the school that its children start in */
    enum demo_protection protection;
};

static void place_pupil(const struct demo_town *t, struct prng *r, struct demo_pupil *p,
                        const struct household_draw *h)
{
    int compulsory = count_of(t, DEMO_COMPULSORY), upper = count_of(t, DEMO_UPPER);
    int independent = (int)t->unit_count - 1;
    int high_school = compulsory + 1 + (int)prng_below(r, (unsigned)upper);
    bool moved = prng_chance(r, 0.03);
    int elsewhere = (int)prng_below(r, (unsigned)compulsory);
    bool adapted = prng_chance(r, 0.013) && p->grade >= 2 && p->grade <= 9;
    p->class_letter = (int)prng_below(r, DEMO_CLASS_LETTERS);
    if (p->grade >= 10) {
        p->unit = high_school;
        p->unit_before = p->grade == 10 ? h->home_unit : high_school;
    } else if (adapted) {
        p->unit = compulsory;
        p->unit_before = compulsory;
    } else {
        p->unit = h->home_unit;
        p->unit_before = moved ? elsewhere : h->home_unit;
    }
    if (p->grade == 0) {
        p->unit_before = -1;
    }
    assert(p->unit <= independent && p->unit_before <= independent);
}

/* A few move in or away while the data run. */
static void date_pupil(const struct demo_town *t, struct prng *r, struct demo_pupil *p)
{
    int span = t->end.days - t->first.days;
    bool moves_in = prng_chance(r, 0.015), moves_out = prng_chance(r, 0.01);
    int day = t->first.days + 60 + (int)prng_below(r, (unsigned)span);
    p->from = t->first;
    p->to = DATE_OPEN;
    if (moves_in && day < t->end.days - 30) {
        p->from = (struct date){day};
    } else if (moves_out && day < t->end.days) {
        p->to = (struct date){day};
    }
}

static void make_guardians(struct demo_town *t, struct demo_numbers *numbers, struct prng *r,
                           struct demo_household *home, const struct household_draw *h,
                           int youngest_birth_year)
{
    home->guardian_count = prng_chance(r, 0.17) ? 1 : 2;
    bool same_sex = prng_chance(r, 0.015);
    enum sex first = prng_chance(r, home->guardian_count == 1 ? 0.8 : 0.5) ? SEX_FEMALE : SEX_MALE;
    for (unsigned i = 0; i < home->guardian_count; i++) {
        struct demo_person *g = &t->guardians[t->guardian_count];
        bool other = i == 1 && !same_sex;
        g->sex = other ? (first == SEX_FEMALE ? SEX_MALE : SEX_FEMALE) : first;
        int year = youngest_birth_year - prng_between(r, 26, 42);
        while (!demo_numbers_take(numbers, r, year, g->sex, &g->civic)) {
            year = year > first_birth_year_of_guardians ? year - 1 : youngest_birth_year - 20;
        }
        g->birth = civic_birth_date(&g->civic);
        g->given = demo_given_name(r, h->name.origin, g->sex);
        g->family = i == 1 && prng_chance(r, 0.35) ? demo_family_name(r).text : h->name.text;
        g->protection = h->protection;
        home->guardians[i] = t->guardian_count++;
    }
}

static void make_child(struct demo_town *t, struct demo_numbers *numbers, struct prng *r,
                       const struct household_draw *h, int grade)
{
    struct demo_pupil *p = &t->pupils[t->pupil_count];
    p->household = t->household_count;
    p->person.sex = prng_chance(r, 0.5) ? SEX_FEMALE : SEX_MALE;
    p->grade = grade;
    int year = t->school_year - 6 - grade;
    while (!demo_numbers_take(numbers, r, year, p->person.sex, &p->person.civic)) {
        p->grade = (p->grade + 1) % 13;
        year = t->school_year - 6 - p->grade;
    }
    p->person.birth = civic_birth_date(&p->person.civic);
    p->person.given = demo_given_name(r, h->name.origin, p->person.sex);
    p->person.family = h->name.text;
    p->person.protection = h->protection;
    if (prng_chance(r, 1 / 700.0) || t->pupil_count == 7) {
        demo_interim_number(p->person.birth, 1 + t->pupil_count % 99, &p->person.civic);
    }
    place_pupil(t, r, p, h);
    date_pupil(t, r, p);
    t->pupil_count++;
}

/* About four households in a thousand, and from the start one of each kind. */
static enum demo_protection draw_protection(struct prng *r, unsigned household)
{
    double u = prng_unit(r);
    if (household == 11 || u < 0.0025) {
        return DEMO_MARKED;
    }
    if (household == 23 || u < 0.0035) {
        return DEMO_PROTECTED;
    }
    return household == 37 || u < 0.0040 ? DEMO_FICTITIOUS : DEMO_OPEN;
}

static void make_household(struct demo_town *t, struct demo_numbers *numbers, struct prng *r,
                           unsigned pupils)
{
    struct household_draw h = {.name = demo_family_name(r)};
    int independent = (int)t->unit_count - 1;
    int home = (int)prng_below(r, (unsigned)count_of(t, DEMO_COMPULSORY));
    h.home_unit = prng_chance(r, 0.12) ? independent : home;
    h.protection = draw_protection(r, t->household_count);
    unsigned children = prng_chance(r, 0.45) ? 1 : (prng_chance(r, 0.72) ? 2 : 3);
    int grade = (int)prng_below(r, 13), youngest = t->school_year - 6;
    for (unsigned i = 0; i < children && t->pupil_count < pupils; i++) {
        make_child(t, numbers, r, &h, grade);
        int year = 0, month, day;
        date_to_ymd(t->pupils[t->pupil_count - 1].person.birth, &year, &month, &day);
        youngest = i == 0 || year > youngest ? year : youngest;
        grade = (grade + prng_between(r, 2, 4)) % 13;
    }
    make_guardians(t, numbers, r, &t->households[t->household_count], &h, youngest);
    t->household_count++;
}

struct demo_town *demo_town_make(unsigned pupils, uint64_t seed, struct date end)
{
    assert(pupils > 0 && pupils <= DEMO_MAX_PUPILS);
    struct demo_town *t = mem_zalloc(1, sizeof *t);
    struct prng r;
    prng_seed(&r, seed, STREAM_TOWN);
    t->seed = seed;
    t->end = end;
    t->school_year = date_school_year(end);
    t->first = date_school_year_first(t->school_year - 1);
    t->pupil_count = pupils;
    make_units(t);
    t->pupil_count = 0;
    t->pupils = mem_zalloc(pupils, sizeof *t->pupils);
    t->households = mem_zalloc(pupils, sizeof *t->households);
    t->guardians = mem_zalloc((size_t)pupils * 2, sizeof *t->guardians);
    struct demo_numbers *numbers =
        demo_numbers_new(first_birth_year_of_guardians, t->school_year - 6);
    while (t->pupil_count < pupils) {
        make_household(t, numbers, &r, pupils);
    }
    demo_numbers_free(numbers);
    return t;
}

void demo_town_free(struct demo_town *t)
{
    if (t != NULL) {
        free(t->units);
        free(t->pupils);
        free(t->households);
        free(t->guardians);
        free(t);
    }
}

int demo_pupil_unit(const struct demo_town *t, const struct demo_pupil *p, int school_year)
{
    return school_year == t->school_year ? p->unit : p->unit_before;
}

int demo_pupil_grade(const struct demo_town *t, const struct demo_pupil *p, int school_year)
{
    return p->grade - (t->school_year - school_year);
}

bool demo_pupil_is_at(const struct demo_town *t, const struct demo_pupil *p,
                      enum demo_organiser organiser)
{
    bool now = t->units[p->unit].organiser == organiser;
    bool before = p->unit_before >= 0 && t->units[p->unit_before].organiser == organiser;
    /* Who left before the last school year began was only at the school before. */
    bool gone = p->to.days < date_school_year_first(t->school_year).days;
    bool came = p->from.days >= date_school_year_first(t->school_year).days;
    return (now && !gone) || (before && !came);
}
