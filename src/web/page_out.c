#include "web/page_out.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "web/assets.h"

const char *const page_language_code[PAGE_LANGUAGE__MAX] = {"sv", "en"};

static int by_sv(const void *key, const void *row)
{
    return strcmp(key, ((const struct page_translation *)row)->sv);
}

const char *page_words(enum page_language language, const char *sv)
{
    if (language == PAGE_SWEDISH) {
        return sv;
    }
    const struct page_translation *t =
        bsearch(sv, page_translations, page_translation_count, sizeof page_translations[0], by_sv);
    return t != NULL ? t->en : sv;
}

void page_put_markup(struct buf *o, const char *literal, size_t n)
{
    buf_add_n(o, literal, n);
}

void page_put_int(struct buf *o, int64_t value)
{
    buf_addf(o, "%" PRId64, value);
}

void page_put_date(struct buf *o, struct date d)
{
    char text[DATE_TEXT];
    buf_add(o, date_format(d, text));
}

void page_put_fragment(struct buf *o, struct page_fragment f)
{
    if (f.markup != NULL) {
        buf_add_n(o, f.markup, f.length);
    }
}

/* Of this site: "/x" but neither "//x" nor "/\x", which browsers take as another host. */
static bool same_site(const char *path)
{
    if (path == NULL || strchr("/?#", path[0]) == NULL || path[0] == '\0') {
        return false;
    }
    if (path[0] == '/' && (path[1] == '/' || path[1] == '\\')) {
        return false;
    }
    for (const char *p = path; *p != '\0'; p++) {
        if ((unsigned char)*p <= 0x20 || *p == 0x7f || *p == '\\') {
            return false;
        }
    }
    return true;
}

void page_put_path(struct buf *o, const char *path)
{
    buf_add_html(o, same_site(path) ? path : "#");
}

void page_put_component(struct buf *o, const char *text)
{
    static const char safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (const char *p = text != NULL ? text : ""; *p != '\0'; p++) {
        if (strchr(safe, *p) != NULL) {
            buf_add_char(o, *p);
        } else {
            buf_addf(o, "%%%02X", (unsigned)(unsigned char)*p);
        }
    }
}

void page_put_asset(struct buf *o, const char *name)
{
    const struct asset *a = asset_by_name(name);
    if (a == NULL) {
        abort(); /* a template names a file that assets/ does not have */
    }
    buf_add(o, a->path);
}

void page_put_script(struct buf *o, const char *name)
{
    buf_add(o, "<script type=\"module\" src=\"");
    page_put_asset(o, name);
    buf_add(o, "\"></script>");
}

void page_put_form_token(struct buf *o, const struct page_ctx *c)
{
    if (c->form_token == NULL) {
        abort(); /* a posting form on a page without a session */
    }
    buf_add(o, "<input type=\"hidden\" name=\"csrf_token\" value=\"");
    buf_add_html(o, c->form_token);
    buf_add(o, "\">");
    if (c->form_page != NULL && c->form_owner != NULL) {
        buf_add(o, "<input type=\"hidden\" name=\"form_page\" value=\"");
        buf_add_html(o, c->form_page);
        buf_add(o, "\"><input type=\"hidden\" name=\"form_owner\" value=\"");
        buf_add_html(o, c->form_owner);
        buf_add(o, "\">");
    }
}

void page_put_form_save(struct buf *o, const struct page_ctx *c)
{
    if (c->form_page != NULL && c->form_owner != NULL) {
        buf_add(o, "<p><button class=\"ds-button\" data-variant=\"secondary\" data-size=\"sm\" "
                   "type=\"submit\" name=\"form_save\" value=\"yes\" formnovalidate>");
        buf_add_html(o, page_words(c->language, TR("Spara utkast")));
        buf_add(o, "</button></p>");
    }
}
