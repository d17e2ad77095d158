/*
 * The answers to one wanted item over every pair of branches, as few as they can be: pairs with
 * the same ways, or the same obstacles, are one answer. For the list (gaps_write.c) and the pages.
 */
#ifndef LAW_GAPS_ANSWER_H
#define LAW_GAPS_ANSWER_H

#include "law/gaps.h"

/* Pairs that get the same answer. */
struct law_gap_alike {
    struct law_gap gap;     /* of the first of them: ways or obstacles of all */
    struct law_area *areas; /* from × to */
    size_t areas_n, pairs;
};

struct law_gap_answer {
    const struct law_wanted *wanted;
    enum law_gap_about about;
    size_t open, pairs; /* pairs with a way, and all */
    /* those with a way first, the others by their first obstacle; then by pairs, most first */
    struct law_gap_alike *alike;
    size_t alike_n;
    uint32_t conditions;               /* of any way, bits 1 << enum law_gap_condition */
    size_t stopped[LAW_GAP_STOP__MAX]; /* pairs that are stopped so; one can be by several */
    enum law_confidence doubt;         /* the most doubtful rule of any way */
};

/* In the arena. */
void law_gap_answer(const struct law_gap_question *q, const struct law_wanted *wanted,
                    enum law_gap_about about, struct arena *a, struct law_gap_answer *out);

/* What a human assesses, as a question. */
struct law_text law_gap_assessment(const struct law_rules *rules, enum law_assessment assessment);

/* "EPS, SKO → SOC-M; …", with codes or with names. */
void law_gap_places_write(const struct law_gap_alike *g, bool names, bool swedish, struct buf *b);

#endif
