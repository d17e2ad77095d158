/* The small tables: entries and how they are judged. Private to src/law. */
#ifndef LAW_TABLE_H
#define LAW_TABLE_H

#include "law/compile.h"
#include "law/ruling.h"

#define LAW_TABLE_FIELDS 4

enum law_entry_kind { ENTRY_ALLOW = 0, ENTRY_DENY, ENTRY_OTHERWISE };

/* Assessments that entries may wait for. */
enum { LAW_CARE_SUITABLE = 0, LAW_CARE_REQUIRED, LAW_CARE_ASSESS__MAX };

/* One question to a table. */
struct law_table_question {
    unsigned value[LAW_TABLE_FIELDS];
    enum law_result assessed[LAW_CARE_ASSESS__MAX];
    struct date on;
};

struct law_entry_example {
    const char *source;
    struct law_place at;
    struct law_table_question q;
    enum law_outcome outcome;
};

struct law_entry {
    struct law_rule_ref ref;
    struct law_place at;
    enum law_entry_kind kind;
    uint32_t mask[LAW_TABLE_FIELDS];
    bool waits; /* for the assessment `assess` */
    unsigned assess;
    struct law_text question;
    struct date valid_from, valid_to;
    struct law_entry_example *example;
    size_t examples_n;
};

/* A block of a table. Named by sort, so one reader for all. (table_read.c) */
MUST_USE enum err law_read_entry(struct law_compiler *c, const struct law_block *block);

void law_table_judge(const struct law_rules *rules, enum law_table table,
                     const struct law_table_question *q, struct law_ruling *out);

/* Does the entry take part in the answer? */
bool law_entry_applies(const struct law_rules *rules, enum law_table table,
                       const struct law_entry *entry, const struct law_table_question *q);

struct law_field_info law_table_info(enum law_table table, size_t field);
size_t law_table_fields_n(enum law_table table);

#endif
