#include "demo/pages.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "demo/calendar.h"
#include "demo/file.h"
#include "demo/staff.h"

/* A run of pages of one resource. */
struct pages {
    const char *dir, *resource;
    struct demo_file file;
    unsigned page, in_page;
    struct buf line;
};

static void put_text(json_t *o, const char *key, const char *text)
{
    json_object_set_new(o, key, json_string(text));
}

static void put_date(json_t *o, const char *key, struct date d)
{
    char text[DATE_TEXT];
    put_text(o, key, date_format(d, text));
}

static json_t *reference(const char *id, const char *name)
{
    json_t *o = json_object();
    put_text(o, "id", id);
    put_text(o, "displayName", name);
    return o;
}

static enum err end_page(struct pages *p, bool last, struct err_ctx *ctx)
{
    if (last) {
        (void)fputs("\n], \"pageToken\": null}\n", p->file.f);
    } else {
        (void)fprintf(p->file.f, "\n], \"pageToken\": \"%s-%03u\"}\n", p->resource, p->page + 1);
    }
    return demo_file_close(&p->file, ctx);
}

/* Steals the reference. */
static enum err put_element(struct pages *p, json_t *element, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    if (p->file.f != NULL && p->in_page == DEMO_PAGE_PERSONS) {
        e = end_page(p, false, ctx);
    }
    if (e == ERR_OK && p->file.f == NULL) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s-%03u.json", p->resource, ++p->page);
        e = demo_file_open(&p->file, p->dir, name, ctx);
        p->in_page = 0;
        if (e == ERR_OK) {
            (void)fputs("{\"data\": [", p->file.f);
        }
    }
    if (e == ERR_OK) {
        buf_clear(&p->line);
        json_append(&p->line, element, false);
        (void)fputs(p->in_page++ > 0 ? ",\n" : "\n", p->file.f);
        (void)fwrite(p->line.text, 1, p->line.len, p->file.f);
    }
    json_decref(element);
    return e;
}

static json_t *organiser_json(const struct demo_town *t, enum demo_organiser organiser)
{
    json_t *o = json_object();
    put_text(o, "id", t->organiser_id[organiser]);
    put_text(o, "displayName", demo_organiser_name[organiser]);
    put_text(o, "organisationType", "Huvudman");
    put_text(o, "organisationNumber", demo_organiser_number[organiser]);
    put_text(o, "municipalityCode", demo_municipality_code);
    return o;
}

static json_t *unit_json(const struct demo_town *t, const struct demo_unit *u)
{
    static const char *const types[DEMO_UNIT_KIND__MAX][3] = {
        {"FKLASS", "GR", NULL}, {"GRS", NULL}, {"GY", NULL}};
    json_t *o = json_object();
    put_text(o, "id", u->id);
    put_text(o, "displayName", u->name);
    put_text(o, "organisationType", "Skolenhet");
    json_object_set_new(
        o, "parentOrganisation",
        reference(t->organiser_id[u->organiser], demo_organiser_name[u->organiser]));
    put_text(o, "schoolUnitCode", u->code);
    json_t *list = json_array();
    for (int i = 0; types[u->kind][i] != NULL; i++) {
        json_array_append_new(list, json_string(types[u->kind][i]));
    }
    json_object_set_new(o, "schoolTypes", list);
    put_text(o, "municipalityCode", demo_municipality_code);
    put_text(o, "startDate", "2011-07-01");
    return o;
}

static enum err write_organisations(const struct demo_town *t, enum demo_organiser organiser,
                                    struct pages *p, struct err_ctx *ctx)
{
    enum err e = put_element(p, organiser_json(t, organiser), ctx);
    for (unsigned i = 0; i < t->unit_count && e == ERR_OK; i++) {
        if (t->units[i].organiser == organiser) {
            e = put_element(p, unit_json(t, &t->units[i]), ctx);
        }
    }
    return e == ERR_OK ? end_page(p, true, ctx) : e;
}

