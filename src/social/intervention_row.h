/* One line of an interventions file: text to fields, or a reason why not. Pure. */
#ifndef SOCIAL_INTERVENTION_ROW_H
#define SOCIAL_INTERVENTION_ROW_H

#include "base/civic.h"
#include "base/csv.h"
#include "intervention/given.h"

enum intervention_column {
    COLUMN_CIVIC_NO,
    COLUMN_CODE,
    COLUMN_TITLE,
    COLUMN_LEVEL,
    COLUMN_SCOPE,
    COLUMN_LEGAL_FORM,
    COLUMN_DOCUMENTATION,
    COLUMN_START_DATE,
    COLUMN_END_DATE,
    COLUMN_UNIT,
    COLUMN_GIVEN_NAME,
    COLUMN_FAMILY_NAME,
    INTERVENTION_COLUMN__MAX
};
extern const struct csv_column intervention_columns[INTERVENTION_COLUMN__MAX];

struct intervention_row {
    bool has_civic;
    struct civic_no civic;
    const char *given_name, *family_name; /* "" when the file has none; of the reader's line */
    struct intervention value;            /* title and unit belong to the reader's line */
};

struct intervention_fault {
    enum intervention_column column;
    const char *reason, *remedy; /* never the value */
};

/* False: *fault says why. */
bool intervention_row_read(const struct csv *c, struct intervention_row *out,
                           struct intervention_fault *fault);

#endif
