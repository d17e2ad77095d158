/* The session cookie, in and out (RFC 6265). */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include <stdbool.h>

#include "base/mem.h"

/* The value of the cookie in a Cookie header (which may be NULL); NULL when it is not there or is
 * there twice. */
const char *cookie_value(const char *header, const char *name, struct arena *a);

/* A Set-Cookie value; an empty one takes the cookie away. */
const char *cookie_set(const char *name, const char *value, bool secure, struct arena *a);

#endif
