/*
 * Fingerprints as words to read aloud: proquints (Wilkerson, "A Proposal for Proquints:
 * Identifiers that are Readable, Spellable, and Pronounceable", 2009). 16 bits are a word of
 * consonant, vowel, consonant, vowel, consonant; four bits a consonant and two a vowel.
 */
#include "letterbox/peer.h"

#define WORDS 8

static const char consonants[] = "bdfghjklmnprstvz";
static const char vowels[] = "aiou";

static void word(unsigned v, char out[5])
{
    out[0] = consonants[v >> 12 & 15];
    out[1] = vowels[v >> 10 & 3];
    out[2] = consonants[v >> 6 & 15];
    out[3] = vowels[v >> 4 & 3];
    out[4] = consonants[v & 15];
}

const char *peer_words(const struct fingerprint *f, char out[PEER_WORDS])
{
    char *p = out;
    for (int i = 0; i < WORDS; i++) {
        if (i > 0) {
            *p++ = ' ';
        }
        word((unsigned)f->b[2 * i] << 8 | f->b[2 * i + 1], p);
        p += 5;
    }
    *p = '\0';
    return out;
}

bool peer_words_match(const char *text, const struct fingerprint *f)
{
    char words[PEER_WORDS];
    peer_words(f, words);
    const char *w = words;
    for (; *text != '\0'; text++) {
        char c = *text;
        if (c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r') {
            continue;
        }
        if (*w == ' ') {
            w++;
        }
        if (c >= 'A' && c <= 'Z') {
            c = (char)(c - 'A' + 'a');
        }
        if (c != *w) {
            return false;
        }
        w++;
    }
    return *w == '\0';
}
