/* Memory for secrets: guarded, locked, wiped when freed (sodium_malloc). Free with sodium_free. */
#ifndef BANK_SODIUM_MEMORY_H
#define BANK_SODIUM_MEMORY_H

#include <stddef.h>

/* Zeroed. Ends the process when there is no memory, as mem_alloc does; makes sure that libsodium
 * is ready. */
void *secret_alloc(size_t bytes) __attribute__((returns_nonnull));
/* Must have been called before anything random or secret; cheap to call again. */
void secret_ready(void);

#endif
