/* Writes the generated C. */
#include <string.h>

#include "sqlgen.h"

struct type {
    const char *c, *getter;
    bool pointer; /* NULL is a null pointer, so no has_NAME is needed */
};

static const struct type types[KIND__MAX] = {
    [KIND_INT] = {"int ", "db_rows_int", false},
    [KIND_INT64] = {"int64_t ", "db_rows_int64", false},
    [KIND_BOOL] = {"bool ", "db_rows_bool", false},
    [KIND_REAL] = {"double ", "db_rows_real", false},
    [KIND_TEXT] = {"const char *", "db_rows_text", true},
    [KIND_BLOB] = {"struct blob ", "db_rows_blob", true},
    [KIND_DATE] = {"struct date ", "db_rows_date", false},
    [KIND_TIME] = {"struct timestamp ", "db_rows_time", false},
};

/* The statement that names the row. */
static const char *row_of(const struct query *q)
{
    return q->like != NULL ? q->like : q->name;
}

static void emit_struct(FILE *f, const struct query *q, const char *suffix,
                        const struct field *fields, size_t count)
{
    if (count == 0) {
        return;
    }
    fprintf(f, "struct sql_%s_%s_%s {\n", q->module, q->name, suffix);
    for (size_t i = 0; i < count; i++) {
        if (fields[i].null && !types[fields[i].kind].pointer) {
            fprintf(f, "    bool has_%s;\n", fields[i].name);
        }
        fprintf(f, "    %s%s;%s\n", types[fields[i].kind].c, fields[i].name,
                fields[i].null && types[fields[i].kind].pointer ? " /* may be NULL */" : "");
    }
    fprintf(f, "};\n");
}

/* "enum err sql_m_q_open(struct db *db, const struct sql_m_q_in *in" */
static void emit_start(FILE *f, const struct query *q, const char *suffix)
{
    fprintf(f, "enum err sql_%s_%s%s(struct db *db", q->module, q->name, suffix);
    if (q->in_count > 0) {
        fprintf(f, ", const struct sql_%s_%s_in *in", q->module, q->name);
    }
}

static void emit_prototype(FILE *f, const struct query *q)
{
    if (q->out == OUT_NONE) {
        emit_start(f, q, "");
        fprintf(f, ", int64_t *changed_out, struct err_ctx *ctx)");
    } else if (q->out == OUT_ONE) {
        emit_start(f, q, "");
        fprintf(f, ", struct arena *arena, struct sql_%s_%s_row *row, struct err_ctx *ctx)",
                q->module, row_of(q));
    } else {
        emit_start(f, q, "_open");
        fprintf(f, ", struct db_rows **out, struct err_ctx *ctx)");
    }
}

void emit_header(FILE *f, const char *module, const struct query *list, size_t count)
{
    fprintf(f,
            "/* Made by tools/sqlgen from sql/%s; do not edit. */\n"
            "#ifndef SQL_%s_H\n#define SQL_%s_H\n\n#include \"db/db.h\"\n",
            module, module, module);
    for (size_t i = 0; i < count; i++) {
        const struct query *q = &list[i];
        fprintf(f, "\n/* %s */\n", q->comment);
        emit_struct(f, q, "in", q->in, q->in_count);
        if (q->like != NULL) {
            fprintf(f, "struct sql_%s_%s_row;\n", q->module, q->like);
        } else {
            emit_struct(f, q, "row", q->columns, q->column_count);
        }
        fprintf(f, "MUST_USE ");
        emit_prototype(f, q);
        fprintf(f, ";\n");
        if (q->out == OUT_MANY) {
            fprintf(f, "bool sql_%s_%s_next(struct db_rows *r, struct sql_%s_%s_row *row);\n",
                    module, q->name, module, row_of(q));
            fprintf(f,
                    "MUST_USE enum err sql_%s_%s_close(struct db_rows *r, struct err_ctx *ctx);\n",
                    module, q->name);
        }
    }
    fprintf(f, "\n#endif\n");
}

static void emit_string(FILE *f, const char *text, const char *indent)
{
    fprintf(f, "%s\"", indent);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '\n' && p[1] != '\0') {
            fprintf(f, "\\n\"\n%s\"", indent);
        } else if (*p == '\n') {
            fprintf(f, "\\n");
        } else if (*p == '"' || *p == '\\') {
            fprintf(f, "\\%c", *p);
        } else if (*p == '?') {
            fprintf(f, "\\?");
        } else if ((unsigned char)*p < ' ') {
            fprintf(f, "\\%03o", (unsigned)*p);
        } else {
            fputc(*p, f);
        }
    }
    fputc('"', f);
}

static void emit_values(FILE *f, const struct query *q)
{
    if (q->in_count == 0) {
        return;
    }
    fprintf(f, "    const struct db_value values[] = {\n");
    for (size_t i = 0; i < q->in_count; i++) {
        const struct field *p = &q->in[i];
        const char *maker = p->kind == KIND_TEXT              ? "db_text"
                            : p->kind == KIND_BLOB && p->null ? "db_blob_null"
                            : p->kind == KIND_BLOB            ? "db_blob"
                            : p->kind == KIND_REAL            ? "db_real"
                                                              : "db_int";
        const char *member = p->kind == KIND_DATE ? ".days" : p->kind == KIND_TIME ? ".ms" : "";
        fprintf(f, "        ");
        if (p->null && !types[p->kind].pointer) {
            fprintf(f, "!in->has_%s ? db_null() : ", p->name);
        }
        fprintf(f, "%s(in->%s%s),\n", maker, p->name, member);
    }
    fprintf(f, "    };\n");
}

