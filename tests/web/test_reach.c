/* Whom an employee at several schools and a mentor meet: on the lists, in a search, on the start
 * page, through the real dispatch. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bank/compartment.h"
#include "bank/opening.h"
#include "base/log.h"
#include "school/inquiry.h"
#include "school/pupil_group.h"
#include "school/school_register.h"
#include "school/series_store.h"
#include "support/test_people.h"
#include "team/case.h"
#include "web/app.h"
#include "web/dispatch.h"
#include "web/session.h"

static struct test_bank t;
static struct app *app;
static struct arena *a;
static struct law_rules *rules;
static struct person_id at_ek, at_norr, at_syd, classmate;
static struct staff_id kurator, mentor, other_mentor, chief;
static struct pupil_group_id class_8b, class_8c;

static void must(enum err e)
{
    test_bank_must(e, &t.ctx, "must");
}

static struct date day(int y, int m, int d)
{
    struct date out = {0};
    assert_true(date_from_ymd(y, m, d, &out));
    return out;
}

/* Half of the school days of an autumn absent, so that every limit is passed. */
static void put_days(struct person_id who)
{
    struct series_change changes[60];
    struct date at = day(2025, 8, 18);
    bool changed;
    for (unsigned n = 0; n < 60; at.days++) {
        if (date_weekday(at) <= 5) {
            changes[n] = (struct series_change){at, {300, n % 2 == 0 ? 300 : 0, 0}};
            n++;
        }
    }
    must(series_put(t.bank, who, changes, 60, &changed, &t.ctx));
}

static struct person_id pupil(unsigned i, const char *family_name, int64_t school)
{
    struct person_id id = register_pupil(&t, i, school, day(2025, 8, 1), PROTECTION_NONE);
    struct person_input in = {.identity = {.has_civic = true, .civic = data_civic(i)}};
    enum person_change change;
    snprintf(in.identity.given_name, sizeof in.identity.given_name, "Alva");
    snprintf(in.identity.family_name, sizeof in.identity.family_name, "%s", family_name);
    must(person_put(t.bank, &in, &id, &change, &t.ctx));
    put_days(id);
    return id;
}

static struct relation_id relate(struct staff_id who, enum relation_kind kind, const char *unit,
                                 int64_t object, int from, int to)
{
    struct relation_id id;
    struct staff_relation r = {.staff = who,
                               .kind = kind,
                               .object = object,
                               .from = {date_today().days + from},
                               .to = {date_today().days + to}};
    snprintf(r.unit, sizeof r.unit, "%s", unit);
    must(relation_add(t.bank, &r, &t.actor, &id, &t.ctx));
    return id;
}

static struct pupil_group_id new_class(const char *name, struct person_id member)
{
    struct pupil_group g = {.from = day(2025, 8, 1), .to = DATE_OPEN};
    struct pupil_group_member m = {member, g.from, DATE_OPEN};
    enum person_change change;
    snprintf(g.unit, sizeof g.unit, "11111111");
    snprintf(g.name, sizeof g.name, "%s", name);
    snprintf(g.source_id, sizeof g.source_id, "%s", name);
    must(pupil_group_put(t.bank, &g, &change, &t.ctx));
    must(pupil_group_set_members(t.bank, g.id, &m, 1, &t.ctx));
    return g.id;
}

static void open_inquiry(struct person_id who, const char *unit)
{
    struct inquiry_id id;
    struct inquiry_opening o = {.person = who,
                                .unit = unit,
                                .responsible = kurator,
                                .on = date_today(),
                                .days = 10,
                                .report_days = 3};
    must(inquiry_open(t.bank, &t.actor, &o, &id, &t.ctx));
}

