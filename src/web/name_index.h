/*
 * Which pupils have which words in their names, in the memory of the serving process, so that a
 * search in a bank of 100,000 pupils opens the names of a few and not of all.
 *
 * It holds hashes of the words and numbers of people: no name, nothing on the disk. A sealed name
 * stays the only place where a name is, and what the index finds is opened and compared. (A blind
 * index in the database would tell whoever gets the file who has a common name.)
 *
 * Made at the first search, and anew when the journal tells that names, protection or pupils have
 * changed, since every such change is journalled in its own transaction. About 5 µs a pupil, during
 * which other searches wait; 11 bytes a word of a name.
 */
#ifndef WEB_NAME_INDEX_H
#define WEB_NAME_INDEX_H

#include "bank/person.h"

#define NAME_WORDS_MAX 20

/* A name or a question as words in lower case. */
struct name_words {
    char text[2 * PERSON_NAME + 2];
    const char *word[NAME_WORDS_MAX];
    size_t count;
};
void name_words_split(const char *text, struct name_words *out);

struct name_index;

struct name_index *name_index_new(void);
void name_index_free(struct name_index *x); /* NULL is safe */

/* Ids, ascending, of those who have all the words in their names, and perhaps a few who have not.
 * Safe to call from several threads, each with its own handle of the one bank. They belong to the
 * arena. */
MUST_USE enum err name_index_find(struct name_index *x, struct bank *b,
                                  const struct name_words *asked, struct arena *a,
                                  struct person_id **out, size_t *count_out, struct err_ctx *ctx);
/* Whether the person is in the index as it was at the last search. */
bool name_index_has(struct name_index *x, struct person_id id);

#endif
