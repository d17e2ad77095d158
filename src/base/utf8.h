/* UTF-8 checks (RFC 3629): no overlong forms, surrogates or code points past U+10FFFF. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

bool utf8_valid(const char *text, size_t n);

#endif
