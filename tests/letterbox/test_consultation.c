/* Consultations without identity, over two banks. */
#include "letterbox/consultation.h"
#include "world.h"

static struct staff_id at_school, at_social;

static const struct consultation_question question = {
    .age = CONSULT_13_15,
    .worry = "Eleven är borta två av fem dagar. Hemma är det bråk.",
    .tried = "Samtal med kurator och möte med föräldrarna.",
    .question = "Kan ni erbjuda något innan det blir en anmälan?",
    .protection = LAW_PROTECTION_NONE};
static const char *const why = "Det finns många elever med samma läge på skolan.";

static int setup(void **state)
{
    int e = world_setup(state);
    at_school = test_staff(&w.school, "Karin", ROLE_KURATOR, "100", true);
    at_social = test_staff(&w.social, "Sami", ROLE_SKOLSOCIONOM, "Norr", true);
    return e;
}

static struct consultation_id ask(void)
{
    struct actor actor = actor_staff(at_school);
    struct consultation_id id;
    must(consultation_ask(w.school.bank, w.rules, &actor, w.social_at_school, &question, why, &id,
                          &w.ctx));
    return id;
}

static struct consultation newest(struct test_bank *t, struct staff_id staff)
{
    struct actor actor = actor_staff(staff);
    struct consultation *list;
    size_t count;
    must(consultation_list(t->bank, &actor, false, w.a, &list, &count, &w.ctx));
    assert_true(count > 0);
    return list[0];
}

static void advice_is_asked_and_given_and_names_nobody(void **state)
{
    (void)state;
    struct consultation_id id = ask();
    (void)deliver_to_social();
    struct consultation there = newest(&w.social, at_social);
    assert_true(there.incoming);
    assert_string_equal(there.q.worry, question.worry);
    assert_int_equal(there.q.age, CONSULT_13_15);
    assert_null(there.why); /* the sender's assessment stays with the sender */
    assert_null(there.answer);

    struct actor actor = actor_staff(at_social);
    must(consultation_answer(w.social.bank, w.rules, &actor, there.id, "Ring vårt öppna stöd.", why,
                             &w.ctx));
    assert_int_equal(
        consultation_answer(w.social.bank, w.rules, &actor, there.id, "En gång till.", why, &w.ctx),
        ERR_CONFLICT);
    (void)deliver_to_school();
    struct consultation here;
    actor = actor_staff(at_school);
    must(consultation_read(w.school.bank, &actor, id, w.a, &here, &w.ctx));
    assert_string_equal(here.answer, "Ring vårt öppna stöd.");
    assert_string_equal(here.why, why);
    assert_int_not_equal(here.answered_at.ms, 0);
    assert_string_equal(here.unit, "100");
}

static void nothing_leaves_without_a_written_assessment(void **state)
{
    (void)state;
    struct actor actor = actor_staff(at_school);
    struct consultation_id id;
    assert_int_equal(consultation_ask(w.school.bank, w.rules, &actor, w.social_at_school, &question,
                                      "nej", &id, &w.ctx),
                     ERR_INVALID);
    assert_int_equal(consultation_ask(w.school.bank, w.rules, &actor, w.social_at_school, &question,
                                      NULL, &id, &w.ctx),
                     ERR_INVALID);
    struct consultation_question empty = question;
    empty.worry = " ";
    assert_int_equal(consultation_ask(w.school.bank, w.rules, &actor, w.social_at_school, &empty,
                                      why, &id, &w.ctx),
                     ERR_INVALID);
    assert_int_equal(consultation_ask(w.school.bank, w.rules, &actor, (struct peer_id){99},
                                      &question, why, &id, &w.ctx),
                     ERR_NOT_FOUND);
    assert_int_equal(id.v, 0);
}

static void the_law_decides_on_the_assessment(void **state)
{
    (void)state;
    struct law_decision d;
    must(consultation_decide(w.school.bank, w.rules, w.social_at_school, LAW_PROTECTION_NONE,
                             LAW_MET, w.a, &d, &w.ctx));
    assert_true(law_passes(&d));
    must(consultation_decide(w.school.bank, w.rules, w.social_at_school, LAW_PROTECTION_NONE,
                             LAW_NOT_ASSESSED, w.a, &d, &w.ctx));
    assert_int_equal(d.outcome, LAW_MAY);
    must(consultation_decide(w.school.bank, w.rules, w.social_at_school, LAW_PROTECTION_NONE,
                             LAW_NOT_MET, w.a, &d, &w.ctx));
    assert_int_equal(d.outcome, LAW_DENY);
    must(consultation_decide(w.school.bank, w.rules, w.social_at_school, LAW_PROTECTION_MARKED,
                             LAW_MET, w.a, &d, &w.ctx));
    assert_int_equal(d.outcome, LAW_DENY);
}

static void only_what_has_come_in_is_answered(void **state)
{
    (void)state;
    struct actor actor = actor_staff(at_school);
    struct consultation_id id = ask();
    assert_int_equal(
        consultation_answer(w.school.bank, w.rules, &actor, id, "Till mig själv.", why, &w.ctx),
        ERR_NOT_FOUND);
    struct consultation c;
    assert_int_equal(
        consultation_read(w.school.bank, &actor, (struct consultation_id){999}, w.a, &c, &w.ctx),
        ERR_NOT_FOUND);
}

static void a_body_with_more_in_it_is_refused(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "{\"ground\":{\"grounds\":[\"OSL "
        "3:1\"],\"rules\":[],\"decided\":\"2026-11-01\",\"purpose\":"
        "\"support\"},\"civic_no\":\"201401012388\",\"item\":{\"age\":\"6-9\",\"worry\":\"a\","
        "\"tried\":\"b\",\"question\":\"c\"}}",
        "{\"ground\":{\"grounds\":[\"OSL "
        "3:1\"],\"rules\":[],\"decided\":\"2026-11-01\",\"purpose\":"
        "\"support\"},\"item\":{\"age\":\"7\",\"worry\":\"a\",\"tried\":\"b\",\"question\":\"c\"}}",
        "{\"item\":{\"age\":\"6-9\",\"worry\":\"a\",\"tried\":\"b\",\"question\":\"c\"}}",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        struct content c;
        struct blob body = {(const uint8_t *)bodies[i], strlen(bodies[i])};
        assert_int_equal(content_parse(LETTER_CONSULTATION, body, w.a, &c, &w.ctx), ERR_INVALID);
        content_free(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(advice_is_asked_and_given_and_names_nobody),
        cmocka_unit_test(nothing_leaves_without_a_written_assessment),
        cmocka_unit_test(the_law_decides_on_the_assessment),
        cmocka_unit_test(only_what_has_come_in_is_answered),
        cmocka_unit_test(a_body_with_more_in_it_is_refused),
    };
    return cmocka_run_group_tests(tests, setup, world_teardown);
}
