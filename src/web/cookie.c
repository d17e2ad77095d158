#include "web/cookie.h"

#include <string.h>

const char *cookie_value(const char *header, const char *name, struct arena *a)
{
    const char *found = NULL;
    size_t name_len = strlen(name);
    for (const char *p = header; p != NULL && *p != '\0';) {
        p += strspn(p, "; ");
        size_t n = strcspn(p, ";");
        if (n > name_len && strncmp(p, name, name_len) == 0 && p[name_len] == '=') {
            if (found != NULL) {
                return NULL;
            }
            found = arena_strndup(a, p + name_len + 1, n - name_len - 1);
        }
        p += n;
    }
    return found;
}

const char *cookie_set(const char *name, const char *value, bool secure, struct arena *a)
{
    return arena_printf(a, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", name, value,
                        secure ? "; Secure" : "", value[0] == '\0' ? "; Max-Age=0" : "");
}
