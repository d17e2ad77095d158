#include "web/law_time.h"

#include <inttypes.h>
#include <string.h>

#include "bank/law_side.h"
#include "law/book.h"
#include "law/retention.h"
#include "web/law_view.h"
#include "web/show.h"

/* ---- one deadline ---- */

bool law_time_runs(const struct law_followed *f)
{
    enum law_deadline_state s = f->due.state;
    return s == LAW_DEADLINE_WITHOUT_DAY || s == LAW_DEADLINE_RUNNING ||
           s == LAW_DEADLINE_LAST_DAY || s == LAW_DEADLINE_PASSED;
}

struct date law_time_due(const struct law_followed *f)
{
    return f->due.has_own ? f->due.own : f->due.has_due ? f->due.due : DATE_OPEN;
}

static const char *days_left(struct request *rq, int days)
{
    return days == 1 ? request_words(rq, TR("i morgon"))
                     : arena_printf(rq->arena, "%s %d %s", request_words(rq, TR("om")), days,
                                    request_words(rq, TR("dagar")));
}

/* "Slutade löpa 2026-11-22: nämnden beslutade att förlänga tiden." What stops a deadline is not
 * always that the thing is done. */
static const char *stopped_words(struct request *rq, const struct law_followed *f)
{
    const char *text = arena_printf(rq->arena, "%s %s", request_words(rq, TR("Slutade löpa")),
                                    show_date(rq, f->q.stopped));
    if (f->due.state == LAW_DEADLINE_STOPPED_LATE) {
        text =
            arena_printf(rq->arena, "%s, %s %s", text,
                         request_words(rq, TR("efter den sista dagen")), show_date(rq, f->due.due));
    }
    return f->stop != NULL ? arena_printf(rq->arena, "%s: %s.", text, law_words(rq, f->stop->text))
                           : arena_printf(rq->arena, "%s.", text);
}

const char *law_time_when(struct request *rq, const struct law_followed *f)
{
    const struct law_deadline_due *d = &f->due;
    const char *day = show_date(rq, d->due);
    switch (d->state) {
    case LAW_DEADLINE_RUNNING:
        return arena_printf(rq->arena, "%s %s, %s.", request_words(rq, TR("Senast")), day,
                            days_left(rq, d->days_left));
    case LAW_DEADLINE_LAST_DAY:
        return request_words(rq,
                             d->at_once ? TR("Ska göras genast.") : TR("Sista dagen är i dag."));
    case LAW_DEADLINE_PASSED:
        return d->at_once ? arena_printf(rq->arena, "%s %s.",
                                         request_words(rq, TR("Skulle ha gjorts genast,")), day)
                          : arena_printf(rq->arena, "%s %s.",
                                         request_words(rq, TR("Skulle ha varit klart")), day);
    case LAW_DEADLINE_STOPPED:
    case LAW_DEADLINE_STOPPED_LATE:
        return stopped_words(rq, f);
    case LAW_DEADLINE_WITHOUT_DAY:
        return request_words(rq, TR("Så fort det går. Lagen anger ingen dag."));
    case LAW_DEADLINE_NONE:
    case LAW_DEADLINE_STATE__MAX:
        break;
    }
    return "";
}

const char *law_time_own(struct request *rq, const struct law_followed *f)
{
    if (f->due.local) {
        return request_words(rq, TR("Dagen är vårt eget mål. Lagen anger ingen dag."));
    }
    if (!f->due.has_own) {
        return NULL;
    }
    bool late = law_time_runs(f) && f->due.own.days < f->q.on.days;
    return arena_printf(rq->arena, "%s %s.%s%s",
                        request_words(rq, TR("Vårt eget mål, strängare än lagen: senast")),
                        show_date(rq, f->due.own), late ? " " : "",
                        late ? request_words(rq, TR("Den dagen har gått.")) : "");
}

static void put_state(struct request *rq, const struct law_followed *f, struct page_deadline *v)
{
    static const struct {
        const char *text, *color;
    } states[LAW_DEADLINE_STATE__MAX] = {
        [LAW_DEADLINE_NONE] = {TR("löper inte"), "neutral"},
        [LAW_DEADLINE_WITHOUT_DAY] = {TR("utan dag"), "info"},
        [LAW_DEADLINE_RUNNING] = {TR("löper"), "info"},
        [LAW_DEADLINE_LAST_DAY] = {TR("i dag"), "warning"},
        [LAW_DEADLINE_PASSED] = {TR("försenat"), "danger"},
        [LAW_DEADLINE_STOPPED] = {TR("i tid"), "success"},
        [LAW_DEADLINE_STOPPED_LATE] = {TR("för sent"), "warning"},
    };
    v->state = request_words(rq, states[f->due.state].text);
    v->color = states[f->due.state].color;
}

