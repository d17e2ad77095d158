#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sqlgen.h"

bool fault(const char *file, unsigned line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    if (line > 0) {
        fprintf(stderr, "%s:%u: ", file, line);
    } else {
        fprintf(stderr, "%s: ", file);
    }
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
    va_end(args);
    return false;
}

char *read_text(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        fault(path, 0, "cannot open: %s", strerror(errno));
        return NULL;
    }
    static char text[262144];
    size_t n = fread(text, 1, sizeof text, f);
    bool good = !ferror(f) && n < sizeof text;
    fclose(f);
    if (!good || memchr(text, '\0', n) != NULL) {
        fault(path, 0, "cannot read, larger than %zu bytes, or holds a NUL", sizeof text);
        return NULL;
    }
    return arena_strndup(a, text, n);
}

const char *base_name(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    size_t n = strlen(name);
    return arena_strndup(a, name, n > 4 && strcmp(name + n - 4, ".sql") == 0 ? n - 4 : n);
}

static bool write_file(const char *path, FILE *f)
{
    if (f == NULL) {
        return fault(path, 0, "cannot write: %s", strerror(errno));
    }
    bool good = !ferror(f);
    good = fclose(f) == 0 && good;
    if (!good) {
        remove(path);
        return fault(path, 0, "cannot write: %s", strerror(errno));
    }
    return true;
}

static bool make_migrations(struct arena *a, const char *source, char **paths, size_t count)
{
    struct migration *list = arena_alloc(a, (count + 1) * sizeof *list);
    if (!migrations_read(a, paths, count, list)) {
        return false;
    }
    sqlite3 *db = migrations_apply(list, count);
    if (db == NULL) {
        return false;
    }
    sqlite3_close(db);
    FILE *f = fopen(source, "wb");
    if (f != NULL) {
        emit_migrations(f, list, count);
    }
    return write_file(source, f);
}

struct queries_args {
    const char *module, *header, *source;
    char **migrations, **queries;
    size_t migration_count, query_count;
};

static bool make_queries(struct arena *a, const struct queries_args *args)
{
    struct migration *list = arena_alloc(a, (args->migration_count + 1) * sizeof *list);
    if (!migrations_read(a, args->migrations, args->migration_count, list)) {
        return false;
    }
    sqlite3 *db = migrations_apply(list, args->migration_count);
    if (db == NULL) {
        return false;
    }
    struct query *queries = arena_alloc(a, (args->query_count + 1) * sizeof *queries);
    for (size_t i = 0; i < args->query_count; i++) {
        queries[i].good = query_parse(a, args->module, args->queries[i], &queries[i]);
    }
    queries_resolve(queries, args->query_count);
    bool good = true;
    for (size_t i = 0; i < args->query_count; i++) { /* all faults at once */
        good = queries[i].good && query_check(db, &queries[i]) && good;
    }
    sqlite3_close(db);
    if (!good) {
        return false;
    }
    FILE *f = fopen(args->header, "wb");
    if (f != NULL) {
        emit_header(f, args->module, queries, args->query_count);
    }
    if (!write_file(args->header, f)) {
        return false;
    }
    f = fopen(args->source, "wb");
    if (f != NULL) {
        emit_source(f, args->module, queries, args->query_count);
    }
    return write_file(args->source, f);
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new((size_t)64 * 1024 * 1024);
    bool good = false;
    if (argc >= 3 && strcmp(argv[1], "migrations") == 0) {
        good = make_migrations(a, argv[2], argv + 3, (size_t)argc - 3);
    } else if (argc >= 5 && strcmp(argv[1], "queries") == 0) {
        struct queries_args args = {argv[2], argv[3], argv[4], argv + 5, NULL, 0, 0};
        int i = 5;
        while (i < argc && strcmp(argv[i], "--") != 0) {
            i++;
        }
        args.migration_count = (size_t)i - 5;
        args.queries = argv + i + 1;
        args.query_count = i < argc ? (size_t)(argc - i - 1) : 0;
        good = make_queries(a, &args);
    } else {
        fault("sqlgen", 0,
              "queries MODULE HEADER SOURCE MIGRATION... -- QUERY... | "
              "migrations SOURCE MIGRATION...");
    }
    arena_free(a);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
