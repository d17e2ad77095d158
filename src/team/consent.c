#include "team/consent.h"

#include <stdio.h>
#include <string.h>

#include "bank/crypto.h"
#include "bank/journal.h"
#include "base/json.h"
#include "base/utf8.h"
#include "sql_team.h"
#include "team/case.h"
#include "team/consent_row.h"
#include "team/work.h"

#define VALID_DAYS_MAX 366
#define CONSENTS_MAX   1000 /* of one person */

static enum err wrong(const char *where, const char *remedy, struct err_ctx *ctx)
{
    return err_set(ctx, ERR_INVALID, where, remedy, "the consent cannot be recorded as it is");
}

static enum err no_consent(struct err_ctx *ctx)
{
    return err_set(ctx, ERR_NOT_FOUND, "consent", "list them: brygga consent list",
                   "there is no such consent");
}

static bool text_ok(const char *text)
{
    size_t n = text == NULL ? 0 : strnlen(text, CONSENT_NOTE_MAX + 1);
    return n <= CONSENT_NOTE_MAX && (n == 0 || utf8_valid(text, n));
}

static enum err check_note(const struct consent_reply *r, const char *where, struct err_ctx *ctx)
{
    if (!text_ok(r->note)) {
        return wrong(where, "the note is UTF-8 of at most 4000 bytes", ctx);
    }
    return r->how == CONSENT_ORAL && (r->note == NULL || r->note[0] == '\0')
               ? wrong(where, "an oral answer needs a note: who heard it, and what was said", ctx)
               : ERR_OK;
}

static enum err check_reply(const struct consent_content *c, enum consent_party party,
                            struct err_ctx *ctx)
{
    const struct consent_reply *r = &c->replies[party];
    const char *where = consent_party_code[party];
    if (r->answer >= CONSENT_ANSWER__MAX || r->how >= CONSENT_HOW__MAX) {
        return wrong(where, "give a known answer and how it was given", ctx);
    }
    if (r->blocked && (party == CONSENT_PUPIL || r->answer != CONSENT_NOT_ASKED)) {
        return wrong(where, "only a guardian can be blocked, and is then not asked", ctx);
    }
    bool answered = r->answer == CONSENT_YES || r->answer == CONSENT_NO;
    bool has_day = r->on.days > 0 && r->on.days <= date_today().days;
    if (answered && (r->how == CONSENT_HOW_UNKNOWN || !has_day)) {
        return wrong(where, "say how it was answered and on which day, today or earlier", ctx);
    }
    return check_note(r, where, ctx);
}

static enum err check_period(const struct consent_content *c, struct err_ctx *ctx)
{
    if (c->valid_from.days <= 0 || c->valid_to.days < c->valid_from.days ||
        c->valid_to.days - c->valid_from.days > VALID_DAYS_MAX) {
        return wrong("valid", "from and to, at most a year apart", ctx);
    }
    return c->about_from.days > 0 && c->about_from.days <= c->valid_to.days
               ? ERR_OK
               : wrong("about-from", "the first day the information may be about", ctx);
}

static bool is_language_tag(const char *text, size_t cap)
{
    static const char tag[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    size_t n = strnlen(text, cap);
    return n < cap && strspn(text, tag) == n;
}

static enum err check_content(const struct consent_content *c, struct err_ctx *ctx)
{
    if (c->items == 0 || c->items >> CONSENT_ITEM__MAX != 0) {
        return wrong("items", "name what may be passed on", ctx);
    }
    if (c->peer.v <= 0 || c->purpose >= CONSENT_PURPOSE__MAX) {
        return wrong("recipient", "a consent names one recipient and one purpose", ctx);
    }
    if (c->custody >= CONSENT_CUSTODY__MAX || c->maturity >= CONSENT_MATURITY__MAX) {
        return wrong("custody", "sole or joint; and the pupil's maturity", ctx);
    }
    if (!text_ok(c->childs_view) || !text_ok(c->maturity_why)) {
        return wrong("childs-view", "UTF-8 of at most 4000 bytes", ctx);
    }
    if (!is_language_tag(c->interpreter, sizeof c->interpreter)) {
        return wrong("interpreter", "the language as a tag, such as so or ar", ctx);
    }
    enum err e = check_period(c, ctx);
    bool asked = false;
    for (int p = 0; e == ERR_OK && p < CONSENT_PARTY__MAX; p++) {
        e = check_reply(c, (enum consent_party)p, ctx);
        asked = asked || c->replies[p].answer != CONSENT_NOT_ASKED;
    }
    return e != ERR_OK ? e : asked ? ERR_OK : wrong("answers", "record at least one answer", ctx);
}

/* The actor may handle a consent with these answers. */
static enum err check_actor(struct bank *b, const struct actor *actor,
                            const struct consent_content *c, struct err_ctx *ctx)
{
    bool own = actor->kind == ACTOR_PUPIL && actor_person_id(actor).v == c->person.v;
    for (int p = CONSENT_GUARDIAN_1; p < CONSENT_PARTY__MAX; p++) {
        own = own || (actor->kind == ACTOR_GUARDIAN && c->replies[p].person.v != 0 &&
                      actor_person_id(actor).v == c->replies[p].person.v);
    }
    return own ? ERR_OK : case_check_relation(b, actor, c->person, ctx);
}

static void put_text(json_t *notes, const char *key, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        json_object_set_new(notes, key, json_string(text));
    }
}

