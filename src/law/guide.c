#include "law/guide.h"

#include <string.h>

/* What makes a question at all. */
static const unsigned first[] = {LAW_FACT_FROM, LAW_FACT_TO, LAW_FACT_ITEM, LAW_FACT_IDENTIFICATION,
                                 LAW_FACT_PURPOSE};
#define FIRST_N (sizeof first / sizeof first[0])

/* Then what people know at once, before what must be looked up; consents last. */
static const unsigned order[] = {LAW_FACT_DISCLOSURE_CONTROL,
                                 LAW_FACT_BOUNDARY,
                                 LAW_FACT_CONCERN,
                                 LAW_FACT_PROTECTION,
                                 LAW_FACT_THIRD_PARTY,
                                 LAW_FACT_AGE,
                                 LAW_FACT_SCHOOL_FORM,
                                 LAW_FACT_HSL_CONTEXT,
                                 LAW_FACT_FROM_FORM,
                                 LAW_FACT_TO_FORM,
                                 LAW_GUIDE_DATE,
                                 LAW_FACT_REQUESTED,
                                 LAW_FACT_INQUIRY,
                                 LAW_FACT_REPORTER,
                                 LAW_FACT_COMMISSIONED,
                                 LAW_FACT_APPROVED_EDUCATION,
                                 LAW_FACT_TWO_PERSONS,
                                 LAW_FACT_CONTACT_REMOVED,
                                 LAW_FACT_GUARDIAN_BLOCKED,
                                 LAW_FACT_PUPIL,
                                 LAW_FACT_MATURITY,
                                 LAW_FACT_CUSTODY,
                                 LAW_FACT_GUARDIAN_1,
                                 LAW_FACT_GUARDIAN_2,
                                 LAW_FACT_CONSENT_SCOPE};
#define ORDER_N (sizeof order / sizeof order[0])

#define ARENA_MAX ((size_t)8 << 20)

const char *law_guide_name(unsigned question)
{
    return question == LAW_GUIDE_DATE ? "information_date"
                                      : law_fact_info((enum law_fact)question)->name;
}

struct law_text law_guide_question(unsigned question)
{
    if (question == LAW_GUIDE_DATE) {
        return (struct law_text){"När kom handlingen in eller när upprättades den?",
                                 "When was the document received or drawn up?"};
    }
    const struct law_fact_info *info = law_fact_info((enum law_fact)question);
    return (struct law_text){info->question_sv, info->question_en};
}

unsigned law_guide_find(const char *name)
{
    unsigned q = 0;
    while (q < LAW_GUIDE__MAX && strcmp(law_guide_name(q), name) != 0) {
        q++;
    }
    return q;
}

bool law_guide_has(const struct law_guide *g, unsigned question)
{
    for (size_t i = 0; i < g->asked_n; i++) {
        if (g->asked[i] == question) {
            return true;
        }
    }
    return false;
}

static bool set_value(struct law_guide *g, unsigned question, const char *value)
{
    if (question == LAW_GUIDE_DATE) {
        return strcmp(value, "unknown") == 0 ||
               date_parse(value, strlen(value), &g->facts.information_date);
    }
    const struct law_fact_info *info = law_fact_info((enum law_fact)question);
    for (unsigned v = 0; v < info->values_n; v++) {
        if (strcmp(info->codes[v], value) == 0) {
            law_fact_set(&g->facts, (enum law_fact)question, v);
            return true;
        }
    }
    return false;
}

bool law_guide_answer(struct law_guide *g, unsigned question, const char *value)
{
    if (question >= LAW_GUIDE__MAX || law_guide_has(g, question) ||
        !set_value(g, question, value)) {
        return false;
    }
    g->asked[g->asked_n++] = question;
    return true;
}

/* The next part before a full stop, cut off in place. */
static char *next_part(char **cursor)
{
    char *part = *cursor;
    char *stop = part == NULL ? NULL : strchr(part, '.');
    *cursor = NULL;
    if (stop != NULL) {
        *stop = '\0';
        *cursor = stop + 1;
    }
    return part;
}

bool law_guide_read(const char *text, struct law_guide *out)
{
    char copy[LAW_GUIDE_TEXT + 1];
    size_t n = strlen(text);
    *out = (struct law_guide){.asked_n = 0};
    if (n > LAW_GUIDE_TEXT) {
        return false;
    }
    memcpy(copy, text, n + 1);
    char *cursor = n > 0 ? copy : NULL;
    while (cursor != NULL) {
        const char *name = next_part(&cursor);
        const char *value = next_part(&cursor);
        if (value == NULL || !law_guide_answer(out, law_guide_find(name), value)) {
            return false;
        }
    }
    return true;
}

void law_guide_write(const struct law_guide *g, size_t n, struct buf *b)
{
    for (size_t i = 0; i < n; i++) {
        unsigned q = g->asked[i];
        char day[DATE_TEXT];
        const char *value = "unknown";
        if (q != LAW_GUIDE_DATE) {
            value =
                law_fact_info((enum law_fact)q)->codes[law_fact_get(&g->facts, (enum law_fact)q)];
        } else if (g->facts.information_date.days != 0) {
            value = date_format(g->facts.information_date, day);
        }
        buf_addf(b, "%s%s.%s", i == 0 ? "" : ".", law_guide_name(q), value);
    }
}

/* Facts that some wider answer waits for. A set with a fact that nobody knows leads nowhere. */
static uint64_t wanted(const struct law_guide *g, const struct law_decision *d)
{
    uint64_t all = 0;
    for (size_t i = 0; i < d->missing_n;) {
        uint64_t set = 0;
        bool dead = false;
        unsigned number = d->missing[i].set;
        for (; i < d->missing_n && d->missing[i].set == number; i++) {
            unsigned q = law_guide_find(d->missing[i].fact);
            dead = dead || law_guide_has(g, q);
            set |= UINT64_C(1) << q;
        }
        all |= dead ? 0 : set;
    }
    return all;
}

unsigned law_guide_next(const struct law_rules *rules, const struct law_guide *g)
{
    for (size_t i = 0; i < FIRST_N; i++) {
        if (!law_guide_has(g, first[i])) {
            return first[i];
        }
    }
    /* Nobody shall come to an answer about a person without having thought of this. */
    if (g->facts.identification != LAW_AGGREGATE && !law_guide_has(g, LAW_FACT_PROTECTION)) {
        return LAW_FACT_PROTECTION;
    }
    struct arena *arena = arena_new(ARENA_MAX);
    struct law_decision d;
    law_decide(rules, &g->facts, LAW_WITH_MISSING, arena, &d);
    uint64_t open = law_passes(&d) ? 0 : wanted(g, &d);
    arena_free(arena);
    for (size_t i = 0; i < ORDER_N; i++) {
        if ((open >> order[i] & 1) != 0) {
            return order[i];
        }
    }
    return LAW_GUIDE__MAX;
}
