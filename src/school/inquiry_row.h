/* What the files of the inquiry share; private to school. */
#ifndef SCHOOL_INQUIRY_ROW_H
#define SCHOOL_INQUIRY_ROW_H

#include "base/mem.h"
#include "school/inquiry.h"

/* The name of a sealed text's row: "inquiry 12 hearing". */
const char *inquiry_place(struct arena *a, struct inquiry_id id, const char *kind);

#endif