/* The notes as sealed JSON, tied to this consent by its name; NULL when there are none. */
static enum err seal_notes(struct bank *b, const struct consent_content *c, const uint8_t ref[16],
                           struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    *out = (struct blob){NULL, 0};
    json_t *notes = json_object();
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        put_text(notes, consent_party_code[p], c->replies[p].note);
    }
    put_text(notes, "childs-view", c->childs_view);
    put_text(notes, "maturity-why", c->maturity_why);
    enum err e = ERR_OK;
    if (json_object_size(notes) > 0) {
        struct buf text;
        buf_init(&text, (size_t)8 * CONSENT_NOTE_MAX * (CONSENT_PARTY__MAX + 2));
        buf_add_n(&text, ref, 16);
        json_append(&text, notes, false);
        e = person_seal(b, c->person, PURPOSE_CONSENT_TEXT,
                        (struct blob){(const uint8_t *)text.text, text.len}, a, out, ctx);
        bank_wipe(text.text, text.len);
        buf_free(&text);
    }
    json_decref(notes);
    return e;
}

static enum err check_place(struct bank *b, const struct consent_content *c, struct err_ctx *ctx)
{
    bool listed;
    enum err e = person_is_listed(b, c->person, &listed, ctx);
    if (e == ERR_OK && !listed) {
        return err_set(ctx, ERR_DENIED, "person",
                       "follow the authority's routine for protected identities",
                       "a consent cannot be recorded for this person here");
    }
    struct team_case found;
    if (e == ERR_OK && c->case_id.v != 0) {
        e = case_get(b, c->case_id, &found, ctx);
        if (e == ERR_OK && found.person.v != c->person.v) {
            e = wrong("case", "the case is about somebody else", ctx);
        }
    }
    return e;
}

static enum err insert(struct work *w, const struct actor *actor, const struct consent_content *c,
                       struct consent_id id, const uint8_t ref[16], struct blob notes,
                       struct err_ctx *ctx)
{
    enum err e = sql_team_consent_insert(
        w->db,
        &(struct sql_team_consent_insert_in){.bank_id = w->bank_id,
                                             .consent_id = id.v,
                                             .ref = {ref, 16},
                                             .person_id = c->person.v,
                                             .has_case_id = c->case_id.v != 0,
                                             .case_id = c->case_id.v,
                                             .peer_id = c->peer.v,
                                             .items = (int)c->items,
                                             .purpose = (int)c->purpose,
                                             .valid_from = c->valid_from,
                                             .valid_to = c->valid_to,
                                             .about_from = c->about_from,
                                             .custody = (int)c->custody,
                                             .maturity = (int)c->maturity,
                                             .interpreter = c->interpreter,
                                             .recorded_at = timestamp_now(),
                                             .recorded_by_kind = (int)actor->kind,
                                             .recorded_by = actor->id,
                                             .sealed_notes = notes},
        NULL, ctx);
    for (int p = 0; e == ERR_OK && p < CONSENT_PARTY__MAX; p++) {
        const struct consent_reply *r = &c->replies[p];
        e = sql_team_reply_insert(w->db,
                                  &(struct sql_team_reply_insert_in){.bank_id = w->bank_id,
                                                                     .consent_id = id.v,
                                                                     .party = p,
                                                                     .answer = (int)r->answer,
                                                                     .how = (int)r->how,
                                                                     .answered_on = r->on,
                                                                     .blocked = r->blocked,
                                                                     .person_id = r->person.v},
                                  NULL, ctx);
    }
    return e;
}

