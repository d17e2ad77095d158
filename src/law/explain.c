/* The answer as text that a school counsellor understands and a lawyer can check. */
#include "law/rules.h"

#include <string.h>

#include "base/buf.h"

#define TEXT_MAX (64u << 10)

struct writer {
    struct buf b;
    bool sv;
    const struct law_rules *r;
    const struct law_decision *d;
    const struct law_facts *facts;
    const struct law_trail *t;
};

static const char *pick(const struct writer *w, struct law_text text)
{
    return w->sv ? text.sv : text.en;
}

static const char *say(const struct writer *w, const char *sv, const char *en)
{
    return w->sv ? sv : en;
}

static const char *label(const struct writer *w, enum law_fact fact)
{
    const struct law_fact_info *info = law_fact_info(fact);
    unsigned value = law_fact_get(w->facts, fact);
    return w->sv ? info->labels_sv[value] : info->labels_en[value];
}

static void add_cites(struct writer *w, const struct law_ground *grounds, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_addf(&w->b, "%s%s", i == 0 ? "" : "; ", grounds[i].cite);
    }
}

static void add_outcome(struct writer *w)
{
    static const struct law_text answer[LAW_OUTCOME__MAX] = {
        [LAW_DENY] = {"Nej. Uppgiften får inte lämnas.", "No. The item may not be disclosed."},
        [LAW_MAY] =
            {"Kanske. Uppgiften får lämnas om du gör bedömningen nedan, kommer fram till ja "
             "och skriver ned det.",
             "Perhaps. The item may be disclosed if you make the assessment below, arrive at "
             "yes and write it down."},
        [LAW_ALLOW] = {"Ja. Uppgiften får lämnas.", "Yes. The item may be disclosed."},
        [LAW_DUTY] = {"Ja. Du är skyldig att lämna uppgiften.",
                      "Yes. You have a duty to disclose the item."},
    };
    buf_addf(&w->b, "%s\n", pick(w, answer[w->d->outcome]));
    if (w->d->outcome == LAW_MAY && w->d->verdict.if_assessed == LAW_DUTY) {
        buf_addf(&w->b, "%s\n",
                 say(w,
                     "Blir svaret ja på en bedömning som hör till en skyldighet måste du lämna "
                     "uppgiften.",
                     "If the assessment that belongs to a duty gives yes you must disclose it."));
    }
    buf_addf(&w->b, "%s: %s.\n", say(w, "Uppgiften", "Item"), label(w, LAW_FACT_ITEM));
    buf_addf(&w->b, "%s: %s.\n", say(w, "Från", "From"), label(w, LAW_FACT_FROM));
    buf_addf(&w->b, "%s: %s.\n", say(w, "Till", "To"), label(w, LAW_FACT_TO));
    buf_addf(&w->b, "%s: %s.\n", say(w, "Ändamål", "Purpose"), label(w, LAW_FACT_PURPOSE));
}

static void add_rule(struct writer *w, const struct law_rule_ref *ref)
{
    static const struct law_text doubt[LAW_CONFIDENCE__MAX] = {
        [LAW_UNVERIFIED] = {" OBS: lagtexten är inte kontrollerad.",
                            " NOTE: the wording is not verified."},
        [LAW_INFERRED] = {" OBS: en tolkning som en jurist bör pröva.",
                          " NOTE: an interpretation that a lawyer should test."},
        [LAW_SECONDARY] = {" OBS: läst bara i andra hand.",
                           " NOTE: read in a secondary source only."},
        [LAW_VERIFIED] = {"", ""},
    };
    buf_addf(&w->b, "- %s (", pick(w, ref->text));
    add_cites(w, ref->grounds, ref->grounds_n);
    buf_addf(&w->b, "; %s %s)%s\n", say(w, "regel", "rule"), ref->id,
             pick(w, doubt[ref->confidence]));
}

/* Notes are for lawyers; they belong to what decides. */
static void add_note(struct writer *w, const struct law_rule_ref *ref)
{
    if (ref->note.sv[0] != '\0') {
        buf_addf(&w->b, "  %s\n", pick(w, ref->note));
    }
}

/* A restricting rule that applies only because a fact is unknown says so. */
static void add_assumed(struct writer *w, size_t slot)
{
    const struct law_rule *rule = slot_rule(w->r, slot);
    bool restricts = rule->kind == KIND_BAR || rule->kind == KIND_SECRECY;
    for (unsigned f = 0; f < LAW_FACT__MAX && restricts; f++) {
        if ((rule->conditional >> f & 1) != 0 && law_fact_get(w->facts, (enum law_fact)f) == 0) {
            const struct law_fact_info *info = law_fact_info((enum law_fact)f);
            buf_addf(&w->b, "  %s: %s\n",
                     say(w, "Det här är okänt, och då räknar Brygga med det strängaste",
                         "This is unknown, so the strictest is assumed"),
                     say(w, info->question_sv, info->question_en));
        }
    }
}

