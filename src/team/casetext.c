#include "team/casetext.h"

#include <string.h>

#include "base/buf.h"

#define CASETEXT_MAX ((size_t)32 * 1024) /* bytes of one value */

enum err casetext_put(struct bank *b, struct person_id person, const char *row, json_t *value,
                      struct arena *a, struct blob *out, struct err_ctx *ctx)
{
    json_object_set_new(value, "row", json_string(row));
    struct buf text;
    buf_init(&text, 2 * CASETEXT_MAX);
    json_append(&text, value, false);
    json_decref(value);
    *out = (struct blob){NULL, 0};
    enum err e;
    if (!buf_ok(&text) || text.len > CASETEXT_MAX) {
        e = err_set(ctx, ERR_LIMIT, "text", "write less", "the texts are longer than %zu bytes",
                    CASETEXT_MAX);
    } else {
        e = person_seal(b, person, PURPOSE_CASEWORK,
                        (struct blob){(const uint8_t *)text.text, text.len}, a, out, ctx);
    }
    buf_free(&text);
    return e;
}

enum err casetext_get(struct bank *b, struct reading *r, struct person_id person, const char *row,
                      struct blob sealed, struct arena *a, json_t **out, struct err_ctx *ctx)
{
    *out = NULL;
    struct blob plain;
    enum err e = person_unseal(b, r, person, PURPOSE_CASEWORK, sealed, a, &plain, ctx);
    if (e == ERR_OK) {
        e = json_parse((const char *)plain.p, plain.n, "casework", out, ctx);
    }
    const char *of = json_text(*out, "row");
    if (e == ERR_OK && (of == NULL || strcmp(of, row) != 0)) {
        json_decref(*out);
        *out = NULL;
        e = err_set(ctx, ERR_CORRUPT, "casework", "run brygga check",
                    "a sealed text belongs to another row");
    }
    return e;
}

const char *casetext_get_text(const json_t *object, const char *key, struct arena *a)
{
    return arena_strdup(a, json_text(object, key));
}

void casetext_add(json_t *object, const char *key, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        json_object_set_new(object, key, json_string(text));
    }
}
