/*
 * "May I disclose this?" as questions, one at a time. Answers are given in any order and some are
 * "I do not know"; the next question is one whose answer can still matter: the five that make the
 * question first and whether anyone's identity is protected, then facts that some way to a wider
 * answer waits for (law_decide's `missing`). Nothing that only a human may assess is asked.
 *
 * The answers so far are a short text that names nobody and travels in the address of the page, so
 * that the browser's back button goes back a question: "from.SKO.to.SOC-M.age.14".
 */
#ifndef LAW_GUIDE_H
#define LAW_GUIDE_H

#include "base/buf.h"
#include "law/law.h"

#define LAW_GUIDE_TEXT 1500 /* bytes of the text, at most */

/* Questions: the facts, and when the document was made. */
enum { LAW_GUIDE_DATE = LAW_FACT__MAX, LAW_GUIDE__MAX };

struct law_guide {
    struct law_facts facts;         /* question_date is the caller's */
    unsigned asked[LAW_GUIDE__MAX]; /* in the order of the answers */
    size_t asked_n;
};

/* False when the text is none of ours: an unknown word, something twice, or too long. */
bool law_guide_read(const char *text, struct law_guide *out);
/* The first `n` answers as text. */
void law_guide_write(const struct law_guide *g, size_t n, struct buf *b);

/* "information_date" or the name of a fact; LAW_GUIDE__MAX when there is no such question. */
unsigned law_guide_find(const char *name);
const char *law_guide_name(unsigned question);
struct law_text law_guide_question(unsigned question);

/* Gives an answer: the code of a value, "unknown", or a date. False when it is no value of the
 * question, or the question has been answered. */
bool law_guide_answer(struct law_guide *g, unsigned question, const char *value);
bool law_guide_has(const struct law_guide *g, unsigned question);

/* The next question, or LAW_GUIDE__MAX when no answer would widen what is known now. About 5 ms. */
unsigned law_guide_next(const struct law_rules *rules, const struct law_guide *g);

#endif
