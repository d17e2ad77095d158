/*
 * The people of the access matrix: in a school bank and in a social bank one employee of every
 * role, and for every employee and every relation a person with a case, a consent and a sent
 * letter. Only tests hold two banks.
 */
#ifndef TESTS_WEB_MATRIX_WORLD_H
#define TESTS_WEB_MATRIX_WORLD_H

#include "bank/compartment.h"
#include "bank/opening.h"
#include "letterbox/consultation.h"
#include "letterbox/world.h"
#include "school/inquiry.h"
#include "school/pupil_group.h"
#include "school/register.h"
#include "sql_school.h"
#include "team/case_members.h"
#include "team/consent_request.h"
#include "team/insight.h"
#include "team/questionnaire.h"
#include "web/access.h"
#include "web/app.h"
#include "web/session.h"

/* Described in access_matrix.txt. */
enum column {
    COLUMN_NONE,
    COLUMN_UNIT,
    COLUMN_OTHER,
    COLUMN_OWN,
    COLUMN_MEMBER,
    COLUMN_TEAM,
    COLUMN_ENDED,
    COLUMN_FUTURE,
    COLUMN_WALLED,
    COLUMN_EMERGENCY,
    COLUMN_PROTECTED,
    COLUMN_MENTORED,
    COLUMN_MENTORED_OTHER,
    COLUMN__MAX
};
static const char *const column_name[COLUMN__MAX] = {
    "none",   "unit",   "other",     "own",       "member",   "team",          "ended",
    "future", "walled", "emergency", "protected", "mentored", "mentored-other"};

struct subject {
    struct questionnaire_id questionnaire; /* asked of whoever is the pupil or guardian */
    struct person_id person;
    struct case_id case_id;
    struct consent_id consent;
    struct letter_id letter;
    struct consent_id own_consent;    /* as `consent`; with the guardian's own answer */
    struct consent_request_id asking; /* a consent that waits for the pupil and a guardian */
    struct opening opening;           /* the player's own, a colleague's or a stranger's */
    struct inquiry_id inquiry;        /* into absence; in a social bank a row that is not there */
    int64_t decision;                 /* that sent the letter */
    char name[40];                    /* the family name: found nowhere else */
};

/* Somebody who asks: an employee of one role, a pupil or guardian, or a visitor who has not signed
 * in. The pupil is the person of the own subject, the guardian has that person as a child. */
struct player {
    char name[24]; /* as in the matrix file */
    enum session_kind kind;
    enum role role;
    struct staff_id staff;
    struct person_id self;
    struct session session;
    char cookie[SESSION_COOKIE_TEXT + 40]; /* "" for a visitor */
    struct subject subjects[COLUMN__MAX];
};

struct side {
    struct test_bank *t;
    enum bank_kind kind;
    struct peer_id peer;
    const char *unit, *other_unit;
    struct staff_id colleague, stranger; /* of the own and of the other unit */
    struct team_id team;                 /* somebody's */
    struct staff_id nurse;               /* in the medical compartment; a school bank's */
    struct staff_id mentor;              /* of other classes at the own school */
    struct app *app;
    struct player players[ROLE__MAX + 4];
    size_t player_count;
    struct letter_id waiting;            /* in the inbox */
    struct consultation_id consultation; /* has come in */
};

static struct side sides[2];
static int people;

