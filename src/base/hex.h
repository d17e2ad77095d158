/* Bytes as lower-case hexadecimal digits and back; as in references, tokens and cards. */
#ifndef BASE_HEX_H
#define BASE_HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `out` has room for 2 n digits and NUL; returns it. */
const char *hex_format(const uint8_t *bytes, size_t n, char *out);
/* Exactly 2 n lower-case digits. */
bool hex_parse(const char *text, uint8_t *out, size_t n);

#endif
