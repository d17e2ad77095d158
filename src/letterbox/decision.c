#include "letterbox/decision.h"

#include <string.h>

#include "bank/rules.h"
#include "letterbox/outbox.h"
#include "sql_letterbox.h"

static enum err no_decision(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_NOT_FOUND, "decision", "take the number from the journal",
                   "there is no such decision");
}

enum err decision_get(struct bank *b, int64_t id, struct arena *a, struct decision *out,
                      struct err_ctx *ctx)
{
    struct sql_letterbox_decision_read_row row;
    bool listed = false;
    enum err e = sql_letterbox_decision_read(
        bank_db(b),
        &(struct sql_letterbox_decision_read_in){.bank_id = bank_row_id(b), .decision_id = id}, a,
        &row, ctx);
    e = e == ERR_OK ? person_is_listed(b, (struct person_id){row.person_id}, &listed, ctx) : e;
    if (e == ERR_NOT_FOUND || (e == ERR_OK && !listed)) {
        return no_decision(ctx);
    }
    if (e == ERR_OK) {
        *out = (struct decision){
            .id = id,
            .decided_at = row.decided_at,
            .question_date = row.question_date,
            .person = {row.person_id},
            .case_id = {row.case_id},
            .peer = {row.peer_id},
            .kind = (enum letter_kind)stored_enum(row.kind, LETTER_KIND__MAX, LETTER_NONE),
            .outcome = (enum law_outcome)stored_enum(row.outcome, LAW_OUTCOME__MAX, LAW_DENY),
            .version = row.version};
    }
    return e;
}

enum err decision_open(struct bank *b, struct reading *r, const struct decision *d, struct arena *a,
                       struct decision_text *out, struct err_ctx *ctx)
{
    struct sql_letterbox_decision_read_row row;
    struct blob plain;
    *out = (struct decision_text){.all = NULL};
    enum err e = sql_letterbox_decision_read(
        bank_db(b),
        &(struct sql_letterbox_decision_read_in){.bank_id = bank_row_id(b), .decision_id = d->id},
        a, &row, ctx);
    e = e == ERR_OK
            ? person_unseal(b, r, d->person, PURPOSE_DECISION_TEXT, row.sealed, a, &plain, ctx)
            : e;
    e = e == ERR_OK ? json_parse((const char *)plain.p, plain.n, "decision", &out->all, ctx) : e;
    if (e == ERR_OK) {
        e = law_facts_from_json(json_object_get(out->all, "facts"), &out->facts, ctx);
    }
    if (e != ERR_OK) {
        json_decref(out->all);
        out->all = NULL;
    }
    return e;
}

enum err decision_source(struct bank *b, const char *version, struct arena *a, const char **out,
                         struct err_ctx *ctx)
{
    struct sql_letterbox_law_source_read_row row;
    enum err e = sql_letterbox_law_source_read(
        bank_db(b),
        &(struct sql_letterbox_law_source_read_in){.bank_id = bank_row_id(b), .version = version},
        a, &row, ctx);
    if (e == ERR_NOT_FOUND) {
        return err_set(ctx, ERR_NOT_FOUND, "rules", "list them: brygga law versions",
                       "no such rules have decided anything here");
    }
    *out = row.source;
    return e;
}

enum err decision_rules(struct bank *b, const char *version, struct law_rules **out,
                        struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)16 << 20);
    const char *source;
    *out = NULL;
    enum err e = decision_source(b, version, a, &source, ctx);
    if (e == ERR_OK) {
        e = law_load_text(version, source, strlen(source), bank_rules_digest, out, ctx);
    }
    arena_free(a);
    return e;
}

enum err decision_versions(struct bank *b, struct arena *a, struct decision_version **out,
                           size_t *count_out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_letterbox_law_source_list_row row;
    size_t n = 0;
    *out = arena_alloc(a, DECISION_VERSIONS_MAX * sizeof **out);
    enum err e = sql_letterbox_law_source_list_open(
        bank_db(b), &(struct sql_letterbox_law_source_list_in){.bank_id = bank_row_id(b)}, &rows,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    while (n < DECISION_VERSIONS_MAX && sql_letterbox_law_source_list_next(rows, &row)) {
        (*out)[n++] = (struct decision_version){.version = arena_strdup(a, row.version),
                                                .stored_at = row.stored_at,
                                                .decisions = row.decisions};
    }
    *count_out = n;
    return sql_letterbox_law_source_list_close(rows, ctx);
}
