#include "school/inquiry.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "school/inquiry_row.h"
#include "school/sealed.h"
#include "school/stair.h"
#include "school/work.h"
#include "sql_school.h"

const char *const inquiry_party_code[INQUIRY_PARTY__MAX] = {"pupil", "guardian", "student-health"};
const char *const inquiry_party_text_sv[INQUIRY_PARTY__MAX] = {TR("eleven"), TR("vårdnadshavare"),
                                                               TR("elevhälsan")};
const char *const inquiry_how_code[INQUIRY_HOW__MAX] = {"none",  "meeting", "telephone",
                                                        "video", "at-home", "writing"};
const char *const inquiry_how_text_sv[INQUIRY_HOW__MAX] = {
    "", TR("möte i skolan"), TR("telefon"), TR("videosamtal"), TR("hembesök"), TR("skriftligt")};
const char *const inquiry_conclusion_code[INQUIRY_CONCLUSION__MAX] = {
    "none", "measures", "support-inquiry", "no-measures"};
const char *const inquiry_conclusion_text_sv[INQUIRY_CONCLUSION__MAX] = {
    "", TR("skolan ska göra något, och vad är bestämt"),
    TR("behovet av särskilt stöd ska utredas (skollagen 3 kap. 7 §)"),
    TR("inget mer behöver göras")};
const char *const inquiry_end_code[INQUIRY_END__MAX] = {"none", "completed", "not-needed", "moved",
                                                        "mistake"};
const char *const inquiry_end_text_sv[INQUIRY_END__MAX] = {
    "", TR("utredningen är klar"), TR("utredningen behövs inte"), TR("eleven har bytt skola"),
    TR("skulle inte ha inletts")};

static enum err ended(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_CONFLICT, "inquiry", NULL, "the inquiry has ended");
}

static enum err not_in_future(struct date on, struct err_ctx *ctx)
{
    return on.days <= date_today().days
               ? ERR_OK
               : err_set(ctx, ERR_INVALID, "on", "give today or an earlier day",
                         "the day lies in the future");
}

static enum err check_text(const char *text, bool needed, struct err_ctx *ctx)
{
    if (needed && (text == NULL || text[0] == '\0')) {
        return err_set(ctx, ERR_INVALID, "text", "write a few words", "the text is missing");
    }
    if (text != NULL && strlen(text) > INQUIRY_TEXT_MAX) {
        return err_set(ctx, ERR_LIMIT, "text", "write less", "the text is longer than %d bytes",
                       INQUIRY_TEXT_MAX);
    }
    return ERR_OK;
}

static enum err check_listed(struct bank *b, struct person_id person, struct err_ctx *ctx)
{
    bool listed = false;
    enum err e = person_is_listed(b, person, &listed, ctx);
    return e != ERR_OK || listed
               ? e
               : err_set(ctx, ERR_DENIED, "person",
                         "follow the authority's routine for protected identities, outside this "
                         "system",
                         "the absence of this pupil is not inquired into here");
}

static enum err journal(struct bank *b, const struct actor *actor, enum journal_event event,
                        struct person_id person, const char *what, struct inquiry_id id,
                        struct err_ctx *ctx)
{
    char detail[160];
    (void)snprintf(detail, sizeof detail, "{\"inquiry\":%" PRId64 "%s%s%s}", id.v,
                   what[0] != '\0' ? ",\"what\":\"" : "", what, what[0] != '\0' ? "\"" : "");
    return journal_append(
        b,
        &(struct journal_entry){.actor = actor, .event = event, .person = person, .detail = detail},
        ctx);
}

/* ---- opening ---- */

