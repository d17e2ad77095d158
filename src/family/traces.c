#include "family/traces.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/words.h"

#define WORD_MAX 80

const char *const trace_kind_code[TRACE__MAX] = {
    [TRACE_NUMBER] = "number",   [TRACE_PHONE] = "phone", [TRACE_MAIL] = "mail",
    [TRACE_ADDRESS] = "address", [TRACE_NAME] = "name",   [TRACE_SCHOOL] = "school",
    [TRACE_CAPITAL] = "capital", [TRACE_RARE] = "rare",
};
const char *const trace_kind_text_sv[TRACE__MAX] = {
    [TRACE_NUMBER] = TR("Personnummer, datum eller annat nummer"),
    [TRACE_PHONE] = TR("Telefonnummer"),
    [TRACE_MAIL] = TR("E-postadress"),
    [TRACE_ADDRESS] = TR("Gatuadress"),
    [TRACE_NAME] = TR("Namn på någon som finns här"),
    [TRACE_SCHOOL] = TR("Namn på en skola"),
    [TRACE_CAPITAL] = TR("Ord med stor bokstav: är det ett namn eller en plats?"),
    [TRACE_RARE] = TR("Ovanliga förhållanden som tillsammans kan peka ut någon"),
};

/* ---- letters ---- */

static bool is_letter(unsigned char c)
{
    return isalpha(c) || c >= 0x80;
}

/* Lower case of ASCII and of À–Þ (two bytes in UTF-8). */
static void fold(const char *word, char out[WORD_MAX])
{
    size_t n = 0;
    for (const unsigned char *p = (const unsigned char *)word; *p != '\0' && n + 1 < WORD_MAX;
         p++) {
        bool second = n > 0 && (unsigned char)out[n - 1] == 0xc3;
        unsigned char c = *p;
        c = second && c >= 0x80 && c <= 0x9e && c != 0x97 ? (unsigned char)(c + 0x20)
                                                          : (unsigned char)tolower(c);
        out[n++] = (char)c;
    }
    out[n] = '\0';
}

static bool same_word(const char *x, const char *y)
{
    char a[WORD_MAX], b[WORD_MAX];
    fold(x, a);
    fold(y, b);
    return strcmp(a, b) == 0;
}

static bool ends_with(const char *word, const char *end)
{
    size_t n = strlen(word), m = strlen(end);
    return n > m && strcmp(word + n - m, end) == 0;
}

static bool is_capital(const char *word)
{
    unsigned char c = (unsigned char)word[0], d = (unsigned char)word[1];
    return isupper(c) || (c == 0xc3 && d >= 0x80 && d <= 0x9e && d != 0x97);
}

/* BUP, SIP, ADHD: abbreviations name nobody. */
static bool is_abbreviation(const char *word)
{
    size_t n = 0;
    for (; word[n] != '\0'; n++) {
        if (!isupper((unsigned char)word[n])) {
            return false;
        }
    }
    return n >= 2 && n <= 5;
}

/* ---- what is found ---- */

struct search {
    const struct traces_known *known;
    struct arena *a;
    struct trace *list;
    size_t *count;
};

static void add(struct search *s, enum trace_kind kind, const char *word)
{
    for (size_t i = 0; i < *s->count; i++) {
        if (s->list[i].kind == kind && same_word(s->list[i].word, word)) {
            return;
        }
    }
    if (*s->count < TRACES_MAX) {
        s->list[(*s->count)++] = (struct trace){kind, arena_strdup(s->a, word)};
    }
}

/* ---- runs of digits ---- */

/* A run of digits with at most one space or two signs between them. */
static size_t digit_run(const char *p, size_t *digits)
{
    size_t n = 0, last = 0, gap = 0;
    *digits = 0;
    for (; p[n] != '\0' && gap < 3; n++) {
        if (isdigit((unsigned char)p[n])) {
            (*digits)++;
            last = n + 1;
            gap = 0;
        } else if (strchr(" -/+().", p[n]) != NULL) {
            gap++;
        } else {
            break;
        }
    }
    return last;
}

static void find_numbers(struct search *s, const char *text)
{
    for (const char *p = text; *p != '\0';) {
        bool before = p > text && is_letter((unsigned char)p[-1]);
        if (before || (!isdigit((unsigned char)*p) && *p != '+')) {
            p++;
            continue;
        }
        size_t digits, n = digit_run(p, &digits);
        if (digits >= 6) {
            bool phone = *p == '+' || (*p == '0' && digits >= 7 && digits <= 11);
            add(s, phone ? TRACE_PHONE : TRACE_NUMBER, arena_strndup(s->a, p, n));
        }
        p += n > 0 ? n : 1;
    }
}