static enum err journal_record(struct bank *b, const struct actor *actor,
                               const struct consent_content *c, struct consent_id id,
                               struct err_ctx *ctx)
{
    bool refused = false;
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        refused = refused || c->replies[p].answer == CONSENT_NO;
    }
    char detail[128];
    snprintf(detail, sizeof detail, "{\"consent\":%lld,\"peer\":%lld,\"items\":%u}",
             (long long)id.v, (long long)c->peer.v, c->items);
    return journal_append(
        b,
        &(struct journal_entry){.actor = actor,
                                .event = refused ? JOURNAL_CONSENT_REFUSED : JOURNAL_CONSENT_GIVEN,
                                .person = c->person,
                                .case_id = c->case_id,
                                .detail = detail},
        ctx);
}

enum err consent_record(struct bank *b, const struct actor *actor, const struct consent_content *c,
                        struct consent_id *id_out, struct err_ctx *ctx)
{
    *id_out = (struct consent_id){0};
    struct work w;
    enum err e = check_content(c, ctx);
    if (e == ERR_OK) {
        e = work_begin(b, &w, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct arena *a = arena_new((size_t)256 * 1024);
    struct sql_team_consent_last_row last;
    struct consent_id id = {0};
    uint8_t ref[16];
    bank_random(ref, sizeof ref);
    struct blob notes = {NULL, 0};
    e = check_actor(b, actor, c, ctx);
    e = e == ERR_OK ? check_place(b, c, ctx) : e;
    if (e == ERR_OK) {
        e = sql_team_consent_last(w.db, &(struct sql_team_consent_last_in){.bank_id = w.bank_id}, a,
                                  &last, ctx);
    }
    if (e == ERR_OK) {
        id.v = last.consent_id + 1;
        e = seal_notes(b, c, ref, a, &notes, ctx);
    }
    if (e == ERR_OK) {
        e = insert(&w, actor, c, id, ref, notes, ctx);
    }
    if (e == ERR_OK) {
        e = journal_record(b, actor, c, id, ctx);
    }
    arena_free(a);
    e = work_end(&w, e, ctx);
    *id_out = e == ERR_OK ? id : *id_out;
    return e;
}

/* A stored number of an enum; what a later version wrote counts as 0, which says the least. */
static int known(int v, int max)
{
    return v >= 0 && v < max ? v : 0;
}

static void from_row(const struct sql_team_consent_read_row *row, struct consent *out)
{
    *out = (struct consent){
        .id = {row->consent_id},
        .c = {.person = {row->person_id},
              .case_id = {row->has_case_id ? row->case_id : 0},
              .peer = {row->peer_id},
              .items = (unsigned)row->items,
              .purpose = (enum consent_purpose)known(row->purpose, CONSENT_PURPOSE__MAX),
              .valid_from = row->valid_from,
              .valid_to = row->valid_to,
              .about_from = row->about_from,
              .custody = (enum consent_custody)known(row->custody, CONSENT_CUSTODY__MAX),
              .maturity = (enum consent_maturity)known(row->maturity, CONSENT_MATURITY__MAX)},
        .recorded_at = row->recorded_at,
        .recorded_by = {.kind = (enum actor_kind)known(row->recorded_by_kind, ACTOR__MAX)}};
    if (row->ref.n == sizeof out->ref) {
        memcpy(out->ref, row->ref.p, sizeof out->ref);
    }
    snprintf(out->c.interpreter, sizeof out->c.interpreter, "%s", row->interpreter);
    snprintf(out->recorded_by.id, sizeof out->recorded_by.id, "%s", row->recorded_by);
}

static enum err read_replies(struct bank *b, struct consent *out, struct err_ctx *ctx)
{
    struct db_rows *rows;
    enum err e = sql_team_reply_list_open(
        bank_db(b),
        &(struct sql_team_reply_list_in){.bank_id = bank_row_id(b), .consent_id = out->id.v}, &rows,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_reply_list_row row;
    while (sql_team_reply_list_next(rows, &row)) {
        if (row.party < 0 || row.party >= CONSENT_PARTY__MAX) {
            continue;
        }
        out->c.replies[row.party] = (struct consent_reply){
            .answer = (enum consent_answer)known(row.answer, CONSENT_ANSWER__MAX),
            .how = (enum consent_how)known(row.how, CONSENT_HOW__MAX),
            .on = row.answered_on,
            .person = {row.person_id},
            .blocked = row.blocked,
            .withdrawn = row.withdrawn,
            .withdrawn_on = row.withdrawn_on,
            .withdrawn_at = row.withdrawn_at};
    }
    return sql_team_reply_list_close(rows, ctx);
}

enum err consent_rows(struct bank *b, struct person_id person, struct arena *a,
                      struct consent **out, size_t *count_out, struct err_ctx *ctx)
{
    *count_out = 0;
    *out = arena_alloc(a, CONSENTS_MAX * sizeof **out);
    struct db_rows *rows;
    enum err e = sql_team_consent_list_open(
        bank_db(b),
        &(struct sql_team_consent_list_in){.bank_id = bank_row_id(b), .person_id = person.v}, &rows,
        ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct sql_team_consent_read_row row;
    while (*count_out < CONSENTS_MAX && sql_team_consent_list_next(rows, &row)) {
        from_row(&row, &(*out)[(*count_out)++]);
    }
    e = sql_team_consent_list_close(rows, ctx);
    for (size_t i = 0; e == ERR_OK && i < *count_out; i++) {
        e = read_replies(b, &(*out)[i], ctx);
    }
    return e;
}

/* Leaves the consents that a pupil or guardian may handle. */
static void keep_own(struct bank *b, const struct actor *actor, struct consent *list, size_t *count)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        struct err_ctx ctx;
        if (check_actor(b, actor, &list[i].c, &ctx) == ERR_OK) {
            list[kept++] = list[i];
        }
    }
    *count = kept;
}

enum err consent_list(struct bank *b, const struct actor *actor, struct person_id person,
                      struct arena *a, struct consent **out, size_t *count_out, struct err_ctx *ctx)
{
    *out = NULL;
    *count_out = 0;
    bool listed;
    enum err e = person_is_listed(b, person, &listed, ctx);
    if (e == ERR_OK && !listed) {
        return err_set(ctx, ERR_NOT_FOUND, "person", NULL, "there is no such person");
    }
    bool family = actor->kind == ACTOR_PUPIL || actor->kind == ACTOR_GUARDIAN;
    e = e == ERR_OK && !family ? case_check_relation(b, actor, person, ctx) : e;
    if (e == ERR_OK) {
        e = consent_rows(b, person, a, out, count_out, ctx);
    }
    if (e == ERR_OK && family) {
        keep_own(b, actor, *out, count_out);
    }
    if (e != ERR_OK) {
        return e;
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_CONSENT_READ);
    reading_add(r, person);
    return reading_end(r, ctx);
}

/* Opens the notes into the answers. */
static enum err open_notes(struct bank *b, struct reading *r, struct blob sealed, struct arena *a,
                           struct consent *out, struct err_ctx *ctx)
{
    struct blob plain;
    enum err e = person_unseal(b, r, out->c.person, PURPOSE_CONSENT_TEXT, sealed, a, &plain, ctx);
    if (e == ERR_OK && (plain.n < 16 || memcmp(plain.p, out->ref, 16) != 0)) {
        e = err_set(ctx, ERR_CORRUPT, "consent", "run brygga check",
                    "the notes belong to another consent");
    }
    json_t *notes = NULL;
    if (e == ERR_OK) {
        e = json_parse((const char *)plain.p + 16, plain.n - 16, "notes", &notes, ctx);
    }
    for (int p = 0; e == ERR_OK && p < CONSENT_PARTY__MAX; p++) {
        out->c.replies[p].note = arena_strdup(a, json_text(notes, consent_party_code[p]));
    }
    out->c.childs_view = arena_strdup(a, json_text(notes, "childs-view"));
    out->c.maturity_why = arena_strdup(a, json_text(notes, "maturity-why"));
    json_decref(notes);
    return e;
}

/* The row and the answers; the sealed notes belong to the arena. */
static enum err read_one(struct bank *b, struct consent_id id, struct arena *a, struct consent *out,
                         struct blob *notes_out, struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    struct sql_team_consent_read_row row;
    enum err e = sql_team_consent_read(
        bank_db(b),
        &(struct sql_team_consent_read_in){.bank_id = bank_row_id(b), .consent_id = id.v}, a, &row,
        ctx);
    if (e != ERR_OK) {
        return e == ERR_NOT_FOUND ? no_consent(ctx) : e;
    }
    from_row(&row, out);
    *notes_out = row.sealed_notes;
    return read_replies(b, out, ctx);
}

enum err consent_get(struct bank *b, struct consent_id id, struct consent *out, struct err_ctx *ctx)
{
    struct arena *a = arena_new((size_t)256 * 1024);
    struct blob notes;
    enum err e = read_one(b, id, a, out, &notes, ctx);
    arena_free(a);
    return e;
}

enum err consent_read(struct bank *b, const struct actor *actor, struct consent_id id,
                      struct arena *a, struct consent *out, struct err_ctx *ctx)
{
    struct blob notes = {NULL, 0};
    bool listed = false;
    enum err e = read_one(b, id, a, out, &notes, ctx);
    if (e == ERR_OK) {
        e = person_is_listed(b, out->c.person, &listed, ctx);
    }
    e = e == ERR_OK ? check_actor(b, actor, &out->c, ctx) : e;
    if (e != ERR_OK || !listed) {
        memset(out, 0, sizeof *out);
        return e != ERR_OK ? e : no_consent(ctx);
    }
    struct reading *r = reading_begin(b, actor, JOURNAL_CONSENT_READ);
    reading_add(r, out->c.person);
    reading_case(r, out->c.case_id);
    if (notes.p != NULL) {
        e = open_notes(b, r, notes, a, out, ctx);
    }
    e = reading_close(r, e, ctx);
    if (e != ERR_OK) {
        memset(out, 0, sizeof *out);
    }
    return e;
}

/* Pupils and guardians take back their own answers only. */
static enum err check_own_answer(const struct actor *actor, const struct consent_content *c,
                                 enum consent_party by, struct err_ctx *ctx)
{
    bool family = actor->kind == ACTOR_PUPIL || actor->kind == ACTOR_GUARDIAN;
    bool own = actor->kind == ACTOR_PUPIL ? by == CONSENT_PUPIL
                                          : actor_person_id(actor).v == c->replies[by].person.v;
    return !family || own ? ERR_OK : no_consent(ctx);
}

enum err consent_withdraw(struct bank *b, const struct actor *actor, struct consent_id id,
                          enum consent_party by, struct date said_on, struct err_ctx *ctx)
{
    struct work w;
    enum err e = work_begin(b, &w, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct consent consent;
    e = consent_get(b, id, &consent, ctx);
    e = e == ERR_OK ? check_actor(b, actor, &consent.c, ctx) : e;
    e = e == ERR_OK ? check_own_answer(actor, &consent.c, by, ctx) : e;
    if (e == ERR_OK && said_on.days > date_today().days) {
        e = err_set(ctx, ERR_INVALID, "on", "give today or an earlier day",
                    "a consent cannot be withdrawn in the future");
    }
    int64_t changed = 0;
    if (e == ERR_OK) {
        e = sql_team_reply_withdraw(
            w.db,
            &(struct sql_team_reply_withdraw_in){.bank_id = w.bank_id,
                                                 .consent_id = id.v,
                                                 .party = (int)by,
                                                 .withdrawn_on = said_on,
                                                 .withdrawn_at = timestamp_now()},
            &changed, ctx);
    }
    if (e == ERR_OK && changed == 0) {
        e = err_set(ctx, ERR_CONFLICT, consent_party_code[by], "look at the consent's answers",
                    "there is no yes of that party to withdraw");
    }
    if (e == ERR_OK) {
        char detail[96];
        snprintf(detail, sizeof detail, "{\"consent\":%lld,\"by\":\"%s\"}", (long long)id.v,
                 consent_party_code[by]);
        e = journal_append(b,
                           &(struct journal_entry){.actor = actor,
                                                   .event = JOURNAL_CONSENT_WITHDRAWN,
                                                   .person = consent.c.person,
                                                   .case_id = consent.c.case_id,
                                                   .detail = detail},
                           ctx);
    }
    return work_end(&w, e, ctx);
}

enum err consent_overview(struct bank *b, struct person_id person, struct arena *a,
                          struct consent **out, size_t *count_out, struct err_ctx *ctx)
{
    return consent_rows(b, person, a, out, count_out, ctx);
}
