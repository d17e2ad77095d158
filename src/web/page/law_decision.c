/* One decision on disclosure: what was decided, the rules as they were, and what they say today.
 * Who answers for the records but has no relation to the person sees all but the facts. */
#include <inttypes.h>
#include <string.h>

#include "law/book.h"
#include "letterbox/decision.h"
#include "web/handlers.h"
#include "web/law_view.h"
#include "web/show.h"

/* The rules that made it; *out is NULL when this program cannot read them any more. */
struct then {
    const struct law_rules *rules;
    struct law_rules *own; /* to be freed */
    bool same;             /* they are those in force */
};

static enum err find_rules(struct request *rq, const struct decision *d, struct then *out,
                           struct err_ctx *ctx)
{
    *out = (struct then){.same = strcmp(d->version, law_version(rq->rules)) == 0};
    if (out->same) {
        out->rules = rq->rules;
        return ERR_OK;
    }
    enum err e = decision_rules(rq->bank, d->version, &out->own, ctx);
    out->rules = out->own;
    return e == ERR_INVALID ? ERR_OK : e;
}

static const char *version_note(const struct request *rq, const struct then *t)
{
    return request_words(
        rq, t->same ? TR("Samma regler som i dag.")
            : t->rules != NULL
                ? TR("Reglerna har ändrats sedan dess. Länkarna nedan visar dem som de var.")
                : TR("Reglerna har ändrats så mycket att programmet inte längre kan läsa dem som "
                     "de var. Texten finns kvar: brygga law versions."));
}

static void fill_now(struct request *rq, const struct decision *d, const struct law_facts *facts,
                     struct page_decision *v)
{
    struct law_facts today = *facts;
    today.question_date = date_today();
    enum law_outcome now = law_judge(rq->rules, &today).outcome;
    v->now_differs = now != d->outcome;
    v->now = v->now_differs
                 ? arena_printf(rq->arena, "%s %s",
                                request_words(rq, TR("I dag hade svaret på samma fråga blivit ett "
                                                     "annat:")),
                                law_outcome_words(rq, now))
                 : request_words(rq, TR("I dag hade svaret på samma fråga blivit detsamma."));
}

static void fill_facts(struct request *rq, const struct law_facts *f, struct page_decision *v)
{
    struct page_decision_facts *rows = arena_alloc(rq->arena, (LAW_FACT__MAX + 1) * sizeof *rows);
    for (unsigned k = 0; k < LAW_FACT__MAX; k++) {
        const struct law_fact_info *info = law_fact_info((enum law_fact)k);
        unsigned value = law_fact_get(f, (enum law_fact)k);
        if (value != 0) {
            rows[v->facts_count++] = (struct page_decision_facts){
                law_words(rq, (struct law_text){info->question_sv, info->question_en}),
                law_fact_label(rq, (enum law_fact)k, value)};
        }
    }
    v->facts = rows;
}

static enum law_assessment assessment_named(const char *code)
{
    unsigned a = 0;
    while (a + 1 < LAW_ASSESS__MAX && strcmp(law_assessment_code[a], code) != 0) {
        a++;
    }
    return (enum law_assessment)a;
}

static void fill_written(struct request *rq, const struct then *t, const json_t *all,
                         struct page_decision *v)
{
    const json_t *list = json_object_get(all, "assessments");
    size_t n = json_array_size(list);
    struct page_decision_written *rows = arena_alloc(rq->arena, (n + 1) * sizeof *rows);
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i);
        const char *code = json_text(one, "id"), *result = json_text(one, "result");
        if (code == NULL || result == NULL) {
            continue;
        }
        bool met = strcmp(result, law_result_code[LAW_MET]) == 0;
        rows[v->written_count++] = (struct page_decision_written){
            .question = law_words(rq, law_assessment_text(t->rules, assessment_named(code))),
            .result = request_words(rq, met ? TR("Ja") : TR("Nej")),
            .text = arena_strdup(rq->arena, json_text(one, "text"))};
    }
    v->written = rows;
}

/* The sealed part, for somebody with a relation to the person. */
static enum err fill_open(struct request *rq, const struct decision *d, const struct then *t,
                          struct page_decision *v, struct err_ctx *ctx)
{
    struct decision_text text;
    enum err e = decision_open(rq->bank, request_reading(rq), d, rq->arena, &text, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (t->rules != NULL) {
        struct law_decision again;
        law_decide(t->rules, &text.facts, LAW_WITH_ALL, rq->arena, &again);
        v->answer = law_answer_view(rq, t->rules, &text.facts, &again, t->same ? NULL : d->version);
        fill_written(rq, t, text.all, v);
    }
    fill_now(rq, d, &text.facts, v);
    fill_facts(rq, &text.facts, v);
    json_decref(text.all);
    v->case_href = arena_printf(rq->arena, "/case/%" PRId64, d->case_id.v);
    return ERR_OK;
}

static enum err write_decision(struct request *rq, const struct decision *d,
                               const struct page_person *person, struct err_ctx *ctx)
{
    struct then then;
    enum err e = find_rules(rq, d, &then, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_decision v = {.person = person,
                              .number = d->id,
                              .at = show_time(rq, d->decided_at),
                              .kind = request_words(rq, letter_kind_text_sv[d->kind]),
                              .peer = show_peer(rq, d->peer),
                              .question_day = show_date(rq, d->question_date),
                              .version = arena_strndup(rq->arena, d->version, 12),
                              .version_note = version_note(rq, &then)};
    if (person != NULL) {
        e = fill_open(rq, d, &then, &v, ctx);
    } else {
        v.hidden = arena_printf(
            rq->arena, "%s %s", law_outcome_words(rq, d->outcome),
            request_words(rq, TR("Det som var känt och de regler som användes visas bara för den "
                                 "som arbetar med eleven.")));
    }
    if (e == ERR_OK) {
        v.layout = request_layout(rq, request_words(rq, TR("Beslut om utlämnande")));
        page_decision_write(&rq->out->body, &rq->page, &v);
    }
    law_free(then.own);
    return e;
}

enum err page_decision(struct request *rq, struct err_ctx *ctx)
{
    struct decision d;
    struct team_case c;
    const struct page_person *person = NULL;
    enum err e = decision_get(rq->bank, rq->id, rq->arena, &d, ctx);
    if (e != ERR_OK) {
        return e;
    }
    e = show_case(rq, d.case_id, &c, &person, ctx);
    if (e == ERR_NOT_FOUND &&
        access_session(WHO_JOURNAL, &rq->session, bank_config(rq->bank)->kind)) {
        person = NULL;
        e = ERR_OK;
    }
    return e == ERR_OK ? write_decision(rq, &d, person, ctx) : e;
}
