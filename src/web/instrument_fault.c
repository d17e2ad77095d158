#include "web/instrument_fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the parsers say (team/instrument_parse.c, law/parse.c), after "key: " where they name one.
 * `begins` is the English beginning; what follows it is put where the Swedish text has a %. */
struct words {
    const char *begins, *sv;
    const char *joint, *joint_sv; /* a word within what follows; NULL: none */
};

static const struct words table[] = {
    {"there is nothing here", "här står inget. Skriv vad som ska stå, eller ta bort raden.", NULL,
     NULL},
    {"there is a control character", "här är ett tecken som inte är text. Ta bort det.", NULL,
     NULL},
    {"the text is longer than ", "texten är för lång. Högst %.", " bytes", " byte"},
    {"not a whole number from ", "ska vara ett heltal, %.", " to ", "–"},
    {"not a range within ", "ska skrivas som 0..10, och ligga inom %.", NULL, NULL},
    {"not a positive number", "ska vara ett tal, till exempel 2.5.", NULL, NULL},
    {"not one of ", "ska vara ett av de här orden: %.", NULL, NULL},
    {"no such respondent, or twice",
     "skriv pupil, guardian eller staff, vart och ett högst en gång.", NULL, NULL},
    {"empty", "här står inget. Skriv pupil, guardian eller staff.", NULL, NULL},
    {"the error of measurement is not told",
     "mätfelet saknas. Skriv \"sd=2.5 reliability=0.70 basis=assumed\", eller none.", NULL, NULL},
    {"basis is not a word of the list", "basis ska vara assumed, measured eller published.", NULL,
     NULL},
    {"sd must be above 0", "sd ska vara större än 0 och reliability mindre än 1.", NULL, NULL},
    {"more than eleven answers",
     "frågan har fler än elva steg. Ingen kan skilja så många åt: gör stegen grövre.", NULL, NULL},
    {"no such word here", "det ordet finns inte i en skattning. Orden står under rutan.", NULL,
     NULL},
    {"said already in line ", "det står redan på rad %. Ta bort den ena.", NULL, NULL},
    {"more than ", "det är för många frågor. Högst %.", " items", ""},
    {"item ", "frågan % två gånger. Ge den ena ett annat namn.", "is there already", "finns"},
    {"the name is longer than ", "namnet är för långt. Högst %.", " bytes", " byte"},
    {"goals are set for each person",
     "med score: gas sätts målen för varje barn. Ta bort frågorna och mätfelet.", NULL, NULL},
    {"there is nothing to answer",
     "det finns ingen fråga. Lägg till ett stycke som börjar med item och ett namn.", NULL, NULL},
    {"everything could be missing", "missing är så högt att inget behöver besvaras. Sänk det.",
     NULL, NULL},
    {"the items can come to ", "frågorna kan tillsammans ge %. Rätta range eller stegen.",
     ", but range says ", ", men range säger "},
    {"the file is larger than ", "filen är för stor. Högst %.", NULL, NULL},
    {"the rules are larger than ", "filen är för stor. Högst %.", NULL, NULL},
    {"the file does not begin with an instrument",
     "första raden ska vara ordet instrument och ett kort namn.", NULL, NULL},
    {"not a block of an instrument",
     "ett stycke ska börja med item och ett namn. En skattning i taget.", NULL, NULL},
    {"this line starts no block",
     "raden hör inte till något. Dra in den två steg, eller börja ett stycke med item och ett "
     "namn.",
     NULL, NULL},
    {"this line has no key",
     "raden ska skrivas \"ord: värde\". Fortsätter den raden ovanför, dra in den fyra steg.", NULL,
     NULL},
    {"this field belongs to no block",
     "raden hör inte till något stycke. Första raden ska vara instrument och ett namn.", NULL,
     NULL},
    {"this line continues no value", "raden är indragen för långt. Dra in den två steg.", NULL,
     NULL},
    {"a character that is not text",
     "här är ett tecken som inte är text, kanske en tabb. Använd mellanslag.", NULL, NULL},
    {"the line is indented by ",
     "raden är indragen % steg. Dra in den två, eller fyra om den fortsätter raden ovanför.",
     " space", ""},
    {"the text is not valid UTF-8", "texten har tecken som inte går att läsa.", NULL, NULL},
};

