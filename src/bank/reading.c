/* A reading: the people whose sealed data have been opened, until they are in the journal. */
#include <assert.h>
#include <stdlib.h>

#include "bank/internal.h"
#include "bank/journal.h"

struct reading {
    struct bank *bank;
    struct actor actor;
    enum journal_event event;
    struct case_id case_id;
    char *detail;
    bool allow_protected;
    struct person_id *persons;
    size_t count, room;
};

struct reading *reading_begin(struct bank *b, const struct actor *actor, enum journal_event event)
{
    assert(actor != NULL);
    struct reading *r = mem_zalloc(1, sizeof *r);
    r->bank = b;
    r->actor = *actor;
    r->event = event;
    return r;
}

void reading_case(struct reading *r, struct case_id case_id)
{
    r->case_id = case_id;
}

void reading_detail(struct reading *r, const char *detail_json)
{
    free(r->detail);
    r->detail = detail_json != NULL ? mem_strdup(detail_json) : NULL;
}

void reading_allow_protected(struct reading *r)
{
    r->allow_protected = true;
}

bool reading_may(const struct reading *r, int64_t effective_protection)
{
    return effective_protection == 0 || r->allow_protected;
}

void reading_add(struct reading *r, struct person_id person)
{
    if (r->count != 0 && r->persons[r->count - 1].v == person.v) {
        return; /* the usual case of several values of one person */
    }
    if (r->count == r->room) {
        r->room = r->room != 0 ? r->room * 2 : 16;
        r->persons = mem_realloc(r->persons, r->room * sizeof *r->persons);
    }
    r->persons[r->count++] = person;
}

enum err reading_end(struct reading *r, struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    if (r->count != 0) {
        struct journal_entry entry = {
            .actor = &r->actor,
            .event = r->event,
            .persons = r->persons,
            .person_count = r->count,
            .case_id = r->case_id,
            .detail = r->detail != NULL    ? r->detail
                      : r->allow_protected ? "{\"protected\":true}"
                                           : NULL,
        };
        e = db_in_transaction(r->bank->db) ? journal_append(r->bank, &entry, ctx)
                                           : journal_append_now(r->bank, &entry, ctx);
    }
    reading_abandon(r);
    return e;
}

void reading_abandon(struct reading *r)
{
    if (r != NULL) {
        free(r->persons);
        free(r->detail);
        free(r);
    }
}

enum err reading_close(struct reading *r, enum err e, struct err_ctx *ctx)
{
    if (e != ERR_OK) {
        reading_abandon(r);
        return e;
    }
    return reading_end(r, ctx);
}
