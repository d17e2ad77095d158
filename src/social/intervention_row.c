#include "social/intervention_row.h"

#include <string.h>

#include "bank/person.h"

const struct csv_column intervention_columns[INTERVENTION_COLUMN__MAX] = {
    [COLUMN_CIVIC_NO] = {"civic_no", true},
    [COLUMN_CODE] = {"code", true},
    [COLUMN_TITLE] = {"title", false},
    [COLUMN_LEVEL] = {"level", true},
    [COLUMN_SCOPE] = {"scope", true},
    [COLUMN_LEGAL_FORM] = {"legal_form", true},
    [COLUMN_DOCUMENTATION] = {"documentation", true},
    [COLUMN_START_DATE] = {"start_date", true},
    [COLUMN_END_DATE] = {"end_date", true},
    [COLUMN_UNIT] = {"unit", false},
    [COLUMN_GIVEN_NAME] = {"given_name", false},
    [COLUMN_FAMILY_NAME] = {"family_name", false},
};

static bool fail(struct intervention_fault *f, enum intervention_column column, const char *reason,
                 const char *remedy)
{
    *f = (struct intervention_fault){column, reason, remedy};
    return false;
}

/* A word of a table, as an index. */
static bool word(const struct csv *c, enum intervention_column column, const char *const *table,
                 int count, const char *remedy, int *out, struct intervention_fault *f)
{
    *out = code_find(table, count, csv_field(c, column));
    return *out >= 0 ||
           fail(f, column, csv_field(c, column)[0] == '\0' ? "empty" : "not a word of the list",
                remedy);
}

static bool words(const struct csv *c, struct intervention *v, struct intervention_fault *f)
{
    int code, level, scope, form, documentation;
    if (!word(c, COLUMN_CODE, intervention_code, INTERVENTION_CODE__MAX,
              "docs/formats.md has the codes; write ovrig for anything else", &code, f) ||
        !word(c, COLUMN_LEVEL, level_code, LEVEL__MAX, "write universal, selective or indicated",
              &level, f) ||
        !word(c, COLUMN_SCOPE, scope_code, SCOPE__MAX, "write general or individual", &scope, f) ||
        !word(c, COLUMN_LEGAL_FORM, form_code, FORM__MAX, "write service or needs-tested", &form,
              f) ||
        !word(c, COLUMN_DOCUMENTATION, documentation_code, DOCUMENTATION__MAX,
              "write named, none-by-decision or advice-only", &documentation, f)) {
        return false;
    }
    v->code = (enum intervention_code)code;
    v->level = (enum intervention_level)level;
    v->scope = (enum intervention_scope)scope;
    v->form = (enum intervention_form)form;
    v->documentation = (enum intervention_documentation)documentation;
    return true;
}

static bool day(const struct csv *c, enum intervention_column column, bool open, struct date *out,
                struct intervention_fault *f)
{
    const char *text = csv_field(c, column);
    if (text[0] == '\0' && open) {
        *out = DATE_OPEN;
        return true;
    }
    return date_parse(text, strlen(text), out) ||
           fail(f, column, text[0] == '\0' ? "empty" : "not a day of the calendar",
                "write it as YYYY-MM-DD");
}

static bool days(const struct csv *c, struct intervention *v, struct intervention_fault *f)
{
    if (!day(c, COLUMN_START_DATE, false, &v->start_date, f) ||
        !day(c, COLUMN_END_DATE, true, &v->end_date, f)) {
        return false;
    }
    return v->end_date.days >= v->start_date.days ||
           fail(f, COLUMN_END_DATE, "before start_date", "correct one of the two");
}

static bool text(const struct csv *c, enum intervention_column column, size_t max, const char **out,
                 struct intervention_fault *f)
{
    *out = csv_field(c, column);
    for (const char *p = *out; *p != '\0'; p++) {
        if ((unsigned char)*p < ' ' || *p == 0x7F) {
            return fail(f, column, "holds a line break or another control character", "remove it");
        }
    }
    return strlen(*out) < max || fail(f, column, "too long", "shorten it");
}

/* Who it was for. Only what is documented by name (SoL 14:3) may have a number. */
static bool who(const struct csv *c, struct intervention_row *out, struct intervention_fault *f)
{
    const char *number = csv_field(c, COLUMN_CIVIC_NO);
    bool named = out->value.documentation == DOCUMENTATION_NAMED;
    if (!text(c, COLUMN_GIVEN_NAME, PERSON_NAME, &out->given_name, f) ||
        !text(c, COLUMN_FAMILY_NAME, PERSON_NAME, &out->family_name, f)) {
        return false;
    }
    out->has_civic = number[0] != '\0';
    if (out->has_civic && !named) {
        return fail(f, COLUMN_CIVIC_NO,
                    "the intervention may not be documented by name (SoL 14:4–5)",
                    "leave the number out, or correct documentation");
    }
    if (!out->has_civic && named && out->value.scope == SCOPE_INDIVIDUAL) {
        return fail(f, COLUMN_CIVIC_NO, "an individual intervention documented by name needs one",
                    "add the number, or correct documentation");
    }
    if (!out->has_civic) {
        return (out->given_name[0] == '\0' && out->family_name[0] == '\0') ||
               fail(f, COLUMN_GIVEN_NAME, "a name without a number", "leave the name out");
    }
    enum civic_fault fault = civic_parse(number, strlen(number), &out->civic);
    return fault == CIVIC_OK ||
           fail(f, COLUMN_CIVIC_NO, civic_fault_text(fault), "correct it, as YYYYMMDDNNNC");
}

bool intervention_row_read(const struct csv *c, struct intervention_row *out,
                           struct intervention_fault *fault)
{
    *out = (struct intervention_row){0};
    return words(c, &out->value, fault) && days(c, &out->value, fault) &&
           text(c, COLUMN_TITLE, INTERVENTION_TITLE, &out->value.title, fault) &&
           text(c, COLUMN_UNIT, INTERVENTION_UNIT, &out->value.unit, fault) && who(c, out, fault);
}
