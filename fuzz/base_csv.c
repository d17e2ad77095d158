/* The CSV reader never crashes, gives NUL-terminated UTF-8 fields, and counts lines upwards. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/mem.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void read_all(struct csv *c)
{
    unsigned long last = 1;
    enum csv_row kind;
    while ((kind = csv_next(c)) != CSV_END) {
        must(kind == CSV_ROW || kind == CSV_BAD);
        must(csv_line(c) > last);
        last = csv_line(c);
        for (size_t i = 0; kind == CSV_ROW && i < 3; i++) {
            const char *field = csv_field(c, i);
            must(utf8_valid(field, strlen(field)));
            struct buf b;
            buf_init(&b, 4 * CSV_MAX_LINE);
            csv_append(&b, field, true);
            must(buf_ok(&b));
            buf_free(&b);
        }
        must(kind == CSV_ROW || csv_bad_reason(c)[0] != '\0');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct csv_column columns[] = {{"a", true}, {"b", false}, {"c", false}};
    if (size == 0) {
        return 0;
    }
    uint8_t *copy = mem_alloc(size);
    memcpy(copy, data, size);
    FILE *f = fmemopen(copy, size, "rb");
    struct csv *c;
    struct err_ctx ctx;
    if (csv_open(f, "fuzz", columns, 3, &c, &ctx) == ERR_OK) {
        read_all(c);
        csv_close(c);
    }
    fclose(f);
    free(copy);
    return 0;
}
