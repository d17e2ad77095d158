/* Words for people. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

/* Marks a Swedish text that pages show, where it is written, so that the build finds it and asks
 * for its translation. Every table of codes that a page shows has its texts marked; whoever shows
 * one passes it through request_words() (web/request.h). */
#define TR(sv) sv

#endif