static void people(void)
{
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    register_school(&t, 1, "Ekskolan", "11111111");
    register_school(&t, 2, "Norrskolan", "22222222");
    register_school(&t, 3, "Sydskolan", "33333333");
    at_ek = pupil(0, "Ekberg", 1);
    classmate = pupil(1, "Ekblad", 1);
    at_norr = pupil(2, "Norrman", 2);
    at_syd = pupil(3, "Sydow", 3);
    class_8b = new_class("8B", at_ek);
    class_8c = new_class("8C", classmate);
    must(db_commit(bank_db(t.bank), &t.ctx));
    kurator = test_staff(&t, "Kim Kurator", ROLE_KURATOR, "11111111", true);
    mentor = test_staff(&t, "Mia Mentor", ROLE_MENTOR, "11111111", true);
    other_mentor = test_staff(&t, "Ove Mentor", ROLE_MENTOR, "11111111", true);
    chief = test_staff(&t, "Chris Chef", ROLE_ELEVHALSOCHEF, "", true);
    relate(kurator, RELATION_UNIT, "22222222", 0, -10, 10);
    relate(kurator, RELATION_UNIT, "33333333", 0, -10, -1); /* until yesterday */
    relate(mentor, RELATION_GROUP, "", class_8b.v, -10, 10);
    open_inquiry(at_ek, "11111111");
    open_inquiry(at_norr, "22222222");
    open_inquiry(at_syd, "33333333");
}

static void digest(const void *text, size_t n, char out[LAW_VERSION_TEXT])
{
    (void)text;
    snprintf(out, LAW_VERSION_TEXT, "%zu", n);
}

static int setup(void **state)
{
    (void)state;
    struct err_ctx ctx;
    t = test_bank_make(BANK_SCHOOL);
    a = arena_new((size_t)256 << 20);
    people();
    must(law_load(SOURCE_DIR "/rules", digest, &rules, &t.ctx));
    struct app_options o = {
        .bank = t.bank, .rules = rules, .address = "127.0.0.1", .port = 0, .handles = 1};
    return app_start(&o, &app, &ctx) == ERR_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    app_stop(app);
    law_free(rules);
    arena_free(a);
    test_bank_remove(&t);
    return 0;
}

/* The page as the employee gets it; the status in *status. A form has two pairs, the second perhaps
 * without a name; a question one. */
static const char *ask(struct staff_id who, enum http_method method, const char *path,
                       const struct http_pair *pair, int *status)
{
    char value[SESSION_COOKIE_TEXT], token[FORM_TOKEN_TEXT];
    struct session session;
    struct staff s;
    must(staff_read(t.bank, who, &s, &t.ctx));
    struct session_opening o = {.kind = SESSION_STAFF, .staff = who, .role = s.role};
    must(session_new(t.bank, &o, value, &t.ctx));
    must(session_find(t.bank, value, &session, &t.ctx));
    session_form_token(t.bank, &session, token);
    bool post = method == HTTP_POST;
    struct http_pair form[3] = {{"csrf_token", token},
                                pair != NULL ? pair[0] : (struct http_pair){0},
                                post && pair != NULL ? pair[1] : (struct http_pair){0}};
    struct http_request in = {.method = method,
                              .path = path,
                              .query = post ? NULL : pair,
                              .query_count = post || pair == NULL ? 0 : 1,
                              .form = post ? form : NULL,
                              .form_count = !post                  ? 0
                                            : form[2].name != NULL ? 3
                                                                   : 2,
                              .cookie = arena_printf(a, "%s=%s", app_cookie_name(app), value),
                              .host = "localhost",
                              .sec_fetch_site = "same-origin",
                              .from_loopback = true,
                              .arena = a};
    struct http_response out = {.status = 200};
    buf_init(&out.body, (size_t)4 << 20);
    dispatch(app, &in, &out);
    const char *body = out.body.len > 0 ? arena_strndup(a, out.body.text, out.body.len) : "";
    buf_free(&out.body);
    *status = out.status;
    return body;
}

static const char *get(struct staff_id who, const char *path)
{
    int status;
    const char *body = ask(who, HTTP_GET, path, NULL, &status);
    assert_int_equal(status, 200);
    return body;
}

static int status_of(struct staff_id who, const char *fmt, struct person_id id)
{
    int status;
    (void)ask(who, HTTP_GET, arena_printf(a, "/pupil/%lld%s", (long long)id.v, fmt), NULL, &status);
    return status;
}

static const char *signals(struct staff_id who)
{
    int status;
    struct http_pair at = {"at", "2025-11-07"};
    const char *body = ask(who, HTTP_GET, "/signals", &at, &status);
    assert_int_equal(status, 200);
    return body;
}

static const char *search(struct staff_id who, const char *text)
{
    int status;
    const struct http_pair q[2] = {{"what", text}, {NULL, NULL}};
    const char *body = ask(who, HTTP_POST, "/search", q, &status);
    assert_int_equal(status, 200);
    return body;
}