/* From what it was counted, and a day off that it was moved from. */
static const char *counted(struct request *rq, const struct law_followed *f)
{
    const struct law_deadline_rule *rule = f->due.deadline;
    bool asked = f->q.start.days == 0;
    const char *text = arena_printf(
        rq->arena, "%s %s: %s.", request_words(rq, TR("Räknat från")),
        show_date(rq, asked ? f->q.asked : f->q.start),
        law_words(rq, asked && rule->needs != NULL ? rule->needs->text : rule->start->text));
    if (f->due.has_due && f->due.counted.days != f->due.due.days) {
        text = arena_printf(
            rq->arena, "%s %s %s. %s", text,
            request_words(rq, TR("Tiden räknad dag för dag slutar")), show_date(rq, f->due.counted),
            request_words(rq, TR("Det är en ledig dag, och då är nästa vardag den sista dagen. Att "
                                 "det gäller även myndighetens egna åtgärder är en tolkning.")));
    }
    return text;
}

struct page_deadline *law_time_view(struct request *rq, const struct law_followed *f)
{
    const struct law_rule_ref *r = &f->due.deadline->rule;
    struct page_deadline *v = arena_alloc(rq->arena, sizeof *v);
    *v = (struct page_deadline){
        .id = arena_printf(rq->arena, "deadline-%s-%d", f->q.code, (int)f->q.start.days),
        .title = law_words(rq, r->title),
        .when = law_time_when(rq, f),
        .own = law_time_own(rq, f),
        .counted = counted(rq, f),
        .law = law_words(rq, r->text),
        .cite = law_cites(rq, r->grounds, r->grounds_n),
        .href = arena_printf(rq->arena, "/law/rule?id=%s", r->id),
        .mark = law_mark(rq, f->due.confidence),
        .sure = law_confidence_words(rq, f->due.confidence),
        .note = law_words(rq, r->note)};
    put_state(rq, f, v);
    return v;
}

bool law_time_ask(const struct request *rq, const struct law_deadline_question *q,
                  struct law_followed *out)
{
    out->q = *q;
    out->stop = NULL;
    law_deadline_due(rq->rules, q, &out->due);
    return out->due.state != LAW_DEADLINE_NONE;
}

/* ---- of a case ---- */

/* The consent that ends last of those that hold. */
static enum err add_consent(struct request *rq, const struct team_case *c, struct law_times *out,
                            struct err_ctx *ctx)
{
    struct consent *list;
    size_t count;
    struct law_deadline_question q = {.code = "consent_end", .on = date_today()};
    enum err e = consent_overview(rq->bank, c->person, rq->arena, &list, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (consent_in_force(&list[i], q.on) && list[i].c.valid_to.days > q.start.days) {
            q.start = list[i].c.valid_to;
        }
    }
    if (e == ERR_OK && q.start.days != 0 && law_time_ask(rq, &q, &out->list[out->count])) {
        out->count++;
    }
    return e;
}

