/*
 * The part of HTML that templates are written in: lower-case tags from a list, attributes from a
 * list, values in double quotes. What is not on the lists is refused, so a new kind of unsafe
 * place cannot be used by mistake: to allow one, read what it can do and add it here.
 */
#include "pagegen.h"

#include <ctype.h>
#include <string.h>

static const char *const elements[] = {
    "html",   "head",   "meta",     "title",   "link",     "body",   "header",     "main",
    "footer", "nav",    "section",  "article", "aside",    "div",    "span",       "p",
    "h1",     "h2",     "h3",       "h4",      "a",        "ul",     "ol",         "li",
    "dl",     "dt",     "dd",       "table",   "caption",  "thead",  "tbody",      "tfoot",
    "tr",     "th",     "td",       "form",    "fieldset", "legend", "label",      "input",
    "select", "option", "textarea", "button",  "strong",   "em",     "small",      "time",
    "abbr",   "hr",     "br",       "details", "summary",  "figure", "figcaption", "img",
    "code",
};
static const char *const void_elements[] = {"meta", "link", "input", "hr", "br", "img"};

static const char *const attributes[] = {
    "class",        "id",         "name",        "value",   "type",     "for",      "href",
    "src",          "action",     "method",      "role",    "lang",     "charset",  "content",
    "rel",          "media",      "title",       "alt",     "hidden",   "tabindex", "scope",
    "colspan",      "rowspan",    "required",    "checked", "selected", "disabled", "readonly",
    "maxlength",    "min",        "max",         "step",    "rows",     "cols",     "size",
    "autocomplete", "inputmode",  "placeholder", "open",    "datetime", "width",    "height",
    "autofocus",    "novalidate", "spellcheck",  "label",   "headers",  "download",
};
static const char *const url_attributes[] = {"href", "src", "action"};
static const char *const word_attributes[] = {"title",      "alt",   "placeholder",
                                              "aria-label", "label", "aria-description"};

static bool in_list(const char *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i], word) == 0) {
            return true;
        }
    }
    return false;
}
#define IN(word, list) in_list(word, list, sizeof(list) / sizeof(list)[0])

static void append(char *to, size_t size, char c, struct place at)
{
    size_t n = strlen(to);
    if (n + 1 >= size) {
        fail(at, "\"%s…\" is too long", to);
    }
    to[n] = c;
    to[n + 1] = '\0';
}

static void begin_attr(struct html *h, char c, struct place at)
{
    memset(h->attr, 0, sizeof h->attr);
    append(h->attr, sizeof h->attr, c, at);
    h->state = HTML_ATTR;
}

static void end_name(struct html *h, struct place at)
{
    if (!IN(h->element, elements)) {
        fail(at, "<%s> is not among the elements a page may use (scripts, styles and frames never)",
             h->element);
    }
    h->form_post = h->form_action = false;
    h->state = HTML_TAG;
}

static void end_attr(struct html *h, struct place at)
{
    const char *a = h->attr;
    if (strncmp(a, "on", 2) == 0) {
        fail(at, "%s: no script in attributes; the browser policy would block it", a);
    }
    if (strcmp(a, "style") == 0) {
        fail(at, "style: no inline style; the browser policy would block it: use a class");
    }
    if (!IN(a, attributes) && strncmp(a, "aria-", 5) != 0 && strncmp(a, "data-", 5) != 0) {
        fail(at, "%s is not among the attributes a page may use", a);
    }
    h->is_url = IN(a, url_attributes);
    h->is_words = IN(a, word_attributes);
    h->value_dynamic = false;
    h->value_len = 0;
    memset(h->value, 0, sizeof h->value);
    h->state = HTML_TAG;
}

static void end_tag_open(struct html *h, struct place at, bool *token_out)
{
    if (strcmp(h->element, "form") == 0 && !h->form_action) {
        fail(at, "a form says its action");
    }
    *token_out = h->form_post;
    if (!IN(h->element, void_elements)) {
        if (h->depth == HTML_MAX_DEPTH) {
            fail(at, "elements are nested too deep");
        }
        memcpy(h->open[h->depth++], h->element, sizeof h->element);
    }
    h->state = HTML_TEXT;
}

static void end_value(struct html *h, struct place at)
{
    if (strcmp(h->element, "form") == 0) {
        if (strcmp(h->attr, "action") == 0) {
            h->form_action = true;
        } else if (strcmp(h->attr, "method") == 0) {
            h->form_post = strcmp(h->value, "post") == 0;
            if (h->value_dynamic || (!h->form_post && strcmp(h->value, "get") != 0)) {
                fail(at, "method is \"get\" or \"post\"");
            }
        }
    }
    if (h->is_url && !h->value_dynamic && h->value[0] == '\0') {
        fail(at, "%s: an empty address", h->attr);
    }
    h->state = HTML_TAG;
}

