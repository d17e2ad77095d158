#include "law/book.h"

#include <string.h>

#include "base/buf.h"
#include "law/check.h"
#include "law/rules.h"

#define WORDS_MAX 4000

static struct law_text kind_text(enum law_kind kind)
{
    static const struct law_text text[KIND__MAX] = {
        [KIND_REGIME] = {"Vilka regler som binder den som har uppgiften",
                         "Which rules bind the holder"},
        [KIND_SECRECY] = {"Hur uppgiften skyddas", "How the item is protected"},
        [KIND_GUARDIANS] = {"När vårdnadshavarna har samtyckt",
                            "When the guardians have consented"},
        [KIND_CONSENT] = {"När samtycket räcker", "When the consent is enough"},
        [KIND_PERSONAL_DATA] = {"Stöd för att behandla personuppgifter",
                                "Ground for processing personal data"},
        [KIND_PERMIT] = {"Vad som får eller ska lämnas", "What may or must be disclosed"},
        [KIND_BAR] = {"Vad som aldrig får lämnas", "What may never be disclosed"},
        [KIND_ATTACH] = {"Vad som följer med ett ja", "What goes with a yes"},
        [KIND_DEFAULT] = {"Vad som gäller när inget annat gäller",
                          "What holds when nothing else does"},
    };
    return text[kind];
}

static struct law_text level_text(enum law_level level)
{
    static const struct law_text text[LAW_LEVEL__MAX] = {
        {"ingen sekretess", "no secrecy"},
        {"hemlig om det av särskild anledning kan antas att någon lider men",
         "secret if harm can be assumed for a special reason"},
        {"hemlig om det måste antas att någon lider betydande men",
         "secret if considerable harm must be assumed"},
        {"hemlig om det kan antas att någon lider men (rakt skaderekvisit)",
         "secret if harm can be assumed"},
        {"tystnadsplikt: får inte röjas obehörigen", "duty of silence"},
        {"hemlig om det inte står klart att ingen lider men (omvänt skaderekvisit)",
         "secret unless clearly harmless"},
        {"alltid hemlig", "always secret"},
    };
    return text[level];
}

static struct law_text permit_text(const struct law_rule *rule)
{
    return rule->outcome == LAW_DUTY ? (struct law_text){"ska lämnas", "must be disclosed"}
                                     : (struct law_text){"får lämnas", "may be disclosed"};
}

static struct law_text bar_text(const struct law_rule *rule)
{
    return rule->overrides_duty
               ? (struct law_text){"får inte lämnas, inte ens när det finns en skyldighet",
                                   "may not be disclosed, not even under a duty"}
               : (struct law_text){"får inte lämnas, om det inte finns en skyldighet",
                                   "may not be disclosed unless there is a duty"};
}

static struct law_text regime_text(const struct law_rule *rule)
{
    return rule->regime == REGIME_OSL
               ? (struct law_text){"offentlighets- och sekretesslagen gäller",
                                   "the Public Access and Secrecy Act applies"}
               : (struct law_text){"tystnadsplikt i enskild verksamhet gäller",
                                   "a duty of silence in private activity applies"};
}

static struct law_text effect_of(const struct law_rule *rule)
{
    return rule->kind == KIND_PERMIT    ? permit_text(rule)
           : rule->kind == KIND_BAR     ? bar_text(rule)
           : rule->kind == KIND_SECRECY ? level_text(rule->level)
           : rule->kind == KIND_REGIME  ? regime_text(rule)
                                        : (struct law_text){"", ""};
}

static struct law_text question_of(unsigned field)
{
    static const struct law_text found[FIELD__MAX - LAW_FACT__MAX] = {
        {"Vilka regler binder den som har uppgiften?", "Which rules bind the holder?"},
        {"Vilka regler binder mottagaren?", "Which rules bind the recipient?"},
        {"Hur skyddas uppgiften där den finns?", "How is the item protected where it is?"},
        {"Har de vårdnadshavare samtyckt som måste?", "Have those guardians consented who must?"},
        {"Har de samtyckt som förfogar över sekretessen?",
         "Have those consented who dispose over the secrecy?"},
        {"Har den som lämnar stöd för att behandla personuppgiften?",
         "Has the discloser a ground for processing the personal data?"},
        {"Har mottagaren stöd för att behandla personuppgiften?",
         "Has the recipient a ground for processing the personal data?"},
    };
    if (field >= LAW_FACT__MAX) {
        return found[field - LAW_FACT__MAX];
    }
    const struct law_fact_info *info = law_fact_info((enum law_fact)field);
    return (struct law_text){info->question_sv, info->question_en};
}

static const char *words(unsigned field, uint32_t mask, bool swedish, struct arena *arena)
{
    struct buf b;
    buf_init(&b, WORDS_MAX);
    if (field == FIELD_SECRECY) {
        const char *between = "";
        for (unsigned level = 0; level < LAW_LEVEL__MAX; level++) {
            if ((mask >> level & 1) != 0) {
                struct law_text text = level_text((enum law_level)level);
                buf_addf(&b, "%s%s", between, swedish ? text.sv : text.en);
                between = swedish ? "; eller " : "; or ";
            }
        }
    } else if (field > FIELD_SECRECY) {
        buf_add(&b, swedish ? "ja" : "yes");
    } else {
        law_describe_values(&b, field, mask, swedish);
    }
    const char *text = arena_strndup(arena, b.text, b.len);
    buf_free(&b);
    return text;
}