static void has(const char *body, const char *text)
{
    if (strstr(body, text) == NULL) {
        fail_msg("\"%s\" is not on the page", text);
    }
}

static void lacks(const char *body, const char *text)
{
    if (strstr(body, text) != NULL) {
        fail_msg("\"%s\" is on the page", text);
    }
}

static void the_signals_of_every_school_with_its_name(void **state)
{
    (void)state;
    const char *body = signals(kurator);
    has(body, "Alva Ekberg");
    has(body, "Alva Ekblad");
    has(body, "Alva Norrman");
    lacks(body, "Sydow"); /* the relation ended yesterday */
    has(body, "Ekskolan, Norrskolan. ");
    has(body, "Norrskolan, årskurs 7");
    has(body, "Räknat bland 3 inskrivna elever");
    has(body, "<option value=\"22222222\"");
    lacks(body, "<option value=\"33333333\"");
    body = signals(chief);
    has(body, "Alva Sydow");
    has(body, "Alla skolor. ");
}

static void a_school_that_is_not_the_own_is_as_one_that_is_not_there(void **state)
{
    (void)state;
    int own, foreign, absent;
    struct http_pair at_own = {"school", "22222222"}, at_foreign = {"school", "33333333"},
                     at_none = {"school", "99999999"};
    (void)ask(kurator, HTTP_GET, "/signals", &at_own, &own);
    const char *x = ask(kurator, HTTP_GET, "/signals", &at_foreign, &foreign),
               *y = ask(kurator, HTTP_GET, "/signals", &at_none, &absent);
    assert_int_equal(own, 200);
    assert_int_equal(foreign, 404);
    assert_int_equal(foreign, absent);
    assert_int_equal(strlen(x), strlen(y)); /* tokens aside, the same words */
    has(x, "Sidan finns inte");
    has(y, "Sidan finns inte");
}

static void the_inquiries_and_the_start_page_too(void **state)
{
    (void)state;
    const char *body = get(kurator, "/inquiries");
    has(body, "Alva Ekberg");
    has(body, "Alva Norrman");
    lacks(body, "Sydow");
    has(body, "<td>Norrskolan</td>");
    body = get(kurator, "/");
    has(body, "Alva Norrman");
    has(body, "Norrskolan. Utredning av frånvaro");
    has(body, "Ekskolan. Utredning av frånvaro");
    lacks(body, "Sydow");
}

static void one_school_needs_no_column(void **state)
{
    (void)state;
    struct staff_id rektor = test_staff(&t, "Rut Rektor", ROLE_REKTOR, "11111111", true);
    const char *body = get(rektor, "/inquiries");
    has(body, "Alva Ekberg");
    lacks(body, "Norrman");
    lacks(body, ">Skola</th>");
    body = signals(rektor);
    has(body, "Ekskolan. ");
    has(body, "Räknat bland 2 inskrivna elever");
    lacks(body, "Ekskolan, årskurs");
}

static void a_mentor_meets_the_own_pupils_alone(void **state)
{
    (void)state;
    const char *body = signals(mentor);
    has(body, "Alva Ekberg");
    lacks(body, "Ekblad");
    lacks(body, "Norrman");
    has(body, "Dina grupper: 8B. ");
    has(body, "Räknat bland 1 inskrivna elever");
    body = search(mentor, "Alva");
    has(body, "Ekberg");
    lacks(body, "Ekblad");
    lacks(body, "Norrman");
    assert_int_equal(status_of(mentor, "", at_ek), 200);
    assert_int_equal(status_of(mentor, "/absence", at_ek), 200);
    assert_int_equal(status_of(mentor, "/follow-up", at_ek), 200);
    assert_int_equal(status_of(mentor, "", classmate), 404);
    assert_int_equal(status_of(mentor, "/absence", classmate), 404);
    assert_int_equal(status_of(mentor, "/follow-up", classmate), 404);
    body = get(mentor, arena_printf(a, "/pupil/%lld/absence", (long long)at_ek.v));
    has(body, "du är mentor för klass 8B, Ekskolan, från och med");
    body = signals(other_mentor);
    lacks(body, "Alva");
    has(body, "Du är inte mentor för någon grupp");
    has(body, "Räknat bland 0 inskrivna elever");
}

