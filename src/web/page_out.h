/*
 * What compiled pages write with. Only code made by tools/pagegen calls these: a handler fills a
 * view and calls page_NAME_write(), and has no way to write markup itself.
 */
#ifndef WEB_PAGE_OUT_H
#define WEB_PAGE_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/words.h"

enum page_language { PAGE_SWEDISH, PAGE_ENGLISH, PAGE_LANGUAGE__MAX };
extern const char *const page_language_code[PAGE_LANGUAGE__MAX]; /* sv, en */

/* What every page has beside its view. */
struct page_ctx {
    enum page_language language;
    const char *form_token; /* goes into each posting form; NULL on pages that have none */
    /* For drafts (draft.h): the address of the page, and who was given it. NULL: nobody's. */
    const char *form_page, *form_owner;
};

/* Markup that the program has drawn itself (a chart), as opposed to text. Made in one place:
 * fragment.c. */
struct page_fragment {
    const char *markup; /* NULL: none */
    size_t length;
};

/* Words of the C code in the reader's language. `sv` is a literal marked with TR(). */
const char *page_words(enum page_language language, const char *sv);

struct page_translation {
    const char *sv, *en;
};
extern const struct page_translation page_translations[]; /* made by pagegen; by `sv` */
extern const size_t page_translation_count;

void page_put_markup(struct buf *o, const char *literal, size_t n);
void page_put_int(struct buf *o, int64_t value);
void page_put_date(struct buf *o, struct date d);
void page_put_fragment(struct buf *o, struct page_fragment f);
/* A whole address of this site: begins with one /, ? or #. Anything else becomes "#". */
void page_put_path(struct buf *o, const char *path);
/* A part of an address, percent-encoded but for letters, digits and -._~ */
void page_put_component(struct buf *o, const char *text);
void page_put_asset(struct buf *o, const char *name);  /* its address; aborts when there is none */
void page_put_script(struct buf *o, const char *name); /* an asset, run when the page is read */
void page_put_form_token(struct buf *o, const struct page_ctx *c);
/* The button that saves a draft; nothing where drafts are nobody's. */
void page_put_form_save(struct buf *o, const struct page_ctx *c);

#endif
