/* Bytes as small hexadecimal digits, for cookies and the tokens of forms. */
#ifndef WEB_HEX_H
#define WEB_HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void hex_write(const uint8_t *p, size_t n, char *out); /* 2n digits and NUL */
/* Exactly 2n small hexadecimal digits. */
bool hex_read(const char *text, uint8_t *out, size_t n);

#endif
