/*
 * Where SS 12000 objects come from: pages of JSON in a folder, or the live API. Constant memory:
 * one object at a time from a file, one page at a time from the API.
 *
 * Folder: organisations*.json, persons*.json, calendarEvents*.json, aggregatedAttendance*.json,
 * attendances*.json, duties*.json and groups*.json, each `{"data": [ … ]}` or `[ … ]`, in the order
 * of their names. API: GET <address>/organisations and so on with `limit` and `pageToken`; https,
 * or http to this machine; a bearer token; redirects are not followed; 429, 503 and lost
 * connections are tried again with growing pauses.
 */
#ifndef SCHOOL_SS12000_SOURCE_H
#define SCHOOL_SS12000_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"

enum ss_resource {
    SS_ORGANISATIONS,
    SS_PERSONS,
    SS_EVENTS,
    SS_AGGREGATED,
    SS_ATTENDANCES,
    SS_DUTIES,
    SS_GROUPS,
    SS_RESOURCE__MAX
};
extern const char *const ss_resource_name[SS_RESOURCE__MAX]; /* as in the standard's paths */

#define SS_OBJECT_MAX ((size_t)1024 * 1024)      /* bytes of one object */
#define SS_PAGE_MAX   ((size_t)64 * 1024 * 1024) /* bytes of one page of the API */

struct ss_source_options {
    const char *source;      /* folder or address */
    const char *token_file;  /* first line is the bearer token; NULL: $BRYGGA_SS12000_TOKEN */
    unsigned retry_pause_ms; /* before the first new try, then doubled; 0: one second */
};

struct ss_source;

/* ERR_NOT_FOUND: no such folder, or no persons in it. ERR_INVALID: an address that is not https.
 * ERR_SETUP: the token file cannot be read. Nothing is fetched yet. */
MUST_USE enum err ss_source_open(const struct ss_source_options *o, struct ss_source **out,
                                 struct err_ctx *ctx);
void ss_source_close(struct ss_source *s); /* NULL is safe */

bool ss_source_is_live(const struct ss_source *s);
/* Whether a folder has files of the resource; true for the API. */
bool ss_source_has(const struct ss_source *s, enum ss_resource resource);
/* Bytes of the resource's files; 0 for the API, which does not tell. */
uint64_t ss_source_bytes(const struct ss_source *s, enum ss_resource resource);

/* Where an object stands. */
struct ss_place {
    const char *file; /* or the resource's name */
    unsigned long line;
    uint64_t bytes; /* read so far of the resource */
};

/* Calls `each` for every object, in order, until it fails. `query` is added to the API's address
 * ("startDate=…&endDate=…") and may be NULL. ERR_INVALID: not JSON, with file and line; ERR_DENIED:
 * the token is not accepted; ERR_UNAVAILABLE: no answer. */
MUST_USE enum err ss_source_each(struct ss_source *s, enum ss_resource resource, const char *query,
                                 enum err (*each)(void *user, const json_t *object,
                                                  const struct ss_place *place,
                                                  struct err_ctx *ctx),
                                 void *user, struct err_ctx *ctx);

#endif
