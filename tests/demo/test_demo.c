#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/json.h"
#include "base/mem.h"
#include "demo/demo.h"

static const struct demo_options options = {.pupils = 400, .seed = 6, .end = {20779}};
static char dir[64], twin[64];
static struct demo_summary summary;

static const char *const files[] = {
    "school/ss12000/organisations-001.json",
    "school/ss12000/persons-001.json",
    "school/ss12000/persons-002.json",
    "school/ss12000/groups-001.json",
    "school/ss12000/duties-001.json",
    "school/attendance-2025.csv",
    "school/attendance-2026.csv",
    "school/cases.csv",
    "school/staff.csv",
    "school/protected.csv",
    "school/consents.csv",
    "independent/ss12000/organisations-001.json",
    "independent/ss12000/persons-001.json",
    "independent/ss12000/groups-001.json",
    "independent/ss12000/duties-001.json",
    "independent/attendance-2025.csv",
    "independent/attendance-2026.csv",
    "independent/cases.csv",
    "independent/staff.csv",
    "independent/protected.csv",
    "independent/consents.csv",
    "social/interventions.csv",
    "social/cases.csv",
    "social/staff.csv",
    "social/consents.csv",
    "truth.json",
    "truth.csv",
};
enum { FILES = sizeof files / sizeof files[0] };

static FILE *open_file(const char *folder, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    return f;
}

static int make_both(void **state)
{
    (void)state;
    struct err_ctx ctx;
    struct demo_summary second;
    json_setup();
    snprintf(dir, sizeof dir, "/tmp/brygga-demo-XXXXXX");
    snprintf(twin, sizeof twin, "/tmp/brygga-demo-XXXXXX");
    assert_non_null(mkdtemp(dir));
    assert_non_null(mkdtemp(twin));
    assert_int_equal(demo_write(dir, &options, &summary, &ctx), ERR_OK);
    assert_int_equal(demo_write(twin, &options, &second, &ctx), ERR_OK);
    return 0;
}

static int remove_both(void **state)
{
    (void)state;
    static const char *const folders[] = {
        "school/ss12000", "independent/ss12000", "school", "independent", "social", ""};
    for (int twice = 0; twice < 2; twice++) {
        char path[256];
        const char *top = twice ? twin : dir;
        for (size_t i = 0; i < FILES; i++) {
            snprintf(path, sizeof path, "%s/%s", top, files[i]);
            unlink(path);
        }
        for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
            snprintf(path, sizeof path, "%s/%s", top, folders[i]);
            rmdir(path);
        }
        assert_int_not_equal(access(top, F_OK), 0); /* no other file was written */
    }
    return 0;
}

static void the_same_options_give_identical_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < FILES; i++) {
        FILE *a = open_file(dir, files[i]), *b = open_file(twin, files[i]);
        int x, y;
        size_t n = 0;
        do {
            x = getc(a);
            y = getc(b);
            assert_int_equal(x, y);
            n++;
        } while (x != EOF);
        assert_true(n > 20); /* the header at least */
        fclose(a);
        fclose(b);
    }
}

static void a_folder_with_something_in_it_is_left_alone(void **state)
{
    (void)state;
    struct err_ctx ctx;
    struct demo_summary s;
    assert_int_equal(demo_write(dir, &options, &s, &ctx), ERR_CONFLICT);
    struct demo_options many = options;
    many.pupils = DEMO_MAX_PUPILS + 1;
    assert_int_equal(demo_write("/tmp", &many, &s, &ctx), ERR_LIMIT);
}