/* The value of `securityMarking`. SS 12000 has no word for fictitious personal data; the school
 * has marked these people as well as it can, and protected.csv tells the bank the rest. */
static const char *security_marking(enum demo_protection p)
{
    static const char *const markings[DEMO_PROTECTION__MAX] = {
        "Ingen", "Sekretessmarkering", "Skyddad folkbokföring", "Sekretessmarkering"};
    return markings[p];
}

static json_t *person_json(const char *id, const struct demo_person *p)
{
    json_t *o = json_object();
    put_text(o, "id", id);
    put_text(o, "givenName", p->given);
    put_text(o, "familyName", p->family);
    json_t *civic = json_object();
    put_text(civic, "value", p->civic.text);
    put_text(civic, "nationality", "SWE");
    json_object_set_new(o, "civicNo", civic);
    put_date(o, "birthDate", p->birth);
    put_text(o, "sex", sex_ss12000[p->sex]);
    put_text(o, "securityMarking", security_marking(p->protection));
    put_text(o, "personStatus", "Aktiv");
    return o;
}

static void put_enrolment(const struct demo_town *t, const struct demo_pupil *p, int school_year,
                          enum demo_organiser organiser, json_t *list)
{
    int unit = demo_pupil_unit(t, p, school_year);
    struct date from = demo_autumn_first(school_year), to = demo_spring_last(school_year);
    if (unit < 0 || t->units[unit].organiser != organiser || p->from.days > to.days ||
        p->to.days < from.days) {
        return;
    }
    const struct demo_unit *u = &t->units[unit];
    int grade = demo_pupil_grade(t, p, school_year);
    const char *type = u->kind == DEMO_ADAPTED ? "GRS"
                       : u->kind == DEMO_UPPER ? "GY"
                                               : (grade == 0 ? "FKLASS" : "GR");
    json_t *o = json_object();
    json_object_set_new(o, "enroledAt", reference(u->id, u->name));
    json_object_set_new(o, "schoolYear", json_integer(grade >= 10 ? grade - 9 : grade));
    put_text(o, "schoolType", type);
    put_date(o, "startDate", p->from.days > from.days ? p->from : from);
    bool ends = p->to.days < to.days;
    if (ends || school_year < t->school_year) {
        put_date(o, "endDate", ends ? p->to : to);
    }
    json_object_set_new(o, "cancelled", json_false());
    json_array_append_new(list, o);
}

static json_t *pupil_json(const struct demo_town *t, unsigned pupil, enum demo_organiser organiser)
{
    const struct demo_pupil *p = &t->pupils[pupil];
    const struct demo_household *home = &t->households[p->household];
    char id[DEMO_UUID];
    demo_pupil_id(t, pupil, id);
    json_t *o = person_json(id, &p->person);
    json_t *enrolments = json_array();
    put_enrolment(t, p, t->school_year - 1, organiser, enrolments);
    put_enrolment(t, p, t->school_year, organiser, enrolments);
    json_object_set_new(o, "enrolments", enrolments);
    json_t *responsibles = json_array();
    for (unsigned i = 0; i < home->guardian_count; i++) {
        const struct demo_person *g = &t->guardians[home->guardians[i]];
        char name[128];
        demo_guardian_id(t, home->guardians[i], id);
        (void)snprintf(name, sizeof name, "%s %s", g->given, g->family);
        json_t *person = reference(id, name);
        put_text(person, "securityMarking", security_marking(g->protection));
        json_t *r = json_object();
        json_object_set_new(r, "person", person);
        put_text(r, "relationType", "Vårdnadshavare");
        json_array_append_new(responsibles, r);
    }
    json_object_set_new(o, "responsibles", responsibles);
    return o;
}

static json_t *guardian_json(const struct demo_town *t, unsigned guardian)
{
    char id[DEMO_UUID];
    demo_guardian_id(t, guardian, id);
    return person_json(id, &t->guardians[guardian]);
}

/* ---- classes and their mentors ---- */

