#include "cli/proposals.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "law/propose.h"

#define SUFFIX ".rules"

static int is_rule_file(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name), suffix = strlen(SUFFIX);
    return n > suffix && strcmp(entry->d_name + n - suffix, SUFFIX) == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* "# Title" is the title; a file without one is called by its name. */
static const char *title_of(const char *text, const char *name, struct arena *a)
{
    size_t n = strcspn(text, "\n");
    return text[0] == '#' && n > 2 ? arena_strndup(a, text + 2, n - 2) : arena_strdup(a, name);
}

static enum err read_one(struct cli *cli, const char *dir, const char *name,
                         struct app_proposal *out, struct err_ctx *ctx)
{
    const char *path = arena_printf(cli->arena, "%s/%s", dir, name);
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return err_set(ctx, ERR_IO, path, "check that you may read it", "cannot open the file: %s",
                       strerror(errno));
    }
    char *text = arena_alloc(cli->arena, LAW_PROPOSAL_MAX + 1);
    size_t n = fread(text, 1, LAW_PROPOSAL_MAX, f);
    bool failed = ferror(f) != 0;
    fclose(f);
    text[n] = '\0';
    *out = (struct app_proposal){.name = arena_strdup(cli->arena, name),
                                 .title = title_of(text, name, cli->arena),
                                 .text = text};
    return failed ? err_set(ctx, ERR_IO, path, "check the disk", "cannot read the file") : ERR_OK;
}

enum err proposals_read(struct cli *cli, struct app_proposal **out, size_t *count_out,
                        struct err_ctx *ctx)
{
    const char *dir = arena_printf(cli->arena, "%s/rules/proposals", cli_share(cli));
    struct dirent **entries;
    int n = scandir(dir, &entries, is_rule_file, by_name);
    enum err e = ERR_OK;
    *count_out = 0;
    *out = arena_alloc(cli->arena, PROPOSALS_MAX * sizeof **out);
    for (int i = 0; i < n; i++) {
        if (e == ERR_OK && *count_out < PROPOSALS_MAX) {
            e = read_one(cli, dir, entries[i]->d_name, &(*out)[*count_out], ctx);
            *count_out += e == ERR_OK;
        }
        free(entries[i]);
    }
    if (n >= 0) {
        free(entries);
    }
    return e;
}