static void pages_have_the_fields_of_the_standard(void **state)
{
    (void)state;
    size_t pupils = 0, guardians = 0, marked = 0, mentors = 0;
    for (size_t i = 1; i <= 2; i++) {
        char path[256];
        struct err_ctx ctx;
        json_t *page, *person;
        size_t k;
        snprintf(path, sizeof path, "%s/%s", dir, files[i]);
        assert_int_equal(json_read_file(path, 1 << 24, &page, &ctx), ERR_OK);
        assert_true(json_object_get(page, "pageToken") != NULL);
        assert_int_equal(json_is_null(json_object_get(page, "pageToken")), i == 2);
        json_array_foreach(json_object_get(page, "data"), k, person)
        {
            const json_t *enrolments = json_object_get(person, "enrolments"), *enrolment;
            size_t m;
            assert_int_equal(strlen(json_text(person, "id")), 36);
            assert_non_null(json_text(person, "givenName"));
            if (json_object_get(person, "eduPersonPrincipalNames") != NULL) {
                assert_null(json_object_get(person, "civicNo")); /* nobody needs it */
                mentors++;
                continue;
            }
            assert_int_equal(strlen(json_text(json_object_get(person, "civicNo"), "value")), 12);
            marked += strcmp(json_text(person, "securityMarking"), "Ingen") != 0;
            json_array_foreach(enrolments, m, enrolment)
            {
                assert_int_equal(strlen(json_text(json_object_get(enrolment, "enroledAt"), "id")),
                                 36);
                assert_non_null(json_text(enrolment, "schoolType"));
                assert_non_null(json_text(enrolment, "startDate"));
            }
            if (enrolments != NULL) {
                assert_true(json_array_size(enrolments) > 0);
                assert_true(json_array_size(json_object_get(person, "responsibles")) > 0);
                pupils++;
            } else {
                guardians++;
            }
        }
        json_decref(page);
    }
    assert_true(mentors >= 3); /* one a school */
    assert_in_range(pupils, 300, 400);
    assert_in_range(guardians, 300, 600);
    assert_true(marked >= 6); /* three households with at least one guardian each */
}

static json_t *data_of(const char *name)
{
    char path[256];
    struct err_ctx ctx;
    json_t *page;
    snprintf(path, sizeof path, "%s/school/ss12000/%s-001.json", dir, name);
    assert_int_equal(json_read_file(path, 1 << 24, &page, &ctx), ERR_OK);
    json_t *data = json_incref(json_object_get(page, "data"));
    json_decref(page);
    return data;
}

static const json_t *with_id(const json_t *list, const char *id)
{
    size_t k;
    const json_t *o;
    json_array_foreach(list, k, o)
    {
        if (strcmp(json_text(o, "id"), id) == 0) {
            return o;
        }
    }
    return NULL;
}

static void every_mentor_has_classes_with_pupils(void **state)
{
    (void)state;
    json_t *groups = data_of("groups"), *duties = data_of("duties"), *persons = data_of("persons");
    size_t k, m, given = 0, found = 0;
    const json_t *duty, *role;
    json_array_foreach(duties, k, duty)
    {
        assert_int_equal(strlen(json_text(json_object_get(duty, "dutyAt"), "id")), 36);
        json_array_foreach(json_object_get(duty, "assignmentRole"), m, role)
        {
            const json_t *group = with_id(groups, json_text(json_object_get(role, "group"), "id"));
            assert_non_null(group);
            assert_string_equal(json_text(role, "assignmentRoleType"), "Mentor");
            assert_string_equal(json_text(group, "groupType"), "Klass");
            const json_t *members = json_object_get(group, "groupMemberships");
            assert_true(json_array_size(members) > 0);
            const json_t *first = json_object_get(json_array_get(members, 0), "person");
            found += with_id(persons, json_text(first, "id")) != NULL;
            given++;
        }
    }
    assert_true(given >= 6);
    assert_true(found > 0); /* the others are on the second page */
    json_decref(groups);
    json_decref(duties);
    json_decref(persons);
}

/* Absent and offered minutes by week of one pupil, read back from the attendance files. */
struct weeks {
    double offered[200], absent[200];
    int first;
};

