#include "base/utf8.h"

#include <stdint.h>

/* The second byte after a first one that not every continuation byte may follow. */
static bool second_byte_fits(unsigned char first, unsigned char second)
{
    bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    bool surrogate = first == 0xED && second > 0x9F;
    bool too_high = first == 0xF4 && second > 0x8F;
    return !overlong && !surrogate && !too_high;
}

/* Length of the valid sequence at p, or 0. */
static size_t sequence(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80) {
        return 1;
    }
    size_t n = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4 || left < n) {
        return 0;
    }
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    return second_byte_fits(p[0], p[1]) ? n : 0;
}

bool utf8_valid(const char *text, size_t n)
{
    const unsigned char *p = (const unsigned char *)text;
    for (size_t i = 0; i < n;) {
        size_t len = sequence(p + i, n - i);
        if (len == 0) {
            return false;
        }
        i += len;
    }
    return true;
}
