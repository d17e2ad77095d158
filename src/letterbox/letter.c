#include "letterbox/letter.h"

#include <stdio.h>
#include <string.h>

#include "bank/journal.h"
#include "letterbox/letter_facts.h"
#include "letterbox/outbox.h"
#include "sql_letterbox.h"

static void fill_preview(const struct law_rules *rules, const struct letter_question *q,
                         struct arena *a, struct letter_preview *out)
{
    out->facts = q->facts;
    law_decide(rules, &q->facts, LAW_WITH_ALL, a, &out->decision);
    out->consent = q->consent.id;
    out->sendable = law_passes(&out->decision);
}

static enum err journal_decision(struct bank *b, const struct actor *actor,
                                 const struct letter_draft *d, const struct letter_question *q,
                                 const struct law_decision *decision, int64_t decision_id,
                                 struct err_ctx *ctx)
{
    char detail[256];
    snprintf(detail, sizeof detail,
             "{\"decision\":%lld,\"outcome\":\"%s\",\"kind\":\"%s\",\"peer\":%lld,"
             "\"rules\":\"%.64s\"}",
             (long long)decision_id, law_outcome_code[decision->outcome], letter_kind_code[d->kind],
             (long long)d->peer.v, decision->version);
    return journal_append(b,
                          &(struct journal_entry){.actor = actor,
                                                  .event = JOURNAL_DECISION,
                                                  .person = q->team_case.person,
                                                  .case_id = q->team_case.id,
                                                  .detail = detail},
                          ctx);
}

enum err letter_preview(struct bank *b, const struct law_rules *rules, const struct actor *actor,
                        const struct letter_draft *d, struct arena *a, struct letter_preview *out,
                        struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct letter_question q;
    e = letter_question(b, d, &q, ctx);
    e = e == ERR_OK ? case_check_relation(b, actor, q.team_case.person, ctx) : e;
    if (e == ERR_OK) {
        fill_preview(rules, &q, a, out);
        e = journal_decision(b, actor, d, &q, &out->decision, 0, ctx);
    }
    return work_end(&w, e, ctx);
}

/* Facts, decision and what was written down, as JSON sealed with the person's key. */
static enum err seal_decision(struct bank *b, const struct letter_draft *d,
                              const struct letter_question *q, const struct law_decision *decision,
                              struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    json_t *assessments = json_array();
    for (size_t i = 0; i < d->assessment_count; i++) {
        const struct letter_assessment *x = &d->assessments[i];
        json_t *one = json_object();
        json_object_set_new(one, "id", json_string(law_assessment_code[x->kind]));
        json_object_set_new(one, "result", json_string(law_result_code[x->result]));
        json_object_set_new(one, "text", json_string(x->text));
        json_array_append_new(assessments, one);
    }
    json_t *all = json_object();
    json_object_set_new(all, "facts", law_facts_json(&q->facts));
    json_object_set_new(all, "decision", law_decision_json(decision));
    json_object_set_new(all, "assessments", assessments);
    struct buf text;
    buf_init(&text, (size_t)512 * 1024);
    json_append(&text, all, false);
    json_decref(all);
    enum err e = buf_ok(&text) ? ERR_OK
                               : err_set(ctx, ERR_LIMIT, "decision", "write shorter assessments",
                                         "the decision is too long to store");
    if (e == ERR_OK) {
        e = person_seal(b, q->team_case.person, PURPOSE_DECISION_TEXT,
                        (struct blob){(const uint8_t *)text.text, text.len}, a, out, ctx);
    }
    buf_free(&text);
    return e;
}

enum err letter_keep_rules(struct work *w, const struct law_rules *rules, struct arena *a,
                           struct err_ctx *ctx)
{
    size_t n;
    const char *source = law_source(rules, &n);
    return sql_letterbox_law_source_put(
        w->db,
        &(struct sql_letterbox_law_source_put_in){.bank_id = w->bank_id,
                                                  .version = law_version(rules),
                                                  .source = arena_strndup(a, source, n),
                                                  .now = timestamp_now()},
        NULL, ctx);
}

static enum err store_decision(struct bank *b, struct work *w, const struct law_rules *rules,
                               const struct actor *actor, const struct letter_draft *d,
                               const struct letter_question *q, const struct law_decision *decision,
                               struct arena *a, int64_t *id_out, struct err_ctx *ctx)
{
    struct blob sealed = {NULL, 0};
    struct sql_letterbox_decision_last_row last = {0};
    enum err e = letter_keep_rules(w, rules, a, ctx);
    e = e == ERR_OK ? sql_letterbox_decision_last(
                          w->db, &(struct sql_letterbox_decision_last_in){.bank_id = w->bank_id}, a,
                          &last, ctx)
                    : e;
    e = e == ERR_OK ? seal_decision(b, d, q, decision, a, &sealed, ctx) : e;
    if (e == ERR_OK) {
        *id_out = last.decision_id + 1;
        e = sql_letterbox_decision_insert(
            w->db,
            &(struct sql_letterbox_decision_insert_in){.bank_id = w->bank_id,
                                                       .decision_id = *id_out,
                                                       .decided_at = timestamp_now(),
                                                       .question_date = d->on,
                                                       .person_id = q->team_case.person.v,
                                                       .case_id = q->team_case.id.v,
                                                       .peer_id = d->peer.v,
                                                       .has_consent_id = q->consent.id.v != 0,
                                                       .consent_id = q->consent.id.v,
                                                       .kind = (int)d->kind,
                                                       .outcome = (int)decision->outcome,
                                                       .version = decision->version,
                                                       .sealed = sealed},
            NULL, ctx);
    }
    return e == ERR_OK ? journal_decision(b, actor, d, q, decision, *id_out, ctx) : e;
}

