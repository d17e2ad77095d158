/*
 * JSON, read and written with jansson. What this adds: sizes are bounded, errors say file and
 * line, running out of memory ends the process, and a long array is read one element at a time.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/* Call once, first in main(): jansson then allocates through mem.h. */
void json_setup(void);

/* A whole text. Duplicate keys and invalid UTF-8 are errors. *out is a new reference. */
MUST_USE enum err json_parse(const char *text, size_t n, const char *name, json_t **out,
                             struct err_ctx *ctx);

/* A whole file of at most `max_bytes`. `-` is standard input. */
MUST_USE enum err json_read_file(const char *path, size_t max_bytes, json_t **out,
                                 struct err_ctx *ctx);

/* Streaming: `{"key": [ … ], …}` or a bare `[ … ]`, element by element in constant memory.
 * Other members of the object are small and kept in `rest` (an object). */
struct json_stream;
MUST_USE enum err json_stream_open(FILE *file, const char *name, const char *array_key,
                                   size_t max_element_bytes, struct json_stream **out,
                                   struct err_ctx *ctx);
/* *element is a new reference, or NULL at the end. `line` is where the element starts. */
MUST_USE enum err json_stream_next(struct json_stream *s, json_t **element, unsigned *line,
                                   struct err_ctx *ctx);
json_t *json_stream_rest(struct json_stream *s); /* borrowed; complete after the last element */
void json_stream_close(struct json_stream *s);   /* does not close the file; NULL is safe */

/* Append compact or indented JSON with keys in insertion order. */
void json_append(struct buf *b, const json_t *value, bool indent);

/* Text of a member that must be a string; NULL when absent, null or another type. */
const char *json_text(const json_t *object, const char *key);

#endif
