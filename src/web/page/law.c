/* The law: what there is, every rule, and one rule as it is or as it was. */
#include <string.h>

#include "law/book.h"
#include "law/check.h"
#include "letterbox/decision.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/law_view.h"
#include "web/show.h"

#define VERSION_SHOWN 12

const struct input_spec law_rules_inputs[2] = {{.name = "at", .kind = INPUT_DATE},
                                               {.name = "doubtful", .kind = INPUT_FLAG}};
const struct input_spec law_rule_inputs[2] = {
    {.name = "id", .kind = INPUT_LINE, .max = 63},
    {.name = "version", .kind = INPUT_LINE, .max = LAW_VERSION_TEXT - 1}};

static enum err fill_versions(struct request *rq, struct page_law *v, struct err_ctx *ctx)
{
    struct decision_version *list;
    size_t n = 0;
    enum err e = decision_versions(rq->bank, rq->arena, &list, &n, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_law_versions *rows = arena_alloc(rq->arena, (n + 1) * sizeof *rows);
    for (size_t i = 0; i < n; i++) {
        rows[i] = (struct page_law_versions){
            .version = arena_strndup(rq->arena, list[i].version, VERSION_SHOWN),
            .since = show_date(rq, timestamp_date(list[i].stored_at)),
            .decisions = list[i].decisions};
    }
    v->versions = rows;
    v->versions_count = n;
    return ERR_OK;
}

enum err page_law(struct request *rq, struct err_ctx *ctx)
{
    struct law_census n = law_count(rq->rules);
    struct page_law v = {
        .layout = request_layout(rq, request_words(rq, TR("Lagen"))),
        .may_propose = access_session(WHO_LAW, &rq->session, bank_config(rq->bank)->kind),
        .rules = (int64_t)n.rules,
        .verified = (int64_t)n.by_confidence[LAW_VERIFIED],
        .secondary = (int64_t)n.by_confidence[LAW_SECONDARY],
        .inferred = (int64_t)n.by_confidence[LAW_INFERRED],
        .unverified = (int64_t)n.by_confidence[LAW_UNVERIFIED],
        .checked = (int64_t)n.checked,
        .version = arena_strndup(rq->arena, law_version(rq->rules), VERSION_SHOWN)};
    enum err e = fill_versions(rq, &v, ctx);
    if (e == ERR_OK) {
        page_law_write(&rq->out->body, &rq->page, &v);
    }
    return e;
}

/* ---- all rules ---- */

/* Kinds in the order in which a reader wants them. */
static const char *const kinds[] = {"permit",    "bar",           "default", "secrecy", "consent",
                                    "guardians", "personal-data", "regime",  "attach"};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

struct listing {
    struct law_entry *entry;
    size_t n;
    struct date at;
    bool doubtful; /* only rules whose wording is not verified */
};

static bool is_listed(const struct listing *l, const struct law_entry *e)
{
    return law_entry_holds(e, l->at) && (!l->doubtful || e->ref->confidence != LAW_VERIFIED);
}

static void fill_kind(struct request *rq, const struct listing *l, const char *kind,
                      struct page_law_rules_sections *out)
{
    struct page_law_rules_sections_rules *rows = arena_alloc(rq->arena, (l->n + 1) * sizeof *rows);
    for (size_t i = 0; i < l->n; i++) {
        const struct law_entry *e = &l->entry[i];
        if (strcmp(e->kind, kind) == 0 && is_listed(l, e)) {
            out->heading = law_words(rq, e->kind_text);
            rows[out->rules_count++] = (struct page_law_rules_sections_rules){
                .id = e->ref->id,
                .title = law_words(rq, e->ref->title),
                .href = arena_printf(rq->arena, "/law/rule?id=%s", e->ref->id),
                .cite = law_cites(rq, e->ref->grounds, e->ref->grounds_n),
                .mark = law_mark(rq, e->ref->confidence)};
        }
    }
    out->rules = rows;
}

enum err page_law_rules(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    const struct input *at = request_input(rq, "at");
    struct listing l = {.at = at->given && at->fault == NULL ? at->date : date_today(),
                        .doubtful = request_input(rq, "doubtful")->flag};
    struct page_law_rules_sections *sections = arena_alloc(rq->arena, KINDS * sizeof *sections);
    struct page_law_rules v = {.layout = request_layout(rq, request_words(rq, TR("Alla regler"))),
                               .errors = form_errors(rq),
                               .at = form_date(rq, "at", TR("Lagen den"), NULL, l.at),
                               .doubtful =
                                   form_check(rq, "doubtful", TR("Bara regler med osäker lydelse")),
                               .day = show_date(rq, l.at),
                               .sections = sections};
    l.entry = arena_alloc(rq->arena, law_count(rq->rules).rules * sizeof *l.entry);
    while (law_book_at(rq->rules, l.n, rq->arena, &l.entry[l.n])) {
        l.n++;
    }
    for (size_t k = 0; k < KINDS; k++) {
        fill_kind(rq, &l, kinds[k], &sections[v.sections_count]);
        v.shown += (int64_t)sections[v.sections_count].rules_count;
        v.sections_count += sections[v.sections_count].rules_count > 0;
    }
    v.all = (int64_t)l.n;
    page_law_rules_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- one rule ---- */

static const char *period(struct request *rq, struct date from, struct date to)
{
    const char *end =
        to.days == DATE_OPEN.days ? request_words(rq, TR("tills vidare")) : show_date(rq, to);
    return arena_printf(rq->arena, "%s – %s", show_date(rq, from), end);
}

static void fill_lists(struct request *rq, const struct law_entry *e, struct page_law_rule *v)
{
    struct page_law_rule_grounds *g = arena_alloc(rq->arena, (e->ref->grounds_n + 1) * sizeof *g);
    struct page_law_rule_conditions *c = arena_alloc(rq->arena, (e->conditions_n + 1) * sizeof *c);
    struct page_law_rule_examples *x = arena_alloc(rq->arena, (e->examples_n + 1) * sizeof *x);
    for (size_t i = 0; i < e->ref->grounds_n; i++) {
        g[i].cite = e->ref->grounds[i].cite;
    }
    for (size_t i = 0; i < e->conditions_n; i++) {
        c[i] = (struct page_law_rule_conditions){law_words(rq, e->conditions[i].question),
                                                 law_words(rq, e->conditions[i].values)};
    }
    for (size_t i = 0; i < e->examples_n; i++) {
        x[i].text = e->examples[i];
    }
    v->grounds = g;
    v->grounds_count = e->ref->grounds_n;
    v->conditions = c;
    v->conditions_count = e->conditions_n;
    v->examples = x;
    v->examples_count = e->examples_n;
}

static void fill_duties(struct request *rq, const struct law_entry *e, struct page_law_rule *v)
{
    struct page_law_rule_assessments *a =
        arena_alloc(rq->arena, (e->assessments_n + 1) * sizeof *a);
    struct page_law_rule_obligations *o =
        arena_alloc(rq->arena, (e->obligations_n + 1) * sizeof *o);
    for (size_t i = 0; i < e->assessments_n; i++) {
        a[i].question = law_words(rq, e->assessments[i].question);
    }
    for (size_t i = 0; i < e->obligations_n; i++) {
        o[i] = (struct page_law_rule_obligations){law_words(rq, e->obligations[i].text),
                                                  e->obligations[i].cite};
    }
    v->assessments = a;
    v->assessments_count = e->assessments_n;
    v->obligations = o;
    v->obligations_count = e->obligations_n;
}

static void write_rule(struct request *rq, const struct law_entry *e, const char *old)
{
    const struct law_rule_ref *r = e->ref;
    struct page_law_rule v = {.layout = request_layout(rq, law_words(rq, r->title)),
                              .id = r->id,
                              .title = law_words(rq, r->title),
                              .text = law_words(rq, r->text),
                              .kind = law_words(rq, e->kind_text),
                              .effect = law_words(rq, e->effect),
                              .valid = period(rq, e->valid_from, e->valid_to),
                              .holds = law_entry_holds(e, date_today()),
                              .confidence = law_confidence_words(rq, r->confidence),
                              .sure = r->confidence == LAW_VERIFIED,
                              .checked = r->checked_by,
                              .note = law_words(rq, r->note)};
    if (e->about_documents) {
        v.documents = period(rq, e->documents_from, e->documents_to);
    }
    if (old != NULL) {
        v.old = arena_strndup(rq->arena, old, VERSION_SHOWN);
        v.now_href = law_book_kind(rq->rules, r->id) != NULL
                         ? arena_printf(rq->arena, "/law/rule?id=%s", r->id)
                         : NULL;
    }
    fill_lists(rq, e, &v);
    fill_duties(rq, e, &v);
    page_law_rule_write(&rq->out->body, &rq->page, &v);
}

static enum err no_rule(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_NOT_FOUND, "rule", "see /law/rules", "there is no such rule");
}

enum err page_law_rule(struct request *rq, struct err_ctx *ctx)
{
    const char *version = request_input(rq, "version")->raw;
    struct law_entry entry;
    struct law_rules *old = NULL;
    if (!request_input(rq, "id")->given) {
        request_go(rq, "/law/rules");
        return ERR_OK;
    }
    bool is_old = version[0] != '\0' && strcmp(version, law_version(rq->rules)) != 0;
    enum err e = is_old ? decision_rules(rq->bank, version, &old, ctx) : ERR_OK;
    if (e == ERR_OK &&
        !law_book_find(is_old ? old : rq->rules, request_input(rq, "id")->raw, rq->arena, &entry)) {
        e = no_rule(ctx);
    }
    if (e == ERR_OK) {
        write_rule(rq, &entry, is_old ? version : NULL);
    }
    law_free(old);
    return e;
}