enum err law_time_case(struct request *rq, const struct team_case *c, struct law_times *out,
                       struct err_ctx *ctx)
{
    struct law_followed *list;
    *out = (struct law_times){.count = 0};
    enum err e =
        happened_get(rq->bank, c->id, rq->arena, &out->happened, &out->happened_count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    size_t n = happened_deadlines(rq->rules, bank_config(rq->bank), out->happened,
                                  out->happened_count, date_today(), rq->arena, &list);
    out->list = arena_alloc(rq->arena, (n + 1) * sizeof *out->list);
    if (n > 0) {
        memcpy(out->list, list, n * sizeof *list);
    }
    out->count = n;
    return add_consent(rq, c, out, ctx);
}

/* ---- keeping ---- */

static const char *waits_for(struct request *rq, const struct law_retention *r)
{
    if (strcmp(r->waits_for, "local") == 0) {
        return request_words(rq, TR("Sparas tills vidare. Er myndighet har inte lagt in sitt eget "
                                    "beslut om hur länge."));
    }
    const struct law_event *event = law_event_find(rq->rules, r->waits_for);
    return arena_printf(rq->arena, "%s %s.",
                        request_words(rq, TR("Sparas tills vidare. Det är inte känt när")),
                        event != NULL ? law_words(rq, event->text) : r->waits_for);
}

static const char *stopped_by(struct request *rq, const struct law_retention *r)
{
    const struct law_event *event = law_event_find(rq->rules, r->stopped_by);
    return arena_printf(
        rq->arena, "%s %s.",
        request_words(rq, TR("Tiden har gått, men sparas tills någon har kontrollerat om")),
        event != NULL ? law_words(rq, event->text) : r->stopped_by);
}

static const char *kept_until(struct request *rq, const struct law_retention *r)
{
    if (!r->has_first) {
        return request_words(rq, TR("Sparas för alltid."));
    }
    const char *text =
        arena_printf(rq->arena, "%s %s", request_words(rq, TR("Sparas minst till och med")),
                     show_date(rq, (struct date){r->first.days - 1}));
    return r->has_last ? arena_printf(rq->arena, "%s. %s %s.", text,
                                      request_words(rq, TR("Gallringen ska vara klar senast")),
                                      show_date(rq, r->last))
                       : arena_printf(rq->arena, "%s.", text);
}

static const char *keeping_words(struct request *rq, const struct law_retention *r)
{
    switch (r->state) {
    case LAW_RETENTION_UNKNOWN:
        return waits_for(rq, r);
    case LAW_RETENTION_KEEP:
        return kept_until(rq, r);
    case LAW_RETENTION_STOPPED:
        return stopped_by(rq, r);
    case LAW_RETENTION_MAY_ERASE:
        return request_words(rq, TR("Tiden har gått. Det får gallras."));
    case LAW_RETENTION_HAND_OVER:
        return request_words(rq, TR("Tiden har gått. Det ska lämnas till socialnämnden."));
    case LAW_RETENTION_SHALL_ERASE:
        return arena_printf(rq->arena, "%s %s.",
                            request_words(rq, TR("Tiden har gått. Det ska gallras senast")),
                            show_date(rq, r->last));
    case LAW_RETENTION_OVERDUE:
        return arena_printf(rq->arena, "%s %s.",
                            request_words(rq, TR("Det skulle ha gallrats senast")),
                            show_date(rq, r->last));
    case LAW_RETENTION_NO_RULE:
    case LAW_RETENTION_STATE__MAX:
        break;
    }
    return request_words(rq, TR("Sparas. Reglerna säger inget om hur länge: fråga arkivarien."));
}

/* The branch whose case it is: its compartment, else the usual one of the authority. */
static enum err branch_of(struct request *rq, struct case_id id, enum law_branch *out,
                          struct err_ctx *ctx)
{
    enum compartment compartment;
    const struct bank_config *c = bank_config(rq->bank);
    enum err e = compartment_read(rq->bank, RECORD_CASE, id.v, &compartment, ctx);
    *out = e == ERR_OK && compartment != COMPARTMENT_NONE
               ? compartment_branch(compartment, c->legal_form)
               : law_side_office(c->kind, c->legal_form);
    return e;
}

static void add_keeping(struct request *rq, struct law_retention_question *q, const char *record,
                        struct page_keeping_rows *row)
{
    struct law_retention r;
    q->record = record;
    q->local_years = local_find(&bank_config(rq->bank)->local, LOCAL_RETENTION, record);
    law_retention(rq->rules, q, &r);
    *row =
        (struct page_keeping_rows){.title = law_words(rq, r.rule->title),
                                   .when = keeping_words(rq, &r),
                                   .text = law_words(rq, r.rule->text),
                                   .cite = law_cites(rq, r.rule->grounds, r.rule->grounds_n),
                                   .href = arena_printf(rq->arena, "/law/rule?id=%s", r.rule->id),
                                   .mark = law_mark(rq, r.rule->confidence)};
}

enum err law_time_keeping(struct request *rq, const struct team_case *c, struct date closed_on,
                          const struct page_keeping **out, struct err_ctx *ctx)
{
    struct happened *noted;
    struct person person;
    enum law_branch branch = LAW_BRANCH_UNKNOWN;
    size_t count = 0;
    enum err e = happened_get(rq->bank, c->id, rq->arena, &noted, &count, ctx);
    e = e == ERR_OK ? person_read(rq->bank, c->person, &person, ctx) : e;
    e = e == ERR_OK ? branch_of(rq, c->id, &branch, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    /* At the closing the last note is written and the documents are done. */
    struct law_happened *h = arena_alloc(rq->arena, (count + 4) * sizeof *h);
    struct law_retention_question q = {.happened = h, .on = date_today()};
    h[q.happened_n++] = (struct law_happened){"case_closed", closed_on};
    h[q.happened_n++] = (struct law_happened){"last_note", closed_on};
    h[q.happened_n++] = (struct law_happened){"document_date", closed_on};
    if (person.has_birth_date) {
        h[q.happened_n++] = (struct law_happened){"birth", person.birth_date};
    }
    for (size_t i = 0; i < count; i++) {
        if (!noted[i].struck) {
            h[q.happened_n++] = (struct law_happened){noted[i].event, noted[i].day};
        }
    }
    struct page_keeping *v = arena_alloc(rq->arena, sizeof *v);
    size_t n = 0;
    while (law_retention_case(rq->rules, branch, &q, n) != NULL) {
        n++;
    }
    struct page_keeping_rows *rows = arena_alloc(rq->arena, (n + 1) * sizeof *rows);
    for (size_t i = 0; i < n; i++) {
        add_keeping(rq, &q, law_retention_case(rq->rules, branch, &q, i), &rows[i]);
    }
    *v = (struct page_keeping){.rows = rows, .rows_count = n};
    *out = v;
    return ERR_OK;
}

/* ---- a meeting on an individual plan ---- */

static struct law_facts sip_facts(const struct bank_config *c, enum law_branch from,
                                  const struct person *person)
{
    struct date today = date_today();
    return (struct law_facts){.from = from,
                              .to = LAW_SIP,
                              .from_form = law_side_form(c->organisation_number, c->legal_form),
                              .to_form = LAW_FORM_MUNICIPAL,
                              .boundary = LAW_BOUNDARY_OTHER_AUTHORITY,
                              .item = LAW_ITEM_SUPPORT_NEED,
                              .identification = LAW_IDENTIFIED,
                              .purpose = LAW_PURPOSE_SUPPORT,
                              .age = person->has_birth_date
                                         ? law_age(date_age(person->birth_date, today))
                                         : LAW_AGE_UNKNOWN,
                              .protection = LAW_PROTECTION_NONE,
                              .third_party = LAW_THIRD_PARTY_NONE,
                              .hsl_context = LAW_NO,
                              .guardian_blocked = LAW_NO,
                              .question_date = today,
                              .information_date = today};
}

enum err law_time_sip(struct request *rq, const struct team_case *c,
                      const struct page_sip_law **out, struct err_ctx *ctx)
{
    struct person person;
    enum law_branch branch = LAW_BRANCH_UNKNOWN;
    enum err e = person_read(rq->bank, c->person, &person, ctx);
    e = e == ERR_OK ? branch_of(rq, c->id, &branch, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct law_facts facts = sip_facts(bank_config(rq->bank), branch, &person);
    struct law_decision without, with;
    law_decide(rq->rules, &facts, LAW_WITH_NOTHING, rq->arena, &without);
    facts.custody = LAW_CUSTODY_JOINT;
    facts.maturity = LAW_MATURE;
    facts.guardian_1 = facts.guardian_2 = facts.pupil = LAW_CONSENT_GIVEN;
    facts.consent_scope = LAW_SCOPE_COVERS;
    law_decide(rq->rules, &facts, LAW_WITH_NOTHING, rq->arena, &with);
    struct page_sip_law *v = arena_alloc(rq->arena, sizeof *v);
    struct page_sip_law_rules *rows = arena_alloc(rq->arena, (with.ways_n + 1) * sizeof *rows);
    *v = (struct page_sip_law){.without = law_outcome_words(rq, without.outcome),
                               .with = law_outcome_words(rq, with.outcome),
                               .rules = rows};
    for (size_t i = 0; i < with.ways_n; i++) {
        rows[v->rules_count++].rule = law_time_rule(rq, with.ways[i].rule.id);
    }
    *out = v;
    return ERR_OK;
}

/* ---- rules by name ---- */

const struct page_rule_ref *law_time_rule(struct request *rq, const char *id)
{
    struct law_entry entry;
    struct page_rule_ref *v = arena_alloc(rq->arena, sizeof *v);
    *v = (struct page_rule_ref){.title = id};
    if (law_book_find(rq->rules, id, rq->arena, &entry)) {
        *v = (struct page_rule_ref){.title = law_words(rq, entry.ref->title),
                                    .cite = law_cites(rq, entry.ref->grounds, entry.ref->grounds_n),
                                    .href =
                                        arena_printf(rq->arena, "/law/rule?id=%s", entry.ref->id),
                                    .mark = law_mark(rq, entry.ref->confidence)};
    }
    return v;
}

const struct page_rule_ref **law_time_rules(struct request *rq, const char *ids, size_t *count_out)
{
    size_t room = 1;
    for (const char *p = ids; *p != '\0'; p++) {
        room += *p == ';';
    }
    const struct page_rule_ref **list = arena_alloc(rq->arena, room * sizeof *list);
    *count_out = 0;
    while (*ids != '\0') {
        size_t n = strcspn(ids, ";");
        if (n > 0) {
            list[(*count_out)++] = law_time_rule(rq, arena_strndup(rq->arena, ids, n));
        }
        ids += n;
        ids += strspn(ids, "; ");
    }
    return list;
}
