#include "school/ss12000_object.h"

#include <stdio.h>
#include <string.h>

#include "school/ss12000_value.h"

static const char need_id[] = "there is no id, or it is not one (a personal number is none)";
static const char export_again[] =
    "correct it in the school administration system and export again";

static bool all_digits(const char *s, size_t n)
{
    return strlen(s) == n && strspn(s, "0123456789") == n;
}

/* A code of `n` digits as text; "" and a warning when it is something else. */
static const char *code(const json_t *o, const char *key, size_t n, struct ss_warnings *w)
{
    const json_t *v = json_object_get(o, key);
    const char *s = json_string_value(v);
    if (s != NULL && all_digits(s, n)) {
        return s;
    }
    if (v != NULL && !json_is_null(v) && (s == NULL || *s != '\0')) {
        ss_warn(w, key, "not a code of the right number of digits: left out", export_again);
    }
    return "";
}

/* Four digits; some systems write the number 180 for "0180". */
static void municipality(const json_t *o, char out[5], struct ss_warnings *w)
{
    long number;
    out[0] = '\0';
    if (json_is_integer(json_object_get(o, "municipalityCode")) &&
        ss_whole(o, "municipalityCode", &number) == SS_GIVEN && number > 0 && number < 10000) {
        snprintf(out, 5, "%04u", (unsigned)number % 10000);
        ss_warn(w, "municipalityCode", "a number and not text: leading zeros were put back",
                "export it as text of four digits");
        return;
    }
    const char *text = code(o, "municipalityCode", 4, w);
    memcpy(out, text, strlen(text) + 1);
}

static bool organisation_dates(const json_t *o, struct ss_organisation *out, struct ss_fault *fault)
{
    enum ss_presence start = ss_date(o, "startDate", &out->start);
    enum ss_presence end = ss_date(o, "endDate", &out->end);
    out->has_start = start == SS_GIVEN;
    out->has_end = end == SS_GIVEN;
    if (start == SS_WRONG || end == SS_WRONG) {
        return ss_fail(fault, start == SS_WRONG ? "startDate" : "endDate", "not a day, YYYY-MM-DD",
                       export_again);
    }
    return true;
}

/* "2120001234" or "212000-1234". */
static void organisation_number(const json_t *o, char out[11], struct ss_warnings *w)
{
    const char *text = json_text(o, "organisationNumber");
    if (text != NULL && strlen(text) == 11 && text[6] == '-' && strspn(text, "0123456789") == 6 &&
        all_digits(text + 7, 4)) {
        snprintf(out, 11, "%.6s%.4s", text, text + 7);
        return;
    }
    text = code(o, "organisationNumber", 10, w);
    memcpy(out, text, strlen(text) + 1);
}

bool ss_organisation_read(const json_t *o, struct ss_organisation *out, struct ss_warnings *w,
                          struct ss_fault *fault)
{
    *out = (struct ss_organisation){.kind = ORGANISATION_OTHER};
    if (!ss_id_text(json_text(o, "id"), out->id)) {
        return ss_fail(fault, "id", need_id, export_again);
    }
    out->name = json_text(o, "displayName");
    if (out->name == NULL || *out->name == '\0' || strlen(out->name) > 200) {
        return ss_fail(fault, "displayName", "missing or longer than 200 bytes", export_again);
    }
    const char *kind = json_text(o, "organisationType");
    for (int i = 0; kind != NULL && i < ORGANISATION__MAX; i++) {
        if (strcmp(kind, organisation_kind_ss12000[i]) == 0) {
            out->kind = (enum organisation_kind)i;
        }
    }
    if (json_is_object(json_object_get(o, "parentOrganisation")) &&
        !ss_reference(o, "parentOrganisation", out->parent)) {
        return ss_fail(fault, "parentOrganisation.id", need_id, export_again);
    }
    out->school_unit_code = code(o, "schoolUnitCode", 8, w);
    organisation_number(o, out->organisation_number, w);
    municipality(o, out->municipality_code, w);
    return organisation_dates(o, out, fault);
}

static bool name(const json_t *o, const char *key, bool needed, char out[PERSON_NAME],
                 struct ss_fault *fault)
{
    const char *text = json_text(o, key);
    size_t n = text != NULL ? strlen(text) : 0;
    if (n >= PERSON_NAME) {
        return ss_fail(fault, key, "longer than 127 bytes", "shorten it");
    }
    if (n == 0 && needed) {
        return ss_fail(fault, key, "missing", export_again);
    }
    memcpy(out, text != NULL ? text : "", n + 1);
    return true;
}

static bool civic(const json_t *o, struct person_identity *out, struct ss_warnings *w,
                  struct ss_fault *fault)
{
    const json_t *holder = json_object_get(o, "civicNo");
    const json_t *value = json_object_get(holder, "value");
    const char *nationality = json_text(holder, "nationality");
    bool foreign = nationality != NULL && *nationality != '\0' && strcmp(nationality, "SE") != 0 &&
                   strcmp(nationality, "SWE") != 0;
    out->has_civic = false;
    if (value == NULL || json_is_null(value) || foreign) {
        ss_warn(w, "civicNo.value",
                "no Swedish number: attendance files and letters cannot find the person",
                "add the number, or an interim number, when there is one");
        return true;
    }
    const char *text = json_string_value(value);
    if (text == NULL) {
        return ss_fail(fault, "civicNo.value", "not text",
                       "export it as text of twelve characters");
    }
    enum civic_fault f = civic_parse(text, strlen(text), &out->civic);
    if (f != CIVIC_OK) {
        return ss_fail(fault, "civicNo.value", civic_fault_text(f), export_again);
    }
    out->has_civic = true;
    if (civic_kind(&out->civic) == CIVIC_INTERIM) {
        ss_warn(w, "civicNo.value", "an interim number: its check digit was not tested",
                "replace it when the person gets a personal number");
    }
    return true;
}