/* The rules of a kind that belong to the answer, under a heading. */
static void add_kind(struct writer *w, enum law_kind kind, const char *heading)
{
    struct law_set s = set_and(w->d->verdict.applied, &w->r->kind[kind][SIDE_FROM]);
    if (!set_any(s)) {
        return;
    }
    buf_addf(&w->b, "\n%s\n", heading);
    for (size_t i = set_next(&s, 0); i < LAW_RULES_MAX; i = set_next(&s, i + 1)) {
        add_rule(w, &slot_rule(w->r, i)->ref);
        if (kind == KIND_BAR) {
            add_note(w, &slot_rule(w->r, i)->ref);
        }
        add_assumed(w, i);
    }
}

static void add_ways(struct writer *w)
{
    if (w->d->ways_n == 0) {
        return;
    }
    buf_addf(&w->b, "\n%s\n",
             w->d->outcome == LAW_MAY ? say(w, "Vägar som kan öppnas", "Ways that can open")
                                      : say(w, "Stödet för att lämna den", "The ground for it"));
    for (size_t i = 0; i < w->d->ways_n; i++) {
        const struct law_way *way = &w->d->ways[i];
        add_rule(w, &way->rule);
        add_note(w, &way->rule);
        for (size_t a = 0; a < way->outstanding_n; a++) {
            buf_addf(&w->b, "  %s: %s\n", say(w, "Bedöm och skriv ned", "Assess and write down"),
                     pick(w, way->outstanding[a].question));
        }
    }
}

static void add_personal_data(struct writer *w)
{
    if (w->d->outcome == LAW_DENY) {
        return;
    }
    buf_addf(&w->b, "\n%s\n- %s: ",
             say(w, "Personuppgifterna (prövas för sig, vid sidan av sekretessen)",
                 "The personal data (a test of its own, beside secrecy)"),
             say(w, "Den som lämnar", "The discloser"));
    add_cites(w, w->d->personal_data_from, w->d->personal_data_from_n);
    buf_addf(&w->b, "\n- %s: ", say(w, "Den som tar emot", "The recipient"));
    add_cites(w, w->d->personal_data_to, w->d->personal_data_to_n);
    buf_add(&w->b, "\n");
}

static void add_todo(struct writer *w)
{
    const struct law_decision *d = w->d;
    if (d->protection.sv[0] != '\0') {
        buf_addf(
            &w->b, "\n%s\n- %s\n",
            say(w, "Skyddet hos mottagaren (OSL 7:2)", "Protection at the recipient (OSL 7:2)"),
            pick(w, d->protection));
    }
    if (d->deadline.code[0] != '\0') {
        buf_addf(&w->b, "\n%s\n- %s\n", say(w, "När", "When"), pick(w, d->deadline.text));
    }
    if (d->obligations_n > 0) {
        buf_addf(&w->b, "\n%s\n", say(w, "Det här ska du göra", "What you must do"));
    }
    for (size_t i = 0; i < d->obligations_n; i++) {
        buf_addf(&w->b, "- %s (%s)\n", pick(w, d->obligations[i].text), d->obligations[i].cite);
    }
}

static void add_blocked(struct writer *w)
{
    if (w->d->blocked_n > 0) {
        buf_addf(&w->b, "\n%s\n",
                 say(w, "Vägar som finns, och vad som stänger dem nu",
                     "Ways that exist, and what closes them now"));
    }
    for (size_t i = 0; i < w->d->blocked_n; i++) {
        const struct law_blocked *b = &w->d->blocked[i];
        const char *closed = pick(w, b->why);
        buf_addf(&w->b, "- %s (", pick(w, b->rule.title));
        add_cites(w, b->rule.grounds, b->rule.grounds_n);
        buf_addf(&w->b, "). %s\n",
                 closed[0] != '\0' ? closed
                                   : say(w, "Ett förbud ovan går före.", "A bar above prevails."));
    }
}

static const char *outcome_word(const struct writer *w, enum law_outcome o)
{
    static const struct law_text word[LAW_OUTCOME__MAX] = {
        {"nej", "no"},
        {"kanske, efter bedömning", "perhaps, after assessment"},
        {"ja", "yes"},
        {"ja, en skyldighet", "yes, a duty"}};
    return pick(w, word[o]);
}

/* Does the set rest on the pupil deciding alone? Told last, since it is the exception. */
static bool is_alone(const struct law_decision *d, unsigned set)
{
    const char *alone = law_fact_info(LAW_FACT_MATURITY)->codes[LAW_MATURE_ALONE];
    for (size_t i = 0; i < d->missing_n; i++) {
        if (d->missing[i].set == set && strcmp(d->missing[i].value, alone) == 0) {
            return true;
        }
    }
    return false;
}

