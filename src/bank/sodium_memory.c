#include "bank/sodium_memory.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

void secret_ready(void)
{
    const struct rlimit none = {0, 0};
    if (sodium_init() < 0) {
        fputs("brygga: the cryptographic library does not start\n", stderr);
        abort();
    }
    /* A core file would hold the data keys and names that are on the stack just then. */
    (void)setrlimit(RLIMIT_CORE, &none);
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