static void read_weeks(const char *civic_no, int first_week, struct weeks *w)
{
    static const struct csv_column columns[] = {{"civic_no", true},
                                                {"date", true},
                                                {"offered_minutes", true},
                                                {"valid_absence_minutes", true},
                                                {"invalid_absence_minutes", true}};
    memset(w, 0, sizeof *w);
    w->first = first_week;
    for (size_t i = 0; i < FILES; i++) {
        if (strstr(files[i], "attendance") == NULL) {
            continue;
        }
        struct err_ctx ctx;
        struct csv *csv;
        FILE *f = open_file(dir, files[i]);
        assert_int_equal(csv_open(f, files[i], columns, 5, &csv, &ctx), ERR_OK);
        while (csv_next(csv) == CSV_ROW) {
            struct date d;
            if (strcmp(csv_field(csv, 0), civic_no) != 0) {
                continue;
            }
            assert_true(date_parse(csv_field(csv, 1), 10, &d));
            int at = (d.days + 3) / 7 - first_week;
            w->offered[at] += strtod(csv_field(csv, 2), NULL);
            w->absent[at] += strtod(csv_field(csv, 3), NULL) + strtod(csv_field(csv, 4), NULL);
        }
        csv_close(csv);
        fclose(f);
    }
}

static void the_truth_agrees_with_the_attendance_that_was_written(void **state)
{
    (void)state;
    static const struct csv_column columns[] = {{"civic_no", true},
                                                {"start_date", true},
                                                {"end_date", true},
                                                {"weeks_during", true},
                                                {"share_during", true}};
    struct err_ctx ctx;
    struct csv *csv;
    FILE *f = open_file(dir, "truth.csv");
    assert_int_equal(csv_open(f, "truth.csv", columns, 5, &csv, &ctx), ERR_OK);
    int checked = 0;
    while (checked < 4 && csv_next(csv) == CSV_ROW) {
        struct date start, end;
        struct weeks *w = mem_zalloc(1, sizeof *w);
        assert_true(date_parse(csv_field(csv, 1), 10, &start));
        assert_true(date_parse(csv_field(csv, 2), 10, &end));
        read_weeks(csv_field(csv, 0), (summary.first.days + 3) / 7, w);
        double sum = 0;
        int n = 0;
        for (int k = (start.days + 3) / 7; k <= (end.days + 3) / 7; k++) {
            if (w->offered[k - w->first] > 0) {
                sum += w->absent[k - w->first] / w->offered[k - w->first];
                n++;
            }
        }
        assert_int_equal(n, (int)strtol(csv_field(csv, 3), NULL, 10));
        assert_true(sum / n - strtod(csv_field(csv, 4), NULL) < 1e-5);
        assert_true(strtod(csv_field(csv, 4), NULL) - sum / n < 1e-5);
        free(w);
        checked++;
    }
    csv_close(csv);
    fclose(f);
    assert_int_equal(checked, 4);
}

static void rows_are_possible_lessons(void **state)
{
    (void)state;
    uint64_t rows = 0, absent = 0, offered = 0;
    for (size_t i = 0; i < FILES; i++) {
        if (strstr(files[i], "attendance") == NULL) {
            continue;
        }
        char line[128];
        FILE *f = open_file(dir, files[i]);
        assert_non_null(fgets(line, sizeof line, f));
        while (fgets(line, sizeof line, f) != NULL) {
            char civic_no[16], date[16];
            unsigned lesson, o, v, x;
            assert_int_equal(sscanf(line, "%12[0-9TF],%10[0-9-],%u,%u,%u,%u", civic_no, date,
                                    &lesson, &o, &v, &x),
                             6);
            assert_in_range(lesson, 1, 8);
            assert_in_range(o, 30, 90);
            assert_true(v + x <= o);
            rows++;
            offered += o;
            absent += v + x;
        }
        fclose(f);
    }
    assert_true(rows == summary.attendance_rows);
    double share = (double)absent / (double)offered;
    assert_true(share > 0.04 && share < 0.12); /* as in Swedish schools */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_options_give_identical_files),
        cmocka_unit_test(a_folder_with_something_in_it_is_left_alone),
        cmocka_unit_test(pages_have_the_fields_of_the_standard),
        cmocka_unit_test(every_mentor_has_classes_with_pupils),
        cmocka_unit_test(the_truth_agrees_with_the_attendance_that_was_written),
        cmocka_unit_test(rows_are_possible_lessons),
    };
    return cmocka_run_group_tests(tests, make_both, remove_both);
}