static void add_sets(struct writer *w, bool alone)
{
    unsigned set = 0;
    for (size_t i = 0; i < w->d->missing_n; i++) {
        const struct law_missing *m = &w->d->missing[i];
        if (is_alone(w->d, m->set) != alone) {
            continue;
        }
        if (m->set != set) {
            buf_addf(&w->b, "- %s \"%s\" %s\n", say(w, "Svaret blir", "The answer becomes"),
                     outcome_word(w, m->outcome), say(w, "om:", "if:"));
        }
        set = m->set;
        buf_addf(&w->b, "  - %s – %s.\n", pick(w, m->question), pick(w, m->label));
    }
}

static bool asks_for_consent(const struct law_decision *d)
{
    const char *scope = law_fact_info(LAW_FACT_CONSENT_SCOPE)->name;
    for (size_t i = 0; i < d->missing_n; i++) {
        if (strcmp(d->missing[i].fact, scope) == 0) {
            return true;
        }
    }
    return false;
}

static void add_missing(struct writer *w)
{
    if (w->d->missing_n > 0) {
        buf_addf(&w->b, "\n%s\n",
                 say(w, "Okänt som kan ändra svaret", "Unknowns that can change the answer"));
    }
    add_sets(w, false);
    add_sets(w, true);
    if (asks_for_consent(w->d)) {
        buf_addf(&w->b, "%s\n",
                 say(w,
                     "Vem som behöver samtycka beror på elevens ålder och mognad och på hur många "
                     "vårdnadshavare eleven har. Har eleven två behöver båda samtycka.",
                     "Who needs to consent depends on the pupil's age and maturity and on how many "
                     "guardians the pupil has. Where there are two, both need to."));
    }
}

static void add_sureness(struct writer *w)
{
    static const struct law_text sure[LAW_CONFIDENCE__MAX] = {
        [LAW_UNVERIFIED] = {"Något i svaret bygger på lagtext som inte har kontrollerats. Fråga en "
                            "jurist innan du litar på det.",
                            "Something in the answer rests on wording that is not verified. Ask a "
                            "lawyer before relying on it."},
        [LAW_INFERRED] =
            {"Svaret bygger på en tolkning av lagtexten. Fråga en jurist i tveksamma fall.",
             "The answer rests on an interpretation. Ask a lawyer in doubtful cases."},
        [LAW_SECONDARY] =
            {"Något i svaret bygger på lagtext som bara lästs i andra hand.",
             "Something in the answer rests on wording read in a secondary source only."},
        [LAW_VERIFIED] =
            {"Lagtexten bakom svaret är läst. Ingen jurist har ännu granskat reglerna.",
             "The wording behind the answer was read. No lawyer has yet checked the rules."},
    };
    char day[DATE_TEXT];
    buf_addf(&w->b, "\n%s\n%s %s. %s %.12s.\n", pick(w, sure[w->d->confidence]),
             say(w, "Svaret gäller lagen den", "The answer is for the law of"),
             w->facts->question_date.days == 0 ? say(w, "(okänd dag)", "(unknown day)")
                                               : date_format(w->facts->question_date, day),
             say(w, "Regelversion", "Rule version"), w->d->version);
}

static const char *explain(struct writer *w, struct arena *arena)
{
    buf_init(&w->b, TEXT_MAX);
    add_outcome(w);
    add_kind(w, KIND_BAR, say(w, "Det som hindrar", "What forbids it"));
    add_kind(w, KIND_DEFAULT, say(w, "Varför", "Why"));
    add_ways(w);
    add_kind(w, KIND_CONSENT, say(w, "Samtycket", "The consent"));
    add_kind(w, KIND_GUARDIANS, say(w, "Vårdnadshavarna", "The guardians"));
    add_kind(w, KIND_SECRECY,
             say(w, "Skyddet där uppgiften finns nu", "Protection where it is now"));
    add_personal_data(w);
    add_todo(w);
    add_blocked(w);
    add_missing(w);
    add_sureness(w);
    const char *text = arena_strndup(arena, w->b.text, w->b.len);
    buf_free(&w->b);
    return text;
}

void law_explain(const struct law_rules *rules, const struct law_facts *facts,
                 const struct law_trail *trail, struct arena *arena, struct law_decision *out)
{
    struct writer w = {.sv = true, .r = rules, .d = out, .facts = facts, .t = trail};
    const char *sv = explain(&w, arena);
    w.sv = false;
    const char *en = explain(&w, arena);
    out->explanation = (struct law_text){sv, en};
}