static enum sex sex_of(const json_t *o, struct ss_warnings *w)
{
    const json_t *v = json_object_get(o, "sex");
    const char *word = json_string_value(v);
    for (int i = 0; word != NULL && i < SEX__MAX; i++) {
        if (strcmp(word, sex_ss12000[i]) == 0) {
            return (enum sex)i;
        }
    }
    if (v != NULL && !json_is_null(v)) {
        ss_warn(w, "sex", "unknown word: left out", "write Man, Kvinna or Okänt");
    }
    return SEX_UNKNOWN;
}

static bool birth(const json_t *o, struct person_input *in, struct ss_warnings *w,
                  struct ss_fault *fault)
{
    enum ss_presence p = ss_date(o, "birthDate", &in->birth_date);
    in->has_birth_date = p == SS_GIVEN;
    if (p == SS_WRONG) {
        return ss_fail(fault, "birthDate", "not a day, YYYY-MM-DD", export_again);
    }
    if (p == SS_GIVEN && in->identity.has_civic &&
        civic_birth_date(&in->identity.civic).days != in->birth_date.days) {
        ss_warn(w, "birthDate", "differs from the personal number; the number was followed",
                export_again);
        in->birth_date = civic_birth_date(&in->identity.civic);
    }
    return true;
}

bool ss_person_read(const json_t *o, struct ss_person *out, struct ss_warnings *w,
                    struct ss_fault *fault)
{
    *out = (struct ss_person){0};
    if (!ss_id_text(json_text(o, "id"), out->id)) {
        return ss_fail(fault, "id", need_id, export_again);
    }
    struct person_input *in = &out->input;
    in->protection = ss_protection(o, w);
    bool named = in->protection == PROTECTION_NONE; /* a protected person's name may be withheld */
    if (!civic(o, &in->identity, w, fault) || !birth(o, in, w, fault) ||
        !name(o, "givenName", named, in->identity.given_name, fault) ||
        !name(o, "familyName", named, in->identity.family_name, fault)) {
        return false;
    }
    in->sex = sex_of(o, w);
    const char *status = json_text(o, "personStatus");
    out->deceased = status != NULL && strcmp(status, "Avliden") == 0;
    const json_t *e = json_object_get(o, "enrolments"), *r = json_object_get(o, "responsibles");
    out->enrolments = json_is_array(e) ? e : NULL;
    out->responsibles = json_is_array(r) ? r : NULL;
    return true;
}

static bool grade(const json_t *o, struct ss_enrolment *out, struct ss_warnings *w)
{
    long value = 0;
    enum ss_presence p = ss_whole(o, "schoolYear", &value);
    out->has_grade = p == SS_GIVEN && value >= 0 && value <= 10;
    out->grade = out->has_grade ? (int)value : 0;
    if (p != SS_MISSING && !out->has_grade) {
        ss_warn(w, "enrolments.schoolYear", "not a number from 0 to 10: left out", export_again);
    }
    return true;
}

bool ss_enrolment_read(const json_t *o, struct ss_enrolment *out, struct ss_warnings *w,
                       struct ss_fault *fault)
{
    *out = (struct ss_enrolment){.end = DATE_OPEN, .cancelled = ss_true(o, "cancelled")};
    if (!ss_reference(o, "enroledAt", out->organisation)) { /* the standard's spelling */
        return ss_fail(fault, "enrolments.enroledAt.id", need_id, export_again);
    }
    const char *form = json_text(o, "schoolType");
    if (form == NULL || !school_form_parse(form, &out->form)) {
        return ss_fail(fault, "enrolments.schoolType", "missing, or not a code of the standard",
                       "docs/formats.md has the codes");
    }
    if (ss_date(o, "startDate", &out->start) != SS_GIVEN) {
        return ss_fail(fault, "enrolments.startDate", "missing, or not a day, YYYY-MM-DD",
                       export_again);
    }
    if (ss_date(o, "endDate", &out->end) == SS_WRONG) {
        return ss_fail(fault, "enrolments.endDate", "not a day, YYYY-MM-DD", export_again);
    }
    if (out->end.days < out->start.days) {
        return ss_fail(fault, "enrolments.endDate", "before startDate", export_again);
    }
    return grade(o, out, w);
}

bool ss_responsible_read(const json_t *o, struct ss_responsible *out, struct ss_warnings *w,
                         struct ss_fault *fault)
{
    *out = (struct ss_responsible){.relation = GUARDIAN_CUSTODIAN};
    if (!ss_reference(o, "person", out->person)) {
        return ss_fail(fault, "responsibles.person.id", need_id, export_again);
    }
    const char *type = json_text(o, "relationType");
    if (type != NULL && strcmp(type, "God man") == 0) {
        out->relation = GUARDIAN_APPOINTED;
    } else if (type == NULL || strcmp(type, "Vårdnadshavare") != 0) {
        out->other = true;
    }
    out->protection = ss_protection(json_object_get(o, "person"), w);
    return true;
}
