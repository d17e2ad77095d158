/* Reading rule files: the only I/O of this module. */
#include "law/rules.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define SUFFIX    ".rules"
#define FILES_MAX 100
#define ARENA_MAX (96u << 20)

enum err law_load_text(const char *name, const char *text, size_t n, law_digest *digest,
                       struct law_rules **out, struct err_ctx *ctx)
{
    *out = NULL;
    struct arena *arena = arena_new(ARENA_MAX);
    struct law_rules *rules = mem_zalloc(1, sizeof *rules);
    rules->arena = arena;
    struct law_block *blocks;
    enum err e = law_parse(arena_strdup(arena, name), text, n, arena, &blocks, ctx);
    if (e == ERR_OK) {
        e = law_compile(rules, blocks, ctx);
    }
    if (e != ERR_OK) {
        law_free(rules);
        return e;
    }
    rules->source = arena_strndup(arena, text, n);
    rules->source_n = n;
    digest(text, n, rules->version);
    *out = rules;
    return ERR_OK;
}

void law_free(struct law_rules *rules)
{
    if (rules != NULL) {
        arena_free(rules->arena);
        free(rules);
    }
}

const char *law_source(const struct law_rules *rules, size_t *n_out)
{
    *n_out = rules->source_n;
    return rules->source;
}

const char *law_version(const struct law_rules *rules)
{
    return rules->version;
}

/* ---- A folder ---- */

static int is_rule_file(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    size_t suffix = strlen(SUFFIX);
    return n > suffix && strcmp(entry->d_name + n - suffix, SUFFIX) == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* The file after a line that names it, so that errors in the joined text find it. */
static enum err append_file(struct buf *all, const char *dir, const char *name, struct err_ctx *ctx)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return err_set(ctx, ERR_IO, path, "check that you may read it", "cannot open the file: %s",
                       strerror(errno));
    }
    buf_addf(all, "#file %s\n", name); /* so it never is empty */
    char chunk[16384];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0) {
        buf_add_n(all, chunk, n);
    }
    bool failed = ferror(f) != 0;
    fclose(f);
    if (failed) {
        return err_set(ctx, ERR_IO, path, "check the disk", "cannot read the file");
    }
    if (all->text[all->len - 1] != '\n') {
        buf_add_char(all, '\n');
    }
    return ERR_OK;
}

static enum err append_all(struct buf *all, const char *dir, struct dirent **entries, int n,
                           struct err_ctx *ctx)
{
    for (int i = 0; i < n; i++) {
        enum err e = append_file(all, dir, entries[i]->d_name, ctx);
        if (e != ERR_OK) {
            return e;
        }
    }
    if (!buf_ok(all)) {
        return err_set(ctx, ERR_LIMIT, dir, "check that it is the right folder",
                       "the rules are larger than %u bytes", LAW_SOURCE_MAX);
    }
    return ERR_OK;
}

enum err law_load(const char *dir, law_digest *digest, struct law_rules **out, struct err_ctx *ctx)
{
    *out = NULL;
    struct dirent **entries;
    int n = scandir(dir, &entries, is_rule_file, by_name);
    if (n < 0) {
        return err_set(ctx, ERR_NOT_FOUND, dir, "name the folder with the rule files",
                       "cannot read the folder of rules: %s", strerror(errno));
    }
    struct buf all;
    buf_init(&all, LAW_SOURCE_MAX);
    enum err e = ERR_OK;
    if (n == 0 || n > FILES_MAX) {
        e = err_set(ctx, ERR_NOT_FOUND, dir, "name the folder with the rule files",
                    "the folder has %d rule files", n);
    } else {
        e = append_all(&all, dir, entries, n, ctx);
    }
    if (e == ERR_OK) {
        e = law_load_text(dir, all.text, all.len, digest, out, ctx);
    }
    buf_free(&all);
    for (int i = 0; i < n; i++) {
        free(entries[i]);
    }
    free(entries);
    return e;
}