/* A number of the test series for the n:th day of 2010 and on. */
static inline void test_civic(int n, char out[13])
{
    char text[48];
    int year, month, day, sum = 0;
    struct date d;
    (void)date_from_ymd(2010, 1, 1, &d);
    date_to_ymd((struct date){d.days + n}, &year, &month, &day);
    snprintf(text, sizeof text, "%04d%02d%02d238", year, month, day);
    memcpy(out, text, 11);
    for (int i = 2; i < 11; i++) {
        int v = (out[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += v > 9 ? v - 9 : v;
    }
    out[11] = (char)('0' + (10 - sum % 10) % 10);
    out[12] = '\0';
}

/* Within a transaction. */
static inline struct person_id new_person(struct side *s, const char *family_name)
{
    char civic[13];
    struct person_input in = {.identity = {.has_civic = true, .given_name = "Test"}};
    enum person_change change;
    struct person_id id;
    test_civic(people++, civic);
    assert_int_equal(civic_parse(civic, 12, &in.identity.civic), CIVIC_OK);
    assert_true(civic_is_test(&in.identity.civic));
    snprintf(in.identity.family_name, sizeof in.identity.family_name, "%s", family_name);
    must(person_put(s->t->bank, &in, &id, &change, &w.ctx));
    return id;
}

static inline void new_school(struct side *s, int64_t id, const char *unit)
{
    must(sql_school_organisation_insert(
        bank_db(s->t->bank),
        &(struct sql_school_organisation_insert_in){.bank_id = bank_row_id(s->t->bank),
                                                    .organisation_id = id,
                                                    .source_id = unit,
                                                    .kind = ORGANISATION_UNIT,
                                                    .name = unit,
                                                    .school_unit_code = unit,
                                                    .organisation_number = "",
                                                    .municipality_code = ""},
        NULL, &w.ctx));
}

static inline void enrol(struct side *s, struct person_id person, int64_t school)
{
    must(sql_school_enrolment_insert(
        bank_db(s->t->bank),
        &(struct sql_school_enrolment_insert_in){.bank_id = bank_row_id(s->t->bank),
                                                 .enrolment_id = person.v,
                                                 .person_id = person.v,
                                                 .organisation_id = school,
                                                 .form = SCHOOL_FORM_GR,
                                                 .has_grade = true,
                                                 .grade = 8,
                                                 .start_date = {date_today().days - 100}},
        NULL, &w.ctx));
}

static inline struct letter_id new_letter(struct side *s, struct case_id case_id)
{
    char day[DATE_TEXT];
    date_format((struct date){date_today().days - 30}, day);
    struct letter_draft d = {.case_id = case_id,
                             .peer = s->peer,
                             .purpose = CONSENT_PURPOSE_FOLLOWUP,
                             .on = date_today()};
    struct letter_preview preview;
    struct letter_id id;
    d.kind = s->kind == BANK_SCHOOL ? LETTER_ATTENDANCE : LETTER_INTERVENTION;
    json_t *item = s->kind == BANK_SCHOOL
                       ? weeks(2, 100)
                       : json_pack("{s:[{s:s,s:s,s:s}]}", "interventions", "code", "samtalsstod",
                                   "level", "indikerad", "started", day);
    d.item = item;
    must(letter_send(s->t->bank, w.rules, &s->t->actor, &d, w.a, &id, &preview, &w.ctx));
    json_decref(item);
    return id;
}

static inline int64_t decision_of(struct side *s, struct letter_id id)
{
    struct letter_full full;
    must(letter_read(s->t->bank, &s->t->actor, id, w.a, &full, &w.ctx));
    json_decref(full.item);
    json_decref(full.decision);
    return full.decision_id;
}

/* A relation of the player's that holds on these days. */
static inline void relate(struct side *s, const struct player *p, enum relation_kind kind,
                          int64_t object, int from, int to)
{
    struct date today = date_today();
    struct relation_id id;
    struct staff_relation r = {.staff = p->staff,
                               .kind = kind,
                               .object = object,
                               .from = {today.days + from},
                               .to = {today.days + to}};
    must(relation_add(s->t->bank, &r, &s->t->actor, &id, &w.ctx));
}

static inline void team_with_case(struct side *s, const struct player *p, struct case_id id,
                                  int from, int to)
{
    struct team t = {.name = "Skolsocialt team"};
    struct team_id team;
    must(team_put(s->t->bank, &t, &s->t->actor, &team, &w.ctx));
    s->team = team;
    must(case_team_add(s->t->bank, &s->t->actor, id, team, DATE_OPEN, &w.ctx));
    relate(s, p, RELATION_TEAM, team.v, from, to);
}

/* A class of the person's, and who its mentor is: the player, or somebody else of the unit. Of the
 * same school, so that it is the group that decides. */
static inline void mentor_class(struct side *s, const struct player *p, enum column c,
                                const struct subject *x)
{
    struct pupil_group g = {
        .kind = PUPIL_GROUP_CLASS, .from = {date_today().days - 100}, .to = DATE_OPEN};
    enum person_change change;
    struct pupil_group_member m = {x->person, g.from, DATE_OPEN};
    snprintf(g.unit, sizeof g.unit, "%s", s->unit);
    snprintf(g.name, sizeof g.name, "8%c", c == COLUMN_MENTORED ? 'A' : 'B');
    snprintf(g.source_id, sizeof g.source_id, "%s", x->name);
    must(pupil_group_put(s->t->bank, &g, &change, &w.ctx));
    must(pupil_group_set_members(s->t->bank, g.id, &m, 1, &w.ctx));
    struct player other = {.staff = s->mentor};
    relate(s, c == COLUMN_MENTORED ? p : &other, RELATION_GROUP, g.id.v, -1, 1);
}

/* Somebody opens the person in an emergency; of protected people another one approves it. */
static inline void new_opening(struct side *s, const struct player *p, enum column c,
                               struct subject *x)
{
    bool mine = (c == COLUMN_EMERGENCY || c == COLUMN_PROTECTED) && p->staff.v != 0;
    struct actor by = actor_staff(mine ? p->staff : c == COLUMN_UNIT ? s->colleague : s->stranger);
    struct actor chief = actor_staff(s->colleague);
    if (c == COLUMN_PROTECTED) {
        must(person_set_protection(s->t->bank, x->person, PROTECTION_MARKED, &s->t->actor, &w.ctx));
    }
    must(opening_ask(s->t->bank, &by, x->person, "Barnet mår mycket dåligt just nu.", &x->opening,
                     &w.ctx));
    if (c == COLUMN_PROTECTED) {
        must(opening_approve(s->t->bank, &chief, x->opening.id, &w.ctx));
    }
}

/* What makes the column: how the player is tied to a person of another unit. */
static inline void tie(struct side *s, const struct player *p, enum column c,
                       const struct subject *x)
{
    if (p->staff.v == 0) {
        return;
    }
    if (c == COLUMN_MEMBER || c == COLUMN_WALLED || c == COLUMN_PROTECTED) {
        relate(s, p, RELATION_CASE, x->case_id.v, -1, 1);
    } else if (c == COLUMN_TEAM) {
        team_with_case(s, p, x->case_id, -1, 1);
    } else if (c == COLUMN_ENDED) {
        relate(s, p, RELATION_CASE, x->case_id.v, -30, -1);
        team_with_case(s, p, x->case_id, -30, -1);
    } else if (c == COLUMN_FUTURE) {
        relate(s, p, RELATION_CASE, x->case_id.v, 1, 30);
        team_with_case(s, p, x->case_id, 1, 30);
    } else if ((c == COLUMN_MENTORED || c == COLUMN_MENTORED_OTHER) && s->kind == BANK_SCHOOL) {
        mentor_class(s, p, c, x);
    }
}

/* Who opens the case. Nobody who works with children is in the medical compartment unless put
 * there, so that what the nurse makes is walled off. */
static inline struct staff_id opener(const struct side *s, const struct player *p, enum column c)
{
    bool mine = (c == COLUMN_OWN || c == COLUMN_PROTECTED) && p->staff.v != 0;
    return mine                                    ? p->staff
           : c == COLUMN_UNIT                      ? s->colleague
           : c == COLUMN_WALLED && s->nurse.v != 0 ? s->nurse
                                                   : s->stranger;
}

/* A consent that is asked of the pupil and of a guardian. */
static inline void new_asking(struct side *s, struct subject *x, struct person_id guardian)
{
    const struct actor *by = &s->t->actor;
    struct consent_request r;
    must(consent_request_new(s->t->bank, by, x->case_id, &x->asking, &w.ctx));
    must(consent_request_read(s->t->bank, by, x->asking, w.a, &r, &w.ctx));
    r.c = family_yes(x->person, x->case_id, s->peer);
    memset(r.c.replies, 0, sizeof r.c.replies);
    r.c.replies[CONSENT_GUARDIAN_1].person = guardian;
    r.asked = 1U << CONSENT_PUPIL | 1U << CONSENT_GUARDIAN_1;
    r.way = REQUEST_SIGN_IN;
    must(consent_request_save(s->t->bank, by, &r, &w.ctx));
    must(consent_request_ask(s->t->bank, by, x->asking, &w.ctx));
}

static inline void new_inquiry(struct side *s, struct subject *out)
{
    struct inquiry_opening o = {.person = out->person,
                                .unit = s->unit,
                                .responsible = s->colleague,
                                .on = date_today(),
                                .days = 10,
                                .report_days = 3};
    out->inquiry.v = 1;
    if (s->kind == BANK_SCHOOL) {
        must(inquiry_open(s->t->bank, &s->t->actor, &o, &out->inquiry, &w.ctx));
    }
}

static inline void new_subject(struct side *s, const struct player *p, enum column c,
                               struct subject *out)
{
    snprintf(out->name, sizeof out->name, "Q%d-%s-%s", (int)s->kind, p->name, column_name[c]);
    out->person = new_person(s, out->name);
    if (s->kind == BANK_SCHOOL && c != COLUMN_NONE) {
        bool own = c == COLUMN_UNIT || c == COLUMN_MENTORED || c == COLUMN_MENTORED_OTHER;
        enrol(s, out->person, own ? 1 : 2);
    }
    out->case_id = open_case(s->t, out->person, opener(s, p, c));
    struct consent_content content = family_yes(out->person, out->case_id, s->peer);
    must(consent_record(s->t->bank, &s->t->actor, &content, &out->consent, &w.ctx));
    out->own_consent = out->consent;
    out->letter = new_letter(s, out->case_id);
    new_asking(s, out, out->person);
    new_inquiry(s, out);
    out->decision = decision_of(s, out->letter);
    tie(s, p, c, out);
    new_opening(s, p, c, out);
}

/* A session, and the cookie of it as a browser sends it. */
static inline void sign_in(struct side *s, struct player *p)
{
    char value[SESSION_COOKIE_TEXT];
    struct session_opening o = {
        .kind = p->kind, .staff = p->staff, .role = p->role, .person = p->self};
    must(session_new(s->t->bank, &o, value, &w.ctx));
    must(session_find(s->t->bank, value, &p->session, &w.ctx));
    snprintf(p->cookie, sizeof p->cookie, "%s=%s", app_cookie_name(s->app), value);
    if (strcmp(p->name, "blocked-guardian") == 0) {
        p->session = (struct session){0}; /* not welcome: a visitor with an odd cookie */
    }
}

static inline void add_family(struct side *s, const char *name, enum session_kind kind)
{
    struct player *p = &s->players[s->player_count++];
    snprintf(p->name, sizeof p->name, "%s", name);
    p->kind = kind;
}

/* Who the pupil or guardian is, now that their subjects are there. */
static inline void new_self(struct side *s, struct player *p)
{
    struct person_id child = p->subjects[COLUMN_OWN].person;
    if (p->kind == SESSION_PUPIL) {
        p->self = child;
    } else if (p->kind == SESSION_GUARDIAN) {
        p->self = new_person(s, "Guardian");
        must(sql_school_guardian_insert(
            bank_db(s->t->bank),
            &(struct sql_school_guardian_insert_in){.bank_id = bank_row_id(s->t->bank),
                                                    .child_id = child.v,
                                                    .guardian_id = p->self.v,
                                                    .relation = GUARDIAN_CUSTODIAN},
            NULL, &w.ctx));
        must(person_expose(s->t->bank, p->self, child, &w.ctx));
        if (strcmp(p->name, "blocked-guardian") == 0) {
            struct guardian g = {.person = p->self, .child = child, .blocked = true};
            must(guardian_set(s->t->bank, &g, &s->t->actor, &w.ctx));
        }
    }
}

/* One question to the pupil or guardian of each subject; of staff's subjects to the pupil. */
static inline void new_questionnaires(struct side *s, const struct player *p, struct subject *x)
{
    static const char text[] =
        "instrument stege\n  version: 1\n  name.sv: Stege\n  respondents: pupil guardian\n"
        "  score: mean\n  direction: higher-is-better\n  range: 0..10\n  licence: fri\n"
        "item a\n  scale: 0..10\n  ask.pupil.sv: Hur?\n  ask.guardian.sv: Hur?\n"
        "  low.sv: lite\n  high.sv: mycket\n";
    bool added, guardian = p->kind == SESSION_GUARDIAN;
    size_t n;
    struct questionnaire_plan plan = {.case_id = x->case_id,
                                      .respondent =
                                          guardian ? RESPONDENT_GUARDIAN : RESPONDENT_PUPIL,
                                      .first = date_today()};
    must(instrument_add(s->t->bank, &s->t->actor, "stege", text, sizeof text - 1, &plan.instrument,
                        &added, &w.ctx));
    plan.respondent_id = guardian && x == &p->subjects[COLUMN_OWN] ? p->self : plan.respondent_id;
    must(questionnaire_plan(s->t->bank, &s->t->actor, &plan, &x->questionnaire, &n, &w.ctx));
}

static inline void people_of(struct side *s)
{
    s->colleague =
        test_staff(s->t, "Kim Kollega", s->kind == BANK_SCHOOL ? ROLE_KURATOR : ROLE_SKOLSOCIONOM,
                   s->unit, true);
    s->stranger =
        test_staff(s->t, "Sam Svensson", s->kind == BANK_SCHOOL ? ROLE_KURATOR : ROLE_SKOLSOCIONOM,
                   s->other_unit, true);
    if (s->kind == BANK_SCHOOL) {
        struct player nurse = {
            .staff = test_staff(s->t, "Sköterskan", ROLE_KURATOR, s->other_unit, true)};
        relate(s, &nurse, RELATION_COMPARTMENT, COMPARTMENT_EMI, 0, 1000);
        s->nurse = nurse.staff;
        s->mentor = test_staff(s->t, "Mentorn", ROLE_MENTOR, s->unit, true);
    }
    for (int r = 0; r < ROLE__MAX; r++) {
        if (role_in_kind((enum role)r, s->kind)) {
            struct player *p = &s->players[s->player_count++];
            snprintf(p->name, sizeof p->name, "%s", role_code[r]);
            p->kind = SESSION_STAFF;
            p->role = (enum role)r;
            p->staff = test_staff(s->t, role_code[r], (enum role)r, s->unit, true);
        }
    }
    add_family(s, "pupil", SESSION_PUPIL);
    add_family(s, "guardian", SESSION_GUARDIAN);
    add_family(s, "blocked-guardian", SESSION_GUARDIAN);
    snprintf(s->players[s->player_count++].name, sizeof s->players[0].name, "visitor");
    must(db_begin(bank_db(s->t->bank), DB_WRITE, &w.ctx));
    if (s->kind == BANK_SCHOOL) {
        new_school(s, 1, s->unit);
        new_school(s, 2, s->other_unit);
    }
    for (size_t i = 0; i < s->player_count; i++) {
        struct player *p = &s->players[i];
        for (int c = 0; c < COLUMN__MAX; c++) {
            new_subject(s, p, (enum column)c, &p->subjects[c]);
        }
        new_self(s, p);
        for (int c = 0; c < COLUMN__MAX; c++) {
            if (c == COLUMN_PROTECTED) { /* nothing is planned for such a person */
                p->subjects[c].questionnaire.v = 999999;
            } else {
                new_questionnaires(s, p, &p->subjects[c]);
            }
        }
        if (p->kind == SESSION_GUARDIAN) {
            struct subject *child = &p->subjects[COLUMN_OWN];
            new_asking(s, child, p->self);
            struct consent_content yes = family_yes(child->person, child->case_id, s->peer);
            yes.replies[CONSENT_GUARDIAN_1].person = p->self;
            must(consent_record(s->t->bank, &s->t->actor, &yes, &child->own_consent, &w.ctx));
            must(insight_set(s->t->bank, &s->t->actor, child->person, p->self, LAW_MET,
                             "Bor hos föräldern.", &w.ctx));
        }
    }
    must(db_commit(bank_db(s->t->bank), &w.ctx));
}

/* Whatever the courier has brought: one that nobody has looked at. */
static inline struct letter_id first_waiting(struct side *s)
{
    struct inbox_letter *in;
    size_t n;
    must(inbox_list(s->t->bank, &s->t->actor, &(struct inbox_filter){.waiting_only = true}, w.a,
                    &in, &n, &w.ctx));
    assert_true(n > 0);
    return in[0].id;
}

static inline void serve(struct side *s)
{
    struct app_options o = {
        .bank = s->t->bank, .rules = w.rules, .address = "127.0.0.1", .port = 0, .handles = 1};
    must(app_start(&o, &s->app, &w.ctx));
    for (size_t i = 0; i < s->player_count; i++) {
        if (s->players[i].kind != SESSION_NONE) {
            sign_in(s, &s->players[i]);
        }
    }
}

/* Advice that this side asks the other for. */
static inline void ask_advice(struct side *s)
{
    struct consultation_question q = {.age = CONSULT_13_15,
                                      .worry = "Eleven är borta.",
                                      .tried = "Samtal.",
                                      .question = "Vad kan vi göra?",
                                      .protection = LAW_PROTECTION_NONE};
    struct consultation_id id;
    must(consultation_ask(s->t->bank, w.rules, &s->t->actor, s->peer, &q,
                          "Många elever har det så.", &id, &w.ctx));
}

static inline struct consultation_id first_asked(struct side *s)
{
    struct consultation *in;
    size_t n;
    must(consultation_list(s->t->bank, &s->t->actor, true, w.a, &in, &n, &w.ctx));
    assert_true(n > 0);
    return in[0].id;
}

static inline int matrix_setup(void **state)
{
    (void)world_setup(state);
    sides[0] = (struct side){.t = &w.school,
                             .kind = BANK_SCHOOL,
                             .peer = w.social_at_school,
                             .unit = "12345678",
                             .other_unit = "87654321"};
    sides[1] = (struct side){.t = &w.social,
                             .kind = BANK_SOCIAL,
                             .peer = w.school_at_social,
                             .unit = "Norr",
                             .other_unit = "Söder"};
    people_of(&sides[0]);
    people_of(&sides[1]);
    ask_advice(&sides[0]);
    ask_advice(&sides[1]);
    (void)deliver_to_social();
    (void)deliver_to_school();
    for (int i = 0; i < 2; i++) {
        sides[i].waiting = first_waiting(&sides[i]);
        sides[i].consultation = first_asked(&sides[i]);
        serve(&sides[i]);
    }
    return 0;
}

static inline int matrix_teardown(void **state)
{
    app_stop(sides[0].app);
    app_stop(sides[1].app);
    return world_teardown(state);
}

/* ---- what {id} is of ---- */

/* The row of this kind that belongs to the subject; -1: the kind is not known. */
static inline int64_t object_row(const struct side *s, const struct subject *x, const char *object)
{
    const struct {
        const char *object;
        int64_t row;
    } rows[] = {
        {"questionnaire", x->questionnaire.v},
        {"person", x->person.v},
        {"case", x->case_id.v},
        {"consent", x->consent.v},
        {"letter", x->letter.v},
        {"inbox", s->waiting.v},
        {"asking", x->asking.v},
        {"inquiry", x->inquiry.v},
        {"opening", x->opening.id.v},
        {"my-consent", x->own_consent.v},
        {"decision", x->decision},
        {"consultation", s->consultation.v},
        {"staff", s->stranger.v},
        {"relation", 1},
        {"team", s->team.v},
        {"instrument", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].object, object) == 0) {
            return rows[i].row;
        }
    }
    return -1;
}

#endif
