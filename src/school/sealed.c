#include "school/sealed.h"

#include <string.h>

#include "base/buf.h"

enum { SEALED_MAX = 64 * 1024 };

enum err sealed_put(struct bank *b, const struct sealed_place *p, json_t *object, struct arena *a,
                    struct blob *out, struct err_ctx *ctx)
{
    struct buf text;
    buf_init(&text, SEALED_MAX);
    json_object_set_new(object, "of", json_string(p->row));
    json_append(&text, object, false);
    enum err e = person_seal(b, p->person, p->purpose,
                             (struct blob){(const uint8_t *)text.text, text.len}, a, out, ctx);
    buf_free(&text);
    return e;
}

enum err sealed_get(struct bank *b, struct reading *r, const struct sealed_place *p,
                    struct blob sealed, json_t **out, struct err_ctx *ctx)
{
    struct arena *a = arena_new(SEALED_MAX * 2);
    struct blob plain;
    *out = NULL;
    enum err e = person_unseal(b, r, p->person, p->purpose, sealed, a, &plain, ctx);
    if (e == ERR_OK) {
        e = json_parse((const char *)plain.p, plain.n, p->row, out, ctx);
    }
    const char *of = e == ERR_OK ? json_text(*out, "of") : NULL;
    if (e == ERR_OK && (of == NULL || strcmp(of, p->row) != 0)) {
        json_decref(*out);
        *out = NULL;
        e = err_set(ctx, ERR_CORRUPT, p->row, "restore the bank from a backup",
                    "a sealed text belongs to another row");
    }
    arena_free(a);
    return e;
}
