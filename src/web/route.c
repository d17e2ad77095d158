#include "web/route.h"

#include <string.h>

/* Whether the path fits the pattern; a number in place of {id} goes to *id_out. */
static bool fits(const char *pattern, const char *path, int64_t *id_out)
{
    const char *brace = strstr(pattern, "{id}");
    if (brace == NULL) {
        return strcmp(pattern, path) == 0;
    }
    size_t head = (size_t)(brace - pattern);
    if (strncmp(pattern, path, head) != 0) {
        return false;
    }
    char number[24];
    size_t n = strcspn(path + head, "/");
    if (n >= sizeof number || strcmp(path + head + n, brace + 4) != 0) {
        return false;
    }
    memcpy(number, path + head, n);
    number[n] = '\0';
    return input_id(number, id_out);
}

const struct route *route_find(enum http_method m, const char *path, int64_t *id_out,
                               bool *path_known_out)
{
    enum http_method wanted = m == HTTP_HEAD ? HTTP_GET : m;
    *path_known_out = false;
    *id_out = 0;
    for (size_t i = 0; i < route_count; i++) {
        int64_t id = 0;
        if (fits(routes[i].path, path, &id)) {
            *path_known_out = true;
            if (routes[i].method == wanted) {
                *id_out = id;
                return &routes[i];
            }
        }
    }
    return NULL;
}
