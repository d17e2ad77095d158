#include "school/ss12000_source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "school/ss12000_api.h"

const char *const ss_resource_name[SS_RESOURCE__MAX] = {
    "organisations", "persons", "calendarEvents", "aggregatedAttendance",
    "attendances",   "duties",  "groups"};

enum { FILES_MAX = 100000, PAGES_MAX = 1000000 };

struct page_file {
    char *path;
    uint64_t bytes;
};

struct files {
    struct page_file *list;
    size_t count;
};

struct ss_source {
    struct ss_api *api; /* NULL: a folder */
    struct files files[SS_RESOURCE__MAX];
};

/* "persons.json", "persons_2.json", but not "personsOld.json" nor "persons.json.bak". */
static bool is_page(const char *name, const char *resource)
{
    size_t n = strlen(name), prefix = strlen(resource);
    if (n < prefix + 5 || strncasecmp(name, resource, prefix) != 0 ||
        strcasecmp(name + n - 5, ".json") != 0) {
        return false;
    }
    char next = name[prefix];
    return !((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'));
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct page_file *)a)->path, ((const struct page_file *)b)->path);
}

static enum err add_file(struct files *to, const char *folder, const char *name,
                         struct err_ctx *ctx)
{
    size_t n = strlen(folder) + strlen(name) + 2;
    char *path = mem_alloc(n);
    snprintf(path, n, "%s/%s", folder, name);
    struct stat st;
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) || to->count == FILES_MAX) {
        enum err e = err_set(ctx, to->count == FILES_MAX ? ERR_LIMIT : ERR_INVALID, path,
                             "keep only the pages of one export in the folder",
                             to->count == FILES_MAX ? "too many files" : "not a plain file");
        free(path);
        return e;
    }
    to->list = mem_realloc(to->list, (to->count + 1) * sizeof *to->list);
    to->list[to->count++] = (struct page_file){path, (uint64_t)st.st_size};
    return ERR_OK;
}

static enum err list_folder(struct ss_source *s, const char *folder, struct err_ctx *ctx)
{
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        return err_set(ctx, errno == ENOENT ? ERR_NOT_FOUND : ERR_INVALID, folder,
                       "give the folder with the JSON pages, or an https address",
                       "cannot open the folder: %s", strerror(errno));
    }
    enum err e = ERR_OK;
    for (struct dirent *d; e == ERR_OK && (d = readdir(dir)) != NULL;) {
        for (int r = 0; e == ERR_OK && r < SS_RESOURCE__MAX; r++) {
            if (is_page(d->d_name, ss_resource_name[r])) {
                e = add_file(&s->files[r], folder, d->d_name, ctx);
            }
        }
    }
    closedir(dir);
    if (e == ERR_OK && s->files[SS_PERSONS].count == 0) {
        e = err_set(ctx, ERR_NOT_FOUND, folder,
                    "export persons and organisations as JSON pages into it",
                    "there is no file persons*.json in the folder");
    }
    for (int r = 0; r < SS_RESOURCE__MAX; r++) {
        if (s->files[r].count > 0) {
            qsort(s->files[r].list, s->files[r].count, sizeof(struct page_file), by_path);
        }
    }
    return e;
}

enum err ss_source_open(const struct ss_source_options *o, struct ss_source **out,
                        struct err_ctx *ctx)
{
    struct ss_source *s = mem_zalloc(1, sizeof *s);
    enum err e = ss_api_is_address(o->source) ? ss_api_open(o, &s->api, ctx)
                                              : list_folder(s, o->source, ctx);
    *out = s;
    if (e != ERR_OK) {
        ss_source_close(s);
        *out = NULL;
    }
    return e;
}

void ss_source_close(struct ss_source *s)
{
    if (s == NULL) {
        return;
    }
    for (int r = 0; r < SS_RESOURCE__MAX; r++) {
        for (size_t i = 0; i < s->files[r].count; i++) {
            free(s->files[r].list[i].path);
        }
        free(s->files[r].list);
    }
    ss_api_close(s->api);
    free(s);
}

bool ss_source_is_live(const struct ss_source *s)
{
    return s->api != NULL;
}

