/* What the documents of this module share. Rule files may be a stranger's: all text is escaped. */
#ifndef LAW_HTML_H
#define LAW_HTML_H

#include "base/buf.h"

/* Up to and with the heading; the caller ends the body. */
void law_html_head(struct buf *b, const char *title, bool swedish);

#endif