/* `sv` with what follows the beginning in place of its %. */
static const char *fill(const struct words *w, const char *sv, const char *rest, struct arena *a)
{
    const char *hole = strchr(sv, '%');
    if (hole == NULL) {
        return sv;
    }
    const char *joint = w->joint != NULL ? strstr(rest, w->joint) : NULL;
    const char *tail = joint != NULL ? joint + strlen(w->joint) : "";
    size_t n = joint != NULL ? (size_t)(joint - rest) : strlen(rest);
    tail = strcmp(tail, "s") == 0 ? "" : tail; /* the English plural */
    return arena_printf(a, "%.*s%.*s%s%s%s", (int)(hole - sv), sv, (int)n, rest,
                        joint != NULL ? w->joint_sv : "", tail, hole + 1);
}

/* "item a: low.sv is missing" and "ask.pupil.sv is there, but pupil is not asked". */
static const char *about_a_line(const char *what, struct arena *a)
{
    static const char missing[] = " is missing", there[] = " is there, but ";
    size_t n = strlen(what);
    const char *colon = strstr(what, ": "), *at = strstr(what, there);
    if (colon != NULL && n > sizeof missing &&
        strcmp(what + n - (sizeof missing - 1), missing) == 0) {
        const char *key = colon + 2;
        return arena_printf(a, "%.*s: raden \"%.*s\" saknas.", (int)(colon - what), what,
                            (int)(n - (sizeof missing - 1) - (size_t)(key - what)), key);
    }
    if (at != NULL) {
        const char *who = at + sizeof there - 1;
        return arena_printf(a, "raden %.*s finns, men respondents har inte %.*s.", (int)(at - what),
                            what, (int)strcspn(who, " "), who);
    }
    return NULL;
}

static const char *in_swedish(const char *what, struct arena *a)
{
    const char *line = about_a_line(what, a);
    if (line != NULL) {
        return line;
    }
    const char *colon = strstr(what, ": ");
    const char *parts[] = {what, colon != NULL ? colon + 2 : what};
    for (size_t p = 0; p < 2; p++) {
        for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
            size_t n = strlen(table[i].begins);
            if (strncmp(parts[p], table[i].begins, n) == 0) {
                const char *text = fill(&table[i], table[i].sv, parts[p] + n, a);
                return p == 0 ? text : arena_printf(a, "%.*s: %s", (int)(colon - what), what, text);
            }
        }
    }
    return NULL;
}

const char *instrument_fault_text(const struct err_ctx *fault, enum page_language language,
                                  struct arena *a)
{
    const char *sv = language == PAGE_SWEDISH ? in_swedish(fault->what, a) : NULL;
    return sv != NULL ? sv : arena_printf(a, "%s: %s", fault->what, fault->remedy);
}

const char *instrument_fault_words(struct request *rq, const struct err_ctx *fault)
{
    return instrument_fault_text(fault, rq->page.language, rq->arena);
}

bool instrument_fault_place(const struct err_ctx *fault, unsigned *line_out, unsigned *column_out)
{
    const char *colon = strchr(fault->where, ':');
    char *end;
    if (colon == NULL) {
        return false;
    }
    *line_out = (unsigned)strtoul(colon + 1, &end, 10);
    *column_out = *end == ':' ? (unsigned)strtoul(end + 1, &end, 10) : 1;
    return *end == '\0' && *line_out > 0;
}

const char *instrument_fault_line(const char *text, unsigned line, struct arena *a)
{
    for (; line > 1 && text != NULL; line--) {
        text = strchr(text, '\n');
        text = text != NULL ? text + 1 : NULL;
    }
    return text != NULL ? arena_strndup(a, text, strcspn(text, "\r\n")) : "";
}
