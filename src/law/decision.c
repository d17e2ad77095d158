/* A decision as JSON: the stable form that the journal keeps (docs/law.md). */
#include "law/law.h"

static json_t *text(struct law_text t)
{
    return json_pack("{s:s, s:s}", "sv", t.sv, "en", t.en);
}

static json_t *cites(const struct law_ground *g, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        json_array_append_new(list, json_string(g[i].cite));
    }
    return list;
}

static json_t *rule(const struct law_rule_ref *r)
{
    return json_pack("{s:s, s:o, s:o, s:o, s:s, s:s, s:o}", "id", r->id, "title", text(r->title),
                     "text", text(r->text), "grounds", cites(r->grounds, r->grounds_n),
                     "confidence", law_confidence_code[r->confidence], "checked_by", r->checked_by,
                     "note", text(r->note));
}

static json_t *assessments(const struct law_assessment_ref *a, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        json_array_append_new(
            list, json_pack("{s:s, s:o}", "code", a[i].code, "question", text(a[i].question)));
    }
    return list;
}

static json_t *ways(const struct law_decision *d)
{
    json_t *list = json_array();
    for (size_t i = 0; i < d->ways_n; i++) {
        const struct law_way *w = &d->ways[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:o}", "rule", w->rule.id, "outcome",
                                              law_outcome_code[w->outcome], "outstanding",
                                              assessments(w->outstanding, w->outstanding_n)));
    }
    return list;
}

static json_t *obligations(const struct law_decision *d)
{
    json_t *list = json_array();
    for (size_t i = 0; i < d->obligations_n; i++) {
        const struct law_obligation *o = &d->obligations[i];
        json_array_append_new(list, json_pack("{s:s, s:o, s:s}", "code", o->code, "text",
                                              text(o->text), "ground", o->cite));
    }
    return list;
}

static json_t *missing(const struct law_decision *d)
{
    json_t *list = json_array();
    for (size_t i = 0; i < d->missing_n; i++) {
        const struct law_missing *m = &d->missing[i];
        json_array_append_new(list,
                              json_pack("{s:i, s:s, s:s, s:o, s:s}", "set", (int)m->set, "fact",
                                        m->fact, "value", m->value, "question", text(m->question),
                                        "outcome", law_outcome_code[m->outcome]));
    }
    return list;
}

static json_t *blocked(const struct law_decision *d)
{
    json_t *list = json_array();
    for (size_t i = 0; i < d->blocked_n; i++) {
        const struct law_blocked *b = &d->blocked[i];
        json_array_append_new(list, json_pack("{s:s, s:o, s:o, s:o}", "rule", b->rule.id, "title",
                                              text(b->rule.title), "grounds",
                                              cites(b->rule.grounds, b->rule.grounds_n), "why",
                                              text(b->why)));
    }
    return list;
}

json_t *law_decision_json(const struct law_decision *d)
{
    json_t *rules = json_array();
    for (size_t i = 0; i < d->rules_n; i++) {
        json_array_append_new(rules, rule(&d->rules[i]));
    }
    json_t *o = json_pack(
        "{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:b}", "outcome", law_outcome_code[d->outcome],
        "if_assessed", law_outcome_code[d->verdict.if_assessed], "confidence",
        law_confidence_code[d->confidence], "rules", rules, "ways", ways(d), "grounds",
        cites(d->grounds, d->grounds_n), "assessments",
        assessments(d->assessments, d->assessments_n), "consent", (int)d->verdict.consent);
    json_object_set_new(
        o, "secrecy",
        json_pack("{s:s, s:s, s:o}", "from", law_level_code[d->verdict.secrecy_from], "to",
                  law_level_code[d->verdict.secrecy_to], "protection", text(d->protection)));
    json_object_set_new(o, "personal_data",
                        json_pack("{s:o, s:o}", "from",
                                  cites(d->personal_data_from, d->personal_data_from_n), "to",
                                  cites(d->personal_data_to, d->personal_data_to_n)));
    json_object_set_new(o, "obligations", obligations(d));
    json_object_set_new(o, "deadline",
                        d->deadline.code[0] == '\0'
                            ? json_null()
                            : json_pack("{s:s, s:s, s:i, s:o}", "name", d->deadline.name, "code",
                                        d->deadline.code, "days", d->deadline.days, "text",
                                        text(d->deadline.text)));
    json_object_set_new(o, "missing", missing(d));
    json_object_set_new(o, "blocked", blocked(d));
    json_object_set_new(o, "explanation", text(d->explanation));
    json_object_set_new(o, "rules_version", json_string(d->version));
    return o;
}