static enum err insert(struct bank *b, const struct inquiry_opening *o, struct inquiry_id *id,
                       struct err_ctx *ctx)
{
    struct sql_school_inquiry_last_row last;
    const struct series_window *w = &o->absence;
    int64_t changed = 0;
    enum err e = sql_school_inquiry_last(
        bank_db(b), &(struct sql_school_inquiry_last_in){.bank_id = bank_row_id(b)}, NULL, &last,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    id->v = last.inquiry_id + 1;
    e = sql_school_inquiry_insert(bank_db(b),
                                  &(struct sql_school_inquiry_insert_in){
                                      .bank_id = bank_row_id(b),
                                      .inquiry_id = id->v,
                                      .person_id = o->person.v,
                                      .unit = o->unit,
                                      .responsible_id = o->responsible.v,
                                      .opened_on = o->on,
                                      .due_on = stair_day_after(o->on, o->days),
                                      .report_due_on = stair_day_after(o->on, o->report_days),
                                      .first_day = w->first,
                                      .last_day = w->last,
                                      .school_days = (int)w->sum.school_days,
                                      .offered_minutes = (int)w->sum.offered_minutes,
                                      .valid_minutes = (int)w->sum.valid_minutes,
                                      .invalid_minutes = (int)w->sum.invalid_minutes},
                                  &changed, ctx);
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "inquiry", "go on with the one that is open",
                    "the pupil has an open inquiry");
    }
    return e;
}

