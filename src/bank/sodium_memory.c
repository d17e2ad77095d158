#include "bank/sodium_memory.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void secret_ready(void)
{
    if (sodium_init() < 0) {
        fputs("brygga: the cryptographic library does not start\n", stderr);
        abort();
    }
}

void *secret_alloc(size_t bytes)
{
    secret_ready();
    void *p = sodium_malloc(bytes);
    if (p == NULL) {
        fputs("brygga: no locked memory for keys; raise the limit (ulimit -l)\n", stderr);
        abort();
    }
    memset(p, 0, bytes);
    return p;
}
