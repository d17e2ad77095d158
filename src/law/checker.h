/* What the parts of `law check` share. Private to src/law. */
#ifndef LAW_CHECKER_H
#define LAW_CHECKER_H

#include "law/check.h"
#include "law/rules.h"

struct law_checker {
    const struct law_rules *r;
    struct arena *arena;
    struct law_issue *issues;
    size_t n, max;
};

/* (check_provisions.c) */
void law_report(struct law_checker *c, enum law_issue_kind kind, const char *id,
                struct law_place at, const char *text);
void law_check_expired(struct law_checker *c, const char *id, struct law_place where,
                       struct date valid_to, struct date at);
/* All blocks that state law beside the rules of crossing. */
void law_check_provisions(struct law_checker *c, struct date at);

#endif
