/*
 * Finding one person: by the whole personal number, or by whole names, and only among those whom
 * the employee has a relation to. It is no list of pupils: parts of names and empty searches find
 * nobody, and the number of answers is bounded. What the law says of searches is asked of the law
 * engine; follow-up of groups is another mode with its own pages (requirement L12).
 */
#ifndef WEB_SEARCH_H
#define WEB_SEARCH_H

#include "law/search.h"
#include "web/access.h"
#include "web/name_index.h"

#define SEARCH_MOST       20 /* answers */
#define SEARCH_WORDS_MAX  6
#define SEARCH_TEXT_MAX   120 /* bytes */
#define SEARCH_WORD_LEAST 2   /* bytes */

enum search_kind { SEARCH_NOTHING, SEARCH_NUMBER, SEARCH_NAME, SEARCH_KIND__MAX };
extern const char *const search_kind_code[SEARCH_KIND__MAX]; /* nothing, number, name */

struct search_result {
    enum search_kind kind;
    struct person_id found[SEARCH_MOST];
    size_t count;
    bool more; /* there were more than are told */
};

/* What the text is: a number, names, or nothing that can be searched for. */
enum search_kind search_kind_of(const char *text);
/* May the bank's employees look for a person so, in work with single cases? The law's answer. */
void search_law(const struct law_rules *rules, const struct bank_config *own, enum search_kind kind,
                struct date on, struct law_ruling *out);

/* Who looks, and the names of a school bank's pupils. */
struct search_who {
    const struct staff *staff;
    struct name_index *names;
};
/* Finds and journals the search with its kind and how many were told of, never the words. Whoever
 * is shown is opened by the caller. Whose name may fit is asked of the index; of them only those
 * whom the employee has a relation to are opened and compared, until there are more than can be
 * told. */
MUST_USE enum err search_people(struct bank *b, const struct search_who *who, const char *text,
                                struct arena *a, struct search_result *out, struct err_ctx *ctx);

#endif
