#include "intervention/store.h"

#include <string.h>

#include "bank/person.h"
#include "sql_intervention.h"

enum err intervention_seal_title(struct bank *b, struct person_id person, const char *title,
                                 struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    *out = (struct blob){0};
    if (title[0] == '\0') {
        return ERR_OK;
    }
    struct blob plain = {(const uint8_t *)title, strlen(title)};
    return person_seal(b, person, PURPOSE_INTERVENTION_TEXT, plain, a, out, ctx);
}

enum err intervention_unseal_title(struct bank *b, struct reading *r, struct person_id person,
                                   struct blob sealed, struct arena *a, const char **out,
                                   struct err_ctx *ctx)
{
    struct blob plain;
    *out = "";
    if (sealed.p == NULL) {
        return ERR_OK;
    }
    enum err e = person_unseal(b, r, person, PURPOSE_INTERVENTION_TEXT, sealed, a, &plain, ctx);
    if (e == ERR_OK) {
        *out = arena_strndup(a, (const char *)plain.p, plain.n);
    }
    return e;
}

/* Ids rise and are not used again, though rows can be removed: never below the clock. */
static enum err next_id(struct bank *b, int64_t *out, struct err_ctx *ctx)
{
    struct sql_intervention_last_row last;
    enum err e = sql_intervention_last(
        bank_db(b), &(struct sql_intervention_last_in){bank_row_id(b)}, NULL, &last, ctx);
    int64_t now = timestamp_now().ms;
    *out = last.last_id >= now ? last.last_id + 1 : now;
    return e;
}

enum err intervention_store(struct bank *b, const struct intervention *in, bool from_file,
                            struct arena *a, struct intervention_id *id_out, struct err_ctx *ctx)
{
    struct blob sealed = {0};
    bool named = in->person.v != 0;
    enum err e = next_id(b, &id_out->v, ctx);
    if (e == ERR_OK && named) {
        e = intervention_seal_title(b, in->person, in->title, a, &sealed, ctx);
    }
    if (e != ERR_OK) {
        return e;
    }
    return sql_intervention_insert(bank_db(b),
                                   &(struct sql_intervention_insert_in){
                                       .bank_id = bank_row_id(b),
                                       .intervention_id = id_out->v,
                                       .has_person_id = named,
                                       .person_id = in->person.v,
                                       .code = (int)in->code,
                                       .level = (int)in->level,
                                       .scope = (int)in->scope,
                                       .form = (int)in->form,
                                       .documentation = (int)in->documentation,
                                       .start_date = in->start_date,
                                       .has_end_date = in->end_date.days != DATE_OPEN.days,
                                       .end_date = in->end_date,
                                       .title = named ? "" : in->title,
                                       .sealed_title = sealed,
                                       .unit = in->unit,
                                       .from_file = from_file,
                                   },
                                   NULL, ctx);
}