/* The literal part of an address may only begin a path, a query or a fragment of this site. */
static void check_address(const struct html *h, char c, struct place at)
{
    if (h->value_len == 0 && !h->value_dynamic && c != '/' && c != '#' && c != '?') {
        fail(at, "%s: an address begins with /, ? or # (no other sites, no schemes)", h->attr);
    }
    if (h->value_len == 1 && !h->value_dynamic && h->value[0] == '/' && (c == '/' || c == '\\')) {
        fail(at, "%s: an address of another site", h->attr);
    }
}

static void step_value(struct html *h, char c, struct place at)
{
    if (c == '"') {
        end_value(h, at);
        return;
    }
    if (c == '<') {
        fail(at, "%s: a < in a value; is the quote before it missing?", h->attr);
    }
    if (h->is_url) {
        check_address(h, c, at);
    }
    if (h->is_words && (isalpha((unsigned char)c) || (c & 0x80) != 0)) {
        fail(at, "%s: words for the reader go in {{t \"…\"}}", h->attr);
    }
    append(h->value, sizeof h->value, c, at);
    h->value_len++;
}

static void step_text(struct html *h, char c, struct place at)
{
    if (c == '<') {
        h->state = HTML_OPEN;
        memset(h->element, 0, sizeof h->element);
    } else if (isalpha((unsigned char)c) || (c & 0x80) != 0) {
        fail(at, "words for the reader go in {{t \"…\"}}");
    } else if (c == '>' || c == '&') {
        fail(at, "a bare %c; put it in {{t \"…\"}}", c);
    }
}

static void step_open(struct html *h, char c, struct place at)
{
    if (c == '/') {
        h->state = HTML_END;
    } else if (c == '!') {
        h->state = HTML_DOCTYPE;
    } else if (islower((unsigned char)c)) {
        append(h->element, sizeof h->element, c, at);
        h->state = HTML_NAME;
    } else {
        fail(at, "after < comes the name of an element in small letters");
    }
}

static void step_end(struct html *h, char c, struct place at)
{
    if (c != '>') {
        append(h->element, sizeof h->element, c, at);
        return;
    }
    if (h->depth == 0 || strcmp(h->open[h->depth - 1], h->element) != 0) {
        fail(at, "</%s> does not close <%s>", h->element,
             h->depth > 0 ? h->open[h->depth - 1] : "nothing");
    }
    h->depth--;
    h->state = HTML_TEXT;
}

static void step_tag(struct html *h, char c, struct place at, bool *token_out)
{
    if (c == '>') {
        end_tag_open(h, at, token_out);
    } else if (islower((unsigned char)c)) {
        begin_attr(h, c, at);
    } else if (!isspace((unsigned char)c)) {
        fail(at, "unexpected %c in <%s>", c, h->element);
    }
}

static bool in_name(char c)
{
    return islower((unsigned char)c) || isdigit((unsigned char)c) || c == '-';
}

static void step_attr(struct html *h, char c, struct place at, bool *token_out)
{
    if (in_name(c)) {
        append(h->attr, sizeof h->attr, c, at);
        return;
    }
    end_attr(h, at);
    if (c == '=') {
        h->state = HTML_EQUALS;
    } else {
        step_tag(h, c, at, token_out);
    }
}

void html_step(struct html *h, char c, struct place at, bool *token_out)
{
    *token_out = false;
    switch (h->state) {
    case HTML_TEXT:
        step_text(h, c, at);
        break;
    case HTML_OPEN:
        step_open(h, c, at);
        break;
    case HTML_NAME:
        if (in_name(c)) {
            append(h->element, sizeof h->element, c, at);
        } else {
            end_name(h, at);
            step_tag(h, c, at, token_out);
        }
        break;
    case HTML_TAG:
        step_tag(h, c, at, token_out);
        break;
    case HTML_ATTR:
        step_attr(h, c, at, token_out);
        break;
    case HTML_EQUALS:
        if (c != '"') {
            fail(at, "%s: the value of an attribute stands in double quotes", h->attr);
        }
        h->state = HTML_VALUE;
        break;
    case HTML_VALUE:
        step_value(h, c, at);
        break;
    case HTML_END:
        step_end(h, c, at);
        break;
    case HTML_DOCTYPE:
        if (c == '-') {
            fail(at, "a comment for the author is {{! … }}; the reader gets none");
        }
        h->state = c == '>' ? HTML_TEXT : HTML_DOCTYPE;
        break;
    case HTML__MAX:
        break;
    }
}

void html_break(struct html *h, struct place at)
{
    if (h->state == HTML_NAME) {
        end_name(h, at);
    } else if (h->state == HTML_ATTR) {
        end_attr(h, at);
    }
}

bool html_same(const struct html *a, const struct html *b)
{
    bool same = a->state == b->state && a->depth == b->depth &&
                (a->state == HTML_TEXT ||
                 (strcmp(a->element, b->element) == 0 && a->form_post == b->form_post)) &&
                (a->state != HTML_VALUE || strcmp(a->attr, b->attr) == 0);
    for (size_t i = 0; same && i < a->depth; i++) {
        same = strcmp(a->open[i], b->open[i]) == 0;
    }
    return same;
}