/* The personal number that names the person to the recipient; read within a journalled reading. */
static enum err read_civic(struct bank *b, const struct actor *actor,
                           const struct letter_question *q, struct civic_no *out,
                           struct err_ctx *ctx)
{
    struct reading *r = reading_begin(b, actor, JOURNAL_PERSON_READ);
    reading_case(r, q->team_case.id);
    reading_detail(r, "{\"for\":\"letter\"}");
    struct person_identity identity;
    enum err e = person_identity(b, r, q->team_case.person, &identity, ctx);
    /* An interim number is one school's own: at the recipient it may be somebody else's. */
    if (e == ERR_OK && (!identity.has_civic || civic_kind(&identity.civic) == CIVIC_INTERIM)) {
        e = err_set(ctx, ERR_INVALID, "person", "tell the recipient in another way",
                    "the person has no personal number that the recipient could know");
    }
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    *out = identity.civic;
    bank_wipe(&identity, sizeof identity);
    return reading_end(r, ctx);
}

static void add_ground(struct letter_ground *out, const char *cite)
{
    for (size_t i = 0; i < out->ground_count; i++) {
        if (strcmp(out->grounds[i], cite) == 0) {
            return;
        }
    }
    if (out->ground_count < CONTENT_GROUND_MAX) {
        out->grounds[out->ground_count++] = cite;
    }
}

void letter_ground_of(const struct law_decision *d, struct date on, enum consent_purpose purpose,
                      struct letter_ground *out)
{
    out->decided = on;
    out->purpose = purpose;
    for (size_t i = 0; i < d->ways_n; i++) {
        const struct law_way *way = &d->ways[i];
        if (way->outstanding_n > 0 || out->rule_count == CONTENT_GROUND_MAX) {
            continue;
        }
        out->rules[out->rule_count++] = way->rule.id;
        for (size_t g = 0; g < way->rule.grounds_n; g++) {
            add_ground(out, way->rule.grounds[g].cite);
        }
    }
}

static enum err put_letter(struct bank *b, struct work *w, const struct actor *actor,
                           const struct letter_draft *d, const struct letter_question *q,
                           const struct law_decision *decision, int64_t decision_id,
                           struct arena *a, struct letter_id *id_out, struct err_ctx *ctx)
{
    struct content content = {.kind = d->kind, .reason = -1};
    letter_ground_of(decision, d->on, d->purpose, &content.ground);
    enum err e = read_civic(b, actor, q, &content.civic, ctx);
    if (e != ERR_OK) {
        return e;
    }
    content.item = json_deep_copy(d->item);
    e = outbox_put(b, w, actor,
                   &(struct outbox_letter){
                       .peer = &q->peer,
                       .content = &content,
                       .person = q->team_case.person,
                       .case_id = q->team_case.id,
                       /* Only what the consent carries is stopped by its withdrawal; a duty to
                        * tell is not. */
                       .consent = {decision->verdict.consent && decision->outcome == LAW_ALLOW
                                       ? q->consent.id.v
                                       : 0},
                       .decision_id = decision_id,
                       .created = timestamp_now()},
                   a, id_out, ctx);
    content_free(&content);
    return e;
}

/* Why a decision does not send: what is left to assess, or that the law says no. */
static enum err not_sendable(const struct law_decision *d, struct err_ctx *ctx)
{
    if (d->outcome != LAW_MAY) {
        return err_set(ctx, ERR_DENIED, "law", "read the explanation: it says what is missing",
                       "the law does not let this letter be sent");
    }
    struct buf codes;
    buf_init(&codes, 180);
    for (size_t i = 0; i < d->assessments_n; i++) {
        buf_addf(&codes, "%s%s", i > 0 ? ", " : "", d->assessments[i].code);
    }
    enum err e = err_set(ctx, ERR_INVALID, codes.text,
                         "let the one who may decide assess it, and write down why",
                         "the law lets this letter be sent only after an assessment");
    buf_free(&codes);
    return e;
}

static enum err check_send_date(const struct letter_draft *d, struct err_ctx *ctx)
{
    return d->on.days == date_today().days
               ? ERR_OK
               : err_set(ctx, ERR_INVALID, "on", "a letter is decided on the day it is sent",
                         "the decision is not of today");
}

enum err letter_send(struct bank *b, const struct law_rules *rules, const struct actor *actor,
                     const struct letter_draft *d, struct arena *a, struct letter_id *id_out,
                     struct letter_preview *preview_out, struct err_ctx *ctx)
{
    *id_out = (struct letter_id){0};
    memset(preview_out, 0, sizeof *preview_out);
    struct work w;
    enum err e = check_send_date(d, ctx);
    e = e == ERR_OK ? work_begin(b, &w, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct letter_question q;
    enum err refused = ERR_OK;
    int64_t decision_id = 0;
    e = letter_question(b, d, &q, ctx);
    e = e == ERR_OK ? case_check_relation(b, actor, q.team_case.person, ctx) : e;
    if (e == ERR_OK) {
        fill_preview(rules, &q, a, preview_out);
        e = store_decision(b, &w, rules, actor, d, &q, &preview_out->decision, a, &decision_id,
                           ctx);
    }
    if (e == ERR_OK && preview_out->sendable) {
        e = put_letter(b, &w, actor, d, &q, &preview_out->decision, decision_id, a, id_out, ctx);
    } else if (e == ERR_OK) {
        refused = not_sendable(&preview_out->decision, ctx);
    }
    /* A refusal is committed too: the question and its answer are kept. */
    e = work_end(&w, e, ctx);
    if (e != ERR_OK) {
        *id_out = (struct letter_id){0};
    }
    return e != ERR_OK ? e : refused;
}
