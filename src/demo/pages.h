/*
 * The register of an organiser as SS 12000:2020 JSON pages: organisations-001.json,
 * persons-001.json, groups-001.json (classes), duties-001.json (their mentors) …, each {"data":
 * […], "pageToken": …} with the exact field names of the standard. Only fields that a bank imports
 * are written, and a few that it must leave out.
 */
#ifndef DEMO_PAGES_H
#define DEMO_PAGES_H

#include "base/err.h"
#include "demo/town.h"

#define DEMO_PAGE_PERSONS 500u

MUST_USE enum err demo_pages_write(const struct demo_town *t, enum demo_organiser organiser,
                                   const char *dir, struct err_ctx *ctx);

/* protected.csv: who has fictitious personal data, for `brygga person protect`. */
MUST_USE enum err demo_protected_write(const struct demo_town *t, enum demo_organiser organiser,
                                       const char *dir, struct err_ctx *ctx);

#endif