/* ---- words ---- */

static bool is_known(const char *const *list, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (same_word(list[i], word)) {
            return true;
        }
    }
    return false;
}

static bool is_street(const char *folded)
{
    static const char *const ends[] = {"gatan", "vägen", "gränd", "torget", "stigen",
                                       "allén", "gata",  "väg",   "backen"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (ends_with(folded, ends[i])) {
            return true;
        }
    }
    return false;
}

static bool is_school_name(const char *folded)
{
    static const char *const common[] = {
        "grundskolan", "förskolan", "gymnasieskolan", "friskolan",       "resursskolan",
        "särskolan",   "hemskolan", "skolan",         "högstadieskolan", "grundsärskolan"};
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
        if (strcmp(folded, common[i]) == 0) {
            return false;
        }
    }
    return ends_with(folded, "skolan") || ends_with(folded, "gymnasiet");
}

static void look_at_word(struct search *s, const char *word, bool first, const char *after)
{
    char folded[WORD_MAX];
    fold(word, folded);
    bool number_after = after[0] == ' ' && isdigit((unsigned char)after[1]);
    if (is_known(s->known->names, s->known->name_count, word)) {
        add(s, TRACE_NAME, word);
    } else if (is_street(folded) && number_after) {
        add(s, TRACE_ADDRESS, word);
    } else if (is_school_name(folded)) {
        add(s, TRACE_SCHOOL, word);
    } else if (!first && is_capital(word) && !is_abbreviation(word)) {
        add(s, TRACE_CAPITAL, word);
    }
}

static bool ends_sentence(char c)
{
    return c == '.' || c == '!' || c == '?' || c == '\n' || c == ':';
}

static void find_words(struct search *s, const char *text)
{
    bool first = true; /* of a sentence */
    for (const char *p = text; *p != '\0';) {
        if (!is_letter((unsigned char)*p)) {
            first = first || ends_sentence(*p);
            p++;
            continue;
        }
        size_t n = 0;
        while (is_letter((unsigned char)p[n]) ||
               (p[n] == '-' && is_letter((unsigned char)p[n + 1]))) {
            n++;
        }
        if (p[n] == '@') {
            size_t m = n + 1 + strcspn(p + n + 1, " \n\t,;");
            add(s, TRACE_MAIL, arena_strndup(s->a, p, m));
            n = m;
        } else {
            look_at_word(s, arena_strndup(s->a, p, n), first, p + n);
        }
        first = false;
        p += n;
    }
}

/* ---- whole names of schools, and what is rare together ---- */

static bool contains(const char *text, const char *part, struct arena *a)
{
    size_t n = strlen(text), m = strlen(part);
    char *low = arena_strdup(a, text), *want = arena_strdup(a, part);
    for (size_t i = 0; i < n; i++) {
        low[i] = (char)tolower((unsigned char)low[i]);
    }
    for (size_t i = 0; i < m; i++) {
        want[i] = (char)tolower((unsigned char)want[i]);
    }
    return m > 3 && strstr(low, want) != NULL;
}

static void find_rare(struct search *s, const char *text)
{
    static const char *const rare[] = {
        "adopterad",   "adoptiv",         "tvilling", "trilling",  "döv",         "blind",
        "rullstol",    "cancer",          "epilepsi", "diabetes",  "fängelse",    "häktad",
        "avliden",     "självmord",       "flykting", "asyl",      "transperson", "vittne",
        "polis",       "präst",           "läkare",   "politiker", "artist",      "landslag",
        "enda barnet", "nyligen flyttat",
    };
    const char *found[TRACES_MAX];
    size_t n = 0;
    for (size_t i = 0; i < sizeof rare / sizeof rare[0]; i++) {
        if (contains(text, rare[i], s->a)) {
            found[n++] = rare[i];
        }
    }
    for (size_t i = 0; n >= 2 && i < n; i++) {
        add(s, TRACE_RARE, found[i]);
    }
}

void traces_find(const char *text, const struct traces_known *known, struct arena *a,
                 struct trace list[TRACES_MAX], size_t *count)
{
    struct search s = {known, a, list, count};
    if (text == NULL) {
        return;
    }
    find_numbers(&s, text);
    for (size_t i = 0; i < known->school_count; i++) {
        if (contains(text, known->schools[i], a)) {
            add(&s, TRACE_SCHOOL, known->schools[i]);
        }
    }
    find_words(&s, text);
    find_rare(&s, text);
}