static void whoever_asks_who_can_see_is_told_of_the_mentor_and_of_no_other(void **state)
{
    (void)state;
    const char *body = get(kurator, arena_printf(a, "/pupil/%lld/access", (long long)at_ek.v));
    has(body, "Mia Mentor");
    has(body, "är mentor för klass 8B");
    lacks(body, "Ove Mentor");
}

static void it_ends_with_the_membership_the_group_and_the_relation(void **state)
{
    (void)state;
    struct pupil_group_member m = {at_ek, day(2025, 8, 1), {date_today().days - 1}};
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    must(pupil_group_set_members(t.bank, class_8b, &m, 1, &t.ctx));
    must(db_commit(bank_db(t.bank), &t.ctx));
    assert_int_equal(status_of(mentor, "", at_ek), 404);
    lacks(signals(mentor), "Ekberg");
    m.to = DATE_OPEN;
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    must(pupil_group_set_members(t.bank, class_8b, &m, 1, &t.ctx));
    must(db_commit(bank_db(t.bank), &t.ctx));
    assert_int_equal(status_of(mentor, "", at_ek), 200);
    must(db_begin(bank_db(t.bank), DB_WRITE, &t.ctx));
    must(pupil_group_end(t.bank, class_8b, &t.ctx));
    must(db_commit(bank_db(t.bank), &t.ctx));
    assert_int_equal(status_of(mentor, "", at_ek), 404);
    lacks(signals(mentor), "Ekberg");
    struct relation_id id = relate(mentor, RELATION_GROUP, "", class_8c.v, 0, 0);
    assert_int_equal(status_of(mentor, "", classmate), 200);
    must(relation_end(t.bank, id, &t.actor, &t.ctx));
    assert_int_equal(status_of(mentor, "", classmate), 404);
    lacks(signals(mentor), "Ekblad");
}

static int give(struct staff_id admin, struct staff_id to, const char *what)
{
    int status;
    const struct http_pair form[2] = {{"what", what}, {NULL, NULL}};
    (void)ask(admin, HTTP_POST, arena_printf(a, "/staff/%lld/relation", (long long)to.v), form,
              &status);
    return status;
}

static void an_administrator_makes_a_mentor_by_hand_and_sees_no_pupil(void **state)
{
    (void)state;
    struct staff_id admin = test_staff(&t, "Ada Admin", ROLE_ADMINISTRATOR, "", true);
    const char *group = arena_printf(a, "group:%lld", (long long)class_8c.v);
    const char *page = get(admin, arena_printf(a, "/staff/%lld", (long long)other_mentor.v));
    has(page, group);
    has(page, "Mentor för: klass 8C, Ekskolan");
    lacks(page, "Alva");
    assert_int_equal(status_of(other_mentor, "", classmate), 404);
    assert_int_equal(give(admin, other_mentor, "group:999"),
                     200); /* the form again, with its fault */
    assert_int_equal(give(admin, other_mentor, group), 303);
    assert_int_equal(give(admin, other_mentor, group), 200); /* has it already */
    assert_int_equal(status_of(other_mentor, "", classmate), 200);
    assert_int_equal(status_of(other_mentor, "", at_ek), 404);
    /* nobody else has use for a class, and a kurator is offered none */
    lacks(get(admin, arena_printf(a, "/staff/%lld", (long long)kurator.v)), "group:");
}

/* ---- a new case ---- */

static const char *unit_of_new_case(struct staff_id who, struct person_id pupil)
{
    int status;
    struct team_case *list;
    size_t count;
    struct case_filter f = {.person = pupil, .responsible = who};
    const struct http_pair reason[2] = {{"reason", "truancy"}, {NULL, NULL}};
    (void)ask(who, HTTP_POST, arena_printf(a, "/pupil/%lld/case", (long long)pupil.v), reason,
              &status);
    assert_int_equal(status, 303);
    must(case_list(t.bank, &f, a, &list, &count, &t.ctx));
    assert_int_equal(count, 1);
    return list[0].unit;
}

static void a_new_case_belongs_to_the_pupils_school(void **state)
{
    (void)state;
    assert_string_equal(unit_of_new_case(kurator, at_norr), "22222222");
    assert_string_equal(unit_of_new_case(kurator, at_ek), "11111111");
    assert_string_equal(unit_of_new_case(chief, at_syd), "33333333"); /* has no unit of the own */
}