static const char *values_of(const struct query *q)
{
    return q->in_count > 0 ? "values, sizeof values / sizeof values[0]" : "NULL, 0";
}

static void emit_fill(FILE *f, const struct query *q)
{
    fprintf(f, "static bool fill_%s(struct db_rows *r, struct sql_%s_%s_row *row)\n{\n", q->name,
            q->module, q->name);
    fprintf(f, "    *row = (struct sql_%s_%s_row){0};\n", q->module, q->name);
    for (size_t i = 0; i < q->column_count; i++) {
        const struct field *c = &q->columns[i];
        const struct type *t = &types[c->kind];
        if (!c->null) {
            fprintf(f, "    row->%s = %s(r, %zu);\n", c->name, t->getter, i);
        } else if (t->pointer) {
            fprintf(f, "    if (!db_rows_null(r, %zu)) {\n        row->%s = %s(r, %zu);\n    }\n",
                    i, c->name, t->getter, i);
        } else {
            fprintf(f,
                    "    row->has_%s = !db_rows_null(r, %zu);\n    if (row->has_%s) {\n"
                    "        row->%s = %s(r, %zu);\n    }\n",
                    c->name, i, c->name, c->name, t->getter, i);
        }
    }
    fprintf(f, "    return db_rows_good(r);\n}\n\n");
}

/* Text and blobs are copied before the statement is given back. */
static void emit_copies(FILE *f, const struct query *q)
{
    bool any = false;
    for (size_t i = 0; i < q->column_count; i++) {
        const struct field *c = &q->columns[i];
        if (c->kind == KIND_TEXT) {
            fprintf(f, "        row->%s = arena_strdup(arena, row->%s);\n", c->name, c->name);
        } else if (c->kind == KIND_BLOB) {
            fprintf(f,
                    "        if (row->%s.p != NULL) {\n            row->%s.p = arena_copy(arena, "
                    "row->%s.p, row->%s.n);\n        }\n",
                    c->name, c->name, c->name, c->name);
        }
        any = any || types[c->kind].pointer;
    }
    if (!any) {
        fprintf(f, "        (void)arena;\n");
    }
}

static void emit_one(FILE *f, const struct query *q)
{
    fprintf(f,
            "    struct db_rows *r;\n"
            "    enum err e = db_rows_open(db, &statement_%s, %s, &r, ctx);\n"
            "    if (e != ERR_OK) {\n        return e;\n    }\n"
            "    bool found = db_rows_next(r);\n"
            "    if (found && fill_%s(r, row)) {\n",
            q->name, values_of(q), row_of(q));
    emit_copies(f, q);
    fprintf(f, "    }\n    return db_rows_close_one(r, found, ctx);\n}\n\n");
}

static void emit_many(FILE *f, const struct query *q)
{
    fprintf(f, "    return db_rows_open(db, &statement_%s, %s, out, ctx);\n}\n\n", q->name,
            values_of(q));
    fprintf(f,
            "bool sql_%s_%s_next(struct db_rows *r, struct sql_%s_%s_row *row)\n{\n"
            "    return db_rows_next(r) && fill_%s(r, row);\n}\n\n",
            q->module, q->name, q->module, row_of(q), row_of(q));
    fprintf(f,
            "enum err sql_%s_%s_close(struct db_rows *r, struct err_ctx *ctx)\n{\n"
            "    return db_rows_close(r, ctx);\n}\n\n",
            q->module, q->name);
}

void emit_source(FILE *f, const char *module, const struct query *list, size_t count)
{
    fprintf(f, "/* Made by tools/sqlgen from sql/%s; do not edit. */\n#include \"sql_%s.h\"\n\n",
            module, module);
    for (size_t i = 0; i < count; i++) {
        if (list[i].out != OUT_NONE && list[i].like == NULL) {
            emit_fill(f, &list[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        const struct query *q = &list[i];
        fprintf(f, "static const struct db_statement statement_%s = {\n    \"%s/%s\",\n", q->name,
                module, q->name);
        emit_string(f, q->sql, "    ");
        fprintf(f, ",\n    %s,\n    DB_CLASS_%s,\n};\n\n", q->write ? "DB_WRITE" : "DB_READ",
                q->access_class);
        emit_prototype(f, q);
        fprintf(f, "\n{\n");
        emit_values(f, q);
        if (q->out == OUT_NONE) {
            fprintf(f, "    return db_run(db, &statement_%s, %s, changed_out, ctx);\n}\n\n",
                    q->name, values_of(q));
        } else if (q->out == OUT_ONE) {
            emit_one(f, q);
        } else {
            emit_many(f, q);
        }
    }
}

void emit_migrations(FILE *f, const struct migration *list, size_t count)
{
    fprintf(f, "/* Made by tools/sqlgen from sql/migrations; do not edit. */\n"
               "#include \"db/driver.h\"\n\n"
               "const struct db_migration db_migrations[] = {\n");
    for (size_t i = 0; i < count; i++) {
        fprintf(f, "    {%d, \"%s\",\n", list[i].version, list[i].name);
        emit_string(f, list[i].text, "     ");
        fprintf(f, "},\n");
    }
    fprintf(f, "    {0, 0, 0},\n};\nconst size_t db_migration_count = %zu;\n", count);
}