static void list_conditions(const struct law_rule *rule, struct arena *arena, struct law_entry *out)
{
    struct law_condition *list = arena_alloc(arena, FIELD__MAX * sizeof *list);
    for (unsigned f = 0; f < FIELD__MAX; f++) {
        if (rule->mask[f] != UINT32_MAX) {
            uint32_t known = rule->mask[f] & ~(f < LAW_FACT__MAX ? UINT32_C(1) : 0);
            list[out->conditions_n++] = (struct law_condition){
                question_of(f), {words(f, known, true, arena), words(f, known, false, arena)}};
        }
    }
    out->conditions = list;
}

static void list_duties(const struct law_rules *r, const struct law_rule *rule, struct arena *arena,
                        struct law_entry *out)
{
    struct law_assessment_ref *asked = arena_alloc(arena, LAW_ASSESS__MAX * sizeof *asked);
    struct law_obligation *owed = arena_alloc(arena, (rule->obligations_n + 1) * sizeof *owed);
    for (unsigned a = 0; a < LAW_ASSESS__MAX; a++) {
        if ((rule->needs >> a & 1) != 0) {
            asked[out->assessments_n++] = (struct law_assessment_ref){
                (enum law_assessment)a, law_assessment_code[a], r->assessment[a].text};
        }
    }
    for (size_t i = 0; i < rule->obligations_n; i++) {
        const struct law_named *o = rule->obligations[i];
        owed[i] = (struct law_obligation){o->name, o->text, o->cite};
    }
    out->assessments = asked;
    out->obligations = owed;
    out->obligations_n = rule->obligations_n;
}

static void describe(const struct law_rules *r, const struct law_rule *rule, struct arena *arena,
                     struct law_entry *out)
{
    const char **examples = arena_alloc(arena, (rule->examples_n + 1) * sizeof(const char *));
    for (size_t i = 0; i < rule->examples_n; i++) {
        examples[i] = rule->examples[i].source;
    }
    *out = (struct law_entry){.ref = &rule->ref,
                              .kind = law_kind_code[rule->kind],
                              .kind_text = kind_text(rule->kind),
                              .effect = effect_of(rule),
                              .valid_from = rule->valid_from,
                              .valid_to = rule->valid_to,
                              .about_documents = rule->info_conditional,
                              .documents_from = rule->info_from,
                              .documents_to = rule->info_to,
                              .examples = examples,
                              .examples_n = rule->examples_n};
    list_conditions(rule, arena, out);
    list_duties(r, rule, arena, out);
}

bool law_book_at(const struct law_rules *rules, size_t i, struct arena *arena,
                 struct law_entry *out)
{
    if (i >= rules->rules_n) {
        return false;
    }
    describe(rules, &rules->rule[i], arena, out);
    return true;
}

static const struct law_rule *find(const struct law_rules *rules, const char *id)
{
    for (size_t i = 0; i < rules->rules_n; i++) {
        if (strcmp(rules->rule[i].id, id) == 0) {
            return &rules->rule[i];
        }
    }
    return NULL;
}

/* What a block beside the rules of crossing is about. */
static struct law_text sort_text(const char *sort)
{
    static const struct {
        const char *sort;
        struct law_text text;
    } sorts[] = {
        {"deadline", {"En frist", "A deadline"}},
        {"retention", {"Hur länge en handling sparas", "How long a record is kept"}},
        {"grant", {"Villkor för statsbidrag", "A condition of the state grant"}},
        {"intervention", {"När en insats får ges", "When an intervention may be given"}},
        {"hearing", {"Vem som ska få säga sin mening", "Whose view is sought"}},
        {"search", {"Vad man får söka efter", "What may be searched for"}},
    };
    for (size_t i = 0; i < sizeof sorts / sizeof sorts[0]; i++) {
        if (strcmp(sorts[i].sort, sort) == 0) {
            return sorts[i].text;
        }
    }
    return (struct law_text){sort, sort};
}

static bool find_provision(const struct law_rules *rules, const char *id, struct law_entry *out)
{
    struct law_provision_ref p;
    for (size_t i = 0; law_provision_at(rules, i, &p); i++) {
        if (strcmp(p.rule->id, id) == 0) {
            *out = (struct law_entry){.ref = p.rule,
                                      .kind = p.sort,
                                      .kind_text = sort_text(p.sort),
                                      .effect = {"", ""},
                                      .valid_from = p.valid_from,
                                      .valid_to = p.valid_to};
            return true;
        }
    }
    return false;
}

bool law_book_find(const struct law_rules *rules, const char *id, struct arena *arena,
                   struct law_entry *out)
{
    const struct law_rule *rule = find(rules, id);
    if (rule != NULL) {
        describe(rules, rule, arena, out);
    }
    return rule != NULL || find_provision(rules, id, out);
}

const char *law_book_kind(const struct law_rules *rules, const char *id)
{
    const struct law_rule *rule = find(rules, id);
    return rule != NULL ? law_kind_code[rule->kind] : NULL;
}

struct law_text law_book_assumes(const struct law_rules *rules, const char *id,
                                 const struct law_facts *facts)
{
    const struct law_rule *rule = find(rules, id);
    bool restricts = rule != NULL && (rule->kind == KIND_BAR || rule->kind == KIND_SECRECY);
    for (unsigned f = 0; restricts && f < LAW_FACT__MAX; f++) {
        if ((rule->conditional >> f & 1) != 0 && law_fact_get(facts, (enum law_fact)f) == 0) {
            return question_of(f);
        }
    }
    return (struct law_text){NULL, NULL};
}

struct law_text law_assessment_text(const struct law_rules *rules, enum law_assessment a)
{
    return rules->assessment[a].text;
}

bool law_entry_holds(const struct law_entry *e, struct date on)
{
    return e->valid_from.days <= on.days && on.days <= e->valid_to.days;
}
