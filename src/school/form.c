/* Tables of the register's words. */
#include <string.h>

#include "base/words.h"
#include "school/register.h"

const char *const school_form_code[SCHOOL_FORM__MAX] = {
    "FS", "FKLASS", "FTH", "OPPFTH", "GR", "GRAN", "SP", "SAM", "GY", "GYAN", "VUX", "OTHER",
};
const char *const school_form_text_sv[SCHOOL_FORM__MAX] = {
    TR("Förskola"),        TR("Förskoleklass"),
    TR("Fritidshem"),      TR("Öppen fritidsverksamhet"),
    TR("Grundskola"),      TR("Anpassad grundskola"),
    TR("Specialskola"),    TR("Sameskola"),
    TR("Gymnasieskola"),   TR("Anpassad gymnasieskola"),
    TR("Vuxenutbildning"), TR("Annan skolform"),
};
const char *const organisation_kind_code[ORGANISATION__MAX] = {"organiser", "district", "area",
                                                               "school",    "unit",     "other"};
const char *const organisation_kind_ss12000[ORGANISATION__MAX] = {
    "Huvudman", "Stadsdel", "Rektorsområde", "Skola", "Skolenhet", "Övrigt"};
const char *const custody_code[CUSTODY__MAX] = {"unknown", "sole", "joint"};
const char *const custody_text_sv[CUSTODY__MAX] = {TR("Okänd"), TR("Ensam vårdnad"),
                                                   TR("Gemensam vårdnad")};
const char *const guardian_relation_code[GUARDIAN__MAX] = {"custodian", "appointed"};

/* The words of SS 12000:2018 and :2020, of DNP's profile and of the school unit register. */
static const struct {
    const char *code;
    enum school_form form;
} dialects[] = {
    {"FS", SCHOOL_FORM_FS},      {"FSK", SCHOOL_FORM_FS},        {"FKLASS", SCHOOL_FORM_FKLASS},
    {"FTH", SCHOOL_FORM_FTH},    {"OPPFTH", SCHOOL_FORM_OPPFTH}, {"GR", SCHOOL_FORM_GR},
    {"GRS", SCHOOL_FORM_GRAN},   {"TR", SCHOOL_FORM_GRAN},       {"GRAN", SCHOOL_FORM_GRAN},
    {"SP", SCHOOL_FORM_SP},      {"SAM", SCHOOL_FORM_SAM},       {"GY", SCHOOL_FORM_GY},
    {"GYS", SCHOOL_FORM_GYAN},   {"GYAN", SCHOOL_FORM_GYAN},     {"VUX", SCHOOL_FORM_VUX},
    {"KOMVUX", SCHOOL_FORM_VUX}, {"SARVUX", SCHOOL_FORM_VUX},    {"SFI", SCHOOL_FORM_VUX},
    {"KU", SCHOOL_FORM_OTHER},   {"YH", SCHOOL_FORM_OTHER},      {"FHS", SCHOOL_FORM_OTHER},
    {"STF", SCHOOL_FORM_OTHER},  {"KKU", SCHOOL_FORM_OTHER},     {"HS", SCHOOL_FORM_OTHER},
    {"ABU", SCHOOL_FORM_OTHER},  {"AU", SCHOOL_FORM_OTHER},
};

bool school_form_parse(const char *code, enum school_form *out)
{
    if (strncmp(code, "VUX", 3) == 0) { /* VUXGR, VUXSARGY … */
        *out = SCHOOL_FORM_VUX;
        return true;
    }
    for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++) {
        if (strcmp(code, dialects[i].code) == 0) {
            *out = dialects[i].form;
            return true;
        }
    }
    return false;
}