bool ss_source_has(const struct ss_source *s, enum ss_resource resource)
{
    return s->api != NULL || s->files[resource].count > 0;
}

uint64_t ss_source_bytes(const struct ss_source *s, enum ss_resource resource)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < s->files[resource].count; i++) {
        sum += s->files[resource].list[i].bytes;
    }
    return sum;
}

struct walk {
    enum err (*each)(void *user, const json_t *object, const struct ss_place *place,
                     struct err_ctx *ctx);
    void *user;
    uint64_t before; /* bytes of the files that are done */
};

/* All objects of one page. *token_out (may be NULL) is the next page's token or NULL; to free. */
static enum err read_page(FILE *f, const char *name, const struct walk *w, char **token_out,
                          struct err_ctx *ctx)
{
    struct json_stream *s;
    enum err e = json_stream_open(f, name, "data", SS_OBJECT_MAX, &s, ctx);
    if (e != ERR_OK) {
        return e;
    }
    bool any = true;
    while (e == ERR_OK && any) {
        json_t *object;
        unsigned line = 0;
        e = json_stream_next(s, &object, &line, ctx);
        any = e == ERR_OK && object != NULL;
        if (any) {
            long at = ftell(f);
            e = w->each(w->user, object,
                        &(struct ss_place){name, line, w->before + (at > 0 ? (uint64_t)at : 0)},
                        ctx);
            json_decref(object);
        }
    }
    if (e == ERR_OK && token_out != NULL) {
        const char *token = json_text(json_stream_rest(s), "pageToken");
        *token_out = token != NULL && *token != '\0' ? mem_strdup(token) : NULL;
    }
    json_stream_close(s);
    return e;
}

static enum err each_file(struct ss_source *s, enum ss_resource resource, struct walk *w,
                          struct err_ctx *ctx)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < s->files[resource].count; i++) {
        const struct page_file *p = &s->files[resource].list[i];
        FILE *f = fopen(p->path, "rbe");
        if (f == NULL) {
            return err_set(ctx, ERR_IO, p->path, "check that you may read it",
                           "cannot open the file: %s", strerror(errno));
        }
        e = read_page(f, p->path, w, NULL, ctx);
        if (e == ERR_OK && ferror(f)) {
            e = err_set(ctx, ERR_IO, p->path, "check the disk", "cannot read the file");
        }
        fclose(f);
        w->before += p->bytes;
    }
    return e;
}

static enum err each_live(struct ss_source *s, enum ss_resource resource, const char *query,
                          struct walk *w, struct err_ctx *ctx)
{
    const char *name = ss_resource_name[resource];
    char *token = NULL;
    struct buf body;
    buf_init(&body, SS_PAGE_MAX);
    enum err e = ERR_OK;
    for (unsigned pages = 1;; pages++) {
        char *next = NULL;
        e = ss_api_page(s->api, resource, query, token, &body, ctx);
        FILE *f = e == ERR_OK ? fmemopen(body.text, body.len > 0 ? body.len : 1, "rb") : NULL;
        if (f != NULL) {
            e = read_page(f, name, w, &next, ctx);
            fclose(f);
        } else if (e == ERR_OK) {
            e = err_set(ctx, ERR_IO, name, NULL, "cannot read the page");
        }
        w->before += body.len;
        bool stuck =
            next != NULL && ((token != NULL && strcmp(token, next) == 0) || pages == PAGES_MAX);
        if (e == ERR_OK && stuck) {
            e = err_set(ctx, ERR_INVALID, name, "report it to the vendor",
                        "the server gives the same page again and again");
        }
        free(token);
        token = next;
        if (e != ERR_OK || token == NULL) {
            break;
        }
    }
    free(token);
    buf_free(&body);
    return e;
}

enum err ss_source_each(struct ss_source *s, enum ss_resource resource, const char *query,
                        enum err (*each)(void *user, const json_t *object,
                                         const struct ss_place *place, struct err_ctx *ctx),
                        void *user, struct err_ctx *ctx)
{
    struct walk w = {.each = each, .user = user};
    return s->api != NULL ? each_live(s, resource, query, &w, ctx)
                          : each_file(s, resource, &w, ctx);
}