/* ---- closing a case in an emergency ---- */

static struct case_id open_case(struct person_id who, struct staff_id responsible)
{
    struct case_id id;
    struct case_opening o = {.person = who,
                             .responsible = responsible,
                             .reason = CASE_REASON_ABSENCE,
                             .opened = date_today()};
    must(case_open(t.bank, &t.actor, &o, &id, &t.ctx));
    return id;
}

static bool is_closed(struct case_id id)
{
    struct team_case c;
    must(case_get(t.bank, id, &c, &t.ctx));
    return c.closed;
}

/* A filled in form, as somebody would send it. */
static int close_case(struct staff_id who, struct case_id id)
{
    int status;
    char day[DATE_TEXT];
    const struct http_pair form[2] = {{"reason", "goal-reached"},
                                      {"on", date_format(date_today(), day)}};
    (void)ask(who, HTTP_POST, arena_printf(a, "/case/%lld/close", (long long)id.v), form, &status);
    return status;
}

static void an_emergency_lets_read_a_case_and_not_close_it(void **state)
{
    (void)state;
    struct staff_id helper = test_staff(&t, "Hedda Hjälpare", ROLE_KURATOR, "11111111", true),
                    owner = test_staff(&t, "Olle Kurator", ROLE_KURATOR, "44444444", true);
    struct case_id id = open_case(at_syd, owner);
    struct actor as_helper = actor_staff(helper);
    struct opening o;
    int status;
    const char *path = arena_printf(a, "/case/%lld", (long long)id.v);
    (void)ask(helper, HTTP_GET, path, NULL, &status);
    assert_int_equal(status, 404);
    must(opening_ask(t.bank, &as_helper, at_syd, "Eleven vågar inte gå hem i dag.", &o, &t.ctx));
    (void)ask(helper, HTTP_GET, path, NULL, &status);
    assert_int_equal(status, 200);
    assert_int_equal(close_case(helper, id), 404);
    assert_false(is_closed(id));
    /* Who has the case may close it all the same, and the opening is read until its time is out. */
    assert_int_equal(close_case(owner, id), 303);
    assert_true(is_closed(id));
    (void)ask(helper, HTTP_GET, path, NULL, &status);
    assert_int_equal(status, 200);
    must(opening_read(t.bank, o.id, &o, &t.ctx));
    assert_int_equal(o.review, OPENING_NOT_REVIEWED);
    assert_int_equal(o.reviewed.ms, 0);
}

/* What the student health's nurse has made is not changed by a kurator who is a member of it. */
static void a_form_does_not_reach_into_another_compartment(void **state)
{
    (void)state;
    struct staff_id nurse = test_staff(&t, "Nils Nurse", ROLE_KURATOR, "22222222", true),
                    member = test_staff(&t, "Meja Medlem", ROLE_KURATOR, "11111111", true);
    (void)relate(nurse, RELATION_COMPARTMENT, "", COMPARTMENT_EMI, 0, 10);
    struct case_id id = open_case(classmate, nurse);
    (void)relate(member, RELATION_CASE, "", id.v, 0, 10);
    assert_int_equal(close_case(member, id), 404);
    assert_false(is_closed(id));
    assert_int_equal(close_case(nurse, id), 303);
    assert_true(is_closed(id));
}

int main(void)
{
    log_set_level(LOG_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_signals_of_every_school_with_its_name),
        cmocka_unit_test(a_school_that_is_not_the_own_is_as_one_that_is_not_there),
        cmocka_unit_test(the_inquiries_and_the_start_page_too),
        cmocka_unit_test(one_school_needs_no_column),
        cmocka_unit_test(a_mentor_meets_the_own_pupils_alone),
        cmocka_unit_test(whoever_asks_who_can_see_is_told_of_the_mentor_and_of_no_other),
        cmocka_unit_test(it_ends_with_the_membership_the_group_and_the_relation),
        cmocka_unit_test(an_administrator_makes_a_mentor_by_hand_and_sees_no_pupil),
        cmocka_unit_test(a_new_case_belongs_to_the_pupils_school),
        cmocka_unit_test(an_emergency_lets_read_a_case_and_not_close_it),
        cmocka_unit_test(a_form_does_not_reach_into_another_compartment),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
