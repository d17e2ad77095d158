#include "letterbox/what_if.h"

#include <stdio.h>

#include "bank/person.h"
#include "letterbox/outbox.h"
#include "sql_letterbox.h"

static struct law_facts moved(const struct what_if_question *q, struct law_facts f)
{
    if (q->has_at) {
        int days = q->at.days - f.question_date.days;
        f.question_date = q->at;
        f.information_date.days += f.information_date.days != 0 ? days : 0;
    }
    return f;
}

static void ask(const struct what_if_question *q, const struct law_facts *facts,
                enum law_outcome recorded, struct what_if *out)
{
    struct law_facts f = moved(q, *facts);
    enum law_outcome now = law_judge(q->rules, &f).outcome;
    out->turned[now][law_judge(q->proposed, &f).outcome]++;
    out->recorded_otherwise += law_judge(q->rules, facts).outcome != recorded;
    out->decisions++;
}

static enum err open_facts(struct bank *b, struct reading *r,
                           const struct sql_letterbox_decision_walk_row *row, struct arena *a,
                           struct law_facts *out, struct err_ctx *ctx)
{
    struct blob plain;
    json_t *all = NULL;
    enum err e = person_unseal(b, r, (struct person_id){row->person_id}, PURPOSE_DECISION_TEXT,
                               row->sealed, a, &plain, ctx);
    e = e == ERR_OK ? json_parse((const char *)plain.p, plain.n, "decision", &all, ctx) : e;
    e = e == ERR_OK ? law_facts_from_json(json_object_get(all, "facts"), out, ctx) : e;
    json_decref(all);
    return e;
}

static void note_day(struct what_if *out, struct date day)
{
    if (out->decisions == 0 || day.days < out->first.days) {
        out->first = day;
    }
    if (out->decisions == 0 || day.days > out->last.days) {
        out->last = day;
    }
}

static enum err walk(struct bank *b, struct reading *r, const struct what_if_question *q,
                     struct what_if *out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    struct sql_letterbox_decision_walk_row row;
    enum err e = sql_letterbox_decision_walk_open(
        bank_db(b), &(struct sql_letterbox_decision_walk_in){.bank_id = bank_row_id(b)}, &rows,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)16 << 20);
    while (e == ERR_OK && sql_letterbox_decision_walk_next(rows, &row)) {
        struct law_facts facts;
        e = open_facts(b, r, &row, a, &facts, ctx);
        if (e == ERR_OK) {
            note_day(out, timestamp_date(row.decided_at));
            ask(q, &facts, (enum law_outcome)stored_enum(row.outcome, LAW_OUTCOME__MAX, LAW_DENY),
                out);
        }
        arena_reset(a);
    }
    arena_free(a);
    struct err_ctx closing;
    enum err closed = sql_letterbox_decision_walk_close(rows, e == ERR_OK ? ctx : &closing);
    return e == ERR_OK ? closed : e;
}

enum err what_if(struct bank *b, const struct actor *actor, const struct what_if_question *q,
                 struct what_if *out, struct err_ctx *ctx)
{
    char detail[160];
    struct sql_letterbox_decision_count_row all;
    *out = (struct what_if){.first = DATE_OPEN, .last = DATE_OPEN};
    struct reading *r = reading_begin(b, actor, JOURNAL_LAW_WHAT_IF);
    enum err e = walk(b, r, q, out, ctx);
    e = e == ERR_OK
            ? sql_letterbox_decision_count(
                  bank_db(b), &(struct sql_letterbox_decision_count_in){.bank_id = bank_row_id(b)},
                  NULL, &all, ctx)
            : e;
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    out->closed = (size_t)all.decisions - out->decisions;
    snprintf(detail, sizeof detail, "{\"decisions\":%zu,\"rules\":\"%.64s\"}", out->decisions,
             law_version(q->proposed));
    reading_detail(r, detail);
    return reading_end(r, ctx);
}

/* ---- Showing ---- */

static bool is_small(size_t n)
{
    return n > 0 && n < WHAT_IF_SMALL;
}

static struct what_if_count shown(size_t n)
{
    return is_small(n) ? (struct what_if_count){1, WHAT_IF_SMALL - 1}
                       : (struct what_if_count){n, n};
}

void what_if_show(const struct what_if *w, struct what_if_shown *out)
{
    *out = (struct what_if_shown){.decisions = shown(w->decisions), .closed = shown(w->closed)};
    for (unsigned from = 0; from < LAW_OUTCOME__MAX; from++) {
        for (unsigned to = 0; to < LAW_OUTCOME__MAX; to++) {
            if (from != to) {
                struct what_if_count c = shown(w->turned[from][to]);
                out->turned[from][to] = c;
                out->differ.at_least += c.at_least;
                out->differ.at_most += c.at_most;
            }
        }
    }
}

const char *what_if_count_text(struct what_if_count c, bool swedish, struct arena *a)
{
    if (c.at_least == c.at_most) {
        return arena_printf(a, "%zu", c.at_least);
    }
    if (c.at_least == 1 && c.at_most == WHAT_IF_SMALL - 1) {
        return arena_printf(a, swedish ? "färre än %d" : "fewer than %d", WHAT_IF_SMALL);
    }
    return arena_printf(a, swedish ? "mellan %zu och %zu" : "between %zu and %zu", c.at_least,
                        c.at_most);
}
