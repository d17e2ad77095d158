#include "law/html.h"

void law_html_head(struct buf *b, const char *title, bool swedish)
{
    buf_addf(b,
             "<!doctype html><html lang=\"%s\"><head><meta charset=\"utf-8\"><title>%s</title>"
             "<style>body{font:16px/1.4 sans-serif;margin:1em;max-width:70em}table{border-collapse:"
             "collapse;margin:1em 0}th,td{border:1px solid #777;padding:.3em;vertical-align:top;"
             "text-align:left}.why{font-weight:bold}</style></head><body><h1>%s</h1>\n",
             swedish ? "sv" : "en", title, title);
}
