/* Reading blocks into rules: what compile.c, rule.c, condition.c and example.c share. */
#ifndef LAW_COMPILE_H
#define LAW_COMPILE_H

#include "law/rules.h"

struct law_group {
    struct law_group *next;
    const char *name, *words;
    struct law_place at;
};

/* A named base case that examples start from. */
struct law_base_case {
    struct law_base_case *next;
    const char *name;
    struct law_place at;
    struct law_facts facts;
};

struct law_compiler {
    struct law_rules *rules;
    struct arena *arena;
    struct err_ctx *ctx;
    struct law_group *groups;
    struct law_base_case *cases;
};

/* The next word of a value: words are parted by spaces and commas. False at the end. */
struct law_word {
    char text[64];
    struct law_place at;
};
MUST_USE enum err law_next_word(struct err_ctx *ctx, const char **cursor, struct law_place *at,
                                struct law_word *out, bool *more_out);

/* "EMI @SOC", "not POL", "0..17" as a set of values of a field. Bit 0 is never in it, since that is
 * the unknown, unless the first value too is known. */
MUST_USE enum err law_read_values(struct law_compiler *c, struct law_field_info info,
                                  bool first_is_known, const struct law_field *from,
                                  uint32_t *mask_out);

/* One rule block. */
MUST_USE enum err law_read_rule(struct law_compiler *c, const struct law_block *block,
                                struct law_rule *out);

/* One deadline block. (deadline_read.c) */
MUST_USE enum err law_read_deadline(struct law_compiler *c, const struct law_block *block);
MUST_USE enum err law_read_retention(struct law_compiler *c, const struct law_block *block);
MUST_USE enum err law_read_grant(struct law_compiler *c, const struct law_block *block);
/* NULL with the error set when there is no such event. */
const struct law_event *law_find_event(struct law_compiler *c, const char *name,
                                       struct law_place at);

/* "base key=value … -> outcome" */
MUST_USE enum err law_read_example(struct law_compiler *c, const struct law_field *from,
                                   struct law_example *out);
/* A `case` block. */
MUST_USE enum err law_read_case(struct law_compiler *c, const struct law_block *block,
                                struct law_facts *out);

/* Index of a word among codes, or -1 with the error set and the nearest word as remedy. */
int law_find_code(struct err_ctx *ctx, struct law_place at, const char *what, const char *word,
                  const char *const *codes, size_t n);

#endif
