/* A bank with two kuratorer, a pupil with a case, a guardian, and the shipped instruments. */
#ifndef TESTS_TEAM_MEASURE_BANK_H
#define TESTS_TEAM_MEASURE_BANK_H

#include "bank/person.h"
#include "bank/staff.h"
#include "db/db.h"
#include "support/test_people.h"
#include "team/case.h"
#include "team/questionnaire.h"

static struct test_bank t;
static struct arena *a;
static struct person_id pupil, guardian;
static struct actor karin, other;
static struct case_id the_case;
static struct instrument ladder, safety, gas;

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "test");
}

static void add_instrument(const char *file, struct instrument *out)
{
    char path[256], text[8192];
    snprintf(path, sizeof path, SOURCE_DIR "/instruments/%s.txt", file);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    struct instrument_id id;
    bool added;
    must(instrument_add(t.bank, &t.actor, file, text, n, &id, &added, &t.ctx));
    must(instrument_read(t.bank, id, a, out, &t.ctx));
}

static int setup(void **state)
{
    (void)state;
    a = arena_new((size_t)256 << 20);
    t = test_bank_make(BANK_SCHOOL);
    pupil = test_person_civic(&t, "201401012388");
    guardian = test_person_civic(&t, "197910149801");
    struct staff_id responsible = test_staff(&t, "Karin", ROLE_KURATOR, "100", true);
    karin = actor_staff(responsible);
    other = actor_staff(test_staff(&t, "Olle", ROLE_KURATOR, "100", true));
    struct case_opening o = {.person = pupil,
                             .responsible = responsible,
                             .reason = CASE_REASON_REFUSAL,
                             .opened = date_today()};
    must(case_open(t.bank, &t.actor, &o, &the_case, &t.ctx));
    add_instrument("trivsel", &ladder);
    add_instrument("trygghet", &safety);
    add_instrument("gas", &gas);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    arena_free(a);
    return 0;
}

static size_t journal_count(enum journal_event event)
{
    struct journal_row *rows;
    size_t n;
    struct journal_filter f = {.has_event = true, .event = event};
    must(journal_list(t.bank, &f, a, &rows, &n, &t.ctx));
    return n;
}

#endif