enum err inquiry_open(struct bank *b, const struct actor *actor, const struct inquiry_opening *o,
                      struct inquiry_id *id_out, struct err_ctx *ctx)
{
    bool own;
    *id_out = (struct inquiry_id){0};
    enum err e = not_in_future(o->on, ctx);
    if (e == ERR_OK &&
        (o->unit == NULL || strlen(o->unit) >= STAFF_UNIT || o->days < 1 || o->report_days < 1)) {
        e = err_set(ctx, ERR_INVALID, "unit", "give the pupil's school", "the school is missing");
    }
    if (e == ERR_OK) {
        e = work_begin(b, &own, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct staff staff;
    struct inquiry_id id = {0};
    e = check_listed(b, o->person, ctx);
    if (e == ERR_OK) {
        e = staff_read(b, o->responsible, &staff, ctx);
        if (e == ERR_NOT_FOUND || (e == ERR_OK && !staff.active)) {
            e = err_set(ctx, ERR_INVALID, "responsible", "choose an active employee",
                        "there is no such active employee");
        }
    }
    if (e == ERR_OK) {
        e = insert(b, o, &id, ctx);
    }
    if (e == ERR_OK) {
        e = journal(b, actor, JOURNAL_INQUIRY_OPENED, o->person, "", id, ctx);
    }
    e = work_end(b, own, e, ctx);
    *id_out = e == ERR_OK ? id : *id_out;
    return e;
}

/* ---- an open one changes ---- */

/* What every change begins with: the transaction and the inquiry. */
struct change {
    struct bank *b;
    const struct actor *actor;
    struct inquiry_id id;
    struct inquiry i;
    struct arena *arena;
    bool own;
    int64_t changed;
};

static enum err begin(struct change *c, bool ended_too, struct err_ctx *ctx)
{
    enum err e = work_begin(c->b, &c->own, ctx);
    if (e != ERR_OK) {
        return e;
    }
    c->arena = arena_new((size_t)64 * 1024);
    e = inquiry_get(c->b, c->id, &c->i, ctx);
    if (e == ERR_OK && c->i.ended && !ended_too) {
        e = ended(ctx);
    }
    if (e == ERR_OK && !c->i.ended) {
        e = check_listed(c->b, c->i.person, ctx);
    }
    if (e != ERR_OK) {
        arena_free(c->arena);
        e = work_end(c->b, c->own, e, ctx);
    }
    return e;
}

/* No row changed: somebody was faster. */
static enum err finish(struct change *c, enum err e, enum journal_event event, const char *what,
                       struct err_ctx *ctx)
{
    if (e == ERR_OK && c->changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, "inquiry", NULL, "it is done already");
    }
    if (e == ERR_OK) {
        e = journal(c->b, c->actor, event, c->i.person, what, c->id, ctx);
    }
    arena_free(c->arena);
    return work_end(c->b, c->own, e, ctx);
}

/* Seals one text of the inquiry. */
static enum err seal(struct change *c, const char *kind, json_t *object, struct blob *out,
                     struct err_ctx *ctx)
{
    struct sealed_place place = {c->i.person, PURPOSE_INQUIRY_TEXT,
                                 inquiry_place(c->arena, c->id, kind)};
    enum err e = sealed_put(c->b, &place, object, c->arena, out, ctx);
    json_decref(object);
    return e;
}

enum err inquiry_hear(struct bank *b, const struct actor *actor, struct inquiry_id id,
                      const struct inquiry_hearing *h, struct err_ctx *ctx)
{
    struct change c = {.b = b, .actor = actor, .id = id};
    struct blob sealed;
    enum err e = not_in_future(h->on, ctx);
    if (e == ERR_OK) {
        e = check_text(h->text, true, ctx);
    }
    bool how_right = h->heard == (h->how > INQUIRY_HOW_NONE && h->how < INQUIRY_HOW__MAX);
    if (e == ERR_OK && (!how_right || (unsigned)h->party >= INQUIRY_PARTY__MAX ||
                        strlen(h->who) > INQUIRY_WHO_MAX)) {
        e = err_set(ctx, ERR_INVALID, "how", "say how, when somebody was heard",
                    "who was heard and how do not fit together");
    }
    if (e == ERR_OK) {
        e = begin(&c, false, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    e = seal(&c, "hearing", json_pack("{s:s,s:s}", "who", h->who, "text", h->text), &sealed, ctx);
    if (e == ERR_OK) {
        e = sql_school_inquiry_hearing_insert(
            bank_db(b),
            &(struct sql_school_inquiry_hearing_insert_in){.bank_id = bank_row_id(b),
                                                           .inquiry_id = id.v,
                                                           .party = (int)h->party,
                                                           .heard = h->heard,
                                                           .how = (int)h->how,
                                                           .on_day = h->on,
                                                           .at = timestamp_now(),
                                                           .by_kind = (int)actor->kind,
                                                           .by_id = actor->id,
                                                           .sealed = sealed},
            &c.changed, ctx);
    }
    return finish(&c, e, JOURNAL_INQUIRY_CHANGED, h->heard ? "heard" : "not-heard", ctx);
}

enum err inquiry_conclude(struct bank *b, const struct actor *actor, struct inquiry_id id,
                          enum inquiry_conclusion conclusion, const char *text, struct err_ctx *ctx)
{
    struct change c = {.b = b, .actor = actor, .id = id};
    struct blob sealed;
    enum err e = check_text(text, true, ctx);
    if (e == ERR_OK &&
        (conclusion <= INQUIRY_CONCLUSION_NONE || conclusion >= INQUIRY_CONCLUSION__MAX)) {
        e = err_set(ctx, ERR_INVALID, "conclusion", "choose one", "the conclusion is missing");
    }
    if (e == ERR_OK) {
        e = begin(&c, false, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    e = seal(&c, "conclusion", json_pack("{s:s}", "text", text), &sealed, ctx);
    if (e == ERR_OK) {
        e = sql_school_inquiry_conclude(
            bank_db(b),
            &(struct sql_school_inquiry_conclude_in){.bank_id = bank_row_id(b),
                                                     .inquiry_id = id.v,
                                                     .conclusion = (int)conclusion,
                                                     .sealed_conclusion = sealed},
            &c.changed, ctx);
    }
    return finish(&c, e, JOURNAL_INQUIRY_CHANGED, "conclusion", ctx);
}

enum err inquiry_add_measure(struct bank *b, const struct actor *actor, struct inquiry_id id,
                             const struct inquiry_measure *m, struct err_ctx *ctx)
{
    struct change c = {.b = b, .actor = actor, .id = id};
    struct blob sealed;
    enum err e = check_text(m->text, true, ctx);
    if (e == ERR_OK && !role_in_kind(m->role, BANK_SCHOOL)) {
        e = err_set(ctx, ERR_INVALID, "role", "choose a role of the school", "no such role");
    }
    if (e == ERR_OK) {
        e = begin(&c, false, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    e = seal(&c, "measure", json_pack("{s:s}", "text", m->text), &sealed, ctx);
    if (e == ERR_OK) {
        e = sql_school_inquiry_measure_insert(
            bank_db(b),
            &(struct sql_school_inquiry_measure_insert_in){.bank_id = bank_row_id(b),
                                                           .inquiry_id = id.v,
                                                           .role = (int)m->role,
                                                           .due_on = m->due,
                                                           .sealed = sealed},
            &c.changed, ctx);
    }
    return finish(&c, e, JOURNAL_INQUIRY_CHANGED, "measure", ctx);
}

enum err inquiry_measure_done(struct bank *b, const struct actor *actor, struct inquiry_id id,
                              unsigned number, struct date on, struct err_ctx *ctx)
{
    struct change c = {.b = b, .actor = actor, .id = id};
    enum err e = not_in_future(on, ctx);
    if (e == ERR_OK) {
        e = begin(&c, true, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    e = sql_school_inquiry_measure_done(
        bank_db(b),
        &(struct sql_school_inquiry_measure_done_in){
            .bank_id = bank_row_id(b), .inquiry_id = id.v, .number = (int)number, .done_on = on},
        &c.changed, ctx);
    return finish(&c, e, JOURNAL_INQUIRY_CHANGED, "measure-done", ctx);
}

enum err inquiry_report(struct bank *b, const struct actor *actor, struct inquiry_id id,
                        struct date on, struct err_ctx *ctx)
{
    struct change c = {.b = b, .actor = actor, .id = id};
    enum err e = not_in_future(on, ctx);
    if (e == ERR_OK) {
        e = begin(&c, false, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    e = sql_school_inquiry_report(bank_db(b),
                                  &(struct sql_school_inquiry_report_in){.bank_id = bank_row_id(b),
                                                                         .inquiry_id = id.v,
                                                                         .reported_on = on},
                                  &c.changed, ctx);
    return finish(&c, e, JOURNAL_INQUIRY_REPORTED, "", ctx);
}

static enum err check_finish(const struct inquiry *i, enum inquiry_end end, struct date on,
                             struct err_ctx *ctx)
{
    if (on.days < i->opened.days) {
        return err_set(ctx, ERR_INVALID, "on", "give a day from the opening on",
                       "the inquiry was not open then");
    }
    if (end == INQUIRY_COMPLETED && i->missing != 0) {
        return err_set(ctx, ERR_INVALID, "end", "write down what is missing, or why it is",
                       "the record of the inquiry is not complete");
    }
    return ERR_OK;
}

enum err inquiry_finish(struct bank *b, const struct actor *actor, struct inquiry_id id,
                        enum inquiry_end end, struct date on, const char *text, struct err_ctx *ctx)
{
    struct change c = {.b = b, .actor = actor, .id = id};
    struct blob sealed = {NULL, 0};
    enum err e = not_in_future(on, ctx);
    if (e == ERR_OK && (end <= INQUIRY_END_NONE || end >= INQUIRY_END__MAX)) {
        e = err_set(ctx, ERR_INVALID, "end", "say why it ends", "the reason is missing");
    }
    if (e == ERR_OK) {
        e = check_text(text, end != INQUIRY_COMPLETED, ctx);
    }
    if (e == ERR_OK) {
        e = begin(&c, false, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    e = check_finish(&c.i, end, on, ctx);
    if (e == ERR_OK && text != NULL && text[0] != '\0') {
        e = seal(&c, "end", json_pack("{s:s}", "text", text), &sealed, ctx);
    }
    if (e == ERR_OK) {
        e = sql_school_inquiry_end(bank_db(b),
                                   &(struct sql_school_inquiry_end_in){.bank_id = bank_row_id(b),
                                                                       .inquiry_id = id.v,
                                                                       .ended_on = on,
                                                                       .end_reason = (int)end,
                                                                       .sealed_end = sealed},
                                   &c.changed, ctx);
    }
    return finish(&c, e, JOURNAL_INQUIRY_ENDED, inquiry_end_code[end], ctx);
}