static json_t *id_alone(const char *id)
{
    json_t *o = json_object();
    put_text(o, "id", id);
    return o;
}

static json_t *members_json(const struct demo_town *t, const struct demo_class *c)
{
    json_t *list = json_array();
    struct date autumn = demo_autumn_first(t->school_year);
    for (unsigned i = 0; i < t->pupil_count; i++) {
        const struct demo_pupil *p = &t->pupils[i];
        char id[DEMO_UUID];
        if (!demo_pupil_is_in(t, p, c)) {
            continue;
        }
        demo_pupil_id(t, i, id);
        json_t *o = json_object();
        json_object_set_new(o, "person", id_alone(id));
        put_date(o, "startDate", p->from.days > autumn.days ? p->from : autumn);
        if (p->to.days != DATE_OPEN.days) {
            put_date(o, "endDate", p->to);
        }
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *class_json(const struct demo_town *t, const struct demo_class *c)
{
    char id[DEMO_UUID], name[DEMO_CLASS_NAME];
    json_t *o = json_object();
    demo_class_id(t, c, id);
    demo_class_name(c, name);
    put_text(o, "id", id);
    put_text(o, "displayName", name);
    put_text(o, "groupType", "Klass");
    json_object_set_new(o, "organisation", id_alone(t->units[c->unit].id));
    put_date(o, "startDate", demo_autumn_first(t->school_year));
    json_object_set_new(o, "groupMemberships", members_json(t, c));
    return o;
}

static json_t *duty_json(const struct demo_town *t, unsigned unit, const struct demo_class *classes,
                         unsigned count)
{
    char id[DEMO_UUID];
    json_t *o = json_object(), *roles = json_array();
    demo_duty_id(t, unit, id);
    put_text(o, "id", id);
    demo_mentor_id(t, unit, id);
    json_object_set_new(o, "person", id_alone(id));
    put_text(o, "dutyRole", "Lärare");
    json_object_set_new(o, "dutyAt", id_alone(t->units[unit].id));
    put_date(o, "startDate", demo_autumn_first(t->school_year - 1));
    for (unsigned i = 0; i < count && i < DEMO_MENTOR_CLASSES; i++) {
        json_t *r = json_object();
        demo_class_id(t, &classes[i], id);
        json_object_set_new(r, "group", id_alone(id));
        put_text(r, "assignmentRoleType", "Mentor");
        put_date(r, "startDate", demo_autumn_first(t->school_year));
        json_array_append_new(roles, r);
    }
    json_object_set_new(o, "assignmentRole", roles);
    return o;
}

static enum err write_classes(const struct demo_town *t, enum demo_organiser organiser,
                              struct pages *groups, struct pages *duties, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    for (unsigned u = 0; u < t->unit_count && e == ERR_OK; u++) {
        struct demo_class classes[DEMO_GRADES * DEMO_CLASS_LETTERS];
        if (t->units[u].organiser != organiser) {
            continue;
        }
        unsigned count = demo_classes(t, u, classes);
        e = put_element(duties, duty_json(t, u, classes, count), ctx);
        for (unsigned i = 0; i < count && e == ERR_OK; i++) {
            e = put_element(groups, class_json(t, &classes[i]), ctx);
        }
    }
    if (e == ERR_OK && groups->file.f != NULL) {
        e = end_page(groups, true, ctx);
    }
    return e == ERR_OK && duties->file.f != NULL ? end_page(duties, true, ctx) : e;
}

/* What is told of an employee: names and login, and no number. */
static enum err put_mentors(const struct demo_town *t, enum demo_organiser organiser,
                            struct pages *p, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    for (unsigned u = 0; u < t->unit_count && e == ERR_OK; u++) {
        struct demo_mentor m;
        char id[DEMO_UUID];
        if (t->units[u].organiser != organiser) {
            continue;
        }
        demo_mentor_of(t, u, &m);
        demo_mentor_id(t, u, id);
        json_t *o = id_alone(id), *logins = json_array();
        put_text(o, "givenName", m.given);
        put_text(o, "familyName", m.family);
        json_array_append_new(logins, json_string(m.login));
        json_object_set_new(o, "eduPersonPrincipalNames", logins);
        put_text(o, "securityMarking", "Ingen");
        e = put_element(p, o, ctx);
    }
    return e;
}

static enum err write_persons(const struct demo_town *t, enum demo_organiser organiser,
                              struct pages *p, struct err_ctx *ctx)
{
    /* A guardian is written once, after the first of their children. */
    bool *written = mem_zalloc(t->guardian_count, sizeof *written);
    enum err e = ERR_OK;
    for (unsigned i = 0; i < t->pupil_count && e == ERR_OK; i++) {
        if (!demo_pupil_is_at(t, &t->pupils[i], organiser)) {
            continue;
        }
        e = put_element(p, pupil_json(t, i, organiser), ctx);
        const struct demo_household *home = &t->households[t->pupils[i].household];
        for (unsigned k = 0; k < home->guardian_count && e == ERR_OK; k++) {
            if (!written[home->guardians[k]]) {
                written[home->guardians[k]] = true;
                e = put_element(p, guardian_json(t, home->guardians[k]), ctx);
            }
        }
    }
    free(written);
    if (e == ERR_OK) {
        e = put_mentors(t, organiser, p, ctx);
    }
    if (e == ERR_OK && p->file.f != NULL) {
        e = end_page(p, true, ctx);
    }
    return e;
}

static void put_protected(FILE *f, const struct demo_person *p)
{
    if (p->protection == DEMO_FICTITIOUS) {
        (void)fprintf(f, "%s,fingerad\n", p->civic.text);
    }
}

enum err demo_protected_write(const struct demo_town *t, enum demo_organiser organiser,
                              const char *dir, struct err_ctx *ctx)
{
    struct demo_file file;
    enum err e = demo_file_open(&file, dir, "protected.csv", ctx);
    if (e != ERR_OK) {
        return e;
    }
    (void)fputs("civic_no,protection\n", file.f);
    bool *written = mem_zalloc(t->guardian_count, sizeof *written);
    for (unsigned i = 0; i < t->pupil_count; i++) {
        const struct demo_pupil *p = &t->pupils[i];
        const struct demo_household *home = &t->households[p->household];
        if (!demo_pupil_is_at(t, p, organiser)) {
            continue;
        }
        put_protected(file.f, &p->person);
        for (unsigned k = 0; k < home->guardian_count; k++) {
            if (!written[home->guardians[k]]) {
                written[home->guardians[k]] = true;
                put_protected(file.f, &t->guardians[home->guardians[k]]);
            }
        }
    }
    free(written);
    return demo_file_close(&file, ctx);
}

enum err demo_pages_write(const struct demo_town *t, enum demo_organiser organiser, const char *dir,
                          struct err_ctx *ctx)
{
    struct pages organisations = {.dir = dir, .resource = "organisations"};
    struct pages persons = {.dir = dir, .resource = "persons"};
    buf_init(&organisations.line, (size_t)1 << 16);
    buf_init(&persons.line, (size_t)1 << 16);
    struct pages groups = {.dir = dir, .resource = "groups"};
    struct pages duties = {.dir = dir, .resource = "duties"};
    buf_init(&groups.line, (size_t)1 << 20);
    buf_init(&duties.line, (size_t)1 << 16);
    enum err e = write_organisations(t, organiser, &organisations, ctx);
    if (e == ERR_OK) {
        e = write_persons(t, organiser, &persons, ctx);
    }
    if (e == ERR_OK) {
        e = write_classes(t, organiser, &groups, &duties, ctx);
    }
    demo_file_abandon(&organisations.file);
    demo_file_abandon(&persons.file);
    demo_file_abandon(&groups.file);
    demo_file_abandon(&duties.file);
    buf_free(&organisations.line);
    buf_free(&persons.line);
    buf_free(&groups.line);
    buf_free(&duties.line);
    return e;
}
