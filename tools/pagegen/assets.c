/* Style sheets and images as byte arrays, under names that change when their bytes do. */
#include "pagegen.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char *content_type(const char *name, struct place at)
{
    static const char *const types[][2] = {
        {".css", "text/css; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".js", "text/javascript; charset=utf-8"},
        {".woff2", "font/woff2"},
        {".png", "image/png"},
    };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot != NULL && i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(dot, types[i][0]) == 0) {
            return types[i][1];
        }
    }
    fail(at, "what kind of file is this?");
}

/* FNV-1a, 64 bits: names versions, protects nothing. */
static uint64_t hash(const unsigned char *p, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++) {
        h = (h ^ p[i]) * 0x100000001b3u;
    }
    return h;
}

void assets_write(struct buf *out, char *const *files, size_t count)
{
    struct buf table;
    buf_init(&table, PAGEGEN_MAX_FILE);
    buf_add(out, "/* Made by pagegen from the style sheets and images. */\n"
                 "#include \"web/assets.h\"\n\n");
    unsigned char *bytes = mem_alloc(PAGEGEN_MAX_FILE + 1);
    for (size_t i = 0; i < count; i++) {
        struct place at = {files[i], 1};
        FILE *f = fopen(files[i], "rb");
        size_t n = f != NULL ? fread(bytes, 1, PAGEGEN_MAX_FILE + 1, f) : 0;
        if (f == NULL || n > PAGEGEN_MAX_FILE) {
            fail(at, "cannot read, or larger than 1 MiB: %s", strerror(errno));
        }
        fclose(f);
        const char *name = strrchr(files[i], '/');
        name = name != NULL ? name + 1 : files[i];
        buf_addf(out, "static const unsigned char asset_%zu[] = {", i);
        for (size_t k = 0; k < n; k++) {
            buf_addf(out, "%s%u,", k % 32 == 0 ? "\n" : "", bytes[k]);
        }
        buf_add(out, "\n};\n");
        const char *dot = strrchr(name, '.');
        buf_addf(&table, "    {\"%s\", \"/assets/%.*s-%016llx%s\", \"%s\", asset_%zu, %zu},\n",
                 name, (int)(dot - name), name, (unsigned long long)hash(bytes, n), dot,
                 content_type(name, at), i, n);
    }
    buf_addf(out, "\nconst struct asset assets[] = {\n%s};\nconst size_t asset_count = %zu;\n",
             table.text, count);
    free(bytes);
    buf_free(&table);
}
